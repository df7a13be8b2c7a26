// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The embedded starter set: it opens, is as large as promised, and everything in it can be used.

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "oracle/maker.hpp"
#include "overstap/explain.hpp"
#include "overstap/io.hpp"
#include "overstap/suggest.hpp"
#include "overstap/text.hpp"

using namespace overstap;
using namespace overstap::test;

TEST_CASE("Starter: opens, and is as large as promised") {
  const auto t = Need(StarterTaxonomy());
  const auto courses = Need(StarterCourses());
  CHECK(t.Concepts(ConceptKind::kOccupation).size() >= 100);
  CHECK(courses.size() >= 150);
  std::set<std::string_view> sectors;
  for (Concept c = 0; c < t.Concepts(ConceptKind::kOccupation).last; ++c) {
    for (const auto parent : t.Broader(c)) sectors.insert(t.Uri(parent));
  }
  CHECK(sectors.size() >= 10);
  CHECK_FALSE(t.snapshot().AboutIn("name", "nl").empty());
  CHECK_FALSE(t.snapshot().AboutIn("name", "en").empty());
  CHECK(Need(StarterTaxonomy()).snapshot().bytes().data() == t.snapshot().bytes().data());  // in place, not a copy
}

TEST_CASE("Starter: every concept has a Dutch and an English label") {
  const auto t = Need(StarterTaxonomy());
  for (Concept c = 0; c < t.size(); ++c) {
    CAPTURE(std::string(t.Uri(c)));
    CHECK_FALSE(t.snapshot().FirstText(c, TextKind::kPreferred, "nl").empty());
    CHECK_FALSE(t.snapshot().FirstText(c, TextKind::kPreferred, "en").empty());
  }
}

TEST_CASE("Starter: every concept a course names is known") {
  const auto t = Need(StarterTaxonomy());
  const auto bound = BoundCatalogue::Bind(Need(StarterCourses()), t);
  CHECK(bound.unknown_skills() == 0);
  for (std::uint32_t i = 0; i < bound.size(); ++i) {
    CAPTURE(std::string(bound.catalogue().Uri(i)));
    CHECK_FALSE(bound.Teaches(i).empty());
    const auto sector = bound.catalogue().Sector(i);
    CHECK((sector.empty() || t.Find(sector).has_value()));
  }
}

TEST_CASE("Starter: every occupation can be ranked, comes first for itself, and explains to the unit") {
  const auto matcher = MakeMatcher(Need(StarterTaxonomy()));
  const auto& t = matcher.taxonomy();
  const auto bound = BoundCatalogue::Bind(Need(StarterCourses()), t);
  for (std::uint32_t o = 0; o < matcher.model().rows(); ++o) {
    if (t.Status(o) != ConceptStatus::kCurrent) continue;
    CAPTURE(std::string(t.Uri(o)));
    CHECK(matcher.model().IsCandidate(o));
    const auto profile = ProfileOf(t, o);
    const auto result = matcher.Rank(profile, {.with_origins = true});
    REQUIRE(result.status == RankStatus::kOk);
    REQUIRE(result.matches.size() == 10);
    CHECK(result.matches[0].occupation == o);
    CHECK(result.matches[0].score == kScoreOne);
    CHECK(result.matches[0].band == Band::kStrong);
    CHECK(result.confidence >= Confidence::kMedium);
    CHECK(result.matches[1].score < kScoreOne - kScoreOne / 100);  // no two occupations are the same
    CHECK(result.matches[0].readiness.met == result.matches[0].readiness.required);
    CHECK(result.too_little_data == 0);
    for (const auto& m : result.matches) {
      const auto x = Need(Explain(matcher, profile, m.occupation));
      CHECK(x.score == m.score);
      Score sum = 0;
      for (const auto& c : x.contributions) sum += c.score;
      CHECK(sum == m.score);
      CHECK(matcher.ScoreOf(matcher.model().QueryOf(m.occupation), o) == m.score);
    }
    const auto next = Need(Explain(matcher, profile, result.matches[1].occupation));
    CHECK(SuggestCourses(bound, profile, next).gap == next.readiness.required - next.readiness.met + [&] {
      std::uint64_t licences = 0;
      for (const auto& l : next.licences) licences += l.present ? 0 : l.weight;
      return licences;
    }());
  }
}

TEST_CASE("Starter: every preferred title finds its occupation, or is ambiguous") {
  const auto t = Need(StarterTaxonomy());
  const auto range = t.Concepts(ConceptKind::kOccupation);
  for (Concept o = range.first; o < range.last; ++o) {
    for (const auto* language : {"nl", "en"}) {
      const auto label = t.snapshot().FirstText(o, TextKind::kPreferred, language);
      const auto found = ResolveTitle(t, label);
      CAPTURE(std::string(label));
      bool among = found.concept_id == o;
      for (const auto& hit : found.choices) among |= hit.concept_id == o;
      CHECK(among);
      CHECK(found.outcome != TitleResolution::Outcome::kNotFound);
      if (std::string_view(language) == "nl") CHECK(found.outcome == TitleResolution::Outcome::kFound);  // no two share one
    }
  }
}
