// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// An Overstap JSON document: read as taxonomy and as courses, built, written out in both forms and read again.

#include "fuzz.hpp"
#include "io/json_tree.hpp"
#include "overstap/builder.hpp"
#include "overstap/io.hpp"
#include "overstap/json.hpp"
#include "overstap/overlay.hpp"

using namespace overstap;
using namespace overstap::fuzz;

namespace {

StatusOr<Taxonomy> ReadTaxonomy(const JsonSource& source) {
  TaxonomyBuilder builder;
  OVS_RETURN_IF_ERROR(ReadTaxonomyJson(source, builder));
  return builder.Build();
}

StatusOr<CourseCatalogue> ReadCourses(const JsonSource& source) {
  CourseBuilder builder;
  OVS_RETURN_IF_ERROR(ReadCoursesJson(source, builder));
  return builder.Build();
}

StatusOr<Taxonomy> ReadTriples(std::string_view text) {
  static Folder folder;
  const PackedFile file{"written.nt", text};
  folder.Fill({&file, 1}, {&file.name, 1});
  const std::string paths[] = {folder.path()};
  TaxonomyBuilder builder;
  OVS_RETURN_IF_ERROR(ReadCompetentNl(paths, nullptr, builder, nullptr, nullptr));
  return builder.Build();
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const JsonSource source{"input.json", std::string(View(data, size))};
  // Limits so low that inputs of a few bytes reach them.
  const auto tree = detail::JsonTree::Parse(source.name, source.text, {.bytes = 2048, .depth = 5, .values = 40});
  Sound(tree.status());

  if (const auto params = ReadModelParams(source); params.ok()) {
    const auto written = ModelParamsJson(*params);
    const auto again = ReadModelParams({"written", written});
    Promise(again.ok() && *again == *params, "parameters are read as they are written");
  } else {
    Sound(params.status());
  }
  static const auto golden = LoadTaxonomy(Bytes(TestFile("golden/v1/taxonomy.ovs")));
  if (const auto options = ReadAdviceOptions(source, *golden); options.ok()) {
    Promise(Validate(*options, *golden).ok(), "options that are read can be used");
  } else {
    Sound(options.status());
  }
  const auto taxonomy = ReadTaxonomy(source);
  const auto courses = ReadCourses(source);
  Sound(taxonomy.status());
  Sound(courses.status());
  if (courses.ok()) Walk(*courses);
  if (!taxonomy.ok()) return 0;
  Walk(*taxonomy);
  const auto* catalogue = courses.ok() ? &*courses : nullptr;
  IsJson(TaxonomyInfoJson(*taxonomy, catalogue));

  TaxonomyBuilder builder;
  Promise(AddTaxonomy(*taxonomy, builder).ok(), "a taxonomy can be stated again");
  const auto again = builder.Build();
  Promise(again.ok() && again->snapshot().Hash() == taxonomy->snapshot().Hash(), "stated again it is the same");

  // Written as JSON and read back it is the same, courses too.
  std::string written;
  const auto collect = [&](std::string_view piece) { return written.append(piece), absl::OkStatus(); };
  const auto as_json = WriteTaxonomyJson(*taxonomy, catalogue, collect);
  Sound(as_json);
  if (as_json.ok()) {
    const auto back = ReadTaxonomy({"written.json", written});
    Promise(back.ok() && back->snapshot().Hash() == taxonomy->snapshot().Hash(), "JSON gives the taxonomy back");
    const auto courses_back = ReadCourses({"written.json", written});
    Promise(courses_back.ok(), "JSON gives courses back");
    if (catalogue != nullptr) Promise(courses_back->snapshot().Hash() == catalogue->snapshot().Hash(), "JSON gives the courses back");
  }

  // Written as N-Triples it can be read, and has the same concepts.
  written.clear();
  const auto as_triples = WriteTaxonomyNTriples(*taxonomy, collect);
  Sound(as_triples);
  if (as_triples.ok() && taxonomy->size() > 0) {  // a graph of nothing is not taken for CompetentNL
    const auto back = ReadTriples(written);
    Promise(back.ok(), back.ok() ? std::string_view() : detail::Std(back.status().message()));
    Promise(back->size() == taxonomy->size(), "N-Triples give the concepts back");
  }
  return 0;
}
