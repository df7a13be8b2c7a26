// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
#include <cerrno>
#include <cstring>

#include <nanobind/stl/string.h>

#include "arrow.hpp"

namespace overstap_python {
namespace {

// Everything an exported struct points to hangs on its private_data; release deletes that.
struct SchemaNode {
  std::string format, name;
  std::vector<ArrowSchema> children;
  std::vector<ArrowSchema*> pointers;
  ArrowSchema dictionary{};
};
struct ArrayNode {
  OutColumn column;
  std::vector<const void*> buffers;
  std::vector<ArrowArray> children;
  std::vector<ArrowArray*> pointers;
  ArrowArray dictionary{};
};

template <class Struct, class Node>
void Release(Struct* self) {
  // A consumer may have moved a child out, and then released it itself.
  for (int64_t i = 0; i < self->n_children; ++i) {
    if (self->children[i]->release != nullptr) self->children[i]->release(self->children[i]);
  }
  if (self->dictionary != nullptr && self->dictionary->release != nullptr) self->dictionary->release(self->dictionary);
  delete static_cast<Node*>(self->private_data);
  self->release = nullptr;
}

void SchemaOf(const OutColumn& column, bool nullable, ArrowSchema* out) {
  auto node = std::make_unique<SchemaNode>();
  node->format = column.format;
  node->name = column.name;
  node->children.resize(column.children.size());
  for (size_t i = 0; i < column.children.size(); ++i) {
    SchemaOf(column.children[i], true, &node->children[i]);
    node->pointers.push_back(&node->children[i]);
  }
  if (column.dictionary) SchemaOf(*column.dictionary, true, &node->dictionary);
  constexpr int64_t kNullable = 2;
  *out = {node->format.c_str(),
          node->name.c_str(),
          nullptr,
          nullable ? kNullable : 0,
          static_cast<int64_t>(node->children.size()),
          node->pointers.data(),
          column.dictionary ? &node->dictionary : nullptr,
          Release<ArrowSchema, SchemaNode>,
          nullptr};
  out->private_data = node.release();
}

void ArrayOf(OutColumn column, ArrowArray* out) {
  auto node = std::make_unique<ArrayNode>();
  node->children.resize(column.children.size());
  for (size_t i = 0; i < column.children.size(); ++i) {
    ArrayOf(std::move(column.children[i]), &node->children[i]);
    node->pointers.push_back(&node->children[i]);
  }
  if (column.dictionary) ArrayOf(*column.dictionary, &node->dictionary);
  node->column = std::move(column);
  const OutColumn& kept = node->column;
  node->buffers.push_back(kept.validity.empty() ? nullptr : kept.validity.data());
  node->buffers.insert(node->buffers.end(), kept.buffers.begin(), kept.buffers.end());
  *out = {kept.length,
          kept.nulls,
          0,
          static_cast<int64_t>(node->buffers.size()),
          static_cast<int64_t>(node->children.size()),
          node->buffers.data(),
          node->pointers.data(),
          kept.dictionary ? &node->dictionary : nullptr,
          Release<ArrowArray, ArrayNode>,
          nullptr};
  out->private_data = node.release();
}

OutColumn Struct(std::vector<OutColumn> columns, int64_t length) {
  OutColumn all;
  all.format = "+s";
  all.length = length;
  all.children = std::move(columns);
  return all;
}

// --- columns out of Python lists ---

template <class T>
OutColumn Numbers(std::string name, std::string format, const nb::list& values) {
  std::vector<T> numbers;
  numbers.reserve(values.size());
  std::vector<int64_t> nulls;
  for (const nb::handle value : values) {
    if (value.is_none()) nulls.push_back(static_cast<int64_t>(numbers.size()));
    numbers.push_back(value.is_none() ? T{} : nb::cast<T>(value));
  }
  OutColumn column = NumberOut(std::move(name), std::move(format), std::move(numbers));
  for (const int64_t row : nulls) column.SetValid(row, false);
  return column;
}

OutColumn Booleans(std::string name, const nb::list& values) {
  std::vector<uint8_t> bits(values.size() / 8 + 1);
  OutColumn column;
  column.name = std::move(name);
  column.format = "b";
  column.length = static_cast<int64_t>(values.size());
  for (size_t i = 0; i < values.size(); ++i) {
    if (nb::handle(values[i]).is_none())
      column.SetValid(static_cast<int64_t>(i), false);
    else if (nb::cast<bool>(values[i]))
      bits[i >> 3] = static_cast<uint8_t>(bits[i >> 3] | 1u << (i & 7));
  }
  column.Own(std::move(bits));
  return column;
}

OutColumn FromList(const std::string& name, const std::string& format, const nb::list& values) {
  if (format == "l") return Numbers<int64_t>(name, format, values);
  if (format == "I") return Numbers<uint32_t>(name, format, values);
  if (format == "C") return Numbers<uint8_t>(name, format, values);
  if (format == "g") return Numbers<double>(name, format, values);
  if (format == "b") return Booleans(name, values);
  if (format == "U") {
    std::vector<std::optional<std::string_view>> texts;
    texts.reserve(values.size());
    for (const nb::handle value : values) {
      if (value.is_none()) {
        texts.emplace_back();
        continue;
      }
      Py_ssize_t length = 0;
      const char* text = PyUnicode_Check(value.ptr()) ? PyUnicode_AsUTF8AndSize(value.ptr(), &length) : nullptr;
      if (text == nullptr) {
        if (PyErr_Occurred()) throw nb::python_error();
        throw nb::type_error(("column '" + name + "': " + nb::repr(value).c_str() + " is not a str").c_str());
      }
      texts.emplace_back(std::string_view(text, static_cast<size_t>(length)));
    }
    return TextOut(name, texts);
  }
  if (format.rfind("+L:", 0) == 0) {  // lists of what stands behind the colon
    nb::list items;
    std::vector<int64_t> offsets{0}, nulls;
    for (const nb::handle value : values) {
      if (value.is_none())
        nulls.push_back(static_cast<int64_t>(offsets.size()) - 1);
      else
        for (const nb::handle item : value) items.append(item);
      offsets.push_back(static_cast<int64_t>(items.size()));
    }
    OutColumn column;
    column.name = name;
    column.format = "+L";
    column.length = static_cast<int64_t>(values.size());
    column.children.push_back(FromList("item", format.substr(3), items));
    column.Own(std::move(offsets));
    for (const int64_t row : nulls) column.SetValid(row, false);
    return column;
  }
  throw nb::value_error(("unknown column format " + format).c_str());
}

// --- a stream of one batch that is there already ---

struct OneBatch {
  std::vector<OutColumn> columns;
  int64_t length = 0;
  bool done = false;
};

int OneSchema(ArrowArrayStream* self, ArrowSchema* out) {
  ExportSchema(static_cast<OneBatch*>(self->private_data)->columns, out);
  return 0;
}
int OneNext(ArrowArrayStream* self, ArrowArray* out) {
  auto& one = *static_cast<OneBatch*>(self->private_data);
  *out = ArrowArray{};
  if (!std::exchange(one.done, true)) ExportBatch(one.columns, one.length, out);
  return 0;
}
const char* OneError(ArrowArrayStream*) { return nullptr; }
void OneRelease(ArrowArrayStream* self) {
  delete static_cast<OneBatch*>(self->private_data);
  self->release = nullptr;
}

nb::capsule ColumnsToStream(const nb::list& columns) {
  auto one = std::make_unique<OneBatch>();
  for (const nb::handle column : columns) {
    const auto values = nb::cast<nb::list>(column[2]);
    one->length = static_cast<int64_t>(values.size());
    one->columns.push_back(FromList(nb::cast<std::string>(column[0]), nb::cast<std::string>(column[1]), values));
  }
  auto stream = std::make_unique<ArrowArrayStream>(ArrowArrayStream{OneSchema, OneNext, OneError, OneRelease, nullptr});
  stream->private_data = one.release();
  return StreamCapsule(std::move(stream));
}

}  // namespace

void OutColumn::SetValid(int64_t row, bool valid) {
  if (valid) return;
  if (validity.empty()) validity.assign(static_cast<size_t>(length / 8 + 1), 0xFF);
  uint8_t& byte = validity[static_cast<size_t>(row >> 3)];
  byte = static_cast<uint8_t>(byte & ~(1u << (row & 7)));
  ++nulls;
}

OutColumn TextOut(std::string name, const std::vector<std::optional<std::string_view>>& values) {
  std::vector<int64_t> offsets;
  offsets.reserve(values.size() + 1);
  offsets.push_back(0);
  std::vector<char> bytes;
  OutColumn column;
  column.name = std::move(name);
  column.format = "U";
  column.length = static_cast<int64_t>(values.size());
  for (size_t i = 0; i < values.size(); ++i) {
    if (values[i])
      bytes.insert(bytes.end(), values[i]->begin(), values[i]->end());
    else
      column.SetValid(static_cast<int64_t>(i), false);
    offsets.push_back(static_cast<int64_t>(bytes.size()));
  }
  if (bytes.empty()) bytes.push_back(0);  // some consumers do not take a NULL buffer
  column.Own(std::move(offsets));
  column.Own(std::move(bytes));
  return column;
}

void ExportBatch(std::vector<OutColumn> columns, int64_t length, ArrowArray* out) { ArrayOf(Struct(std::move(columns), length), out); }

void ExportSchema(const std::vector<OutColumn>& columns, ArrowSchema* out) { SchemaOf(Struct(columns, 0), false, out); }

nb::capsule StreamCapsule(std::unique_ptr<ArrowArrayStream> stream) {
  return nb::capsule(stream.release(), "arrow_array_stream", [](void* pointer) noexcept {
    auto* owned = static_cast<ArrowArrayStream*>(pointer);
    if (owned->release != nullptr) owned->release(owned);
    delete owned;
  });
}

void BindArrow(nb::module_& module) {
  module.def("arrow_stream", ColumnsToStream, nb::arg("columns"),
             nb::sig("def arrow_stream(columns: list[tuple[str, str, list[typing.Any]]]) -> object"),
             "A capsule with an ArrowArrayStream of one batch: (name, Arrow format, values) each.");
}

}  // namespace overstap_python
