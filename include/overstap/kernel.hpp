// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The ranking kernel: sparse integer dot products of a query with many rows, by posting lists, and the choice of the best.
// It knows rows, features and weights; not occupations or skills. This scalar form is the definition that any faster
// kernel must equal bit for bit, which integers make possible: sums do not depend on the order of terms.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "overstap/ids.hpp"

namespace overstap {

/// A feature of a row. 8 bytes.
struct RowEntry {
  std::uint32_t feature;
  std::uint16_t weight;  ///< 0..2^14
  Level level;           ///< needed level, 0 = not stated
  std::uint8_t dimension;
};

/// A feature of a query.
struct QueryTerm {
  std::uint32_t feature;
  std::uint32_t weight;
  Level level;  ///< level at hand, 0 = not stated
};

/// The share of `weight` that having level `have` earns when `need` is asked: min(have, need) / need, rounded down;
/// all of it when either is not stated. Works for any unsigned type wide enough for weight * 4.
template <typename T>
constexpr T LevelPart(T weight, Level have, Level need) {
  return have == 0 || have >= need ? weight : static_cast<T>(weight * have / need);
}

/// Whether having level `have` is all that `need` asks.
constexpr bool Reaches(Level have, Level need) { return LevelPart<std::uint32_t>(kMaxLevel, have, need) == kMaxLevel; }

/// Posting lists of a fixed set of rows: for every feature, which rows have it and how much.
class PostingIndex {
 public:
  PostingIndex() = default;
  /// `row_begin` has rows + 1 offsets into `entries`; features are below `features`. O(entries + features).
  PostingIndex(std::span<const std::uint32_t> row_begin, std::span<const RowEntry> entries, std::uint32_t features)
      : begin_(features + std::size_t{1}, 0), postings_(entries.size()) {
    for (const auto& e : entries) ++begin_[e.feature + 1];
    for (std::size_t f = 0; f < features; ++f) begin_[f + 1] += begin_[f];
    auto next = begin_;
    for (std::uint32_t row = 0; row + 1 < row_begin.size(); ++row) {
      for (auto i = row_begin[row]; i < row_begin[row + 1]; ++i) {
        postings_[next[entries[i].feature]++] = {row, entries[i].weight, entries[i].level};
      }
    }
  }

  /// Adds query . row to totals[row] for every row. Totals must not overflow 32 bits: sum of weight * weight < 2^32.
  /// O(postings of the query's features).
  void Accumulate(std::span<const QueryTerm> query, std::span<std::uint32_t> totals) const {
    for (const auto& term : query) {
      const auto postings = std::span(postings_).subspan(begin_[term.feature], begin_[term.feature + 1] - begin_[term.feature]);
      if (term.level == 0) {  // the common case, without a choice for each posting
        for (const auto& p : postings) totals[p.row] += term.weight * p.weight;
      } else {
        for (const auto& p : postings) totals[p.row] += term.weight * LevelPart<std::uint32_t>(p.weight, term.level, p.level);
      }
    }
  }

  std::size_t size() const { return postings_.size(); }
  std::size_t bytes() const { return postings_.size() * sizeof(Posting) + begin_.size() * sizeof(std::uint32_t); }

 private:
  struct Posting {
    std::uint32_t row;
    std::uint16_t weight;
    Level level;
  };
  std::vector<std::uint32_t> begin_;
  std::vector<Posting> postings_;
};

struct Scored {
  std::int64_t score;
  std::uint32_t row;
  /// Best first: higher score, then lower row.
  friend bool operator<(const Scored& a, const Scored& b) { return a.score != b.score ? a.score > b.score : a.row < b.row; }
};

/// Keeps the best `limit` of `candidates`, in order. O(n + limit log limit).
inline void KeepBest(std::vector<Scored>& candidates, std::size_t limit) {
  if (candidates.size() > limit) {
    std::nth_element(candidates.begin(), candidates.begin() + static_cast<std::ptrdiff_t>(limit), candidates.end());
    candidates.resize(limit);
  }
  std::sort(candidates.begin(), candidates.end());
}

}  // namespace overstap
