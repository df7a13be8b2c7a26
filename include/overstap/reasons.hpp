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
#include <vector>

#include "overstap/courses.hpp"
#include "overstap/crosswalk.hpp"
#include "overstap/explain.hpp"
#include "overstap/factors.hpp"
#include "overstap/gates.hpp"
#include "overstap/ids.hpp"
#include "overstap/person.hpp"
#include "overstap/questions.hpp"
#include "overstap/suggest.hpp"
#include "overstap/whatif.hpp"

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
std::string_view Word(Gate gate, Language language);
std::string_view Word(Factor factor, Language language);
/// "level 3", "entry level".
std::string LevelWords(Nlqf level, Language language);
std::string_view Word(CourseType type, Language language);
std::string_view Word(CourseForm form, Language language);
std::string_view Word(CourseEntry entry, Language language);
std::string_view Word(ItemOutcome outcome, Language language);
/// Why, as the end of a sentence; empty for kNone.
std::string_view Word(ItemReason reason, Language language);

/// What is told of a part of a document about a person.
std::string_view Word(PersonNoteKind kind, Language language);

/// "a, b en c": at most `most` labels, the number of others behind them.
std::string JoinLabels(const Taxonomy& taxonomy, std::span<const Concept> concepts, std::size_t most, Language language);

/// Why this occupation stands where it does, in one sentence: the largest contributions and what is essential and missing.
std::string ReasonLine(const Taxonomy& taxonomy, const Explanation& explanation, Language language);

/// What stands in the way or is unknown, a sentence each, in the order of the gates. Nothing of gates that are off or clear.
std::vector<std::string> GateLines(const Taxonomy& taxonomy, const Gates& gates, Language language);

/// The answer to "why not this one?": where it stands, what the last of the first places has more, what is asked and missing, what
/// stands in the way, what would help. A sentence each.
std::vector<std::string> WhyNotLines(const Taxonomy& taxonomy, const WhyNot& why, Language language);

/// Why this is asked, in one sentence: what is known of it now, and how many of the candidates ask it.
std::string QuestionLine(const QuestionList& list, const Question& question, Language language);

}  // namespace overstap
