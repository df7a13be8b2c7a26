// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// How Overstap reports failure: absl::Status with one of our codes and, for data files, the position. Nothing in the
// library throws except std::bad_alloc. A message says what is wrong, where, and what to do.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace overstap {

using Status = absl::Status;
template <typename T>
using StatusOr = absl::StatusOr<T>;

/// The same numbers as ovs_status in overstap.h, pinned for ever.
enum class ErrorCode : std::int32_t {
  kOk = 0,
  kInvalidArgument = 1,
  kNotFound = 2,
  kBufferTooSmall = 3,
  kAmbiguous = 4,       ///< a title means several occupations; the user must choose
  kNoMemory = 10,
  kIo = 11,
  kCancelled = 12,
  kLimit = 13,
  kMalformed = 20,      ///< a data file says something it cannot mean; the position is set
  kChecksum = 21,       ///< a snapshot's bytes were damaged
  kFormatVersion = 22,  ///< a snapshot written by a newer, incompatible version
  kTooLittleData = 30,  ///< not a fault: the profile is too small for an honest number
  kInternal = 99,
};

/// Where in a source something was read. line and column count from 1; 0 means "no position". byte counts from 0.
struct Position {
  std::uint64_t line = 0;
  std::uint64_t column = 0;
  std::uint64_t byte = 0;
};

/// A failed status with `code`. Never call with kOk.
Status Error(ErrorCode code, std::string message);
/// The same, with the place in `source`; the message becomes "source:line:column: message".
Status ErrorAt(ErrorCode code, std::string_view source, const Position& position, std::string_view message);
/// The code Error() was given; for a status made elsewhere the nearest of ours. kOk when status.ok().
ErrorCode CodeOf(const Status& status);
/// The position ErrorAt() was given; zeros when there is none.
Position PositionOf(const Status& status);

namespace detail {
// Debian's Abseil has a string_view of its own; these two are the only crossing points.
inline absl::string_view Abs(std::string_view s) { return {s.data(), s.size()}; }
inline std::string_view Std(absl::string_view s) { return {s.data(), s.size()}; }

inline auto Piece(std::string_view s) { return Abs(s); }
inline auto Piece(const char* s) { return absl::string_view(s); }
inline auto Piece(const std::string& s) { return absl::string_view(s); }
template <typename T>
  requires std::is_arithmetic_v<T>
auto Piece(T value) {
  return value;
}
/// absl::StrCat that also takes std::string_view.
template <typename... Pieces>
std::string Cat(const Pieces&... pieces) {
  return absl::StrCat(Piece(pieces)...);
}
/// absl::StrAppend that also takes std::string_view.
template <typename... Pieces>
void Append(std::string& text, const Pieces&... pieces) {
  absl::StrAppend(&text, Piece(pieces)...);
}
/// `text` in quotes for a message: short and printable, whatever its bytes.
std::string Quoted(std::string_view text);
}  // namespace detail
}  // namespace overstap

#define OVS_CONCAT_INNER(a, b) a##b
#define OVS_CONCAT(a, b) OVS_CONCAT_INNER(a, b)
/// Returns the status of `expression` from the enclosing function when it failed.
#define OVS_RETURN_IF_ERROR(expression)                                \
  do {                                                                 \
    if (::overstap::Status ovs_status_ = (expression); !ovs_status_.ok()) \
      return ovs_status_;                                              \
  } while (false)
/// `OVS_ASSIGN_OR_RETURN(auto x, F())`: x from F(), or return F()'s status.
#define OVS_ASSIGN_OR_RETURN(declaration, expression) \
  OVS_ASSIGN_OR_RETURN_INNER(OVS_CONCAT(ovs_value_, __LINE__), declaration, expression)
#define OVS_ASSIGN_OR_RETURN_INNER(temporary, declaration, expression) \
  auto temporary = (expression);                                       \
  if (!temporary.ok()) return std::move(temporary).status();           \
  declaration = *std::move(temporary)
