// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Overlays: a layer of local corrections over any taxonomy (a regional licence, company terms, a wrong relation taken
// out), with author, date and reason. The result is a taxonomy like any other, which remembers what came from which
// overlay (Taxonomy::Overlays(), Changes()). The document's form is taxonomy/schema/overstap-overlay-1.schema.json.
#pragma once

#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "overstap/builder.hpp"
#include "overstap/io.hpp"
#include "overstap/status.hpp"
#include "overstap/taxonomy.hpp"

namespace overstap {

/// Statements of a taxonomy that AddTaxonomy() shall leave out. Everything about a concept in `concepts` goes with it: its
/// texts, its relations and links in both directions, its matches.
struct Omissions {
  std::set<Concept> concepts;
  std::set<std::pair<Concept, Concept>> relations, broader;
  std::set<std::pair<Concept, std::uint32_t>> texts, matches;  ///< positions among Texts(c) and Matches(c)
};
/// States all of `taxonomy` again in `builder`, its "about", overlays and changes included: built as it is, the result has
/// the bytes of `taxonomy`. O(bytes log).
Status AddTaxonomy(const Taxonomy& taxonomy, TaxonomyBuilder& builder, const Omissions& omissions = {});

/// What ApplyOverlays() did.
struct OverlayReport {
  struct Layer {
    std::string file, name, author, date;
    std::uint64_t added = 0, changed = 0, removed = 0;  ///< statements
  };
  std::vector<Layer> layers;
  /// Statements that went along with a removed concept, and other things worth telling; one sentence each, in English.
  std::vector<std::string> notes;
};

/// Lays the documents over `base`, in order, and builds the result.
/// Errors, kMalformed with file, line and column: a document that is malformed; something added that is there already
/// (change it instead), changed or removed that is not there; two overlays that say different things of one statement
/// (names both places); a result that contradicts itself (a circle, a relation to something removed).
/// kFormatVersion for a document of a newer form, kLimit for one larger than 64 MiB or four million values. The same
/// statement made alike by two overlays is no conflict. O(n log n).
StatusOr<Taxonomy> ApplyOverlays(const Taxonomy& base, std::span<const JsonSource> overlays, OverlayReport* report = nullptr);

}  // namespace overstap
