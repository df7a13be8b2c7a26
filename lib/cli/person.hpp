// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Who a command is about: past jobs, skills, answers and level as they stand on the command line or in a document, looked up in a
// taxonomy.
#pragma once

#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "overstap/profile.hpp"

namespace overstap::cli {

struct ProfileOptions {
  std::vector<std::string> titles, skills, denied, unsure;
  std::string person, vum, date;  ///< documents, and the day they are read on
  std::string level, target;
};
/// TITLE..., --skill, --no, --unsure, --level, --person, --vum, and --to for the occupation to look at when `with_target`.
void AddProfileOptions(CLI::App& command, ProfileOptions& options, bool with_target);

struct Person {
  Taxonomy taxonomy;
  Profile profile;
  std::vector<Concept> extras;   ///< what --skill named
  Concept target = kNoConcept;   ///< what --to named
};
/// Opens the taxonomy and makes the profile. Anything but kOk ends the command and has been said.
Outcome ReadPerson(Session& session, const ProfileOptions& options, Person* person);

/// This day where the program runs, as YYYY-MM-DD.
std::string Today();

/// Things that a name may mean: those that are called so exactly, and some of those whose names hold it.
struct Named {
  std::vector<std::uint32_t> exact, near;
  /// `folded` as Fold() makes it.
  void Add(const Snapshot& snapshot, std::uint32_t thing, std::string_view folded);
};

/// A work condition, by URI or else by the exact name. Anything but kOk ends the command and has been said.
Exit ResolveCondition(const Session& session, const Taxonomy& taxonomy, const std::string& name, Concept* out);

}  // namespace overstap::cli
