// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Streams a comma- or tab-separated file with a header line, record by record, through libcsv; columns are found by name.
// Not part of the API, not a writer, and no judge of the text in a field: that (UTF-8 among it) is the builder's work.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "overstap/status.hpp"

namespace overstap::detail {

/// A field larger than about this is no label or definition but a quote that was never closed.
inline constexpr std::size_t kMaxCsvField = std::size_t{16} << 20;

struct CsvColumn {
  std::string_view name;
  bool needed = false;
};

struct CsvDialect {
  char separator = ',';
  /// Whether a double quote opens a field that may hold separators and line ends. If not, it is a character like any other.
  bool quoted = true;
};
inline constexpr CsvDialect kTabSeparated{'\t', false};

struct CsvRecord {
  /// In the order of the columns asked for; empty where the file has no such column. Valid during the call only.
  std::span<const std::string_view> fields;
  /// Line on which the record starts, from 1. Lines within quoted fields count.
  std::uint64_t line;
};

/// For a file that does not begin with its header.
struct CsvPreamble {
  std::function<bool(std::span<const std::string_view>)> is_header;  ///< of a record, by its fields
  std::string_view wanted;                                           ///< what the header should be, for the message when there is none
};

/// A field without the white space around it, which stays in quoted fields.
inline std::string_view Trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n"), last = text.find_last_not_of(" \t\r\n");
  return first == std::string_view::npos ? std::string_view() : text.substr(first, last - first + 1);
}

/// Calls `use` for every record of `path` after the header, until it fails; that status is returned.
/// A byte order mark, CRLF and empty lines are taken; columns not asked for are left out.
/// Errors: kIo; kLimit for a field beyond kMaxCsvField; kMalformed with the position for a needed column that is missing,
/// a stray or unclosed quote, a NUL where quotes mean nothing, and a record with more or fewer fields than the header.
/// With a preamble, the header is the first record that `is_header` takes: what stands before it is skipped, whatever its width.
Status ReadCsv(const std::string& path, std::span<const CsvColumn> columns, const std::function<Status(const CsvRecord&)>& use,
               const CsvPreamble* preamble = nullptr, CsvDialect dialect = {});

}  // namespace overstap::detail
