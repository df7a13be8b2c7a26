// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Many independent pieces of work on a few threads. Not part of the API; no pool: the threads live as long as the call.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <functional>
#include <system_error>
#include <thread>
#include <vector>

namespace overstap::detail {

/// Calls work(i) for every i below `count`, in no set order, on up to `threads` threads (0 = 1), the caller's among them. `cancelled` is
/// called from the caller's thread only, before each of its pieces and at the end, with how many pieces are done; once it returns true
/// no further piece is begun and the result is false. What `work` throws is thrown again here, when all threads have ended.
template <typename Work>
bool ForEachIndex(std::size_t count, unsigned threads, const Work& work, const std::function<bool(std::size_t done)>& cancelled = nullptr) {
  std::atomic<std::size_t> next{0}, done{0};
  std::atomic<bool> stop{false}, failed{false};
  std::exception_ptr failure;
  const auto run = [&](bool is_caller) {
    try {
      while (!stop) {
        const auto i = next.fetch_add(1, std::memory_order_relaxed);
        if (i >= count) return;
        if (is_caller && cancelled && cancelled(done)) {
          stop = true;
          return;
        }
        work(i);
        ++done;
      }
    } catch (...) {  // std::bad_alloc, or what `cancelled` threw
      if (!failed.exchange(true)) failure = std::current_exception();
      stop = true;
    }
  };
  {
    std::vector<std::jthread> helpers;
    const std::size_t wanted = std::min<std::size_t>(threads == 0 ? 0 : threads - 1, count);
    try {
      for (std::size_t i = 0; i < wanted; ++i) helpers.emplace_back(run, false);
    } catch (const std::system_error&) {
      // The machine gives no more threads: go on with those there are.
    }
    run(true);
  }
  if (failure) std::rethrow_exception(failure);
  return !stop && !(cancelled && cancelled(count));
}

}  // namespace overstap::detail
