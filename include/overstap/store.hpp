// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Store: vacancies, or persons, by the caller's numbers, that come and go while others search them. A search is exact: what it
// finds depends on the documents alone, not on the order in which they came, on compaction, kernel or threads.
//
// Documents lie in segments, each an index of up to a million of them that never changes, with a bit for each that says whether it
// is still there. A change writes its documents as a new segment, clears the bits of those they replace, and publishes both as the
// next snapshot; small segments are merged as they come, larger ones by Compact(). Readers hold on to a snapshot by an atomic pointer
// (a hazard pointer: M. Michael, IEEE TPDS 15(6), 2004): they wait for nobody, and what they hold is freed by a later change.
//
// Client and employer ask the same question from two sides: how much of what a vacancy asks has a person, by weight and level,
//
//     score(person, vacancy) = met x floor((2^31 - 1) / needed),   met = sum of weight x min(have, need),  needed = sum of weight x need
//
// over what the vacancy asks. A store of vacancies ranks them for a person, a store of persons for a vacancy, and a pair has the same score
// in both.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "overstap/level_index.hpp"
#include "overstap/search.hpp"
#include "overstap/snapshot.hpp"
#include "overstap/status.hpp"

namespace overstap {

namespace detail {
struct StoreCore;
}  // namespace detail

enum class StoreSide : std::uint32_t { kVacancies = 0, kPersons = 1 };

/// A vacancy and what it asks, or a person and what they have.
struct StoreDocument {
  std::uint64_t id = 0;
  /// Each feature once, in any order. A level not stated (0) is 1 when asked and the highest when had.
  std::span<const LeveledFeature> items = {};
  /// What filters can ask, as the caller numbers it (regions, classes of hours, levels of education), in any order.
  std::span<const std::uint32_t> tags = {};
};

struct StoreOptions {
  StoreSide side = StoreSide::kVacancies;
  /// Of every feature, at most Scoring::kMostWeight. With small ones, such that a document's weight x level add up to less than 2^16, searches are faster.
  std::vector<std::uint32_t> weights = {};
  /// Typical documents, such as the occupations: of row r, anchor_items from anchor_begin[r] to anchor_begin[r + 1]. A segment puts together
  /// what is most like the same one, which makes it smaller and faster and changes no result. May be empty.
  std::vector<std::uint32_t> anchor_begin = {};
  std::vector<LeveledFeature> anchor_items = {};
  /// Names what the features are, such as the hash of a taxonomy; kept with the store.
  std::string origin = {};
};

/// What a change did.
struct StoreChange {
  std::uint64_t snapshot = 0;  ///< readers see the change from this snapshot on
  std::uint64_t added = 0;     ///< documents that were not there
  std::uint64_t replaced = 0;
  std::uint64_t deleted = 0;   ///< less than asked where some were not there
};

struct StoreInfo {
  std::uint64_t snapshot = 0;   ///< number of changes ever made
  std::uint64_t documents = 0;
  std::uint64_t rows = 0;       ///< with documents that were replaced or deleted and still take room
  std::uint64_t items = 0;      ///< of all rows
  std::uint32_t segments = 0;
  std::uint64_t bytes = 0;      ///< memory, or mapped file, of the newest snapshot
};

/// All functions may be called from any thread. Changes wait for each other, and so do calls of Compact(), but not for searches.
class Store {
 public:
  static constexpr std::uint32_t kMostRows = 32 * detail::LevelLists::kWindow;   ///< 1,046,528: of a segment
  static constexpr std::uint32_t kUsualRows = 8 * detail::LevelLists::kWindow;   ///< 261,632: of those that are made unless asked otherwise
  static constexpr std::uint32_t kMostItems = 4096;                           ///< of a document

  /// Errors: kInvalidArgument for weights or anchors that are none.
  static StatusOr<Store> Create(StoreOptions options);
  /// A store of the bytes that Write() wrote, in place: they must not change while it or a reader lives. O(bytes), as everything a search
  /// relies on is checked. io.hpp maps files. Errors: kMalformed, kChecksum, kFormatVersion.
  static StatusOr<Store> FromBuffer(Buffer buffer);

  const StoreOptions& options() const;
  StoreInfo Info() const;

  /// Deletes, then adds or replaces, all in one snapshot or, on an error, nothing. Memory and time O(items of the batch), plus, now and then, a
  /// merge of segments of up to 4,096 documents: single documents cost some 0.1 ms, batches of thousands a few us a document.
  /// Errors: kInvalidArgument for a document with a feature twice, or one or a level that is not there, or two with one id; kLimit.
  StatusOr<StoreChange> Apply(std::span<const StoreDocument> upserts, std::span<const std::uint64_t> deletes = {});

  /// Merges a few segments, at most `most_rows` documents (0 = kUsualRows, which takes about a second; at most kMostRows), in the caller's thread.
  /// Changes and searches go on meanwhile; the change that follows next waits for its last step only. True when there is more to do: call again.
  /// Fewer and larger segments are faster to search, by a fifth from kUsualRows to kMostRows.
  StatusOr<bool> Compact(std::uint32_t most_rows = 0);

  /// Gives the newest snapshot to `sink`, piece by piece, in the format of lib/io/FORMAT.md. Errors: those of the sink; kLimit for more than 4,096
  /// segments, which Compact() makes fewer.
  Status Write(const std::function<Status(std::span<const std::byte>)>& sink) const;

 private:
  friend class StoreReader;
  explicit Store(std::shared_ptr<detail::StoreCore> core) : core_(std::move(core)) {}
  std::shared_ptr<detail::StoreCore> core_;
};

/// Which documents may be found: those that have, of every group, at least one tag. Group g is tags[begin[g]] to tags[begin[g + 1]].
struct TagFilter {
  std::span<const std::uint32_t> begin = {};
  std::span<const std::uint32_t> tags = {};
  std::size_t groups() const { return begin.empty() ? 0 : begin.size() - 1; }
};

struct StoreSearchOptions {
  std::uint32_t limit = 10;      ///< most documents returned; 0 = 10
  std::int64_t least_score = 1;  ///< in 1 / (2^31 - 1), Scoring::kOne; a document that shares nothing is never returned
  TagFilter filter = {};
};

struct RankedDocument {
  std::uint64_t id;
  std::int64_t score;    ///< 1..Scoring::kOne
  std::uint64_t met;     ///< of what the vacancy asks, in units of weight x level
  std::uint64_t needed;  ///< met = needed: the person has all of it
};

/// Searches one snapshot of a store. Holds the memory a search works in: one reader a thread; it keeps the store. A snapshot that readers
/// hold takes memory until they move on.
class StoreReader {
 public:
  /// Starts with the newest snapshot.
  explicit StoreReader(const Store& store);
  /// With a kernel of KernelTargets(), for tests and measurements.
  StoreReader(const Store& store, KernelTarget target);
  StoreReader(StoreReader&&) noexcept;
  StoreReader& operator=(StoreReader&&) noexcept;
  ~StoreReader();

  /// Goes on with the newest snapshot; its number. Never waits.
  std::uint64_t Refresh();
  std::uint64_t snapshot() const;
  std::uint64_t documents() const;

  /// For the client: the vacancies of which a person who has `items` has most, best first, equal ones by id; until the next call.
  /// Features are each once, in any order; ones that are not there are passed over. Errors: kInvalidArgument when the store holds persons, for a
  /// feature that is there twice, a level or a filter that is none; kLimit for too much weight.
  StatusOr<std::span<const RankedDocument>> RankVacancies(std::span<const LeveledFeature> items, const StoreSearchOptions& options = {});
  /// For the employer: the persons who have most of what a vacancy asks. Errors: as above, when the store holds vacancies.
  StatusOr<std::span<const RankedDocument>> RankPersons(std::span<const LeveledFeature> needs, const StoreSearchOptions& options = {});
  /// The document with this number as it is kept, tags ascending; nothing when it is not there. Until the next call.
  std::optional<StoreDocument> Find(std::uint64_t id);

 private:
  struct State;
  StatusOr<std::span<const RankedDocument>> Rank(StoreSide side, std::span<const LeveledFeature> query, const StoreSearchOptions& options);
  std::unique_ptr<State> state_;
};

}  // namespace overstap
