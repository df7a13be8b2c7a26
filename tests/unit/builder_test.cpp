// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The builder: any order gives the same bytes, repeats merge, contradictions are errors that say where.

#include "overstap/builder.hpp"

#include <doctest/doctest.h>

#include <cstring>
#include <string>
#include <vector>

#include "oracle/random_graph.hpp"

using namespace overstap;
using namespace overstap::test;

namespace {

bool SameBytes(const Snapshot& a, const Snapshot& b) {
  return a.bytes().size() == b.bytes().size() && std::memcmp(a.bytes().data(), b.bytes().data(), a.bytes().size()) == 0;
}
std::string Message(const Status& status) { return std::string(status.message()); }
bool Holds(const Status& status, std::string_view part) {
  INFO(Message(status));
  return detail::Std(status.message()).find(part) != std::string_view::npos;
}

}  // namespace

TEST_CASE("Builder: the same calls in any order give the same bytes") {
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    Random random(seed);
    auto calls = RandomCalls(random, GraphSize());
    calls.push_back([](TaxonomyBuilder& b) { Need(b.SetAbout("edition", "1")); });
    calls.push_back([](TaxonomyBuilder& b) { Need(b.SetAbout("name@nl", "Proef")); });
    const auto first = BuildFrom(calls);
    for (int round = 0; round < 4; ++round) {
      random.Shuffle(calls);
      const auto again = BuildFrom(calls);
      REQUIRE(SameBytes(first.snapshot(), again.snapshot()));
      CHECK(first.snapshot().Hash() == again.snapshot().Hash());
    }
    auto twice = calls;  // saying everything twice says nothing new
    twice.insert(twice.end(), calls.begin(), calls.end());
    CHECK(SameBytes(first.snapshot(), BuildFrom(twice).snapshot()));
    calls.push_back([](TaxonomyBuilder& b) { NodeOf(b, "skill/one-more"); });
    CHECK(first.snapshot().Hash() != BuildFrom(calls).snapshot().Hash());
  }
}

TEST_CASE("Builder: nothing at all is an empty taxonomy, and the builder is empty after Build") {
  TaxonomyBuilder builder;
  CHECK(Need(builder.Build()).size() == 0);
  NodeOf(builder, "skill/a");
  CHECK(Need(builder.Build()).size() == 1);
  CHECK(Need(builder.Build()).size() == 0);
  TaxonomyBuilder other(std::move(builder));
  NodeOf(other, "skill/b");
  CHECK(Need(other.Build()).size() == 1);
}

TEST_CASE("Builder: a relation stated twice is kept once, with the stronger relevance and level") {
  Maker make;
  make.Requires("occupation/a", "skill/1", Relevance::kSomewhat, 3)
      .Requires("occupation/a", "skill/1", Relevance::kEssential, 1)
      .Requires("occupation/a", "skill/1", Relevance::kSomewhat, 2);
  make.Requires("occupation/a", "skill/2", Relevance::kImportant).Requires("occupation/a", "skill/2", Relevance::kImportant);
  make.Requires("occupation/a", "skill/3");
  make.Broader("skill/1", "group/g").Broader("skill/1", "group/g");
  BuildReport report;
  const auto t = Need(make.builder.Build(&report));
  REQUIRE(t.Relations(0).size() == 3);
  CHECK(t.Relations(0)[0].relevance == Relevance::kEssential);
  CHECK(t.Relations(0)[0].level == 3);
  CHECK(t.broader_count() == 1);
  CHECK(report.concepts == 5);
  CHECK(report.relations == 3);
  CHECK(report.relations_merged == 2);  // pairs, however often they were stated
  CHECK(report.relevance_conflicts == 1);
}

TEST_CASE("Builder: a level above 4 is taken as 4") {
  Maker make;
  make.Requires("occupation/a", "skill/1", Relevance::kEssential, 200);
  CHECK(make.Build().Relations(0)[0].level == 4);
}

TEST_CASE("Builder: something declared twice is an error that names both places") {
  TaxonomyBuilder builder;
  const auto one = builder.AddSource("one.json"), two = builder.AddSource("two.json");
  const auto node = builder.Mention("skill/a");
  Need(builder.Declare(node, ConceptKind::kSkill, {one, 3, 7}));
  const auto status = builder.Declare(node, ConceptKind::kTask, {two, 40, 2});
  CHECK(CodeOf(status) == ErrorCode::kMalformed);
  CHECK(Holds(status, "two.json:40:2"));
  CHECK(Holds(status, "one.json:3:7"));
  CHECK(Holds(status, "\"skill/a\""));
  CHECK(PositionOf(status).line == 40);
  const auto t = Need(builder.Build());
  CHECK(t.Kind(0) == ConceptKind::kSkill);  // the first stays
}

TEST_CASE("Builder: something referred to but not declared is an error at the first place, with the number of others") {
  TaxonomyBuilder builder;
  const auto source = builder.AddSource("a.json");
  const auto node = builder.Mention("occupation/a", {source, 1, 1});
  Need(builder.Declare(node, ConceptKind::kOccupation, {source, 1, 1}));
  builder.AddRelation(node, builder.Mention("skill/late", {source, 9, 4}), {Relevance::kEssential});
  builder.AddRelation(node, builder.Mention("skill/early", {source, 2, 30}), {Relevance::kEssential});
  CHECK_FALSE(builder.IsDeclared(builder.Mention("skill/late")));
  const auto status = builder.Build().status();
  CHECK(CodeOf(status) == ErrorCode::kMalformed);
  CHECK(Holds(status, "a.json:2:30"));
  CHECK(Holds(status, "\"skill/early\""));
  CHECK(Holds(status, "1 more"));
}

TEST_CASE("Builder: a circle is an error that names a link of it and where it stands") {
  for (int length = 1; length <= 5; ++length) {
    TaxonomyBuilder builder;
    const auto source = builder.AddSource("h.json");
    std::vector<TaxonomyBuilder::Node> nodes;
    for (int i = 0; i < length; ++i) nodes.push_back(NodeOf(builder, "group/" + std::to_string(i)));
    builder.AddBroader(NodeOf(builder, "skill/below"), nodes[0]);
    for (int i = 0; i < length; ++i) {
      builder.AddBroader(nodes[static_cast<std::size_t>(i)], nodes[static_cast<std::size_t>((i + 1) % length)],
                         {source, static_cast<std::uint32_t>(10 + i), 5});
    }
    const auto status = builder.Build().status();
    CHECK(CodeOf(status) == ErrorCode::kMalformed);
    const auto line = PositionOf(status).line;
    REQUIRE(line >= 10);
    CHECK(Holds(status, "h.json:" + std::to_string(line) + ":5"));
    CHECK(Holds(status, "\"group/" + std::to_string(line - 10) + "\""));
    CHECK(Holds(status, "\"group/" + std::to_string((line - 9) % static_cast<unsigned>(length)) + "\""));
    CHECK(Holds(status, "circle"));
  }
}

TEST_CASE("Builder: two ways up are no circle, and twenty groups above one skill are kept") {
  Maker make;
  make.Broader("skill/a", "group/l").Broader("skill/a", "group/r").Broader("group/l", "group/top").Broader("group/r", "group/top");
  for (std::uint32_t i = 0; i < 20; ++i) make.Broader("skill/many", Uri("group", i));
  const auto t = make.Build();
  CHECK(t.Broader(At(t, "skill/many")).size() == 20);
  CHECK(t.Narrower(At(t, "group/top")).size() == 2);
}

TEST_CASE("Builder: only an occupation requires, and no occupation or group is required") {
  for (const auto* from : {"occupation/f", "skill/f", "group/f", "licence/f", "condition/f", "task/f", "knowledge/f"}) {
    for (const auto* to : {"occupation/t", "skill/t", "group/t", "licence/t", "condition/t", "task/t", "knowledge/t"}) {
      Maker make;
      const auto source = make.builder.AddSource("r.json");
      make.builder.AddRelation(make(from), make(to), {Relevance::kEssential}, {source, 5, 6});
      const auto built = make.builder.Build();
      const bool good = KindOf(from) == ConceptKind::kOccupation && KindOf(to) != ConceptKind::kOccupation && KindOf(to) != ConceptKind::kGroup;
      CHECK(built.ok() == good);
      if (good) continue;
      CHECK(CodeOf(built.status()) == ErrorCode::kMalformed);
      CHECK(Holds(built.status(), "r.json:5:6"));
      CHECK(Holds(built.status(), from));
      CHECK(Holds(built.status(), to));
    }
  }
}

TEST_CASE("Builder: URIs that are none are refused") {
  for (const std::string_view bad : {std::string_view(""), std::string_view("a b"), std::string_view("a\tb"), std::string_view("a\0b", 3),
                                     std::string_view("\xC3"), std::string_view("a\x7F")}) {
    TaxonomyBuilder builder;
    CHECK(CodeOf(builder.Declare(builder.Mention(bad), ConceptKind::kSkill)) == ErrorCode::kMalformed);
    TaxonomyBuilder other;
    CHECK(CodeOf(other.AddMatch(NodeOf(other, "skill/a"), MatchType::kExact, bad)) == ErrorCode::kMalformed);
  }
  TaxonomyBuilder builder;
  const auto node = NodeOf(builder, "skill/\xC3\xA9");  // IRIs are fine
  CHECK_FALSE(builder.SetNotation(node, "\xFF").ok());
  CHECK(Need(builder.Build()).size() == 1);
}

TEST_CASE("Builder: texts are trimmed, empty ones ignored, line ends made one, bad ones refused") {
  Maker make;
  make.Text("skill/a", "  lezen \r\n").Text("skill/a", " \t\n", TextKind::kAlternative).Text("skill/a", "een\r\ntwee\rdrie", TextKind::kDefinition);
  auto& b = make.builder;
  const auto node = make("skill/a");
  for (const std::string_view bad : {std::string_view("a\0b", 3), std::string_view("a\x01"), std::string_view("\xC3"),
                                     std::string_view("a\x7F"
                                                      "b"),
                                     std::string_view("\xED\xA0\x80")}) {
    CHECK(CodeOf(b.AddText(node, TextKind::kAlternative, "nl", bad)) == ErrorCode::kMalformed);
  }
  for (const std::string_view bad : {"", "n l", "nl_NL", "\xC3\xA9", "abcdefghijklmnopqrstuvwxyzabcdefghijklmnop"})
    CHECK(CodeOf(b.AddText(node, TextKind::kAlternative, bad, "x")) == ErrorCode::kMalformed);
  const auto t = make.Build();
  REQUIRE(t.Texts(0).size() == 2);
  CHECK(t.snapshot().FirstText(0, TextKind::kPreferred, "nl") == "lezen");
  CHECK(t.snapshot().FirstText(0, TextKind::kDefinition, "nl") == "een\ntwee\ndrie");
}

TEST_CASE("Builder: a second preferred text becomes an alternative, a label is kept once as the best it was given") {
  Maker make;
  make.Text("skill/a", "b-tekst").Text("skill/a", "a-tekst").Text("skill/a", "c-tekst");
  make.Text("skill/a", "a-tekst", TextKind::kHidden).Text("skill/a", "h", TextKind::kHidden).Text("skill/a", "h", TextKind::kAlternative);
  make.Text("skill/a", "a-tekst", TextKind::kDefinition).Text("skill/a", "a-tekst", TextKind::kAlternative, "en");
  const auto t = make.Build();
  std::vector<std::string> texts;
  for (const auto& x : t.Texts(0))
    texts.push_back(detail::Cat(t.snapshot().Language(x.language), " ", Name(x.kind), " ", t.snapshot().String(x.string)));
  CHECK(texts == std::vector<std::string>{"en alternative a-tekst", "nl preferred a-tekst", "nl alternative b-tekst", "nl alternative c-tekst",
                                          "nl alternative h", "nl definition a-tekst"});
}

TEST_CASE("Builder: a concept can have very many labels") {  // quadratic work would end in ctest's time limit
  Maker make;
  for (std::uint32_t i = 0; i < 100000; ++i) make.Text("skill/a", std::to_string(i), TextKind::kAlternative);
  CHECK(make.Build().Texts(0).size() == 100000);
}

TEST_CASE("Builder: the last value of a fact about the whole wins, and facts are found by language") {
  TaxonomyBuilder builder;
  const std::pair<const char*, const char*> facts[] = {{"edition", "1"},        {"edition", "2"},         {"name@nl", "Naam"}, {"name@en", "Name"},
                                                       {"notice@fy", "Let op"}, {"licence", "CC-BY-4.0"}, {"name", "bare"},    {"nob", "x"}};
  for (const auto& [key, value] : facts) Need(builder.SetAbout(key, value));
  const auto t = Need(builder.Build());
  const auto& s = t.snapshot();
  CHECK(s.About("edition") == "2");
  CHECK(s.About("missing").empty());
  CHECK(s.AboutIn("name", "nl") == "Naam");
  CHECK(s.AboutIn("name", "de") == "Name");
  CHECK(s.AboutIn("licence", "nl") == "CC-BY-4.0");
  CHECK(s.AboutIn("notice", "nl") == "Let op");  // in any language rather than not at all
  CHECK(s.AboutIn("no", "nl").empty());
  REQUIRE(s.about_size() == 7);
  for (std::size_t i = 1; i < s.about_size(); ++i) CHECK(s.about_key(i - 1) < s.about_key(i));
}

TEST_CASE("Builder: bad text in a fact about the whole is refused") {
  TaxonomyBuilder builder;
  CHECK(CodeOf(builder.SetAbout("name@nl", "\xFF")) == ErrorCode::kMalformed);
  CHECK(CodeOf(builder.SetAbout("name@nl", std::string_view("a\0b", 3))) == ErrorCode::kMalformed);
  CHECK(CodeOf(builder.SetAbout("\xFF", "a")) == ErrorCode::kMalformed);
  CHECK(Need(builder.Build()).snapshot().about_size() == 0);
}
