// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Threads: the same bytes for any number of them, cancelling, and one matcher used from many at once (run this under TSan).

#include <doctest/doctest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "oracle/random_graph.hpp"
#include "overstap/explain.hpp"
#include "overstap/match.hpp"
#include "overstap/text.hpp"

using namespace overstap;
using namespace overstap::test;

namespace {

struct Work {
  Matcher matcher;
  std::vector<Profile> profiles;
  std::vector<const Profile*> pointers;
};
Work MakeWork(std::uint64_t seed, int count) {
  Work w;
  w.matcher = MakeMatcher(RandomTaxonomy(seed, Medium()));
  Random random(seed);
  for (int i = 0; i < count; ++i) w.profiles.push_back(RandomProfile(w.matcher.taxonomy(), random));
  for (const auto& p : w.profiles) w.pointers.push_back(&p);
  return w;
}

bool Same(const RankResult& a, const RankResult& b) {
  if (a.status != b.status || a.considered != b.considered || a.too_little_data != b.too_little_data || a.matches.size() != b.matches.size())
    return false;
  if (a.items != b.items || a.needed != b.needed || a.confidence != b.confidence || a.strong_match != b.strong_match) return false;
  for (std::size_t i = 0; i < a.matches.size(); ++i) {
    const auto &x = a.matches[i], &y = b.matches[i];
    if (x.percentile != y.percentile || x.band != y.band) return false;
    if (x.occupation != y.occupation || x.score != y.score || x.readiness.met != y.readiness.met || x.readiness.required != y.readiness.required)
      return false;
  }
  return true;
}

}  // namespace

TEST_CASE("Threads: a batch gives what single calls give, for 0, 1, 2, 8 and too many threads") {
  const auto w = MakeWork(5, 60);
  std::vector<RankResult> expected;
  for (const auto& p : w.profiles) expected.push_back(w.matcher.Rank(p));
  for (const unsigned threads : {0u, 1u, 2u, 8u, 200u}) {
    std::vector<RankResult> results(3);  // what was in it goes
    CHECK(w.matcher.RankBatch(w.pointers, {}, threads, &results));
    REQUIRE(results.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) CHECK(Same(results[i], expected[i]));
  }
}

TEST_CASE("Threads: an empty batch is done at once") {
  const auto w = MakeWork(6, 0);
  std::vector<RankResult> results(1);
  CHECK(w.matcher.RankBatch(w.pointers, {}, 8, &results));
  CHECK(results.empty());
}

TEST_CASE("Threads: a batch can be cancelled before it starts and in the middle") {
  const auto w = MakeWork(7, 200);
  std::vector<RankResult> results;
  CHECK_FALSE(w.matcher.RankBatch(w.pointers, {}, 1, &results, [] { return true; }));
  REQUIRE(results.size() == 200);
  for (const auto& r : results) CHECK((r.matches.empty() && r.considered == 0));
  for (const unsigned threads : {1u, 2u, 8u}) {
    const int enough = threads == 1 ? 3 : 1;  // with helpers all may be done before the caller looks again
    int calls = 0;
    const auto caller = std::this_thread::get_id();
    bool elsewhere = false;
    const auto cancelled = [&] {
      elsewhere |= std::this_thread::get_id() != caller;
      return ++calls == enough;
    };
    CHECK_FALSE(w.matcher.RankBatch(w.pointers, {}, threads, &results, cancelled));
    CHECK_FALSE(elsewhere);
    CHECK(calls == enough);
    REQUIRE(results.size() == 200);
    std::size_t done = 0;
    for (std::size_t i = 0; i < results.size(); ++i) {
      if (results[i].considered == 0) continue;
      ++done;
      CHECK(Same(results[i], w.matcher.Rank(w.profiles[i])));  // what is there is whole
    }
    if (threads == 1) CHECK(done <= 2);
  }
  CHECK(w.matcher.RankBatch(w.pointers, {}, 2, &results, [] { return false; }));
}

TEST_CASE("Threads: one matcher answers many threads at once") {
  const auto w = MakeWork(8, 16);
  std::vector<RankResult> expected;
  for (const auto& p : w.profiles) expected.push_back(w.matcher.Rank(p));
  std::atomic<int> wrong{0};
  {
    std::vector<std::jthread> threads;
    for (std::size_t t = 0; t < 4; ++t) {
      threads.emplace_back([&, t] {
        for (std::size_t i = 0; i < w.profiles.size(); ++i) {
          const auto at = (i + 4 * t) % w.profiles.size();
          const auto result = w.matcher.Rank(w.profiles[at]);
          wrong += !Same(result, expected[at]);
          for (const auto& m : result.matches) wrong += Explain(w.matcher, w.profiles[at], m.occupation)->score != m.score;
          wrong += SearchTitles(w.matcher.taxonomy(), "werk plan", 5).size() > 5;
        }
      });
    }
  }
  CHECK(wrong == 0);
}
