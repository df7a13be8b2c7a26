// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// A predicate map of any form, and a small graph in CompetentNL's words read by it.

#include "fuzz.hpp"
#include "io/rdf_map.hpp"
#include "overstap/builder.hpp"
#include "overstap/io.hpp"

using namespace overstap;
using namespace overstap::fuzz;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Folder folder;
  static const std::string graph = TestFile("fuzz/graph.ttl");
  static const bool filled = [] {
    const PackedFile file{"graph.ttl", graph};
    folder.Fill({&file, 1}, {&file.name, 1});
    return true;
  }();
  Promise(filled, "there is a graph");
  const JsonSource map{"map.json", std::string(View(data, size))};
  const auto parsed = detail::ParseRdfMap(map);
  Sound(parsed.status());
  const std::string paths[] = {folder.path()};
  TaxonomyBuilder builder;
  CourseBuilder course_builder;
  const auto status = ReadCompetentNl(paths, &map, builder, &course_builder, nullptr);
  Sound(status);
  Promise(parsed.ok() || !status.ok(), "a map that is refused is not used");
  if (!status.ok()) return 0;
  const auto taxonomy = builder.Build();
  const auto courses = course_builder.Build();
  Sound(taxonomy.status());
  Sound(courses.status());
  if (taxonomy.ok()) Walk(*taxonomy);
  if (courses.ok()) Walk(*courses);
  return 0;
}
