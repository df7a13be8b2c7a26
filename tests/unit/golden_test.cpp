// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Replays tests/golden/queries.json: profiles on a small fixed taxonomy with the exact answers they must get, in every release, on every
// machine and in every language. When an answer changes, scores changed for everybody: that needs a reason in the change log, not just a
// new file. To take the new answers over, run this with OVERSTAP_UPDATE_GOLDEN=1 in the environment.

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <string>

#include "io/json_tree.hpp"
#include "oracle/maker.hpp"
#include "overstap/explain.hpp"
#include "overstap/io.hpp"

using namespace overstap;
using namespace overstap::test;
using detail::Cat;
using detail::JsonTree;

namespace {

constexpr std::string_view kBase = "urn:overstap:golden:";
const std::string kFolder = OVERSTAP_TEST_DIR "/golden/";

Taxonomy GoldenTaxonomy() {
  TaxonomyBuilder builder;
  Need(ReadTaxonomyJson({"taxonomy.json", Need(ReadFile(kFolder + "taxonomy.json"))}, builder));
  return Need(builder.Build());
}

/// The value as one line of JSON. Nothing in these files needs escaping.
std::string Dump(const JsonTree& tree, JsonTree::Node n) {
  const auto kind = tree.kind(n);
  if (kind == JsonTree::Kind::kString) return Cat("\"", tree.text(n), "\"");
  if (kind != JsonTree::Kind::kArray && kind != JsonTree::Kind::kObject) return std::string(tree.text(n));
  std::string inner;
  for (auto child = tree.first(n); child != JsonTree::kNone; child = tree.next(child)) {
    inner += Cat(inner.empty() ? "" : ", ", kind == JsonTree::Kind::kObject ? Cat("\"", tree.name(child), "\": ") : "", Dump(tree, child));
  }
  return kind == JsonTree::Kind::kArray ? Cat("[", inner, "]") : Cat("{", inner, "}");
}

JsonTree::Node Member(const JsonTree& tree, JsonTree::Node object, std::string_view name) {
  for (auto n = tree.first(object); n != JsonTree::kNone; n = tree.next(n)) {
    if (tree.name(n) == name) return n;
  }
  FAIL("no ", std::string(name));
  return JsonTree::kNone;
}

Concept Golden(const Taxonomy& t, std::string_view id) { return At(t, Cat(kBase, id)); }
std::string Id(const Taxonomy& t, Concept c) { return std::string(t.Uri(c).substr(kBase.size())); }

/// What the library answers, as the line that stands in the file.
std::string Answer(const Matcher& matcher, const JsonTree& tree, JsonTree::Node query) {
  const auto& t = matcher.taxonomy();
  ProfileBuilder builder(t);
  const auto number = [&](JsonTree::Node object, std::string_view name) { return tree.Integer(Member(tree, object, name)).value_or(0); };
  const auto flag = [&](std::string_view name) { return tree.text(Member(tree, query, name)) == "true"; };
  for (auto n = tree.first(Member(tree, query, "from")); n != JsonTree::kNone; n = tree.next(n)) Need(builder.AddOccupation(Golden(t, tree.text(n))));
  for (auto n = tree.first(Member(tree, query, "have")); n != JsonTree::kNone; n = tree.next(n)) {
    Need(builder.Add(Golden(t, tree.text(Member(tree, n, "uri"))), static_cast<Level>(number(n, "level"))));
  }
  builder.SetNlqf(static_cast<Nlqf>(number(query, "nlqf")));
  const auto profile = builder.Build();
  RankOptions options;
  options.limit = static_cast<std::uint32_t>(number(query, "limit"));
  options.with_origins = flag("with_origins"), options.with_zero = flag("with_zero");
  const auto result = matcher.Rank(profile, options);
  std::string line = Cat("{\"status\": \"", result.status == RankStatus::kOk ? "ok" : "too_little_data", "\", \"considered\": ", result.considered,
                         ", \"too_little_data\": ", result.too_little_data, ", \"matches\": [");
  for (std::size_t i = 0; i < result.matches.size(); ++i) {
    const auto& m = result.matches[i];
    line += Cat(i > 0 ? ", " : "", "{\"uri\": \"", Id(t, m.occupation), "\", \"score_units\": ", m.score, ", \"met\": ", m.readiness.met,
                ", \"required\": ", m.readiness.required, "}");
  }
  line += "], \"largest\": [";  // the three largest contributions to the best match
  if (!result.matches.empty()) {
    const auto x = Need(Explain(matcher, profile, result.matches[0].occupation));
    for (std::size_t i = 0; i < std::min<std::size_t>(3, x.contributions.size()); ++i) {
      const auto& c = x.contributions[i];
      line += Cat(i > 0 ? ", " : "", "{\"uri\": ", c.concept_id == kNoConcept ? "null" : Cat("\"", Id(t, c.concept_id), "\""), ", \"dimension\": \"",
                  Name(c.dimension), "\", \"score_units\": ", c.score, "}");
    }
  }
  return line + "]}";
}

}  // namespace

TEST_CASE("Golden: every query gets the answer on file") {
  const auto matcher = MakeMatcher(GoldenTaxonomy());
  const auto text = Need(ReadFile(kFolder + "queries.json"));
  const auto tree = Need(JsonTree::Parse("queries.json", text));
  const bool update = std::getenv("OVERSTAP_UPDATE_GOLDEN") != nullptr;
  std::string updated;
  int queries = 0;
  for (auto query = tree.first(JsonTree::kRoot); query != JsonTree::kNone; query = tree.next(query)) {
    ++queries;
    CAPTURE(std::string(tree.text(Member(tree, query, "name"))));
    const auto answer = Answer(matcher, tree, query);
    if (!update) CHECK(answer == Dump(tree, Member(tree, query, "expect")));
    std::string asked;
    for (auto n = tree.first(query); tree.name(n) != "expect"; n = tree.next(n))
      asked += Cat("\"", tree.name(n), "\": ", Dump(tree, n), tree.name(n) == "name" ? ",\n   " : ", ");
    asked.resize(asked.size() - 2);
    updated += Cat(updated.empty() ? "[\n" : ",\n", "  {", asked, ",\n   \"expect\": ", answer, "}");
  }
  CHECK(queries >= 6);
  if (update)
    std::ofstream(kFolder + "queries.json") << updated << "\n]\n";
  else
    CHECK(updated + "\n]\n" == text);  // the file is in the form this writes
}

TEST_CASE("Golden: the fixed taxonomy has everything a query can meet") {
  const auto t = GoldenTaxonomy();
  CHECK(t.Concepts(ConceptKind::kOccupation).size() == 10);
  for (int k = 0; k < kConceptKinds; ++k) CHECK(t.Concepts(static_cast<ConceptKind>(k)).size() > 0);
  CHECK(t.Status(Golden(t, "occupation/stoker")) == ConceptStatus::kArchived);
  CHECK(t.Regulated(Golden(t, "occupation/verpleegkundige")) == Regulated::kYes);
}
