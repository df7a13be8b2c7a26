// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Overlays over a taxonomy: the statements of all documents are held against each other, then against the taxonomy below,
// and only then said to a builder, after all of the taxonomy that stays. Circles and relations between kinds that cannot
// have one are left for the builder to find; it knows the places too.

#include "overstap/overlay.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>

#include "overlay_reader.hpp"

namespace overstap {
namespace {

using detail::Attribute;
using detail::Cat;
using detail::OverlayDocuments;
using detail::Quoted;
using detail::Statement;
using Strength = TaxonomyBuilder::Strength;
using Verb = ChangeVerb;
using Thing = ChangedThing;

/// "essential", "important, level 2".
std::string StrengthText(const Strength& s) {
  std::string text(Name(s.relevance));
  if (s.level != 0) detail::Append(text, ", level ", s.level);
  if (s.importance != 0) detail::Append(text, ", importance ", s.importance);
  return text;
}
/// `said` over `old`: what is not said stays.
Strength Over(const Strength& said, const Strength& old) {
  return {said.relevance, said.level == 0 ? old.level : said.level, said.importance == 0 ? old.importance : said.importance};
}

bool Same(const Strength& a, const Strength& b) { return a.relevance == b.relevance && a.level == b.level && a.importance == b.importance; }

/// Keys of Overstap JSON, in the order of detail::Attribute.
constexpr std::string_view kAttributeNames[] = {"notation", "status", "isco", "nlqf", "regulated", "mediation", "interests", "job_zone"};

/// A value, but for notations, as it is written in Overstap JSON, or "unknown".
std::string AttributeText(Attribute attribute, std::uint32_t value) {
  const auto yes_no = [&](std::uint32_t yes) { return std::string(value == 0 ? "unknown" : value == yes ? "true" : "false"); };
  switch (attribute) {
    case Attribute::kNotation: break;
    case Attribute::kStatus: return std::string(Name(static_cast<ConceptStatus>(value)));
    case Attribute::kIsco: return value == 0 ? "unknown" : IscoDigits(static_cast<std::uint16_t>(value));
    case Attribute::kNlqf: return std::string(NlqfName(static_cast<Nlqf>(value)));
    case Attribute::kRegulated: return yes_no(static_cast<std::uint32_t>(Regulated::kYes));
    case Attribute::kMediation: return yes_no(static_cast<std::uint32_t>(Mediation::kSuitable));
    case Attribute::kInterests: return value == 0 ? "unknown" : InterestLetters(static_cast<std::uint8_t>(value));
    case Attribute::kJobZone: return value == 0 ? "unknown" : std::to_string(value);
  }
  return {};
}
std::uint32_t AttributeOf(const Taxonomy& t, Concept c, Attribute attribute) {
  switch (attribute) {
    case Attribute::kNotation: break;
    case Attribute::kStatus: return static_cast<std::uint32_t>(t.Status(c));
    case Attribute::kIsco: return t.Isco(c);
    case Attribute::kNlqf: return t.Nlqf(c);
    case Attribute::kRegulated: return static_cast<std::uint32_t>(t.Regulated(c));
    case Attribute::kMediation: return static_cast<std::uint32_t>(t.Mediation(c));
    case Attribute::kInterests: return t.Interests(c);
    case Attribute::kJobZone: return t.JobZone(c);
  }
  return 0;
}

std::string_view VerbText(Verb verb) { return verb == Verb::kAdded ? "added" : verb == Verb::kChanged ? "changed" : "removed"; }

class Layers {
 public:
  explicit Layers(const Taxonomy& base) : base_(base) {}

  StatusOr<Taxonomy> Lay(std::span<const JsonSource> overlays, OverlayReport& report) {
    for (const auto& json : overlays) OVS_RETURN_IF_ERROR(ReadOverlay(json, builder_.AddSource(json.name), documents_));
    OVS_RETURN_IF_ERROR(Compare());
    for (const auto& s : documents_.statements) OVS_RETURN_IF_ERROR(Check(s));
    for (const auto& s : documents_.statements) LeaveOut(s);
    OVS_RETURN_IF_ERROR(AddTaxonomy(base_, builder_, omissions_));
    OVS_RETURN_IF_ERROR(Record(report));
    for (std::size_t i = 0; i < documents_.statements.size(); ++i) {
      if (!repeats_[i]) OVS_RETURN_IF_ERROR(Placed(documents_.statements[i], State(documents_.statements[i])));
    }
    return builder_.Build();
  }

 private:
  /// What a statement is about: two statements with one key must say the same.
  using Key = std::tuple<Thing, std::uint8_t, std::uint32_t, std::uint32_t, std::uint32_t>;
  static Key KeyOf(const Statement& s) { return {s.thing, s.type, s.subject, s.object, s.language}; }

  // --- words -------------------------------------------------------------------------------------------------------
  std::string_view Get(std::uint32_t string) const { return documents_.strings.Get(string); }
  std::string Q(std::uint32_t string) const { return Quoted(Get(string)); }
  std::string At(const Statement& s) const { return Cat(documents_.documents[s.overlay].file, ":", s.place.line, ":", s.place.column); }
  Status Fail(const Statement& s, std::string_view message) const {
    return ErrorAt(ErrorCode::kMalformed, documents_.documents[s.overlay].file, {s.place.line, s.place.column, 0}, message);
  }
  Status Placed(const Statement& s, const Status& status) const {
    if (status.ok() || PositionOf(status).line != 0) return status;
    return ErrorAt(CodeOf(status), documents_.documents[s.overlay].file, {s.place.line, s.place.column, 0}, detail::Std(status.message()));
  }
  static TextKind TextKindOf(const Statement& s) { return static_cast<TextKind>(s.type); }
  static Attribute AttributeOfStatement(const Statement& s) { return static_cast<Attribute>(s.type); }
  static bool IsLabel(const Statement& s) { return s.thing == Thing::kText && TextKindOf(s) != TextKind::kDefinition; }

  static std::string NotationText(std::string_view notation) { return notation.empty() ? "unknown" : std::string(notation); }
  std::string ValueText(const Statement& s) const {
    return AttributeOfStatement(s) == Attribute::kNotation ? NotationText(Get(s.value)) : AttributeText(AttributeOfStatement(s), s.value);
  }
  std::string OldValueText(Concept c, Attribute attribute) const {
    return attribute == Attribute::kNotation ? NotationText(base_.Notation(c)) : AttributeText(attribute, AttributeOf(base_, c, attribute));
  }
  /// "the relation of "a" to "b"".
  std::string What(const Statement& s) const {
    switch (s.thing) {
      case Thing::kConcept: return Q(s.subject);
      case Thing::kText:
        if (s.object == 0) return Cat("the definition of ", Q(s.subject), " in ", Q(s.language));
        return Cat("the text ", Q(s.object), " (", Name(TextKindOf(s)), " ", Get(s.language), ") of ", Q(s.subject));
      case Thing::kRelation: return Cat("the relation of ", Q(s.subject), " to ", Q(s.object));
      case Thing::kBroader: return Cat(Q(s.object), " above ", Q(s.subject));
      case Thing::kMatch: return Cat("the match ", Name(static_cast<MatchType>(s.type)), " ", Q(s.object), " of ", Q(s.subject));
      case Thing::kAttribute: return Cat("\"", kAttributeNames[s.type], "\" of ", Q(s.subject));
    }
    return {};
  }
  /// "changed (essential)".
  std::string Said(const Statement& s) const {
    std::string value;
    if (s.verb != Verb::kRemoved) {
      if (s.thing == Thing::kConcept) value = Name(static_cast<ConceptKind>(s.value));
      if (s.thing == Thing::kRelation) value = StrengthText(s.strength);
      if (s.thing == Thing::kAttribute) value = Quoted(ValueText(s));
    }
    return value.empty() ? std::string(VerbText(s.verb)) : Cat(VerbText(s.verb), " (", value, ")");
  }
  /// At the place read last, naming the other.
  Status Conflict(const Statement& a, const Statement& b) const {
    const auto place = [](const Statement& s) { return std::tuple(s.place.source, s.place.line, s.place.column); };
    const auto& first = place(a) < place(b) ? a : b;
    const auto& last = &first == &a ? b : a;
    const auto what_first = What(first), what_last = What(last);
    return Fail(last, Cat(what_last, " is ", Said(last), " here, but ", what_first == what_last ? "" : Cat(what_first, " is "), Said(first), " at ", At(first),
                          "; drop one of the two"));
  }

  // --- statements against each other -------------------------------------------------------------------------------
  const Statement* Find(const Key& key) const {
    const auto at = by_key_.find(key);
    return at == by_key_.end() ? nullptr : &documents_.statements[at->second.first];
  }
  /// Where a concept is added, or removed.
  const Statement* OfConcept(Verb verb, std::uint32_t uri) const {
    const auto* s = Find({Thing::kConcept, 0, uri, 0, 0});
    return s != nullptr && s->verb == verb ? s : nullptr;
  }

  Status Compare() {
    const auto& statements = documents_.statements;
    repeats_.resize(statements.size());
    for (std::size_t i = 0; i < statements.size(); ++i) {
      const auto& s = statements[i];
      const auto [at, fresh] = by_key_.try_emplace(KeyOf(s), i, i);
      if (!fresh) {
        const auto& other = statements[at->second.first];
        if (s.verb != other.verb || s.value != other.value || !Same(s.strength, other.strength)) return Conflict(other, s);
        const auto& before = statements[std::exchange(at->second.second, i)];
        if (s.overlay == before.overlay) return Fail(s, Cat(What(s), " is ", VerbText(s.verb), " twice, first at ", At(before), "; drop one of the two"));
        repeats_[i] = true;
        continue;
      }
      if (s.thing != Thing::kText) continue;
      // There is one label a language, and one overlay says what its definitions are.
      if (TextKindOf(s) == TextKind::kPreferred || TextKindOf(s) == TextKind::kDefinition) {
        const auto [slot, free] = slots_.try_emplace({s.subject, s.language, TextKindOf(s)}, i);
        const auto& other = statements[slot->second];
        const bool list = TextKindOf(s) == TextKind::kDefinition && s.overlay == other.overlay && s.verb == other.verb;
        if (!free && !list) return Conflict(other, s);
      }
      // A text is one kind of label.
      if (IsLabel(s) && s.verb != Verb::kRemoved) {
        const auto [label, free] = labels_.try_emplace({s.subject, s.language, s.object}, i);
        if (!free) return Conflict(statements[label->second], s);
      }
    }
    return absl::OkStatus();
  }

  // --- statements against the taxonomy -----------------------------------------------------------------------------
  Status Check(const Statement& s) const {
    if (s.verb != Verb::kRemoved) {
      const bool linked = s.thing == Thing::kRelation || s.thing == Thing::kBroader;
      for (const auto uri : {s.subject, linked ? s.object : s.subject}) {
        if (const auto* gone = OfConcept(Verb::kRemoved, uri)) return Conflict(*gone, s);
      }
    }
    const auto c = base_.Find(Get(s.subject));
    if (s.verb == Verb::kAdded) return CheckAdded(s, c);
    if (c) return CheckThere(s, *c);
    const auto* added = OfConcept(Verb::kAdded, s.subject);
    return Fail(s, Cat(Q(s.subject), " is not in the taxonomy below", added == nullptr ? "; correct the id or drop this" : Cat(" but added at ", At(*added), "; say it there")));
  }

  /// `uri` is in the taxonomy, or added by this overlay or an earlier one.
  Status CheckKnown(const Statement& s, std::uint32_t uri) const {
    if (base_.Find(Get(uri))) return absl::OkStatus();
    const auto* added = OfConcept(Verb::kAdded, uri);
    if (added == nullptr) return Fail(s, Cat(Q(uri), " is neither in the taxonomy nor added; correct the id, or add it with its \"kind\""));
    if (added->overlay > s.overlay) return Fail(s, Cat(Q(uri), " is added later, at ", At(*added), "; lay that overlay before this one"));
    return absl::OkStatus();
  }

  Status CheckAdded(const Statement& s, std::optional<Concept> c) const {
    if (s.thing == Thing::kConcept) {
      if (!c) return absl::OkStatus();
      return Fail(s, Cat(Q(s.subject), " is there already, as a ", Name(base_.Kind(*c)), "; leave \"kind\" out to add to it, or change it"));
    }
    OVS_RETURN_IF_ERROR(CheckKnown(s, s.subject));
    if (s.thing == Thing::kRelation || s.thing == Thing::kBroader) OVS_RETURN_IF_ERROR(CheckKnown(s, s.object));
    if (!c) return absl::OkStatus();
    if (s.thing == Thing::kText) return CheckAddedText(s, *c);
    const bool there = s.thing == Thing::kRelation ? FindRelation(s, *c) != nullptr : s.thing == Thing::kBroader ? FindBroader(s, *c).has_value() : FindMatch(s, *c).has_value();
    return there ? Fail(s, Cat(What(s), " is there already; change it, or drop this")) : absl::OkStatus();
  }
  Status CheckAddedText(const Statement& s, Concept c) const {
    const auto kind = TextKindOf(s);
    const bool one = kind == TextKind::kPreferred || kind == TextKind::kDefinition;
    for (int k = 0; k < kTextKinds; ++k) {
      const auto other = static_cast<TextKind>(k);
      // As another kind it would push the one that is there out, or not come in itself; but a label that was something less moves up.
      if (other != kind && (one || (other == TextKind::kDefinition && kind != TextKind::kSpecialisation))) continue;
      const auto there = TextsOf(c, Get(s.language), other, other == kind && one ? std::nullopt : std::optional(Get(s.object)));
      if (there.first != there.last && !Gone(other, s))
        return Fail(s, Cat(What(s), ": ", Quoted(TextOf(c, there.first)), " is there already, as ", Name(other), "; change or remove that, or drop this"));
    }
    return absl::OkStatus();
  }
  /// Whether this overlay or an earlier one takes away what the subject of `s` has in its language as `kind`: the label, the
  /// definition, or else the same text.
  bool Gone(TextKind kind, const Statement& s) const {
    const Statement* other = nullptr;
    if (kind == TextKind::kPreferred || kind == TextKind::kDefinition) {
      const auto at = slots_.find({s.subject, s.language, kind});
      other = at == slots_.end() ? nullptr : &documents_.statements[at->second];
    } else {
      other = Find({Thing::kText, static_cast<std::uint8_t>(kind), s.subject, s.object, s.language});
    }
    return other != nullptr && other->verb != Verb::kAdded && other->overlay <= s.overlay;
  }

  /// Something changed or removed: it must be there, and a change must change it.
  Status CheckThere(const Statement& s, Concept c) const {
    const auto missing = [&] { return Fail(s, Cat(What(s), " is not there; add it, or drop this")); };
    const auto same = [&] { return Fail(s, Cat(What(s), " is that already; drop this")); };
    switch (s.thing) {
      case Thing::kConcept: return absl::OkStatus();
      case Thing::kText: {
        const auto texts = FindTexts(s, c);
        if (texts.first == texts.last && s.verb == Verb::kChanged) {
          return Fail(s, Cat(Q(s.subject), " has no ", TextKindOf(s) == TextKind::kPreferred ? "label" : "definition", " in ", Q(s.language), " to change; add it"));
        }
        if (texts.first == texts.last) return missing();
        const auto equal = TextsOf(c, Get(s.language), TextKindOf(s), Get(s.object));
        return s.verb == Verb::kChanged && equal.first != equal.last ? same() : absl::OkStatus();
      }
      case Thing::kRelation: {
        const auto* relation = FindRelation(s, c);
        if (relation == nullptr) return missing();
        if (!(s.kinds & SetOf(base_.Kind(relation->target)))) {
          return Fail(s, Cat(Q(s.object), " is a ", Name(base_.Kind(relation->target)), ", which does not belong in this list; move it to the list of its kind"));
        }
        const Strength old{relation->relevance, relation->level, relation->importance};
        return s.verb == Verb::kChanged && Same(Over(s.strength, old), old) ? same() : absl::OkStatus();
      }
      case Thing::kBroader: return FindBroader(s, c) ? absl::OkStatus() : missing();
      case Thing::kMatch: return FindMatch(s, c) ? absl::OkStatus() : missing();
      case Thing::kAttribute: {
        const auto attribute = AttributeOfStatement(s);
        const bool equal = attribute == Attribute::kNotation ? base_.Notation(c) == Get(s.value) : AttributeOf(base_, c, attribute) == s.value;
        return equal ? same() : absl::OkStatus();
      }
    }
    return absl::OkStatus();
  }

  const Relation* FindRelation(const Statement& s, Concept c) const {
    const auto target = base_.Find(Get(s.object));
    if (!target) return nullptr;
    const auto relations = base_.Relations(c);
    const auto at = std::lower_bound(relations.begin(), relations.end(), *target, [](const Relation& r, Concept t) { return r.target < t; });
    return at != relations.end() && at->target == *target ? &*at : nullptr;
  }
  std::optional<Concept> FindBroader(const Statement& s, Concept c) const {
    const auto parent = base_.Find(Get(s.object));
    const auto parents = base_.Broader(c);
    return parent && std::binary_search(parents.begin(), parents.end(), *parent) ? parent : std::nullopt;
  }
  /// Its position among the matches.
  std::optional<std::uint32_t> FindMatch(const Statement& s, Concept c) const {
    const auto matches = base_.Matches(c);
    const auto key = [&](const ExternalMatch& m) { return std::tuple(m.type, base_.snapshot().String(m.uri)); };
    const auto wanted = std::tuple(static_cast<MatchType>(s.type), Get(s.object));
    const auto at = std::partition_point(matches.begin(), matches.end(), [&](const ExternalMatch& m) { return key(m) < wanted; });
    if (at == matches.end() || key(*at) != wanted) return std::nullopt;
    return static_cast<std::uint32_t>(at - matches.begin());
  }
  /// Positions among the texts, half-open.
  struct TextRange {
    std::uint32_t first, last;
  };
  std::string_view TextOf(Concept c, std::uint32_t i) const { return base_.snapshot().String(base_.Texts(c)[i].string); }
  /// Those of one language and kind, or of these the one that is `text`.
  TextRange TextsOf(Concept c, std::string_view language, TextKind kind, std::optional<std::string_view> text = {}) const {
    const auto& snapshot = base_.snapshot();
    const auto texts = base_.Texts(c);
    const auto key = [&](const Text& t) { return std::tuple(snapshot.Language(t.language), t.kind, text ? snapshot.String(t.string) : std::string_view()); };
    const auto wanted = std::tuple(language, kind, text.value_or(std::string_view()));
    const auto first = std::partition_point(texts.begin(), texts.end(), [&](const Text& t) { return key(t) < wanted; });
    const auto last = std::partition_point(first, texts.end(), [&](const Text& t) { return key(t) == wanted; });
    return {static_cast<std::uint32_t>(first - texts.begin()), static_cast<std::uint32_t>(last - texts.begin())};
  }
  /// A removed text, or all that a changed label or definition, or a removed definition, takes the place of.
  TextRange FindTexts(const Statement& s, Concept c) const {
    const bool whole = s.verb == Verb::kChanged || TextKindOf(s) == TextKind::kDefinition;
    return TextsOf(c, Get(s.language), TextKindOf(s), whole ? std::nullopt : std::optional(Get(s.object)));
  }

  // --- saying it ---------------------------------------------------------------------------------------------------
  void LeaveOut(const Statement& s) {
    if (s.verb == Verb::kAdded) return;
    const Concept c = *base_.Find(Get(s.subject));
    switch (s.thing) {
      case Thing::kConcept: omissions_.concepts.insert(c); break;
      case Thing::kText:
        for (auto [i, last] = FindTexts(s, c); i < last; ++i) omissions_.texts.emplace(c, i);
        break;
      case Thing::kRelation: omissions_.relations.emplace(c, FindRelation(s, c)->target); break;
      case Thing::kBroader: omissions_.broader.emplace(c, *FindBroader(s, c)); break;
      case Thing::kMatch: omissions_.matches.emplace(c, *FindMatch(s, c)); break;
      case Thing::kAttribute: break;  // the builder keeps the last value
    }
  }

  Status State(const Statement& s) {
    if (s.verb == Verb::kRemoved) return absl::OkStatus();
    const auto node = builder_.Mention(Get(s.subject), s.place);
    switch (s.thing) {
      case Thing::kConcept: return builder_.Declare(node, static_cast<ConceptKind>(s.value), s.place);
      case Thing::kText:
        if (s.verb == Verb::kChanged && TextKindOf(s) == TextKind::kPreferred) {
          // The old label still leads here, unless it is stated as something else.
          const Concept c = *base_.Find(Get(s.subject));
          OVS_RETURN_IF_ERROR(builder_.AddText(node, TextKind::kHidden, Get(s.language), TextOf(c, FindTexts(s, c).first)));
        }
        return builder_.AddText(node, TextKindOf(s), Get(s.language), Get(s.object));
      case Thing::kRelation: {
        auto strength = s.strength;
        if (s.verb == Verb::kChanged) {
          const auto& old = *FindRelation(s, *base_.Find(Get(s.subject)));
          strength = Over(strength, {old.relevance, old.level, old.importance});
        }
        builder_.AddRelation(node, builder_.Mention(Get(s.object), s.place), strength, s.place, s.kinds);
        return absl::OkStatus();
      }
      case Thing::kBroader: builder_.AddBroader(node, builder_.Mention(Get(s.object), s.place), s.place); return absl::OkStatus();
      case Thing::kMatch: return builder_.AddMatch(node, static_cast<MatchType>(s.type), Get(s.object));
      case Thing::kAttribute: return StateAttribute(node, AttributeOfStatement(s), s.value);
    }
    return absl::OkStatus();
  }
  Status StateAttribute(TaxonomyBuilder::Node node, Attribute attribute, std::uint32_t value) {
    switch (attribute) {
      case Attribute::kNotation: return builder_.SetNotation(node, Get(value));
      case Attribute::kStatus: builder_.SetStatus(node, static_cast<ConceptStatus>(value)); break;
      case Attribute::kIsco: builder_.SetIsco(node, static_cast<std::uint16_t>(value)); break;
      case Attribute::kNlqf: builder_.SetNlqf(node, static_cast<Nlqf>(value)); break;
      case Attribute::kRegulated: builder_.SetRegulated(node, static_cast<Regulated>(value)); break;
      case Attribute::kMediation: builder_.SetMediation(node, static_cast<Mediation>(value)); break;
      case Attribute::kInterests: builder_.SetInterests(node, static_cast<std::uint8_t>(value)); break;
      case Attribute::kJobZone: builder_.SetJobZone(node, static_cast<JobZone>(value)); break;
    }
    return absl::OkStatus();
  }

  /// Who said what, into the builder and the report.
  Status Record(OverlayReport& report) {
    const auto hash = base_.snapshot().Hash();
    std::vector<std::uint16_t> numbers;
    for (const auto& d : documents_.documents) {
      OVS_ASSIGN_OR_RETURN(const auto number, builder_.AddOverlay(Get(d.name), Get(d.author), Get(d.date), Get(d.reason), hash));
      numbers.push_back(number);
      report.layers.push_back({d.file, std::string(Get(d.name)), std::string(Get(d.author)), std::string(Get(d.date))});
      if (!d.made_for.empty() && d.made_for != hash) {
        report.notes.push_back(Cat(d.file, " was made for the taxonomy ", d.made_for, ", and this is ", hash, "; see whether what it says still holds"));
      }
    }
    for (const auto& s : documents_.statements) {
      auto& layer = report.layers[s.overlay];
      ++(s.verb == Verb::kAdded ? layer.added : s.verb == Verb::kChanged ? layer.changed : layer.removed);
      const auto note = [&](std::string_view object, std::string_view said) {
        return Placed(s, builder_.NoteChange(numbers[s.overlay], s.verb, s.thing, Get(s.subject), object, said, Get(s.reason)));
      };
      if (s.thing == Thing::kText && s.object == 0) {  // the definitions that went
        const Concept c = *base_.Find(Get(s.subject));
        for (auto [i, last] = FindTexts(s, c); i < last; ++i) OVS_RETURN_IF_ERROR(note(TextOf(c, i), Cat("definition ", Get(s.language))));
      } else {
        OVS_RETURN_IF_ERROR(note(s.thing == Thing::kAttribute ? kAttributeNames[s.type] : Get(s.object), DetailOf(s)));
      }
    }
    if (!omissions_.concepts.empty()) report.notes.push_back(WentAlong());
    return absl::OkStatus();
  }
  std::string DetailOf(const Statement& s) const {
    const auto c = base_.Find(Get(s.subject));  // there, when something is changed or removed
    switch (s.thing) {
      case Thing::kConcept: return std::string(Name(s.verb == Verb::kAdded ? static_cast<ConceptKind>(s.value) : base_.Kind(*c)));
      case Thing::kText: {
        std::string said = Cat(Name(TextKindOf(s)), " ", Get(s.language));
        if (s.verb != Verb::kChanged) return said;
        for (auto [i, last] = FindTexts(s, *c); i < last; ++i) detail::Append(said, ", was ", TextOf(*c, i));
        return said;
      }
      case Thing::kRelation: {
        if (s.verb == Verb::kAdded) return StrengthText(s.strength);
        const auto& relation = *FindRelation(s, *c);
        const Strength old{relation.relevance, relation.level, relation.importance};
        return s.verb == Verb::kRemoved ? StrengthText(old) : Cat(StrengthText(old), " -> ", StrengthText(Over(s.strength, old)));
      }
      case Thing::kBroader: return {};
      case Thing::kMatch: return std::string(Name(static_cast<MatchType>(s.type)));
      case Thing::kAttribute: return s.verb == Verb::kAdded ? ValueText(s) : Cat(OldValueText(*c, AttributeOfStatement(s)), " -> ", ValueText(s));
    }
    return {};
  }
  std::string WentAlong() const {
    const auto gone = [&](Concept c) { return omissions_.concepts.contains(c); };
    std::size_t texts = 0, relations = 0, links = 0, matches = 0;
    for (Concept c = 0; c < base_.size(); ++c) {
      if (gone(c)) texts += base_.Texts(c).size(), matches += base_.Matches(c).size();
      for (const auto& r : base_.Relations(c)) relations += gone(c) || gone(r.target);
      for (const auto parent : base_.Broader(c)) links += gone(c) || gone(parent);
    }
    return Cat("with the concepts removed (", omissions_.concepts.size(), ") went what is said of them: texts (", texts, "), relations (", relations,
               "), broader links (", links, "), matches (", matches, ")");
  }

  const Taxonomy& base_;
  TaxonomyBuilder builder_;
  OverlayDocuments documents_;
  Omissions omissions_;
  std::vector<bool> repeats_;          // says what an earlier overlay says too
  std::map<Key, std::pair<std::size_t, std::size_t>> by_key_;  // the first statement about each thing, and the last
  std::map<std::tuple<std::uint32_t, std::uint32_t, TextKind>, std::size_t> slots_;     // of subject, language: label, definition
  std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>, std::size_t> labels_;  // of subject, language, text: as a label of any kind
};

}  // namespace

StatusOr<Taxonomy> ApplyOverlays(const Taxonomy& base, std::span<const JsonSource> overlays, OverlayReport* report) {
  OverlayReport told;
  auto result = Layers(base).Lay(overlays, told);
  if (report != nullptr) *report = std::move(told);
  return result;
}

}  // namespace overstap
