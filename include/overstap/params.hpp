// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Every number that the score depends on, in one struct, and the dimensions it speaks of. What the numbers do is said by
// model.hpp; here stand their ranges, their defaults and where those come from.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "overstap/ids.hpp"
#include "overstap/status.hpp"

namespace overstap {

/// A score in units: score / kScoreOne is in -1..1. 0 is what two occupations share by chance, below it they share less.
/// A power of two, so that scores and sums of them are exact in a float too.
using Score = std::int64_t;
inline constexpr Score kScoreOne = Score{1} << 20;
inline double ToDouble(Score score) { return static_cast<double>(score) / static_cast<double>(kScoreOne); }

/// What two profiles are compared in. Each can be switched off; one that a side does not have is handled by MissingPolicy.
enum class Dimension : std::uint8_t {
  kSkills = 0,
  kKnowledge = 1,
  kTasks = 2,
  kGroups = 3,  ///< groups and broader skills above the skills and knowledge areas: near ones count a little
  kWords = 4,   ///< wording of titles and description, for past occupations
  kFamily = 5,  ///< job family (ISCO-08 and the hierarchy of occupations), for past occupations
};
inline constexpr int kDimensions = 6;
std::string_view Name(Dimension dimension);

/// What to do about a dimension that the profile has and an occupation lacks. Absent is not zero, so the default leaves it out.
enum class MissingPolicy : std::uint8_t {
  kLeaveOut = 0,        ///< the other dimensions count for it
  kCountAsNothing = 1,  ///< its weight stays, and nothing is shared in it: an occupation that is described less well scores lower
  kRefuse = 2,          ///< the occupation gets no score
};
inline constexpr int kMissingPolicies = 3;
std::string_view Name(MissingPolicy policy);

struct ModelParams {
  /// By Relevance, thousandths, 0..1000. CompetentNL's users weigh 1.0 / 0.6 / 0.3, and even steps also measured best on O*NET
  /// in three tiers; ESCO's optional measured best between .5 and .7.
  std::array<std::uint16_t, kRelevances> relevance_weight = {0, 300, 600, 600, 1000};
  /// Take Relation::importance for the weight where a taxonomy states it (O*NET).
  bool use_importance = true;
  /// By Dimension, 0..100; 0 switches a dimension off. Skills and knowledge are one vector: together they count as skills do
  /// (as knowledge, when skills are off), and inside it by the ratio of the two. Chosen on ESCO, on a plateau: bench/RESULTS.md.
  std::array<std::uint8_t, kDimensions> dimension_weight = {10, 10, 4, 4, 8, 2};
  /// A component is divided by this many fourth roots of the variance of its skill, 0..2.
  std::uint8_t spread = 1;
  /// How much of the average occupation is taken out of a profile, per cent. 0 compares profiles as they are.
  std::uint8_t common = 100;
  /// How far what is taken out follows the profile's own level, 0..100 per cent: 0 the same for all, 100 its full projection.
  std::uint8_t own_level = 50;
  /// Preferred titles, other titles, description; 0..100.
  std::array<std::uint8_t, 3> word_weight = {10, 7, 5};
  /// Language of the texts that are compared; an occupation without texts in it is compared by all it has.
  std::string language = "nl";
  MissingPolicy missing = MissingPolicy::kLeaveOut;
  /// A profile or occupation with fewer skills and knowledge areas than this gets no score.
  std::uint32_t least_items = 3;
  /// From which percentile, in thousandths, a match counts as some, good, strong. 1..1000, ascending.
  std::array<std::uint16_t, 3> bands = {800, 950, 990};

  friend bool operator==(const ModelParams&, const ModelParams&) = default;
};

/// Error: kInvalidArgument, naming the first number that is out of range.
Status Validate(const ModelParams& params);

/// Where a score stands among those of random pairs of occupations (ModelParams::bands).
enum class Band : std::uint8_t { kUnknown = 0, kNone = 1, kSome = 2, kGood = 3, kStrong = 4 };
inline constexpr int kBands = 5;
std::string_view Name(Band band);

}  // namespace overstap
