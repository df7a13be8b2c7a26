// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Reads a table of judged transitions (CSV). Columns go by position, as publishers call the third grade, tier or score.

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "csv.hpp"
#include "overstap/evaluate.hpp"

namespace overstap {
namespace {

using detail::Cat;
using detail::CsvRecord;
using detail::Trimmed;

std::optional<std::uint8_t> ParseGrade(std::string_view text) {
  constexpr std::pair<std::string_view, std::uint8_t> kGrades[] = {{"3", 3}, {"2", 2}, {"1", 1}, {"75", 2}, {"25", 1}};
  for (const auto& [name, grade] : kGrades) {
    if (name == text) return grade;
  }
  return std::nullopt;
}

std::optional<Concept> FindOccupation(const Taxonomy& taxonomy, std::string_view uri) {
  const auto found = taxonomy.Find(uri);
  return found && taxonomy.Kind(*found) == ConceptKind::kOccupation ? found : std::nullopt;
}

}  // namespace

StatusOr<Judgements> ReadJudgements(const Taxonomy& taxonomy, const std::string& path) {
  // Each takes the name that the header gives the column; a header that is too short lacks one of these.
  std::array<std::string, 3> names = {"fromOccupationUri", "toOccupationUri", "grade"};
  std::array<detail::CsvColumn, 3> columns;
  for (std::size_t i = 0; i < columns.size(); ++i) columns[i] = {names[i], true};
  const detail::CsvPreamble first_is_header{[&](std::span<const std::string_view> fields) {
                                              for (std::size_t i = 0; i < columns.size() && fields.size() >= columns.size(); ++i) {
                                                names[i] = fields[i];
                                                columns[i].name = names[i];
                                              }
                                              return true;
                                            },
                                            "the columns fromOccupationUri, toOccupationUri and grade"};
  std::vector<Judgement> rows;
  std::uint64_t read = 0, unknown = 0, first_line = 0;
  std::string first;
  const auto use = [&](const CsvRecord& record) -> Status {
    std::array<std::string_view, 3> fields;
    for (std::size_t i = 0; i < fields.size(); ++i) fields[i] = Trimmed(record.fields[i]);
    const auto grade = ParseGrade(fields[2]);
    if (!grade) return ErrorAt(ErrorCode::kMalformed, path, {record.line, 0, 0}, Cat("the grade is ", detail::Quoted(fields[2]), "; it must be 3, 2 or 1, or 75 or 25"));
    ++read;
    const auto from = FindOccupation(taxonomy, fields[0]), to = FindOccupation(taxonomy, fields[1]);
    if (from && to) {
      rows.push_back({*from, *to, *grade});
    } else if (++unknown == 1) {
      first_line = record.line;
      first = fields[from ? 1 : 0];
    }
    return {};
  };
  OVS_RETURN_IF_ERROR(detail::ReadCsv(path, columns, use, &first_is_header));
  OVS_ASSIGN_OR_RETURN(auto judgements, Judgements::Make(taxonomy, std::move(rows)));
  judgements.rows_read = read;
  judgements.rows_unknown = unknown;
  judgements.first_unknown_line = first_line;
  judgements.first_unknown = std::move(first);
  return judgements;
}

}  // namespace overstap
