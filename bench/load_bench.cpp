// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Time to load a mapped taxonomy snapshot, and where it goes: checksums (XXH3 over every section, which memory speed bounds)
// and the checks of the content. All parts are taken in turn in every round, so that a machine that drifts drifts for all, in
// CPU time of the thread, so that what else runs does not count. The file is in the page cache.
// The file: that of OVERSTAP_BENCH_TAXONOMY, else one made of the folder esco-1.2.0 of the test data, else the starter set.

#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string>
#include <vector>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <benchmark/benchmark.h>

#include "overstap/io.hpp"

namespace {

using overstap::Buffer;
using overstap::Snapshot;
using overstap::Taxonomy;
namespace detail = overstap::detail;

double CpuMilliseconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

/// What opening hashes: the header, the directory, every section.
std::uint64_t Checksums(std::span<const std::byte> bytes) {
  detail::FileHeader header;
  std::memcpy(&header, bytes.data(), sizeof(header));
  std::uint64_t sum = XXH3_64bits(bytes.data(), 56) + XXH3_128bits(bytes.data() + sizeof(header), header.section_count * sizeof(detail::SectionEntry)).low64;
  for (std::uint32_t i = 0; i < header.section_count; ++i) {
    detail::SectionEntry entry;
    std::memcpy(&entry, bytes.data() + sizeof(header) + i * sizeof(entry), sizeof(entry));
    sum += XXH3_64bits(bytes.data() + entry.offset, entry.size);
  }
  return sum;
}

/// The times of one part, in milliseconds, one a round.
using Part = std::vector<double>;

template <typename Job>
double Time(Part& part, const Job& job) {
  const double begin = CpuMilliseconds();
  job();
  return part.emplace_back(CpuMilliseconds() - begin);
}

double Median(Part& part) {
  const auto middle = part.begin() + static_cast<std::ptrdiff_t>(part.size() / 2);
  std::nth_element(part.begin(), middle, part.end());
  return *middle;
}

void Load(benchmark::State& state, const std::string& path) {
  const auto held = *overstap::LoadTaxonomy(path);
  const auto bytes = held.snapshot().bytes();
  Part checksums, snapshot, memory, file, after;
  for (auto _ : state) {
    const double hashed = Time(checksums, [&] { benchmark::DoNotOptimize(Checksums(bytes)); });
    Time(snapshot, [&] { benchmark::DoNotOptimize(Snapshot::Open({nullptr, bytes}, detail::SnapshotKind::kTaxonomy)); });
    Time(memory, [&] { benchmark::DoNotOptimize(Taxonomy::FromBuffer({nullptr, bytes})); });
    after.push_back(Time(file, [&] { benchmark::DoNotOptimize(overstap::LoadTaxonomy(path)); }) - hashed);
  }
  state.counters["bytes"] = static_cast<double>(bytes.size());
  state.counters["1_checksums_ms"] = Median(checksums);
  state.counters["2_snapshot_ms"] = Median(snapshot);    // with checksums: header, directory, strings, texts
  state.counters["3_in_memory_ms"] = Median(memory);     // with checksums: all of the content
  state.counters["4_mapped_file_ms"] = Median(file);     // and mapping it, page by page
  state.counters["5_after_checksums_ms"] = Median(after);  // 4 less 1
}

/// A snapshot in a temporary file, removed at the end.
class TemporarySnapshot {
 public:
  explicit TemporarySnapshot(const Taxonomy& taxonomy) : path_((std::filesystem::temp_directory_path() / "overstap-bench-XXXXXX").string()) {
    const int descriptor = ::mkstemp(path_.data());
    if (descriptor >= 0) ::close(descriptor);
    good_ = descriptor >= 0 && overstap::SaveSnapshot(taxonomy.snapshot(), path_).ok();
  }
  ~TemporarySnapshot() { ::unlink(path_.c_str()); }
  TemporarySnapshot(const TemporarySnapshot&) = delete;
  TemporarySnapshot& operator=(const TemporarySnapshot&) = delete;
  const std::string& path() const { return path_; }
  bool good() const { return good_; }

 private:
  std::string path_;
  bool good_ = false;
};

overstap::StatusOr<Taxonomy> TaxonomyToTime() {
  const std::string esco = std::string(OVERSTAP_SHARED_DATA_DIR) + "/esco-1.2.0";
  if (!std::filesystem::is_directory(esco)) {
    std::fprintf(stderr, "skipped: %s is not there; the starter set is timed instead\n", esco.c_str());
    return overstap::StarterTaxonomy();
  }
  overstap::TaxonomyBuilder builder;
  overstap::EscoReport report;
  OVS_RETURN_IF_ERROR(overstap::ReadEsco(esco, builder, &report));
  return builder.Build();
}

void Register(const std::string& path) {
  benchmark::RegisterBenchmark(("load/" + std::filesystem::path(path).filename().string()).c_str(), [path](benchmark::State& state) { Load(state, path); })
      ->Unit(benchmark::kMillisecond);
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  if (const char* given = std::getenv("OVERSTAP_BENCH_TAXONOMY")) {
    if (const auto opened = overstap::LoadTaxonomy(std::string(given)); !opened.ok()) {
      std::fprintf(stderr, "%s\n", std::string(opened.status().message()).c_str());
      return 1;
    }
    Register(given);
    benchmark::RunSpecifiedBenchmarks();
  } else {
    const auto taxonomy = TaxonomyToTime();
    if (!taxonomy.ok()) {
      std::fprintf(stderr, "%s\n", std::string(taxonomy.status().message()).c_str());
      return 1;
    }
    const TemporarySnapshot file(*taxonomy);
    if (!file.good()) {
      std::fprintf(stderr, "%s: cannot be written\n", file.path().c_str());
      return 1;
    }
    Register(file.path());
    benchmark::RunSpecifiedBenchmarks();
  }
  benchmark::Shutdown();
  return 0;
}
