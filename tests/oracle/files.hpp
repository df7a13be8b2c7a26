// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Files of tests: folders that are gone with the object, and the public data sets where they are present.
#pragma once

#include <stdlib.h>
#include <sys/stat.h>

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

namespace overstap::test {

class TemporaryFolder {
 public:
  TemporaryFolder() : path((std::filesystem::temp_directory_path() / "overstap-test-XXXXXX").string()) { REQUIRE(mkdtemp(path.data()) != nullptr); }
  ~TemporaryFolder() {
    ::chmod(path.c_str(), 0700);  // a test may have locked it
    std::filesystem::remove_all(path);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  /// The path of a file with this name and content.
  std::string Write(const std::string& name, std::string_view content) const {
    std::ofstream(path + "/" + name, std::ios::binary) << content;
    return path + "/" + name;
  }
  void Append(const std::string& name, std::string_view content) const { std::ofstream(path + "/" + name, std::ios::binary | std::ios::app) << content; }
  /// Whether there was one.
  bool Remove(const std::string& name) const { return std::filesystem::remove(path + "/" + name); }
  std::size_t files() const { return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(path), std::filesystem::directory_iterator())); }

  std::string path;
};

/// One file with `content`.
struct TemporaryFile {
  explicit TemporaryFile(std::string_view content, const std::string& name = "file.csv") : path(folder.Write(name, content)) {}
  TemporaryFolder folder;
  std::string path;
};

/// Where a public data set is, such as "esco-1.2.0"; empty, and said, when it is not there.
inline std::string PublicData(const std::string& name) {
  std::string data;
  if (const char* environment = getenv("OVERSTAP_SHARED_DATA")) data = environment;
#ifdef OVERSTAP_SHARED_DATA_DIR
  if (data.empty()) data = OVERSTAP_SHARED_DATA_DIR;
#endif
  const auto path = data + "/" + name;
  if (!data.empty() && std::filesystem::exists(path)) return path;
  MESSAGE("skipped: OVERSTAP_SHARED_DATA names no folder with " << name);
  return {};
}

}  // namespace overstap::test
