// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors

#include "overstap/demand.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace overstap {
namespace {

using detail::Cat;

/// Who asks one thing.
struct Asked {
  std::array<std::uint64_t, kMaxLevel + 1> by_level{};  // jobs
  std::uint64_t jobs() const {
    std::uint64_t all = 0;
    for (const auto n : by_level) all += n;
    return all;
  }
  /// The lowest that is enough for half of the jobs at least.
  Level UsualLevel() const {
    std::uint64_t enough = 0;
    for (Level level = 0; level < kMaxLevel; ++level) {
      enough += by_level[level];
      if (2 * enough >= jobs()) return level;
    }
    return kMaxLevel;
  }
};

bool IsCounted(ConceptKind kind) { return MatchModel::IsRequirement(kind) || kind == ConceptKind::kLicence; }

}  // namespace

Status Validate(const DemandOptions& options) {
  if (options.from == Relevance::kNotRelevant || static_cast<int>(options.from) >= kRelevances)
    return Error(ErrorCode::kInvalidArgument, "demand: what jobs ask must begin at somewhat, optional, important or essential");
  if (options.limit < 1 || options.limit > 100000) return Error(ErrorCode::kInvalidArgument, Cat("demand: at most ", options.limit, " skills; it must be in 1..100000"));
  return absl::OkStatus();
}

StatusOr<Demand> ShortOf(const Matcher& matcher, const BoundCatalogue* courses, std::span<const People> people, std::span<const Jobs> jobs, const DemandOptions& options) {
  OVS_RETURN_IF_ERROR(Validate(options));
  const auto& taxonomy = matcher.taxonomy();
  Demand demand;
  std::map<Concept, std::uint64_t> wanted;
  for (const auto& j : jobs) {
    if (j.occupation >= taxonomy.size() || taxonomy.Kind(j.occupation) != ConceptKind::kOccupation)
      return Error(ErrorCode::kInvalidArgument, Cat("demand: concept ", j.occupation, " is no occupation of this taxonomy"));
    wanted[j.occupation] += j.number;
    demand.jobs += j.number;
  }
  for (const auto& p : people) demand.people += p.number;
  demand.seats = std::min(demand.people, demand.jobs);
  std::map<Concept, Asked> asked;
  for (const auto& [occupation, number] : wanted) {
    for (const auto& r : taxonomy.Relations(occupation)) {
      if (r.relevance >= options.from && IsCounted(taxonomy.Kind(r.target))) asked[r.target].by_level[r.level] += number;
    }
    WantedWork work{occupation, number, 0};
    for (const auto& p : people) {
      if (matcher.CanBegin(*p.profile, occupation, kDemandReadyPercent)) work.ready += p.number;
    }
    demand.work.push_back(work);
  }
  for (const auto& [c, by] : asked) {
    ShortSkill s;
    s.concept_id = c, s.jobs = by.jobs(), s.level = by.UsualLevel();
    if (s.jobs == 0) continue;
    for (const auto& p : people) {
      const auto* item = p.profile->Find(c);
      if (item != nullptr && Reaches(item->level, s.level)) s.have += p.number;
    }
    s.needed = absl::Uint128Low64((absl::uint128(s.jobs) * demand.seats + demand.jobs - 1) / demand.jobs);
    if (s.needed <= s.have) continue;
    s.short_by = s.needed - s.have;
    if (courses != nullptr) {
      for (const auto& teacher : courses->TaughtBy(c)) s.courses += Reaches(teacher.level, s.level);
    }
    demand.untaught += s.courses == 0;
    demand.skills.push_back(s);
  }
  demand.short_skills = demand.skills.size();
  std::sort(demand.skills.begin(), demand.skills.end(), [](const ShortSkill& a, const ShortSkill& b) {
    if (a.short_by != b.short_by) return a.short_by > b.short_by;
    return a.jobs != b.jobs ? a.jobs > b.jobs : a.concept_id < b.concept_id;
  });
  if (demand.skills.size() > options.limit) demand.skills.resize(options.limit);
  return demand;
}

}  // namespace overstap
