// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// What a list of occupations should heed, as it stands on the command line: gates, limits, a second list, figures.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "overstap/advice.hpp"

namespace overstap::cli {

struct AdviceFlags {
  std::string path;                     ///< --advice
  std::vector<std::string> gates, cannot;
  std::optional<std::uint32_t> limit, wider;
  std::string figures, source, date, region;
};
/// --advice, --gate, --cannot.
void AddGateOptions(CLI::App& command, AdviceFlags& flags);
/// Those, --limit, --wider, --figures and what belongs to it.
void AddAdviceOptions(CLI::App& command, AdviceFlags& flags);

/// Anything but kOk ends the command and has been said.
Outcome ReadAdvice(const Session& session, const AdviceFlags& flags, const Taxonomy& taxonomy, AdviceOptions* options);
/// What --figures names, if it is given. What was left out of it has been said.
StatusOr<std::optional<LabourMarket>> ReadFigures(const Session& session, const AdviceFlags& flags, const Taxonomy& taxonomy);

}  // namespace overstap::cli
