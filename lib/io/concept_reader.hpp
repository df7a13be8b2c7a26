// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// ConceptReader: the part of Overstap JSON that describes a concept, into calls of a sink with the methods of
// TaxonomyBuilder (the builder itself, or whoever collects statements). It checks form; the sink or its builder checks sense.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "io/json_document.hpp"
#include "overstap/builder.hpp"

namespace overstap::detail {

inline constexpr std::string_view kConceptKeys[] = {"id",    "kind", "label", "alt",      "hidden",    "specialisations", "definition", "notation", "status", "broader",
                                                    "match", "isco", "nlqf",  "job_zone", "regulated", "mediation",       "interests",  "requires", "tasks",  "conditions"};
inline constexpr std::string_view kInPlaceKeys[] = {"id",       "level",  "importance", "kind",  "label", "alt",  "hidden",   "specialisations", "definition",
                                                    "notation", "status", "broader",    "match", "isco",  "nlqf", "job_zone", "regulated",       "mediation", "interests"};
inline constexpr std::string_view kRelationKeys[] = {"id", "level", "importance"};
inline constexpr std::string_view kMatchKeys[] = {"type", "uri"};
inline constexpr std::string_view kTierKeys[] = {"essential", "important", "optional", "somewhat", "not_relevant"};
inline constexpr Relevance kTiers[] = {Relevance::kEssential, Relevance::kImportant, Relevance::kOptional, Relevance::kSomewhat, Relevance::kNotRelevant};
inline constexpr std::string_view kGradeKeys[] = {"strongly", "reasonably", "barely", "not", "optional"};
inline constexpr Relevance kGrades[] = {Relevance::kEssential, Relevance::kImportant, Relevance::kSomewhat, Relevance::kNotRelevant, Relevance::kOptional};

/// A list of relations: which tiers it has, and what an in-place definition in it may be.
struct RelationList {
  std::string_view key;
  std::span<const std::string_view> tiers;
  std::span<const Relevance> relevances;
  std::optional<ConceptKind> kind;  // none: the definition must say it
  KindSet Kinds() const {
    return kind ? SetOf(*kind) : static_cast<KindSet>(SetOf(ConceptKind::kSkill) | SetOf(ConceptKind::kKnowledge) | SetOf(ConceptKind::kLicence));
  }
};
inline constexpr RelationList kRelationLists[] = {{"requires", kTierKeys, kTiers, std::nullopt},
                                                  {"tasks", kTierKeys, kTiers, ConceptKind::kTask},
                                                  {"conditions", kGradeKeys, kGrades, ConceptKind::kCondition}};

template <typename Sink>
class ConceptReader : protected JsonDocument {
 protected:
  using Made = typename Sink::Node;

  ConceptReader(JsonTree tree, Sink& sink) : JsonDocument(std::move(tree)), sink_(sink), source_(sink.AddSource(tree_.source())) {}

  SourcePlace Place(Node n) {
    const Position at = tree_.At(n);
    return {source_, static_cast<std::uint32_t>(at.line), static_cast<std::uint32_t>(at.column)};
  }
  // The sink, told where the next statement stands if it asks for that; a builder does not.
  Sink& At(Node n) {
    if constexpr (requires { sink_.StandAt(SourcePlace{}); }) sink_.StandAt(Place(n));
    return sink_;
  }
  StatusOr<Made> Mention(Node n, std::string_view what) {
    OVS_ASSIGN_OR_RETURN(const auto id, Id(n, what));
    return sink_.Mention(id, Place(n));
  }

  Status ReadConcept(Node n, Keys known = kConceptKeys) {
    OVS_RETURN_IF_ERROR(ExpectObject(n, known, "a concept"));
    OVS_ASSIGN_OR_RETURN(const Node kind_node, Require(n, "kind", "a concept"));
    OVS_ASSIGN_OR_RETURN(const auto kind, ReadKind(kind_node));
    OVS_ASSIGN_OR_RETURN(const Made made, ReadPlain(n, kind));
    if (kind == ConceptKind::kOccupation) return ReadRelations(n, made);
    for (const RelationList& list : kRelationLists) {
      if (const Node tiers = Get(n, list.key); tiers != kNone)
        return FailKey(tiers, Cat(Quoted(list.key), " belongs to occupations only, and this is a ", Name(kind), "; move it"));
    }
    return absl::OkStatus();
  }

  // What every concept can have, wherever it is defined.
  StatusOr<Made> ReadPlain(Node n, ConceptKind kind) {
    OVS_ASSIGN_OR_RETURN(const Node id, Require(n, "id", "a concept"));
    OVS_ASSIGN_OR_RETURN(const Made made, Mention(id, "\"id\""));
    OVS_RETURN_IF_ERROR(Positioned(id, sink_.Declare(made, kind, Place(id))));
    OVS_RETURN_IF_ERROR(ReadTexts(n, made));
    OVS_RETURN_IF_ERROR(ReadLinks(n, made));
    OVS_RETURN_IF_ERROR(ReadAttributes(n, made));
    return made;
  }

  Status ReadTexts(Node n, Made made) {
    return JsonDocument::ReadTexts(n, [&](Node at, TextKind kind, std::string_view language, std::string_view text) {
      return At(at).AddText(made, kind, language, text);
    });
  }

  Status ReadLinks(Node n, Made made) {
    if (const Node m = Get(n, "broader"); m != kNone) OVS_RETURN_IF_ERROR(ReadBroader(m, made));
    const Node m = Get(n, "match");
    return m == kNone ? absl::OkStatus() : ReadMatches(m, made);
  }
  Status ReadBroader(Node list, Made made) {
    OVS_RETURN_IF_ERROR(Expect(list, Kind::kArray, "\"broader\""));
    for (Node e = tree_.first(list); e != kNone; e = tree_.next(e)) {
      OVS_ASSIGN_OR_RETURN(const Made broader, Mention(e, "an id in \"broader\""));
      sink_.AddBroader(made, broader, Place(e));
    }
    return absl::OkStatus();
  }
  Status ReadMatches(Node list, Made made) {
    OVS_RETURN_IF_ERROR(Expect(list, Kind::kArray, "\"match\""));
    for (Node e = tree_.first(list); e != kNone; e = tree_.next(e)) {
      OVS_RETURN_IF_ERROR(ExpectObject(e, kMatchKeys, "a match"));
      OVS_ASSIGN_OR_RETURN(const Node type_node, Require(e, "type", "a match"));
      OVS_ASSIGN_OR_RETURN(const auto type, Choice(type_node, ParseMatchType, Choices<MatchType>({.count = kMatchTypes}), "\"type\""));
      OVS_ASSIGN_OR_RETURN(const Node uri_node, Require(e, "uri", "a match"));
      OVS_ASSIGN_OR_RETURN(const auto uri, Word(uri_node, "\"uri\""));
      OVS_RETURN_IF_ERROR(Positioned(uri_node, At(uri_node).AddMatch(made, type, uri)));
    }
    return absl::OkStatus();
  }

  Status ReadAttributes(Node n, Made made) {
    if (const Node m = Get(n, "notation"); m != kNone) {
      OVS_RETURN_IF_ERROR(Expect(m, Kind::kString, "\"notation\""));
      OVS_RETURN_IF_ERROR(Positioned(m, At(m).SetNotation(made, tree_.text(m))));
    }
    if (const Node m = Get(n, "status"); m != kNone) {
      OVS_ASSIGN_OR_RETURN(const auto status, Choice(m, ParseConceptStatus, Choices<ConceptStatus>({.count = kConceptStatuses}), "\"status\""));
      At(m).SetStatus(made, status);
    }
    if (const Node m = Get(n, "isco"); m != kNone) {
      OVS_ASSIGN_OR_RETURN(const auto isco, ReadIsco(m));
      At(m).SetIsco(made, isco);
    }
    if (const Node m = Get(n, "nlqf"); m != kNone) {
      OVS_ASSIGN_OR_RETURN(const Nlqf nlqf, ReadNlqf(m));
      At(m).SetNlqf(made, nlqf);
    }
    if (const Node m = Get(n, "regulated"); m != kNone) {
      OVS_RETURN_IF_ERROR(Expect(m, Kind::kBoolean, "\"regulated\""));
      At(m).SetRegulated(made, tree_.text(m) == "true" ? Regulated::kYes : Regulated::kNo);
    }
    if (const Node m = Get(n, "mediation"); m != kNone) {
      OVS_RETURN_IF_ERROR(Expect(m, Kind::kBoolean, "\"mediation\""));
      At(m).SetMediation(made, tree_.text(m) == "true" ? Mediation::kSuitable : Mediation::kNotSuitable);
    }
    if (const Node m = Get(n, "interests"); m != kNone) {
      OVS_ASSIGN_OR_RETURN(const auto interests, Choice(m, ParseInterests, "the letters R I A S E C together, such as \"RI\"", "\"interests\""));
      At(m).SetInterests(made, interests);
    }
    if (const Node m = Get(n, "job_zone"); m != kNone) {
      OVS_ASSIGN_OR_RETURN(const auto zone, Integer(m, 1, kMaxJobZone, "\"job_zone\""));
      At(m).SetJobZone(made, static_cast<JobZone>(zone));
    }
    return absl::OkStatus();
  }

  // All lists of relations. `define`: an entry may define its concept in place.
  Status ReadRelations(Node n, Made from, bool define = true) {
    for (const RelationList& list : kRelationLists) {
      const Node tiers = Get(n, list.key);
      if (tiers == kNone) continue;
      OVS_RETURN_IF_ERROR(ExpectObject(tiers, list.tiers, Quoted(list.key)));
      for (std::size_t i = 0; i < list.tiers.size(); ++i) {
        const Node entries = Get(tiers, list.tiers[i]);
        if (entries == kNone) continue;
        OVS_RETURN_IF_ERROR(Expect(entries, Kind::kArray, Quoted(list.tiers[i])));
        for (Node e = tree_.first(entries); e != kNone; e = tree_.next(e)) OVS_RETURN_IF_ERROR(ReadEntry(e, list, list.relevances[i], from, define));
      }
    }
    return absl::OkStatus();
  }

  Sink& sink_;

 private:
  StatusOr<ConceptKind> ReadKind(Node n) { return Choice(n, ParseConceptKind, Choices<ConceptKind>({.count = kConceptKinds}), "\"kind\""); }

  // A string, because of the leading zeros of the armed forces.
  StatusOr<std::uint16_t> ReadIsco(Node n) {
    const auto isco = tree_.kind(n) == Kind::kString ? ParseIsco(tree_.text(n)) : std::nullopt;
    if (!isco || *isco == 0) return Unexpected(n, "\"isco\"", "the four digits of an ISCO-08 unit group as a string, such as \"5321\"");
    return *isco;
  }

  // "id", {"id", "level", "importance"}, or with a "label" the definition of the concept itself.
  Status ReadEntry(Node e, const RelationList& list, Relevance relevance, Made from, bool define) {
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
      if (!define || Get(e, "label") == kNone) {
        OVS_RETURN_IF_ERROR(ExpectObject(e, kRelationKeys, define ? "a reference (without \"label\")" : "a reference"));
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
    sink_.AddRelation(from, to, strength, Place(e), list.Kinds());
    return absl::OkStatus();
  }

  StatusOr<ConceptKind> KindInPlace(Node e, const RelationList& list) {
    const Node n = Get(e, "kind");
    if (n == kNone) {
      if (list.kind) return *list.kind;
      return Fail(e, "a definition in place in \"requires\" has no \"kind\"; add \"kind\": \"skill\", \"knowledge\" or \"licence\"");
    }
    OVS_ASSIGN_OR_RETURN(const auto kind, ReadKind(n));
    if (!(list.Kinds() & SetOf(kind))) return Fail(n, Cat("a ", Name(kind), " cannot stand in ", Quoted(list.key), "; move it to the list it belongs to"));
    return kind;
  }

  std::uint32_t source_;
};

}  // namespace overstap::detail
