// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// A folder of O*NET's tab-separated files, cut out of one input (Unpack() in fuzz.hpp). Files of any other name than these are not made.

#include "fuzz.hpp"
#include "io/csv.hpp"
#include "overstap/io.hpp"

using namespace overstap;
using namespace overstap::fuzz;

namespace {

constexpr std::string_view kFiles[] = {"Occupation Data.txt", "Content Model Reference.txt", "Scales Reference.txt", "Skills.txt", "Knowledge.txt",
                                       "Abilities.txt", "Work Activities.txt", "Technology Skills.txt", "Task Statements.txt", "Job Zones.txt",
                                       "Alternate Titles.txt", "Sample of Reported Titles.txt", "Related Occupations.txt", "Read Me.txt"};

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Folder folder;
  static MemoryFile file;
  const auto input = View(data, size);
  folder.Fill(Unpack(input), kFiles);
  TaxonomyBuilder builder;
  OnetReport report;
  const auto status = ReadOnet(folder.path(), builder, &report);
  UseImport(status, builder, report);
  // And as one tab-separated file with columns of its own.
  static constexpr detail::CsvColumn kColumns[] = {{"a", true}, {"b"}};
  Sound(detail::ReadCsv(file.Write(input), kColumns, [&](const detail::CsvRecord& record) -> Status {
    Promise(record.fields.size() == 2, "a record has the columns asked for");
    for (const auto field : record.fields) {
      Promise(field.find_first_of(std::string_view("\t\0", 2)) == std::string_view::npos, "a field ends at a tab and holds no NUL");
    }
    return absl::OkStatus();
  }, nullptr, detail::kTabSeparated));
  return 0;
}
