// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// EDU-DEX programmes (program.xsd 1.8) into courses. What becomes of the fields, and why:
//
// - Prices. A person pays a required cost with its VAT; optional costs, discounts and what a group pays are left out. `amount` is without VAT
//   (suppliers map their price without VAT to it), so `amountVAT` is added, or else VATPercentage or the rate behind VATCode; where none
//   stands, the amount counts as it is, since most of this education is exempt. A cost per year, month or week counts as often as the programme is long.
//   A kind of cost is taken from where it is said most specifically: from course days and modules, where each of them says it or nothing above
//   does, else from the run. A run with costs of its own replaces what the generic run says. Prices of one kind that hold at other times are a range, as
//   are runs with other prices. A sum of which one part cannot be read is unknown, never too low; so is an estimate of nothing.
// - Places are those of the runs that are open, most specific first, else of the generic run, else `programLocation`. "Online" and its like is the form,
//   not a place.
// - Weeks are the programme's duration in years, months or weeks. Days and hours count lessons, not the weeks they are spread over, so then the longest
//   run tells, and only without runs five days, or forty hours, are a week.
// - Levels are taken where the word means one: "mbo", "hbo", "wo" and what follows them are several, and stay unknown. As the level asked at entry they are
//   the least that is usually meant by them, of several words the least, as any one will do.
// - `expires` is until when the supplier's file may be shown, a lease that is renewed; it says nothing of the course.
//
// Not read: discounts of clients, media, contacts, competences of e-CF and of the government, themes and target groups.

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "io/course_feed.hpp"
#include "io/xml.hpp"

namespace overstap {
namespace {

using detail::Cat;
using detail::CourseFeed;
using detail::FeedCourse;
using detail::FeedDay;
using detail::FeedPlace;
using detail::PriceRange;
using detail::Quoted;
using detail::XmlTree;
using Node = XmlTree::Node;
constexpr Node kNone = XmlTree::kNone;

/// A level as a course's own (0 = several, so unknown) and as what is asked at entry.
struct Level {
  std::string_view word;
  Nlqf own, entry;
  bool higher;  ///< of higher education
};
constexpr Level kLevels[] = {{"none", 0, 0, false},
                             {"lbo", 0, 10, false},
                             {"vbo", 0, 10, false},
                             {"vmbo", 0, 10, false},
                             {"vmbo/mavo", 20, 20, false},
                             {"mavo", 20, 20, false},
                             {"havo", 40, 40, false},
                             {"vwo", 45, 45, false},
                             {"mbo", 0, 20, false},
                             {"mbo niveau 1", 10, 10, false},
                             {"mbo niveau 2", 20, 20, false},
                             {"mbo niveau 3", 30, 30, false},
                             {"mbo niveau 4", 40, 40, false},
                             {"mbo+", 0, 40, false},
                             {"propedeuse", 0, 50, true},
                             {"associate", 50, 50, true},
                             {"hbo", 0, 60, true},
                             {"bachelor", 60, 60, true},
                             {"post-hbo", 0, 60, true},
                             {"wo", 0, 60, true},
                             {"academic bachelor", 60, 60, true},
                             {"master", 70, 70, true},
                             {"academic master", 70, 70, true},
                             {"post-academic", 0, 70, true},
                             {"phd", 80, 80, true}};

/// A word and the form it means; 0 for one that says nothing of the form.
struct Form {
  std::string_view word;
  std::uint8_t form;
};
constexpr Form kForms[] = {{"full-time", kDaytime}, {"part-time", 0}, {"dual", kWorkBased}, {"evening education", kEvening}, {"distance learning", 0},
                           {"e-learning", kOnline}, {"virtual classroom", kOnline}};
constexpr Form kPartsOfDay[] = {{"morning", kDaytime}, {"afternoon", kDaytime}, {"day", kDaytime}, {"evening", kEvening}, {"night", 0}, {"weekend", kWeekend}};

constexpr std::string_view kCostTypes[] = {"certificate", "cost of living", "examination", "excursions", "housing", "insurance", "location", "lunch", "dinner",
                                           "registration fee", "study material", "tuition fee", "visa/permit", "coaching", "accommodation",
                                           "second accommodation", "single payment discount"};
constexpr std::string_view kProgramTypes[] = {"regular", "coaching", "conference", "educational", "exam", "internship", "research", "self study", "traineeship", "training",
                                              "virtual classroom", "webinar", "workshop", "document", "lecture", "master class", "mbo module"};
constexpr std::string_view kParts[] = {"module", "genericModule", "courseDay"};

std::string Lower(std::string_view text) { return absl::AsciiStrToLower(detail::Abs(text)); }

template <typename Table>
auto* FindWord(const Table& table, std::string_view word) {
  const auto lower = Lower(word);
  const auto at = std::find_if(std::begin(table), std::end(table), [&](const auto& row) { return row.word == lower; });
  return at == std::end(table) ? nullptr : &*at;
}

class EduDexReader {
 public:
  explicit EduDexReader(CourseFeed& feed) : feed_(feed) {}

  static constexpr std::string_view kExtension = ".xml", kDutchName = "Opleidingen uit EDU-DEX", kEnglishName = "Programmes from EDU-DEX";

  Status Document(const JsonSource& document) {
    static constexpr std::string_view kRecords[] = {"program", "instituteData"};
    document_ = document.name;
    bool any = false;
    std::string root;
    OVS_RETURN_IF_ERROR(detail::ReadXml(document.name, document.text, kRecords, [&](const XmlTree& x) -> Status {
      any = true;
      x_ = &x;
      if (x.name(XmlTree::kRoot) == "program") Program();
      else Institute();
      return absl::OkStatus();
    }, &root));
    if (!any) feed_.Problem("document without a programme", {document_, {}}, Quoted(root));
    return absl::OkStatus();
  }

  void Finish() {}

 private:
  void Institute() {
    const Node name = Get(XmlTree::kRoot, "instituteName");
    feed_.NameProvider(Text(XmlTree::kRoot, "orgUnitId"), name == kNone ? "" : x_->text(name));
  }

  // --- elements ------------------------------------------------------------------------------------------------------

  Node Get(Node n, std::string_view name) const { return n == kNone ? kNone : x_->Get(n, name); }
  std::string_view Text(Node n, std::string_view name) const {
    const Node at = Get(n, name);
    return at == kNone ? std::string_view() : x_->text(at);
  }
  template <typename Use>
  void Each(Node n, std::string_view name, const Use& use) const {
    for (Node at = Get(n, name); at != kNone; at = x_->Again(at)) use(at);
  }
  FeedPlace At(Node n) const { return {document_, x_->At(n)}; }
  /// The text of an element, or of the child that some feeds put it in.
  std::string_view TextOr(Node n, std::string_view child) const { return x_->text(n).empty() ? Text(n, child) : x_->text(n); }

  std::optional<bool> Flag(Node n, std::string_view name) {
    const Node at = Get(n, name);
    if (at == kNone || x_->text(at).empty()) return std::nullopt;
    const auto word = x_->text(at);
    if (word == "true" || word == "1") return true;
    if (word == "false" || word == "0") return false;
    Unknown(at);
    return std::nullopt;
  }
  /// A day; nothing, and told of, for what is none.
  Date Day(Node at, std::string_view child = {}) {
    if (at == kNone) return kNoDate;
    const auto text = child.empty() ? x_->text(at) : TextOr(at, child);
    if (text.empty()) return kNoDate;
    if (const auto day = FeedDay(text)) return *day;
    feed_.Problem(Cat("date left out: \"", x_->name(at), "\" is no day"), At(at), Quoted(text));
    return kNoDate;
  }
  void Unknown(Node at) { feed_.Problem(Cat("word left out: \"", x_->name(at), "\" has none that is known"), At(at), Quoted(x_->text(at))); }
  /// By xml:lang; without it Dutch.
  std::string Language(Node at) {
    const auto tag = x_->Attribute(at, "lang");
    if (!tag || tag->empty()) return "nl";
    auto language = detail::LanguageOf(*tag);
    if (!language.empty()) return language;
    feed_.Problem("language left out: xml:lang is no language, so the text counts as Dutch", At(at), Quoted(*tag));
    return "nl";
  }

  // --- a programme ---------------------------------------------------------------------------------------------------

  void Program() {
    constexpr Node root = XmlTree::kRoot;
    ++feed_.report.records;
    classification_ = Get(root, "programClassification"), schedule_ = Get(root, "programSchedule"), admission_ = Get(root, "programAdmission");
    descriptions_ = Get(root, "programDescriptions");
    const auto id = Text(classification_, "programId");
    const auto refuse = [&](std::string_view why, std::string_view what) {
      ++feed_.report.refused;
      feed_.Problem(why, At(root), what);
    };
    if (id.empty()) return refuse("record left out: it has no programId", {});
    FeedCourse course;
    const auto provider = Text(classification_, "orgUnitId");
    course.uri = Cat("urn:edudex:", detail::UriPart(provider), ":", detail::UriPart(id));
    course.provider = provider;
    Texts(course);
    if (!std::any_of(course.texts.begin(), course.texts.end(), [](const auto& t) { return t.kind == TextKind::kPreferred; }))
      return refuse("record left out: it has no programName", Quoted(id));
    if (!Offered(id)) return;
    if (provider.empty()) feed_.Problem("provider unknown: no orgUnitId", At(root), Quoted(id));

    Codes(course);
    Levels(course);
    Runs(course);
    Duration(course);  // before the price, which may be by the year
    Price(course);
    StudyLoad(course);
    Type(course);
    const Node since = Get(classification_, "offeredSince"), until = Get(classification_, "offeredUntil");
    feed_.SetOffered(course, Day(since), Day(until), At(since != kNone ? since : until != kNone ? until : root));
    Languages(course);
    feed_.Add(std::move(course), At(root));
  }

  /// False, and told of, for what is not for anybody to begin.
  bool Offered(std::string_view id) {
    constexpr Node root = XmlTree::kRoot;
    const auto leave = [&](std::string_view why) {
      ++feed_.report.not_offered;
      feed_.Problem(why, At(root), Quoted(id));
      return false;
    };
    if (Flag(root, "inPublication") == false) return leave("record left out: not published");
    if (Flag(admission_, "applicationOpen") == false) return leave("record left out: not open for application");
    if (Get(root, "clientId") != kNone) return leave("record left out: for one client only");
    return true;
  }

  void Texts(FeedCourse& course) {
    const auto add = [&](std::string_view name, TextKind kind) {
      bool any = false;
      Each(descriptions_, name, [&](Node at) {
        if (x_->text(at).empty()) return;
        course.texts.push_back({kind, Language(at), std::string(x_->text(at))});
        any = true;
      });
      return any;
    };
    add("programName", TextKind::kPreferred);
    if (!add("programSummaryText", TextKind::kDefinition)) add("programDescriptionText", TextKind::kDefinition);
    add("searchword", TextKind::kHidden);
    // One page: the Dutch one, else the first.
    Node page = kNone;
    Each(descriptions_, "webLink", [&](Node at) {
      if (!x_->text(at).empty() && (page == kNone || (Language(page) != "nl" && Language(at) == "nl"))) page = at;
    });
    if (page != kNone) feed_.SetPage(course, x_->text(page), At(page));
  }

  /// What stands under any of the programme's main parts: recognitions moved between them from version to version.
  template <typename Use>
  void EachBelow(std::string_view name, const Use& use) const {
    for (Node part = x_->first(XmlTree::kRoot); part != kNone; part = x_->next(part)) Each(part, name, use);
  }

  void Codes(FeedCourse& course) {
    const auto add = [&](std::string code) { course.more.push_back({CourseFactKind::kCode, std::move(code)}); };
    const auto crebo = [&](Node at) {
      if (const auto code = TextOr(at, "creboCode"); !code.empty()) add(detail::CreboCode(code));
      work_based_ |= Text(at, "learningPath") == "BBL";
    };
    const auto plain = [&](std::string_view prefix, std::string_view child) {
      return [&add, this, prefix, child](Node at) {
        if (const auto code = TextOr(at, child); !code.empty()) add(Cat(prefix, code));
      };
    };
    const auto quality = [&](std::string_view mark) {
      auto word = Lower(mark);
      std::replace(word.begin(), word.end(), ' ', '-');
      if (!word.empty()) course.more.push_back({CourseFactKind::kQuality, std::move(word)});
    };
    work_based_ = false;
    EachBelow("creboCode", crebo);
    EachBelow("creboRegistration", crebo);
    EachBelow("crohoCode", plain("croho:", ""));
    EachBelow("crohoRegistration", plain("croho:", "crohoCode"));
    EachBelow("rioRegistration", plain("rio:", "rioCode"));
    EachBelow("nlqfRegistration", [&](Node at) {
      if (const auto code = Text(at, "nlqfRegisterCode"); !code.empty()) add(Cat("nlqf:", code));
      quality("nlqf");
    });
    EachBelow("accreditation", [&](Node at) {
      for (const auto name : {"certificate", "certificateOther", "organization"}) {
        if (const auto mark = Text(at, name); !mark.empty()) return quality(mark);
      }
      quality(x_->text(at));
    });
  }

  void Levels(FeedCourse& course) {
    higher_ = false;
    if (const Node at = Get(classification_, "programLevel"); at != kNone && !x_->text(at).empty()) {
      if (const auto* level = FindWord(kLevels, x_->text(at))) course.facts.nlqf = level->own, higher_ = level->higher;
      else Unknown(at);
    }
    EachBelow("nlqfRegistration", [&](Node at) {
      const Node stated = Get(at, "nlqfLevel");
      if (stated == kNone) return;
      if (const auto level = ParseNlqf(x_->text(stated))) course.facts.nlqf = *level, higher_ = *level >= 50;
      else Unknown(stated);
    });
    std::optional<Nlqf> entry;
    Each(admission_, "requiredLevel", [&](Node at) {
      if (x_->text(at).empty()) return;
      if (const auto* level = FindWord(kLevels, x_->text(at))) entry = std::min(entry.value_or(level->entry), level->entry);
      else Unknown(at);
    });
    course.facts.entry_nlqf = entry.value_or(kNlqfUnknown);
  }

  void Languages(FeedCourse& course) {
    Each(Get(XmlTree::kRoot, "programCurriculum"), "instructionLanguage", [&](Node at) {
      const auto code = TextOr(at, "languageCode");
      if (code.empty()) return;
      if (auto language = detail::LanguageOf(code); !language.empty()) course.more.push_back({CourseFactKind::kLanguage, std::move(language)});
      else feed_.Problem("language left out: it is none", At(at), Quoted(code));
    });
  }

  void Type(FeedCourse& course) {
    const auto degree = Text(classification_, "degree");
    const auto has_code = [&](std::string_view prefix) {
      return std::any_of(course.more.begin(), course.more.end(), [&](const auto& f) { return f.kind == CourseFactKind::kCode && f.text.starts_with(prefix); });
    };
    const auto kind = Lower(Text(classification_, "programType"));
    if (!kind.empty() && std::find(std::begin(kProgramTypes), std::end(kProgramTypes), kind) == std::end(kProgramTypes)) Unknown(Get(classification_, "programType"));
    const bool module = kind == "mbo module";
    auto& type = course.facts.type;
    // A degree is a word of its own ("BSc", "MBA") or begins as one ("Ad Eng", "mbo niveau 3"); the others are of no legal standing.
    constexpr std::string_view kNoDegree[] = {"", "none", "certificate", "diploma", "certificate on request", "certificate of participation", "testimonial", "module certificate"};
    const bool titled = std::find(std::begin(kNoDegree), std::end(kNoDegree), degree) == std::end(kNoDegree);
    if (degree == "mbo-verklaring") type = CourseType::kPractice;
    else if (degree == "mbo-certificaat" || has_code("certificaat:")) type = CourseType::kCertificate;
    else if (has_code("keuzedeel:")) type = CourseType::kElective;
    else if (degree == "Ad" || degree.starts_with("Ad ") || (degree == "diploma" && course.facts.nlqf == 50)) type = CourseType::kAssociateDegree;
    else if (titled || (degree == "diploma" && (has_code("crebo:") || has_code("croho:")))) type = CourseType::kDiploma;
    else if (module) type = degree.find("certificate") != degree.npos ? CourseType::kCertificate : CourseType::kElective;
    else if (higher_) type = CourseType::kHboModule;
    else type = CourseType::kShortCourse;
  }

  // --- when and where ------------------------------------------------------------------------------------------------

  struct Run {
    Node node;
    Date start = kNoDate;
  };
  /// Where something happens. Online is no place, but a form.
  struct Where {
    std::set<std::string, std::less<>> places;
    std::uint8_t form = 0;
    bool any() const { return !places.empty() || form != 0; }
    void Add(std::string_view place) {
      if (place.empty()) return;
      bool whole = false;
      form |= detail::FormInPlace(place, &whole);
      if (!whole) places.emplace(place);
    }
    void Add(const Where& other) {
      places.insert(other.places.begin(), other.places.end());
      form |= other.form;
    }
  };

  /// Of a run, a module or a course day: the most specific that is said.
  Where WhereOf(Node n) {
    Where where;
    for (const auto part : kParts) Each(n, part, [&](Node at) { where.Add(WhereOf(at)); });
    if (where.any()) return where;
    Each(n, "location", [&](Node at) {
      const auto city = Text(at, "city"), name = Text(at, "locationName");
      where.Add(!city.empty() ? city : !name.empty() ? name : x_->text(at));
    });
    return where;
  }

  void AddForms(FeedCourse& course, Node n, std::string_view name, const auto& table) {
    Each(n, name, [&](Node at) {
      if (x_->text(at).empty()) return;
      if (const auto* row = FindWord(table, x_->text(at))) course.facts.form |= row->form;
      else Unknown(at);
    });
  }

  void Runs(FeedCourse& course) {
    generic_ = Get(schedule_, "genericProgramRun");
    runs_.clear(), run_weeks_ = 0;
    auto& form = course.facts.form;
    if (work_based_) form |= kWorkBased;
    AddForms(course, classification_, "programForm", kForms);
    AddForms(course, generic_, "contactHoursPartOfDay", kPartsOfDay);
    const bool online = Flag(classification_, "fullyOnline") == true;
    if (online) form |= kOnline;
    Each(Get(XmlTree::kRoot, "programCurriculum"), "instructionMode", [&](Node at) {
      if (Lower(x_->text(at)) == "blended learning") form |= kBlended;  // the other modes are of a lesson, not of the whole
    });
    const auto anywhere = WhereOf(generic_);
    Where all;
    bool any_where = false;  // a run of which no place is known
    Each(schedule_, "programRun", [&](Node at) {
      const Node status = Get(at, "status");
      const auto word = status == kNone ? std::string() : Lower(x_->text(status));
      const bool known = word.empty() || word == "application opened" || word == "application closed" || word == "canceled" || word == "cancelled";
      if (!known) Unknown(status);
      if (!known || (!word.empty() && word != "application opened") || Text(at, "openTo") == "client only") {
        ++feed_.report.offerings_not_open;
        return;
      }
      const Run run{at, Day(Get(at, "startDate"), "date")};
      const Date end = Day(Get(at, "endDate"), "date");
      if (run.start != kNoDate && end != kNoDate) {
        if (end < run.start) feed_.Problem("date left out: \"endDate\" is before \"startDate\"", At(at), Cat(DateName(run.start), " to ", DateName(end)));
        else run_weeks_ = std::max<std::int64_t>(run_weeks_, (std::int64_t{end} - run.start) / 7 + 1);
      }
      AddForms(course, at, "programForm", kForms);
      AddForms(course, at, "contactHoursPartOfDay", kPartsOfDay);
      Where own;
      if (online || Flag(at, "fullyOnline") == true) own.form = kOnline;
      else own = WhereOf(at);
      any_where |= !own.any();
      const auto& where = own.any() ? own : anywhere;
      if (run.start != kNoDate) course.more.push_back({CourseFactKind::kStart, where.places.size() == 1 ? *where.places.begin() : "", run.start});
      all.Add(own);
      ++feed_.report.offerings;
      runs_.push_back(run);
    });
    if (!online && (runs_.empty() || any_where)) all.Add(anywhere);
    form |= all.form;
    // The programme's own word for its place is the least specific.
    if (!online && all.places.empty() && !(all.form & kOnline)) {
      Each(classification_, "programLocation", [&](Node at) { all.Add(TextOr(at, "description")); });
      form |= all.form;
    }
    for (const auto& place : all.places) feed_.AddPlace(course, place);
  }

  // --- how long ------------------------------------------------------------------------------------------------------

  void Duration(FeedCourse& course) {
    duration_unit_ = {}, duration_ = 0;
    const Node at = Get(classification_, "programDuration");
    if (at != kNone && !x_->text(at).empty()) {
      auto unit = Lower(x_->Attribute(at, "unit").value_or(""));
      if (unit.ends_with('s')) unit.pop_back();
      const auto amount = detail::Thousandths(x_->text(at));
      constexpr std::string_view kUnits[] = {"year", "month", "week", "day", "hour"};
      const auto* known = std::find(std::begin(kUnits), std::end(kUnits), unit);
      if (!amount) feed_.Problem("duration left out: it is no number", At(at), Quoted(x_->text(at)));
      else if (known == std::end(kUnits)) feed_.Problem("duration left out: its unit is none that is known", At(at), Quoted(unit));
      else if (*amount <= 0 || *amount > 100'000'000) feed_.SetWeeks(course, 0, At(at), Cat(x_->text(at), " ", unit));
      else duration_ = *amount, duration_unit_ = *known;
    }
    const auto up = [&](std::int64_t numerator, std::int64_t denominator) { return (duration_ * numerator + denominator * 1000 - 1) / (denominator * 1000); };
    std::int64_t weeks = run_weeks_;
    if (duration_unit_ == "year") weeks = up(52, 1);
    else if (duration_unit_ == "month") weeks = up(52, 12);
    else if (duration_unit_ == "week") weeks = up(1, 1);
    else if (weeks == 0 && duration_unit_ == "day") weeks = up(1, 5);
    else if (weeks == 0 && duration_unit_ == "hour") weeks = up(1, 40);
    if (weeks != 0) feed_.SetWeeks(course, weeks, At(at == kNone ? XmlTree::kRoot : at), Cat(weeks, " weeks"));
  }

  /// How often a period goes into the programme; nothing when that is not known.
  std::optional<std::int64_t> Times(const FeedCourse& course, std::string_view period) const {
    const std::int64_t weeks = course.facts.weeks == 0xFFFF ? 0 : course.facts.weeks;
    if (period.empty() || period == "program") return 1;
    if (period == duration_unit_) return (duration_ + 999) / 1000;
    if (weeks == 0) return std::nullopt;
    if (period == "1st year") return weeks <= 52 ? std::optional<std::int64_t>(1) : std::nullopt;
    if (period == "year") return (weeks + 51) / 52;
    if (period == "month") return (weeks * 12 + 51) / 52;
    if (period == "week") return weeks;
    return std::nullopt;
  }

  void StudyLoad(FeedCourse& course) {
    // The whole programme's, else by the largest period, as that is the least guess.
    constexpr std::string_view kPeriods[] = {"program", "year", "month", "week"};
    std::array<Node, 4> by_period{kNone, kNone, kNone, kNone};
    Each(Get(XmlTree::kRoot, "programCurriculum"), "studyLoad", [&](Node at) {
      const auto period = Lower(x_->Attribute(at, "period").value_or("program"));
      const auto* known = std::find(std::begin(kPeriods), std::end(kPeriods), period);
      if (known == std::end(kPeriods)) feed_.Problem("study load left out: its period is none that is known", At(at), Quoted(period));
      else if (auto& slot = by_period[static_cast<std::size_t>(known - std::begin(kPeriods))]; slot == kNone) slot = at;
    });
    for (std::size_t i = 0; i < by_period.size(); ++i) {
      const Node at = by_period[i];
      if (at == kNone || x_->text(at).empty()) continue;
      const auto hours = detail::Thousandths(x_->text(at));
      if (!hours) {
        feed_.Problem("study load left out: it is no number", At(at), Quoted(x_->text(at)));
      } else if (const auto times = Times(course, kPeriods[i])) {
        return feed_.SetHours(course, std::clamp<std::int64_t>(*hours, -1, 1'000'000'000) * *times, At(at), x_->text(at));
      } else {
        feed_.Problem("study load left out: it is by a period, and how long the programme is is not known", At(at), Quoted(kPeriods[i]));
      }
    }
    Each(classification_, "credits", [&](Node at) {
      if (course.facts.hours != kUnknownAmount || Lower(x_->Attribute(at, "system").value_or("")) != "ects") return;
      const auto points = detail::Thousandths(TextOr(at, "credits"));
      if (!points) feed_.Problem("study load left out: it is no number", At(at), Quoted(TextOr(at, "credits")));
      else feed_.SetHours(course, std::clamp<std::int64_t>(*points, -1, 1'000'000'000) * 28, At(at), TextOr(at, "credits"));
    });
  }

  // --- what it costs -------------------------------------------------------------------------------------------------

  /// Required costs by their kind.
  struct Bill {
    std::map<std::string, PriceRange> kinds;
    bool broken = false;  ///< a part of it cannot be read

    std::optional<PriceRange> Total() const {
      if (broken || kinds.empty()) return std::nullopt;
      PriceRange total;
      for (const auto& [kind, price] : kinds) total.least += price.least, total.most += price.most;
      return total;
    }
  };

  /// One cost, as it stands.
  struct Cost {
    bool counts = false;  ///< one that every single participant pays
    std::string kind;
    Date from = kNoDate, until = kNoDate;
    std::optional<std::int64_t> amount;  ///< what a person pays, in cents; nothing when it cannot be read
  };
  /// Read once: what is wrong with it is told once, however often it is asked for.
  const Cost& CostOf(const FeedCourse& course, Node at) {
    const auto [entry, fresh] = costs_.try_emplace(at);
    auto& cost = entry->second;
    if (!fresh || Flag(at, "isRequiredCost") == false || Lower(Text(at, "payableBy")) == "group") return cost;
    cost.kind = Lower(Text(at, "costType"));
    if (cost.kind == "single payment discount") return cost;
    if (!cost.kind.empty() && std::find(std::begin(kCostTypes), std::end(kCostTypes), cost.kind) == std::end(kCostTypes)) Unknown(Get(at, "costType"));
    cost.from = Day(Get(at, "amountValidFrom")), cost.until = Day(Get(at, "amountValidUntil"));
    cost.amount = Amount(course, at);
    cost.counts = cost.amount != 0 || Flag(at, "amountIsFinal") != false;
    return cost;
  }

  std::optional<std::int64_t> Amount(const FeedCourse& course, Node cost) {
    const auto lost = [&](std::string_view why, std::string_view value) -> std::optional<std::int64_t> {
      feed_.Problem(why, At(cost), value);
      return std::nullopt;
    };
    const auto text = Text(cost, "amount");
    if (text.empty()) return lost("price left out: a cost without an amount", {});
    const auto amount = detail::Cents(text);
    if (!amount) return lost("price left out: an amount that cannot be read", Quoted(text));
    if (*amount < 0) return lost("price left out: an amount below 0", Quoted(text));
    if (*amount > std::int64_t{kMostCost} * 100) return lost("price left out: no course costs that", Quoted(text));
    const auto currency = Text(cost, "currency");
    if (!currency.empty() && Lower(currency) != "eur") return lost("price left out: it is not in euros", Quoted(currency));
    std::int64_t vat = 0;
    if (const auto stated = Text(cost, "amountVAT"); !stated.empty()) {
      const auto cents = detail::Cents(stated);
      if (!cents || *cents < 0 || *cents > *amount) return lost("price left out: its VAT cannot be", Quoted(stated));
      vat = *cents;
    } else if (const auto percentage = Text(cost, "VATPercentage"); !percentage.empty()) {
      const auto rate = detail::Thousandths(percentage);
      if (!rate || *rate < 0 || *rate > 100'000) return lost("price left out: its VAT cannot be", Quoted(percentage));
      vat = (*amount * *rate + 50'000) / 100'000;
    } else if (const auto code = Text(cost, "VATCode"); !code.empty()) {
      if (code.size() != 1 || code[0] < '1' || code[0] > '5') return lost("price left out: its VAT cannot be", Quoted(code));
      constexpr int kRates[] = {0, 0, 9, 21, 21};
      vat = (*amount * kRates[code[0] - '1'] + 50) / 100;
    }
    const auto period = Lower(Text(cost, "period"));
    const auto times = Times(course, period);
    if (!times) return lost("price left out: it is by a period, and how often that goes into the programme is not known", Quoted(period));
    return std::min<std::int64_t>(*times, 10'000) * (*amount + vat);
  }

  /// The costs that stand directly at a run, a module or a course day, as they are on the day it starts.
  Bill OwnCosts(const FeedCourse& course, Node n, Date start) {
    Bill bill;
    std::map<std::pair<std::string_view, std::pair<Date, Date>>, std::int64_t> sums;  // by kind and when they hold
    Each(n, "cost", [&](Node at) {
      const auto& cost = CostOf(course, at);
      if (!cost.counts || (start != kNoDate && (start < cost.from || (cost.until != kNoDate && start > cost.until)))) return;
      if (cost.amount) sums[{cost.kind, {cost.from, cost.until}}] += *cost.amount;
      else bill.broken = true;
    });
    for (const auto& [key, sum] : sums) {
      const auto [at, fresh] = bill.kinds.try_emplace(std::string(key.first), PriceRange{sum, sum});
      if (!fresh) at->second.Widen({sum, sum});
    }
    return bill;
  }

  Bill Costs(const FeedCourse& course, Node n, Date start) {
    if (n == kNone) return {};
    auto bill = OwnCosts(course, n, start);
    struct Below {
      PriceRange sum;
      bool complete = false;
    };
    std::map<std::string, Below> below;
    for (const auto name : kParts) {
      std::size_t parts = 0;
      std::map<std::string, std::size_t> stated;
      Each(n, name, [&](Node at) {
        ++parts;
        const auto part = Costs(course, at, start);
        bill.broken |= part.broken;
        for (const auto& [kind, price] : part.kinds) {
          auto& sum = below[kind].sum;
          sum.least += price.least, sum.most += price.most;
          ++stated[kind];
        }
      });
      for (const auto& [kind, count] : stated) below[kind].complete |= count == parts;
    }
    for (const auto& [kind, part] : below) {
      const auto [at, fresh] = bill.kinds.try_emplace(kind, part.sum);
      if (!fresh && part.complete) at->second = part.sum;
    }
    return bill;
  }

  void Price(FeedCourse& course) {
    std::optional<PriceRange> price;
    const auto widen = [&](const std::optional<PriceRange>& more) {
      if (!more) return;
      if (price) price->Widen(*more);
      else price = more;
    };
    // What the generic run asks on the days that runs start on. A programme starts on a handful of days; where there are very many, all its prices count.
    constexpr std::size_t kDays = 100;
    std::map<Date, std::optional<PriceRange>> generic;
    const auto generic_on = [&](Date start) {
      if (generic.size() >= kDays) start = kNoDate;
      const auto at = generic.find(start);
      return at != generic.end() ? at->second : generic.emplace(start, Costs(course, generic_, start).Total()).first->second;
    };
    costs_.clear();
    for (const auto& run : runs_) {
      const auto bill = Costs(course, run.node, run.start);
      widen(bill.broken || !bill.kinds.empty() ? bill.Total() : generic_on(run.start));
    }
    if (!price) price = generic_on(kNoDate);
    feed_.SetPrice(course, price, At(XmlTree::kRoot));
  }

  CourseFeed& feed_;
  std::string_view document_;
  const XmlTree* x_ = nullptr;
  // Of the programme being read.
  Node classification_ = kNone, schedule_ = kNone, admission_ = kNone, descriptions_ = kNone, generic_ = kNone;
  std::vector<Run> runs_;
  std::int64_t run_weeks_ = 0, duration_ = 0;  // the duration in thousandths of its unit
  std::string_view duration_unit_;
  std::unordered_map<Node, Cost> costs_;
  bool higher_ = false, work_based_ = false;
};

}  // namespace

Status ReadEduDex(std::span<const JsonSource> documents, const CourseFeedOptions& options, CourseBuilder& builder, CourseFeedReport* report) {
  return detail::RunFeed<EduDexReader>(documents, options, builder, report);
}
Status ReadEduDex(std::span<const std::string> paths, const CourseFeedOptions& options, CourseBuilder& builder, CourseFeedReport* report) {
  return detail::RunFeed<EduDexReader>(paths, options, builder, report);
}

}  // namespace overstap
