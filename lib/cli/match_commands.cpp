// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Commands about a person and one occupation: explain, gap, courses, plan.

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

#include "absl/strings/str_join.h"
#include "cli/desk.hpp"
#include "cli/funding_options.hpp"
#include "overstap/explain.hpp"
#include "overstap/funding_report.hpp"
#include "overstap/io.hpp"
#include "overstap/json.hpp"
#include "overstap/match.hpp"
#include "overstap/plan.hpp"
#include "overstap/suggest.hpp"

namespace overstap::cli {
namespace {

using detail::Cat;

/// "Nederlandse taal (niveau 1 van 2)", "Plannen (deels)".
std::string RequirementText(const Session& session, const Desk& desk, const Requirement& r) {
  auto text = session.Label(desk.taxonomy, r.concept_id);
  if (r.need != 0 && r.present && r.have != 0 && r.have < r.need) {
    detail::Append(text, " (", session.Text(Say::kLevelOf, std::uint32_t{r.have}, std::uint32_t{r.need}), ")");
  } else if (r.need != 0) {
    detail::Append(text, " (", session.Text(Say::kLevel, std::uint32_t{r.need}), ")");
  } else if (r.present && r.met < r.weight) {
    detail::Append(text, " (", session.Text(Say::kPartly), ")");
  }
  return text;
}

/// One paragraph a relevance: "  onmisbaar: a, b, c".
void ShowByRelevance(Session& session, const Desk& desk, std::span<const Requirement> requirements) {
  for (std::size_t i = 0; i < requirements.size();) {
    const auto relevance = requirements[i].relevance;
    std::vector<std::string> names;
    for (; i < requirements.size() && requirements[i].relevance == relevance; ++i) names.push_back(RequirementText(session, desk, requirements[i]));
    session.Paragraph(Cat(Word(relevance, session.language), ": ", absl::StrJoin(names, ", ")), 2, 2);
  }
}

void ShowReadiness(Session& session, const Explanation& x) {
  std::vector<std::string> tiers;
  for (int r = kRelevances; r-- > 1;) {
    const auto& share = x.readiness_by[static_cast<std::size_t>(r)];
    if (share.required > 0) tiers.push_back(Cat(Word(static_cast<Relevance>(r), session.language), " ", Percent(share.met, share.required, session.language)));
  }
  if (x.readiness.required == 0) session.Paragraph(session.Text(Say::kNothingAsked));
  else session.Paragraph(session.Text(Say::kReadiness, Percent(x.readiness.met, x.readiness.required, session.language), absl::StrJoin(tiers, ", ")));
}

/// What is met, what is missing, licences, education, regulation.
void ShowRequirements(Session& session, const Desk& desk, const Explanation& x) {
  const auto number = [&](std::size_t n) { return Number(n, session.language); };
  ShowReadiness(session, x);
  session.Blank();
  session.Paragraph(session.Text(Say::kMatched, number(x.matched.size())));
  ShowByRelevance(session, desk, x.matched);
  session.Blank();
  session.Paragraph(session.Text(Say::kMissing, number(x.gap.size())));
  ShowByRelevance(session, desk, x.gap);
  session.Blank();
  if (!x.licences.empty()) {
    session.Paragraph(session.Text(Say::kLicences));
    for (const auto& licence : x.licences) {
      session.Paragraph(Cat(session.Label(desk.taxonomy, licence.concept_id), " (", Word(licence.relevance, session.language), "): ",
                            session.Text(licence.present ? Say::kHas : Say::kHasNot)), 2, 2);
    }
  }
  if (x.nlqf_need != kNlqfUnknown) {
    const auto have = x.nlqf_have == kNlqfUnknown ? session.Text(Say::kEducationUnknown)
                                                  : session.Text(x.nlqf_inferred ? Say::kEducationHasUsual : Say::kEducationHas, LevelWords(x.nlqf_have, session.language));
    session.Paragraph(session.Text(Say::kEducationNeeds, LevelWords(x.nlqf_need, session.language), have), 0, 2);
  }
  if (x.regulated == Regulated::kYes) session.Paragraph(session.Text(Say::kRegulated), 0, 2);
}

// --- explain, gap --------------------------------------------------------------------------------------------------

struct ExplainOptions {
  ProfileOptions profile;
  bool all = false;
};
constexpr std::size_t kContributionsShown = 15;
constexpr int kPartDecimals = 4;

std::string PartLabel(const Session& session, const Desk& desk, const Contribution& c) {
  const auto dimension = Word(c.dimension, session.language);
  if (c.concept_id == kNoConcept) return c.in_profile ? std::string(dimension) : Cat(session.Text(Say::kNeitherHas), " (", dimension, ")");
  auto label = Cat(session.Label(desk.taxonomy, c.concept_id), " (", dimension, ")");
  if (c.in_profile != c.in_target) detail::Append(label, ", ", session.Text(c.in_profile ? Say::kOnlyYou : Say::kOnlyThere));
  return label;
}

void ShowScore(Session& session, const Desk& desk, const Explanation& x, bool all) {
  const auto& language = session.language;
  session.Paragraph(session.Text(Say::kScoreIs, ScoreText(*x.score, kPartDecimals, language)));
  const auto counts = [&](std::size_t d) { return x.dimensions[d].in_profile && x.dimensions[d].in_target && x.dimensions[d].weight != 0; };
  // Skills and knowledge have one weight together: that of the first of them.
  const bool joint = counts(0) && counts(1);
  std::uint64_t weights = 0;
  for (std::size_t d = 0; d < kDimensions; ++d) weights += counts(d) && !(d == 1 && joint) ? x.dimensions[d].weight : 0u;
  std::vector<std::vector<std::string>> rows;
  for (int d = 0; d < kDimensions; ++d) {
    const auto& part = x.dimensions[static_cast<std::size_t>(d)];
    const std::string word(Word(static_cast<Dimension>(d), language));
    if (part.weight == 0) continue;
    if (d == 1 && joint) {
      rows.push_back({ScoreText(part.score, kPartDecimals, language), word, session.Text(Say::kTogether)});
    } else if (part.in_profile && part.in_target) {
      rows.push_back({ScoreText(part.score, kPartDecimals, language), word, session.Text(Say::kOfAtMost, Decimal(static_cast<double>(part.weight) / static_cast<double>(weights), kPartDecimals, language))});
    } else {
      rows.push_back({"-", word, session.Text(part.in_profile ? Say::kNotInTarget : Say::kNotInProfile)});
    }
  }
  session.out.Write(Table(rows, 2, {0}));
  session.Blank();
  session.Paragraph(session.Text(Say::kContributions));
  rows.clear();
  Score rest = 0;
  std::size_t others = 0;
  for (const auto& c : x.contributions) {
    if (all || rows.size() < kContributionsShown) {
      rows.push_back({ScoreText(c.score, kPartDecimals, language), PartLabel(session, desk, c)});
    } else {
      rest += c.score;
      ++others;
    }
  }
  if (others > 0) rows.push_back({ScoreText(rest, kPartDecimals, language), session.Text(Say::kOthers, Number(others, language))});
  rows.push_back({ScoreText(*x.score, kPartDecimals, language), session.Text(Say::kTotal)});
  session.out.Write(Table(rows, 2, {0}));
}

void ShowConditions(Session& session, const Desk& desk, const Explanation& x) {
  if (x.conditions.empty()) return;
  session.Blank();
  session.Paragraph(session.Text(Say::kConditions));
  for (std::size_t i = 0; i < x.conditions.size();) {
    const auto relevance = x.conditions[i].relevance;
    std::vector<Concept> graded;
    for (; i < x.conditions.size() && x.conditions[i].relevance == relevance; ++i) graded.push_back(x.conditions[i].target);
    session.Paragraph(Cat(ConditionWord(relevance, session.language), ": ", Labels(session, desk, graded)), 2, 2);
  }
}

Outcome ExplainCommand(Session& session, const ExplainOptions& options) {
  Desk desk;
  OVS_ASSIGN_OR_RETURN(const auto ready, SetUp(session, options.profile, &desk));
  if (ready != Exit::kOk) return ready;
  OVS_ASSIGN_OR_RETURN(const auto x, Explain(desk.matcher, desk.profile, desk.target));
  const auto exit = x.score ? Exit::kOk : Exit::kNo;
  if (session.json) {
    session.Json(ExplanationJson(desk.taxonomy, x, session.language));
    return exit;
  }
  ShowHeader(session, desk);
  session.Paragraph(session.Text(Say::kTarget, session.Label(desk.taxonomy, desk.target)), 0, 2);
  session.Blank();
  session.Paragraph(Plain(ReasonLine(desk.taxonomy, x, session.language)));
  session.Blank();
  if (x.score) {
    ShowScore(session, desk, x, options.all);
    session.Blank();
  }
  ShowRequirements(session, desk, x);
  ShowConditions(session, desk, x);
  return exit;
}

Outcome Gap(Session& session, const ProfileOptions& options) {
  Desk desk;
  OVS_ASSIGN_OR_RETURN(const auto ready, SetUp(session, options, &desk));
  if (ready != Exit::kOk) return ready;
  OVS_ASSIGN_OR_RETURN(const auto x, Explain(desk.matcher, desk.profile, desk.target));
  if (session.json) {
    session.Json(GapJson(desk.taxonomy, x, session.language));
  } else {
    ShowHeader(session, desk);
    session.Paragraph(session.Text(Say::kTarget, session.Label(desk.taxonomy, desk.target)), 0, 2);
    session.Blank();
    ShowRequirements(session, desk, x);
  }
  // Nothing asked is no data, not a person who can do everything.
  return x.matched.empty() && x.gap.empty() ? Exit::kNo : Exit::kOk;
}

// --- courses -------------------------------------------------------------------------------------------------------

struct CourseOptions {
  ProfileOptions profile;
  SuggestOptions suggest;
  FundingFlags funding;
};

/// "keuzedeel mbo 3, € 100-200, 240 uur, 20 weken, online of avond".
std::string CourseFacts(const Session& session, const Course& course) {
  const auto language = session.language;
  std::vector<std::string> facts = {std::string(Word(course.type, language))};
  if (course.nlqf != kNlqfUnknown) facts.back() += Cat(" ", LevelWords(course.nlqf, language));
  facts.push_back(CostText(course, language));
  facts.push_back(HoursText(course, language));
  if (course.weeks != 0xFFFF) facts.push_back(session.Text(course.weeks == 1 ? Say::kWeek : Say::kWeeks, Number(course.weeks, language)));
  std::vector<std::string> forms;
  for (int bit = 0; bit < kCourseForms; ++bit) {
    if (course.form >> bit & 1) forms.emplace_back(Word(static_cast<CourseForm>(1u << bit), language));
  }
  if (!forms.empty()) facts.push_back(absl::StrJoin(forms, session.Text(Say::kOr)));
  return absl::StrJoin(facts, ", ");
}

void ShowCourse(Session& session, const Desk& desk, const Suggestions& suggestions, const CourseSuggestion& s, std::size_t rank) {
  constexpr std::size_t kIndent = 4;
  const auto& language = session.language;
  const auto& course = desk.courses->catalogue()[s.course];
  ShowSplit(session, Cat(PadLeft(absl::StrCat(rank), kIndent - 2), "  ", CourseLabel(session, desk, s.course)),
            session.Text(Say::kShareOfGap, PadLeft(Percent(s.gain, suggestions.gap, language), 4)), kIndent);
  session.Paragraph(session.Text(Say::kTeaches, Labels(session, desk, s.closes)), kIndent, 2);
  session.Paragraph(CourseFacts(session, course), kIndent, 2);
  session.Paragraph(session.Text(Say::kEntry, EntryText(session, desk, s)), kIndent, 2);
}

/// SetUp() for what cannot do without courses.
Outcome SetUpCourses(Session& session, const ProfileOptions& options, Desk* desk) {
  if (session.catalogue_path.empty() && !session.taxonomy_path.empty()) {
    session.Warn(session.Text(Say::kNeedCatalogue));
    return Exit::kUsage;
  }
  return SetUp(session, options, desk);
}

Outcome Courses(Session& session, const CourseOptions& options) {
  Desk desk;
  OVS_ASSIGN_OR_RETURN(const auto ready, SetUpCourses(session, options.profile, &desk));
  if (ready != Exit::kOk) return ready;
  OVS_ASSIGN_OR_RETURN(const auto x, Explain(desk.matcher, desk.profile, desk.target));
  const auto suggestions = SuggestCourses(*desk.courses, desk.profile, x, options.suggest);
  const auto exit = suggestions.courses.empty() ? Exit::kNo : Exit::kOk;
  FundingDesk rules;
  Funding funding;
  if (options.funding.wanted) {
    OVS_ASSIGN_OR_RETURN(const auto read, ReadFunding(session, options.funding, options.profile.date, &rules));
    if (read != Exit::kOk) return read;
    std::vector<std::uint32_t> courses;
    for (const auto& s : suggestions.courses) courses.push_back(s.course);
    OVS_ASSIGN_OR_RETURN(funding, EvaluateFunding(rules.rules, desk.courses->catalogue(), courses, rules.context, rules.day, rules.options));
  }
  if (session.json) {
    const auto json = SuggestionsJson(desk.taxonomy, *desk.courses, desk.target, suggestions, session.language);
    if (!options.funding.wanted) session.Json(json);
    else session.Json(Cat("{\"courses\":", json, ",\"funding\":", FundingJson(rules.rules, desk.courses->catalogue(), funding, rules.options, session.language), "}"));
    return exit;
  }
  ShowHeader(session, desk);
  session.Paragraph(session.Text(Say::kTarget, session.Label(desk.taxonomy, desk.target)), 0, 2);
  ShowReadiness(session, x);
  session.Blank();
  const auto number = [&](std::uint64_t n) { return Number(n, session.language); };
  if (suggestions.courses.empty()) {
    session.Paragraph(session.Text(x.gap.empty() && std::all_of(x.licences.begin(), x.licences.end(), [](const Requirement& r) { return r.present; }) ? Say::kNoGap : Say::kNoUseful));
  } else {
    session.Paragraph(session.Text(Say::kSuggested, number(suggestions.courses.size()), number(suggestions.useful), number(suggestions.not_open)));
  }
  for (std::size_t i = 0; i < suggestions.courses.size(); ++i) {
    session.Blank();
    ShowCourse(session, desk, suggestions, suggestions.courses[i], i + 1);
    if (options.funding.wanted) ShowFundingShort(session, rules, funding.courses[i], 4);
  }
  if (!suggestions.uncovered.empty()) {
    session.Blank();
    session.Paragraph(session.Text(Say::kUncovered, Labels(session, desk, suggestions.uncovered)), 0, 2);
  }
  if (options.funding.wanted) session.Blank(), ShowFundingIntro(session, rules, funding);
  return exit;
}

// --- plan ----------------------------------------------------------------------------------------------------------

struct PlanCommandOptions {
  ProfileOptions profile;
  PlanOptions plan;
  std::optional<PlanGoal> goal;  ///< none: all, side by side
  FundingFlags funding;
  std::vector<std::string> held;  ///< names
};

Say TitleOf(PlanGoal goal) {
  constexpr Say kTitles[] = {Say::kPlanCoverage, Say::kPlanCheapest, Say::kPlanQuickest};
  return kTitles[static_cast<std::size_t>(goal)];
}

std::vector<std::uint32_t> CoursesOf(const Plan& plan) {
  std::vector<std::uint32_t> courses;
  for (const auto& step : plan.steps) courses.push_back(step.course);
  return courses;
}

/// One line a plan, to compare them.
void ShowPlanTable(Session& session, std::span<const Plan> plans) {
  const auto language = session.language;
  std::vector<std::vector<std::string>> rows = {{}};
  for (const auto say : {Say::kPlanColumns, Say::kPlanCourses, Say::kPlanCost, Say::kPlanWeeks, Say::kPlanHours, Say::kPlanReady, Say::kPlanGap}) rows[0].push_back(session.Text(say));
  for (const auto& p : plans) {
    const auto hours = Number(p.hours, language);
    rows.push_back({session.Text(TitleOf(p.asked)), Number(p.steps.size(), language), CostText(p.cost_min, p.cost_max, language), Number(p.weeks, language),
                    p.hours_unknown == 0 ? hours : session.Text(Say::kPlanFrom, hours), Percent(p.ready_after.met, p.ready_after.required, language), Percent(p.covered, p.gap, language)});
  }
  session.out.Write(Table(rows, 2, {1, 2, 3, 4, 5, 6}));
}

void ShowPlan(Session& session, const Desk& desk, const Plan& p) {
  constexpr std::size_t kIndent = 4;
  const auto language = session.language;
  for (std::size_t i = 0; i < p.steps.size(); ++i) {
    const auto& step = p.steps[i];
    ShowSplit(session, Cat(PadLeft(absl::StrCat(i + 1), kIndent - 2), "  ", CourseLabel(session, desk, step.course)),
              session.Text(Say::kShareOfGap, PadLeft(Percent(step.gain, p.gap, language), 4)), kIndent);
    if (!step.closes.empty()) session.Paragraph(session.Text(Say::kTeaches, Labels(session, desk, step.closes)), kIndent, 2);
    auto facts = CourseFacts(session, desk.courses->catalogue()[step.course]);
    if (step.opens_next) detail::Append(facts, "; ", session.Text(Say::kPlanOpens));
    if (step.entry_unknown) detail::Append(facts, "; ", session.Text(Say::kPlanEntryUnknown));
    session.Paragraph(facts, kIndent, 2);
    std::vector<std::string> wholes;
    for (const auto whole : step.completes) wholes.push_back(CourseLabel(session, desk, whole));
    if (!wholes.empty()) session.Paragraph(session.Text(Say::kPlanCompletes, absl::StrJoin(wholes, "; ")), kIndent, 2);
  }
  if (!p.licences_left.empty()) session.Paragraph(session.Text(Say::kPlanLicencesLeft, Labels(session, desk, p.licences_left)), kIndent, 2);
  if (!p.optimal) session.Paragraph(session.Text(Say::kPlanNotProven), kIndent, 2);
}

/// What there is for the courses of a plan, taken together.
StatusOr<Funding> FundingOf(const FundingDesk& rules, const Desk& desk, const Plan& plan) {
  return EvaluateFunding(rules.rules, desk.courses->catalogue(), CoursesOf(plan), rules.context, rules.day, rules.options);
}

void ShowPlanFunding(Session& session, const Desk& desk, const FundingDesk& rules, const Funding& funding) {
  session.Paragraph(session.Text(Say::kFundingPlan, DayWords(rules.day, session.language)), 2, 2);
  for (std::size_t i = 0; i < funding.courses.size(); ++i) {
    session.Paragraph(Cat(PadLeft(absl::StrCat(i + 1), 2), "  ", CourseLabel(session, desk, funding.courses[i].course)), 2, 4);
    ShowFundingShort(session, rules, funding.courses[i], 6);
  }
  ShowFundingTotal(session, funding, 2);
}

Outcome PlanCommand(Session& session, const PlanCommandOptions& options) {
  Desk desk;
  OVS_ASSIGN_OR_RETURN(const auto ready, SetUpCourses(session, options.profile, &desk));
  if (ready != Exit::kOk) return ready;
  auto wanted = options.plan;
  for (const auto& name : options.held) {
    if (const auto found = ResolveCourse(session, desk.courses->catalogue(), name, &wanted.held.emplace_back()); found != Exit::kOk) return found;
  }
  desk.profile = AfterCourses(*desk.courses, desk.profile, desk.taxonomy, wanted.held);
  OVS_ASSIGN_OR_RETURN(const auto x, Explain(desk.matcher, desk.profile, desk.target));
  std::vector<Plan> plans;
  if (options.goal) {
    wanted.goal = *options.goal;
    OVS_ASSIGN_OR_RETURN(auto plan, PlanCourses(*desk.courses, desk.profile, x, wanted));
    plans.push_back(std::move(plan));
  } else {
    OVS_ASSIGN_OR_RETURN(plans, PlansSideBySide(*desk.courses, desk.profile, x, wanted));
  }
  FundingDesk rules;
  if (options.funding.wanted) {
    OVS_ASSIGN_OR_RETURN(const auto read, ReadFunding(session, options.funding, options.profile.date, &rules));
    if (read != Exit::kOk) return read;
    rules.options.together = true;
  }
  std::vector<Funding> funding;
  for (const auto& p : plans) {
    if (!options.funding.wanted) break;
    OVS_ASSIGN_OR_RETURN(auto one, FundingOf(rules, desk, p));
    funding.push_back(std::move(one));
  }
  const bool answered = std::any_of(plans.begin(), plans.end(), [](const Plan& p) { return !p.steps.empty() || p.outcome == PlanOutcome::kNothingMissing; });
  const auto exit = answered ? Exit::kOk : Exit::kNo;
  if (session.json) {
    const auto json = PlansJson(desk.taxonomy, *desk.courses, desk.target, wanted, plans, session.language);
    std::vector<std::string> each;
    for (const auto& one : funding) each.push_back(FundingJson(rules.rules, desk.courses->catalogue(), one, rules.options, session.language));
    session.Json(options.funding.wanted ? Cat("{\"plans\":", json, ",\"funding\":[", absl::StrJoin(each, ","), "]}") : json);
    return exit;
  }
  const auto number = [&](std::uint64_t n) { return Number(n, session.language); };
  ShowHeader(session, desk);
  session.Paragraph(session.Text(Say::kTarget, session.Label(desk.taxonomy, desk.target)), 0, 2);
  ShowReadiness(session, x);
  if (!wanted.held.empty()) {
    std::vector<std::string> held;
    for (const auto course : wanted.held) held.push_back(CourseLabel(session, desk, course));
    session.Paragraph(session.Text(Say::kPlanHeld, absl::StrJoin(held, "; ")), 0, 2);
  }
  std::vector<std::string> limits;
  if (wanted.money != kNoLimit) limits.push_back(session.Text(Say::kPlanUpToMoney, number(wanted.money)));
  if (wanted.weeks != kNoLimit) limits.push_back(session.Text(Say::kPlanUpToWeeks, number(wanted.weeks)));
  if (wanted.hours != kNoLimit) limits.push_back(session.Text(Say::kPlanUpToHours, number(wanted.hours)));
  session.Paragraph(session.Text(Say::kPlanLimits, limits.empty() ? session.Text(Say::kPlanNoLimits) : absl::StrJoin(limits, ", ")), 0, 2);
  const auto& first = plans.front();
  session.Paragraph(session.Text(Say::kPlanUseful, number(first.useful), number(first.for_other_work), number(first.unpriced), number(first.over_limit), number(first.not_open)), 0, 2);
  session.Blank();
  ShowPlanTable(session, plans);
  for (std::size_t i = 0; i < plans.size(); ++i) {
    session.Blank();
    session.Paragraph(session.Text(TitleOf(plans[i].asked)));
    const auto same = std::find_if(plans.begin(), plans.begin() + static_cast<std::ptrdiff_t>(i), [&](const Plan& p) {
      return CoursesOf(p) == CoursesOf(plans[i]);
    });
    if (plans[i].outcome == PlanOutcome::kNoneReaches) session.Paragraph(session.Text(Say::kPlanNoneReaches, Percent(wanted.ready_percent, 100, session.language)), 2, 2);
    if (plans[i].outcome == PlanOutcome::kNothingMissing) session.Paragraph(session.Text(Say::kPlanReadyAlready), 2, 2);
    else if (plans[i].steps.empty()) session.Paragraph(session.Text(Say::kPlanNone), 2, 2);
    else if (same != plans.begin() + static_cast<std::ptrdiff_t>(i)) session.Paragraph(session.Text(Say::kPlanSame, session.Text(TitleOf(same->asked))), 2, 2);
    else ShowPlan(session, desk, plans[i]);
    if (options.funding.wanted && !plans[i].steps.empty() && same == plans.begin() + static_cast<std::ptrdiff_t>(i)) ShowPlanFunding(session, desk, rules, funding[i]);
  }
  if (options.funding.wanted) session.Blank(), ShowFundingIntro(session, rules, funding.front());
  return exit;
}

}  // namespace

void AddMatchCommands(CLI::App& app, Session& session, std::vector<Command>& commands) {
  const auto limit = CLI::Range(1, 100000);

  auto* explain = app.add_subcommand("explain", "Take the score of one occupation apart: what adds up to it, is met, is missing.\nNL: waarom staat dit beroep op deze plaats?");
  const auto explain_options = std::make_shared<ExplainOptions>();
  AddProfileOptions(*explain, explain_options->profile, true);
  explain->add_flag("--all", explain_options->all, "Show all contributions, not the largest 15");
  AddModelOptions(*explain, session);
  AddCommonOptions(*explain, session);
  commands.push_back({explain, [explain_options](Session& s) { return ExplainCommand(s, *explain_options); }});

  auto* gap = app.add_subcommand("gap", "What a person has and lacks for one occupation.\nNL: wat kan iemand al, en wat ontbreekt er nog?");
  const auto gap_options = std::make_shared<ProfileOptions>();
  AddProfileOptions(*gap, *gap_options, true);
  AddModelOptions(*gap, session);
  AddCommonOptions(*gap, session);
  commands.push_back({gap, [gap_options](Session& s) { return Gap(s, *gap_options); }});

  auto* courses = app.add_subcommand("courses", "Courses that teach what is missing for one occupation.\nNL: welke scholing vult aan wat er ontbreekt?");
  const auto course_options = std::make_shared<CourseOptions>();
  AddProfileOptions(*courses, course_options->profile, true);
  const std::map<std::string, CourseOrder> orders = {{"value", CourseOrder::kValue}, {"coverage", CourseOrder::kCoverage}, {"cost", CourseOrder::kPerCost}, {"hours", CourseOrder::kPerHour}};
  courses->add_option("--order", course_options->suggest.order, "value: what it closes of the gap for its money and time (default);\n"
                                                                 "coverage: what it closes; cost: for its money; hours: for its time")
      ->option_text("value|coverage|cost|hours")->transform(CLI::CheckedTransformer(orders).description("value|coverage|cost|hours"));
  courses->add_option("--limit", course_options->suggest.limit, "Most courses shown (10)")->option_text("N")->check(limit);
  courses->add_option("--hour-value", course_options->suggest.hour_value, "Euros an hour of study is taken to cost the person, for --order value (15)")->option_text("N")->check(CLI::Range(0, 10000));
  courses->add_flag("--steps", course_options->suggest.in_steps, "Choose each course by what the ones before it leave open, among those the person can enter");
  courses->add_option("--least-gain", course_options->suggest.least_gain_percent, "Leave out courses that close less than this percentage of the gap (0)")->option_text("N")->check(CLI::Range(0, 100));
  courses->add_option("--least-fit", course_options->suggest.least_fit_percent, "Leave out courses of which less than this percentage is for the occupation (0)")->option_text("N")->check(CLI::Range(0, 100));
  AddFundingOptions(*courses, course_options->funding, true);
  AddCommonOptions(*courses, session);
  commands.push_back({courses, [course_options](Session& s) { return Courses(s, *course_options); }});

  auto* plan = app.add_subcommand("plan", "The best set of courses for one occupation, within money and time: quickest, cheapest, closing most.\nNL: welke cursussen samen, binnen geld en tijd?");
  const auto plan_options = std::make_shared<PlanCommandOptions>();
  AddProfileOptions(*plan, plan_options->profile, true);
  const auto amount = CLI::Range(0, 1'000'000'000);
  plan->add_option("--money", plan_options->plan.money, "Most euros for all courses together; a course counts with the highest cost it states (no limit)")->option_text("N")->check(amount);
  plan->add_option("--weeks", plan_options->plan.weeks, "Most weeks, one course after the other (52)")->option_text("N")->check(amount);
  plan->add_option("--hours", plan_options->plan.hours, "Most hours of study (no limit)")->option_text("N")->check(amount);
  plan->add_option("--has", plan_options->held, "A course the person has taken, by URI or name: what it teaches is there, and it counts as a\npart of a larger one; once for each")
      ->option_text("COURSE")->expected(1)->allow_extra_args(false)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  plan->add_option("--ready", plan_options->plan.ready_percent, "Quickest and cheapest: ready is at least this percentage of what the work asks,\nand every essential licence that some course gives (80)")
      ->option_text("N")->check(CLI::Range(1, 100));
  const std::map<std::string, PlanGoal> goals = {{"quickest", PlanGoal::kQuickest}, {"cheapest", PlanGoal::kCheapest}, {"coverage", PlanGoal::kCoverage}};
  plan->add_option("--goal", plan_options->goal, "Only this plan (all three, side by side)")->option_text("quickest|cheapest|coverage")
      ->transform(CLI::CheckedTransformer(goals).description("quickest|cheapest|coverage"));
  plan->add_option("--least-fit", plan_options->plan.least_fit_percent, "Leave out courses of which less than this percentage is for the occupation (50)")->option_text("N")->check(CLI::Range(0, 100));
  plan->add_option("--max-nodes", plan_options->plan.max_nodes, "How long a search may take before it says what it has: steps, not seconds (1,000,000)")->option_text("N")->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1} << 40));
  AddFundingOptions(*plan, plan_options->funding, true);
  AddCommonOptions(*plan, session);
  commands.push_back({plan, [plan_options](Session& s) { return PlanCommand(s, *plan_options); }});
}

}  // namespace overstap::cli
