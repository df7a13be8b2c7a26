// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Crosswalks: which concept of one taxonomy corresponds to which of another, and what becomes of a profile that is
// translated along them, item by item. A version of a taxonomy and the next are two taxonomies like any other, so
// migrating a profile is a translation too. Nothing is invented: see TranslateProfile().
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "overstap/ids.hpp"
#include "overstap/profile.hpp"
#include "overstap/status.hpp"
#include "overstap/taxonomy.hpp"

namespace overstap {

/// Where a link was read.
enum class LinkSource : std::uint8_t {
  kFile = 0,         ///< a crosswalk file
  kMatch = 1,        ///< a match that stands in one of the two taxonomies
  kSameUri = 2,      ///< versions: the concept is in both
  kReplacement = 3,  ///< versions: a replaced-by link, or a chain of them
  kLabel = 4,        ///< versions: the same preferred label and kind, unique in both
};
std::string_view Name(LinkSource source);

/// `to` is an exact, close, broader, narrower or related concept for `from`. What replaced a concept (kReplacedBy) stands for it
/// exactly: a Crosswalk turns such a link into {kExact, kReplacement}.
struct CrosswalkLink {
  std::string from, to;
  MatchType type = MatchType::kExact;
  LinkSource source = LinkSource::kFile;
  auto operator<=>(const CrosswalkLink&) const = default;
};

/// Links between the concepts of two taxonomies by URI, sorted, each once. A value; const methods from any thread.
class Crosswalk {
 public:
  Crosswalk() = default;
  explicit Crosswalk(std::vector<CrosswalkLink> links);

  std::span<const CrosswalkLink> links() const { return links_; }
  /// Those from one concept. O(log n).
  std::span<const CrosswalkLink> From(std::string_view uri) const;
  /// Positions in links() of those to one concept, ascending. O(log n).
  std::span<const std::size_t> To(std::string_view uri) const;
  /// The same links seen from the other side: broad becomes narrow. Exact links stay exact, replacements too: what came by a link must be
  /// able to go back by it, or a past occupation would come back as its new requirements only.
  Crosswalk Reversed() const;
  /// Both together.
  Crosswalk With(const Crosswalk& other) const;

  /// The matches of `from`'s concepts that name concepts of `to`, and those of `to` that name concepts of `from`, turned round.
  static Crosswalk FromMatches(const Taxonomy& from, const Taxonomy& to);
  /// Between two versions of one taxonomy, in either direction. A concept corresponds to itself where its URI is in both and is current in
  /// `to` (or nothing in `to` replaced it); else to what replaced it there (links of both taxonomies count), followed to the end of the
  /// chain; else to the one concept of its kind with the same preferred label (folded) in a language both have, if neither is ambiguous
  /// nor corresponds to something already. A replacement that also stays itself is a close one, for it was not the same before: so
  /// whoever had it keeps it. More than 256 concepts in one chain are no replacement.
  static Crosswalk BetweenVersions(const Taxonomy& from, const Taxonomy& to);

 private:
  std::vector<CrosswalkLink> links_;
  std::vector<std::size_t> by_to_;
};

/// Reads the official crosswalk form of ESCO (preamble lines, then "O*NET Id, ..., ESCO or ISCO URI, ..., Type of Match"), or
/// a CSV file with the columns from, type, to (URIs; type as in Name(MatchType)). In the official form `from` is the
/// first classification; O*NET codes become the URIs that ReadOnet() gives. Rows it cannot use (ISCO groups) are counted in `notes`.
/// Errors: kIo, kMalformed with file and line.
StatusOr<Crosswalk> ReadCrosswalk(const std::string& path, std::vector<std::string>* notes = nullptr);

/// The links to translate by: BetweenVersions() or else FromMatches(), and besides, when there is a `path`, those of a crosswalk file
/// (ReadCrosswalk), which may have been written from either side.
StatusOr<Crosswalk> FindCrosswalk(const Taxonomy& from, const Taxonomy& to, bool versions, const std::string* path, std::vector<std::string>* notes = nullptr);

/// What became of an item of a profile.
enum class ItemOutcome : std::uint8_t {
  kKept = 0,          ///< one exact counterpart
  kSplit = 1,         ///< several exact counterparts, all taken
  kMerged = 2,        ///< exact counterpart of several concepts, and the profile has them all
  kApproximated = 3,  ///< see `via` and `why`; taken with the evidence "inferred"
  kLost = 4,          ///< no counterpart that it would be honest to take; see `why`
};
inline constexpr int kItemOutcomes = 5;
std::string_view Name(ItemOutcome outcome);

enum class ItemReason : std::uint8_t {
  kNone = 0,
  kNoLink = 1,          ///< the crosswalk does not know it
  kOnlyNarrower = 2,    ///< having it does not mean having any of the narrower ones
  kOnlyRelated = 3,
  kPartOfMerge = 4,     ///< the counterpart stands for several concepts and the profile has some of them only: approximated
  kBroader = 5,         ///< approximated by a broader concept
  kClose = 6,           ///< approximated by a close one
  kAmbiguous = 7,       ///< exact links in a tangle: several on both sides
  kOriginCarries = 8,   ///< inferred from a past occupation that has a counterpart, which brings its own requirements
  kInferredBefore = 9,  ///< inferred, and the profile does not say from what: not translated a second time
  kOtherKind = 10,      ///< linked to a concept of another kind only (an occupation to a group)
  kStatedLess = 11,     ///< an occupation that asks more of an item than the profile states, and the item is not kept: approximated
};
inline constexpr int kItemReasons = 12;
std::string_view Name(ItemReason reason);

struct Translated {
  Concept source = kNoConcept;  ///< in the taxonomy translated from
  bool origin = false;          ///< a past occupation of the profile, not an item
  ItemOutcome outcome = ItemOutcome::kLost;
  ItemReason why = ItemReason::kNone;
  MatchType via = MatchType::kExact;
  LinkSource link = LinkSource::kFile;
  std::vector<Concept> targets;  ///< in the taxonomy translated to, ascending; none when lost or kOriginCarries
};

struct Translation {
  Profile profile;                  ///< in the taxonomy translated to
  std::vector<Translated> entries;  ///< origins, then items, by concept: every origin and item of the profile exactly once
  std::uint32_t answers_lost = 0;   ///< what the person denied or was unsure of, and has no exact counterpart
  std::uint64_t Count(ItemOutcome outcome) const;
};

/// Translates `profile` from one taxonomy to another. Rules:
/// - Only exact links keep what is known of an item (level, evidence). A split takes all counterparts; a merge needs all parts, each stated
///   outright (evidence above inferred), and takes the lowest stated level and the weakest evidence of them. A part of a merge, close and
///   broader links give an approximation: by all targets of the first of these three that there is, with the level and strength it had
///   and the evidence "inferred". Narrower and related links give nothing.
/// - Skills, knowledge and tasks correspond to each other, for taxonomies cut them differently; occupations to occupations only, licences
///   to licences only, groups and conditions to nothing.
/// - An origin follows the same rules: by exact links it becomes an origin there, with that occupation's own requirements. As an
///   approximation it brings the requirements as inferred items, without becoming an origin. So it does too when the profile states a
///   lower level than the origin asks of an item that is not kept (kStatedLess): the lower level would be forgotten. Items inferred from
///   an origin that is lost are translated themselves, and stay inferred.
/// - What is denied or unsure stays so by exact links, and is counted where it has none (answers_lost). A denial that is lost is like a
///   lower level: an origin that asks what is denied becomes an approximation.
/// - Origins, and items inferred from them, keep what they are worth; a merge the least of its parts.
/// - Inferred items of which the profile does not tell the origin are not translated: an approximation of an approximation is a guess.
/// - A stated level of education stays; an inferred one becomes that of the origins there.
/// Therefore a round trip never gains anything: translated there and back (Reversed()), a profile has no item and no origin that it did
/// not have, no higher level where one was stated, and no stronger evidence.
/// `crosswalk` goes from `from` to `to`; links that name unknown concepts are ignored.
/// O(n log) in the items, what the origins ask, and the links of all these.
Translation TranslateProfile(const Taxonomy& from, const Profile& profile, const Taxonomy& to, const Crosswalk& crosswalk);

}  // namespace overstap
