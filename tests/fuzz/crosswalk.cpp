// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// A crosswalk file of any bytes, and profiles translated along it from the golden taxonomy into that of tests/golden/v1, and
// back: a round trip may lose, and must not gain.

#include <algorithm>

#include "fuzz.hpp"
#include "overstap/crosswalk.hpp"
#include "overstap/io.hpp"
#include "overstap/json.hpp"
#include "overstap/profile.hpp"

using namespace overstap;
using namespace overstap::fuzz;

namespace {

void RoundTrip(const Taxonomy& from, const Taxonomy& to, const Crosswalk& crosswalk, const Profile& profile) {
  const auto there = TranslateProfile(from, profile, to, crosswalk);
  Promise(there.entries.size() == profile.origins().size() + profile.items().size(), "every origin and item is told of once");
  IsJson(TranslationJson(there, from, to, Language::kDutch));
  const auto back = TranslateProfile(to, there.profile, from, crosswalk.Reversed()).profile;
  for (const auto origin : back.origins()) Promise(profile.HasOrigin(origin), "no origin is gained");
  for (const auto& item : back.items()) {
    const auto* before = profile.Find(item.concept_id);
    Promise(before != nullptr, "no item is gained");
    Promise(item.evidence <= before->evidence, "no evidence is gained");
    Promise(before->level == 0 || (item.level != 0 && item.level <= before->level), "no level is gained");
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static MemoryFile file;
  static const auto other = LoadTaxonomy(Bytes(TestFile("golden/v1/taxonomy.ovs")));
  Promise(other.ok(), "the golden snapshot opens");
  std::vector<std::string> notes;
  const auto crosswalk = ReadCrosswalk(file.Write(View(data, size)), &notes);
  Sound(crosswalk.status());
  if (!crosswalk.ok()) return 0;
  Promise(std::is_sorted(crosswalk->links().begin(), crosswalk->links().end()), "links are sorted");
  const auto twice = crosswalk->Reversed().Reversed();
  Promise(std::equal(twice.links().begin(), twice.links().end(), crosswalk->links().begin(), crosswalk->links().end()),
          "turned round twice is the same");
  const auto& golden = Golden();
  // Of occupations, of everything stated outright, and of both.
  const auto occupations = golden.Concepts(ConceptKind::kOccupation);
  for (int form = 1; form < 4; ++form) {
    ProfileBuilder builder(golden);
    if (form & 1) {
      for (Concept c = occupations.first; c < occupations.first + 3; ++c) Promise(builder.AddOccupation(c).ok(), "an occupation can be added");
    }
    if (form & 2) {
      for (Concept c = 0; c < golden.size(); ++c) {
        const auto kind = golden.Kind(c);
        if (kind == ConceptKind::kOccupation || kind == ConceptKind::kGroup || kind == ConceptKind::kCondition) continue;
        Promise(builder.Add(c, static_cast<Level>(c % 5), static_cast<Evidence>(c % 4 + 1)).ok(), "an item can be added");
      }
    }
    const auto profile = builder.Build();
    RoundTrip(golden, *other, *crosswalk, profile);
    RoundTrip(golden, golden, *crosswalk, profile);
    RoundTrip(golden, *other, crosswalk->With(crosswalk->Reversed()).With(Crosswalk::BetweenVersions(golden, *other)), profile);
  }
  return 0;
}
