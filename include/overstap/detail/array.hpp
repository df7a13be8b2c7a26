// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Array: numbers that do not change, with whoever keeps them; and Numbers, in 16 bits where that is enough. Not part of the API.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace overstap::detail {

/// Values made once, or lying in a file that is in memory. Copies share them.
template <typename T>
class Array {
 public:
  Array() = default;
  Array(std::vector<T> values) {
    auto kept = std::make_shared<const std::vector<T>>(std::move(values));
    view_ = *kept;
    owner_ = std::move(kept);
  }
  Array(std::shared_ptr<const void> owner, std::span<const T> view) : owner_(std::move(owner)), view_(view) {}

  const T* data() const { return view_.data(); }
  std::size_t size() const { return view_.size(); }
  std::size_t bytes() const { return view_.size_bytes(); }
  bool empty() const { return view_.empty(); }
  const T& operator[](std::size_t i) const { return view_[i]; }
  auto begin() const { return view_.begin(); }
  auto end() const { return view_.end(); }
  const T& back() const { return view_.back(); }

 private:
  std::shared_ptr<const void> owner_;
  std::span<const T> view_;
};

/// Numbers below a limit, or kNone: in 16 bits each where the limit allows it.
class Numbers {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFFu;
  Numbers() = default;
  /// `size` times kNone.
  Numbers(std::size_t size, std::size_t limit) {
    if (limit <= kShortNone) {
      short_.assign(size, kShortNone);
    } else {
      long_.assign(size, kNone);
    }
  }
  std::uint32_t operator[](std::size_t i) const {
    if (!long_.empty()) return long_[i];
    return short_[i] == kShortNone ? kNone : short_[i];
  }
  void Set(std::size_t i, std::uint32_t number) {
    if (long_.empty()) {
      short_[i] = static_cast<std::uint16_t>(number);
    } else {
      long_[i] = number;
    }
  }
  std::size_t size() const { return long_.size() + short_.size(); }
  bool empty() const { return size() == 0; }
  std::size_t bytes() const { return long_.size() * sizeof(std::uint32_t) + short_.size() * sizeof(std::uint16_t); }

 private:
  static constexpr std::uint16_t kShortNone = 0xFFFF;
  std::vector<std::uint32_t> long_;
  std::vector<std::uint16_t> short_;
};

}  // namespace overstap::detail
