// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Machine output: one JSON form a result, the same bytes from the command line, C++ and C. UTF-8, one line, keys in fixed
// order. Every score stands as a decimal ("score") and as exact units of 1/2^52 ("score_units"), which a double holds.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "overstap/crosswalk.hpp"
#include "overstap/explain.hpp"
#include "overstap/io.hpp"
#include "overstap/match.hpp"
#include "overstap/overlay.hpp"
#include "overstap/reasons.hpp"
#include "overstap/suggest.hpp"
#include "overstap/text.hpp"
#include "overstap/versions.hpp"

namespace overstap {

/// {"status", "taxonomy", "from": [{"uri", "label"}], "profile_items", "considered", "too_little_data",
///  "matches": [{"uri", "label", "score", "score_units", "readiness", "reason"}]}
std::string RankingJson(const Matcher& matcher, const Profile& profile, const RankResult& result, Language language);
std::string ExplanationJson(const Taxonomy& taxonomy, const Explanation& explanation, Language language);
/// Requirements only: readiness, matched, gap, licences.
std::string GapJson(const Taxonomy& taxonomy, const Explanation& explanation, Language language);
std::string SuggestionsJson(const Taxonomy& taxonomy, const BoundCatalogue& courses, Concept occupation, const Suggestions& suggestions, Language language);
std::string TitleHitsJson(const Taxonomy& taxonomy, std::string_view query, std::span<const TitleHit> hits, Language language);
/// About, hash, languages, and all of Overview(), warnings included.
std::string TaxonomyInfoJson(const Taxonomy& taxonomy, const CourseCatalogue* courses);

/// What an import or an overlay made of its sources. `file` is where the result was saved; left out when empty.
std::string ReportJson(const EscoReport& report, const BuildReport& build, const Taxonomy& taxonomy, std::string_view file = {});
std::string ReportJson(const RdfReport& report, const BuildReport& build, const Taxonomy& taxonomy, std::string_view file = {});
std::string ReportJson(const OnetReport& report, const BuildReport& build, const Taxonomy& taxonomy, std::string_view file = {});
std::string ReportJson(const OverlayReport& report, const Taxonomy& taxonomy, std::string_view file = {});
/// Every list of the diff in full, and "counts" with their lengths.
std::string DiffJson(const TaxonomyDiff& diff, const Taxonomy& before, const Taxonomy& after);
/// "counts" by outcome, then "entries" with URIs and labels, then the "profile" there: its origins and items.
std::string TranslationJson(const Translation& translation, const Taxonomy& from, const Taxonomy& to, Language language);

/// Key and value of a flat object, for results without a form of their own (an import, a validation).
using JsonMember = std::pair<std::string_view, std::variant<bool, std::uint64_t, double, std::string, std::vector<std::string>>>;
/// Strings that are not UTF-8 (file names) get question marks.
std::string ObjectJson(std::span<const JsonMember> members);

}  // namespace overstap
