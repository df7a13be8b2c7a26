// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The main job in C++: a job title in, the nearest occupations out, with the reason. usage: transitions [TITLE]

#include <cstdio>
#include <memory>
#include <string>

#include <overstap/overstap.hpp>

namespace {

overstap::Status Run(const std::string& title) {
  OVS_ASSIGN_OR_RETURN(const auto taxonomy, overstap::StarterTaxonomy());
  OVS_ASSIGN_OR_RETURN(auto model, overstap::MatchModel::Create(taxonomy));
  const overstap::Matcher matcher(std::make_shared<const overstap::MatchModel>(std::move(model)));

  const auto origin = overstap::ResolveTitle(taxonomy, title);
  if (origin.outcome != overstap::TitleResolution::Outcome::kFound) {
    return overstap::Error(overstap::ErrorCode::kNotFound, title + " is not one known title; try overstap search");
  }
  overstap::ProfileBuilder builder(taxonomy);
  OVS_RETURN_IF_ERROR(builder.AddOccupation(origin.concept_id));
  const auto profile = builder.Build();

  for (const auto& match : matcher.Rank(profile).matches) {
    OVS_ASSIGN_OR_RETURN(const auto why, overstap::Explain(matcher, profile, match.occupation));
    const std::string label(taxonomy.Label(match.occupation, "nl"));
    std::printf("%.2f  %3.0f%%  %s: %s\n", overstap::ToDouble(match.score), 100 * match.readiness.ratio(), label.c_str(),
                overstap::ReasonLine(taxonomy, why, overstap::Language::kDutch).c_str());
  }
  return absl::OkStatus();
}

}  // namespace

int main(int argc, char** argv) {
  if (const auto status = Run(argc > 1 ? argv[1] : "kassamedewerker"); !status.ok()) {
    std::fprintf(stderr, "%s\n", std::string(status.message()).c_str());
    return 1;
  }
  return 0;
}
