// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// A C++ program that uses only what is in the headers: the kernel and the Boost.Graph adaptor, without the library.

#include <cstdio>
#include <vector>

#include <overstap/graph.hpp>
#include <overstap/kernel.hpp>

int main() {
  const std::vector<std::uint32_t> begin{0, 1, 2}, target{1, 0};
  const bool circle = overstap::FindCycle({begin, target}).has_value();
  const std::vector<std::uint32_t> row_begin{0, 1};
  const std::vector<overstap::RowEntry> entries{{0, 3, 0, 0}};
  const overstap::PostingIndex index(row_begin, entries, 1);
  std::vector<std::uint32_t> totals(1, 0);
  const std::vector<overstap::QueryTerm> query{{0, 2, 0}};
  index.Accumulate(query, totals);
  std::printf("headers: circle %d, total %u\n", circle, totals[0]);
  return circle && totals[0] == 6 ? 0 : 1;
}
