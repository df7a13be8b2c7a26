// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// WriteTaxonomyNTriples: SKOS, with the words of CompetentNL's ontologies for what SKOS has none for, and urn:overstap:def: for what neither
// has (what is read back stands in taxonomy/maps/competentnl.json). It follows NL-SBB (the Dutch standard for describing concepts, in RDF its
// profile skos-ap-nl) as far as that applies: a skos:ConceptScheme with dct:title; every concept a skos:Concept in it, with prefLabel, altLabel,
// hiddenLabel and definition in a language, notation, broader and narrower in both directions, and mapping relations. What that profile asks
// and a taxonomy need not have is not made up: a definition, notations that differ, a source for each concept. It has no words for a status.
//
// Lost: needed levels, importances, Job Zones, overlays, and of "about" everything but name, licence, source and edition. A concept or match
// whose URI is no absolute IRI is an error: written differently it would be another name.

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "overstap/io.hpp"
#include "overstap/text.hpp"
#include "piece_stream.hpp"

namespace overstap {
namespace {

using detail::Cat;
using detail::Quoted;
using String = std::string_view;

#define OVS_RDF "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
#define OVS_SKOS "http://www.w3.org/2004/02/skos/core#"
#define OVS_DCT "http://purl.org/dc/terms/"
#define OVS_CNLO "https://linkeddata.competentnl.nl/def/competentnl#"
#define OVS_CNLUWVO "https://linkeddata.competentnl.nl/uwv/def/competentnl_uwv#"
#define OVS_DEF "urn:overstap:def:"

constexpr String kType = OVS_RDF "type";
constexpr String kBoolean = "http://www.w3.org/2001/XMLSchema#boolean";

// By ConceptKind, TextKind, MatchType, ConceptStatus.
constexpr String kClasses[] = {OVS_CNLO "Occupation",       OVS_CNLO "HumanCapability",           OVS_CNLO "KnowledgeArea", OVS_CNLUWVO "OccupationTask",
                               OVS_CNLUWVO "OccupationCircumstance", OVS_DEF "Group", OVS_DEF "Licence"};
constexpr String kTexts[] = {OVS_SKOS "prefLabel", OVS_SKOS "altLabel", OVS_SKOS "hiddenLabel", OVS_SKOS "definition", OVS_DEF "specialisation"};
constexpr String kMatches[] = {OVS_SKOS "exactMatch",  OVS_SKOS "closeMatch",   OVS_SKOS "broadMatch",
                               OVS_SKOS "narrowMatch", OVS_SKOS "relatedMatch", OVS_DCT "isReplacedBy"};
constexpr String kStatuses[] = {OVS_CNLUWVO "ContentStatus_Current", OVS_CNLUWVO "ContentStatus_Historic", OVS_CNLUWVO "ContentStatus_Archived"};

// By Relevance; the ontologies have words for some only.
constexpr String kRequires[] = {OVS_DEF "requires_not_relevant", OVS_DEF "requires_somewhat", OVS_DEF "requires_optional", OVS_DEF "requires_important",
                                OVS_DEF "requires_essential"};
constexpr String kAspects[] = {kRequires[0], OVS_CNLO "requiresHATSomewhat", kRequires[2], OVS_CNLO "requiresHATImportant", OVS_CNLO "requiresHATEssential"};
constexpr String kTasks[] = {kRequires[0], kRequires[1], OVS_CNLUWVO "isCharacterizedByOccupationTask_Optional", kRequires[3],
                             OVS_CNLUWVO "isCharacterizedByOccupationTask_Essential"};
constexpr String kConditions[] = {OVS_CNLUWVO "isCharacterizedByOccupationCircumstance_NotRelevant",
                                  OVS_CNLUWVO "isCharacterizedByOccupationCircumstance_BarelyRelevant", kRequires[2],
                                  OVS_CNLUWVO "isCharacterizedByOccupationCircumstance_ReasonablyRelevant",
                                  OVS_CNLUWVO "isCharacterizedByOccupationCircumstance_StronglyRelevant"};

String RelationName(ConceptKind target, Relevance relevance) {
  const auto r = static_cast<std::size_t>(relevance);
  switch (target) {
    case ConceptKind::kSkill:
    case ConceptKind::kKnowledge: return kAspects[r];
    case ConceptKind::kTask: return kTasks[r];
    case ConceptKind::kCondition: return kConditions[r];
    default: return kRequires[r];
  }
}

/// RFC 3987 as far as N-Triples asks: a scheme, and none of the characters an IRI cannot hold.
bool IsAbsoluteIri(String text) {
  const auto colon = text.find(':');
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  if (colon == String::npos || colon == 0 || !letter(text[0])) return false;
  const auto scheme = text.substr(0, colon);
  return std::all_of(scheme.begin(), scheme.end(), [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.'; }) &&
         std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) <= 0x20 || String("<>\"{}|^`\\\x7F").find(c) != String::npos; });
}

class TripleWriter {
 public:
  explicit TripleWriter(const TextSink& sink) : out_(sink) {}

  Status Write(const Taxonomy& t) {
    OVS_RETURN_IF_ERROR(Check(t));
    const auto scheme = Cat("urn:overstap:taxonomy:", t.snapshot().Hash());
    PutScheme(scheme, t.snapshot());
    for (Concept c = 0; c < t.size() && out_.status().ok(); ++c) PutConcept(t, c, scheme);
    return out_.Finish();
  }

 private:
  // Everything that can be wrong is found before the first byte goes out.
  static Status Check(const Taxonomy& t) {
    const auto& s = t.snapshot();
    for (Concept c = 0; c < t.size(); ++c) {
      if (!IsAbsoluteIri(t.Uri(c))) return Refuse(Cat("the URI of ", Quoted(t.Uri(c))));
      if (t.Nlqf(c) != kNlqfUnknown && !ParseNlqf(NlqfName(t.Nlqf(c)))) {
        return Error(ErrorCode::kMalformed, Cat("the NLQF level of ", Quoted(t.Uri(c)), " is none; correct it in the source and build again"));
      }
      for (const auto& match : t.Matches(c)) {
        if (!IsAbsoluteIri(s.String(match.uri))) return Refuse(Cat("the match ", Quoted(s.String(match.uri)), " of ", Quoted(t.Uri(c))));
      }
    }
    for (std::size_t i = 0; i < s.language_count(); ++i) {
      if (detail::IsLanguageTag(s.Language(i))) continue;
      return Error(ErrorCode::kMalformed, Cat("the language ", Quoted(s.Language(i)), " is no language tag; correct it in the source and build again"));
    }
    return absl::OkStatus();
  }
  static Status Refuse(String what) {
    return Error(ErrorCode::kMalformed, Cat(what, " is no absolute IRI (a scheme such as urn: or https: first, and none of < > \" { } | ^ ` \\ or blanks), which RDF asks; "
                                                  "correct it in the source and build again, or export JSON"));
  }

  void Begin(String subject, String predicate) {
    Iri(subject);
    Iri(predicate);
  }
  void Iri(String iri) {
    out_.Append("<");
    out_.Append(iri);
    out_.Append("> ");
  }
  void Link(String subject, String predicate, String object) {
    Begin(subject, predicate);
    Iri(object);
    out_.Append(".\n");
  }
  /// With a language or a datatype, or neither.
  void Literal(String subject, String predicate, String text, String language = {}, String datatype = {}) {
    Begin(subject, predicate);
    out_.Append("\"");
    while (!text.empty()) {
      const auto plain = std::min(text.find_first_of("\"\\\n\r\t"), text.size());  // the only characters that need it
      out_.Append(text.substr(0, plain));
      text.remove_prefix(plain);
      if (text.empty()) break;
      out_.Append(text[0] == '\n' ? "\\n" : text[0] == '\r' ? "\\r" : text[0] == '\t' ? "\\t" : text[0] == '"' ? "\\\"" : "\\\\");
      text.remove_prefix(1);
    }
    out_.Append("\"");
    if (!language.empty()) out_.Append("@"), out_.Append(language);
    if (!datatype.empty()) out_.Append("^^<"), out_.Append(datatype), out_.Append(">");
    out_.Append(" .\n");
  }

  void PutScheme(String scheme, const Snapshot& s) {
    Link(scheme, kType, OVS_SKOS "ConceptScheme");
    struct Row {
      String key, predicate;
      bool may_be_iri;
    };
    constexpr Row kRows[] = {{"name", OVS_DCT "title", false},
                             {"licence", OVS_DCT "license", true},
                             {"source", OVS_DCT "source", true},
                             {"edition", "http://www.w3.org/2002/07/owl#versionInfo", false}};
    for (const auto& row : kRows) {
      for (std::size_t i = 0; i < s.about_size(); ++i) {
        const auto key = s.about_key(i), value = s.about_value(i);
        if (!key.starts_with(row.key) || value.empty()) continue;
        const auto rest = key.substr(row.key.size());
        if (rest.empty() && row.may_be_iri && IsAbsoluteIri(value)) Link(scheme, row.predicate, value);
        else if (rest.empty()) Literal(scheme, row.predicate, value);
        else if (rest[0] == '@' && detail::IsLanguageTag(rest.substr(1))) Literal(scheme, row.predicate, value, rest.substr(1));
      }
    }
  }

  void PutConcept(const Taxonomy& t, Concept c, String scheme) {
    const auto& s = t.snapshot();
    const auto uri = t.Uri(c);
    Link(uri, kType, OVS_SKOS "Concept");
    Link(uri, kType, kClasses[static_cast<std::size_t>(t.Kind(c))]);
    Link(uri, OVS_SKOS "inScheme", scheme);
    for (const auto& text : t.Texts(c)) Literal(uri, kTexts[static_cast<std::size_t>(text.kind)], s.String(text.string), s.Language(text.language));
    if (!t.Notation(c).empty()) Literal(uri, OVS_SKOS "notation", t.Notation(c));
    if (t.Kind(c) == ConceptKind::kOccupation || t.Status(c) != ConceptStatus::kCurrent) {
      Link(uri, OVS_CNLUWVO "hasContentStatus", kStatuses[static_cast<std::size_t>(t.Status(c))]);
    }
    for (const auto broader : t.Broader(c)) Link(uri, OVS_SKOS "broader", t.Uri(broader));
    for (const auto narrower : t.Narrower(c)) Link(uri, OVS_SKOS "narrower", t.Uri(narrower));
    for (const auto& match : t.Matches(c)) Link(uri, kMatches[static_cast<std::size_t>(match.type)], s.String(match.uri));
    if (t.Isco(c) != 0) Literal(uri, OVS_DEF "isco", IscoDigits(t.Isco(c)));
    if (t.Nlqf(c) != kNlqfUnknown) Literal(uri, OVS_DEF "nlqf", NlqfName(t.Nlqf(c)));
    if (t.Regulated(c) != Regulated::kUnknown) {
      Literal(uri, OVS_CNLUWVO "isRegulatedProfession", t.Regulated(c) == Regulated::kYes ? "true" : "false", {}, kBoolean);
    }
    if (t.Mediation(c) != Mediation::kUnknown) {
      Literal(uri, OVS_CNLUWVO "isNotSuitableForMediation", t.Mediation(c) == Mediation::kNotSuitable ? "true" : "false", {}, kBoolean);
    }
    const auto letters = InterestLetters(t.Interests(c));
    for (std::size_t i = 0; i < letters.size(); ++i) Literal(uri, OVS_CNLO "hasRIASEC", String(letters).substr(i, 1));
    for (const auto& r : t.Relations(c)) Link(uri, RelationName(t.Kind(r.target), r.relevance), t.Uri(r.target));
  }

  detail::PieceStream out_;
};

}  // namespace

Status WriteTaxonomyNTriples(const Taxonomy& taxonomy, const TextSink& sink) { return TripleWriter(sink).Write(taxonomy); }

}  // namespace overstap
