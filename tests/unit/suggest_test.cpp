// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Course suggestions against a plain re-implementation, and the rules one by one.

#include "overstap/suggest.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <set>
#include <vector>

#include "oracle/random_graph.hpp"

using namespace overstap;
using namespace overstap::test;

namespace {

struct Missing {
  std::uint64_t weight, met;
  Level need;
  bool present, licence;
};
struct Plain {
  std::uint32_t course;
  double gain;
  int group;         // 0 open, 1 unknown, 2 not open
  double per_price;  // gain x asked / taught / price; without the price when that is not known
  bool priced;
  double fit;        // asked / taught
  std::set<Concept> closes, lacks;
};
struct PlainResult {
  std::vector<Plain> useful, listed;
  double gap = 0;
  std::set<Concept> uncovered;
};

bool LevelMet(Level have, Level need) { return have == 0 || need == 0 || have >= need; }

class PlainSuggest {
 public:
  PlainSuggest(const Matcher& matcher, const CourseCatalogue& catalogue, const Profile& profile, Concept occupation, const SuggestOptions& options)
      : t_(matcher.taxonomy()), catalogue_(catalogue), profile_(profile), options_(options) {
    for (const auto& r : t_.Relations(occupation)) {
      const auto kind = t_.Kind(r.target);
      const bool licence = kind == ConceptKind::kLicence;
      if (r.relevance == Relevance::kNotRelevant || (kind != ConceptKind::kSkill && kind != ConceptKind::kKnowledge && !licence)) continue;
      asked_.insert(r.target);
      const auto weight = matcher.model().Weight(r.target, r.relevance);
      const auto* item = profile.Find(r.target);
      std::uint64_t met = 0;
      if (item) {
        met = std::min(weight, matcher.model().Weight(r.target, item->strength));
        if (!LevelMet(item->level, r.level)) met = met * item->level / r.level;
      }
      const bool enough = licence ? item != nullptr : item && met == weight && LevelMet(item->level, r.level);
      if (!enough) missing_[r.target] = {weight, met, r.level, item != nullptr, licence};
    }
  }

  PlainResult Answer() {
    PlainResult result;
    for (const auto& [c, m] : missing_) {
      result.gap += static_cast<double>(m.weight - m.met);
      result.uncovered.insert(c);
    }
    gap_ = result.gap;
    result.useful = Candidates();
    for (const auto& p : result.useful) {
      for (const auto c : p.closes) result.uncovered.erase(c);
    }
    const std::size_t limit = options_.limit == 0 ? 10 : options_.limit;
    if (!options_.in_steps) {
      result.listed = Fit(result.useful);
      result.listed.resize(std::min(limit, result.listed.size()));
    }
    while (options_.in_steps && result.listed.size() < limit) {
      auto open = Fit(Candidates());
      std::erase_if(open, [](const Plain& p) { return p.group == 2; });
      if (open.empty()) break;
      result.listed.push_back(open[0]);
      for (const auto& skill : catalogue_.Teaches(open[0].course)) {  // take it
        const auto c = t_.Find(catalogue_.snapshot().String(skill.uri));
        if (!c || !open[0].closes.contains(*c)) continue;
        missing_[*c].met = After(missing_[*c], skill.level);
        missing_[*c].present = true;
      }
    }
    return result;
  }

 private:
  static std::uint64_t After(const Missing& m, Level taught) {
    return std::max(m.met, LevelMet(taught, m.need) ? m.weight : m.weight * taught / m.need);
  }

  /// Every course that closes something now, in order.
  std::vector<Plain> Candidates() const {
    std::vector<Plain> courses;
    for (std::uint32_t i = 0; i < catalogue_.size(); ++i) {
      Plain plain{i, 0, 0, 0, true, 0, {}, {}};
      double asked = 0;
      for (const auto& skill : catalogue_.Teaches(i)) {
        const auto c = t_.Find(catalogue_.snapshot().String(skill.uri));
        asked += c && asked_.contains(*c);
        if (!c || !missing_.contains(*c)) continue;
        const auto& m = missing_.at(*c);
        const auto after = After(m, skill.level);
        if (after == m.met && (m.weight > 0 || m.present)) continue;
        plain.gain += static_cast<double>(after - m.met);
        plain.closes.insert(*c);
      }
      if (plain.closes.empty()) continue;
      for (const auto& skill : catalogue_.Requires(i)) {
        const auto c = t_.Find(catalogue_.snapshot().String(skill.uri));
        const auto* item = c ? profile_.Find(*c) : nullptr;
        if (c && (!item || !LevelMet(item->level, skill.level))) plain.lacks.insert(*c);
      }
      const auto& course = catalogue_[i];
      if (!plain.lacks.empty())
        plain.group = 2;
      else if (course.entry_nlqf != 0)
        plain.group = profile_.Nlqf() == 0 ? 1 : profile_.Nlqf() < course.entry_nlqf ? 2 : 0;
      const bool cost_known = course.cost_min != kUnknownAmount, hours_known = course.hours != kUnknownAmount;
      const double cost = cost_known ? course.cost_min + std::floor((course.cost_max - course.cost_min) / 2.0) : 0;
      double price = 1;
      if (options_.order == CourseOrder::kPerCost) price = cost, plain.priced = cost_known;
      if (options_.order == CourseOrder::kPerHour) price = course.hours, plain.priced = hours_known;
      if (options_.order == CourseOrder::kValue)
        price = cost + static_cast<double>(course.hours) * options_.hour_value, plain.priced = cost_known && hours_known;
      plain.fit = asked / static_cast<double>(catalogue_.Teaches(i).size());
      plain.per_price = plain.gain * plain.fit / (plain.priced ? std::max(price, 1.0) : 1.0);
      courses.push_back(plain);
    }
    std::stable_sort(courses.begin(), courses.end(), [](const Plain& a, const Plain& b) {
      if (a.group != b.group) return a.group < b.group;
      if (a.priced != b.priced) return a.priced;
      if (std::abs(a.per_price - b.per_price) > 1e-12 * (a.per_price + b.per_price)) return a.per_price > b.per_price;
      return a.gain > b.gain;
    });
    return courses;
  }

  /// Without what closes too little or is mostly for other work, unless it gives a licence.
  std::vector<Plain> Fit(std::vector<Plain> courses) const {
    std::erase_if(courses, [&](const Plain& p) {
      for (const auto c : p.closes) {
        if (missing_.at(c).licence) return false;
      }
      return p.gain * 100 < gap_ * options_.least_gain_percent || p.fit * 100 < options_.least_fit_percent - 1e-9;
    });
    return courses;
  }

  const Taxonomy& t_;
  const CourseCatalogue& catalogue_;
  const Profile& profile_;
  SuggestOptions options_;
  std::map<Concept, Missing> missing_;
  std::set<Concept> asked_;
  double gap_ = 0;
};

}  // namespace

TEST_CASE("Suggest: equals a plain re-implementation on random taxonomies and catalogues") {
  int listed = 0, closed_partly = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    Random random(seed);
    const GraphSize size;
    const auto matcher = MakeMatcher(RandomTaxonomy(seed, size));
    const auto& t = matcher.taxonomy();
    const auto catalogue = RandomCourses(random, size, 40);
    const auto bound = BoundCatalogue::Bind(catalogue, t);
    for (int i = 0; i < 4; ++i) {
      const auto profile = RandomProfile(t, random);
      const auto occupation = random.Below(size.occupations);
      SuggestOptions options;
      options.limit = random.Chance(50) ? 1000 : random.Below(6);
      options.order = static_cast<CourseOrder>(random.Below(kCourseOrders));
      options.hour_value = random.Below(40);
      options.in_steps = random.Chance(40);
      if (random.Chance(40)) options.least_gain_percent = random.Below(15), options.least_fit_percent = random.Below(101);
      const auto x = Need(Explain(matcher, profile, occupation));
      const auto found = SuggestCourses(bound, profile, x, options);
      const auto plain = PlainSuggest(matcher, catalogue, profile, occupation, options).Answer();
      CAPTURE(seed);
      CHECK(static_cast<double>(found.gap) == plain.gap);
      CHECK(found.useful == plain.useful.size());
      std::uint32_t not_open = 0;
      for (const auto& p : plain.useful) not_open += p.group == 2;
      CHECK(found.not_open == not_open);
      REQUIRE(found.courses.size() == plain.listed.size());
      double closed = 0;
      for (std::size_t k = 0; k < found.courses.size(); ++k) {
        const auto& a = found.courses[k];
        const auto& b = plain.listed[k];
        CHECK(a.course == b.course);
        CHECK(static_cast<double>(a.gain) == b.gain);
        CHECK(a.taught == catalogue.Teaches(a.course).size());
        CHECK(a.asked == doctest::Approx(b.fit * a.taught));
        CHECK(std::set<Concept>(a.closes.begin(), a.closes.end()) == b.closes);
        CHECK(a.closes.size() == b.closes.size());
        CHECK(std::set<Concept>(a.entry_missing.begin(), a.entry_missing.end()) == b.lacks);
        CHECK((a.entry == CourseEntry::kSkillMissing) == !b.lacks.empty());
        CHECK((a.entry == CourseEntry::kOpen ? 0 : a.entry == CourseEntry::kUnknown ? 1 : 2) == b.group);
        closed_partly += static_cast<double>(a.gain) < plain.gap;
        closed += b.gain;
        ++listed;
      }
      if (options.in_steps) CHECK(closed <= plain.gap);  // nothing is closed twice
      CHECK(std::set<Concept>(found.uncovered.begin(), found.uncovered.end()) == plain.uncovered);
      CHECK(found.uncovered.size() == plain.uncovered.size());
    }
  }
  CHECK(listed > 2000);
  CHECK(closed_partly > 1000);
}

namespace {

/// An occupation that asks three skills and a licence; the profile has skill/known at level 2 of 4.
Taxonomy Target() {
  Maker make;
  make.Requires("occupation/a", "skill/new")
      .Requires("occupation/a", "skill/known", Relevance::kEssential, 4)
      .Requires("occupation/a", "skill/other", Relevance::kSomewhat, 4);
  make.Requires("occupation/a", "licence/x").Requires("occupation/b", {"skill/z", "skill/y"});
  make("skill/entry");
  return make.Build();
}

struct Given {
  CourseBuilder builder;
  Taxonomy t = Target();
  Matcher matcher = MakeMatcher(t);
  void Course(std::string_view uri, std::initializer_list<std::pair<std::string_view, Level>> teaches,
              CourseBuilder::Facts facts = {.cost_min = 100, .cost_max = 100, .hours = 10},
              std::initializer_list<std::pair<std::string_view, Level>> entry = {}) {
    const auto node = Need(builder.Add(uri, facts));
    for (const auto& [concept_uri, level] : teaches) Need(builder.AddTeaches(node, concept_uri, level));
    for (const auto& [concept_uri, level] : entry) Need(builder.AddRequires(node, concept_uri, level));
  }
  struct Answer {
    Suggestions s;
    std::vector<std::string> uris;
  };
  Answer Ask(const SuggestOptions& options = {}, Nlqf nlqf = kNlqfUnknown) {
    ProfileBuilder p(t);
    Need(p.Add(At(t, "skill/known"), 2));
    p.SetNlqf(nlqf);
    const auto profile = p.Build();
    const auto bound = BoundCatalogue::Bind(Need(builder.Build()), t);
    Answer a{SuggestCourses(bound, profile, Need(Explain(matcher, profile, At(t, "occupation/a"))), options), {}};
    for (const auto& c : a.s.courses) a.uris.emplace_back(bound.catalogue().Uri(c.course));
    return a;
  }
};

}  // namespace

TEST_CASE("Suggest: a level taught counts only above the level at hand") {
  Given g;
  g.Course("course/basic", {{"skill/known", 1}});
  g.Course("course/same", {{"skill/known", 2}});
  g.Course("course/three", {{"skill/known", 3}});
  g.Course("course/unstated", {{"skill/known", 0}});
  const auto a = g.Ask({.order = CourseOrder::kCoverage});
  CHECK(a.uris == std::vector<std::string>{"course/unstated", "course/three"});
  const auto weight = g.matcher.model().Weight(At(g.t, "skill/known"), Relevance::kEssential);
  CHECK(a.s.courses[0].gain == weight - weight / 2);
  CHECK(a.s.courses[1].gain == weight * 3 / 4 - weight / 2);
}

TEST_CASE("Suggest: licences are part of the gap, and what nobody teaches is named, heaviest first") {
  Given g;
  g.Course("course/licence", {{"licence/x", 0}, {"skill/unheard-of", 0}});
  const auto a = g.Ask();
  CHECK(a.uris == std::vector<std::string>{"course/licence"});
  REQUIRE(a.s.uncovered.size() == 3);
  CHECK(g.t.Uri(a.s.uncovered[0]) == "skill/new");
  CHECK(g.t.Uri(a.s.uncovered[1]) == "skill/known");  // half of it is there
  CHECK(g.t.Uri(a.s.uncovered[2]) == "skill/other");
  const auto& m = g.matcher.model();
  const auto full = [&](std::string_view uri, Relevance r) { return m.Weight(At(g.t, uri), r); };
  const auto known = full("skill/known", Relevance::kEssential);
  CHECK(a.s.gap == full("skill/new", Relevance::kEssential) + known - known / 2 + full("skill/other", Relevance::kSomewhat) +
                       full("licence/x", Relevance::kEssential));
}

TEST_CASE("Suggest: courses one can enter come first, then unknown, then the others with the reason") {
  Given g;
  using Facts = CourseBuilder::Facts;
  g.Course("course/1-skill", {{"skill/new", 0}}, Facts{.cost_min = 1, .cost_max = 1, .hours = 1},
           {{"skill/entry", 0}, {"skill/known", 3}, {"skill/unheard-of", 0}});
  g.Course("course/2-level", {{"skill/new", 0}}, Facts{.cost_min = 1, .cost_max = 1, .hours = 1, .entry_nlqf = 40});
  g.Course("course/3-open", {{"skill/other", 1}}, Facts{.cost_min = 9000, .cost_max = 9000, .hours = 900}, {{"skill/known", 2}});
  const auto known = g.Ask({}, 30);
  CHECK(known.uris == std::vector<std::string>{"course/3-open", "course/1-skill", "course/2-level"});
  CHECK(known.s.not_open == 2);
  CHECK(known.s.courses[0].entry == CourseEntry::kOpen);
  CHECK(known.s.courses[1].entry == CourseEntry::kSkillMissing);
  CHECK(known.s.courses[1].entry_missing.size() == 2);  // what the taxonomy does not know cannot be checked
  CHECK(known.s.courses[2].entry == CourseEntry::kLevelTooLow);

  Given h;
  h.Course("course/1-level", {{"skill/new", 0}}, Facts{.cost_min = 1, .cost_max = 1, .hours = 1, .entry_nlqf = 40});
  h.Course("course/2-open", {{"skill/other", 1}}, Facts{.cost_min = 9000, .cost_max = 9000, .hours = 900});
  const auto unknown = h.Ask();
  CHECK(unknown.uris == std::vector<std::string>{"course/2-open", "course/1-level"});
  CHECK(unknown.s.courses[1].entry == CourseEntry::kUnknown);
  CHECK(unknown.s.not_open == 0);
  Given i;
  i.Course("course/a", {{"skill/new", 0}}, Facts{.entry_nlqf = 40});
  CHECK(i.Ask({}, 40).s.courses.at(0).entry == CourseEntry::kOpen);
}

TEST_CASE("Suggest: unknown prices come after known ones, whatever they close") {
  using Facts = CourseBuilder::Facts;
  const auto order = [&](CourseOrder by) {
    Given g;
    g.Course("course/cheap", {{"skill/other", 2}}, Facts{.cost_min = 10, .cost_max = 30, .hours = 500});
    g.Course("course/free", {{"skill/other", 1}}, Facts{.cost_min = 0, .cost_max = 0, .hours = 0});
    g.Course("course/no-cost", {{"skill/new", 0}, {"licence/x", 0}}, Facts{.hours = 5});
    g.Course("course/no-hours", {{"skill/new", 0}}, Facts{.cost_min = 500, .cost_max = 500});
    return g.Ask({.order = by}).uris;
  };
  CHECK(order(CourseOrder::kCoverage) == std::vector<std::string>{"course/no-cost", "course/no-hours", "course/cheap", "course/free"});
  CHECK(order(CourseOrder::kPerCost) == std::vector<std::string>{"course/free", "course/cheap", "course/no-hours", "course/no-cost"});
  CHECK(order(CourseOrder::kPerHour) == std::vector<std::string>{"course/no-cost", "course/free", "course/cheap", "course/no-hours"});
  CHECK(order(CourseOrder::kValue) == std::vector<std::string>{"course/free", "course/cheap", "course/no-cost", "course/no-hours"});
}

TEST_CASE("Suggest: of courses that close the same the one that is more for this work comes first") {
  Given g;
  g.Course("course/1-wide", {{"skill/new", 0}, {"skill/z", 0}, {"skill/unheard-of", 0}});
  g.Course("course/2-fits", {{"skill/new", 0}, {"skill/known", 1}});  // known already, but asked for
  const auto a = g.Ask();
  REQUIRE(a.uris == std::vector<std::string>{"course/2-fits", "course/1-wide"});
  CHECK(a.s.courses[0].asked == 2);
  CHECK(a.s.courses[0].taught == 2);
  CHECK(a.s.courses[1].asked == 1);
  CHECK(a.s.courses[1].taught == 3);  // what the taxonomy does not know is taught too
}

TEST_CASE("Suggest: courses that close little or are for other work can be left out, but none that gives a licence") {
  Given g;
  g.Course("course/1-crumb", {{"skill/other", 1}});
  g.Course("course/2-wide", {{"skill/new", 0}, {"skill/z", 0}, {"skill/y", 0}});
  g.Course("course/3-licence", {{"licence/x", 0}, {"skill/z", 0}, {"skill/y", 0}, {"skill/unheard-of", 0}});
  g.Course("course/4-good", {{"skill/new", 0}});
  const auto a = g.Ask({.order = CourseOrder::kCoverage, .least_gain_percent = 10, .least_fit_percent = 50});
  CHECK(a.uris == std::vector<std::string>{"course/4-good", "course/3-licence"});
  CHECK(a.s.useful == 4);  // what was left out is still counted
}

TEST_CASE("Suggest: in steps a course counts for what the ones before it leave open") {
  const auto uris = [](bool in_steps) {
    Given g;
    g.Course("course/1-both", {{"skill/new", 0}, {"skill/known", 4}});
    g.Course("course/2-new", {{"skill/new", 0}});
    g.Course("course/3-licence", {{"licence/x", 0}});
    g.Course("course/4-closed", {{"skill/other", 0}}, {.cost_min = 1, .cost_max = 1, .hours = 1}, {{"skill/entry", 0}});
    return g.Ask({.order = CourseOrder::kCoverage, .in_steps = in_steps}).uris;
  };
  CHECK(uris(false) == std::vector<std::string>{"course/1-both", "course/2-new", "course/3-licence", "course/4-closed"});
  CHECK(uris(true) == std::vector<std::string>{"course/1-both", "course/3-licence"});
}

TEST_CASE("Suggest: ties break by URI, limit 0 means 10") {
  Given g;
  for (std::uint32_t i = 30; i > 0; --i) g.Course(Uri("course", i), {{"skill/new", 0}});
  const auto a = g.Ask({.limit = 0});
  REQUIRE(a.uris.size() == 10);
  for (std::uint32_t i = 0; i < 10; ++i) CHECK(a.uris[i] == Uri("course", i + 1));
  CHECK(a.s.useful == 30);
}

TEST_CASE("Suggest: the largest prices do not overflow") {
  Given g;
  using Facts = CourseBuilder::Facts;
  g.Course("course/1", {{"skill/other", 4}}, Facts{.cost_min = kMostCost, .cost_max = kMostCost, .hours = 0xFFFFFFFEu});
  g.Course("course/2", {{"skill/other", 4}}, Facts{.cost_min = kMostCost - 2, .cost_max = kMostCost, .hours = 0xFFFFFFFDu});
  CHECK(g.Ask({.hour_value = 0xFFFFFFFFu}).uris == std::vector<std::string>{"course/2", "course/1"});
}

TEST_CASE("Suggest: nothing missing or nothing on offer gives an empty answer") {
  Given g;
  const auto a = g.Ask();
  CHECK(a.s.courses.empty());
  CHECK(a.s.useful == 0);
  CHECK(a.s.uncovered.size() == 4);
  const auto profile = ProfileOf(g.t, {"occupation/a"});
  g.Course("course/1", {{"skill/new", 0}});
  const auto bound = BoundCatalogue::Bind(Need(g.builder.Build()), g.t);
  const auto none = SuggestCourses(bound, profile, Need(Explain(g.matcher, profile, At(g.t, "occupation/a"))));
  CHECK(none.gap == 0);
  CHECK(none.courses.empty());
  CHECK(none.uncovered.empty());
}

TEST_CASE("Suggest: binding counts what the taxonomy does not know and keeps the course") {
  Given g;
  g.Course("course/1", {{"skill/new", 2}, {"skill/no", 0}, {"urn:else", 0}}, {}, {{"skill/entry", 0}, {"skill/nor", 0}});
  const auto bound = BoundCatalogue::Bind(Need(g.builder.Build()), g.t);
  CHECK(bound.size() == 1);
  CHECK(bound.unknown_skills() == 3);
  REQUIRE(bound.Teaches(0).size() == 1);
  CHECK(bound.Teaches(0)[0].concept_id == At(g.t, "skill/new"));
  CHECK(bound.Teaches(0)[0].level == 2);
  CHECK(bound.Requires(0).size() == 1);
  CHECK(BoundCatalogue().size() == 0);
}

TEST_CASE("Suggest: the middle of a cost range") {
  Course c{};
  c.cost_min = 100, c.cost_max = 201;
  CHECK(MiddleCost(c) == 150);
  c.cost_min = c.cost_max = kUnknownAmount;
  CHECK(MiddleCost(c) == kUnknownAmount);
  c.cost_min = 0, c.cost_max = 0xFFFFFFFEu;
  CHECK(MiddleCost(c) == 0x7FFFFFFFu);
}
