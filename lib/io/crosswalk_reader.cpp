// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Reads crosswalk files: the ESCO-O*NET crosswalk as the ESCO Secretariat publishes it, and plain CSV with from, type, to.
// Whether the concepts exist is not asked here: a crosswalk is read without its taxonomies.
//
// In the official form a row is "O*NET occupation, ESCO occupation, type of match", and the type reads from ESCO to O*NET,
// against the order of the columns. The file does not say so; its rows do. Of its 2,053 broad matches, O*NET's side is the
// wider one: "Legislators" broadMatch "senator", "member of parliament" and "city councillor"; "Marine Engineers and Naval
// Architects" broadMatch "naval architect"; "Power Plant Operators" broadMatch "fossil-fuel power plant operator";
// "Subway and Streetcar Operators" broadMatch "tram driver". Of its 227 narrow ones it is the narrower: "Cooks, Private
// Household" narrowMatch "cook"; "Transit and Railroad Police" narrowMatch "police officer"; "Law Teachers, Postsecondary"
// narrowMatch "higher education lecturer". The counts agree: one occupation of O*NET ("Transportation, Storage, and
// Distribution Managers") has 81 broad matches in ESCO, while one of ESCO ("higher education lecturer") has 19 narrow ones in O*NET. So in skos terms the
// rows say "ESCO broadMatch O*NET"; seen from O*NET, which is `from` here, broadMatch is kNarrow and narrowMatch kBroad.

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "csv.hpp"
#include "onet_uris.hpp"
#include "overstap/crosswalk.hpp"
#include "overstap/text.hpp"

namespace overstap {
namespace {

using detail::Cat;
using detail::CsvColumn;
using detail::CsvRecord;
using detail::Trimmed;

enum { kFrom, kType, kTo, kOnetId, kOtherUri, kMatch };
constexpr std::array<CsvColumn, 6> kColumns = {{{"from"}, {"type"}, {"to"}, {"O*NET Id"}, {"ESCO or ISCO URI"}, {"Type of Match"}}};

/// The type in the official form, already turned as said above.
std::optional<MatchType> ParseOfficial(std::string_view name) {
  constexpr std::pair<std::string_view, MatchType> kNames[] = {{"exactMatch", MatchType::kExact},
                                                               {"closeMatch", MatchType::kClose},
                                                               {"broadMatch", MatchType::kNarrow},
                                                               {"narrowMatch", MatchType::kBroad},
                                                               {"relatedMatch", MatchType::kRelated}};
  for (const auto& [text, type] : kNames) {
    if (text == name) return type;
  }
  return std::nullopt;
}

/// "11-1011.00".
bool IsOnetCode(std::string_view code) {
  constexpr std::string_view kForm = "00-0000.00";
  return code.size() == kForm.size() &&
         std::equal(code.begin(), code.end(), kForm.begin(), [](char c, char form) { return form == '0' ? c >= '0' && c <= '9' : c == form; });
}

}  // namespace

StatusOr<Crosswalk> ReadCrosswalk(const std::string& path, std::vector<std::string>* notes) {
  bool official = false;
  const detail::CsvPreamble preamble{[&](std::span<const std::string_view> fields) {
                                       const auto has = [&](int first) {
                                         const auto wanted = std::span(kColumns).subspan(static_cast<std::size_t>(first), 3);
                                         return std::all_of(wanted.begin(), wanted.end(), [&](const CsvColumn& column) {
                                           return std::find(fields.begin(), fields.end(), column.name) != fields.end();
                                         });
                                       };
                                       official = has(kOnetId);
                                       return official || has(kFrom);
                                     },
                                     "the columns from, type, to, or those of ESCO's crosswalk: O*NET Id, ESCO or ISCO URI, Type of Match"};
  std::vector<CrosswalkLink> links;
  std::uint64_t groups = 0;
  const auto use = [&](const CsvRecord& record) -> Status {
    const auto malformed = [&](std::string_view message) { return ErrorAt(ErrorCode::kMalformed, path, {record.line, 0, 0}, message); };
    std::array<std::string_view, kColumns.size()> fields;
    std::transform(record.fields.begin(), record.fields.end(), fields.begin(), Trimmed);
    if (std::all_of(fields.begin(), fields.end(), [](std::string_view f) { return f.empty(); })) return {};  // ",,": a spreadsheet's empty line
    if (official && fields[kMatch] == "exactISCO") {
      ++groups;
      return {};
    }
    const auto name = fields[official ? kMatch : kType];
    const auto type = official ? ParseOfficial(name) : ParseMatchType(name);
    if (!type)
      return malformed(Cat("the type of match is ", detail::Quoted(name), "; it must be ",
                           official ? "exactMatch, closeMatch, broadMatch, narrowMatch, relatedMatch or exactISCO" : "exact, close, broad, narrow, related or replaced-by"));
    if (official && !IsOnetCode(fields[kOnetId])) return malformed(Cat("the O*NET Id is ", detail::Quoted(fields[kOnetId]), "; it must be a code such as 11-1011.00"));
    std::string from = official ? Cat(detail::kOnetOccupation, fields[kOnetId]) : std::string(fields[kFrom]);
    const auto to = fields[official ? kOtherUri : kTo];
    for (const auto uri : {std::string_view(from), to}) {
      if (!detail::IsUri(uri)) return malformed(Cat(detail::Quoted(uri), " is no URI: it must be UTF-8 and neither empty nor hold blanks or control characters"));
    }
    links.push_back({std::move(from), std::string(to), *type, LinkSource::kFile});
    return {};
  };
  OVS_RETURN_IF_ERROR(detail::ReadCsv(path, kColumns, use, &preamble));
  const auto read = links.size();
  Crosswalk crosswalk(std::move(links));
  if (notes != nullptr) {
    if (groups > 0) notes->push_back(Cat(groups, " rows that link an occupation to an ISCO group were left out"));
    if (crosswalk.links().size() < read) notes->push_back(Cat(read - crosswalk.links().size(), " rows say what another row says"));
  }
  return crosswalk;
}

StatusOr<Crosswalk> FindCrosswalk(const Taxonomy& from, const Taxonomy& to, bool versions, const std::string* path, std::vector<std::string>* notes) {
  auto links = versions ? Crosswalk::BetweenVersions(from, to) : Crosswalk::FromMatches(from, to);
  if (path == nullptr) return links;
  OVS_ASSIGN_OR_RETURN(const auto file, ReadCrosswalk(*path, notes));
  return links.With(file).With(file.Reversed());
}

}  // namespace overstap
