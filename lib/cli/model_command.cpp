// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Which score the other commands use (--model, --only, --without), and "overstap model", which shows it.

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "cli/commands.hpp"
#include "overstap/json.hpp"
#include "overstap/match.hpp"
#include "overstap/params.hpp"

namespace overstap::cli {
namespace {

using detail::Cat;

constexpr const char* kGroup = "Score";

std::vector<std::string> DimensionNames() {
  std::vector<std::string> names;
  for (int d = 0; d < kDimensions; ++d) names.emplace_back(Name(static_cast<Dimension>(d)));
  return names;
}

StatusOr<ModelParams> ReadParams(const Session& session) {
  ModelParams params;
  if (!session.model_path.empty()) {
    OVS_ASSIGN_OR_RETURN(const auto source, ReadSource(session.model_path));
    OVS_ASSIGN_OR_RETURN(params, ReadModelParams(source));
  }
  const auto named = [](const std::vector<std::string>& names, std::size_t d) {
    return std::find(names.begin(), names.end(), Name(static_cast<Dimension>(d))) != names.end();
  };
  for (std::size_t d = 0; d < kDimensions; ++d) {
    if ((!session.only.empty() && !named(session.only, d)) || named(session.without, d)) params.dimension_weight[d] = 0;
  }
  if (std::all_of(params.dimension_weight.begin(), params.dimension_weight.end(), [](auto w) { return w == 0; })) {
    return Error(ErrorCode::kInvalidArgument, "no dimension is left to compare in; name fewer with --without, or others with --only");
  }
  return params;
}

/// The parameters, what they are applied to, and how random pairs of its occupations score.
Outcome Model(Session& session) {
  OVS_ASSIGN_OR_RETURN(const auto taxonomy, OpenTaxonomy(session));
  OVS_ASSIGN_OR_RETURN(const auto matcher, OpenMatcher(session, taxonomy));
  const auto& model = matcher.model();
  if (session.json) {
    session.Json(ModelParamsJson(model.params()));
    return Exit::kOk;
  }
  session.Paragraph(ModelParamsJson(model.params()));
  session.Blank();
  std::vector<std::vector<std::string>> rows = {{session.Text(Say::kModelHash), model.hash()},
                                                {session.Text(Say::kModelCandidates), Number(model.candidates(), session.language)}};
  if (model.calibrated()) {
    rows.push_back({session.Text(Say::kRandomMean), Decimal(model.RandomMean(), 3, session.language)});
    const std::array<Say, 3> bands = {Say::kBandSome, Say::kBandGood, Say::kBandStrong};
    for (std::size_t i = 0; i < bands.size(); ++i) {
      const auto from = model.params().bands[i];
      rows.push_back({session.Text(bands[i], Decimal(from / 10.0, 1, session.language)), ScoreText(model.LeastScoreAt(from), 3, session.language)});
    }
  }
  session.out.Write(Table(rows, 2, {}));
  if (!model.calibrated()) session.Paragraph(session.Text(Say::kNotCalibrated));
  return Exit::kOk;
}

}  // namespace

void AddModelOptions(CLI::App& command, Session& session) {
  command.add_option("--model", session.model_path, "Parameters of the score, as \"overstap model --json\" prints them")->option_text("FILE")->group(kGroup);
  command.add_option("--only", session.only, "Compare in these dimensions only: skills, knowledge, tasks, groups, words, family")
      ->option_text("NAME,...")->delimiter(',')->check(CLI::IsMember(DimensionNames()))->group(kGroup);
  command.add_option("--without", session.without, "Leave these dimensions out")
      ->option_text("NAME,...")->delimiter(',')->check(CLI::IsMember(DimensionNames()))->group(kGroup);
}

StatusOr<Matcher> OpenMatcher(const Session& session, const Taxonomy& taxonomy) {
  OVS_ASSIGN_OR_RETURN(const auto params, ReadParams(session));
  OVS_ASSIGN_OR_RETURN(auto model, MatchModel::Create(taxonomy, params));
  return Matcher(std::make_shared<const MatchModel>(std::move(model)));
}

void AddModelCommand(CLI::App& app, Session& session, std::vector<Command>& commands) {
  auto* model = app.add_subcommand("model", "Show the parameters of the score, its hash, and how random pairs of occupations score.\n"
                                            "NL: toon de parameters van de score en hoe willekeurige paren beroepen scoren.");
  AddModelOptions(*model, session);
  AddOutputOptions(*model, session);
  AddTaxonomyOption(*model, session);
  commands.push_back({model, Model});
}

}  // namespace overstap::cli
