// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The kernel and a plain C++ one on the workloads of workload.hpp, for bench/peers/peers.py, which runs it beside what else a user could
// pick; and by itself, as --self, where it alternates between them and prints a table.
//
// The plain one is what one would write first and write well: term at a time over posting lists of row and weight (8 bytes), one dense
// accumulator for all rows, the best by a heap.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "overstap/detail/integer.hpp"
#include "overstap/overstap.hpp"
#include "workload.hpp"

namespace {

using overstap::LeveledFeature;
using overstap::Scored;
namespace bench = overstap::bench;

struct Corpus {
  bench::Rows rows, persons;
  std::vector<LeveledFeature> entries, terms;
  std::vector<std::uint32_t> weights;  // by skill: rarity squared, 1..most

  Corpus(bench::Rows r, bench::Rows p, std::uint32_t most) : rows(std::move(r)), persons(std::move(p)) {
    for (const auto& s : rows.skills) entries.push_back({s.feature, s.level});
    for (const auto& s : persons.skills) terms.push_back({s.feature, s.level});
    std::vector<std::uint64_t> having(rows.features, 0);
    for (const auto& s : rows.skills) ++having[s.feature];
    std::vector<std::uint64_t> rarity;
    for (const auto n : having) rarity.push_back(n == 0 ? 0 : overstap::detail::Log2Fixed16(rows.size() + 1, n));
    const auto highest = *std::max_element(rarity.begin(), rarity.end());
    for (const auto r2 : rarity) weights.push_back(static_cast<std::uint32_t>(std::max<std::uint64_t>(1, most * r2 * r2 / (highest * highest))));
  }
  std::span<const LeveledFeature> Person(std::size_t i) const { return std::span(terms).subspan(persons.begin[i], persons.begin[i + 1] - persons.begin[i]); }
  overstap::QueryBatch Persons() const { return {persons.begin, terms}; }
};

/// Term at a time, scores as floats: the row's weight is need x factor, the query's level x weight.
class Plain {
 public:
  Plain(const Corpus& corpus, const overstap::Scoring& scoring, const overstap::LevelIndex& index) : begin_(corpus.rows.features + std::size_t{1}, 0), postings_(corpus.entries.size()), totals_(corpus.rows.size(), 0.0f) {
    for (const auto& e : corpus.entries) ++begin_[e.feature + 1];
    for (std::size_t f = 0; f + 1 < begin_.size(); ++f) begin_[f + 1] += begin_[f];
    auto next = begin_;
    for (std::uint32_t row = 0; row < corpus.rows.size(); ++row) {
      const auto factor = static_cast<float>(scoring.factor(index.StoredRow(row))) / 2147483648.0f;
      for (auto i = corpus.rows.begin[row]; i < corpus.rows.begin[row + 1]; ++i) {
        postings_[next[corpus.entries[i].feature]++] = {row, static_cast<float>(corpus.entries[i].level) * factor};
      }
    }
  }
  std::vector<std::pair<float, std::uint32_t>> Search(std::span<const LeveledFeature> query, const std::vector<std::uint32_t>& weights, std::size_t limit) {
    std::fill(totals_.begin(), totals_.end(), 0.0f);
    for (const auto& q : query) {
      const auto weight = static_cast<float>(q.level * weights[q.feature]);
      for (auto i = begin_[q.feature]; i < begin_[q.feature + 1]; ++i) totals_[postings_[i].row] += weight * postings_[i].weight;
    }
    std::vector<std::pair<float, std::uint32_t>> heap;  // the least of the best on top
    const auto better = [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; };
    for (std::uint32_t row = 0; row < totals_.size(); ++row) {
      if (heap.size() < limit) {
        if (totals_[row] > 0) heap.push_back({totals_[row], row}), std::push_heap(heap.begin(), heap.end(), better);
      } else if (totals_[row] > heap.front().first) {
        std::pop_heap(heap.begin(), heap.end(), better);
        heap.back() = {totals_[row], row};
        std::push_heap(heap.begin(), heap.end(), better);
      }
    }
    std::sort_heap(heap.begin(), heap.end(), better);
    return heap;
  }
  std::size_t bytes() const { return begin_.size() * 4 + postings_.size() * sizeof(Posting); }

 private:
  struct Posting {
    std::uint32_t row;
    float weight;
  };
  std::vector<std::uint32_t> begin_;
  std::vector<Posting> postings_;
  std::vector<float> totals_;
};

double Seconds(std::chrono::steady_clock::time_point since) { return std::chrono::duration<double>(std::chrono::steady_clock::now() - since).count(); }

}  // namespace

int main(int argc, char** argv) {
  std::string workload = "a", shared = OVERSTAP_SHARED_DATA_DIR;
  std::uint32_t count = 1'000'000, queries = 200, most = 255, threads = 1;
  bool cluster = true;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string name = argv[i], value = argv[i + 1];
    if (name == "--workload") workload = value;
    if (name == "--rows") count = static_cast<std::uint32_t>(std::stoul(value));
    if (name == "--queries") queries = static_cast<std::uint32_t>(std::stoul(value));
    if (name == "--most-weight") most = static_cast<std::uint32_t>(std::stoul(value));
    if (name == "--threads") threads = static_cast<std::uint32_t>(std::stoul(value));
    if (name == "--cluster") cluster = value == "yes";
  }
  const auto occupations = bench::Occupations(shared);
  const bool small = workload == "a";
  const Corpus corpus(small ? occupations : bench::Vacancies(occupations, count, workload == "b" ? 30 : 60, 5), bench::Persons(occupations, queries, 7), most);
  auto clock = std::chrono::steady_clock::now();
  std::vector<std::uint32_t> order;
  if (small && cluster) order = *overstap::OrderByNeighbours({corpus.rows.begin, corpus.entries}, corpus.weights);
  if (!small && cluster) {
    const Corpus anchors(occupations, corpus.persons, most);
    const auto chain = *overstap::OrderByNeighbours({anchors.rows.begin, anchors.entries}, anchors.weights);
    const auto index = *overstap::LevelIndex::Create(anchors.rows.begin, anchors.entries, anchors.rows.features, {.order = chain});
    const auto scoring = *overstap::Scoring::Create(index, overstap::Scoring::Kind::kCosine, anchors.weights);
    order = *overstap::OrderByAnchor(index, scoring, {corpus.rows.begin, corpus.entries}, threads);
  }
  std::printf("order %.2f s\n", Seconds(clock));
  clock = std::chrono::steady_clock::now();
  const auto index = *overstap::LevelIndex::Create(corpus.rows.begin, corpus.entries, corpus.rows.features, {.order = order, .prunable = !small});
  std::printf("index %.2f s, %zu entries, %.3f bytes/entry exhaustive, %.3f more to prune\n", Seconds(clock), index.entries(),
              static_cast<double>(index.bytes() - index.pruning_bytes()) / static_cast<double>(index.entries()), static_cast<double>(index.pruning_bytes()) / static_cast<double>(index.entries()));
  std::printf("  chunks %zu masks %zu segments %zu bounds %zu\n", index.lists().chunks.size(), index.lists().masks.size(), index.lists().segments.size(), index.bounds().bytes());
  clock = std::chrono::steady_clock::now();
  const auto cosine = *overstap::Scoring::Create(index, overstap::Scoring::Kind::kCosine, corpus.weights);
  const auto coverage = *overstap::Scoring::Create(index, overstap::Scoring::Kind::kCoverage, corpus.weights);
  std::printf("scorings %.2f s\n", Seconds(clock));
  Plain plain(corpus, cosine, index);

  std::map<std::string, std::vector<double>> times;
  std::map<std::string, std::size_t> blocks, pruned, wide;
  const int rounds = small ? 20 : 2;
  std::size_t differ = 0;
  for (int round = 0; round < rounds; ++round) {
    const auto run = [&](const std::string& name, const overstap::Scoring* scoring, overstap::KernelTarget target, overstap::Pruning pruning) {
      std::optional<overstap::Searcher> searcher;
      if (scoring) searcher.emplace(index, *scoring, target);
      for (std::size_t q = 0; q < queries; ++q) {
        const auto begin = std::chrono::steady_clock::now();
        if (scoring) {
          const auto found = *searcher->Search(corpus.Person(q), {.pruning = pruning});
          if (found.empty()) std::printf("nothing\n");
        } else {
          const auto found = plain.Search(corpus.Person(q), corpus.weights, 10);
          if (found.empty()) std::printf("nothing\n");
        }
        times[name].push_back(Seconds(begin) * 1e6);
        if (scoring) blocks[name] += searcher->stats().blocks, pruned[name] += searcher->stats().pruned, wide[name] += searcher->stats().wide;
      }
    };
    run("0 plain", nullptr, {}, {});
    for (const auto target : overstap::KernelTargets()) {
      if (target == overstap::KernelTarget::kScalar) continue;
      const std::string name(Name(target));
      run("1 cosine exhaustive " + name, &cosine, target, overstap::Pruning::kExhaustive);
      run("2 coverage exhaustive " + name, &coverage, target, overstap::Pruning::kExhaustive);
      if (index.prunable()) {
        run("3 cosine always " + name, &cosine, target, overstap::Pruning::kAlways);
        run("4 cosine auto " + name, &cosine, target, overstap::Pruning::kAuto);
        run("5 coverage auto " + name, &coverage, target, overstap::Pruning::kAuto);
      }
    }
    if (round == 0) {
      overstap::Searcher one(index, cosine);
      for (std::size_t q = 0; q < queries; ++q) {
        const auto mine = *one.Search(corpus.Person(q));
        const auto theirs = plain.Search(corpus.Person(q), corpus.weights, 10);
        for (std::size_t i = 0; i < mine.size(); ++i) differ += std::abs(static_cast<double>(mine[i].score) / 2147483648.0 / theirs[i].first - 1) > 1e-5;
      }
    }
  }
  std::printf("scores that differ: %zu\n", differ);
  auto median_of = [](std::vector<double>& v) { std::sort(v.begin(), v.end()); return v[v.size() / 2]; };
  const double base = median_of(times["0 plain"]), base99 = times["0 plain"][times["0 plain"].size() * 99 / 100];
  for (auto& [name, own] : times) {
    const auto median = median_of(own);
    const auto n = static_cast<double>(own.size());
    std::printf("%-34s median %9.2f us (%5.2fx)  p99 %9.2f us (%5.2fx) blocks %.1f pruned %.2f wide %.2f\n", name.c_str(), median, base / median, own[own.size() * 99 / 100], base99 / own[own.size() * 99 / 100],
                static_cast<double>(blocks[name]) / n, static_cast<double>(pruned[name]) / n, static_cast<double>(wide[name]) / n);
  }
  if (!small || true) {
    for (const unsigned t : {1u, 2u}) {
      const auto begin = std::chrono::steady_clock::now();
      const auto all = *overstap::SearchBatch(index, cosine, corpus.Persons(), {}, t);
      std::printf("batch %u threads: %.0f queries/s\n", t, queries / Seconds(begin));
    }
    const auto begin = std::chrono::steady_clock::now();
    const auto all = *overstap::SearchBatch(index, cosine, corpus.Persons(), {.pruning = overstap::Pruning::kExhaustive}, 1);
    std::printf("batch exhaustive: %.0f queries/s\n", queries / Seconds(begin));
  }
  return 0;
}
