// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Profiles: what goes in, how statements about one concept merge, in any order.

#include "overstap/profile.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <tuple>
#include <vector>

#include "oracle/profiles.hpp"
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

TEST_CASE("Profile: what a job is worth, by hand") {
  const auto worth = [](std::optional<std::uint16_t> months, std::optional<std::uint16_t> since) { return WorthOf({months, since}); };
  CHECK(worth({}, {}) == 1000);  // what is not stated counts in full
  CHECK(worth(0, {}) == 500);
  CHECK(worth(1, {}) == 520);    // 500 + 500 / 24
  CHECK(worth(12, {}) == 750);
  CHECK(worth(23, {}) == 979);
  CHECK(worth(24, {}) == 1000);
  CHECK(worth(65535, {}) == 1000);
  CHECK(worth({}, 0) == 1000);
  CHECK(worth({}, 36) == 1000);
  CHECK(worth({}, 37) == 997);   // 1000 - 500 / 144
  CHECK(worth({}, 108) == 750);
  CHECK(worth({}, 179) == 504);
  CHECK(worth({}, 180) == 500);
  CHECK(worth({}, 65535) == 500);
  CHECK(worth(12, 108) == 562);  // 750 * 750
  CHECK(worth(0, 65535) == 250);
  CHECK(WorthOf({100, 40}, {.full_months = 0, .least_short = 0, .fresh_months = 40, .old_months = 40, .least_old = 300}) == 1000);
  CHECK(WorthOf({100, 41}, {.full_months = 0, .least_short = 0, .fresh_months = 40, .old_months = 40, .least_old = 300}) == 300);
  CHECK(WorthOf({0, {}}, {.least_short = 0}) == 0);
  for (std::uint16_t m = 0; m < 200; ++m) {
    CHECK(worth(m, 60) <= worth(m + 1, 60));
    CHECK(worth(10, m) >= worth(10, m + 1));
  }
}

TEST_CASE("Profile: a job brings what it requires at what the job is worth; what is stated counts in full") {
  const auto t = Small();
  ProfileBuilder builder(t);
  Need(builder.AddOccupation(At(t, "occupation/a"), {.months = 12}));
  Need(builder.Add(At(t, "skill/2")));
  const auto p = builder.Build();
  CHECK(Whole(*p.Find(At(t, "skill/1"))) == std::tuple(At(t, "skill/1"), Relevance::kImportant, 3, Evidence::kInferred, 0, 750));
  CHECK(Whole(*p.Find(At(t, "skill/2"))) == std::tuple(At(t, "skill/2"), Relevance::kEssential, 0, Evidence::kClaimed, 0, 1000));
  REQUIRE(p.origin_worths().size() == 1);
  CHECK(p.origin_worths()[0] == 750);
}

TEST_CASE("Profile: the same job twice keeps the larger worth") {
  const auto t = Small();
  for (const bool long_first : {true, false}) {
    ProfileBuilder builder(t);
    for (const bool is_long : {long_first, !long_first}) Need(builder.AddOccupation(At(t, "occupation/a"), {.months = static_cast<std::uint16_t>(is_long ? 18 : 6)}));
    const auto p = builder.Build();
    REQUIRE(p.origins().size() == 1);
    CHECK(p.origin_worths()[0] == 875);
    CHECK(p.Find(At(t, "skill/1"))->worth == 875);
  }
}

TEST_CASE("Profile: of jobs that count differently, what weighs most is kept") {
  const auto t = Small();
  const auto item = [&](Worth a, Worth b) {  // a asks it as important, b as essential
    ProfileBuilder builder(t);
    Need(builder.AddOccupationOf(At(t, "occupation/a"), a));
    Need(builder.AddOccupationOf(At(t, "occupation/b"), b));
    const auto found = *builder.Build().Find(At(t, "skill/1"));
    return std::pair(found.strength, found.worth);
  };
  CHECK(item(1000, 700) == std::pair(Relevance::kEssential, Worth{700}));  // 700 against 600
  CHECK(item(1000, 500) == std::pair(Relevance::kImportant, Worth{1000}));
  CHECK(item(1000, 600) == std::pair(Relevance::kImportant, Worth{1000}));  // the same: what counts in full
  CHECK(item(800, 800) == std::pair(Relevance::kEssential, Worth{800}));
  CHECK(item(0, 0) == std::pair(Relevance::kEssential, Worth{0}));
  ProfileBuilder builder(t);
  CHECK(CodeOf(builder.AddOccupationOf(At(t, "occupation/a"), 1001)) == ErrorCode::kInvalidArgument);
  CHECK(CodeOf(builder.AddRequirements(At(t, "occupation/a"), 1001)) == ErrorCode::kInvalidArgument);
  CHECK(builder.Build().origins().empty());
}

TEST_CASE("Profile: a job more never makes anything count for less") {
  Maker make;
  make.builder.AddRelation(make("occupation/rated"), make("skill/s"), {Relevance::kImportant, 0, 950});
  make.builder.AddRelation(make("occupation/not-rated"), make("skill/s"), {Relevance::kOptional, 0, 0});
  const auto t = make.Build();
  const auto p = ProfileOf(t, {"occupation/rated", "occupation/not-rated"});
  CHECK(p.Find(At(t, "skill/s"))->importance == 950);
  CHECK(p.Find(At(t, "skill/s"))->strength == Relevance::kImportant);

  const auto weighs = [](const ProfileItem& i) {
    const std::uint32_t usual[] = {0, 300, 600, 600, 1000};
    return (i.importance != 0 ? i.importance : usual[static_cast<int>(i.strength)]) * i.worth;
  };
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    const auto graph = RandomTaxonomy(seed);
    Random random(seed);
    const auto occupations = graph.Concepts(ConceptKind::kOccupation);
    ProfileBuilder builder(graph);
    Profile before;
    for (int job = 0; job < 5; ++job) {
      ProfileBuilder next(graph, before);
      Need(next.AddOccupationOf(occupations.first + random.Below(occupations.size()), static_cast<Worth>(random.Below(5) * 250)));
      const auto after = next.Build();
      for (const auto& item : before.items()) {
        REQUIRE(after.Find(item.concept_id));
        CHECK(weighs(*after.Find(item.concept_id)) >= weighs(item));
      }
      before = after;
    }
  }
}

TEST_CASE("Profile: jobs merge in any order") {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    const auto t = RandomTaxonomy(seed);
    Random random(seed);
    const auto occupations = t.Concepts(ConceptKind::kOccupation);
    std::vector<std::pair<Concept, Worth>> jobs;
    for (int i = 0; i < 4; ++i) jobs.emplace_back(occupations.first + random.Below(5), static_cast<Worth>(random.Chance(50) ? random.Below(3) * 500 : random.Below(1001)));
    std::sort(jobs.begin(), jobs.end());
    const auto build = [&] {
      ProfileBuilder builder(t);
      for (const auto& [occupation, worth] : jobs) Need(builder.AddOccupationOf(occupation, worth));
      return builder.Build();
    };
    const auto expected = build();
    while (std::next_permutation(jobs.begin(), jobs.end())) CheckEqual(build(), expected);
  }
}

TEST_CASE("Profile: the last word counts") {
  const auto t = Small();
  const auto c = At(t, "skill/1");
  enum Word { kYes, kNo, kUnsure };
  // Every row of four words, after a job that asks it, before one, and without.
  for (int row = 0; row < 81; ++row) {
    for (int job = 0; job < 3; ++job) {
      ProfileBuilder builder(t);
      if (job == 1) Need(builder.AddOccupation(At(t, "occupation/a")));
      Word last = kYes;
      for (int i = 0, rest = row; i < 4; ++i, rest /= 3) {
        last = static_cast<Word>(rest % 3);
        Need(last == kYes ? builder.Add(c, 1) : last == kNo ? builder.Deny(c) : builder.Unsure(c));
      }
      if (job == 2) Need(builder.AddOccupation(At(t, "occupation/a")));
      const auto p = builder.Build();
      CHECK(p.IsAnswered(c));
      CHECK(p.denied().size() == (last == kNo));
      CHECK(p.unsure().size() == (last == kUnsure));
      const auto* item = p.Find(c);
      REQUIRE((item != nullptr) == (last == kYes || (last == kUnsure && job != 0)));
      if (last == kYes) CHECK(std::pair(item->evidence, item->level) == std::pair(Evidence::kClaimed, Level{1}));
      if (last == kUnsure && item) CHECK(std::pair(item->evidence, item->level) == std::pair(Evidence::kInferred, Level{3}));  // not sure is not no
    }
  }
  CHECK_FALSE(ProfileOf(t, {"occupation/a"}).IsAnswered(c));
}

TEST_CASE("Profile: a yes before a no does not come back with a later yes") {
  const auto t = Small();
  const auto c = At(t, "skill/1");
  ProfileBuilder builder(t);
  Need(builder.Add(c, 4, Evidence::kDiploma));
  Need(builder.Deny(c));
  Need(builder.Add(c, 1, Evidence::kClaimed));
  const auto p = builder.Build();
  CHECK(p.denied().empty());
  CHECK(std::pair(p.Find(c)->level, p.Find(c)->evidence) == std::pair(Level{1}, Evidence::kClaimed));
}

TEST_CASE("Profile: a no stands whatever jobs come, also when going on from a profile") {
  const auto t = Small();
  const auto c = At(t, "skill/1");
  ProfileBuilder builder(t);
  Need(builder.Deny(c));
  Need(builder.AddOccupation(At(t, "occupation/a")));
  const auto first = builder.Build();
  ProfileBuilder on(t, first);
  Need(on.AddOccupation(At(t, "occupation/b")));
  Need(on.AddInferred(c, Relevance::kEssential));
  const auto second = on.Build();
  for (const auto& p : {first, second}) {
    CHECK(p.Find(c) == nullptr);
    REQUIRE(p.denied().size() == 1);
    CHECK(p.denied()[0] == c);
  }
  ProfileBuilder back(t, second);
  Need(back.Add(c));
  CHECK(back.Build().Find(c)->evidence == Evidence::kClaimed);
}

TEST_CASE("Profile: taken back into not sure, a yes or a no leaves what jobs tell") {
  const auto t = Small();
  const auto c = At(t, "skill/1");
  for (const bool yes : {true, false}) {
    ProfileBuilder builder(t);
    Need(builder.AddOccupation(At(t, "occupation/a"), {.months = 12}));
    Need(yes ? builder.Add(c, 1) : builder.Deny(c));
    ProfileBuilder on(t, builder.Build());
    Need(on.Unsure(c));
    const auto p = on.Build();
    REQUIRE(p.Find(c));
    CHECK(Whole(*p.Find(c)) == std::tuple(c, Relevance::kImportant, 3, Evidence::kInferred, 0, 750));
  }
}

TEST_CASE("Profile: what is set as inferred stands in place of what was inferred before, and of nothing else") {
  const auto t = Small();
  const auto c = At(t, "skill/1");
  ProfileBuilder builder(t);
  Need(builder.AddOccupation(At(t, "occupation/b")));
  Need(builder.SetInferred(c, Relevance::kSomewhat, 1, 20, 300));
  CHECK(Whole(*builder.Build().Find(c)) == std::tuple(c, Relevance::kSomewhat, 1, Evidence::kInferred, 20, 300));
  Need(builder.Add(c, 2));
  Need(builder.SetInferred(c, Relevance::kSomewhat, 1, 20, 300));
  Need(builder.AddOccupation(At(t, "occupation/b")));
  CHECK(Whole(*builder.Build().Find(c)) == std::tuple(c, Relevance::kEssential, 2, Evidence::kClaimed, 0, 1000));
  for (const auto& status : {builder.SetInferred(c, Relevance::kNotRelevant, 0, 0, 0), builder.SetInferred(c, Relevance::kSomewhat, 5, 0, 0),
                             builder.SetInferred(c, Relevance::kSomewhat, 0, 1001, 0), builder.SetInferred(c, Relevance::kSomewhat, 0, 0, 1001),
                             builder.SetInferred(At(t, "group/g"), Relevance::kSomewhat, 0, 0, 0)})
    CHECK(CodeOf(status) == ErrorCode::kInvalidArgument);
  CHECK(builder.Build().items().empty());
}

TEST_CASE("Profile: going on from a profile gives what saying all at once gives") {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const auto t = RandomTaxonomy(seed % 10, {.levels = false});
    Random random(seed);
    const auto occupations = t.Concepts(ConceptKind::kOccupation), skills = t.Concepts(ConceptKind::kSkill);
    std::vector<std::function<void(ProfileBuilder&)>> calls;
    for (int i = 0; i < 12; ++i) {
      const auto c = skills.first + random.Below(5);
      switch (random.Below(5)) {
        case 0: calls.push_back([=](ProfileBuilder& b) { Need(b.Deny(c)); }); break;
        case 1: calls.push_back([=](ProfileBuilder& b) { Need(b.Unsure(c)); }); break;
        case 2: calls.push_back([=, e = static_cast<Evidence>(1 + random.Below(4)), l = static_cast<Level>(random.Below(5))](ProfileBuilder& b) { Need(b.Add(c, l, e)); }); break;
        case 3: calls.push_back([o = occupations.first + random.Below(occupations.size()), w = static_cast<Worth>(random.Below(5) * 250)](ProfileBuilder& b) { Need(b.AddOccupationOf(o, w)); }); break;
        default: calls.push_back([l = static_cast<Nlqf>(random.Below(3) * 10)](ProfileBuilder& b) { b.SetNlqf(l); });
      }
    }
    ProfileBuilder all(t);
    for (const auto& call : calls) call(all);
    Profile p;
    for (const auto& call : calls) {
      ProfileBuilder next(t, p);
      call(next);
      p = next.Build();
    }
    CheckEqual(p, all.Build());
  }
}

TEST_CASE("Profile: better evidence never lowers readiness") {
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    const auto matcher = MakeMatcher(RandomTaxonomy(seed));
    const auto& t = matcher.model().taxonomy();
    Random random(seed);
    const auto start = RandomProfile(t, random);
    if (start.items().empty()) continue;
    const auto occupations = t.Concepts(ConceptKind::kOccupation);
    for (int round = 0; round < 5; ++round) {
      const auto item = start.items()[random.Below(static_cast<std::uint32_t>(start.items().size()))];
      std::vector<std::uint64_t> last(occupations.size(), 0);
      for (int e = 0; e <= 4; ++e) {
        ProfileBuilder builder(t);
        for (const auto& other : start.items()) {
          if (other.concept_id != item.concept_id) Need(other.evidence == Evidence::kInferred ? builder.AddInferred(other.concept_id, other.strength, other.level) : builder.Add(other.concept_id, other.level, other.evidence));
        }
        Need(e == 0 ? builder.SetInferred(item.concept_id, item.strength, item.level, item.importance, item.worth) : builder.Add(item.concept_id, item.level, static_cast<Evidence>(e)));
        const auto p = builder.Build();
        for (Concept o = occupations.first; o < occupations.last; ++o) {
          const auto readiness = matcher.Readiness(p, o).met;
          CHECK(readiness >= last[o - occupations.first]);
          last[o - occupations.first] = readiness;
        }
      }
    }
  }
}
