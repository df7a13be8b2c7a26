// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// expat behind ReadXml(). Nothing may leave a handler but by return: there are frames of C below it.

#include "io/xml.hpp"

#include <expat.h>

#include <algorithm>
#include <cstdlib>
#include <exception>
#include <memory>
#include <new>
#include <utility>

#include "absl/strings/ascii.h"

namespace overstap::detail {
namespace {

/// "edx:program" is "program".
std::string_view Local(std::string_view name) { return name.substr(name.rfind(':') + 1); }

std::string_view Trim(std::string_view text) { return Std(absl::StripAsciiWhitespace(Abs(text))); }

struct FreeParser {
  void operator()(XML_ParserStruct* parser) const { XML_ParserFree(parser); }
};

}  // namespace

std::optional<std::string_view> XmlTree::Attribute(Node n, std::string_view name) const {
  const auto end = n + 1 < nodes_.size() ? nodes_[n + 1].attributes : attributes_.size();
  for (std::size_t i = nodes_[n].attributes; i < end; ++i) {
    if (View(attributes_[i].name) == name) return View(attributes_[i].value);
  }
  return std::nullopt;
}

class XmlParser {
 public:
  XmlParser(std::string_view name, std::span<const std::string_view> records, const std::function<Status(const XmlTree&)>& use, const XmlLimits& limits)
      : name_(name), records_(records), use_(use), limits_(limits) {}

  Status Read(std::string_view text, std::string* root) {
    if (text.size() > limits_.bytes) return Error(ErrorCode::kLimit, Cat(name_, ": has ", text.size(), " bytes, more than the limit of ", limits_.bytes, "; cut it into several documents"));
    // Its memory comes by malloc from here, so that tests can let it run out.
    static constexpr XML_Memory_Handling_Suite kMemory{[](std::size_t n) { return std::malloc(n); }, [](void* p, std::size_t n) { return std::realloc(p, n); },
                                                       [](void* p) { std::free(p); }};
    const std::unique_ptr<XML_ParserStruct, FreeParser> parser(XML_ParserCreate_MM(nullptr, &kMemory, nullptr));
    if (!parser) throw std::bad_alloc();
    parser_ = parser.get();
    XML_SetUserData(parser_, this);
    XML_SetElementHandler(parser_, [](void* self, const XML_Char* name, const XML_Char** attributes) { Self(self).Guard([&](XmlParser& p) { return p.Start(name, attributes); }); },
                          [](void* self, const XML_Char*) { Self(self).Guard([](XmlParser& p) { return p.End(); }); });
    XML_SetCharacterDataHandler(parser_, [](void* self, const XML_Char* piece, int size) {
      Self(self).Guard([&](XmlParser& p) { return p.Characters({piece, static_cast<std::size_t>(size)}); });
    });
    XML_SetStartDoctypeDeclHandler(parser_, [](void* self, const XML_Char*, const XML_Char*, const XML_Char*, int) {
      Self(self).Guard([](XmlParser& p) { return p.Fail(ErrorCode::kMalformed, "holds a document type declaration (DOCTYPE), which is not read here; take it out"); });
    });
    // All at once: then nothing is copied, and no token is looked at twice.
    const auto parsed = XML_Parse(parser_, text.data(), static_cast<int>(text.size()), XML_TRUE);
    if (thrown_) std::rethrow_exception(thrown_);
    OVS_RETURN_IF_ERROR(failed_);
    if (parsed != XML_STATUS_OK) {
      const auto code = XML_GetErrorCode(parser_);
      if (code == XML_ERROR_NO_MEMORY) throw std::bad_alloc();
      if (code == XML_ERROR_UNKNOWN_ENCODING) return Fail(ErrorCode::kMalformed, "is in an encoding that is not read here; save it as UTF-8");
      return Fail(ErrorCode::kMalformed, Cat("is no well-formed XML here: ", XML_ErrorString(code), "; have it made again"));
    }
    if (root != nullptr) *root = std::move(root_);
    return absl::OkStatus();
  }

 private:
  using Node = XmlTree::Node;
  static constexpr Node kNone = XmlTree::kNone;

  static XmlParser& Self(void* self) { return *static_cast<XmlParser*>(self); }
  /// The body of a handler. expat calls some more after it was stopped.
  template <typename Body>
  void Guard(const Body& body) noexcept {
    if (stopped_) return;
    try {
      failed_ = body(*this);
      stopped_ = !failed_.ok();
    } catch (...) {
      thrown_ = std::current_exception();
      stopped_ = true;
    }
    if (stopped_) XML_StopParser(parser_, XML_FALSE);
  }

  Position Here() const {
    return {XML_GetCurrentLineNumber(parser_), XML_GetCurrentColumnNumber(parser_) + 1, static_cast<std::uint64_t>(std::max<XML_Index>(XML_GetCurrentByteIndex(parser_), 0))};
  }
  Status Fail(ErrorCode code, std::string_view message) const { return ErrorAt(code, name_, Here(), message); }

  StatusOr<XmlTree::Span> Keep(std::string_view text) {
    auto& arena = tree_.arena_;
    if (text.size() > limits_.text - arena.size()) return Fail(ErrorCode::kLimit, Cat("a \"", tree_.name(XmlTree::kRoot), "\" holds more than ", limits_.text, " bytes of text"));
    const XmlTree::Span span{static_cast<std::uint32_t>(arena.size()), static_cast<std::uint32_t>(text.size())};
    arena.append(text);
    return span;
  }

  Status Start(std::string_view full, const XML_Char** attributes) {
    const auto name = Local(full);
    if (depth_ == 0) root_ = name;
    if (++depth_ > limits_.depth) return Fail(ErrorCode::kLimit, Cat("elements are nested more than ", limits_.depth, " deep"));
    if (open_.empty()) {
      if (std::find(records_.begin(), records_.end(), name) == records_.end()) return absl::OkStatus();
      tree_.arena_.clear(), tree_.nodes_.clear(), tree_.attributes_.clear();
    }
    if (tree_.nodes_.size() >= limits_.nodes) return Fail(ErrorCode::kLimit, Cat("a \"", tree_.name(XmlTree::kRoot), "\" has more than ", limits_.nodes, " elements"));
    const auto node = static_cast<Node>(tree_.nodes_.size());
    auto& element = tree_.nodes_.emplace_back();
    element.at = Here();
    element.attributes = static_cast<std::uint32_t>(tree_.attributes_.size());
    OVS_ASSIGN_OR_RETURN(element.name, Keep(name));
    for (; *attributes != nullptr; attributes += 2) {
      XmlTree::AttributeOf attribute;
      OVS_ASSIGN_OR_RETURN(attribute.name, Keep(Local(attributes[0])));
      OVS_ASSIGN_OR_RETURN(attribute.value, Keep(Trim(attributes[1])));
      tree_.attributes_.push_back(attribute);
    }
    if (!open_.empty()) {
      auto& parent = open_.back();
      (parent.last == kNone ? tree_.nodes_[parent.node].first_child : tree_.nodes_[parent.last].next_sibling) = node;
      parent.last = node;
    }
    open_.push_back({node, kNone, {}});
    return absl::OkStatus();
  }

  Status End() {
    --depth_;
    if (open_.empty()) return absl::OkStatus();
    auto& [node, last, text] = open_.back();
    OVS_ASSIGN_OR_RETURN(tree_.nodes_[node].text, Keep(Trim(text)));
    open_.pop_back();
    return open_.empty() ? use_(tree_) : absl::OkStatus();
  }

  Status Characters(std::string_view text) {
    if (open_.empty()) return absl::OkStatus();
    auto& so_far = open_.back().text;
    if (text.size() > limits_.text - std::min(limits_.text, so_far.size())) return Fail(ErrorCode::kLimit, Cat("a text of more than ", limits_.text, " bytes"));
    so_far.append(text);
    return absl::OkStatus();
  }

  struct Open {
    Node node, last;   // and its last child so far
    std::string text;  // directly in it
  };

  std::string_view name_;
  std::span<const std::string_view> records_;
  const std::function<Status(const XmlTree&)>& use_;
  const XmlLimits& limits_;
  XML_Parser parser_ = nullptr;
  XmlTree tree_;
  std::vector<Open> open_;  // the record and the elements in it that have not ended
  std::size_t depth_ = 0;
  std::string root_;
  bool stopped_ = false;
  Status failed_;
  std::exception_ptr thrown_;
};

Status ReadXml(std::string_view name, std::string_view text, std::span<const std::string_view> records, const std::function<Status(const XmlTree&)>& use,
               std::string* root, const XmlLimits& limits) {
  return XmlParser(name, records, use, limits).Read(text, root);
}

}  // namespace overstap::detail
