// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// What stands behind the opaque handles of overstap.h. Not API.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "guard.hpp"
#include "overstap/advice.hpp"
#include "overstap/explain.hpp"
#include "overstap/funding.hpp"
#include "overstap/json.hpp"
#include "overstap/match.hpp"
#include "overstap/model.hpp"
#include "overstap/profile.hpp"
#include "overstap/suggest.hpp"

struct ovs_taxonomy : overstap::c::Counted {
  explicit ovs_taxonomy(overstap::Taxonomy taxonomy) : view(std::move(taxonomy)), hash(view.snapshot().Hash()) {}
  const overstap::Taxonomy view;
  const std::string hash;
};

struct ovs_catalogue : overstap::c::Counted {
  explicit ovs_catalogue(overstap::CourseCatalogue catalogue) : view(std::move(catalogue)) {}
  const overstap::CourseCatalogue view;
};

struct ovs_profile : overstap::c::Counted {
  ovs_profile(const ovs_taxonomy* t, overstap::Profile profile) : taxonomy(t), value(std::move(profile)) {}
  const overstap::c::Kept<const ovs_taxonomy> taxonomy;
  const overstap::Profile value;
};

struct ovs_engine : overstap::c::Counted {
  ovs_engine(ovs_taxonomy* t, overstap::MatchModel model) : taxonomy(t), matcher(std::make_shared<const overstap::MatchModel>(std::move(model))) {}
  const overstap::c::Kept<ovs_taxonomy> taxonomy;
  const overstap::Matcher matcher;
  std::optional<overstap::BoundCatalogue> courses;
};

struct ovs_explanation : overstap::c::Counted {
  ovs_explanation(const ovs_taxonomy* t, overstap::Explanation explanation) : taxonomy(t), value(std::move(explanation)) {}
  const overstap::c::Kept<const ovs_taxonomy> taxonomy;
  const overstap::Explanation value;
};

struct ovs_report : overstap::c::Counted {
  explicit ovs_report(std::string text) : json(std::move(text)) {}
  const std::string json;
};

struct ovs_figures : overstap::c::Counted {
  explicit ovs_figures(overstap::LabourMarket market) : table(std::move(market)) {}
  const overstap::LabourMarket table;
};

struct ovs_funding : overstap::c::Counted {
  explicit ovs_funding(overstap::FundingRules all) : rules(std::move(all)) {}
  const overstap::FundingRules rules;
};

namespace overstap::c {

/// Concept numbers mean something in one taxonomy only.
inline Status CheckProfile(const ovs_engine& engine, const ovs_profile& profile) {
  const auto &ours = *engine.taxonomy, &theirs = *profile.taxonomy;
  if (&ours == &theirs) return absl::OkStatus();
  // The hash is not made to withstand an attacker, so the ranges that indexing relies on are compared as well.
  bool same = ours.hash == theirs.hash;
  for (int k = 0; same && k < kConceptKinds; ++k) {
    const auto a = ours.view.Concepts(static_cast<ConceptKind>(k)), b = theirs.view.Concepts(static_cast<ConceptKind>(k));
    same = a.first == b.first && a.last == b.last;
  }
  if (same) return absl::OkStatus();
  return Error(ErrorCode::kInvalidArgument, detail::Cat("the profile was made from taxonomy ", theirs.hash, ", the engine from ", ours.hash,
                                                "; make the profile from ovs_engine_taxonomy()"));
}

inline Status CheckMatch(const ovs_engine* engine, const ovs_profile* profile) {
  OVS_RETURN_IF_ERROR(Given({{engine, "engine"}, {profile, "profile"}}));
  return CheckProfile(*engine, *profile);
}

inline Status CheckCourses(const ovs_engine* engine, const ovs_profile* profile) {
  OVS_RETURN_IF_ERROR(CheckMatch(engine, profile));
  if (!engine->courses) return Error(ErrorCode::kInvalidArgument, "the engine has no course catalogue; give one to ovs_engine_create()");
  return absl::OkStatus();
}

/// The advice as every caller of any language gets it.
inline StatusOr<std::string> AdviceJsonOf(const ovs_engine& engine, const ovs_profile& profile, const AdviceOptions& options, const LabourMarket* figures, Language language) {
  OVS_ASSIGN_OR_RETURN(const auto advice, Advise(engine.matcher, profile.value, options, figures));
  return AdviceJson(engine.matcher, profile.value, advice, options, language, figures);
}

}  // namespace overstap::c
