// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// A segment of a store: an index of documents that never changes. Not part of the API.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "overstap/store.hpp"

namespace overstap::detail {

/// Documents in the making, ascending by id.
struct Documents {
  std::vector<std::uint64_t> ids;
  std::vector<std::uint32_t> anchors;  // which one is most like it, as the anchors are stored; more than any for none
  std::vector<std::uint32_t> begin{0}, tag_begin{0};
  std::vector<LeveledFeature> items;
  std::vector<std::uint32_t> tags;     // of a document ascending, each once
  std::size_t size() const { return ids.size(); }
  /// Ends the document whose items and tags were added last.
  void Close(std::uint64_t id, std::uint32_t anchor) {
    ids.push_back(id);
    anchors.push_back(anchor);
    begin.push_back(static_cast<std::uint32_t>(items.size()));
    tag_begin.push_back(static_cast<std::uint32_t>(tags.size()));
  }
};

/// What all segments of a store share.
struct SegmentShape {
  Scoring::Kind kind = Scoring::Kind::kCoverage;
  Array<std::uint32_t> weights;
};

class Segment {
 public:
  /// What a file keeps of a segment.
  struct Arrays {
    Array<std::uint64_t> ids;          // by row, ascending
    Array<std::uint32_t> anchors;      // by row
    Array<std::uint32_t> tags;         // ascending
    Array<std::uint32_t> tag_begin;    // by position in `tags`, and one more: into tag_rows
    Array<std::uint32_t> tag_rows;     // stored rows, ascending; or, where there are many, a bit for each in words of 32, as many as 64 need
    LevelIndex::Arrays index;
  };

  static StatusOr<Segment> Create(const Documents& documents, const SegmentShape& shape);
  /// Error: kMalformed, for arrays that searching could go wrong with.
  static StatusOr<Segment> Open(Arrays arrays, const SegmentShape& shape);

  std::uint32_t rows() const { return index_.rows(); }
  std::size_t bytes() const;
  const LevelIndex& index() const { return index_; }
  const Scoring& scoring() const { return scoring_; }
  std::uint64_t IdOf(std::uint32_t row) const { return arrays_.ids[row]; }
  std::span<const std::uint64_t> ids() const { return {arrays_.ids.data(), arrays_.ids.size()}; }
  std::uint32_t AnchorOf(std::uint32_t row) const { return arrays_.anchors[row]; }
  /// Its row, if it has this document, present or not.
  std::optional<std::uint32_t> Find(std::uint64_t id) const;
  /// Sets the bits of the stored rows that have a tag.
  void AddTagged(std::uint32_t tag, std::span<std::uint64_t> words) const;
  /// Calls use(tag, stored row) for all of them, tags ascending.
  template <typename Use>
  void ForEachTag(const Use& use) const {
    for (std::size_t t = 0; t < arrays_.tags.size(); ++t) {
      const auto rows_of = TagRows(t);
      if (!IsMask(rows_of)) {
        for (const auto row : rows_of) use(arrays_.tags[t], row);
        continue;
      }
      for (std::uint32_t word = 0; word < rows_of.size(); ++word) {
        for (auto bits = rows_of[word]; bits != 0; bits &= bits - 1) use(arrays_.tags[t], word * 32 + static_cast<std::uint32_t>(std::countr_zero(bits)));
      }
    }
  }
  /// Of a document.
  void TagsOf(std::uint32_t stored, std::vector<std::uint32_t>& tags) const;
  /// With index().arrays() as `index`.
  Arrays arrays() const;

 private:
  std::span<const std::uint32_t> TagRows(std::size_t t) const {
    return {arrays_.tag_rows.data() + arrays_.tag_begin[t], arrays_.tag_begin[t + 1] - std::size_t{arrays_.tag_begin[t]}};
  }
  static std::size_t MaskWords(std::uint32_t rows) { return (std::size_t{rows} + 63) / 64 * 2; }
  bool IsMask(std::span<const std::uint32_t> rows_of) const { return rows_of.size() == MaskWords(rows()); }
  Status Index(LevelIndex index, const SegmentShape& shape);

  Arrays arrays_;  // those of the index are empty: it has them
  LevelIndex index_;
  Scoring scoring_;
};

/// A segment and which of its stored rows are still there; null: all.
struct Part {
  std::shared_ptr<const Segment> segment;
  std::shared_ptr<const RowFilter> live;
  std::uint32_t documents = 0;
  bool Has(std::uint32_t row) const { return live == nullptr || live->Has(segment->index().StoredRow(row)); }
};

/// The documents of a few parts, which have no id in common.
Documents Gather(std::span<const Part> parts);

}  // namespace overstap::detail
