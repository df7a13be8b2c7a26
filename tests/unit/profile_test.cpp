// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Profiles: what goes in, how statements about one concept merge, in any order.

#include "overstap/profile.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <tuple>
#include <vector>

#include "oracle/random_graph.hpp"

using namespace overstap;
using namespace overstap::test;

namespace {
Taxonomy Small() {
  Maker make;
  make.Requires("occupation/a", "skill/1", Relevance::kImportant, 3).Requires("occupation/a", "skill/2").Requires("occupation/a", "licence/x");
  make.Requires("occupation/a", "condition/c").Requires("occupation/a", "skill/not", Relevance::kNotRelevant).Requires("occupation/a", "task/t");
  make.Requires("occupation/b", "skill/1", Relevance::kEssential, 2);
  make.builder.SetNlqf(make("occupation/a"), 30);
  make.builder.SetNlqf(make("occupation/b"), 20);
  make("occupation/none");
  make.Broader("skill/1", "group/g");
  return make.Build();
}
}  // namespace

TEST_CASE("Profile: an occupation brings what it requires, as inferred, without conditions and what is not relevant") {
  const auto t = Small();
  const auto p = ProfileOf(t, {"occupation/a"});
  REQUIRE(p.items().size() == 4);
  for (std::size_t i = 1; i < p.items().size(); ++i) CHECK(p.items()[i - 1].concept_id < p.items()[i].concept_id);
  const auto* item = p.Find(At(t, "skill/1"));
  REQUIRE(item);
  CHECK(item->strength == Relevance::kImportant);
  CHECK(item->level == 3);
  CHECK(item->evidence == Evidence::kInferred);
  CHECK(p.Find(At(t, "licence/x")));
  CHECK(p.Find(At(t, "task/t")));
  CHECK_FALSE(p.Find(At(t, "condition/c")));
  CHECK_FALSE(p.Find(At(t, "skill/not")));
  CHECK(p.origins().size() == 1);
  CHECK(p.HasOrigin(At(t, "occupation/a")));
  CHECK_FALSE(p.HasOrigin(At(t, "occupation/b")));
}

TEST_CASE("Profile: the usual level of education counts until one is set, the highest of several") {
  const auto t = Small();
  CHECK(ProfileOf(t, {"occupation/a"}).Nlqf() == 30);
  CHECK(ProfileOf(t, {"occupation/a"}).nlqf_inferred());
  CHECK(ProfileOf(t, {"occupation/b", "occupation/a"}).Nlqf() == 30);
  CHECK(ProfileOf(t, {"occupation/none"}).Nlqf() == kNlqfUnknown);
  CHECK_FALSE(ProfileOf(t, {"occupation/none"}).nlqf_inferred());
  ProfileBuilder builder(t);
  builder.SetNlqf(20);
  Need(builder.AddOccupation(At(t, "occupation/a")));
  const auto stated = builder.Build();
  CHECK(stated.Nlqf() == 20);
  CHECK_FALSE(stated.nlqf_inferred());
}

TEST_CASE("Profile: the stronger relevance is kept, and the level of the stronger evidence") {
  const auto t = Small();
  const auto c = At(t, "skill/1");
  const auto merge = [&](std::vector<std::pair<Level, Evidence>> stated, bool occupation) {
    ProfileItem first;
    std::sort(stated.begin(), stated.end());
    bool any = false;
    do {  // every order must give the same
      ProfileBuilder builder(t);
      if (occupation) Need(builder.AddOccupation(At(t, "occupation/a")));
      for (const auto& [level, evidence] : stated) Need(builder.Add(c, level, evidence));
      if (occupation) Need(builder.AddOccupation(At(t, "occupation/b")));
      const auto p = builder.Build();
      const auto item = *p.Find(c);
      if (any) CHECK(std::tuple(item.strength, item.level, item.evidence) == std::tuple(first.strength, first.level, first.evidence));
      first = item, any = true;
    } while (std::next_permutation(stated.begin(), stated.end()));
    return first;
  };
  const auto two = merge({{1, Evidence::kClaimed}, {3, Evidence::kClaimed}}, false);
  CHECK(two.level == 3);
  const auto diploma = merge({{4, Evidence::kClaimed}, {2, Evidence::kDiploma}, {3, Evidence::kEvc}}, false);
  CHECK(diploma.level == 2);
  CHECK(diploma.evidence == Evidence::kDiploma);
  const auto unstated = merge({{0, Evidence::kClaimed}, {3, Evidence::kClaimed}}, false);
  CHECK(unstated.level == 0);  // "has it" is met by any need
  const auto over_job = merge({{1, Evidence::kClaimed}}, true);
  CHECK(over_job.level == 1);  // said so beats inferred
  CHECK(over_job.evidence == Evidence::kClaimed);
  CHECK(over_job.strength == Relevance::kEssential);
  const auto jobs = merge({}, true);
  CHECK(jobs.level == 3);
  CHECK(jobs.strength == Relevance::kEssential);
  CHECK(jobs.evidence == Evidence::kInferred);
}

TEST_CASE("Profile: what is inferred without an occupation keeps its strength and gives way to what is stated") {
  const auto t = Small();
  const auto c = At(t, "skill/1");
  ProfileBuilder builder(t);
  Need(builder.AddInferred(c, Relevance::kSomewhat, 2));
  const auto inferred = builder.Build();
  CHECK(inferred.origins().empty());
  REQUIRE(inferred.Find(c));
  CHECK(std::tuple(inferred.Find(c)->strength, inferred.Find(c)->level, inferred.Find(c)->evidence) == std::tuple(Relevance::kSomewhat, 2, Evidence::kInferred));
  Need(builder.AddInferred(c, Relevance::kSomewhat, 4));
  Need(builder.Add(c, 1));
  const auto stated = builder.Build();
  CHECK(std::tuple(stated.Find(c)->strength, stated.Find(c)->level, stated.Find(c)->evidence) == std::tuple(Relevance::kEssential, 1, Evidence::kClaimed));
  for (const auto* uri : {"condition/c", "group/g", "occupation/a"}) CHECK(CodeOf(builder.AddInferred(At(t, uri), Relevance::kEssential)) == ErrorCode::kInvalidArgument);
  CHECK(CodeOf(builder.AddInferred(c, Relevance::kNotRelevant)) == ErrorCode::kInvalidArgument);
  CHECK(CodeOf(builder.AddInferred(c, Relevance::kEssential, 5)) == ErrorCode::kInvalidArgument);
  CHECK(builder.Build().items().empty());
}

TEST_CASE("Profile: origins are sorted and each there once") {
  const auto t = Small();
  const auto p = ProfileOf(t, {"occupation/b", "occupation/a", "occupation/b"});
  REQUIRE(p.origins().size() == 2);
  CHECK(t.Uri(p.origins()[0]) == "occupation/a");
}

TEST_CASE("Profile: what a person cannot have is refused with its name") {
  const auto t = Small();
  ProfileBuilder builder(t);
  for (const auto* uri : {"condition/c", "group/g", "occupation/a"}) {
    const auto status = builder.Add(At(t, uri));
    CHECK(CodeOf(status) == ErrorCode::kInvalidArgument);
    CHECK(detail::Std(status.message()).find(uri) != std::string_view::npos);
  }
  CHECK(CodeOf(builder.Add(t.size())) == ErrorCode::kInvalidArgument);
  CHECK(CodeOf(builder.Add(kNoConcept)) == ErrorCode::kInvalidArgument);
  CHECK(CodeOf(builder.AddOccupation(At(t, "skill/1"))) == ErrorCode::kInvalidArgument);
  CHECK(CodeOf(builder.AddOccupation(kNoConcept)) == ErrorCode::kInvalidArgument);
  const auto level = builder.Add(At(t, "skill/1"), 5);
  CHECK(CodeOf(level) == ErrorCode::kInvalidArgument);
  CHECK(detail::Std(level.message()).find("level 5") != std::string_view::npos);
  CHECK(builder.Build().items().empty());  // nothing refused got in
}

TEST_CASE("Profile: the builder is empty after Build") {
  const auto t = Small();
  ProfileBuilder builder(t);
  Need(builder.AddOccupation(At(t, "occupation/a")));
  builder.SetNlqf(40);
  CHECK_FALSE(builder.Build().items().empty());
  const auto again = builder.Build();
  CHECK(again.items().empty());
  CHECK(again.origins().empty());
  CHECK(again.Nlqf() == kNlqfUnknown);
}

TEST_CASE("Profile: the order of statements does not matter") {
  const auto t = RandomTaxonomy(3);
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    Random random(seed);
    std::vector<std::function<void(ProfileBuilder&)>> calls;
    for (int i = 0; i < 3; ++i)
      calls.push_back([c = random.Below(t.Concepts(ConceptKind::kOccupation).size())](ProfileBuilder& b) { Need(b.AddOccupation(c)); });
    const auto skills = t.Concepts(ConceptKind::kSkill);
    for (int i = 0; i < 12; ++i) {
      calls.push_back([c = skills.first + random.Below(6), level = static_cast<Level>(random.Below(5)),
                       e = static_cast<Evidence>(random.Below(5))](ProfileBuilder& b) { Need(b.Add(c, level, e)); });
    }
    std::vector<ProfileItem> expected;
    for (int round = 0; round < 5; ++round) {
      random.Shuffle(calls);
      ProfileBuilder builder(t);
      for (const auto& call : calls) call(builder);
      const auto p = builder.Build();
      if (round == 0) expected.assign(p.items().begin(), p.items().end());
      REQUIRE(p.items().size() == expected.size());
      for (std::size_t i = 0; i < expected.size(); ++i) {
        const auto &a = p.items()[i], &b = expected[i];
        CHECK(std::tuple(a.concept_id, a.strength, a.level, a.evidence) == std::tuple(b.concept_id, b.strength, b.level, b.evidence));
      }
    }
  }
}
