// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The profile of a job seeker after VUM (Verbeteren Uitwisseling Matchingsgegevens), version 3. The rules stand in person.hpp. Names of
// attributes and codes are those of the standard's interface specifications. Such a document is full of personal data: no value
// is kept or quoted here but URIs of concepts and categories of driving licences.

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "io/person_reader.hpp"
#include "overstap/person.hpp"
#include "overstap/text.hpp"

namespace overstap {
namespace {

using detail::Cat;
using detail::Quoted;
using Day = std::chrono::year_month_day;

/// "2026-11-27"; or "2026-11", which is its first day, or its last when `end`. False when it is neither; `day` is then as it was.
bool ParseDay(std::string_view text, bool end, Day& day) {
  std::array<unsigned, 3> parts{};
  if (text.size() != 7 && text.size() != 10) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_dash = i == 4 || i == 7;
    if (is_dash ? text[i] != '-' : text[i] < '0' || text[i] > '9') return false;
    auto& part = parts[i < 4 ? 0 : i < 7 ? 1 : 2];
    if (!is_dash) part = part * 10 + static_cast<unsigned>(text[i] - '0');
  }
  const auto month = std::chrono::year(static_cast<int>(parts[0])) / std::chrono::month(parts[1]);
  if (!month.ok()) return false;
  const Day read = text.size() == 10 ? month / std::chrono::day(parts[2]) : end ? Day(month / std::chrono::last) : month / std::chrono::day(1);
  if (read.ok()) day = read;
  return read.ok();
}

/// Whole months from the beginning of one day to that of another, which is not before it.
std::uint16_t MonthsBetween(Day from, Day to) {
  const auto months = (to.year() / to.month() - from.year() / from.month()).count() - (to.day() < from.day() ? 1 : 0);
  return static_cast<std::uint16_t>(std::clamp<decltype(months)>(months, 0, UINT16_MAX));
}
Day NextDay(Day day) { return std::chrono::sys_days(day) + std::chrono::days(1); }

class Reader : detail::JsonDocument {
 public:
  Reader(detail::JsonTree tree, const Taxonomy& taxonomy, Day today)
      : JsonDocument(std::move(tree)), taxonomy_(taxonomy), builder_(taxonomy), today_(today) {}

  StatusOr<PersonDocument> Read() {
    OVS_ASSIGN_OR_RETURN(const Node profile, FindProfile());
    if (const Node q = Member(profile, kQualification); q != kNone) {
      OVS_RETURN_IF_ERROR(Need(q, Kind::kObject, kQualification));
      OVS_RETURN_IF_ERROR(ForEach(q, "competentiebeheersing", [&](Node n) { return ReadCompetence(n); }));
      OVS_RETURN_IF_ERROR(ForEach(q, "werkervaring", [&](Node n) { return ReadJob(n); }));
      OVS_RETURN_IF_ERROR(ForEach(q, "rijbewijs", [&](Node n) { return ReadLicence(n); }));
      for (const std::string_view key : {"opleiding", "cursus", "taalbeheersing", "codeWerkEnDenkniveauWerkzoekende"})
        NoteAll(q, key, PersonNoteKind::kNotRead);
      for (const std::string_view key : {"vakvaardigheid", "gedragscompetentie"}) NoteAll(q, key, PersonNoteKind::kOldVersion);
    }
    return detail::FinishPerson(builder_, std::move(report_), tree_.At(profile));
  }

 private:
  static constexpr std::string_view kQualification = "arbeidsmarktkwalificatie";

  /// As Expect(), but what was found is not quoted.
  Status Need(Node n, Kind kind, std::string_view what) {
    if (tree_.kind(n) == kind) return absl::OkStatus();
    return Fail(n, Cat(what, ": expected ", Name(kind), ", found ", Name(tree_.kind(n)), "; write it as the VUM standard has it"));
  }
  /// The member, unless it is null.
  Node Member(Node object, std::string_view key) const {
    const Node n = Get(object, key);
    return n == kNone || tree_.kind(n) == Kind::kNull ? kNone : n;
  }
  /// The member as a string; nothing when it is not there.
  StatusOr<std::optional<std::string_view>> Text(Node object, std::string_view key) {
    const Node n = Member(object, key);
    if (n == kNone) return std::optional<std::string_view>();
    OVS_RETURN_IF_ERROR(Need(n, Kind::kString, key));
    return std::optional(tree_.text(n));
  }
  template <typename Use>
  Status ForEach(Node object, std::string_view key, const Use& use) {
    const Node list = Member(object, key);
    if (list == kNone) return absl::OkStatus();
    OVS_RETURN_IF_ERROR(Need(list, Kind::kArray, key));
    for (Node n = tree_.first(list); n != kNone; n = tree_.next(n)) {
      OVS_RETURN_IF_ERROR(Need(n, Kind::kObject, key));
      OVS_RETURN_IF_ERROR(use(n));
    }
    return absl::OkStatus();
  }

  /// The one profile that the document holds.
  StatusOr<Node> FindProfile() {
    static constexpr std::string_view kFrames[] = {"werkzoekendeProfiel", "werkzoekendeProfielen", "matches"};
    Node n = detail::JsonTree::kRoot;
    for (;;) {  // ever deeper, and the depth is limited
      if (tree_.kind(n) == Kind::kArray) {
        const Node only = tree_.first(n);
        if (only == kNone) return Fail(n, "the document holds no profile; give one that does");
        if (tree_.next(only) != kNone) return Fail(tree_.next(only), "the document holds more than one profile; split it and read them one by one");
        n = only;
        continue;
      }
      OVS_RETURN_IF_ERROR(Need(n, Kind::kObject, "the profile"));
      if (Member(n, kQualification) != kNone) return n;
      Node inner = kNone;
      for (const auto frame : kFrames) {
        const Node m = Member(n, frame);
        if (m == kNone) continue;
        if (inner != kNone) return Fail(m, "the document holds more than one profile; split it and read them one by one");
        inner = m;
      }
      if (inner == kNone) return n;
      n = inner;
    }
  }

  void Note(PersonNoteKind kind, Node n, std::string_view what) { report_.notes.push_back({kind, std::string(what), tree_.At(n)}); }
  /// Each element of a list, or whatever else stands there.
  void NoteAll(Node object, std::string_view key, PersonNoteKind kind) {
    const Node n = Member(object, key);
    if (n == kNone) return;
    if (tree_.kind(n) != Kind::kArray) return Note(kind, n, key);
    for (Node m = tree_.first(n); m != kNone; m = tree_.next(m)) Note(kind, m, key);
  }

  /// The concept that a member of `object` names; else kNoConcept, and a note. Only what looks like a concept's URI is quoted: somebody may
  /// have written anything there.
  StatusOr<Concept> Find(Node object, std::string_view key) {
    OVS_ASSIGN_OR_RETURN(const auto text, Text(object, key));
    if (text) {
      if (const auto c = taxonomy_.Find(*text)) return *c;
      const bool is_uri = (text->starts_with("http://") || text->starts_with("https://") || text->starts_with("urn:")) && !detail::FindBlankOrControl(*text);
      if (is_uri) return Note(PersonNoteKind::kUnknownUri, Get(object, key), Shown(*text)), kNoConcept;
    }
    return Note(PersonNoteKind::kNoUri, text ? Get(object, key) : object, key), kNoConcept;
  }
  static std::string Shown(std::string_view uri) {
    constexpr std::size_t kLongest = 200;
    if (uri.size() <= kLongest) return std::string(uri);
    std::size_t end = kLongest;
    while ((static_cast<unsigned char>(uri[end]) & 0xC0u) == 0x80u) --end;  // not inside a character
    return Cat(uri.substr(0, end), "...");
  }

  Status ReadCompetence(Node n) {
    OVS_ASSIGN_OR_RETURN(const auto c, Find(n, "codeCompetentie"));
    if (c == kNoConcept) return absl::OkStatus();
    if (!detail::CanHave(taxonomy_.Kind(c))) return Note(PersonNoteKind::kWrongKind, Get(n, "codeCompetentie"), Shown(taxonomy_.Uri(c))), absl::OkStatus();
    Level level = 0;
    OVS_ASSIGN_OR_RETURN(const auto code, Text(n, "codeCompetentieniveau"));
    if (code) {
      if (code->size() == 2 && (*code)[0] == 'L' && (*code)[1] >= '1' && (*code)[1] <= '0' + kMaxLevel) level = static_cast<Level>((*code)[1] - '0');
      else Note(PersonNoteKind::kLevelIgnored, Get(n, "codeCompetentieniveau"), "codeCompetentieniveau");
    }
    ++(taxonomy_.Kind(c) == ConceptKind::kLicence ? report_.licences : report_.skills);
    return Positioned(n, builder_.Add(c, level));
  }

  Status ReadJob(Node n) {
    const Node beroep = Member(n, "beroep");
    if (beroep == kNone) return Note(PersonNoteKind::kNoUri, n, "beroep"), absl::OkStatus();
    OVS_RETURN_IF_ERROR(Need(beroep, Kind::kObject, "beroep"));
    OVS_ASSIGN_OR_RETURN(const auto c, Find(beroep, "codeBeroepsnaam"));
    if (c == kNoConcept) return absl::OkStatus();
    if (taxonomy_.Kind(c) != ConceptKind::kOccupation)
      return Note(PersonNoteKind::kWrongKind, Get(beroep, "codeBeroepsnaam"), Shown(taxonomy_.Uri(c))), absl::OkStatus();
    OVS_ASSIGN_OR_RETURN(const auto experience, ReadExperience(n));
    ++report_.jobs;
    return Positioned(n, builder_.AddOccupation(c, experience));
  }

  StatusOr<Experience> ReadExperience(Node n) {
    static constexpr std::string_view kBegin = "datumAanvangWerkzaamheden", kEnd = "datumEindeWerkzaamheden";
    OVS_ASSIGN_OR_RETURN(const auto begin_text, Text(n, kBegin));
    OVS_ASSIGN_OR_RETURN(const auto end_text, Text(n, kEnd));
    Day begin{}, end{};
    const bool begins = begin_text && ParseDay(*begin_text, false, begin) && begin <= today_;
    const bool ends = end_text && ParseDay(*end_text, true, end) && (!begins || begin <= end);
    if (begin_text && !begins) Note(PersonNoteKind::kDateIgnored, Get(n, kBegin), kBegin);
    if (end_text && !ends) Note(PersonNoteKind::kDateIgnored, Get(n, kEnd), kEnd);
    if (begin_text.has_value() != begins || end_text.has_value() != ends || (!begins && !ends)) return Experience{};
    const bool is_over = ends && end < today_;
    Experience experience;
    experience.months_since = is_over ? MonthsBetween(end, today_) : std::uint16_t{0};
    if (begins) experience.months = MonthsBetween(begin, NextDay(is_over ? end : today_));
    return experience;
  }

  Status ReadLicence(Node n) {
    static constexpr std::string_view kCategories[] = {"A", "A1", "A2", "AM", "B", "B+", "C1", "C", "D1", "D", "BE", "C1E", "CE", "D1E", "DE", "T"};
    static constexpr std::string_view kCode = "codeSoortRijbewijs";
    OVS_ASSIGN_OR_RETURN(const auto code, Text(n, kCode));
    const auto category = code ? std::find(std::begin(kCategories), std::end(kCategories), *code) : std::end(kCategories);
    if (category == std::end(kCategories)) return Note(PersonNoteKind::kUnknownLicence, code ? Get(n, kCode) : n, kCode), absl::OkStatus();
    const auto [at, is_new] = licences_.try_emplace(*category, kNoConcept);
    if (is_new) at->second = FindLicence(*category);
    if (at->second == kNoConcept) return Note(PersonNoteKind::kUnknownLicence, Get(n, kCode), *category), absl::OkStatus();
    ++report_.licences;
    return Positioned(n, builder_.Add(at->second));
  }
  /// The only licence of this category; never a guess.
  Concept FindLicence(std::string_view category) const {
    const auto wanted = Fold(Cat("rijbewijs ", category)), bare = Fold(category);
    const auto range = taxonomy_.Concepts(ConceptKind::kLicence);
    Concept found = kNoConcept;
    for (Concept c = range.first; c < range.last; ++c) {
      const auto notation = Fold(taxonomy_.Notation(c));
      bool is_it = notation == wanted, is_driving = false;
      for (const auto& text : taxonomy_.Texts(c)) {
        if (text.kind == TextKind::kDefinition) continue;
        const auto label = Fold(taxonomy_.snapshot().String(text.string));
        is_it = is_it || label == wanted;
        is_driving = is_driving || label.find("rijbewijs") != std::string::npos;
      }
      if (!is_it && !(is_driving && notation == bare)) continue;
      if (found != kNoConcept) return kNoConcept;
      found = c;
    }
    return found;
  }

  const Taxonomy& taxonomy_;
  ProfileBuilder builder_;
  PersonReport report_;
  Day today_;
  std::unordered_map<std::string_view, Concept> licences_;  // by category
};

}  // namespace

StatusOr<PersonDocument> ReadVumPerson(const JsonSource& source, const Taxonomy& taxonomy, std::string_view today) {
  Day day{};
  if (!ParseDay(today, true, day)) return Error(ErrorCode::kInvalidArgument, Cat("today is ", Quoted(today), "; it must be a day or a month, such as 2026-11-27 or 2026-11"));
  auto limits = detail::kPersonLimits;
  limits.quote_keys = false;
  OVS_ASSIGN_OR_RETURN(auto tree, detail::JsonTree::Parse(source.name, source.text, limits));
  return Reader(std::move(tree), taxonomy, day).Read();
}

}  // namespace overstap
