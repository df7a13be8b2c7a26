// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Orders of rows that put like beside like. None changes a result.

#include <algorithm>
#include <limits>
#include <utility>

#include "overstap/detail/integer.hpp"
#include "overstap/search.hpp"

namespace overstap {

StatusOr<std::vector<std::uint32_t>> OrderByNeighbours(const QueryBatch& rows, std::span<const std::uint32_t> weights) {
  constexpr std::size_t kBefore = 24;
  const auto count = rows.size();
  struct Posting {
    std::uint32_t row;
    std::uint32_t value;  // level / length of the row, in 2^-16
  };
  const auto row = [&](std::size_t r) { return rows.terms.subspan(rows.begin[r], rows.begin[r + 1] - rows.begin[r]); };
  for (std::size_t r = 0; r < count; ++r) {
    if (rows.begin[r] > rows.begin[r + 1] || rows.begin[r + 1] > rows.terms.size()) return Error(ErrorCode::kInvalidArgument, "the offsets of the rows must not descend, and end within the entries");
  }
  std::vector<std::uint32_t> begin(weights.size() + 1, 0);
  for (const auto& f : rows.terms) {
    if (f.feature >= weights.size() || f.level > kMaxLevel) return Error(ErrorCode::kInvalidArgument, "every feature needs a weight, and levels are 0..4");
    ++begin[f.feature + 1];
  }
  for (std::size_t f = 0; f < weights.size(); ++f) begin[f + 1] += begin[f];
  std::vector<Posting> postings(rows.terms.size());
  auto next = begin;
  for (std::uint32_t r = 0; r < count; ++r) {
    std::uint64_t squared = 0;
    for (const auto& f : row(r)) squared += std::uint64_t{weights[f.feature]} * std::max<Level>(1, f.level) * std::max<Level>(1, f.level);
    const auto length = std::max<std::uint64_t>(1, detail::SquareRoot(squared));
    for (const auto& f : row(r)) postings[next[f.feature]++] = {r, static_cast<std::uint32_t>((std::uint64_t{std::max<Level>(1, f.level)} << 16) / length)};
  }

  // What each row shares with the ones just before; what is added when one comes is taken away again when it is too far behind.
  std::vector<std::uint64_t> shared(count, 0);
  const auto share = [&](std::uint32_t r, bool comes) {
    for (const auto& f : row(r)) {
      const auto weight = std::uint64_t{weights[f.feature]} * std::max<Level>(1, f.level);
      for (auto i = begin[f.feature]; i < begin[f.feature + 1]; ++i) {
        const auto part = weight * postings[i].value;
        shared[postings[i].row] += comes ? part : 0 - part;
      }
    }
  };
  std::vector<std::uint32_t> left(count), order;
  for (std::uint32_t r = 0; r < count; ++r) left[r] = r;
  order.reserve(count);
  while (!left.empty()) {
    std::size_t best = 0;
    for (std::size_t i = 1; i < left.size(); ++i) {
      if (shared[left[i]] > shared[left[best]] || (shared[left[i]] == shared[left[best]] && left[i] < left[best])) best = i;
    }
    order.push_back(left[best]);
    left[best] = left.back();
    left.pop_back();
    share(order.back(), true);
    if (order.size() > kBefore) share(order[order.size() - 1 - kBefore], false);
  }
  return order;
}

StatusOr<std::vector<std::uint32_t>> OrderByAnchor(const LevelIndex& anchors, const Scoring& scoring, const QueryBatch& rows, unsigned threads) {
  SearchOptions one;
  one.limit = 1;
  OVS_ASSIGN_OR_RETURN(const auto found, SearchBatch(anchors, scoring, rows, one, threads));
  const auto anchor_of = [&](std::size_t row) { return found.begin[row] == found.begin[row + 1] ? anchors.rows() : anchors.StoredRow(found.best[found.begin[row]].row); };
  std::vector<std::uint32_t> begin(anchors.rows() + std::size_t{2}, 0), order(rows.size());
  for (std::size_t row = 0; row < rows.size(); ++row) ++begin[anchor_of(row) + 1];
  for (std::size_t a = 1; a < begin.size(); ++a) begin[a] += begin[a - 1];
  for (std::size_t row = 0; row < rows.size(); ++row) order[begin[anchor_of(row)]++] = static_cast<std::uint32_t>(row);
  return order;
}

}  // namespace overstap
