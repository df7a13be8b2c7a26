// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// RdfMap: what each predicate and class of an RDF vocabulary means here. It is data (taxonomy/maps/), so that another
// spelling needs an edit and no release. Not API.
#pragma once

#include <string_view>

namespace overstap::detail {

/// The text of taxonomy/maps/competentnl.json.
extern const std::string_view kCompetentNlMap;

}  // namespace overstap::detail
