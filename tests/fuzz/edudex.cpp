// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// EDU-DEX programmes, and the XML under them with limits that a small input reaches.

#include "course_feeds.hpp"
#include "io/xml.hpp"

using namespace overstap;
using namespace overstap::fuzz;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto input = View(data, size);
  ReadFeed(ReadEduDex, input);
  static constexpr std::string_view kRecords[] = {"program", "a"};
  std::string root;
  Sound(detail::ReadXml("input", input, kRecords, [](const detail::XmlTree& x) -> Status {
    std::size_t nodes = 0;
    const auto walk = [&](const auto& self, detail::XmlTree::Node n) -> void {
      Promise(++nodes <= 64 && x.At(n).line > 0 && x.At(n).column > 0 && !x.name(n).empty(), "an element has a name and a place, and there are no more than the limit");
      Promise(x.text(n).size() <= 4096 && IsUtf8(x.text(n)), "a text is UTF-8, and within the limit");
      for (const auto name : {"lang", "unit"}) static_cast<void>(x.Attribute(n, name));
      for (auto child = x.first(n); child != detail::XmlTree::kNone; child = x.next(child)) self(self, child);
    };
    walk(walk, detail::XmlTree::kRoot);
    return nodes % 7 == 0 ? Error(ErrorCode::kCancelled, "enough") : absl::OkStatus();
  }, &root, {.bytes = 1 << 16, .depth = 8, .nodes = 64, .text = 4096}));
  return 0;
}
