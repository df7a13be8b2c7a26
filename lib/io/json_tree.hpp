// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// JsonTree: a JSON document as a compact read-only tree in which every value knows where it stood, so that a reader can
// say "file:line:column". It is the only thing the rest of the library sees of RapidJSON. Not API, not a general JSON
// library: no writing, no editing, no floating-point numbers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "overstap/status.hpp"

namespace overstap::detail {

struct JsonLimits {
  std::size_t bytes = std::size_t{1} << 30;   ///< at most 4 GiB - 1: offsets are 32 bits
  std::size_t depth = 64;                     ///< nested arrays and objects
  std::size_t values = std::size_t{1} << 26;  ///< "[[],[],..." costs far more memory than its bytes suggest
  bool quote_keys = true;                     ///< in messages; not where anything may be about a person
};

class JsonTree {
 public:
  enum class Kind : std::uint8_t { kNull, kBoolean, kNumber, kString, kArray, kObject };
  using Node = std::uint32_t;
  static constexpr Node kRoot = 0;
  static constexpr Node kNone = 0xFFFFFFFFu;

  /// Both `name` (for messages) and `text` must outlive the tree. Accepts exactly RFC 8259 in UTF-8, with or without a byte order
  /// mark, without duplicate keys. O(bytes). Errors: kMalformed with position, kLimit.
  static StatusOr<JsonTree> Parse(std::string_view name, std::string_view text, const JsonLimits& limits = {});

  Kind kind(Node n) const { return nodes_[n].kind; }
  /// A string decoded; a number, "true", "false" or "null" as written; empty for arrays and objects.
  std::string_view text(Node n) const { return View(nodes_[n].text); }
  /// Key of an object's member; empty for the elements of an array.
  std::string_view name(Node n) const { return View(nodes_[n].name); }
  /// Children in the order of the document; kNone ends the list.
  Node first(Node n) const { return nodes_[n].first_child; }
  Node next(Node n) const { return nodes_[n].next_sibling; }
  /// Nothing when the value is no number, has a fraction or an exponent, or does not fit.
  std::optional<std::int64_t> Integer(Node n) const;

  /// Where the value, or its key, begins. Columns count characters (code points). Not const: the first call indexes the lines.
  Position At(Node n) { return Where(nodes_[n].byte); }
  Position NameAt(Node n) { return Where(nodes_[n].name_byte); }
  std::string_view source() const { return source_; }

 private:
  struct Sax;
  struct Span {
    std::uint32_t begin = 0, size = 0;  // into arena_
  };
  struct Value {
    Span text, name;
    std::uint32_t byte = 0, name_byte = 0;  // into input_
    Node first_child = kNone, next_sibling = kNone;
    Kind kind = Kind::kNull;
  };

  JsonTree(std::string_view name, std::string_view text) : source_(name), input_(text) {}
  std::string_view View(Span s) const { return std::string_view(arena_).substr(s.begin, s.size); }
  Position Where(std::uint64_t byte);

  std::string_view source_, input_;
  std::string arena_;
  std::vector<Value> nodes_;
  std::vector<Position> lines_;  // the position of every kStride-th byte; empty until asked for
};

/// "a string", "an object", ... for messages.
std::string_view Name(JsonTree::Kind kind);

}  // namespace overstap::detail
