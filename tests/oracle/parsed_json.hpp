// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// A JSON output of the library, parsed: a test asks for members by name, and fails where one is missing.
#pragma once

#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "io/json_tree.hpp"
#include "oracle/maker.hpp"

namespace overstap::test {

using detail::JsonTree;

/// A parsed output. The reader is strict: UTF-8, no key twice, nothing behind the value.
class Parsed {
 public:
  explicit Parsed(std::string text) : text_(std::move(text)), tree_(Need(JsonTree::Parse("output", text_))) {
    CHECK(text_.find('\n') == std::string::npos);  // one line
  }
  using Node = JsonTree::Node;
  Node operator()(std::string_view name, Node object = JsonTree::kRoot) const {
    for (auto n = tree_.first(object); n != JsonTree::kNone; n = tree_.next(n)) {
      if (tree_.name(n) == name) return n;
    }
    FAIL("no ", std::string(name), " in ", text_);
    return JsonTree::kNone;
  }
  std::string_view Text(std::string_view name, Node object = JsonTree::kRoot) const { return tree_.text((*this)(name, object)); }
  std::int64_t Number(std::string_view name, Node object = JsonTree::kRoot) const { return tree_.Integer((*this)(name, object)).value_or(-1); }
  bool IsNull(std::string_view name, Node object = JsonTree::kRoot) const { return tree_.kind((*this)(name, object)) == JsonTree::Kind::kNull; }
  std::vector<Node> List(std::string_view name, Node object = JsonTree::kRoot) const {
    std::vector<Node> nodes;
    CHECK(tree_.kind((*this)(name, object)) == JsonTree::Kind::kArray);
    for (auto n = tree_.first((*this)(name, object)); n != JsonTree::kNone; n = tree_.next(n)) nodes.push_back(n);
    return nodes;
  }
  /// The strings in a list.
  std::vector<std::string> Strings(std::string_view name, Node object = JsonTree::kRoot) const {
    std::vector<std::string> strings;
    for (const auto n : List(name, object)) {
      CHECK(tree_.kind(n) == JsonTree::Kind::kString);
      strings.emplace_back(tree_.text(n));
    }
    return strings;
  }
  std::vector<std::string> Keys(Node object = JsonTree::kRoot) const {
    std::vector<std::string> keys;
    for (auto n = tree_.first(object); n != JsonTree::kNone; n = tree_.next(n)) keys.emplace_back(tree_.name(n));
    return keys;
  }

 private:
  std::string text_;
  JsonTree tree_;
};

}  // namespace overstap::test
