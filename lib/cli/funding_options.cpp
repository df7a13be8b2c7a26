// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Options of funding_options.hpp into the library's, a file first and then what stands beside it; and the lines of an answer.

#include "cli/funding_options.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "cli/person.hpp"
#include "io/names.hpp"
#include "overstap/funding_report.hpp"

namespace overstap::cli {
namespace {

using detail::Cat;

constexpr const char* kGroup = "Funding";

/// "name=value", cut at the last sign: a rule is a URI, which may hold one.
std::optional<std::pair<std::string, std::string>> Cut(const std::string& text) {
  const auto at = text.rfind('=');
  if (at == std::string::npos || at == 0 || at + 1 == text.size()) return std::nullopt;
  return std::pair(text.substr(0, at), text.substr(at + 1));
}

std::optional<Truth> ParseTruth(std::string_view text) {
  for (const auto word : {"yes", "ja", "true"}) {
    if (text == word) return Truth::kYes;
  }
  for (const auto word : {"no", "nee", "false"}) {
    if (text == word) return Truth::kNo;
  }
  if (text == "unknown" || text == "onbekend") return Truth::kUnknown;
  return std::nullopt;
}

/// One --fact. False when it means nothing; that has been said.
bool SetFact(const Session& session, const std::string& text, FundingDesk& desk) {
  const auto refuse = [&](Say why, const std::string& more = {}) {
    session.Warn(session.Text(why, Plain(text), more));
    return false;
  };
  const auto cut = Cut(text);
  if (!cut) return refuse(Say::kBadFact);
  const auto& [name, value] = *cut;
  auto& context = desk.context;
  if (name == "employment") {
    std::uint8_t bits = 0;
    for (const auto word : absl::StrSplit(value, ',')) {
      const auto one = detail::Named<Employment>(detail::Std(word), {.count = kEmployments, .bits = true});
      if (!one) return refuse(Say::kBadFact);
      bits = static_cast<std::uint8_t>(bits | *one);
    }
    context.employment = bits;
    return true;
  }
  if (name == "employer_size") {
    const auto size = detail::Named<EmployerSize>(value, {.count = kEmployerSizes, .bits = true});
    if (!size) return refuse(Say::kBadFact);
    context.employer_size = *size;
    return true;
  }
  if (name == "start") {
    const auto day = ParseDate(value);
    if (!day) return refuse(Say::kBadFact);
    context.start = *day;
    return true;
  }
  const auto fact = desk.rules.FindFact(name);
  if (!fact) {
    std::vector<std::string> known = {"employment", "employer_size", "start"};
    for (const auto& f : desk.rules.facts()) known.push_back(Plain(f.name));
    return refuse(Say::kUnknownFact, absl::StrJoin(known, ", "));
  }
  const auto truth = ParseTruth(value);
  if (!truth) return refuse(Say::kBadFact);
  context.facts.resize(desk.rules.facts().size(), Truth::kUnknown);
  context.facts[*fact] = *truth;
  return true;
}

bool SetBalance(const Session& session, const std::string& text, FundingDesk& desk) {
  const auto cut = Cut(text);
  std::uint32_t euros = 0;
  if (cut) {
    const auto& value = cut->second;
    const auto [end, failure] = std::from_chars(value.data(), value.data() + value.size(), euros);
    const auto rule = desk.rules.FindRule(cut->first);
    if (rule && desk.rules.rules()[*rule].from_balance && failure == std::errc() && end == value.data() + value.size() && euros <= kMostCost) {
      desk.context.balances.resize(desk.rules.rules().size(), kUnknownAmount);
      desk.context.balances[*rule] = euros;
      return true;
    }
  }
  std::vector<std::string> budgets;
  for (const auto& rule : desk.rules.rules()) {
    if (rule.from_balance) budgets.push_back(Plain(rule.id));
  }
  session.Warn(session.Text(Say::kBadBalance, Plain(text), absl::StrJoin(budgets, ", ")));
  return false;
}

std::string NameOf(const Session& session, const FundingDesk& desk, std::uint32_t rule) { return Plain(desk.rules.rules()[rule].name.In(Tag(session.language))); }

/// "90%, EUR 900-1.800".
std::string AmountText(const Session& session, const FundingDesk& desk, const FundingVerdict& v) {
  std::vector<std::string> parts;
  const auto percent = [&](std::uint32_t p) { return Number(p, session.language); };
  if (v.percent_least == v.percent_most) parts.push_back(Cat(percent(v.percent_most), "%"));
  else if (v.percent_least > 0) parts.push_back(Cat(percent(v.percent_least), "\u2013", percent(v.percent_most), "%"));
  if (v.percent_least == 0) parts.push_back(session.Text(Say::kFundingHowMuch));
  else if (v.amount_most != kUnknownAmount && v.amount_most > 0) parts.push_back(CostText(v.amount_least, v.amount_most, session.language));
  const auto& rule = desk.rules.rules()[v.rule];
  const auto balance = rule.from_balance && v.rule < desk.context.balances.size() ? desk.context.balances[v.rule] : kUnknownAmount;
  const auto shared = std::min(rule.per_year ? rule.maximum : kUnknownAmount, balance);
  if (desk.options.together && shared != kUnknownAmount) parts.push_back(session.Text(Say::kFundingShared, CostText(shared, shared, session.language)));
  return absl::StrJoin(parts, ", ");
}

void ShowNet(Session& session, const FundingDesk& desk, const CourseFunding& course, std::size_t indent) {
  const auto line = [&](Say say, const NetCost& net) {
    std::vector<std::string> names;
    for (const auto rule : net.rules) names.push_back(NameOf(session, desk, rule));
    session.Paragraph(session.Text(say, CostText(net.least, net.most, session.language), absl::StrJoin(names, " + ")), indent, 2);
  };
  if (course.certain.most == kUnknownAmount) return;
  if (!course.certain.rules.empty()) line(Say::kFundingNet, course.certain);
  if (!course.possible.rules.empty() && course.possible.rules != course.certain.rules) line(Say::kFundingPossible, course.possible);
}

}  // namespace

void AddFundingOptions(CLI::App& command, FundingFlags& flags, bool beside) {
  CLI::Option* funding = nullptr;
  if (beside) {
    funding = command.add_flag("--funding", flags.wanted, "Also which funding there is, by rules and on the day of --date (today). With --json: {\"funding\": ...} beside the rest")->group(kGroup);
  } else {
    flags.wanted = true;
  }
  std::vector<CLI::Option*> options;
  options.push_back(command.add_option("--context", flags.context, "What is known of the person and the employer, as JSON (taxonomy/schema/overstap-funding-1.schema.json);\n"
                                                                   "the options here come over it")->option_text("FILE"));
  const auto several = [&](const char* name, std::vector<std::string>& values, const char* help, const char* text) {
    options.push_back(command.add_option(name, values, help)->option_text(text)->expected(1)->allow_extra_args(false)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll));
  };
  several("--fact", flags.facts, "One thing that is known: NAME=yes, no or unknown, as the answer asks for it; or\n"
                                 "employment=employed, self-employed or job-seeking (several: with commas);\n"
                                 "employer_size=small, medium or large; start=DAY. Once for each", "NAME=VALUE");
  several("--balance", flags.balances, "Euros in a budget, by the id of its rule; once for each", "RULE=EUROS");
  several("--rules", flags.rules, "Funding rules of your own, beside those that are built in; once for each file", "FILE");
  options.push_back(command.add_flag("--own-rules-only", flags.own_rules_only, "Only the rules of --rules"));
  options.push_back(command.add_flag("--drafts", flags.drafts, "Also rules that are only announced"));
  for (auto* option : options) {
    option->group(kGroup);
    if (funding) option->needs(funding);
  }
}

Outcome ReadFunding(const Session& session, const FundingFlags& flags, const std::string& date, FundingDesk* desk) {
  const auto day = ParseDate(date.empty() ? Today() : date);
  if (!day) {
    session.Warn(session.Text(Say::kBadDay, Plain(date)));
    return Exit::kUsage;
  }
  desk->day = *day;
  desk->options.with_drafts = flags.drafts;
  FundingRules built_in;
  if (!flags.own_rules_only) {
    OVS_ASSIGN_OR_RETURN(built_in, DefaultFundingRules());
  }
  std::vector<JsonSource> sources;
  for (const auto& path : flags.rules) {
    OVS_ASSIGN_OR_RETURN(auto source, ReadSource(path));
    sources.push_back(std::move(source));
  }
  OVS_ASSIGN_OR_RETURN(desk->rules, ReadFundingRules(sources, &built_in));
  if (!flags.context.empty()) {
    OVS_ASSIGN_OR_RETURN(const auto source, ReadSource(flags.context));
    OVS_ASSIGN_OR_RETURN(desk->context, ReadFundingContext(source, desk->rules));
  }
  for (const auto& fact : flags.facts) {
    if (!SetFact(session, fact, *desk)) return Exit::kUsage;
  }
  for (const auto& balance : flags.balances) {
    if (!SetBalance(session, balance, *desk)) return Exit::kUsage;
  }
  return Exit::kOk;
}

void ShowFundingIntro(Session& session, const FundingDesk& desk, const Funding& funding) {
  session.Paragraph(session.Text(Say::kFundingIntro, DayWords(desk.day, session.language)));
  if (funding.drafts_left_out > 0) session.Paragraph(session.Text(Say::kFundingDrafts, Number(funding.drafts_left_out, session.language)));
}

void ShowCourseFunding(Session& session, const FundingDesk& desk, const CourseCatalogue& catalogue, const CourseFunding& course) {
  const auto language = session.language;
  const auto tag = Tag(language);
  session.Paragraph(Cat(Plain(catalogue.Label(course.course, tag)), ", ", CostText(catalogue[course.course], language)), 0, 2);
  for (const auto truth : {Truth::kYes, Truth::kUnknown, Truth::kNo}) {
    for (const auto& v : course.verdicts) {
      if (v.truth != truth) continue;
      const auto& rule = desk.rules.rules()[v.rule];
      auto head = Cat(Word(truth, language), ": ", NameOf(session, desk, v.rule));
      if (rule.status == FundingStatus::kDraft) detail::Append(head, " (", Word(rule.status, language), ")");
      if (truth != Truth::kNo) detail::Append(head, ", ", AmountText(session, desk, v));
      session.Paragraph(head, 2, 2);
      std::vector<std::string> lines;
      for (const auto& point : v.points) lines.push_back(Plain(FundingLine(desk.rules, v, point, desk.day, language)));
      if (truth == Truth::kUnknown) session.Paragraph(session.Text(Say::kFundingFindOut, absl::StrJoin(lines, " ")), 4, 2);
      if (truth == Truth::kNo) session.Paragraph(absl::StrJoin(lines, " "), 4, 2);
      if (truth == Truth::kNo) continue;
      std::string how(Word(rule.applicant, language));
      if (v.period.until != kNoDate) detail::Append(how, " ", session.Text(Say::kFundingUntil, DayWords(v.period.until, language)));
      session.Paragraph(how, 4, 2);
      std::vector<std::string> documents;
      for (const auto& document : rule.documents) documents.push_back(Plain(document.In(tag)));
      if (!documents.empty()) session.Paragraph(session.Text(Say::kFundingDocuments, absl::StrJoin(documents, "; ")), 4, 2);
    }
  }
  ShowNet(session, desk, course, 2);
}

void ShowFundingShort(Session& session, const FundingDesk& desk, const CourseFunding& course, std::size_t indent) {
  std::vector<std::string> parts;
  for (const auto truth : {Truth::kYes, Truth::kUnknown}) {
    for (const auto& v : course.verdicts) {
      if (v.truth == truth) parts.push_back(Cat(Word(truth, session.language), ": ", NameOf(session, desk, v.rule), ", ", AmountText(session, desk, v)));
    }
  }
  session.Paragraph(session.Text(Say::kFundingShort, parts.empty() ? session.Text(Say::kFundingNone) : absl::StrJoin(parts, "; ")), indent, 2);
  ShowNet(session, desk, course, indent);
}

void ShowFundingTotal(Session& session, const Funding& funding, std::size_t indent) {
  const auto& t = funding.total;
  const auto cost = [&](std::uint64_t least, std::uint64_t most) { return CostText(least, most, session.language); };
  session.Paragraph(session.Text(Say::kFundingTotal, cost(t.cost_least, t.cost_most), cost(t.certain_least, t.certain_most), cost(t.possible_least, t.possible_most)), indent, 2);
  if (t.unpriced > 0) session.Paragraph(session.Text(Say::kFundingUnpriced, Number(t.unpriced, session.language)), indent, 2);
}

void ShowFundingSources(Session& session, const FundingDesk& desk, const Funding& funding) {
  std::vector<std::uint32_t> told;
  for (const auto& course : funding.courses) {
    for (const auto& v : course.verdicts) {
      if (v.truth != Truth::kNo) told.push_back(v.rule);
    }
  }
  std::sort(told.begin(), told.end());
  told.erase(std::unique(told.begin(), told.end()), told.end());
  if (told.empty()) return;
  session.Blank();
  session.Paragraph(session.Text(Say::kFundingSources));
  for (const auto r : told) {
    session.Paragraph(NameOf(session, desk, r), 2, 2);
    for (const auto& source : desk.rules.rules()[r].sources) {
      session.Paragraph(session.Text(Say::kFundingSource, Plain(source.title), Word(source.basis, session.language), DayWords(source.read, session.language)), 4, 2);
    }
  }
}

}  // namespace overstap::cli
