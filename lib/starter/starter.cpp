// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The embedded default: two snapshots linked into the library, opened in place without a copy.

#include "overstap/io.hpp"

namespace overstap {
namespace detail {
extern const unsigned long long kStarterTaxonomy[], kStarterTaxonomySize, kStarterCourses[], kStarterCoursesSize;
}

StatusOr<Taxonomy> StarterTaxonomy() {
  return Taxonomy::FromBuffer({nullptr, {reinterpret_cast<const std::byte*>(detail::kStarterTaxonomy), detail::kStarterTaxonomySize}});
}

StatusOr<CourseCatalogue> StarterCourses() {
  return CourseCatalogue::FromBuffer({nullptr, {reinterpret_cast<const std::byte*>(detail::kStarterCourses), detail::kStarterCoursesSize}});
}

}  // namespace overstap
