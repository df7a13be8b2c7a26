// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// What a taxonomy answers about its concepts.

#include "overstap/taxonomy.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>

#include "oracle/random_graph.hpp"
#include "overstap/text.hpp"

using namespace overstap;
using namespace overstap::test;

TEST_CASE("Taxonomy: concepts are numbered by kind, then by URI, and found by URI") {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const auto t = RandomTaxonomy(seed, seed % 5 == 0 ? Medium() : GraphSize());
    Concept next = 0;
    for (int k = 0; k < kConceptKinds; ++k) {
      const auto range = t.Concepts(static_cast<ConceptKind>(k));
      CHECK(range.first == next);
      next = range.last;
      for (Concept c = range.first; c < range.last; ++c) {
        CHECK(t.Kind(c) == static_cast<ConceptKind>(k));
        CHECK(range.contains(c));
        CHECK(KindOf(t.Uri(c)) == static_cast<ConceptKind>(k));
        if (c > range.first) CHECK(t.Uri(c - 1) < t.Uri(c));
        CHECK(t.Find(t.Uri(c)) == c);
        CHECK(t.Uri(c).data()[t.Uri(c).size()] == '\0');
      }
    }
    CHECK(next == t.size());
    for (const auto* absent : {"", "occupation/", "occupation/00000", "zzz", "\xFF"}) CHECK_FALSE(t.Find(absent).has_value());
  }
}

TEST_CASE("Taxonomy: labels fall back to English, Dutch, any, the URI") {
  Maker make;
  make.Text("skill/all", "lezen")
      .Text("skill/all", "reading", TextKind::kPreferred, "en")
      .Text("skill/all", "l\xC3\xAAzen", TextKind::kPreferred, "fy");
  make.Text("skill/nl", "schrijven");
  make.Text("skill/fy", "skriuwe", TextKind::kPreferred, "fy");
  make.Text("skill/alt", "only alternative", TextKind::kAlternative, "en");
  make("skill/bare");
  const auto t = make.Build();
  CHECK(t.Label(At(t, "skill/all"), "nl") == "lezen");
  CHECK(t.Label(At(t, "skill/all"), "fy") == "l\xC3\xAAzen");
  CHECK(t.Label(At(t, "skill/all"), "de") == "reading");
  CHECK(t.Label(At(t, "skill/nl"), "en") == "schrijven");
  CHECK(t.Label(At(t, "skill/fy"), "en") == "skriuwe");
  CHECK(t.Label(At(t, "skill/alt"), "en") == "skill/alt");
  CHECK(t.Label(At(t, "skill/bare"), "") == "skill/bare");
}

TEST_CASE("Taxonomy: attributes are those set, and unknown where nothing was") {
  Maker make;
  const auto node = make("occupation/a");
  make.builder.SetStatus(node, ConceptStatus::kHistoric);
  make.builder.SetRegulated(node, Regulated::kYes);
  make.builder.SetNlqf(node, 45);
  make.builder.SetIsco(node, 110);
  Need(make.builder.SetNotation(node, "A.1"));
  Need(make.builder.AddMatch(node, MatchType::kClose, "http://example.org/x"));
  Need(make.builder.AddMatch(node, MatchType::kExact, "http://example.org/y"));
  Need(make.builder.AddMatch(node, MatchType::kExact, "http://example.org/y"));
  make.builder.SetIsco(make("occupation/b"), 10000);
  const auto t = make.Build();
  const auto a = At(t, "occupation/a"), b = At(t, "occupation/b");
  CHECK(t.Status(a) == ConceptStatus::kHistoric);
  CHECK(t.Regulated(a) == Regulated::kYes);
  CHECK(t.Nlqf(a) == 45);
  CHECK(t.Isco(a) == 110);
  CHECK(t.Notation(a) == "A.1");
  REQUIRE(t.Matches(a).size() == 2);
  CHECK(t.match_count() == 2);
  CHECK(t.Matches(a)[0].type == MatchType::kExact);
  CHECK(t.snapshot().String(t.Matches(a)[1].uri) == "http://example.org/x");
  CHECK(t.Status(b) == ConceptStatus::kCurrent);
  CHECK(t.Regulated(b) == Regulated::kUnknown);
  CHECK(t.Nlqf(b) == kNlqfUnknown);
  CHECK(t.Isco(b) == 0);
  CHECK(t.Notation(b).empty());
}

TEST_CASE("Taxonomy: relations are sorted, narrower mirrors broader") {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const auto t = RandomTaxonomy(seed);
    std::set<std::pair<Concept, Concept>> up, down;
    std::size_t relations = 0;
    for (Concept c = 0; c < t.size(); ++c) {
      const auto row = t.Relations(c);
      relations += row.size();
      for (std::size_t i = 1; i < row.size(); ++i) CHECK(row[i - 1].target < row[i].target);
      for (const auto parent : t.Broader(c)) up.emplace(c, parent);
      for (const auto child : t.Narrower(c)) down.emplace(child, c);
    }
    CHECK(relations == t.relation_count());
    CHECK(up == down);
    CHECK(up.size() == t.broader_count());
    CHECK(t.broader().size() == t.broader_count());
    CHECK(t.broader_begin().size() == t.size() + 1);
  }
}

TEST_CASE("Taxonomy: titles are all labels of occupations, folded and in order") {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const auto t = RandomTaxonomy(seed);
    std::multiset<std::pair<std::string, Concept>> expected, found;
    const auto occupations = t.Concepts(ConceptKind::kOccupation);
    for (Concept c = occupations.first; c < occupations.last; ++c) {
      for (const auto& text : t.Texts(c)) {
        if (text.kind != TextKind::kDefinition) expected.emplace(Fold(t.snapshot().String(text.string)), c);
      }
    }
    std::string_view before;
    for (const auto& title : t.titles()) {
      const auto folded = t.snapshot().String(title.folded);
      CHECK(before <= folded);
      before = folded;
      found.emplace(folded, title.concept_id);
      CHECK(Fold(t.snapshot().String(t.Texts(title.concept_id)[title.text].string)) == folded);
      const auto same = t.TitlesOf(folded);
      CHECK(std::any_of(same.begin(), same.end(), [&](const Taxonomy::Title& x) { return &x == &title; }));
      for (const auto& x : same) CHECK(t.snapshot().String(x.folded) == folded);
    }
    CHECK(found == expected);
    CHECK(t.TitlesOf("no such title").empty());
  }
}

TEST_CASE("Taxonomy: a copy outlives the original") {
  Taxonomy copy;
  {
    const auto t = RandomTaxonomy(1);
    copy = t;
  }
  CHECK(copy.size() > 0);
  CHECK_FALSE(copy.Uri(copy.size() - 1).empty());
}
