// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The file of a store: any bytes, as they are and with the checksums made right; or a sound one of which the input changes a few numbers.
// What is opened is searched, changed, compacted and written, even if no store of ours would have written it.

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "edits.hpp"
#include "overstap/io.hpp"
#include "overstap/store.hpp"

using namespace overstap;
using namespace overstap::fuzz;

namespace {

std::string BytesOf(const Store& store) {
  std::string bytes;
  const auto status = store.Write([&](std::span<const std::byte> piece) {
    bytes.append(reinterpret_cast<const char*>(piece.data()), piece.size());
    return Status();
  });
  Sound(status);
  return bytes;
}

/// Two segments, one of them with rows that are gone; tags as lists and as masks; features that are columns, masks and lists.
std::string Sample(StoreSide side) {
  StoreOptions options;
  options.side = side;
  options.origin = "fuzz";
  options.anchor_begin = {0, 2, 3};
  options.anchor_items = {{0, 1}, {1, 2}, {2, 3}};
  for (std::uint32_t f = 0; f < 12; ++f) options.weights.push_back(f == 11 ? 40000 : 3 * f);
  auto store = Store::Create(options);
  Promise(store.ok(), "a store can be made");
  const auto add = [&](std::uint64_t first, std::uint64_t count) {
    std::vector<std::vector<LeveledFeature>> items(count);
    std::vector<std::vector<std::uint32_t>> tags(count);
    std::vector<StoreDocument> documents;
    for (std::uint64_t i = 0; i < count; ++i) {
      const auto id = static_cast<std::uint32_t>(first + i);
      for (std::uint32_t f = 0; f < 12; ++f) {
        if (id % (f + 1) == 0 || f == 3) items[i].push_back({f, static_cast<Level>((id + f) % 5)});
      }
      for (std::uint32_t t = 0; t < 4; ++t) {
        if (id % (1 + 6 * t) == 0) tags[i].push_back(t);
      }
      documents.push_back({.id = first + i, .items = items[i], .tags = tags[i]});
    }
    const std::uint64_t gone[] = {1, 2};
    Promise(store->Apply(documents, gone).ok(), "documents can be added");
  };
  add(0, 200);
  add(1000, 9);
  return BytesOf(*store);
}

void Use(Store store) {
  const auto info = store.Info();
  std::vector<LeveledFeature> query;
  for (std::uint32_t f = 0; f < 12; ++f) query.push_back({f, static_cast<Level>(f % 5)});
  const std::uint32_t begin[] = {0, 2, 3}, tags[] = {0, 1, 2};
  const auto search = [&] {
    StoreReader reader(store);
    Promise(reader.documents() <= info.rows + 2, "there are no more documents than rows");
    for (const bool filtered : {false, true}) {
      StoreSearchOptions options;
      options.limit = 300;
      if (filtered) options.filter = {begin, tags};
      const auto found = store.options().side == StoreSide::kVacancies ? reader.RankVacancies(query, options) : reader.RankPersons(query, options);
      Sound(found.status());
      if (!found.ok()) continue;
      for (const auto& document : *found) Promise(document.score > 0 && document.met > 0, "a document that is found shares something");
    }
    for (const std::uint64_t id : {0u, 5u, 199u, 1003u}) {
      const auto document = reader.Find(id);
      if (document) Promise(document->id == id && document->tags.size() <= 4096 * 64, "a document is found by its number");
    }
  };
  search();
  const LeveledFeature item[] = {{0, 1}};
  const StoreDocument documents[] = {{.id = 5, .items = item}, {.id = 77777, .items = item}};
  const auto change = store.Apply(store.options().weights.empty() ? std::span<const StoreDocument>() : std::span(documents));
  Sound(change.status());
  search();
  const auto compacted = store.Compact();
  Sound(compacted.status());
  search();
  const auto again = LoadStore(Bytes(BytesOf(store)));
  Sound(again.status());
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::string samples[] = {Sample(StoreSide::kVacancies), Sample(StoreSide::kPersons)};
  static const std::vector<Section> sections[] = {SectionsOf(samples[0]), SectionsOf(samples[1])};
  const auto open = [](StatusOr<Store> store) {
    Sound(store.status());
    if (store.ok()) Use(*std::move(store));
  };
  const auto input = View(data, size);
  if (input.starts_with("OVERSTAP")) {
    open(LoadStore(Bytes(input)));
    open(LoadStore(Bytes(Repaired(input))));
    return 0;
  }
  Input in(input);
  auto changed = sections[in.Number() % 2];
  for (int edits = 0; edits < 32 && !in.empty(); ++edits) Edit(in, changed);
  open(Store::FromBuffer(Join(std::move(changed), detail::SnapshotKind::kStore)));
  return 0;
}
