// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The course catalogue and its builder.

#include "overstap/courses.hpp"

#include <doctest/doctest.h>

#include <cstring>
#include <functional>
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
        switch (random.Below(3)) {
          case 0: list.push_back([=](CourseBuilder& b, auto node) { Need(b.AddTeaches(node, uri, level)); }); break;
          case 1: list.push_back([=](CourseBuilder& b, auto node) { Need(b.AddRequires(node, uri, level)); }); break;
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
