// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Random taxonomies that also have what RandomCalls() leaves out, for whatever must lose nothing: facts about the whole, specialisations, several
// definitions, attributes on every kind, replacements, and texts full of characters that a format has to escape.
#pragma once

#include <string>
#include <vector>

#include "oracle/random_graph.hpp"

namespace overstap::test {

inline std::string RandomText(Random& random) {
  const char* const pieces[] = {"werk", " ", "\"", "\\", "\n", "\t", "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80", "\xE2\x80\xA8", "\xC2\xA0", "<a>", "{}", "@", "^^", ".", "#", "\\u0041"};
  std::string text = "t";  // not a blank: those are trimmed
  for (auto n = random.Below(6); n > 0; --n) text += pieces[random.Below(std::size(pieces))];
  return text + std::to_string(random.Below(20));
}

/// `about`: also facts about the whole.
inline std::vector<Call> RichCalls(Random& random, const GraphSize& size, bool about = true) {
  auto calls = RandomCalls(random, size);
  const std::pair<std::string, std::uint32_t> kinds[] = {
      {"occupation", size.occupations}, {"skill", size.skills}, {"knowledge", size.knowledge}, {"task", size.tasks},
      {"condition", size.conditions},   {"group", size.groups}, {"licence", size.licences}};
  for (const auto& [kind, count] : kinds) {
    for (std::uint32_t i = 0; i < count; ++i) {
      const std::string uri = Uri(kind, i);
      for (auto n = random.Below(4); n > 0; --n) {
        const auto text_kind = static_cast<TextKind>(random.Below(kTextKinds));
        const char* const languages[] = {"nl", "en", "en-GB", "zh-Hant-TW"};
        const std::string language = languages[random.Below(4)], text = RandomText(random);
        calls.push_back([=](TaxonomyBuilder& b) { Need(b.AddText(NodeOf(b, uri), text_kind, language, text)); });
      }
      const auto match = static_cast<MatchType>(random.Below(kMatchTypes));
      const auto status = static_cast<ConceptStatus>(random.Below(kConceptStatuses));
      const auto regulated = static_cast<Regulated>(random.Below(3));
      const auto mediation = static_cast<Mediation>(random.Below(3));
      const auto interests = static_cast<std::uint8_t>(random.Below(kAllInterests + 1));
      const auto zone = static_cast<JobZone>(random.Below(kMaxJobZone + 1));
      const Nlqf levels[] = {0, 5, 10, 20, 30, 40, 45, 50, 60, 70, 80};
      const auto nlqf = levels[random.Below(11)];
      const auto isco = static_cast<std::uint16_t>(random.Chance(50) ? random.Below(100) : random.Below(10000));
      const auto notation = RandomText(random);
      const std::string other = Uri(kind, random.Below(count));
      const bool rest = random.Chance(50);
      if (random.Chance(60)) {
        calls.push_back([=](TaxonomyBuilder& b) {
          const auto node = NodeOf(b, uri);
          b.SetMediation(node, mediation), b.SetInterests(node, interests), b.SetJobZone(node, size.levels ? zone : JobZone{0});
          Need(b.AddMatch(node, match, "urn:x:" + other));
          // What RandomCalls() sets for occupations must not be set twice: the last call would win.
          if (rest && kind != "occupation") b.SetStatus(node, status), b.SetRegulated(node, regulated), b.SetNlqf(node, nlqf), b.SetIsco(node, isco);
        });
      }
      if (random.Chance(10)) calls.push_back([=](TaxonomyBuilder& b) { b.SetNlqf(NodeOf(b, uri), nlqf), Need(b.SetNotation(NodeOf(b, uri), notation)); });
    }
  }
  if (about) {
    const char* const keys[] = {"name", "name@nl", "name@en", "edition", "date", "licence", "source@nl", "source", "notice@nl", "a@b", "@nl", "x@nl@en", "x@nl", "x@en-GB", "y@1", "y@"};
    for (const std::string key : keys) {
      const auto value = random.Chance(20) ? "" : RandomText(random);
      if (random.Chance(50)) calls.push_back([=](TaxonomyBuilder& b) { Need(b.SetAbout(key, value)); });
    }
  }
  return calls;
}
inline Taxonomy RichTaxonomy(std::uint64_t seed, const GraphSize& size = {}, bool about = true) {
  Random random(seed);
  return BuildFrom(RichCalls(random, size, about));
}

}  // namespace overstap::test
