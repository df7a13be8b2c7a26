// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Ranking: equal to brute force in content and order, and what the options leave out.

#include "overstap/match.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "oracle/oracle.hpp"
#include "oracle/random_graph.hpp"

using namespace overstap;
using namespace overstap::test;

namespace {

std::vector<oracle::BruteMatch> Pairs(const RankResult& result) {
  std::vector<oracle::BruteMatch> pairs;
  for (const auto& m : result.matches) pairs.push_back({m.occupation, m.score});
  return pairs;
}

/// A profile as it is: in graphs this small the average occupation is half of every one.
ModelParams Plain() {
  ModelParams params;
  params.common = 0;
  return params;
}

/// Five occupations: b nearest to a, then c; d shares nothing; e has too little data.
Maker Five() {
  Maker make;
  make.Requires("occupation/a", {"skill/1", "skill/2", "skill/3", "skill/4"});
  make.Requires("occupation/b", {"skill/1", "skill/2", "skill/3", "skill/9"});
  make.Requires("occupation/c", {"skill/1", "skill/7", "skill/8"});
  make.Requires("occupation/d", {"skill/5", "skill/6", "skill/10"});
  make.Requires("occupation/e", {"skill/1", "skill/2"});
  return make;
}

}  // namespace

TEST_CASE("Rank: equals brute force on random graphs, whatever the options") {
  int matches = 0, full = 0, below_zero = 0;
  for (std::uint64_t seed = 0; seed < 250 / kSlow; ++seed) {
    Random random(seed);
    auto params = seed % 2 ? RandomParams(random) : ModelParams();
    params.least_items = random.Below(5);
    const auto matcher = MakeMatcher(RandomTaxonomy(seed, seed % 25 == 0 ? Medium() : GraphSize()), params);
    for (int i = 0; i < 6; ++i) {
      const auto profile = RandomProfile(matcher.taxonomy(), random);
      RankOptions options;
      options.limit = random.Below(15);
      options.with_origins = random.Chance(50);
      options.with_zero = random.Chance(50);
      if (random.Chance(30)) options.least_score = kScoreOne / (2 + random.Below(20));
      if (random.Chance(20)) options.least_score = -kScoreOne / (2 + random.Below(20));
      const auto result = matcher.Rank(profile, options);
      const auto expected = oracle::BruteRank(matcher.model(), profile, options);
      REQUIRE(Pairs(result) == expected);
      matches += static_cast<int>(expected.size());
      for (const auto& m : expected) below_zero += m.score < 0;
      full += result.matches.size() == options.limit;
    }
  }
  CHECK(matches > 3000 / kSlow);
  CHECK(full > 100 / kSlow);  // the limit was reached often enough to mean something
  CHECK(below_zero > 300 / kSlow);
}

TEST_CASE("Rank: considered and too little data account for every current occupation") {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    Random random(seed);
    const auto matcher = MakeMatcher(RandomTaxonomy(seed));
    const auto& t = matcher.taxonomy();
    const auto profile = RandomProfile(t, random);
    const auto result = matcher.Rank(profile, {.limit = 1000, .with_zero = true});
    if (result.status != RankStatus::kOk) {
      CHECK(result.considered == 0);
      CHECK(matcher.model().MakeQuery(profile).items < matcher.model().params().least_items);
      continue;
    }
    std::uint32_t scored_origins = 0, current = 0;
    const auto range = t.Concepts(ConceptKind::kOccupation);
    for (Concept o = range.first; o < range.last; ++o) {
      current += t.Status(o) == ConceptStatus::kCurrent;
      scored_origins += profile.HasOrigin(o) && matcher.model().IsCandidate(o);
    }
    CHECK(result.considered + result.too_little_data + scored_origins == current);
    CHECK(result.matches.size() == result.considered);
    for (const auto& m : result.matches) CHECK(t.Status(m.occupation) == ConceptStatus::kCurrent);
  }
}

TEST_CASE("Rank: what a ranking rests on is told") {
  const auto matcher = MakeMatcher(RandomTaxonomy(1, Medium()));
  const auto& t = matcher.taxonomy();
  const auto skills = t.Concepts(ConceptKind::kSkill), knowledge = t.Concepts(ConceptKind::kKnowledge);
  REQUIRE((skills.size() >= 25 && knowledge.size() >= 5));
  for (const std::uint32_t items : {0u, 2u, 3u, 9u, 10u, 24u, 25u, 30u}) {
    ProfileBuilder builder(t);
    for (std::uint32_t i = 0; i < items; ++i) Need(builder.Add(i < 5 ? knowledge.first + i : skills.first + i - 5));
    Need(builder.Add(t.Concepts(ConceptKind::kTask).first));  // does not count
    const auto result = matcher.Rank(builder.Build(), {.with_zero = true});
    CHECK(result.items == items);
    CHECK(result.needed == 3);
    CHECK((result.status == RankStatus::kOk) == (items >= 3));
    CHECK(result.confidence == (items < 10 ? Confidence::kLow : items < 25 ? Confidence::kMedium : Confidence::kHigh));
  }
}

TEST_CASE("Rank: there is a strong match when the first is one") {
  const auto matcher = MakeMatcher(RandomTaxonomy(2, Medium()));
  REQUIRE(matcher.model().calibrated());
  std::array<int, kBands> firsts{};
  for (Concept o = 0; o < matcher.model().rows(); ++o) {
    const auto profile = ProfileOf(matcher.taxonomy(), o);
    const auto result = matcher.Rank(profile);
    if (result.status != RankStatus::kOk) continue;
    for (const auto& m : result.matches) CHECK((m.band == matcher.model().BandOf(m.score) && m.percentile == matcher.model().Percentile(m.score)));
    REQUIRE_FALSE(result.matches.empty());
    ++firsts[static_cast<std::size_t>(result.matches[0].band)];
    CHECK(result.strong_match == (result.matches[0].band == Band::kStrong));
    const auto none = matcher.Rank(profile, {.least_score = kScoreOne + 1});
    CHECK((none.matches.empty() && !none.strong_match));
  }
  CHECK(firsts[static_cast<std::size_t>(Band::kStrong)] > 5);
  CHECK(firsts[static_cast<std::size_t>(Band::kGood)] > 5);
}

TEST_CASE("Rank: the score is the one ScoreOf gives") {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    Random random(seed);
    const auto matcher = MakeMatcher(RandomTaxonomy(seed));
    const auto profile = RandomProfile(matcher.taxonomy(), random);
    const auto query = matcher.model().MakeQuery(profile);
    const auto result = matcher.Rank(profile, {.limit = 1000, .with_origins = true, .with_zero = true});
    for (const auto& m : result.matches) CHECK(matcher.ScoreOf(query, m.occupation) == m.score);
  }
}

TEST_CASE("Rank: nearest first, nothing shared left out, origins left out, too little data counted") {
  const auto matcher = MakeMatcher(Five().Build(), Plain());
  const auto& t = matcher.taxonomy();
  const auto result = matcher.Rank(ProfileOf(t, {"occupation/a"}));
  REQUIRE(result.matches.size() == 2);
  CHECK(t.Uri(result.matches[0].occupation) == "occupation/b");
  CHECK(t.Uri(result.matches[1].occupation) == "occupation/c");
  CHECK(result.considered == 3);
  CHECK(result.too_little_data == 1);
  CHECK(result.status == RankStatus::kOk);
}

TEST_CASE("Rank: origins and zeros come back when asked for") {
  const auto matcher = MakeMatcher(Five().Build(), Plain());
  const auto& t = matcher.taxonomy();
  const auto profile = ProfileOf(t, {"occupation/a"});
  const auto with_origins = matcher.Rank(profile, {.with_origins = true});
  REQUIRE(with_origins.matches.size() == 3);
  CHECK(t.Uri(with_origins.matches[0].occupation) == "occupation/a");
  CHECK(with_origins.matches[0].readiness.ratio() == 1.0);
  const auto with_zero = matcher.Rank(profile, {.with_zero = true});
  REQUIRE(with_zero.matches.size() == 3);
  CHECK(t.Uri(with_zero.matches[2].occupation) == "occupation/d");
  CHECK(with_zero.matches[2].score == 0);
  const auto floor = matcher.Rank(profile, {.least_score = with_zero.matches[0].score});
  CHECK(floor.matches.size() == 1);  // a score equal to the least is kept
  CHECK(matcher.Rank(profile, {.least_score = with_zero.matches[0].score + 1}).matches.empty());
  CHECK(matcher.Rank(profile, {.least_score = kScoreOne + 1, .with_zero = true}).matches.empty());
}

TEST_CASE("Rank: limit 0 means 10, and ties break by URI") {
  Maker make;
  for (std::uint32_t i = 0; i < 30; ++i) make.Requires(Uri("occupation", (i * 7) % 30), {"skill/1", "skill/2", "skill/3"});
  make.Requires("occupation/other", {"skill/7", "skill/8", "skill/9"});
  make.Requires("occupation/me", {"skill/1", "skill/2", "skill/4"});
  const auto matcher = MakeMatcher(make.Build(), Plain());
  const auto& t = matcher.taxonomy();
  const auto result = matcher.Rank(ProfileOf(t, {"occupation/me"}), {.limit = 0});
  REQUIRE(result.matches.size() == 10);
  for (std::uint32_t i = 0; i < 10; ++i) {
    CHECK(t.Uri(result.matches[i].occupation) == Uri("occupation", i));
    CHECK(result.matches[i].score == result.matches[0].score);
  }
  CHECK(matcher.Rank(ProfileOf(t, {"occupation/me"}), {.limit = 0xFFFFFFFFu}).matches.size() == 30);
}

TEST_CASE("Rank: a profile with fewer items than asked gets a status and no numbers") {
  const auto matcher = MakeMatcher(Five().Build(), Plain());
  const auto& t = matcher.taxonomy();
  for (const auto& profile : {ProfileOf(t, {}), ProfileOf(t, {"skill/1", "skill/2"}), ProfileOf(t, {"occupation/e"})}) {
    const auto result = matcher.Rank(profile, {.with_zero = true});
    CHECK(result.status == RankStatus::kTooLittleData);
    CHECK(result.matches.empty());
    CHECK_FALSE(matcher.ScoreOf(matcher.model().MakeQuery(profile), At(t, "occupation/a")).has_value());
  }
  CHECK(matcher.Rank(ProfileOf(t, {"skill/1", "skill/2", "skill/3"})).matches.size() == 3);
}

TEST_CASE("Rank: archived and historic occupations are no candidates but can be an origin") {
  auto make = Five();
  make.Requires("occupation/old", {"skill/1", "skill/2", "skill/3"});
  make.builder.SetStatus(make("occupation/old"), ConceptStatus::kArchived);
  make.builder.SetStatus(make("occupation/b"), ConceptStatus::kHistoric);
  const auto matcher = MakeMatcher(make.Build(), Plain());
  const auto& t = matcher.taxonomy();
  const auto result = matcher.Rank(ProfileOf(t, {"occupation/old"}));
  REQUIRE(result.matches.size() == 2);
  CHECK(t.Uri(result.matches[0].occupation) == "occupation/a");
  CHECK_FALSE(matcher.ScoreOf(matcher.model().MakeQuery(ProfileOf(t, {"occupation/a"})), At(t, "occupation/old")).has_value());
}

TEST_CASE("Rank: a level below the needed one counts in readiness, not in the score") {
  Maker make;
  make.Requires("occupation/a", "skill/1", Relevance::kEssential, 4).Requires("occupation/b", {"skill/2"});
  ModelParams params;
  params.least_items = 0;
  const auto matcher = MakeMatcher(make.Build(), params);
  const auto& t = matcher.taxonomy();
  const auto match = [&](Level have) {
    ProfileBuilder builder(t);
    Need(builder.Add(At(t, "skill/1"), have));
    return matcher.Rank(builder.Build()).matches.at(0);
  };
  const double whole = match(0).readiness.ratio();
  CHECK(whole == 1.0);  // not stated is met
  CHECK(match(1).readiness.ratio() == doctest::Approx(0.25).epsilon(1e-4));
  CHECK(match(2).readiness.ratio() == doctest::Approx(0.5).epsilon(1e-4));
  CHECK(match(4).readiness.ratio() == 1.0);
  for (Level have = 0; have <= kMaxLevel; ++have) CHECK(match(have).score == match(0).score);
}

TEST_CASE("Rank: what belonged only somewhat to past work does not fully meet an essential requirement, what is stated does") {
  Maker make;
  make.Requires("occupation/a", "skill/1", Relevance::kSomewhat).Requires("occupation/a", {"skill/2", "skill/3"});
  make.Requires("occupation/b", {"skill/1", "skill/4", "skill/5"});
  const auto matcher = MakeMatcher(make.Build());
  const auto& t = matcher.taxonomy();
  const auto b = At(t, "occupation/b");
  const auto bits = matcher.model().Information(At(t, "skill/1"));
  CHECK(matcher.Readiness(ProfileOf(t, {"occupation/a"}), b).met == 300 * std::uint64_t{bits});
  CHECK(matcher.Readiness(ProfileOf(t, {"occupation/a", "skill/1"}), b).met == 1000 * std::uint64_t{bits});
}

TEST_CASE("Rank: readiness is the share of requirements met, whatever the relevance weights") {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    Random random(seed);
    ModelParams params;
    params.relevance_weight = {9, 1, 2, 3, 4};  // even a weight for "not relevant" must not make it a requirement
    const auto matcher = MakeMatcher(RandomTaxonomy(seed), params);
    const auto& t = matcher.taxonomy();
    const auto profile = RandomProfile(t, random);
    for (const auto& m : matcher.Rank(profile, {.limit = 1000, .with_zero = true}).matches) {
      double required = 0, met = 0;
      for (const auto& r : t.Relations(m.occupation)) {
        if (r.relevance == Relevance::kNotRelevant || (t.Kind(r.target) != ConceptKind::kSkill && t.Kind(r.target) != ConceptKind::kKnowledge))
          continue;
        // With the weights above a relevance weighs its number.
        const double bits = matcher.model().Information(r.target);
        required += static_cast<int>(r.relevance) * bits;
        const auto* item = profile.Find(r.target);
        if (!item) continue;
        const double most = std::min(static_cast<int>(item->strength), static_cast<int>(r.relevance)) * bits;
        met += item->level == 0 || item->level >= r.level ? most : std::floor(most * item->level / r.level);
      }
      CHECK(static_cast<double>(m.readiness.required) == required);
      CHECK(static_cast<double>(m.readiness.met) == met);
      CHECK(m.readiness.met <= m.readiness.required);
    }
  }
  CHECK(Share{}.ratio() == 1.0);
  CHECK(Share{1, 4}.ratio() == 0.25);
}
