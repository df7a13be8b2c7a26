// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The part of reading course feeds that does not hang on their form.

#include "io/course_feed.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <numeric>
#include <set>
#include <system_error>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "io/clean.hpp"
#include "io/folder.hpp"
#include "overstap/text.hpp"

namespace overstap::detail {
namespace {

/// How many of one kind of problem are shown.
constexpr std::size_t kExamples = 5;
/// A longer value is cut.
constexpr std::size_t kLongValue = 400;

constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool AllDigits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), IsDigit); }

/// Sign, whole part and fraction of a decimal number.
struct Decimal {
  bool negative = false;
  std::string_view whole, fraction;
};
std::optional<Decimal> ParseDecimal(std::string_view text) {
  Decimal d;
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) d.negative = text[0] == '-', text.remove_prefix(1);
  const auto point = text.find_first_of(".,");
  d.whole = text.substr(0, point);
  if (point != text.npos) {
    d.fraction = text.substr(point + 1);
    if (!AllDigits(d.fraction)) return std::nullopt;
  }
  while (d.whole.size() > 1 && d.whole[0] == '0') d.whole.remove_prefix(1);
  if (!AllDigits(d.whole) || d.whole.size() > 12) return std::nullopt;
  return d;
}
std::int64_t Scaled(const Decimal& d, std::size_t decimals) {
  std::int64_t value = 0;
  for (const char c : d.whole) value = value * 10 + (c - '0');
  for (std::size_t i = 0; i < decimals; ++i) value = value * 10 + (i < d.fraction.size() ? d.fraction[i] - '0' : 0);
  return d.negative ? -value : value;
}

std::int64_t DivideUp(std::int64_t part, std::int64_t by) { return (part + by - 1) / by; }

/// Of the codes of a course, those that say of which norm it is. Other codes are a provider's own and may meet by chance.
bool IsNormCode(std::string_view code) {
  constexpr std::string_view kKinds[] = {"crebo:", "certificaat:", "keuzedeel:", "croho:", "rio:"};
  return std::any_of(std::begin(kKinds), std::end(kKinds), [&](std::string_view kind) { return code.starts_with(kind); });
}

}  // namespace

// --- values --------------------------------------------------------------------------------------------------------

std::optional<std::int64_t> Thousandths(std::string_view text) {
  const auto d = ParseDecimal(text);
  return d ? std::optional(Scaled(*d, 3)) : std::nullopt;
}

std::optional<std::int64_t> Cents(std::string_view text) {
  const auto d = ParseDecimal(text);
  return d && d->fraction.size() <= 2 ? std::optional(Scaled(*d, 2)) : std::nullopt;
}

std::optional<Date> FeedDay(std::string_view text) {
  constexpr std::string_view kBehind = "T Z+-";
  if (text.size() > 10 && kBehind.find(text[10]) == kBehind.npos) return std::nullopt;
  return ParseDate(text.substr(0, 10));
}

std::int64_t Period::Weeks() const {
  constexpr std::int64_t kDay = 1440, kWeek = 7 * kDay, kYear = 52 * kWeek;
  return DivideUp(years * kYear + months * (kYear / 12) + weeks * kWeek + days * kDay + minutes, kWeek);
}

std::optional<Period> IsoPeriod(std::string_view text) {
  if (text.size() < 3 || text[0] != 'P') return std::nullopt;
  text.remove_prefix(1);
  Period period;
  // Each unit at most once, in this order; those behind the T are of time.
  constexpr std::string_view kUnits = "YMWDTHMS";
  constexpr std::size_t kTime = 4;
  std::size_t next = 0;
  while (!text.empty()) {
    if (text[0] == 'T') {
      if (next > kTime || text.size() == 1) return std::nullopt;
      next = kTime + 1;
      text.remove_prefix(1);
      continue;
    }
    std::int64_t number = 0;
    std::size_t end = 0;
    for (; end < text.size() && IsDigit(text[end]); ++end) {
      if (end == 5) return std::nullopt;
      number = number * 10 + (text[end] - '0');
    }
    if (end == 0) return std::nullopt;
    if (end < text.size() && text[end] == '.') {  // a fraction of a second is no matter here; any other part is whole
      const auto fraction = end + 1;
      for (end = fraction; end < text.size() && IsDigit(text[end]);) ++end;
      if (end == fraction || end == text.size() || text[end] != 'S') return std::nullopt;
    }
    if (end == text.size()) return std::nullopt;
    const auto unit = kUnits.substr(0, next > kTime ? kUnits.size() : kTime).find(text[end], next);
    switch (unit) {
      case 0: period.years = number; break;
      case 1: period.months = number; break;
      case 2: period.weeks = number; break;
      case 3: period.days = number; break;
      case 5: period.minutes = number * 60; break;
      case 6: period.minutes += number; break;
      case 7: period.minutes += DivideUp(number, 60); break;
      default: return std::nullopt;
    }
    next = unit + 1;
    text.remove_prefix(end + 1);
  }
  return period;
}

std::string LanguageOf(std::string_view tag) {
  // ISO 639-2, which knows some languages by two codes, to 639-1.
  static constexpr std::pair<std::string_view, std::string_view> kTwoLetters[] = {
      {"nld", "nl"}, {"dut", "nl"}, {"eng", "en"}, {"deu", "de"}, {"ger", "de"}, {"fra", "fr"}, {"fre", "fr"}, {"fry", "fy"}, {"spa", "es"},
      {"ita", "it"}, {"por", "pt"}, {"pol", "pl"}, {"tur", "tr"}, {"ara", "ar"}, {"rus", "ru"}, {"ukr", "uk"}, {"zho", "zh"}, {"chi", "zh"},
      {"jpn", "ja"}, {"dan", "da"}, {"swe", "sv"}, {"nor", "no"}, {"ron", "ro"}, {"rum", "ro"}, {"bul", "bg"}, {"ell", "el"}, {"gre", "el"}};
  if (!IsLanguageTag(tag)) return {};
  const auto language = absl::AsciiStrToLower(Abs(tag.substr(0, tag.find('-'))));
  for (const auto& [three, two] : kTwoLetters) {
    if (language == three) return std::string(two);
  }
  return language;
}

std::uint8_t FormInPlace(std::string_view place, bool* whole) {
  static constexpr std::string_view kOnlineWords[] = {"online", "virtual", "virtueel", "virtuele", "digitaal", "elearning", "learning", "webinar", "remote", "afstand"};
  static constexpr std::string_view kBesides[] = {"e", "live", "classroom", "training", "via", "volledig", "fully", "op", "klas", "klaslokaal", "les", "lessen", "cursus",
                                                  "course", "opleiding", "teams", "zoom", "microsoft", "100", "en", "of", "thuis", "and", "or", "at", "home"};
  const auto folded = Fold(place);
  const auto is = [](const auto& words, std::string_view word) { return std::find(std::begin(words), std::end(words), word) != std::end(words); };
  std::uint8_t form = 0;
  *whole = true;
  for (std::string_view rest = folded; !rest.empty();) {
    const auto end = rest.find(' ');
    const auto word = rest.substr(0, end);
    rest.remove_prefix(end == rest.npos ? rest.size() : end + 1);
    if (word == "blended" || word == "hybride" || word == "hybrid") form |= kBlended;
    else if (is(kOnlineWords, word)) form |= kOnline;
    else if (!is(kBesides, word)) *whole = false;
  }
  *whole = *whole && form != 0;
  return form;
}

std::string UriPart(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (absl::ascii_isalnum(byte) || c == '-' || c == '.' || c == '_' || c == '~') {
      out += c;
    } else {
      out += '%';
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    }
  }
  return out;
}

std::string CreboCode(std::string_view code) {
  std::string plain;
  for (const char c : code) {
    if (!absl::ascii_isspace(static_cast<unsigned char>(c))) plain += absl::ascii_toupper(static_cast<unsigned char>(c));
  }
  const bool numbered = plain.size() == 5 && AllDigits(std::string_view(plain).substr(1));
  return Cat(numbered && plain[0] == 'K' ? "keuzedeel:" : numbered && plain[0] == 'C' ? "certificaat:" : "crebo:", plain);
}

// --- the course ----------------------------------------------------------------------------------------------------

void CourseFeed::Problem(std::string_view what, const FeedPlace& place, std::string_view value) {
  auto at = problems_.find(what);
  if (at == problems_.end()) at = problems_.try_emplace(std::string(what), FeedProblem{std::string(what), 0, {}}).first;
  auto& problem = at->second;
  if (++problem.count > kExamples) return;
  std::string example(place.document);
  if (place.at.line != 0) Append(example, ":", place.at.line, ":", place.at.column);
  if (!value.empty()) Append(example, ": ", value.size() > kLongValue ? Quoted(value) : std::string(value));
  problem.examples.push_back(std::move(example));
}

std::string CourseFeed::Clean(std::string_view text) { return detail::Clean(text, replaced_); }

bool CourseFeed::SetPrice(FeedCourse& course, const std::optional<PriceRange>& price, const FeedPlace& place) {
  if (!price) return false;
  const auto least = DivideUp(price->least, 100), most = DivideUp(price->most, 100);
  if (price->least < 0 || most > kMostCost) {
    Problem("price left out: no course costs that", place, Cat(least, " to ", most, " euro"));
    return false;
  }
  course.facts.cost_min = static_cast<std::uint32_t>(least), course.facts.cost_max = static_cast<std::uint32_t>(most);
  return true;
}

void CourseFeed::SetWeeks(FeedCourse& course, std::int64_t weeks, const FeedPlace& place, std::string_view value) {
  if (weeks < 1 || weeks > kMostFeedWeeks) return Problem("duration left out: no course takes that long, or no time", place, value);
  course.facts.weeks = static_cast<std::uint16_t>(weeks);
}

void CourseFeed::SetHours(FeedCourse& course, std::int64_t thousandths, const FeedPlace& place, std::string_view value) {
  const auto hours = DivideUp(std::max<std::int64_t>(thousandths, 0), 1000);
  if (hours < 1 || hours > kMostFeedHours) return Problem("study load left out: no course asks that much, or nothing", place, value);
  course.facts.hours = static_cast<std::uint32_t>(hours);
}

void CourseFeed::SetOffered(FeedCourse& course, Date from, Date until, const FeedPlace& place) {
  if (from == kNoDate && until == kNoDate) return;
  if (until != kNoDate && from > until) return Problem("period left out: its first day is after its last", place, Cat(DateName(from), " to ", DateName(until)));
  course.more.push_back({CourseFactKind::kOffered, {}, from, until});
}

void CourseFeed::SetPage(FeedCourse& course, std::string_view uri, const FeedPlace& place) {
  if (uri.empty()) return;
  if (!IsUri(uri) || uri.find(':') == uri.npos) return Problem("link left out: it is no address", place, Quoted(uri));
  course.more.push_back({CourseFactKind::kPage, std::string(uri)});
}

void CourseFeed::AddPlace(FeedCourse& course, std::string_view place) {
  if (!place.empty()) course.more.push_back({CourseFactKind::kPlace, std::string(place)});
}

void CourseFeed::Add(FeedCourse course, const FeedPlace& place) {
  if (!by_uri_.try_emplace(course.uri, courses_.size()).second) {
    ++report.repeated;
    return Problem("record left out: another before it has the same id", place, course.uri);
  }
  courses_.push_back(std::move(course));
}

void CourseFeed::NameProvider(std::string_view id, std::string_view name) {
  if (!id.empty() && !name.empty()) named_.emplace_back(id, name);
}

// --- documents -----------------------------------------------------------------------------------------------------

Status CourseFeed::ReadOne(const JsonSource& document, const std::function<Status(const JsonSource&)>& read) {
  ++report.documents;
  named_.clear();
  const auto keep_names = [&] {
    for (auto& [id, name] : named_) providers_.try_emplace(std::move(id), std::move(name));
  };
  if (!options_.keep_going) {
    OVS_RETURN_IF_ERROR(read(document));
    keep_names();
    return absl::OkStatus();
  }
  // Of a document that breaks off nothing is kept: half a catalogue looks like a whole one.
  const auto told = report;
  const auto problems = problems_;
  const auto before = courses_.size();
  const auto status = read(document);
  const auto code = CodeOf(status);
  if (status.ok()) keep_names();
  if (code != ErrorCode::kMalformed && code != ErrorCode::kLimit) return status;
  for (std::size_t i = before; i < courses_.size(); ++i) by_uri_.erase(courses_[i].uri);
  courses_.erase(courses_.begin() + static_cast<std::ptrdiff_t>(before), courses_.end());
  report = told, problems_ = problems;
  ++report.documents_refused;
  Problem("document left out: it cannot be read", {}, Std(status.message()));
  return absl::OkStatus();
}

Status CourseFeed::ReadAll(std::span<const JsonSource> documents, const std::function<Status(const JsonSource&)>& read) {
  std::vector<const JsonSource*> order;
  for (const auto& document : documents) order.push_back(&document);
  std::sort(order.begin(), order.end(), [](const JsonSource* a, const JsonSource* b) { return std::tie(a->name, a->text) < std::tie(b->name, b->text); });
  for (std::size_t i = 0; i < order.size(); ++i) {
    OVS_RETURN_IF_ERROR(Progress(i, order.size()));
    report.files.push_back(order[i]->name);
    OVS_RETURN_IF_ERROR(ReadOne(*order[i], read));
  }
  return Progress(order.size(), order.size());
}

Status CourseFeed::ReadAll(std::span<const std::string> paths, std::string_view extension, const std::function<Status(const JsonSource&)>& read) {
  if (paths.empty()) return Error(ErrorCode::kInvalidArgument, Cat("no file to read; name ", extension, " files or folders of them"));
  std::set<std::string> files;
  std::vector<std::string> unused;
  for (const auto& path : paths) {
    std::error_code error;
    if (!std::filesystem::is_directory(path, error)) {
      files.insert(path);
      continue;
    }
    OVS_ASSIGN_OR_RETURN(const auto names, NamesIn(path));
    for (const auto& name : names) {
      const auto full = (std::filesystem::path(path) / name).string();
      const bool wanted = name.size() > extension.size() && absl::EndsWithIgnoreCase(Abs(name), Abs(extension)) && !std::filesystem::is_directory(full, error);
      if (wanted) files.insert(full);
      else unused.push_back(full);
    }
  }
  if (files.empty()) return Error(ErrorCode::kIo, Cat(paths.front(), ": holds no ", extension, " file; point to the files of the feed"));
  NoteUnused(unused, {}, report.notes);
  std::uint64_t done = 0;
  for (const auto& file : files) {
    OVS_RETURN_IF_ERROR(Progress(done++, files.size()));
    OVS_ASSIGN_OR_RETURN(auto text, ReadFile(file));
    report.files.push_back(file);
    OVS_RETURN_IF_ERROR(ReadOne({file, std::move(text)}, read));
  }
  return Progress(done, files.size());
}

// --- what is taught ------------------------------------------------------------------------------------------------

void CourseFeed::IndexNorms() {
  for (const auto* norms : options_.norms) {
    for (std::uint32_t i = 0; i < norms->size(); ++i) {
      for (const auto& fact : norms->Facts(i, CourseFactKind::kCode)) {
        if (!IsNormCode(norms->Text(fact))) continue;
        auto& skills = norms_[norms->Text(fact)];
        for (const auto& skill : norms->Teaches(i)) skills.push_back({norms->snapshot().String(skill.uri), skill.level});
      }
    }
  }
}

/// A notation is the code itself ("0732"), or the parts of CompetentNL's: 200, the code, and what is below it ("200.0732.01").
void CourseFeed::IndexTaxonomy() {
  if (options_.taxonomy == nullptr) return;
  const auto& t = *options_.taxonomy;
  for (Concept c = 0; c < t.size(); ++c) {
    const auto notation = t.Notation(c);
    if (notation.empty() || t.Status(c) != ConceptStatus::kCurrent) continue;
    by_notation_.try_emplace(notation, t.Uri(c));
    if (t.Kind(c) != ConceptKind::kKnowledge) continue;
    auto code = notation;
    bool below = false;
    if (code.starts_with("200.")) {
      code.remove_prefix(4);
      const auto end = code.find('.');
      below = end != code.npos;
      code = code.substr(0, end);
    }
    if (AllDigits(code) && code.size() >= 2 && code.size() <= 6) (below ? below_fields_ : fields_)[code].push_back(t.Uri(c));
  }
}

Status CourseFeed::Teach(const FeedCourse& course, CourseBuilder& builder, CourseBuilder::Node node) {
  std::vector<Skill> skills;
  for (const auto& reference : course.references) {
    constexpr KindSet kTeachable = SetOf(ConceptKind::kSkill) | SetOf(ConceptKind::kKnowledge) | SetOf(ConceptKind::kLicence);
    const auto at = by_notation_.find(reference);
    const auto uri = at == by_notation_.end() ? std::string_view(reference) : at->second;
    const auto concept_id = options_.taxonomy == nullptr ? std::nullopt : options_.taxonomy->Find(uri);
    if (concept_id && (SetOf(options_.taxonomy->Kind(*concept_id)) & kTeachable) == 0)
      Problem("reference left out: what it names is no skill, knowledge area or licence", {course.uri, {}}, uri);
    else skills.push_back({uri, 0});
  }
  const bool referred = !skills.empty();
  report.from_references += referred;
  bool norm = false;
  for (const auto& fact : course.more) {
    if (fact.kind != CourseFactKind::kCode) continue;
    if (const auto at = norms_.find(fact.text); at != norms_.end() && !at->second.empty()) {
      skills.insert(skills.end(), at->second.begin(), at->second.end());
      norm = true;
    }
  }
  report.from_norms += norm;
  if (skills.empty()) {
    for (const auto& fact : course.more) {
      if (fact.kind != CourseFactKind::kField) continue;
      // The fifth and sixth digit are national; a taxonomy may know the field without them.
      for (const auto code : {std::string_view(fact.text), std::string_view(fact.text).substr(0, 4)}) {
        const auto exact = fields_.find(code);
        const auto below = below_fields_.find(code);
        const auto* uris = exact != fields_.end() ? &exact->second : below != below_fields_.end() ? &below->second : nullptr;
        if (uris == nullptr) continue;
        for (const auto uri : *uris) skills.push_back({uri, 0});
        break;
      }
    }
    report.from_fields += !skills.empty();
  }
  bool known = false;
  for (const auto& skill : skills) {
    OVS_RETURN_IF_ERROR(builder.AddTeaches(node, skill.uri, skill.level));
    if (options_.taxonomy == nullptr || options_.taxonomy->Find(skill.uri)) known = true;
    else Problem("concept taught that the taxonomy does not know; kept by its URI", {course.uri, {}}, skill.uri);
  }
  report.teaching_nothing += !known;
  return absl::OkStatus();
}

Status CourseFeed::Build(CourseBuilder& builder) {
  IndexNorms();
  IndexTaxonomy();
  for (auto& course : courses_) {
    OVS_ASSIGN_OR_RETURN(const auto node, builder.Add(course.uri, course.facts));
    for (const auto& text : course.texts) OVS_RETURN_IF_ERROR(builder.AddText(node, text.kind, text.language, Clean(text.text)));
    if (const auto at = providers_.find(course.provider); at != providers_.end()) course.provider = at->second;
    if (!course.provider.empty()) OVS_RETURN_IF_ERROR(builder.AddFact(node, CourseFactKind::kProvider, Clean(course.provider)));
    for (const auto& fact : course.more) OVS_RETURN_IF_ERROR(builder.AddFact(node, fact.kind, Clean(fact.text), fact.from, fact.until));
    OVS_RETURN_IF_ERROR(Teach(course, builder, node));
    report.without_price += course.facts.cost_max == kUnknownAmount;
    report.without_level += course.facts.nlqf == kNlqfUnknown;
    report.without_weeks += course.facts.weeks == 0xFFFF;
    report.without_hours += course.facts.hours == kUnknownAmount;
  }
  report.courses = courses_.size();
  for (auto& [what, problem] : problems_) report.problems.push_back(std::move(problem));
  if (replaced_ != 0) report.notes.push_back(Cat("Control characters in texts replaced by blanks: ", replaced_, "."));
  return absl::OkStatus();
}

}  // namespace overstap::detail
