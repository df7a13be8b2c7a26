// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Everything of the C++ library but graph.hpp, which drags Boost.Graph in and is included by those who want it.
#pragma once

#include "overstap/advice.hpp"
#include "overstap/builder.hpp"
#include "overstap/compare.hpp"
#include "overstap/courses.hpp"
#include "overstap/crosswalk.hpp"
#include "overstap/evaluate.hpp"
#include "overstap/explain.hpp"
#include "overstap/factors.hpp"
#include "overstap/gates.hpp"
#include "overstap/ids.hpp"
#include "overstap/io.hpp"
#include "overstap/json.hpp"
#include "overstap/kernel.hpp"
#include "overstap/lists.hpp"
#include "overstap/match.hpp"
#include "overstap/model.hpp"
#include "overstap/overlay.hpp"
#include "overstap/overview.hpp"
#include "overstap/params.hpp"
#include "overstap/profile.hpp"
#include "overstap/reasons.hpp"
#include "overstap/snapshot.hpp"
#include "overstap/status.hpp"
#include "overstap/suggest.hpp"
#include "overstap/taxonomy.hpp"
#include "overstap/text.hpp"
#include "overstap/versions.hpp"
#include "overstap/whatif.hpp"
