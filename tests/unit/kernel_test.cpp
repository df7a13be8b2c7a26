// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Posting lists and the choice of the best, against plain loops.

#include "overstap/columns.hpp"
#include "overstap/kernel.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "oracle/random_graph.hpp"

using namespace overstap;

TEST_CASE("Kernel: LevelPart is the share of the level for every weight and level") {
  std::uint64_t wrong = 0;
  for (std::uint32_t weight = 0; weight <= (1u << 14); ++weight) {
    for (Level have = 0; have <= kMaxLevel; ++have) {
      for (Level need = 0; need <= kMaxLevel; ++need) {
        const auto part = LevelPart<std::uint32_t>(weight, have, need);
        const auto expected = have == 0 || need == 0 ? weight : weight * std::min(have, need) / need;
        wrong += part != expected || part > weight;
      }
    }
  }
  CHECK(wrong == 0);
  CHECK(LevelPart<std::uint64_t>(std::uint64_t{1} << 60, 1, 4) == std::uint64_t{1} << 58);
  static_assert(LevelPart<std::uint32_t>(100, 2, 3) == 66);
  static_assert(LevelPart<std::uint32_t>(100, 0, 4) == 100, "a level that is not stated is met by having the skill");
}

TEST_CASE("Kernel: posting lists add up to the dot products") {
  test::Random random(3);
  for (int round = 0; round < 300; ++round) {
    const auto rows = random.Below(20), features = 1 + random.Below(30);
    std::vector<std::uint32_t> begin{0};
    std::vector<RowEntry> entries;
    for (std::uint32_t row = 0; row < rows; ++row) {
      for (std::uint32_t f = 0; f < features; ++f) {
        if (random.Chance(40)) entries.push_back({f, static_cast<std::uint16_t>(random.Below(2000)), static_cast<Level>(random.Below(5)), 0});
      }
      begin.push_back(static_cast<std::uint32_t>(entries.size()));
    }
    const PostingIndex index(begin, entries, features);
    CHECK(index.size() == entries.size());
    CHECK(index.bytes() > 0);
    std::vector<QueryTerm> query;
    for (std::uint32_t f = 0; f < features; ++f) {
      if (random.Chance(50)) query.push_back({f, random.Below(2000), static_cast<Level>(random.Below(5))});
    }
    std::vector<std::uint32_t> totals(rows, 5);  // what is there already stays
    index.Accumulate(query, totals);
    for (std::uint32_t row = 0; row < rows; ++row) {
      std::uint32_t expected = 5;
      for (auto i = begin[row]; i < begin[row + 1]; ++i) {
        for (const auto& term : query) {
          if (term.feature == entries[i].feature) expected += term.weight * LevelPart<std::uint32_t>(entries[i].weight, term.level, entries[i].level);
        }
      }
      CHECK(totals[row] == expected);
    }
    random.Shuffle(query);  // sums do not depend on the order of terms
    std::vector<std::uint32_t> again(rows, 5);
    index.Accumulate(query, again);
    CHECK(again == totals);
  }
}

TEST_CASE("Kernel: columns and short lists add up to what posting lists do") {
  test::Random random(5);
  for (int round = 0; round < 200; ++round) {
    const auto rows = round == 0 ? 0x10001u : random.Below(200), features = 1 + random.Below(30);
    std::vector<std::uint32_t> begin{0};
    std::vector<RowEntry> entries;
    for (std::uint32_t row = 0; row < rows; ++row) {
      for (std::uint32_t f = 0; f < features; ++f) {
        if (random.Chance(f * 3)) entries.push_back({f, static_cast<std::uint16_t>(random.Chance(5) ? 0xFFFF : random.Below(1 << 14)), 0, 0});  // from none to nearly all
      }
      begin.push_back(static_cast<std::uint32_t>(entries.size()));
    }
    const PostingIndex lists(begin, entries, features);
    const ColumnIndex index(begin, entries, features);
    CHECK(index.size() == lists.size());
    CHECK(index.bytes() > 0);
    std::vector<QueryTerm> query;
    for (std::uint32_t f = 0; f < features; ++f) {
      if (random.Chance(50)) query.push_back({f, random.Chance(5) ? 0xFFFFFFFF : random.Below(1 << 14), static_cast<Level>(random.Below(5))});
    }
    std::vector<std::uint32_t> expected(rows, 5), totals(rows, 5);
    lists.Accumulate(query, expected);
    index.Accumulate(query, totals);
    CHECK(totals == expected);
  }
  const ColumnIndex nothing;
  nothing.Accumulate({}, {});
  CHECK(nothing.size() == 0);
}

TEST_CASE("Kernel: an index of nothing answers nothing") {
  const PostingIndex index;
  std::vector<std::uint32_t> totals;
  index.Accumulate({}, totals);
  CHECK(index.size() == 0);
  const std::vector<std::uint32_t> begin{0};
  const PostingIndex no_rows(begin, {}, 4);
  const QueryTerm term{3, 1, 0};
  no_rows.Accumulate({&term, 1}, totals);
  CHECK(no_rows.size() == 0);
}

TEST_CASE("Kernel: KeepBest is sorting and cutting, ties by row") {
  test::Random random(4);
  for (int round = 0; round < 500; ++round) {
    std::vector<Scored> candidates;
    for (auto n = random.Below(40); n > 0; --n) candidates.push_back({std::int64_t{random.Below(6)} - 3, n});
    random.Shuffle(candidates);
    auto expected = candidates;
    std::sort(expected.begin(), expected.end(),
              [](const Scored& a, const Scored& b) { return a.score > b.score || (a.score == b.score && a.row < b.row); });
    const auto limit = random.Below(45);
    if (expected.size() > limit) expected.resize(limit);
    KeepBest(candidates, limit);
    REQUIRE(candidates.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
      CHECK(candidates[i].row == expected[i].row);
      CHECK(candidates[i].score == expected[i].score);
    }
  }
}
