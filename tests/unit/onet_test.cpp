// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The O*NET importer: a small folder of invented occupations written here, and the real 29.2 where the environment or the
// build names its folder, counted once more with a few lines of naive parsing.

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "../../lib/io/onet_uris.hpp"
#include "oracle/files.hpp"
#include "overstap/io.hpp"

using namespace overstap;

namespace {

using Strings = std::vector<std::string>;

const std::string kBaker = std::string(detail::kOnetOccupation) + "51-3011.00", kMiller = std::string(detail::kOnetOccupation) + "51-9021.01";
const std::string kOther = std::string(detail::kOnetOccupation) + "51-9199.00";
std::string Element(std::string_view id) { return detail::Cat(detail::kOnetElement, id); }
std::string Technology(std::string_view code) { return detail::Cat(detail::kOnetTechnology, code); }

constexpr std::string_view kRatingHeader =
    "O*NET-SOC Code\tElement ID\tScale ID\tData Value\tN\tRecommend Suppress\tNot Relevant\tDate\tDomain Source\n";

/// A small O*NET, gone with the object. Columns nobody reads are in it, and some files lack those that may be absent.
struct Folder : test::TemporaryFolder {
  Folder() {
    Write("Occupation Data.txt",
          "O*NET-SOC Code\tTitle\tDescription\r\n"
          "51-3011.00\tBakers\tBake \"sourdough\", rolls\r\n"
          "51-9021.01\tMillers of \"Flour\tGrind.\r\n"
          "51-9199.00\tWorkers, All Other\t\r\n");
    Write("Content Model Reference.txt",
          "Element ID\tElement Name\tDescription\n"
          "1\tWorker Characteristics\tAll of them\n1.A\tAbilities\t\n1.A.1\tLifting\tTo lift \"sacks\"\n"
          "2\tWorker Requirements\t\n2.A\tBasic Skills\tThey are basic\n2.A.1\tKneading\tTo knead\n2.A.2\tWeighing\t\n2.A.3\tTasting\t\n2.A.4\tSinging\t\n"
          "2.C\tKnowledge\t\n2.C.1\tFlour\tOf flour\n2.C.2\tUnused\t\n"
          "3\tUnused\t\n"
          "4.A\tActivities\t\n4.A.1\tGetting Grain\tTo get it\n4\tOccupational Requirements\t\n"
          "5\tOccupation-Specific\t\n5.F\tTechnology Skills\tSoftware\n5.F.1\tUnused\t\n");
    Write("Scales Reference.txt", "Scale ID\tScale Name\tMinimum\tMaximum\nIM\tImportance\t1\t5\nLV\tLevel\t0\t7\nXX\tOther\tten\t\n");
    Ratings("Skills.txt", {"51-3011.00\t2.A.1\tIM\t4\t8\tN\tn/a", "51-3011.00\t2.A.1\tLV\t7\t8\tN\tN",       // essential
                           "51-3011.00\t2.A.2\tIM\t3.99\t8\tN\tn/a", "51-3011.00\t2.A.2\tLV\t3.5\t8\tN\tN",  // important
                           "51-3011.00\t2.A.3\tIM\t2.9999\t8\tN\t", "51-3011.00\t2.A.3\tLV\t3.51\t8\t\t",    // somewhat
                           "51-3011.00\t2.A.4\tIM\t1.99\t8\tN\tn/a", "51-3011.00\t2.A.4\tLV\t1\t8\tN\tN",    // not relevant
                           "51-9021.01\t2.A.1\tIM\t5\t8\tN\tn/a", "51-9021.01\t2.A.1\tLV\t0.5\t8\tN\tY",     // not relevant, said so
                           "51-9021.01\t2.A.2\tIM\t4.5\t8\tY\tn/a", "51-9021.01\t2.A.2\tLV\t4\t8\tN\tN",     // imprecise: no relation
                           "51-9021.01\t2.A.3\tIM\t2\t8\tN\tn/a", "51-9021.01\t2.A.3\tLV\t4\t8\tY\tN",       // imprecise: no level
                           "51-9021.01\t2.A.4\tIM\t3\t8\tN\tn/a"});                                          // no level at all
    Ratings("Knowledge.txt", {"51-3011.00\t2.C.1\tIM\t3.12\t8\tN\tn/a", "51-3011.00\t2.C.1\tLV\t0\t8\tN\tN",
                              "51-9021.01\t2.C.1\tLV\t4\t8\tN\tN"});  // a level alone: no relation
    Ratings("Abilities.txt", {"51-9021.01\t1.A.1\tIM\t4.01\t8\tN\tn/a", "51-9021.01\t1.A.1\tLV\t1.75\t8\tN\tN"});
    Ratings("Work Activities.txt", {"51-9021.01\t4.A.1\tIM\t2.5\t8\tN\tn/a", "51-9021.01\t4.A.1\tLV\t5.2501\t8\tN\tN"});
    Write("Technology Skills.txt",
          "O*NET-SOC Code\tExample\tCommodity Code\tCommodity Title\tHot Technology\tIn Demand\n"
          "51-3011.00\tCrumb 3\"\t43230001\tOven software\tY\tN\n"
          "51-3011.00\tLoaf Pro\t43230001\tOven software\tN\tY\n"
          "51-3011.00\tLoaf Lite\t43230001\tOven software\tN\tN\n"
          "51-9021.01\tLoaf Pro\t43230001\tOven software\tN\tN\n"
          "51-9021.01\tn/a\t43230002\tMill software\tN\tN\n");
    Write("Task Statements.txt",
          "O*NET-SOC Code\tTask ID\tTask\tTask Type\tIncumbents Responding\n"
          "51-3011.00\t1\tBake \"bread\".\tCore\t5\n"
          "51-3011.00\t2\tSweep floors.\tSupplemental\t5\n"
          "51-9021.01\t3\tGrind.\tn/a\tn/a\n"
          "51-9021.01\t4\tGrind.\t\t\n");
    Write("Job Zones.txt", "O*NET-SOC Code\tJob Zone\tDate\n51-3011.00\t2\t01/2020\n51-9021.01\t5\t01/2020\n");
    Write("Alternate Titles.txt",
          "O*NET-SOC Code\tAlternate Title\tShort Title\tSource(s)\n"
          "51-3011.00\tMaster \"Bread\" Baker (MBB)\tMBB\t08\n"
          "51-3011.00\tRoll Maker\tn/a\t08\n"
          "51-9021.01\tGrinder\t\t08\n");
    Write("Sample of Reported Titles.txt", "O*NET-SOC Code\tReported Job Title\tShown in My Next Move\n51-3011.00\tRoll Maker\tN\n51-3011.00\tOvenman\tY\n");
    Write("Related Occupations.txt",
          "O*NET-SOC Code\tRelated O*NET-SOC Code\tRelatedness Tier\tIndex\n"
          "51-3011.00\t51-9021.01\tPrimary-Short\t1\n51-9021.01\t51-3011.00\tPrimary-Short\t1\n51-9021.01\t51-9199.00\tPrimary-Long\t2\n");
    Write("Read Me.txt", "O*NET 99.1 Database\r\nSome Release\r\n");
    Write("Work Styles.txt", "not\tread");
    Write("NOTES.md", "not read either");
  }
  void Remove(const std::string& name) const { REQUIRE(TemporaryFolder::Remove(name)); }
  void Ratings(const std::string& name, const Strings& rows) const {
    std::string content(kRatingHeader);
    for (const auto& row : rows) content += row + "\t01/2020\tAnalyst\n";
    Write(name, content);
  }
};

std::string Slurp(const std::string& path) {
  std::ostringstream out;
  out << std::ifstream(path, std::ios::binary).rdbuf();
  return out.str();
}

StatusOr<Taxonomy> Import(const std::string& folder, OnetReport* report = nullptr, BuildReport* built = nullptr) {
  TaxonomyBuilder builder;
  OVS_RETURN_IF_ERROR(ReadOnet(folder, builder, report));
  return builder.Build(built);
}

/// Fails with `code`, in a message that begins with the folder and `text`.
void CheckFails(const Folder& folder, ErrorCode code, const std::string& text) {
  const auto taxonomy = Import(folder.path);
  REQUIRE_FALSE(taxonomy.ok());
  const std::string message(taxonomy.status().message());
  INFO(message);
  CHECK(CodeOf(taxonomy.status()) == code);
  CHECK(message.find(folder.path + text) == 0);
}

Strings TextsOf(const Taxonomy& taxonomy, std::string_view uri, TextKind kind) {
  Strings out;
  const auto found = taxonomy.Find(uri);
  REQUIRE_MESSAGE(found, uri);
  for (const auto& text : taxonomy.Texts(*found)) {
    if (text.kind == kind) out.emplace_back(taxonomy.snapshot().String(text.string));
  }
  std::sort(out.begin(), out.end());
  return out;
}

/// "essential 4 1000" for relevance, level and importance; "none" when there is no relation.
std::string How(const Taxonomy& taxonomy, std::string_view from, std::string_view to) {
  const auto target = taxonomy.Find(to);
  REQUIRE_MESSAGE(target, to);
  for (const auto& relation : taxonomy.Relations(*taxonomy.Find(from))) {
    if (relation.target == *target) return detail::Cat(Name(relation.relevance), " ", int{relation.level}, " ", int{relation.importance});
  }
  return "none";
}

/// The URIs, without O*NET's own beginning.
Strings BroaderOf(const Taxonomy& taxonomy, std::string_view uri) {
  Strings out;
  for (const auto broader : taxonomy.Broader(*taxonomy.Find(uri))) out.emplace_back(taxonomy.Uri(broader).substr(detail::kOnetElement.size()));
  return out;
}

bool HasNote(const OnetReport& report, std::string_view note) { return std::find(report.notes.begin(), report.notes.end(), note) != report.notes.end(); }

}  // namespace

TEST_CASE("Onet: occupations with titles, Job Zones and related ones") {
  const Folder folder;
  OnetReport report;
  const auto built = Import(folder.path, &report);
  REQUIRE_MESSAGE(built.ok(), built.status().message());
  const Taxonomy& taxonomy = *built;
  CHECK(report.occupations == 3);
  CHECK(taxonomy.Concepts(ConceptKind::kOccupation).size() == 3);
  const auto baker = taxonomy.Find(kBaker), miller = taxonomy.Find(kMiller), other = taxonomy.Find(kOther);
  REQUIRE(baker);
  REQUIRE(miller);
  REQUIRE(other);
  CHECK(taxonomy.Label(*baker, "en") == "Bakers");
  CHECK(taxonomy.Label(*miller, "en") == "Millers of \"Flour");  // a quote is a character
  CHECK(taxonomy.Notation(*baker) == "51-3011.00");
  CHECK(TextsOf(taxonomy, kBaker, TextKind::kDefinition) == Strings{"Bake \"sourdough\", rolls"});
  CHECK(TextsOf(taxonomy, kOther, TextKind::kDefinition).empty());
  CHECK(TextsOf(taxonomy, kBaker, TextKind::kAlternative) == Strings{"MBB", "Master \"Bread\" Baker (MBB)", "Ovenman", "Roll Maker"});
  CHECK(TextsOf(taxonomy, kMiller, TextKind::kAlternative) == Strings{"Grinder"});
  CHECK(report.alternate_titles == 6);  // as read: one is in both files
  CHECK(taxonomy.JobZone(*baker) == 2);
  CHECK(taxonomy.JobZone(*miller) == 5);
  CHECK(taxonomy.JobZone(*other) == 0);
  CHECK(report.related == 3);
  REQUIRE(taxonomy.Matches(*miller).size() == 2);
  CHECK(taxonomy.snapshot().String(taxonomy.Matches(*miller)[0].uri) == kBaker);
  CHECK(taxonomy.Matches(*miller)[0].type == MatchType::kRelated);
  CHECK(taxonomy.snapshot().String(taxonomy.Matches(*miller)[1].uri) == kOther);
  CHECK(taxonomy.Matches(*baker).size() == 1);
  CHECK(taxonomy.Relations(*other).empty());
  CHECK(HasNote(report, "Occupations without any rating: 1."));
}

TEST_CASE("Onet: ratings become relevance, level and importance") {
  const Folder folder;
  OnetReport report;
  BuildReport build;
  const auto built = Import(folder.path, &report, &build);
  REQUIRE_MESSAGE(built.ok(), built.status().message());
  const Taxonomy& taxonomy = *built;
  const auto baker = [&](std::string_view id) { return How(taxonomy, kBaker, Element(id)); };
  const auto miller = [&](std::string_view id) { return How(taxonomy, kMiller, Element(id)); };
  CHECK(baker("2.A.1") == "essential 4 750");  // IM 4, LV 7
  CHECK(baker("2.A.2") == "important 2 748");  // IM 3.99: 747.5; LV 3.5 is half of the scale
  CHECK(baker("2.A.3") == "somewhat 3 500");   // IM 2.9999: 499.975, but below 3; LV 3.51 is beyond the half
  CHECK(baker("2.A.4") == "none");             // IM 1.99
  CHECK(baker("2.C.1") == "important 1 530");  // LV 0 is at least 1
  CHECK(miller("2.A.1") == "none");            // "Not Relevant", although IM 5
  CHECK(miller("2.A.2") == "none");            // IM suppressed
  CHECK(miller("2.A.3") == "somewhat 0 250");  // LV suppressed; IM 2
  CHECK(miller("2.A.4") == "important 0 500");  // no LV
  CHECK(miller("2.C.1") == "none");            // no IM
  CHECK(miller("1.A.1") == "essential 1 753");  // IM 4.01: 752.5; LV 1.75 is a quarter
  CHECK(miller("4.A.1") == "somewhat 4 375");  // LV 5.2501 is beyond three quarters
  CHECK(report.ratings_read == 22);
  CHECK(report.ratings_suppressed == 2);
  CHECK(report.not_relevant == 2);
  CHECK(HasNote(report, "Levels without an importance, left out: 1."));
  CHECK(build.relations == 8 + 3 + 4);  // ratings, technologies, tasks
  CHECK(build.relations_merged == 0);
}

TEST_CASE("Onet: \"Not Relevant\" holds even where the level beside it is suppressed") {
  const Folder folder;
  folder.Append("Skills.txt", "51-9199.00\t2.A.1\tIM\t4\t8\tN\tn/a\tx\tx\n51-9199.00\t2.A.1\tLV\t4\t8\tY\tY\tx\tx\n");
  OnetReport report;
  const auto built = Import(folder.path, &report);
  REQUIRE_MESSAGE(built.ok(), built.status().message());
  CHECK(How(*built, kOther, Element("2.A.1")) == "none");
  CHECK(report.not_relevant == 3);
  CHECK(report.ratings_suppressed == 3);
}

TEST_CASE("Onet: elements, technologies and tasks by kind, below their groups") {
  const Folder folder;
  OnetReport report;
  const auto built = Import(folder.path, &report);
  REQUIRE_MESSAGE(built.ok(), built.status().message());
  const Taxonomy& taxonomy = *built;
  const auto kind = [&](std::string_view uri) {
    const auto found = taxonomy.Find(uri);
    REQUIRE_MESSAGE(found, uri);
    return taxonomy.Kind(*found);
  };
  CHECK(kind(Element("2.A.1")) == ConceptKind::kSkill);
  CHECK(kind(Element("2.C.1")) == ConceptKind::kKnowledge);
  CHECK(kind(Element("1.A.1")) == ConceptKind::kSkill);
  CHECK(kind(Element("4.A.1")) == ConceptKind::kTask);
  CHECK(kind(Technology("43230001")) == ConceptKind::kSkill);
  CHECK(kind(kBaker + "#task-1") == ConceptKind::kTask);
  CHECK(report.skills == 4);
  CHECK(report.knowledge == 1);
  CHECK(report.abilities == 1);
  CHECK(report.work_activities == 1);
  CHECK(report.technologies == 2);
  CHECK(report.tasks == 4);
  CHECK(report.groups == 9);  // 1 1.A 2 2.A 2.C 4 4.A 5 5.F
  CHECK(taxonomy.Concepts(ConceptKind::kGroup).size() == 9);
  for (const char* unused : {"2.C.2", "3", "5.F.1"}) CHECK_FALSE(taxonomy.Find(Element(unused)));
  CHECK(BroaderOf(taxonomy, Element("2.A.1")) == Strings{"2.A"});
  CHECK(BroaderOf(taxonomy, Element("2.A")) == Strings{"2"});
  CHECK(BroaderOf(taxonomy, Element("2")).empty());
  CHECK(BroaderOf(taxonomy, Technology("43230001")) == Strings{"5.F"});
  CHECK(BroaderOf(taxonomy, Element("5.F")) == Strings{"5"});
  CHECK(taxonomy.Label(*taxonomy.Find(Element("2.A.1")), "en") == "Kneading");
  CHECK(TextsOf(taxonomy, Element("1.A.1"), TextKind::kDefinition) == Strings{"To lift \"sacks\""});
  CHECK(TextsOf(taxonomy, Element("2.A"), TextKind::kDefinition) == Strings{"They are basic"});

  CHECK(taxonomy.Label(*taxonomy.Find(Technology("43230001")), "en") == "Oven software");
  CHECK(TextsOf(taxonomy, Technology("43230001"), TextKind::kAlternative) == Strings{"Crumb 3\"", "Loaf Lite", "Loaf Pro"});
  CHECK(TextsOf(taxonomy, Technology("43230002"), TextKind::kAlternative).empty());
  CHECK(How(taxonomy, kBaker, Technology("43230001")) == "important 0 0");  // one of three examples is in demand
  CHECK(How(taxonomy, kMiller, Technology("43230001")) == "optional 0 0");
  CHECK(TextsOf(taxonomy, kBaker + "#task-1", TextKind::kPreferred) == Strings{"Bake \"bread\"."});
  CHECK(How(taxonomy, kBaker, kBaker + "#task-1") == "essential 0 0");
  CHECK(How(taxonomy, kBaker, kBaker + "#task-2") == "somewhat 0 0");
  CHECK(How(taxonomy, kMiller, kMiller + "#task-3") == "optional 0 0");
  CHECK(How(taxonomy, kMiller, kMiller + "#task-4") == "optional 0 0");
}

TEST_CASE("Onet: technologies stand below no group where the Content Model has none for them") {
  const Folder folder;
  SUBCASE("not there") { folder.Write("Content Model Reference.txt", "Element ID\tElement Name\tDescription\n2\ta\t\n2.A\ta\t\n2.A.1\ta\t\n"); }
  SUBCASE("under another number") {
    folder.Write("Content Model Reference.txt", "Element ID\tElement Name\tDescription\n7\tTechnology Skills\t\n2\ta\t\n2.A\ta\t\n2.A.1\ta\t\n");
  }
  SUBCASE("another element") { folder.Write("Content Model Reference.txt", "Element ID\tElement Name\tDescription\n5.F\ta\t\n2\ta\t\n2.A\ta\t\n2.A.1\ta\t\n"); }
  folder.Ratings("Skills.txt", {"51-3011.00\t2.A.1\tIM\t4\t8\tN\tn/a"});
  for (const char* name : {"Knowledge.txt", "Abilities.txt", "Work Activities.txt"}) folder.Remove(name);
  const auto built = Import(folder.path);
  REQUIRE_MESSAGE(built.ok(), built.status().message());
  CHECK(BroaderOf(*built, Technology("43230001")).empty());
  CHECK_FALSE(built->Find(Element("5.F")));
}

TEST_CASE("Onet: the scales are those of \"Scales Reference.txt\", else 1 to 5 and 0 to 7") {
  const Folder folder;
  folder.Write("Scales Reference.txt", "Scale ID\tScale Name\tMinimum\tMaximum\nIM\tImportance\t0\t10\nLV\tLevel\t1\t9\n");
  folder.Ratings("Abilities.txt", {"51-9021.01\t1.A.1\tIM\t7.5\t8\tN\tn/a", "51-9021.01\t1.A.1\tLV\t3\t8\tN\tN"});
  for (const char* name : {"Skills.txt", "Knowledge.txt", "Work Activities.txt"}) folder.Remove(name);
  auto built = Import(folder.path);
  REQUIRE_MESSAGE(built.ok(), built.status().message());
  CHECK(How(*built, kMiller, Element("1.A.1")) == "essential 1 750");
  folder.Ratings("Abilities.txt", {"51-9021.01\t1.A.1\tIM\t7.4999\t8\tN\tn/a", "51-9021.01\t1.A.1\tLV\t3.01\t8\tN\tN"});
  built = Import(folder.path);
  REQUIRE_MESSAGE(built.ok(), built.status().message());
  CHECK(How(*built, kMiller, Element("1.A.1")) == "important 2 750");
  folder.Remove("Scales Reference.txt");
  CheckFails(folder, ErrorCode::kMalformed, "/Abilities.txt:2: Data Value is 7.4999, which is off the scale IM");
}

TEST_CASE("Onet: what the whole is about, and what was read") {
  const Folder folder;
  OnetReport report;
  auto built = Import(folder.path, &report);
  REQUIRE_MESSAGE(built.ok(), built.status().message());
  const auto about = [&](std::string_view key) { return std::string(built->snapshot().About(key)); };
  CHECK(about("name@en") == "O*NET");
  CHECK(about("name@nl") == "O*NET");
  CHECK(about("licence") == "CC BY 4.0");
  CHECK(about("source") == "https://www.onetcenter.org/database.html");
  CHECK(about("edition") == "99.1");
  CHECK(about("notice@en").find("the O*NET 99.1 Database by the U.S. Department of Labor, Employment and Training Administration (USDOL/ETA)") != std::string::npos);
  CHECK(about("notice@en").find("modified") != std::string::npos);
  CHECK(report.files == Strings{"Occupation Data.txt", "Scales Reference.txt", "Skills.txt", "Knowledge.txt", "Abilities.txt", "Work Activities.txt",
                                "Technology Skills.txt", "Task Statements.txt", "Job Zones.txt", "Alternate Titles.txt", "Sample of Reported Titles.txt",
                                "Related Occupations.txt", "Content Model Reference.txt", "Read Me.txt"});
  CHECK(report.missing.empty());
  CHECK(HasNote(report, "Not used: Work Styles.txt."));

  for (const char* other : {"", "Hello\n", "O*NET Database", "O*NET  Database", "O*NET 9\xFF.1 Database\n"}) {
    folder.Write("Read Me.txt", other);
    built = Import(folder.path, &report);
    REQUIRE_MESSAGE(built.ok(), built.status().message());
    CHECK(about("edition").empty());
    CHECK(about("notice@en").find("the O*NET Database by the U.S. Department of Labor") != std::string::npos);
    CHECK(HasNote(report, "\"Read Me.txt\" does not begin with a line such as \"O*NET 29.2 Database\", so the edition is not known."));
  }
}

TEST_CASE("Onet: only two files are needed; the others are named when they are missing") {
  const Folder folder;
  const Strings optional{"Scales Reference.txt", "Skills.txt", "Knowledge.txt", "Abilities.txt", "Work Activities.txt", "Technology Skills.txt", "Task Statements.txt",
                         "Job Zones.txt", "Alternate Titles.txt", "Sample of Reported Titles.txt", "Related Occupations.txt"};
  for (const auto& name : optional) folder.Remove(name);
  OnetReport report;
  const auto built = Import(folder.path, &report);
  REQUIRE_MESSAGE(built.ok(), built.status().message());
  CHECK(report.missing == optional);
  CHECK(built->size() == 3);
  CHECK(HasNote(report, "Occupations without any rating: 3."));
  for (const std::string needed : {"Occupation Data.txt", "Content Model Reference.txt"}) {
    const Folder other;
    other.Remove(needed);
    CheckFails(other, ErrorCode::kIo, ": \"" + needed + "\" is missing; download the O*NET database");
  }
  TaxonomyBuilder builder;
  const auto status = ReadOnet("/nonexistent/onet", builder, nullptr);
  CHECK(CodeOf(status) == ErrorCode::kIo);
  CHECK(status.message().find("/nonexistent/onet: ") == 0);
}

TEST_CASE("Onet: a bad row is refused with file and line") {
  const Folder folder;
  const auto fails = [&](const std::string& text) { CheckFails(folder, ErrorCode::kMalformed, "/" + text); };
  const auto rating = [&](const std::string& row) { folder.Append("Skills.txt", row + "\tx\tx\n"); };  // on line 17
  SUBCASE("fields") {
    folder.Append("Skills.txt", "51-9199.00\t2.A.1\n");
    fails("Skills.txt:17: fields in the record: 2, in the header: 9");
  }
  SUBCASE("numbers") {
    for (const char* bad : {"", ".", "4.", ".5", "-1", "+4", "4,1", "4.12345", "1234567", "4e0", "n/a", "4 1", "1.2.3", "nan", "\"4\""}) {
      const Folder one;
      one.Append("Skills.txt", detail::Cat("51-9199.00\t2.A.1\tIM\t", bad, "\t8\tN\tN\tx\tx\n"));
      CheckFails(one, ErrorCode::kMalformed, detail::Cat("/Skills.txt:17: Data Value is ", detail::Quoted(bad), "; it must be a number"));
    }
  }
  SUBCASE("off the scale") {
    for (const char* bad : {"IM\t0.9999", "IM\t5.0001", "LV\t7.01", "IM\t999999"}) {
      const Folder one;
      one.Append("Skills.txt", detail::Cat("51-9199.00\t2.A.1\t", bad, "\t8\tN\tN\tx\tx\n"));
      CheckFails(one, ErrorCode::kMalformed, "/Skills.txt:17: Data Value is ");
    }
  }
  SUBCASE("scale") {
    rating("51-9199.00\t2.A.1\tCX\t4\t8\tN\tN");
    fails("Skills.txt:17: Scale ID is \"CX\"; it must be IM or LV");
  }
  SUBCASE("scale without width") {
    folder.Append("Scales Reference.txt", "IM\tx\t5\t5\n");
    fails("Scales Reference.txt:5: scale IM goes from \"5\" to \"5\"");
  }
  SUBCASE("flag") {
    rating("51-9199.00\t2.A.1\tIM\t4\t8\tyes\tN");
    fails("Skills.txt:17: Recommend Suppress is \"yes\"");
  }
  SUBCASE("rating twice, even when it says the same") {
    rating("51-3011.00\t2.A.1\tLV\t7\t8\tN\tN");
    fails("Skills.txt:17: the same occupation, element and scale stand on line 3 already");
  }
  SUBCASE("element of two files") {
    folder.Append("Knowledge.txt", "51-9199.00\t2.A.1\tIM\t4\t8\tN\tN\tx\tx\n");
    fails("Knowledge.txt:5: element \"2.A.1\" stands in \"Skills.txt\" too");
  }
  SUBCASE("element nobody knows") {
    rating("51-9199.00\t2.A.9\tIM\t4\t8\tN\tN");
    fails("Skills.txt:17: \"https://www.onetonline.org/find/descriptor/result/2.A.9\" is referred to but not defined");
  }
  SUBCASE("element without ancestors") {
    folder.Append("Content Model Reference.txt", "9.A\tx\t\n");
    rating("51-9199.00\t9.A\tIM\t4\t8\tN\tN");
    fails("Content Model Reference.txt:21: \"https://www.onetonline.org/find/descriptor/result/9\" is referred to but not defined");
  }
  SUBCASE("element of endless depth") {
    rating("51-9199.00\t" + std::string(100'000, '.') + "\tIM\t4\t8\tN\tN");
    fails("Skills.txt:17: Element ID is ");
  }
  SUBCASE("no element") {
    rating("51-9199.00\t\tIM\t4\t8\tN\tN");
    fails("Skills.txt:17: Element ID is \"\"");
  }
  SUBCASE("element defined twice") {
    folder.Append("Content Model Reference.txt", "2.A\tx\t\n");
    fails("Content Model Reference.txt:21: ");
  }
  SUBCASE("occupations nobody knows") {
    const std::map<std::string, std::string> rows{{"Skills.txt:17", "\t2.A.1\tIM\t4\t8\tN\tN\tx\tx\n"}, {"Technology Skills.txt:7", "\tx\t43230001\tx\tN\tN\n"},
                                                  {"Task Statements.txt:6", "\t9\tx\tCore\t\n"},        {"Job Zones.txt:4", "\t3\tx\n"},
                                                  {"Alternate Titles.txt:5", "\tx\t\t\n"},              {"Sample of Reported Titles.txt:4", "\tx\tN\n"},
                                                  {"Related Occupations.txt:5", "\t51-3011.00\tx\t1\n"}};
    for (const auto& [place, rest] : rows) {
      const Folder one;
      one.Append(place.substr(0, place.find(':')), "99-9999.00" + rest);
      CheckFails(one, ErrorCode::kMalformed, "/" + place + ": \"https://www.onetonline.org/link/summary/99-9999.00\" is referred to but not defined");
    }
    folder.Append("Related Occupations.txt", "51-3011.00\t99-9999.00\tx\t1\n");
    fails("Related Occupations.txt:5: \"https://www.onetonline.org/link/summary/99-9999.00\" is referred to but not defined");
  }
  SUBCASE("related occupation that is no code") {
    folder.Append("Related Occupations.txt", "51-3011.00\tthe other one\tx\t1\n");
    fails("Related Occupations.txt:5: the match ");
  }
  SUBCASE("code of another form") {
    for (const char* bad : {"", "11-1011", "11-1011.0x", "11-1011.000", "1101011.00"}) {
      const Folder one;
      one.Append("Occupation Data.txt", detail::Cat(bad, "\tx\tx\n"));
      CheckFails(one, ErrorCode::kMalformed, detail::Cat("/Occupation Data.txt:5: ", detail::Quoted(bad), " is no O*NET-SOC code"));
    }
  }
  SUBCASE("occupation twice") {
    folder.Append("Occupation Data.txt", "51-3011.00\tx\t\n");
    fails("Occupation Data.txt:5: \"https://www.onetonline.org/link/summary/51-3011.00\" is defined again");
  }
  SUBCASE("task twice") {
    folder.Append("Task Statements.txt", "51-3011.00\t2\tx\tCore\t\n");
    fails("Task Statements.txt:6: \"https://www.onetonline.org/link/summary/51-3011.00#task-2\" is defined again");
  }
  SUBCASE("task number") {
    folder.Append("Task Statements.txt", "51-3011.00\tx2\tx\tCore\t\n");
    fails("Task Statements.txt:6: Task ID is \"x2\"");
  }
  SUBCASE("task type") {
    folder.Append("Task Statements.txt", "51-3011.00\t9\tx\tcore\t\n");
    fails("Task Statements.txt:6: Task Type is \"core\"");
  }
  SUBCASE("commodity code") {
    folder.Append("Technology Skills.txt", "51-3011.00\tx\t4323-1\tx\tN\tN\n");
    fails("Technology Skills.txt:7: Commodity Code is \"4323-1\"");
  }
  SUBCASE("in demand") {
    folder.Append("Technology Skills.txt", "51-3011.00\tx\t43230001\tx\tN\tmaybe\n");
    fails("Technology Skills.txt:7: In Demand is \"maybe\"");
  }
  SUBCASE("Job Zone") {
    for (const char* bad : {"0", "6", "", "12"}) {
      const Folder one;
      one.Append("Job Zones.txt", detail::Cat("51-9199.00\t", bad, "\tx\n"));
      CheckFails(one, ErrorCode::kMalformed, "/Job Zones.txt:4: Job Zone is ");
    }
    folder.Append("Job Zones.txt", "51-3011.00\t2\tx\n");
    fails("Job Zones.txt:4: the Job Zone of 51-3011.00 stands on line 2 already");
  }
  SUBCASE("text that is not UTF-8") {
    folder.Append("Alternate Titles.txt", "51-3011.00\tb\xE9" "ker\t\t08\n");
    fails("Alternate Titles.txt:5: Alternate Title: ");
  }
  SUBCASE("text that is not UTF-8, of an element") {
    folder.Write("Content Model Reference.txt", "Element ID\tElement Name\tDescription\n2.A.1\tx\xFF\t\n");
    fails("Content Model Reference.txt:2: Element Name: ");
  }
  SUBCASE("a needed column that is missing") {
    folder.Write("Job Zones.txt", "O*NET-SOC Code,Job Zone\n");
    fails("Job Zones.txt:1: column \"O*NET-SOC Code\" is missing");
  }
}

TEST_CASE("Onet: CRLF and the order of rows do not matter") {
  const Folder plain;
  const auto expected = Import(plain.path);
  REQUIRE_MESSAGE(expected.ok(), expected.status().message());
  std::mt19937 random(20250211);
  for (int round = 0; round < 20; ++round) {
    const Folder other;
    for (const auto& file : std::filesystem::directory_iterator(other.path)) {
      const auto name = file.path().filename().string();
      if (!name.ends_with(".txt") || name == "Read Me.txt") continue;
      std::istringstream lines(Slurp(file.path().string()));
      std::string header, line, content;
      std::getline(lines, header);
      Strings rows;
      while (std::getline(lines, line)) rows.push_back(line);
      std::shuffle(rows.begin(), rows.end(), random);
      rows.insert(rows.begin(), header);
      for (auto& row : rows) {
        if (row.ends_with('\r')) row.pop_back();
        content += row + (round % 2 == 0 ? "\r\n" : "\n");
      }
      other.Write(name, content);
    }
    const auto shuffled = Import(other.path);
    REQUIRE_MESSAGE(shuffled.ok(), shuffled.status().message());
    CHECK(std::ranges::equal(expected->snapshot().bytes(), shuffled->snapshot().bytes()));
  }
}

namespace {

/// The cells of a real file by column name: nothing but splitting.
using Table = std::vector<std::map<std::string, std::string>>;
Table Parse(const std::string& path) {
  const auto split = [](const std::string& line) {
    Strings cells(1);
    for (const char c : line) c == '\t' ? cells.emplace_back() : (c == '\r' ? cells.back() : cells.back() += c);
    return cells;
  };
  std::ifstream file(path, std::ios::binary);
  std::string line;
  std::getline(file, line);
  const auto header = split(line);
  Table table;
  while (std::getline(file, line)) {
    const auto cells = split(line);
    table.emplace_back();
    for (std::size_t i = 0; i < header.size(); ++i) table.back()[header[i]] = cells.at(i);
  }
  return table;
}

}  // namespace

TEST_CASE("Onet: the real 29.2") {
  const auto folder = test::PublicData("onet-29.2");
  if (folder.empty()) return;
  OnetReport report;
  BuildReport build;
  const auto start = std::chrono::steady_clock::now();
  const auto built = Import(folder, &report, &build);
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  REQUIRE_MESSAGE(built.ok(), built.status().message());
  MESSAGE("import and build took " << seconds.count() << " s; the snapshot has " << built->snapshot().bytes().size() << " bytes");
  const Taxonomy& taxonomy = *built;
  const auto code = "O*NET-SOC Code";

  // Expected relations, in floating point and from the rules' wording: "code element" -> "relevance level importance".
  std::map<std::string, std::string> expected;
  std::uint64_t read = 0, suppressed = 0, not_relevant = 0;
  std::set<std::string> rated;
  for (const auto* file : {"/Skills.txt", "/Knowledge.txt"}) {
    std::map<std::string, std::map<std::string, std::map<std::string, std::string>>> pairs;  // pair -> scale -> row
    for (const auto& row : Parse(folder + file)) {
      ++read;
      suppressed += row.at("Recommend Suppress") == "Y";
      rated.insert(row.at(code));
      pairs[row.at(code) + " " + row.at("Element ID")][row.at("Scale ID")] = row;
    }
    for (auto& [pair, of] : pairs) {
      const double importance = std::stod(of["IM"]["Data Value"]), level = std::stod(of["LV"]["Data Value"]);
      const bool dropped = of["LV"]["Not Relevant"] == "Y" || (importance < 2 && of["IM"]["Recommend Suppress"] != "Y");
      not_relevant += dropped;
      if (dropped || of["IM"]["Recommend Suppress"] == "Y") continue;
      int quarter = level > 5.25 ? 4 : level > 3.5 ? 3 : level > 1.75 ? 2 : 1;
      if (of["LV"]["Recommend Suppress"] == "Y") quarter = 0;
      const char* relevance = importance >= 4 ? "essential" : importance >= 3 ? "important" : "somewhat";
      expected[pair] = detail::Cat(relevance, " ", quarter, " ", static_cast<int>((importance - 1) * 250 + 0.5000001));
    }
  }
  const auto occupations = Parse(folder + "/Occupation Data.txt");
  std::map<std::string, std::string> found;
  for (const auto& row : occupations) {
    const auto occupation = taxonomy.Find(detail::Cat(detail::kOnetOccupation, row.at(code)));
    REQUIRE(occupation);
    CHECK(taxonomy.Label(*occupation, "en") == row.at("Title"));
    CHECK(taxonomy.Notation(*occupation) == row.at(code));
    for (const auto& relation : taxonomy.Relations(*occupation)) {
      const auto uri = taxonomy.Uri(relation.target);
      if (uri.starts_with(detail::kOnetElement))
        found[detail::Cat(row.at(code), " ", uri.substr(detail::kOnetElement.size()))] =
            detail::Cat(Name(relation.relevance), " ", int{relation.level}, " ", int{relation.importance});
    }
  }
  CHECK(expected.size() > 30'000);
  CHECK((found == expected));
  CHECK(report.ratings_read == read);
  CHECK(report.ratings_suppressed == suppressed);
  CHECK(report.not_relevant == not_relevant);
  CHECK(report.occupations == occupations.size());
  CHECK(HasNote(report, detail::Cat("Occupations without any rating: ", occupations.size() - rated.size(), ".")));

  std::map<std::pair<std::string, std::string>, bool> technologies;  // in demand
  std::set<std::string> commodities;
  for (const auto& row : Parse(folder + "/Technology Skills.txt")) {
    technologies[{row.at(code), row.at("Commodity Code")}] |= row.at("In Demand") == "Y";
    commodities.insert(row.at("Commodity Code"));
  }
  for (const auto& [pair, in_demand] : technologies)
    CHECK(How(taxonomy, detail::Cat(detail::kOnetOccupation, pair.first), Technology(pair.second)) == (in_demand ? "important 0 0" : "optional 0 0"));
  CHECK(report.technologies == commodities.size());

  const auto tasks = Parse(folder + "/Task Statements.txt");
  for (const auto& row : tasks) {
    const auto occupation = detail::Cat(detail::kOnetOccupation, row.at(code)), task = occupation + "#task-" + row.at("Task ID");
    const auto type = row.at("Task Type");
    CHECK(How(taxonomy, occupation, task) == (type == "Core" ? "essential 0 0" : type == "Supplemental" ? "somewhat 0 0" : "optional 0 0"));
    CHECK(taxonomy.Label(*taxonomy.Find(task), "en") == row.at("Task"));
  }
  CHECK(report.tasks == tasks.size());
  CHECK(build.relations == expected.size() + technologies.size() + tasks.size());
  CHECK(build.relations_merged == 0);

  std::uint64_t titles = 0;
  for (const auto& row : Parse(folder + "/Alternate Titles.txt")) titles += 1 + !row.at("Short Title").empty();
  CHECK(report.alternate_titles == titles);
  CHECK(report.related == Parse(folder + "/Related Occupations.txt").size());
  CHECK(taxonomy.match_count() == report.related);
  for (const auto& row : Parse(folder + "/Job Zones.txt"))
    CHECK(std::to_string(taxonomy.JobZone(*taxonomy.Find(detail::Cat(detail::kOnetOccupation, row.at(code))))) == row.at("Job Zone"));
  CHECK(report.skills == 35);
  CHECK(report.knowledge == 33);
  CHECK(report.missing == Strings{"Abilities.txt", "Work Activities.txt", "Sample of Reported Titles.txt"});
  CHECK(taxonomy.snapshot().About("edition") == "29.2");
  CHECK(BroaderOf(taxonomy, Technology("43232306")) == Strings{"5.F"});
}
