// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The CompetentNL importer: a small graph written here in its vocabulary, with invented content, and generated ones of the true shape.

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "generate/competentnl_graph.hpp"
#include "io/rdf.hpp"
#include "io/rdf_map.hpp"
#include "oracle/files.hpp"
#include "oracle/random_graph.hpp"
#include "overstap/io.hpp"

using namespace overstap;
using namespace overstap::test;
using detail::Cat;

namespace {

using Strings = std::vector<std::string>;

/// A folder of files, gone with the object.
struct Folder : TemporaryFolder {
  Folder() = default;
  explicit Folder(std::string_view turtle) { Write("graph.ttl", turtle); }
};

struct Imported {
  Taxonomy taxonomy;
  CourseCatalogue courses;
  RdfReport report;
  BuildReport build;
};
StatusOr<Imported> TryImport(const Strings& paths, const JsonSource* map = nullptr) {
  Imported out;
  TaxonomyBuilder builder;
  CourseBuilder courses;
  OVS_RETURN_IF_ERROR(ReadCompetentNl(paths, map, builder, &courses, &out.report));
  OVS_ASSIGN_OR_RETURN(out.taxonomy, builder.Build(&out.build));
  OVS_ASSIGN_OR_RETURN(out.courses, courses.Build());
  return out;
}
Imported Import(const Strings& paths, const JsonSource* map = nullptr) { return Need(TryImport(paths, map)); }
Imported Import(const Folder& folder, const JsonSource* map = nullptr) { return Import(Strings{folder.path}, map); }

void CheckFails(const StatusOr<Imported>& imported, ErrorCode code, const std::string& text) {
  REQUIRE_FALSE(imported.ok());
  const std::string message(imported.status().message());
  INFO(message);
  CHECK(CodeOf(imported.status()) == code);
  CHECK(message.find(text) != std::string::npos);
}

bool SameBytes(const Snapshot& a, const Snapshot& b) { return std::ranges::equal(a.bytes(), b.bytes()); }

/// "preferred nl: text" and so on, sorted.
template <typename View>
Strings TextsOf(const View& view, std::uint32_t thing) {
  Strings out;
  for (const auto& text : view.snapshot().Texts(thing))
    out.push_back(Cat(Name(text.kind), " ", view.snapshot().Language(text.language), ": ", view.snapshot().String(text.string)));
  std::sort(out.begin(), out.end());
  return out;
}
/// "essential URI" of each relation, sorted.
Strings RelationsOf(const Taxonomy& t, std::string_view uri) {
  Strings out;
  for (const auto& r : t.Relations(At(t, uri))) out.push_back(Cat(Name(r.relevance), " ", t.Uri(r.target)));
  std::sort(out.begin(), out.end());
  return out;
}
Strings MatchesOf(const Taxonomy& t, std::string_view uri) {
  Strings out;
  for (const auto& m : t.Matches(At(t, uri))) out.push_back(Cat(Name(m.type), " ", t.snapshot().String(m.uri)));
  std::sort(out.begin(), out.end());
  return out;
}
Strings BroaderOf(const Taxonomy& t, std::string_view uri) {
  Strings out;
  for (const auto c : t.Broader(At(t, uri))) out.emplace_back(t.Uri(c));
  return out;
}
Strings Shown(const std::vector<NamedCount>& counts) {
  Strings out;
  for (const auto& c : counts) out.push_back(Cat(c.name, " ", c.count));
  return out;
}
bool HasNote(const RdfReport& report, std::string_view text) {
  return std::any_of(report.notes.begin(), report.notes.end(), [&](const std::string& note) { return note.find(text) != std::string::npos; });
}

constexpr std::string_view kCnlo = "https://linkeddata.competentnl.nl/def/competentnl#", kUwv = "https://linkeddata.competentnl.nl/uwv/def/competentnl_uwv#";

constexpr std::string_view kPrefixes = R"(@prefix cnlo: <https://linkeddata.competentnl.nl/def/competentnl#> .
@prefix cnluwvo: <https://linkeddata.competentnl.nl/uwv/def/competentnl_uwv#> .
@prefix ksmo: <https://data.s-bb.nl/ksm/ont/ksmo#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix skosxl: <http://www.w3.org/2008/05/skos-xl#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix esco: <http://data.europa.eu/esco/model#> .
@prefix ovs: <urn:overstap:def:> .
@prefix e: <urn:e:> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
)";

/// Everything that the importer has an eye for, once.
constexpr std::string_view kExample = R"(
e:smid a cnluwvo:Occupation , cnlo:Occupation , skos:Concept ;
  skos:prefLabel "Verzonnen smid"@nl ;
  skosxl:prefLabel [ a cnluwvo:DetailedLabel ; skosxl:literalForm "Verzonnen smid"@nl ; cnluwvo:hasContentStatus cnluwvo:ContentStatus_Current ] ;
  skosxl:altLabel [ a cnluwvo:DetailedLabel ; skosxl:literalForm "Imaginary smith"@en ; cnluwvo:hasContentStatus cnluwvo:ContentStatus_Current ] ,
                  [ a cnluwvo:DetailedLabel ; skosxl:literalForm "Oude smid"@nl ; cnluwvo:hasContentStatus cnluwvo:ContentStatus_Archived ] ;
  cnluwvo:specialization <urn:e:label:1> ;
  skos:definition "Smeedt wat er niet is."@nl ; skos:scopeNote "Niet gebruikt."@nl , "Used: there is no English definition."@en ;
  cnluwvo:hasContentStatus cnluwvo:ContentStatus_Current ;
  cnluwvo:isRegulatedProfession false ; cnluwvo:isNotSuitableForMediation true ;
  skos:inScheme <urn:e:register> ;
  cnlo:requiresHATEssential e:smeden , e:staalkunde ; cnlo:requiresHATImportant e:letten ; cnlo:requiresHATSomewhat e:weg ;
  cnluwvo:isCharacterizedByOccupationTask_Essential e:taak1 ; cnluwvo:isCharacterizedByOccupationTask_Optional e:taak2 ;
  cnluwvo:isCharacterizedByOccupationCircumstance_StronglyRelevant e:hitte ; cnluwvo:isCharacterizedByOccupationCircumstance_NotRelevant e:kou ;
  cnluwvo:isCharacterizedByOccupationCircumstance_No e:rijden ;
  cnluwvo:broadMatchTaxonomyItemKernberoep e:kern ;
  cnluwvo:exactMatchTaxonomyItemESCOBeroep <http://data.europa.eu/esco/occupation/verzonnen> ;
  cnluwvo:narrowMatchTaxonomyItemONETBeroep "51-4022.00" ;
  cnluwvo:closeMatchTaxonomyItemESCOBeroep "7221.3" ;
  dct:isReplacedBy <urn:e:nieuwe-smid> ;
  dct:created "2025-09-24"^^xsd:date ; e:unknown "x" , "y" .
<urn:e:label:1> a cnluwvo:DetailedLabel ; skosxl:literalForm "Hoefsmid"@nl ; cnluwvo:hasContentStatus cnluwvo:ContentStatus_Current .
e:vroeger a cnlo:Occupation ; cnluwvo:hasContentStatus cnluwvo:ContentStatus_Historic ; skosxl:prefLabel [ skosxl:literalForm "Vroeger beroep"@nl ] ;
  cnluwvo:isRegulatedProfession "1"^^xsd:boolean ; cnluwvo:isNotSuitableForMediation false .
e:smeden a cnlo:HumanCapability ; skos:prefLabel "Smeden"@nl ; skos:altLabel "Metaal vormen"@nl ; skos:notation "100.001.001" ;
  skos:broader e:maken ; cnlo:hasRIASEC "R" , "I" ; cnlo:closeMatchESCO <http://data.europa.eu/esco/skill/verzonnen> .
e:letten a cnlo:HumanCapability ; skos:prefLabel "Opletten"@nl ; skos:hiddenLabel "Oplettten"@nl .
e:maken a cnlo:HumanCapability ; skos:prefLabel "Maken"@nl ; skos:narrower e:letten .
e:staalkunde a cnlo:KnowledgeArea ; skos:prefLabel "Staalkunde"@nl ; skos:notation "200.0715.01" .
e:taak1 a cnluwvo:OccupationTask ; skos:prefLabel "Staal smeden" .
e:taak2 a cnluwvo:OccupationTask ; skos:prefLabel "Vuur stoken" .
e:hitte a cnluwvo:OccupationCircumstance ; skos:prefLabel "Hitte" ; skos:definition "Werken bij hitte." .
e:kou a cnluwvo:OccupationCircumstance ; skos:prefLabel "Kou" .
e:rijden a cnluwvo:OccupationCircumstance ; skos:prefLabel "Beroepsmatig rijden" .
e:kern a cnluwvo:TaxonomyItemKernberoep ; skos:prefLabel "Smeden en zo"@nl ; cnluwvo:broadMatchTaxonomyItemISCOUnitGroup e:isco7221 ;
  cnluwvo:relatedMatchTaxonomyItem4eLaagBRC e:brc .
e:brc a cnluwvo:TaxonomyItem4eLaagBRC ; skos:prefLabel "Metaal"@nl .
e:isco7221 a cnluwvo:TaxonomyItemISCOUnitGroup ; skos:prefLabel "Blacksmiths"@en ; skos:notation "7221" ; skos:broader e:isco722 .
e:isco722 a cnluwvo:TaxonomyItemISCOMinorGroup ; skos:prefLabel "Smiths"@en ; skos:notation "722" .
e:norm a cnlo:EducationalNorm , ksmo:MboKwalificatie ; skos:prefLabel "Verzonnen leersmid"@nl ; skos:definition "Leert smeden."@nl ; ksmo:opleidingscode "99999" ;
  cnlo:prescribesHATEssential e:smeden , e:staalkunde ; cnlo:prescribesHATImportant e:engels .
e:keuze a cnlo:EducationalNorm , ksmo:MboKeuzedeel ; skos:prefLabel "Hoeven"@nl ; ksmo:keuzedeelcode "K9999" .
e:certificaat a cnlo:EducationalNorm ; skos:prefLabel "Vuur"@nl ; ksmo:certificaatcode "C9999" .
e:engels a cnlo:LanguageProficiency ; skos:prefLabel "Engels B1"@nl .
e:escoskill a esco:Skill , skos:Concept ; skos:prefLabel "forge"@en , "forger"@fr .
)";

std::string Escaped(std::string_view text) {
  std::string out;
  for (const char c : text) out += c == '"' ? "\\\"" : c == '\\' ? "\\\\" : c == '\n' ? "\\n" : std::string(1, c);
  return out;
}
using Triple = std::array<std::string, 3>;  // in N-Triples
/// The statements of a file, with blank nodes named anew.
std::vector<Triple> TriplesOf(const std::string& path) {
  std::vector<Triple> out;
  const auto term = [](const detail::RdfTerm& t) {
    if (t.kind == detail::RdfTerm::Kind::kBlank) return Cat("_:x", t.text);
    if (t.kind == detail::RdfTerm::Kind::kIri) return Cat("<", t.text, ">");
    return Cat("\"", Escaped(t.text), "\"", t.language.empty() ? "" : "@", t.language);
  };
  Need(detail::ReadRdf(path, *detail::RdfFormatOf(path), [&](const detail::RdfStatement& s) -> Status {
    out.push_back({term(s.subject), Cat("<", s.predicate, ">"), term(s.object)});
    return {};
  }));
  return out;
}
std::string NTriplesOf(const std::vector<Triple>& triples) {
  std::string out;
  for (const auto& t : triples) out += Cat(t[0], " ", t[1], " ", t[2], " .\n");
  return out;
}
std::string SparqlJsonOf(const std::vector<Triple>& triples) {
  const auto value = [](const std::string& t) {
    if (t[0] == '<') return Cat("{\"type\":\"uri\",\"value\":\"", t.substr(1, t.size() - 2), "\"}");
    if (t[0] == '_') return Cat("{\"type\":\"bnode\",\"value\":\"", t.substr(2), "\"}");
    const auto end = t.rfind('"');
    return Cat("{\"type\":\"literal\",\"value\":", t.substr(0, end + 1), end + 1 == t.size() ? "" : Cat(",\"xml:lang\":\"", t.substr(end + 2), "\""), "}");
  };
  std::string out = "{\"head\":{\"vars\":[\"s\",\"p\",\"o\"]},\"results\":{\"bindings\":[";
  for (std::size_t i = 0; i < triples.size(); ++i)
    out += Cat(i == 0 ? "\n" : ",\n", "{\"s\":", value(triples[i][0]), ",\"p\":", value(triples[i][1]), ",\"o\":", value(triples[i][2]), "}");
  return out + "]}}\n";
}

std::string Example() { return Cat(kPrefixes, kExample); }

}  // namespace

TEST_CASE("CompetentNL: concepts, texts and attributes of the example") {
  const Folder folder(Example());
  const auto in = Import(folder);
  const Taxonomy& t = in.taxonomy;
  const auto& r = in.report;
  CHECK(r.occupations == 2);
  CHECK(r.skills == 3);
  CHECK(r.knowledge == 1);
  CHECK(r.tasks == 2);
  CHECK(r.conditions == 3);
  CHECK(r.groups == 4);
  CHECK(r.licences == 0);
  CHECK(r.qualifications == 3);
  CHECK(r.relations_read == 8);
  CHECK(r.labels_not_current == 1);
  CHECK(r.triples == TriplesOf(folder.path + "/graph.ttl").size());
  CHECK(r.triples_repeated == 0);
  CHECK(r.files == Strings{folder.path + "/graph.ttl"});
  CHECK(Shown(r.unknown_predicates) == Strings{"urn:e:unknown 2"});
  CHECK(Shown(r.unknown_classes) == Strings{"http://data.europa.eu/esco/model#Skill 1", Cat(kCnlo, "LanguageProficiency 1")});
  CHECK(Shown(r.dangling) == Strings{Cat(kCnlo, "prescribesHATImportant 1"), Cat(kCnlo, "requiresHATSomewhat 1")});
  CHECK(HasNote(r, "requiresHATSomewhat 1 time, such as \"urn:e:weg\"."));
  CHECK(HasNote(r, Cat("Values left out, as they are not of the form that is asked: ", kUwv, "closeMatchTaxonomyItemESCOBeroep 1 time, such as \"7221.3\".")));
  CHECK(HasNote(r, "Statements left out, as the map knows no class of what they are about: 3."));
  CHECK(t.size() == 15);

  const auto smith = At(t, "urn:e:smid");
  CHECK(t.Kind(smith) == ConceptKind::kOccupation);
  CHECK(TextsOf(t, smith) == Strings{"alternative en: Imaginary smith", "definition en: Used: there is no English definition.", "definition nl: Smeedt wat er niet is.",
                                     "hidden nl: Oude smid", "preferred nl: Verzonnen smid", "specialisation nl: Hoefsmid"});
  CHECK(t.Status(smith) == ConceptStatus::kCurrent);
  CHECK(t.Regulated(smith) == Regulated::kNo);
  CHECK(t.Mediation(smith) == Mediation::kNotSuitable);
  CHECK(t.Isco(smith) == 7221);
  CHECK(RelationsOf(t, "urn:e:smid") == Strings{"essential urn:e:hitte", "essential urn:e:smeden", "essential urn:e:staalkunde", "essential urn:e:taak1",
                                                "important urn:e:letten", "not_relevant urn:e:kou", "not_relevant urn:e:rijden", "optional urn:e:taak2"});
  CHECK(MatchesOf(t, "urn:e:smid") == Strings{"exact http://data.europa.eu/esco/occupation/verzonnen", "narrow https://www.onetonline.org/link/summary/51-4022.00",
                                              "replaced-by urn:e:nieuwe-smid"});
  CHECK(BroaderOf(t, "urn:e:smid") == Strings{"urn:e:kern"});

  const auto former = At(t, "urn:e:vroeger");
  CHECK(t.Status(former) == ConceptStatus::kHistoric);
  CHECK(t.Label(former, "nl") == "Vroeger beroep");
  CHECK(t.Regulated(former) == Regulated::kYes);
  CHECK(t.Mediation(former) == Mediation::kSuitable);
  CHECK(t.Isco(former) == 0);

  const auto forge = At(t, "urn:e:smeden");
  CHECK(t.Kind(forge) == ConceptKind::kSkill);
  CHECK(t.Notation(forge) == "100.001.001");
  CHECK(t.Interests(forge) == (kRealistic | kInvestigative));
  CHECK(MatchesOf(t, "urn:e:smeden") == Strings{"close http://data.europa.eu/esco/skill/verzonnen"});
  CHECK(BroaderOf(t, "urn:e:smeden") == Strings{"urn:e:maken"});
  CHECK(BroaderOf(t, "urn:e:letten") == Strings{"urn:e:maken"});
  CHECK(TextsOf(t, At(t, "urn:e:letten")) == Strings{"hidden nl: Oplettten", "preferred nl: Opletten"});
  CHECK(t.Kind(At(t, "urn:e:staalkunde")) == ConceptKind::kKnowledge);
  CHECK(TextsOf(t, At(t, "urn:e:taak1")) == Strings{"preferred nl: Staal smeden"});  // in the language of the map
  CHECK(t.Kind(At(t, "urn:e:kou")) == ConceptKind::kCondition);
  CHECK(BroaderOf(t, "urn:e:kern") == Strings{"urn:e:isco7221"});
  CHECK(MatchesOf(t, "urn:e:kern") == Strings{"related urn:e:brc"});
  CHECK(t.Isco(At(t, "urn:e:kern")) == 0);  // an attribute of occupations
  CHECK_FALSE(t.Find("urn:e:escoskill").has_value());
  CHECK_FALSE(t.Find("urn:e:nieuwe-smid").has_value());
}

TEST_CASE("CompetentNL: norms become courses") {
  const Folder folder(Example());
  const auto in = Import(folder);
  const auto& c = in.courses;
  REQUIRE(c.size() == 3);
  const auto norm = *c.Find("urn:e:norm"), elective = *c.Find("urn:e:keuze"), certificate = *c.Find("urn:e:certificaat");
  CHECK(c[norm].type == CourseType::kDiploma);
  CHECK(c[elective].type == CourseType::kElective);
  CHECK(c[certificate].type == CourseType::kCertificate);
  CHECK(TextsOf(c, norm) == Strings{"definition nl: Leert smeden.", "hidden nl: crebo 99999", "preferred nl: Verzonnen leersmid"});
  CHECK(TextsOf(c, elective) == Strings{"hidden nl: keuzedeel K9999", "preferred nl: Hoeven"});
  const auto codes_of = [&](std::uint32_t course) {
    Strings codes;
    for (const auto& fact : c.Facts(course, CourseFactKind::kCode)) codes.emplace_back(c.Text(fact));
    return codes;
  };
  CHECK(codes_of(norm) == Strings{"crebo:99999"});
  CHECK(codes_of(elective) == Strings{"keuzedeel:K9999"});
  CHECK(codes_of(certificate) == Strings{"certificaat:C9999"});
  Strings teaches;
  for (const auto& skill : c.Teaches(norm)) teaches.push_back(Cat(c.snapshot().String(skill.uri), " ", static_cast<int>(skill.level)));
  CHECK(teaches == Strings{"urn:e:smeden 0", "urn:e:staalkunde 0"});
  CHECK(c.Teaches(elective).empty());

  // Without a place for them they are counted and left out.
  TaxonomyBuilder builder;
  RdfReport report;
  Need(ReadCompetentNl(Strings{folder.path}, nullptr, builder, nullptr, &report));
  CHECK(report.qualifications == 3);
  CHECK(SameBytes(Need(builder.Build()).snapshot(), in.taxonomy.snapshot()));

  // A code tells the type of a norm whose class does not; what is no longer current is left out; a level is taken.
  const Folder codes(Cat(kPrefixes, R"(e:a a cnlo:EducationalNorm ; ksmo:opleidingscode "1" ; ovs:nlqf "4" . e:b a cnlo:EducationalNorm ; ksmo:keuzedeelcode "2" .
e:c a cnlo:EducationalNorm . e:d a cnlo:EducationalNorm ; cnluwvo:hasContentStatus "Gearchiveerd" ; cnlo:requiresHATEssential e:a ; cnlo:prescribesHATEssential e:nothing .
e:e a cnlo:EducationalNorm ; cnlo:requiresHATEssential e:a .)"));
  const auto coded = Import(codes);
  REQUIRE(coded.courses.size() == 4);
  CHECK(coded.courses[0].type == CourseType::kDiploma);
  CHECK(coded.courses[0].nlqf == 40);
  CHECK(coded.courses[1].type == CourseType::kElective);
  CHECK(coded.courses[2].type == CourseType::kCertificate);
  CHECK(HasNote(coded.report, "Courses left out, as they are no longer current: 1."));
  CHECK(HasNote(coded.report, "Statements left out, as such a thing cannot have them: "));
  CHECK(coded.report.dangling.empty());
}

TEST_CASE("CompetentNL: every spelling of a requirement, and every name of a namespace") {
  struct Row {
    std::string_view predicate;
    Relevance relevance;
  };
  const Row rows[] = {{"cnlo:requiresHATEssential", Relevance::kEssential},
                      {"cnlo:requiresHATImportant", Relevance::kImportant},
                      {"cnlo:requiresHATSomewhat", Relevance::kSomewhat},
                      {"cnlo:requiresHATStrongly", Relevance::kEssential},
                      {"cnlo:requiresHATModerately", Relevance::kImportant},
                      {"cnlo:requiresHATHardly", Relevance::kSomewhat},
                      {"cnluwvo:requiresCNLHumanCapability_Essential", Relevance::kEssential},
                      {"cnluwvo:requiresCNLHumanCapability_Important", Relevance::kImportant},
                      {"cnluwvo:requiresCNLHumanCapability_SomewhatRelevant", Relevance::kSomewhat},
                      {"cnluwvo:requiresCNLKnowledgeArea_Essential", Relevance::kEssential},
                      {"cnluwvo:requiresCNLKnowledgeArea_Important", Relevance::kImportant},
                      {"cnluwvo:requiresCNLKnowledgeArea_SomewhatRelevant", Relevance::kSomewhat},
                      {"cnluwvo:isCharacterizedByOccupationTask_Essential", Relevance::kEssential},
                      {"cnluwvo:isCharacterizedByOccupationTask_Optional", Relevance::kOptional},
                      {"cnluwvo:isCharacterizedByOccupationCircumstance_StronglyRelevant", Relevance::kEssential},
                      {"cnluwvo:isCharacterizedByOccupationCircumstance_ReasonablyRelevant", Relevance::kImportant},
                      {"cnluwvo:isCharacterizedByOccupationCircumstance_BarelyRelevant", Relevance::kSomewhat},
                      {"cnluwvo:isCharacterizedByOccupationCircumstance_NotRelevant", Relevance::kNotRelevant},
                      {"cnluwvo:isCharacterizedByOccupationCircumstance_Yes", Relevance::kEssential},
                      {"cnluwvo:isCharacterizedByOccupationCircumstance_No", Relevance::kNotRelevant},
                      {"esco:relatedEssentialSkill", Relevance::kEssential},
                      {"esco:relatedOptionalSkill", Relevance::kOptional},
                      {"ovs:requires_essential", Relevance::kEssential},
                      {"ovs:requires_important", Relevance::kImportant},
                      {"ovs:requires_optional", Relevance::kOptional},
                      {"ovs:requires_somewhat", Relevance::kSomewhat},
                      {"ovs:requires_not_relevant", Relevance::kNotRelevant}};
  for (const std::string_view other : {"https://linkeddata.competentnl.nl/uwv/def/competentnl_uwv#", "https://linkeddata.competentnl.nl/def/uwv-ontology#",
                                       "https://linkeddata.uwv.nl/ns/competentnl_uwv#"}) {
    CAPTURE(other);
    std::string text(kPrefixes);
    text.replace(text.find(kUwv), kUwv.size(), other);
    for (std::size_t i = 0; i < std::size(rows); ++i) text += Cat("e:o a cnluwvo:Occupation ; ", rows[i].predicate, " e:s", i, " . e:s", i, " a ovs:Licence .\n");
    const auto in = Import(Folder(text));
    CHECK(in.report.unknown_predicates.empty());
    CHECK(in.report.licences == std::size(rows));
    for (std::size_t i = 0; i < std::size(rows); ++i) {
      const auto relations = in.taxonomy.Relations(At(in.taxonomy, "urn:e:o"));
      const auto target = At(in.taxonomy, Cat("urn:e:s", i));
      const auto at = std::find_if(relations.begin(), relations.end(), [&](const Relation& r) { return r.target == target; });
      REQUIRE(at != relations.end());
      CAPTURE(rows[i].predicate);
      CHECK(at->relevance == rows[i].relevance);
    }
  }
}

TEST_CASE("CompetentNL: matches are IRIs, or codes with a known place") {
  const Folder folder(Cat(kPrefixes, R"(e:o a cnlo:Occupation ;
  cnluwvo:exactMatchTaxonomyItemESCOBeroep <urn:x:1> ; cnluwvo:broadMatchTaxonomyItemESCOBeroep "http://x/2" ; cnluwvo:narrowMatchTaxonomyItemESCOBeroep e:item ;
  cnluwvo:closeMatchTaxonomyItemESCOBeroep "1.2" , "http://with blank" , [ skos:notation "x" ] ;
  cnluwvo:exactMatchTaxonomyItemONETBeroep "11-1011.00" ; cnluwvo:broadMatchTaxonomyItemONETBeroep <urn:x:3> ; cnluwvo:narrowMatchTaxonomyItemONETBeroep "a b" ;
  cnluwvo:closeMatchTaxonomyItemONETBeroep "11-1021.00"@nl ; skos:exactMatch <urn:x:4> ; skos:relatedMatch <urn:x:5> .
e:item a cnluwvo:TaxonomyItemESCOBeroep ; skos:notation "9.9" .
e:s a cnlo:HumanCapability ; cnlo:exactMatchESCO <urn:x:6> ; cnlo:closeMatchESCO <urn:x:7> ; cnlo:broadMatchESCO <urn:x:8> ; cnlo:narrowMatchESCO <urn:x:9> ;
  cnlo:closeMatchONET "1.A.1" .)"));
  const auto in = Import(folder);
  const std::string onet = "https://www.onetonline.org/link/summary/";
  CHECK(MatchesOf(in.taxonomy, "urn:e:o") == Strings{"broad http://x/2", "broad urn:x:3", "close " + onet + "11-1021.00", "exact " + onet + "11-1011.00", "exact urn:x:1",
                                                     "exact urn:x:4", "narrow urn:e:item", "related urn:x:5"});
  CHECK(MatchesOf(in.taxonomy, "urn:e:s") == Strings{"broad urn:x:8", "close " + onet + "1.A.1", "close urn:x:7", "exact urn:x:6", "narrow urn:x:9"});
  CHECK(HasNote(in.report, "closeMatchTaxonomyItemESCOBeroep 2 times, such as \"1.2\""));
  CHECK(HasNote(in.report, "narrowMatchTaxonomyItemONETBeroep 1 time, such as \"a b\""));
  CHECK(Shown(in.report.dangling) == Strings{Cat(kUwv, "closeMatchTaxonomyItemESCOBeroep 1")});
  CHECK_FALSE(in.taxonomy.Find("urn:e:item").has_value());
  CHECK(in.report.unknown_classes.empty());
}

TEST_CASE("CompetentNL: labels, by how they are stated") {
  const Folder folder(Cat(kPrefixes, R"(
e:a a cnlo:Occupation ; skos:prefLabel "Plat"@nl ; skosxl:prefLabel [ skosxl:literalForm "Anders"@nl , "Other"@en ] ; skosxl:altLabel "Zo ook"@NL .
e:b a cnlo:Occupation ; skosxl:prefLabel [ skosxl:literalForm "Weg"@nl ; cnluwvo:hasContentStatus cnluwvo:ContentStatus_Historical ] ;
  <http://www.w3.org/2000/01/rdf-schema#label> "Naam"@nl , "Name"@en ; skos:prefLabel "Name given"@en .
e:c a cnlo:Occupation ; skosxl:altLabel [ cnluwvo:hasContentStatus cnluwvo:ContentStatus_Current ] , e:nothing ; skos:scopeNote "Bij gebrek aan beter" ; ovs:specialisation "Smaller"@en .
e:d a cnlo:Occupation ; skos:prefLabel "a\u0007b\u0085\r\nc  "@nl , "" ; skos:definition "\u00E9\tx" ; cnluwvo:hasContentStatus e:odd .)"));
  const auto in = Import(folder);
  const auto& t = in.taxonomy;
  CHECK(TextsOf(t, At(t, "urn:e:a")) == Strings{"alternative nl: Anders", "alternative nl: Zo ook", "preferred en: Other", "preferred nl: Plat"});
  CHECK(TextsOf(t, At(t, "urn:e:b")) == Strings{"hidden nl: Weg", "preferred en: Name given", "preferred nl: Naam"});
  CHECK(TextsOf(t, At(t, "urn:e:c")) == Strings{"definition nl: Bij gebrek aan beter", "specialisation en: Smaller"});
  CHECK(TextsOf(t, At(t, "urn:e:d")) == Strings{"definition nl: \xC3\xA9\tx", "preferred nl: a b \nc"});
  CHECK(in.report.labels_not_current == 1);
  CHECK(Shown(in.report.dangling) == Strings{"http://www.w3.org/2008/05/skos-xl#altLabel 2"});
  CHECK(HasNote(in.report, "Control characters in texts replaced by blanks: 2."));
  CHECK(HasNote(in.report, "hasContentStatus 1 time, such as \"urn:e:odd\""));
  CHECK(t.Status(At(t, "urn:e:d")) == ConceptStatus::kCurrent);
}

TEST_CASE("CompetentNL: the ISCO code is that of the nearest unit group above") {
  const Folder folder(Cat(kPrefixes, R"(
e:u1 a cnluwvo:TaxonomyItemISCOUnitGroup ; skos:notation "2000" . e:u2 a cnluwvo:TaxonomyItemISCOUnitGroup ; skos:notation "0110" .
e:u3 a cnluwvo:TaxonomyItemISCOUnitGroup ; skos:notation "33" . e:m a cnluwvo:TaxonomyItemISCOMinorGroup ; skos:notation "1111" .
e:k1 a cnluwvo:TaxonomyItemKernberoep ; skos:broader e:u1 . e:k2 a cnluwvo:TaxonomyItemKernberoep ; skos:broader e:k1 . e:k3 a cnluwvo:TaxonomyItemKernberoep ; skos:broader e:u3 , e:m .
e:near a cnlo:Occupation ; skos:broader e:k2 , e:u2 . e:far a cnlo:Occupation ; skos:broader e:k2 . e:two a cnlo:Occupation ; skos:broader e:u1 , e:u2 .
e:none a cnlo:Occupation ; skos:broader e:k3 . e:said a cnlo:Occupation ; skos:broader e:k2 ; ovs:isco "4321" . e:wrong a cnlo:Occupation ; ovs:isco "432" .)"));
  const auto in = Import(folder);
  const auto isco = [&](std::string_view name) { return in.taxonomy.Isco(At(in.taxonomy, Cat("urn:e:", name))); };
  CHECK(isco("near") == 110);
  CHECK(isco("far") == 2000);
  CHECK(isco("two") == 110);
  CHECK(isco("none") == 0);
  CHECK(isco("said") == 4321);
  CHECK(isco("wrong") == 0);
  CHECK(HasNote(in.report, "Things in several ISCO unit groups, of which the lowest number was taken: 1."));
  CHECK(HasNote(in.report, "http://www.w3.org/2004/02/skos/core#notation 1 time, such as \"33\""));
  CHECK(HasNote(in.report, "urn:overstap:def:isco 1 time, such as \"432\""));
}

TEST_CASE("CompetentNL: the words of our own export") {
  const Folder folder(Cat(kPrefixes, R"(
<urn:overstap:taxonomy:abc> a skos:ConceptScheme ; dct:title "Mijn lijst"@nl ; dct:license <https://e.org/l> ; dct:source "zelf" .
<urn:e:scheme> a skos:ConceptScheme ; dct:title "Een register"@nl .
e:o a ovs:Occupation ; ovs:status "archived" ; ovs:regulated true ; ovs:mediation false ; ovs:interests "RS" ; ovs:nlqf "4+" ; ovs:isco "0110" .
e:s a ovs:Skill ; ovs:interests "x" . e:k a ovs:Knowledge ; ovs:nlqf "9" . e:t a ovs:Task . e:c a ovs:Condition . e:g a ovs:Group ; ovs:regulated "maybe" . e:l a ovs:Licence .)"));
  const auto in = Import(folder);
  const auto& t = in.taxonomy;
  CHECK(t.Concepts(ConceptKind::kLicence).size() == 1);
  const auto o = At(t, "urn:e:o");
  CHECK(t.Status(o) == ConceptStatus::kArchived);
  CHECK(t.Regulated(o) == Regulated::kYes);
  CHECK(t.Mediation(o) == Mediation::kNotSuitable);
  CHECK(t.Interests(o) == (kRealistic | kSocial));
  CHECK(t.Nlqf(o) == 45);
  CHECK(t.Isco(o) == 110);
  CHECK(t.snapshot().About("name@nl") == "Mijn lijst");
  CHECK(t.snapshot().About("licence") == "https://e.org/l");
  CHECK(t.snapshot().About("source") == "zelf");
  for (const std::string_view odd : {"urn:overstap:def:interests 1 time, such as \"x\"", "urn:overstap:def:nlqf 1 time, such as \"9\"", "urn:overstap:def:regulated 1 time, such as \"maybe\""})
    CHECK(HasNote(in.report, odd));
  // What does not say what it is is called what the map calls it.
  const auto example = Import(Folder(Example()));
  CHECK(example.taxonomy.snapshot().About("name@nl") == "CompetentNL");
  CHECK(example.courses.snapshot().About("name@nl") == "CompetentNL");
  CHECK(example.taxonomy.snapshot().About("date").empty());
}

TEST_CASE("CompetentNL: the same graph gives the same bytes, in any format, order and number of files") {
  const Folder folder(Example());
  const auto expected = Import(folder);
  auto triples = TriplesOf(folder.path + "/graph.ttl");
  // Contradictions, which the order must not decide.
  const auto add = [&](const std::string& s, std::string_view p, const std::string& o) { triples.push_back({"<urn:e:" + s + ">", Cat("<", p, ">"), o}); };
  {
    const Folder nt, json;
    nt.Write("g.nt", NTriplesOf(triples));
    json.Write("g.srj", SparqlJsonOf(triples));
    CHECK(SameBytes(Import(nt).taxonomy.snapshot(), expected.taxonomy.snapshot()));
    CHECK(SameBytes(Import(json).taxonomy.snapshot(), expected.taxonomy.snapshot()));
    CHECK(SameBytes(Import(nt).courses.snapshot(), expected.courses.snapshot()));
    CHECK(SameBytes(Import(json).courses.snapshot(), expected.courses.snapshot()));
  }
  add("smid", Cat(kUwv, "isRegulatedProfession"), "\"true\"");
  add("smid", Cat(kUwv, "isNotSuitableForMediation"), "\"false\"");
  add("smid", Cat(kUwv, "hasContentStatus"), Cat("<", kUwv, "ContentStatus_Archived>"));
  add("smid", Cat(kCnlo, "requiresHATSomewhat"), "<urn:e:smeden>");
  add("smid", "urn:overstap:def:isco", "\"1111\"");
  add("smid", "urn:overstap:def:isco", "\"1110\"");
  add("smid", "urn:overstap:def:nlqf", "\"3\"");
  add("smid", "urn:overstap:def:nlqf", "\"2\"");
  add("smid", "http://www.w3.org/2004/02/skos/core#prefLabel", "\"Andere smid\"@nl");
  add("smeden", "http://www.w3.org/2004/02/skos/core#notation", "\"100.001.000\"");
  add("norm", "urn:overstap:def:nlqf", "\"3\"");
  add("norm", "urn:overstap:def:nlqf", "\"2\"");
  add("certificaat", "https://data.s-bb.nl/ksm/ont/ksmo#keuzedeelcode", "\"x\"");
  std::optional<Imported> first;
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    auto shuffled = triples;
    random.Shuffle(shuffled);
    // Over files of all kinds; statements with blank nodes stay together.
    const Folder out;
    std::vector<Triple> parts[4];
    std::uint64_t doubled = 0;
    for (const auto& t : shuffled) {
      const bool blank = t[0][0] == '_' || t[2][0] == '_';
      parts[blank ? 0 : random.Below(4)].push_back(t);
      if (!blank && random.Chance(10)) parts[random.Below(4)].push_back(t), ++doubled;
    }
    doubled = 0;
    std::set<Triple> seen;
    for (const auto& part : parts) {
      for (const auto& t : part) doubled += !seen.insert(t).second && t[1] != "<urn:e:unknown>" && t[1].find("created") == std::string::npos && t[1].find("inScheme") == std::string::npos;
    }
    out.Write("a.nt", NTriplesOf(parts[0]));
    out.Write("b.ttl", NTriplesOf(parts[1]));
    out.Write("c.srj", SparqlJsonOf(parts[2]));
    out.Write("d.json", SparqlJsonOf(parts[3]));
    Strings paths;
    for (const char* name : {"a.nt", "b.ttl", "c.srj", "d.json"}) paths.push_back(out.path + "/" + name);
    random.Shuffle(paths);
    auto in = Import(paths);
    CHECK(in.report.triples_repeated == doubled);
    CHECK(in.report.files == paths);
    if (!first) first = std::move(in);
    else {
      CHECK(SameBytes(in.taxonomy.snapshot(), first->taxonomy.snapshot()));
      CHECK(SameBytes(in.courses.snapshot(), first->courses.snapshot()));
      CHECK(in.report.notes == first->report.notes);
    }
  }
  const auto smith = At(first->taxonomy, "urn:e:smid");
  CHECK(first->taxonomy.Regulated(smith) == Regulated::kYes);
  CHECK(first->taxonomy.Mediation(smith) == Mediation::kNotSuitable);
  CHECK(first->taxonomy.Status(smith) == ConceptStatus::kCurrent);
  CHECK(first->taxonomy.Isco(smith) == 1110);
  CHECK(first->taxonomy.Nlqf(smith) == 20);
  CHECK(first->taxonomy.Notation(At(first->taxonomy, "urn:e:smeden")) == "100.001.000");
  CHECK(first->build.relevance_conflicts == 1);
}

TEST_CASE("CompetentNL: blank nodes of two files are two nodes") {
  const std::string_view label = "_:x <http://www.w3.org/2008/05/skos-xl#literalForm> \"";
  const auto occupation = [](const char* name) {
    return Cat("<urn:e:", name, "> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <", kCnlo, "Occupation> .\n<urn:e:", name, "> <http://www.w3.org/2008/05/skos-xl#prefLabel> _:x .\n");
  };
  const Folder folder;
  folder.Write("a.nt", Cat(occupation("a"), label, "Eerste\"@nl .\n"));
  folder.Write("b.nt", Cat(occupation("b"), label, "Tweede\"@nl .\n"));
  folder.Write("c.ttl", Cat(occupation("c"), label, "Derde\"@nl .\n"));
  const auto in = Import(folder);
  for (const auto& [name, text] : {std::pair("a", "Eerste"), std::pair("b", "Tweede"), std::pair("c", "Derde")})
    CHECK(TextsOf(in.taxonomy, At(in.taxonomy, Cat("urn:e:", name))) == Strings{Cat("preferred nl: ", text)});
}

TEST_CASE("CompetentNL: folders, files and what cannot be read") {
  const Folder folder(Example());
  const auto other = folder.Write("more.nt", "<urn:e:x> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <urn:overstap:def:Skill> .\n");
  folder.Write("readme.txt", "x");
  folder.Write("x.jsonld", "{}");
  folder.Write("tar.gz", "");
  std::filesystem::create_directory(folder.path + "/deeper.nt");
  const auto in = Import(folder);
  CHECK(in.report.files == Strings{folder.path + "/graph.ttl", folder.path + "/more.nt"});
  CHECK(in.report.skills == 4);
  CHECK(HasNote(in.report, Cat("Not used: ", folder.path, "/deeper.nt, ", folder.path, "/readme.txt, ", folder.path, "/tar.gz, ", folder.path, "/x.jsonld.")));
  CHECK(Import(Strings{other, folder.path + "/graph.ttl"}).report.skills == 4);

  CheckFails(TryImport({}), ErrorCode::kInvalidArgument, "no file to read; name files or folders");
  CheckFails(TryImport({"/nonexistent/a.nt"}), ErrorCode::kIo, "/nonexistent/a.nt: cannot be read: ");
  CheckFails(TryImport({"/nonexistent"}), ErrorCode::kIo, "/nonexistent: is not known by its name; .nt, .ttl, .srj and .json are read");
  CheckFails(TryImport({folder.path + "/x.jsonld"}), ErrorCode::kIo, "x.jsonld: is not known by its name");
  CheckFails(TryImport({folder.path + "/deeper.nt"}), ErrorCode::kIo, "deeper.nt: holds no .nt, .ttl, .srj or .json file");
  folder.Write("packed.nt.gz", "");
  CheckFails(TryImport({folder.path}), ErrorCode::kIo, "packed.nt.gz: is compressed, which is not read here; unpack it first");
  CheckFails(TryImport({folder.path + "/packed.nt.gz"}), ErrorCode::kIo, "packed.nt.gz: is compressed");
}

TEST_CASE("CompetentNL: what contradicts itself or cannot be is refused with its place") {
  const auto fails = [](std::string_view turtle, ErrorCode code, const std::string& text) { CheckFails(TryImport({Folder(Cat(kPrefixes, turtle)).path}), code, text); };
  const auto bad = ErrorCode::kMalformed;
  fails("e:x a cnlo:HumanCapability .\ne:x a cnlo:KnowledgeArea .", bad, "\"urn:e:x\" cannot be both \"https://linkeddata.competentnl.nl/def/competentnl#");
  fails("e:x a cnlo:HumanCapability , cnlo:EducationalNorm .", bad, "\"urn:e:x\" cannot be both ");
  fails("e:x a ksmo:MboKwalificatie , ksmo:MboKeuzedeel .", bad, "\"urn:e:x\" cannot be both ");
  fails("e:o a cnlo:Occupation ; cnlo:requiresHATEssential e:g .\ne:g a ovs:Group .", bad, "graph.ttl:11: \"urn:e:o\" (occupation) cannot require \"urn:e:g\" (group)");
  fails("e:s a cnlo:HumanCapability .\ne:t a cnlo:HumanCapability ; cnlo:requiresHATEssential e:s .", bad, "graph.ttl:12: \"urn:e:t\" (skill) cannot require");
  fails("e:a a ovs:Group ; skos:broader e:b .\ne:b a ovs:Group ; skos:broader e:a .", bad, "a circle; drop one of the links");
  fails("e:a a ovs:Group ; skos:broader e:a .", bad, "graph.ttl:11: ");
  fails("e:a a cnlo:Occupation ; skos:prefLabel \"\\uD800\" .", bad, "graph.ttl:11: ");
  fails("e:a a cnlo:Occupation ; skos:prefLabel \"\xED\xA0\x80\" .", bad, "graph.ttl:11: \"\\xed\\xa0\\x80\" is not UTF-8; save the file as UTF-8");
  fails("<urn:\xED\xA0\x80> a cnlo:Occupation .", bad, "graph.ttl:11: ");
  fails("e:a <urn:\xED\xA0\x80> \"x\" .", bad, "graph.ttl:11: the predicate ");
  fails("e:a a cnlo:Occupation .\ne:a skos:prefLabel \"x\"@nl-12345678901234567890123456789012345 .", bad, "graph.ttl:12: http://www.w3.org/2004/02/skos/core#prefLabel: ");
  fails("e:a e:b e:c .\ne:a a e:d .", bad, "graph.ttl: nothing in the 2 statements read has a class that the map knows (found urn:e:d); is it CompetentNL?");
  std::string many = "e:a a cnlo:Occupation ; skosxl:altLabel e:l .\n";
  for (int i = 0; i < 1001; ++i) many += Cat("e:l skosxl:literalForm \"", i, "\" .\n");
  fails(many, ErrorCode::kLimit, "graph.ttl:11: the label \"urn:e:l\" is the subject of more than 1000 statements");
  many.clear();
  for (int i = 0; i < 900; ++i) many += Cat("e:l skosxl:literalForm \"", i, "\" . e:o", i, " a cnlo:Occupation ; skosxl:altLabel e:l .\n");
  fails(many, ErrorCode::kLimit, "label nodes with many literal forms are shared by many things");
  // A thing without a name that lasts is left out, and what names it hangs loose.
  const auto in = Import(Folder(Cat(kPrefixes, "e:o a cnlo:Occupation ; cnlo:requiresHATEssential [ a cnlo:HumanCapability ; skos:prefLabel \"x\" ] .")));
  CHECK(in.taxonomy.size() == 1);
  CHECK(HasNote(in.report, "blank nodes without an IRI: https://linkeddata.competentnl.nl/def/competentnl#HumanCapability 1 time"));
  CHECK(Shown(in.report.dangling) == Strings{Cat(kCnlo, "requiresHATEssential 1")});
  // Nothing at all is no contradiction.
  CHECK(Import(Folder("")).taxonomy.size() == 0);
}

TEST_CASE("CompetentNL: a file cut anywhere gives an error with its place, or a smaller graph") {
  const auto text = Example();
  const Folder folder(text);
  const auto triples = TriplesOf(folder.path + "/graph.ttl");
  const auto json = SparqlJsonOf(triples), lines = NTriplesOf(triples);
  for (const auto& [name, whole] : {std::pair("x.ttl", text), std::pair("x.nt", lines), std::pair("x.srj", json)}) {
    const Folder cut;
    std::uint64_t sound = 0, most = 0;
    for (std::size_t size = 0; size < whole.size(); size += 5) {
      CAPTURE(size);
      const auto in = TryImport({cut.Write(name, std::string_view(whole).substr(0, size))});
      if (in.ok()) {
        ++sound;
        CHECK(in->report.triples >= most);
        CHECK(in->report.triples <= triples.size());
        most = in->report.triples;
      } else {
        CHECK(CodeOf(in.status()) == ErrorCode::kMalformed);
        CHECK(in.status().message().find(Cat(cut.path, "/", name, ":")) == 0);
      }
    }
    CHECK((sound > 0) == (std::string_view(name) != "x.srj"));
  }
}

TEST_CASE("RdfMap: the built-in map, and one of your own") {
  const auto map = Need(detail::ParseRdfMap({"map", std::string(detail::kCompetentNlMap)}));
  CHECK(detail::kCompetentNlMap.size() < 60000);
  CHECK(map.language == "nl");
  CHECK(map.predicates.size() > 100);
  CHECK(map.predicate_of.size() == map.predicates.size());
  for (std::size_t i = 0; i < map.predicates.size(); ++i) CHECK(map.predicate_of.at(map.predicates[i].iri) == i);
  CHECK(map.classes.at(Cat(kUwv, "TaxonomyItemISCOUnitGroup")).isco);
  CHECK_FALSE(map.classes.contains("http://data.europa.eu/esco/model#Skill"));

  const JsonSource own{"own.json", R"({"overstap-rdf-map": 1, "language": "en", "about": {"name@en": "Mine"}, "prefixes": {"x": "urn:x:", "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#"},
    "classes": {"x:Job": {"kind": "occupation"}, "x:Skill": {"kind": "skill"}, "x:Course": {"kind": "course", "course_type": "short-course"}},
    "predicates": {"rdf:type": {"role": "type"}, "x:name": {"role": "text", "as": "preferred"}, "x:needs": {"role": "requires", "relevance": "important"},
                   "x:with": {"role": "mediated"}, "x:code": {"role": "match", "match": "close", "code_prefix": "urn:c:"}}, "statuses": {}})"};
  const auto in = Import(Folder("@prefix x: <urn:x:> . x:a a x:Job ; x:name \"Job\" ; x:needs x:b ; x:with true ; x:code \"7\" . x:b a x:Skill . x:c a x:Course ."), &own);
  CHECK(TextsOf(in.taxonomy, At(in.taxonomy, "urn:x:a")) == Strings{"preferred en: Job"});
  CHECK(RelationsOf(in.taxonomy, "urn:x:a") == Strings{"important urn:x:b"});
  CHECK(MatchesOf(in.taxonomy, "urn:x:a") == Strings{"close urn:c:7"});
  CHECK(in.taxonomy.Mediation(At(in.taxonomy, "urn:x:a")) == Mediation::kSuitable);
  CHECK(in.taxonomy.snapshot().About("name@en") == "Mine");
  CHECK(in.courses[0].type == CourseType::kShortCourse);
}

TEST_CASE("RdfMap: what is not known is refused with its place") {
  const auto refused = [](std::string_view text, ErrorCode code, const std::string& message) {
    CAPTURE(text);
    const auto map = detail::ParseRdfMap({"map.json", std::string(text)});
    REQUIRE_FALSE(map.ok());
    INFO(std::string(map.status().message()));
    CHECK(CodeOf(map.status()) == code);
    CHECK(map.status().message().find(message) == 0);
    // And refused by the importer before it reads a file.
    const JsonSource source{"map.json", std::string(text)};
    TaxonomyBuilder builder;
    CHECK(ReadCompetentNl(Strings{"/nonexistent.nt"}, &source, builder, nullptr, nullptr) == map.status());
  };
  const auto bad = ErrorCode::kMalformed;
  refused("", bad, "map.json:1:1: ");
  refused("[]", bad, "map.json:1:1: this is no predicate map; it must be an object");
  refused("{}", bad, "map.json:1:1: this is no predicate map: it has no \"overstap-rdf-map\"");
  refused(R"({"overstap-rdf-map": 2})", ErrorCode::kFormatVersion, "map.json:1:22: this version");
  refused(R"({"overstap-rdf-map": 1, "extra": 1})", bad, "map.json:1:25: unknown key \"extra\" in the map; known here: $schema, ");
  refused(R"({"overstap-rdf-map": 1, "language": "nl"})", bad, "map.json:1:1: the map has no \"prefixes\"; add it");
  const auto with = [&](std::string_view classes, std::string_view predicates, std::string_view rest, ErrorCode code, const std::string& message) {
    refused(Cat(R"({"overstap-rdf-map": 1, "language": "nl", "prefixes": {"x": "urn:x:"},)", "\n\"classes\": {", classes, "},\n\"predicates\": {", predicates, "}", rest, "}"), code, message);
  };
  refused(R"({"overstap-rdf-map": 1, "language": "NL!", "prefixes": {}, "classes": {}, "predicates": {}})", bad, "map.json:1:37: \"NL!\" is no language tag");
  refused(R"({"overstap-rdf-map": 1, "language": "nl", "prefixes": {"x": "urn x"}, "classes": {}, "predicates": {}})", bad, "map.json:1:61: \"urn x\" is no IRI that a name can begin with");
  refused(R"({"overstap-rdf-map": 1, "language": "nl", "prefixes": {"x": ["urn:x:", 1]}, "classes": {}, "predicates": {}})", bad, "map.json:1:72: \"x\": expected a string");
  refused(R"({"overstap-rdf-map": 1, "language": "nl", "prefixes": [], "classes": {}, "predicates": {}})", bad, "map.json:1:55: \"prefixes\": expected an object");
  with(R"("x:A": {"kind": "animal"})", "", "", bad, "map.json:2:29: \"kind\": expected one of occupation, skill,");
  with(R"("x:A": {})", "", "", bad, "map.json:2:20: \"x:A\" has no \"kind\"; add it");
  with(R"("y:A": {"kind": "skill"})", "", "", bad, "map.json:2:13: \"y:A\" begins with no prefix of this map");
  with(R"("urn": {"kind": "skill"})", "", "", bad, "map.json:2:13: \"urn\" begins with no prefix of this map");
  with(R"("x:A b": {"kind": "skill"})", "", "", bad, "map.json:2:13: \"urn:x:A b\" is no IRI");
  with(R"("x:A": {"kind": "skill", "isco": true})", "", "", bad, "map.json:2:46: \"isco\" goes with \"kind\": \"group\" only");
  with(R"("x:A": {"kind": "skill", "course_type": "diploma"})", "", "", bad, "map.json:2:20: a course type goes with");
  with(R"("x:A": {"kind": "course", "course_type": "x"})", "", "", bad, "map.json:2:54: \"course_type\": expected one of short-course,");
  with("", R"("x:a": {})", "", bad, "map.json:3:23: \"x:a\" has no \"role\"; add it");
  with("", R"("x:a": 1)", "", bad, "map.json:3:23: \"x:a\": expected an object, found a number");
  with("", R"("x:a": {"role": "x"})", "", bad, "map.json:3:32: \"role\": expected one of ignored, type,");
  with("", R"("x:a": {"role": "type", "as": "preferred"})", "", bad, "map.json:3:40: unknown key \"as\" in \"x:a\"; known here: role");
  with("", R"("x:a": {"role": "text"})", "", bad, "map.json:3:23: \"x:a\" has no \"as\"; add it");
  with("", R"("x:a": {"role": "text", "as": "note"})", "", bad, "map.json:3:46: \"as\": expected one of preferred, alternative, hidden, definition, specialisation");
  with("", R"("x:a": {"role": "text", "as": "hidden", "fallback": true})", "", bad, "map.json:3:68: \"fallback\" goes with preferred and definition only");
  with("", R"("x:a": {"role": "requires", "relevance": "very"})", "", bad, "map.json:3:57: \"relevance\": expected one of not_relevant, somewhat, optional, important, essential");
  with("", R"("x:a": {"role": "match", "match": "exact", "code_prefix": " "})", "", bad, "map.json:3:74: \"code_prefix\" is no IRI");
  with("", R"("x:a": {"role": "code", "name": ""})", "", bad, "map.json:3:48: \"name\": expected a string that is not empty");
  with("", R"("x:a": {"role": "about"})", "", bad, "map.json:3:23: \"x:a\" has no \"key\"; add it");
  with("", "", R"(, "statuses": {"Actueel": "now"})", bad, "map.json:3:43: \"Actueel\": expected one of current, historic, archived");
  with("", "", R"(, "statuses": {"y:A": "current"})", bad, "map.json:3:32: \"y:A\" begins with no prefix");
  refused(R"({"overstap-rdf-map": 1, "language": "nl", "prefixes": {"x": "urn:x:", "y": "urn:x:"}, "classes": {}, "predicates": {"x:a": {"role": "type"}, "y:a": {"role": "type"}}})", bad,
          "map.json: the predicate \"urn:x:a\" stands in the map twice");
  refused(R"({"overstap-rdf-map": 1, "language": "nl", "prefixes": {"x": ["urn:x:", "urn:x:"]}, "classes": {"x:A": {"kind": "task"}}, "predicates": {}})", bad,
          "map.json:1:96: \"urn:x:A\" stands in the map twice");
}

TEST_CASE("Generator: the published counts, at full scale") {
  std::uint64_t bytes = 0, lines = 0;
  const auto facts = WriteCompetentNlGraph({}, [&](std::string_view text) { bytes += text.size(), lines += static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n')); });
  CHECK(lines == facts.triples);
  CHECK(facts.triples > 1'450'000);
  CHECK(facts.triples < 1'550'000);
  const auto predicate = [&](std::string_view iri) { return facts.by_predicate.at(std::string(iri)); };
  const auto of_class = [&](std::string_view iri) { return facts.by_class.at(std::string(iri)); };
  CHECK(of_class(Cat(kUwv, "Occupation")) == 3263);
  CHECK(of_class(Cat(kCnlo, "HumanCapability")) == 137);
  CHECK(of_class(Cat(kCnlo, "KnowledgeArea")) == 361);
  CHECK(of_class(Cat(kCnlo, "EducationalNorm")) == 1856);
  CHECK(of_class(Cat(kUwv, "OccupationTask")) == 4613);
  CHECK(of_class(Cat(kUwv, "OccupationCircumstance")) == 15);
  CHECK(of_class(Cat(kUwv, "TaxonomyItemKernberoep")) == 774);
  CHECK(of_class("http://data.europa.eu/esco/model#Skill") == 14257);
  CHECK(predicate(Cat(kCnlo, "requiresHATEssential")) == 80237);
  CHECK(predicate(Cat(kCnlo, "requiresHATImportant")) == 153554);
  CHECK(predicate(Cat(kCnlo, "requiresHATSomewhat")) == 82518);
  CHECK(predicate(Cat(kUwv, "isCharacterizedByOccupationTask_Essential")) == 61195);
  CHECK(predicate(Cat(kUwv, "isCharacterizedByOccupationTask_Optional")) == 19658);
  CHECK(predicate(Cat(kUwv, "isCharacterizedByOccupationCircumstance_StronglyRelevant")) == 7045);
  CHECK(predicate(Cat(kUwv, "isCharacterizedByOccupationCircumstance_ReasonablyRelevant")) == 16380);
  CHECK(predicate(Cat(kUwv, "isCharacterizedByOccupationCircumstance_BarelyRelevant")) == 14873);
  CHECK(predicate(Cat(kUwv, "isCharacterizedByOccupationCircumstance_NotRelevant")) == 7370);
  CHECK(predicate(Cat(kUwv, "isCharacterizedByOccupationCircumstance_Yes")) == 1127);
  CHECK(predicate(Cat(kUwv, "isCharacterizedByOccupationCircumstance_No")) == 2085);
  CHECK(predicate(Cat(kUwv, "specialization")) == 21381);
  CHECK(predicate(Cat(kCnlo, "prescribesHATEssential")) == 20114);
  CHECK(predicate(Cat(kCnlo, "hasRIASEC")) == 221);
}

namespace {

/// What a generated graph says, read in the most obvious way.
struct Plain {
  std::map<std::string, std::set<std::string>> relations;  // "relevance target", by occupation
  std::map<std::string, std::set<std::string>> teaches, broader;
  std::map<std::string, std::set<std::string>> texts;  // of occupations
  explicit Plain(const std::string& graph) {
    std::map<std::string, std::string> form, status;
    std::vector<Triple> labels;
    for (std::size_t at = 0; at < graph.size();) {
      const auto end = graph.find(" .\n", at), first = graph.find(' ', at), second = graph.find(' ', first + 1);
      const auto bare = [](std::string term) { return term[0] == '<' ? term.substr(1, term.size() - 2) : term; };
      const auto s = bare(graph.substr(at, first - at)), p = bare(graph.substr(first + 1, second - first - 1)), o = bare(graph.substr(second + 1, end - second - 1));
      at = end + 3;
      const auto name = p.substr(p.find('#') + 1);
      static const std::map<std::string, std::string> relevance = {
          {"requiresHATEssential", "essential"}, {"requiresHATImportant", "important"}, {"requiresHATSomewhat", "somewhat"},
          {"isCharacterizedByOccupationTask_Essential", "essential"}, {"isCharacterizedByOccupationTask_Optional", "optional"},
          {"isCharacterizedByOccupationCircumstance_StronglyRelevant", "essential"}, {"isCharacterizedByOccupationCircumstance_ReasonablyRelevant", "important"},
          {"isCharacterizedByOccupationCircumstance_BarelyRelevant", "somewhat"}, {"isCharacterizedByOccupationCircumstance_NotRelevant", "not_relevant"},
          {"isCharacterizedByOccupationCircumstance_Yes", "essential"}, {"isCharacterizedByOccupationCircumstance_No", "not_relevant"}};
      if (const auto r = relevance.find(name); r != relevance.end()) relations[s].insert(r->second + " " + o);
      if (name == "prescribesHATEssential") teaches[s].insert(o);
      if (name == "broader" || (name.starts_with("broadMatch") && o.find("taxonomyitem") != std::string::npos)) broader[s].insert(o);
      if (name == "literalForm") form[s] = o;
      if (name == "hasContentStatus") status[s] = o;
      const bool plain = o[0] == '"';
      if (s.find("/occupation/") == std::string::npos) continue;
      if (plain && name == "prefLabel") texts[s].insert("preferred " + o);
      if (plain && name == "definition") texts[s].insert("definition " + o);
      if (!plain && (name == "altLabel" || name == "specialization")) labels.push_back({s, name == "altLabel" ? "alternative " : "specialisation ", o});
    }
    for (const auto& [s, kind, node] : labels) texts[s].insert((status[node].ends_with("Current") ? kind : "hidden ") + form[node]);
  }
};

}  // namespace

TEST_CASE("CompetentNL: a generated graph is read as a naive reader reads it") {
  for (std::uint64_t seed = 1; seed <= 2; ++seed) {
    CAPTURE(seed);
    std::string graph;
    CompetentNlShape shape;
    shape.seed = seed, shape.scale = 0.03;
    const auto facts = WriteCompetentNlGraph(shape, [&](std::string_view text) { graph += text; });
    const Folder folder;
    folder.Write("g.nt", graph);
    const auto in = Import(folder);
    const auto& t = in.taxonomy;
    const Plain plain(graph);

    CHECK(in.report.triples == facts.triples);
    CHECK(in.report.triples_repeated == 0);
    CHECK(in.report.occupations == facts.occupations.size());
    CHECK(in.report.skills == 137);
    CHECK(in.report.knowledge == 361);
    CHECK(in.report.conditions == 15);
    CHECK(in.report.tasks == facts.by_class.at(Cat(kUwv, "OccupationTask")));
    CHECK(in.report.qualifications == facts.by_class.at(Cat(kCnlo, "EducationalNorm")));
    CHECK(in.report.labels_not_current == facts.labels_not_current);
    CHECK(Shown(in.report.unknown_predicates) == Strings{Cat(kCnlo, "linkedToISCEDF 120")});
    CHECK(Shown(in.report.dangling) == Strings{Cat(kCnlo, "prescribesHATImportant ", facts.language_targets)});
    std::uint64_t relations = 0;
    for (const auto& [name, count] : facts.by_predicate) {
      if (name.find("#requires") != std::string::npos || name.find("#isCharacterizedBy") != std::string::npos) relations += count;
    }
    CHECK(in.report.relations_read == relations);
    CHECK(t.relation_count() == relations);

    for (const auto& o : facts.occupations) {
      const auto at = At(t, o.uri);
      const auto found = RelationsOf(t, o.uri);
      CHECK(std::ranges::equal(found, plain.relations.at(o.uri)));
      CHECK((t.Status(at) == ConceptStatus::kCurrent) == o.current);
      CHECK(t.Isco(at) >= 1000);
      std::set<std::string> texts;
      for (const auto& text : t.Texts(at)) texts.insert(Cat(Name(text.kind), " \"", t.snapshot().String(text.string), "\"@", t.snapshot().Language(text.language)));
      CHECK(texts == plain.texts.at(o.uri));
    }
    std::size_t broader = 0;
    for (const auto& [uri, above] : plain.broader) {
      CHECK(std::ranges::equal(BroaderOf(t, uri), above));
      broader += above.size();
    }
    CHECK(t.broader_count() == broader);
    CHECK(in.courses.size() == in.report.qualifications);
    for (const auto& [uri, taught] : plain.teaches) {
      std::set<std::string> found;
      for (const auto& skill : in.courses.Teaches(*in.courses.Find(uri))) found.emplace(in.courses.snapshot().String(skill.uri));
      CHECK(found == taught);
    }
  }
}

TEST_CASE("Generator: the same shape gives the same bytes, and families are alike") {
  const auto write = [](const CompetentNlShape& shape, std::string& out) { return WriteCompetentNlGraph(shape, [&](std::string_view text) { out += text; }); };
  CompetentNlShape shape;
  shape.scale = 0.1, shape.esco = false;
  std::string a, b, c;
  const auto facts = write(shape, a);
  write(shape, b);
  CHECK(a == b);
  // Pinned, so that a compiler with other ideas is found out (FNV-1a).
  std::uint64_t hash = 0xCBF29CE484222325u;
  for (const char byte : a) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001B3u;
  CHECK(hash == 358204560080996807u);
  shape.seed = 2;
  write(shape, c);
  CHECK(a != c);
  // What an occupation essentially needs it shares with its family more than with others.
  const Plain plain(a);
  const auto shared = [&](std::size_t i, std::size_t k) {
    const auto& x = plain.relations.at(facts.occupations[i].uri);
    const auto& y = plain.relations.at(facts.occupations[k].uri);
    return std::count_if(x.begin(), x.end(), [&](const std::string& r) { return r.starts_with("essential") && y.contains(r); });
  };
  double within = 0, across = 0;
  int within_count = 0, across_count = 0;
  for (std::size_t i = 0; i < facts.occupations.size(); i += 3) {
    for (std::size_t k = 0; k < facts.occupations.size(); ++k) {
      if (i == k) continue;
      const bool same = facts.occupations[i].family == facts.occupations[k].family;
      (same ? within : across) += static_cast<double>(shared(i, k));
      ++(same ? within_count : across_count);
    }
  }
  MESSAGE("essential relations shared within a family " << within / within_count << ", across " << across / across_count);
  CHECK(within / within_count > 2 * across / across_count);
}

TEST_CASE("CompetentNL: a graph of the true size") {
  CompetentNlShape shape;
  if (kSlow > 1) shape.scale = 0.1;
  const Folder folder;
  CompetentNlFacts facts;
  {
    std::ofstream out(folder.path + "/g.nt", std::ios::binary);
    facts = WriteCompetentNlGraph(shape, [&](std::string_view text) { out << text; });
    REQUIRE(out.flush().good());
  }
  const auto start = std::chrono::steady_clock::now();
  const auto in = Import(folder);
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  MESSAGE(facts.triples << " triples read and built in " << seconds.count() << " s");
  CHECK(in.report.triples == facts.triples);
  CHECK(in.report.occupations == facts.occupations.size());
  CHECK(in.taxonomy.relation_count() == in.report.relations_read);
  if (shape.scale == 1.0) CHECK(in.report.relations_read == 316309 + 80853 + 45668 + 1127 + 2085);
  CHECK(in.courses.size() == facts.by_class.at(Cat(kCnlo, "EducationalNorm")));
  CHECK(in.build.relations_merged == 0);
}
