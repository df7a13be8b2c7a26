// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// What to ask next: the candidates' scores for hundreds of profiles that differ in one item, and the choice among them.

#include "overstap/questions.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "absl/numeric/int128.h"
#include "overstap/compare.hpp"
#include "overstap/kernel.hpp"
#include "overstap/model.hpp"

namespace overstap {
namespace {

using detail::Cat;

/// The best matches, and what they would score if the items were others. The same numbers as MatchModel::ScoreAll(), which would
/// take ten times as long: it scores all rows, and anew what only past occupations decide.
class Candidates {
 public:
  Candidates(const MatchModel& model, const MatchModel::Query& query, const Profile& profile, std::uint32_t most)
      : model_(model), frame_(query.frame), features_(2 * model.taxonomy().size()) {
    std::vector<Score> scores;
    model.ScoreAll(query, scores);
    std::vector<Scored> best;
    for (Concept row = 0; row < model.rows(); ++row) {
      if (scores[row] != MatchModel::kNoScore && !profile.HasOrigin(row)) best.push_back({scores[row], row});
    }
    KeepBest(best, most);
    std::vector<std::uint32_t> begin{0};
    std::vector<RowEntry> entries;
    for (const auto& s : best) {
      rows_.push_back(s.row);
      now_.push_back(s.score);
      for (const auto& e : model.Row(s.row)) {
        if (e.feature < features_) entries.push_back(e);
      }
      begin.push_back(static_cast<std::uint32_t>(entries.size()));
      auto& dots = past_.emplace_back();
      ForShared(query.terms, model.Row(s.row), [&](const QueryTerm& term, const RowEntry& entry) {
        if (const auto d = static_cast<Dimension>(entry.dimension); IsPast(d)) dots[BlockOf(d)] += Product(term, entry);
      });
    }
    index_ = PostingIndex(begin, entries, features_);
  }

  std::span<const Concept> rows() const { return rows_; }

  /// n^2 times the variance, over the n candidates, of what their scores change when the profile's items become `items`. A candidate without
  /// a score counts as one that scores 0. Below 2^62 for 1,000 candidates.
  std::uint64_t Move(std::span<const ProfileItem> items) {
    auto query = model_.QueryOf(items);
    for (const auto d : {Dimension::kWords, Dimension::kFamily}) {
      query.frame.mask |= static_cast<DimensionSet>(frame_.mask & SetOf(d));
      query.frame.other[BlockOf(d)] = frame_.other[BlockOf(d)];
    }
    const auto& t = model_.taxonomy();
    const std::array<std::uint32_t, kOfItems> end = {t.Concepts(ConceptKind::kTask).first, t.size(), features_};
    auto from = query.terms.begin();
    for (std::size_t b = 0; b < kOfItems; ++b) {
      const auto to = std::lower_bound(from, query.terms.end(), end[b], [](const QueryTerm& term, std::uint32_t feature) { return term.feature < feature; });
      totals_[b].assign(rows_.size(), 0);
      index_.Accumulate(std::span(from, to), totals_[b]);
      from = to;
    }
    std::int64_t sum = 0;
    std::uint64_t squares = 0;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const auto& frame = model_.RowFrame(rows_[i]);
      const auto blocks = model_.comparison().BlocksOf(query.frame, frame);
      Score score = 0;
      if (blocks.weight != 0) {
        auto dots = past_[i];
        for (std::size_t b = 0; b < kOfItems; ++b) dots[b] = totals_[b][i];
        score = model_.comparison().Combine(query.frame, frame, dots, blocks);
      }
      const auto change = score - now_[i];
      sum += change;
      squares += static_cast<std::uint64_t>(change * change);
    }
    return rows_.size() * squares - static_cast<std::uint64_t>(sum * sum);
  }

 private:
  static constexpr std::size_t kOfItems = 3;  // the first blocks: skills and knowledge, tasks, groups
  static bool IsPast(Dimension d) { return d == Dimension::kWords || d == Dimension::kFamily; }

  const MatchModel& model_;
  Frame frame_;
  std::uint32_t features_;        // of concepts and groups; those of words and families are above
  std::vector<Concept> rows_;
  std::vector<Score> now_;
  std::vector<Dots> past_;        // words and family
  PostingIndex index_;            // of concepts and groups, row = position in rows_
  std::array<std::vector<std::uint32_t>, kOfItems> totals_;
};

/// What the candidates ask of one concept.
struct Asked {
  std::uint32_t by = 0;
  std::uint64_t chance = 0;  ///< sum over them of weight x ChanceOfYes()
};

/// Calls `use(relation)` for every skill or knowledge area that an occupation asks.
template <typename Use>
void ForRequirements(const Taxonomy& t, Concept occupation, const Use& use) {
  for (const auto& r : t.Relations(occupation)) {
    if (r.relevance != Relevance::kNotRelevant && MatchModel::IsRequirement(t.Kind(r.target))) use(r);
  }
}

/// How much each candidate weighs as work that the person may have done and not told: a power of two, 2^20 for the likeliest.
std::vector<std::uint64_t> UntoldWeights(const Taxonomy& t, const Profile& profile, std::span<const Concept> rows) {
  std::vector<bool> told(t.size(), false);
  for (const auto origin : profile.origins()) ForRequirements(t, origin, [&](const Relation& r) { told[r.target] = true; });
  std::vector<std::int64_t> powers;
  for (const auto row : rows) {
    auto& power = powers.emplace_back(0);
    ForRequirements(t, row, [&](const Relation& r) {
      if (told[r.target]) return;
      if (const auto* item = profile.Find(r.target)) power += item->evidence != Evidence::kInferred ? 2 : 0;
      else power -= std::binary_search(profile.denied().begin(), profile.denied().end(), r.target);
    });
  }
  const auto most = powers.empty() ? 0 : *std::max_element(powers.begin(), powers.end());
  std::vector<std::uint64_t> weights;
  for (const auto power : powers) weights.push_back(most - power > 20 ? 0 : std::uint64_t{1} << (20 - (most - power)));
  return weights;
}

std::vector<Asked> CountAsked(const Taxonomy& t, std::span<const Concept> rows, std::span<const std::uint64_t> weights) {
  std::vector<Asked> asked(t.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    ForRequirements(t, rows[i], [&](const Relation& r) {
      ++asked[r.target].by;
      if (!weights.empty()) asked[r.target].chance += weights[i] * ChanceOfYes(r.relevance, r.importance);
    });
  }
  return asked;
}

}  // namespace

StatusOr<QuestionList> Questions(const Matcher& matcher, const Profile& profile, const QuestionOptions& options) {
  constexpr std::uint32_t kLimit = 15, kMostLimit = 100, kCandidates = 30, kMostCandidates = 1000, kLeastAsked = 2;
  const auto limit = options.limit == 0 ? kLimit : options.limit;
  const auto most = options.candidates == 0 ? kCandidates : options.candidates;
  if (limit > kMostLimit) return Error(ErrorCode::kInvalidArgument, Cat("questions: limit is ", limit, "; it must be at most ", kMostLimit));
  if (most < 2 || most > kMostCandidates) {
    return Error(ErrorCode::kInvalidArgument, Cat("questions: candidates is ", most, "; it must be in 2..", kMostCandidates));
  }
  const auto& model = matcher.model();
  const auto& t = matcher.taxonomy();
  QuestionList list;
  const auto may_ask = [&](Concept c) {
    const auto kind = t.Kind(c);
    return (kind == ConceptKind::kSkill || (kind == ConceptKind::kKnowledge && options.with_knowledge)) && !profile.IsAnswered(c);
  };
  const auto add = [&](const Question& question) {
    if (question.gain > 0) list.questions.push_back(question);
  };

  const auto query = model.MakeQuery(profile);
  if (!model.HasEnough(query)) {
    list.status = RankStatus::kTooLittleData;
    std::vector<Concept> rows;
    for (Concept row = 0; row < model.rows(); ++row) {
      if (model.IsCandidate(row) && !profile.HasOrigin(row)) rows.push_back(row);
    }
    const std::uint64_t n = rows.size();
    list.candidates = static_cast<std::uint32_t>(n);
    const auto asked = CountAsked(t, rows, {});
    for (Concept c = 0; c < t.size(); ++c) {
      const auto by = asked[c].by;
      if (by > 0 && may_ask(c)) add({c, profile.Find(c) != nullptr, static_cast<std::uint16_t>(by * std::uint64_t{1000} / n), by, by * (n - by)});
    }
  } else {
    Candidates candidates(model, query, profile, most);
    const std::uint64_t n = candidates.rows().size();
    list.candidates = static_cast<std::uint32_t>(n);
    if (n < 2) return list;
    const auto weights = UntoldWeights(t, profile, candidates.rows());
    std::uint64_t weight = 0;
    for (const auto w : weights) weight += w;
    const auto asked = CountAsked(t, candidates.rows(), weights);
    std::vector<ProfileItem> items(profile.items().begin(), profile.items().end());
    for (Concept c = 0; c < t.size(); ++c) {
      const auto at = std::lower_bound(items.begin(), items.end(), c, [](const ProfileItem& i, Concept x) { return i.concept_id < x; });
      const bool inferred = at != items.end() && at->concept_id == c;
      if ((!inferred && asked[c].by < kLeastAsked) || !may_ask(c)) continue;
      const ProfileItem claimed{.concept_id = c};
      std::uint64_t chance = 0, yes = 0, no = 0;
      if (inferred) {
        const auto held = *at;
        chance = std::uint64_t{ChanceOfYes(held.strength, held.importance)} * held.worth / kFullWorth;
        *at = claimed;
        yes = candidates.Move(items);
        const auto next = items.erase(at);
        no = candidates.Move(items);
        items.insert(next, held);
      } else {
        chance = asked[c].chance * kUntold / (weight * 1000);
        const auto added = items.insert(at, claimed);
        yes = candidates.Move(items);
        items.erase(added);
      }
      const auto expected = (absl::uint128(chance) * yes + absl::uint128(1000 - chance) * no) / (1000 * n * n);
      add({c, inferred, static_cast<std::uint16_t>(chance), asked[c].by, absl::Uint128Low64(expected)});
    }
  }
  std::sort(list.questions.begin(), list.questions.end(),
            [](const Question& a, const Question& b) { return a.gain != b.gain ? a.gain > b.gain : a.concept_id < b.concept_id; });
  if (list.questions.size() > limit) list.questions.resize(limit);
  return list;
}

}  // namespace overstap
