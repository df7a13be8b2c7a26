// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Advice: equal to scoring everything, moving, gating and cutting it by the slow and obvious way; its options as JSON; and what is
// said of it.

#include "overstap/advice.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <string>
#include <tuple>

#include "oracle/parsed_json.hpp"
#include "oracle/random_policy.hpp"
#include "oracle/random_rich.hpp"
#include "overstap/io.hpp"
#include "overstap/json.hpp"

using namespace overstap;
using namespace overstap::test;

namespace {

Taxonomy WithConditions() {
  Maker make;
  make.Requires("occupation/a", {"skill/1", "skill/2", "skill/3"}).Requires("occupation/b", {"skill/1", "skill/2", "skill/4"});
  make.Requires("occupation/b", "condition/night", Relevance::kImportant);
  return make.Build();
}

std::string ErrorOf(const Taxonomy& t, const std::string& members) {
  const auto options = ReadAdviceOptions({"a.json", "{\"overstap_advice\": 1,\n" + members + "}"}, t);
  return options.ok() ? "read" : std::string(options.status().message());
}

}  // namespace

TEST_CASE("Advice: by default the plain ranking, with what stands in the way of each") {
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    Random random(seed);
    const auto matcher = MakeMatcher(RichTaxonomy(seed));
    const auto profile = RandomProfile(matcher.taxonomy(), random);
    const auto plain = matcher.Rank(profile);
    const auto advice = Need(Advise(matcher, profile));
    REQUIRE(advice.nearby.size() == plain.matches.size());
    for (std::size_t i = 0; i < plain.matches.size(); ++i) {
      CHECK(advice.nearby[i].match.occupation == plain.matches[i].occupation);
      CHECK(advice.nearby[i].match.score == plain.matches[i].score);
      CHECK(advice.nearby[i].order == plain.matches[i].score);
      CHECK(advice.nearby[i].gates.state == GatesOf(matcher.taxonomy(), profile, plain.matches[i].occupation, {}).state);
    }
    CHECK(advice.not_demoted == advice.nearby.size());
    CHECK(advice.hidden + advice.demoted == 0);
    CHECK(advice.wider.empty());
    CHECK(advice.ranking.considered == plain.considered);
    CHECK(advice.ranking.strong_match == plain.strong_match);
    CHECK(advice.ranking.status == plain.status);
  }
}

TEST_CASE("Advice: equals moving, gating and cutting the whole ranking, on random graphs, policies and figures") {
  int wide = 0, moved = 0, hidden = 0, demoted = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    Random random(seed);
    const auto matcher = MakeMatcher(RichTaxonomy(seed, seed % 10 == 0 ? Medium() : GraphSize()));
    const auto& t = matcher.taxonomy();
    const auto profile = RandomProfile(t, random);
    AdviceOptions options;
    options.rank = {.limit = 1 + random.Below(5), .with_origins = random.Chance(30), .with_zero = random.Chance(50)};
    if (random.Chance(60)) options.gates = RandomPolicy(t, random);
    options.factors = RandomScales(random);
    options.with_wider = random.Chance(70);
    options.lists = {.nearby = 0, .wider = 1 + random.Below(6), .digits = static_cast<std::uint8_t>(1 + random.Below(3)), .per_family = 1 + random.Below(2),
                     .loss = static_cast<std::uint16_t>(random.Below(11) * 100)};
    const auto table = RandomFigures(random);
    const auto* figures = random.Chance(60) ? &table : nullptr;
    const auto advice = Need(Advise(matcher, profile, options, figures));

    auto all = options.rank;
    all.limit = 100000;
    std::vector<std::tuple<bool, Score, Concept>> kept;  // demoted, - order, concept
    std::uint32_t hid = 0;
    for (const auto& m : matcher.Rank(profile, all).matches) {
      const auto gates = GatesOf(t, profile, m.occupation, options.gates);
      Score order = m.score;
      for (std::size_t f = 0; f < kFactors && figures; ++f) {
        if (const auto figure = table.Find(t, m.occupation, static_cast<Factor>(f))) order += AdjustmentOf(options.factors.scale[f], figure->value);
      }
      moved += order != m.score;
      if (gates.action == GateAction::kHide) ++hid;
      else kept.emplace_back(gates.action == GateAction::kDemote, -order, m.occupation);
    }
    std::sort(kept.begin(), kept.end());
    const auto good = static_cast<std::size_t>(std::count_if(kept.begin(), kept.end(), [](const auto& k) { return !std::get<0>(k); }));
    const std::size_t limit = options.rank.limit;
    CHECK(advice.hidden == hid);
    CHECK(advice.demoted == kept.size() - good);
    hidden += static_cast<int>(hid), demoted += static_cast<int>(kept.size() - good);
    REQUIRE(advice.nearby.size() == std::min(limit, kept.size()));
    CHECK(advice.not_demoted == std::min(limit, good));
    for (std::size_t i = 0; i < advice.nearby.size(); ++i) {
      const auto& a = advice.nearby[i];
      CHECK(std::tuple(a.gates.action == GateAction::kDemote, -a.order, a.match.occupation) == kept[i]);
      Score sum = a.match.score;
      for (const auto& adjustment : a.adjustments) sum += adjustment.score;
      CHECK(sum == a.order);
    }

    // The second list, taken one after the other as its header says.
    std::vector<Concept> expected;
    if (options.with_wider && good > limit) {
      const auto family = [&](Concept c) { return Family(t, c, options.lists.digits); };
      std::map<std::uint16_t, std::uint32_t> taken;
      for (std::size_t i = 0; i < limit; ++i) {
        if (const auto f = family(std::get<2>(kept[i]))) ++taken[*f];
      }
      const Score best = -std::get<1>(kept[limit]), least = best - std::max<Score>(best, 0) * options.lists.loss / 1000;
      CHECK(advice.least == least);
      for (std::size_t i = limit; i < good && expected.size() < options.lists.wider; ++i) {
        const auto f = family(std::get<2>(kept[i]));
        if (-std::get<1>(kept[i]) < least || (f && taken[*f] >= options.lists.per_family)) continue;
        if (f) ++taken[*f];
        expected.push_back(std::get<2>(kept[i]));
      }
    }
    REQUIRE(advice.wider.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
      CHECK(advice.wider[i].match.occupation == expected[i]);
      CHECK(advice.wider[i].match.score == *matcher.ScoreOf(matcher.model().MakeQuery(profile), expected[i]));
    }
    wide += static_cast<int>(expected.size());
  }
  CHECK(wide > 100);
  CHECK(moved > 500);
  CHECK(hidden > 200);
  CHECK(demoted > 100);
}

TEST_CASE("Advice: options as JSON, all of them, and defaults for what is left out") {
  const auto t = WithConditions();
  const auto o = Need(ReadAdviceOptions({"a.json", R"({"overstap_advice": 1, "limit": 7, "with_origins": true, "with_zero": true, "region": "Noord",
    "gates": {"regulated": "off", "licence": "hide", "education": "demote", "condition": "hide", "mediation": "off", "licence_from": "important", "education_slack": 10},
    "limits": [{"condition": "condition/night", "from": "important"}], "wider": {"limit": 4, "digits": 3, "per_family": 1, "loss": 250},
    "factors": {"wage": {"weight": 50, "worst": 1800, "best": 3000.5}, "automation_risk": {"weight": 10, "worst": 1, "best": 0}}})"}, t));
  CHECK(o.rank.limit == 7);
  CHECK((o.rank.with_origins && o.rank.with_zero && o.with_wider));
  using enum GateAction;
  CHECK(o.gates.action == std::array{kOff, kHide, kDemote, kHide, kOff});
  CHECK(o.gates.licence_from == Relevance::kImportant);
  CHECK(o.gates.education_slack == 10);
  REQUIRE(o.gates.limits.size() == 1);
  CHECK(o.gates.limits[0].condition == At(t, "condition/night"));
  CHECK(o.gates.limits[0].from == Relevance::kImportant);
  CHECK(o.lists.wider == 4);
  CHECK(o.lists.digits == 3);
  CHECK(o.lists.per_family == 1);
  CHECK(o.lists.loss == 250);
  CHECK(o.factors.region == "Noord");
  CHECK(o.factors.scale[static_cast<std::size_t>(Factor::kWage)].weight == 50);
  CHECK(o.factors.scale[static_cast<std::size_t>(Factor::kWage)].best == 3000 * kAmountOne + kAmountOne / 2);
  CHECK(o.factors.scale[static_cast<std::size_t>(Factor::kAutomationRisk)].worst == kAmountOne);
  CHECK(o.factors.scale[static_cast<std::size_t>(Factor::kTightness)].weight == 0);

  const auto none = Need(ReadAdviceOptions({"a.json", "{\"overstap_advice\": 1}"}, t));
  CHECK(none.rank.limit == 10);
  CHECK_FALSE(none.with_wider);
  CHECK(none.gates.action == GatePolicy().action);
  CHECK(Need(ReadAdviceOptions({"a.json", "{\"overstap_advice\": 1, \"wider\": true}"}, t)).with_wider);
}

TEST_CASE("Advice: options that cannot be meant are refused with their place") {
  const auto t = WithConditions();
  CHECK(ErrorOf(t, "\"limits\": []") == "read");
  CHECK(ErrorOf(t, "\"limit\": 0").find("a.json:2:10: \"limit\": expected an integer from 1 to 100000, found 0") == 0);
  CHECK(ErrorOf(t, "\"hide\": 1").find("unknown key \"hide\"") != std::string::npos);
  CHECK(ErrorOf(t, "\"gates\": {\"licence\": \"stop\"}").find("one of off, warn, demote, hide") != std::string::npos);
  CHECK(ErrorOf(t, "\"gates\": {\"licence_from\": \"not_relevant\"}").find("one of somewhat, optional, important, essential") != std::string::npos);
  CHECK(ErrorOf(t, "\"limits\": [{\"condition\": \"skill/1\"}]").find("\"skill/1\" is no work condition of this taxonomy") != std::string::npos);
  CHECK(ErrorOf(t, "\"limits\": [{}]").find("a limit has no \"condition\"; add it") != std::string::npos);
  CHECK(ErrorOf(t, "\"limits\": [{\"condition\": \"condition/night\"}, {\"condition\": \"condition/night\"}]").find("two limits on condition/night") != std::string::npos);
  CHECK(ErrorOf(t, "\"wider\": 3").find("\"wider\"") != std::string::npos);
  CHECK(ErrorOf(t, "\"wider\": {\"digits\": 5}").find("from 1 to 4") != std::string::npos);
  CHECK(ErrorOf(t, "\"factors\": {\"wage\": {\"weight\": 101}}").find("from 0 to 100") != std::string::npos);
  CHECK(ErrorOf(t, "\"factors\": {\"wage\": {\"weight\": 10, \"worst\": 5, \"best\": 5}}").find("same worst and best") != std::string::npos);
  CHECK(ErrorOf(t, "\"factors\": {\"wage\": {\"worst\": -5}}").find("a number such as 2451.50") != std::string::npos);
  CHECK(ErrorOf(t, "\"factors\": {\"wage\": {\"worst\": \"5\"}}").find("a number such as 2451.50") != std::string::npos);
  CHECK(ErrorOf(t, "\"factors\": {\"pay\": {}}").find("known here: tightness, wage, automation_risk") != std::string::npos);
  CHECK(CodeOf(ReadAdviceOptions({"a.json", "{\"overstap_advice\": 2}"}, t).status()) == ErrorCode::kFormatVersion);
  CHECK_FALSE(ReadAdviceOptions({"a.json", ""}, t).ok());
  AdviceOptions bad;
  bad.lists.per_family = 0;
  CHECK_FALSE(Advise(MakeMatcher(t), Profile(), bad).ok());
}

TEST_CASE("Advice: its JSON tells of gates, figures, both lists and what is hidden") {
  int gates = 0, figures_told = 0, absent = 0;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    Random random(seed);
    const auto matcher = MakeMatcher(RichTaxonomy(seed));
    const auto& t = matcher.taxonomy();
    const auto profile = RandomProfile(t, random);
    AdviceOptions options;
    options.rank.limit = 4;
    options.gates = RandomPolicy(t, random);
    options.with_wider = true;
    options.factors = RandomScales(random);
    const auto table = RandomFigures(random);
    const auto advice = Need(Advise(matcher, profile, options, &table));
    const Parsed json(AdviceJson(matcher, profile, advice, options, Language::kDutch, &table));
    CHECK(json.Number("hidden") == advice.hidden);
    CHECK(json.Number("demoted") == advice.demoted);
    CHECK(json.Text("source", json("figures")) == "us");
    CHECK(json.Number("rows", json("figures")) == static_cast<std::int64_t>(table.rows().size()));
    const auto hidden_by = json.Keys(json("hidden_by"));
    CHECK(static_cast<std::ptrdiff_t>(hidden_by.size()) == std::count(options.gates.action.begin(), options.gates.action.end(), GateAction::kHide));
    const auto check = [&](std::string_view key, const std::vector<AdvisedMatch>& list) {
      const auto matches = json.List(key);
      REQUIRE(matches.size() == list.size());
      for (std::size_t i = 0; i < list.size(); ++i) {
        CHECK(json.Text("uri", matches[i]) == t.Uri(list[i].match.occupation));
        CHECK(json.Number("order_units", matches[i]) == list[i].order);
        CHECK(json.Text("demoted", matches[i]) == (list[i].gates.action == GateAction::kDemote ? "true" : "false"));
        for (const auto gate : json.List("gates", matches[i])) {
          ++gates;
          const auto name = json.Text("gate", gate), state = json.Text("state", gate);
          for (int g = 0; g < kGates; ++g) {
            if (Name(static_cast<Gate>(g)) != name) continue;
            CHECK(state == Name(list[i].gates.For(static_cast<Gate>(g))));
            CHECK(json.Text("action", gate) == Name(options.gates.For(static_cast<Gate>(g))));
          }
        }
        Score sum = list[i].match.score;
        const auto told = json("figures", matches[i]);
        for (const auto& factor : json.Keys(told)) {
          if (json.IsNull(factor, told)) {
            ++absent;
          } else {
            ++figures_told;
            sum += json.Number("adjustment_units", json(factor, told));
          }
        }
        CHECK(sum == list[i].order);
      }
    };
    check("matches", advice.nearby);
    check("wider", advice.wider);
  }
  CHECK(gates > 100);
  CHECK(figures_told > 50);
  CHECK(absent > 50);
}
