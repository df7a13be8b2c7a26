// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Matcher: ranks occupations for a profile. Exact; the same result for any number of threads. Order, not exclusion: what
// was left out is counted.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "overstap/detail/parallel.hpp"
#include "overstap/ids.hpp"
#include "overstap/kernel.hpp"
#include "overstap/model.hpp"
#include "overstap/profile.hpp"
#include "overstap/status.hpp"

namespace overstap {

struct RankOptions {
  std::uint32_t limit = 10;      ///< most matches returned; 0 = 10
  Score least_score = std::numeric_limits<Score>::min();  ///< matches below are left out
  bool with_origins = false;     ///< keep the occupations the profile was made from
  bool with_zero = false;        ///< keep occupations that score 0 or less: no more alike than chance
};

struct Match {
  Concept occupation = kNoConcept;
  Score score = 0;
  std::uint16_t percentile = 0;  ///< thousandths of random pairs of occupations that score below it; 0 when Band::kUnknown
  Band band = Band::kUnknown;
  Share readiness;
};

/// How much a ranking rests on: 10 and 25 skills and knowledge areas. A rule of thumb, not a measured error.
enum class Confidence : std::uint8_t { kLow = 0, kMedium = 1, kHigh = 2 };
inline constexpr int kConfidences = 3;
std::string_view Name(Confidence confidence);

/// Not a fault: there may be no answer.
enum class RankStatus : std::uint8_t {
  kOk = 0,
  kTooLittleData = 1,  ///< the profile has fewer skills and knowledge areas than ModelParams::least_items (RankResult::items and needed)
};

struct RankResult {
  RankStatus status = RankStatus::kOk;
  std::vector<Match> matches;         ///< best first; ties by concept
  std::uint32_t considered = 0;       ///< occupations that got a score
  std::uint32_t too_little_data = 0;  ///< current occupations without enough to be scored
  std::uint32_t items = 0;            ///< skills and knowledge areas in the profile
  std::uint32_t needed = 0;           ///< how many it takes to get an answer
  Confidence confidence = Confidence::kLow;
  /// False when no match is in Band::kStrong: say so rather than present the first as an answer. True also where bands are unknown.
  bool strong_match = true;
};

class Matcher {
 public:
  Matcher() = default;
  explicit Matcher(std::shared_ptr<const MatchModel> model) : model_(std::move(model)) {}

  const MatchModel& model() const { return *model_; }
  const Taxonomy& taxonomy() const { return model_->taxonomy(); }

  /// O(postings of the profile's skills + occupations). Safe from any thread.
  RankResult Rank(const Profile& profile, const RankOptions& options = {}) const;

  /// Rank() of every profile, in order, on up to `threads` threads (0 = 1) that end before the call does. When
  /// `cancelled` is given and returns true, the remaining results stay empty and false is returned. It is called from the
  /// calling thread only, between profiles.
  bool RankBatch(std::span<const Profile* const> profiles, const RankOptions& options, unsigned threads, std::vector<RankResult>* results,
                 const std::function<bool()>& cancelled = nullptr) const;

  /// Score of one pair, equal to the one Rank() gives; nothing when either side has too little data. O(row).
  std::optional<Score> ScoreOf(const MatchModel::Query& query, Concept occupation) const;

  /// How much of what `occupation` requires in skills and knowledge the profile meets. O(relations log items).
  Share Readiness(const Profile& profile, Concept occupation) const;
  /// Whether an essential licence that `occupation` asks is missing and `counts(licence)`. O(relations log items).
  template <typename Counts>
  bool MissesLicence(const Profile& profile, Concept occupation, const Counts& counts) const {
    const auto relations = taxonomy().Relations(occupation);
    return std::any_of(relations.begin(), relations.end(), [&](const Relation& r) {
      return r.relevance == Relevance::kEssential && taxonomy().Kind(r.target) == ConceptKind::kLicence && profile.Find(r.target) == nullptr && counts(r.target);
    });
  }
  /// Whether somebody could begin: ready for that percentage, with every essential licence. O(relations log items).
  bool CanBegin(const Profile& profile, Concept occupation, std::uint32_t ready_percent) const {
    return Readiness(profile, occupation).AtLeast(ready_percent) && !MissesLicence(profile, occupation, [](Concept) { return true; });
  }

 private:
  std::shared_ptr<const MatchModel> model_;
};

/// What a term of the query earns from an entry of a row: the one definition of a shared component.
inline std::uint32_t Product(const QueryTerm& term, const RowEntry& entry) {
  return term.weight * LevelPart<std::uint32_t>(entry.weight, term.level, entry.level);
}

/// Calls `use(term, entry)` for every feature that a query and a row share. Both are sorted by feature. O(terms + entries).
template <typename Use>
void ForShared(std::span<const QueryTerm> terms, std::span<const RowEntry> row, const Use& use) {
  auto term = terms.begin();
  for (const auto& entry : row) {
    while (term != terms.end() && term->feature < entry.feature) ++term;
    if (term == terms.end()) return;
    if (term->feature == entry.feature) use(*term, entry);
  }
}

// --- definitions ---------------------------------------------------------------------------------------------------

inline RankResult Matcher::Rank(const Profile& profile, const RankOptions& options) const {
  RankResult result;
  const auto query = model_->MakeQuery(profile);
  result.items = query.items;
  result.needed = model_->params().least_items;
  result.confidence = query.items < 10 ? Confidence::kLow : query.items < 25 ? Confidence::kMedium : Confidence::kHigh;
  if (!model_->HasEnough(query)) {
    result.status = RankStatus::kTooLittleData;
    return result;
  }
  std::vector<Score> scores;
  model_->ScoreAll(query, scores);
  std::vector<Scored> scored;
  for (std::uint32_t row = 0; row < model_->rows(); ++row) {
    if (scores[row] == MatchModel::kNoScore) {
      result.too_little_data += taxonomy().Status(row) == ConceptStatus::kCurrent;
      continue;
    }
    if (!options.with_origins && profile.HasOrigin(row)) continue;
    ++result.considered;
    if (scores[row] >= options.least_score && (scores[row] > 0 || options.with_zero)) scored.push_back({scores[row], row});
  }
  KeepBest(scored, options.limit == 0 ? 10 : options.limit);
  result.matches.reserve(scored.size());
  for (const auto& s : scored) {
    result.matches.push_back({s.row, s.score, model_->Percentile(s.score), model_->BandOf(s.score), Readiness(profile, s.row)});
  }
  if (model_->calibrated()) result.strong_match = !result.matches.empty() && result.matches.front().band == Band::kStrong;
  return result;
}

inline bool Matcher::RankBatch(std::span<const Profile* const> profiles, const RankOptions& options, unsigned threads,
                               std::vector<RankResult>* results, const std::function<bool()>& cancelled) const {
  results->assign(profiles.size(), {});
  std::function<bool(std::size_t)> stop;
  if (cancelled) stop = [&](std::size_t) { return cancelled(); };
  return detail::ForEachIndex(profiles.size(), threads, [&](std::size_t i) { (*results)[i] = Rank(*profiles[i], options); }, stop);
}

inline std::optional<Score> Matcher::ScoreOf(const MatchModel::Query& query, Concept occupation) const {
  if (!model_->HasEnough(query) || !model_->IsCandidate(occupation)) return std::nullopt;
  const auto& frame = model_->RowFrame(occupation);
  const auto blocks = model_->comparison().BlocksOf(query.frame, frame);
  if (blocks.weight == 0) return std::nullopt;
  Dots dots{};
  ForShared(query.terms, model_->Row(occupation), [&](const QueryTerm& term, const RowEntry& entry) {
    dots[BlockOf(static_cast<Dimension>(entry.dimension))] += Product(term, entry);
  });
  return model_->comparison().Combine(query.frame, frame, dots, blocks);
}

inline Share Matcher::Readiness(const Profile& profile, Concept occupation) const {
  Share share;
  for (const auto& relation : taxonomy().Relations(occupation)) {
    if (relation.relevance == Relevance::kNotRelevant || !MatchModel::IsRequirement(taxonomy().Kind(relation.target))) continue;
    const auto weight = model_->Weight(relation.target, relation.relevance);
    share.required += weight;
    if (const auto* item = profile.Find(relation.target)) share.met += model_->Met(*item, relation.relevance, relation.level);
  }
  return share;
}

}  // namespace overstap
