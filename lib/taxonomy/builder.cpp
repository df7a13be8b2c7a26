// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// TaxonomyBuilder: resolves what was said in any order, finds contradictions, lays the snapshot out.

#include "overstap/builder.hpp"

#include <algorithm>
#include <numeric>
#include <optional>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "overstap/graph.hpp"
#include "overstap/text.hpp"

namespace overstap {

using detail::Cat;
using detail::Quoted;

struct TaxonomyBuilder::State {
  struct NodeState {
    std::uint32_t uri = 0;  // provisional string
    std::optional<ConceptKind> kind;
    Place mentioned, declared;
    std::string notation;  // interned last: one that was replaced leaves nothing behind
    std::uint16_t isco = 0;
    Nlqf nlqf = kNlqfUnknown;
    JobZone job_zone = 0;
    ConceptStatus status = ConceptStatus::kCurrent;
    Regulated regulated = Regulated::kUnknown;
    Mediation mediation = Mediation::kUnknown;
    std::uint8_t interests = 0;
  };
  struct Link {
    Node from, to;
    Strength strength;
    Place place;
    KindSet kinds;
  };
  struct MatchLink {
    Node node;
    std::uint32_t uri;
    MatchType type;
  };
  detail::TextTable texts;
  std::vector<std::string> sources{std::string()};
  std::unordered_map<std::uint32_t, Node> by_uri;  // Abseil 20220623's map is broken by a failed allocation
  std::vector<NodeState> nodes;
  std::vector<Link> relations, broader;
  std::vector<MatchLink> matches;
  std::vector<Overlay> overlays;
  std::vector<OverlayChange> changes;

  std::string_view Uri(Node n) const { return texts.Get(nodes[n].uri); }
  Status Fail(const Place& place, std::string_view message) const {
    if (place.source == 0) return Error(ErrorCode::kMalformed, std::string(message));
    return ErrorAt(ErrorCode::kMalformed, sources[place.source], {place.line, place.column, 0}, message);
  }
  std::string At(const Place& place) const {
    return place.source == 0 ? std::string("elsewhere") : Cat("at ", sources[place.source], ":", place.line, place.column == 0 ? std::string() : Cat(":", place.column));
  }
};

TaxonomyBuilder::TaxonomyBuilder() : state_(std::make_unique<State>()) {}
TaxonomyBuilder::~TaxonomyBuilder() = default;
TaxonomyBuilder::TaxonomyBuilder(TaxonomyBuilder&&) noexcept = default;
TaxonomyBuilder& TaxonomyBuilder::operator=(TaxonomyBuilder&&) noexcept = default;

std::uint32_t TaxonomyBuilder::AddSource(std::string_view name) {
  state_->sources.emplace_back(name);
  return static_cast<std::uint32_t>(state_->sources.size() - 1);
}

Status TaxonomyBuilder::SetAbout(std::string_view key, std::string_view value) { return state_->texts.SetAbout(key, value); }

TaxonomyBuilder::Node TaxonomyBuilder::Mention(std::string_view uri, Place place) {
  const auto string = state_->texts.Intern(uri);
  const auto [at, fresh] = state_->by_uri.try_emplace(string, static_cast<Node>(state_->nodes.size()));
  if (fresh) {
    state_->nodes.emplace_back();
    state_->nodes.back().uri = string;
    state_->nodes.back().mentioned = place;
  }
  return at->second;
}

Status TaxonomyBuilder::Declare(Node node, ConceptKind kind, Place place) {
  auto& n = state_->nodes[node];
  const auto uri = state_->Uri(node);
  if (!detail::IsUri(uri)) return state_->Fail(place, Cat(Quoted(uri), " is no URI: it must be UTF-8 and neither empty nor hold blanks or control characters"));
  if (n.kind) {
    return state_->Fail(place, Cat(Quoted(uri), " is defined again; it was defined first ", state_->At(n.declared), ". Keep one of the two"));
  }
  n.kind = kind;
  n.declared = place;
  return absl::OkStatus();
}

bool TaxonomyBuilder::IsDeclared(Node node) const { return state_->nodes[node].kind.has_value(); }

Status TaxonomyBuilder::AddText(Node node, TextKind kind, std::string_view language, std::string_view text) {
  return state_->texts.AddText(node, kind, language, text);
}

void TaxonomyBuilder::AddBroader(Node node, Node broader, Place place) { state_->broader.push_back({node, broader, {}, place, 0}); }

void TaxonomyBuilder::AddRelation(Node from, Node to, Strength strength, Place place, KindSet kinds) {
  strength.level = std::min(strength.level, kMaxLevel);
  strength.importance = std::min(strength.importance, kMaxImportance);
  state_->relations.push_back({from, to, strength, place, static_cast<KindSet>(kinds & kRequirable)});
}

Status TaxonomyBuilder::AddMatch(Node node, MatchType type, std::string_view uri) {
  if (!detail::IsUri(uri)) return Error(ErrorCode::kMalformed, Cat("the match ", Quoted(uri), " is no URI: it must be UTF-8 and neither empty nor hold blanks or control characters"));
  state_->matches.push_back({node, state_->texts.Intern(uri), type});
  return absl::OkStatus();
}

void TaxonomyBuilder::SetStatus(Node node, ConceptStatus status) { state_->nodes[node].status = status; }
void TaxonomyBuilder::SetRegulated(Node node, Regulated regulated) { state_->nodes[node].regulated = regulated; }
void TaxonomyBuilder::SetMediation(Node node, Mediation mediation) { state_->nodes[node].mediation = mediation; }
void TaxonomyBuilder::SetInterests(Node node, std::uint8_t interests) { state_->nodes[node].interests = interests & kAllInterests; }
void TaxonomyBuilder::SetJobZone(Node node, JobZone zone) { state_->nodes[node].job_zone = std::min(zone, kMaxJobZone); }
void TaxonomyBuilder::SetNlqf(Node node, Nlqf level) { state_->nodes[node].nlqf = level; }
void TaxonomyBuilder::SetIsco(Node node, std::uint16_t isco) { state_->nodes[node].isco = isco > 9999 ? std::uint16_t{0} : isco; }

Status TaxonomyBuilder::SetNotation(Node node, std::string_view notation) {
  if (!detail::IsPlainText(notation)) return Error(ErrorCode::kMalformed, Cat("the notation ", Quoted(notation), " is not UTF-8 or holds a control character"));
  state_->nodes[node].notation = notation;
  return absl::OkStatus();
}

StatusOr<std::uint16_t> TaxonomyBuilder::AddOverlay(std::string_view name, std::string_view author, std::string_view date, std::string_view reason,
                                                    std::string_view base_hash) {
  for (const auto text : {name, author, date, reason, base_hash}) {
    if (!detail::IsPlainText(text)) return Error(ErrorCode::kMalformed, Cat(Quoted(text), " is not UTF-8 or holds a control character"));
  }
  if (state_->overlays.size() >= 0xFFFF) return Error(ErrorCode::kLimit, "more than 65,535 overlays");
  auto& texts = state_->texts;
  state_->overlays.push_back({texts.Intern(name), texts.Intern(author), texts.Intern(date), texts.Intern(reason), texts.Intern(base_hash)});
  return static_cast<std::uint16_t>(state_->overlays.size() - 1);
}

Status TaxonomyBuilder::NoteChange(std::uint16_t overlay, ChangeVerb verb, ChangedThing thing, std::string_view subject, std::string_view object,
                                   std::string_view detail, std::string_view reason) {
  for (const auto text : {subject, object, detail, reason}) {
    if (!detail::IsPlainText(text)) return Error(ErrorCode::kMalformed, Cat(Quoted(text), " is not UTF-8 or holds a control character"));
  }
  auto& texts = state_->texts;
  state_->changes.push_back({texts.Intern(subject), texts.Intern(object), texts.Intern(detail), texts.Intern(reason), overlay, verb, thing});
  return absl::OkStatus();
}

namespace {

/// Row starts for `rows` rows from entries sorted by row.
template <typename Entries, typename RowOf>
std::vector<std::uint32_t> RowBegins(std::size_t rows, const Entries& entries, RowOf row_of) {
  std::vector<std::uint32_t> begin(rows + 1, 0);
  for (const auto& e : entries) ++begin[row_of(e) + 1];
  std::partial_sum(begin.begin(), begin.end(), begin.begin());
  return begin;
}

using Pair = std::pair<std::uint32_t, std::uint32_t>;

/// Adds the two sections of an adjacency.
void AddAdjacency(detail::SnapshotWriter& out, std::uint32_t begin_id, std::uint32_t id, std::size_t rows, const std::vector<Pair>& links) {
  std::vector<std::uint32_t> targets;
  for (const auto& link : links) targets.push_back(link.second);
  out.Add(begin_id, RowBegins(rows, links, [](const Pair& p) { return p.first; }));
  out.Add(id, targets);
}

}  // namespace

StatusOr<Taxonomy> TaxonomyBuilder::Build(BuildReport* report) {
  const auto owned = std::exchange(state_, std::make_unique<State>());
  auto& s = *owned;
  BuildReport local;
  BuildReport& r = report ? *report : local;
  r = {};
  const auto n = s.nodes.size();
  if (n >= kNoConcept || s.relations.size() >= kNoConcept || s.broader.size() >= kNoConcept) {
    return Error(ErrorCode::kLimit, "more than four thousand million concepts or relations");
  }

  // References. The first in reading order is reported, with the number of others.
  const State::NodeState* missing = nullptr;
  std::size_t missing_count = 0;
  for (const auto& node : s.nodes) {
    if (node.kind) continue;
    ++missing_count;
    const auto key = [](const State::NodeState* x) { return std::tuple(x->mentioned.source, x->mentioned.line, x->mentioned.column); };
    if (!missing || key(&node) < key(missing)) missing = &node;
  }
  if (missing) {
    return s.Fail(missing->mentioned, Cat(Quoted(s.texts.Get(missing->uri)), " is referred to but not defined; add it or drop the link",
                                          missing_count > 1 ? Cat(" (and ", missing_count - 1, " more like it)") : std::string()));
  }

  // Concepts: by kind, then URI.
  std::vector<std::uint32_t> order(n), number(n);
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(), [&](Node a, Node b) { return std::pair(*s.nodes[a].kind, s.Uri(a)) < std::pair(*s.nodes[b].kind, s.Uri(b)); });
  std::vector<std::uint32_t> kind_begin(kConceptKinds + 1, 0);
  for (Concept c = 0; c < n; ++c) {
    number[order[c]] = c;
    ++kind_begin[static_cast<std::size_t>(*s.nodes[order[c]].kind) + 1];
  }
  std::partial_sum(kind_begin.begin(), kind_begin.end(), kind_begin.begin());

  // Relations: one a pair, the strongest.
  for (auto& link : s.relations) {
    const auto from = *s.nodes[link.from].kind, to = *s.nodes[link.to].kind;
    if (from != ConceptKind::kOccupation || !(kRequirable & SetOf(to))) {
      return s.Fail(link.place, Cat(Quoted(s.Uri(link.from)), " (", Name(from), ") cannot require ", Quoted(s.Uri(link.to)), " (", Name(to),
                                    "); only an occupation requires skills, knowledge, tasks, conditions and licences"));
    }
    if (!(link.kinds & SetOf(to))) {
      return s.Fail(link.place, Cat(Quoted(s.Uri(link.to)), " is a ", Name(to), ", which does not belong in this list of ", Quoted(s.Uri(link.from)),
                                    "; move it to the list of its kind"));
    }
    link.from = number[link.from], link.to = number[link.to];
  }
  std::sort(s.relations.begin(), s.relations.end(), [](const State::Link& a, const State::Link& b) {
    return std::tuple(a.from, a.to, -static_cast<int>(a.strength.relevance)) < std::tuple(b.from, b.to, -static_cast<int>(b.strength.relevance));
  });
  std::vector<State::Link> kept;
  for (std::size_t i = 0; i < s.relations.size();) {
    kept.push_back(s.relations[i]);
    auto last = i;
    for (; last + 1 < s.relations.size() && s.relations[last + 1].from == s.relations[i].from && s.relations[last + 1].to == s.relations[i].to; ++last) {
      auto& strength = kept.back().strength;
      strength.level = std::max(strength.level, s.relations[last + 1].strength.level);
      strength.importance = std::max(strength.importance, s.relations[last + 1].strength.importance);
    }
    r.relations_merged += last > i;
    r.relevance_conflicts += s.relations[last].strength.relevance != s.relations[i].strength.relevance;  // in order of relevance
    i = last + 1;
  }
  std::vector<Relation> relations;
  for (const auto& link : kept) relations.push_back({link.to, link.strength.relevance, link.strength.level, link.strength.importance});

  // Hierarchy.
  std::vector<Pair> broader, narrower;
  for (const auto& link : s.broader) broader.emplace_back(number[link.from], number[link.to]);
  std::sort(broader.begin(), broader.end());
  broader.erase(std::unique(broader.begin(), broader.end()), broader.end());
  for (const auto& [child, parent] : broader) narrower.emplace_back(parent, child);
  std::sort(narrower.begin(), narrower.end());
  {
    const auto begin = RowBegins(n, broader, [](const Pair& p) { return p.first; });
    std::vector<std::uint32_t> target;
    for (const auto& link : broader) target.push_back(link.second);
    if (const auto cycle = FindCycle(CsrGraph{begin, target})) {
      // Of the links of the circle the one read last: the one that is new when statements are added to a taxonomy that has none.
      std::vector<std::uint32_t> below(n, kNoConcept), next{cycle->target};
      for (std::size_t i = 0; i < next.size() && next[i] != cycle->source; ++i) {
        for (auto at = begin[next[i]]; at < begin[next[i] + 1]; ++at) {
          if (below[target[at]] == kNoConcept) below[target[at]] = next[i], next.push_back(target[at]);
        }
      }
      std::set<Pair> circle{{cycle->source, cycle->target}};
      for (auto c = cycle->source; c != cycle->target; c = below[c]) circle.emplace(below[c], c);
      const auto key = [](const Place& p) { return std::tuple(p.source, p.line, p.column); };
      const State::Link* last = nullptr;
      for (const auto& link : s.broader) {
        if (circle.contains({number[link.from], number[link.to]}) && (!last || key(last->place) < key(link.place))) last = &link;
      }
      return s.Fail(last->place, Cat(Quoted(s.Uri(last->from)), " has ", Quoted(s.Uri(last->to)),
                                     " as broader concept, which is below it already: a circle; drop one of the links"));
    }
  }

  // Titles: folded now, so that a look-up is a binary search in the file.
  s.texts.Arrange(order);
  struct FoldedTitle {
    std::uint32_t folded;
    Concept concept_id;
    std::uint32_t text;
  };
  std::vector<FoldedTitle> titles;
  const Concept occupations = kind_begin[1];
  for (std::size_t i = 0; i < s.texts.entries().size(); ++i) {
    const auto e = s.texts.entries()[i];
    if (e.thing >= occupations || e.kind == TextKind::kDefinition) continue;
    const auto folded = Fold(s.texts.Get(e.string));
    if (folded.empty()) continue;
    titles.push_back({s.texts.Intern(folded), e.thing, static_cast<std::uint32_t>(i) - s.texts.begin()[e.thing]});
  }

  for (const auto& node : s.nodes) s.texts.Intern(node.notation);

  detail::SnapshotWriter out(detail::SnapshotKind::kTaxonomy);
  std::vector<std::uint32_t> renumber;
  OVS_RETURN_IF_ERROR(s.texts.Seal(out, &renumber));

  std::vector<std::uint32_t> uris, by_uri(n);
  std::vector<Taxonomy::Attributes> attributes;
  for (const auto node : order) {
    const auto& state = s.nodes[node];
    uris.push_back(renumber[state.uri]);
    attributes.push_back({state.isco, state.nlqf, state.job_zone, state.status, state.regulated, state.mediation, state.interests, renumber[s.texts.Intern(state.notation)]});
  }
  std::iota(by_uri.begin(), by_uri.end(), 0u);
  std::sort(by_uri.begin(), by_uri.end(), [&](Concept a, Concept b) { return uris[a] < uris[b]; });

  for (auto& title : titles) title.folded = renumber[title.folded];
  std::sort(titles.begin(), titles.end(), [](const FoldedTitle& a, const FoldedTitle& b) {
    return std::tuple(a.folded, a.concept_id, a.text) < std::tuple(b.folded, b.concept_id, b.text);
  });

  struct Match {
    Concept concept_id;
    ExternalMatch match;
  };
  std::vector<Match> matches;
  for (const auto& m : s.matches) matches.push_back({number[m.node], {renumber[m.uri], m.type, {}}});
  const auto match_key = [](const Match& m) { return std::tuple(m.concept_id, m.match.type, m.match.uri); };
  std::sort(matches.begin(), matches.end(), [&](const Match& a, const Match& b) { return match_key(a) < match_key(b); });
  matches.erase(std::unique(matches.begin(), matches.end(), [&](const Match& a, const Match& b) { return match_key(a) == match_key(b); }), matches.end());
  std::vector<ExternalMatch> external;
  for (const auto& m : matches) external.push_back(m.match);

  out.Add(detail::kKindBegin, kind_begin);
  out.Add(detail::kUri, uris);
  out.Add(detail::kByUri, by_uri);
  out.Add(detail::kAttributes, attributes);
  out.Add(detail::kRelationBegin, RowBegins(n, kept, [](const State::Link& l) { return l.from; }));
  out.Add(detail::kRelations, relations);
  AddAdjacency(out, detail::kBroaderBegin, detail::kBroader, n, broader);
  AddAdjacency(out, detail::kNarrowerBegin, detail::kNarrower, n, narrower);
  out.Add(detail::kMatchBegin, RowBegins(n, matches, [](const Match& m) { return m.concept_id; }));
  out.Add(detail::kMatches, external);
  out.Add(detail::kTitles, titles);

  if (!s.overlays.empty()) {  // absent otherwise, so that a taxonomy without overlays has the bytes it always had
    for (auto& overlay : s.overlays) {
      for (auto* string : {&overlay.name, &overlay.author, &overlay.date, &overlay.reason, &overlay.base}) *string = renumber[*string];
    }
    for (auto& change : s.changes) {
      for (auto* string : {&change.subject, &change.object, &change.detail, &change.reason}) *string = renumber[*string];
    }
    const auto key = [](const OverlayChange& c) { return std::tuple(c.subject, c.overlay, c.thing, c.verb, c.object, c.detail, c.reason); };
    std::sort(s.changes.begin(), s.changes.end(), [&](const OverlayChange& a, const OverlayChange& b) { return key(a) < key(b); });
    out.Add(detail::kOverlays, s.overlays, detail::kSectionOptional);
    out.Add(detail::kOverlayChanges, s.changes, detail::kSectionOptional);
  }

  r.concepts = n;
  r.relations = relations.size();
  return Taxonomy::FromBuffer(out.Finish());
}

}  // namespace overstap
