// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// OEAPI: pages, lists and single courses, programmes, offerings, learning outcomes and organisations.

#include "course_feeds.hpp"

using namespace overstap;
using namespace overstap::fuzz;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  ReadFeed(ReadOeapi, View(data, size));
  return 0;
}
