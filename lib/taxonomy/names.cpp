// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Names of the pinned enumerations, as they stand in Overstap JSON, and their parsers.

#include <array>
#include <cstddef>

#include "overstap/courses.hpp"
#include "overstap/crosswalk.hpp"
#include "overstap/factors.hpp"
#include "overstap/gates.hpp"
#include "overstap/ids.hpp"
#include "overstap/match.hpp"
#include "overstap/params.hpp"
#include "overstap/person.hpp"
#include "overstap/profile.hpp"

namespace overstap {
namespace {

template <typename E, std::size_t N>
std::string_view NameIn(const std::array<std::string_view, N>& names, E value) {
  const auto i = static_cast<std::size_t>(value);
  return i < N ? names[i] : "unknown";
}

template <typename E, std::size_t N>
std::optional<E> ParseIn(const std::array<std::string_view, N>& names, std::string_view name) {
  for (std::size_t i = 0; i < N; ++i) {
    if (names[i] == name) return static_cast<E>(i);
  }
  return std::nullopt;
}

constexpr std::array<std::string_view, kConceptKinds> kKinds = {"occupation", "skill", "knowledge", "task", "condition", "group", "licence"};
constexpr std::array<std::string_view, kRelevances> kRelevanceNames = {"not_relevant", "somewhat", "optional", "important", "essential"};
constexpr std::array<std::string_view, kTextKinds> kTextKindNames = {"preferred", "alternative", "hidden", "definition", "specialisation"};
constexpr std::array<std::string_view, kMatchTypes> kMatchNames = {"exact", "close", "broad", "narrow", "related", "replaced-by"};
constexpr std::array<std::string_view, kConceptStatuses> kStatusNames = {"current", "historic", "archived"};
constexpr std::array<std::string_view, kCourseTypes> kCourseTypeNames = {"short-course", "sector-course", "licence", "language", "praktijkverklaring", "keuzedeel", "mbo-certificaat", "hbo-module", "diploma", "associate-degree"};
constexpr std::array<std::string_view, kCourseForms> kFormNames = {"daytime", "evening", "weekend", "online", "blended", "work-based"};
constexpr std::array<std::string_view, 3> kProviderNames = {"any", "public", "private"};

constexpr std::array<std::string_view, 5> kEvidenceNames = {"inferred", "claimed", "confirmed", "evc", "diploma"};
constexpr std::array<std::string_view, 5> kLinkSourceNames = {"file", "match", "same-uri", "replacement", "label"};
constexpr std::array<std::string_view, kItemOutcomes> kOutcomeNames = {"kept", "split", "merged", "approximated", "lost"};
constexpr std::array<std::string_view, kItemReasons> kReasonNames = {"none",  "no-link", "only-narrower", "only-related",   "part-of-merge",   "broader",
                                                                     "close", "ambiguous", "origin-carries", "inferred-before", "other-kind", "stated-less"};

constexpr std::array<std::string_view, kDimensions> kDimensionNames = {"skills", "knowledge", "tasks", "groups", "words", "family"};
constexpr std::array<std::string_view, kMissingPolicies> kMissingNames = {"leave_out", "count_as_nothing", "refuse"};
constexpr std::array<std::string_view, kBands> kBandNames = {"unknown", "none", "some", "good", "strong"};
constexpr std::array<std::string_view, kConfidences> kConfidenceNames = {"low", "medium", "high"};

constexpr std::array<std::string_view, kGates> kGateNames = {"regulated", "licence", "education", "condition", "mediation"};
constexpr std::array<std::string_view, kGateStates> kGateStateNames = {"not_asked", "clear", "unknown", "stands"};
constexpr std::array<std::string_view, kGateActions> kGateActionNames = {"off", "warn", "demote", "hide"};
constexpr std::array<std::string_view, kFactors> kFactorNames = {"tightness", "wage", "automation_risk"};

constexpr std::array<std::string_view, kPersonNoteKinds> kPersonNoteNames = {"unknown-uri", "wrong-kind", "no-uri",      "date",         "level",
                                                                              "licence",     "not-read",   "old-version", "nothing-found"};

constexpr std::string_view kInterestLetters = "RIASEC";

struct NlqfRow {
  std::string_view name;
  Nlqf level;
};
constexpr std::array<NlqfRow, 10> kNlqf = {{{"entry", 5}, {"1", 10}, {"2", 20}, {"3", 30}, {"4", 40}, {"4+", 45}, {"5", 50}, {"6", 60}, {"7", 70}, {"8", 80}}};

}  // namespace

std::string_view Name(ConceptKind kind) { return NameIn(kKinds, kind); }
std::string_view Name(Relevance relevance) { return NameIn(kRelevanceNames, relevance); }
std::string_view Name(TextKind kind) { return NameIn(kTextKindNames, kind); }
std::string_view Name(MatchType type) { return NameIn(kMatchNames, type); }
std::string_view Name(ConceptStatus status) { return NameIn(kStatusNames, status); }
std::string_view Name(Evidence evidence) { return NameIn(kEvidenceNames, evidence); }
std::string_view Name(Dimension dimension) { return NameIn(kDimensionNames, dimension); }
std::string_view Name(MissingPolicy policy) { return NameIn(kMissingNames, policy); }
std::string_view Name(Band band) { return NameIn(kBandNames, band); }
std::string_view Name(Confidence confidence) { return NameIn(kConfidenceNames, confidence); }
std::string_view Name(Gate gate) { return NameIn(kGateNames, gate); }
std::string_view Name(GateState state) { return NameIn(kGateStateNames, state); }
std::string_view Name(GateAction action) { return NameIn(kGateActionNames, action); }
std::string_view Name(Factor factor) { return NameIn(kFactorNames, factor); }
std::string_view Name(PersonNoteKind kind) { return NameIn(kPersonNoteNames, kind); }
std::string_view Name(LinkSource source) { return NameIn(kLinkSourceNames, source); }
std::string_view Name(ItemOutcome outcome) { return NameIn(kOutcomeNames, outcome); }
std::string_view Name(ItemReason reason) { return NameIn(kReasonNames, reason); }
std::optional<ConceptKind> ParseConceptKind(std::string_view name) { return ParseIn<ConceptKind>(kKinds, name); }
std::optional<MatchType> ParseMatchType(std::string_view name) { return ParseIn<MatchType>(kMatchNames, name); }
std::optional<ConceptStatus> ParseConceptStatus(std::string_view name) { return ParseIn<ConceptStatus>(kStatusNames, name); }

std::string IscoDigits(std::uint16_t isco) { return std::to_string(10000 + isco).substr(1); }

std::optional<std::uint16_t> ParseIsco(std::string_view digits) {
  unsigned isco = 0;
  if (digits.size() != 4) return std::nullopt;
  for (const char c : digits) {
    if (c < '0' || c > '9') return std::nullopt;
    isco = isco * 10 + static_cast<unsigned>(c - '0');
  }
  return static_cast<std::uint16_t>(isco);
}

std::string InterestLetters(std::uint8_t interests) {
  std::string letters;
  for (std::size_t i = 0; i < kInterestLetters.size(); ++i) {
    if (interests >> i & 1) letters += kInterestLetters[i];
  }
  return letters;
}

std::optional<std::uint8_t> ParseInterests(std::string_view letters) {
  std::uint8_t interests = 0;
  for (const char letter : letters) {
    const auto at = kInterestLetters.find(letter);
    if (at == std::string_view::npos) return std::nullopt;
    interests = static_cast<std::uint8_t>(interests | 1u << at);
  }
  return interests;
}

std::optional<Nlqf> ParseNlqf(std::string_view text) {
  for (const auto& row : kNlqf) {
    if (row.name == text) return row.level;
  }
  return std::nullopt;
}

std::string_view NlqfName(Nlqf level) {
  for (const auto& row : kNlqf) {
    if (row.level == level) return row.name;
  }
  return "unknown";
}

std::string_view Name(CourseType type) { return NameIn(kCourseTypeNames, type); }
std::optional<CourseType> ParseCourseType(std::string_view name) { return ParseIn<CourseType>(kCourseTypeNames, name); }

std::string_view Name(CourseForm form) {
  for (std::size_t i = 0; i < kFormNames.size(); ++i) {
    if (form == (1u << i)) return kFormNames[i];
  }
  return "unknown";
}
std::optional<CourseForm> ParseCourseForm(std::string_view name) {
  for (std::size_t i = 0; i < kFormNames.size(); ++i) {
    if (kFormNames[i] == name) return static_cast<CourseForm>(1u << i);
  }
  return std::nullopt;
}

std::string_view Name(CourseFactKind kind) {
  constexpr std::array<std::string_view, kCourseFactKinds> kNames = {"provider_name", "places", "regions", "languages", "quality", "fields", "codes", "page", "starts", "offered", "paths", "parts"};
  return NameIn(kNames, kind);
}
std::string_view Name(ProviderType type) { return NameIn(kProviderNames, type); }
std::optional<ProviderType> ParseProviderType(std::string_view name) { return ParseIn<ProviderType>(kProviderNames, name); }

}  // namespace overstap
