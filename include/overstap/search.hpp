// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Searcher: the best rows of a LevelIndex for a query, exactly. Which kernel, how many threads, pruned or not: the same rows and
// scores, ties by row number.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "overstap/kernel.hpp"
#include "overstap/level_index.hpp"
#include "overstap/status.hpp"

namespace overstap {

/// Instruction sets a kernel was written for. All of them give the same results.
enum class KernelTarget : std::uint8_t { kScalar = 0, kSse4 = 1, kAvx2 = 2, kAvx512 = 3, kNeon = 4 };
/// "scalar", "avx2", ...
std::string_view Name(KernelTarget target);
/// The ones this build has and this machine runs, the slowest first; kScalar is always there.
std::span<const KernelTarget> KernelTargets();

enum class Pruning : std::uint8_t {
  kAuto = 0,        ///< where it is estimated to be faster
  kExhaustive = 1,  ///< every posting of the query's features is read
  kAlways = 2,      ///< for tests and measurements; the index must be prunable
};

struct SearchOptions {
  std::uint32_t limit = 10;      ///< most rows returned; 0 = 10
  std::int64_t least_score = 1;  ///< rows below are left out; a row that shares nothing scores 0 and is never returned
  const RowFilter* filter = nullptr;  ///< of this index
  Pruning pruning = Pruning::kAuto;
};

/// What a search took, for measurements.
struct SearchStats {
  bool pruned = false;
  std::uint32_t blocks = 0;       ///< blocks of 64 rows whose rows were looked at one by one, when pruned
  bool wide = false;              ///< totals of 32 bits rather than 16
};

/// Queries as rows are: query q has terms[begin[q]] to terms[begin[q + 1]].
struct QueryBatch {
  std::span<const std::uint32_t> begin;
  std::span<const LeveledFeature> terms;
  std::size_t size() const { return begin.empty() ? 0 : begin.size() - 1; }
};

/// Searches one index with one scoring, both of which must outlive it. Holds the memory a search works in, some 300 KiB and more for large
/// indexes, so that a search allocates nothing: one Searcher a thread.
class Searcher {
 public:
  Searcher(const LevelIndex& index, const Scoring& scoring);
  /// With a kernel of KernelTargets(), for tests and measurements.
  Searcher(const LevelIndex& index, const Scoring& scoring, KernelTarget target);
  /// From now on searches this index with this scoring, in the memory there is.
  void Use(const LevelIndex& index, const Scoring& scoring);
  Searcher(Searcher&&) noexcept;
  Searcher& operator=(Searcher&&) noexcept;
  ~Searcher();

  /// The best rows, best first, until the next search. A query's features are each once, in any order; ones the index does not know are passed
  /// over. O(postings of the query's features + rows), less when pruned.
  /// Errors: kInvalidArgument for a level that is none, a filter of another index or pruning without an index for it; kLimit when the best parts
  /// of the query's terms add up to 2^32 or more.
  StatusOr<std::span<const Scored>> Search(std::span<const LeveledFeature> query, const SearchOptions& options = {});
  const SearchStats& stats() const;
  /// Search() of `count` queries from `first` on, each result into results[0], ...; they read the index together, which is faster than one by one.
  Status SearchSome(const QueryBatch& queries, std::size_t first, std::size_t count, const SearchOptions& options, std::vector<Scored>* results);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

struct BatchResult {
  std::vector<std::uint32_t> begin;  ///< of each query in `best`
  std::vector<Scored> best;
};

/// Search() of every query, on up to `threads` threads (0 = 1) that end before the call does; the results are the same for any number.
/// `cancelled`, when given, is called from the calling thread only, now and then, with the number of queries done; once it returns true the
/// search ends with kCancelled. Other errors: as Search().
StatusOr<BatchResult> SearchBatch(const LevelIndex& index, const Scoring& scoring, const QueryBatch& queries, const SearchOptions& options = {},
                                  unsigned threads = 1, const std::function<bool(std::size_t done)>& cancelled = nullptr);

/// An order for LevelIndexOptions in which each row stands behind the ones it is most like, for corpora of up to some 50,000 rows: each next row
/// is the one that shares most, by weight and length, with the 24 before it. Fewer and denser masks: a search for a person on ESCO's occupations
/// has seven of ten of its postings in masks then, instead of one of ten. `weights` as for Scoring. O(rows x (rows + postings of a row's features)).
StatusOr<std::vector<std::uint32_t>> OrderByNeighbours(const QueryBatch& rows, std::span<const std::uint32_t> weights);

/// An order for large corpora that puts together the rows whose best anchor is the same one (vacancies by the occupation they are most like),
/// anchors in the order they are stored in, and rows without one last. Bounds of blocks prune only in such an order. One search a row.
StatusOr<std::vector<std::uint32_t>> OrderByAnchor(const LevelIndex& anchors, const Scoring& scoring, const QueryBatch& rows, unsigned threads = 1);

}  // namespace overstap
