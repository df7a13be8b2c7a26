// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// What if: every place is that of a ranking made anew, and the list is in the order it says.

#include "overstap/whatif.hpp"

#include <doctest/doctest.h>

#include <set>

#include "oracle/parsed_json.hpp"
#include "oracle/random_graph.hpp"
#include "overstap/json.hpp"
#include "overstap/reasons.hpp"
#include "overstap/text.hpp"

using namespace overstap;
using namespace overstap::test;

namespace {

/// The place by looking through a whole ranking.
std::optional<Place> Looked(const Matcher& matcher, const Profile& profile, Concept occupation) {
  const auto result = matcher.Rank(profile, {.limit = 100000, .with_zero = true});
  for (std::uint32_t i = 0; i < result.matches.size(); ++i) {
    if (result.matches[i].occupation == occupation) return Place{i + 1, result.considered, result.matches[i].score};
  }
  return std::nullopt;
}

}  // namespace

TEST_CASE("WhatIf: a place is the one in the whole ranking") {
  int found = 0;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    Random random(seed);
    const auto matcher = MakeMatcher(RandomTaxonomy(seed));
    const auto profile = RandomProfile(matcher.taxonomy(), random);
    for (Concept o = 0; o < matcher.taxonomy().size(); ++o) {
      const auto place = PlaceOf(matcher, profile, o), looked = Looked(matcher, profile, o);
      REQUIRE(place.has_value() == looked.has_value());
      if (!place) continue;
      ++found;
      CHECK(place->rank == looked->rank);
      CHECK(place->of == looked->of);
      CHECK(place->score == looked->score);
    }
    CHECK_FALSE(PlaceOf(matcher, profile, kNoConcept).has_value());
  }
  CHECK(found > 200);
}

TEST_CASE("WhatIf: with a requirement more, the place is that of a profile that has it") {
  int helped = 0;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    Random random(seed);
    const auto matcher = MakeMatcher(RandomTaxonomy(seed));
    const auto& t = matcher.taxonomy();
    const auto origins = t.Concepts(ConceptKind::kOccupation);
    const auto origin = origins.first + random.Below(origins.size());
    const auto profile = ProfileOf(t, origin);
    for (Concept o = origins.first; o < origins.last; ++o) {
      const auto all = Need(WhatWouldHelp(matcher, profile, o, 1000));
      const auto x = Need(Explain(matcher, profile, o));
      if (!x.score || o == origin) {
        CHECK(all.empty());
        continue;
      }
      CHECK(all.size() == x.gap.size());
      std::set<Concept> seen;
      for (std::size_t i = 0; i < all.size(); ++i) {
        const auto& w = all[i];
        CHECK(seen.insert(w.added).second);
        ProfileBuilder anew(t);
        Need(anew.AddOccupation(origin));
        Need(anew.Add(w.added, w.level));
        const auto with = anew.Build();
        const auto looked = Looked(matcher, with, o);
        REQUIRE(looked.has_value());
        CHECK(w.place.rank == looked->rank);
        CHECK(w.place.score == looked->score);
        CHECK(w.readiness.met == matcher.Readiness(with, o).met);
        CHECK(w.readiness.met >= x.readiness.met);
        if (i > 0) CHECK((all[i - 1].place.rank < w.place.rank || (all[i - 1].place.rank == w.place.rank && all[i - 1].place.score >= w.place.score)));
        helped += w.place.score > *x.score;
      }
      CHECK(Need(WhatWouldHelp(matcher, profile, o, 1)).size() == std::min<std::size_t>(1, all.size()));
    }
    CHECK(CodeOf(WhatWouldHelp(matcher, profile, t.Concepts(ConceptKind::kSkill).first, 3).status()) == ErrorCode::kInvalidArgument);
  }
  CHECK(helped > 100);
}

TEST_CASE("WhyNot: the bar is the last of the first places, and what would help is what WhatWouldHelp says") {
  int barred = 0, helped = 0;
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    Random random(seed);
    const auto matcher = MakeMatcher(RandomTaxonomy(seed));
    const auto& t = matcher.taxonomy();
    const auto profile = RandomProfile(t, random);
    const auto occupations = t.Concepts(ConceptKind::kOccupation);
    for (Concept o = occupations.first; o < occupations.last; ++o) {
      const auto shown = random.Below(5);
      const auto why = Need(WhyNotOf(matcher, profile, o, shown, 3));
      const auto place = PlaceOf(matcher, profile, o);
      REQUIRE(why.place.has_value() == place.has_value());
      CHECK(why.explanation.occupation == o);
      CHECK(why.gates.state == GatesOf(t, profile, o, {}).state);
      CHECK(why.bar.has_value() == (place && shown > 0 && place->rank > shown));
      if (why.bar) {
        ++barred;
        CHECK(PlaceOf(matcher, profile, why.bar->occupation)->rank == shown);
      }
      const auto helps = Need(WhatWouldHelp(matcher, profile, o, 3));
      REQUIRE(why.helps.size() == helps.size());
      for (std::size_t i = 0; i < helps.size(); ++i) CHECK(why.helps[i].added == helps[i].added);
      helped += !helps.empty();
      for (const auto language : {Language::kDutch, Language::kEnglish}) {
        const auto lines = WhyNotLines(t, why, language);
        REQUIRE_FALSE(lines.empty());
        for (const auto& line : lines) CHECK((IsUtf8(line) && line.back() == '.'));
      }
      const Parsed json(WhyNotJson(t, why, {}, Language::kDutch));
      CHECK(json.IsNull("place") == !place.has_value());
      CHECK(json.IsNull("bar") == !why.bar.has_value());
      if (place) CHECK(json.Number("rank", json("place")) == place->rank);
      CHECK(json.List("helps").size() == helps.size());
      CHECK(json.Strings("sentences") == WhyNotLines(t, why, Language::kDutch));
    }
    CHECK_FALSE(WhyNotOf(matcher, profile, t.size()).ok());
    GatePolicy bad;
    bad.education_slack = 81;
    CHECK_FALSE(WhyNotOf(matcher, profile, occupations.first, 10, 5, bad).ok());
  }
  CHECK(barred > 50);
  CHECK(helped > 50);
}
