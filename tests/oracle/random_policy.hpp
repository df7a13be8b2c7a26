// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Seeded random gate policies and tables of labour-market figures.
#pragma once

#include <string>
#include <vector>

#include "oracle/random_graph.hpp"
#include "overstap/factors.hpp"
#include "overstap/gates.hpp"

namespace overstap::test {

inline GatePolicy RandomPolicy(const Taxonomy& t, Random& random, bool hide = true) {
  GatePolicy policy;
  for (auto& action : policy.action) action = static_cast<GateAction>(random.Below(hide ? kGateActions : kGateActions - 1));
  policy.licence_from = static_cast<Relevance>(1 + random.Below(4));
  policy.education_slack = static_cast<Nlqf>(random.Below(4) * 10);
  const auto conditions = t.Concepts(ConceptKind::kCondition);
  for (Concept c = conditions.first; c < conditions.last; ++c) {
    if (random.Chance(30)) policy.limits.push_back({c, static_cast<Relevance>(1 + random.Below(4))});
  }
  return policy;
}

/// Figures by the first digit of ISCO-08, some of them not stated.
inline LabourMarket RandomFigures(Random& random) {
  std::vector<LabourMarketRow> rows;
  for (int digit = 0; digit < 10; ++digit) {
    LabourMarketRow row{std::to_string(digit), "", {}, 0};
    for (auto& value : row.values) {
      if (random.Chance(70)) value = random.Below(1000);
    }
    if (random.Chance(80)) rows.push_back(row);
  }
  return Need(LabourMarket::Create("a table", "us", "2026", rows));
}
inline FactorParams RandomScales(Random& random) {
  FactorParams params;
  for (auto& scale : params.scale) scale = {static_cast<std::uint16_t>(random.Below(kMostFactorWeight + 1)), random.Below(1000), 1000 + random.Below(1000)};
  return params;
}

}  // namespace overstap::test
