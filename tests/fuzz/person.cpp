// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// A document about a person, read in Overstap's own form and as a VUM profile. A profile that comes of it is the same after it was written
// and read again, and a note is short, printable and points into the document.

#include <algorithm>

#include "fuzz.hpp"
#include "overstap/builder.hpp"
#include "overstap/person.hpp"
#include "overstap/text.hpp"

using namespace overstap;
using namespace overstap::fuzz;

namespace {

/// Two occupations that ask some of three skills, one of them rated; knowledge, a group and a driving licence.
Taxonomy Small() {
  TaxonomyBuilder builder;
  const auto make = [&](std::string_view uri, ConceptKind kind) {
    const auto node = builder.Mention(uri);
    Promise(builder.Declare(node, kind).ok(), "a concept can be declared once");
    return node;
  };
  const auto o1 = make("urn:o/1", ConceptKind::kOccupation), o2 = make("urn:o/2", ConceptKind::kOccupation);
  const auto s1 = make("urn:s/1", ConceptKind::kSkill), s2 = make("urn:s/2", ConceptKind::kSkill), s3 = make("urn:s/3", ConceptKind::kSkill);
  make("urn:k/1", ConceptKind::kKnowledge), make("urn:g/1", ConceptKind::kGroup);
  const auto licence = make("urn:l/1", ConceptKind::kLicence);
  Promise(builder.AddText(licence, TextKind::kPreferred, "nl", "Rijbewijs B").ok(), "a licence can have a label");
  builder.AddRelation(o1, s1, {Relevance::kEssential, 3, 0}), builder.AddRelation(o1, s2, {Relevance::kImportant, 0, 950});
  builder.AddRelation(o2, s2, {Relevance::kOptional, 1, 0}), builder.AddRelation(o2, s3, {Relevance::kSomewhat, 0, 20});
  builder.SetNlqf(o1, 30);
  auto taxonomy = builder.Build();
  Promise(taxonomy.ok(), "concepts make a taxonomy");
  return *std::move(taxonomy);
}

bool Same(const Profile& a, const Profile& b) {
  const auto same = [](const auto& x, const auto& y) { return std::equal(x.begin(), x.end(), y.begin(), y.end()); };
  const auto same_item = [](const ProfileItem& x, const ProfileItem& y) {
    return x.concept_id == y.concept_id && x.strength == y.strength && x.level == y.level && x.evidence == y.evidence && x.importance == y.importance && x.worth == y.worth;
  };
  return std::equal(a.items().begin(), a.items().end(), b.items().begin(), b.items().end(), same_item) && same(a.origins(), b.origins()) &&
         same(a.origin_worths(), b.origin_worths()) && same(a.denied(), b.denied()) && same(a.unsure(), b.unsure()) && a.Nlqf() == b.Nlqf() && a.nlqf_inferred() == b.nlqf_inferred();
}

void Use(const Taxonomy& taxonomy, const StatusOr<PersonDocument>& read, const JsonSource& source) {
  Sound(read.status());
  if (!read.ok()) return;
  for (const auto& note : read->report.notes) {
    Promise(note.what.size() < 210 && IsUtf8(note.what), "a note is short, and text");
    Promise(std::none_of(note.what.begin(), note.what.end(), [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7F; }), "a note holds a word");
    Promise(note.position.line > 0 && note.position.byte < source.text.size(), "a note points into the document");
  }
  IsJson(ReportJson(read->report));
  const auto written = PersonJson(taxonomy, read->profile);
  const auto again = ReadPerson({"written", written}, taxonomy);
  Promise(again.ok(), again.ok() ? std::string_view() : detail::Std(again.status().message()));
  Promise(Same(again->profile, read->profile), "a profile is read as it is written");
  Promise(PersonJson(taxonomy, again->profile) == written, "and written the same again");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto taxonomy = Small();
  const JsonSource source{"input.json", std::string(View(data, size))};
  Use(taxonomy, ReadPerson(source, taxonomy), source);
  Use(taxonomy, ReadVumPerson(source, taxonomy, "2026-11-27"), source);
  Sound(ReadVumPerson({"empty", "{}"}, taxonomy, View(data, std::min<std::size_t>(size, 10))).status());
  return 0;
}
