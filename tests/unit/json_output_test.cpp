// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Machine output: sound JSON with the documented keys, and the numbers in it are those of the result.

#include "overstap/json.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "oracle/parsed_json.hpp"
#include "oracle/random_graph.hpp"

using namespace overstap;
using namespace overstap::test;

namespace {

double Decimal(std::string_view text) { return std::strtod(std::string(text).c_str(), nullptr); }

}  // namespace

TEST_CASE("JsonOutput: a ranking holds the matches, scores as decimal and as units") {
  int below_zero = 0, with_band = 0;
  for (std::uint64_t seed = 0; seed < 25; ++seed) {
    Random random(seed);
    const auto matcher = MakeMatcher(RandomTaxonomy(seed, seed % 5 == 0 ? Medium() : GraphSize()));
    const auto& t = matcher.taxonomy();
    const auto profile = RandomProfile(t, random);
    const auto result = matcher.Rank(profile, {.limit = 100, .with_zero = true});
    const AdviceOptions options{.rank = {.limit = 100, .with_zero = true}};
    const auto advice = Need(Advise(matcher, profile, options));
    const Parsed json(AdviceJson(matcher, profile, advice, options, Language::kDutch));
    CHECK(json.IsNull("figures"));
    CHECK(json.IsNull("wider"));
    CHECK(json.Keys(json("hidden_by")).empty());
    CHECK(json.Text("status") == (result.status == RankStatus::kOk ? "ok" : "too_little_data"));
    CHECK(json.Text("taxonomy") == t.snapshot().Hash());
    CHECK(json.Text("model") == matcher.model().hash());
    CHECK(json.Number("items") == result.items);
    CHECK(json.Number("items_needed") == result.needed);
    CHECK(json.Text("confidence") == Name(result.confidence));
    CHECK(json.Text("strong_match") == (result.strong_match ? "true" : "false"));
    CHECK(json.Number("considered") == result.considered);
    CHECK(json.Number("too_little_data") == result.too_little_data);
    const auto matches = json.List("matches");
    REQUIRE(matches.size() == result.matches.size());
    for (std::size_t i = 0; i < matches.size(); ++i) {
      const auto& m = result.matches[i];
      CHECK(json.Text("uri", matches[i]) == t.Uri(m.occupation));
      CHECK(json.Text("label", matches[i]) == t.Label(m.occupation, "nl"));
      CHECK(json.Number("score_units", matches[i]) == m.score);
      CHECK(Decimal(json.Text("score", matches[i])) == doctest::Approx(ToDouble(m.score)).epsilon(1e-6));
      below_zero += m.score < 0;
      CHECK(json.Text("band", matches[i]) == Name(m.band));
      CHECK(json.IsNull("percentile", matches[i]) == (m.band == Band::kUnknown));
      if (m.band != Band::kUnknown) {
        ++with_band;
        CHECK(Decimal(json.Text("percentile", matches[i])) == doctest::Approx(m.percentile / 1000.0).epsilon(1e-6));
      }
      CHECK(Decimal(json.Text("readiness", matches[i])) == doctest::Approx(m.readiness.ratio()).epsilon(1e-6));
      CHECK(json.Text("reason", matches[i]) == ReasonLine(t, Need(Explain(matcher, profile, m.occupation)), Language::kDutch));
    }
  }
  CHECK(below_zero > 50);
  CHECK(with_band > 50);
}

TEST_CASE("JsonOutput: an explanation's contributions and dimensions add up to its score units") {
  for (std::uint64_t seed = 0; seed < 15; ++seed) {
    Random random(seed);
    const auto matcher = MakeMatcher(RandomTaxonomy(seed));
    const auto& t = matcher.taxonomy();
    const auto profile = RandomProfile(t, random);
    for (std::uint32_t o = 0; o < matcher.model().rows(); ++o) {
      const auto x = Need(Explain(matcher, profile, o));
      const Parsed json(ExplanationJson(t, x, Language::kEnglish));
      CHECK(json.Text("uri") == t.Uri(o));
      CHECK(json.IsNull("score") == !x.score);
      CHECK(json.IsNull("score_units") == !x.score);
      if (x.score) CHECK(json.Number("score_units") == *x.score);
      std::int64_t sum = 0, dimensions = 0;
      const auto contributions = json.List("contributions");
      REQUIRE(contributions.size() == x.contributions.size());
      for (std::size_t i = 0; i < contributions.size(); ++i) {
        const auto& c = x.contributions[i];
        sum += json.Number("score_units", contributions[i]);
        CHECK(json.IsNull("uri", contributions[i]) == (c.concept_id == kNoConcept));
        CHECK(json.IsNull("label", contributions[i]) == (c.concept_id == kNoConcept));
        if (c.concept_id != kNoConcept) CHECK(json.Text("uri", contributions[i]) == t.Uri(c.concept_id));
        CHECK(json.Text("dimension", contributions[i]) == Name(c.dimension));
        CHECK(json.Text("in_profile", contributions[i]) == (c.in_profile ? "true" : "false"));
        CHECK(json.Text("in_target", contributions[i]) == (c.in_target ? "true" : "false"));
      }
      for (const auto d : json.List("dimensions")) dimensions += json.Number("score_units", d);
      CHECK(sum == x.score.value_or(0));
      CHECK(dimensions == sum);
      CHECK(json.List("dimensions").size() == kDimensions);
      CHECK(json.List("matched").size() == x.matched.size());
      CHECK(json.List("gap").size() == x.gap.size());
      CHECK(json.List("licences").size() == x.licences.size());
      CHECK(json.List("conditions").size() == x.conditions.size());
      CHECK(json.Number("met", json("readiness")) == static_cast<std::int64_t>(x.readiness.met));
      CHECK(json.IsNull("nlqf_need") == (x.nlqf_need == kNlqfUnknown));
      CHECK(json.IsNull("regulated") == (x.regulated == Regulated::kUnknown));
      for (const auto g : json.List("gap")) {
        CHECK(json.Number("met", g) <= json.Number("weight", g));
        CHECK((json.IsNull("need", g) || json.Number("need", g) > 0));
      }
      const Parsed gap(GapJson(t, x, Language::kEnglish));
      CHECK(gap.List("gap").size() == x.gap.size());
      CHECK(gap.Text("uri") == t.Uri(o));
    }
  }
}

TEST_CASE("JsonOutput: suggestions say unknown as null and name what is missing") {
  int unknown = 0;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    Random random(seed);
    const auto matcher = MakeMatcher(RandomTaxonomy(seed));
    const auto& t = matcher.taxonomy();
    const auto bound = BoundCatalogue::Bind(RandomCourses(random, GraphSize(), 30), t);
    const auto profile = RandomProfile(t, random);
    const auto occupation = random.Below(matcher.model().rows());
    const auto s = SuggestCourses(bound, profile, Need(Explain(matcher, profile, occupation)));
    const Parsed json(SuggestionsJson(t, bound, occupation, s, Language::kEnglish));
    CHECK(json.Number("gap") == static_cast<std::int64_t>(s.gap));
    CHECK(json.Number("useful") == s.useful);
    CHECK(json.Number("not_open") == s.not_open);
    CHECK(json.List("uncovered").size() == s.uncovered.size());
    const auto courses = json.List("courses");
    REQUIRE(courses.size() == s.courses.size());
    for (std::size_t i = 0; i < courses.size(); ++i) {
      const auto& course = bound.catalogue()[s.courses[i].course];
      CHECK(json.Text("uri", courses[i]) == bound.catalogue().Uri(s.courses[i].course));
      CHECK(json.Number("gain", courses[i]) == static_cast<std::int64_t>(s.courses[i].gain));
      CHECK(json.IsNull("cost_min", courses[i]) == (course.cost_min == kUnknownAmount));
      CHECK(json.IsNull("hours", courses[i]) == (course.hours == kUnknownAmount));
      CHECK(json.IsNull("weeks", courses[i]) == (course.weeks == 0xFFFF));
      CHECK(json.List("closes", courses[i]).size() == s.courses[i].closes.size());
      CHECK(json.List("entry_missing", courses[i]).size() == s.courses[i].entry_missing.size());
      unknown += course.hours == kUnknownAmount;
    }
  }
  CHECK(unknown > 5);
}

TEST_CASE("JsonOutput: title hits carry the query as it was typed, whatever was typed") {
  Maker make;
  make.Text("occupation/a", "Zeg \"kok\" \\ of\tchef").Text("occupation/b", "Kok");
  const auto t = make.Build();
  for (const std::string_view query : {std::string_view("kok"), std::string_view("\"kok\"\n\t\\\x01"), std::string_view("k\0k", 3),
                                       std::string_view("\xFF\xC3"), std::string_view("Caf\xC3\xA9"), std::string_view("")}) {
    const auto hits = SearchTitles(t, query, 10);
    const Parsed json(TitleHitsJson(t, query, hits, Language::kEnglish));
    CHECK(json.List("hits").size() == hits.size());
    if (IsUtf8(query)) CHECK(json.Text("query") == query);
  }
  const auto hits = SearchTitles(t, "zeg", 10);
  const Parsed json(TitleHitsJson(t, "zeg", hits, Language::kEnglish));
  REQUIRE(json.List("hits").size() == 1);
  CHECK(json.Text("title", json.List("hits")[0]) == "Zeg \"kok\" \\ of\tchef");
  CHECK(json.Text("match", json.List("hits")[0]) == "prefix");
}

TEST_CASE("JsonOutput: info counts what the taxonomy holds") {
  const auto t = RandomTaxonomy(3);
  Random random(3);
  const auto courses = RandomCourses(random, GraphSize(), 7);
  const Parsed bare(TaxonomyInfoJson(t, nullptr)), both(TaxonomyInfoJson(t, &courses));
  CHECK(bare.Text("hash") == t.snapshot().Hash());
  CHECK(bare.Number("relations") == static_cast<std::int64_t>(t.relation_count()));
  CHECK(bare.Number("occupation", bare("concepts")) == 12);
  CHECK(both.Number("courses", both("catalogue")) == 7);
  CHECK(bare.Keys().size() + 1 == both.Keys().size());
}

TEST_CASE("JsonOutput: the same result gives the same bytes") {
  const auto one = MakeMatcher(RandomTaxonomy(9)), two = MakeMatcher(RandomTaxonomy(9));
  Random a(1), b(1);
  const auto p = RandomProfile(one.taxonomy(), a), q = RandomProfile(two.taxonomy(), b);
  CHECK(AdviceJson(one, p, Need(Advise(one, p)), {}, Language::kDutch) == AdviceJson(two, q, Need(Advise(two, q)), {}, Language::kDutch));
}
