// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Funding: who can get money for which course, how much and when, as rules that are data with a source (taxonomy/funding), and what a rule
// says of a course, a person and a day: yes, no, or what would have to be known. It advises nobody to apply and promises nothing:
// who grants the money decides. Nothing here asks a clock.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "overstap/courses.hpp"
#include "overstap/date.hpp"
#include "overstap/ids.hpp"
#include "overstap/io.hpp"
#include "overstap/status.hpp"

namespace overstap {

/// An answer of three-valued logic. "And" is the least of answers, "or" the greatest.
enum class Truth : std::uint8_t { kNo = 0, kUnknown = 1, kYes = 2 };
/// "no", "unknown", "yes".
std::string_view Name(Truth truth);

enum class FundingKind : std::uint8_t {
  kGrant = 0,   ///< of a government
  kFund = 1,    ///< of a sector's training fund
  kBudget = 2,  ///< an account with a balance, which the caller states
};
inline constexpr int kFundingKinds = 3;
/// "grant", "fund", "budget".
std::string_view Name(FundingKind kind);

enum class FundingStatus : std::uint8_t {
  kInForce = 0,
  kClosed = 1,  ///< it has ended; of use for days before that
  kDraft = 2,   ///< announced only: not looked at unless asked for
};
inline constexpr int kFundingStatuses = 3;
/// "in-force", "closed", "draft".
std::string_view Name(FundingStatus status);

/// Who applies.
enum class Applicant : std::uint8_t { kPerson = 0, kEmployer = 1 };
inline constexpr int kApplicants = 2;
/// "person", "employer".
std::string_view Name(Applicant applicant);

/// How somebody works, a set of bits.
enum Employment : std::uint8_t { kEmployed = 1, kSelfEmployed = 2, kJobSeeking = 4 };
inline constexpr int kEmployments = 3;
/// Name of a single bit: "employed", "self-employed", "job-seeking".
std::string_view Name(Employment employment);

/// Employees of the employer; a set of bits in a rule, one of them in a context.
enum EmployerSize : std::uint8_t {
  kSmallEmployer = 1,   ///< fewer than 50
  kMediumEmployer = 2,  ///< 50 to 249
  kLargeEmployer = 4,   ///< 250 or more
};
inline constexpr int kEmployerSizes = 3;
/// Name of a single bit: "small", "medium", "large".
std::string_view Name(EmployerSize size);

/// On what a statement rests.
enum class SourceBasis : std::uint8_t {
  kLaw = 0,         ///< the official publication
  kGovernment = 1,  ///< who makes or carries out the rule, in their own words
  kSecondary = 2,   ///< others about it
  kNotes = 3,       ///< this project's notes only; nobody has looked it up again
  kInvented = 4,    ///< made up, for an example
};
inline constexpr int kSourceBases = 5;
/// "law", "government", "secondary", "notes", "invented".
std::string_view Name(SourceBasis basis);

/// A text in the languages that this library speaks. Never empty.
struct FundingText {
  std::string nl, en;
  const std::string& In(std::string_view tag) const { return tag == "nl" ? nl : en; }
  friend bool operator==(const FundingText&, const FundingText&) = default;
};

/// Something that only the caller can know of the person or employer: true, false or unknown.
struct FundingFact {
  std::string name;       ///< lower-case words joined by "_"
  FundingText ask;        ///< the question to put
  FundingText yes, no;    ///< what it means when it is true, and when it is false, as sentences
};

struct FundingSource {
  std::string title, url;  ///< the address may be empty
  std::string says;        ///< which parts of the rule rest on it
  SourceBasis basis = SourceBasis::kNotes;
  Date read = kNoDate;     ///< when it was read
};

/// Days on which one can apply; of a budget, on which it can be used.
struct FundingPeriod {
  Date from = kNoDate, until = kNoDate;  ///< the last day counts; kNoDate = for ever
  bool Holds(Date day) const { return from <= day && (until == kNoDate || day <= until); }
};

struct FundingShare {
  Nlqf from = 5, through = 80;  ///< levels of the course
  std::uint8_t percent = 0;     ///< of its cost, 1..100
};

/// One of these facts must be as stated.
struct FundingNeed {
  struct Wanted {
    std::uint32_t fact = 0;  ///< number in FundingRules::facts()
    bool value = true;
  };
  std::vector<Wanted> any;
};

/// A rule. What is empty or 0 is no condition, unless said otherwise.
struct FundingRule {
  std::string id;
  FundingText name, description;
  FundingKind kind = FundingKind::kGrant;
  FundingStatus status = FundingStatus::kInForce;
  Applicant applicant = Applicant::kPerson;
  bool example = false;            ///< invented, and says so in its name
  // Of the person and the employer.
  std::uint8_t employment = 0;     ///< bits of Employment: one of these
  std::uint8_t employer_size = 0;  ///< bits of EmployerSize: one of these
  std::vector<FundingNeed> needs;  ///< all of them; no fact stands in them twice
  // Of the course.
  Nlqf nlqf_from = 0, nlqf_through = 0;     ///< 0, 0 = any level, also an unknown one
  std::uint16_t types = 0;                  ///< bits 1 << CourseType
  std::vector<std::string> sectors, quality;  ///< one of these, by URI or mark
  bool in_path = false;                     ///< must be in a recognised ontwikkelpad ...
  std::vector<std::string> paths;           ///< ... one of these; empty = any
  std::optional<std::uint16_t> starts_within_weeks;  ///< of the application
  bool may_have_begun = false;              ///< before the application
  // How much.
  std::vector<FundingShare> shares;         ///< a level in none of them gets nothing; empty = it is not known how much
  std::uint32_t maximum = kUnknownAmount;   ///< euros; kUnknownAmount = none is known
  bool per_year = false;                    ///< the maximum is for all courses of a year, else for each
  bool from_balance = false;                ///< no more than the balance
  std::vector<FundingPeriod> periods;       ///< ascending; empty = of a draft not known, of a budget always
  std::vector<FundingText> documents;       ///< to have at hand
  std::vector<std::uint32_t> combine_with;  ///< rules, ascending: both say that they go together
  std::vector<FundingSource> sources;       ///< at least one
};

/// Rules and the facts they ask. A value; const methods from any thread.
class FundingRules {
 public:
  /// By id and by name, each once.
  std::span<const FundingRule> rules() const { return rules_; }
  std::span<const FundingFact> facts() const { return facts_; }
  std::optional<std::uint32_t> FindRule(std::string_view id) const;
  std::optional<std::uint32_t> FindFact(std::string_view name) const;

 private:
  friend StatusOr<FundingRules> ReadFundingRules(std::span<const JsonSource> sources, const FundingRules* base);
  std::vector<FundingRule> rules_;
  std::vector<FundingFact> facts_;
};

/// Reads documents {"overstap_funding": 1, ...} (taxonomy/schema/overstap-funding-1.schema.json) into one set, with what is in `base` unless null.
/// The form is strict. Errors, with file, line and column: kMalformed for an unknown key, a value that does not fit, periods of a rule that
/// overlap or end before they begin, money that is negative or above kMostCost, a share outside 1..100, levels with two shares, a rule or fact
/// defined twice, a fact that no document defines or that a rule asks twice (as then the rule might hold whatever the fact is), a fact
/// about what nobody may be asked here (sex, origin, belief, health, who somebody is), a closed rule without an end. kFormatVersion, kLimit (16 MiB, 1,000 rules).
/// O(bytes log rules).
StatusOr<FundingRules> ReadFundingRules(std::span<const JsonSource> sources, const FundingRules* base = nullptr);
/// The rules of taxonomy/funding that are compiled in. No I/O; read anew on every call. The invented examples are not among them.
StatusOr<FundingRules> DefaultFundingRules();

// --- evaluation ----------------------------------------------------------------------------------------------------

/// What is known of a person and their employer, for one set of rules. Nothing that says who it is.
struct FundingContext {
  std::vector<Truth> facts = {};        ///< by number of the fact; missing at the end = unknown
  std::uint8_t employment = 0;          ///< bits of Employment; 0 = unknown
  std::uint8_t employer_size = 0;       ///< one EmployerSize; 0 = unknown
  Date start = kNoDate;                 ///< day on which the course will begin; kNoDate = not chosen yet
  std::vector<std::uint32_t> balances = {};  ///< euros, by number of the rule; kUnknownAmount or missing = unknown
};

/// Reads {"overstap_funding_context": 1, "employment": ["employed"], "employer_size": "small", "start": "2027-01-11",
/// "facts": {name: true, false or null}, "balances": {rule: euros}}; all but the version may be left out, and null is unknown. Errors, with line
/// and column: kMalformed for an unknown key, a fact or rule that `rules` does not have, a balance of a rule that has none. Nothing
/// of the document is quoted, as it may be about a person. kFormatVersion, kLimit (1 MiB).
StatusOr<FundingContext> ReadFundingContext(const JsonSource& source, const FundingRules& rules);

/// What a rule can turn on.
enum class FundingTopic : std::uint8_t {
  kPeriod = 0,
  kFact = 1,
  kEmployment = 2,
  kEmployerSize = 3,
  kLevel = 4,
  kType = 5,
  kSector = 6,
  kQuality = 7,
  kPath = 8,
  kStart = 9,
  kBalance = 10,
};
inline constexpr int kFundingTopics = 11;
/// "period", "fact", "employment", "employer_size", "level", "type", "sector", "quality", "path", "start", "balance".
std::string_view Name(FundingTopic topic);

struct FundingPoint {
  FundingTopic topic = FundingTopic::kPeriod;
  std::uint32_t fact = 0;  ///< for kFact
  /// For a "no": kPeriod and kPath the first day to come, or the last that was (then it lies before the day asked about); kStart the first
  /// start there is. kNoDate where there is none.
  Date date = kNoDate;
};

/// What one rule says of one course.
struct FundingVerdict {
  std::uint32_t rule = 0;
  Truth truth = Truth::kNo;
  /// Of a "no" all that is against it; of "unknown" all that has to be known, and of facts of which one is enough, each; of a "yes" nothing.
  /// A "no" is certain: it wins over anything unknown.
  std::vector<FundingPoint> points;
  std::uint8_t percent_least = 0, percent_most = 0;  ///< of the cost; 0 and 100 where the rule does not say; 0, 0 for "no"
  /// Euros; from the least percentage of the lowest cost to the most of the highest, rounded down to whole euros, at most the maximum and the
  /// balance. An unknown balance gives 0 as the least. kUnknownAmount where the course states no cost; 0, 0 for "no".
  std::uint32_t amount_least = 0, amount_most = 0;
  FundingPeriod period;  ///< in which the day lies; nothing stated when it lies in none
};

/// What a course costs after funding, for all costs of its range. Euros, rounded up: what several rules give is summed in cents and rounded once.
struct NetCost {
  std::vector<std::uint32_t> rules;  ///< that give it, ascending; empty = none
  std::uint32_t least = kUnknownAmount, most = kUnknownAmount;  ///< unknown when the course states no cost
};

struct CourseFunding {
  std::uint32_t course = 0;
  std::vector<FundingVerdict> verdicts;  ///< of every rule that was looked at, by rule
  NetCost certain;                       ///< by rules that answer "yes"
  NetCost possible;                      ///< by rules of which none answers "no", the most hopeful; as `certain` when nothing unknown gives more
};

struct FundingOptions {
  bool with_drafts = false;
  /// All courses are taken, in their order: what a rule gives for a year, or from a balance, is given once. Else each course stands alone.
  bool together = false;
};

/// Sums over courses that are taken together.
struct FundingTotal {
  std::uint64_t cost_least = 0, cost_most = 0, certain_least = 0, certain_most = 0, possible_least = 0, possible_most = 0;  ///< of those that state a cost
  std::uint32_t unpriced = 0;  ///< courses that state none
};

struct Funding {
  Date day = kNoDate;
  std::vector<CourseFunding> courses;  ///< as asked for
  std::uint32_t drafts_left_out = 0;   ///< rules
  FundingTotal total;                  ///< of use for courses that are taken together
};

/// What all rules say of these courses when the application is made on `day`.
///
/// "yes" is what holds whatever the unknown is, "no" what holds for none of it. Unknown are: what the context leaves out; a level or sector that the
/// course does not state, the periods of a draft without any; marks and paths of which none fits, unless the catalogue says in "about"
/// that all are there ("complete": "quality paths"). Of a path that the course does state, the dates count. The course begins on the day in the context; else
/// on one of the days that the catalogue states from `day` on, any of which can be chosen; else on a day within its stated period; else it is
/// unknown when.
///
/// The net cost is that of the one rule that gives the most of the highest cost (then of the lowest, then the first id), or of several rules that
/// all say that they go together. Taken together, each course in turn takes what is best for it of what is left: a sum that can be had, not
/// proven to be the least.
/// Errors: kInvalidArgument for a day that is none, a number that is no course, a context that cannot be of these rules. O(courses x rules x conditions).
StatusOr<Funding> EvaluateFunding(const FundingRules& rules, const CourseCatalogue& catalogue, std::span<const std::uint32_t> courses, const FundingContext& context,
                                  Date day, const FundingOptions& options = {});

}  // namespace overstap
