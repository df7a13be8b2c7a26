// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// CourseCatalogue: courses, what they teach and what they ask, as an immutable view over a snapshot of its own. It lives
// beside a taxonomy (a catalogue changes nightly, a taxonomy quarterly) and names concepts by URI. Which course closes
// which gap is in suggest.hpp.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "overstap/date.hpp"
#include "overstap/ids.hpp"
#include "overstap/snapshot.hpp"
#include "overstap/status.hpp"

namespace overstap {

enum class CourseType : std::uint8_t {
  kShortCourse = 0,
  kSectorCourse = 1,
  kLicence = 2,
  kLanguage = 3,
  kPractice = 4,       ///< praktijkverklaring
  kElective = 5,       ///< keuzedeel
  kCertificate = 6,    ///< mbo-certificaat
  kHboModule = 7,
  kDiploma = 8,
  kAssociateDegree = 9,
};
inline constexpr int kCourseTypes = 10;

/// Forms of a course, a set of bits.
enum CourseForm : std::uint8_t {
  kDaytime = 1,
  kEvening = 2,
  kWeekend = 4,
  kOnline = 8,
  kBlended = 16,
  kWorkBased = 32,
};
inline constexpr int kCourseForms = 6;

enum class ProviderType : std::uint8_t { kAny = 0, kPublic = 1, kPrivate = 2 };

inline constexpr std::uint32_t kUnknownAmount = 0xFFFFFFFFu;
/// Euros; more is a slip of whoever wrote it, such as cents for euros.
inline constexpr std::uint32_t kMostCost = 1'000'000;

/// A course. 32 bytes, as in the file. kUnknownAmount where the source does not say.
struct Course {
  std::uint32_t uri;       ///< number of the string
  std::uint32_t sector;    ///< number of the string, empty = none
  std::uint32_t cost_min;  ///< indicative, euro
  std::uint32_t cost_max;
  std::uint32_t hours;     ///< study load
  std::uint16_t weeks;     ///< 0xFFFF = unknown
  CourseType type;
  std::uint8_t form;       ///< bits of CourseForm, 0 = unknown
  Nlqf nlqf;               ///< level of the course itself
  Nlqf entry_nlqf;         ///< level expected of a participant; 0 = none asked
  ProviderType provider;
  std::uint8_t reserved[5];
};
static_assert(sizeof(Course) == 32);

/// A concept a course teaches or asks for. 8 bytes, as in the file.
struct CourseSkill {
  std::uint32_t uri;  ///< number of the string
  Level level;        ///< 0 = not stated
  std::uint8_t reserved[3];
};

/// What else may be known of a course; most of it more than once.
enum class CourseFactKind : std::uint8_t {
  kProvider = 0,  ///< name of who gives it
  kPlace = 1,     ///< where, by name
  kRegion = 2,    ///< where, as the code of a region: a word that the catalogue and who asks agree on
  kLanguage = 3,  ///< it is taught in, a tag such as "nl"
  kQuality = 4,   ///< a quality mark or recognition, a word such as "nrto", "cedeo", "cpion", "nlqf", "ocw"
  kField = 5,     ///< field of study, 2 to 6 digits of ISCED-F 2013
  kCode = 6,      ///< code elsewhere, such as "crebo:25655"
  kPage = 7,      ///< URI of its page
  kStart = 8,     ///< starts on the day `from`; the text is the place, or empty
  kOffered = 9,   ///< can be begun from the day `from` through `until`; without a text, at most once
  kPath = 10,     ///< counts in this recognised ontwikkelpad (a URI), when it begins from the day `from` through `until`
  kPart = 11,     ///< URI of another course of the catalogue, which is a part of it: who has taken all its parts has it too, and it teaches
                  ///< what they do (CourseBuilder sees to that)
};
inline constexpr int kCourseFactKinds = 12;

/// 16 bytes, as in the file.
struct CourseFact {
  std::uint32_t text;         ///< number of the string
  Date from = kNoDate;        ///< kNoDate = not stated, or always
  Date until = kNoDate;       ///< last day; kNoDate = not stated, or for ever
  CourseFactKind kind;
  std::uint8_t reserved[3];

  /// Whether `day` lies in it.
  bool Holds(Date day) const { return from <= day && (until == kNoDate || day <= until); }
};
static_assert(sizeof(CourseFact) == 16);

/// Names as in Overstap JSON: "mbo-certificaat", "work-based", "public".
std::string_view Name(CourseType type);
std::optional<CourseType> ParseCourseType(std::string_view name);
/// Name of a single bit.
std::string_view Name(CourseForm form);
std::optional<CourseForm> ParseCourseForm(std::string_view name);
std::string_view Name(ProviderType type);
std::optional<ProviderType> ParseProviderType(std::string_view name);
/// "provider_name", "places", "regions", "languages", "quality", "fields", "codes", "page", "starts", "offered", "paths", "parts".
std::string_view Name(CourseFactKind kind);

class CourseCatalogue {
 public:
  CourseCatalogue() = default;
  /// Checks the whole content. O(bytes). Errors: kMalformed, kChecksum, kFormatVersion.
  static StatusOr<CourseCatalogue> FromBuffer(Buffer buffer);

  const Snapshot& snapshot() const { return snapshot_; }
  /// Courses are numbered 0..size()-1 in the order of their URIs.
  std::uint32_t size() const { return static_cast<std::uint32_t>(courses_.size()); }
  const Course& operator[](std::uint32_t i) const { return courses_[i]; }
  std::string_view Uri(std::uint32_t i) const { return snapshot_.String(courses_[i].uri); }
  std::string_view Label(std::uint32_t i, std::string_view language) const {
    const auto label = snapshot_.Label(i, language);
    return label.empty() ? Uri(i) : label;
  }
  std::string_view Sector(std::uint32_t i) const { return snapshot_.String(courses_[i].sector); }
  std::optional<std::uint32_t> Find(std::string_view uri) const;
  /// By URI; at most one entry a concept.
  std::span<const CourseSkill> Teaches(std::uint32_t i) const {
    return teaches_.subspan(teach_begin_[i], teach_begin_[i + 1] - teach_begin_[i]);
  }
  std::span<const CourseSkill> Requires(std::uint32_t i) const {
    return entries_.subspan(entry_begin_[i], entry_begin_[i + 1] - entry_begin_[i]);
  }
  /// What else is known of that kind, by text and dates, each once. O(log facts of the course).
  std::span<const CourseFact> Facts(std::uint32_t i, CourseFactKind kind) const;
  /// Courses that open each other in a circle: each asks at entry for something that only courses of the circle, or behind it, teach. Nobody who does
  /// not have that already can ever enter them. By number. Levels are not looked at. O(skills log skills).
  std::vector<std::uint32_t> EntryCircles() const;
  std::string_view Text(const CourseFact& fact) const { return snapshot_.String(fact.text); }
  /// Whether it can be begun on that day, as far as is known.
  bool IsOffered(std::uint32_t i, Date day) const {
    const auto offered = Facts(i, CourseFactKind::kOffered);
    return offered.empty() || offered.front().Holds(day);
  }

 private:
  Status CheckFacts() const;
  std::span<const CourseFact> AllFacts(std::uint32_t i) const {
    if (fact_begin_.empty()) return {};
    return facts_.subspan(fact_begin_[i], fact_begin_[i + 1] - fact_begin_[i]);
  }

  Snapshot snapshot_;
  std::span<const Course> courses_;
  std::span<const std::uint32_t> teach_begin_, entry_begin_;
  std::span<const CourseSkill> teaches_, entries_;
  std::span<const std::uint32_t> fact_begin_;  // empty when no course has any
  std::span<const CourseFact> facts_;
};

/// Collects courses in any order; the twin of TaxonomyBuilder.
class CourseBuilder {
 public:
  using Node = std::uint32_t;
  /// The facts of a course as a reader finds them.
  struct Facts {
    CourseType type = CourseType::kShortCourse;
    std::string_view sector = {};
    std::uint32_t cost_min = kUnknownAmount, cost_max = kUnknownAmount, hours = kUnknownAmount;
    std::uint16_t weeks = 0xFFFF;
    std::uint8_t form = 0;
    Nlqf nlqf = kNlqfUnknown, entry_nlqf = kNlqfUnknown;
    ProviderType provider = ProviderType::kAny;
  };

  CourseBuilder();
  ~CourseBuilder();
  CourseBuilder(CourseBuilder&&) noexcept;
  CourseBuilder& operator=(CourseBuilder&&) noexcept;

  Status SetAbout(std::string_view key, std::string_view value);
  /// Error: kMalformed when the URI is empty or was added before, or for costs that cannot be.
  StatusOr<Node> Add(std::string_view uri, const Facts& facts);
  Status AddText(Node course, TextKind kind, std::string_view language, std::string_view text);
  Status AddTeaches(Node course, std::string_view concept_uri, Level level);
  Status AddRequires(Node course, std::string_view concept_uri, Level level);
  /// Errors: kMalformed for a text that is none of its kind, dates of a kind that has none, a first day after the last.
  Status AddFact(Node course, CourseFactKind kind, std::string_view text, Date from = kNoDate, Date until = kNoDate);
  /// The same calls in any order give the same bytes. The builder is empty afterwards. Errors: kLimit; kMalformed when a part is no course of the
  /// catalogue, or a course is a part of itself, directly or by others.
  StatusOr<CourseCatalogue> Build();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace overstap
