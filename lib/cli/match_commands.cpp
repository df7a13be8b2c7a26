// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Commands about a person's work: transitions, explain, gap, courses.

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

#include "absl/strings/str_join.h"
#include "cli/person.hpp"
#include "overstap/explain.hpp"
#include "overstap/io.hpp"
#include "overstap/json.hpp"
#include "overstap/match.hpp"
#include "overstap/suggest.hpp"

namespace overstap::cli {
namespace {

using detail::Cat;

// --- who it is about -----------------------------------------------------------------------------------------------

/// Everything a command about a person works with.
struct Desk : Person {
  Matcher matcher;
  std::optional<BoundCatalogue> courses;
};

/// Opens the data and makes the profile. Anything but kOk ends the command and has been said.
Outcome SetUp(Session& session, const ProfileOptions& options, Desk* desk) {
  OVS_ASSIGN_OR_RETURN(const auto exit, ReadPerson(session, options, desk));
  if (exit != Exit::kOk) return exit;
  OVS_ASSIGN_OR_RETURN(desk->matcher, OpenMatcher(session, desk->taxonomy));
  OVS_ASSIGN_OR_RETURN(auto catalogue, OpenCatalogue(session));
  if (catalogue) {
    desk->courses = BoundCatalogue::Bind(*std::move(catalogue), desk->taxonomy);
    // A catalogue for another taxonomy would just say that there are no courses.
    if (desk->courses->unknown_skills() > 0) session.Warn(session.Text(Say::kUnknownSkills, Number(desk->courses->unknown_skills(), session.language)));
  }
  return Exit::kOk;
}

// --- parts of what is shown ----------------------------------------------------------------------------------------

constexpr std::size_t kAll = static_cast<std::size_t>(-1);

std::string Labels(const Session& session, const Desk& desk, std::span<const Concept> concepts, std::size_t most = kAll) {
  return Plain(JoinLabels(desk.taxonomy, concepts, most, session.language));
}

std::string LevelName(const Session& session, Nlqf level) {
  return level == kNlqfUnknown ? std::string(session.Text(Say::kLevelUnknown)) : session.Text(Say::kLevel, level == *ParseNlqf("entry") ? session.Text(Say::kEntryLevel) : std::string(NlqfName(level)));
}

/// Which data this is, with the notice that belongs to it, and about whom.
void ShowHeader(Session& session, const Desk& desk) {
  const auto& snapshot = desk.taxonomy.snapshot();
  const auto tag = Tag(session.language);
  auto name = Plain(snapshot.AboutIn("name", tag));
  if (name.empty()) name = session.Text(Say::kNameless);
  if (const auto edition = snapshot.About("edition"); !edition.empty()) detail::Append(name, " ", Plain(edition));
  if (const auto date = snapshot.About("date"); !date.empty()) detail::Append(name, " (", Plain(date), ")");
  const auto occupations = Number(desk.taxonomy.Concepts(ConceptKind::kOccupation).size(), session.language);
  session.Paragraph(desk.courses ? session.Text(Say::kOccupationsAndCourses, name, occupations, Number(desk.courses->size(), session.language))
                                 : session.Text(Say::kOccupationsOnly, name, occupations));
  if (const auto notice = snapshot.AboutIn("notice", tag); !notice.empty()) session.Paragraph(Plain(notice));
  session.Blank();
  if (!desk.profile.origins().empty()) session.Paragraph(session.Text(Say::kFrom, Labels(session, desk, desk.profile.origins())), 0, 2);
  if (!desk.extras.empty()) session.Paragraph(session.Text(Say::kExtraSkills, Labels(session, desk, desk.extras)), 0, 2);
  if (const auto level = desk.profile.Nlqf(); level != kNlqfUnknown) {
    session.Paragraph(session.Text(desk.profile.nlqf_inferred() ? Say::kEducationInferred : Say::kEducation, LevelName(session, level)), 0, 2);
  }
}

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

std::vector<Concept> MissingLicences(const Explanation& x) {
  std::vector<Concept> missing;
  for (const auto& licence : x.licences) {
    if (!licence.present) missing.push_back(licence.concept_id);
  }
  return missing;
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
                                                  : session.Text(x.nlqf_inferred ? Say::kEducationHasUsual : Say::kEducationHas, LevelName(session, x.nlqf_have));
    session.Paragraph(session.Text(Say::kEducationNeeds, LevelName(session, x.nlqf_need), have), 0, 2);
  }
  if (x.regulated == Regulated::kYes) session.Paragraph(session.Text(Say::kRegulated), 0, 2);
}

std::string EntryText(const Session& session, const Desk& desk, const CourseSuggestion& suggestion) {
  const auto& course = desk.courses->catalogue()[suggestion.course];
  std::string text(Word(suggestion.entry, session.language));
  if (suggestion.entry == CourseEntry::kSkillMissing) {
    detail::Append(text, ": ", Labels(session, desk, suggestion.entry_missing));
  } else if (suggestion.entry != CourseEntry::kOpen) {
    detail::Append(text, " (", LevelName(session, course.entry_nlqf), ")");
  }
  return text;
}

std::string CourseLabel(const Session& session, const Desk& desk, std::uint32_t course) {
  return Plain(desk.courses->catalogue().Label(course, Tag(session.language)));
}

/// Two texts on one line, the second against the right edge; on two lines when they do not fit.
void ShowSplit(Session& session, std::string_view left, std::string_view right, std::size_t indent) {
  const auto columns = session.out.columns();
  if (Width(left) + 2 + Width(right) <= columns) {
    session.out.Write(Cat(PadRight(left, columns - Width(right)), right, "\n"));
  } else {
    session.out.Write(Wrap(left, columns, 0, indent));
    session.out.Write(Cat(PadLeft(right, columns), "\n"));
  }
}

// --- transitions ---------------------------------------------------------------------------------------------------

struct TransitionOptions {
  ProfileOptions profile;
  std::uint32_t limit = 10;
  std::optional<std::uint32_t> courses;  ///< absent: 3, and none in JSON
};
constexpr std::uint32_t kCoursesShown = 3;
constexpr std::size_t kGapShown = 5;

/// By what a course closes: in a list this short cheap trifles would push out the course that matters.
SuggestOptions ForTransition(std::uint32_t courses) { return {.limit = courses, .in_steps = true, .least_gain_percent = 10, .least_fit_percent = 50}; }

void ShowTransition(Session& session, const Desk& desk, const Match& match, const Explanation& x, std::size_t rank, std::uint32_t courses) {
  constexpr std::size_t kIndent = 4;
  const auto& language = session.language;
  ShowSplit(session, Cat(PadLeft(absl::StrCat(rank), kIndent - 2), "  ", session.Label(desk.taxonomy, match.occupation)),
            session.Text(Say::kScoreAndReady, Word(match.band, language), ScoreText(match.score, 2, language), PadLeft(Percent(match.readiness.met, match.readiness.required, language), 4)), kIndent);
  session.Paragraph(Plain(ReasonLine(desk.taxonomy, x, language)), kIndent);
  std::vector<Concept> missing, partly;
  for (const auto& r : x.gap) {
    if (r.relevance >= Relevance::kImportant) (r.present ? partly : missing).push_back(r.concept_id);
  }
  if (!missing.empty() || partly.empty()) {
    session.Paragraph(session.Text(Say::kGap, missing.empty() ? session.Text(Say::kNothingMissing) : Labels(session, desk, missing, kGapShown)), kIndent, 2);
  }
  if (!partly.empty()) session.Paragraph(session.Text(Say::kGapPartly, Labels(session, desk, partly, kGapShown)), kIndent, 2);
  if (const auto licences = MissingLicences(x); !licences.empty()) session.Paragraph(session.Text(Say::kPapers, Labels(session, desk, licences)), kIndent, 2);
  if (x.regulated == Regulated::kYes) session.Paragraph(session.Text(Say::kRegulated), kIndent, 2);
  if (x.nlqf_need > x.nlqf_have) session.Paragraph(session.Text(Say::kEducationUsual, LevelName(session, x.nlqf_need)), kIndent, 2);
  if (courses == 0 || !desk.courses) return;
  const auto suggestions = SuggestCourses(*desk.courses, desk.profile, x, ForTransition(courses));
  for (const auto& s : suggestions.courses) {
    const auto& course = desk.courses->catalogue()[s.course];
    session.Paragraph(session.Text(Say::kCourse, CourseLabel(session, desk, s.course), Percent(s.gain, suggestions.gap, language), CostText(course, language),
                                   HoursText(course, language), EntryText(session, desk, s)), kIndent, 2);
  }
}

Outcome Transitions(Session& session, const TransitionOptions& options) {
  Desk desk;
  OVS_ASSIGN_OR_RETURN(const auto ready, SetUp(session, options.profile, &desk));
  if (ready != Exit::kOk) return ready;
  const auto courses = options.courses.value_or(session.json ? 0 : kCoursesShown);
  if (options.courses.value_or(0) > 0 && !desk.courses) {
    session.Warn(session.Text(Say::kNeedCatalogue));
    return Exit::kUsage;
  }
  const auto result = desk.matcher.Rank(desk.profile, {.limit = options.limit});
  const auto exit = result.matches.empty() ? Exit::kNo : Exit::kOk;
  if (session.json && courses == 0) {
    session.Json(RankingJson(desk.matcher, desk.profile, result, session.language));
    return exit;
  }
  std::vector<Explanation> explanations;
  for (const auto& match : result.matches) {
    OVS_ASSIGN_OR_RETURN(auto x, Explain(desk.matcher, desk.profile, match.occupation));
    explanations.push_back(std::move(x));
  }
  if (session.json) {
    std::vector<std::string> lists;
    for (const auto& x : explanations) {
      lists.push_back(SuggestionsJson(desk.taxonomy, *desk.courses, x.occupation, SuggestCourses(*desk.courses, desk.profile, x, ForTransition(courses)), session.language));
    }
    session.Json(Cat("{\"ranking\":", RankingJson(desk.matcher, desk.profile, result, session.language), ",\"courses\":[", absl::StrJoin(lists, ","), "]}"));
    return exit;
  }
  ShowHeader(session, desk);
  if (result.status == RankStatus::kTooLittleData) {
    session.Paragraph(session.Text(Say::kTooLittle, result.needed, result.items));
    return exit;
  }
  session.Blank();
  if (result.matches.empty()) {
    session.Paragraph(session.Text(Say::kNoMatches));
    return exit;
  }
  session.Paragraph(session.Text(Say::kRankIntro, Number(result.matches.size(), session.language), Number(result.considered, session.language)));
  if (!result.strong_match) session.Paragraph(session.Text(Say::kNoStrongMatch));
  if (result.confidence == Confidence::kLow) session.Paragraph(session.Text(Say::kLowConfidence, result.items));
  if (courses > 0 && desk.courses) session.Paragraph(session.Text(Say::kCourseIntro));
  for (std::size_t i = 0; i < explanations.size(); ++i) {
    session.Blank();
    ShowTransition(session, desk, result.matches[i], explanations[i], i + 1, courses);
  }
  session.Blank();
  if (result.too_little_data > 0) session.Paragraph(session.Text(Say::kLeftOut, Number(result.too_little_data, session.language)));
  session.Paragraph(session.Text(Say::kMoreHelp));
  return exit;
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
};

void ShowCourse(Session& session, const Desk& desk, const Suggestions& suggestions, const CourseSuggestion& s, std::size_t rank) {
  constexpr std::size_t kIndent = 4;
  const auto& language = session.language;
  const auto& course = desk.courses->catalogue()[s.course];
  ShowSplit(session, Cat(PadLeft(absl::StrCat(rank), kIndent - 2), "  ", CourseLabel(session, desk, s.course)),
            session.Text(Say::kShareOfGap, PadLeft(Percent(s.gain, suggestions.gap, language), 4)), kIndent);
  session.Paragraph(session.Text(Say::kTeaches, Labels(session, desk, s.closes)), kIndent, 2);
  std::vector<std::string> facts = {std::string(Word(course.type, language))};
  if (course.nlqf != kNlqfUnknown) facts.back() += Cat(" ", LevelName(session, course.nlqf));
  facts.push_back(CostText(course, language));
  facts.push_back(HoursText(course, language));
  if (course.weeks != 0xFFFF) facts.push_back(session.Text(course.weeks == 1 ? Say::kWeek : Say::kWeeks, Number(course.weeks, language)));
  std::vector<std::string> forms;
  for (int bit = 0; bit < kCourseForms; ++bit) {
    if (course.form >> bit & 1) forms.emplace_back(Word(static_cast<CourseForm>(1u << bit), language));
  }
  if (!forms.empty()) facts.push_back(absl::StrJoin(forms, session.Text(Say::kOr)));
  session.Paragraph(absl::StrJoin(facts, ", "), kIndent, 2);
  session.Paragraph(session.Text(Say::kEntry, EntryText(session, desk, s)), kIndent, 2);
}

Outcome Courses(Session& session, const CourseOptions& options) {
  if (session.catalogue_path.empty() && !session.taxonomy_path.empty()) {
    session.Warn(session.Text(Say::kNeedCatalogue));
    return Exit::kUsage;
  }
  Desk desk;
  OVS_ASSIGN_OR_RETURN(const auto ready, SetUp(session, options.profile, &desk));
  if (ready != Exit::kOk) return ready;
  OVS_ASSIGN_OR_RETURN(const auto x, Explain(desk.matcher, desk.profile, desk.target));
  const auto suggestions = SuggestCourses(*desk.courses, desk.profile, x, options.suggest);
  const auto exit = suggestions.courses.empty() ? Exit::kNo : Exit::kOk;
  if (session.json) {
    session.Json(SuggestionsJson(desk.taxonomy, *desk.courses, desk.target, suggestions, session.language));
    return exit;
  }
  ShowHeader(session, desk);
  session.Paragraph(session.Text(Say::kTarget, session.Label(desk.taxonomy, desk.target)), 0, 2);
  ShowReadiness(session, x);
  session.Blank();
  const auto number = [&](std::uint64_t n) { return Number(n, session.language); };
  if (suggestions.courses.empty()) {
    session.Paragraph(session.Text(x.gap.empty() && MissingLicences(x).empty() ? Say::kNoGap : Say::kNoUseful));
  } else {
    session.Paragraph(session.Text(Say::kSuggested, number(suggestions.courses.size()), number(suggestions.useful), number(suggestions.not_open)));
  }
  for (std::size_t i = 0; i < suggestions.courses.size(); ++i) {
    session.Blank();
    ShowCourse(session, desk, suggestions, suggestions.courses[i], i + 1);
  }
  if (!suggestions.uncovered.empty()) {
    session.Blank();
    session.Paragraph(session.Text(Say::kUncovered, Labels(session, desk, suggestions.uncovered)), 0, 2);
  }
  return exit;
}

}  // namespace

void AddMatchCommands(CLI::App& app, Session& session, std::vector<Command>& commands) {
  const auto limit = CLI::Range(1, 100000);

  auto* transitions = app.add_subcommand("transitions", "Rank the occupations a person can move to, with reasons, gaps and courses.\nNL: welk werk past bij iemands werk tot nu toe?");
  const auto transition_options = std::make_shared<TransitionOptions>();
  AddProfileOptions(*transitions, transition_options->profile, false);
  transitions->add_option("--limit", transition_options->limit, "Most occupations shown (10)")->option_text("N")->check(limit);
  transitions->add_option("--courses", transition_options->courses, "Most courses shown for each occupation (3; 0 = none). With --json they come only when\n"
                                                                     "asked for: {\"ranking\": {...}, \"courses\": [...]}")->option_text("N")->check(CLI::Range(0, 1000));
  AddModelOptions(*transitions, session);
  AddCommonOptions(*transitions, session);
  commands.push_back({transitions, [transition_options](Session& s) { return Transitions(s, *transition_options); }});

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
  AddCommonOptions(*courses, session);
  commands.push_back({courses, [course_options](Session& s) { return Courses(s, *course_options); }});
}

}  // namespace overstap::cli
