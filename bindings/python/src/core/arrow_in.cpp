// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
#include <algorithm>
#include <charconv>
#include <cstring>
#include <limits>

#include "arrow.hpp"

namespace overstap_python {
namespace {

[[noreturn]] void Broken(const std::string& what, const std::string& why) {
  throw Unusable(what + ": the Arrow array is broken: " + why + "; the program that made it has a fault");
}

bool BitIsSet(const void* bits, int64_t i) { return (static_cast<const uint8_t*>(bits)[i >> 3] >> (i & 7) & 1) != 0; }

/// What a layout needs, beyond CheckStruct(): `count` buffers, of which those behind the validity and before `maybe` must be there when there are rows.
void CheckBuffers(const ArrowArray& array, int64_t count, int64_t maybe, const std::string& what) {
  if (array.n_buffers != count)
    Broken(what, "it has " + std::to_string(array.n_buffers) + " buffers, and its format has " + std::to_string(count));
  if (array.null_count > 0 && array.buffers[0] == nullptr) Broken(what, "it has nulls, but does not say where");
  for (int64_t i = 1; array.length > 0 && i < maybe; ++i) {
    if (array.buffers[i] == nullptr) Broken(what, "buffer " + std::to_string(i) + " is not there");
  }
}

/// Of the buffer's own start; buffers need not be aligned.
template <class T>
T Load(const void* buffer, int64_t i) {
  T value;
  std::memcpy(&value, static_cast<const char*>(buffer) + static_cast<size_t>(i) * sizeof(T), sizeof(T));
  return value;
}

template <class T>
T Read(const ArrowArray& array, int buffer, int64_t row) {
  return Load<T>(array.buffers[buffer], array.offset + row);
}

bool IsInteger(std::string_view format) { return format.size() == 1 && std::string_view("cCsSiIlL").find(format[0]) != std::string_view::npos; }

int64_t ReadInteger(const ArrowArray& array, char format, int64_t row) {
  switch (format) {
    case 'c': return Read<int8_t>(array, 1, row);
    case 'C': return Read<uint8_t>(array, 1, row);
    case 's': return Read<int16_t>(array, 1, row);
    case 'S': return Read<uint16_t>(array, 1, row);
    case 'i': return Read<int32_t>(array, 1, row);
    case 'I': return Read<uint32_t>(array, 1, row);
    case 'l': return Read<int64_t>(array, 1, row);
    default: return static_cast<int64_t>(Read<uint64_t>(array, 1, row));
  }
}

/// Begin and end as offsets tell them, of things of which there are `size`.
std::pair<int64_t, int64_t> Between(int64_t begin, int64_t end, int64_t size, int64_t row, const std::string& what) {
  if (begin < 0 || end < begin || end > size)
    Broken(what, "row " + std::to_string(row) + " goes from " + std::to_string(begin) + " to " + std::to_string(end) + " of " + std::to_string(size));
  return {begin, end};
}

}  // namespace

void CheckStruct(const ArrowSchema& schema, const ArrowArray& array, const std::string& what) {
  if (schema.format == nullptr) Broken(what, "it has no format");
  if (schema.release == nullptr || array.release == nullptr) Broken(what, "it has been released already");
  if (array.length < 0 || array.offset < 0 || array.offset > std::numeric_limits<int64_t>::max() / 64 - array.length)
    Broken(what, "length " + std::to_string(array.length) + ", offset " + std::to_string(array.offset));
  if (array.null_count < -1 || array.null_count > array.length)
    Broken(what, std::to_string(array.null_count) + " nulls in " + std::to_string(array.length) + " rows");
  if (array.n_buffers < 0 || (array.n_buffers > 0 && array.buffers == nullptr)) Broken(what, "its buffers are not there");
  if (schema.n_children != array.n_children || array.n_children < 0)
    Broken(what, std::to_string(array.n_children) + " children, and " + std::to_string(schema.n_children) + " in its schema");
  if (array.n_children > 0 && (schema.children == nullptr || array.children == nullptr)) Broken(what, "its children are not there");
  for (int64_t i = 0; i < array.n_children; ++i) {
    if (schema.children[i] == nullptr || array.children[i] == nullptr) Broken(what, "child " + std::to_string(i) + " is not there");
  }
}

bool NullAt(const ArrowArray& array, int64_t row) {
  return array.null_count != 0 && array.n_buffers > 0 && array.buffers[0] != nullptr && !BitIsSet(array.buffers[0], array.offset + row);
}

TextColumn::TextColumn(const ArrowSchema& schema, const ArrowArray& array, const std::string& what) : array_(&array), what_(what) {
  CheckStruct(schema, array, what);
  const std::string_view format = schema.format;
  if (schema.dictionary != nullptr) {
    if (!IsInteger(format) || array.dictionary == nullptr) throw Unusable(what + ": a dictionary without integers as codes");
    if (schema.dictionary->dictionary != nullptr) throw Unusable(what + ": a dictionary of a dictionary; cast it to strings");
    CheckBuffers(array, 2, 2, what);
    layout_ = Layout::kCodes;
    code_format_ = format[0];
    dictionary_ = std::make_unique<TextColumn>(*schema.dictionary, *array.dictionary, what + ", its dictionary");
  } else if (format == "u" || format == "U") {
    CheckBuffers(array, 3, 2, what);
    layout_ = format == "u" ? Layout::kSmall : Layout::kLarge;
    if (array.length > 0) bytes_ = format == "u" ? Read<int32_t>(array, 1, array.length) : Read<int64_t>(array, 1, array.length);
    if (bytes_ > 0 && array.buffers[2] == nullptr) Broken(what, "buffer 2 is not there");
  } else if (format == "vu") {
    // Validity, views, any number of buffers with texts, and how long these are.
    CheckBuffers(array, std::max<int64_t>(array.n_buffers, 3), 2, what);
    if (array.n_buffers > 3 && array.buffers[array.n_buffers - 1] == nullptr) Broken(what, "its buffers do not say how long they are");
    layout_ = Layout::kView;
  } else if (format != "n") {
    throw Unusable(what + ": texts (utf8, large_utf8, string view, or a dictionary of these) are needed, not Arrow format '" + std::string(format) +
                   "'; cast it to strings");
  }
}

bool TextColumn::IsNull(int64_t row) const {
  if (layout_ == Layout::kNull || NullAt(*array_, row)) return true;
  return layout_ == Layout::kCodes && dictionary_->IsNull(Code(row));
}

int64_t TextColumn::Code(int64_t row) const {
  const int64_t code = ReadInteger(*array_, code_format_, row);
  if (code < 0 || code >= dictionary_->length())
    Broken(what_, "row " + std::to_string(row) + " is entry " + std::to_string(code) + " of a dictionary of " + std::to_string(dictionary_->length()));
  return code;
}

std::string_view TextColumn::At(int64_t row) const {
  switch (layout_) {
    case Layout::kSmall: {
      const auto [begin, end] = Between(Read<int32_t>(*array_, 1, row), Read<int32_t>(*array_, 1, row + 1), bytes_, row, what_);
      return {static_cast<const char*>(array_->buffers[2]) + begin, static_cast<size_t>(end - begin)};
    }
    case Layout::kLarge: {
      const auto [begin, end] = Between(Read<int64_t>(*array_, 1, row), Read<int64_t>(*array_, 1, row + 1), bytes_, row, what_);
      return {static_cast<const char*>(array_->buffers[2]) + begin, static_cast<size_t>(end - begin)};
    }
    case Layout::kView: {
      // 16 bytes: length; up to 12 bytes of text, or 4 of it, buffer number, position there.
      const char* view = static_cast<const char*>(array_->buffers[1]) + 16 * (array_->offset + row);
      const auto length = Load<int32_t>(view, 0);
      if (length < 0) Broken(what_, "row " + std::to_string(row) + " has " + std::to_string(length) + " bytes");
      if (length <= 12) return {view + 4, static_cast<size_t>(length)};
      const int64_t buffer = Load<int32_t>(view, 2), position = Load<int32_t>(view, 3), buffers = array_->n_buffers - 3;
      if (buffer < 0 || buffer >= buffers || array_->buffers[2 + buffer] == nullptr)
        Broken(what_, "row " + std::to_string(row) + " lies in buffer " + std::to_string(buffer) + " of " + std::to_string(buffers));
      Between(position, position + length, Load<int64_t>(array_->buffers[2 + buffers], buffer), row, what_);
      return {static_cast<const char*>(array_->buffers[2 + buffer]) + position, static_cast<size_t>(length)};
    }
    case Layout::kCodes: return dictionary_->At(Code(row));
    case Layout::kNull: break;
  }
  return {};
}

bool IntegerColumn::Reads(const ArrowSchema& schema) {
  return schema.format != nullptr && schema.dictionary == nullptr && (IsInteger(schema.format) || std::strcmp(schema.format, "n") == 0);
}

IntegerColumn::IntegerColumn(const ArrowSchema& schema, const ArrowArray& array, const std::string& what) : array_(&array) {
  CheckStruct(schema, array, what);
  if (!Reads(schema)) throw Unusable(what + ": integers are needed, not Arrow format '" + schema.format + "'; cast it");
  format_ = schema.format[0];
  if (format_ != 'n') CheckBuffers(array, 2, 2, what);
}

bool IntegerColumn::IsNull(int64_t row) const { return format_ == 'n' || NullAt(*array_, row); }
int64_t IntegerColumn::At(int64_t row) const { return ReadInteger(*array_, format_, row); }

ListShape::ListShape(const ArrowSchema& schema, const ArrowArray& array, const std::string& what)
    : item_schema_(&schema), array_(&array), items_(&array), what_(what) {
  CheckStruct(schema, array, what);
  const std::string_view format = schema.format;
  if (format.substr(0, 1) != "+") return;
  if (format == "+l")
    layout_ = Layout::kSmall;
  else if (format == "+L")
    layout_ = Layout::kLarge;
  else if (format == "+vl")
    layout_ = Layout::kSmallView;
  else if (format == "+vL")
    layout_ = Layout::kLargeView;
  else if (format.substr(0, 3) == "+w:")
    layout_ = Layout::kFixed;
  else
    throw Unusable(what + ": a list or single values are needed, not Arrow format '" + std::string(format) + "'");
  if (array.n_children != 1) Broken(what, "a list with " + std::to_string(array.n_children) + " children");
  const bool is_view = layout_ == Layout::kSmallView || layout_ == Layout::kLargeView;
  const int64_t buffers = layout_ == Layout::kFixed ? 1 : is_view ? 3 : 2;
  CheckBuffers(array, buffers, buffers, what);
  item_schema_ = schema.children[0];
  items_ = array.children[0];
  if (layout_ == Layout::kFixed) {
    const char* const end = format.data() + format.size();
    const auto [behind, error] = std::from_chars(format.data() + 3, end, fixed_);
    if (error != std::errc{} || behind != end || fixed_ < 0)
      throw Unusable(what + ": Arrow format '" + std::string(format) + "' is not +w: and a number");
    if (fixed_ > 0 && array.offset + array.length > items_->length / fixed_)
      Broken(what, std::to_string(array.offset + array.length) + " lists of " + std::to_string(fixed_) + " in " + std::to_string(items_->length) + " items");
  }
}

bool ListShape::IsNull(int64_t row) const { return layout_ != Layout::kSingle && NullAt(*array_, row); }

std::pair<int64_t, int64_t> ListShape::Range(int64_t row) const {
  const auto items = [&](int64_t begin, int64_t end) { return Between(begin, end, items_->length, row, what_); };
  const auto sized = [&](int64_t begin, int64_t size) {  // begin + size may be more than there are numbers
    if (begin < 0 || begin > items_->length || size < 0 || size > items_->length - begin)
      Broken(what_, "row " + std::to_string(row) + " has " + std::to_string(size) + " from " + std::to_string(begin) + " on, of " +
                        std::to_string(items_->length));
    return std::pair{begin, begin + size};
  };
  switch (layout_) {
    case Layout::kSmall: return items(Read<int32_t>(*array_, 1, row), Read<int32_t>(*array_, 1, row + 1));
    case Layout::kLarge: return items(Read<int64_t>(*array_, 1, row), Read<int64_t>(*array_, 1, row + 1));
    case Layout::kSmallView: return sized(Read<int32_t>(*array_, 1, row), Read<int32_t>(*array_, 2, row));
    case Layout::kLargeView: return sized(Read<int64_t>(*array_, 1, row), Read<int64_t>(*array_, 2, row));
    case Layout::kFixed: return {(array_->offset + row) * fixed_, (array_->offset + row + 1) * fixed_};
    case Layout::kSingle: break;
  }
  return {row, row + 1};
}

bool BatchReader::Next() {
  while (true) {
    if (single_) {
      single_ = false;
      if (batch_->length != 0) return true;
    }
    batch_.Reset();
    if (!stream_) {
      if (!NextObject()) return false;
      if (!stream_) continue;
      if (stream_->get_schema(stream_.get(), schema_.get()) != 0) {
        const char* message = stream_->get_last_error(stream_.get());
        throw Unusable(std::string("reading persons: ") + (message == nullptr ? "the Arrow stream has no schema" : message));
      }
      continue;
    }
    if (stream_->get_next(stream_.get(), batch_.get()) != 0) {
      const char* message = stream_->get_last_error(stream_.get());
      throw Unusable(std::string("reading persons: ") + (message == nullptr ? "the Arrow stream failed without saying why" : message));
    }
    if (!batch_) {
      stream_.Reset();
    } else if (batch_->length != 0) {
      return true;  // also when it is negative, for that to be told
    }
  }
}

bool BatchReader::NextObject() {
  const nb::gil_scoped_acquire gil;
  nb::object object;
  if (first_) {
    first_ = false;
    iterates_ = !nb::hasattr(source_, "__arrow_c_stream__") && !nb::hasattr(source_, "__arrow_c_array__");
    if (iterates_) {
      source_ = nb::iter(source_);
    } else {
      object = std::exchange(source_, nb::object());
    }
  }
  if (iterates_) {
    PyObject* next = PyIter_Next(source_.ptr());
    if (next == nullptr && PyErr_Occurred()) throw nb::python_error();
    object = nb::steal(next);
  }
  if (!object.is_valid()) return false;
  schema_.Reset();
  if (nb::hasattr(object, "__arrow_c_stream__")) {
    const nb::object capsule = object.attr("__arrow_c_stream__")();
    auto* stream = static_cast<ArrowArrayStream*>(PyCapsule_GetPointer(capsule.ptr(), "arrow_array_stream"));
    if (stream == nullptr) throw nb::python_error();
    if (stream->release == nullptr) throw Unusable("persons: this Arrow stream has been read already");
    if (stream->get_schema == nullptr || stream->get_next == nullptr || stream->get_last_error == nullptr)
      throw Unusable("persons: this Arrow stream lacks a function; the program that made it has a fault");
    *stream_.get() = std::exchange(*stream, ArrowArrayStream{});
  } else if (nb::hasattr(object, "__arrow_c_array__")) {
    const nb::object pair = object.attr("__arrow_c_array__")();
    auto* schema = static_cast<ArrowSchema*>(PyCapsule_GetPointer(nb::object(pair[0]).ptr(), "arrow_schema"));
    if (schema == nullptr) throw nb::python_error();
    auto* array = static_cast<ArrowArray*>(PyCapsule_GetPointer(nb::object(pair[1]).ptr(), "arrow_array"));
    if (array == nullptr) throw nb::python_error();
    if (schema->release == nullptr || array->release == nullptr) throw Unusable("persons: this Arrow array has been read already");
    *schema_.get() = std::exchange(*schema, ArrowSchema{});
    *batch_.get() = std::exchange(*array, ArrowArray{});
    single_ = true;
  } else {
    throw Unusable("persons: an item of the iterator is neither an Arrow batch (__arrow_c_array__, __arrow_c_stream__) nor a person");
  }
  return true;
}

void BatchReader::Close() {
  batch_.Reset();
  schema_.Reset();
  stream_.Reset();
  source_ = nb::object();
}

}  // namespace overstap_python
