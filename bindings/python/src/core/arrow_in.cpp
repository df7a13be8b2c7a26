// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
#include <cstring>

#include "arrow.hpp"

namespace overstap_python {
namespace {

bool BitIsSet(const void* bits, int64_t i) { return (static_cast<const uint8_t*>(bits)[i >> 3] >> (i & 7) & 1) != 0; }

}  // namespace

bool NullAt(const ArrowArray& array, int64_t row) {
  return array.null_count != 0 && array.n_buffers > 0 && array.buffers[0] != nullptr && !BitIsSet(array.buffers[0], array.offset + row);
}

namespace {

template <class T>
T Read(const ArrowArray& array, int buffer, int64_t i) {
  return static_cast<const T*>(array.buffers[buffer])[array.offset + i];
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

}  // namespace

TextColumn::TextColumn(const ArrowSchema& schema, const ArrowArray& array, const std::string& what) : array_(&array) {
  const std::string_view format = schema.format;
  if (schema.dictionary != nullptr) {
    if (!IsInteger(format) || array.dictionary == nullptr) throw Unusable(what + ": a dictionary without integers as codes");
    layout_ = Layout::kCodes;
    code_format_ = format[0];
    dictionary_ = std::make_unique<TextColumn>(*schema.dictionary, *array.dictionary, what);
  } else if (format == "u" || format == "U" || format == "vu") {
    layout_ = format == "u" ? Layout::kSmall : format == "U" ? Layout::kLarge : Layout::kView;
  } else if (format != "n") {
    throw Unusable(what + ": texts (utf8, large_utf8, string view, or a dictionary of these) are needed, not Arrow format '" + std::string(format) +
                   "'; cast it to strings");
  }
}

bool TextColumn::IsNull(int64_t row) const {
  if (layout_ == Layout::kNull || NullAt(*array_, row)) return true;
  return layout_ == Layout::kCodes && dictionary_->IsNull(Code(row));
}

int64_t TextColumn::Code(int64_t row) const { return ReadInteger(*array_, code_format_, row); }

std::string_view TextColumn::At(int64_t row) const {
  switch (layout_) {
    case Layout::kSmall: {
      const int32_t begin = Read<int32_t>(*array_, 1, row), end = Read<int32_t>(*array_, 1, row + 1);
      return {static_cast<const char*>(array_->buffers[2]) + begin, static_cast<size_t>(end - begin)};
    }
    case Layout::kLarge: {
      const int64_t begin = Read<int64_t>(*array_, 1, row), end = Read<int64_t>(*array_, 1, row + 1);
      return {static_cast<const char*>(array_->buffers[2]) + begin, static_cast<size_t>(end - begin)};
    }
    case Layout::kView: {
      // 16 bytes: length; up to 12 bytes of text, or 4 of it, buffer number, position there.
      const char* view = static_cast<const char*>(array_->buffers[1]) + 16 * (array_->offset + row);
      int32_t length, buffer, position;
      std::memcpy(&length, view, 4);
      if (length <= 12) return {view + 4, static_cast<size_t>(length)};
      std::memcpy(&buffer, view + 8, 4);
      std::memcpy(&position, view + 12, 4);
      return {static_cast<const char*>(array_->buffers[2 + buffer]) + position, static_cast<size_t>(length)};
    }
    case Layout::kCodes: return dictionary_->At(Code(row));
    case Layout::kNull: break;
  }
  return {};
}

bool IntegerColumn::Reads(const ArrowSchema& schema) {
  return schema.dictionary == nullptr && (IsInteger(schema.format) || std::strcmp(schema.format, "n") == 0);
}

IntegerColumn::IntegerColumn(const ArrowSchema& schema, const ArrowArray& array, const std::string& what)
    : array_(&array), format_(schema.format[0]) {
  if (!Reads(schema)) throw Unusable(what + ": integers are needed, not Arrow format '" + schema.format + "'; cast it");
}

bool IntegerColumn::IsNull(int64_t row) const { return format_ == 'n' || NullAt(*array_, row); }
int64_t IntegerColumn::At(int64_t row) const { return ReadInteger(*array_, format_, row); }

ListShape::ListShape(const ArrowSchema& schema, const ArrowArray& array, const std::string& what)
    : item_schema_(&schema), array_(&array), items_(&array) {
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
  if (layout_ == Layout::kFixed) fixed_ = std::stoll(std::string(format.substr(3)));
  item_schema_ = schema.children[0];
  items_ = array.children[0];
}

bool ListShape::IsNull(int64_t row) const { return layout_ != Layout::kSingle && NullAt(*array_, row); }

std::pair<int64_t, int64_t> ListShape::Range(int64_t row) const {
  switch (layout_) {
    case Layout::kSmall: return {Read<int32_t>(*array_, 1, row), Read<int32_t>(*array_, 1, row + 1)};
    case Layout::kLarge: return {Read<int64_t>(*array_, 1, row), Read<int64_t>(*array_, 1, row + 1)};
    case Layout::kSmallView: {
      const int64_t begin = Read<int32_t>(*array_, 1, row);
      return {begin, begin + Read<int32_t>(*array_, 2, row)};
    }
    case Layout::kLargeView: {
      const int64_t begin = Read<int64_t>(*array_, 1, row);
      return {begin, begin + Read<int64_t>(*array_, 2, row)};
    }
    case Layout::kFixed: return {(array_->offset + row) * fixed_, (array_->offset + row + 1) * fixed_};
    case Layout::kSingle: break;
  }
  return {row, row + 1};
}

bool BatchReader::Next() {
  while (true) {
    if (single_) {
      single_ = false;
      if (batch_->length > 0) return true;
    }
    batch_.Reset();
    if (!stream_) {
      if (!NextObject()) return false;
      if (stream_ && stream_->get_schema(stream_.get(), schema_.get()) != 0) {
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
    } else if (batch_->length > 0) {
      return true;
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
    *stream_.get() = std::exchange(*stream, ArrowArrayStream{});
  } else if (nb::hasattr(object, "__arrow_c_array__")) {
    const nb::object pair = object.attr("__arrow_c_array__")();
    auto* schema = static_cast<ArrowSchema*>(PyCapsule_GetPointer(nb::object(pair[0]).ptr(), "arrow_schema"));
    if (schema == nullptr) throw nb::python_error();
    auto* array = static_cast<ArrowArray*>(PyCapsule_GetPointer(nb::object(pair[1]).ptr(), "arrow_array"));
    if (array == nullptr) throw nb::python_error();
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
