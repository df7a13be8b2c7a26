// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The course catalogue's snapshot: opening with full checks, and building.

#include "overstap/courses.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "overstap/graph.hpp"
#include "overstap/text.hpp"

namespace overstap {
namespace {

constexpr std::size_t kMostTaughtByParts = 10'000'000;
constexpr int kMostLevelsOfParts = 16;

auto OrderOf(const CourseFact& f) { return std::tuple(f.kind, f.text, f.from, f.until); }

}  // namespace

StatusOr<CourseCatalogue> CourseCatalogue::FromBuffer(Buffer buffer) {
  CourseCatalogue c;
  OVS_ASSIGN_OR_RETURN(c.snapshot_, Snapshot::Open(std::move(buffer), detail::SnapshotKind::kCourses));
  const auto& s = c.snapshot_;
  OVS_RETURN_IF_ERROR(s.Section(detail::kCourses, &c.courses_));
  OVS_RETURN_IF_ERROR(s.Section(detail::kTeachBegin, &c.teach_begin_));
  OVS_RETURN_IF_ERROR(s.Section(detail::kTeaches, &c.teaches_));
  OVS_RETURN_IF_ERROR(s.Section(detail::kEntryBegin, &c.entry_begin_));
  OVS_RETURN_IF_ERROR(s.Section(detail::kEntries, &c.entries_));
  OVS_RETURN_IF_ERROR(s.OptionalSection(detail::kFactBegin, &c.fact_begin_));
  OVS_RETURN_IF_ERROR(s.OptionalSection(detail::kFacts, &c.facts_));
  const auto n = c.courses_.size();
  if (n > kNoConcept) return s.Damaged(detail::kCourses, "has too many courses");
  OVS_RETURN_IF_ERROR(s.CheckTexts(n));
  OVS_RETURN_IF_ERROR(s.CheckOffsets(detail::kTeachBegin, c.teach_begin_, n, c.teaches_.size()));
  OVS_RETURN_IF_ERROR(s.CheckOffsets(detail::kEntryBegin, c.entry_begin_, n, c.entries_.size()));
  const auto strings = s.string_count();
  for (std::size_t i = 0; i < n; ++i) {
    const auto& x = c.courses_[i];
    const bool known_reserved = std::all_of(std::begin(x.reserved), std::end(x.reserved), [](std::uint8_t b) { return b == 0; });
    if (x.uri >= strings || x.sector >= strings || static_cast<int>(x.type) >= kCourseTypes || x.form >= (1 << kCourseForms) || x.nlqf > 80 ||
        x.entry_nlqf > 80 || static_cast<int>(x.provider) > 2 || !known_reserved) {
      return s.Damaged(detail::kCourses, "holds a value that has no meaning");
    }
    if ((x.cost_min == kUnknownAmount) != (x.cost_max == kUnknownAmount) || x.cost_min > x.cost_max) {
      return s.Damaged(detail::kCourses, "holds a cost range that is none");
    }
    if (i > 0 && c.courses_[i - 1].uri >= x.uri) return s.Damaged(detail::kCourses, "is not in order");
    for (const auto list : {c.Teaches(static_cast<std::uint32_t>(i)), c.Requires(static_cast<std::uint32_t>(i))}) {
      for (std::size_t j = 0; j < list.size(); ++j) {
        if (list[j].uri >= strings || list[j].level > kMaxLevel || (j > 0 && list[j - 1].uri >= list[j].uri)) {
          return s.Damaged(detail::kTeaches, "holds a value that has no meaning or is not in order");
        }
      }
    }
  }
  OVS_RETURN_IF_ERROR(c.CheckFacts());
  return c;
}

/// Also that every part is a course, and none a part of itself.
Status CourseCatalogue::CheckFacts() const {
  if (fact_begin_.empty() && facts_.empty()) return absl::OkStatus();
  OVS_RETURN_IF_ERROR(snapshot_.CheckOffsets(detail::kFactBegin, fact_begin_, size(), facts_.size()));
  const auto is_day = [](Date d) { return d == kNoDate || (d >= kFirstDate && d <= kLastDate); };
  for (std::uint32_t i = 0; i < size(); ++i) {
    const auto facts = AllFacts(i);
    for (std::size_t j = 0; j < facts.size(); ++j) {
      const auto& f = facts[j];
      const bool known_reserved = std::all_of(std::begin(f.reserved), std::end(f.reserved), [](std::uint8_t b) { return b == 0; });
      if (f.text >= snapshot_.string_count() || !is_day(f.from) || !is_day(f.until) || (f.until != kNoDate && f.from > f.until) || !known_reserved)
        return snapshot_.Damaged(detail::kFacts, "holds a value that has no meaning");
      if (j > 0 && OrderOf(facts[j - 1]) >= OrderOf(f)) return snapshot_.Damaged(detail::kFacts, "is not in order");
    }
  }
  std::vector<std::uint32_t> begin{0}, parts;
  for (std::uint32_t i = 0; i < size(); ++i) {
    for (const auto& fact : Facts(i, CourseFactKind::kPart)) {
      const auto part = Find(Text(fact));
      if (!part)
        return Error(ErrorCode::kMalformed, detail::Cat("course \"", Uri(i), "\" has the part \"", Text(fact), "\", which is no course of the catalogue; add it, or take it out of \"parts\""));
      parts.push_back(*part);
    }
    begin.push_back(static_cast<std::uint32_t>(parts.size()));
  }
  if (parts.empty()) return absl::OkStatus();
  const auto cycle = FindCycle({begin, parts});
  if (!cycle) {
    std::vector<std::uint8_t> deep(size(), 0);  // how many levels of parts there are below
    for (bool grown = true; grown;) {
      grown = false;
      for (std::uint32_t i = 0; i < size(); ++i) {
        for (auto at = begin[i]; at < begin[i + 1]; ++at) {
          if (deep[parts[at]] < deep[i]) continue;
          deep[i] = static_cast<std::uint8_t>(deep[parts[at]] + 1);
          grown = true;
          if (deep[i] > kMostLevelsOfParts)
            return Error(ErrorCode::kLimit, detail::Cat("course \"", Uri(i), "\" has parts of parts more than ", kMostLevelsOfParts, " deep; name its smallest parts directly"));
        }
      }
    }
    return absl::OkStatus();
  }
  return Error(ErrorCode::kMalformed, detail::Cat("course \"", Uri(cycle->source), "\" has the part \"", Uri(cycle->target), "\", of which it is itself a part; take one of the two out of \"parts\""));
}

std::span<const CourseFact> CourseCatalogue::Facts(std::uint32_t i, CourseFactKind kind) const {
  const auto all = AllFacts(i);
  const auto [first, last] = std::equal_range(all.begin(), all.end(), CourseFact{0, kNoDate, kNoDate, kind, {}}, [](const CourseFact& a, const CourseFact& b) { return a.kind < b.kind; });
  return {first, last};
}

std::optional<std::uint32_t> CourseCatalogue::Find(std::string_view uri) const {
  const auto at = std::lower_bound(courses_.begin(), courses_.end(), uri, [&](const Course& c, std::string_view u) { return snapshot_.String(c.uri) < u; });
  if (at == courses_.end() || snapshot_.String(at->uri) != uri) return std::nullopt;
  return static_cast<std::uint32_t>(at - courses_.begin());
}

std::vector<std::uint32_t> CourseCatalogue::EntryCircles() const {
  // What no course teaches is taken to be had by somebody; the rest has to come from courses that can be entered.
  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> asked_by;  // by concept that some course teaches
  for (const auto& skill : teaches_) asked_by.try_emplace(skill.uri);
  std::vector<std::uint32_t> missing(size(), 0), ready;
  for (std::uint32_t i = 0; i < size(); ++i) {
    for (const auto& skill : Requires(i)) {
      const auto at = asked_by.find(skill.uri);
      if (at == asked_by.end()) continue;
      at->second.push_back(i);
      ++missing[i];
    }
    if (missing[i] == 0) ready.push_back(i);
  }
  for (std::size_t at = 0; at < ready.size(); ++at) {
    for (const auto& skill : Teaches(ready[at])) {
      for (const auto course : std::exchange(asked_by[skill.uri], {})) {
        if (--missing[course] == 0) ready.push_back(course);
      }
    }
  }
  std::vector<std::uint32_t> closed;
  for (std::uint32_t i = 0; i < size(); ++i) {
    if (missing[i] != 0) closed.push_back(i);
  }
  return closed;
}

struct CourseBuilder::State {
  struct Link {
    Node course;
    std::uint32_t uri;
    Level level;
  };
  Status TeachParts();

  detail::TextTable texts;
  std::vector<Course> courses;
  std::unordered_map<std::uint32_t, Node> by_uri;
  struct FactOf {
    Node course;
    CourseFact fact;
  };
  std::vector<Link> teaches, entries;
  std::vector<FactOf> facts;
};

CourseBuilder::CourseBuilder() : state_(std::make_unique<State>()) {}
CourseBuilder::~CourseBuilder() = default;
CourseBuilder::CourseBuilder(CourseBuilder&&) noexcept = default;
CourseBuilder& CourseBuilder::operator=(CourseBuilder&&) noexcept = default;

Status CourseBuilder::SetAbout(std::string_view key, std::string_view value) { return state_->texts.SetAbout(key, value); }

namespace {
Status CheckUri(std::string_view uri) {
  if (detail::IsUri(uri)) return absl::OkStatus();
  return Error(ErrorCode::kMalformed, detail::Cat(detail::Quoted(uri), " is no URI: it must be UTF-8 and neither empty nor hold blanks or control characters"));
}
}  // namespace

StatusOr<CourseBuilder::Node> CourseBuilder::Add(std::string_view uri, const Facts& facts) {
  OVS_RETURN_IF_ERROR(CheckUri(uri));
  if ((facts.cost_min == kUnknownAmount) != (facts.cost_max == kUnknownAmount) || facts.cost_min > facts.cost_max) {
    return Error(ErrorCode::kMalformed, detail::Cat("course \"", uri, "\": the lowest cost is above the highest; swap them"));
  }
  if (facts.cost_max != kUnknownAmount && facts.cost_max > kMostCost) {
    return Error(ErrorCode::kMalformed, detail::Cat("course \"", uri, "\": a cost of ", facts.cost_max, " euro; it must be in 0..", kMostCost));
  }
  const auto string = state_->texts.Intern(uri);
  const auto node = static_cast<Node>(state_->courses.size());
  if (!state_->by_uri.try_emplace(string, node).second) {
    return Error(ErrorCode::kMalformed, detail::Cat("course \"", uri, "\" is defined twice; keep one of the two"));
  }
  state_->courses.push_back({string, state_->texts.Intern(facts.sector), facts.cost_min, facts.cost_max, facts.hours, facts.weeks, facts.type, facts.form,
                             facts.nlqf, facts.entry_nlqf, facts.provider, {}});
  return node;
}

Status CourseBuilder::AddText(Node course, TextKind kind, std::string_view language, std::string_view text) {
  return state_->texts.AddText(course, kind, language, text);
}

Status CourseBuilder::AddTeaches(Node course, std::string_view concept_uri, Level level) {
  OVS_RETURN_IF_ERROR(CheckUri(concept_uri));
  state_->teaches.push_back({course, state_->texts.Intern(concept_uri), std::min(level, kMaxLevel)});
  return absl::OkStatus();
}

Status CourseBuilder::AddRequires(Node course, std::string_view concept_uri, Level level) {
  OVS_RETURN_IF_ERROR(CheckUri(concept_uri));
  state_->entries.push_back({course, state_->texts.Intern(concept_uri), std::min(level, kMaxLevel)});
  return absl::OkStatus();
}

Status CourseBuilder::AddFact(Node course, CourseFactKind kind, std::string_view text, Date from, Date until) {
  if (static_cast<int>(kind) >= kCourseFactKinds) return Error(ErrorCode::kMalformed, "a fact of a course is of no kind");
  const auto refuse = [&](std::string_view why) {
    return Error(ErrorCode::kMalformed, detail::Cat("course \"", state_->texts.Get(state_->courses[course].uri), "\", \"", Name(kind), "\": ", why));
  };
  switch (kind) {
    case CourseFactKind::kPage:
    case CourseFactKind::kPath:
    case CourseFactKind::kPart: OVS_RETURN_IF_ERROR(CheckUri(text)); break;
    case CourseFactKind::kLanguage:
      if (!detail::IsLanguageTag(text)) return refuse(detail::Cat(detail::Quoted(text), " is no language tag; write one such as \"nl\""));
      break;
    case CourseFactKind::kField:
      if (text.size() < 2 || text.size() > 6 || text.find_first_not_of("0123456789") != text.npos)
        return refuse(detail::Cat(detail::Quoted(text), " is no field of ISCED-F; write its 2 to 6 digits"));
      break;
    case CourseFactKind::kStart:
      if (from == kNoDate) return refuse("a start needs its day");
      break;
    case CourseFactKind::kOffered:
      if (!text.empty() || (from == kNoDate && until == kNoDate)) return refuse("needs a first or a last day and no text");
      break;
    default:
      if (text.empty()) return refuse("is empty; fill it in or leave it out");
  }
  if (!detail::IsPlainText(text)) return refuse(detail::Cat(detail::Quoted(text), " is not UTF-8 or holds a control character"));
  const bool dated = kind == CourseFactKind::kOffered || kind == CourseFactKind::kPath;
  if (!dated && (until != kNoDate || (from != kNoDate && kind != CourseFactKind::kStart))) return refuse("has no dates");
  for (const auto day : {from, until}) {
    if (day != kNoDate && (day < kFirstDate || day > kLastDate)) return refuse("has a day that is none");
  }
  if (until != kNoDate && from > until) return refuse("the first day is after the last; swap them");
  state_->facts.push_back({course, {state_->texts.Intern(text), from, until, kind, {}}});
  return absl::OkStatus();
}

/// What a part teaches, the whole teaches. Parts that go round are found later, when the catalogue is checked.
Status CourseBuilder::State::TeachParts() {
  std::vector<std::vector<Node>> wholes(courses.size());
  std::vector<std::uint32_t> open_parts(courses.size(), 0);
  bool any = false;
  for (const auto& f : facts) {
    if (f.fact.kind != CourseFactKind::kPart) continue;
    const auto part = by_uri.find(f.fact.text);
    if (part == by_uri.end()) continue;
    wholes[part->second].push_back(f.course);
    ++open_parts[f.course];
    any = true;
  }
  if (!any) return absl::OkStatus();
  std::vector<std::map<std::uint32_t, Level>> taught(courses.size());
  for (const auto& link : teaches) {
    auto& level = taught[link.course][link.uri];
    level = std::max(level, link.level);
  }
  std::vector<Node> ready;
  for (Node node = 0; node < courses.size(); ++node) {
    if (open_parts[node] == 0) ready.push_back(node);
  }
  std::size_t added = 0;
  for (std::size_t at = 0; at < ready.size(); ++at) {
    const auto part = ready[at];
    for (const auto whole : wholes[part]) {
      for (const auto& [uri, level] : taught[part]) {
        const auto [to, fresh] = taught[whole].try_emplace(uri, level);
        // A level that is not stated counts as all that is asked, so it is the highest here.
        to->second = fresh || to->second == 0 || level == 0 ? std::min(to->second, level) : std::max(to->second, level);
        if (++added > kMostTaughtByParts)
          return Error(ErrorCode::kLimit, detail::Cat("the parts of courses teach their wholes more than ", kMostTaughtByParts, " things; split the catalogue"));
      }
      if (--open_parts[whole] == 0) ready.push_back(whole);
    }
  }
  teaches.clear();
  for (Node node = 0; node < courses.size(); ++node) {
    for (const auto& [uri, level] : taught[node]) teaches.push_back({node, uri, level});
  }
  return absl::OkStatus();
}

StatusOr<CourseCatalogue> CourseBuilder::Build() {
  const auto owned = std::exchange(state_, std::make_unique<State>());
  auto& s = *owned;
  OVS_RETURN_IF_ERROR(s.TeachParts());
  const auto n = s.courses.size();
  std::vector<std::uint32_t> order(n), number(n);
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(), [&](Node a, Node b) { return s.texts.Get(s.courses[a].uri) < s.texts.Get(s.courses[b].uri); });
  for (std::uint32_t i = 0; i < n; ++i) number[order[i]] = i;
  s.texts.Arrange(order);
  detail::SnapshotWriter out(detail::SnapshotKind::kCourses);
  std::vector<std::uint32_t> renumber;
  OVS_RETURN_IF_ERROR(s.texts.Seal(out, &renumber));

  std::vector<Course> courses;
  for (const auto node : order) {
    courses.push_back(s.courses[node]);
    courses.back().uri = renumber[courses.back().uri];
    courses.back().sector = renumber[courses.back().sector];
  }
  out.Add(detail::kCourses, courses);
  const auto add_links = [&](std::uint32_t begin_id, std::uint32_t id, std::vector<State::Link>& links) {
    for (auto& link : links) link.course = number[link.course], link.uri = renumber[link.uri];
    // Named twice: the higher level counts.
    std::sort(links.begin(), links.end(), [](const State::Link& a, const State::Link& b) {
      return std::tuple(a.course, a.uri, -a.level) < std::tuple(b.course, b.uri, -b.level);
    });
    std::vector<std::uint32_t> begin(n + 1, 0);
    std::vector<CourseSkill> skills;
    for (std::size_t i = 0; i < links.size(); ++i) {
      if (i > 0 && links[i].course == links[i - 1].course && links[i].uri == links[i - 1].uri) continue;
      ++begin[links[i].course + 1];
      skills.push_back({links[i].uri, links[i].level, {}});
    }
    std::partial_sum(begin.begin(), begin.end(), begin.begin());
    out.Add(begin_id, begin);
    out.Add(id, skills);
  };
  add_links(detail::kTeachBegin, detail::kTeaches, s.teaches);
  add_links(detail::kEntryBegin, detail::kEntries, s.entries);
  if (!s.facts.empty()) {
    for (auto& f : s.facts) f.course = number[f.course], f.fact.text = renumber[f.fact.text];
    const auto order_of = [](const State::FactOf& f) { return std::tuple_cat(std::tuple(f.course), OrderOf(f.fact)); };
    std::sort(s.facts.begin(), s.facts.end(), [&](const auto& a, const auto& b) { return order_of(a) < order_of(b); });
    std::vector<std::uint32_t> begin(n + 1, 0);
    std::vector<CourseFact> facts;
    for (std::size_t i = 0; i < s.facts.size(); ++i) {
      const auto& f = s.facts[i];
      if (i > 0 && order_of(s.facts[i - 1]) == order_of(f)) continue;
      const bool alone = f.fact.kind == CourseFactKind::kOffered || f.fact.kind == CourseFactKind::kPage || f.fact.kind == CourseFactKind::kProvider;
      if (alone && i > 0 && s.facts[i - 1].course == f.course && s.facts[i - 1].fact.kind == f.fact.kind)
        return Error(ErrorCode::kMalformed, detail::Cat("course \"", s.texts.Get(s.courses[order[f.course]].uri), "\" has more than one \"", Name(f.fact.kind), "\"; keep one"));
      ++begin[f.course + 1];
      facts.push_back(f.fact);
    }
    std::partial_sum(begin.begin(), begin.end(), begin.begin());
    out.Add(detail::kFactBegin, begin, detail::kSectionOptional);
    out.Add(detail::kFacts, facts, detail::kSectionOptional);
  }
  return CourseCatalogue::FromBuffer(out.Finish());
}

}  // namespace overstap
