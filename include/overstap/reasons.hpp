// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Words for what was computed: names of tiers and kinds and the one-line reason of a match, in Dutch (B1) and English.
// It adds nothing that the explanation does not hold.
#pragma once

#include <cstdint>
#include <string>
#include <span>
#include <string_view>

#include "overstap/courses.hpp"
#include "overstap/crosswalk.hpp"
#include "overstap/explain.hpp"
#include "overstap/ids.hpp"
#include "overstap/suggest.hpp"

namespace overstap {

/// Languages the texts exist in. Anything but "nl" is answered in English.
enum class Language : std::uint8_t { kEnglish, kDutch };
/// nl, nl-NL, NL ... are Dutch.
Language ParseLanguage(std::string_view tag);
std::string_view Tag(Language language);

/// "onmisbaar", "belangrijk" ...; work conditions have words of their own.
std::string_view Word(Relevance relevance, Language language);
std::string_view ConditionWord(Relevance relevance, Language language);
std::string_view Word(ConceptKind kind, Language language);
std::string_view Word(Dimension dimension, Language language);
/// "strong match"; empty for Band::kUnknown.
std::string_view Word(Band band, Language language);
std::string_view Word(CourseType type, Language language);
std::string_view Word(CourseForm form, Language language);
std::string_view Word(CourseEntry entry, Language language);
std::string_view Word(ItemOutcome outcome, Language language);
/// Why, as the end of a sentence; empty for kNone.
std::string_view Word(ItemReason reason, Language language);

/// "a, b en c": at most `most` labels, the number of others behind them.
std::string JoinLabels(const Taxonomy& taxonomy, std::span<const Concept> concepts, std::size_t most, Language language);

/// Why this occupation stands where it does, in one sentence: the largest contributions and what is essential and missing.
std::string ReasonLine(const Taxonomy& taxonomy, const Explanation& explanation, Language language);

}  // namespace overstap
