// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Array: numbers that do not change, with whoever keeps them. Not part of the API.
#pragma once

#include <cstddef>
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

}  // namespace overstap::detail
