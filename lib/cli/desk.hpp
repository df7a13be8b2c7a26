// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// What every command about a person works with, and the parts that several of them show.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "cli/person.hpp"
#include "overstap/suggest.hpp"

namespace overstap::cli {

struct Desk : Person {
  Matcher matcher;
  std::optional<BoundCatalogue> courses;
};
/// Opens the data and makes the profile. Anything but kOk ends the command and has been said.
Outcome SetUp(Session& session, const ProfileOptions& options, Desk* desk);

std::string Labels(const Session& session, const Desk& desk, std::span<const Concept> concepts, std::size_t most = static_cast<std::size_t>(-1));
/// What a course asks at entry, and whether the person has it.
std::string EntryText(const Session& session, const Desk& desk, const CourseSuggestion& suggestion);
/// A course by URI or else by its exact name; never a guess. Anything but kOk has been said.
Exit ResolveCourse(const Session& session, const CourseCatalogue& courses, const std::string& name, std::uint32_t* out);
std::string CourseLabel(const Session& session, const Desk& desk, std::uint32_t course);
/// Which data this is, with the notice that belongs to it, and about whom.
void ShowHeader(Session& session, const Desk& desk);
/// Two texts on one line, the second against the right edge; on two lines when they do not fit.
void ShowSplit(Session& session, std::string_view left, std::string_view right, std::size_t indent);

}  // namespace overstap::cli
