// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// ColumnIndex: the sums of PostingIndex (kernel.hpp), which says what they are, for rows whose entries state no level, faster: a feature
// that many rows have is a column with a weight for every row, which needs no row numbers and is added by whole registers; any other a list
// of rows and weights in 32 bits each.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "overstap/kernel.hpp"

namespace overstap {

class ColumnIndex {
 public:
  ColumnIndex() = default;
  /// As PostingIndex; levels of entries are passed over, which changes nothing where all are 0. O(entries + features).
  ColumnIndex(std::span<const std::uint32_t> row_begin, std::span<const RowEntry> entries, std::uint32_t features);

  /// The same totals as PostingIndex::Accumulate().
  void Accumulate(std::span<const QueryTerm> query, std::span<std::uint32_t> totals) const;

  std::size_t size() const { return entries_; }
  std::size_t bytes() const;

 private:
  struct Posting {
    std::uint16_t row, weight;
  };
  static constexpr std::uint32_t kList = 0xFFFFFFFFu;

  std::size_t entries_ = 0;
  std::size_t rows_ = 0;
  PostingIndex many_rows_;               // of more than 2^16 rows, and nothing else then
  std::vector<std::uint32_t> column_;    // by feature: its column, or kList
  std::vector<std::uint32_t> begin_;     // of lists
  std::vector<Posting> postings_;
  std::vector<std::uint16_t> columns_;   // rows_ each
};

}  // namespace overstap
