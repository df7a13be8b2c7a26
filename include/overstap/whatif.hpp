// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// What if, and why not: where an occupation stands in the ranking, what keeps it from the first places, and where it would
// stand with one more skill. Every answer is a ranking of its own, so it is what Rank() would give for that profile,
// exactly. It says what helps, not what is wise: courses are for suggest.hpp.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include "overstap/explain.hpp"
#include "overstap/gates.hpp"
#include "overstap/ids.hpp"
#include "overstap/match.hpp"
#include "overstap/model.hpp"
#include "overstap/profile.hpp"
#include "overstap/status.hpp"

namespace overstap {

/// A place in a ranking.
struct Place {
  std::uint32_t rank = 0;  ///< 1 = best
  std::uint32_t of = 0;    ///< occupations that got a score; those the profile was made from are not among them
  Score score = 0;
};

/// Where `occupation` stands among all that get a score; nothing when either side has too little data, or when the profile
/// was made from it. O(Rank).
inline std::optional<Place> PlaceOf(const Matcher& matcher, const Profile& profile, Concept occupation) {
  const auto& model = matcher.model();
  if (occupation >= model.rows() || profile.HasOrigin(occupation)) return std::nullopt;
  const auto query = model.MakeQuery(profile);
  if (!model.HasEnough(query)) return std::nullopt;
  std::vector<Score> scores;
  model.ScoreAll(query, scores);
  if (scores[occupation] == MatchModel::kNoScore) return std::nullopt;
  Place place{1, 0, scores[occupation]};
  for (Concept row = 0; row < model.rows(); ++row) {
    if (scores[row] == MatchModel::kNoScore || profile.HasOrigin(row)) continue;
    ++place.of;
    place.rank += Scored{scores[row], row} < Scored{place.score, occupation};
  }
  return place;
}

/// One requirement met, and what that makes of the occupation's place.
struct WhatIf {
  Concept added = kNoConcept;
  Level level = 0;  ///< the needed one, 0 = not stated
  Place place;
  Share readiness;
};

/// For each skill and knowledge area of the gap: the place of `occupation` with it, at the needed level and stated outright.
/// Best first: by rank, score, readiness gained, concept; at most `limit`. Empty when the occupation has no place now.
/// O(gap x Rank). Error: kInvalidArgument when it is no occupation.
inline StatusOr<std::vector<WhatIf>> WhatWouldHelp(const Matcher& matcher, const Profile& profile, Concept occupation, std::size_t limit) {
  OVS_ASSIGN_OR_RETURN(const auto x, Explain(matcher, profile, occupation));
  std::vector<WhatIf> all;
  if (!x.score || profile.HasOrigin(occupation)) return all;
  for (const auto& missing : x.gap) {
    ProfileBuilder builder(matcher.taxonomy(), profile);
    OVS_RETURN_IF_ERROR(builder.Add(missing.concept_id, missing.need));
    const auto with = builder.Build();
    if (const auto place = PlaceOf(matcher, with, occupation)) all.push_back({missing.concept_id, missing.need, *place, matcher.Readiness(with, occupation)});
  }
  std::sort(all.begin(), all.end(), [](const WhatIf& a, const WhatIf& b) {
    if (a.place.rank != b.place.rank) return a.place.rank < b.place.rank;
    if (a.place.score != b.place.score) return a.place.score > b.place.score;
    return a.readiness.met != b.readiness.met ? a.readiness.met > b.readiness.met : a.added < b.added;
  });
  if (all.size() > limit) all.resize(limit);
  return all;
}

/// Why an occupation is not among the first, or why it is.
struct WhyNot {
  Explanation explanation;
  Gates gates;
  std::optional<Place> place;       ///< nothing: too little data on either side, or a past occupation
  std::uint32_t shown = 0;          ///< the first so many places are what it is held against
  /// The last of those places, and what its score is made of: what it has more in a dimension is what `occupation` lacks. Nothing when
  /// `occupation` is among them, when nothing is, or without a place.
  std::optional<Explanation> bar;
  std::vector<WhatIf> helps;        ///< WhatWouldHelp()
};

/// `shown` and `limit` (of `helps`) may be 0. O(gap x Rank). Errors: kInvalidArgument when `occupation` is none, those of Validate(policy).
inline StatusOr<WhyNot> WhyNotOf(const Matcher& matcher, const Profile& profile, Concept occupation, std::uint32_t shown = 10, std::size_t limit = 5,
                                 const GatePolicy& policy = {}) {
  OVS_RETURN_IF_ERROR(Validate(policy, matcher.taxonomy()));
  OVS_ASSIGN_OR_RETURN(auto x, Explain(matcher, profile, occupation));
  WhyNot why;
  why.explanation = std::move(x);
  why.gates = GatesOf(matcher.taxonomy(), profile, occupation, policy);
  why.place = PlaceOf(matcher, profile, occupation);
  why.shown = shown;
  if (!why.place) return why;
  if (shown > 0 && why.place->rank > shown) {
    const auto first = matcher.Rank(profile, {.limit = shown, .with_zero = true});
    OVS_ASSIGN_OR_RETURN(why.bar, Explain(matcher, profile, first.matches.back().occupation));
  }
  if (limit > 0) {
    OVS_ASSIGN_OR_RETURN(why.helps, WhatWouldHelp(matcher, profile, occupation, limit));
  }
  return why;
}

}  // namespace overstap
