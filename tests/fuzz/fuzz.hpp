// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// What the fuzz targets share: promises that end the process when they are broken, bytes taken from the input, files and
// folders for readers that want a path, and walks that use all of what was opened. A target is one file with one function,
// run by libFuzzer or, over the committed corpus, by replay.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "overstap/builder.hpp"
#include "overstap/courses.hpp"
#include "overstap/json.hpp"
#include "overstap/status.hpp"
#include "overstap/taxonomy.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace overstap::fuzz {

/// Aborts, with `what`, when something the library promises does not hold: to a fuzzer that is a crash.
void Promise(bool holds, std::string_view what);
/// A refusal must have a code and a message fit to be shown. Also takes what is fine.
void Sound(const Status& status);
/// What the library writes as JSON must be JSON.
void IsJson(std::string_view text);

inline std::string_view View(const std::uint8_t* data, std::size_t size) { return {reinterpret_cast<const char*>(data), size}; }
inline std::span<const std::byte> Bytes(std::string_view text) { return std::as_bytes(std::span(text.data(), text.size())); }

/// Takes numbers and texts from the front of an input; when it is used up, zeros and empty texts.
class Input {
 public:
  explicit Input(std::string_view bytes) : bytes_(bytes) {}
  bool empty() const { return bytes_.empty(); }
  std::uint32_t Number(int size = 1) {
    std::uint32_t value = 0;
    for (int i = 0; i < size && !bytes_.empty(); ++i, bytes_.remove_prefix(1)) value |= std::uint32_t{static_cast<unsigned char>(bytes_.front())} << 8 * i;
    return value;
  }
  std::string_view Text(std::size_t size) {
    const auto text = bytes_.substr(0, size);
    bytes_.remove_prefix(text.size());
    return text;
  }
  std::string_view Rest() { return std::exchange(bytes_, {}); }

 private:
  std::string_view bytes_;
};

/// Cuts an input into files: each begins with a line "=== NAME". What stands before the first such line is left out.
struct PackedFile {
  std::string_view name, text;
};
std::vector<PackedFile> Unpack(std::string_view input);

/// A regular file in memory, with a path that can be opened.
class MemoryFile {
 public:
  MemoryFile();
  ~MemoryFile();
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  /// Replaces the content. Whoever mapped the old one must have let go of it.
  const std::string& Write(std::string_view text);

 private:
  int descriptor_;
  std::string path_;
};

/// A folder in memory, for the life of the process; emptied by Fill().
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  const std::string& path() const { return path_; }
  /// Puts these files there and nothing else. Files whose names are not in `allowed` are left out; of two with one name the last stays.
  void Fill(std::span<const PackedFile> files, std::span<const std::string_view> allowed);

 private:
  std::string path_;
};

/// tests/golden/taxonomy.json, built.
const Taxonomy& Golden();
/// The bytes of a file below the tests' folder.
std::string TestFile(std::string_view name);

/// Use every accessor, and what is built on them, within a time that the size bounds; the sum depends on all that was read.
std::uint64_t Walk(const Taxonomy& taxonomy);
std::uint64_t Walk(const CourseCatalogue& courses);

/// What an import made is used and reported, or was refused soundly.
template <typename Report>
void UseImport(const Status& read, TaxonomyBuilder& builder, const Report& report) {
  Sound(read);
  if (!read.ok()) return;
  BuildReport build;
  const auto taxonomy = builder.Build(&build);
  Sound(taxonomy.status());
  if (!taxonomy.ok()) return;
  Walk(*taxonomy);
  IsJson(ReportJson(report, build, *taxonomy));
}

/// The input as a snapshot whose checksums, size and count are right, so that the checks behind them are reached.
std::string Repaired(std::string_view snapshot);

}  // namespace overstap::fuzz
