// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The measures of evaluate.hpp, the bootstrap, and the loop over origins.

#include "overstap/evaluate.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <tuple>

#include "overstap/detail/parallel.hpp"
#include "overstap/profile.hpp"

namespace overstap {
namespace {

using detail::Cat;

constexpr std::uint32_t kMostRounds = 1'000'000;

/// The next of a sequence of numbers that look random, all 64 bits of them (splitmix64, Steele et al., OOPSLA 2014).
std::uint64_t Draw(std::uint64_t& state) {
  std::uint64_t x = state += 0x9E3779B97F4A7C15u;
  for (const auto& [shift, factor] : {std::pair{30, 0xBF58476D1CE4E5B9u}, std::pair{27, 0x94D049BB133111EBu}}) x = (x ^ (x >> shift)) * factor;
  return x ^ (x >> 31);
}

/// Discounted gain of the first `most` of what has grades.
template <typename Items, typename GradeOf>
double DiscountedGain(const Items& items, std::size_t most, const GradeOf& grade_of) {
  double sum = 0;
  for (std::size_t i = 0; i < std::min(most, items.size()); ++i) sum += (std::ldexp(1.0, grade_of(items[i])) - 1) / std::log2(static_cast<double>(i + 2));
  return sum;
}

Status Validate(const EvaluateOptions& options) {
  const auto invalid = [](std::string_view what) { return Error(ErrorCode::kInvalidArgument, Cat("evaluation: ", what)); };
  if (options.universe != Universe::kClosed && options.universe != Universe::kAll) return invalid("the universe must be closed or all");
  if (options.ndcg_at == 0 || options.recall_at[0] == 0 || options.recall_at[1] == 0) return invalid("a cut-off is 0; it must be at least 1");
  if (options.rounds < 1 || options.rounds > kMostRounds) return invalid(Cat("rounds is ", options.rounds, "; it must be in 1..", kMostRounds));
  return {};
}

/// What is judged of one origin.
struct Case {
  Concept origin;
  std::vector<Judgement> judged;  ///< by target
};

/// The origins with a judged target among `candidates`.
std::vector<Case> CasesOf(const Judgements& judgements, std::span<const Concept> candidates) {
  std::vector<Case> cases;
  for (const auto& row : judgements.rows()) {
    if (row.to == row.from || !std::binary_search(candidates.begin(), candidates.end(), row.to)) continue;
    if (cases.empty() || cases.back().origin != row.from) cases.push_back({row.from, {}});
    cases.back().judged.push_back(row);
  }
  return cases;
}

OriginQuality Measure(const Matcher& matcher, const Case& of, std::span<const Concept> candidates, const EvaluateOptions& options) {
  // It fails for what is no occupation only, and Judgements::Make() lets none of that through.
  const auto ranking = RankCandidates(matcher, of.origin, candidates).value_or(std::vector<Scored>());
  const auto grade_of = [&](Concept c) {
    const auto at = std::lower_bound(of.judged.begin(), of.judged.end(), c, [](const Judgement& row, Concept x) { return row.to < x; });
    return at != of.judged.end() && at->to == c ? at->grade : std::uint8_t{0};
  };
  std::vector<Graded> graded;
  std::vector<bool> has_score(matcher.model().rows(), false);
  for (const auto& s : ranking) {
    graded.push_back({s.score, grade_of(s.row)});
    has_score[s.row] = true;
  }
  std::vector<std::uint8_t> unranked;
  for (const auto c : candidates) {
    if (c != of.origin && !has_score[c]) unranked.push_back(grade_of(c));
  }
  return {of.origin, !ranking.empty(), MeasureRanking(graded, unranked, options)};
}

}  // namespace

StatusOr<Judgements> Judgements::Make(const Taxonomy& taxonomy, std::vector<Judgement> rows) {
  for (const auto& row : rows) {
    for (const auto c : {row.from, row.to}) {
      if (c >= taxonomy.size() || taxonomy.Kind(c) != ConceptKind::kOccupation) return Error(ErrorCode::kInvalidArgument, Cat("judgement: concept ", c, " is no occupation of this taxonomy"));
    }
    if (row.grade < 1 || row.grade > kMaxGrade) {
      return Error(ErrorCode::kInvalidArgument, Cat("judgement of ", taxonomy.Uri(row.from), " to ", taxonomy.Uri(row.to), ": the grade is ", row.grade, "; it must be in 1..", kMaxGrade));
    }
  }
  std::sort(rows.begin(), rows.end(), [](const Judgement& a, const Judgement& b) { return std::tuple(a.from, a.to, b.grade) < std::tuple(b.from, b.to, a.grade); });
  rows.erase(std::unique(rows.begin(), rows.end(), [](const Judgement& a, const Judgement& b) { return a.from == b.from && a.to == b.to; }), rows.end());
  Judgements judgements;
  judgements.rows_ = std::move(rows);
  judgements.taxonomy_ = taxonomy.snapshot().Hash();
  return judgements;
}

std::string Name(Metric metric, const EvaluateOptions& options) {
  switch (metric) {
    case Metric::kNdcg: return Cat("ndcg@", options.ndcg_at);
    case Metric::kRecall: return Cat("recall@", options.recall_at[0]);
    case Metric::kWideRecall: return Cat("recall@", options.recall_at[1]);
    case Metric::kReciprocalRank: return "mrr";
    case Metric::kAuc: return "auc";
  }
  return "unknown";
}

Measures MeasureRanking(std::span<const Graded> ranking, std::span<const std::uint8_t> unranked, const EvaluateOptions& options) {
  std::vector<std::uint8_t> best;  // grades of the judged targets, best first
  for (const auto& g : ranking) best.push_back(g.grade);
  best.insert(best.end(), unranked.begin(), unranked.end());
  const auto candidates = best.size();
  std::erase(best, std::uint8_t{0});
  std::sort(best.begin(), best.end(), std::greater<>());
  Measures measures;
  if (best.empty()) return measures;

  const auto set = [&](Metric metric, double value) { measures[static_cast<std::size_t>(metric)] = value; };
  set(Metric::kNdcg, DiscountedGain(ranking, options.ndcg_at, [](const Graded& g) { return g.grade; }) / DiscountedGain(best, options.ndcg_at, [](std::uint8_t g) { return g; }));
  const auto is_judged = [](const Graded& g) { return g.grade > 0; };
  const auto recall = [&](std::size_t at) {
    const auto first = ranking.first(std::min(at, ranking.size()));
    return static_cast<double>(std::count_if(first.begin(), first.end(), is_judged)) / static_cast<double>(best.size());
  };
  set(Metric::kRecall, recall(options.recall_at[0]));
  set(Metric::kWideRecall, recall(options.recall_at[1]));
  const auto first = std::find_if(ranking.begin(), ranking.end(), is_judged);
  set(Metric::kReciprocalRank, first == ranking.end() ? 0.0 : 1.0 / static_cast<double>(first - ranking.begin() + 1));

  // Twice the pairs won, group of equal scores by group; those without a score are the last.
  const std::uint64_t others = candidates - best.size();
  if (others == 0) return measures;
  std::uint64_t won_twice = 0, below = others, judged = 0, not_judged = 0;
  const auto count = [&](bool is) { ++(is ? judged : not_judged); };
  const auto close = [&] {
    below -= not_judged;
    won_twice += judged * (2 * below + not_judged);
    judged = not_judged = 0;
  };
  for (std::size_t i = 0; i < ranking.size(); ++i) {
    if (i > 0 && ranking[i].score != ranking[i - 1].score) close();
    count(is_judged(ranking[i]));
  }
  close();
  for (const auto grade : unranked) count(grade > 0);
  close();
  set(Metric::kAuc, static_cast<double>(won_twice) / (2.0 * static_cast<double>(best.size()) * static_cast<double>(others)));
  return measures;
}

Estimate Bootstrap(std::span<const double> values, std::uint32_t rounds, std::uint64_t seed) {
  Estimate estimate;
  const auto n = static_cast<std::uint32_t>(values.size());
  if (n == 0) return estimate;
  estimate.of = n;
  double sum = 0;
  for (const auto x : values) sum += x;
  estimate.mean = estimate.low = estimate.high = sum / n;
  if (rounds == 0) return estimate;
  std::vector<double> means(rounds);
  for (auto& mean : means) {
    sum = 0;
    for (std::uint32_t i = 0; i < n; ++i) sum += values[static_cast<std::size_t>((Draw(seed) >> 32) * n >> 32)];
    mean = sum / n;
  }
  std::sort(means.begin(), means.end());
  estimate.low = means[rounds / 40];
  estimate.high = means[rounds - 1 - rounds / 40];
  return estimate;
}

std::vector<Concept> CandidatesOf(const Matcher& matcher, const Judgements& judgements, Universe universe) {
  std::vector<Concept> candidates;
  if (universe == Universe::kAll) {
    for (Concept c = 0; c < matcher.model().rows(); ++c) {
      if (matcher.model().IsCandidate(c)) candidates.push_back(c);
    }
    return candidates;
  }
  for (const auto& row : judgements.rows()) candidates.insert(candidates.end(), {row.from, row.to});
  std::sort(candidates.begin(), candidates.end());
  candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
  return candidates;
}

StatusOr<std::vector<Scored>> RankCandidates(const Matcher& matcher, Concept origin, std::span<const Concept> candidates) {
  const auto& model = matcher.model();
  ProfileBuilder builder(matcher.taxonomy());
  OVS_RETURN_IF_ERROR(builder.AddOccupation(origin));
  std::vector<Scored> ranking;
  // As matrix does, which has no row for an occupation that is no longer current.
  if (!model.IsCandidate(origin)) return ranking;
  // Not Rank(): only some occupations are asked for, and nothing of them but the score.
  const auto query = model.MakeQuery(builder.Build());
  if (!model.HasEnough(query)) return ranking;
  std::vector<Score> scores;
  model.ScoreAll(query, scores);
  for (const auto c : candidates) {
    if (c != origin && c < scores.size() && scores[c] != MatchModel::kNoScore) ranking.push_back({scores[c], c});
  }
  std::sort(ranking.begin(), ranking.end());
  return ranking;
}

StatusOr<Quality> Evaluate(const Matcher& matcher, const Judgements& judgements, const EvaluateOptions& options, const EvaluateWatch& watch) {
  OVS_RETURN_IF_ERROR(Validate(options));
  Quality quality;
  quality.options = options;
  quality.taxonomy = matcher.taxonomy().snapshot().Hash();
  quality.model = matcher.model().hash();
  if (quality.taxonomy != judgements.taxonomy()) return Error(ErrorCode::kInvalidArgument, "evaluation: the judgements are of another taxonomy than the model; read them for this one");
  const auto candidates = CandidatesOf(matcher, judgements, options.universe);
  const auto cases = CasesOf(judgements, candidates);
  if (cases.empty()) return Error(ErrorCode::kTooLittleData, "no origin of the judgements has a judged target among the occupations that are ranked; judge more");
  quality.candidates = static_cast<std::uint32_t>(candidates.size());
  quality.origins.resize(cases.size());
  const auto measure = [&](std::size_t i) { quality.origins[i] = Measure(matcher, cases[i], candidates, options); };
  std::function<bool(std::size_t)> cancelled;
  if (watch) cancelled = [&](std::size_t done) { return watch(done, cases.size()); };
  if (!detail::ForEachIndex(cases.size(), options.threads, measure, cancelled)) return Error(ErrorCode::kCancelled, "the evaluation was cancelled");

  for (const auto& o : quality.origins) quality.unranked += !o.ranked;
  for (std::size_t m = 0; m < kMetrics; ++m) {
    std::vector<double> values;
    for (const auto& o : quality.origins) {
      if (o.measures[m]) values.push_back(*o.measures[m]);
    }
    quality.means[m] = Bootstrap(values, options.rounds, options.seed);
  }
  return quality;
}

StatusOr<Estimate> Compare(const Quality& a, const Quality& b, Metric metric) {
  const auto invalid = [](std::string_view what) { return Error(ErrorCode::kInvalidArgument, Cat("comparison of evaluations: ", what)); };
  if (a.taxonomy != b.taxonomy) return invalid("they are of different taxonomies");
  if (a.options.universe != b.options.universe || Name(metric, a.options) != Name(metric, b.options)) return invalid("their universes or cut-offs differ; evaluate both with the same options");
  const auto m = static_cast<std::size_t>(metric);
  std::vector<double> differences;
  for (auto i = a.origins.begin(), j = b.origins.begin(); i != a.origins.end() && j != b.origins.end();) {
    if (i->origin < j->origin) {
      ++i;
    } else if (j->origin < i->origin) {
      ++j;
    } else {
      if (i->measures[m] && j->measures[m]) differences.push_back(*j->measures[m] - *i->measures[m]);
      ++i, ++j;
    }
  }
  if (differences.empty()) return invalid("they have no origin in common");
  return Bootstrap(differences, a.options.rounds, a.options.seed);
}

}  // namespace overstap
