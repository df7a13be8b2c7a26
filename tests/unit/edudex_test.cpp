// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The EDU-DEX reader, on programmes that are all invented.

#include <doctest/doctest.h>

#include "course_feed.hpp"
#include "oracle/files.hpp"

using namespace overstap;
using namespace overstap::test;
using detail::Cat;

namespace {

/// All that is read, in one programme.
constexpr std::string_view kWhole = R"(<?xml version="1.0" encoding="UTF-8"?>
<program xmlns="http://studieData.nl/schema/edudex/program">
  <editor>iemand@example.org</editor><expires>2027-01-01</expires><format>EDU-DEX 1.0</format>
  <programAdmission>
    <applicationOpen>true</applicationOpen><requiredLevel>havo</requiredLevel><requiredLevel>mbo niveau 3</requiredLevel>
    <startDateDetermination>fixed starting date</startDateDetermination>
  </programAdmission>
  <programClassification>
    <creboCode>25655</creboCode><credits system="ECTS">5</credits><degree>mbo niveau 4</degree>
    <offeredSince>2026-01-01</offeredSince><offeredUntil>2028-12-31</offeredUntil><orgUnitId>verzonnen-school</orgUnitId>
    <programDuration unit="month">6</programDuration><programForm>part-time</programForm><programForm>evening education</programForm>
    <programId>SMID 1</programId><programLevel>mbo niveau 4</programLevel><programLocation>Elders</programLocation><programType>regular</programType>
  </programClassification>
  <programCurriculum>
    <instructionLanguage><languageCode>nl</languageCode><percentage>90</percentage></instructionLanguage><instructionMode>blended learning</instructionMode>
    <studyLoad period="program">240</studyLoad><studyLoad period="week">10</studyLoad>
  </programCurriculum>
  <programDescriptions>
    <programName xml:lang="nl"><![CDATA[Verzonnen smid & meer]]></programName><programName xml:lang="en">Imaginary smith</programName>
    <programSummaryText xml:lang="nl">Leert smeden.</programSummaryText><programDescriptionText xml:lang="nl">Lang.</programDescriptionText>
    <searchword xml:lang="nl">hoefsmid</searchword><webLink xml:lang="en">https://example.org/en</webLink><webLink xml:lang="nl">https://example.org/nl</webLink>
  </programDescriptions>
  <programExternalAcknowledgements>
    <accreditation><certificate>ISO 9001</certificate><organization>Iemand</organization></accreditation><accreditation><organization>CRKBO</organization></accreditation>
    <creboRegistration><creboCode>K0123</creboCode><learningPath>BBL</learningPath></creboRegistration>
    <crohoRegistration><crohoCode>34575</crohoCode></crohoRegistration>
    <nlqfRegistration><eqfLevel>4</eqfLevel><nlqfLevel>4+</nlqfLevel><nlqfRegisterCode>01-02</nlqfRegisterCode></nlqfRegistration>
    <rioRegistration>1001O1234</rioRegistration>
  </programExternalAcknowledgements>
  <programSchedule>
    <genericProgramRun><cost><id>g</id><amount>1.00</amount><amountIsFinal>true</amountIsFinal><costType>tuition fee</costType><currency>EUR</currency><isRequiredCost>true</isRequiredCost></cost></genericProgramRun>
    <programRun>
      <contactHoursPartOfDay>weekend</contactHoursPartOfDay>
      <cost><id>a</id><amount>1000.00</amount><amountIsFinal>true</amountIsFinal><amountVAT>210.00</amountVAT><costType>tuition fee</costType><currency>EUR</currency><isRequiredCost>true</isRequiredCost></cost>
      <cost><id>b</id><amount>75.50</amount><amountIsFinal>true</amountIsFinal><costType>examination</costType><currency>eur</currency><isRequiredCost>1</isRequiredCost></cost>
      <cost><id>c</id><amount>500</amount><amountIsFinal>true</amountIsFinal><costType>accommodation</costType><currency>EUR</currency><isRequiredCost>false</isRequiredCost></cost>
      <endDate isFinal="true">2027-06-30</endDate><id>r1</id><location><city>Utrecht</city></location><startDate isFinal="true">2027-02-01</startDate><status>application opened</status>
    </programRun>
    <programRun>
      <cost><id>a</id><amount>1300</amount><amountIsFinal>false</amountIsFinal><costType>tuition fee</costType><currency>EUR</currency><isRequiredCost>true</isRequiredCost></cost>
      <endDate isFinal="true">2027-12-31</endDate><id>r2</id><location><locationName>Online</locationName></location><startDate isFinal="true">2027-09-01</startDate><status>application opened</status>
    </programRun>
    <programRun><endDate>2027-12-31</endDate><id>r3</id><location><city>Gent</city></location><startDate>2027-09-02</startDate><status>application closed</status></programRun>
    <programRun><endDate>2027-12-31</endDate><id>r4</id><location><city>Luik</city></location><openTo>client only</openTo><startDate>2027-09-03</startDate><status>application opened</status></programRun>
  </programSchedule>
</program>)";
constexpr std::string_view kInstitute = R"(<instituteData xmlns="http://studieData.nl/schema/edudex/institute"><orgUnitId>verzonnen-school</orgUnitId>
<instituteName xml:lang="nl">De Verzonnen School</instituteName></instituteData>)";

/// A programme of one's own: what stands in each of its parts.
struct Parts {
  std::string classification = "<programId>1</programId><orgUnitId>o</orgUnitId>", admission, curriculum, schedule, acknowledgements, root;
  std::string descriptions = "<programName>Een</programName>";
  std::string Text() const {
    return Cat("<program>\n<programAdmission>", admission, "</programAdmission>\n<programClassification>", classification, "</programClassification>\n<programCurriculum>", curriculum,
               "</programCurriculum>\n<programDescriptions>", descriptions, "</programDescriptions>\n<programExternalAcknowledgements>", acknowledgements,
               "</programExternalAcknowledgements>\n<programSchedule>", schedule, "</programSchedule>", root, "</program>");
  }
};
FeedResult One(const Parts& parts) { return Read(ReadEduDex, {{"p.xml", parts.Text()}}); }
constexpr std::string_view kOne = "urn:edudex:o:1";

std::string Cost(std::string_view amount, std::string_view type = "tuition fee", std::string_view more = "<isRequiredCost>true</isRequiredCost>") {
  return Cat("<cost><amount>", amount, "</amount><costType>", type, "</costType>", more, "</cost>");
}
std::string Generic(std::string_view costs) { return Cat("<genericProgramRun>", costs, "</genericProgramRun>"); }
Strings Price(std::string_view schedule, std::string_view classification = "") {
  Parts parts;
  parts.schedule = schedule, parts.classification += classification;
  return One(parts).Of(kOne, "cost");
}

}  // namespace

TEST_CASE("EDU-DEX: all that is read") {
  const auto r = Read(ReadEduDex, {{"school.xml", std::string(kInstitute)}, {"smid.xml", std::string(kWhole)}});
  CHECK(Lines(r["urn:edudex:verzonnen-school:SMID%201"]) == Lines({"type keuzedeel", "cost 1286-1300", "weeks 26", "hours 240", "nlqf 4+", "entry 3", "form evening", "form weekend", "form online", "form blended", "form work-based",
                "preferred en: Imaginary smith", "preferred nl: Verzonnen smid & meer", "hidden nl: hoefsmid", "definition nl: Leert smeden.", "provider_name De Verzonnen School",
                "places Utrecht", "languages nl", "quality crkbo", "quality iso-9001", "quality nlqf", "codes crebo:25655", "codes croho:34575", "codes keuzedeel:K0123",
                "codes nlqf:01-02", "codes rio:1001O1234", "page https://example.org/nl", "starts  from 2027-09-01", "starts Utrecht from 2027-02-01",
                "offered  from 2026-01-01 until 2028-12-31"}));
  CHECK(r.report.documents == 2);
  CHECK(r.report.records == 1);
  CHECK(r.report.offerings == 2);
  CHECK(r.report.offerings_not_open == 2);
  CHECK(r.report.teaching_nothing == 1);
  CHECK(r.report.without_price + r.report.without_level + r.report.without_weeks + r.report.without_hours == 0);
  CHECK(r.Problems().empty());
  CHECK(Lines(r.report.files) == Lines({"school.xml", "smid.xml"}));
}

TEST_CASE("EDU-DEX: several programmes in a document, with and without a namespace") {
  const Parts one;
  Parts two;
  two.classification = "<programId>2</programId><orgUnitId>o</orgUnitId>";
  const auto r = Read(ReadEduDex, {{"many.xml", Cat("<e:programs xmlns:e='http://studieData.nl/schema/edudex/program'>", one.Text(), "<deep><er>", two.Text(), "</er></deep></e:programs>")}});
  CHECK(r.report.records == 2);
  CHECK(r.courses.size() == 2);
  CHECK(Lines(r[kOne]) == Lines({"type short-course", "preferred nl: Een", "provider_name o"}));
  CHECK(r.report.without_price == 2);
  CHECK(r.report.without_level == 2);
}

TEST_CASE("EDU-DEX: what a person pays") {
  CHECK(Price("").empty());
  CHECK(Lines(Price(Generic(Cost("995")))) == Lines({"cost 995"}));
  CHECK(Lines(Price(Generic(Cost("995.01")))) == Lines({"cost 996"}));  // up, so that a budget holds
  CHECK(Lines(Price(Generic(Cost("0")))) == Lines({"cost 0"}));
  CHECK(Price(Generic(Cost("0", "tuition fee", "<amountIsFinal>false</amountIsFinal>"))).empty());
  // Required costs add up, also of one kind; the others do not count.
  CHECK(Lines(Price(Generic(Cost("100") + Cost("10") + Cost("5", "lunch") + Cost("7", "dinner", "") + Cost("50", "housing", "<isRequiredCost>false</isRequiredCost>")))) == Lines({"cost 122"}));
  CHECK(Lines(Price(Generic(Cost("100") + Cost("-20", "single payment discount") + Cost("900", "tuition fee", "<payableBy>group</payableBy>")))) == Lines({"cost 100"}));
  // VAT: as an amount, by percentage, by code.
  CHECK(Lines(Price(Generic(Cost("100", "tuition fee", "<amountVAT>21.00</amountVAT><VATPercentage>9</VATPercentage>")))) == Lines({"cost 121"}));
  CHECK(Lines(Price(Generic(Cost("100", "tuition fee", "<VATPercentage>9</VATPercentage><VATCode>4</VATCode>")))) == Lines({"cost 109"}));
  for (const auto& [code, cost] : {std::pair("1", "cost 100"), std::pair("2", "cost 100"), std::pair("3", "cost 109"), std::pair("4", "cost 121"), std::pair("5", "cost 121")})
    CHECK(Lines(Price(Generic(Cost("100", "tuition fee", Cat("<VATCode>", code, "</VATCode>"))))) == Lines({cost}));
  // By the period.
  const auto by = [](std::string_view period) { return Generic(Cost("100", "tuition fee", Cat("<period>", period, "</period>"))); };
  const auto duration = [](std::string_view unit, std::string_view n) { return Cat("<programDuration unit='", unit, "'>", n, "</programDuration>"); };
  CHECK(Lines(Price(by("program"))) == Lines({"cost 100"}));
  CHECK(Lines(Price(by("year"), duration("year", "2"))) == Lines({"cost 200"}));
  CHECK(Lines(Price(by("year"), duration("month", "18"))) == Lines({"cost 200"}));
  CHECK(Lines(Price(by("month"), duration("month", "18"))) == Lines({"cost 1800"}));
  CHECK(Lines(Price(by("month"), duration("week", "10"))) == Lines({"cost 300"}));
  CHECK(Lines(Price(by("week"), duration("week", "10"))) == Lines({"cost 1000"}));
  CHECK(Lines(Price(by("day"), duration("day", "3"))) == Lines({"cost 300"}));
  CHECK(Lines(Price(by("1st year"), duration("year", "1"))) == Lines({"cost 100"}));
  CHECK(Price(by("1st year"), duration("year", "2")).empty());
  CHECK(Price(by("year")).empty());
  CHECK(Price(by("day"), duration("week", "3")).empty());
}

TEST_CASE("EDU-DEX: the most specific price, else the one above") {
  const auto run = [](std::string_view inside) { return Cat("<programRun>", inside, "</programRun>"); };
  const auto module = [](std::string_view inside) { return Cat("<module>", inside, "</module>"); };
  const auto day = [](std::string_view inside) { return Cat("<courseDay>", inside, "</courseDay>"); };
  // Runs replace the generic one; those without costs of their own fall back on it.
  CHECK(Lines(Price(Generic(Cost("50")) + run(Cost("100")) + run(Cost("300")))) == Lines({"cost 100-300"}));
  CHECK(Lines(Price(Generic(Cost("50")) + run("") + run(Cost("300")))) == Lines({"cost 50-300"}));
  CHECK(Lines(Price(run("") + run(Cost("300")))) == Lines({"cost 300"}));
  // Modules and days in place of what the run says of the same kind, when all of them say it.
  CHECK(Lines(Price(run(Cost("500") + module(Cost("100")) + module(Cost("200"))))) == Lines({"cost 300"}));
  CHECK(Lines(Price(run(Cost("500") + module(Cost("100")) + module("")))) == Lines({"cost 500"}));
  CHECK(Lines(Price(run(module(Cost("100")) + module("")))) == Lines({"cost 100"}));
  CHECK(Lines(Price(run(Cost("500") + day(Cost("10", "lunch")) + day("")))) == Lines({"cost 510"}));
  CHECK(Lines(Price(run(Cost("500") + module(Cost("400") + day(Cost("150")) + day(Cost("150")))))) == Lines({"cost 300"}));
  CHECK(Lines(Price(Cat("<genericProgramRun>", Cost("500"), "<genericModule>", Cost("90"), "</genericModule><courseDay>", Cost("5", "lunch"), "</courseDay></genericProgramRun>"))) == Lines({"cost 95"}));
  // Prices of one kind that hold at other times: what holds on the day, or else all of them.
  const auto dated = [](std::string_view amount, std::string_view from, std::string_view until) {
    return Cost(amount, "tuition fee", Cat("<amountValidFrom>", from, "</amountValidFrom><amountValidUntil>", until, "</amountValidUntil>"));
  };
  const auto both = dated("100", "2026-01-01", "2026-12-31") + dated("120", "2027-01-01", "2027-12-31");
  CHECK(Lines(Price(Generic(both))) == Lines({"cost 100-120"}));
  CHECK(Lines(Price(Generic(both) + run("<startDate>2027-03-01</startDate>"))) == Lines({"cost 120"}));
  CHECK(Lines(Price(run("<startDate>2026-03-01</startDate>" + both))) == Lines({"cost 100"}));
}

TEST_CASE("EDU-DEX: a price that cannot be is told of, and unknown") {
  const auto lost = [](const std::string& costs, std::string_view what) {
    Parts parts;
    parts.schedule = Generic(costs);
    const auto r = One(parts);
    CHECK_MESSAGE(r.Of(kOne, "cost").empty(), costs);
    const auto examples = r.Problem(what);
    REQUIRE_MESSAGE(examples.size() == 1, costs);
    CHECK(examples[0].starts_with("p.xml:"));
    CHECK(r.report.without_price == 1);
  };
  lost(Cost("-5"), "price left out: an amount below 0");
  lost(Cost("100") + Cost("-5", "examination"), "price left out: an amount below 0");  // a sum with a hole would be too low
  lost(Cost("1.250,00"), "price left out: an amount that cannot be read");
  lost(Cost("gratis"), "price left out: an amount that cannot be read");
  lost(Cost(""), "price left out: a cost without an amount");
  lost(Cost("1000000.01"), "price left out: no course costs that");
  lost(Cost("999999") + Cost("999999", "examination"), "price left out: no course costs that");
  lost(Cost("100", "tuition fee", "<currency>USD</currency>"), "price left out: it is not in euros");
  lost(Cost("100", "tuition fee", "<amountVAT>x</amountVAT>"), "price left out: its VAT cannot be");
  lost(Cost("100", "tuition fee", "<amountVAT>121</amountVAT>"), "price left out: its VAT cannot be");
  lost(Cost("100", "tuition fee", "<VATPercentage>210</VATPercentage>"), "price left out: its VAT cannot be");
  lost(Cost("100", "tuition fee", "<VATCode>9</VATCode>"), "price left out: its VAT cannot be");
  lost(Cost("100", "tuition fee", "<period>hour</period>"), "price left out: it is by a period, and how often that goes into the programme is not known");
  // A run that cannot be read does not take the others with it; what is wrong is told once, for however many runs.
  Parts parts;
  parts.schedule = Generic(Cost("-1")) + "<programRun/><programRun><startDate>2027-01-01</startDate></programRun><programRun>" + Cost("70") + "</programRun>";
  const auto r = One(parts);
  CHECK(Lines(r.Of(kOne, "cost")) == Lines({"cost 70"}));
  CHECK(r.Problem("price left out: an amount below 0").size() == 1);
  // A kind of cost that is not known still costs.
  parts.schedule = Generic(Cost("70", "tuition"));
  CHECK(Lines(One(parts).Of(kOne, "cost")) == Lines({"cost 70"}));
  CHECK(Lines(One(parts).Problem("word left out: \"costType\" has none that is known")) == Lines({"p.xml:7:62: \"tuition\""}));
}

TEST_CASE("EDU-DEX: places and forms") {
  const auto where = [](std::string_view schedule, std::string_view classification = "") {
    Parts parts;
    parts.schedule = schedule, parts.classification += classification;
    const auto r = One(parts);
    auto lines = r.Of(kOne, "form");
    for (const auto& line : r.Of(kOne, "places")) lines.push_back(line);
    return lines;
  };
  const auto city = [](std::string_view name) { return Cat("<location><city>", name, "</city></location>"); };
  CHECK(Lines(where(Generic(city("Utrecht")), "<programLocation>Elders</programLocation>")) == Lines({"places Utrecht"}));
  CHECK(Lines(where("", "<programLocation><description>Elders</description></programLocation>")) == Lines({"places Elders"}));
  CHECK(Lines(where(Generic(city("Utrecht")) + Cat("<programRun>", city("Gent"), "</programRun>"))) == Lines({"places Gent"}));
  CHECK(Lines(where(Generic(city("Utrecht")) + Cat("<programRun>", city("Gent"), "</programRun><programRun/>"))) == Lines({"places Gent", "places Utrecht"}));
  CHECK(Lines(where(Cat("<programRun>", city("Gent"), "<module>", city("Luik"), "<courseDay>", city("Mons"), "</courseDay><courseDay/></module></programRun>"))) == Lines({"places Mons"}));
  CHECK(Lines(where(Cat("<programRun>", city("Online"), "</programRun>"), "<programLocation>Elders</programLocation>")) == Lines({"form online"}));
  CHECK(Lines(where("", "<programLocation>Virtual classroom</programLocation>")) == Lines({"form online"}));
  CHECK(Lines(where("", "<programLocation>Utrecht of online</programLocation>")) == Lines({"form online", "places Utrecht of online"}));
  CHECK(Lines(where(Cat("<programRun>", city("Gent"), "</programRun>"), "<fullyOnline>1</fullyOnline><programLocation>Elders</programLocation>")) == Lines({"form online"}));
  CHECK(Lines(where(Cat("<programRun><fullyOnline>true</fullyOnline>", city("Gent"), "</programRun>"))) == Lines({"form online"}));
  CHECK(Lines(where("<programRun><location><locationName>De Hal</locationName></location></programRun>")) == Lines({"places De Hal"}));
  CHECK(Lines(where("", "<programForm>full-time</programForm><programForm>dual</programForm><programForm>E-learning</programForm><programForm>distance learning</programForm>")) == Lines({"form daytime", "form online", "form work-based"}));
}

TEST_CASE("EDU-DEX: duration, study load and days") {
  const auto lines = [](std::string_view classification, std::string_view curriculum = "", std::string_view schedule = "") {
    Parts parts;
    parts.classification += classification, parts.curriculum = curriculum, parts.schedule = schedule;
    const auto r = One(parts);
    auto out = r.Of(kOne, "weeks");
    for (const auto& line : r.Of(kOne, "hours")) out.push_back(line);
    for (const auto& problem : r.Problems()) out.push_back(problem);
    return out;
  };
  const auto duration = [](std::string_view unit, std::string_view n) { return Cat("<programDuration unit='", unit, "'>", n, "</programDuration>"); };
  CHECK(Lines(lines(duration("year", "4"))) == Lines({"weeks 208"}));
  CHECK(Lines(lines(duration("months", "1"))) == Lines({"weeks 5"}));
  CHECK(Lines(lines(duration("week", "1.5"))) == Lines({"weeks 2"}));
  CHECK(Lines(lines(duration("day", "6"))) == Lines({"weeks 2"}));
  CHECK(Lines(lines(duration("hour", "8"))) == Lines({"weeks 1"}));
  // Days and hours are of lessons; the runs tell over how long they are spread.
  const auto run = "<programRun><startDate>2027-01-01</startDate><endDate>2027-03-01</endDate></programRun>";
  CHECK(Lines(lines(duration("day", "6"), "", run)) == Lines({"weeks 9"}));
  CHECK(Lines(lines("", "", run)) == Lines({"weeks 9"}));
  CHECK(Lines(lines(duration("week", "2"), "", run)) == Lines({"weeks 2"}));
  CHECK(Lines(lines("<programDuration>2</programDuration>")) == Lines({"duration left out: its unit is none that is known"}));
  CHECK(Lines(lines(duration("week", "twee"))) == Lines({"duration left out: it is no number"}));
  for (const auto n : {"0", "-1", "521", "999999999999"}) CHECK(Lines(lines(duration("week", n))) == Lines({"duration left out: no course takes that long, or no time"}));
  CHECK(Lines(lines(duration("week", "10"), "<studyLoad period='week'>8</studyLoad>")) == Lines({"weeks 10", "hours 80"}));
  CHECK(Lines(lines(duration("year", "2"), "<studyLoad period='week'>8</studyLoad><studyLoad period='year'>300</studyLoad>")) == Lines({"weeks 104", "hours 600"}));
  CHECK(Lines(lines("", "<studyLoad>8</studyLoad>")) == Lines({"hours 8"}));
  CHECK(Lines(lines("<credits system='PE'>8</credits><credits system='ECTS'>2.5</credits>")) == Lines({"hours 70"}));
  CHECK(Lines(lines("<credits system='ECTS'><credits>3</credits></credits>")) == Lines({"hours 84"}));
  CHECK(Lines(lines("", "<studyLoad period='week'>8</studyLoad>")) == Lines({"study load left out: it is by a period, and how long the programme is is not known"}));
  CHECK(Lines(lines("", "<studyLoad period='hour'>8</studyLoad>")) == Lines({"study load left out: its period is none that is known"}));
  CHECK(Lines(lines("", "<studyLoad>veel</studyLoad>")) == Lines({"study load left out: it is no number"}));
  for (const auto n : {"0", "-8", "20001"}) CHECK(Lines(lines("", Cat("<studyLoad>", n, "</studyLoad>"))) == Lines({"study load left out: no course asks that much, or nothing"}));
  CHECK(Lines(lines("<offeredSince>gisteren</offeredSince>")) == Lines({"date left out: \"offeredSince\" is no day"}));
  CHECK(Lines(lines("<offeredSince>2027-01-01</offeredSince><offeredUntil>2026-01-01</offeredUntil>")) == Lines({"period left out: its first day is after its last"}));
  CHECK(Lines(lines("", "", "<programRun><startDate>1 mei</startDate></programRun>")) == Lines({"date left out: \"startDate\" is no day"}));
  CHECK(Lines(lines("", "", "<programRun><startDate>2027-03-01</startDate><endDate>2027-01-01</endDate></programRun>")) == Lines({"date left out: \"endDate\" is before \"startDate\""}));
}

TEST_CASE("EDU-DEX: levels and kinds") {
  const auto of = [](std::string_view classification, std::string_view begin, std::string_view acknowledgements = "", std::string_view admission = "") {
    Parts parts;
    parts.classification += classification, parts.acknowledgements = acknowledgements, parts.admission = admission;
    return One(parts).Of(kOne, begin);
  };
  const auto level = [](std::string_view word) { return Cat("<programLevel>", word, "</programLevel>"); };
  for (const auto& [word, line] : {std::pair("mbo niveau 1", "nlqf 1"), std::pair("mbo niveau 4", "nlqf 4"), std::pair("vwo", "nlqf 4+"), std::pair("associate", "nlqf 5"),
                                   std::pair("academic bachelor", "nlqf 6"), std::pair("Master", "nlqf 7"), std::pair("PhD", "nlqf 8")})
    CHECK(Lines(of(level(word), "nlqf")) == Lines({line}));
  // Words for several levels: unknown, never low.
  for (const auto word : {"none", "mbo", "mbo+", "hbo", "wo", "post-hbo", "post-academic", "propedeuse", "vmbo", ""}) CHECK_MESSAGE(of(level(word), "nlqf").empty(), word);
  CHECK(Lines(of(level("mbo"), "nlqf", "<nlqfRegistration><nlqfLevel>3</nlqfLevel></nlqfRegistration>")) == Lines({"nlqf 3"}));
  const auto entry = [&](std::string_view words) { return of("", "entry", "", words); };
  CHECK(entry("") .empty());
  CHECK(entry("<requiredLevel>none</requiredLevel>").empty());
  CHECK(Lines(entry("<requiredLevel>hbo</requiredLevel>")) == Lines({"entry 6"}));
  CHECK(Lines(entry("<requiredLevel>vwo</requiredLevel><requiredLevel>propedeuse</requiredLevel>")) == Lines({"entry 4+"}));

  const auto type = [&](std::string_view classification, std::string_view acknowledgements = "") { return of(classification, "type", acknowledgements)[0]; };
  const auto degree = [](std::string_view word) { return Cat("<degree>", word, "</degree>"); };
  CHECK(type("") == "type short-course");
  CHECK(type(degree("mbo-verklaring")) == "type praktijkverklaring");
  CHECK(type(degree("mbo-certificaat")) == "type mbo-certificaat");
  CHECK(type("<creboCode>C0012</creboCode>") == "type mbo-certificaat");
  CHECK(type("<creboCode>K0123</creboCode>") == "type keuzedeel");
  CHECK(type(degree("Ad Eng")) == "type associate-degree");
  CHECK(type(degree("mbo niveau 3")) == "type diploma");
  CHECK(type(degree("BSc")) == "type diploma");
  CHECK(type(degree("diploma")) == "type short-course");  // a private one
  CHECK(type(degree("diploma") + "<creboCode>25655</creboCode>") == "type diploma");
  CHECK(type("<programType>mbo module</programType>" + degree("module certificate")) == "type mbo-certificaat");
  CHECK(type("<programType>mbo module</programType>") == "type keuzedeel");
  CHECK(type(level("post-hbo") + degree("certificate")) == "type hbo-module");

  Parts odd;
  odd.classification += "<programLevel>hoog</programLevel><programForm>zwemmend</programForm><fullyOnline>misschien</fullyOnline><programType>cursus</programType>";
  odd.admission = "<requiredLevel>laag</requiredLevel>", odd.curriculum = "<instructionLanguage>Klingon taal</instructionLanguage>";
  odd.acknowledgements = "<nlqfRegistration><nlqfLevel>9</nlqfLevel></nlqfRegistration>";
  odd.schedule = "<programRun><status>vol</status></programRun>";
  odd.descriptions = "<programName xml:lang='!'>Een</programName><webLink>geen adres</webLink>";
  const auto r = One(odd);
  CHECK(Lines(r.Problems()) == Lines({"language left out: it is none", "language left out: xml:lang is no language, so the text counts as Dutch", "link left out: it is no address",
                                "word left out: \"fullyOnline\" has none that is known", "word left out: \"nlqfLevel\" has none that is known",
                                "word left out: \"programForm\" has none that is known", "word left out: \"programLevel\" has none that is known", "word left out: \"programType\" has none that is known",
                                "word left out: \"requiredLevel\" has none that is known", "word left out: \"status\" has none that is known"}));
  CHECK(Lines(r.Problem("word left out: \"programLevel\" has none that is known")) == Lines({"p.xml:3:72: \"hoog\""}));
  CHECK(r.report.offerings_not_open == 1);
}

TEST_CASE("EDU-DEX: records that cannot be used, or not by anybody") {
  const auto one = [](std::string_view classification, std::string_view descriptions = "<programName>x</programName>", std::string_view more = "") {
    return Cat("<program><programClassification>", classification, "</programClassification><programDescriptions>", descriptions, "</programDescriptions>", more, "</program>\n");
  };
  const auto r = Read(ReadEduDex, {{"a.xml", Cat("<l>\n", one("<orgUnitId>o</orgUnitId>"), one("<programId>leeg</programId>", "<programName> </programName>"), "<program/>\n",
                                                 one("<programId>uit</programId>", "<programName>x</programName>", "<inPublication>0</inPublication>"),
                                                 one("<programId>dicht</programId>", "<programName>x</programName>", "<programAdmission><applicationOpen>false</applicationOpen></programAdmission>"),
                                                 one("<programId>klant</programId>", "<programName>x</programName>", "<clientId>k</clientId>"), one("<programId>goed</programId>"), "</l>")},
                                   {"b.xml", one("<programId>goed</programId>", "<programName>y</programName>")},
                                   {"c.xml", "<rss><channel/></rss>"}});
  CHECK(r.report.records == 8);
  CHECK(r.report.refused == 3);
  CHECK(r.report.not_offered == 3);
  CHECK(r.report.repeated == 1);
  CHECK(r.report.courses == 1);
  CHECK(Lines(r.Problem("record left out: it has no programId")) == Lines({"a.xml:2:1", "a.xml:4:1"}));
  CHECK(Lines(r.Problem("record left out: it has no programName")) == Lines({"a.xml:3:1: \"leeg\""}));
  CHECK(Lines(r.Problem("record left out: not published")) == Lines({"a.xml:5:1: \"uit\""}));
  CHECK(Lines(r.Problem("record left out: not open for application")) == Lines({"a.xml:6:1: \"dicht\""}));
  CHECK(Lines(r.Problem("record left out: for one client only")) == Lines({"a.xml:7:1: \"klant\""}));
  CHECK(Lines(r.Problem("record left out: another before it has the same id")) == Lines({"b.xml:1:1: urn:edudex::goed"}));
  CHECK(Lines(r.Problem("document without a programme")) == Lines({"c.xml: \"rss\""}));
  CHECK(Lines(r.Of("urn:edudex::goed", "preferred")) == Lines({"preferred nl: x"}));  // the first
}

TEST_CASE("EDU-DEX: only the first examples of a problem are kept") {
  std::string text = "<l>";
  for (int i = 0; i < 100; ++i) text += "<program/>";
  CourseBuilder builder;
  CourseFeedReport report;
  REQUIRE(ReadEduDex(Documents{{"x", text + "</l>"}}, {}, builder, &report).ok());
  REQUIRE(report.problems.size() == 1);
  CHECK(report.problems[0].count == 100);
  CHECK(Lines(report.problems[0].examples) == Lines({"x:1:4", "x:1:14", "x:1:24", "x:1:34", "x:1:44"}));
}

TEST_CASE("EDU-DEX: what a programme teaches comes from norms with its code") {
  const auto taxonomy = FeedTaxonomy();
  const auto norms = FeedNorms(), empty = *CourseBuilder().Build();
  CourseFeedOptions options;
  options.norms = {&empty, &norms};
  options.taxonomy = &taxonomy;
  const auto with = [](std::string_view id, std::string_view codes) {
    Parts parts;
    parts.classification = Cat("<programId>", id, "</programId><orgUnitId>o</orgUnitId>", codes);
    return JsonSource{Cat(id, ".xml"), parts.Text()};
  };
  const auto r = Read(ReadEduDex, {with("smid", "<creboCode>25655</creboCode>"), with("meer", "<creboCode>25655</creboCode><creboCode>k0123</creboCode>"), with("leeg", "<creboCode>10000</creboCode>"),
                                   with("geen", "")}, options);
  CHECK(Lines(r.Of("urn:edudex:o:smid", "teaches")) == Lines({"teaches urn:k:bouw 0", "teaches urn:s:smeden 2"}));
  CHECK(Lines(r.Of("urn:edudex:o:meer", "teaches")) == Lines({"teaches urn:k:bouw 0", "teaches urn:s:lassen 0", "teaches urn:s:smeden 2"}));
  CHECK(r.Of("urn:edudex:o:leeg", "teaches").empty());
  CHECK(r.report.from_norms == 2);
  CHECK(r.report.from_references + r.report.from_fields == 0);
  CHECK(r.report.teaching_nothing == 2);
  CHECK(r.courses.size() == 4);
}

TEST_CASE("EDU-DEX: files, folders, progress, and documents that cannot be read") {
  const TemporaryFolder folder;
  Parts parts;
  folder.Write("b.xml", parts.Text());
  folder.Write("a.XML", kInstitute);
  folder.Write("notes.txt", "x");
  const Strings paths{folder.path, folder.path + "/b.xml"};
  CourseFeedOptions options;
  Strings progress;
  options.progress = [&](std::uint64_t done, std::uint64_t total) { return progress.push_back(Cat(done, "/", total)), absl::OkStatus(); };
  CourseBuilder builder;
  CourseFeedReport report;
  REQUIRE(ReadEduDex(paths, options, builder, &report).ok());
  CHECK(builder.Build()->size() == 1);
  CHECK(Lines(report.files) == Lines({folder.path + "/a.XML", folder.path + "/b.xml"}));
  CHECK(Lines(report.notes) == Lines({Cat("Not used: ", folder.path, "/notes.txt.")}));
  CHECK(Lines(progress) == Lines({"0/2", "1/2", "2/2"}));
  options.progress = [](std::uint64_t, std::uint64_t) { return Error(ErrorCode::kCancelled, "enough"); };
  CHECK(CodeOf(ReadEduDex(paths, options, builder, nullptr)) == ErrorCode::kCancelled);
  options.progress = nullptr;
  const TemporaryFolder nothing;
  CHECK(CodeOf(ReadEduDex(Strings{nothing.path}, options, builder, nullptr)) == ErrorCode::kIo);
  CHECK(CodeOf(ReadEduDex(Strings{nothing.path + "/absent.xml"}, options, builder, nullptr)) == ErrorCode::kIo);
  CHECK(CodeOf(ReadEduDex(Strings{}, options, builder, nullptr)) == ErrorCode::kInvalidArgument);

  // Half a document is none: neither its courses nor its words stay.
  Parts other;
  other.classification = "<programId>2</programId><orgUnitId>o</orgUnitId>";
  const Documents documents{{"1.xml", parts.Text()}, {"2.xml", Cat("<l>", kInstitute, parts.Text(), other.Text(), "<program/>")}, {"3.xml", other.Text()}};
  const auto status = ReadStatus(ReadEduDex, documents);
  CHECK(CodeOf(status) == ErrorCode::kMalformed);
  CHECK(PositionOf(status).line > 1);
  options.keep_going = true;
  const auto r = Read(ReadEduDex, documents, options);
  CHECK(r.report.documents == 3);
  CHECK(r.report.documents_refused == 1);
  CHECK(r.report.records == 2);
  CHECK(r.courses.size() == 2);
  REQUIRE(r.Problems() == Strings{"document left out: it cannot be read"});
  CHECK(r.report.problems[0].examples[0].find("2.xml:") != std::string::npos);
}

TEST_CASE("EDU-DEX: hostile documents") {
  Parts small;
  small.schedule = Generic(Cost("10")) + "<programRun><startDate>2027-01-01</startDate><location><city>Gent</city></location></programRun>";
  CheckHostile(ReadEduDex, {{"a.xml", small.Text()}, {"b.xml", std::string(kInstitute)}, {"c.xml", Cat("<l>", small.Text(), "<program/></l>")}, {"d.xml", std::string(kWhole)}});
}

TEST_CASE("EDU-DEX: very many runs, days and costs take time by their number") {
  constexpr int kMany = 20'000 / kSlow;
  std::string runs;
  for (int i = 0; i < kMany; ++i)
    runs += Cat("<programRun><startDate>", DateName(20'000 + i), "</startDate><location><city>Plaats ", i, "</city></location></programRun>");
  std::string costs;
  for (int i = 0; i < kMany; ++i) costs += Cost("0.01", "tuition fee", Cat("<amountValidFrom>", DateName(10'000 + i), "</amountValidFrom>"));
  Parts parts;
  parts.schedule = Generic(costs) + runs;
  const auto r = One(parts);
  CHECK(r.report.offerings == kMany);
  CHECK(r.Of(kOne, "places").size() == kMany);
}
