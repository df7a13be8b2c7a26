// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Everything that touches files or foreign formats: snapshots, Overstap JSON, ESCO's CSV files, the embedded starter set.
// The only part of the library that does I/O.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "overstap/builder.hpp"
#include "overstap/courses.hpp"
#include "overstap/status.hpp"
#include "overstap/taxonomy.hpp"

namespace overstap {

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
/// Writes a snapshot's bytes to `path` atomically: a temporary file beside it, fsync, rename. An existing file is kept whole on any error.
Status SaveSnapshot(const Snapshot& snapshot, const std::string& path);

/// One Overstap JSON document (taxonomy/schema). `name` stands in messages.
struct JsonSource {
  std::string name;
  std::string text;
};
/// Reads a file of at most `limit` bytes into memory. Errors: kIo, kLimit.
StatusOr<std::string> ReadFile(const std::string& path, std::uint64_t limit = std::uint64_t{1} << 32);

/// Adds the concepts of a document to `builder`. Error: kMalformed with position, kLimit. Courses in it are checked as JSON but not read.
Status ReadTaxonomyJson(const JsonSource& source, TaxonomyBuilder& builder);
/// Adds the courses of a document. Concepts in it are checked as JSON but not read.
Status ReadCoursesJson(const JsonSource& source, CourseBuilder& builder);

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

}  // namespace overstap
