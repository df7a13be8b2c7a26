// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The parts of desk.hpp.

#include "cli/desk.hpp"

#include <utility>
#include <vector>

#include "absl/strings/str_join.h"
#include "overstap/reasons.hpp"

namespace overstap::cli {

using detail::Cat;

Outcome SetUp(Session& session, const ProfileOptions& options, Desk* desk) {
  OVS_ASSIGN_OR_RETURN(const auto exit, ReadPerson(session, options, desk));
  if (exit != Exit::kOk) return exit;
  OVS_ASSIGN_OR_RETURN(desk->matcher, OpenMatcher(session, desk->taxonomy));
  OVS_ASSIGN_OR_RETURN(auto catalogue, OpenCatalogue(session));
  if (catalogue) {
    desk->courses = BoundCatalogue::Bind(*std::move(catalogue), desk->taxonomy);
    // A catalogue for another taxonomy would just say that there are no courses.
    if (desk->courses->unknown_skills() > 0) session.Warn(session.Text(Say::kUnknownSkills, Number(desk->courses->unknown_skills(), session.language)));
  }
  return Exit::kOk;
}

std::string Labels(const Session& session, const Desk& desk, std::span<const Concept> concepts, std::size_t most) {
  return Plain(JoinLabels(desk.taxonomy, concepts, most, session.language));
}

std::string EntryText(const Session& session, const Desk& desk, const CourseSuggestion& suggestion) {
  const auto& course = desk.courses->catalogue()[suggestion.course];
  std::string text(Word(suggestion.entry, session.language));
  if (suggestion.entry == CourseEntry::kSkillMissing) {
    detail::Append(text, ": ", Labels(session, desk, suggestion.entry_missing));
  } else if (suggestion.entry != CourseEntry::kOpen) {
    detail::Append(text, " (", LevelWords(course.entry_nlqf, session.language), ")");
  }
  return text;
}

Exit ResolveCourse(const Session& session, const CourseCatalogue& courses, const std::string& name, std::uint32_t* out) {
  if (const auto found = courses.Find(name)) {
    *out = *found;
    return Exit::kOk;
  }
  const auto folded = Fold(name);
  Named named;
  for (std::uint32_t i = 0; i < courses.size() && !folded.empty(); ++i) named.Add(courses.snapshot(), i, folded);
  const auto& [exact, near] = named;
  if (exact.size() == 1) {
    *out = exact.front();
    return Exit::kOk;
  }
  session.Warn(session.Text(exact.empty() ? Say::kCourseNotFound : Say::kCourseAmbiguous, Plain(name)));
  if (exact.empty() && !near.empty()) session.Detail(session.Text(Say::kDidYouMean));
  for (const auto i : exact.empty() ? near : exact) session.Detail(Cat("  ", Plain(courses.Label(i, Tag(session.language))), "  ", Plain(courses.Uri(i))));
  return exact.empty() ? Exit::kNotFound : Exit::kAmbiguous;
}

std::string CourseLabel(const Session& session, const Desk& desk, std::uint32_t course) {
  return Plain(desk.courses->catalogue().Label(course, Tag(session.language)));
}

void ShowHeader(Session& session, const Desk& desk) {
  const auto& snapshot = desk.taxonomy.snapshot();
  const auto tag = Tag(session.language);
  auto name = Plain(snapshot.AboutIn("name", tag));
  if (name.empty()) name = session.Text(Say::kNameless);
  if (const auto edition = snapshot.About("edition"); !edition.empty()) detail::Append(name, " ", Plain(edition));
  if (const auto date = snapshot.About("date"); !date.empty()) detail::Append(name, " (", Plain(date), ")");
  const auto occupations = Number(desk.taxonomy.Concepts(ConceptKind::kOccupation).size(), session.language);
  session.Paragraph(desk.courses ? session.Text(Say::kOccupationsAndCourses, name, occupations, Number(desk.courses->size(), session.language))
                                 : session.Text(Say::kOccupationsOnly, name, occupations));
  if (const auto notice = snapshot.AboutIn("notice", tag); !notice.empty()) session.Paragraph(Plain(notice));
  session.Blank();
  std::vector<std::string> jobs;
  for (std::size_t i = 0; i < desk.profile.origins().size(); ++i) {
    const auto label = session.Label(desk.taxonomy, desk.profile.origins()[i]);
    const auto worth = desk.profile.origin_worths()[i];
    jobs.push_back(worth == kFullWorth ? label : session.Text(Say::kCountsFor, label, Percent(worth, kFullWorth, session.language)));
  }
  if (!jobs.empty()) session.Paragraph(session.Text(Say::kFrom, absl::StrJoin(jobs, ", ")), 0, 2);
  if (!desk.extras.empty()) session.Paragraph(session.Text(Say::kExtraSkills, Labels(session, desk, desk.extras)), 0, 2);
  if (!desk.profile.denied().empty()) session.Paragraph(session.Text(Say::kDenied, Labels(session, desk, desk.profile.denied())), 0, 2);
  if (!desk.profile.unsure().empty()) session.Paragraph(session.Text(Say::kUnsure, Labels(session, desk, desk.profile.unsure())), 0, 2);
  if (const auto level = desk.profile.Nlqf(); level != kNlqfUnknown) {
    session.Paragraph(session.Text(desk.profile.nlqf_inferred() ? Say::kEducationInferred : Say::kEducation, LevelWords(level, session.language)), 0, 2);
  }
}

void ShowSplit(Session& session, std::string_view left, std::string_view right, std::size_t indent) {
  const auto columns = session.out.columns();
  if (Width(left) + 2 + Width(right) <= columns) {
    session.out.Write(Cat(PadRight(left, columns - Width(right)), right, "\n"));
  } else {
    session.out.Write(Wrap(left, columns, 0, indent));
    session.out.Write(Cat(PadLeft(right, columns), "\n"));
  }
}

}  // namespace overstap::cli
