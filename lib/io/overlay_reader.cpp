// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Overlay documents (taxonomy/schema/overstap-overlay-1.schema.json) into statements. What describes a concept is read by
// the reader of Overstap JSON; this adds the frame and the three verbs.

#include "io/overlay_reader.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "io/concept_reader.hpp"
#include "overstap/date.hpp"

namespace overstap::detail {
namespace {

// Statements are several times the size of what makes them in the file, and nobody writes corrections by the million.
constexpr JsonLimits kLimits{std::size_t{1} << 26, 64, std::size_t{1} << 22};

constexpr std::string_view kDocumentKeys[] = {"overstap_overlay", "name", "author", "date", "reason", "base", "made_for", "add", "change", "remove"};
constexpr std::string_view kNewKeys[] = {"id",    "kind", "label", "alt",      "hidden",    "specialisations", "definition", "notation", "status", "broader", "match",
                                         "isco",  "nlqf", "job_zone", "regulated", "mediation", "interests",  "requires", "tasks",  "conditions", "reason"};
constexpr std::string_view kAddKeys[] = {"id", "label", "alt", "hidden", "specialisations", "definition", "broader", "match", "requires", "tasks", "conditions", "reason"};
constexpr std::string_view kChangeKeys[] = {"id",        "label",     "definition", "notation", "status", "isco",       "nlqf",  "job_zone",
                                            "regulated", "mediation", "interests",  "requires", "tasks",  "conditions", "reason"};
constexpr std::string_view kRemoveKeys[] = {"id",    "concept",  "alt",   "hidden",     "specialisations", "definition", "broader",
                                            "match", "requires", "tasks", "conditions", "reason"};
constexpr std::string_view kConceptGoneKeys[] = {"id", "concept", "reason"};

/// Takes what a ConceptReader reads and makes statements of it.
class Recorder {
 public:
  using Node = std::uint32_t;  // string number of the URI

  Recorder(OverlayDocuments& out, std::uint32_t source) : out_(out), source_(source) {}

  /// The entry that comes next.
  void Begin(ChangeVerb verb, std::uint32_t reason) { next_ = {.verb = verb, .overlay = static_cast<std::uint32_t>(out_.documents.size() - 1), .reason = reason}; }
  std::size_t count() const { return out_.statements.size(); }
  std::uint32_t AddSource(std::string_view) { return source_; }
  void StandAt(SourcePlace place) { next_.place = place; }

  Node Mention(std::string_view uri, SourcePlace) { return out_.strings.Intern(uri); }
  Status Declare(Node node, ConceptKind kind, SourcePlace place) {
    StandAt(place);
    auto& s = Say(ChangedThing::kConcept, node);
    s.value = static_cast<std::uint32_t>(kind);
    return absl::OkStatus();
  }
  Status AddText(Node node, TextKind kind, std::string_view language, std::string_view text) {
    const auto before = out_.strings.entries().size();
    OVS_RETURN_IF_ERROR(out_.strings.AddText(0, kind, language, text));
    if (out_.strings.entries().size() == before) return Error(ErrorCode::kMalformed, "this text is empty; fill it in or leave it out");
    const auto entry = out_.strings.entries().back();
    auto& s = Say(ChangedThing::kText, node, static_cast<std::uint8_t>(kind));
    s.object = entry.string;
    s.language = entry.language;
    return absl::OkStatus();
  }
  void RemoveDefinitions(Node node, std::string_view language) {
    Say(ChangedThing::kText, node, static_cast<std::uint8_t>(TextKind::kDefinition)).language = out_.strings.Intern(Std(absl::AsciiStrToLower(Abs(language))));
  }
  void AddBroader(Node node, Node broader, SourcePlace place) {
    StandAt(place);
    Say(ChangedThing::kBroader, node).object = broader;
  }
  void AddRelation(Node from, Node to, TaxonomyBuilder::Strength strength, SourcePlace place, KindSet kinds) {
    StandAt(place);
    auto& s = Say(ChangedThing::kRelation, from);
    s.object = to;
    s.strength = strength;
    s.kinds = kinds;
  }
  Status AddMatch(Node node, MatchType type, std::string_view uri) {
    Say(ChangedThing::kMatch, node, static_cast<std::uint8_t>(type)).object = out_.strings.Intern(uri);
    return absl::OkStatus();
  }
  Status SetNotation(Node node, std::string_view notation) {
    if (!IsPlainText(notation)) return Error(ErrorCode::kMalformed, Cat("the notation ", Quoted(notation), " holds a control character; remove it"));
    Set(node, Attribute::kNotation, out_.strings.Intern(notation));
    return absl::OkStatus();
  }
  void SetStatus(Node node, ConceptStatus status) { Set(node, Attribute::kStatus, static_cast<std::uint32_t>(status)); }
  void SetIsco(Node node, std::uint16_t isco) { Set(node, Attribute::kIsco, isco); }
  void SetNlqf(Node node, Nlqf nlqf) { Set(node, Attribute::kNlqf, nlqf); }
  void SetRegulated(Node node, Regulated regulated) { Set(node, Attribute::kRegulated, static_cast<std::uint32_t>(regulated)); }
  void SetMediation(Node node, Mediation mediation) { Set(node, Attribute::kMediation, static_cast<std::uint32_t>(mediation)); }
  void SetInterests(Node node, std::uint8_t interests) { Set(node, Attribute::kInterests, interests); }
  void SetJobZone(Node node, JobZone zone) { Set(node, Attribute::kJobZone, zone); }
  void RemoveConcept(Node node) { Say(ChangedThing::kConcept, node); }

 private:
  Statement& Say(ChangedThing thing, Node subject, std::uint8_t type = 0) {
    auto& s = out_.statements.emplace_back(next_);
    s.thing = thing;
    s.subject = subject;
    s.type = type;
    return s;
  }
  void Set(Node node, Attribute attribute, std::uint32_t value) { Say(ChangedThing::kAttribute, node, static_cast<std::uint8_t>(attribute)).value = value; }

  OverlayDocuments& out_;
  std::uint32_t source_;
  Statement next_;
};

class OverlayReader : ConceptReader<Recorder> {
 public:
  OverlayReader(JsonTree tree, Recorder& recorder, OverlayDocuments& out) : ConceptReader(std::move(tree), recorder), out_(out) {}

  Status Read() {
    constexpr Node root = JsonTree::kRoot;
    OVS_RETURN_IF_ERROR(ReadRoot("overstap_overlay", "Overstap overlay", kDocumentKeys));
    auto& document = out_.documents.back();
    OVS_ASSIGN_OR_RETURN(document.name, NeededLine("name"));
    OVS_ASSIGN_OR_RETURN(document.author, NeededLine("author"));
    OVS_ASSIGN_OR_RETURN(document.date, NeededLine("date"));
    OVS_ASSIGN_OR_RETURN(document.reason, NeededLine("reason"));
    if (const Node n = Get(root, "date"); !ParseDate(tree_.text(n))) return Unexpected(n, "\"date\"", "a day as YYYY-MM-DD, such as \"2026-11-30\"");
    if (const Node n = Get(root, "made_for"); n != kNone) {
      const auto hash = tree_.text(n);
      if (tree_.kind(n) != Kind::kString || hash.size() != 32 || hash.find_first_not_of("0123456789abcdef") != std::string_view::npos)
        return Unexpected(n, "\"made_for\"", "the hash of a taxonomy, 32 digits 0 to 9 and a to f");
      document.made_for = hash;
    }
    OVS_RETURN_IF_ERROR(ReadEntries("add", ChangeVerb::kAdded, &OverlayReader::ReadAdd));
    OVS_RETURN_IF_ERROR(ReadEntries("change", ChangeVerb::kChanged, &OverlayReader::ReadChange));
    return ReadEntries("remove", ChangeVerb::kRemoved, &OverlayReader::ReadRemove);
  }

 private:
  // A text that may not be empty, in the form a builder keeps.
  StatusOr<std::uint32_t> Line(Node n, std::string_view key) {
    const std::string what = Quoted(key);
    OVS_RETURN_IF_ERROR(CheckText(n, what));
    const auto before = out_.strings.entries().size();
    OVS_RETURN_IF_ERROR(Positioned(n, out_.strings.AddText(0, TextKind::kDefinition, "en", tree_.text(n))));
    if (out_.strings.entries().size() == before) return Fail(n, Cat(what, " is empty; fill it in"));
    return out_.strings.entries().back().string;
  }
  StatusOr<std::uint32_t> NeededLine(std::string_view key) {
    OVS_ASSIGN_OR_RETURN(const Node n, Require(JsonTree::kRoot, key, "an overlay"));
    return Line(n, key);
  }

  Status ReadEntries(std::string_view key, ChangeVerb verb, Status (OverlayReader::*read)(Node)) {
    const Node list = Get(JsonTree::kRoot, key);
    if (list == kNone) return absl::OkStatus();
    OVS_RETURN_IF_ERROR(Expect(list, Kind::kArray, Quoted(key)));
    for (Node n = tree_.first(list); n != kNone; n = tree_.next(n)) {
      OVS_RETURN_IF_ERROR(Expect(n, Kind::kObject, Cat("an entry of ", Quoted(key))));
      std::uint32_t reason = 0;
      if (const Node m = Get(n, "reason"); m != kNone) {
        OVS_ASSIGN_OR_RETURN(reason, Line(m, "reason"));
      }
      sink_.Begin(verb, reason);
      const auto before = sink_.count();
      OVS_RETURN_IF_ERROR((this->*read)(n));
      if (sink_.count() == before) return Fail(n, Cat("this entry of ", Quoted(key), " says nothing; say what of it, or drop the entry"));
    }
    return absl::OkStatus();
  }

  StatusOr<Made> ReadId(Node n, std::string_view what) {
    OVS_ASSIGN_OR_RETURN(const Node id, Require(n, "id", what));
    return Mention(id, "\"id\"");
  }

  Status ReadAdd(Node n) {
    if (Get(n, "kind") != kNone) return ReadConcept(n, kNewKeys);
    constexpr std::string_view kWhat = "an addition to a concept that is there (a new one needs \"kind\")";
    OVS_RETURN_IF_ERROR(ExpectObject(n, kAddKeys, kWhat));
    OVS_ASSIGN_OR_RETURN(const Made made, ReadId(n, kWhat));
    OVS_RETURN_IF_ERROR(ReadTexts(n, made));
    OVS_RETURN_IF_ERROR(ReadLinks(n, made));
    return ReadRelations(n, made);
  }

  Status ReadChange(Node n) {
    OVS_RETURN_IF_ERROR(ExpectObject(n, kChangeKeys, "a change"));
    OVS_ASSIGN_OR_RETURN(const Made made, ReadId(n, "a change"));
    OVS_RETURN_IF_ERROR(ReadTexts(n, made));
    OVS_RETURN_IF_ERROR(ReadAttributes(n, made));
    return ReadRelations(n, made, false);
  }

  Status ReadRemove(Node n) {
    const Node gone = Get(n, "concept");
    OVS_RETURN_IF_ERROR(ExpectObject(n, gone == kNone ? Keys(kRemoveKeys) : Keys(kConceptGoneKeys), gone == kNone ? "a removal" : "the removal of a concept"));
    OVS_ASSIGN_OR_RETURN(const Made made, ReadId(n, "a removal"));
    if (gone != kNone) {
      if (tree_.kind(gone) != Kind::kBoolean || tree_.text(gone) != "true") return Unexpected(gone, "\"concept\"", "true (leave it out to keep the concept)");
      At(Get(n, "id")).RemoveConcept(made);
      return absl::OkStatus();
    }
    for (const TextKey& row : kTextKeys) {
      const Node texts = Get(n, row.key);
      if (texts == kNone) continue;
      if (row.kind == TextKind::kDefinition) {
        OVS_RETURN_IF_ERROR(RemoveDefinitions(texts, made));
      } else {
        OVS_RETURN_IF_ERROR(ReadTextsOf(texts, row, [&](Node at, TextKind kind, std::string_view language, std::string_view text) {
          return At(at).AddText(made, kind, language, text);
        }));
      }
    }
    OVS_RETURN_IF_ERROR(ReadLinks(n, made));
    for (const RelationList& list : kRelationLists) {
      const Node targets = Get(n, list.key);
      if (targets == kNone) continue;
      OVS_RETURN_IF_ERROR(Expect(targets, Kind::kArray, Quoted(list.key)));
      for (Node e = tree_.first(targets); e != kNone; e = tree_.next(e)) {
        OVS_ASSIGN_OR_RETURN(const Made to, Mention(e, Cat("an id in ", Quoted(list.key))));
        sink_.AddRelation(made, to, {}, Place(e), list.Kinds());
      }
    }
    return absl::OkStatus();
  }
  Status RemoveDefinitions(Node languages, Made made) {
    OVS_RETURN_IF_ERROR(Expect(languages, Kind::kArray, "\"definition\" (the languages to remove it in)"));
    for (Node e = tree_.first(languages); e != kNone; e = tree_.next(e)) {
      if (tree_.kind(e) != Kind::kString || !IsLanguageTag(tree_.text(e))) return Unexpected(e, "a language in \"definition\"", "a tag such as \"nl\" or \"en-GB\"");
      At(e).RemoveDefinitions(made, tree_.text(e));
    }
    return absl::OkStatus();
  }

  OverlayDocuments& out_;
};

}  // namespace

Status ReadOverlay(const JsonSource& json, std::uint32_t source, OverlayDocuments& out) {
  OVS_ASSIGN_OR_RETURN(auto tree, JsonTree::Parse(json.name, json.text, kLimits));
  out.documents.push_back({json.name, {}});
  Recorder recorder(out, source);
  return OverlayReader(std::move(tree), recorder, out).Read();
}

}  // namespace overstap::detail
