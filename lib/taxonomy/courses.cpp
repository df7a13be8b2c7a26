// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The course catalogue's snapshot: opening with full checks, and building.

#include "overstap/courses.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "overstap/text.hpp"

namespace overstap {

StatusOr<CourseCatalogue> CourseCatalogue::FromBuffer(Buffer buffer) {
  CourseCatalogue c;
  OVS_ASSIGN_OR_RETURN(c.snapshot_, Snapshot::Open(std::move(buffer), detail::SnapshotKind::kCourses));
  const auto& s = c.snapshot_;
  OVS_RETURN_IF_ERROR(s.Section(detail::kCourses, &c.courses_));
  OVS_RETURN_IF_ERROR(s.Section(detail::kTeachBegin, &c.teach_begin_));
  OVS_RETURN_IF_ERROR(s.Section(detail::kTeaches, &c.teaches_));
  OVS_RETURN_IF_ERROR(s.Section(detail::kEntryBegin, &c.entry_begin_));
  OVS_RETURN_IF_ERROR(s.Section(detail::kEntries, &c.entries_));
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
  return c;
}

std::optional<std::uint32_t> CourseCatalogue::Find(std::string_view uri) const {
  const auto at = std::lower_bound(courses_.begin(), courses_.end(), uri, [&](const Course& c, std::string_view u) { return snapshot_.String(c.uri) < u; });
  if (at == courses_.end() || snapshot_.String(at->uri) != uri) return std::nullopt;
  return static_cast<std::uint32_t>(at - courses_.begin());
}

struct CourseBuilder::State {
  struct Link {
    Node course;
    std::uint32_t uri;
    Level level;
  };
  detail::TextTable texts;
  std::vector<Course> courses;
  std::unordered_map<std::uint32_t, Node> by_uri;
  std::vector<Link> teaches, entries;
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

StatusOr<CourseCatalogue> CourseBuilder::Build() {
  const auto owned = std::exchange(state_, std::make_unique<State>());
  auto& s = *owned;
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
  return CourseCatalogue::FromBuffer(out.Finish());
}

}  // namespace overstap
