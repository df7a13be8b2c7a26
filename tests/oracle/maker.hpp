// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Taxonomies and profiles in few words, for tests: a URI is "kind/name", and naming it declares it.
#pragma once

#include <doctest/doctest.h>

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "overstap/builder.hpp"
#include "overstap/match.hpp"
#include "overstap/model.hpp"
#include "overstap/profile.hpp"
#include "overstap/taxonomy.hpp"

namespace overstap::test {

/// The value of `result`, or a failed test with its message.
template <typename T>
T Need(StatusOr<T> result) {
  REQUIRE_MESSAGE(result.ok(), std::string(result.status().message()));
  return *std::move(result);
}
inline void Need(const Status& status) { REQUIRE_MESSAGE(status.ok(), std::string(status.message())); }

/// "group/x" is a group, "occupation/x" an occupation ...
inline ConceptKind KindOf(std::string_view uri) {
  const auto kind = ParseConceptKind(uri.substr(0, uri.find('/')));
  REQUIRE_MESSAGE(kind.has_value(), std::string(uri));
  return *kind;
}
/// Mentions `uri` and declares it when that has not been done.
inline TaxonomyBuilder::Node NodeOf(TaxonomyBuilder& builder, std::string_view uri) {
  const auto node = builder.Mention(uri);
  if (!builder.IsDeclared(node)) Need(builder.Declare(node, KindOf(uri)));
  return node;
}

class Maker {
 public:
  TaxonomyBuilder builder;

  TaxonomyBuilder::Node operator()(std::string_view uri) { return NodeOf(builder, uri); }
  Maker& Requires(std::string_view occupation, std::string_view target, Relevance relevance = Relevance::kEssential, Level level = 0) {
    builder.AddRelation((*this)(occupation), (*this)(target), {relevance, level});
    return *this;
  }
  Maker& Requires(std::string_view occupation, std::initializer_list<std::string_view> targets) {
    for (const auto target : targets) Requires(occupation, target);
    return *this;
  }
  Maker& Broader(std::string_view uri, std::string_view broader) {
    builder.AddBroader((*this)(uri), (*this)(broader));
    return *this;
  }
  Maker& Text(std::string_view uri, std::string_view text, TextKind kind = TextKind::kPreferred, std::string_view language = "nl") {
    Need(builder.AddText((*this)(uri), kind, language, text));
    return *this;
  }
  Taxonomy Build() { return Need(builder.Build()); }
};

inline Concept At(const Taxonomy& taxonomy, std::string_view uri) {
  const auto found = taxonomy.Find(uri);
  REQUIRE_MESSAGE(found.has_value(), std::string(uri));
  return *found;
}

inline Matcher MakeMatcher(Taxonomy taxonomy, const ModelParams& params = {}) {
  return Matcher(std::make_shared<const MatchModel>(Need(MatchModel::Create(std::move(taxonomy), params))));
}

/// A profile of occupations (with all they require) and of things stated outright.
inline Profile ProfileOf(const Taxonomy& taxonomy, std::initializer_list<std::string_view> uris) {
  ProfileBuilder builder(taxonomy);
  for (const auto uri : uris) {
    const auto c = At(taxonomy, uri);
    Need(taxonomy.Kind(c) == ConceptKind::kOccupation ? builder.AddOccupation(c) : builder.Add(c));
  }
  return builder.Build();
}
inline Profile ProfileOf(const Taxonomy& taxonomy, Concept occupation) {
  ProfileBuilder builder(taxonomy);
  Need(builder.AddOccupation(occupation));
  return builder.Build();
}

}  // namespace overstap::test
