// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Two lists for the one who advises: nearby (dichtbij), which is the plain ranking, and wider (breder), which looks past it
// to other job families at a bounded loss of score. Nothing is scored anew, and nothing random is in it.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "overstap/ids.hpp"
#include "overstap/match.hpp"
#include "overstap/profile.hpp"
#include "overstap/status.hpp"
#include "overstap/taxonomy.hpp"

namespace overstap {

/// The job family of an occupation: its ISCO-08 group in 1 to 4 digits, as a number ("0110" in two digits is 1); nothing when the
/// taxonomy gives no ISCO code. Such an occupation is a family by itself.
inline std::optional<std::uint16_t> Family(const Taxonomy& taxonomy, Concept occupation, int digits) {
  auto isco = taxonomy.Isco(occupation);
  if (isco == 0) return std::nullopt;
  for (; digits < 4; ++digits) isco = static_cast<std::uint16_t>(isco / 10);
  return isco;
}

struct ListOptions {
  std::uint32_t nearby = 10, wider = 10;  ///< most matches of each; 0 = 10
  std::uint8_t digits = 2;                ///< of the ISCO-08 group that makes a family, 1..4
  std::uint32_t per_family = 2;           ///< at least 1
  /// Thousandths, 0..1000. Scores fall off fast after the first matches, so less than half of the best one left is a short list.
  std::uint16_t loss = 500;
};

struct Lists {
  /// The plain ranking with its first matches.
  RankResult nearby;
  /// Best first, ties by concept; none of them is in `nearby`. With r the score of the best match that is not in `nearby`:
  /// - none scores below `least` = r - r x loss / 1000 (r itself when it is not above 0). The plain ranking would have gone on with
  ///   scores of at most r, so n matches of `wider` add up to at most n x r x loss / 1000 less than the n it would have had;
  /// - nearby and wider together have at most per_family occupations of a family, but for what is in `nearby` anyway: a family that has
  ///   its number there has none here;
  /// - of all choices that keep to this and to the number asked for, it has the most matches, and the i-th scores at least as much as
  ///   the i-th of any other one. It is short where there is no more, rather than looser.
  std::vector<Match> wider;
  Score least = 0;  ///< 0 when `nearby` holds all matches
};

/// Distinct job families of these occupations; those without an ISCO code are not counted, for nothing is known of them.
inline std::size_t CountFamilies(const Taxonomy& taxonomy, std::span<const Match> matches, int digits) {
  std::set<std::uint16_t> families;
  for (const auto& match : matches) {
    if (const auto family = Family(taxonomy, match.occupation, digits)) families.insert(*family);
  }
  return families.size();
}

/// Makes both lists of a ranking, which should be long: what is not in it is in neither. After gates (gates.hpp): the matches that are not
/// demoted. O(matches log families). Errors: kInvalidArgument for options out of range, and for matches that are not best first.
inline StatusOr<Lists> MakeLists(const Taxonomy& taxonomy, RankResult ranked, const ListOptions& options = {}) {
  const auto invalid = [](std::string_view what) { return Error(ErrorCode::kInvalidArgument, detail::Cat("lists: ", what)); };
  if (options.digits < 1 || options.digits > 4) return invalid(detail::Cat("digits is ", options.digits, "; it must be in 1..4"));
  if (options.per_family < 1) return invalid("per_family is 0; it must be at least 1");
  if (options.loss > 1000) return invalid(detail::Cat("loss is ", options.loss, "; it must be in 0..1000 thousandths"));
  if (!std::is_sorted(ranked.matches.begin(), ranked.matches.end(), [](const Match& a, const Match& b) { return a.score > b.score; })) {
    return invalid("the matches are not best first; give them as Rank() does");
  }
  Lists lists;
  lists.nearby = std::move(ranked);
  auto& nearby = lists.nearby.matches;
  const std::size_t begin = std::min<std::size_t>(nearby.size(), options.nearby == 0 ? 10 : options.nearby);
  const std::size_t most = options.wider == 0 ? 10 : options.wider;
  if (begin == nearby.size()) return lists;

  std::map<std::uint16_t, std::uint32_t> taken;
  for (std::size_t i = 0; i < begin; ++i) {
    if (const auto family = Family(taxonomy, nearby[i].occupation, options.digits)) ++taken[*family];
  }
  // Families bound a choice independently of each other, so to take the best that still fits is the best choice (a matroid).
  const Score best = nearby[begin].score;
  lists.least = best - std::max<Score>(best, 0) * options.loss / 1000;
  for (std::size_t i = begin; i < nearby.size() && lists.wider.size() < most && nearby[i].score >= lists.least; ++i) {
    const auto family = Family(taxonomy, nearby[i].occupation, options.digits);
    if (!family || ++taken[*family] <= options.per_family) lists.wider.push_back(nearby[i]);
  }
  nearby.resize(begin);
  return lists;
}

/// Both lists for a profile. What `rank` leaves out is in neither list; its limit is not used. O(Rank() + relations + n log n) of all
/// occupations, as all are ranked. Errors: those of MakeLists().
inline StatusOr<Lists> RankLists(const Matcher& matcher, const Profile& profile, RankOptions rank = {}, const ListOptions& options = {}) {
  rank.limit = std::numeric_limits<std::uint32_t>::max();
  return MakeLists(matcher.taxonomy(), matcher.Rank(profile, rank), options);
}

}  // namespace overstap
