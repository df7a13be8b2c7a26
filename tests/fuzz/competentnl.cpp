// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// A folder of N-Triples, Turtle and SPARQL JSON results, cut out of one input (Unpack() in fuzz.hpp), read as CompetentNL.
// By a small map mostly: the built-in one takes ten times as long to read as the input.

#include "fuzz.hpp"
#include "io/rdf.hpp"
#include "overstap/io.hpp"

using namespace overstap;
using namespace overstap::fuzz;

namespace {

constexpr std::string_view kFiles[] = {"a.nt", "b.nt", "a.ttl", "b.ttl", "a.srj", "b.json"};

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Folder folder;
  static MemoryFile file;
  const auto input = View(data, size);
  folder.Fill(Unpack(input), kFiles);
  static const JsonSource small_map{"small.json", TestFile("fuzz/corpus/rdf_map/small.json")};
  const auto* map = size % 32 == 0 ? nullptr : &small_map;
  const std::string paths[] = {folder.path()};
  TaxonomyBuilder builder;
  CourseBuilder course_builder;
  RdfReport report;
  const auto status = ReadCompetentNl(paths, map, builder, &course_builder, &report);
  UseImport(status, builder, report);
  if (status.ok()) {
    const auto courses = course_builder.Build();
    Sound(courses.status());
    if (courses.ok()) Walk(*courses);
  }
  // And the whole input as one file, in the form its first byte chooses.
  if (input.empty()) return 0;
  std::uint64_t line = 1;
  const auto format = static_cast<detail::RdfFormat>(data[0] % 3);
  Sound(detail::ReadRdf(file.Write(input.substr(1)), format, [&](const detail::RdfStatement& statement) -> Status {
    Promise(statement.subject.kind != detail::RdfTerm::Kind::kLiteral, "a subject is no literal");
    Promise(statement.line >= 1 && !statement.predicate.empty(), "a statement has a line and a predicate");
    line = statement.line;
    return absl::OkStatus();
  }));
  return 0;
}
