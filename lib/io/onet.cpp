// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Reads a folder of O*NET's tab-separated text files into a builder: which files, which columns, what their values mean.
// References and UTF-8 are the builder's to check. Not read: work context, interests, work styles and values, education,
// and the detailed work activities.
//
// How ratings become relations. O*NET's importance is a mean of answers on a scale with the anchors 1 not important,
// 2 somewhat important, 3 important, 4 very important and 5 extremely important; level is one from 0 to 7, with anchors of
// its own for each element. A standardised score is (value - minimum) / (maximum - minimum)
// (https://www.onetonline.org/help/online/scales). From these, with integers only:
//  - relevance: the anchor the mean reaches: 4 and above essential ("at least very important"), 3 important, 2 somewhat;
//    below 2 the pair is not relevant and left out. In O*NET 29.2 that keeps 75.5 % of the skill ratings, 41 % important
//    or more and 6 % essential; the nearest anchor instead would keep 88 %, 59 % and 17 %.
//  - importance: the standardised score in thousandths, half up.
//  - level: the quarter of its scale the score lies in, 1 to 4 (a score on a border counts to the lower quarter, 0 to the first).
//  - "Not Relevant", which stands beside the level: the pair is left out.
//  - "Recommend Suppress", a value with too large an error: as if the row were not there. Without an importance there is
//    no relation; without a level it is not stated. "Not Relevant" holds all the same, as it is no estimate.
// A core task is essential, a supplemental one somewhat relevant; one without a type has not been rated by anybody and is optional.
// A technology is important when employers ask for it ("In Demand"), optional else: O*NET then only lists that it is used.

#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "csv.hpp"
#include "folder.hpp"
#include "onet_uris.hpp"
#include "overstap/io.hpp"

namespace overstap {
namespace {

using detail::Cat;
using detail::CsvColumn;
using detail::CsvRecord;
using detail::Quoted;

constexpr std::string_view kOccupationData = "Occupation Data.txt", kContentModel = "Content Model Reference.txt", kReadMe = "Read Me.txt";
constexpr std::string_view kCode = "O*NET-SOC Code";

/// A file of ratings; its elements become concepts of one kind.
struct Family {
  std::string_view file;
  ConceptKind kind;
  std::uint64_t OnetReport::*count;
};
constexpr std::array kFamilies{
    Family{"Skills.txt", ConceptKind::kSkill, &OnetReport::skills},
    Family{"Knowledge.txt", ConceptKind::kKnowledge, &OnetReport::knowledge},
    Family{"Abilities.txt", ConceptKind::kSkill, &OnetReport::abilities},
    Family{"Work Activities.txt", ConceptKind::kTask, &OnetReport::work_activities},
};

/// The element that technologies stand below, where the Content Model has it by this name.
constexpr std::string_view kTechnologyId = "5.F", kTechnologyName = "Technology Skills";

/// O*NET's own bound is 20; one without bound would have as many ancestors as dots.
constexpr std::size_t kMaxElementId = 40;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsNumber(std::string_view text) { return !text.empty() && text.size() <= 16 && std::all_of(text.begin(), text.end(), IsDigit); }

/// "11-1011.00".
bool IsOccupationCode(std::string_view text) {
  constexpr std::string_view kForm = "00-0000.00";
  return std::equal(text.begin(), text.end(), kForm.begin(), kForm.end(), [](char c, char form) { return form == '0' ? IsDigit(c) : c == form; });
}

/// "4.12" as 41200, exactly. Nothing for what is no such number, or has more than six digits before or four behind the point.
std::optional<std::int64_t> TenThousandths(std::string_view text) {
  const auto point = std::min(text.find('.'), text.size());
  const auto whole = text.substr(0, point), fraction = text.substr(std::min(point + 1, text.size()));
  if (whole.empty() || whole.size() > 6 || fraction.size() > 4 || (point != text.size() && fraction.empty())) return std::nullopt;
  std::int64_t value = 0;
  for (const auto part : {whole, fraction}) {
    if (!std::all_of(part.begin(), part.end(), IsDigit)) return std::nullopt;
    for (const char c : part) value = value * 10 + (c - '0');
  }
  for (auto digits = fraction.size(); digits < 4; ++digits) value *= 10;
  return value;
}

/// The text files write "n/a" where there is nothing.
std::string_view OrNothing(std::string_view field) { return field == "n/a" ? std::string_view() : field; }

/// Bounds of a scale, in ten-thousandths.
struct Scale {
  std::int64_t minimum, maximum;
};

class Importer {
 public:
  Importer(const std::string& directory, TaxonomyBuilder& builder) : directory_(directory), builder_(builder) {}

  Status Read() {
    OVS_RETURN_IF_ERROR(List());
    // Before any file is read: a folder that is not O*NET's should be told so at once.
    for (const auto name : {kOccupationData, kContentModel})
      if (!Has(name))
        return Error(ErrorCode::kIo, Cat(directory_, ": \"", name, "\" is missing; download the O*NET database as text files and point to its folder"));

    OVS_RETURN_IF_ERROR(ReadOccupations());
    OVS_RETURN_IF_ERROR(ReadScales());
    for (const auto& family : kFamilies) OVS_RETURN_IF_ERROR(ReadRatings(family));
    OVS_RETURN_IF_ERROR(ReadTechnologies());
    OVS_RETURN_IF_ERROR(ReadTasks());
    OVS_RETURN_IF_ERROR(ReadJobZones());
    OVS_RETURN_IF_ERROR(ReadTitles("Alternate Titles.txt", "Alternate Title"));
    OVS_RETURN_IF_ERROR(ReadTitles("Sample of Reported Titles.txt", "Reported Job Title"));
    OVS_RETURN_IF_ERROR(ReadRelated());
    OVS_RETURN_IF_ERROR(ReadContentModel());  // last, when it is known which elements are used
    OVS_RETURN_IF_ERROR(About());
    Notes();
    return {};
  }

  OnetReport report;

 private:
  using Node = TaxonomyBuilder::Node;
  using Place = TaxonomyBuilder::Place;
  using Fields = std::span<const std::string_view>;

  struct Rating {
    Node occupation, element;
    bool is_level, suppressed, not_relevant;
    std::int64_t value;  ///< in ten-thousandths
    Place place;
  };

  Status List() {
    OVS_ASSIGN_OR_RETURN(names_, detail::NamesIn(directory_, "point to the folder with O*NET's text files"));
    std::erase_if(names_, [](const std::string& name) { return !name.ends_with(".txt"); });
    return {};
  }
  bool Has(std::string_view name) const { return std::binary_search(names_.begin(), names_.end(), name); }

  /// ReadCsv() with the file's path and its number in the builder; a file that is not there is noted as missing.
  template <typename Use>
  Status ReadTable(std::string_view name, std::span<const CsvColumn> columns, const Use& use) {
    if (!Has(name)) {
      report.missing.emplace_back(name);
      return {};
    }
    report.files.emplace_back(name);
    path_ = (std::filesystem::path(directory_) / name).string();
    source_ = builder_.AddSource(path_);
    const auto take = [&](const CsvRecord& record) -> Status {
      line_ = record.line;
      return use(record.fields, PlaceOf(line_));
    };
    return detail::ReadCsv(path_, columns, take, nullptr, detail::kTabSeparated);
  }
  Place PlaceOf(std::uint64_t line) const { return {source_, static_cast<std::uint32_t>(line), 0}; }
  Status Malformed(std::string_view message) const { return ErrorAt(ErrorCode::kMalformed, path_, {line_, 0, 0}, message); }
  Status AddText(Node node, TextKind kind, std::string_view column, std::string_view text) const {
    const auto status = builder_.AddText(node, kind, "en", text);
    return status.ok() ? status : ErrorAt(CodeOf(status), path_, {line_, 0, 0}, Cat(column, ": ", detail::Std(status.message())));
  }
  StatusOr<bool> Flag(std::string_view column, std::string_view field) const {
    field = OrNothing(field);
    if (field != "Y" && field != "N" && !field.empty()) return Malformed(Cat(column, " is ", Quoted(field), "; it must be Y, N, n/a or empty"));
    return field == "Y";
  }

  Node Occupation(std::string_view code, Place place) { return builder_.Mention(Cat(detail::kOnetOccupation, code), place); }
  Node Element(std::string_view id, Place place) { return builder_.Mention(Cat(detail::kOnetElement, id), place); }

  Status ReadOccupations() {
    static constexpr CsvColumn kColumns[] = {{kCode, true}, {"Title", true}, {"Description"}};
    return ReadTable(kOccupationData, kColumns, [&](Fields fields, Place place) -> Status {
      if (!IsOccupationCode(fields[0])) return Malformed(Cat(Quoted(fields[0]), " is no O*NET-SOC code; one looks like 11-1011.00"));
      const Node node = Occupation(fields[0], place);
      OVS_RETURN_IF_ERROR(builder_.Declare(node, ConceptKind::kOccupation, place));
      ++report.occupations;
      OVS_RETURN_IF_ERROR(builder_.SetNotation(node, fields[0]));
      OVS_RETURN_IF_ERROR(AddText(node, TextKind::kPreferred, kColumns[1].name, fields[1]));
      return AddText(node, TextKind::kDefinition, kColumns[2].name, fields[2]);
    });
  }

  Status ReadScales() {
    static constexpr CsvColumn kColumns[] = {{"Scale ID", true}, {"Minimum", true}, {"Maximum", true}};
    return ReadTable("Scales Reference.txt", kColumns, [&](Fields fields, Place) -> Status {
      if (fields[0] != "IM" && fields[0] != "LV") return {};
      const auto minimum = TenThousandths(fields[1]), maximum = TenThousandths(fields[2]);
      if (!minimum || !maximum || *minimum >= *maximum)
        return Malformed(Cat("scale ", fields[0], " goes from ", Quoted(fields[1]), " to ", Quoted(fields[2]),
                             "; it must go up, between numbers such as 1 and 5"));
      scales_[fields[0] == "LV"] = {*minimum, *maximum};
      return {};
    });
  }

  Status ReadRatings(const Family& family) {
    static constexpr CsvColumn kColumns[] = {{kCode, true},        {"Element ID", true},   {"Scale ID", true},
                                             {"Data Value", true}, {"Recommend Suppress"}, {"Not Relevant"}};
    std::vector<Rating> ratings;
    const auto take = [&](Fields fields, Place place) -> Status {
      const bool is_level = fields[2] == "LV";
      if (!is_level && fields[2] != "IM") return Malformed(Cat("Scale ID is ", Quoted(fields[2]), "; it must be IM or LV"));
      const auto value = TenThousandths(fields[3]);
      if (!value) return Malformed(Cat("Data Value is ", Quoted(fields[3]), "; it must be a number such as 4.12, with four decimals at most"));
      const auto& scale = scales_[is_level];
      if (*value < scale.minimum || *value > scale.maximum)
        return Malformed(Cat("Data Value is ", fields[3], ", which is off the scale ", fields[2], "; correct it, or the bounds in \"Scales Reference.txt\""));
      OVS_ASSIGN_OR_RETURN(const bool suppressed, Flag(kColumns[4].name, fields[4]));
      OVS_ASSIGN_OR_RETURN(const bool not_relevant, Flag(kColumns[5].name, fields[5]));

      const auto id = fields[1];
      auto used = used_.find(id);
      if (used == used_.end()) {
        if (id.empty() || id.size() > kMaxElementId) return Malformed(Cat("Element ID is ", Quoted(id), "; it must be one of \"", kContentModel, "\""));
        used = used_.emplace(id, &family).first;
      }
      if (used->second != &family) return Malformed(Cat("element ", Quoted(id), " stands in \"", used->second->file, "\" too; keep it in one of the two"));
      ++report.ratings_read;
      report.ratings_suppressed += suppressed;
      ratings.push_back({Occupation(fields[0], place), Element(id, place), is_level, suppressed, not_relevant, *value, place});
      return {};
    };
    OVS_RETURN_IF_ERROR(ReadTable(family.file, kColumns, take));

    const auto key = [](const Rating& r) { return std::tuple(r.occupation, r.element, r.is_level, r.place.line); };
    std::sort(ratings.begin(), ratings.end(), [&](const Rating& a, const Rating& b) { return key(a) < key(b); });
    for (std::size_t i = 0; i < ratings.size();) {
      std::array<const Rating*, 2> pair{};  // importance, level
      const auto& first = ratings[i];
      for (; i < ratings.size() && ratings[i].occupation == first.occupation && ratings[i].element == first.element; ++i) {
        const auto*& rating = pair[ratings[i].is_level];
        if (rating != nullptr) {
          line_ = ratings[i].place.line;
          return Malformed(Cat("the same occupation, element and scale stand on line ", rating->place.line, " already; keep one of the two"));
        }
        rating = &ratings[i];
      }
      rated_.insert(first.occupation);
      Relate(pair[0], pair[1]);
    }
    return {};
  }

  /// See the head of this file. Either may be null.
  void Relate(const Rating* importance, const Rating* level) {
    if ((importance != nullptr && importance->not_relevant) || (level != nullptr && level->not_relevant)) {
      ++report.not_relevant;
      return;
    }
    if (importance == nullptr) {
      ++without_importance_;
      return;
    }
    if (importance->suppressed) return;
    const auto score = [&](const Rating& rating) { return rating.value - scales_[rating.is_level].minimum; };
    const auto range = [&](const Rating& rating) { return scales_[rating.is_level].maximum - scales_[rating.is_level].minimum; };

    TaxonomyBuilder::Strength strength;
    const auto part = score(*importance), whole = range(*importance);
    if (4 * part >= 3 * whole) {  // the anchors cut the scale into quarters
      strength.relevance = Relevance::kEssential;
    } else if (4 * part >= 2 * whole) {
      strength.relevance = Relevance::kImportant;
    } else if (4 * part >= whole) {
      strength.relevance = Relevance::kSomewhat;
    } else {
      ++report.not_relevant;
      return;
    }
    strength.importance = static_cast<Importance>((2 * kMaxImportance * part + whole) / (2 * whole));
    if (level != nullptr && !level->suppressed) {
      const auto quarter = (kMaxLevel * score(*level) + range(*level) - 1) / range(*level);
      strength.level = static_cast<Level>(std::max<std::int64_t>(quarter, 1));
    }
    builder_.AddRelation(importance->occupation, importance->element, strength, importance->place);
  }

  Status ReadTechnologies() {
    static constexpr CsvColumn kColumns[] = {{kCode, true}, {"Commodity Code", true}, {"Commodity Title", true}, {"Example"}, {"In Demand"}};
    struct Listed {
      bool in_demand;
      Place place;
    };
    std::map<std::pair<Node, Node>, Listed> listed;  // a row is an example; of one commodity there may be many
    const auto take = [&](Fields fields, Place place) -> Status {
      if (!IsNumber(fields[1])) return Malformed(Cat("Commodity Code is ", Quoted(fields[1]), "; it must be a number such as 43232306"));
      const Node technology = builder_.Mention(Cat(detail::kOnetTechnology, fields[1]), place);
      if (!builder_.IsDeclared(technology)) {
        OVS_RETURN_IF_ERROR(builder_.Declare(technology, ConceptKind::kSkill, place));
        ++report.technologies;
        technologies_.emplace_back(technology, place);
      }
      OVS_RETURN_IF_ERROR(AddText(technology, TextKind::kPreferred, kColumns[2].name, fields[2]));
      OVS_RETURN_IF_ERROR(AddText(technology, TextKind::kAlternative, kColumns[3].name, OrNothing(fields[3])));
      OVS_ASSIGN_OR_RETURN(const bool in_demand, Flag(kColumns[4].name, fields[4]));
      auto& pair = listed.try_emplace({Occupation(fields[0], place), technology}, Listed{false, place}).first->second;
      pair.in_demand |= in_demand;
      return {};
    };
    OVS_RETURN_IF_ERROR(ReadTable("Technology Skills.txt", kColumns, take));
    for (const auto& [pair, how] : listed)
      builder_.AddRelation(pair.first, pair.second, {how.in_demand ? Relevance::kImportant : Relevance::kOptional}, how.place);
    return {};
  }

  Status ReadTasks() {
    static constexpr CsvColumn kColumns[] = {{kCode, true}, {"Task ID", true}, {"Task", true}, {"Task Type"}};
    return ReadTable("Task Statements.txt", kColumns, [&](Fields fields, Place place) -> Status {
      if (!IsNumber(fields[1])) return Malformed(Cat("Task ID is ", Quoted(fields[1]), "; it must be a number such as 8823"));
      const auto type = OrNothing(fields[3]);
      if (type != "Core" && type != "Supplemental" && !type.empty())
        return Malformed(Cat("Task Type is ", Quoted(type), "; it must be Core, Supplemental, n/a or empty"));
      const Node task = builder_.Mention(Cat(detail::kOnetOccupation, fields[0], detail::kOnetTask, fields[1]), place);
      OVS_RETURN_IF_ERROR(builder_.Declare(task, ConceptKind::kTask, place));
      ++report.tasks;
      OVS_RETURN_IF_ERROR(AddText(task, TextKind::kPreferred, kColumns[2].name, fields[2]));
      const auto relevance = type.empty() ? Relevance::kOptional : type == "Core" ? Relevance::kEssential : Relevance::kSomewhat;
      builder_.AddRelation(Occupation(fields[0], place), task, {relevance}, place);
      return {};
    });
  }

  Status ReadJobZones() {
    static constexpr CsvColumn kColumns[] = {{kCode, true}, {"Job Zone", true}};
    std::map<Node, std::uint64_t> lines;
    return ReadTable("Job Zones.txt", kColumns, [&](Fields fields, Place place) -> Status {
      const auto zone = fields[1];
      if (zone.size() != 1 || zone[0] < '1' || zone[0] > '0' + kMaxJobZone) return Malformed(Cat("Job Zone is ", Quoted(zone), "; it must be 1 to 5"));
      const Node occupation = Occupation(fields[0], place);
      const auto [first, fresh] = lines.emplace(occupation, line_);
      if (!fresh) return Malformed(Cat("the Job Zone of ", fields[0], " stands on line ", first->second, " already; keep one of the two"));
      builder_.SetJobZone(occupation, static_cast<JobZone>(zone[0] - '0'));
      return {};
    });
  }

  Status ReadTitles(std::string_view file, std::string_view column) {
    const CsvColumn columns[] = {{kCode, true}, {column, true}, {"Short Title"}};
    return ReadTable(file, columns, [&](Fields fields, Place place) -> Status {
      const Node occupation = Occupation(fields[0], place);
      for (std::size_t i = 1; i < 3; ++i) {
        const auto title = OrNothing(fields[i]);
        OVS_RETURN_IF_ERROR(AddText(occupation, TextKind::kAlternative, columns[i].name, title));
        report.alternate_titles += !title.empty();
      }
      return {};
    });
  }

  Status ReadRelated() {
    static constexpr CsvColumn kColumns[] = {{kCode, true}, {"Related O*NET-SOC Code", true}};
    return ReadTable("Related Occupations.txt", kColumns, [&](Fields fields, Place place) -> Status {
      (void)Occupation(fields[1], place);  // so that one that does not exist is found
      const auto status = builder_.AddMatch(Occupation(fields[0], place), MatchType::kRelated, Cat(detail::kOnetOccupation, fields[1]));
      if (!status.ok()) return Malformed(detail::Std(status.message()));
      ++report.related;
      return {};
    });
  }

  /// Declares the elements that are rated, and their ancestors as groups.
  Status ReadContentModel() {
    struct Row {
      std::string id, name, description;
      std::uint64_t line;
    };
    static constexpr CsvColumn kColumns[] = {{"Element ID", true}, {"Element Name", true}, {"Description"}};
    std::vector<Row> rows;
    OVS_RETURN_IF_ERROR(ReadTable(kContentModel, kColumns, [&](Fields fields, Place) -> Status {
      rows.push_back({std::string(fields[0]), std::string(fields[1]), std::string(fields[2]), line_});
      return {};
    }));
    std::set<std::string, std::less<>> groups;
    const auto add_ancestors = [&](std::string_view id) {
      for (auto dot = id.rfind('.'); dot != std::string_view::npos; dot = id.rfind('.')) groups.emplace(id = id.substr(0, dot));
    };
    for (const auto& [id, family] : used_) add_ancestors(id);
    const bool technology = !technologies_.empty() &&
                            std::any_of(rows.begin(), rows.end(), [](const Row& r) { return r.id == kTechnologyId && r.name == kTechnologyName; });
    if (technology) {
      groups.emplace(kTechnologyId);
      add_ancestors(kTechnologyId);
      for (const auto& [node, place] : technologies_) builder_.AddBroader(node, Element(kTechnologyId, place), place);
    }
    for (const auto& row : rows) {
      const auto used = used_.find(row.id);
      if (used == used_.end() && !groups.contains(row.id)) continue;
      line_ = row.line;
      const auto place = PlaceOf(line_);
      const Node node = Element(row.id, place);
      OVS_RETURN_IF_ERROR(builder_.Declare(node, used == used_.end() ? ConceptKind::kGroup : used->second->kind, place));
      ++(used == used_.end() ? report.groups : report.*(used->second->count));
      OVS_RETURN_IF_ERROR(AddText(node, TextKind::kPreferred, kColumns[1].name, row.name));
      OVS_RETURN_IF_ERROR(AddText(node, TextKind::kDefinition, kColumns[2].name, row.description));
      if (const auto dot = row.id.rfind('.'); dot != std::string::npos) builder_.AddBroader(node, Element(row.id.substr(0, dot), place), place);
    }
    return {};
  }

  /// "29.2" of a Read Me that begins with "O*NET 29.2 Database"; empty when there is none.
  StatusOr<std::string> Edition() {
    if (!Has(kReadMe)) return std::string();
    OVS_ASSIGN_OR_RETURN(const auto text, ReadFile((std::filesystem::path(directory_) / kReadMe).string(), std::uint64_t{1} << 20));
    report.files.emplace_back(kReadMe);
    constexpr std::string_view kBefore = "O*NET ", kAfter = " Database";
    const auto line = std::string_view(text).substr(0, text.find_first_of("\r\n"));
    if (line.size() > kBefore.size() + kAfter.size() && line.starts_with(kBefore) && line.ends_with(kAfter)) {
      const auto edition = line.substr(kBefore.size(), line.size() - kBefore.size() - kAfter.size());
      if (edition.size() <= 16 && edition.find_first_not_of("0123456789.") == std::string_view::npos) return std::string(edition);
    }
    report.notes.push_back(Cat("\"", kReadMe, "\" does not begin with a line such as \"O*NET 29.2 Database\", so the edition is not known."));
    return std::string();
  }

  Status About() {
    OVS_ASSIGN_OR_RETURN(const auto edition, Edition());
    if (!edition.empty()) OVS_RETURN_IF_ERROR(builder_.SetAbout("edition", edition));
    // After the words of O*NET's licence page (https://www.onetcenter.org/license_db.html).
    const auto notice = Cat("This service includes information from the O*NET ", edition, edition.empty() ? "" : " ",
                            "Database by the U.S. Department of Labor, Employment and Training Administration (USDOL/ETA). "
                            "Used under the CC BY 4.0 license. O*NET\xC2\xAE is a trademark of USDOL/ETA. The information was modified: "
                            "ratings were cut to tiers of relevance and levels, and part of it was left out. USDOL/ETA has not approved, endorsed, or tested these modifications.");
    const std::pair<std::string_view, std::string_view> about[] = {
        {"name@en", "O*NET"}, {"name@nl", "O*NET"}, {"licence", "CC BY 4.0"}, {"source", "https://www.onetcenter.org/database.html"}, {"notice@en", notice},
    };
    for (const auto& [key, value] : about) OVS_RETURN_IF_ERROR(builder_.SetAbout(key, value));
    return {};
  }

  void Notes() {
    const auto note = [&](std::string_view text, std::uint64_t count) {
      if (count != 0) report.notes.push_back(Cat(text, ": ", count, "."));
    };
    // Not below zero: an occupation that is rated but not defined fails in Build().
    note("Occupations without any rating", report.occupations - std::min<std::uint64_t>(report.occupations, rated_.size()));
    note("Levels without an importance, left out", without_importance_);
    detail::NoteUnused(names_, report.files, report.notes);
  }

  const std::string& directory_;
  TaxonomyBuilder& builder_;
  std::vector<std::string> names_;  ///< of the text files in the folder, sorted, so that the outcome does not hang on the file system
  std::string path_;                ///< of the file being read
  std::uint32_t source_ = 0;
  std::uint64_t line_ = 0;
  std::array<Scale, 2> scales_{{{10'000, 50'000}, {0, 70'000}}};     ///< importance, level
  std::map<std::string, const Family*, std::less<>> used_;           ///< rated elements, by ID
  std::vector<std::pair<Node, Place>> technologies_;
  std::set<Node> rated_;
  std::uint64_t without_importance_ = 0;
};

}  // namespace

Status ReadOnet(const std::string& directory, TaxonomyBuilder& builder, OnetReport* report) {
  Importer importer(directory, builder);
  Status status = importer.Read();
  if (report != nullptr) *report = std::move(importer.report);
  return status;
}

}  // namespace overstap
