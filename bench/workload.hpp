// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Seeded workloads for the kernel: rows of skills with a needed level, and persons with levels of their own.
//
//   (a)       the occupations of ESCO, as they are; or, without the data, a made-up graph of the same shape
//   (b)       vacancies: 20 to 60 skills of an occupation, of which `noise` are another random occupation's instead
//   (b-hard)  the same with twice the noise
//   (dense)   as dense as CompetentNL: 3,263 occupations, each with three in four of 112 skills, at levels 1 to 3
//
// Not part of the library. The same seed gives the same rows everywhere: the generator is SplitMix64 and nothing is a float.
#pragma once

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "overstap/detail/integer.hpp"
#include "overstap/search.hpp"

namespace overstap::bench {

struct Random {
  std::uint64_t state;
  std::uint64_t Next() {
    auto z = state += 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
  }
  std::uint32_t Below(std::uint32_t n) { return static_cast<std::uint32_t>((Next() >> 32) * n >> 32); }
  bool Chance(std::uint32_t percent) { return Below(100) < percent; }
};

/// A skill and a level, 1..4: needed by a row, or at hand.
struct Skill {
  std::uint32_t feature;
  std::uint8_t level;
};

/// Sparse rows; the skills of a row ascend.
struct Rows {
  std::uint32_t features = 0;
  std::vector<std::uint32_t> begin{0};
  std::vector<Skill> skills;
  std::size_t size() const { return begin.size() - 1; }
  /// Takes `row` as it is drawn: sorts it and keeps the first of equal skills.
  void Add(std::vector<Skill>& row) {
    std::stable_sort(row.begin(), row.end(), [](const Skill& a, const Skill& b) { return a.feature < b.feature; });
    row.erase(std::unique(row.begin(), row.end(), [](const Skill& a, const Skill& b) { return a.feature == b.feature; }), row.end());
    skills.insert(skills.end(), row.begin(), row.end());
    begin.push_back(static_cast<std::uint32_t>(skills.size()));
  }
};

inline constexpr std::uint8_t kEssentialNeed = 3, kOptionalNeed = 2;

/// (a) from ESCO's occupationSkillRelations_en.csv: an essential skill is needed at level 3, an optional one at level 2. Occupations and
/// skills are numbered in the order of their URIs. Nothing when the file is not there.
inline std::optional<Rows> EscoOccupations(const std::string& folder) {
  std::ifstream file(folder + "/occupationSkillRelations_en.csv");
  if (!file) return std::nullopt;
  struct Relation {
    std::string occupation, skill;
    std::uint8_t need;
  };
  std::vector<Relation> relations;
  std::vector<std::string> occupations, skills;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {  // no field of this file is quoted
    if (!line.empty() && line.back() == '\r') line.pop_back();
    const auto first = line.find(','), second = line.find(',', first + 1), third = line.find(',', second + 1);
    if (third == std::string::npos) continue;
    relations.push_back({line.substr(0, first), line.substr(third + 1), line.compare(first + 1, second - first - 1, "essential") == 0 ? kEssentialNeed : kOptionalNeed});
    occupations.push_back(relations.back().occupation);
    skills.push_back(relations.back().skill);
  }
  const auto number = [](std::vector<std::string>& names) {
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    std::unordered_map<std::string, std::uint32_t> numbers;
    for (std::uint32_t i = 0; i < names.size(); ++i) numbers.emplace(names[i], i);
    return numbers;
  };
  const auto occupation_number = number(occupations), skill_number = number(skills);
  std::vector<std::vector<Skill>> rows(occupations.size());
  for (const auto& r : relations) rows[occupation_number.at(r.occupation)].push_back({skill_number.at(r.skill), r.need});
  Rows out;
  out.features = static_cast<std::uint32_t>(skills.size());
  for (auto& row : rows) {
    std::stable_sort(row.begin(), row.end(), [](const Skill& a, const Skill& b) { return a.level > b.level; });  // essential wins
    out.Add(row);
  }
  return out;
}

/// A made-up graph of ESCO's size: families of occupations that share skills, and skills that are common everywhere.
inline Rows MadeUpOccupations(std::uint64_t seed) {
  constexpr std::uint32_t kOccupations = 3039, kSkills = 13492, kFamily = 24, kFamilySkills = 160;
  Random random{seed};
  Rows out;
  out.features = kSkills;
  std::vector<std::uint32_t> family;
  std::vector<Skill> row;
  for (std::uint32_t o = 0; o < kOccupations; ++o) {
    if (o % kFamily == 0) {
      family.clear();
      for (std::uint32_t i = 0; i < kFamilySkills; ++i) family.push_back(random.Below(kSkills));
    }
    row.clear();
    for (auto n = 20 + random.Below(46); n > 0; --n) {
      const auto u = random.Below(1024);
      const auto feature = random.Chance(70) ? family[random.Below(random.Below(kFamilySkills) + 1)] : u * u / 2048 * (u / 4 + 1) / 10;
      row.push_back({feature % kSkills, random.Chance(52) ? kEssentialNeed : kOptionalNeed});
    }
    out.Add(row);
  }
  return out;
}

/// (dense)
inline Rows DenseOccupations(std::uint64_t seed) {
  Random random{seed};
  Rows out;
  out.features = 112;
  std::vector<std::uint8_t> family(out.features);
  std::vector<Skill> row;
  for (std::uint32_t o = 0; o < 3263; ++o) {
    if (o % 20 == 0) {
      for (auto& level : family) level = static_cast<std::uint8_t>(random.Chance(75) ? 1 + random.Below(3) : 0);
    }
    row.clear();
    for (std::uint32_t f = 0; f < out.features; ++f) {
      const auto level = random.Chance(70) ? family[f] : static_cast<std::uint8_t>(random.Chance(75) ? 1 + random.Below(3) : 0);
      if (level != 0) row.push_back({f, level});
    }
    out.Add(row);
  }
  return out;
}

/// Occupations of ESCO, or the made-up ones.
inline Rows Occupations(const std::string& shared_data) {
  auto esco = EscoOccupations(shared_data + "/esco-1.2.0");
  return esco ? *std::move(esco) : MadeUpOccupations(1);
}

/// (b): `count` vacancies, each of one occupation, `noise` percent of whose skills come from other occupations. A quarter of the levels
/// is one off. `occupation_of`, when given, gets the occupation of each.
inline Rows Vacancies(const Rows& occupations, std::uint32_t count, std::uint32_t noise, std::uint64_t seed, std::vector<std::uint32_t>* occupation_of = nullptr) {
  Random random{seed};
  Rows out;
  out.features = occupations.features;
  out.skills.reserve(std::size_t{count} * 40);
  std::vector<Skill> row, own;
  for (std::uint32_t v = 0; v < count; ++v) {
    const auto o = random.Below(static_cast<std::uint32_t>(occupations.size()));
    own.assign(occupations.skills.begin() + occupations.begin[o], occupations.skills.begin() + occupations.begin[o + 1]);
    const std::uint32_t size = 20 + random.Below(41);
    row.clear();
    for (std::uint32_t i = 0; i < size; ++i) {
      Skill skill;
      if (random.Chance(noise) || own.empty()) {
        skill = occupations.skills[random.Below(static_cast<std::uint32_t>(occupations.skills.size()))];
      } else {
        const auto at = random.Below(static_cast<std::uint32_t>(own.size()));  // without putting it back
        skill = own[at];
        own[at] = own.back();
        own.pop_back();
      }
      if (random.Chance(25)) skill.level = static_cast<std::uint8_t>(std::clamp(skill.level + (random.Chance(50) ? 1 : -1), 1, 4));
      row.push_back(skill);
    }
    out.Add(row);
    if (occupation_of != nullptr) occupation_of->push_back(o);
  }
  return out;
}

/// Persons of two past occupations, with most of what those ask, a few skills more, and levels of their own; 65 skills on average.
inline Rows Persons(const Rows& occupations, std::uint32_t count, std::uint64_t seed) {
  Random random{seed};
  Rows out;
  out.features = occupations.features;
  std::vector<Skill> row;
  for (std::uint32_t p = 0; p < count; ++p) {
    row.clear();
    for (int past = 0; past < 2; ++past) {
      const auto o = random.Below(static_cast<std::uint32_t>(occupations.size()));
      for (auto i = occupations.begin[o]; i < occupations.begin[o + 1]; ++i) {
        if (random.Chance(occupations.skills[i].level == kEssentialNeed ? 85 : 55)) {
          row.push_back({occupations.skills[i].feature, static_cast<std::uint8_t>(1 + random.Below(4))});
        }
      }
    }
    for (int i = 0; i < 6; ++i) {
      row.push_back({occupations.skills[random.Below(static_cast<std::uint32_t>(occupations.skills.size()))].feature, static_cast<std::uint8_t>(1 + random.Below(4))});
    }
    out.Add(row);
  }
  return out;
}

/// Rows and persons as the kernel takes them, with a weight for each skill: the square of its rarity in the rows, 1 to 255.
struct Corpus {
  Rows rows, persons;
  std::vector<LeveledFeature> entries, terms;
  std::vector<std::uint32_t> weights;

  Corpus(Rows r, Rows p) : rows(std::move(r)), persons(std::move(p)) {
    for (const auto& s : rows.skills) entries.push_back({s.feature, s.level});
    for (const auto& s : persons.skills) terms.push_back({s.feature, s.level});
    std::vector<std::uint64_t> rarity(rows.features, 0);
    for (const auto& s : rows.skills) ++rarity[s.feature];
    for (auto& n : rarity) n = n == 0 ? 0 : detail::Log2Fixed16(rows.size() + 1, n);
    const auto highest = std::max<std::uint64_t>(1, *std::max_element(rarity.begin(), rarity.end()));
    for (const auto r2 : rarity) weights.push_back(static_cast<std::uint32_t>(std::max<std::uint64_t>(1, 255 * r2 * r2 / (highest * highest))));
  }
  std::span<const LeveledFeature> Person(std::size_t i) const { return std::span(terms).subspan(persons.begin[i], persons.begin[i + 1] - persons.begin[i]); }
};

/// The order in which an index of the rows is stored: occupations by their neighbours, vacancies by the occupation they are most like.
inline std::vector<std::uint32_t> GoodOrder(const Corpus& corpus, const Rows& occupations, bool small) {
  if (small) return *OrderByNeighbours({corpus.rows.begin, corpus.entries}, corpus.weights);
  const Corpus anchors(occupations, Rows());
  const auto order = *OrderByNeighbours({anchors.rows.begin, anchors.entries}, anchors.weights);
  const auto index = *LevelIndex::Create(anchors.rows.begin, anchors.entries, anchors.rows.features, {.order = order});
  return *OrderByAnchor(index, *Scoring::Create(index, Scoring::Kind::kCosine, anchors.weights), {corpus.rows.begin, corpus.entries});
}

}  // namespace overstap::bench
