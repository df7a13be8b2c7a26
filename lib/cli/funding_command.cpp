// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The command funding: what rules say of courses.

#include <memory>
#include <utility>

#include "cli/desk.hpp"
#include "cli/funding_options.hpp"
#include "overstap/funding_report.hpp"

namespace overstap::cli {
namespace {

struct FundingCommandOptions {
  std::vector<std::string> courses;
  std::string date;
  FundingFlags flags;
  bool together = false;
};

Outcome FundingCommand(Session& session, const FundingCommandOptions& options) {
  OVS_ASSIGN_OR_RETURN(const auto catalogue, OpenCatalogue(session));
  if (!catalogue) {
    session.Warn(session.Text(Say::kNeedCatalogue));
    return Exit::kUsage;
  }
  FundingDesk desk;
  OVS_ASSIGN_OR_RETURN(const auto ready, ReadFunding(session, options.flags, options.date, &desk));
  if (ready != Exit::kOk) return ready;
  desk.options.together = options.together;
  std::vector<std::uint32_t> courses;
  for (const auto& name : options.courses) {
    if (const auto exit = ResolveCourse(session, *catalogue, name, &courses.emplace_back()); exit != Exit::kOk) return exit;
  }
  OVS_ASSIGN_OR_RETURN(const auto funding, EvaluateFunding(desk.rules, *catalogue, courses, desk.context, desk.day, desk.options));
  bool any = false;
  for (const auto& course : funding.courses) {
    for (const auto& v : course.verdicts) any |= v.truth != Truth::kNo;
  }
  const auto exit = any ? Exit::kOk : Exit::kNo;
  if (session.json) {
    session.Json(FundingJson(desk.rules, *catalogue, funding, desk.options, session.language));
    return exit;
  }
  ShowFundingIntro(session, desk, funding);
  for (const auto& course : funding.courses) {
    session.Blank();
    ShowCourseFunding(session, desk, *catalogue, course);
  }
  if (options.together) session.Blank(), ShowFundingTotal(session, funding, 0);
  ShowFundingSources(session, desk, funding);
  return exit;
}

}  // namespace

void AddFundingCommand(CLI::App& app, Session& session, std::vector<Command>& commands) {
  auto* funding = app.add_subcommand("funding", "Which funding there is for a course: possible, no or unknown, how much, and what is left to pay.\n"
                                                "NL: welke vergoeding is er voor een opleiding, en wat betaalt u dan nog?");
  const auto options = std::make_shared<FundingCommandOptions>();
  funding->add_option("COURSE", options->courses, "A course: its name or URI; several may be given")->option_text("...")->required();
  funding->add_option("--date", options->date, "Day of the application, such as 2026-11-29 (today)")->option_text("DATE");
  funding->add_flag("--together", options->together, "The courses are taken together: what a rule gives for a year, or from a budget, is given once");
  AddFundingOptions(*funding, options->flags, false);
  AddCommonOptions(*funding, session);
  commands.push_back({funding, [options](Session& s) { return FundingCommand(s, *options); }});
}

}  // namespace overstap::cli
