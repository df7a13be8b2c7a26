// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// What is short, against counting person by person and job by job.

#include "overstap/demand.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <vector>

#include "oracle/files.hpp"
#include "oracle/random_graph.hpp"

using namespace overstap;
using namespace overstap::test;

namespace {

const GraphSize kSmall = {8, 12, 4, 3, 2, 3, 3, 10, true};

bool LevelMet(Level have, Level need) { return have == 0 || have >= need; }

}  // namespace

TEST_CASE("Demand: what is short is what counting one by one says") {
  int short_ones = 0, untaught = 0, ready = 0;
  for (std::uint64_t seed = 0; seed < 300 / kSlow; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const auto matcher = MakeMatcher(RandomTaxonomy(seed, kSmall));
    const auto& t = matcher.taxonomy();
    const auto courses = BoundCatalogue::Bind(RandomCourses(random, kSmall, 12), t);
    const auto* catalogue = random.Chance(80) ? &courses : nullptr;
    std::vector<Profile> profiles;
    for (auto n = random.Below(5); n > 0; --n) profiles.push_back(RandomProfile(t, random));
    std::vector<People> people;
    for (const auto& p : profiles) people.push_back({&p, random.Below(9)});
    std::vector<Jobs> jobs;
    const auto occupations = t.Concepts(ConceptKind::kOccupation);
    for (auto n = random.Below(5); n > 0; --n) jobs.push_back({occupations.first + random.Below(occupations.size()), random.Below(9)});
    DemandOptions options;
    options.from = static_cast<Relevance>(1 + random.Below(4));
    options.limit = random.Chance(30) ? 1 + random.Below(3) : 1000;
    const auto demand = Need(ShortOf(matcher, catalogue, people, jobs, options));

    std::vector<const Profile*> persons;
    for (const auto& p : people) persons.insert(persons.end(), p.number, p.profile);
    std::vector<Concept> seats;
    for (const auto& j : jobs) seats.insert(seats.end(), j.number, j.occupation);
    CHECK(demand.people == persons.size());
    CHECK(demand.jobs == seats.size());
    CHECK(demand.seats == std::min(persons.size(), seats.size()));
    // By concept: the levels that the jobs ask.
    std::map<Concept, std::vector<Level>> asked;
    for (const auto o : seats) {
      for (const auto& r : t.Relations(o)) {
        const auto kind = t.Kind(r.target);
        if (r.relevance >= options.from && (kind == ConceptKind::kSkill || kind == ConceptKind::kKnowledge || kind == ConceptKind::kLicence)) asked[r.target].push_back(r.level);
      }
    }
    std::vector<ShortSkill> expected;
    for (auto& [c, levels] : asked) {
      std::sort(levels.begin(), levels.end());
      const auto level = levels[(levels.size() - 1) / 2];
      ShortSkill s{c, levels.size(), 0, 0, 0, level, 0};
      for (const auto* p : persons) s.have += p->Find(c) != nullptr && LevelMet(p->Find(c)->level, level);
      while (s.needed * seats.size() < levels.size() * demand.seats) ++s.needed;
      if (s.needed <= s.have) continue;
      s.short_by = s.needed - s.have;
      for (std::uint32_t i = 0; catalogue != nullptr && i < courses.size(); ++i) {
        for (const auto& skill : courses.Teaches(i)) s.courses += skill.concept_id == c && LevelMet(skill.level, level);
      }
      expected.push_back(s);
    }
    CHECK(demand.short_skills == expected.size());
    CHECK(demand.untaught == static_cast<std::uint64_t>(std::count_if(expected.begin(), expected.end(), [](const ShortSkill& s) { return s.courses == 0; })));
    std::stable_sort(expected.begin(), expected.end(), [](const ShortSkill& a, const ShortSkill& b) { return a.short_by != b.short_by ? a.short_by > b.short_by : a.jobs > b.jobs; });
    expected.resize(std::min<std::size_t>(expected.size(), options.limit));
    REQUIRE(demand.skills.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
      const auto &a = demand.skills[i], &b = expected[i];
      CHECK(a.concept_id == b.concept_id);
      CHECK(a.jobs == b.jobs);
      CHECK(a.have == b.have);
      CHECK(a.needed == b.needed);
      CHECK(a.short_by == b.short_by);
      CHECK(a.level == b.level);
      CHECK(a.courses == b.courses);
      ++short_ones;
      untaught += b.courses == 0;
    }
    for (const auto& work : demand.work) {
      CHECK(work.jobs == static_cast<std::uint64_t>(std::count(seats.begin(), seats.end(), work.occupation)));
      std::uint64_t could = 0;
      for (const auto* p : persons) {
        const auto x = Need(Explain(matcher, *p, work.occupation));
        could += x.readiness.met * 100 >= x.readiness.required * kDemandReadyPercent &&
                 std::all_of(x.licences.begin(), x.licences.end(), [](const auto& r) { return r.present || r.relevance != Relevance::kEssential; });
      }
      CHECK(work.ready == could);
      ready += could > 0;
    }
  }
  for (const int count : {short_ones, untaught, ready}) CHECK(count > 50 / kSlow);
}

TEST_CASE("Demand: what means nothing is refused") {
  const auto matcher = MakeMatcher(RandomTaxonomy(1, kSmall));
  const auto refused = [&](const DemandOptions& options) { return CodeOf(Validate(options)) == ErrorCode::kInvalidArgument; };
  CHECK(Validate(DemandOptions()).ok());
  CHECK(refused({.from = Relevance::kNotRelevant}));
  CHECK(refused({.from = static_cast<Relevance>(kRelevances)}));
  CHECK(refused({.limit = 0}));
  CHECK(refused({.limit = 100001}));
  const Jobs no_work{matcher.taxonomy().Concepts(ConceptKind::kSkill).first, 1};
  CHECK(CodeOf(ShortOf(matcher, nullptr, {}, {&no_work, 1}).status()) == ErrorCode::kInvalidArgument);
}

TEST_CASE("Demand: a table of numbers names the line that is wrong") {
  Maker make;
  const auto clerk = make("occupation/clerk"), cook = make("occupation/cook"), second = make("occupation/second");
  Need(make.builder.AddText(clerk, TextKind::kPreferred, "nl", "Klerk"));
  Need(make.builder.AddText(cook, TextKind::kPreferred, "nl", "Kok"));
  Need(make.builder.AddText(second, TextKind::kPreferred, "nl", "Kok"));
  const auto t = make.Build();
  const TemporaryFolder folder;
  const auto read = [&](const std::string& text) { return ReadOccupationNumbers(folder.Write("numbers.csv", text), t); };
  const auto rows = Need(read("number,occupation\n3,klerk\n\n0,occupation/cook\n"));
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].occupation == At(t, "occupation/clerk"));
  CHECK(rows[0].number == 3);
  CHECK(rows[1].occupation == At(t, "occupation/cook"));
  CHECK(rows[1].number == 0);
  const auto wrong = [&](const std::string& text, std::uint64_t line, std::string_view says) {
    const auto status = read(text).status();
    CHECK(CodeOf(status) == ErrorCode::kMalformed);
    CHECK(PositionOf(status).line == line);
    CHECK_MESSAGE(std::string(status.message()).find(says) != std::string::npos, status.message());
  };
  wrong("occupation,number\nKlerk,1\nbakker,2\n", 3, "\"bakker\" is no occupation of the taxonomy");
  wrong("occupation,number\nkok,1\n", 2, "\"kok\" can mean several occupations; perhaps occupation/cook, occupation/second");
  for (const char* number : {"", "-1", "1.5", "x", "1000000000", "99999999999999999999"}) wrong(detail::Cat("occupation,number\nklerk,", number, "\n"), 2, "it must be whole, from 0 to 999999999");
  CHECK(CodeOf(read("occupation\nklerk\n").status()) == ErrorCode::kMalformed);
  CHECK(CodeOf(ReadOccupationNumbers(folder.path + "/none.csv", t).status()) == ErrorCode::kIo);
}
