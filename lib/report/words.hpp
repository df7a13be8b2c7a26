// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Words in both languages, side by side, and the one that is asked for. Not API.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "overstap/reasons.hpp"

namespace overstap::detail {

struct Pair {
  std::string_view english, dutch;
  std::string_view In(Language language) const { return language == Language::kDutch ? dutch : english; }
};

template <typename E, std::size_t N>
std::string_view Pick(const std::array<Pair, N>& words, E value, Language language) {
  const auto i = static_cast<std::size_t>(value);
  return i < N ? words[i].In(language) : std::string_view("?");
}

}  // namespace overstap::detail
