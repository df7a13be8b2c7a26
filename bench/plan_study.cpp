// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// A study of plan.hpp: how long the best set of courses takes to find, how many nodes that is, and what choosing one course after the other
// would have lost. The catalogue is made up, seeded: every course is for one occupation of the taxonomy and teaches two to six of the things that
// work asks; the gaps are real ones, from a random occupation to one of its 30 best matches. With --paths, how long path.hpp takes for the same. Prints Markdown.

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "overstap/overstap.hpp"

namespace {

using namespace overstap;

/// mt19937_64 is pinned by the standard; its distributions are not.
class Draws {
 public:
  explicit Draws(std::uint64_t seed) : engine_(seed) {}
  std::uint32_t Below(std::uint32_t n) { return static_cast<std::uint32_t>(engine_() % n); }
  double Unit() { return static_cast<double>(engine_() >> 11) * 0x1p-53; }

 private:
  std::mt19937_64 engine_;
};

struct Options {
  std::string taxonomy;
  std::uint32_t courses = 20000, queries = 2000;
  double asking = 0;  ///< share of courses that ask something at entry
  std::uint64_t seed = 1;
  bool paths = false;  ///< measure paths, not plans
};

/// 5 to 60 hours a thing taught, 8 to 25 euros an hour, 4 to 16 hours a week.
StatusOr<CourseCatalogue> Invent(const Taxonomy& t, const Options& options, Draws& draws) {
  CourseBuilder builder;
  const auto occupations = t.Concepts(ConceptKind::kOccupation);
  for (std::uint32_t i = 0; i < options.courses;) {
    std::vector<Concept> asked;
    for (const auto& r : t.Relations(occupations.first + draws.Below(occupations.size()))) {
      if (r.relevance != Relevance::kNotRelevant && MatchModel::IsRequirement(t.Kind(r.target))) asked.push_back(r.target);
    }
    if (asked.size() < 4) continue;
    const auto teaches = 2 + draws.Below(5);
    CourseBuilder::Facts facts;
    facts.hours = teaches * (5 + draws.Below(56));
    facts.cost_min = facts.cost_max = (facts.hours * (8 + draws.Below(18)) + 24) / 25 * 25;
    facts.weeks = static_cast<std::uint16_t>(1 + facts.hours / (4 + draws.Below(13)));
    OVS_ASSIGN_OR_RETURN(const auto course, builder.Add(detail::Cat("course/", i), facts));
    for (std::uint32_t k = 0; k < teaches; ++k) OVS_RETURN_IF_ERROR(builder.AddTeaches(course, t.Uri(asked[draws.Below(static_cast<std::uint32_t>(asked.size()))]), 0));
    if (draws.Unit() < options.asking) OVS_RETURN_IF_ERROR(builder.AddRequires(course, t.Uri(asked[draws.Below(static_cast<std::uint32_t>(asked.size()))]), 0));
    ++i;
  }
  return builder.Build();
}

template <typename T>
T At(std::vector<T> values, double quantile) {
  if (values.empty()) return {};
  std::sort(values.begin(), values.end());
  return values[std::min(values.size() - 1, static_cast<std::size_t>(quantile * static_cast<double>(values.size())))];
}

struct Gap {
  Profile profile;
  Explanation explanation;
};

void Measure(const BoundCatalogue& courses, const std::vector<Gap>& gaps, const PlanOptions& options, const std::string& name) {
  std::vector<double> ms, shortfall;
  std::vector<std::uint64_t> nodes, steps;
  int plans = 0, optimal = 0, greedy_best = 0, greedy_none = 0;
  for (const auto& gap : gaps) {
    const auto start = std::chrono::steady_clock::now();
    const auto plan = PlanCourses(courses, gap.profile, gap.explanation, options);
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
    if (!plan.ok()) std::abort();
    if (plan->steps.empty() || plan->goal != options.goal) continue;
    ++plans;
    ms.push_back(took.count());
    nodes.push_back(plan->nodes);
    steps.push_back(plan->steps.size());
    optimal += plan->optimal;
    const auto reached = options.goal == PlanGoal::kCoverage ? plan->covered : options.goal == PlanGoal::kCheapest ? plan->cost_max : plan->weeks;
    if (plan->greedy == kNoGreedy) ++greedy_none;
    else if (plan->greedy == reached) ++greedy_best;
    else shortfall.push_back(std::abs(static_cast<double>(plan->greedy) - static_cast<double>(reached)) / static_cast<double>(reached));
  }
  double mean = 0;
  for (const auto s : shortfall) mean += s / static_cast<double>(std::max<std::size_t>(shortfall.size(), 1));
  std::printf("| %s | %d | %.2f %% | %.3f / %.2f / %.0f | %llu / %llu | %llu | %.0f %% | %.1f %% | %d |\n", name.c_str(), plans, 100.0 * optimal / std::max(plans, 1), At(ms, .5),
              At(ms, .99), At(ms, 1), static_cast<unsigned long long>(At(nodes, .5)), static_cast<unsigned long long>(At(nodes, .99)),
              static_cast<unsigned long long>(At(steps, .5)), 100.0 * greedy_best / std::max(plans, 1), 100 * mean, greedy_none);
  std::fflush(stdout);
}

/// How long the ways over other work take to find, for the same persons and targets.
void MeasurePaths(const Matcher& matcher, const BoundCatalogue* courses, const std::vector<Gap>& gaps, const PathOptions& options, const std::string& name) {
  std::vector<double> ms;
  std::vector<std::uint64_t> explored, plans;
  int found = 0, round_about = 0;
  for (const auto& gap : gaps) {
    const auto start = std::chrono::steady_clock::now();
    const auto paths = FindPaths(matcher, courses, gap.profile, gap.explanation.occupation, options);
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
    if (!paths.ok()) std::abort();
    ms.push_back(took.count());
    explored.push_back(paths->explored), plans.push_back(paths->plans);
    found += !paths->paths.empty();
    round_about += !paths->paths.empty() && !paths->direct_is_best;
  }
  std::printf("| %s | %zu | %d | %d | %.2f / %.2f / %.0f | %llu / %llu | %llu / %llu |\n", name.c_str(), gaps.size(), found, round_about, At(ms, .5), At(ms, .99), At(ms, 1),
              static_cast<unsigned long long>(At(explored, .5)), static_cast<unsigned long long>(At(explored, .99)), static_cast<unsigned long long>(At(plans, .5)),
              static_cast<unsigned long long>(At(plans, .99)));
  std::fflush(stdout);
}

Status Run(const Options& options) {
  OVS_ASSIGN_OR_RETURN(auto taxonomy, options.taxonomy.empty() ? StarterTaxonomy() : LoadTaxonomy(options.taxonomy));
  OVS_ASSIGN_OR_RETURN(auto model, MatchModel::Create(std::move(taxonomy)));
  const Matcher matcher(std::make_shared<const MatchModel>(std::move(model)));
  const auto& t = matcher.taxonomy();
  Draws draws(options.seed);
  OVS_ASSIGN_OR_RETURN(auto catalogue, Invent(t, options, draws));
  const auto courses = BoundCatalogue::Bind(std::move(catalogue), t);
  std::vector<Gap> gaps;
  std::vector<std::uint64_t> useful;
  const auto occupations = t.Concepts(ConceptKind::kOccupation);
  while (gaps.size() < options.queries) {
    ProfileBuilder builder(t);
    OVS_RETURN_IF_ERROR(builder.AddOccupation(occupations.first + draws.Below(occupations.size())));
    const auto profile = builder.Build();
    const auto near = matcher.Rank(profile, {.limit = 30}).matches;
    if (near.empty()) continue;
    OVS_ASSIGN_OR_RETURN(auto x, Explain(matcher, profile, near[draws.Below(static_cast<std::uint32_t>(near.size()))].occupation));
    if (x.gap.empty()) continue;
    OVS_ASSIGN_OR_RETURN(const auto plan, PlanCourses(courses, profile, x, {.money = 0, .least_fit_percent = 0}));
    useful.push_back(plan.useful);
    gaps.push_back({profile, std::move(x)});
  }
  std::vector<std::uint64_t> sizes;
  for (const auto& g : gaps) sizes.push_back(g.explanation.gap.size());
  std::printf("%u courses, %.0f %% ask something at entry; %zu gaps of %llu things (median; 99 %%: %llu), for which %llu courses are of use (%llu)\n\n", courses.size(), 100 * options.asking,
              gaps.size(), static_cast<unsigned long long>(At(sizes, .5)), static_cast<unsigned long long>(At(sizes, .99)), static_cast<unsigned long long>(At(useful, .5)),
              static_cast<unsigned long long>(At(useful, .99)));
  if (options.paths) {
    std::printf("| paths | queries | with a way | with a way round that is better in something | ms p50 / p99 / max | states p50 / p99 | searches for training p50 / p99 |\n|---|---|---|---|---|---|---|\n");
    PathOptions path;
    MeasurePaths(matcher, nullptr, gaps, path, "work only, 30 stones");
    path.stones = 0;
    MeasurePaths(matcher, nullptr, gaps, path, "work only, all stones");
    path.stones = 10, path.money = 3000;
    MeasurePaths(matcher, &courses, gaps, path, "10 stones, 3000 euro");
    path.stones = 30;
    MeasurePaths(matcher, &courses, gaps, path, "30 stones, 3000 euro");
    return absl::OkStatus();
  }
  std::printf("| goal and limits | plans | proven best | ms p50 / p99 / max | nodes p50 / p99 | courses p50 | greedy as good | else worse by | greedy finds none |\n|---|---|---|---|---|---|---|---|---|\n");
  const std::pair<std::uint32_t, std::uint32_t> limits[] = {{1500, 20}, {3000, 40}, {5000, 52}};
  for (const auto& [money, weeks] : limits) {
    PlanOptions plan;
    plan.money = money, plan.weeks = weeks, plan.least_fit_percent = 0;
    Measure(courses, gaps, plan, detail::Cat("coverage, ", money, " euro, ", weeks, " weeks"));
  }
  for (const auto goal : {PlanGoal::kCheapest, PlanGoal::kQuickest}) {
    PlanOptions plan;
    plan.goal = goal, plan.ready_percent = 60, plan.least_fit_percent = 0, plan.weeks = kNoLimit;
    Measure(courses, gaps, plan, detail::Cat(Name(goal), ", ready from 60 %"));
    plan.money = 5000, plan.weeks = 52;
    Measure(courses, gaps, plan, detail::Cat(Name(goal), ", ready from 60 %, 5000 euro, 52 weeks"));
  }
  return absl::OkStatus();
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string_view arg = argv[i];
    const auto value = [&]() -> const char* { return i + 1 < argc ? argv[++i] : "0"; };
    if (arg == "--courses") options.courses = static_cast<std::uint32_t>(std::atoi(value()));
    else if (arg == "--queries") options.queries = static_cast<std::uint32_t>(std::atoi(value()));
    else if (arg == "--asking") options.asking = std::atof(value());
    else if (arg == "--seed") options.seed = static_cast<std::uint64_t>(std::atoll(value()));
    else if (arg == "--paths") options.paths = true;
    else if (arg == "--help") return std::puts("usage: overstap_plan_study [TAXONOMY.ovs] [--courses 20000] [--queries 2000] [--asking 0.2] [--seed 1] [--paths]"), 0;
    else options.taxonomy = arg;
  }
  const auto status = Run(options);
  if (!status.ok()) return std::fprintf(stderr, "%s\n", std::string(status.message()).c_str()), 1;
  return 0;
}
