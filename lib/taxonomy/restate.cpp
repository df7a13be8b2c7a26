// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// A finished taxonomy as the builder calls that would make it again, less what is to be left out. The way in for whoever
// wants to change one: a taxonomy itself is never edited.

#include <vector>

#include "overstap/overlay.hpp"

namespace overstap {

Status AddTaxonomy(const Taxonomy& taxonomy, TaxonomyBuilder& builder, const Omissions& omissions) {
  const auto& s = taxonomy.snapshot();
  for (std::size_t i = 0; i < s.about_size(); ++i) OVS_RETURN_IF_ERROR(builder.SetAbout(s.about_key(i), s.about_value(i)));

  std::vector<TaxonomyBuilder::Node> nodes(taxonomy.size());  // of those that stay
  for (Concept c = 0; c < taxonomy.size(); ++c) {
    if (omissions.concepts.contains(c)) continue;
    nodes[c] = builder.Mention(taxonomy.Uri(c));
    OVS_RETURN_IF_ERROR(builder.Declare(nodes[c], taxonomy.Kind(c)));
  }
  for (Concept c = 0; c < taxonomy.size(); ++c) {
    if (omissions.concepts.contains(c)) continue;
    const auto node = nodes[c];
    for (std::uint32_t i = 0; i < taxonomy.Texts(c).size(); ++i) {
      const auto& text = taxonomy.Texts(c)[i];
      if (!omissions.texts.contains({c, i})) OVS_RETURN_IF_ERROR(builder.AddText(node, text.kind, s.Language(text.language), s.String(text.string)));
    }
    for (std::uint32_t i = 0; i < taxonomy.Matches(c).size(); ++i) {
      const auto& match = taxonomy.Matches(c)[i];
      if (!omissions.matches.contains({c, i})) OVS_RETURN_IF_ERROR(builder.AddMatch(node, match.type, s.String(match.uri)));
    }
    for (const auto& r : taxonomy.Relations(c)) {
      if (omissions.concepts.contains(r.target) || omissions.relations.contains({c, r.target})) continue;
      builder.AddRelation(node, nodes[r.target], {r.relevance, r.level, r.importance});
    }
    for (const auto parent : taxonomy.Broader(c)) {
      if (!omissions.concepts.contains(parent) && !omissions.broader.contains({c, parent})) builder.AddBroader(node, nodes[parent]);
    }
    builder.SetStatus(node, taxonomy.Status(c));
    builder.SetRegulated(node, taxonomy.Regulated(c));
    builder.SetMediation(node, taxonomy.Mediation(c));
    builder.SetInterests(node, taxonomy.Interests(c));
    builder.SetJobZone(node, taxonomy.JobZone(c));
    builder.SetNlqf(node, taxonomy.Nlqf(c));
    builder.SetIsco(node, taxonomy.Isco(c));
    OVS_RETURN_IF_ERROR(builder.SetNotation(node, taxonomy.Notation(c)));
  }

  std::vector<std::uint16_t> overlays;  // their numbers in the builder, which may have some already
  for (const auto& o : taxonomy.Overlays()) {
    OVS_ASSIGN_OR_RETURN(const auto number, builder.AddOverlay(s.String(o.name), s.String(o.author), s.String(o.date), s.String(o.reason), s.String(o.base)));
    overlays.push_back(number);
  }
  for (const auto& c : taxonomy.Changes()) {
    OVS_RETURN_IF_ERROR(builder.NoteChange(overlays[c.overlay], c.verb, c.thing, s.String(c.subject), s.String(c.object), s.String(c.detail), s.String(c.reason)));
  }
  return absl::OkStatus();
}

}  // namespace overstap
