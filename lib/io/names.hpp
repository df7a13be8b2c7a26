// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Enumerations by name, for whoever reads what somebody wrote: files and command lines. Each has a Name(), and values from 0 on, or bits.
// Not part of the API.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "overstap/status.hpp"

namespace overstap::detail {

/// Which values of an enumeration: `first` to `count` - 1, or with `bits` 2 to the power of these.
struct Among {
  int count;
  int first = 0;
  bool bits = false;
};

/// The one with this name, if any has it.
template <typename E>
std::optional<E> Named(std::string_view name, Among among) {
  for (int i = among.first; i < among.count; ++i) {
    const auto e = static_cast<E>(among.bits ? 1 << i : i);
    if (Name(e) == name) return e;
  }
  return std::nullopt;
}

/// All their names, as a list to choose from.
template <typename E>
std::string Choices(Among among) {
  std::string list;
  for (int i = among.first; i < among.count; ++i) Append(list, list.empty() ? "" : ", ", Name(static_cast<E>(among.bits ? 1 << i : i)));
  return list;
}

}  // namespace overstap::detail
