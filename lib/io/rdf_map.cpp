// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Reads a predicate map (taxonomy/schema/overstap-rdf-map-1.schema.json).

#include "rdf_map.hpp"

#include <algorithm>
#include <span>

#include "json_document.hpp"
#include "overstap/text.hpp"

namespace overstap::detail {
namespace {

/// A role, and the keys that go with it beside "role".
struct RoleRow {
  std::string_view name;
  RdfRole role;
  std::vector<std::string_view> needed, optional;
};
std::vector<RoleRow> Roles() {
  return {{"ignored", RdfRole::kIgnored, {}, {}},
          {"type", RdfRole::kType, {}, {}},
          {"text", RdfRole::kText, {"as"}, {"fallback"}},
          {"literal_form", RdfRole::kLiteralForm, {}, {}},
          {"status", RdfRole::kStatus, {}, {}},
          {"notation", RdfRole::kNotation, {}, {}},
          {"broader", RdfRole::kHasBroader, {}, {}},
          {"narrower", RdfRole::kHasNarrower, {}, {}},
          {"requires", RdfRole::kRequires, {"relevance"}, {}},
          {"match", RdfRole::kMatch, {"match"}, {"code_prefix"}},
          {"regulated", RdfRole::kRegulated, {}, {}},
          {"mediated", RdfRole::kMediated, {}, {}},
          {"not_mediated", RdfRole::kNotMediated, {}, {}},
          {"interests", RdfRole::kInterests, {}, {}},
          {"nlqf", RdfRole::kNlqf, {}, {}},
          {"isco", RdfRole::kIsco, {}, {}},
          {"teaches", RdfRole::kPrescribes, {}, {}},
          {"code", RdfRole::kCode, {"name"}, {"course_type"}},
          {"about", RdfRole::kWhole, {"key"}, {}}};
}

class Reader : JsonDocument {
 public:
  explicit Reader(JsonTree tree) : JsonDocument(std::move(tree)) {}

  StatusOr<RdfMap> Read() {
    constexpr Node root = JsonTree::kRoot;
    if (tree_.kind(root) != Kind::kObject) return Fail(root, "this is no predicate map; it must be an object");
    const Node version = Get(root, "overstap-rdf-map");
    if (version == kNone) return Fail(root, "this is no predicate map: it has no \"overstap-rdf-map\"; add \"overstap-rdf-map\": 1 if it is meant to be one");
    if (tree_.Integer(version) != 1) {
      return ErrorAt(ErrorCode::kFormatVersion, tree_.source(), tree_.At(version), "this version of predicate maps is not known here; version 1 is");
    }
    OVS_RETURN_IF_ERROR(Object(root, "the map", {}, {"$schema", "overstap-rdf-map", "language", "about", "scheme_prefix", "prefixes", "classes", "predicates", "statuses"}));
    for (const std::string_view key : {"language", "prefixes", "classes", "predicates"}) {
      if (Get(root, key) == kNone) return Fail(root, Cat("the map has no ", Quoted(key), "; add it"));
    }
    OVS_ASSIGN_OR_RETURN(const auto language, Text(Get(root, "language"), "\"language\""));
    if (language.size() < 2 || language.size() > 35 || language.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") != std::string_view::npos) {
      return Fail(Get(root, "language"), Cat(Quoted(language), " is no language tag; write one in lower case, such as \"nl\""));
    }
    map_.language = language;
    OVS_RETURN_IF_ERROR(Each(root, "about", [&](Node m) -> Status {
      OVS_ASSIGN_OR_RETURN(const auto text, Text(m, Quoted(tree_.name(m))));
      map_.about.emplace_back(tree_.name(m), text);
      return {};
    }));
    if (const Node n = Get(root, "scheme_prefix"); n != kNone) {
      OVS_ASSIGN_OR_RETURN(map_.scheme_prefix, Text(n, "\"scheme_prefix\""));
    }
    OVS_RETURN_IF_ERROR(Each(root, "prefixes", [&](Node m) { return ReadPrefix(m); }));
    OVS_RETURN_IF_ERROR(Each(root, "classes", [&](Node m) { return ReadClass(m); }));
    const auto rows = Roles();
    OVS_RETURN_IF_ERROR(Each(root, "predicates", [&](Node m) { return ReadPredicate(m, rows); }));
    if (map_.predicates.size() > 0xFFFF) return Error(ErrorCode::kLimit, Cat(tree_.source(), ": more than 65,535 predicates"));
    OVS_RETURN_IF_ERROR(Each(root, "statuses", [&](Node m) { return ReadStatus(m); }));
    for (std::size_t i = 0; i < map_.predicates.size(); ++i) {
      if (!map_.predicate_of.try_emplace(map_.predicates[i].iri, static_cast<std::uint16_t>(i)).second)
        return Error(ErrorCode::kMalformed, Cat(tree_.source(), ": the predicate ", Quoted(map_.predicates[i].iri), " stands in the map twice; drop one"));
    }
    return std::move(map_);
  }

 private:
  /// An object that has the keys `needed` and no others than these and `optional`.
  Status Object(Node n, std::string_view what, std::vector<std::string_view> needed, const std::vector<std::string_view>& optional) {
    if (tree_.kind(n) != Kind::kObject) return Fail(n, Cat(what, ": expected an object, found ", Name(tree_.kind(n))));
    for (const auto key : needed) {
      if (Get(n, key) == kNone) return Fail(n, Cat(what, " has no ", Quoted(key), "; add it"));
    }
    auto& known = needed;
    known.insert(known.end(), optional.begin(), optional.end());
    for (Node m = tree_.first(n); m != kNone; m = tree_.next(m)) {
      if (std::find(known.begin(), known.end(), tree_.name(m)) != known.end()) continue;
      return FailKey(m, Cat("unknown key ", Quoted(tree_.name(m)), " in ", what, "; known here: ", Join(known)));
    }
    return {};
  }
  /// Calls `read` for each member of the object `key` of the map, if it is there.
  template <typename ReadMember>
  Status Each(Node root, std::string_view key, const ReadMember& read) {
    const Node n = Get(root, key);
    if (n == kNone) return {};
    if (tree_.kind(n) != Kind::kObject) return Fail(n, Cat(Quoted(key), ": expected an object, found ", Name(tree_.kind(n))));
    for (Node m = tree_.first(n); m != kNone; m = tree_.next(m)) OVS_RETURN_IF_ERROR(read(m));
    return {};
  }
  StatusOr<std::string_view> Text(Node n, std::string_view what) {
    if (tree_.kind(n) != Kind::kString || tree_.text(n).empty() || !IsPlainText(tree_.text(n)))
      return Fail(n, Cat(what, ": expected a string that is not empty and holds no control characters"));
    return tree_.text(n);
  }
  StatusOr<bool> Boolean(Node n, std::string_view what) {
    if (tree_.kind(n) != Kind::kBoolean) return Fail(n, Cat(what, ": expected true or false, found ", Name(tree_.kind(n))));
    return tree_.text(n) == "true";
  }
  /// The value of `key`, one of an enumeration of `count` values.
  template <typename E>
  Status Choice(Node object, std::string_view key, int count, E& out) {
    const Node n = Get(object, key);
    if (tree_.kind(n) == Kind::kString) {
      if (const auto value = Named<E>(tree_.text(n), {.count = count})) {
        out = *value;
        return {};
      }
    }
    return Fail(n, Cat(Quoted(key), ": expected one of ", Choices<E>({.count = count})));
  }
  Status OptionalCourseType(Node object, std::string_view key, std::optional<CourseType>& out) {
    if (Get(object, key) == kNone) return {};
    CourseType type{};
    OVS_RETURN_IF_ERROR(Choice(object, key, kCourseTypes, type));
    out = type;
    return {};
  }

  Status ReadPrefix(Node m) {
    const auto add = [&](Node n) -> Status {
      OVS_ASSIGN_OR_RETURN(const auto iri, Text(n, Quoted(tree_.name(m))));
      if (!IsUri(iri) || iri.find(':') == std::string_view::npos) return Fail(n, Cat(Quoted(iri), " is no IRI that a name can begin with; write it in full"));
      prefixes_[std::string(tree_.name(m))].emplace_back(iri);
      return {};
    };
    if (tree_.kind(m) != Kind::kArray) return add(m);
    for (Node n = tree_.first(m); n != kNone; n = tree_.next(n)) OVS_RETURN_IF_ERROR(add(n));
    return {};
  }
  /// All IRIs that a key "prefix:name" stands for.
  StatusOr<std::vector<std::string>> Iris(Node m) {
    const auto name = tree_.name(m);
    const auto colon = name.find(':');
    const auto at = prefixes_.find(std::string(name.substr(0, colon)));
    if (colon == std::string_view::npos || at == prefixes_.end())
      return FailKey(m, Cat(Quoted(name), " begins with no prefix of this map; name it prefix:name and add the prefix to \"prefixes\""));
    std::vector<std::string> out;
    for (const auto& prefix : at->second) {
      out.push_back(Cat(prefix, name.substr(colon + 1)));
      if (!IsUri(out.back())) return FailKey(m, Cat(Quoted(out.back()), " is no IRI; take blanks and control characters out"));
    }
    return out;
  }

  Status ReadClass(Node m) {
    OVS_ASSIGN_OR_RETURN(const auto iris, Iris(m));
    const std::string what = Quoted(tree_.name(m));
    OVS_RETURN_IF_ERROR(Object(m, what, {"kind"}, {"isco", "course_type", "course_type_otherwise"}));
    const Node kind = Get(m, "kind");
    const auto name = tree_.kind(kind) == Kind::kString ? tree_.text(kind) : std::string_view();
    RdfClass c;
    if (const auto concept_kind = ParseConceptKind(name)) {
      c.meaning = RdfClass::Meaning::kConcept;
      c.kind = *concept_kind;
    } else if (name == "course") {
      c.meaning = RdfClass::Meaning::kCourse;
    } else if (name != "ignored") {
      return Fail(kind, "\"kind\": expected one of occupation, skill, knowledge, task, condition, group, licence, course, ignored");
    }
    if (const Node isco = Get(m, "isco"); isco != kNone) {
      OVS_ASSIGN_OR_RETURN(c.isco, Boolean(isco, "\"isco\""));
      if (c.kind != ConceptKind::kGroup) return Fail(isco, "\"isco\" goes with \"kind\": \"group\" only");
    }
    OVS_RETURN_IF_ERROR(OptionalCourseType(m, "course_type", c.course_type));
    OVS_RETURN_IF_ERROR(OptionalCourseType(m, "course_type_otherwise", c.otherwise));
    if (c.meaning != RdfClass::Meaning::kCourse && (c.course_type || c.otherwise)) return Fail(m, "a course type goes with \"kind\": \"course\" only");
    for (const auto& iri : iris) {
      if (!map_.classes.try_emplace(iri, c).second) return FailKey(m, Cat(Quoted(iri), " stands in the map twice; drop one"));
    }
    return {};
  }

  Status ReadPredicate(Node m, std::span<const RoleRow> rows) {
    OVS_ASSIGN_OR_RETURN(const auto iris, Iris(m));
    const std::string what = Quoted(tree_.name(m));
    if (tree_.kind(m) != Kind::kObject) return Fail(m, Cat(what, ": expected an object, found ", Name(tree_.kind(m))));
    const Node role = Get(m, "role");
    if (role == kNone) return Fail(m, Cat(what, " has no \"role\"; add it"));
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const RoleRow& r) { return tree_.kind(role) == Kind::kString && r.name == tree_.text(role); });
    if (row == rows.end()) {
      std::string list;
      for (const auto& r : rows) Append(list, list.empty() ? "" : ", ", r.name);
      return Fail(role, Cat("\"role\": expected one of ", list));
    }
    auto needed = row->needed;
    needed.push_back("role");
    OVS_RETURN_IF_ERROR(Object(m, what, needed, row->optional));
    RdfPredicate p;
    p.role = row->role;
    if (p.role == RdfRole::kText) {
      OVS_RETURN_IF_ERROR(Choice(m, "as", kTextKinds, p.text));
      if (const Node n = Get(m, "fallback"); n != kNone) {
        OVS_ASSIGN_OR_RETURN(p.fallback, Boolean(n, "\"fallback\""));
        if (p.text != TextKind::kPreferred && p.text != TextKind::kDefinition)
          return Fail(n, "\"fallback\" goes with preferred and definition only: there can be any number of the others");
      }
    } else if (p.role == RdfRole::kRequires) {
      OVS_RETURN_IF_ERROR(Choice(m, "relevance", kRelevances, p.relevance));
    } else if (p.role == RdfRole::kMatch) {
      OVS_RETURN_IF_ERROR(Choice(m, "match", kMatchTypes, p.match));
      if (const Node n = Get(m, "code_prefix"); n != kNone) {
        OVS_ASSIGN_OR_RETURN(p.prefix, Text(n, "\"code_prefix\""));
        if (!IsUri(p.prefix) || p.prefix.find(':') == std::string::npos) return Fail(n, "\"code_prefix\" is no IRI that a code can be put behind");
      }
    } else if (p.role == RdfRole::kCode) {
      OVS_ASSIGN_OR_RETURN(p.prefix, Text(Get(m, "name"), "\"name\""));
      OVS_RETURN_IF_ERROR(OptionalCourseType(m, "course_type", p.course_type));
    } else if (p.role == RdfRole::kWhole) {
      OVS_ASSIGN_OR_RETURN(p.prefix, Text(Get(m, "key"), "\"key\""));
    }
    for (const auto& iri : iris) {
      p.iri = iri;
      map_.predicates.push_back(p);
    }
    return {};
  }

  Status ReadStatus(Node m) {
    ConceptStatus status{};
    const auto value = tree_.kind(m) == Kind::kString ? ParseConceptStatus(tree_.text(m)) : std::nullopt;
    if (!value) return Fail(m, Cat(Quoted(tree_.name(m)), ": expected one of current, historic, archived"));
    status = *value;
    if (tree_.name(m).find(':') == std::string_view::npos) {  // a literal
      map_.statuses.emplace(tree_.name(m), status);
      return {};
    }
    OVS_ASSIGN_OR_RETURN(const auto iris, Iris(m));
    for (const auto& iri : iris) map_.statuses.emplace(iri, status);
    return {};
  }

  RdfMap map_;
  std::unordered_map<std::string, std::vector<std::string>> prefixes_;
};

}  // namespace

StatusOr<RdfMap> ParseRdfMap(const JsonSource& source) {
  OVS_ASSIGN_OR_RETURN(auto tree, JsonTree::Parse(source.name, source.text));
  return Reader(std::move(tree)).Read();
}

}  // namespace overstap::detail
