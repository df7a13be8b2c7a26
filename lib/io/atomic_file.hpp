// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// A file that appears under its name only when it is whole: written beside it, flushed, renamed. An existing file is kept
// on any error. Not for reading.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "overstap/status.hpp"

namespace overstap::detail {

class AtomicFile {
 public:
  AtomicFile() = default;
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;
  /// Removes what was not committed.
  ~AtomicFile();

  /// Opens a temporary file beside `path`. Where `path` is a device or pipe it is written straight: renaming over
  /// /dev/null would replace it. Errors: kIo, kInvalidArgument.
  Status Open(const std::string& path);
  /// For writing, until Commit().
  int descriptor() const { return descriptor_; }
  Status Write(std::span<const std::byte> bytes);
  /// Makes the file stand under its name; with `durable` so that it survives a power cut. Error: kIo.
  Status Commit(bool durable = true);

 private:
  Status Failed(std::string_view doing) const;
  std::string path_, temporary_;  // no temporary name: written straight
  int descriptor_ = -1;
};

}  // namespace overstap::detail
