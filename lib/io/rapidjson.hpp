// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// How RapidJSON is used here: in a namespace of our own, without aborts, with an allocator that throws. For lib/io only;
// include it before any other header of RapidJSON.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <new>
#include <string>
#include <string_view>

#include "overstap/text.hpp"

// An application may have another RapidJSON, and with another assert the same inline functions would be two definitions.
// The macro still names its argument, so nothing goes unused.
#define RAPIDJSON_ASSERT(x) static_cast<void>(sizeof(x))
#define RAPIDJSON_NAMESPACE overstap::detail::rapidjson
#define RAPIDJSON_NAMESPACE_BEGIN namespace overstap::detail::rapidjson {
#define RAPIDJSON_NAMESPACE_END }
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

namespace overstap::detail {

/// RapidJSON's own allocator returns null, which its stack then writes to.
struct ThrowingAllocator {
  [[maybe_unused]] static const bool kNeedFree = true;
  void* Malloc(std::size_t size) { return Realloc(nullptr, 0, size); }
  void* Realloc(void* old, std::size_t, std::size_t size) {
    if (size == 0) {
      std::free(old);
      return nullptr;
    }
    void* p = std::realloc(old, size);
    if (p == nullptr) throw std::bad_alloc();
    return p;
  }
  static void Free(void* p) { std::free(p); }
};

using JsonBuffer = rapidjson::GenericStringBuffer<rapidjson::UTF8<>, ThrowingAllocator>;
using JsonWriter = rapidjson::Writer<JsonBuffer, rapidjson::UTF8<>, rapidjson::UTF8<>, ThrowingAllocator>;

/// Writes a string value. What comes from outside (file names, queries) need not be UTF-8, which JSON must be.
template <typename Writer>
void WriteString(Writer& writer, std::string_view text) {
  std::string clean;
  if (!IsUtf8(text)) {
    clean = text;
    std::replace_if(clean.begin(), clean.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; }, '?');
    text = clean;
  }
  writer.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

}  // namespace overstap::detail
