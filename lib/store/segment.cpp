// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// How segments are made of documents, and documents of segments.

#include "store/segment.hpp"

#include <algorithm>
#include <functional>
#include <numeric>
#include <string_view>
#include <utility>

namespace overstap::detail {
namespace {

// A tag is a mask from a quarter on of as many rows as take the room of one: setting bits one by one is what filters cost.
constexpr std::size_t kMaskFrom = 4;

}  // namespace

StatusOr<Segment> Segment::Create(const Documents& documents, const SegmentShape& shape) {
  const auto rows = static_cast<std::uint32_t>(documents.size());
  std::vector<std::uint32_t> order(rows);
  std::iota(order.begin(), order.end(), 0u);
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return documents.anchors[a] < documents.anchors[b]; });
  OVS_ASSIGN_OR_RETURN(auto index, LevelIndex::Create(documents.begin, documents.items, static_cast<std::uint32_t>(shape.weights.size()), {.order = order, .prunable = true}));

  struct Tagged {
    std::uint32_t tag, stored;
  };
  std::vector<Tagged> tagged;
  tagged.reserve(documents.tags.size());
  for (std::uint32_t stored = 0; stored < rows; ++stored) {
    for (auto i = documents.tag_begin[order[stored]]; i < documents.tag_begin[order[stored] + 1]; ++i) tagged.push_back({documents.tags[i], stored});
  }
  std::stable_sort(tagged.begin(), tagged.end(), [](const Tagged& a, const Tagged& b) { return a.tag < b.tag; });
  std::vector<std::uint32_t> tags, tag_begin{0}, tag_rows;
  for (std::size_t i = 0, end; i < tagged.size(); i = end) {
    end = i;
    while (end < tagged.size() && tagged[end].tag == tagged[i].tag) ++end;
    tags.push_back(tagged[i].tag);
    if (end - i >= MaskWords(rows) / kMaskFrom) {
      const auto at = tag_rows.size();
      tag_rows.resize(at + MaskWords(rows), 0);
      for (auto k = i; k < end; ++k) tag_rows[at + tagged[k].stored / 32] |= 1u << tagged[k].stored % 32;
    } else {
      for (auto k = i; k < end; ++k) tag_rows.push_back(tagged[k].stored);
    }
    tag_begin.push_back(static_cast<std::uint32_t>(tag_rows.size()));
  }
  Segment segment;
  segment.arrays_ = {.ids = documents.ids, .anchors = documents.anchors, .tags = std::move(tags), .tag_begin = std::move(tag_begin), .tag_rows = std::move(tag_rows), .index = {}};
  OVS_RETURN_IF_ERROR(segment.Index(std::move(index), shape));
  return segment;
}

Status Segment::Index(LevelIndex index, const SegmentShape& shape) {
  index_ = std::move(index);
  OVS_ASSIGN_OR_RETURN(scoring_, Scoring::Create(index_, shape.kind, shape.weights));
  return {};
}

StatusOr<Segment> Segment::Open(Arrays arrays, const SegmentShape& shape) {
  const auto damaged = [](std::string_view what) { return Error(ErrorCode::kMalformed, Cat("store: ", what, "; make it again")); };
  OVS_ASSIGN_OR_RETURN(auto index, LevelIndex::Open(std::move(arrays.index), static_cast<std::uint32_t>(shape.weights.size())));
  const auto rows = index.rows();
  if (rows == 0 || !index.prunable()) return damaged("a segment has no documents");
  if (arrays.ids.size() != rows || std::adjacent_find(arrays.ids.begin(), arrays.ids.end(), std::greater_equal<>()) != arrays.ids.end()) return damaged("the documents of a segment are not in order");
  if (arrays.anchors.size() != rows) return damaged("the anchors of a segment are not as many as its documents");
  const auto& begin = arrays.tag_begin;
  if (begin.size() != arrays.tags.size() + 1 || begin[0] != 0 || begin.back() != arrays.tag_rows.size() || !std::is_sorted(begin.begin(), begin.end()) ||
      std::adjacent_find(arrays.tags.begin(), arrays.tags.end(), std::greater_equal<>()) != arrays.tags.end()) {
    return damaged("the tags of a segment are not in order");
  }
  for (std::size_t t = 0; t < arrays.tags.size(); ++t) {
    const std::span<const std::uint32_t> rows_of(arrays.tag_rows.data() + begin[t], begin[t + 1] - std::size_t{begin[t]});
    bool sound = !rows_of.empty() && rows_of.size() <= MaskWords(rows);
    if (sound && rows_of.size() == MaskWords(rows)) {
      for (auto bit = rows; sound && bit < rows_of.size() * 32; ++bit) sound = (rows_of[bit / 32] >> bit % 32 & 1) == 0;
    } else if (sound) {
      sound = rows_of.back() < rows && std::adjacent_find(rows_of.begin(), rows_of.end(), std::greater_equal<>()) == rows_of.end();
    }
    if (!sound) return damaged("a tag is of documents that are not there");
  }
  Segment segment;
  segment.arrays_ = std::move(arrays);
  segment.arrays_.index = {};
  OVS_RETURN_IF_ERROR(segment.Index(std::move(index), shape));
  return segment;
}

Segment::Arrays Segment::arrays() const {
  auto all = arrays_;
  all.index = index_.arrays();
  return all;
}

std::size_t Segment::bytes() const {
  return arrays_.ids.bytes() + arrays_.anchors.bytes() + arrays_.tags.bytes() + arrays_.tag_begin.bytes() + arrays_.tag_rows.bytes() + index_.bytes() + scoring_.bytes();
}

std::optional<std::uint32_t> Segment::Find(std::uint64_t id) const {
  const auto at = std::lower_bound(arrays_.ids.begin(), arrays_.ids.end(), id);
  if (at == arrays_.ids.end() || *at != id) return std::nullopt;
  return static_cast<std::uint32_t>(at - arrays_.ids.begin());
}

void Segment::AddTagged(std::uint32_t tag, std::span<std::uint64_t> words) const {
  const auto at = std::lower_bound(arrays_.tags.begin(), arrays_.tags.end(), tag);
  if (at == arrays_.tags.end() || *at != tag) return;
  const auto rows_of = TagRows(static_cast<std::size_t>(at - arrays_.tags.begin()));
  if (!IsMask(rows_of)) {
    for (const auto row : rows_of) words[row / 64] |= std::uint64_t{1} << row % 64;
    return;
  }
  for (std::size_t word = 0; word < words.size(); ++word) words[word] |= rows_of[2 * word] | std::uint64_t{rows_of[2 * word + 1]} << 32;
}

void Segment::TagsOf(std::uint32_t stored, std::vector<std::uint32_t>& tags) const {
  tags.clear();
  for (std::size_t t = 0; t < arrays_.tags.size(); ++t) {
    const auto rows_of = TagRows(t);
    if (IsMask(rows_of) ? (rows_of[stored / 32] >> stored % 32 & 1) != 0 : std::binary_search(rows_of.begin(), rows_of.end(), stored)) tags.push_back(arrays_.tags[t]);
  }
}

Documents Gather(std::span<const Part> parts) {
  struct From {
    std::uint64_t id;
    std::uint32_t part, row;
  };
  std::vector<From> all;
  std::vector<std::vector<std::uint32_t>> tag_begin(parts.size()), tags(parts.size());  // by stored row
  std::size_t items = 0;
  for (std::uint32_t p = 0; p < parts.size(); ++p) {
    const auto& segment = *parts[p].segment;
    items += segment.index().entries();
    for (std::uint32_t row = 0; row < segment.rows(); ++row) {
      if (parts[p].Has(row)) all.push_back({segment.IdOf(row), p, row});
    }
    auto& begin = tag_begin[p];
    begin.assign(segment.rows() + std::size_t{2}, 0);
    segment.ForEachTag([&](std::uint32_t, std::uint32_t stored) { ++begin[stored + 2]; });
    std::partial_sum(begin.begin(), begin.end(), begin.begin());
    tags[p].resize(begin.back());
    segment.ForEachTag([&](std::uint32_t tag, std::uint32_t stored) { tags[p][begin[stored + 1]++] = tag; });
  }
  std::sort(all.begin(), all.end(), [](const From& a, const From& b) { return a.id < b.id; });
  Documents documents;
  documents.ids.reserve(all.size());
  documents.items.reserve(items);
  for (const auto& from : all) {
    const auto& segment = *parts[from.part].segment;
    const auto stored = segment.index().StoredRow(from.row);
    segment.index().ForEachEntry(stored, [&](std::uint32_t feature, Level level) { documents.items.push_back({feature, level}); });
    const auto& begin = tag_begin[from.part];
    documents.tags.insert(documents.tags.end(), tags[from.part].begin() + begin[stored], tags[from.part].begin() + begin[stored + 1]);
    documents.Close(from.id, segment.AnchorOf(from.row));
  }
  return documents;
}

}  // namespace overstap::detail
