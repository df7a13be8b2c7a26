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
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "overstap/match.hpp"
#include "overstap/model.hpp"
#include "overstap/profile.hpp"
#include "overstap/taxonomy.hpp"
#include "overstap/text.hpp"

namespace overstap::oracle {

__extension__ typedef __int128 Wide;

class Oracle {
 public:
  /// By dimension and what it is called there.
  using Vector = std::map<std::pair<int, std::string>, double>;

  Oracle(const Taxonomy& taxonomy, const ModelParams& params) : taxonomy_(taxonomy), params_(params) {
    const auto occupations = taxonomy.Concepts(ConceptKind::kOccupation);
    for (Concept o = occupations.first; o < occupations.last; ++o) {
      if (taxonomy.Status(o) != ConceptStatus::kCurrent || taxonomy.Relations(o).empty()) continue;
      ++described_;
      std::set<std::pair<int, std::string>> has;
      std::set<int> has_dimension;
      for (const auto& r : taxonomy.Relations(o)) {
        const int d = DimensionOf(r.target);
        if (r.relevance == Relevance::kNotRelevant) continue;
        has.insert({-1, Name(r.target)});
        for (const auto above : Above(r.target)) {
          if (d == 0 || d == 1) has.insert({3, Name(above)});
        }
        if (d < 0) continue;
        has_dimension.insert(d);
        sum_[r.target] += WeightOf(r), squares_[r.target] += WeightOf(r) * WeightOf(r);
      }
      for (const auto& [gram, weight] : Grams(o)) has.insert({4, gram});
      for (const auto& family : Families(o)) has.insert({5, family});
      for (const auto& feature : has) ++having_[feature];
      for (const int d : has_dimension) ++having_dimension_[d];
    }
    for (const auto& [target, sum] : sum_) {
      const int d = DimensionOf(target);
      if (sum > 0) mean_[d][{d, Name(target)}] = Scale(target) * sum / (having_dimension_.at(d) + 1);
    }
  }

  /// Everything above a concept, in any number of steps.
  std::set<Concept> Above(Concept c) const {
    std::set<Concept> above;
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

  Vector OfOccupation(Concept occupation) const {
    std::map<Concept, double> x;
    for (const auto& r : taxonomy_.Relations(occupation)) x[r.target] = WeightOf(r);
    auto v = Asked(x);
    AddPast({&occupation, 1}, v);
    return v;
  }
  Vector OfProfile(const Profile& profile) const {
    std::map<Concept, double> x;
    for (const auto& item : profile.items()) {
      x[item.concept_id] = params_.use_importance && item.importance != 0 ? item.importance : params_.relevance_weight[static_cast<std::size_t>(item.strength)];
    }
    auto v = Asked(x);
    AddPast(profile.origins(), v);
    return v;
  }

  /// Nothing when they have no dimension in common. `undecided` is set when a length is so near to the least one that rounding decides
  /// whether a block counts. `parts`, when given, gets what each feature adds.
  std::optional<double> Score(const Vector& p, const Vector& t, bool* undecided = nullptr, Vector* parts = nullptr) const {
    double sum = 0, weights = 0;
    if (parts) parts->clear();
    for (const auto& block : std::vector<std::set<int>>{{0, 1}, {2}, {3}, {4}, {5}}) {
      std::set<int> mine, both;
      for (const int d : block) {
        if (Has(p, d)) mine.insert(d);
        if (Has(p, d) && Has(t, d)) both.insert(d);
      }
      const int first = *block.begin();
      double w = params_.dimension_weight[static_cast<std::size_t>(first)];
      if (first == 0 && w == 0) w = params_.dimension_weight[1];
      // Too near to the average to have a direction is as if it had nothing there.
      const auto has_direction = [&](const Vector& v, const Vector& centred, const std::set<int>& dimensions) {
        if (dimensions.empty()) return false;
        const double length = Length(v, centred, dimensions);
        if (undecided && std::abs(length - 1) < 0.1) *undecided = true;
        return length > 1;
      };
      const auto cp = Centred(p, both), ct = Centred(t, both);
      if (!has_direction(p, cp, both) || !has_direction(t, ct, both)) {
        if (params_.missing == MissingPolicy::kLeaveOut || !has_direction(p, Centred(p, mine), mine)) continue;
        if (params_.missing == MissingPolicy::kRefuse) return std::nullopt;
        weights += w;
        continue;
      }
      const double length = std::sqrt(Dot(cp, cp) * Dot(ct, ct));
      sum += w * Dot(cp, ct) / length;
      weights += w;
      if (!parts) continue;
      for (const auto& [key, value] : cp) {
        if (const auto at = ct.find(key); at != ct.end()) (*parts)[key] = w * value * at->second / length;
      }
    }
    if (weights == 0) return std::nullopt;
    if (parts) {
      for (auto& [key, part] : *parts) part /= weights;
    }
    return sum / weights;
  }

 private:
  static bool Has(const Vector& v, int d) {
    return std::any_of(v.begin(), v.end(), [d](const auto& entry) { return entry.first.first == d; });
  }
  static double Dot(const Vector& a, const Vector& b) {
    double sum = 0;
    for (const auto& [key, value] : a) {
      if (const auto at = b.find(key); at != b.end()) sum += value * at->second;
    }
    return sum;
  }
  static Vector Part(const Vector& v, const std::set<int>& dimensions) {
    Vector part;
    for (const auto& [key, value] : v) {
      if (dimensions.contains(key.first)) part[key] = value;
    }
    return part;
  }
  /// Squared length of what is left beside the least that has a direction: a 256th of the whole block's.
  static double Length(const Vector& v, const Vector& centred, const std::set<int>& both) {
    const bool joint = both.contains(0) || both.contains(1);
    const auto whole = Part(v, joint ? std::set<int>{0, 1} : both);
    return Dot(centred, centred) / (Dot(whole, whole) / 256);
  }
  /// `v` in `dimensions`, minus what is common.
  Vector Centred(const Vector& v, const std::set<int>& dimensions) const {
    auto c = Part(v, dimensions);
    for (const int d : dimensions) {
      if (d > 2) continue;
      const auto& mean = mean_.at(d);
      const double own = params_.own_level / 100.0, q = Dot(Part(v, {d}), mean) / Dot(mean, mean);
      // Of a short profile not more is taken than four times what is there, skills and knowledge together.
      const auto block = Part(v, d == 2 ? std::set<int>{2} : std::set<int>{0, 1});
      const double share = std::min(params_.common / 100.0 * (1 - own + own * q), 4 * std::sqrt(Dot(block, block) / Dot(mean, mean)));
      for (const auto& [key, m] : mean) c[key] -= share * m;
    }
    return c;
  }
  double Scale(Concept c) const {
    const double n = having_dimension_.at(DimensionOf(c)) + 1;
    const double mean = sum_.at(c) / n, variance = squares_.at(c) / n - mean * mean;
    const auto& w = params_.dimension_weight;
    const double knowledge = DimensionOf(c) == 1 && w[0] != 0 && w[1] != 0 ? std::sqrt(static_cast<double>(w[1]) / w[0]) : 1;
    return knowledge / std::pow(variance, params_.spread / 4.0);
  }
  double Rarity(int d, const std::string& name) const {
    const auto at = having_.find({d, name});
    return at == having_.end() ? 0 : std::max(0.0, std::log2((described_ + 1.0) / (at->second + 0.5)));
  }

  Vector Asked(const std::map<Concept, double>& x) const {
    Vector v;
    for (const auto& [c, weight] : x) {
      const int d = DimensionOf(c);
      if (d < 0 || weight == 0) continue;
      if (On(d) && squares_.contains(c) && squares_.at(c) > 0) v[{d, Name(c)}] = weight * Scale(c);
      if (d == 2 || !On(3) || Rarity(-1, Name(c)) == 0) continue;
      for (const auto above : Above(c)) v[{3, Name(above)}] += weight * Rarity(-1, Name(c));
    }
    for (auto at = v.begin(); at != v.end();) {
      if (at->first.first == 3) at->second *= Rarity(3, at->first.second);
      at = at->second == 0 ? v.erase(at) : std::next(at);
    }
    return v;
  }
  /// Of one past occupation as they are; of several the largest, once each is scaled to length 1.
  void AddPast(std::span<const Concept> origins, Vector& v) const {
    for (const auto origin : origins) {
      Vector own;
      if (On(4)) {
        for (const auto& [gram, weight] : Grams(origin)) {
          if (having_.contains({4, gram}) && having_.at({4, gram}) > 1) own[{4, gram}] = weight * Rarity(4, gram);
        }
      }
      if (On(5)) {
        for (const auto& family : Families(origin)) own[{5, family}] = Rarity(5, family);
      }
      for (const int d : {4, 5}) {
        auto part = Part(own, {d});
        const double length = std::sqrt(Dot(part, part));
        for (const auto& [key, value] : part) {
          if (value != 0) v[key] = std::max(v[key], value / length);
        }
      }
    }
  }

  /// Letters, four in a row, with a blank before and after each word of three or more; the largest weight of the texts they stand in.
  std::map<std::string, double> Grams(Concept occupation) const {
    std::map<std::string, double> grams;
    if (!On(4)) return grams;
    const auto& snapshot = taxonomy_.snapshot();
    bool has_language = false;
    for (const auto& text : taxonomy_.Texts(occupation)) has_language |= snapshot.Language(text.language) == params_.language;
    for (const auto& text : taxonomy_.Texts(occupation)) {
      if (text.kind == TextKind::kHidden || (has_language && snapshot.Language(text.language) != params_.language)) continue;
      const double weight = params_.word_weight[text.kind == TextKind::kPreferred ? 0 : text.kind == TextKind::kDefinition ? 2 : 1];
      if (weight == 0) continue;
      const auto folded = Fold(snapshot.String(text.string));
      std::vector<std::string> word{" "};  // letters of one word
      const auto flush = [&] {
        word.push_back(" ");
        for (std::size_t i = 0; word.size() > 4 && i + 4 <= word.size(); ++i) {
          auto& kept = grams[word[i] + word[i + 1] + word[i + 2] + word[i + 3]];
          kept = std::max(kept, weight);
        }
        word = {" "};
      };
      for (std::size_t i = 0; i < folded.size();) {
        std::size_t length = 1;
        while (i + length < folded.size() && (static_cast<unsigned char>(folded[i + length]) & 0xC0) == 0x80) ++length;
        const auto letter = folded.substr(i, length);
        i += length;
        if (letter == " ") flush();
        else word.push_back(letter);
      }
      flush();
    }
    return grams;
  }
  std::set<std::string> Families(Concept occupation) const {
    std::set<std::string> families;
    for (const auto above : Above(occupation)) families.insert(Name(above));
    if (taxonomy_.Isco(occupation) != 0) {
      const auto digits = IscoDigits(taxonomy_.Isco(occupation));
      for (std::size_t n = 1; n <= 4; ++n) families.insert("ISCO " + digits.substr(0, n));
    }
    return families;
  }

  bool On(int d) const { return params_.dimension_weight[static_cast<std::size_t>(d)] != 0; }
  int DimensionOf(Concept c) const {
    switch (taxonomy_.Kind(c)) {
      case ConceptKind::kSkill: return 0;
      case ConceptKind::kKnowledge: return 1;
      case ConceptKind::kTask: return 2;
      default: return -1;
    }
  }
  double WeightOf(const Relation& r) const {
    if (r.relevance == Relevance::kNotRelevant) return 0;
    return params_.use_importance && r.importance != 0 ? r.importance : params_.relevance_weight[static_cast<std::size_t>(r.relevance)];
  }
  std::string Name(Concept c) const { return std::string(taxonomy_.Uri(c)); }

  const Taxonomy& taxonomy_;
  ModelParams params_;
  double described_ = 0;
  std::map<std::pair<int, std::string>, int> having_;  // -1: by itself
  std::map<int, int> having_dimension_;
  std::map<Concept, double> sum_, squares_;
  std::map<int, Vector> mean_;  // by dimension
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
  const auto& q = query.frame;
  const auto& r = model.RowFrame(occupation);
  std::map<std::uint32_t, Score> entries;
  for (const auto& entry : row) entries[entry.feature] = entry.weight;
  std::array<Score, kDimensions> dot{};
  for (const auto& term : query.terms) {
    const auto at = entries.find(term.feature);
    if (at != entries.end()) dot[static_cast<std::size_t>(model.DimensionOf(term.feature))] += Score{term.weight} * at->second;
  }
  const auto& w = model.params().dimension_weight;
  Score sum = 0, weights = 0;
  for (int first : {0, 2, 3, 4, 5}) {
    const Score weight = w[static_cast<std::size_t>(first)] != 0 || first != 0 ? w[static_cast<std::size_t>(first)] : w[1];
    unsigned both = 0;
    Wide deviation = 0;
    for (int d = first; d <= (first == 0 ? 1 : first); ++d) {
      const auto i = static_cast<std::size_t>(d);
      if ((q.mask >> d & 1) == 0 || (r.mask >> d & 1) == 0) continue;
      both |= 1u << d;
      deviation += static_cast<Wide>(dot[i]) * (1 << 28);
      if (d > 2) continue;
      deviation -= static_cast<Wide>(Score{q.share[i]} * r.overlap[i] + Score{r.share[i]} * q.overlap[i]) * (1 << 14);
      deviation += static_cast<Wide>(Score{q.share[i]} * r.share[i]) * static_cast<Score>(model.comparison().Squared(i));
    }
    const Score inverse_q = first == 0 ? q.requirements[both & 3] : q.other[static_cast<std::size_t>(first) - 1];
    const Score inverse_r = first == 0 ? r.requirements[both & 3] : r.other[static_cast<std::size_t>(first) - 1];
    if (both == 0 || inverse_q == 0 || inverse_r == 0) {
      const auto own = first == 0 ? q.requirements[q.mask & 3] : q.other[static_cast<std::size_t>(first) - 1];
      if (model.params().missing == MissingPolicy::kLeaveOut || own == 0) continue;  // 0 also where the profile has nothing in it
      if (model.params().missing == MissingPolicy::kRefuse) return std::nullopt;
      weights += weight;
      continue;
    }
    sum += weight * static_cast<Score>(deviation * inverse_q * inverse_r >> 72);
    weights += weight;
  }
  if (weights == 0) return std::nullopt;
  // Half up, below zero too.
  const Score unit = weights << 20;
  const Score up = 2 * sum + unit, down = up >= 0 ? up / (2 * unit) : -((-up + 2 * unit - 1) / (2 * unit));
  return down;
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
