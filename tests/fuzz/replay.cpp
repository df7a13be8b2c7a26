// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Runs a fuzz target over files and folders of inputs, once each, without a fuzzer: what the corpus holds stays tested with
// any compiler. An input that breaks a promise ends the process, after its name.

#include <algorithm>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <string>
#include <vector>

#include "fuzz.hpp"
#include "overstap/io.hpp"

int main(int argc, char** argv) {
  namespace fs = std::filesystem;
  std::vector<std::string> files;
  for (int i = 1; i < argc; ++i) {
    if (!fs::is_directory(argv[i])) {
      files.emplace_back(argv[i]);
      continue;
    }
    for (const auto& entry : fs::recursive_directory_iterator(argv[i])) {
      if (entry.is_regular_file()) files.push_back(entry.path().string());
    }
  }
  std::sort(files.begin(), files.end());
  for (const auto& file : files) {
    std::fprintf(stderr, "%s\n", file.c_str());  // so that a crash names its input
    const auto text = overstap::ReadFile(file);
    if (!text.ok()) return 1;
    // A copy without a byte behind it, so that a sanitizer sees every read too far.
    const std::vector<std::uint8_t> bytes(text->begin(), text->end());
    LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
  }
  std::printf("%zu inputs replayed\n", files.size());
  return files.empty() ? 1 : 0;
}
