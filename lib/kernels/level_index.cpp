// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// How the lists of a LevelIndex are made, and the factors of a Scoring.

#include "overstap/level_index.hpp"

#include <bit>
#include <limits>
#include <numeric>
#include <utility>

#include "overstap/detail/integer.hpp"

namespace overstap {
namespace {

constexpr std::size_t kColumnFrom = 4;  // of so many rows, one has the feature
constexpr std::uint16_t kNoLevelCode = 256;

}  // namespace
namespace detail {

void LevelLists::Start(std::uint32_t row_count) {
  rows = row_count;
  windows = (rows + kWindow - 1) / kWindow;
}

void LevelLists::AddFeature(std::span<const std::uint32_t> feature_rows, std::span<const Level> levels) {
  std::size_t at = 0;
  for (std::uint32_t window = 0; window < windows; ++window) {
    segments.push_back({static_cast<std::uint32_t>(chunks.size()), static_cast<std::uint32_t>(masks.size())});
    const auto begin = at, end_row = (std::size_t{window} + 1) * kWindow;
    while (at < feature_rows.size() && feature_rows[at] < end_row) ++at;
    for (Level level = 1; level <= kMaxLevel; ++level) {
      std::uint64_t chunk = 0;
      std::uint32_t filled = 0;
      const auto add = [&](std::uint32_t row) {
        chunk |= std::uint64_t{row} << 15 * filled;
        if (++filled < kChunk) return;
        chunks.push_back(chunk | std::uint64_t{level - 1u} << kLevelAt);
        chunk = filled = 0;
      };
      for (auto i = begin; i < at;) {  // block by block
        const auto block = feature_rows[i] / kBlock;
        std::uint64_t rows_of_block = 0;
        for (; i < at && feature_rows[i] / kBlock == block; ++i) {
          if (levels[i] == level) rows_of_block |= std::uint64_t{1} << feature_rows[i] % kBlock;
        }
        const auto block_in_window = block % (kWindow / kBlock);
        if (static_cast<std::size_t>(std::popcount(rows_of_block)) >= kDenseFrom) {
          auto& mask = masks.emplace_back();
          mask.code = static_cast<std::uint16_t>(block_in_window * kMaxLevel + level - 1);
          for (auto& part : mask.rows) part = static_cast<std::uint16_t>(rows_of_block), rows_of_block >>= 16;
        } else {
          for (; rows_of_block != 0; rows_of_block &= rows_of_block - 1) add(block_in_window * kBlock + static_cast<std::uint32_t>(std::countr_zero(rows_of_block)));
        }
      }
      // Many slots of no row: adding to the same one again and again would wait for itself.
      while (filled != 0) add(first_pad() + static_cast<std::uint32_t>(chunks.size() * kChunk + filled) % kBlock);
    }
  }
}

void LevelLists::Finish() {
  segments.push_back({static_cast<std::uint32_t>(chunks.size()), static_cast<std::uint32_t>(masks.size())});
  segments.shrink_to_fit();
  chunks.shrink_to_fit();
  masks.shrink_to_fit();
}

std::size_t LevelLists::bytes() const {
  return segments.size() * sizeof(Segment) + chunks.size() * sizeof(std::uint64_t) + masks.size() * sizeof(Mask);
}

}  // namespace detail

StatusOr<LevelIndex> LevelIndex::Create(std::span<const std::uint32_t> row_begin, std::span<const LeveledFeature> entries, std::uint32_t features,
                                        const LevelIndexOptions& options) {
  constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
  if (row_begin.empty() || row_begin.front() != 0 || row_begin.back() != entries.size() || !std::is_sorted(row_begin.begin(), row_begin.end())) {
    return Error(ErrorCode::kInvalidArgument, "the offsets of the rows must start at 0, not descend, and end at the number of entries");
  }
  if (row_begin.size() - 1 >= kNone || features >= kNone / kMaxLevel) return Error(ErrorCode::kLimit, "an index has fewer than 2^32 - 1 rows and 2^30 - 1 features");
  const auto rows = static_cast<std::uint32_t>(row_begin.size() - 1);
  LevelIndex index;
  index.entries_ = entries.size();
  index.prunable_ = options.prunable;
  if (!options.order.empty()) {
    if (options.order.size() != rows) return Error(ErrorCode::kInvalidArgument, "the order of the rows must name every row once");
    index.row_.assign(options.order.begin(), options.order.end());
    index.stored_.assign(rows, kNone);
    for (std::uint32_t at = 0; at < rows; ++at) {
      const auto row = index.row_[at];
      if (row >= rows || index.stored_[row] != kNone) return Error(ErrorCode::kInvalidArgument, "the order of the rows must name every row once");
      index.stored_[row] = at;
    }
  }

  // The most common first, so that what most queries look up lies together.
  std::vector<std::uint32_t> having(features, 0);
  index.highest_.assign(features, 0);
  for (const auto& e : entries) {
    if (e.feature >= features || e.level > kMaxLevel) return Error(ErrorCode::kInvalidArgument, detail::Cat("an entry has feature ", e.feature, " of ", features, " and level ", unsigned{e.level}, "; levels are 0..4"));
    ++having[e.feature];
    index.highest_[e.feature] = std::max({index.highest_[e.feature], e.level, Level{1}});
  }
  std::vector<std::uint32_t> by_number(features);
  std::iota(by_number.begin(), by_number.end(), 0u);
  std::stable_sort(by_number.begin(), by_number.end(), [&](std::uint32_t a, std::uint32_t b) { return having[a] > having[b]; });
  index.number_.resize(features);
  for (std::uint32_t i = 0; i < features; ++i) index.number_[by_number[i]] = i;

  // By feature: its stored rows and levels.
  std::vector<std::uint32_t> begin(features + std::size_t{1}, 0);
  for (std::uint32_t i = 0; i < features; ++i) begin[i + 1] = begin[i] + having[by_number[i]];
  std::vector<std::uint32_t> next(begin.begin(), begin.end() - 1), column(entries.size());
  std::vector<Level> levels(entries.size());
  for (std::uint32_t at = 0; at < rows; ++at) {
    const auto row = index.RowOf(at);
    for (auto i = row_begin[row]; i < row_begin[row + 1]; ++i) {
      const auto number = index.number_[entries[i].feature];
      if (next[number] > begin[number] && column[next[number] - 1] == at) return Error(ErrorCode::kInvalidArgument, detail::Cat("row ", row, " has feature ", entries[i].feature, " twice"));
      column[next[number]] = at;
      levels[next[number]++] = std::max<Level>(1, entries[i].level);
    }
  }
  index.lists_.Start(rows);
  std::vector<std::uint32_t> blocks;
  std::vector<Level> highest;
  if (options.prunable) index.bounds_.Start((rows + detail::LevelLists::kBlock - 1) / detail::LevelLists::kBlock);
  for (std::uint32_t f = 0; f < features; ++f) {
    const auto own_rows = std::span(column).subspan(begin[f], begin[f + 1] - begin[f]);
    const auto own_levels = std::span(levels).subspan(begin[f], begin[f + 1] - begin[f]);
    // The most common features come first, so columns are the first ones.
    const bool dense = index.lists_.windows == 1 && f == index.dense_features_ && own_rows.size() * kColumnFrom >= rows;
    if (dense) {
      ++index.dense_features_;
      index.columns_.resize(std::size_t{index.dense_features_} * index.lists_.first_pad(), kNoLevelCode);
      auto* codes = index.columns_.data() + std::size_t{f} * index.lists_.first_pad();
      for (std::size_t i = 0; i < own_rows.size(); ++i) codes[own_rows[i]] = static_cast<std::uint16_t>(kNoLevelCode + 514 * own_levels[i]);
    }
    index.lists_.AddFeature(dense ? own_rows.first(0) : own_rows, own_levels);
    if (!options.prunable) continue;
    blocks.clear();
    highest.clear();
    for (std::size_t i = 0; i < own_rows.size(); ++i) {
      const auto block = own_rows[i] / detail::LevelLists::kBlock;
      if (blocks.empty() || blocks.back() != block) {
        blocks.push_back(block);
        highest.push_back(own_levels[i]);
      } else {
        highest.back() = std::max(highest.back(), own_levels[i]);
      }
    }
    index.bounds_.AddFeature(blocks, highest);
  }
  index.lists_.Finish();
  if (!options.prunable) return index;
  index.bounds_.Finish();
  const bool is_short = std::size_t{features} * kMaxLevel <= 0x10000;
  index.key_begin_.reserve(rows + std::size_t{1});
  index.key_begin_.push_back(0);
  (is_short ? index.short_keys_.reserve(entries.size()) : index.long_keys_.reserve(entries.size()));
  for (std::uint32_t at = 0; at < rows; ++at) {
    const auto row = index.RowOf(at);
    for (auto i = row_begin[row]; i < row_begin[row + 1]; ++i) {
      const auto key = index.number_[entries[i].feature] * kMaxLevel + std::max<Level>(1, entries[i].level) - 1;
      is_short ? index.short_keys_.push_back(static_cast<std::uint16_t>(key)) : index.long_keys_.push_back(key);
    }
    index.key_begin_.push_back(row_begin[row + 1] - row_begin[row] + index.key_begin_.back());
  }
  return index;
}

std::size_t LevelIndex::pruning_bytes() const {
  return bounds_.bytes() + key_begin_.size() * sizeof(std::uint32_t) + short_keys_.size() * sizeof(std::uint16_t) + long_keys_.size() * sizeof(std::uint32_t);
}

std::size_t LevelIndex::bytes() const {
  return lists_.bytes() + pruning_bytes() + columns_.size() * sizeof(std::uint16_t) + (number_.size() + row_.size() + stored_.size()) * sizeof(std::uint32_t) + highest_.size();
}

StatusOr<RowFilter> RowFilter::Create(const LevelIndex& index, std::span<const std::uint64_t> allowed) {
  const std::size_t words = (std::size_t{index.rows()} + 63) / 64;
  if (allowed.size() != words) return Error(ErrorCode::kInvalidArgument, detail::Cat("a filter of ", index.rows(), " rows has ", words, " words, not ", allowed.size()));
  RowFilter filter;
  filter.words_.assign(words, 0);
  for (std::uint32_t at = 0; at < index.rows(); ++at) {
    const auto row = index.RowOf(at);
    filter.words_[at / 64] |= (allowed[row / 64] >> row % 64 & 1) << at % 64;
  }
  return filter;
}

RowFilter& RowFilter::operator&=(const RowFilter& other) {
  for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
  return *this;
}

RowFilter& RowFilter::operator|=(const RowFilter& other) {
  for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
  return *this;
}

std::size_t RowFilter::Count() const {
  std::size_t count = 0;
  for (const auto word : words_) count += static_cast<std::size_t>(std::popcount(word));
  return count;
}

StatusOr<Scoring> Scoring::Create(const LevelIndex& index, Kind kind, std::span<const std::uint32_t> weights) {
  using Lists = detail::LevelLists;
  if (weights.size() < index.features()) return Error(ErrorCode::kInvalidArgument, "every feature needs a weight");
  for (const auto w : weights) {
    if (w > kMostWeight) return Error(ErrorCode::kInvalidArgument, detail::Cat("a weight is ", w, "; at most ", kMostWeight));
  }
  Scoring scoring;
  scoring.kind_ = kind;
  scoring.weight_.assign(weights.begin(), weights.begin() + index.features());
  if (kind == Kind::kCovered) {
    scoring.factor_.assign(index.rows(), 1u << 30);
  } else {
    std::vector<std::uint64_t> sums(index.rows(), 0);
    const auto& lists = index.lists();
    for (std::uint32_t f = 0; f < index.features(); ++f) {
      const auto number = index.StoredFeature(f);
      const auto part_of = [&](std::uint64_t level) { return weights[f] * level * (kind == Kind::kCosine ? level : 1); };
      if (number < index.dense_features()) {
        for (std::uint32_t row = 0; row < index.rows(); ++row) sums[row] += part_of((index.Column(number)[row] - std::uint64_t{kNoLevelCode}) / 514);
        continue;
      }
      for (std::uint32_t window = 0; window < lists.windows; ++window) {
        const auto rows = std::span(sums).subspan(std::size_t{window} * Lists::kWindow);
        const auto* segment = &lists.At(number, window);
        for (auto i = segment[0].chunk; i < segment[1].chunk; ++i) {
          for (std::uint32_t k = 0; k < Lists::kChunk; ++k) {
            if (const auto row = Lists::RowOf(lists.chunks[i], k); row < lists.first_pad()) rows[row] += part_of((lists.chunks[i] >> Lists::kLevelAt) + 1);
          }
        }
        for (auto i = segment[0].mask; i < segment[1].mask; ++i) {
          const auto& mask = lists.masks[i];
          for (std::uint32_t row = 0; row < Lists::kBlock; ++row) {
            if ((mask.rows[row / 16] >> row % 16 & 1) != 0) rows[mask.code / kMaxLevel * Lists::kBlock + row] += part_of(mask.code % kMaxLevel + 1u);
          }
        }
      }
    }
    scoring.factor_.reserve(index.rows());
    for (auto sum : sums) {
      if (sum > kOne) return Error(ErrorCode::kInvalidArgument, "the needs of a row weigh more than 2^31 - 1 together");
      if (kind == Kind::kCosine) {
        // 2^31 / sqrt(sum), rounded down: the root of 2^62 / sum.
        scoring.factor_.push_back(sum == 0 ? 0 : static_cast<std::uint32_t>(std::min(kOne, detail::SquareRoot((std::uint64_t{1} << 62) / sum))));
      } else {
        scoring.factor_.push_back(sum == 0 ? 0 : static_cast<std::uint32_t>(kOne / sum));
      }
    }
  }
  const auto most = scoring.factor_.empty() ? 0u : *std::max_element(scoring.factor_.begin(), scoring.factor_.end());
  scoring.shift_ = std::max(0, static_cast<int>(std::bit_width(most)) - 16);
  if ((std::uint64_t{0xFFFF} << scoring.shift_) < most) ++scoring.shift_;  // rounding up must stay below 2^16
  const std::size_t padded = (std::size_t{index.rows()} + Lists::kBlock - 1) / Lists::kBlock * Lists::kBlock;
  scoring.short_factors_.assign(padded, 0);
  scoring.block_factors_.assign((padded / Lists::kBlock + Lists::kBlock - 1) / Lists::kBlock * Lists::kBlock, 0);
  for (std::size_t at = 0; at < scoring.factor_.size(); ++at) {
    const auto rounded = (std::uint64_t{scoring.factor_[at]} + (std::uint64_t{1} << scoring.shift_) - 1) >> scoring.shift_;
    scoring.short_factors_[at] = static_cast<std::uint16_t>(rounded);
    auto& block = scoring.block_factors_[at / Lists::kBlock];
    block = std::max(block, scoring.short_factors_[at]);
  }
  return scoring;
}

std::uint32_t Scoring::QueryFactor(std::span<const LeveledFeature> query) const {
  if (kind_ != Kind::kCovered) return static_cast<std::uint32_t>(kOne);
  std::uint64_t sum = 0;
  for (const auto& q : query) {
    if (q.feature < weight_.size()) sum += std::uint64_t{weight_[q.feature]} * std::max<Level>(1, q.level);
  }
  return sum == 0 || sum > kOne ? 0 : static_cast<std::uint32_t>(kOne / sum);
}

std::size_t Scoring::bytes() const {
  return (weight_.size() + factor_.size()) * sizeof(std::uint32_t) + (short_factors_.size() + block_factors_.size()) * sizeof(std::uint16_t);
}

}  // namespace overstap
