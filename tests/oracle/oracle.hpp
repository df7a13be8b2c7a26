// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The score as the head comment of model.hpp puts it, in doubles and maps, and ranking by looking at everything. Slow, obvious and
// written from the text, not from the code: when the two disagree, one of them is wrong.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "overstap/match.hpp"
#include "overstap/model.hpp"
#include "overstap/profile.hpp"
#include "overstap/taxonomy.hpp"

namespace overstap::oracle {

/// The library keeps the information of a concept to 1/65536 bit, rounded down. With kSixteenBits the oracle does the same, so that what
/// is left is the rounding of vectors; with kExact it does not.
enum class Information { kExact, kSixteenBits };

class Oracle {
 public:
  struct Component {
    double value = 0;
    Level level = 0;
  };
  /// By dimension and concept.
  using Vector = std::map<std::pair<int, Concept>, Component>;

  Oracle(const Taxonomy& taxonomy, const ModelParams& params, Information information)
      : taxonomy_(taxonomy), params_(params), information_(information) {
    const auto occupations = taxonomy.Concepts(ConceptKind::kOccupation);
    for (Concept o = occupations.first; o < occupations.last; ++o) {
      if (taxonomy.Status(o) != ConceptStatus::kCurrent || taxonomy.Relations(o).empty()) continue;
      ++occupations_;
      std::set<Concept> has, has_below;
      for (const auto& r : taxonomy.Relations(o)) {
        if (r.relevance == Relevance::kNotRelevant) continue;
        has.insert(r.target);
        for (const auto above : Above(r.target)) has_below.insert(above);
      }
      for (const auto c : has) ++having_[c];
      for (const auto c : has_below) ++having_below_[c];
    }
  }

  /// Everything above a skill or knowledge area, in any number of steps.
  std::set<Concept> Above(Concept c) const {
    std::set<Concept> above;
    if (taxonomy_.Kind(c) != ConceptKind::kSkill && taxonomy_.Kind(c) != ConceptKind::kKnowledge) return above;
    std::vector<Concept> open{c};
    while (!open.empty()) {
      const auto from = open.back();
      open.pop_back();
      for (const auto parent : taxonomy_.Broader(from)) {
        if (above.insert(parent).second) open.push_back(parent);
      }
    }
    return above;
  }

  double Rarity(const std::map<Concept, int>& having, Concept c) const {
    const auto at = having.find(c);
    if (at == having.end()) return 0;
    const double bits = std::log2((occupations_ + 1.0) / (at->second + 0.5));
    return information_ == Information::kExact ? bits : std::floor(bits * 65536) / 65536;
  }

  Vector OfOccupation(Concept occupation) const {
    Vector v;
    for (const auto& r : taxonomy_.Relations(occupation)) Add(r.target, r.relevance, r.level, v);
    return Finish(v);
  }
  Vector OfProfile(const Profile& profile) const {
    Vector v;
    for (const auto& item : profile.items()) Add(item.concept_id, item.strength, item.level, v);
    return Finish(v);
  }

  double Score(const Vector& p, const Vector& t) const {
    double sum = 0, weights = 0;
    for (int d = 0; d < kDimensions; ++d) {
      const double length = Length(p, d) * Length(t, d);
      if (length == 0) continue;
      double dot = 0;
      for (const auto& [key, have] : p) {
        const auto at = t.find(key);
        if (key.first != d || at == t.end()) continue;
        const auto need = at->second.level;
        const double earned = have.level == 0 || need == 0 ? 1.0 : static_cast<double>(std::min(have.level, need)) / need;
        dot += have.value * at->second.value * earned;
      }
      const double w = params_.dimension_weight[static_cast<std::size_t>(d)];
      sum += w * dot / length;
      weights += w;
    }
    return weights == 0 ? 0 : sum / weights;
  }
  double Score(const Profile& profile, Concept occupation) const { return Score(OfProfile(profile), OfOccupation(occupation)); }

 private:
  static double Length(const Vector& v, int d) {
    double squares = 0;
    for (const auto& [key, c] : v) squares += key.first == d ? c.value * c.value : 0;
    return std::sqrt(squares);
  }
  void Add(Concept c, Relevance relevance, Level level, Vector& v) const {
    int d = 0;
    switch (taxonomy_.Kind(c)) {
      case ConceptKind::kSkill: d = 0; break;
      case ConceptKind::kKnowledge: d = 1; break;
      case ConceptKind::kTask: d = 2; break;
      default: return;
    }
    if (relevance == Relevance::kNotRelevant) return;
    const double value = params_.relevance_weight[static_cast<std::size_t>(relevance)] * Rarity(having_, c);
    if (value == 0) return;
    v[{d, c}] = {value, level};
    for (const auto above : Above(c)) v[{3, above}].value += value;
  }
  Vector Finish(Vector v) const {
    for (auto& [key, c] : v) {
      if (key.first == 3) c.value *= Rarity(having_below_, key.second);
      if (params_.dimension_weight[static_cast<std::size_t>(key.first)] == 0) c.value = 0;
    }
    return v;
  }

  const Taxonomy& taxonomy_;
  ModelParams params_;
  Information information_;
  double occupations_ = 0;
  std::map<Concept, int> having_, having_below_;
};

/// Score units of one pair from the model's integer vectors, by looking every feature up; nothing when it gets none.
inline std::optional<Score> BruteScore(const MatchModel& model, const Profile& profile, Concept occupation) {
  const auto& taxonomy = model.taxonomy();
  const auto scored = [&](Concept c) { return taxonomy.Kind(c) == ConceptKind::kSkill || taxonomy.Kind(c) == ConceptKind::kKnowledge; };
  std::uint32_t asked = 0, had = 0;
  for (const auto& r : taxonomy.Relations(occupation)) asked += scored(r.target) && r.relevance != Relevance::kNotRelevant;
  for (const auto& item : profile.items()) had += scored(item.concept_id);
  const auto query = model.MakeQuery(profile);
  const auto row = model.Row(occupation);
  if (taxonomy.Status(occupation) != ConceptStatus::kCurrent || asked < model.params().least_items || had < model.params().least_items ||
      row.empty() || query.terms.empty()) {
    return std::nullopt;
  }
  std::array<bool, kDimensions> in_row{}, in_query{};
  std::map<std::uint32_t, const RowEntry*> entries;
  for (const auto& entry : row) in_row[entry.dimension] = true, entries[entry.feature] = &entry;
  Score total = 0;
  for (const auto& term : query.terms) {
    const auto dimension = model.IsFamily(term.feature)                             ? Dimension::kFamily
                           : taxonomy.Kind(term.feature) == ConceptKind::kSkill     ? Dimension::kSkills
                           : taxonomy.Kind(term.feature) == ConceptKind::kKnowledge ? Dimension::kKnowledge
                                                                                    : Dimension::kTasks;
    in_query[static_cast<std::size_t>(dimension)] = true;
    const auto at = entries.find(term.feature);
    if (at == entries.end()) continue;
    const Score weight = at->second->weight, need = at->second->level, have = term.level;
    total += Score{term.weight} * (need == 0 || have == 0 ? weight : weight * std::min(have, need) / need);
  }
  Score weights = 0;
  for (std::size_t d = 0; d < kDimensions; ++d) weights += in_row[d] && in_query[d] ? model.params().dimension_weight[d] : 0;
  return weights == 0 ? 0 : total * ((Score{1} << 24) / weights);
}

struct BruteMatch {
  Concept occupation;
  Score score;
  friend bool operator==(const BruteMatch&, const BruteMatch&) = default;
};
/// All of Rank(): every occupation scored, sorted by score and URI, cut off.
inline std::vector<BruteMatch> BruteRank(const MatchModel& model, const Profile& profile, const RankOptions& options) {
  const auto& taxonomy = model.taxonomy();
  std::vector<BruteMatch> all;
  for (Concept o = 0; o < taxonomy.size(); ++o) {
    if (taxonomy.Kind(o) != ConceptKind::kOccupation) continue;
    const auto origins = profile.origins();
    if (!options.with_origins && std::find(origins.begin(), origins.end(), o) != origins.end()) continue;
    const auto score = BruteScore(model, profile, o);
    if (score && *score >= options.least_score && (*score > 0 || options.with_zero)) all.push_back({o, *score});
  }
  std::stable_sort(all.begin(), all.end(), [&](const BruteMatch& a, const BruteMatch& b) {
    return a.score != b.score ? a.score > b.score : taxonomy.Uri(a.occupation) < taxonomy.Uri(b.occupation);
  });
  all.resize(std::min<std::size_t>(all.size(), options.limit == 0 ? 10 : options.limit));
  return all;
}

}  // namespace overstap::oracle
