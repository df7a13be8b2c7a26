// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Which skills are short in a region (vraagarticulatie): a group of people against the work that is wanted, and which of what is short no
// course teaches. It counts people and jobs; it does not match them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "overstap/ids.hpp"
#include "overstap/match.hpp"
#include "overstap/profile.hpp"
#include "overstap/status.hpp"
#include "overstap/suggest.hpp"

namespace overstap {

/// So many people with one profile.
struct People {
  const Profile* profile = nullptr;
  std::uint32_t number = 1;
};
/// So many jobs in one occupation.
struct Jobs {
  Concept occupation = kNoConcept;
  std::uint32_t number = 1;
};

struct DemandOptions {
  Relevance from = Relevance::kImportant;  ///< what the jobs ask at least this much; kSomewhat at least
  std::uint32_t limit = 20;                ///< most skills, 1..100000
};
/// Error: kInvalidArgument.
Status Validate(const DemandOptions& options);

/// A skill, knowledge area or licence that is short.
struct ShortSkill {
  Concept concept_id = kNoConcept;
  std::uint64_t jobs = 0;     ///< that ask it
  std::uint64_t have = 0;     ///< people who have it, at the level that most of these jobs ask at most
  std::uint64_t needed = 0;   ///< people who would need it: the same share of them as of the jobs, rounded up
  std::uint64_t short_by = 0; ///< needed - have, more than 0
  Level level = 0;            ///< the level that was counted, 0 = any
  std::uint32_t courses = 0;  ///< of the catalogue that teach it at that level
};

struct WantedWork {
  Concept occupation = kNoConcept;
  std::uint64_t jobs = 0;
  std::uint64_t ready = 0;    ///< people who could begin: readiness from 60 %, with all essential licences
};

struct Demand {
  std::uint64_t people = 0, jobs = 0;
  std::uint64_t seats = 0;              ///< the smaller of both: so many people are looked for
  std::vector<ShortSkill> skills;       ///< what is short by most first, then what more jobs ask, then by concept; at most `limit`
  std::uint64_t short_skills = 0;       ///< all that are
  std::uint64_t untaught = 0;           ///< of these, what no course teaches; all of them without a catalogue
  std::vector<WantedWork> work;         ///< by concept, each occupation once
};
inline constexpr std::uint32_t kDemandReadyPercent = 60;

/// Reads a CSV file with a header and the columns occupation (title or URI, which must mean one occupation of the taxonomy) and number (0..10^9).
/// Errors: kIo, kMalformed with file and line.
StatusOr<std::vector<Jobs>> ReadOccupationNumbers(const std::string& path, const Taxonomy& taxonomy);

/// O(people's profiles x skills asked + profiles x occupations x relations). Sums do not overflow: numbers are 32-bit and there are fewer than 2^32
/// of them. Errors: those of Validate(); kInvalidArgument when an occupation is none.
StatusOr<Demand> ShortOf(const Matcher& matcher, const BoundCatalogue* courses, std::span<const People> people, std::span<const Jobs> jobs, const DemandOptions& options = {});

}  // namespace overstap
