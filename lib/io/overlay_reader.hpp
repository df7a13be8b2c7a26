// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Overlay documents as flat lists of statements that each know where they stood. Not API. It checks the form of one
// document; whether its statements fit a taxonomy and each other is for lib/io/overlay.cpp.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "overstap/builder.hpp"
#include "overstap/io.hpp"
#include "overstap/snapshot.hpp"
#include "overstap/status.hpp"
#include "overstap/taxonomy.hpp"

namespace overstap::detail {

enum class Attribute : std::uint8_t { kNotation, kStatus, kIsco, kNlqf, kRegulated, kMediation, kInterests, kJobZone };

/// One thing that an overlay adds, changes or removes. URIs, texts and languages are numbers of strings.
struct Statement {
  ChangeVerb verb = ChangeVerb::kAdded;
  ChangedThing thing = ChangedThing::kConcept;
  std::uint8_t type = 0;        ///< of a text its TextKind, of a match its MatchType, of an attribute which one
  KindSet kinds = 0;            ///< of a relation: what the list it stands in may hold
  std::uint32_t overlay = 0;    ///< index into OverlayDocuments::documents
  std::uint32_t subject = 0;
  std::uint32_t object = 0;     ///< the other concept, the match, or the text; 0 for a removed definition: all of the language
  std::uint32_t language = 0;   ///< of a text
  std::uint32_t value = 0;      ///< of a concept its kind; of an attribute its value, of a notation the string
  TaxonomyBuilder::Strength strength{};  ///< of a relation; when it is changed, 0 leaves level or importance as it is
  std::uint32_t reason = 0;
  SourcePlace place{};
};

struct OverlayDocuments {
  struct Document {
    std::string file;
    std::string made_for;  ///< hash, or empty
    std::uint32_t name = 0, author = 0, date = 0, reason = 0;
  };
  TextTable strings;  ///< only for its numbering of strings, and for texts and languages in the form a builder keeps them
  std::vector<Document> documents;
  std::vector<Statement> statements;  ///< by document, in the order of reading
};

/// Adds one document. `source` is its number for places. Errors: kMalformed with position, kFormatVersion, kLimit.
Status ReadOverlay(const JsonSource& json, std::uint32_t source, OverlayDocuments& out);

}  // namespace overstap::detail
