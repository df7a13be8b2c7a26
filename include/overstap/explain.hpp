// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Explanation of one profile and one occupation: what each shared skill contributed (the contributions add up to the score,
// exactly), what the occupation requires and which of it is met (matched and gap partition the requirement, exactly), and
// what stands apart from the score: licences, education, regulation, work conditions.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "overstap/ids.hpp"
#include "overstap/match.hpp"
#include "overstap/model.hpp"
#include "overstap/profile.hpp"
#include "overstap/status.hpp"

namespace overstap {

/// A part of the score. For Dimension::kFamily the concept is the group or broader skill that both sides fall under.
struct Contribution {
  Concept concept_id = kNoConcept;
  Dimension dimension = Dimension::kSkills;
  Score score = 0;
};

/// A skill, knowledge area or licence the occupation asks for.
struct Requirement {
  Concept concept_id = kNoConcept;
  Relevance relevance = Relevance::kEssential;
  Level need = 0, have = 0;  ///< 0 = not stated
  bool present = false;      ///< the profile has it, at whatever level
  std::uint64_t weight = 0;  ///< relevance x information
  std::uint64_t met = 0;     ///< of weight; equal to weight when it is fully met
};

struct DimensionPart {
  bool in_profile = false, in_target = false;
  std::uint8_t weight = 0;  ///< as in ModelParams; counted only where both sides have the dimension
  Score score = 0;          ///< sum of its contributions
};

struct Explanation {
  Concept occupation = kNoConcept;
  /// Absent when either side has too little data.
  std::optional<Score> score;
  std::vector<Contribution> contributions;  ///< largest first, then by concept; their sum is *score
  std::array<DimensionPart, kDimensions> dimensions;

  Share readiness;                                   ///< over skills and knowledge
  std::array<Share, kRelevances> readiness_by;       ///< the same, by relevance; adds up to `readiness`
  std::vector<Requirement> matched;                  ///< fully met; by relevance (strongest first), weight, concept
  std::vector<Requirement> gap;                      ///< not or only partly met; the same order. matched and gap = all requirements
  std::vector<Requirement> licences;                 ///< licences asked for; `present` tells which the profile has
  /// Work conditions as the taxonomy grades them, kNotRelevant included; strongest first. What is not listed is unknown.
  std::vector<Relation> conditions;

  Nlqf nlqf_have = kNlqfUnknown, nlqf_need = kNlqfUnknown;
  bool nlqf_inferred = false;  ///< nlqf_have is only the usual level of a past occupation
  Regulated regulated = Regulated::kUnknown;
};

/// Takes the score of `profile` for `occupation` apart. O(relations log relations). Error: kInvalidArgument when
/// `occupation` is no occupation of the matcher's taxonomy.
inline StatusOr<Explanation> Explain(const Matcher& matcher, const Profile& profile, Concept occupation) {
  const auto& model = matcher.model();
  const auto& taxonomy = model.taxonomy();
  if (occupation >= taxonomy.size() || taxonomy.Kind(occupation) != ConceptKind::kOccupation) {
    return Error(ErrorCode::kInvalidArgument, detail::Cat("concept ", occupation, " is no occupation of this taxonomy"));
  }
  Explanation x;
  x.occupation = occupation;
  const auto query = model.MakeQuery(profile);
  const auto both = static_cast<MatchModel::Mask>(query.mask & model.RowMask(occupation));
  x.score = matcher.ScoreOf(query, occupation);
  for (std::size_t d = 0; d < kDimensions; ++d) {
    x.dimensions[d] = {(query.mask >> d & 1) != 0, (model.RowMask(occupation) >> d & 1) != 0, model.params().dimension_weight[d], 0};
  }
  if (x.score) {
    ForShared(query.terms, model.Row(occupation), [&](const QueryTerm& term, const RowEntry& entry) {
      const Score part = Score{Product(term, entry)} * model.Factor(both);
      x.contributions.push_back({model.ConceptOf(entry.feature), static_cast<Dimension>(entry.dimension), part});
      x.dimensions[entry.dimension].score += part;
    });
    std::sort(x.contributions.begin(), x.contributions.end(), [](const Contribution& a, const Contribution& b) {
      return a.score != b.score ? a.score > b.score : a.concept_id != b.concept_id ? a.concept_id < b.concept_id : a.dimension < b.dimension;
    });
  }

  for (const auto& relation : taxonomy.Relations(occupation)) {
    const auto kind = taxonomy.Kind(relation.target);
    if (kind == ConceptKind::kCondition) x.conditions.push_back(relation);
    if (relation.relevance == Relevance::kNotRelevant) continue;
    if (kind != ConceptKind::kLicence && !MatchModel::IsRequirement(kind)) continue;
    const auto* item = profile.Find(relation.target);
    const auto weight = model.Weight(relation.target, relation.relevance);
    const auto met = item ? model.Met(*item, relation.relevance, relation.level) : 0;
    const Requirement requirement{relation.target, relation.relevance, relation.level, item ? item->level : Level{0}, item != nullptr, weight, met};
    if (kind == ConceptKind::kLicence) {
      x.licences.push_back(requirement);
      continue;
    }
    auto& tier = x.readiness_by[static_cast<std::size_t>(relation.relevance)];
    tier.required += weight;
    tier.met += met;
    // A requirement of weight 0 is met by having it, not by asking nothing; and a level counts even where the weight is too
    // small to show it.
    const bool fully = item != nullptr && met == weight && LevelPart<std::uint32_t>(kMaxLevel, item->level, relation.level) == kMaxLevel;
    (fully ? x.matched : x.gap).push_back(requirement);
  }
  for (const auto& tier : x.readiness_by) x.readiness.met += tier.met, x.readiness.required += tier.required;
  const auto stronger = [](const Requirement& a, const Requirement& b) {
    if (a.relevance != b.relevance) return a.relevance > b.relevance;
    return a.weight != b.weight ? a.weight > b.weight : a.concept_id < b.concept_id;
  };
  std::sort(x.matched.begin(), x.matched.end(), stronger);
  std::sort(x.gap.begin(), x.gap.end(), stronger);
  std::sort(x.licences.begin(), x.licences.end(), stronger);
  std::stable_sort(x.conditions.begin(), x.conditions.end(), [](const Relation& a, const Relation& b) { return a.relevance > b.relevance; });

  x.nlqf_have = profile.Nlqf();
  x.nlqf_inferred = profile.nlqf_inferred();
  x.nlqf_need = taxonomy.Nlqf(occupation);
  x.regulated = taxonomy.Regulated(occupation);
  return x;
}

}  // namespace overstap
