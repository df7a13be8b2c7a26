// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// JsonOut: RapidJSON's Writer with key and value in one call, into memory or into a stream. For lib/io only; include it
// before any header of RapidJSON's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "absl/numeric/int128.h"
#include "rapidjson.hpp"

namespace overstap::detail {

template <typename Stream>
class JsonOut {
 public:
  using Text = std::string_view;

  template <typename... Args>
  explicit JsonOut(Args&&... args) : stream_(std::forward<Args>(args)...) {}

  void Open() { writer_.StartObject(); }
  void Close() { writer_.EndObject(); }
  void OpenList(Text key) { Key(key), writer_.StartArray(); }
  void CloseList() { writer_.EndArray(); }
  void OpenObject(Text key) { Key(key), writer_.StartObject(); }
  void Key(Text key) { writer_.Key(key.data(), static_cast<rapidjson::SizeType>(key.size())); }
  /// What comes from outside (file names, queries) need not be UTF-8, which JSON must be: such bytes become question marks.
  void Value(Text value) { WriteString(writer_, value); }
  void Put(Text key, Text value) { Key(key), Value(value); }
  void Put(Text key, const char* value) { Put(key, Text(value)); }
  void Put(Text key, bool value) { Key(key), writer_.Bool(value); }
  void Put(Text key, std::uint64_t value) { Key(key), writer_.Uint64(value); }
  void Put(Text key, std::uint32_t value) { Put(key, std::uint64_t{value}); }
  void Put(Text key, std::int64_t value) { Key(key), writer_.Int64(value); }
  void PutNull(Text key) { Key(key), writer_.Null(); }
  /// Null for 0, where that means "not stated".
  void PutStated(Text key, std::uint32_t value) {
    if (value == 0) PutNull(key);
    else Put(key, value);
  }
  template <typename Texts>
  void PutTexts(Text key, const Texts& texts) {
    OpenList(key);
    for (const auto& text : texts) Value(text);
    CloseList();
  }
  /// A ratio with six decimals, by integer arithmetic: no platform rounds differently. 0 / 0 is 1.
  void PutRatio(Text key, std::uint64_t part, std::uint64_t whole, bool negative = false) {
    Key(key);
    const std::uint64_t millionths = whole == 0 ? 1000000 : absl::Uint128Low64((absl::uint128(part) * 1000000 + whole / 2) / whole);
    std::string digits = std::to_string(millionths % 1000000);
    digits.insert(0, 6 - digits.size(), '0');
    const std::string text = (negative ? "-" : "") + std::to_string(millionths / 1000000) + "." + digits;
    writer_.RawValue(text.data(), text.size(), rapidjson::kNumberType);
  }
  Stream& stream() { return stream_; }

 private:
  Stream stream_;
  rapidjson::Writer<Stream, rapidjson::UTF8<>, rapidjson::UTF8<>, ThrowingAllocator> writer_{stream_};
};

/// A document in memory.
class JsonText : public JsonOut<JsonBuffer> {
 public:
  std::string Finish() { return {stream().GetString(), stream().GetSize()}; }
};

}  // namespace overstap::detail
