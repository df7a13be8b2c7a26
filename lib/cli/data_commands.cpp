// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Commands about the data: search, import, info, validate. And how every command finds its taxonomy and courses.

#include <algorithm>
#include <cstring>
#include <memory>
#include <set>
#include <utility>

#include "cli/commands.hpp"
#include "overstap/detail/layout.hpp"
#include "overstap/io.hpp"
#include "overstap/json.hpp"

namespace overstap::cli {
namespace {

using detail::Cat;

/// By the first byte: a snapshot begins with an O, JSON with a brace, a blank or a byte order mark.
bool LooksLikeJson(std::string_view text) { return !text.empty() && std::string_view("{[ \t\r\n\xEF").find(text[0]) != std::string_view::npos; }

StatusOr<JsonSource> ReadSource(const std::string& path) {
  OVS_ASSIGN_OR_RETURN(auto text, ReadFile(path));
  return JsonSource{path, std::move(text)};
}

/// The snapshot `load` opens, or what `build` makes of the file when it is Overstap JSON.
template <typename View, typename Load, typename Build>
StatusOr<View> SnapshotOrJson(const std::string& path, const Load& load, const Build& build) {
  StatusOr<View> view = load(path);
  if (view.ok() || CodeOf(view.status()) != ErrorCode::kMalformed) return view;
  OVS_ASSIGN_OR_RETURN(const auto source, ReadSource(path));
  return LooksLikeJson(source.text) ? build(source) : view;
}

std::string SizeAndHash(const Session& session, const Snapshot& snapshot) {
  return Cat(Number(snapshot.bytes().size(), session.language), " ", session.Text(Say::kBytes), ", ", session.Text(Say::kHash), " ", snapshot.Hash());
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

// --- import --------------------------------------------------------------------------------------------------------

struct ImportOptions {
  std::string directory;
  std::vector<std::string> files;
  std::string output, courses_output;
};

std::vector<JsonMember> Members(const BuildReport& report, const Snapshot& snapshot, const std::string& file) {
  return {{"file", file},
          {"hash", snapshot.Hash()},
          {"bytes", std::uint64_t{snapshot.bytes().size()}},
          {"concepts", report.concepts},
          {"relations", report.relations},
          {"relations_merged", report.relations_merged},
          {"relevance_conflicts", report.relevance_conflicts}};
}

/// `rows` is what a reader says of itself.
void Tell(Session& session, std::vector<std::vector<std::string>> rows, const BuildReport& report, const Snapshot& snapshot, const std::string& file) {
  const auto number = [&](std::uint64_t n) { return Number(n, session.language); };
  rows.push_back({session.Text(Say::kConcepts), number(report.concepts)});
  rows.push_back({session.Text(Say::kRelations), number(report.relations)});
  if (report.relations_merged > 0) rows.push_back({session.Text(Say::kRelationsMerged), number(report.relations_merged)});
  if (report.relevance_conflicts > 0) rows.push_back({session.Text(Say::kRelationConflicts), number(report.relevance_conflicts)});
  session.out.Write(Table(rows, 0, {1}));
  for (const auto& note : report.notes) session.Paragraph(Plain(note), 0, 2);
  session.Paragraph(session.Text(Say::kSaved, Plain(file), SizeAndHash(session, snapshot)), 0, 2);
}

Outcome ImportEsco(Session& session, const ImportOptions& options) {
  TaxonomyBuilder builder;
  EscoReport esco;
  OVS_RETURN_IF_ERROR(ReadEsco(options.directory, builder, &esco));
  BuildReport report;
  OVS_ASSIGN_OR_RETURN(const auto taxonomy, builder.Build(&report));
  OVS_RETURN_IF_ERROR(SaveSnapshot(taxonomy.snapshot(), options.output));
  if (session.json) {
    auto members = Members(report, taxonomy.snapshot(), options.output);
    const std::vector<JsonMember> more = {{"occupations", esco.occupations},
                                          {"skills", esco.skills},
                                          {"knowledge", esco.knowledge},
                                          {"skill_groups", esco.skill_groups},
                                          {"isco_groups", esco.isco_groups},
                                          {"relations_read", esco.relations_read},
                                          {"essential_and_optional", esco.essential_and_optional},
                                          {"broader_read", esco.broader_read},
                                          {"files", esco.files},
                                          {"missing", esco.missing},
                                          {"notes", esco.notes}};
    members.insert(members.end(), more.begin(), more.end());
    session.Json(ObjectJson(members));
    return Exit::kOk;
  }
  const auto number = [&](std::uint64_t n) { return Number(n, session.language); };
  Tell(session,
       {{session.Text(Say::kOccupations), number(esco.occupations)},
        {session.Text(Say::kSkills), number(esco.skills)},
        {session.Text(Say::kKnowledge), number(esco.knowledge)},
        {session.Text(Say::kGroups), number(esco.skill_groups + esco.isco_groups)},
        {session.Text(Say::kRelationsRead), number(esco.relations_read)}},
       report, taxonomy.snapshot(), options.output);
  for (const auto& name : esco.missing) session.Paragraph(session.Text(Say::kMissingFile, Plain(name)), 0, 2);
  for (const auto& note : esco.notes) session.Paragraph(Plain(note), 0, 2);
  return Exit::kOk;
}

Status ReadDocuments(const std::vector<std::string>& files, TaxonomyBuilder& concepts, CourseBuilder& courses) {
  for (const auto& file : files) {
    OVS_ASSIGN_OR_RETURN(const auto source, ReadSource(file));
    OVS_RETURN_IF_ERROR(ReadTaxonomyJson(source, concepts));
    OVS_RETURN_IF_ERROR(ReadCoursesJson(source, courses));
  }
  return absl::OkStatus();
}

Outcome ImportJson(Session& session, const ImportOptions& options) {
  if (options.output == options.courses_output) {
    session.Warn(session.Text(Say::kOutputTwice));
    return Exit::kUsage;
  }
  TaxonomyBuilder concept_builder;
  CourseBuilder course_builder;
  OVS_RETURN_IF_ERROR(ReadDocuments(options.files, concept_builder, course_builder));
  BuildReport report;
  OVS_ASSIGN_OR_RETURN(const auto taxonomy, concept_builder.Build(&report));
  OVS_ASSIGN_OR_RETURN(const auto courses, course_builder.Build());
  OVS_RETURN_IF_ERROR(SaveSnapshot(taxonomy.snapshot(), options.output));
  const bool with_courses = !options.courses_output.empty();
  if (with_courses) OVS_RETURN_IF_ERROR(SaveSnapshot(courses.snapshot(), options.courses_output));
  if (session.json) {
    auto members = Members(report, taxonomy.snapshot(), options.output);
    members.push_back({"notes", report.notes});
    members.push_back({"courses", std::uint64_t{courses.size()}});
    if (with_courses) {
      members.push_back({"courses_file", options.courses_output});
      members.push_back({"courses_hash", courses.snapshot().Hash()});
    }
    session.Json(ObjectJson(members));
  } else {
    Tell(session, {}, report, taxonomy.snapshot(), options.output);
    const auto count = Number(courses.size(), session.language);
    if (with_courses) session.Paragraph(session.Text(Say::kSavedCourses, count, Plain(options.courses_output), SizeAndHash(session, courses.snapshot())), 0, 2);
    else if (courses.size() > 0) session.Paragraph(session.Text(Say::kCoursesNotSaved, count), 0, 2);
  }
  return Exit::kOk;
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

Outcome Info(Session& session) {
  OVS_ASSIGN_OR_RETURN(const auto taxonomy, OpenTaxonomy(session));
  OVS_ASSIGN_OR_RETURN(const auto courses, OpenCatalogue(session));
  if (session.json) {
    session.Json(TaxonomyInfoJson(taxonomy, courses ? &*courses : nullptr));
    return Exit::kOk;
  }
  const auto& snapshot = taxonomy.snapshot();
  const auto number = [&](std::uint64_t n) { return Number(n, session.language); };
  session.Paragraph(session.Text(Say::kTaxonomy));
  TellAbout(session, snapshot);
  session.Blank();
  std::vector<std::vector<std::string>> rows;
  for (int k = 0; k < kConceptKinds; ++k) rows.push_back({session.Text(kKindTexts[static_cast<std::size_t>(k)]), number(taxonomy.Concepts(static_cast<ConceptKind>(k)).size())});
  rows.push_back({session.Text(Say::kRelations), number(taxonomy.relation_count())});
  rows.push_back({session.Text(Say::kBroader), number(taxonomy.broader_count())});
  rows.push_back({session.Text(Say::kMatches), number(taxonomy.match_count())});

  const auto occupations = taxonomy.Concepts(ConceptKind::kOccupation);
  std::uint64_t requirements = 0, bare = 0;
  for (Concept c = occupations.first; c < occupations.last; ++c) {
    const auto relations = taxonomy.Relations(c);
    const auto own = std::count_if(relations.begin(), relations.end(), [&](const Relation& r) {
      return r.relevance != Relevance::kNotRelevant && MatchModel::IsRequirement(taxonomy.Kind(r.target));
    });
    requirements += static_cast<std::uint64_t>(own);
    bare += own == 0;
  }
  const double mean = occupations.size() == 0 ? 0.0 : static_cast<double>(requirements) / occupations.size();
  rows.push_back({session.Text(Say::kMean), Decimal(mean, 1, session.language)});
  rows.push_back({session.Text(Say::kBare), number(bare)});
  for (std::size_t l = 0; l < snapshot.language_count(); ++l) {
    std::uint64_t without = 0;
    for (Concept c = 0; c < taxonomy.size(); ++c) without += snapshot.FirstText(c, TextKind::kPreferred, snapshot.Language(l)).empty();
    rows.push_back({session.Text(Say::kWithoutLabel, Plain(snapshot.Language(l))), number(without)});
  }
  session.out.Write(Table(rows, 2, {1}));
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
  if (session.json) {
    std::vector<JsonMember> members = {{"valid", true}};
    if (taxonomy) members.push_back({"concepts", std::uint64_t{taxonomy->size()}}), members.push_back({"hash", taxonomy->snapshot().Hash()});
    if (courses) members.push_back({"courses", std::uint64_t{courses->size()}}), members.push_back({"courses_hash", courses->snapshot().Hash()});
    if (taxonomy && courses) members.push_back({"unknown_concepts", unknown});
    session.Json(ObjectJson(members));
  } else {
    const auto number = [&](std::uint64_t n) { return Number(n, session.language); };
    if (taxonomy) session.Paragraph(session.Text(Say::kValidTaxonomy, number(taxonomy->size()), SizeAndHash(session, taxonomy->snapshot())), 0, 2);
    if (courses) session.Paragraph(session.Text(Say::kValidCourses, number(courses->size()), SizeAndHash(session, courses->snapshot())), 0, 2);
    if (!unknown.empty()) session.Paragraph(session.Text(Say::kUnknownConcepts, number(unknown.size())));
    for (const auto& uri : unknown) session.Paragraph(Plain(uri), 2);
  }
  return unknown.empty() ? Exit::kOk : Exit::kNo;
}

}  // namespace

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

  auto* import = app.add_subcommand("import", "Turn a taxonomy in another form into one snapshot file.\nNL: zet een taxonomie om naar een snapshotbestand.");
  import->require_subcommand(1);
  const auto import_options = std::make_shared<ImportOptions>();
  auto* esco = import->add_subcommand("esco", "ESCO's CSV files.\nNL: de CSV-bestanden van ESCO.");
  esco->add_option("DIR", import_options->directory, "Folder with occupations_nl.csv, skills_nl.csv, occupationSkillRelations_nl.csv ...")->option_text(" ")->required();
  esco->add_option("-o,--output", import_options->output, "Snapshot to write")->option_text("FILE (required)")->required();
  AddOutputOptions(*esco, session);
  commands.push_back({esco, [import_options](Session& s) { return ImportEsco(s, *import_options); }});
  auto* json = import->add_subcommand("json", "Overstap JSON, all files together one taxonomy.\nNL: Overstap-JSON, alle bestanden samen een taxonomie.");
  json->add_option("FILE", import_options->files, "Overstap JSON")->option_text("...")->required();
  json->add_option("-o,--output", import_options->output, "Snapshot to write")->option_text("FILE (required)")->required();
  json->add_option("--courses-output", import_options->courses_output, "Snapshot to write the courses in the files to")->option_text("FILE");
  AddOutputOptions(*json, session);
  commands.push_back({json, [import_options](Session& s) { return ImportJson(s, *import_options); }});

  auto* info = app.add_subcommand("info", "What a taxonomy holds and lacks.\nNL: wat er in een taxonomie zit en wat er ontbreekt.");
  AddCommonOptions(*info, session);
  commands.push_back({info, [](Session& s) { return Info(s); }});

  auto* validate = app.add_subcommand("validate", "Check a snapshot, or Overstap JSON files together.\nNL: controleer een snapshot of Overstap-JSON.");
  const auto validate_options = std::make_shared<ValidateOptions>();
  validate->add_option("FILE", validate_options->files, "Taxonomy or course snapshot, or Overstap JSON")->option_text("...")->required();
  validate->add_option("--courses", validate_options->courses, "Courses to check against the taxonomy: concepts it lacks are listed, exit code 1")->option_text("FILE");
  AddOutputOptions(*validate, session);
  commands.push_back({validate, [validate_options](Session& s) { return Validate(s, *validate_options); }});
}

}  // namespace overstap::cli
