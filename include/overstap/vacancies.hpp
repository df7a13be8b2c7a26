// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// A store (store.hpp) of vacancies, or of persons, in terms of a taxonomy: features are its concepts, skills and knowledge areas weigh what
// they weigh in readiness and gaps, and the occupations are the typical documents.
#pragma once

#include <algorithm>
#include <string_view>

#include "overstap/model.hpp"
#include "overstap/store.hpp"

namespace overstap {

/// A weight of 16 is one bit of information: that half of all occupations ask it. Skills and knowledge areas weigh 1 to 255, so that the
/// totals of a usual search have 16 bits; other concepts may be there and weigh nothing. O(concepts + relations).
inline StoreOptions StoreOptionsOf(const MatchModel& model, StoreSide side) {
  constexpr std::uint32_t kMost = 255;
  const auto& taxonomy = model.taxonomy();
  StoreOptions options;
  options.side = side;
  options.origin = taxonomy.snapshot().Hash();
  for (Concept c = 0; c < taxonomy.size(); ++c) {
    options.weights.push_back(MatchModel::IsRequirement(taxonomy.Kind(c)) ? std::clamp(model.Information(c) >> 12, 1u, kMost) : 0);
  }
  options.anchor_begin.push_back(0);
  const auto occupations = taxonomy.Concepts(ConceptKind::kOccupation);
  for (auto c = occupations.first; c < occupations.last; ++c) {
    for (const auto& relation : taxonomy.Relations(c)) {
      if (options.weights[relation.target] > 0 && relation.relevance > Relevance::kNotRelevant) options.anchor_items.push_back({relation.target, relation.level});
    }
    options.anchor_begin.push_back(static_cast<std::uint32_t>(options.anchor_items.size()));
  }
  return options;
}

/// Whether what is in a store means the same in this model: the same taxonomy and the same weights.
inline Status CheckStore(const Store& store, const MatchModel& model) {
  const auto expected = StoreOptionsOf(model, store.options().side);
  if (store.options().origin == expected.origin && store.options().weights == expected.weights) return {};
  return Error(ErrorCode::kInvalidArgument, detail::Cat("the store was made with taxonomy ", store.options().origin, ", not with ", expected.origin, "; make it again from its documents"));
}

}  // namespace overstap
