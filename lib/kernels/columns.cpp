// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Columns and lists of a ColumnIndex.

#include "overstap/columns.hpp"

#include <array>

#include "kernels/kernels.hpp"

namespace overstap {
namespace {

// From one row in twelve on, adding a column is faster than adding what a list of it would have; measured.
constexpr std::size_t kDenseFrom = 12;
constexpr std::size_t kAtOnce = 4;

const kernels::Table& BestTable() {
  static const kernels::Table& table = kernels::TableOf(KernelTargets().back());
  return table;
}

}  // namespace

ColumnIndex::ColumnIndex(std::span<const std::uint32_t> row_begin, std::span<const RowEntry> entries, std::uint32_t features)
    : entries_(entries.size()), rows_(row_begin.empty() ? 0 : row_begin.size() - 1) {
  if (rows_ > 0x10000) {
    many_rows_ = PostingIndex(row_begin, entries, features);
    return;
  }
  std::vector<std::uint32_t> having(features, 0);
  for (const auto& e : entries) ++having[e.feature];
  column_.assign(features, kList);
  begin_.assign(features + std::size_t{1}, 0);
  std::uint32_t columns = 0;
  for (std::uint32_t f = 0; f < features; ++f) {
    const bool dense = having[f] * kDenseFrom >= rows_ && having[f] > 0;
    if (dense) column_[f] = columns++;
    begin_[f + 1] = begin_[f] + (dense ? 0 : having[f]);
  }
  columns_.assign(columns * rows_, 0);
  postings_.resize(begin_.back());
  auto next = begin_;
  for (std::uint32_t row = 0; row < rows_; ++row) {
    for (auto i = row_begin[row]; i < row_begin[row + 1]; ++i) {
      const auto& e = entries[i];
      if (column_[e.feature] != kList) {
        columns_[column_[e.feature] * rows_ + row] = e.weight;
      } else {
        postings_[next[e.feature]++] = {static_cast<std::uint16_t>(row), e.weight};
      }
    }
  }
}

void ColumnIndex::Accumulate(std::span<const QueryTerm> query, std::span<std::uint32_t> totals) const {
  if (rows_ > 0x10000) {
    many_rows_.Accumulate(query, totals);
    return;
  }
  std::array<const std::uint16_t*, kAtOnce> columns{};
  std::array<std::uint32_t, kAtOnce> weights{};
  std::size_t n = 0;
  const auto& table = BestTable();
  for (const auto& term : query) {
    if (const auto column = column_[term.feature]; column != kList) {
      columns[n] = columns_.data() + column * rows_;
      weights[n] = term.weight;
      if (++n == kAtOnce) {
        table.add_columns(columns.data(), weights.data(), rows_, totals.data());
        n = 0;
      }
    } else {
      for (auto i = begin_[term.feature]; i < begin_[term.feature + 1]; ++i) totals[postings_[i].row] += term.weight * postings_[i].weight;
    }
  }
  if (n == 0) return;
  for (auto k = n; k < kAtOnce; ++k) columns[k] = columns[0], weights[k] = 0;
  table.add_columns(columns.data(), weights.data(), rows_, totals.data());
}

std::size_t ColumnIndex::bytes() const {
  return many_rows_.bytes() + (column_.size() + begin_.size()) * sizeof(std::uint32_t) + postings_.size() * sizeof(Posting) + columns_.size() * sizeof(std::uint16_t);
}

}  // namespace overstap
