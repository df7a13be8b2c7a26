// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The course catalogue and its builder.

#include "overstap/courses.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cstring>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "oracle/random_graph.hpp"

using namespace overstap;
using namespace overstap::test;

TEST_CASE("Courses: facts come back as they went in, courses stand in the order of their URIs") {
  CourseBuilder builder;
  const CourseBuilder::Facts facts{.type = CourseType::kElective,
                                   .sector = "sector/zorg",
                                   .cost_min = 10,
                                   .cost_max = 20,
                                   .hours = 30,
                                   .weeks = 4,
                                   .form = kEvening | kOnline,
                                   .nlqf = 30,
                                   .entry_nlqf = 20,
                                   .provider = ProviderType::kPublic};
  const auto z = Need(builder.Add("course/z", facts));
  const auto a = Need(builder.Add("course/a", {}));
  Need(builder.AddText(z, TextKind::kPreferred, "nl", "Keuzedeel zorg"));
  Need(builder.AddTeaches(z, "skill/b", 2));
  Need(builder.AddTeaches(z, "skill/a", 0));
  Need(builder.AddRequires(a, "skill/c", 1));
  Need(builder.SetAbout("edition", "7"));
  const auto c = Need(builder.Build());
  REQUIRE(c.size() == 2);
  CHECK(c.Uri(0) == "course/a");
  CHECK(c.Find("course/z") == 1);
  CHECK_FALSE(c.Find("course/b").has_value());
  CHECK_FALSE(c.Find("").has_value());
  CHECK(c.Label(1, "nl") == "Keuzedeel zorg");
  CHECK(c.Label(0, "nl") == "course/a");
  CHECK(c.Sector(1) == "sector/zorg");
  CHECK(c.Sector(0).empty());
  CHECK(c.snapshot().About("edition") == "7");
  const auto& x = c[1];
  CHECK(x.type == CourseType::kElective);
  CHECK(x.cost_min == 10);
  CHECK(x.cost_max == 20);
  CHECK(x.hours == 30);
  CHECK(x.weeks == 4);
  CHECK(x.form == (kEvening | kOnline));
  CHECK(x.nlqf == 30);
  CHECK(x.entry_nlqf == 20);
  CHECK(x.provider == ProviderType::kPublic);
  CHECK(c[0].cost_min == kUnknownAmount);
  CHECK(c[0].hours == kUnknownAmount);
  CHECK(c[0].weeks == 0xFFFF);
  REQUIRE(c.Teaches(1).size() == 2);
  CHECK(c.snapshot().String(c.Teaches(1)[0].uri) == "skill/a");
  CHECK(c.Teaches(1)[1].level == 2);
  CHECK(c.Teaches(0).empty());
  CHECK(c.Requires(0).size() == 1);
}

TEST_CASE("Courses: the same calls in any order give the same bytes") {
  Random random(1);
  for (int round = 0; round < 10; ++round) {
    std::vector<std::function<void(CourseBuilder&, CourseBuilder::Node)>> calls[5];
    for (auto& list : calls) {
      for (int i = 0; i < 6; ++i) {
        const auto uri = Uri("skill", random.Below(4));
        const auto level = static_cast<Level>(random.Below(5));
        const auto label = std::to_string(random.Below(5));
        switch (random.Below(4)) {
          case 0: list.push_back([=](CourseBuilder& b, auto node) { Need(b.AddTeaches(node, uri, level)); }); break;
          case 1: list.push_back([=](CourseBuilder& b, auto node) { Need(b.AddRequires(node, uri, level)); }); break;
          case 2: list.push_back([=](CourseBuilder& b, auto node) { Need(b.AddFact(node, level < 3 ? CourseFactKind::kPath : CourseFactKind::kQuality, uri, level == 1 ? 5 : kNoDate)); }); break;
          default: list.push_back([=](CourseBuilder& b, auto node) { Need(b.AddText(node, TextKind::kPreferred, "nl", label)); });
        }
      }
    }
    std::vector<std::byte> first;
    for (int shuffle = 0; shuffle < 4; ++shuffle) {
      CourseBuilder builder;
      std::vector<std::uint32_t> order{0, 1, 2, 3, 4};
      random.Shuffle(order);
      std::vector<CourseBuilder::Node> nodes(5);
      for (const auto i : order) nodes[i] = Need(builder.Add(Uri("course", i), {.cost_min = i, .cost_max = i}));
      random.Shuffle(order);
      for (const auto i : order) {
        random.Shuffle(calls[i]);
        for (const auto& call : calls[i]) call(builder, nodes[i]);
      }
      const auto c = Need(builder.Build());
      const std::vector<std::byte> bytes(c.snapshot().bytes().begin(), c.snapshot().bytes().end());
      if (shuffle == 0) first = bytes;
      CHECK(bytes == first);
    }
  }
}

TEST_CASE("Courses: what else is known comes back by kind, once, in order") {
  CourseBuilder builder;
  const auto a = Need(builder.Add("course/a", {}));
  const auto b = Need(builder.Add("course/b", {}));
  Need(builder.Add("course/c", {}));
  const auto day = [](const char* text) { return *ParseDate(text); };
  for (const auto* place : {"Zwolle", "Assen", "Zwolle"}) Need(builder.AddFact(b, CourseFactKind::kPlace, place));
  Need(builder.AddFact(b, CourseFactKind::kStart, "Zwolle", day("2027-02-01")));
  Need(builder.AddFact(b, CourseFactKind::kStart, "", day("2027-09-01")));
  Need(builder.AddFact(b, CourseFactKind::kOffered, "", day("2026-01-01"), day("2026-12-31")));
  Need(builder.AddFact(b, CourseFactKind::kPart, "course/a"));
  Need(builder.AddFact(b, CourseFactKind::kPart, "course/c"));
  Need(builder.AddFact(a, CourseFactKind::kPath, "path/zorg", day("2025-07-01")));
  Need(builder.AddFact(a, CourseFactKind::kOffered, "", kNoDate, day("2026-12-31")));
  const auto c = Need(builder.Build());
  const auto texts = [&](std::uint32_t i, CourseFactKind kind) {
    std::vector<std::string> out;
    for (const auto& fact : c.Facts(i, kind)) out.push_back(std::string(c.Text(fact)) + DateName(fact.from) + DateName(fact.until));
    return out;
  };
  using Texts = std::vector<std::string>;
  CHECK(texts(1, CourseFactKind::kPlace) == Texts{"Assen", "Zwolle"});
  CHECK(texts(1, CourseFactKind::kStart) == Texts{"2027-09-01", "Zwolle2027-02-01"});
  CHECK(texts(1, CourseFactKind::kPart) == Texts{"course/a", "course/c"});
  CHECK(texts(1, CourseFactKind::kQuality).empty());
  CHECK(texts(0, CourseFactKind::kPath) == Texts{"path/zorg2025-07-01"});
  CHECK(texts(2, CourseFactKind::kPlace).empty());
  CHECK_FALSE(c.IsOffered(1, day("2025-12-31")));
  CHECK(c.IsOffered(1, day("2026-01-01")));
  CHECK(c.IsOffered(1, day("2026-12-31")));
  CHECK_FALSE(c.IsOffered(1, day("2027-01-01")));
  CHECK(c.IsOffered(0, kFirstDate));
  CHECK_FALSE(c.IsOffered(0, day("2027-01-01")));
  CHECK(c.IsOffered(2, kNoDate));
}

TEST_CASE("Courses: a fact that cannot be is refused, and so are parts that are not there or go round") {
  CourseBuilder builder;
  const auto a = Need(builder.Add("course/a", {}));
  const auto refused = [&](CourseFactKind kind, std::string_view text, Date from = kNoDate, Date until = kNoDate) {
    return CodeOf(builder.AddFact(a, kind, text, from, until)) == ErrorCode::kMalformed;
  };
  CHECK(refused(CourseFactKind::kProvider, ""));
  CHECK(refused(CourseFactKind::kPlace, "\xFF"));
  CHECK(refused(CourseFactKind::kPlace, std::string_view("a\0b", 3)));
  CHECK(refused(CourseFactKind::kPlace, "Assen", 1));
  CHECK(refused(CourseFactKind::kLanguage, "n l"));
  CHECK(refused(CourseFactKind::kField, "9"));
  CHECK(refused(CourseFactKind::kField, "0913a"));
  CHECK(refused(CourseFactKind::kPage, "no page"));
  CHECK(refused(CourseFactKind::kStart, "Assen"));
  CHECK(refused(CourseFactKind::kStart, "Assen", 1, 2));
  CHECK(refused(CourseFactKind::kOffered, ""));
  CHECK(refused(CourseFactKind::kOffered, "x", 1));
  CHECK(refused(CourseFactKind::kOffered, "", 2, 1));
  CHECK(refused(CourseFactKind::kOffered, "", kLastDate + 1));
  CHECK(refused(CourseFactKind::kPath, "a path", 1));
  CHECK(refused(CourseFactKind::kPart, ""));
  CHECK(refused(static_cast<CourseFactKind>(kCourseFactKinds), "x"));
  CHECK(Need(builder.Build()).Facts(0, CourseFactKind::kPlace).empty());

  const auto parts = [](std::vector<std::pair<const char*, const char*>> links) {
    CourseBuilder some;
    const std::array nodes{Need(some.Add("course/a", {})), Need(some.Add("course/b", {})), Need(some.Add("course/c", {}))};
    for (const auto& [whole, part] : links) Need(some.AddFact(nodes[static_cast<std::size_t>(whole[7] - 'a')], CourseFactKind::kPart, part));
    return some.Build().status();
  };
  CHECK(parts({{"course/a", "course/b"}, {"course/b", "course/c"}, {"course/a", "course/c"}}).ok());
  CHECK(std::string(parts({{"course/a", "course/d"}}).message()).find("\"course/a\" has the part \"course/d\", which is no course") != std::string::npos);
  CHECK(std::string(parts({{"course/a", "course/a"}}).message()).find("of which it is itself a part") != std::string::npos);
  CHECK_FALSE(parts({{"course/a", "course/b"}, {"course/b", "course/c"}, {"course/c", "course/a"}}).ok());

  for (const std::uint32_t levels : {16u, 17u}) {
    CourseBuilder deep;
    for (std::uint32_t i = 0; i <= levels; ++i) {
      const auto node = Need(deep.Add(Uri("course", i), {}));
      if (i > 0) Need(deep.AddFact(node, CourseFactKind::kPart, Uri("course", i - 1)));
    }
    CHECK(CodeOf(deep.Build().status()) == (levels == 16 ? ErrorCode::kOk : ErrorCode::kLimit));
  }

  for (const auto kind : {CourseFactKind::kProvider, CourseFactKind::kPage, CourseFactKind::kOffered}) {
    CourseBuilder twice;
    const auto node = Need(twice.Add("course/a", {}));
    const bool period = kind == CourseFactKind::kOffered;
    Need(twice.AddFact(node, kind, period ? "" : "urn:x", period ? 1 : kNoDate));
    Need(twice.AddFact(node, kind, period ? "" : "urn:y", period ? 2 : kNoDate));
    CHECK(std::string(twice.Build().status().message()).find("\"course/a\" has more than one") != std::string::npos);
  }
}

TEST_CASE("Courses: a whole teaches what its parts do, at the highest level of any") {
  CourseBuilder builder;
  const auto diploma = Need(builder.Add("course/diploma", {}));
  const auto certificate = Need(builder.Add("course/certificate", {}));
  const auto practice = Need(builder.Add("course/practice", {}));
  Need(builder.AddFact(diploma, CourseFactKind::kPart, "course/certificate"));
  Need(builder.AddFact(certificate, CourseFactKind::kPart, "course/practice"));
  Need(builder.AddTeaches(practice, "skill/a", 3));
  Need(builder.AddTeaches(practice, "skill/b", 1));
  Need(builder.AddTeaches(certificate, "skill/a", 2));
  Need(builder.AddTeaches(diploma, "skill/b", 0));
  Need(builder.AddTeaches(diploma, "skill/c", 4));
  const auto c = Need(builder.Build());
  const auto taught = [&](const char* course) {
    std::string out;
    for (const auto& s : c.Teaches(*c.Find(course))) out += detail::Cat(c.snapshot().String(s.uri), ":", s.level, " ");
    return out;
  };
  CHECK(taught("course/practice") == "skill/a:3 skill/b:1 ");
  CHECK(taught("course/certificate") == "skill/a:3 skill/b:1 ");
  CHECK(taught("course/diploma") == "skill/a:3 skill/b:0 skill/c:4 ");
}

TEST_CASE("Courses: circles of entry requirements are found, with what lies behind them") {
  CourseBuilder builder;
  const auto add = [&](const char* uri, std::initializer_list<const char*> teaches, std::initializer_list<const char*> asks) {
    const auto course = Need(builder.Add(uri, {}));
    for (const auto* skill : teaches) Need(builder.AddTeaches(course, skill, 0));
    for (const auto* skill : asks) Need(builder.AddRequires(course, skill, 0));
  };
  add("course/a", {"skill/a"}, {"skill/b"});
  add("course/b", {"skill/b"}, {"skill/a"});
  add("course/behind", {"skill/c"}, {"skill/a", "skill/nobody-teaches"});
  add("course/open", {"skill/d"}, {"skill/nobody-teaches"});
  add("course/opened", {"skill/e"}, {"skill/d"});
  add("course/self", {"skill/f"}, {"skill/f"});
  const auto closed = [](const CourseCatalogue& c) {
    std::string out;
    for (const auto i : c.EntryCircles()) out += std::string(c.Uri(i)) + " ";
    return out;
  };
  CHECK(closed(Need(builder.Build())) == "course/a course/b course/behind course/self ");
  add("course/a", {"skill/a"}, {"skill/b"});
  add("course/b", {"skill/b"}, {"skill/a"});
  add("course/way-in", {"skill/a", "skill/x"}, {});
  CHECK(closed(Need(builder.Build())).empty());
  CHECK(CourseCatalogue().EntryCircles().empty());
}

TEST_CASE("Courses: days") {
  CHECK(ParseDate("1970-01-01") == 0);
  CHECK(ParseDate("0001-01-01") == kFirstDate);
  CHECK(ParseDate("9999-12-31") == kLastDate);
  CHECK(ParseDate("2024-02-29").has_value());
  for (const auto* text : {"", "2023-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "2026/01/01", "0000-01-01", "2026-01-0a", " 026-01-01", "2026-01-011"}) CHECK_FALSE(ParseDate(text).has_value());
  for (Date day = kFirstDate; day <= kLastDate; day += 97) CHECK(ParseDate(DateName(day)) == day);
  CHECK(DateName(kNoDate).empty());
  CHECK(DateName(kLastDate + 1).empty());
}

TEST_CASE("Courses: a concept named twice is kept once with the higher level") {
  CourseBuilder builder;
  const auto node = Need(builder.Add("course/a", {}));
  for (const Level level : {Level{1}, Level{3}, Level{2}}) Need(builder.AddTeaches(node, "skill/a", level));
  Need(builder.AddTeaches(node, "skill/b", 200));
  const auto c = Need(builder.Build());
  REQUIRE(c.Teaches(0).size() == 2);
  CHECK(c.Teaches(0)[0].level == 3);
  CHECK(c.Teaches(0)[1].level == 4);
}

TEST_CASE("Courses: what cannot be is refused") {
  CourseBuilder builder;
  const auto node = Need(builder.Add("course/a", {}));
  const auto code = [](const Status& status) { return CodeOf(status); };
  CHECK(code(builder.Add("course/a", {}).status()) == ErrorCode::kMalformed);
  CHECK(code(builder.Add("", {}).status()) == ErrorCode::kMalformed);
  CHECK(code(builder.Add("\xFF", {}).status()) == ErrorCode::kMalformed);
  CHECK(code(builder.Add("course/b", {.cost_min = 2, .cost_max = 1}).status()) == ErrorCode::kMalformed);
  CHECK(code(builder.Add("course/b", {.cost_min = 2}).status()) == ErrorCode::kMalformed);
  CHECK(code(builder.Add("course/b", {.cost_max = 2}).status()) == ErrorCode::kMalformed);
  CHECK(code(builder.AddTeaches(node, "", 0)) == ErrorCode::kMalformed);
  CHECK(code(builder.AddRequires(node, "\xFF", 0)) == ErrorCode::kMalformed);
  CHECK(code(builder.AddTeaches(node, std::string_view("a\0b", 3), 0)) == ErrorCode::kMalformed);
  CHECK(code(builder.AddText(node, TextKind::kPreferred, "", "x")) == ErrorCode::kMalformed);
  CHECK(Need(builder.Build()).size() == 1);
  CHECK(Need(builder.Build()).size() == 0);  // empty afterwards
  for (const CourseBuilder::Facts& facts :
       {CourseBuilder::Facts{.form = 64}, CourseBuilder::Facts{.nlqf = 81}, CourseBuilder::Facts{.entry_nlqf = 255},
        CourseBuilder::Facts{.sector = "\xFF"}, CourseBuilder::Facts{.type = static_cast<CourseType>(10)},
        CourseBuilder::Facts{.provider = static_cast<ProviderType>(3)}}) {
    CourseBuilder bad;
    const auto added = bad.Add("course/a", facts);
    CHECK((!added.ok() || !bad.Build().ok()));
  }
}

TEST_CASE("Courses: an empty catalogue is one too") {
  CourseBuilder builder;
  const auto c = Need(builder.Build());
  CHECK(c.size() == 0);
  CHECK_FALSE(c.Find("x").has_value());
  CHECK(CourseCatalogue().size() == 0);
}
