// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// What unlocks, against explaining every occupation for a person with every single thing learnt.

#include "overstap/unlock.hpp"

#include <doctest/doctest.h>

#include <map>
#include <set>
#include <vector>

#include "oracle/random_graph.hpp"

using namespace overstap;
using namespace overstap::test;

namespace {

struct Slow {
  std::set<Concept> opens;
  std::uint64_t nearer = 0;
};

bool Open(const Explanation& x, std::uint32_t percent) {
  for (const auto& r : x.licences) {
    if (!r.present && r.relevance == Relevance::kEssential) return false;
  }
  return x.readiness.met * 100 >= x.readiness.required * percent;
}

/// The person with these learnt, at the higher of both levels.
Profile With(const Taxonomy& t, const Profile& profile, const std::vector<BoundCatalogue::Skill>& learnt) {
  ProfileBuilder builder(t, profile);
  for (const auto& s : learnt) {
    const auto* item = profile.Find(s.concept_id);
    Need(builder.Add(s.concept_id, item == nullptr ? s.level : item->level == 0 || s.level == 0 ? Level{0} : std::max(s.level, item->level), Evidence::kDiploma));
  }
  return builder.Build();
}

Slow SlowUnlocking(const Matcher& matcher, const Profile& now, const Profile& then, const std::vector<Match>& matches, std::uint32_t percent) {
  Slow slow;
  for (const auto& m : matches) {
    const auto before = Need(Explain(matcher, now, m.occupation)), after = Need(Explain(matcher, then, m.occupation));
    if (Open(before, percent)) continue;
    if (Open(after, percent)) slow.opens.insert(m.occupation);
    if (before.readiness.required > 0) slow.nearer += (after.readiness.met - before.readiness.met) * 1000000 / before.readiness.required;
  }
  return slow;
}

}  // namespace

TEST_CASE("Unlock: as explaining every occupation with every single thing learnt") {
  int opened = 0, by_course = 0, shut = 0;
  for (std::uint64_t seed = 0; seed < 60 / kSlow; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const GraphSize size;
    const auto matcher = MakeMatcher(RandomTaxonomy(seed, size));
    const auto& t = matcher.taxonomy();
    ProfileBuilder builder(t);  // stated outright, so that learning something again changes nothing but the level
    for (const auto kind : {ConceptKind::kSkill, ConceptKind::kKnowledge, ConceptKind::kLicence}) {
      const auto range = t.Concepts(kind);
      for (Concept c = range.first; c < range.last; ++c) {
        if (random.Chance(50)) Need(builder.Add(c, static_cast<Level>(random.Below(5))));
      }
    }
    if (random.Chance(50)) builder.SetNlqf(static_cast<Nlqf>(10 * (1 + random.Below(6))));
    const auto profile = builder.Build();
    const auto courses = BoundCatalogue::Bind(RandomCourses(random, size, 15), t);
    UnlockOptions options;
    options.ready_percent = 30 + random.Below(71), options.limit = 1000, options.nearest = random.Chance(50) ? 0 : 1 + random.Below(12);
    const auto list = Need(WhatUnlocks(matcher, profile, &courses, options));
    const auto matches = matcher.Rank(profile, {.limit = options.nearest == 0 ? 1000 : options.nearest, .with_zero = options.nearest == 0}).matches;
    CHECK(list.considered == matches.size());
    CHECK(list.open == static_cast<std::uint32_t>(std::count_if(matches.begin(), matches.end(), [&](const Match& m) {
            return Open(Need(Explain(matcher, profile, m.occupation)), options.ready_percent);
          })));
    const auto check = [&](const Unlocking* u, const Slow& slow) {
      const bool something = !slow.opens.empty() || slow.nearer > 0;
      REQUIRE((u != nullptr) == something);
      if (u == nullptr) return;
      CHECK(std::set<Concept>(u->opens.begin(), u->opens.end()) == slow.opens);
      CHECK(u->opens.size() == slow.opens.size());
      CHECK(u->nearer == slow.nearer);
    };
    std::map<std::uint32_t, const Unlocking*> skills, taught;
    for (const auto& u : list.skills) skills[u.id] = &u, opened += !u.opens.empty();
    for (const auto& u : list.courses) taught[u.id] = &u, by_course += !u.opens.empty();
    for (const auto kind : {ConceptKind::kSkill, ConceptKind::kKnowledge, ConceptKind::kLicence}) {
      const auto range = t.Concepts(kind);
      for (Concept c = range.first; c < range.last; ++c) {
        CAPTURE(c);
        check(skills.contains(c) ? skills[c] : nullptr, SlowUnlocking(matcher, profile, With(t, profile, {{c, 0}}), matches, options.ready_percent));
      }
    }
    std::uint32_t not_open = 0;
    for (std::uint32_t i = 0; i < courses.size(); ++i) {
      CAPTURE(i);
      const auto teaches = courses.Teaches(i);
      const auto slow = SlowUnlocking(matcher, profile, With(t, profile, {teaches.begin(), teaches.end()}), matches, options.ready_percent);
      CourseSuggestion entry;
      entry.course = i;
      detail::SetEntry(courses, profile, &entry);
      if (entry.entry > CourseEntry::kUnknown) {
        not_open += !slow.opens.empty() || slow.nearer > 0;
        continue;
      }
      check(taught.contains(i) ? taught[i] : nullptr, slow);
    }
    CHECK(list.not_open == not_open);
    shut += not_open > 0;
    for (const auto* both : {&list.skills, &list.courses}) {
      CHECK(std::is_sorted(both->begin(), both->end(), [](const Unlocking& a, const Unlocking& b) {
        return std::tuple(b.opens.size(), b.nearer, a.id) < std::tuple(a.opens.size(), a.nearer, b.id);
      }));
    }
    options.limit = 2;
    const auto first = Need(WhatUnlocks(matcher, profile, &courses, options));
    CHECK(first.skills.size() == std::min<std::size_t>(2, list.skills.size()));
    if (!list.skills.empty()) CHECK(first.skills[0].id == list.skills[0].id);
    CHECK(Need(WhatUnlocks(matcher, profile, nullptr, options)).courses.empty());
  }
  CHECK(opened > 50 / kSlow);
  CHECK(by_course > 20 / kSlow);
  CHECK(shut > 5 / kSlow);
}

TEST_CASE("Unlock: options out of range; a profile of nothing") {
  const auto matcher = MakeMatcher(RandomTaxonomy(1));
  for (const UnlockOptions bad : {UnlockOptions{0, 1, 1}, UnlockOptions{101, 1, 1}, UnlockOptions{80, 1, 0}, UnlockOptions{80, 1, 1001}}) {
    CHECK(CodeOf(WhatUnlocks(matcher, Profile(), nullptr, bad).status()) == ErrorCode::kInvalidArgument);
  }
  const auto nothing = Need(WhatUnlocks(matcher, Profile(), nullptr));
  CHECK(nothing.status == RankStatus::kTooLittleData);
  CHECK(nothing.considered == 0);
  CHECK(nothing.skills.empty());
}
