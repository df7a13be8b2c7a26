// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The inner loops with Highway, compiled once for every instruction set; scalar.cpp says what they do. Only Highway's headers are used: which
// sets the machine has is asked of the compiler's own run time, so nothing more is linked and nothing global is kept.

#include <cstddef>
#include <cstring>

#include "kernels/kernels.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/simd.cpp"
// Sets that would bring nothing between those that are there.
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_AVX3_DL | HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128)
#include "hwy/foreach_target.h"
#include "hwy/highway.h"

#if HWY_TARGET != HWY_SCALAR && HWY_TARGET != HWY_EMU128  // those are what scalar.cpp is for
HWY_BEFORE_NAMESPACE();
namespace overstap::kernels {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Tag16 = hn::ScalableTag<std::uint16_t>;
using Tag32 = hn::Repartition<std::uint32_t, Tag16>;
using Vec16 = hn::Vec<Tag16>;
constexpr std::size_t kLanes = HWY_LANES(std::uint16_t);
constexpr std::size_t kVectors = 64 / kLanes;  // of 16 bits, a block
static_assert(kLanes % 8 == 0 && 64 % kLanes == 0);

// Highway 1.0.3 has no >= of unsigned numbers.
HWY_INLINE auto IsAtLeast(Vec16 a, Vec16 least) { return hn::Eq(hn::Max(a, least), a); }

// Most lists are short, and where each ends cannot be foreseen: eight pieces are written whether they are there or not.
Work* WriteDown(const std::uint32_t* begins, const std::uint32_t* ends, std::uint32_t terms, Work* work) {
  static_assert(sizeof(Work) == 8 && offsetof(Work, at) == 0);
  constexpr std::uint32_t kAtOnce = 8;
  const hn::Repartition<std::uint64_t, Tag16> d;  // a term in the upper half, a piece in the lower one, which cannot overflow
  constexpr std::size_t kLanes64 = kLanes / 4;
  const auto places = hn::Iota(d, 0);
  for (std::uint32_t t = 0; t < terms; ++t) {
    const auto begin = begins[2 * t], size = ends[2 * t] - begin;
    const auto first = hn::Add(places, hn::Set(d, std::uint64_t{t} << 32 | begin));
    auto* to = reinterpret_cast<std::uint64_t*>(work);
    for (std::size_t k = 0; k < kAtOnce; k += kLanes64) hn::StoreU(hn::Add(first, hn::Set(d, k)), d, to + k);
    for (auto k = kAtOnce; k < size; ++k) work[k] = {begin + k, t};
    work += size;
  }
  return work;
}

// Full blocks of masks: what a mask lets through of `part` is added, without a look at how many bits it has.
HWY_INLINE void AddMask(const Lists::Mask& mask, const std::uint32_t* parts, std::uint16_t* totals) {
  const Tag16 d;
  const auto* bits = reinterpret_cast<const std::uint8_t*>(mask.rows);
  auto* at = totals + mask.code / kMaxLevel * 64;
  const auto part = hn::Set(d, static_cast<std::uint16_t>(parts[mask.code % kMaxLevel]));
  for (std::size_t v = 0; v < kVectors; ++v, at += kLanes) {
    hn::StoreU(hn::Add(hn::LoadU(d, at), hn::IfThenElseZero(hn::LoadMaskBits(d, bits + v * kLanes / 8), part)), d, at);
  }
}

HWY_INLINE void AddMask(const Lists::Mask& mask, const std::uint32_t* parts, std::uint32_t* totals) {
  const Tag32 d;
  constexpr std::size_t kLanes32 = kLanes / 2;
  std::uint64_t rows;
  std::memcpy(&rows, mask.rows, 8);
  auto* at = totals + mask.code / kMaxLevel * 64;
  const auto part = hn::Set(d, parts[mask.code % kMaxLevel]);
  for (std::size_t v = 0; v < 2 * kVectors; ++v, rows >>= kLanes32, at += kLanes32) {  // with four lanes, a mask is half a byte
    std::uint8_t bits[8];
    std::memcpy(bits, &rows, 8);
    hn::StoreU(hn::Add(hn::LoadU(d, at), hn::IfThenElseZero(hn::LoadMaskBits(d, bits), part)), d, at);
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

// Parts by level, 16 bits each: what a code's two bytes look up. Parts of 32 bits take two tables.
HWY_INLINE Vec16 TableOfParts(const std::uint32_t* parts, int shift) {
  const std::uint16_t table[8] = {0, static_cast<std::uint16_t>(parts[0] >> shift), static_cast<std::uint16_t>(parts[1] >> shift), static_cast<std::uint16_t>(parts[2] >> shift),
                                  static_cast<std::uint16_t>(parts[3] >> shift), 0, 0, 0};
  alignas(16) std::uint16_t aligned[8];
  std::memcpy(aligned, table, sizeof(table));
  return hn::LoadDup128(Tag16(), aligned);
}

void AddLevels16(const std::uint16_t* const* columns, const std::uint32_t* parts, std::size_t rows, std::uint16_t* totals) {
  const Tag16 d;
  const auto t0 = TableOfParts(parts, 0), t1 = TableOfParts(parts + 4, 0), t2 = TableOfParts(parts + 8, 0), t3 = TableOfParts(parts + 12, 0);
  for (std::size_t i = 0; i < rows; i += kLanes) {
    const auto first = hn::Add(hn::TableLookupBytes(t0, hn::LoadU(d, columns[0] + i)), hn::TableLookupBytes(t1, hn::LoadU(d, columns[1] + i)));
    const auto second = hn::Add(hn::TableLookupBytes(t2, hn::LoadU(d, columns[2] + i)), hn::TableLookupBytes(t3, hn::LoadU(d, columns[3] + i)));
    hn::StoreU(hn::Add(hn::LoadU(d, totals + i), hn::Add(first, second)), d, totals + i);
  }
}

void AddLevels32(const std::uint16_t* const* columns, const std::uint32_t* parts, std::size_t rows, std::uint32_t* totals) {
  const Tag16 d;
  const Tag32 d32;
  const hn::Half<Tag16> half;
  for (std::size_t c = 0; c < 4; ++c) {
    const auto low = TableOfParts(parts + 4 * c, 0), high = TableOfParts(parts + 4 * c, 16);
    for (std::size_t i = 0; i < rows; i += kLanes) {
      const auto codes = hn::LoadU(d, columns[c] + i);
      const auto l = hn::TableLookupBytes(low, codes), h = hn::TableLookupBytes(high, codes);
      auto* at = totals + i;
      const auto first = hn::Or(hn::PromoteTo(d32, hn::LowerHalf(half, l)), hn::ShiftLeft<16>(hn::PromoteTo(d32, hn::LowerHalf(half, h))));
      const auto second = hn::Or(hn::PromoteTo(d32, hn::UpperHalf(half, l)), hn::ShiftLeft<16>(hn::PromoteTo(d32, hn::UpperHalf(half, h))));
      hn::StoreU(hn::Add(hn::LoadU(d32, at), first), d32, at);
      hn::StoreU(hn::Add(hn::LoadU(d32, at + kLanes / 2), second), d32, at + kLanes / 2);
    }
  }
}

// Where totals come from: narrow ones of vector v of the block at `row`.
struct From16 {
  std::uint16_t* totals;
  HWY_INLINE Vec16 Narrow(std::size_t row, std::size_t v) const { return hn::LoadU(Tag16(), totals + row + v * kLanes); }
  HWY_INLINE void Clear(std::size_t row) const {
    for (std::size_t v = 0; v < kVectors; ++v) hn::StoreU(hn::Zero(Tag16()), Tag16(), totals + row + v * kLanes);
  }
};
struct From32 {
  std::uint32_t* totals;
  int shift;
  HWY_INLINE Vec16 Narrow(std::size_t row, std::size_t v) const {
    const Tag16 d;
    const Tag32 d32;
    const auto* at = totals + row + v * kLanes;
    const auto low = hn::ShiftRightSame(hn::LoadU(d32, at), shift), high = hn::ShiftRightSame(hn::LoadU(d32, at + kLanes / 2), shift);
    return hn::Add(hn::ConcatEven(d, hn::BitCast(d, high), hn::BitCast(d, low)), hn::Set(d, std::uint16_t{1}));
  }
  HWY_INLINE void Clear(std::size_t row) const {
    for (std::size_t v = 0; v < 2 * kVectors; ++v) hn::StoreU(hn::Zero(Tag32()), Tag32(), totals + row + v * kLanes / 2);
  }
};

template <typename From>
void Most(const From& from, const std::uint16_t* factors, std::size_t rows, const std::uint64_t* allowed, std::uint16_t* most) {
  const Tag16 d;
  std::memset(most, 0, 64 * sizeof(*most));
  for (std::size_t v = 0; v < kVectors; ++v) {  // one vector's place in all blocks, and then the next one's
    auto highest = hn::Zero(d);
    for (std::size_t row = 0; row < rows; row += 64) {
      auto bound = hn::MulHigh(from.Narrow(row, v), hn::LoadU(d, factors + row + v * kLanes));
      if (allowed != nullptr) bound = hn::IfThenElseZero(hn::LoadMaskBits(d, reinterpret_cast<const std::uint8_t*>(allowed + row / 64) + v * kLanes / 8), bound);
      highest = hn::Max(highest, bound);
    }
    hn::StoreU(highest, d, most + v * kLanes);
  }
}

template <typename From>
std::size_t Take(const From& from, const std::uint16_t* factors, std::size_t rows, std::uint16_t least, const std::uint64_t* allowed, Found* found) {
  const Tag16 d;
  const auto enough = hn::Set(d, least);
  std::size_t n = 0;
  for (std::size_t row = 0; row < rows; row += 64) {
    Vec16 bounds[kVectors];
    auto highest = hn::Zero(d);
    for (std::size_t v = 0; v < kVectors; ++v) {
      bounds[v] = hn::MulHigh(from.Narrow(row, v), hn::LoadU(d, factors + row + v * kLanes));
      highest = hn::Max(highest, bounds[v]);
    }
    if (HWY_UNLIKELY(!hn::AllFalse(d, IsAtLeast(highest, enough)))) {
      std::uint8_t bytes[8];
      for (std::size_t v = 0; v < kVectors; ++v) hn::StoreMaskBits(d, IsAtLeast(bounds[v], enough), bytes + v * kLanes / 8);
      std::uint64_t bits;
      std::memcpy(&bits, bytes, 8);
      if (allowed != nullptr) bits &= allowed[row / 64];
      for (; bits != 0; bits &= bits - 1) {
        const auto at = row + static_cast<std::size_t>(__builtin_ctzll(bits));
        found[n++] = {static_cast<std::uint32_t>(at), from.totals[at]};
      }
    }
    from.Clear(row);
  }
  return n;
}

template <typename From>
void Bounds(const From& from, const std::uint16_t* factors, std::size_t rows, std::uint16_t* bounds) {
  const Tag16 d;
  for (std::size_t row = 0; row < rows; row += 64) {
    for (std::size_t v = 0; v < kVectors; ++v) {
      const auto at = row + v * kLanes;
      hn::StoreU(hn::MulHigh(from.Narrow(row, v), hn::LoadU(d, factors + at)), d, bounds + at);
    }
    from.Clear(row);
  }
}

void Most16(const std::uint16_t* totals, const std::uint16_t* factors, std::size_t rows, const std::uint64_t* allowed, std::uint16_t* most) {
  Most(From16{const_cast<std::uint16_t*>(totals)}, factors, rows, allowed, most);
}
void Most32(const std::uint32_t* totals, int shift, const std::uint16_t* factors, std::size_t rows, const std::uint64_t* allowed, std::uint16_t* most) {
  Most(From32{const_cast<std::uint32_t*>(totals), shift}, factors, rows, allowed, most);
}
std::size_t Take16(std::uint16_t* totals, const std::uint16_t* factors, std::size_t rows, std::uint16_t least, const std::uint64_t* allowed, Found* found) {
  return Take(From16{totals}, factors, rows, least, allowed, found);
}
std::size_t Take32(std::uint32_t* totals, int shift, const std::uint16_t* factors, std::size_t rows, std::uint16_t least, const std::uint64_t* allowed, Found* found) {
  return Take(From32{totals, shift}, factors, rows, least, allowed, found);
}
void Bounds16(std::uint16_t* totals, const std::uint16_t* factors, std::size_t rows, std::uint16_t* bounds) { Bounds(From16{totals}, factors, rows, bounds); }
void Bounds32(std::uint32_t* totals, int shift, const std::uint16_t* factors, std::size_t rows, std::uint16_t* bounds) {
  Bounds(From32{totals, shift}, factors, rows, bounds);
}

void MostOf(const std::uint16_t* bounds, std::size_t n, std::uint16_t* most) {
  const Tag16 d;
  for (std::size_t v = 0; v < kVectors; ++v) {
    auto highest = hn::Zero(d);
    for (std::size_t i = 0; i < n; i += 64) highest = hn::Max(highest, hn::LoadU(d, bounds + i + v * kLanes));
    hn::StoreU(highest, d, most + v * kLanes);
  }
}

std::size_t AtLeast(const std::uint16_t* bounds, std::size_t n, std::uint16_t least, std::uint32_t* out) {
  const Tag16 d;
  const auto enough = hn::Set(d, least);
  std::size_t found = 0;
  for (std::size_t i = 0; i < n; i += 64) {
    std::uint8_t bytes[8];
    for (std::size_t v = 0; v < kVectors; ++v) hn::StoreMaskBits(d, IsAtLeast(hn::LoadU(d, bounds + i + v * kLanes), enough), bytes + v * kLanes / 8);
    std::uint64_t bits;
    std::memcpy(&bits, bytes, 8);
    for (; bits != 0; bits &= bits - 1) out[found++] = static_cast<std::uint32_t>(i + static_cast<std::size_t>(__builtin_ctzll(bits)));
  }
  return found;
}

// Bit by bit from the highest: the largest number that k of them reach.
std::uint16_t KthOf64(const std::uint16_t* numbers, std::size_t k) {
  const Tag16 d;
  unsigned kth = 0;
  for (unsigned bit = 1u << 15; bit != 0; bit >>= 1) {
    const auto enough = hn::Set(d, static_cast<std::uint16_t>(kth | bit));
    std::size_t count = 0;
    for (std::size_t v = 0; v < kVectors; ++v) count += hn::CountTrue(d, IsAtLeast(hn::LoadU(d, numbers + v * kLanes), enough));
    if (count >= k) kth |= bit;
  }
  return static_cast<std::uint16_t>(kth);
}

void AddColumns(const std::uint16_t* const* columns, const std::uint32_t* weights, std::size_t rows, std::uint32_t* totals) {
  const Tag32 d;
  const hn::Rebind<std::uint16_t, Tag32> half;
  constexpr std::size_t kLanes32 = kLanes / 2;
  const auto w0 = hn::Set(d, weights[0]), w1 = hn::Set(d, weights[1]), w2 = hn::Set(d, weights[2]), w3 = hn::Set(d, weights[3]);
  std::size_t i = 0;
  for (; i + kLanes32 <= rows; i += kLanes32) {
    const auto column = [&](std::size_t c) HWY_ATTR { return hn::PromoteTo(d, hn::LoadU(half, columns[c] + i)); };
    const auto first = hn::Add(hn::Mul(column(0), w0), hn::Mul(column(1), w1)), second = hn::Add(hn::Mul(column(2), w2), hn::Mul(column(3), w3));
    hn::StoreU(hn::Add(hn::LoadU(d, totals + i), hn::Add(first, second)), d, totals + i);
  }
  for (; i < rows; ++i) {
    for (std::size_t c = 0; c < 4; ++c) totals[i] += weights[c] * columns[c][i];
  }
}

constexpr KernelTarget kTarget = HWY_TARGET == HWY_AVX3   ? KernelTarget::kAvx512
                                 : HWY_TARGET == HWY_AVX2 ? KernelTarget::kAvx2
                                 : HWY_TARGET == HWY_SSE4 ? KernelTarget::kSse4
                                                          : KernelTarget::kNeon;
const Table* TableOf() {
  static constexpr Table kTable = {kTarget, WriteDown, AddMasks<std::uint16_t>, AddMasks<std::uint32_t>, AddLists<std::uint16_t>, AddLists<std::uint32_t>, AddLevels16, AddLevels32, Most16, Most32, Take16, Take32, Bounds16, Bounds32, MostOf, AtLeast, KthOf64, AddColumns};
  return &kTable;
}

}  // namespace HWY_NAMESPACE
}  // namespace overstap::kernels
HWY_AFTER_NAMESPACE();
#endif

#if HWY_ONCE
namespace overstap::kernels {

std::size_t SimdTables(const Table** tables) {
  std::size_t n = 0;
#if (HWY_TARGETS & HWY_NEON) != 0
  tables[n++] = N_NEON::TableOf();
#endif
  // What Highway compiles each set with beside its name, but for F16C: clang 16 cannot ask for it, and there is no half-precision number here.
#if (HWY_TARGETS & HWY_SSE4) != 0
  if (__builtin_cpu_supports("sse4.2") != 0 && __builtin_cpu_supports("pclmul") != 0 && __builtin_cpu_supports("aes") != 0) tables[n++] = N_SSE4::TableOf();
#endif
#if (HWY_TARGETS & HWY_AVX2) != 0
  const bool avx2 = __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("bmi") != 0 && __builtin_cpu_supports("bmi2") != 0 &&
                    __builtin_cpu_supports("fma") != 0 && __builtin_cpu_supports("pclmul") != 0 && __builtin_cpu_supports("aes") != 0;
  if (avx2) tables[n++] = N_AVX2::TableOf();
#endif
#if (HWY_TARGETS & HWY_AVX3) != 0
  if (avx2 && __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512vl") != 0 && __builtin_cpu_supports("avx512dq") != 0 &&
      __builtin_cpu_supports("avx512bw") != 0 && __builtin_cpu_supports("avx512cd") != 0) {
    tables[n++] = N_AVX3::TableOf();
  }
#endif
  return n;
}

}  // namespace overstap::kernels
#endif
