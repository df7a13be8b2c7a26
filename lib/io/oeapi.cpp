// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Courses, programmes and their offerings of OEAPI (OOAPI) v6 into courses. What stands in other documents (offerings, learning outcomes,
// organisations) is put together when all are read. Names of fields of the drafts before v6 was final are taken as well, where they mean the same
// (program, organization, modeOfDelivery, studyLoad as one object). What becomes of the fields, and why:
//
// - Skills come from OKx' competentNlRefs in a course or its learning outcomes, and from codes "competentnl-skill". A reference that is called
//   supporting says what is of use beside, not what is learnt, and is left out, also where the same URI stands among the codes.
// - Prices are those of total_costs, which include VAT; of several offerings a range. What was eligible for STAP is no price.
// - Hours are the study load: of hours and SBU as it stands, of an ECTS or study point 28. Contact time is only a part of it, and no answer.
// - Levels: levelOfQualification, else `level` where it means one. eqf_0 is the NLQF's entry level.
// - Only offerings that are active, or whose state is not said, are used. A flexible entry period is a start on its first day; a course that
//   can be begun in no other way is offered from the first to the last of them.
// - Children of a programme, and courses that name it, are no parts in our sense: whoever has taken all of those that happen to be published does
//   not have the whole.
//
// Not read: entry requirements, which are free text, assessment, enrolment, components.

#include <algorithm>
#include <deque>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "io/course_feed.hpp"
#include "io/json_tree.hpp"
#include "overstap/text.hpp"

namespace overstap {
namespace {

using detail::Cat;
using detail::CourseFeed;
using detail::FeedCourse;
using detail::FeedDay;
using detail::FeedPlace;
using detail::JsonTree;
using detail::PriceRange;
using detail::Quoted;
using Kind = JsonTree::Kind;
using Node = JsonTree::Node;
constexpr Node kNone = JsonTree::kNone;

/// A word and what it means; 0 for one that is known and says nothing here.
struct Meaning {
  std::string_view word;
  std::uint8_t value;
};
constexpr Meaning kLevels[] = {{"pre_vocational", 0}, {"secondary_vocational_education", 0}, {"secondary_vocational_education_1", 10},
                               {"secondary_vocational_education_2", 20}, {"secondary_vocational_education_3", 30}, {"secondary_vocational_education_4", 40},
                               {"associate_degree", 50}, {"bachelor", 60}, {"master", 70}, {"doctoral", 80}, {"post_doctoral", 0}, {"undefined", 0},
                               {"undivided", 0}, {"nt2_1", 0}, {"nt2_2", 0}};
constexpr Meaning kQualificationLevels[] = {{"eqf_0", 5}, {"eqf_1", 10}, {"eqf_2", 20}, {"eqf_3", 30}, {"eqf_4", 40}, {"nlqf_4plus", 45},
                                            {"eqf_5", 50}, {"eqf_6", 60}, {"eqf_7", 70}, {"eqf_8", 80}};
constexpr Meaning kModesOfDelivery[] = {{"presential", 0}, {"online", kOnline}, {"hybrid", kBlended}, {"blended", kBlended}, {"work_based", kWorkBased}, {"project_based", 0},
                                        {"research_lab_based", 0}, {"coil", 0}, {"joint_delivery", 0}};
constexpr Meaning kModesOfStudy[] = {{"full_time", kDaytime}, {"part_time", 0}, {"dual_training", kWorkBased}, {"self_paced", 0}};
/// Whether one can begin.
constexpr Meaning kStates[] = {{"active", 1}, {"concept", 0}, {"inactive", 0}, {"cancelled", 0}, {"canceled", 0}};
/// Of these the words themselves decide, with others, on the type.
constexpr Meaning kDocuments[] = {{"diploma", 0}, {"certificate", 0}, {"micro_credential_certificate", 0}, {"testimonial", 0}, {"school_advice", 0}, {"no_official_document", 0}};
constexpr Meaning kQualifications[] = {{"diploma", 0}, {"vocational_diploma", 0}, {"certificate", 0}, {"associate_degree", 0}, {"bachelor", 0}, {"master", 0}, {"doctoral", 0}, {"none", 0}};
/// How much a kind of study load is to be preferred, and the hours in one.
struct Load {
  std::string_view word;
  int rank, hours;
};
constexpr Load kLoads[] = {{"sbu", 4, 1}, {"hour", 3, 1}, {"ects", 2, 28}, {"sp", 1, 28}, {"contact_time", 0, 0}, {"contacttime", 0, 0}};

bool IsUuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? text[i] != '-' : !absl::ascii_isxdigit(static_cast<unsigned char>(text[i]))) return false;
  }
  return true;
}
/// The same id is written in capitals by some.
std::string IdKey(std::string_view id) { return IsUuid(id) ? absl::AsciiStrToLower(detail::Abs(id)) : std::string(id); }

/// What the concepts of a thing's references are.
struct References {
  std::set<std::string, std::less<>> taught, supporting;
  std::vector<std::string> Settled() && {
    for (const auto& uri : supporting) taught.erase(uri);
    return {taught.begin(), taught.end()};
  }
};

struct Offering {
  std::string of;  ///< key of the course or programme
  FeedPlace place;
  bool open = false;
  Date start = kNoDate, end = kNoDate, flexible_from = kNoDate, flexible_until = kNoDate;
  std::set<std::string, std::less<>> places, languages;
  std::string organisation;
  std::uint8_t form = 0;
  std::optional<PriceRange> price;
};

/// A course or programme with what is yet to be looked up.
struct Found {
  std::string key;
  FeedCourse course;
  FeedPlace place;
  std::vector<std::string> outcomes;
  std::string organisation;  ///< id
  bool programme = false;
  std::string document, qualification;  ///< formalDocument, qualificationAwarded
  Date from = kNoDate, until = kNoDate;
};

/// The end of a period that is stated as the first moment behind it.
Date LastDay(Date day, std::string_view text) { return day != kNoDate && day > kFirstDate && text.substr(std::min<std::size_t>(10, text.size())).starts_with("T00:00") ? day - 1 : day; }

class OeapiReader {
 public:
  explicit OeapiReader(CourseFeed& feed) : feed_(feed) {}

  static constexpr std::string_view kExtension = ".json", kDutchName = "Opleidingen uit OEAPI", kEnglishName = "Courses from OEAPI";

  Status Document(const JsonSource& document) {
    OVS_ASSIGN_OR_RETURN(auto tree, JsonTree::Parse(document.name, document.text));
    names_.push_back(document.name);  // positions are told of when the document is gone
    document_ = names_.back();
    tree_ = &tree;
    Any(JsonTree::kRoot);
    tree_ = nullptr;
    return absl::OkStatus();
  }

  /// Puts together what stood in several documents.
  void Finish() {
    std::unordered_map<std::string_view, std::vector<const Offering*>> offerings;
    for (const auto& offering : offerings_) {
      if (keys_.contains(offering.of)) offerings[offering.of].push_back(&offering);
      else feed_.Problem("offering left out: its course or programme is in no document", offering.place, offering.of);
    }
    for (auto& found : found_) {
      std::vector<const Offering*> own;
      // A second one of the same id is left out, and should not count its offerings once more.
      if (const auto at = offerings.find(found.key); at != offerings.end()) own = std::exchange(at->second, {});
      Settle(found, own);
      feed_.Add(std::move(found.course), found.place);
    }
  }

 private:
  /// A page, a list, or a thing. The tree bounds how deep lists are in lists.
  void Any(Node n) {
    if (tree_->kind(n) == Kind::kArray) return Each(n, [&](Node item) { Any(item); });
    if (tree_->kind(n) == Kind::kObject) {
      if (const Node items = Get(n, "items"); items != kNone && tree_->kind(items) == Kind::kArray) return Any(items);
      if (Has(n, {"offeringId", "courseOfferingId", "programmeOfferingId", "programOfferingId"})) return AddOffering(n);
      if (Has(n, {"courseId"})) return Record(n, false, true);
      if (Has(n, {"programmeId", "programId"})) return Record(n, true, true);
      if (Has(n, {"learningOutcomeId"})) return AddOutcome(n);
      if (Has(n, {"organisationId", "organizationId"})) return AddOrganisation(n);
      bool identified = false;
      for (Node m = tree_->first(n); m != kNone; m = tree_->next(m)) identified |= tree_->name(m).ends_with("Id");
      if (!identified && Get(n, "name") != kNone && Get(n, "primaryCode") != kNone) {
        ++feed_.report.records, ++feed_.report.refused;
        return feed_.Problem("record left out: it has no id", At(n), {});
      }
    }
    feed_.Problem("object left out: it is no course, programme, offering, learning outcome or organisation", At(n), {});
  }

  // --- values --------------------------------------------------------------------------------------------------------

  FeedPlace At(Node n) { return {document_, tree_->At(n)}; }
  /// Null is as good as absent.
  Node Get(Node object, std::string_view key) const {
    if (object == kNone || tree_->kind(object) != Kind::kObject) return kNone;
    Node m = tree_->first(object);
    while (m != kNone && tree_->name(m) != key) m = tree_->next(m);
    return m == kNone || tree_->kind(m) == Kind::kNull ? kNone : m;
  }
  Node GetAny(Node object, std::initializer_list<std::string_view> keys) const {
    for (const auto key : keys) {
      if (const Node m = Get(object, key); m != kNone) return m;
    }
    return kNone;
  }
  bool Has(Node object, std::initializer_list<std::string_view> keys) const {
    for (Node m = tree_->first(object); m != kNone; m = tree_->next(m)) {
      if (std::find(keys.begin(), keys.end(), tree_->name(m)) != keys.end()) return true;
    }
    return false;
  }
  template <typename Use>
  void Each(Node list, const Use& use) {
    for (Node m = tree_->first(list); m != kNone; m = tree_->next(m)) use(m);
  }
  /// The elements of a list, or the value itself where an older draft has one in place of a list.
  template <typename Use>
  void EachOf(Node list, const Use& use) {
    if (list == kNone) return;
    if (tree_->kind(list) == Kind::kArray) Each(list, use);
    else use(list);
  }
  void Mistyped(Node n, std::string_view key) { feed_.Problem(Cat("field left out: \"", key, "\" is ", Name(tree_->kind(n))), At(n), {}); }
  /// A string; empty, and told of, for anything else.
  std::string_view String(Node n, std::string_view key) {
    if (n == kNone) return {};
    if (tree_->kind(n) == Kind::kString) return Trimmed(tree_->text(n));
    Mistyped(n, key);
    return {};
  }
  std::string_view String(Node object, std::initializer_list<std::string_view> keys) { return String(GetAny(object, keys), *keys.begin()); }
  static std::string_view Trimmed(std::string_view text) { return detail::Std(absl::StripAsciiWhitespace(detail::Abs(text))); }

  /// A number, also one in quotes.
  std::string_view Number(Node n, std::string_view key) {
    if (n != kNone && tree_->kind(n) == Kind::kNumber) return tree_->text(n);
    return String(n, key);
  }
  Date Day(Node object, std::initializer_list<std::string_view> keys, std::string_view* written = nullptr) {
    const Node n = GetAny(object, keys);
    const auto text = String(n, *keys.begin());
    if (written != nullptr) *written = text;
    if (text.empty()) return kNoDate;
    if (const auto day = FeedDay(text)) return *day;
    feed_.Problem(Cat("date left out: \"", tree_->name(n), "\" is no day"), At(n), Quoted(text));
    return kNoDate;
  }
  template <typename Table>
  std::optional<std::uint8_t> Word(Node n, const Table& table, std::string_view key) {
    const auto word = String(n, key);
    if (word.empty()) return std::nullopt;
    for (const auto& row : table) {
      if (row.word == word) return row.value;
    }
    feed_.Problem(Cat("word left out: \"", key, "\" has none that is known"), At(n), Quoted(word));
    return std::nullopt;
  }
  /// The id behind a reference: the id itself, or the whole thing in its place.
  std::string_view IdOf(Node n, std::initializer_list<std::string_view> keys) { return n != kNone && tree_->kind(n) == Kind::kString ? Trimmed(tree_->text(n)) : String(GetAny(n, keys), *keys.begin()); }

  /// [{"language", "value"}], or a plain string, which is taken for Dutch.
  template <typename Use>
  void Texts(Node list, std::string_view key, const Use& use) {
    EachOf(list, [&](Node item) {
      if (tree_->kind(item) == Kind::kString) return use(std::string("nl"), Trimmed(tree_->text(item)));
      if (tree_->kind(item) != Kind::kObject) return Mistyped(item, key);
      const auto text = String(Get(item, "value"), "value");
      const Node tag = Get(item, "language");
      auto language = detail::LanguageOf(String(tag, "language"));
      if (language.empty()) {
        language = "nl";
        if (!text.empty()) feed_.Problem("language left out: it is none, so the text counts as Dutch", At(tag == kNone ? item : tag), {});
      }
      if (!text.empty()) use(std::move(language), text);
    });
  }

  // --- things --------------------------------------------------------------------------------------------------------

  void AddOrganisation(Node n) {
    const auto id = IdOf(n, {"organisationId", "organizationId"});
    if (id.empty()) return feed_.Problem("organisation left out: it has no id", At(n), {});
    std::string name;
    Texts(Get(n, "name"), "name", [&](const std::string& language, std::string_view text) {
      if (name.empty() || language == "nl") name = text;
    });
    if (name.empty()) name = String(Get(n, "shortName"), "shortName");
    if (!name.empty()) organisations_.try_emplace(IdKey(id), std::move(name));
  }
  /// The id of an organisation that is named, or stands here.
  std::string Organisation(Node n) {
    if (n == kNone) return {};
    if (tree_->kind(n) == Kind::kObject) AddOrganisation(n);
    return IdKey(IdOf(n, {"organisationId", "organizationId"}));
  }

  void AddOutcome(Node n) {
    const auto id = IdOf(n, {"learningOutcomeId"});
    if (id.empty()) return feed_.Problem("learning outcome left out: it has no id", At(n), {});
    outcomes_.try_emplace(IdKey(id), ReferencesOf(n).Settled());
  }

  /// Of a course or a learning outcome, wherever its extensions are: beside its fields, in "consumer", "consumers" or "ext".
  References ReferencesOf(Node n) {
    References references;
    const auto add = [&](std::set<std::string, std::less<>>& to, Node at, std::string_view uri) {
      const bool notation = uri.find_first_not_of("0123456789.") == uri.npos && uri.find('.') != uri.npos;
      if (detail::IsUri(uri) && (notation || uri.find(':') != uri.npos)) to.emplace(uri);
      else feed_.Problem("reference left out: it is no URI of a concept", At(at), Quoted(uri));
    };
    const auto is_supporting = [&](Node holder) {
      const auto word = String(holder, {"competentNlRelationType", "competentNlRelatieType", "relationType", "relatieType"});
      return word == "supporting" || word == "ondersteunend";
    };
    const auto from = [&](Node holder) {
      const Node list = Get(holder, "competentNlRefs");
      if (list == kNone) return;
      if (tree_->kind(list) != Kind::kArray) return Mistyped(list, "competentNlRefs");
      const bool all_supporting = is_supporting(holder);
      Each(list, [&](Node item) {
        if (tree_->kind(item) != Kind::kObject) return Mistyped(item, "competentNlRefs");
        const bool own = GetAny(item, {"relationType", "relatieType", "competentNlRelationType", "competentNlRelatieType"}) != kNone;
        add((own ? is_supporting(item) : all_supporting) ? references.supporting : references.taught, item, String(Get(item, "uri"), "uri"));
      });
    };
    from(n);
    from(Get(n, "ext"));
    EachOf(Get(n, "consumer"), from);
    EachOf(Get(n, "consumers"), from);
    EachOf(Get(n, "otherCodes"), [&](Node item) {
      if (IsSkillCode(String(Get(item, "codeType"), "codeType"))) add(references.taught, item, String(Get(item, "code"), "code"));
    });
    return references;
  }
  static bool IsSkillCode(std::string_view type) { return type == "competentnl-skill" || type == "x-competentnl-skill"; }

  /// `listed`: it stands in the list itself, not in the place of a reference to it.
  void Record(Node n, bool programme, bool listed) {
    const auto id = programme ? IdOf(n, {"programmeId", "programId"}) : IdOf(n, {"courseId"});
    const auto key = Cat(programme ? "programme " : "course ", IdKey(id));
    if (!listed && (id.empty() || keys_.contains(key))) return;
    ++feed_.report.records;
    const auto refuse = [&](std::string_view why, std::string_view what) {
      ++feed_.report.refused;
      feed_.Problem(why, At(n), what);
    };
    if (id.empty()) return refuse("record left out: it has no id", {});
    Found found;
    auto& course = found.course;
    found.key = key, found.place = At(n), found.programme = programme;
    course.uri = IsUuid(id) ? Cat("urn:uuid:", IdKey(id)) : Cat("urn:oeapi:", programme ? "programme:" : "course:", detail::UriPart(id));
    const auto texts = [&](std::string_view name, TextKind kind) {
      Texts(Get(n, name), name, [&](std::string language, std::string_view text) {
        if (!text.empty()) course.texts.push_back({kind, std::move(language), std::string(text)});
      });
    };
    texts("name", TextKind::kPreferred);
    if (course.texts.empty()) return refuse("record left out: it has no name", Quoted(id));
    texts("description", TextKind::kDefinition);
    keys_.insert(key);

    Codes(n, course);
    if (const Node link = Get(n, "link"); link != kNone) feed_.SetPage(course, String(link, "link"), At(link));
    Fields(n, course);
    Languages(n, [&](std::string_view language) { course.more.push_back({CourseFactKind::kLanguage, std::string(language)}); });
    if (const auto level = Word(Get(n, "level"), kLevels, "level")) course.facts.nlqf = *level;
    if (const auto level = Word(Get(n, "levelOfQualification"), kQualificationLevels, "levelOfQualification")) course.facts.nlqf = *level;
    course.facts.form = Forms(n);
    if (const auto form = Word(Get(n, "modeOfStudy"), kModesOfStudy, "modeOfStudy")) course.facts.form |= *form;
    Duration(n, course);
    StudyLoad(n, course);
    std::set<std::string, std::less<>> places;
    course.facts.form |= Places(n, places);
    for (const auto& place : places) feed_.AddPlace(course, place);
    found.organisation = Organisation(GetAny(n, {"organisation", "organization"}));
    const auto known = [&](const auto& table, std::string_view field) {
      const Node at = Get(n, field);
      return Word(at, table, field) ? std::string(Trimmed(tree_->text(at))) : std::string();
    };
    found.document = known(kDocuments, "formalDocument");
    found.qualification = known(kQualifications, "qualificationAwarded");
    std::string_view valid_to;
    found.from = std::max(Day(n, {"validFrom"}), Day(n, {"firstStartDateTime", "firstStartDate"}));
    found.until = Day(n, {"validTo"}, &valid_to);
    found.until = LastDay(found.until, valid_to);

    course.references = ReferencesOf(n).Settled();
    EachOf(GetAny(n, {"learningOutcomes", "learningOutcomeIds"}), [&](Node at) {
      if (tree_->kind(at) == Kind::kObject) AddOutcome(at);
      else if (tree_->kind(at) != Kind::kString) return Mistyped(at, "learningOutcomes");
      if (const auto outcome = IdOf(at, {"learningOutcomeId"}); !outcome.empty()) found.outcomes.push_back(IdKey(outcome));
    });
    // One in the place of a reference was only there for want of the listed one, whatever came first.
    if (const auto at = listed ? embedded_.find(key) : embedded_.end(); at != embedded_.end()) {
      --feed_.report.records;
      found_[at->second] = std::move(found);
      embedded_.erase(at);
    } else {
      if (!listed) embedded_.emplace(key, found_.size());
      found_.push_back(std::move(found));
    }
    // What stands in the place of references is as good as listed.
    for (const auto name : {"programmes", "programs", "children", "parent"}) {
      EachOf(Get(n, name), [&](Node at) {
        if (tree_->kind(at) == Kind::kObject) Record(at, true, false);
      });
    }
  }

  void Codes(Node n, FeedCourse& course) {
    const auto add = [&](Node at) {
      if (tree_->kind(at) != Kind::kObject) return Mistyped(at, "otherCodes");
      auto type = String(Get(at, "codeType"), "codeType");
      const auto code = String(Get(at, "code"), "code");
      if (type.empty() || code.empty() || IsSkillCode(type)) return;
      if (type.starts_with("x-")) type.remove_prefix(2);
      auto kind = absl::AsciiStrToLower(detail::Abs(type));
      std::erase_if(kind, [](char c) { return c == '_' || c == '-'; });
      if (kind.ends_with("code")) kind.resize(kind.size() - 4);
      const bool five = code.size() == 5 && code.find_first_not_of("0123456789", 1) == code.npos;
      std::string text;
      if (kind == "crebo" || kind == "opleidings" || kind == "keuzedeel" || kind == "certificaat") text = detail::CreboCode(code);
      else if (kind == "croho") text = Cat("croho:", code);
      else if (kind == "rio" || ((kind == "programme" || kind == "program") && code.size() == 9 && code[4] == 'O')) text = Cat("rio:", code);
      // One kind for both registers, as for the codes that RIO's took the place of: those of crebo begin with 2 or 9, or a letter.
      else if (five && (kind == "crohocrebo" || kind == "programme" || kind == "program"))
        text = code[0] == '2' || code[0] == '9' || !absl::ascii_isdigit(static_cast<unsigned char>(code[0])) ? detail::CreboCode(code) : Cat("croho:", code);
      else text = Cat(type, ":", code);
      course.more.push_back({CourseFactKind::kCode, std::move(text)});
    };
    if (const Node code = Get(n, "primaryCode"); code != kNone) add(code);
    EachOf(Get(n, "otherCodes"), add);
  }

  void Fields(Node n, FeedCourse& course) {
    EachOf(Get(n, "fieldsOfStudy"), [&](Node at) {
      const auto field = String(at, "fieldsOfStudy");
      if (field.empty()) return;
      if (field.size() < 2 || field.size() > 6 || field.find_first_not_of("0123456789") != field.npos)
        return feed_.Problem("field of study left out: it is none of ISCED-F, of 2 to 6 digits", At(at), Quoted(field));
      course.more.push_back({CourseFactKind::kField, std::string(field)});
    });
  }

  template <typename Use>
  void Languages(Node n, const Use& use) {
    EachOf(GetAny(n, {"teachingLanguages", "teachingLanguage"}), [&](Node at) {
      const auto tag = String(at, "teachingLanguages");
      if (tag.empty()) return;
      if (const auto language = detail::LanguageOf(tag); !language.empty()) use(language);
      else feed_.Problem("language left out: it is none", At(at), Quoted(tag));
    });
  }

  std::uint8_t Forms(Node n) {
    std::uint8_t form = 0;
    EachOf(GetAny(n, {"modesOfDelivery", "modeOfDelivery"}), [&](Node at) {
      if (const auto mode = Word(at, kModesOfDelivery, "modesOfDelivery")) form |= *mode;
    });
    return form;
  }

  /// Where it is taught. What the addresses say of the form is returned.
  std::uint8_t Places(Node n, std::set<std::string, std::less<>>& places) {
    std::uint8_t form = 0;
    EachOf(Get(n, "addresses"), [&](Node at) {
      if (tree_->kind(at) != Kind::kObject) return Mistyped(at, "addresses");
      const auto type = String(Get(at, "addressType"), "addressType");
      if (type == "postal" || type == "invoicing" || type == "billing" || type == "deliveries") return;
      const auto city = String(Get(at, "city"), "city");
      bool whole = false;
      if (!city.empty()) form |= detail::FormInPlace(city, &whole);
      if (!whole && !city.empty()) places.emplace(city);
    });
    return form;
  }

  void Duration(Node n, FeedCourse& course) {
    const Node at = Get(n, "duration");
    const auto text = String(at, "duration");
    if (text.empty()) return;
    if (const auto period = detail::IsoPeriod(text)) feed_.SetWeeks(course, period->Weeks(), At(at), Quoted(text));
    else feed_.Problem("duration left out: it is none of ISO 8601", At(at), Quoted(text));
  }

  void StudyLoad(Node n, FeedCourse& course) {
    const Load* best = nullptr;
    Node best_at = kNone;
    EachOf(Get(n, "studyLoad"), [&](Node at) {
      if (tree_->kind(at) != Kind::kObject) return Mistyped(at, "studyLoad");
      const Node unit = Get(at, "studyLoadUnit");
      const auto word = String(unit, "studyLoadUnit");
      const auto* load = std::find_if(std::begin(kLoads), std::end(kLoads), [&](const Load& l) { return l.word == word; });
      if (load == std::end(kLoads)) return feed_.Problem("word left out: \"studyLoadUnit\" has none that is known", At(unit == kNone ? at : unit), Quoted(word));
      if (load->hours != 0 && (best == nullptr || load->rank > best->rank)) best = load, best_at = Get(at, "value");
    });
    if (best == nullptr || best_at == kNone) return;
    const auto text = Number(best_at, "value");
    const auto value = detail::Thousandths(text);
    if (!value) feed_.Problem("study load left out: it is no number", At(best_at), Quoted(text));
    else feed_.SetHours(course, std::clamp<std::int64_t>(*value, -1, 1'000'000'000) * best->hours, At(best_at), text);
  }

  void AddOffering(Node n) {
    const Node course = Get(n, "course"), programme = GetAny(n, {"programme", "program"});
    for (const auto& [at, is_programme] : {std::pair(course, false), std::pair(programme, true)}) {
      if (at != kNone && tree_->kind(at) == Kind::kObject) Record(at, is_programme, false);
    }
    Offering offering;
    offering.place = At(n);
    if (const auto id = IdOf(course, {"courseId"}); !id.empty()) offering.of = Cat("course ", IdKey(id));
    else if (const auto of = IdOf(programme, {"programmeId", "programId"}); !of.empty()) offering.of = Cat("programme ", IdKey(of));
    if (offering.of.empty()) {
      if (GetAny(n, {"learningComponent", "testComponent", "component"}) != kNone) return;  // a part of one
      return feed_.Problem("offering left out: it names no course or programme", At(n), {});
    }
    const Node state = Get(n, "state");
    offering.open = state == kNone || Word(state, kStates, "state") == 1;
    offering.start = Day(n, {"startDateTime", "startDate"}), offering.end = Day(n, {"endDateTime", "endDate"});
    offering.flexible_from = Day(n, {"flexibleEntryPeriodStart"}), offering.flexible_until = Day(n, {"flexibleEntryPeriodEnd"});
    offering.form = static_cast<std::uint8_t>(Forms(n) | Places(n, offering.places));
    Languages(n, [&](std::string_view language) { offering.languages.emplace(language); });
    offering.organisation = Organisation(GetAny(n, {"organisation", "organization"}));
    EachOf(Get(n, "priceInformation"), [&](Node at) {
      const auto price = Price(at);
      if (!price) return;
      if (offering.price) offering.price->Widen({*price, *price});
      else offering.price = PriceRange{*price, *price};
    });
    offerings_.push_back(std::move(offering));
  }

  std::optional<std::int64_t> Price(Node n) {
    if (tree_->kind(n) != Kind::kObject) return Mistyped(n, "priceInformation"), std::nullopt;
    const Node type = Get(n, "costType");
    const auto word = String(type, "costType");
    if (word == "stap_eligible" || word.empty()) return std::nullopt;
    if (word != "total_costs") return feed_.Problem("word left out: \"costType\" has none that is known", At(type), Quoted(word)), std::nullopt;
    const auto lost = [&](std::string_view why, std::string_view value) -> std::optional<std::int64_t> {
      feed_.Problem(why, At(n), Quoted(value));
      return std::nullopt;
    };
    const auto money = [&](std::string_view key) -> std::optional<std::int64_t> {
      const Node at = Get(n, key);
      const auto text = Number(at, key);
      if (text.empty()) return std::nullopt;
      const auto cents = detail::Cents(text);
      if (!cents) return lost("price left out: an amount that cannot be read", text);
      if (*cents < 0) return lost("price left out: an amount below 0", text);
      if (*cents > std::int64_t{kMostCost} * 100) return lost("price left out: no course costs that", text);
      return cents;
    };
    if (const auto currency = String(Get(n, "currency"), "currency"); !currency.empty() && !absl::EqualsIgnoreCase(detail::Abs(currency), "EUR"))
      return lost("price left out: it is not in euros", currency);
    if (Get(n, "amount") != kNone) return money("amount");
    const auto without = money("amountWithoutVat"), vat = money("vatAmount");
    return without && vat ? std::optional(*without + *vat) : std::nullopt;
  }

  // --- together ------------------------------------------------------------------------------------------------------

  void Settle(Found& found, const std::vector<const Offering*>& offerings) {
    auto& course = found.course;
    for (const auto& outcome : found.outcomes) {
      if (const auto at = outcomes_.find(outcome); at != outcomes_.end()) {
        course.references.insert(course.references.end(), at->second.begin(), at->second.end());
      } else {
        feed_.Problem("learning outcome that is in no document", found.place, outcome);
      }
    }
    std::optional<PriceRange> price;
    std::int64_t weeks = 0;
    Date flexible_from = kLastDate, flexible_until = kFirstDate;
    bool only_flexible = true, any = false;
    for (const auto* offering : offerings) {
      if (!offering->open) {
        ++feed_.report.offerings_not_open;
        continue;
      }
      ++feed_.report.offerings;
      any = true;
      course.facts.form |= offering->form;
      for (const auto& place : offering->places) feed_.AddPlace(course, place);
      for (const auto& language : offering->languages) course.more.push_back({CourseFactKind::kLanguage, language});
      if (found.organisation.empty()) found.organisation = offering->organisation;
      if (offering->price) {
        if (price) price->Widen(*offering->price);
        else price = offering->price;
      }
      const bool flexible = offering->flexible_from != kNoDate || offering->flexible_until != kNoDate;
      const Date start = offering->flexible_from != kNoDate ? offering->flexible_from : offering->start;
      if (start != kNoDate) course.more.push_back({CourseFactKind::kStart, offering->places.size() == 1 ? *offering->places.begin() : "", start});
      only_flexible &= flexible;
      if (flexible) {
        flexible_from = std::min(flexible_from, start == kNoDate ? kFirstDate : start);
        flexible_until = std::max(flexible_until, offering->flexible_until == kNoDate ? kLastDate : offering->flexible_until);
      }
      if (offering->start != kNoDate && offering->end != kNoDate) {
        if (offering->end < offering->start) feed_.Problem("date left out: the offering ends before it starts", offering->place, Cat(DateName(offering->start), " to ", DateName(offering->end)));
        else weeks = std::max<std::int64_t>(weeks, (std::int64_t{offering->end} - offering->start) / 7 + 1);
      }
    }
    feed_.SetPrice(course, price, found.place);
    if (course.facts.weeks == 0xFFFF && weeks != 0) feed_.SetWeeks(course, weeks, found.place, Cat(weeks, " weeks"));
    Date from = found.from, until = found.until;
    if (any && only_flexible) {
      if (flexible_from != kFirstDate) from = std::max(from, flexible_from);
      if (flexible_until != kLastDate) until = until == kNoDate ? flexible_until : std::min(until, flexible_until);
    }
    feed_.SetOffered(course, from, until, found.place);
    if (const auto at = organisations_.find(found.organisation); at != organisations_.end()) course.provider = at->second;
    Type(found);
  }

  static void Type(Found& found) {
    auto& course = found.course;
    const auto has_code = [&](std::string_view prefix) {
      return std::any_of(course.more.begin(), course.more.end(), [&](const auto& f) { return f.kind == CourseFactKind::kCode && f.text.starts_with(prefix); });
    };
    const auto& awarded = found.qualification;
    const auto level = course.facts.nlqf;
    auto& type = course.facts.type;
    if (has_code("keuzedeel:")) type = CourseType::kElective;
    else if (has_code("certificaat:")) type = CourseType::kCertificate;
    else if (awarded == "associate_degree" || (found.document == "diploma" && level == 50)) type = CourseType::kAssociateDegree;
    else if (awarded == "bachelor" || awarded == "master" || awarded == "doctoral" || awarded == "vocational_diploma" || found.document == "diploma" || awarded == "diploma")
      type = CourseType::kDiploma;
    else if (level >= 50) type = CourseType::kHboModule;
    else if (found.programme && level != kNlqfUnknown && (awarded == "certificate" || found.document == "certificate")) type = CourseType::kCertificate;
    else type = CourseType::kShortCourse;
  }

  CourseFeed& feed_;
  std::deque<std::string> names_;
  std::string_view document_;
  JsonTree* tree_ = nullptr;
  std::vector<Found> found_;
  std::vector<Offering> offerings_;
  std::unordered_set<std::string> keys_;  // of courses and programmes that can be used
  std::unordered_map<std::string, std::size_t> embedded_;  // of these in found_, those that only stood in the place of a reference
  std::unordered_map<std::string, std::vector<std::string>> outcomes_;
  std::unordered_map<std::string, std::string> organisations_;
};

}  // namespace

Status ReadOeapi(std::span<const JsonSource> documents, const CourseFeedOptions& options, CourseBuilder& builder, CourseFeedReport* report) {
  return detail::RunFeed<OeapiReader>(documents, options, builder, report);
}
Status ReadOeapi(std::span<const std::string> paths, const CourseFeedOptions& options, CourseBuilder& builder, CourseFeedReport* report) {
  return detail::RunFeed<OeapiReader>(paths, options, builder, report);
}

}  // namespace overstap
