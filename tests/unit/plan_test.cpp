// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Plans against all subsets of small catalogues, and the rules one by one.

#include "overstap/plan.hpp"

#include <doctest/doctest.h>

#include <map>
#include <set>
#include <tuple>
#include <vector>

#include "match/reach.hpp"
#include "oracle/random_graph.hpp"

using namespace overstap;
using namespace overstap::test;

namespace {

bool LevelMet(Level have, Level need) { return have == 0 || need == 0 || have >= need; }

/// What a plan reaches: as a goal orders it, less is better.
using Reached = std::tuple<std::int64_t, std::int64_t, std::int64_t>;

/// Tries every subset of the courses, in words of the taxonomy and the catalogue only.
class AllSubsets {
 public:
  AllSubsets(const BoundCatalogue& courses, const Profile& profile, const Explanation& x, const PlanOptions& options)
      : courses_(courses), profile_(profile), x_(x), options_(options) {
    for (const auto& r : x.gap) missing_[r.concept_id] = r;
    for (const auto& r : x.licences) {
      if (!r.present) missing_[r.concept_id] = r;
    }
    held_ = Had({options.held.begin(), options.held.end()}, true);
    // Courses that teach something missing, and those that open a course of these.
    std::set<std::uint32_t> openers;
    for (std::uint32_t i = 0; i < courses.size(); ++i) {
      const auto teaches = courses.Teaches(i);
      if (held_.contains(i)) continue;
      if (std::any_of(teaches.begin(), teaches.end(), [&](const auto& s) { return Closes(s); })) relevant_.insert(i);
    }
    for (std::uint32_t i = 0; i < courses.size(); ++i) {
      const auto teaches = courses.Teaches(i);
      if (std::any_of(teaches.begin(), teaches.end(), [&](const auto& s) { return Opens(s); })) openers.insert(i);
    }
    // The parts, and their parts, of what teaches something missing and is for this work.
    std::set<std::uint32_t> parts;
    for (std::uint32_t round = 0; round < courses.size(); ++round) {
      for (std::uint32_t i = 0; i < courses.size(); ++i) {
        if (parts.contains(i) || (relevant_.contains(i) && !IsForOtherWork(i))) parts.insert(courses.Parts(i).begin(), courses.Parts(i).end());
      }
    }
    relevant_.merge(openers);
    relevant_.merge(parts);
    for (const auto i : held_) relevant_.erase(i);
    // What of these and their parts has parts may be put together.
    for (const auto i : Had(relevant_, false)) {
      if (!held_.contains(i) && !courses.Parts(i).empty()) stacks_.insert(i);
    }
    std::erase_if(relevant_, [&](std::uint32_t i) {
      const auto& c = courses.catalogue()[i];
      if (IsForOtherWork(i)) return true;
      return c.cost_max == kUnknownAmount || c.weeks == 0xFFFF || (options.hours != kNoLimit && c.hours == kUnknownAmount);
    });
  }

  std::size_t size() const { return relevant_.size(); }
  std::size_t stacks() const { return stacks_.size(); }

  /// Whether the steps can be taken in this order; what they cover then.
  std::optional<std::uint64_t> Take(const std::vector<std::uint32_t>& steps) const {
    std::vector<std::uint32_t> before;
    for (const auto i : steps) {
      if (!CanEnter(i, before)) return std::nullopt;
      before.push_back(i);
    }
    return Covered(steps);
  }

  /// The best of a goal within the limits, or none.
  std::optional<Reached> Best(PlanGoal goal) const {
    const std::vector<std::uint32_t> all(relevant_.begin(), relevant_.end());
    std::optional<Reached> best;
    for (std::uint32_t bits = 0; bits < (1u << all.size()); ++bits) {
      std::vector<std::uint32_t> set;
      std::int64_t money = 0, weeks = 0, hours = 0;
      for (std::size_t i = 0; i < all.size(); ++i) {
        if ((bits >> i & 1) == 0) continue;
        const auto& c = courses_.catalogue()[all[i]];
        set.push_back(all[i]);
        money += c.cost_max, weeks += c.weeks, hours += c.hours == kUnknownAmount ? 0 : c.hours;
      }
      if ((options_.money != kNoLimit && money > options_.money) || (options_.weeks != kNoLimit && weeks > options_.weeks) ||
          (options_.hours != kNoLimit && hours > options_.hours) || !Orderable(set))
        continue;
      const auto covered = static_cast<std::int64_t>(Covered(set));
      Reached reached;
      if (goal == PlanGoal::kCoverage) reached = {-covered, money, weeks};
      else if (!Ready(set)) continue;
      else if (goal == PlanGoal::kCheapest) reached = {money, weeks, 0};
      else reached = {weeks, money, 0};
      if (!best || reached < *best) best = reached;
    }
    return best;
  }

  bool Ready(const std::vector<std::uint32_t>& taken) const {
    const auto set = With(taken);
    std::uint64_t met = x_.readiness.met;
    for (const auto& r : x_.gap) met += After(r, set) - r.met;
    for (const auto& r : x_.licences) {
      if (r.present || r.relevance != Relevance::kEssential || !SomeoneTeaches(r.concept_id)) continue;
      if (!Teaches(set, r.concept_id, 0)) return false;
    }
    return met * 100 >= x_.readiness.required * options_.ready_percent;
  }

 private:
  bool IsForOtherWork(std::uint32_t i) const {
    const auto teaches = courses_.Teaches(i);
    std::size_t asked = 0;
    bool useful = false;
    for (const auto& s : teaches) {
      for (const auto& r : x_.licences) {
        if (r.concept_id == s.concept_id && !r.present) return false;
      }
      for (const auto* list : {&x_.matched, &x_.gap, &x_.licences}) asked += std::count_if(list->begin(), list->end(), [&](const auto& r) { return r.concept_id == s.concept_id; });
      useful |= Closes(s);
    }
    return useful && asked * 100 < courses_.catalogue().Teaches(i).size() * options_.least_fit_percent;
  }
  bool SomeoneTeaches(Concept c) const {
    for (std::uint32_t i = 0; i < courses_.size(); ++i) {
      if (!held_.contains(i) && Teaches({i}, c, 0)) return true;
    }
    return false;
  }
  bool Closes(const BoundCatalogue::Skill& s) const {
    const auto at = missing_.find(s.concept_id);
    if (at == missing_.end()) return false;
    const auto& r = at->second;
    const bool licence = std::any_of(x_.licences.begin(), x_.licences.end(), [&](const auto& l) { return l.concept_id == r.concept_id; });
    return licence || (LevelMet(s.level, r.need) ? r.weight : r.weight * s.level / r.need) > r.met;
  }
  /// These, and the larger courses that they make whole; all of them, or those that may be put together.
  std::set<std::uint32_t> Had(std::set<std::uint32_t> set, bool all) const {
    for (std::uint32_t round = 0; round < courses_.size(); ++round) {
      const auto before = set.size();
      for (std::uint32_t i = 0; i < courses_.size(); ++i) {
        // Whoever has the whole has its parts.
        if (set.contains(i)) set.insert(courses_.Parts(i).begin(), courses_.Parts(i).end());
        const auto parts = courses_.Parts(i);
        if (parts.empty() || !(all || stacks_.contains(i))) continue;
        if (std::all_of(parts.begin(), parts.end(), [&](auto p) { return set.contains(p) || held_.contains(p); })) set.insert(i);
      }
      if (set.size() == before) break;
    }
    return set;
  }
  std::vector<std::uint32_t> With(const std::vector<std::uint32_t>& set) const {
    if (stacks_.empty()) return set;
    auto had = Had({set.begin(), set.end()}, false);
    for (const auto i : held_) had.erase(i);  // what they teach is in the profile
    return {had.begin(), had.end()};
  }
  bool Has(const BoundCatalogue::Skill& asked) const {
    const auto* item = profile_.Find(asked.concept_id);
    return item != nullptr && LevelMet(item->level, asked.level);
  }
  bool Opens(const BoundCatalogue::Skill& s) const {
    for (const auto i : relevant_) {
      for (const auto& asked : courses_.Requires(i)) {
        if (asked.concept_id == s.concept_id && LevelMet(s.level, asked.level) && !Has(asked)) return true;
      }
    }
    return false;
  }
  bool Teaches(const std::vector<std::uint32_t>& set, Concept c, Level level) const {
    for (const auto i : set) {
      for (const auto& s : courses_.Teaches(i)) {
        if (s.concept_id == c && LevelMet(s.level, level)) return true;
      }
    }
    return false;
  }
  bool CanEnter(std::uint32_t i, const std::vector<std::uint32_t>& taken) const {
    const auto before = With(taken);
    for (const auto& asked : courses_.Requires(i)) {
      if (!Has(asked) && !Teaches(before, asked.concept_id, asked.level)) return false;
    }
    auto have = profile_.Nlqf();
    if (have == kNlqfUnknown) return true;
    for (const auto b : before) {
      const auto& c = courses_.catalogue()[b];
      if (c.type == CourseType::kDiploma || c.type == CourseType::kAssociateDegree) have = std::max(have, c.nlqf);
    }
    return have >= courses_.catalogue()[i].entry_nlqf;
  }
  bool Orderable(std::vector<std::uint32_t> set) const {
    std::vector<std::uint32_t> before;
    for (bool grown = true; grown;) {
      grown = false;
      for (auto at = set.begin(); at != set.end();) {
        if (CanEnter(*at, before)) {
          before.push_back(*at);
          at = set.erase(at);
          grown = true;
        } else {
          ++at;
        }
      }
    }
    return set.empty();
  }
  std::uint64_t After(const Requirement& r, const std::vector<std::uint32_t>& set) const {
    auto met = r.met;
    for (const auto i : set) {
      for (const auto& s : courses_.Teaches(i)) {
        if (s.concept_id == r.concept_id) met = std::max(met, LevelMet(s.level, r.need) ? r.weight : r.weight * s.level / r.need);
      }
    }
    return met;
  }
  std::uint64_t Covered(const std::vector<std::uint32_t>& taken) const {
    const auto set = With(taken);
    std::uint64_t covered = 0;
    for (const auto& [c, r] : missing_) covered += After(r, set) - r.met;
    return covered;
  }

  const BoundCatalogue& courses_;
  const Profile& profile_;
  const Explanation& x_;
  const PlanOptions& options_;
  std::map<Concept, Requirement> missing_;
  std::set<std::uint32_t> relevant_, held_, stacks_;
};

const GraphSize kWide = {8, 14, 6, 4, 2, 4, 3, 12, true};

CourseCatalogue Catalogue(Random& random, std::uint32_t count) {
  CourseBuilder builder;
  const auto pick = [&] {
    switch (random.Below(5)) {
      case 0: return Uri("knowledge", random.Below(kWide.knowledge));
      case 1: return Uri("licence", random.Below(kWide.licences));
      default: return Uri("skill", random.Below(kWide.skills + 1));  // the last one is unknown
    }
  };
  const bool asking = random.Chance(60), stacking = random.Chance(50);
  for (std::uint32_t i = 0; i < count; ++i) {
    CourseBuilder::Facts facts;
    facts.type = static_cast<CourseType>(random.Below(kCourseTypes));
    if (random.Chance(90)) facts.cost_min = random.Below(5) * 100, facts.cost_max = facts.cost_min + random.Below(3) * 101;
    if (random.Chance(90)) facts.weeks = static_cast<std::uint16_t>(random.Below(12));
    if (random.Chance(80)) facts.hours = random.Below(6) * 40;
    if (asking && random.Chance(30)) facts.entry_nlqf = static_cast<Nlqf>(10 * (1 + random.Below(6)));
    if (random.Chance(70)) facts.nlqf = static_cast<Nlqf>(10 * (1 + random.Below(6)));
    const auto course = Need(builder.Add(Uri("course", i), facts));
    for (auto n = 1 + random.Below(5); n > 0; --n) Need(builder.AddTeaches(course, pick(), static_cast<Level>(random.Below(5))));
    for (auto n = asking && random.Chance(50) ? 1 + random.Below(2) : 0; n > 0; --n) Need(builder.AddRequires(course, pick(), static_cast<Level>(random.Below(4))));
    if (stacking && i > 1 && random.Chance(40)) {
      for (auto n = 1 + random.Below(3); n > 0; --n) Need(builder.AddFact(course, CourseFactKind::kPart, Uri("course", random.Below(i))));
    }
  }
  return Need(builder.Build());
}

PlanOptions RandomLimits(Random& random) {
  PlanOptions options;
  if (random.Chance(70)) options.money = random.Below(12) * 150;
  options.weeks = random.Chance(50) ? random.Below(40) : kNoLimit;
  if (random.Chance(30)) options.hours = random.Below(600);
  options.ready_percent = 1 + random.Below(100);
  options.least_fit_percent = random.Chance(50) ? 0 : random.Below(101);
  if (random.Chance(30)) options.held.push_back(random.Below(4));
  return options;
}

/// What some skills of the taxonomy are, said by the person; no past jobs.
Profile Stated(const Taxonomy& t, Random& random) {
  ProfileBuilder builder(t);
  for (const auto kind : {ConceptKind::kSkill, ConceptKind::kKnowledge, ConceptKind::kLicence}) {
    const auto range = t.Concepts(kind);
    for (Concept c = range.first; c < range.last; ++c) {
      if (random.Chance(25)) Need(builder.Add(c, static_cast<Level>(random.Below(5))));
    }
  }
  if (random.Chance(70)) builder.SetNlqf(static_cast<Nlqf>(10 * (1 + random.Below(6))));
  return builder.Build();
}

std::vector<std::uint32_t> CoursesOf(const Plan& plan) {
  std::vector<std::uint32_t> courses;
  for (const auto& step : plan.steps) courses.push_back(step.course);
  return courses;
}

}  // namespace

TEST_CASE("Plan: the best of all subsets, for every goal, on random catalogues") {
  std::map<PlanOutcome, int> outcomes;
  int better_than_greedy = 0, opened = 0, largest = 0, stacked = 0, completed = 0, within_reach = 0, told_beyond = 0, not_told = 0, leading_on = 0, told_next_beyond = 0;
  for (std::uint64_t seed = 0; seed < 3000 / kSlow; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const auto matcher = MakeMatcher(RandomTaxonomy(seed, kWide));
    const auto& t = matcher.taxonomy();
    const auto courses = BoundCatalogue::Bind(Catalogue(random, random.Chance(5) ? 18 : 4 + random.Below(8)), t);
    const auto person = random.Chance(50) ? Stated(t, random) : RandomProfile(t, random);
    const auto occupation = t.Concepts(ConceptKind::kOccupation).first + random.Below(8);
    auto options = RandomLimits(random);
    const auto profile = AfterCourses(courses, person, t, options.held);
    const auto x = Need(Explain(matcher, profile, occupation));
    detail::TrainingReach reach(matcher.model(), courses);
    for (int g = 0; g < kPlanGoals; ++g) {
      CAPTURE(g);
      options.goal = static_cast<PlanGoal>(g);
      const AllSubsets all(courses, profile, x, options);
      largest = std::max(largest, static_cast<int>(all.size()));
      stacked += all.stacks() > 0;
      const auto plan = Need(PlanCourses(courses, profile, x, options));
      ++outcomes[plan.outcome];
      CHECK(plan.optimal);
      // The steps can be taken as they stand, close what they say and cost what they say.
      const auto steps = CoursesOf(plan);
      const auto covered = all.Take(steps);
      REQUIRE(covered);
      CHECK(plan.covered == *covered);
      std::uint64_t gains = 0, money = 0, weeks = 0;
      for (const auto& step : plan.steps) {
        gains += step.gain, money += courses.catalogue()[step.course].cost_max, weeks += courses.catalogue()[step.course].weeks;
        opened += step.opens_next;
        completed += !step.completes.empty();
        // Nothing is completed that was taken by itself.
        for (const auto whole : step.completes) CHECK(std::find(steps.begin(), steps.end(), whole) == steps.end());
      }
      CHECK(gains == plan.covered);
      CHECK(money == plan.cost_max);
      CHECK(weeks == plan.weeks);
      // Nothing is better.
      auto goal = options.goal;
      if (plan.outcome == PlanOutcome::kNothingMissing) {
        CHECK(plan.steps.empty());
        const bool ready = goal == PlanGoal::kCoverage ? x.gap.empty() : all.Ready({});
        CHECK((ready || (x.gap.empty() && std::all_of(x.licences.begin(), x.licences.end(), [](const auto& r) { return r.present; }))));
        continue;
      }
      const auto best = all.Best(goal);
      if (goal != PlanGoal::kCoverage) {
        CHECK(best.has_value() == (plan.outcome == PlanOutcome::kPlan));
        CHECK(plan.goal == (best ? goal : PlanGoal::kCoverage));
        // What is told to be beyond reach without a plan is.
        const bool beyond = reach.IsBeyond(profile, occupation, options);
        CHECK_FALSE((best && beyond));
        ++(best ? within_reach : beyond ? told_beyond : not_told);
        if (best) {
          // The same of what the work after it leads to.
          const auto next = t.Concepts(ConceptKind::kOccupation).first + random.Below(8);
          const auto worked = [&](const Profile& before) {
            ProfileBuilder builder(t, before);
            Need(builder.AddOccupationOf(occupation, 600));
            return builder.Build();
          };
          std::vector<std::uint32_t> taken;
          for (const auto& step : plan.steps) {
            taken.push_back(step.course);
            taken.insert(taken.end(), step.completes.begin(), step.completes.end());
          }
          const bool leads_on = matcher.Readiness(worked(AfterCourses(courses, profile, t, taken)), next).AtLeast(options.ready_percent);
          const bool next_beyond = reach.IsNextBeyond(profile, occupation, worked(profile), next, options);
          CHECK_FALSE((leads_on && next_beyond));
          leading_on += leads_on, told_next_beyond += next_beyond;
        }
        if (!best) goal = PlanGoal::kCoverage;
        else CHECK(all.Ready(steps));
      }
      const auto first = [&] { return goal == PlanGoal::kCoverage ? plan.covered : goal == PlanGoal::kCheapest ? plan.cost_max : plan.weeks; };
      const auto c = static_cast<std::int64_t>(plan.covered), m = static_cast<std::int64_t>(plan.cost_max), w = static_cast<std::int64_t>(plan.weeks);
      const auto reached = goal == PlanGoal::kCoverage ? Reached{-c, m, w} : goal == PlanGoal::kCheapest ? Reached{m, w, 0} : Reached{w, m, 0};
      CHECK(reached == *all.Best(goal));
      CHECK(plan.bound == first());
      if (goal == PlanGoal::kCoverage) CHECK(plan.greedy <= plan.covered);
      else CHECK(plan.greedy >= first());
      better_than_greedy += plan.greedy != first() && plan.greedy != kNoGreedy;
    }
  }
  MESSAGE("at most ", largest, " courses; better than greedy ", better_than_greedy, " times; ready: ", within_reach, ", not ", told_beyond + not_told, ", told without a plan ", told_beyond);
  MESSAGE("with the next work within reach ", leading_on, ", told that it is not ", told_next_beyond);
  for (const int count : {within_reach, told_beyond, not_told, leading_on, told_next_beyond}) CHECK(count > 100 / kSlow);
  for (int i = 0; i < kPlanOutcomes; ++i) {
    CAPTURE(i);
    CHECK(outcomes[static_cast<PlanOutcome>(i)] > 100 / kSlow);
  }
  CHECK(largest >= (kSlow > 1 ? 10 : 15));
  CHECK(better_than_greedy > 100 / kSlow);
  CHECK(opened > 100 / kSlow);
  CHECK(stacked > 100 / kSlow);
  CHECK(completed > 100 / kSlow);
}

TEST_CASE("Plan: readiness after it is what explaining the grown profile says") {
  int grown = 0;
  for (std::uint64_t seed = 0; seed < 300 / kSlow; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const auto matcher = MakeMatcher(RandomTaxonomy(seed, kWide));
    const auto& t = matcher.taxonomy();
    const auto courses = BoundCatalogue::Bind(Catalogue(random, 10), t);
    const auto person = Stated(t, random);
    const auto options = RandomLimits(random);
    const auto profile = AfterCourses(courses, person, t, options.held);
    const auto x = Need(Explain(matcher, profile, t.Concepts(ConceptKind::kOccupation).first));
    const auto plan = Need(PlanCourses(courses, profile, x, options));
    std::vector<std::uint32_t> taken;
    for (const auto& step : plan.steps) {
      taken.push_back(step.course);
      taken.insert(taken.end(), step.completes.begin(), step.completes.end());
    }
    const auto learnt = AfterCourses(courses, profile, t, taken);
    const auto after = Need(Explain(matcher, learnt, x.occupation));
    CHECK(plan.ready_before.met == x.readiness.met);
    CHECK(plan.ready_after.met == after.readiness.met);
    CHECK(plan.ready_after.required == after.readiness.required);
    std::vector<Concept> left;
    for (const auto& r : after.licences) {
      if (!r.present && r.relevance == Relevance::kEssential) left.push_back(r.concept_id);
    }
    std::sort(left.begin(), left.end());
    CHECK(plan.licences_left == left);
    grown += plan.ready_after.met > plan.ready_before.met;
  }
  CHECK(grown > 100 / kSlow);
}

TEST_CASE("Plan: a search that stops says what it knows") {
  int stopped = 0;
  for (std::uint64_t seed = 0; seed < 200 / kSlow; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const auto matcher = MakeMatcher(RandomTaxonomy(seed, kWide));
    const auto& t = matcher.taxonomy();
    const auto courses = BoundCatalogue::Bind(Catalogue(random, 40), t);
    const Profile profile;
    const auto x = Need(Explain(matcher, profile, t.Concepts(ConceptKind::kOccupation).first));
    auto options = RandomLimits(random);
    for (int g = 0; g < kPlanGoals; ++g) {
      options.goal = static_cast<PlanGoal>(g);
      options.max_nodes = 1'000'000;
      const auto best = Need(PlanCourses(courses, profile, x, options));
      REQUIRE(best.optimal);
      options.max_nodes = 1;
      const auto quick = Need(PlanCourses(courses, profile, x, options));
      if (quick.optimal) continue;
      ++stopped;
      if (quick.goal != best.goal) continue;
      switch (quick.goal) {
        case PlanGoal::kCoverage: CHECK((quick.covered <= best.covered && quick.bound >= best.covered)); break;
        case PlanGoal::kCheapest: CHECK((quick.cost_max >= best.cost_max && quick.bound <= best.cost_max)); break;
        case PlanGoal::kQuickest: CHECK((quick.weeks >= best.weeks && quick.bound <= best.weeks)); break;
      }
    }
  }
  CHECK(stopped > 50 / kSlow);
}

TEST_CASE("Plan: a search that began with no answer does not wade through all that the whole budget allows") {
  Maker make;
  make.Requires("occupation/o", {"skill/0", "skill/1", "skill/2", "skill/3", "skill/4", "skill/5", "skill/6", "skill/7", "skill/8", "skill/9", "skill/10", "skill/11", "skill/12", "skill/13",
                                 "skill/14", "skill/15", "skill/16", "skill/17", "skill/18", "skill/19"});
  ModelParams params;
  params.least_items = 0;
  const auto matcher = MakeMatcher(make.Build(), params);
  const auto x = Need(Explain(matcher, Profile(), At(matcher.taxonomy(), "occupation/o")));
  int begun_with_none = 0;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    CourseBuilder builder;
    for (std::uint32_t i = 0; i < 120; ++i) {
      // What is quick is dear, so that one quick course after the other is more than there is money for.
      const auto weeks = 1 + random.Below(12), teaches = 1 + random.Below(3), cost = teaches * (100 + random.Below(100) + 600 / weeks);
      const auto course = Need(builder.Add(Uri("course", i), {.cost_min = cost, .cost_max = cost, .weeks = static_cast<std::uint16_t>(weeks)}));
      for (std::uint32_t k = 0; k < teaches; ++k) Need(builder.AddTeaches(course, detail::Cat("skill/", random.Below(20)), 0));
    }
    const auto courses = BoundCatalogue::Bind(Need(builder.Build()), matcher.taxonomy());
    const auto plan = Need(PlanCourses(courses, Profile(), x, {.goal = PlanGoal::kQuickest, .money = 2500, .weeks = kNoLimit, .ready_percent = 70, .most_otherwise = false}));
    if (plan.outcome != PlanOutcome::kPlan || plan.greedy != kNoGreedy) continue;
    ++begun_with_none;
    CHECK(plan.optimal);
    CHECK(plan.nodes < 5000);  // up to 74,000 when it did
  }
  CHECK(begun_with_none > 5);
}

TEST_CASE("Plan: options out of range, names") {
  PlanOptions options;
  CHECK(Validate(options).ok());
  for (const std::uint32_t percent : {0u, 101u, 4000000000u}) {
    options.ready_percent = percent;
    CHECK(CodeOf(Validate(options)) == ErrorCode::kInvalidArgument);
  }
  options = {};
  options.least_fit_percent = 101;
  CHECK(CodeOf(Validate(options)) == ErrorCode::kInvalidArgument);
  options = {};
  options.max_nodes = 0;
  CHECK(CodeOf(Validate(options)) == ErrorCode::kInvalidArgument);
  options = {};
  options.goal = static_cast<PlanGoal>(kPlanGoals);
  CHECK(CodeOf(Validate(options)) == ErrorCode::kInvalidArgument);
  for (int i = 0; i < kPlanGoals; ++i) CHECK(ParsePlanGoal(Name(static_cast<PlanGoal>(i))) == static_cast<PlanGoal>(i));
  CHECK(!ParsePlanGoal("best"));
}

TEST_CASE("Plan: two courses together beat the one of best value, and one opens another") {
  Maker make;
  make.Requires("occupation/o", {"skill/a", "skill/b", "skill/c", "skill/d"});
  ModelParams params;
  params.least_items = 0;
  const auto matcher = MakeMatcher(make.Build(), params);
  CourseBuilder builder;
  const auto add = [&](std::string_view uri, std::uint32_t cost, std::uint16_t weeks, std::initializer_list<const char*> teaches, std::initializer_list<const char*> asks = {}) {
    CourseBuilder::Facts facts;
    facts.cost_min = facts.cost_max = cost, facts.weeks = weeks;
    const auto course = Need(builder.Add(uri, facts));
    for (const auto* skill : teaches) Need(builder.AddTeaches(course, skill, 0));
    for (const auto* skill : asks) Need(builder.AddRequires(course, skill, 0));
  };
  add("course/abc", 600, 6, {"skill/a", "skill/b", "skill/c"});
  add("course/ab", 500, 4, {"skill/a", "skill/b"});
  add("course/cd", 500, 4, {"skill/c", "skill/d"}, {"skill/a"});
  const auto courses = BoundCatalogue::Bind(Need(builder.Build()), matcher.taxonomy());
  const auto x = Need(Explain(matcher, Profile(), At(matcher.taxonomy(), "occupation/o")));
  PlanOptions options;
  options.money = 1000;
  const auto plan = Need(PlanCourses(courses, Profile(), x, options));
  REQUIRE(plan.steps.size() == 2);
  CHECK(courses.catalogue().Uri(plan.steps[0].course) == "course/ab");
  CHECK(courses.catalogue().Uri(plan.steps[1].course) == "course/cd");
  CHECK(plan.steps[0].opens_next);
  CHECK_FALSE(plan.steps[1].opens_next);
  CHECK(plan.covered == plan.gap);
  CHECK(plan.greedy < plan.covered);  // it takes abc first, and then has no money left
  CHECK(plan.cost_max == 1000);
  CHECK(plan.weeks == 8);
  CHECK(plan.ready_after.ratio() == 1.0);
  options.money = 999;
  const auto less = Need(PlanCourses(courses, Profile(), x, options));
  REQUIRE(less.steps.size() == 1);
  CHECK(courses.catalogue().Uri(less.steps[0].course) == "course/abc");
}

TEST_CASE("Plan: parts make the whole, a part that is held counts, and nobody pays for a part twice") {
  Maker make;
  make.Requires("occupation/o", {"skill/a", "skill/b", "skill/c"});
  ModelParams params;
  params.least_items = 0;
  const auto matcher = MakeMatcher(make.Build(), params);
  const auto& t = matcher.taxonomy();
  CourseBuilder builder;
  const auto add = [&](std::string_view uri, std::uint32_t cost, std::initializer_list<const char*> teaches, std::initializer_list<const char*> parts = {}) {
    const auto course = Need(builder.Add(uri, {.cost_min = cost, .cost_max = cost, .weeks = 10}));
    for (const auto* skill : teaches) Need(builder.AddTeaches(course, skill, 0));
    for (const auto* part : parts) Need(builder.AddFact(course, CourseFactKind::kPart, part));
  };
  add("course/diploma", 900, {"skill/c"}, {"course/first", "course/second"});
  add("course/first", 300, {"skill/a"});
  add("course/second", 400, {"skill/b"});
  const auto courses = BoundCatalogue::Bind(Need(builder.Build()), t);
  const auto occupation = At(t, "occupation/o");
  const auto number = [&](const char* uri) { return *courses.catalogue().Find(uri); };
  PlanOptions options;
  options.goal = PlanGoal::kCheapest, options.ready_percent = 100;
  const auto plan_of = [&](const Profile& profile) { return Need(PlanCourses(courses, profile, Need(Explain(matcher, profile, occupation)), options)); };

  const auto whole = plan_of(Profile());
  REQUIRE(CoursesOf(whole) == std::vector{number("course/first"), number("course/second")});
  CHECK(whole.cost_max == 700);
  CHECK(whole.steps[0].completes.empty());
  CHECK(whole.steps[1].completes == std::vector{number("course/diploma")});
  CHECK(whole.steps[1].closes == std::vector{At(t, "skill/b"), At(t, "skill/c")});
  CHECK(whole.covered == whole.gap);
  CHECK(whole.ready_after.ratio() == 1.0);

  // With the whole itself the parts are there: no part beside it.
  options.goal = PlanGoal::kQuickest;
  CHECK(CoursesOf(plan_of(Profile())) == std::vector{number("course/diploma")});

  options.goal = PlanGoal::kCheapest;
  options.held = {number("course/first")};
  const auto rest = plan_of(AfterCourses(courses, Profile(), t, options.held));
  CHECK(CoursesOf(rest) == std::vector{number("course/second")});
  CHECK(rest.cost_max == 400);
  CHECK(rest.steps[0].completes == std::vector{number("course/diploma")});
  CHECK(rest.ready_after.ratio() == 1.0);

  options.held = {7};
  CHECK(CodeOf(PlanCourses(courses, Profile(), Need(Explain(matcher, Profile(), occupation)), options).status()) == ErrorCode::kInvalidArgument);
}
