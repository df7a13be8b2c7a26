// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// XML record by record: of a document of any length one record at a time is in memory, as a small read-only tree in which every
// element knows where it stood. It is the only thing the rest of the library sees of expat. Names are local names: feeds of one
// standard come with a namespace, another prefix, or none. Not API, not a general XML library: no mixed content, comments or DTDs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "overstap/status.hpp"

namespace overstap::detail {

struct XmlLimits {
  std::size_t bytes = std::size_t{1} << 30;  ///< of a document; expat counts in int
  std::size_t depth = 64;                    ///< nested elements
  std::size_t nodes = std::size_t{1} << 20;  ///< elements of one record
  std::size_t text = std::size_t{1} << 26;   ///< bytes of names, attributes and texts of one record
};

/// One record: an element with all that is in it.
class XmlTree {
 public:
  using Node = std::uint32_t;
  static constexpr Node kRoot = 0;
  static constexpr Node kNone = 0xFFFFFFFFu;

  std::string_view name(Node n) const { return View(nodes_[n].name); }
  /// The text that stands directly in the element, entities resolved, without white space around it.
  std::string_view text(Node n) const { return View(nodes_[n].text); }
  /// Children in the order of the document; kNone ends the list.
  Node first(Node n) const { return nodes_[n].first_child; }
  Node next(Node n) const { return nodes_[n].next_sibling; }
  /// The value of an attribute, by its local name.
  std::optional<std::string_view> Attribute(Node n, std::string_view name) const;
  /// The first child of that name, and the next element of the same name beside it.
  Node Get(Node n, std::string_view name) const { return Same(first(n), name); }
  Node Again(Node n) const { return Same(next(n), name(n)); }
  /// Where the element begins.
  const Position& At(Node n) const { return nodes_[n].at; }

 private:
  friend class XmlParser;
  struct Span {
    std::uint32_t begin = 0, size = 0;  // into arena_
  };
  struct Element {
    Span name, text;
    Node first_child = kNone, next_sibling = kNone;
    std::uint32_t attributes = 0;  // their begin; they end where those of the next element begin
    Position at;
  };
  struct AttributeOf {
    Span name, value;
  };
  std::string_view View(Span s) const { return std::string_view(arena_).substr(s.begin, s.size); }
  Node Same(Node n, std::string_view name) const {
    while (n != kNone && this->name(n) != name) n = next(n);
    return n;
  }

  std::string arena_;
  std::vector<Element> nodes_;
  std::vector<AttributeOf> attributes_;
};

/// Reads a document, and hands every element of one of the names `records` that is in no other such element to `use`, when it ends;
/// what `use` returns other than OK ends the reading. `root` gets the local name of the document's element unless null. Takes
/// well-formed XML 1.0 in UTF-8, UTF-16, ISO-8859-1 or ASCII. A document type declaration is refused, and with it every entity but
/// the five that need none. O(bytes). Errors: kMalformed with position, kLimit, those of `use`.
Status ReadXml(std::string_view name, std::string_view text, std::span<const std::string_view> records, const std::function<Status(const XmlTree&)>& use,
               std::string* root = nullptr, const XmlLimits& limits = {});

}  // namespace overstap::detail
