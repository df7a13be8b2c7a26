// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The command matrix: scores of all pairs of occupations as tab-separated text, for a researcher. No persons here.

#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <memory>
#include <set>

#include "cli/commands.hpp"
#include "io/atomic_file.hpp"
#include "overstap/io.hpp"
#include "overstap/json.hpp"
#include "overstap/match.hpp"

namespace overstap::cli {
namespace {

using detail::Cat;

struct MatrixOptions {
  std::string occupations, output;
  std::uint32_t top = 0, threads = 1;
};

/// The occupations a file lists, one URI a line, # for comments. What the taxonomy does not have is told and left out.
StatusOr<std::set<Concept>> ReadOnly(const Session& session, const std::string& path, const Taxonomy& taxonomy) {
  OVS_ASSIGN_OR_RETURN(const auto text, ReadFile(path));
  std::set<Concept> only;
  std::uint64_t listed = 0, unknown = 0, first_line = 0;
  std::string first;
  std::string_view rest = text;
  for (std::uint64_t line = 1; !rest.empty(); ++line) {
    const auto end = rest.find('\n');
    auto uri = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    constexpr std::string_view kBlank = " \t\r";
    while (!uri.empty() && kBlank.find(uri.front()) != std::string_view::npos) uri.remove_prefix(1);
    while (!uri.empty() && kBlank.find(uri.back()) != std::string_view::npos) uri.remove_suffix(1);
    if (uri.empty() || uri.front() == '#') continue;
    ++listed;
    const auto found = taxonomy.Find(uri);
    if (found && taxonomy.Kind(*found) == ConceptKind::kOccupation) {
      only.insert(*found);
    } else if (++unknown == 1) {
      first_line = line, first = Plain(uri);
    }
  }
  if (listed == 0) return Error(ErrorCode::kMalformed, Cat(path, ": lists no occupation; put one URI on a line"));
  if (only.empty()) {
    return ErrorAt(ErrorCode::kMalformed, path, {first_line, 0, 0}, Cat("\"", first, "\" is no occupation of this taxonomy, nor is any other URI listed; name the taxonomy they belong to"));
  }
  if (unknown > 0) session.Warn(session.Text(Say::kUnknownUris, Number(unknown, session.language), Number(listed, session.language), path, first_line, first));
  return only;
}

/// Sixteen decimals tell any two scores apart, so that equal text is a tie and nothing else is.
void AppendScore(std::string& out, Score score) {
  char digits[32];
  const auto end = std::to_chars(digits, digits + sizeof(digits), ToDouble(score), std::chars_format::fixed, 16).ptr;
  out.append(digits, end);
}

/// Scores of all pairs of `occupations`, which are candidates, to `out`. False when writing failed.
bool WriteMatrix(const Session& session, const Matcher& matcher, const std::vector<Concept>& occupations, const MatrixOptions& options, Output& out) {
  const auto& taxonomy = matcher.taxonomy();
  std::vector<bool> wanted(taxonomy.Concepts(ConceptKind::kOccupation).size(), false);
  for (const auto c : occupations) wanted[c] = true;
  const std::size_t top = options.top == 0 ? occupations.size() : options.top;
  // Leaving occupations out comes after ranking, so the limit may not.
  const RankOptions rank{.limit = std::max(matcher.model().rows(), 1u), .with_zero = true};
  const bool show_progress = ::isatty(2) == 1;
  constexpr std::size_t kBlock = 128;  // bounds memory: a block of origins holds all their matches
  std::string line;
  for (std::size_t begin = 0; begin < occupations.size(); begin += kBlock) {
    const auto end = std::min(begin + kBlock, occupations.size());
    std::vector<Profile> profiles;
    for (auto i = begin; i < end; ++i) {
      ProfileBuilder builder(taxonomy);
      if (builder.AddOccupation(occupations[i]).ok()) profiles.push_back(builder.Build());
    }
    std::vector<const Profile*> pointers;
    for (const auto& profile : profiles) pointers.push_back(&profile);
    std::vector<RankResult> results;
    matcher.RankBatch(pointers, rank, options.threads, &results);
    for (std::size_t i = 0; i < results.size(); ++i) {
      const auto origin = taxonomy.Uri(occupations[begin + i]);
      std::size_t written = 0;
      for (const auto& match : results[i].matches) {
        if (written == top) break;
        if (!wanted[match.occupation]) continue;
        ++written;
        line.clear();
        if (session.json) {
          const std::array<JsonMember, 4> members = {{{"origin", std::string(origin)},
                                                      {"target", std::string(taxonomy.Uri(match.occupation))},
                                                      {"score", ToDouble(match.score)},
                                                      {"score_units", match.score}}};
          line = ObjectJson(members);
        } else {
          detail::Append(line, origin, "\t", taxonomy.Uri(match.occupation), "\t");
          AppendScore(line, match.score);
        }
        line += '\n';
        out.Write(line);
      }
      if (out.failed()) return false;
    }
    if (show_progress) std::fprintf(stderr, "\r%s", session.Text(Say::kProgress, end, occupations.size()).c_str());
  }
  if (show_progress) std::fputc('\n', stderr);
  return true;
}

Outcome Matrix(Session& session, const MatrixOptions& options) {
  OVS_ASSIGN_OR_RETURN(const auto taxonomy, OpenTaxonomy(session));
  std::set<Concept> only;
  if (!options.occupations.empty()) {
    OVS_ASSIGN_OR_RETURN(only, ReadOnly(session, options.occupations, taxonomy));
  }
  OVS_ASSIGN_OR_RETURN(const auto matcher, OpenMatcher(session, taxonomy));
  std::vector<Concept> occupations;
  std::uint64_t skipped = 0;
  const auto all = taxonomy.Concepts(ConceptKind::kOccupation);
  for (Concept c = all.first; c < all.last; ++c) {
    if (!only.empty() && !only.contains(c)) continue;
    if (matcher.model().IsCandidate(c)) occupations.push_back(c);
    else ++skipped;
  }
  if (options.output.empty()) {
    // A failure shows in session.out, which main looks at.
    WriteMatrix(session, matcher, occupations, options, session.out);
  } else {
    detail::AtomicFile file;
    OVS_RETURN_IF_ERROR(file.Open(options.output));
    Output out(file.descriptor());
    if (!WriteMatrix(session, matcher, occupations, options, out) || !out.Flush()) return Error(ErrorCode::kIo, Cat(options.output, ": cannot write: ", std::strerror(out.error())));
    OVS_RETURN_IF_ERROR(file.Commit(false));
  }
  if (skipped > 0) session.Warn(session.Text(Say::kSkipped, Number(skipped, session.language)));
  return occupations.size() < 2 ? Exit::kNo : Exit::kOk;
}

}  // namespace

void AddMatrixCommand(CLI::App& app, Session& session, std::vector<Command>& commands) {
  auto* matrix = app.add_subcommand("matrix", "Scores of all pairs of occupations, best first: origin URI, target URI, score, with tabs between.\n"
                                              "NL: scores van alle paren van beroepen.");
  const auto matrix_options = std::make_shared<MatrixOptions>();
  matrix->add_option("--occupations", matrix_options->occupations, "File with the URIs to restrict both sides to, one a line, # for comments")->option_text("FILE");
  matrix->add_option("--top", matrix_options->top, "Most targets for each origin (all)")->option_text("N")->check(CLI::Range(1, 100000));
  matrix->add_option("-o,--output", matrix_options->output, "File to write instead of standard output")->option_text("FILE");
  matrix->add_option("--threads", matrix_options->threads, "Threads to use (1); the result is the same for any number")->option_text("N")->check(CLI::Range(1, 256));
  AddModelOptions(*matrix, session);
  AddCommonOptions(*matrix, session);
  commands.push_back({matrix, [matrix_options](Session& s) { return Matrix(s, *matrix_options); }});
}

}  // namespace overstap::cli
