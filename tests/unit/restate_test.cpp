// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// AddTaxonomy(): whatever a taxonomy holds comes back byte for byte, and less what is left out it is what a plain edit of
// maps and sets gives. Real and written taxonomies, and random ones with everything a taxonomy can have.

#include <doctest/doctest.h>

#include <string>

#include "oracle/files.hpp"
#include "oracle/random_rich.hpp"
#include "oracle/taxonomy_model.hpp"
#include "overstap/io.hpp"
#include "overstap/overlay.hpp"

using namespace overstap;
using namespace overstap::test;

namespace {

Taxonomy Restated(const Taxonomy& taxonomy, const Omissions& omissions = {}) {
  TaxonomyBuilder builder;
  Need(AddTaxonomy(taxonomy, builder, omissions));
  return Need(builder.Build());
}

/// Overlays and changes, some about concepts that are not there.
void AddChanges(Random& random, std::vector<Call>& calls) {
  const auto overlays = 1 + random.Below(3), changes = random.Below(20);
  calls.push_back([=, seed = random.Next()](TaxonomyBuilder& b) {
    Random r(seed);
    for (std::uint32_t i = 0; i < overlays; ++i) Need(b.AddOverlay("Laag " + std::to_string(r.Below(3)), "Iemand", "2026-11-01", r.Chance(50) ? "" : RandomText(r), "0123"));
    for (std::uint32_t i = 0; i < changes; ++i) {
      Need(b.NoteChange(static_cast<std::uint16_t>(r.Below(overlays)), static_cast<ChangeVerb>(r.Below(kChangeVerbs)), static_cast<ChangedThing>(r.Below(kChangedThings)),
                        Uri("skill", r.Below(30)), RandomText(r), r.Chance(50) ? "" : "important -> essential", r.Chance(50) ? "" : RandomText(r)));
    }
  });
}

}  // namespace

TEST_CASE("Restate: a random taxonomy stated again has the same bytes") {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    auto calls = seed % 2 == 0 ? RandomCalls(random, {}) : RichCalls(random, {});
    if (seed % 3 == 0) AddChanges(random, calls);
    const auto t = BuildFrom(calls);
    const auto again = Restated(t);
    CHECK(again.snapshot().Hash() == t.snapshot().Hash());
    CHECK(BytesOf(again) == BytesOf(t));
  }
}

TEST_CASE("Restate: an empty taxonomy, the starter taxonomy and the golden taxonomy") {
  const auto same = [](const Taxonomy& t) { CHECK(BytesOf(Restated(t)) == BytesOf(t)); };
  same(Need(TaxonomyBuilder().Build()));
  same(Need(StarterTaxonomy()));
  TaxonomyBuilder builder;
  Need(ReadTaxonomyJson({"taxonomy.json", Need(ReadFile(OVERSTAP_TEST_DIR "/golden/taxonomy.json"))}, builder));
  same(Need(builder.Build()));
}

TEST_CASE("Restate: ESCO 1.2.0") {
  const auto folder = PublicData("esco-1.2.0");
  if (folder.empty()) return;
  TaxonomyBuilder builder;
  Need(ReadEsco(folder, builder, nullptr));
  const auto t = Need(builder.Build());
  CHECK(BytesOf(Restated(t)) == BytesOf(t));
}

TEST_CASE("Restate: a builder that holds something keeps it, and its overlays come first") {
  TaxonomyBuilder old;
  Need(old.Declare(old.Mention("skill/old"), ConceptKind::kSkill));
  const auto number = Need(old.AddOverlay("Oud", "A", "2026-01-01", "", ""));
  Need(old.NoteChange(number, ChangeVerb::kAdded, ChangedThing::kConcept, "skill/old", "", "skill", ""));
  const auto t = Need(old.Build());

  TaxonomyBuilder builder;
  Need(builder.Declare(builder.Mention("skill/new"), ConceptKind::kSkill));
  const auto first = Need(builder.AddOverlay("Nieuw", "B", "2026-01-02", "", ""));
  Need(builder.NoteChange(first, ChangeVerb::kAdded, ChangedThing::kConcept, "skill/new", "", "skill", ""));
  Need(AddTaxonomy(t, builder));
  const auto both = Need(builder.Build());
  REQUIRE(both.Overlays().size() == 2);
  CHECK(both.size() == 2);
  REQUIRE(both.ChangesOf("skill/old").size() == 1);
  CHECK(both.snapshot().String(both.Overlays()[both.ChangesOf("skill/old")[0].overlay].name) == "Oud");
  CHECK(both.snapshot().String(both.Overlays()[both.ChangesOf("skill/new")[0].overlay].name) == "Nieuw");
  // Stated twice, a concept is defined twice.
  Need(AddTaxonomy(t, builder));
  CHECK(CodeOf(AddTaxonomy(t, builder)) == ErrorCode::kMalformed);
}

TEST_CASE("Restate: what is left out is left out, and nothing else (oracle: maps and sets)") {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    auto calls = RichCalls(random, {});
    if (seed % 3 == 0) AddChanges(random, calls);
    const auto t = BuildFrom(calls);
    Model model(t);
    Omissions omissions;
    const auto percent = random.Below(60);
    for (Concept c = 0; c < t.size(); ++c) {
      auto& thing = model.things.at(std::string(t.Uri(c)));
      const auto texts = t.Texts(c);
      for (std::uint32_t i = 0; i < texts.size(); ++i) {
        if (!random.Chance(percent)) continue;
        omissions.texts.emplace(c, i);
        thing.texts.erase({std::string(t.snapshot().Language(texts[i].language)), texts[i].kind, std::string(t.snapshot().String(texts[i].string))});
      }
      for (std::uint32_t i = 0; i < t.Matches(c).size(); ++i) {
        if (!random.Chance(percent)) continue;
        omissions.matches.emplace(c, i);
        thing.matches.erase({t.Matches(c)[i].type, std::string(t.snapshot().String(t.Matches(c)[i].uri))});
      }
      for (const auto& r : t.Relations(c)) {
        if (random.Chance(percent)) omissions.relations.emplace(c, r.target), thing.relations.erase(std::string(t.Uri(r.target)));
      }
      for (const auto b : t.Broader(c)) {
        if (random.Chance(percent)) omissions.broader.emplace(c, b), thing.broader.erase(std::string(t.Uri(b)));
      }
    }
    for (Concept c = 0; c < t.size(); ++c) {
      if (random.Chance(percent / 4)) omissions.concepts.insert(c), model.Remove(std::string(t.Uri(c)));
    }
    const auto rest = Restated(t, omissions);
    CHECK(BytesOf(rest) == BytesOf(Need(model.Build())));
    CHECK((percent == 0 || BytesOf(rest) != BytesOf(t)));
    CHECK(rest.Changes().size() == t.Changes().size());  // what overlays did stays on record
  }
}

TEST_CASE("Restate: omissions that name nothing leave nothing out") {
  const auto t = RichTaxonomy(3);
  Omissions omissions;
  omissions.concepts = {t.size(), kNoConcept};
  omissions.texts = {{0, 4000}, {kNoConcept, 0}};
  omissions.relations = {{t.size(), 0}};
  CHECK(BytesOf(Restated(t, omissions)) == BytesOf(t));
}
