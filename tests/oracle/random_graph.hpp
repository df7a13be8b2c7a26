// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Seeded random taxonomies, profiles and courses, small and medium, with everything a real one can have. The same seed gives the
// same graph with every compiler: mt19937_64 is pinned by the standard, its distributions are not and are not used.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "oracle/maker.hpp"
#include "overstap/courses.hpp"

namespace overstap::test {

/// What rounds of random checks against an oracle are divided by: under a sanitizer a step takes twenty times as long, and the
/// release build has done them all.
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define OVS_TEST_SANITIZED 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || defined(OVS_TEST_SANITIZED)
inline constexpr int kSlow = 5;
#else
inline constexpr int kSlow = 1;
#endif

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}
  std::uint64_t Next() { return engine_(); }
  /// 0..n-1; n > 0.
  std::uint32_t Below(std::uint32_t n) { return static_cast<std::uint32_t>(engine_() % n); }
  bool Chance(std::uint32_t percent) { return Below(100) < percent; }
  template <typename T>
  void Shuffle(std::vector<T>& values) {
    for (std::size_t i = values.size(); i > 1; --i) std::swap(values[i - 1], values[Below(static_cast<std::uint32_t>(i))]);
  }

 private:
  std::mt19937_64 engine_;
};

struct GraphSize {
  std::uint32_t occupations = 12, skills = 20, knowledge = 8, tasks = 10, conditions = 4, groups = 8, licences = 3;
  std::uint32_t most_relations = 14;  ///< of skills, an occupation; fewer of the rest
  bool levels = true;
};
inline GraphSize Medium() { return {120, 90, 40, 80, 8, 40, 10, 30, true}; }

inline std::string Uri(std::string_view kind, std::uint32_t i) {
  std::string number = std::to_string(i);
  number.insert(0, 4 - std::min<std::size_t>(number.size(), 4), '0');
  return std::string(kind) + "/" + number;
}

/// A graph as the calls that make it. None depends on another, so any order must give the same taxonomy.
using Call = std::function<void(TaxonomyBuilder&)>;
inline std::vector<Call> RandomCalls(Random& random, const GraphSize& size) {
  std::vector<Call> calls;
  const std::pair<std::string, std::uint32_t> kinds[] = {
      {"occupation", size.occupations}, {"skill", size.skills}, {"knowledge", size.knowledge}, {"task", size.tasks},
      {"condition", size.conditions},   {"group", size.groups}, {"licence", size.licences}};
  const char* const words[] = {"werk", "zorg", "bouw", "plan", "Caf\xC3\xA9", "hulp", "leiding", "taal"};
  for (const auto& [kind, count] : kinds) {
    for (std::uint32_t i = 0; i < count; ++i) {
      const std::string uri = Uri(kind, i);
      calls.push_back([uri](TaxonomyBuilder& b) { NodeOf(b, uri); });
      const auto text = [&](TextKind text_kind, const char* language) {
        const std::string label = std::string(words[random.Below(8)]) + " " + words[random.Below(8)] + std::to_string(random.Below(30));
        calls.push_back([=](TaxonomyBuilder& b) { Need(b.AddText(NodeOf(b, uri), text_kind, language, label)); });
      };
      if (random.Chance(95)) text(TextKind::kPreferred, "nl");
      if (random.Chance(60)) text(TextKind::kPreferred, "en");
      while (random.Chance(30)) text(static_cast<TextKind>(random.Below(4)), random.Chance(50) ? "nl" : "fy");
      if (random.Chance(20)) {
        const auto type = static_cast<MatchType>(random.Below(kMatchTypes));
        const std::string match = "http://example.org/" + std::to_string(random.Below(50));
        calls.push_back([=](TaxonomyBuilder& b) { Need(b.AddMatch(NodeOf(b, uri), type, match)); });
      }
      if (random.Chance(20)) {
        const std::string notation = std::to_string(random.Below(9999));
        calls.push_back([=](TaxonomyBuilder& b) { Need(b.SetNotation(NodeOf(b, uri), notation)); });
      }
    }
  }
  for (std::uint32_t i = 0; i < size.occupations; ++i) {
    const std::string uri = Uri("occupation", i);
    const auto status = random.Chance(85) ? ConceptStatus::kCurrent : static_cast<ConceptStatus>(random.Below(kConceptStatuses));
    const auto regulated = static_cast<Regulated>(random.Below(3));
    const Nlqf nlqf = random.Chance(20) ? kNlqfUnknown : static_cast<Nlqf>(10 * (1 + random.Below(7)));
    const auto isco = static_cast<std::uint16_t>(random.Below(10000));
    calls.push_back([=](TaxonomyBuilder& b) {
      const auto node = NodeOf(b, uri);
      b.SetStatus(node, status), b.SetRegulated(node, regulated), b.SetNlqf(node, nlqf), b.SetIsco(node, isco);
    });
    const auto relate = [&](const std::string& kind, std::uint32_t count, std::uint32_t most) {
      if (count == 0 || random.Chance(10)) return;  // a dimension an occupation lacks altogether
      for (auto n = random.Below(most + 1); n > 0; --n) {
        const std::string target = Uri(kind, random.Chance(30) ? 0 : random.Below(count));  // the first of each kind is common
        const auto relevance =
            random.Chance(5) || (kind == "condition" && random.Chance(40)) ? Relevance::kNotRelevant : static_cast<Relevance>(1 + random.Below(4));
        const Level level = size.levels && random.Chance(30) ? static_cast<Level>(1 + random.Below(4)) : Level{0};
        const Importance importance = size.levels && random.Chance(20) ? static_cast<Importance>(1 + random.Below(kMaxImportance)) : Importance{0};
        calls.push_back([=](TaxonomyBuilder& b) { b.AddRelation(NodeOf(b, uri), NodeOf(b, target), {relevance, level, importance}); });
      }
    };
    relate("skill", size.skills, size.most_relations);
    relate("knowledge", size.knowledge, size.most_relations / 2);
    relate("task", size.tasks, size.most_relations / 2);
    relate("condition", size.conditions, size.conditions);
    relate("licence", size.licences, 2);
  }
  // A hierarchy without circles: groups lie under groups of a lower number only, and skills may lie under a skill.
  const auto broader = [&](const std::string& from, const std::string& to) {
    calls.push_back([=](TaxonomyBuilder& b) { b.AddBroader(NodeOf(b, from), NodeOf(b, to)); });
  };
  for (std::uint32_t i = 1; i < size.groups; ++i) {
    for (auto n = random.Below(3); n > 0; --n) broader(Uri("group", i), Uri("group", random.Below(i)));
  }
  for (const auto& [kind, count] :
       {std::pair<std::string, std::uint32_t>{"skill", size.skills}, {"knowledge", size.knowledge}, {"occupation", size.occupations}}) {
    for (std::uint32_t i = 0; i < count && size.groups > 0; ++i) {
      for (auto n = random.Below(3); n > 0; --n) broader(Uri(kind, i), Uri("group", random.Below(size.groups)));
      if (i > 0 && random.Chance(15)) broader(Uri(kind, i), Uri(kind, random.Below(i)));
    }
  }
  return calls;
}

inline Taxonomy BuildFrom(const std::vector<Call>& calls) {
  TaxonomyBuilder builder;
  for (const auto& call : calls) call(builder);
  return Need(builder.Build());
}
inline Taxonomy RandomTaxonomy(std::uint64_t seed, const GraphSize& size = {}) {
  Random random(seed);
  return BuildFrom(RandomCalls(random, size));
}

/// Past occupations, or things stated with level and evidence, or both.
inline Profile RandomProfile(const Taxonomy& taxonomy, Random& random) {
  ProfileBuilder builder(taxonomy);
  const auto occupations = taxonomy.Concepts(ConceptKind::kOccupation);
  if (occupations.size() > 0 && random.Chance(70)) {
    for (auto n = 1 + random.Below(2); n > 0; --n) Need(builder.AddOccupation(occupations.first + random.Below(occupations.size())));
  }
  if (random.Chance(70)) {
    for (const auto kind : {ConceptKind::kSkill, ConceptKind::kKnowledge, ConceptKind::kTask, ConceptKind::kLicence}) {
      const auto range = taxonomy.Concepts(kind);
      for (auto n = range.size() == 0 ? 0 : random.Below(7); n > 0; --n) {
        Need(builder.Add(range.first + random.Below(range.size()), static_cast<Level>(random.Below(5)), static_cast<Evidence>(1 + random.Below(4))));
      }
    }
  }
  if (random.Chance(50)) builder.SetNlqf(static_cast<Nlqf>(10 * (1 + random.Below(7))));
  return builder.Build();
}

/// Parameters from all over their ranges. Skills or knowledge always count.
inline ModelParams RandomParams(Random& random) {
  ModelParams params;
  params.least_items = random.Below(4);
  for (auto& w : params.relevance_weight) w = static_cast<std::uint16_t>(random.Chance(20) ? 0 : random.Below(1001));
  params.relevance_weight[4] = 1000;
  for (auto& w : params.dimension_weight) w = static_cast<std::uint8_t>(random.Chance(30) ? 0 : random.Below(101));
  params.dimension_weight[random.Below(2)] = 50;
  params.use_importance = random.Chance(50);
  params.spread = static_cast<std::uint8_t>(random.Below(3));
  params.common = static_cast<std::uint8_t>(random.Below(101));
  params.own_level = static_cast<std::uint8_t>(random.Below(101));
  for (auto& w : params.word_weight) w = static_cast<std::uint8_t>(random.Below(101));
  params.language = random.Chance(50) ? "nl" : "fy";
  params.missing = static_cast<MissingPolicy>(random.Below(kMissingPolicies));
  return params;
}

/// Courses for skills, knowledge and licences of `size`, some of which no taxonomy has.
inline CourseCatalogue RandomCourses(Random& random, const GraphSize& size, std::uint32_t count) {
  CourseBuilder builder;
  for (std::uint32_t i = 0; i < count; ++i) {
    CourseBuilder::Facts facts;
    facts.type = static_cast<CourseType>(random.Below(kCourseTypes));
    facts.form = static_cast<std::uint8_t>(random.Below(1u << kCourseForms));
    if (random.Chance(80)) facts.cost_min = random.Below(5) * 100, facts.cost_max = facts.cost_min + random.Below(3) * 101;
    if (random.Chance(80)) facts.hours = random.Below(6) * 40;
    if (i % 7 != 6) facts.weeks = static_cast<std::uint16_t>(i * 5 % 17);
    if (random.Chance(50)) facts.entry_nlqf = static_cast<Nlqf>(10 * (1 + random.Below(6)));
    const auto course = Need(builder.Add(Uri("course", i), facts));
    const auto pick = [&] {
      switch (random.Below(5)) {
        case 0: return Uri("knowledge", random.Below(size.knowledge + 1));
        case 1: return Uri("licence", random.Below(size.licences + 1));
        default: return Uri("skill", random.Below(size.skills + 1));  // the last one is unknown
      }
    };
    for (auto n = random.Below(6); n > 0; --n) Need(builder.AddTeaches(course, pick(), static_cast<Level>(random.Below(5))));
    for (auto n = random.Chance(60) ? 0 : random.Below(3); n > 0; --n) Need(builder.AddRequires(course, pick(), static_cast<Level>(random.Below(5))));
  }
  return Need(builder.Build());
}

}  // namespace overstap::test
