// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The vocabulary every other header speaks: concept numbers, kinds, relevance, text kinds. Plain values, no behaviour
// beyond names and parsing. Numbers are pinned: they stand in snapshot files and cross the C API.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace overstap {

/// Dense number of a concept, valid for one taxonomy only; the URI is the durable name.
/// Within a kind, numbers ascend with the URI's bytes, so "ties break by concept" means "ties break by URI".
using Concept = std::uint32_t;
inline constexpr Concept kNoConcept = 0xFFFFFFFFu;

enum class ConceptKind : std::uint8_t {
  kOccupation = 0,  ///< beroep
  kSkill = 1,       ///< vaardigheid
  kKnowledge = 2,   ///< kennisgebied
  kTask = 3,        ///< taak
  kCondition = 4,   ///< werkomstandigheid
  kGroup = 5,       ///< node of a skill, knowledge or occupation hierarchy
  kLicence = 6,     ///< rijbewijs, VCA, code 95, BIG registration ...
};
inline constexpr int kConceptKinds = 7;

/// A set of kinds, one bit each.
using KindSet = std::uint8_t;
constexpr KindSet SetOf(ConceptKind kind) { return static_cast<KindSet>(1u << static_cast<unsigned>(kind)); }
/// What an occupation can require.
inline constexpr KindSet kRequirable = SetOf(ConceptKind::kSkill) | SetOf(ConceptKind::kKnowledge) | SetOf(ConceptKind::kTask) |
                                       SetOf(ConceptKind::kCondition) | SetOf(ConceptKind::kLicence);

/// Strength of a relation, ascending. Absent is not stored: it means "not relevant" for skills and tasks, and "unknown"
/// for work conditions, where CompetentNL states "not relevant" explicitly. Work conditions use the same scale:
/// barely = kSomewhat, reasonably = kImportant, strongly (or yes) = kEssential, not (or no) = kNotRelevant.
enum class Relevance : std::uint8_t {
  kNotRelevant = 0,
  kSomewhat = 1,
  kOptional = 2,  ///< ESCO's weaker tier
  kImportant = 3,
  kEssential = 4,
};
inline constexpr int kRelevances = 5;

enum class TextKind : std::uint8_t {
  kPreferred = 0,
  kAlternative = 1,
  kHidden = 2,          ///< found, never shown: misspellings, and labels that are no longer current
  kDefinition = 3,
  kSpecialisation = 4,  ///< a narrower job title that is no occupation of its own (CompetentNL's verbijzondering)
};
inline constexpr int kTextKinds = 5;

/// SKOS mapping relations to concepts of other standards (broad: the other one is broader), and the concept that takes this
/// one's place in a later version of the same standard.
enum class MatchType : std::uint8_t { kExact = 0, kClose = 1, kBroad = 2, kNarrow = 3, kRelated = 4, kReplacedBy = 5 };
inline constexpr int kMatchTypes = 6;

/// Only kCurrent occupations are candidates of a ranking; the others still resolve by URI and title.
enum class ConceptStatus : std::uint8_t { kCurrent = 0, kHistoric = 1, kArchived = 2 };
inline constexpr int kConceptStatuses = 3;

enum class Regulated : std::uint8_t { kUnknown = 0, kNo = 1, kYes = 2 };

/// Whether an employment service finds people for this occupation (CompetentNL: isNotSuitableForMediation).
enum class Mediation : std::uint8_t { kUnknown = 0, kSuitable = 1, kNotSuitable = 2 };

/// Vocational interests after Holland (RIASEC), a set of bits.
enum Interest : std::uint8_t {
  kRealistic = 1,
  kInvestigative = 2,
  kArtistic = 4,
  kSocial = 8,
  kEnterprising = 16,
  kConventional = 32,
};
inline constexpr std::uint8_t kAllInterests = 63;

/// O*NET's Job Zone: how much preparation an occupation needs, 1 (little) to 5 (extensive); 0 = unknown. Not an NLQF level.
using JobZone = std::uint8_t;
inline constexpr JobZone kMaxJobZone = 5;

/// Importance of a relation in thousandths of its scale, for taxonomies that rate it in numbers (O*NET); 0 = only the relevance is known.
using Importance = std::uint16_t;
inline constexpr Importance kMaxImportance = 1000;

/// Level of education on the NLQF, times ten, so that it is ordinal: 0 unknown (never to be read as low), 5 entry level,
/// 10..80 levels 1 to 8, 45 is "4+". mbo 1-4 = 10-40, associate degree 50, hbo bachelor 60, master 70.
using Nlqf = std::uint8_t;
inline constexpr Nlqf kNlqfUnknown = 0;

/// Level of a skill: 1 basic, 2 independent, 3 advanced, 4 expert; 0 = not stated, which is met by having the skill at all.
using Level = std::uint8_t;
inline constexpr Level kMaxLevel = 4;

/// ASCII names, the same as in Overstap JSON ("occupation", "essential", "preferred", ...). Never empty.
std::string_view Name(ConceptKind kind);
std::string_view Name(Relevance relevance);
std::string_view Name(TextKind kind);
std::string_view Name(MatchType type);
std::string_view Name(ConceptStatus status);
std::optional<ConceptKind> ParseConceptKind(std::string_view name);
std::optional<MatchType> ParseMatchType(std::string_view name);
std::optional<ConceptStatus> ParseConceptStatus(std::string_view name);
/// An ISCO-08 unit group as its four digits: 110 is "0110".
std::string IscoDigits(std::uint16_t isco);
/// The reverse, of exactly four digits ("110" may be "0110" or a wider group, and is not guessed); 0 for "0000", which is no group.
std::optional<std::uint16_t> ParseIsco(std::string_view digits);
/// "RIA" for the set of these three, in the order R I A S E C; empty for none.
std::string InterestLetters(std::uint8_t interests);
/// The reverse; nothing for any other letter.
std::optional<std::uint8_t> ParseInterests(std::string_view letters);
/// "entry", "1".."8", "4+"; anything else is nothing.
std::optional<Nlqf> ParseNlqf(std::string_view text);
/// The reverse of ParseNlqf; "unknown" for 0 and for values no level has.
std::string_view NlqfName(Nlqf level);

}  // namespace overstap
