// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Machine output: one JSON form a result, the same bytes from the command line, C++ and C. UTF-8, one line, keys in fixed
// order. Every score stands as a decimal ("score") and as exact units of 1/2^20 ("score_units").
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "overstap/advice.hpp"
#include "overstap/crosswalk.hpp"
#include "overstap/explain.hpp"
#include "overstap/io.hpp"
#include "overstap/match.hpp"
#include "overstap/overlay.hpp"
#include "overstap/plan.hpp"
#include "overstap/questions.hpp"
#include "overstap/reasons.hpp"
#include "overstap/suggest.hpp"
#include "overstap/text.hpp"
#include "overstap/unlock.hpp"
#include "overstap/versions.hpp"
#include "overstap/whatif.hpp"

namespace overstap {

/// {"status", "taxonomy", "model", "from": [{"uri", "label", "worth"}], "profile_items", "considered", "too_little_data", "items",
///  "items_needed", "confidence", "strong_match", "hidden", "hidden_by": {gate: count}, "demoted", "figures": {"source", "date", "region",
///  "rows", "unknown_rows"},
///  "matches": [{"uri", "label", "score", "score_units", "percentile", "band", "readiness", "gates", "demoted", "figures", "order_units",
///  "reason"}], "wider": as matches}.
/// "figures" is null, and "figures" and "order_units" of a match are left out, without a table; "wider" is null when it was not asked for.
/// "gates" of a match, those that stand or are unknown: [{"gate", "state", "action"}] with, for licences, "licences": [{"uri", "label",
/// "relevance", "mandatory", "unsure"}], for education "need", "have", "inferred", for conditions "conditions": [{"uri", "label", "grade"}].
/// "figures" of a match: {factor: null or {"value", "for", "region", "adjustment", "adjustment_units"}}; null is "not considered".
std::string AdviceJson(const Matcher& matcher, const Profile& profile, const Advice& advice, const AdviceOptions& options, Language language,
                       const LabourMarket* figures = nullptr);
/// {"occupation": {"uri", "label"}, "place": {"rank", "of", "score", "score_units"}, "shown", "bar": {"uri", "label", "score", "score_units",
/// "dimensions"}, "dimensions": {dimension: {"score", "score_units"}}, "gates", "helps": [{"uri", "label", "level", "rank", "score",
/// "score_units", "readiness"}], "sentences": [text]}. "place" and "bar" are null where there is none.
std::string WhyNotJson(const Taxonomy& taxonomy, const WhyNot& why, const GatePolicy& policy, Language language);
std::string ExplanationJson(const Taxonomy& taxonomy, const Explanation& explanation, Language language);
/// Requirements only: readiness, matched, gap, licences.
std::string GapJson(const Taxonomy& taxonomy, const Explanation& explanation, Language language);
/// {"status", "taxonomy", "model", "from": [{"uri", "label"}], "candidates", "questions": [{"uri", "label", "kind", "inferred", "chance",
/// "asked_by", "gain", "reason"}]}
std::string QuestionsJson(const Matcher& matcher, const Profile& profile, const QuestionList& list, Language language);
std::string SuggestionsJson(const Taxonomy& taxonomy, const BoundCatalogue& courses, Concept occupation, const Suggestions& suggestions, Language language);
/// Several plans for one occupation side by side. {"uri", "label", "held": [{"uri", "label"}], "limits": {"money", "weeks", "hours", "ready_percent", "least_fit_percent"}, "gap",
/// "ready", "useful", "for_other_work", "unpriced", "over_limit", "not_open", "plans": [{"goal", "outcome", "best_for", "optimal", "bound", "nodes", "covered", "gap_share", "ready",
/// "cost_min", "cost_max", "weeks", "hours", "hours_unknown", "courses": [{"uri", "label", "type", "gain", "gap_share", "cost_min", "cost_max", "hours", "weeks",
/// "nlqf", "entry_nlqf", "form", "provider", "closes", "completes": [{"uri", "label"}], "opens_next", "entry_unknown"}], "licences_left"}]}. A limit that is not set is null.
std::string PlansJson(const Taxonomy& taxonomy, const BoundCatalogue& courses, Concept occupation, const PlanOptions& options, std::span<const Plan> plans, Language language);
/// {"status", "taxonomy", "model", "from": [{"uri", "label"}], "ready_percent", "considered", "open", "skills": [{"uri", "label", "kind", "opens":
/// [{"uri", "label"}], "nearer"}], "courses": [{"uri", "label", "type", "cost_min" ... as in the plans, "opens", "nearer"}], "not_open"}. "nearer" is readiness
/// added, summed over the occupations that are not open now. `courses` may be null.
std::string UnlockJson(const Matcher& matcher, const Profile& profile, const BoundCatalogue* courses, const UnlockOptions& options, const Unlockings& list,
                       Language language);
std::string TitleHitsJson(const Taxonomy& taxonomy, std::string_view query, std::span<const TitleHit> hits, Language language);
/// {"about": {key: value}, "hash", "bytes", "languages": [tag]} and all of Overview() under the names it has there: "concepts",
/// "occupations_by_status", "texts", "matches_by_type" {name: count}; "without_label" {language: {kind: count}}, and their sums in
/// "concepts_without_label" {language: count}; "density" {kind: {"relations": {relevance: count}, "targets_used", "total", "share"}};
/// "warnings" [{"code", "kind" (or null), "count", "examples": [uri]}]. With courses also "catalogue" {"about", "hash", "bytes",
/// "languages", "courses"}.
std::string TaxonomyInfoJson(const Taxonomy& taxonomy, const CourseCatalogue* courses);

/// What an import or an overlay made of its sources: {"file", "hash", "bytes", "concepts", "relations", "relations_merged",
/// "relevance_conflicts"}, then the members of the report under their own names and in their own order, then "build_notes". Named counts
/// are [{"name", "count"}], layers [{"file", "name", "author", "date", "added", "changed", "removed"}]; overlays have no build report, but
/// "overlays" and "changes", the numbers of them in the result. `file` is where that was saved; left out when empty.
std::string ReportJson(const JsonReport& report, const BuildReport& build, const Taxonomy& taxonomy, std::string_view file = {});
std::string ReportJson(const EscoReport& report, const BuildReport& build, const Taxonomy& taxonomy, std::string_view file = {});
std::string ReportJson(const RdfReport& report, const BuildReport& build, const Taxonomy& taxonomy, std::string_view file = {});
std::string ReportJson(const OnetReport& report, const BuildReport& build, const Taxonomy& taxonomy, std::string_view file = {});
std::string ReportJson(const OverlayReport& report, const Taxonomy& taxonomy, std::string_view file = {});
/// {"before", "after": {"hash", "bytes", "concepts", "relations"}, "counts": {name of a list: its length, and the four numbers that have no
/// list}}, then every list of the diff in full: "added", "removed" [{"uri", "kind", "label"}]; "relabelled" [{"uri", "language", "before",
/// "after"}]; "attributes" [{"uri", "name", "before", "after"}]; "relations_added", "relations_removed", "broader_added", "broader_removed"
/// [{"from", "to"}]; "relations_changed" [{"from", "to", "before", "after": {"relevance", "level", "importance"}}], null where not stated;
/// "replaced", "merged", "split" [{"before": [uri], "after": [uri]}].
std::string DiffJson(const TaxonomyDiff& diff, const Taxonomy& before, const Taxonomy& after);
/// {"from", "to": hash, "counts": {outcome: count}, "entries": [{"uri", "label", "kind", "origin", "outcome", "why", "via", "link",
/// "targets": [{"uri", "label", "kind"}]}], "answers_lost", "profile": {"origins", "items": [{"uri", "label", "kind", "strength", "level",
/// "evidence", "worth"}], "denied", "unsure", "nlqf", "nlqf_inferred"}}. "why" is null where there is nothing to explain, "via" and "link" where there are no targets.
std::string TranslationJson(const Translation& translation, const Taxonomy& from, const Taxonomy& to, Language language);

/// {"overstap_model": 1, "relevance": {name: thousandths}, "use_importance", "dimensions": {name: weight}, "spread", "common", "own_level",
/// "words": {"preferred", "other", "definition"}, "language", "missing", "least_items", "bands": {"some", "good", "strong"}}.
std::string ModelParamsJson(const ModelParams& params);

/// Key and value of a flat object, for results without a form of their own (an import, a validation).
using JsonMember = std::pair<std::string_view, std::variant<bool, std::int64_t, std::uint64_t, double, std::string, std::vector<std::string>>>;
/// Strings that are not UTF-8 (file names) get question marks.
std::string ObjectJson(std::span<const JsonMember> members);

}  // namespace overstap
