// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// ObjectJson: a flat JSON object for what the command line reports and the library has no form for.

#include <string>
#include <type_traits>

#include "overstap/json.hpp"
#include "rapidjson.hpp"

namespace overstap {

std::string ObjectJson(std::span<const JsonMember> members) {
  detail::JsonBuffer buffer;
  detail::JsonWriter writer(buffer);
  writer.StartObject();
  for (const auto& [key, value] : members) {
    writer.Key(key.data(), static_cast<detail::rapidjson::SizeType>(key.size()));
    std::visit(
        [&](const auto& v) {
          using Value = std::decay_t<decltype(v)>;
          if constexpr (std::is_same_v<Value, bool>) {
            writer.Bool(v);
          } else if constexpr (std::is_same_v<Value, std::uint64_t>) {
            writer.Uint64(v);
          } else if constexpr (std::is_same_v<Value, std::int64_t>) {
            writer.Int64(v);
          } else if constexpr (std::is_same_v<Value, double>) {
            writer.Double(v);
          } else if constexpr (std::is_same_v<Value, std::string>) {
            detail::WriteString(writer, v);
          } else {
            writer.StartArray();
            for (const auto& text : v) detail::WriteString(writer, text);
            writer.EndArray();
          }
        },
        value);
  }
  writer.EndObject();
  return {buffer.GetString(), buffer.GetSize()};
}

}  // namespace overstap
