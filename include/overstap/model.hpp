// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// MatchModel: turns a taxonomy's relations into integer weights, once. All arithmetic is integer, so a model is the same
// on every machine. It defines the score; match.hpp computes it, explain.hpp takes it apart.
//
// The score of a profile p for an occupation t is, over the dimensions d that both have,
//
//     score(p, t) = sum_d w_d * cos_d(p, t) / sum_d w_d            0 <= score <= 1
//
// with cos_d the cosine of the two vectors of that dimension. Their components are relevance x information:
//
//   skills, knowledge, tasks:  relevance_weight[r] * log2((N + 1) / (n_c + 1/2))
//                              r the relevance, N the occupations, n_c those that have concept c: rare says more (IDF)
//   family:                    for every concept g above a skill or knowledge area of the row: the sum of the components
//                              below it, times log2((N + 1) / (n_g + 1/2)): near skills count a little, and visibly so
//
// A level below the needed one earns min(have, need) / need of a component. Vectors are scaled to length 2^14 and rounded
// to integers so that none becomes longer: by Cauchy-Schwarz no score is above 1, exactly. Scores are integers in units of
// 1 / kScoreOne. Measured on ESCO 1.2.0: bench/RESULTS.md.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/numeric/int128.h"
#include "overstap/detail/integer.hpp"
#include "overstap/ids.hpp"
#include "overstap/kernel.hpp"
#include "overstap/profile.hpp"
#include "overstap/status.hpp"
#include "overstap/taxonomy.hpp"

namespace overstap {

/// A score in units: score / kScoreOne is in 0..1. A power of two below 2^53, so that sums of units are exact in a double too.
using Score = std::int64_t;
inline constexpr Score kScoreOne = Score{1} << 52;
inline double ToDouble(Score score) { return static_cast<double>(score) / static_cast<double>(kScoreOne); }

enum class Dimension : std::uint8_t { kSkills = 0, kKnowledge = 1, kTasks = 2, kFamily = 3 };
inline constexpr int kDimensions = 4;
std::string_view Name(Dimension dimension);

struct ModelParams {
  /// By Relevance. CompetentNL's users weigh 1.0 / 0.6 / 0.3; ESCO's optional measured best between .5 and .7.
  std::array<std::uint8_t, kRelevances> relevance_weight = {0, 3, 6, 6, 10};
  /// By Dimension, sum 1..15; 0 switches a dimension off.
  std::array<std::uint8_t, kDimensions> dimension_weight = {5, 2, 2, 3};
  /// A profile or occupation with fewer skills and knowledge areas than this gets no score.
  std::uint32_t least_items = 3;
};

/// What a target asks, in units of relevance x information; `met` of `required`.
struct Share {
  std::uint64_t met = 0, required = 0;
  /// 0..1; 1 when nothing is required.
  double ratio() const { return required == 0 ? 1.0 : static_cast<double>(met) / static_cast<double>(required); }
};

class MatchModel {
 public:
  /// Bits set for the dimensions a row or query has.
  using Mask = std::uint8_t;
  struct Query {
    std::vector<QueryTerm> terms;  ///< by feature
    Mask mask = 0;
    std::uint32_t items = 0;       ///< skills and knowledge areas
  };

  MatchModel() = default;
  /// O(relations x depth of the hierarchy). Errors: kInvalidArgument for parameters out of range, kLimit for a taxonomy too large.
  static StatusOr<MatchModel> Create(Taxonomy taxonomy, const ModelParams& params = {});

  const Taxonomy& taxonomy() const { return taxonomy_; }
  const ModelParams& params() const { return params_; }
  const PostingIndex& index() const { return index_; }

  /// Rows are occupations; row number = Concept.
  std::uint32_t rows() const { return static_cast<std::uint32_t>(mask_.size()); }
  std::span<const RowEntry> Row(std::uint32_t row) const {
    return std::span(entries_).subspan(row_begin_[row], row_begin_[row + 1] - row_begin_[row]);
  }
  Mask RowMask(std::uint32_t row) const { return mask_[row]; }
  /// Current, and with enough data to be scored.
  bool IsCandidate(std::uint32_t row) const { return candidate_[row] != 0; }
  std::uint32_t candidates() const { return candidates_; }

  /// Features 0..n-1 are concepts; n..2n-1 the same concepts as ancestors (dimension kFamily).
  bool IsFamily(std::uint32_t feature) const { return feature >= taxonomy_.size(); }
  Concept ConceptOf(std::uint32_t feature) const { return IsFamily(feature) ? feature - taxonomy_.size() : feature; }
  /// log2((N + 1) / (n + 1/2)) in 1/65536 bits.
  std::uint32_t Information(std::uint32_t feature) const { return information_[feature]; }
  /// relevance x information: what a requirement weighs in readiness and gaps.
  std::uint64_t Weight(Concept target, Relevance relevance) const {
    return std::uint64_t{params_.relevance_weight[static_cast<std::size_t>(relevance)]} * information_[target];
  }
  /// How much of Weight(target, relevance) an item meets: not more than its own strength weighs (a skill that belonged only
  /// somewhat to past work does not fully meet an essential requirement; one that is stated outright does), and of that
  /// its part at a level below `need`.
  std::uint64_t Met(const ProfileItem& item, Relevance relevance, Level need) const {
    return LevelPart(std::min(Weight(item.concept_id, item.strength), Weight(item.concept_id, relevance)), item.level, need);
  }
  static bool IsRequirement(ConceptKind kind) { return kind == ConceptKind::kSkill || kind == ConceptKind::kKnowledge; }

  /// What a dot product is multiplied with, for the dimensions both sides have: 2^24 / sum of their weights, rounded down.
  std::uint32_t Factor(Mask both) const { return factor_[both]; }

  Query MakeQuery(const Profile& profile) const;

 private:
  /// A component before scaling.
  struct Component {
    std::uint32_t feature;
    std::uint64_t value;
    Level level;
    std::uint8_t dimension;
  };
  static constexpr std::uint64_t kLength = std::uint64_t{1} << 14;
  // A small file can describe a chain of groups so long that its pairs fill any memory. ESCO has 0.1 and 0.4 million.
  static constexpr std::size_t kMostAncestors = std::size_t{1} << 26;
  static constexpr std::size_t kMostEntries = std::size_t{1} << 28;

  /// Adds direct and family components of one row or query. `each` is called with a function taking (concept, relevance, level).
  template <typename Each>
  std::vector<Component> Components(const Each& each) const;
  /// Scales `dimension` of `components` to integer length 2^14; weights[i] belongs to components[i].
  static void Scale(std::span<const Component> components, std::uint8_t dimension, std::span<std::uint16_t> weights);
  static std::vector<std::uint16_t> ScaleAll(std::span<const Component> components);
  std::optional<Dimension> DimensionOf(Concept c) const;

  Taxonomy taxonomy_;
  ModelParams params_;
  std::vector<std::uint32_t> information_;          // by feature
  std::vector<std::uint32_t> ancestor_begin_;       // by concept, transitive
  std::vector<Concept> ancestors_;
  std::vector<std::uint32_t> row_begin_;
  std::vector<RowEntry> entries_;
  std::vector<Mask> mask_;
  std::vector<std::uint8_t> candidate_;
  std::uint32_t candidates_ = 0;
  std::array<std::uint32_t, 1 << kDimensions> factor_{};
  PostingIndex index_;
};

// --- definitions ---------------------------------------------------------------------------------------------------

inline std::optional<Dimension> MatchModel::DimensionOf(Concept c) const {
  switch (taxonomy_.Kind(c)) {
    case ConceptKind::kSkill: return Dimension::kSkills;
    case ConceptKind::kKnowledge: return Dimension::kKnowledge;
    case ConceptKind::kTask: return Dimension::kTasks;
    default: return std::nullopt;  // conditions filter and licences gate; they do not score
  }
}

inline StatusOr<MatchModel> MatchModel::Create(Taxonomy taxonomy, const ModelParams& params) {
  std::uint32_t weight_sum = 0;
  for (const auto w : params.dimension_weight) weight_sum += w;
  if (weight_sum < 1 || weight_sum > 15) return Error(ErrorCode::kInvalidArgument, "the dimension weights must add up to 1..15");
  for (const auto w : params.relevance_weight) {
    if (w > 100) return Error(ErrorCode::kInvalidArgument, "relevance weights must be 0..100");
  }

  MatchModel m;
  m.taxonomy_ = std::move(taxonomy);
  m.params_ = params;
  const auto& t = m.taxonomy_;
  const std::uint32_t n = t.size(), rows = t.Concepts(ConceptKind::kOccupation).size();

  for (std::uint32_t mask = 0; mask < m.factor_.size(); ++mask) {
    std::uint32_t sum = 0;
    for (int d = 0; d < kDimensions; ++d) sum += (mask >> d & 1) * params.dimension_weight[static_cast<std::size_t>(d)];
    m.factor_[mask] = sum == 0 ? 0 : (1u << 24) / sum;
  }

  // Ancestors of every skill and knowledge area, each once; the hierarchy has no circles (checked on opening).
  m.ancestor_begin_.assign(n + std::size_t{1}, 0);
  std::vector<Concept> last_below(n, kNoConcept);
  for (Concept c = 0; c < n; ++c) {
    if (IsRequirement(t.Kind(c))) {
      const auto first = m.ancestors_.size();
      const auto add = [&](Concept from) {
        for (const auto parent : t.Broader(from)) {
          if (std::exchange(last_below[parent], c) != c) m.ancestors_.push_back(parent);
        }
      };
      add(c);
      for (auto i = first; i < m.ancestors_.size(); ++i) add(m.ancestors_[i]);
      if (m.ancestors_.size() > kMostAncestors) return Error(ErrorCode::kLimit, "the hierarchy is too deep: more than 2^26 pairs of a concept and one above it; shorten it");
    }
    m.ancestor_begin_[c + 1] = static_cast<std::uint32_t>(m.ancestors_.size());
  }

  // How many occupations have each feature.
  std::vector<std::uint32_t> having(std::size_t{2} * n, 0), last_row(std::size_t{2} * n, kNoConcept);
  std::uint64_t described = 0;
  for (std::uint32_t row = 0; row < rows; ++row) {
    if (t.Status(row) != ConceptStatus::kCurrent || t.Relations(row).empty()) continue;
    ++described;
    const auto count = [&](std::uint32_t feature) {
      if (std::exchange(last_row[feature], row) != row) ++having[feature];
    };
    for (const auto& r : t.Relations(row)) {
      if (r.relevance == Relevance::kNotRelevant) continue;
      count(r.target);
      for (auto i = m.ancestor_begin_[r.target]; i < m.ancestor_begin_[r.target + 1]; ++i) count(n + m.ancestors_[i]);
    }
  }
  m.information_.assign(std::size_t{2} * n, 0);
  for (std::size_t f = 0; f < m.information_.size(); ++f) {
    // A concept that no occupation has says nothing about any of them.
    if (having[f] > 0) m.information_[f] = detail::Log2Fixed16(2 * described + 2, 2 * std::uint64_t{having[f]} + 1);
  }

  m.row_begin_.push_back(0);
  for (std::uint32_t row = 0; row < rows; ++row) {
    std::uint32_t items = 0;
    const auto components = m.Components([&](const auto& take) {
      for (const auto& r : t.Relations(row)) {
        if (r.relevance == Relevance::kNotRelevant) continue;
        items += IsRequirement(t.Kind(r.target));
        take(r.target, r.relevance, r.level);
      }
    });
    const auto weights = ScaleAll(components);
    Mask mask = 0;
    for (std::size_t i = 0; i < components.size(); ++i) {
      if (weights[i] == 0) continue;
      mask |= static_cast<Mask>(1u << components[i].dimension);
      m.entries_.push_back({components[i].feature, weights[i], components[i].level, components[i].dimension});
    }
    if (m.entries_.size() > kMostEntries) return Error(ErrorCode::kLimit, "the model has more than 2^28 components; shorten the hierarchy or split the taxonomy");
    m.row_begin_.push_back(static_cast<std::uint32_t>(m.entries_.size()));
    m.mask_.push_back(mask);
    m.candidate_.push_back(t.Status(row) == ConceptStatus::kCurrent && items >= params.least_items && mask != 0);
    m.candidates_ += m.candidate_.back();
  }
  m.index_ = PostingIndex(m.row_begin_, m.entries_, 2 * n);
  return m;
}

template <typename Each>
std::vector<MatchModel::Component> MatchModel::Components(const Each& each) const {
  std::vector<Component> components;
  const std::uint32_t n = taxonomy_.size();
  const bool family_on = params_.dimension_weight[static_cast<std::size_t>(Dimension::kFamily)] != 0;
  each([&](Concept c, Relevance relevance, Level level) {
    const auto dimension = DimensionOf(c);
    if (!dimension || information_[c] == 0) return;
    const auto value = Weight(c, relevance);
    if (value == 0) return;
    if (params_.dimension_weight[static_cast<std::size_t>(*dimension)] != 0) {
      components.push_back({c, value, level, static_cast<std::uint8_t>(*dimension)});
    }
    if (!family_on) return;
    for (auto i = ancestor_begin_[c]; i < ancestor_begin_[c + 1]; ++i) {
      components.push_back({n + ancestors_[i], value, 0, static_cast<std::uint8_t>(Dimension::kFamily)});
    }
  });
  // Family components of one ancestor are summed; direct ones are single already.
  std::sort(components.begin(), components.end(), [](const Component& a, const Component& b) { return a.feature < b.feature; });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < components.size(); ++i) {
    if (kept > 0 && components[kept - 1].feature == components[i].feature) {
      components[kept - 1].value += components[i].value;
    } else {
      components[kept++] = components[i];
    }
  }
  components.resize(kept);
  for (auto& c : components) {
    if (!IsFamily(c.feature)) continue;
    // Below 2^64 unless tens of thousands of skills stand under one group; then the largest there is, on every machine.
    const auto product = absl::uint128(c.value) * information_[c.feature];
    c.value = absl::Uint128High64(product) != 0 ? std::numeric_limits<std::uint64_t>::max() : absl::Uint128Low64(product);
  }
  std::erase_if(components, [](const Component& c) { return c.value == 0; });
  return components;
}

inline void MatchModel::Scale(std::span<const Component> components, std::uint8_t dimension, std::span<std::uint16_t> weights) {
  std::uint64_t largest = 0;
  for (const auto& c : components) {
    if (c.dimension == dimension) largest = std::max(largest, c.value);
  }
  if (largest == 0) return;
  // The same 40 bits for large and small values: plenty, and room for 2^48 squares in 128 bits.
  const int up = 40 - static_cast<int>(std::bit_width(largest));
  const auto fitted = [up](std::uint64_t value) { return absl::uint128(up >= 0 ? value << up : value >> -up); };
  absl::uint128 squares = 0;
  for (const auto& c : components) {
    if (c.dimension == dimension) squares += fitted(c.value) * fitted(c.value);
  }
  std::uint64_t length = detail::SquareRoot(squares);
  if (absl::uint128(length) * length < squares) ++length;

  // Round down, then spend what that took off the squared length on the largest remainders: the length comes as near to
  // 2^14 as it can without exceeding it, and no weight is off by one or more.
  struct Remainder {
    std::uint64_t value;
    std::size_t i;
  };
  std::vector<Remainder> remainders;
  std::uint64_t left = kLength * kLength;
  for (std::size_t i = 0; i < components.size(); ++i) {
    if (components[i].dimension != dimension) continue;
    const auto scaled = fitted(components[i].value) * kLength;
    weights[i] = static_cast<std::uint16_t>(absl::Uint128Low64(scaled / length));
    left -= std::uint64_t{weights[i]} * weights[i];
    if (const auto rest = absl::Uint128Low64(scaled % length); rest != 0) remainders.push_back({rest, i});
  }
  std::sort(remainders.begin(), remainders.end(), [](const Remainder& a, const Remainder& b) { return a.value != b.value ? a.value > b.value : a.i < b.i; });
  for (const auto& r : remainders) {
    const std::uint64_t cost = 2 * std::uint64_t{weights[r.i]} + 1;
    if (cost > left) continue;
    left -= cost;
    ++weights[r.i];
  }
}

inline std::vector<std::uint16_t> MatchModel::ScaleAll(std::span<const Component> components) {
  std::vector<std::uint16_t> weights(components.size(), 0);
  for (std::uint8_t d = 0; d < kDimensions; ++d) Scale(components, d, weights);
  return weights;
}

inline MatchModel::Query MatchModel::MakeQuery(const Profile& profile) const {
  Query query;
  const auto components = Components([&](const auto& take) {
    for (const auto& item : profile.items()) {
      query.items += IsRequirement(taxonomy_.Kind(item.concept_id));
      take(item.concept_id, item.strength, item.level);
    }
  });
  const auto weights = ScaleAll(components);
  for (std::size_t i = 0; i < components.size(); ++i) {
    if (weights[i] == 0) continue;
    const auto d = components[i].dimension;
    query.mask |= static_cast<Mask>(1u << d);
    query.terms.push_back({components[i].feature, std::uint32_t{weights[i]} * params_.dimension_weight[d], components[i].level});
  }
  return query;
}

}  // namespace overstap
