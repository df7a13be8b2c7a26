// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// A store against a map: whatever is done to it and in whatever order, a search finds what a loop over all documents finds.

#include "overstap/store.hpp"

#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstring>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "oracle/files.hpp"
#include "oracle/random_graph.hpp"
#include "overstap/io.hpp"

using namespace overstap;

namespace {

struct Kept {
  std::vector<LeveledFeature> items;
  std::vector<std::uint32_t> tags;
};
using Model = std::map<std::uint64_t, Kept>;

constexpr std::uint32_t kFeatures = 90;

StoreOptions MakeOptions(test::Random& random, StoreSide side, std::uint32_t most_weight) {
  StoreOptions options;
  options.side = side;
  options.origin = "test";
  for (std::uint32_t f = 0; f < kFeatures; ++f) options.weights.push_back(random.Below(most_weight + 1));
  if (random.Chance(70)) {
    options.anchor_begin.push_back(0);
    for (int a = 0; a < 7; ++a) {
      for (std::uint32_t f = random.Below(12); f < kFeatures; f += 1 + random.Below(12)) options.anchor_items.push_back({f, static_cast<Level>(random.Below(5))});
      options.anchor_begin.push_back(static_cast<std::uint32_t>(options.anchor_items.size()));
    }
  }
  return options;
}

std::vector<LeveledFeature> MakeItems(test::Random& random, std::uint32_t most, bool with_unknown) {
  std::vector<LeveledFeature> items;
  for (auto n = random.Below(most + 1); n > 0; --n) {
    const auto feature = random.Chance(60) ? random.Below(12) : random.Below(kFeatures + (with_unknown ? 3 : 0));
    if (std::none_of(items.begin(), items.end(), [&](const LeveledFeature& f) { return f.feature == feature; })) items.push_back({feature, static_cast<Level>(random.Below(5))});
  }
  return items;
}

std::vector<std::uint32_t> MakeTags(test::Random& random) {
  std::vector<std::uint32_t> tags;
  for (auto n = random.Below(4); n > 0; --n) tags.push_back(random.Chance(50) ? 7 : random.Below(30));
  return tags;
}

/// What the header says a pair scores, as plainly as it can be written.
RankedDocument Pair(const std::vector<std::uint32_t>& weights, std::span<const LeveledFeature> person, std::span<const LeveledFeature> vacancy) {
  std::uint64_t met = 0, needed = 0;
  for (const auto& asked : vacancy) {
    if (asked.feature >= weights.size()) continue;
    const std::uint64_t need = std::max<Level>(1, asked.level);
    needed += weights[asked.feature] * need;
    for (const auto& had : person) {
      if (had.feature == asked.feature) met += weights[asked.feature] * std::min<std::uint64_t>(had.level == 0 ? kMaxLevel : had.level, need);
    }
  }
  return {0, needed == 0 ? 0 : static_cast<std::int64_t>(met * (Scoring::kOne / needed)), met, needed};
}

std::vector<RankedDocument> OracleRank(const StoreOptions& options, const Model& model, std::span<const LeveledFeature> query, std::uint32_t limit, std::int64_t least,
                                       const std::vector<std::vector<std::uint32_t>>& groups) {
  std::vector<RankedDocument> all;
  for (const auto& [id, kept] : model) {
    if (!std::all_of(groups.begin(), groups.end(), [&](const auto& group) {
          return std::any_of(group.begin(), group.end(), [&](std::uint32_t tag) { return std::find(kept.tags.begin(), kept.tags.end(), tag) != kept.tags.end(); });
        })) {
      continue;
    }
    auto ranked = options.side == StoreSide::kVacancies ? Pair(options.weights, query, kept.items) : Pair(options.weights, kept.items, query);
    ranked.id = id;
    if (ranked.score >= std::max<std::int64_t>(1, least)) all.push_back(ranked);
  }
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.score > b.score; });
  if (all.size() > limit) all.resize(limit);
  return all;
}

bool Same(std::span<const RankedDocument> a, std::span<const RankedDocument> b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) { return x.id == y.id && x.score == y.score && x.met == y.met && x.needed == y.needed; });
}

StatusOr<std::span<const RankedDocument>> Rank(StoreReader& reader, StoreSide side, std::span<const LeveledFeature> query, const StoreSearchOptions& options) {
  return side == StoreSide::kVacancies ? reader.RankVacancies(query, options) : reader.RankPersons(query, options);
}

/// Random searches with every kernel. Returns how many differ.
int Compare(test::Random& random, const Store& store, const Model& model, int queries) {
  int wrong = 0;
  std::vector<StoreReader> readers;
  for (const auto target : KernelTargets()) readers.emplace_back(store, target);
  for (int i = 0; i < queries; ++i) {
    const auto query = MakeItems(random, 25, true);
    StoreSearchOptions options;
    const std::uint32_t limits[] = {1, 3, 10, 70};
    options.limit = limits[random.Below(4)];
    std::vector<std::vector<std::uint32_t>> groups(random.Chance(50) ? 0 : 1 + random.Below(2));
    std::vector<std::uint32_t> begin{0}, tags;
    for (auto& group : groups) {
      for (auto n = random.Below(4); n > 0; --n) group.push_back(random.Chance(50) ? 7 : random.Below(35));
      tags.insert(tags.end(), group.begin(), group.end());
      begin.push_back(static_cast<std::uint32_t>(tags.size()));
    }
    if (!groups.empty()) options.filter = {begin, tags};
    auto expected = OracleRank(store.options(), model, query, options.limit, 1, groups);
    if (!expected.empty() && random.Chance(40)) {
      options.least_score = expected[random.Below(static_cast<std::uint32_t>(expected.size()))].score + random.Below(2);
      expected = OracleRank(store.options(), model, query, options.limit, options.least_score, groups);
    }
    for (auto& reader : readers) {
      const auto found = Rank(reader, store.options().side, query, options);
      REQUIRE(found.ok());
      wrong += Same(*found, expected) ? 0 : 1;
    }
  }
  auto& reader = readers.front();
  CHECK(reader.documents() == model.size());
  for (int i = 0; i < 5; ++i) {
    const auto id = random.Below(700);
    const auto document = reader.Find(id);
    const auto at = model.find(id);
    REQUIRE(document.has_value() == (at != model.end()));
    if (!document) continue;
    auto items = at->second.items;
    auto item_tags = at->second.tags;
    std::sort(items.begin(), items.end(), [](const auto& a, const auto& b) { return a.feature < b.feature; });
    std::sort(item_tags.begin(), item_tags.end());
    item_tags.erase(std::unique(item_tags.begin(), item_tags.end()), item_tags.end());
    const Level unstated = store.options().side == StoreSide::kPersons ? kMaxLevel : Level{1};
    wrong += std::equal(items.begin(), items.end(), document->items.begin(), document->items.end(),
                        [&](const auto& a, const auto& b) { return a.feature == b.feature && (a.level == 0 ? unstated : a.level) == b.level; })
                 ? 0
                 : 1;
    wrong += std::equal(item_tags.begin(), item_tags.end(), document->tags.begin(), document->tags.end()) ? 0 : 1;
  }
  return wrong;
}

struct Batch {
  std::vector<std::uint64_t> ids, deletes;
  std::vector<Kept> kept;
  std::vector<StoreDocument> Documents() const {
    std::vector<StoreDocument> documents;
    for (std::size_t i = 0; i < ids.size(); ++i) documents.push_back({.id = ids[i], .items = kept[i].items, .tags = kept[i].tags});
    return documents;
  }
};

Batch MakeBatch(test::Random& random, std::uint32_t most) {
  Batch batch;
  for (auto n = random.Below(most + 1); n > 0; --n) {
    const auto id = random.Below(700);
    if (std::find(batch.ids.begin(), batch.ids.end(), id) != batch.ids.end()) continue;
    batch.ids.push_back(id);
    batch.kept.push_back({MakeItems(random, 20, false), MakeTags(random)});
  }
  for (auto n = random.Below(most / 2 + 1); n > 0; --n) batch.deletes.push_back(random.Below(700));
  return batch;
}

/// Applies a batch to both, and compares what is said of it.
void ApplyToBoth(Store& store, Model& model, const Batch& batch) {
  StoreChange expected;
  for (const auto id : batch.ids) model.contains(id) ? ++expected.replaced : ++expected.added;
  for (std::size_t i = 0; i < batch.deletes.size(); ++i) {
    const auto id = batch.deletes[i];
    const bool again = std::find(batch.deletes.begin(), batch.deletes.begin() + static_cast<std::ptrdiff_t>(i), id) != batch.deletes.begin() + static_cast<std::ptrdiff_t>(i);
    if (!again && model.contains(id) && std::find(batch.ids.begin(), batch.ids.end(), id) == batch.ids.end()) ++expected.deleted;
  }
  for (const auto id : batch.deletes) model.erase(id);
  for (std::size_t i = 0; i < batch.ids.size(); ++i) model[batch.ids[i]] = batch.kept[i];
  const auto before = store.Info();
  const auto change = store.Apply(batch.Documents(), batch.deletes);
  REQUIRE(change.ok());
  CHECK(change->snapshot == before.snapshot + 1);
  CHECK(change->added == expected.added);
  CHECK(change->replaced == expected.replaced);
  CHECK(change->deleted == expected.deleted);
  CHECK(store.Info().documents == model.size());
}

std::vector<std::byte> BytesOf(const Store& store) {
  std::vector<std::byte> bytes;
  REQUIRE(store.Write([&](std::span<const std::byte> piece) {
                 bytes.insert(bytes.end(), piece.begin(), piece.end());
                 return Status();
               }).ok());
  return bytes;
}

}  // namespace

TEST_CASE("Store: after any changes, compactions and openings it finds what a loop over its documents finds") {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    CAPTURE(seed);
    test::Random random{seed};
    const auto side = seed % 2 == 0 ? StoreSide::kVacancies : StoreSide::kPersons;
    auto store = *Store::Create(MakeOptions(random, side, seed % 5 == 0 ? 5000 : 60));
    Model model;
    int wrong = 0;
    for (int step = 0; step < 25; ++step) {
      switch (random.Below(8)) {
        case 0: {
          const auto more = store.Compact(random.Chance(50) ? 0 : 1 + random.Below(400));
          REQUIRE(more.ok());
          break;
        }
        case 1: {
          auto opened = LoadStore(BytesOf(store));
          REQUIRE(opened.ok());
          CHECK(opened->Info().snapshot == store.Info().snapshot);
          CHECK(opened->Info().documents == store.Info().documents);
          store = *std::move(opened);
          break;
        }
        case 2: ApplyToBoth(store, model, MakeBatch(random, 300)); break;
        default: ApplyToBoth(store, model, MakeBatch(random, random.Chance(50) ? 3 : 40)); break;
      }
      wrong += Compare(random, store, model, 3);
    }
    while (*store.Compact()) {
    }
    CHECK(store.Info().segments <= 6);  // each is more than three times the next: of 700 documents at most six
    CHECK(store.Info().rows - store.Info().documents <= store.Info().rows / 3);
    wrong += Compare(random, store, model, 10);
    CHECK(wrong == 0);

    // Made at once, of the documents that are left, it finds the same.
    auto anew = *Store::Create(store.options());
    Batch all;
    for (const auto& [id, kept] : model) all.ids.push_back(id), all.kept.push_back(kept);
    REQUIRE(anew.Apply(all.Documents()).ok());
    CHECK(Compare(random, anew, model, 10) == 0);
  }
}

TEST_CASE("Store: a pair scores the same from both sides") {
  test::Random random{11};
  auto options = MakeOptions(random, StoreSide::kVacancies, 200);
  auto vacancies = *Store::Create(options);
  options.side = StoreSide::kPersons;
  auto persons = *Store::Create(options);
  const auto left = MakeBatch(random, 150), right = MakeBatch(random, 150);
  REQUIRE(vacancies.Apply(left.Documents()).ok());
  REQUIRE(persons.Apply(right.Documents()).ok());
  StoreReader client(vacancies), employer(persons);
  std::map<std::pair<std::uint64_t, std::uint64_t>, RankedDocument> seen;
  for (std::size_t p = 0; p < right.ids.size(); ++p) {
    const auto all = client.RankVacancies(right.kept[p].items, {.limit = 1000});
    REQUIRE(all.ok());
    for (const auto& found : *all) seen[{right.ids[p], found.id}] = found;
  }
  REQUIRE(seen.size() > 1000);
  std::size_t same = 0;
  for (std::size_t v = 0; v < left.ids.size(); ++v) {
    const auto all = employer.RankPersons(left.kept[v].items, {.limit = 1000});
    REQUIRE(all.ok());
    for (const auto& found : *all) {
      const auto at = seen.find({found.id, left.ids[v]});
      REQUIRE(at != seen.end());
      same += at->second.score == found.score && at->second.met == found.met && at->second.needed == found.needed ? 1 : 0;
    }
  }
  CHECK(same == seen.size());
}

TEST_CASE("Store: a reader sees its snapshot until it moves on") {
  test::Random random{3};
  auto store = *Store::Create(MakeOptions(random, StoreSide::kVacancies, 60));
  Model model;
  ApplyToBoth(store, model, MakeBatch(random, 300));
  StoreReader held(store);
  const auto query = MakeItems(random, 25, false);
  const auto answer = [&](StoreReader& reader) {
    const auto found = *reader.RankVacancies(query, {.limit = 50});
    return std::vector(found.begin(), found.end());
  };
  const auto before = answer(held);
  const auto snapshot = held.snapshot();
  for (int i = 0; i < 20; ++i) {
    ApplyToBoth(store, model, MakeBatch(random, 100));
    REQUIRE(store.Compact().ok());
  }
  CHECK(Same(answer(held), before));
  CHECK(held.snapshot() == snapshot);
  CHECK(held.Refresh() == snapshot + 20);
  CHECK(Same(answer(held), OracleRank(store.options(), model, query, 50, 1, {})));
  // A reader keeps what it needs of a store that is gone.
  auto last = std::make_unique<Store>(*Store::Create(store.options()));
  REQUIRE(last->Apply(MakeBatch(random, 50).Documents()).ok());
  StoreReader reader(*last);
  const auto alone = answer(reader);
  last.reset();
  CHECK(Same(answer(reader), alone));
}

TEST_CASE("Store: what cannot be applied is refused and changes nothing") {
  auto store = *Store::Create({.weights = {1, 2, 3}});
  const LeveledFeature good[] = {{0, 1}, {2, 4}}, unknown[] = {{3, 1}}, level[] = {{0, 5}}, twice[] = {{1, 1}, {1, 2}};
  const StoreDocument fine{.id = 1, .items = good};
  REQUIRE(store.Apply(std::span(&fine, 1)).ok());
  const auto refused = [&](std::vector<StoreDocument> documents, std::string_view part) {
    const std::uint64_t first[] = {1};
    const auto change = store.Apply(documents, first);
    REQUIRE(!change.ok());
    CHECK(change.status().message().find(absl::string_view(part.data(), part.size())) != absl::string_view::npos);
    CHECK(store.Info().snapshot == 1);
    CHECK(StoreReader(store).Find(1).has_value());
  };
  refused({{.id = 5, .items = unknown}}, "document 5: feature 3 is not there; there are 3");
  refused({{.id = 5, .items = level}}, "a level is 5");
  refused({fine, {.id = 5, .items = twice}}, "feature 1 is there twice");
  refused({{.id = 5, .items = good}, {.id = 5}}, "document 5 is there twice");
  const std::vector<std::uint32_t> many(Store::kMostItems + 1);
  refused({{.id = 5, .tags = many}}, "4097 tags");
  CHECK(!Store::Create({.weights = {1 << 16}}).ok());
  CHECK(!Store::Create({.weights = {1}, .anchor_begin = {0, 2}, .anchor_items = {{0, 1}}}).ok());
  CHECK(!Store::Create({.weights = {1}, .origin = "a\x01"}).ok());
  StoreReader reader(store);
  CHECK(!reader.RankPersons(good).ok());
  const std::uint32_t down[] = {1, 0}, tags[] = {1};
  CHECK(!reader.RankVacancies(good, {.filter = {down, tags}}).ok());
  CHECK(!reader.RankVacancies(level).ok());
  CHECK(reader.RankVacancies({})->empty());
}

TEST_CASE("Store: any damage to a file is noticed, or changes nothing a search relies on") {
  test::Random random{5};
  auto store = *Store::Create(MakeOptions(random, StoreSide::kVacancies, 60));
  Model model;
  for (int i = 0; i < 4; ++i) ApplyToBoth(store, model, MakeBatch(random, 40));
  const auto bytes = BytesOf(store);
  REQUIRE(LoadStore(bytes).ok());
  for (std::size_t size = 0; size < bytes.size(); size += 1 + size / 8) CHECK(!LoadStore(std::span(bytes).first(size)).ok());
  int noticed = 0, flips = 0;
  for (std::size_t at = 0; at < bytes.size(); at += 7) {
    auto damaged = bytes;
    damaged[at] ^= std::byte{static_cast<unsigned char>(1u << at % 8)};
    noticed += LoadStore(damaged).ok() ? 0 : 1;
    ++flips;
  }
  CHECK(noticed == flips);
  CHECK(!LoadTaxonomy(std::span<const std::byte>(bytes)).ok());
  CHECK(LoadTaxonomy(std::span<const std::byte>(bytes)).status().message().find("this is a store of vacancies or persons; a taxonomy is needed here") != absl::string_view::npos);
}

TEST_CASE("Store: saved over the file it is mapped from, and opened again") {
  test::Random random{8};
  const test::TemporaryFolder folder;
  const auto path = folder.path + "/vacancies.ovs";
  auto store = *Store::Create(MakeOptions(random, StoreSide::kVacancies, 60));
  Model model;
  for (int round = 0; round < 4; ++round) {
    ApplyToBoth(store, model, MakeBatch(random, 200));
    REQUIRE(SaveStore(store, path).ok());
    auto opened = LoadStore(path);
    REQUIRE(opened.ok());
    CHECK(Compare(random, store, model, 5) == 0);  // what was mapped before is still there
    store = *std::move(opened);
    CHECK(Compare(random, store, model, 5) == 0);
  }
  CHECK(!SaveStore(store, folder.path + "/none/vacancies.ovs").ok());
  CHECK(!SaveStore(store, "/dev/full").ok());
}

TEST_CASE("Store: a program that is killed while it saves leaves the file before or the one after") {
  const test::TemporaryFolder folder;
  const auto path = folder.path + "/vacancies.ovs";
  test::Random random{21};
  {
    auto store = *Store::Create(MakeOptions(random, StoreSide::kVacancies, 60));
    REQUIRE(store.Apply(MakeBatch(random, 300).Documents()).ok());
    REQUIRE(SaveStore(store, path).ok());
  }
  std::uint64_t last = 1;
  for (int round = 0; round < 15; ++round) {
    const auto child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
      auto store = LoadStore(path);
      while (store.ok()) {  // until it is killed; snapshot n has the documents 10000 to 9998 + n
        const auto snapshot = store->Info().snapshot;
        const StoreDocument document{.id = 9999 + snapshot};
        if (!store->Apply(std::span(&document, 1)).ok() || !SaveStore(*store, path).ok()) break;
      }
      ::_exit(1);
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(3 + random.Below(30)));
    REQUIRE(::kill(child, SIGKILL) == 0);
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK(WIFSIGNALED(status));
    const auto opened = LoadStore(path);
    REQUIRE(opened.ok());
    const auto snapshot = opened->Info().snapshot;
    CHECK(snapshot >= last);
    StoreReader reader(*opened);
    for (std::uint64_t id = 10000; id < 9999 + snapshot; ++id) CHECK(reader.Find(id).has_value());
    CHECK(!reader.Find(9999 + snapshot).has_value());
    last = snapshot;
  }
  CHECK(last > 1);
}

TEST_CASE("Store: readers on other threads see whole snapshots, while documents come and go and segments are merged") {
  // Every change replaces all of ten documents by ones of another feature: a reader that saw half a change would find both, or fewer than ten.
  auto store = *Store::Create({.weights = std::vector<std::uint32_t>(64, 10)});
  std::vector<std::uint64_t> ids;
  for (std::uint64_t i = 0; i < 10; ++i) ids.push_back(i * 1000);
  const auto write = [&](std::uint32_t n) {
    const LeveledFeature item[] = {{n % 64, 1}};
    std::vector<StoreDocument> documents;
    for (const auto id : ids) documents.push_back({.id = id, .items = item});
    const StoreDocument other{.id = 100000 + n, .items = {}};  // so that there are more and more
    documents.push_back(other);
    return store.Apply(documents);
  };
  REQUIRE(write(1).ok());
  std::atomic<bool> stop{false};
  std::atomic<int> wrong{0}, searches{0};
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 2; ++t) {
      threads.emplace_back([&] {
        StoreReader reader(store);
        std::uint64_t last = 0;
        while (!stop) {
          const auto snapshot = reader.Refresh();
          if (snapshot < last) ++wrong;
          last = snapshot;
          const LeveledFeature now[] = {{static_cast<std::uint32_t>(snapshot % 64), 1}}, before[] = {{static_cast<std::uint32_t>((snapshot + 63) % 64), 1}};
          const auto found = reader.RankVacancies(now, {.limit = 20});
          if (!found.ok() || found->size() != 10) ++wrong;
          const auto old = reader.RankVacancies(before, {.limit = 20});
          if (!old.ok() || !old->empty()) ++wrong;
          ++searches;
          StoreReader passing(store);
          if (passing.snapshot() < snapshot) ++wrong;
        }
      });
    }
    threads.emplace_back([&] {
      while (!stop) {
        if (!store.Compact().ok()) ++wrong;
        std::size_t bytes = 0;
        if (!store.Write([&](std::span<const std::byte> piece) {
                    bytes += piece.size();
                    return Status();
                  }).ok()) {
          ++wrong;
        }
      }
    });
    for (std::uint32_t n = 2; n < 400; ++n) {
      if (!write(n).ok()) ++wrong;
    }
    while (searches < 20) std::this_thread::yield();
    stop = true;
  }
  CHECK(wrong == 0);
  CHECK(StoreReader(store).documents() == 409);
}
