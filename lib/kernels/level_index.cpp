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
constexpr std::uint16_t kNoLevelCode = 256, kLevelCode = 514;  // of a column: + kLevelCode a level

/// where[values[i]] = i, kNone for the numbers below `count` that are no value; false when a value is there twice or not below `count`.
bool Invert(std::span<const std::uint32_t> values, std::uint32_t count, detail::Numbers& where) {
  where = detail::Numbers(count, values.size());
  for (std::uint32_t i = 0; i < values.size(); ++i) {
    if (values[i] >= count || where[values[i]] != LevelIndex::kNone) return false;
    where.Set(values[i], i);
  }
  return true;
}

/// Puts lists together, feature by feature.
class ListsMaker {
 public:
  using Lists = detail::LevelLists;
  explicit ListsMaker(std::uint32_t rows) : lists_(rows) {}

  /// Adds the next feature: its rows, ascending, each once, and their levels 1..4.
  void AddFeature(std::span<const std::uint32_t> rows, std::span<const Level> levels) {
    std::size_t at = 0;
    for (std::uint32_t window = 0; window < lists_.windows; ++window) {
      segments_.push_back({static_cast<std::uint32_t>(chunks_.size()), static_cast<std::uint32_t>(masks_.size())});
      const auto begin = at, end_row = (std::size_t{window} + 1) * Lists::kWindow;
      while (at < rows.size() && rows[at] < end_row) ++at;
      for (Level level = 1; level <= kMaxLevel; ++level) {
        std::uint64_t chunk = 0;
        std::uint32_t filled = 0;
        const auto add = [&](std::uint32_t row) {
          chunk |= std::uint64_t{row} << 15 * filled;
          if (++filled < Lists::kChunk) return;
          chunks_.push_back(chunk | std::uint64_t{level - 1u} << Lists::kLevelAt);
          chunk = filled = 0;
        };
        for (auto i = begin; i < at;) {  // block by block
          const auto block = rows[i] / Lists::kBlock;
          std::uint64_t rows_of_block = 0;
          for (; i < at && rows[i] / Lists::kBlock == block; ++i) {
            if (levels[i] == level) rows_of_block |= std::uint64_t{1} << rows[i] % Lists::kBlock;
          }
          const auto block_in_window = block % (Lists::kWindow / Lists::kBlock);
          if (static_cast<std::size_t>(std::popcount(rows_of_block)) >= Lists::kDenseFrom) {
            auto& mask = masks_.emplace_back();
            mask.code = static_cast<std::uint16_t>(block_in_window * kMaxLevel + level - 1);
            for (auto& part : mask.rows) part = static_cast<std::uint16_t>(rows_of_block), rows_of_block >>= 16;
          } else {
            for (; rows_of_block != 0; rows_of_block &= rows_of_block - 1) {
              add(block_in_window * Lists::kBlock + static_cast<std::uint32_t>(std::countr_zero(rows_of_block)));
            }
          }
        }
        // Many slots of no row: adding to the same one again and again would wait for itself.
        while (filled != 0) add(lists_.first_pad() + static_cast<std::uint32_t>(chunks_.size() * Lists::kChunk + filled) % Lists::kBlock);
      }
    }
  }

  Lists Finish() {
    segments_.push_back({static_cast<std::uint32_t>(chunks_.size()), static_cast<std::uint32_t>(masks_.size())});
    chunks_.shrink_to_fit();
    masks_.shrink_to_fit();
    if (std::max(chunks_.size(), masks_.size()) <= 0xFFFF) {
      std::vector<Lists::ShortSegment> in_short;
      in_short.reserve(segments_.size());
      for (const auto& s : segments_) in_short.push_back({static_cast<std::uint16_t>(s.chunk), static_cast<std::uint16_t>(s.mask)});
      lists_.short_segments = std::move(in_short);
    } else {
      segments_.shrink_to_fit();
      lists_.segments = std::move(segments_);
    }
    lists_.chunks = std::move(chunks_);
    lists_.masks = std::move(masks_);
    return std::move(lists_);
  }

 private:
  Lists lists_;
  std::vector<Lists::Segment> segments_;
  std::vector<std::uint64_t> chunks_;
  std::vector<Lists::Mask> masks_;
};

}  // namespace

bool detail::LevelLists::Sound(std::size_t features) const {
  const auto count = features * windows;
  if (std::max(segments.size(), short_segments.size()) != count + 1 || std::min(segments.size(), short_segments.size()) != 0) return false;
  if (At(0).chunk != 0 || At(0).mask != 0 || At(count).chunk != chunks.size() || At(count).mask != masks.size()) return false;
  for (std::size_t i = 0; i < count; ++i) {
    const auto from = At(i), to = At(i + 1);
    if (from.chunk > to.chunk || from.mask > to.mask || to.chunk > chunks.size() || to.mask > masks.size()) return false;
    const auto there = std::min(rows - static_cast<std::uint32_t>(i % windows) * kWindow, kWindow);
    bool sound = true;
    for (auto c = from.chunk; c < to.chunk; ++c) {
      sound &= chunks[c] >> kLevelAt < kMaxLevel;
      for (std::uint32_t k = 0; k < kChunk; ++k) {
        const auto row = RowOf(chunks[c], k);
        sound &= row < there || row - first_pad() < kBlock;  // what is below first_pad() wraps around
      }
    }
    for (auto m = from.mask; m < to.mask; ++m) {
      const auto first = masks[m].code / kMaxLevel * kBlock;
      for (std::uint32_t k = 0; k < 4; ++k) {
        const auto here = first + 16 * k;
        sound &= masks[m].rows[k] == 0 || (here < there && (there - here >= 16 || masks[m].rows[k] >> (there - here) == 0));
      }
      sound &= first < there;
    }
    if (!sound) return false;
  }
  return true;
}

StatusOr<LevelIndex> LevelIndex::Create(std::span<const std::uint32_t> row_begin, std::span<const LeveledFeature> entries, std::uint32_t features,
                                        const LevelIndexOptions& options) {
  if (row_begin.empty() || row_begin.front() != 0 || row_begin.back() != entries.size() || !std::is_sorted(row_begin.begin(), row_begin.end())) {
    return Error(ErrorCode::kInvalidArgument, "the offsets of the rows must start at 0, not descend, and end at the number of entries");
  }
  if (row_begin.size() - 1 >= kNone || features >= kNone / kMaxLevel) return Error(ErrorCode::kLimit, "an index has fewer than 2^32 - 1 rows and 2^30 - 1 features");
  const auto rows = static_cast<std::uint32_t>(row_begin.size() - 1);
  LevelIndex index;
  index.entries_ = entries.size();
  if (!options.order.empty()) {
    if (options.order.size() != rows) return Error(ErrorCode::kInvalidArgument, "the order of the rows must name every row once");
    index.arrays_.row = std::vector(options.order.begin(), options.order.end());
    if (!Invert(index.arrays_.row, rows, index.stored_)) return Error(ErrorCode::kInvalidArgument, "the order of the rows must name every row once");
  }

  // The most common first, so that what most queries look up lies together.
  std::vector<std::uint32_t> having(features, 0);
  std::vector<Level> highest_of(features, 0);
  for (const auto& e : entries) {
    if (e.feature >= features || e.level > kMaxLevel) return Error(ErrorCode::kInvalidArgument, detail::Cat("an entry has feature ", e.feature, " of ", features, " and level ", unsigned{e.level}, "; levels are 0..4"));
    ++having[e.feature];
    highest_of[e.feature] = std::max({highest_of[e.feature], e.level, Level{1}});
  }
  std::vector<std::uint32_t> by_number;
  for (std::uint32_t f = 0; f < features; ++f) {
    if (having[f] > 0) by_number.push_back(f);
  }
  std::stable_sort(by_number.begin(), by_number.end(), [&](std::uint32_t a, std::uint32_t b) { return having[a] > having[b]; });
  const auto used = static_cast<std::uint32_t>(by_number.size());
  Invert(by_number, features, index.number_);

  // By feature: its stored rows and levels.
  std::vector<std::uint32_t> begin(used + std::size_t{1}, 0);
  for (std::uint32_t i = 0; i < used; ++i) begin[i + 1] = begin[i] + having[by_number[i]];
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
  ListsMaker lists(rows), bounds((rows + detail::LevelLists::kBlock - 1) / detail::LevelLists::kBlock);
  const detail::LevelLists shape(rows);
  std::vector<std::uint16_t> columns;
  std::vector<std::uint32_t> blocks;
  std::vector<Level> highest_of_block, highest;
  for (std::uint32_t f = 0; f < used; ++f) {
    highest.push_back(highest_of[by_number[f]]);
    const auto own_rows = std::span(column).subspan(begin[f], begin[f + 1] - begin[f]);
    const auto own_levels = std::span(levels).subspan(begin[f], begin[f + 1] - begin[f]);
    // The most common features come first, so columns are the first ones.
    const bool dense = shape.windows == 1 && f == index.dense_features_ && own_rows.size() * kColumnFrom >= rows;
    if (dense) {
      ++index.dense_features_;
      columns.resize(std::size_t{index.dense_features_} * shape.first_pad(), kNoLevelCode);
      auto* codes = columns.data() + std::size_t{f} * shape.first_pad();
      for (std::size_t i = 0; i < own_rows.size(); ++i) codes[own_rows[i]] = static_cast<std::uint16_t>(kNoLevelCode + kLevelCode * own_levels[i]);
    }
    lists.AddFeature(dense ? own_rows.first(0) : own_rows, own_levels);
    if (!options.prunable) continue;
    blocks.clear();
    highest_of_block.clear();
    for (std::size_t i = 0; i < own_rows.size(); ++i) {
      const auto block = own_rows[i] / detail::LevelLists::kBlock;
      if (blocks.empty() || blocks.back() != block) {
        blocks.push_back(block);
        highest_of_block.push_back(own_levels[i]);
      } else {
        highest_of_block.back() = std::max(highest_of_block.back(), own_levels[i]);
      }
    }
    bounds.AddFeature(blocks, highest_of_block);
  }
  index.arrays_.lists = lists.Finish();
  index.arrays_.columns = std::move(columns);
  index.arrays_.highest = std::move(highest);
  if (options.prunable) {
    index.arrays_.bounds = bounds.Finish();
    const bool is_short = std::size_t{used} * kMaxLevel <= 0x10000;
    std::vector<std::uint32_t> key_begin, long_keys;
    std::vector<std::uint16_t> short_keys;
    key_begin.reserve(rows + std::size_t{1});
    key_begin.push_back(0);
    (is_short ? short_keys.reserve(entries.size()) : long_keys.reserve(entries.size()));
    for (std::uint32_t at = 0; at < rows; ++at) {
      const auto row = index.RowOf(at);
      for (auto i = row_begin[row]; i < row_begin[row + 1]; ++i) {
        const auto key = index.number_[entries[i].feature] * kMaxLevel + std::max<Level>(1, entries[i].level) - 1;
        is_short ? short_keys.push_back(static_cast<std::uint16_t>(key)) : long_keys.push_back(key);
      }
      key_begin.push_back(row_begin[row + 1] - row_begin[row] + key_begin.back());
    }
    index.arrays_.key_begin = std::move(key_begin);
    index.arrays_.short_keys = std::move(short_keys);
    index.arrays_.long_keys = std::move(long_keys);
  }
  if (options.prunable) index.arrays_.feature = std::move(by_number);
  return index;
}

StatusOr<LevelIndex> LevelIndex::Open(Arrays arrays, std::uint32_t features) {
  const auto damaged = [](std::string_view what) { return Error(ErrorCode::kMalformed, detail::Cat("index: ", what, "; make it again")); };
  LevelIndex index;
  const auto rows = arrays.lists.rows;
  const auto used = arrays.feature.size();
  if (arrays.key_begin.empty()) return damaged("has no rows to begin with");
  if (features >= kNone / kMaxLevel || !Invert(arrays.feature, features, index.number_)) return damaged("names a feature twice or one that is not there");
  if (arrays.highest.size() != used || std::any_of(arrays.highest.begin(), arrays.highest.end(), [](Level level) { return level == 0 || level > kMaxLevel; })) {
    return damaged("has a highest level that is none");
  }
  if (!arrays.row.empty() && (arrays.row.size() != rows || !Invert(arrays.row, rows, index.stored_))) return damaged("the order of its rows does not name every row once");
  if (!arrays.lists.Sound(used)) return damaged("has a list that leads outside");
  if (!arrays.columns.empty()) {
    const auto padded = arrays.lists.first_pad();
    if (arrays.lists.windows != 1 || arrays.columns.size() % padded != 0 || arrays.columns.size() / padded > used) return damaged("has columns of the wrong size");
    index.dense_features_ = static_cast<std::uint32_t>(arrays.columns.size() / padded);
    bool sound = true;
    for (const auto code : arrays.columns) sound &= code >= kNoLevelCode && (code - kNoLevelCode) % kLevelCode == 0 && code <= kNoLevelCode + kLevelCode * kMaxLevel;
    if (!sound) return damaged("has a column with a level that is none");
  }
  const auto keys = arrays.long_keys.empty() ? arrays.short_keys.size() : arrays.long_keys.size();
  if (arrays.key_begin.size() != std::size_t{rows} + 1 || arrays.key_begin[0] != 0 || arrays.key_begin.back() != keys || !std::is_sorted(arrays.key_begin.begin(), arrays.key_begin.end())) {
    return damaged("the offsets of its rows are not in order");
  }
  const auto end = used * kMaxLevel;
  bool sound = arrays.long_keys.empty() || arrays.short_keys.empty();
  for (const auto key : arrays.short_keys) sound &= key < end;
  for (const auto key : arrays.long_keys) sound &= key < end;
  if (!sound) return damaged("has an entry with a feature that is not there");
  if (arrays.bounds.rows != (rows + detail::LevelLists::kBlock - 1) / detail::LevelLists::kBlock || !arrays.bounds.Sound(used)) return damaged("has a bound that leads outside");
  index.entries_ = keys;
  index.arrays_ = std::move(arrays);
  return index;
}

std::size_t LevelIndex::pruning_bytes() const {
  return arrays_.bounds.bytes() + arrays_.key_begin.bytes() + arrays_.short_keys.bytes() + arrays_.long_keys.bytes();
}

std::size_t LevelIndex::bytes() const {
  return lists().bytes() + pruning_bytes() + arrays_.columns.bytes() + arrays_.feature.bytes() + arrays_.highest.bytes() + arrays_.row.bytes() +
         number_.bytes() + stored_.bytes();
}

RowFilter RowFilter::None(std::uint32_t rows) {
  RowFilter filter;
  filter.words_.assign((std::size_t{rows} + 63) / 64, 0);
  return filter;
}

RowFilter RowFilter::All(std::uint32_t rows) {
  auto filter = None(rows);
  std::fill(filter.words_.begin(), filter.words_.end(), ~std::uint64_t{0});
  if (rows % 64 != 0) filter.words_.back() = (std::uint64_t{1} << rows % 64) - 1;
  return filter;
}

StatusOr<RowFilter> RowFilter::Create(const LevelIndex& index, std::span<const std::uint64_t> allowed) {
  const std::size_t words = (std::size_t{index.rows()} + 63) / 64;
  if (allowed.size() != words) return Error(ErrorCode::kInvalidArgument, detail::Cat("a filter of ", index.rows(), " rows has ", words, " words, not ", allowed.size()));
  auto filter = None(index.rows());
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

StatusOr<Scoring> Scoring::Create(const LevelIndex& index, Kind kind, detail::Array<std::uint32_t> weights) {
  using Lists = detail::LevelLists;
  if (weights.size() != index.features()) return Error(ErrorCode::kInvalidArgument, detail::Cat("every feature needs a weight: there are ", index.features(), " features and ", weights.size(), " weights"));
  for (const auto w : weights) {
    if (w > kMostWeight) return Error(ErrorCode::kInvalidArgument, detail::Cat("a weight is ", w, "; at most ", kMostWeight));
  }
  Scoring scoring;
  scoring.kind_ = kind;
  if (kind == Kind::kCovered) {
    scoring.factor_.assign(index.rows(), 1u << 30);
  } else {
    std::vector<std::uint64_t> sums(index.rows(), 0);
    const auto& lists = index.lists();
    for (std::uint32_t f = 0; f < index.features(); ++f) {
      const auto number = index.StoredFeature(f);
      if (number == LevelIndex::kNone) continue;
      const std::uint64_t weight = weights[f];
      const auto part_of = [&](std::uint64_t level) { return weight * level * (kind == Kind::kCosine ? level : 1); };
      if (number < index.dense_features()) {
        for (std::uint32_t row = 0; row < index.rows(); ++row) sums[row] += part_of((index.Column(number)[row] - std::uint64_t{kNoLevelCode}) / kLevelCode);
        continue;
      }
      for (std::uint32_t window = 0; window < lists.windows; ++window) {
        const auto rows = std::span(sums).subspan(std::size_t{window} * Lists::kWindow);
        const auto at = std::size_t{number} * lists.windows + window;
        const auto from = lists.At(at), to = lists.At(at + 1);
        for (auto i = from.chunk; i < to.chunk; ++i) {
          for (std::uint32_t k = 0; k < Lists::kChunk; ++k) {
            if (const auto row = Lists::RowOf(lists.chunks[i], k); row < lists.first_pad()) rows[row] += part_of((lists.chunks[i] >> Lists::kLevelAt) + 1);
          }
        }
        for (auto i = from.mask; i < to.mask; ++i) {
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
  scoring.weight_ = std::move(weights);
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

std::uint64_t Scoring::Needed(std::span<const LeveledFeature> needs) const {
  std::uint64_t sum = 0;
  for (const auto& n : needs) {
    if (n.feature < weight_.size()) sum += std::uint64_t{weight_[n.feature]} * std::max<Level>(1, n.level);
  }
  return sum;
}

std::uint32_t Scoring::QueryFactor(std::span<const LeveledFeature> query) const {
  if (kind_ != Kind::kCovered) return static_cast<std::uint32_t>(kOne);
  const auto sum = Needed(query);
  return sum == 0 || sum > kOne ? 0 : static_cast<std::uint32_t>(kOne / sum);
}

std::size_t Scoring::bytes() const {
  return (weight_.size() + factor_.size()) * sizeof(std::uint32_t) + (short_factors_.size() + block_factors_.size()) * sizeof(std::uint16_t);
}

}  // namespace overstap
