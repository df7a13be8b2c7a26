// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// A whole snapshot (tests/golden/v1) of which the input changes a few numbers: section, place, what to do. Laid out again with right
// sizes and checksums, so that nothing but the check of the content stands between the change and whoever uses it.

#include <algorithm>
#include <cstring>
#include <vector>

#include "fuzz.hpp"
#include "overstap/crosswalk.hpp"
#include "overstap/io.hpp"
#include "overstap/json.hpp"
#include "overstap/overlay.hpp"
#include "overstap/profile.hpp"
#include "overstap/versions.hpp"

using namespace overstap;
using namespace overstap::fuzz;

namespace {

struct Section {
  std::uint32_t id, flags;
  std::vector<std::byte> bytes;
};

std::vector<Section> SectionsOf(std::string_view snapshot) {
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

void Edit(Input& input, std::vector<Section>& sections) {
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

/// What is opened can be used for everything, even if no builder of ours would have made it.
void Use(const Taxonomy& taxonomy) {
  Walk(taxonomy);
  IsJson(TaxonomyInfoJson(taxonomy, nullptr));
  std::string written;
  const auto collect = [&](std::string_view piece) { return written.append(piece), absl::OkStatus(); };
  const auto as_json = WriteTaxonomyJson(taxonomy, nullptr, collect);
  Sound(as_json);
  if (as_json.ok()) IsJson(written);
  Sound(WriteTaxonomyNTriples(taxonomy, collect));
  TaxonomyBuilder builder;
  const auto stated = AddTaxonomy(taxonomy, builder);
  Sound(stated);
  if (stated.ok()) Sound(builder.Build().status());
  IsJson(DiffJson(DiffTaxonomies(Golden(), taxonomy), Golden(), taxonomy));
  Promise(DiffTaxonomies(taxonomy, taxonomy).empty(), "a taxonomy is the same as itself");
  ProfileBuilder profile(taxonomy);
  for (Concept c = 0; c < std::min(2u, taxonomy.Concepts(ConceptKind::kOccupation).size()); ++c) {
    Promise(profile.AddOccupation(c).ok(), "an occupation makes a profile");
  }
  const auto crosswalk = Crosswalk::BetweenVersions(taxonomy, Golden()).With(Crosswalk::FromMatches(taxonomy, Golden()));
  TranslateProfile(taxonomy, profile.Build(), Golden(), crosswalk);
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto taxonomy = SectionsOf(TestFile("golden/v1/overlays.ovs")), courses = SectionsOf(TestFile("golden/v1/courses.ovs"));
  Input input(View(data, size));
  const bool is_taxonomy = input.Number() % 4 != 0;
  auto sections = is_taxonomy ? taxonomy : courses;
  for (int edits = 0; edits < 32 && !input.empty(); ++edits) Edit(input, sections);
  detail::SnapshotWriter out(is_taxonomy ? detail::SnapshotKind::kTaxonomy : detail::SnapshotKind::kCourses);
  for (auto& section : sections) out.AddRaw(section.id, std::move(section.bytes), section.flags);
  if (is_taxonomy) {
    const auto opened = Taxonomy::FromBuffer(out.Finish());
    Sound(opened.status());
    if (opened.ok()) Use(*opened);
  } else {
    const auto opened = CourseCatalogue::FromBuffer(out.Finish());
    Sound(opened.status());
    if (opened.ok()) Walk(*opened);
  }
  return 0;
}
