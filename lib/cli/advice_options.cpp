// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Options of advice_options.hpp into the library's: a file first, then what stands beside it.

#include "cli/advice_options.hpp"

#include <map>
#include <utility>

#include "cli/person.hpp"
#include "io/names.hpp"
#include "overstap/io.hpp"

namespace overstap::cli {
namespace {

using detail::Cat;

constexpr const char* kGroup = "What stands in the way";

/// "licence=hide".
std::optional<std::pair<Gate, GateAction>> ParseGate(std::string_view text) {
  const auto at = text.find('=');
  if (at == std::string_view::npos) return std::nullopt;
  const auto gate = detail::Named<Gate>(text.substr(0, at), {.count = kGates});
  const auto action = detail::Named<GateAction>(text.substr(at + 1), {.count = kGateActions});
  if (!gate || !action) return std::nullopt;
  return std::pair(*gate, *action);
}

/// "name:grade" is name and grade, unless all of it is a URI.
std::pair<std::string, Relevance> SplitGrade(const Taxonomy& taxonomy, const std::string& text) {
  const auto at = text.rfind(':');
  if (at != std::string::npos && !taxonomy.Find(text)) {
    if (const auto grade = detail::Named<Relevance>(std::string_view(text).substr(at + 1), {.count = kRelevances, .first = 1})) return {text.substr(0, at), *grade};
  }
  return {text, Relevance::kSomewhat};
}

}  // namespace

void AddGateOptions(CLI::App& command, AdviceFlags& flags) {
  command.add_option("--advice", flags.path, "Options of advice as JSON (taxonomy/schema/overstap-advice-1.schema.json); the options here come over it")
      ->option_text("FILE")->group(kGroup);
  command.add_option("--gate", flags.gates, "What to do about one: regulated, licence, education, condition or mediation = off,\n"
                                            "warn (default), demote or hide; once for each. What is hidden is counted")
      ->option_text("NAME=ACTION")->expected(1)->allow_extra_args(false)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)->group(kGroup)
      ->check([](const std::string& text) {
        return ParseGate(text) ? std::string() : Cat(Plain(text), " is not NAME=ACTION with regulated, licence, education, condition or mediation, and off, warn, demote or hide");
      });
  command.add_option("--cannot", flags.cannot, "A work condition that the person cannot have, by URI or name, with a grade where less of it is no\n"
                                               "matter: somewhat (default), important or essential; once for each")
      ->option_text("URI[:GRADE]")->expected(1)->allow_extra_args(false)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)->group(kGroup);
}

void AddAdviceOptions(CLI::App& command, AdviceFlags& flags) {
  const auto limit = CLI::Range(1, 100000);
  command.add_option("--limit", flags.limit, "Most occupations shown (10)")->option_text("N")->check(limit);
  command.add_option("--wider", flags.wider, "Also a second list of at most N, of other kinds of work")->option_text("N")->check(limit);
  AddGateOptions(command, flags);
  constexpr const char* kFiguresGroup = "Labour market";
  command.add_option("--figures", flags.figures, "CSV with occupation (URI or ISCO-08 digits) and tightness, wage, automation_risk; how much they move\n"
                                                 "an occupation is for --advice, without which they are only shown")->option_text("FILE")->group(kFiguresGroup);
  command.add_option("--figures-source", flags.source, "Whose figures, where the file does not say")->option_text("TEXT")->group(kFiguresGroup);
  command.add_option("--figures-date", flags.date, "Of which date, where the file does not say: 2026, 2026-Q2, 2026-06 or 2026-06-30")->option_text("DATE")->group(kFiguresGroup);
  command.add_option("--region", flags.region, "Take the figures for this region where there are any")->option_text("NAME")->group(kFiguresGroup);
}

Outcome ReadAdvice(const Session& session, const AdviceFlags& flags, const Taxonomy& taxonomy, AdviceOptions* options) {
  if (!flags.path.empty()) {
    OVS_ASSIGN_OR_RETURN(const auto source, ReadSource(flags.path));
    OVS_ASSIGN_OR_RETURN(*options, ReadAdviceOptions(source, taxonomy));
  }
  for (const auto& text : flags.gates) {
    const auto [gate, action] = *ParseGate(text);
    options->gates.For(gate) = action;
  }
  for (const auto& text : flags.cannot) {
    const auto [name, grade] = SplitGrade(taxonomy, text);
    Concept condition = kNoConcept;
    if (const auto exit = ResolveCondition(session, taxonomy, name, &condition); exit != Exit::kOk) return exit;
    options->gates.limits.push_back({condition, grade});
  }
  if (flags.limit) options->rank.limit = *flags.limit;
  if (flags.wider) options->with_wider = true, options->lists.wider = *flags.wider;
  if (!flags.region.empty()) options->factors.region = flags.region;
  OVS_RETURN_IF_ERROR(Validate(*options, taxonomy));
  return Exit::kOk;
}

StatusOr<std::optional<LabourMarket>> ReadFigures(const Session& session, const AdviceFlags& flags, const Taxonomy& taxonomy) {
  if (flags.figures.empty()) return std::optional<LabourMarket>();
  std::vector<std::string> notes;
  OVS_ASSIGN_OR_RETURN(auto table, ReadLabourMarket(flags.figures, flags.source, flags.date, &notes));
  for (const auto& note : notes) session.Warn(Cat(Plain(flags.figures), ": ", Plain(note)));
  if (const auto unknown = table.UnknownRows(taxonomy); !unknown.empty()) {
    const auto& first = table.rows()[unknown.front()];
    session.Warn(session.Text(Say::kUnknownUris, Number(unknown.size(), session.language), Number(table.rows().size(), session.language), Plain(flags.figures), first.line, Plain(first.occupation)));
  }
  return std::optional(std::move(table));
}

}  // namespace overstap::cli
