// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// What is in a taxonomy, for whoever has to maintain it: counts, coverage, density, and warnings about what is probably wrong.
// It judges nothing that opening has not proved to be well-formed.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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

  /// Occupations x concepts of a kind: how full that matrix is.
  struct Density {
    std::array<std::uint64_t, kRelevances> relations{};  ///< by relevance
    std::uint64_t targets_used = 0;                      ///< concepts that an occupation relates to, other than as not relevant
    std::uint64_t total() const;                         ///< of all but "not relevant"
    /// total() / (occupations x targets_used): the mean share of these concepts that an occupation relates to; 0 when there are none.
    double share(std::uint64_t occupations) const;
  };
  std::array<Density, kConceptKinds> density{};
  std::uint64_t relations = 0, with_level = 0, with_importance = 0, broader = 0, matches = 0;
  std::array<std::uint64_t, kMatchTypes> matches_by_type{};
  std::uint64_t requirements = 0;                      ///< relations to skills and knowledge areas, other than as not relevant: what is compared
  std::uint64_t occupations_without_requirements = 0;  ///< neither skill nor knowledge area
  std::uint64_t occupations_without_skills = 0;
  std::uint64_t occupations_without_isco = 0, occupations_without_nlqf = 0;
  std::uint64_t unused = 0;  ///< skills, knowledge areas, tasks, licences that no occupation relates to (other than as not relevant) and nothing is below
  std::uint64_t overlays = 0, changes = 0;

  /// Something a maintainer should look at. The codes are pinned, for programs; the text for people is in the reports. Only current
  /// concepts are counted, unless it says otherwise. A warning that counts nothing is left out. All codes, in the order in which they stand:
  ///
  /// Of the whole; `count` is 1 and there is no kind:
  ///   no-occupations        there is no current occupation, so nothing can be ranked
  ///   no-name               "about" has no name
  ///   no-licence            "about" has no licence: nobody knows what may be done with it
  ///   no-source             "about" has no source
  ///   no-date               "about" has neither date nor edition: nobody can see how old it is
  /// Of occupations:
  ///   no-requirements       neither skill nor knowledge area: found by title, never compared
  ///   few-requirements      one or two of them, which is too little to be compared (ModelParams::least_items)
  ///   no-skills             knowledge areas, but no skill
  ///   many-relations        more than 500 relations: a join gone wrong, or a list instead of a profile
  ///   no-isco               no ISCO-08 unit group, where others have one
  ///   no-nlqf               no level of education, where others have one
  ///   regulated-no-licence  regulated by law, and no licence required
  /// Of each kind of concept:
  ///   no-label              no preferred label in any language
  ///   no-label-nl           a preferred label, but none in Dutch
  ///   same-label            (not groups: one of a classification may well be called as the one above it) shares its preferred label, folded and in
  ///                         one language, with another concept of its kind
  ///   no-replacement        not current, and nothing replaces it
  ///   replaced-but-current  current, though something replaces it
  ///   required-not-current  not current, and a current occupation requires it
  ///   unused                (skills, knowledge areas, tasks, licences) no occupation relates to it and nothing is below it
  ///   empty-group           (groups) nothing is below it
  ///   flat                  (skills, knowledge areas, tasks; current or not) more than 0.6 of the occupations relate to it, and that holds for the
  ///                         mean of all that are used: profiles are so alike that plain overlap does not tell one occupation from another
  struct Warning {
    std::string_view code;
    std::optional<ConceptKind> kind;    ///< of the concepts counted
    std::uint64_t count = 0;
    std::vector<std::string> examples;  ///< URIs of the first of them, in order of concept, at most five
  };
  std::vector<Warning> warnings;
};

/// O(bytes log).
TaxonomyOverview Overview(const Taxonomy& taxonomy);

}  // namespace overstap
