// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Evaluate: how well a matcher ranks, measured against transitions that others have judged. For those who choose a model or
// its parameters. It measures agreement with the judgements at hand and nothing else: not the labour market, not a direction.
//
// Each origin is a person with that one past occupation. What is ranked for it: all other occupations of the universe, best
// first, ties by concept; those that get no score (too little data) stand below all others and tie. With grade(t) the grade
// of a judged target, 0 for all other candidates:
//
//     nDCG@k    sum over ranks r = 1..k of (2^grade - 1) / log2(1 + r), divided by that of the best order there is
//     recall@k  share of the judged targets that are among the first k
//     MRR       1 / rank of the first judged target
//     AUC       the chance that a judged target scores higher than a candidate that is not judged; a tie counts half
//
// A target without a score has no rank: it counts as missed. Means are over origins, each weighing the same. Intervals are
// percentile intervals of a bootstrap over origins: they say how much the mean depends on which origins happen to be judged.
// Sources: nDCG, Jarvelin and Kekalainen, ACM TOIS 20(4), 2002, in the form of Burges et al., ICML 2005; bootstrap, Efron 1979.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "overstap/ids.hpp"
#include "overstap/kernel.hpp"
#include "overstap/match.hpp"
#include "overstap/status.hpp"
#include "overstap/taxonomy.hpp"

namespace overstap {

/// Grades are 1 (related) to 3 (closely related).
inline constexpr std::uint8_t kMaxGrade = 3;

struct Judgement {
  Concept from = kNoConcept, to = kNoConcept;
  std::uint8_t grade = 0;  ///< 1..kMaxGrade
  friend bool operator==(const Judgement&, const Judgement&) = default;
};

/// Judged transitions between occupations of one taxonomy. A value; const methods from any thread.
class Judgements {
 public:
  Judgements() = default;
  /// Of a pair that is judged more than once the highest grade is kept. Error: kInvalidArgument for what is no occupation or no grade.
  static StatusOr<Judgements> Make(const Taxonomy& taxonomy, std::vector<Judgement> rows);

  /// By from and to, each pair once. A pair of an occupation with itself says nothing but that it belongs to the closed universe.
  std::span<const Judgement> rows() const { return rows_; }
  /// Hash of the taxonomy.
  const std::string& taxonomy() const { return taxonomy_; }

  /// Of the file they were read from: its rows, how many of them name something that is no occupation of the taxonomy and were left
  /// out, and where the first of these is.
  std::uint64_t rows_read = 0, rows_unknown = 0, first_unknown_line = 0;
  std::string first_unknown;

 private:
  std::vector<Judgement> rows_;
  std::string taxonomy_;
};

/// Reads a CSV file: a header, then URI of the origin, URI of the target, grade in the first three columns, whatever they are called. The
/// grades 3, 2, 1 are taken as they are; 75 and 25 (per cent, as some public employment services publish them) become 2 and 1. Rows that
/// name what is no occupation of the taxonomy are left out and counted: that a table is of another release says nothing about a model.
/// Errors: kIo, kMalformed with file and line.
StatusOr<Judgements> ReadJudgements(const Taxonomy& taxonomy, const std::string& path);

enum class Metric : std::uint8_t {
  kNdcg = 0,            ///< at EvaluateOptions::ndcg_at
  kRecall = 1,          ///< at recall_at[0]
  kWideRecall = 2,      ///< at recall_at[1]
  kReciprocalRank = 3,  ///< of the first judged target
  kAuc = 4,
};
inline constexpr int kMetrics = 5;

enum class Universe : std::uint8_t {
  kClosed = 0,  ///< the occupations that occur in the judgements
  kAll = 1,     ///< all that the model gives a score; judged targets that get none are left out
};

struct EvaluateOptions {
  Universe universe = Universe::kClosed;
  std::uint32_t ndcg_at = 10;
  std::array<std::uint32_t, 2> recall_at = {10, 20};
  unsigned threads = 1;        ///< 0 = 1
  std::uint32_t rounds = 2000;  ///< of the bootstrap, 1..1,000,000
  std::uint64_t seed = 1;
};

/// "ndcg@10", "recall@10", "recall@20", "mrr", "auc".
std::string Name(Metric metric, const EvaluateOptions& options = {});

/// By Metric; nothing where it is not defined: no judged target, and for AUC no candidate that is not judged.
using Measures = std::array<std::optional<double>, kMetrics>;

struct Graded {
  Score score = 0;
  std::uint8_t grade = 0;  ///< 0 = not judged
};
/// Measures one ranking: candidates with a score, best first, and the grades of those without one. O(candidates).
Measures MeasureRanking(std::span<const Graded> ranking, std::span<const std::uint8_t> unranked, const EvaluateOptions& options = {});

/// A mean with the 95 % interval around it; `of` is how many values it is the mean of, 0 = none.
struct Estimate {
  double mean = 0, low = 0, high = 0;
  std::uint32_t of = 0;
};
/// The mean of `values` with its percentile bootstrap interval: `rounds` means of as many values, drawn with replacement by a generator
/// of our own, so that the same seed gives the same draws everywhere. The outermost rounds / 40 at each end are cut off. O(rounds x values).
Estimate Bootstrap(std::span<const double> values, std::uint32_t rounds, std::uint64_t seed);

struct OriginQuality {
  Concept origin = kNoConcept;
  bool ranked = false;  ///< false: too little data, nothing has a score
  Measures measures;
};

struct Quality {
  EvaluateOptions options;
  std::string taxonomy, model;  ///< hashes
  std::uint32_t candidates = 0;  ///< size of the universe
  std::uint32_t unranked = 0;    ///< origins without a ranking; they count, with nothing found
  std::array<Estimate, kMetrics> means;
  std::vector<OriginQuality> origins;  ///< those with a judged target in the universe, ascending

  const Estimate& Of(Metric metric) const { return means[static_cast<std::size_t>(metric)]; }
};

/// Called from the calling thread only, with how many of how many origins are done; true cancels.
using EvaluateWatch = std::function<bool(std::size_t done, std::size_t origins)>;

/// The same for any number of threads, which end before the call does. O(origins x Rank()).
/// Errors: kInvalidArgument for options out of range and judgements of another taxonomy; kTooLittleData when no origin has a judged
/// target in the universe; kCancelled.
StatusOr<Quality> Evaluate(const Matcher& matcher, const Judgements& judgements, const EvaluateOptions& options = {}, const EvaluateWatch& watch = nullptr);

/// What `b` has more than `a` in a metric: the mean over the origins of both, with the interval of the pairs of values, which is narrower
/// than what the two intervals together suggest. Zero outside of it is a difference that does not hang on the choice of origins.
/// Error: kInvalidArgument for evaluations of different taxonomies, universes or cut-offs, or without a common origin.
StatusOr<Estimate> Compare(const Quality& a, const Quality& b, Metric metric = Metric::kNdcg);

/// The universe, ascending.
std::vector<Concept> CandidatesOf(const Matcher& matcher, const Judgements& judgements, Universe universe);
/// How Evaluate() ranks: those of `candidates` that get a score for a person whose one past occupation is `origin`, best first. `origin` is
/// not among them. Nothing when it is not current or has too little data. Error: kInvalidArgument when it is no occupation.
StatusOr<std::vector<Scored>> RankCandidates(const Matcher& matcher, Concept origin, std::span<const Concept> candidates);

}  // namespace overstap
