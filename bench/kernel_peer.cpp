// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The kernel, and a plain C++ one, on the workloads of workload.hpp: what bench/peers/peers.py runs in turn with what else a user could pick.
//
//   overstap_kernel_peer FOLDER a|b|b-hard|dense [ROWS [QUERIES]]
//
// writes the workload to FOLDER for the others and a line of JSON about it, and then answers lines of standard input:
//
//   one CONTENDER FIRST COUNT     searches for persons FIRST.. one by one; their times in nanoseconds
//   all CONTENDER THREADS         all persons in one call: wall and CPU time in nanoseconds
//   pairs CONTENDER THREADS       all rows as queries in one call ((a) and (dense) only)
//   best CONTENDER PERSON         rows and scores of the ten best
//
// The plain one is what one would write first, and well: term at a time over posting lists of row and weight (8 bytes), one accumulator for each row,
// the best by a heap.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "overstap/overstap.hpp"
#include "workload.hpp"

namespace {

using overstap::LeveledFeature;
using overstap::Scored;
using overstap::Scoring;
namespace bench = overstap::bench;

/// Term at a time. For cosine a posting has the row's weight, need x factor; for coverage the need, and the factor comes in the end.
class Plain {
 public:
  Plain(const bench::Corpus& corpus, const Scoring& scoring, const overstap::LevelIndex& index) : coverage_(scoring.kind() == Scoring::Kind::kCoverage), begin_(corpus.rows.features + std::size_t{1}, 0), postings_(corpus.entries.size()), totals_(corpus.rows.size()) {
    for (const auto& e : corpus.entries) ++begin_[e.feature + 1];
    for (std::size_t f = 0; f + 1 < begin_.size(); ++f) begin_[f + 1] += begin_[f];
    auto next = begin_;
    for (std::uint32_t row = 0; row < corpus.rows.size(); ++row) {
      const auto factor = static_cast<float>(scoring.factor(index.StoredRow(row)));
      if (coverage_) factors_.push_back(factor);
      for (auto i = corpus.rows.begin[row]; i < corpus.rows.begin[row + 1]; ++i) {
        const auto need = static_cast<float>(corpus.entries[i].level);
        postings_[next[corpus.entries[i].feature]++] = {row, coverage_ ? need : need * factor};
      }
    }
  }
  std::vector<std::pair<float, std::uint32_t>> Search(std::span<const LeveledFeature> query, const std::vector<std::uint32_t>& weights, std::size_t limit) {
    std::fill(totals_.begin(), totals_.end(), 0.0f);
    for (const auto& q : query) {
      const auto postings = std::span(postings_).subspan(begin_[q.feature], begin_[q.feature + 1] - begin_[q.feature]);
      const auto weight = static_cast<float>(weights[q.feature]), level = static_cast<float>(q.level);
      if (coverage_) {
        for (const auto& p : postings) totals_[p.row] += weight * std::min(level, p.weight);
      } else {
        for (const auto& p : postings) totals_[p.row] += weight * level * p.weight;
      }
    }
    std::vector<std::pair<float, std::uint32_t>> heap;  // the least of the best on top
    const auto better = [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; };
    for (std::uint32_t row = 0; row < totals_.size(); ++row) {
      const auto score = coverage_ ? totals_[row] * factors_[row] : totals_[row];
      if (heap.size() < limit) {
        if (score > 0) heap.emplace_back(score, row), std::push_heap(heap.begin(), heap.end(), better);
      } else if (score > heap.front().first) {
        std::pop_heap(heap.begin(), heap.end(), better);
        heap.back() = {score, row};
        std::push_heap(heap.begin(), heap.end(), better);
      }
    }
    std::sort_heap(heap.begin(), heap.end(), better);
    return heap;
  }
  std::size_t bytes() const { return begin_.size() * 4 + postings_.size() * sizeof(Posting) + factors_.size() * 4; }

 private:
  struct Posting {
    std::uint32_t row;
    float weight;
  };
  bool coverage_;
  std::vector<std::uint32_t> begin_;
  std::vector<Posting> postings_;
  std::vector<float> totals_, factors_;
};

struct Contender {
  const Scoring* scoring;
  overstap::SearchOptions options;
  std::unique_ptr<overstap::Searcher> searcher;  // or
  std::unique_ptr<Plain> plain;
};

double Seconds(std::chrono::steady_clock::time_point since) { return std::chrono::duration<double>(std::chrono::steady_clock::now() - since).count(); }

/// Of this thread, or of the whole process.
std::int64_t CpuNanos(clockid_t clock) {
  timespec t{};
  clock_gettime(clock, &t);
  return std::int64_t{t.tv_sec} * 1'000'000'000 + t.tv_nsec;
}

template <typename T>
void Write(const std::string& path, const std::vector<T>& values) {
  std::ofstream(path, std::ios::binary).write(reinterpret_cast<const char*>(values.data()), static_cast<std::streamsize>(values.size() * sizeof(T)));
}

void WriteRows(const std::string& path, const bench::Rows& rows) {
  std::vector<std::uint32_t> features;
  std::vector<std::uint8_t> levels;
  for (const auto& s : rows.skills) features.push_back(s.feature), levels.push_back(s.level);
  Write(path + "_begin.u32", rows.begin);
  Write(path + "_features.u32", features);
  Write(path + "_levels.u8", levels);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: overstap_kernel_peer FOLDER a|b|b-hard|dense [ROWS [QUERIES]]\n");
    return 2;
  }
  const std::string folder = argv[1], workload = argv[2];
  const auto rows = static_cast<std::uint32_t>(argc > 3 ? std::stoul(argv[3]) : 1'000'000), queries = static_cast<std::uint32_t>(argc > 4 ? std::stoul(argv[4]) : 400);
  const bool small = workload == "a" || workload == "dense";
  const auto occupations = workload == "dense" ? bench::DenseOccupations(3) : bench::Occupations(OVERSTAP_SHARED_DATA_DIR);
  const bench::Corpus corpus(small ? occupations : bench::Vacancies(occupations, rows, workload == "b" ? 30 : 60, 5), bench::Persons(occupations, queries, 7));

  auto clock = std::chrono::steady_clock::now();
  const auto order = bench::GoodOrder(corpus, occupations, small);
  const double order_seconds = Seconds(clock);
  clock = std::chrono::steady_clock::now();
  const auto index = *overstap::LevelIndex::Create(corpus.rows.begin, corpus.entries, corpus.rows.features, {.order = order, .prunable = !small});
  const auto cosine = *Scoring::Create(index, Scoring::Kind::kCosine, corpus.weights), coverage = *Scoring::Create(index, Scoring::Kind::kCoverage, corpus.weights);
  const double index_seconds = Seconds(clock);
  // The same kernel with weights of 16 bits, whose totals need 32.
  auto wide_weights = corpus.weights;
  for (auto& w : wide_weights) w *= 257;
  const auto wide = *Scoring::Create(index, Scoring::Kind::kCosine, wide_weights);

  std::map<std::string, Contender> contenders;
  const auto add = [&](const std::string& name, const Scoring& scoring, overstap::KernelTarget target, overstap::Pruning pruning) {
    auto& c = contenders[name];
    c.scoring = &scoring;
    c.options.pruning = pruning;
    c.searcher = std::make_unique<overstap::Searcher>(index, scoring, target);
  };
  const auto best = overstap::KernelTargets().back();
  add("overstap", cosine, best, overstap::Pruning::kAuto);
  add("overstap-coverage", coverage, best, overstap::Pruning::kAuto);
  add("overstap-wide", wide, best, overstap::Pruning::kAuto);
  for (const auto target : overstap::KernelTargets()) add("overstap-" + std::string(Name(target)), cosine, target, overstap::Pruning::kExhaustive);
  if (!small) {
    add("overstap-exhaustive", cosine, best, overstap::Pruning::kExhaustive);
    add("overstap-pruned", cosine, best, overstap::Pruning::kAlways);
  }
  clock = std::chrono::steady_clock::now();
  contenders["plain"].plain = std::make_unique<Plain>(corpus, cosine, index);
  const double plain_seconds = Seconds(clock);
  contenders["plain"].scoring = &cosine;
  contenders["plain-coverage"].plain = std::make_unique<Plain>(corpus, coverage, index);
  contenders["plain-coverage"].scoring = &coverage;

  WriteRows(folder + "/rows", corpus.rows);
  WriteRows(folder + "/persons", corpus.persons);
  Write(folder + "/weights.u32", corpus.weights);
  std::vector<std::uint32_t> factors;
  for (std::uint32_t row = 0; row < corpus.rows.size(); ++row) factors.push_back(cosine.factor(index.StoredRow(row)));
  Write(folder + "/factors.u32", factors);

  double postings = 0;
  std::vector<std::uint32_t> having(corpus.rows.features, 0);
  for (const auto& s : corpus.rows.skills) ++having[s.feature];
  for (const auto& s : corpus.persons.skills) postings += having[s.feature];
  std::printf("{\"rows\": %zu, \"features\": %u, \"entries\": %zu, \"queries\": %u, \"query_skills\": %.1f, \"postings\": %.0f, \"kernel\": \"%s\", \"order_seconds\": %.3f, \"index_seconds\": %.3f, "
              "\"index_bytes\": %zu, \"pruning_bytes\": %zu, \"scoring_bytes\": %zu, \"plain_seconds\": %.3f, \"plain_bytes\": %zu}\n",
              corpus.rows.size(), corpus.rows.features, corpus.entries.size(), queries, static_cast<double>(corpus.persons.skills.size()) / queries, postings / queries, std::string(Name(best)).c_str(),
              order_seconds, index_seconds, index.bytes(), index.pruning_bytes(), cosine.bytes(), plain_seconds, contenders["plain"].plain->bytes());
  std::fflush(stdout);

  std::string line;
  while (std::getline(std::cin, line)) {
    std::istringstream in(line);
    std::string command, name;
    std::size_t a = 0, b = 0;
    in >> command >> name >> a >> b;
    auto& c = contenders.at(name);
    std::ostringstream out;
    if (command == "one") {
      for (auto q = a; q < a + b; ++q) {
        // (a) takes so little that the clock of CPU time would be seen in it; of (b) it leaves out what others took of the machine.
        const auto begin = small ? std::chrono::steady_clock::now().time_since_epoch().count() : CpuNanos(CLOCK_THREAD_CPUTIME_ID);
        const bool none = c.plain ? c.plain->Search(corpus.Person(q), corpus.weights, 10).empty() : c.searcher->Search(corpus.Person(q), c.options)->empty();
        const auto end = small ? std::chrono::steady_clock::now().time_since_epoch().count() : CpuNanos(CLOCK_THREAD_CPUTIME_ID);
        out << (none ? 0 : end - begin) << ' ';
      }
    } else if (command == "all" || command == "pairs") {
      const bool pairs = command == "pairs";
      const overstap::QueryBatch batch{pairs ? corpus.rows.begin : corpus.persons.begin, pairs ? corpus.entries : corpus.terms};
      const auto begin = std::chrono::steady_clock::now();
      const auto cpu = CpuNanos(CLOCK_PROCESS_CPUTIME_ID);
      if (c.plain) {
        for (std::size_t q = 0; q < batch.size(); ++q) c.plain->Search(batch.terms.subspan(batch.begin[q], batch.begin[q + 1] - batch.begin[q]), corpus.weights, 10);
      } else {
        if (!overstap::SearchBatch(index, *c.scoring, batch, c.options, static_cast<unsigned>(a)).ok()) return 1;
      }
      out << static_cast<std::int64_t>(Seconds(begin) * 1e9) << ' ' << CpuNanos(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    } else {
      if (c.plain) {
        for (const auto& [score, row] : c.plain->Search(corpus.Person(a), corpus.weights, 10)) out << row << ' ' << score << ' ';
      } else {
        const auto found = *c.searcher->Search(corpus.Person(a), c.options);
        for (const auto& s : found) out << s.row << ' ' << s.score << ' ';
      }
    }
    std::printf("%s\n", out.str().c_str());
    std::fflush(stdout);
  }
  return 0;
}
