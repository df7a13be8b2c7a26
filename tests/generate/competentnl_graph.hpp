// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Writes a graph of the shape and size of CompetentNL, in its vocabulary and with invented content, for tests and
// benchmarks: the real occupation-skill matrix may not be part of this project. The counts are those published or seen for the
// release of 24-09-2025. Occupations come in families, so that there are neighbours to find. The same shape gives the
// same bytes with every compiler: integers only, and no generator of the standard library's.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace overstap::test {

struct CompetentNlShape {
  std::uint64_t seed = 1;
  double scale = 1.0;          ///< of everything but the capabilities, knowledge areas and circumstances, to a thousandth
  std::uint32_t families = 0;  ///< 0: one for 16 occupations
  bool esco = true;            ///< with the labels of the bundled ESCO skills: about two thirds of all statements
};

/// What was written: the oracle for a reader.
struct CompetentNlFacts {
  struct Occupation {
    std::string uri;
    std::uint32_t family;
    bool current;
  };
  std::uint64_t triples = 0;
  std::map<std::string, std::uint64_t> by_predicate, by_class;  ///< by IRI
  std::vector<Occupation> occupations;
  std::uint32_t labels_not_current = 0;
  std::uint32_t language_targets = 0;  ///< prescribed things that are no skill or knowledge
};

/// Writes N-Triples to `sink` piece by piece. Relations of a kind at scale 1.0 (predicate: statements):
/// requiresHATEssential 80,237, Important 153,554, Somewhat 82,518, of these 268,574 to capabilities;
/// task Essential 61,195, Optional 19,658; circumstance Strongly 7,045, Reasonably 16,380, Barely 14,873, Not 7,370, Yes 1,127,
/// No 2,085; prescribesHATEssential 20,114; specialization 21,381; hasRIASEC 221.
CompetentNlFacts WriteCompetentNlGraph(const CompetentNlShape& shape, const std::function<void(std::string_view)>& sink);

}  // namespace overstap::test
