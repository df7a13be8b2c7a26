// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// A whole snapshot (tests/golden/v1) of which the input changes a few numbers.

#include <algorithm>
#include <string>

#include "edits.hpp"
#include "overstap/crosswalk.hpp"
#include "overstap/io.hpp"
#include "overstap/json.hpp"
#include "overstap/overlay.hpp"
#include "overstap/profile.hpp"
#include "overstap/versions.hpp"

using namespace overstap;
using namespace overstap::fuzz;

namespace {

/// What is opened can be used for everything, even if no builder of ours would have made it.
void Use(const Taxonomy& taxonomy) {
  Walk(taxonomy);
  IsJson(TaxonomyInfoJson(taxonomy, nullptr));
  std::string written;
  const auto collect = [&](std::string_view piece) { return written.append(piece), absl::OkStatus(); };
  const auto as_json = WriteTaxonomyJson(taxonomy, nullptr, collect);
  Sound(as_json);
  if (as_json.ok()) IsJson(written);
  Sound(WriteTaxonomyNTriples(taxonomy, collect));
  TaxonomyBuilder builder;
  const auto stated = AddTaxonomy(taxonomy, builder);
  Sound(stated);
  if (stated.ok()) Sound(builder.Build().status());
  IsJson(DiffJson(DiffTaxonomies(Golden(), taxonomy), Golden(), taxonomy));
  Promise(DiffTaxonomies(taxonomy, taxonomy).empty(), "a taxonomy is the same as itself");
  ProfileBuilder profile(taxonomy);
  for (Concept c = 0; c < std::min(2u, taxonomy.Concepts(ConceptKind::kOccupation).size()); ++c) {
    Promise(profile.AddOccupation(c).ok(), "an occupation makes a profile");
  }
  const auto crosswalk = Crosswalk::BetweenVersions(taxonomy, Golden()).With(Crosswalk::FromMatches(taxonomy, Golden()));
  TranslateProfile(taxonomy, profile.Build(), Golden(), crosswalk);
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto taxonomy = SectionsOf(TestFile("golden/v1/overlays.ovs")), courses = SectionsOf(TestFile("golden/v1/courses.ovs"));
  Input input(View(data, size));
  const bool is_taxonomy = input.Number() % 4 != 0;
  auto sections = is_taxonomy ? taxonomy : courses;
  for (int edits = 0; edits < 32 && !input.empty(); ++edits) Edit(input, sections);
  auto changed = Join(std::move(sections), is_taxonomy ? detail::SnapshotKind::kTaxonomy : detail::SnapshotKind::kCourses);
  if (is_taxonomy) {
    const auto opened = Taxonomy::FromBuffer(std::move(changed));
    Sound(opened.status());
    if (opened.ok()) Use(*opened);
  } else {
    const auto opened = CourseCatalogue::FromBuffer(std::move(changed));
    Sound(opened.status());
    if (opened.ok()) Walk(*opened);
  }
  return 0;
}
