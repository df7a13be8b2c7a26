// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// How the program speaks: exit codes, every text it can say in Dutch and English, numbers as each language writes them,
// tables and wrapped lines, and a writer that notices a full disk. It knows nothing of commands. Words for what the
// library computes (relevance, kinds, reasons) are in overstap/reasons.hpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/substitute.h"
#include "overstap/courses.hpp"
#include "overstap/model.hpp"
#include "overstap/reasons.hpp"
#include "overstap/status.hpp"

namespace overstap::cli {

/// Pinned: scripts test for them.
enum class Exit : int {
  kOk = 0,
  kNo = 1,         ///< the answer is "no" or nothing
  kUsage = 2,
  kAmbiguous = 3,  ///< a title means several occupations
  kNotFound = 4,
  kBadFile = 5,    ///< malformed, damaged or too new
  kIo = 6,
  kInternal = 9,
};
Exit ExitOf(ErrorCode code);

/// What the program can say. $0, $1 ... stand for values.
enum class Say {
  // Errors.
  kErrorUsage, kErrorNotFound, kErrorBadFile, kErrorIo, kErrorTooLittle, kErrorInternal, kUsageUnknown, kUsageMissing, kUsageValue,
  kSeeHelp, kWriteFailed, kNeedTitleOrSkill, kBadMonths, kNeedCatalogue, kOutputTwice, kAmbiguousTitle, kTitleNotFound, kSkillAmbiguous,
  kSkillNotFound, kCourseAmbiguous, kCourseNotFound, kConditionAmbiguous, kConditionNotFound, kDidYouMean, kTryOther,
  // Header.
  kNameless, kOccupationsAndCourses, kOccupationsOnly, kFrom, kExtraSkills, kDenied, kUnsure, kCountsFor, kEducation, kEducationInferred, kLevel,
  // Transitions.
  kRankIntro, kCourseIntro, kTooLittle, kNoMatches, kScoreAndReady, kGap, kGapPartly, kNothingMissing, kCourse, kLeftOut, kMoreHelp,
  kNearby, kWider, kNoWider, kHidden, kDemotedFrom, kFiguresFrom, kLabourMarket, kNotConsidered, kQuestionIntro, kQuestionHelp, kNoQuestions,
  // Explanation and gap.
  kTarget, kScoreIs, kOfAtMost,
  kTogether, kNeitherHas, kOnlyYou, kOnlyThere, kModelHash, kModelCandidates, kRandomMean, kBandSome, kBandGood, kBandStrong, kNotCalibrated,
  kNoStrongMatch, kLowConfidence, kNotInProfile, kNotInTarget, kContributions, kOthers, kTotal, kReadiness, kNothingAsked, kMatched,
  kMissing, kPartly, kLevelOf, kLicences, kHas, kHasNot, kEducationNeeds, kEducationHas, kEducationHasUsual, kEducationUnknown, kRegulated,
  kConditions,
  // Courses.
  kShareOfGap, kTeaches, kEntry, kFree, kCostUnknown, kHours, kHour, kHoursUnknown, kWeeks, kWeek, kOr, kSuggested, kNoGap, kNoUseful,
  kUncovered, kUnknownSkills,
  // Plans.
  kPlanQuickest, kPlanCheapest, kPlanCoverage, kPlanLimits, kPlanNoLimits, kPlanUpToMoney, kPlanUpToWeeks, kPlanUpToHours, kPlanColumns, kPlanCourses, kPlanCost, kPlanWeeks,
  kPlanHours, kPlanReady, kPlanGap, kPlanFrom, kPlanSame, kPlanReadyAlready, kPlanNoneReaches, kPlanNone, kPlanNotProven, kPlanOpens, kPlanEntryUnknown,
  kPlanLicencesLeft, kPlanUseful, kPlanHeld, kPlanCompletes,
  // Paths.
  kPathsIntro, kPathsNone, kPathsDirectBest, kPathLine, kPathTrain, kPathWork, kPathStay, kPathBegin, kPathLeftOut, kPathReadyNow,
  // Demand.
  kDemandIntro, kDemandShort, kDemandNone, kDemandSkills, kDemandShortBy, kDemandHave, kDemandCourses, kDemandNoCourse, kDemandWork, kDemandReady, kDemandColumns,
  kDemandJobs, kDemandUntaught,
  // Funding.
  kFundingIntro, kFundingDrafts, kFundingHowMuch, kFundingShared, kFundingFindOut, kFundingUntil, kFundingDocuments, kFundingNet, kFundingPossible, kFundingShort, kFundingNone, kFundingTotal,
  kFundingUnpriced, kFundingPlan, kFundingSources, kFundingSource, kBadFact, kUnknownFact, kBadBalance, kBadDay,
  // Unlock.
  kUnlockIntro, kUnlockSkills, kUnlockCourses, kUnlockNothing, kOpens,
  // Search.
  kNoHits, kMatchPreferred, kMatchAlternative, kMatchPrefix, kMatchWords, kMatchSpelling,
  // Import, info, validate.
  kConcepts, kRelations, kRelationsMerged, kRelationConflicts, kRelationsRead, kMissingFile, kSaved, kSavedCourses,
  kCoursesNotSaved, kTaxonomy, kCatalogue, kOccupations, kSkills, kKnowledge, kTasks, kWorkConditions, kGroups, kLicenceKinds, kBroader,
  kMatches, kMean, kBare, kWithoutLabel, kLanguages, kHash, kSize, kBytes, kValidTaxonomy, kValidCourses, kUnknownConcepts, kEntryCircles,
  kQualifications, kTriples, kUnknownPredicate, kUnknownClass, kDangling, kHiddenLabels, kAbilities, kActivities, kTechnologies,
  kFeedRecords, kFeedRefused, kFeedRepeated, kFeedNotOffered, kFeedOfferings, kFeedNotOpen, kFeedFromReferences, kFeedFromNorms, kFeedFromFields,
  kFeedNothing, kFeedNoPrice, kFeedNoLevel, kFeedNoWeeks, kFeedNoHours, kFeedDocumentsRefused, kFeedProblem, kFeedProgress,
  kRatingsRead, kRatingsSuppressed, kRatingsNotRelevant, kOverlayLine, kQualificationsNotSaved, kOverlaidBy, kDensity, kWarnings, kExamples,
  // Export, diff, translate.
  kExported, kSame, kAddedConcepts, kRemovedConcepts, kRelabelled, kAttributesChanged, kRelationsAdded, kRelationsRemoved, kRelationsChanged,
  kBroaderAdded, kBroaderRemoved, kOtherTexts, kMatchChanges, kReplaced, kMergedConcepts, kSplitConcepts, kMoreOfThem, kTranslated, kPastJob, kCrosswalkLinks,
  // Matrix.
  kSkipped, kUnknownUris, kProgress,
  // Evaluate.
  kUnknownRows, kMeasuredClosed, kMeasuredAll, kMeanHeader, kInterval, kUnranked, kAboutIntervals,
  kCount_
};
std::string_view Phrase(Language language, Say text);
template <typename... Values>
std::string Phrase(Language language, Say text, const Values&... values) {
  return absl::Substitute(detail::Abs(Phrase(language, text)), detail::Piece(values)...);
}

// --- numbers -------------------------------------------------------------------------------------------------------
/// 1.250 or 1,250.
std::string Number(std::uint64_t value, Language language);
/// 0,83 or 0.83.
std::string Decimal(double value, int decimals, Language language);
std::string ScoreText(Score score, int decimals, Language language);
/// A whole percentage. Only all is 100% and only nothing is 0%.
std::string Percent(std::uint64_t part, std::uint64_t whole, Language language);
/// An indication: a range, "gratis", or that it is unknown.
std::string CostText(const Course& course, Language language);
std::string CostText(std::uint64_t least, std::uint64_t most, Language language);
std::string HoursText(const Course& course, Language language);
/// What a warning of Overview() means, of a concept or of the whole.
std::string_view WarningWord(std::string_view code, Language language);
std::string_view Word(ChangeVerb verb, Language language);
std::string_view Word(ChangedThing thing, Language language);

// --- text ----------------------------------------------------------------------------------------------------------
/// `text` on one line and without control characters: files must not steer the terminal.
std::string Plain(std::string_view text);
/// Breaks `text` at blanks; every line is indented, continuation lines by `hanging` more. Ends with a line feed.
std::string Wrap(std::string_view text, std::size_t width, std::size_t indent = 0, std::size_t hanging = 0);
/// Characters, not bytes.
std::size_t Width(std::string_view text);
std::string PadRight(std::string_view text, std::size_t width);
std::string PadLeft(std::string_view text, std::size_t width);
/// Columns as wide as their widest cell, two blanks between; those in `right` are right-aligned.
std::string Table(const std::vector<std::vector<std::string>>& rows, std::size_t indent, const std::vector<std::size_t>& right = {});

/// Buffered writing to a descriptor. Keeps the first error; what comes after it is dropped.
class Output {
 public:
  /// Does not own `descriptor`.
  explicit Output(int descriptor) : descriptor_(descriptor) {}
  void Write(std::string_view text);
  /// Writes out what is buffered. False when anything failed since the beginning.
  bool Flush();
  bool failed() const { return error_ != 0; }
  int error() const { return error_; }
  /// Columns of the terminal, 60..100; 80 when it is none.
  std::size_t columns() const;

 private:
  int descriptor_;
  int error_ = 0;
  std::string buffer_;
};

}  // namespace overstap::cli
