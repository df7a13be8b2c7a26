// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// A day: when a course starts, until when a rule holds. Which day it is today is for the caller to say: nothing here asks a clock.
#pragma once

#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace overstap {

/// Days since 1970-01-01, in files too. Later is greater.
using Date = std::int32_t;
/// Not stated. Before all days, so that "from" may be compared as it is.
inline constexpr Date kNoDate = std::numeric_limits<Date>::min();
/// 0001-01-01 and 9999-12-31.
inline constexpr Date kFirstDate = -719162, kLastDate = 2932896;

/// A day as YYYY-MM-DD, years 0001 to 9999; nothing for any other text.
inline std::optional<Date> ParseDate(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  int parts[3] = {0, 0, 0}, part = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i == 4 || i == 7) {
      ++part;
    } else if (text[i] < '0' || text[i] > '9') {
      return std::nullopt;
    } else {
      parts[part] = parts[part] * 10 + (text[i] - '0');
    }
  }
  const std::chrono::year_month_day day{std::chrono::year(parts[0]), std::chrono::month(static_cast<unsigned>(parts[1])), std::chrono::day(static_cast<unsigned>(parts[2]))};
  if (!day.ok() || parts[0] == 0) return std::nullopt;
  return static_cast<Date>(std::chrono::sys_days(day).time_since_epoch().count());
}

/// YYYY-MM-DD; "" for what is no day of ParseDate().
inline std::string DateName(Date date) {
  if (date < kFirstDate || date > kLastDate) return {};
  const std::chrono::year_month_day day{std::chrono::sys_days(std::chrono::days(date))};
  std::string text = "0000-00-00";
  const auto put = [&](std::size_t last, int value) {
    for (; value > 0; value /= 10) text[last--] = static_cast<char>('0' + value % 10);
  };
  put(3, static_cast<int>(day.year())), put(6, static_cast<int>(static_cast<unsigned>(day.month()))), put(9, static_cast<int>(static_cast<unsigned>(day.day())));
  return text;
}

}  // namespace overstap
