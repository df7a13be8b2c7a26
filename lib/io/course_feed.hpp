// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// What the readers of course feeds share: amounts, days and durations as feeds write them, the course as a feed tells it, what
// was wrong with it, and what it teaches by references, norms and fields of study. Not API.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

#include "overstap/io.hpp"

namespace overstap::detail {

// --- values --------------------------------------------------------------------------------------------------------

/// A decimal number in thousandths; digits beyond are cut. Takes a sign, and a point or a comma before the fraction; no exponent, no
/// thousands separator. Nothing for anything else, and for what is 10^12 or more.
std::optional<std::int64_t> Thousandths(std::string_view text);
/// A sum of money in cents, at most two decimals; nothing for what is none or 10^12 euro or more. "1.000" is refused: it may be one
/// euro or a thousand.
std::optional<std::int64_t> Cents(std::string_view text);
/// The day of YYYY-MM-DD, alone or with a time or a zone behind it.
std::optional<Date> FeedDay(std::string_view text);
/// A period, as far as it is known: months and years have no fixed number of days, so that 12 months are 52 weeks.
struct Period {
  std::int64_t years = 0, months = 0, weeks = 0, days = 0, minutes = 0;
  /// Rounded up; 0 for nothing.
  std::int64_t Weeks() const;
};
/// ISO 8601: P1Y6M, P10W, PT90M. Nothing for anything else, also for negative ones and parts above 99999.
std::optional<Period> IsoPeriod(std::string_view text);
/// "nl" for "nl", "NL", "nl-NL", "nld" and "dut"; other languages alike, those without two letters in three. Empty for what is no tag.
std::string LanguageOf(std::string_view tag);
/// What a place says of the form of a course: kOnline for "online" and its like; kBlended. 0 for a place.
/// `whole` becomes whether that is all it says, so that it is no place at all.
std::uint8_t FormInPlace(std::string_view place, bool* whole);
/// `text` as part of a URI: everything but letters, digits and -._~ as %XX.
std::string UriPart(std::string_view text);
/// "crebo:25655": a code of Dutch vocational education by its own look, as all kinds of it come in fields named crebo. K0123 is a keuzedeel, C0012 a
/// certificate. Upper case, no blanks.
std::string CreboCode(std::string_view code);

/// More than this is a slip, such as days for weeks.
inline constexpr std::int64_t kMostFeedWeeks = 520, kMostFeedHours = 20000;

/// A price from..to in cents.
struct PriceRange {
  std::int64_t least = 0, most = 0;
  void Widen(const PriceRange& other) { least = std::min(least, other.least), most = std::max(most, other.most); }
};

// --- the course ----------------------------------------------------------------------------------------------------

/// Where something stood in which document.
struct FeedPlace {
  std::string_view document;
  Position at;
};

/// A course as a feed tells it.
struct FeedCourse {
  struct TextOf {
    TextKind kind;
    std::string language, text;
  };
  struct FactOf {
    CourseFactKind kind;
    std::string text;
    Date from = kNoDate, until = kNoDate;
  };
  std::string uri;
  std::string provider;                 ///< id, or name when there is no id
  CourseBuilder::Facts facts;
  std::vector<TextOf> texts;
  std::vector<FactOf> more;
  std::vector<std::string> references;  ///< concepts it teaches, by URI or notation
};

/// Collects courses and what was wrong, and builds.
class CourseFeed {
 public:
  explicit CourseFeed(const CourseFeedOptions& options) : options_(options) {}

  /// What cannot be used: `what` is wrong with things, such as `value` here.
  void Problem(std::string_view what, const FeedPlace& place, std::string_view value);
  /// A text made fit for a builder.
  std::string Clean(std::string_view text);
  /// A price in whole euros, rounded up so that a budget holds. False, and told of, when it cannot be.
  bool SetPrice(FeedCourse& course, const std::optional<PriceRange>& price, const FeedPlace& place);
  void SetWeeks(FeedCourse& course, std::int64_t weeks, const FeedPlace& place, std::string_view value);
  /// In thousandths of an hour, rounded up.
  void SetHours(FeedCourse& course, std::int64_t thousandths, const FeedPlace& place, std::string_view value);
  void SetOffered(FeedCourse& course, Date from, Date until, const FeedPlace& place);
  void SetPage(FeedCourse& course, std::string_view uri, const FeedPlace& place);
  void AddPlace(FeedCourse& course, std::string_view place);
  /// The first of an id counts.
  void Add(FeedCourse course, const FeedPlace& place);
  /// Names of providers by id; the first counts.
  void NameProvider(std::string_view id, std::string_view name);

  /// Calls read(document) for each, in the order of their names.
  Status ReadAll(std::span<const JsonSource> documents, const std::function<Status(const JsonSource&)>& read);
  /// The same for files and the files of that extension in folders.
  Status ReadAll(std::span<const std::string> paths, std::string_view extension, const std::function<Status(const JsonSource&)>& read);
  /// Gives all courses to `builder`, with what they teach.
  Status Build(CourseBuilder& builder);

  CourseFeedReport report;

 private:
  struct Skill {
    std::string_view uri;
    Level level;
  };
  Status ReadOne(const JsonSource& document, const std::function<Status(const JsonSource&)>& read);
  Status Progress(std::uint64_t done, std::uint64_t total) const { return options_.progress ? options_.progress(done, total) : absl::OkStatus(); }
  void IndexNorms();
  void IndexTaxonomy();
  Status Teach(const FeedCourse& course, CourseBuilder& builder, CourseBuilder::Node node);

  const CourseFeedOptions& options_;
  std::vector<FeedCourse> courses_;
  std::unordered_map<std::string, std::size_t> by_uri_;
  std::map<std::string, std::string, std::less<>> providers_;
  std::vector<std::pair<std::string, std::string>> named_;  // by the document being read
  std::map<std::string, FeedProblem, std::less<>> problems_;
  std::unordered_map<std::string_view, std::vector<Skill>> norms_;
  std::unordered_map<std::string_view, std::vector<std::string_view>> fields_, below_fields_;  // of knowledge areas, by ISCED-F code
  std::unordered_map<std::string_view, std::string_view> by_notation_;
  std::uint64_t replaced_ = 0;
};

/// Runs a reader over documents or paths, and hands out its report however it ended. A reader has Document(document), Finish() after the last of
/// them, the extension of its files and what its courses are called in Dutch and English.
template <typename Reader, typename Source>
Status RunFeed(std::span<const Source> sources, const CourseFeedOptions& options, CourseBuilder& builder, CourseFeedReport* report) {
  CourseFeed feed(options);
  const auto run = [&]() -> Status {
    Reader reader(feed);
    const auto read = [&](const JsonSource& document) { return reader.Document(document); };
    if constexpr (std::is_same_v<Source, JsonSource>) OVS_RETURN_IF_ERROR(feed.ReadAll(sources, read));
    else OVS_RETURN_IF_ERROR(feed.ReadAll(sources, Reader::kExtension, read));
    OVS_RETURN_IF_ERROR(builder.SetAbout("name@nl", Reader::kDutchName));
    OVS_RETURN_IF_ERROR(builder.SetAbout("name@en", Reader::kEnglishName));
    reader.Finish();
    return feed.Build(builder);
  };
  Status status = run();
  if (report != nullptr) *report = std::move(feed.report);
  return status;
}

}  // namespace overstap::detail
