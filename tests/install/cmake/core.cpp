// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// A C++ program built against the installed static library.

#include <cstdio>
#include <memory>

#include <overstap/overstap.hpp>

int main() {
  const auto taxonomy = overstap::StarterTaxonomy();
  if (!taxonomy.ok()) return 1;
  auto model = overstap::MatchModel::Create(*taxonomy);
  if (!model.ok()) return 1;
  const overstap::Matcher matcher(std::make_shared<const overstap::MatchModel>(*std::move(model)));
  overstap::ProfileBuilder builder(*taxonomy);
  if (!builder.AddOccupation(0).ok()) return 1;
  const auto ranking = matcher.Rank(builder.Build());
  std::printf("core: %zu matches\n", ranking.matches.size());
  return ranking.matches.empty();
}
