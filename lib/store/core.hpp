// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// What a store and its readers share: the newest snapshot, and who holds which. Not part of the API.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <span>
#include <utility>
#include <vector>

#include "overstap/store.hpp"
#include "store/segment.hpp"

namespace overstap::detail {

/// A snapshot; never changes.
struct StoreVersion {
  std::uint64_t snapshot = 0;
  std::vector<Part> parts;  // none empty; the one with the most documents first
  /// Makes it so.
  void Arrange() {
    std::erase_if(parts, [](const Part& part) { return part.documents == 0; });
    std::stable_sort(parts.begin(), parts.end(), [](const Part& a, const Part& b) { return a.documents > b.documents; });
  }
  std::uint64_t documents() const {
    std::uint64_t sum = 0;
    for (const auto& part : parts) sum += part.documents;
    return sum;
  }
};

/// Whether items of a document or terms of a query have levels that there are, features below `features`, and each once. `seen` is room to work in.
Status CheckItems(std::span<const LeveledFeature> items, std::uint64_t features, std::vector<std::uint32_t>& seen);

struct StoreCore {
  explicit StoreCore(StoreOptions o) : options(std::move(o)) {}
  ~StoreCore() { delete current.load(); }
  /// What follows from the options. Error: kInvalidArgument.
  Status Prepare();
  /// Makes `next` the current version and frees what no reader holds any more. With `writing` held; `retired` must have room for one more.
  void Publish(std::unique_ptr<const StoreVersion> next);

  /// Where a reader says which version it holds.
  struct Slot {
    std::atomic<const StoreVersion*> held{nullptr};
    std::atomic<bool> taken{true};
  };
  Slot* TakeSlot();
  /// The newest version, which is not freed as long as `slot` holds it.
  const StoreVersion* Hold(Slot& slot) const {
    for (auto* version = current.load();;) {
      slot.held.store(version);  // sequentially consistent, as all of these: a version that is held is seen to be held, or no longer current
      const auto* now = current.load();
      if (now == version) return version;
      version = now;
    }
  }

  /// The newest version for as long as this lives. Waits for nobody but whoever takes a slot at the same time.
  struct Held {
    explicit Held(StoreCore& core) : slot(*core.TakeSlot()), version(core.Hold(slot)) {}
    Held(const Held&) = delete;
    Held& operator=(const Held&) = delete;
    ~Held() {
      slot.held.store(nullptr);
      slot.taken.store(false);
    }
    Slot& slot;
    const StoreVersion* version;
  };

  StoreOptions options;
  SegmentShape shape;
  LevelIndex anchor_index;
  Scoring anchor_scoring;

  std::atomic<const StoreVersion*> current{nullptr};
  std::mutex writing;     // held while the current version is replaced
  std::vector<std::unique_ptr<const StoreVersion>> retired;
  std::vector<const Segment*> merging;  // which Compact() is at work on, so that no change merges them
  std::mutex compacting;
  std::mutex registering;
  std::list<Slot> slots;  // they stay where they are
};

}  // namespace overstap::detail
