// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// What is in a taxonomy, for whoever has to maintain it: counts, coverage, density, and warnings about what is probably wrong.
// It judges nothing that opening has not proved to be well-formed.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "overstap/courses.hpp"
#include "overstap/ids.hpp"
#include "overstap/taxonomy.hpp"

namespace overstap {

struct TaxonomyOverview {
  std::array<std::uint64_t, kConceptKinds> concepts{};
  std::array<std::uint64_t, kConceptStatuses> occupations_by_status{};
  std::array<std::uint64_t, kTextKinds> texts{};
  struct LanguageCoverage {
    std::string language;
    std::array<std::uint64_t, kConceptKinds> without_label{};  ///< concepts of the kind without a preferred label in it
  };
  std::vector<LanguageCoverage> languages;

  /// A pair of occupation kind of target: how full the matrix is.
  struct Density {
    std::array<std::uint64_t, kRelevances> relations{};  ///< by relevance
    std::uint64_t targets_used = 0;                      ///< concepts of the kind that any occupation relates to
    std::uint64_t total() const;                         ///< of all but "not relevant"
    /// total() / (occupations x targets_used), 0 when there are none.
    double share(std::uint64_t occupations) const;
  };
  std::array<Density, kConceptKinds> density{};
  std::uint64_t relations = 0, with_level = 0, with_importance = 0, broader = 0, matches = 0;
  std::array<std::uint64_t, kMatchTypes> matches_by_type{};
  std::uint64_t occupations_without_requirements = 0;  ///< neither skill, knowledge nor task
  std::uint64_t occupations_without_skills = 0;
  std::uint64_t occupations_without_isco = 0, occupations_without_nlqf = 0;
  std::uint64_t unused = 0;  ///< skills, knowledge areas, tasks, licences no occupation relates to and nothing is below
  std::uint64_t overlays = 0, changes = 0;

  /// Something a maintainer should look at. `code` is pinned, for programs; the text for people is in the reports.
  struct Warning {
    std::string_view code;  ///< "no-occupations", "no-requirements", "no-label-nl", "same-label", "unused", "flat", "no-licence", "no-source", "no-date", ...
    std::uint64_t count = 0;
    std::vector<std::string> examples;  ///< URIs, at most five
  };
  std::vector<Warning> warnings;
};

/// O(bytes).
TaxonomyOverview Overview(const Taxonomy& taxonomy);

}  // namespace overstap
