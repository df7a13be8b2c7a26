// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Integer logarithm and square root. The model is built without floating point, because libm's log() differs in the last
// bit between platforms, and scores must not. Not API.
#pragma once

#include <bit>
#include <cstdint>

#include "absl/numeric/int128.h"

namespace overstap::detail {

/// log2(numerator / denominator) in 1/65536ths, rounded down; 0 when the ratio is not above 1. Both below 2^62, denominator > 0.
constexpr std::uint32_t Log2Fixed16(std::uint64_t numerator, std::uint64_t denominator) {
  if (numerator <= denominator) return 0;
  // The ratio as mantissa in [1, 2) with 62 fractional bits, times a power of two.
  std::uint32_t whole = 0;
  while (numerator / 2 >= denominator) denominator *= 2, ++whole;
  absl::uint128 mantissa = (absl::uint128(numerator) << 62) / denominator;
  std::uint32_t fraction = 0;
  for (int bit = 0; bit < 16; ++bit) {  // squaring doubles the logarithm: one binary digit a step
    mantissa = mantissa * mantissa >> 62;
    fraction <<= 1;
    if ((mantissa >> 63) != 0) mantissa >>= 1, fraction |= 1;
  }
  return whole << 16 | fraction;
}

/// Largest r with r * r <= x.
inline std::uint64_t SquareRoot(absl::uint128 x) {
  absl::uint128 root = 0, bit = absl::uint128(1) << 126;
  while (bit > x) bit >>= 2;
  while (bit != 0) {
    if (x >= root + bit) {
      x -= root + bit;
      root = (root >> 1) + bit;
    } else {
      root >>= 1;
    }
    bit >>= 2;
  }
  return absl::Uint128Low64(root);
}

}  // namespace overstap::detail
