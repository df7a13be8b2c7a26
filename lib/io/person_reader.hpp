// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// What the readers of documents about a person share. Not API.
#pragma once

#include <cstddef>

#include "io/json_document.hpp"
#include "overstap/person.hpp"

namespace overstap::detail {

/// One person is a small document; what a service is sent may be anything.
inline constexpr JsonLimits kPersonLimits{.bytes = std::size_t{1} << 24, .depth = 32, .values = std::size_t{1} << 20};

inline bool CanHave(ConceptKind kind) {
  return kind == ConceptKind::kSkill || kind == ConceptKind::kKnowledge || kind == ConceptKind::kTask || kind == ConceptKind::kLicence;
}

/// Builds the profile; an empty one is noted.
inline PersonDocument FinishPerson(ProfileBuilder& builder, PersonReport report, const Position& position) {
  PersonDocument document{builder.Build(), std::move(report)};
  const auto& p = document.profile;
  if (p.items().empty() && p.origins().empty() && p.denied().empty() && p.unsure().empty() && p.Nlqf() == kNlqfUnknown)
    document.report.notes.push_back({PersonNoteKind::kNothingFound, "", position});
  return document;
}

}  // namespace overstap::detail
