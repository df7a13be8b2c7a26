// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// A table of how many people or jobs there are in an occupation.

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "csv.hpp"
#include "overstap/demand.hpp"
#include "overstap/io.hpp"
#include "overstap/text.hpp"

namespace overstap {

StatusOr<std::vector<Jobs>> ReadOccupationNumbers(const std::string& path, const Taxonomy& taxonomy) {
  enum { kOccupation, kNumber, kColumns };
  constexpr std::array<detail::CsvColumn, kColumns> columns = {{{"occupation", true}, {"number", true}}};
  constexpr std::size_t kMostDigits = 9;
  std::vector<Jobs> rows;
  OVS_RETURN_IF_ERROR(detail::ReadCsv(path, columns, [&](const detail::CsvRecord& record) {
    const auto malformed = [&](std::string_view message) { return ErrorAt(ErrorCode::kMalformed, path, {record.line, 0, 0}, message); };
    const auto title = detail::Trimmed(record.fields[kOccupation]), number = detail::Trimmed(record.fields[kNumber]);
    if (number.empty() || number.size() > kMostDigits || !std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; }))
      return malformed(detail::Cat("the number is ", detail::Quoted(number), "; it must be whole, from 0 to 999999999"));
    const auto found = ResolveTitle(taxonomy, title);
    if (found.outcome != TitleResolution::Outcome::kFound) {
      std::string choices;
      for (std::size_t i = 0; i < std::min<std::size_t>(found.choices.size(), 3); ++i) detail::Append(choices, i == 0 ? "; perhaps " : ", ", taxonomy.Uri(found.choices[i].concept_id));
      return malformed(detail::Cat(detail::Quoted(title), found.outcome == TitleResolution::Outcome::kAmbiguous ? " can mean several occupations" : " is no occupation of the taxonomy", choices));
    }
    std::uint32_t value = 0;
    for (const char c : number) value = value * 10 + static_cast<std::uint32_t>(c - '0');
    rows.push_back({found.concept_id, value});
    return absl::OkStatus();
  }));
  return rows;
}

}  // namespace overstap
