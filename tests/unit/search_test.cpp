// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The search for the best rows: every kernel, pruned and not, in any order of storage, on any number of threads, against a loop over all rows.

#include "overstap/search.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "oracle/random_graph.hpp"
#include "overstap/detail/integer.hpp"

using namespace overstap;

namespace {

struct Corpus {
  std::uint32_t features = 0;
  std::vector<std::uint32_t> begin{0};
  std::vector<LeveledFeature> entries;
  std::uint32_t rows() const { return static_cast<std::uint32_t>(begin.size() - 1); }
  std::span<const LeveledFeature> Row(std::size_t row) const { return std::span(entries).subspan(begin[row], begin[row + 1] - begin[row]); }
  QueryBatch Batch() const { return {begin, entries}; }
};

/// Rows with up to `most` features each, in groups that share most of theirs, so that there are dense blocks and sparse ones.
Corpus MakeCorpus(test::Random& random, std::uint32_t rows, std::uint32_t features, std::uint32_t most) {
  Corpus corpus;
  corpus.features = features;
  std::vector<std::uint32_t> group;
  std::vector<LeveledFeature> row;
  for (std::uint32_t r = 0; r < rows; ++r) {
    if (r % 90 == 0) {
      group.clear();
      for (std::uint32_t i = 0; i < most; ++i) group.push_back(random.Below(features));
    }
    row.clear();
    for (std::uint32_t i = random.Below(most + 1); i > 0 && features > 0; --i) {
      const auto feature = random.Chance(60) ? group[random.Below(most)] : random.Below(features);
      if (std::none_of(row.begin(), row.end(), [&](const LeveledFeature& f) { return f.feature == feature; })) row.push_back({feature, static_cast<Level>(random.Below(5))});
    }
    corpus.entries.insert(corpus.entries.end(), row.begin(), row.end());
    corpus.begin.push_back(static_cast<std::uint32_t>(corpus.entries.size()));
  }
  return corpus;
}

/// What the header says a pair scores, as plainly as it can be written.
std::int64_t OracleScore(Scoring::Kind kind, std::span<const std::uint32_t> weights, std::span<const LeveledFeature> query, std::span<const LeveledFeature> row) {
  const auto at_least_1 = [](Level level) { return level == 0 ? std::uint64_t{1} : std::uint64_t{level}; };
  std::uint64_t total = 0, row_needs = 0, query_needs = 0, squares = 0;
  for (const auto& f : row) {
    row_needs += weights[f.feature] * at_least_1(f.level);
    squares += weights[f.feature] * at_least_1(f.level) * at_least_1(f.level);
  }
  for (const auto& q : query) {
    if (q.feature >= weights.size()) continue;
    query_needs += weights[q.feature] * at_least_1(q.level);
    for (const auto& f : row) {
      if (f.feature != q.feature) continue;
      const std::uint64_t need = at_least_1(f.level);
      switch (kind) {
        case Scoring::Kind::kCosine: total += weights[f.feature] * at_least_1(q.level) * need; break;
        case Scoring::Kind::kCoverage: total += weights[f.feature] * (q.level == 0 ? need : std::min<std::uint64_t>(q.level, need)); break;
        case Scoring::Kind::kCovered: total += weights[f.feature] * std::min(at_least_1(q.level), need); break;
      }
    }
  }
  if (total == 0) return 0;
  switch (kind) {
    case Scoring::Kind::kCosine: return static_cast<std::int64_t>(total * std::min<std::uint64_t>(Scoring::kOne, detail::SquareRoot((std::uint64_t{1} << 62) / squares)));
    case Scoring::Kind::kCoverage: return static_cast<std::int64_t>(total * (Scoring::kOne / row_needs));
    case Scoring::Kind::kCovered: return static_cast<std::int64_t>(total * (Scoring::kOne / query_needs));
  }
  return 0;
}

std::vector<Scored> OracleSearch(const Corpus& corpus, Scoring::Kind kind, std::span<const std::uint32_t> weights, std::span<const LeveledFeature> query, std::size_t limit,
                                 std::int64_t least, const std::vector<std::uint64_t>* allowed) {
  std::vector<Scored> all;
  for (std::uint32_t row = 0; row < corpus.rows(); ++row) {
    if (allowed != nullptr && ((*allowed)[row / 64] >> row % 64 & 1) == 0) continue;
    const auto score = OracleScore(kind, weights, query, corpus.Row(row));
    if (score >= std::max<std::int64_t>(1, least)) all.push_back({score, row});
  }
  std::sort(all.begin(), all.end());
  if (all.size() > limit) all.resize(limit);
  return all;
}

bool Same(std::span<const Scored> a, std::span<const Scored> b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Scored& x, const Scored& y) { return x.row == y.row && x.score == y.score; });
}

std::vector<LeveledFeature> MakeQuery(test::Random& random, const Corpus& corpus, std::uint32_t most) {
  std::vector<LeveledFeature> query;
  const auto add = [&](std::uint32_t feature) {
    if (std::none_of(query.begin(), query.end(), [&](const LeveledFeature& f) { return f.feature == feature; })) query.push_back({feature, static_cast<Level>(random.Below(5))});
  };
  if (corpus.rows() > 0) {
    for (const auto& f : corpus.Row(random.Below(corpus.rows()))) add(f.feature);
  }
  for (auto n = random.Below(most + 1); n > 0; --n) add(random.Below(corpus.features + 2));  // some are unknown
  return query;
}

constexpr Scoring::Kind kKinds[] = {Scoring::Kind::kCosine, Scoring::Kind::kCoverage, Scoring::Kind::kCovered};

/// Searches in every way there is and compares. Returns how many differ.
int Compare(test::Random& random, const Corpus& corpus, std::uint32_t most_weight, int queries) {
  std::vector<std::uint32_t> weights, order(corpus.rows());
  for (std::uint32_t f = 0; f < corpus.features; ++f) weights.push_back(random.Below(most_weight + 1));
  std::iota(order.begin(), order.end(), 0u);
  random.Shuffle(order);
  int wrong = 0;
  for (const bool shuffled : {false, true}) {
    LevelIndexOptions options;
    options.prunable = true;
    if (shuffled) options.order = order;
    const auto index = LevelIndex::Create(corpus.begin, corpus.entries, corpus.features, options);
    REQUIRE(index.ok());
    CHECK(index->entries() == corpus.entries.size());
    for (const auto kind : kKinds) {
      const auto scoring = Scoring::Create(*index, kind, weights);
      REQUIRE(scoring.ok());
      for (int i = 0; i < queries; ++i) {
        const auto query = MakeQuery(random, corpus, 30);
        SearchOptions search;
        const std::uint32_t limits[] = {1, 3, 10, 64, 65, 300};
        search.limit = limits[random.Below(6)];
        std::vector<std::uint64_t> allowed((corpus.rows() + 63) / 64, 0);
        const auto percent = random.Below(100);
        for (auto& word : allowed) {
          for (int bit = 0; bit < 64; ++bit) word |= std::uint64_t{random.Chance(percent)} << bit;
          if (random.Chance(30)) word = 0;
        }
        const bool filtered = random.Chance(50);
        const auto filter = *RowFilter::Create(*index, allowed);
        if (filtered) search.filter = &filter;
        auto expected = OracleSearch(corpus, kind, weights, query, search.limit, 1, filtered ? &allowed : nullptr);
        if (!expected.empty() && random.Chance(40)) {  // from a score that some row has, or just above it
          search.least_score = expected[random.Below(static_cast<std::uint32_t>(expected.size()))].score + random.Below(2);
          expected = OracleSearch(corpus, kind, weights, query, search.limit, search.least_score, filtered ? &allowed : nullptr);
        }
        for (const auto target : KernelTargets()) {
          Searcher searcher(*index, *scoring, target);
          for (const auto pruning : {Pruning::kExhaustive, Pruning::kAlways, Pruning::kAuto, Pruning::kExhaustive}) {  // and the last one leaves no traces
            search.pruning = pruning;
            const auto found = searcher.Search(query, search);
            REQUIRE(found.ok());
            wrong += !Same(*found, expected);
          }
        }
      }
    }
  }
  return wrong;
}

}  // namespace

TEST_CASE("Search: every kernel, pruned and not, finds what a loop over all rows finds") {
  test::Random random(11);
  for (const std::uint32_t rows : {0u, 1u, 2u, 63u, 64u, 65u, 127u, 300u, 1000u}) {
    for (const std::uint32_t most_weight : {1u, 255u, 0xFFFFu}) {
      CAPTURE(rows);
      CAPTURE(most_weight);
      CHECK(Compare(random, MakeCorpus(random, rows, 60, 12), most_weight, 4) == 0);
      CHECK(Compare(random, MakeCorpus(random, rows, 3, 3), most_weight, 2) == 0);    // full of ties
      CHECK(Compare(random, MakeCorpus(random, rows, 24, 20), most_weight, 2) == 0);  // as dense as CompetentNL, and columns
    }
  }
}

TEST_CASE("Search: over several windows of rows") {
  test::Random random(12);
  CHECK(Compare(random, MakeCorpus(random, 70'001, 200, 5), 255, 1) == 0);
  CHECK(Compare(random, MakeCorpus(random, detail::LevelLists::kWindow, 500, 4), 0xFFFF, 1) == 0);
  CHECK(Compare(random, MakeCorpus(random, detail::LevelLists::kWindow + 1, 30'000, 4), 255, 1) == 0);  // keys of 32 bits
}

TEST_CASE("Search: any number of threads and any split of a batch give the same bytes") {
  test::Random random(13);
  const auto corpus = MakeCorpus(random, 900, 80, 15);
  std::vector<std::uint32_t> weights;
  for (std::uint32_t f = 0; f < corpus.features; ++f) weights.push_back(random.Below(256));
  const auto index = *LevelIndex::Create(corpus.begin, corpus.entries, corpus.features, {.order = {}, .prunable = true});
  for (const auto kind : kKinds) {
    const auto scoring = *Scoring::Create(index, kind, weights);
    const auto all = *SearchBatch(index, scoring, corpus.Batch(), {}, 1);
    REQUIRE(all.begin.size() == corpus.rows() + 1);
    Searcher searcher(index, scoring);
    for (std::uint32_t q = 0; q < corpus.rows(); ++q) {
      const auto one = *searcher.Search(corpus.Row(q));
      CHECK(Same(one, std::span(all.best).subspan(all.begin[q], all.begin[q + 1] - all.begin[q])));
    }
    for (const unsigned threads : {0u, 2u, 3u, 8u}) {
      const auto again = *SearchBatch(index, scoring, corpus.Batch(), {}, threads);
      CHECK(again.begin == all.begin);
      CHECK(Same(again.best, all.best));
    }
    std::vector<std::vector<Scored>> some(17);
    REQUIRE(searcher.SearchSome(corpus.Batch(), 5, some.size(), {}, some.data()).ok());
    for (std::size_t i = 0; i < some.size(); ++i) CHECK(Same(some[i], std::span(all.best).subspan(all.begin[5 + i], all.begin[6 + i] - all.begin[5 + i])));
  }
}

TEST_CASE("Search: a batch tells how far it is, and can be cancelled") {
  test::Random random(14);
  const auto corpus = MakeCorpus(random, 200, 20, 6);
  const std::vector<std::uint32_t> weights(corpus.features, 7);
  const auto index = *LevelIndex::Create(corpus.begin, corpus.entries, corpus.features);
  const auto scoring = *Scoring::Create(index, Scoring::Kind::kCosine, weights);
  std::size_t last = 0;
  bool descends = false;
  REQUIRE(SearchBatch(index, scoring, corpus.Batch(), {}, 2, [&](std::size_t done) {
            descends |= done < last;
            last = done;
            return false;
          }).ok());
  CHECK(last == corpus.rows());
  CHECK_FALSE(descends);
  const auto cancelled = SearchBatch(index, scoring, corpus.Batch(), {}, 2, [](std::size_t done) { return done > 0; });
  CHECK(CodeOf(cancelled.status()) == ErrorCode::kCancelled);
}

TEST_CASE("Search: a pair scores the same seen from both sides") {
  test::Random random(15);
  const auto vacancies = MakeCorpus(random, 120, 40, 10);
  auto persons = MakeCorpus(random, 80, 40, 20);
  for (auto& f : persons.entries) f.level = std::max<Level>(1, f.level);
  std::vector<std::uint32_t> weights;
  for (std::uint32_t f = 0; f < 40; ++f) weights.push_back(1 + random.Below(255));
  const auto vacancy_index = *LevelIndex::Create(vacancies.begin, vacancies.entries, 40), person_index = *LevelIndex::Create(persons.begin, persons.entries, 40);
  const auto coverage = *Scoring::Create(vacancy_index, Scoring::Kind::kCoverage, weights), covered = *Scoring::Create(person_index, Scoring::Kind::kCovered, weights);
  SearchOptions everything;
  everything.limit = 1000;
  std::vector<std::vector<std::int64_t>> seen(persons.rows(), std::vector<std::int64_t>(vacancies.rows(), 0));
  Searcher for_persons(vacancy_index, coverage), for_vacancies(person_index, covered);
  for (std::uint32_t p = 0; p < persons.rows(); ++p) {
    const auto found = *for_persons.Search(persons.Row(p), everything);
    for (const auto& s : found) seen[p][s.row] = s.score;
  }
  for (std::uint32_t v = 0; v < vacancies.rows(); ++v) {
    std::vector<std::int64_t> other(persons.rows(), 0);
    const auto found = *for_vacancies.Search(vacancies.Row(v), everything);
    for (const auto& s : found) other[s.row] = s.score;
    for (std::uint32_t p = 0; p < persons.rows(); ++p) CHECK(other[p] == seen[p][v]);
  }
}

TEST_CASE("Search: orders of rows name each once and change no result") {
  test::Random random(16);
  const auto corpus = MakeCorpus(random, 500, 70, 9);
  std::vector<std::uint32_t> weights;
  for (std::uint32_t f = 0; f < corpus.features; ++f) weights.push_back(1 + random.Below(255));
  const auto plain = *LevelIndex::Create(corpus.begin, corpus.entries, corpus.features);
  const auto scoring = *Scoring::Create(plain, Scoring::Kind::kCosine, weights);
  const auto expected = *SearchBatch(plain, scoring, corpus.Batch());
  const auto anchors = MakeCorpus(random, 20, 70, 9);
  const auto anchor_index = *LevelIndex::Create(anchors.begin, anchors.entries, anchors.features);
  const auto anchor_scoring = *Scoring::Create(anchor_index, Scoring::Kind::kCosine, weights);
  for (const auto& order : {*OrderByNeighbours(corpus.Batch(), weights), *OrderByAnchor(anchor_index, anchor_scoring, corpus.Batch(), 2)}) {
    auto sorted = order;
    std::sort(sorted.begin(), sorted.end());
    for (std::uint32_t row = 0; row < corpus.rows(); ++row) CHECK(sorted[row] == row);
    const auto index = *LevelIndex::Create(corpus.begin, corpus.entries, corpus.features, {.order = order, .prunable = true});
    const auto own_scoring = *Scoring::Create(index, Scoring::Kind::kCosine, weights);
    const auto found = *SearchBatch(index, own_scoring, corpus.Batch());
    CHECK(found.begin == expected.begin);
    CHECK(Same(found.best, expected.best));
  }
}

TEST_CASE("Search: what is not an index, a filter, a scoring or a query is refused") {
  const std::vector<std::uint32_t> begin = {0, 2, 3}, weights(4, 10), few(3, 10), heavy(4, 0x10000);
  const std::vector<LeveledFeature> entries = {{0, 1}, {3, 4}, {1, 0}};
  const auto refused = [](const Status& status) { return CodeOf(status) == ErrorCode::kInvalidArgument; };
  CHECK(refused(LevelIndex::Create({}, entries, 4).status()));
  CHECK(refused(LevelIndex::Create(std::vector<std::uint32_t>{0, 2}, entries, 4).status()));
  CHECK(refused(LevelIndex::Create(std::vector<std::uint32_t>{0, 3, 2, 3}, entries, 4).status()));
  CHECK(refused(LevelIndex::Create(begin, entries, 3).status()));
  CHECK(refused(LevelIndex::Create(begin, std::vector<LeveledFeature>{{0, 1}, {3, 5}, {1, 0}}, 4).status()));
  CHECK(refused(LevelIndex::Create(begin, std::vector<LeveledFeature>{{0, 1}, {0, 1}, {1, 0}}, 4).status()));
  for (const std::vector<std::uint32_t>& order : {std::vector<std::uint32_t>{0}, {0, 0}, {0, 2}}) CHECK(refused(LevelIndex::Create(begin, entries, 4, {.order = order}).status()));
  const auto index = *LevelIndex::Create(begin, entries, 4);
  CHECK_FALSE(index.prunable());
  CHECK(index.bytes() > 0);
  CHECK(index.pruning_bytes() == 0);
  CHECK(refused(Scoring::Create(index, Scoring::Kind::kCosine, few).status()));
  CHECK(refused(Scoring::Create(index, Scoring::Kind::kCosine, heavy).status()));
  CHECK(refused(RowFilter::Create(index, std::vector<std::uint64_t>(2)).status()));
  const auto scoring = *Scoring::Create(index, Scoring::Kind::kCosine, weights);
  Searcher searcher(index, scoring);
  CHECK(refused(searcher.Search(std::vector<LeveledFeature>{{0, 5}}).status()));
  SearchOptions options;
  options.pruning = Pruning::kAlways;
  CHECK(refused(searcher.Search(entries, options).status()));
  options.pruning = Pruning::kAuto;
  const RowFilter none;
  options.filter = &none;
  CHECK(refused(searcher.Search(entries, options).status()));
  const auto nothing = *LevelIndex::Create(std::vector<std::uint32_t>{0}, {}, 4);
  Searcher other(nothing, scoring);
  CHECK(refused(other.Search(entries).status()));
  CHECK(searcher.Search({})->empty());
  CHECK(searcher.Search(std::vector<LeveledFeature>{{2, 1}, {77, 1}})->empty());
  CHECK(refused(OrderByNeighbours({begin, entries}, few).status()));
  CHECK(refused(SearchBatch(index, scoring, {std::vector<std::uint32_t>{0, 9}, entries}).status()));
  // So many heavy terms that their sum has no 32 bits.
  std::vector<LeveledFeature> many;
  for (std::uint32_t f = 0; f < 5000; ++f) many.push_back({f, 4});
  const std::vector<std::uint32_t> heaviest(5000, Scoring::kMostWeight);
  std::vector<std::uint32_t> one_each(5001);
  std::iota(one_each.begin(), one_each.end(), 0u);
  const auto wide = *LevelIndex::Create(one_each, many, 5000);
  const auto heavy_scoring = *Scoring::Create(wide, Scoring::Kind::kCosine, heaviest);
  Searcher heavy_searcher(wide, heavy_scoring);
  CHECK(CodeOf(heavy_searcher.Search(many).status()) == ErrorCode::kLimit);
  CHECK(heavy_searcher.Search(std::span(many).first(4000))->size() == 10);
}

TEST_CASE("Search: a feature that is named twice counts twice, pruned or not") {
  test::Random random(18);
  const auto corpus = MakeCorpus(random, 300, 30, 8);
  const std::vector<std::uint32_t> weights(30, 9);
  const auto index = *LevelIndex::Create(corpus.begin, corpus.entries, 30, {.order = {}, .prunable = true});
  const auto scoring = *Scoring::Create(index, Scoring::Kind::kCosine, weights);
  const std::vector<LeveledFeature> query = {{3, 2}, {5, 1}, {3, 4}, {5, 1}, {8, 3}};
  Searcher searcher(index, scoring);
  SearchOptions options;
  options.pruning = Pruning::kAlways;
  const auto pruned = *searcher.Search(query, options);
  const std::vector<Scored> kept(pruned.begin(), pruned.end());
  options.pruning = Pruning::kExhaustive;
  CHECK(Same(*searcher.Search(query, options), kept));
  CHECK(Same(kept, OracleSearch(corpus, Scoring::Kind::kCosine, weights, query, 10, 1, nullptr)));
}

TEST_CASE("Search: filters combine") {
  const std::vector<std::uint32_t> begin = {0, 1, 2, 3}, order = {2, 0, 1}, weights = {5};
  const std::vector<LeveledFeature> entries = {{0, 1}, {0, 2}, {0, 3}};
  const auto index = *LevelIndex::Create(begin, entries, 1, {.order = order});
  const auto scoring = *Scoring::Create(index, Scoring::Kind::kCoverage, weights);
  auto a = *RowFilter::Create(index, std::vector<std::uint64_t>{0b011}), b = *RowFilter::Create(index, std::vector<std::uint64_t>{0b110});
  auto both = a, either = a;
  both &= b;
  either |= b;
  CHECK(both.Count() == 1);
  CHECK(either.Count() == 3);
  SearchOptions options;
  options.filter = &both;
  Searcher searcher(index, scoring);
  const auto found = *searcher.Search(entries, options);
  REQUIRE(found.size() == 1);
  CHECK(found[0].row == 1);
}
