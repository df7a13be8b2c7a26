// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The ESCO importer: a small folder written here, and the real 1.2.0 where the environment or the build names its folder.

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "oracle/files.hpp"
#include "overstap/io.hpp"

using namespace overstap;

namespace {

/// A small ESCO, gone with the object. All that the official files do is in it: quoted lines, CRLF, columns nobody reads.
struct Folder : test::TemporaryFolder {
  Folder() {
    Write("occupations_en.csv",
          "\xEF\xBB\xBF" "conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,hiddenLabels,status,modifiedDate,regulatedProfessionNote,"
          "scopeNote,definition,inScheme,description,code,naceCode\r\n"
          "Occupation,http://e/o/baker,7512,baker,\"bread baker\nmaster baker\",bakr,released,,http://e/regulated-professions/unregulated,"
          ",,,\"Bakes bread.\r\nAnd rolls.\",7512.1,\r\n"
          "Occupation,http://e/o/cadet,0110,cadet,,,obsolete,,http://e/regulated-professions/regulated,,A young officer.,,,0110.1,\r\n"
          "Occupation,http://e/o/pastry,751,pastry maker,pastry cook | tart maker,,released,,,,,,Makes\ttarts\x01.,7512.1.1,\r\n");
    Write("occupations_nl.csv",
          "conceptType,conceptUri,preferredLabel,altLabels,code\n"
          "Occupation,http://e/o/baker,bakker,broodbakker,7512.10\n"
          "Occupation,http://e/o/molen,molenaar,,7514.1\n");
    Write("skills_en.csv",
          "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,description\r\n"
          "KnowledgeSkillCompetence,http://e/s/bake,skill/competence,,bake,,Bake.\r\n"
          "KnowledgeSkillCompetence,http://e/s/flour,knowledge,,flour,,\r\n"
          "KnowledgeSkillCompetence,http://e/s/care,attitude,,care,,\r\n");
    Write("skills_nl_partial.csv", "conceptUri,preferredLabel\nhttp://e/s/bake,bakken\n");
    Write("skillSkillRelations_en.csv", "not,read\n\"");
    Write("skills_old.csv", "not read either");
    Write("ISCOGroups_en.csv",
          "conceptType,conceptUri,code,preferredLabel,status,altLabels,inScheme,description\n"
          "ISCOGroup,http://e/i/C7512,7512,Bakers,released,,,A long story.\n");
    Write("occupationSkillRelations_en.csv",
          "occupationUri,relationType,skillType,skillUri\r\n"
          "http://e/o/baker,optional,skill/competence,http://e/s/bake\r\n"
          "http://e/o/baker,essential,skill/competence,http://e/s/bake\r\n"
          "http://e/o/baker,optional,knowledge,http://e/s/flour\r\n");
    Write("occupationSkillRelations_nl.csv", "not,read");
    Write("broaderRelationsOccPillar_nl.csv",
          "conceptType,conceptUri,broaderType,broaderUri\n"
          "Occupation,http://e/o/baker,ISCOGroup,http://e/i/C7512\n"
          "Occupation,http://e/o/pastry,Occupation,http://e/o/baker\n"
          "ISCOGroup,http://e/i/C7512,ISCOGroup,http://e/i/C751\n");
  }
};

StatusOr<Taxonomy> Import(const std::string& folder, EscoReport* report = nullptr, BuildReport* built = nullptr) {
  TaxonomyBuilder builder;
  OVS_RETURN_IF_ERROR(ReadEsco(folder, builder, report));
  return builder.Build(built);
}

/// Fails with `code`, in a message that holds `text`.
void CheckFails(const Folder& folder, ErrorCode code, const std::string& text) {
  const auto taxonomy = Import(folder.path);
  REQUIRE_FALSE(taxonomy.ok());
  const std::string message(taxonomy.status().message());
  INFO(message);
  CHECK(CodeOf(taxonomy.status()) == code);
  CHECK(message.find(text) != std::string::npos);
}

std::vector<std::string> TextsOf(const Taxonomy& taxonomy, std::string_view uri, TextKind kind) {
  std::vector<std::string> out;
  for (const auto& text : taxonomy.Texts(*taxonomy.Find(uri)))
    if (text.kind == kind) out.emplace_back(taxonomy.snapshot().String(text.string));
  std::sort(out.begin(), out.end());
  return out;
}
using Strings = std::vector<std::string>;

}  // namespace

TEST_CASE("Esco: concepts, texts and attributes of a small folder") {
  const Folder folder;
  EscoReport report;
  const auto built = Import(folder.path, &report);
  REQUIRE_MESSAGE(built.ok(), built.status().message());
  const Taxonomy& taxonomy = *built;
  CHECK(report.occupations == 4);
  CHECK(report.skills == 2);
  CHECK(report.knowledge == 1);
  CHECK(report.isco_groups == 2);
  CHECK(report.skill_groups == 0);
  CHECK(report.files == Strings{"ISCOGroups_en.csv", "occupations_en.csv", "occupations_nl.csv", "skills_en.csv", "skills_nl_partial.csv",
                                "occupationSkillRelations_en.csv", "broaderRelationsOccPillar_nl.csv"});
  CHECK(report.missing == Strings{"skillGroups_<lang>.csv", "broaderRelationsSkillPillar_<lang>.csv"});

  const auto baker = taxonomy.Find("http://e/o/baker"), cadet = taxonomy.Find("http://e/o/cadet"), pastry = taxonomy.Find("http://e/o/pastry");
  REQUIRE(baker);
  REQUIRE(cadet);
  REQUIRE(pastry);
  CHECK(taxonomy.Label(*baker, "en") == "baker");
  CHECK(taxonomy.Label(*baker, "nl") == "bakker");
  CHECK(taxonomy.Label(*taxonomy.Find("http://e/o/molen"), "en") == "molenaar");  // in the Dutch file only
  CHECK(taxonomy.Label(*taxonomy.Find("http://e/s/bake"), "nl") == "bakken");
  CHECK(TextsOf(taxonomy, "http://e/o/baker", TextKind::kAlternative) == Strings{"bread baker", "broodbakker", "master baker"});
  CHECK(TextsOf(taxonomy, "http://e/o/pastry", TextKind::kAlternative) == Strings{"pastry cook", "tart maker"});
  CHECK(TextsOf(taxonomy, "http://e/o/baker", TextKind::kHidden) == Strings{"bakr"});
  CHECK(TextsOf(taxonomy, "http://e/o/baker", TextKind::kDefinition) == Strings{"Bakes bread.\nAnd rolls."});
  CHECK(TextsOf(taxonomy, "http://e/o/cadet", TextKind::kDefinition) == Strings{"A young officer."});
  CHECK(TextsOf(taxonomy, "http://e/o/pastry", TextKind::kDefinition) == Strings{"Makes\ttarts ."});

  CHECK(taxonomy.Kind(*taxonomy.Find("http://e/s/flour")) == ConceptKind::kKnowledge);
  CHECK(taxonomy.Kind(*taxonomy.Find("http://e/s/care")) == ConceptKind::kSkill);
  CHECK(taxonomy.Kind(*taxonomy.Find("http://e/i/C751")) == ConceptKind::kGroup);
  CHECK(taxonomy.Notation(*taxonomy.Find("http://e/i/C7512")) == "7512");
  CHECK(taxonomy.Isco(*baker) == 7512);
  CHECK(taxonomy.Isco(*cadet) == 110);
  CHECK(taxonomy.Isco(*pastry) == 0);  // three digits: not guessed
  CHECK(taxonomy.Notation(*baker) == "7512.1");  // of the English file
  CHECK(taxonomy.Regulated(*baker) == Regulated::kNo);
  CHECK(taxonomy.Regulated(*cadet) == Regulated::kYes);
  CHECK(taxonomy.Regulated(*pastry) == Regulated::kUnknown);
  CHECK(taxonomy.Status(*baker) == ConceptStatus::kCurrent);
  CHECK(taxonomy.Status(*cadet) == ConceptStatus::kArchived);

  const auto has_note = [&](std::string_view text) {
    return std::any_of(report.notes.begin(), report.notes.end(), [&](const std::string& note) { return note.find(text) != std::string::npos; });
  };
  CHECK(has_note("broader relations only: 1."));
  CHECK(has_note("neither skill/competence nor knowledge: 1."));
  CHECK(has_note("not four digits: 1."));
  CHECK(has_note("replaced by blanks: 1."));
  CHECK(has_note("Not used: occupationSkillRelations_nl.csv, skillSkillRelations_en.csv, skills_old.csv."));
}

TEST_CASE("Esco: relations and broader links") {
  const Folder folder;
  EscoReport report;
  BuildReport build;
  const auto built = Import(folder.path, &report, &build);
  REQUIRE_MESSAGE(built.ok(), built.status().message());
  const Taxonomy& taxonomy = *built;
  CHECK(report.relations_read == 3);
  CHECK(report.essential_and_optional == 1);
  CHECK(build.relations_merged == 1);
  CHECK(report.broader_read == 3);
  CHECK(taxonomy.broader_count() == 3);
  const auto baker = *taxonomy.Find("http://e/o/baker");
  const auto relations = taxonomy.Relations(baker);
  REQUIRE(relations.size() == 2);
  CHECK(relations[0].target == *taxonomy.Find("http://e/s/bake"));
  CHECK(relations[0].relevance == Relevance::kEssential);
  CHECK(relations[1].relevance == Relevance::kOptional);
  REQUIRE(taxonomy.Broader(baker).size() == 1);
  CHECK(taxonomy.Broader(baker)[0] == *taxonomy.Find("http://e/i/C7512"));
}

TEST_CASE("Esco: a needed file that is missing is named, and what to do") {
  for (const std::string stem : {"occupations", "skills", "occupationSkillRelations"}) {
    const Folder folder;
    folder.Remove(stem + "_en.csv");
    folder.Remove(stem + "_nl.csv");
    CheckFails(folder, ErrorCode::kIo, folder.path + ": " + stem + "_<lang>.csv is missing; download the ESCO classification");
  }
  TaxonomyBuilder builder;
  const auto status = ReadEsco("/nonexistent/esco", builder, nullptr);
  CHECK(CodeOf(status) == ErrorCode::kIo);
  CHECK(status.message().find("/nonexistent/esco: ") == 0);
}

TEST_CASE("Esco: a bad row is refused with file and line") {
  SUBCASE("wrong number of fields") {
    const Folder folder;
    folder.Append("skills_en.csv", "KnowledgeSkillCompetence,http://e/s/x\n");
    CheckFails(folder, ErrorCode::kMalformed, "skills_en.csv:5: ");
  }
  SUBCASE("a relation type nobody knows") {
    const Folder folder;
    folder.Append("occupationSkillRelations_en.csv", "http://e/o/cadet,vital,knowledge,http://e/s/flour\n");
    CheckFails(folder, ErrorCode::kMalformed, "occupationSkillRelations_en.csv:5: relationType is \"vital\"");
  }
  SUBCASE("a value that would spoil the message") {
    const Folder folder;
    folder.Append("occupationSkillRelations_en.csv", "http://e/o/cadet,\"\xFF\n" + std::string(5000, 'x') + "\",knowledge,http://e/s/flour\n");
    CheckFails(folder, ErrorCode::kMalformed, "relationType is \"\\xff\\n" + std::string(98, 'x') + "...\"; ");
  }
  SUBCASE("a relation to a skill in no file") {
    const Folder folder;
    folder.Append("occupationSkillRelations_en.csv", "http://e/o/cadet,optional,knowledge,http://e/s/none\n");
    CheckFails(folder, ErrorCode::kMalformed, "occupationSkillRelations_en.csv:5: ");
  }
  SUBCASE("an occupation stated twice, the first time over several lines") {
    const Folder folder;
    folder.Append("occupations_en.csv", "Occupation,http://e/o/baker,7512,baker,,,released,,,,,,,7512.1,\n");
    CheckFails(folder, ErrorCode::kMalformed, "occupations_en.csv:7: ");
  }
  SUBCASE("a concept type of another file") {
    const Folder folder;
    folder.Append("occupations_nl.csv", "ISCOGroup,http://e/i/C1,x,,\n");
    CheckFails(folder, ErrorCode::kMalformed, "occupations_nl.csv:4: conceptType is \"ISCOGroup\"");
  }
  SUBCASE("a broader type nobody knows") {
    const Folder folder;
    folder.Append("broaderRelationsOccPillar_nl.csv", "Occupation,http://e/o/molen,Guild,http://e/g\n");
    CheckFails(folder, ErrorCode::kMalformed, "broaderRelationsOccPillar_nl.csv:5: the type \"Guild\"");
  }
  SUBCASE("text that is not UTF-8") {
    const Folder folder;
    folder.Append("skills_nl_partial.csv", "http://e/s/flour,bl\xEF" "em\n");
    CheckFails(folder, ErrorCode::kMalformed, "skills_nl_partial.csv:3: preferredLabel: ");
  }
  SUBCASE("a needed column that is missing") {
    const Folder folder;
    folder.Write("skills_en.csv", "conceptType;conceptUri;skillType\n");
    CheckFails(folder, ErrorCode::kMalformed, "skills_en.csv:1: column \"conceptUri\" is missing");
  }
}

TEST_CASE("Esco: the order in which the folder lists its files does not matter") {
  const Folder one, two;
  for (const char* name : {"occupations_nl.csv", "occupations_en.csv"}) {  // written again, last first
    std::filesystem::rename(two.path + "/" + name, two.path + "/x");
    std::filesystem::copy_file(two.path + "/x", two.path + "/" + name);
    two.Remove("x");
  }
  const auto a = Import(one.path), b = Import(two.path);
  REQUIRE(a.ok());
  REQUIRE(b.ok());
  CHECK(std::ranges::equal(a->snapshot().bytes(), b->snapshot().bytes()));
}

TEST_CASE("Esco: the real 1.2.0") {
  const auto folder = test::PublicData("esco-1.2.0");
  if (folder.empty()) return;
  EscoReport report;
  BuildReport build;
  const auto start = std::chrono::steady_clock::now();
  const auto built = Import(folder, &report, &build);
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  REQUIRE_MESSAGE(built.ok(), built.status().message());
  MESSAGE("import and build took " << seconds.count() << " s");
  const Taxonomy& taxonomy = *built;
  CHECK(report.occupations == 3039);
  CHECK(report.skills == 10713);
  CHECK(report.knowledge == 3226);
  CHECK(report.skill_groups == 640);
  CHECK(report.isco_groups == 619);
  CHECK(report.relations_read == 129004);
  CHECK(report.essential_and_optional == 17);
  CHECK(build.relations_merged == 17);
  CHECK(build.relevance_conflicts == 17);
  CHECK(taxonomy.relation_count() == 129004 - 17);
  CHECK(report.broader_read == 20822 + 3652);
  CHECK(taxonomy.broader_count() == 20822 + 3652);
  CHECK(taxonomy.size() == 3039 + 13939 + 640 + 619);
  CHECK(report.missing.empty());
  CHECK(taxonomy.Concepts(ConceptKind::kOccupation).size() == 3039);
  CHECK(taxonomy.Concepts(ConceptKind::kSkill).size() == 10713);
  CHECK(taxonomy.Concepts(ConceptKind::kKnowledge).size() == 3226);
  const auto director = taxonomy.Find("http://data.europa.eu/esco/occupation/00030d09-2b3a-4efd-87cc-c4ea39d27c34");
  REQUIRE(director);
  CHECK(taxonomy.Label(*director, "en") == "technical director");
  CHECK(taxonomy.Label(*director, "nl") == "inspici\xC3\xABnt");
  CHECK(taxonomy.Isco(*director) == 2654);
  CHECK(taxonomy.Notation(*director) == "2654.1.7");
}
