// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// What to ask next: every gain is what rankings made anew with either answer say it is, nothing answered is asked again, and an
// interview comes to an end.

#include "overstap/questions.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/numeric/int128.h"
#include "oracle/parsed_json.hpp"
#include "oracle/random_graph.hpp"
#include "overstap/io.hpp"
#include "overstap/json.hpp"
#include "overstap/reasons.hpp"
#include "overstap/text.hpp"

using namespace overstap;
using namespace overstap::test;

namespace {

enum class Reply { kYes, kNo, kUnsure };
Profile With(const Taxonomy& t, const Profile& profile, Concept c, Reply reply) {
  ProfileBuilder builder(t, profile);
  Need(reply == Reply::kYes ? builder.Add(c) : reply == Reply::kNo ? builder.Deny(c) : builder.Unsure(c));
  return builder.Build();
}

/// Jobs of all ages, things stated, and some answers.
Profile AnsweredProfile(const Taxonomy& t, Random& random) {
  auto profile = RandomProfile(t, random);
  ProfileBuilder builder(t, profile);
  const auto jobs = t.Concepts(ConceptKind::kOccupation);
  if (random.Chance(40)) Need(builder.AddOccupation(jobs.first + random.Below(jobs.size()), {.months = static_cast<std::uint16_t>(random.Below(30)), .months_since = {}}));
  for (const auto kind : {ConceptKind::kSkill, ConceptKind::kKnowledge, ConceptKind::kTask}) {
    const auto range = t.Concepts(kind);
    for (auto n = range.size() == 0 ? 0 : random.Below(4); n > 0; --n) {
      const auto c = range.first + random.Below(range.size());
      Need(random.Chance(70) ? builder.Deny(c) : builder.Unsure(c));
    }
  }
  return builder.Build();
}

bool Asks(const Taxonomy& t, Concept occupation, Concept c, std::uint32_t* chance = nullptr) {
  for (const auto& r : t.Relations(occupation)) {
    if (r.target != c || r.relevance == Relevance::kNotRelevant) continue;
    if (chance != nullptr) *chance = ChanceOfYes(r.relevance, r.importance);
    return true;
  }
  return false;
}

/// Half the sum, over all ordered pairs of candidates, of the squared change of the difference of their scores.
absl::uint128 SlowMove(const Matcher& matcher, const Profile& now, const Profile& then, const std::vector<Concept>& candidates) {
  std::vector<Score> before, after;
  matcher.model().ScoreAll(matcher.model().MakeQuery(now), before);
  matcher.model().ScoreAll(matcher.model().MakeQuery(then), after);
  const auto score = [](Score s) { return s == MatchModel::kNoScore ? 0 : s; };
  absl::uint128 sum = 0;
  for (const auto a : candidates) {
    for (const auto b : candidates) {
      if (a >= b) continue;
      const auto change = (score(after[a]) - score(after[b])) - (score(before[a]) - score(before[b]));
      sum += absl::uint128(static_cast<std::uint64_t>(change < 0 ? -change : change)) * static_cast<std::uint64_t>(change < 0 ? -change : change);
    }
  }
  return sum;
}

/// The definition in the header, by profiles made and scored anew.
QuestionList SlowQuestions(const Matcher& matcher, const Profile& profile, std::uint32_t most, bool with_knowledge) {
  const auto& t = matcher.taxonomy();
  QuestionList list;
  std::vector<Concept> candidates;
  const auto ranked = matcher.Rank(profile, {.limit = most, .with_zero = true});
  list.status = ranked.status;
  for (const auto& m : ranked.matches) candidates.push_back(m.occupation);
  if (ranked.status == RankStatus::kTooLittleData) {
    for (Concept o = 0; o < matcher.model().rows(); ++o) {
      if (matcher.model().IsCandidate(o) && !profile.HasOrigin(o)) candidates.push_back(o);
    }
  }
  const auto n = candidates.size();
  list.candidates = static_cast<std::uint32_t>(n);

  // What each candidate weighs as untold work, in 2^20ths of the likeliest.
  std::vector<int> powers;
  for (const auto o : candidates) {
    int power = 0;
    for (Concept c = 0; c < t.size(); ++c) {
      if (!MatchModel::IsRequirement(t.Kind(c)) || !Asks(t, o, c)) continue;
      if (std::any_of(profile.origins().begin(), profile.origins().end(), [&](Concept origin) { return Asks(t, origin, c); })) continue;
      const auto* item = profile.Find(c);
      if (item != nullptr && item->evidence != Evidence::kInferred) power += 2;
      if (std::binary_search(profile.denied().begin(), profile.denied().end(), c)) power -= 1;
    }
    powers.push_back(power);
  }
  const int largest = powers.empty() ? 0 : *std::max_element(powers.begin(), powers.end());
  std::vector<std::uint64_t> weights;
  std::uint64_t weight = 0;
  for (const int p : powers) {
    weights.push_back(largest - p > 20 ? 0 : (1u << 20) >> (largest - p));
    weight += weights.back();
  }

  for (Concept c = 0; c < t.size(); ++c) {
    const auto kind = t.Kind(c);
    if (!(kind == ConceptKind::kSkill || (with_knowledge && kind == ConceptKind::kKnowledge)) || profile.IsAnswered(c) || n == 0) continue;
    Question q{.concept_id = c, .inferred = profile.Find(c) != nullptr};
    std::uint64_t chance = 0;
    for (std::size_t i = 0; i < n; ++i) {
      std::uint32_t one = 0;
      q.asked_by += Asks(t, candidates[i], c, &one);
      chance += weights[i] * one;
    }
    if (list.status == RankStatus::kTooLittleData) {
      q.chance = static_cast<std::uint16_t>(1000 * std::uint64_t{q.asked_by} / n);
      q.gain = std::uint64_t{q.asked_by} * (n - q.asked_by);
    } else {
      if (!q.inferred && q.asked_by < 2) continue;
      q.chance = static_cast<std::uint16_t>(chance * kUntold / (weight * 1000));
      if (const auto* item = profile.Find(c)) q.chance = static_cast<std::uint16_t>(ChanceOfYes(item->strength, item->importance) * item->worth / 1000);
      const auto yes = SlowMove(matcher, profile, With(t, profile, c, Reply::kYes), candidates);
      const auto no = SlowMove(matcher, profile, With(t, profile, c, Reply::kNo), candidates);
      q.gain = absl::Uint128Low64((q.chance * yes + (1000 - q.chance) * no) / (1000 * n * n));
    }
    if (q.gain > 0) list.questions.push_back(q);
  }
  std::stable_sort(list.questions.begin(), list.questions.end(), [](const Question& a, const Question& b) { return a.gain > b.gain; });
  return list;
}

void CheckSame(const QuestionList& fast, const QuestionList& slow) {
  CHECK(fast.status == slow.status);
  CHECK(fast.candidates == slow.candidates);
  REQUIRE(fast.questions.size() == slow.questions.size());
  for (std::size_t i = 0; i < fast.questions.size(); ++i) {
    const auto &a = fast.questions[i], &b = slow.questions[i];
    CHECK(a.concept_id == b.concept_id);
    CHECK(a.inferred == b.inferred);
    CHECK(a.chance == b.chance);
    CHECK(a.asked_by == b.asked_by);
    CHECK(a.gain == b.gain);
  }
}

}  // namespace

TEST_CASE("Questions: all of it is what scoring anew with either answer gives") {
  std::size_t asked = 0, inferred = 0, untold = 0, too_little = 0;
  for (std::uint64_t seed = 0; seed < 120; ++seed) {
    Random random(seed);
    const auto matcher = MakeMatcher(RandomTaxonomy(seed, seed % 20 == 0 ? GraphSize{40, 40, 12, 20, 4, 15, 4, 20, true} : GraphSize()),
                                     seed % 2 == 0 ? ModelParams() : RandomParams(random));
    for (int i = 0; i < 3; ++i) {
      const auto profile = AnsweredProfile(matcher.taxonomy(), random);
      const std::uint32_t candidates = i == 0 ? 30 : 2 + random.Below(6);
      const bool knowledge = random.Chance(80);
      const auto fast = Need(Questions(matcher, profile, {.limit = 100, .candidates = candidates, .with_knowledge = knowledge}));
      CheckSame(fast, SlowQuestions(matcher, profile, candidates, knowledge));
      too_little += fast.status == RankStatus::kTooLittleData;
      for (const auto& q : fast.questions) ++asked, inferred += q.inferred, untold += !q.inferred && q.chance > 0;
    }
  }
  CHECK(asked > 3000);
  CHECK(inferred > 500);
  CHECK(untold > 500);
  CHECK(too_little > 10);
}

TEST_CASE("Questions: a longer list goes on where a shorter one ends, and the same call gives the same list") {
  for (std::uint64_t seed = 0; seed < 10 / kSlow; ++seed) {
    Random random(seed);
    const auto matcher = MakeMatcher(RandomTaxonomy(seed, Medium()));
    const auto profile = AnsweredProfile(matcher.taxonomy(), random);
    const auto all = Need(Questions(matcher, profile, {.limit = 100}));
    CheckSame(all, Need(Questions(matcher, profile, {.limit = 100, .candidates = 0})));
    CHECK(all.questions.size() > 15);
    for (std::uint32_t limit = 1; limit < 30; ++limit) {
      auto first = all;
      if (first.questions.size() > limit) first.questions.resize(limit);
      CheckSame(Need(Questions(matcher, profile, {.limit = limit})), first);
    }
    CHECK(Need(Questions(matcher, profile)).questions.size() == 15);
    CHECK(Need(Questions(matcher, profile, {.limit = 0})).questions.size() == 15);
  }
}

TEST_CASE("Questions: an interview asks every thing once, people's things only, and ends") {
  std::size_t questions = 0, unsure = 0;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    Random random(seed);
    const auto matcher = MakeMatcher(RandomTaxonomy(seed));
    const auto& t = matcher.taxonomy();
    auto profile = RandomProfile(t, random);
    std::set<Concept> seen;
    for (;;) {
      const auto list = Need(Questions(matcher, profile, {.limit = 1 + random.Below(3)}));
      if (list.questions.empty()) break;
      for (const auto& q : list.questions) {
        CHECK_FALSE(profile.IsAnswered(q.concept_id));
        CHECK(MatchModel::IsRequirement(t.Kind(q.concept_id)));
        CHECK(q.gain > 0);
        CHECK(q.chance <= 1000);
        CHECK(q.asked_by <= list.candidates);
        REQUIRE(seen.insert(q.concept_id).second);
      }
      for (const auto& q : list.questions) {
        const auto reply = static_cast<Reply>(random.Below(3));
        unsure += reply == Reply::kUnsure;
        profile = With(t, profile, q.concept_id, reply);
      }
      questions += list.questions.size();
    }
    for (const auto& q : Need(Questions(matcher, profile)).questions) FAIL("asked after the end: ", t.Uri(q.concept_id));
  }
  CHECK(questions > 300);
  CHECK(unsure > 50);
}

TEST_CASE("Questions: with too little data, what half of all occupations ask comes first, and enough of it makes a ranking") {
  const auto matcher = MakeMatcher(Need(StarterTaxonomy()));
  const auto& t = matcher.taxonomy();
  ProfileBuilder nobody(t);
  auto profile = nobody.Build();
  const auto list = Need(Questions(matcher, profile));
  CHECK(list.status == RankStatus::kTooLittleData);
  CHECK(list.candidates == matcher.model().candidates());
  REQUIRE(list.questions.size() == 15);
  for (const auto& q : list.questions) {
    CHECK_FALSE(q.inferred);
    CHECK(q.gain == std::uint64_t{q.asked_by} * (list.candidates - q.asked_by));
  }
  for (int i = 0; i < 3; ++i) {
    CHECK(matcher.Rank(profile).status == RankStatus::kTooLittleData);
    profile = With(t, profile, Need(Questions(matcher, profile, {.limit = 1})).questions.at(0).concept_id, Reply::kYes);
  }
  CHECK(matcher.Rank(profile).status == RankStatus::kOk);
  CHECK(Need(Questions(matcher, profile)).status == RankStatus::kOk);
}

TEST_CASE("Questions: a yes points to what else that work asks, a no away from it") {
  Maker make;
  for (const std::string job : {"a", "b"}) {
    for (const std::string i : {"1", "2"}) {
      make.Requires("occupation/" + job + i, {"skill/x", "skill/y", "skill/z"});
      for (const std::string s : {"1", "2", "3"}) make.Requires("occupation/" + job + i, "skill/" + job + s);
      make.Requires("occupation/" + job + i, "skill/only-" + job + i);
    }
  }
  make.Requires("occupation/title", {"skill/x", "skill/y", "skill/z"});
  const auto matcher = MakeMatcher(make.Build());
  const auto& t = matcher.taxonomy();
  const auto profile = ProfileOf(t, {"occupation/title"});
  const auto chance = [&](const Profile& of, std::string_view uri) -> int {
    for (const auto& q : Need(Questions(matcher, of, {.limit = 100})).questions) {
      if (q.concept_id == At(t, uri)) return q.chance;
    }
    return -1;
  };
  // Half of the candidates ask it: half of 900 thousandths, by 750.
  CHECK(chance(profile, "skill/a1") == 337);
  CHECK(chance(profile, "skill/x") == -1);  // all ask it: whatever the answer, it tells none of them apart
  CHECK(chance(profile, "skill/only-a1") == -1);
  const auto yes = With(t, profile, At(t, "skill/a1"), Reply::kYes), no = With(t, profile, At(t, "skill/a1"), Reply::kNo);
  CHECK(chance(yes, "skill/a2") == 540);  // 4 of 5
  CHECK(chance(yes, "skill/b2") == 135);
  CHECK(chance(no, "skill/a2") == 225);  // 1 of 3
  CHECK(chance(no, "skill/b2") == 450);
  CHECK(chance(With(t, profile, At(t, "skill/a1"), Reply::kUnsure), "skill/a2") == 337);
}

TEST_CASE("Questions: chances of a yes follow relevance, importance and how much the job still counts") {
  CHECK(ChanceOfYes(Relevance::kEssential) == 900);
  CHECK(ChanceOfYes(Relevance::kOptional) == 500);
  CHECK(ChanceOfYes(Relevance::kSomewhat) == 200);
  CHECK(ChanceOfYes(Relevance::kEssential, 1000) == 900);
  CHECK(ChanceOfYes(Relevance::kSomewhat, 640) == 540);
  CHECK(ChanceOfYes(Relevance::kSomewhat, 1) == 50);
  const auto matcher = MakeMatcher(RandomTaxonomy(3, Medium()));
  const auto& t = matcher.taxonomy();
  const auto occupations = t.Concepts(ConceptKind::kOccupation);
  int halved = 0;
  for (Concept o = occupations.first; o < occupations.last; ++o) {
    ProfileBuilder builder(t);
    Need(builder.AddOccupation(o, {.months = {}, .months_since = 180}));  // counts half
    const auto profile = builder.Build();
    const auto asked = Need(Questions(matcher, profile, {.limit = 100}));
    if (asked.status != RankStatus::kOk) continue;
    for (const auto& q : asked.questions) {
      const auto* item = profile.Find(q.concept_id);
      if (item == nullptr) continue;
      CHECK(q.inferred);
      CHECK(q.chance == ChanceOfYes(item->strength, item->importance) / 2);
      ++halved;
    }
  }
  CHECK(halved > 100);
}

TEST_CASE("Questions: no candidates, no questions; options out of range say so") {
  Maker alone;
  alone.Requires("occupation/o", {"skill/a", "skill/b", "skill/c"});
  const auto matcher = MakeMatcher(alone.Build());
  const auto list = Need(Questions(matcher, ProfileOf(matcher.taxonomy(), {"occupation/o"})));
  CHECK(list.candidates == 0);
  CHECK(list.questions.empty());
  const auto said = [&](const QuestionOptions& options) {
    const auto result = Questions(matcher, Profile(), options);
    CHECK(CodeOf(result.status()) == ErrorCode::kInvalidArgument);
    return std::string(result.status().message());
  };
  CHECK(said({.limit = 101}) == "questions: limit is 101; it must be at most 100");
  CHECK(said({.candidates = 1}) == "questions: candidates is 1; it must be in 2..1000");
  CHECK(said({.candidates = 1001}) == "questions: candidates is 1001; it must be in 2..1000");
}

TEST_CASE("Questions: on the starter set, JSON and sentences hold what the list holds") {
  const auto matcher = MakeMatcher(Need(StarterTaxonomy()));
  const auto& t = matcher.taxonomy();
  for (const std::string_view title : {"kassamedewerker", "vrachtwagenchauffeur", "timmerman", "verzorgende ig", "administratief medewerker"}) {
    const auto found = ResolveTitle(t, title);
    if (found.outcome != TitleResolution::Outcome::kFound) {
      MESSAGE(title << " is not found by itself");
      continue;
    }
    const auto profile = ProfileOf(t, found.concept_id);
    const auto list = Need(Questions(matcher, profile));
    CHECK(list.candidates == 30);
    REQUIRE(list.questions.size() == 15);
    std::string text(title);
    for (const auto& q : list.questions) {
      text += "\n  " + std::string(t.Label(q.concept_id, "nl")) + " | " + std::to_string(q.chance) + " | " + QuestionLine(list, q, Language::kDutch);
    }
    MESSAGE(text);
    const Parsed json(QuestionsJson(matcher, profile, list, Language::kDutch));
    CHECK(json.Keys() == std::vector<std::string>{"status", "taxonomy", "model", "from", "candidates", "questions"});
    CHECK(json.Text("status") == "ok");
    CHECK(json.Text("model") == matcher.model().hash());
    CHECK(json.Number("candidates") == 30);
    CHECK(json.Text("uri", json.List("from").at(0)) == t.Uri(found.concept_id));
    const auto nodes = json.List("questions");
    REQUIRE(nodes.size() == list.questions.size());
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      const auto& q = list.questions[i];
      CHECK(json.Keys(nodes[i]) == std::vector<std::string>{"uri", "label", "kind", "inferred", "chance", "asked_by", "gain", "reason"});
      CHECK(json.Text("uri", nodes[i]) == t.Uri(q.concept_id));
      CHECK(json.Text("label", nodes[i]) == t.Label(q.concept_id, "nl"));
      CHECK(json.Text("kind", nodes[i]) == Name(t.Kind(q.concept_id)));
      CHECK(json.Text("inferred", nodes[i]) == (q.inferred ? "true" : "false"));
      CHECK(json.Text("chance", nodes[i]).substr(0, 5) == "0." + std::to_string(1000 + q.chance).substr(1));
      CHECK(json.Number("asked_by", nodes[i]) == q.asked_by);
      CHECK(json.Number("gain", nodes[i]) == static_cast<std::int64_t>(q.gain));
      CHECK(json.Text("reason", nodes[i]) == QuestionLine(list, q, Language::kDutch));
    }
  }
  const QuestionList ranked{RankStatus::kOk, 30, {}}, unranked{RankStatus::kTooLittleData, 147, {}};
  CHECK(QuestionLine(ranked, {.asked_by = 12}, Language::kEnglish) == "Not known yet; 12 of the 30 best matches ask it.");
  CHECK(QuestionLine(ranked, {.inferred = true, .asked_by = 1}, Language::kEnglish) == "Inferred from past work, not confirmed yet; 1 of the 30 best matches asks it.");
  CHECK(QuestionLine(ranked, {.inferred = true, .asked_by = 0}, Language::kDutch) == "Afgeleid uit eerder werk, nog niet bevestigd; geen van de 30 beste beroepen vraagt het.");
  CHECK(QuestionLine(unranked, {.asked_by = 71}, Language::kDutch) == "Nog niet bekend; 71 van de 147 beroepen vragen het.");
}
