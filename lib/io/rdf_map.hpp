// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// RdfMap: what each predicate and class of an RDF vocabulary means here. It is data (taxonomy/maps/), so that another
// spelling needs an edit and no release. Not API; it knows nothing of triples.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "overstap/courses.hpp"
#include "overstap/ids.hpp"
#include "overstap/io.hpp"
#include "overstap/status.hpp"

namespace overstap::detail {

/// The text of taxonomy/maps/competentnl.json.
extern const std::string_view kCompetentNlMap;

/// What a statement with a predicate says of its subject.
enum class RdfRole : std::uint8_t {
  kIgnored,      ///< known, and of no use here
  kType,         ///< its class
  kText,         ///< a text, or a node that has it as literal form
  kLiteralForm,  ///< the text of such a node
  kStatus,
  kNotation,
  kHasBroader,
  kHasNarrower,
  kRequires,
  kMatch,
  kRegulated,
  kMediated,
  kNotMediated,
  kInterests,
  kNlqf,
  kIsco,
  kPrescribes,
  kCode,   ///< a number by which a course is known
  kWhole,  ///< a fact about the whole, where the subject is a scheme
};

struct RdfPredicate {
  std::string iri;
  RdfRole role = RdfRole::kIgnored;
  TextKind text = TextKind::kPreferred;            ///< kText
  bool fallback = false;                           ///< kText: only where no other text of this kind is in its language
  Relevance relevance = Relevance::kEssential;     ///< kRequires
  MatchType match = MatchType::kExact;             ///< kMatch
  std::string prefix;                              ///< kMatch: what makes a code a URI; kCode: what stands before it in the text; kWhole: the key
  std::optional<CourseType> course_type;           ///< kCode: the type of a course that has such a code and no class that says it
};

struct RdfClass {
  enum class Meaning : std::uint8_t { kIgnored, kConcept, kCourse };
  Meaning meaning = Meaning::kIgnored;
  ConceptKind kind = ConceptKind::kOccupation;  ///< kConcept
  bool isco = false;                            ///< kConcept: an ISCO-08 unit group; its notation is the code
  std::optional<CourseType> course_type;        ///< kCourse
  std::optional<CourseType> otherwise;          ///< kCourse: the type when nothing else says it
};

struct RdfMap {
  RdfMap() = default;
  RdfMap(RdfMap&&) = default;  // no copy: `predicate_of` points into `predicates`
  RdfMap& operator=(RdfMap&&) = default;

  std::string language;  ///< of texts without a language tag
  std::vector<std::pair<std::string, std::string>> about;  ///< of a graph that does not say it
  std::string scheme_prefix;  ///< with what the IRI of a subject begins that says what the whole is; empty for none
  std::vector<RdfPredicate> predicates;  ///< one for each IRI, so that a report can name it
  std::unordered_map<std::string_view, std::uint16_t> predicate_of;  ///< by the IRIs in `predicates`
  std::unordered_map<std::string, RdfClass> classes;
  std::unordered_map<std::string, ConceptStatus> statuses;  ///< by IRI or by literal
};

/// Reads a map, strictly: what is not known is an error. Errors: kMalformed with position, kFormatVersion, kLimit.
StatusOr<RdfMap> ParseRdfMap(const JsonSource& source);

}  // namespace overstap::detail
