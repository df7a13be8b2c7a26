// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// How a search goes. Totals of a window of rows are added up where they fit in the first-level cache, and looked over once, 64 rows at a
// time: a 16-bit bound on each score against what the best so far ask. The few rows that pass are scored exactly. What the best ask is
// known from the start: of 64 rows that were highest in their places of the first window, the k-th.
//
// Pruned, the same is first done with blocks for rows, which bounds every block; the blocks with the highest bounds are looked at row by row, and then
// window by window, the highest bound first, those whose bound is not below the k-th best score: row by row where they are few in their window, by
// adding up the whole window where that takes less, and not at all where there are none.

#include "overstap/search.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>
#include <mutex>
#include <utility>

#include "kernels/kernels.hpp"
#include "overstap/detail/parallel.hpp"

namespace overstap {
namespace {

using kernels::Found;
using kernels::Lists;

// Queries whose postings of a window are read together, while they are near.
constexpr std::size_t kTile = 8;
constexpr std::size_t kFirstBlocks = 8;
constexpr unsigned kMostPassedOver = 64;
// Costs, in postings: of a mask, of a row that is scanned, of an entry of a row that is looked at by itself.
constexpr double kMaskCost = 4, kRowCost = 0.1, kEntryCost = 2;

// Scoring::Part() by kind, level at hand and level needed.
using PartTable = std::array<std::array<std::uint32_t, kMaxLevel>, kMaxLevel + 1>;
constexpr std::array<PartTable, 3> kParts = [] {
  std::array<PartTable, 3> all{};
  for (const auto kind : {Scoring::Kind::kCosine, Scoring::Kind::kCoverage, Scoring::Kind::kCovered}) {
    for (Level have = 0; have <= kMaxLevel; ++have) {
      for (Level need = 1; need <= kMaxLevel; ++need) all[static_cast<std::size_t>(kind)][have][need - 1u] = Scoring::Part(kind, have, need);
    }
  }
  return all;
}();

struct Tables {
  const kernels::Table* all[9];
  KernelTarget targets[9];
  std::size_t count;
  Tables() : all{&kernels::kScalarTable}, targets{}, count(1 + kernels::SimdTables(all + 1)) {
    for (std::size_t i = 0; i < count; ++i) targets[i] = all[i]->target;
  }
};

const Tables& AllTables() {
  static const Tables tables;
  return tables;
}

/// The highest scores so far, and the least that is still of interest.
class Best {
 public:
  void Start(std::size_t limit, std::int64_t least) {
    limit_ = limit;
    least_ = std::max<std::int64_t>(1, least);
    all_.clear();
  }
  std::size_t limit() const { return limit_; }
  std::int64_t least() const { return least_; }
  /// At least `limit` rows score `least` or more: lower ones need not be offered.
  void Raise(std::int64_t least) { least_ = std::max(least_, least); }
  void Offer(std::int64_t score, std::uint32_t row) {
    if (score < least_) return;
    all_.push_back({score, row});
    if (all_.size() >= 2 * limit_ + 64) Trim();
  }
  /// Equal scores stay of interest: which row is lower is not known before.
  void Trim() {
    if (all_.size() < limit_) return;
    std::nth_element(all_.begin(), all_.begin() + static_cast<std::ptrdiff_t>(limit_ - 1), all_.end());
    all_.resize(limit_);
    Raise(all_.back().score);
  }
  std::span<Scored> Finish() {
    KeepBest(all_, limit_);
    return all_;
  }

 private:
  std::size_t limit_ = 0;
  std::int64_t least_ = 1;
  std::vector<Scored> all_;
};

struct Query {
  std::vector<std::uint32_t> terms;               // features as stored
  std::vector<std::uint32_t> parts;               // 4 x term + need - 1: weight x part, ascending with need
  std::vector<Lists::Segment> segments;           // where the terms' lists start and end in all windows, by window
  bool fresh = true;  // nothing is known of the least score but what the caller asks
  bool wide = false;
  int narrowing = 0;  // bits that totals are shifted to have 16
  int unit = 0;       // bits of a score below those of a bound
  std::uint32_t factor = 0;
  Best best;
  SearchStats stats;

  std::int64_t LeastBound() const { return best.least() >> unit; }
};

}  // namespace

std::string_view Name(KernelTarget target) {
  constexpr std::array<std::string_view, 5> kNames = {"scalar", "sse4", "avx2", "avx512", "neon"};
  return kNames[static_cast<std::size_t>(target)];
}

const kernels::Table& kernels::TableOf(KernelTarget target) {
  const auto& tables = AllTables();
  for (std::size_t i = 0; i < tables.count; ++i) {
    if (tables.targets[i] == target) return *tables.all[i];
  }
  return kernels::kScalarTable;
}

std::span<const KernelTarget> KernelTargets() { return {AllTables().targets, AllTables().count}; }

struct Searcher::State {
  const LevelIndex* index;
  const Scoring* scoring;
  const kernels::Table* table;
  std::vector<std::uint16_t> totals16;
  std::vector<std::uint32_t> totals32;
  std::vector<kernels::Work> work;
  std::vector<Found> found;
  std::vector<Query> queries;
  std::vector<std::uint16_t> bounds;       // of blocks
  std::vector<std::uint32_t> candidates;   // blocks
  /// Blocks of a window that may have rows among the best.
  struct Window {
    std::uint16_t highest;  // bound
    std::uint32_t window;
    std::span<std::uint32_t> blocks;
  };
  std::vector<Window> windows_left;
  std::vector<std::uint64_t> allowed_here;
  bool bounds_paid = true;
  unsigned pass_over = 0, passed_over = 0;  // searches that are not pruned, and how many of them were made
  std::vector<std::uint16_t> parts16;      // by key, of the query at work
  std::vector<std::uint32_t> parts32;
  std::uint32_t first_pad = 0;             // totals from here on are of no row

  State(const LevelIndex& i, const Scoring& s, const kernels::Table& t) : table(&t), queries(1) { Use(i, s); }

  /// Between searches all totals of rows and all parts are 0, so memory that is large enough serves any index.
  void Use(const LevelIndex& i, const Scoring& s) {
    index = &i;
    scoring = &s;
    if (!totals16.empty()) std::fill_n(totals16.begin() + first_pad, Lists::kBlock, std::uint16_t{0});
    if (!totals32.empty()) std::fill_n(totals32.begin() + first_pad, Lists::kBlock, 0u);
    first_pad = i.lists().first_pad();
    if (totals16.size() < std::size_t{first_pad} + Lists::kBlock) totals16.resize(std::size_t{first_pad} + Lists::kBlock, 0);
    if (!totals32.empty() && totals32.size() < totals16.size()) totals32.resize(totals16.size(), 0);
    if (found.size() < first_pad) found.resize(first_pad);
    if (i.prunable()) {
      bounds.resize((std::size_t{i.bounds().rows} + 63) / 64 * 64);  // BoundBlocks() sets all of them
      candidates.resize(bounds.size());
    }
  }

  Status Prepare(std::span<const LeveledFeature> query, const SearchOptions& options, Query& q) {
    q.terms.resize(query.size());
    q.parts.resize(query.size() * kMaxLevel);
    const auto& parts = kParts[static_cast<std::size_t>(scoring->kind())];
    std::uint64_t sum = 0;
    std::size_t n = 0;
    for (const auto& f : query) {
      if (f.level > kMaxLevel) return Error(ErrorCode::kInvalidArgument, detail::Cat("a level is ", unsigned{f.level}, "; levels are 0..", unsigned{kMaxLevel}));
      if (f.feature >= index->features()) continue;
      const auto stored = index->StoredFeature(f.feature), weight = scoring->Weight(f.feature);
      if (weight == 0 || stored == LevelIndex::kNone) continue;
      q.terms[n] = stored;
      auto* own = q.parts.data() + n++ * kMaxLevel;
      for (std::size_t need = 0; need < kMaxLevel; ++need) own[need] = weight * parts[f.level][need];
      sum += own[index->HighestLevel(stored) - 1];
    }
    q.terms.resize(n);
    q.parts.resize(n * kMaxLevel);
    if (sum > 0xFFFFFFFFu) return Error(ErrorCode::kLimit, "the best parts of the query's terms add up to 2^32 or more; use smaller weights");
    q.fresh = true;
    q.wide = sum > 0xFFFF;
    q.narrowing = 0;
    while (q.wide && (sum >> q.narrowing) + 1 > 0xFFFF) ++q.narrowing;
    q.unit = 16 + scoring->shift() + q.narrowing;
    q.factor = scoring->QueryFactor(query);
    q.stats = {.pruned = false, .blocks = 0, .wide = q.wide};
    if (q.wide && totals32.empty()) totals32.assign(totals16.size(), 0);
    // kCovered's rows are ordered by their totals, and the query's own factor is applied at the end.
    auto least = options.least_score;
    if (scoring->kind() == Scoring::Kind::kCovered && least > 0) {
      least = q.factor == 0 ? std::numeric_limits<std::int64_t>::max() : std::int64_t{1} << 30;
      if (q.factor != 0 && options.least_score > 1) {
        const auto total = (options.least_score - 1) / q.factor + 1;  // rounded up
        least = total > 0xFFFFFFFF ? std::numeric_limits<std::int64_t>::max() : total << 30;
      }
    }
    q.best.Start(options.limit == 0 ? 10 : options.limit, least);
    return {};
  }

  template <typename Segment>
  static void FindLists(const detail::Array<Segment>& segments, std::size_t windows, Query& q) {
    for (std::size_t t = 0; t < q.terms.size(); ++t) {
      const auto* from = segments.data() + q.terms[t] * windows;
      for (std::size_t window = 0; window <= windows; ++window) q.segments[window * q.terms.size() + t] = {from[window].chunk, from[window].mask};
    }
  }
  static void FindLists(const Lists& lists, Query& q) {
    q.segments.resize((lists.windows + std::size_t{1}) * q.terms.size());
    if (lists.short_segments.empty()) {
      FindLists(lists.segments, lists.windows, q);
    } else {
      FindLists(lists.short_segments, lists.windows, q);
    }
  }

  static void Fetch(const void* begin, const void* end) {
    for (auto at = static_cast<const char*>(begin); at < end; at += 64) __builtin_prefetch(at);
  }

  /// Writes down what there is to add of the terms' lists of a window, so that the loops that add see no lists, of which most are short.
  template <std::uint32_t Lists::Segment::*kStart>
  std::span<const kernels::Work> WriteDown(const Lists::Segment* starts, const Lists::Segment* ends, std::uint32_t terms) {
    std::size_t room = 8;
    for (std::uint32_t t = 0; t < terms; ++t) room += ends[t].*kStart - starts[t].*kStart;
    if (work.size() < room) work.resize(room);
    return {work.data(), table->write_down(&(starts->*kStart), &(ends->*kStart), terms, work.data())};
  }

  /// Adds up a window of `lists` for the terms; `next` is the one that will come after it, beyond the last one for none.
  template <typename Total>
  void AddWindow(const Lists& lists, std::uint32_t window, const Query& q, Total* totals, std::uint32_t next) {
    const auto terms = q.terms.size();
    const auto* starts = q.segments.data() + window * terms;
    const auto* ends = starts + terms;
    const auto* parts = q.parts.data();
    const auto add = [&](std::uint32_t at, const std::uint32_t* own) {
      const auto chunk = lists.chunks[at];
      const auto part = own[chunk >> Lists::kLevelAt];
      for (std::uint32_t k = 0; k < Lists::kChunk; ++k) {
        auto& total = totals[Lists::RowOf(chunk, k)];
        total = static_cast<Total>(total + part);
      }
    };
    if (lists.windows == 1) {
      for (const auto& w : WriteDown<&Lists::Segment::chunk>(starts, ends, static_cast<std::uint32_t>(terms))) add(w.at, parts + w.term * kMaxLevel);
      const auto masks = WriteDown<&Lists::Segment::mask>(starts, ends, static_cast<std::uint32_t>(terms));
      if constexpr (sizeof(Total) == 2) {
        table->add_masks16(masks.data(), masks.size(), lists.masks.data(), parts, totals);
      } else {
        table->add_masks32(masks.data(), masks.size(), lists.masks.data(), parts, totals);
      }
      return;
    }
    // The lists are longer, and those of the next window to come are too many for a machine to see by itself.
    const auto* coming = q.segments.data() + next * terms;
    for (std::size_t t = 0; t < terms; ++t) {
      if (next < lists.windows) {
        Fetch(lists.chunks.data() + coming[t].chunk, lists.chunks.data() + coming[terms + t].chunk);
        Fetch(lists.masks.data() + coming[t].mask, lists.masks.data() + coming[terms + t].mask);
      }
      for (auto i = starts[t].chunk; i < ends[t].chunk; ++i) add(i, parts + t * kMaxLevel);
    }
    if constexpr (sizeof(Total) == 2) {
      table->add_lists16(starts, ends, terms, lists.masks.data(), parts, totals);
    } else {
      table->add_lists32(starts, ends, terms, lists.masks.data(), parts, totals);
    }
  }

  /// Adds the terms that are columns of the index, four at a time.
  template <typename Total>
  void AddColumns(const Query& q, Total* totals) {
    const std::uint16_t* columns[4];
    std::uint32_t parts[4 * kMaxLevel];
    std::size_t n = 0;
    const auto flush = [&] {
      for (auto k = n; k < 4; ++k) {
        columns[k] = columns[0];
        std::fill_n(parts + k * kMaxLevel, kMaxLevel, 0u);
      }
      if constexpr (sizeof(Total) == 2) {
        table->add_levels16(columns, parts, index->lists().Padded(0), totals);
      } else {
        table->add_levels32(columns, parts, index->lists().Padded(0), totals);
      }
      n = 0;
    };
    for (std::size_t t = 0; t < q.terms.size(); ++t) {
      if (q.terms[t] >= index->dense_features()) continue;
      columns[n] = index->Column(q.terms[t]);
      std::copy_n(q.parts.data() + t * kMaxLevel, kMaxLevel, parts + n * kMaxLevel);
      if (++n == 4) flush();
    }
    if (n > 0) flush();
  }

  /// The window's rows that may be among the best.
  template <typename Total>
  void LookOver(std::uint32_t window, Query& q, Total* totals, const std::uint64_t* allowed) {
    const auto first = std::size_t{window} * Lists::kWindow;
    const auto rows = index->lists().Padded(window);
    const auto* factors = scoring->short_factors().data() + first;
    constexpr bool kWide = sizeof(Total) == 4;
    if (std::exchange(q.fresh, false) && q.best.limit() <= 64) {
      std::uint16_t most[64];
      if constexpr (kWide) {
        table->most32(totals, q.narrowing, factors, rows, allowed, most);
      } else {
        table->most16(totals, factors, rows, allowed, most);
      }
      // A bound is above its score's by less than two: both factors were rounded up by less than one, and have 16 bits.
      const auto kth = table->kth_of_64(most, q.best.limit());
      if (kth > 2) q.best.Raise(std::int64_t{kth - 2} << q.unit);
    }
    const auto least = q.LeastBound();
    if (least > 0xFFFF) {
      std::fill_n(totals, rows, Total{0});
      return;
    }
    std::size_t n;
    if constexpr (kWide) {
      n = table->take32(totals, q.narrowing, factors, rows, static_cast<std::uint16_t>(least), allowed, found.data());
    } else {
      n = table->take16(totals, factors, rows, static_cast<std::uint16_t>(least), allowed, found.data());
    }
    for (std::size_t i = 0; i < n; ++i) {
      const auto row = static_cast<std::uint32_t>(first + found[i].row);
      if (row < index->rows()) q.best.Offer(std::int64_t{found[i].total} * scoring->factor(row), index->RowOf(row));
    }
    if (n > 0) q.best.Trim();
  }

  template <typename Total>
  void SearchWindow(std::uint32_t window, std::uint32_t next, Query& q, Total* totals, const std::uint64_t* allowed) {
    AddWindow(index->lists(), window, q, totals, next);
    if (index->dense_features() > 0) AddColumns(q, totals);
    LookOver(window, q, totals, allowed);
  }
  /// Adds a window up and looks over what comes out; `next` as for AddWindow().
  void SearchWindow(std::uint32_t window, std::uint32_t next, Query& q, const std::uint64_t* allowed) {
    if (q.wide) {
      SearchWindow(window, next, q, totals32.data(), allowed);
    } else {
      SearchWindow(window, next, q, totals16.data(), allowed);
    }
  }

  void Exhaustive(std::span<Query*> tile, const SearchOptions& options) {
    for (auto* q : tile) FindLists(index->lists(), *q);
    for (std::uint32_t window = 0; window < index->lists().windows; ++window) {
      const std::uint64_t* allowed = nullptr;
      if (options.filter != nullptr) {
        const auto words = options.filter->words().subspan(std::size_t{window} * (Lists::kWindow / 64), index->lists().Padded(window) / 64);
        if (std::all_of(words.begin(), words.end(), [](std::uint64_t word) { return word == 0; })) continue;
        allowed = words.data();
      }
      for (auto* q : tile) SearchWindow(window, window + 1, *q, allowed);
    }
  }

  /// Bounds of all blocks, none for what the filter leaves nothing of.
  void BoundBlocks(Query& q, const SearchOptions& options) {
    const auto& lists = index->bounds();
    FindLists(lists, q);
    for (std::uint32_t window = 0; window < lists.windows; ++window) {
      const auto first = std::size_t{window} * Lists::kWindow;
      const auto* factors = scoring->block_factors().data() + first;
      if (q.wide) {
        AddWindow(lists, window, q, totals32.data(), window + 1);
        table->bounds32(totals32.data(), q.narrowing, factors, lists.Padded(window), bounds.data() + first);
      } else {
        AddWindow(lists, window, q, totals16.data(), window + 1);
        table->bounds16(totals16.data(), factors, lists.Padded(window), bounds.data() + first);
      }
    }
    // These slots of no block are slots of rows.
    std::fill_n(totals16.begin() + lists.first_pad(), Lists::kBlock, std::uint16_t{0});
    if (q.wide) std::fill_n(totals32.begin() + lists.first_pad(), Lists::kBlock, 0u);
    if (options.filter == nullptr) return;
    const auto words = options.filter->words();
    for (std::size_t block = 0; block < words.size(); ++block) {
      if (words[block] == 0) bounds[block] = 0;
    }
  }

  template <typename Key, typename Part>
  void LookAt(std::uint32_t block, std::uint64_t allowed, Query& q, std::span<const Key> keys, const Part* parts) {
    const auto begin = index->key_begin();
    const auto first = block * Lists::kBlock;
    for (; allowed != 0; allowed &= allowed - 1) {
      const auto row = first + static_cast<std::uint32_t>(std::countr_zero(allowed));
      if (row >= index->rows()) return;
      std::uint32_t total = 0;
      for (auto i = begin[row]; i < begin[row + 1]; ++i) total += parts[keys[i]];
      q.best.Offer(std::int64_t{total} * scoring->factor(row), index->RowOf(row));
    }
  }
  void LookAt(std::uint32_t block, Query& q, const SearchOptions& options) {
    const auto allowed = options.filter == nullptr ? ~std::uint64_t{0} : options.filter->words()[block];
    const bool is_short = index->long_keys().empty();
    if (q.wide) {
      is_short ? LookAt(block, allowed, q, index->short_keys(), parts32.data()) : LookAt(block, allowed, q, index->long_keys(), parts32.data());
    } else {
      is_short ? LookAt(block, allowed, q, index->short_keys(), parts16.data()) : LookAt(block, allowed, q, index->long_keys(), parts16.data());
    }
    ++q.stats.blocks;
  }
  /// Looks at blocks, the highest bound first, as long as there can be any of the best.
  void LookAt(std::span<std::uint32_t> blocks, Query& q, const SearchOptions& options) {
    std::sort(blocks.begin(), blocks.end(), [&](std::uint32_t x, std::uint32_t y) { return bounds[x] != bounds[y] ? bounds[x] > bounds[y] : x < y; });
    const auto fetch = [&](std::uint32_t block) {
      const auto begin = index->key_begin()[std::size_t{block} * Lists::kBlock], end = index->key_begin()[std::min(index->rows(), (block + 1) * Lists::kBlock)];
      if (index->long_keys().empty()) {
        Fetch(index->short_keys().data() + begin, index->short_keys().data() + end);
      } else {
        Fetch(index->long_keys().data() + begin, index->long_keys().data() + end);
      }
    };
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      const auto block = blocks[i];
      if (bounds[block] < q.LeastBound()) return;
      if (i + 1 < blocks.size()) fetch(blocks[i + 1]);
      LookAt(block, q, options);
      q.best.Trim();
    }
  }

  /// SearchWindow() without the blocks that were `seen`.
  void LookAtWindow(std::uint32_t window, std::uint32_t next, std::span<const std::uint32_t> seen, Query& q, const SearchOptions& options) {
    const auto first = std::size_t{window} * (Lists::kWindow / Lists::kBlock), blocks = std::size_t{index->lists().Padded(window) / Lists::kBlock};
    const auto* allowed = options.filter == nullptr ? nullptr : options.filter->words().data() + first;
    const auto is_here = [&](std::uint32_t block) { return block >= first && block < first + blocks; };
    if (std::any_of(seen.begin(), seen.end(), is_here)) {
      if (allowed == nullptr) {
        allowed_here.assign(blocks, ~std::uint64_t{0});
      } else {
        allowed_here.assign(allowed, allowed + blocks);
      }
      for (const auto block : seen) {
        if (is_here(block)) allowed_here[block - first] = 0;
      }
      allowed = allowed_here.data();
    }
    SearchWindow(window, next, q, allowed);
  }

  /// Of adding up the query's lists and looking over what comes out.
  double CostOf(const Lists& lists, const Query& q) const {
    double cost = kRowCost * lists.rows;
    for (const auto term : q.terms) {
      if (&lists == &index->lists() && term < index->dense_features()) cost += kRowCost * lists.rows;
      const auto begin = lists.At(term, 0), end = lists.At(term + 1, 0);
      cost += Lists::kChunk * static_cast<double>(end.chunk - begin.chunk) + kMaskCost * static_cast<double>(end.mask - begin.mask);
    }
    return cost;
  }

  /// Sets `bounds_paid`: whether all of it, bounds included, took less than Exhaustive() would have, by the same estimates that choose.
  void Pruned(Query& q, const SearchOptions& options) {
    bounds_paid = true;
    q.stats.pruned = true;
    if (index->rows() == 0) return;
    BoundBlocks(q, options);
    SetParts(q, true);
    std::uint16_t most[64];
    table->most(bounds.data(), bounds.size(), most);
    const auto blocks = index->bounds().rows;
    const auto at_least = [&](std::uint16_t least) {
      auto n = table->at_least(bounds.data(), bounds.size(), least, candidates.data());
      while (n > 0 && candidates[n - 1] >= blocks) --n;
      return std::span(candidates).first(n);
    };
    const auto high = at_least(table->kth_of_64(most, kFirstBlocks));
    std::array<std::uint32_t, kFirstBlocks> first{};
    const auto seen = std::span(first).first(std::min(high.size(), kFirstBlocks));
    std::partial_sort_copy(high.begin(), high.end(), seen.begin(), seen.end(), [&](std::uint32_t x, std::uint32_t y) { return bounds[x] != bounds[y] ? bounds[x] > bounds[y] : x < y; });
    LookAt(seen, q, options);
    q.fresh = false;  // what the best ask is known better than a window would tell

    // What is left, by window: ascending block numbers lie together.
    windows_left.clear();
    if (q.LeastBound() <= 0xFFFF) {
      auto left = at_least(static_cast<std::uint16_t>(q.LeastBound()));
      const auto end_of_new = std::remove_if(left.begin(), left.end(), [&](std::uint32_t block) { return std::find(seen.begin(), seen.end(), block) != seen.end(); });
      left = left.first(static_cast<std::size_t>(end_of_new - left.begin()));
      for (std::size_t i = 0, end; i < left.size(); i = end) {
        const auto window = left[i] / (Lists::kWindow / Lists::kBlock);
        std::uint16_t highest = 0;
        for (end = i; end < left.size() && left[end] / (Lists::kWindow / Lists::kBlock) == window; ++end) highest = std::max(highest, bounds[left[end]]);
        windows_left.push_back({highest, window, left.subspan(i, end - i)});
      }
    }
    // The most promising first, as it may rule out others; the rest as they lie in memory.
    const auto best = std::max_element(windows_left.begin(), windows_left.end(), [](const Window& x, const Window& y) { return x.highest < y.highest; });
    if (best != windows_left.end()) std::rotate(windows_left.begin(), best, best + 1);
    const double all = CostOf(index->lists(), q), a_window = all / index->lists().windows, a_block = static_cast<double>(index->entries()) / blocks * kEntryCost;
    double cost = CostOf(index->bounds(), q);
    bool found_lists = false;
    for (auto& w : windows_left) {
      const auto end = std::partition(w.blocks.begin(), w.blocks.end(), [&](std::uint32_t block) { return bounds[block] >= q.LeastBound(); });
      const auto left = w.blocks.first(static_cast<std::size_t>(end - w.blocks.begin()));
      if (static_cast<double>(left.size()) * a_block <= a_window) {
        cost += static_cast<double>(left.size()) * a_block;
        LookAt(left, q, options);
        continue;
      }
      cost += a_window;
      if (!std::exchange(found_lists, true)) FindLists(index->lists(), q);
      LookAtWindow(w.window, &w == &windows_left.back() ? index->lists().windows : (&w + 1)->window, seen, q, options);
    }
    bounds_paid = cost < all;
    SetParts(q, false);
  }

  /// Sets or clears what keys of the query's terms earn.
  void SetParts(const Query& q, bool set) {
    const auto keys = std::size_t{index->stored_features()} * kMaxLevel;
    if (q.wide ? parts32.size() < keys : parts16.size() < keys) q.wide ? parts32.resize(keys, 0) : parts16.resize(keys, 0);
    for (std::size_t t = 0; t < q.terms.size(); ++t) {
      for (std::size_t level = 0; level < kMaxLevel; ++level) {
        const auto key = std::size_t{q.terms[t]} * kMaxLevel + level;
        const auto part = q.parts[t * kMaxLevel + level];
        if (q.wide) {
          parts32[key] = set ? parts32[key] + part : 0;
        } else {
          parts16[key] = static_cast<std::uint16_t>(set ? parts16[key] + part : 0);
        }
      }
    }
  }

  /// Searches for up to kTile prepared queries.
  void Run(std::span<Query> tile, const SearchOptions& options) {
    std::array<Query*, kTile> left{};
    std::size_t n = 0;
    for (auto& q : tile) {
      if (q.terms.empty()) continue;
      bool prune = options.pruning == Pruning::kAlways || (options.pruning == Pruning::kAuto && index->prunable());
      if (options.pruning == Pruning::kAuto && passed_over < pass_over) {
        prune = false;
        ++passed_over;
      }
      if (!prune) {
        left[n++] = &q;
        continue;
      }
      Pruned(q, options);
      // Where bounds were of no use for one query they may be so for the next ones too: they are tried again less and less often.
      pass_over = bounds_paid ? pass_over / 2 : std::clamp(2 * pass_over, 1u, kMostPassedOver);
      passed_over = 0;
    }
    if (n > 0) Exhaustive(std::span(left).first(n), options);
  }

  std::span<const Scored> Finish(Query& q) {
    const auto best = q.best.Finish();
    if (scoring->kind() == Scoring::Kind::kCovered) {
      for (auto& s : best) s.score = (s.score >> 30) * q.factor;
    }
    return best;
  }

  Status Check(const SearchOptions& options) const {
    if (options.pruning == Pruning::kAlways && !index->prunable()) return Error(ErrorCode::kInvalidArgument, "the index was not made to be pruned; see LevelIndexOptions::prunable");
    if (scoring->short_factors().size() != (std::size_t{index->rows()} + 63) / 64 * 64) return Error(ErrorCode::kInvalidArgument, "the scoring is of another index");
    if (options.filter != nullptr && options.filter->words().size() != (std::size_t{index->rows()} + 63) / 64) {
      return Error(ErrorCode::kInvalidArgument, "the filter is of another index");
    }
    return {};
  }
};

Searcher::Searcher(const LevelIndex& index, const Scoring& scoring) : Searcher(index, scoring, KernelTargets().back()) {}
Searcher::Searcher(const LevelIndex& index, const Scoring& scoring, KernelTarget target) : state_(std::make_unique<State>(index, scoring, kernels::TableOf(target))) {}
void Searcher::Use(const LevelIndex& index, const Scoring& scoring) { state_->Use(index, scoring); }
Searcher::Searcher(Searcher&&) noexcept = default;
Searcher& Searcher::operator=(Searcher&&) noexcept = default;
Searcher::~Searcher() = default;

StatusOr<std::span<const Scored>> Searcher::Search(std::span<const LeveledFeature> query, const SearchOptions& options) {
  OVS_RETURN_IF_ERROR(state_->Check(options));
  auto& q = state_->queries.front();
  OVS_RETURN_IF_ERROR(state_->Prepare(query, options, q));
  state_->Run(std::span(state_->queries).first(1), options);
  return state_->Finish(q);
}

const SearchStats& Searcher::stats() const { return state_->queries.front().stats; }

Status Searcher::SearchSome(const QueryBatch& queries, std::size_t first, std::size_t count, const SearchOptions& options, std::vector<Scored>* results) {
  OVS_RETURN_IF_ERROR(state_->Check(options));
  if (state_->queries.size() < kTile) state_->queries.resize(kTile);
  for (std::size_t done = 0; done < count; done += kTile) {
    const auto tile = std::span(state_->queries).first(std::min(kTile, count - done));
    for (std::size_t i = 0; i < tile.size(); ++i) {
      const auto q = first + done + i;
      OVS_RETURN_IF_ERROR(state_->Prepare(queries.terms.subspan(queries.begin[q], queries.begin[q + 1] - queries.begin[q]), options, tile[i]));
    }
    state_->Run(tile, options);
    for (std::size_t i = 0; i < tile.size(); ++i) {
      const auto best = state_->Finish(tile[i]);
      results[done + i].assign(best.begin(), best.end());
    }
  }
  return {};
}

StatusOr<BatchResult> SearchBatch(const LevelIndex& index, const Scoring& scoring, const QueryBatch& queries, const SearchOptions& options,
                                  unsigned threads, const std::function<bool(std::size_t done)>& cancelled) {
  const auto count = queries.size();
  if (count > 0 && (queries.begin.back() > queries.terms.size() || !std::is_sorted(queries.begin.begin(), queries.begin.end()))) {
    return Error(ErrorCode::kInvalidArgument, "the offsets of the queries must not descend, and end within the terms");
  }
  const std::size_t tiles = (count + kTile - 1) / kTile;
  std::vector<std::vector<Scored>> best(count);
  std::vector<Status> statuses(tiles);
  std::mutex mutex;
  std::vector<Searcher> idle;  // as many as threads have been at work at once
  const auto work = [&](std::size_t tile) {
    const auto mine = [&] {
      const std::lock_guard lock(mutex);
      if (idle.empty()) return Searcher(index, scoring);
      auto searcher = std::move(idle.back());
      idle.pop_back();
      return searcher;
    };
    auto searcher = mine();
    const auto first = tile * kTile;
    statuses[tile] = searcher.SearchSome(queries, first, std::min(kTile, count - first), options, best.data() + first);
    const std::lock_guard lock(mutex);
    idle.push_back(std::move(searcher));
  };
  std::function<bool(std::size_t)> stop;
  if (cancelled) stop = [&](std::size_t done) { return cancelled(std::min(count, done * kTile)); };
  if (!detail::ForEachIndex(tiles, threads, work, stop)) return Error(ErrorCode::kCancelled, "the search was cancelled");
  for (const auto& status : statuses) OVS_RETURN_IF_ERROR(status);
  BatchResult result;
  result.begin.reserve(count + 1);
  result.begin.push_back(0);
  for (const auto& own : best) {
    result.best.insert(result.best.end(), own.begin(), own.end());
    result.begin.push_back(static_cast<std::uint32_t>(result.best.size()));
  }
  return result;
}

}  // namespace overstap
