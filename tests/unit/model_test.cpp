// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The score: integer weights against the double oracle, and what must hold whatever the graph.
//
// The tolerance. A weight is cut off to an integer of a vector of length 2^14, so a cosine over k features is off by less than sqrt(k) / 2^14 for each
// side, and what is left of a vector when the average is taken out may be down to a sixteenth of it, which makes that error sixteen
// times as large. Over all the graphs below the largest is reported. Where a length is next to the least one, rounding decides; these are left out.

#include "overstap/model.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <string>
#include <vector>

#include "oracle/oracle.hpp"
#include "oracle/random_graph.hpp"
#include "overstap/explain.hpp"
#include "overstap/io.hpp"

using namespace overstap;
using namespace overstap::test;
using oracle::Oracle;

namespace {

constexpr double kTolerance = 3e-3;

struct Difference {
  double worst = 0;
  int compared = 0, undecided = 0;
};

/// Adds the differences to the oracle over `profiles` random profiles and all occupations.
void Compare(const Matcher& matcher, Random& random, int profiles, Difference& difference) {
  const auto& taxonomy = matcher.taxonomy();
  const Oracle oracle(taxonomy, matcher.model().params());
  const auto occupations = taxonomy.Concepts(ConceptKind::kOccupation);
  std::vector<Oracle::Vector> rows;
  for (Concept o = occupations.first; o < occupations.last; ++o) rows.push_back(oracle.OfOccupation(o));
  for (int i = 0; i < profiles; ++i) {
    const auto profile = RandomProfile(taxonomy, random);
    const auto query = matcher.model().MakeQuery(profile);
    const auto vector = oracle.OfProfile(profile);
    for (Concept o = occupations.first; o < occupations.last; ++o) {
      const auto score = matcher.ScoreOf(query, o);
      if (!matcher.model().HasEnough(query) || !matcher.model().IsCandidate(o)) {
        CHECK_FALSE(score.has_value());
        continue;
      }
      bool undecided = false;
      const auto expected = oracle.Score(vector, rows[o], &undecided);
      if (undecided) {
        ++difference.undecided;
        continue;
      }
      CHECK(score.has_value() == expected.has_value());
      if (!score || !expected) continue;
      REQUIRE(std::isfinite(*expected));
      ++difference.compared;
      difference.worst = std::max(difference.worst, std::abs(ToDouble(*score) - *expected));
    }
  }
}

}  // namespace

TEST_CASE("Model: scores are those of the formula on hundreds of random graphs") {
  Random random(11);
  Difference difference;
  for (std::uint64_t seed = 0; seed < 300 / kSlow; ++seed) {
    GraphSize size;
    size.occupations = 2 + random.Below(12), size.skills = 1 + random.Below(25), size.groups = random.Below(10), size.levels = random.Chance(50);
    ModelParams params;
    params.least_items = 0;
    Compare(MakeMatcher(RandomTaxonomy(seed, size), params), random, 4, difference);
  }
  for (std::uint64_t seed = 0; seed < 6 / kSlow; ++seed) {
    Compare(MakeMatcher(RandomTaxonomy(1000 + seed, Medium())), random, 5, difference);
  }
  MESSAGE(difference.compared, " scores, largest difference ", difference.worst, "; ", difference.undecided, " undecided");
  CHECK(difference.compared > 5000 / kSlow);
  CHECK(difference.undecided * 10 < difference.compared);
  CHECK(difference.worst <= kTolerance);
}

TEST_CASE("Model: scores are those of the formula for random parameters") {
  Random random(12);
  Difference difference;
  for (std::uint64_t seed = 0; seed < 300 / kSlow; ++seed) Compare(MakeMatcher(RandomTaxonomy(seed), RandomParams(random)), random, 3, difference);
  MESSAGE(difference.compared, " scores, largest difference ", difference.worst, "; ", difference.undecided, " undecided");
  CHECK(difference.compared > 2000 / kSlow);
  CHECK(difference.undecided * 10 < difference.compared);
  CHECK(difference.worst <= kTolerance);
}

TEST_CASE("Model: scores are those of the formula on the starter set" * doctest::skip(kSlow > 1)) {
  Random random(13);
  Difference difference;
  Compare(MakeMatcher(Need(StarterTaxonomy())), random, 1, difference);
  MESSAGE(difference.compared, " scores, largest difference ", difference.worst, "; ", difference.undecided, " undecided");
  CHECK(difference.compared > 400);
  CHECK(difference.worst <= kTolerance / 4);
}

TEST_CASE("Model: every graph of two or three occupations and three skills scores as the formula says") {
  const Relevance tiers[] = {Relevance::kNotRelevant, Relevance::kSomewhat, Relevance::kImportant, Relevance::kEssential};
  const char* const names[] = {"skill/a", "skill/b", "skill/c"};
  double worst = 0;
  std::uint64_t over = 0, graphs = 0;
  const auto try_all = [&](unsigned occupations, unsigned kinds) {
    ModelParams params;
    params.least_items = 1;
    unsigned count = 1;
    for (unsigned i = 0; i < 3 * occupations; ++i) count *= kinds;
    for (unsigned code = 0; code < count; code += kSlow) {
      // Skills are alike but for c, which is outside the group: of graphs that differ by swapping a and b one is enough.
      Maker make;
      make.Broader("skill/a", "group/g").Broader("skill/b", "group/g");
      make("skill/c");
      unsigned rest = code, a = 0, b = 0;
      for (unsigned o = 0; o < occupations; ++o) {
        const std::string occupation = Uri("occupation", o);
        make(occupation);
        for (unsigned s = 0; s < 3; ++s, rest /= kinds) {
          const auto tier = rest % kinds;
          if (s == 0) a = a * kinds + tier;
          if (s == 1) b = b * kinds + tier;
          if (tier > 0) make.Requires(occupation, names[s], kinds == 4 ? tiers[tier] : tier == 1 ? Relevance::kSomewhat : Relevance::kEssential);
        }
      }
      if (a < b) continue;
      ++graphs;
      const auto matcher = MakeMatcher(make.Build(), params);
      const auto& taxonomy = matcher.taxonomy();
      const Oracle oracle(taxonomy, params);
      for (Concept p = 0; p < occupations; ++p) {
        const auto profile = ProfileOf(taxonomy, p);
        const auto query = matcher.model().MakeQuery(profile);
        for (Concept t = 0; t < occupations; ++t) {
          const auto score = matcher.ScoreOf(query, t);
          const auto expected = oracle.Score(oracle.OfProfile(profile), oracle.OfOccupation(t));
          if (!score || !expected) continue;
          REQUIRE(std::isfinite(*expected));
          worst = std::max(worst, std::abs(ToDouble(*score) - *expected));
          over += *score > kScoreOne || *score < -kScoreOne || (p == t && *score != kScoreOne);
        }
      }
    }
  };
  try_all(2, 4);
  try_all(3, 3);
  MESSAGE(graphs, " graphs, largest difference ", worst);
  CHECK(graphs > 10000 / kSlow);
  CHECK(worst <= kTolerance);
  CHECK(over == 0);
}

TEST_CASE("Model: the worked example of MODEL.md") {
  Maker make;
  make.Requires("occupation/1", {"skill/a", "skill/b"});
  make.Requires("occupation/2", "skill/a").Requires("occupation/2", "skill/b", Relevance::kSomewhat).Requires("occupation/2", "skill/c", Relevance::kImportant);
  make.Requires("occupation/3", "skill/a", Relevance::kImportant).Requires("occupation/3", "skill/c");
  ModelParams params;
  params.least_items = 1;
  params.dimension_weight = {10, 0, 0, 0, 0, 0};
  const auto matcher = MakeMatcher(make.Build(), params);
  const auto& t = matcher.taxonomy();
  const auto x = Need(Explain(matcher, ProfileOf(t, {"occupation/1"}), At(t, "occupation/2")));
  CHECK(ToDouble(*x.score) == doctest::Approx(-0.3285).epsilon(0.005));
  REQUIRE(x.contributions.size() == 3);
  CHECK(t.Uri(x.contributions[0].concept_id) == "skill/a");
  CHECK(ToDouble(x.contributions[0].score) == doctest::Approx(0.2155).epsilon(0.005));
  CHECK(t.Uri(x.contributions[1].concept_id) == "skill/c");
  CHECK(ToDouble(x.contributions[1].score) == doctest::Approx(-0.2599).epsilon(0.005));
  CHECK(ToDouble(x.contributions[2].score) == doctest::Approx(-0.2842).epsilon(0.005));
}

TEST_CASE("Model: blocks are at most 2^14 long, hardly shorter, and their frames belong to them") {
  double shortest = 1;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    Random random(seed);
    const auto matcher = MakeMatcher(RandomTaxonomy(seed), seed % 2 ? RandomParams(random) : ModelParams());
    const auto& model = matcher.model();
    std::array<std::uint64_t, kCentred> mean{};
    const auto& t = matcher.taxonomy();
    for (Concept c = 0; c < t.size(); ++c) {
      if (const auto d = static_cast<std::size_t>(model.DimensionOf(c)); d < kCentred) mean[d] += std::uint64_t{model.Mean(c)} * model.Mean(c);
      else CHECK(model.Mean(c) == 0);
    }
    for (std::size_t d = 0; d < kCentred; ++d) {
      CHECK(model.comparison().Squared(d) == mean[d]);
      CHECK(mean[d] <= std::uint64_t{1} << (2 * kMeanBits));
    }
    for (std::uint32_t row = 0; row < model.rows(); ++row) {
      std::array<std::uint64_t, kBlocks> squares{};
      DimensionSet mask = 0;
      std::array<std::uint64_t, kCentred> overlap{};
      for (const auto& e : model.Row(row)) {
        CHECK(e.weight > 0);
        CHECK(model.DimensionOf(e.feature) == static_cast<Dimension>(e.dimension));
        squares[BlockOf(static_cast<Dimension>(e.dimension))] += std::uint64_t{e.weight} * e.weight;
        mask |= SetOf(static_cast<Dimension>(e.dimension));
        if (e.dimension < kCentred) overlap[e.dimension] += std::uint64_t{e.weight} * model.Mean(e.feature);
      }
      const auto& frame = model.RowFrame(row);
      CHECK(frame.mask == mask);
      for (std::size_t d = 0; d < kCentred; ++d) {
        CHECK(frame.overlap[d] == overlap[d]);
        CHECK(frame.share[d] <= 1u << kWeightBits);
        if ((mask >> d & 1) == 0) CHECK(frame.share[d] == 0);
      }
      for (const auto s : squares) {
        CHECK(s <= (1u << 28));
        if (s > 0) shortest = std::min(shortest, static_cast<double>(s) / (1 << 28));
      }
    }
  }
  MESSAGE("shortest squared length ", shortest);
  CHECK(shortest >= 0.998);
}

TEST_CASE("Model: an occupation scores exactly 1 for itself, and nothing scores more") {
  int selves = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    Random random(seed + 500);
    const auto matcher = MakeMatcher(RandomTaxonomy(seed), seed % 2 ? RandomParams(random) : ModelParams());
    const auto& model = matcher.model();
    for (std::uint32_t row = 0; row < model.rows(); ++row) {
      const auto query = model.MakeQuery(ProfileOf(matcher.taxonomy(), row));
      const auto same = model.QueryOf(row);
      CHECK(query.items == same.items);
      REQUIRE(query.terms.size() == same.terms.size());
      for (std::size_t i = 0; i < query.terms.size(); ++i) {
        CHECK(query.terms[i].feature == same.terms[i].feature);
        CHECK(query.terms[i].weight == same.terms[i].weight);
        CHECK(query.terms[i].level == 0);
      }
      CHECK(query.frame == same.frame);
      if (const auto self = matcher.ScoreOf(query, row)) {
        CHECK(*self == kScoreOne);
        ++selves;
      }
    }
    for (int i = 0; i < 5; ++i) {
      const auto query = model.MakeQuery(RandomProfile(matcher.taxonomy(), random));
      for (std::uint32_t row = 0; row < model.rows(); ++row) {
        if (const auto score = matcher.ScoreOf(query, row)) CHECK((*score >= -kScoreOne && *score <= kScoreOne));
      }
    }
  }
  CHECK(selves > 1000);
}

TEST_CASE("Model: a score is the same both ways") {
  int pairs = 0;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    Random random(seed);
    auto params = seed % 2 ? RandomParams(random) : ModelParams();
    params.missing = MissingPolicy::kLeaveOut;  // the others ask what the profile has and the occupation lacks
    const auto matcher = MakeMatcher(RandomTaxonomy(seed), params);
    const auto& model = matcher.model();
    for (std::uint32_t a = 0; a < model.rows(); ++a) {
      for (std::uint32_t b = 0; b < a; ++b) {
        if (!model.IsCandidate(a) || !model.IsCandidate(b)) continue;
        ++pairs;
        CHECK(matcher.ScoreOf(model.QueryOf(a), b) == matcher.ScoreOf(model.QueryOf(b), a));
      }
    }
  }
  CHECK(pairs > 1000);
}

TEST_CASE("Model: no two vectors have a product beyond their lengths") {
  // Whatever the shares, as the average's direction and the weights are integers.
  Random random(3);
  int few_left = 0, no_direction = 0;
  for (int i = 0; i < 5000; ++i) {
    const std::size_t n = 1 + random.Below(6);
    std::vector<std::uint64_t> mean(n);
    std::uint64_t squared = 0;
    for (auto& m : mean) m = random.Below(20000), squared += m * m;
    ModelParams params;
    const Comparison comparison(params, {squared, 0, 0});
    const auto make = [&](std::vector<std::uint64_t>& weights, Frame& frame) {
      weights.resize(n);
      const bool near = random.Chance(40);  // to the average, so that little is left
      for (std::size_t k = 0; k < n; ++k) {
        weights[k] = near ? mean[k] / 4 + random.Below(1u << random.Below(10)) : random.Below(6000);
        frame.overlap[0] += static_cast<std::uint32_t>(weights[k] * mean[k]);
      }
      frame.share[0] = static_cast<std::uint16_t>(near ? 1u << 12 : random.Below((1 << 14) + 1));
      frame.mask = SetOf(Dimension::kSkills);
    };
    std::vector<std::uint64_t> q, r;
    Frame qf, rf;
    make(q, qf), make(r, rf);
    const auto deviation = [&](const auto& a, const Frame& af, const auto& b, const Frame& bf) {
      std::uint64_t dot = 0;
      std::int64_t parts = 0;
      for (std::size_t k = 0; k < n; ++k) {
        dot += a[k] * b[k];
        parts += Comparison::OffsetPart(af.share[0], a[k], bf.share[0], b[k], mean[k]);
      }
      CHECK(parts == comparison.Offset(0, af, bf));
      return static_cast<oracle::Wide>(Comparison::FromDot(dot) + comparison.Offset(0, af, bf));
    };
    const auto both = deviation(q, qf, r, rf), own_q = deviation(q, qf, q, qf), own_r = deviation(r, rf, r, rf);
    CHECK((own_q >= 0 && own_r >= 0));
    CHECK(both * both <= own_q * own_r);
    // And so no score is beyond 1, which is what a vector has with itself.
    const auto lengths = [&](const auto& a, Frame& frame) {
      std::uint64_t squares = 0;
      for (const auto w : a) squares += w * w;
      comparison.SetLengths({squares}, frame);
      return frame.Inverse(0, frame.mask);
    };
    const auto inverse_q = lengths(q, qf), inverse_r = lengths(r, rf);
    few_left += own_q < oracle::Wide{1} << 52;
    CHECK((inverse_q == 0) == (own_q < oracle::Wide{(1 << 24) + 1} * ((1 << 24) + 1)));
    if (inverse_q != 0) CHECK(Comparison::ToScore(Comparison::Cosine(static_cast<std::int64_t>(own_q), inverse_q, inverse_q), 1) == kScoreOne);
    const auto score = Comparison::ToScore(Comparison::Cosine(static_cast<std::int64_t>(both), inverse_q, inverse_r), 1);
    CHECK((score >= -kScoreOne && score <= kScoreOne));
    no_direction += inverse_q == 0;
  }
  CHECK(few_left > 100);
  CHECK(no_direction > 20);
}

TEST_CASE("Model: the largest weights do not overflow") {
  // All the weight on one dimension at a time, on thousands of features, and on one single shared feature.
  for (int d = 0; d < kDimensions; ++d) {
    ModelParams params;
    params.least_items = 0;
    params.relevance_weight = {0, 1000, 1000, 1000, 1000};
    params.dimension_weight = {};
    params.dimension_weight[static_cast<std::size_t>(d)] = 100;
    for (const unsigned features : {1u, 4000u}) {
      Maker make;
      for (const auto* occupation : {"occupation/a", "occupation/b"}) {
        for (unsigned i = 0; i < features; ++i) {
          const auto uri = Uri(d == 1 ? "knowledge" : d == 2 ? "task" : "skill", i);
          make.Requires(occupation, uri);
          if (d == 3) make.Broader(uri, Uri("group", i));
          if (d == 4) make.Text(occupation, "x" + std::to_string(7919 * (i + 1)), TextKind::kAlternative);
          if (d == 5) make.Broader(occupation, Uri("group", i));
        }
      }
      const auto* const unlike = d == 1 ? "knowledge/unlike" : d == 2 ? "task/unlike" : "skill/unlike";
      for (std::uint32_t i = 0; i < 500; ++i) {
        make.Requires(Uri("occupation/other", i), unlike).Text(Uri("occupation/other", i), "Anders").Broader(Uri("occupation/other", i), "group/unlike");
      }
      const auto matcher = MakeMatcher(make.Build(), params);
      const auto a = At(matcher.taxonomy(), "occupation/a"), b = At(matcher.taxonomy(), "occupation/b");
      const auto result = matcher.Rank(ProfileOf(matcher.taxonomy(), a), {.limit = 1});
      REQUIRE(result.matches.size() == 1);
      CHECK(result.matches[0].occupation == b);
      CHECK(result.matches[0].score == kScoreOne);
    }
  }
}

TEST_CASE("Model: a group above very many skills is summed without loss") {
  Maker make;
  for (unsigned i = 0; i < 30000; ++i) {
    make.Requires("occupation/a", Uri("skill", i)).Broader(Uri("skill", i), "group/all");
    if (i % 2) make.Broader(Uri("skill", i), "group/half");
  }
  make.Requires("occupation/b", {"skill/0000", "skill/0001", "skill/0002"}).Requires("occupation/c", {"skill/x"});
  ModelParams params;
  params.dimension_weight = {0, 0, 0, 10, 0, 0};
  const auto matcher = MakeMatcher(make.Build(), params);
  const Oracle oracle(matcher.taxonomy(), params);
  const auto a = At(matcher.taxonomy(), "occupation/a"), b = At(matcher.taxonomy(), "occupation/b");
  const auto profile = ProfileOf(matcher.taxonomy(), b);
  const auto score = matcher.ScoreOf(matcher.model().MakeQuery(profile), a);
  REQUIRE(score.has_value());
  CHECK(ToDouble(*score) == doctest::Approx(*oracle.Score(oracle.OfProfile(profile), oracle.OfOccupation(a))).epsilon(2e-4));
}

TEST_CASE("Model: what a dimension that one side lacks does is a policy") {
  Maker make;
  make.Requires("occupation/a", {"skill/1", "skill/2", "knowledge/1", "task/1"});
  make.Requires("occupation/b", {"skill/1", "skill/2"});
  make.Requires("occupation/c", {"skill/9", "knowledge/2", "task/9"});
  make.Requires("occupation/d", {"task/7"});
  ModelParams params;
  params.least_items = 0;
  params.dimension_weight = {10, 10, 5, 0, 0, 0};
  const auto taxonomy = make.Build();
  const auto score = [&](MissingPolicy missing, std::string_view from, std::string_view to) {
    params.missing = missing;
    const auto matcher = MakeMatcher(taxonomy, params);
    const auto& t = matcher.taxonomy();
    return matcher.ScoreOf(matcher.model().MakeQuery(ProfileOf(t, {from})), At(t, to));
  };
  // a and b have the same skills, and only a has knowledge and tasks.
  CHECK(score(MissingPolicy::kLeaveOut, "occupation/b", "occupation/a") == kScoreOne);
  CHECK(score(MissingPolicy::kLeaveOut, "occupation/a", "occupation/b") == kScoreOne);
  CHECK(score(MissingPolicy::kCountAsNothing, "occupation/b", "occupation/a") == kScoreOne);  // b has no tasks to miss
  CHECK(score(MissingPolicy::kCountAsNothing, "occupation/a", "occupation/b") == (2 * kScoreOne + 1) / 3);
  CHECK(score(MissingPolicy::kRefuse, "occupation/b", "occupation/a") == kScoreOne);
  CHECK_FALSE(score(MissingPolicy::kRefuse, "occupation/a", "occupation/b").has_value());
  CHECK_FALSE(score(MissingPolicy::kLeaveOut, "occupation/b", "occupation/d").has_value());  // nothing in common
}

TEST_CASE("Model: a dimension in which nothing sets the profile apart is none it could miss") {
  // All have the same task, so that half of the 1 / 21 which an occupation has above the average is left: less than a sixteenth.
  Maker make;
  for (std::uint32_t i = 0; i < 20; ++i) make.Requires(Uri("occupation", i), {Uri("skill", i), Uri("skill", (i + 1) % 20), "task/all"});
  make.Requires("occupation/bare", {"skill/0003", "skill/0004"});
  ModelParams params;
  params.least_items = 0;
  params.dimension_weight = {10, 0, 4, 0, 0, 0};
  const auto taxonomy = make.Build();
  std::set<Score> others;
  for (int policy = 0; policy < kMissingPolicies; ++policy) {
    params.missing = static_cast<MissingPolicy>(policy);
    const auto matcher = MakeMatcher(taxonomy, params);
    const auto query = matcher.model().MakeQuery(ProfileOf(taxonomy, {"occupation/0003"}));
    CHECK(query.frame.Inverse(1, query.frame.mask) == 0);
    CHECK(*matcher.ScoreOf(query, At(taxonomy, "occupation/0003")) == kScoreOne);
    CHECK(*matcher.ScoreOf(query, At(taxonomy, "occupation/bare")) == kScoreOne);
    others.insert(*matcher.ScoreOf(query, At(taxonomy, "occupation/0004")));
  }
  CHECK(others.size() == 1);
}

TEST_CASE("Model: a dimension of weight 0 does not count and has no features") {
  for (int d = 0; d < kDimensions; ++d) {
    ModelParams params;
    params.least_items = 0;
    params.dimension_weight[static_cast<std::size_t>(d)] = 0;
    const auto matcher = MakeMatcher(RandomTaxonomy(5, Medium()), params);
    const auto& model = matcher.model();
    for (Concept row = 0; row < model.rows(); ++row) {
      CHECK((model.RowFrame(row).mask >> d & 1) == 0);
      for (const auto& e : model.Row(row)) CHECK(e.dimension != d);
      const auto x = Need(Explain(matcher, ProfileOf(matcher.taxonomy(), row), 0));
      for (const auto& c : x.contributions) CHECK(static_cast<int>(c.dimension) != d);
    }
  }
}

TEST_CASE("Model: a dimension of weight 0 is as if the taxonomy did not have it") {
  // Every occupation has skills, so that all are described with and without the dimension.
  for (std::uint64_t seed = 0; seed < 10 / kSlow; ++seed) {
    const auto build = [seed](int without) {
      Random random(seed);
      Maker make;
      for (std::uint32_t o = 0; o < 30; ++o) {
        const auto occupation = Uri("occupation", o);
        for (std::uint32_t i = 0; i < 9; ++i) {
          const char* const kinds[] = {"skill", "knowledge", "task"};
          const auto kind = i / 3;
          const auto target = Uri(kinds[kind], random.Below(12));
          const auto tier = static_cast<Relevance>(1 + random.Below(4));
          if (static_cast<int>(kind) != without) make.Requires(occupation, target, tier);
        }
        const auto title = "beroep" + std::to_string(random.Below(8));
        if (without != 4) make.Text(occupation, title);
        const auto isco = static_cast<std::uint16_t>(1 + random.Below(9999));
        if (without != 5) make.builder.SetIsco(make(occupation), isco);
      }
      for (std::uint32_t s = 0; s < 12; ++s) {
        if (without != 3) make.Broader(Uri("skill", s), Uri("group", s / 4));
      }
      return make.Build();
    };
    for (const int d : {1, 2, 3, 4, 5}) {
      ModelParams params;
      params.least_items = 0;
      // Without the dimension, whatever its weight; with it, at weight 0. (Of groups none stand above knowledge here.)
      const auto never = MakeMatcher(build(d), params);
      params.dimension_weight[static_cast<std::size_t>(d)] = 0;
      const auto off = MakeMatcher(build(-1), params);
      int same = 0;
      for (Concept a = 0; a < 30; ++a) {
        for (Concept b = 0; b < 30; ++b) {
          const auto score = off.ScoreOf(off.model().MakeQuery(ProfileOf(off.taxonomy(), a)), b);
          CHECK(score == never.ScoreOf(never.model().MakeQuery(ProfileOf(never.taxonomy(), a)), b));
          same += score.has_value();
        }
      }
      CHECK(same > 800);
    }
  }
}

TEST_CASE("Model: information is log2((N + 1) / (n + 1/2)) over current occupations that have relations") {
  Maker make;
  for (int i = 0; i < 8; ++i) make.Requires(Uri("occupation", static_cast<std::uint32_t>(i)), "skill/all");
  make.Requires("occupation/0000", "skill/one").Requires("occupation/0001", "skill/not", Relevance::kNotRelevant);
  make("occupation/empty"), make("skill/nobody");
  make.builder.SetStatus(make("occupation/old"), ConceptStatus::kArchived);
  make.Requires("occupation/old", {"skill/one", "skill/old"});
  const auto matcher = MakeMatcher(make.Build());
  const auto& m = matcher.model();
  const auto& t = m.taxonomy();
  const auto bits = [](double n) { return static_cast<std::uint32_t>(65536 * std::log2(9.0 / (n + 0.5))); };
  CHECK(m.Information(At(t, "skill/all")) == bits(8));
  CHECK(m.Information(At(t, "skill/all")) > 0);  // even what all have says a little in a small taxonomy
  CHECK(m.Information(At(t, "skill/one")) == bits(1));
  for (const auto* nobody : {"skill/nobody", "skill/not", "skill/old"}) CHECK(m.Information(At(t, nobody)) == 0);
  CHECK(m.Weight(At(t, "skill/one"), Relevance::kImportant) == 600 * std::uint64_t{bits(1)});
}

TEST_CASE("Model: what sets an occupation apart counts, what all have does not") {
  Maker make;
  for (std::uint32_t i = 0; i < 30; ++i) make.Requires(Uri("occupation", i), {"skill/all", "skill/too", Uri("skill/own", i)});
  make.Requires("occupation/p", {"skill/all", "skill/too", "skill/rare"});
  make.Requires("occupation/q", {"skill/x", "skill/y", "skill/rare"});
  make.Requires("occupation/weak", "skill/rare", Relevance::kSomewhat).Requires("occupation/weak", {"skill/x", "skill/z"});
  ModelParams params;
  params.dimension_weight = {10, 0, 0, 0, 0, 0};
  const auto matcher = MakeMatcher(make.Build(), params);
  const auto& t = matcher.taxonomy();
  const auto query = matcher.model().MakeQuery(ProfileOf(t, {"occupation/p"}));
  const auto score = [&](std::string_view uri) { return *matcher.ScoreOf(query, At(t, uri)); };
  CHECK(score("occupation/q") > score("occupation/0000"));  // one rare skill in common against two common ones
  CHECK(score("occupation/q") > score("occupation/weak"));
  CHECK(score("occupation/0000") < kScoreOne / 4);
}

TEST_CASE("Model: random pairs of a dense graph score about 0, and a near copy stands out") {
  Random random(8);
  Maker make;
  constexpr std::uint32_t kOccupations = 200, kSkills = 40;
  for (std::uint32_t o = 0; o < kOccupations; ++o) {
    for (std::uint32_t s = 0; s < kSkills; ++s) {
      if (random.Chance(75)) make.Requires(Uri("occupation", o), Uri("skill", s), static_cast<Relevance>(1 + random.Below(4)));
    }
  }
  for (std::uint32_t s = 0; s < kSkills; ++s) make.Requires("occupation/twin-a", Uri("skill", s), static_cast<Relevance>(1 + s * 7 % 4));
  for (std::uint32_t s = 0; s < kSkills; ++s) make.Requires("occupation/twin-b", Uri("skill", s), s % 10 == 0 ? Relevance::kSomewhat : static_cast<Relevance>(1 + s * 7 % 4));
  ModelParams params;
  params.dimension_weight = {10, 0, 0, 0, 0, 0};
  const auto matcher = MakeMatcher(make.Build(), params);
  const auto& model = matcher.model();
  REQUIRE(model.calibrated());
  CHECK(std::abs(model.RandomMean()) < 0.05);
  const auto result = matcher.Rank(ProfileOf(matcher.taxonomy(), {"occupation/twin-a"}));
  CHECK(matcher.taxonomy().Uri(result.matches.at(0).occupation) == "occupation/twin-b");
  CHECK(result.matches[0].band == Band::kStrong);
  CHECK(result.strong_match);
}

TEST_CASE("Model: percentiles and bands are those of the sampled pairs") {
  const auto matcher = MakeMatcher(RandomTaxonomy(4, Medium()));
  const auto& model = matcher.model();
  REQUIRE(model.calibrated());
  // Fewer than 128 occupations: all pairs are in the sample.
  std::vector<Score> all;
  std::vector<Score> scores;
  for (Concept o = 0; o < model.rows(); ++o) {
    if (!model.IsCandidate(o)) continue;
    model.ScoreAll(model.QueryOf(o), scores);
    for (Concept t = 0; t < model.rows(); ++t) {
      if (t != o && scores[t] != MatchModel::kNoScore) all.push_back(scores[t]);
    }
  }
  std::sort(all.begin(), all.end());
  std::uint16_t last = 0;
  for (Score score = -kScoreOne; score <= kScoreOne; score += 997) {
    const auto percentile = model.Percentile(score);
    CHECK(percentile >= last);
    last = percentile;
    const auto below = static_cast<double>(std::lower_bound(all.begin(), all.end(), score) - all.begin()) / static_cast<double>(all.size());
    const auto near = static_cast<double>(std::lower_bound(all.begin(), all.end(), score - 64) - all.begin()) / static_cast<double>(all.size());
    CHECK(percentile / 1000.0 <= below + 1e-9);
    CHECK(percentile / 1000.0 >= near - 0.001 - 1e-9);
    const auto band = model.BandOf(score);
    CHECK(band == (percentile >= 990 ? Band::kStrong : percentile >= 950 ? Band::kGood : percentile >= 800 ? Band::kSome : Band::kNone));
  }
  CHECK(model.Percentile(kScoreOne) == 1000);
  for (const std::uint16_t k : {1, 500, 1000}) {
    CHECK(model.Percentile(model.LeastScoreAt(k)) >= k);
    CHECK(model.Percentile(model.LeastScoreAt(k) - 1) < k);
  }
  double sum = 0;
  for (const auto s : all) sum += ToDouble(s);
  CHECK(model.RandomMean() == doctest::Approx(sum / static_cast<double>(all.size())));
  // Too few pairs to tell.
  const auto small = MakeMatcher(RandomTaxonomy(4));
  CHECK_FALSE(small.model().calibrated());
  CHECK(small.model().BandOf(kScoreOne) == Band::kUnknown);
}

TEST_CASE("Model: a thousand pairs are enough to say what is usual, fewer are not") {
  const auto matcher = [](std::uint32_t occupations) {
    Maker make;
    for (std::uint32_t o = 0; o < occupations; ++o) {
      for (std::uint32_t s = 0; s < 3; ++s) make.Requires(Uri("occupation", o), Uri("skill", (o * 5 + s * s) % 101));
    }
    make.Requires("occupation/bare", "skill/0000");  // no candidate
    return MakeMatcher(make.Build());
  };
  const auto few = matcher(32), enough = matcher(33);  // 992 and 1056 pairs
  CHECK(few.model().candidates() == 32);
  CHECK_FALSE(few.model().calibrated());
  CHECK(enough.model().calibrated());
  for (Score score = -kScoreOne; score <= kScoreOne; score += kScoreOne / 8) CHECK(few.model().BandOf(score) == Band::kUnknown);
  CHECK(enough.model().BandOf(kScoreOne) == Band::kStrong);
  CHECK(enough.model().BandOf(-kScoreOne) == Band::kNone);
  const auto profile = [](const Matcher& m) { return ProfileOf(m.taxonomy(), {"occupation/0000"}); };
  for (const auto& m : few.Rank(profile(few)).matches) CHECK((m.band == Band::kUnknown && m.percentile == 0));
  CHECK(few.Rank(profile(few)).strong_match);
  const auto result = enough.Rank(profile(enough));
  REQUIRE_FALSE(result.matches.empty());
  for (const auto& m : result.matches) {
    CHECK(m.percentile == enough.model().Percentile(m.score));
    CHECK(m.band == enough.model().BandOf(m.score));
  }
  CHECK(result.strong_match == (result.matches[0].band == Band::kStrong));
}

TEST_CASE("Model: the hash names the content, every parameter and nothing else") {
  std::set<std::string> hashes;
  const auto hash = [&](const ModelParams& params, std::uint64_t seed = 1) { return MakeMatcher(RandomTaxonomy(seed), params).model().hash(); };
  const ModelParams defaults;
  CHECK(hash(defaults) == hash(defaults));
  // However it came about.
  Random random(1);
  auto calls = RandomCalls(random, {});
  random.Shuffle(calls);
  CHECK(MakeMatcher(BuildFrom(calls), defaults).model().hash() == hash(defaults));
  CHECK(hash(defaults).size() == 32);
  CHECK(hashes.insert(hash(defaults)).second);
  CHECK(hashes.insert(hash(defaults, 2)).second);
  const auto differs = [&](auto change) {
    ModelParams params;
    change(params);
    CHECK(hashes.insert(hash(params)).second);
  };
  for (std::size_t i = 0; i < kRelevances; ++i) differs([i](ModelParams& p) { p.relevance_weight[i] += i == 4 ? -1 : 1; });
  for (std::size_t i = 0; i < kDimensions; ++i) differs([i](ModelParams& p) { ++p.dimension_weight[i]; });
  for (std::size_t i = 0; i < 3; ++i) differs([i](ModelParams& p) { ++p.word_weight[i]; });
  for (std::size_t i = 0; i < 3; ++i) differs([i](ModelParams& p) { ++p.bands[i]; });
  differs([](ModelParams& p) { p.use_importance = false; });
  differs([](ModelParams& p) { p.spread = 0; });
  differs([](ModelParams& p) { p.common = 99; });
  differs([](ModelParams& p) { p.own_level = 51; });
  differs([](ModelParams& p) { p.language = "en"; });
  differs([](ModelParams& p) { p.missing = MissingPolicy::kRefuse; });
  differs([](ModelParams& p) { p.least_items = 4; });
}

TEST_CASE("Model: importance counts instead of relevance where it is stated and wanted") {
  Maker make;
  const auto relate = [&](std::string_view from, std::string_view to, Importance importance) {
    make.builder.AddRelation(make(from), make(to), {Relevance::kEssential, 0, importance});
  };
  relate("occupation/a", "skill/1", 900), relate("occupation/a", "skill/2", 100);
  relate("occupation/b", "skill/1", 890), relate("occupation/b", "skill/2", 110);
  relate("occupation/c", "skill/1", 100), relate("occupation/c", "skill/2", 900);
  ModelParams params;
  params.least_items = 0;
  params.dimension_weight = {10, 0, 0, 0, 0, 0};
  const auto taxonomy = make.Build();
  const auto score = [&](const Matcher& m, Concept to) { return *m.ScoreOf(m.model().QueryOf(0), to); };
  const auto with = MakeMatcher(taxonomy, params);
  CHECK(score(with, 1) > kScoreOne / 2);
  CHECK(score(with, 2) < 0);
  params.use_importance = false;
  const auto without = MakeMatcher(taxonomy, params);
  CHECK(without.model().QueryOf(0).terms[0].weight == without.model().QueryOf(2).terms[0].weight);
}

TEST_CASE("Model: words and families come from past occupations") {
  Maker make;
  make.Requires("occupation/a", {"skill/1", "skill/2", "skill/3"}).Text("occupation/a", "Verpleegkundige");
  make.Requires("occupation/b", {"skill/4", "skill/5", "skill/6"}).Text("occupation/b", "Kinderverpleegkundige");
  make.Requires("occupation/c", {"skill/7", "skill/8", "skill/9"}).Text("occupation/c", "Timmerman");
  make.builder.SetIsco(make("occupation/a"), 2221), make.builder.SetIsco(make("occupation/b"), 2222), make.builder.SetIsco(make("occupation/c"), 7115);
  const auto matcher = MakeMatcher(make.Build());
  const auto& t = matcher.taxonomy();
  const auto a = At(t, "occupation/a"), b = At(t, "occupation/b"), c = At(t, "occupation/c");
  const auto x = Need(Explain(matcher, ProfileOf(t, a), b));
  for (const auto d : {Dimension::kWords, Dimension::kFamily}) {
    CHECK(x.dimensions[static_cast<std::size_t>(d)].score > 0);
    const auto part = std::find_if(x.contributions.begin(), x.contributions.end(), [d](const Contribution& p) { return p.dimension == d; });
    REQUIRE(part != x.contributions.end());
    CHECK(part->concept_id == kNoConcept);
    CHECK(part->in_profile);
  }
  CHECK(Need(Explain(matcher, ProfileOf(t, a), c)).dimensions[4].score == 0);
  // A person without past work is compared without them.
  const auto skills = matcher.model().MakeQuery(ProfileOf(t, {"skill/1", "skill/2", "skill/3"}));
  CHECK((skills.frame.mask & (SetOf(Dimension::kWords) | SetOf(Dimension::kFamily))) == 0);
  // Two past occupations have the words of both.
  const auto two = matcher.model().MakeQuery(ProfileOf(t, {"occupation/a", "occupation/c"}));
  CHECK((two.frame.mask & SetOf(Dimension::kWords)) != 0);
}

TEST_CASE("Model: words are compared by four letters in a row, and by those that two occupations have") {
  Maker make;
  const auto occupation = [&](std::string_view uri, std::string_view title) { make.Requires(uri, {"skill/1", "skill/2", "skill/3"}).Text(uri, title); };
  occupation("occupation/a", "Kok in Caf\xC3\xA9");  // " kok" "kok " " caf" "cafe" "afe "
  occupation("occupation/b", "kok \xC3\xA0 CAFE");   // short words have none
  occupation("occupation/c", "in a");
  occupation("occupation/d", "ekoke");                // "ekok" "koke" and its ends are its own
  occupation("occupation/e", "ijskok");               // shares "kok " only
  occupation("occupation/f", "Metselaar");
  make.Text("occupation/f", "kok", TextKind::kHidden).Text("occupation/f", "cafe", TextKind::kAlternative, "en");  // never shown; another language
  const auto matcher = MakeMatcher(make.Build());
  const auto& t = matcher.taxonomy();
  const auto grams = [&](std::string_view uri) {
    const auto row = matcher.model().Row(At(t, uri));
    return std::count_if(row.begin(), row.end(), [](const RowEntry& e) { return e.dimension == static_cast<std::uint8_t>(Dimension::kWords); });
  };
  CHECK(grams("occupation/a") == 5);
  CHECK(grams("occupation/b") == 5);
  CHECK(grams("occupation/c") == 0);
  CHECK(grams("occupation/d") == 0);
  CHECK(grams("occupation/e") == 1);
  CHECK(grams("occupation/f") == 0);
}

TEST_CASE("Model: skills under one group count a little, each ancestor once, at any depth") {
  Maker make;
  // Two ways up to the top: it must count once.
  make.Broader("skill/1", "group/left").Broader("skill/1", "group/right").Broader("group/left", "group/top").Broader("group/right", "group/top");
  make.Broader("skill/2", "group/left");
  for (std::uint32_t i = 0; i < 20; ++i) make.Broader("skill/many", Uri("group/of", i));
  make.Requires("occupation/a", {"skill/1", "skill/3", "skill/5"}).Requires("occupation/b", {"skill/2", "skill/4", "skill/6"});
  make.Requires("occupation/c", {"skill/many", "skill/7", "skill/8"}).Requires("occupation/d", {"skill/9", "skill/10", "skill/11"});
  const auto matcher = MakeMatcher(make.Build());
  const auto& m = matcher.model();
  const auto& t = m.taxonomy();
  const auto groups = [&](std::string_view uri) {
    std::uint32_t count = 0;
    for (const auto& e : m.Row(At(t, uri))) count += e.dimension == static_cast<std::uint8_t>(Dimension::kGroups);
    return count;
  };
  CHECK(groups("occupation/a") == 3);
  CHECK(groups("occupation/b") == 2);
  CHECK(groups("occupation/c") == 20);
  CHECK(groups("occupation/d") == 0);
  const auto query = m.MakeQuery(ProfileOf(t, {"occupation/a"}));
  CHECK(*matcher.ScoreOf(query, At(t, "occupation/b")) > *matcher.ScoreOf(query, At(t, "occupation/d")));
  CHECK(m.ConceptOf(t.size() + At(t, "group/top")) == At(t, "group/top"));
  CHECK(m.DimensionOf(t.size() + At(t, "group/top")) == Dimension::kGroups);
  CHECK(m.ConceptOf(At(t, "skill/1")) == At(t, "skill/1"));
}

TEST_CASE("Model: a hierarchy of thousands of levels is taken in its stride") {
  Maker make;
  constexpr std::uint32_t kDepth = 20000;
  for (std::uint32_t i = 0; i + 1 < kDepth; ++i) make.Broader(Uri("group", i), Uri("group", i + 1));
  make.Broader("skill/a", "group/0000").Broader("skill/b", "group/0000").Requires("occupation/x", {"skill/a", "skill/b", "skill/c"});
  make.Requires("occupation/y", {"skill/a", "skill/d", "skill/e"});
  const auto matcher = MakeMatcher(make.Build());
  CHECK(matcher.model().Row(0).size() == 3 + kDepth);
  CHECK(matcher.Rank(ProfileOf(matcher.taxonomy(), {"occupation/x"}), {.with_zero = true}).matches.size() == 1);
}

TEST_CASE("Model: conditions and licences do not score") {
  Maker make;
  make.Requires("occupation/a", {"skill/1", "skill/2", "skill/3", "licence/x", "condition/y"})
      .Requires("occupation/b", {"skill/4", "skill/5", "skill/6", "licence/x", "condition/y"});
  const auto matcher = MakeMatcher(make.Build());
  CHECK(matcher.model().index().size() == 6);
}

TEST_CASE("Model: parameters out of range are refused") {
  Maker make;
  const auto taxonomy = make.Requires("occupation/a", "skill/1").Build();
  const auto code = [&](const ModelParams& params) { return CodeOf(MatchModel::Create(taxonomy, params).status()); };
  ModelParams params;
  CHECK(code(params) == ErrorCode::kOk);
  params.dimension_weight = {};
  CHECK(code(params) == ErrorCode::kInvalidArgument);
  params.dimension_weight = {0, 0, 0, 0, 0, 15};
  CHECK(code(params) == ErrorCode::kOk);
  params.relevance_weight[2] = 1001;
  CHECK(code(params) == ErrorCode::kInvalidArgument);
}

TEST_CASE("Model: a hierarchy whose pairs would fill the memory is refused") {
  Maker make;
  constexpr std::uint32_t kLinks = 12000;  // 72 million pairs
  for (std::uint32_t i = 0; i < kLinks; ++i) make.builder.AddBroader(make(Uri("skill", i)), make(Uri("skill", i + 1)));
  make.Requires("occupation/a", Uri("skill", 0));
  const auto model = MatchModel::Create(make.Build());
  CHECK(CodeOf(model.status()) == ErrorCode::kLimit);
}

TEST_CASE("Model: taxonomies without occupations, skills or anything give no matches") {
  for (int content = 0; content < 3; ++content) {
    Maker make;
    if (content >= 1) make("skill/1");
    if (content >= 2) make("occupation/1");
    const auto matcher = MakeMatcher(make.Build());
    CHECK(matcher.model().candidates() == 0);
    ProfileBuilder builder(matcher.taxonomy());
    const auto result = matcher.Rank(builder.Build());
    CHECK(result.status == RankStatus::kTooLittleData);
    CHECK(result.matches.empty());
  }
}
