// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Everything that touches files or foreign formats: snapshots, Overstap JSON, other taxonomies, course feeds, the embedded starter set.
// The only part of the library that does I/O.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "overstap/advice.hpp"
#include "overstap/builder.hpp"
#include "overstap/courses.hpp"
#include "overstap/params.hpp"
#include "overstap/status.hpp"
#include "overstap/taxonomy.hpp"

namespace overstap {

class Store;  // store.hpp

/// The embedded starter taxonomy. It is a starter set written by this project, not CompetentNL. No I/O; checked on every call.
StatusOr<Taxonomy> StarterTaxonomy();
/// The courses that belong to it.
StatusOr<CourseCatalogue> StarterCourses();

/// Maps a snapshot file read-only and checks it fully. Errors: kIo, kMalformed, kChecksum, kFormatVersion.
StatusOr<Taxonomy> LoadTaxonomy(const std::string& path);
StatusOr<CourseCatalogue> LoadCourses(const std::string& path);
/// Copies `bytes` and opens them as a snapshot.
StatusOr<Taxonomy> LoadTaxonomy(std::span<const std::byte> bytes);
StatusOr<CourseCatalogue> LoadCourses(std::span<const std::byte> bytes);
/// A store of vacancies or persons, mapped: the file must not be changed while the store or a reader of it lives, but may be replaced by SaveStore().
StatusOr<Store> LoadStore(const std::string& path);
StatusOr<Store> LoadStore(std::span<const std::byte> bytes);
/// Writes the newest snapshot of a store, as SaveSnapshot() does. Changes and searches go on meanwhile.
Status SaveStore(const Store& store, const std::string& path);
/// Writes a snapshot's bytes to `path` atomically: a temporary file beside it, fsync, rename. An existing file is kept whole on any error.
Status SaveSnapshot(const Snapshot& snapshot, const std::string& path);

/// One document: Overstap JSON (taxonomy/schema), or of another form where a reader says so. `name` stands in messages.
struct JsonSource {
  std::string name;
  std::string text;
};
/// Reads a file of at most `limit` bytes into memory. Errors: kIo, kLimit.
StatusOr<std::string> ReadFile(const std::string& path, std::uint64_t limit = std::uint64_t{1} << 32);

/// What an import of Overstap JSON read.
struct JsonReport {
  std::vector<std::string> files;
};
/// Adds the concepts of a document to `builder`. Error: kMalformed with position, kLimit. Courses in it are checked as JSON but not read.
Status ReadTaxonomyJson(const JsonSource& source, TaxonomyBuilder& builder);
/// Adds the courses of a document. Concepts in it are checked as JSON but not read.
Status ReadCoursesJson(const JsonSource& source, CourseBuilder& builder);

/// Reads {"overstap_model": 1, ...} (taxonomy/schema), the form that ModelParamsJson() writes; keys that are left out keep their defaults.
/// Errors: kMalformed with position, kFormatVersion.
StatusOr<ModelParams> ReadModelParams(const JsonSource& source);

/// Reads {"overstap_advice": 1, ...} (taxonomy/schema); keys that are left out keep their defaults. Work conditions are named by URI.
/// Errors: kMalformed with position, kFormatVersion.
StatusOr<AdviceOptions> ReadAdviceOptions(const JsonSource& source, const Taxonomy& taxonomy);

/// What an ESCO import read, file by file, for the caller to show.
struct EscoReport {
  std::uint64_t occupations = 0, skills = 0, knowledge = 0, skill_groups = 0, isco_groups = 0;
  std::uint64_t relations_read = 0;        ///< rows of occupationSkillRelations
  std::uint64_t essential_and_optional = 0;  ///< pairs stated as both; kept as essential
  std::uint64_t broader_read = 0;
  std::vector<std::string> files;          ///< names read, in order
  std::vector<std::string> missing;        ///< optional files that were not there
  std::vector<std::string> notes;
};
/// Reads a folder of official ESCO CSV files (any of the languages present) into `builder`.
/// Needed: occupations_*, skills_*, occupationSkillRelations_*; the rest is optional and named in `missing` when absent.
/// Errors: kIo with the name of a missing needed file, kMalformed with file and line.
Status ReadEsco(const std::string& directory, TaxonomyBuilder& builder, EscoReport* report);

/// A name and how often it occurred.
struct NamedCount {
  std::string name;
  std::uint64_t count = 0;
};
/// What a CompetentNL import read.
struct RdfReport {
  std::uint64_t triples = 0, triples_repeated = 0;  ///< read; of these, stated more than once
  std::uint64_t occupations = 0, skills = 0, knowledge = 0, tasks = 0, conditions = 0, groups = 0, licences = 0, qualifications = 0;
  std::uint64_t relations_read = 0;
  std::uint64_t labels_not_current = 0;             ///< kept as hidden labels
  std::vector<NamedCount> unknown_predicates, unknown_classes;  ///< by name; their statements were left out
  std::vector<NamedCount> dangling;                 ///< predicates with the number of statements that name something the files do not define; left out
  std::vector<std::string> files;                   ///< read, in order
  std::vector<std::string> notes;
};
/// Reads files, or all files of folders, of N-Triples (.nt), Turtle (.ttl) and SPARQL JSON results (.srj, .json; variables s, p, o) in
/// the vocabulary of CompetentNL into `builder`; qualifications (opleidingsnormen) into `courses` unless it is null. All files together are one graph.
/// `map` is a predicate map (taxonomy/maps/competentnl.json is the built-in one, used when null) that says what each predicate and class means.
/// Memory: about 40 bytes a triple that is used and once each text and URI. O(triples log).
/// Errors: kIo, kMalformed with file and line, kLimit.
Status ReadCompetentNl(std::span<const std::string> paths, const JsonSource* map, TaxonomyBuilder& builder, CourseBuilder* courses, RdfReport* report);

/// What an O*NET import read.
struct OnetReport {
  std::uint64_t occupations = 0, skills = 0, knowledge = 0, abilities = 0, work_activities = 0, technologies = 0, tasks = 0, groups = 0;
  std::uint64_t ratings_read = 0;        ///< rows of importance and level
  std::uint64_t ratings_suppressed = 0;  ///< "Recommend Suppress": imprecise; left out
  std::uint64_t not_relevant = 0;        ///< pairs with an importance below "somewhat important", or marked "Not Relevant"; left out
  std::uint64_t alternate_titles = 0, related = 0;
  std::vector<std::string> files, missing, notes;
};
/// Reads a folder of O*NET's tab-separated text files. Needed: "Occupation Data.txt" and "Content Model Reference.txt"; the others are
/// optional and named in `missing` when absent. How ratings become relevance, level and importance stands in lib/io/onet.cpp.
/// Errors: kIo with the name of a missing needed file, kMalformed with file and line.
Status ReadOnet(const std::string& directory, TaxonomyBuilder& builder, OnetReport* report);

/// Where the courses of a feed (EDU-DEX, OEAPI) get from what they teach, which neither form says, and how they are read.
struct CourseFeedOptions {
  /// Courses of which something is known, such as the qualifications of ReadCompetentNl(). What a norm teaches, a course of the feed teaches that
  /// carries the same code of crebo, certificate, keuzedeel, croho or RIO (CourseFactKind::kCode).
  std::vector<const CourseCatalogue*> norms;
  /// A course of which no reference and no norm says what it teaches, teaches the knowledge areas of its field of study: those whose notation is or
  /// holds its ISCED-F code ("0732", "200.0732", "200.0732.01"). Also tells which of what is taught is known at all.
  const Taxonomy* taxonomy = nullptr;
  /// A document that is no well-formed XML or JSON, or beyond a limit, is left out and told of; otherwise it is the error of the whole.
  bool keep_going = false;
  /// Called before each document, with how many were read, and after the last; what it returns other than OK ends the reading.
  std::function<Status(std::uint64_t done, std::uint64_t total)> progress;
};

/// One kind of thing that could not be used, how often, and the first examples of it, each with its position ("feed.xml:12:5: ...").
struct FeedProblem {
  std::string what;
  std::uint64_t count = 0;
  std::vector<std::string> examples;
};
/// What a reader of a course feed read. records = courses + refused + repeated + not_offered.
struct CourseFeedReport {
  std::uint64_t documents = 0, documents_refused = 0;
  std::uint64_t records = 0;             ///< programmes and courses
  std::uint64_t courses = 0;             ///< of these, made
  std::uint64_t refused = 0;             ///< without an id or a name
  std::uint64_t repeated = 0;            ///< with an id that another had before: documents in the order of their names
  std::uint64_t not_offered = 0;         ///< not published, not open for application, or for one client only
  std::uint64_t offerings = 0;           ///< starts and other occasions to begin that were used
  std::uint64_t offerings_not_open = 0;  ///< cancelled, closed, not yet certain, or for one client only; left out
  std::uint64_t from_references = 0;     ///< courses that teach something by references to concepts
  std::uint64_t from_norms = 0;          ///< by norms with the same code; a course may have both
  std::uint64_t from_fields = 0;         ///< by nothing but the field of study
  std::uint64_t teaching_nothing = 0;    ///< nothing known; they are in the catalogue
  std::uint64_t without_price = 0, without_level = 0, without_weeks = 0, without_hours = 0;
  std::vector<FeedProblem> problems;     ///< records and fields left out, by what is wrong
  std::vector<std::string> files, notes;
};
/// Reads EDU-DEX programmes (program.xsd 1.8), any number in a document, and names providers by EDU-DEX institute documents among them. What
/// becomes of each field, and why, stands in lib/io/edudex.cpp. The same documents in any order give the same courses.
/// Errors: kMalformed with position for what is no well-formed XML, kLimit; what is wrong with one record is in the report instead.
Status ReadEduDex(std::span<const JsonSource> documents, const CourseFeedOptions& options, CourseBuilder& builder, CourseFeedReport* report);
/// The same from files, and from all .xml files directly in folders; one document at a time is in memory. Errors: also kIo.
Status ReadEduDex(std::span<const std::string> paths, const CourseFeedOptions& options, CourseBuilder& builder, CourseFeedReport* report);
/// Reads courses, programmes and their offerings of OEAPI (OOAPI) v6: pages of a list ("items"), arrays and single objects, with learning outcomes and
/// organisations in place or in other documents. CompetentNL's concepts are taken from OKx' competentNlRefs and from codes "competentnl-skill".
/// See lib/io/oeapi.cpp, and ReadEduDex() for the rest.
Status ReadOeapi(std::span<const JsonSource> documents, const CourseFeedOptions& options, CourseBuilder& builder, CourseFeedReport* report);
Status ReadOeapi(std::span<const std::string> paths, const CourseFeedOptions& options, CourseBuilder& builder, CourseFeedReport* report);

/// Takes the next piece of a document that is being written.
using TextSink = std::function<Status(std::string_view)>;
/// The whole taxonomy, and the courses unless null, as one Overstap JSON document: read back and built, it gives the same bytes.
/// What was laid over it by overlays is in it; that it came from overlays is not. One concept a line, URIs in full. Pieces have at most 64 KiB.
/// Errors: that of `sink`, after which nothing more is written; kMalformed, before anything is, for what the form cannot say (a URI with an invisible
/// character in it, an NLQF level that does not exist).
Status WriteTaxonomyJson(const Taxonomy& taxonomy, const CourseCatalogue* courses, const TextSink& sink);
/// The taxonomy as N-Triples in SKOS, after the NL-SBB profile as far as it applies, and CompetentNL's vocabulary for what SKOS has no
/// words for: ReadCompetentNl() reads it back. Not in it: needed levels, importances, Job Zones, overlays, most of "about".
/// Errors: that of `sink`; kMalformed, before anything is written, for a concept or match whose URI is no absolute IRI.
Status WriteTaxonomyNTriples(const Taxonomy& taxonomy, const TextSink& sink);
/// Writes a file through `write`, atomically as SaveSnapshot().
Status SaveText(const std::string& path, const std::function<Status(const TextSink&)>& write);

}  // namespace overstap
