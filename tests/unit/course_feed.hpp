// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// What the tests of course feeds share: a course in words, a taxonomy and norms to read with, and the checks that every reader must stand.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "oracle/random_graph.hpp"
#include "overstap/io.hpp"
#include "overstap/json.hpp"

namespace overstap::test {

using Strings = std::vector<std::string>;
using Documents = std::vector<JsonSource>;
using FeedReader = Status (*)(std::span<const JsonSource>, const CourseFeedOptions&, CourseBuilder&, CourseFeedReport*);

/// All that is known of a course, in the order of the file: what is unknown is not there.
inline Strings Describe(const CourseCatalogue& c, std::uint32_t i) {
  using detail::Cat;
  Strings out;
  const auto& x = c[i];
  out.push_back(Cat("type ", Name(x.type)));
  if (x.cost_max != kUnknownAmount) out.push_back(x.cost_min == x.cost_max ? Cat("cost ", x.cost_min) : Cat("cost ", x.cost_min, "-", x.cost_max));
  if (x.weeks != 0xFFFF) out.push_back(Cat("weeks ", x.weeks));
  if (x.hours != kUnknownAmount) out.push_back(Cat("hours ", x.hours));
  if (x.nlqf != kNlqfUnknown) out.push_back(Cat("nlqf ", NlqfName(x.nlqf)));
  if (x.entry_nlqf != kNlqfUnknown) out.push_back(Cat("entry ", NlqfName(x.entry_nlqf)));
  for (int f = 0; f < kCourseForms; ++f) {
    if (x.form & (1 << f)) out.push_back(Cat("form ", Name(static_cast<CourseForm>(1 << f))));
  }
  for (const auto& text : c.snapshot().Texts(i))
    out.push_back(Cat(Name(text.kind), " ", c.snapshot().Language(text.language), ": ", c.snapshot().String(text.string)));
  for (int k = 0; k < kCourseFactKinds; ++k) {
    for (const auto& fact : c.Facts(i, static_cast<CourseFactKind>(k))) {
      auto line = Cat(Name(fact.kind), " ", c.Text(fact));
      if (fact.from != kNoDate) line += Cat(" from ", DateName(fact.from));
      if (fact.until != kNoDate) line += Cat(" until ", DateName(fact.until));
      out.push_back(line);
    }
  }
  for (const auto& skill : c.Teaches(i)) out.push_back(Cat("teaches ", c.snapshot().String(skill.uri), " ", static_cast<int>(skill.level)));
  return out;
}

/// Lists in one line, so that a failed check shows them.
inline std::string Lines(const Strings& lines) {
  std::string out;
  for (const auto& line : lines) detail::Append(out, out.empty() ? "" : " | ", line);
  return out;
}

struct FeedResult {
  CourseCatalogue courses;
  CourseFeedReport report;
  Strings operator[](std::string_view uri) const {
    const auto at = courses.Find(uri);
    REQUIRE_MESSAGE(at.has_value(), uri);
    return Describe(courses, *at);
  }
  /// The lines of a course that begin so.
  Strings Of(std::string_view uri, std::string_view begin) const {
    auto lines = (*this)[uri];
    std::erase_if(lines, [&](const std::string& line) { return !line.starts_with(begin); });
    return lines;
  }
  /// The examples of a problem; its count is checked to be theirs.
  Strings Problem(std::string_view what) const {
    for (const auto& problem : report.problems) {
      if (problem.what != what) continue;
      CHECK(problem.count == problem.examples.size());
      return problem.examples;
    }
    return {};
  }
  Strings Problems() const {
    Strings out;
    for (const auto& problem : report.problems) out.push_back(problem.what);
    return out;
  }
};

inline FeedResult Read(FeedReader read, const Documents& documents, const CourseFeedOptions& options = {}) {
  CourseBuilder builder;
  FeedResult result;
  const auto status = read(documents, options, builder, &result.report);
  REQUIRE_MESSAGE(status.ok(), std::string(detail::Std(status.message())));
  auto courses = builder.Build();
  REQUIRE_MESSAGE(courses.ok(), std::string(detail::Std(courses.status().message())));
  result.courses = *std::move(courses);
  const auto& r = result.report;
  CHECK(r.records == r.courses + r.refused + r.repeated + r.not_offered);
  CHECK(result.courses.size() == r.courses);
  return result;
}
inline Status ReadStatus(FeedReader read, const Documents& documents, const CourseFeedOptions& options = {}) {
  CourseBuilder builder;
  CourseFeedReport report;
  return read(documents, options, builder, &report);
}

/// Knowledge areas by notation: as the starter set's ("0732"), and as CompetentNL's.
inline Taxonomy FeedTaxonomy() {
  TaxonomyBuilder builder;
  const auto source = builder.AddSource("taxonomy");
  const auto add = [&](std::string_view uri, ConceptKind kind, std::string_view notation, ConceptStatus status = ConceptStatus::kCurrent) {
    const auto node = builder.Mention(uri, {source, 1, 0});
    REQUIRE(builder.Declare(node, kind, {source, 1, 0}).ok());
    REQUIRE(builder.SetNotation(node, notation).ok());
    builder.SetStatus(node, status);
  };
  add("urn:k:bouw", ConceptKind::kKnowledge, "0732");
  add("urn:k:verf", ConceptKind::kKnowledge, "0732");
  add("urn:k:oud", ConceptKind::kKnowledge, "0732", ConceptStatus::kArchived);
  add("urn:g:techniek", ConceptKind::kGroup, "07");
  add("urn:k:zorg", ConceptKind::kKnowledge, "200.0913");
  add("urn:k:ouderen", ConceptKind::kKnowledge, "200.0913.01");
  add("urn:k:tanden", ConceptKind::kKnowledge, "200.0911.01");
  add("urn:o:smid", ConceptKind::kOccupation, "7221");
  add("urn:s:smeden", ConceptKind::kSkill, "100.001");
  add("urn:s:lassen", ConceptKind::kSkill, "100.002");
  auto built = builder.Build();
  REQUIRE(built.ok());
  return *std::move(built);
}

inline CourseCatalogue FeedNorms() {
  CourseBuilder builder;
  const auto add = [&](std::string_view uri, std::string_view code, std::initializer_list<std::pair<std::string_view, Level>> skills) {
    const auto node = builder.Add(uri, {.type = CourseType::kDiploma});
    REQUIRE(node.ok());
    REQUIRE(builder.AddFact(*node, CourseFactKind::kCode, code).ok());
    for (const auto& [skill, level] : skills) REQUIRE(builder.AddTeaches(*node, skill, level).ok());
  };
  add("urn:n:smid", "crebo:25655", {{"urn:s:smeden", 2}, {"urn:k:bouw", 0}});
  add("urn:n:keuze", "keuzedeel:K0123", {{"urn:s:lassen", 0}});
  add("urn:n:certificaat", "certificaat:C0012", {{"urn:s:lassen", 1}});
  add("urn:n:leeg", "crebo:10000", {});
  add("urn:n:eigen", "identifier:25655", {{"urn:s:lassen", 4}});  // somebody's own code
  auto built = builder.Build();
  REQUIRE(built.ok());
  return *std::move(built);
}

/// Any order of the documents, any way to cut them short or to turn a bit: the same, or refused with a reason, never a crash.
inline void CheckHostile(FeedReader read, const Documents& documents) {
  CourseFeedOptions going;
  going.keep_going = true;
  auto reversed = documents;
  std::reverse(reversed.begin(), reversed.end());
  const auto one = Read(read, documents), other = Read(read, reversed);
  CHECK(std::ranges::equal(one.courses.snapshot().bytes(), other.courses.snapshot().bytes()));
  CHECK(ReportJson(one.report, one.courses) == ReportJson(other.report, other.courses));
  for (std::size_t d = 0; d < documents.size(); ++d) {
    for (std::size_t size = 0; size < documents[d].text.size(); size += kSlow) {
      auto cut = documents;
      cut[d].text.resize(size);
      const auto status = ReadStatus(read, cut);
      if (!status.ok()) {
        REQUIRE(CodeOf(status) == ErrorCode::kMalformed);
        REQUIRE(detail::Std(status.message()).find(documents[d].name) != std::string_view::npos);
      }
      REQUIRE(ReadStatus(read, cut, going).ok());
    }
  }
  std::uint32_t seed = 12345;
  const auto random = [&] { return seed = seed * 1664525u + 1013904223u; };
  for (int round = 0; round < 2000 / kSlow; ++round) {
    auto turned = documents;
    auto& text = turned[(random() >> 8) % turned.size()].text;
    for (int bits = 0; bits < 1 + round % 3; ++bits) text[(random() >> 8) % text.size()] ^= static_cast<char>(1u << ((random() >> 20) % 8));
    CourseBuilder builder;
    CourseFeedReport report;
    const auto status = read(turned, going, builder, &report);
    REQUIRE(status.ok());
    REQUIRE(report.records == report.courses + report.refused + report.repeated + report.not_offered);
    REQUIRE(builder.Build().ok());
  }
}

}  // namespace overstap::test
