// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Commands that look further than one person and one move: path, demand.

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "cli/advice_options.hpp"
#include "cli/commands.hpp"
#include "cli/desk.hpp"
#include "cli/output.hpp"
#include "overstap/demand.hpp"
#include "overstap/json.hpp"
#include "overstap/path.hpp"
#include "overstap/reasons.hpp"

namespace overstap::cli {
namespace {

using detail::Cat;

// --- path ----------------------------------------------------------------------------------------------------------

struct PathCommandOptions {
  ProfileOptions profile;
  AdviceFlags advice;
  PathOptions path;
  bool all = false;
};

void ShowPath(Session& session, const Desk& desk, const Path& path, std::size_t number) {
  constexpr std::size_t kIndent = 4;
  const auto language = session.language;
  session.Blank();
  session.Paragraph(Cat(PadLeft(absl::StrCat(number), kIndent - 2), "  ",
                        session.Text(Say::kPathLine, CostText(path.cost_min, path.cost_max, language), Number(path.weeks, language), Percent(path.ready.met, path.ready.required, language))),
                    0, kIndent);
  for (std::size_t i = 0; i < path.moves.size(); ++i) {
    const auto& move = path.moves[i];
    const auto work = session.Label(desk.taxonomy, move.occupation);
    if (move.training) {
      std::vector<std::string> courses;
      for (const auto& step : move.training->steps) courses.push_back(CourseLabel(session, desk, step.course));
      session.Paragraph(session.Text(Say::kPathTrain, work, absl::StrJoin(courses, "; "), CostText(move.training->cost_min, move.training->cost_max, language), Number(move.weeks, language)),
                        kIndent, 2);
      continue;
    }
    const bool last = i + 1 == path.moves.size();
    session.Paragraph(last ? session.Text(Say::kPathBegin, work)
                           : Cat(session.Text(Say::kPathWork, work, Percent(move.ready.met, move.ready.required, language)), ", ", session.Text(Say::kPathStay, Number(move.weeks, language))),
                      kIndent, 2);
    for (const auto& line : GateLines(desk.taxonomy, move.gates, language)) session.Paragraph(Plain(line), kIndent + 2, 2);
  }
}

Outcome PathCommand(Session& session, const PathCommandOptions& options) {
  Desk desk;
  OVS_ASSIGN_OR_RETURN(const auto ready, SetUp(session, options.profile, &desk));
  if (ready != Exit::kOk) return ready;
  AdviceOptions advice;
  OVS_ASSIGN_OR_RETURN(const auto read, ReadAdvice(session, options.advice, desk.taxonomy, &advice));
  if (read != Exit::kOk) return read;
  auto wanted = options.path;
  wanted.gates = advice.gates;
  if (options.all) wanted.stones = 0;
  const auto* courses = desk.courses ? &*desk.courses : nullptr;
  OVS_ASSIGN_OR_RETURN(const auto found, FindPaths(desk.matcher, courses, desk.profile, desk.target, wanted));
  const auto exit = found.paths.empty() ? Exit::kNo : Exit::kOk;
  if (session.json) {
    session.Json(PathsJson(desk.taxonomy, courses, desk.target, wanted, found, session.language));
    return exit;
  }
  const auto number = [&](std::uint64_t n) { return Number(n, session.language); };
  ShowHeader(session, desk);
  session.Paragraph(session.Text(Say::kTarget, session.Label(desk.taxonomy, desk.target)), 0, 2);
  session.Paragraph(session.Text(Say::kPathReadyNow, Percent(found.ready_now.met, found.ready_now.required, session.language)), 0, 2);
  session.Blank();
  session.Paragraph(found.paths.empty() ? session.Text(Say::kPathsNone, number(wanted.moves)) : session.Text(Say::kPathsIntro, number(found.paths.size())));
  if (found.direct_is_best) session.Paragraph(session.Text(Say::kPathsDirectBest));
  if (found.left_out > 0) session.Paragraph(session.Text(Say::kPathLeftOut, number(found.stones), number(found.left_out)));
  for (std::size_t i = 0; i < found.paths.size(); ++i) ShowPath(session, desk, found.paths[i], i + 1);
  if (!found.optimal) {
    session.Blank();
    session.Paragraph(session.Text(Say::kPlanNotProven));
  }
  return exit;
}

// --- demand --------------------------------------------------------------------------------------------------------

struct DemandCommandOptions {
  std::string people, jobs;
  DemandOptions demand;
};

Outcome DemandCommand(Session& session, const DemandCommandOptions& options) {
  Desk desk;
  OVS_ASSIGN_OR_RETURN(desk.taxonomy, OpenTaxonomy(session));
  OVS_ASSIGN_OR_RETURN(desk.matcher, OpenMatcher(session, desk.taxonomy));
  OVS_ASSIGN_OR_RETURN(auto catalogue, OpenCatalogue(session));
  if (catalogue) desk.courses = BoundCatalogue::Bind(*std::move(catalogue), desk.taxonomy);
  OVS_ASSIGN_OR_RETURN(const auto past, ReadOccupationNumbers(options.people, desk.taxonomy));
  OVS_ASSIGN_OR_RETURN(const auto jobs, ReadOccupationNumbers(options.jobs, desk.taxonomy));
  std::vector<Profile> profiles;
  profiles.reserve(past.size());
  std::vector<People> people;
  for (const auto& row : past) {
    ProfileBuilder builder(desk.taxonomy);
    OVS_RETURN_IF_ERROR(builder.AddOccupation(row.occupation));
    people.push_back({&profiles.emplace_back(builder.Build()), row.number});
  }
  OVS_ASSIGN_OR_RETURN(const auto demand, ShortOf(desk.matcher, desk.courses ? &*desk.courses : nullptr, people, jobs, options.demand));
  const auto exit = demand.jobs == 0 || demand.people == 0 ? Exit::kNo : Exit::kOk;
  if (session.json) {
    session.Json(DemandJson(desk.taxonomy, demand, session.language));
    return exit;
  }
  const auto number = [&](std::uint64_t n) { return Number(n, session.language); };
  ShowHeader(session, desk);
  session.Paragraph(session.Text(Say::kDemandIntro, number(demand.people), number(demand.jobs), number(demand.seats)));
  session.Paragraph(demand.skills.empty() ? session.Text(Say::kDemandNone) : session.Text(Say::kDemandShort, number(demand.short_skills), number(demand.untaught)));
  if (!demand.skills.empty()) {
    std::vector<std::vector<std::string>> rows = {{session.Text(Say::kDemandColumns), session.Text(Say::kDemandSkills), session.Text(Say::kDemandHave), session.Text(Say::kDemandCourses)}};
    for (const auto& s : demand.skills) {
      rows.push_back({session.Label(desk.taxonomy, s.concept_id), number(s.short_by), number(s.have), s.courses == 0 ? session.Text(Say::kDemandNoCourse) : number(s.courses)});
    }
    session.Blank();
    session.out.Write(Table(rows, 0, {1, 2, 3}));
  }
  std::vector<std::vector<std::string>> rows = {{session.Text(Say::kDemandWork), session.Text(Say::kDemandJobs), session.Text(Say::kDemandReady)}};
  for (const auto& w : demand.work) rows.push_back({session.Label(desk.taxonomy, w.occupation), number(w.jobs), number(w.ready)});
  session.Blank();
  session.out.Write(Table(rows, 0, {1, 2}));
  return exit;
}

}  // namespace

void AddPathCommands(CLI::App& app, Session& session, std::vector<Command>& commands) {
  const auto amount = CLI::Range(std::uint32_t{0}, kNoLimit - 1);
  auto* path = app.add_subcommand("path", "How to get to one occupation in at most three moves: training, and work on the way.\nNL: met welke tussenstappen komt iemand in dit beroep?");
  const auto options = std::make_shared<PathCommandOptions>();
  AddProfileOptions(*path, options->profile, true);
  path->add_option("--moves", options->path.moves, "Most moves: training, or going to work somewhere; the last is the occupation (3)")->option_text("N")->check(CLI::Range(1, 3));
  path->add_option("--money", options->path.money, "Most euros for all training (no limit)")->option_text("N")->check(amount);
  path->add_option("--weeks", options->path.weeks, "Most weeks until the work begins, of training and work on the way (156)")->option_text("N")->check(amount);
  path->add_option("--ready", options->path.ready_percent, "Work can begin from this percentage of what it asks, with all essential licences (60)")->option_text("N")->check(CLI::Range(1, 100));
  path->add_option("--stay", options->path.stay_weeks, "Weeks in each occupation on the way; a short job teaches less (52)")->option_text("N")->check(CLI::Range(1, 520));
  path->add_option("--stones", options->path.stones, "Look at so many occupations on the way, those that bring it nearest (30)")->option_text("N")->check(CLI::Range(1, 1000000));
  path->add_flag("--all", options->all, "Look at all occupations that bring it nearer");
  path->add_option("--limit", options->path.limit, "Most paths (10)")->option_text("N")->check(CLI::Range(1, 1000));
  AddGateOptions(*path, options->advice);
  AddModelOptions(*path, session);
  AddCommonOptions(*path, session);
  commands.push_back({path, [options](Session& s) { return PathCommand(s, *options); }});

  auto* demand = app.add_subcommand("demand", "Which skills are short: a group of people against the jobs that are wanted.\nNL: aan welke vaardigheden is in de regio een tekort (vraagarticulatie)?");
  const auto demand_options = std::make_shared<DemandCommandOptions>();
  demand->add_option("--people", demand_options->people, "CSV file with the columns occupation (title or URI of past work) and number")->option_text("FILE")->required();
  demand->add_option("--jobs", demand_options->jobs, "CSV file with the columns occupation and number: the jobs that are wanted")->option_text("FILE")->required();
  demand->add_option("--limit", demand_options->demand.limit, "Most skills (20)")->option_text("N")->check(CLI::Range(1, 100000));
  AddModelOptions(*demand, session);
  AddCommonOptions(*demand, session);
  commands.push_back({demand, [demand_options](Session& s) { return DemandCommand(s, *demand_options); }});
}

}  // namespace overstap::cli
