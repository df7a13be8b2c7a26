// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Profiles compared in all they hold, and random ones that hold everything a profile can.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <span>
#include <tuple>

#include "oracle/random_graph.hpp"
#include "overstap/profile.hpp"

namespace overstap::test {

/// All there is to know of an item.
inline auto Whole(const ProfileItem& i) { return std::tuple(i.concept_id, i.strength, i.level, i.evidence, i.importance, i.worth); }

inline void CheckEqual(const Profile& a, const Profile& b) {
  const auto equal = [](auto x, auto y) { return std::equal(x.begin(), x.end(), y.begin(), y.end()); };
  REQUIRE(a.items().size() == b.items().size());
  for (std::size_t i = 0; i < a.items().size(); ++i) CHECK(Whole(a.items()[i]) == Whole(b.items()[i]));
  CHECK(equal(a.origins(), b.origins()));
  CHECK(equal(a.origin_worths(), b.origin_worths()));
  CHECK(equal(a.denied(), b.denied()));
  CHECK(equal(a.unsure(), b.unsure()));
  CHECK(a.Nlqf() == b.Nlqf());
  CHECK(a.nlqf_inferred() == b.nlqf_inferred());
}

/// Whatever a builder can be told, in any order, with pauses: unlike RandomProfile() also jobs of different worth, no and not sure, and what is inferred
/// without a job.
inline Profile AnyProfile(const Taxonomy& taxonomy, Random& random) {
  const auto occupations = taxonomy.Concepts(ConceptKind::kOccupation);
  const auto any = [&] {
    for (;;) {
      const auto c = random.Below(taxonomy.size());
      const auto kind = taxonomy.Kind(c);
      if (kind == ConceptKind::kSkill || kind == ConceptKind::kKnowledge || kind == ConceptKind::kTask || kind == ConceptKind::kLicence) return c;
    }
  };
  const auto thousandths = [&] { return static_cast<Worth>(random.Chance(30) ? 1000 : random.Below(1001)); };
  const auto level = [&] { return static_cast<Level>(random.Below(5)); };
  const auto strength = [&] { return static_cast<Relevance>(1 + random.Below(4)); };
  Profile profile;
  for (auto part = random.Below(4); part > 0; --part) {
    ProfileBuilder builder(taxonomy, profile);
    for (auto n = random.Below(12); n > 0; --n) {
      const auto occupation = occupations.first + random.Below(occupations.size());
      switch (random.Below(10)) {
        case 0: Need(builder.AddOccupation(occupation, {static_cast<std::uint16_t>(random.Below(40)), static_cast<std::uint16_t>(random.Below(250))})); break;
        case 1: Need(builder.AddOccupationOf(occupation, thousandths())); break;
        case 2: Need(builder.AddRequirements(occupation, thousandths())); break;
        case 3: Need(builder.AddInferred(any(), strength(), level())); break;
        case 4: Need(builder.SetInferred(any(), strength(), level(), thousandths(), thousandths())); break;
        case 5: Need(builder.Deny(any())); break;
        case 6: Need(builder.Unsure(any())); break;
        case 7: {
          const Nlqf levels[] = {0, 5, 10, 20, 30, 40, 45, 50, 60, 70, 80};
          builder.SetNlqf(levels[random.Below(11)]);
          break;
        }
        default: Need(builder.Add(any(), level(), static_cast<Evidence>(random.Below(5))));
      }
    }
    profile = builder.Build();
  }
  return profile;
}

}  // namespace overstap::test
