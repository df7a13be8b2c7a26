// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// JsonDocument: the checked, strict reading of values that every reader of a JSON form of ours shares, with errors that
// say file, line and column. Not API; what the values mean is for the readers derived from it.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "io/json_tree.hpp"
#include "io/names.hpp"
#include "overstap/ids.hpp"
#include "overstap/status.hpp"
#include "overstap/text.hpp"

namespace overstap::detail {

template <typename Strings>
std::string Join(const Strings& strings) {
  std::string out;
  for (const auto& s : strings) out = out.empty() ? Cat(s) : Cat(out, ", ", s);
  return out;
}

/// What all readers share: the frame of a document and the checked reading of its values. `what` names a value in messages.
class JsonDocument {
 protected:
  using Kind = JsonTree::Kind;
  using Node = JsonTree::Node;
  using Keys = std::span<const std::string_view>;
  static constexpr Node kNone = JsonTree::kNone;

  explicit JsonDocument(JsonTree tree) : tree_(std::move(tree)) {}

  Status Fail(Node n, std::string_view message) { return ErrorAt(ErrorCode::kMalformed, tree_.source(), tree_.At(n), message); }
  Status FailKey(Node n, std::string_view message) { return ErrorAt(ErrorCode::kMalformed, tree_.source(), tree_.NameAt(n), message); }
  // A builder does not know where its caller is reading.
  Status Positioned(Node n, const Status& status) {
    if (status.ok() || PositionOf(status).line != 0) return status;
    return ErrorAt(CodeOf(status), tree_.source(), tree_.At(n), Std(status.message()));
  }
  // A number, true, false or null, cut when long.
  std::string Written(Node n) const {
    const auto text = tree_.text(n);
    return Cat(text.substr(0, 40), text.size() > 40 ? "..." : "");
  }
  Status Unexpected(Node n, std::string_view what, std::string_view expected) {
    const auto kind = tree_.kind(n);
    const bool container = kind == Kind::kArray || kind == Kind::kObject;
    const std::string found = kind == Kind::kString ? Quoted(tree_.text(n)) : container ? std::string(Name(kind)) : Written(n);
    return Fail(n, Cat(what, ": expected ", expected, ", found ", found));
  }
  Status Expect(Node n, Kind kind, std::string_view what) {
    return tree_.kind(n) == kind ? absl::OkStatus() : Unexpected(n, what, Name(kind));
  }
  // An object with no other keys than `known`.
  Status ExpectObject(Node n, Keys known, std::string_view what) {
    OVS_RETURN_IF_ERROR(Expect(n, Kind::kObject, what));
    for (Node m = tree_.first(n); m != kNone; m = tree_.next(m)) {
      if (std::find(known.begin(), known.end(), tree_.name(m)) == known.end())
        return FailKey(m, Cat("unknown key ", Quoted(tree_.name(m)), " in ", what, "; known here: ", Join(known)));
    }
    return absl::OkStatus();
  }
  Node Get(Node object, std::string_view key) const {
    Node m = tree_.first(object);
    while (m != kNone && tree_.name(m) != key) m = tree_.next(m);
    return m;
  }
  StatusOr<Node> Require(Node object, std::string_view key, std::string_view what) {
    if (const Node m = Get(object, key); m != kNone) return m;
    return Fail(object, Cat(what, " has no ", Quoted(key), "; add it"));
  }

  StatusOr<std::string_view> Word(Node n, std::string_view what) {
    OVS_RETURN_IF_ERROR(Expect(n, Kind::kString, what));
    if (tree_.text(n).empty()) return Fail(n, Cat(what, " is empty; fill it in or leave it out"));
    if (const auto c = FindBlankOrControl(tree_.text(n))) {
      const std::string code = absl::AsciiStrToUpper(absl::StrCat(absl::Hex(static_cast<std::uint32_t>(*c), absl::kZeroPad4)));
      return Fail(n, Cat(what, " ", Quoted(tree_.text(n)), " holds white space or an invisible character (U+", code, "); take it out"));
    }
    return tree_.text(n);
  }
  StatusOr<std::string> Id(Node n, std::string_view what) {
    OVS_ASSIGN_OR_RETURN(const auto id, Word(n, what));
    return id.find(':') == std::string_view::npos ? Cat(base_, id) : std::string(id);
  }
  StatusOr<std::int64_t> Integer(Node n, std::int64_t low, std::int64_t high, std::string_view what) {
    const auto value = tree_.Integer(n);
    if (!value || *value < low || *value > high) return Unexpected(n, what, Cat("an integer from ", low, " to ", high));
    return *value;
  }
  // `parse` maps a string to an optional.
  template <typename Parse>
  auto Choice(Node n, Parse parse, std::string_view choices, std::string_view what) -> StatusOr<typename decltype(parse({}))::value_type> {
    if (tree_.kind(n) == Kind::kString) {
      if (const auto value = parse(tree_.text(n))) return *value;
    }
    return Unexpected(n, what, Cat("one of ", choices));
  }
  /// A value of an enumeration by its name.
  template <typename E>
  StatusOr<E> OneOf(Node n, Among among, std::string_view what) {
    return Choice(n, [&](std::string_view name) { return Named<E>(name, among); }, Choices<E>(among), what);
  }
  /// A member that is an integer, or true or false; `value` stays as it is when there is none.
  template <typename T>
  Status Number(Node object, std::string_view key, std::int64_t low, std::int64_t high, T& value) {
    const Node n = Get(object, key);
    if (n == kNone) return {};
    OVS_ASSIGN_OR_RETURN(const auto read, Integer(n, low, high, Quoted(key)));
    value = static_cast<T>(read);
    return {};
  }
  Status Flag(Node object, std::string_view key, bool& value) {
    const Node n = Get(object, key);
    if (n == kNone) return {};
    OVS_RETURN_IF_ERROR(Expect(n, Kind::kBoolean, Quoted(key)));
    value = tree_.text(n) == "true";
    return {};
  }
  // `none`: 0 may stand for "no level".
  StatusOr<Nlqf> ReadNlqf(Node n, bool none = false) {
    const auto value = tree_.Integer(n);
    if (value && *value >= (none ? 0 : 1) && *value <= 8) return static_cast<Nlqf>(*value * 10);
    if (tree_.kind(n) == Kind::kString && (tree_.text(n) == "entry" || tree_.text(n) == "4+")) return *ParseNlqf(tree_.text(n));
    return Unexpected(n, "\"nlqf\"", Cat("an integer from ", none ? "0" : "1", " to 8, \"entry\" or \"4+\""));
  }

  Status CheckText(Node n, std::string_view what) {
    OVS_RETURN_IF_ERROR(Expect(n, Kind::kString, what));
    for (const char c : tree_.text(n)) {
      if ((static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F)
        return Fail(n, Cat(what, " ", Quoted(tree_.text(n)), " holds a control character; only tabs and line ends may stand in a text"));
    }
    return absl::OkStatus();
  }
  Status CheckLanguage(Node member) {
    const auto tag = tree_.name(member);
    if (IsLanguageTag(tag)) return absl::OkStatus();
    return FailKey(member, Cat(Quoted(tag), " is no language tag; write one such as \"nl\" or \"en-GB\""));
  }
  // The keys of texts: {"nl": "text"}, or {"nl": ["text", ...]} for what there can be several of. A definition may be either.
  struct TextKey {
    std::string_view key;
    TextKind kind;
    bool one, several;
  };
  static constexpr TextKey kTextKeys[] = {{"label", TextKind::kPreferred, true, false},
                                          {"alt", TextKind::kAlternative, false, true},
                                          {"hidden", TextKind::kHidden, false, true},
                                          {"specialisations", TextKind::kSpecialisation, false, true},
                                          {"definition", TextKind::kDefinition, true, true}};
  // The texts of a concept or course: Status add(Node, TextKind, language, text) gets each.
  template <typename Add>
  Status ReadTexts(Node object, const Add& add) {
    for (const TextKey& row : kTextKeys) {
      if (const Node texts = Get(object, row.key); texts != kNone) OVS_RETURN_IF_ERROR(ReadTextsOf(texts, row, add));
    }
    return absl::OkStatus();
  }
  template <typename Add>
  Status ReadTextsOf(Node texts, const TextKey& row, const Add& add) {
    const std::string what = Quoted(row.key);
    OVS_RETURN_IF_ERROR(Expect(texts, Kind::kObject, what));
    for (Node m = tree_.first(texts); m != kNone; m = tree_.next(m)) {
      OVS_RETURN_IF_ERROR(CheckLanguage(m));
      const bool list = row.several && (!row.one || tree_.kind(m) == Kind::kArray);
      if (list) OVS_RETURN_IF_ERROR(Expect(m, Kind::kArray, what));
      for (Node n = list ? tree_.first(m) : m; n != kNone; n = list ? tree_.next(n) : kNone) {
        OVS_RETURN_IF_ERROR(CheckText(n, what));
        OVS_RETURN_IF_ERROR(Positioned(n, add(n, row.kind, tree_.name(m), tree_.text(n))));
      }
    }
    return absl::OkStatus();
  }

  // Version, keys and "base" of a document whose version stands in `version_key`.
  Status ReadRoot(std::string_view version_key, std::string_view what, Keys known) {
    constexpr Node root = JsonTree::kRoot;
    OVS_RETURN_IF_ERROR(Expect(root, Kind::kObject, "the document"));
    const std::string key = Quoted(version_key);
    const Node version = Get(root, version_key);
    if (version == kNone) return Fail(root, Cat("this is no ", what, ": it has no ", key, "; add ", key, ": 1 if it is meant to be one"));
    OVS_RETURN_IF_ERROR(Expect(version, Kind::kNumber, key));
    if (tree_.Integer(version) != 1) {  // before anything else: another version may have other keys
      return ErrorAt(ErrorCode::kFormatVersion, tree_.source(), tree_.At(version),
                     Cat(key, " is ", Written(version), "; this library reads version 1, a newer one may read more"));
    }
    OVS_RETURN_IF_ERROR(ExpectObject(root, known, "the document"));
    if (const Node n = Get(root, "base"); n != kNone) {
      OVS_ASSIGN_OR_RETURN(base_, Word(n, "\"base\""));
    }
    return absl::OkStatus();
  }
  // The frame of Overstap JSON. `own_about` is a key that stands in the place of "about" where it is there.
  template <typename Builder>
  Status ReadFrame(Builder& builder, std::string_view own_about) {
    static constexpr std::string_view kKeys[] = {"overstap", "base", "about", "concepts", "courses", "courses_about"};
    constexpr Node root = JsonTree::kRoot;
    OVS_RETURN_IF_ERROR(ReadRoot("overstap", "Overstap document", kKeys));
    for (const std::string_view key : {"concepts", "courses"}) {
      if (const Node n = Get(root, key); n != kNone) OVS_RETURN_IF_ERROR(Expect(n, Kind::kArray, Quoted(key)));
    }
    const Node own = Get(root, own_about);
    const Node about = own == kNone ? Get(root, "about") : own;
    return about == kNone ? absl::OkStatus() : ReadAbout(about, builder);
  }

 private:
  template <typename Builder>
  Status ReadAbout(Node about, Builder& builder) {
    OVS_RETURN_IF_ERROR(Expect(about, Kind::kObject, Quoted(tree_.name(about))));
    for (Node m = tree_.first(about); m != kNone; m = tree_.next(m)) {
      const auto key = tree_.name(m);
      if (key.empty() || FindBlankOrControl(key)) return FailKey(m, "a key of \"about\" is empty or holds white space; name it in one word");
      if (tree_.kind(m) == Kind::kString) {
        OVS_RETURN_IF_ERROR(CheckText(m, Quoted(key)));
        OVS_RETURN_IF_ERROR(builder.SetAbout(key, tree_.text(m)));
      } else if (tree_.kind(m) == Kind::kObject) {
        for (Node text = tree_.first(m); text != kNone; text = tree_.next(text)) {
          OVS_RETURN_IF_ERROR(CheckLanguage(text));
          OVS_RETURN_IF_ERROR(CheckText(text, Quoted(key)));
          OVS_RETURN_IF_ERROR(builder.SetAbout(Cat(key, "@", tree_.name(text)), tree_.text(text)));
        }
      } else {
        return Unexpected(m, Quoted(key), "a string, or an object such as {\"nl\": \"...\", \"en\": \"...\"}");
      }
    }
    return absl::OkStatus();
  }

 protected:
  JsonTree tree_;
  std::string base_;
};

}  // namespace overstap::detail
