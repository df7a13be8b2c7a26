// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Overview(): every number and every warning against loops that ask the taxonomy the plain question, and each warning once by hand.

#include "overstap/overview.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "oracle/random_rich.hpp"
#include "overstap/io.hpp"
#include "overstap/text.hpp"

using namespace overstap;
using namespace overstap::test;

namespace {

using Kind = ConceptKind;
/// Code and kind of a warning, with the URIs it counts; "" stands for the whole.
using Found = std::map<std::pair<std::string, std::optional<Kind>>, std::vector<std::string>>;

bool Current(const Taxonomy& t, Concept c) { return t.Status(c) == ConceptStatus::kCurrent; }

std::uint64_t Related(const Taxonomy& t, Concept occupation, const std::set<Kind>& kinds) {
  std::uint64_t n = 0;
  for (const auto& r : t.Relations(occupation)) n += r.relevance != Relevance::kNotRelevant && kinds.count(t.Kind(r.target)) > 0;
  return n;
}
const std::set<Kind> kAll = {Kind::kSkill, Kind::kKnowledge, Kind::kTask, Kind::kCondition, Kind::kLicence};

/// The occupations that relate to `c`, other than as not relevant.
std::vector<Concept> Users(const Taxonomy& t, Concept c) {
  std::vector<Concept> users;
  for (Concept o = 0; o < t.Concepts(Kind::kOccupation).last; ++o) {
    for (const auto& r : t.Relations(o)) {
      if (r.target == c && r.relevance != Relevance::kNotRelevant) users.push_back(o);
    }
  }
  return users;
}

std::map<std::string, std::string> Labels(const Taxonomy& t, Concept c) {
  std::map<std::string, std::string> labels;
  for (const auto& text : t.Texts(c)) {
    if (text.kind == TextKind::kPreferred) labels[std::string(t.snapshot().Language(text.language))] = t.snapshot().String(text.string);
  }
  return labels;
}

bool SharesLabel(const Taxonomy& t, Concept c) {
  for (Concept other = 0; other < t.size(); ++other) {
    if (other == c || t.Kind(other) != t.Kind(c) || !Current(t, other)) continue;
    const auto theirs = Labels(t, other);
    for (const auto& [language, label] : Labels(t, c)) {
      if (theirs.contains(language) && !Fold(label).empty() && Fold(label) == Fold(theirs.at(language))) return true;
    }
  }
  return false;
}

bool Replaced(const Taxonomy& t, Concept c) {
  for (const auto& m : t.Matches(c)) {
    if (m.type == MatchType::kReplacedBy) return true;
  }
  return false;
}

bool AnyAbout(const Taxonomy& t, const std::string& key) {
  for (std::size_t i = 0; i < t.snapshot().about_size(); ++i) {
    const auto k = t.snapshot().about_key(i);
    if (!t.snapshot().about_value(i).empty() && (k == key || k.starts_with(key + "@"))) return true;
  }
  return false;
}

/// All warnings, each concept asked each question.
Found Oracle(const Taxonomy& t) {
  Found found;
  const auto occupations = t.Concepts(Kind::kOccupation);
  bool any_current = false, any_isco = false, any_nlqf = false;
  for (Concept c = occupations.first; c < occupations.last; ++c) {
    any_current |= Current(t, c), any_isco |= t.Isco(c) > 0, any_nlqf |= t.Nlqf(c) > 0;
  }
  if (!any_current) found[{"no-occupations", {}}] = {""};
  for (const std::string key : {"name", "licence", "source"}) {
    if (!AnyAbout(t, key)) found[{"no-" + key, {}}] = {""};
  }
  if (!AnyAbout(t, "date") && !AnyAbout(t, "edition")) found[{"no-date", {}}] = {""};
  for (const auto kind : {Kind::kSkill, Kind::kKnowledge, Kind::kTask}) {
    std::uint64_t used = 0, sum = 0;
    std::vector<std::string> common;
    for (Concept c = t.Concepts(kind).first; c < t.Concepts(kind).last; ++c) {
      const auto users = Users(t, c).size();
      used += users > 0, sum += users;
      if (users * 10 > occupations.size() * std::uint64_t{6}) common.emplace_back(t.Uri(c));
    }
    if (occupations.size() >= 2 && used >= 2 && sum * 10 > used * occupations.size() * 6) found[{"flat", kind}] = common;
  }
  for (Concept c = 0; c < t.size(); ++c) {
    const auto kind = t.Kind(c);
    const auto say = [&](const char* code, bool holds) {
      if (holds) found[{code, kind}].emplace_back(t.Uri(c));
    };
    const auto users = Users(t, c);
    if (!Current(t, c)) {
      say("no-replacement", !Replaced(t, c));
      bool required = false;
      for (const auto o : users) required |= Current(t, o);
      say("required-not-current", required);
      continue;
    }
    say("replaced-but-current", Replaced(t, c));
    say("no-label", Labels(t, c).empty());
    say("no-label-nl", !Labels(t, c).empty() && !Labels(t, c).contains("nl"));
    say("same-label", kind != Kind::kGroup && SharesLabel(t, c));
    say("empty-group", kind == Kind::kGroup && t.Narrower(c).empty());
    say("unused", users.empty() && t.Narrower(c).empty() && kind != Kind::kOccupation && kind != Kind::kGroup && kind != Kind::kCondition);
    if (kind != Kind::kOccupation) continue;
    const auto items = Related(t, c, {Kind::kSkill, Kind::kKnowledge});
    say("no-requirements", items == 0);
    say("few-requirements", items == 1 || items == 2);
    say("no-skills", items > 0 && Related(t, c, {Kind::kSkill}) == 0);
    say("many-relations", Related(t, c, kAll) > 500);
    say("no-isco", any_isco && t.Isco(c) == 0);
    say("no-nlqf", any_nlqf && t.Nlqf(c) == 0);
    say("regulated-no-licence", t.Regulated(c) == Regulated::kYes && Related(t, c, {Kind::kLicence}) == 0);
  }
  return found;
}

/// The warnings of `t`, checked against the oracle's; returns the codes.
std::set<std::string> CheckWarnings(const Taxonomy& t) {
  const auto warnings = Overview(t).warnings;
  const auto expected = Oracle(t);
  CHECK(warnings.size() == expected.size());
  std::set<std::string> codes;
  for (const auto& warning : warnings) {
    CAPTURE(std::string(warning.code));
    const auto at = expected.find({std::string(warning.code), warning.kind});
    if (at == expected.end()) {
      FAIL_CHECK("not expected");
      continue;
    }
    codes.emplace(warning.code);
    auto examples = at->second;
    CHECK(warning.count == examples.size());
    examples.resize(std::min<std::size_t>(examples.size(), 5));
    if (!warning.kind) examples.clear();
    CHECK(warning.examples == examples);
  }
  return codes;
}

/// A taxonomy with nothing to say against it.
Maker Sound() {
  Maker make;
  for (const char* key : {"name@nl", "licence", "source", "edition"}) Need(make.builder.SetAbout(key, "x"));
  for (const std::string o : {"a", "b", "c"}) {
    make.Text("occupation/" + o, "Beroep " + o);
    for (const std::string s : {"1", "2", "3"}) {
      make.Text("skill/" + o + s, "Kunde " + o + s);
      make.Requires("occupation/" + o, "skill/" + o + s);
    }
  }
  return make;
}

}  // namespace

TEST_CASE("Overview: every number is that of a plain loop") {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    CAPTURE(seed);
    const auto t = seed % 2 ? RandomTaxonomy(seed) : RichTaxonomy(seed);
    const auto o = Overview(t);
    const auto count = [&](const std::function<bool(Concept)>& holds) {
      std::uint64_t n = 0;
      for (Concept c = 0; c < t.size(); ++c) n += holds(c);
      return n;
    };
    const auto occupation = [&](Concept c) { return t.Kind(c) == Kind::kOccupation; };
    for (int k = 0; k < kConceptKinds; ++k) {
      const auto i = static_cast<std::size_t>(k);
      const auto kind = static_cast<Kind>(k);
      CHECK(o.concepts[i] == count([&](Concept c) { return t.Kind(c) == kind; }));
      REQUIRE(o.languages.size() == t.snapshot().language_count());
      for (std::size_t l = 0; l < o.languages.size(); ++l) {
        CHECK(o.languages[l].language == t.snapshot().Language(l));
        CHECK(o.languages[l].without_label[i] == count([&](Concept c) { return t.Kind(c) == kind && !Labels(t, c).contains(o.languages[l].language); }));
      }
      std::uint64_t total = 0;
      for (int r = 0; r < kRelevances; ++r) {
        std::uint64_t relations = 0;
        for (Concept c = 0; c < t.size(); ++c) {
          for (const auto& x : t.Relations(c)) relations += t.Kind(x.target) == kind && static_cast<int>(x.relevance) == r;
        }
        CHECK(o.density[i].relations[static_cast<std::size_t>(r)] == relations);
        if (r > 0) total += relations;
      }
      const auto used = count([&](Concept c) { return t.Kind(c) == kind && !Users(t, c).empty(); });
      CHECK(o.density[i].total() == total);
      CHECK(o.density[i].targets_used == used);
      CHECK(o.density[i].share(12) == doctest::Approx(used == 0 ? 0.0 : static_cast<double>(total) / static_cast<double>(12 * used)));
      CHECK(o.density[i].share(0) == 0.0);
    }
    for (int s = 0; s < kConceptStatuses; ++s) {
      CHECK(o.occupations_by_status[static_cast<std::size_t>(s)] == count([&](Concept c) { return occupation(c) && static_cast<int>(t.Status(c)) == s; }));
    }
    std::array<std::uint64_t, kTextKinds> texts{};
    std::array<std::uint64_t, kMatchTypes> matches{};
    std::uint64_t levels = 0, importances = 0;
    for (Concept c = 0; c < t.size(); ++c) {
      for (const auto& text : t.Texts(c)) ++texts[static_cast<std::size_t>(text.kind)];
      for (const auto& m : t.Matches(c)) ++matches[static_cast<std::size_t>(m.type)];
      for (const auto& r : t.Relations(c)) levels += r.level != 0, importances += r.importance != 0;
    }
    CHECK(o.texts == texts);
    CHECK(o.matches_by_type == matches);
    CHECK(o.with_level == levels);
    CHECK(o.with_importance == importances);
    CHECK(o.relations == t.relation_count());
    CHECK(o.broader == t.broader_count());
    CHECK(o.matches == t.match_count());
    std::uint64_t requirements = 0;
    for (Concept c = 0; c < t.size(); ++c) requirements += Related(t, c, {Kind::kSkill, Kind::kKnowledge});
    CHECK(o.requirements == requirements);
    CHECK(o.occupations_without_requirements == count([&](Concept c) { return occupation(c) && Related(t, c, {Kind::kSkill, Kind::kKnowledge}) == 0; }));
    CHECK(o.occupations_without_skills == count([&](Concept c) { return occupation(c) && Related(t, c, {Kind::kSkill}) == 0; }));
    CHECK(o.occupations_without_isco == count([&](Concept c) { return occupation(c) && t.Isco(c) == 0; }));
    CHECK(o.occupations_without_nlqf == count([&](Concept c) { return occupation(c) && t.Nlqf(c) == 0; }));
    CHECK(o.unused == count([&](Concept c) {
            const auto kind = t.Kind(c);
            return kind != Kind::kOccupation && kind != Kind::kCondition && kind != Kind::kGroup && Users(t, c).empty() && t.Narrower(c).empty();
          }));
    CHECK(o.overlays == 0);
    CHECK(o.changes == 0);
  }
}

TEST_CASE("Overview: warnings name what an answer to each question by itself finds, in order of concept") {
  std::set<std::string> codes;
  for (std::uint64_t seed = 0; seed < 80; ++seed) {
    CAPTURE(seed);
    // Few concepts for the labels to meet, and many relations for profiles to be flat.
    const GraphSize sizes[] = {{}, {12, 6, 3, 4, 2, 3, 2, 40, true}, Medium(), {3, 5, 2, 2, 1, 2, 1, 3, false}};
    const auto& size = sizes[seed % 4];
    codes.merge(CheckWarnings(seed % 3 ? RandomTaxonomy(seed, size) : RichTaxonomy(seed, size)));
  }
  // By hand below: no-occupations, many-relations.
  CHECK(codes.size() >= 18);
}

TEST_CASE("Overview: a sound taxonomy gives no warning, and each fault its own") {
  CHECK(Overview(Sound().Build()).warnings.empty());
  struct Case {
    std::string code;
    std::optional<Kind> kind;
    std::uint64_t count;
    std::function<void(Maker&)> fault;
  };
  const auto occupation = Kind::kOccupation;
  const std::vector<Case> cases = {
      {"no-name", {}, 1, [](Maker& m) { Need(m.builder.SetAbout("name@nl", "")); }},
      {"no-licence", {}, 1, [](Maker& m) { Need(m.builder.SetAbout("licence", "")); }},
      {"no-source", {}, 1, [](Maker& m) { Need(m.builder.SetAbout("source", "")); }},
      {"no-date", {}, 1, [](Maker& m) { Need(m.builder.SetAbout("edition", "")); }},
      {"no-requirements", occupation, 1, [](Maker& m) { m.Text("occupation/x", "X").Text("task/t", "T").Requires("occupation/x", "task/t"); }},
      {"few-requirements", occupation, 1, [](Maker& m) { m.Text("occupation/x", "X").Requires("occupation/x", {"skill/a1", "skill/b2"}); }},
      {"no-skills", occupation, 1,
       [](Maker& m) {
         m.Text("occupation/x", "X").Text("knowledge/1", "1").Text("knowledge/2", "2").Text("knowledge/3", "3");
         m.Requires("occupation/x", {"knowledge/1", "knowledge/2", "knowledge/3"});
       }},
      {"many-relations", occupation, 1,
       [](Maker& m) {
         for (int i = 0; i < 498; ++i) m.Text(Uri("task", i), Uri("Taak", i)).Requires("occupation/a", Uri("task", i));
       }},
      {"no-isco", occupation, 2, [](Maker& m) { m.builder.SetIsco(m("occupation/b"), 7512); }},
      {"no-nlqf", occupation, 1, [](Maker& m) { m.builder.SetNlqf(m("occupation/a"), 40), m.builder.SetNlqf(m("occupation/b"), 30); }},
      {"regulated-no-licence", occupation, 1, [](Maker& m) { m.builder.SetRegulated(m("occupation/c"), Regulated::kYes); }},
      {"no-label", Kind::kSkill, 1, [](Maker& m) { m.Requires("occupation/a", "skill/z"); }},
      {"no-label-nl", Kind::kSkill, 1, [](Maker& m) { m.Text("skill/z", "Zed", TextKind::kPreferred, "en").Requires("occupation/a", "skill/z"); }},
      {"same-label", Kind::kSkill, 2, [](Maker& m) { m.Text("skill/z", "KUNDE A1").Requires("occupation/b", "skill/z"); }},
      {"no-replacement", occupation, 1, [](Maker& m) { m.builder.SetStatus(m("occupation/a"), ConceptStatus::kHistoric); }},
      {"replaced-but-current", occupation, 1, [](Maker& m) { Need(m.builder.AddMatch(m("occupation/a"), MatchType::kReplacedBy, "occupation/b")); }},
      {"required-not-current", Kind::kSkill, 1,
       [](Maker& m) {
         m.builder.SetStatus(m("skill/a1"), ConceptStatus::kArchived);
         Need(m.builder.AddMatch(m("skill/a1"), MatchType::kReplacedBy, "skill/a2"));
       }},
      {"unused", Kind::kLicence, 1, [](Maker& m) { m.Text("licence/l", "L").Requires("occupation/a", "licence/l", Relevance::kNotRelevant); }},
      {"empty-group", Kind::kGroup, 1, [](Maker& m) { m.Text("group/g", "G").Text("group/h", "H").Broader("group/g", "group/h"); }},
      {"flat", Kind::kTask, 2,
       [](Maker& m) {
         m.Text("task/1", "1").Text("task/2", "2").Requires("occupation/a", {"task/1", "task/2"}).Requires("occupation/b", {"task/1", "task/2"});
       }}};
  std::set<std::string> codes;
  for (const auto& c : cases) {
    CAPTURE(c.code);
    auto make = Sound();
    c.fault(make);
    const auto t = make.Build();
    const auto warnings = Overview(t).warnings;
    REQUIRE(warnings.size() == 1);
    CHECK(warnings[0].code == c.code);
    CHECK(warnings[0].kind == c.kind);
    CHECK(warnings[0].count == c.count);
    CHECK(warnings[0].examples.size() == (c.kind ? c.count : 0));
    CHECK(CheckWarnings(t) == std::set<std::string>{c.code});
    codes.insert(c.code);
  }
  auto make = Sound();
  for (const char* o : {"occupation/a", "occupation/b", "occupation/c"}) make.builder.SetStatus(make(o), ConceptStatus::kArchived);
  const auto warnings = Overview(make.Build()).warnings;
  REQUIRE(warnings.size() == 2);
  CHECK(warnings[0].code == "no-occupations");
  CHECK(warnings[1].code == "no-replacement");
  CHECK(codes.size() == 20);  // and no-occupations: all there are
}

TEST_CASE("Overview: an empty taxonomy") {
  TaxonomyBuilder builder;
  const auto t = Need(builder.Build());
  CHECK(CheckWarnings(t) == std::set<std::string>{"no-occupations", "no-name", "no-licence", "no-source", "no-date"});
}

TEST_CASE("Overview: the starter set has no fault worth a warning of the whole") {
  const auto o = Overview(Need(StarterTaxonomy()));
  for (const auto& warning : o.warnings) {
    CAPTURE(std::string(warning.code));
    CHECK(warning.kind.has_value());
  }
}
