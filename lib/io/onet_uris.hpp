// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// How O*NET's codes become URIs: each is one of these with the code put behind it. They are addresses of O*NET OnLine, so
// a URI also opens as a page. Shared by the readers that meet O*NET's codes; not part of the API.
#pragma once

#include <string_view>

namespace overstap::detail {

/// Behind it an O*NET-SOC code, "11-1011.00". A task is the occupation's URI, kOnetTask and the task's number.
inline constexpr std::string_view kOnetOccupation = "https://www.onetonline.org/link/summary/";
inline constexpr std::string_view kOnetTask = "#task-";
/// Behind it an element of the Content Model, "2.A.1.a".
inline constexpr std::string_view kOnetElement = "https://www.onetonline.org/find/descriptor/result/";
/// Behind it a commodity code (UNSPSC), "43232306".
inline constexpr std::string_view kOnetTechnology = "https://www.onetonline.org/search/tech#";

}  // namespace overstap::detail
