// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Advice: what an adviser sees, put together from its parts and always in one order: the ranking by likeness, moved by
// labour-market figures if there are any, then gates, then the lists nearby and wider. Each part can be used by itself
// (match.hpp, factors.hpp, gates.hpp, lists.hpp); nothing is scored here.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <unordered_map>
#include <utility>
#include <vector>

#include "overstap/factors.hpp"
#include "overstap/gates.hpp"
#include "overstap/ids.hpp"
#include "overstap/lists.hpp"
#include "overstap/match.hpp"
#include "overstap/profile.hpp"
#include "overstap/status.hpp"

namespace overstap {

/// The defaults are the plain ranking, with what stands in the way told and the order as it is.
struct AdviceOptions {
  RankOptions rank{};       ///< its limit is that of the list nearby
  GatePolicy gates{};
  FactorParams factors{};   ///< of no effect without a table
  bool with_wider = false;  ///< a second list
  ListOptions lists{};      ///< of the second list; `nearby` is not used
};

/// Errors: those of Validate() of its parts and of MakeLists(), without a ranking.
Status Validate(const AdviceOptions& options, const Taxonomy& taxonomy);

struct AdvisedMatch {
  Match match;
  Gates gates;
  std::array<Adjustment, kFactors> adjustments;  ///< by Factor; all empty without a table
  Score order = 0;                               ///< what it is ordered by: match.score and all adjustments, exactly
};

struct Advice {
  /// What Rank() says of the whole, without the matches; strong_match is about those that are not hidden.
  RankResult ranking;
  std::vector<AdvisedMatch> nearby;  ///< those that are not demoted first; within both best first, ties by concept
  std::vector<AdvisedMatch> wider;   ///< of those that are not demoted (lists.hpp says which); empty unless asked for
  Score least = 0;                   ///< least `order` that the wider list could have
  std::size_t not_demoted = 0;       ///< of nearby
  std::uint32_t demoted = 0, hidden = 0;          ///< of all that got a score and that options.rank lets through
  std::array<std::uint32_t, kGates> hidden_by{};  ///< one that two gates hide counts for both
};

/// The advice for a profile. `figures` may be null. Costs Rank() when no gate demotes or hides and there are neither figures nor a second list;
/// otherwise all occupations are ranked, their readiness and gates worked out: under 5 ms on ESCO. Errors: those of Validate().
StatusOr<Advice> Advise(const Matcher& matcher, const Profile& profile, const AdviceOptions& options = {}, const LabourMarket* figures = nullptr);

// --- definitions ---------------------------------------------------------------------------------------------------

inline Status Validate(const AdviceOptions& options, const Taxonomy& taxonomy) {
  OVS_RETURN_IF_ERROR(Validate(options.gates, taxonomy));
  OVS_RETURN_IF_ERROR(Validate(options.factors));
  return MakeLists(taxonomy, {}, options.lists).status();
}

inline StatusOr<Advice> Advise(const Matcher& matcher, const Profile& profile, const AdviceOptions& options, const LabourMarket* figures) {
  const auto& taxonomy = matcher.taxonomy();
  OVS_RETURN_IF_ERROR(Validate(options, taxonomy));
  const std::size_t limit = options.rank.limit == 0 ? 10 : options.rank.limit;
  const bool moves = figures != nullptr || options.with_wider || *std::max_element(options.gates.action.begin(), options.gates.action.end()) > GateAction::kWarn;
  auto rank = options.rank;
  if (moves) rank.limit = std::numeric_limits<std::uint32_t>::max();
  auto ranked = matcher.Rank(profile, rank);

  std::unordered_map<Concept, AdjustedMatch> adjusted;
  if (figures != nullptr) {
    OVS_ASSIGN_OR_RETURN(const auto moved, Rerank(taxonomy, ranked.matches, *figures, options.factors));
    for (std::size_t i = 0; i < moved.size(); ++i) {
      ranked.matches[i] = moved[i].match;
      adjusted.emplace(moved[i].match.occupation, moved[i]);
    }
  }
  auto gated = ApplyGates(taxonomy, profile, std::move(ranked), options.gates);
  auto& kept = gated.ranking.matches;

  Advice advice;
  const auto put = [&](const Match& match, std::vector<AdvisedMatch>& to) {
    auto& advised = to.emplace_back(AdvisedMatch{match, GatesOf(taxonomy, profile, match.occupation, options.gates), {}, match.score});
    if (const auto at = adjusted.find(match.occupation); at != adjusted.end()) advised.adjustments = at->second.adjustments, advised.order = at->second.order;
  };
  for (std::size_t i = 0; i < std::min(limit, kept.size()); ++i) put(kept[i], advice.nearby);
  advice.not_demoted = std::min(gated.not_demoted, advice.nearby.size());
  if (options.with_wider && gated.not_demoted > limit) {
    // The list is made of what matches are ordered by, so that figures count in it, too.
    RankResult by_order;
    std::unordered_map<Concept, const Match*> whole;
    for (std::size_t i = 0; i < gated.not_demoted; ++i) {
      by_order.matches.push_back(kept[i]);
      if (const auto at = adjusted.find(kept[i].occupation); at != adjusted.end()) by_order.matches.back().score = at->second.order;
      whole.emplace(kept[i].occupation, &kept[i]);
    }
    auto lists = options.lists;
    lists.nearby = static_cast<std::uint32_t>(limit);
    OVS_ASSIGN_OR_RETURN(const auto made, MakeLists(taxonomy, std::move(by_order), lists));
    for (const auto& match : made.wider) put(*whole.at(match.occupation), advice.wider);
    advice.least = made.least;
  }
  advice.demoted = gated.demoted;
  advice.hidden = gated.hidden;
  advice.hidden_by = gated.hidden_by;
  kept.clear();
  advice.ranking = std::move(gated.ranking);
  return advice;
}

}  // namespace overstap
