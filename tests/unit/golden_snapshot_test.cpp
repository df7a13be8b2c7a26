// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Snapshots of format 1 as they were when it was released (tests/golden/v1/README.md): they open for ever, say what the
// readable files beside them say, and today's writer still makes the same bytes of the same statements. Run with
// OVERSTAP_UPDATE_GOLDEN=1 to write them anew, which no released version's files may be.

#include <doctest/doctest.h>

#include <cstdlib>
#include <cstring>
#include <fstream>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "oracle/maker.hpp"
#include "overstap/courses.hpp"
#include "overstap/io.hpp"

using namespace overstap;
using namespace overstap::test;
using detail::Cat;

namespace {

const std::string kGolden = OVERSTAP_TEST_DIR "/golden/";
const std::string kFolder = kGolden + "v1/";
constexpr auto kNews = detail::SectionId("NEWS");

bool Updating() { return std::getenv("OVERSTAP_UPDATE_GOLDEN") != nullptr; }

std::string BytesOf(const Snapshot& s) { return {reinterpret_cast<const char*>(s.bytes().data()), s.bytes().size()}; }

// --- what the files are made of ------------------------------------------------------------------------------------

void ReadSources(TaxonomyBuilder& builder) {
  Need(ReadTaxonomyJson({"taxonomy.json", Need(ReadFile(kGolden + "taxonomy.json"))}, builder));
  Need(ReadTaxonomyJson({"source.json", Need(ReadFile(kFolder + "source.json"))}, builder));
}

Taxonomy MakeTaxonomy() {
  TaxonomyBuilder builder;
  ReadSources(builder);
  return Need(builder.Build());
}

CourseCatalogue MakeCourses() {
  CourseBuilder builder;
  Need(ReadCoursesJson({"source.json", Need(ReadFile(kFolder + "source.json"))}, builder));
  return Need(builder.Build());
}

/// Overlays as a reader of them would state them; whether they were applied is not the snapshot's business.
Taxonomy MakeOverlays() {
  TaxonomyBuilder builder;
  ReadSources(builder);
  const auto first = Need(builder.AddOverlay("Regio Verzonnen", "A. Maker", "2026-11-01", "Woorden van hier", "0123456789abcdef0123456789abcdef"));
  const auto second = Need(builder.AddOverlay("Second layer", "", "2026-11-02", "", "fedcba9876543210fedcba9876543210"));
  constexpr std::string_view kBase = "urn:overstap:golden:v1:";
  const auto note = [&](std::uint16_t overlay, ChangeVerb verb, ChangedThing thing, std::string_view subject, std::string_view object,
                        std::string_view detail, std::string_view reason) {
    Need(builder.NoteChange(overlay, verb, thing, Cat(kBase, subject), object, detail, reason));
  };
  note(second, ChangeVerb::kAdded, ChangedThing::kConcept, "skill/nieuw", "", "skill", "missing");
  note(first, ChangeVerb::kChanged, ChangedThing::kText, "occupation/alles", "Handyperson", "alternative en", "");
  note(first, ChangeVerb::kChanged, ChangedThing::kRelation, "occupation/alles", Cat(kBase, "skill/breed"), "important -> somewhat", "te zwaar");
  note(second, ChangeVerb::kRemoved, ChangedThing::kBroader, "skill/nieuw", Cat(kBase, "group/top"), "", "");
  note(second, ChangeVerb::kRemoved, ChangedThing::kConcept, "skill/weg", "", "skill", "no longer done");
  note(first, ChangeVerb::kAdded, ChangedThing::kMatch, "occupation/alles", "http://example.org/jack", "close", "");
  note(second, ChangeVerb::kChanged, ChangedThing::kAttribute, "occupation/alles", "nlqf", "40 -> 45", "");
  return Need(builder.Build());
}

/// The golden taxonomy with a section of a later version behind it.
std::string WithNews(const Taxonomy& taxonomy, std::uint32_t flags) {
  const auto whole = BytesOf(taxonomy.snapshot());
  detail::FileHeader header;
  std::memcpy(&header, whole.data(), sizeof(header));
  detail::SnapshotWriter out(detail::SnapshotKind::kTaxonomy);
  for (std::uint32_t i = 0; i < header.section_count; ++i) {
    detail::SectionEntry entry;
    std::memcpy(&entry, whole.data() + sizeof(header) + i * sizeof(entry), sizeof(entry));
    const auto bytes = taxonomy.snapshot().bytes().subspan(entry.offset, entry.size);
    out.AddRaw(entry.id, {bytes.begin(), bytes.end()}, entry.flags);
  }
  out.AddRaw(kNews, std::vector<std::byte>(70, std::byte{7}), flags);
  const auto buffer = out.Finish();
  return {reinterpret_cast<const char*>(buffer.bytes.data()), buffer.bytes.size()};
}

// --- what they say -------------------------------------------------------------------------------------------------

/// In quotes, on one line.
std::string Text(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\t': out += "\\t"; break;
      default: out += c;
    }
  }
  return out + "\"";
}

std::string DumpFrame(const Snapshot& s) {
  std::string out = Cat("hash ", s.Hash(), "\nbytes ", s.bytes().size(), "\nstrings ", s.string_count(), "\n");
  for (std::size_t i = 0; i < s.about_size(); ++i) out += Cat("about ", s.about_key(i), " ", Text(s.about_value(i)), "\n");
  for (std::size_t i = 0; i < s.language_count(); ++i) out += Cat("language ", s.Language(i), "\n");
  return out;
}

std::string DumpTexts(const Snapshot& s, std::uint32_t thing) {
  std::string out;
  for (const auto& text : s.Texts(thing)) {
    out += Cat("  text ", s.Language(text.language), " ", Name(text.kind), " ", Text(s.String(text.string)), "\n");
  }
  return out;
}

std::string Dump(const Taxonomy& t) {
  const auto& s = t.snapshot();
  std::string out = DumpFrame(s);
  for (Concept c = 0; c < t.size(); ++c) {
    out += Cat("concept ", c, " ", Name(t.Kind(c)), " ", t.Uri(c), "\n", DumpTexts(s, c));
    out += Cat("  status ", Name(t.Status(c)), " regulated ", static_cast<int>(t.Regulated(c)), " mediation ", static_cast<int>(t.Mediation(c)));
    out += Cat(" interests ", Text(InterestLetters(t.Interests(c))), " job_zone ", t.JobZone(c), " nlqf ", t.Nlqf(c), " isco ", t.Isco(c), " notation ",
               Text(t.Notation(c)), "\n");
    for (const auto& r : t.Relations(c)) {
      out += Cat("  requires ", t.Uri(r.target), " ", Name(r.relevance), " level ", r.level, " importance ", r.importance, "\n");
    }
    for (const auto parent : t.Broader(c)) out += Cat("  broader ", t.Uri(parent), "\n");
    for (const auto child : t.Narrower(c)) out += Cat("  narrower ", t.Uri(child), "\n");
    for (const auto& m : t.Matches(c)) out += Cat("  match ", Name(m.type), " ", s.String(m.uri), "\n");
  }
  for (const auto& title : t.titles()) out += Cat("title ", Text(s.String(title.folded)), " ", t.Uri(title.concept_id), " text ", title.text, "\n");
  for (const auto& o : t.Overlays()) {
    out += Cat("overlay ", Text(s.String(o.name)), " author ", Text(s.String(o.author)), " date ", Text(s.String(o.date)), " reason ",
               Text(s.String(o.reason)), " base ", s.String(o.base), "\n");
  }
  for (const auto& c : t.Changes()) {
    out += Cat("change ", s.String(c.subject), " overlay ", c.overlay, " verb ", static_cast<int>(c.verb), " thing ", static_cast<int>(c.thing),
               " object ", Text(s.String(c.object)), " detail ", Text(s.String(c.detail)), " reason ", Text(s.String(c.reason)), "\n");
  }
  return out;
}

std::string Amount(std::uint32_t amount, std::uint32_t unknown = kUnknownAmount) { return amount == unknown ? "unknown" : Cat(amount); }

std::string Dump(const CourseCatalogue& courses) {
  const auto& s = courses.snapshot();
  std::string out = DumpFrame(s);
  for (std::uint32_t i = 0; i < courses.size(); ++i) {
    const auto& c = courses[i];
    out += Cat("course ", i, " ", Name(c.type), " ", courses.Uri(i), "\n", DumpTexts(s, i));
    out += Cat("  cost ", Amount(c.cost_min), " ", Amount(c.cost_max), " hours ", Amount(c.hours), " weeks ", Amount(c.weeks, 0xFFFF),
               " form ", c.form, " nlqf ", c.nlqf, " entry ", c.entry_nlqf, " provider ", Name(c.provider), " sector ", Text(courses.Sector(i)), "\n");
    for (const auto& skill : courses.Teaches(i)) out += Cat("  teaches ", s.String(skill.uri), " level ", skill.level, "\n");
    for (const auto& skill : courses.Requires(i)) out += Cat("  requires ", s.String(skill.uri), " level ", skill.level, "\n");
    for (int kind = 0; kind < kCourseFactKinds; ++kind) {
      for (const auto& fact : courses.Facts(i, static_cast<CourseFactKind>(kind)))
        out += Cat("  ", Name(fact.kind), " ", Text(courses.Text(fact)), " from ", Text(DateName(fact.from)), " until ", Text(DateName(fact.until)), "\n");
    }
  }
  return out;
}

// --- the files -----------------------------------------------------------------------------------------------------

void Write(const std::string& name, const std::string& content) { std::ofstream(kFolder + name, std::ios::binary) << content; }

/// `made`: what today's writer makes. `load`: opens a file.
template <typename View>
void IsOnFile(const std::string& name, const View& made, StatusOr<View> (*load)(const std::string&)) {
  CAPTURE(name);
  if (Updating()) {
    Write(name + ".ovs", BytesOf(made.snapshot()));
    Write(name + ".txt", Dump(made));
  }
  const auto opened = Need(load(kFolder + name + ".ovs"));
  CHECK(Dump(opened) == Need(ReadFile(kFolder + name + ".txt")));
  // Compared as a whole, so that a difference does not print the file.
  CHECK_MESSAGE((BytesOf(made.snapshot()) == BytesOf(opened.snapshot())), "the writer makes other bytes: the format changed");
}

}  // namespace

TEST_CASE("Golden snapshots: format 1 opens, says what is on file, and is still what the writer makes") {
  IsOnFile<Taxonomy>("taxonomy", MakeTaxonomy(), &LoadTaxonomy);
  IsOnFile<CourseCatalogue>("courses", MakeCourses(), &LoadCourses);
  IsOnFile<Taxonomy>("overlays", MakeOverlays(), &LoadTaxonomy);
}

TEST_CASE("Golden snapshots: a section of a later version is skipped when it is optional, and refused by name otherwise") {
  const auto taxonomy = MakeTaxonomy();
  if (Updating()) {
    Write("optional-section.ovs", WithNews(taxonomy, detail::kSectionOptional));
    Write("unknown-section.ovs", WithNews(taxonomy, 0));
  }
  const auto larger = Need(LoadTaxonomy(kFolder + "optional-section.ovs"));
  CHECK(larger.snapshot().HasSection(kNews));
  const auto after_frame = [](const std::string& dump) { return dump.substr(dump.find("about ")); };  // hash and size differ
  CHECK(after_frame(Dump(larger)) == after_frame(Need(ReadFile(kFolder + "taxonomy.txt"))));
  const auto refused = LoadTaxonomy(kFolder + "unknown-section.ovs").status();
  CHECK(CodeOf(refused) == ErrorCode::kFormatVersion);
  CHECK(std::string(refused.message()).find("NEWS") != std::string::npos);
  CHECK(WithNews(taxonomy, detail::kSectionOptional) == Need(ReadFile(kFolder + "optional-section.ovs")));
  CHECK(WithNews(taxonomy, 0) == Need(ReadFile(kFolder + "unknown-section.ovs")));
}

TEST_CASE("Golden snapshots: the files have every value of the format") {
  const auto t = Need(LoadTaxonomy(kFolder + "overlays.ovs"));
  std::set<int> kinds, texts, relevances, levels, matches, statuses, regulated, mediation, zones, levels_of_education, verbs, things;
  std::uint8_t interests = 0;
  std::uint16_t importance = 0;
  for (Concept c = 0; c < t.size(); ++c) {
    kinds.insert(static_cast<int>(t.Kind(c)));
    for (const auto& text : t.Texts(c)) texts.insert(static_cast<int>(text.kind));
    for (const auto& r : t.Relations(c)) {
      relevances.insert(static_cast<int>(r.relevance)), levels.insert(r.level);
      importance = std::max(importance, r.importance);
    }
    for (const auto& m : t.Matches(c)) matches.insert(static_cast<int>(m.type));
    statuses.insert(static_cast<int>(t.Status(c)));
    regulated.insert(static_cast<int>(t.Regulated(c)));
    mediation.insert(static_cast<int>(t.Mediation(c)));
    zones.insert(t.JobZone(c)), levels_of_education.insert(t.Nlqf(c));
    interests |= t.Interests(c);
  }
  for (const auto& change : t.Changes()) verbs.insert(static_cast<int>(change.verb)), things.insert(static_cast<int>(change.thing));
  CHECK(kinds.size() == kConceptKinds);
  CHECK(texts.size() == kTextKinds);
  CHECK(relevances.size() == kRelevances);
  CHECK(levels.size() == kMaxLevel + 1);
  CHECK(importance == kMaxImportance);
  CHECK(matches.size() == kMatchTypes);
  CHECK(statuses.size() == kConceptStatuses);
  CHECK(regulated.size() == 3);
  CHECK(mediation.size() == 3);
  CHECK(interests == kAllInterests);
  CHECK(zones.count(0) + zones.count(1) + zones.count(kMaxJobZone) == 3);
  for (const int level : {0, 5, 10, 45, 80}) CHECK(levels_of_education.count(level) == 1);
  CHECK(verbs.size() == kChangeVerbs);
  CHECK(things.size() == kChangedThings);
  CHECK(t.Overlays().size() == 2);
  CHECK(t.snapshot().language_count() == 5);

  const auto courses = Need(LoadCourses(kFolder + "courses.ovs"));
  std::set<int> types, providers;
  std::uint8_t forms = 0;
  for (std::uint32_t i = 0; i < courses.size(); ++i) {
    types.insert(static_cast<int>(courses[i].type)), providers.insert(static_cast<int>(courses[i].provider));
    forms |= courses[i].form;
  }
  CHECK(types.size() == kCourseTypes);
  CHECK(providers.size() == 3);
  CHECK(forms == (1 << kCourseForms) - 1);
  const auto all = courses.Find("urn:overstap:golden:v1:course/alles");
  REQUIRE(all.has_value());
  for (int kind = 0; kind < kCourseFactKinds; ++kind) CHECK_FALSE(courses.Facts(*all, static_cast<CourseFactKind>(kind)).empty());
}
