// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// JSON in: the tree and its positions, every key of the document form, every way to get it wrong. The small malformed
// documents stand in tests/malformed with their expected place; the large ones are made here. Not a test of the builders.

#include "../../lib/io/json_tree.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "overstap/io.hpp"
#include "overstap/text.hpp"

using namespace overstap;
using detail::JsonLimits;
using detail::JsonTree;
using Kind = JsonTree::Kind;
using Node = JsonTree::Node;

namespace {

std::string Where(const Position& p) { return std::to_string(p.line) + ":" + std::to_string(p.column); }

/// The tree itself, for sound documents.
struct Parsed {
  explicit Parsed(std::string t) : text(std::move(t)), status(JsonTree::Parse("doc.json", text)) { REQUIRE_MESSAGE(status.ok(), status.status().message()); }
  JsonTree& operator*() { return *status; }
  JsonTree* operator->() { return &*status; }
  Node Child(Node n, int i) {
    n = status->first(n);
    while (i-- > 0) n = status->next(n);
    return n;
  }
  std::string text;
  StatusOr<JsonTree> status;
};

Status Parse(std::string_view text, const JsonLimits& limits = {}) { return JsonTree::Parse("doc.json", text, limits).status(); }

StatusOr<Taxonomy> ReadTaxonomy(const std::string& text, BuildReport* report = nullptr) {
  TaxonomyBuilder builder;
  OVS_RETURN_IF_ERROR(ReadTaxonomyJson({"doc.json", text}, builder));
  return builder.Build(report);
}

StatusOr<CourseCatalogue> ReadCourses(const std::string& text) {
  CourseBuilder builder;
  OVS_RETURN_IF_ERROR(ReadCoursesJson({"doc.json", text}, builder));
  return builder.Build();
}

/// Removes the first '~' from `text` and returns the position it stood at, counted the slow way.
Position TakeMark(std::string* text) {
  const auto mark = text->find('~');
  REQUIRE(mark != std::string::npos);
  Position p{1, 1, mark};
  for (std::size_t i = 0; i < mark; ++i) {
    if ((*text)[i] == '\n') {
      ++p.line;
      p.column = 1;
    } else if (((*text)[i] & 0xC0) != 0x80) {
      ++p.column;
    }
  }
  text->erase(mark, 1);
  return p;
}

/// A wrong document, '~' where the error is to be reported, and a part of the message.
struct Wrong {
  std::string text;
  std::string_view message;
  ErrorCode code = ErrorCode::kMalformed;
};

template <typename Read>
void CheckWrong(std::vector<Wrong> cases, Read read) {
  for (auto& c : cases) {
    const Position expected = TakeMark(&c.text);
    const Status status = read(c.text);
    CAPTURE(c.text);
    CAPTURE(status.message());
    CHECK(CodeOf(status) == c.code);
    CHECK(Where(PositionOf(status)) == Where(expected));
    const std::string_view message = detail::Std(status.message());
    CHECK(message.starts_with("doc.json:" + Where(expected) + ": "));
    CHECK(message.find(c.message) != std::string_view::npos);
    CHECK(message.size() < 400);
    CHECK(IsUtf8(message));
  }
}

std::string Concepts(std::string_view list) { return detail::Cat("{\"overstap\": 1, \"base\": \"urn:x:\",\n \"concepts\": [", list, "]}"); }
std::string OneOccupation(std::string_view members) { return Concepts(detail::Cat("{\"id\": \"occupation/a\", \"kind\": \"occupation\", ", members, "}")); }
std::string Courses(std::string_view list) { return detail::Cat("{\"overstap\": 1, \"base\": \"urn:x:\",\n \"courses\": [", list, "]}"); }
std::string OneCourse(std::string_view members) { return Courses(detail::Cat("{\"id\": \"course/a\", \"type\": \"diploma\", ", members, "}")); }

/// Every key of the form, and characters of one to four bytes.
const char* const kTaxonomy = R"({
  "overstap": 1,
  "base": "urn:x:",
  "about": {"name": {"nl": "Proef", "en": "Trial"}, "edition": "2026"},
  "concepts": [
    {"id": "occupation/a", "kind": "occupation", "label": {"nl": "Caf)" "\xC3\xA9" R"(houder \ud83d\ude00", "en": "Publican"},
     "alt": {"nl": ["waard", "kroegbaas"]}, "hidden": {"nl": ["cafebaas"]}, "definition": {"nl": "Tapt )" "\xE2\x82\xAC" R"(-bier."}, "notation": "12 b",
     "status": "historic", "broader": ["group/g"], "match": [{"type": "close", "uri": "http://data.europa.eu/esco/occupation/1"}],
     "isco": "0110", "nlqf": "4+", "regulated": false,
     "requires": {
       "essential": ["skill/s", {"id": "knowledge/k", "level": 3}], "important": ["https://example.org/skill/t"],
       "optional": [{"id": "licence/l", "kind": "licence", "label": {"nl": "Drankvergunning"}, "regulated": true, "level": 1}],
       "somewhat": ["skill/u"], "not_relevant": ["skill/v"]},
     "tasks": {"important": [{"id": "task/t", "label": {"nl": "Tappen"}, "broader": ["group/g"]}], "optional": ["task/w"]},
     "conditions": {"strongly": ["condition/c"], "reasonably": ["condition/d"], "barely": [{"id": "condition/e"}],
                    "not": [{"id": "condition/f", "label": {"nl": "Kou"}}]}},
    {"id": "group/g", "kind": "group"},
    {"id": "skill/s", "kind": "skill", "status": "archived"}, {"id": "skill/u", "kind": "skill", "nlqf": "entry"},
    {"id": "skill/v", "kind": "skill", "nlqf": 8}, {"id": "https://example.org/skill/t", "kind": "skill"},
    {"id": "knowledge/k", "kind": "knowledge"}, {"id": "task/w", "kind": "task"},
    {"id": "condition/c", "kind": "condition"}, {"id": "condition/d", "kind": "condition"}, {"id": "condition/e", "kind": "condition"}
  ],
  "courses": []
})";

const char* const kCourses = R"({
  "overstap": 1,
  "base": "urn:x:",
  "about": {"edition": "2026"},
  "concepts": [],
  "courses": [
    {"id": "course/a", "type": "mbo-certificaat", "label": {"nl": "Tappen", "en": "Pulling pints"}, "alt": {"nl": ["Biertappen"]},
     "definition": {"nl": "Een dag."}, "teaches": ["skill/s", {"id": "urn:y:k", "level": 2}],
     "entry": {"nlqf": 2, "requires": [{"id": "skill/r", "level": 1}]}, "nlqf": 3, "hours": 240, "weeks": 20,
     "cost": {"min": 600, "max": 1100}, "form": ["work-based", "evening"], "provider": "private", "sector": "sector/horeca",
     "provider_name": "ROC Voorbeeld", "places": ["Zwolle"], "regions": ["AM-27"], "languages": ["nl"], "quality": ["nrto"], "fields": ["1013"],
     "codes": ["crebo:25168"], "page": "https://example.org/a", "starts": ["2027-02-01", {"date": "2027-03-01", "place": "Zwolle"}],
     "offered": {"from": "2026-09-01", "until": "2027-08-31"}, "paths": ["path/a", {"id": "path/b", "from": "2026-01-01"}], "parts": ["course/c"]},
    {"id": "course/b", "type": "licence", "cost": 0, "entry": {"nlqf": 0}},
    {"id": "course/c", "type": "short-course"}
  ]
})";

template <typename Read>
void CheckDamage(const std::string& text, Read read) {
  REQUIRE(read(text).ok());
  for (std::size_t size = 0; size < text.size(); ++size) {
    const Status status = read(text.substr(0, size));
    REQUIRE_FALSE(status.ok());
    REQUIRE(CodeOf(status) == ErrorCode::kMalformed);
    REQUIRE(PositionOf(status).line > 0);
  }
  // Whatever comes of it is sound text, or an error.
  for (std::size_t i = 0; i < text.size() * 8; ++i) {
    std::string damaged = text;
    damaged[i / 8] = static_cast<char>(damaged[i / 8] ^ (1 << i % 8));
    const Status status = read(damaged);
    REQUIRE(IsUtf8(detail::Std(status.message())));
  }
}

std::string ReadAll(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("JsonTree: values, keys and where they stand") {
  Parsed t("{\"a\": [1, -2.5e3, \"x\\n\\u00e9\"],\n \"b\" : null , \"\":{}\n,\"c\":[ true,false,[]]}");
  CHECK(t->kind(JsonTree::kRoot) == Kind::kObject);
  const Node a = t.Child(JsonTree::kRoot, 0), b = t.Child(JsonTree::kRoot, 1), empty = t.Child(JsonTree::kRoot, 2), c = t.Child(JsonTree::kRoot, 3);
  CHECK(t->next(c) == JsonTree::kNone);
  CHECK(t->name(a) == "a");
  CHECK(t->kind(a) == Kind::kArray);
  CHECK(t->text(t.Child(a, 1)) == "-2.5e3");
  CHECK(t->kind(t.Child(a, 2)) == Kind::kString);
  CHECK(t->text(t.Child(a, 2)) == "x\n\xC3\xA9");
  CHECK(t->kind(b) == Kind::kNull);
  CHECK(t->name(empty).empty());
  CHECK(t->first(empty) == JsonTree::kNone);
  CHECK(t->text(t.Child(c, 0)) == "true");
  CHECK(t->text(t.Child(c, 1)) == "false");
  CHECK(Where(t->At(JsonTree::kRoot)) == "1:1");
  CHECK(Where(t->NameAt(a)) == "1:2");
  CHECK(Where(t->At(a)) == "1:7");
  CHECK(Where(t->At(t.Child(a, 0))) == "1:8");
  CHECK(Where(t->At(t.Child(a, 1))) == "1:11");
  CHECK(Where(t->At(t.Child(a, 2))) == "1:19");
  CHECK(Where(t->NameAt(b)) == "2:2");
  CHECK(Where(t->At(b)) == "2:8");
  CHECK(Where(t->At(empty)) == "2:18");
  CHECK(Where(t->At(c)) == "3:6");
  CHECK(Where(t->At(t.Child(c, 1))) == "3:13");
  CHECK(Where(t->At(t.Child(c, 2))) == "3:19");
}

TEST_CASE("JsonTree: single values, white space and a byte order mark") {
  for (const char* text : {"1", " \"a\" ", "null", "[]", "\r\n\t{}\r\n", "\xEF\xBB\xBF[1]"}) CHECK(Parse(text).ok());
  Parsed t("\xEF\xBB\xBF[\n7]");
  CHECK(Where(t->At(0)) == "1:1");
  CHECK(t->At(0).byte == 3);
  CHECK(Where(t->At(1)) == "2:1");
  CHECK(t->At(1).byte == 5);
  CHECK(Where(PositionOf(Parse("\xEF\xBB\xBF"))) == "1:1");
  CHECK_FALSE(Parse("\xEF\xBB\xBF\xEF\xBB\xBF[]").ok());
}

TEST_CASE("JsonTree: positions agree with counting, in long lines and many lines") {
  std::string text = "[";
  std::vector<std::size_t> begins;
  for (int i = 0; i < 3000; ++i) {
    if (i > 0) text += i % 7 == 0 || i > 2000 ? ",\r\n" : ", ";
    begins.push_back(text.size());
    text += i % 3 == 0 ? "\"caf\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80\"" : std::to_string(i);
  }
  text += "]";
  Parsed t(text);
  std::size_t i = 0;
  for (Node n = t->first(0); n != JsonTree::kNone; n = t->next(n), ++i) {
    std::string marked = text;
    if (i % 13 != 0) continue;  // counting is slow
    marked.insert(begins[i], "~");
    REQUIRE(Where(t->At(n)) == Where(TakeMark(&marked)));
    REQUIRE(t->At(n).byte == begins[i]);
  }
  CHECK(i == begins.size());
}

TEST_CASE("JsonTree: integers are whole numbers that fit") {
  const std::map<std::string, std::optional<std::int64_t>> cases = {
      {"0", 0}, {"-0", 0}, {"42", 42}, {"9223372036854775807", INT64_MAX}, {"-9223372036854775808", INT64_MIN},
      {"9223372036854775808", {}}, {"-9223372036854775809", {}}, {"18446744073709551617", {}}, {"1.0", {}}, {"1e2", {}}, {"1E0", {}}, {"0.5", {}},
      {"\"1\"", {}}, {"true", {}}, {"null", {}}, {"[1]", {}}};
  for (const auto& [text, value] : cases) {
    CAPTURE(text);
    Parsed t(text);
    CHECK(t->Integer(0) == value);
  }
  // The number whose exponent overflows in RapidJSON's own conversion.
  const std::string number = "0." + std::string(40, '0') + "e-2147483639";
  Parsed t("[" + number + ", 1]");
  CHECK(t->text(1) == number);
  CHECK_FALSE(t->Integer(1).has_value());
}

TEST_CASE("JsonTree: errors name the place") {
  CheckWrong({{"~", "empty"},
              {" \n ~", "empty"},
              {"~]", "expected a value"},
              {"[1, ~]", "comma too many"},
              {"[1,~,2]", "comma too many"},
              {"[1 ~2]", "comma missing"},
              {"[1\n~", "cut off"},
              {"{\"a\": 1, ~}", "comma too many"},
              {"{~a: 1}", "key in double quotes"},
              {"{~'a': 1}", "key in double quotes"},
              {"{\"a\" ~1}", "expected ':'"},
              {"{\"a\": 1 ~\"b\": 2}", "comma missing"},
              {"{\"a\":\n  tru~x}", "expected a value"},
              {"{\"\xC3\xA9\": ~+1}", "expected a value"},
              {"[1.~]", "digit is missing"},
              {"[1e~]", "digit is missing"},
              {"[-~]", "expected a value"},
              {"[~1" + std::string(400, '0') + ".0]", "too big"},
              {"[~NaN]", "expected a value"},
              {"[] ~[]", "after the end"},
              {"[1] ~// note", "after the end"},
              {"[\"a~", "cut off"},
              {"[\"a~\nb\"]", "0x0a"},
              {"[\"a~\\x41\"]", "unknown escape"},
              {"[\"a~\\u12g4\"]", "four hexadecimal digits"},
              {"[\"a~\\ud800\"]", "surrogate"},
              {"[\"a~\\ud800\\ud800\"]", "surrogate"},
              {"[1, ~\"a\\udc00\"]", "surrogate"},
              {"{~\"a\\udfff\": 1}", "surrogate"},
              {"[\"\xC3\xA9~\xFF\"]", "invalid UTF-8 (byte 0xff)"},
              {"[~\xC3\xA9]", "byte 0xc3"},
              {std::string("[~\0]", 4), "NUL"},
              {std::string("[\"a~\0\"]", 7), "NUL"},
              {std::string("[1] ~\0", 6), "NUL"},
              {std::string("~\xFF\xFE[\0]\0", 7), "UTF-16"},
              {std::string("~\0", 2), "NUL"},
              {"{\"a\": 1, \"b\": 2,\n ~\"a\": 3}", "duplicate key \"a\""},
              {"{\"a\": {\"a\": 1}, ~\"\\u0061\": 3}", "duplicate key \"a\""}},
             [](const std::string& text) { return Parse(text); });
}

TEST_CASE("JsonTree: duplicate keys are found in small and large objects, and only in one object") {
  for (const int size : {1, 2, 15, 16, 17, 18, 1000}) {
    for (const int twin : {0, size / 2, size - 1}) {
      std::string text = "{\"inner\": {\"k0\": 0}";
      for (int i = 0; i < size; ++i) text += ", \"k" + std::to_string(i) + "\": {\"k" + std::to_string(i) + "\": 0}";
      CHECK(Parse(text + "}").ok());
      CHECK(CodeOf(Parse(text + ", \"k" + std::to_string(twin) + "\": 0}")) == ErrorCode::kMalformed);
    }
  }
}

TEST_CASE("JsonTree: decodes surrogate pairs") {
  Parsed t("[\"\\ud83d\\ude00\\uD834\\uDD1E\\uE000\\ud7ff\\u0000\"]");
  CHECK(t->text(1) == std::string("\xF0\x9F\x98\x80\xF0\x9D\x84\x9E\xEE\x80\x80\xED\x9F\xBF\0", 15));
}

TEST_CASE("JsonTree: takes a string exactly when it is UTF-8") {
  // All pairs of bytes, then every lead byte with the bytes at which the rules change.
  const std::vector<int> edges = {0x20, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xFF};
  const auto check = [](std::string s) {
    const bool good = IsUtf8(s);
    const Status status = Parse("[\"" + s + "\"]");
    if (status.ok() != good) FAIL_CHECK(status.message());
  };
  for (int a = 0x80; a < 0x100; ++a) {
    for (int b = 0x20; b < 0x100; ++b) {
      if (b == '"' || b == '\\') continue;
      check({static_cast<char>(a), static_cast<char>(b)});
    }
    for (const int b : edges)
      for (const int c : edges) {
        check({static_cast<char>(a), static_cast<char>(b), static_cast<char>(c)});
        for (const int d : edges) check({static_cast<char>(a), static_cast<char>(b), static_cast<char>(c), static_cast<char>(d)});
      }
  }
}

TEST_CASE("JsonTree: limits of depth, size and number of values") {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  CHECK(Parse(nested(64)).ok());
  CheckWrong({{std::string(64, '[') + "~" + nested(1) + std::string(64, ']'), "64 levels", ErrorCode::kLimit}}, [](const std::string& text) { return Parse(text); });
  CHECK(CodeOf(Parse(nested(2'000'000))) == ErrorCode::kLimit);
  CHECK(CodeOf(Parse(std::string(2'000'000, '['))) == ErrorCode::kLimit);
  std::string objects;
  for (int i = 0; i < 2'000'000; ++i) objects += "{\"a\":";
  CHECK(CodeOf(Parse(objects)) == ErrorCode::kLimit);

  JsonLimits limits;
  limits.bytes = 7;
  CHECK(Parse("[1,2,3]", limits).ok());
  CHECK(CodeOf(Parse("[1,2,3] ", limits)) == ErrorCode::kLimit);
  limits = {};
  limits.values = 4;
  CHECK(Parse("[1,2,3]", limits).ok());
  CHECK(CodeOf(Parse("[1,2,3,4]", limits)) == ErrorCode::kLimit);
}

TEST_CASE("JsonTree: damaged documents give an error or a tree, never more") {
  CheckDamage(kTaxonomy, [](const std::string& text) { return Parse(text); });
}

TEST_CASE("TaxonomyJson: everything a document says arrives") {
  BuildReport report;
  const auto read = ReadTaxonomy(kTaxonomy, &report);
  REQUIRE_MESSAGE(read.ok(), read.status().message());
  const Taxonomy& t = *read;
  CHECK(t.snapshot().About("name@nl") == "Proef");
  CHECK(t.snapshot().About("name@en") == "Trial");
  CHECK(t.snapshot().About("edition") == "2026");
  CHECK(t.size() == 14);
  CHECK(report.relations == 12);
  CHECK(report.relations_merged == 0);
  const auto find = [&](std::string_view uri) {
    const auto c = t.Find(uri);
    REQUIRE_MESSAGE(c.has_value(), uri);
    return *c;
  };
  const Concept a = find("urn:x:occupation/a");
  CHECK(t.Kind(a) == ConceptKind::kOccupation);
  CHECK(t.Label(a, "nl") == "Caf\xC3\xA9houder \xF0\x9F\x98\x80");
  CHECK(t.Label(a, "en") == "Publican");
  CHECK(t.snapshot().FirstText(a, TextKind::kAlternative, "nl") == "kroegbaas");
  CHECK(t.snapshot().FirstText(a, TextKind::kHidden, "nl") == "cafebaas");
  CHECK(t.snapshot().FirstText(a, TextKind::kDefinition, "nl") == "Tapt \xE2\x82\xAC-bier.");
  CHECK(t.Texts(a).size() == 6);
  CHECK(t.Notation(a) == "12 b");
  CHECK(t.Status(a) == ConceptStatus::kHistoric);
  CHECK(t.Isco(a) == 110);
  CHECK(t.Nlqf(a) == 45);
  CHECK(t.Regulated(a) == Regulated::kNo);
  REQUIRE(t.Broader(a).size() == 1);
  CHECK(t.Broader(a)[0] == find("urn:x:group/g"));
  REQUIRE(t.Matches(a).size() == 1);
  CHECK(t.Matches(a)[0].type == MatchType::kClose);
  CHECK(t.snapshot().String(t.Matches(a)[0].uri) == "http://data.europa.eu/esco/occupation/1");

  struct Row {
    std::string_view uri;
    ConceptKind kind;
    Relevance relevance;
    Level level;
  };
  const Row rows[] = {{"urn:x:skill/s", ConceptKind::kSkill, Relevance::kEssential, 0},
                      {"urn:x:knowledge/k", ConceptKind::kKnowledge, Relevance::kEssential, 3},
                      {"https://example.org/skill/t", ConceptKind::kSkill, Relevance::kImportant, 0},
                      {"urn:x:licence/l", ConceptKind::kLicence, Relevance::kOptional, 1},
                      {"urn:x:skill/u", ConceptKind::kSkill, Relevance::kSomewhat, 0},
                      {"urn:x:skill/v", ConceptKind::kSkill, Relevance::kNotRelevant, 0},
                      {"urn:x:task/t", ConceptKind::kTask, Relevance::kImportant, 0},
                      {"urn:x:task/w", ConceptKind::kTask, Relevance::kOptional, 0},
                      {"urn:x:condition/c", ConceptKind::kCondition, Relevance::kEssential, 0},
                      {"urn:x:condition/d", ConceptKind::kCondition, Relevance::kImportant, 0},
                      {"urn:x:condition/e", ConceptKind::kCondition, Relevance::kSomewhat, 0}};
  const auto relations = t.Relations(a);
  for (const Row& row : rows) {
    CAPTURE(row.uri);
    const Concept c = find(row.uri);
    CHECK(t.Kind(c) == row.kind);
    const auto at = std::find_if(relations.begin(), relations.end(), [&](const Relation& r) { return r.target == c; });
    REQUIRE(at != relations.end());
    CHECK(at->relevance == row.relevance);
    CHECK(at->level == row.level);
  }
  CHECK(relations.size() == std::size(rows) + 1);
  const Concept f = find("urn:x:condition/f");
  CHECK(std::any_of(relations.begin(), relations.end(), [&](const Relation& r) { return r.target == f && r.relevance == Relevance::kNotRelevant; }));
  CHECK(t.Label(f, "nl") == "Kou");
  CHECK(t.Regulated(find("urn:x:licence/l")) == Regulated::kYes);
  CHECK(t.Status(find("urn:x:skill/s")) == ConceptStatus::kArchived);
  CHECK(t.Nlqf(find("urn:x:skill/u")) == 5);
  CHECK(t.Nlqf(find("urn:x:skill/v")) == 80);
  CHECK(t.Broader(find("urn:x:task/t")).size() == 1);
}

TEST_CASE("TaxonomyJson: a document may be nearly empty, or hold courses only") {
  for (const char* text : {"{\"overstap\": 1}", "{\"overstap\":1,\"concepts\":[]}", kCourses}) {
    const auto t = ReadTaxonomy(text);
    REQUIRE_MESSAGE(t.ok(), t.status().message());
    CHECK(t->size() == 0);
  }
}

TEST_CASE("TaxonomyJson: errors name the place") {
  const std::string two = "{\"id\": \"skill/a\", \"kind\": \"skill\"}";
  CheckWrong(
      {{"~[]", "the document: expected an object, found an array"},
       {"~{}", "no Overstap document"},
       {"{\"overstap\": ~\"1\"}", "expected a number, found \"1\""},
       {"{\"overstap\": ~2, \"new\": 1}", "is 2;", ErrorCode::kFormatVersion},
       {"{\"overstap\": ~1.0}", "is 1.0;", ErrorCode::kFormatVersion},
       {"{\"overstap\": ~99999999999999999999}", "is 99999999999999999999;", ErrorCode::kFormatVersion},
       {"{\"overstap\": 1, ~\"concept\": []}", "unknown key \"concept\" in the document; known here: overstap, base, about, concepts, courses"},
       {"{\"overstap\": 1, \"base\": ~7}", "\"base\": expected a string, found 7"},
       {"{\"overstap\": 1, \"base\": ~\"\"}", "\"base\" is empty"},
       {"{\"overstap\": 1, \"base\": ~\"urn: \"}", "U+0020"},
       {"{\"overstap\": 1, \"about\": ~[]}", "\"about\": expected an object"},
       {"{\"overstap\": 1, \"about\": {\"edition\": ~7}}", "expected a string, or an object"},
       {"{\"overstap\": 1, \"about\": {~\"a b\": \"c\"}}", "one word"},
       {"{\"overstap\": 1, \"about\": {\"a\": {~\"dutch!\": \"c\"}}}", "language tag"},
       {"{\"overstap\": 1, \"about\": {\"a\": {\"nl\": ~[]}}}", "expected a string"},
       {"{\"overstap\": 1, \"about\": {\"a\": ~\"\\u0007\"}}", "control character"},
       {"{\"overstap\": 1, \"concepts\": ~{}}", "\"concepts\": expected an array, found an object"},
       {"{\"overstap\": 1, \"courses\": ~null}", "\"courses\": expected an array, found null"},
       {Concepts("~7"), "a concept: expected an object, found 7"},
       {Concepts("~{\"kind\": \"skill\"}"), "a concept has no \"id\""},
       {Concepts("~{\"id\": \"a\"}"), "a concept has no \"kind\""},
       {Concepts("{\"id\": \"a\", \"kind\": ~\"job\"}"), "expected one of occupation, skill, knowledge, task, condition, group, licence, found \"job\""},
       {Concepts("{\"id\": \"a\", \"kind\": ~null}"), "found null"},
       {Concepts("{\"id\": ~\"\", \"kind\": \"skill\"}"), "\"id\" is empty"},
       {Concepts("{\"id\": ~\"a\\tb\", \"kind\": \"skill\"}"), "U+0009"},
       {Concepts("{\"id\": ~\"a\xE2\x80\x8B\", \"kind\": \"skill\"}"), "U+200B"},
       {Concepts("{\"id\": ~{}, \"kind\": \"skill\"}"), "\"id\": expected a string, found an object"},
       {Concepts(two + ",\n{\"id\": ~\"skill/a\", \"kind\": \"skill\"}"), "doc.json:2:22"},
       {Concepts("{\"id\": \"a\", \"kind\": \"skill\", ~\"isc\": 1}"), "unknown key \"isc\" in a concept; known here: id, kind,"},
       {Concepts("{\"id\": \"a\", \"kind\": \"skill\", ~\"" + std::string(500, 'k') + "\": 1}"), "...\" in a concept"},
       {Concepts("{\"id\": \"a\", \"kind\": \"skill\", ~\"level\": 1}"), "unknown key \"level\""},
       {OneOccupation("\"label\": ~\"A\""), "\"label\": expected an object, found \"A\""},
       {OneOccupation("\"label\": {\"nl\": ~7}"), "\"label\": expected a string, found 7"},
       {OneOccupation("\"label\": {\"nl\": ~\"a\\u0000b\"}"), "holds a control character"},
       {OneOccupation("\"label\": {~\"\": \"a\"}"), "language tag"},
       {OneOccupation("\"label\": {~\"nl_NL\": \"a\"}"), "language tag"},
       {OneOccupation("\"label\": {~\"n\": \"a\"}"), "language tag"},
       {OneOccupation("\"label\": {~\"nl-\": \"a\"}"), "language tag"},
       {OneOccupation("\"label\": {~\"nl-abcdefghi\": \"a\"}"), "language tag"},
       {OneOccupation("\"label\": {~\"nl-a-b-c-d-e-f-g-h-i-j-k-l-m-n-o-p-q\": \"a\"}"), "language tag"},
       {OneOccupation("\"alt\": {\"nl\": ~\"a\"}"), "\"alt\": expected an array, found \"a\""},
       {OneOccupation("\"hidden\": {\"nl\": [\"a\", ~7]}"), "\"hidden\": expected a string, found 7"},
       {OneOccupation("\"definition\": {\"nl\": ~{}}"), "\"definition\": expected a string, found an object"},
       {OneOccupation("\"definition\": {\"nl\": [\"a\", ~7]}"), "\"definition\": expected a string, found 7"},
       {OneOccupation("\"notation\": ~7"), "\"notation\": expected a string, found 7"},
       {OneOccupation("\"notation\": ~\"a\\u0000\""), "notation"},
       {OneOccupation("\"status\": ~\"old\""), "expected one of current, historic, archived, found \"old\""},
       {OneOccupation("\"broader\": ~\"group/g\""), "\"broader\": expected an array"},
       {OneOccupation("\"broader\": [~{\"id\": \"group/g\"}]"), "expected a string, found an object"},
       {OneOccupation("\"match\": ~{}"), "\"match\": expected an array"},
       {OneOccupation("\"match\": [~\"urn:y\"]"), "a match: expected an object"},
       {OneOccupation("\"match\": [~{\"type\": \"exact\"}]"), "a match has no \"uri\""},
       {OneOccupation("\"match\": [~{\"uri\": \"urn:y\"}]"), "a match has no \"type\""},
       {OneOccupation("\"match\": [{\"type\": ~\"same\", \"uri\": \"urn:y\"}]"), "expected one of exact, close, broad, narrow, related, replaced-by, found \"same\""},
       {OneOccupation("\"match\": [{\"type\": \"exact\", \"uri\": ~\"a b\"}]"), "U+0020"},
       {OneOccupation("\"match\": [{\"type\": \"exact\", \"uri\": \"urn:y\", ~\"note\": 1}]"), "unknown key \"note\" in a match; known here: type, uri"},
       {OneOccupation("\"isco\": ~5321"), "four digits"},
       {OneOccupation("\"isco\": ~\"532\""), "four digits"},
       {OneOccupation("\"isco\": ~\"53211\""), "four digits"},
       {OneOccupation("\"isco\": ~\"53a1\""), "four digits"},
       {OneOccupation("\"isco\": ~\"0000\""), "four digits"},
       {OneOccupation("\"nlqf\": ~0"), "an integer from 1 to 8, \"entry\" or \"4+\", found 0"},
       {OneOccupation("\"nlqf\": ~9"), "found 9"},
       {OneOccupation("\"nlqf\": ~3.0"), "found 3.0"},
       {OneOccupation("\"nlqf\": ~-18446744073709551613"), "found -18446744073709551613"},
       {OneOccupation("\"nlqf\": ~\"3\""), "found \"3\""},
       {OneOccupation("\"regulated\": ~\"yes\""), "\"regulated\": expected true or false, found \"yes\""},
       {OneOccupation("\"requires\": ~[]"), "\"requires\": expected an object"},
       {OneOccupation("\"requires\": {~\"must\": []}"), "known here: essential, important, optional, somewhat, not_relevant"},
       {OneOccupation("\"conditions\": {~\"essential\": []}"), "known here: strongly, reasonably, barely, not"},
       {OneOccupation("\"tasks\": {\"essential\": ~\"task/t\"}"), "\"essential\": expected an array"},
       {OneOccupation("\"tasks\": {\"essential\": [~7]}"), "an entry of \"tasks\": expected an id or an object"},
       {OneOccupation("\"tasks\": {\"essential\": [~\"\"]}"), "an id is empty"},
       {OneOccupation("\"tasks\": {\"essential\": [~{\"level\": 1}]}"), "a reference has no \"id\""},
       {OneOccupation("\"tasks\": {\"essential\": [~{\"label\": {}}]}"), "a concept has no \"id\""},
       {OneOccupation("\"tasks\": {\"essential\": [{\"id\": \"t\", ~\"alt\": {}}]}"), "unknown key \"alt\" in a reference (without \"label\"); known here: id, level"},
       {OneOccupation("\"tasks\": {\"essential\": [{\"id\": \"t\", \"label\": {}, ~\"requires\": {}}]}"), "unknown key \"requires\" in a definition in place"},
       {OneOccupation("\"tasks\": {\"essential\": [{\"id\": \"t\", \"label\": {}, \"kind\": ~\"skill\"}]}"), "a skill cannot stand in \"tasks\""},
       {OneOccupation("\"requires\": {\"essential\": [~{\"id\": \"t\", \"label\": {}}]}"), "has no \"kind\""},
       {OneOccupation("\"requires\": {\"essential\": [{\"id\": \"t\", \"label\": {}, \"kind\": ~\"task\"}]}"), "a task cannot stand in \"requires\""},
       {OneOccupation("\"requires\": {\"essential\": [{\"id\": \"t\", \"level\": ~0}]}"), "\"level\": expected an integer from 1 to 4, found 0"},
       {OneOccupation("\"requires\": {\"essential\": [{\"id\": \"t\", \"level\": ~5}]}"), "found 5"},
       {OneOccupation("\"requires\": {\"essential\": [{\"id\": \"t\", \"level\": ~\"2\"}]}"), "found \"2\""},
       {OneOccupation("\"requires\": {\"essential\": [{\"id\": \"t\", \"level\": ~0." + std::string(40, '0') + "e-2147483639}]}"), "found 0.0000"},
       {Concepts("{\"id\": \"a\", \"kind\": \"skill\", ~\"requires\": {}}"), "\"requires\" belongs to occupations only, and this is a skill"},
       {Concepts("{\"id\": \"a\", \"kind\": \"group\", ~\"tasks\": {}}"), "this is a group"},
       {Concepts("{\"id\": \"a\", \"kind\": \"task\", ~\"conditions\": {}}"), "this is a task"},
       // What the builder finds has a place too.
       {OneOccupation("\"requires\": {\"essential\": [\n~\"skill/s\"]}"), "\"urn:x:skill/s\" is referred to but not defined"},
       {OneOccupation("\"tasks\": {\"essential\": [{\"id\": ~\"task/t\", \"level\": 1}]}"), "\"urn:x:task/t\" is referred to but not defined"},
       {OneOccupation("\"broader\": [~\"urn:y\"]"), "\"urn:y\" is referred to but not defined"},
       {OneOccupation("\"requires\": {\"essential\": [~\"occupation/a\"]}"), "cannot require"},
       {OneOccupation("\"broader\": [~\"occupation/a\"]"), "circle"},
       {Concepts("{\"id\": \"a\", \"kind\": \"group\", \"broader\": [\"b\"]}, {\"id\": \"b\", \"kind\": \"group\", \"broader\": [\"c\"]},"
                 "{\"id\": \"c\", \"kind\": \"group\", \"broader\": [~\"a\"]}"),
        "circle"}},
      [](const std::string& text) { return ReadTaxonomy(text).status(); });
}

TEST_CASE("TaxonomyJson: one concept may not be defined in two documents, and the message names both") {
  TaxonomyBuilder builder;
  const std::string text = Concepts("{\"id\": \"a\", \"kind\": \"skill\"}");
  REQUIRE(ReadTaxonomyJson({"one.json", text}, builder).ok());
  const Status status = ReadTaxonomyJson({"two.json", "\n" + text}, builder);
  CHECK(CodeOf(status) == ErrorCode::kMalformed);
  CHECK(Where(PositionOf(status)) == "3:22");
  CHECK(detail::Std(status.message()).find("one.json:2:22") != std::string_view::npos);
}

TEST_CASE("TaxonomyJson: documents refer to each other in any order") {
  TaxonomyBuilder builder;
  REQUIRE(ReadTaxonomyJson({"one.json", OneOccupation("\"requires\": {\"essential\": [\"skill/s\"]}")}, builder).ok());
  REQUIRE(ReadTaxonomyJson({"two.json", "{\"overstap\": 1, \"concepts\": [{\"id\": \"urn:x:skill/s\", \"kind\": \"skill\"}]}"}, builder).ok());
  const auto t = builder.Build();
  REQUIRE_MESSAGE(t.ok(), t.status().message());
  CHECK(t->relation_count() == 1);
}

TEST_CASE("TaxonomyJson: damaged documents give an error or a taxonomy, never more") {
  CheckDamage(kTaxonomy, [](const std::string& text) { return ReadTaxonomy(text).status(); });
}

TEST_CASE("TaxonomyJson: the malformed corpus is refused as its README says") {
  const std::filesystem::path folder = OVERSTAP_TEST_DIR "/malformed";
  std::map<std::string, std::string> expected;  // file -> "code line:column"
  std::ifstream readme(folder / "README.md");
  for (std::string line; std::getline(readme, line);) {
    if (!line.starts_with("| `")) continue;
    const auto name_end = line.find('`', 3), place_begin = line.rfind('`', line.size() - 4) + 1;
    expected[line.substr(3, name_end - 3)] = line.substr(place_begin, line.size() - 3 - place_begin);
  }
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".json") continue;
    ++files;
    const std::string name = entry.path().filename().string();
    CAPTURE(name);
    const JsonSource source{name, ReadAll(entry.path())};
    CHECK(source.text.size() < 2048);
    TaxonomyBuilder concepts;
    CourseBuilder courses;
    Status status = ReadTaxonomyJson(source, concepts);
    if (status.ok()) status = concepts.Build().status();
    if (status.ok()) status = ReadCoursesJson(source, courses);
    if (status.ok()) status = courses.Build().status();
    CHECK(std::to_string(static_cast<int>(CodeOf(status))) + " " + Where(PositionOf(status)) == expected[name]);
  }
  CHECK(files > 40);
  CHECK(files == expected.size());
}

TEST_CASE("CoursesJson: everything a document says arrives") {
  const auto read = ReadCourses(kCourses);
  REQUIRE_MESSAGE(read.ok(), read.status().message());
  const CourseCatalogue& c = *read;
  CHECK(c.snapshot().About("edition") == "2026");
  REQUIRE(c.size() == 3);
  const Course& a = c[0];
  CHECK(c.Uri(0) == "urn:x:course/a");
  CHECK(c.Label(0, "nl") == "Tappen");
  CHECK(c.Label(0, "en") == "Pulling pints");
  CHECK(c.snapshot().FirstText(0, TextKind::kAlternative, "nl") == "Biertappen");
  CHECK(c.snapshot().FirstText(0, TextKind::kDefinition, "nl") == "Een dag.");
  CHECK(a.type == CourseType::kCertificate);
  CHECK(a.entry_nlqf == 20);
  CHECK(a.nlqf == 30);
  CHECK(a.hours == 240);
  CHECK(a.weeks == 20);
  CHECK(a.cost_min == 600);
  CHECK(a.cost_max == 1100);
  CHECK(a.form == (kWorkBased | kEvening));
  CHECK(a.provider == ProviderType::kPrivate);
  CHECK(c.Sector(0) == "urn:x:sector/horeca");
  REQUIRE(c.Teaches(0).size() == 2);
  CHECK(c.snapshot().String(c.Teaches(0)[0].uri) == "urn:x:skill/s");
  CHECK(c.Teaches(0)[0].level == 0);
  CHECK(c.snapshot().String(c.Teaches(0)[1].uri) == "urn:y:k");
  CHECK(c.Teaches(0)[1].level == 2);
  REQUIRE(c.Requires(0).size() == 1);
  CHECK(c.snapshot().String(c.Requires(0)[0].uri) == "urn:x:skill/r");
  CHECK(c.Requires(0)[0].level == 1);
  std::string facts;
  for (int kind = 0; kind < kCourseFactKinds; ++kind) {
    for (const auto& f : c.Facts(0, static_cast<CourseFactKind>(kind))) facts += detail::Cat(Name(f.kind), "=", c.Text(f), " ", DateName(f.from), " ", DateName(f.until), "\n");
  }
  CHECK(facts ==
        "provider_name=ROC Voorbeeld  \nplaces=Zwolle  \nregions=AM-27  \nlanguages=nl  \nquality=nrto  \nfields=1013  \ncodes=crebo:25168  \n"
        "page=https://example.org/a  \nstarts= 2027-02-01 \nstarts=Zwolle 2027-03-01 \noffered= 2026-09-01 2027-08-31\n"
        "paths=urn:x:path/a  \npaths=urn:x:path/b 2026-01-01 \nparts=urn:x:course/c  \n");
  CHECK(c[1].type == CourseType::kLicence);
  CHECK(c[1].cost_min == 0);
  CHECK(c[1].cost_max == 0);
  CHECK(c[1].entry_nlqf == kNlqfUnknown);
  CHECK(c[2].cost_min == kUnknownAmount);
  CHECK(c[2].cost_max == kUnknownAmount);
  CHECK(c[2].hours == kUnknownAmount);
  CHECK(c[2].weeks == 0xFFFF);
  CHECK(c[2].form == 0);
  CHECK(c[2].provider == ProviderType::kAny);
  CHECK(c.Sector(2).empty());
}

TEST_CASE("CoursesJson: concepts in the document are left alone") {
  const auto c = ReadCourses(kTaxonomy);
  REQUIRE_MESSAGE(c.ok(), c.status().message());
  CHECK(c->size() == 0);
}

TEST_CASE("CoursesJson: errors name the place") {
  CheckWrong(
      {{"{\"overstap\": ~0}", "is 0;", ErrorCode::kFormatVersion},
       {"{\"overstap\": 1, ~\"course\": []}", "unknown key \"course\""},
       {Courses("~[]"), "a course: expected an object, found an array"},
       {Courses("~{\"type\": \"diploma\"}"), "a course has no \"id\""},
       {Courses("~{\"id\": \"a\"}"), "a course has no \"type\""},
       {Courses("{\"id\": \"a\", \"type\": ~\"bootcamp\"}"), "expected one of short-course,"},
       {Courses("{\"id\": \"a\", \"type\": \"diploma\"}, {\"id\": ~\"a\", \"type\": \"diploma\"}"), "defined twice"},
       {OneCourse("~\"notation\": {}"), "unknown key \"notation\" in a course; known here: id, type, label,"},
       {OneCourse("\"label\": {\"nl\": ~7}"), "\"label\": expected a string"},
       {OneCourse("\"teaches\": ~\"skill/s\""), "\"teaches\": expected an array"},
       {OneCourse("\"teaches\": [~7]"), "an entry of \"teaches\": expected an id"},
       {OneCourse("\"teaches\": [~\"a b\"]"), "U+0020"},
       {OneCourse("\"teaches\": [~{\"level\": 1}]"), "a reference has no \"id\""},
       {OneCourse("\"teaches\": [{\"id\": \"a\", ~\"label\": {}}]"), "unknown key \"label\" in a reference; known here: id, level"},
       {OneCourse("\"teaches\": [{\"id\": \"a\", \"level\": ~5}]"), "an integer from 1 to 4, found 5"},
       {OneCourse("\"entry\": ~2"), "\"entry\": expected an object"},
       {OneCourse("\"entry\": {~\"level\": 2}"), "known here: nlqf, requires"},
       {OneCourse("\"entry\": {\"nlqf\": ~9}"), "an integer from 0 to 8"},
       {OneCourse("\"entry\": {\"requires\": [~null]}"), "an entry of \"requires\""},
       {OneCourse("\"nlqf\": ~0"), "an integer from 1 to 8"},
       {OneCourse("\"hours\": ~-1"), "\"hours\": expected an integer from 0 to 4294967294, found -1"},
       {OneCourse("\"hours\": ~4294967295"), "found 4294967295"},
       {OneCourse("\"hours\": ~1e2"), "found 1e2"},
       {OneCourse("\"hours\": ~99999999999999999999999999999999999999999999999999"), "found 9999999999999999999999999999999999999999..."},
       {OneCourse("\"weeks\": ~65535"), "an integer from 0 to 65534"},
       {OneCourse("\"cost\": ~\"600\""), "an integer or {\"min\", \"max\"}, found \"600\""},
       {OneCourse("\"cost\": ~-600"), "an integer from 0"},
       {OneCourse("\"cost\": ~1000001"), "an integer from 0 to 1000000, found 1000001"},
       {OneCourse("\"starts\": ~\"2027-01-01\""), "\"starts\": expected an array"},
       {OneCourse("\"starts\": [~\"1-1-2027\"]"), "a day: expected YYYY-MM-DD, such as \"2026-11-30\", found \"1-1-2027\""},
       {OneCourse("\"starts\": [~{\"place\": \"x\"}]"), "an entry of \"starts\" has no \"date\""},
       {OneCourse("\"starts\": [{\"date\": \"2027-01-01\", ~\"until\": \"x\"}]"), "known here: date, place"},
       {OneCourse("\"offered\": ~\"2027-01-01\""), "expected an object"},
       {OneCourse("\"offered\": ~{}"), "needs a first or a last day"},
       {OneCourse("\"offered\": ~{\"from\": \"2027-01-02\", \"until\": \"2027-01-01\"}"), "the first day is after the last; swap them"},
       {OneCourse("\"paths\": [~{\"from\": \"2027-01-01\"}]"), "an entry of \"paths\" has no \"id\""},
       {OneCourse("\"paths\": [{\"id\": ~\"a b\"}]"), "U+0020"},
       {OneCourse("\"parts\": [~7]"), "an entry of \"parts\": expected a string"},
       {OneCourse("\"fields\": [~\"9\"]"), "is no field of ISCED-F; write its 2 to 6 digits"},
       {OneCourse("\"languages\": [~\"Dutch!\"]"), "is no language tag"},
       {OneCourse("\"places\": [~\"\"]"), "\"places\": is empty; fill it in or leave it out"},
       {OneCourse("\"page\": ~\"no page\""), "is no URI"},
       {OneCourse("\"cost\": ~{\"min\": 1}"), "\"cost\" has no \"max\""},
       {OneCourse("\"cost\": {\"min\": 2, \"max\": ~1}"), "\"max\" is less than \"min\""},
       {OneCourse("\"cost\": {\"min\": 1, \"max\": 2, ~\"vat\": 1}"), "known here: min, max"},
       {OneCourse("\"form\": ~\"evening\""), "\"form\": expected an array"},
       {OneCourse("\"form\": [~\"night\"]"), "expected one of daytime, evening, weekend, online, blended, work-based, found \"night\""},
       {OneCourse("\"provider\": ~\"roc\""), "expected one of any, public, private, found \"roc\""},
       {OneCourse("\"sector\": ~\"\""), "\"sector\" is empty"},
       {OneCourse("~\"language\": \"nl\""), "unknown key \"language\""}},
      [](const std::string& text) { return ReadCourses(text).status(); });
}

TEST_CASE("CoursesJson: damaged documents give an error or a catalogue, never more") {
  CheckDamage(kCourses, [](const std::string& text) { return ReadCourses(text).status(); });
}
