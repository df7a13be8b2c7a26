// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The OEAPI reader, on courses that are all invented.

#include <doctest/doctest.h>

#include "course_feed.hpp"
#include "oracle/files.hpp"

using namespace overstap;
using namespace overstap::test;
using detail::Cat;

namespace {

/// All that is read: a page of courses, offerings in a list, an outcome and an organisation each by itself.
constexpr std::string_view kCourses = R"({"pageSize": 10, "pageNumber": 1, "hasPreviousPage": false, "hasNextPage": false, "items": [
 {"courseId": "123E4567-e89b-12d3-a456-426614174000", "primaryCode": {"codeType": "identifier", "code": "SMEED1"},
  "name": [{"language": "nl-NL", "value": "Verzonnen smeden"}, {"language": "en-GB", "value": "Imaginary forging"}],
  "description": [{"language": "nl-NL", "value": "Leert smeden."}], "abbreviation": "SM", "resources": null,
  "studyLoad": [{"studyLoadUnit": "contact_time", "value": 30}, {"studyLoadUnit": "ects", "value": 2.5}],
  "modesOfDelivery": ["presential", "blended"], "duration": "P10W", "teachingLanguages": ["nld", "en-GB"], "fieldsOfStudy": "0732",
  "learningOutcomes": ["00000000-0000-4000-8000-00000000000A", {"learningOutcomeId": "lo-2", "name": [], "consumer": {"consumerKey": "okx", "competentNlRefs": [{"uri": "urn:s:lassen", "type": "skill_specific", "label": "Lassen"}]}}],
  "level": "bachelor", "link": "https://example.org/smeden", "addresses": [{"addressType": "teaching", "city": "Utrecht"}, {"addressType": "postal", "city": "Gent"}],
  "otherCodes": [{"codeType": "x-crebo_code", "code": "25655"}, {"codeType": "competentnl-skill", "code": "100.001"}, {"codeType": "programme_code", "code": "1001O1234"}],
  "organisation": "org-1", "validFrom": "2026-01-01T00:00:00+01:00", "validTo": "2029-01-01T00:00:00+01:00", "firstStartDate": "2026-09-01T08:30:00+01:00"}]})";
constexpr std::string_view kOfferings = R"([
 {"offeringId": "of-1", "primaryCode": {"codeType": "offering_code", "code": "1"}, "name": [], "state": "active", "startDateTime": "2027-02-01T09:00:00+01:00", "endDateTime": "2027-04-30T17:00:00+01:00",
  "course": "123e4567-e89b-12d3-a456-426614174000", "addresses": [{"addressType": "teaching", "city": "Luik"}], "modesOfDelivery": ["work_based"], "teachingLanguages": ["deu"],
  "priceInformation": [{"costType": "total_costs", "amount": "340.84", "vatAmount": "40", "amountWithoutVat": "300.84", "currency": "EUR"}, {"costType": "stap_eligible", "amount": "1"}]},
 {"courseOfferingId": "of-2", "state": "active", "startDateTime": "2027-09-01T09:00:00+01:00", "course": "123e4567-e89b-12d3-a456-426614174000",
  "addresses": [{"addressType": "visit", "city": "Online"}], "priceInformation": [{"costType": "total_costs", "amountWithoutVat": "400.00", "vatAmount": "84"}]},
 {"offeringId": "of-3", "state": "cancelled", "startDateTime": "2027-10-01T09:00:00+01:00", "course": "123e4567-e89b-12d3-a456-426614174000", "addresses": [{"addressType": "teaching", "city": "Mons"}]},
 {"offeringId": "of-4", "learningComponent": "x"}])";
constexpr std::string_view kOutcome = R"({"learningOutcomeId": "00000000-0000-4000-8000-00000000000a", "name": [{"language": "nl", "value": "Smeedt"}], "consumers": [{"consumerKey": "okx",
  "competentNlRefs": [{"uri": "urn:s:smeden", "type": "skill_specific", "label": "Smeden"}, {"uri": "urn:s:praten", "relationType": "supporting"}], "competentNlRelationType": "primary"}],
  "otherCodes": [{"codeType": "competentnl-skill", "code": "urn:s:praten"}, {"codeType": "competentnl-skill", "code": "urn:s:smeden"}]})";
constexpr std::string_view kOrganisation = R"({"organisationId": "org-1", "organisationType": "institute", "name": [{"language": "en", "value": "The School"}, {"language": "nl", "value": "De School"}]})";
constexpr std::string_view kProgrammes = R"({"items": [{"programmeId": "p-1", "programmeType": "programme", "primaryCode": {"codeType": "crohoCreboCode", "code": "34575"},
  "name": [{"language": "nl", "value": "Verzonnen opleiding"}], "qualificationAwarded": "bachelor", "levelOfQualification": "eqf_6", "modeOfStudy": "dual_training", "studyLoad": [{"studyLoadUnit": "sbu", "value": 6720}],
  "duration": "P4Y", "formalDocument": "diploma", "children": ["p-9", {"programmeId": "p-2", "name": [{"language": "nl", "value": "Richting"}]}], "parent": null}]})";

constexpr std::string_view kUri = "urn:uuid:123e4567-e89b-12d3-a456-426614174000";

/// A course of one's own: the members it has besides an id and a name.
std::string CourseText(std::string_view members, std::string_view id = "1") {
  return Cat(R"({"courseId": ")", id, R"(", "name": [{"language": "nl", "value": "Een"}])", members.empty() ? "" : ", ", members, "}");
}
FeedResult One(std::string_view members) { return Read(ReadOeapi, {{"c.json", CourseText(members)}}); }
constexpr std::string_view kOne = "urn:oeapi:course:1";
/// A course with these offerings.
FeedResult Offered(std::string_view offerings, std::string_view members = "") { return Read(ReadOeapi, {{"c.json", Cat("[", CourseText(members), ", ", offerings, "]")}}); }
std::string Offering(std::string_view members) { return Cat(R"({"offeringId": "o", "course": "1", )", members, "}"); }

}  // namespace

TEST_CASE("OEAPI: all that is read") {
  const auto taxonomy = FeedTaxonomy();
  const auto norms = FeedNorms();
  CourseFeedOptions options;
  options.norms = {&norms}, options.taxonomy = &taxonomy;
  const auto r = Read(ReadOeapi, {{"1.json", std::string(kCourses)}, {"2.json", std::string(kOfferings)}, {"3.json", std::string(kOutcome)}, {"4.json", std::string(kOrganisation)},
                                  {"5.json", std::string(kProgrammes)}}, options);
  CHECK(Lines(r[kUri]) ==
        Lines({"type hbo-module", "cost 341-484", "weeks 10", "hours 70", "nlqf 6", "form online", "form blended", "form work-based", "preferred en: Imaginary forging",
               "preferred nl: Verzonnen smeden", "definition nl: Leert smeden.", "provider_name De School", "places Luik", "places Utrecht", "languages de", "languages en", "languages nl",
               "fields 0732", "codes crebo:25655", "codes identifier:SMEED1", "codes rio:1001O1234", "page https://example.org/smeden", "starts  from 2027-09-01", "starts Luik from 2027-02-01",
               "offered  from 2026-09-01 until 2028-12-31", "teaches urn:k:bouw 0", "teaches urn:s:lassen 0", "teaches urn:s:smeden 2"}));
  CHECK(Lines(r["urn:oeapi:programme:p-1"]) ==
        Lines({"type diploma", "weeks 208", "hours 6720", "nlqf 6", "form work-based", "preferred nl: Verzonnen opleiding", "codes croho:34575"}));
  CHECK(Lines(r["urn:oeapi:programme:p-2"]) == Lines({"type short-course", "preferred nl: Richting"}));  // as good as listed
  CHECK(r.report.records == 3);
  CHECK(r.report.offerings == 2);
  CHECK(r.report.offerings_not_open == 1);
  CHECK(r.report.from_references == 1);
  CHECK(r.report.from_norms == 1);
  CHECK(r.report.from_fields == 0);
  CHECK(r.report.teaching_nothing == 2);
  CHECK(Lines(r.Problems()) == "");
}

TEST_CASE("OEAPI: a thing, a list, a page, and what is none of them") {
  for (const auto& text : {CourseText(""), Cat("[", CourseText(""), "]"), Cat("[[{\"items\": [", CourseText(""), "]}]]")}) CHECK(Read(ReadOeapi, {{"x", text}}).courses.size() == 1);
  CHECK(Read(ReadOeapi, {{"x", "{\"items\": []}"}}).report.records == 0);
  const auto r = Read(ReadOeapi, {{"x", R"([5, {"status": "404", "title": "Not found"}, {"roomId": "1", "name": [], "primaryCode": {}},
    {"name": [{"language": "nl", "value": "Zonder"}], "primaryCode": {"codeType": "identifier", "code": "1"}}, {"courseId": null, "name": []}, {"courseId": 5},
    {"programmeId": "leeg", "name": []}, {"courseId": "leeg", "name": [{"language": "nl", "value": " "}]}, {"learningOutcomeId": ""}, {"organisationId": ""}, {"offeringId": "1"},
    {"offeringId": "2", "course": "elders"}])"}});
  CHECK(r.report.records == 5);
  CHECK(r.report.refused == 5);
  CHECK(Lines(r.Problem("object left out: it is no course, programme, offering, learning outcome or organisation")) == "x:1:2 | x:1:5 | x:1:46");
  CHECK(Lines(r.Problem("record left out: it has no id")) == "x:2:5 | x:2:112 | x:2:144");
  CHECK(Lines(r.Problem("record left out: it has no name")) == "x:3:5: \"leeg\" | x:3:42: \"leeg\"");
  CHECK(r.Problem("learning outcome left out: it has no id").size() == 1);
  CHECK(r.Problem("organisation left out: it has no id").size() == 1);
  CHECK(r.Problem("offering left out: it names no course or programme").size() == 1);
  CHECK(Lines(r.Problem("offering left out: its course or programme is in no document")) == "x:4:5: course elders");
  const auto twice = Read(ReadOeapi, {{"b", CourseText(R"("duration": "P2W")")}, {"a", CourseText(R"("duration": "P1W")")}});
  CHECK(twice.report.repeated == 1);
  CHECK(Lines(twice.Of(kOne, "weeks")) == "weeks 1");
  CHECK(Lines(twice.Problem("record left out: another before it has the same id")) == Cat("b:1:1: ", kOne));
}

TEST_CASE("OEAPI: things in the place of references") {
  const auto r = Read(ReadOeapi, {{"x", Cat(R"({"offeringId": "1", "startDateTime": "2027-01-01T00:00:00Z", "course": )",
                                            CourseText(R"("organisation": {"organisationId": "o", "shortName": "OS"}, "programmes": [{"programmeId": "p", "name": [{"language": "nl", "value": "P"}]}])"), "}")}});
  CHECK(Lines(r[kOne]) == Lines({"type short-course", "preferred nl: Een", "provider_name OS", "starts  from 2027-01-01"}));
  CHECK(r.courses.size() == 2);
  // Listed elsewhere, it is counted once; the listed one is not a repetition.
  const auto both = Read(ReadOeapi, {{"a", Cat("[", CourseText(""), R"(, {"offeringId": "1", "course": )", CourseText(""), "}]")}});
  CHECK(both.report.records == 1);
  const auto first = Read(ReadOeapi, {{"a", Cat(R"([{"offeringId": "1", "course": )", CourseText(R"("duration": "P1W")"), "}, ", CourseText(R"("duration": "P2W")"), "]")}});
  CHECK(first.report.records == 1);
  CHECK(Lines(first.Problems()) == "");
  CHECK(Lines(first.Of(kOne, "weeks")) == "weeks 2");
  // Words of the drafts before.
  const auto draft = Read(ReadOeapi, {{"x", R"([{"programId": "1", "name": "Een", "modeOfDelivery": "online", "teachingLanguage": "nld", "studyLoad": {"studyLoadUnit": "contacttime", "value": 5},
    "organization": {"organizationId": "o", "name": "School"}}, {"programOfferingId": "1", "program": "1", "startDate": "2027-01-01"}])"}});
  CHECK(Lines(draft["urn:oeapi:programme:1"]) == Lines({"type short-course", "form online", "preferred nl: Een", "provider_name School", "languages nl", "starts  from 2027-01-01"}));
}

TEST_CASE("OEAPI: prices") {
  const auto price = [](std::string_view costs) { return Offered(Offering(Cat(R"("priceInformation": )", costs))); };
  const auto cost = [](std::string_view members) { return Cat(R"([{"costType": "total_costs", )", members, "}]"); };
  const auto of = [&](std::string_view costs) { return Lines(price(costs).Of(kOne, "cost")); };
  CHECK(of("null") == "");
  CHECK(of("[]") == "");
  CHECK(of(cost(R"("amount": "340.00")")) == "cost 340");
  CHECK(of(cost(R"("amount": 340)")) == "cost 340");
  CHECK(of(cost(R"("amount": "0")")) == "cost 0");
  CHECK(of(cost(R"("amount": null, "amountWithoutVat": "100")")) == "");
  CHECK(of(R"([{"costType": "total_costs", "amount": "10"}, {"costType": "total_costs", "amount": "20"}])") == "cost 10-20");
  CHECK(of(R"([{"costType": "stap_eligible", "amount": "10"}])") == "");
  const auto lost = [&](std::string_view members, std::string_view what) {
    const auto r = price(cost(members));
    CHECK(r.Of(kOne, "cost").empty());
    CHECK_MESSAGE(Lines(r.Problems()) == what, members);
  };
  lost(R"("amount": "-5")", "price left out: an amount below 0");
  lost(R"("amount": "1.250,00")", "price left out: an amount that cannot be read");
  lost(R"("amount": "1e3")", "price left out: an amount that cannot be read");
  lost(R"("amount": "1000001")", "price left out: no course costs that");
  lost(R"("amount": "5", "currency": "USD")", "price left out: it is not in euros");
  lost(R"("amount": true)", "field left out: \"amount\" is true or false");
  CHECK(Lines(price(R"([{"costType": "boeken", "amount": "10"}])").Problem("word left out: \"costType\" has none that is known")) == "c.json:1:136: \"boeken\"");
  CHECK(Lines(price(R"(["10"])").Problems()) == "field left out: \"priceInformation\" is a string");
}

TEST_CASE("OEAPI: when one can begin") {
  const auto when = [](std::string_view offerings, std::string_view members = "") {
    const auto r = Offered(offerings, members);
    auto lines = r.Of(kOne, "starts");
    for (const auto begin : {"offered", "weeks"}) {
      for (const auto& line : r.Of(kOne, begin)) lines.push_back(line);
    }
    for (const auto& problem : r.Problems()) lines.push_back(problem);
    return Lines(lines);
  };
  const auto flexible = [](std::string_view from, std::string_view until) {
    return Offering(Cat(R"("flexibleEntryPeriodStart": ")", from, R"(T00:00:00Z", "flexibleEntryPeriodEnd": ")", until, R"(T00:00:00Z")"));
  };
  CHECK(when(Offering(R"("startDateTime": "2027-01-01T10:00:00Z", "endDateTime": "2027-01-08T10:00:00Z")")) == "starts  from 2027-01-01 | weeks 2");
  CHECK(when(flexible("2027-01-01", "2027-06-30")) == "starts  from 2027-01-01 | offered  from 2027-01-01 until 2027-06-30");
  CHECK(when(flexible("2027-01-01", "2027-06-30") + "," + flexible("2027-09-01", "2027-12-31")) ==
        "starts  from 2027-01-01 | starts  from 2027-09-01 | offered  from 2027-01-01 until 2027-12-31");
  CHECK(when(flexible("2027-01-01", "2027-06-30") + "," + Offering(R"("startDateTime": "2028-01-01T10:00:00Z")")) == "starts  from 2027-01-01 | starts  from 2028-01-01");
  CHECK(when(flexible("2027-01-01", "2027-06-30"), R"("validFrom": "2027-02-01", "validTo": "2027-05-01T12:00:00Z")") == "starts  from 2027-01-01 | offered  from 2027-02-01 until 2027-05-01");
  CHECK(when(flexible("2027-01-01", "2027-06-30"), R"("validFrom": "2028-02-01")") == "starts  from 2027-01-01 | period left out: its first day is after its last");
  for (const auto state : {"concept", "inactive", "canceled", "cancelled"}) CHECK(when(Offering(Cat(R"("startDateTime": "2027-01-01", "state": ")", state, "\""))) == "");
  CHECK(when(Offering(R"("startDateTime": "2027-01-01", "state": "vol")")) == "word left out: \"state\" has none that is known");
  CHECK(when(Offering(R"("startDateTime": "1 mei", "state": null)")) == "date left out: \"startDateTime\" is no day");
  CHECK(when(Offering(R"("startDateTime": "2027-02-01", "endDateTime": "2027-01-01")")) == "starts  from 2027-02-01 | date left out: the offering ends before it starts");
}

TEST_CASE("OEAPI: levels, forms, loads, fields") {
  const auto of = [](std::string_view members, std::string_view begin) { return Lines(One(members).Of(kOne, begin)); };
  for (const auto& [word, line] : {std::pair("secondary_vocational_education_3", "nlqf 3"), std::pair("associate_degree", "nlqf 5"), std::pair("doctoral", "nlqf 8")})
    CHECK(of(Cat(R"("level": ")", word, "\""), "nlqf") == line);
  for (const auto word : {"secondary_vocational_education", "undefined", "undivided", "nt2_1", "pre_vocational", "post_doctoral"}) CHECK_MESSAGE(of(Cat(R"("level": ")", word, "\""), "nlqf") == "", word);
  CHECK(of(R"("level": "undefined", "levelOfQualification": "nlqf_4plus")", "nlqf") == "nlqf 4+");
  CHECK(of(R"("levelOfQualification": "eqf_0")", "nlqf") == "nlqf entry");
  CHECK(of(R"("studyLoad": [{"studyLoadUnit": "ects", "value": 1}, {"studyLoadUnit": "hour", "value": 20}])", "hours") == "hours 20");
  CHECK(of(R"("studyLoad": [{"studyLoadUnit": "sp", "value": "1"}])", "hours") == "hours 28");
  CHECK(of(R"("studyLoad": [{"studyLoadUnit": "contact_time", "value": 9}])", "hours") == "");
  CHECK(of(R"("fieldsOfStudy": ["0732", "091"])", "fields") == "fields 0732 | fields 091");

  const auto type = [](std::string_view members, bool programme = true) {
    const auto text = Cat(R"({")", programme ? "programmeId" : "courseId", R"(": "1", "name": "x", )", members, "}");
    return Read(ReadOeapi, {{"x", text}}).Of(programme ? "urn:oeapi:programme:1" : kOne, "type")[0];
  };
  CHECK(type(R"("level": "bachelor")", false) == "type hbo-module");
  CHECK(type(R"("level": "secondary_vocational_education_2")", false) == "type short-course");
  CHECK(type(R"("level": "secondary_vocational_education_2", "formalDocument": "certificate")") == "type mbo-certificaat");
  CHECK(type(R"("level": "secondary_vocational_education_2", "formalDocument": "diploma")") == "type diploma");
  CHECK(type(R"("level": "master", "formalDocument": "micro_credential_certificate")") == "type hbo-module");
  CHECK(type(R"("qualificationAwarded": "associate_degree")") == "type associate-degree");
  CHECK(type(R"("otherCodes": [{"codeType": "keuzedeelcode", "code": "k0123"}])", false) == "type keuzedeel");
  CHECK(type(R"("otherCodes": [{"codeType": "programme_code", "code": "C0012"}])", false) == "type mbo-certificaat");

  const auto odd = One(R"("level": "hoog", "levelOfQualification": "eqf_9", "modesOfDelivery": ["per post"], "modeOfStudy": 5, "duration": "3 weken", "fieldsOfStudy": "bouw", "teachingLanguages": ["Frans met ons", 1],
   "link": "geen adres", "studyLoad": [{"studyLoadUnit": "dagen", "value": 1}, 7, {"studyLoadUnit": "ects", "value": "veel"}], "addresses": ["Gent"], "otherCodes": [true, {"codeType": "competentnl-skill", "code": "Smeden"}],
   "learningOutcomes": [3, "weg"], "ext": {"competentNlRefs": 4}, "description": [{"language": "12", "value": "x"}, 8], "validFrom": "ooit", "consumer": {"consumerKey": "okx", "competentNlRefs": ["x"]}, "formalDocument": "oorkonde", "qualificationAwarded": "lof")");
  CHECK(Lines(odd.Problems()) ==
        Lines({"date left out: \"validFrom\" is no day", "duration left out: it is none of ISO 8601", "field left out: \"addresses\" is a string", "field left out: \"competentNlRefs\" is a number",
               "field left out: \"competentNlRefs\" is a string", "field left out: \"description\" is a number", "field left out: \"learningOutcomes\" is a number", "field left out: \"modeOfStudy\" is a number",
               "field left out: \"otherCodes\" is true or false", "field left out: \"studyLoad\" is a number", "field left out: \"teachingLanguages\" is a number", "field of study left out: it is none of ISCED-F, of 2 to 6 digits",
               "language left out: it is none", "language left out: it is none, so the text counts as Dutch", "learning outcome that is in no document", "link left out: it is no address",
               "reference left out: it is no URI of a concept", "study load left out: it is no number", "word left out: \"formalDocument\" has none that is known", "word left out: \"level\" has none that is known",
               "word left out: \"levelOfQualification\" has none that is known", "word left out: \"modesOfDelivery\" has none that is known",
               "word left out: \"qualificationAwarded\" has none that is known", "word left out: \"studyLoadUnit\" has none that is known"}));
  CHECK(Lines(odd.Problem("duration left out: it is none of ISO 8601")) == "c.json:1:178: \"3 weken\"");
  for (const auto text : {R"("duration": "PT0S")", R"("duration": "P11Y")"}) CHECK(Lines(One(text).Problems()) == "duration left out: no course takes that long, or no time");
  CHECK(Lines(One(R"("studyLoad": [{"studyLoadUnit": "hour", "value": -3}])").Problems()) == "study load left out: no course asks that much, or nothing");
}

TEST_CASE("OEAPI: what a course teaches") {
  const auto taxonomy = FeedTaxonomy();
  const auto norms = FeedNorms();
  CourseFeedOptions options;
  options.norms = {&norms}, options.taxonomy = &taxonomy;
  const auto teaches = [&](std::string_view members) {
    const auto r = Read(ReadOeapi, {{"x", CourseText(members)}}, options);
    CHECK(r.report.from_references + r.report.from_norms + r.report.from_fields + r.report.teaching_nothing == 1);
    return Lines(r.Of(kOne, "teaches"));
  };
  // By field of study, when nothing else says it: the areas of that code, else those below it; not the groups, nor what is archived.
  CHECK(teaches(R"("fieldsOfStudy": "0732")") == "teaches urn:k:bouw 0 | teaches urn:k:verf 0");
  CHECK(teaches(R"("fieldsOfStudy": "073201")") == "teaches urn:k:bouw 0 | teaches urn:k:verf 0");
  CHECK(teaches(R"("fieldsOfStudy": "0913")") == "teaches urn:k:zorg 0");
  CHECK(teaches(R"("fieldsOfStudy": "0911")") == "teaches urn:k:tanden 0");
  CHECK(teaches(R"("fieldsOfStudy": "07")") == "");
  CHECK(teaches(R"("fieldsOfStudy": "0732", "primaryCode": {"codeType": "crebo", "code": "K0123"})") == "teaches urn:s:lassen 0");
  CHECK(teaches(R"("fieldsOfStudy": "0732", "ext": {"competentNlRefs": [{"uri": "urn:s:smeden"}]})") == "teaches urn:s:smeden 0");
  CHECK(teaches(R"("primaryCode": {"codeType": "identifier", "code": "25655"})") == "");  // a code of one's own is nobody else's
  // Supporting is not taught, whichever way it is said.
  CHECK(teaches(R"("consumer": {"competentNlRelatieType": "ondersteunend", "competentNlRefs": [{"uri": "urn:s:smeden"}, {"uri": "urn:s:lassen", "relationType": "primary"}]})") == "teaches urn:s:lassen 0");

  // No course teaches an occupation.
  const auto work = Read(ReadOeapi, {{"x", CourseText(R"("ext": {"competentNlRefs": [{"uri": "urn:o:smid"}]})")}}, options);
  CHECK(Lines(work.Of(kOne, "teaches")) == "");
  CHECK(work.report.from_references == 0);
  CHECK(Lines(work.Problem("reference left out: what it names is no skill, knowledge area or licence")) == Cat(kOne, ": urn:o:smid"));
  const auto unknown = Read(ReadOeapi, {{"x", CourseText(R"("otherCodes": [{"codeType": "competentnl-skill", "code": "urn:s:weg"}])")}}, options);
  CHECK(Lines(unknown.Of(kOne, "teaches")) == "teaches urn:s:weg 0");  // the taxonomy may be another one tomorrow
  CHECK(unknown.report.from_references == 1);
  CHECK(unknown.report.teaching_nothing == 1);
  CHECK(Lines(unknown.Problem("concept taught that the taxonomy does not know; kept by its URI")) == Cat(kOne, ": urn:s:weg"));
}

TEST_CASE("OEAPI: files, and documents that cannot be read") {
  const TemporaryFolder folder;
  folder.Write("a.json", CourseText(""));
  folder.Write("b.json", "{\"items\": [" + CourseText("", "2") + ", ");
  folder.Write("c.xml", "x");
  const Strings paths{folder.path};
  CourseBuilder builder;
  CourseFeedReport report;
  CourseFeedOptions options;
  const auto status = ReadOeapi(paths, options, builder, &report);
  CHECK(CodeOf(status) == ErrorCode::kMalformed);
  CHECK(detail::Std(status.message()).find("b.json:1:") != std::string_view::npos);
  CHECK(CodeOf(ReadStatus(ReadOeapi, {{"x", "{\"a\": 1, \"a\": 2}"}})) == ErrorCode::kMalformed);
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "[";
  CHECK(CodeOf(ReadStatus(ReadOeapi, {{"x", deep}})) == ErrorCode::kLimit);
  options.keep_going = true;
  CourseBuilder again;
  REQUIRE(ReadOeapi(paths, options, again, &report).ok());
  CHECK(report.documents == 2);
  CHECK(report.documents_refused == 1);
  CHECK(report.notes == Strings{Cat("Not used: ", folder.path, "/c.xml.")});
  CHECK(again.Build()->size() == 1);
}

TEST_CASE("OEAPI: hostile documents") {
  CheckHostile(ReadOeapi, {{"a.json", std::string(kCourses)}, {"b.json", std::string(kOfferings)}, {"c.json", std::string(kOutcome)}, {"d.json", std::string(kOrganisation)}, {"e.json", std::string(kProgrammes)}});
}
