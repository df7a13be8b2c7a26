// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// A whole snapshot of which an input changes a few numbers: section, place, what to do.
#pragma once

#include <algorithm>
#include <cstring>
#include <string_view>
#include <vector>

#include "fuzz.hpp"
#include "overstap/snapshot.hpp"

namespace overstap::fuzz {

struct Section {
  std::uint32_t id, flags;
  std::vector<std::byte> bytes;
};

/// Of a sound snapshot.
inline std::vector<Section> SectionsOf(std::string_view snapshot) {
  std::vector<Section> sections;
  detail::FileHeader header;
  std::memcpy(&header, snapshot.data(), sizeof(header));
  for (std::uint32_t i = 0; i < header.section_count; ++i) {
    detail::SectionEntry entry;
    std::memcpy(&entry, snapshot.data() + sizeof(header) + i * sizeof(entry), sizeof(entry));
    const auto bytes = Bytes(snapshot.substr(entry.offset, entry.size));
    sections.push_back({entry.id, entry.flags, {bytes.begin(), bytes.end()}});
  }
  return sections;
}

/// Changes a number somewhere, or the size or flags of a section, as the input says.
inline void Edit(Input& input, std::vector<Section>& sections) {
  auto& section = sections[input.Number() % sections.size()];
  auto& bytes = section.bytes;
  const auto action = input.Number();
  const std::size_t words = bytes.size() / 4;
  const auto word = [&] { return bytes.data() + 4 * (input.Number(2) % words); };
  switch (action % 8) {
    case 0: bytes.resize(std::min<std::size_t>(bytes.size() + 4 * input.Number(), 1u << 16)); return;
    case 1: bytes.resize(bytes.size() - std::min<std::size_t>(bytes.size(), input.Number())); return;
    case 2: section.flags = input.Number(); return;
    default: break;
  }
  if (words == 0) return;
  auto* const at = word();
  switch (action % 8) {
    case 3: at[action / 8 % 4] = static_cast<std::byte>(input.Number()); break;
    case 4: {
      const auto value = input.Number(4);
      std::memcpy(at, &value, 4);
      break;
    }
    case 5: std::swap_ranges(at, at + 4, word()); break;
    case 6: std::memmove(at, word(), 4); break;
    default: {
      std::uint32_t value;
      std::memcpy(&value, at, 4);
      value += input.Number() - 128;
      std::memcpy(at, &value, 4);
    }
  }
}

/// Laid out again with right sizes and checksums, so that nothing but the check of the content stands between the changes and whoever uses it.
inline Buffer Join(std::vector<Section> sections, detail::SnapshotKind kind) {
  detail::SnapshotWriter out(kind);
  for (auto& section : sections) out.AddRaw(section.id, std::move(section.bytes), section.flags);
  return out.Finish();
}

}  // namespace overstap::fuzz
