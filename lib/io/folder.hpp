// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// What the importers of whole folders share: the names in one, and the note about those nobody read. Not API.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "overstap/status.hpp"

namespace overstap::detail {

/// The names of what is directly in `folder`, ascending, so that the outcome does not hang on the file system. `advice` ends the message.
/// Error: kIo.
StatusOr<std::vector<std::string>> NamesIn(const std::string& folder, std::string_view advice = {});

/// Adds "Not used: a, b." to `notes` for the names that are not among `used`; nothing when all are.
void NoteUnused(std::span<const std::string> names, std::span<const std::string> used, std::vector<std::string>& notes);

}  // namespace overstap::detail
