// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// A taxonomy snapshot of any bytes: as they are, where the checksums refuse nearly everything, and with the checksums made right.

#include "fuzz.hpp"
#include "overstap/io.hpp"

using namespace overstap;
using namespace overstap::fuzz;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto input = View(data, size);
  const auto use = [](std::string_view bytes) {
    const auto taxonomy = LoadTaxonomy(Bytes(bytes));
    Sound(taxonomy.status());
    if (!taxonomy.ok()) return;
    const auto out = taxonomy->snapshot().bytes();
    Promise(bytes.size() == out.size() && std::equal(out.begin(), out.end(), Bytes(bytes).begin()), "what is opened is kept as it is");
    Walk(*taxonomy);
  };
  use(input);
  use(Repaired(input));
  // From a file it must be the same.
  static MemoryFile file;
  const auto mapped = LoadTaxonomy(file.Write(input));
  Promise(mapped.ok() == LoadTaxonomy(Bytes(input)).ok(), "a file and its bytes are the same");
  return 0;
}
