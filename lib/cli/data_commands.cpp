// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Commands that look at data: search, info, validate. And how every command finds its taxonomy and courses.

#include <algorithm>
#include <cstring>
#include <memory>
#include <set>
#include <utility>

#include "cli/commands.hpp"
#include "overstap/detail/layout.hpp"
#include "overstap/io.hpp"
#include "overstap/json.hpp"
#include "overstap/overview.hpp"

namespace overstap::cli {
namespace {

using detail::Cat;

/// By the first byte: a snapshot begins with an O, JSON with a brace, a blank or a byte order mark.
bool LooksLikeJson(std::string_view text) { return !text.empty() && std::string_view("{[ \t\r\n\xEF").find(text[0]) != std::string_view::npos; }

/// The snapshot `load` opens, or what `build` makes of the file when it is Overstap JSON.
template <typename View, typename Load, typename Build>
StatusOr<View> SnapshotOrJson(const std::string& path, const Load& load, const Build& build) {
  StatusOr<View> view = load(path);
  if (view.ok() || CodeOf(view.status()) != ErrorCode::kMalformed) return view;
  OVS_ASSIGN_OR_RETURN(const auto source, ReadSource(path));
  return LooksLikeJson(source.text) ? build(source) : view;
}

// --- search --------------------------------------------------------------------------------------------------------

struct SearchOptions {
  std::vector<std::string> words;
  std::uint32_t limit = 10;
};

Say SayOf(TitleMatch match) {
  switch (match) {
    case TitleMatch::kPreferred: return Say::kMatchPreferred;
    case TitleMatch::kAlternative: return Say::kMatchAlternative;
    case TitleMatch::kPrefix: return Say::kMatchPrefix;
    case TitleMatch::kWords: return Say::kMatchWords;
    case TitleMatch::kSpelling: break;
  }
  return Say::kMatchSpelling;
}

Outcome Search(Session& session, const SearchOptions& options) {
  OVS_ASSIGN_OR_RETURN(const auto taxonomy, OpenTaxonomy(session));
  std::string query;
  for (const auto& word : options.words) query += Cat(query.empty() ? "" : " ", Plain(word));
  const auto hits = SearchTitles(taxonomy, query, options.limit);
  if (session.json) {
    session.Json(TitleHitsJson(taxonomy, query, hits, session.language));
  } else {
    for (const auto& hit : hits) {
      const auto title = Plain(taxonomy.snapshot().String(hit.text.string));
      const auto label = session.Label(taxonomy, hit.concept_id);
      session.Paragraph(title == label ? label : Cat(label, "  (", session.Text(SayOf(hit.match), title), ")"));
      session.Paragraph(Plain(taxonomy.Uri(hit.concept_id)), 4);
    }
  }
  if (hits.empty()) session.Warn(session.Text(Say::kNoHits, query));
  return hits.empty() ? Exit::kNo : Exit::kOk;
}

// --- info ----------------------------------------------------------------------------------------------------------

constexpr std::array<Say, kConceptKinds> kKindTexts = {Say::kOccupations,    Say::kSkills, Say::kKnowledge,   Say::kTasks,
                                                       Say::kWorkConditions, Say::kGroups, Say::kLicenceKinds};

void TellAbout(Session& session, const Snapshot& snapshot) {
  std::vector<std::vector<std::string>> rows;
  for (std::size_t i = 0; i < snapshot.about_size(); ++i) rows.push_back({Plain(snapshot.about_key(i)), Plain(snapshot.about_value(i))});
  std::size_t keys = 0;
  for (const auto& row : rows) keys = std::max(keys, Width(row[0]));
  for (const auto& row : rows) session.Paragraph(Cat(PadRight(row[0], keys), "  ", row[1]), 2, keys + 2);
  std::string languages;
  for (std::size_t i = 0; i < snapshot.language_count(); ++i) languages += Cat(i == 0 ? "" : ", ", Plain(snapshot.Language(i)));
  session.out.Write(Table({{session.Text(Say::kLanguages), languages},
                           {session.Text(Say::kHash), snapshot.Hash()},
                           {session.Text(Say::kSize), Cat(Number(snapshot.bytes().size(), session.language), " ", session.Text(Say::kBytes))}},
                          2));
}

/// "a, b" or "such as a, b".
std::string Examples(const Session& session, const std::vector<std::string>& uris) {
  std::string text;
  for (const auto& uri : uris) detail::Append(text, text.empty() ? "" : ", ", Plain(uri));
  return text.empty() ? text : session.Text(Say::kExamples, text);
}

void TellWarnings(Session& session, const TaxonomyOverview& overview) {
  if (overview.warnings.empty()) return;
  session.Paragraph(session.Text(Say::kWarnings));
  for (const auto& warning : overview.warnings) {
    std::string text(WarningWord(warning.code, session.language));
    if (warning.kind) text = Cat(Word(*warning.kind, session.language), ": ", text);
    if (warning.count > 1 || warning.kind) detail::Append(text, " (", Number(warning.count, session.language), ")");
    session.Paragraph(Cat("- ", text), 0, 2);
    if (const auto examples = Examples(session, warning.examples); !examples.empty()) session.Paragraph(examples, 2, 2);
  }
}

/// Which overlays there are, and what they changed when `all`.
void TellOverlays(Session& session, const Taxonomy& taxonomy, bool all) {
  const auto text = [&](std::uint32_t string) { return Plain(taxonomy.snapshot().String(string)); };
  for (std::size_t i = 0; i < taxonomy.Overlays().size(); ++i) {
    const auto& overlay = taxonomy.Overlays()[i];
    const auto changes = std::count_if(taxonomy.Changes().begin(), taxonomy.Changes().end(), [&](const OverlayChange& c) { return c.overlay == i; });
    session.Paragraph(session.Text(Say::kOverlaidBy, text(overlay.name), text(overlay.author), text(overlay.date), Number(static_cast<std::uint64_t>(changes), session.language),
                                   text(overlay.reason)), 0, 2);
    if (!all) continue;
    for (const auto& change : taxonomy.Changes()) {
      if (change.overlay != i) continue;
      auto line = Cat(Word(change.verb, session.language), " ", text(change.subject), ": ", Word(change.thing, session.language), " ", text(change.object));
      if (const auto what = text(change.detail); !what.empty()) detail::Append(line, " (", what, ")");
      if (const auto why = text(change.reason); !why.empty()) detail::Append(line, ": ", why);
      session.Paragraph(line, 2, 2);
    }
  }
}

Outcome Info(Session& session, bool all_changes) {
  OVS_ASSIGN_OR_RETURN(const auto taxonomy, OpenTaxonomy(session));
  OVS_ASSIGN_OR_RETURN(const auto courses, OpenCatalogue(session));
  if (session.json) {
    session.Json(TaxonomyInfoJson(taxonomy, courses ? &*courses : nullptr));
    return Exit::kOk;
  }
  const auto number = [&](std::uint64_t n) { return Number(n, session.language); };
  const auto overview = Overview(taxonomy);
  session.Paragraph(session.Text(Say::kTaxonomy));
  TellAbout(session, taxonomy.snapshot());
  session.Blank();
  std::vector<std::vector<std::string>> rows;
  for (std::size_t k = 0; k < kConceptKinds; ++k) rows.push_back({session.Text(kKindTexts[k]), number(overview.concepts[k])});
  rows.push_back({session.Text(Say::kBroader), number(overview.broader)});
  rows.push_back({session.Text(Say::kMatches), number(overview.matches)});
  const auto occupations = overview.concepts[static_cast<std::size_t>(ConceptKind::kOccupation)];
  rows.push_back({session.Text(Say::kMean), Decimal(occupations == 0 ? 0.0 : static_cast<double>(overview.requirements) / static_cast<double>(occupations), 1, session.language)});
  rows.push_back({session.Text(Say::kBare), number(overview.occupations_without_requirements)});
  for (const auto& language : overview.languages) {
    std::uint64_t without = 0;
    for (const auto count : language.without_label) without += count;
    rows.push_back({session.Text(Say::kWithoutLabel, Plain(language.language)), number(without)});
  }
  session.out.Write(Table(rows, 2, {1}));
  session.Blank();
  // How much occupations say of each kind; by relevance it stands in the JSON.
  rows = {{"", session.Text(Say::kRelations), std::string(Word(Relevance::kEssential, session.language)), session.Text(Say::kDensity)}};
  for (std::size_t k = 0; k < kConceptKinds; ++k) {
    const auto& density = overview.density[k];
    if (density.total() == 0) continue;
    rows.push_back({session.Text(kKindTexts[k]), number(density.total()), number(density.relations[static_cast<std::size_t>(Relevance::kEssential)]),
                    Cat(Decimal(100 * density.share(occupations), 1, session.language), "%")});
  }
  if (rows.size() > 1) session.out.Write(Table(rows, 2, {1, 2, 3}));
  if (overview.overlays > 0) {
    session.Blank();
    TellOverlays(session, taxonomy, all_changes);
  }
  if (!overview.warnings.empty()) {
    session.Blank();
    TellWarnings(session, overview);
  }
  if (courses) {
    session.Blank();
    session.Paragraph(session.Text(Say::kCatalogue, number(courses->size())));
    TellAbout(session, courses->snapshot());
  }
  return Exit::kOk;
}

// --- validate ------------------------------------------------------------------------------------------------------

struct ValidateOptions {
  std::vector<std::string> files;
  std::string courses;
};

/// What the files hold; absent is what they do not.
struct Checked {
  std::optional<Taxonomy> taxonomy;
  std::optional<CourseCatalogue> courses;
};

StatusOr<Checked> Check(const ValidateOptions& options) {
  Checked checked;
  OVS_ASSIGN_OR_RETURN(const auto first, ReadFile(options.files.front()));
  if (options.files.size() == 1 && !LooksLikeJson(first)) {
    detail::FileHeader header{};
    std::memcpy(&header, first.data(), std::min(first.size(), sizeof(header)));
    if (header.kind == detail::SnapshotKind::kCourses) {
      OVS_ASSIGN_OR_RETURN(checked.courses, LoadCourses(options.files.front()));
    } else {
      OVS_ASSIGN_OR_RETURN(checked.taxonomy, LoadTaxonomy(options.files.front()));
    }
  } else {
    TaxonomyBuilder concept_builder;
    CourseBuilder course_builder;
    OVS_RETURN_IF_ERROR(ReadDocuments(options.files, concept_builder, course_builder));
    OVS_ASSIGN_OR_RETURN(checked.taxonomy, concept_builder.Build());
    OVS_ASSIGN_OR_RETURN(checked.courses, course_builder.Build());
    if (checked.courses->size() == 0) checked.courses.reset();
    else if (checked.taxonomy->size() == 0) checked.taxonomy.reset();
  }
  if (!options.courses.empty()) {
    OVS_ASSIGN_OR_RETURN(checked.courses, ReadCatalogue(options.courses));
  }
  return checked;
}

/// Concepts that courses teach or ask and the taxonomy does not have, each once.
std::vector<std::string> UnknownConcepts(const Taxonomy& taxonomy, const CourseCatalogue& courses) {
  std::set<std::string_view> unknown;
  for (std::uint32_t i = 0; i < courses.size(); ++i) {
    for (const auto skills : {courses.Teaches(i), courses.Requires(i)}) {
      for (const auto& skill : skills) {
        const auto uri = courses.snapshot().String(skill.uri);
        if (!taxonomy.Find(uri)) unknown.insert(uri);
      }
    }
  }
  return {unknown.begin(), unknown.end()};
}

Outcome Validate(Session& session, const ValidateOptions& options) {
  const auto checked = Check(options);
  if (!checked.ok()) {
    if (session.json) {
      const auto position = PositionOf(checked.status());
      session.Json(ObjectJson(std::vector<JsonMember>{{"valid", false},
                                                      {"error", std::string(checked.status().message())},
                                                      {"line", position.line},
                                                      {"column", position.column}}));
    }
    return checked.status();
  }
  const auto& [taxonomy, courses] = *checked;
  const auto unknown = taxonomy && courses ? UnknownConcepts(*taxonomy, *courses) : std::vector<std::string>();
  std::vector<std::string> circles;
  if (courses) {
    for (const auto course : courses->EntryCircles()) circles.emplace_back(courses->Uri(course));
  }
  if (session.json) {
    std::vector<JsonMember> members = {{"valid", true}};
    if (taxonomy) members.push_back({"concepts", std::uint64_t{taxonomy->size()}}), members.push_back({"hash", taxonomy->snapshot().Hash()});
    if (taxonomy) {
      std::vector<std::string> codes;
      for (const auto& warning : Overview(*taxonomy).warnings) codes.push_back(warning.kind ? Cat(warning.code, ":", Name(*warning.kind)) : std::string(warning.code));
      members.push_back({"warnings", std::move(codes)});
    }
    if (courses) members.push_back({"courses", std::uint64_t{courses->size()}}), members.push_back({"courses_hash", courses->snapshot().Hash()});
    if (courses) members.push_back({"entry_circles", circles});
    if (taxonomy && courses) members.push_back({"unknown_concepts", unknown});
    session.Json(ObjectJson(members));
  } else {
    const auto number = [&](std::uint64_t n) { return Number(n, session.language); };
    if (taxonomy) session.Paragraph(session.Text(Say::kValidTaxonomy, number(taxonomy->size()), SizeAndHash(session, taxonomy->snapshot())), 0, 2);
    if (courses) session.Paragraph(session.Text(Say::kValidCourses, number(courses->size()), SizeAndHash(session, courses->snapshot())), 0, 2);
    if (taxonomy) TellWarnings(session, Overview(*taxonomy));
    if (!unknown.empty()) session.Paragraph(session.Text(Say::kUnknownConcepts, number(unknown.size())));
    for (const auto& uri : unknown) session.Paragraph(Plain(uri), 2);
    if (!circles.empty()) session.Paragraph(session.Text(Say::kEntryCircles, number(circles.size())));
    for (const auto& uri : circles) session.Paragraph(Plain(uri), 2);
  }
  return unknown.empty() && circles.empty() ? Exit::kOk : Exit::kNo;
}

}  // namespace

StatusOr<JsonSource> ReadSource(const std::string& path) {
  OVS_ASSIGN_OR_RETURN(auto text, ReadFile(path));
  return JsonSource{path, std::move(text)};
}

Status ReadDocuments(const std::vector<std::string>& files, TaxonomyBuilder& concepts, CourseBuilder& courses) {
  for (const auto& file : files) {
    OVS_ASSIGN_OR_RETURN(const auto source, ReadSource(file));
    OVS_RETURN_IF_ERROR(ReadTaxonomyJson(source, concepts));
    OVS_RETURN_IF_ERROR(ReadCoursesJson(source, courses));
  }
  return absl::OkStatus();
}

std::string SizeAndHash(const Session& session, const Snapshot& snapshot) {
  return Cat(Number(snapshot.bytes().size(), session.language), " ", session.Text(Say::kBytes), ", ", session.Text(Say::kHash), " ", snapshot.Hash());
}

StatusOr<Taxonomy> ReadTaxonomy(const std::string& path) {
  return SnapshotOrJson<Taxonomy>(path, [](const std::string& p) { return LoadTaxonomy(p); }, [](const JsonSource& source) -> StatusOr<Taxonomy> {
    TaxonomyBuilder builder;
    OVS_RETURN_IF_ERROR(ReadTaxonomyJson(source, builder));
    return builder.Build();
  });
}

StatusOr<CourseCatalogue> ReadCatalogue(const std::string& path) {
  return SnapshotOrJson<CourseCatalogue>(path, [](const std::string& p) { return LoadCourses(p); }, [](const JsonSource& source) -> StatusOr<CourseCatalogue> {
    CourseBuilder builder;
    OVS_RETURN_IF_ERROR(ReadCoursesJson(source, builder));
    return builder.Build();
  });
}

StatusOr<Taxonomy> OpenTaxonomy(const Session& session) { return session.taxonomy_path.empty() ? StarterTaxonomy() : ReadTaxonomy(session.taxonomy_path); }

StatusOr<std::optional<CourseCatalogue>> OpenCatalogue(const Session& session) {
  if (session.catalogue_path.empty() && !session.taxonomy_path.empty()) return std::optional<CourseCatalogue>();
  OVS_ASSIGN_OR_RETURN(auto courses, session.catalogue_path.empty() ? StarterCourses() : ReadCatalogue(session.catalogue_path));
  return std::optional<CourseCatalogue>(std::move(courses));
}

void AddDataCommands(CLI::App& app, Session& session, std::vector<Command>& commands) {
  auto* search = app.add_subcommand("search", "Find occupations by a typed title, misspelled or not.\nNL: zoek een beroep op naam.");
  const auto search_options = std::make_shared<SearchOptions>();
  search->add_option("QUERY", search_options->words, "What to look for")->option_text("...")->required();
  search->add_option("--limit", search_options->limit, "Most occupations shown (10)")->option_text("N")->check(CLI::Range(1, 100000));
  AddCommonOptions(*search, session);
  commands.push_back({search, [search_options](Session& s) { return Search(s, *search_options); }});

  auto* info = app.add_subcommand("info", "What a taxonomy holds and lacks.\nNL: wat er in een taxonomie zit en wat er ontbreekt.");
  AddCommonOptions(*info, session);
  const auto all_changes = std::make_shared<bool>(false);
  info->add_flag("--changes", *all_changes, "Show every statement that local corrections added, changed or removed");
  commands.push_back({info, [all_changes](Session& s) { return Info(s, *all_changes); }});

  auto* validate = app.add_subcommand("validate", "Check a snapshot, or Overstap JSON files together.\nNL: controleer een snapshot of Overstap-JSON.");
  const auto validate_options = std::make_shared<ValidateOptions>();
  validate->add_option("FILE", validate_options->files, "Taxonomy or course snapshot, or Overstap JSON")->option_text("...")->required();
  validate->add_option("--courses", validate_options->courses, "Courses to check against the taxonomy: concepts it lacks are listed, exit code 1")->option_text("FILE");
  AddOutputOptions(*validate, session);
  commands.push_back({validate, [validate_options](Session& s) { return Validate(s, *validate_options); }});
}

}  // namespace overstap::cli
