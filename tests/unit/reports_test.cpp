// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The JSON of maintenance: reports, differences, translations and the overview hold all that their structs hold, under documented keys.

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

#include "oracle/parsed_json.hpp"
#include "oracle/random_rich.hpp"
#include "overstap/json.hpp"
#include "overstap/overview.hpp"

using namespace overstap;
using namespace overstap::test;

namespace {

using Strings = std::vector<std::string>;
using Node = Parsed::Node;

/// Texts that JSON has to escape, and one that is not UTF-8.
const Strings kTexts = {"a \"b\"\\", "line\n\tfeed", "\xC3\xA9 \xF0\x9F\x98\x80", "", "\xFF\xC3(x)"};
const Strings kClean = {"a \"b\"\\", "line\n\tfeed", "\xC3\xA9 \xF0\x9F\x98\x80", "", "?" "?(x)"};

BuildReport Built() {
  BuildReport build;
  build.relations_merged = 7, build.relevance_conflicts = 3, build.notes = kTexts;
  return build;
}

void CheckTaxonomy(const Parsed& json, const Taxonomy& t, Node object = JsonTree::kRoot) {
  CHECK(json.Text("hash", object) == t.snapshot().Hash());
  CHECK(json.Number("bytes", object) == static_cast<std::int64_t>(t.snapshot().bytes().size()));
  CHECK(json.Number("concepts", object) == t.size());
  CHECK(json.Number("relations", object) == static_cast<std::int64_t>(t.relation_count()));
}

/// Checks an import's report: the frame, and the rest as `counts` and `lists` in this order.
void CheckReport(const Parsed& json, const Taxonomy& t, const std::vector<std::pair<std::string, std::uint64_t>>& counts, const Strings& lists) {
  CHECK(json.Text("file") == "a?b");
  CheckTaxonomy(json, t);
  CHECK(json.Number("relations_merged") == 7);
  CHECK(json.Number("relevance_conflicts") == 3);
  Strings keys = {"file", "hash", "bytes", "concepts", "relations", "relations_merged", "relevance_conflicts"};
  for (const auto& [key, count] : counts) {
    CHECK(json.Number(key) == static_cast<std::int64_t>(count));
    keys.push_back(key);
  }
  keys.insert(keys.end(), lists.begin(), lists.end());
  keys.push_back("build_notes");
  CHECK(json.Strings("build_notes") == kClean);
  CHECK(json.Keys() == keys);
}

/// The words "a b c" as a list of strings.
Strings Words(const std::string& words) {
  Strings list;
  for (std::size_t at = 0; at < words.size();) {
    const auto end = std::min(words.find(' ', at), words.size());
    list.push_back(words.substr(at, end - at));
    at = end + 1;
  }
  return list;
}

}  // namespace

TEST_CASE("Reports: an import says all that it read, and what became of it") {
  const auto t = RichTaxonomy(1);
  const std::string file = "a\xFF" "b";
  EscoReport esco;
  esco.occupations = 11, esco.skills = 12, esco.knowledge = 13, esco.skill_groups = 14, esco.isco_groups = 15, esco.relations_read = 16;
  esco.essential_and_optional = 17, esco.broader_read = 18, esco.files = {"one.csv", "two.csv"}, esco.missing = {"three.csv"}, esco.notes = kTexts;
  const Parsed e(ReportJson(esco, Built(), t, file));
  CheckReport(e, t,
              {{"occupations", 11}, {"skills", 12}, {"knowledge", 13}, {"skill_groups", 14}, {"isco_groups", 15}, {"relations_read", 16},
               {"essential_and_optional", 17}, {"broader_read", 18}},
              {"files", "missing", "notes"});
  CHECK(e.Strings("files") == esco.files);
  CHECK(e.Strings("missing") == esco.missing);
  CHECK(e.Strings("notes") == kClean);

  OnetReport onet;
  onet.occupations = 1, onet.skills = 2, onet.knowledge = 3, onet.abilities = 4, onet.work_activities = 5, onet.technologies = 6, onet.tasks = 7;
  onet.groups = 8, onet.ratings_read = 9, onet.ratings_suppressed = 10, onet.not_relevant = 11, onet.alternate_titles = 12, onet.related = 13;
  onet.files = {"x.txt"}, onet.missing = {}, onet.notes = kTexts;
  const Parsed o(ReportJson(onet, Built(), t, file));
  CheckReport(o, t,
              {{"occupations", 1}, {"skills", 2}, {"knowledge", 3}, {"abilities", 4}, {"work_activities", 5}, {"technologies", 6}, {"tasks", 7}, {"groups", 8},
               {"ratings_read", 9}, {"ratings_suppressed", 10}, {"not_relevant", 11}, {"alternate_titles", 12}, {"related", 13}},
              {"files", "missing", "notes"});
  CHECK(o.Strings("files") == onet.files);
  CHECK(o.Strings("missing").empty());
  CHECK(o.Strings("notes") == kClean);

  RdfReport rdf;
  rdf.triples = 1'000'000'000'000, rdf.triples_repeated = 2, rdf.occupations = 3, rdf.skills = 4, rdf.knowledge = 5, rdf.tasks = 6, rdf.conditions = 7;
  rdf.groups = 8, rdf.licences = 9, rdf.qualifications = 10, rdf.relations_read = 11, rdf.labels_not_current = 12;
  rdf.unknown_predicates = {{"urn:p", 5}, {"urn:\xFF", 6}}, rdf.unknown_classes = {{"urn:c", 7}}, rdf.dangling = {}, rdf.files = {"f.nt"}, rdf.notes = kTexts;
  const Parsed r(ReportJson(rdf, Built(), t, file));
  CheckReport(r, t,
              {{"triples", 1'000'000'000'000}, {"triples_repeated", 2}, {"occupations", 3}, {"skills", 4}, {"knowledge", 5}, {"tasks", 6}, {"conditions", 7},
               {"groups", 8}, {"licences", 9}, {"qualifications", 10}, {"relations_read", 11}, {"labels_not_current", 12}},
              {"unknown_predicates", "unknown_classes", "dangling", "files", "notes"});
  REQUIRE(r.List("unknown_predicates").size() == 2);
  CHECK(r.Text("name", r.List("unknown_predicates")[0]) == "urn:p");
  CHECK(r.Number("count", r.List("unknown_predicates")[0]) == 5);
  CHECK(r.Text("name", r.List("unknown_predicates")[1]) == "urn:?");
  REQUIRE(r.List("unknown_classes").size() == 1);
  CHECK(r.Number("count", r.List("unknown_classes")[0]) == 7);
  CHECK(r.List("dangling").empty());
  CHECK(r.Strings("notes") == kClean);

  JsonReport documents;
  documents.files = {"a.json", "b.json"};
  const Parsed d(ReportJson(documents, Built(), t, file));
  CheckReport(d, t, {}, {"files"});
  CHECK(d.Strings("files") == documents.files);

  // No file, no key.
  CHECK(Parsed(ReportJson(documents, Built(), t)).Keys().front() == "hash");
  CHECK(Parsed(ReportJson(esco, Built(), t)).Keys().front() == "hash");
  CHECK(Parsed(ReportJson(onet, Built(), t)).Keys().front() == "hash");
  CHECK(Parsed(ReportJson(rdf, Built(), t)).Keys().front() == "hash");
}

TEST_CASE("Reports: overlays by layer") {
  Random random(4);
  auto calls = RichCalls(random, {});
  calls.push_back([](TaxonomyBuilder& b) {
    const auto overlay = Need(b.AddOverlay("Regio", "Iemand", "2026-01-01", "Plaatselijk", "0123"));
    Need(b.NoteChange(overlay, ChangeVerb::kAdded, ChangedThing::kConcept, "skill/0001", "", "", ""));
    Need(b.NoteChange(overlay, ChangeVerb::kChanged, ChangedThing::kText, "skill/0001", "x", "preferred nl", ""));
  });
  const auto t = BuildFrom(calls);
  OverlayReport report;
  report.layers = {{"regio\xFF.json", "Regio \"1\"", "Iemand", "2026-01-01", 1, 2, 3}, {"b.json", "B", "", "", 4, 5, 6}};
  report.notes = kTexts;
  const Parsed json(ReportJson(report, t, "out.ovs"));
  CHECK(json.Keys() == Words("file hash bytes concepts relations overlays changes layers notes"));
  CHECK(json.Text("file") == "out.ovs");
  CheckTaxonomy(json, t);
  CHECK(json.Number("overlays") == 1);
  CHECK(json.Number("changes") == 2);
  CHECK(json.Strings("notes") == kClean);
  const auto layers = json.List("layers");
  REQUIRE(layers.size() == 2);
  CHECK(json.Keys(layers[0]) == Words("file name author date added changed removed"));
  CHECK(json.Text("file", layers[0]) == "regio?.json");
  CHECK(json.Text("name", layers[0]) == "Regio \"1\"");
  CHECK(json.Text("author", layers[0]) == "Iemand");
  CHECK(json.Text("date", layers[0]) == "2026-01-01");
  CHECK(json.Number("added", layers[1]) == 4);
  CHECK(json.Number("changed", layers[1]) == 5);
  CHECK(json.Number("removed", layers[1]) == 6);
  CHECK(Parsed(ReportJson(report, t)).Keys().front() == "hash");
}

TEST_CASE("Reports: a difference in full, with the lengths of its lists") {
  const auto before = RichTaxonomy(5), after = RichTaxonomy(6);
  TaxonomyDiff diff;
  diff.added = {{"urn:a", ConceptKind::kSkill, "Een \"a\""}, {"urn:b", ConceptKind::kGroup, "B"}};
  diff.removed = {{"urn:c", ConceptKind::kLicence, ""}};
  diff.relabelled = {{"urn:d", "nl", "Oud", "Nieuw"}, {"urn:d", "en", "", "New"}, {"urn:e", "en", "Old", ""}};
  diff.other_texts_added = 21, diff.other_texts_removed = 22;
  diff.attributes = {{"urn:f", "nlqf", "3", "4+"}};
  diff.relations_added = {{"urn:1", "urn:2"}, {"urn:1", "urn:3"}}, diff.relations_removed = {{"urn:4", "urn:5"}};
  diff.relations_changed = {{"urn:6", "urn:7", Relevance::kSomewhat, Relevance::kEssential, 0, 3, 250, 0}};
  diff.broader_added = {{"urn:8", "urn:9"}}, diff.broader_removed = {{"urn:x", "urn:y"}, {"urn:x", "urn:z"}};
  diff.matches_added = 31, diff.matches_removed = 32;
  diff.replaced = {{{"urn:r"}, {"urn:s"}}}, diff.merged = {{{"urn:m", "urn:n"}, {"urn:o"}}}, diff.split = {{{"urn:p"}, {"urn:q", "urn:\xFF"}}};
  const Parsed json(DiffJson(diff, before, after));
  const auto lists = Words("added removed relabelled attributes relations_added relations_removed relations_changed broader_added broader_removed replaced merged split");
  auto keys = Words("before after counts");
  keys.insert(keys.end(), lists.begin(), lists.end());
  CHECK(json.Keys() == keys);
  CheckTaxonomy(json, before, json("before"));
  CheckTaxonomy(json, after, json("after"));
  const auto counts = json("counts");
  CHECK(json.Keys(counts) == Words("added removed relabelled other_texts_added other_texts_removed attributes relations_added relations_removed relations_changed "
                                   "broader_added broader_removed matches_added matches_removed replaced merged split"));
  for (const auto& list : lists) CHECK(json.Number(list, counts) == static_cast<std::int64_t>(json.List(list).size()));
  CHECK(json.Number("relabelled", counts) == 3);
  CHECK(json.Number("other_texts_added", counts) == 21);
  CHECK(json.Number("other_texts_removed", counts) == 22);
  CHECK(json.Number("matches_added", counts) == 31);
  CHECK(json.Number("matches_removed", counts) == 32);

  const auto member = [&](const char* list, std::size_t i, const char* key) { return std::string(json.Text(key, json.List(list)[i])); };
  CHECK(json.Keys(json.List("added")[0]) == Words("uri kind label"));
  CHECK(member("added", 0, "uri") == "urn:a");
  CHECK(member("added", 0, "kind") == "skill");
  CHECK(member("added", 0, "label") == "Een \"a\"");
  CHECK(member("added", 1, "kind") == "group");
  CHECK(member("removed", 0, "uri") == "urn:c");
  CHECK(json.Keys(json.List("relabelled")[0]) == Words("uri language before after"));
  CHECK(member("relabelled", 1, "language") == "en");
  CHECK(member("relabelled", 1, "before") == "");
  CHECK(member("relabelled", 1, "after") == "New");
  CHECK(json.Keys(json.List("attributes")[0]) == Words("uri name before after"));
  CHECK(member("attributes", 0, "name") == "nlqf");
  CHECK(member("attributes", 0, "after") == "4+");
  CHECK(member("relations_added", 1, "from") == "urn:1");
  CHECK(member("relations_added", 1, "to") == "urn:3");
  CHECK(member("relations_removed", 0, "to") == "urn:5");
  CHECK(member("broader_added", 0, "from") == "urn:8");
  CHECK(member("broader_removed", 1, "to") == "urn:z");
  const auto changed = json.List("relations_changed")[0];
  CHECK(json.Keys(changed) == Words("from to before after"));
  CHECK(json.Text("relevance", json("before", changed)) == "somewhat");
  CHECK(json.IsNull("level", json("before", changed)));
  CHECK(json.Number("importance", json("before", changed)) == 250);
  CHECK(json.Text("relevance", json("after", changed)) == "essential");
  CHECK(json.Number("level", json("after", changed)) == 3);
  CHECK(json.IsNull("importance", json("after", changed)));
  CHECK(json.Strings("before", json.List("merged")[0]) == Strings{"urn:m", "urn:n"});
  CHECK(json.Strings("after", json.List("merged")[0]) == Strings{"urn:o"});
  CHECK(json.Strings("after", json.List("split")[0]) == Strings{"urn:q", "urn:?"});
  CHECK(json.Strings("before", json.List("replaced")[0]) == Strings{"urn:r"});
}

TEST_CASE("Reports: a translation, entry by entry, and the profile it gave") {
  const Strings outcomes = Words("kept split merged approximated lost");
  bool lost = false, taken = false, explained = false;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const auto from = RichTaxonomy(seed), to = RichTaxonomy(seed + 1);
    const auto profile = RandomProfile(from, random);
    std::vector<CrosswalkLink> links;
    for (int i = 0; i < 40; ++i) {
      const auto a = random.Below(from.size());
      const auto range = to.Concepts(from.Kind(a));
      links.push_back({std::string(from.Uri(a)), std::string(to.Uri(range.first + random.Below(range.size()))), static_cast<MatchType>(random.Below(5)), LinkSource::kFile});
    }
    const auto translation = TranslateProfile(from, profile, to, Crosswalk(links));
    const auto language = seed % 2 ? Language::kDutch : Language::kEnglish;
    const Parsed json(TranslationJson(translation, from, to, language));
    CHECK(json.Keys() == Words("from to answers_lost counts entries profile"));
    CHECK(json.Text("from") == from.snapshot().Hash());
    CHECK(json.Text("to") == to.snapshot().Hash());
    CHECK(json.Keys(json("counts")) == outcomes);
    for (int o = 0; o < kItemOutcomes; ++o) {
      const auto outcome = static_cast<ItemOutcome>(o);
      const auto& all = translation.entries;
      CHECK(json.Number(Name(outcome), json("counts")) == std::count_if(all.begin(), all.end(), [&](const Translated& e) { return e.outcome == outcome; }));
    }
    const auto check_concept = [&](Node n, const Taxonomy& t, Concept c) {
      CHECK(json.Text("uri", n) == t.Uri(c));
      CHECK(json.Text("label", n) == t.Label(c, Tag(language)));
      CHECK(json.Text("kind", n) == Name(t.Kind(c)));
    };
    const auto entries = json.List("entries");
    REQUIRE(entries.size() == translation.entries.size());
    for (std::size_t i = 0; i < entries.size(); ++i) {
      const auto& e = translation.entries[i];
      CHECK(json.Keys(entries[i]) == Words("uri label kind origin outcome why via link targets"));
      check_concept(entries[i], from, e.source);
      CHECK(json.Text("origin", entries[i]) == (e.origin ? "true" : "false"));
      CHECK(json.Text("outcome", entries[i]) == Name(e.outcome));
      CHECK(json.IsNull("why", entries[i]) == (e.why == ItemReason::kNone));
      if (e.why != ItemReason::kNone) CHECK(json.Text("why", entries[i]) == Name(e.why));
      CHECK(json.IsNull("via", entries[i]) == e.targets.empty());
      CHECK(json.IsNull("link", entries[i]) == e.targets.empty());
      if (!e.targets.empty()) {
        CHECK(json.Text("via", entries[i]) == Name(e.via));
        CHECK(json.Text("link", entries[i]) == Name(e.link));
      }
      (e.targets.empty() ? lost : taken) = true;
      explained = explained || e.why != ItemReason::kNone;
      const auto targets = json.List("targets", entries[i]);
      REQUIRE(targets.size() == e.targets.size());
      for (std::size_t k = 0; k < targets.size(); ++k) check_concept(targets[k], to, e.targets[k]);
    }
    const auto& there = translation.profile;
    const auto p = json("profile");
    CHECK(json.Keys(p) == Words("origins items denied unsure nlqf nlqf_inferred"));
    const auto origins = json.List("origins", p);
    REQUIRE(origins.size() == there.origins().size());
    for (std::size_t i = 0; i < origins.size(); ++i) check_concept(origins[i], to, there.origins()[i]);
    const auto items = json.List("items", p);
    REQUIRE(items.size() == there.items().size());
    for (std::size_t i = 0; i < items.size(); ++i) {
      const auto& item = there.items()[i];
      CHECK(json.Keys(items[i]) == Words("uri label kind strength level evidence worth"));
      check_concept(items[i], to, item.concept_id);
      CHECK(json.Text("strength", items[i]) == Name(item.strength));
      CHECK(json.IsNull("level", items[i]) == (item.level == 0));
      if (item.level > 0) CHECK(json.Number("level", items[i]) == item.level);
      CHECK(json.Text("evidence", items[i]) == Words("inferred claimed confirmed evc diploma")[static_cast<std::size_t>(item.evidence)]);
    }
    CHECK(json.IsNull("nlqf", p) == (there.Nlqf() == kNlqfUnknown));
    if (there.Nlqf() != kNlqfUnknown) CHECK(json.Text("nlqf", p) == NlqfName(there.Nlqf()));
    CHECK(json.Text("nlqf_inferred", p) == (there.nlqf_inferred() ? "true" : "false"));
  }
  CHECK(lost);
  CHECK(taken);
  CHECK(explained);
}

TEST_CASE("Reports: the overview of a taxonomy, whole") {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    CAPTURE(seed);
    const auto t = RichTaxonomy(seed);
    const auto o = Overview(t);
    const Parsed json(TaxonomyInfoJson(t, nullptr));
    CHECK(json.Keys() == Words("about hash bytes languages concepts relations broader matches requirements occupations_without_requirements concepts_without_label "
                               "without_label occupations_by_status occupations_without_skills occupations_without_isco occupations_without_nlqf unused texts density "
                               "with_level with_importance matches_by_type overlays changes warnings"));
    const auto about = json("about");
    CHECK(json.Keys(about).size() == t.snapshot().about_size());
    for (std::size_t i = 0; i < t.snapshot().about_size(); ++i) CHECK(json.Text(t.snapshot().about_key(i), about) == t.snapshot().about_value(i));
    const std::vector<std::pair<std::string, std::uint64_t>> numbers = {{"relations", o.relations},
                                                                        {"broader", o.broader},
                                                                        {"matches", o.matches},
                                                                        {"requirements", o.requirements},
                                                                        {"occupations_without_requirements", o.occupations_without_requirements},
                                                                        {"occupations_without_skills", o.occupations_without_skills},
                                                                        {"occupations_without_isco", o.occupations_without_isco},
                                                                        {"occupations_without_nlqf", o.occupations_without_nlqf},
                                                                        {"unused", o.unused},
                                                                        {"with_level", o.with_level},
                                                                        {"with_importance", o.with_importance},
                                                                        {"overlays", o.overlays},
                                                                        {"changes", o.changes}};
    for (const auto& [key, number] : numbers) CHECK(json.Number(key) == static_cast<std::int64_t>(number));
    const auto check_counts = [&](Node object, const auto& counts, auto name) {
      CHECK(json.Keys(object).size() == counts.size());
      for (std::size_t i = 0; i < counts.size(); ++i) CHECK(json.Number(name(i), object) == static_cast<std::int64_t>(counts[i]));
    };
    const auto kind = [](std::size_t i) { return Name(static_cast<ConceptKind>(i)); };
    check_counts(json("concepts"), o.concepts, kind);
    check_counts(json("occupations_by_status"), o.occupations_by_status, [](std::size_t i) { return Name(static_cast<ConceptStatus>(i)); });
    check_counts(json("texts"), o.texts, [](std::size_t i) { return Name(static_cast<TextKind>(i)); });
    check_counts(json("matches_by_type"), o.matches_by_type, [](std::size_t i) { return Name(static_cast<MatchType>(i)); });
    for (const auto& l : o.languages) {
      check_counts(json(l.language, json("without_label")), l.without_label, kind);
      const auto sum = std::accumulate(l.without_label.begin(), l.without_label.end(), std::uint64_t{0});
      CHECK(json.Number(l.language, json("concepts_without_label")) == static_cast<std::int64_t>(sum));
    }
    CHECK(json.Strings("languages").size() == o.languages.size());
    CHECK(json.Keys(json("density")) == Words("skill knowledge task condition licence"));
    for (const auto& name : json.Keys(json("density"))) {
      const auto node = json(name, json("density"));
      const auto& density = o.density[static_cast<std::size_t>(*ParseConceptKind(name))];
      check_counts(json("relations", node), density.relations, [](std::size_t i) { return Name(static_cast<Relevance>(i)); });
      CHECK(json.Number("targets_used", node) == static_cast<std::int64_t>(density.targets_used));
      CHECK(json.Number("total", node) == static_cast<std::int64_t>(density.total()));
      CHECK(std::stod(std::string(json.Text("share", node))) == doctest::Approx(density.share(12)).epsilon(1e-5));
    }
    const auto warnings = json.List("warnings");
    REQUIRE(warnings.size() == o.warnings.size());
    for (std::size_t i = 0; i < warnings.size(); ++i) {
      CHECK(json.Keys(warnings[i]) == Words("code kind count examples"));
      CHECK(json.Text("code", warnings[i]) == o.warnings[i].code);
      CHECK(json.IsNull("kind", warnings[i]) == !o.warnings[i].kind);
      if (o.warnings[i].kind) CHECK(json.Text("kind", warnings[i]) == Name(*o.warnings[i].kind));
      CHECK(json.Number("count", warnings[i]) == static_cast<std::int64_t>(o.warnings[i].count));
      CHECK(json.Strings("examples", warnings[i]) == o.warnings[i].examples);
    }
  }
  TaxonomyBuilder nothing;
  const Parsed empty(TaxonomyInfoJson(Need(nothing.Build()), nullptr));
  CHECK(empty.Text("share", empty("skill", empty("density"))) == "0.000000");
}
