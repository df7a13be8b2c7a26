// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The integer logarithm and square root against floating point and against their definitions.

#include <doctest/doctest.h>

#include <cmath>

#include "oracle/random_graph.hpp"
#include "overstap/detail/integer.hpp"

using absl::uint128;
using overstap::detail::Log2Fixed16;
using overstap::detail::SquareRoot;

TEST_CASE("Integer: Log2Fixed16 is log2 rounded down to 1/65536 for every pair of small numbers") {
  std::uint64_t wrong = 0;
  for (std::uint64_t a = 1; a <= 1200; ++a) {
    for (std::uint64_t b = 1; b <= 1200; ++b) {
      const double exact = std::log2(static_cast<double>(a) / static_cast<double>(b)) * 65536;
      wrong += Log2Fixed16(a, b) != (a <= b ? 0 : static_cast<std::uint32_t>(std::floor(exact + 1e-7)));
    }
  }
  CHECK(wrong == 0);
}

TEST_CASE("Integer: Log2Fixed16 holds up to 2^62") {
  overstap::test::Random random(1);
  std::uint64_t wrong = 0;
  for (int i = 0; i < 200000; ++i) {
    const auto a = random.Next() >> (2 + random.Below(61)), b = (random.Next() >> (2 + random.Below(61))) | 1;
    const double exact = a <= b ? 0 : static_cast<double>(std::log2(static_cast<long double>(a) / static_cast<long double>(b)) * 65536);
    const double found = Log2Fixed16(a, b);
    // 62 fractional bits lose 2^-46 over sixteen squarings; a long double holds the exact value to 1e-13 of a step.
    wrong += found > exact + 1e-6 || found < exact - 1 - 1e-6;
  }
  CHECK(wrong == 0);
  for (unsigned shift = 0; shift < 62; ++shift) {
    CHECK(Log2Fixed16(std::uint64_t{1} << shift, 1) == shift * 65536);
    CHECK(Log2Fixed16(1, std::uint64_t{1} << shift) == 0);
  }
  CHECK(Log2Fixed16(0, 1) == 0);
  CHECK(Log2Fixed16((std::uint64_t{1} << 62) - 1, (std::uint64_t{1} << 62) - 1) == 0);
  CHECK(Log2Fixed16((std::uint64_t{1} << 62) - 1, (std::uint64_t{1} << 61)) == 65535);
}

TEST_CASE("Integer: SquareRoot is right for every small number") {
  std::uint64_t root = 0, wrong = 0;
  for (std::uint64_t x = 0; x < 200000; ++x) {
    while ((root + 1) * (root + 1) <= x) ++root;
    wrong += SquareRoot(x) != root;
  }
  CHECK(wrong == 0);
}

TEST_CASE("Integer: SquareRoot is right around every power of two and its neighbours' squares") {
  std::uint64_t wrong = 0;
  for (unsigned shift = 1; shift < 64; ++shift) {
    for (std::uint64_t step = 0; step < 64; ++step) {
      const std::uint64_t root = (std::uint64_t{1} << shift) + step - 32;
      if (root == 0 || root > (std::uint64_t{1} << 63) + 31) continue;
      const auto square = uint128(root) * root;
      wrong += SquareRoot(square) != root;
      wrong += SquareRoot(square - 1) != root - 1;
      wrong += SquareRoot(square + 1) != root;  // (root + 1)^2 is at least 3 more
      wrong += SquareRoot(square + 2 * uint128(root)) != root;
    }
  }
  CHECK(wrong == 0);
  for (unsigned shift = 0; shift < 128; ++shift) {
    for (const auto x : {(uint128(1) << shift) - 1, uint128(1) << shift, (uint128(1) << shift) + 1}) {
      const auto root = SquareRoot(x);
      CHECK(uint128(root) * root <= x);
      CHECK((root == ~std::uint64_t{0} || uint128(root + 1) * (root + 1) > x));
    }
  }
  CHECK(SquareRoot(~uint128(0)) == ~std::uint64_t{0});
}
