// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// LevelIndex: rows of features with a needed level, arranged for ranking them by a query of features with levels at hand;
// and Scoring, what such a pair scores. It knows rows and features, not vacancies and skills. search.hpp ranks with it.
//
//     total(q, r) = sum over shared features f of  weight[f] x part[level of f in q][level of f in r]
//     score(q, r) = total(q, r) x factor[r]
//
// in integers, so a score is the same for every order of terms, kernel and number of threads. A row's weights are not stored, only
// its levels: a term of the query then earns one of four numbers, and a posting is a bare row number. Postings lie by feature
// and window of 32,704 rows:
//
//     where six or more of 64 neighbouring rows have the feature at one level: the rows as a mask of 64 bits
//     else: 15 bits a row, four rows of a level together, a last four filled up with slots of no row
//     instead of both, in a corpus of one window, where a quarter of the rows have the feature (as in CompetentNL): every row's level
//
// so rows in an order that puts like beside like make a smaller and faster index; no order changes a result. An index for large
// corpora also keeps, for every 64 rows, the highest level of each feature, in the same form, and the rows themselves: what
// leaves out rows that provably cannot be among the best.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "overstap/detail/array.hpp"
#include "overstap/ids.hpp"
#include "overstap/status.hpp"

namespace overstap {

/// A feature of a row with the level needed, or of a query with the level at hand: 1..4. 0 = not stated: of a row the same as 1, so a row
/// that says what somebody has states kMaxLevel instead.
struct LeveledFeature {
  std::uint32_t feature;
  Level level;
};

struct LevelIndexOptions {
  /// Row numbers in the order to store them in, each once; empty: as given. search.hpp makes good ones.
  std::span<const std::uint32_t> order = {};
  /// Keep what pruning needs: about half as much memory again or twice; worth it from some 50,000 rows.
  bool prunable = false;
};

namespace detail {

/// Posting lists by stored feature and window.
struct LevelLists {
  static constexpr std::uint32_t kBlock = 64;             ///< rows a mask
  static constexpr std::uint32_t kWindow = 511 * kBlock;  ///< rows a window: with kBlock slots of no row, 15 bits; totals of 16 bits take 64 KiB
  static constexpr std::uint32_t kChunk = 4;              ///< rows a chunk
  static constexpr int kLevelAt = 60;                     ///< of a chunk: four rows of the window, 15 bits each, and level - 1
  static constexpr std::size_t kDenseFrom = 6;            ///< rows of a block at one level from which on a mask is faster than row numbers

  /// Rows of a block of the window that have the feature at a level.
  struct Mask {
    std::uint16_t code;     ///< 4 x block + level - 1
    std::uint16_t rows[4];  ///< a bit each, in 64
  };
  static_assert(sizeof(Mask) == 10);
  /// Where the lists of a feature and window start in `chunks` and `masks`. They end where the next ones start.
  struct Segment {
    std::uint32_t chunk, mask;
  };
  struct ShortSegment {
    std::uint16_t chunk, mask;
  };
  std::uint32_t rows = 0, windows = 0;
  Array<Segment> segments;             ///< feature x windows + window; and one more
  Array<ShortSegment> short_segments;  ///< instead, where 16 bits are enough
  Array<std::uint64_t> chunks;
  Array<Mask> masks;

  LevelLists() = default;
  explicit LevelLists(std::uint32_t row_count) : rows(row_count), windows(row_count / kWindow + (row_count % kWindow != 0 ? 1 : 0)) {}

  /// Rows of a window that are scanned, a multiple of kBlock; row numbers from first_pad() on are of no row.
  std::uint32_t Padded(std::uint32_t window) const {
    const auto count = std::min(rows - window * kWindow, kWindow);
    return (count + kBlock - 1) / kBlock * kBlock;
  }
  std::uint32_t first_pad() const { return windows == 0 ? 0 : Padded(0); }
  Segment At(std::size_t i) const { return short_segments.empty() ? segments[i] : Segment{short_segments[i].chunk, short_segments[i].mask}; }
  Segment At(std::uint32_t feature, std::uint32_t window) const { return At(std::size_t{feature} * windows + window); }
  static std::uint32_t RowOf(std::uint64_t chunk, std::uint32_t k) { return static_cast<std::uint32_t>(chunk >> 15 * k & 0x7FFF); }
  std::size_t bytes() const { return segments.bytes() + short_segments.bytes() + chunks.bytes() + masks.bytes(); }
  /// Whether lists of `features` are such that a search reads and writes nothing it should not. O(bytes).
  bool Sound(std::size_t features) const;
};

}  // namespace detail

/// Rows, immutable: safe from any thread. Features that rows have are numbered anew within, the most common first; rows are stored in
/// LevelIndexOptions::order. Neither shows outside.
class LevelIndex {
 public:
  /// What an index is made of, by stored numbers: what a file needs to keep of it. Empty where there is none.
  struct Arrays {
    detail::Array<std::uint32_t> feature;       ///< by stored feature; only where prunable
    detail::Array<Level> highest;               ///< by stored feature: the highest level of any row
    detail::Array<std::uint32_t> row;           ///< by stored row; empty: as given
    detail::LevelLists lists;
    detail::LevelLists bounds;                  ///< rows are blocks of 64 rows, levels the highest in them
    detail::Array<std::uint16_t> columns;       ///< of the first features
    detail::Array<std::uint32_t> key_begin;     ///< by stored row, and one more
    detail::Array<std::uint16_t> short_keys;
    detail::Array<std::uint32_t> long_keys;     ///< where 16 bits do not do
  };

  LevelIndex() = default;
  /// `row_begin` has rows + 1 offsets into `entries`; a row's features are below `features`, each once, in any order. O(entries).
  /// Errors: kInvalidArgument for offsets, features, levels or an order that are none.
  static StatusOr<LevelIndex> Create(std::span<const std::uint32_t> row_begin, std::span<const LeveledFeature> entries, std::uint32_t features,
                                     const LevelIndexOptions& options = {});
  /// An index of the arrays() of another one, a prunable one. Whatever they hold, searching reads and writes nothing it should not. O(bytes). Error: kMalformed.
  static StatusOr<LevelIndex> Open(Arrays arrays, std::uint32_t features);

  std::uint32_t rows() const { return arrays_.lists.rows; }
  std::uint32_t features() const { return static_cast<std::uint32_t>(number_.size()); }
  std::size_t entries() const { return entries_; }
  bool prunable() const { return !arrays_.key_begin.empty(); }
  /// Memory, in bytes: all of it, and that part which only pruning needs.
  std::size_t bytes() const;
  std::size_t pruning_bytes() const;

  // For scoring, searching and keeping: what is stored, by stored numbers.
  const Arrays& arrays() const { return arrays_; }
  const detail::LevelLists& lists() const { return arrays_.lists; }
  const detail::LevelLists& bounds() const { return arrays_.bounds; }
  static constexpr std::uint32_t kNone = detail::Numbers::kNone;
  /// kNone for a feature that no row has.
  std::uint32_t StoredFeature(std::uint32_t feature) const { return number_[feature]; }
  std::uint32_t stored_features() const { return static_cast<std::uint32_t>(arrays_.highest.size()); }
  Level HighestLevel(std::uint32_t stored_feature) const { return arrays_.highest[stored_feature]; }
  std::uint32_t StoredRow(std::uint32_t row) const { return stored_.empty() ? row : stored_[row]; }
  std::uint32_t RowOf(std::uint32_t stored) const { return arrays_.row.empty() ? stored : arrays_.row[stored]; }
  /// The stored features below are columns: a code for each row of the window, 514 x level + 256 with level 0 = it has not the feature. (What
  /// looks up two bytes in a table of 16-bit numbers by level.)
  std::uint32_t dense_features() const { return dense_features_; }
  const std::uint16_t* Column(std::uint32_t stored_feature) const { return arrays_.columns.data() + std::size_t{stored_feature} * lists().first_pad(); }
  /// (stored feature) x 4 + level - 1 of every entry of a stored row: in 16 bits where the features allow it. Only when prunable().
  std::span<const std::uint32_t> key_begin() const { return arrays_.key_begin; }
  std::span<const std::uint16_t> short_keys() const { return arrays_.short_keys; }
  std::span<const std::uint32_t> long_keys() const { return arrays_.long_keys; }
  /// Calls use(feature, level) for every entry of a stored row, the level at least 1. Only when prunable().
  template <typename Use>
  void ForEachEntry(std::uint32_t stored, const Use& use) const {
    for (auto i = arrays_.key_begin[stored]; i < arrays_.key_begin[stored + 1]; ++i) {
      const std::uint32_t key = arrays_.long_keys.empty() ? arrays_.short_keys[i] : arrays_.long_keys[i];
      use(arrays_.feature[key / kMaxLevel], static_cast<Level>(key % kMaxLevel + 1));
    }
  }

 private:
  Arrays arrays_;
  std::size_t entries_ = 0;
  std::uint32_t dense_features_ = 0;
  detail::Numbers number_;  // by feature
  detail::Numbers stored_;  // by row; empty: as given
};

/// Which rows may be found: a bit each, in stored order. Made once for an index and kept; combining is cheap.
class RowFilter {
 public:
  RowFilter() = default;
  /// `allowed` has a bit for every row: bit r % 64 of word r / 64. O(rows).
  static StatusOr<RowFilter> Create(const LevelIndex& index, std::span<const std::uint64_t> allowed);
  /// All rows, or none, of an index of so many.
  static RowFilter All(std::uint32_t rows);
  static RowFilter None(std::uint32_t rows);
  /// Only what both allow; of the same index. O(rows / 64).
  RowFilter& operator&=(const RowFilter& other);
  /// What either allows.
  RowFilter& operator|=(const RowFilter& other);
  std::span<const std::uint64_t> words() const { return words_; }
  /// To write bits at stored rows; those behind the last row must stay 0.
  std::span<std::uint64_t> words() { return words_; }
  bool Has(std::uint32_t stored) const { return (words_[stored / 64] >> stored % 64 & 1) != 0; }
  void Remove(std::uint32_t stored) { words_[stored / 64] &= ~(std::uint64_t{1} << stored % 64); }
  std::size_t Count() const;

 private:
  std::vector<std::uint64_t> words_;
};

/// What a query and a row of one index score. Immutable, safe from any thread; many can stand beside one index.
class Scoring {
 public:
  enum class Kind : std::uint8_t {
    /// Weighted cosine without the query's length, which is the same for all rows: part = have x need, factor = 1 / sqrt(sum weight need^2).
    kCosine = 0,
    /// Of what the row needs, how much the query has: part = min(have, need), factor = 1 / sum weight need.
    kCoverage = 1,
    /// Of what the query needs, how much the row has: kCoverage of the same two seen from the other side, with the same score.
    kCovered = 2,
  };
  static constexpr std::uint32_t kMostWeight = 0xFFFF;
  /// What a row scores that shares everything, or a factor of 1, in units: 2^31 - 1.
  static constexpr std::uint64_t kOne = 0x7FFFFFFF;

  Scoring() = default;
  /// `weights` of every feature, at most kMostWeight. Small ones are fast: where the best parts of a query's terms add up to less than 2^16,
  /// totals have 16 bits. O(entries). Errors: kInvalidArgument for too few weights or one too large, or a row's sum above 2^32.
  static StatusOr<Scoring> Create(const LevelIndex& index, Kind kind, detail::Array<std::uint32_t> weights);

  Kind kind() const { return kind_; }
  std::uint32_t Weight(std::uint32_t feature) const { return weight_[feature]; }
  /// What a term of level `have` earns in a row of level `need`, before the feature's weight.
  static constexpr std::uint32_t Part(Kind kind, Level have, Level need) {
    if (need == 0) need = 1;
    if (have == 0) have = kind == Kind::kCoverage ? kMaxLevel : Level{1};
    return kind == Kind::kCosine ? std::uint32_t{have} * need : std::min(have, need);
  }
  /// By stored row.
  std::uint32_t factor(std::uint32_t stored) const { return factor_[stored]; }
  /// What kCovered multiplies totals with, the factor of the query's own needs; kOne for others, whose factor is the row's.
  std::uint32_t QueryFactor(std::span<const LeveledFeature> query) const;
  /// weight x level of all of them, a level not stated counting as 1: what kCoverage and kCovered score a part of.
  std::uint64_t Needed(std::span<const LeveledFeature> needs) const;

  // Bounds for searching: factor[r] <= short_factors()[r] << shift(), padded to whole blocks with 0; and of blocks the highest.
  int shift() const { return shift_; }
  std::span<const std::uint16_t> short_factors() const { return short_factors_; }
  std::span<const std::uint16_t> block_factors() const { return block_factors_; }
  std::size_t bytes() const;

 private:
  Kind kind_ = Kind::kCosine;
  int shift_ = 0;
  detail::Array<std::uint32_t> weight_;
  std::vector<std::uint32_t> factor_;
  std::vector<std::uint16_t> short_factors_, block_factors_;
};

}  // namespace overstap
