// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Searching a snapshot: each segment with what the ones before ask at least, and the best of all.

#include <algorithm>
#include <cstdint>
#include <utility>

#include "store/core.hpp"

namespace overstap {

using detail::Part;
using detail::StoreCore;

namespace {

// Features of a query that are not there are passed over.
constexpr std::uint64_t kAnyFeature = std::uint64_t{1} << 32;

}  // namespace

struct StoreReader::State {
  struct Candidate {
    std::int64_t score;
    std::uint64_t id;
    const Part* part;
    std::uint32_t row;
  };

  std::shared_ptr<StoreCore> core;
  StoreCore::Held held;
  KernelTarget target;
  LevelIndex nothing;
  Scoring no_scoring;
  Searcher searcher;
  bool at_work = false;  // or a search ended when memory ran out, and left things in its own
  std::vector<std::uint32_t> seen;
  RowFilter allowed, group;
  std::vector<Candidate> candidates;
  std::vector<RankedDocument> ranked;
  std::vector<LeveledFeature> items;  // of the document found last
  std::vector<std::uint32_t> tags;

  State(std::shared_ptr<StoreCore> c, KernelTarget t) : core(std::move(c)), held(*core), target(t), searcher(nothing, no_scoring, t) {}

  /// The rows of a part that may be found; null: all of them.
  const RowFilter* Allowed(const Part& part, const TagFilter& filter) {
    if (filter.groups() == 0) return part.live.get();
    const auto rows = part.segment->rows();
    allowed = part.live == nullptr ? RowFilter::All(rows) : *part.live;
    for (std::size_t g = 0; g < filter.groups(); ++g) {
      group = RowFilter::None(rows);
      for (auto i = filter.begin[g]; i < filter.begin[g + 1]; ++i) part.segment->AddTagged(filter.tags[i], group.words());
      allowed &= group;
    }
    return &allowed;
  }
};

StoreReader::StoreReader(const Store& store) : StoreReader(store, KernelTargets().back()) {}
StoreReader::StoreReader(const Store& store, KernelTarget target) : state_(std::make_unique<State>(store.core_, target)) {}
StoreReader::StoreReader(StoreReader&&) noexcept = default;
StoreReader& StoreReader::operator=(StoreReader&&) noexcept = default;
StoreReader::~StoreReader() = default;

std::uint64_t StoreReader::Refresh() {
  state_->held.version = state_->core->Hold(state_->held.slot);
  return snapshot();
}

std::uint64_t StoreReader::snapshot() const { return state_->held.version->snapshot; }
std::uint64_t StoreReader::documents() const { return state_->held.version->documents(); }

StatusOr<std::span<const RankedDocument>> StoreReader::RankVacancies(std::span<const LeveledFeature> items, const StoreSearchOptions& options) {
  return Rank(StoreSide::kVacancies, items, options);
}

StatusOr<std::span<const RankedDocument>> StoreReader::RankPersons(std::span<const LeveledFeature> needs, const StoreSearchOptions& options) {
  return Rank(StoreSide::kPersons, needs, options);
}

StatusOr<std::span<const RankedDocument>> StoreReader::Rank(StoreSide side, std::span<const LeveledFeature> query, const StoreSearchOptions& options) {
  auto& s = *state_;
  if (s.core->options.side != side) {
    return Error(ErrorCode::kInvalidArgument, side == StoreSide::kVacancies ? "the store holds persons; rank them for a vacancy" : "the store holds vacancies; rank them for a person");
  }
  const auto& filter = options.filter;
  if (filter.groups() > 0 && (filter.begin.front() > filter.begin.back() || filter.begin.back() > filter.tags.size() || !std::is_sorted(filter.begin.begin(), filter.begin.end()))) {
    return Error(ErrorCode::kInvalidArgument, "the offsets of the groups of a filter must not descend, and end within the tags");
  }
  OVS_RETURN_IF_ERROR(detail::CheckItems(query, kAnyFeature, s.seen));
  if (std::exchange(s.at_work, true)) s.searcher = Searcher(s.nothing, s.no_scoring, s.target);
  const std::size_t limit = options.limit == 0 ? 10 : options.limit;
  SearchOptions search{.limit = static_cast<std::uint32_t>(limit), .least_score = options.least_score};
  s.candidates.clear();
  for (const auto& part : s.held.version->parts) {
    const auto& segment = *part.segment;
    s.searcher.Use(segment.index(), segment.scoring());
    search.filter = s.Allowed(part, filter);
    OVS_ASSIGN_OR_RETURN(const auto best, s.searcher.Search(query, search));
    if (best.empty()) continue;
    for (const auto& found : best) s.candidates.push_back({found.score, segment.IdOf(found.row), &part, found.row});
    std::sort(s.candidates.begin(), s.candidates.end(), [](const auto& a, const auto& b) { return a.score != b.score ? a.score > b.score : a.id < b.id; });
    if (s.candidates.size() < limit) continue;
    s.candidates.resize(limit);
    search.least_score = std::max(search.least_score, s.candidates.back().score);
  }
  s.at_work = false;

  s.ranked.clear();
  // What is needed is each vacancy's own, or that of the one that asks.
  std::uint64_t factor = 0, needed = 0;
  if (side == StoreSide::kPersons && !s.candidates.empty()) {
    const auto& scoring = s.candidates.front().part->segment->scoring();
    factor = scoring.QueryFactor(query);
    needed = scoring.Needed(query);
  }
  for (const auto& c : s.candidates) {
    if (side == StoreSide::kVacancies) {
      const auto& segment = *c.part->segment;
      const auto stored = segment.index().StoredRow(c.row);
      factor = segment.scoring().factor(stored);
      needed = 0;
      segment.index().ForEachEntry(stored, [&](std::uint32_t feature, Level level) { needed += std::uint64_t{segment.scoring().Weight(feature)} * level; });
    }
    s.ranked.push_back({.id = c.id, .score = c.score, .met = static_cast<std::uint64_t>(c.score) / factor, .needed = needed});
  }
  return std::span<const RankedDocument>(s.ranked);
}

std::optional<StoreDocument> StoreReader::Find(std::uint64_t id) {
  auto& s = *state_;
  for (const auto& part : s.held.version->parts) {
    const auto row = part.segment->Find(id);
    if (!row || !part.Has(*row)) continue;
    const auto stored = part.segment->index().StoredRow(*row);
    s.items.clear();
    part.segment->index().ForEachEntry(stored, [&](std::uint32_t feature, Level level) { s.items.push_back({feature, level}); });
    std::sort(s.items.begin(), s.items.end(), [](const LeveledFeature& a, const LeveledFeature& b) { return a.feature < b.feature; });
    part.segment->TagsOf(stored, s.tags);
    return StoreDocument{.id = id, .items = s.items, .tags = s.tags};
  }
  return std::nullopt;
}

}  // namespace overstap
