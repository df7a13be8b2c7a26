// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// What training surely cannot reach, told without a plan: a lower bound on the euros and on the weeks of any courses that make ready. Whatever a course
// closes of the gap it closes at its own price for each unit of weight, and that is no less than the lowest price at which any course closes the same
// part. So a plan takes no less than the cheapest parts of the gap, each at its lowest price, until enough is closed. What courses ask at entry and that
// two may close the same is left out: the bound is below the truth, never above.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "absl/numeric/int128.h"
#include "overstap/ids.hpp"
#include "overstap/kernel.hpp"
#include "overstap/model.hpp"
#include "overstap/plan.hpp"
#include "overstap/profile.hpp"
#include "overstap/suggest.hpp"

namespace overstap::detail {

/// Not safe from two threads: it keeps room for every course.
class TrainingReach {
 public:
  TrainingReach(const MatchModel& model, const BoundCatalogue& courses) : model_(model), courses_(courses), rows_(courses.size()) {}

  /// No courses within the money and weeks of `options` make the profile ready for `occupation`; false when that is not sure.
  /// O(relations log items + courses that teach what is asked).
  bool IsBeyond(const Profile& profile, Concept occupation, const PlanOptions& options) {
    return IsBeyond(options, Collect(profile, occupation, options));
  }

  /// None that a plan for `occupation` may have make ready for it and, after the work there, for `next` too. `after`: the profile that has done the work
  /// without any training. What is needed for both is one demand, so that a course is paid once for what it closes of either.
  bool IsNextBeyond(const Profile& profile, Concept occupation, const Profile& after, Concept next, const PlanOptions& options) {
    const auto demand = Collect(profile, occupation, options);
    return IsBeyond(options, demand + CollectNext(after, next, options));
  }

 private:
  enum Budget : std::size_t { kMoney, kWeeks, kBudgets };
  /// Prices are of a unit of weight, in 2^-31 of the budget's unit, rounded down.
  static constexpr int kFine = 31;
  static constexpr std::uint64_t kNotHad = ~std::uint64_t{0};

  struct Row {  // of a course
    std::uint64_t gain = 0;
    std::uint32_t asked = 0;  // things it teaches that the occupation asks
    bool seen = false, useful = false, gives_licence = false;
    std::array<std::uint64_t, kBudgets> price{kNotHad, kNotHad};
  };
  struct Part {  // of the gap
    std::span<const BoundCatalogue::Teacher> teachers;
    std::uint64_t weight, met;
    Level need;
    std::uint64_t Gain(Level level) const { return std::max(LevelPart(weight, level, need), met) - met; }
  };

  static bool IsBeyond(std::uint32_t limit, const std::optional<absl::uint128>& least) {
    return !least || (limit != kNoLimit && *least > absl::uint128(limit) << kFine);
  }

  bool IsBeyond(const PlanOptions& options, std::uint64_t demand) {
    parts_are_held_ = !options.held.empty();
    for (const auto course : seen_) SetPrices(course, options);
    const bool beyond = demand > 0 && (IsBeyond(options.money, Least(kMoney, demand)) || IsBeyond(options.weeks, Least(kWeeks, demand)));
    for (const auto course : seen_) rows_[course] = {};
    seen_.clear();
    parts_.clear();
    return beyond;
  }

  Row& See(std::uint32_t course) {
    auto& row = rows_[course];
    if (!std::exchange(row.seen, true)) seen_.push_back(course);
    return row;
  }

  /// Calls `use(part, item, licence)` for everything that the occupation asks; gives the weight that must be closed.
  template <typename Use>
  std::uint64_t ForAsked(const Profile& profile, Concept occupation, const PlanOptions& options, const Use& use) {
    const auto& taxonomy = model_.taxonomy();
    Share readiness;
    for (const auto& r : taxonomy.Relations(occupation)) {
      const auto kind = taxonomy.Kind(r.target);
      const bool licence = kind == ConceptKind::kLicence;
      if (r.relevance == Relevance::kNotRelevant || (!licence && !MatchModel::IsRequirement(kind))) continue;
      const auto* item = profile.Find(r.target);
      Part part{courses_.TaughtBy(r.target), 0, 0, r.level};
      if (!licence) {
        part.weight = model_.Weight(r.target, r.relevance);
        part.met = item != nullptr ? model_.Met(*item, r.relevance, r.level) : 0;
        readiness.required += part.weight, readiness.met += part.met;
      }
      use(part, licence && item == nullptr);
      if (part.met < part.weight) parts_.push_back(part);
    }
    const auto needed = absl::Uint128Low64((absl::uint128(readiness.required) * options.ready_percent + 99) / 100);
    return needed > readiness.met ? needed - readiness.met : 0;
  }

  /// The parts of the gap and what each course closes of it.
  std::uint64_t Collect(const Profile& profile, Concept occupation, const PlanOptions& options) {
    return ForAsked(profile, occupation, options, [&](const Part& part, bool missing_licence) {
      for (const auto& teacher : part.teachers) {
        auto& row = See(teacher.course);
        const auto gain = part.Gain(teacher.level);
        ++row.asked;
        row.gain += gain;
        row.useful |= gain > 0;
        row.gives_licence |= missing_licence;
      }
    });
  }

  /// The same of what comes next, after Collect(): by the courses that were seen there, and by any when they may bring others with them.
  std::uint64_t CollectNext(const Profile& profile, Concept occupation, const PlanOptions& options) {
    const bool others = !options.held.empty() || std::any_of(seen_.begin(), seen_.end(), [&](std::uint32_t course) { return !courses_.Requires(course).empty() || !courses_.Parts(course).empty(); });
    return ForAsked(profile, occupation, options, [&](const Part& part, bool) {
      for (const auto& teacher : part.teachers) {
        if (others || rows_[teacher.course].seen) See(teacher.course).gain += part.Gain(teacher.level);
      }
    });
  }

  void SetPrices(std::uint32_t number, const PlanOptions& options) {
    auto& row = rows_[number];
    if (row.gain == 0) return;
    const auto& course = courses_.catalogue()[number];
    const auto taught = std::uint64_t{courses_.catalogue().Teaches(number).size()};
    const bool for_other_work = row.useful && !row.gives_licence && std::uint64_t{row.asked} * 100 < taught * options.least_fit_percent;
    if (for_other_work || course.cost_max == kUnknownAmount || course.weeks == 0xFFFF || course.cost_max > options.money || course.weeks > options.weeks) {
      row.price.fill(kNotHad);
    } else {
      row.price = {(std::uint64_t{course.cost_max} << kFine) / row.gain, (std::uint64_t{course.weeks} << kFine) / row.gain};
    }
  }

  /// Whether who has all parts of a course gets more from it here than from any of them: that is for nothing, whatever the price of the course.
  bool IsAddedByParts(const Part& part, const BoundCatalogue::Teacher& teacher) const {
    const auto parts = courses_.Parts(teacher.course);
    if (parts.empty()) return false;
    // What the parts that are held teach may not be in the profile.
    return parts_are_held_ || std::none_of(parts.begin(), parts.end(), [&](std::uint32_t number) {
      const auto taught = courses_.Teaches(number);
      return std::any_of(taught.begin(), taught.end(), [&](const auto& skill) { return skill.concept_id == teacher.concept_id && part.Gain(skill.level) >= part.Gain(teacher.level); });
    });
  }

  /// No less than this closes `demand`, in 2^-31 of the budget's unit. Nothing when no courses do.
  std::optional<absl::uint128> Least(Budget budget, std::uint64_t demand) {
    priced_.clear();
    for (const auto& part : parts_) {
      std::uint64_t price = kNotHad, gain = 0;
      for (const auto& teacher : part.teachers) {
        const auto its_gain = part.Gain(teacher.level), its_price = IsAddedByParts(part, teacher) ? 0 : rows_[teacher.course].price[budget];
        if (its_gain == 0 || its_price == kNotHad) continue;
        price = std::min(price, its_price), gain = std::max(gain, its_gain);
      }
      if (gain > 0) priced_.emplace_back(price, gain);
    }
    std::sort(priced_.begin(), priced_.end());
    absl::uint128 least = 0;
    for (const auto& [price, gain] : priced_) {
      const auto closed = std::min(gain, demand);
      least += absl::uint128(price) * closed;
      demand -= closed;
    }
    if (demand > 0) return std::nullopt;
    return least;
  }

  const MatchModel& model_;
  const BoundCatalogue& courses_;
  std::vector<Row> rows_;              // by course; empty between two calls
  std::vector<std::uint32_t> seen_;    // courses with a row
  std::vector<Part> parts_;
  bool parts_are_held_ = false;
  std::vector<std::pair<std::uint64_t, std::uint64_t>> priced_;  // lowest price and most weight of each part
};

}  // namespace overstap::detail
