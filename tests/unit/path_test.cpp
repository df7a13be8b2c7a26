// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Paths against trying every sequence of moves on small graphs, and against Boost's resource-constrained shortest paths.

#include "overstap/path.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/r_c_shortest_paths.hpp>
#include <map>
#include <set>
#include <tuple>
#include <vector>

#include "oracle/random_graph.hpp"

using namespace overstap;
using namespace overstap::test;

namespace {

/// Highest cost, weeks, readiness (met).
using Weighed = std::tuple<std::uint64_t, std::uint64_t, std::uint64_t>;

bool Beats(const Weighed& a, const Weighed& b) { return std::get<0>(a) <= std::get<0>(b) && std::get<1>(a) <= std::get<1>(b) && std::get<2>(a) >= std::get<2>(b); }

/// Every sequence of training and work that ends at the target, made of public functions only.
class AllSequences {
 public:
  AllSequences(const Matcher& matcher, const BoundCatalogue* courses, Concept target, const PathOptions& options) : matcher_(matcher), courses_(courses), target_(target), options_(options) {}

  void Try(const Profile& profile) {
    const auto range = matcher_.taxonomy().Concepts(ConceptKind::kOccupation);
    const auto worth = WorthOf({.months = static_cast<std::uint16_t>(options_.stay_weeks * 12 / 52), .months_since = 0});
    std::map<Concept, std::uint64_t> after;
    const auto now = matcher_.Readiness(profile, target_).met;
    for (Concept c = range.first; c < range.last; ++c) {
      if (c == target_ || !matcher_.model().IsCandidate(c) || profile.HasOrigin(c)) continue;
      // What the job alone would teach, beside what is there.
      ProfileBuilder builder(matcher_.taxonomy());
      Need(builder.AddOccupationOf(c, worth));
      const auto job = builder.Build();
      std::uint64_t met = 0;
      for (const auto& r : matcher_.taxonomy().Relations(target_)) {
        if (r.relevance == Relevance::kNotRelevant || !MatchModel::IsRequirement(matcher_.taxonomy().Kind(r.target))) continue;
        std::uint64_t most = 0;
        for (const auto* p : {&profile, &job}) {
          if (const auto* item = p->Find(r.target)) most = std::max(most, matcher_.model().Met(*item, r.relevance, r.level));
        }
        met += most;
      }
      CHECK(met == EstimateAfter(matcher_.model(), profile, c, worth, target_).met);
      if (met > now) after[c] = met;
    }
    for (const auto& [c, met] : after) {
      const auto better = std::count_if(after.begin(), after.end(), [&](const auto& other) { return other.second > met || (other.second == met && other.first < c); });
      if (options_.stones == 0 || static_cast<std::uint32_t>(better) < options_.stones) stones_.push_back(c);
    }
    const auto at_target = [&](const std::vector<Concept>& jobs) {
      auto all = jobs;
      all.push_back(target_);
      return all;
    };
    std::vector<std::vector<Concept>> sequences{{}};
    for (const auto a : stones_) {
      sequences.push_back({a});
      for (const auto b : stones_) {
        if (a != b) sequences.push_back({a, b});
      }
    }
    for (const auto& jobs : sequences) {
      const auto all = at_target(jobs);
      // Training before none or one of them.
      for (std::size_t trained = 0; trained <= all.size(); ++trained) {
        const auto moves = all.size() + (trained < all.size() ? 1 : 0);
        if (moves > options_.moves) continue;
        for (const auto goal : {PlanGoal::kCheapest, PlanGoal::kQuickest}) Follow(profile, all, trained, goal, worth);
      }
    }
  }

  /// Those that nothing beats.
  std::set<Weighed> Best() const {
    std::set<Weighed> best;
    for (const auto& w : found_) {
      if (std::none_of(found_.begin(), found_.end(), [&](const Weighed& other) { return other != w && Beats(other, w); })) best.insert(w);
    }
    return best;
  }
  const std::vector<std::vector<std::pair<std::uint64_t, std::uint64_t>>>& legs() const { return legs_; }
  const std::set<Weighed>& found() const { return found_; }

 private:
  void Follow(Profile profile, const std::vector<Concept>& jobs, std::size_t trained, PlanGoal goal, Worth worth) {
    std::uint64_t cost = 0, weeks = 0, ready = 0;
    std::vector<std::pair<std::uint64_t, std::uint64_t>> legs;  // cost and weeks of each move
    for (std::size_t i = 0; i < jobs.size(); ++i) {
      if (i == trained) {
        // Only where it must be.
        if (MayBegin(profile, jobs[i]) || courses_ == nullptr) return;
        auto wanted = options_.training;
        wanted.goal = goal, wanted.ready_percent = options_.ready_percent;
        const auto stay = jobs[i] == target_ ? 0 : options_.stay_weeks;
        if (weeks + stay > options_.weeks || cost > options_.money) return;
        wanted.money = options_.money == kNoLimit ? kNoLimit : static_cast<std::uint32_t>(options_.money - cost);
        wanted.weeks = options_.weeks == kNoLimit ? kNoLimit : static_cast<std::uint32_t>(options_.weeks - weeks - stay);
        const auto plan = Need(PlanCourses(*courses_, profile, Need(Explain(matcher_, profile, jobs[i])), wanted));
        if (plan.outcome != PlanOutcome::kPlan) return;
        std::vector<std::uint32_t> taken;
        for (const auto& step : plan.steps) {
          taken.push_back(step.course);
          taken.insert(taken.end(), step.completes.begin(), step.completes.end());
        }
        profile = AfterCourses(*courses_, profile, matcher_.taxonomy(), taken);
        cost += plan.cost_max, weeks += plan.weeks;
        legs.emplace_back(plan.cost_max, plan.weeks);
      }
      if (!MayBegin(profile, jobs[i])) return;
      if (GatesOf(matcher_.taxonomy(), profile, jobs[i], options_.gates).action == GateAction::kHide) return;
      ready = matcher_.Readiness(profile, jobs[i]).met;
      if (jobs[i] == target_) {
        legs.emplace_back(0, 0);
        break;
      }
      weeks += options_.stay_weeks;
      legs.emplace_back(0, options_.stay_weeks);
      ProfileBuilder builder(matcher_.taxonomy(), profile);
      Need(builder.AddOccupationOf(jobs[i], worth));
      profile = builder.Build();
    }
    if ((options_.money != kNoLimit && cost > options_.money) || (options_.weeks != kNoLimit && weeks > options_.weeks)) return;
    found_.insert({cost, weeks, ready});
    legs_.push_back(legs);
  }

  bool MayBegin(const Profile& profile, Concept occupation) const {
    const auto x = Need(Explain(matcher_, profile, occupation));
    for (const auto& r : x.licences) {
      if (!r.present && r.relevance == Relevance::kEssential) return false;
    }
    return x.readiness.met * 100 >= x.readiness.required * options_.ready_percent;
  }

  const Matcher& matcher_;
  const BoundCatalogue* courses_;
  const Concept target_;
  const PathOptions& options_;
  std::vector<Concept> stones_;
  std::set<Weighed> found_;
  std::vector<std::vector<std::pair<std::uint64_t, std::uint64_t>>> legs_;
};

// --- Boost's resource-constrained shortest paths -------------------------------------------------------------------

struct Leg {
  int number = 0;
  std::uint64_t cost = 0, weeks = 0;
};
struct Stop {
  int number = 0;
};
using Network = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, Stop, Leg>;

struct Spent {
  std::uint64_t cost = 0, weeks = 0;
  friend bool operator==(const Spent& a, const Spent& b) { return a.cost == b.cost && a.weeks == b.weeks; }
  friend bool operator<(const Spent& a, const Spent& b) { return std::tie(a.cost, a.weeks) < std::tie(b.cost, b.weeks); }
};

/// What the legs of all sequences can reach in cost and weeks within the limits and without being beaten: they share a start and an end.
std::set<std::pair<std::uint64_t, std::uint64_t>> Cheapest(const std::vector<std::vector<std::pair<std::uint64_t, std::uint64_t>>>& sequences, const PathOptions& options) {
  Network g(2);
  g[0].number = 0, g[1].number = 1;
  int legs = 0;
  for (const auto& sequence : sequences) {
    auto from = Network::vertex_descriptor{0};
    for (std::size_t i = 0; i < sequence.size(); ++i) {
      auto to = Network::vertex_descriptor{1};
      if (i + 1 < sequence.size()) {
        to = boost::add_vertex(g);
        g[to].number = static_cast<int>(to);
      }
      boost::add_edge(from, to, Leg{legs++, sequence[i].first, sequence[i].second}, g);
      from = to;
    }
  }
  std::vector<std::vector<Network::edge_descriptor>> paths;
  std::vector<Spent> spent;
  boost::r_c_shortest_paths(
      g, boost::get(&Stop::number, g), boost::get(&Leg::number, g), Network::vertex_descriptor{0}, Network::vertex_descriptor{1}, paths, spent, Spent{},
      [&](const Network& graph, Spent& to, const Spent& from, Network::edge_descriptor e) {
        to.cost = from.cost + graph[e].cost, to.weeks = from.weeks + graph[e].weeks;
        return to.cost <= options.money && to.weeks <= options.weeks;
      },
      [](const Spent& a, const Spent& b) { return a.cost <= b.cost && a.weeks <= b.weeks; }, std::allocator<boost::r_c_shortest_paths_label<Network, Spent>>(),
      boost::default_r_c_shortest_paths_visitor());
  std::set<std::pair<std::uint64_t, std::uint64_t>> best;
  for (const auto& s : spent) best.insert({s.cost, s.weeks});
  return best;
}

const GraphSize kSmall = {8, 12, 4, 3, 2, 3, 3, 10, true};

}  // namespace

TEST_CASE("Path: those of all sequences of moves that no other beats, on random graphs") {
  std::map<std::size_t, int> by_moves;
  int with_training = 0, several = 0, direct_best = 0, unreachable = 0, hidden = 0, resources = 0;
  for (std::uint64_t seed = 0; seed < 2000 / kSlow; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const auto matcher = MakeMatcher(RandomTaxonomy(seed, kSmall));
    const auto& t = matcher.taxonomy();
    auto catalogue = RandomCourses(random, kSmall, 4 + random.Below(8));
    const auto courses = BoundCatalogue::Bind(std::move(catalogue), t);
    const auto profile = RandomProfile(t, random);
    const auto occupations = t.Concepts(ConceptKind::kOccupation);
    const auto target = occupations.first + random.Below(occupations.size());
    PathOptions options;
    options.moves = 1 + random.Below(3);
    options.ready_percent = 10 + random.Below(70);
    options.stay_weeks = 10 + random.Below(60);
    options.money = random.Chance(50) ? random.Below(1000) : kNoLimit;
    options.weeks = random.Chance(50) ? random.Below(200) : kNoLimit;
    options.stones = random.Chance(50) ? 0 : 1 + random.Below(4);
    options.limit = 1000;
    options.training.least_fit_percent = random.Below(60);
    if (random.Chance(30)) options.gates.For(static_cast<Gate>(random.Below(kGates))) = GateAction::kHide;
    const auto* catalogue_or_none = random.Chance(85) ? &courses : nullptr;
    AllSequences all(matcher, catalogue_or_none, target, options);
    all.Try(profile);
    const auto best = all.Best();
    const auto paths = Need(FindPaths(matcher, catalogue_or_none, profile, target, options));
    CHECK(paths.optimal);
    std::set<Weighed> found;
    bool only_direct = !paths.paths.empty();
    for (const auto& path : paths.paths) {
      CHECK(found.insert({path.cost_max, path.weeks, path.ready.met}).second);
      std::uint64_t cost = 0, weeks = 0;
      for (const auto& move : path.moves) {
        weeks += move.weeks;
        if (move.training) cost += move.training->cost_max, ++with_training;
      }
      CHECK(cost == path.cost_max);
      CHECK(weeks == path.weeks);
      REQUIRE(!path.moves.empty());
      CHECK(path.moves.size() <= options.moves);
      CHECK(path.moves.back().occupation == target);
      CHECK(!path.moves.back().training);
      ++by_moves[path.moves.size()];
      only_direct = only_direct && path.direct;
    }
    CHECK(found == best);
    CHECK(paths.direct_is_best == only_direct);
    CHECK(std::is_sorted(paths.paths.begin(), paths.paths.end(), [](const Path& a, const Path& b) { return std::tuple(a.weeks, a.cost_max) < std::tuple(b.weeks, b.cost_max); }));
    several += paths.paths.size() > 1, direct_best += paths.direct_is_best, unreachable += paths.paths.empty(), hidden += paths.hidden > 0;
    // In cost and weeks alone, Boost finds the same.
    std::set<std::pair<std::uint64_t, std::uint64_t>> cheapest;
    for (const auto& [cost, weeks, ready] : found) {
      if (std::none_of(found.begin(), found.end(), [&](const Weighed& other) {
            return std::get<0>(other) <= cost && std::get<1>(other) <= weeks && (std::get<0>(other) < cost || std::get<1>(other) < weeks);
          })) {
        cheapest.insert({cost, weeks});
      }
    }
    CHECK(cheapest == Cheapest(all.legs(), options));
    resources += cheapest.size() > 1;
  }
  MESSAGE("moves 1, 2, 3: ", by_moves[1], ", ", by_moves[2], ", ", by_moves[3], "; several ", several, ", direct best ", direct_best, ", unreachable ", unreachable, ", hidden ", hidden,
          ", with training ", with_training, ", cost against weeks ", resources);
  for (std::size_t moves = 1; moves <= 3; ++moves) CHECK(by_moves[moves] > 20 / kSlow);
  for (const int count : {several, direct_best, unreachable, hidden, with_training}) CHECK(count > 20 / kSlow);
}

TEST_CASE("Path: a stone teaches what a course would cost") {
  Maker make;
  make.Requires("occupation/shop", {"skill/sell", "skill/count"});
  make.Requires("occupation/stock", {"skill/count", "skill/store", "skill/scan"});
  make.Requires("occupation/plan", {"skill/store", "skill/scan", "skill/route"});
  ModelParams params;
  params.least_items = 0;
  const auto matcher = MakeMatcher(make.Build(), params);
  const auto& t = matcher.taxonomy();
  CourseBuilder builder;
  const auto add = [&](std::string_view uri, std::uint32_t cost, std::uint16_t weeks, std::initializer_list<const char*> teaches) {
    const auto course = Need(builder.Add(uri, {.cost_min = cost, .cost_max = cost, .weeks = weeks}));
    for (const auto* skill : teaches) Need(builder.AddTeaches(course, skill, 0));
  };
  add("course/logistics", 2000, 20, {"skill/store", "skill/scan", "skill/route"});
  add("course/scan", 100, 1, {"skill/scan"});
  const auto courses = BoundCatalogue::Bind(Need(builder.Build()), t);
  const auto profile = ProfileOf(t, {"occupation/shop"});
  PathOptions options;
  options.ready_percent = 40;
  const auto paths = Need(FindPaths(matcher, &courses, profile, At(t, "occupation/plan"), options));
  REQUIRE(paths.paths.size() == 2);
  const auto& direct = paths.paths[0];
  CHECK(direct.direct);
  CHECK(direct.weeks == 20);
  CHECK(direct.cost_max == 2000);
  const auto& round = paths.paths[1];
  CHECK_FALSE(round.direct);
  REQUIRE(round.moves.size() == 3);
  CHECK(round.moves[0].training.has_value());
  CHECK(round.moves[0].occupation == At(t, "occupation/stock"));
  CHECK(round.moves[1].occupation == At(t, "occupation/stock"));
  CHECK(round.moves[2].occupation == At(t, "occupation/plan"));
  CHECK(round.cost_max == 100);
  CHECK(round.weeks == 1 + 52);
  CHECK_FALSE(paths.direct_is_best);
  // Within a year there is only the course.
  options.weeks = 52;
  const auto short_ones = Need(FindPaths(matcher, &courses, profile, At(t, "occupation/plan"), options));
  CHECK(short_ones.paths.size() == 1);
  CHECK(short_ones.direct_is_best);
  // Without courses and with less asked, by work alone.
  options = {};
  options.ready_percent = 30;
  const auto work = Need(FindPaths(matcher, nullptr, profile, At(t, "occupation/plan"), options));
  REQUIRE(work.paths.size() == 1);
  CHECK(work.paths[0].moves.size() == 2);
  CHECK(work.paths[0].cost_max == 0);
}

TEST_CASE("Path: options out of range") {
  const auto matcher = MakeMatcher(RandomTaxonomy(1, kSmall));
  const auto& t = matcher.taxonomy();
  const auto refused = [&](const PathOptions& options) { return CodeOf(Validate(options, t)) == ErrorCode::kInvalidArgument; };
  CHECK(Validate(PathOptions(), t).ok());
  for (const std::uint32_t moves : {0u, 4u}) CHECK(refused({.moves = moves}));
  for (const std::uint32_t percent : {0u, 101u}) CHECK(refused({.ready_percent = percent}));
  for (const std::uint32_t weeks : {0u, 521u}) CHECK(refused({.stay_weeks = weeks}));
  for (const std::uint32_t limit : {0u, 1001u}) CHECK(refused({.limit = limit}));
  PathOptions options;
  options.gates.education_slack = 200;
  CHECK(refused(options));
  options = {};
  options.training.max_nodes = 0;
  CHECK(refused(options));
  CHECK(CodeOf(FindPaths(matcher, nullptr, Profile(), t.size(), {}).status()) == ErrorCode::kInvalidArgument);
  CHECK(CodeOf(FindPaths(matcher, nullptr, Profile(), t.Concepts(ConceptKind::kSkill).first, {}).status()) == ErrorCode::kInvalidArgument);
}
