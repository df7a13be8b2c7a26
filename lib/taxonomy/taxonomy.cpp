// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Opening a taxonomy: every number that is later used as an index is checked here, once, so that the accessors need not.

#include "overstap/taxonomy.hpp"

#include <algorithm>
#include <tuple>
#include <vector>

#include "overstap/graph.hpp"

namespace overstap {

StatusOr<Taxonomy> Taxonomy::FromBuffer(Buffer buffer) {
  Taxonomy t;
  OVS_ASSIGN_OR_RETURN(t.snapshot_,
                       Snapshot::Open(std::move(buffer), detail::SnapshotKind::kTaxonomy));
  const auto& s = t.snapshot_;
  std::span<const std::uint32_t> kinds;
  OVS_RETURN_IF_ERROR(s.Section(detail::kKindBegin, &kinds));
  OVS_RETURN_IF_ERROR(s.Section(detail::kUri, &t.uri_));
  OVS_RETURN_IF_ERROR(s.Section(detail::kByUri, &t.by_uri_));
  OVS_RETURN_IF_ERROR(s.Section(detail::kAttributes, &t.attributes_));
  OVS_RETURN_IF_ERROR(s.Section(detail::kRelationBegin, &t.relation_begin_));
  OVS_RETURN_IF_ERROR(s.Section(detail::kRelations, &t.relations_));
  OVS_RETURN_IF_ERROR(s.Section(detail::kBroaderBegin, &t.broader_begin_));
  OVS_RETURN_IF_ERROR(s.Section(detail::kBroader, &t.broader_));
  OVS_RETURN_IF_ERROR(s.Section(detail::kNarrowerBegin, &t.narrower_begin_));
  OVS_RETURN_IF_ERROR(s.Section(detail::kNarrower, &t.narrower_));
  OVS_RETURN_IF_ERROR(s.Section(detail::kMatchBegin, &t.match_begin_));
  OVS_RETURN_IF_ERROR(s.Section(detail::kMatches, &t.matches_));
  OVS_RETURN_IF_ERROR(s.Section(detail::kTitles, &t.titles_));
  OVS_RETURN_IF_ERROR(s.OptionalSection(detail::kOverlays, &t.overlays_));
  OVS_RETURN_IF_ERROR(s.OptionalSection(detail::kOverlayChanges, &t.changes_));
  OVS_RETURN_IF_ERROR(s.CheckOffsets(detail::kKindBegin, kinds, kConceptKinds, t.uri_.size()));
  std::copy(kinds.begin(), kinds.end(), t.kind_begin_.begin());
  OVS_RETURN_IF_ERROR(t.Check());
  return t;
}

overstap::Status Taxonomy::Check() const {
  const auto& s = snapshot_;
  const std::size_t n = uri_.size();
  const auto strings = s.string_count();
  if (n >= kNoConcept) return s.Damaged(detail::kUri, "has too many concepts");
  OVS_RETURN_IF_ERROR(s.CheckTexts(n));
  OVS_RETURN_IF_ERROR(s.CheckOffsets(detail::kRelationBegin, relation_begin_, n, relations_.size()));
  OVS_RETURN_IF_ERROR(s.CheckOffsets(detail::kBroaderBegin, broader_begin_, n, broader_.size()));
  OVS_RETURN_IF_ERROR(s.CheckOffsets(detail::kNarrowerBegin, narrower_begin_, n, narrower_.size()));
  OVS_RETURN_IF_ERROR(s.CheckOffsets(detail::kMatchBegin, match_begin_, n, matches_.size()));

  // Strings are in order, so comparing their numbers compares their bytes.
  for (std::size_t k = 0; k < kConceptKinds; ++k) {
    for (Concept c = kind_begin_[k]; c < kind_begin_[k + 1]; ++c) {
      if (uri_[c] >= strings) return s.Damaged(detail::kUri, "names a string that is not there");
      if (s.String(uri_[c]).empty()) return s.Damaged(detail::kUri, "has a concept without a URI");
      if (c > kind_begin_[k] && uri_[c - 1] >= uri_[c]) return s.Damaged(detail::kUri, "is not in order");
    }
  }
  if (by_uri_.size() != n) return s.Damaged(detail::kByUri, "has the wrong length");
  for (std::size_t i = 0; i < n; ++i) {
    if (by_uri_[i] >= n) return s.Damaged(detail::kByUri, "names a concept that is not there");
    if (i > 0 && uri_[by_uri_[i - 1]] >= uri_[by_uri_[i]]) return s.Damaged(detail::kByUri, "is not in order");
  }

  if (attributes_.size() != n) return s.Damaged(detail::kAttributes, "has the wrong length");
  for (const auto& a : attributes_) {
    if (a.isco > 9999 || a.nlqf > 80 || a.job_zone > kMaxJobZone || static_cast<int>(a.status) >= kConceptStatuses || static_cast<int>(a.regulated) > 2 ||
        static_cast<int>(a.mediation) > 2 || a.interests > kAllInterests || a.notation >= strings) {
      return s.Damaged(detail::kAttributes, "holds a value that has no meaning");
    }
  }

  const auto occupations = Concepts(ConceptKind::kOccupation), groups = Concepts(ConceptKind::kGroup);
  if (relation_begin_[occupations.last] != relations_.size()) return s.Damaged(detail::kRelations, "gives relations to a concept that is no occupation");
  for (Concept c = 0; c < occupations.last; ++c) {
    const auto relations = Relations(c);
    for (std::size_t i = 0; i < relations.size(); ++i) {
      const auto& r = relations[i];
      if (r.target >= n || static_cast<int>(r.relevance) >= kRelevances || r.level > kMaxLevel || r.importance > kMaxImportance) {
        return s.Damaged(detail::kRelations, "holds a value that has no meaning");
      }
      if (occupations.contains(r.target) || groups.contains(r.target)) return s.Damaged(detail::kRelations, "requires an occupation or group");
      if (i > 0 && relations[i - 1].target >= r.target) return s.Damaged(detail::kRelations, "is not in order");
    }
  }
  for (Concept c = 0; c < n; ++c) {
    for (const auto* list : {&broader_, &narrower_}) {
      const auto row = Row(list == &broader_ ? broader_begin_ : narrower_begin_, *list, c);
      for (std::size_t i = 0; i < row.size(); ++i) {
        if (row[i] >= n || (i > 0 && row[i - 1] >= row[i])) return s.Damaged(detail::kBroader, "names a concept that is not there or is not in order");
      }
    }
    for (const auto& m : Matches(c)) {
      if (m.uri >= strings || static_cast<int>(m.type) >= kMatchTypes) return s.Damaged(detail::kMatches, "holds a value that has no meaning");
    }
  }
  // Narrower is the transpose of broader: as many links, and each one there. Going up, a parent meets its children in order.
  bool mirrored = narrower_.size() == broader_.size();
  std::vector<std::uint32_t> next(narrower_begin_.begin(), narrower_begin_.end());
  for (Concept c = 0; mirrored && c < n; ++c) {
    for (const auto parent : Broader(c)) {
      auto& at = next[parent];
      mirrored = mirrored && at < narrower_begin_[parent + 1] && narrower_[at] == c;
      ++at;
    }
  }
  if (!mirrored) return s.Damaged(detail::kNarrower, "does not mirror the broader links");
  if (const auto cycle = FindCycle(BroaderGraph(*this))) {
    return s.Damaged(detail::kBroader, detail::Cat("makes a circle through ", Uri(cycle->source)));
  }

  for (std::size_t i = 0; i < titles_.size(); ++i) {
    const auto& title = titles_[i];
    if (title.folded >= strings || !occupations.contains(title.concept_id) || title.text >= Texts(title.concept_id).size()) {
      return s.Damaged(detail::kTitles, "names something that is not there");
    }
    const auto key = [](const Title& x) { return std::tuple(x.folded, x.concept_id, x.text); };
    if (i > 0 && key(titles_[i - 1]) >= key(title)) return s.Damaged(detail::kTitles, "is not in order");
  }
  for (const auto& overlay : overlays_) {
    for (const auto string : {overlay.name, overlay.author, overlay.date, overlay.reason, overlay.base}) {
      if (string >= strings) return s.Damaged(detail::kOverlays, "names a string that is not there");
    }
  }
  for (std::size_t i = 0; i < changes_.size(); ++i) {
    const auto& change = changes_[i];
    for (const auto string : {change.subject, change.object, change.detail, change.reason}) {
      if (string >= strings) return s.Damaged(detail::kOverlayChanges, "names a string that is not there");
    }
    if (change.overlay >= overlays_.size() || static_cast<int>(change.verb) >= kChangeVerbs || static_cast<int>(change.thing) >= kChangedThings) {
      return s.Damaged(detail::kOverlayChanges, "holds a value that has no meaning");
    }
    if (i > 0 && changes_[i - 1].subject > change.subject) return s.Damaged(detail::kOverlayChanges, "is not in order");
  }
  return absl::OkStatus();
}

std::span<const OverlayChange> Taxonomy::ChangesOf(std::string_view uri) const {
  const auto first = std::lower_bound(changes_.begin(), changes_.end(), uri, [&](const OverlayChange& c, std::string_view u) { return snapshot_.String(c.subject) < u; });
  auto last = first;
  while (last != changes_.end() && snapshot_.String(last->subject) == uri) ++last;
  return {first, last};
}

std::optional<Concept> Taxonomy::Find(std::string_view uri) const {
  const auto at = std::lower_bound(by_uri_.begin(), by_uri_.end(), uri, [&](Concept c, std::string_view u) { return Uri(c) < u; });
  if (at == by_uri_.end() || Uri(*at) != uri) return std::nullopt;
  return *at;
}

std::span<const Taxonomy::Title> Taxonomy::TitlesOf(std::string_view folded) const {
  const auto less = [&](const Title& t, std::string_view f) { return snapshot_.String(t.folded) < f; };
  const auto first = std::lower_bound(titles_.begin(), titles_.end(), folded, less);
  auto last = first;
  while (last != titles_.end() && snapshot_.String(last->folded) == folded) ++last;
  return {first, last};
}

}  // namespace overstap
