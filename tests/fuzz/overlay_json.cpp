// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Overlays over a taxonomy that has everything (tests/golden/v1): the input is one document, or several (Unpack() in fuzz.hpp).

#include "fuzz.hpp"
#include "overstap/io.hpp"
#include "overstap/json.hpp"
#include "overstap/overlay.hpp"

using namespace overstap;
using namespace overstap::fuzz;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto input = View(data, size);
  std::vector<JsonSource> sources;
  for (const auto& file : Unpack(input)) {
    if (sources.size() < 4) sources.push_back({detail::Cat(sources.size(), ".json"), std::string(file.text)});
  }
  if (sources.empty()) sources.push_back({"input.json", std::string(input)});
  static const auto base = LoadTaxonomy(Bytes(TestFile("golden/v1/taxonomy.ovs")));
  Promise(base.ok(), "the golden snapshot opens");
  OverlayReport report;
  const auto result = ApplyOverlays(*base, sources, &report);
  Sound(result.status());
  if (!result.ok()) return 0;
  Walk(*result);
  Promise(report.layers.size() == sources.size() && result->Overlays().size() == sources.size(), "every layer is told of");
  IsJson(ReportJson(report, *result));
  // What an overlay made can be stated again, and a second layer laid over it.
  TaxonomyBuilder builder;
  Promise(AddTaxonomy(*result, builder).ok(), "a taxonomy can be stated again");
  const auto again = builder.Build();
  Promise(again.ok() && again->snapshot().Hash() == result->snapshot().Hash(), "stated again it is the same");
  Sound(ApplyOverlays(*result, sources).status());
  return 0;
}
