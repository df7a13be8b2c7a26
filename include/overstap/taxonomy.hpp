// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Taxonomy: an immutable view over one snapshot buffer, cheap to copy, safe to read from any thread. It answers what is
// known about a concept; it knows nothing of scores. Made by TaxonomyBuilder, or opened from a snapshot's bytes.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "overstap/ids.hpp"
#include "overstap/snapshot.hpp"
#include "overstap/status.hpp"

namespace overstap {

/// What `from` asks of or says about `target`. 8 bytes, as in the file.
struct Relation {
  Concept target;
  Relevance relevance;
  Level level;            ///< needed level, 0 = not stated
  Importance importance;  ///< 0 = not stated
};

/// A concept of another standard that corresponds to this one. 8 bytes, as in the file.
struct ExternalMatch {
  std::uint32_t uri;  ///< number of the string
  MatchType type;
  std::uint8_t reserved[3];
};

/// A layer of local corrections that was laid over another taxonomy (overlay.hpp). 20 bytes, as in the file; numbers of strings.
struct Overlay {
  std::uint32_t name, author, date, reason;
  std::uint32_t base;  ///< hash of the taxonomy it was laid over
};

enum class ChangeVerb : std::uint8_t { kAdded = 0, kChanged = 1, kRemoved = 2 };
inline constexpr int kChangeVerbs = 3;
enum class ChangedThing : std::uint8_t { kConcept = 0, kText = 1, kRelation = 2, kBroader = 3, kMatch = 4, kAttribute = 5 };
inline constexpr int kChangedThings = 6;

/// One statement that an overlay added, changed or removed. 20 bytes, as in the file.
struct OverlayChange {
  std::uint32_t subject;   ///< number of the string: URI of the concept it is about, which may be gone
  std::uint32_t object;    ///< number of the string: the other concept's URI, the text, or the attribute's name
  std::uint32_t detail;    ///< number of the string: "essential", "important -> essential", "preferred nl", "preferred nl, was Cook", "3 -> 4+"; may be empty
  std::uint32_t reason;    ///< number of the string, empty when the overlay's own reason says it all
  std::uint16_t overlay;   ///< index into Overlays()
  ChangeVerb verb;
  ChangedThing thing;
};

struct ConceptRange {
  Concept first = 0, last = 0;  ///< half-open
  std::uint32_t size() const { return last - first; }
  bool contains(Concept c) const { return c >= first && c < last; }
};

class Taxonomy {
 public:
  Taxonomy() = default;  ///< empty; any use but assignment is a fault
  /// Checks the whole content: ranges, order, kinds, cycles. O(bytes + relations log).
  /// Errors: kMalformed, kChecksum, kFormatVersion.
  static StatusOr<Taxonomy> FromBuffer(Buffer buffer);

  /// Strings, texts, languages, "about", hash and bytes.
  const Snapshot& snapshot() const { return snapshot_; }

  std::uint32_t size() const { return static_cast<std::uint32_t>(uri_.size()); }
  ConceptRange Concepts(ConceptKind kind) const {
    const auto k = static_cast<std::size_t>(kind);
    return {kind_begin_[k], kind_begin_[k + 1]};
  }
  ConceptKind Kind(Concept c) const {
    std::size_t k = 0;
    while (c >= kind_begin_[k + 1]) ++k;
    return static_cast<ConceptKind>(k);
  }
  std::string_view Uri(Concept c) const { return snapshot_.String(uri_[c]); }
  /// O(log n).
  std::optional<Concept> Find(std::string_view uri) const;

  /// Preferred text in `language`, else in English, Dutch, any language; the URI when the concept has no label at all.
  std::string_view Label(Concept c, std::string_view language) const {
    const auto label = snapshot_.Label(c, language);
    return label.empty() ? Uri(c) : label;
  }
  std::span<const Text> Texts(Concept c) const { return snapshot_.Texts(c); }

  ConceptStatus Status(Concept c) const { return attributes_[c].status; }
  overstap::Regulated Regulated(Concept c) const { return attributes_[c].regulated; }
  overstap::Mediation Mediation(Concept c) const { return attributes_[c].mediation; }
  /// Bits of Interest; of a skill or an occupation.
  std::uint8_t Interests(Concept c) const { return attributes_[c].interests; }
  overstap::JobZone JobZone(Concept c) const { return attributes_[c].job_zone; }
  overstap::Nlqf Nlqf(Concept c) const { return attributes_[c].nlqf; }
  /// ISCO-08 unit group, 0 = none.
  std::uint16_t Isco(Concept c) const { return attributes_[c].isco; }
  std::string_view Notation(Concept c) const { return snapshot_.String(attributes_[c].notation); }

  /// By target; at most one relation a target.
  std::span<const Relation> Relations(Concept c) const { return Row(relation_begin_, relations_, c); }
  std::span<const Concept> Broader(Concept c) const { return Row(broader_begin_, broader_, c); }
  std::span<const Concept> Narrower(Concept c) const { return Row(narrower_begin_, narrower_, c); }
  std::span<const ExternalMatch> Matches(Concept c) const { return Row(match_begin_, matches_, c); }
  std::size_t relation_count() const { return relations_.size(); }
  std::size_t broader_count() const { return broader_.size(); }
  std::size_t match_count() const { return matches_.size(); }
  std::span<const std::uint32_t> broader_begin() const { return broader_begin_; }
  std::span<const Concept> broader() const { return broader_; }

  /// What was laid over it, in order of application; empty for a taxonomy as its makers published it.
  std::span<const Overlay> Overlays() const { return overlays_; }
  /// By subject's URI, overlay, thing, verb, object, detail.
  std::span<const OverlayChange> Changes() const { return changes_; }
  /// The changes whose subject is `uri`. O(log n).
  std::span<const OverlayChange> ChangesOf(std::string_view uri) const;

  /// A title: a folded text (see text.hpp) and the concept and text it comes from. 12 bytes, as in the file.
  struct Title {
    std::uint32_t folded;  ///< number of the string
    Concept concept_id;
    std::uint32_t text;  ///< position among the concept's Texts()
  };
  /// All preferred, alternative and hidden labels of occupations, by folded text, concept, text.
  std::span<const Title> titles() const { return titles_; }
  /// The titles whose folded text is exactly `folded`. O(log n).
  std::span<const Title> TitlesOf(std::string_view folded) const;

 private:
  friend class TaxonomyBuilder;
  struct Attributes {
    std::uint16_t isco;
    overstap::Nlqf nlqf;
    overstap::JobZone job_zone;
    ConceptStatus status;
    overstap::Regulated regulated;
    overstap::Mediation mediation;
    std::uint8_t interests;
    std::uint32_t notation;
  };
  static_assert(sizeof(Attributes) == 12);
  template <typename T>
  static std::span<const T> Row(std::span<const std::uint32_t> begin, std::span<const T> values, Concept c) {
    return values.subspan(begin[c], begin[c + 1] - begin[c]);
  }
  overstap::Status Check() const;

  Snapshot snapshot_;
  std::array<Concept, kConceptKinds + 1> kind_begin_{};
  std::span<const std::uint32_t> uri_, by_uri_;
  std::span<const Attributes> attributes_;
  std::span<const std::uint32_t> relation_begin_, broader_begin_, narrower_begin_, match_begin_;
  std::span<const Relation> relations_;
  std::span<const Concept> broader_, narrower_;
  std::span<const ExternalMatch> matches_;
  std::span<const Title> titles_;
  std::span<const Overlay> overlays_;
  std::span<const OverlayChange> changes_;
};

}  // namespace overstap
