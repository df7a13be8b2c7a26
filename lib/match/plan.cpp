// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The best set of courses, exactly: weighted coverage within budgets, by depth-first branch and bound. Every node is a set of courses
// that can be taken in the order of the branches, so each is an answer by itself. The bound is the Lagrangian one: every part of the
// gap is worth v, of which u is paid to the courses that teach it and v - u is counted as closed; every budget has a price. What is
// closed can be no more than all v - u, the budgets at their prices, and what courses are paid beyond their own price. That holds for any
// u and prices (whole numbers here, so nothing is rounded); good ones are found once, at the root (M. L. Fisher, The Lagrangian relaxation
// method for solving integer programming problems, Management Science 27, 1981). A course that asks something at entry is in the same way
// charged for it, and what it is charged goes to every course that would open it: a locked course is not free of the price of its key.

#include "overstap/plan.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <map>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include "overstap/kernel.hpp"

namespace overstap {
namespace {

using detail::Cat;

constexpr std::string_view kGoalNames[] = {"coverage", "cheapest", "quickest"};
constexpr std::string_view kOutcomeNames[] = {"plan", "nothing_missing", "none_reaches", "no_courses"};

enum Budget : std::size_t { kMoney, kWeeks, kHours, kBudgets };
using Value = std::int64_t;
using Sizes = std::array<Value, kBudgets>;
constexpr Value kUnlimited = Value{1} << 50;
/// Values in a search are this many times the weights of the gap, so that prices in whole numbers are fine enough.
constexpr int kFine = 8;

using Bits = std::vector<std::uint64_t>;
bool Has(const Bits& bits, std::size_t i) { return (bits[i / 64] >> (i % 64) & 1) != 0; }
void Set(Bits& bits, std::size_t i) { bits[i / 64] |= std::uint64_t{1} << (i % 64); }
bool Within(const Bits& part, const Bits& whole) {
  for (std::size_t w = 0; w < part.size(); ++w) {
    if ((part[w] & ~whole[w]) != 0) return false;
  }
  return true;
}
void Join(Bits& to, const Bits& from) {
  for (std::size_t w = 0; w < to.size(); ++w) to[w] |= from[w];
}

/// Level 0 is not stated, and counts as all that is asked.
Level Higher(Level a, Level b) { return a == 0 || b == 0 ? Level{0} : std::max(a, b); }

/// A course that may be in a plan; or, with no size, that it is had once all of its parts are.
struct Candidate {
  std::uint32_t course = 0;
  bool by_parts = false;
  Sizes size{};
  Bits teaches, needs;               ///< items; `needs` must all be covered before it
  std::vector<std::uint32_t> parts;  ///< of `teaches`, those that are worth something to somebody
};

/// Items are parts of the gap (for every level that a course can bring somebody to, one more) and what courses ask at entry.
struct Problem {
  struct Item {
    std::uint64_t weight = 0;       ///< of the gap
    bool ready = false;             ///< counts for readiness
    bool must = false;              ///< an essential licence that some course gives
  };
  std::vector<Item> items;
  std::vector<Candidate> candidates;  ///< by course
  std::uint32_t useful = 0, for_other_work = 0, unpriced = 0, over_limit = 0, not_open = 0;
};

Sizes LimitsOf(const PlanOptions& options) {
  const auto limit = [](std::uint32_t x) { return x == kNoLimit ? kUnlimited : Value{x}; };
  return {limit(options.money), limit(options.weeks), limit(options.hours)};
}

/// Calls `use(part)` for the parts of a course and theirs, each once.
template <typename Use>
void ForParts(const BoundCatalogue& courses, std::uint32_t whole, const Use& use) {
  if (courses.Parts(whole).empty()) return;
  std::vector<std::uint32_t> open{whole};
  std::set<std::uint32_t> seen;
  while (!open.empty()) {
    const auto course = open.back();
    open.pop_back();
    for (const auto part : courses.Parts(course)) {
      if (seen.insert(part).second) use(part), open.push_back(part);
    }
  }
}

/// The level of education that a course gives: of a diploma, its own or one that is a part of it.
Nlqf LevelGiven(const BoundCatalogue& courses, std::uint32_t number) {
  auto level = kNlqfUnknown;
  const auto look = [&](std::uint32_t i) {
    const auto& course = courses.catalogue()[i];
    if (course.type == CourseType::kDiploma || course.type == CourseType::kAssociateDegree) level = std::max(level, course.nlqf);
  };
  look(number);
  ForParts(courses, number, look);
  return level;
}

/// These and their parts, and what they complete, ascending.
std::vector<std::uint32_t> HeldWith(const BoundCatalogue& courses, std::span<const std::uint32_t> held) {
  std::set<std::uint32_t> has;
  for (const auto course : held) {
    has.insert(course);
    ForParts(courses, course, [&](std::uint32_t part) { has.insert(part); });
  }
  for (bool grown = !has.empty(); grown;) {
    grown = false;
    for (const auto whole : courses.Wholes()) {
      const auto parts = courses.Parts(whole);
      if (!has.contains(whole) && std::all_of(parts.begin(), parts.end(), [&](std::uint32_t p) { return has.contains(p); })) has.insert(whole), grown = true;
    }
  }
  return {has.begin(), has.end()};
}

/// Collects items and the courses that cover them.
class ProblemMaker {
 public:
  ProblemMaker(const BoundCatalogue& courses, const Profile& profile, const Sizes& limits, const PlanOptions& options)
      : courses_(courses), profile_(profile), limits_(limits), least_fit_percent_(options.least_fit_percent), drafts_(courses.size()), held_(HeldWith(courses, options.held)) {}

  Problem Make(const Explanation& explanation) {
    asked_ = detail::AskedBy(explanation);
    for (const auto& r : explanation.gap) AddRequirement(r, false);
    for (const auto& r : explanation.licences) {
      if (!r.present) AddRequirement(r, true);
    }
    problem_.useful = static_cast<std::uint32_t>(drafts_.size());
    const auto useful = drafts_.Courses();
    std::vector<std::uint32_t> openers;
    for (const auto course : useful) AddEntry(course, true);
    for (const auto course : useful) {
      if (!courses_.Parts(course).empty() && !IsForOtherWork(course, drafts_[course])) DraftParts(course);
    }
    for (const auto course : drafts_.Courses()) {
      if (!drafts_[course].useful) openers.push_back(course);
    }
    DraftStacks();
    for (const auto course : openers) AddEntry(course, false);
    AddStacks();
    Finish();
    return std::move(problem_);
  }

 private:
  struct Draft {
    std::vector<std::uint32_t> teaches, needs;  // items
    std::vector<std::uint32_t> needs_by_parts;  // items: having its parts; none when it has none
    bool useful = false, gives_licence = false;
    bool only_by_parts = false;                 // not to be taken by itself
  };

  /// By course. Each has its place, for finding one in a tree of a thousand took longer than all else here.
  class Drafts {
   public:
    explicit Drafts(std::uint32_t courses) : places_(courses, kNone) {}
    bool Has(std::uint32_t course) const { return places_[course] != kNone; }
    /// Makes one when there is none; valid until another is made.
    Draft& operator[](std::uint32_t course) {
      if (!Has(course)) {
        places_[course] = static_cast<std::uint32_t>(drafts_.size());
        courses_.push_back(course);
        drafts_.emplace_back();
      }
      return drafts_[places_[course]];
    }
    std::size_t size() const { return drafts_.size(); }
    /// Ascending.
    std::vector<std::uint32_t> Courses() {
      if (std::exchange(sorted_, courses_.size()) != courses_.size()) std::sort(courses_.begin(), courses_.end());
      return courses_;
    }

   private:
    static constexpr std::uint32_t kNone = ~std::uint32_t{0};
    std::vector<std::uint32_t> places_, courses_;
    std::vector<Draft> drafts_;
    std::size_t sorted_ = 0;  // of courses_, so many are
  };

  bool IsHeld(std::uint32_t course) const { return std::binary_search(held_.begin(), held_.end(), course); }

  /// Its parts, and theirs, may be taken for its sake.
  void DraftParts(std::uint32_t whole) {
    ForParts(courses_, whole, [&](std::uint32_t part) {
      if (!IsHeld(part)) drafts_[part];
    });
  }

  /// Parts that are had once their own parts are, though nobody would take them.
  void DraftStacks() {
    for (const auto whole : drafts_.Courses()) {
      ForParts(courses_, whole, [&](std::uint32_t part) {
        if (!IsHeld(part) && !courses_.Parts(part).empty() && !drafts_.Has(part)) drafts_[part].only_by_parts = true;
      });
    }
  }

  /// An item for having each part: the part gives it, and so does every larger course with that part. What nobody can have is dropped later.
  void AddStacks() {
    for (const auto course : drafts_.Courses()) {
      auto& draft = drafts_[course];
      for (const auto part : courses_.Parts(course)) {
        if (IsHeld(part)) continue;
        const auto [at, fresh] = part_items_.try_emplace(part, 0);
        if (fresh) at->second = AddItem({});
        draft.needs_by_parts.push_back(at->second);
      }
    }
    if (part_items_.empty()) return;
    for (const auto course : drafts_.Courses()) {
      auto& draft = drafts_[course];
      const auto give = [&](std::uint32_t had) {
        if (const auto at = part_items_.find(had); at != part_items_.end()) draft.teaches.push_back(at->second);
      };
      give(course);
      ForParts(courses_, course, give);
    }
  }

  std::uint32_t AddItem(const Problem::Item& item) {
    problem_.items.push_back(item);
    return static_cast<std::uint32_t>(problem_.items.size() - 1);
  }

  /// An item for every step that some course goes beyond the one before.
  void AddRequirement(const Requirement& r, bool licence) {
    std::map<std::uint64_t, std::vector<std::uint32_t>> by_met;
    for (const auto& teacher : courses_.TaughtBy(r.concept_id)) {
      if (IsHeld(teacher.course)) continue;
      const auto after = LevelPart(r.weight, teacher.level, r.need);
      if (after > r.met || licence) by_met[std::max(after, r.met)].push_back(teacher.course);
    }
    std::vector<std::uint32_t> items;
    auto met = r.met;
    for (const auto& [after, by] : by_met) {
      items.push_back(AddItem({after - met, !licence, licence && r.relevance == Relevance::kEssential && items.empty()}));
      met = after;
      for (const auto course : by) {
        auto& draft = drafts_[course];
        draft.useful = true;
        draft.gives_licence |= licence;
        draft.teaches.insert(draft.teaches.end(), items.begin(), items.end());
      }
    }
  }

  /// What a course asks and the profile lacks: an item each, which other courses cover; with `openers` also those that are of no other use.
  void AddEntry(std::uint32_t course, bool openers) {
    const auto level = courses_.catalogue()[course].entry_nlqf;
    if (courses_.Requires(course).empty() && level == kNlqfUnknown) return;
    std::vector<std::uint32_t> needs;
    for (const auto& asked : courses_.Requires(course)) {
      if (detail::MeetsEntry(profile_, asked)) continue;
      const auto [at, fresh] = entry_items_.try_emplace({asked.concept_id, asked.level}, 0);
      if (fresh) {
        at->second = AddItem({});
        for (const auto& teacher : courses_.TaughtBy(asked.concept_id)) {
          if (IsHeld(teacher.course) || !Reaches(teacher.level, asked.level)) continue;
          if (openers || drafts_.Has(teacher.course)) drafts_[teacher.course].teaches.push_back(at->second);
        }
      }
      needs.push_back(at->second);
    }
    auto& draft = drafts_[course];
    draft.needs = std::move(needs);
    if (level == kNlqfUnknown || profile_.Nlqf() == kNlqfUnknown || profile_.Nlqf() >= level) return;
    const auto [at, fresh] = level_items_.try_emplace(level, 0);
    if (fresh) at->second = AddItem({});
    draft.needs.push_back(at->second);
  }

  bool IsForOtherWork(std::uint32_t course, const Draft& draft) const {
    if (!draft.useful || draft.gives_licence || least_fit_percent_ == 0) return false;
    CourseSuggestion fit;
    fit.course = course;
    detail::SetFit(courses_, asked_, &fit);
    return std::uint64_t{fit.asked} * 100 < std::uint64_t{fit.taught} * least_fit_percent_;
  }

  Sizes SizeOf(const Course& course) const { return {course.cost_max, course.weeks, limits_[kHours] == kUnlimited ? 0 : Value{course.hours}}; }

  /// Whether it can be a step of a plan; counts why not.
  bool MayBeTaken(std::uint32_t number, const Draft& draft) {
    if (IsForOtherWork(number, draft)) {
      ++problem_.for_other_work;
      return false;
    }
    const auto& course = courses_.catalogue()[number];
    if (course.cost_max == kUnknownAmount || course.weeks == 0xFFFF || (course.hours == kUnknownAmount && limits_[kHours] != kUnlimited)) {
      problem_.unpriced += draft.useful;
      return false;
    }
    const auto size = SizeOf(course);
    if (size[kMoney] > limits_[kMoney] || size[kWeeks] > limits_[kWeeks] || size[kHours] > limits_[kHours]) {
      problem_.over_limit += draft.useful;
      return false;
    }
    return true;
  }

  void Finish() {
    const auto words = (problem_.items.size() + 63) / 64;
    std::vector<std::pair<Candidate, bool>> made;  // and whether it is useful
    for (const auto number : drafts_.Courses()) {
      auto& draft = drafts_[number];
      const bool by_itself = !draft.only_by_parts && MayBeTaken(number, draft);
      if (!by_itself && draft.needs_by_parts.empty()) continue;
      Candidate c;
      c.course = number;
      // A diploma brings its level with it. Diplomas of other work are not looked for to that end.
      if (!level_items_.empty()) {
        const auto given = LevelGiven(courses_, number);
        for (const auto& [level, item] : level_items_) {
          if (given >= level) draft.teaches.push_back(item);
        }
      }
      c.teaches.assign(words, 0);
      c.needs.assign(words, 0);
      for (const auto item : draft.teaches) Set(c.teaches, item);
      if (!draft.needs_by_parts.empty()) {
        auto by_parts = c;
        by_parts.by_parts = true;
        for (const auto item : draft.needs_by_parts) Set(by_parts.needs, item);
        for (std::size_t w = 0; w < words; ++w) by_parts.teaches[w] &= ~by_parts.needs[w];
        made.emplace_back(std::move(by_parts), false);
      }
      if (!by_itself) continue;
      c.size = SizeOf(courses_.catalogue()[number]);
      for (const auto item : draft.needs) Set(c.needs, item);
      made.emplace_back(std::move(c), draft.useful);
    }
    // Which of them can be entered at all, one after the other.
    Bits reach(words, 0);
    std::vector<bool> open(made.size(), false);
    for (bool grown = true; grown;) {
      grown = false;
      for (std::size_t i = 0; i < made.size(); ++i) {
        if (open[i] || !Within(made[i].first.needs, reach)) continue;
        open[i] = grown = true;
        Join(reach, made[i].first.teaches);
      }
    }
    for (std::size_t i = 0; i < made.size(); ++i) {
      if (open[i]) problem_.candidates.push_back(std::move(made[i].first));
      else problem_.not_open += made[i].second;
    }
    DropDominated();
  }

  /// A course that another one replaces, at no higher price, is in no plan that is better for it. One that is missed here costs time only.
  void DropDominated() {
    auto& all = problem_.candidates;
    std::vector<std::vector<std::uint32_t>> by_item(problem_.items.size());
    const auto items_of = [&](const Candidate& c) {
      std::vector<std::uint32_t> items;
      for (std::size_t w = 0; w < c.teaches.size(); ++w) {
        for (auto bits = c.teaches[w]; bits != 0; bits &= bits - 1) items.push_back(static_cast<std::uint32_t>(64 * w + static_cast<std::size_t>(std::countr_zero(bits))));
      }
      return items;
    };
    for (std::uint32_t i = 0; i < all.size(); ++i) {
      all[i].parts = items_of(all[i]);
      for (const auto item : all[i].parts) by_item[item].push_back(i);
    }
    const auto replaces = [&](std::uint32_t a, std::uint32_t b) {
      bool less = false;
      for (std::size_t k = 0; k < kBudgets; ++k) {
        if (all[a].size[k] > all[b].size[k]) return false;
        less |= all[a].size[k] < all[b].size[k];
      }
      if (!Within(all[b].teaches, all[a].teaches) || !Within(all[a].needs, all[b].needs)) return false;
      return less || a < b || all[a].teaches != all[b].teaches || all[a].needs != all[b].needs;
    };
    std::vector<bool> dropped(all.size(), false);
    for (std::uint32_t i = 0; i < all.size(); ++i) {
      if (all[i].parts.empty()) {
        dropped[i] = true;
        continue;
      }
      const auto rarest = *std::min_element(all[i].parts.begin(), all[i].parts.end(), [&](auto a, auto b) { return by_item[a].size() < by_item[b].size(); });
      const auto& others = by_item[rarest];
      if (!all[i].by_parts) dropped[i] = std::any_of(others.begin(), others.begin() + static_cast<std::ptrdiff_t>(std::min(others.size(), kMostCompared)), [&](std::uint32_t other) { return other != i && replaces(other, i); });
    }
    std::size_t kept = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (!dropped[i]) std::swap(all[kept++], all[i]);
    }
    all.resize(kept);
  }

  static constexpr std::size_t kMostCompared = 1000;

  const BoundCatalogue& courses_;
  const Profile& profile_;
  const Sizes& limits_;
  const std::uint32_t least_fit_percent_;
  std::vector<Concept> asked_;  // by the occupation, ascending
  Problem problem_;
  Drafts drafts_;
  std::map<std::pair<Concept, Level>, std::uint32_t> entry_items_;
  std::map<Nlqf, std::uint32_t> level_items_;
  std::map<std::uint32_t, std::uint32_t> part_items_;  // by course
  const std::vector<std::uint32_t> held_;              // ascending
};

/// A set of candidates in an order in which they can be taken.
struct Answer {
  bool found = false;
  Value value = 0;
  Sizes size{};
  std::vector<std::uint32_t> chosen;
};

/// A list of items for each candidate, all in one piece: walking over them is most of what a search does.
class Lists {
 public:
  void Add(std::uint32_t item) { items_.push_back(item); }
  /// The next Add() is for the next candidate.
  void End() { begin_.push_back(items_.size()); }
  std::span<const std::uint32_t> operator[](std::size_t i) const { return std::span(items_).subspan(begin_[i], begin_[i + 1] - begin_[i]); }
  /// The place of the first of candidate `i` among all.
  std::size_t First(std::size_t i) const { return begin_[i]; }
  std::uint32_t At(std::size_t place) const { return items_[place]; }
  std::size_t size() const { return items_.size(); }

 private:
  std::vector<std::size_t> begin_{0};
  std::vector<std::uint32_t> items_;
};

/// What a search is for: the most value, or the least of one budget with at least `demand`.
struct Aim {
  std::optional<Budget> least;
  Value demand = 0;
};

class Search {
 public:
  Search(const Problem& problem, std::vector<Value> values, const Aim& aim, const Sizes& limits, std::uint64_t max_nodes)
      : candidates_(problem.candidates), values_(std::move(values)), aim_(aim), limits_(limits), max_nodes_(max_nodes), slack_(values_.size(), 0), paid_(values_) {
    for (const auto& c : candidates_) {
      for (const auto item : c.parts) {
        if (values_[item] > 0) parts_.Add(item);
      }
      parts_.End();
    }
    words_ = (values_.size() + 63) / 64;
    FindLocks();
    worth_.assign(words_, 0);
    for (std::size_t j = 0; j < values_.size(); ++j) {
      if (values_[j] > 0) Set(worth_, j);
    }
    profits_.assign(candidates_.size(), 0);
  }

  /// Begins with an answer that is known, which may be none. What Best() gives is never worse.
  void Run(Answer known) {
    best_ = std::move(known);
    std::vector<std::uint32_t> open(candidates_.size());
    for (std::uint32_t i = 0; i < open.size(); ++i) open[i] = i;
    const Taken root{Bits(words_, 0), 0, {}};
    // Prices that were found without an answer are those of the whole budget, and hardly rule anything out once there is one that takes far less
    // of it. So the search begins again at the first answer, and after ever more nodes at better ones, so that no more than half of it is lost.
    const bool blind = aim_.least && !best_.found;
    for (std::uint64_t patience = 0;; patience = std::max(kFirstPatience, 2 * patience)) {
      if (KeepOpen(root, open)) Tune(open, Left(root));
      begin_again_ = false;
      again_from_ = blind ? nodes_ + patience : ~std::uint64_t{0};
      Visit(root, open);
      if (!begin_again_) return;
    }
  }
  const Answer& best() const { return best_; }
  bool finished() const { return !stopped_; }
  std::uint64_t nodes() const { return nodes_; }
  /// Nothing has more value, or less of the budget. Only of use when it is not finished.
  Value bound() const { return aim_.least ? least_bound_ : std::max(open_bound_, best_.value); }

  /// One course after the other, by what it adds for its price.
  Answer Greedy() const {
    Answer answer;
    Taken taken{Bits(words_, 0), 0, {}};
    std::vector<std::uint32_t> open(candidates_.size());
    for (std::uint32_t i = 0; i < open.size(); ++i) open[i] = i;
    while (!(aim_.least && taken.value >= aim_.demand)) {
      std::optional<std::uint32_t> pick;
      absl::uint128 most = 0, price = 1;
      for (const auto i : open) {
        if (!Within(candidates_[i].needs, taken.covered) || !Fits(candidates_[i].size, taken, limits_)) continue;
        auto gain = Gain(i, taken.covered);
        if (aim_.least) gain = std::min(gain, aim_.demand - taken.value);
        const auto its_price = Price(candidates_[i].size);
        if (gain > 0 && absl::uint128(static_cast<std::uint64_t>(gain)) * price > most * its_price) pick = i, most = static_cast<std::uint64_t>(gain), price = its_price;
      }
      if (!pick) break;
      Take(*pick, taken);
      answer.chosen.push_back(*pick);
      std::erase(open, *pick);
    }
    answer.found = !aim_.least || taken.value >= aim_.demand;
    if (aim_.least && answer.found) Thin(answer);
    const auto all = After(answer.chosen);
    answer.value = all->value, answer.size = all->size;
    return answer;
  }

 private:
  /// A set of courses: what they cover, are worth and cost.
  struct Taken {
    Bits covered;
    Value value = 0;
    Sizes size{};
  };

  Value Gain(std::uint32_t i, const Bits& covered) const {
    Value gain = 0;
    for (const auto item : parts_[i]) gain += Has(covered, item) ? 0 : values_[item];
    return gain;
  }
  void Take(std::uint32_t i, Taken& taken) const {
    taken.value += Gain(i, taken.covered);
    Join(taken.covered, candidates_[i].teaches);
    for (std::size_t k = 0; k < kBudgets; ++k) taken.size[k] += candidates_[i].size[k];
  }
  static bool Fits(const Sizes& size, const Taken& taken, const Sizes& limits) {
    for (std::size_t k = 0; k < kBudgets; ++k) {
      if (taken.size[k] + size[k] > limits[k]) return false;
    }
    return true;
  }
  /// What the greedy choice divides by: shares of the budgets, or the one that is to be small.
  std::uint64_t Price(const Sizes& size) const {
    if (aim_.least) return static_cast<std::uint64_t>(size[*aim_.least]) + 1;
    std::uint64_t price = 1;
    for (std::size_t k = 0; k < kBudgets; ++k) {
      if (limits_[k] != kUnlimited) price += static_cast<std::uint64_t>((size[k] << 20) / (limits_[k] + 1));
    }
    return price;
  }
  /// All of these, if they can be taken in this order.
  std::optional<Taken> After(std::span<const std::uint32_t> chosen) const {
    Taken taken{Bits(words_, 0), 0, {}};
    for (const auto i : chosen) {
      if (!Within(candidates_[i].needs, taken.covered)) return std::nullopt;
      Take(i, taken);
    }
    return taken;
  }
  /// Drops what the others make needless, the last first.
  void Thin(Answer& answer) const {
    for (std::size_t i = answer.chosen.size(); i-- > 0;) {
      auto fewer = answer.chosen;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
      if (const auto taken = After(fewer); taken && taken->value >= aim_.demand) answer.chosen = std::move(fewer);
    }
  }

  /// What is left of the budgets. Of the one that is to be small, what would still be less than the best known.
  Sizes Left(const Taken& taken) const {
    Sizes left;
    for (std::size_t k = 0; k < kBudgets; ++k) left[k] = limits_[k] == kUnlimited ? kUnlimited : limits_[k] - taken.size[k];
    if (aim_.least && best_.found) left[*aim_.least] = best_.size[*aim_.least] - 1 - taken.size[*aim_.least];
    return left;
  }
  /// What each candidate needs and which needs of others it meets.
  void FindLocks() {
    Bits keys(words_, 0);
    for (const auto& c : candidates_) Join(keys, c.needs);
    for (const auto& c : candidates_) {
      for (std::size_t w = 0; w < words_; ++w) {
        for (auto bits = c.needs[w]; bits != 0; bits &= bits - 1) locks_.Add(static_cast<std::uint32_t>(64 * w + static_cast<std::size_t>(std::countr_zero(bits))));
      }
      locks_.End();
      for (const auto item : c.parts) {
        if (Has(keys, item)) keys_.Add(item);
      }
      keys_.End();
    }
    charges_.assign(locks_.size(), 0);
    has_locks_ = locks_.size() != 0;
    key_paid_.assign(values_.size(), 0);
  }

  /// Drops what no longer fits, and what adds nothing that is worth something or opens a course that is left. False when that leaves nothing.
  bool KeepOpen(const Taken& taken, std::vector<std::uint32_t>& open) {
    const auto left = Left(taken);
    std::erase_if(open, [&](std::uint32_t i) {
      const auto& c = candidates_[i];
      return c.size[kMoney] > left[kMoney] || c.size[kWeeks] > left[kWeeks] || c.size[kHours] > left[kHours];
    });
    if (has_locks_) {
      // What can be entered, one after the other.
      reach_ = taken.covered;
      std::size_t entered = 0;
      for (std::size_t before = open.size() + 1; entered != before;) {
        before = entered;
        const auto first_locked = std::partition(open.begin() + static_cast<std::ptrdiff_t>(entered), open.end(), [&](std::uint32_t i) { return Within(candidates_[i].needs, reach_); });
        for (auto at = open.begin() + static_cast<std::ptrdiff_t>(entered); at != first_locked; ++at) Join(reach_, candidates_[*at].teaches);
        entered = static_cast<std::size_t>(first_locked - open.begin());
      }
      open.resize(entered);
      std::sort(open.begin(), open.end());
    }
    // What is worth something, and what those that add it need: courses that only open each other are not kept.
    reach_ = worth_;
    const auto adds = [&](std::uint32_t i) {
      for (std::size_t w = 0; w < words_; ++w) {
        if ((candidates_[i].teaches[w] & ~taken.covered[w] & reach_[w]) != 0) return true;
      }
      return false;
    };
    for (bool grown = has_locks_; grown;) {
      grown = false;
      for (const auto i : open) {
        if (locks_[i].empty() || Within(candidates_[i].needs, reach_) || !adds(i)) continue;
        Join(reach_, candidates_[i].needs);
        grown = true;
      }
    }
    std::erase_if(open, [&](std::uint32_t i) { return !adds(i); });
    return !open.empty();
  }

  /// At most this value in all with courses of `open` added (by the prices, to which profits_ belongs; `most_possible` is the same or less), and
  /// the course to branch on.
  Value Bound(const Taken& taken, const std::vector<std::uint32_t>& open, std::optional<std::uint32_t>* pick, Value* most_possible) {
    Value bound = taken.value, most = 0;
    reach_.assign(words_, 0);
    if (has_locks_) {
      std::fill(key_paid_.begin(), key_paid_.end(), 0);
      for (const auto i : open) {
        for (auto k = locks_.First(i); k < locks_.First(i + 1); ++k) key_paid_[locks_.At(k)] += charges_[k];
      }
    }
    for (const auto i : open) {
      const auto& c = candidates_[i];
      Value profit = 0;
      for (const auto item : parts_[i]) profit += Has(taken.covered, item) ? 0 : paid_[item];
      for (const auto item : keys_[i]) profit += Has(taken.covered, item) ? 0 : key_paid_[item];
      for (auto k = locks_.First(i); k < locks_.First(i + 1); ++k) profit -= Has(taken.covered, locks_.At(k)) ? 0 : charges_[k];
      for (std::size_t k = 0; k < kBudgets; ++k) profit -= price_[k] * c.size[k];
      profits_[i] = profit;
      bound += std::max<Value>(profit, 0);
      Join(reach_, c.teaches);
      if (Within(c.needs, taken.covered) && (!*pick || profit > most)) *pick = i, most = profit;
    }
    auto everything = taken.value;
    for (std::size_t w = 0; w < words_; ++w) {
      for (auto bits = reach_[w] & ~taken.covered[w]; bits != 0; bits &= bits - 1) {
        const auto item = 64 * w + static_cast<std::size_t>(std::countr_zero(bits));
        bound += slack_[item];
        everything += values_[item];
      }
    }
    const auto left = Left(taken);
    for (std::size_t k = 0; k < kBudgets; ++k) {
      if (price_[k] != 0) bound += price_[k] * left[k];
    }
    *most_possible = std::min(bound, everything);
    return bound;
  }
  bool Hopeless(Value bound) const { return aim_.least ? bound < aim_.demand : best_.found && bound <= best_.value; }

  void Visit(const Taken& taken, std::vector<std::uint32_t> open) {
    const bool enough = aim_.least && taken.value >= aim_.demand;
    if (aim_.least ? enough && (!best_.found || taken.size[*aim_.least] < best_.size[*aim_.least]) : !best_.found || taken.value > best_.value) {
      best_ = {true, taken.value, taken.size, path_};
      begin_again_ = nodes_ >= again_from_;
    }
    if (enough) return;  // more courses only cost more
    while (KeepOpen(taken, open)) {
      std::optional<std::uint32_t> pick;
      Value most_possible = 0;
      const auto bound = Bound(taken, open, &pick, &most_possible);
      if (!pick || Hopeless(most_possible)) return;
      // Whoever takes a course that is not worth its price has that much less to hope for.
      std::erase_if(open, [&](std::uint32_t i) { return profits_[i] < 0 && Hopeless(bound + profits_[i]); });
      nodes_ += 1 + open.size() / 256;
      if (nodes_ > max_nodes_ || path_.size() >= kMostCourses) stopped_ = true;
      if (!stopped_) {
        std::erase(open, *pick);
        auto with = taken;
        Take(*pick, with);
        path_.push_back(*pick);
        Visit(with, open);
        path_.pop_back();
        if (begin_again_) return;
      }
      if (stopped_) {
        open_bound_ = std::max(open_bound_, most_possible);
        return;
      }
    }
  }

  /// For each lock of each candidate, how much may hang on it: what the candidate is worth, or what it opens is.
  std::vector<double> ScaledLocks(const std::vector<std::uint32_t>& open) const {
    std::vector<double> scaled(locks_.size());
    if (!has_locks_) return scaled;
    std::vector<double> worth(candidates_.size(), 0), behind(values_.size(), 0);
    for (const auto i : open) {
      for (const auto item : parts_[i]) worth[i] += static_cast<double>(values_[item]);
    }
    for (int deep = 0; deep < 3; ++deep) {
      for (const auto i : open) {
        for (const auto item : locks_[i]) behind[item] = std::max(behind[item], worth[i]);
      }
      for (const auto i : open) {
        for (const auto item : keys_[i]) worth[i] = std::max(worth[i], behind[item]);
      }
    }
    for (const auto i : open) {
      for (auto k = locks_.First(i); k < locks_.First(i + 1); ++k) scaled[k] = worth[i];
    }
    return scaled;
  }

  /// Finds what the parts of the gap pay and what the budgets cost: a subgradient descent of the bound, at the root.
  void Tune(const std::vector<std::uint32_t>& open, const Sizes& left) {
    constexpr int kRounds = 120, kPatience = 6;
    Bits reach(words_, 0);
    for (const auto i : open) Join(reach, candidates_[i].teaches);
    std::vector<std::size_t> valued;  // that can be reached
    double total = 0;
    for (std::size_t j = 0; j < values_.size(); ++j) {
      if (values_[j] <= 0 || !Has(reach, j)) continue;
      valued.push_back(j);
      total += static_cast<double>(values_[j]);
    }
    const double target = static_cast<double>(aim_.least ? aim_.demand : best_.value);
    std::vector<double> paid(values_.begin(), values_.end()), best_paid = paid;
    std::array<double, kBudgets> share{}, best_share{};  // what a whole budget costs
    std::array<bool, kBudgets> limited{};
    int budgets = 0;
    for (std::size_t k = 0; k < kBudgets; ++k) {
      limited[k] = left[k] < kUnlimited / 2 && left[k] > 0 && (k != kHours || limits_[k] != kUnlimited);
      budgets += limited[k];
    }
    for (std::size_t k = 0; k < kBudgets; ++k) share[k] = limited[k] ? total / (2.0 * budgets) : 0;
    std::vector<int> count(values_.size());
    const auto scales = ScaledLocks(open);
    std::vector<double> charges(scales.size()), best_charges = charges;
    std::vector<double> key_paid(has_locks_ ? values_.size() : 0);
    std::vector<int> key_count(key_paid.size());
    std::vector<bool> in(candidates_.size());
    double least = -1, stride = 1;
    int since = 0;
    for (int round = 0; round < kRounds; ++round) {
      double bound = 0;
      std::array<double, kBudgets> load{};
      std::fill(count.begin(), count.end(), 0);
      std::fill(key_paid.begin(), key_paid.end(), 0.0);
      std::fill(key_count.begin(), key_count.end(), 0);
      if (has_locks_) {
        for (const auto i : open) {
          for (auto k = locks_.First(i); k < locks_.First(i + 1); ++k) key_paid[locks_.At(k)] += charges[k];
        }
      }
      for (const auto i : open) {
        double profit = 0;
        for (const auto item : parts_[i]) profit += paid[item];
        for (const auto item : keys_[i]) profit += key_paid[item];
        for (auto k = locks_.First(i); k < locks_.First(i + 1); ++k) profit -= charges[k];
        for (std::size_t k = 0; k < kBudgets; ++k) profit -= limited[k] ? share[k] * static_cast<double>(candidates_[i].size[k]) / static_cast<double>(left[k]) : 0;
        in[i] = profit > 0;
        if (profit <= 0) continue;
        bound += profit;
        for (const auto item : parts_[i]) ++count[item];
        for (const auto item : keys_[i]) ++key_count[item];
        for (std::size_t k = 0; k < kBudgets; ++k) load[k] += limited[k] ? static_cast<double>(candidates_[i].size[k]) / static_cast<double>(left[k]) : 0;
      }
      double norm = 0;
      for (const auto j : valued) {
        const auto value = static_cast<double>(values_[j]);
        bound += value - paid[j];
        const double slope = count[j] - 1;
        if ((slope < 0 && paid[j] < value) || (slope > 0 && paid[j] > 0)) norm += slope * slope * value * value;
      }
      const auto lock_slope = [&](std::uint32_t i, std::size_t k) { return static_cast<double>(key_count[locks_.At(k)] - (in[i] ? 1 : 0)); };
      if (has_locks_) {
        for (const auto i : open) {
          for (auto k = locks_.First(i); k < locks_.First(i + 1); ++k) {
            const double slope = lock_slope(i, k);
            if (slope < 0 || (slope > 0 && charges[k] > 0)) norm += slope * slope * scales[k] * scales[k];
          }
        }
      }
      for (std::size_t k = 0; k < kBudgets; ++k) {
        if (!limited[k]) continue;
        bound += share[k];
        const double slope = 1 - load[k];
        if (slope < 0 || share[k] > 0) norm += slope * slope * total * total / kScaleOfBudgets;
      }
      if (least < 0 || bound < least) least = bound, best_paid = paid, best_share = share, best_charges = charges, since = 0;
      else if (++since >= kPatience) stride /= 2, since = 0;
      if (norm <= 0 || bound <= target) break;
      // Every variable in its own scale: a part of the gap in its value, a budget in the value of all.
      const double step = stride * (bound - target) / norm;
      for (const auto j : valued) {
        const auto value = static_cast<double>(values_[j]);
        paid[j] = std::clamp(paid[j] - step * value * value * (count[j] - 1), 0.0, value);
      }
      if (has_locks_) {
        for (const auto i : open) {
          for (auto k = locks_.First(i); k < locks_.First(i + 1); ++k) charges[k] = std::max(charges[k] - step * scales[k] * scales[k] * lock_slope(i, k), 0.0);
        }
      }
      for (std::size_t k = 0; k < kBudgets; ++k) {
        if (limited[k]) share[k] = std::clamp(share[k] - step * total * total / kScaleOfBudgets * (1 - load[k]), 0.0, total);
      }
    }
    for (std::size_t j = 0; j < values_.size(); ++j) {
      paid_[j] = std::clamp<Value>(static_cast<Value>(best_paid[j]), 0, values_[j]);
      slack_[j] = values_[j] - paid_[j];
    }
    for (const auto i : open) {
      for (auto k = locks_.First(i); k < locks_.First(i + 1); ++k) charges_[k] = static_cast<Value>(std::min(best_charges[k], total));
    }
    for (std::size_t k = 0; k < kBudgets; ++k) price_[k] = limited[k] ? static_cast<Value>(best_share[k] / static_cast<double>(left[k])) : 0;
    if (!aim_.least) return;
    // The bound grows with the budget; with less than this it stays below what is asked.
    std::optional<std::uint32_t> unused;
    const auto price = price_[*aim_.least];
    Value most_possible = 0;
    const auto without = Bound({Bits(words_, 0), 0, {}}, open, &unused, &most_possible) - price * (price != 0 ? left[*aim_.least] : 0);
    if (price > 0 && without < aim_.demand) least_bound_ = std::max(least_bound_, (aim_.demand - without + price - 1) / price);
  }
  static constexpr double kScaleOfBudgets = 16;
  static constexpr std::uint64_t kFirstPatience = 32;  // nodes
  static constexpr std::size_t kMostCourses = 500;  // of a plan; the search goes as deep in the stack

  const std::vector<Candidate>& candidates_;
  const std::vector<Value> values_;
  const Aim aim_;
  const Sizes limits_;
  const std::uint64_t max_nodes_;
  std::size_t words_ = 0;
  Lists parts_;                                    // of each candidate, those with a value
  std::vector<Value> slack_, paid_;                // of each item: value = slack + paid
  std::array<Value, kBudgets> price_{};            // of a unit of each budget
  bool has_locks_ = false;
  Lists locks_, keys_;                                    // of each candidate: items it needs, and items others need that it covers
  std::vector<Value> charges_;                            // of each of locks_: what its candidate is charged for it while it is not covered
  std::vector<Value> key_paid_;                           // of each item, at the last bound: all charges for it
  Answer best_;
  std::vector<std::uint32_t> path_;
  Bits worth_;  // items with a value
  Bits reach_;
  std::vector<Value> profits_;  // of each candidate, at the last bound
  std::uint64_t nodes_ = 0;
  Value open_bound_ = 0, least_bound_ = 0;
  bool stopped_ = false;
  std::uint64_t again_from_ = 0;  // nodes
  bool begin_again_ = false;
};

/// Puts the searches for one goal together: what the goal says, then the cheapest or quickest of the sets that reach as much.
class Planner {
 public:
  Planner(const Problem& problem, const PlanOptions& options, PlanGoal goal, const Share& readiness, Plan* plan)
      : problem_(problem), options_(options), goal_(goal), limits_(LimitsOf(options)), readiness_(readiness), plan_(*plan) {}

  /// The candidates of the best plan. Sets what the plan says of the search.
  std::vector<std::uint32_t> Solve() {
    if (goal_ == PlanGoal::kCoverage) return MostCovered();
    const auto demand = Demand();
    if (demand <= 0) {
      plan_.outcome = PlanOutcome::kNothingMissing;
      return {};
    }
    const auto values = ReadyValues();
    const auto first = goal_ == PlanGoal::kCheapest ? kMoney : kWeeks, second = first == kMoney ? kWeeks : kMoney;
    const auto best = Least(values, demand, first, {}, &plan_.greedy);
    if (!best.found) {
      plan_.outcome = PlanOutcome::kNoneReaches;
      return options_.most_otherwise ? MostCovered() : std::vector<std::uint32_t>();
    }
    if (plan_.optimal) plan_.bound = static_cast<std::uint64_t>(best.size[first]);
    limits_[first] = best.size[first];
    return Least(values, demand, second, best, nullptr).chosen;
  }

 private:
  std::vector<std::uint32_t> MostCovered() {
    plan_.goal = PlanGoal::kCoverage;
    std::vector<Value> values;
    for (const auto& item : problem_.items) values.push_back(static_cast<Value>(item.weight) << kFine);
    Search search(problem_, values, {}, limits_, options_.max_nodes);
    const auto greedy = search.Greedy();
    plan_.greedy = static_cast<std::uint64_t>(greedy.value >> kFine);
    search.Run(greedy);
    plan_.nodes += search.nodes();
    plan_.optimal = plan_.optimal && search.finished();
    auto best = search.best();
    plan_.bound = static_cast<std::uint64_t>((search.finished() ? best.value : search.bound()) >> kFine);
    if (best.value == 0) return {};
    best = Least(values, best.value, kMoney, best, nullptr);
    limits_[kMoney] = best.size[kMoney];
    return Least(values, best.value, kWeeks, best, nullptr).chosen;
  }

  Answer Least(const std::vector<Value>& values, Value demand, Budget budget, Answer known, std::uint64_t* greedy_size) {
    Search search(problem_, values, {budget, demand}, limits_, options_.max_nodes);
    if (!known.found) known = search.Greedy();
    if (greedy_size != nullptr) *greedy_size = known.found ? static_cast<std::uint64_t>(known.size[budget]) : kNoGreedy;
    search.Run(known);
    plan_.nodes += search.nodes();
    if (!search.finished()) {
      plan_.optimal = false;
      if (greedy_size != nullptr) plan_.bound = static_cast<std::uint64_t>(search.bound());
    }
    return search.best();
  }

  /// Weight that must be gained for `ready_percent`, and more than that can be for each licence.
  Value Demand() const {
    const auto needed = absl::Uint128Low64((absl::uint128(readiness_.required) * options_.ready_percent + 99) / 100);
    const auto ready = needed > readiness_.met ? static_cast<Value>(needed - readiness_.met) << kFine : 0;
    return ready + Licences() * Licence();
  }
  Value Licences() const {
    return std::count_if(problem_.items.begin(), problem_.items.end(), [](const auto& item) { return item.must; });
  }
  /// More than all else, so that only a set with every licence can have what is asked.
  Value Licence() const {
    Value all = 1;
    for (const auto& item : problem_.items) all += item.ready ? static_cast<Value>(item.weight) << kFine : 0;
    return all;
  }
  std::vector<Value> ReadyValues() const {
    std::vector<Value> values;
    for (const auto& item : problem_.items) values.push_back(item.must ? Licence() : item.ready ? static_cast<Value>(item.weight) << kFine : 0);
    return values;
  }

  const Problem& problem_;
  const PlanOptions& options_;
  const PlanGoal goal_;
  Sizes limits_;
  const Share readiness_;
  Plan& plan_;
};

/// The same courses in an order to take them in: what can be entered and closes the most comes first, and what has all its parts is had at once.
/// Nothing when they cannot be taken.
std::optional<std::vector<std::uint32_t>> InOrder(const Problem& problem, std::vector<std::uint32_t> chosen, Bits* covered) {
  const auto& all = problem.candidates;
  std::erase_if(chosen, [&](std::uint32_t i) { return all[i].by_parts; });
  std::sort(chosen.begin(), chosen.end());
  std::vector<std::uint32_t> order, stacks;
  for (std::uint32_t i = 0; i < all.size(); ++i) {
    if (all[i].by_parts) stacks.push_back(i);
  }
  covered->assign((problem.items.size() + 63) / 64, 0);
  const auto take = [&](std::vector<std::uint32_t>& from, std::vector<std::uint32_t>::iterator at) {
    Join(*covered, all[*at].teaches);
    order.push_back(*at);
    from.erase(at);
  };
  for (;;) {
    if (const auto had = std::find_if(stacks.begin(), stacks.end(), [&](std::uint32_t i) { return Within(all[i].needs, *covered); }); had != stacks.end()) {
      take(stacks, had);
      continue;
    }
    if (chosen.empty()) return order;
    auto next = chosen.end();
    std::uint64_t most = 0;
    for (auto at = chosen.begin(); at != chosen.end(); ++at) {
      const auto& c = all[*at];
      if (!Within(c.needs, *covered)) continue;
      std::uint64_t gain = 0;
      for (const auto item : c.parts) gain += Has(*covered, item) ? 0 : problem.items[item].weight;
      if (next == chosen.end() || gain > most) next = at, most = gain;
    }
    if (next == chosen.end()) return std::nullopt;
    take(chosen, next);
  }
}

/// The order of the best set, without what costs nothing and adds nothing to the others.
std::vector<std::uint32_t> Needed(const Problem& problem, std::vector<std::uint32_t> chosen) {
  const auto counts = [&](const Bits& covered) {
    Bits counted = covered;
    for (std::size_t j = 0; j < problem.items.size(); ++j) {
      if (problem.items[j].weight == 0 && !problem.items[j].must) counted[j / 64] &= ~(std::uint64_t{1} << (j % 64));
    }
    return counted;
  };
  Bits covered;
  auto order = *InOrder(problem, chosen, &covered);
  const auto whole = counts(covered);
  for (std::size_t i = chosen.size(); i-- > 0;) {
    auto fewer = chosen;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
    auto shorter = InOrder(problem, fewer, &covered);
    if (shorter && counts(covered) == whole) order = std::move(*shorter), chosen = std::move(fewer);
  }
  return order;
}

/// Fills the steps and their sums.
void Describe(const BoundCatalogue& courses, const Profile& profile, const Explanation& explanation, std::span<const Candidate* const> order, Plan* plan) {
  auto missing = detail::MissingOf(explanation);
  std::vector<CourseSuggestion> steps;
  std::vector<std::vector<std::uint32_t>> completes;
  std::set<std::uint32_t> had;
  for (const auto* taken : order) {
    // Who takes a whole by itself has its parts as well: nothing is put together then.
    const bool fresh = had.insert(taken->course).second;
    if (taken->by_parts && !fresh) continue;
    ForParts(courses, taken->course, [&](std::uint32_t part) { had.insert(part); });
    CourseSuggestion s;
    s.course = taken->course;
    detail::SetGain(courses.Teaches(s.course), missing, &s);
    detail::ForTaught(courses.Teaches(s.course), missing, [](Requirement& m, std::uint64_t after) { m.met = after, m.present = true; });
    if (taken->by_parts) {
      auto& last = steps.back();
      completes.back().push_back(s.course);
      last.gain += s.gain;
      last.closes.insert(last.closes.end(), s.closes.begin(), s.closes.end());
    } else {
      detail::SetEntry(courses, profile, &s);
      steps.push_back(std::move(s));
      completes.emplace_back();
    }
  }
  for (std::size_t i = 0; i < steps.size(); ++i) {
    auto& s = steps[i];
    const auto& course = courses.catalogue()[s.course];
    const auto teaches = [&](std::uint32_t number, Concept c) {
      const auto taught = courses.Teaches(number);
      return std::any_of(taught.begin(), taught.end(), [&](const auto& skill) { return skill.concept_id == c; });
    };
    const bool opens = std::any_of(steps.begin() + static_cast<std::ptrdiff_t>(i), steps.end(), [&](const CourseSuggestion& later) {
      return std::any_of(later.entry_missing.begin(), later.entry_missing.end(), [&](Concept c) {
        return teaches(s.course, c) || std::any_of(completes[i].begin(), completes[i].end(), [&](std::uint32_t whole) { return teaches(whole, c); });
      });
    });
    plan->covered += s.gain;
    plan->cost_min += course.cost_min;
    plan->cost_max += course.cost_max;
    plan->weeks += course.weeks;
    if (course.hours == kUnknownAmount) ++plan->hours_unknown;
    else plan->hours += course.hours;
    plan->steps.push_back({s.course, s.gain, std::move(s.closes), std::move(completes[i]), opens, course.entry_nlqf != kNlqfUnknown && profile.Nlqf() == kNlqfUnknown});
  }
  const auto now = [&](const Requirement& r) -> const Requirement& {
    return *std::lower_bound(missing.begin(), missing.end(), r, [](const Requirement& a, const Requirement& b) { return a.concept_id < b.concept_id; });
  };
  for (const auto& r : explanation.gap) plan->ready_after.met += now(r).met - r.met;
  for (const auto& r : explanation.licences) {
    if (!r.present && r.relevance == Relevance::kEssential && !now(r).present) plan->licences_left.push_back(r.concept_id);
  }
  std::sort(plan->licences_left.begin(), plan->licences_left.end());
}

}  // namespace

std::string_view Name(PlanGoal goal) { return kGoalNames[static_cast<std::size_t>(goal)]; }
std::optional<PlanGoal> ParsePlanGoal(std::string_view name) {
  for (int i = 0; i < kPlanGoals; ++i) {
    if (kGoalNames[i] == name) return static_cast<PlanGoal>(i);
  }
  return std::nullopt;
}
std::string_view Name(PlanOutcome outcome) { return kOutcomeNames[static_cast<std::size_t>(outcome)]; }

Status Validate(const PlanOptions& options) {
  if (static_cast<int>(options.goal) >= kPlanGoals) return Error(ErrorCode::kInvalidArgument, Cat("plan: the goal is ", static_cast<int>(options.goal), "; it must be in 0..", kPlanGoals - 1));
  if (options.ready_percent < 1 || options.ready_percent > 100)
    return Error(ErrorCode::kInvalidArgument, Cat("plan: ready from ", options.ready_percent, " %; it must be in 1..100"));
  if (options.least_fit_percent > 100) return Error(ErrorCode::kInvalidArgument, Cat("plan: courses from ", options.least_fit_percent, " % for the work; it must be in 0..100"));
  if (options.max_nodes == 0) return Error(ErrorCode::kInvalidArgument, "plan: at most 0 nodes; it must be at least 1");
  return absl::OkStatus();
}

Status CheckHeld(const BoundCatalogue& courses, const PlanOptions& options) {
  for (const auto course : options.held) {
    if (course >= courses.size()) return Error(ErrorCode::kInvalidArgument, Cat("plan: course ", course, " is not in the catalogue, which has ", courses.size()));
  }
  return absl::OkStatus();
}

Profile AfterCourses(const BoundCatalogue& courses, const Profile& profile, const Taxonomy& taxonomy, std::span<const std::uint32_t> taken) {
  std::map<Concept, Level> taught;  // the highest; 0 is above all
  auto nlqf = profile.Nlqf();
  for (const auto number : HeldWith(courses, taken)) {
    for (const auto& skill : courses.Teaches(number)) {
      const auto [at, fresh] = taught.try_emplace(skill.concept_id, skill.level);
      if (!fresh) at->second = Higher(at->second, skill.level);
    }
    nlqf = std::max(nlqf, LevelGiven(courses, number));
  }
  ProfileBuilder builder(taxonomy, profile);
  for (const auto& [c, level] : taught) {
    const auto* item = profile.Find(c);
    const bool inferred = item != nullptr && item->evidence == Evidence::kInferred;
    // What past work tells for certain and at any level is not made less by a level that is stated.
    if (inferred && item->strength == Relevance::kEssential && item->worth == kFullWorth && Higher(level, item->level) == item->level) continue;
    // Fails for what nobody can have, such as an occupation, which then is not had.
    static_cast<void>(builder.Add(c, item == nullptr || inferred ? level : Higher(level, item->level), Evidence::kDiploma));
  }
  if (nlqf != profile.Nlqf()) builder.SetNlqf(nlqf);
  return builder.Build();
}

struct GapPlanner::Gap {
  const BoundCatalogue& courses;
  const Profile& profile;
  const Explanation& explanation;
  PlanOptions options;
  Problem problem;
};

StatusOr<GapPlanner> GapPlanner::Create(const BoundCatalogue& courses, const Profile& profile, const Explanation& explanation, const PlanOptions& options) {
  auto wanted = options;
  wanted.goal = {};
  OVS_RETURN_IF_ERROR(Validate(wanted));
  OVS_RETURN_IF_ERROR(CheckHeld(courses, wanted));
  const auto limits = LimitsOf(wanted);
  return GapPlanner(std::make_unique<const Gap>(Gap{courses, profile, explanation, wanted, ProblemMaker(courses, profile, limits, options).Make(explanation)}));
}
GapPlanner::GapPlanner(std::unique_ptr<const Gap> gap) : gap_(std::move(gap)) {}
GapPlanner::GapPlanner(GapPlanner&&) noexcept = default;
GapPlanner& GapPlanner::operator=(GapPlanner&&) noexcept = default;
GapPlanner::~GapPlanner() = default;

Plan GapPlanner::For(PlanGoal goal) const {
  const auto& [courses, profile, explanation, options, problem] = *gap_;
  Plan plan;
  plan.asked = plan.goal = goal;
  plan.ready_before = plan.ready_after = explanation.readiness;
  for (const auto& m : detail::MissingOf(explanation)) plan.gap += m.weight - m.met;
  plan.useful = problem.useful, plan.for_other_work = problem.for_other_work, plan.unpriced = problem.unpriced, plan.over_limit = problem.over_limit, plan.not_open = problem.not_open;
  std::vector<const Candidate*> order;
  for (const auto i : Needed(problem, Planner(problem, options, goal, explanation.readiness, &plan).Solve())) order.push_back(&problem.candidates[i]);
  Describe(courses, profile, explanation, order, &plan);
  if (explanation.gap.empty() && std::all_of(explanation.licences.begin(), explanation.licences.end(), [](const auto& r) { return r.present; })) {
    plan.outcome = PlanOutcome::kNothingMissing;
  } else if (plan.steps.empty() && plan.outcome != PlanOutcome::kNothingMissing) {
    plan.outcome = plan.outcome == PlanOutcome::kNoneReaches && plan.useful > 0 && !problem.candidates.empty() ? PlanOutcome::kNoneReaches : PlanOutcome::kNoCourses;
  }
  return plan;
}

StatusOr<Plan> PlanCourses(const BoundCatalogue& courses, const Profile& profile, const Explanation& explanation, const PlanOptions& options) {
  OVS_RETURN_IF_ERROR(Validate(options));
  OVS_ASSIGN_OR_RETURN(const auto planner, GapPlanner::Create(courses, profile, explanation, options));
  return planner.For(options.goal);
}

StatusOr<std::vector<Plan>> PlansSideBySide(const BoundCatalogue& courses, const Profile& profile, const Explanation& explanation, const PlanOptions& options) {
  OVS_ASSIGN_OR_RETURN(const auto planner, GapPlanner::Create(courses, profile, explanation, options));
  std::vector<Plan> plans;
  for (const auto goal : {PlanGoal::kQuickest, PlanGoal::kCheapest, PlanGoal::kCoverage}) plans.push_back(planner.For(goal));
  return plans;
}

}  // namespace overstap
