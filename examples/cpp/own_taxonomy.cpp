// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// A taxonomy of your own, built in code, saved as a snapshot and mapped again: three occupations and what they ask.

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>

#include <overstap/overstap.hpp>

namespace {

using overstap::ConceptKind;
using overstap::Relevance;

overstap::Status Run() {
  overstap::TaxonomyBuilder builder;
  OVS_RETURN_IF_ERROR(builder.SetAbout("name@en", "Example"));
  const auto define = [&](const char* uri, ConceptKind kind, const char* label) -> overstap::StatusOr<overstap::TaxonomyBuilder::Node> {
    const auto node = builder.Mention(uri);
    OVS_RETURN_IF_ERROR(builder.Declare(node, kind));
    OVS_RETURN_IF_ERROR(builder.AddText(node, overstap::TextKind::kPreferred, "en", label));
    return node;
  };
  OVS_ASSIGN_OR_RETURN(const auto baker, define("urn:example:baker", ConceptKind::kOccupation, "baker"));
  OVS_ASSIGN_OR_RETURN(const auto cook, define("urn:example:cook", ConceptKind::kOccupation, "cook"));
  OVS_ASSIGN_OR_RETURN(const auto driver, define("urn:example:driver", ConceptKind::kOccupation, "driver"));
  OVS_ASSIGN_OR_RETURN(const auto food, define("urn:example:food", ConceptKind::kSkill, "prepare food"));
  OVS_ASSIGN_OR_RETURN(const auto hygiene, define("urn:example:hygiene", ConceptKind::kKnowledge, "food safety"));
  OVS_ASSIGN_OR_RETURN(const auto dough, define("urn:example:dough", ConceptKind::kSkill, "make dough"));
  OVS_ASSIGN_OR_RETURN(const auto drive, define("urn:example:drive", ConceptKind::kSkill, "drive"));
  OVS_ASSIGN_OR_RETURN(const auto plan, define("urn:example:plan", ConceptKind::kSkill, "plan"));
  OVS_ASSIGN_OR_RETURN(const auto roads, define("urn:example:roads", ConceptKind::kKnowledge, "traffic rules"));
  builder.AddRelation(baker, dough, {Relevance::kEssential});
  builder.AddRelation(baker, food, {Relevance::kEssential});
  builder.AddRelation(baker, hygiene, {Relevance::kEssential});
  builder.AddRelation(cook, food, {Relevance::kEssential});
  builder.AddRelation(cook, hygiene, {Relevance::kEssential});
  builder.AddRelation(cook, plan, {Relevance::kImportant});
  builder.AddRelation(driver, drive, {Relevance::kEssential});
  builder.AddRelation(driver, roads, {Relevance::kEssential});
  builder.AddRelation(driver, plan, {Relevance::kSomewhat});
  OVS_ASSIGN_OR_RETURN(const auto built, builder.Build());

  const auto path = (std::filesystem::temp_directory_path() / "overstap-example.ovs").string();
  OVS_RETURN_IF_ERROR(overstap::SaveSnapshot(built.snapshot(), path));
  OVS_ASSIGN_OR_RETURN(const auto taxonomy, overstap::LoadTaxonomy(path));  // mapped read-only; stays valid when the file is removed
  std::filesystem::remove(path);

  OVS_ASSIGN_OR_RETURN(auto model, overstap::MatchModel::Create(taxonomy));
  const overstap::Matcher matcher(std::make_shared<const overstap::MatchModel>(std::move(model)));
  overstap::ProfileBuilder profile(taxonomy);
  OVS_RETURN_IF_ERROR(profile.AddOccupation(*taxonomy.Find("urn:example:baker")));
  const auto ranking = matcher.Rank(profile.Build());
  for (const auto& match : ranking.matches) {
    std::printf("%.3f %s\n", overstap::ToDouble(match.score), std::string(taxonomy.Label(match.occupation, "en")).c_str());
  }
  const bool cook_first = !ranking.matches.empty() && taxonomy.Label(ranking.matches[0].occupation, "en") == "cook";
  return cook_first ? absl::OkStatus() : overstap::Error(overstap::ErrorCode::kInternal, "a baker should be nearest to a cook");
}

}  // namespace

int main() {
  if (const auto status = Run(); !status.ok()) {
    std::fprintf(stderr, "%s\n", std::string(status.message()).c_str());
    return 1;
  }
  return 0;
}
