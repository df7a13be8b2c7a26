// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The one place that runs RapidJSON: it only tokenises. Depth, size, duplicate keys, surrogates and NUL bytes are
// checked here because RapidJSON 1.1.0 does not. It knows nothing of Overstap's document form.
#include "json_tree.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <set>

#include "absl/strings/escaping.h"

#include "rapidjson.hpp"

#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

namespace overstap::detail {
namespace {

constexpr std::string_view kBom = "\xEF\xBB\xBF";
constexpr std::size_t kStride = 512;
constexpr std::size_t kLinearKeys = 16;  // up to here comparing all beats keeping a set

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

Position Start(std::string_view text) { return {1, 1, text.starts_with(kBom) ? kBom.size() : 0}; }

void Advance(std::string_view text, std::uint64_t byte, Position* at) {
  for (; at->byte < byte; ++at->byte) {
    const char c = text[static_cast<std::size_t>(at->byte)];
    if (c == '\n') {
      ++at->line;
      at->column = 1;
    } else if ((static_cast<unsigned char>(c) & 0xC0u) != 0x80u) {  // continuation bytes are no characters
      ++at->column;
    }
  }
}

// What is wrong at `at` and what to do, for a code of RapidJSON.
std::string Explain(rapidjson::ParseErrorCode code, std::string_view text, std::size_t at) {
  using namespace rapidjson;
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) return "the document is UTF-16; save it as UTF-8";
  if (at >= text.size()) {
    return code == kParseErrorDocumentEmpty ? "the document is empty; an Overstap document begins with {\"overstap\": 1"
                                            : "the document ends too early; is the file cut off?";
  }
  const char c = text[at];
  if (c == '\0') return "NUL byte, which no text holds; is the file damaged, or not UTF-8?";
  const std::string found = c < ' ' || c > '~' ? Cat("byte 0x", absl::StrCat(absl::Hex(static_cast<unsigned char>(c), absl::kZeroPad2)))
                                               : Cat("'", std::string_view(&c, 1), "'");
  switch (code) {
    case kParseErrorDocumentRootNotSingular:
      return Cat("found ", found, " after the end of the document; remove what follows it");
    case kParseErrorObjectMissName:
      return Cat("expected a key in double quotes, found ", found, "; is there a comma too many before it?");
    case kParseErrorObjectMissColon:
      return Cat("expected ':' after a key, found ", found);
    case kParseErrorObjectMissCommaOrCurlyBracket:
      return Cat("expected ',' or '}', found ", found, "; is a comma missing before it?");
    case kParseErrorArrayMissCommaOrSquareBracket:
      return Cat("expected ',' or ']', found ", found, "; is a comma missing before it?");
    case kParseErrorStringUnicodeEscapeInvalidHex:
      return "\\u needs four hexadecimal digits";
    case kParseErrorStringUnicodeSurrogateInvalid:
      return "half a surrogate pair; write both halves, or the character itself";
    case kParseErrorStringEscapeInvalid:
      return c == '\\' ? "unknown escape; allowed are \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four digits"
                       : Cat("control character (", found, ") in a string; is the closing quote missing? Else write it as an escape");
    case kParseErrorStringInvalidEncoding:
      return Cat("invalid UTF-8 (", found, ") in a string; save the document as UTF-8");
    case kParseErrorNumberTooBig:
      return "number too big";
    case kParseErrorNumberMissFraction:
    case kParseErrorNumberMissExponent:
      return Cat("a digit is missing in a number, found ", found);
    default:
      return Cat("expected a value, found ", found, "; is there a comma too many, or a quote missing?");
  }
}

// RapidJSON checks raw bytes and high surrogates, but encodes a lone \uDC00..\uDFFF as it stands.
bool HasLoneSurrogate(std::string_view decoded) {
  for (auto i = decoded.find('\xED'); i != std::string_view::npos; i = decoded.find('\xED', i + 1)) {
    if (i + 1 < decoded.size() && static_cast<unsigned char>(decoded[i + 1]) >= 0xA0) return true;
  }
  return false;
}

// RapidJSON computes an exponent even for numbers kept as text, and that overflows after a fraction of 2^31/10 digits.
// A run that long covers a whole aligned window; windows end at their first other byte, so this costs nothing.
std::optional<std::size_t> FindEndlessNumber(std::string_view text) {
  constexpr std::size_t kWindow = std::size_t{1} << 26;
  for (std::size_t at = 0; at + kWindow <= text.size(); at += kWindow) {
    const auto window = text.substr(at, kWindow);
    if (std::all_of(window.begin(), window.end(), IsDigit)) return at;
  }
  return std::nullopt;
}

}  // namespace

// Builds the tree. Events carry no offsets and no token begins; but between two tokens only white space, ',' and ':' can
// stand, so the begin follows from the end of the token before, which the stream knows.
struct JsonTree::Sax {
  struct Open {
    Node node = kNone, last_child = kNone;
    std::size_t members = 0;
    // Only when there are many; views into arena_, which never moves. No hash set: keys can be chosen to collide, and Abseil's
    // is left broken when an allocation throws.
    std::set<std::string_view> keys;
  };

  JsonTree& tree;
  const rapidjson::MemoryStream& stream;
  const JsonLimits& limits;
  std::uint32_t offset;  // of the stream in input_
  std::size_t end = 0;   // of the last token, in the stream
  std::vector<Open> open = {};
  Span key = {};
  std::uint32_t key_byte = 0;
  Status failure = absl::OkStatus();

  std::uint32_t Begin() {
    while (end < static_cast<std::size_t>(stream.end_ - stream.begin_)) {
      const char c = stream.begin_[end];
      if (c != ' ' && c != '\n' && c != '\r' && c != '\t' && c != ',' && c != ':') break;
      ++end;
    }
    return static_cast<std::uint32_t>(end) + offset;
  }
  bool Fail(ErrorCode code, std::uint32_t byte, std::string_view message) {
    failure = ErrorAt(code, tree.source_, tree.Where(byte), message);
    return false;
  }
  Span Store(std::string_view text) {
    const Span span{static_cast<std::uint32_t>(tree.arena_.size()), static_cast<std::uint32_t>(text.size())};
    tree.arena_.append(text);
    return span;
  }
  bool Add(Kind kind, std::string_view text, std::size_t token_end) {
    const std::uint32_t byte = Begin();
    end = token_end;
    if (tree.nodes_.size() >= limits.values)
      return Fail(ErrorCode::kLimit, byte, Cat("more than ", limits.values, " values; split the document"));
    if (kind == Kind::kString && HasLoneSurrogate(text))
      return Fail(ErrorCode::kMalformed, byte, "half a surrogate pair in this string; write both halves, or the character itself");
    const Node n = static_cast<Node>(tree.nodes_.size());
    Value value;
    value.kind = kind;
    value.text = Store(text);
    value.byte = byte;
    value.name = key;
    value.name_byte = key_byte;
    tree.nodes_.push_back(value);
    key = {};
    key_byte = 0;
    if (!open.empty()) {
      Open& parent = open.back();
      (parent.last_child == kNone ? tree.nodes_[parent.node].first_child : tree.nodes_[parent.last_child].next_sibling) = n;
      parent.last_child = n;
    }
    if (kind == Kind::kArray || kind == Kind::kObject) {
      if (open.size() >= limits.depth)
        return Fail(ErrorCode::kLimit, byte, Cat("nested deeper than ", limits.depth, " levels; an Overstap document needs less than ten"));
      open.emplace_back().node = n;
    }
    return true;
  }
  bool Close() {
    open.pop_back();
    end = stream.Tell() + 1;  // the reader takes a bracket after its event
    return true;
  }

  bool Null() { return Add(Kind::kNull, "null", stream.Tell()); }
  bool Bool(bool b) { return Add(Kind::kBoolean, b ? "true" : "false", stream.Tell()); }
  bool RawNumber(const char* s, rapidjson::SizeType size, bool) { return Add(Kind::kNumber, {s, size}, stream.Tell()); }
  bool String(const char* s, rapidjson::SizeType size, bool) { return Add(Kind::kString, {s, size}, stream.Tell()); }
  bool StartObject() { return Add(Kind::kObject, {}, stream.Tell() + 1); }
  bool StartArray() { return Add(Kind::kArray, {}, stream.Tell() + 1); }
  bool EndObject(rapidjson::SizeType) { return Close(); }
  bool EndArray(rapidjson::SizeType) { return Close(); }
  // Numbers come as text.
  bool Int(int) { return false; }
  bool Uint(unsigned) { return false; }
  bool Int64(std::int64_t) { return false; }
  bool Uint64(std::uint64_t) { return false; }
  bool Double(double) { return false; }

  bool Key(const char* s, rapidjson::SizeType size, bool) {
    key_byte = Begin();
    end = stream.Tell();
    const std::string_view name(s, size);
    if (HasLoneSurrogate(name)) return Fail(ErrorCode::kMalformed, key_byte, "half a surrogate pair in this key; write both halves");
    key = Store(name);
    Open& object = open.back();
    ++object.members;
    bool duplicate = false;
    if (object.members <= kLinearKeys) {
      for (Node n = tree.first(object.node); n != kNone && !duplicate; n = tree.next(n)) duplicate = tree.name(n) == name;
    } else {
      if (object.keys.empty())
        for (Node n = tree.first(object.node); n != kNone; n = tree.next(n)) object.keys.insert(tree.name(n));
      duplicate = !object.keys.insert(tree.View(key)).second;
    }
    if (duplicate) return Fail(ErrorCode::kMalformed, key_byte, Cat("duplicate key", limits.quote_keys ? " " + Quoted(name) : "", "; keep one of the two"));
    return true;
  }
};

StatusOr<JsonTree> JsonTree::Parse(std::string_view name, std::string_view text, const JsonLimits& limits) {
  JsonTree tree(name, text);
  if (text.size() > limits.bytes)
    return Error(ErrorCode::kLimit, Cat(name, ": larger than ", limits.bytes, " bytes; split the document"));
  const auto fail = [&](std::size_t byte, std::string_view message) {
    return ErrorAt(ErrorCode::kMalformed, name, tree.Where(byte), message);
  };
  if (const auto byte = FindEndlessNumber(text)) return fail(*byte, "a number of millions of digits; no value needs that");

  const std::size_t bom = static_cast<std::size_t>(Start(text).byte);
  const auto body = text.substr(bom);
  tree.arena_.reserve(body.size());  // decoding never lengthens, so views into the arena stay good
  rapidjson::MemoryStream stream(body.data(), body.size());
  Sax sax{tree, stream, limits, static_cast<std::uint32_t>(bom)};
  ThrowingAllocator allocator;
  rapidjson::GenericReader<rapidjson::UTF8<>, rapidjson::UTF8<>, ThrowingAllocator> reader(&allocator);
  constexpr unsigned kFlags =
      rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag | rapidjson::kParseNumbersAsStringsFlag;
  const auto result = reader.Parse<kFlags>(stream, sax);
  if (!sax.failure.ok()) return sax.failure;
  if (result.IsError()) return fail(bom + result.Offset(), Explain(result.Code(), text, bom + result.Offset()));
  // RapidJSON takes a NUL for the end.
  if (stream.Tell() != body.size()) return fail(bom + stream.Tell(), "NUL byte after the end of the document; remove what follows it");
  return tree;
}

std::optional<std::int64_t> JsonTree::Integer(Node n) const {
  if (kind(n) != Kind::kNumber) return std::nullopt;
  const auto digits = text(n);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

Position JsonTree::Where(std::uint64_t byte) {
  if (lines_.empty()) {
    Position at = Start(input_);
    lines_.push_back(at);
    while (input_.size() - at.byte > kStride) {
      Advance(input_, at.byte + kStride, &at);
      lines_.push_back(at);
    }
  }
  const std::uint64_t begin = lines_.front().byte;
  if (byte < begin) return lines_.front();
  Position at = lines_[std::min(static_cast<std::size_t>((byte - begin) / kStride), lines_.size() - 1)];
  Advance(input_, byte, &at);
  return at;
}

std::string_view Name(JsonTree::Kind kind) {
  switch (kind) {
    case JsonTree::Kind::kNull: return "null";
    case JsonTree::Kind::kBoolean: return "true or false";
    case JsonTree::Kind::kNumber: return "a number";
    case JsonTree::Kind::kString: return "a string";
    case JsonTree::Kind::kArray: return "an array";
    case JsonTree::Kind::kObject: return "an object";
  }
  return "a value";
}

}  // namespace overstap::detail
