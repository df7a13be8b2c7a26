// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The score: integer weights against the double oracle, and what must hold whatever the graph.
//
// The tolerance. A weight is off by less than 1 of a vector of length 2^14, so a cosine over k features is off by less than 2 * sqrt(k) / 2^14
// at worst (k = 16: 5e-4), and a level that is not fully met by another sqrt(k) / 2^14. Errors of one vector have both signs, since its length is
// kept, and mostly cancel: over all the graphs below the largest is about 1e-4. 2e-4 is a fiftieth of the smallest difference anyone shows (1 %).

#include "overstap/model.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "oracle/oracle.hpp"
#include "oracle/random_graph.hpp"

using namespace overstap;
using namespace overstap::test;
using oracle::Information;
using oracle::Oracle;

namespace {

constexpr double kTolerance = 2e-4;
/// A vector is never longer than 2^14, so it is up to 2^15 of 2^28 squared units short: the step of its largest weight. An occupation
/// scores that much less than 1 for itself (and a millionth for the factor, which is rounded down).
constexpr double kShort = 1.0 / 8192 + 1e-6;
/// Information to 1/65536 bit is coarse where it is small (a concept nearly everybody has): what that adds to the above.
constexpr double kInformationTolerance = 3e-4;

/// Largest difference to the oracle over `profiles` random profiles and all occupations.
double Worst(const Matcher& matcher, const ModelParams& params, Information information, Random& random, int profiles) {
  const auto& taxonomy = matcher.taxonomy();
  const Oracle oracle(taxonomy, params, information);
  double worst = 0;
  const auto occupations = taxonomy.Concepts(ConceptKind::kOccupation);
  std::vector<Oracle::Vector> rows;
  for (Concept o = occupations.first; o < occupations.last; ++o) rows.push_back(oracle.OfOccupation(o));
  for (int i = 0; i < profiles; ++i) {
    const auto profile = RandomProfile(taxonomy, random);
    const auto query = matcher.model().MakeQuery(profile);
    const auto vector = oracle.OfProfile(profile);
    for (Concept o = occupations.first; o < occupations.last; ++o) {
      if (const auto score = matcher.ScoreOf(query, o)) worst = std::max(worst, std::abs(ToDouble(*score) - oracle.Score(vector, rows[o])));
    }
  }
  return worst;
}

ModelParams RandomParams(Random& random) {
  ModelParams params;
  params.least_items = random.Below(4);
  for (auto& w : params.relevance_weight) w = static_cast<std::uint8_t>(random.Below(101));
  params.relevance_weight[4] = 100;
  std::uint8_t left = 15;
  for (auto& w : params.dimension_weight) w = static_cast<std::uint8_t>(random.Below(left + 1u)), left = static_cast<std::uint8_t>(left - w);
  if (left == 15) params.dimension_weight[0] = 15;
  return params;
}

std::uint64_t SquaredLength(std::span<const RowEntry> row, Dimension dimension) {
  std::uint64_t sum = 0;
  for (const auto& e : row) sum += e.dimension == static_cast<std::uint8_t>(dimension) ? std::uint64_t{e.weight} * e.weight : 0;
  return sum;
}

}  // namespace

TEST_CASE("Model: scores are those of the formula on hundreds of random graphs") {
  Random random(11);
  double worst = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    GraphSize size;
    size.occupations = 2 + random.Below(12), size.skills = 1 + random.Below(25), size.groups = random.Below(10), size.levels = random.Chance(50);
    ModelParams params;
    params.least_items = 0;
    worst = std::max(worst, Worst(MakeMatcher(RandomTaxonomy(seed, size), params), params, Information::kSixteenBits, random, 4));
  }
  for (std::uint64_t seed = 0; seed < 6; ++seed) {
    worst = std::max(worst, Worst(MakeMatcher(RandomTaxonomy(1000 + seed, Medium())), {}, Information::kSixteenBits, random, 5));
  }
  MESSAGE("largest difference ", worst);
  CHECK(worst <= kTolerance);
}

TEST_CASE("Model: scores are those of the formula for random parameters") {
  Random random(12);
  double worst = 0;
  for (std::uint64_t seed = 0; seed < 150; ++seed) {
    const auto params = RandomParams(random);
    worst = std::max(worst, Worst(MakeMatcher(RandomTaxonomy(seed), params), params, Information::kSixteenBits, random, 3));
  }
  MESSAGE("largest difference ", worst);
  CHECK(worst <= kTolerance);
}

TEST_CASE("Model: rounding information to 1/65536 bit moves no score visibly") {
  Random random(13);
  double worst = 0;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    ModelParams params;
    params.least_items = 0;
    worst = std::max(worst, Worst(MakeMatcher(RandomTaxonomy(seed), params), params, Information::kExact, random, 3));
  }
  MESSAGE("largest difference ", worst);
  CHECK(worst <= kInformationTolerance);
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
    for (unsigned code = 0; code < count; ++code) {
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
      const Oracle oracle(taxonomy, params, Information::kSixteenBits);
      for (Concept p = 0; p < occupations; ++p) {
        const auto profile = ProfileOf(taxonomy, p);
        const auto query = matcher.model().MakeQuery(profile);
        for (Concept t = 0; t < occupations; ++t) {
          const auto score = matcher.ScoreOf(query, t);
          CHECK(score.has_value() == (!taxonomy.Relations(p).empty() && !taxonomy.Relations(t).empty()));
          if (!score) continue;
          worst = std::max(worst, std::abs(ToDouble(*score) - oracle.Score(profile, t)));
          over += *score > kScoreOne || *score < 0;
        }
      }
    }
  };
  try_all(2, 4);
  try_all(3, 3);
  MESSAGE(graphs, " graphs, largest difference ", worst);
  CHECK(graphs > 10000);
  CHECK(worst <= kTolerance);
  CHECK(over == 0);
}

TEST_CASE("Model: no vector is longer than 2^14, and none noticeably shorter") {
  constexpr double kFull = 1 << 28;
  double shortest = 1;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    Random random(seed);
    const auto matcher = MakeMatcher(RandomTaxonomy(seed), seed % 2 ? RandomParams(random) : ModelParams());
    const auto& model = matcher.model();
    for (std::uint32_t row = 0; row < model.rows(); ++row) {
      for (int d = 0; d < kDimensions; ++d) {
        const auto dimension = static_cast<Dimension>(d);
        const auto squares = SquaredLength(model.Row(row), dimension);
        CHECK(squares <= (1u << 28));
        CHECK((squares == 0) == ((model.RowMask(row) >> d & 1) == 0));
        if (squares > 0) shortest = std::min(shortest, static_cast<double>(squares) / kFull);
      }
      for (const auto& entry : model.Row(row)) CHECK(entry.weight > 0);
    }
  }
  MESSAGE("shortest squared length ", shortest);
  CHECK(shortest >= 1 - kShort);
}

TEST_CASE("Model: vectors of every number of equal features keep their length") {
  for (unsigned k : {1u, 2u, 3u, 5u, 7u, 12u, 17u, 82u, 100u, 361u, 1000u, 5000u, 20000u}) {
    Maker make;
    for (unsigned i = 0; i < k; ++i) make.Requires("occupation/x", Uri("skill", i), Relevance::kSomewhat);
    make.Requires("occupation/y", "skill/other");
    ModelParams params;
    params.least_items = 0;
    const auto matcher = MakeMatcher(make.Build(), params);
    const auto& taxonomy = matcher.taxonomy();
    const auto x = At(taxonomy, "occupation/x");
    const auto squares = SquaredLength(matcher.model().Row(x), Dimension::kSkills);
    CAPTURE(k);
    CHECK(squares <= (1u << 28));
    CHECK(static_cast<double>(squares) >= (1 - kShort) * (1u << 28));
    std::uint16_t least = 0xFFFF, most = 0;
    for (const auto& e : matcher.model().Row(x)) least = std::min(least, e.weight), most = std::max(most, e.weight);
    CHECK(most - least <= 1);  // equal features weigh the same but for rounding
    const auto self = matcher.ScoreOf(matcher.model().MakeQuery(ProfileOf(taxonomy, x)), x);
    REQUIRE(self.has_value());
    CHECK(*self <= kScoreOne);
    CHECK(ToDouble(*self) >= 1 - kShort);
  }
}

TEST_CASE("Model: an occupation scores 1 for itself, never more") {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    Random random(seed + 500);
    const auto params = seed % 2 ? RandomParams(random) : ModelParams();
    const auto matcher = MakeMatcher(RandomTaxonomy(seed), params);
    for (std::uint32_t row = 0; row < matcher.model().rows(); ++row) {
      const auto self = matcher.ScoreOf(matcher.model().MakeQuery(ProfileOf(matcher.taxonomy(), row)), row);
      if (!self) continue;
      CHECK(*self <= kScoreOne);
      CHECK(ToDouble(*self) >= 1 - kShort);
    }
  }
}

TEST_CASE("Model: no score is above 1 or below 0, whatever the profile") {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    Random random(seed);
    const auto matcher = MakeMatcher(RandomTaxonomy(seed), seed % 3 ? RandomParams(random) : ModelParams());
    for (int i = 0; i < 10; ++i) {
      const auto query = matcher.model().MakeQuery(RandomProfile(matcher.taxonomy(), random));
      for (std::uint32_t row = 0; row < matcher.model().rows(); ++row) {
        const auto score = matcher.ScoreOf(query, row);
        if (score) CHECK((*score >= 0 && *score <= kScoreOne));
      }
    }
  }
}

TEST_CASE("Model: without levels a score is the same both ways") {
  GraphSize size;
  size.levels = false;
  int pairs = 0;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    const auto matcher = MakeMatcher(RandomTaxonomy(seed, size));
    const auto& model = matcher.model();
    for (std::uint32_t a = 0; a < model.rows(); ++a) {
      for (std::uint32_t b = 0; b < a; ++b) {
        if (!model.IsCandidate(a) || !model.IsCandidate(b)) continue;
        ++pairs;
        CHECK(matcher.ScoreOf(model.MakeQuery(ProfileOf(matcher.taxonomy(), a)), b) ==
              matcher.ScoreOf(model.MakeQuery(ProfileOf(matcher.taxonomy(), b)), a));
      }
    }
  }
  CHECK(pairs > 1000);
}

TEST_CASE("Model: the largest weights do not overflow") {
  // All the weight on one dimension at a time, on skills and families of thousands of features, and on one single shared feature.
  for (int d : {0, 1, 3}) {
    ModelParams params;
    params.least_items = 0;
    params.relevance_weight = {0, 100, 100, 100, 100};
    params.dimension_weight = {};
    params.dimension_weight[static_cast<std::size_t>(d)] = 15;
    for (const unsigned features : {1u, 4000u}) {
      Maker make;
      for (const auto* occupation : {"occupation/a", "occupation/b"}) {
        for (unsigned i = 0; i < features; ++i) {
          const auto uri = Uri(d == 1 ? "knowledge" : "skill", i);
          make.Requires(occupation, uri);
          if (d == 3) make.Broader(uri, Uri("group", i));
        }
      }
      for (int i = 0; i < 500; ++i) make.Requires(Uri("occupation/other", static_cast<std::uint32_t>(i)), "skill/unlike");  // rare says more
      const auto matcher = MakeMatcher(make.Build(), params);
      const auto a = At(matcher.taxonomy(), "occupation/a"), b = At(matcher.taxonomy(), "occupation/b");
      const auto result = matcher.Rank(ProfileOf(matcher.taxonomy(), a));
      REQUIRE(result.matches.size() == 1);
      CHECK(result.matches[0].occupation == b);
      CHECK(result.matches[0].score <= kScoreOne);
      CHECK(ToDouble(result.matches[0].score) >= 1 - kShort);
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
  params.relevance_weight = {0, 100, 100, 100, 100};
  const auto matcher = MakeMatcher(make.Build(), params);
  const Oracle oracle(matcher.taxonomy(), params, Information::kSixteenBits);
  const auto a = At(matcher.taxonomy(), "occupation/a"), b = At(matcher.taxonomy(), "occupation/b");
  const auto profile = ProfileOf(matcher.taxonomy(), b);
  const auto score = matcher.ScoreOf(matcher.model().MakeQuery(profile), a);
  REQUIRE(score.has_value());
  CHECK(ToDouble(*score) == doctest::Approx(oracle.Score(profile, a)).epsilon(kTolerance));
}

TEST_CASE("Model: a dimension that one side lacks is left out and the rest renormalised") {
  Maker make;
  make.Requires("occupation/a", {"skill/1", "skill/2", "knowledge/1", "task/1"});
  make.Requires("occupation/b", {"skill/1", "skill/2"});
  make.Requires("occupation/c", {"skill/9", "knowledge/1", "task/9"});
  make.Requires("occupation/d", {"task/7"});
  ModelParams params;
  params.least_items = 0;
  const auto matcher = MakeMatcher(make.Build(), params);
  const auto& t = matcher.taxonomy();
  const auto query = matcher.model().MakeQuery(ProfileOf(t, {"occupation/b"}));
  CHECK(query.mask == 1);
  // b has skills only: a has the same ones, so the score is 1 although a asks more.
  CHECK(ToDouble(*matcher.ScoreOf(query, At(t, "occupation/a"))) >= 1 - kShort);
  CHECK(*matcher.ScoreOf(query, At(t, "occupation/c")) == 0);
  CHECK(*matcher.ScoreOf(query, At(t, "occupation/d")) == 0);  // no dimension in common
  // a and c share knowledge fully, skills and tasks not at all: 2 of 5 + 2 + 2.
  const auto from_a = matcher.model().MakeQuery(ProfileOf(t, {"occupation/a"}));
  CHECK(ToDouble(*matcher.ScoreOf(from_a, At(t, "occupation/c"))) == doctest::Approx(2.0 / 9).epsilon(1e-5));
}

TEST_CASE("Model: a dimension of weight 0 does not count and has no features") {
  Maker make;
  make.Requires("occupation/a", {"skill/1", "knowledge/1", "task/1"})
      .Requires("occupation/b", {"skill/1", "knowledge/2", "task/2"})
      .Broader("skill/1", "group/g");
  ModelParams params;
  params.least_items = 0;
  params.dimension_weight = {1, 0, 0, 0};
  const auto matcher = MakeMatcher(make.Build(), params);
  const auto& t = matcher.taxonomy();
  CHECK(matcher.model().index().size() == 2);
  CHECK(ToDouble(*matcher.ScoreOf(matcher.model().MakeQuery(ProfileOf(t, {"occupation/a"})), At(t, "occupation/b"))) == 1.0);
}

TEST_CASE("Model: information is log2((N + 1) / (n + 1/2)) over current occupations that have relations") {
  Maker make;
  for (int i = 0; i < 8; ++i) make.Requires(Uri("occupation", static_cast<std::uint32_t>(i)), "skill/all");
  make.Requires("occupation/0000", "skill/one").Requires("occupation/0001", "skill/not", Relevance::kNotRelevant);
  make.Broader("skill/one", "group/g").Broader("group/g", "group/top");
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
  CHECK(m.Information(t.size() + At(t, "group/g")) == bits(1));
  CHECK(m.Information(t.size() + At(t, "group/top")) == bits(1));
  CHECK(m.Information(At(t, "group/g")) == 0);  // nobody has it directly
  for (const auto* nobody : {"skill/nobody", "skill/not", "skill/old"}) CHECK(m.Information(At(t, nobody)) == 0);
  CHECK(m.Weight(At(t, "skill/one"), Relevance::kImportant) == 6 * std::uint64_t{bits(1)});
}

TEST_CASE("Model: what all of a large taxonomy's occupations have says nothing and does no harm") {
  Maker make;
  for (std::uint32_t i = 0; i < 50000; ++i) make.Requires(Uri("occupation", i), {"skill/all", "skill/too", "skill/three"});
  make.Requires("occupation/0007", "skill/rare").Requires("occupation/0008", "skill/rare");
  const auto matcher = MakeMatcher(make.Build());
  const auto& t = matcher.taxonomy();
  CHECK(matcher.model().Information(At(t, "skill/all")) == 0);
  CHECK(matcher.model().candidates() == 2);  // the others have nothing that tells them apart
  const auto result = matcher.Rank(ProfileOf(t, {"occupation/0007"}));
  REQUIRE(result.matches.size() == 1);
  CHECK(result.matches[0].score == Score{5} * (1 << 28) * ((1 << 24) / 5));
  CHECK(result.too_little_data == 49998);
  CHECK(matcher.Rank(ProfileOf(t, {"occupation/0001"})).status == RankStatus::kTooLittleData);
}

TEST_CASE("Model: a hierarchy whose pairs would fill the memory is refused") {
  Maker make;
  constexpr std::uint32_t kLinks = 12000;  // 72 million pairs
  for (std::uint32_t i = 0; i < kLinks; ++i) make.builder.AddBroader(make(Uri("skill", i)), make(Uri("skill", i + 1)));
  make.Requires("occupation/a", Uri("skill", 0));
  const auto model = MatchModel::Create(make.Build());
  CHECK(CodeOf(model.status()) == ErrorCode::kLimit);
}

TEST_CASE("Model: a rarer shared skill counts more, and so does a more relevant one") {
  Maker make;
  for (std::uint32_t i = 0; i < 20; ++i) make.Requires(Uri("occupation", i), "skill/common");
  make.Requires("occupation/p", {"skill/common", "skill/rare", "skill/mid"});
  make.Requires("occupation/rare", {"skill/rare", "skill/x", "skill/y"}).Requires("occupation/usual", {"skill/common", "skill/x", "skill/y"});
  make.Requires("occupation/weak", "skill/rare", Relevance::kSomewhat).Requires("occupation/weak", {"skill/x", "skill/y"});
  const auto matcher = MakeMatcher(make.Build());
  const auto& t = matcher.taxonomy();
  const auto query = matcher.model().MakeQuery(ProfileOf(t, {"occupation/p"}));
  const auto score = [&](std::string_view uri) { return *matcher.ScoreOf(query, At(t, uri)); };
  CHECK(score("occupation/rare") > score("occupation/usual"));
  CHECK(score("occupation/rare") > score("occupation/weak"));
  CHECK(score("occupation/weak") > 0);
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
  const auto families = [&](std::string_view uri) {
    std::uint32_t count = 0;
    for (const auto& e : m.Row(At(t, uri))) count += m.IsFamily(e.feature);
    return count;
  };
  CHECK(families("occupation/a") == 3);
  CHECK(families("occupation/b") == 2);
  CHECK(families("occupation/c") == 20);
  CHECK(families("occupation/d") == 0);
  const auto query = m.MakeQuery(ProfileOf(t, {"occupation/a"}));
  CHECK(*matcher.ScoreOf(query, At(t, "occupation/b")) > 0);
  CHECK(ToDouble(*matcher.ScoreOf(query, At(t, "occupation/b"))) < 0.5);
  CHECK(*matcher.ScoreOf(query, At(t, "occupation/d")) == 0);
  const Oracle oracle(t, {}, Information::kSixteenBits);
  CHECK(ToDouble(*matcher.ScoreOf(query, At(t, "occupation/b"))) ==
        doctest::Approx(oracle.Score(ProfileOf(t, {"occupation/a"}), At(t, "occupation/b"))).epsilon(1e-4));
  const auto family = t.size() + At(t, "group/top");
  CHECK(m.IsFamily(family));
  CHECK(m.ConceptOf(family) == At(t, "group/top"));
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
  CHECK(matcher.Rank(ProfileOf(matcher.taxonomy(), {"occupation/x"})).matches.size() == 1);
}

TEST_CASE("Model: conditions and licences do not score") {
  Maker make;
  make.Requires("occupation/a", {"skill/1", "skill/2", "skill/3", "licence/x", "condition/y"})
      .Requires("occupation/b", {"skill/4", "skill/5", "skill/6", "licence/x", "condition/y"});
  const auto matcher = MakeMatcher(make.Build());
  CHECK(matcher.model().index().size() == 6);
  CHECK(matcher.Rank(ProfileOf(matcher.taxonomy(), {"occupation/a"})).matches.empty());
}

TEST_CASE("Model: parameters out of range are refused") {
  Maker make;
  const auto taxonomy = make.Requires("occupation/a", "skill/1").Build();
  const auto code = [&](const ModelParams& params) { return CodeOf(MatchModel::Create(taxonomy, params).status()); };
  ModelParams params;
  CHECK(code(params) == ErrorCode::kOk);
  params.dimension_weight = {0, 0, 0, 0};
  CHECK(code(params) == ErrorCode::kInvalidArgument);
  params.dimension_weight = {4, 4, 4, 4};
  CHECK(code(params) == ErrorCode::kInvalidArgument);
  params.dimension_weight = {255, 1, 1, 255};
  CHECK(code(params) == ErrorCode::kInvalidArgument);
  params.dimension_weight = {0, 0, 0, 15};
  CHECK(code(params) == ErrorCode::kOk);
  params.relevance_weight[2] = 101;
  CHECK(code(params) == ErrorCode::kInvalidArgument);
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
