// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Reads a folder of ESCO's CSV files into a builder: which files, which columns, what their values mean. References,
// contradictions and UTF-8 are the builder's to check. Not read: relations between skills (whose skill types are wrong in
// 1.2.0 besides), the hierarchy table and the collections, which repeat what the other files say.

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "clean.hpp"
#include "csv.hpp"
#include "folder.hpp"
#include "overstap/io.hpp"

namespace overstap {
namespace {

using detail::Cat;
using detail::Clean;
using detail::CsvColumn;
using detail::CsvRecord;
using detail::ReadCsv;

/// A family of files STEM_<lang>.csv that holds concepts of one conceptType.
struct Family {
  std::string_view stem, type;
  bool is_skill, is_group;
};
constexpr Family kOccupations{"occupations", "Occupation", false, false};
constexpr Family kSkills{"skills", "KnowledgeSkillCompetence", true, false};
constexpr Family kSkillGroups{"skillGroups", "SkillGroup", false, true};
constexpr Family kIscoGroups{"ISCOGroups", "ISCOGroup", false, true};

constexpr std::array kFamilies{kOccupations, kSkills, kSkillGroups, kIscoGroups};

/// Names of the files of a family by language.
using Files = std::map<std::string, std::string, std::less<>>;

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// "nl" or "en-us". ESCO has two-letter languages only; more would take skills_old.csv for a language.
bool IsLanguage(std::string_view text) {
  return (text.size() == 2 || (text.size() == 5 && text[2] == '-')) && IsLetter(text[0]) && IsLetter(text[1]) &&
         IsLetter(text[text.size() - 2]) && IsLetter(text.back());
}

template <typename Use>
Status ForEachPart(std::string_view text, std::string_view separator, const Use& use) {
  for (;;) {
    const auto end = text.find(separator);
    OVS_RETURN_IF_ERROR(use(text.substr(0, end)));
    if (end == std::string_view::npos) return {};
    text.remove_prefix(end + separator.size());
  }
}

class Importer {
 public:
  Importer(const std::string& directory, TaxonomyBuilder& builder) : directory_(directory), builder_(builder) {}

  Status Read() {
    OVS_RETURN_IF_ERROR(List());
    const auto occupations = FilesOf(kOccupations.stem), skills = FilesOf(kSkills.stem);
    const auto relations = OneOf("occupationSkillRelations");
    // Before any file is read: a folder that is not ESCO's should be told so at once.
    if (occupations.empty()) return Missing("occupations_<lang>.csv");
    if (skills.empty()) return Missing("skills_<lang>.csv");
    if (!relations) return Missing("occupationSkillRelations_<lang>.csv");

    OVS_RETURN_IF_ERROR(ReadFamily(kIscoGroups, FilesOf(kIscoGroups.stem)));
    OVS_RETURN_IF_ERROR(ReadFamily(kOccupations, occupations));
    OVS_RETURN_IF_ERROR(ReadFamily(kSkillGroups, FilesOf(kSkillGroups.stem)));
    OVS_RETURN_IF_ERROR(ReadFamily(kSkills, skills));
    for (const auto& [language, name] : FilesOf(kSkills.stem, "_partial")) OVS_RETURN_IF_ERROR(ReadConcepts(kSkills, language, name, Rows::kTextsOnly));
    OVS_RETURN_IF_ERROR(ReadRelations(*relations));
    OVS_RETURN_IF_ERROR(ReadBroader("broaderRelationsOccPillar"));
    OVS_RETURN_IF_ERROR(ReadBroader("broaderRelationsSkillPillar"));
    OVS_RETURN_IF_ERROR(About());
    Notes();
    return {};
  }

  EscoReport report;

 private:
  using Node = TaxonomyBuilder::Node;
  enum class Rows { kDeclare, kDeclareIfNew, kTextsOnly };

  Status List() {
    OVS_ASSIGN_OR_RETURN(names_, detail::NamesIn(directory_, "point to the folder with ESCO's CSV files"));
    std::erase_if(names_, [](const std::string& name) { return !name.ends_with(".csv"); });
    return {};
  }

  Files FilesOf(std::string_view stem, std::string_view suffix = {}) const {
    Files files;
    for (const auto& name : names_) {
      std::string_view middle = name;
      if (!middle.starts_with(stem)) continue;
      middle.remove_prefix(stem.size());
      middle.remove_suffix(4);  // ".csv"
      if (!middle.starts_with('_') || !middle.ends_with(suffix)) continue;
      middle.remove_prefix(1);
      middle.remove_suffix(std::min(suffix.size(), middle.size()));
      if (IsLanguage(middle)) files.emplace(middle, name);
    }
    return files;
  }

  /// The file to read of those that say the same in every language; releases before 1.1 had no language in the name.
  std::optional<std::string> OneOf(std::string_view stem) const {
    const auto files = FilesOf(stem);
    if (const auto english = files.find("en"); english != files.end()) return english->second;
    if (!files.empty()) return files.begin()->second;
    if (auto bare = Cat(stem, ".csv"); std::binary_search(names_.begin(), names_.end(), bare)) return bare;
    return std::nullopt;
  }

  Status Missing(std::string_view name) const {
    return Error(ErrorCode::kIo, Cat(directory_, ": ", name, " is missing; download the ESCO classification in CSV form and point to its folder"));
  }

  /// ReadCsv() with the file's path and its number in the builder.
  template <typename Use>
  Status ReadFile(const std::string& name, std::span<const CsvColumn> columns, const Use& use) {
    report.files.push_back(name);
    path_ = (std::filesystem::path(directory_) / name).string();
    const auto source = builder_.AddSource(path_);
    return ReadCsv(path_, columns, [&](const CsvRecord& record) -> Status {
      line_ = record.line;
      return use(record.fields, TaxonomyBuilder::Place{source, static_cast<std::uint32_t>(line_), 0});
    });
  }
  Status Malformed(std::string_view message) const { return ErrorAt(ErrorCode::kMalformed, path_, {line_, 0, 0}, message); }
  /// Puts the place into what the builder said of a value.
  Status Placed(const Status& status, std::string_view column) const {
    return status.ok() ? status : ErrorAt(CodeOf(status), path_, {line_, 0, 0}, Cat(column, ": ", detail::Std(status.message())));
  }

  Status ReadFamily(const Family& family, const Files& files) {
    if (files.empty()) report.missing.push_back(Cat(family.stem, "_<lang>.csv"));
    // English first, as it is the language ESCO is made in; so a damaged number in a translation does no harm.
    const auto english = files.find("en");
    if (english != files.end()) OVS_RETURN_IF_ERROR(ReadConcepts(family, "en", english->second, Rows::kDeclare));
    bool first = english == files.end();
    for (const auto& [language, name] : files) {
      if (language == "en") continue;
      OVS_RETURN_IF_ERROR(ReadConcepts(family, language, name, std::exchange(first, false) ? Rows::kDeclare : Rows::kDeclareIfNew));
    }
    return {};
  }

  Status ReadConcepts(const Family& family, const std::string& language, const std::string& name, Rows rows) {
    enum { kUri, kPreferred, kType, kSkillType, kIsco, kCode, kAlternative, kHidden, kStatus, kRegulated, kDescription, kDefinition };
    const bool full = rows != Rows::kTextsOnly;
    const CsvColumn columns[] = {{"conceptUri", true}, {"preferredLabel", true}, {"conceptType", full}, {"skillType", full && family.is_skill},
                                 {"iscoGroup"},        {"code"},                 {"altLabels"},         {"hiddenLabels"},
                                 {"status"},           {"regulatedProfessionNote"}, {"description"},    {"definition"}};
    return ReadFile(name, columns, [&](std::span<const std::string_view> fields, TaxonomyBuilder::Place place) -> Status {
      if (!fields[kType].empty() && fields[kType] != family.type)
        return Malformed(Cat("conceptType is ", detail::Quoted(fields[kType]), "; in this file it must be \"", family.type, "\""));
      const Node node = builder_.Mention(fields[kUri], place);
      if (rows == Rows::kDeclare || (rows == Rows::kDeclareIfNew && !builder_.IsDeclared(node))) {
        const bool knowledge = family.is_skill && fields[kSkillType] == "knowledge";
        const auto kind = family.is_group   ? ConceptKind::kGroup
                          : knowledge       ? ConceptKind::kKnowledge
                          : family.is_skill ? ConceptKind::kSkill
                                            : ConceptKind::kOccupation;
        OVS_RETURN_IF_ERROR(builder_.Declare(node, kind, place));
        ++CountOf(family, knowledge);
        // Older releases also have "language" and "attitude"; all but knowledge is a thing one can do.
        if (family.is_skill && !knowledge && fields[kSkillType] != "skill/competence") ++other_skill_types_;
        if (!fields[kStatus].empty() && fields[kStatus] != "released") builder_.SetStatus(node, ConceptStatus::kArchived);
        if (!fields[kCode].empty()) OVS_RETURN_IF_ERROR(Placed(builder_.SetNotation(node, fields[kCode]), "code"));
        if (fields[kRegulated].ends_with("/regulated")) builder_.SetRegulated(node, Regulated::kYes);
        if (fields[kRegulated].ends_with("/unregulated")) builder_.SetRegulated(node, Regulated::kNo);
        if (!fields[kIsco].empty()) SetIsco(node, fields[kIsco]);
      }
      const auto add = [&](TextKind kind, int field) {
        return Placed(builder_.AddText(node, kind, language, Clean(fields[static_cast<std::size_t>(field)], replaced_)), columns[field].name);
      };
      const auto add_list = [&](TextKind kind, int field) {
        const auto text = Clean(fields[static_cast<std::size_t>(field)], replaced_);
        return Placed(ForEachPart(text, "\n", [&](std::string_view line) {
                        return ForEachPart(line, " | ", [&](std::string_view label) { return builder_.AddText(node, kind, language, label); });
                      }), columns[field].name);
      };
      OVS_RETURN_IF_ERROR(add(TextKind::kPreferred, kPreferred));
      OVS_RETURN_IF_ERROR(add_list(TextKind::kAlternative, kAlternative));
      OVS_RETURN_IF_ERROR(add_list(TextKind::kHidden, kHidden));
      // What a group is about is page-long in ESCO and never shown.
      return family.is_group ? Status() : add(TextKind::kDefinition, fields[kDescription].empty() ? kDefinition : kDescription);
    });
  }

  std::uint64_t& CountOf(const Family& family, bool knowledge) {
    if (family.is_skill) return knowledge ? report.knowledge : report.skills;
    if (family.is_group) return family.type == kIscoGroups.type ? report.isco_groups : report.skill_groups;
    return report.occupations;
  }

  /// An occupation stands in a unit group, of four digits. "110" may be Excel's idea of "0110".
  void SetIsco(Node node, std::string_view digits) {
    if (const auto isco = ParseIsco(digits)) builder_.SetIsco(node, *isco);
    else ++odd_isco_;
  }

  Status ReadRelations(const std::string& name) {
    static constexpr CsvColumn kColumns[] = {{"occupationUri", true}, {"relationType", true}, {"skillUri", true}};
    std::vector<std::pair<std::uint64_t, bool>> pairs;  // to count those that are both
    OVS_RETURN_IF_ERROR(ReadFile(name, kColumns, [&](std::span<const std::string_view> fields, TaxonomyBuilder::Place place) -> Status {
      const bool essential = fields[1] == "essential";
      if (!essential && fields[1] != "optional") return Malformed(Cat("relationType is ", detail::Quoted(fields[1]), "; it must be \"essential\" or \"optional\""));
      const Node from = builder_.Mention(fields[0], place), to = builder_.Mention(fields[2], place);
      builder_.AddRelation(from, to, {essential ? Relevance::kEssential : Relevance::kOptional}, place);
      pairs.emplace_back((std::uint64_t{from} << 32) | to, essential);
      ++report.relations_read;
      return {};
    }));
    std::sort(pairs.begin(), pairs.end());
    for (std::size_t i = 1; i < pairs.size(); ++i)
      report.essential_and_optional += pairs[i].first == pairs[i - 1].first && pairs[i].second != pairs[i - 1].second;
    return {};
  }

  Status ReadBroader(std::string_view stem) {
    const auto name = OneOf(stem);
    if (!name) {
      report.missing.push_back(Cat(stem, "_<lang>.csv"));
      return {};
    }
    static constexpr CsvColumn kColumns[] = {{"conceptType", true}, {"conceptUri", true}, {"broaderType", true}, {"broaderUri", true}};
    return ReadFile(*name, kColumns, [&](std::span<const std::string_view> fields, TaxonomyBuilder::Place place) -> Status {
      std::array<Node, 2> ends{};
      for (std::size_t i = 0; i < 2; ++i) {
        const auto type = fields[2 * i], uri = fields[2 * i + 1];
        const auto family = std::find_if(kFamilies.begin(), kFamilies.end(), [&](const Family& f) { return f.type == type; });
        if (family == kFamilies.end())
          return Malformed(Cat("the type ", detail::Quoted(type), " of ", detail::Quoted(uri), " is none of Occupation, ISCOGroup, SkillGroup and KnowledgeSkillCompetence"));
        ends[i] = builder_.Mention(uri, place);
        // A folder without the files of groups still has its hierarchy.
        if (family->is_group && !builder_.IsDeclared(ends[i])) {
          OVS_RETURN_IF_ERROR(builder_.Declare(ends[i], ConceptKind::kGroup, place));
          ++CountOf(*family, false);
          ++groups_without_label_;
        }
      }
      builder_.AddBroader(ends[0], ends[1], place);
      ++report.broader_read;
      return {};
    });
  }

  Status About() {
    constexpr std::pair<std::string_view, std::string_view> kAbout[] = {
        {"name@en", "ESCO"},
        {"name@nl", "ESCO"},
        {"licence", "Commission Decision 2011/833/EU"},
        {"source", "https://esco.ec.europa.eu"},
        {"notice@en", "This service uses the ESCO classification of the European Commission."},
        {"notice@nl", "Deze dienst maakt gebruik van de ESCO-classificatie van de Europese Commissie."},
    };
    for (const auto& [key, value] : kAbout) OVS_RETURN_IF_ERROR(builder_.SetAbout(key, value));
    return {};
  }

  void Notes() {
    const auto note = [&](std::string_view text, std::uint64_t count) {
      if (count != 0) report.notes.push_back(Cat(text, ": ", count, "."));
    };
    note("Groups without a label, as they occur in the broader relations only", groups_without_label_);
    note("Skills taken as skills although their skillType is neither skill/competence nor knowledge", other_skill_types_);
    note("Values of iscoGroup left out, as they are not four digits", odd_isco_);
    note("Control characters in texts replaced by blanks", replaced_);
    detail::NoteUnused(names_, report.files, report.notes);
  }

  const std::string& directory_;
  TaxonomyBuilder& builder_;
  std::vector<std::string> names_;  ///< of the CSV files in the folder, sorted, so that the outcome does not hang on the file system
  std::string path_;                ///< of the file being read
  std::uint64_t line_ = 0;
  std::uint64_t groups_without_label_ = 0, other_skill_types_ = 0, odd_isco_ = 0, replaced_ = 0;
};

}  // namespace

Status ReadEsco(const std::string& directory, TaxonomyBuilder& builder, EscoReport* report) {
  Importer importer(directory, builder);
  Status status = importer.Read();
  if (report != nullptr) *report = std::move(importer.report);
  return status;
}

}  // namespace overstap
