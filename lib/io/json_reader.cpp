// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Overstap JSON (taxonomy/schema/overstap-taxonomy-1.schema.json) into calls of TaxonomyBuilder and CourseBuilder. It
// checks the form of one document, strictly, because a key that is quietly skipped is a fact quietly lost. Whether
// references resolve and relations make sense is for the builders, which see all documents.
#include <string>
#include <string_view>
#include <utility>

#include "io/concept_reader.hpp"
#include "io/json_document.hpp"
#include "overstap/io.hpp"

namespace overstap {
namespace {

using detail::Cat;
using detail::Choices;
using detail::JsonDocument;
using detail::JsonTree;

constexpr std::int64_t kMaxAmount = std::int64_t{kUnknownAmount} - 1;
constexpr std::int64_t kMaxWeeks = 0xFFFE;

constexpr std::string_view kReferenceKeys[] = {"id", "level"};
constexpr std::string_view kCourseKeys[] = {"id",    "type",  "label", "alt",  "hidden", "specialisations", "definition", "teaches", "entry",
                                            "nlqf",  "hours", "weeks", "cost", "form",   "provider",        "sector",
                                            "provider_name", "places", "regions", "languages", "quality", "fields", "codes", "page", "starts", "offered", "paths", "parts"};
constexpr std::string_view kCourseEntryKeys[] = {"nlqf", "requires"};
constexpr std::string_view kCostKeys[] = {"min", "max"};
constexpr std::string_view kStartKeys[] = {"date", "place"};
constexpr std::string_view kPeriodKeys[] = {"from", "until"};
constexpr std::string_view kPathKeys[] = {"id", "from", "until"};

class TaxonomyReader : detail::ConceptReader<TaxonomyBuilder> {
 public:
  TaxonomyReader(JsonTree tree, TaxonomyBuilder& builder) : ConceptReader(std::move(tree), builder) {}

  Status Read() {
    OVS_RETURN_IF_ERROR(ReadFrame(sink_, "about"));
    const Node concepts = Get(JsonTree::kRoot, "concepts");
    if (concepts == kNone) return absl::OkStatus();
    for (Node n = tree_.first(concepts); n != kNone; n = tree_.next(n)) OVS_RETURN_IF_ERROR(ReadConcept(n));
    return absl::OkStatus();
  }
};

class CourseReader : JsonDocument {
 public:
  CourseReader(JsonTree tree, CourseBuilder& builder) : JsonDocument(std::move(tree)), builder_(builder) {}

  Status Read() {
    OVS_RETURN_IF_ERROR(ReadFrame(builder_, "courses_about"));
    const Node courses = Get(JsonTree::kRoot, "courses");
    if (courses == kNone) return absl::OkStatus();
    for (Node n = tree_.first(courses); n != kNone; n = tree_.next(n)) OVS_RETURN_IF_ERROR(ReadCourse(n));
    return absl::OkStatus();
  }

 private:
  using Made = CourseBuilder::Node;

  Status ReadCourse(Node n) {
    OVS_RETURN_IF_ERROR(ExpectObject(n, kCourseKeys, "a course"));
    OVS_ASSIGN_OR_RETURN(const Node id_node, Require(n, "id", "a course"));
    OVS_ASSIGN_OR_RETURN(const auto id, Id(id_node, "\"id\""));
    std::string sector;  // Facts only views it
    CourseBuilder::Facts facts;
    OVS_RETURN_IF_ERROR(ReadFacts(n, &facts));
    if (const Node m = Get(n, "sector"); m != kNone) {
      OVS_ASSIGN_OR_RETURN(sector, Id(m, "\"sector\""));
      facts.sector = sector;
    }
    auto added = builder_.Add(id, facts);
    if (!added.ok()) return Positioned(id_node, added.status());
    const Made made = *added;
    OVS_RETURN_IF_ERROR(ReadTexts(n, [&](Node, TextKind kind, std::string_view language, std::string_view text) {
      return builder_.AddText(made, kind, language, text);
    }));
    OVS_RETURN_IF_ERROR(ReadMore(n, made));
    if (const Node m = Get(n, "teaches"); m != kNone) OVS_RETURN_IF_ERROR(ReadSkills(m, made, &CourseBuilder::AddTeaches, "\"teaches\""));
    const Node entry = Get(n, "entry");
    const Node asked = entry == kNone ? kNone : Get(entry, "requires");
    return asked == kNone ? absl::OkStatus() : ReadSkills(asked, made, &CourseBuilder::AddRequires, "\"requires\"");
  }

  Status ReadFacts(Node n, CourseBuilder::Facts* facts) {
    OVS_ASSIGN_OR_RETURN(const Node type, Require(n, "type", "a course"));
    OVS_ASSIGN_OR_RETURN(facts->type, Choice(type, ParseCourseType, Choices<CourseType>({.count = kCourseTypes}), "\"type\""));
    if (const Node m = Get(n, "entry"); m != kNone) {
      OVS_RETURN_IF_ERROR(ExpectObject(m, kCourseEntryKeys, "\"entry\""));
      if (const Node k = Get(m, "nlqf"); k != kNone) {
        OVS_ASSIGN_OR_RETURN(facts->entry_nlqf, ReadNlqf(k, true));
      }
    }
    if (const Node m = Get(n, "nlqf"); m != kNone) {
      OVS_ASSIGN_OR_RETURN(facts->nlqf, ReadNlqf(m));
    }
    if (const Node m = Get(n, "hours"); m != kNone) {
      OVS_ASSIGN_OR_RETURN(facts->hours, Amount(m, "\"hours\""));
    }
    if (const Node m = Get(n, "weeks"); m != kNone) {
      OVS_ASSIGN_OR_RETURN(const auto weeks, Integer(m, 0, kMaxWeeks, "\"weeks\""));
      facts->weeks = static_cast<std::uint16_t>(weeks);
    }
    if (const Node m = Get(n, "cost"); m != kNone) OVS_RETURN_IF_ERROR(ReadCost(m, facts));
    if (const Node m = Get(n, "form"); m != kNone) {
      OVS_RETURN_IF_ERROR(Expect(m, Kind::kArray, "\"form\""));
      for (Node e = tree_.first(m); e != kNone; e = tree_.next(e)) {
        OVS_ASSIGN_OR_RETURN(const auto form, Choice(e, ParseCourseForm, Choices<CourseForm>({.count = kCourseForms, .bits = true}), "\"form\""));
        facts->form = static_cast<std::uint8_t>(facts->form | form);
      }
    }
    if (const Node m = Get(n, "provider"); m != kNone) {
      OVS_ASSIGN_OR_RETURN(facts->provider, Choice(m, ParseProviderType, Choices<ProviderType>({.count = 3}), "\"provider\""));
    }
    return absl::OkStatus();
  }

  /// What may be known besides: facts.
  Status ReadMore(Node n, Made course) {
    for (int k = 0; k < kCourseFactKinds; ++k) {
      const auto kind = static_cast<CourseFactKind>(k);
      const auto key = Name(kind);
      const Node m = Get(n, key);
      if (m == kNone) continue;
      if (kind == CourseFactKind::kProvider || kind == CourseFactKind::kPage || kind == CourseFactKind::kOffered) {
        OVS_RETURN_IF_ERROR(ReadFact(m, course, kind));
        continue;
      }
      OVS_RETURN_IF_ERROR(Expect(m, Kind::kArray, detail::Quoted(key)));
      for (Node e = tree_.first(m); e != kNone; e = tree_.next(e)) OVS_RETURN_IF_ERROR(ReadFact(e, course, kind));
    }
    return absl::OkStatus();
  }

  Status ReadFact(Node n, Made course, CourseFactKind kind) {
    const auto what = Cat("an entry of ", detail::Quoted(Name(kind)));
    std::string text;
    Date from = kNoDate, until = kNoDate;
    Node text_node = n;
    if (kind == CourseFactKind::kOffered || (tree_.kind(n) == Kind::kObject && (kind == CourseFactKind::kStart || kind == CourseFactKind::kPath))) {
      OVS_RETURN_IF_ERROR(ExpectObject(n, kind == CourseFactKind::kStart ? Keys(kStartKeys) : kind == CourseFactKind::kPath ? Keys(kPathKeys) : Keys(kPeriodKeys), what));
      text_node = Get(n, kind == CourseFactKind::kStart ? "place" : "id");
      if (kind == CourseFactKind::kPath && text_node == kNone) return Require(n, "id", what).status();
      if (const Node m = Get(n, kind == CourseFactKind::kStart ? "date" : "from"); m != kNone) {
        OVS_ASSIGN_OR_RETURN(from, Day(m));
      } else if (kind == CourseFactKind::kStart) {
        return Require(n, "date", what).status();
      }
      if (const Node m = Get(n, "until"); m != kNone) {
        OVS_ASSIGN_OR_RETURN(until, Day(m));
      }
    } else if (kind == CourseFactKind::kStart) {
      OVS_ASSIGN_OR_RETURN(from, Day(n));
      text_node = kNone;
    }
    if (text_node != kNone && (kind == CourseFactKind::kPath || kind == CourseFactKind::kPart)) {
      OVS_ASSIGN_OR_RETURN(text, Id(text_node, what));
    } else if (text_node != kNone) {
      OVS_RETURN_IF_ERROR(CheckText(text_node, what));
      text = tree_.text(text_node);
    }
    return Positioned(n, builder_.AddFact(course, kind, text, from, until));
  }

  StatusOr<Date> Day(Node n) {
    if (tree_.kind(n) == Kind::kString) {
      if (const auto day = ParseDate(tree_.text(n))) return *day;
    }
    return Unexpected(n, "a day", "YYYY-MM-DD, such as \"2026-11-30\"");
  }

  StatusOr<std::uint32_t> Amount(Node n, std::string_view what, std::int64_t most = kMaxAmount) {
    OVS_ASSIGN_OR_RETURN(const auto value, Integer(n, 0, most, what));
    return static_cast<std::uint32_t>(value);
  }

  Status ReadCost(Node n, CourseBuilder::Facts* facts) {
    if (tree_.kind(n) != Kind::kObject) {
      if (tree_.kind(n) != Kind::kNumber) return Unexpected(n, "\"cost\"", "an integer or {\"min\", \"max\"}");
      OVS_ASSIGN_OR_RETURN(facts->cost_min, Amount(n, "\"cost\"", kMostCost));
      facts->cost_max = facts->cost_min;
      return absl::OkStatus();
    }
    OVS_RETURN_IF_ERROR(ExpectObject(n, kCostKeys, "\"cost\""));
    OVS_ASSIGN_OR_RETURN(const Node min, Require(n, "min", "\"cost\""));
    OVS_ASSIGN_OR_RETURN(const Node max, Require(n, "max", "\"cost\""));
    OVS_ASSIGN_OR_RETURN(facts->cost_min, Amount(min, "\"min\"", kMostCost));
    OVS_ASSIGN_OR_RETURN(facts->cost_max, Amount(max, "\"max\"", kMostCost));
    if (facts->cost_max < facts->cost_min) return Fail(max, "\"max\" is less than \"min\"; swap them");
    return absl::OkStatus();
  }

  Status ReadSkills(Node list, Made course, Status (CourseBuilder::*add)(Made, std::string_view, Level), std::string_view what) {
    OVS_RETURN_IF_ERROR(Expect(list, Kind::kArray, what));
    for (Node e = tree_.first(list); e != kNone; e = tree_.next(e)) {
      Node id_node = e;
      Level level = 0;
      if (tree_.kind(e) == Kind::kObject) {
        OVS_RETURN_IF_ERROR(ExpectObject(e, kReferenceKeys, "a reference"));
        OVS_ASSIGN_OR_RETURN(id_node, Require(e, "id", "a reference"));
        if (const Node m = Get(e, "level"); m != kNone) {
          OVS_ASSIGN_OR_RETURN(const auto value, Integer(m, 1, kMaxLevel, "\"level\""));
          level = static_cast<Level>(value);
        }
      } else if (tree_.kind(e) != Kind::kString) {
        return Unexpected(e, Cat("an entry of ", what), "an id or an object with an \"id\"");
      }
      OVS_ASSIGN_OR_RETURN(const auto id, Id(id_node, "an id"));
      OVS_RETURN_IF_ERROR(Positioned(e, (builder_.*add)(course, id, level)));
    }
    return absl::OkStatus();
  }

  CourseBuilder& builder_;
};

}  // namespace

Status ReadTaxonomyJson(const JsonSource& source, TaxonomyBuilder& builder) {
  OVS_ASSIGN_OR_RETURN(auto tree, JsonTree::Parse(source.name, source.text));
  return TaxonomyReader(std::move(tree), builder).Read();
}

Status ReadCoursesJson(const JsonSource& source, CourseBuilder& builder) {
  OVS_ASSIGN_OR_RETURN(auto tree, JsonTree::Parse(source.name, source.text));
  return CourseReader(std::move(tree), builder).Read();
}

}  // namespace overstap
