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

/// Names as in Overstap JSON: "mbo-certificaat", "work-based", "public".
std::string_view Name(CourseType type);
std::optional<CourseType> ParseCourseType(std::string_view name);
/// Name of a single bit.
std::string_view Name(CourseForm form);
std::optional<CourseForm> ParseCourseForm(std::string_view name);
std::string_view Name(ProviderType type);
std::optional<ProviderType> ParseProviderType(std::string_view name);

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

 private:
  Snapshot snapshot_;
  std::span<const Course> courses_;
  std::span<const std::uint32_t> teach_begin_, entry_begin_;
  std::span<const CourseSkill> teaches_, entries_;
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
  /// Error: kMalformed when the URI is empty or was added before.
  StatusOr<Node> Add(std::string_view uri, const Facts& facts);
  Status AddText(Node course, TextKind kind, std::string_view language, std::string_view text);
  Status AddTeaches(Node course, std::string_view concept_uri, Level level);
  Status AddRequires(Node course, std::string_view concept_uri, Level level);
  /// The same calls in any order give the same bytes. The builder is empty afterwards.
  StatusOr<CourseCatalogue> Build();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace overstap
