// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Overlays: what each statement does and leaves on record, every way to get a document wrong or into conflict with another,
// and random documents against an oracle that edits maps and sets and compares every pair of statements.

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "oracle/random_rich.hpp"
#include "oracle/taxonomy_model.hpp"
#include "overstap/io.hpp"
#include "overstap/overlay.hpp"
#include "overstap/text.hpp"

using namespace overstap;
using namespace overstap::test;
using detail::Cat;

namespace {

using Strings = std::vector<std::string>;

const char* const kBase = R"({
  "overstap": 1, "base": "urn:t:", "about": {"name": {"nl": "Proef"}},
  "concepts": [
    {"id": "occupation/chauffeur", "kind": "occupation", "label": {"nl": "Chauffeur", "en": "Driver"}, "alt": {"nl": ["rijder"]}, "hidden": {"nl": ["shofeur"]},
     "specialisations": {"nl": ["pakketchauffeur"]}, "definition": {"nl": "Rijdt."}, "notation": "83", "isco": "8332", "nlqf": 2, "regulated": false,
     "broader": ["group/vervoer"], "match": [{"type": "exact", "uri": "http://e/1"}],
     "requires": {"essential": [{"id": "skill/rijden", "level": 2, "importance": 700}], "important": ["licence/b"]},
     "tasks": {"essential": ["task/laden"]}, "conditions": {"strongly": ["condition/nacht"]}},
    {"id": "occupation/kok", "kind": "occupation", "label": {"nl": "Kok"}, "requires": {"essential": ["skill/koken"]}},
    {"id": "skill/rijden", "kind": "skill", "label": {"nl": "Rijden"}, "broader": ["group/vervoer"]},
    {"id": "skill/koken", "kind": "skill", "label": {"nl": "Koken"}, "definition": {"nl": ["Bakt.", "Kookt."]}},
    {"id": "licence/b", "kind": "licence", "label": {"nl": "Rijbewijs B"}}, {"id": "task/laden", "kind": "task", "label": {"nl": "Laden"}},
    {"id": "condition/nacht", "kind": "condition", "label": {"nl": "Nachtwerk"}},
    {"id": "group/vervoer", "kind": "group", "label": {"nl": "Vervoer"}, "broader": ["group/alles"]}, {"id": "group/alles", "kind": "group", "label": {"nl": "Alles"}}
  ]})";

Taxonomy Base() {
  TaxonomyBuilder builder;
  Need(ReadTaxonomyJson({"base.json", kBase}, builder));
  return Need(builder.Build());
}

std::string Doc(std::string_view body, std::string_view name = "Hier", std::string_view base = "\"base\": \"urn:t:\",") {
  return Cat("{\"overstap_overlay\": 1, \"name\": \"", name, "\", \"author\": \"A. Dviseur\", \"date\": \"2026-11-01\", \"reason\": \"zo is het hier\", ", base, "\n ",
             body, "}");
}
std::string Add(std::string_view entries) { return Doc(Cat("\"add\": [", entries, "]")); }
std::string Change(std::string_view entries) { return Doc(Cat("\"change\": [", entries, "]")); }
std::string Remove(std::string_view entries) { return Doc(Cat("\"remove\": [", entries, "]")); }

/// Laid in this order as 0.json, 1.json ...
StatusOr<Taxonomy> Lay(const Taxonomy& base, const Strings& documents, OverlayReport* report = nullptr) {
  std::vector<JsonSource> sources;
  for (std::size_t i = 0; i < documents.size(); ++i) sources.push_back({Cat(i, ".json"), documents[i]});
  return ApplyOverlays(base, sources, report);
}

/// "+ text occupation/chauffeur | kelner | alternative nl" of all changes; without the base of the ids.
Strings ChangesOf(const Taxonomy& t) {
  const char* const verbs[] = {"+", "~", "-"};
  const char* const things[] = {"concept", "text", "relation", "broader", "match", "attribute"};
  const auto& s = t.snapshot();
  const auto id = [&](std::uint32_t string) {
    auto text = s.String(string);
    if (text.starts_with("urn:t:")) text.remove_prefix(6);
    return std::string(text);
  };
  Strings out;
  for (const auto& c : t.Changes()) {
    out.push_back(Cat(verbs[static_cast<int>(c.verb)], " ", things[static_cast<int>(c.thing)], " ", id(c.subject), " | ", id(c.object), " | ", id(c.detail)));
  }
  std::sort(out.begin(), out.end());
  return out;
}
Strings Sorted(Strings strings) {
  std::sort(strings.begin(), strings.end());
  return strings;
}
Strings Texts(const Taxonomy& t, std::string_view id, TextKind kind, std::string_view language = "nl") {
  Strings out;
  for (const auto& text : t.Texts(At(t, Cat("urn:t:", id)))) {
    if (text.kind == kind && t.snapshot().Language(text.language) == language) out.emplace_back(t.snapshot().String(text.string));
  }
  return out;
}
std::optional<Relation> RelationOf(const Taxonomy& t, std::string_view from, std::string_view to) {
  for (const auto& r : t.Relations(At(t, Cat("urn:t:", from)))) {
    if (t.Uri(r.target) == Cat("urn:t:", to)) return r;
  }
  return std::nullopt;
}

std::string Where(const Position& p) { return std::to_string(p.line) + ":" + std::to_string(p.column); }
/// Removes the first '~' and returns the place it stood at, counted the slow way.
Position TakeMark(std::string* text) {
  const auto mark = text->find('~');
  REQUIRE_MESSAGE(mark != std::string::npos, *text);
  Position p{1, 1, mark};
  for (std::size_t i = 0; i < mark; ++i) {
    if ((*text)[i] == '\n') ++p.line, p.column = 1;
    else if (((*text)[i] & 0xC0) != 0x80) ++p.column;
  }
  text->erase(mark, 1);
  return p;
}

/// Documents, a '~' in the last where the error is to be reported, and a part of the message.
struct Wrong {
  Strings documents;
  std::string_view message;
  ErrorCode code = ErrorCode::kMalformed;
};
/// `both`: the first document has a mark too, and the message names that place.
void CheckWrong(std::vector<Wrong> cases, bool both = false) {
  const auto base = Base();
  for (auto& c : cases) {
    const auto expected = TakeMark(&c.documents.back());
    const auto other = both ? "0.json:" + Where(TakeMark(&c.documents.front())) : std::string();
    OverlayReport report;
    const auto status = Lay(base, c.documents, &report).status();
    CAPTURE(c.documents.back());
    CAPTURE(status.message());
    CHECK(CodeOf(status) == c.code);
    CHECK(Where(PositionOf(status)) == Where(expected));
    const std::string_view message = detail::Std(status.message());
    CHECK(message.starts_with(Cat(c.documents.size() - 1, ".json:", Where(expected), ": ")));
    CHECK(message.find(c.message) != std::string_view::npos);
    if (both) CHECK(message.find(Cat(" at ", other)) != std::string_view::npos);
    CHECK(message.size() < 600);
    CHECK(IsUtf8(message));
  }
}

}  // namespace

TEST_CASE("Overlay: additions of every kind, and what stays on record of them") {
  const auto base = Base();
  OverlayReport report;
  const auto t = Need(Lay(base, {Add(R"(
    {"id": "licence/code-95", "kind": "licence", "label": {"nl": "Code 95"}, "alt": {"nl": [" vakbekwaamheid "]}, "regulated": true, "nlqf": "4+", "isco": "0110",
     "mediation": false, "interests": "RI", "job_zone": 3, "status": "historic", "notation": "95", "reason": "staat er nog niet in"},
    {"id": "occupation/chauffeur", "alt": {"nl": ["wagenvoerder"], "en-GB": ["lorry driver"]}, "hidden": {"nl": ["sjofeur"]}, "specialisations": {"nl": ["koerier"]},
     "label": {"fy": "Sjauffeur"}, "definition": {"en": "Drives."}, "broader": ["group/alles"], "match": [{"type": "close", "uri": "http://e/1"}],
     "requires": {"essential": ["licence/code-95"], "somewhat": [{"id": "skill/koken", "level": 1, "importance": 20}]},
     "tasks": {"important": [{"id": "task/zekeren", "label": {"nl": "Lading zekeren"}}]}})")},
                                &report));
  CHECK(ChangesOf(t) == Sorted({"+ concept licence/code-95 |  | licence", "+ text licence/code-95 | Code 95 | preferred nl",
                                "+ text licence/code-95 | vakbekwaamheid | alternative nl", "+ attribute licence/code-95 | regulated | true",
                                "+ attribute licence/code-95 | nlqf | 4+", "+ attribute licence/code-95 | isco | 0110", "+ attribute licence/code-95 | mediation | false",
                                "+ attribute licence/code-95 | interests | RI", "+ attribute licence/code-95 | job_zone | 3",
                                "+ attribute licence/code-95 | status | historic", "+ attribute licence/code-95 | notation | 95",
                                "+ text occupation/chauffeur | wagenvoerder | alternative nl", "+ text occupation/chauffeur | lorry driver | alternative en-gb",
                                "+ text occupation/chauffeur | sjofeur | hidden nl", "+ text occupation/chauffeur | koerier | specialisation nl",
                                "+ text occupation/chauffeur | Sjauffeur | preferred fy", "+ text occupation/chauffeur | Drives. | definition en",
                                "+ broader occupation/chauffeur | group/alles | ", "+ match occupation/chauffeur | http://e/1 | close",
                                "+ relation occupation/chauffeur | licence/code-95 | essential",
                                "+ relation occupation/chauffeur | skill/koken | somewhat, level 1, importance 20", "+ concept task/zekeren |  | task",
                                "+ text task/zekeren | Lading zekeren | preferred nl", "+ relation occupation/chauffeur | task/zekeren | important"}));
  const auto code = At(t, "urn:t:licence/code-95");
  CHECK(t.Kind(code) == ConceptKind::kLicence);
  CHECK(t.Regulated(code) == Regulated::kYes);
  CHECK(t.Nlqf(code) == 45);
  CHECK(t.Isco(code) == 110);
  CHECK(t.Mediation(code) == Mediation::kNotSuitable);
  CHECK(t.Interests(code) == (kRealistic | kInvestigative));
  CHECK(t.JobZone(code) == 3);
  CHECK(t.Status(code) == ConceptStatus::kHistoric);
  CHECK(t.Notation(code) == "95");
  CHECK(Texts(t, "occupation/chauffeur", TextKind::kAlternative) == Strings{"rijder", "wagenvoerder"});
  CHECK(RelationOf(t, "occupation/chauffeur", "skill/koken")->importance == 20);
  CHECK(ResolveTitle(t, "wagenvoerder").concept_id == At(t, "urn:t:occupation/chauffeur"));
  // The overlay's reason, and an entry's own.
  REQUIRE(t.Overlays().size() == 1);
  const auto& s = t.snapshot();
  const auto& overlay = t.Overlays()[0];
  CHECK(s.String(overlay.name) == "Hier");
  CHECK(s.String(overlay.author) == "A. Dviseur");
  CHECK(s.String(overlay.date) == "2026-11-01");
  CHECK(s.String(overlay.reason) == "zo is het hier");
  CHECK(s.String(overlay.base) == base.snapshot().Hash());
  for (const auto& c : t.ChangesOf("urn:t:licence/code-95")) CHECK(s.String(c.reason) == "staat er nog niet in");
  for (const auto& c : t.ChangesOf("urn:t:occupation/chauffeur")) CHECK(s.String(c.reason) == "");
  REQUIRE(report.layers.size() == 1);
  CHECK(report.layers[0].file == "0.json");
  CHECK(report.layers[0].name == "Hier");
  CHECK(report.layers[0].added == 24);
  CHECK(report.layers[0].changed + report.layers[0].removed == 0);
  CHECK(report.notes.empty());
}

TEST_CASE("Overlay: changes of every kind") {
  OverlayReport report;
  const auto t = Need(Lay(Base(), {Change(R"(
    {"id": "occupation/chauffeur", "label": {"nl": "Vrachtwagenchauffeur", "en": "rijder"}, "definition": {"nl": "Rijdt ver."}, "notation": "84", "status": "archived",
     "isco": "0110", "nlqf": 3, "job_zone": 2, "regulated": true, "mediation": true, "interests": "R",
     "requires": {"important": ["skill/rijden"], "essential": [{"id": "licence/b", "level": 1}]}, "tasks": {"optional": ["task/laden"]},
     "conditions": {"not": [{"id": "condition/nacht", "importance": 5}]}},
    {"id": "skill/koken", "definition": {"nl": "Maakt eten."}})")},
                                &report));
  CHECK(ChangesOf(t) ==
        Sorted({"~ text occupation/chauffeur | Vrachtwagenchauffeur | preferred nl, was Chauffeur", "~ text occupation/chauffeur | rijder | preferred en, was Driver",
                "~ text occupation/chauffeur | Rijdt ver. | definition nl, was Rijdt.", "~ attribute occupation/chauffeur | notation | 83 -> 84",
                "~ attribute occupation/chauffeur | status | current -> archived", "~ attribute occupation/chauffeur | isco | 8332 -> 0110",
                "~ attribute occupation/chauffeur | nlqf | 2 -> 3", "~ attribute occupation/chauffeur | job_zone | unknown -> 2",
                "~ attribute occupation/chauffeur | regulated | false -> true", "~ attribute occupation/chauffeur | mediation | unknown -> true",
                "~ attribute occupation/chauffeur | interests | unknown -> R",
                "~ relation occupation/chauffeur | skill/rijden | essential, level 2, importance 700 -> important, level 2, importance 700",
                "~ relation occupation/chauffeur | licence/b | important -> essential, level 1", "~ relation occupation/chauffeur | task/laden | essential -> optional",
                "~ relation occupation/chauffeur | condition/nacht | essential -> not_relevant, importance 5",
                "~ text skill/koken | Maakt eten. | definition nl, was Bakt., was Kookt."}));
  // The old label still leads to the concept, and is shown no more.
  CHECK(Texts(t, "occupation/chauffeur", TextKind::kPreferred) == Strings{"Vrachtwagenchauffeur"});
  CHECK(Texts(t, "occupation/chauffeur", TextKind::kHidden) == Strings{"Chauffeur", "shofeur"});
  CHECK(ResolveTitle(t, "chauffeur").concept_id == At(t, "urn:t:occupation/chauffeur"));
  CHECK(Texts(t, "occupation/chauffeur", TextKind::kDefinition) == Strings{"Rijdt ver."});
  CHECK(Texts(t, "skill/koken", TextKind::kDefinition) == Strings{"Maakt eten."});
  const auto r = RelationOf(t, "occupation/chauffeur", "skill/rijden");
  CHECK(r->relevance == Relevance::kImportant);
  CHECK(r->level == 2);
  CHECK(r->importance == 700);
  CHECK(t.relation_count() == Base().relation_count());
  CHECK(report.layers[0].changed == 16);
  CHECK(report.layers[0].added + report.layers[0].removed == 0);
}

TEST_CASE("Overlay: a code may be taken away, and a long one is cut in messages between characters") {
  const auto t = Need(Lay(Base(), {Change(R"({"id": "occupation/chauffeur", "notation": ""}, {"id": "occupation/kok", "notation": "5"})")}));
  CHECK(ChangesOf(t) == Sorted({"~ attribute occupation/chauffeur | notation | 83 -> unknown", "~ attribute occupation/kok | notation | unknown -> 5"}));
  std::string longest;
  for (int i = 0; i < 200; ++i) longest += "\xE2\x82\xAC";
  for (const std::string before : {"", "a", "ab"}) {
    const auto change = [&](std::string_view end) { return Change(Cat("{\"id\": \"occupation/kok\", \"notation\": ~\"", before, longest, end, "\"}")); };
    CheckWrong({{{change("1"), change("2")}, "drop one of the two"}}, true);
  }
}

TEST_CASE("Overlay: a label that becomes another may be kept as an alternative, and one that was an alternative moves up") {
  auto t = Need(Lay(Base(), {Doc(R"("change": [{"id": "occupation/chauffeur", "label": {"nl": "rijder"}}], "add": [{"id": "occupation/chauffeur", "alt": {"nl": ["Chauffeur"]}}])")}));
  CHECK(Texts(t, "occupation/chauffeur", TextKind::kPreferred) == Strings{"rijder"});
  CHECK(Texts(t, "occupation/chauffeur", TextKind::kAlternative) == Strings{"Chauffeur"});
  CHECK(Texts(t, "occupation/chauffeur", TextKind::kHidden) == Strings{"shofeur"});
  // A text moves from one kind to another when it is taken out as the one and added as the other.
  t = Need(Lay(Base(), {Doc(R"("add": [{"id": "occupation/chauffeur", "alt": {"nl": ["shofeur"]}}], "remove": [{"id": "occupation/chauffeur", "hidden": {"nl": ["shofeur"]}}])")}));
  CHECK(Texts(t, "occupation/chauffeur", TextKind::kAlternative) == Strings{"rijder", "shofeur"});
  CHECK(Texts(t, "occupation/chauffeur", TextKind::kHidden).empty());
}

TEST_CASE("Overlay: removals of every kind") {
  OverlayReport report;
  const auto t = Need(Lay(Base(), {Remove(R"(
    {"id": "occupation/chauffeur", "alt": {"NL": ["rijder"]}, "hidden": {"nl": ["shofeur "]}, "specialisations": {"nl": ["pakketchauffeur"]}, "definition": ["nl"],
     "broader": ["group/vervoer"], "match": [{"type": "exact", "uri": "http://e/1"}], "requires": ["skill/rijden", "licence/b"], "tasks": ["task/laden"],
     "conditions": ["condition/nacht"], "reason": "klopt niet"},
    {"id": "skill/koken", "definition": ["nl"]})")},
                                &report));
  CHECK(ChangesOf(t) ==
        Sorted({"- text occupation/chauffeur | rijder | alternative nl", "- text occupation/chauffeur | shofeur | hidden nl",
                "- text occupation/chauffeur | pakketchauffeur | specialisation nl", "- text occupation/chauffeur | Rijdt. | definition nl",
                "- broader occupation/chauffeur | group/vervoer | ", "- match occupation/chauffeur | http://e/1 | exact",
                "- relation occupation/chauffeur | skill/rijden | essential, level 2, importance 700", "- relation occupation/chauffeur | licence/b | important",
                "- relation occupation/chauffeur | task/laden | essential", "- relation occupation/chauffeur | condition/nacht | essential",
                "- text skill/koken | Bakt. | definition nl", "- text skill/koken | Kookt. | definition nl"}));
  const auto c = At(t, "urn:t:occupation/chauffeur");
  CHECK(t.Texts(c).size() == 2);  // the labels
  CHECK(t.Relations(c).empty());
  CHECK(t.Broader(c).empty());
  CHECK(t.Matches(c).empty());
  CHECK(report.layers[0].removed == 11);  // statements: "the definition" is one
  CHECK(report.notes.empty());
}

TEST_CASE("Overlay: a concept that is removed takes what is said of it along, and that is told") {
  OverlayReport report;
  const auto base = Base();
  const auto t = Need(Lay(base, {Remove(R"({"id": "skill/rijden", "concept": true, "reason": "dubbel"}, {"id": "group/vervoer", "concept": true},
                                           {"id": "occupation/chauffeur", "requires": ["skill/rijden"], "alt": {"nl": ["rijder"]}})")},
                          &report));
  CHECK(t.size() == base.size() - 2);
  CHECK_FALSE(t.Find("urn:t:skill/rijden"));
  CHECK_FALSE(RelationOf(t, "occupation/chauffeur", "skill/rijden"));
  CHECK(t.Broader(At(t, "urn:t:occupation/chauffeur")).empty());
  CHECK(t.broader_count() == 0);
  CHECK(ChangesOf(t) == Sorted({"- concept skill/rijden |  | skill", "- concept group/vervoer |  | group",
                                "- relation occupation/chauffeur | skill/rijden | essential, level 2, importance 700", "- text occupation/chauffeur | rijder | alternative nl"}));
  CHECK(t.snapshot().String(t.ChangesOf("urn:t:skill/rijden")[0].reason) == "dubbel");
  REQUIRE(report.notes.size() == 1);
  CHECK(report.notes[0] == "with the concepts removed (2) went what is said of them: texts (2), relations (1), broader links (3), matches (0)");
}

TEST_CASE("Overlay: made for another taxonomy is a note, made for this one is none") {
  const auto base = Base();
  OverlayReport report;
  Need(Lay(base, {Doc(Cat("\"made_for\": \"", base.snapshot().Hash(), "\""))}, &report).status());
  CHECK(report.notes.empty());
  Need(Lay(base, {Doc("\"made_for\": \"0123456789abcdef0123456789abcdef\"")}, &report).status());
  REQUIRE(report.notes.size() == 1);
  CHECK(report.notes[0].starts_with("0.json was made for the taxonomy 0123456789abcdef0123456789abcdef, and this is " + base.snapshot().Hash()));
}

TEST_CASE("Overlay: no overlays change nothing, and one without statements leaves only its name") {
  const auto base = Base();
  CHECK(BytesOf(Need(Lay(base, {}))) == BytesOf(base));
  OverlayReport report;
  report.notes = {"old"};
  const auto t = Need(Lay(base, {Doc("\"add\": [], \"change\": []")}, &report));
  CHECK(t.Overlays().size() == 1);
  CHECK(t.Changes().empty());
  CHECK(report.notes.empty());
  CHECK(report.layers.size() == 1);
}

TEST_CASE("Overlay: the same statement in two overlays is recorded for both; a later one may build on an earlier one") {
  const auto same = R"({"id": "licence/code-95", "kind": "licence", "label": {"nl": "Code 95"}, "nlqf": 3},
                       {"id": "occupation/chauffeur", "alt": {"nl": ["wagenvoerder"]}, "requires": {"essential": ["licence/code-95"]}})";
  const auto change = R"("change": [{"id": "occupation/chauffeur", "nlqf": 4, "label": {"nl": "Bestuurder"}, "requires": {"essential": ["licence/b"]}}],
                         "remove": [{"id": "skill/koken", "definition": ["nl"]}, {"id": "group/alles", "concept": true}])";
  OverlayReport report;
  const auto one = Need(Lay(Base(), {Doc(Cat("\"add\": [", same, "], ", change), "Een")}));
  const auto two = Need(Lay(Base(),
                            {Doc(Cat("\"add\": [", same, "], ", change), "Een"),
                             Doc(Cat("\"add\": [{\"id\": \"licence/code-95\", \"alt\": {\"nl\": [\"95\"]}, \"label\": {\"en\": \"Code 95\"}}, ", same, "], ", change), "Twee")},
                            &report));
  CHECK(report.layers[0].added == 5);
  CHECK(report.layers[1].added == 7);
  CHECK(report.layers[1].changed == 3);
  CHECK(report.layers[1].removed == 2);
  CHECK(two.Changes().size() == 2 * one.Changes().size() + 2);
  CHECK(Texts(two, "licence/code-95", TextKind::kAlternative) == Strings{"95"});
  CHECK(Texts(two, "occupation/chauffeur", TextKind::kAlternative) == Texts(one, "occupation/chauffeur", TextKind::kAlternative));
  CHECK(two.relation_count() == one.relation_count());
  // The order of the documents is the order of the layers; it does not matter to anything else here.
  CHECK(two.snapshot().String(two.Overlays()[1].name) == "Twee");
}

TEST_CASE("Overlay: over a taxonomy that has overlays, those stay on record") {
  const auto base = Base();
  const auto first = Need(Lay(base, {Doc(R"("change": [{"id": "occupation/kok", "label": {"nl": "Chef"}}])", "Een")}));
  const auto second = Need(Lay(first, {Doc(R"("change": [{"id": "occupation/kok", "label": {"nl": "Chef-kok"}}])", "Twee")}));  // no conflict: it is laid over the first
  REQUIRE(second.Overlays().size() == 2);
  CHECK(ChangesOf(second) == Sorted({"~ text occupation/kok | Chef | preferred nl, was Kok", "~ text occupation/kok | Chef-kok | preferred nl, was Chef"}));
  CHECK(second.snapshot().String(second.Overlays()[0].base) == base.snapshot().Hash());
  CHECK(second.snapshot().String(second.Overlays()[1].base) == first.snapshot().Hash());
  CHECK(Texts(second, "occupation/kok", TextKind::kHidden) == Strings{"Chef", "Kok"});
  // A second time, an addition is there already.
  const auto add = Add(R"({"id": "skill/x", "kind": "skill"})");
  CHECK(CodeOf(Lay(Need(Lay(base, {add})), {add}).status()) == ErrorCode::kMalformed);
}

TEST_CASE("Overlay: a document of the wrong form is refused at its place") {
  const auto date = [](std::string_view text) {
    return Strings{Cat("{\"overstap_overlay\": 1, \"name\": \"n\", \"author\": \"a\", \"reason\": \"r\",\n \"date\": ~", text, "}")};
  };
  CheckWrong({
      {{"~"}, "empty"},
      {{"~[]"}, "expected an object"},
      {{"~{}"}, "no Overstap overlay"},
      {{"~{\"overstap\": 1}"}, "overstap_overlay"},
      {{"{\"overstap_overlay\": ~2, \"later\": 1}"}, "reads version 1", ErrorCode::kFormatVersion},
      {{"{\"overstap_overlay\": ~\"1\"}"}, "expected a number"},
      {{"~{\"overstap_overlay\": 1, \"author\": \"a\", \"date\": \"2026-01-01\", \"reason\": \"r\"}"}, "no \"name\""},
      {{"~{\"overstap_overlay\": 1, \"name\": \"a\", \"date\": \"2026-01-01\", \"reason\": \"r\"}"}, "no \"author\""},
      {{"~{\"overstap_overlay\": 1, \"name\": \"a\", \"author\": \"a\", \"reason\": \"r\"}"}, "no \"date\""},
      {{"~{\"overstap_overlay\": 1, \"name\": \"a\", \"author\": \"a\", \"date\": \"2026-01-01\"}"}, "no \"reason\""},
      {{"{\"overstap_overlay\": 1, \"name\": ~\" \\n\"}"}, "empty"},
      {{"{\"overstap_overlay\": 1, \"name\": ~7}"}, "expected a string"},
      {{"{\"overstap_overlay\": 1, \"name\": ~\"a\\u0001b\"}"}, "control character"},
      {date("\"2026-02-29\""), "YYYY-MM-DD"},
      {date("\"2026-13-01\""), "YYYY-MM-DD"},
      {date("\"2026-1-1\""), "YYYY-MM-DD"},
      {date("\"01-01-2026\""), "YYYY-MM-DD"},
      {date("\" 2026-01-01\""), "YYYY-MM-DD"},
      {date("20260101"), "expected a string"},
      {{Doc("\"made_for\": ~\"0123\"")}, "32 digits"},
      {{Doc("\"made_for\": ~\"0123456789ABCDEF0123456789ABCDEF\"")}, "32 digits"},
      {{Doc("\"made_for\": ~[]")}, "32 digits"},
      {{Doc("~\"notes\": []")}, "unknown key \"notes\""},
      {{Doc("\"add\": ~{}")}, "expected an array"},
      {{Add("~\"urn:t:skill/koken\"")}, "expected an object"},
      {{Change("~[]")}, "expected an object"},
      {{Remove("~null")}, "expected an object"},
      {{Add("~{\"alt\": {\"nl\": [\"x\"]}}")}, "no \"id\""},
      {{Add("~{\"kind\": \"skill\"}")}, "no \"id\""},
      {{Change("~{\"nlqf\": 3}")}, "no \"id\""},
      {{Remove("~{\"concept\": true}")}, "no \"id\""},
      {{Add("~{\"id\": \"skill/koken\"}")}, "says nothing"},
      {{Change("~{\"id\": \"skill/koken\", \"requires\": {\"essential\": []}, \"reason\": \"zo\"}")}, "says nothing"},
      {{Remove("~{\"id\": \"skill/koken\", \"alt\": {\"nl\": []}}")}, "says nothing"},
      {{Add("{\"id\": \"skill/koken\", ~\"nlqf\": 3}")}, "needs \"kind\""},
      {{Add("{\"id\": \"skill/koken\", \"alt\": {\"nl\": [\"x\"]}, \"reason\": ~\"\"}")}, "empty"},
      {{Add("{\"id\": \"skill/x\", \"kind\": ~\"talent\"}")}, "one of occupation"},
      {{Add("{\"id\": \"skill/x\", \"kind\": \"skill\", ~\"level\": 3}")}, "unknown key"},
      {{Add("{\"id\": \"skill/x\", \"kind\": \"skill\", ~\"requires\": {}}")}, "occupations only"},
      {{Add("{\"id\": ~\"skill/ x\", \"kind\": \"skill\"}")}, "white space"},
      {{Add("{\"id\": \"skill/koken\", \"alt\": {\"nl\": [\"een\", ~\"\"]}}")}, "empty"},
      {{Add("{\"id\": \"skill/koken\", \"alt\": {~\"n\": [\"x\"]}}")}, "language tag"},
      {{Add("{\"id\": \"skill/koken\", \"alt\": {\"nl\": ~\"x\"}}")}, "expected an array"},
      {{Add("{\"id\": \"skill/koken\", \"match\": [{\"type\": ~\"same\", \"uri\": \"http://e/2\"}]}")}, "one of exact"},
      {{Add("{\"id\": \"occupation/kok\", \"requires\": {\"essential\": [{\"id\": \"skill/x\", \"level\": ~5}]}}")}, "integer from 1 to 4"},
      {{Change("{\"id\": \"skill/koken\", ~\"alt\": {\"nl\": [\"x\"]}}")}, "unknown key \"alt\""},
      {{Change("{\"id\": \"skill/koken\", ~\"kind\": \"knowledge\"}")}, "unknown key \"kind\""},
      {{Change("{\"id\": \"occupation/kok\", \"nlqf\": ~9}")}, "1 to 8"},
      {{Change("{\"id\": \"occupation/kok\", \"isco\": ~5120}")}, "four digits"},
      {{Change("{\"id\": \"occupation/kok\", \"label\": {\"nl\": ~\" \"}}")}, "empty"},
      {{Change("{\"id\": \"occupation/kok\", \"notation\": ~\"a\\u0007\"}")}, "control character"},
      {{Change("{\"id\": \"occupation/kok\", \"requires\": {\"essential\": [{\"id\": \"skill/koken\", ~\"label\": {\"nl\": \"x\"}}]}}")}, "unknown key \"label\""},
      {{Change("{\"id\": \"occupation/kok\", \"requires\": ~[\"skill/koken\"]}")}, "expected an object"},
      {{Remove("{\"id\": \"skill/koken\", \"concept\": ~false}")}, "true"},
      {{Remove("{\"id\": \"skill/koken\", \"concept\": true, ~\"alt\": {\"nl\": [\"x\"]}}")}, "the removal of a concept"},
      {{Remove("{\"id\": \"skill/koken\", ~\"label\": {\"nl\": \"Koken\"}}")}, "unknown key \"label\""},
      {{Remove("{\"id\": \"skill/koken\", ~\"nlqf\": 3}")}, "unknown key \"nlqf\""},
      {{Remove("{\"id\": \"skill/koken\", \"definition\": ~{\"nl\": \"Kookt.\"}}")}, "languages"},
      {{Remove("{\"id\": \"skill/koken\", \"definition\": [~\"Kookt.\"]}")}, "a tag such as"},
      {{Remove("{\"id\": \"occupation/kok\", \"requires\": ~{\"essential\": [\"skill/koken\"]}}")}, "expected an array"},
      {{Remove("{\"id\": \"occupation/kok\", \"requires\": [~{\"id\": \"skill/koken\"}]}")}, "expected a string"},
      {{Add("{\"id\": \"skill/koken\", \"alt\": {\"nl\": [\"x\"]}, ~\"id\": \"skill/koken\"}")}, "key"},
  });
}

TEST_CASE("Overlay: what does not fit the taxonomy is refused at its place") {
  CheckWrong({
      // Added, and there already.
      {{Add("{\"id\": ~\"skill/koken\", \"kind\": \"skill\"}")}, "there already, as a skill"},
      {{Add("{\"id\": \"occupation/kok\", \"requires\": {\"essential\": [{\"id\": ~\"skill/koken\", \"label\": {\"nl\": \"Koken\"}, \"kind\": \"skill\"}]}}")}, "there already"},
      {{Add("{\"id\": \"occupation/chauffeur\", \"alt\": {\"nl\": [~\" rijder\"]}}")}, "there already"},
      {{Add("{\"id\": \"occupation/chauffeur\", \"alt\": {\"nl\": [~\"shofeur\"]}}")}, "there already, as hidden"},
      {{Add("{\"id\": \"occupation/chauffeur\", \"hidden\": {\"nl\": [~\"Chauffeur\"]}}")}, "there already, as preferred"},
      {{Add("{\"id\": \"occupation/chauffeur\", \"specialisations\": {\"nl\": [~\"Rijdt.\"]}}")}, "there already, as definition"},
      {{Add("{\"id\": \"occupation/chauffeur\", \"label\": {\"nl\": ~\"Bestuurder\"}}")}, "\"Chauffeur\" is there already"},
      {{Add("{\"id\": \"occupation/chauffeur\", \"definition\": {\"NL\": ~\"Stuurt.\"}}")}, "\"Rijdt.\" is there already"},
      {{Add("{\"id\": \"occupation/chauffeur\", \"broader\": [~\"group/vervoer\"]}")}, "there already"},
      {{Add("{\"id\": \"occupation/chauffeur\", \"match\": [{\"type\": \"exact\", \"uri\": ~\"http://e/1\"}]}")}, "there already"},
      {{Add("{\"id\": \"occupation/chauffeur\", \"requires\": {\"optional\": [~\"skill/rijden\"]}}")}, "there already; change it"},
      // Not there at all.
      {{Add("{\"id\": \"skill/x\", \"alt\": {\"nl\": [~\"x\"]}}")}, "neither in the taxonomy nor added"},
      {{Add("{\"id\": \"occupation/kok\", \"requires\": {\"essential\": [~\"skill/x\"]}}")}, "\"urn:t:skill/x\" is neither"},
      {{Add("{\"id\": \"occupation/kok\", \"broader\": [~\"group/x\"]}")}, "\"urn:t:group/x\" is neither"},
      {{Change("{\"id\": \"occupation/x\", \"nlqf\": ~3}")}, "not in the taxonomy below"},
      {{Remove("{\"id\": ~\"occupation/x\", \"concept\": true}")}, "not in the taxonomy below"},
      {{Change("{\"id\": \"occupation/kok\", \"label\": {\"en\": ~\"Cook\"}}")}, "has no label in \"en\""},
      {{Change("{\"id\": \"occupation/kok\", \"definition\": {\"nl\": ~\"Kookt.\"}}")}, "has no definition in \"nl\""},
      {{Change("{\"id\": \"occupation/kok\", \"requires\": {\"important\": [~\"skill/rijden\"]}}")}, "is not there; add it"},
      {{Remove("{\"id\": \"occupation/kok\", \"requires\": [~\"skill/x\"]}")}, "is not there"},
      {{Remove("{\"id\": \"occupation/chauffeur\", \"alt\": {\"nl\": [~\"Rijder\"]}}")}, "is not there"},
      {{Remove("{\"id\": \"occupation/chauffeur\", \"alt\": {\"nl\": [~\"shofeur\"]}}")}, "is not there"},
      {{Remove("{\"id\": \"occupation/chauffeur\", \"definition\": [~\"en\"]}")}, "is not there"},
      {{Remove("{\"id\": \"occupation/chauffeur\", \"broader\": [~\"group/alles\"]}")}, "is not there"},
      {{Remove("{\"id\": \"occupation/chauffeur\", \"match\": [{\"type\": \"close\", \"uri\": ~\"http://e/1\"}]}")}, "is not there"},
      // Changed into what it is.
      {{Change("{\"id\": \"occupation/chauffeur\", \"label\": {\"nl\": ~\"Chauffeur\"}}")}, "that already"},
      {{Change("{\"id\": \"occupation/chauffeur\", \"nlqf\": ~2}")}, "that already"},
      {{Change("{\"id\": \"occupation/chauffeur\", \"notation\": ~\"83\"}")}, "that already"},
      {{Change("{\"id\": \"occupation/chauffeur\", \"status\": ~\"current\"}")}, "that already"},
      {{Change("{\"id\": \"occupation/chauffeur\", \"requires\": {\"essential\": [~{\"id\": \"skill/rijden\", \"level\": 2}]}}")}, "that already"},
      // A result that contradicts itself.
      {{Add("{\"id\": \"group/alles\", \"broader\": [~\"group/vervoer\"]}")}, "circle"},
      {{Add("{\"id\": \"group/a\", \"kind\": \"group\", \"broader\": [\"group/vervoer\"]}, {\"id\": \"group/alles\", \"broader\": [~\"group/a\"]}")}, "circle"},
      {{Add("{\"id\": \"group/alles\", \"broader\": [~\"group/alles\"]}")}, "circle"},
      {{Add("{\"id\": \"skill/koken\", \"requires\": {\"essential\": [~\"skill/rijden\"]}}")}, "cannot require"},
      {{Add("{\"id\": \"occupation/kok\", \"requires\": {\"essential\": [~\"task/laden\"]}}")}, "does not belong in this list"},
      {{Add("{\"id\": \"occupation/kok\", \"tasks\": {\"essential\": [~\"group/alles\"]}}")}, "cannot require"},
      {{Change("{\"id\": \"occupation/chauffeur\", \"tasks\": {\"important\": [~\"skill/rijden\"]}}")}, "does not belong in this list"},
      {{Remove("{\"id\": \"occupation/chauffeur\", \"conditions\": [~\"skill/rijden\"]}")}, "does not belong in this list"},
  });
}

TEST_CASE("Overlay: statements that contradict each other name both places, in one document or two") {
  const char* const pairs[][2] = {
      {R"("change": [{"id": "occupation/chauffeur", "nlqf": ~3}])", R"("change": [{"id": "occupation/chauffeur", "nlqf": ~4}])"},
      {R"("change": [{"id": "occupation/chauffeur", "notation": ~"1"}])", R"("change": [{"id": "occupation/chauffeur", "notation": ~"2"}])"},
      {R"("change": [{"id": "occupation/chauffeur", "label": {"nl": ~"A"}}])", R"("change": [{"id": "occupation/chauffeur", "label": {"nl": ~"B"}}])"},
      {R"("add": [{"id": "occupation/chauffeur", "label": {"fy": ~"A"}}])", R"("add": [{"id": "occupation/chauffeur", "label": {"fy": ~"B"}}])"},
      {R"("add": [{"id": "occupation/chauffeur", "alt": {"nl": [~"A"]}}])", R"("add": [{"id": "occupation/chauffeur", "hidden": {"nl": [~"A"]}}])"},
      {R"("add": [{"id": "occupation/chauffeur", "alt": {"nl": [~"A"]}}])", R"("change": [{"id": "occupation/chauffeur", "label": {"nl": ~"A"}}])"},
      {R"("change": [{"id": "occupation/chauffeur", "definition": {"nl": ~"A"}}])", R"("remove": [{"id": "occupation/chauffeur", "definition": [~"nl"]}])"},
      {R"("change": [{"id": "occupation/chauffeur", "requires": {"somewhat": [~"skill/rijden"]}}])",
       R"("change": [{"id": "occupation/chauffeur", "requires": {"important": [~"skill/rijden"]}}])"},
      {R"("change": [{"id": "occupation/chauffeur", "requires": {"somewhat": [~"skill/rijden"]}}])",
       R"("change": [{"id": "occupation/chauffeur", "requires": {"somewhat": [~{"id": "skill/rijden", "level": 4}]}}])"},
      {R"("change": [{"id": "occupation/chauffeur", "requires": {"somewhat": [~"skill/rijden"]}}])", R"("remove": [{"id": "occupation/chauffeur", "requires": [~"skill/rijden"]}])"},
      {R"("add": [{"id": "occupation/kok", "requires": {"somewhat": [~"skill/rijden"]}}])", R"("add": [{"id": "occupation/kok", "requires": {"important": [~"skill/rijden"]}}])"},
      {R"("add": [{"id": "occupation/kok", "requires": {"somewhat": [~"skill/rijden"]}}])", R"("remove": [{"id": ~"skill/rijden", "concept": true}])"},
      {R"("remove": [{"id": ~"skill/rijden", "concept": true}])", R"("add": [{"id": "skill/rijden", "alt": {"nl": [~"sturen"]}}])"},
      {R"("remove": [{"id": ~"group/alles", "concept": true}])", R"("add": [{"id": "skill/koken", "broader": [~"group/alles"]}])"},
      {R"("remove": [{"id": ~"skill/rijden", "concept": true}])", R"("change": [{"id": "occupation/chauffeur", "requires": {"important": [~"skill/rijden"]}}])"},
      {R"("remove": [{"id": ~"skill/rijden", "concept": true}])", R"("add": [{"id": ~"skill/rijden", "kind": "knowledge"}])"},
      {R"("add": [{"id": ~"x:y", "kind": "skill"}])", R"("add": [{"id": ~"x:y", "kind": "knowledge"}])"},
      {R"("add": [{"id": "x:y", "kind": "skill", "nlqf": ~3}])", R"("add": [{"id": "x:y", "kind": "skill", "nlqf": ~4}])"},
      {R"("remove": [{"id": "occupation/chauffeur", "alt": {"nl": [~"rijder"]}}])", R"("add": [{"id": "occupation/chauffeur", "alt": {"nl": [~"rijder"]}}])"},
      {R"("remove": [{"id": "occupation/chauffeur", "match": [{"type": "exact", "uri": ~"http://e/1"}]}])",
       R"("add": [{"id": "occupation/chauffeur", "match": [{"type": "exact", "uri": ~"http://e/1"}]}])"},
  };
  std::vector<Wrong> cases, swapped;
  for (const auto& [a, b] : pairs) {
    cases.push_back({{Doc(a), Doc(b)}, "; drop one of the two"});
    swapped.push_back({{Doc(b), Doc(a)}, "; drop one of the two"});
  }
  cases.push_back({{Add(R"({"id": "skill/koken", "definition": {"en": ~"A"}})"), Add(R"({"id": "skill/koken", "definition": {"en": ["A", ~"B"]}})")}, "definition"});
  CheckWrong(cases, true);
  CheckWrong(swapped, true);
  // The same in one document: there the second place of the two is reported, with the first.
  for (const auto& [a, b] : pairs) {
    std::string first(a), second(b);
    if (first.substr(0, 6) == second.substr(0, 6)) continue;  // one key twice
    auto text = Doc(Cat(first, ",\n ", second));
    const auto place_a = Where(TakeMark(&text)), place_b = Where(TakeMark(&text));
    const auto status = Lay(Base(), {text}).status();
    CAPTURE(status.message());
    CHECK(CodeOf(status) == ErrorCode::kMalformed);
    CHECK(Where(PositionOf(status)) == place_b);
    CHECK(status.message().find("0.json:" + place_a) != std::string::npos);
  }
  // Also the same twice in one document.
  CheckWrong({{{Add(R"({"id": "skill/koken", "alt": {"nl": ["A", ~"A "]}})")}, "twice, first at 0.json:2:"},
              {{Remove(R"({"id": "skill/koken", "concept": true}, {"id": ~"skill/koken", "concept": true})")}, "twice"}});
  // What an overlay adds it need not change, and a later one cannot.
  const auto add = Add(R"({"id": "x:y", "kind": "skill", "nlqf": 3})");
  CheckWrong({{{add, Change(R"({"id": "x:y", "status": ~"historic"})")}, "added at 0.json:2:17; say it there"},
              {{add, Remove(R"({"id": "x:y", "alt": {"nl": [~"x"]}})")}, "added at 0.json:2:17"},
              {{add, Remove(R"({"id": ~"x:y", "concept": true})")}, "0.json:2:17"}});
  // What a later overlay adds is not there yet.
  auto early = Add(R"({"id": "occupation/kok", "requires": {"essential": [~"x:y"]}})");
  const auto place = Where(TakeMark(&early));
  const auto status = Lay(Base(), {early, add}).status();
  CHECK(Where(PositionOf(status)) == place);
  CHECK(status.message().find("added later, at 1.json:2:17") != std::string::npos);
  Need(Lay(Base(), {add, early}).status());
  // What a later overlay takes away is still there.
  auto other = Add(R"({"id": "occupation/chauffeur", "alt": {"nl": [~"shofeur"]}})");
  const auto gone = Remove(R"({"id": "occupation/chauffeur", "hidden": {"nl": ["shofeur"]}})");
  const auto other_place = Where(TakeMark(&other));
  const auto refused = Lay(Base(), {other, gone}).status();
  CHECK(Where(PositionOf(refused)) == other_place);
  CHECK(refused.message().find("0.json:" + other_place + ": ") == 0);
  Need(Lay(Base(), {gone, other}).status());
}

namespace {
/// Every key and verb.
const char* const kFull = R"("made_for": "0123456789abcdef0123456789abcdef",
 "add": [{"id": "skill/x", "kind": "skill", "label": {"nl": "Iks", "en": "X"}, "nlqf": "entry", "broader": ["group/alles"], "reason": "nodig"},
   {"id": "occupation/kok", "alt": {"nl": ["kookster", "k\u00f6k"]}, "match": [{"type": "close", "uri": "http://e/2"}], "requires": {"important": [{"id": "skill/x", "level": 2}]},
    "tasks": {"essential": [{"id": "task/bakken", "label": {"nl": "Bakken"}}]}, "conditions": {"barely": ["condition/nacht"]}}],
 "change": [{"id": "occupation/chauffeur", "label": {"nl": "Bestuurder"}, "definition": {"nl": "Rijdt."}, "nlqf": 3, "requires": {"important": ["skill/rijden"]}}],
 "remove": [{"id": "occupation/chauffeur", "hidden": {"nl": ["shofeur"]}, "tasks": ["task/laden"]}, {"id": "licence/b", "concept": true}])";
}  // namespace

TEST_CASE("Overlay: a document cut off anywhere, or with any byte changed, is refused or sound") {
  const auto base = Base();
  std::string text = Doc(kFull);
  const auto at = text.find("\"definition\": {\"nl\": \"Rijdt.\"}, ");  // that would change nothing
  text.erase(at, std::string_view("\"definition\": {\"nl\": \"Rijdt.\"}, ").size());
  Need(Lay(base, {text}).status());
  for (std::size_t size = 0; size < text.size(); ++size) {
    const auto status = Lay(base, {text.substr(0, size)}).status();
    CHECK(CodeOf(status) == ErrorCode::kMalformed);
    CHECK(PositionOf(status).line > 0);
  }
  std::size_t good = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    for (const char c : {'\0', '"', '}', ']', ',', '1', 'x', '\x80', ' '}) {
      auto changed = text;
      changed[i] = c;
      const auto result = Lay(base, {changed, text});
      good += result.ok();
      if (!result.ok()) CHECK((CodeOf(result.status()) == ErrorCode::kMalformed || CodeOf(result.status()) == ErrorCode::kFormatVersion));
      if (!result.ok()) CHECK(PositionOf(result.status()).line > 0);
    }
  }
  CHECK(good > 0);  // a letter of a text may change, and what says the same still says it
}

TEST_CASE("Overlay: documents without end are refused without much memory") {
  const auto base = Base();
  CHECK(CodeOf(Lay(base, {Doc(Cat("\"add\": ", std::string(100000, '[')))}).status()) == ErrorCode::kLimit);
  std::string many = "0";
  for (int i = 0; i < (1 << 22); ++i) many += ",0";
  CHECK(CodeOf(Lay(base, {Doc(Cat("\"add\": [", many, "]"))}).status()) == ErrorCode::kLimit);
  CHECK(CodeOf(Lay(base, {std::string((std::size_t{1} << 26) + 1, ' ')}).status()) == ErrorCode::kLimit);
  // More languages than a snapshot can number.
  std::string languages;
  for (char a = 'a'; a <= 'z'; ++a) {
    for (char b = 'a'; b <= 'k'; ++b) languages += Cat(languages.empty() ? "" : ", ", "\"x", std::string{a, b}, "\": \"t\"");
  }
  CHECK(CodeOf(Lay(base, {Add(Cat("{\"id\": \"x:y\", \"kind\": \"skill\", \"label\": {", languages, "}}"))}).status()) == ErrorCode::kLimit);
}

TEST_CASE("Overlay: the example over the starter taxonomy") {
  const std::string path = OVERSTAP_TEST_DIR "/../examples/overlay/rotterdam.json";
  const JsonSource source{"rotterdam.json", Need(ReadFile(path))};
  const auto base = Need(StarterTaxonomy());
  OverlayReport report;
  const auto t = Need(ApplyOverlays(base, std::span(&source, 1), &report));
  CHECK(report.notes.empty());
  REQUIRE(report.layers.size() == 1);
  CHECK(report.layers[0].added > 0);
  CHECK(report.layers[0].changed > 0);
  CHECK(report.layers[0].removed > 0);
  CHECK(t.Changes().size() == report.layers[0].added + report.layers[0].changed + report.layers[0].removed);
  CHECK(t.size() > base.size());
}

// --- the oracle --------------------------------------------------------------------------------------------------------

namespace {

/// One statement of a random overlay, in words.
struct Op {
  std::size_t overlay = 0;
  ChangeVerb verb = ChangeVerb::kAdded;
  ChangedThing thing = ChangedThing::kText;
  std::string subject, object, language, list, name;
  TextKind kind = TextKind::kAlternative;
  MatchType match = MatchType::kExact;
  ConceptKind concept_kind = ConceptKind::kSkill;
  Model::Strength strength;
  int number = 0;
  bool operator==(const Op&) const = default;
};

std::string Json(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\', out += c;
    else if (c == '\n') out += "\\n";
    else if (c == '\t') out += "\\t";
    else out += c;
  }
  return out + "\"";
}

const char* TierName(const Op& op) {
  const bool condition = op.list == "conditions";
  switch (op.strength.relevance) {
    case Relevance::kEssential: return condition ? "strongly" : "essential";
    case Relevance::kImportant: return condition ? "reasonably" : "important";
    case Relevance::kOptional: return "optional";
    case Relevance::kSomewhat: return condition ? "barely" : "somewhat";
    case Relevance::kNotRelevant: return condition ? "not" : "not_relevant";
  }
  return "";
}

std::string NumberText(const std::string& name, int value) {
  if (name == "status") return Cat("\"", Name(static_cast<ConceptStatus>(value)), "\"");
  if (name == "regulated") return value == 2 ? "true" : "false";
  if (name == "mediation") return value == 1 ? "true" : "false";
  if (name == "interests") return Cat("\"", InterestLetters(static_cast<std::uint8_t>(value)), "\"");
  if (name == "isco") return Cat("\"", std::string(4 - std::to_string(value).size(), '0'), value, "\"");
  if (name == "nlqf") return value == 5 ? "\"entry\"" : value == 45 ? "\"4+\"" : std::to_string(value / 10);
  return std::to_string(value);  // job_zone
}

std::string Entry(const Op& op) {
  const char* const keys[] = {"label", "alt", "hidden", "definition", "specialisations"};
  std::string body;
  const auto key = Json(op.thing == ChangedThing::kText ? keys[static_cast<int>(op.kind)] : "");
  switch (op.thing) {
    case ChangedThing::kConcept: body = op.verb == ChangeVerb::kRemoved ? "\"concept\": true" : Cat("\"kind\": \"", Name(op.concept_kind), "\""); break;
    case ChangedThing::kText:
      if (op.verb == ChangeVerb::kRemoved && op.kind == TextKind::kDefinition) body = Cat(key, ": [", Json(op.language), "]");
      else if (op.kind == TextKind::kPreferred || op.kind == TextKind::kDefinition) body = Cat(key, ": {", Json(op.language), ": ", Json(op.object), "}");
      else body = Cat(key, ": {", Json(op.language), ": [", Json(op.object), "]}");
      break;
    case ChangedThing::kRelation:
      if (op.verb == ChangeVerb::kRemoved) {
        body = Cat(Json(op.list), ": [", Json(op.object), "]");
      } else {
        std::string target = Cat("{\"id\": ", Json(op.object));
        if (op.strength.level != 0) target += Cat(", \"level\": ", op.strength.level);
        if (op.strength.importance != 0) target += Cat(", \"importance\": ", op.strength.importance);
        body = Cat(Json(op.list), ": {\"", TierName(op), "\": [", target, "}]}");
      }
      break;
    case ChangedThing::kBroader: body = Cat("\"broader\": [", Json(op.object), "]"); break;
    case ChangedThing::kMatch: body = Cat("\"match\": [{\"type\": \"", Name(op.match), "\", \"uri\": ", Json(op.object), "}]"); break;
    case ChangedThing::kAttribute: body = Cat(Json(op.name), ": ", op.name == "notation" ? Json(op.object) : NumberText(op.name, op.number)); break;
  }
  return Cat("{\"id\": ", Json(op.subject), ", ", body, "}");
}

std::string Document(const std::vector<Op>& ops, std::size_t overlay) {
  std::string lists[3];
  for (const auto& op : ops) {
    if (op.overlay != overlay) continue;
    auto& list = lists[static_cast<int>(op.verb)];
    list += Cat(list.empty() ? "" : ",\n  ", Entry(op));
  }
  return Doc(Cat("\"add\": [", lists[0], "],\n \"change\": [", lists[1], "],\n \"remove\": [", lists[2], "]"), std::to_string(overlay), "");
}

const Model::Thing* Find(const Model& m, const std::string& uri) {
  const auto at = m.things.find(uri);
  return at == m.things.end() ? nullptr : &at->second;
}
bool IsSlot(TextKind kind) { return kind == TextKind::kPreferred || kind == TextKind::kDefinition; }

/// Whether two statements cannot stand together.
bool Clash(const Op& a, const Op& b) {
  Op same = a;
  same.overlay = b.overlay;
  if (same == b) return a.overlay == b.overlay;
  for (const auto& [gone, other] : {std::pair(&a, &b), std::pair(&b, &a)}) {
    if (gone->thing != ChangedThing::kConcept || gone->verb != ChangeVerb::kRemoved || other->verb == ChangeVerb::kRemoved) continue;
    const bool linked = other->thing == ChangedThing::kRelation || other->thing == ChangedThing::kBroader;
    if (other->subject == gone->subject || (linked && other->object == gone->subject)) return true;
  }
  if (a.thing != b.thing || a.subject != b.subject) return false;
  switch (a.thing) {
    case ChangedThing::kConcept: return true;
    case ChangedThing::kText:
      if (a.language != b.language) return false;
      if (a.kind == b.kind && a.kind == TextKind::kPreferred) return true;
      if (a.kind == b.kind && a.kind == TextKind::kDefinition) return a.overlay != b.overlay || a.verb != b.verb;
      if (a.kind == TextKind::kDefinition || b.kind == TextKind::kDefinition || a.object != b.object) return false;
      return a.kind == b.kind ? a.verb != b.verb : a.verb != ChangeVerb::kRemoved && b.verb != ChangeVerb::kRemoved;
    case ChangedThing::kRelation: return a.object == b.object && (a.verb != b.verb || !(a.strength == b.strength));
    case ChangedThing::kBroader: return a.object == b.object && a.verb != b.verb;
    case ChangedThing::kMatch: return a.object == b.object && a.match == b.match && a.verb != b.verb;
    case ChangedThing::kAttribute: return a.name == b.name;
  }
  return false;
}

std::string StrengthText(const Model::Strength& s) {
  return Cat(Name(s.relevance), s.level != 0 ? Cat(", level ", s.level) : "", s.importance != 0 ? Cat(", importance ", s.importance) : "");
}

/// The taxonomy `ops` make of `base`, or nothing when they must be refused.
std::optional<Model> Expected(const Model& base, const std::vector<Op>& ops, std::size_t overlays, const std::string& hash) {
  for (std::size_t i = 0; i < ops.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      if (Clash(ops[k], ops[i])) return std::nullopt;
    }
  }
  Model out = base;
  const auto first = base.overlays.size();
  for (std::size_t i = 0; i < overlays; ++i) out.overlays.push_back({std::to_string(i), "A. Dviseur", "2026-11-01", "zo is het hier", hash});
  const auto known = [&](const std::string& uri, const Op& op) {
    return Find(base, uri) != nullptr || std::any_of(ops.begin(), ops.end(), [&](const Op& o) {
             return o.thing == ChangedThing::kConcept && o.verb == ChangeVerb::kAdded && o.subject == uri && o.overlay <= op.overlay;
           });
  };
  const auto note = [&](const Op& op, const std::string& object, const std::string& detail) {
    out.changes.push_back({first + op.overlay, op.verb, op.thing, op.subject, object, detail, ""});
  };
  // What goes, or makes way.
  for (const auto& op : ops) {
    if (op.verb == ChangeVerb::kAdded) continue;
    const auto* old = Find(base, op.subject);
    if (old == nullptr) return std::nullopt;
    Model::Thing none;
    const auto at = out.things.find(op.subject);
    auto& thing = at == out.things.end() ? none : at->second;  // gone altogether
    switch (op.thing) {
      case ChangedThing::kConcept: note(op, "", std::string(Name(old->kind))); break;
      case ChangedThing::kText: {
        std::vector<Model::TextKey> found;
        for (const auto& key : old->texts) {
          const auto& [language, kind, text] = key;
          if (language == op.language && kind == op.kind && (IsSlot(kind) || text == op.object)) found.push_back(key);
        }
        if (found.empty()) return std::nullopt;
        if (op.verb == ChangeVerb::kChanged && old->texts.contains({op.language, op.kind, op.object})) return std::nullopt;
        std::string was;
        for (const auto& key : found) {
          thing.texts.erase(key);
          was += ", was " + std::get<2>(key);
          if (op.verb == ChangeVerb::kRemoved) note(op, std::get<2>(key), Cat(Name(op.kind), " ", op.language));
        }
        if (op.verb == ChangeVerb::kChanged) note(op, op.object, Cat(Name(op.kind), " ", op.language, was));
        break;
      }
      case ChangedThing::kRelation: {
        const auto relation = old->relations.find(op.object);
        if (relation == old->relations.end()) return std::nullopt;
        auto now = op.strength;
        if (now.level == 0) now.level = relation->second.level;
        if (now.importance == 0) now.importance = relation->second.importance;
        if (op.verb == ChangeVerb::kChanged && now == relation->second) return std::nullopt;
        thing.relations.erase(op.object);
        if (op.verb == ChangeVerb::kChanged) thing.relations[op.object] = now;
        note(op, op.object, op.verb == ChangeVerb::kRemoved ? StrengthText(relation->second) : StrengthText(relation->second) + " -> " + StrengthText(now));
        break;
      }
      case ChangedThing::kBroader:
        if (!old->broader.contains(op.object)) return std::nullopt;
        thing.broader.erase(op.object);
        note(op, op.object, "");
        break;
      case ChangedThing::kMatch:
        if (!old->matches.contains({op.match, op.object})) return std::nullopt;
        thing.matches.erase({op.match, op.object});
        note(op, op.object, std::string(Name(op.match)));
        break;
      case ChangedThing::kAttribute: {
        const auto unquoted = [](std::string text) { return text.front() == '"' ? text.substr(1, text.size() - 2) : text; };
        const auto words = [&](int value, const std::string& notation) {
          if (op.name == "notation") return notation.empty() ? std::string("unknown") : notation;
          return value == 0 && op.name != "status" ? std::string("unknown") : unquoted(NumberText(op.name, value));
        };
        const int was = old->numbers.contains(op.name) ? old->numbers.at(op.name) : 0;
        if (op.name == "notation" ? old->notation == op.object : was == op.number) return std::nullopt;
        if (op.name == "notation") thing.notation = op.object;
        else thing.numbers[op.name] = op.number;
        note(op, op.name, words(was, old->notation) + " -> " + words(op.number, op.object));
        break;
      }
    }
  }
  const Model less = out;  // the labels that are still there when others come
  for (const auto& op : ops) {
    if (op.thing == ChangedThing::kConcept && op.verb == ChangeVerb::kAdded) {
      if (Find(base, op.subject) != nullptr) return std::nullopt;
      out.things[op.subject].kind = op.concept_kind;
      note(op, "", std::string(Name(op.concept_kind)));
    }
  }
  // What comes.
  for (const auto& op : ops) {
    if (op.thing == ChangedThing::kText && op.verb == ChangeVerb::kChanged) {
      auto& texts = out.things.at(op.subject).texts;
      if (op.kind == TextKind::kPreferred) {
        for (const auto& [language, kind, text] : base.things.at(op.subject).texts) {
          if (language == op.language && kind == op.kind) texts.emplace(op.language, TextKind::kHidden, text);
        }
      }
      texts.emplace(op.language, op.kind, op.object);
    }
    if (op.verb != ChangeVerb::kAdded || op.thing == ChangedThing::kConcept) continue;
    if (!known(op.subject, op)) return std::nullopt;
    const auto* old = Find(less, op.subject);
    auto& thing = out.things.at(op.subject);
    switch (op.thing) {
      case ChangedThing::kText:
        // Of what is there in the taxonomy and not taken away up to this overlay.
        for (const auto& [language, kind, text] : Find(base, op.subject) == nullptr ? std::set<Model::TextKey>() : base.things.at(op.subject).texts) {
          if (language != op.language) continue;
          const bool hit = IsSlot(op.kind) ? kind == op.kind : text == op.object && (kind != TextKind::kDefinition || op.kind == TextKind::kSpecialisation);
          const bool gone = std::any_of(ops.begin(), ops.end(), [&, &kind_there = kind, &text_there = text](const Op& o) {
            return o.thing == ChangedThing::kText && o.verb != ChangeVerb::kAdded && o.overlay <= op.overlay && o.subject == op.subject && o.language == op.language &&
                   o.kind == kind_there && (IsSlot(o.kind) || o.object == text_there);
          });
          if (hit && !gone) return std::nullopt;
        }
        thing.texts.emplace(op.language, op.kind, op.object);
        note(op, op.object, Cat(Name(op.kind), " ", op.language));
        break;
      case ChangedThing::kRelation:
        if (!known(op.object, op) || (old != nullptr && old->relations.contains(op.object))) return std::nullopt;
        thing.relations[op.object] = op.strength;
        note(op, op.object, StrengthText(op.strength));
        break;
      case ChangedThing::kBroader:
        if (!known(op.object, op) || (old != nullptr && old->broader.contains(op.object))) return std::nullopt;
        thing.broader.insert(op.object);
        note(op, op.object, "");
        break;
      case ChangedThing::kMatch:
        if (old != nullptr && old->matches.contains({op.match, op.object})) return std::nullopt;
        thing.matches.emplace(op.match, op.object);
        note(op, op.object, std::string(Name(op.match)));
        break;
      default: return std::nullopt;
    }
  }
  // Lists hold what belongs in them; a change or removal too.
  for (const auto& op : ops) {
    if (op.thing != ChangedThing::kRelation) continue;
    const auto kind = Find(base, op.object) != nullptr ? base.things.at(op.object).kind : out.things.at(op.object).kind;
    const auto* const list = kind == ConceptKind::kTask ? "tasks" : kind == ConceptKind::kCondition ? "conditions" : "requires";
    const auto from = Find(base, op.subject) != nullptr ? base.things.at(op.subject).kind : out.things.at(op.subject).kind;
    if (op.list != list || kind == ConceptKind::kOccupation || kind == ConceptKind::kGroup || from != ConceptKind::kOccupation) return std::nullopt;
  }
  for (const auto& op : ops) {
    if (op.thing == ChangedThing::kConcept && op.verb == ChangeVerb::kRemoved) out.Remove(op.subject);
  }
  // No circle: concepts without anything above them go until none is left.
  auto above = out.things;
  for (bool again = true; again;) {
    again = false;
    for (auto at = above.begin(); at != above.end();) {
      const auto& broader = at->second.broader;
      if (std::any_of(broader.begin(), broader.end(), [&](const std::string& b) { return above.contains(b); })) ++at;
      else at = above.erase(at), again = true;
    }
  }
  return above.empty() ? std::optional(std::move(out)) : std::nullopt;
}

template <typename Container>
auto Pick(Random& random, const Container& from) {
  return *std::next(std::begin(from), random.Below(static_cast<std::uint32_t>(std::size(from))));
}

Op RandomOp(Random& random, const Model& base, const Strings& fresh) {
  const char* const words[] = {"werk", "zorg werk1", "nieuw", "bouw"};
  const char* const languages[] = {"nl", "en", "fy"};
  const std::string names[] = {"notation", "status", "isco", "nlqf", "regulated", "mediation", "interests", "job_zone"};
  Strings uris;
  for (const auto& [uri, thing] : base.things) uris.push_back(uri);
  const auto any = [&] { return random.Chance(10) ? Pick(random, fresh) : Pick(random, uris); };
  const auto occupation = [&] { return random.Chance(8) ? any() : Uri("occupation", random.Below(4)); };
  Op op;
  op.thing = static_cast<ChangedThing>(random.Below(kChangedThings));
  op.verb = static_cast<ChangeVerb>(random.Below(kChangeVerbs));
  op.subject = op.thing == ChangedThing::kRelation ? occupation() : any();
  const auto* there = Find(base, op.subject);
  switch (op.thing) {
    case ChangedThing::kConcept:
      if (op.verb == ChangeVerb::kChanged) op.verb = ChangeVerb::kAdded;
      if (op.verb == ChangeVerb::kAdded) {
        if (random.Chance(95)) op.subject = Pick(random, fresh);
        op.concept_kind = random.Chance(90) ? KindOf(op.subject) : ConceptKind::kTask;
      }
      break;
    case ChangedThing::kText:
      op.kind = static_cast<TextKind>(random.Below(kTextKinds));
      if (op.verb == ChangeVerb::kChanged) op.kind = random.Chance(50) ? TextKind::kPreferred : TextKind::kDefinition;
      if (op.verb == ChangeVerb::kRemoved && op.kind == TextKind::kPreferred) op.kind = TextKind::kAlternative;
      op.language = languages[random.Below(3)];
      op.object = words[random.Below(4)];
      if (op.verb != ChangeVerb::kAdded && there != nullptr && !there->texts.empty() && random.Chance(80)) {
        const auto [language, kind, text] = Pick(random, there->texts);
        op.language = language;
        if (op.verb == ChangeVerb::kRemoved && kind != TextKind::kPreferred) op.kind = kind, op.object = text;
        if (op.verb == ChangeVerb::kChanged && IsSlot(kind)) op.kind = kind;
      }
      if (op.verb == ChangeVerb::kRemoved && op.kind == TextKind::kDefinition) op.object.clear();
      break;
    case ChangedThing::kRelation: {
      op.object = any();
      if (op.verb != ChangeVerb::kAdded && there != nullptr && !there->relations.empty() && random.Chance(90)) op.object = Pick(random, there->relations).first;
      const auto kind = KindOf(op.object);
      op.list = random.Chance(3) ? "requires" : kind == ConceptKind::kTask ? "tasks" : kind == ConceptKind::kCondition ? "conditions" : "requires";
      if (op.verb == ChangeVerb::kRemoved) break;
      op.strength.relevance = static_cast<Relevance>(random.Below(kRelevances));
      if (random.Chance(30)) op.strength.level = static_cast<int>(1 + random.Below(4));
      if (random.Chance(20)) op.strength.importance = static_cast<int>(1 + random.Below(1000));
      break;
    }
    case ChangedThing::kBroader:
      op.object = random.Chance(70) ? Uri("group", random.Below(4)) : any();
      if (op.verb == ChangeVerb::kChanged) op.verb = ChangeVerb::kAdded;
      if (op.verb == ChangeVerb::kRemoved && there != nullptr && !there->broader.empty()) op.object = Pick(random, there->broader);
      break;
    case ChangedThing::kMatch:
      op.match = static_cast<MatchType>(random.Below(kMatchTypes));
      op.object = "http://example.org/" + std::to_string(random.Below(3));
      if (op.verb == ChangeVerb::kChanged) op.verb = ChangeVerb::kAdded;
      if (op.verb == ChangeVerb::kRemoved && there != nullptr && !there->matches.empty()) std::tie(op.match, op.object) = Pick(random, there->matches);
      break;
    case ChangedThing::kAttribute: {
      op.verb = ChangeVerb::kChanged;
      op.name = Pick(random, names);
      const int levels[] = {5, 10, 30, 45, 80};
      if (op.name == "notation") op.object = words[random.Below(4)];
      else if (op.name == "nlqf") op.number = Pick(random, levels);
      else if (op.name == "isco") op.number = static_cast<int>(1 + random.Below(9999));
      else if (op.name == "interests") op.number = static_cast<int>(random.Below(kAllInterests + 1));
      else if (op.name == "job_zone") op.number = static_cast<int>(1 + random.Below(5));
      else if (op.name == "status") op.number = static_cast<int>(random.Below(3));
      else op.number = static_cast<int>(1 + random.Below(2));
      break;
    }
  }
  return op;
}

}  // namespace

TEST_CASE("Overlay: random documents do what maps and sets do, or are refused when those refuse (oracle)") {
  const GraphSize size{4, 5, 2, 3, 2, 4, 2, 5, true};
  const Strings fresh = {"skill/new", "group/new", "occupation/new", "task/new"};
  int laid = 0, refused = 0, repeated = 0;
  for (std::uint64_t seed = 1; seed <= 4000 / kSlow; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    auto base = seed % 2 == 0 ? RandomTaxonomy(seed, size) : RichTaxonomy(seed, size);
    if (seed % 5 == 0) base = Need(Lay(base, {Doc(R"("add": [{"id": "skill/under", "kind": "skill"}])", "eerder", "")}));
    const Model model(base);
    const std::size_t overlays = 1 + random.Below(3);
    std::vector<Op> ops;
    for (std::size_t i = 0; i < overlays; ++i) {
      for (auto n = 1 + random.Below(4); n > 0; --n) {
        ops.push_back(!ops.empty() && random.Chance(15) ? Pick(random, ops) : RandomOp(random, model, fresh));
        ops.back().overlay = i;
      }
    }
    Strings documents;
    for (std::size_t i = 0; i < overlays; ++i) documents.push_back(Document(ops, i));
    const auto expected = Expected(model, ops, overlays, base.snapshot().Hash());
    OverlayReport report;
    const auto result = Lay(base, documents, &report);
    CAPTURE(documents[0]);
    CAPTURE(documents.back());
    CAPTURE(result.status().message());
    REQUIRE(result.ok() == expected.has_value());
    if (!result.ok()) {
      ++refused;
      CHECK(CodeOf(result.status()) == ErrorCode::kMalformed);
      CHECK(PositionOf(result.status()).line > 1);
      continue;
    }
    ++laid;
    CHECK(BytesOf(*result) == BytesOf(Need(expected->Build())));
    std::uint64_t told = 0;
    for (const auto& layer : report.layers) told += layer.added + layer.changed + layer.removed;
    CHECK(told == ops.size());
    for (std::size_t i = 1; i < ops.size(); ++i) {
      Op same = ops[i];
      same.overlay = ops[0].overlay;
      repeated += same == ops[0];
    }
    // Stated again it is the same, and what was laid is there already.
    TaxonomyBuilder builder;
    Need(AddTaxonomy(*result, builder));
    CHECK(BytesOf(Need(builder.Build())) == BytesOf(*result));
    CHECK_FALSE(Lay(*result, documents).ok());
  }
  CAPTURE(refused);
  CHECK(laid > 800 / kSlow);
  CHECK(refused > 800 / kSlow);
  CHECK(repeated > 10 / kSlow);
}
