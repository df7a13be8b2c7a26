// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The command evaluate: how well the score ranks, measured against judged transitions, for a researcher. No persons here.

#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "cli/commands.hpp"
#include "io/atomic_file.hpp"
#include "overstap/evaluate.hpp"
#include "overstap/json.hpp"

namespace overstap::cli {
namespace {

using detail::Cat;

struct EvaluateCommandOptions {
  std::string truth, universe = "closed", ranking;
  std::uint32_t threads = 1;
};

StatusOr<Judgements> ReadTruth(const Session& session, const std::string& path, const Taxonomy& taxonomy) {
  OVS_ASSIGN_OR_RETURN(auto judgements, ReadJudgements(taxonomy, path));
  if (judgements.rows_read == 0) return Error(ErrorCode::kMalformed, Cat(path, ": judges nothing; put a transition on a line: URI of the origin, URI of the target, grade"));
  if (judgements.rows_unknown > 0) {
    const auto first = Plain(judgements.first_unknown);
    if (judgements.rows().empty()) {
      return ErrorAt(ErrorCode::kMalformed, path, {judgements.first_unknown_line, 0, 0},
                     Cat("\"", first, "\" is no occupation of this taxonomy, nor are both sides of any other row; name the taxonomy they belong to"));
    }
    session.Warn(session.Text(Say::kUnknownRows, Number(judgements.rows_unknown, session.language), Number(judgements.rows_read, session.language), path,
                              judgements.first_unknown_line, first));
  }
  return judgements;
}

/// What was measured, in the form that matrix has, without the occupations that are not in the universe.
Status WriteRanking(const Matcher& matcher, const Quality& quality, std::span<const Concept> candidates, const std::string& path) {
  const auto& taxonomy = matcher.taxonomy();
  detail::AtomicFile file;
  OVS_RETURN_IF_ERROR(file.Open(path));
  Output out(file.descriptor());
  for (const auto& o : quality.origins) {
    OVS_ASSIGN_OR_RETURN(const auto ranking, RankCandidates(matcher, o.origin, candidates));
    for (const auto& s : ranking) out.Write(Cat(taxonomy.Uri(o.origin), "\t", taxonomy.Uri(s.row), "\t", Decimal(ToDouble(s.score), 16, Language::kEnglish), "\n"));
    if (out.failed()) break;
  }
  if (!out.Flush()) return Error(ErrorCode::kIo, Cat(path, ": cannot write: ", std::strerror(out.error())));
  return file.Commit(false);
}

std::string QualityJson(const Quality& quality, const Judgements& judgements, const std::string& universe) {
  // ObjectJson() does not keep the keys.
  std::vector<std::pair<std::string, double>> measures;
  for (int m = 0; m < kMetrics; ++m) {
    const auto metric = static_cast<Metric>(m);
    const auto name = Name(metric, quality.options);
    const auto& estimate = quality.Of(metric);
    if (estimate.of == 0) continue;  // AUC, when all candidates are judged
    measures.insert(measures.end(), {{name, estimate.mean}, {name + "_low", estimate.low}, {name + "_high", estimate.high}});
  }
  std::vector<JsonMember> members = {{"taxonomy", quality.taxonomy},
                                     {"model", quality.model},
                                     {"universe", universe},
                                     {"origins", std::uint64_t{quality.origins.size()}},
                                     {"candidates", std::uint64_t{quality.candidates}},
                                     {"unranked", std::uint64_t{quality.unranked}},
                                     {"judgements", std::uint64_t{judgements.rows().size()}},
                                     {"rows_read", judgements.rows_read},
                                     {"rows_unknown", judgements.rows_unknown},
                                     {"rounds", std::uint64_t{quality.options.rounds}},
                                     {"seed", quality.options.seed}};
  for (const auto& [name, value] : measures) members.emplace_back(name, value);
  return ObjectJson(members);
}

void ShowQuality(Session& session, const Quality& quality, const Judgements& judgements) {
  const auto number = [&](std::uint64_t n) { return Number(n, session.language); };
  const auto decimal = [&](double x) { return Decimal(x, 4, session.language); };
  session.Paragraph(session.Text(quality.options.universe == Universe::kClosed ? Say::kMeasuredClosed : Say::kMeasuredAll, number(judgements.rows().size()),
                                 number(quality.origins.size()), number(quality.candidates)));
  session.Blank();
  std::vector<std::vector<std::string>> rows = {{"", session.Text(Say::kMeanHeader), session.Text(Say::kInterval)}};
  for (int m = 0; m < kMetrics; ++m) {
    const auto metric = static_cast<Metric>(m);
    const auto& estimate = quality.Of(metric);
    if (estimate.of == 0) continue;
    rows.push_back({Name(metric, quality.options), decimal(estimate.mean), Cat(decimal(estimate.low), " \u2013 ", decimal(estimate.high))});
  }
  session.out.Write(Table(rows, 2, {1}));
  session.Blank();
  if (quality.unranked > 0) session.Paragraph(session.Text(Say::kUnranked, number(quality.unranked)));
  session.Paragraph(session.Text(Say::kAboutIntervals, number(quality.options.rounds)));
  session.Paragraph(Cat(session.Text(Say::kModelHash), ": ", quality.model));
}

Outcome RunEvaluate(Session& session, const EvaluateCommandOptions& options) {
  OVS_ASSIGN_OR_RETURN(const auto taxonomy, OpenTaxonomy(session));
  OVS_ASSIGN_OR_RETURN(const auto judgements, ReadTruth(session, options.truth, taxonomy));
  OVS_ASSIGN_OR_RETURN(const auto matcher, OpenMatcher(session, taxonomy));
  const auto universe = options.universe == "all" ? Universe::kAll : Universe::kClosed;
  EvaluateWatch watch;
  if (::isatty(2) == 1) {
    watch = [&](std::size_t done, std::size_t origins) {
      std::fprintf(stderr, "\r%s%s", session.Text(Say::kProgress, done, origins).c_str(), done == origins ? "\n" : "");
      return false;
    };
  }
  OVS_ASSIGN_OR_RETURN(const auto quality, Evaluate(matcher, judgements, {.universe = universe, .threads = options.threads}, watch));
  if (!options.ranking.empty()) OVS_RETURN_IF_ERROR(WriteRanking(matcher, quality, CandidatesOf(matcher, judgements, universe), options.ranking));
  if (session.json) session.Json(QualityJson(quality, judgements, options.universe));
  else ShowQuality(session, quality, judgements);
  return Exit::kOk;
}

}  // namespace

void AddEvaluateCommand(CLI::App& app, Session& session, std::vector<Command>& commands) {
  auto* evaluate = app.add_subcommand("evaluate", "Measure the score against judged transitions: nDCG, recall, MRR and AUC, with 95% intervals.\n"
                                                  "NL: meet de score aan beoordeelde overgangen tussen beroepen.");
  const auto options = std::make_shared<EvaluateCommandOptions>();
  evaluate->add_option("--truth", options->truth, "CSV with a header: URI of the origin, URI of the target, grade (3, 2, 1; 75 and 25 become 2 and 1)")
      ->option_text("FILE (required)")->required();
  evaluate->add_option("--universe", options->universe, "What is ranked: occupations that the table names (closed), or all that get a score")
      ->option_text("closed|all")->check(CLI::IsMember({"closed", "all"}));
  evaluate->add_option("--ranking", options->ranking, "Also write what was measured: origin URI, target URI, score, with tabs between")->option_text("FILE");
  evaluate->add_option("--threads", options->threads, "Threads to use (1); the result is the same for any number")->option_text("N")->check(CLI::Range(1, 256));
  AddModelOptions(*evaluate, session);
  AddOutputOptions(*evaluate, session);
  AddTaxonomyOption(*evaluate, session);
  commands.push_back({evaluate, [options](Session& s) { return RunEvaluate(s, *options); }});
}

}  // namespace overstap::cli
