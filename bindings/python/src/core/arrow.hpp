// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The Arrow C data and stream interfaces (https://arrow.apache.org/docs/format/CDataInterface.html) as far as this package reads and writes
// them: columns of text, numbers and lists in, columns of text and numbers out. No Arrow library is needed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "handles.hpp"

// These three are the published ABI; the macros keep another copy of them in the same program from clashing.
extern "C" {
#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE
struct ArrowSchema {
  const char *format, *name, *metadata;
  int64_t flags, n_children;
  struct ArrowSchema **children, *dictionary;
  void (*release)(struct ArrowSchema*);
  void* private_data;
};
struct ArrowArray {
  int64_t length, null_count, offset, n_buffers, n_children;
  const void** buffers;
  struct ArrowArray **children, *dictionary;
  void (*release)(struct ArrowArray*);
  void* private_data;
};
#endif
#ifndef ARROW_C_STREAM_INTERFACE
#define ARROW_C_STREAM_INTERFACE
struct ArrowArrayStream {
  int (*get_schema)(struct ArrowArrayStream*, struct ArrowSchema* out);
  int (*get_next)(struct ArrowArrayStream*, struct ArrowArray* out);
  const char* (*get_last_error)(struct ArrowArrayStream*);
  void (*release)(struct ArrowArrayStream*);
  void* private_data;
};
#endif
}

namespace overstap_python {

/// What the caller gave cannot be used; the message says what, where and what to do.
struct Unusable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Owns one of the three structs and releases it once.
template <class T>
class Released {
 public:
  Released() = default;
  Released(const Released&) = delete;
  Released& operator=(const Released&) = delete;
  Released(Released&& other) noexcept : value_(std::exchange(other.value_, T{})) {}
  Released& operator=(Released&& other) noexcept {
    if (this != &other) {
      Reset();
      value_ = std::exchange(other.value_, T{});
    }
    return *this;
  }
  ~Released() { Reset(); }
  void Reset() {
    if (value_.release != nullptr) value_.release(&value_);
    value_ = T{};
  }
  T* get() { return &value_; }
  const T& operator*() const { return value_; }
  T* operator->() { return &value_; }
  explicit operator bool() const { return value_.release != nullptr; }
  T Take() { return std::exchange(value_, T{}); }

 private:
  T value_{};
};

// --- in ---
//
// Nothing that comes in is trusted further than it must be: what the structs say about themselves is checked when a column is made, and what the
// buffers say (offsets, codes, positions) when it is read. How long a buffer is the interface does not tell.

/// Throws Unusable when a struct, of whatever format, cannot be one: released, no format, negative numbers, children or buffers that are not there.
void CheckStruct(const ArrowSchema& schema, const ArrowArray& array, const std::string& what);

/// By the array's own validity bits; rows count from its offset.
bool NullAt(const ArrowArray& array, int64_t row);

/// Text column of any layout: utf8, large_utf8, string view, dictionary of these, all null. Rows count from the array's own offset.
class TextColumn {
 public:
  /// Throws Unusable when the column is something else; `what` names it in the message.
  TextColumn(const ArrowSchema& schema, const ArrowArray& array, const std::string& what);
  bool IsNull(int64_t row) const;
  /// Of a row that is not null. Borrowed from the array. Throws Unusable when the text cannot lie where the array says.
  std::string_view At(int64_t row) const;
  /// The dictionary's entries, and the entry of a row, which it has; nullptr when there is no dictionary.
  const TextColumn* dictionary() const { return dictionary_.get(); }
  int64_t Code(int64_t row) const;
  int64_t length() const { return array_->length; }

 private:
  enum class Layout : uint8_t { kNull, kSmall, kLarge, kView, kCodes };
  const ArrowArray* array_;
  std::string what_;
  Layout layout_ = Layout::kNull;
  char code_format_ = 0;
  int64_t bytes_ = 0;  // of all texts
  std::unique_ptr<TextColumn> dictionary_;
};

/// Column of integers of any width, or all null.
class IntegerColumn {
 public:
  static bool Reads(const ArrowSchema& schema);
  IntegerColumn(const ArrowSchema& schema, const ArrowArray& array, const std::string& what);
  bool IsNull(int64_t row) const;
  int64_t At(int64_t row) const;
  bool unsigned_64() const { return format_ == 'L'; }

 private:
  const ArrowArray* array_;
  char format_;
};

/// Column of lists (list, large_list, list view, large list view, fixed size), or of single values, which read as lists of one.
class ListShape {
 public:
  ListShape(const ArrowSchema& schema, const ArrowArray& array, const std::string& what);
  const ArrowSchema& item_schema() const { return *item_schema_; }
  const ArrowArray& items() const { return *items_; }
  bool IsNull(int64_t row) const;
  /// First and one behind the last item of a row. Both are in the items, else it throws Unusable.
  std::pair<int64_t, int64_t> Range(int64_t row) const;

 private:
  enum class Layout : uint8_t { kSingle, kSmall, kLarge, kSmallView, kLargeView, kFixed };
  const ArrowSchema* item_schema_;
  const ArrowArray *array_, *items_;
  std::string what_;
  Layout layout_ = Layout::kSingle;
  int64_t fixed_ = 0;
};

/// Reads batches from Python objects: one object with __arrow_c_stream__ or __arrow_c_array__, or an iterator of them.
class BatchReader {
 public:
  explicit BatchReader(nb::object source) : source_(std::move(source)) {}
  /// The next batch that has rows; false at the end. Call without the GIL. Throws Unusable, or nb::python_error with the GIL not held.
  bool Next();
  const ArrowSchema& schema() const { return *schema_; }
  const ArrowArray& batch() const { return *batch_; }
  /// Forget all, with the GIL held.
  void Close();

 private:
  bool NextObject();

  nb::object source_;
  bool first_ = true, iterates_ = false;
  Released<ArrowArrayStream> stream_;
  Released<ArrowSchema> schema_;
  Released<ArrowArray> batch_;
  bool single_ = false;  // batch_ was given as an array
};

// --- out ---

/// A column to hand out. It owns its memory until an array made of it is released.
struct OutColumn {
  std::string name, format;
  int64_t length = 0, nulls = 0;
  std::vector<uint8_t> validity;                    // bits; empty: none is null
  std::vector<std::shared_ptr<const void>> keep;    // what the buffers below lie in
  std::vector<const void*> buffers;                // without the validity buffer
  std::shared_ptr<const OutColumn> dictionary;      // shared by all batches
  std::vector<OutColumn> children;                  // of a list

  template <class T>
  void Own(std::vector<T> values) {
    auto owner = std::make_shared<const std::vector<T>>(std::move(values));
    buffers.push_back(owner->data());
    keep.push_back(std::move(owner));
  }
  void SetValid(int64_t row, bool valid);
};

OutColumn TextOut(std::string name, const std::vector<std::optional<std::string_view>>& values);
/// Format is that of T ("l", "I", "g", ...).
template <class T>
OutColumn NumberOut(std::string name, std::string format, std::vector<T> values) {
  OutColumn column;
  column.name = std::move(name);
  column.format = std::move(format);
  column.length = static_cast<int64_t>(values.size());
  column.Own(std::move(values));
  return column;
}

/// A record batch with these columns.
void ExportBatch(std::vector<OutColumn> columns, int64_t length, ArrowArray* out);
void ExportSchema(const std::vector<OutColumn>& columns, ArrowSchema* out);

nb::capsule StreamCapsule(std::unique_ptr<ArrowArrayStream> stream);

}  // namespace overstap_python
