// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Which courses close a gap: binds a catalogue to a taxonomy, and orders the courses that teach something missing by what
// they close for their price. Single courses only; sets of courses are a plan, which this is not.
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
    }
    return b;
  }

  const CourseCatalogue& catalogue() const { return catalogue_; }
  std::uint32_t size() const { return catalogue_.size(); }
  /// By concept.
  std::span<const Skill> Teaches(std::uint32_t course) const { return Row(teaches_, teach_begin_, course); }
  std::span<const Skill> Requires(std::uint32_t course) const { return Row(requires_, require_begin_, course); }
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
  std::vector<std::uint32_t> teach_begin_{0}, require_begin_{0};
  std::vector<Skill> teaches_, requires_;
  std::uint32_t unknown_skills_ = 0;
};

enum class CourseOrder : std::uint8_t {
  kValue = 0,     ///< gap closed for cost plus hours x hour_value
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
  std::uint64_t gain = 0;                  ///< weight of the gap (licences included) it closes
  CourseEntry entry = CourseEntry::kOpen;
  std::vector<Concept> closes;             ///< missing skills, knowledge and licences it teaches, heaviest first
  std::vector<Concept> entry_missing;      ///< for kSkillMissing
};

struct Suggestions {
  /// Courses the person can enter first, then kUnknown, then the others with the reason; each group by the chosen order,
  /// ties by course (URI). A course that teaches nothing missing is not listed.
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

/// Courses for what `explanation` says is missing. O(courses x skills log gap).
inline Suggestions SuggestCourses(const BoundCatalogue& courses, const Profile& profile, const Explanation& explanation, const SuggestOptions& options = {}) {
  Suggestions result;
  // Everything missing, by concept.
  std::vector<Requirement> missing = explanation.gap;
  for (const auto& licence : explanation.licences) {
    if (!licence.present) missing.push_back(licence);
  }
  std::sort(missing.begin(), missing.end(), [](const Requirement& a, const Requirement& b) { return a.concept_id < b.concept_id; });
  std::vector<bool> taught(missing.size(), false);
  for (const auto& m : missing) result.gap += m.weight - m.met;

  struct Candidate {
    CourseSuggestion suggestion;
    std::uint64_t price;  // what the gain is divided by
    bool priced;          // false when the catalogue does not say
  };
  std::vector<Candidate> candidates;
  for (std::uint32_t i = 0; i < courses.size(); ++i) {
    Candidate c{{i, 0, CourseEntry::kOpen, {}, {}}, 1, true};
    std::vector<std::pair<std::uint64_t, Concept>> closes;
    for (const auto& skill : courses.Teaches(i)) {
      const auto at = std::lower_bound(missing.begin(), missing.end(), skill.concept_id, [](const Requirement& m, Concept x) { return m.concept_id < x; });
      if (at == missing.end() || at->concept_id != skill.concept_id) continue;
      // What is there already stays: a basic course does not take an advanced skill away.
      const auto after = std::max(at->met, LevelPart(at->weight, skill.level, at->need));
      const bool helps = after > at->met || (at->weight == 0 && !at->present);
      if (!helps) continue;
      taught[static_cast<std::size_t>(at - missing.begin())] = true;
      c.suggestion.gain += after - at->met;
      closes.emplace_back(after - at->met, skill.concept_id);
    }
    if (closes.empty()) continue;
    ++result.useful;
    std::sort(closes.begin(), closes.end(), [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
    for (const auto& close : closes) c.suggestion.closes.push_back(close.second);

    const auto& course = courses.catalogue()[i];
    for (const auto& skill : courses.Requires(i)) {
      const auto* item = profile.Find(skill.concept_id);
      if (!item || LevelPart<std::uint32_t>(kMaxLevel, item->level, skill.level) < kMaxLevel) c.suggestion.entry_missing.push_back(skill.concept_id);
    }
    if (!c.suggestion.entry_missing.empty()) c.suggestion.entry = CourseEntry::kSkillMissing;
    else if (course.entry_nlqf == kNlqfUnknown) c.suggestion.entry = CourseEntry::kOpen;
    else if (profile.Nlqf() == kNlqfUnknown) c.suggestion.entry = CourseEntry::kUnknown;
    else if (profile.Nlqf() < course.entry_nlqf) c.suggestion.entry = CourseEntry::kLevelTooLow;
    result.not_open += c.suggestion.entry == CourseEntry::kLevelTooLow || c.suggestion.entry == CourseEntry::kSkillMissing;

    const auto cost = MiddleCost(course);
    switch (options.order) {
      case CourseOrder::kCoverage: break;
      case CourseOrder::kPerCost:
        c.priced = cost != kUnknownAmount;
        c.price = std::max<std::uint64_t>(cost, 1);  // free is not infinitely better than one euro
        break;
      case CourseOrder::kPerHour:
        c.priced = course.hours != kUnknownAmount;
        c.price = std::max<std::uint64_t>(course.hours, 1);
        break;
      case CourseOrder::kValue:
        c.priced = cost != kUnknownAmount && course.hours != kUnknownAmount;
        c.price = std::max<std::uint64_t>(cost + std::uint64_t{course.hours} * options.hour_value, 1);
        break;
    }
    candidates.push_back(std::move(c));
  }
  const auto rank_of = [](CourseEntry e) { return e == CourseEntry::kOpen ? 0 : e == CourseEntry::kUnknown ? 1 : 2; };
  std::sort(candidates.begin(), candidates.end(), [&](const Candidate& a, const Candidate& b) {
    const auto &x = a.suggestion, &y = b.suggestion;
    if (rank_of(x.entry) != rank_of(y.entry)) return rank_of(x.entry) < rank_of(y.entry);
    if (a.priced != b.priced) return a.priced;
    if (a.priced) {
      const auto left = absl::uint128(x.gain) * b.price, right = absl::uint128(y.gain) * a.price;
      if (left != right) return left > right;
    }
    return x.gain != y.gain ? x.gain > y.gain : x.course < y.course;
  });
  const std::size_t limit = options.limit == 0 ? 10 : options.limit;
  for (auto& c : candidates) {
    if (result.courses.size() == limit) break;
    result.courses.push_back(std::move(c.suggestion));
  }
  std::vector<Requirement> uncovered;
  for (std::size_t i = 0; i < missing.size(); ++i) {
    if (!taught[i]) uncovered.push_back(missing[i]);
  }
  std::sort(uncovered.begin(), uncovered.end(), [](const Requirement& a, const Requirement& b) {
    return a.weight - a.met != b.weight - b.met ? a.weight - a.met > b.weight - b.met : a.concept_id < b.concept_id;
  });
  for (const auto& u : uncovered) result.uncovered.push_back(u.concept_id);
  return result;
}

}  // namespace overstap
