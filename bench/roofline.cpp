// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// What this machine could do at best, for setting the kernel's times beside it: how fast one core reads memory of several sizes, and how fast
// it adds to numbers in memory one by one (`total[row] += part`, rows of 16 bits, in ascending runs of 48 as posting lists have them).

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <vector>

#include "workload.hpp"

namespace {

template <typename Work>
double Best(const Work& work) {
  double best = 1e9;
  for (int i = 0; i < 9; ++i) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
  }
  return best;
}

template <typename Total>
double AddsPerNanosecond(std::size_t rows) {
  overstap::bench::Random random{1};
  std::vector<Total> totals(rows);
  std::vector<std::uint16_t> ids(48'000);
  for (auto& id : ids) id = static_cast<std::uint16_t>(random.Below(static_cast<std::uint32_t>(rows)));
  for (std::size_t i = 0; i < ids.size(); i += 48) std::sort(ids.begin() + static_cast<std::ptrdiff_t>(i), ids.begin() + static_cast<std::ptrdiff_t>(i + 48));
  constexpr int kRounds = 40;
  auto* at = totals.data();
  const double seconds = Best([&] {
    for (int round = 0; round < kRounds; ++round) {
      const auto part = static_cast<Total>(round + 1);
      for (std::size_t i = 0; i < ids.size(); i += 4) {
        for (std::size_t k = 0; k < 4; ++k) at[ids[i + k]] = static_cast<Total>(at[ids[i + k]] + part);
      }
      asm volatile("" ::"r"(at) : "memory");
    }
  });
  return static_cast<double>(ids.size()) * kRounds / seconds / 1e9;
}

double ReadGigabytes(std::size_t bytes) {
  std::vector<std::uint64_t> data(bytes / 8, 1);
  const auto rounds = std::max<std::size_t>(1, (std::size_t{1} << 28) / bytes);
  std::uint64_t sum = 0;
  const double seconds = Best([&] {
    for (std::size_t round = 0; round < rounds; ++round) {
      std::uint64_t part[16] = {};
      for (std::size_t i = 0; i + 16 <= data.size(); i += 16) {
        for (std::size_t k = 0; k < 16; ++k) part[k] ^= data[i + k];
      }
      for (const auto p : part) sum += p;
      asm volatile("" ::"r"(&sum) : "memory");
    }
  });
  return static_cast<double>(bytes * rounds) / seconds / 1e9;
}

}  // namespace

int main() {
  for (const std::size_t rows : {3072u, 16384u, 32704u, 65536u}) {
    std::printf("adds, %5zu totals: %.2f G/s of 16 bits, %.2f of 32\n", rows, AddsPerNanosecond<std::uint16_t>(rows), AddsPerNanosecond<std::uint32_t>(rows));
  }
  for (const std::size_t kilobytes : {32u, 512u, 8192u, 262144u}) std::printf("reads, %6zu KiB: %.1f GB/s\n", kilobytes, ReadGigabytes(kilobytes << 10));
  return 0;
}
