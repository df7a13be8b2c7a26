// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// What changed between two versions of a taxonomy, by URI. For moving a profile from one to the other see
// Crosswalk::BetweenVersions().
#pragma once

#include <string>
#include <vector>

#include "overstap/ids.hpp"
#include "overstap/taxonomy.hpp"

namespace overstap {

struct TaxonomyDiff {
  struct Item {
    std::string uri;
    ConceptKind kind;
    std::string label;  ///< a label in Dutch, else English, else any; the URI when it has none
  };
  struct Relabelled {
    std::string uri, language, before, after;
  };
  struct Attribute {
    /// name: kind, status, notation, isco, nlqf, job_zone, regulated, mediation, interests. The values are written as in Overstap JSON;
    /// empty where not known or none.
    std::string uri, name, before, after;
  };
  struct Link {
    std::string from, to;
  };
  struct RelationChange {
    std::string from, to;
    Relevance before, after;
    Level level_before, level_after;
    Importance importance_before, importance_after;
  };
  struct Replacement {
    std::vector<std::string> before, after;
  };

  std::vector<Item> added, removed;
  std::vector<Relabelled> relabelled;         ///< preferred labels; an empty text means there was or is none
  std::uint64_t other_texts_added = 0, other_texts_removed = 0;
  std::vector<Attribute> attributes;
  std::vector<Link> relations_added, relations_removed;
  std::vector<RelationChange> relations_changed;
  std::vector<Link> broader_added, broader_removed;
  std::uint64_t matches_added = 0, matches_removed = 0;
  /// Of what is gone or no longer current in `after`: one concept that became one other, several that became one, one that became several;
  /// by replaced-by links in either, to the end of the chain.
  std::vector<Replacement> replaced, merged, split;

  bool empty() const;
};

/// Everything in order of URI. Texts, relations and links of concepts that are only in one of the two are counted as added or removed
/// with them and not listed again. What describes the whole (name, edition, overlays) is not compared. O(n log n).
TaxonomyDiff DiffTaxonomies(const Taxonomy& before, const Taxonomy& after);

}  // namespace overstap
