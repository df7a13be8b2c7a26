// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// What is taken out of a taxonomy: Overstap JSON that gives the same bytes when it is read back, and N-Triples that a strict parser takes and
// that say as much as the taxonomy does.

#include <doctest/doctest.h>
#include <serd/serd.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "io/json_tree.hpp"
#include "oracle/files.hpp"
#include "oracle/random_rich.hpp"
#include "overstap/io.hpp"
#include "overstap/text.hpp"

using namespace overstap;
using namespace overstap::test;
using detail::Cat;
using detail::JsonTree;

namespace {

constexpr std::size_t kPiece = 1 << 16;

/// Joins the pieces, none of which may be empty or large.
TextSink Into(std::string& text) {
  return [&text](std::string_view piece) {
    CHECK(!piece.empty());
    CHECK(piece.size() <= kPiece);
    text += piece;
    return absl::OkStatus();
  };
}
std::string ToJson(const Taxonomy& t, const CourseCatalogue* courses = nullptr) {
  std::string text;
  Need(WriteTaxonomyJson(t, courses, Into(text)));
  return text;
}
std::string ToNTriples(const Taxonomy& t) {
  std::string text;
  Need(WriteTaxonomyNTriples(t, Into(text)));
  return text;
}
Taxonomy TaxonomyOf(const std::string& text) {
  TaxonomyBuilder builder;
  Need(ReadTaxonomyJson({"export.json", text}, builder));
  return Need(builder.Build());
}
CourseCatalogue CoursesOf(const std::string& text) {
  CourseBuilder builder;
  Need(ReadCoursesJson({"export.json", text}, builder));
  return Need(builder.Build());
}
bool SameBytes(const Snapshot& a, const Snapshot& b) { return std::ranges::equal(a.bytes(), b.bytes()); }

/// Every id without a colon gets one, so that it is an IRI.
Taxonomy WithBase(const Taxonomy& t) {
  auto text = ToJson(t);
  const std::string_view head = "{\"overstap\":1,";
  REQUIRE(text.starts_with(head));
  return TaxonomyOf(text.insert(head.size(), "\"base\":\"urn:t:\","));
}

}  // namespace

TEST_CASE("Export: JSON that is read back gives the same bytes, whatever a taxonomy holds") {
  for (std::uint64_t seed = 0; seed < 150; ++seed) {
    CAPTURE(seed);
    const auto t = RichTaxonomy(seed, seed % 10 == 0 ? Medium() : GraphSize());
    const auto text = ToJson(t);
    CHECK(SameBytes(TaxonomyOf(text).snapshot(), t.snapshot()));
    CHECK(text == ToJson(t));
  }
  TaxonomyBuilder nothing;
  const auto empty = Need(nothing.Build());
  CHECK(SameBytes(TaxonomyOf(ToJson(empty)).snapshot(), empty.snapshot()));
}

TEST_CASE("Export: courses go along, with facts of their own where they have them") {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const auto t = RichTaxonomy(seed);
    const auto plain = RandomCourses(random, GraphSize(), 20);
    CourseBuilder builder;
    Need(ReadCoursesJson({"plain", ToJson(t, &plain)}, builder));
    CourseBuilder::Facts facts;
    facts.sector = "sector/a", facts.weeks = static_cast<std::uint16_t>(random.Below(3)), facts.nlqf = 45, facts.entry_nlqf = 5, facts.provider = ProviderType::kPublic;
    facts.cost_min = facts.cost_max = random.Below(2);
    const auto course = Need(builder.Add("course/z", facts));
    for (int kind = 0; kind < kTextKinds; ++kind) {
      for (auto n = random.Below(3); n > 0; --n) Need(builder.AddText(course, static_cast<TextKind>(kind), "nl", RandomText(random)));
    }
    const auto other = Need(builder.Add("course/y", {}));
    for (int kind = 0; kind < kCourseFactKinds; ++kind) {
      const auto k = static_cast<CourseFactKind>(kind);
      const bool one = k == CourseFactKind::kProvider || k == CourseFactKind::kPage || k == CourseFactKind::kOffered, dated = k == CourseFactKind::kOffered || k == CourseFactKind::kPath;
      for (auto n = random.Below(one ? 2 : 3); n > 0; --n) {
        std::string value = "urn:x:" + std::to_string(random.Below(3));
        if (k == CourseFactKind::kLanguage) value = random.Chance(50) ? "nl" : "en-GB";
        if (k == CourseFactKind::kField) value = random.Chance(50) ? "09" : "0913";
        if (k == CourseFactKind::kPart) value = "course/y";
        if (k == CourseFactKind::kOffered || (k == CourseFactKind::kStart && random.Chance(50))) value.clear();
        const Date from = dated ? (random.Chance(50) ? Date{10000} : kNoDate) : k == CourseFactKind::kStart ? static_cast<Date>(random.Below(3)) : kNoDate;
        Need(builder.AddFact(course, k, value, from, dated && (from == kNoDate || random.Chance(50)) ? 10000 : kNoDate));
      }
    }
    Need(builder.AddFact(other, CourseFactKind::kPlace, RandomText(random) + "x"));
    switch (seed % 3) {
      case 0: break;  // facts of the taxonomy or none, see below
      case 1: Need(builder.SetAbout("name@nl", "Aanbod")); break;
      case 2:
        for (std::size_t i = 0; i < t.snapshot().about_size(); ++i) Need(builder.SetAbout(t.snapshot().about_key(i), t.snapshot().about_value(i)));
    }
    const auto courses = Need(builder.Build());
    const auto text = ToJson(t, &courses);
    CHECK(SameBytes(TaxonomyOf(text).snapshot(), t.snapshot()));
    CHECK(SameBytes(CoursesOf(text).snapshot(), courses.snapshot()));
    const bool same = seed % 3 == 2 || (seed % 3 == 0 && t.snapshot().about_size() == 0);
    CHECK((text.find("courses_about") == std::string::npos) == same);
  }
}

TEST_CASE("Export: the starter set and the golden taxonomy") {
  const auto starter = Need(StarterTaxonomy());
  const auto courses = Need(StarterCourses());
  const auto text = ToJson(starter, &courses);
  CHECK(SameBytes(TaxonomyOf(text).snapshot(), starter.snapshot()));
  CHECK(SameBytes(CoursesOf(text).snapshot(), courses.snapshot()));
  CHECK(text.find("courses_about") == std::string::npos);
  const auto golden = TaxonomyOf(Need(ReadFile(OVERSTAP_TEST_DIR "/golden/taxonomy.json")));
  CHECK(SameBytes(TaxonomyOf(ToJson(golden)).snapshot(), golden.snapshot()));
}

TEST_CASE("Export: ESCO") {
  const auto folder = PublicData("esco-1.2.0");
  if (folder.empty()) return;
  TaxonomyBuilder builder;
  Need(ReadEsco(folder, builder, nullptr));
  const auto esco = Need(builder.Build());
  CHECK(SameBytes(TaxonomyOf(ToJson(esco)).snapshot(), esco.snapshot()));
  const auto triples = ToNTriples(esco);
  CHECK(std::count(triples.begin(), triples.end(), '\n') > static_cast<std::ptrdiff_t>(esco.relation_count() + 3 * esco.size()));
}

TEST_CASE("Export: what overlays changed is in the JSON, that they did is not") {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    Random random(seed);
    auto calls = RichCalls(random, {});
    const auto plain = BuildFrom(calls);
    calls.push_back([](TaxonomyBuilder& b) {
      const auto overlay = Need(b.AddOverlay("Regio", "Iemand", "2026-01-01", "Plaatselijk", "0123"));
      Need(b.NoteChange(overlay, ChangeVerb::kAdded, ChangedThing::kConcept, "skill/0001", "", "", "Een reden"));
    });
    const auto overlaid = BuildFrom(calls);
    CHECK(!SameBytes(overlaid.snapshot(), plain.snapshot()));
    CHECK(SameBytes(TaxonomyOf(ToJson(overlaid)).snapshot(), plain.snapshot()));
  }
}

TEST_CASE("Export: JSON is laid out for people, a concept a line, facts about the whole by language") {
  Maker make;
  make.Text("occupation/a", "Een \"a\"").Text("occupation/a", "Twee", TextKind::kDefinition).Text("occupation/a", "Drie", TextKind::kDefinition);
  make.Requires("occupation/a", "skill/b", Relevance::kImportant, 2).Requires("occupation/a", "condition/c", Relevance::kNotRelevant);
  make.builder.SetIsco(make("occupation/a"), 110);
  make.builder.SetRegulated(make("occupation/a"), Regulated::kNo);
  Need(make.builder.SetAbout("name@nl", "Naam")), Need(make.builder.SetAbout("name@en", "Name"));
  Need(make.builder.SetAbout("source", "Bron")), Need(make.builder.SetAbout("source@nl", "Bron nl"));
  CHECK(ToJson(make.Build()) ==
        "{\"overstap\":1,\n"
        "\"about\":{\"name\":{\"en\":\"Name\",\"nl\":\"Naam\"},\"source\":\"Bron\",\"source@nl\":\"Bron nl\"},\n"
        "\"concepts\":[\n"
        "{\"id\":\"occupation/a\",\"kind\":\"occupation\",\"label\":{\"nl\":\"Een \\\"a\\\"\"},\"definition\":{\"nl\":[\"Drie\",\"Twee\"]},\"isco\":\"0110\","
        "\"regulated\":false,\"requires\":{\"important\":[{\"id\":\"skill/b\",\"level\":2}]},\"conditions\":{\"not\":[\"condition/c\"]}},\n"
        "{\"id\":\"skill/b\",\"kind\":\"skill\"},\n"
        "{\"id\":\"condition/c\",\"kind\":\"condition\"}\n"
        "]}\n");
}

TEST_CASE("Export: a sink that fails ends it with its error, at once") {
  const auto t = RichTaxonomy(1, {600, 500, 90, 80, 8, 40, 10, 40, true});
  for (const auto write : {+[](const Taxonomy& x, const TextSink& sink) { return WriteTaxonomyJson(x, nullptr, sink); }, +[](const Taxonomy& x, const TextSink& sink) {
                             return WriteTaxonomyNTriples(WithBase(x), sink);
                           }}) {
    int pieces = 0;
    Need(write(t, [&](std::string_view) { return ++pieces, absl::OkStatus(); }));
    REQUIRE(pieces > 3);
    for (int bad = 1; bad <= pieces; bad += kSlow) {
      int calls = 0;
      const auto status = write(t, [&](std::string_view) { return ++calls < bad ? absl::OkStatus() : Error(ErrorCode::kIo, "full"); });
      CHECK(CodeOf(status) == ErrorCode::kIo);
      CHECK(calls == bad);
    }
  }
}

TEST_CASE("Export: a text larger than a piece comes through") {
  Maker make;
  std::string text;
  while (text.size() < 3 * kPiece + 5) text += text.size() % 7 == 0 ? "\"" : text.size() % 11 == 0 ? "\xC3\xA9" : "x";
  make.Text("skill/a", text, TextKind::kDefinition);
  const auto t = make.Build();
  CHECK(SameBytes(TaxonomyOf(ToJson(t)).snapshot(), t.snapshot()));
  CHECK(ToNTriples(WithBase(t)).size() > text.size());
}

TEST_CASE("Export: what a form cannot say is refused before anything is written, and named") {
  struct Case {
    std::string what;
    Call call;
    bool json, triples;  // refused by
  };
  const std::vector<Case> cases = {
      {"urn:a\xC2\xA0"  "b", [](TaxonomyBuilder& b) { Need(b.Declare(b.Mention("urn:a\xC2\xA0"  "b"), ConceptKind::kSkill)); }, true, false},
      {"urn:a<b", [](TaxonomyBuilder& b) { Need(b.Declare(b.Mention("urn:a<b"), ConceptKind::kSkill)); }, false, true},
      {"no-scheme", [](TaxonomyBuilder& b) { Need(b.Declare(b.Mention("no-scheme"), ConceptKind::kSkill)); }, false, true},
      {"1a:b", [](TaxonomyBuilder& b) { Need(b.Declare(b.Mention("1a:b"), ConceptKind::kSkill)); }, false, true},
      {"urn:\\", [](TaxonomyBuilder& b) { Need(b.AddMatch(b.Mention("urn:skill"), MatchType::kExact, "urn:\\")); }, false, true},
      {"49-1011.00", [](TaxonomyBuilder& b) { Need(b.AddMatch(b.Mention("urn:skill"), MatchType::kExact, "49-1011.00")); }, false, true},
      {"urn:\xE2\x80\x8B", [](TaxonomyBuilder& b) { Need(b.AddMatch(b.Mention("urn:skill"), MatchType::kExact, "urn:\xE2\x80\x8B")); }, true, false},
      {"urn:skill", [](TaxonomyBuilder& b) { b.SetNlqf(b.Mention("urn:skill"), 7); }, true, true},
      {"a key", [](TaxonomyBuilder& b) { Need(b.SetAbout("a key", "x")); }, true, false},
      {"", [](TaxonomyBuilder& b) { Need(b.SetAbout("", "x")); }, true, false}};
  for (const auto& c : cases) {
    CAPTURE(c.what);
    TaxonomyBuilder builder;
    Need(builder.Declare(builder.Mention("urn:skill"), ConceptKind::kSkill));
    c.call(builder);
    const auto t = Need(builder.Build());
    int pieces = 0;
    const auto sink = [&](std::string_view) { return ++pieces, absl::OkStatus(); };
    const auto json = WriteTaxonomyJson(t, nullptr, sink);
    CHECK(CodeOf(json) == (c.json ? ErrorCode::kMalformed : ErrorCode::kOk));
    CHECK((pieces == 0) == c.json);
    pieces = 0;
    const auto triples = WriteTaxonomyNTriples(t, sink);
    CHECK(CodeOf(triples) == (c.triples ? ErrorCode::kMalformed : ErrorCode::kOk));
    CHECK((pieces == 0) == c.triples);
    for (const auto& status : {json, triples}) {
      if (!status.ok()) CHECK_MESSAGE(status.message().find(detail::Abs(detail::Quoted(c.what))) != absl::string_view::npos, std::string(status.message()));
    }
  }
  CourseBuilder courses;
  CourseBuilder::Facts facts;
  facts.sector = "a sector";
  Need(courses.Add("urn:course", facts));
  const auto catalogue = Need(courses.Build());
  const auto status = WriteTaxonomyJson(RandomTaxonomy(0), &catalogue, [](std::string_view) { return absl::OkStatus(); });
  CHECK(CodeOf(status) == ErrorCode::kMalformed);
  CHECK(status.message().find("a sector") != absl::string_view::npos);
}

TEST_CASE("SaveText: a file appears whole or not at all") {
  const TemporaryFolder folder;
  const auto path = folder.path + "/out.txt";
  Need(SaveText(path, [](const TextSink& sink) {
    OVS_RETURN_IF_ERROR(sink("een "));
    return sink("twee");
  }));
  CHECK(Need(ReadFile(path)) == "een twee");
  const auto failed = SaveText(path, [](const TextSink& sink) {
    OVS_RETURN_IF_ERROR(sink("half"));
    return Error(ErrorCode::kLimit, "no more");
  });
  CHECK(CodeOf(failed) == ErrorCode::kLimit);
  CHECK(Need(ReadFile(path)) == "een twee");
  CHECK(folder.files() == 1);
  CHECK(CodeOf(SaveText(folder.path + "/none/out.txt", [](const TextSink& sink) { return sink("x"); })) == ErrorCode::kIo);
  CHECK(CodeOf(SaveText("", [](const TextSink& sink) { return sink("x"); })) == ErrorCode::kInvalidArgument);
  const auto t = RichTaxonomy(3);
  Need(SaveText(path, [&](const TextSink& sink) { return WriteTaxonomyJson(t, nullptr, sink); }));
  CHECK(SameBytes(TaxonomyOf(Need(ReadFile(path))).snapshot(), t.snapshot()));
  CHECK(folder.files() == 1);
  Need(SaveText("/dev/null", [](const TextSink& sink) { return sink("x"); }));
  CHECK(std::filesystem::is_character_file("/dev/null"));
}

namespace {

/// A triple as serd reads it: what the object is shows in its first character (<, "), language or datatype behind it.
struct Triple {
  std::string subject, predicate, object;
  auto operator<=>(const Triple&) const = default;
};

/// Every triple, by a strict parser that is not ours.
std::vector<Triple> Parse(const std::string& text) {
  std::vector<Triple> triples;
  const auto take = [](void* handle, SerdStatementFlags, const SerdNode*, const SerdNode* s, const SerdNode* p, const SerdNode* o, const SerdNode* type,
                       const SerdNode* language) {
    const auto string = [](const SerdNode* n) { return std::string(reinterpret_cast<const char*>(n->buf), n->n_bytes); };
    CHECK(s->type == SERD_URI);
    CHECK(p->type == SERD_URI);
    std::string object = o->type == SERD_LITERAL ? Cat("\"", string(o)) : Cat("<", string(o));
    CHECK((o->type == SERD_LITERAL || o->type == SERD_URI));
    if (language && language->buf) object += Cat("@", string(language));
    if (type && type->buf) object += Cat("^^", string(type));
    static_cast<std::vector<Triple>*>(handle)->push_back({string(s), string(p), std::move(object)});
    return SERD_SUCCESS;
  };
  SerdReader* reader = serd_reader_new(SERD_NTRIPLES, &triples, nullptr, nullptr, nullptr, take, nullptr);
  serd_reader_set_strict(reader, true);
  const auto fail = [](void*, const SerdError* error) {
    FAIL_CHECK("line " << error->line << ": " << error->fmt);
    return SERD_SUCCESS;
  };
  serd_reader_set_error_sink(reader, fail, nullptr);
  CHECK(serd_reader_read_string(reader, reinterpret_cast<const std::uint8_t*>(text.c_str())) == SERD_SUCCESS);
  serd_reader_free(reader);
  return triples;
}

const std::string kSkos = "http://www.w3.org/2004/02/skos/core#", kDct = "http://purl.org/dc/terms/", kCnlo = "https://linkeddata.competentnl.nl/def/competentnl#",
                  kUwv = "https://linkeddata.competentnl.nl/uwv/def/competentnl_uwv#", kOvs = "urn:overstap:def:",
                  kRdfType = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

}  // namespace

TEST_CASE("NTriples: every statement of a taxonomy, in the words of SKOS and CompetentNL, and no other") {
  std::map<std::string, std::uint64_t> seen;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    CAPTURE(seed);
    const auto t = WithBase(RichTaxonomy(seed));
    const auto& s = t.snapshot();
    const auto triples = Parse(ToNTriples(t));
    // The oracle: each number by a loop of its own.
    std::map<std::string, std::uint64_t> expected, found;
    std::set<Triple> texts;
    const auto scheme = "urn:overstap:taxonomy:" + s.Hash();
    expected[kRdfType] = 1 + 2 * t.size();
    expected[kSkos + "inScheme"] = t.size();
    expected[kSkos + "broader"] = expected[kSkos + "narrower"] = t.broader_count();
    for (Concept c = 0; c < t.size(); ++c) {
      const std::string uri(t.Uri(c));
      for (const auto& text : t.Texts(c)) {
        const std::string names[] = {kSkos + "prefLabel", kSkos + "altLabel", kSkos + "hiddenLabel", kSkos + "definition", kOvs + "specialisation"};
        const auto& name = names[static_cast<int>(text.kind)];
        ++expected[name];
        texts.insert({uri, name, Cat("\"", s.String(text.string), "@", s.Language(text.language))});
      }
      for (const auto& m : t.Matches(c)) {
        const std::string names[] = {kSkos + "exactMatch",  kSkos + "closeMatch",   kSkos + "broadMatch",
                                     kSkos + "narrowMatch", kSkos + "relatedMatch", kDct + "isReplacedBy"};
        ++expected[names[static_cast<int>(m.type)]];
      }
      expected[kSkos + "notation"] += !t.Notation(c).empty();
      expected[kUwv + "hasContentStatus"] += t.Kind(c) == ConceptKind::kOccupation || t.Status(c) != ConceptStatus::kCurrent;
      expected[kUwv + "isRegulatedProfession"] += t.Regulated(c) != Regulated::kUnknown;
      expected[kUwv + "isNotSuitableForMediation"] += t.Mediation(c) != Mediation::kUnknown;
      for (int bit = 0; bit < 6; ++bit) expected[kCnlo + "hasRIASEC"] += t.Interests(c) >> bit & 1;
      expected[kOvs + "isco"] += t.Isco(c) > 0;
      expected[kOvs + "nlqf"] += t.Nlqf(c) > 0;
      for (const auto& r : t.Relations(c)) {
        const auto kind = t.Kind(r.target);
        const std::string task = kUwv + "isCharacterizedByOccupationTask_", condition = kUwv + "isCharacterizedByOccupationCircumstance_", other = kOvs + "requires_";
        std::string name = other + std::string(Name(r.relevance));
        const bool aspect = kind == ConceptKind::kSkill || kind == ConceptKind::kKnowledge;
        if (aspect && r.relevance == Relevance::kEssential) name = kCnlo + "requiresHATEssential";
        if (aspect && r.relevance == Relevance::kImportant) name = kCnlo + "requiresHATImportant";
        if (aspect && r.relevance == Relevance::kSomewhat) name = kCnlo + "requiresHATSomewhat";
        if (kind == ConceptKind::kTask && r.relevance == Relevance::kEssential) name = task + "Essential";
        if (kind == ConceptKind::kTask && r.relevance == Relevance::kOptional) name = task + "Optional";
        if (kind == ConceptKind::kCondition && r.relevance == Relevance::kEssential) name = condition + "StronglyRelevant";
        if (kind == ConceptKind::kCondition && r.relevance == Relevance::kImportant) name = condition + "ReasonablyRelevant";
        if (kind == ConceptKind::kCondition && r.relevance == Relevance::kSomewhat) name = condition + "BarelyRelevant";
        if (kind == ConceptKind::kCondition && r.relevance == Relevance::kNotRelevant) name = condition + "NotRelevant";
        ++expected[name];
        texts.insert({uri, name, Cat("<", t.Uri(r.target))});
      }
      for (const auto b : t.Broader(c)) {
        texts.insert({uri, kSkos + "broader", Cat("<", t.Uri(b))});
        texts.insert({std::string(t.Uri(b)), kSkos + "narrower", Cat("<", uri)});
      }
      const std::string classes[] = {kCnlo + "Occupation", kCnlo + "HumanCapability", kCnlo + "KnowledgeArea", kUwv + "OccupationTask",
                                     kUwv + "OccupationCircumstance", kOvs + "Group", kOvs + "Licence"};
      texts.insert({uri, kRdfType, "<" + kSkos + "Concept"});
      texts.insert({uri, kRdfType, "<" + classes[static_cast<int>(t.Kind(c))]});
      texts.insert({uri, kSkos + "inScheme", "<" + scheme});
    }
    for (std::size_t i = 0; i < s.about_size(); ++i) {
      if (s.about_value(i).empty()) continue;
      const std::pair<std::string, std::string> words[] = {
          {"name", kDct + "title"}, {"licence", kDct + "license"}, {"source", kDct + "source"}, {"edition", "http://www.w3.org/2002/07/owl#versionInfo"}};
      for (const auto& [key, name] : words) {
        const auto tag = s.about_key(i) == key ? "" : s.about_key(i) == key + "@nl" ? "@nl" : s.about_key(i) == key + "@en" ? "@en" : "-";
        if (tag != std::string("-")) ++expected[name], texts.insert({scheme, name, Cat("\"", s.about_value(i), tag)});
      }
    }
    std::erase_if(expected, [](const auto& e) { return e.second == 0; });
    for (const auto& triple : triples) ++found[triple.predicate], ++seen[triple.predicate];
    CHECK(found == expected);
    std::set<Triple> all(triples.begin(), triples.end());
    CHECK(all.size() == triples.size());  // each once
    CHECK(std::includes(all.begin(), all.end(), texts.begin(), texts.end()));
  }
  CHECK(seen.size() == 40);  // no name was left untried
}

TEST_CASE("NTriples: a small taxonomy, to the letter") {
  Maker make;
  auto& b = make.builder;
  const auto node = b.Mention("urn:o");
  Need(b.Declare(node, ConceptKind::kOccupation));
  Need(b.AddText(node, TextKind::kPreferred, "nl", "Zeg \"a\\b\"\n\tx\xC3\xA9"));
  b.SetRegulated(node, Regulated::kYes), b.SetMediation(node, Mediation::kSuitable), b.SetInterests(node, kRealistic | kSocial);
  b.SetIsco(node, 110), b.SetNlqf(node, 45), b.SetStatus(node, ConceptStatus::kHistoric);
  Need(b.AddMatch(node, MatchType::kReplacedBy, "https://e.org/\xC3\xA9"));
  Need(b.SetAbout("licence", "https://e.org/by")), Need(b.SetAbout("source", "Iemand <a@e.org>"));
  const auto t = make.Build();
  const std::string scheme = "<urn:overstap:taxonomy:" + t.snapshot().Hash() + ">", uwv = "<" + kUwv, o = "<urn:o> ";
  CHECK(ToNTriples(t) == scheme + " <" + kRdfType + "> <" + kSkos + "ConceptScheme> .\n" +
                             scheme + " <" + kDct + "license> <https://e.org/by> .\n" +
                             scheme + " <" + kDct + "source> \"Iemand <a@e.org>\" .\n" +
                             o + "<" + kRdfType + "> <" + kSkos + "Concept> .\n" +
                             o + "<" + kRdfType + "> <" + kCnlo + "Occupation> .\n" +
                             o + "<" + kSkos + "inScheme> " + scheme + " .\n" +
                             o + "<" + kSkos + "prefLabel> \"Zeg \\\"a\\\\b\\\"\\n\\tx\xC3\xA9\"@nl .\n" +
                             o + uwv + "hasContentStatus> " + uwv + "ContentStatus_Historic> .\n" +
                             o + "<" + kDct + "isReplacedBy> <https://e.org/\xC3\xA9> .\n" +
                             o + "<urn:overstap:def:isco> \"0110\" .\n" +
                             o + "<urn:overstap:def:nlqf> \"4+\" .\n" +
                             o + uwv + "isRegulatedProfession> \"true\"^^<http://www.w3.org/2001/XMLSchema#boolean> .\n" +
                             o + uwv + "isNotSuitableForMediation> \"false\"^^<http://www.w3.org/2001/XMLSchema#boolean> .\n" +
                             o + "<" + kCnlo + "hasRIASEC> \"R\" .\n" +
                             o + "<" + kCnlo + "hasRIASEC> \"S\" .\n");
}

TEST_CASE("NTriples: read as CompetentNL they are the same taxonomy, but for what describes the whole") {
  const TemporaryFolder folder;
  const auto path = folder.path + "/out.nt";
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    CAPTURE(seed);
    auto size = seed % 10 == 0 ? Medium() : GraphSize();
    size.levels = false;
    const auto t = WithBase(RichTaxonomy(seed, size, seed % 2 == 0));
    Need(SaveText(path, [&](const TextSink& sink) { return WriteTaxonomyNTriples(t, sink); }));
    TaxonomyBuilder builder;
    RdfReport report;
    Need(ReadCompetentNl(std::vector<std::string>{path}, nullptr, builder, nullptr, &report));
    CHECK(report.unknown_predicates.empty());
    CHECK(report.unknown_classes.empty());
    CHECK(report.dangling.empty());
    CHECK(report.triples_repeated == 0);
    const auto read = Need(builder.Build());
    // The same taxonomy with the facts that the reader gives.
    TaxonomyBuilder again;
    auto text = ToJson(t);
    if (const auto about = text.find("\n\"about\":"); about != std::string::npos) text.erase(about, text.find('\n', about + 1) - about);
    Need(ReadTaxonomyJson({"again.json", text}, again));
    const auto& facts = read.snapshot();
    for (std::size_t i = 0; i < facts.about_size(); ++i) Need(again.SetAbout(facts.about_key(i), facts.about_value(i)));
    const auto expected = Need(again.Build());
    CHECK(ToJson(read) == ToJson(expected));
    CHECK(SameBytes(read.snapshot(), expected.snapshot()));
  }
}
