// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The CSV reader on files made on the spot: what it takes, where it says a record or a fault is. Not a test of libcsv.

#include "../../lib/io/csv.hpp"

#include <doctest/doctest.h>

#include <new>
#include <string>
#include <vector>

#include "oracle/files.hpp"

using namespace overstap;
using test::TemporaryFile;
using detail::CsvColumn;
using detail::CsvRecord;

namespace {

struct Outcome {
  Status status;
  std::vector<std::string> rows;  // "line:a|b"
};
Outcome Read(std::string_view content, detail::CsvDialect dialect = {}) {
  const TemporaryFile file(content);
  const CsvColumn columns[] = {{"a", true}, {"b"}};
  Outcome out;
  out.status = detail::ReadCsv(file.path, columns, [&](const CsvRecord& record) -> Status {
    out.rows.push_back(detail::Cat(record.line, ":", record.fields[0], "|", record.fields[1]));
    return {};
  }, nullptr, dialect);
  return out;
}
using Rows = std::vector<std::string>;

}  // namespace

TEST_CASE("Csv: columns are found by name, in any order, and unknown ones left out") {
  const auto out = Read("b,x,a\n1,2,3\n4,5,6\n");
  CHECK(out.status.ok());
  CHECK(out.rows == Rows{"2:3|1", "3:6|4"});
}

TEST_CASE("Csv: a byte order mark, CRLF, empty lines and a last line without an end are taken") {
  const auto out = Read("\xEF\xBB\xBF" "a,b\r\n1,2\r\n\r\n  \r\n3,4");
  CHECK(out.status.ok());
  CHECK(out.rows == Rows{"2:1|2", "5:3|4"});
}

TEST_CASE("Csv: a column that is not needed may be missing") { CHECK(Read("a\n1\n").rows == Rows{"2:1|"}); }

TEST_CASE("Csv: lines within quoted fields count, quotes are undoubled") {
  const auto out = Read("a,b\n\"one\ntwo\r\n\n\",\"say \"\"x\"\", y\"\n3,4\n");
  CHECK(out.status.ok());
  CHECK(out.rows == Rows{"2:one\ntwo\r\n\n|say \"x\", y", "6:3|4"});
}

TEST_CASE("Csv: a record across the reader's blocks is whole and its line right") {
  const std::string large(200'000, 'x');
  const auto out = Read("a,b\n\"" + large + "\n\"," + large + "\n1,2\n");
  CHECK(out.status.ok());
  CHECK(out.rows == Rows{"2:" + large + "\n|" + large, "4:1|2"});
}

TEST_CASE("Csv: a missing needed column is named with the file") {
  const auto out = Read("A,b\n1,2\n");
  CHECK(CodeOf(out.status) == ErrorCode::kMalformed);
  CHECK(out.status.message().find("file.csv:1: column \"a\" is missing") != absl::string_view::npos);
}

TEST_CASE("Csv: a column that stands twice is refused, unless nobody asked for it") {
  CHECK(CodeOf(Read("a,a\n1,2\n").status) == ErrorCode::kMalformed);
  CHECK(Read("a,x,x\n1,2,3\n").status.ok());
}

TEST_CASE("Csv: an empty file is malformed") {
  CHECK(CodeOf(Read("").status) == ErrorCode::kMalformed);
  CHECK(CodeOf(Read("\n \n").status) == ErrorCode::kMalformed);
}

TEST_CASE("Csv: a record with too few or too many fields is refused with its line") {
  for (const char* bad : {"a,b\n\"1\n\",2\n3\n", "a,b\n\"1\n\",2\n3,4,5\n"}) {
    const auto out = Read(bad);
    CHECK(CodeOf(out.status) == ErrorCode::kMalformed);
    CHECK(PositionOf(out.status).line == 4);
    CHECK(out.rows.size() == 1);
  }
}

TEST_CASE("Csv: a quote error is refused with line and column") {
  auto out = Read("a,b\n1,x\"y\n");
  CHECK(CodeOf(out.status) == ErrorCode::kMalformed);
  CHECK(PositionOf(out.status).line == 2);
  CHECK(PositionOf(out.status).column == 4);
  CHECK(PositionOf(out.status).byte == 7);
  out = Read("a,b\n\"1\nx\" y,2\n");
  CHECK(PositionOf(out.status).line == 3);
  CHECK(out.status.message().find("starts on line 2") != absl::string_view::npos);
}

TEST_CASE("Csv: a quote that is never closed is refused with the line of its record") {
  const auto out = Read("a,b\n1,\"2\n3,4\n");
  CHECK(CodeOf(out.status) == ErrorCode::kMalformed);
  CHECK(out.status.message().find("starts on line 2") != absl::string_view::npos);
  CHECK(out.rows.empty());
}

TEST_CASE("Csv: a field beyond the limit is refused") {
  const auto out = Read("a,b\n1,\"" + std::string(detail::kMaxCsvField + 10'000, 'x') + "\"\n");
  CHECK(CodeOf(out.status) == ErrorCode::kLimit);
  CHECK(PositionOf(out.status).line == 2);
}

TEST_CASE("Csv: a line of commas only does not fill the memory") {
  CHECK(CodeOf(Read("a,b\n" + std::string(1'000'000, ',') + "\n").status) == ErrorCode::kMalformed);
}

TEST_CASE("Csv: tab-separated, a quote and a comma are characters like any other") {
  const auto out = Read("a\tb\r\n\"1\t2\"\r\n3\"\"x, y\t\"\r\n\"head counts\"\t \"a\" b \r\n4\t\n", detail::kTabSeparated);
  REQUIRE_MESSAGE(out.status.ok(), out.status.message());
  CHECK(out.rows == Rows{"2:\"1|2\"", "3:3\"\"x, y|\"", "4:\"head counts\"|\"a\" b", "5:4|"});
}

TEST_CASE("Csv: tab-separated, tabs alone are a record of empty fields, blank lines are none") {
  const auto out = Read("a\tb\n\n1\t2\n  \n\t\n3\t\"", detail::kTabSeparated);
  REQUIRE_MESSAGE(out.status.ok(), out.status.message());
  CHECK(out.rows == Rows{"3:1|2", "5:|", "6:3|\""});
}

TEST_CASE("Csv: tab-separated, a line across the reader's blocks is whole and its line right") {
  const std::string large(200'000, '"');
  CHECK(Read("a\tb\n" + large + "\t" + large + "\n1\t2\n", detail::kTabSeparated).rows == Rows{"2:" + large + "|" + large, "3:1|2"});
}

TEST_CASE("Csv: tab-separated, faults are named with their place and in its own words") {
  auto out = Read("a\tb\n1\t2\n\n3\n", detail::kTabSeparated);
  CHECK(CodeOf(out.status) == ErrorCode::kMalformed);
  CHECK(out.status.message().find("file.csv:4: fields in the record: 1, in the header: 2; no field may hold a tab") != absl::string_view::npos);
  out = Read("a,b\n1,2\n", detail::kTabSeparated);
  CHECK(out.status.message().find("file.csv:1: column \"a\" is missing; the header must name it, with tabs") != absl::string_view::npos);
  using namespace std::string_view_literals;
  for (const auto bad : {"a\tb\n1\t\0002\n"sv, "a\tb\n1\tx\0\n"sv}) {  // it is libcsv's quote here, and must not work as one
    out = Read(bad, detail::kTabSeparated);
    CHECK(CodeOf(out.status) == ErrorCode::kMalformed);
    CHECK(out.status.message().find("a NUL byte") != absl::string_view::npos);
    CHECK(PositionOf(out.status).line == 2);
    CHECK(PositionOf(out.status).column == bad.find('\0') - 3);
    CHECK(PositionOf(out.status).byte == bad.find('\0'));
  }
  out = Read("a\tb\n1\t" + std::string(detail::kMaxCsvField + 10'000, 'x') + "\n", detail::kTabSeparated);
  CHECK(CodeOf(out.status) == ErrorCode::kLimit);
}

TEST_CASE("Csv: a missing file and a folder are kIo and named") {
  const CsvColumn columns[] = {{"a", true}};
  const auto none = [](const CsvRecord&) -> Status { return {}; };
  for (const char* path : {"/nonexistent/x.csv", "/"}) {
    const auto status = detail::ReadCsv(path, columns, none);
    CHECK(CodeOf(status) == ErrorCode::kIo);
    CHECK(status.message().find(path) == 0);
  }
}

TEST_CASE("Csv: what the caller returns or throws ends the reading") {
  const TemporaryFile file("a\n1\n2\n");
  const CsvColumn columns[] = {{"a", true}};
  int calls = 0;
  const auto status = detail::ReadCsv(file.path, columns, [&](const CsvRecord&) -> Status {
    ++calls;
    return Error(ErrorCode::kCancelled, "enough");
  });
  CHECK(CodeOf(status) == ErrorCode::kCancelled);
  CHECK(calls == 1);
  CHECK_THROWS_AS((void)detail::ReadCsv(file.path, columns, [](const CsvRecord&) -> Status { throw std::bad_alloc(); }), std::bad_alloc);
}
