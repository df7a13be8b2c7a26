// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// What main.cpp and the files of commands share: the session, and how a command is added and run.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

#include "cli/output.hpp"
#include "overstap/courses.hpp"
#include "overstap/io.hpp"
#include "overstap/match.hpp"
#include "overstap/status.hpp"
#include "overstap/taxonomy.hpp"
#include "overstap/text.hpp"

namespace overstap::cli {

/// The options all commands share, and where results go.
struct Session {
  std::string taxonomy_path, catalogue_path;  ///< empty = the embedded starter set
  std::string model_path;              ///< empty = the default parameters
  std::vector<std::string> only, without;  ///< dimensions
  std::string language_tag;
  bool json = false;
  Language language = Language::kDutch;
  Output out{1};

  template <typename... Values>
  std::string Text(Say text, const Values&... values) const {
    return std::string(Phrase(language, text, values...));
  }
  std::string Label(const Taxonomy& taxonomy, Concept c) const { return Plain(taxonomy.Label(c, Tag(language))); }
  /// A wrapped paragraph on standard output.
  void Paragraph(std::string_view text, std::size_t indent = 0, std::size_t hanging = 0) { out.Write(Wrap(text, out.columns(), indent, hanging)); }
  void Blank() { out.Write("\n"); }
  void Json(std::string_view text) { out.Write(detail::Cat(text, "\n")); }
  /// A message on standard error, with the program's name before it.
  void Warn(std::string_view message) const;
  /// More of the same message.
  void Detail(std::string_view line) const;
};

/// A command either fails, which main reports, or says itself how it ended.
using Outcome = StatusOr<Exit>;
struct Command {
  CLI::App* app;
  std::function<Outcome(Session&)> run;
};

/// --lang and --json.
void AddOutputOptions(CLI::App& command, Session& session);
void AddTaxonomyOption(CLI::App& command, Session& session);
/// Those, --taxonomy and --catalogue.
void AddCommonOptions(CLI::App& command, Session& session);
/// --model, --only and --without, for commands that use OpenMatcher().
void AddModelOptions(CLI::App& command, Session& session);
void AddImportCommands(CLI::App& app, Session& session, std::vector<Command>& commands);
void AddExchangeCommands(CLI::App& app, Session& session, std::vector<Command>& commands);
void AddDataCommands(CLI::App& app, Session& session, std::vector<Command>& commands);
void AddMatchCommands(CLI::App& app, Session& session, std::vector<Command>& commands);
void AddPathCommands(CLI::App& app, Session& session, std::vector<Command>& commands);
void AddTransitionCommands(CLI::App& app, Session& session, std::vector<Command>& commands);
void AddMatrixCommand(CLI::App& app, Session& session, std::vector<Command>& commands);
void AddFundingCommand(CLI::App& app, Session& session, std::vector<Command>& commands);
void AddEvaluateCommand(CLI::App& app, Session& session, std::vector<Command>& commands);
void AddModelCommand(CLI::App& app, Session& session, std::vector<Command>& commands);

/// What --taxonomy and --catalogue name. A catalogue is absent when none was named beside a taxonomy of one's own.
StatusOr<Taxonomy> OpenTaxonomy(const Session& session);
StatusOr<std::optional<CourseCatalogue>> OpenCatalogue(const Session& session);
/// A matcher of the score that the options name.
StatusOr<Matcher> OpenMatcher(const Session& session, const Taxonomy& taxonomy);
/// A file's text, named after it.
StatusOr<JsonSource> ReadSource(const std::string& path);
/// Concepts and courses of all of these Overstap JSON files.
Status ReadDocuments(const std::vector<std::string>& files, TaxonomyBuilder& concepts, CourseBuilder& courses);
/// "519,424 bytes, hash ...".
std::string SizeAndHash(const Session& session, const Snapshot& snapshot);
/// A snapshot or Overstap JSON.
StatusOr<Taxonomy> ReadTaxonomy(const std::string& path);
StatusOr<CourseCatalogue> ReadCatalogue(const std::string& path);

}  // namespace overstap::cli
