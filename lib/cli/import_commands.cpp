// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Commands that make a snapshot: import (Overstap JSON, CompetentNL, ESCO, O*NET; courses of EDU-DEX and OEAPI) and overlay.

#include <unistd.h>

#include <cstdio>
#include <memory>
#include <utility>

#include "cli/commands.hpp"
#include "overstap/json.hpp"
#include "overstap/overlay.hpp"

namespace overstap::cli {
namespace {

struct ImportOptions {
  std::string directory;
  std::vector<std::string> files;
  std::string map, output, courses_output;
  std::vector<std::string> norms;
  bool keep_going = false;
};

using Rows = std::vector<std::vector<std::string>>;

/// `rows` is what a reader says of itself.
void Tell(Session& session, Rows rows, const BuildReport& report, const Snapshot& snapshot, const std::string& file) {
  const auto number = [&](std::uint64_t n) { return Number(n, session.language); };
  rows.push_back({session.Text(Say::kConcepts), number(report.concepts)});
  rows.push_back({session.Text(Say::kRelations), number(report.relations)});
  if (report.relations_merged > 0) rows.push_back({session.Text(Say::kRelationsMerged), number(report.relations_merged)});
  if (report.relevance_conflicts > 0) rows.push_back({session.Text(Say::kRelationConflicts), number(report.relevance_conflicts)});
  session.out.Write(Table(rows, 0, {1}));
  for (const auto& note : report.notes) session.Paragraph(Plain(note), 0, 2);
  session.Paragraph(session.Text(Say::kSaved, Plain(file), SizeAndHash(session, snapshot)), 0, 2);
}

void TellNotes(Session& session, const std::vector<std::string>& notes) {
  for (const auto& note : notes) session.Paragraph(Plain(note), 0, 2);
}
void TellMissing(Session& session, const std::vector<std::string>& names) {
  for (const auto& name : names) session.Paragraph(session.Text(Say::kMissingFile, Plain(name)), 0, 2);
}

/// True, and said, when both results would go to one file.
bool OutputTwice(const Session& session, const ImportOptions& options) {
  if (options.output != options.courses_output) return false;
  session.Warn(session.Text(Say::kOutputTwice));
  return true;
}

Outcome ImportEsco(Session& session, const ImportOptions& options) {
  TaxonomyBuilder builder;
  EscoReport esco;
  OVS_RETURN_IF_ERROR(ReadEsco(options.directory, builder, &esco));
  BuildReport build;
  OVS_ASSIGN_OR_RETURN(const auto taxonomy, builder.Build(&build));
  OVS_RETURN_IF_ERROR(SaveSnapshot(taxonomy.snapshot(), options.output));
  if (session.json) {
    session.Json(ReportJson(esco, build, taxonomy, options.output));
    return Exit::kOk;
  }
  const auto number = [&](std::uint64_t n) { return Number(n, session.language); };
  Tell(session,
       {{session.Text(Say::kOccupations), number(esco.occupations)},
        {session.Text(Say::kSkills), number(esco.skills)},
        {session.Text(Say::kKnowledge), number(esco.knowledge)},
        {session.Text(Say::kGroups), number(esco.skill_groups + esco.isco_groups)},
        {session.Text(Say::kRelationsRead), number(esco.relations_read)}},
       build, taxonomy.snapshot(), options.output);
  TellMissing(session, esco.missing);
  TellNotes(session, esco.notes);
  return Exit::kOk;
}

Outcome ImportCompetentNl(Session& session, const ImportOptions& options) {
  if (OutputTwice(session, options)) return Exit::kUsage;
  std::optional<JsonSource> map;
  if (!options.map.empty()) {
    OVS_ASSIGN_OR_RETURN(map, ReadSource(options.map));
  }
  TaxonomyBuilder builder;
  CourseBuilder course_builder;
  RdfReport rdf;
  OVS_RETURN_IF_ERROR(ReadCompetentNl(options.files, map ? &*map : nullptr, builder, &course_builder, &rdf));
  BuildReport build;
  OVS_ASSIGN_OR_RETURN(const auto taxonomy, builder.Build(&build));
  OVS_ASSIGN_OR_RETURN(const auto courses, course_builder.Build());
  OVS_RETURN_IF_ERROR(SaveSnapshot(taxonomy.snapshot(), options.output));
  const bool with_courses = !options.courses_output.empty();
  if (with_courses) OVS_RETURN_IF_ERROR(SaveSnapshot(courses.snapshot(), options.courses_output));
  if (session.json) {
    session.Json(ReportJson(rdf, build, taxonomy, options.output));
    return Exit::kOk;
  }
  const auto number = [&](std::uint64_t n) { return Number(n, session.language); };
  Tell(session,
       {{session.Text(Say::kTriples), number(rdf.triples)},
        {session.Text(Say::kOccupations), number(rdf.occupations)},
        {session.Text(Say::kSkills), number(rdf.skills)},
        {session.Text(Say::kKnowledge), number(rdf.knowledge)},
        {session.Text(Say::kTasks), number(rdf.tasks)},
        {session.Text(Say::kWorkConditions), number(rdf.conditions)},
        {session.Text(Say::kLicenceKinds), number(rdf.licences)},
        {session.Text(Say::kGroups), number(rdf.groups)},
        {session.Text(Say::kQualifications), number(rdf.qualifications)},
        {session.Text(Say::kRelationsRead), number(rdf.relations_read)},
        {session.Text(Say::kHiddenLabels), number(rdf.labels_not_current)}},
       build, taxonomy.snapshot(), options.output);
  if (with_courses) {
    session.Paragraph(session.Text(Say::kSavedCourses, number(courses.size()), Plain(options.courses_output), SizeAndHash(session, courses.snapshot())), 0, 2);
  } else if (courses.size() > 0) {
    session.Paragraph(session.Text(Say::kQualificationsNotSaved, number(courses.size())), 0, 2);
  }
  const auto tell = [&](Say say, const std::vector<NamedCount>& counts) {
    for (const auto& [name, count] : counts) session.Paragraph(session.Text(say, Plain(name), number(count)), 0, 2);
  };
  tell(Say::kUnknownPredicate, rdf.unknown_predicates);
  tell(Say::kUnknownClass, rdf.unknown_classes);
  tell(Say::kDangling, rdf.dangling);
  TellNotes(session, rdf.notes);
  return Exit::kOk;
}

Outcome ImportOnet(Session& session, const ImportOptions& options) {
  TaxonomyBuilder builder;
  OnetReport onet;
  OVS_RETURN_IF_ERROR(ReadOnet(options.directory, builder, &onet));
  BuildReport build;
  OVS_ASSIGN_OR_RETURN(const auto taxonomy, builder.Build(&build));
  OVS_RETURN_IF_ERROR(SaveSnapshot(taxonomy.snapshot(), options.output));
  if (session.json) {
    session.Json(ReportJson(onet, build, taxonomy, options.output));
    return Exit::kOk;
  }
  const auto number = [&](std::uint64_t n) { return Number(n, session.language); };
  Tell(session,
       {{session.Text(Say::kOccupations), number(onet.occupations)},
        {session.Text(Say::kSkills), number(onet.skills)},
        {session.Text(Say::kKnowledge), number(onet.knowledge)},
        {session.Text(Say::kAbilities), number(onet.abilities)},
        {session.Text(Say::kActivities), number(onet.work_activities)},
        {session.Text(Say::kTechnologies), number(onet.technologies)},
        {session.Text(Say::kTasks), number(onet.tasks)},
        {session.Text(Say::kRatingsRead), number(onet.ratings_read)},
        {session.Text(Say::kRatingsSuppressed), number(onet.ratings_suppressed)},
        {session.Text(Say::kRatingsNotRelevant), number(onet.not_relevant)}},
       build, taxonomy.snapshot(), options.output);
  TellMissing(session, onet.missing);
  TellNotes(session, onet.notes);
  return Exit::kOk;
}

Outcome ImportJson(Session& session, const ImportOptions& options) {
  if (OutputTwice(session, options)) return Exit::kUsage;
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
    std::vector<JsonMember> members = {{"file", options.output},
                                       {"hash", taxonomy.snapshot().Hash()},
                                       {"bytes", std::uint64_t{taxonomy.snapshot().bytes().size()}},
                                       {"concepts", report.concepts},
                                       {"relations", report.relations},
                                       {"relations_merged", report.relations_merged},
                                       {"relevance_conflicts", report.relevance_conflicts},
                                       {"notes", report.notes},
                                       {"courses", std::uint64_t{courses.size()}}};
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

/// Either of the readers of course feeds.
using FeedReader = Status (*)(std::span<const std::string>, const CourseFeedOptions&, CourseBuilder&, CourseFeedReport*);

Outcome ImportFeed(Session& session, const ImportOptions& options, FeedReader read) {
  OVS_ASSIGN_OR_RETURN(const auto taxonomy, OpenTaxonomy(session));
  std::vector<CourseCatalogue> norms;
  for (const auto& file : options.norms) {
    OVS_ASSIGN_OR_RETURN(norms.emplace_back(), ReadCatalogue(file));
  }
  CourseFeedOptions feed;
  feed.taxonomy = &taxonomy, feed.keep_going = options.keep_going;
  for (const auto& catalogue : norms) feed.norms.push_back(&catalogue);
  if (::isatty(2) == 1) {
    feed.progress = [&](std::uint64_t done, std::uint64_t total) -> Status {
      std::fprintf(stderr, "\r%s%s", session.Text(Say::kFeedProgress, done, total).c_str(), done == total ? "\n" : "");
      return absl::OkStatus();
    };
  }
  CourseBuilder builder;
  CourseFeedReport report;
  OVS_RETURN_IF_ERROR(read(options.files, feed, builder, &report));
  OVS_ASSIGN_OR_RETURN(const auto courses, builder.Build());
  OVS_RETURN_IF_ERROR(SaveSnapshot(courses.snapshot(), options.output));
  if (session.json) {
    session.Json(ReportJson(report, courses, options.output));
    return Exit::kOk;
  }
  Rows rows;
  // What is usual is told also where there is none; what was left out only where there is some.
  const auto tell = [&](Say say, std::uint64_t count, bool always = true) {
    if (always || count > 0) rows.push_back({session.Text(say), Number(count, session.language)});
  };
  tell(Say::kFeedRecords, report.records);
  tell(Say::kFeedRefused, report.refused, false);
  tell(Say::kFeedRepeated, report.repeated, false);
  tell(Say::kFeedNotOffered, report.not_offered, false);
  tell(Say::kFeedDocumentsRefused, report.documents_refused, false);
  tell(Say::kFeedOfferings, report.offerings);
  tell(Say::kFeedNotOpen, report.offerings_not_open, false);
  tell(Say::kFeedFromReferences, report.from_references);
  tell(Say::kFeedFromNorms, report.from_norms);
  tell(Say::kFeedFromFields, report.from_fields);
  tell(Say::kFeedNothing, report.teaching_nothing);
  tell(Say::kFeedNoPrice, report.without_price);
  tell(Say::kFeedNoLevel, report.without_level);
  tell(Say::kFeedNoWeeks, report.without_weeks);
  tell(Say::kFeedNoHours, report.without_hours);
  session.out.Write(Table(rows, 0, {1}));
  for (const auto& problem : report.problems) {
    session.Paragraph(session.Text(Say::kFeedProblem, Plain(problem.what), Number(problem.count, session.language)), 0, 2);
    for (const auto& example : problem.examples) session.Paragraph(Plain(example), 2, 2);
  }
  TellNotes(session, report.notes);
  session.Paragraph(session.Text(Say::kSavedCourses, Number(courses.size(), session.language), Plain(options.output), SizeAndHash(session, courses.snapshot())), 0, 2);
  return Exit::kOk;
}
Outcome ImportEduDex(Session& session, const ImportOptions& options) { return ImportFeed(session, options, ReadEduDex); }
Outcome ImportOeapi(Session& session, const ImportOptions& options) { return ImportFeed(session, options, ReadOeapi); }

Outcome LayOverlays(Session& session, const ImportOptions& options) {
  OVS_ASSIGN_OR_RETURN(const auto base, OpenTaxonomy(session));
  std::vector<JsonSource> sources;
  for (const auto& file : options.files) {
    OVS_ASSIGN_OR_RETURN(sources.emplace_back(), ReadSource(file));
  }
  OverlayReport report;
  OVS_ASSIGN_OR_RETURN(const auto taxonomy, ApplyOverlays(base, sources, &report));
  OVS_RETURN_IF_ERROR(SaveSnapshot(taxonomy.snapshot(), options.output));
  if (session.json) {
    session.Json(ReportJson(report, taxonomy, options.output));
    return Exit::kOk;
  }
  const auto number = [&](std::uint64_t n) { return Number(n, session.language); };
  for (const auto& layer : report.layers) {
    session.Paragraph(session.Text(Say::kOverlayLine, Plain(layer.name), Plain(layer.author), Plain(layer.date), number(layer.added), number(layer.changed), number(layer.removed)), 0, 2);
  }
  TellNotes(session, report.notes);
  session.Paragraph(session.Text(Say::kSaved, Plain(options.output), SizeAndHash(session, taxonomy.snapshot())), 0, 2);
  return Exit::kOk;
}

}  // namespace

void AddImportCommands(CLI::App& app, Session& session, std::vector<Command>& commands) {
  auto* import = app.add_subcommand("import", "Turn a taxonomy or courses in another form into one snapshot file.\nNL: zet een taxonomie of cursussen om naar een snapshotbestand.");
  import->require_subcommand(1);
  const auto options = std::make_shared<ImportOptions>();
  const auto add = [&](const char* name, const char* what, Outcome (*run)(Session&, const ImportOptions&)) {
    auto* command = import->add_subcommand(name, what);
    command->add_option("-o,--output", options->output, "Snapshot to write")->option_text("FILE (required)")->required();
    AddOutputOptions(*command, session);
    commands.push_back({command, [options, run](Session& s) { return run(s, *options); }});
    return command;
  };
  auto* competentnl = add("competentnl", "CompetentNL as N-Triples, Turtle or SPARQL JSON results; all files together one graph.\nNL: CompetentNL als N-Triples, Turtle of SPARQL-JSON.",
                          ImportCompetentNl);
  competentnl->add_option("FILE", options->files, "Files or folders: .nt, .ttl, .srj, .json")->option_text("...")->required();
  competentnl->add_option("--map", options->map, "What each predicate and class means, instead of the built-in map (taxonomy/maps)")->option_text("FILE");
  competentnl->add_option("--courses-output", options->courses_output, "Snapshot to write the qualifications (opleidingsnormen) to")->option_text("FILE");
  add("esco", "ESCO's CSV files.\nNL: de CSV-bestanden van ESCO.", ImportEsco)
      ->add_option("DIR", options->directory, "Folder with occupations_nl.csv, skills_nl.csv, occupationSkillRelations_nl.csv ...")->option_text(" ")->required();
  add("onet", "O*NET's text files.\nNL: de tekstbestanden van O*NET.", ImportOnet)
      ->add_option("DIR", options->directory, "Folder with \"Occupation Data.txt\", \"Skills.txt\", \"Knowledge.txt\" ...")->option_text(" ")->required();
  auto* json = add("json", "Overstap JSON, all files together one taxonomy.\nNL: Overstap-JSON, alle bestanden samen een taxonomie.", ImportJson);
  json->add_option("FILE", options->files, "Overstap JSON")->option_text("...")->required();
  json->add_option("--courses-output", options->courses_output, "Snapshot to write the courses in the files to")->option_text("FILE");

  const auto add_feed = [&](const char* name, const char* what, const char* files, Outcome (*run)(Session&, const ImportOptions&)) {
    auto* feed = add(name, what, run);
    feed->add_option("FILE", options->files, files)->option_text("...")->required();
    feed->add_option("--norms", options->norms, "Courses whose skills those with the same code take over, such as the qualifications of import competentnl")->option_text("FILE")->expected(1)->allow_extra_args(false)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    feed->add_flag("--keep-going", options->keep_going, "Leave out a file that cannot be read, and tell");
    AddTaxonomyOption(*feed, session);
  };
  add_feed("edudex", "Courses: EDU-DEX programmes (XML).\nNL: cursussen: EDU-DEX-programma's (XML).", "Files or folders: .xml", ImportEduDex);
  add_feed("oeapi", "Courses: courses, programmes and offerings of OEAPI (OOAPI) v6 (JSON).\nNL: cursussen: courses, programmes en offerings van OEAPI v6 (JSON).",
           "Files or folders: .json", ImportOeapi);

  auto* overlay = app.add_subcommand("overlay", "Lay local corrections over a taxonomy: concepts, labels, relations, links.\nNL: leg lokale correcties over een taxonomie.");
  overlay->add_option("FILE", options->files, "Overlays (taxonomy/schema), laid in this order")->option_text("...")->required();
  overlay->add_option("-o,--output", options->output, "Snapshot to write")->option_text("FILE (required)")->required();
  AddTaxonomyOption(*overlay, session);
  AddOutputOptions(*overlay, session);
  commands.push_back({overlay, [options](Session& s) { return LayOverlays(s, *options); }});
}

}  // namespace overstap::cli
