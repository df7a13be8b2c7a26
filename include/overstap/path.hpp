// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Stepping stones: how to get to an occupation in at most three moves, by work on the way and by training. What is learnt on the way counts for
// the moves after it. Paths are weighed by cost, weeks and how ready they make; the ones that no other beats in all three are the answer.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "overstap/explain.hpp"
#include "overstap/gates.hpp"
#include "overstap/ids.hpp"
#include "overstap/match.hpp"
#include "overstap/plan.hpp"
#include "overstap/profile.hpp"
#include "overstap/status.hpp"
#include "overstap/suggest.hpp"

namespace overstap {

struct PathOptions {
  /// A move is either training or going to work in an occupation; the last one goes to the target. 1..3.
  std::uint32_t moves = 3;
  /// Most euros for all training, and most weeks of training and of work on the way together, kNoLimit = any. Three years, unless said otherwise.
  std::uint32_t money = kNoLimit, weeks = 156;
  /// Somebody can begin in an occupation from this percentage of its readiness (explain.hpp), with all its essential licences; 1..100.
  std::uint32_t ready_percent = 60;
  /// How long somebody stays in each occupation on the way; what it teaches counts as that of a job of so long. 1..520.
  std::uint32_t stay_weeks = 52;
  /// On the way come only occupations that bring the target nearer, and of those the ones that bring it nearest: so many. 0 = all.
  std::uint32_t stones = 30;
  /// Most paths, 1..1000.
  std::uint32_t limit = 10;
  /// An occupation that these hide for the profile that has come so far is on no path.
  GatePolicy gates = {};
  /// For training: `hours`, `least_fit_percent`, `max_nodes`; the rest is set here.
  PlanOptions training = {};
};

/// Errors: kInvalidArgument; those of the gates.
Status Validate(const PathOptions& options, const Taxonomy& taxonomy);

struct PathMove {
  /// The occupation that somebody goes to work in, or is trained for.
  Concept occupation = kNoConcept;
  /// The training, or nothing for work. It is the cheapest or the quickest set of courses after which the work can begin.
  std::optional<Plan> training;
  /// How ready the person is for `occupation` before the move, with all that came before; of work, never below the least that is asked.
  Share ready;
  /// Of work: what stands in the way or is not known, when it begins.
  Gates gates;
  /// Weeks it takes before the next move can be made; 0 for beginning at the target.
  std::uint64_t weeks = 0;
};

struct Path {
  std::vector<PathMove> moves;
  std::uint64_t cost_min = 0, cost_max = 0;  ///< euros
  std::uint64_t weeks = 0;                   ///< until the work at the target begins
  Share ready;                               ///< for the target, when it begins
  bool direct = false;                       ///< no other work on the way
};

struct Paths {
  /// Those that no other path beats or equals in highest cost, weeks and readiness; quickest first, then cheapest, then by the occupations. Of equal ones
  /// the one with the fewest moves, then by the occupations.
  std::vector<Path> paths;
  Share ready_now;                 ///< for the target
  /// The direct way is there, and no way round is better in anything.
  bool direct_is_best = false;
  std::uint32_t stones = 0;        ///< occupations that were looked at on the way
  std::uint32_t left_out = 0;      ///< others that would bring the target nearer
  std::uint32_t hidden = 0;        ///< occupations on the way or the target that the gates hid from a profile
  std::uint64_t explored = 0;      ///< states: a profile after some moves
  std::uint64_t plans = 0;         ///< searches for training; none is made where a bound tells that it leads nowhere
  bool optimal = true;             ///< every search for training that was made was finished
};

/// How much of what `target` asks somebody would meet after a job in `occupation` of `worth`: of each requirement what the profile meets or what the job
/// teaches, whichever is more. An estimate from above; a path is weighed with the real profile. O(relations of both).
Share EstimateAfter(const MatchModel& model, const Profile& profile, Concept occupation, Worth worth, Concept target);

/// The paths from a profile to an occupation. Every path of at most three moves that the options describe is weighed with the profile as it is then, so
/// nothing is relaxed but the choice of stones, which is by EstimateAfter(). Training comes only where a move cannot be made without it. `courses`:
/// nullptr for none, then there is work only. Errors: those of Validate(); kInvalidArgument when `target` is no occupation.
StatusOr<Paths> FindPaths(const Matcher& matcher, const BoundCatalogue* courses, const Profile& profile, Concept target, const PathOptions& options = {});

}  // namespace overstap
