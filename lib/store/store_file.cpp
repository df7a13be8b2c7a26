// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// A store as a snapshot of sections (lib/io/FORMAT.md): written as it lies in memory, read in place.

#include <algorithm>
#include <bit>
#include <utility>

#include "overstap/text.hpp"
#include "store/core.hpp"

namespace overstap {

using detail::AnchorItem;
using detail::Array;
using detail::Cat;
using detail::Part;
using detail::Segment;
using detail::SegmentSection;
using detail::StoreCore;
using detail::StoreRecord;

namespace {

/// Calls visit(what, array) for every array of a segment and its index.
template <typename Arrays, typename Visit>
void ForEachArray(Arrays& a, const Visit& visit) {
  visit(detail::kSegmentIds, a.ids);
  visit(detail::kSegmentAnchors, a.anchors);
  visit(detail::kSegmentTags, a.tags);
  visit(detail::kSegmentTagBegin, a.tag_begin);
  visit(detail::kSegmentTagRows, a.tag_rows);
  visit(detail::kSegmentFeatures, a.index.feature);
  visit(detail::kSegmentHighest, a.index.highest);
  visit(detail::kSegmentRows, a.index.row);
  visit(detail::kSegmentLists, a.index.lists.segments);
  visit(detail::kSegmentShortLists, a.index.lists.short_segments);
  visit(detail::kSegmentChunks, a.index.lists.chunks);
  visit(detail::kSegmentMasks, a.index.lists.masks);
  visit(detail::kSegmentBoundLists, a.index.bounds.segments);
  visit(detail::kSegmentShortBoundLists, a.index.bounds.short_segments);
  visit(detail::kSegmentBoundChunks, a.index.bounds.chunks);
  visit(detail::kSegmentBoundMasks, a.index.bounds.masks);
  visit(detail::kSegmentColumns, a.index.columns);
  visit(detail::kSegmentKeyBegin, a.index.key_begin);
  visit(detail::kSegmentShortKeys, a.index.short_keys);
  visit(detail::kSegmentLongKeys, a.index.long_keys);
}

template <typename T>
std::span<const std::byte> Bytes(const Array<T>& array) {
  return std::as_bytes(std::span(array.data(), array.size()));
}

StatusOr<Part> ReadPart(const Snapshot& file, std::uint32_t n, const detail::SegmentShape& shape) {
  Segment::Arrays arrays;
  Status status;
  ForEachArray(arrays, [&]<typename T>(char what, Array<T>& array) {
    std::span<const T> view;
    if (status.ok()) status = file.Section(SegmentSection(what, n), &view);
    array = Array<T>(file.buffer().owner, view);
  });
  OVS_RETURN_IF_ERROR(status);
  if (arrays.ids.size() > Store::kMostRows) return file.Damaged(SegmentSection(detail::kSegmentIds, n), "has too many documents");
  const auto rows = static_cast<std::uint32_t>(arrays.ids.size());
  const auto shaped = [&](std::uint32_t count, const detail::LevelLists& read) {
    detail::LevelLists lists(count);
    lists.segments = read.segments;
    lists.short_segments = read.short_segments;
    lists.chunks = read.chunks;
    lists.masks = read.masks;
    return lists;
  };
  arrays.index.lists = shaped(rows, arrays.index.lists);
  arrays.index.bounds = shaped((rows + detail::LevelLists::kBlock - 1) / detail::LevelLists::kBlock, arrays.index.bounds);
  OVS_ASSIGN_OR_RETURN(auto segment, Segment::Open(std::move(arrays), shape));
  Part part{std::make_shared<const Segment>(std::move(segment)), nullptr, rows};
  const auto section = SegmentSection(detail::kSegmentLive, n);
  if (!file.HasSection(section)) return part;
  std::span<const std::uint64_t> words;
  OVS_RETURN_IF_ERROR(file.Section(section, &words));
  auto live = std::make_shared<RowFilter>(RowFilter::All(rows));
  if (words.size() != live->words().size() || (words.back() & ~live->words().back()) != 0) return file.Damaged(section, "is not of the documents of its segment");
  std::copy(words.begin(), words.end(), live->words().begin());
  part.documents = static_cast<std::uint32_t>(live->Count());
  part.live = std::move(live);
  if (part.documents == 0) return file.Damaged(section, "leaves no document of its segment");
  return part;
}

/// A number may be there in one segment only.
bool EachOnce(std::span<const Part> parts) {
  std::vector<std::uint64_t> ids;
  for (const auto& part : parts) {
    for (std::uint32_t row = 0; row < part.segment->rows(); ++row) {
      if (part.Has(row)) ids.push_back(part.segment->IdOf(row));
    }
  }
  std::sort(ids.begin(), ids.end());
  return std::adjacent_find(ids.begin(), ids.end()) == ids.end();
}

}  // namespace

Status Store::Write(const std::function<Status(std::span<const std::byte>)>& sink) const {
  auto& core = *core_;
  const StoreCore::Held held(core);
  const auto& version = *held.version;
  if (version.parts.size() > detail::kMostSegments) {
    return Error(ErrorCode::kLimit, Cat("the store has ", version.parts.size(), " segments; at most ", detail::kMostSegments, " can be kept: compact it first"));
  }

  detail::SnapshotWriter out(detail::SnapshotKind::kStore);
  detail::TextTable texts;
  OVS_RETURN_IF_ERROR(texts.SetAbout("origin", core.options.origin));
  texts.Arrange({});
  std::vector<std::uint32_t> renumber;
  OVS_RETURN_IF_ERROR(texts.Seal(out, &renumber));
  out.Add(detail::kStore, std::vector<StoreRecord>{{version.snapshot, static_cast<std::uint32_t>(core.options.side), static_cast<std::uint32_t>(version.parts.size())}});
  out.AddView(detail::kWeights, Bytes(core.shape.weights));
  out.Add(detail::kAnchorBegin, core.options.anchor_begin);
  std::vector<AnchorItem> anchors;
  anchors.reserve(core.options.anchor_items.size());
  for (const auto& item : core.options.anchor_items) anchors.push_back({item.feature, item.level});
  out.Add(detail::kAnchors, anchors);
  std::vector<Segment::Arrays> arrays;  // keeps what is written
  arrays.reserve(version.parts.size());
  for (std::uint32_t n = 0; n < version.parts.size(); ++n) {
    const auto& part = version.parts[n];
    arrays.push_back(part.segment->arrays());
    ForEachArray(arrays.back(), [&](char what, const auto& array) { out.AddView(SegmentSection(what, n), Bytes(array)); });
    if (part.live != nullptr) out.AddView(SegmentSection(detail::kSegmentLive, n), std::as_bytes(std::as_const(*part.live).words()));
  }
  return out.Write(sink);
}

StatusOr<Store> Store::FromBuffer(Buffer buffer) {
  OVS_ASSIGN_OR_RETURN(const auto file, Snapshot::Open(std::move(buffer), detail::SnapshotKind::kStore));
  OVS_RETURN_IF_ERROR(file.CheckTexts(0));
  std::span<const StoreRecord> records;
  OVS_RETURN_IF_ERROR(file.Section(detail::kStore, &records));
  if (records.size() != 1 || records[0].segments > detail::kMostSegments) return file.Damaged(detail::kStore, "is not of one store");
  StoreOptions options;
  options.side = static_cast<StoreSide>(records[0].side);
  options.origin = file.About("origin");
  std::span<const std::uint32_t> weights, anchor_begin;
  std::span<const AnchorItem> anchors;
  OVS_RETURN_IF_ERROR(file.Section(detail::kWeights, &weights));
  OVS_RETURN_IF_ERROR(file.Section(detail::kAnchorBegin, &anchor_begin));
  OVS_RETURN_IF_ERROR(file.Section(detail::kAnchors, &anchors));
  options.weights.assign(weights.begin(), weights.end());
  options.anchor_begin.assign(anchor_begin.begin(), anchor_begin.end());
  for (const auto& item : anchors) {
    if (item.level > kMaxLevel) return file.Damaged(detail::kAnchors, "has a level that is none");
    options.anchor_items.push_back({item.feature, static_cast<Level>(item.level)});
  }
  auto core = std::make_shared<StoreCore>(std::move(options));
  if (const auto status = core->Prepare(); !status.ok()) return Error(ErrorCode::kMalformed, Cat("store: ", detail::Std(status.message()), "; make it again"));
  auto version = std::make_unique<detail::StoreVersion>();
  version->snapshot = records[0].snapshot;
  for (std::uint32_t n = 0; n < records[0].segments; ++n) {
    OVS_ASSIGN_OR_RETURN(auto part, ReadPart(file, n, core->shape));
    version->parts.push_back(std::move(part));
  }
  if (!EachOnce(version->parts)) return Error(ErrorCode::kMalformed, "store: two documents have one number; make it again");
  version->Arrange();
  core->retired.reserve(1);
  core->Publish(std::move(version));
  return Store(std::move(core));
}

}  // namespace overstap
