// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// A folder of ESCO's CSV files, cut out of one input (Unpack() in fuzz.hpp). Files of any other name than these are not made.

#include "fuzz.hpp"
#include "io/csv.hpp"
#include "overstap/io.hpp"

using namespace overstap;
using namespace overstap::fuzz;

namespace {

constexpr std::string_view kFiles[] = {
    "occupations_en.csv", "occupations_nl.csv", "skills_en.csv", "skills_nl.csv", "skills_nl_partial.csv", "occupationSkillRelations_en.csv",
    "occupationSkillRelations.csv", "ISCOGroups_en.csv", "skillGroups_en.csv", "broaderRelationsOccPillar_en.csv",
    "broaderRelationsSkillPillar_en.csv"};

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Folder folder;
  static MemoryFile file;
  const auto input = View(data, size);
  folder.Fill(Unpack(input), kFiles);
  TaxonomyBuilder builder;
  EscoReport report;
  const auto status = ReadEsco(folder.path(), builder, &report);
  UseImport(status, builder, report);
  // And as one CSV file with columns of its own.
  static constexpr detail::CsvColumn kColumns[] = {{"a", true}, {"b"}};
  std::uint64_t last = 0;
  Sound(detail::ReadCsv(file.Write(input), kColumns, [&](const detail::CsvRecord& record) -> Status {
    Promise(record.fields.size() == 2 && record.line >= last, "a record has the columns asked for, and lines go up");
    last = record.line;
    return absl::OkStatus();
  }));
  return 0;
}
