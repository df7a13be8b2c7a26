// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Foreign texts made fit for a builder, which takes no control characters. Not API; no judge of UTF-8.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace overstap::detail {

/// A text as the builder takes it: line feeds only, blanks for other control characters (C0, DEL and C1 all occur in real files).
/// `replaced` is raised by the number of these blanks.
inline std::string Clean(std::string_view text, std::uint64_t& replaced) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto at = [&](std::size_t k) { return k < text.size() ? static_cast<unsigned char>(text[k]) : 0u; };
    const auto c = at(i);
    if (c == '\r') {
      if (at(i + 1) != '\n') out += '\n';
    } else if ((c < 0x20 && c != '\t' && c != '\n') || c == 0x7F) {
      out += ' ';
      ++replaced;
    } else if (c == 0xC2 && at(i + 1) >= 0x80 && at(i + 1) < 0xA0) {
      out += ' ';
      ++replaced, ++i;
    } else {
      out += text[i];
    }
  }
  return out;
}

}  // namespace overstap::detail
