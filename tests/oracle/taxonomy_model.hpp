// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// A taxonomy as maps and sets of strings, for tests that change one: taken from a Taxonomy, edited in the obvious way, and
// built again with plain calls of the builder.
#pragma once

#include <array>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "oracle/maker.hpp"

namespace overstap::test {

struct Model {
  using TextKey = std::tuple<std::string, TextKind, std::string>;  // language, kind, text
  struct Strength {
    Relevance relevance = Relevance::kEssential;
    int level = 0, importance = 0;
    friend bool operator==(const Strength&, const Strength&) = default;
  };
  struct Thing {
    ConceptKind kind = ConceptKind::kSkill;
    std::set<TextKey> texts;
    std::map<std::string, Strength> relations;
    std::set<std::string> broader;
    std::set<std::pair<MatchType, std::string>> matches;
    std::map<std::string, int> numbers;  // attributes by their key in Overstap JSON; those that are 0 are not there
    std::string notation;
  };
  struct Change {
    std::size_t overlay;
    ChangeVerb verb;
    ChangedThing thing;
    std::string subject, object, detail, reason;
  };
  std::map<std::string, std::string> about;
  std::map<std::string, Thing> things;
  std::vector<std::array<std::string, 5>> overlays;
  std::vector<Change> changes;

  explicit Model(const Taxonomy& t) {
    const auto& s = t.snapshot();
    const auto text = [&](std::uint32_t string) { return std::string(s.String(string)); };
    for (std::size_t i = 0; i < s.about_size(); ++i) about[std::string(s.about_key(i))] = s.about_value(i);
    for (Concept c = 0; c < t.size(); ++c) {
      auto& thing = things[std::string(t.Uri(c))];
      thing.kind = t.Kind(c);
      for (const auto& x : t.Texts(c)) thing.texts.emplace(std::string(s.Language(x.language)), x.kind, text(x.string));
      for (const auto& r : t.Relations(c)) thing.relations[std::string(t.Uri(r.target))] = {r.relevance, r.level, r.importance};
      for (const auto b : t.Broader(c)) thing.broader.emplace(t.Uri(b));
      for (const auto& m : t.Matches(c)) thing.matches.emplace(m.type, text(m.uri));
      thing.notation = t.Notation(c);
      const std::pair<const char*, int> numbers[] = {{"status", static_cast<int>(t.Status(c))}, {"regulated", static_cast<int>(t.Regulated(c))},
                                                     {"mediation", static_cast<int>(t.Mediation(c))}, {"interests", t.Interests(c)},
                                                     {"job_zone", t.JobZone(c)}, {"nlqf", t.Nlqf(c)}, {"isco", t.Isco(c)}};
      for (const auto& [name, value] : numbers) {
        if (value != 0) thing.numbers[name] = value;
      }
    }
    for (const auto& o : t.Overlays()) overlays.push_back({text(o.name), text(o.author), text(o.date), text(o.reason), text(o.base)});
    for (const auto& c : t.Changes()) changes.push_back({c.overlay, c.verb, c.thing, text(c.subject), text(c.object), text(c.detail), text(c.reason)});
  }

  /// Takes a concept out, and whatever names it.
  void Remove(const std::string& uri) {
    things.erase(uri);
    for (auto& [other, thing] : things) thing.relations.erase(uri), thing.broader.erase(uri);
  }

  StatusOr<Taxonomy> Build() const {
    TaxonomyBuilder b;
    for (const auto& [key, value] : about) OVS_RETURN_IF_ERROR(b.SetAbout(key, value));
    for (const auto& [uri, thing] : things) OVS_RETURN_IF_ERROR(b.Declare(b.Mention(uri), thing.kind));
    for (const auto& [uri, thing] : things) {
      const auto node = b.Mention(uri);
      for (const auto& [language, kind, text] : thing.texts) OVS_RETURN_IF_ERROR(b.AddText(node, kind, language, text));
      for (const auto& [target, s] : thing.relations) {
        b.AddRelation(node, b.Mention(target), {s.relevance, static_cast<Level>(s.level), static_cast<Importance>(s.importance)});
      }
      for (const auto& broader : thing.broader) b.AddBroader(node, b.Mention(broader));
      for (const auto& [type, match] : thing.matches) OVS_RETURN_IF_ERROR(b.AddMatch(node, type, match));
      OVS_RETURN_IF_ERROR(b.SetNotation(node, thing.notation));
      const auto number = [&, &numbers = thing.numbers](const char* name) { return numbers.contains(name) ? numbers.at(name) : 0; };
      b.SetStatus(node, static_cast<ConceptStatus>(number("status")));
      b.SetRegulated(node, static_cast<Regulated>(number("regulated")));
      b.SetMediation(node, static_cast<Mediation>(number("mediation")));
      b.SetInterests(node, static_cast<std::uint8_t>(number("interests")));
      b.SetJobZone(node, static_cast<JobZone>(number("job_zone")));
      b.SetNlqf(node, static_cast<Nlqf>(number("nlqf")));
      b.SetIsco(node, static_cast<std::uint16_t>(number("isco")));
    }
    for (const auto& o : overlays) OVS_RETURN_IF_ERROR(b.AddOverlay(o[0], o[1], o[2], o[3], o[4]).status());
    for (const auto& c : changes) OVS_RETURN_IF_ERROR(b.NoteChange(static_cast<std::uint16_t>(c.overlay), c.verb, c.thing, c.subject, c.object, c.detail, c.reason));
    return b.Build();
  }
};

inline std::string BytesOf(const Taxonomy& t) {
  const auto bytes = t.snapshot().bytes();
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace overstap::test
