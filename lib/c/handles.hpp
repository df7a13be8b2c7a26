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
#include "overstap/explain.hpp"
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
