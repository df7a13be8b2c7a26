// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// A plan: which courses together close the gap to an occupation, within money and time. The best set, not a good one: found
// by branch and bound (lib/match/plan.cpp), and told with what is proven of it when the search had to stop early.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "overstap/explain.hpp"
#include "overstap/ids.hpp"
#include "overstap/profile.hpp"
#include "overstap/status.hpp"
#include "overstap/suggest.hpp"

namespace overstap {

enum class PlanGoal : std::uint8_t {
  kCoverage = 0,  ///< closes the most of the gap; of such sets the cheapest, of those the quickest
  kCheapest = 1,  ///< costs the least of the sets that make the person ready; of those the quickest
  kQuickest = 2,  ///< takes the fewest weeks of the sets that make the person ready; of those the cheapest
};
inline constexpr int kPlanGoals = 3;
/// "coverage", "cheapest", "quickest".
std::string_view Name(PlanGoal goal);
std::optional<PlanGoal> ParsePlanGoal(std::string_view name);

inline constexpr std::uint32_t kNoLimit = 0xFFFFFFFFu;

struct PlanOptions {
  PlanGoal goal = PlanGoal::kCoverage;
  /// Most euros, weeks and hours of study of all courses together, kNoLimit = any. A course counts with the highest of its indicative
  /// costs, so that what is promised holds; weeks add up, as if one course follows the other. A year, unless said otherwise: without a limit, free
  /// training of years wins from a course of a week.
  std::uint32_t money = kNoLimit, weeks = 52, hours = kNoLimit;
  /// For kCheapest and kQuickest: ready is at least this percentage of the readiness (explain.hpp), 1..100, and every essential licence
  /// that some course gives.
  std::uint32_t ready_percent = 80;
  /// Courses of which less than this percentage is asked by the occupation are for other work, and left out; 0..100. What gives a missing licence
  /// and what only opens another course stays.
  std::uint32_t least_fit_percent = 50;
  /// Courses (numbers of the catalogue) that the person has taken: they are not planned again, and count as parts of larger ones. What they taught
  /// belongs in the profile: AfterCourses() puts it there.
  std::vector<std::uint32_t> held = {};
  /// When no set makes ready, the plan is that of kCoverage; if not, it is empty, which takes less time.
  bool most_otherwise = true;
  /// Nodes after which each of the (up to three) searches stops; a node counts once more for every 256 courses it looks at. Not a time: the same
  /// call gives the same answer on every machine. A million take one to five seconds.
  std::uint64_t max_nodes = 1'000'000;
};

/// Error: kInvalidArgument.
Status Validate(const PlanOptions& options);
/// The same when a course held is not in the catalogue.
Status CheckHeld(const BoundCatalogue& courses, const PlanOptions& options);

/// The profile of whoever has taken these courses (numbers below size()) too: what they and the larger courses that they complete teach, as of a
/// diploma, and the level of education of diplomas. O(items + skills taught + parts of the catalogue).
Profile AfterCourses(const BoundCatalogue& courses, const Profile& profile, const Taxonomy& taxonomy, std::span<const std::uint32_t> taken);

enum class PlanOutcome : std::uint8_t {
  kPlan = 0,            ///< there is one
  kNothingMissing = 1,  ///< no gap, or ready already; the plan is empty
  kNoneReaches = 2,     ///< no set within the limits makes the person ready; the plan is that of kCoverage (see most_otherwise)
  kNoCourses = 3,       ///< no course that the person can enter and pay teaches anything missing
};
inline constexpr int kPlanOutcomes = 4;
std::string_view Name(PlanOutcome outcome);

struct PlanStep {
  std::uint32_t course = 0;
  std::uint64_t gain = 0;        ///< weight of the gap it closes after the steps before it
  std::vector<Concept> closes;   ///< what that is, heaviest first
  std::vector<std::uint32_t> completes;  ///< larger courses whose parts have all been taken with it; what they add is in `gain` and `closes`
  bool opens_next = false;       ///< a later step asks at entry for something it teaches, and the profile lacks that
  bool entry_unknown = false;    ///< asks a level of education, and the profile's is not known
};

struct Plan {
  PlanOutcome outcome = PlanOutcome::kPlan;
  PlanGoal asked = PlanGoal::kCoverage, goal = PlanGoal::kCoverage;  ///< the goal that was asked for; the one the steps are best for
  /// In an order in which each can be entered: with what the profile has and the steps before it teach.
  std::vector<PlanStep> steps;
  std::uint64_t gap = 0, covered = 0;           ///< weight of the whole gap, licences included, and of what the steps close of it
  Share ready_before, ready_after;              ///< as Explanation::readiness, now and with everything the steps teach
  std::uint64_t cost_min = 0, cost_max = 0;     ///< euros; sums of the indicative ranges
  std::uint64_t weeks = 0, hours = 0;           ///< of the steps that state hours; see hours_unknown
  std::uint32_t hours_unknown = 0;              ///< steps that do not
  std::vector<Concept> licences_left;           ///< essential licences that are missing after it, by concept
  /// Nothing better exists. When false, the search was stopped: for kCoverage no set covers more than `bound` (weight of the gap), for
  /// kCheapest none costs less than it (euros), for kQuickest none takes fewer weeks.
  bool optimal = true;
  std::uint64_t bound = 0;                      ///< equal to what the plan reaches when it is optimal
  std::uint64_t greedy = 0;                     ///< what choosing one course after the other, the best value first, reached; kNoGreedy = no plan
  std::uint64_t nodes = 0;                      ///< of all searches together
  /// Courses that teach something missing, and why some of them could not be in a plan.
  std::uint32_t useful = 0, for_other_work = 0, unpriced = 0, over_limit = 0, not_open = 0;
};
inline constexpr std::uint64_t kNoGreedy = ~std::uint64_t{0};

/// The plan for what `explanation` says is missing. A course that teaches nothing of it is in a plan only to open one that does, not to open
/// another such course, or as a part of one that does; a diploma that is of use otherwise brings its level of education with it, also when it is
/// put together of its parts. Exact; the same on every machine. Errors: those of Validate(). Worst case exponential in the
/// useful courses, within max_nodes; bench/RESULTS.md has times.
StatusOr<Plan> PlanCourses(const BoundCatalogue& courses, const Profile& profile, const Explanation& explanation, const PlanOptions& options = {});

/// The plans of several goals for one gap, as PlanCourses() makes them: its courses are collected once, which takes longer than most searches. What it is
/// made of must outlive it; const methods are safe from any thread.
class GapPlanner {
 public:
  /// `options.goal` is not used. Errors: those of PlanCourses().
  static StatusOr<GapPlanner> Create(const BoundCatalogue& courses, const Profile& profile, const Explanation& explanation, const PlanOptions& options);
  GapPlanner(GapPlanner&&) noexcept;
  GapPlanner& operator=(GapPlanner&&) noexcept;
  ~GapPlanner();

  Plan For(PlanGoal goal) const;

 private:
  struct Gap;
  explicit GapPlanner(std::unique_ptr<const Gap> gap);
  std::unique_ptr<const Gap> gap_;
};

/// The three plans side by side: quickest, cheapest, best coverage. `options.goal` is not used.
StatusOr<std::vector<Plan>> PlansSideBySide(const BoundCatalogue& courses, const Profile& profile, const Explanation& explanation, const PlanOptions& options = {});

}  // namespace overstap
