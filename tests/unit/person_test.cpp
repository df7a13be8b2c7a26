// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Documents about a person: Overstap's own form is strict and loses nothing, a VUM profile is taken as it comes and tells what was
// not used, and nothing personal gets anywhere.

#include "overstap/person.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "oracle/parsed_json.hpp"
#include "oracle/profiles.hpp"
#include "oracle/random_graph.hpp"

using namespace overstap;
using namespace overstap::test;
using detail::Cat;

namespace {

const std::string kBase = "https://linkeddata.example.org/id/";

Taxonomy Small() {
  Maker make;
  make.Requires("occupation/kok", "skill/koken", Relevance::kEssential, 3).Requires("occupation/kok", "skill/snijden", Relevance::kImportant);
  make.Requires("occupation/kok", "condition/hitte").Requires("occupation/bakker", "skill/bakken");
  make.builder.SetNlqf(make("occupation/kok"), 20);
  make("knowledge/hygiene"), make("task/bestellen"), make("group/g");
  make.Text("licence/b", "Rijbewijs B").Text("licence/be", "Driving licence BE", TextKind::kPreferred, "en").Text("licence/be", "rijbewijs  be", TextKind::kAlternative);
  make.Text("licence/c", "Vrachtwagenrijbewijs").Text("licence/vca-c", "VCA C");
  Need(make.builder.SetNotation(make("licence/c"), "C"));
  Need(make.builder.SetNotation(make("licence/vca-c"), "C"));
  make.Text("licence/d", "Rijbewijs D").Text("licence/d-oud", "rijbewijs D", TextKind::kHidden);
  make.Text("licence/am", "Iets anders").Text("licence/am", "rijbewijs AM", TextKind::kDefinition);
  const auto node = make.builder.Mention(kBase + "koken");
  Need(make.builder.Declare(node, ConceptKind::kSkill));
  return make.Build();
}

PersonDocument Own(const Taxonomy& t, const std::string& members) { return Need(ReadPerson({"p.json", "{\"overstap_person\": 1" + (members.empty() ? "" : ",\n" + members) + "}"}, t)); }
std::string OwnError(const Taxonomy& t, const std::string& members) {
  const auto read = ReadPerson({"p.json", "{\"overstap_person\": 1,\n" + members + "}"}, t);
  return read.ok() ? "read" : std::string(read.status().message());
}
/// A VUM profile with these members of arbeidsmarktkwalificatie, on line 2.
std::string Vum(const std::string& members) { return "{\"arbeidsmarktkwalificatie\": {\n" + members + "}}"; }
PersonDocument ReadVum(const Taxonomy& t, const std::string& text, std::string_view today = "2026-11-27") { return Need(ReadVumPerson({"v.json", text}, t, today)); }
std::string VumError(const Taxonomy& t, const std::string& text, std::string_view today = "2026-11-27") {
  const auto read = ReadVumPerson({"v.json", text}, t, today);
  return read.ok() ? "read" : std::string(read.status().message());
}
/// "kind what: line, beginning of what stands there" of every note.
std::string Notes(const PersonDocument& document, const std::string& text) {
  std::string notes;
  for (const auto& note : document.report.notes) {
    const auto& [line, column, byte] = note.position;
    CHECK(static_cast<std::uint64_t>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(byte), '\n')) + 1 == line);
    CHECK(byte - (line == 1 ? 0 : text.rfind('\n', byte - 1) + 1) + 1 == column);  // before the first character that is no ASCII
    const auto there = text.substr(byte, 12);
    notes += Cat(notes.empty() ? "" : "\n", Name(note.kind), " ", note.what, ": ", line, ", ", there.substr(0, there.find_first_of(",}]\n")));
  }
  return notes;
}
/// What jobs of a VUM document with these dates are worth.
Worth WorthOfDates(const Taxonomy& t, const std::string& dates, std::string_view today = "2026-11-27", const std::string& notes = "") {
  const auto text = Vum("\"werkervaring\": [{\"beroep\": {\"codeBeroepsnaam\": \"occupation/kok\"}" + dates + "}]");
  const auto read = ReadVum(t, text, today);
  CHECK(Notes(read, text) == notes);
  REQUIRE(read.profile.origins().size() == 1);
  CHECK(read.report.jobs == 1);
  return read.profile.origin_worths()[0];
}
std::string Dates(const std::string& begin, const std::string& end) {
  return (begin.empty() ? "" : ", \"datumAanvangWerkzaamheden\": \"" + begin + "\"") + (end.empty() ? "" : ", \"datumEindeWerkzaamheden\": \"" + end + "\"");
}

}  // namespace

TEST_CASE("Person: the own form gives jobs, skills, what is denied and unsure, and the level of education") {
  const auto t = Small();
  const auto read = Own(t, R"("jobs": [{"occupation": "occupation/kok", "months": 12}, {"occupation": "occupation/bakker", "worth": 300}],
    "skills": [{"concept": "knowledge/hygiene"}, {"concept": "skill/koken", "level": 2, "evidence": "evc"}, {"concept": "licence/b", "evidence": "diploma"}],
    "denied": ["skill/snijden"], "unsure": ["skill/bakken", "task/bestellen"], "nlqf": "4+")");
  ProfileBuilder builder(t);
  Need(builder.AddOccupation(At(t, "occupation/kok"), {.months = 12}));
  Need(builder.AddOccupationOf(At(t, "occupation/bakker"), 300));
  Need(builder.Add(At(t, "knowledge/hygiene")));
  Need(builder.Add(At(t, "skill/koken"), 2, Evidence::kEvc));
  Need(builder.Add(At(t, "licence/b"), 0, Evidence::kDiploma));
  Need(builder.Deny(At(t, "skill/snijden")));
  Need(builder.Unsure(At(t, "skill/bakken")));
  Need(builder.Unsure(At(t, "task/bestellen")));
  builder.SetNlqf(45);
  CheckEqual(read.profile, builder.Build());
  const auto& r = read.report;
  CHECK(std::vector<std::uint64_t>{r.jobs, r.skills, r.licences, r.inferred, r.denied, r.unsure} == std::vector<std::uint64_t>{2, 2, 1, 0, 1, 2});
  CHECK(r.notes.empty());
  CHECK(read.profile.Find(At(t, "skill/bakken"))->worth == 300);  // not sure is not no
  CHECK(Own(t, R"("jobs": [{"occupation": "occupation/kok"}])").profile.nlqf_inferred());
}

TEST_CASE("Person: a document that says nothing is an empty profile, and a note says so") {
  const auto t = Small();
  for (const auto* members : {"", "\"jobs\": [], \"skills\": [], \"inferred\": [], \"denied\": [], \"unsure\": []"}) {
    const auto read = Own(t, members);
    CHECK(read.profile.items().empty());
    CHECK(read.report.notes.size() == 1);
    CHECK(read.report.Count(PersonNoteKind::kNothingFound) == 1);
  }
  CHECK(Own(t, "\"unsure\": [\"skill/koken\"]").report.notes.empty());
  CHECK(Own(t, "\"nlqf\": 3").report.notes.empty());
}

TEST_CASE("Person: a base goes before URIs without a colon") {
  const auto t = Small();
  const auto read = Own(t, "\"base\": \"" + kBase + "\", \"skills\": [{\"concept\": \"koken\"}]");
  CHECK(read.profile.Find(At(t, kBase + "koken")));
  CHECK(Own(t, "\"base\": \"urn:x:\", \"skills\": [{\"concept\": \"" + kBase + "koken\"}]").profile.items().size() == 1);
  CHECK(OwnError(t, "\"base\": \"urn:x:\", \"denied\": [\"koken\"]") == "p.json:2:30: \"denied\" \"urn:x:koken\" is not in the taxonomy; correct it, or give the taxonomy it is from");
}

TEST_CASE("Person: the same job may stand there twice, and what counts for more is kept") {
  const auto t = Small();
  const auto read = Own(t, R"("jobs": [{"occupation": "occupation/kok", "worth": 300}, {"occupation": "occupation/kok", "worth": 800}])");
  CHECK(read.report.jobs == 2);
  CHECK(read.profile.origins().size() == 1);
  CHECK(read.profile.origin_worths()[0] == 800);
}

TEST_CASE("Person: what is wrong in the own form is refused with its place") {
  const auto t = Small();
  CHECK(OwnError(t, "\"name\": \"CANARY\"") ==
        "p.json:2:1: unknown key \"name\" in the document; known here: $schema, overstap_person, base, jobs, skills, inferred, denied, unsure, nlqf");
  CHECK(OwnError(t, "\"jobs\": [{\"occupation\": \"occupation/nobody\"}]") ==
        "p.json:2:25: \"occupation\" \"occupation/nobody\" is not in the taxonomy; correct it, or give the taxonomy it is from");
  CHECK(OwnError(t, "\"jobs\": [{\"occupation\": \"skill/koken\"}]") == "p.json:2:25: \"occupation\" \"skill/koken\" is of kind skill; give an occupation, or put it under \"skills\"");
  CHECK(OwnError(t, "\"jobs\": [{\"occupation\": \"group/g\"}]") == "p.json:2:25: \"occupation\" \"group/g\" is of kind group; give an occupation");
  CHECK(OwnError(t, "\"jobs\": [{\"months\": 3}]").starts_with("p.json:2:10: a job has no \"occupation\""));
  CHECK(OwnError(t, "\"jobs\": [{\"occupation\": \"occupation/kok\", \"months\": -1}]").find("an integer from 0 to 1200, found -1") != std::string::npos);
  CHECK(OwnError(t, "\"jobs\": [{\"occupation\": \"occupation/kok\", \"months\": 1201}]").find("found 1201") != std::string::npos);
  CHECK(OwnError(t, "\"jobs\": [{\"occupation\": \"occupation/kok\", \"worth\": 1001}]").find("from 0 to 1000") != std::string::npos);
  CHECK(OwnError(t, "\"jobs\": [{\"occupation\": \"occupation/kok\", \"worth\": 1, \"months_since\": 2}]").starts_with("p.json:2:43: \"worth\" stands beside"));
  CHECK(OwnError(t, "\"jobs\": [{\"occupation\": \"occupation/kok\", \"employer\": 2}]").find("unknown key \"employer\" in a job") != std::string::npos);
  CHECK(OwnError(t, "\"jobs\": {}").find("expected an array") != std::string::npos);
  CHECK(OwnError(t, "\"skills\": [\"skill/koken\"]").find("a skill: expected an object") != std::string::npos);
  CHECK(OwnError(t, "\"skills\": [{\"concept\": \"skill/koken\", \"level\": 0}]").find("an integer from 1 to 4") != std::string::npos);
  CHECK(OwnError(t, "\"skills\": [{\"concept\": \"skill/koken\", \"evidence\": \"inferred\"}]").find("one of claimed, confirmed, evc, diploma, found \"inferred\"") != std::string::npos);
  CHECK(OwnError(t, "\"skills\": [{\"concept\": \"occupation/kok\"}]") ==
        "p.json:2:24: \"concept\" \"occupation/kok\" is of kind occupation, which nobody has; give skills, knowledge, tasks or licences, and put past occupations under \"jobs\"");
  CHECK(OwnError(t, "\"denied\": [\"condition/hitte\"]").starts_with("p.json:2:12: \"denied\" \"condition/hitte\" is of kind condition"));
  CHECK(OwnError(t, "\"denied\": [{}]").find("\"denied\": expected a string, found an object") != std::string::npos);
  CHECK(OwnError(t, "\"unsure\": [\" skill/koken\"]").find("white space") != std::string::npos);
  CHECK(OwnError(t, "\"nlqf\": 9").find("integer from 1 to 8") != std::string::npos);
  CHECK(OwnError(t, "\"inferred\": [{\"concept\": \"skill/koken\"}]").find("has no \"strength\"") != std::string::npos);
  CHECK(OwnError(t, "\"inferred\": [{\"concept\": \"skill/koken\", \"strength\": \"not_relevant\"}]").find("one of somewhat, optional, important, essential") != std::string::npos);
  CHECK(OwnError(t, "\"denied\": [], \"denied\": []").find("duplicate key \"denied\"") != std::string::npos);
  CHECK(ReadPerson({"p.json", "{}"}, t).status().message() ==
        "p.json:1:1: this is no document about a person: it has no \"overstap_person\"; add \"overstap_person\": 1 if it is meant to be one");
  CHECK(CodeOf(ReadPerson({"p.json", "{\"overstap_person\": 2, \"x\": 1}"}, t).status()) == ErrorCode::kFormatVersion);
  CHECK_FALSE(ReadPerson({"p.json", ""}, t).ok());
  CHECK_FALSE(ReadPerson({"p.json", "[]"}, t).ok());
  const auto status = ReadPerson({"p.json", "{\"overstap_person\": 1,\n\"jobs\": 1}"}, t).status();
  CHECK(CodeOf(status) == ErrorCode::kMalformed);
  CHECK(PositionOf(status).line == 2);
}

TEST_CASE("Person: a concept named twice in the own form is refused, for a document has no last word") {
  const auto t = Small();
  const std::string entry[] = {"\"skills\": [{\"concept\": \"skill/koken\"}]", "\"denied\": [\"skill/koken\"]", "\"unsure\": [\"skill/koken\"]",
                               "\"inferred\": [{\"concept\": \"skill/koken\", \"strength\": \"optional\"}]"};
  for (int a = 0; a < 4; ++a) {
    for (int b = 0; b < 4; ++b) {
      if (a == b) continue;
      const bool fine = (a == 2 && b == 3) || (a == 3 && b == 2);  // not sure, and it is inferred
      const auto error = OwnError(t, entry[a] + ",\n" + entry[b]);
      if (fine) CHECK(error == "read");
      else CHECK(error.find("; keep one of the two") != std::string::npos);
    }
  }
  CHECK(OwnError(t, entry[0] + ",\n" + entry[1]) == "p.json:3:12: \"denied\" names \"skill/koken\", which line 2 has under \"skills\"; keep one of the two");
  CHECK(OwnError(t, "\"skills\": [{\"concept\": \"skill/koken\"},\n{\"concept\": \"skill/koken\", \"level\": 2}]").starts_with("p.json:3:13: \"skills\" names"));
  for (const auto* key : {"denied", "unsure"}) CHECK(OwnError(t, Cat("\"", key, "\": [\"skill/koken\", \"skill/koken\"]")).find("keep one") != std::string::npos);
  CHECK(OwnError(t, R"("inferred": [{"concept": "skill/koken", "strength": "optional"}, {"concept": "skill/koken", "strength": "optional"}])").find("keep one") != std::string::npos);
}

TEST_CASE("Person: what is inferred stands in place of what jobs tell") {
  const auto t = Small();
  const auto read = Own(t, R"("inferred": [{"concept": "skill/koken", "strength": "somewhat", "level": 1, "importance": 7, "worth": 8}], "jobs": [{"occupation": "occupation/kok"}])");
  CHECK(Whole(*read.profile.Find(At(t, "skill/koken"))) == std::tuple(At(t, "skill/koken"), Relevance::kSomewhat, 1, Evidence::kInferred, 7, 8));
  CHECK(read.report.inferred == 1);
}

TEST_CASE("Person: a profile that is written is read as it was") {
  std::size_t inferred = 0, denied = 0, unsure = 0, jobs = 0;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    const auto t = RandomTaxonomy(seed % 20);
    Random random(seed);
    const auto profile = seed % 4 == 3 ? RandomProfile(t, random) : AnyProfile(t, random);
    const auto text = PersonJson(t, profile);
    const auto read = Need(ReadPerson({"written", text}, t));
    CheckEqual(read.profile, profile);
    CHECK(PersonJson(t, read.profile) == text);
    CHECK(read.report.jobs == profile.origins().size());
    inferred += read.report.inferred, denied += profile.denied().size(), unsure += profile.unsure().size(), jobs += profile.origins().size();
  }
  CHECK(std::min({inferred, denied, unsure, jobs}) > 50);  // there was something to lose
}

TEST_CASE("Person: the written form holds what cannot be told from jobs, and no more") {
  const auto t = Small();
  ProfileBuilder builder(t);
  Need(builder.AddOccupation(At(t, "occupation/kok"), {.months = 12}));
  Need(builder.AddOccupation(At(t, "occupation/bakker")));
  Need(builder.Add(At(t, "task/bestellen"), 2, Evidence::kConfirmed));
  Need(builder.AddInferred(At(t, "knowledge/hygiene"), Relevance::kOptional));
  Need(builder.Deny(At(t, "skill/snijden")));
  Need(builder.Unsure(At(t, "skill/koken")));
  CHECK(PersonJson(t, builder.Build()) ==
        R"({"overstap_person":1,"jobs":[{"occupation":"occupation/bakker"},{"occupation":"occupation/kok","worth":750}],)"
        R"("skills":[{"concept":"task/bestellen","level":2,"evidence":"confirmed"}],"inferred":[{"concept":"knowledge/hygiene","strength":"optional"}],)"
        R"("denied":["skill/snijden"],"unsure":["skill/koken"]})");
  builder.SetNlqf(45);
  CHECK(PersonJson(t, builder.Build()).find("\"nlqf\":\"4+\"") != std::string::npos);
  builder.SetNlqf(30);
  CHECK(PersonJson(t, builder.Build()).find("\"nlqf\":3}") != std::string::npos);
  builder.SetNlqf(15);  // no level has this number
  CHECK(PersonJson(t, builder.Build()).find("nlqf") == std::string::npos);
}

TEST_CASE("Person: a VUM profile gives competences, jobs and driving licences") {
  const auto t = Small();
  const auto read = ReadVum(t, R"({"vumID": "x", "arbeidsmarktkwalificatie": {
    "competentiebeheersing": [{"codeCompetentie": "skill/koken", "codeCompetentieniveau": "L2"}, {"codeCompetentie": "knowledge/hygiene"},
      {"codeCompetentie": "licence/vca-c"}, {"codeCompetentie": "task/bestellen", "codeCompetentieniveau": null, "later": [1]}],
    "werkervaring": [{"beroep": {"codeBeroepsnaam": "occupation/kok"}, "datumAanvangWerkzaamheden": "2010-01-01", "datumEindeWerkzaamheden": "2010-12-31"}],
    "rijbewijs": [{"codeSoortRijbewijs": "B"}, {"codeSoortRijbewijs": "BE"}]}})");
  ProfileBuilder builder(t);
  Need(builder.Add(At(t, "skill/koken"), 2));
  for (const auto* uri : {"knowledge/hygiene", "licence/vca-c", "task/bestellen", "licence/b", "licence/be"}) Need(builder.Add(At(t, uri)));
  Need(builder.AddOccupation(At(t, "occupation/kok"), {12, 190}));
  CheckEqual(read.profile, builder.Build());
  CHECK(read.report.jobs == 1);
  CHECK(read.report.skills == 3);
  CHECK(read.report.licences == 3);
  CHECK(read.report.notes.empty());
}

TEST_CASE("Person: dates of a VUM job become months, by hand") {
  const auto t = Small();
  const auto worth = [](std::optional<std::uint16_t> months, std::optional<std::uint16_t> since) { return WorthOf({months, since}); };
  CHECK(WorthOfDates(t, "") == 1000);
  CHECK(WorthOfDates(t, ", \"datumAanvangWerkzaamheden\": null") == 1000);
  CHECK(WorthOfDates(t, Dates("2026-05-27", "")) == worth(6, 0));             // until and with today
  CHECK(WorthOfDates(t, Dates("2026-05-28", "")) == worth(6, 0));             // to the 27th is whole months
  CHECK(WorthOfDates(t, Dates("2026-05-29", "")) == worth(5, 0));
  CHECK(WorthOfDates(t, Dates("2026-11-27", "")) == worth(0, 0));
  CHECK(WorthOfDates(t, Dates("2010-01-01", "2010-12-31")) == worth(12, 190));  // the last day counts
  CHECK(WorthOfDates(t, Dates("2010-01-01", "2010-12-30")) == worth(11, 190));
  CHECK(WorthOfDates(t, Dates("2012-02-01", "2012-02-29")) == worth(1, 176));
  CHECK(WorthOfDates(t, Dates("2010-01-31", "2010-01-31")) == worth(0, 189));
  CHECK(WorthOfDates(t, Dates("", "2010-12-31")) == worth({}, 190));
  CHECK(WorthOfDates(t, Dates("", "2026-11-27")) == 1000);                     // ends today
  CHECK(WorthOfDates(t, Dates("2026-09-01", "2027-03-01")) == worth(2, 0));    // still in it
  CHECK(WorthOfDates(t, Dates("2010-01", "2010-12")) == worth(12, 190));
  CHECK(WorthOfDates(t, Dates("0000-01-01", "0001-01-01")) == worth(12, 65535));
  CHECK(WorthOfDates(t, Dates("2026-11-30", ""), "2026-11") == worth(0, 0));   // a month is its last day
  CHECK(WorthOfDates(t, Dates("2012-01-01", "2023-02-28"), "2026-02") == worth(134, 36));
  CHECK(WorthOfDates(t, Dates("2012-01-01", "2023-01-27"), "2026-02") == worth(132, 37));
}

TEST_CASE("Person: VUM dates that cannot be are noted and count as not stated") {
  const auto t = Small();
  const auto begin = [](const std::string& date) { return "date datumAanvangWerkzaamheden: 2, \"" + date.substr(0, 11) + (date.size() < 11 ? "\"" : ""); };
  const auto end = [](const std::string& date) { return "date datumEindeWerkzaamheden: 2, \"" + date.substr(0, 11) + (date.size() < 11 ? "\"" : ""); };
  CHECK(WorthOfDates(t, Dates("2026-11-28", ""), "2026-11-27", begin("2026-11-28")) == 1000);
  CHECK(WorthOfDates(t, Dates("2026-12-01", "2027-01-01"), "2026-11-27", begin("2026-12-01")) == 1000);
  CHECK(WorthOfDates(t, Dates("2026-12-01", ""), "2026-11", begin("2026-12-01")) == 1000);
  for (const std::string date : {"", "gisteren", "2010-13-01", "2010-02-29", "2010-00-01", "2010-01-00", "2010-1-1", "01-01-2010", "2010/01/01", "2010-01-01T00:00", "-010-01-01", "20100101"}) {
    CHECK(WorthOfDates(t, ", \"datumAanvangWerkzaamheden\": \"" + date + "\"", "2026-11-27", begin(date)) == 1000);
    CHECK(WorthOfDates(t, ", \"datumEindeWerkzaamheden\": \"" + date + "\"", "2026-11-27", end(date)) == 1000);
  }
  CHECK(WorthOfDates(t, Dates("2012-01-01", "2011-12-31"), "2026-11-27", end("2011-12-31")) == 1000);
  CHECK(WorthOfDates(t, Dates("2026-01-01", "gisteren"), "2026-11-27", end("gisteren")) == 1000);  // who knows how long
  CHECK(WorthOfDates(t, Dates("gisteren", "2000-01-01"), "2026-11-27", begin("gisteren")) == 1000);
}

TEST_CASE("Person: today must be a day or a month") {
  const auto t = Small();
  CHECK(VumError(t, "{}", "2026-11") == "read");
  for (const auto* today : {"", "2026", "2026-13", "2026-02-30", "27-11-2026", "2026-11-27T10:00"}) {
    CHECK(VumError(t, "{}", today).find("it must be a day or a month, such as 2026-11-27 or 2026-11") != std::string::npos);
    CHECK(CodeOf(ReadVumPerson({"v", "{}"}, t, today).status()) == ErrorCode::kInvalidArgument);
  }
}

TEST_CASE("Person: what a VUM profile has and the taxonomy has not is told with its place") {
  const auto t = Small();
  const std::string longest = "https://example.org/" + std::string(177, 'a') + "\xC3\xA9\xC3\xA9\xC3\xA9";
  const auto text = Vum(R"("competentiebeheersing": [{"codeCompetentie": "https://example.org/1"}, {}, {"codeCompetentie": null},
{"codeCompetentie": "piet@example.org"}, {"codeCompetentie": "https://example.org/a b"}, {"codeCompetentie": "group/g"}, {"codeCompetentie": "occupation/kok"},
{"codeCompetentie": "skill/koken", "codeCompetentieniveau": "L5"}, {"codeCompetentie": ")" + longest + R"("}],
"werkervaring": [{"beroep": {"codeBeroepsnaam": "urn:x:1"}, "datumAanvangWerkzaamheden": "niet gelezen"}, {"beroep": {"naamBeroepOngecodeerd": "kok"}},
{}, {"beroep": {"codeBeroepsnaam": "12345"}}, {"beroep": {"codeBeroepsnaam": "skill/koken"}}],
"rijbewijs": [{"codeSoortRijbewijs": "A"}, {"codeSoortRijbewijs": "C"}, {"codeSoortRijbewijs": "D"}, {"codeSoortRijbewijs": "AM"},
{"codeSoortRijbewijs": "roze"}, {}, {"codeSoortRijbewijs": "A"}, {"codeSoortRijbewijs": "B+"}])");
  const auto read = ReadVum(t, text);
  CHECK(Notes(read, text) == Cat(R"(unknown-uri https://example.org/1: 2, "https://exa
no-uri codeCompetentie: 2, {
no-uri codeCompetentie: 2, {"codeCompet
no-uri codeCompetentie: 3, "piet@exampl
no-uri codeCompetentie: 3, "https://exa
wrong-kind group/g: 3, "group/g"
wrong-kind occupation/kok: 3, "occupation/
level codeCompetentieniveau: 4, "L5"
unknown-uri https://example.org/)", std::string(177, 'a'), "\xC3\xA9", R"(...: 4, "https://exa
unknown-uri urn:x:1: 5, "urn:x:1"
no-uri codeBeroepsnaam: 5, {"naamBeroep
no-uri beroep: 6, {
no-uri codeBeroepsnaam: 6, "12345"
wrong-kind skill/koken: 6, "skill/koken
licence A: 7, "A"
licence D: 7, "D"
licence AM: 7, "AM"
licence codeSoortRijbewijs: 8, "roze"
licence codeSoortRijbewijs: 8, {
licence A: 8, "A"
licence B+: 8, "B+")"));
  CHECK(read.report.Count(PersonNoteKind::kUnknownUri) == 3);
  CHECK(read.report.skills == 1);
  CHECK(read.report.licences == 1);  // C, by its notation and a label
  CHECK(read.profile.Find(At(t, "licence/c")));
  CHECK(read.profile.Find(At(t, "skill/koken"))->level == 0);
  CHECK(read.profile.origins().empty());
}

TEST_CASE("Person: driving licences of the starter taxonomy are found by their category") {
  const auto t = Need(StarterTaxonomy());
  const auto read = ReadVum(t, Vum(R"("rijbewijs": [{"codeSoortRijbewijs": "B"}, {"codeSoortRijbewijs": "BE"}, {"codeSoortRijbewijs": "C"}, {"codeSoortRijbewijs": "CE"},
    {"codeSoortRijbewijs": "D"}, {"codeSoortRijbewijs": "AM"}])"));
  CHECK(read.report.notes.empty());
  for (const auto* name : {"b", "be", "c", "ce", "d", "am"}) CHECK(read.profile.Find(At(t, Cat("urn:overstap:starter:licence/rijbewijs-", name))));
  CHECK(read.profile.items().size() == 6);
}

TEST_CASE("Person: education, courses, languages and version 2 are told and not read") {
  const auto t = Small();
  const auto text = Vum(R"("codeWerkEnDenkniveauWerkzoekende": 4, "opleiding": [{"codeNiveauOpleiding": 4}, {}], "cursus": [{"naamCursus": "x"}],
"taalbeheersing": {"x": 1}, "interesse": [{"naamInteresse": "x"}],
"vakvaardigheid": [{"omschrijving": "x"}], "gedragscompetentie": [{"codeGedragscompetentie": 1}, {}])");
  const auto read = ReadVum(t, text);
  CHECK(Notes(read, text) == R"(not-read opleiding: 2, {"codeNiveau
not-read opleiding: 2, {
not-read cursus: 2, {"naamCursus
not-read taalbeheersing: 3, {"x": 1
not-read codeWerkEnDenkniveauWerkzoekende: 2, 4
old-version vakvaardigheid: 4, {"omschrijvi
old-version gedragscompetentie: 4, {"codeGedrag
old-version gedragscompetentie: 4, {
nothing-found : 1, {"arbeidsmar)");
  CHECK(read.profile.Nlqf() == kNlqfUnknown);
}

TEST_CASE("Person: a VUM profile is found in its frame, and only one is read") {
  const auto t = Small();
  const auto one = Vum("\"rijbewijs\": [{\"codeSoortRijbewijs\": \"B\"}]");
  for (const auto& text : {one, "[" + one + "]", "{\"werkzoekendeProfiel\": " + one + "}", "{\"matches\": [" + one + "], \"x\": 1}", "{\"werkzoekendeProfielen\": [" + one + "]}",
                           "{\"matches\": [{\"werkzoekendeProfiel\": [" + one + "]}]}", "{\"matches\": null, \"werkzoekendeProfiel\": " + one + "}"})
    CHECK(ReadVum(t, text).profile.items().size() == 1);
  for (const std::string& text : std::initializer_list<std::string>{"[" + one + ",\n" + one + "]", "{\"matches\": [" + one + "],\n\"werkzoekendeProfiel\": " + one + "}", "{\"werkzoekendeProfielen\": [{},\n{}]}"}) {
    const auto error = VumError(t, text);
    CHECK(error.find("the document holds more than one profile; split it and read them one by one") != std::string::npos);
    CHECK(PositionOf(ReadVumPerson({"v", text}, t, "2026-11").status()).line > 0);
  }
  CHECK(VumError(t, "[]") == "v.json:1:1: the document holds no profile; give one that does");
  CHECK(VumError(t, "{\"matches\": []}").find("holds no profile") != std::string::npos);
  CHECK(VumError(t, "3").find("the profile: expected an object, found a number") != std::string::npos);
  for (const auto* text : {"{}", "{\"naam\": 1}", "[{}]", "{\"arbeidsmarktkwalificatie\": null}", "{\"arbeidsmarktkwalificatie\": {}}"}) {
    const auto read = ReadVum(t, text);
    CHECK(read.report.notes.size() == 1);
    CHECK(read.report.Count(PersonNoteKind::kNothingFound) == 1);
    CHECK(read.profile.items().empty());
  }
}

TEST_CASE("Person: wrong types in what is read of a VUM profile are refused with their place, and not quoted") {
  const auto t = Small();
  const auto refused = [&](const std::string& members, const std::string& message) {
    CHECK(VumError(t, Vum(members)) == "v.json:2:" + message + "; write it as the VUM standard has it");
    CHECK(CodeOf(ReadVumPerson({"v", Vum(members)}, t, "2026-11").status()) == ErrorCode::kMalformed);
  };
  refused("\"competentiebeheersing\": \"CANARY\"", "26: competentiebeheersing: expected an array, found a string");
  refused("\"competentiebeheersing\": [\"CANARY\"]", "27: competentiebeheersing: expected an object, found a string");
  refused("\"competentiebeheersing\": [{\"codeCompetentie\": {}}]", "47: codeCompetentie: expected a string, found an object");
  refused("\"competentiebeheersing\": [{\"codeCompetentie\": \"skill/koken\", \"codeCompetentieniveau\": 2}]", "87: codeCompetentieniveau: expected a string, found a number");
  refused("\"werkervaring\": [{\"beroep\": \"CANARY\"}]", "29: beroep: expected an object, found a string");
  refused("\"werkervaring\": [{\"beroep\": {\"codeBeroepsnaam\": 3}}]", "49: codeBeroepsnaam: expected a string, found a number");
  refused("\"werkervaring\": [{\"beroep\": {\"codeBeroepsnaam\": \"occupation/kok\"}, \"datumEindeWerkzaamheden\": 2010}]", "95: datumEindeWerkzaamheden: expected a string, found a number");
  refused("\"rijbewijs\": {}", "14: rijbewijs: expected an array, found an object");
  refused("\"rijbewijs\": [{\"codeSoortRijbewijs\": true}]", "38: codeSoortRijbewijs: expected a string, found true or false");
  CHECK(VumError(t, "{\"arbeidsmarktkwalificatie\": \"CANARY\"}").find("expected an object, found a string") != std::string::npos);
}

TEST_CASE("Person: nothing personal of a VUM profile is in any output") {
  const auto t = Small();
  // Every attribute of the standard that is about the person, and values where codes belong.
  const std::string canary = "\"CANARY\"";
  const auto text = [&](const std::string& more) {
    return R"({"vumID": "CANARY", "idWerkzoekende": "CANARY", "naam": "CANARY", "burgerservicenummer": "CANARY", "geboortedatum": "CANARY", "indicatieLdrRegistratie": "CANARY",
    "persoonlijkePresentatie": "CANARY", "emailadres": ["CANARY"], "telefoonnummer": ["CANARY"], "webadres": [{"url": "CANARY"}], "adres": {"postcode": "CANARY", "straatnaam": "CANARY"},
    "contactpersoon": {"naam": "CANARY"}, "mobiliteit": {"bemiddelingspostcode": "CANARY"}, "sector": [{"codeSbi": "CANARY"}], "vervoermiddel": [{"x": "CANARY"}], "CANARY": "CANARY",
    "bemiddelingsberoep": [{"codeBeroepsnaam": "CANARY"}], "sollicitatie": {"x": "CANARY"},
    "arbeidsmarktkwalificatie": {"codeWerkEnDenkniveauWerkzoekende": "CANARY", "CANARY": "CANARY", "interesse": [{"naamInteresse": "CANARY"}],
     "competentiebeheersing": [{"codeCompetentie": "CANARY", "toelichting": "CANARY"}, {"codeCompetentie": "mailto:CANARY"}, {"codeCompetentie": "skill/koken", "codeCompetentieniveau": "CANARY"}],
     "werkervaring": [{"beroep": {"codeBeroepsnaam": "occupation/kok", "omschrijvingBeroepsnaam": "CANARY"}, "naamOrganisatie": "CANARY", "toelichtingWerkervaring": "CANARY",
       "datumAanvangWerkzaamheden": "CANARY", "datumEindeWerkzaamheden": "CANARY"}, {"beroep": {"codeBeroepsnaam": "CANARY", "naamBeroepOngecodeerd": "CANARY"}}],
     "rijbewijs": [{"codeSoortRijbewijs": "CANARY"}], "taalbeheersing": [{"codeTaal": "CANARY"}],
     "opleiding": [{"codeNiveauOpleiding": "CANARY", "toelichtingOpleiding": "CANARY", "naamOpleidingsinstituut": "CANARY"}], "cursus": [{"naamCursus": "CANARY", "toelichtingCursus": "CANARY"}],
     "vakvaardigheid": [{"omschrijving": "CANARY"}], "gedragscompetentie": [{"omschrijvingGedragscompetentie": "CANARY"}])" + more + "}}";
  };
  const auto read = ReadVum(t, text(""));
  CHECK(read.profile.items().size() == 2);
  const auto without_canary = [&](const std::string& output) { CHECK(output.find("CANARY") == std::string::npos); };
  without_canary(ReportJson(read.report));
  without_canary(PersonJson(t, read.profile));
  for (const auto& note : read.report.notes) without_canary(note.what);
  // Cut off anywhere, and with a value of another type in place of each.
  for (std::size_t size = 0; size < text("").size(); ++size) {
    const auto cut = ReadVumPerson({"v", text("").substr(0, size)}, t, "2026-11");
    CHECK_FALSE(cut.ok());
    without_canary(std::string(cut.status().message()));
  }
  for (auto at = text("").find(canary); at != std::string::npos; at = text("").find(canary, at + 1)) {
    for (const auto* other : {"{\"CANARY\": \"CANARY\"}", "[\"CANARY\"]", "[[\"CANARY\"]]", "{\"CANARY\": 1, \"CANARY\": 2}", "\"CANARY", "7", "null", "\"\\ud800CANARY\"", "\"\x80 CANARY\""}) {
      auto changed = text("");
      changed.replace(at, canary.size(), other);
      const auto result = ReadVumPerson({"v", changed}, t, "2026-11");
      without_canary(std::string(result.status().message()));
      if (!result.ok()) continue;
      without_canary(ReportJson(result->report));
      without_canary(PersonJson(t, result->profile));
    }
  }
  const auto twice = VumError(t, text(", \"CANARY\": 1"));
  CHECK(twice.find("duplicate key; keep one of the two") != std::string::npos);
  without_canary(twice);
}

TEST_CASE("Person: documents cut off anywhere are refused, and limits hold") {
  const auto t = Small();
  const std::string own = R"({"overstap_person": 1, "jobs": [{"occupation": "occupation/kok", "months": 12}], "skills": [{"concept": "knowledge/hygiene", "level": 2}], "nlqf": "4+"})";
  REQUIRE(ReadPerson({"p", own}, t).ok());
  for (std::size_t size = 0; size < own.size(); ++size) {
    const auto status = ReadPerson({"p", own.substr(0, size)}, t).status();
    CHECK(CodeOf(status) == ErrorCode::kMalformed);
    CHECK(PositionOf(status).line == 1);
  }
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + "{}" + std::string(depth, ']'); };
  CHECK(VumError(t, nested(31)) == "read");
  CHECK(CodeOf(ReadVumPerson({"v", nested(32)}, t, "2026-11").status()) == ErrorCode::kLimit);
  CHECK(CodeOf(ReadVumPerson({"v", nested(100000)}, t, "2026-11").status()) == ErrorCode::kLimit);
  CHECK(CodeOf(ReadPerson({"p", nested(100000)}, t).status()) == ErrorCode::kLimit);
  std::string many = "{\"x\": [0";
  for (int i = 0; i < (1 << 20); ++i) many += ",0";
  CHECK(CodeOf(ReadVumPerson({"v", many + "]}"}, t, "2026-11").status()) == ErrorCode::kLimit);
  CHECK(CodeOf(ReadPerson({"p", std::string((1 << 24) + 1, ' ')}, t).status()) == ErrorCode::kLimit);
  // Many entries take time in proportion.
  std::string licences = "\"rijbewijs\": [{}", competences = ", \"competentiebeheersing\": [{\"codeCompetentie\": \"skill/koken\"}";
  for (int i = 0; i < 50000; ++i) licences += ",{\"codeSoortRijbewijs\":\"D\"}", competences += ",{\"codeCompetentie\":\"skill/koken\"}";
  const auto read = ReadVum(t, Vum(licences + "]" + competences + "]"));
  CHECK(read.report.notes.size() == 50001);
  CHECK(read.report.skills == 50001);
  CHECK(read.profile.items().size() == 1);
}

TEST_CASE("Person: the report as JSON") {
  const auto t = Small();
  const auto read = ReadVum(t, Vum("\"rijbewijs\": [{\"codeSoortRijbewijs\": \"A\"}, {\"codeSoortRijbewijs\": \"B\"}], \"opleiding\": [{}, {}]"));
  CHECK(ReportJson(read.report) ==
        R"({"jobs":0,"skills":0,"licences":1,"inferred":0,"denied":0,"unsure":0,"counts":{"unknown-uri":0,"wrong-kind":0,"no-uri":0,"date":0,"level":0,"licence":1,"not-read":2,)"
        R"("old-version":0,"nothing-found":0},"notes":[{"kind":"licence","what":"A","line":2,"column":38},{"kind":"not-read","what":"opleiding","line":2,"column":88},)"
        R"({"kind":"not-read","what":"opleiding","line":2,"column":92}]})");
  std::set<std::string_view> names;
  for (int k = 0; k < kPersonNoteKinds; ++k) names.insert(Name(static_cast<PersonNoteKind>(k)));
  CHECK(names.size() == kPersonNoteKinds);
  CHECK(Name(static_cast<PersonNoteKind>(kPersonNoteKinds)) == "unknown");
}
