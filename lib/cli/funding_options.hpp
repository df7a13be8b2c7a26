// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Funding on the command line: which rules, what is known of the person and the employer, on which day; and how an answer is shown, in
// full or beside a course of another command.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "overstap/funding.hpp"

namespace overstap::cli {

struct FundingFlags {
  bool wanted = false;  ///< --funding
  std::string context;
  std::vector<std::string> facts, balances, rules;
  bool own_rules_only = false, drafts = false;
};
/// All options about funding but the day. `beside`: of a command about something else, where --funding asks for it.
void AddFundingOptions(CLI::App& command, FundingFlags& flags, bool beside);

/// What an answer takes.
struct FundingDesk {
  FundingRules rules;
  FundingContext context;
  Date day = kNoDate;
  FundingOptions options;
};
/// `date` empty is today. Anything but kOk ends the command and has been said.
Outcome ReadFunding(const Session& session, const FundingFlags& flags, const std::string& date, FundingDesk* desk);

/// Everything about one course: verdicts with reasons or what to find out, documents, net cost.
void ShowCourseFunding(Session& session, const FundingDesk& desk, const CourseCatalogue& catalogue, const CourseFunding& course);
/// What is possible or unknown, and the net cost, in a few lines.
void ShowFundingShort(Session& session, const FundingDesk& desk, const CourseFunding& course, std::size_t indent);
void ShowFundingTotal(Session& session, const Funding& funding, std::size_t indent);
/// The day, what the answer is worth, and which rules are only announced.
void ShowFundingIntro(Session& session, const FundingDesk& desk, const Funding& funding);
/// Where the rules come from that did not answer "no" for all of these courses.
void ShowFundingSources(Session& session, const FundingDesk& desk, const Funding& funding);

}  // namespace overstap::cli
