// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// A person in Overstap's own form, in and out, and the report on a document about a person.

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "io/json_out.hpp"
#include "io/person_reader.hpp"
#include "overstap/person.hpp"

namespace overstap {
namespace {

using detail::Cat;
using detail::Quoted;

constexpr int kMostMonths = 1200;

class Reader : detail::JsonDocument {
 public:
  Reader(detail::JsonTree tree, const Taxonomy& taxonomy) : JsonDocument(std::move(tree)), taxonomy_(taxonomy), builder_(taxonomy) {}

  StatusOr<PersonDocument> Read() {
    static constexpr std::string_view kKeys[] = {"$schema", "overstap_person", "base", "jobs", "skills", "inferred", "denied", "unsure", "nlqf"};
    OVS_RETURN_IF_ERROR(ReadRoot("overstap_person", "document about a person", kKeys));
    OVS_RETURN_IF_ERROR(ForEach("jobs", report_.jobs, [&](Node n) { return ReadJob(n); }));
    std::uint64_t stated = 0;
    OVS_RETURN_IF_ERROR(ForEach("skills", stated, [&](Node n) { return ReadSkill(n); }));
    OVS_RETURN_IF_ERROR(ForEach("denied", report_.denied, [&](Node n) -> Status {
      OVS_ASSIGN_OR_RETURN(const auto c, Answered(n, "denied"));
      return Positioned(n, builder_.Deny(c));
    }));
    OVS_RETURN_IF_ERROR(ForEach("unsure", report_.unsure, [&](Node n) -> Status {
      OVS_ASSIGN_OR_RETURN(const auto c, Answered(n, "unsure"));
      return Positioned(n, builder_.Unsure(c));
    }));
    // After the jobs, in whose place it comes.
    OVS_RETURN_IF_ERROR(ForEach("inferred", report_.inferred, [&](Node n) { return ReadInferred(n); }));
    if (const Node n = Get(detail::JsonTree::kRoot, "nlqf"); n != kNone) {
      OVS_ASSIGN_OR_RETURN(const auto level, ReadNlqf(n));
      builder_.SetNlqf(level);
    }
    return detail::FinishPerson(builder_, std::move(report_), tree_.At(detail::JsonTree::kRoot));
  }

 private:
  struct Place {
    std::string_view list;
    Node node;
  };

  template <typename Use>
  Status ForEach(std::string_view key, std::uint64_t& count, const Use& use) {
    const Node list = Get(detail::JsonTree::kRoot, key);
    if (list == kNone) return absl::OkStatus();
    OVS_RETURN_IF_ERROR(Expect(list, Kind::kArray, Quoted(key)));
    for (Node n = tree_.first(list); n != kNone; n = tree_.next(n), ++count) OVS_RETURN_IF_ERROR(use(n));
    return absl::OkStatus();
  }

  StatusOr<Concept> Find(Node n, std::string_view what) {
    OVS_RETURN_IF_ERROR(Expect(n, Kind::kString, what));
    // A taxonomy may have a URI that Id() would refuse, and what is written must be read.
    const auto text = tree_.text(n);
    if (const auto c = taxonomy_.Find(text.find(':') == std::string_view::npos ? Cat(base_, text) : std::string(text))) return *c;
    OVS_ASSIGN_OR_RETURN(const auto uri, Id(n, what));
    return Fail(n, Cat(what, " ", Quoted(uri), " is not in the taxonomy; correct it, or give the taxonomy it is from"));
  }
  StatusOr<Concept> FindHaving(Node n, std::string_view what) {
    OVS_ASSIGN_OR_RETURN(const auto c, Find(n, what));
    const auto kind = taxonomy_.Kind(c);
    if (detail::CanHave(kind)) return c;
    return Fail(n, Cat(what, " ", Quoted(taxonomy_.Uri(c)), " is of kind ", Name(kind), ", which nobody has; give skills, knowledge, tasks or licences",
                       kind == ConceptKind::kOccupation ? ", and put past occupations under \"jobs\"" : ""));
  }
  Status Twice(Node n, Concept c, std::string_view list, const Place& other) {
    return Fail(n, Cat(Quoted(list), " names ", Quoted(taxonomy_.Uri(c)), ", which line ", tree_.At(other.node).line, " has under ", Quoted(other.list),
                       "; keep one of the two"));
  }
  StatusOr<Concept> Answered(Node n, std::string_view list) {
    OVS_ASSIGN_OR_RETURN(const auto c, FindHaving(n, list == "skills" ? "\"concept\"" : Quoted(list)));
    const auto [at, first] = answered_.try_emplace(c, Place{list, n});
    if (!first) return Twice(n, c, list, at->second);
    return c;
  }
  /// The member as an integer, or nothing when it is not there.
  StatusOr<std::optional<std::int64_t>> Stated(Node object, std::string_view key, int low, int high) {
    const Node n = Get(object, key);
    if (n == kNone) return std::optional<std::int64_t>();
    OVS_ASSIGN_OR_RETURN(const auto value, Integer(n, low, high, Quoted(key)));
    return std::optional(value);
  }
  Status ReadJob(Node n) {
    static constexpr std::string_view kKeys[] = {"occupation", "months", "months_since", "worth"};
    OVS_RETURN_IF_ERROR(ExpectObject(n, kKeys, "a job"));
    OVS_ASSIGN_OR_RETURN(const Node uri, Require(n, "occupation", "a job"));
    OVS_ASSIGN_OR_RETURN(const auto occupation, Find(uri, "\"occupation\""));
    if (const auto kind = taxonomy_.Kind(occupation); kind != ConceptKind::kOccupation) {
      return Fail(uri, Cat("\"occupation\" ", Quoted(taxonomy_.Uri(occupation)), " is of kind ", Name(kind), "; give an occupation",
                           detail::CanHave(kind) ? ", or put it under \"skills\"" : ""));
    }
    OVS_ASSIGN_OR_RETURN(const auto months, Stated(n, "months", 0, kMostMonths));
    OVS_ASSIGN_OR_RETURN(const auto months_since, Stated(n, "months_since", 0, kMostMonths));
    OVS_ASSIGN_OR_RETURN(const auto worth, Stated(n, "worth", 0, kFullWorth));
    if (worth && (months || months_since))
      return FailKey(Get(n, "worth"), "\"worth\" stands beside \"months\" or \"months_since\", from which it follows; keep one of the two");
    if (worth) return Positioned(n, builder_.AddOccupationOf(occupation, static_cast<Worth>(*worth)));
    Experience experience;
    if (months) experience.months = static_cast<std::uint16_t>(*months);
    if (months_since) experience.months_since = static_cast<std::uint16_t>(*months_since);
    return Positioned(n, builder_.AddOccupation(occupation, experience));
  }

  Status ReadSkill(Node n) {
    static constexpr std::string_view kKeys[] = {"concept", "level", "evidence"};
    OVS_RETURN_IF_ERROR(ExpectObject(n, kKeys, "a skill"));
    OVS_ASSIGN_OR_RETURN(const Node uri, Require(n, "concept", "a skill"));
    OVS_ASSIGN_OR_RETURN(const auto c, Answered(uri, "skills"));
    OVS_ASSIGN_OR_RETURN(const auto level, Stated(n, "level", 1, kMaxLevel));
    auto evidence = Evidence::kClaimed;
    if (const Node e = Get(n, "evidence"); e != kNone) {
      OVS_ASSIGN_OR_RETURN(evidence, OneOf<Evidence>(e, {.count = static_cast<int>(Evidence::kDiploma) + 1, .first = static_cast<int>(Evidence::kClaimed)}, "\"evidence\""));
    }
    ++(taxonomy_.Kind(c) == ConceptKind::kLicence ? report_.licences : report_.skills);
    return Positioned(n, builder_.Add(c, static_cast<Level>(level.value_or(0)), evidence));
  }

  Status ReadInferred(Node n) {
    static constexpr std::string_view kKeys[] = {"concept", "strength", "level", "importance", "worth"};
    OVS_RETURN_IF_ERROR(ExpectObject(n, kKeys, "what is inferred"));
    OVS_ASSIGN_OR_RETURN(const Node uri, Require(n, "concept", "what is inferred"));
    OVS_ASSIGN_OR_RETURN(const auto c, FindHaving(uri, "\"concept\""));
    if (const auto at = answered_.find(c); at != answered_.end() && at->second.list != "unsure") return Twice(uri, c, "inferred", at->second);
    if (const auto [at, first] = inferred_.try_emplace(c, Place{"inferred", uri}); !first) return Twice(uri, c, "inferred", at->second);
    OVS_ASSIGN_OR_RETURN(const Node named, Require(n, "strength", "what is inferred"));
    OVS_ASSIGN_OR_RETURN(const auto strength, OneOf<Relevance>(named, {.count = kRelevances, .first = static_cast<int>(Relevance::kSomewhat)}, "\"strength\""));
    OVS_ASSIGN_OR_RETURN(const auto level, Stated(n, "level", 1, kMaxLevel));
    OVS_ASSIGN_OR_RETURN(const auto importance, Stated(n, "importance", 1, kMaxImportance));
    OVS_ASSIGN_OR_RETURN(const auto worth, Stated(n, "worth", 0, kFullWorth));
    return Positioned(n, builder_.SetInferred(c, strength, static_cast<Level>(level.value_or(0)), static_cast<Importance>(importance.value_or(0)),
                                              static_cast<Worth>(worth.value_or(kFullWorth))));
  }

  const Taxonomy& taxonomy_;
  ProfileBuilder builder_;
  PersonReport report_;
  std::unordered_map<Concept, Place> answered_, inferred_;
};

bool SameInference(const ProfileItem* a, const ProfileItem& b) {
  return a != nullptr && a->evidence == b.evidence && a->strength == b.strength && a->level == b.level && a->importance == b.importance && a->worth == b.worth;
}

}  // namespace

StatusOr<PersonDocument> ReadPerson(const JsonSource& source, const Taxonomy& taxonomy) {
  OVS_ASSIGN_OR_RETURN(auto tree, detail::JsonTree::Parse(source.name, source.text, detail::kPersonLimits));
  return Reader(std::move(tree), taxonomy).Read();
}

std::string PersonJson(const Taxonomy& taxonomy, const Profile& profile) {
  detail::JsonText j;
  ProfileBuilder jobs(taxonomy);
  j.Open();
  j.Put("overstap_person", std::uint32_t{1});
  j.OpenList("jobs");
  for (std::size_t i = 0; i < profile.origins().size(); ++i) {
    const auto occupation = profile.origins()[i];
    const auto worth = profile.origin_worths()[i];
    jobs.AddOccupationOf(occupation, worth).IgnoreError();  // it is an occupation, or it were no origin
    j.Open();
    j.Put("occupation", taxonomy.Uri(occupation));
    if (worth != kFullWorth) j.Put("worth", std::uint32_t{worth});
    j.Close();
  }
  j.CloseList();
  j.OpenList("skills");
  for (const auto& item : profile.items()) {
    if (item.evidence == Evidence::kInferred) continue;
    j.Open();
    j.Put("concept", taxonomy.Uri(item.concept_id));
    if (item.level != 0) j.Put("level", std::uint32_t{item.level});
    j.Put("evidence", Name(item.evidence));
    j.Close();
  }
  j.CloseList();
  const auto from_jobs = jobs.Build();
  j.OpenList("inferred");
  for (const auto& item : profile.items()) {
    if (item.evidence != Evidence::kInferred || SameInference(from_jobs.Find(item.concept_id), item)) continue;
    j.Open();
    j.Put("concept", taxonomy.Uri(item.concept_id));
    j.Put("strength", Name(item.strength));
    if (item.level != 0) j.Put("level", std::uint32_t{item.level});
    if (item.importance != 0) j.Put("importance", std::uint32_t{item.importance});
    if (item.worth != kFullWorth) j.Put("worth", std::uint32_t{item.worth});
    j.Close();
  }
  j.CloseList();
  for (const auto& [key, concepts] : {std::pair("denied", profile.denied()), std::pair("unsure", profile.unsure())}) {
    j.OpenList(key);
    for (const auto c : concepts) j.Value(taxonomy.Uri(c));
    j.CloseList();
  }
  if (const auto name = NlqfName(profile.Nlqf()); !profile.nlqf_inferred() && ParseNlqf(name)) {
    if (profile.Nlqf() % 10 == 0) j.Put("nlqf", std::uint32_t{profile.Nlqf()} / 10);  // as a taxonomy has it
    else j.Put("nlqf", name);
  }
  j.Close();
  return j.Finish();
}

std::string ReportJson(const PersonReport& report) {
  detail::JsonText j;
  j.Open();
  j.Put("jobs", report.jobs);
  j.Put("skills", report.skills);
  j.Put("licences", report.licences);
  j.Put("inferred", report.inferred);
  j.Put("denied", report.denied);
  j.Put("unsure", report.unsure);
  std::array<std::uint64_t, kPersonNoteKinds> counts{};
  for (const auto& note : report.notes) ++counts[static_cast<std::size_t>(note.kind)];
  j.OpenObject("counts");
  for (int k = 0; k < kPersonNoteKinds; ++k) j.Put(Name(static_cast<PersonNoteKind>(k)), counts[static_cast<std::size_t>(k)]);
  j.Close();
  j.OpenList("notes");
  for (const auto& note : report.notes) {
    j.Open();
    j.Put("kind", Name(note.kind));
    j.Put("what", note.what);
    j.Put("line", note.position.line);
    j.Put("column", note.position.column);
    j.Close();
  }
  j.CloseList();
  j.Close();
  return j.Finish();
}

}  // namespace overstap
