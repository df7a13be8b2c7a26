// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Two versions of a taxonomy: what changed between them, and which concept became which. Both are held against slow and
// obvious answers on random taxonomies of which the second is derived from the first.

#include "overstap/versions.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "oracle/random_graph.hpp"
#include "overstap/crosswalk.hpp"
#include "overstap/text.hpp"

using namespace overstap;
using namespace overstap::test;

namespace {

// --- taxonomies that can be changed --------------------------------------------------------------------------------

/// What the concepts of a taxonomy are, as values, so that a version can be made into the next.
struct World {
  struct Node {
    ConceptStatus status = ConceptStatus::kCurrent;
    std::map<std::string, std::string> labels;  // by language
    std::set<std::tuple<std::string, TextKind, std::string>> texts;
    std::set<std::pair<MatchType, std::string>> matches;
    std::string notation;
    int isco = 0, nlqf = 0, job_zone = 0, regulated = 0, mediation = 0, interests = 0;
  };
  std::map<std::string, Node> nodes;
  std::map<std::pair<std::string, std::string>, TaxonomyBuilder::Strength> relations;
  std::set<std::pair<std::string, std::string>> broader;

  Taxonomy Build() const {
    TaxonomyBuilder b;
    for (const auto& [uri, node] : nodes) {
      const auto n = NodeOf(b, uri);
      b.SetStatus(n, node.status);
      for (const auto& [language, label] : node.labels) Need(b.AddText(n, TextKind::kPreferred, language, label));
      for (const auto& [language, kind, text] : node.texts) Need(b.AddText(n, kind, language, text));
      for (const auto& [type, match] : node.matches) Need(b.AddMatch(n, type, match));
      Need(b.SetNotation(n, node.notation));
      b.SetIsco(n, static_cast<std::uint16_t>(node.isco)), b.SetNlqf(n, static_cast<Nlqf>(node.nlqf)), b.SetJobZone(n, static_cast<JobZone>(node.job_zone));
      b.SetRegulated(n, static_cast<Regulated>(node.regulated)), b.SetMediation(n, static_cast<Mediation>(node.mediation));
      b.SetInterests(n, static_cast<std::uint8_t>(node.interests));
    }
    for (const auto& [ends, strength] : relations) b.AddRelation(NodeOf(b, ends.first), NodeOf(b, ends.second), strength);
    for (const auto& [from, to] : broader) b.AddBroader(NodeOf(b, from), NodeOf(b, to));
    return Need(b.Build());
  }
};

constexpr const char* kKinds[] = {"occupation", "occupation", "skill", "skill", "knowledge", "task", "group", "licence"};
constexpr const char* kLanguages[] = {"nl", "en", "fy"};
const std::string& Pick(Random& random, const World& world) {
  return std::next(world.nodes.begin(), random.Below(static_cast<std::uint32_t>(world.nodes.size())))->first;
}
std::string AnyUri(Random& random) { return Uri(kKinds[random.Below(8)], random.Below(6)); }
/// Few labels, so that some stand twice; some differ in case only.
std::string AnyLabel(Random& random) { return std::string(random.Chance(50) ? "Werk " : "werk ") + std::to_string(random.Below(9)); }

TaxonomyBuilder::Strength AnyStrength(Random& random) {
  const auto relevance = static_cast<Relevance>(random.Below(kRelevances));
  const auto level = static_cast<Level>(random.Below(5));
  return {relevance, level, static_cast<Importance>(random.Below(3) * 100)};
}
void Remove(World& world, const std::string& uri) {
  world.nodes.erase(uri);
  std::erase_if(world.relations, [&](const auto& r) { return r.first.first == uri || r.first.second == uri; });
  std::erase_if(world.broader, [&](const auto& b) { return b.first == uri || b.second == uri; });
}
/// One random change. Every one of them can be the first, so worlds are made by it too.
void Change(World& world, Random& random) {
  if (world.nodes.empty() || random.Chance(20)) {
    auto& node = world.nodes[AnyUri(random)];
    if (random.Chance(80)) node.labels[kLanguages[random.Below(3)]] = AnyLabel(random);
    return;
  }
  const std::string uri = Pick(random, world), other = Pick(random, world);
  auto& node = world.nodes[uri];
  const auto is = [](const std::string& u, const char* kind) { return u.starts_with(kind); };
  switch (random.Below(16)) {
    case 0:
      if (random.Chance(50)) {
        Remove(world, uri);
      } else {  // under another name
        const auto labels = node.labels;
        Remove(world, uri);
        world.nodes[Uri(Name(KindOf(uri)), 6 + random.Below(9))].labels = labels;
      }
      break;
    case 1: node.labels[kLanguages[random.Below(3)]] = AnyLabel(random); break;
    case 2: node.labels.erase(kLanguages[random.Below(3)]); break;
    case 3: node.texts.emplace(kLanguages[random.Below(3)], static_cast<TextKind>(1 + random.Below(4)), "Other " + AnyLabel(random)); break;
    case 4:
      if (!node.texts.empty()) node.texts.erase(node.texts.begin());
      break;
    case 5: node.status = static_cast<ConceptStatus>(random.Below(kConceptStatuses)); break;
    case 6:
    case 7: node.matches.emplace(random.Chance(70) ? MatchType::kReplacedBy : static_cast<MatchType>(random.Below(kMatchTypes)), AnyUri(random)); break;
    case 8:
      if (!node.matches.empty()) node.matches.erase(node.matches.begin());
      break;
    case 9:
    case 10:
      if (const auto job = Uri("occupation", random.Below(6)); world.nodes.contains(job) && !is(other, "occupation") && !is(other, "group"))
        world.relations[{job, other}] = AnyStrength(random);
      break;
    case 11:
      if (world.relations.empty()) break;
      if (const auto at = std::next(world.relations.begin(), random.Below(static_cast<std::uint32_t>(world.relations.size()))); random.Chance(70)) {
        at->second = AnyStrength(random);
      } else {
        world.relations.erase(at);
      }
      break;
    case 12:
      // No circles: groups lie under groups of a lower number only.
      if (is(other, "group") && (!is(uri, "group") || uri > other) && (is(uri, "group") || is(uri, "skill") || is(uri, "occupation"))) {
        world.broader.emplace(uri, other);
      } else if (!world.broader.empty() && random.Chance(30)) {
        world.broader.erase(world.broader.begin());
      }
      break;
    case 13:  // one or two make place for one or two
      for (auto n = 1 + random.Below(2); n > 0; --n) {
        auto& old = world.nodes[Pick(random, world)];
        old.status = ConceptStatus::kArchived;
        old.matches.emplace(MatchType::kReplacedBy, uri);
        if (random.Chance(30)) old.matches.emplace(MatchType::kReplacedBy, other);
      }
      break;
    default:
      switch (random.Below(7)) {
        case 0: node.notation = std::to_string(random.Below(3)); break;
        case 1: node.isco = static_cast<int>(random.Below(3)) * 111; break;
        case 2: node.nlqf = static_cast<int>(random.Below(9)) * 10 + static_cast<int>(random.Below(2)) * 5; node.nlqf = std::min(node.nlqf, 80); break;
        case 3: node.job_zone = static_cast<int>(random.Below(6)); break;
        case 4: node.regulated = static_cast<int>(random.Below(3)); break;
        case 5: node.mediation = static_cast<int>(random.Below(3)); break;
        default: node.interests = static_cast<int>(random.Below(64)); break;
      }
  }
}
World RandomWorld(Random& random) {
  World world;
  for (auto n = random.Below(30); n > 0; --n) world.nodes[AnyUri(random)].labels["nl"] = AnyLabel(random);
  for (auto n = random.Below(200); n > 0; --n) Change(world, random);
  return world;
}
World Next(World world, Random& random) {
  for (auto n = random.Below(25); n > 0; --n) Change(world, random);
  return world;
}

// --- the oracle of the difference ----------------------------------------------------------------------------------

using Lines = std::vector<std::string>;

/// A diff as lines: what it lists, in its order.
std::map<std::string, Lines> Spelled(const TaxonomyDiff& diff) {
  std::map<std::string, Lines> lines;
  const auto say = [&](const std::string& list, const auto&... parts) {
    std::string line;
    ((line += detail::Cat(parts, "|")), ...);
    lines[list].push_back(line);
  };
  const auto joined = [](const std::vector<std::string>& uris) {
    std::string text;
    for (const auto& u : uris) text += u + ",";
    return text;
  };
  for (const auto& x : diff.added) say("added", x.uri, Name(x.kind), x.label);
  for (const auto& x : diff.removed) say("removed", x.uri, Name(x.kind), x.label);
  for (const auto& x : diff.relabelled) say("relabelled", x.uri, x.language, x.before, x.after);
  for (const auto& x : diff.attributes) say("attributes", x.uri, x.name, x.before, x.after);
  for (const auto& x : diff.relations_added) say("relations added", x.from, x.to);
  for (const auto& x : diff.relations_removed) say("relations removed", x.from, x.to);
  for (const auto& x : diff.relations_changed)
    say("relations changed", x.from, x.to, Name(x.before), Name(x.after), int{x.level_before}, int{x.level_after}, x.importance_before, x.importance_after);
  for (const auto& x : diff.broader_added) say("broader added", x.from, x.to);
  for (const auto& x : diff.broader_removed) say("broader removed", x.from, x.to);
  for (const auto& x : diff.replaced) say("replaced", joined(x.before), joined(x.after));
  for (const auto& x : diff.merged) say("merged", joined(x.before), joined(x.after));
  for (const auto& x : diff.split) say("split", joined(x.before), joined(x.after));
  if (diff.other_texts_added > 0) say("texts added", diff.other_texts_added);
  if (diff.other_texts_removed > 0) say("texts removed", diff.other_texts_removed);
  if (diff.matches_added > 0) say("matches added", diff.matches_added);
  if (diff.matches_removed > 0) say("matches removed", diff.matches_removed);
  return lines;
}

/// Everything a taxonomy says of its concepts, as sets of text made from its accessors.
struct Said {
  std::map<std::string, std::string> concepts;                           // URI -> "uri|kind|label|"
  std::map<std::pair<std::string, std::string>, std::string> labels;     // URI, language
  std::map<std::pair<std::string, int>, std::string> attributes;         // URI, number of the attribute
  std::set<std::pair<std::string, std::string>> texts, matches, broader;
  std::map<std::pair<std::string, std::string>, Relation> relations;
  std::map<std::string, std::set<std::string>> replaced_by;
};
constexpr const char* kAttributes[] = {"kind", "status", "notation", "isco", "nlqf", "job_zone", "regulated", "mediation", "interests"};

Said Listen(const Taxonomy& t) {
  Said said;
  for (Concept c = 0; c < t.size(); ++c) {
    const std::string uri(t.Uri(c));
    std::map<std::string, std::string> labels;
    for (const auto& text : t.Texts(c)) {
      const std::string language(t.snapshot().Language(text.language)), words(t.snapshot().String(text.string));
      if (text.kind == TextKind::kPreferred) {
        said.labels[{uri, language}] = labels[language] = words;
      } else {
        said.texts.emplace(uri, detail::Cat(language, " ", Name(text.kind), " ", words));
      }
    }
    const auto label = labels.contains("nl") ? labels["nl"] : labels.contains("en") ? labels["en"] : labels.empty() ? uri : labels.begin()->second;
    said.concepts[uri] = detail::Cat(uri, "|", Name(t.Kind(c)), "|", label, "|");
    const std::string values[] = {std::string(Name(t.Kind(c))),
                                  std::string(Name(t.Status(c))),
                                  std::string(t.Notation(c)),
                                  t.Isco(c) == 0 ? "" : std::to_string(10000 + t.Isco(c)).substr(1),
                                  t.Nlqf(c) == 0 ? "" : NlqfName(t.Nlqf(c)) == "unknown" ? std::to_string(t.Nlqf(c)) : std::string(NlqfName(t.Nlqf(c))),
                                  t.JobZone(c) == 0 ? "" : std::to_string(t.JobZone(c)),
                                  t.Regulated(c) == Regulated::kUnknown ? "" : t.Regulated(c) == Regulated::kYes ? "true" : "false",
                                  t.Mediation(c) == Mediation::kUnknown ? "" : t.Mediation(c) == Mediation::kSuitable ? "true" : "false",
                                  InterestLetters(t.Interests(c))};
    for (int i = 0; i < 9; ++i) said.attributes[{uri, i}] = values[i];
    for (const auto& m : t.Matches(c)) {
      const std::string target(t.snapshot().String(m.uri));
      said.matches.emplace(uri, detail::Cat(Name(m.type), " ", target));
      if (m.type == MatchType::kReplacedBy) said.replaced_by[uri].insert(target);
    }
    for (const auto b : t.Broader(c)) said.broader.emplace(uri, std::string(t.Uri(b)));
    for (const auto& r : t.Relations(c)) said.relations[{uri, std::string(t.Uri(r.target))}] = r;
  }
  return said;
}

/// The ends of the chains of replaced-by links from `uri`, by what the header says.
std::set<std::string> Ends(const Taxonomy& to, const Said& in_from, const Said& in_to, const std::string& uri) {
  const auto next = [&](const std::string& u) {
    std::set<std::string> all;
    for (const auto* said : {&in_from, &in_to}) {
      if (const auto at = said->replaced_by.find(u); at != said->replaced_by.end()) all.insert(at->second.begin(), at->second.end());
    }
    return all;
  };
  const auto is_end = [&](const std::string& u) {
    if (u == uri || !in_to.concepts.contains(u)) return false;
    const auto all = next(u);
    return to.Status(At(to, u)) == ConceptStatus::kCurrent || std::none_of(all.begin(), all.end(), [&](const std::string& n) { return in_to.concepts.contains(n); });
  };
  std::set<std::string> reached = {uri}, ends;
  for (std::size_t size = 0; size != reached.size();) {
    size = reached.size();
    for (const auto& u : std::set<std::string>(reached)) {
      if (!is_end(u)) reached.merge(next(u));
    }
  }
  std::copy_if(reached.begin(), reached.end(), std::inserter(ends, ends.end()), is_end);
  return ends;
}

std::map<std::string, Lines> NaiveDiff(const Taxonomy& before, const Taxonomy& after) {
  const auto a = Listen(before), b = Listen(after);
  std::map<std::string, Lines> out;
  const auto both = [&](const std::string& uri) { return a.concepts.contains(uri) && b.concepts.contains(uri); };
  for (const auto& [uri, line] : b.concepts) {
    if (!a.concepts.contains(uri)) out["added"].push_back(line);
  }
  for (const auto& [uri, line] : a.concepts) {
    if (!b.concepts.contains(uri)) out["removed"].push_back(line);
  }
  auto keys = a.labels;
  keys.insert(b.labels.begin(), b.labels.end());
  for (const auto& [key, unused] : keys) {
    const auto x = a.labels.contains(key) ? a.labels.at(key) : "", y = b.labels.contains(key) ? b.labels.at(key) : "";
    if (both(key.first) && x != y) out["relabelled"].push_back(detail::Cat(key.first, "|", key.second, "|", x, "|", y, "|"));
  }
  for (const auto& [key, value] : a.attributes) {
    if (both(key.first) && b.attributes.at(key) != value)
      out["attributes"].push_back(detail::Cat(key.first, "|", kAttributes[key.second], "|", value, "|", b.attributes.at(key), "|"));
  }
  const auto only = [&](const auto& in, const auto& not_in, const auto& use) {
    for (const auto& x : in) {
      if (both(x.first) && !not_in.contains(x)) use(x);
    }
  };
  std::map<std::string, std::uint64_t> counts;
  only(a.texts, b.texts, [&](const auto&) { ++counts["texts removed"]; });
  only(b.texts, a.texts, [&](const auto&) { ++counts["texts added"]; });
  only(a.matches, b.matches, [&](const auto&) { ++counts["matches removed"]; });
  only(b.matches, a.matches, [&](const auto&) { ++counts["matches added"]; });
  for (const auto& [name, n] : counts) out[name].push_back(detail::Cat(n, "|"));
  const auto link = [&](const std::string& list) {
    return [&out, list, both](const auto& x) {
      if (both(x.second)) out[list].push_back(detail::Cat(x.first, "|", x.second, "|"));
    };
  };
  only(a.broader, b.broader, link("broader removed"));
  only(b.broader, a.broader, link("broader added"));
  for (const auto& [ends, x] : a.relations) {
    if (!both(ends.first) || !both(ends.second)) continue;
    const auto at = b.relations.find(ends);
    if (at == b.relations.end()) {
      link("relations removed")(ends);
    } else if (const auto& y = at->second; x.relevance != y.relevance || x.level != y.level || x.importance != y.importance) {
      out["relations changed"].push_back(detail::Cat(ends.first, "|", ends.second, "|", Name(x.relevance), "|", Name(y.relevance), "|", int{x.level}, "|", int{y.level}, "|",
                                                     x.importance, "|", y.importance, "|"));
    }
  }
  for (const auto& [ends, y] : b.relations) {
    if (both(ends.first) && both(ends.second) && !a.relations.contains(ends)) link("relations added")(ends);
  }
  std::map<std::string, std::set<std::string>> single;
  for (const auto& [uri, line] : a.concepts) {
    const bool gone = !b.concepts.contains(uri);
    if (!gone && !(before.Status(At(before, uri)) == ConceptStatus::kCurrent && after.Status(At(after, uri)) != ConceptStatus::kCurrent)) continue;
    const auto ends = Ends(after, a, b, uri);
    if (ends.size() == 1) single[*ends.begin()].insert(uri);
    if (ends.size() < 2) continue;
    std::string all;
    for (const auto& e : ends) all += e + ",";
    out["split"].push_back(detail::Cat(uri, ",|", all, "|"));
  }
  std::map<std::set<std::string>, std::string> by_before;
  for (const auto& [to, from] : single) by_before[from] = to;
  for (const auto& [from, to] : by_before) {
    std::string all;
    for (const auto& f : from) all += f + ",";
    out[from.size() > 1 ? "merged" : "replaced"].push_back(detail::Cat(all, "|", to, ",|"));
  }
  return out;
}

// --- the oracle of the correspondence ------------------------------------------------------------------------------

std::vector<CrosswalkLink> NaiveVersions(const Taxonomy& from, const Taxonomy& to) {
  const auto a = Listen(from), b = Listen(to);
  std::vector<CrosswalkLink> links;
  std::map<std::string, std::set<std::string>> replaced;
  std::set<std::string> itself, done_from, done_to;
  for (const auto& [uri, line] : a.concepts) {
    const bool here = b.concepts.contains(uri);
    const auto ends = here && to.Status(At(to, uri)) == ConceptStatus::kCurrent ? std::set<std::string>() : Ends(to, a, b, uri);
    if (!ends.empty()) {
      replaced[uri] = ends;
    } else if (here) {
      links.push_back({uri, uri, MatchType::kExact, LinkSource::kSameUri});
      itself.insert(uri), done_from.insert(uri), done_to.insert(uri);
    }
  }
  for (const auto& [uri, ends] : replaced) {
    const bool stays = std::any_of(ends.begin(), ends.end(), [&](const std::string& e) { return itself.contains(e); });
    for (const auto& e : ends) links.push_back({uri, e, stays ? MatchType::kClose : MatchType::kExact, LinkSource::kReplacement}), done_to.insert(e);
    done_from.insert(uri);
  }
  const auto folded = [](const Said& said, const std::string& uri, const std::string& language) {
    const auto at = said.labels.find({uri, language});
    return at == said.labels.end() ? std::string() : Fold(at->second);
  };
  const auto alone = [&](const Said& said, const std::string& uri, const std::string& language) {
    for (const auto& [other, line] : said.concepts) {
      if (other != uri && KindOf(other) == KindOf(uri) && folded(said, other, language) == folded(said, uri, language)) return false;
    }
    return true;
  };
  std::set<std::pair<std::string, std::string>> pairs;
  for (const auto& [x, line_x] : a.concepts) {
    for (const auto& [y, line_y] : b.concepts) {
      if (done_from.contains(x) || done_to.contains(y) || KindOf(x) != KindOf(y)) continue;
      for (const auto* language : kLanguages) {
        const auto label = folded(a, x, language);
        if (!label.empty() && label == folded(b, y, language) && alone(a, x, language) && alone(b, y, language)) pairs.emplace(x, y);
      }
    }
  }
  for (const auto& p : pairs) {
    const auto rivals = std::count_if(pairs.begin(), pairs.end(), [&](const auto& q) { return q.first == p.first || q.second == p.second; });
    if (rivals == 1) links.push_back({p.first, p.second, MatchType::kExact, LinkSource::kLabel});
  }
  std::sort(links.begin(), links.end());
  return links;
}

std::vector<CrosswalkLink> LinksOf(const Taxonomy& from, const Taxonomy& to) {
  const auto crosswalk = Crosswalk::BetweenVersions(from, to);
  return {crosswalk.links().begin(), crosswalk.links().end()};
}
CrosswalkLink Link(std::string from, std::string to, LinkSource source, MatchType type = MatchType::kExact) { return {std::move(from), std::move(to), type, source}; }
void ReplacedBy(Maker& make, std::string_view uri, std::string_view by, ConceptStatus status = ConceptStatus::kArchived) {
  make.builder.SetStatus(make(uri), status);
  Need(make.builder.AddMatch(make(uri), MatchType::kReplacedBy, by));
}

}  // namespace

// --- the difference ------------------------------------------------------------------------------------------------

TEST_CASE("Versions: what is listed of two small versions") {
  Maker a, b;
  a.Text("occupation/baker", "bakker").Text("occupation/baker", "baker", TextKind::kPreferred, "en").Text("occupation/gone", "weg");
  a.Requires("occupation/baker", "skill/1", Relevance::kImportant, 2).Requires("occupation/baker", "skill/2").Requires("occupation/gone", "skill/2");
  a.Broader("skill/1", "group/g");
  b.Text("occupation/baker", "broodbakker").Text("occupation/baker", "banketbakker", TextKind::kAlternative).Text("skill/new", "new", TextKind::kPreferred, "en");
  b.Requires("occupation/baker", "skill/1", Relevance::kEssential, 3).Requires("occupation/baker", "skill/new");
  b.Broader("skill/2", "group/g");
  Need(b.builder.AddMatch(b("skill/1"), MatchType::kClose, "http://e/1"));
  b.builder.SetIsco(b("occupation/baker"), 110);
  const auto before = a.Build(), after = b.Build();
  const auto diff = DiffTaxonomies(before, after);
  CHECK_FALSE(diff.empty());
  const std::map<std::string, Lines> expected = {
      {"added", {"skill/new|skill|new|"}},
      {"removed", {"occupation/gone|occupation|weg|"}},
      {"relabelled", {"occupation/baker|en|baker||", "occupation/baker|nl|bakker|broodbakker|"}},
      {"attributes", {"occupation/baker|isco||0110|"}},
      {"texts added", {"1|"}},
      {"matches added", {"1|"}},
      {"relations removed", {"occupation/baker|skill/2|"}},  // those of what is new or gone are not told again
      {"relations changed", {"occupation/baker|skill/1|important|essential|2|3|0|0|"}},
      {"broader added", {"skill/2|group/g|"}},
      {"broader removed", {"skill/1|group/g|"}},
  };
  CHECK(Spelled(diff) == expected);
}

TEST_CASE("Versions: each kind of change by itself makes a difference") {
  Random random(5);
  World world;
  for (int i = 0; i < 60; ++i) Change(world, random);
  const auto before = world.Build();
  int differ = 0;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    Random one(seed);
    auto changed = world;
    Change(changed, one);
    const auto after = changed.Build();
    const bool same = before.snapshot().Hash() == after.snapshot().Hash();
    CHECK(DiffTaxonomies(before, after).empty() == same);
    differ += !same;
  }
  CHECK(differ > 200);
}

TEST_CASE("Versions: what is gone or no longer current, and what came of it") {
  Maker a, b;
  for (const auto* uri : {"skill/a", "skill/b", "skill/c", "skill/d", "skill/e", "skill/kept", "skill/old"}) a(uri);
  a.builder.SetStatus(a("skill/old"), ConceptStatus::kArchived);
  Need(a.builder.AddMatch(a("skill/a"), MatchType::kReplacedBy, "skill/x"));  // known to the older one, which is odd and allowed
  ReplacedBy(b, "skill/b", "skill/m"), ReplacedBy(b, "skill/c", "skill/m");
  ReplacedBy(b, "skill/d", "skill/s1"), ReplacedBy(b, "skill/d", "skill/s2");
  ReplacedBy(b, "skill/e", "skill/kept"), ReplacedBy(b, "skill/old", "skill/x");
  for (const auto* uri : {"skill/x", "skill/m", "skill/s1", "skill/s2", "skill/kept"}) b(uri);
  const auto lines = Spelled(DiffTaxonomies(a.Build(), b.Build()));
  CHECK(lines.at("replaced") == Lines{"skill/a,|skill/x,|", "skill/e,|skill/kept,|"});
  CHECK(lines.at("merged") == Lines{"skill/b,skill/c,|skill/m,|"});
  CHECK(lines.at("split") == Lines{"skill/d,|skill/s1,skill/s2,|"});
}

TEST_CASE("Versions: the same as the slow difference; none to itself; the mirror the other way round") {
  std::map<std::string, int> seen;
  for (std::uint64_t seed = 0; seed < 1500; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const auto world = RandomWorld(random);
    const auto before = world.Build(), after = Next(world, random).Build();
    const auto diff = DiffTaxonomies(before, after), mirror = DiffTaxonomies(after, before);
    const auto lines = Spelled(diff);
    REQUIRE(lines == NaiveDiff(before, after));
    for (const auto& [list, all] : lines) seen[list] += static_cast<int>(all.size());
    CHECK(diff.empty() == lines.empty());
    CHECK(DiffTaxonomies(after, after).empty());

    TaxonomyDiff turned = mirror;
    std::swap(turned.added, turned.removed);
    std::swap(turned.other_texts_added, turned.other_texts_removed);
    std::swap(turned.relations_added, turned.relations_removed);
    std::swap(turned.broader_added, turned.broader_removed);
    std::swap(turned.matches_added, turned.matches_removed);
    for (auto& x : turned.relabelled) std::swap(x.before, x.after);
    for (auto& x : turned.attributes) std::swap(x.before, x.after);
    for (auto& x : turned.relations_changed) std::swap(x.before, x.after), std::swap(x.level_before, x.level_after), std::swap(x.importance_before, x.importance_after);
    turned.replaced = diff.replaced, turned.merged = diff.merged, turned.split = diff.split;  // these have a direction
    CHECK(Spelled(turned) == lines);
  }
  CHECK(seen.size() == 16);
  for (const auto& [list, count] : seen) {
    CAPTURE(list);
    CHECK(count > 20);
  }
}

TEST_CASE("Versions: every pair of taxonomies of one occupation, two skills and what joins them") {
  std::vector<Taxonomy> all;
  for (unsigned bits = 0; bits < 128; ++bits) {
    World w;
    if (bits & 1) w.nodes["occupation/o"];
    if (bits & 2) w.nodes["skill/1"];
    if (bits & 4) w.nodes["skill/2"];
    if ((bits & 11) == 11) w.relations[{"occupation/o", "skill/1"}] = {(bits & 16) != 0 ? Relevance::kEssential : Relevance::kOptional, 0, 0};
    if ((bits & 6) == 6 && (bits & 32) != 0) w.broader.emplace("skill/1", "skill/2");
    if ((bits & 2) != 0 && (bits & 64) != 0) {
      w.nodes["skill/1"].status = ConceptStatus::kHistoric;
      w.nodes["skill/1"].matches.emplace(MatchType::kReplacedBy, "skill/2");
    }
    all.push_back(w.Build());
  }
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t j = 0; j < all.size(); ++j) {
      const auto diff = DiffTaxonomies(all[i], all[j]);
      REQUIRE(Spelled(diff) == NaiveDiff(all[i], all[j]));
      CHECK(diff.empty() == (all[i].snapshot().Hash() == all[j].snapshot().Hash()));
    }
  }
}

// --- which concept became which ------------------------------------------------------------------------------------

TEST_CASE("Versions: itself, its replacement, or its label") {
  Maker a, b;
  for (const auto* uri : {"skill/same", "skill/old", "skill/left", "skill/none"}) a(uri);
  a.Text("skill/same", "een").Text("skill/old", "twee").Text("skill/left", "Dri\xC3\xABnd dertig").Text("skill/none", "vier");
  b("skill/same"), b("skill/end"), b("knowledge/vier");
  b.Text("skill/right", "DRIEND  dertig").Text("knowledge/vier", "vier");  // another kind is no counterpart
  ReplacedBy(b, "skill/old", "skill/between"), ReplacedBy(b, "skill/between", "skill/end");
  const auto from = a.Build(), to = b.Build();
  CHECK(LinksOf(from, to) == std::vector{Link("skill/left", "skill/right", LinkSource::kLabel), Link("skill/old", "skill/end", LinkSource::kReplacement),
                                         Link("skill/same", "skill/same", LinkSource::kSameUri)});
  // The other way the old one is still there, current; nobody says what the new ones were.
  CHECK(LinksOf(to, from) == std::vector{Link("skill/old", "skill/old", LinkSource::kSameUri), Link("skill/right", "skill/left", LinkSource::kLabel),
                                         Link("skill/same", "skill/same", LinkSource::kSameUri)});
}

TEST_CASE("Versions: chains of replacements end, circles too") {
  Maker a, b;
  for (const auto* uri : {"skill/1", "skill/2", "skill/3", "skill/lost"}) a(uri);
  ReplacedBy(b, "skill/1", "skill/2"), ReplacedBy(b, "skill/2", "skill/1");      // a circle
  ReplacedBy(b, "skill/3", "skill/3"), ReplacedBy(b, "skill/3", "skill/nowhere");  // itself, and nobody
  Need(a.builder.AddMatch(a("skill/lost"), MatchType::kReplacedBy, "skill/nowhere"));
  const auto from = a.Build(), to = b.Build();
  CHECK(LinksOf(from, to) == std::vector{Link("skill/1", "skill/1", LinkSource::kSameUri), Link("skill/2", "skill/2", LinkSource::kSameUri),
                                         Link("skill/3", "skill/3", LinkSource::kSameUri)});
}

TEST_CASE("Versions: a chain longer than any real one is none") {
  for (const std::uint32_t length : {200u, 300u, 3000u}) {
    Maker a, b;
    a(Uri("skill", 0));
    for (std::uint32_t i = 0; i < length; ++i) ReplacedBy(b, Uri("skill", i), Uri("skill", i + 1));
    b(Uri("skill", length));
    const auto links = LinksOf(a.Build(), b.Build());
    REQUIRE(links.size() == 1);
    CHECK(links[0].source == (length < 256 ? LinkSource::kReplacement : LinkSource::kSameUri));
  }
}

TEST_CASE("Versions: what replaces another and also stays itself is close to the other, and whoever had it keeps it") {
  Maker a, b;
  a("skill/a"), a("skill/b");
  ReplacedBy(b, "skill/a", "skill/b"), b("skill/b");
  const auto from = a.Build(), to = b.Build();
  const auto crosswalk = Crosswalk::BetweenVersions(from, to);
  const auto expected = std::vector{Link("skill/a", "skill/b", LinkSource::kReplacement, MatchType::kClose), Link("skill/b", "skill/b", LinkSource::kSameUri)};
  CHECK(std::ranges::equal(crosswalk.links(), expected));
  const auto has_b = TranslateProfile(from, ProfileOf(from, {"skill/b"}), to, crosswalk);
  CHECK(has_b.Count(ItemOutcome::kKept) == 1);
  CHECK(has_b.profile.Find(At(to, "skill/b"))->evidence == Evidence::kClaimed);
  const auto has_a = TranslateProfile(from, ProfileOf(from, {"skill/a"}), to, crosswalk);
  CHECK(has_a.profile.Find(At(to, "skill/b"))->evidence == Evidence::kInferred);
  CHECK(TranslateProfile(to, has_a.profile, from, crosswalk.Reversed()).profile.items().empty());
}

TEST_CASE("Versions: a label that is not one concept's alone says nothing") {
  Maker a, b;
  a.Text("skill/1", "een").Text("skill/2", "twee").Text("skill/2", "two", TextKind::kPreferred, "en");
  b.Text("skill/x", "een").Text("skill/y", "een").Text("skill/z", "twee").Text("skill/w", "two", TextKind::kPreferred, "en");
  const auto from = a.Build(), to = b.Build();
  CHECK(LinksOf(from, to).empty());  // two of one label; two languages that say different things
  CHECK(LinksOf(to, from).empty());
}

TEST_CASE("Versions: the same correspondences as the slow ones, and a profile that comes back has gained nothing") {
  std::map<LinkSource, int> sources;
  int close = 0;
  for (std::uint64_t seed = 0; seed < 1500 / kSlow; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const auto world = RandomWorld(random);
    const auto before = world.Build(), after = Next(world, random).Build();
    for (const auto& [from, to] : {std::pair(before, after), std::pair(after, before)}) {
      const auto crosswalk = Crosswalk::BetweenVersions(from, to);
      REQUIRE(LinksOf(from, to) == NaiveVersions(from, to));
      for (const auto& link : crosswalk.links()) ++sources[link.source], close += link.type == MatchType::kClose;
      const auto person = RandomProfile(from, random);
      const auto there = TranslateProfile(from, person, to, crosswalk);
      const auto back = TranslateProfile(to, there.profile, from, crosswalk.Reversed());
      for (const auto o : back.profile.origins()) CHECK(person.HasOrigin(o));
      for (const auto& item : back.profile.items()) {
        const auto* was = person.Find(item.concept_id);
        REQUIRE(was != nullptr);
        CHECK(item.evidence <= was->evidence);
        if (was->level != 0) CHECK((item.level != 0 && item.level <= was->level));
      }
    }
    // A version to itself: only what says of itself that it was replaced is moved.
    for (const auto& link : LinksOf(before, before))
      CHECK((link.from == link.to || before.Status(At(before, link.from)) != ConceptStatus::kCurrent));
  }
  CHECK(sources[LinkSource::kSameUri] > 1000 / kSlow);
  CHECK(sources[LinkSource::kReplacement] > 500 / kSlow);
  CHECK(sources[LinkSource::kLabel] > 100 / kSlow);
  CHECK(close > 100 / kSlow);
}
