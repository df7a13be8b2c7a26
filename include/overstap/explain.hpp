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
#include <span>
#include <vector>

#include "overstap/compare.hpp"
#include "overstap/ids.hpp"
#include "overstap/match.hpp"
#include "overstap/model.hpp"
#include "overstap/profile.hpp"
#include "overstap/status.hpp"

namespace overstap {

/// A part of the score. What both sides have adds to it; of skills, knowledge and tasks, what only one side has takes away, as
/// far as it is out of the ordinary. For Dimension::kGroups the concept is the group or broader skill that both fall under.
struct Contribution {
  Concept concept_id = kNoConcept;  ///< kNoConcept: words or family as a whole, or all that neither side has
  Dimension dimension = Dimension::kSkills;
  Score score = 0;
  bool in_profile = false, in_target = false;
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
  std::uint8_t weight = 0;  ///< as in ModelParams
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

namespace detail {

/// The parts of a score that there is, largest first, then by concept and dimension.
inline std::vector<Contribution> Contributions(const MatchModel& model, const MatchModel::Query& query, Concept occupation) {
  const auto& comparison = model.comparison();
  const auto& frame = model.RowFrame(occupation);
  const auto blocks = comparison.BlocksOf(query.frame, frame);
  const auto both = static_cast<DimensionSet>(query.frame.mask & frame.mask);
  const auto counts = [&](Dimension d) { return blocks.Counts(BlockOf(d)) && (both & SetOf(d)) != 0; };

  // What every feature adds to the deviation of its block.
  struct Piece {
    Concept concept_id;
    std::int64_t deviation;
    bool in_profile, in_target;
  };
  std::array<std::vector<Piece>, kDimensions> pieces;
  std::array<std::int64_t, kCentred> rest{};
  for (std::size_t d = 0; d < kCentred; ++d) rest[d] = comparison.Offset(d, query.frame, frame);
  auto term = std::span(query.terms).begin();
  const auto last_term = std::span(query.terms).end();
  auto entry = model.Row(occupation).begin();
  const auto last_entry = model.Row(occupation).end();
  while (term != last_term || entry != last_entry) {
    const bool mine = term != last_term && (entry == last_entry || term->feature <= entry->feature);
    const bool theirs = entry != last_entry && (term == last_term || entry->feature <= term->feature);
    const auto feature = mine ? term->feature : entry->feature;
    const auto dimension = model.DimensionOf(feature);
    const auto d = static_cast<std::size_t>(dimension);
    std::int64_t deviation = mine && theirs ? Comparison::FromDot(Product(*term, *entry)) : 0;
    if (d < kCentred) {
      const auto offset = Comparison::OffsetPart(query.frame.share[d], mine ? term->weight : 0, frame.share[d], theirs ? entry->weight : 0, model.Mean(feature));
      rest[d] -= offset;
      deviation += offset;
    }
    auto& of_dimension = pieces[d];
    if (counts(dimension) && (d < kCentred || (mine && theirs))) {
      if (d <= static_cast<std::size_t>(Dimension::kGroups)) {
        of_dimension.push_back({model.ConceptOf(feature), deviation, mine, theirs});
      } else if (of_dimension.empty()) {
        of_dimension.push_back({kNoConcept, deviation, true, true});
      } else {
        of_dimension[0].deviation += deviation;  // letters and job families as one
      }
    }
    if (mine) ++term;
    if (theirs) ++entry;
  }
  for (std::size_t d = 0; d < kCentred; ++d) {
    // What neither has and the average does: lacking it together is alike, too.
    if (counts(static_cast<Dimension>(d)) && rest[d] != 0) pieces[d].push_back({kNoConcept, rest[d], false, false});
  }

  // A part is what the score gains when its piece is added to all before it. So the parts add up to the score exactly, and
  // none is off by more than a unit.
  std::vector<Contribution> parts;
  Score score = 0;
  std::int64_t done = 0, total = 0, deviation = 0;  // done, total: weight x cosine, without and with this block
  for (std::size_t d = 0; d < kDimensions; ++d) {
    const auto dimension = static_cast<Dimension>(d);
    const auto b = BlockOf(dimension);
    if (dimension != Dimension::kKnowledge) done = total, deviation = 0;
    for (const auto& piece : pieces[d]) {
      deviation += piece.deviation;
      const auto set = static_cast<DimensionSet>(both & DimensionsOf(b));
      total = done + comparison.Weight(b) * Comparison::Cosine(deviation, query.frame.Inverse(b, set), frame.Inverse(b, set));
      const auto with = Comparison::ToScore(total, blocks.weight);
      parts.push_back({piece.concept_id, dimension, with - score, piece.in_profile, piece.in_target});
      score = with;
    }
  }
  std::sort(parts.begin(), parts.end(), [](const Contribution& a, const Contribution& b) {
    return a.score != b.score ? a.score > b.score : a.concept_id != b.concept_id ? a.concept_id < b.concept_id : a.dimension < b.dimension;
  });
  return parts;
}

}  // namespace detail

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
  const auto& frame = model.RowFrame(occupation);
  x.score = matcher.ScoreOf(query, occupation);
  for (std::size_t d = 0; d < kDimensions; ++d) {
    x.dimensions[d] = {(query.frame.mask >> d & 1) != 0, (frame.mask >> d & 1) != 0, model.params().dimension_weight[d], 0};
  }
  if (x.score) {
    x.contributions = detail::Contributions(model, query, occupation);
    for (const auto& c : x.contributions) x.dimensions[static_cast<std::size_t>(c.dimension)].score += c.score;
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
    const bool fully = item != nullptr && met == weight && Reaches(item->level, relation.level);
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
