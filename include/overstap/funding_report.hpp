// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// What is told of funding: words and sentences in Dutch (B1) and English, and the JSON form that every caller of any language gets.
// It adds nothing that rules and evaluation do not hold.
#pragma once

#include <string>
#include <string_view>

#include "overstap/courses.hpp"
#include "overstap/date.hpp"
#include "overstap/funding.hpp"
#include "overstap/reasons.hpp"

namespace overstap {

/// "31 december 2023", "31 December 2023"; "" for what is no day.
std::string DayWords(Date day, Language language);
/// "mogelijk", "niet", "onbekend": "yes" is possible only, as who grants the money decides.
std::string_view Word(Truth truth, Language language);
std::string_view Word(FundingStatus status, Language language);
/// Who applies, as a sentence.
std::string_view Word(Applicant applicant, Language language);
std::string_view Word(SourceBasis basis, Language language);

/// Of a verdict that says no, what is against it; of one that says unknown, what to find out, as a question. A sentence. `day` is that of the application.
std::string FundingLine(const FundingRules& rules, const FundingVerdict& verdict, const FundingPoint& point, Date day, Language language);

/// {"date", "rules": [{"id", "name", "description", "kind", "status", "example", "applicant", "maximum", "maximum_per", "periods": [{"from", "until"}],
/// "documents": [text], "sources": [{"title", "url", "basis", "read", "says"}]}], "drafts_left_out", "courses": [{"uri", "label", "cost_min",
/// "cost_max", "verdicts": [{"rule", "name", "verdict", "points": [{"topic", "fact", "date", "text"}], "percent_min", "percent_max",
/// "amount_min", "amount_max", "period"}], "certain": {"rules": [id], "cost_min", "cost_max"}, "possible"}], "total": {"cost_min", "cost_max",
/// "certain_min", "certain_max", "possible_min", "possible_max", "unpriced"}}. "rules" are those that were looked at. Null is "not stated", "not known".
/// "points" of a verdict "no" are what is against it, of "unknown" what to find out. "total" is null unless the courses are taken together.
std::string FundingJson(const FundingRules& rules, const CourseCatalogue& catalogue, const Funding& funding, const FundingOptions& options, Language language);

}  // namespace overstap
