// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Times of the kernel with every instruction set this machine has, on the workloads of workload.hpp: (a), and (b) and (b-hard) of 100,000
// vacancies. What it is compared with, and a million vacancies, are in bench/peers.

#include <memory>
#include <string>

#include <benchmark/benchmark.h>

#include "overstap/overstap.hpp"
#include "workload.hpp"

namespace {

using overstap::Pruning;
using overstap::Scoring;
namespace bench = overstap::bench;

struct World {
  std::string name;
  bench::Corpus corpus;
  overstap::LevelIndex index;
  Scoring cosine, coverage;

  World(std::string n, const bench::Rows& occupations, bench::Rows rows, bool small) : name(std::move(n)), corpus(std::move(rows), bench::Persons(occupations, 500, 7)) {
    index = *overstap::LevelIndex::Create(corpus.rows.begin, corpus.entries, corpus.rows.features, {.order = bench::GoodOrder(corpus, occupations, small), .prunable = !small});
    cosine = *Scoring::Create(index, Scoring::Kind::kCosine, corpus.weights);
    coverage = *Scoring::Create(index, Scoring::Kind::kCoverage, corpus.weights);
  }
};

void Register(const std::shared_ptr<World>& world) {
  const auto add = [&](const std::string& what, const Scoring& scoring, overstap::KernelTarget target, Pruning pruning) {
    benchmark::RegisterBenchmark((world->name + "/" + what + "/" + std::string(Name(target))).c_str(), [world, &scoring, target, pruning](benchmark::State& state) {
      overstap::Searcher searcher(world->index, scoring, target);
      overstap::SearchOptions options;
      options.pruning = pruning;
      std::size_t i = 0;
      double blocks = 0;
      for (auto _ : state) {
        benchmark::DoNotOptimize(searcher.Search(world->corpus.Person(i), options));
        blocks += searcher.stats().blocks;
        i = (i + 1) % world->corpus.persons.size();
      }
      if (pruning != Pruning::kExhaustive) state.counters["blocks"] = blocks / static_cast<double>(state.iterations());
    })->Unit(benchmark::kMicrosecond);
  };
  for (const auto target : overstap::KernelTargets()) {
    add("cosine", world->cosine, target, Pruning::kExhaustive);
    add("coverage", world->coverage, target, Pruning::kExhaustive);
    if (world->index.prunable()) {
      add("cosine_auto", world->cosine, target, Pruning::kAuto);
      add("cosine_pruned", world->cosine, target, Pruning::kAlways);
    }
  }
  benchmark::RegisterBenchmark((world->name + "/build").c_str(), [world](benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(overstap::LevelIndex::Create(world->corpus.rows.begin, world->corpus.entries, world->corpus.rows.features, {.order = {}, .prunable = world->index.prunable()}));
    state.counters["bytes_per_entry"] = static_cast<double>(world->index.bytes()) / static_cast<double>(world->index.entries());
  })->Unit(benchmark::kMillisecond);
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  const auto occupations = bench::Occupations(OVERSTAP_SHARED_DATA_DIR);
  Register(std::make_shared<World>("a", occupations, occupations, true));
  Register(std::make_shared<World>("b", occupations, bench::Vacancies(occupations, 100'000, 30, 5), false));
  Register(std::make_shared<World>("b-hard", occupations, bench::Vacancies(occupations, 100'000, 60, 5), false));
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
