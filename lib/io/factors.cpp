// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Tables of labour-market figures: reading, checking, looking up. Whether the occupations exist is not asked when reading:
// a table is read without a taxonomy.

#include "overstap/factors.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "csv.hpp"
#include "overstap/date.hpp"
#include "overstap/text.hpp"

namespace overstap {
namespace {

using detail::Cat;
using detail::CsvColumn;
using detail::CsvRecord;
using detail::Trimmed;

constexpr std::size_t kWholeDigits = 12, kDecimals = 6;
constexpr Amount kAmountEnd = 1'000'000'000'000 * kAmountOne;  // 10^18: sums and differences of a few stay below 2^63

/// As Factor, then the others.
enum { kOccupation = kFactors, kRegion, kColumnCount };
constexpr std::array<CsvColumn, kColumnCount> kColumns = {{{"tightness"}, {"wage"}, {"automation_risk"}, {"occupation"}, {"region"}}};

constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool AreDigits(std::string_view text) { return std::all_of(text.begin(), text.end(), IsDigit); }

/// "2026", "2026-Q2", "2026-06", "2026-06-30".
bool IsDate(std::string_view text) {
  if (text.size() == 4) return ParseDate(Cat(text, "-01-01")).has_value();
  if (text.size() != 7) return ParseDate(text).has_value();
  if (text.substr(4, 2) == "-Q") return text[6] >= '1' && text[6] <= '4' && ParseDate(Cat(text.substr(0, 4), "-01-01"));
  return ParseDate(Cat(text, "-01")).has_value();
}

/// No URI begins with a digit, and whatever does was meant for a code.
bool IsIscoDigits(std::string_view text) { return !text.empty() && text.size() <= 4 && AreDigits(text); }
bool IsOccupation(std::string_view text) { return text.empty() || IsDigit(text.front()) ? IsIscoDigits(text) : detail::IsUri(text); }

auto KeyOf(const LabourMarketRow& row) { return std::pair<std::string_view, std::string_view>(row.occupation, row.region); }

/// What a comment says after `key`: "# source: Whose" gives "Whose". The fields of a record were parted at its commas.
std::optional<std::string> CommentValue(std::span<const std::string_view> fields, std::string_view key) {
  auto text = Trimmed(fields.front());
  if (!text.starts_with('#')) return std::nullopt;
  text = Trimmed(text.substr(1));
  if (!text.starts_with(key)) return std::nullopt;
  text = Trimmed(text.substr(key.size()));
  if (!text.starts_with(':')) return std::nullopt;
  std::string value(Trimmed(text.substr(1)));
  for (const auto field : fields.subspan(1)) detail::Append(value, ", ", Trimmed(field));
  return value;
}

}  // namespace

std::optional<Amount> ParseAmount(std::string_view text) {
  const auto point = text.find('.');
  const auto whole = text.substr(0, point), decimals = point == std::string_view::npos ? "0" : text.substr(point + 1);
  if (whole.empty() || decimals.empty() || whole.size() > kWholeDigits || !AreDigits(whole) || !AreDigits(decimals)) return std::nullopt;
  Amount amount = 0;
  for (const char c : whole) amount = amount * 10 + (c - '0');
  for (std::size_t i = 0; i < kDecimals; ++i) amount = amount * 10 + (i < decimals.size() ? decimals[i] - '0' : 0);
  return amount;
}

StatusOr<LabourMarket> LabourMarket::Create(std::string_view name, std::string source, std::string date, std::vector<LabourMarketRow> rows) {
  const auto malformed = [&](std::uint64_t line, std::string_view message) { return ErrorAt(ErrorCode::kMalformed, name, {line, 0, 0}, message); };
  if (source.empty()) return malformed(0, "the table does not say whose figures these are; give a source, or begin the file with a line \"# source: ...\"");
  if (date.empty()) return malformed(0, "the table does not say of when these figures are; give a date, or begin the file with a line \"# date: ...\"");
  if (!detail::IsPlainText(source)) return malformed(0, "the source is no UTF-8 text or holds control characters; write it as plain text");
  if (!IsDate(date))
    return malformed(0, Cat("the date is ", detail::Quoted(date), "; it must be a year, quarter, month or day, such as 2026, 2026-Q2, 2026-06 or 2026-06-30"));
  for (const auto& row : rows) {
    if (!IsOccupation(row.occupation))
      return malformed(row.line, Cat("the occupation is ", detail::Quoted(row.occupation), "; it must be a URI, or an ISCO-08 code of 1 to 4 digits"));
    if (!detail::IsPlainText(row.region)) return malformed(row.line, "the region is no UTF-8 text or holds control characters; write it as plain text");
    for (std::size_t f = 0; f < kFactors; ++f) {
      if (row.values[f] && (*row.values[f] < 0 || *row.values[f] >= kAmountEnd))
        return malformed(row.line, Cat(Name(static_cast<Factor>(f)), " is out of range; it must be at least 0 and below 10^12"));
    }
  }
  using Row = LabourMarketRow;
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return std::pair(KeyOf(a), a.line) < std::pair(KeyOf(b), b.line); });
  const auto twice = std::adjacent_find(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return KeyOf(a) == KeyOf(b); });
  if (twice != rows.end()) {
    const auto region = twice->region.empty() ? "" : Cat(" in ", detail::Quoted(twice->region));
    return malformed(twice[1].line, Cat(detail::Quoted(twice->occupation), region, " stands on line ", twice->line, " too; keep one of the two"));
  }
  LabourMarket table;
  table.source_ = std::move(source);
  table.date_ = std::move(date);
  table.rows_ = std::move(rows);
  return table;
}

std::optional<FactorValue> LabourMarket::Find(const Taxonomy& taxonomy, Concept occupation, Factor factor, std::string_view region) const {
  const auto look_up = [&](std::string_view key, std::string_view where) -> std::optional<FactorValue> {
    const auto wanted = std::pair(key, where);
    const auto row = std::lower_bound(rows_.begin(), rows_.end(), wanted, [](const LabourMarketRow& r, const auto& k) { return KeyOf(r) < k; });
    if (row == rows_.end() || KeyOf(*row) != wanted) return std::nullopt;
    const auto& value = row->values[static_cast<std::size_t>(factor)];
    if (!value) return std::nullopt;
    return FactorValue{*value, static_cast<std::uint32_t>(row - rows_.begin())};
  };
  const auto isco = taxonomy.Isco(occupation);
  const auto digits = isco == 0 ? std::string() : IscoDigits(isco);
  const std::string_view code = digits;
  for (std::size_t size = code.size() + 1; size > 0; --size) {  // the URI, then all digits, then one less ...
    const auto key = size > code.size() ? taxonomy.Uri(occupation) : code.substr(0, size);
    if (const auto value = look_up(key, region)) return value;
    if (region.empty()) continue;
    if (const auto value = look_up(key, {})) return value;
  }
  return std::nullopt;
}

std::vector<std::uint32_t> LabourMarket::UnknownRows(const Taxonomy& taxonomy) const {
  std::vector<std::uint32_t> unknown;
  for (std::uint32_t i = 0; i < rows_.size(); ++i) {
    if (IsIscoDigits(rows_[i].occupation)) continue;
    const auto c = taxonomy.Find(rows_[i].occupation);
    if (!c || taxonomy.Kind(*c) != ConceptKind::kOccupation) unknown.push_back(i);
  }
  return unknown;
}

StatusOr<LabourMarket> ReadLabourMarket(const std::string& path, std::string_view source, std::string_view date, std::vector<std::string>* notes) {
  std::string source_here, date_here;
  std::vector<std::string> left_out;
  bool has_factor = false;
  const detail::CsvPreamble preamble{
      [&](std::span<const std::string_view> fields) {
        if (std::find(fields.begin(), fields.end(), kColumns[kOccupation].name) == fields.end()) {
          if (auto value = CommentValue(fields, "source")) source_here = *std::move(value);
          if (auto value = CommentValue(fields, "date")) date_here = *std::move(value);
          return false;
        }
        for (const auto field : fields) {
          const auto column = std::find_if(kColumns.begin(), kColumns.end(), [&](const CsvColumn& c) { return c.name == field; });
          if (column == kColumns.end()) left_out.push_back(Cat("column ", detail::Quoted(field), " was left out"));
          else has_factor |= column - kColumns.begin() < kFactors;
        }
        return true;
      },
      "the column occupation"};
  std::vector<LabourMarketRow> rows;
  const auto use = [&](const CsvRecord& record) -> Status {
    if (!has_factor) return absl::OkStatus();  // said below, once
    std::array<std::string_view, kColumns.size()> fields;
    std::transform(record.fields.begin(), record.fields.end(), fields.begin(), Trimmed);
    if (std::all_of(fields.begin(), fields.end(), [](std::string_view f) { return f.empty(); })) return absl::OkStatus();  // ",,": a spreadsheet's empty line
    LabourMarketRow row{std::string(fields[kOccupation]), std::string(fields[kRegion]), {}, record.line};
    for (std::size_t f = 0; f < kFactors; ++f) {
      if (fields[f].empty()) continue;
      row.values[f] = ParseAmount(fields[f]);
      if (!row.values[f])
        return ErrorAt(ErrorCode::kMalformed, path, {record.line, 0, 0},
                       Cat(kColumns[f].name, " is ", detail::Quoted(fields[f]),
                           "; it must be digits with perhaps a decimal point, such as 2451.50, or empty when it is not known"));
    }
    rows.push_back(std::move(row));
    return absl::OkStatus();
  };
  OVS_RETURN_IF_ERROR(detail::ReadCsv(path, kColumns, use, &preamble));
  if (!has_factor)
    return ErrorAt(ErrorCode::kMalformed, path, {}, "the header names none of the columns tightness, wage and automation_risk; it must name at least one");
  if (notes != nullptr) notes->insert(notes->end(), left_out.begin(), left_out.end());
  return LabourMarket::Create(path, source.empty() ? std::move(source_here) : std::string(source),
                              date.empty() ? std::move(date_here) : std::string(date), std::move(rows));
}

Status Validate(const FactorParams& params) {
  const auto invalid = [](std::string_view what) { return Error(ErrorCode::kInvalidArgument, Cat("factors: ", what)); };
  for (std::size_t f = 0; f < kFactors; ++f) {
    const auto& scale = params.scale[f];
    const auto name = Name(static_cast<Factor>(f));
    if (scale.weight > kMostFactorWeight) {
      return invalid(Cat("the weight of ", name, " is ", scale.weight, "; it must be in 0..", kMostFactorWeight, " thousandths"));
    }
    for (const auto end : {scale.worst, scale.best}) {
      if (end < 0 || end >= kAmountEnd) return invalid(Cat("the scale of ", name, " is out of range; it must be at least 0 and below 10^12"));
    }
    if (scale.weight != 0 && scale.worst == scale.best) {
      return invalid(Cat("the scale of ", name, " has the same worst and best; say which figures these are"));
    }
  }
  return absl::OkStatus();
}

}  // namespace overstap
