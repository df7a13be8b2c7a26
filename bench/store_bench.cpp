// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The store on workload (b) of workload.hpp: vacancies with a region, a class of hours and a level of education as tags, for persons of 65 skills.
//
//   overstap_store_bench [--documents 1000000] [--build] [--search] [--load SECONDS] [...]
//
//   --build         time of Apply() in batches of --batch documents, of Compact() until nothing is left to do, memory, and the file
//   --search        one search after the other, with and without a filter, and beside it one index of all rows (up to a million), which must find
//                   the same; then searches a second with one reader thread and with --readers of them
//   --load SECONDS  searches that arrive at random, --rate a second whether the ones before are done or not, while one thread writes a document at
//                   a time, --upserts a second, and another one compacts. What a search took is counted from when it arrived, so waiting counts.
//                   In the end the store must find what a fresh one of the same documents finds (up to a million)
//
// All of them build the store first. Documents are drawn a batch at a time, as ten million do not fit in memory as they are drawn; weights are those of
// 100,000 of them. Doubles are fine here, in the times of arrivals too: nothing of this goes into a result of the library.
// Prints Markdown, and how far it is to stderr. Exits with 1 when something is not found as it should be, with 3 when --most-seconds ran out.

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "overstap/overstap.hpp"
#include "workload.hpp"

namespace {

using namespace overstap;
using Clock = std::chrono::steady_clock;

constexpr std::uint32_t kNoise = 30, kRegions = 35, kHours = 5, kLevels = 8, kFirstHours = 100, kFirstLevel = 200, kTags = 3;
constexpr std::uint32_t kMostCompared = 1'000'000;  // documents of which a second index or store is made
constexpr std::uint32_t kSample = 100'000;          // documents that the weights are of
constexpr std::uint64_t kDocumentSeed = 1000, kFreshSeed = 999, kPersonSeed = 7;

struct Options {
  std::string data = OVERSTAP_SHARED_DATA_DIR "/esco-1.2.0";
  std::uint32_t documents = 1'000'000, batch = 100'000, queries = 400, readers = 2;
  bool build = false, search = false, loose = false;
  double load = 0, rate = 4200, upserts = 146, most_seconds = 3600;
  std::uint32_t filtered = 0;  ///< percent of the searches under load
  int nice = 0;                ///< of the thread that compacts
  std::uint64_t seed = 1;
};

template <typename T>
T Must(StatusOr<T> result) {
  if (!result.ok()) {
    std::fprintf(stderr, "%s\n", std::string(result.status().message()).c_str());
    std::exit(1);
  }
  return *std::move(result);
}

void Must(const Status& status) {
  if (!status.ok()) {
    std::fprintf(stderr, "%s\n", std::string(status.message()).c_str());
    std::exit(1);
  }
}

double Seconds(Clock::time_point since) { return std::chrono::duration<double>(Clock::now() - since).count(); }

/// Ends the program when it takes too long.
class Bound {
 public:
  explicit Bound(double seconds) : seconds_(seconds) {}
  void Check(const char* what) const {
    if (Seconds(begin_) < seconds_) return;
    std::fprintf(stderr, "%s: not done in --most-seconds %.0f\n", what, seconds_);
    std::exit(3);
  }

 private:
  Clock::time_point begin_ = Clock::now();
  double seconds_;
};

double CpuMilliseconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

double At(std::vector<double> values, double quantile) {
  if (values.empty()) return 0;
  const auto at = std::min(values.size() - 1, static_cast<std::size_t>(quantile * static_cast<double>(values.size())));
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(at), values.end());
  return values[at];
}

/// What stands behind `name` in a file of lines such as /proc/cpuinfo.
std::string Line(const char* path, const std::string& name) {
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with(name)) continue;
    const auto at = line.find_first_not_of(" \t", line.find(':') + 1);
    return at == std::string::npos ? "" : line.substr(at);
  }
  return "unknown";
}

double HighestMemory() { return std::atof(Line("/proc/self/status", "VmHWM").c_str()) / 1024; }  // of kB

struct Items {
  bench::Rows rows;
  std::vector<LeveledFeature> items;
  explicit Items(bench::Rows r) : rows(std::move(r)) {
    items.reserve(rows.skills.size());
    for (const auto& skill : rows.skills) items.push_back({skill.feature, skill.level});
  }
  std::span<const LeveledFeature> Row(std::size_t i) const { return std::span(items).subspan(rows.begin[i], rows.begin[i + 1] - rows.begin[i]); }
};

struct Vacancies : Items {
  std::vector<std::uint32_t> tags;
  Vacancies(const bench::Rows& occupations, std::uint32_t count, std::uint64_t seed) : Items(bench::Vacancies(occupations, count, kNoise, seed)) {
    bench::Random random{~seed};
    for (std::uint32_t i = 0; i < count; ++i) {
      for (const auto tag : {random.Below(kRegions), kFirstHours + random.Below(kHours), kFirstLevel + random.Below(kLevels)}) tags.push_back(tag);
    }
  }
  std::span<const std::uint32_t> Tags(std::size_t i) const { return std::span(tags).subspan(i * kTags, kTags); }
  StoreDocument Document(std::size_t i, std::uint64_t id) const { return {.id = id, .items = Row(i), .tags = Tags(i)}; }
};

/// Three regions and two classes of hours.
struct Wish {
  std::array<std::uint32_t, 3> begin{0, 3, 5};
  std::array<std::uint32_t, 5> tags{};
  explicit Wish(bench::Random& random) {
    const auto draw = [&](std::uint32_t first, std::uint32_t last, std::uint32_t from, std::uint32_t count) {
      for (auto i = first; i < last;) {
        tags[i] = from + random.Below(count);
        if (std::find(tags.begin() + first, tags.begin() + i, tags[i]) == tags.begin() + i) ++i;
      }
    };
    draw(0, 3, 0, kRegions);
    draw(3, 5, kFirstHours, kHours);
  }
  TagFilter filter() const { return {begin, tags}; }
  bool Allows(std::span<const std::uint32_t> of) const {
    return std::find(tags.begin(), tags.begin() + 3, of[0]) != tags.begin() + 3 && std::find(tags.begin() + 3, tags.end(), of[1]) != tags.end();
  }
};

/// What everything is drawn from, and who searches for what.
struct World {
  const Options& options;
  bool esco;
  bench::Rows occupations;
  std::vector<std::uint32_t> weights;
  Items persons;
  std::vector<Wish> wishes;

  explicit World(const Options& o) : World(o, bench::EscoOccupations(o.data)) {}
  World(const Options& o, std::optional<bench::Rows> read)
      : options(o),
        esco(read.has_value()),
        occupations(esco ? *std::move(read) : bench::MadeUpOccupations(1)),
        persons(bench::Persons(occupations, o.queries, kPersonSeed)) {
    weights = bench::Corpus(bench::Vacancies(occupations, std::min(o.documents, kSample), kNoise, kDocumentSeed), bench::Rows()).weights;
    bench::Random random{o.seed};
    for (std::uint32_t q = 0; q < o.queries; ++q) wishes.emplace_back(random);
  }
  std::uint32_t batches() const { return (options.documents + options.batch - 1) / options.batch; }
  std::uint32_t Size(std::uint32_t batch) const { return std::min(options.batch, options.documents - batch * options.batch); }
  /// Document i of batch b has number b x options.batch + i.
  Vacancies Batch(std::uint32_t batch) const { return {occupations, Size(batch), kDocumentSeed + batch}; }
  /// Occupations each behind the ones they are most like, so that documents of neighbouring anchors are alike too.
  Items Anchors() const {
    const Items given(occupations);
    const auto order = Must(OrderByNeighbours({occupations.begin, given.items}, weights));
    bench::Rows rows;
    rows.features = occupations.features;
    for (const auto o : order) {
      std::vector<bench::Skill> row(occupations.skills.begin() + occupations.begin[o], occupations.skills.begin() + occupations.begin[o + 1]);
      rows.Add(row);
    }
    return Items(std::move(rows));
  }
  Store NewStore() const {
    auto anchors = Anchors();
    return Must(Store::Create({.side = StoreSide::kVacancies,
                               .weights = weights,
                               .anchor_begin = std::move(anchors.rows.begin),
                               .anchor_items = std::move(anchors.items),
                               .origin = "overstap_store_bench"}));
  }
  StoreSearchOptions SearchOptions(std::size_t query, bool filtered) const {
    StoreSearchOptions search;
    if (filtered) search.filter = wishes[query].filter();
    return search;
  }
};

/// The seconds that every call takes go to `seconds`.
void CompactAll(Store& store, const Bound& bound, std::vector<double>& seconds) {
  for (bool more = true; more;) {
    const auto begin = Clock::now();
    more = Must(store.Compact());
    seconds.push_back(Seconds(begin));
    bound.Check("Compact()");
  }
}

bool Same(std::span<const RankedDocument> a, std::span<const RankedDocument> b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const RankedDocument& x, const RankedDocument& y) {
    return x.id == y.id && x.score == y.score && x.met == y.met && x.needed == y.needed;
  });
}

/// How many of `count` searches, every second one filtered, find something else in one store than in the other.
std::uint32_t Differences(const World& world, const Store& a, const Store& b, std::uint32_t count) {
  StoreReader reader(a), other(b);
  std::uint32_t different = 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto q = i % world.options.queries;
    const auto search = world.SearchOptions(q, i % 2 == 1);
    if (!Same(Must(reader.RankVacancies(world.persons.Row(q), search)), Must(other.RankVacancies(world.persons.Row(q), search)))) ++different;
  }
  return different;
}

/// A path in the folder for temporary files, removed at the end.
class TemporaryFile {
 public:
  TemporaryFile() : path_((std::filesystem::temp_directory_path() / "overstap-store-XXXXXX").string()) {
    if (const int descriptor = ::mkstemp(path_.data()); descriptor >= 0) ::close(descriptor);
  }
  ~TemporaryFile() { ::unlink(path_.c_str()); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// False when the file has something else than the store.
bool Build(const World& world, Store& store) {
  const auto& options = world.options;
  const Bound bound(options.most_seconds);
  std::vector<double> applied, compacted;
  for (std::uint32_t b = 0; b < world.batches(); ++b) {
    const auto batch = world.Batch(b);
    std::vector<StoreDocument> documents;
    for (std::uint32_t i = 0; i < world.Size(b); ++i) documents.push_back(batch.Document(i, std::uint64_t{b} * options.batch + i));
    const auto begin = Clock::now();
    Must(store.Apply(documents).status());
    applied.push_back(Seconds(begin));
    std::fprintf(stderr, "applied %u of %u batches, the last one in %.1f s\n", b + 1, world.batches(), applied.back());
    bound.Check("Apply()");
  }
  const auto loose = store.Info();
  if (!options.loose) CompactAll(store, bound, compacted);
  const auto info = store.Info();
  std::fprintf(stderr, "%u segments, compacted %u\n", loose.segments, info.segments);
  if (!options.build) return true;

  double apply = 0, compact = 0;
  for (const auto s : applied) apply += s;
  for (const auto s : compacted) compact += s;
  const auto memory = HighestMemory();
  const TemporaryFile file;
  auto begin = Clock::now();
  Must(SaveStore(store, file.path()));
  const auto saved = Seconds(begin);
  begin = Clock::now();
  const auto loaded = Must(LoadStore(file.path()));
  const auto opened = Seconds(begin);
  const auto different = Differences(world, store, loaded, std::min(options.queries, 100u));

  const auto n = static_cast<double>(info.documents), bytes = static_cast<double>(info.bytes);
  std::printf("| build | |\n|---|---|\n");
  std::printf("| documents, items a document | %llu, %.1f |\n", static_cast<unsigned long long>(info.documents), static_cast<double>(info.items) / n);
  std::printf("| Apply(), %u at a time | %.1f s, %.0f documents/s, the longest %.2f s |\n", options.batch, apply, n / apply, At(applied, 1));
  std::printf("| Compact() until false | %.1f s, %zu calls, the longest %.2f s |\n", compact, compacted.size(), At(compacted, 1));
  std::printf("| segments, before and after | %u, %u |\n", loose.segments, info.segments);
  std::printf("| memory of the store, before and after | %.0f MB, %.0f MB |\n", static_cast<double>(loose.bytes) / 1e6, bytes / 1e6);
  std::printf("| bytes an item, a document | %.2f, %.0f |\n", bytes / static_cast<double>(info.items), bytes / n);
  std::printf("| most memory of the process, with the documents as drawn | %.0f MiB |\n", memory);
  std::printf("| SaveStore() | %.2f s, %.0f MB |\n", saved, static_cast<double>(std::filesystem::file_size(file.path())) / 1e6);
  std::printf("| LoadStore(), the file in memory | %.2f s |\n", opened);
  std::printf("| searches that find something else in the file | %u |\n\n", different);
  std::fflush(stdout);
  return different == 0;
}

/// All documents in one index, as one would have them without a store. Each of those that are compared has its own, so that none finds in the
/// cache what the other one has just read.
struct OneIndex {
  LevelIndex index;
  Scoring scoring;
  std::optional<Searcher> searcher;
  std::vector<std::uint32_t> tags;

  OneIndex(const World& world, bool prunable, const Bound& bound) {
    std::vector<std::uint32_t> begin{0};
    std::vector<LeveledFeature> items;
    for (std::uint32_t b = 0; b < world.batches(); ++b) {
      const auto batch = world.Batch(b);
      for (std::uint32_t i = 0; i < world.Size(b); ++i) begin.push_back(static_cast<std::uint32_t>(items.size() + batch.rows.begin[i + 1]));
      items.insert(items.end(), batch.items.begin(), batch.items.end());
      tags.insert(tags.end(), batch.tags.begin(), batch.tags.end());
      bound.Check("one index");
    }
    const auto anchors = world.Anchors();
    const auto features = world.occupations.features;
    const auto anchor_index = Must(LevelIndex::Create(anchors.rows.begin, anchors.items, features));
    const auto alike = Must(Scoring::Create(anchor_index, Scoring::Kind::kCosine, world.weights));
    const auto order = Must(OrderByAnchor(anchor_index, alike, {begin, items}, world.options.readers));
    index = Must(LevelIndex::Create(begin, items, features, {.order = order, .prunable = prunable}));
    scoring = Must(Scoring::Create(index, Scoring::Kind::kCoverage, world.weights));
    searcher.emplace(index, scoring);
  }
  RowFilter Filter(const Wish& wish) const {
    std::vector<std::uint64_t> allowed((std::size_t{index.rows()} + 63) / 64, 0);
    for (std::uint32_t row = 0; row < index.rows(); ++row) {
      if (wish.Allows(std::span(tags).subspan(std::size_t{row} * kTags, kTags))) allowed[row / 64] |= std::uint64_t{1} << row % 64;
    }
    return Must(RowFilter::Create(index, allowed));
  }
};

struct Times {
  std::vector<double> wall, cpu;
  template <typename Job>
  void Take(const Job& job) {
    const auto begin = Clock::now();
    const auto cpu_begin = CpuMilliseconds();
    job();
    cpu.push_back(CpuMilliseconds() - cpu_begin);
    wall.push_back(Seconds(begin) * 1e3);
  }
};

/// How many searches `threads` readers that do nothing else for some seconds make in a second, and in a second of CPU time.
std::pair<double, double> Throughput(const World& world, const Store& store, unsigned threads, bool filtered) {
  constexpr double kFor = 5;
  std::atomic<std::uint64_t> next{0};
  std::atomic<double> cpu{0};
  std::vector<std::thread> all;
  const auto begin = Clock::now();
  for (unsigned t = 0; t < threads; ++t) {
    all.emplace_back([&] {
      StoreReader reader(store);
      while (Seconds(begin) < kFor) {
        const auto q = static_cast<std::size_t>(next++ % world.options.queries);
        Must(reader.RankVacancies(world.persons.Row(q), world.SearchOptions(q, filtered)).status());
      }
      cpu += CpuMilliseconds() / 1e3;
    });
  }
  for (auto& thread : all) thread.join();
  const auto count = static_cast<double>(next);
  return {count / Seconds(begin), count / cpu};
}

/// False when the store finds something else than one index.
bool Search(const World& world, const Store& store) {
  const auto& options = world.options;
  const Bound bound(options.most_seconds);
  std::optional<OneIndex> plain, pruned;
  if (options.documents <= kMostCompared) {
    plain.emplace(world, false, bound);
    pruned.emplace(world, true, bound);
    std::fprintf(stderr, "made one index of all documents\n");
  }
  StoreReader reader(store);
  std::uint32_t different = 0;
  std::printf("| %u searches, one thread | filter | p50 ms | p99 ms | p50 ms of CPU time | p99 ms of CPU time |\n|---|---|---|---|---|---|\n", options.queries);
  for (const bool filtered : {false, true}) {
    Times by_store, by_plain, by_pruned;
    for (std::uint32_t q = 0; q < options.queries; ++q) {
      const auto person = world.persons.Row(q);
      const auto search = world.SearchOptions(q, filtered);
      std::span<const RankedDocument> found;
      std::span<const Scored> plain_found, pruned_found;
      RowFilter plain_filter, pruned_filter;
      if (plain && filtered) plain_filter = plain->Filter(world.wishes[q]), pruned_filter = pruned->Filter(world.wishes[q]);
      for (std::uint32_t k = 0; k < 3; ++k) {  // each is the first in turn
        const auto turn = (q + k) % 3;
        if (turn == 0) by_store.Take([&] { found = Must(reader.RankVacancies(person, search)); });
        if (turn == 1 && plain) by_plain.Take([&] { plain_found = Must(plain->searcher->Search(person, {.filter = filtered ? &plain_filter : nullptr})); });
        if (turn == 2 && pruned) by_pruned.Take([&] { pruned_found = Must(pruned->searcher->Search(person, {.filter = filtered ? &pruned_filter : nullptr})); });
      }
      const auto same = [&](std::span<const Scored> other) {
        return std::equal(found.begin(), found.end(), other.begin(), other.end(), [](const RankedDocument& d, const Scored& s) { return d.id == s.row && d.score == s.score; });
      };
      if (plain && !(same(plain_found) && same(pruned_found))) ++different;
      bound.Check("searches");
    }
    const auto print = [&](const char* what, const Times& times) {
      std::printf("| %s | %s | %.3f | %.3f | %.3f | %.3f |\n", what, filtered ? "3 of 35 regions, 2 of 5 classes of hours" : "none", At(times.wall, .5),
                  At(times.wall, .99), At(times.cpu, .5), At(times.cpu, .99));
    };
    print("store", by_store);
    if (plain) print("one index, exhaustive", by_plain);
    if (pruned) print("one index, pruned where it pays", by_pruned);
    std::fflush(stdout);
  }
  if (plain) std::printf("\nThe filters of the one index were made before. Searches that find something else than one index: %u of %u\n", different, 2 * options.queries);
  plain.reset(), pruned.reset();
  std::printf("\n| reader threads | filter | searches/s | searches a second of CPU time |\n|---|---|---|---|\n");
  for (const bool filtered : {false, true}) {
    for (const auto threads : {1u, options.readers}) {
      const auto [by_wall, by_cpu] = Throughput(world, store, threads, filtered);
      std::printf("| %u | %s | %.0f | %.0f |\n", threads, filtered ? "yes" : "none", by_wall, by_cpu);
      std::fflush(stdout);
    }
  }
  std::printf("\n");
  return different == 0;
}

/// What became of the documents under load: which one stands in each place, and by which number.
struct Places {
  static constexpr std::uint32_t kFirst = 0xFFFFFFFF;  // the one that was there from the start
  std::vector<std::uint64_t> id;
  std::vector<std::uint32_t> fresh;
};

struct Writing {
  std::vector<double> apply, age, late;  // milliseconds
  std::uint64_t replaced = 0, not_at_once = 0, wrong = 0;
};

/// Sleeps, and spins for the last part, as a thread is not woken in time.
void WaitUntil(Clock::time_point due) {
  constexpr auto kEarly = std::chrono::microseconds(20);
  if (Clock::now() + kEarly < due) std::this_thread::sleep_until(due - kEarly);
  while (Clock::now() < due) {
  }
}

/// Writes one document at a time: one in ten by the number of one that is there, the others by a number of their own, and one that is there is
/// deleted. So there are always as many.
void Write(const World& world, Store& store, const Vacancies& fresh, Clock::time_point begin, Places& places, std::atomic<std::uint64_t>& published,
           const std::atomic<bool>& stop, Writing& out) {
  bench::Random random{world.options.seed + 1};
  StoreReader reader(store);
  for (std::uint32_t n = 0; n < fresh.rows.size() && !stop; ++n) {
    const auto due = begin + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(n / world.options.upserts));
    std::this_thread::sleep_until(due);
    const auto place = random.Below(world.options.documents);
    const bool replace = random.Chance(10);
    const auto gone = places.id[place];
    const auto id = replace ? gone : std::uint64_t{world.options.documents} + n;
    const auto document = fresh.Document(n, id);
    out.late.push_back(Seconds(due) * 1e3);
    auto clock = Clock::now();
    const auto change = Must(store.Apply({&document, 1}, replace ? std::span<const std::uint64_t>{} : std::span(&gone, 1)));
    out.apply.push_back(Seconds(clock) * 1e3);
    published.store(change.snapshot);
    clock = Clock::now();
    reader.Refresh();
    auto found = reader.Find(id);
    if (reader.snapshot() < change.snapshot || !found) ++out.not_at_once;
    while (!found && Seconds(clock) < 1) reader.Refresh(), found = reader.Find(id);
    out.age.push_back(Seconds(clock) * 1e3);
    const bool as_written = found && std::equal(found->items.begin(), found->items.end(), document.items.begin(), document.items.end(),
                                                [](const LeveledFeature& a, const LeveledFeature& b) { return a.feature == b.feature && a.level == b.level; });
    if (!as_written || change.replaced != (replace ? 1 : 0) || change.deleted != (replace ? 0 : 1) || (!replace && reader.Find(gone))) ++out.wrong;
    out.replaced += change.replaced;
    places.id[place] = id;
    places.fresh[place] = n;
  }
}

/// False when a reader did not see what was written, or the store finds something else than a fresh one of the same documents.
bool Load(const World& world, Store& store) {
  const auto& options = world.options;
  std::vector<Clock::duration> arrivals;
  bench::Random random{options.seed + 2};
  for (double at = 0;;) {
    at -= std::log((static_cast<double>(random.Next() >> 11) + 1) * 0x1p-53) / options.rate;
    if (at >= options.load) break;
    arrivals.push_back(std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(at)));
  }
  std::vector<bool> filtered;
  for (std::size_t i = 0; i < arrivals.size(); ++i) filtered.push_back(random.Chance(options.filtered));
  const Vacancies fresh(world.occupations, static_cast<std::uint32_t>(options.load * options.upserts), kFreshSeed);
  Places places;
  for (std::uint32_t i = 0; i < options.documents; ++i) places.id.push_back(i), places.fresh.push_back(Places::kFirst);

  std::ofstream("/proc/self/clear_refs") << 5;  // the most memory counts from here

  // Searches that are not done some time after the last one arrived are not done at all: the rate was too high.
  const auto begin = Clock::now() + std::chrono::milliseconds(100);
  const auto give_up = begin + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(options.load * 1.5 + 5));
  std::vector<double> took(arrivals.size(), -1), worked(arrivals.size(), -1);
  std::atomic<std::size_t> next{0};
  std::atomic<std::uint64_t> published{0}, stale{0}, done{0};
  std::atomic<bool> stop{false};
  std::vector<std::thread> readers;
  for (std::uint32_t t = 0; t < options.readers; ++t) {
    readers.emplace_back([&] {
      ::prctl(PR_SET_TIMERSLACK, 1000ul);  // nanoseconds by which sleeps may be longer
      StoreReader reader(store);
      for (auto i = next++; i < arrivals.size(); i = next++) {
        WaitUntil(begin + arrivals[i]);
        const auto start = Clock::now();
        if (start > give_up) break;
        const auto least = published.load();
        if (reader.Refresh() < least) ++stale;
        const auto q = i % options.queries;
        Must(reader.RankVacancies(world.persons.Row(q), world.SearchOptions(q, filtered[i])).status());
        took[i] = Seconds(begin + arrivals[i]) * 1e3;
        worked[i] = Seconds(start) * 1e3;
        ++done;
      }
    });
  }
  Writing writing;
  std::thread writer([&] { Write(world, store, fresh, begin, places, published, stop, writing); });
  std::vector<double> compacted;
  std::thread maintenance([&] {
    ::setpriority(PRIO_PROCESS, static_cast<id_t>(::syscall(SYS_gettid)), options.nice);
    while (!stop) {
      const auto clock = Clock::now();
      const bool more = Must(store.Compact());
      compacted.push_back(Seconds(clock));
      if (!more) std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  });
  std::uint32_t most_segments = 0;
  for (auto tick = 1; Seconds(begin) < options.load; ++tick) {
    std::this_thread::sleep_until(begin + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(std::min<double>(tick, options.load))));
    const auto segments = store.Info().segments;
    most_segments = std::max(most_segments, segments);
    if (tick % 5 == 0) std::fprintf(stderr, "%.0f s: %llu searches done, %u segments\n", Seconds(begin), static_cast<unsigned long long>(done), segments);
  }
  stop = true;
  for (auto& reader : readers) reader.join();
  writer.join();
  maintenance.join();
  const auto info = store.Info();

  double searching = options.load;
  for (std::size_t i = 0; i < took.size(); ++i) searching = std::max(searching, std::chrono::duration<double>(arrivals[i]).count() + took[i] / 1e3);
  const auto unserved = static_cast<std::size_t>(std::count(took.begin(), took.end(), -1.0));
  std::erase(took, -1.0), std::erase(worked, -1.0);
  double compacting = 0;
  for (const auto s : compacted) compacting += s;
  const auto row = [](const char* what, const std::vector<double>& ms) {
    std::printf("| %s | %.3f | %.3f | %.3f | %.3f |\n", what, At(ms, .5), At(ms, .95), At(ms, .99), At(ms, 1));
  };
  std::printf("| load of %.0f s: %u readers, %u %% of searches filtered | p50 ms | p95 ms | p99 ms | most ms |\n|---|---|---|---|---|\n", options.load, options.readers, options.filtered);
  row("search, from its arrival", took);
  row("search, from when a reader took it", worked);
  row("Apply() of one document", writing.apply);
  row("Apply() begins after it should", writing.late);
  row("age: from Apply() until it is found by its number", writing.age);
  std::printf("\n| load | |\n|---|---|\n");
  std::printf("| searches asked for, done | %.0f/s, %.0f/s |\n", static_cast<double>(arrivals.size()) / options.load, static_cast<double>(took.size()) / searching);
  std::printf("| searches left undone, as the rate was too high | %zu of %zu |\n", unserved, arrivals.size());
  std::printf("| documents written | %.1f/s, %zu, of which %llu by a number that was there |\n", static_cast<double>(writing.apply.size()) / options.load, writing.apply.size(),
              static_cast<unsigned long long>(writing.replaced));
  std::printf("| written documents not found at once | %llu |\n", static_cast<unsigned long long>(writing.not_at_once));
  std::printf("| changes that did something else | %llu |\n", static_cast<unsigned long long>(writing.wrong));
  std::printf("| searches of a snapshot older than the last Apply() that had returned | %llu |\n", static_cast<unsigned long long>(stale));
  std::printf("| Compact() | %zu calls, %.2f s, the longest %.3f s |\n", compacted.size(), compacting, At(compacted, 1));
  std::printf("| segments in the end, most | %u, %u |\n", info.segments, std::max(most_segments, info.segments));
  std::printf("| documents, rows in the end | %llu, %llu |\n", static_cast<unsigned long long>(info.documents), static_cast<unsigned long long>(info.rows));
  std::printf("| most memory of the process meanwhile | %.0f MiB |\n", HighestMemory());
  std::fflush(stdout);
  bool good = writing.not_at_once == 0 && writing.wrong == 0 && stale == 0 && info.documents == options.documents;
  if (options.documents <= kMostCompared) {
    const Bound bound(options.most_seconds);
    auto rebuilt = world.NewStore();
    for (std::uint32_t b = 0; b < world.batches(); ++b) {
      const auto batch = world.Batch(b);
      std::vector<StoreDocument> documents;
      for (std::uint32_t i = 0; i < world.Size(b); ++i) {
        const auto place = std::size_t{b} * options.batch + i;
        const auto n = places.fresh[place];
        documents.push_back(n == Places::kFirst ? batch.Document(i, places.id[place]) : fresh.Document(n, places.id[place]));
      }
      Must(rebuilt.Apply(documents).status());
      bound.Check("rebuilding");
    }
    const auto different = Differences(world, store, rebuilt, 200);
    std::printf("| searches that find something else in a fresh store | %u of 200 |\n", different);
    good = good && different == 0;
  }
  std::printf("\n");
  return good;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  bool wrong = false;
  for (int i = 1; i < argc; ++i) {
    const std::string arg = argv[i];
    const auto value = [&] { return i + 1 < argc ? argv[++i] : (wrong = true, ""); };
    const auto number = [&] { return static_cast<std::uint32_t>(std::strtoul(value(), nullptr, 10)); };
    if (arg == "--data") options.data = value();
    else if (arg == "--documents") options.documents = number();
    else if (arg == "--batch") options.batch = number();
    else if (arg == "--queries") options.queries = number();
    else if (arg == "--readers") options.readers = number();
    else if (arg == "--build") options.build = true;
    else if (arg == "--search") options.search = true;
    else if (arg == "--loose") options.loose = true;
    else if (arg == "--load") options.load = std::atof(value());
    else if (arg == "--rate") options.rate = std::atof(value());
    else if (arg == "--upserts") options.upserts = std::atof(value());
    else if (arg == "--filtered") options.filtered = number();
    else if (arg == "--nice") options.nice = std::atoi(value());
    else if (arg == "--seed") options.seed = std::strtoull(value(), nullptr, 10);
    else if (arg == "--most-seconds") options.most_seconds = std::atof(value());
    else wrong = true;
  }
  wrong = wrong || !(options.build || options.search || options.load > 0) || options.queries == 0 || options.batch == 0 || options.readers == 0 || options.rate <= 0 || options.upserts <= 0;
  if (wrong || options.documents == 0 || options.documents > 10'000'000) {
    std::fprintf(stderr,
                 "usage: %s [--build] [--search] [--load SECONDS] [--documents 1000000] [--batch 100000] [--queries 400] [--readers 2]\n"
                 "       [--rate 4200] [--filtered 0] [--upserts 146] [--nice 0] [--loose] [--seed 1] [--data ESCO_FOLDER] [--most-seconds 3600]\n"
                 "at least one of the first three; up to 10,000,000 documents. --filtered: percent of the searches under load. --nice: of the thread that\n"
                 "compacts then. --loose: it finds the batches as they were applied; without it they are compacted before.\n",
                 argv[0]);
    return 2;
  }
  const World world(options);
  std::printf("%u vacancies made of %zu occupations of %s; %s, %u CPUs, kernel %s\n\n", options.documents, world.occupations.size(), world.esco ? "ESCO" : "a made-up graph",
              Line("/proc/cpuinfo", "model name").c_str(), std::thread::hardware_concurrency(), std::string(Name(KernelTargets().back())).c_str());
  std::fflush(stdout);
  auto store = world.NewStore();
  bool good = Build(world, store);
  if (options.search) good = Search(world, store) && good;
  if (options.load > 0) good = Load(world, store) && good;
  if (!good) std::fprintf(stderr, "something was not found as it should be: see the tables\n");
  return good ? 0 : 1;
}
