// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The part of the C API about stores of vacancies and persons. Translation only, as c_api.cpp.

#include <algorithm>
#include <cstddef>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include "guard.hpp"
#include "handles.hpp"
#include "overstap/io.hpp"
#include "overstap/store.hpp"
#include "overstap/vacancies.hpp"

using overstap::Error;
using overstap::ErrorCode;
using overstap::LeveledFeature;
using overstap::Status;
using overstap::StatusOr;
using overstap::StoreDocument;
using overstap::StoreSide;
using overstap::c::Clear;
using overstap::c::Counted;
using overstap::c::Given;
using overstap::c::guard;
using overstap::c::Put;
using overstap::c::WriteStruct;
using overstap::detail::Cat;

struct ovs_store : Counted {
  ovs_store(ovs_taxonomy* t, overstap::Store s) : taxonomy(t), store(std::move(s)) {}
  const overstap::c::Kept<ovs_taxonomy> taxonomy;
  overstap::Store store;
};

struct ovs_store_reader : Counted {
  explicit ovs_store_reader(const ovs_store* s) : store(s), reader(s->store) {}
  const overstap::c::Kept<const ovs_store> store;
  overstap::StoreReader reader;
};

namespace {

using Loaded = StatusOr<overstap::Store>;

Status Open(const ovs_engine* engine, Loaded loaded, ovs_store** out) {
  OVS_RETURN_IF_ERROR(loaded.status());
  OVS_RETURN_IF_ERROR(overstap::CheckStore(*loaded, engine->matcher.model()));
  *out = new ovs_store(engine->taxonomy.get(), *std::move(loaded));
  return absl::OkStatus();
}

/// Offsets of the caller for n documents.
Status CheckOffsets(const std::size_t* begin, std::size_t n, const char* name) {
  for (std::size_t i = 0; i < n; ++i) {
    if (begin[i] > begin[i + 1]) return Error(ErrorCode::kInvalidArgument, Cat(name, "[", i + 1, "] is less than the offset before it"));
  }
  return absl::OkStatus();
}

/// Items `first` to `last` - 1 of the caller's arrays.
std::vector<LeveledFeature> Copy(const ovs_concept* concepts, const std::uint8_t* levels, std::size_t first, std::size_t last) {
  std::vector<LeveledFeature> items;
  items.reserve(last - first);
  for (auto i = first; i < last; ++i) items.push_back({concepts[i], levels ? levels[i] : overstap::Level{0}});
  return items;
}

StatusOr<std::vector<LeveledFeature>> ItemsOf(const ovs_concept* concepts, const std::uint8_t* levels, std::size_t n, std::uint32_t count) {
  if (n > 0) OVS_RETURN_IF_ERROR(Given({{concepts, "concepts"}}));
  if (n > count) return Error(ErrorCode::kInvalidArgument, Cat("n is ", n, ", more than there are concepts; each is stated once"));
  const auto* unknown = std::find_if(concepts, concepts + n, [&](ovs_concept c) { return c >= count; });
  if (unknown != concepts + n) return overstap::c::OutOfRange("concept", *unknown, count);
  return Copy(concepts, levels, 0, n);
}

Status Rank(StoreSide side, ovs_store_reader* reader, const ovs_concept* concepts, const std::uint8_t* levels, std::size_t n, const ovs_store_options* given,
            std::size_t capacity, std::uint64_t* ids, std::int64_t* scores, std::uint64_t* met, std::uint64_t* needed, std::size_t* count) {
  OVS_RETURN_IF_ERROR(Given({{reader, "reader"}, {count, "count"}}));
  ovs_store_options o;
  OVS_RETURN_IF_ERROR(overstap::c::ReadOptions(given, &o));
  OVS_ASSIGN_OR_RETURN(const auto items, ItemsOf(concepts, levels, n, reader->store->taxonomy->view.size()));
  overstap::StoreSearchOptions options;
  const std::size_t limit = o.limit == 0 ? options.limit : o.limit;
  options.limit = static_cast<std::uint32_t>(std::clamp<std::size_t>(capacity, 1, limit));  // never 0, which is the default
  options.least_score = std::max<std::int64_t>(o.least_score, 1);
  std::vector<std::uint32_t> begin;
  if (o.group_count > 0) {
    OVS_RETURN_IF_ERROR(Given({{o.group_begin, "group_begin"}}));
    OVS_RETURN_IF_ERROR(CheckOffsets(o.group_begin, o.group_count, "group_begin"));
    const auto first = o.group_begin[0], tags = o.group_begin[o.group_count] - first;
    if (tags > std::numeric_limits<std::uint32_t>::max()) return Error(ErrorCode::kLimit, "a filter has fewer than 2^32 tags");
    if (tags > 0) OVS_RETURN_IF_ERROR(Given({{o.tags, "tags"}}));
    for (std::size_t g = 0; g <= o.group_count; ++g) begin.push_back(static_cast<std::uint32_t>(o.group_begin[g] - first));
    options.filter = {begin, tags > 0 ? std::span(o.tags + first, tags) : std::span<const std::uint32_t>()};
  }
  OVS_ASSIGN_OR_RETURN(const auto ranked, side == StoreSide::kVacancies ? reader->reader.RankVacancies(items, options) : reader->reader.RankPersons(items, options));
  *count = std::min(capacity, ranked.size());
  for (std::size_t i = 0; i < *count; ++i) {
    Put(overstap::c::At(ids, i), ranked[i].id);
    Put(overstap::c::At(scores, i), ranked[i].score);
    Put(overstap::c::At(met, i), ranked[i].met);
    Put(overstap::c::At(needed, i), ranked[i].needed);
  }
  return absl::OkStatus();
}

}  // namespace

ovs_status ovs_store_create(const ovs_engine* engine, int32_t side, ovs_store** out, ovs_error* error) noexcept {
  Clear(out);
  return guard(error, [&]() -> Status {
    OVS_RETURN_IF_ERROR(Given({{engine, "engine"}, {out, "out"}}));
    if (side != OVS_STORE_VACANCIES && side != OVS_STORE_PERSONS) return overstap::c::OutOfRange("side", side, 2);
    return Open(engine, overstap::Store::Create(overstap::StoreOptionsOf(engine->matcher.model(), static_cast<StoreSide>(side))), out);
  });
}

ovs_status ovs_store_load_file(const ovs_engine* engine, const char* path, ovs_store** out, ovs_error* error) noexcept {
  Clear(out);
  return guard(error, [&]() -> Status {
    OVS_RETURN_IF_ERROR(Given({{engine, "engine"}, {path, "path"}, {out, "out"}}));
    return Open(engine, overstap::LoadStore(path), out);
  });
}

ovs_status ovs_store_load_memory(const ovs_engine* engine, const void* data, size_t size, ovs_store** out, ovs_error* error) noexcept {
  Clear(out);
  return guard(error, [&]() -> Status {
    OVS_RETURN_IF_ERROR(Given({{engine, "engine"}, {data, "data"}, {out, "out"}}));
    return Open(engine, overstap::LoadStore(std::span(static_cast<const std::byte*>(data), size)), out);
  });
}

ovs_status ovs_store_save_file(const ovs_store* store, const char* path, ovs_error* error) noexcept {
  return guard(error, [&]() -> Status {
    OVS_RETURN_IF_ERROR(Given({{store, "store"}, {path, "path"}}));
    return overstap::SaveStore(store->store, path);
  });
}

ovs_store* ovs_store_ref(ovs_store* store) noexcept { return Counted::Ref(store); }
void ovs_store_unref(ovs_store* store) noexcept { Counted::Unref(store); }

ovs_status ovs_store_apply(ovs_store* store, const uint64_t* ids, size_t n, const size_t* item_begin, const ovs_concept* concepts, const uint8_t* levels,
                           const size_t* tag_begin, const uint32_t* tags, const uint64_t* deletes, size_t m, ovs_store_change* change, ovs_error* error) noexcept {
  return guard(error, [&]() -> Status {
    if (change) {
      OVS_RETURN_IF_ERROR(overstap::c::CheckStructSize(change->struct_size, overstap::c::kFirstSize<ovs_store_change>));
      WriteStruct(ovs_store_change{}, change);
    }
    OVS_RETURN_IF_ERROR(Given({{store, "store"}}));
    if (n > 0) {
      OVS_RETURN_IF_ERROR(Given({{ids, "ids"}, {item_begin, "item_begin"}}));
      OVS_RETURN_IF_ERROR(CheckOffsets(item_begin, n, "item_begin"));
      if (item_begin[0] < item_begin[n]) OVS_RETURN_IF_ERROR(Given({{concepts, "concepts"}}));
      if (tag_begin) {
        OVS_RETURN_IF_ERROR(CheckOffsets(tag_begin, n, "tag_begin"));
        if (tag_begin[0] < tag_begin[n]) OVS_RETURN_IF_ERROR(Given({{tags, "tags"}}));
      }
    }
    if (m > 0) OVS_RETURN_IF_ERROR(Given({{deletes, "deletes"}}));
    const auto items = n > 0 ? Copy(concepts, levels, item_begin[0], item_begin[n]) : std::vector<LeveledFeature>();
    std::vector<StoreDocument> documents;
    documents.reserve(n);
    for (std::size_t i = 0; i < n; ++i) {
      auto& document = documents.emplace_back();
      document.id = ids[i];
      document.items = std::span(items).subspan(item_begin[i] - item_begin[0], item_begin[i + 1] - item_begin[i]);
      if (tag_begin && tag_begin[i] < tag_begin[i + 1]) document.tags = std::span(tags + tag_begin[i], tag_begin[i + 1] - tag_begin[i]);
    }
    OVS_ASSIGN_OR_RETURN(const auto did, store->store.Apply(documents, std::span(deletes, m)));
    if (change) WriteStruct(ovs_store_change{0, 0, did.snapshot, did.added, did.replaced, did.deleted}, change);
    return absl::OkStatus();
  });
}

ovs_status ovs_store_compact(ovs_store* store, uint32_t most, int32_t* more, ovs_error* error) noexcept {
  Clear(more);
  return guard(error, [&]() -> Status {
    OVS_RETURN_IF_ERROR(Given({{store, "store"}}));
    OVS_ASSIGN_OR_RETURN(const bool goes_on, store->store.Compact(most));
    Put(more, goes_on ? 1 : 0);
    return absl::OkStatus();
  });
}

ovs_status ovs_store_inspect(const ovs_store* store, ovs_store_info* info, ovs_error* error) noexcept {
  return guard(error, [&]() -> Status {
    OVS_RETURN_IF_ERROR(Given({{info, "info"}}));
    OVS_RETURN_IF_ERROR(overstap::c::CheckStructSize(info->struct_size, overstap::c::kFirstSize<ovs_store_info>));
    WriteStruct(ovs_store_info{}, info);
    OVS_RETURN_IF_ERROR(Given({{store, "store"}}));
    const auto all = store->store.Info();
    WriteStruct(ovs_store_info{0, static_cast<std::int32_t>(store->store.options().side), all.snapshot, all.documents, all.rows, all.items, all.segments, all.bytes}, info);
    return absl::OkStatus();
  });
}

ovs_status ovs_store_reader_create(const ovs_store* store, ovs_store_reader** out, ovs_error* error) noexcept {
  Clear(out);
  return guard(error, [&]() -> Status {
    OVS_RETURN_IF_ERROR(Given({{store, "store"}, {out, "out"}}));
    *out = new ovs_store_reader(store);
    return absl::OkStatus();
  });
}

ovs_store_reader* ovs_store_reader_ref(ovs_store_reader* reader) noexcept { return Counted::Ref(reader); }
void ovs_store_reader_unref(ovs_store_reader* reader) noexcept { Counted::Unref(reader); }

ovs_status ovs_store_reader_refresh(ovs_store_reader* reader, uint64_t* snapshot, ovs_error* error) noexcept {
  Clear(snapshot);
  return guard(error, [&]() -> Status {
    OVS_RETURN_IF_ERROR(Given({{reader, "reader"}}));
    Put(snapshot, reader->reader.Refresh());
    return absl::OkStatus();
  });
}

ovs_status ovs_store_rank_vacancies(ovs_store_reader* reader, const ovs_concept* concepts, const uint8_t* levels, size_t n, const ovs_store_options* options,
                                    size_t capacity, uint64_t* ids, int64_t* scores, uint64_t* met, uint64_t* needed, size_t* count, ovs_error* error) noexcept {
  Clear(count);
  return guard(error, [&] { return Rank(StoreSide::kVacancies, reader, concepts, levels, n, options, capacity, ids, scores, met, needed, count); });
}

ovs_status ovs_store_rank_persons(ovs_store_reader* reader, const ovs_concept* concepts, const uint8_t* levels, size_t n, const ovs_store_options* options,
                                  size_t capacity, uint64_t* ids, int64_t* scores, uint64_t* met, uint64_t* needed, size_t* count, ovs_error* error) noexcept {
  Clear(count);
  return guard(error, [&] { return Rank(StoreSide::kPersons, reader, concepts, levels, n, options, capacity, ids, scores, met, needed, count); });
}

ovs_status ovs_store_reader_document(ovs_store_reader* reader, uint64_t id, size_t item_capacity, ovs_concept* concepts, uint8_t* levels, size_t* item_count,
                                     size_t tag_capacity, uint32_t* tags, size_t* tag_count, ovs_error* error) noexcept {
  Clear(item_count, tag_count);
  return guard(error, [&]() -> Status {
    OVS_RETURN_IF_ERROR(Given({{reader, "reader"}}));
    const auto document = reader->reader.Find(id);
    if (!document) return Error(ErrorCode::kNotFound, Cat("document ", id, " is not in snapshot ", reader->reader.snapshot()));
    const auto &items = document->items;
    Put(item_count, items.size());
    Put(tag_count, document->tags.size());
    if (((concepts || levels) && items.size() > item_capacity) || (tags && document->tags.size() > tag_capacity)) {
      return Error(ErrorCode::kBufferTooSmall, Cat("document ", id, " has ", items.size(), " items and ", document->tags.size(), " tags; the arrays have room for ", item_capacity, " and ", tag_capacity));
    }
    for (std::size_t i = 0; i < items.size(); ++i) {
      Put(overstap::c::At(concepts, i), items[i].feature);
      Put(overstap::c::At(levels, i), items[i].level);
    }
    if (tags) std::copy(document->tags.begin(), document->tags.end(), tags);
    return absl::OkStatus();
  });
}
