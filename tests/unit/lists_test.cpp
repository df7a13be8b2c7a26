// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The two lists: what they promise, held against all subsets of small rankings, and real diversity on the starter set.

#include "overstap/lists.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "oracle/maker.hpp"
#include "oracle/random_graph.hpp"
#include "overstap/gates.hpp"
#include "overstap/io.hpp"
#include "overstap/text.hpp"

using namespace overstap;
using namespace overstap::test;

namespace {

/// Occupations with these ISCO codes, in the order of their numbers.
Taxonomy WithIsco(const std::vector<std::uint16_t>& codes) {
  TaxonomyBuilder builder;
  for (std::uint32_t i = 0; i < codes.size(); ++i) builder.SetIsco(NodeOf(builder, Uri("occupation", i)), codes[i]);
  return Need(builder.Build());
}

RankResult Ranked(const std::vector<Score>& scores) {
  RankResult result;
  for (std::uint32_t i = 0; i < scores.size(); ++i) {
    auto& match = result.matches.emplace_back();
    match.occupation = i, match.score = scores[i];
  }
  return result;
}

std::vector<Concept> Occupations(const std::vector<Match>& matches) {
  std::vector<Concept> out;
  for (const auto& m : matches) out.push_back(m.occupation);
  return out;
}

/// The ISCO code as text: a family is its first digits, and an unknown one is known by the occupation.
std::string SlowFamily(const Taxonomy& t, Concept o, int digits) {
  return t.Isco(o) == 0 ? "unknown " + std::to_string(o) : IscoDigits(t.Isco(o)).substr(0, static_cast<std::size_t>(digits));
}

}  // namespace

TEST_CASE("Family: the first digits of ISCO-08, leading zeros included") {
  const auto t = WithIsco({5230, 110, 0, 1});
  CHECK(Family(t, 0, 1) == 5);
  CHECK(Family(t, 0, 2) == 52);
  CHECK(Family(t, 0, 3) == 523);
  CHECK(Family(t, 0, 4) == 5230);
  CHECK(Family(t, 1, 1) == 0);
  CHECK(Family(t, 1, 2) == 1);
  CHECK_FALSE(Family(t, 2, 2).has_value());
  CHECK(Family(t, 3, 2) == 0);
  CHECK(CountFamilies(t, Ranked({4, 3, 2, 1}).matches, 2) == 3);
  CHECK(CountFamilies(t, Ranked({4, 3, 2, 1}).matches, 1) == 2);
}

TEST_CASE("Lists: nearby is the plain ranking, wider takes what its families leave room for") {
  // Families 52 52 52 | 52 93 93 51 unknown 93 41, the last one too far below 800.
  const auto t = WithIsco({5230, 5223, 5221, 5249, 9334, 9333, 5131, 0, 9321, 4110});
  const auto ranked = Ranked({1000, 900, 850, 800, 790, 780, 700, 650, 640, 599});
  const auto lists = Need(MakeLists(t, ranked, {.nearby = 3, .wider = 4, .digits = 2, .per_family = 2, .loss = 250}));
  CHECK(Occupations(lists.nearby.matches) == std::vector<Concept>{0, 1, 2});
  CHECK(Occupations(lists.wider) == std::vector<Concept>{4, 5, 6, 7});
  CHECK(lists.least == 600);
  // One of a family: 93 has its place after the first.
  CHECK(Occupations(Need(MakeLists(t, ranked, {.nearby = 3, .per_family = 1, .loss = 250})).wider) == std::vector<Concept>{4, 6, 7});
  // No loss allowed: what scores as the best left over, of which there is only that of a full family.
  CHECK(Need(MakeLists(t, ranked, {.nearby = 3, .loss = 0})).wider.empty());
  // All loss allowed.
  CHECK(Occupations(Need(MakeLists(t, ranked, {.nearby = 3, .loss = 1000})).wider) == std::vector<Concept>{4, 5, 6, 7, 9});
  // At one digit 51 and 52 are the same.
  CHECK(Occupations(Need(MakeLists(t, ranked, {.nearby = 3, .digits = 1, .loss = 250})).wider) == std::vector<Concept>{4, 5, 7});
}

TEST_CASE("Lists: the best choice of all subsets, on random rankings") {
  int shortened = 0, full = 0, jumped = 0;
  for (std::uint64_t seed = 0; seed < 1500; ++seed) {
    Random random(seed);
    const auto n = random.Below(13);
    std::vector<std::uint16_t> codes;
    std::vector<Score> scores;
    for (std::uint32_t i = 0; i < n; ++i) {
      codes.push_back(random.Chance(15) ? std::uint16_t{0} : static_cast<std::uint16_t>(1000 * random.Below(2) + 100 * (1 + random.Below(2)) + random.Below(100)));
      scores.push_back(static_cast<Score>(random.Below(60)) - 10);
    }
    std::sort(scores.rbegin(), scores.rend());
    const auto t = WithIsco(codes);
    const ListOptions options{.nearby = 1 + random.Below(4), .wider = 1 + random.Below(5), .digits = static_cast<std::uint8_t>(1 + random.Below(3)),
                              .per_family = 1 + random.Below(3), .loss = static_cast<std::uint16_t>(random.Chance(30) ? 1000 : random.Below(11) * 100)};
    const auto lists = Need(MakeLists(t, Ranked(scores), options));
    const std::uint32_t begin = std::min(n, options.nearby);
    REQUIRE(lists.nearby.matches.size() == begin);
    for (std::uint32_t i = 0; i < begin; ++i) REQUIRE(lists.nearby.matches[i].occupation == i);
    if (begin == n) {
      REQUIRE(lists.wider.empty());
      continue;
    }

    // The bounds, as the header states them.
    const Score best = scores[begin];
    CHECK(lists.least == best - (best > 0 ? best * options.loss / 1000 : 0));
    Score sum = 0, plain = 0;
    for (std::size_t i = 0; i < lists.wider.size(); ++i) {
      CHECK(lists.wider[i].score >= lists.least);
      sum += lists.wider[i].score, plain += scores[begin + i];
    }
    const auto count = static_cast<Score>(lists.wider.size());
    CHECK(1000 * (plain - sum) <= count * std::max<Score>(best, 0) * options.loss);

    // All subsets of what is not nearby that keep to the promises.
    std::vector<std::vector<std::uint32_t>> allowed;
    for (std::uint32_t set = 0; set < 1u << (n - begin); ++set) {
      std::vector<std::uint32_t> chosen;
      std::map<std::string, std::uint32_t> together, mine;
      for (std::uint32_t i = 0; i < begin; ++i) ++together[SlowFamily(t, i, options.digits)];
      bool fits = true;
      for (std::uint32_t i = begin; i < n; ++i) {
        if ((set >> (i - begin) & 1) == 0) continue;
        chosen.push_back(i);
        const auto family = SlowFamily(t, i, options.digits);
        ++mine[family];
        fits &= scores[i] >= lists.least && ++together[family] <= options.per_family;
      }
      if (fits && chosen.size() <= options.wider) allowed.push_back(std::move(chosen));
    }
    std::vector<std::uint32_t> got;
    for (const auto& m : lists.wider) got.push_back(m.occupation);
    CHECK(std::find(allowed.begin(), allowed.end(), got) != allowed.end());
    for (const auto& other : allowed) {
      REQUIRE(other.size() <= got.size());
      for (std::size_t i = 0; i < other.size(); ++i) REQUIRE(scores[other[i]] <= scores[got[i]]);
    }
    // Ties by concept: of equal scores the first that fits, so the choice is the first of the equally good ones.
    for (const auto& other : allowed) {
      const bool as_good = other.size() == got.size() && std::equal(other.begin(), other.end(), got.begin(), [&](auto a, auto b) { return scores[a] == scores[b]; });
      if (as_good) REQUIRE(got <= other);
    }
    shortened += got.size() < std::min(options.wider, n - begin);
    full += got.size() == options.wider;
    jumped += !got.empty() && got.back() - begin + 1 > got.size();
  }
  CHECK(shortened > 200);
  CHECK(full > 200);
  CHECK(jumped > 100);
}

TEST_CASE("Lists: short and empty rankings, and defaults for zeros") {
  const auto t = WithIsco(std::vector<std::uint16_t>(30, 0));
  CHECK(Need(MakeLists(t, {})).nearby.matches.empty());
  CHECK(Need(MakeLists(t, Ranked({5, 4}))).wider.empty());
  const auto lists = Need(MakeLists(t, Ranked(std::vector<Score>(30, 7)), {.nearby = 0, .wider = 0}));
  CHECK(lists.nearby.matches.size() == 10);
  CHECK(lists.wider.size() == 10);  // without ISCO codes the plain ranking goes on
  CHECK(lists.wider[0].occupation == 10);
  RankResult little;
  little.status = RankStatus::kTooLittleData;
  CHECK(Need(MakeLists(t, little)).nearby.status == RankStatus::kTooLittleData);
}

TEST_CASE("Lists: options out of range and matches out of order are refused") {
  const auto t = WithIsco({1, 2});
  const auto refused = [&](const RankResult& ranked, const ListOptions& options) {
    const auto lists = MakeLists(t, ranked, options);
    REQUIRE_FALSE(lists.ok());
    CHECK(CodeOf(lists.status()) == ErrorCode::kInvalidArgument);
    return std::string(lists.status().message());
  };
  CHECK(refused({}, {.digits = 0}) == "lists: digits is 0; it must be in 1..4");
  CHECK(refused({}, {.digits = 5}) == "lists: digits is 5; it must be in 1..4");
  CHECK(refused({}, {.per_family = 0}) == "lists: per_family is 0; it must be at least 1");
  CHECK(refused({}, {.loss = 1001}) == "lists: loss is 1001; it must be in 0..1000 thousandths");
  CHECK(refused(Ranked({1, 2}), {}) == "lists: the matches are not best first; give them as Rank() does");
}

TEST_CASE("Lists: on the starter set wider has more job families than the plain ranking goes on with") {
  const auto matcher = MakeMatcher(Need(StarterTaxonomy()));
  const auto& t = matcher.taxonomy();
  const auto resolve = [&](std::string_view title) {
    const auto found = ResolveTitle(t, title);
    REQUIRE(found.outcome == TitleResolution::Outcome::kFound);
    return found.concept_id;
  };
  const auto cashier = resolve("kassamedewerker");
  int more = 0, fewer = 0, all = 0;
  std::size_t wider_families = 0, plain_families = 0, nearby_families = 0, wider_size = 0;
  const auto range = t.Concepts(ConceptKind::kOccupation);
  for (Concept o = range.first; o < range.last; ++o) {
    const auto profile = ProfileOf(t, o);
    const auto lists = Need(RankLists(matcher, profile));
    const auto plain = matcher.Rank(profile, {.limit = 20});
    const auto families = CountFamilies(t, lists.wider, 2), nearby = CountFamilies(t, lists.nearby.matches, 2);
    const auto goes_on = CountFamilies(t, std::span(plain.matches).subspan(std::min<std::size_t>(10, plain.matches.size())), 2);
    REQUIRE(Occupations(lists.nearby.matches) == Occupations(matcher.Rank(profile).matches));
    for (const auto& m : lists.wider) {
      for (const auto& near : lists.nearby.matches) REQUIRE(m.occupation != near.occupation);
    }
    ++all, more += families > goes_on, fewer += families < goes_on;
    wider_families += families, plain_families += goes_on, nearby_families += nearby, wider_size += lists.wider.size();
    if (o != cashier) continue;
    CHECK(families >= 5);
    CHECK(families > nearby);
    CHECK(families > goes_on);
  }
  MESSAGE("mean job families: nearby " << static_cast<double>(nearby_families) / all << ", ranks 11 to 20 " << static_cast<double>(plain_families) / all
                                       << ", wider " << static_cast<double>(wider_families) / all << " in " << static_cast<double>(wider_size) / all
                                       << " matches; wider has more for " << more << " of " << all << ", fewer for " << fewer);
  CHECK(wider_families > plain_families);
  CHECK(more > 4 * fewer);
}

TEST_CASE("Lists: of a gated ranking, nothing hidden or demoted is in either") {
  const auto matcher = MakeMatcher(Need(StarterTaxonomy()));
  const auto& t = matcher.taxonomy();
  const auto found = ResolveTitle(t, "kassamedewerker");
  REQUIRE(found.outcome == TitleResolution::Outcome::kFound);
  const auto profile = ProfileOf(t, found.concept_id);
  GatePolicy policy;
  policy.For(Gate::kEducation) = GateAction::kHide;
  policy.For(Gate::kLicence) = GateAction::kDemote;
  auto gated = Need(RankWithGates(matcher, profile, {.limit = 10000}, policy));
  CHECK(gated.hidden > 0);
  REQUIRE(gated.demoted > 0);
  CHECK_FALSE(MakeLists(t, gated.ranking).ok());  // the demoted come last with high scores
  gated.ranking.matches.resize(gated.not_demoted);
  const auto lists = Need(MakeLists(t, gated.ranking));
  CHECK(lists.wider.size() > 3);
  for (const auto* list : {&lists.nearby.matches, &lists.wider}) {
    for (const auto& m : *list) CHECK(GatesOf(t, profile, m.occupation, policy).action <= GateAction::kWarn);
  }
}
