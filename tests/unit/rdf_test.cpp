// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The RDF reader: statements and their places in all three formats, and everything that must be refused without harm.

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <new>
#include <string>
#include <tuple>
#include <vector>

#include "io/rdf.hpp"
#include "oracle/files.hpp"
#include "oracle/random_graph.hpp"

using namespace overstap;
using namespace overstap::detail;
using namespace overstap::test;

namespace {

/// A file that is gone with the object.
struct File : TemporaryFile {
  File(const std::string& extension, std::string_view content) : TemporaryFile(content, "x" + extension), name_("x" + extension) {}
  void Write(std::string_view content) const { folder.Write(name_, content); }

 private:
  std::string name_;
};

using Strings = std::vector<std::string>;

std::string Shown(const RdfTerm& term) {
  if (term.kind == RdfTerm::Kind::kBlank) return Cat("_:", term.text);
  if (term.kind == RdfTerm::Kind::kIri) return Cat("<", term.text, ">");
  return Cat("\"", term.text, "\"", term.language.empty() ? "" : "@", term.language);
}
/// "line: subject predicate object" for each statement.
Status Read(const std::string& path, Strings& out) {
  return ReadRdf(path, *RdfFormatOf(path), [&](const RdfStatement& s) -> Status {
    out.push_back(Cat(s.line, ": ", Shown(s.subject), " <", s.predicate, "> ", Shown(s.object)));
    return {};
  });
}
Strings Statements(const std::string& extension, std::string_view content) {
  const File file(extension, content);
  Strings out;
  const auto status = Read(file.path, out);
  CHECK_MESSAGE(status.ok(), std::string(status.message()));
  return out;
}
void CheckRefused(const std::string& extension, std::string_view content, ErrorCode code, const std::string& message) {
  const File file(extension, content);
  Strings out;
  const auto status = Read(file.path, out);
  CAPTURE(content.substr(0, 100));
  REQUIRE_FALSE(status.ok());
  INFO(std::string(status.message()));
  CHECK(CodeOf(status) == code);
  CHECK(status.message().find(file.path + message) == 0);
}
std::string Repeat(std::string_view text, std::size_t times) {
  std::string out;
  while (times-- > 0) out += text;
  return out;
}

constexpr std::string_view kRdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

}  // namespace

TEST_CASE("Rdf: the format is told by the name") {
  CHECK(RdfFormatOf("a/b.nt") == RdfFormat::kNTriples);
  CHECK(RdfFormatOf("a.x.TTL") == RdfFormat::kTurtle);
  CHECK(RdfFormatOf("a.srj") == RdfFormat::kSparqlJson);
  CHECK(RdfFormatOf("a.json") == RdfFormat::kSparqlJson);
  for (const char* name : {"", "nt", "a.nt.gz", "a.jsonld", "a.rdf", "a.nt/b"}) CHECK_FALSE(RdfFormatOf(name).has_value());
}

TEST_CASE("Rdf: N-Triples, line by line") {
  CHECK(Statements(".nt", "\xEF\xBB\xBF<urn:a> <urn:p> \"x\\ty\\u00E9\"@nl-NL .\n"
                          "\n"
                          "  # a comment with \" and <\r\n"
                          "_:b1 <urn:p> _:B1 . # and one behind\r\n"
                          "<urn:a> <urn:p> \"5\"^^<http://www.w3.org/2001/XMLSchema#integer>.\n"
                          "\t<urn:a>\t<urn:p>\t<urn:\xC3\xA9>\t.") == Strings{"1: <urn:a> <urn:p> \"x\ty\xC3\xA9\"@nl-NL", "4: _:b1 <urn:p> _:B1", "5: <urn:a> <urn:p> \"5\"",
                                                                             "6: <urn:a> <urn:p> <urn:\xC3\xA9>"});
  CHECK(Statements(".nt", "").empty());
  CHECK(Statements(".nt", "\n \n#\n").empty());
}

TEST_CASE("Rdf: Turtle, with prefixes, a base and brackets") {
  CHECK(Statements(".ttl", "@prefix a: <urn:a:> . PREFIX : <urn:n#>\n"
                           "@base <http://h/x/> .\n"
                           "a:b a a:c , \"5\"^^a:q ;\n"
                           "  :p \"\"\"one\n"
                           "\n"
                           "\"two\\\"\"\"\", true ;\n"
                           "  :q <y> , <../z> .\n"
                           "@base <w/> .\n"
                           "[ :p [] ] :q _:me .\n"
                           "<> :l ( 1.5 'x'@fr ) .") ==
        Strings{"3: <urn:a:b> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <urn:a:c>", "3: <urn:a:b> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> \"5\"",
                "6: <urn:a:b> <urn:n#p> \"one\n\n\"two\"\"", "6: <urn:a:b> <urn:n#p> \"true\"", "7: <urn:a:b> <urn:n#q> <http://h/x/y>",
                "7: <urn:a:b> <urn:n#q> <http://h/z>", "9: _:b1 <urn:n#p> _:b2", "9: _:b1 <urn:n#q> _:me", "10: <http://h/x/w/> <urn:n#l> _:b3",
                Cat("10: _:b3 <", kRdf, "first> \"1.5\""), Cat("10: _:b3 <", kRdf, "rest> _:b4"), Cat("10: _:b4 <", kRdf, "first> \"x\"@fr"),
                Cat("10: _:b4 <", kRdf, "rest> <", kRdf, "nil>")});
  CHECK(Statements(".ttl", "").empty());
  CHECK(Statements(".ttl", "# nothing").empty());
}

TEST_CASE("Rdf: SPARQL JSON, with any spelling of the variables") {
  for (const auto& [s, p, o] : {std::tuple("s", "p", "o"), std::tuple("subject", "predicate", "object"), std::tuple("?s", "?p", "?object")}) {
    const auto row = [&](std::string_view subject, std::string_view object) {
      return Cat("{\"", s, "\":", subject, ",\"", p, "\":{\"type\":\"uri\",\"value\":\"urn:p\"},\"g\":{\"type\":\"uri\",\"value\":\"urn:g\"},\"", o, "\":", object, "}");
    };
    const auto text = Cat("{\"head\":{\"link\":[],\"vars\":[\"g\",\"", s, "\",\"", p, "\",\"", o, "\"]},\n\"results\":{\"distinct\":false,\"bindings\":[\n",
                          row(R"({"type":"uri","value":"urn:a"})", R"({"type":"literal","value":"x \"\u00e9","xml:lang":"nl"})"), ",\n",
                          row(R"({"type":"bnode","value":"b1"})", R"({"type":"typed-literal","value":"5","datatype":"urn:d"})"), ",\n\n",
                          row(R"({"value":"urn:a","type":"uri"})", R"({"type":"literal","value":"","datatype":"urn:d"})"), "]}}");
    CHECK(Statements(".srj", text) == Strings{"3: <urn:a> <urn:p> \"x \"\xC3\xA9\"@nl", "4: _:b1 <urn:p> \"5\"", "6: <urn:a> <urn:p> \"\""});
  }
  CHECK(Statements(".json", R"({"head":{"vars":["s","p","o"]},"results":{"bindings":[]}})").empty());
}

TEST_CASE("Rdf: what is no such file is refused with its place") {
  const auto bad = ErrorCode::kMalformed;
  CheckRefused(".nt", "<urn:a> <urn:p> <urn:o> .\n<urn:a> <urn:p> .\n", bad, ":2:17: is no N-Triples: ");
  CheckRefused(".nt", "<urn:a> <urn:p> <urn:o> . <urn:a> <urn:p> <urn:o2> .", bad, ":1: a second statement on the line; ");
  CheckRefused(".nt", "<urn:a> <urn:p> <urn:o> ;\n <urn:q> <urn:o> .", bad, ":1:");
  CheckRefused(".nt", "@prefix a: <urn:a> .", bad, ":1:1: a statement of N-Triples begins with <iri> or _:label");
  CheckRefused(".nt", "  [] <urn:p> <urn:o> .", bad, ":1:3: a statement of N-Triples begins with");
  CheckRefused(".nt", "<urn:a> <urn:p> [] .", bad, ":1:17: is no N-Triples: ");
  CheckRefused(".nt", "<urn:a> a:p <urn:o> .", bad, ":1: the prefix of \"a:p\" is not defined");
  CheckRefused(".nt", "<a> <urn:p> <urn:o> .", bad, ":1:");
  CheckRefused(".nt", "<urn:a> \"p\" <urn:o> .", bad, ":1:");
  CheckRefused(".nt", "<urn:a> <urn:p> \"x\n\" .", bad, ":1:");
  CheckRefused(".nt", "<urn:a> <urn:p> \"x .\n", bad, ":1:");
  CheckRefused(".nt", "<urn:a> <urn:p> \"\\x\" .", bad, ":1:19: is no N-Triples: invalid escape");
  CheckRefused(".nt", "<urn:a> <urn:p> \"\xFF\" .", bad, ":1:");
  CheckRefused(".nt", "<urn:a> <urn:p> \"\xC3(\" .", bad, ":1:");
  CheckRefused(".nt", std::string_view("\n<urn:a> <urn:p> \"a\0b\" .", 24), bad, ":2: holds a NUL byte");
  CheckRefused(".nt", std::string_view("<\0u\0r\0n\0", 8), bad, ":1: holds a NUL byte");
  CheckRefused(".ttl", "<urn:a> <urn:p> <urn:o> .\n\n<urn:a> <urn p> <urn:o> .", bad, ":3:13: is no Turtle: invalid IRI character (escape %20)");
  CheckRefused(".ttl", "<urn:a> <urn:p> <urn:{}> .", bad, ":1:24: is no Turtle: invalid IRI character");
  CheckRefused(".ttl", "<urn:a> <urn:p> <urn:o\\u0020> .", bad, ":1:");
  CheckRefused(".ttl", "\n<urn:a> <urn:p> <o> .", bad, ":2: the IRI \"o\" is relative and the file has no @base to resolve it with; write it in full");
  CheckRefused(".ttl", "<a> <urn:p> <urn:o> .", bad, ":1: the IRI \"a\" is relative");
  CheckRefused(".ttl", "<urn:a> <urn:p> \"x\"^^<d> .", bad, ":1: the IRI \"d\" is relative");
  CheckRefused(".ttl", "@base <x/> .", bad, ":1: the IRI \"x/\" is relative");
  CheckRefused(".ttl", "<urn:a> <urn:p> x:o .", bad, ":1: the prefix of \"x:o\" is not defined");
  CheckRefused(".ttl", "<urn:a> <urn:p> \"x\"^^x:o .", bad, ":1: the prefix of \"x:o\" is not defined");
  CheckRefused(".ttl", "<urn:a> <urn:p> [ <urn:q> ] .", bad, ":1:");  // which serd reports, and then goes on
  CheckRefused(".ttl", "<urn:a> <urn:p> [ <urn:q> \"x\" , ] .", bad, ":1:");
  CheckRefused(".ttl", "<urn:a> <urn:p> \"\"\"x\n\n", bad, ":3:");
  CheckRefused(".ttl", "<urn:a> _:b <urn:o> .", bad, ":1:");
  CheckRefused(".ttl", "<urn:g> { <urn:a> <urn:p> <urn:o> . }", bad, ":1: a named graph, which Turtle has none of");
  CheckRefused(".ttl", "GRAPH <urn:g> { <urn:a> <urn:p> <urn:o> . }", bad, ":1: a named graph");
  // What serd 0.30 reads wrong: an escape right behind a quotation mark of a long text is taken for two characters.
  for (const std::string_view text : {R"("""a"\n""")", R"('''a'\n''')", R"("""a"\"b""")", R"("a\"\\b")"})
    CheckRefused(".ttl", Cat("<urn:a> <urn:p> ", text, " ."), bad, ":1: a quotation mark with a backslash behind it");
  CheckRefused(".ttl", "{\"head\":{}}", bad, ":1:");
  CheckRefused(".srj", "<urn:a> <urn:p> <urn:o> .", bad, ":1:1: ");
}

TEST_CASE("Rdf: a SPARQL answer that is no list of statements is refused with its place") {
  const auto refused = [](std::string_view vars, std::string_view rows, const std::string& message) {
    CheckRefused(".srj", Cat("{\"head\":{\"vars\":", vars, "},\n\"results\":{\"bindings\":", rows, "}}"), ErrorCode::kMalformed, message);
  };
  const std::string_view spo = "[\"s\",\"p\",\"o\"]";
  CheckRefused(".srj", "{\"head\":{},\"boolean\":true}", ErrorCode::kMalformed, ":1:1: holds no \"results\" with \"bindings\"");
  CheckRefused(".srj", "{\"results\":{\"bindings\":[]}}", ErrorCode::kMalformed, ":1:1: holds no \"head\" with \"vars\"");
  CheckRefused(".srj", "[]", ErrorCode::kMalformed, ":1:1: the document: expected an object, found an array");
  refused("[\"s\",\"p\"]", "[]", ":1:17: the variables must be s, p and o (or subject, predicate, object), found \"s\", \"p\"");
  refused("[\"s\",\"subject\",\"p\",\"o\"]", "[]", ":1:22: \"s\" and \"subject\" mean the same");
  refused(spo, "{}", ":2:23: \"bindings\": expected an array, found an object");
  refused(spo, "[1]", ":2:24: a row: expected an object, found a number");
  refused(spo, R"([{"s":{"type":"uri","value":"urn:a"},"p":{"type":"uri","value":"urn:p"}}])", ":2:24: the row has no value of \"o\"");
  const auto with = [&](std::string_view s, std::string_view p, std::string_view o, const std::string& message) {
    refused(spo, Cat("[{\"s\":", s, ",\"p\":", p, ",\"o\":", o, "}]"), message);
  };
  const std::string_view uri = R"({"type":"uri","value":"urn:a"})", text = R"({"type":"literal","value":"x"})", blank = R"({"type":"bnode","value":"b"})";
  with(text, uri, uri, ":2:24: the subject is a literal");
  with(uri, text, uri, ":2:24: the predicate is no uri");
  with(uri, blank, uri, ":2:24: the predicate is no uri");
  with(uri, uri, R"({"type":"uri","value":"a"})", ":2:121: the IRI \"a\" is relative");
  with(uri, uri, R"({"type":"triple","value":"a"})", ":2:107: the type \"triple\" is none of");
  with(uri, uri, R"({"type":"uri"})", ":2:99: a value needs a \"type\" and a \"value\"");
  with(uri, uri, R"({"type":"uri","value":5})", ":2:99: a value needs a \"type\" and a \"value\"");
  with(uri, uri, R"({"type":"literal","value":"x","xml:lang":1})", ":2:140: \"xml:lang\": expected a string, found a number");
}

TEST_CASE("Rdf: a file cut at any byte is whole statements or refused") {
  const Strings lines = {"<urn:a> <urn:p> \"x\\n\\u00E9\"@nl .", "# a comment", "_:b <urn:p> <urn:o> .", "<urn:a> <urn:p> \"5\"^^<urn:d> .", "<urn:\xC3\xA9> <urn:p> \"\xC3\xA9\" ."};
  const Strings turtle = {"@prefix a: <urn:a:> .", "PREFIX b: <urn:b:>", "# a comment", "a:x a a:y ; b:p \"x\"@nl , 'y' , -5 .", "[ a:p ( 1 true ) ; a:q [] ] a:r \"\"\"long\n\"text\" \"\"\" .",
                          "@base <http://h/> .", "<x> a:p <#y> ."};
  for (const auto& [extension, parts] : {std::pair(std::string(".nt"), lines), std::pair(std::string(".ttl"), turtle)}) {
    std::string text;
    std::vector<std::size_t> begins;
    for (const auto& part : parts) begins.push_back(text.size()), text += part + "\n";
    const File file(extension, "");
    std::size_t whole = 0;
    for (std::size_t cut = 0; cut <= text.size(); ++cut) {
      file.Write(text.substr(0, cut));
      // The part that the cut is in, and how much of it is there.
      std::size_t k = parts.size() - 1;
      while (begins[k] > cut) --k;
      const auto left = cut - begins[k];
      const bool sound = left == 0 || parts[k][0] == '#' || left >= parts[k].size();
      Strings out;
      const auto status = Read(file.path, out);
      CAPTURE(text.substr(0, cut));
      CHECK_MESSAGE(status.ok() == sound, std::string(status.message()));
      if (!sound) CHECK(CodeOf(status) == ErrorCode::kMalformed);
      if (!sound) CHECK(PositionOf(status).line > 0);
      whole = out.size();
    }
    CHECK(whole == (extension == ".nt" ? 4u : 12u));
  }
}

TEST_CASE("Rdf: brackets may be nested 64 deep, and be as many as they like") {
  const std::string begin = "@prefix : <urn:n:> .\n:a :p ";
  const auto nested = [&](std::string_view open, std::string_view close, std::size_t depth) { return begin + Repeat(open, depth) + " :z " + Repeat(close, depth) + " ."; };
  struct Shape {
    std::string_view open, close;
    std::size_t levels;
  };
  for (const Shape& shape : {Shape{"[ :q ", "]", 1}, Shape{"( ", ")", 1}, Shape{"( [ :q ", "])", 2}, Shape{"( () (:x) [:y :z] ( :x ", "))", 2},
                             Shape{"[ :q ( :x ) ; <http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> () ; :r ", "]", 1}}) {
    CAPTURE(shape.open);
    Strings out;
    const File good(".ttl", nested(shape.open, shape.close, 60 / shape.levels));
    const auto status = Read(good.path, out);
    CHECK_MESSAGE(status.ok(), std::string(status.message()));
    for (const std::size_t depth : {std::size_t{65}, std::size_t{1000}, std::size_t{300000}}) {
      CheckRefused(".ttl", nested(shape.open, shape.close, depth), ErrorCode::kLimit, ":2: brackets are nested more than 64 deep");
      CheckRefused(".ttl", begin + Repeat(shape.open, depth), ErrorCode::kLimit, ":2: brackets are nested more than 64 deep");
    }
  }
  CHECK(Statements(".ttl", nested("[ :q ", "]", 64)).size() == 65);
  CHECK(Statements(".ttl", nested("( ", ")", 64)).size() == 1 + 2 * 64);
  // As subjects, where one bracket more has a place.
  CheckRefused(".ttl", Repeat("[ <urn:p> ", 100000), ErrorCode::kLimit, ":1: brackets are nested more than 64 deep");
  CheckRefused(".ttl", Repeat("(", 100000), ErrorCode::kLimit, ":1: brackets are nested more than 64 deep");
  // Behind an error, where serd goes on with a list of objects.
  CheckRefused(".ttl", "<urn:a> <urn:p> \"x\", \"\\," + Repeat("[a", 100000), ErrorCode::kMalformed, ":1:");
  for (const std::string_view many : {"[ :q :z ] , ", "( :x ( :y ) ) , ", "[] , ", "() , ", "( [ :q () ] ) , "}) {
    CAPTURE(many);
    Strings out;
    const File file(".ttl", begin + Repeat(many, 2000) + ":z .\n( [ :x () ] ) :p ( ) .\n" + Repeat("[ :q ( :a ) ] :p ( [ :q [] ] ) .\n", 200));
    const auto status = Read(file.path, out);
    CHECK_MESSAGE(status.ok(), std::string(status.message()));
  }
}

TEST_CASE("Rdf: a text without end is refused before it fills the memory") {
  const std::string huge(kMaxRdfToken + 5000, 'x');
  CheckRefused(".nt", "<urn:a> <urn:p> \"" + huge + "\" .\n", ErrorCode::kLimit, ":1: the line is longer than 16 MiB");
  CheckRefused(".ttl", "<urn:a> <urn:p> \"\"\"" + huge, ErrorCode::kLimit, ":1: more than 16 MiB without a statement");
  CheckRefused(".ttl", "\n<urn:" + huge, ErrorCode::kLimit, ":2: more than 16 MiB without a statement");
  CHECK(Statements(".ttl", "<urn:a> <urn:p> \"" + huge.substr(8000) + "\" .").size() == 1);
  CHECK(Statements(".nt", "<urn:a> <urn:p> \"" + huge.substr(8000) + "\" .").size() == 1);
  // A statement after the other on one line is no such thing.
  CHECK(Statements(".ttl", Repeat("<urn:a> <urn:p> \"" + huge.substr(0, 1 << 20) + "\" . ", 20)).size() == 20);
}

TEST_CASE("Rdf: Turtle lines of any length keep their places") {
  for (const std::size_t size : {4090u, 4095u, 4096u, 4097u, 8192u, 70000u}) {
    CAPTURE(size);
    const auto text = std::string(size, 'x');
    const auto out = Statements(".ttl", "<urn:a> <urn:p> \"" + text + "\" , \"b\" .\n<urn:a> <urn:p> \"c\" .\n");
    REQUIRE(out.size() == 3);
    CHECK(out[0] == "1: <urn:a> <urn:p> \"" + text + "\"");
    CHECK(out[1].starts_with("1: "));
    CHECK(out[2].starts_with("2: "));
  }
}

TEST_CASE("Rdf: the receiver's failure ends the file") {
  for (const std::string extension : {".nt", ".ttl", ".srj"}) {
    const std::string row = R"({"s":{"type":"uri","value":"urn:a"},"p":{"type":"uri","value":"urn:p"},"o":{"type":"uri","value":"urn:o"}})";
    const File file(extension, extension == ".srj" ? R"({"head":{"vars":["s","p","o"]},"results":{"bindings":[)" + row + "," + row + "," + row + "]}}"
                                                   : Repeat("<urn:a> <urn:p> <urn:o> .\n", 3));
    int seen = 0;
    const auto status = ReadRdf(file.path, *RdfFormatOf(file.path), [&](const RdfStatement&) { return ++seen == 2 ? Error(ErrorCode::kCancelled, "enough") : Status(); });
    CHECK(CodeOf(status) == ErrorCode::kCancelled);
    CHECK(status.message() == "enough");
    CHECK(seen == 2);
    seen = 0;
    const auto read = [&] {
      return ReadRdf(file.path, *RdfFormatOf(file.path), [&](const RdfStatement&) -> Status {
        ++seen;
        throw std::bad_alloc();
      });
    };
    CHECK_THROWS_AS(static_cast<void>(read()), std::bad_alloc);
    CHECK(seen == 1);
  }
}

TEST_CASE("Rdf: a file that cannot be read") {
  Strings out;
  for (const std::string path : {"/nonexistent/a.nt", "/nonexistent/a.ttl", "/nonexistent/a.srj"}) {
    const auto status = Read(path, out);
    CHECK(CodeOf(status) == ErrorCode::kIo);
    CHECK(status.message().find(path + ": ") == 0);
  }
  const File file(".nt", "");
  for (const auto format : {RdfFormat::kNTriples, RdfFormat::kTurtle, RdfFormat::kSparqlJson}) {
    const auto folder = std::filesystem::path(file.path).parent_path().string();
    CHECK(CodeOf(ReadRdf(folder, format, [](const RdfStatement&) { return Status(); })) == ErrorCode::kIo);
  }
}

TEST_CASE("Rdf: damaged bytes do no harm, and nothing is printed") {
  const std::string documents[] = {
      "<urn:a> <urn:p> \"x\\n\\u00E9\"@nl .\n_:b <urn:p> <urn:o> .\n<urn:a> <urn:p> \"5\"^^<urn:d> .\n",
      "@prefix a: <urn:a:> .\na:x a a:y ; a:p \"x\"@nl , 'y' , -5e3 , true .\n[ a:p ( 1 [ a:q () ] ) ] a:r \"\"\"long\n\"t\\\" \"\"\" .\n@base <http://h/> .\n<x> a:p <#y> , _:b1 .\n"};
  const std::string alphabet = "<>[](){}\"'\\.,;:@^_#ab1 \n\t\xC3\xA9\xFF";
  const File nt(".nt", ""), ttl(".ttl", ""), said(".txt", "");
  // What serd would say to stderr goes into a file meanwhile.
  std::fflush(stderr);
  const int kept = ::dup(2);
  REQUIRE(kept >= 0);
  REQUIRE(std::freopen(said.path.c_str(), "w", stderr) != nullptr);
  int refused = 0, taken = 0;
  for (std::uint64_t seed = 0; seed < 3000; ++seed) {
    test::Random random(seed);
    std::string text = documents[seed % 2];
    for (auto edits = 1 + random.Below(3); edits > 0; --edits) {
      const auto at = random.Below(static_cast<std::uint32_t>(text.size()));
      const char c = alphabet[random.Below(static_cast<std::uint32_t>(alphabet.size()))];
      switch (random.Below(3)) {
        case 0: text[at] = c; break;
        case 1: text.insert(at, 1 + random.Below(3), c); break;
        default: text.erase(at, 1 + random.Below(4));
      }
    }
    const File& file = seed % 2 == 0 ? nt : ttl;
    file.Write(text);
    Strings out;
    const auto status = Read(file.path, out);
    ++(status.ok() ? taken : refused);
    if (!status.ok()) CHECK((CodeOf(status) == ErrorCode::kMalformed && PositionOf(status).line > 0));
  }
  std::fflush(stderr);
  ::dup2(kept, 2);
  ::close(kept);
  CHECK(std::filesystem::file_size(said.path) == 0);
  CHECK(refused > 500);
  CHECK(taken > 200);
}
