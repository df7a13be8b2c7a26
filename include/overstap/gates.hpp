// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Gates: what stands between a person and an occupation apart from the score (a regulated occupation, licences, level of
// education, work conditions, no mediation), and what a caller wants done about each: warn, demote or hide. They never
// change a score. What is unknown is reported as unknown and acts on nothing; what is hidden is counted.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "overstap/ids.hpp"
#include "overstap/match.hpp"
#include "overstap/profile.hpp"
#include "overstap/status.hpp"
#include "overstap/taxonomy.hpp"

namespace overstap {

enum class Gate : std::uint8_t {
  kRegulated = 0,  ///< the law says who may do the work; it stands whatever the profile holds, for a profile cannot show admission
  kLicence = 1,    ///< a licence that is mandatory and that the profile lacks
  kEducation = 2,  ///< the usual level of education is above the person's
  kCondition = 3,  ///< a work condition the person cannot have
  kMediation = 4,  ///< an employment service does not find people for it
};
inline constexpr int kGates = 5;
std::string_view Name(Gate gate);

enum class GateState : std::uint8_t {
  kNotAsked = 0,  ///< the gate is off, or the person has stated no limits
  kClear = 1,
  kUnknown = 2,   ///< the taxonomy or the profile does not say. Told, and nothing more: it neither demotes nor hides
  kStands = 3,    ///< in the way
};
inline constexpr int kGateStates = 4;
std::string_view Name(GateState state);

/// What is done about a gate that stands, mildest first.
enum class GateAction : std::uint8_t {
  kOff = 0,     ///< not looked at
  kWarn = 1,    ///< told; the order stays
  kDemote = 2,  ///< after all that are not demoted, with its score
  kHide = 3,    ///< left out and counted
};
inline constexpr int kGateActions = 4;
std::string_view Name(GateAction action);

/// The person cannot have this work condition at this grade or a stronger one. Said with a query and not kept in a Profile, for
/// it can tell of somebody's health. Of conditions above or below it in a hierarchy it says nothing.
struct ConditionLimit {
  Concept condition = kNoConcept;
  Relevance from = Relevance::kSomewhat;
};

struct GatePolicy {
  /// By Gate.
  std::array<GateAction, kGates> action = {GateAction::kWarn, GateAction::kWarn, GateAction::kWarn, GateAction::kWarn, GateAction::kWarn};
  /// Licences of this relevance and above are mandatory; weaker ones are mentioned and never stand in the way.
  Relevance licence_from = Relevance::kEssential;
  /// How far below the usual level of education is no matter, in Nlqf: 10 is one level.
  Nlqf education_slack = 0;
  std::vector<ConditionLimit> limits;

  GateAction& For(Gate gate) { return action[static_cast<std::size_t>(gate)]; }
  GateAction For(Gate gate) const { return action[static_cast<std::size_t>(gate)]; }
};

/// Errors: kInvalidArgument for what is out of range, a limit on what is no work condition of `taxonomy`, two limits on one.
Status Validate(const GatePolicy& policy, const Taxonomy& taxonomy);

/// A licence that is asked for and that the profile does not surely have.
struct MissingLicence {
  Concept licence = kNoConcept;
  Relevance relevance = Relevance::kEssential;
  bool mandatory = false;
  bool unsure = false;  ///< the profile has it only because a past occupation mentions it, without demanding it
};

/// A limit that is or may be passed.
struct ConditionConflict {
  ConditionLimit limit;
  std::optional<Relevance> grade;  ///< nothing: the taxonomy does not say, so it is unknown
};

/// What stands between one profile and one occupation.
struct Gates {
  std::array<GateState, kGates> state{};  ///< by Gate
  /// The strongest action of the gates that stand; kOff when none does.
  GateAction action = GateAction::kOff;
  std::vector<MissingLicence> licences;       ///< mandatory or not, by concept
  std::vector<ConditionConflict> conditions;  ///< in the order of the limits
  Nlqf nlqf_have = kNlqfUnknown, nlqf_need = kNlqfUnknown;
  bool nlqf_inferred = false;  ///< nlqf_have is only the usual level of a past occupation

  GateState For(Gate gate) const { return state[static_cast<std::size_t>(gate)]; }
  /// How much higher the needed level is, in Nlqf (10 is one level); negative when it is lower, nothing when either is unknown.
  std::optional<int> EducationDistance() const {
    if (nlqf_have == kNlqfUnknown || nlqf_need == kNlqfUnknown) return std::nullopt;
    return int{nlqf_need} - int{nlqf_have};
  }
};

/// `occupation` must be one of `taxonomy`. O((licences + limits) log).
Gates GatesOf(const Taxonomy& taxonomy, const Profile& profile, Concept occupation, const GatePolicy& policy);

/// A ranking that gates were applied to.
struct GatedResult {
  /// As Matcher::Rank() gives it, but for the order and number of matches, and strong_match, which is about those that are left.
  RankResult ranking;
  std::vector<Gates> gates;       ///< of each match
  std::size_t not_demoted = 0;    ///< so many matches come first that are not demoted, best first; after them the demoted, best first
  std::uint32_t demoted = 0;      ///< demoted occupations of the ranking it was made from, returned or not
  std::uint32_t hidden = 0;       ///< hidden ones
  std::array<std::uint32_t, kGates> hidden_by{};  ///< hidden ones that this gate hides; one that two gates hide counts for both
};

/// Applies a valid policy to matches in the order Rank() gave, and keeps `limit` of them at most. It sees no further than the
/// matches: those that were cut off before stay cut off. O(matches (licences + limits) log).
GatedResult ApplyGates(const Taxonomy& taxonomy, const Profile& profile, RankResult ranked, const GatePolicy& policy,
                       std::size_t limit = std::numeric_limits<std::size_t>::max());

/// Rank() with gates: the same as applying them to the ranking of all occupations and then cutting it off at options.limit. So there
/// are `limit` matches when so many are not hidden, no demoted one stands before one that is not demoted, and the counts are of
/// all that `options` lets through. Where no gate demotes or hides: O(Rank() + limit (licences + limits) log).
/// Otherwise all occupations are ranked and their readiness worked out: O(relations log items + n log n) of all of them besides, six to
/// eight times Rank()'s own time (2.4 against 0.3 ms on ESCO's 3,000 occupations).
/// Errors: those of Validate().
StatusOr<GatedResult> RankWithGates(const Matcher& matcher, const Profile& profile, const RankOptions& options, const GatePolicy& policy);

// --- definitions ---------------------------------------------------------------------------------------------------

inline Status Validate(const GatePolicy& policy, const Taxonomy& taxonomy) {
  const auto invalid = [](std::string_view what) { return Error(ErrorCode::kInvalidArgument, detail::Cat("gate policy: ", what)); };
  const auto is_grade = [](Relevance r) { return r > Relevance::kNotRelevant && static_cast<int>(r) < kRelevances; };
  for (std::size_t g = 0; g < kGates; ++g) {
    if (static_cast<int>(policy.action[g]) >= kGateActions) return invalid(detail::Cat("action ", static_cast<int>(policy.action[g]), " does not exist"));
  }
  if (!is_grade(policy.licence_from)) return invalid("licence_from must be somewhat, optional, important or essential");
  if (policy.education_slack > 80) return invalid(detail::Cat("education_slack is ", policy.education_slack, "; it must be in 0..80"));
  std::vector<Concept> seen;
  for (const auto& limit : policy.limits) {
    if (limit.condition >= taxonomy.size() || taxonomy.Kind(limit.condition) != ConceptKind::kCondition) {
      return invalid(detail::Cat("concept ", limit.condition, " is no work condition of this taxonomy; limits are on work conditions"));
    }
    const auto uri = taxonomy.Uri(limit.condition);
    if (!is_grade(limit.from)) return invalid(detail::Cat("the limit on ", uri, " must begin at somewhat, optional, important or essential"));
    if (std::find(seen.begin(), seen.end(), limit.condition) != seen.end()) return invalid(detail::Cat("two limits on ", uri, "; keep the stricter one"));
    seen.push_back(limit.condition);
  }
  return absl::OkStatus();
}

inline Gates GatesOf(const Taxonomy& taxonomy, const Profile& profile, Concept occupation, const GatePolicy& policy) {
  Gates gates;
  const auto relations = taxonomy.Relations(occupation);
  const auto from = [&](Concept c) {
    return std::lower_bound(relations.begin(), relations.end(), c, [](const Relation& r, Concept x) { return r.target < x; });
  };
  const auto set = [&](Gate gate, GateState state) {
    if (policy.For(gate) == GateAction::kOff) return;
    gates.state[static_cast<std::size_t>(gate)] = state;
    if (state == GateState::kStands) gates.action = std::max(gates.action, policy.For(gate));
  };

  const auto regulated = taxonomy.Regulated(occupation);
  set(Gate::kRegulated, regulated == Regulated::kYes ? GateState::kStands : regulated == Regulated::kNo ? GateState::kClear : GateState::kUnknown);

  auto licence_state = GateState::kClear;
  const auto licences = taxonomy.Concepts(ConceptKind::kLicence);
  for (auto r = from(licences.first); r != relations.end() && r->target < licences.last; ++r) {
    if (r->relevance == Relevance::kNotRelevant) continue;
    const auto* item = profile.Find(r->target);
    const bool unsure = item != nullptr && item->evidence == Evidence::kInferred && item->strength < Relevance::kEssential;
    if (item != nullptr && !unsure) continue;
    const bool mandatory = r->relevance >= policy.licence_from;
    gates.licences.push_back({r->target, r->relevance, mandatory, unsure});
    if (mandatory) licence_state = std::max(licence_state, unsure ? GateState::kUnknown : GateState::kStands);
  }
  set(Gate::kLicence, licence_state);

  gates.nlqf_have = profile.Nlqf();
  gates.nlqf_inferred = profile.nlqf_inferred();
  gates.nlqf_need = taxonomy.Nlqf(occupation);
  const auto distance = gates.EducationDistance();
  set(Gate::kEducation, !distance ? GateState::kUnknown : *distance > policy.education_slack ? GateState::kStands : GateState::kClear);

  auto condition_state = policy.limits.empty() ? GateState::kNotAsked : GateState::kClear;
  for (const auto& limit : policy.limits) {
    const auto r = from(limit.condition);
    const auto grade = r != relations.end() && r->target == limit.condition ? std::optional(r->relevance) : std::nullopt;
    if (grade && *grade < limit.from) continue;
    gates.conditions.push_back({limit, grade});
    condition_state = std::max(condition_state, grade ? GateState::kStands : GateState::kUnknown);
  }
  set(Gate::kCondition, condition_state);

  const auto mediation = taxonomy.Mediation(occupation);
  set(Gate::kMediation, mediation == Mediation::kNotSuitable ? GateState::kStands : mediation == Mediation::kSuitable ? GateState::kClear : GateState::kUnknown);
  return gates;
}

inline GatedResult ApplyGates(const Taxonomy& taxonomy, const Profile& profile, RankResult ranked, const GatePolicy& policy, std::size_t limit) {
  GatedResult result;
  const auto matches = std::move(ranked.matches);
  result.ranking = std::move(ranked);
  result.ranking.matches.clear();
  std::vector<Match> demoted;
  std::vector<Gates> demoted_gates;
  for (const auto& match : matches) {
    auto gates = GatesOf(taxonomy, profile, match.occupation, policy);
    if (gates.action == GateAction::kHide) {
      ++result.hidden;
      for (std::size_t g = 0; g < kGates; ++g) result.hidden_by[g] += gates.state[g] == GateState::kStands && policy.action[g] == GateAction::kHide;
      continue;
    }
    const bool is_demoted = gates.action == GateAction::kDemote;
    result.demoted += is_demoted;
    auto& to = is_demoted ? demoted : result.ranking.matches;
    if (to.size() >= limit) continue;
    to.push_back(match);
    (is_demoted ? demoted_gates : result.gates).push_back(std::move(gates));
  }
  auto& kept = result.ranking.matches;
  result.not_demoted = kept.size();
  for (std::size_t i = 0; i < demoted.size() && kept.size() < limit; ++i) {
    kept.push_back(demoted[i]);
    result.gates.push_back(std::move(demoted_gates[i]));
  }
  // Where bands are unknown, so is this, and it stays as it is.
  if (!matches.empty() && matches.front().band != Band::kUnknown) {
    result.ranking.strong_match = std::any_of(kept.begin(), kept.end(), [](const Match& m) { return m.band == Band::kStrong; });
  }
  return result;
}

inline StatusOr<GatedResult> RankWithGates(const Matcher& matcher, const Profile& profile, const RankOptions& options, const GatePolicy& policy) {
  OVS_RETURN_IF_ERROR(Validate(policy, matcher.taxonomy()));
  auto all = options;
  // A gate that only warns moves nothing, so the best `limit` are the best `limit`.
  if (*std::max_element(policy.action.begin(), policy.action.end()) > GateAction::kWarn) all.limit = std::numeric_limits<std::uint32_t>::max();
  return ApplyGates(matcher.taxonomy(), profile, matcher.Rank(profile, all), policy, options.limit == 0 ? 10 : options.limit);
}

}  // namespace overstap
