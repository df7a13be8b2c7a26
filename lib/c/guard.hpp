// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// What every function of the C API shares: the one place where statuses and exceptions become ovs_status, counted handles,
// and the rules for options, structs, text and NULL. It knows nothing of taxonomies. Not API.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <exception>
#include <initializer_list>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <utility>

#include "overstap/overstap.h"
#include "overstap/status.hpp"
#include "overstap/text.hpp"

namespace overstap::c {

/// What a struct had in the version that introduced it; a caller's cannot be smaller. Write the number out when T grows.
template <typename T>
inline constexpr std::size_t kFirstSize = sizeof(T);

// --- errors --------------------------------------------------------------------------------------------------------

/// Fills `error` as far as the caller's version of it goes, and returns `code`. The message is cut between characters.
inline ovs_status Report(ovs_error* error, ErrorCode code, std::string_view message, const Position& position = {}) noexcept {
  const auto status = static_cast<ovs_status>(code);
  if (!error || error->struct_size < kFirstSize<ovs_error>) return status;
  error->code = status;
  error->line = position.line;
  error->byte_offset = position.byte;
  auto end = std::min(message.size(), sizeof(error->message) - 1);
  while (end > 0 && end < message.size() && (static_cast<unsigned char>(message[end]) & 0xC0) == 0x80) --end;
  const auto cut = message.substr(0, end);
  // File names and typed titles may hold any bytes; the message is promised to be UTF-8.
  const bool clean = IsUtf8(cut);
  for (std::size_t i = 0; i < cut.size(); ++i) error->message[i] = clean || static_cast<unsigned char>(cut[i]) < 0x80 ? cut[i] : '?';
  error->message[cut.size()] = '\0';
  return status;
}

/// Runs the body of an exported function: nothing leaves it but an ovs_status.
template <typename Body>
ovs_status guard(ovs_error* error, const Body& body) noexcept {
  try {
    const Status status = body();
    return Report(error, CodeOf(status), detail::Std(status.message()), PositionOf(status));
  } catch (const std::bad_alloc&) {
    return Report(error, ErrorCode::kNoMemory, "out of memory; free some or load less");
  } catch (const std::exception& e) {
    return Report(error, ErrorCode::kInternal, e.what());
  } catch (...) {
    return Report(error, ErrorCode::kInternal, "something that is no std::exception was thrown; a callback must not throw");
  }
}

/// A pointer that must not be NULL, and its name in the header.
struct Argument {
  const void* pointer;
  const char* name;
};

inline Status Given(std::initializer_list<Argument> arguments) {
  for (const auto& argument : arguments) {
    if (!argument.pointer) return Error(ErrorCode::kInvalidArgument, detail::Cat("argument \"", argument.name, "\" is NULL; it is needed"));
  }
  return absl::OkStatus();
}

/// `value`, of any integer type, is not one of the `count` numbers from 0 on.
template <typename T>
Status OutOfRange(std::string_view what, T value, std::size_t count) {
  return Error(ErrorCode::kInvalidArgument, detail::Cat(what, " ", value, " is not there; there are ", count, ", numbered from 0"));
}

/// Sets outputs that are not NULL to 0, before anything can fail.
template <typename... T>
void Clear(T*... outputs) noexcept {
  const auto clear = [](auto* output) {
    if (output) *output = {};
  };
  (clear(outputs), ...);
}

/// Writes an output that may be NULL.
template <typename T, typename V>
void Put(T* output, const V& value) noexcept {
  if (output) *output = static_cast<T>(value);
}

/// array[i], where the array may be NULL.
template <typename T>
T* At(T* array, std::size_t i) noexcept {
  return array ? array + i : nullptr;
}

// --- handles -------------------------------------------------------------------------------------------------------

/// Base of every handle: counts its references, starting with the caller's one.
class Counted {
 public:
  Counted() = default;
  Counted(const Counted&) = delete;
  Counted& operator=(const Counted&) = delete;

  template <typename Handle>
  static Handle* Ref(Handle* handle) noexcept {
    if (handle) handle->count_.fetch_add(1, std::memory_order_relaxed);
    return handle;
  }
  template <typename Handle>
  static void Unref(Handle* handle) noexcept {
    if (handle && handle->count_.fetch_sub(1, std::memory_order_acq_rel) == 1) delete handle;
  }

 private:
  mutable std::atomic<std::uint64_t> count_{1};
};

/// A reference that a handle keeps to another.
template <typename Handle>
class Kept {
 public:
  explicit Kept(Handle* handle) noexcept : handle_(Counted::Ref(handle)) {}
  Kept(Kept&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  Kept& operator=(Kept&&) = delete;
  ~Kept() { Counted::Unref(handle_); }
  Handle* get() const noexcept { return handle_; }
  Handle& operator*() const noexcept { return *handle_; }
  Handle* operator->() const noexcept { return handle_; }

 private:
  Handle* handle_;
};

struct Drop {
  template <typename Handle>
  void operator()(Handle* handle) const noexcept {
    Counted::Unref(handle);
  }
};
/// A handle that is not yet the caller's, so that nothing is handed out unless everything could be made.
template <typename Handle>
using Made = std::unique_ptr<Handle, Drop>;

/// A new handle where the caller wants one.
template <typename Handle, typename Make>
Made<Handle> MadeIf(Handle** wanted, const Make& make) {
  return Made<Handle>(wanted ? new Handle(make()) : nullptr);
}
template <typename Handle>
void HandOver(Handle** out, Made<Handle> made) noexcept {
  if (out) *out = made.release();
}

// --- structs and text ----------------------------------------------------------------------------------------------

inline Status CheckStructSize(std::size_t size, std::size_t least) {
  // The upper bound keeps an uninitialised struct_size from being believed.
  if (size >= least && size <= 4096) return absl::OkStatus();
  return Error(ErrorCode::kInvalidArgument, detail::Cat("struct_size ", size, " cannot be right; start the struct with its _INIT macro"));
}

/// Copies options of any version into `out`, which holds the defaults when `given` is NULL: what an older caller does not
/// have is 0, what a newer caller has beyond ours must be 0.
template <typename Options>
Status ReadOptions(const Options* given, Options* out) {
  *out = {};
  if (!given) return absl::OkStatus();
  const std::size_t size = given->struct_size;
  OVS_RETURN_IF_ERROR(CheckStructSize(size, kFirstSize<Options>));
  std::memcpy(out, given, std::min(size, sizeof(Options)));
  const auto* bytes = reinterpret_cast<const unsigned char*>(given);
  if (size > sizeof(Options) && std::any_of(bytes + sizeof(Options), bytes + size, [](unsigned char b) { return b != 0; })) {
    return Error(ErrorCode::kInvalidArgument, "the options hold something this version of the library does not know; leave it 0 or use a newer library");
  }
  return absl::OkStatus();
}

/// Fills a caller's struct as far as its version goes; anything beyond ours is left alone.
template <typename Struct>
void WriteStruct(Struct value, Struct* out) noexcept {
  value.struct_size = out->struct_size;
  std::memcpy(out, &value, std::min<std::size_t>(value.struct_size, sizeof(Struct)));
}

/// The text a caller passed with a length.
inline std::string_view TextOf(const char* text, std::size_t length) noexcept {
  return length == OVS_TERMINATED ? std::string_view(text) : std::string_view(text, length);
}

/// Borrowed text: its pointer, and its length where wanted. Our strings end with a NUL.
inline const char* Borrow(std::string_view text, std::size_t* length) noexcept {
  Put(length, text.size());
  return text.data();
}

/// The rule for text that is copied out. `length` is set whether it fits or not.
inline Status CopyText(std::string_view text, char* buffer, std::size_t capacity, std::size_t* length) {
  *length = text.size();
  if (text.size() >= capacity) {
    return Error(ErrorCode::kBufferTooSmall, detail::Cat("the text needs ", text.size() + 1, " bytes with its NUL, the buffer has ", capacity));
  }
  std::memcpy(buffer, text.data(), text.size());
  buffer[text.size()] = '\0';
  return absl::OkStatus();
}

}  // namespace overstap::c
