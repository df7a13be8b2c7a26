// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Explanations add up: contributions to the score, matched and gap to the requirements, tiers to readiness; all of it exactly.

#include "overstap/explain.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "oracle/oracle.hpp"
#include "oracle/random_graph.hpp"

using namespace overstap;
using namespace overstap::test;

namespace {

/// Calls `use` for random profiles and all occupations of random graphs.
template <typename Use>
void ForMany(std::uint64_t seeds, const Use& use) {
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    Random random(seed);
    ModelParams params;
    params.least_items = random.Below(4);
    if (random.Chance(30)) params.relevance_weight = {5, 0, 10, 500, 1000};
    if (random.Chance(30)) params.dimension_weight = {7, 0, 3, 5, 0, 2};
    if (random.Chance(30)) params.common = 0;
    if (random.Chance(30)) params.missing = static_cast<MissingPolicy>(random.Below(kMissingPolicies));
    const auto matcher = MakeMatcher(RandomTaxonomy(seed), params);
    const auto range = matcher.taxonomy().Concepts(ConceptKind::kOccupation);
    for (int i = 0; i < 4; ++i) {
      const auto profile = RandomProfile(matcher.taxonomy(), random);
      for (Concept o = range.first; o < range.last; ++o) use(matcher, profile, o, Need(Explain(matcher, profile, o)));
    }
  }
}

}  // namespace

TEST_CASE("Explain: contributions add up to the score exactly, and dimensions too") {
  int scored = 0;
  ForMany(120, [&](const Matcher& matcher, const Profile& profile, Concept o, const Explanation& x) {
    CHECK(x.occupation == o);
    CHECK(x.score == matcher.ScoreOf(matcher.model().MakeQuery(profile), o));
    CHECK(x.score == oracle::BruteScore(matcher.model(), profile, o));
    Score sum = 0;
    std::array<Score, kDimensions> by_dimension{};
    for (const auto& c : x.contributions) {
      sum += c.score;
      by_dimension[static_cast<std::size_t>(c.dimension)] += c.score;
    }
    CHECK(sum == x.score.value_or(0));
    Score parts = 0;
    for (std::size_t d = 0; d < kDimensions; ++d) {
      CHECK(x.dimensions[d].score == by_dimension[d]);
      CHECK(x.dimensions[d].weight == matcher.model().params().dimension_weight[d]);
      if (x.dimensions[d].score != 0) CHECK((x.dimensions[d].in_profile && x.dimensions[d].in_target));
      parts += x.dimensions[d].score;
    }
    CHECK(parts == sum);
    scored += x.score.has_value();
  });
  CHECK(scored > 1000);
}

TEST_CASE("Explain: the score is the one Rank gives") {
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    Random random(seed);
    const auto matcher = MakeMatcher(RandomTaxonomy(seed));
    const auto profile = RandomProfile(matcher.taxonomy(), random);
    for (const auto& m : matcher.Rank(profile, {.limit = 1000, .with_origins = true, .with_zero = true}).matches) {
      const auto x = Need(Explain(matcher, profile, m.occupation));
      CHECK(x.score == m.score);
      CHECK(x.readiness.met == m.readiness.met);
      CHECK(x.readiness.required == m.readiness.required);
    }
  }
}

TEST_CASE("Explain: contributions are sorted, each shared feature once") {
  int one_sided = 0;
  ForMany(40, [&](const Matcher& matcher, const Profile& profile, Concept o, const Explanation& x) {
    std::set<std::pair<Concept, Dimension>> seen;
    const auto& t = matcher.taxonomy();
    const oracle::Oracle oracle(t, {});
    for (std::size_t i = 0; i < x.contributions.size(); ++i) {
      const auto& c = x.contributions[i];
      CHECK(seen.emplace(c.concept_id, c.dimension).second);
      if (i > 0)
        CHECK((x.contributions[i - 1].score > c.score ||
               (x.contributions[i - 1].score == c.score && x.contributions[i - 1].concept_id <= c.concept_id)));
      const auto asked = t.Relations(o);
      const auto has = [&](Concept target) { return std::any_of(asked.begin(), asked.end(), [&](const Relation& r) { return r.target == target; }); };
      if (c.concept_id == kNoConcept) {  // all that neither side has, or words and families as a whole
        const bool whole = c.dimension == Dimension::kWords || c.dimension == Dimension::kFamily;
        CHECK((c.in_profile == whole && c.in_target == whole));
      } else if (c.dimension == Dimension::kGroups) {  // it really is above something on either side
        const auto below = [&](Concept mine) { return oracle.Above(mine).contains(c.concept_id); };
        bool in_profile = false, in_target = false;
        for (const auto& item : profile.items()) in_profile |= below(item.concept_id);
        for (const auto& r : t.Relations(o)) in_target |= below(r.target);
        CHECK((in_profile && in_target));
        CHECK(c.score >= 0);
      } else {
        CHECK((c.in_profile || c.in_target));
        if (c.in_profile) CHECK(profile.Find(c.concept_id) != nullptr);
        if (c.in_target) CHECK(has(c.concept_id));
        // What only one side has never speaks for the pair by more than the rounding of one part.
        if (c.in_profile != c.in_target && matcher.model().params().common == 0) {
          CHECK(c.score <= 1);
          ++one_sided;
        }
      }
    }
  });
  CHECK(one_sided > 100);
}

TEST_CASE("Explain: contributions are those of the formula") {
  double worst = 0;
  int compared = 0;
  ForMany(40, [&](const Matcher& matcher, const Profile& profile, Concept o, const Explanation& x) {
    if (!x.score) return;
    const auto& t = matcher.taxonomy();
    const oracle::Oracle oracle(t, matcher.model().params());
    const auto p = oracle.OfProfile(profile), r = oracle.OfOccupation(o);
    oracle::Oracle::Vector parts;
    bool undecided = false;
    const auto score = oracle.Score(p, r, &undecided, &parts);
    if (undecided) return;
    REQUIRE((score.has_value() && std::isfinite(*score)));
    std::map<std::pair<Dimension, std::string>, double> expected;
    for (const auto& [key, part] : parts) {
      const auto dimension = static_cast<Dimension>(key.first);
      const bool whole = dimension >= Dimension::kWords || (!p.contains(key) && !r.contains(key));
      expected[{dimension, whole ? std::string() : key.second}] += part;
    }
    for (const auto& c : x.contributions) {
      const std::pair key(c.dimension, c.concept_id == kNoConcept ? std::string() : std::string(t.Uri(c.concept_id)));
      worst = std::max(worst, std::abs(ToDouble(c.score) - expected[key]));
      expected.erase(key);
      ++compared;
    }
    for (const auto& [key, part] : expected) worst = std::max(worst, std::abs(part));  // what is not listed is nothing
  });
  MESSAGE(compared, " contributions, largest difference ", worst);
  CHECK(compared > 5000);
  CHECK(worst < 3e-3);
}

TEST_CASE("Explain: matched and gap are all requirements, each once, and tiers add up to readiness") {
  int partly = 0;
  ForMany(120, [&](const Matcher& matcher, const Profile& profile, Concept o, const Explanation& x) {
    const auto& t = matcher.taxonomy();
    std::set<Concept> required, licences, found, found_licences;
    std::vector<Concept> conditions;
    for (const auto& r : t.Relations(o)) {
      if (t.Kind(r.target) == ConceptKind::kCondition) conditions.push_back(r.target);
      if (r.relevance == Relevance::kNotRelevant) continue;
      if (t.Kind(r.target) == ConceptKind::kSkill || t.Kind(r.target) == ConceptKind::kKnowledge) required.insert(r.target);
      if (t.Kind(r.target) == ConceptKind::kLicence) licences.insert(r.target);
    }
    std::uint64_t weight = 0, met = 0;
    std::array<Share, kRelevances> tiers;
    for (const auto* list : {&x.matched, &x.gap}) {
      for (const auto& r : *list) {
        CHECK(found.insert(r.concept_id).second);
        const auto* item = profile.Find(r.concept_id);
        CHECK(r.present == (item != nullptr));
        CHECK(r.have == (item ? item->level : 0));
        // Met is what the item's own strength weighs, at most the requirement, and of that the part of the level.
        const auto& weights = matcher.model().params().relevance_weight;
        const unsigned strength = item ? weights[static_cast<std::size_t>(item->strength)] : 0;
        const bool level_met = item && (item->level == 0 || item->level >= r.need);
        const bool fully = level_met && (strength >= weights[static_cast<std::size_t>(r.relevance)] || r.weight == 0);
        CHECK(fully == (list == &x.matched));
        if (level_met) CHECK(r.met == std::min<std::uint64_t>(r.weight, std::uint64_t{strength} * matcher.model().Information(r.concept_id)));
        if (fully) CHECK(r.met == r.weight);
        if (!item) CHECK(r.met == 0);
        if (!fully && r.weight > 0) CHECK(r.met < r.weight);
        partly += !fully && r.met > 0;
        CHECK(r.weight == matcher.model().Weight(r.concept_id, r.relevance));
        weight += r.weight, met += r.met;
        tiers[static_cast<std::size_t>(r.relevance)].required += r.weight, tiers[static_cast<std::size_t>(r.relevance)].met += r.met;
      }
      for (std::size_t i = 1; i < list->size(); ++i) {
        const auto &a = (*list)[i - 1], &b = (*list)[i];
        CHECK((a.relevance > b.relevance ||
               (a.relevance == b.relevance && (a.weight > b.weight || (a.weight == b.weight && a.concept_id < b.concept_id)))));
      }
    }
    CHECK(found == required);
    CHECK(x.readiness.required == weight);
    CHECK(x.readiness.met == met);
    Share sum;
    for (std::size_t r = 0; r < kRelevances; ++r) {
      CHECK(x.readiness_by[r].required == tiers[r].required);
      CHECK(x.readiness_by[r].met == tiers[r].met);
      sum.required += x.readiness_by[r].required, sum.met += x.readiness_by[r].met;
    }
    CHECK(sum.required == x.readiness.required);
    CHECK(sum.met == x.readiness.met);
    const auto readiness = matcher.Readiness(profile, o);
    CHECK(readiness.required == x.readiness.required);
    CHECK(readiness.met == x.readiness.met);
    for (const auto& l : x.licences) {
      CHECK(found_licences.insert(l.concept_id).second);
      CHECK(l.present == (profile.Find(l.concept_id) != nullptr));
    }
    CHECK(found_licences == licences);
    REQUIRE(x.conditions.size() == conditions.size());
    for (std::size_t i = 1; i < x.conditions.size(); ++i) {
      CHECK((x.conditions[i - 1].relevance > x.conditions[i].relevance ||
             (x.conditions[i - 1].relevance == x.conditions[i].relevance && x.conditions[i - 1].target < x.conditions[i].target)));
    }
    CHECK(x.nlqf_have == profile.Nlqf());
    CHECK(x.nlqf_inferred == profile.nlqf_inferred());
    CHECK(x.nlqf_need == t.Nlqf(o));
    CHECK(x.regulated == t.Regulated(o));
  });
  CHECK(partly > 50);
}

TEST_CASE("Explain: too little data has no score and no contributions, but still a gap") {
  Maker make;
  make.Requires("occupation/a", {"skill/1", "skill/2", "skill/3", "skill/4"})
      .Requires("occupation/b", {"skill/1", "licence/x"})
      .Requires("occupation/c", {"skill/9"});
  const auto matcher = MakeMatcher(make.Build());
  const auto& t = matcher.taxonomy();
  const auto few = Need(Explain(matcher, ProfileOf(t, {"skill/1"}), At(t, "occupation/a")));
  CHECK_FALSE(few.score.has_value());
  CHECK(few.contributions.empty());
  CHECK(few.matched.size() == 1);
  CHECK(few.gap.size() == 3);
  const auto bare = Need(Explain(matcher, ProfileOf(t, {"occupation/a"}), At(t, "occupation/b")));
  CHECK_FALSE(bare.score.has_value());
  CHECK(bare.matched.size() == 1);
  CHECK(bare.licences.size() == 1);
  CHECK(bare.dimensions[0].in_profile);
}

TEST_CASE("Explain: work conditions keep an explicit not relevant, strongest first") {
  Maker make;
  make.Requires("occupation/a", {"skill/1", "skill/2", "skill/3"});
  make.Requires("occupation/a", "condition/no", Relevance::kNotRelevant).Requires("occupation/a", "condition/some", Relevance::kSomewhat);
  make.Requires("occupation/a", "condition/yes", Relevance::kEssential).Requires("occupation/a", "skill/not", Relevance::kNotRelevant);
  make("condition/unknown");
  const auto matcher = MakeMatcher(make.Build());
  const auto& t = matcher.taxonomy();
  const auto x = Need(Explain(matcher, ProfileOf(t, {"skill/1", "skill/2", "skill/3"}), At(t, "occupation/a")));
  REQUIRE(x.conditions.size() == 3);
  CHECK(t.Uri(x.conditions[0].target) == "condition/yes");
  CHECK(t.Uri(x.conditions[2].target) == "condition/no");
  CHECK(x.gap.empty());
  CHECK(x.matched.size() == 3);
}

TEST_CASE("Explain: anything but an occupation is refused") {
  Maker make;
  make.Requires("occupation/a", "skill/1");
  const auto matcher = MakeMatcher(make.Build());
  const auto profile = ProfileOf(matcher.taxonomy(), {});
  for (const Concept c : {At(matcher.taxonomy(), "skill/1"), matcher.taxonomy().size(), kNoConcept}) {
    CHECK(CodeOf(Explain(matcher, profile, c).status()) == ErrorCode::kInvalidArgument);
  }
}
