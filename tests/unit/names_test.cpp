// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Names and numbers of the pinned enumerations: files and the C API rely on both.

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "overstap/courses.hpp"
#include "overstap/ids.hpp"
#include "overstap/match.hpp"
#include "overstap/params.hpp"
#include "overstap/text.hpp"

using namespace overstap;

namespace {

/// Every value has a name of its own.
template <typename E>
void HasNames(int count) {
  std::set<std::string_view> names;
  for (int i = 0; i < count; ++i) CHECK(names.insert(Name(static_cast<E>(i))).second);
  for (const auto& name : names) CHECK_FALSE(name.empty());
  CHECK(Name(static_cast<E>(count)) == "unknown");
}

/// Every value has a name of its own that parses back; what is beyond has none.
template <typename E, typename Parse>
void RoundTrip(int count, Parse parse) {
  std::set<std::string_view> names;
  for (int i = 0; i < count; ++i) {
    const auto value = static_cast<E>(i);
    CHECK_FALSE(Name(value).empty());
    CHECK(names.insert(Name(value)).second);
    CHECK(parse(Name(value)) == value);
  }
  CHECK(Name(static_cast<E>(count)) == "unknown");
  CHECK(Name(static_cast<E>(255)) == "unknown");
  for (const auto* bad : {"", "unknown", "Skill", "skills", "exact ", "2"}) CHECK_FALSE(parse(bad).has_value());
}

}  // namespace

TEST_CASE("Names: every value has its own name and parses back") {
  RoundTrip<ConceptKind>(kConceptKinds, ParseConceptKind);
  RoundTrip<MatchType>(kMatchTypes, ParseMatchType);
  RoundTrip<ConceptStatus>(kConceptStatuses, ParseConceptStatus);
  RoundTrip<CourseType>(kCourseTypes, ParseCourseType);
  RoundTrip<ProviderType>(3, ParseProviderType);
  HasNames<Dimension>(kDimensions);
  HasNames<MissingPolicy>(kMissingPolicies);
  HasNames<Band>(kBands);
  HasNames<Confidence>(kConfidences);
  std::set<std::string_view> forms;
  for (int bit = 0; bit < kCourseForms; ++bit) {
    const auto form = static_cast<CourseForm>(1u << bit);
    CHECK(forms.insert(Name(form)).second);
    CHECK(ParseCourseForm(Name(form)) == form);
  }
  CHECK(Name(static_cast<CourseForm>(3)) == "unknown");
  CHECK(Name(static_cast<CourseForm>(64)) == "unknown");
  CHECK_FALSE(ParseCourseForm("unknown").has_value());
}

TEST_CASE("Names: texts are those of Overstap JSON") {
  CHECK(Name(ConceptKind::kOccupation) == "occupation");
  CHECK(Name(ConceptKind::kLicence) == "licence");
  CHECK(Name(Relevance::kNotRelevant) == "not_relevant");
  CHECK(Name(Relevance::kSomewhat) == "somewhat");
  CHECK(Name(Relevance::kOptional) == "optional");
  CHECK(Name(Relevance::kImportant) == "important");
  CHECK(Name(Relevance::kEssential) == "essential");
  CHECK(Name(TextKind::kPreferred) == "preferred");
  CHECK(Name(TextKind::kDefinition) == "definition");
  CHECK(Name(MatchType::kRelated) == "related");
  CHECK(Name(CourseType::kCertificate) == "mbo-certificaat");
  CHECK(Name(CourseType::kAssociateDegree) == "associate-degree");
  CHECK(Name(kWorkBased) == "work-based");
  CHECK(Name(ProviderType::kPublic) == "public");
  CHECK(Name(TitleMatch::kSpelling) == "spelling");
  CHECK(Name(Dimension::kGroups) == "groups");
  CHECK(Name(Dimension::kWords) == "words");
  CHECK(Name(Dimension::kFamily) == "family");
  CHECK(Name(MissingPolicy::kLeaveOut) == "leave_out");
  CHECK(Name(MissingPolicy::kCountAsNothing) == "count_as_nothing");
  CHECK(Name(Band::kStrong) == "strong");
  CHECK(Name(Confidence::kMedium) == "medium");
  CHECK(Name(static_cast<Dimension>(9)) == "unknown");
}

TEST_CASE("Names: numbers are pinned") {
  CHECK(static_cast<int>(ConceptKind::kGroup) == 5);
  CHECK(static_cast<int>(ConceptKind::kLicence) == 6);
  CHECK(static_cast<int>(Relevance::kEssential) == 4);
  CHECK(static_cast<int>(TextKind::kDefinition) == 3);
  CHECK(static_cast<int>(ConceptStatus::kArchived) == 2);
  CHECK(static_cast<int>(CourseType::kDiploma) == 8);
  CHECK(static_cast<int>(kBlended) == 16);
  CHECK(static_cast<int>(Dimension::kGroups) == 3);
  CHECK(static_cast<int>(Dimension::kFamily) == 5);
  CHECK(static_cast<int>(MissingPolicy::kRefuse) == 2);
  CHECK(static_cast<int>(Band::kStrong) == 4);
}

TEST_CASE("Names: an ISCO unit group is exactly four digits") {
  for (unsigned isco = 0; isco < 10000; ++isco) {
    const auto digits = IscoDigits(static_cast<std::uint16_t>(isco));
    REQUIRE(digits.size() == 4);
    REQUIRE(ParseIsco(digits) == static_cast<std::uint16_t>(isco));
  }
  CHECK(IscoDigits(110) == "0110");
  for (const auto* bad : {"", "110", "01100", "+110", "-110", " 110", "11O0", "1e01"}) CHECK_FALSE(ParseIsco(bad).has_value());
}

TEST_CASE("Names: NLQF levels are ordinal and only the ten that exist parse") {
  Nlqf before = kNlqfUnknown;
  for (const auto* name : {"entry", "1", "2", "3", "4", "4+", "5", "6", "7", "8"}) {
    const auto level = ParseNlqf(name);
    REQUIRE(level.has_value());
    CHECK(*level > before);
    CHECK(NlqfName(*level) == name);
    before = *level;
  }
  for (const auto* bad : {"", "0", "9", "10", "4-", "Entry", " 4", "unknown", "45"}) CHECK_FALSE(ParseNlqf(bad).has_value());
  CHECK(NlqfName(kNlqfUnknown) == "unknown");
  CHECK(NlqfName(11) == "unknown");
}
