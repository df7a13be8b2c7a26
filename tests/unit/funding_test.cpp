// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Funding: rules are read strictly, and say exactly what follows from what is known.

#include "overstap/funding.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "oracle/funding.hpp"
#include "oracle/parsed_json.hpp"
#include "overstap/funding_report.hpp"
#include "overstap/text.hpp"

using namespace overstap;
using namespace overstap::test;
using detail::Cat;

namespace {

Date Day(std::string_view text) {
  const auto day = ParseDate(text);
  REQUIRE_MESSAGE(day.has_value(), std::string(text));
  return *day;
}

std::string Shipped(const std::string& name) {
  std::ifstream file(std::string(OVERSTAP_TEST_DIR) + "/../taxonomy/funding/" + name, std::ios::binary);
  REQUIRE(file.good());
  return {std::istreambuf_iterator<char>(file), {}};
}

FundingRules Read(const std::string& text, const FundingRules* base = nullptr) {
  const JsonSource source{"rules.json", text};
  return Need(ReadFundingRules({&source, 1}, base));
}
/// A document with one rule of these members besides what every rule has; shares and periods where it names none.
std::string OneRule(const std::string& more) {
  const auto with = [&](const std::string& key, const std::string& value) { return more.find("\"" + key + "\"") != more.npos ? "" : ", \"" + key + "\": " + value; };
  return RulesJson(FactJson("f0") + ", " + FactJson("f1"), RuleJson("a", "\"applicant\": \"person\"" + with("kind", "\"grant\"") + with("status", "\"in-force\"") + with("share", "50") +
                                                                             with("periods", "[{\"from\": \"2020-01-01\"}]") + (more.empty() ? "" : ", ") + more));
}
std::string ErrorOf(const std::string& text) {
  const JsonSource source{"r.json", text};
  const auto read = ReadFundingRules({&source, 1});
  return read.ok() ? "read" : std::string(read.status().message());
}

struct OneCourse {
  CourseBuilder builder;
  CourseBuilder::Node node;
  explicit OneCourse(const CourseBuilder::Facts& facts) : node(Need(builder.Add("c", facts))) {}
  OneCourse& Fact(CourseFactKind kind, std::string_view text, Date from = kNoDate, Date until = kNoDate) {
    Need(builder.AddFact(node, kind, text, from, until));
    return *this;
  }
  CourseCatalogue Build() { return Need(builder.Build()); }
};
CourseCatalogue Priced(std::uint32_t least, std::uint32_t most, Nlqf nlqf = 30) { return OneCourse({.cost_min = least, .cost_max = most, .nlqf = nlqf}).Build(); }

Funding Evaluate(const FundingRules& rules, const CourseCatalogue& courses, Date day, const FundingContext& context = {}, const FundingOptions& options = {}) {
  std::vector<std::uint32_t> all;
  for (std::uint32_t i = 0; i < courses.size(); ++i) all.push_back(i);
  return Need(EvaluateFunding(rules, courses, all, context, day, options));
}
const FundingVerdict& VerdictOf(const Funding& funding, const FundingRules& rules, std::string_view id, std::size_t course = 0) {
  for (const auto& verdict : funding.courses.at(course).verdicts) {
    if (rules.rules()[verdict.rule].id == id) return verdict;
  }
  FAIL("no verdict of ", std::string(id));
  return funding.courses[course].verdicts.front();
}
/// "yes", "no: level, period 2026-01-01", "unknown: fact f0".
std::string Told(const FundingRules& rules, const FundingVerdict& v) {
  std::string text(Name(v.truth));
  for (std::size_t i = 0; i < v.points.size(); ++i) {
    const auto& p = v.points[i];
    text += Cat(i == 0 ? ": " : ", ", Name(p.topic), p.topic == FundingTopic::kFact ? " " + rules.facts()[p.fact].name : "", p.date == kNoDate ? "" : " " + DateName(p.date));
  }
  return text;
}
std::string Told(const std::string& rule, const CourseCatalogue& courses, std::string_view day = "2026-06-01", const FundingContext& context = {}) {
  const auto rules = Read(OneRule(rule));
  return Told(rules, Evaluate(rules, courses, Day(day), context, {.with_drafts = true}).courses[0].verdicts[0]);
}
FundingContext ContextOf(const FundingRules& rules, const std::string& members) { return Need(ReadFundingContext({"c.json", "{\"overstap_funding_context\": 1" + (members.empty() ? "" : ", " + members) + "}"}, rules)); }

const std::string kSlim = "urn:overstap:funding:slim-scholingssubsidie", kStap = "urn:overstap:funding:stap-budget", kLlo = "urn:overstap:funding:llo-regeling",
                  kAccount = "urn:overstap:funding:leerrekening";

}  // namespace

// --- what is shipped -----------------------------------------------------------------------------------------------

TEST_CASE("Funding: what is compiled in is what stands in taxonomy/funding, each rule with sources and a day on which they were read") {
  const auto rules = Need(DefaultFundingRules());
  const std::vector<JsonSource> sources = {{"a", Shipped("national.json")}, {"b", Shipped("budgets.json")}};
  const auto again = Need(ReadFundingRules(sources));
  REQUIRE(rules.rules().size() == again.rules().size());
  REQUIRE(rules.rules().size() == 4);
  for (std::size_t i = 0; i < rules.rules().size(); ++i) {
    const auto& rule = rules.rules()[i];
    CHECK(rule.id == again.rules()[i].id);
    CHECK(rule.description == again.rules()[i].description);
    CHECK_FALSE(rule.example);
    CHECK(rule.name.nl.find("oorbeeld") == rule.name.nl.npos);
    for (const auto& source : rule.sources) {
      CHECK(source.read >= Day("2026-11-29"));
      CHECK(source.basis != SourceBasis::kInvented);
      CHECK((source.basis == SourceBasis::kNotes || source.url.starts_with("https://")));
    }
  }
  for (const auto& id : {kSlim, kStap, kLlo, kAccount}) CHECK(rules.FindRule(id).has_value());
  CHECK_FALSE(rules.FindRule("urn:overstap:funding:").has_value());
  CHECK(rules.rules()[*rules.FindRule(kLlo)].status == FundingStatus::kDraft);
  for (std::uint32_t f = 0; f < rules.facts().size(); ++f) CHECK(rules.FindFact(rules.facts()[f].name) == f);
  CHECK_FALSE(rules.FindFact("").has_value());
}

TEST_CASE("Funding: the SLIM grant counts in its periods, for courses in an ontwikkelpad, by their level") {
  const auto rules = Need(DefaultFundingRules());
  const auto context = ContextOf(rules, "\"facts\": {\"employer_applies\": true}");
  const auto on = [&](std::string_view day, Nlqf nlqf = 30) {
    const auto start = Day(day) + 10;
    const auto courses = OneCourse({.cost_min = 1001, .cost_max = 2000, .nlqf = nlqf}).Fact(CourseFactKind::kPath, "urn:p", Day("2025-01-01")).Fact(CourseFactKind::kStart, "", start).Build();
    const auto funding = Evaluate(rules, courses, Day(day), context);
    const auto& v = VerdictOf(funding, rules, kSlim);
    return Cat(Told(rules, v), v.truth == Truth::kNo ? std::string() : Cat(" ", v.amount_least, "-", v.amount_most));
  };
  CHECK(on("2025-03-09") == "no: period 2025-03-10");
  for (const auto day : {"2025-03-10", "2025-06-30", "2025-07-01", "2025-11-10", "2026-05-26", "2026-12-31"}) CHECK(on(day) == "yes 900-1800");
  CHECK(on("2025-11-11") == "no: period 2026-05-26");
  CHECK(on("2026-05-25") == "no: period 2026-05-26");
  CHECK(on("2027-01-01") == "no: period 2026-12-31");
  for (const Nlqf level : {10, 20, 30}) CHECK(on("2026-06-01", level) == "yes 900-1800");
  CHECK(on("2026-06-01", 40) == "yes 400-800");
  for (const Nlqf level : {5, 45, 50, 60}) CHECK(on("2026-06-01", level) == "no: level");
  CHECK(on("2026-06-01", kNlqfUnknown) == "unknown: level 400-1800");  // an unknown level is not read as low
}

TEST_CASE("Funding: the STAP budget is never offered after its end, whoever asks for whatever course") {
  const auto rules = Need(DefaultFundingRules());
  auto context = ContextOf(rules, "\"facts\": {\"stap_round_open\": true, \"adult_below_pension_age\": true, \"insured_for_aow\": true, \"has_study_finance\": false}");
  const auto courses = OneCourse({.cost_min = 500, .cost_max = 1500, .nlqf = 30}).Fact(CourseFactKind::kQuality, "nrto").Build();
  const auto on = [&](Date day) { return Told(rules, VerdictOf(Evaluate(rules, courses, day, context), rules, kStap)); };
  CHECK(on(Day("2022-02-28")) == "no: period 2022-03-01");
  CHECK(on(Day("2022-03-01")) == "yes");
  CHECK(on(Day("2023-12-31")) == "yes");
  CHECK(on(Day("2024-01-01")) == "no: period 2023-12-31");
  for (Date day = Day("2024-01-01"); day < Day("2040-01-01"); day += 13) CHECK(on(day) == "no: period 2023-12-31");
  CHECK(on(kLastDate) == "no: period 2023-12-31");
  Random random(5);
  for (int round = 0; round < 100; ++round) {
    const auto any = RandomCourses(random, 3);
    for (auto& fact : context.facts) fact = static_cast<Truth>(random.Below(3));
    const auto funding = Evaluate(rules, any, Day("2024-01-01") + static_cast<Date>(random.Below(4000)), context, {.with_drafts = random.Chance(50)});
    for (std::size_t c = 0; c < 3; ++c) {
      CHECK(VerdictOf(funding, rules, kStap, c).truth == Truth::kNo);
      for (const auto* net : {&funding.courses[c].certain, &funding.courses[c].possible}) CHECK(std::count(net->rules.begin(), net->rules.end(), *rules.FindRule(kStap)) == 0);
    }
  }
}

TEST_CASE("Funding: drafts are off unless asked for, and never say yes without a period") {
  const auto rules = Need(DefaultFundingRules());
  const auto courses = Priced(1000, 1000, 20);
  const auto plain = Evaluate(rules, courses, Day("2026-12-01"));
  CHECK(plain.drafts_left_out == 1);
  CHECK(plain.courses[0].verdicts.size() == 3);
  const auto asked = Evaluate(rules, courses, Day("2026-12-01"), {}, {.with_drafts = true});
  CHECK(asked.drafts_left_out == 0);
  const auto& llo = VerdictOf(asked, rules, kLlo);
  CHECK(Told(rules, llo) == "unknown: period");
  CHECK(llo.percent_least == 0);
  CHECK(llo.percent_most == 100);
  CHECK(llo.amount_least == 0);
  CHECK(llo.amount_most == 1000);
  CHECK(Told(rules, VerdictOf(Evaluate(rules, Priced(1, 1, 50), Day("2026-12-01"), {}, {.with_drafts = true}), rules, kLlo)) == "no: level");
}

TEST_CASE("Funding: a learning account gives what the caller says there is in it") {
  const auto rules = Need(DefaultFundingRules());
  const auto courses = Priced(300, 900);
  const auto with = [&](const std::string& euros) { return Evaluate(rules, courses, Day("2026-12-01"), ContextOf(rules, "\"balances\": {\"" + kAccount + "\": " + euros + "}")); };
  auto funding = with("700");
  CHECK(Told(rules, VerdictOf(funding, rules, kAccount)) == "yes");
  CHECK(VerdictOf(funding, rules, kAccount).amount_least == 300);
  CHECK(VerdictOf(funding, rules, kAccount).amount_most == 700);
  CHECK(funding.courses[0].certain.least == 0);
  CHECK(funding.courses[0].certain.most == 200);
  CHECK(Told(rules, VerdictOf(with("0"), rules, kAccount)) == "no: balance");
  funding = with("null");
  CHECK(Told(rules, VerdictOf(funding, rules, kAccount)) == "unknown: balance");
  CHECK(funding.courses[0].certain.rules.empty());
  CHECK(funding.courses[0].certain.most == 900);
  CHECK(funding.courses[0].possible.least == 0);
  CHECK(funding.courses[0].possible.most == 900);  // there may be one euro in it
}

TEST_CASE("Funding: the examples say that they are, and go with the default rules") {
  const auto defaults = Need(DefaultFundingRules());
  const auto all = Read(Shipped("examples.json"), &defaults);
  CHECK(all.rules().size() == defaults.rules().size() + 3);
  std::size_t examples = 0;
  for (const auto& rule : all.rules()) examples += rule.example;
  CHECK(examples == 3);
  // Numbers of facts changed: what the rules ask did not.
  const auto& slim = all.rules()[*all.FindRule(kSlim)];
  REQUIRE(slim.needs.size() == 1);
  CHECK(all.facts()[slim.needs[0].any[0].fact].name == "employer_applies");
  const auto courses = StarterCourses();
  REQUIRE(courses.ok());
  std::set<std::string> sectors;
  for (std::uint32_t i = 0; i < courses->size(); ++i) sectors.emplace(courses->Sector(i));
  for (const auto& rule : all.rules()) {
    for (const auto& sector : rule.sectors) CHECK_MESSAGE(sectors.contains(sector), sector);
  }
}

// --- against the slow reading --------------------------------------------------------------------------------------

TEST_CASE("Funding: a rule says yes when it holds for all that may be, and no when it holds for none") {
  std::map<Truth, int> seen;
  std::map<FundingTopic, int> against, open;
  for (std::uint64_t seed = 0; seed < 4000 / kSlow; ++seed) {
    Random random(seed);
    const auto rules = RandomRules(random, 3);
    const auto courses = RandomCourses(random, 2);
    const auto context = RandomContext(random, rules);
    const auto day = kSomeDay - 3 + static_cast<Date>(random.Below(7));
    const auto funding = Evaluate(rules, courses, day, context, {.with_drafts = true});
    for (std::uint32_t c = 0; c < courses.size(); ++c) {
      REQUIRE(funding.courses[c].verdicts.size() == rules.rules().size());
      for (const auto& v : funding.courses[c].verdicts) {
        const auto& rule = rules.rules()[v.rule];
        const auto cases = CasesOf(rules, v.rule, courses, c, context, day);
        std::size_t holds = 0;
        std::set<int> percents;
        std::uint64_t least = kUnknownAmount, most = 0;
        for (const auto& known : cases) {
          bool held = false;
          for (const int open_share : {1, 100}) {
            const auto percent = PercentWhen(rule, courses, c, known, day, open_share);
            if (percent == 0) continue;
            held = true;
            percents.insert(percent);
            for (const auto cost : {courses[c].cost_min, courses[c].cost_max}) {
              auto amount = std::uint64_t{cost} * static_cast<std::uint64_t>(percent) / 100;
              if (rule.maximum != kUnknownAmount) amount = std::min<std::uint64_t>(amount, rule.maximum);
              if (rule.from_balance) amount = std::min<std::uint64_t>(amount, known.balance);
              least = std::min(least, amount), most = std::max(most, amount);
            }
          }
          holds += held;
        }
        const auto expected = holds == 0 ? Truth::kNo : holds == cases.size() ? Truth::kYes : Truth::kUnknown;
        ++seen[expected];
        CHECK_MESSAGE(v.truth == expected, "seed ", seed, " course ", c, " rule ", rule.id, ": ", Told(rules, v), ", expected ", std::string(Name(expected)));
        CHECK((v.points.empty() == (v.truth == Truth::kYes)));
        for (const auto& point : v.points) ++(v.truth == Truth::kNo ? against : open)[point.topic];
        if (v.truth != expected || expected == Truth::kNo) continue;
        if (!rule.shares.empty()) {
          CHECK(v.percent_least == *percents.begin());
          CHECK(v.percent_most == *percents.rbegin());
        }
        if (courses[c].cost_max == kUnknownAmount) {
          CHECK(v.amount_least == kUnknownAmount);
        } else {
          CHECK(v.amount_most == most);
          CHECK(v.amount_least <= least);  // 0 where a balance or share is unknown
          if (!rule.shares.empty() && !rule.from_balance) CHECK(v.amount_least == least);
        }
      }
    }
  }
  for (int t = 0; t < 3; ++t) CHECK(seen[static_cast<Truth>(t)] > 500 / kSlow);
  for (int t = 0; t < kFundingTopics; ++t) {
    const auto topic = static_cast<FundingTopic>(t);
    CHECK_MESSAGE(against[topic] > 10 / kSlow, std::string(Name(topic)));
    if (topic != FundingTopic::kType) CHECK_MESSAGE(open[topic] > 10 / kSlow, std::string(Name(topic)));
  }
}

TEST_CASE("Funding: what is told to find out settles it, once it is found out") {
  int settled = 0;
  for (std::uint64_t seed = 0; seed < 600 / kSlow; ++seed) {
    Random random(seed);
    const auto rules = RandomRules(random, 3);
    const auto courses = RandomCourses(random, 2);
    auto context = RandomContext(random, rules);
    context.facts.resize(rules.facts().size(), Truth::kUnknown);
    const auto funding = Evaluate(rules, courses, kSomeDay, context, {.with_drafts = true});
    for (std::size_t c = 0; c < courses.size(); ++c) {
      for (const auto& v : funding.courses[c].verdicts) {
        if (v.truth != Truth::kUnknown || std::any_of(v.points.begin(), v.points.end(), [](const FundingPoint& p) { return p.topic != FundingTopic::kFact; })) continue;
        auto more = context;
        for (const auto& point : v.points) {
          CHECK(context.facts[point.fact] == Truth::kUnknown);
          more.facts[point.fact] = random.Chance(50) ? Truth::kYes : Truth::kNo;
        }
        CHECK(Evaluate(rules, courses, kSomeDay, more, {.with_drafts = true}).courses[c].verdicts[v.rule].truth != Truth::kUnknown);
        ++settled;
      }
    }
  }
  CHECK(settled > 30 / kSlow);
}

TEST_CASE("Funding: the net cost is that of the best rules that go together, by trying all sets of rules") {
  int combined = 0, more_possible = 0;
  for (std::uint64_t seed = 0; seed < 3000 / kSlow; ++seed) {
    Random random(seed);
    const auto rules = RandomRules(random, 2 + random.Below(4));
    const auto courses = RandomCourses(random, 1);
    const auto context = RandomContext(random, rules);
    const auto funding = Evaluate(rules, courses, kSomeDay, context, {.with_drafts = true});
    const auto& got = funding.courses[0];
    const auto cost_min = courses[0].cost_min, cost_max = courses[0].cost_max;
    if (cost_max == kUnknownAmount) {
      CHECK(got.certain.most == kUnknownAmount);
      CHECK(funding.total.unpriced == 1);
      continue;
    }
    const auto cents = [&](const FundingVerdict& v, std::uint32_t cost, bool most) {
      const auto& rule = rules.rules()[v.rule];
      auto given = std::uint64_t{cost} * (most ? v.percent_most : v.percent_least);
      if (rule.maximum != kUnknownAmount) given = std::min<std::uint64_t>(given, 100ull * rule.maximum);
      const auto balance = v.rule < context.balances.size() ? context.balances[v.rule] : kUnknownAmount;
      if (rule.from_balance) given = balance != kUnknownAmount ? std::min<std::uint64_t>(given, 100ull * balance) : most ? given : 0;
      return given;
    };
    // The most that is sure of the highest cost, and the most that may be.
    std::uint64_t sure = 0, hoped = 0;
    for (std::uint32_t set = 0; set < 1u << rules.rules().size(); ++set) {
      bool fits = true, certain = true;
      std::uint64_t least = 0, most = 0;
      for (std::uint32_t r = 0; r < rules.rules().size(); ++r) {
        if ((set >> r & 1) == 0) continue;
        const auto& v = got.verdicts[r];
        fits = fits && v.truth != Truth::kNo;
        certain = certain && v.truth == Truth::kYes;
        for (std::uint32_t o = 0; o < r; ++o) {
          const auto& partners = rules.rules()[r].combine_with;
          if ((set >> o & 1) != 0) fits = fits && std::count(partners.begin(), partners.end(), o) == 1;
        }
        least += cents(v, cost_max, false), most += cents(v, cost_max, true);
      }
      if (!fits) continue;
      hoped = std::max(hoped, std::min<std::uint64_t>(most, 100ull * cost_max));
      if (certain) sure = std::max(sure, std::min<std::uint64_t>(least, 100ull * cost_max));
    }
    CHECK(got.certain.most == cost_max - sure / 100);
    for (const auto* net : {&got.certain, &got.possible}) {  // what it names gives what it says
      std::uint64_t least = 0, most = 0;
      for (const auto r : net->rules) least += cents(got.verdicts[r], cost_max, false), most += cents(got.verdicts[r], cost_min, true);
      CHECK(net->most == cost_max - std::min<std::uint64_t>(least / 100, cost_max));
      CHECK(net->least == cost_min - std::min<std::uint64_t>(most / 100, cost_min));
      CHECK(net->least <= net->most);
      const auto between = cost_min + random.Below(cost_max - cost_min + 1);
      least = most = 0;
      for (const auto r : net->rules) least += cents(got.verdicts[r], between, false), most += cents(got.verdicts[r], between, true);
      CHECK(between - std::min<std::uint64_t>(least / 100, between) <= net->most);
      CHECK(between - std::min<std::uint64_t>(most / 100, between) >= net->least);
      CHECK(std::is_sorted(net->rules.begin(), net->rules.end()));
    }
    std::uint64_t best = 0;
    for (const auto r : got.possible.rules) best += cents(got.verdicts[r], cost_max, true);
    CHECK(std::min<std::uint64_t>(best, 100ull * cost_max) == hoped);
    combined += got.certain.rules.size() > 1;
    more_possible += got.possible.rules != got.certain.rules;
  }
  CHECK(combined > 20 / kSlow);
  CHECK(more_possible > 100 / kSlow);
}

TEST_CASE("Funding: courses taken together share what a rule gives for a year or from a balance") {
  int shared = 0;
  for (std::uint64_t seed = 0; seed < 1500 / kSlow; ++seed) {
    Random random(seed);
    const auto rules = RandomRules(random, 4);
    const auto courses = RandomCourses(random, 4);
    const auto context = RandomContext(random, rules);
    const auto alone = Evaluate(rules, courses, kSomeDay, context), together = Evaluate(rules, courses, kSomeDay, context, {.together = true});
    std::map<std::uint32_t, std::uint64_t> given;
    FundingTotal total;
    for (std::size_t c = 0; c < courses.size(); ++c) {
      const auto& one = together.courses[c];
      const auto cost = courses[static_cast<std::uint32_t>(c)].cost_max;
      if (cost == kUnknownAmount) {
        ++total.unpriced;
        continue;
      }
      CHECK(one.certain.most >= alone.courses[c].certain.most);  // less is left than when it stands alone
      if (one.certain.rules.size() == 1) given[one.certain.rules[0]] += cost - one.certain.most;
      total.cost_least += courses[static_cast<std::uint32_t>(c)].cost_min, total.cost_most += cost;
      total.certain_least += one.certain.least, total.certain_most += one.certain.most;
      total.possible_least += one.possible.least, total.possible_most += one.possible.most;
      shared += one.certain.most > alone.courses[c].certain.most;
    }
    for (const auto& [rule, euros] : given) {
      const auto& r = rules.rules()[rule];
      if (r.per_year) CHECK(euros <= r.maximum);
      if (r.from_balance) CHECK(euros <= context.balances.at(rule));
    }
    const auto& t = together.total;
    CHECK(t.cost_least == total.cost_least);
    CHECK(t.cost_most == total.cost_most);
    CHECK(t.certain_least == total.certain_least);
    CHECK(t.certain_most == total.certain_most);
    CHECK(t.possible_least == total.possible_least);
    CHECK(t.possible_most == total.possible_most);
    CHECK(t.unpriced == total.unpriced);
    CHECK(t.certain_most <= t.cost_most);
  }
  CHECK(shared > 30 / kSlow);
}

// --- one by one ----------------------------------------------------------------------------------------------------

TEST_CASE("Funding: whole euros, rounded down for what is given and so up for what is left") {
  const auto rules = Read(OneRule("\"share\": 33"));
  const auto funding = Evaluate(rules, Priced(10, 101), Day("2026-06-01"));
  const auto& v = funding.courses[0].verdicts[0];
  CHECK(v.amount_least == 3);
  CHECK(v.amount_most == 33);
  CHECK(funding.courses[0].certain.least == 7);
  CHECK(funding.courses[0].certain.most == 68);
  CHECK(funding.courses[0].certain.rules == std::vector<std::uint32_t>{0});
  const auto most = Evaluate(Read(OneRule("\"share\": 100")), Priced(kMostCost, kMostCost), Day("2026-06-01"));
  CHECK(most.courses[0].certain.most == 0);
  CHECK(Evaluate(rules, Priced(0, 0), Day("2026-06-01")).courses[0].certain.most == 0);
}

TEST_CASE("Funding: what several rules give is rounded once, each at its own maximum") {
  const auto rule = [](const std::string& id, const std::string& partner, const std::string& more) {
    return RuleJson(id, "\"kind\": \"fund\", \"status\": \"in-force\", \"applicant\": \"person\", \"periods\": [{\"from\": \"2020-01-01\"}], \"combine_with\": [\"" + partner + "\"], " + more);
  };
  const auto net = [&](const std::string& a, const std::string& b) { return Evaluate(Read(RulesJson("", rule("a", "b", a) + ", " + rule("b", "a", b))), Priced(50, 50), Day("2026-06-01")).courses[0].certain.most; };
  CHECK(net("\"share\": 67", "\"share\": 33") == 0);                                                 // 33.50 and 16.50
  CHECK(net("\"share\": 67, \"maximum\": {\"euro\": 33, \"per\": \"course\"}", "\"share\": 33") == 1);  // 33.00 and 16.50
}

TEST_CASE("Funding: a fact against it is certain, whatever else is unknown") {
  const auto course = Priced(100, 100, kNlqfUnknown);
  const std::string rule = "\"needs\": [{\"fact\": \"f0\"}, {\"fact\": \"f1\", \"is\": false}], \"course\": {\"nlqf\": {\"through\": 4}}";
  CHECK(Told(rule, course) == "unknown: fact f0, fact f1, level");
  CHECK(Told(rule, course, "2026-06-01", {.facts = {Truth::kNo}}) == "no: fact f0");
  CHECK(Told(rule, course, "2026-06-01", {.facts = {Truth::kUnknown, Truth::kYes}}) == "no: fact f1");
  CHECK(Told(rule, course, "2019-06-01", {.facts = {Truth::kNo, Truth::kYes}}) == "no: period 2020-01-01, fact f0, fact f1");
  CHECK(Told(rule, course, "2026-06-01", {.facts = {Truth::kYes, Truth::kNo}}) == "unknown: level");
  CHECK(Told(rule, Priced(100, 100, 40), "2026-06-01", {.facts = {Truth::kYes, Truth::kNo}}) == "yes");
  const std::string either = "\"needs\": [{\"any\": [{\"fact\": \"f0\"}, {\"fact\": \"f1\"}]}]";
  CHECK(Told(either, course, "2026-06-01", {.facts = {Truth::kNo}}) == "unknown: fact f1");
  CHECK(Told(either, course, "2026-06-01", {.facts = {Truth::kUnknown, Truth::kYes}}) == "yes");
  CHECK(Told(either, course, "2026-06-01", {.facts = {Truth::kNo, Truth::kNo}}) == "no: fact f0, fact f1");
}

TEST_CASE("Funding: when a course begins, and from when it counts in its path") {
  const auto kStart = CourseFactKind::kStart, kPath = CourseFactKind::kPath, kOffered = CourseFactKind::kOffered;
  const auto course = [] { return OneCourse({.cost_min = 1, .cost_max = 2, .nlqf = 20}); };
  const auto day = Day("2026-06-01");
  const std::string soon = "\"course\": {\"starts_within_weeks\": 2}", path = "\"course\": {\"paths\": \"any\"}", both = "\"course\": {\"paths\": [\"x\"], \"starts_within_weeks\": 2}";
  CHECK(Told(soon, course().Build()) == "unknown: start");
  CHECK(Told(soon, course().Fact(kStart, "", day + 14).Build()) == "yes");
  CHECK(Told(soon, course().Fact(kStart, "", day + 15).Build()) == "no: start 2026-06-16");
  CHECK(Told(soon, course().Fact(kStart, "", day - 1).Build()) == "unknown: start");  // days that are past say nothing of the next
  CHECK(Told(soon, course().Fact(kStart, "", day - 1).Fact(kStart, "", day + 20).Fact(kStart, "", day).Build()) == "yes");
  CHECK(Told(soon, course().Fact(kOffered, "", day - 100).Build()) == "yes");
  CHECK(Told(soon, course().Fact(kOffered, "", day + 15).Build()) == "no: start 2026-06-16");
  CHECK(Told(soon, course().Fact(kOffered, "", kNoDate, day - 1).Build()) == "no: start");
  CHECK(Told(soon, course().Build(), "2026-06-01", {.start = day}) == "yes");
  CHECK(Told(soon, course().Build(), "2026-06-01", {.start = day - 1}) == "no: start 2026-05-31");
  CHECK(Told("\"course\": {\"starts_within_weeks\": 2, \"may_have_begun\": true}", course().Build(), "2026-06-01", {.start = day - 1}) == "yes");
  CHECK(Told(path, course().Build()) == "unknown: path");
  CHECK(Told(path, course().Fact(kPath, "y").Build()) == "yes");
  CHECK(Told(path, course().Fact(kPath, "y", day).Build()) == "yes");
  CHECK(Told(path, course().Fact(kPath, "y", day + 1).Build()) == "unknown: start");
  CHECK(Told(path, course().Fact(kPath, "y", day + 1).Fact(kStart, "", day).Build()) == "no: path 2026-06-02");
  CHECK(Told(path, course().Fact(kPath, "y", kNoDate, day - 1).Build()) == "no: path 2026-05-31");
  CHECK(Told(both, course().Fact(kPath, "r:y").Fact(kStart, "", day).Build()) == "unknown: path");
  CHECK(Told(both, course().Fact(kPath, "r:x").Build()) == "unknown: start");
  CHECK(Told(both, course().Fact(kPath, "r:x", day + 15).Build()) == "no: path 2026-06-16");
  CHECK(Told(both, course().Build()) == "unknown: path, start");
  CHECK(Told(both, course().Fact(kStart, "", day + 30).Build()) == "no: start 2026-07-01");
  // A catalogue that has them all.
  auto complete = course();
  Need(complete.builder.SetAbout("complete", "quality paths"));
  complete.Fact(kPath, "r:y");
  CHECK(Told(both, complete.Build()) == "no: path");
  auto marks = course();
  Need(marks.builder.SetAbout("complete", "quality"));
  CHECK(Told("\"course\": {\"quality\": [\"nrto\"]}", marks.Build()) == "no: quality");
  CHECK(Told("\"course\": {\"quality\": [\"nrto\"]}", course().Fact(CourseFactKind::kQuality, "cedeo").Build()) == "unknown: quality");
}

TEST_CASE("Funding: rules go together only when both say so") {
  const auto rule = [](const std::string& id, int share, const std::string& partners) {
    return RuleJson(id, "\"kind\": \"fund\", \"status\": \"in-force\", \"applicant\": \"person\", \"share\": " + std::to_string(share) + ", \"periods\": [{\"from\": \"2020-01-01\"}]" +
                            (partners.empty() ? "" : ", \"combine_with\": " + partners));
  };
  const auto net = [&](const std::string& list) { return Evaluate(Read(RulesJson("", list)), Priced(1000, 1000), Day("2026-06-01")).courses[0].certain.most; };
  CHECK(net(rule("a", 30, "") + ", " + rule("b", 40, "")) == 600);
  CHECK(net(rule("a", 30, "[\"b\"]") + ", " + rule("b", 40, "")) == 600);
  CHECK(net(rule("a", 30, "[\"b\"]") + ", " + rule("b", 40, "[\"a\"]")) == 300);
  CHECK(net(rule("a", 70, "[\"b\"]") + ", " + rule("b", 40, "[\"a\"]")) == 0);
  CHECK(net(rule("a", 30, "[\"b\", \"c\"]") + ", " + rule("b", 40, "[\"a\"]") + ", " + rule("c", 20, "[\"a\"]")) == 300);  // b and c do not
}

TEST_CASE("Funding: a day, course or context that cannot be is refused") {
  const auto rules = Need(DefaultFundingRules());
  const auto courses = Priced(1, 2);
  const std::uint32_t none[] = {1}, one[] = {0};
  const auto refused = [&](const FundingContext& context, Date day, std::span<const std::uint32_t> which) { return CodeOf(EvaluateFunding(rules, courses, which, context, day).status()); };
  CHECK(refused({}, 20000, one) == ErrorCode::kOk);
  CHECK(refused({}, 20000, {}) == ErrorCode::kOk);
  for (const auto day : {kNoDate, kFirstDate - 1, kLastDate + 1}) CHECK(refused({}, day, one) == ErrorCode::kInvalidArgument);
  for (const auto day : {kFirstDate, kLastDate}) CHECK(refused({}, day, one) == ErrorCode::kOk);
  CHECK(refused({}, 20000, none) == ErrorCode::kInvalidArgument);
  CHECK(refused({.facts = std::vector<Truth>(100)}, 20000, one) == ErrorCode::kInvalidArgument);
  CHECK(refused({.facts = {static_cast<Truth>(3)}}, 20000, one) == ErrorCode::kInvalidArgument);
  CHECK(refused({.employment = 8}, 20000, one) == ErrorCode::kInvalidArgument);
  CHECK(refused({.employer_size = 3}, 20000, one) == ErrorCode::kInvalidArgument);
  CHECK(refused({.start = kLastDate + 1}, 20000, one) == ErrorCode::kInvalidArgument);
  CHECK(refused({.balances = std::vector<std::uint32_t>(100)}, 20000, one) == ErrorCode::kInvalidArgument);
  CHECK(refused({.balances = {kMostCost + 1}}, 20000, one) == ErrorCode::kInvalidArgument);
}

// --- reading -------------------------------------------------------------------------------------------------------

TEST_CASE("Funding: what a document cannot mean is an error at its place") {
  CHECK(ErrorOf(OneRule("")) == "read");
  // Each beside the word in its message, which stands where "@" does.
  const auto at = [](const std::string& more, const std::string& message) {
    const auto marked = OneRule("\n" + more);
    const auto mark = marked.find('@');
    REQUIRE(mark != marked.npos);
    auto text = marked;
    text.erase(mark, 1);
    const JsonSource source{"r.json", text};
    const auto status = ReadFundingRules({&source, 1}).status();
    CHECK_MESSAGE(CodeOf(status) == ErrorCode::kMalformed, text);
    CHECK_MESSAGE(PositionOf(status).byte == mark, text, "\n", std::string(status.message()));
    CHECK(std::string(status.message()).starts_with("r.json:2:"));
    CHECK_MESSAGE(std::string(status.message()).find(message) != std::string::npos, std::string(status.message()));
  };
  at("@\"colour\": 1", "unknown key \"colour\"");
  at("\"kind\": @\"gift\"", "one of grant, fund, budget");
  at("\"status\": @\"open\"", "one of in-force, closed, draft");
  at("\"share\": @0", "1 to 100");
  at("\"share\": @101", "1 to 100");
  at("\"share\": @-5", "1 to 100");
  at("\"share\": @50.5", "1 to 100");
  at("\"share\": @\"half\"", "percentage");
  at("\"share\": @[]", "empty");
  at("\"share\": [{\"nlqf\": {\"through\": 3}, \"percent\": 90}, {\"nlqf\": @{\"from\": 3}, \"percent\": 40}]", "level 3 has two shares");
  at("\"share\": [{\"nlqf\": @{\"from\": 4, \"through\": 3}, \"percent\": 90}]", "above");
  at("\"share\": [{\"nlqf\": {}, @\"percentage\": 90}]", "unknown key");
  at("\"share\": [@{\"nlqf\": {}}]", "has no \"percent\"");
  at("\"course\": {\"nlqf\": {\"through\": 2}}, \"share\": @[{\"nlqf\": {\"from\": 3}, \"percent\": 90}]", "no level");
  at("\"maximum\": {\"euro\": @-1, \"per\": \"year\"}", "1 to 1000000");
  at("\"maximum\": {\"euro\": @0, \"per\": \"year\"}", "1 to 1000000");
  at("\"maximum\": {\"euro\": @1000001, \"per\": \"year\"}", "1 to 1000000");
  at("\"maximum\": @{\"euro\": 10}", "has no \"per\"");
  at("\"maximum\": {\"euro\": 10, \"per\": @\"month\"}", "course, year");
  at("\"maximum\": @10", "expected an object");
  at("\"periods\": [{\"from\": \"2026-01-02\", \"until\": @\"2026-01-01\"}]", "before it begins");
  at("\"periods\": [{\"from\": @\"2026-02-30\"}]", "YYYY-MM-DD");
  at("\"periods\": [@{\"until\": \"2026-01-01\"}]", "has no \"from\"");
  at("\"periods\": [{\"from\": \"2026-01-01\", \"until\": \"2026-03-01\"}, @{\"from\": \"2026-03-01\"}]", "overlaps the one on line 2");
  at("\"periods\": [{\"from\": \"2026-03-01\"}, @{\"from\": \"2026-01-01\", \"until\": \"2026-03-01\"}]", "overlaps");
  at("\"periods\": [{\"from\": \"2026-03-01\"}, @{\"from\": \"2027-01-01\"}]", "overlaps");
  at("\"periods\": [{\"from\": \"2026-03-01\", \"until\": \"2026-04-01\"}, @{\"from\": \"2026-03-01\", \"until\": \"2026-04-01\"}]", "overlaps");
  at("\"periods\": [], \"status\": @\"in-force\"", "no \"periods\"");
  at("\"status\": @\"closed\", \"periods\": []", "say when it ended");
  at("\"status\": \"closed\", \"periods\": [@{\"from\": \"2026-03-01\"}]", "say when it ended");
  at("\"needs\": [{\"fact\": @\"f9\"}]", "not defined");
  at("\"needs\": [{\"fact\": \"f0\"}, {\"any\": [{\"fact\": \"f1\"}, {\"fact\": @\"f0\", \"is\": false}]}]", "asked twice");
  at("\"needs\": [{\"any\": @[]}]", "empty");
  at("\"needs\": [@{\"any\": [], \"fact\": \"f0\"}]", "beside");
  at("\"needs\": [{\"fact\": \"f0\", \"is\": @\"yes\"}]", "true or false");
  at("\"employment\": @[]", "empty");
  at("\"employment\": @[\"employed\", \"self-employed\", \"job-seeking\"]", "no condition");
  at("\"employment\": [@\"pensioner\"]", "one of");
  at("\"employer_size\": [@\"huge\"]", "one of small, medium, large");
  at("\"course\": {@\"level\": 3}", "unknown key");
  at("\"course\": {\"types\": [@\"degree\"]}", "one of");
  at("\"course\": {\"sectors\": @[]}", "empty");
  at("\"course\": {\"quality\": @[]}", "empty");
  at("\"course\": {\"quality\": [@\"a b\"]}", "white space");
  at("\"course\": {\"paths\": @\"all\"}", "\"any\"");
  at("\"course\": {\"paths\": @[]}", "empty");
  at("\"course\": {\"starts_within_weeks\": @0}", "1 to 520");
  at("\"course\": {\"may_have_begun\": @true}", "beside \"starts_within_weeks\"");
  at("\"combine_with\": [@\"z\"]", "no rule");
  at("\"combine_with\": [@\"a\"]", "itself");
  at("\"documents\": [@{\"nl\": \"x\"}]", "has no \"en\"");
  at("\"documents\": [{\"nl\": @\" \", \"en\": \"x\"}]", "empty");
  at("\"example\": @1", "true or false");
}

TEST_CASE("Funding: rules that lack something, say it twice or are of another version") {
  CHECK(ErrorOf("{}").find("no document of funding rules") != std::string::npos);
  const JsonSource newer{"r.json", "{\"overstap_funding\": 2, \"more\": 1}"};
  CHECK(CodeOf(ReadFundingRules({&newer, 1}).status()) == ErrorCode::kFormatVersion);
  CHECK(ErrorOf(RulesJson("", "{}")).find("has no \"id\"") != std::string::npos);
  CHECK(ErrorOf(OneRule("\"kind\": \"budget\"")).find("\"balance\"") != std::string::npos);
  CHECK(ErrorOf(OneRule("\"balance\": true")).find("\"balance\"") != std::string::npos);
  CHECK(ErrorOf(OneRule("\"kind\": \"budget\", \"balance\": true, \"periods\": []")) == "read");
  CHECK(ErrorOf(OneRule("\"status\": \"draft\", \"periods\": []")) == "read");
  auto without = OneRule("\"share\": 7");
  without.erase(without.find(", \"share\": 7"), 12);
  CHECK(ErrorOf(without).find("has no \"share\"") != std::string::npos);
  const auto plain = "\"kind\": \"grant\", \"status\": \"draft\", \"applicant\": \"person\"";
  CHECK(ErrorOf(RulesJson("", RuleJson("a", plain) + ",\n" + RuleJson("a", plain))).find("r.json:2:8: the rule \"r:a\" is defined in r.json:1 too") == 0);
  const auto sourced = [&](const std::string& sources) {
    auto text = RulesJson("", RuleJson("a", plain));
    const auto from = text.find("\"sources\": [") + 11, until = text.find(']', from) + 1;
    return ErrorOf(text.replace(from, until - from, sources));
  };
  CHECK(sourced("[]").find("has no \"sources\"") != std::string::npos);
  CHECK(sourced("[{\"title\": \"t\", \"says\": \"s\", \"basis\": \"law\"}]").find("has no \"read\"") != std::string::npos);
  CHECK(sourced("[{\"title\": \"t\", \"says\": \"s\", \"read\": \"2026-11-29\", \"basis\": \"rumour\"}]").find("one of law") != std::string::npos);
  CHECK(sourced("[{\"title\": \"t\", \"says\": \"s\", \"read\": \"2026-11-29\", \"basis\": \"invented\"}]").find("example") != std::string::npos);
  CHECK(sourced("[{\"title\": \"t\", \"url\": \"a b\", \"says\": \"s\", \"read\": \"2026-11-29\", \"basis\": \"law\"}]").find("white space") != std::string::npos);
  // An invented rule says so where everybody sees it.
  auto invented = RulesJson("", RuleJson("a", Cat(plain, ", \"example\": true")));
  invented.replace(invented.find("\"basis\": \"notes\""), 16, "\"basis\": \"invented\"");
  CHECK(ErrorOf(invented).find("name of an example") != std::string::npos);
  for (const auto* word : {"\"nl\": \"Rule a\"", "\"en\": \"Rule a\""}) {
    const auto language = std::string(word).substr(0, 7);
    invented.replace(invented.find(word), std::string(word).size(), language + (language == "\"nl\": \"" ? "Een voorbeeld\"" : "An Example\""));
  }
  CHECK(ErrorOf(invented) == "read");
  // Facts.
  CHECK(ErrorOf(RulesJson(FactJson("Fact"), "")).find("use at most 64") != std::string::npos);
  CHECK(ErrorOf(RulesJson(FactJson("a__b"), "")).find("use at most 64") != std::string::npos);
  for (const auto* name : {"sex", "is_woman", "health_problem", "country_of_origin", "name", "date_of_birth", "geslacht", "heeft_ziekte"}) {
    CHECK_MESSAGE(ErrorOf(RulesJson(FactJson(name), "")).find("no rule here may ask") != std::string::npos, name);
  }
  CHECK(ErrorOf(RulesJson("\"f\": {" + TextJson("ask", "f?") + "}", "")).find("has no \"yes\"") != std::string::npos);
  const std::vector<JsonSource> twice = {{"a.json", RulesJson(FactJson("f"), "")}, {"b.json", RulesJson(FactJson("f"), "")}};
  CHECK(std::string(ReadFundingRules(twice).status().message()).find("b.json:1:") == 0);
  // A rule may ask what another document defines, before or after it.
  const std::vector<JsonSource> split = {{"a.json", RulesJson("", RuleJson("a", Cat(plain, ", \"needs\": [{\"fact\": \"f\"}]")))}, {"b.json", RulesJson(FactJson("f"), "")}};
  CHECK(Need(ReadFundingRules(split)).rules().size() == 1);
  const auto base = Need(DefaultFundingRules());
  const JsonSource copy{"copy.json", Shipped("budgets.json")};
  CHECK(std::string(ReadFundingRules({&copy, 1}, &base).status().message()).find("the rules that these are added to") != std::string::npos);
  CHECK(Need(ReadFundingRules({}, &base)).rules().size() == base.rules().size());
  CHECK(Need(ReadFundingRules({})).rules().empty());
}

TEST_CASE("Funding: documents cut off or with a bit changed are read or refused with a reason") {
  const auto rules = Shipped("national.json") , context = std::string("{\"overstap_funding_context\": 1, \"employment\": [\"employed\"], \"employer_size\": \"small\", \"start\": \"2027-01-11\", ") +
                                                          "\"facts\": {\"employer_applies\": true, \"insured_for_aow\": null}, \"balances\": {\"" + kAccount + "\": 500}}";
  const auto defaults = Need(DefaultFundingRules());
  const auto sound = [](const Status& status) {
    if (status.ok()) return;
    CHECK((CodeOf(status) == ErrorCode::kMalformed || CodeOf(status) == ErrorCode::kFormatVersion));
    CHECK(PositionOf(status).line > 0);
    CHECK(IsUtf8(detail::Std(status.message())));
  };
  const auto read_rules = [&](const std::string& text) {
    const JsonSource source{"r.json", text};
    const auto read = ReadFundingRules({&source, 1});
    sound(read.status());
    return read.ok();
  };
  const auto read_context = [&](const std::string& text) {
    const auto read = ReadFundingContext({"c.json", text}, defaults);
    sound(read.status());
    return read.ok();
  };
  REQUIRE(read_rules(rules));
  REQUIRE(read_context(context));
  const auto end = rules.find_last_of('}');
  for (std::size_t size = 0; size <= end; size += static_cast<std::size_t>(kSlow)) CHECK_FALSE(read_rules(rules.substr(0, size)));
  for (std::size_t size = 0; size < context.size(); ++size) CHECK_FALSE(read_context(context.substr(0, size)));
  const auto flip = [](std::string text, std::size_t bit) {
    text[bit / 8] = static_cast<char>(text[bit / 8] ^ 1 << bit % 8);
    return text;
  };
  for (std::size_t bit = 0; bit < rules.size() * 8; bit += static_cast<std::size_t>(13 * kSlow)) read_rules(flip(rules, bit));
  for (std::size_t bit = 0; bit < context.size() * 8; ++bit) read_context(flip(context, bit));
}

TEST_CASE("Funding: a context is strict, and nothing of it is quoted") {
  const auto rules = Need(DefaultFundingRules());
  const auto context = ContextOf(rules, "\"employment\": [\"employed\", \"job-seeking\"], \"employer_size\": \"medium\", \"start\": \"2027-01-11\", "
                                        "\"facts\": {\"employer_applies\": true, \"stap_round_open\": false, \"insured_for_aow\": null}, \"balances\": {\"" + kAccount + "\": 500}");
  CHECK(context.employment == (kEmployed | kJobSeeking));
  CHECK(context.employer_size == kMediumEmployer);
  CHECK(context.start == Day("2027-01-11"));
  CHECK(context.facts[*rules.FindFact("employer_applies")] == Truth::kYes);
  CHECK(context.facts[*rules.FindFact("stap_round_open")] == Truth::kNo);
  CHECK(context.facts[*rules.FindFact("insured_for_aow")] == Truth::kUnknown);
  CHECK(context.balances[*rules.FindRule(kAccount)] == 500);
  const auto nothing = ContextOf(rules, "\"employment\": null, \"employer_size\": null, \"start\": null, \"facts\": null, \"balances\": null");
  CHECK(nothing.employment == 0);
  CHECK(nothing.start == kNoDate);
  const auto refused = [&](const std::string& members, const std::string& message) {
    const auto read = ReadFundingContext({"c.json", "{\"overstap_funding_context\": 1,\n" + members + "}"}, rules);
    REQUIRE_FALSE(read.ok());
    const std::string text(read.status().message());
    CHECK(CodeOf(read.status()) == ErrorCode::kMalformed);
    CHECK_MESSAGE(text.starts_with("c.json:2:"), text);
    CHECK_MESSAGE(text.find(message) != text.npos, text);
    CHECK_MESSAGE(text.find("Jansen") == text.npos, text);
  };
  refused("\"Jansen\": 1", "an unknown key");
  refused("\"facts\": {\"Jansen\": true}", "no rule asks");
  refused("\"facts\": {\"employer_applies\": \"Jansen\"}", "true, false or null");
  refused("\"facts\": {\"employer_applies\": 1}", "true, false or null");
  refused("\"balances\": {\"Jansen\": 5}", "no rule of kind");
  refused("\"balances\": {\"" + kSlim + "\": 5}", "no rule of kind");
  refused("\"balances\": {\"" + kAccount + "\": -5}", "from 0 to");
  refused("\"balances\": {\"" + kAccount + "\": 1000001}", "from 0 to");
  refused("\"employment\": []", "empty");
  refused("\"start\": \"soon\"", "YYYY-MM-DD");
  refused("\"employer_size\": [\"small\"]", "one of");
  for (const auto* member : {"\"employment\"", "\"employer_size\"", "\"start\"", "\"facts\"", "\"balances\""}) refused(Cat(member, ": \"Jansen\""), "expected");
  refused("\"employment\": [\"Jansen\"]", "expected one of");
  refused("\"facts\": {\"employer_applies\": true, \"employer_applies\": true, \"Jansen\": 1, \"Jansen\": 1}", "");
  CHECK(std::string(ReadFundingContext({"c.json", "{\"overstap_funding_context\": \"Jansen\"}"}, rules).status().message()).find("Jansen") == std::string::npos);
  CHECK(std::string(ReadFundingContext({"c.json", "\"Jansen\""}, rules).status().message()).find("Jansen") == std::string::npos);
}

// --- what is told --------------------------------------------------------------------------------------------------

TEST_CASE("Funding: every point is a sentence or a question in both languages") {
  std::set<std::pair<Truth, FundingTopic>> told;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    Random random(seed);
    const auto rules = RandomRules(random, 3);
    const auto courses = RandomCourses(random, 2);
    const auto funding = Evaluate(rules, courses, kSomeDay, RandomContext(random, rules), {.with_drafts = true});
    for (const auto& course : funding.courses) {
      for (const auto& v : course.verdicts) {
        for (const auto& point : v.points) {
          told.emplace(v.truth, point.topic);
          for (const auto language : {Language::kDutch, Language::kEnglish}) {
            const auto line = FundingLine(rules, v, point, kSomeDay, language);
            CHECK(IsUtf8(line));
            if (point.topic != FundingTopic::kFact) CHECK_MESSAGE((line.back() == '.' || line.back() == '?'), line);
            CHECK_MESSAGE(line.find("  ") == line.npos, line);
          }
        }
      }
    }
    const Parsed json(FundingJson(rules, courses, funding, {.with_drafts = true}, Language::kDutch));
    CHECK(json.List("courses").size() == 2);
    CHECK(json.IsNull("total"));
  }
  CHECK(told.size() >= 20);
  CHECK(DayWords(Day("2023-12-31"), Language::kDutch) == "31 december 2023");
  CHECK(DayWords(Day("2026-03-01"), Language::kEnglish) == "1 March 2026");
  CHECK(DayWords(kNoDate, Language::kDutch).empty());
}

TEST_CASE("Funding: the JSON names rule, source, day and what is missing") {
  const auto rules = Need(DefaultFundingRules());
  const auto courses = OneCourse({.cost_min = 1000, .cost_max = 2000, .nlqf = 40}).Fact(CourseFactKind::kPath, "urn:p").Build();
  const FundingOptions options{.with_drafts = true, .together = true};
  const auto funding = Evaluate(rules, courses, Day("2026-11-29"), ContextOf(rules, "\"facts\": {\"employer_applies\": true}"), options);
  const Parsed json(FundingJson(rules, courses, funding, options, Language::kDutch));
  CHECK(json.Text("date") == "2026-11-29");
  CHECK(json.List("rules").size() == 4);
  const auto course = json.List("courses").at(0);
  CHECK(json.Text("uri", course) == "c");
  const auto verdicts = json.List("verdicts", course);
  REQUIRE(verdicts.size() == 4);
  const auto slim = verdicts[2], stap = verdicts[3];
  CHECK(json.Text("rule", slim) == kSlim);
  CHECK(json.Text("verdict", slim) == "unknown");
  CHECK(json.Text("text", json.List("points", slim).at(0)) == "Wanneer begint de opleiding?");
  CHECK(json.Number("amount_max", slim) == 800);
  CHECK(json.Text("until", json("period", slim)) == "2026-12-31");
  CHECK(json.Text("verdict", stap) == "no");
  CHECK(json.Text("text", json.List("points", stap).at(0)) == "De regeling is gestopt; de laatste dag was 31 december 2023.");
  CHECK(json.Text("date", json.List("points", stap).at(0)) == "2023-12-31");
  CHECK(json.List("sources", json.List("rules")[2]).size() == 6);
  CHECK(json.Number("certain_max", json("total")) == 2000);
}
