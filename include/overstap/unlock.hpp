// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Which one thing to learn opens most doors: the skills, licences and courses after which most of the work that lies near a person is within
// reach. Exact: what it says of one thing is what explaining the person with it would say.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "overstap/explain.hpp"
#include "overstap/ids.hpp"
#include "overstap/match.hpp"
#include "overstap/profile.hpp"
#include "overstap/status.hpp"
#include "overstap/suggest.hpp"

namespace overstap {

struct UnlockOptions {
  std::uint32_t ready_percent = 60;  ///< an occupation is open from this percentage of readiness, with all essential licences; 1..100
  std::uint32_t nearest = 100;       ///< look at so many best matches; 0 = all occupations that get a score
  std::uint32_t limit = 10;          ///< most skills and most courses; 1..1000
};

/// One thing to learn, and what it does.
struct Unlocking {
  std::uint32_t id = 0;              ///< the concept, or the course
  std::vector<Concept> opens;        ///< occupations that are open with it and are not now, best match first
  std::uint64_t nearer = 0;          ///< readiness it adds, in millionths, summed over the occupations that are not open now
};

struct Unlockings {
  RankStatus status = RankStatus::kOk;
  std::uint32_t considered = 0, open = 0;  ///< occupations looked at, and those of them that are open now
  /// What opens most first; of equals what brings the others nearest, then by id. What does neither is not listed.
  std::vector<Unlocking> skills;           ///< skills, knowledge and licences, at the full level that is asked
  std::vector<Unlocking> courses;          ///< that the person can enter; empty without a catalogue
  std::uint32_t not_open = 0;              ///< courses that would do something, and cannot be entered
};

inline Status Validate(const UnlockOptions& options) {
  if (options.ready_percent < 1 || options.ready_percent > 100)
    return Error(ErrorCode::kInvalidArgument, detail::Cat("unlock: open from ", options.ready_percent, " %; it must be in 1..100"));
  if (options.limit < 1 || options.limit > 1000) return Error(ErrorCode::kInvalidArgument, detail::Cat("unlock: at most ", options.limit, "; it must be in 1..1000"));
  return absl::OkStatus();
}

namespace detail {

/// What occupations miss, by concept.
class Wants {
 public:
  Wants(const Matcher& matcher, std::uint32_t ready_percent) : matcher_(matcher), percent_(ready_percent) {}

  /// False when it is open now.
  StatusOr<bool> Add(const Profile& profile, Concept occupation) {
    OVS_ASSIGN_OR_RETURN(const auto x, Explain(matcher_, profile, occupation));
    Door door{occupation, x.readiness, 0};
    for (const auto& r : x.licences) door.licences += !r.present && r.relevance == Relevance::kEssential;
    if (IsOpen(door, 0, 0)) return false;
    const auto number = static_cast<std::uint32_t>(doors_.size());
    doors_.push_back(door);
    for (const auto& r : x.gap) wants_.push_back({r, number, false});
    for (const auto& r : x.licences) {
      if (!r.present) wants_.push_back({r, number, true});
    }
    return true;
  }
  void Finish() {
    std::sort(wants_.begin(), wants_.end(), [](const Want& a, const Want& b) {
      return a.missing.concept_id != b.missing.concept_id ? a.missing.concept_id < b.missing.concept_id : a.door < b.door;
    });
    gain_.assign(doors_.size(), 0), licences_.assign(doors_.size(), 0);
  }
  /// Every concept that is missed, once.
  std::vector<Concept> Missed() const {
    std::vector<Concept> missed;
    for (const auto& w : wants_) {
      if (missed.empty() || missed.back() != w.missing.concept_id) missed.push_back(w.missing.concept_id);
    }
    return missed;
  }
  /// What learning all of these does. False when that is nothing.
  bool Learn(std::span<const BoundCatalogue::Skill> learnt, Unlocking* out) {
    touched_.clear();
    for (const auto& skill : learnt) {
      auto w = std::lower_bound(wants_.begin(), wants_.end(), skill.concept_id, [](const Want& a, Concept c) { return a.missing.concept_id < c; });
      for (; w != wants_.end() && w->missing.concept_id == skill.concept_id; ++w) {
        if (gain_[w->door] == 0 && licences_[w->door] == 0) touched_.push_back(w->door);
        if (w->licence) licences_[w->door] += w->missing.relevance == Relevance::kEssential;
        else gain_[w->door] += std::max(w->missing.met, LevelPart(w->missing.weight, skill.level, w->missing.need)) - w->missing.met;
      }
    }
    std::sort(touched_.begin(), touched_.end());
    touched_.erase(std::unique(touched_.begin(), touched_.end()), touched_.end());
    for (const auto d : touched_) {
      const auto& door = doors_[d];
      if (IsOpen(door, gain_[d], licences_[d])) out->opens.push_back(door.occupation);
      if (door.readiness.required > 0) out->nearer += absl::Uint128Low64(absl::uint128(gain_[d]) * 1000000 / door.readiness.required);
      gain_[d] = 0, licences_[d] = 0;
    }
    return !out->opens.empty() || out->nearer > 0;
  }

 private:
  struct Door {
    Concept occupation;
    Share readiness;
    std::uint32_t licences;  ///< essential ones that are missing
  };
  struct Want {
    Requirement missing;
    std::uint32_t door;
    bool licence;
  };
  bool IsOpen(const Door& door, std::uint64_t gain, std::uint32_t licences) const {
    return Share{door.readiness.met + gain, door.readiness.required}.AtLeast(percent_) && licences >= door.licences;
  }

  const Matcher& matcher_;
  const std::uint32_t percent_;
  std::vector<Door> doors_;
  std::vector<Want> wants_;
  std::vector<std::uint64_t> gain_;     // of each door, while Learn() adds up
  std::vector<std::uint32_t> licences_, touched_;
};

inline void KeepBest(std::vector<Unlocking>& list, std::size_t limit) {
  std::sort(list.begin(), list.end(), [](const Unlocking& a, const Unlocking& b) {
    if (a.opens.size() != b.opens.size()) return a.opens.size() > b.opens.size();
    return a.nearer != b.nearer ? a.nearer > b.nearer : a.id < b.id;
  });
  if (list.size() > limit) list.resize(limit);
}

}  // namespace detail

/// What one skill or course would open. `courses` may be null. O(Rank + occupations x Explain + courses x skills x occupations that ask them).
/// Errors: those of Validate().
inline StatusOr<Unlockings> WhatUnlocks(const Matcher& matcher, const Profile& profile, const BoundCatalogue* courses, const UnlockOptions& options = {}) {
  OVS_RETURN_IF_ERROR(Validate(options));
  Unlockings result;
  RankOptions rank;
  rank.limit = options.nearest == 0 ? 0xFFFFFFFFu : options.nearest;
  rank.with_zero = options.nearest == 0;
  const auto ranked = matcher.Rank(profile, rank);
  result.status = ranked.status;
  detail::Wants wants(matcher, options.ready_percent);
  for (const auto& match : ranked.matches) {
    OVS_ASSIGN_OR_RETURN(const auto closed, wants.Add(profile, match.occupation));
    ++result.considered;
    result.open += !closed;
  }
  wants.Finish();
  for (const auto c : wants.Missed()) {
    const BoundCatalogue::Skill skill{c, 0};
    if (Unlocking u{c, {}, 0}; wants.Learn({&skill, 1}, &u)) result.skills.push_back(std::move(u));
  }
  for (std::uint32_t i = 0; courses != nullptr && i < courses->size(); ++i) {
    Unlocking u{i, {}, 0};
    if (!wants.Learn(courses->Teaches(i), &u)) continue;
    CourseSuggestion entry;
    entry.course = i;
    detail::SetEntry(*courses, profile, &entry);
    if (entry.entry > CourseEntry::kUnknown) ++result.not_open;
    else result.courses.push_back(std::move(u));
  }
  detail::KeepBest(result.skills, options.limit);
  detail::KeepBest(result.courses, options.limit);
  return result;
}

}  // namespace overstap
