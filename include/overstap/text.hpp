// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Typed titles to occupations: folding (case, diacritics, punctuation), exact look-up, and suggestions for a near miss.
// It finds what was meant by a title; it does not read free text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "overstap/ids.hpp"
#include "overstap/taxonomy.hpp"

namespace overstap {

/// True when `text` is well-formed UTF-8.
bool IsUtf8(std::string_view text);

namespace detail {
/// What a builder takes as a URI: UTF-8, not empty, no blanks or control characters.
bool IsUri(std::string_view text);
/// UTF-8 without control characters other than tab and line feed.
bool IsPlainText(std::string_view text);
/// BCP 47 as far as a text needs it: a language and perhaps subtags, at most 35 characters.
bool IsLanguageTag(std::string_view text);
/// The first white space, control character or invisible character (as come along with copy and paste) in well-formed UTF-8;
/// Overstap JSON takes none of them in ids.
std::optional<char32_t> FindBlankOrControl(std::string_view text);
}  // namespace detail

/// The form in which titles are compared: compatibility decomposition, case folding, marks dropped, everything but letters,
/// digits, '+' and '#' turned into single blanks. "Kassière (v/m)" and "KASSIERE  v m" are the same. Empty for ill-formed UTF-8.
std::string Fold(std::string_view text);

/// How a title was found, best first.
enum class TitleMatch : std::uint8_t {
  kPreferred = 0,    ///< it is the preferred title
  kAlternative = 1,  ///< it is an alternative or hidden title
  kPrefix = 2,       ///< a title begins with it
  kWords = 3,        ///< a title holds all its words, or the beginnings of them
  kSpelling = 4,     ///< a title differs in a few letters
};
std::string_view Name(TitleMatch match);

struct TitleHit {
  Concept concept_id = kNoConcept;
  TitleMatch match = TitleMatch::kPreferred;
  std::uint8_t distance = 0;  ///< edits, for kSpelling
  Text text{};                ///< the text that was hit
};

/// At most `limit` occupations for `query`, best first: by kind of match, edits, length of the title, concept; each once.
/// O(titles x query length) in the worst case, O(log titles) when there is an exact hit and `exact_only`.
std::vector<TitleHit> SearchTitles(const Taxonomy& taxonomy, std::string_view query, std::size_t limit, bool exact_only = false);

/// What a typed title means.
struct TitleResolution {
  enum class Outcome : std::uint8_t { kFound, kAmbiguous, kNotFound };
  Outcome outcome = Outcome::kNotFound;
  Concept concept_id = kNoConcept;  ///< when kFound
  std::vector<TitleHit> choices;    ///< when kAmbiguous all exact hits; when kNotFound the nearest titles, at most 8
};
/// A URI, the only occupation with this preferred title, or else the only one with this alternative title is found.
/// Several are ambiguous: a choice for the user, never a guess.
TitleResolution ResolveTitle(const Taxonomy& taxonomy, std::string_view query);

}  // namespace overstap
