// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Stores of vacancies and persons. Concepts are numbers here; the package makes URIs of them.
#include <string>
#include <vector>

#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include "handles.hpp"

namespace overstap_python {
namespace {

Store CreateStore(const Engine& engine, int32_t side) {
  ovs_store* out = nullptr;
  Call([&](ovs_error* error) { return ovs_store_create(engine.handle.get(), side, &out, error); });
  return {decltype(Store::handle)(out)};
}

Store LoadStore(const Engine& engine, const std::string& path) {
  ovs_store* out = nullptr;
  Call([&](ovs_error* error) { return ovs_store_load_file(engine.handle.get(), path.c_str(), &out, error); });
  return {decltype(Store::handle)(out)};
}

/// snapshot, added, replaced, deleted.
nb::tuple Apply(const Store& store, const std::vector<uint64_t>& ids, const std::vector<size_t>& item_begin, const std::vector<ovs_concept>& concepts,
                const std::vector<uint8_t>& levels, const std::vector<size_t>& tag_begin, const std::vector<uint32_t>& tags, const std::vector<uint64_t>& deletes) {
  const auto covers = [&](const std::vector<size_t>& begin, size_t size) { return begin.size() == ids.size() + 1 && begin.back() == size; };
  if (!covers(item_begin, concepts.size()) || levels.size() != concepts.size() || !covers(tag_begin, tags.size())) Raise(OVS_E_INVALID_ARGUMENT, "the lists are not of one length");
  ovs_store_change change = OVS_STORE_CHANGE_INIT;
  Call([&](ovs_error* error) {
    return ovs_store_apply(store.handle.get(), ids.data(), ids.size(), item_begin.data(), concepts.data(), levels.data(), tag_begin.data(), tags.data(), deletes.data(),
                           deletes.size(), &change, error);
  });
  return nb::make_tuple(change.snapshot, change.added, change.replaced, change.deleted);
}

bool Compact(const Store& store, uint32_t most) {
  int32_t more = 0;
  Call([&](ovs_error* error) { return ovs_store_compact(store.handle.get(), most, &more, error); });
  return more != 0;
}

/// side, snapshot, documents, rows, items, segments, bytes.
nb::tuple Inspect(const Store& store) {
  ovs_store_info info = OVS_STORE_INFO_INIT;
  Call([&](ovs_error* error) { return ovs_store_inspect(store.handle.get(), &info, error); });
  return nb::make_tuple(info.side, info.snapshot, info.documents, info.rows, info.items, info.segments, info.bytes);
}

StoreReader Read(const Store& store) {
  ovs_store_reader* out = nullptr;
  Call([&](ovs_error* error) { return ovs_store_reader_create(store.handle.get(), &out, error); });
  return {decltype(StoreReader::handle)(out)};
}

uint64_t Refresh(const StoreReader& reader) {
  uint64_t snapshot = 0;
  Call([&](ovs_error* error) { return ovs_store_reader_refresh(reader.handle.get(), &snapshot, error); });
  return snapshot;
}

/// ids, scores, met, needed.
nb::tuple Rank(const StoreReader& reader, int32_t side, const std::vector<ovs_concept>& concepts, const std::vector<uint8_t>& levels, uint32_t limit, int64_t least_score,
               const std::vector<size_t>& group_begin, const std::vector<uint32_t>& tags) {
  if (levels.size() != concepts.size() || group_begin.empty() || group_begin.back() != tags.size()) Raise(OVS_E_INVALID_ARGUMENT, "the lists are not of one length");
  ovs_store_options options = OVS_STORE_OPTIONS_INIT;
  options.limit = limit;
  options.least_score = least_score;
  options.group_begin = group_begin.data();
  options.tags = tags.data();
  options.group_count = group_begin.size() - 1;
  std::vector<uint64_t> ids(limit), met(limit), needed(limit);
  std::vector<int64_t> scores(limit);
  size_t count = 0;
  const auto rank = side == OVS_STORE_VACANCIES ? ovs_store_rank_vacancies : ovs_store_rank_persons;
  Call([&](ovs_error* error) {
    return rank(reader.handle.get(), concepts.data(), levels.data(), concepts.size(), &options, limit, ids.data(), scores.data(), met.data(), needed.data(), &count, error);
  });
  ids.resize(count), scores.resize(count), met.resize(count), needed.resize(count);
  return nb::make_tuple(ids, scores, met, needed);
}

/// concepts, levels, tags.
nb::tuple Document(const StoreReader& reader, uint64_t id) {
  size_t items = 0, tagged = 0;
  Call([&](ovs_error* error) { return ovs_store_reader_document(reader.handle.get(), id, 0, nullptr, nullptr, &items, 0, nullptr, &tagged, error); });
  std::vector<ovs_concept> concepts(items);
  std::vector<uint8_t> levels(items);
  std::vector<uint32_t> tags(tagged);
  Call([&](ovs_error* error) {
    return ovs_store_reader_document(reader.handle.get(), id, items, concepts.data(), levels.data(), nullptr, tagged, tags.data(), nullptr, error);
  });
  return nb::make_tuple(concepts, levels, tags);
}

}  // namespace

void BindStores(nb::module_& module) {
  module.attr("STORE_SCORE_ONE") = OVS_STORE_SCORE_ONE;
  nb::class_<Store>(module, "Store")
      .def_static("create", CreateStore, nb::arg("engine"), nb::arg("side"))
      .def_static("load_file", LoadStore, nb::arg("engine"), nb::arg("path"))
      .def(
          "save", [](const Store& self, const std::string& path) { Call([&](ovs_error* error) { return ovs_store_save_file(self.handle.get(), path.c_str(), error); }); },
          nb::arg("path"))
      .def("apply", Apply, nb::arg("ids"), nb::arg("item_begin"), nb::arg("concepts"), nb::arg("levels"), nb::arg("tag_begin"), nb::arg("tags"), nb::arg("deletes"),
           nb::sig("def apply(self, ids: Sequence[int], item_begin: Sequence[int], concepts: Sequence[int], levels: Sequence[int], tag_begin: Sequence[int], "
                   "tags: Sequence[int], deletes: Sequence[int]) -> tuple[int, int, int, int]"))
      .def("compact", Compact, nb::arg("most"))
      .def("inspect", Inspect, nb::sig("def inspect(self) -> tuple[int, int, int, int, int, int, int]"))
      .def("reader", Read);
  nb::class_<StoreReader>(module, "StoreReader")
      .def("refresh", Refresh)
      .def("rank", Rank, nb::arg("side"), nb::arg("concepts"), nb::arg("levels"), nb::arg("limit"), nb::arg("least_score"), nb::arg("group_begin"), nb::arg("tags"),
           nb::sig("def rank(self, side: int, concepts: Sequence[int], levels: Sequence[int], limit: int, least_score: int, group_begin: Sequence[int], "
                   "tags: Sequence[int]) -> tuple[list[int], list[int], list[int], list[int]]"))
      .def("document", Document, nb::arg("id"), nb::sig("def document(self, id: int) -> tuple[list[int], list[int], list[int]]"));
}

}  // namespace overstap_python
