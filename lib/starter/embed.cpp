// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Build-time tool: compiles the starter taxonomy's JSON sources to two snapshots and writes them as a C++ file of
// 64-bit words. Not installed.

#include <cstdio>
#include <cstring>
#include <string>

#include "overstap/io.hpp"

namespace {

using overstap::Snapshot;

void WriteArray(std::FILE* out, const char* name, const Snapshot& snapshot) {
  const auto bytes = snapshot.bytes();  // a multiple of 64 long
  std::fprintf(out, "alignas(64) const unsigned long long %s[] = {", name);
  for (std::size_t i = 0; i < bytes.size(); i += 8) {
    unsigned long long word;
    std::memcpy(&word, bytes.data() + i, 8);
    std::fprintf(out, "%s0x%llx,", i % 64 == 0 ? "\n" : "", word);
  }
  std::fprintf(out, "\n};\nconst unsigned long long %sSize = %zu;\n", name, bytes.size());
}

overstap::Status Run(int count, char** names) {
  overstap::TaxonomyBuilder taxonomy_builder;
  overstap::CourseBuilder course_builder;
  for (int i = 2; i < count; ++i) {
    OVS_ASSIGN_OR_RETURN(auto text, overstap::ReadFile(names[i]));
    const overstap::JsonSource source{names[i], std::move(text)};
    OVS_RETURN_IF_ERROR(overstap::ReadTaxonomyJson(source, taxonomy_builder));
    OVS_RETURN_IF_ERROR(overstap::ReadCoursesJson(source, course_builder));
  }
  OVS_ASSIGN_OR_RETURN(const auto taxonomy, taxonomy_builder.Build());
  OVS_ASSIGN_OR_RETURN(const auto courses, course_builder.Build());
  std::FILE* out = std::fopen(names[1], "w");
  if (!out) return overstap::Error(overstap::ErrorCode::kIo, std::string(names[1]) + ": cannot write");
  std::fprintf(out, "// Made by lib/starter/embed.cpp from taxonomy/starter. CC-BY-4.0.\nnamespace overstap::detail {\n"
                    "extern const unsigned long long kStarterTaxonomy[], kStarterTaxonomySize, kStarterCourses[], kStarterCoursesSize;\n");
  WriteArray(out, "kStarterTaxonomy", taxonomy.snapshot());
  WriteArray(out, "kStarterCourses", courses.snapshot());
  std::fprintf(out, "}  // namespace overstap::detail\n");
  if (std::fclose(out) != 0) return overstap::Error(overstap::ErrorCode::kIo, std::string(names[1]) + ": cannot write");
  return absl::OkStatus();
}

}  // namespace

int main(int count, char** names) {
  if (count < 3) {
    std::fprintf(stderr, "usage: overstap_embed OUTPUT.cpp INPUT.json...\n");
    return 2;
  }
  if (const auto status = Run(count, names); !status.ok()) {
    std::fprintf(stderr, "%s\n", std::string(status.message()).c_str());
    return 1;
  }
  return 0;
}
