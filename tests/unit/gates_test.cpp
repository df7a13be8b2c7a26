// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Gates: what stands, what is unknown and what is clear; and rankings with gates, held against a slow one that gates the whole
// ranking and sorts it.

#include "overstap/gates.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <tuple>
#include <vector>

#include "oracle/maker.hpp"
#include "oracle/random_graph.hpp"
#include "oracle/random_policy.hpp"
#include "oracle/random_rich.hpp"
#include "overstap/explain.hpp"
#include "overstap/io.hpp"

using namespace overstap;
using namespace overstap::test;

namespace {

/// One that asks for licences, one without facts, and one that says of everything that it is no matter.
Maker Three() {
  Maker make;
  make.Requires("occupation/nurse", {"skill/1", "skill/2", "skill/3", "licence/big"}).Requires("occupation/nurse", "licence/car", Relevance::kSomewhat);
  make.Requires("occupation/nurse", "condition/night", Relevance::kEssential).Requires("occupation/nurse", "condition/cold", Relevance::kNotRelevant);
  make.Requires("occupation/nurse", "condition/noise", Relevance::kSomewhat).Requires("occupation/nurse", "licence/none", Relevance::kNotRelevant);
  make.Requires("occupation/unknown", {"skill/1", "skill/2", "skill/4"});
  make.Requires("occupation/easy", {"skill/1", "skill/2", "skill/5"});
  make.builder.SetRegulated(make("occupation/nurse"), Regulated::kYes);
  make.builder.SetRegulated(make("occupation/easy"), Regulated::kNo);
  make.builder.SetMediation(make("occupation/nurse"), Mediation::kNotSuitable);
  make.builder.SetMediation(make("occupation/easy"), Mediation::kSuitable);
  make.builder.SetNlqf(make("occupation/nurse"), 60);
  make.builder.SetNlqf(make("occupation/easy"), 10);
  return make;
}

Profile Person(const Taxonomy& taxonomy, Nlqf nlqf = kNlqfUnknown, std::initializer_list<std::string_view> has = {"skill/1", "skill/2", "skill/3"}) {
  ProfileBuilder builder(taxonomy);
  for (const auto uri : has) Need(builder.Add(At(taxonomy, uri)));
  builder.SetNlqf(nlqf);
  return builder.Build();
}

/// Only what `gate` does counts.
GatePolicy Only(Gate gate, GateAction action) {
  GatePolicy policy;
  policy.action.fill(GateAction::kOff);
  policy.For(gate) = action;
  return policy;
}

// --- the oracle: the text of gates.hpp, by looking at every relation -------------------------------------------------

std::array<GateState, kGates> SlowStates(const Taxonomy& t, const Profile& profile, Concept o, const GatePolicy& policy) {
  std::array<GateState, kGates> states{GateState::kUnknown, GateState::kClear, GateState::kUnknown, GateState::kNotAsked, GateState::kUnknown};
  if (t.Regulated(o) != Regulated::kUnknown) states[0] = t.Regulated(o) == Regulated::kYes ? GateState::kStands : GateState::kClear;
  for (const auto& r : t.Relations(o)) {
    if (t.Kind(r.target) != ConceptKind::kLicence || r.relevance == Relevance::kNotRelevant || r.relevance < policy.licence_from) continue;
    bool has = false, maybe = false;
    for (const auto& item : profile.items()) {
      if (item.concept_id != r.target) continue;
      has = item.evidence != Evidence::kInferred || item.strength == Relevance::kEssential;
      maybe = !has;
    }
    if (!has && !maybe) states[1] = GateState::kStands;
    if (maybe && states[1] == GateState::kClear) states[1] = GateState::kUnknown;
  }
  if (profile.Nlqf() != 0 && t.Nlqf(o) != 0) states[2] = t.Nlqf(o) > profile.Nlqf() + policy.education_slack ? GateState::kStands : GateState::kClear;
  bool unknown = false, stands = false;
  for (const auto& limit : policy.limits) {
    bool stated = false;
    for (const auto& r : t.Relations(o)) {
      if (r.target != limit.condition) continue;
      stated = true;
      stands |= r.relevance >= limit.from;
    }
    unknown |= !stated;
  }
  if (!policy.limits.empty()) states[3] = stands ? GateState::kStands : unknown ? GateState::kUnknown : GateState::kClear;
  if (t.Mediation(o) != Mediation::kUnknown) states[4] = t.Mediation(o) == Mediation::kNotSuitable ? GateState::kStands : GateState::kClear;
  for (std::size_t g = 0; g < kGates; ++g) {
    if (policy.action[g] == GateAction::kOff) states[g] = GateState::kNotAsked;
  }
  return states;
}

}  // namespace

TEST_CASE("Gates: each stands, is clear, or is unknown") {
  const auto t = Three().Build();
  GatePolicy policy;
  policy.limits = {{At(t, "condition/night"), Relevance::kImportant}};
  const auto states = [&](std::string_view occupation, Nlqf nlqf) { return GatesOf(t, Person(t, nlqf), At(t, occupation), policy).state; };
  using enum GateState;
  CHECK(states("occupation/nurse", 30) == std::array{kStands, kStands, kStands, kStands, kStands});
  CHECK(states("occupation/easy", 30) == std::array{kClear, kClear, kClear, kUnknown, kClear});
  CHECK(states("occupation/unknown", 30) == std::array{kUnknown, kClear, kUnknown, kUnknown, kUnknown});
  CHECK(states("occupation/nurse", kNlqfUnknown)[2] == kUnknown);
  CHECK(GatesOf(t, Person(t, 30), At(t, "occupation/unknown"), policy).action == GateAction::kOff);  // unknown acts on nothing
  CHECK(GatesOf(t, Person(t, 30), At(t, "occupation/nurse"), policy).action == GateAction::kWarn);
}

TEST_CASE("Gates: a mandatory licence stands, a mentioned one is told, one that is had is neither") {
  const auto t = Three().Build();
  const auto nurse = At(t, "occupation/nurse");
  auto gates = GatesOf(t, Person(t), nurse, {});
  REQUIRE(gates.licences.size() == 2);
  CHECK(gates.licences[0].licence == At(t, "licence/big"));
  CHECK(gates.licences[0].mandatory);
  CHECK_FALSE(gates.licences[0].unsure);
  CHECK(gates.licences[1].licence == At(t, "licence/car"));
  CHECK_FALSE(gates.licences[1].mandatory);
  CHECK(gates.For(Gate::kLicence) == GateState::kStands);

  const auto licensed = Person(t, kNlqfUnknown, {"licence/big"});
  gates = GatesOf(t, licensed, nurse, {});
  REQUIRE(gates.licences.size() == 1);
  CHECK(gates.For(Gate::kLicence) == GateState::kClear);
  GatePolicy strict;
  strict.licence_from = Relevance::kSomewhat;
  CHECK(GatesOf(t, licensed, nurse, strict).For(Gate::kLicence) == GateState::kStands);
}

TEST_CASE("Gates: a licence that a past occupation demanded is had, one that it mentioned is unsure") {
  Maker make;
  make.Requires("occupation/driver", {"skill/1", "skill/2", "skill/3", "licence/lorry"}).Requires("occupation/driver", "licence/crane", Relevance::kImportant);
  make.Requires("occupation/target", {"skill/1", "licence/lorry", "licence/crane"});
  const auto t = make.Build();
  const auto gates = GatesOf(t, ProfileOf(t, {"occupation/driver"}), At(t, "occupation/target"), {});
  REQUIRE(gates.licences.size() == 1);
  CHECK(gates.licences[0].licence == At(t, "licence/crane"));
  CHECK(gates.licences[0].unsure);
  CHECK(gates.For(Gate::kLicence) == GateState::kUnknown);
}

TEST_CASE("Gates: distance in education is ordinal, with slack, and unknown when either side is") {
  const auto t = Three().Build();
  const auto nurse = At(t, "occupation/nurse");
  CHECK(GatesOf(t, Person(t, 40), nurse, {}).EducationDistance() == 20);
  CHECK(GatesOf(t, Person(t, 70), nurse, {}).EducationDistance() == -10);
  CHECK_FALSE(GatesOf(t, Person(t), nurse, {}).EducationDistance().has_value());
  CHECK_FALSE(GatesOf(t, Person(t, 40), At(t, "occupation/unknown"), {}).EducationDistance().has_value());
  GatePolicy policy;
  policy.education_slack = 10;
  CHECK(GatesOf(t, Person(t, 40), nurse, policy).For(Gate::kEducation) == GateState::kStands);
  CHECK(GatesOf(t, Person(t, 50), nurse, policy).For(Gate::kEducation) == GateState::kClear);
  CHECK(GatesOf(t, Person(t, 60), nurse, {}).For(Gate::kEducation) == GateState::kClear);
  // Inferred from past work counts, and is told.
  const auto gates = GatesOf(t, ProfileOf(t, {"occupation/easy"}), nurse, {});
  CHECK(gates.nlqf_inferred);
  CHECK(gates.EducationDistance() == 50);
  CHECK(gates.For(Gate::kEducation) == GateState::kStands);
}

TEST_CASE("Gates: a condition that is absent is unknown, one that is not relevant or weaker than the limit is clear") {
  const auto t = Three().Build();
  const auto nurse = At(t, "occupation/nurse");
  const auto with = [&](std::string_view condition, Relevance from) {
    GatePolicy policy;
    policy.limits = {{At(t, condition), from}};
    return GatesOf(t, Person(t), nurse, policy);
  };
  CHECK(GatesOf(t, Person(t), nurse, {}).For(Gate::kCondition) == GateState::kNotAsked);
  CHECK(with("condition/cold", Relevance::kSomewhat).For(Gate::kCondition) == GateState::kClear);
  CHECK(with("condition/noise", Relevance::kImportant).For(Gate::kCondition) == GateState::kClear);
  const auto noise = with("condition/noise", Relevance::kSomewhat);
  CHECK(noise.For(Gate::kCondition) == GateState::kStands);
  REQUIRE(noise.conditions.size() == 1);
  CHECK(noise.conditions[0].grade == Relevance::kSomewhat);
  GatePolicy unstated;
  unstated.limits = {{At(t, "condition/cold"), Relevance::kSomewhat}};
  const auto unknown = GatesOf(t, Person(t), At(t, "occupation/easy"), unstated);
  CHECK(unknown.For(Gate::kCondition) == GateState::kUnknown);
  REQUIRE(unknown.conditions.size() == 1);
  CHECK_FALSE(unknown.conditions[0].grade.has_value());
  CHECK(unknown.action == GateAction::kOff);
}

TEST_CASE("Gates: what is off is not asked, and the strongest action of those that stand counts") {
  const auto t = Three().Build();
  const auto nurse = At(t, "occupation/nurse");
  for (int g = 0; g < kGates; ++g) {
    const auto gate = static_cast<Gate>(g);
    auto policy = Only(gate, GateAction::kHide);
    policy.limits = {{At(t, "condition/night"), Relevance::kSomewhat}};
    const auto gates = GatesOf(t, Person(t, 10), nurse, policy);
    for (int other = 0; other < kGates; ++other) {
      CHECK(gates.For(static_cast<Gate>(other)) == (other == g ? GateState::kStands : GateState::kNotAsked));
    }
    CHECK(gates.action == GateAction::kHide);
    policy.action.fill(GateAction::kWarn);
    CHECK(GatesOf(t, Person(t, 10), nurse, policy).action == GateAction::kWarn);
    policy.For(gate) = GateAction::kDemote;
    CHECK(GatesOf(t, Person(t, 10), nurse, policy).action == GateAction::kDemote);
  }
}

TEST_CASE("Gates: the same facts as an explanation gives") {
  int missing = 0;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    Random random(seed);
    const auto matcher = MakeMatcher(RichTaxonomy(seed));
    const auto& t = matcher.taxonomy();
    const auto profile = RandomProfile(t, random);
    const auto range = t.Concepts(ConceptKind::kOccupation);
    for (Concept o = range.first; o < range.last; ++o) {
      const auto x = Need(Explain(matcher, profile, o));
      const auto gates = GatesOf(t, profile, o, {});
      CHECK(gates.nlqf_have == x.nlqf_have);
      CHECK(gates.nlqf_need == x.nlqf_need);
      CHECK(gates.nlqf_inferred == x.nlqf_inferred);
      CHECK((gates.For(Gate::kRegulated) == GateState::kStands) == (x.regulated == Regulated::kYes));
      std::vector<std::pair<Concept, Relevance>> lacks, listed;
      for (const auto& l : x.licences) {
        if (!l.present) lacks.emplace_back(l.concept_id, l.relevance);
      }
      for (const auto& l : gates.licences) {
        if (!l.unsure) listed.emplace_back(l.licence, l.relevance);
      }
      std::sort(lacks.begin(), lacks.end());
      CHECK(lacks == listed);
      missing += static_cast<int>(lacks.size());
    }
  }
  CHECK(missing > 100);
}

TEST_CASE("RankWithGates: by default the ranking is what it was, and nothing is hidden") {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    Random random(seed);
    const auto matcher = MakeMatcher(RichTaxonomy(seed));
    const auto profile = RandomProfile(matcher.taxonomy(), random);
    const RankOptions options{.limit = random.Below(12), .with_zero = random.Chance(50)};
    const auto plain = matcher.Rank(profile, options);
    const auto gated = Need(RankWithGates(matcher, profile, options, {}));
    REQUIRE(gated.ranking.matches.size() == plain.matches.size());
    for (std::size_t i = 0; i < plain.matches.size(); ++i) {
      CHECK(gated.ranking.matches[i].occupation == plain.matches[i].occupation);
      CHECK(gated.gates[i].action <= GateAction::kWarn);
    }
    CHECK(gated.not_demoted == plain.matches.size());
    CHECK(gated.hidden == 0);
    CHECK(gated.demoted == 0);
    CHECK(gated.ranking.status == plain.status);
    CHECK(gated.ranking.considered == plain.considered);
    CHECK(gated.ranking.strong_match == plain.strong_match);
  }
}

TEST_CASE("RankWithGates: equals gating the whole ranking and sorting it, on random graphs and policies") {
  int cut = 0, demoted = 0, hidden = 0, hidden_twice = 0, rose = 0;
  for (std::uint64_t seed = 0; seed < 250; ++seed) {
    Random random(seed);
    const auto matcher = MakeMatcher(RichTaxonomy(seed, seed % 25 == 0 ? Medium() : GraphSize()));
    const auto& t = matcher.taxonomy();
    for (int i = 0; i < 6; ++i) {
      const auto profile = RandomProfile(t, random);
      const auto policy = RandomPolicy(t, random);
      const RankOptions options{.limit = random.Below(9), .with_origins = random.Chance(50), .with_zero = random.Chance(70)};
      const std::size_t limit = options.limit == 0 ? 10 : options.limit;
      auto all = options;
      all.limit = 10000;
      const auto whole = matcher.Rank(profile, all);

      std::vector<std::tuple<bool, Score, Concept>> expected;  // demoted, - score, concept: ascending
      std::uint32_t hid = 0, dem = 0;
      std::array<std::uint32_t, kGates> by{};
      for (const auto& m : whole.matches) {
        const auto states = SlowStates(t, profile, m.occupation, policy);
        bool hide = false, demote = false;
        int reasons = 0;
        for (std::size_t g = 0; g < kGates; ++g) {
          if (states[g] != GateState::kStands) continue;
          demote |= policy.action[g] == GateAction::kDemote;
          if (policy.action[g] == GateAction::kHide) hide = true, ++by[g], ++reasons;
        }
        hid += hide, dem += demote && !hide, hidden_twice += reasons > 1;
        if (!hide) expected.emplace_back(demote, -m.score, m.occupation);
      }
      std::sort(expected.begin(), expected.end());
      cut += expected.size() > limit;
      if (expected.size() > limit) expected.resize(limit);

      const auto result = Need(RankWithGates(matcher, profile, options, policy));
      CHECK(result.hidden == hid);
      CHECK(result.demoted == dem);
      CHECK(result.hidden_by == by);
      REQUIRE(result.ranking.matches.size() == expected.size());
      REQUIRE(result.gates.size() == expected.size());
      for (std::size_t k = 0; k < expected.size(); ++k) {
        const auto& m = result.ranking.matches[k];
        CHECK(std::tuple(k >= result.not_demoted, -m.score, m.occupation) == expected[k]);
        CHECK(result.gates[k].state == SlowStates(t, profile, m.occupation, policy));
        CHECK((result.gates[k].action == GateAction::kDemote) == (k >= result.not_demoted));
        rose += k > 0 && m.score > result.ranking.matches[k - 1].score;
      }
      CHECK(result.ranking.considered == whole.considered);
      CHECK(result.ranking.items == whole.items);
      demoted += static_cast<int>(dem), hidden += static_cast<int>(hid);

      // What Rank() has cut off stays cut off when gates are applied afterwards.
      const auto top = matcher.Rank(profile, options);
      const auto applied = ApplyGates(t, profile, top, policy);
      CHECK(applied.ranking.matches.size() + applied.hidden == top.matches.size());
      CHECK(applied.not_demoted + applied.demoted == applied.ranking.matches.size());
    }
  }
  // All of it was put to the test often enough to mean something.
  CHECK(cut > 300);
  CHECK(demoted > 1000);
  CHECK(hidden > 1000);
  CHECK(hidden_twice > 100);
  CHECK(rose > 100);
}

TEST_CASE("RankWithGates: an empty profile gets no answer and no counts") {
  const auto matcher = MakeMatcher(Three().Build());
  const auto result = Need(RankWithGates(matcher, Profile(), {}, Only(Gate::kRegulated, GateAction::kHide)));
  CHECK(result.ranking.status == RankStatus::kTooLittleData);
  CHECK(result.ranking.matches.empty());
  CHECK(result.hidden == 0);
}

TEST_CASE("RankWithGates: a strong match is one that is left") {
  const auto matcher = MakeMatcher(Need(StarterTaxonomy()));
  const auto& t = matcher.taxonomy();
  REQUIRE(matcher.model().calibrated());
  int changed = 0, kept = 0;
  const auto range = t.Concepts(ConceptKind::kOccupation);
  for (Concept o = range.first; o < range.last; ++o) {
    const auto profile = ProfileOf(t, o);
    auto policy = Only(Gate::kEducation, GateAction::kHide);
    policy.For(Gate::kLicence) = GateAction::kDemote;
    const auto plain = matcher.Rank(profile);
    const auto gated = Need(RankWithGates(matcher, profile, {}, policy));
    const auto& matches = gated.ranking.matches;
    const bool strong = std::any_of(matches.begin(), matches.end(), [](const Match& m) { return m.band == Band::kStrong; });
    CHECK(gated.ranking.strong_match == strong);
    (strong == plain.strong_match ? kept : changed) += 1;
  }
  CHECK(changed > 5);
  CHECK(kept > 100);
}

TEST_CASE("Gates: a policy that is out of range is refused, and says why") {
  const auto matcher = MakeMatcher(Three().Build());
  const auto& t = matcher.taxonomy();
  const auto refused = [&](const GatePolicy& policy) {
    const auto result = RankWithGates(matcher, Person(t), {}, policy);
    REQUIRE_FALSE(result.ok());
    CHECK(CodeOf(result.status()) == ErrorCode::kInvalidArgument);
    return std::string(result.status().message());
  };
  GatePolicy policy;
  policy.action[2] = static_cast<GateAction>(4);
  CHECK(refused(policy) == "gate policy: action 4 does not exist");
  policy = {};
  policy.licence_from = Relevance::kNotRelevant;
  CHECK(refused(policy) == "gate policy: licence_from must be somewhat, optional, important or essential");
  policy = {};
  policy.education_slack = 81;
  CHECK(refused(policy) == "gate policy: education_slack is 81; it must be in 0..80");
  policy = {};
  policy.limits = {{At(t, "skill/1"), Relevance::kSomewhat}};
  CHECK(refused(policy).ends_with("is no work condition of this taxonomy; limits are on work conditions"));
  policy.limits = {{kNoConcept, Relevance::kSomewhat}};
  CHECK(refused(policy).ends_with("is no work condition of this taxonomy; limits are on work conditions"));
  const auto cold = At(t, "condition/cold");
  policy.limits = {{cold, Relevance::kNotRelevant}};
  CHECK(refused(policy) == "gate policy: the limit on condition/cold must begin at somewhat, optional, important or essential");
  policy.limits = {{cold, Relevance::kSomewhat}, {cold, Relevance::kEssential}};
  CHECK(refused(policy) == "gate policy: two limits on condition/cold; keep the stricter one");
}

TEST_CASE("Gates: every name is told apart") {
  CHECK(Name(Gate::kRegulated) == "regulated");
  CHECK(Name(Gate::kMediation) == "mediation");
  CHECK(Name(GateState::kNotAsked) == "not_asked");
  CHECK(Name(GateState::kStands) == "stands");
  CHECK(Name(GateAction::kOff) == "off");
  CHECK(Name(GateAction::kHide) == "hide");
}
