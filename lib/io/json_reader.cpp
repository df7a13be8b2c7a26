// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Overstap JSON (taxonomy/schema/overstap-taxonomy-1.schema.json) into calls of TaxonomyBuilder and CourseBuilder. It
// checks the form of one document, strictly, because a key that is quietly skipped is a fact quietly lost. Whether
// references resolve and relations make sense is for the builders, which see all documents.
#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "json_tree.hpp"
#include "overstap/io.hpp"

namespace overstap {
namespace {

using detail::Cat;
using detail::JsonTree;
using detail::Quoted;
using Kind = JsonTree::Kind;
using Node = JsonTree::Node;
constexpr Node kNone = JsonTree::kNone;
using Keys = std::span<const std::string_view>;

constexpr std::int64_t kMaxAmount = std::int64_t{kUnknownAmount} - 1;
constexpr std::int64_t kMaxWeeks = 0xFFFE;

constexpr std::string_view kDocumentKeys[] = {"overstap", "base", "about", "concepts", "courses"};
constexpr std::string_view kConceptKeys[] = {"id",      "kind",  "label", "alt",  "hidden",    "specialisations", "definition", "notation", "status",   "broader",
                                             "match",   "isco",  "nlqf",  "job_zone", "regulated", "mediation", "interests", "requires", "tasks", "conditions"};
constexpr std::string_view kInPlaceKeys[] = {"id",       "level",  "importance", "kind",  "label", "alt",  "hidden",   "specialisations", "definition",
                                             "notation", "status", "broader",    "match", "isco",  "nlqf", "job_zone", "regulated", "mediation", "interests"};
constexpr std::string_view kReferenceKeys[] = {"id", "level"};
constexpr std::string_view kRelationKeys[] = {"id", "level", "importance"};
constexpr std::string_view kMatchKeys[] = {"type", "uri"};
constexpr std::string_view kTierKeys[] = {"essential", "important", "optional", "somewhat", "not_relevant"};
constexpr Relevance kTiers[] = {Relevance::kEssential, Relevance::kImportant, Relevance::kOptional, Relevance::kSomewhat,
                                Relevance::kNotRelevant};
constexpr std::string_view kGradeKeys[] = {"strongly", "reasonably", "barely", "not"};
constexpr Relevance kGrades[] = {Relevance::kEssential, Relevance::kImportant, Relevance::kSomewhat, Relevance::kNotRelevant};
constexpr std::string_view kCourseKeys[] = {"id",    "type",  "label", "alt",  "definition", "teaches",  "entry",
                                            "nlqf",  "hours", "weeks", "cost", "form",       "provider", "sector"};
constexpr std::string_view kCourseEntryKeys[] = {"nlqf", "requires"};
constexpr std::string_view kCostKeys[] = {"min", "max"};

template <typename Strings>
std::string Join(const Strings& strings) {
  std::string out;
  for (const auto& s : strings) out = out.empty() ? Cat(s) : Cat(out, ", ", s);
  return out;
}

// All names of an enumeration; of the bits of a set when `bits`.
template <typename E>
std::string Choices(int count, bool bits = false) {
  std::vector<std::string_view> names;
  for (int i = 0; i < count; ++i) names.push_back(Name(static_cast<E>(bits ? 1 << i : i)));
  return Join(names);
}

// White space and control characters, ASCII and not, and the invisible ones that come along with copy and paste.
bool IsBlankOrControl(char32_t c) {
  return c <= 0x20 || (c >= 0x7F && c <= 0xA0) || c == 0x1680 || (c >= 0x2000 && c <= 0x200F) || (c >= 0x2028 && c <= 0x202F) ||
         (c >= 0x205F && c <= 0x2064) || c == 0x3000 || c == 0xFEFF;
}

// The first of these in `text`, which is well-formed: the tree holds nothing else.
std::optional<char32_t> FindBlankOrControl(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t c = size == 1 ? lead : lead & (0x7Fu >> size);
    for (std::size_t k = 1; k < size; ++k) c = c << 6 | (static_cast<unsigned char>(text[i + k]) & 0x3Fu);
    if (IsBlankOrControl(c)) return c;
    i += size;
  }
  return std::nullopt;
}

// What both readers share: the frame of a document and the checked reading of its values. `what` names a value in messages.
class Document {
 protected:
  explicit Document(JsonTree tree) : tree_(std::move(tree)) {}

  Status Fail(Node n, std::string_view message) { return ErrorAt(ErrorCode::kMalformed, tree_.source(), tree_.At(n), message); }
  Status FailKey(Node n, std::string_view message) { return ErrorAt(ErrorCode::kMalformed, tree_.source(), tree_.NameAt(n), message); }
  // A builder does not know where its caller is reading.
  Status Positioned(Node n, const Status& status) {
    if (status.ok() || PositionOf(status).line != 0) return status;
    return ErrorAt(CodeOf(status), tree_.source(), tree_.At(n), detail::Std(status.message()));
  }
  // A number, true, false or null, cut when long.
  std::string Written(Node n) const {
    const auto text = tree_.text(n);
    return Cat(text.substr(0, 40), text.size() > 40 ? "..." : "");
  }
  Status Unexpected(Node n, std::string_view what, std::string_view expected) {
    const auto kind = tree_.kind(n);
    const bool container = kind == Kind::kArray || kind == Kind::kObject;
    const std::string found = kind == Kind::kString ? Quoted(tree_.text(n)) : container ? std::string(Name(kind)) : Written(n);
    return Fail(n, Cat(what, ": expected ", expected, ", found ", found));
  }
  Status Expect(Node n, Kind kind, std::string_view what) {
    return tree_.kind(n) == kind ? absl::OkStatus() : Unexpected(n, what, Name(kind));
  }
  // An object with no other keys than `known`.
  Status ExpectObject(Node n, Keys known, std::string_view what) {
    OVS_RETURN_IF_ERROR(Expect(n, Kind::kObject, what));
    for (Node m = tree_.first(n); m != kNone; m = tree_.next(m)) {
      if (std::find(known.begin(), known.end(), tree_.name(m)) == known.end())
        return FailKey(m, Cat("unknown key ", Quoted(tree_.name(m)), " in ", what, "; known here: ", Join(known)));
    }
    return absl::OkStatus();
  }
  Node Get(Node object, std::string_view key) const {
    Node m = tree_.first(object);
    while (m != kNone && tree_.name(m) != key) m = tree_.next(m);
    return m;
  }
  StatusOr<Node> Require(Node object, std::string_view key, std::string_view what) {
    if (const Node m = Get(object, key); m != kNone) return m;
    return Fail(object, Cat(what, " has no ", Quoted(key), "; add it"));
  }

  StatusOr<std::string_view> Word(Node n, std::string_view what) {
    OVS_RETURN_IF_ERROR(Expect(n, Kind::kString, what));
    if (tree_.text(n).empty()) return Fail(n, Cat(what, " is empty; fill it in or leave it out"));
    if (const auto c = FindBlankOrControl(tree_.text(n))) {
      const std::string code = absl::AsciiStrToUpper(absl::StrCat(absl::Hex(static_cast<std::uint32_t>(*c), absl::kZeroPad4)));
      return Fail(n, Cat(what, " ", Quoted(tree_.text(n)), " holds white space or an invisible character (U+", code, "); take it out"));
    }
    return tree_.text(n);
  }
  StatusOr<std::string> Id(Node n, std::string_view what) {
    OVS_ASSIGN_OR_RETURN(const auto id, Word(n, what));
    return id.find(':') == std::string_view::npos ? Cat(base_, id) : std::string(id);
  }
  StatusOr<std::int64_t> Integer(Node n, std::int64_t low, std::int64_t high, std::string_view what) {
    const auto value = tree_.Integer(n);
    if (!value || *value < low || *value > high) return Unexpected(n, what, Cat("an integer from ", low, " to ", high));
    return *value;
  }
  // `parse` maps a string to an optional.
  template <typename Parse>
  auto Choice(Node n, Parse parse, std::string_view choices, std::string_view what) -> StatusOr<typename decltype(parse({}))::value_type> {
    if (tree_.kind(n) == Kind::kString) {
      if (const auto value = parse(tree_.text(n))) return *value;
    }
    return Unexpected(n, what, Cat("one of ", choices));
  }
  // `none`: 0 may stand for "no level".
  StatusOr<Nlqf> ReadNlqf(Node n, bool none = false) {
    const auto value = tree_.Integer(n);
    if (value && *value >= (none ? 0 : 1) && *value <= 8) return static_cast<Nlqf>(*value * 10);
    if (tree_.kind(n) == Kind::kString && (tree_.text(n) == "entry" || tree_.text(n) == "4+")) return *ParseNlqf(tree_.text(n));
    return Unexpected(n, "\"nlqf\"", Cat("an integer from ", none ? "0" : "1", " to 8, \"entry\" or \"4+\""));
  }

  Status CheckText(Node n, std::string_view what) {
    OVS_RETURN_IF_ERROR(Expect(n, Kind::kString, what));
    for (const char c : tree_.text(n)) {
      if ((static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F)
        return Fail(n, Cat(what, " ", Quoted(tree_.text(n)), " holds a control character; only tabs and line ends may stand in a text"));
    }
    return absl::OkStatus();
  }
  // The texts of a concept or course: {"nl": "text"}, or {"nl": ["text", ...]} for what there can be several of.
  template <typename Builder>
  Status ReadTexts(Node object, Builder& builder, typename Builder::Node thing) {
    struct Row {
      std::string_view key;
      TextKind kind;
      bool several;
    };
    static constexpr Row kRows[] = {{"label", TextKind::kPreferred, false},
                                    {"alt", TextKind::kAlternative, true},
                                    {"hidden", TextKind::kHidden, true},
                                    {"specialisations", TextKind::kSpecialisation, true},
                                    {"definition", TextKind::kDefinition, false}};
    for (const Row& row : kRows) {
      const Node texts = Get(object, row.key);
      if (texts == kNone) continue;
      const std::string what = Quoted(row.key);
      OVS_RETURN_IF_ERROR(Expect(texts, Kind::kObject, what));
      for (Node m = tree_.first(texts); m != kNone; m = tree_.next(m)) {
        OVS_RETURN_IF_ERROR(CheckLanguage(m));
        if (row.several) OVS_RETURN_IF_ERROR(Expect(m, Kind::kArray, what));
        for (Node n = row.several ? tree_.first(m) : m; n != kNone; n = row.several ? tree_.next(n) : kNone) {
          OVS_RETURN_IF_ERROR(CheckText(n, what));
          OVS_RETURN_IF_ERROR(Positioned(n, builder.AddText(thing, row.kind, tree_.name(m), tree_.text(n))));
        }
      }
    }
    return absl::OkStatus();
  }

  template <typename Builder>
  Status ReadFrame(Builder& builder) {
    constexpr Node root = JsonTree::kRoot;
    OVS_RETURN_IF_ERROR(Expect(root, Kind::kObject, "the document"));
    const Node version = Get(root, "overstap");
    if (version == kNone) return Fail(root, "this is no Overstap document: it has no \"overstap\"; add \"overstap\": 1 if it is meant to be one");
    OVS_RETURN_IF_ERROR(Expect(version, Kind::kNumber, "\"overstap\""));
    if (tree_.Integer(version) != 1) {  // before anything else: another version may have other keys
      return ErrorAt(ErrorCode::kFormatVersion, tree_.source(), tree_.At(version),
                     Cat("\"overstap\" is ", Written(version), "; this library reads version 1, a newer one may read more"));
    }
    OVS_RETURN_IF_ERROR(ExpectObject(root, kDocumentKeys, "the document"));
    if (const Node n = Get(root, "base"); n != kNone) {
      OVS_ASSIGN_OR_RETURN(base_, Word(n, "\"base\""));
    }
    for (const std::string_view key : {"concepts", "courses"}) {
      if (const Node n = Get(root, key); n != kNone) OVS_RETURN_IF_ERROR(Expect(n, Kind::kArray, Quoted(key)));
    }
    const Node about = Get(root, "about");
    return about == kNone ? absl::OkStatus() : ReadAbout(about, builder);
  }

 private:
  // BCP 47 as far as a text needs it: a language and perhaps subtags.
  Status CheckLanguage(Node member) {
    const auto tag = tree_.name(member);
    std::size_t in_part = 0, parts = 0;
    bool good = !tag.empty() && tag.size() <= 35;
    for (const char c : tag) {
      const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (c == '-') {
        good = good && in_part >= (parts == 0 ? 2u : 1u);
        in_part = 0;
        ++parts;
      } else {
        good = good && (letter || (parts > 0 && c >= '0' && c <= '9')) && ++in_part <= 8;
      }
    }
    good = good && in_part >= (parts == 0 ? 2u : 1u);
    return good ? absl::OkStatus() : FailKey(member, Cat(Quoted(tag), " is no language tag; write one such as \"nl\" or \"en-GB\""));
  }
  template <typename Builder>
  Status ReadAbout(Node about, Builder& builder) {
    OVS_RETURN_IF_ERROR(Expect(about, Kind::kObject, "\"about\""));
    for (Node m = tree_.first(about); m != kNone; m = tree_.next(m)) {
      const auto key = tree_.name(m);
      if (key.empty() || FindBlankOrControl(key)) return FailKey(m, "a key of \"about\" is empty or holds white space; name it in one word");
      if (tree_.kind(m) == Kind::kString) {
        OVS_RETURN_IF_ERROR(CheckText(m, Quoted(key)));
        OVS_RETURN_IF_ERROR(builder.SetAbout(key, tree_.text(m)));
      } else if (tree_.kind(m) == Kind::kObject) {
        for (Node text = tree_.first(m); text != kNone; text = tree_.next(text)) {
          OVS_RETURN_IF_ERROR(CheckLanguage(text));
          OVS_RETURN_IF_ERROR(CheckText(text, Quoted(key)));
          OVS_RETURN_IF_ERROR(builder.SetAbout(Cat(key, "@", tree_.name(text)), tree_.text(text)));
        }
      } else {
        return Unexpected(m, Quoted(key), "a string, or an object such as {\"nl\": \"...\", \"en\": \"...\"}");
      }
    }
    return absl::OkStatus();
  }

 protected:
  JsonTree tree_;
  std::string base_;
};

class ConceptReader : Document {
 public:
  ConceptReader(JsonTree tree, TaxonomyBuilder& builder) : Document(std::move(tree)), builder_(builder) {}

  Status Read() {
    source_ = builder_.AddSource(tree_.source());
    OVS_RETURN_IF_ERROR(ReadFrame(builder_));
    const Node concepts = Get(JsonTree::kRoot, "concepts");
    if (concepts == kNone) return absl::OkStatus();
    for (Node n = tree_.first(concepts); n != kNone; n = tree_.next(n)) OVS_RETURN_IF_ERROR(ReadConcept(n));
    return absl::OkStatus();
  }

 private:
  using Made = TaxonomyBuilder::Node;
  // A list of relations: which tiers it has, and what an in-place definition in it may be.
  struct List {
    std::string_view key;
    Keys tiers;
    std::span<const Relevance> relevances;
    std::optional<ConceptKind> kind;  // none: the definition must say it
    KindSet Kinds() const {
      return kind ? SetOf(*kind) : static_cast<KindSet>(SetOf(ConceptKind::kSkill) | SetOf(ConceptKind::kKnowledge) | SetOf(ConceptKind::kLicence));
    }
  };

  TaxonomyBuilder::Place Place(Node n) {
    const Position at = tree_.At(n);
    return {source_, static_cast<std::uint32_t>(at.line), static_cast<std::uint32_t>(at.column)};
  }
  StatusOr<ConceptKind> ReadKind(Node n) { return Choice(n, ParseConceptKind, Choices<ConceptKind>(kConceptKinds), "\"kind\""); }

  StatusOr<Made> Mention(Node n, std::string_view what) {
    OVS_ASSIGN_OR_RETURN(const auto id, Id(n, what));
    return builder_.Mention(id, Place(n));
  }

  Status ReadConcept(Node n) {
    OVS_RETURN_IF_ERROR(ExpectObject(n, kConceptKeys, "a concept"));
    OVS_ASSIGN_OR_RETURN(const Node kind_node, Require(n, "kind", "a concept"));
    OVS_ASSIGN_OR_RETURN(const auto kind, ReadKind(kind_node));
    OVS_ASSIGN_OR_RETURN(const Made made, ReadPlain(n, kind));
    const List lists[] = {{"requires", kTierKeys, kTiers, std::nullopt},
                          {"tasks", kTierKeys, kTiers, ConceptKind::kTask},
                          {"conditions", kGradeKeys, kGrades, ConceptKind::kCondition}};
    for (const List& list : lists) {
      const Node tiers = Get(n, list.key);
      if (tiers == kNone) continue;
      if (kind != ConceptKind::kOccupation)
        return FailKey(tiers, Cat(Quoted(list.key), " belongs to occupations only, and this is a ", Name(kind), "; move it"));
      OVS_RETURN_IF_ERROR(ReadList(tiers, list, made));
    }
    return absl::OkStatus();
  }

  // What every concept can have, wherever it is defined.
  StatusOr<Made> ReadPlain(Node n, ConceptKind kind) {
    OVS_ASSIGN_OR_RETURN(const Node id, Require(n, "id", "a concept"));
    OVS_ASSIGN_OR_RETURN(const Made made, Mention(id, "\"id\""));
    OVS_RETURN_IF_ERROR(Positioned(id, builder_.Declare(made, kind, Place(id))));
    OVS_RETURN_IF_ERROR(ReadTexts(n, builder_, made));
    if (const Node m = Get(n, "notation"); m != kNone) {
      OVS_RETURN_IF_ERROR(Expect(m, Kind::kString, "\"notation\""));
      OVS_RETURN_IF_ERROR(Positioned(m, builder_.SetNotation(made, tree_.text(m))));
    }
    if (const Node m = Get(n, "status"); m != kNone) {
      OVS_ASSIGN_OR_RETURN(const auto status, Choice(m, ParseConceptStatus, Choices<ConceptStatus>(kConceptStatuses), "\"status\""));
      builder_.SetStatus(made, status);
    }
    if (const Node m = Get(n, "broader"); m != kNone) {
      OVS_RETURN_IF_ERROR(Expect(m, Kind::kArray, "\"broader\""));
      for (Node e = tree_.first(m); e != kNone; e = tree_.next(e)) {
        OVS_ASSIGN_OR_RETURN(const Made broader, Mention(e, "an id in \"broader\""));
        builder_.AddBroader(made, broader, Place(e));
      }
    }
    if (const Node m = Get(n, "match"); m != kNone) OVS_RETURN_IF_ERROR(ReadMatches(m, made));
    if (const Node m = Get(n, "isco"); m != kNone) OVS_RETURN_IF_ERROR(ReadIsco(m, made));
    if (const Node m = Get(n, "nlqf"); m != kNone) {
      OVS_ASSIGN_OR_RETURN(const Nlqf nlqf, ReadNlqf(m));
      builder_.SetNlqf(made, nlqf);
    }
    if (const Node m = Get(n, "regulated"); m != kNone) {
      OVS_RETURN_IF_ERROR(Expect(m, Kind::kBoolean, "\"regulated\""));
      builder_.SetRegulated(made, tree_.text(m) == "true" ? Regulated::kYes : Regulated::kNo);
    }
    if (const Node m = Get(n, "mediation"); m != kNone) {
      OVS_RETURN_IF_ERROR(Expect(m, Kind::kBoolean, "\"mediation\""));
      builder_.SetMediation(made, tree_.text(m) == "true" ? Mediation::kSuitable : Mediation::kNotSuitable);
    }
    if (const Node m = Get(n, "interests"); m != kNone) {
      OVS_ASSIGN_OR_RETURN(const auto interests, Choice(m, ParseInterests, "the letters R I A S E C together, such as \"RI\"", "\"interests\""));
      builder_.SetInterests(made, interests);
    }
    if (const Node m = Get(n, "job_zone"); m != kNone) {
      OVS_ASSIGN_OR_RETURN(const auto zone, Integer(m, 1, kMaxJobZone, "\"job_zone\""));
      builder_.SetJobZone(made, static_cast<JobZone>(zone));
    }
    return made;
  }

  Status ReadMatches(Node list, Made made) {
    OVS_RETURN_IF_ERROR(Expect(list, Kind::kArray, "\"match\""));
    for (Node e = tree_.first(list); e != kNone; e = tree_.next(e)) {
      OVS_RETURN_IF_ERROR(ExpectObject(e, kMatchKeys, "a match"));
      OVS_ASSIGN_OR_RETURN(const Node type_node, Require(e, "type", "a match"));
      OVS_ASSIGN_OR_RETURN(const auto type, Choice(type_node, ParseMatchType, Choices<MatchType>(kMatchTypes), "\"type\""));
      OVS_ASSIGN_OR_RETURN(const Node uri_node, Require(e, "uri", "a match"));
      OVS_ASSIGN_OR_RETURN(const auto uri, Word(uri_node, "\"uri\""));
      OVS_RETURN_IF_ERROR(Positioned(uri_node, builder_.AddMatch(made, type, uri)));
    }
    return absl::OkStatus();
  }

  // A string, because of the leading zeros of the armed forces.
  Status ReadIsco(Node n, Made made) {
    const auto digits = tree_.text(n);
    unsigned isco = 0;
    bool good = tree_.kind(n) == Kind::kString && digits.size() == 4;
    for (const char c : digits.substr(0, 4)) {
      good = good && c >= '0' && c <= '9';
      isco = isco * 10 + (static_cast<unsigned>(c) - '0');
    }
    if (!good || isco == 0) return Unexpected(n, "\"isco\"", "the four digits of an ISCO-08 unit group as a string, such as \"5321\"");
    builder_.SetIsco(made, static_cast<std::uint16_t>(isco));
    return absl::OkStatus();
  }

  Status ReadList(Node tiers, const List& list, Made from) {
    OVS_RETURN_IF_ERROR(ExpectObject(tiers, list.tiers, Quoted(list.key)));
    for (std::size_t i = 0; i < list.tiers.size(); ++i) {
      const Node entries = Get(tiers, list.tiers[i]);
      if (entries == kNone) continue;
      OVS_RETURN_IF_ERROR(Expect(entries, Kind::kArray, Quoted(list.tiers[i])));
      for (Node e = tree_.first(entries); e != kNone; e = tree_.next(e)) OVS_RETURN_IF_ERROR(ReadEntry(e, list, list.relevances[i], from));
    }
    return absl::OkStatus();
  }

  // "id", {"id", "level"}, or with a "label" the definition of the concept itself.
  Status ReadEntry(Node e, const List& list, Relevance relevance, Made from) {
    Made to = 0;
    TaxonomyBuilder::Strength strength{relevance};
    if (tree_.kind(e) == Kind::kString) {
      OVS_ASSIGN_OR_RETURN(to, Mention(e, "an id"));
    } else if (tree_.kind(e) == Kind::kObject) {
      if (const Node m = Get(e, "level"); m != kNone) {
        OVS_ASSIGN_OR_RETURN(const auto value, Integer(m, 1, kMaxLevel, "\"level\""));
        strength.level = static_cast<Level>(value);
      }
      if (const Node m = Get(e, "importance"); m != kNone) {
        OVS_ASSIGN_OR_RETURN(const auto value, Integer(m, 1, kMaxImportance, "\"importance\""));
        strength.importance = static_cast<Importance>(value);
      }
      if (Get(e, "label") == kNone) {
        OVS_RETURN_IF_ERROR(ExpectObject(e, kRelationKeys, "a reference (without \"label\")"));
        OVS_ASSIGN_OR_RETURN(const Node id, Require(e, "id", "a reference"));
        OVS_ASSIGN_OR_RETURN(to, Mention(id, "\"id\""));
      } else {
        OVS_RETURN_IF_ERROR(ExpectObject(e, kInPlaceKeys, "a definition in place"));
        OVS_ASSIGN_OR_RETURN(const auto kind, KindInPlace(e, list));
        OVS_ASSIGN_OR_RETURN(to, ReadPlain(e, kind));
      }
    } else {
      return Unexpected(e, Cat("an entry of ", Quoted(list.key)), "an id or an object with an \"id\"");
    }
    builder_.AddRelation(from, to, strength, Place(e), list.Kinds());
    return absl::OkStatus();
  }

  StatusOr<ConceptKind> KindInPlace(Node e, const List& list) {
    const Node n = Get(e, "kind");
    if (n == kNone) {
      if (list.kind) return *list.kind;
      return Fail(e, "a definition in place in \"requires\" has no \"kind\"; add \"kind\": \"skill\", \"knowledge\" or \"licence\"");
    }
    OVS_ASSIGN_OR_RETURN(const auto kind, ReadKind(n));
    if (!(list.Kinds() & SetOf(kind))) return Fail(n, Cat("a ", Name(kind), " cannot stand in ", Quoted(list.key), "; move it to the list it belongs to"));
    return kind;
  }

  TaxonomyBuilder& builder_;
  std::uint32_t source_ = 0;
};

class CourseReader : Document {
 public:
  CourseReader(JsonTree tree, CourseBuilder& builder) : Document(std::move(tree)), builder_(builder) {}

  Status Read() {
    OVS_RETURN_IF_ERROR(ReadFrame(builder_));
    const Node courses = Get(JsonTree::kRoot, "courses");
    if (courses == kNone) return absl::OkStatus();
    for (Node n = tree_.first(courses); n != kNone; n = tree_.next(n)) OVS_RETURN_IF_ERROR(ReadCourse(n));
    return absl::OkStatus();
  }

 private:
  using Made = CourseBuilder::Node;

  Status ReadCourse(Node n) {
    OVS_RETURN_IF_ERROR(ExpectObject(n, kCourseKeys, "a course"));
    OVS_ASSIGN_OR_RETURN(const Node id_node, Require(n, "id", "a course"));
    OVS_ASSIGN_OR_RETURN(const auto id, Id(id_node, "\"id\""));
    std::string sector;  // Facts only views it
    CourseBuilder::Facts facts;
    OVS_RETURN_IF_ERROR(ReadFacts(n, &facts));
    if (const Node m = Get(n, "sector"); m != kNone) {
      OVS_ASSIGN_OR_RETURN(sector, Id(m, "\"sector\""));
      facts.sector = sector;
    }
    auto added = builder_.Add(id, facts);
    if (!added.ok()) return Positioned(id_node, added.status());
    const Made made = *added;
    OVS_RETURN_IF_ERROR(ReadTexts(n, builder_, made));
    if (const Node m = Get(n, "teaches"); m != kNone) OVS_RETURN_IF_ERROR(ReadSkills(m, made, &CourseBuilder::AddTeaches, "\"teaches\""));
    const Node entry = Get(n, "entry");
    const Node asked = entry == kNone ? kNone : Get(entry, "requires");
    return asked == kNone ? absl::OkStatus() : ReadSkills(asked, made, &CourseBuilder::AddRequires, "\"requires\"");
  }

  Status ReadFacts(Node n, CourseBuilder::Facts* facts) {
    OVS_ASSIGN_OR_RETURN(const Node type, Require(n, "type", "a course"));
    OVS_ASSIGN_OR_RETURN(facts->type, Choice(type, ParseCourseType, Choices<CourseType>(kCourseTypes), "\"type\""));
    if (const Node m = Get(n, "entry"); m != kNone) {
      OVS_RETURN_IF_ERROR(ExpectObject(m, kCourseEntryKeys, "\"entry\""));
      if (const Node k = Get(m, "nlqf"); k != kNone) {
        OVS_ASSIGN_OR_RETURN(facts->entry_nlqf, ReadNlqf(k, true));
      }
    }
    if (const Node m = Get(n, "nlqf"); m != kNone) {
      OVS_ASSIGN_OR_RETURN(facts->nlqf, ReadNlqf(m));
    }
    if (const Node m = Get(n, "hours"); m != kNone) {
      OVS_ASSIGN_OR_RETURN(facts->hours, Amount(m, "\"hours\""));
    }
    if (const Node m = Get(n, "weeks"); m != kNone) {
      OVS_ASSIGN_OR_RETURN(const auto weeks, Integer(m, 0, kMaxWeeks, "\"weeks\""));
      facts->weeks = static_cast<std::uint16_t>(weeks);
    }
    if (const Node m = Get(n, "cost"); m != kNone) OVS_RETURN_IF_ERROR(ReadCost(m, facts));
    if (const Node m = Get(n, "form"); m != kNone) {
      OVS_RETURN_IF_ERROR(Expect(m, Kind::kArray, "\"form\""));
      for (Node e = tree_.first(m); e != kNone; e = tree_.next(e)) {
        OVS_ASSIGN_OR_RETURN(const auto form, Choice(e, ParseCourseForm, Choices<CourseForm>(kCourseForms, true), "\"form\""));
        facts->form = static_cast<std::uint8_t>(facts->form | form);
      }
    }
    if (const Node m = Get(n, "provider"); m != kNone) {
      OVS_ASSIGN_OR_RETURN(facts->provider, Choice(m, ParseProviderType, Choices<ProviderType>(3), "\"provider\""));
    }
    return absl::OkStatus();
  }

  StatusOr<std::uint32_t> Amount(Node n, std::string_view what) {
    OVS_ASSIGN_OR_RETURN(const auto value, Integer(n, 0, kMaxAmount, what));
    return static_cast<std::uint32_t>(value);
  }

  Status ReadCost(Node n, CourseBuilder::Facts* facts) {
    if (tree_.kind(n) != Kind::kObject) {
      if (tree_.kind(n) != Kind::kNumber) return Unexpected(n, "\"cost\"", "an integer or {\"min\", \"max\"}");
      OVS_ASSIGN_OR_RETURN(facts->cost_min, Amount(n, "\"cost\""));
      facts->cost_max = facts->cost_min;
      return absl::OkStatus();
    }
    OVS_RETURN_IF_ERROR(ExpectObject(n, kCostKeys, "\"cost\""));
    OVS_ASSIGN_OR_RETURN(const Node min, Require(n, "min", "\"cost\""));
    OVS_ASSIGN_OR_RETURN(const Node max, Require(n, "max", "\"cost\""));
    OVS_ASSIGN_OR_RETURN(facts->cost_min, Amount(min, "\"min\""));
    OVS_ASSIGN_OR_RETURN(facts->cost_max, Amount(max, "\"max\""));
    if (facts->cost_max < facts->cost_min) return Fail(max, "\"max\" is less than \"min\"; swap them");
    return absl::OkStatus();
  }

  Status ReadSkills(Node list, Made course, Status (CourseBuilder::*add)(Made, std::string_view, Level), std::string_view what) {
    OVS_RETURN_IF_ERROR(Expect(list, Kind::kArray, what));
    for (Node e = tree_.first(list); e != kNone; e = tree_.next(e)) {
      Node id_node = e;
      Level level = 0;
      if (tree_.kind(e) == Kind::kObject) {
        OVS_RETURN_IF_ERROR(ExpectObject(e, kReferenceKeys, "a reference"));
        OVS_ASSIGN_OR_RETURN(id_node, Require(e, "id", "a reference"));
        if (const Node m = Get(e, "level"); m != kNone) {
          OVS_ASSIGN_OR_RETURN(const auto value, Integer(m, 1, kMaxLevel, "\"level\""));
          level = static_cast<Level>(value);
        }
      } else if (tree_.kind(e) != Kind::kString) {
        return Unexpected(e, Cat("an entry of ", what), "an id or an object with an \"id\"");
      }
      OVS_ASSIGN_OR_RETURN(const auto id, Id(id_node, "an id"));
      OVS_RETURN_IF_ERROR(Positioned(e, (builder_.*add)(course, id, level)));
    }
    return absl::OkStatus();
  }

  CourseBuilder& builder_;
};

}  // namespace

Status ReadTaxonomyJson(const JsonSource& source, TaxonomyBuilder& builder) {
  OVS_ASSIGN_OR_RETURN(auto tree, JsonTree::Parse(source.name, source.text));
  return ConceptReader(std::move(tree), builder).Read();
}

Status ReadCoursesJson(const JsonSource& source, CourseBuilder& builder) {
  OVS_ASSIGN_OR_RETURN(auto tree, JsonTree::Parse(source.name, source.text));
  return CourseReader(std::move(tree), builder).Read();
}

}  // namespace overstap
