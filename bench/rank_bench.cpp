// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Times of the main job on the embedded starter taxonomy and, where the data is present, on ESCO 1.2.0: opening, building
// the model, one ranking (median and 99th percentile over every occupation as origin), one explanation, what to
// ask next, course suggestions. Figures are kept in RESULTS.md.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "overstap/overstap.hpp"

namespace {

using overstap::Concept;

struct World {
  std::string name;
  overstap::Taxonomy taxonomy;
  overstap::Matcher matcher;
  overstap::BoundCatalogue courses;
  std::vector<overstap::Profile> profiles;  // one an occupation that can be ranked
  std::vector<Concept> origins;

  World(std::string n, overstap::Taxonomy t, overstap::CourseCatalogue catalogue) : name(std::move(n)), taxonomy(std::move(t)) {
    matcher = overstap::Matcher(std::make_shared<const overstap::MatchModel>(*overstap::MatchModel::Create(taxonomy)));
    courses = overstap::BoundCatalogue::Bind(std::move(catalogue), taxonomy);
    for (Concept c = 0; c < matcher.model().rows(); ++c) {
      if (!matcher.model().IsCandidate(c)) continue;
      overstap::ProfileBuilder builder(taxonomy);
      if (builder.AddOccupation(c).ok()) profiles.push_back(builder.Build());
      origins.push_back(c);
    }
  }
};

/// Runs `job(i)` for i in turn and reports the median and 99th percentile of its single runs in microseconds.
template <typename Job>
void TimeEach(benchmark::State& state, std::size_t count, const Job& job) {
  using Clock = std::chrono::steady_clock;
  std::vector<double> micros;
  std::size_t i = 0;
  for (auto _ : state) {
    const auto begin = Clock::now();
    job(i);
    const std::chrono::duration<double, std::micro> took = Clock::now() - begin;
    micros.push_back(took.count());
    i = (i + 1) % count;
  }
  std::sort(micros.begin(), micros.end());
  state.counters["p50_us"] = micros[micros.size() / 2];
  state.counters["p99_us"] = micros[micros.size() * 99 / 100];
}

void Register(const std::shared_ptr<World>& world) {
  const auto add = [&](const std::string& what, auto function) {
    benchmark::RegisterBenchmark((world->name + "/" + what).c_str(), [world, function](benchmark::State& state) { function(state, *world); })
        ->Unit(benchmark::kMicrosecond);
  };
  add("open", [](benchmark::State& state, World& w) {
    const auto bytes = w.taxonomy.snapshot().bytes();
    for (auto _ : state) benchmark::DoNotOptimize(overstap::Taxonomy::FromBuffer({nullptr, bytes}));
    state.counters["bytes"] = static_cast<double>(bytes.size());
    state.counters["bytes_per_concept"] = static_cast<double>(bytes.size()) / w.taxonomy.size();
  });
  add("model", [](benchmark::State& state, World& w) {
    for (auto _ : state) benchmark::DoNotOptimize(overstap::MatchModel::Create(w.taxonomy));
    state.counters["postings"] = static_cast<double>(w.matcher.model().index().size());
  });
  add("rank_top10", [](benchmark::State& state, World& w) {
    TimeEach(state, w.profiles.size(), [&](std::size_t i) { benchmark::DoNotOptimize(w.matcher.Rank(w.profiles[i])); });
  });
  add("explain", [](benchmark::State& state, World& w) {
    TimeEach(state, w.profiles.size(), [&](std::size_t i) {
      benchmark::DoNotOptimize(overstap::Explain(w.matcher, w.profiles[i], w.origins[(i * 7 + 1) % w.origins.size()]));
    });
  });
  add("questions", [](benchmark::State& state, World& w) {
    TimeEach(state, w.profiles.size(), [&](std::size_t i) { benchmark::DoNotOptimize(overstap::Questions(w.matcher, w.profiles[i])); });
  });
  if (world->courses.size() > 0) {
    add("courses", [](benchmark::State& state, World& w) {
      std::vector<overstap::Explanation> explanations;
      for (std::size_t i = 0; i < w.profiles.size(); ++i) {
        explanations.push_back(*overstap::Explain(w.matcher, w.profiles[i], w.origins[(i * 7 + 1) % w.origins.size()]));
      }
      TimeEach(state, w.profiles.size(), [&](std::size_t i) { benchmark::DoNotOptimize(overstap::SuggestCourses(w.courses, w.profiles[i], explanations[i])); });
    });
  }
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  Register(std::make_shared<World>("starter", *overstap::StarterTaxonomy(), *overstap::StarterCourses()));
  const std::string esco = std::string(OVERSTAP_SHARED_DATA_DIR) + "/esco-1.2.0";
  if (std::filesystem::is_directory(esco)) {
    overstap::TaxonomyBuilder builder;
    overstap::EscoReport report;
    const auto status = overstap::ReadEsco(esco, builder, &report);
    if (!status.ok()) {
      std::fprintf(stderr, "%s\n", std::string(status.message()).c_str());
      return 1;
    }
    Register(std::make_shared<World>("esco-1.2.0", *builder.Build(), overstap::CourseCatalogue()));
  } else {
    std::fprintf(stderr, "skipped: %s is not there; ESCO is not timed\n", esco.c_str());
  }
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
