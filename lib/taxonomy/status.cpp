// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Our error codes and positions, carried as payloads of absl::Status.

#include "overstap/status.hpp"

#include <array>
#include <charconv>
#include <cstddef>
#include <optional>

#include "absl/strings/cord.h"
#include "absl/strings/escaping.h"
#include "overstap/text.hpp"

namespace overstap {
namespace {

constexpr absl::string_view kCodeUrl = "overstap/code";
constexpr absl::string_view kPositionUrl = "overstap/position";

absl::StatusCode Nearest(ErrorCode code) {
  switch (code) {
    case ErrorCode::kOk: return absl::StatusCode::kOk;
    case ErrorCode::kInvalidArgument: return absl::StatusCode::kInvalidArgument;
    case ErrorCode::kNotFound: return absl::StatusCode::kNotFound;
    case ErrorCode::kBufferTooSmall: return absl::StatusCode::kOutOfRange;
    case ErrorCode::kAmbiguous: return absl::StatusCode::kFailedPrecondition;
    case ErrorCode::kNoMemory: return absl::StatusCode::kResourceExhausted;
    case ErrorCode::kIo: return absl::StatusCode::kUnavailable;
    case ErrorCode::kCancelled: return absl::StatusCode::kCancelled;
    case ErrorCode::kLimit: return absl::StatusCode::kOutOfRange;
    case ErrorCode::kMalformed: return absl::StatusCode::kInvalidArgument;
    case ErrorCode::kChecksum: return absl::StatusCode::kDataLoss;
    case ErrorCode::kFormatVersion: return absl::StatusCode::kUnimplemented;
    case ErrorCode::kTooLittleData: return absl::StatusCode::kFailedPrecondition;
    case ErrorCode::kInternal: return absl::StatusCode::kInternal;
  }
  return absl::StatusCode::kInternal;
}

/// The whitespace-separated numbers of a payload.
template <std::size_t N>
std::optional<std::array<std::uint64_t, N>> Numbers(const Status& status, absl::string_view url) {
  const auto payload = status.GetPayload(url);
  if (!payload.has_value()) return std::nullopt;
  const std::string text(*payload);
  std::array<std::uint64_t, N> out{};
  const char* at = text.data();
  for (auto& number : out) {
    const auto [end, error] = std::from_chars(at, text.data() + text.size(), number);
    if (error != std::errc()) return std::nullopt;
    at = end + (end != text.data() + text.size());
  }
  return out;
}

}  // namespace

Status Error(ErrorCode code, std::string message) {
  Status status(Nearest(code), message);
  status.SetPayload(kCodeUrl, absl::Cord(absl::StrCat(static_cast<std::int32_t>(code))));
  return status;
}

Status ErrorAt(ErrorCode code, std::string_view source, const Position& position, std::string_view message) {
  std::string text(source);
  if (position.line != 0) absl::StrAppend(&text, ":", position.line);
  if (position.column != 0) absl::StrAppend(&text, ":", position.column);
  Status status = Error(code, detail::Cat(text, ": ", message));
  status.SetPayload(kPositionUrl, absl::Cord(absl::StrCat(position.line, " ", position.column, " ", position.byte)));
  return status;
}

ErrorCode CodeOf(const Status& status) {
  if (status.ok()) return ErrorCode::kOk;
  if (const auto code = Numbers<1>(status, kCodeUrl)) return static_cast<ErrorCode>((*code)[0]);
  switch (status.code()) {
    case absl::StatusCode::kInvalidArgument: return ErrorCode::kInvalidArgument;
    case absl::StatusCode::kNotFound: return ErrorCode::kNotFound;
    case absl::StatusCode::kResourceExhausted: return ErrorCode::kNoMemory;
    case absl::StatusCode::kCancelled: return ErrorCode::kCancelled;
    default: return ErrorCode::kInternal;
  }
}

Position PositionOf(const Status& status) {
  if (const auto p = Numbers<3>(status, kPositionUrl)) return {(*p)[0], (*p)[1], (*p)[2]};
  return {};
}

std::string detail::Quoted(std::string_view text) {
  constexpr std::size_t kLongest = 100;
  const bool cut = text.size() > kLongest;
  const bool utf8 = IsUtf8(text);
  if (cut) {
    std::size_t end = kLongest;
    while (utf8 && (static_cast<unsigned char>(text[end]) & 0xC0u) == 0x80u) --end;  // not inside a character
    text = text.substr(0, end);
  }
  return Cat("\"", utf8 ? absl::Utf8SafeCHexEscape(Abs(text)) : absl::CHexEscape(Abs(text)), cut ? "...\"" : "\"");
}

}  // namespace overstap
