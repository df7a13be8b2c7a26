// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Commands about a person and where to go: transitions, why not there, what to ask, and the person as a document.

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/strings/str_join.h"
#include "cli/advice_options.hpp"
#include "cli/desk.hpp"
#include "overstap/explain.hpp"
#include "overstap/json.hpp"
#include "overstap/person.hpp"
#include "overstap/questions.hpp"
#include "overstap/whatif.hpp"

namespace overstap::cli {
namespace {

using detail::Cat;

// --- transitions ---------------------------------------------------------------------------------------------------

struct TransitionOptions {
  ProfileOptions profile;
  AdviceFlags advice;
  std::optional<std::uint32_t> courses;  ///< absent: 3, and none in JSON
};
constexpr std::uint32_t kCoursesShown = 3;
constexpr std::size_t kGapShown = 5;
constexpr std::size_t kIndent = 4;

/// By what a course closes: in a list this short cheap trifles would push out the course that matters.
SuggestOptions ForTransition(std::uint32_t courses) { return {.limit = courses, .in_steps = true, .least_gain_percent = 10, .least_fit_percent = 50}; }

/// "Labour market: tightness 2,1 (+0,012), wage not considered".
void ShowFigures(Session& session, const AdvisedMatch& advised) {
  std::vector<std::string> parts;
  for (std::size_t f = 0; f < kFactors; ++f) {
    const auto& [figure, score] = advised.adjustments[f];
    auto text = std::string(Word(static_cast<Factor>(f), session.language));
    if (!figure) {
      detail::Append(text, " ", session.Text(Say::kNotConsidered));
    } else {
      detail::Append(text, " ", Decimal(static_cast<double>(figure->value) / static_cast<double>(kAmountOne), 2, session.language));
      if (score != 0) detail::Append(text, " (", score > 0 ? "+" : "", ScoreText(score, 3, session.language), ")");
    }
    parts.push_back(std::move(text));
  }
  session.Paragraph(session.Text(Say::kLabourMarket, absl::StrJoin(parts, ", ")), kIndent, 2);
}

void ShowTransition(Session& session, const Desk& desk, const AdvisedMatch& advised, const Explanation& x, std::size_t rank, std::uint32_t courses, bool figures) {
  const auto& language = session.language;
  const auto& match = advised.match;
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
  for (const auto& line : GateLines(desk.taxonomy, advised.gates, language)) session.Paragraph(Plain(line), kIndent, 2);
  if (figures) ShowFigures(session, advised);
  if (courses == 0 || !desk.courses) return;
  const auto suggestions = SuggestCourses(*desk.courses, desk.profile, x, ForTransition(courses));
  for (const auto& s : suggestions.courses) {
    const auto& course = desk.courses->catalogue()[s.course];
    session.Paragraph(session.Text(Say::kCourse, CourseLabel(session, desk, s.course), Percent(s.gain, suggestions.gap, language), CostText(course, language),
                                   HoursText(course, language), EntryText(session, desk, s)), kIndent, 2);
  }
}

void ShowHidden(Session& session, const Advice& advice) {
  if (advice.hidden == 0) return;
  std::vector<std::string> by;
  for (std::size_t g = 0; g < kGates; ++g) {
    if (advice.hidden_by[g] > 0) by.push_back(Cat(Word(static_cast<Gate>(g), session.language), " ", Number(advice.hidden_by[g], session.language)));
  }
  session.Paragraph(session.Text(Say::kHidden, Number(advice.hidden, session.language), absl::StrJoin(by, ", ")));
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
  AdviceOptions wanted;
  OVS_ASSIGN_OR_RETURN(const auto read, ReadAdvice(session, options.advice, desk.taxonomy, &wanted));
  if (read != Exit::kOk) return read;
  OVS_ASSIGN_OR_RETURN(const auto figures, ReadFigures(session, options.advice, desk.taxonomy));
  const auto* table = figures ? &*figures : nullptr;
  OVS_ASSIGN_OR_RETURN(const auto advice, Advise(desk.matcher, desk.profile, wanted, table));
  const auto exit = advice.nearby.empty() ? Exit::kNo : Exit::kOk;
  const auto json = [&] { return AdviceJson(desk.matcher, desk.profile, advice, wanted, session.language, table); };
  if (session.json && courses == 0) {
    session.Json(json());
    return exit;
  }
  std::vector<Explanation> explanations;  // of both lists, one after the other
  for (const auto* list : {&advice.nearby, &advice.wider}) {
    for (const auto& advised : *list) {
      OVS_ASSIGN_OR_RETURN(auto x, Explain(desk.matcher, desk.profile, advised.match.occupation));
      explanations.push_back(std::move(x));
    }
  }
  if (session.json) {
    std::vector<std::string> lists;
    for (const auto& x : explanations) {
      lists.push_back(SuggestionsJson(desk.taxonomy, *desk.courses, x.occupation, SuggestCourses(*desk.courses, desk.profile, x, ForTransition(courses)), session.language));
    }
    session.Json(Cat("{\"ranking\":", json(), ",\"courses\":[", absl::StrJoin(lists, ","), "]}"));
    return exit;
  }
  const auto& ranking = advice.ranking;
  ShowHeader(session, desk);
  if (ranking.status == RankStatus::kTooLittleData) {
    session.Paragraph(session.Text(Say::kTooLittle, ranking.needed, ranking.items));
    return exit;
  }
  session.Blank();
  if (advice.nearby.empty()) {
    session.Paragraph(session.Text(Say::kNoMatches));
    ShowHidden(session, advice);
    return exit;
  }
  session.Paragraph(session.Text(Say::kRankIntro, Number(advice.nearby.size(), session.language), Number(ranking.considered, session.language)));
  if (!ranking.strong_match) session.Paragraph(session.Text(Say::kNoStrongMatch));
  if (ranking.confidence == Confidence::kLow) session.Paragraph(session.Text(Say::kLowConfidence, ranking.items));
  if (courses > 0 && desk.courses) session.Paragraph(session.Text(Say::kCourseIntro));
  if (table != nullptr) session.Paragraph(session.Text(Say::kFiguresFrom, Plain(table->source()), Plain(table->date())));
  ShowHidden(session, advice);
  if (wanted.with_wider) session.Blank(), session.Paragraph(session.Text(Say::kNearby));
  for (std::size_t i = 0; i < explanations.size(); ++i) {
    const bool near = i < advice.nearby.size();
    session.Blank();
    if (near && i == advice.not_demoted) session.Paragraph(session.Text(Say::kDemotedFrom, Number(advice.demoted, session.language))), session.Blank();
    if (i == advice.nearby.size()) session.Paragraph(session.Text(Say::kWider)), session.Blank();
    ShowTransition(session, desk, near ? advice.nearby[i] : advice.wider[i - advice.nearby.size()], explanations[i], i + 1, courses, table != nullptr);
  }
  session.Blank();
  if (wanted.with_wider && advice.wider.empty()) session.Paragraph(session.Text(Say::kNoWider));
  if (ranking.too_little_data > 0) session.Paragraph(session.Text(Say::kLeftOut, Number(ranking.too_little_data, session.language)));
  session.Paragraph(session.Text(Say::kMoreHelp));
  return exit;
}

// --- why not -------------------------------------------------------------------------------------------------------

struct WhyNotOptions {
  ProfileOptions profile;
  AdviceFlags advice;
  std::uint32_t shown = 10, limit = 5;
};

Outcome WhyNotCommand(Session& session, const WhyNotOptions& options) {
  Desk desk;
  OVS_ASSIGN_OR_RETURN(const auto ready, SetUp(session, options.profile, &desk));
  if (ready != Exit::kOk) return ready;
  AdviceOptions wanted;
  OVS_ASSIGN_OR_RETURN(const auto read, ReadAdvice(session, options.advice, desk.taxonomy, &wanted));
  if (read != Exit::kOk) return read;
  OVS_ASSIGN_OR_RETURN(const auto why, WhyNotOf(desk.matcher, desk.profile, desk.target, options.shown, options.limit, wanted.gates));
  const auto exit = why.place ? Exit::kOk : Exit::kNo;
  if (session.json) {
    session.Json(WhyNotJson(desk.taxonomy, why, wanted.gates, session.language));
    return exit;
  }
  ShowHeader(session, desk);
  session.Paragraph(session.Text(Say::kTarget, session.Label(desk.taxonomy, desk.target)), 0, 2);
  session.Blank();
  for (const auto& line : WhyNotLines(desk.taxonomy, why, session.language)) session.Paragraph(Plain(line), 0, 2);
  return exit;
}

// --- questions -----------------------------------------------------------------------------------------------------

struct QuestionCommandOptions {
  ProfileOptions profile;
  QuestionOptions questions;
};

Outcome QuestionsCommand(Session& session, const QuestionCommandOptions& options) {
  Desk desk;
  OVS_ASSIGN_OR_RETURN(const auto ready, SetUp(session, options.profile, &desk));
  if (ready != Exit::kOk) return ready;
  OVS_ASSIGN_OR_RETURN(const auto list, Questions(desk.matcher, desk.profile, options.questions));
  const auto exit = list.questions.empty() ? Exit::kNo : Exit::kOk;
  if (session.json) {
    session.Json(QuestionsJson(desk.matcher, desk.profile, list, session.language));
    return exit;
  }
  ShowHeader(session, desk);
  session.Blank();
  session.Paragraph(session.Text(list.questions.empty() ? Say::kNoQuestions : Say::kQuestionIntro));
  for (std::size_t i = 0; i < list.questions.size(); ++i) {
    const auto& q = list.questions[i];
    session.Blank();
    session.Paragraph(Cat(PadLeft(absl::StrCat(i + 1), kIndent - 2), "  ", session.Label(desk.taxonomy, q.concept_id)), 0, kIndent);
    session.Paragraph(QuestionLine(list, q, session.language), kIndent);
  }
  if (!list.questions.empty()) session.Blank(), session.Paragraph(session.Text(Say::kQuestionHelp));
  return exit;
}

// --- unlock --------------------------------------------------------------------------------------------------------

struct UnlockCommandOptions {
  ProfileOptions profile;
  UnlockOptions unlock;
  bool all = false;
};

void ShowUnlockings(Session& session, const Desk& desk, Say title, std::span<const Unlocking> list, bool are_courses) {
  constexpr std::size_t kNamed = 8;
  session.Blank();
  session.Paragraph(session.Text(title));
  for (std::size_t i = 0; i < list.size(); ++i) {
    const auto& u = list[i];
    const auto label = are_courses ? CourseLabel(session, desk, u.id) : session.Label(desk.taxonomy, u.id);
    ShowSplit(session, Cat(PadLeft(absl::StrCat(i + 1), kIndent - 2), "  ", label), session.Text(Say::kOpens, Number(u.opens.size(), session.language)), kIndent);
    if (!u.opens.empty()) session.Paragraph(Labels(session, desk, u.opens, kNamed), kIndent, 2);
  }
}

Outcome UnlockCommand(Session& session, const UnlockCommandOptions& options) {
  Desk desk;
  OVS_ASSIGN_OR_RETURN(const auto ready, SetUp(session, options.profile, &desk));
  if (ready != Exit::kOk) return ready;
  auto wanted = options.unlock;
  if (options.all) wanted.nearest = 0;
  const auto* courses = desk.courses ? &*desk.courses : nullptr;
  OVS_ASSIGN_OR_RETURN(const auto list, WhatUnlocks(desk.matcher, desk.profile, courses, wanted));
  const auto exit = list.skills.empty() ? Exit::kNo : Exit::kOk;
  if (session.json) {
    session.Json(UnlockJson(desk.matcher, desk.profile, courses, wanted, list, session.language));
    return exit;
  }
  const auto number = [&](std::uint64_t n) { return Number(n, session.language); };
  ShowHeader(session, desk);
  session.Blank();
  session.Paragraph(session.Text(Say::kUnlockIntro, number(list.considered), Percent(wanted.ready_percent, 100, session.language), number(list.open)), 0, 2);
  if (list.skills.empty()) session.Paragraph(session.Text(Say::kUnlockNothing));
  else ShowUnlockings(session, desk, Say::kUnlockSkills, list.skills, false);
  if (!list.courses.empty()) ShowUnlockings(session, desk, Say::kUnlockCourses, list.courses, true);
  return exit;
}

// --- person --------------------------------------------------------------------------------------------------------

Outcome PersonCommand(Session& session, const ProfileOptions& options) {
  Person person;
  OVS_ASSIGN_OR_RETURN(const auto exit, ReadPerson(session, options, &person));
  if (exit == Exit::kOk) session.Json(PersonJson(person.taxonomy, person.profile));
  return exit;
}

}  // namespace

void AddTransitionCommands(CLI::App& app, Session& session, std::vector<Command>& commands) {
  auto* transitions = app.add_subcommand("transitions", "Rank the occupations a person can move to, with reasons, gaps and courses.\nNL: welk werk past bij iemands werk tot nu toe?");
  const auto transition_options = std::make_shared<TransitionOptions>();
  AddProfileOptions(*transitions, transition_options->profile, false);
  AddAdviceOptions(*transitions, transition_options->advice);
  transitions->add_option("--courses", transition_options->courses, "Most courses shown for each occupation (3; 0 = none). With --json they come only when\n"
                                                                     "asked for: {\"ranking\": {...}, \"courses\": [...]}")->option_text("N")->check(CLI::Range(0, 1000));
  AddModelOptions(*transitions, session);
  AddCommonOptions(*transitions, session);
  commands.push_back({transitions, [transition_options](Session& s) { return Transitions(s, *transition_options); }});

  auto* why = app.add_subcommand("whynot", "Why an occupation is not among the first, and what would bring it further up.\nNL: waarom staat dit beroep niet bovenaan, en wat zou helpen?");
  const auto why_options = std::make_shared<WhyNotOptions>();
  AddProfileOptions(*why, why_options->profile, true);
  why->add_option("--shown", why_options->shown, "Hold it against the first N places (10; 0 = none)")->option_text("N")->check(CLI::Range(0, 100000));
  why->add_option("--limit", why_options->limit, "Most skills that would help (5)")->option_text("N")->check(CLI::Range(0, 100000));
  AddGateOptions(*why, why_options->advice);
  AddModelOptions(*why, session);
  AddCommonOptions(*why, session);
  commands.push_back({why, [why_options](Session& s) { return WhyNotCommand(s, *why_options); }});

  auto* questions = app.add_subcommand("questions", "Which skills to ask about: those whose answers are expected to change the list most.\n"
                                                    "NL: naar welke vaardigheden vraagt u, om de lijst het meest te verbeteren?");
  const auto question_options = std::make_shared<QuestionCommandOptions>();
  AddProfileOptions(*questions, question_options->profile, false);
  questions->add_option("--limit", question_options->questions.limit, "Most questions (15)")->option_text("N")->check(CLI::Range(1, 100));
  questions->add_option("--candidates", question_options->questions.candidates, "Best matches to tell apart (30)")->option_text("N")->check(CLI::Range(2, 1000));
  AddModelOptions(*questions, session);
  AddCommonOptions(*questions, session);
  commands.push_back({questions, [question_options](Session& s) { return QuestionsCommand(s, *question_options); }});

  auto* unlock = app.add_subcommand("unlock", "Which one skill, licence or course opens most of the work that lies near.\nNL: welk ene ding om te leren opent de meeste deuren?");
  const auto unlock_options = std::make_shared<UnlockCommandOptions>();
  AddProfileOptions(*unlock, unlock_options->profile, false);
  unlock->add_option("--ready", unlock_options->unlock.ready_percent, "Work is open from this percentage of what it asks, with all essential licences (60)")->option_text("N")->check(CLI::Range(1, 100));
  unlock->add_option("--nearest", unlock_options->unlock.nearest, "Look at so many best matches (100)")->option_text("N")->check(CLI::Range(1, 1000000));
  unlock->add_flag("--all", unlock_options->all, "Look at all occupations");
  unlock->add_option("--limit", unlock_options->unlock.limit, "Most skills and most courses (10)")->option_text("N")->check(CLI::Range(1, 1000));
  AddModelOptions(*unlock, session);
  AddCommonOptions(*unlock, session);
  commands.push_back({unlock, [unlock_options](Session& s) { return UnlockCommand(s, *unlock_options); }});

  auto* person = app.add_subcommand("person", "Write a person as a document, for --person: JSON, whether asked for or not.\nNL: bewaar iemands profiel als document, voor --person.");
  const auto person_options = std::make_shared<ProfileOptions>();
  AddProfileOptions(*person, *person_options, false);
  AddTaxonomyOption(*person, session);
  AddOutputOptions(*person, session);
  commands.push_back({person, [person_options](Session& s) { return PersonCommand(s, *person_options); }});
}

}  // namespace overstap::cli
