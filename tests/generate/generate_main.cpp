// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// overstap_generate_competentnl [--seed N] [--scale S] [--no-esco] OUT.nt [FAMILIES.csv]
// Writes a graph of CompetentNL's shape for benchmarks, and which occupation is of which family.

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string>
#include <vector>

#include "generate/competentnl_graph.hpp"

int main(int argc, char** argv) {
  overstap::test::CompetentNlShape shape;
  std::vector<std::string> paths;
  const auto usage = [] {
    std::fputs("usage: overstap_generate_competentnl [--seed N] [--scale S] [--no-esco] OUT.nt [FAMILIES.csv]\n", stderr);
    return 2;
  };
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    char* end = nullptr;
    if (argument == "--no-esco") {
      shape.esco = false;
    } else if (argument == "--seed" || argument == "--scale") {
      if (++i == argc) return usage();
      if (argument == "--seed") shape.seed = std::strtoull(argv[i], &end, 10);
      else shape.scale = std::strtod(argv[i], &end);
      if (*end != '\0' || end == argv[i] || !(shape.scale > 0 && shape.scale <= 20)) return usage();
    } else if (argument.starts_with("--")) {
      return usage();
    } else {
      paths.push_back(argument);
    }
  }
  if (paths.empty() || paths.size() > 2) return usage();
  std::ofstream out(paths[0], std::ios::binary);
  const auto facts = overstap::test::WriteCompetentNlGraph(shape, [&](std::string_view text) { out << text; });
  out.close();
  bool good = !out.fail();
  if (good && paths.size() == 2) {
    std::ofstream families(paths[1], std::ios::binary);
    families << "occupation,family,current\n";
    for (const auto& o : facts.occupations) families << o.uri << ',' << o.family << ',' << o.current << '\n';
    families.close();
    good = !families.fail();
  }
  if (!good) {
    std::fprintf(stderr, "%s: cannot be written: %s\n", paths[0].c_str(), std::strerror(errno));
    return 1;
  }
  std::printf("%llu triples, %zu occupations\n", static_cast<unsigned long long>(facts.triples), facts.occupations.size());
  for (const auto& [name, count] : facts.by_predicate) std::printf("%8llu %s\n", static_cast<unsigned long long>(count), name.c_str());
  return 0;
}
