// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The inner loops in plain C++: what they mean.

#include <algorithm>
#include <bit>
#include <functional>

#include "kernels/kernels.hpp"

namespace overstap::kernels {
namespace {

Work* WriteDown(const std::uint32_t* begins, const std::uint32_t* ends, std::uint32_t terms, Work* work) {
  for (std::uint32_t t = 0; t < terms; ++t) {
    for (auto at = begins[2 * t]; at < ends[2 * t]; ++at) *work++ = {at, t};
  }
  return work;
}

template <typename Total>
void AddMask(const Lists::Mask& mask, const std::uint32_t* parts, Total* totals) {
  auto* block = totals + mask.code / kMaxLevel * 64;
  for (unsigned i = 0; i < 64; i += 16) {
    for (unsigned rows = mask.rows[i / 16]; rows != 0; rows &= rows - 1) {
      auto& total = block[i + static_cast<unsigned>(std::countr_zero(rows))];
      total = static_cast<Total>(total + parts[mask.code % kMaxLevel]);
    }
  }
}

template <typename Total>
void AddMasks(const Work* work, std::size_t n, const Lists::Mask* masks, const std::uint32_t* parts, Total* totals) {
  for (std::size_t i = 0; i < n; ++i) AddMask(masks[work[i].at], parts + work[i].term * kMaxLevel, totals);
}

template <typename Total>
void AddLists(const Lists::Segment* starts, const Lists::Segment* ends, std::size_t terms, const Lists::Mask* masks, const std::uint32_t* parts, Total* totals) {
  for (std::size_t t = 0; t < terms; ++t) {
    for (auto i = starts[t].mask; i < ends[t].mask; ++i) AddMask(masks[i], parts + t * kMaxLevel, totals);
  }
}

template <typename Total>
void AddLevels(const std::uint16_t* const* columns, const std::uint32_t* parts, std::size_t rows, Total* totals) {
  for (std::size_t i = 0; i < rows; ++i) {
    for (std::size_t c = 0; c < 4; ++c) {
      const unsigned level = columns[c][i] / 514u;
      if (level != 0) totals[i] = static_cast<Total>(totals[i] + parts[c * kMaxLevel + level - 1]);
    }
  }
}

std::uint16_t Bound(std::uint32_t narrow, std::uint16_t factor) { return static_cast<std::uint16_t>(narrow * std::uint32_t{factor} >> 16); }
std::uint16_t Bound16(std::uint16_t total, std::uint16_t factor) { return Bound(total, factor); }
std::uint16_t Bound32(std::uint32_t total, int shift, std::uint16_t factor) { return Bound((total >> shift) + 1, factor); }
bool IsAllowed(const std::uint64_t* allowed, std::size_t row) { return allowed == nullptr || (allowed[row / 64] >> row % 64 & 1) != 0; }

template <typename BoundOf>
void Most(std::size_t rows, const std::uint64_t* allowed, std::uint16_t* most, const BoundOf& bound_of) {
  std::fill_n(most, 64, std::uint16_t{0});
  for (std::size_t row = 0; row < rows; ++row) {
    if (IsAllowed(allowed, row)) most[row % 64] = std::max(most[row % 64], bound_of(row));
  }
}

template <typename Total, typename BoundOf>
std::size_t Take(Total* totals, std::size_t rows, std::uint16_t least, const std::uint64_t* allowed, Found* found, const BoundOf& bound_of) {
  std::size_t n = 0;
  for (std::size_t row = 0; row < rows; ++row) {
    if (bound_of(row) >= least && IsAllowed(allowed, row)) found[n++] = {static_cast<std::uint32_t>(row), totals[row]};
    totals[row] = 0;
  }
  return n;
}

template <typename Total, typename BoundOf>
void Bounds(Total* totals, std::size_t rows, std::uint16_t* bounds, const BoundOf& bound_of) {
  for (std::size_t row = 0; row < rows; ++row) bounds[row] = bound_of(row), totals[row] = 0;
}

void Most16(const std::uint16_t* totals, const std::uint16_t* factors, std::size_t rows, const std::uint64_t* allowed, std::uint16_t* most) {
  Most(rows, allowed, most, [=](std::size_t row) { return Bound16(totals[row], factors[row]); });
}
void Most32(const std::uint32_t* totals, int shift, const std::uint16_t* factors, std::size_t rows, const std::uint64_t* allowed, std::uint16_t* most) {
  Most(rows, allowed, most, [=](std::size_t row) { return Bound32(totals[row], shift, factors[row]); });
}
std::size_t Take16(std::uint16_t* totals, const std::uint16_t* factors, std::size_t rows, std::uint16_t least, const std::uint64_t* allowed, Found* found) {
  return Take(totals, rows, least, allowed, found, [=](std::size_t row) { return Bound16(totals[row], factors[row]); });
}
std::size_t Take32(std::uint32_t* totals, int shift, const std::uint16_t* factors, std::size_t rows, std::uint16_t least, const std::uint64_t* allowed, Found* found) {
  return Take(totals, rows, least, allowed, found, [=](std::size_t row) { return Bound32(totals[row], shift, factors[row]); });
}
void Bounds16(std::uint16_t* totals, const std::uint16_t* factors, std::size_t rows, std::uint16_t* bounds) {
  Bounds(totals, rows, bounds, [=](std::size_t row) { return Bound16(totals[row], factors[row]); });
}
void Bounds32(std::uint32_t* totals, int shift, const std::uint16_t* factors, std::size_t rows, std::uint16_t* bounds) {
  Bounds(totals, rows, bounds, [=](std::size_t row) { return Bound32(totals[row], shift, factors[row]); });
}

void MostOf(const std::uint16_t* bounds, std::size_t n, std::uint16_t* most) {
  Most(n, nullptr, most, [=](std::size_t i) { return bounds[i]; });
}

std::size_t AtLeast(const std::uint16_t* bounds, std::size_t n, std::uint16_t least, std::uint32_t* out) {
  std::size_t found = 0;
  for (std::size_t i = 0; i < n; ++i) {
    if (bounds[i] >= least) out[found++] = static_cast<std::uint32_t>(i);
  }
  return found;
}

std::uint16_t KthOf64(const std::uint16_t* numbers, std::size_t k) {
  std::uint16_t sorted[64];
  std::copy_n(numbers, 64, sorted);
  std::nth_element(sorted, sorted + (k - 1), sorted + 64, std::greater<>());
  return sorted[k - 1];
}

void AddColumns(const std::uint16_t* const* columns, const std::uint32_t* weights, std::size_t rows, std::uint32_t* totals) {
  for (std::size_t i = 0; i < rows; ++i) {
    for (std::size_t c = 0; c < 4; ++c) totals[i] += weights[c] * columns[c][i];
  }
}

}  // namespace

constinit const Table kScalarTable = {KernelTarget::kScalar, WriteDown, AddMasks<std::uint16_t>, AddMasks<std::uint32_t>, AddLists<std::uint16_t>, AddLists<std::uint32_t>, AddLevels<std::uint16_t>, AddLevels<std::uint32_t>, Most16, Most32, Take16, Take32, Bounds16, Bounds32, MostOf, AtLeast, KthOf64, AddColumns};

}  // namespace overstap::kernels
