// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The inner loops of a search, as a table of functions for each instruction set. scalar.cpp is the definition; simd.cpp must do the
// same, and tests/unit/search_test.cpp holds them to it. Not part of the API.
#pragma once

#include <cstddef>
#include <cstdint>

#include "overstap/search.hpp"

namespace overstap::kernels {

using Lists = detail::LevelLists;

/// A chunk or mask to add, and of which term it is: parts[4 x term + level - 1] is what it adds.
struct Work {
  std::uint32_t at, term;
};
/// A row of a window whose bound was high enough, and its total.
struct Found {
  std::uint32_t row, total;
};

/// Totals are of one window, in multiples of 64 rows, of 16 or 32 bits. A row's bound is, in whole numbers,
///
///     bound = (narrow x factor) >> 16,   narrow = total, or of 32 bits (total >> shift) + 1
///
/// where `shift` is such that narrow has 16 bits. `allowed` has a bit for each row, or is null.
struct Table {
  KernelTarget target;
  /// Writes down the pieces begins[2 t] to ends[2 t] of every term t, one after the other, to `work`, which has room for eight more; the end of what
  /// was written. (The starts of chunks and of masks stand in turn.)
  Work* (*write_down)(const std::uint32_t* begins, const std::uint32_t* ends, std::uint32_t terms, Work* work);
  /// totals[64 block + i] += part for every bit i of `n` masks; of the masks from starts[t].mask to ends[t].mask of every term.
  void (*add_masks16)(const Work* work, std::size_t n, const Lists::Mask* masks, const std::uint32_t* parts, std::uint16_t* totals);
  void (*add_masks32)(const Work* work, std::size_t n, const Lists::Mask* masks, const std::uint32_t* parts, std::uint32_t* totals);
  void (*add_lists16)(const Lists::Segment* starts, const Lists::Segment* ends, std::size_t terms, const Lists::Mask* masks, const std::uint32_t* parts, std::uint16_t* totals);
  void (*add_lists32)(const Lists::Segment* starts, const Lists::Segment* ends, std::size_t terms, const Lists::Mask* masks, const std::uint32_t* parts, std::uint32_t* totals);
  /// totals[i] += parts[4 c + level - 1] for each of four columns c of codes (LevelIndex::Column()) and row i; `rows` is a multiple of 64.
  void (*add_levels16)(const std::uint16_t* const* columns, const std::uint32_t* parts, std::size_t rows, std::uint16_t* totals);
  void (*add_levels32)(const std::uint16_t* const* columns, const std::uint32_t* parts, std::size_t rows, std::uint32_t* totals);
  /// most[i] = the highest bound of the rows i, i + 64, ... that are allowed.
  void (*most16)(const std::uint16_t* totals, const std::uint16_t* factors, std::size_t rows, const std::uint64_t* allowed, std::uint16_t* most);
  void (*most32)(const std::uint32_t* totals, int shift, const std::uint16_t* factors, std::size_t rows, const std::uint64_t* allowed, std::uint16_t* most);
  /// The allowed rows with a bound of at least `least`, ascending; how many. Sets all totals to 0.
  std::size_t (*take16)(std::uint16_t* totals, const std::uint16_t* factors, std::size_t rows, std::uint16_t least, const std::uint64_t* allowed, Found* found);
  std::size_t (*take32)(std::uint32_t* totals, int shift, const std::uint16_t* factors, std::size_t rows, std::uint16_t least, const std::uint64_t* allowed, Found* found);
  /// The bounds of all rows. Sets all totals to 0.
  void (*bounds16)(std::uint16_t* totals, const std::uint16_t* factors, std::size_t rows, std::uint16_t* bounds);
  void (*bounds32)(std::uint32_t* totals, int shift, const std::uint16_t* factors, std::size_t rows, std::uint16_t* bounds);
  /// most[i] = the highest of bounds[i], bounds[i + 64], ... `n` is a multiple of 64.
  void (*most)(const std::uint16_t* bounds, std::size_t n, std::uint16_t* most);
  /// The numbers i with bounds[i] >= least, ascending; how many. `n` is a multiple of 64.
  std::size_t (*at_least)(const std::uint16_t* bounds, std::size_t n, std::uint16_t least, std::uint32_t* out);
  /// The k-th highest of 64 numbers, k = 1..64.
  std::uint16_t (*kth_of_64)(const std::uint16_t* numbers, std::size_t k);
  /// totals[i] += sum over four columns of weights[c] x columns[c][i], for i below `rows`.
  void (*add_columns)(const std::uint16_t* const* columns, const std::uint32_t* weights, std::size_t rows, std::uint32_t* totals);
};

extern const Table kScalarTable;
/// The tables of simd.cpp that this machine runs, the slowest first; how many were written to `tables`, which has room for 8.
std::size_t SimdTables(const Table** tables);
/// The table of a target; the scalar one for a target this machine does not run.
const Table& TableOf(KernelTarget target);

}  // namespace overstap::kernels
