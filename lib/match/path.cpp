// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Paths over at most three moves: depth first over profiles as they become, each training an exact plan of its own. What is dominated goes.

#include "overstap/path.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

#include "match/reach.hpp"

namespace overstap {
namespace {

using detail::Cat;

/// Nothing that `b` has is better; equal counts.
bool Beats(const Path& a, const Path& b) {
  // Readiness is for the same target, so `required` is the same.
  return a.cost_max <= b.cost_max && a.weeks <= b.weeks && a.ready.met >= b.ready.met;
}

std::vector<Concept> Occupations(const Path& path) {
  std::vector<Concept> list;
  for (const auto& move : path.moves) list.push_back(move.occupation);
  return list;
}

/// A requirement of the target and what the profile meets of it now.
struct Required {
  Relation relation;
  std::uint64_t weight, met;
};

std::vector<Required> RequirementsOf(const MatchModel& model, const Profile& profile, Concept target) {
  std::vector<Required> requirements;
  for (const auto& r : model.taxonomy().Relations(target)) {
    if (r.relevance == Relevance::kNotRelevant || !MatchModel::IsRequirement(model.taxonomy().Kind(r.target))) continue;
    const auto* item = profile.Find(r.target);
    requirements.push_back({r, model.Weight(r.target, r.relevance), item != nullptr ? model.Met(*item, r.relevance, r.level) : 0});
  }
  return requirements;
}

/// EstimateAfter(), for who asks it of many occupations. Both lists are by concept.
Share After(const MatchModel& model, std::span<const Required> requirements, Concept occupation, Worth worth) {
  Share share;
  const auto job = model.taxonomy().Relations(occupation);
  auto at = job.begin();
  for (const auto& [r, weight, met] : requirements) {
    share.required += weight;
    auto most = met;
    while (at != job.end() && at->target < r.target) ++at;
    if (at != job.end() && at->target == r.target && at->relevance != Relevance::kNotRelevant) {
      most = std::max(most, model.Met({r.target, at->relevance, at->level, Evidence::kInferred, at->importance, worth}, r.relevance, r.level));
    }
    share.met += most;
  }
  return share;
}

class Finder {
 public:
  Finder(const Matcher& matcher, const BoundCatalogue* courses, Concept target, const PathOptions& options)
      : matcher_(matcher), taxonomy_(matcher.taxonomy()), courses_(courses), target_(target), options_(options),
        worth_(WorthOf({.months = static_cast<std::uint16_t>(options.stay_weeks * 12 / 52), .months_since = std::nullopt})),
        hides_(std::any_of(options.gates.action.begin(), options.gates.action.end(), [](GateAction action) { return action == GateAction::kHide; })) {}

  StatusOr<Paths> Find(const Profile& profile) {
    paths_.ready_now = matcher_.Readiness(profile, target_);
    FindStones(profile);
    State start;
    start.profile = profile;
    OVS_RETURN_IF_ERROR(Visit(start));
    Keep();
    return std::move(paths_);
  }

 private:
  /// How far somebody has come.
  struct State {
    Profile profile;
    Path path;
    std::vector<std::uint32_t> taken;  // courses
    std::vector<Concept> past;         // work on the way
  };

  void FindStones(const Profile& profile) {
    const auto range = taxonomy_.Concepts(ConceptKind::kOccupation);
    std::vector<std::pair<std::uint64_t, Concept>> nearer;
    if (options_.moves < 2) return;
    const auto requirements = RequirementsOf(matcher_.model(), profile, target_);
    for (Concept c = range.first; c < range.last; ++c) {
      if (c == target_ || !matcher_.model().IsCandidate(c) || profile.HasOrigin(c)) continue;
      const auto after = After(matcher_.model(), requirements, c, worth_);
      if (after.met > paths_.ready_now.met) nearer.emplace_back(after.met, c);
    }
    std::sort(nearer.begin(), nearer.end(), [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
    const auto most = options_.stones == 0 ? nearer.size() : std::min<std::size_t>(nearer.size(), options_.stones);
    for (std::size_t i = 0; i < most; ++i) stones_.push_back(nearer[i].second);
    std::sort(stones_.begin(), stones_.end());
    paths_.stones = static_cast<std::uint32_t>(most);
    paths_.left_out = static_cast<std::uint32_t>(nearer.size() - most);
  }

  bool MayBegin(const State& state, Concept occupation) const { return matcher_.CanBegin(state.profile, occupation, options_.ready_percent); }
  bool LicenceOutOfReach(const State& state, Concept occupation) const {
    return matcher_.MissesLicence(state.profile, occupation, [&](Concept licence) { return courses_->TaughtBy(licence).empty(); });
  }
  bool Fits(std::uint64_t cost, std::uint64_t weeks) const {
    return (options_.money == kNoLimit || cost <= options_.money) && (options_.weeks == kNoLimit || weeks <= options_.weeks);
  }

  Status Visit(const State& state) {
    ++paths_.explored;
    OVS_RETURN_IF_ERROR(Go(state, target_));
    // Work on the way, and the target after it.
    if (state.path.moves.size() + 2 > options_.moves) return absl::OkStatus();
    for (const auto stone : stones_) {
      if (std::find(state.past.begin(), state.past.end(), stone) == state.past.end()) OVS_RETURN_IF_ERROR(Go(state, stone));
    }
    return absl::OkStatus();
  }

  /// To work in an occupation, with training before it where it must be and may be.
  Status Go(const State& state, Concept occupation) {
    if (MayBegin(state, occupation)) return Work(state, occupation);
    // Training, the work, and after a stone the target.
    const std::size_t moves = state.path.moves.size() + (occupation == target_ ? 2 : 3);
    if (courses_ == nullptr || moves > options_.moves || LicenceOutOfReach(state, occupation)) return absl::OkStatus();
    const auto stay = occupation == target_ ? 0u : options_.stay_weeks;
    if (!Fits(state.path.cost_max, state.path.weeks + stay)) return absl::OkStatus();
    auto wanted = options_.training;
    wanted.most_otherwise = false;
    wanted.ready_percent = options_.ready_percent;
    wanted.money = options_.money == kNoLimit ? kNoLimit : static_cast<std::uint32_t>(options_.money - state.path.cost_max);
    wanted.weeks = options_.weeks == kNoLimit ? kNoLimit : static_cast<std::uint32_t>(options_.weeks - state.path.weeks - stay);
    wanted.held.insert(wanted.held.end(), state.taken.begin(), state.taken.end());
    if (!reach_) reach_.emplace(matcher_.model(), *courses_);
    if (reach_->IsBeyond(state.profile, occupation, wanted)) return absl::OkStatus();
    if (occupation != target_ && !hides_) {
      // Three moves are the most, so the target is next, without training. What the gates hide is counted, reached or not.
      OVS_ASSIGN_OR_RETURN(const auto after, AfterWork(state.profile, occupation));
      if (reach_->IsNextBeyond(state.profile, occupation, after, target_, wanted)) return absl::OkStatus();
    }
    OVS_ASSIGN_OR_RETURN(const auto x, Explain(matcher_, state.profile, occupation));
    OVS_ASSIGN_OR_RETURN(const auto planner, GapPlanner::Create(*courses_, state.profile, x, wanted));
    std::vector<std::uint32_t> before;
    for (const auto goal : {PlanGoal::kCheapest, PlanGoal::kQuickest}) {
      ++paths_.plans;
      auto plan = planner.For(goal);
      paths_.optimal = paths_.optimal && plan.optimal;
      if (plan.outcome != PlanOutcome::kPlan) return absl::OkStatus();  // then no other goal has one either
      std::vector<std::uint32_t> taken;
      for (const auto& step : plan.steps) {
        taken.push_back(step.course);
        taken.insert(taken.end(), step.completes.begin(), step.completes.end());
      }
      std::sort(taken.begin(), taken.end());
      if (taken == std::exchange(before, taken)) continue;
      State next = state;
      next.profile = AfterCourses(*courses_, state.profile, taxonomy_, taken);
      next.taken.insert(next.taken.end(), taken.begin(), taken.end());
      next.path.cost_min += plan.cost_min, next.path.cost_max += plan.cost_max, next.path.weeks += plan.weeks;
      next.path.moves.push_back({occupation, std::move(plan), matcher_.Readiness(state.profile, occupation), {}, 0});
      next.path.moves.back().weeks = next.path.moves.back().training->weeks;
      ++paths_.explored;
      if (MayBegin(next, occupation)) OVS_RETURN_IF_ERROR(Work(next, occupation));
    }
    return absl::OkStatus();
  }

  StatusOr<Profile> AfterWork(const Profile& profile, Concept occupation) const {
    ProfileBuilder builder(taxonomy_, profile);
    OVS_RETURN_IF_ERROR(builder.AddOccupationOf(occupation, worth_));
    return builder.Build();
  }

  Status Work(const State& state, Concept occupation) {
    auto gates = GatesOf(taxonomy_, state.profile, occupation, options_.gates);
    if (gates.action == GateAction::kHide) {
      ++paths_.hidden;
      return absl::OkStatus();
    }
    const bool there = occupation == target_;
    State next = state;
    next.path.moves.push_back({occupation, std::nullopt, matcher_.Readiness(state.profile, occupation), std::move(gates), there ? 0 : options_.stay_weeks});
    next.path.weeks += next.path.moves.back().weeks;
    if (!Fits(next.path.cost_max, next.path.weeks)) return absl::OkStatus();
    if (there) {
      next.path.ready = next.path.moves.back().ready;
      next.path.direct = next.past.empty();
      Offer(std::move(next.path));
      return absl::OkStatus();
    }
    OVS_ASSIGN_OR_RETURN(next.profile, AfterWork(state.profile, occupation));
    next.past.push_back(occupation);
    return Visit(next);
  }

  void Offer(Path path) {
    const auto order = [](const Path& p) { return std::tuple(p.moves.size(), Occupations(p)); };
    for (const auto& other : paths_.paths) {
      if (Beats(other, path) && (!Beats(path, other) || order(other) <= order(path))) return;
    }
    std::erase_if(paths_.paths, [&](const Path& other) { return Beats(path, other); });
    paths_.paths.push_back(std::move(path));
  }

  void Keep() {
    auto& all = paths_.paths;
    std::sort(all.begin(), all.end(), [](const Path& a, const Path& b) {
      return std::tuple(a.weeks, a.cost_max, Occupations(a)) < std::tuple(b.weeks, b.cost_max, Occupations(b));
    });
    paths_.direct_is_best = !all.empty() && std::all_of(all.begin(), all.end(), [](const Path& p) { return p.direct; });
    if (all.size() > options_.limit) all.resize(options_.limit);
  }

  const Matcher& matcher_;
  const Taxonomy& taxonomy_;
  const BoundCatalogue* courses_;
  const Concept target_;
  const PathOptions& options_;
  const Worth worth_;
  const bool hides_;  // the gates may hide an occupation
  std::vector<Concept> stones_;
  std::optional<detail::TrainingReach> reach_;  // made when first asked: it has room for every course
  Paths paths_;
};

}  // namespace

Status Validate(const PathOptions& options, const Taxonomy& taxonomy) {
  const auto check = [](std::string_view what, std::uint32_t value, std::uint32_t low, std::uint32_t high) {
    if (value >= low && value <= high) return absl::OkStatus();
    return Error(ErrorCode::kInvalidArgument, Cat("path: ", what, " ", value, "; it must be in ", low, "..", high));
  };
  OVS_RETURN_IF_ERROR(check("moves", options.moves, 1, 3));
  OVS_RETURN_IF_ERROR(check("ready from percentage", options.ready_percent, 1, 100));
  OVS_RETURN_IF_ERROR(check("weeks in a job on the way", options.stay_weeks, 1, 520));
  OVS_RETURN_IF_ERROR(check("paths", options.limit, 1, 1000));
  OVS_RETURN_IF_ERROR(Validate(options.training));
  return Validate(options.gates, taxonomy);
}

Share EstimateAfter(const MatchModel& model, const Profile& profile, Concept occupation, Worth worth, Concept target) {
  return After(model, RequirementsOf(model, profile, target), occupation, worth);
}

StatusOr<Paths> FindPaths(const Matcher& matcher, const BoundCatalogue* courses, const Profile& profile, Concept target, const PathOptions& options) {
  const auto& taxonomy = matcher.taxonomy();
  OVS_RETURN_IF_ERROR(Validate(options, taxonomy));
  if (target >= taxonomy.size() || taxonomy.Kind(target) != ConceptKind::kOccupation) return Error(ErrorCode::kInvalidArgument, Cat("concept ", target, " is no occupation of this taxonomy"));
  if (courses != nullptr) OVS_RETURN_IF_ERROR(CheckHeld(*courses, options.training));
  return Finder(matcher, courses, target, options).Find(profile);
}

}  // namespace overstap
