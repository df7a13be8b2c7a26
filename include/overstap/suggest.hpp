// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Which courses close a gap: binds a catalogue to a taxonomy, and orders the courses that teach something missing by what
// they close for their price, times how much of the course is for the occupation at all: gain x asked / taught / price.
// Without the latter a forklift certificate is good value for a shop assistant, as receiving goods is in it. No set of
// courses is optimised here; that is a plan.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "absl/numeric/int128.h"
#include "overstap/courses.hpp"
#include "overstap/explain.hpp"
#include "overstap/ids.hpp"
#include "overstap/profile.hpp"
#include "overstap/taxonomy.hpp"

namespace overstap {

/// A catalogue whose URIs have been looked up in one taxonomy. Immutable; safe from any thread.
class BoundCatalogue {
 public:
  struct Skill {
    Concept concept_id;
    Level level;
  };
  struct Teacher {
    Concept concept_id;
    std::uint32_t course;
    Level level;
  };

  BoundCatalogue() = default;
  /// O(skills log concepts). A concept the taxonomy does not have is counted in unknown_skills(), and the course is kept.
  static BoundCatalogue Bind(CourseCatalogue catalogue, const Taxonomy& taxonomy) {
    BoundCatalogue b;
    b.catalogue_ = std::move(catalogue);
    for (std::uint32_t i = 0; i < b.catalogue_.size(); ++i) {
      b.Add(b.catalogue_.Teaches(i), taxonomy, &b.teaches_);
      b.teach_begin_.push_back(static_cast<std::uint32_t>(b.teaches_.size()));
      b.Add(b.catalogue_.Requires(i), taxonomy, &b.requires_);
      b.require_begin_.push_back(static_cast<std::uint32_t>(b.requires_.size()));
      for (const auto& skill : b.Teaches(i)) b.taught_by_.push_back({skill.concept_id, i, skill.level});
      for (const auto& fact : b.catalogue_.Facts(i, CourseFactKind::kPart)) b.parts_.push_back(*b.catalogue_.Find(b.catalogue_.Text(fact)));
      if (b.parts_.size() > b.part_begin_.back()) b.wholes_.push_back(i);
      b.part_begin_.push_back(static_cast<std::uint32_t>(b.parts_.size()));
    }
    std::sort(b.taught_by_.begin(), b.taught_by_.end(), [](const Teacher& x, const Teacher& y) {
      return x.concept_id != y.concept_id ? x.concept_id < y.concept_id : x.course < y.course;
    });
    return b;
  }

  const CourseCatalogue& catalogue() const { return catalogue_; }
  std::uint32_t size() const { return catalogue_.size(); }
  /// By concept.
  std::span<const Skill> Teaches(std::uint32_t course) const { return Row(teaches_, teach_begin_, course); }
  std::span<const Skill> Requires(std::uint32_t course) const { return Row(requires_, require_begin_, course); }
  /// Who has taken all of these has the course; empty when it has no parts. They teach nothing that it does not.
  std::span<const std::uint32_t> Parts(std::uint32_t course) const { return std::span(parts_).subspan(part_begin_[course], part_begin_[course + 1] - part_begin_[course]); }
  /// The courses that have parts, ascending.
  std::span<const std::uint32_t> Wholes() const { return wholes_; }
  /// The courses that teach a concept, by course. O(log skills).
  std::span<const Teacher> TaughtBy(Concept c) const {
    const auto [first, last] = std::equal_range(taught_by_.begin(), taught_by_.end(), Teacher{c, 0, 0}, [](const Teacher& x, const Teacher& y) { return x.concept_id < y.concept_id; });
    return {first, last};
  }
  std::uint32_t unknown_skills() const { return unknown_skills_; }

 private:
  void Add(std::span<const CourseSkill> skills, const Taxonomy& taxonomy, std::vector<Skill>* out) {
    const auto first = out->size();
    for (const auto& skill : skills) {
      if (const auto c = taxonomy.Find(catalogue_.snapshot().String(skill.uri))) {
        out->push_back({*c, skill.level});
      } else {
        ++unknown_skills_;
      }
    }
    std::sort(out->begin() + static_cast<std::ptrdiff_t>(first), out->end(), [](const Skill& a, const Skill& b) { return a.concept_id < b.concept_id; });
  }
  static std::span<const Skill> Row(const std::vector<Skill>& skills, const std::vector<std::uint32_t>& begin, std::uint32_t i) {
    return std::span(skills).subspan(begin[i], begin[i + 1] - begin[i]);
  }

  CourseCatalogue catalogue_;
  std::vector<std::uint32_t> teach_begin_{0}, require_begin_{0}, part_begin_{0}, parts_, wholes_;
  std::vector<Skill> teaches_, requires_;
  std::vector<Teacher> taught_by_;
  std::uint32_t unknown_skills_ = 0;
};

enum class CourseOrder : std::uint8_t {
  kValue = 0,     ///< gap closed for cost plus hours x hour_value; in all orders times asked / taught
  kCoverage = 1,  ///< gap closed
  kPerCost = 2,   ///< gap closed per euro
  kPerHour = 3,   ///< gap closed per hour of study
};
inline constexpr int kCourseOrders = 4;

struct SuggestOptions {
  std::uint32_t limit = 10;  ///< 0 = 10
  CourseOrder order = CourseOrder::kValue;
  /// What an hour of study is taken to cost a person, in euro: about the Dutch statutory minimum hourly wage of 2026, rounded.
  std::uint32_t hour_value = 15;
  /// Choose each course by what the ones before it leave open, among those the person can enter: courses that go together,
  /// one step at a time. Greedy; not a minimal set.
  bool in_steps = false;
  /// Leave out courses that close less than this percentage of the gap (crumbs are cheap, but lead nowhere), and courses of
  /// which less than this percentage is asked by the occupation (they are for other work). 0..100. What gives a missing
  /// licence always stays: without it the work may not be done.
  std::uint32_t least_gain_percent = 0, least_fit_percent = 0;
};

/// Whether the person can enter the course.
enum class CourseEntry : std::uint8_t {
  kOpen = 0,          ///< asks nothing the profile lacks
  kUnknown = 1,       ///< asks a level of education, and the profile's is not known
  kLevelTooLow = 2,   ///< asks a higher level of education
  kSkillMissing = 3,  ///< asks skills or licences the profile lacks
};

struct CourseSuggestion {
  std::uint32_t course = 0;
  std::uint64_t gain = 0;                  ///< weight of the gap (licences included) it closes; in steps, of what was left
  CourseEntry entry = CourseEntry::kOpen;
  std::uint32_t taught = 0, asked = 0;     ///< concepts it teaches, and those of them the occupation asks for, missing or not
  std::vector<Concept> closes;             ///< missing skills, knowledge and licences it teaches, heaviest first
  std::vector<Concept> entry_missing;      ///< for kSkillMissing
};

struct Suggestions {
  /// Courses the person can enter first, then kUnknown, then the others with the reason; each group by the chosen order,
  /// ties by course (URI). A course that teaches nothing missing is not listed. In steps, only courses the person can enter.
  std::vector<CourseSuggestion> courses;
  std::uint64_t gap = 0;          ///< weight of the whole gap, licences included
  std::uint32_t useful = 0;       ///< courses that teach something missing; courses.size() of them are listed
  std::uint32_t not_open = 0;     ///< of these, courses that the profile cannot enter
  std::vector<Concept> uncovered; ///< missing concepts that no course of the catalogue teaches, heaviest first
};

/// Middle of the indicative cost range in euro; kUnknownAmount when unknown.
inline std::uint32_t MiddleCost(const Course& course) {
  return course.cost_min == kUnknownAmount ? kUnknownAmount : course.cost_min + (course.cost_max - course.cost_min) / 2;
}

namespace detail {

/// What is missing, by concept; `met` grows as courses are chosen.
inline std::vector<Requirement> MissingOf(const Explanation& explanation) {
  auto missing = explanation.gap;
  for (const auto& licence : explanation.licences) {
    if (!licence.present) missing.push_back(licence);
  }
  std::sort(missing.begin(), missing.end(), [](const Requirement& a, const Requirement& b) { return a.concept_id < b.concept_id; });
  return missing;
}

/// Calls `use(requirement, after)` for everything missing that a course teaches, with what is met after it.
template <typename Use>
void ForTaught(std::span<const BoundCatalogue::Skill> teaches, std::span<Requirement> missing, const Use& use) {
  for (const auto& skill : teaches) {
    const auto at = std::lower_bound(missing.begin(), missing.end(), skill.concept_id, [](const Requirement& m, Concept x) { return m.concept_id < x; });
    if (at == missing.end() || at->concept_id != skill.concept_id) continue;
    // What is there already stays: a basic course does not take an advanced skill away.
    const auto after = std::max(at->met, LevelPart(at->weight, skill.level, at->need));
    if (after > at->met || (at->weight == 0 && !at->present)) use(*at, after);
  }
}

struct CourseCandidate {
  CourseSuggestion suggestion;
  std::uint64_t price = 1;  // what the gain is divided by
  bool priced = true;       // false when the catalogue does not say

  int Group() const { return suggestion.entry == CourseEntry::kOpen ? 0 : suggestion.entry == CourseEntry::kUnknown ? 1 : 2; }
  /// Better first.
  friend bool operator<(const CourseCandidate& a, const CourseCandidate& b) {
    const auto &x = a.suggestion, &y = b.suggestion;
    if (a.Group() != b.Group()) return a.Group() < b.Group();
    if (a.priced != b.priced) return a.priced;
    // gain x asked / taught / price, multiplied out. Gains stay below 2^40 and a course teaches far fewer than 2^12
    // concepts, so prices up to 2^64 fit 128 bits.
    const auto left = absl::uint128(x.gain) * x.asked * y.taught * b.price, right = absl::uint128(y.gain) * y.asked * x.taught * a.price;
    if (left != right) return left > right;
    return x.gain != y.gain ? x.gain > y.gain : x.course < y.course;
  }
};

/// Fills what the course closes of `missing`. False when that is nothing.
inline bool SetGain(std::span<const BoundCatalogue::Skill> teaches, std::span<Requirement> missing, CourseSuggestion* suggestion) {
  std::vector<std::pair<std::uint64_t, Concept>> closes;
  suggestion->gain = 0;
  suggestion->closes.clear();
  ForTaught(teaches, missing, [&](const Requirement& m, std::uint64_t after) {
    suggestion->gain += after - m.met;
    closes.emplace_back(after - m.met, m.concept_id);
  });
  std::sort(closes.begin(), closes.end(), [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
  for (const auto& close : closes) suggestion->closes.push_back(close.second);
  return !closes.empty();
}

/// All that the occupation asks for, ascending.
inline std::vector<Concept> AskedBy(const Explanation& explanation) {
  std::vector<Concept> asked;
  for (const auto* list : {&explanation.matched, &explanation.gap, &explanation.licences}) {
    for (const auto& r : *list) asked.push_back(r.concept_id);
  }
  std::sort(asked.begin(), asked.end());
  return asked;
}

/// Counts what the course teaches and what of it is in `asked`.
inline void SetFit(const BoundCatalogue& courses, std::span<const Concept> asked, CourseSuggestion* suggestion) {
  const auto teaches = courses.Teaches(suggestion->course);
  suggestion->taught = static_cast<std::uint32_t>(courses.catalogue().Teaches(suggestion->course).size());
  suggestion->asked = static_cast<std::uint32_t>(
      std::count_if(teaches.begin(), teaches.end(), [&](const auto& skill) { return std::binary_search(asked.begin(), asked.end(), skill.concept_id); }));
}

/// Whether the profile has what a course asks at entry, at the level asked.
inline bool MeetsEntry(const Profile& profile, const BoundCatalogue::Skill& asked) {
  const auto* item = profile.Find(asked.concept_id);
  return item != nullptr && Reaches(item->level, asked.level);
}

inline void SetEntry(const BoundCatalogue& courses, const Profile& profile, CourseSuggestion* suggestion) {
  const auto asked = courses.catalogue()[suggestion->course].entry_nlqf;
  for (const auto& skill : courses.Requires(suggestion->course)) {
    if (!MeetsEntry(profile, skill)) suggestion->entry_missing.push_back(skill.concept_id);
  }
  if (!suggestion->entry_missing.empty()) suggestion->entry = CourseEntry::kSkillMissing;
  else if (asked == kNlqfUnknown) suggestion->entry = CourseEntry::kOpen;
  else if (profile.Nlqf() == kNlqfUnknown) suggestion->entry = CourseEntry::kUnknown;
  else suggestion->entry = profile.Nlqf() < asked ? CourseEntry::kLevelTooLow : CourseEntry::kOpen;
}

inline void SetPrice(const Course& course, const SuggestOptions& options, CourseCandidate* candidate) {
  const auto cost = MiddleCost(course);
  const bool by_cost = options.order == CourseOrder::kPerCost || options.order == CourseOrder::kValue;
  const bool by_hour = options.order == CourseOrder::kPerHour || options.order == CourseOrder::kValue;
  candidate->priced = !(by_cost && cost == kUnknownAmount) && !(by_hour && course.hours == kUnknownAmount);
  if (!candidate->priced) return;
  std::uint64_t price = by_cost ? cost : 0;
  if (by_hour) price += std::uint64_t{course.hours} * (by_cost ? options.hour_value : 1);
  candidate->price = std::max<std::uint64_t>(price, 1);  // free is not infinitely better than one euro
}

}  // namespace detail

/// Courses for what `explanation` says is missing. O(courses x skills log gap), in steps times the limit.
inline Suggestions SuggestCourses(const BoundCatalogue& courses, const Profile& profile, const Explanation& explanation, const SuggestOptions& options = {}) {
  Suggestions result;
  auto missing = detail::MissingOf(explanation);
  for (const auto& m : missing) result.gap += m.weight - m.met;

  const auto asked = detail::AskedBy(explanation);
  std::vector<bool> taught(missing.size(), false);
  std::vector<detail::CourseCandidate> candidates;
  for (std::uint32_t i = 0; i < courses.size(); ++i) {
    detail::CourseCandidate c;
    c.suggestion.course = i;
    if (!detail::SetGain(courses.Teaches(i), missing, &c.suggestion)) continue;
    detail::ForTaught(courses.Teaches(i), missing, [&](const Requirement& m, std::uint64_t) { taught[static_cast<std::size_t>(&m - missing.data())] = true; });
    detail::SetFit(courses, asked, &c.suggestion);
    detail::SetEntry(courses, profile, &c.suggestion);
    detail::SetPrice(courses.catalogue()[i], options, &c);
    ++result.useful;
    result.not_open += c.Group() == 2;
    candidates.push_back(std::move(c));
  }
  std::vector<Requirement> uncovered;
  for (std::size_t i = 0; i < missing.size(); ++i) {
    if (!taught[i]) uncovered.push_back(missing[i]);
  }
  std::sort(uncovered.begin(), uncovered.end(), [](const Requirement& a, const Requirement& b) {
    return a.weight - a.met != b.weight - b.met ? a.weight - a.met > b.weight - b.met : a.concept_id < b.concept_id;
  });
  for (const auto& u : uncovered) result.uncovered.push_back(u.concept_id);

  const std::size_t limit = options.limit == 0 ? 10 : options.limit;
  const auto drop_unfit = [&] {
    std::erase_if(candidates, [&](const detail::CourseCandidate& c) {
      const auto& s = c.suggestion;
      const bool gives_licence = std::any_of(s.closes.begin(), s.closes.end(), [&](Concept closed) {
        return std::any_of(explanation.licences.begin(), explanation.licences.end(), [&](const Requirement& r) { return r.concept_id == closed; });
      });
      if (gives_licence) return false;
      return absl::uint128(s.gain) * 100 < absl::uint128(result.gap) * options.least_gain_percent ||
             std::uint64_t{s.asked} * 100 < std::uint64_t{s.taught} * options.least_fit_percent;
    });
  };
  drop_unfit();
  if (!options.in_steps) {
    std::sort(candidates.begin(), candidates.end());
    if (candidates.size() > limit) candidates.resize(limit);
    for (auto& c : candidates) result.courses.push_back(std::move(c.suggestion));
    return result;
  }
  std::erase_if(candidates, [](const detail::CourseCandidate& c) { return c.Group() == 2; });
  while (!candidates.empty() && result.courses.size() < limit) {
    const auto best = std::min_element(candidates.begin(), candidates.end());
    detail::ForTaught(courses.Teaches(best->suggestion.course), missing, [](Requirement& m, std::uint64_t after) {
      m.met = after;
      m.present = true;
    });
    result.courses.push_back(best->suggestion);
    std::erase_if(candidates, [&](detail::CourseCandidate& c) { return !detail::SetGain(courses.Teaches(c.suggestion.course), missing, &c.suggestion); });
    drop_unfit();
  }
  return result;
}

}  // namespace overstap
