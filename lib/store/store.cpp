// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Changing a store: applying batches, merging segments, publishing versions.

#include "overstap/store.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "overstap/text.hpp"
#include "store/core.hpp"

namespace overstap {

using detail::Cat;
using detail::Documents;
using detail::Gather;
using detail::Part;
using detail::Segment;
using detail::StoreCore;
using detail::StoreVersion;

namespace {

// Segments of up to so many documents are merged by the changes themselves.
constexpr std::uint32_t kSmall = 4096;
// A segment is merged with smaller ones that have together at least a third of its documents: so a document is moved a few times for
// each time that its segment grows fourfold, and there are a few segments of every size.
constexpr std::uint64_t kLargerBy = 3;

std::uint32_t Rows(const Part& part) { return part.segment->rows(); }

/// Which of `parts` to merge next, as positions; at most `most` documents together, and none that are in `busy`. Nothing when all is well.
std::vector<std::size_t> Choose(std::span<const Part> parts, std::uint64_t most, std::span<const Segment* const> busy = {}) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].documents <= most && std::find(busy.begin(), busy.end(), parts[i].segment.get()) == busy.end()) order.push_back(i);
  }
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return parts[a].documents < parts[b].documents; });
  for (std::size_t first = 0; first < order.size(); ++first) {
    std::uint64_t sum = parts[order[first]].documents;
    auto last = first + 1;
    while (last < order.size() && parts[order[last]].documents <= kLargerBy * sum && sum + parts[order[last]].documents <= most) sum += parts[order[last++]].documents;
    if (last - first >= 2) return {order.begin() + static_cast<std::ptrdiff_t>(first), order.begin() + static_cast<std::ptrdiff_t>(last)};
  }
  // Else one of whose rows a third is gone.
  for (const auto i : order) {
    if (Rows(parts[i]) - parts[i].documents > Rows(parts[i]) / 3) return {i};
  }
  return {};
}

std::vector<Part> Take(std::vector<Part>& parts, std::vector<std::size_t> chosen) {
  std::sort(chosen.begin(), chosen.end());
  std::vector<Part> taken;
  for (const auto i : chosen) taken.push_back(std::move(parts[i]));
  for (auto i = chosen.rbegin(); i != chosen.rend(); ++i) parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(*i));
  return taken;
}

StatusOr<Part> Join(std::span<const Part> parts, const detail::SegmentShape& shape) {
  const auto documents = Gather(parts);
  OVS_ASSIGN_OR_RETURN(auto segment, Segment::Create(documents, shape));
  return Part{std::make_shared<const Segment>(std::move(segment)), nullptr, static_cast<std::uint32_t>(documents.size())};
}

/// Takes the documents with these numbers, ascending and each once, out of the parts; how many there were.
std::uint64_t Remove(std::vector<Part>& parts, std::span<const std::uint64_t> ids) {
  std::uint64_t removed = 0;
  for (auto& part : parts) {
    std::shared_ptr<RowFilter> live;
    const auto there = part.segment->ids();
    auto at = there.begin();
    for (const auto id : ids) {
      at = std::lower_bound(at, there.end(), id);
      if (at == there.end()) break;
      const auto row = static_cast<std::uint32_t>(at - there.begin());
      if (*at != id || !part.Has(row)) continue;
      if (live == nullptr) live = std::make_shared<RowFilter>(part.live == nullptr ? RowFilter::All(Rows(part)) : *part.live);
      live->Remove(part.segment->index().StoredRow(row));
      --part.documents;
      ++removed;
    }
    if (live != nullptr) part.live = std::move(live);
  }
  return removed;
}

Status CheckDocument(const StoreDocument& document, std::uint32_t features, std::vector<std::uint32_t>& seen) {
  if (document.items.size() > Store::kMostItems) return Error(ErrorCode::kLimit, Cat("document ", document.id, " has ", document.items.size(), " items; at most ", Store::kMostItems));
  if (document.tags.size() > Store::kMostItems) return Error(ErrorCode::kLimit, Cat("document ", document.id, " has ", document.tags.size(), " tags; at most ", Store::kMostItems));
  const auto status = detail::CheckItems(document.items, features, seen);
  return status.ok() ? status : Error(CodeOf(status), Cat("document ", document.id, ": ", detail::Std(status.message())));
}

}  // namespace

Status detail::CheckItems(std::span<const LeveledFeature> items, std::uint64_t features, std::vector<std::uint32_t>& seen) {
  seen.clear();
  for (const auto& item : items) {
    if (item.feature >= features) return Error(ErrorCode::kInvalidArgument, Cat("feature ", item.feature, " is not there; there are ", features, ", numbered from 0"));
    if (item.level > kMaxLevel) return Error(ErrorCode::kInvalidArgument, Cat("a level is ", unsigned{item.level}, "; levels are 0..", unsigned{kMaxLevel}));
    seen.push_back(item.feature);
  }
  std::sort(seen.begin(), seen.end());
  const auto twice = std::adjacent_find(seen.begin(), seen.end());
  if (twice != seen.end()) return Error(ErrorCode::kInvalidArgument, Cat("feature ", *twice, " is there twice; state it once, with the level that counts"));
  return {};
}

Status StoreCore::Prepare() {
  const auto features = static_cast<std::uint32_t>(options.weights.size());
  if (options.weights.size() > LevelIndex::kNone / kMaxLevel) return Error(ErrorCode::kLimit, "a store has fewer than 2^30 features");
  if (options.side != StoreSide::kVacancies && options.side != StoreSide::kPersons) return Error(ErrorCode::kInvalidArgument, "a store holds vacancies (0) or persons (1)");
  if (!IsPlainText(options.origin)) return Error(ErrorCode::kInvalidArgument, "the origin of a store is not UTF-8 or holds a control character");
  shape.kind = options.side == StoreSide::kVacancies ? Scoring::Kind::kCoverage : Scoring::Kind::kCovered;
  shape.weights = options.weights;
  if (options.anchor_begin.empty()) options.anchor_begin.push_back(0);
  OVS_ASSIGN_OR_RETURN(anchor_index, LevelIndex::Create(options.anchor_begin, options.anchor_items, features));
  // What is alike is said by the cosine, whichever side the documents are on.
  OVS_ASSIGN_OR_RETURN(anchor_scoring, Scoring::Create(anchor_index, Scoring::Kind::kCosine, shape.weights));
  current = new StoreVersion();
  return {};
}

void StoreCore::Publish(std::unique_ptr<const StoreVersion> next) {
  retired.emplace_back(current.exchange(next.release()));
  std::vector<const StoreVersion*> held;  // may fail to grow: then they wait for the next change
  try {
    const std::lock_guard lock(registering);
    for (const auto& slot : slots) held.push_back(slot.held.load());
  } catch (const std::bad_alloc&) {
    return;
  }
  std::erase_if(retired, [&](const auto& version) { return std::find(held.begin(), held.end(), version.get()) == held.end(); });
}

StoreCore::Slot* StoreCore::TakeSlot() {
  const std::lock_guard lock(registering);
  for (auto& slot : slots) {
    if (!slot.taken.exchange(true)) return &slot;
  }
  return &slots.emplace_back();
}

StatusOr<Store> Store::Create(StoreOptions options) {
  auto core = std::make_shared<StoreCore>(std::move(options));
  OVS_RETURN_IF_ERROR(core->Prepare());
  return Store(std::move(core));
}

const StoreOptions& Store::options() const { return core_->options; }

StoreInfo Store::Info() const {
  const StoreCore::Held held(*core_);
  const auto& version = *held.version;
  StoreInfo info{.snapshot = version.snapshot, .documents = version.documents(), .segments = static_cast<std::uint32_t>(version.parts.size())};
  for (const auto& part : version.parts) {
    info.rows += Rows(part);
    info.items += part.segment->index().entries();
    info.bytes += part.segment->bytes() + (part.live == nullptr ? 0 : part.live->words().size_bytes());
  }
  return info;
}

StatusOr<StoreChange> Store::Apply(std::span<const StoreDocument> upserts, std::span<const std::uint64_t> deletes) {
  auto& core = *core_;
  const auto features = static_cast<std::uint32_t>(core.options.weights.size());
  std::vector<std::uint32_t> order(upserts.size()), anchors(upserts.size()), seen;
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return upserts[a].id < upserts[b].id; });
  Searcher alike(core.anchor_index, core.anchor_scoring);
  for (std::size_t i = 0; i < order.size(); ++i) {
    const auto& document = upserts[order[i]];
    if (i > 0 && document.id == upserts[order[i - 1]].id) return Error(ErrorCode::kInvalidArgument, Cat("document ", document.id, " is there twice; give the one that counts"));
    OVS_RETURN_IF_ERROR(CheckDocument(document, features, seen));
    OVS_ASSIGN_OR_RETURN(const auto best, alike.Search(document.items, {.limit = 1}));
    anchors[order[i]] = best.empty() ? core.anchor_index.rows() : best[0].row;
  }

  std::vector<std::uint64_t> written, gone(deletes.begin(), deletes.end());
  for (const auto i : order) written.push_back(upserts[i].id);
  std::sort(gone.begin(), gone.end());
  gone.erase(std::unique(gone.begin(), gone.end()), gone.end());
  // Large batches are cut where the anchors are, so that each segment has few of them.
  if (upserts.size() > kUsualRows) std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return anchors[a] < anchors[b]; });
  std::vector<Part> fresh;
  for (std::size_t first = 0; first < order.size(); first += kUsualRows) {
    const auto own = std::span(order).subspan(first, std::min<std::size_t>(kUsualRows, order.size() - first));
    std::sort(own.begin(), own.end(), [&](std::uint32_t a, std::uint32_t b) { return upserts[a].id < upserts[b].id; });
    Documents documents;
    for (const auto i : own) {
      const auto& document = upserts[i];
      for (auto item : document.items) {
        if (item.level == 0) item.level = core.options.side == StoreSide::kPersons ? kMaxLevel : Level{1};
        documents.items.push_back(item);
      }
      seen.assign(document.tags.begin(), document.tags.end());
      std::sort(seen.begin(), seen.end());
      documents.tags.insert(documents.tags.end(), seen.begin(), std::unique(seen.begin(), seen.end()));
      documents.Close(document.id, anchors[i]);
    }
    OVS_ASSIGN_OR_RETURN(auto segment, Segment::Create(documents, core.shape));
    fresh.push_back({std::make_shared<const Segment>(std::move(segment)), nullptr, static_cast<std::uint32_t>(own.size())});
  }

  const std::lock_guard lock(core.writing);
  auto next = std::make_unique<StoreVersion>(*core.current.load());
  StoreChange change;
  change.replaced = Remove(next->parts, written);
  change.added = written.size() - change.replaced;
  change.deleted = Remove(next->parts, gone);
  next->parts.insert(next->parts.end(), fresh.begin(), fresh.end());
  next->Arrange();
  for (auto chosen = Choose(next->parts, kSmall, core.merging); !chosen.empty(); chosen = Choose(next->parts, kSmall, core.merging)) {
    const auto taken = Take(next->parts, std::move(chosen));
    OVS_ASSIGN_OR_RETURN(auto joined, Join(taken, core.shape));
    next->parts.push_back(std::move(joined));
    next->Arrange();
  }
  change.snapshot = ++next->snapshot;
  core.retired.reserve(core.retired.size() + 1);
  core.Publish(std::move(next));
  return change;
}

StatusOr<bool> Store::Compact(std::uint32_t most_rows) {
  auto& core = *core_;
  const std::uint32_t most = most_rows == 0 ? kUsualRows : std::min(most_rows, kMostRows);
  const std::lock_guard one_at_a_time(core.compacting);
  struct Done {
    StoreCore& core;
    ~Done() {
      const std::lock_guard lock(core.writing);
      core.merging.clear();
    }
  } done{core};
  std::vector<Part> sources;
  {
    const std::lock_guard lock(core.writing);
    auto parts = core.current.load()->parts;
    sources = Take(parts, Choose(parts, most));
    for (const auto& part : sources) core.merging.push_back(part.segment.get());
  }
  if (sources.empty()) return false;
  OVS_ASSIGN_OR_RETURN(auto joined, Join(sources, core.shape));

  const std::lock_guard lock(core.writing);
  auto next = std::make_unique<StoreVersion>(*core.current.load());
  // What went meanwhile goes from the merged segment too.
  std::vector<std::uint64_t> gone;
  for (const auto& source : sources) {
    const auto now = std::find_if(next->parts.begin(), next->parts.end(), [&](const Part& part) { return part.segment == source.segment; });
    const bool there = now != next->parts.end();
    if (!there || now->documents != source.documents) {
      for (std::uint32_t row = 0; row < Rows(source); ++row) {
        if (source.Has(row) && !(there && now->Has(row))) gone.push_back(source.segment->IdOf(row));
      }
    }
    if (there) next->parts.erase(now);
  }
  std::sort(gone.begin(), gone.end());
  std::vector<Part> merged{std::move(joined)};
  Remove(merged, gone);
  next->parts.push_back(std::move(merged[0]));
  next->Arrange();
  const bool more = !Choose(next->parts, most).empty();
  core.retired.reserve(core.retired.size() + 1);
  core.Publish(std::move(next));
  return more;
}

}  // namespace overstap
