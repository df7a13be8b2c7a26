// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The inner loops of every instruction set against the scalar ones. It needs nothing else of the library, so that scripts/neon_test.sh can
// build it for another machine.

#include "kernels/kernels.hpp"

#include <doctest/doctest.h>

#include <random>
#include <utility>
#include <vector>

using namespace overstap;

namespace {

struct Random {
  std::mt19937_64 engine;
  std::uint32_t Below(std::uint32_t n) { return static_cast<std::uint32_t>(engine() % n); }
  bool Chance(std::uint32_t percent) { return Below(100) < percent; }
};

}  // namespace

TEST_CASE("Kernels: each does what the scalar ones do, on anything") {
  Random random{std::mt19937_64(17)};
  using kernels::Lists;
  const kernels::Table* tables[8];
  const auto count = kernels::SimdTables(tables);
#if defined(__aarch64__)
  CHECK(count == 1);
#endif
  for (int round = 0; round < 60; ++round) {
    const std::size_t blocks = 1 + random.Below(6), rows = 64 * blocks;
    std::vector<std::uint16_t> totals16(rows), factors(rows);
    std::vector<std::uint32_t> totals32(rows), parts, large_parts;
    const auto any16 = [&] { return static_cast<std::uint16_t>(random.Chance(20) ? 0xFFFF : random.Below(0x10000)); };
    for (auto& x : totals16) x = random.Chance(30) ? 0 : any16();
    for (auto& x : totals32) x = random.Chance(30) ? 0 : random.Below(0xFFFFFFFF);
    for (auto& x : factors) x = any16();
    for (int i = 0; i < 16; ++i) parts.push_back(random.Below(5000)), large_parts.push_back(random.Below(0xFFFFFFFF));
    std::vector<Lists::Mask> masks(9);
    for (auto& m : masks) {
      m.code = static_cast<std::uint16_t>(random.Below(static_cast<std::uint32_t>(blocks) * kMaxLevel));
      for (auto& r : m.rows) r = any16();
    }
    std::vector<kernels::Work> work;
    for (int i = 0; i < 7; ++i) work.push_back({random.Below(9), random.Below(3)});
    const std::vector<Lists::Segment> starts = {{0, 0}, {0, 4}, {0, 4}}, ends = {{0, 4}, {0, 4}, {0, 9}};
    std::vector<std::uint32_t> begins, stops;  // of pieces to write down, in every second place; some lists are longer than what is written at once
    for (std::uint32_t at = random.Below(0xFFFFF000), i = 0; i < 20; ++i) {
      begins.push_back(at);
      at += random.Chance(30) ? 0 : random.Below(random.Chance(30) ? 30 : 5);
      stops.push_back(at);
    }
    std::vector<std::uint64_t> bits(blocks);
    for (auto& b : bits) b = std::uint64_t{random.Below(0xFFFFFFFF)} << 32 | random.Below(0xFFFFFFFF);
    const auto* allowed = random.Chance(50) ? bits.data() : nullptr;
    const auto least = random.Chance(20) ? std::uint16_t{0} : any16();
    const int shift = 16 + static_cast<int>(random.Below(3));  // what is left has 16 bits, and one is added
    for (auto& x : totals32) x &= 0xFFFF0000u - 0x20000u;
    const std::size_t k = 1 + random.Below(64);
    // Everything a table does, one after the other.
    const auto run = [&](const kernels::Table& t) {
      std::vector<std::uint64_t> seen;
      std::vector<kernels::Work> written(20 * 30 + 8);
      for (const auto* end = t.write_down(begins.data(), stops.data(), 10, written.data()), *w = std::as_const(written).data(); w != end; ++w) {
        seen.push_back(std::uint64_t{w->term} << 32 | w->at);
      }
      seen.push_back(seen.size());
      auto a = totals16;
      auto b = totals32;
      std::vector<std::uint16_t> codes(4 * rows);
      for (std::size_t i = 0; i < codes.size(); ++i) codes[i] = static_cast<std::uint16_t>(256 + 514 * (totals16[i % rows] % 5));
      const std::uint16_t* levels[] = {codes.data(), codes.data() + rows, codes.data() + 3, codes.data() + 2 * rows};
      t.add_levels16(levels, parts.data(), rows, a.data());
      t.add_levels32(levels, large_parts.data(), rows, b.data());
      t.add_masks16(work.data(), work.size(), masks.data(), parts.data(), a.data());
      t.add_lists16(starts.data(), ends.data(), 3, masks.data(), parts.data(), a.data());
      t.add_masks32(work.data(), work.size(), masks.data(), parts.data(), b.data());
      t.add_lists32(starts.data(), ends.data(), 3, masks.data(), parts.data(), b.data());
      seen.insert(seen.end(), a.begin(), a.end());
      seen.insert(seen.end(), b.begin(), b.end());
      b = totals32;
      std::vector<std::uint16_t> most(64), bounds(rows);
      std::vector<kernels::Found> found(rows);
      const auto keep_found = [&](std::size_t n) {
        for (std::size_t i = 0; i < n; ++i) seen.push_back(std::uint64_t{found[i].row} << 32 | found[i].total);
        seen.push_back(n);
      };
      t.most16(a.data(), factors.data(), rows, allowed, most.data());
      seen.insert(seen.end(), most.begin(), most.end());
      seen.push_back(t.kth_of_64(most.data(), k));
      t.most32(b.data(), shift, factors.data(), rows, allowed, most.data());
      seen.insert(seen.end(), most.begin(), most.end());
      auto c = a;
      keep_found(t.take16(c.data(), factors.data(), rows, least, allowed, found.data()));
      seen.insert(seen.end(), c.begin(), c.end());
      auto d = b;
      keep_found(t.take32(d.data(), shift, factors.data(), rows, least, allowed, found.data()));
      seen.insert(seen.end(), d.begin(), d.end());
      t.bounds16(a.data(), factors.data(), rows, bounds.data());
      seen.insert(seen.end(), bounds.begin(), bounds.end());
      t.bounds32(b.data(), shift, factors.data(), rows, bounds.data());
      seen.insert(seen.end(), bounds.begin(), bounds.end());
      seen.insert(seen.end(), a.begin(), a.end());
      seen.insert(seen.end(), b.begin(), b.end());
      t.most(bounds.data(), rows, most.data());
      seen.insert(seen.end(), most.begin(), most.end());
      std::vector<std::uint16_t> many(4 * rows);
      for (std::size_t i = 0; i < many.size(); ++i) many[i] = totals16[i % rows];
      const std::uint16_t* columns[] = {many.data(), many.data() + rows, many.data() + 1, many.data() + 2 * rows};
      t.add_columns(columns, parts.data(), rows - 3, b.data());
      seen.insert(seen.end(), b.begin(), b.end());
      std::vector<std::uint32_t> out(rows);
      const auto n = t.at_least(bounds.data(), rows, least, out.data());
      seen.insert(seen.end(), out.begin(), out.begin() + static_cast<std::ptrdiff_t>(n));
      return seen;
    };
    const auto expected = run(kernels::kScalarTable);
    for (std::size_t i = 0; i < count; ++i) {
      CAPTURE(static_cast<int>(tables[i]->target));
      CHECK(run(*tables[i]) == expected);
    }
  }
}
