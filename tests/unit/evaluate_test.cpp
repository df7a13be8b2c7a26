// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Evaluation: every measure worked by hand and against a slow definition, the bootstrap, and tables of judgements, good and bad.

#include "overstap/evaluate.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <map>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "oracle/files.hpp"
#include "oracle/random_graph.hpp"
#include "overstap/detail/parallel.hpp"

using namespace overstap;
using namespace overstap::test;

namespace {

double At(const Measures& measures, Metric metric) {
  const auto& value = measures[static_cast<std::size_t>(metric)];
  REQUIRE(value.has_value());
  return *value;
}
bool Has(const Measures& measures, Metric metric) { return measures[static_cast<std::size_t>(metric)].has_value(); }

EvaluateOptions CutAt(std::uint32_t ndcg, std::uint32_t recall, std::uint32_t wide) {
  EvaluateOptions options;
  options.ndcg_at = ndcg;
  options.recall_at = {recall, wide};
  return options;
}

/// The definitions of the header, word by word, pair by pair, order by order.
Measures Slow(const std::vector<Graded>& ranking, const std::vector<std::uint8_t>& unranked, const EvaluateOptions& options) {
  Measures measures;
  std::vector<std::uint8_t> all;
  for (const auto& g : ranking) all.push_back(g.grade);
  const auto ranked = all;
  all.insert(all.end(), unranked.begin(), unranked.end());
  const auto judged = std::count_if(all.begin(), all.end(), [](auto g) { return g > 0; });
  if (judged == 0) return measures;
  const auto gain = [&](const std::vector<std::uint8_t>& order) {
    double sum = 0;
    for (std::size_t r = 1; r <= order.size() && r <= options.ndcg_at; ++r) sum += (std::pow(2.0, order[r - 1]) - 1) / std::log2(1.0 + static_cast<double>(r));
    return sum;
  };
  double best = 0;
  auto order = all;
  std::sort(order.begin(), order.end());
  do best = std::max(best, gain(order));
  while (std::next_permutation(order.begin(), order.end()));
  measures[0] = gain(ranked) / best;
  for (std::size_t i = 0; i < 2; ++i) {
    double found = 0;
    for (std::size_t r = 1; r <= ranked.size() && r <= options.recall_at[i]; ++r) found += ranked[r - 1] > 0;
    measures[1 + i] = found / static_cast<double>(judged);
  }
  measures[3] = 0.0;
  for (std::size_t r = ranked.size(); r >= 1; --r) {
    if (ranked[r - 1] > 0) measures[3] = 1.0 / static_cast<double>(r);
  }
  double won = 0, pairs = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t j = 0; j < all.size(); ++j) {
      if (all[i] == 0 || all[j] > 0) continue;
      ++pairs;
      const bool has_i = i < ranking.size(), has_j = j < ranking.size();
      if (has_i && has_j) won += ranking[i].score > ranking[j].score ? 1.0 : ranking[i].score == ranking[j].score ? 0.5 : 0.0;
      else won += has_i ? 1.0 : has_j ? 0.0 : 0.5;
    }
  }
  if (pairs > 0) measures[4] = won / pairs;
  return measures;
}

void CheckSame(const Measures& a, const Measures& b) {
  for (std::size_t m = 0; m < kMetrics; ++m) {
    REQUIRE(a[m].has_value() == b[m].has_value());
    if (a[m]) CHECK(std::abs(*a[m] - *b[m]) < 1e-12);
  }
}

std::string Text(const Status& status) { return std::string(status.message()); }

Taxonomy Occupations(std::initializer_list<std::string_view> names) {
  Maker make;
  for (const auto name : names) make(name);
  make("skill/x");
  return make.Build();
}

StatusOr<Judgements> Read(const Taxonomy& taxonomy, std::string_view text) { return ReadJudgements(taxonomy, TemporaryFile(text, "truth.csv").path); }
std::string ErrorOf(const Taxonomy& taxonomy, std::string_view text) {
  const auto judgements = Read(taxonomy, text);
  REQUIRE_FALSE(judgements.ok());
  CHECK(CodeOf(judgements.status()) == ErrorCode::kMalformed);
  const auto message = Text(judgements.status());
  return message.substr(message.rfind('/') + 1);
}

/// Pairs of random occupations of a random graph, judged at random.
struct Bed {
  Matcher matcher;
  Judgements judgements;
};
Bed MakeBed(std::uint64_t seed, int pairs, const GraphSize& size = {}) {
  Random random(seed);
  Bed bed{MakeMatcher(RandomTaxonomy(seed, size)), {}};
  const auto& t = bed.matcher.taxonomy();
  std::vector<Judgement> rows;
  for (int i = 0; i < pairs; ++i) {
    rows.push_back({random.Below(size.occupations), random.Below(size.occupations), static_cast<std::uint8_t>(1 + random.Below(kMaxGrade))});
  }
  bed.judgements = Need(Judgements::Make(t, rows));
  return bed;
}

}  // namespace

TEST_CASE("Measures: a ranking worked by hand") {
  // By rank: not judged, grade 3, not judged with the same score, grade 1. Without a score: grade 2, and one not judged.
  const std::vector<Graded> ranking = {{9, 0}, {7, 3}, {7, 0}, {-5, 1}};
  const std::vector<std::uint8_t> unranked = {2, 0};
  const auto m = MeasureRanking(ranking, unranked, CutAt(10, 2, 10));
  // (7 / log2 3 + 1 / log2 5) / (7 / log2 2 + 3 / log2 3 + 1 / log2 4)
  CHECK(At(m, Metric::kNdcg) == doctest::Approx((7 / 1.5849625007 + 1 / 2.3219280949) / (7 + 3 / 1.5849625007 + 0.5)).epsilon(1e-9));
  CHECK(At(m, Metric::kRecall) == doctest::Approx(1.0 / 3).epsilon(1e-12));
  CHECK(At(m, Metric::kWideRecall) == doctest::Approx(2.0 / 3).epsilon(1e-12));
  CHECK(At(m, Metric::kReciprocalRank) == 0.5);
  // Of 9 pairs: grade 3 wins one and ties one, grade 1 wins one, grade 2 ties one.
  CHECK(At(m, Metric::kAuc) == doctest::Approx(3.0 / 9).epsilon(1e-12));
  // Cut at one, nothing is found; cut at two, only the best of the ideal order counts besides.
  CHECK(At(MeasureRanking(ranking, unranked, CutAt(1, 1, 1)), Metric::kNdcg) == 0);
  CHECK(At(MeasureRanking(ranking, unranked, CutAt(2, 1, 1)), Metric::kNdcg) == doctest::Approx((7 / 1.5849625007) / (7 + 3 / 1.5849625007)).epsilon(1e-9));
}

TEST_CASE("Measures: the best and the worst, and what is not defined") {
  const auto best = MeasureRanking(std::vector<Graded>{{5, 3}, {4, 2}, {3, 1}, {2, 0}}, {});
  for (int m = 0; m < kMetrics; ++m) CHECK(At(best, static_cast<Metric>(m)) == 1);
  const auto worst = MeasureRanking(std::vector<Graded>{{5, 0}}, std::vector<std::uint8_t>{1, 3});
  for (int m = 0; m < kMetrics; ++m) CHECK(At(worst, static_cast<Metric>(m)) == 0);
  // Nothing has a score: all tie.
  const auto none = MeasureRanking({}, std::vector<std::uint8_t>{1, 0, 0});
  CHECK(At(none, Metric::kNdcg) == 0);
  CHECK(At(none, Metric::kReciprocalRank) == 0);
  CHECK(At(none, Metric::kAuc) == 0.5);
  // All are judged: no pair to win.
  const auto all = MeasureRanking(std::vector<Graded>{{5, 1}, {4, 3}}, {});
  CHECK(At(all, Metric::kNdcg) == doctest::Approx((1 + 7 / 1.5849625007) / (7 + 1 / 1.5849625007)).epsilon(1e-9));
  CHECK_FALSE(Has(all, Metric::kAuc));
  for (int m = 0; m < kMetrics; ++m) {
    CHECK_FALSE(Has(MeasureRanking(std::vector<Graded>{{5, 0}}, std::vector<std::uint8_t>{0}), static_cast<Metric>(m)));
    CHECK_FALSE(Has(MeasureRanking({}, {}), static_cast<Metric>(m)));
  }
}

TEST_CASE("Measures: equal a slow definition on random rankings with ties and missing ones") {
  Random random(11);
  int ties = 0, missing = 0, undefined = 0;
  for (int round = 0; round < 3000; ++round) {
    std::vector<Graded> ranking(random.Below(6));
    std::vector<std::uint8_t> unranked(random.Below(4));
    const auto grade = [&] { return static_cast<std::uint8_t>(random.Chance(50) ? 0 : 1 + random.Below(3)); };
    for (auto& g : ranking) g = {static_cast<Score>(random.Below(4)) - 1, grade()};
    for (auto& g : unranked) g = grade();
    std::sort(ranking.begin(), ranking.end(), [](const Graded& a, const Graded& b) { return a.score > b.score; });
    for (std::size_t i = 1; i < ranking.size(); ++i) ties += ranking[i].score == ranking[i - 1].score;
    missing += !unranked.empty();
    const auto options = CutAt(1 + random.Below(9), 1 + random.Below(5), 1 + random.Below(9));
    const auto measures = MeasureRanking(ranking, unranked, options);
    undefined += !Has(measures, Metric::kAuc);
    CheckSame(measures, Slow(ranking, unranked, options));
  }
  CHECK(ties > 1000);
  CHECK(missing > 1000);
  CHECK(undefined > 100);
}

TEST_CASE("Measures: names carry the cut-offs") {
  CHECK(Name(Metric::kNdcg) == "ndcg@10");
  CHECK(Name(Metric::kRecall) == "recall@10");
  CHECK(Name(Metric::kWideRecall) == "recall@20");
  CHECK(Name(Metric::kReciprocalRank) == "mrr");
  CHECK(Name(Metric::kAuc) == "auc");
  CHECK(Name(Metric::kNdcg, CutAt(5, 6, 7)) == "ndcg@5");
  CHECK(Name(Metric::kWideRecall, CutAt(5, 6, 7)) == "recall@7");
}

TEST_CASE("Bootstrap: draws are those of splitmix64, on every machine") {
  // Its first four numbers from 0 are E220..., 6E78..., 06C4..., F88B...: quarters 3, 1, 0, 3.
  const std::array<double, 4> values = {1, 2, 4, 8};
  const auto one = Bootstrap(values, 1, 0);
  CHECK(one.low == (8 + 2 + 1 + 8) / 4.0);
  CHECK(one.high == one.low);
  CHECK(one.mean == 3.75);
  CHECK(one.of == 4);
}

TEST_CASE("Bootstrap: the interval holds the mean, is as wide as theory says, and shrinks with more values") {
  Random random(3);
  double before = 1;
  for (const std::size_t n : {30u, 300u, 3000u}) {
    std::vector<double> values(n);
    for (auto& x : values) x = random.Below(1000) / 999.0;
    double mean = 0, squares = 0;
    for (const auto x : values) mean += x / static_cast<double>(n);
    for (const auto x : values) squares += (x - mean) * (x - mean) / static_cast<double>(n);
    const auto estimate = Bootstrap(values, 2000, 5);
    CHECK(estimate.of == n);
    CHECK(estimate.mean == doctest::Approx(mean).epsilon(1e-12));
    CHECK(estimate.low < estimate.mean);
    CHECK(estimate.mean < estimate.high);
    const double width = estimate.high - estimate.low, expected = 2 * 1.96 * std::sqrt(squares / static_cast<double>(n));
    CHECK(std::abs(width / expected - 1) < 0.1);
    CHECK(width < before / 2);
    before = width;
    const auto again = Bootstrap(values, 2000, 5), other = Bootstrap(values, 2000, 6);
    CHECK((again.low == estimate.low && again.high == estimate.high));
    CHECK((other.low != estimate.low || other.high != estimate.high));
  }
}

TEST_CASE("Bootstrap: of nothing, of one, of equal values") {
  CHECK(Bootstrap({}, 100, 1).of == 0);
  const std::array<double, 1> one = {0.25};
  const std::array<double, 3> equal = {0.5, 0.5, 0.5};
  CHECK(Bootstrap(one, 100, 1).low == 0.25);
  CHECK(Bootstrap(one, 100, 1).high == 0.25);
  CHECK(Bootstrap(equal, 100, 1).low == 0.5);
  CHECK(Bootstrap(equal, 100, 1).high == 0.5);
  CHECK(Bootstrap(equal, 0, 1).mean == 0.5);
}

TEST_CASE("Judgements: by from and to, the highest grade of a pair, nothing but occupations and grades") {
  const auto t = Occupations({"occupation/a", "occupation/b", "occupation/c"});
  const auto judgements = Need(Judgements::Make(t, {{2, 0, 1}, {0, 1, 1}, {0, 1, 3}, {0, 1, 2}, {1, 1, 2}}));
  const std::vector<Judgement> expected = {{0, 1, 3}, {1, 1, 2}, {2, 0, 1}};
  CHECK(std::vector<Judgement>(judgements.rows().begin(), judgements.rows().end()) == expected);
  CHECK(judgements.taxonomy() == t.snapshot().Hash());
  const auto skill = At(t, "skill/x");
  for (const Judgement bad : {Judgement{0, skill, 1}, {skill, 0, 1}, {0, 99, 1}, {kNoConcept, 1, 1}, {0, 1, 0}, {0, 1, 4}, {0, 1, 255}}) {
    const auto result = Judgements::Make(t, {{0, 1, 1}, bad});
    REQUIRE_FALSE(result.ok());
    CHECK(CodeOf(result.status()) == ErrorCode::kInvalidArgument);
  }
}

TEST_CASE("Judgements: a file, with both forms of grades, pairs judged twice and unknown URIs") {
  const auto t = Occupations({"occupation/a", "occupation/b", "occupation/c"});
  const auto judgements = Need(Read(t,
                                    "\xEF\xBB\xBF" "from,to,tier,more\r\n"
                                    "occupation/a,occupation/b,75,x\r\n"
                                    "occupation/a,\" occupation/c\",25,\"x,\ny\"\r\n"
                                    "occupation/a,occupation/c,3,\r\n"
                                    "\r\n"
                                    "occupation/a,occupation/gone,1,\r\n"
                                    "skill/x,occupation/a,1,\r\n"
                                    "occupation/gone,occupation/lost,2,\r\n"
                                    "occupation/b,occupation/a, 2 ,"));
  const std::vector<Judgement> expected = {{0, 1, 2}, {0, 2, 3}, {1, 0, 2}};
  CHECK(std::vector<Judgement>(judgements.rows().begin(), judgements.rows().end()) == expected);
  CHECK(judgements.rows_read == 7);
  CHECK(judgements.rows_unknown == 3);
  CHECK(judgements.first_unknown_line == 7);
  CHECK(judgements.first_unknown == "occupation/gone");
  const auto empty = Need(Read(t, "a,b,c\n"));
  CHECK(empty.rows_read == 0);
  CHECK(empty.rows().empty());
}

TEST_CASE("Judgements: bad files are refused with their place") {
  const auto t = Occupations({"occupation/a", "occupation/b"});
  const std::string good = "from,to,grade\noccupation/a,occupation/b,1\n";
  for (const char* grade : {"", "0", "4", "-1", "1.0", "74", "good", "03", "1e0", "100000000000000000000"}) {
    CHECK(ErrorOf(t, good + "occupation/a,occupation/b," + grade).find("truth.csv:3: the grade is \"" + std::string(grade) + "\"; it must be 3, 2 or 1") == 0);
  }
  // Also where the rest of the row would be left out.
  CHECK(ErrorOf(t, good + "\n\nnothing,nothing,x\n").find("truth.csv:5: the grade is \"x\"") == 0);
  CHECK(ErrorOf(t, good + "occupation/a,1\n").find("truth.csv:3: fields in the record: 2, in the header: 3") == 0);
  CHECK(ErrorOf(t, good + "occupation/a,occupation/b,1,1\n").find("truth.csv:3: fields in the record: 4, in the header: 3") == 0);
  CHECK(ErrorOf(t, "from,to\noccupation/a,occupation/b\n").find("truth.csv:1: column \"fromOccupationUri\" is missing") == 0);
  CHECK(ErrorOf(t, "\xFF,\xFF,grade\n").find("truth.csv:1: column \"\\xff\" stands in the header twice") == 0);
  CHECK(ErrorOf(t, "\"from,to").find("truth.csv") == 0);
  CHECK(ErrorOf(t, "").find("truth.csv") == 0);
  const auto absent = ReadJudgements(t, "/nonexistent/truth.csv");
  REQUIRE_FALSE(absent.ok());
  CHECK(CodeOf(absent.status()) == ErrorCode::kIo);
}

TEST_CASE("Evaluate: five occupations worked by hand") {
  Maker make;
  make.Requires("occupation/a", {"skill/1", "skill/2", "skill/3", "skill/4"});
  make.Requires("occupation/b", {"skill/1", "skill/2", "skill/3", "skill/9"});
  make.Requires("occupation/c", {"skill/1", "skill/7", "skill/8"});
  make.Requires("occupation/d", {"skill/5", "skill/6", "skill/10"});
  make.Requires("occupation/e", {"skill/1", "skill/2"});  // too little data
  ModelParams params;
  params.common = 0;  // in a graph this small the average occupation is half of every one
  const auto matcher = MakeMatcher(make.Build(), params);
  const auto& t = matcher.taxonomy();
  const auto a = At(t, "occupation/a"), b = At(t, "occupation/b"), c = At(t, "occupation/c"), d = At(t, "occupation/d"), e = At(t, "occupation/e");

  // From a: b, c, d, and e without a score.
  const auto judgements = Need(Judgements::Make(t, {{a, c, 1}, {a, e, 2}, {e, b, 1}, {b, b, 3}}));
  CHECK(CandidatesOf(matcher, judgements, Universe::kClosed) == std::vector<Concept>{a, b, c, e});
  CHECK(CandidatesOf(matcher, judgements, Universe::kAll) == std::vector<Concept>{a, b, c, d});
  const auto closed = Need(Evaluate(matcher, judgements));
  CHECK(closed.candidates == 4);
  CHECK(closed.unranked == 1);
  CHECK(closed.taxonomy == t.snapshot().Hash());
  CHECK(closed.model == matcher.model().hash());
  REQUIRE(closed.origins.size() == 2);  // b is judged with itself only
  CHECK(closed.origins[0].origin == a);
  CHECK(closed.origins[0].ranked);
  // b, c (grade 1); e (grade 2) is missed.
  CHECK(At(closed.origins[0].measures, Metric::kNdcg) == doctest::Approx((1 / 1.5849625007) / (3 + 1 / 1.5849625007)).epsilon(1e-9));
  CHECK(At(closed.origins[0].measures, Metric::kRecall) == 0.5);
  CHECK(At(closed.origins[0].measures, Metric::kReciprocalRank) == 0.5);
  CHECK(At(closed.origins[0].measures, Metric::kAuc) == 0);
  CHECK(closed.origins[1].origin == e);
  CHECK_FALSE(closed.origins[1].ranked);
  CHECK(At(closed.origins[1].measures, Metric::kNdcg) == 0);
  CHECK(At(closed.origins[1].measures, Metric::kAuc) == 0.5);
  CHECK(closed.Of(Metric::kRecall).mean == 0.25);
  CHECK(closed.Of(Metric::kAuc).mean == 0.25);
  CHECK(closed.Of(Metric::kAuc).of == 2);

  // Of all that get a score, e is no target; from a: b, c, d.
  const auto all = Need(Evaluate(matcher, judgements, {.universe = Universe::kAll}));
  CHECK(all.candidates == 4);
  CHECK(At(all.origins[0].measures, Metric::kRecall) == 1);
  CHECK(At(all.origins[0].measures, Metric::kAuc) == 0.5);
}

TEST_CASE("Evaluate: equals Rank() and the slow definitions on random graphs") {
  int unranked = 0, missing = 0;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    const auto bed = MakeBed(seed, 15, {7, 12, 5, 4, 2, 4, 1, 9, true});
    const auto& t = bed.matcher.taxonomy();
    for (const auto universe : {Universe::kClosed, Universe::kAll}) {
      EvaluateOptions options = CutAt(3, 1, 2);
      options.universe = universe;
      std::map<Concept, std::map<Concept, std::uint8_t>> judged;
      std::vector<Concept> candidates;
      for (const auto& row : bed.judgements.rows()) judged[row.from][row.to] = row.grade;
      for (Concept c = 0; c < t.Concepts(ConceptKind::kOccupation).size(); ++c) {
        bool in = universe == Universe::kAll && bed.matcher.model().IsCandidate(c);
        for (const auto& row : bed.judgements.rows()) in = in || (universe == Universe::kClosed && (row.from == c || row.to == c));
        if (in) candidates.push_back(c);
      }
      std::map<Concept, Measures> expected;
      for (const auto& [origin, grades] : judged) {
        std::vector<Graded> ranking;
        std::vector<std::uint8_t> rest;
        std::vector<Match> matches;
        if (bed.matcher.model().IsCandidate(origin)) matches = bed.matcher.Rank(ProfileOf(t, origin), {.limit = 1000, .with_zero = true}).matches;
        const auto grade_of = [&, &g = grades](Concept c) { return g.contains(c) ? g.at(c) : std::uint8_t{0}; };
        for (const auto& match : matches) {
          if (std::find(candidates.begin(), candidates.end(), match.occupation) != candidates.end()) ranking.push_back({match.score, grade_of(match.occupation)});
        }
        for (const auto c : candidates) {
          if (c != origin && std::none_of(matches.begin(), matches.end(), [&](const Match& m) { return m.occupation == c; })) rest.push_back(grade_of(c));
        }
        unranked += matches.empty();
        missing += !rest.empty();
        if (const auto measures = Slow(ranking, rest, options); measures[0]) expected[origin] = measures;
      }
      const auto quality = Evaluate(bed.matcher, bed.judgements, options);
      if (expected.empty()) {
        CHECK(CodeOf(quality.status()) == ErrorCode::kTooLittleData);
        continue;
      }
      REQUIRE(quality.ok());
      REQUIRE(quality->origins.size() == expected.size());
      CHECK(quality->candidates == candidates.size());
      Measures sums;
      std::array<std::uint32_t, kMetrics> counts{};
      for (auto at = expected.begin(); const auto& o : quality->origins) {
        CHECK(o.origin == at->first);
        CheckSame(o.measures, at->second);
        for (std::size_t m = 0; m < kMetrics; ++m) {
          if (at->second[m]) sums[m] = sums[m].value_or(0) + *at->second[m], ++counts[m];
        }
        ++at;
      }
      for (std::size_t m = 0; m < kMetrics; ++m) {
        CHECK(quality->means[m].of == counts[m]);
        if (sums[m]) CHECK(quality->means[m].mean == doctest::Approx(*sums[m] / counts[m]).epsilon(1e-12));
      }
    }
  }
  CHECK(unranked > 20);
  CHECK(missing > 20);
}

TEST_CASE("Evaluate: the same for any number of threads") {
  const auto bed = MakeBed(4, 400, Medium());
  const auto expected = Need(Evaluate(bed.matcher, bed.judgements));
  for (const unsigned threads : {0u, 2u, 7u, 300u}) {
    const auto quality = Need(Evaluate(bed.matcher, bed.judgements, {.threads = threads}));
    REQUIRE(quality.origins.size() == expected.origins.size());
    for (std::size_t i = 0; i < expected.origins.size(); ++i) {
      CHECK(quality.origins[i].origin == expected.origins[i].origin);
      CHECK(quality.origins[i].measures == expected.origins[i].measures);  // to the last bit
    }
    for (std::size_t m = 0; m < kMetrics; ++m) {
      CHECK(quality.means[m].mean == expected.means[m].mean);
      CHECK(quality.means[m].low == expected.means[m].low);
      CHECK(quality.means[m].high == expected.means[m].high);
    }
  }
}

TEST_CASE("Evaluate: tells how far it is, from the caller's thread, and can be cancelled") {
  const auto bed = MakeBed(4, 400, Medium());
  const auto caller = std::this_thread::get_id();
  for (const unsigned threads : {1u, 3u}) {
    std::vector<std::size_t> seen;
    std::size_t total = 0;
    const auto quality = Need(Evaluate(bed.matcher, bed.judgements, {.threads = threads}, [&](std::size_t done, std::size_t origins) {
      CHECK(std::this_thread::get_id() == caller);
      seen.push_back(done);
      total = origins;
      return false;
    }));
    CHECK(total == quality.origins.size());
    REQUIRE_FALSE(seen.empty());
    CHECK(std::is_sorted(seen.begin(), seen.end()));
    CHECK(seen.back() == total);
    if (threads == 1) CHECK(seen.size() == total + 1);
  }
  int calls = 0;
  const auto cancelled = Evaluate(bed.matcher, bed.judgements, {}, [&](std::size_t, std::size_t) { return ++calls == 5; });
  REQUIRE_FALSE(cancelled.ok());
  CHECK(CodeOf(cancelled.status()) == ErrorCode::kCancelled);
  CHECK(calls == 5);
}

TEST_CASE("Evaluate: refuses what it cannot measure") {
  const auto bed = MakeBed(4, 50);
  const auto code = [](const StatusOr<Quality>& quality) {
    REQUIRE_FALSE(quality.ok());
    return CodeOf(quality.status());
  };
  CHECK(code(Evaluate(bed.matcher, bed.judgements, CutAt(0, 1, 1))) == ErrorCode::kInvalidArgument);
  CHECK(code(Evaluate(bed.matcher, bed.judgements, CutAt(1, 1, 0))) == ErrorCode::kInvalidArgument);
  CHECK(code(Evaluate(bed.matcher, bed.judgements, {.rounds = 0})) == ErrorCode::kInvalidArgument);
  CHECK(code(Evaluate(bed.matcher, bed.judgements, {.rounds = 1'000'001})) == ErrorCode::kInvalidArgument);
  CHECK(code(Evaluate(bed.matcher, bed.judgements, {.universe = static_cast<Universe>(2)})) == ErrorCode::kInvalidArgument);
  CHECK(code(Evaluate(bed.matcher, MakeBed(5, 50).judgements)) == ErrorCode::kInvalidArgument);
  CHECK(code(Evaluate(bed.matcher, Judgements())) == ErrorCode::kInvalidArgument);
  CHECK(code(Evaluate(bed.matcher, Need(Judgements::Make(bed.matcher.taxonomy(), {})))) == ErrorCode::kTooLittleData);
  CHECK(code(Evaluate(bed.matcher, Need(Judgements::Make(bed.matcher.taxonomy(), {{1, 1, 3}})))) == ErrorCode::kTooLittleData);
  const auto skill = bed.matcher.taxonomy().Concepts(ConceptKind::kSkill).first;
  CHECK_FALSE(RankCandidates(bed.matcher, skill, {}).ok());
  CHECK_FALSE(RankCandidates(bed.matcher, kNoConcept, {}).ok());
}

TEST_CASE("Compare: a model with itself differs by exactly 0") {
  const auto bed = MakeBed(4, 400, Medium());
  const auto quality = Need(Evaluate(bed.matcher, bed.judgements));
  for (int m = 0; m < kMetrics; ++m) {
    const auto difference = Need(Compare(quality, quality, static_cast<Metric>(m)));
    CHECK(difference.mean == 0);
    CHECK(difference.low == 0);
    CHECK(difference.high == 0);
    CHECK(difference.of == quality.Of(static_cast<Metric>(m)).of);
  }
}

TEST_CASE("Compare: pairs tell what two intervals do not") {
  // The judged targets are the nearest by the full model, so that skills alone must do worse.
  const auto t = RandomTaxonomy(9, Medium());
  ModelParams skills_only;
  skills_only.dimension_weight = {};
  skills_only.dimension_weight[static_cast<std::size_t>(Dimension::kSkills)] = 1;
  const auto full = MakeMatcher(t), part = MakeMatcher(t, skills_only);
  std::vector<Judgement> rows;
  for (Concept c = 0; c < full.model().rows(); ++c) {
    if (!full.model().IsCandidate(c)) continue;
    for (const auto& match : full.Rank(ProfileOf(t, c), {.limit = 4, .with_zero = true}).matches) rows.push_back({c, match.occupation, 1});
  }
  const auto judgements = Need(Judgements::Make(t, rows));
  const auto worse = Need(Evaluate(part, judgements)), better = Need(Evaluate(full, judgements));
  const auto gain = Need(Compare(worse, better));
  CHECK(better.Of(Metric::kNdcg).mean == 1);
  CHECK(gain.mean == doctest::Approx(better.Of(Metric::kNdcg).mean - worse.Of(Metric::kNdcg).mean).epsilon(1e-9));
  CHECK(gain.low > 0);
  CHECK(gain.low < gain.mean);
  CHECK(gain.mean < gain.high);
  const auto loss = Need(Compare(better, worse));
  CHECK(loss.mean == -gain.mean);

  // Only origins that both have are compared.
  auto few = better;
  few.origins.resize(10);
  CHECK(Need(Compare(worse, few)).of == 10);
  few.origins.clear();
  CHECK_FALSE(Compare(worse, few).ok());
  CHECK_FALSE(Compare(worse, Need(Evaluate(full, judgements, CutAt(5, 10, 20)))).ok());
  CHECK(Compare(worse, Need(Evaluate(full, judgements, CutAt(5, 10, 20))), Metric::kAuc).ok());
  CHECK_FALSE(Compare(worse, Need(Evaluate(full, judgements, {.universe = Universe::kAll}))).ok());
  CHECK_FALSE(Compare(worse, Need(Evaluate(MakeBed(4, 50).matcher, MakeBed(4, 50).judgements))).ok());
}

TEST_CASE("ForEachIndex: every piece once, and what it throws comes out") {
  for (const unsigned threads : {0u, 1u, 3u, 100u}) {
    std::vector<std::atomic<int>> times(50);
    CHECK(detail::ForEachIndex(times.size(), threads, [&](std::size_t i) { ++times[i]; }));
    CHECK(std::all_of(times.begin(), times.end(), [](const auto& n) { return n == 1; }));
    CHECK_THROWS_AS(detail::ForEachIndex(50, threads, [](std::size_t i) { if (i == 7) throw std::runtime_error("seven"); }), std::runtime_error);
  }
  CHECK(detail::ForEachIndex(0, 4, [](std::size_t) { CHECK(false); }));
}
