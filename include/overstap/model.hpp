// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// MatchModel: turns a taxonomy's relations and texts into integer weights, once. All arithmetic is integer, so a model is
// the same on every machine. It defines the score; match.hpp ranks by it, explain.hpp takes it apart.
//
// One principle for sparse and dense graphs: what counts is how an occupation differs from the average one. With x the
// weight of a relation (ModelParams::relevance_weight, or its stated importance), over all N occupations that are described
// in that dimension and one that asks nothing,
//
//     u = x / var(x)^(spread / 4)                      a skill that is spread evenly weighs less: it says less
//     c = u - common (1 - own_level + own_level q) m   m the mean of u; q = (u . m) / (m . m), the profile's own level
//
// where what is taken out is at most four times as long as u. On a sparse graph m is next to nothing and 1 / var^(1/4) is much like the usual rarity weight (IDF); on a dense one, where
// all occupations ask most skills a little, the mean is what made them all look alike. Skills and knowledge are one vector
// of these, tasks another. Three dimensions have no negative side and use rarity, log2((N + 1) / (n + 1/2)) with n the
// occupations that have the feature:
//
//     groups   for every concept above a skill or knowledge area: sum of x log2(...) below it, times its own rarity
//     words    four letters in a row within a word of a title or the description, times their rarity
//     family   the ISCO-08 group in 1 to 4 digits and every concept above the occupation, times their rarity
//
// Words and family of a profile are those of its past occupations. The score of a profile p for an occupation t is
//
//     score(p, t) = sum_b w_b cos_b(p, t) / sum_b w_b                   -1 <= score <= 1, and exactly 1 for p = t
//
// over the vectors b that both have (ModelParams::missing says what about the others). It says how alike the work is: levels
// of skills count in readiness and gaps, where min(have, need) / need of a requirement is met, and not here. compare.hpp has
// the arithmetic, in integers; sources and measured tables are in lib/match/MODEL.md.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "overstap/columns.hpp"
#include "absl/numeric/int128.h"
#include "overstap/compare.hpp"
#include "overstap/ids.hpp"
#include "overstap/kernel.hpp"
#include "overstap/params.hpp"
#include "overstap/profile.hpp"
#include "overstap/status.hpp"
#include "overstap/taxonomy.hpp"

namespace overstap {

/// What a target asks, in units of relevance x information; `met` of `required`.
struct Share {
  std::uint64_t met = 0, required = 0;
  /// 0..1; 1 when nothing is required.
  double ratio() const { return required == 0 ? 1.0 : static_cast<double>(met) / static_cast<double>(required); }
  bool AtLeast(std::uint32_t percent) const { return absl::uint128(met) * 100 >= absl::uint128(required) * percent; }
};

class MatchModel {
 public:
  struct Query {
    std::vector<QueryTerm> terms;  ///< by feature
    Frame frame;
    std::uint32_t items = 0;       ///< skills and knowledge areas
  };

  MatchModel() = default;
  /// O(relations x depth of the hierarchy + letters of texts + 128 rankings). Errors: kInvalidArgument for parameters out of
  /// range, kLimit for a taxonomy too large.
  static StatusOr<MatchModel> Create(Taxonomy taxonomy, const ModelParams& params = {});

  const Taxonomy& taxonomy() const { return taxonomy_; }
  const ModelParams& params() const { return params_; }
  const ColumnIndex& index() const { return index_; }
  const Comparison& comparison() const { return comparison_; }
  /// 32 hexadecimal digits of the taxonomy, the parameters and the version of the formula: equal where results are.
  const std::string& hash() const { return hash_; }

  /// Rows are occupations; row number = Concept.
  std::uint32_t rows() const { return static_cast<std::uint32_t>(frames_.size()); }
  std::span<const RowEntry> Row(std::uint32_t row) const {
    return std::span(entries_).subspan(row_begin_[row], row_begin_[row + 1] - row_begin_[row]);
  }
  const Frame& RowFrame(std::uint32_t row) const { return frames_[row]; }
  /// Current, and with enough data to be scored.
  bool IsCandidate(std::uint32_t row) const { return candidate_[row] != 0; }
  std::uint32_t candidates() const { return candidates_; }

  /// The concept that a feature stands for: itself, a group, a concept above the occupation; kNoConcept for letters and ISCO groups.
  Concept ConceptOf(std::uint32_t feature) const { return feature < 3 * taxonomy_.size() ? feature % taxonomy_.size() : kNoConcept; }
  Dimension DimensionOf(std::uint32_t feature) const;
  /// Component of the average occupation's direction (compare.hpp), of a skill, knowledge area or task.
  std::uint32_t Mean(Concept c) const { return mean_[c]; }
  /// log2((N + 1) / (n + 1/2)) in 1/65536 bits, n the occupations that ask `c`.
  std::uint32_t Information(Concept c) const { return information_[c]; }
  /// relevance x information: what a requirement weighs in readiness and gaps.
  std::uint64_t Weight(Concept target, Relevance relevance) const {
    return std::uint64_t{params_.relevance_weight[static_cast<std::size_t>(relevance)]} * information_[target];
  }
  /// How much of Weight(target, relevance) an item meets: not more than its own strength weighs, by what it is worth (a skill that
  /// belonged only somewhat to past work, or to a job of long ago, does not fully meet an essential requirement; one that is
  /// stated outright does), and of that its part at a level below `need`.
  std::uint64_t Met(const ProfileItem& item, Relevance relevance, Level need) const {
    return LevelPart(std::min(Weight(item.concept_id, item.strength) * item.worth / kFullWorth, Weight(item.concept_id, relevance)), item.level, need);
  }
  static bool IsRequirement(ConceptKind kind) { return kind == ConceptKind::kSkill || kind == ConceptKind::kKnowledge; }

  /// O(items x depth + entries of past occupations).
  Query MakeQuery(const Profile& profile) const;
  /// The query of items alone, by concept and each once, without words and family of past occupations: for who changes a few items and
  /// asks again and again. What it lacks is the same for all of them: the frame's bits and lengths of those two, and their dot products.
  Query QueryOf(std::span<const ProfileItem> items) const;
  /// The query of a profile of that one past occupation and nothing else.
  Query QueryOf(Concept occupation) const;

  static constexpr Score kNoScore = INT64_MIN;
  /// The score of every row, kNoScore for rows that get none. O(postings of the query's features + rows).
  void ScoreAll(const Query& query, std::vector<Score>& scores) const;
  /// Whether a profile has enough to be scored at all.
  bool HasEnough(const Query& query) const { return query.items >= params_.least_items && query.frame.mask != 0; }

  /// Thousandths of random pairs of occupations that score below `score`, 0..1000. From up to 128 occupations, evenly spaced, against all
  /// others. Meaningless when !calibrated().
  std::uint16_t Percentile(Score score) const;
  /// False when the taxonomy has fewer than 1,000 pairs: too few to say what is usual.
  bool calibrated() const { return !quantiles_.empty(); }
  /// The least score whose Percentile() is at least `thousandths`, 1..1000. Only when calibrated().
  Score LeastScoreAt(std::uint16_t thousandths) const { return quantiles_[thousandths - 1u]; }
  /// Mean score of those pairs.
  double RandomMean() const { return random_mean_; }
  Band BandOf(Score score) const;

 private:
  friend class ModelMaker;

  Taxonomy taxonomy_;
  ModelParams params_;
  Comparison comparison_;
  std::string hash_;
  std::vector<std::uint32_t> information_;     // by feature below 2n: concepts, then groups
  std::vector<std::uint64_t> scale_;           // by concept: 2^k / var^(spread/4), 0 for what no occupation asks
  std::array<std::uint64_t, kCentred> mean_length_{};
  std::vector<std::uint32_t> mean_;            // by concept
  std::uint64_t described_ = 0;                             // current occupations that ask anything
  std::array<std::uint64_t, kCentred> having_dimension_{};  // of those, the ones that ask any skill, knowledge area, task
  std::vector<std::uint32_t> ancestor_begin_;  // by concept, transitive
  std::vector<Concept> ancestors_;
  std::vector<std::uint32_t> row_begin_;
  std::vector<RowEntry> entries_;
  std::vector<Frame> frames_;
  std::vector<std::uint8_t> candidate_;
  std::uint32_t candidates_ = 0;
  ColumnIndex index_;
  std::vector<Score> quantiles_;               // [k]: least score that k + 1 thousandths of the pairs stay below
  double random_mean_ = 0;
};

}  // namespace overstap
