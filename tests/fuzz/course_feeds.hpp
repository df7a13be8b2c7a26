// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// What the two targets of course feeds share: documents cut out of one input (Unpack() in fuzz.hpp), read with norms and a taxonomy.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz.hpp"
#include "overstap/io.hpp"
#include "overstap/json.hpp"

namespace overstap::fuzz {

/// A norm with every kind of code that the corpus names.
inline const CourseCatalogue& FeedNorms() {
  static const CourseCatalogue norms = [] {
    CourseBuilder builder;
    const auto norm = builder.Add("urn:norm", {});
    Promise(norm.ok() && builder.AddTeaches(*norm, "urn:e:smeden", 2).ok(), "a norm can be made");
    for (const auto code : {"crebo:25655", "croho:34575", "keuzedeel:K0123", "certificaat:C0012", "rio:1001O1234"})
      Promise(builder.AddFact(*norm, CourseFactKind::kCode, code).ok(), "a norm has codes");
    auto built = builder.Build();
    Promise(built.ok(), "norms can be built");
    return *std::move(built);
  }();
  return norms;
}

/// Knowledge areas with notations as the starter set has them, and as CompetentNL does.
inline const Taxonomy& FeedTaxonomy() {
  static const Taxonomy taxonomy = [] {
    TaxonomyBuilder builder;
    const auto source = builder.AddSource("feed");
    for (const auto& [uri, notation] : {std::pair("urn:k:1", "0732"), std::pair("urn:k:2", "200.0913"), std::pair("urn:k:3", "200.0913.01"), std::pair("urn:k:4", "200.0911.01")}) {
      const auto node = builder.Mention(uri, {source, 1, 0});
      Promise(builder.Declare(node, ConceptKind::kKnowledge, {source, 1, 0}).ok() && builder.SetNotation(node, notation).ok(), "a concept can be declared");
    }
    const auto skill = builder.Mention("urn:e:smeden", {source, 1, 0});
    Promise(builder.Declare(skill, ConceptKind::kSkill, {source, 1, 0}).ok() && builder.SetNotation(skill, "100.001").ok(), "a skill can be declared");
    auto built = builder.Build();
    Promise(built.ok(), "a taxonomy can be built");
    return *std::move(built);
  }();
  return taxonomy;
}

using FeedReader = Status (*)(std::span<const JsonSource>, const CourseFeedOptions&, CourseBuilder&, CourseFeedReport*);

struct FeedResult {
  std::string hash, json;
};

inline FeedResult ReadFeedOnce(FeedReader read, const std::vector<JsonSource>& documents, bool keep_going) {
  CourseFeedOptions options;
  options.keep_going = keep_going;
  options.norms = {&FeedNorms()};
  options.taxonomy = &FeedTaxonomy();
  CourseBuilder builder;
  CourseFeedReport report;
  const auto status = read(documents, options, builder, &report);
  Sound(status);
  if (!status.ok()) {
    Promise(!keep_going || CodeOf(status) != ErrorCode::kMalformed, "a document that cannot be read is left out");
    return {};
  }
  const auto courses = builder.Build();
  Sound(courses.status());
  Promise(courses.ok(), "what a reader hands on can be built");
  Walk(*courses);
  Promise(report.records == report.courses + report.refused + report.repeated + report.not_offered, "every record is accounted for");
  Promise(courses->size() == report.courses && report.documents == documents.size(), "the report counts what was made");
  Promise(report.from_references + report.from_norms + report.from_fields + report.teaching_nothing >= report.courses, "every course is told of");
  for (const auto& problem : report.problems) Promise(problem.count > 0 && !problem.examples.empty() && problem.examples.size() <= 5, "a problem has examples");
  auto json = ReportJson(report, *courses);
  IsJson(json);
  return {courses->snapshot().Hash(), std::move(json)};
}

inline void ReadFeed(FeedReader read, std::string_view input) {
  std::vector<JsonSource> documents;
  for (const auto& file : Unpack(input)) {
    if (documents.size() >= 4) break;
    // A message tells the name of a file as it is, so it is one that can be told; its first letter decides the order.
    const auto letter = file.name.empty() ? 'x' : static_cast<char>('a' + static_cast<unsigned char>(file.name[0]) % 4);
    documents.push_back({std::string(1, letter), std::string(file.text)});
  }
  if (documents.empty()) documents.push_back({"input", std::string(input)});
  const bool keep_going = input.size() % 2 == 0;
  const auto once = ReadFeedOnce(read, documents, keep_going);
  std::reverse(documents.begin(), documents.end());
  const auto again = ReadFeedOnce(read, documents, keep_going);
  Promise(once.hash == again.hash && once.json == again.json, "the order of documents is of no matter");
}

}  // namespace overstap::fuzz
