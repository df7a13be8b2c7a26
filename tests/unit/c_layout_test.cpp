// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The C header against numbers that may never change, and against the C++ enumerations it repeats. Most of it is checked
// by compiling; no function of the C API is called here.

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "overstap/courses.hpp"
#include "overstap/explain.hpp"
#include "overstap/ids.hpp"
#include "overstap/match.hpp"
#include "overstap/model.hpp"
#include "overstap/overstap.h"
#include "overstap/profile.hpp"
#include "overstap/status.hpp"
#include "overstap/store.hpp"
#include "overstap/suggest.hpp"
#include "overstap/text.hpp"

using namespace overstap;

// --- layout: a struct may grow at its end, and nothing else ---------------------------------------------------------

#define AT(type, member, offset, member_type) \
  static_assert(offsetof(type, member) == (offset) && std::is_same_v<decltype(type::member), member_type>)

static_assert(std::is_same_v<ovs_concept, std::uint32_t> && std::is_same_v<ovs_course_id, std::uint32_t> && std::is_same_v<ovs_status, std::int32_t>);

static_assert(sizeof(ovs_error) == 280 && std::is_standard_layout_v<ovs_error>);
AT(ovs_error, struct_size, 0, std::uint32_t);
AT(ovs_error, code, 4, ovs_status);
AT(ovs_error, line, 8, std::uint64_t);
AT(ovs_error, byte_offset, 16, std::uint64_t);
AT(ovs_error, message, 24, char[256]);

static_assert(sizeof(ovs_course) == 40 && std::is_standard_layout_v<ovs_course>);
AT(ovs_course, struct_size, 0, std::uint32_t);
AT(ovs_course, type, 4, std::int32_t);
AT(ovs_course, form, 8, std::uint32_t);
AT(ovs_course, provider, 12, std::int32_t);
AT(ovs_course, cost_min, 16, std::uint32_t);
AT(ovs_course, cost_max, 20, std::uint32_t);
AT(ovs_course, hours, 24, std::uint32_t);
AT(ovs_course, weeks, 28, std::uint32_t);
AT(ovs_course, nlqf, 32, std::uint32_t);
AT(ovs_course, entry_nlqf, 36, std::uint32_t);

static_assert(sizeof(ovs_requirement) == 40 && std::is_standard_layout_v<ovs_requirement>);
AT(ovs_requirement, struct_size, 0, std::uint32_t);
AT(ovs_requirement, concept_id, 4, ovs_concept);
AT(ovs_requirement, relevance, 8, std::int32_t);
AT(ovs_requirement, need, 12, std::uint32_t);
AT(ovs_requirement, have, 16, std::uint32_t);
AT(ovs_requirement, present, 20, std::int32_t);
AT(ovs_requirement, weight, 24, std::uint64_t);
AT(ovs_requirement, met, 32, std::uint64_t);

static_assert(sizeof(ovs_profile_options) == 8 && std::is_standard_layout_v<ovs_profile_options>);
AT(ovs_profile_options, struct_size, 0, std::uint32_t);
AT(ovs_profile_options, nlqf, 4, std::uint32_t);

static_assert(sizeof(ovs_rank_options) == 24 && std::is_standard_layout_v<ovs_rank_options>);
AT(ovs_rank_options, struct_size, 0, std::uint32_t);
AT(ovs_rank_options, flags, 4, std::uint32_t);
AT(ovs_rank_options, limit, 8, std::uint32_t);
AT(ovs_rank_options, threads, 12, std::uint32_t);
AT(ovs_rank_options, min_score, 16, std::int64_t);

static_assert(sizeof(ovs_course_options) == 28 && std::is_standard_layout_v<ovs_course_options>);
AT(ovs_course_options, struct_size, 0, std::uint32_t);
AT(ovs_course_options, flags, 4, std::uint32_t);
AT(ovs_course_options, order, 8, std::int32_t);
AT(ovs_course_options, limit, 12, std::uint32_t);
AT(ovs_course_options, hour_value, 16, std::uint32_t);
AT(ovs_course_options, least_gain_percent, 20, std::uint32_t);
AT(ovs_course_options, least_fit_percent, 24, std::uint32_t);

static_assert(sizeof(ovs_plan_options) == 40 + sizeof(void*) + sizeof(std::size_t) && std::is_standard_layout_v<ovs_plan_options>);
AT(ovs_plan_options, struct_size, 0, std::uint32_t);
AT(ovs_plan_options, goal, 4, std::int32_t);
AT(ovs_plan_options, money, 8, std::uint32_t);
AT(ovs_plan_options, weeks, 12, std::uint32_t);
AT(ovs_plan_options, hours, 16, std::uint32_t);
AT(ovs_plan_options, ready_percent, 20, std::uint32_t);
AT(ovs_plan_options, max_nodes, 24, std::uint64_t);
AT(ovs_plan_options, least_fit_percent, 32, std::uint32_t);
AT(ovs_plan_options, reserved, 36, std::uint32_t);
AT(ovs_plan_options, held, 40, const ovs_course_id*);
AT(ovs_plan_options, held_count, 40 + sizeof(void*), std::size_t);

static_assert(sizeof(ovs_path_options) == 48 && std::is_standard_layout_v<ovs_path_options>);
AT(ovs_path_options, struct_size, 0, std::uint32_t);
AT(ovs_path_options, moves, 4, std::uint32_t);
AT(ovs_path_options, money, 8, std::uint32_t);
AT(ovs_path_options, weeks, 12, std::uint32_t);
AT(ovs_path_options, ready_percent, 16, std::uint32_t);
AT(ovs_path_options, stay_weeks, 20, std::uint32_t);
AT(ovs_path_options, stones, 24, std::uint32_t);
AT(ovs_path_options, limit, 28, std::uint32_t);
AT(ovs_path_options, max_nodes, 32, std::uint64_t);
AT(ovs_path_options, least_fit_percent, 40, std::uint32_t);
AT(ovs_path_options, reserved, 44, std::uint32_t);

static_assert(sizeof(ovs_store_change) == 40 && std::is_standard_layout_v<ovs_store_change>);
AT(ovs_store_change, struct_size, 0, std::uint32_t);
AT(ovs_store_change, reserved, 4, std::uint32_t);
AT(ovs_store_change, snapshot, 8, std::uint64_t);
AT(ovs_store_change, added, 16, std::uint64_t);
AT(ovs_store_change, replaced, 24, std::uint64_t);
AT(ovs_store_change, deleted, 32, std::uint64_t);

static_assert(sizeof(ovs_store_info) == 56 && std::is_standard_layout_v<ovs_store_info>);
AT(ovs_store_info, struct_size, 0, std::uint32_t);
AT(ovs_store_info, side, 4, std::int32_t);
AT(ovs_store_info, snapshot, 8, std::uint64_t);
AT(ovs_store_info, documents, 16, std::uint64_t);
AT(ovs_store_info, rows, 24, std::uint64_t);
AT(ovs_store_info, items, 32, std::uint64_t);
AT(ovs_store_info, segments, 40, std::uint64_t);
AT(ovs_store_info, bytes, 48, std::uint64_t);

static_assert(sizeof(ovs_store_options) == 16 + 2 * sizeof(void*) + sizeof(std::size_t) && std::is_standard_layout_v<ovs_store_options>);
AT(ovs_store_options, struct_size, 0, std::uint32_t);
AT(ovs_store_options, limit, 4, std::uint32_t);
AT(ovs_store_options, least_score, 8, std::int64_t);
AT(ovs_store_options, group_begin, 16, const std::size_t*);
AT(ovs_store_options, tags, 16 + sizeof(void*), const std::uint32_t*);
AT(ovs_store_options, group_count, 16 + 2 * sizeof(void*), std::size_t);

// --- values: pinned, and the same on both sides --------------------------------------------------------------------

#define SAME(c_name, number, cpp_name) static_assert((c_name) == (number) && static_cast<int>(cpp_name) == (number))

SAME(OVS_OK, 0, ErrorCode::kOk);
SAME(OVS_E_INVALID_ARGUMENT, 1, ErrorCode::kInvalidArgument);
SAME(OVS_E_NOT_FOUND, 2, ErrorCode::kNotFound);
SAME(OVS_E_BUFFER_TOO_SMALL, 3, ErrorCode::kBufferTooSmall);
SAME(OVS_E_AMBIGUOUS, 4, ErrorCode::kAmbiguous);
SAME(OVS_E_NO_MEMORY, 10, ErrorCode::kNoMemory);
SAME(OVS_E_IO, 11, ErrorCode::kIo);
SAME(OVS_E_CANCELLED, 12, ErrorCode::kCancelled);
SAME(OVS_E_LIMIT, 13, ErrorCode::kLimit);
SAME(OVS_E_MALFORMED, 20, ErrorCode::kMalformed);
SAME(OVS_E_CHECKSUM, 21, ErrorCode::kChecksum);
SAME(OVS_E_FORMAT_VERSION, 22, ErrorCode::kFormatVersion);
SAME(OVS_TOO_LITTLE_DATA, 30, ErrorCode::kTooLittleData);
SAME(OVS_E_INTERNAL, 99, ErrorCode::kInternal);

static_assert(kConceptKinds == 7 && OVS_KIND_NONE == -1 && OVS_NO_CONCEPT == kNoConcept && OVS_NO_COURSE == kNoConcept);
SAME(OVS_KIND_OCCUPATION, 0, ConceptKind::kOccupation);
SAME(OVS_KIND_SKILL, 1, ConceptKind::kSkill);
SAME(OVS_KIND_KNOWLEDGE, 2, ConceptKind::kKnowledge);
SAME(OVS_KIND_TASK, 3, ConceptKind::kTask);
SAME(OVS_KIND_CONDITION, 4, ConceptKind::kCondition);
SAME(OVS_KIND_GROUP, 5, ConceptKind::kGroup);
SAME(OVS_KIND_LICENCE, 6, ConceptKind::kLicence);

SAME(OVS_STORE_VACANCIES, 0, StoreSide::kVacancies);
SAME(OVS_STORE_PERSONS, 1, StoreSide::kPersons);
static_assert(OVS_STORE_SCORE_ONE == Scoring::kOne);

static_assert(kRelevances == 5 && OVS_RELEVANCE_ALL == -1);
SAME(OVS_RELEVANCE_NOT_RELEVANT, 0, Relevance::kNotRelevant);
SAME(OVS_RELEVANCE_SOMEWHAT, 1, Relevance::kSomewhat);
SAME(OVS_RELEVANCE_OPTIONAL, 2, Relevance::kOptional);
SAME(OVS_RELEVANCE_IMPORTANT, 3, Relevance::kImportant);
SAME(OVS_RELEVANCE_ESSENTIAL, 4, Relevance::kEssential);

SAME(OVS_EVIDENCE_INFERRED, 0, Evidence::kInferred);
SAME(OVS_EVIDENCE_CLAIMED, 1, Evidence::kClaimed);
SAME(OVS_EVIDENCE_CONFIRMED, 2, Evidence::kConfirmed);
SAME(OVS_EVIDENCE_EVC, 3, Evidence::kEvc);
SAME(OVS_EVIDENCE_DIPLOMA, 4, Evidence::kDiploma);

SAME(OVS_TITLE_PREFERRED, 0, TitleMatch::kPreferred);
SAME(OVS_TITLE_ALTERNATIVE, 1, TitleMatch::kAlternative);
SAME(OVS_TITLE_PREFIX, 2, TitleMatch::kPrefix);
SAME(OVS_TITLE_WORDS, 3, TitleMatch::kWords);
SAME(OVS_TITLE_SPELLING, 4, TitleMatch::kSpelling);

static_assert(kDimensions == 6);
SAME(OVS_DIMENSION_SKILLS, 0, Dimension::kSkills);
SAME(OVS_DIMENSION_KNOWLEDGE, 1, Dimension::kKnowledge);
SAME(OVS_DIMENSION_TASKS, 2, Dimension::kTasks);
SAME(OVS_DIMENSION_GROUPS, 3, Dimension::kGroups);
SAME(OVS_DIMENSION_WORDS, 4, Dimension::kWords);
SAME(OVS_DIMENSION_FAMILY, 5, Dimension::kFamily);
SAME(OVS_BAND_UNKNOWN, 0, Band::kUnknown);
SAME(OVS_BAND_NONE, 1, Band::kNone);
SAME(OVS_BAND_SOME, 2, Band::kSome);
SAME(OVS_BAND_GOOD, 3, Band::kGood);
SAME(OVS_BAND_STRONG, 4, Band::kStrong);
static_assert(kBands == 5);
static_assert(OVS_LIST_MATCHED == 0 && OVS_LIST_GAP == 1 && OVS_LIST_LICENCES == 2);

static_assert(kCourseTypes == 10 && OVS_UNKNOWN_AMOUNT == kUnknownAmount);
SAME(OVS_COURSE_SHORT, 0, CourseType::kShortCourse);
SAME(OVS_COURSE_SECTOR, 1, CourseType::kSectorCourse);
SAME(OVS_COURSE_LICENCE, 2, CourseType::kLicence);
SAME(OVS_COURSE_LANGUAGE, 3, CourseType::kLanguage);
SAME(OVS_COURSE_PRACTICE, 4, CourseType::kPractice);
SAME(OVS_COURSE_ELECTIVE, 5, CourseType::kElective);
SAME(OVS_COURSE_CERTIFICATE, 6, CourseType::kCertificate);
SAME(OVS_COURSE_HBO_MODULE, 7, CourseType::kHboModule);
SAME(OVS_COURSE_DIPLOMA, 8, CourseType::kDiploma);
SAME(OVS_COURSE_ASSOCIATE_DEGREE, 9, CourseType::kAssociateDegree);

static_assert(kCourseForms == 6);
SAME(OVS_FORM_DAYTIME, 1, CourseForm::kDaytime);
SAME(OVS_FORM_EVENING, 2, CourseForm::kEvening);
SAME(OVS_FORM_WEEKEND, 4, CourseForm::kWeekend);
SAME(OVS_FORM_ONLINE, 8, CourseForm::kOnline);
SAME(OVS_FORM_BLENDED, 16, CourseForm::kBlended);
SAME(OVS_FORM_WORK_BASED, 32, CourseForm::kWorkBased);

SAME(OVS_PROVIDER_ANY, 0, ProviderType::kAny);
SAME(OVS_PROVIDER_PUBLIC, 1, ProviderType::kPublic);
SAME(OVS_PROVIDER_PRIVATE, 2, ProviderType::kPrivate);

SAME(OVS_ENTRY_OPEN, 0, CourseEntry::kOpen);
SAME(OVS_ENTRY_UNKNOWN, 1, CourseEntry::kUnknown);
SAME(OVS_ENTRY_LEVEL_TOO_LOW, 2, CourseEntry::kLevelTooLow);
SAME(OVS_ENTRY_SKILL_MISSING, 3, CourseEntry::kSkillMissing);

static_assert(kCourseOrders == 4);
SAME(OVS_ORDER_VALUE, 0, CourseOrder::kValue);
SAME(OVS_ORDER_COVERAGE, 1, CourseOrder::kCoverage);
SAME(OVS_ORDER_PER_COST, 2, CourseOrder::kPerCost);
SAME(OVS_ORDER_PER_HOUR, 3, CourseOrder::kPerHour);

static_assert(OVS_RANK_WITH_ORIGINS == 1 && OVS_RANK_WITH_ZERO == 2);
static_assert(OVS_SCORE_ONE == kScoreOne && std::is_same_v<decltype(OVS_SCORE_ONE), std::int64_t>);

TEST_CASE("C API: INIT macros are the defaults of the C++ options") {
  constexpr ovs_rank_options rank = OVS_RANK_OPTIONS_INIT;
  CHECK(rank.struct_size == sizeof rank);
  CHECK(rank.flags == 0);
  CHECK(rank.limit == RankOptions().limit);
  CHECK(rank.threads == 1);
  CHECK(rank.min_score == 0);  // leaves nothing out, as the default of C++ does
  static_assert(RankOptions().least_score < -kScoreOne);
  constexpr ovs_course_options course = OVS_COURSE_OPTIONS_INIT;
  CHECK(course.struct_size == sizeof course);
  CHECK(course.flags == (SuggestOptions().in_steps ? OVS_COURSES_IN_STEPS : 0));
  CHECK(course.order == static_cast<int>(SuggestOptions().order));
  CHECK(course.limit == SuggestOptions().limit);
  CHECK(course.hour_value == SuggestOptions().hour_value);
  CHECK(course.least_gain_percent == SuggestOptions().least_gain_percent);
  CHECK(course.least_fit_percent == SuggestOptions().least_fit_percent);
  constexpr ovs_profile_options profile = OVS_PROFILE_OPTIONS_INIT;
  CHECK(profile.struct_size == sizeof profile);
  CHECK(profile.nlqf == kNlqfUnknown);
}

TEST_CASE("C API: INIT macros of outputs are empty and sized") {
  constexpr ovs_error error = OVS_ERROR_INIT;
  CHECK(error.struct_size == sizeof error);
  CHECK(error.code == OVS_OK);
  CHECK(error.line == 0);
  CHECK(error.byte_offset == 0);
  for (const char c : error.message) CHECK(c == '\0');
  constexpr ovs_course course = OVS_COURSE_INIT;
  CHECK(course.struct_size == sizeof course);
  CHECK(course.cost_max == 0);
  CHECK(course.entry_nlqf == 0);
  constexpr ovs_requirement requirement = OVS_REQUIREMENT_INIT;
  CHECK(requirement.struct_size == sizeof requirement);
  CHECK(requirement.met == 0);
}
