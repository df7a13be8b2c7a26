// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The wrapper over libcsv. libcsv does not say where it is, so it is fed pieces that end at a line end at the latest:
// after each piece at most one record is complete, and the line is known. That also keeps our work out of its C frames.

#include "csv.hpp"

#include <csv.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <exception>
#include <memory>
#include <new>
#include <optional>
#include <system_error>
#include <vector>

namespace overstap::detail {
namespace {

/// The record being read.
struct Pending {
  std::string text;               ///< the fields, one after the other
  std::vector<std::size_t> ends;  ///< where in `text` each field ends
  std::size_t most = 4096;        ///< fields beyond these are counted, not kept: a line of commas must not fill the memory
  std::size_t count = 0;
  bool complete = false;
  std::exception_ptr failure;  ///< an exception must not cross libcsv's frames
};

extern "C" {
static void OnField(void* bytes, std::size_t size, void* user) {
  auto& pending = *static_cast<Pending*>(user);
  if (++pending.count > pending.most || pending.failure) return;
  try {
    pending.text.append(static_cast<const char*>(bytes), size);
    pending.ends.push_back(pending.text.size());
  } catch (...) {
    pending.failure = std::current_exception();
  }
}
static void OnRecord(int, void* user) { static_cast<Pending*>(user)->complete = true; }
}

class Reader {
 public:
  Reader(const std::string& path, std::span<const CsvColumn> columns, const std::function<Status(const CsvRecord&)>& use, const CsvPreamble* preamble,
         CsvDialect dialect)
      : path_(path), columns_(columns), use_(use), preamble_(preamble), dialect_(dialect) {
    csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI);
    csv_set_blk_size(&parser_, 4096);
    csv_set_delim(&parser_, static_cast<unsigned char>(dialect.separator));
    // libcsv cannot be told that nothing is a quote; so NUL is, which Feed() lets through from no file.
    if (!dialect.quoted) csv_set_quote(&parser_, '\0');
  }
  ~Reader() { csv_free(&parser_); }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  Status Read() {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path_.c_str(), "rb"), &std::fclose);
    if (!file) return IoError(errno);
    std::vector<char> buffer(std::size_t{64} << 10);
    for (bool first = true;; first = false) {
      errno = 0;
      std::string_view bytes(buffer.data(), std::fread(buffer.data(), 1, buffer.size(), file.get()));
      if (std::ferror(file.get()) != 0) return IoError(errno);
      if (bytes.empty()) break;
      if (first && bytes.starts_with("\xEF\xBB\xBF")) {
        bytes.remove_prefix(3);
        byte_ = line_byte_ = 3;
      }
      while (!bytes.empty()) {
        const auto end = bytes.find_first_of("\r\n");
        const auto size = end == std::string_view::npos ? bytes.size() : end + 1;
        OVS_RETURN_IF_ERROR(Feed(bytes.substr(0, size)));
        bytes.remove_prefix(size);
      }
    }
    return Finish();
  }

 private:
  Status Feed(std::string_view piece) {
    // Blanks alone make no record, but a tab that separates does.
    if (!in_record_ && piece.find_first_not_of(dialect_.separator == '\t' ? " \r\n" : " \t\r\n") != std::string_view::npos) {
      in_record_ = true;
      record_line_ = line_;
    }
    if (const auto nul = dialect_.quoted ? std::string_view::npos : piece.find('\0'); nul != std::string_view::npos)
      return ErrorAt(ErrorCode::kMalformed, path_, {line_, byte_ + nul - line_byte_ + 1, byte_ + nul}, "a NUL byte; save the file as UTF-8 text");
    const auto used = csv_parse(&parser_, piece.data(), piece.size(), &OnField, &OnRecord, &pending_);
    if (pending_.failure) std::rethrow_exception(pending_.failure);
    if (used != piece.size()) {
      if (csv_error(&parser_) == CSV_ENOMEM) throw std::bad_alloc();
      return ErrorAt(ErrorCode::kMalformed, path_, {line_, byte_ + used - line_byte_ + 1, byte_ + used},
                     Cat("a quote is not doubled or stands in a field that is not quoted", StartedOn()));
    }
    if (csv_get_buffer_size(&parser_) > kMaxCsvField)
      return ErrorAt(ErrorCode::kLimit, path_, {record_line_, 0, 0},
                     dialect_.quoted ? "a field of this record is larger than 16 MiB; look for a quote that is not closed"
                                     : "a field of this record is larger than 16 MiB; is this the right file?");
    byte_ += piece.size();
    if (piece.back() == '\n') {
      ++line_;
      line_byte_ = byte_;
    }
    return pending_.complete ? Deliver() : Status();
  }

  Status Finish() {
    const int failed = csv_fini(&parser_, &OnField, &OnRecord, &pending_);
    if (pending_.failure) std::rethrow_exception(pending_.failure);
    if (failed != 0)
      return ErrorAt(ErrorCode::kMalformed, path_, {line_, byte_ - line_byte_ + 1, byte_},
                     Cat("the file ends within a quoted field; is it whole?", StartedOn()));
    if (pending_.complete) OVS_RETURN_IF_ERROR(Deliver());
    if (!header_seen_)
      return ErrorAt(ErrorCode::kMalformed, path_, {},
                     preamble_ == nullptr ? "the file is empty; a header line is needed" : Cat("none of its lines is the header; it must have ", preamble_->wanted));
    return {};
  }

  Status Deliver() {
    fields_.clear();
    for (std::size_t begin = 0; const auto end : pending_.ends) {
      fields_.push_back(std::string_view(pending_.text).substr(begin, end - begin));
      begin = end;
    }
    Status status = header_seen_ ? Record() : Header();
    pending_.text.clear();
    pending_.ends.clear();
    pending_.count = 0;
    pending_.complete = in_record_ = false;
    return status;
  }

  Status Header() {
    if (preamble_ != nullptr && !preamble_->is_header(fields_)) return {};
    for (const auto& column : columns_) {
      const auto at = std::find(fields_.begin(), fields_.end(), column.name);
      if (at == fields_.end() && column.needed)
        return ErrorAt(ErrorCode::kMalformed, path_, {record_line_, 0, 0},
                       Cat("column ", Quoted(column.name), " is missing; the header must name it, with ",
                           dialect_.separator == '\t' ? "tabs" : "commas", " between the columns"));
      if (at != fields_.end() && std::find(at + 1, fields_.end(), column.name) != fields_.end())
        return ErrorAt(ErrorCode::kMalformed, path_, {record_line_, 0, 0},
                       Cat("column ", Quoted(column.name), " stands in the header twice; drop one"));
      where_.push_back(at == fields_.end() ? std::nullopt : std::optional(static_cast<std::size_t>(at - fields_.begin())));
    }
    pending_.most = std::min(pending_.count, pending_.most);
    width_ = pending_.count;
    header_seen_ = true;
    return {};
  }

  Status Record() {
    if (pending_.count != width_)
      return ErrorAt(ErrorCode::kMalformed, path_, {record_line_, 0, 0},
                     Cat("fields in the record: ", pending_.count, ", in the header: ", width_,
                         dialect_.quoted ? "; put fields that hold a comma or a line end in quotes" : "; no field may hold a tab or a line end"));
    chosen_.clear();
    for (const auto at : where_) chosen_.push_back(at ? fields_[*at] : std::string_view());
    return use_({chosen_, record_line_});
  }

  std::string StartedOn() const { return record_line_ == line_ ? "" : Cat(" (the record starts on line ", record_line_, ")"); }
  Status IoError(int error) const {
    return Error(ErrorCode::kIo, Cat(path_, ": cannot be read: ", std::generic_category().message(error == 0 ? EIO : error)));
  }

  const std::string& path_;
  std::span<const CsvColumn> columns_;
  const std::function<Status(const CsvRecord&)>& use_;
  const CsvPreamble* preamble_;
  const CsvDialect dialect_;
  csv_parser parser_{};
  Pending pending_;
  std::vector<std::string_view> fields_, chosen_;
  std::vector<std::optional<std::size_t>> where_;
  std::size_t width_ = 0;
  std::uint64_t line_ = 1, record_line_ = 1, byte_ = 0, line_byte_ = 0;
  bool in_record_ = false, header_seen_ = false;
};

}  // namespace

Status ReadCsv(const std::string& path, std::span<const CsvColumn> columns, const std::function<Status(const CsvRecord&)>& use, const CsvPreamble* preamble,
               CsvDialect dialect) {
  return Reader(path, columns, use, preamble, dialect).Read();
}

}  // namespace overstap::detail
