// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Writes the seeds that are no text: small snapshots, and edits of one. usage: fuzz_make_seeds tests/fuzz/corpus
// Run by hand when the format of a target's input changes; the results are committed.

#include <cstdio>
#include <fstream>
#include <string>
#include <tuple>
#include <string_view>

#include "fuzz.hpp"
#include "overstap/builder.hpp"
#include "overstap/io.hpp"

using namespace overstap;
using fuzz::Promise;

namespace {

std::string folder;

void Write(std::string_view name, std::string_view content) {
  std::ofstream(detail::Cat(folder, "/", name), std::ios::binary).write(content.data(), static_cast<std::streamsize>(content.size()));
}

template <typename View>
void Write(std::string_view name, const StatusOr<View>& built) {
  Promise(built.ok(), detail::Cat(name, " can be built"));
  const auto bytes = built->snapshot().bytes();
  Write(name, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

TaxonomyBuilder::Node Add(TaxonomyBuilder& builder, std::string_view uri, ConceptKind kind, std::string_view label = {}) {
  const auto node = builder.Mention(uri);
  Promise(builder.Declare(node, kind).ok() && builder.AddText(node, TextKind::kPreferred, "nl", label).ok(), "a concept can be added");
  return node;
}

StatusOr<Taxonomy> Small(bool overlays) {
  TaxonomyBuilder builder;
  const auto cook = Add(builder, "o/1", ConceptKind::kOccupation, "Kok"), waiter = Add(builder, "o/2", ConceptKind::kOccupation, "Ober");
  const auto cooking = Add(builder, "s/1", ConceptKind::kSkill, "Koken"), serving = Add(builder, "s/2", ConceptKind::kSkill, "Serveren");
  const auto food = Add(builder, "k/1", ConceptKind::kKnowledge, "Eten"), group = Add(builder, "g/1", ConceptKind::kGroup, "Horeca");
  const auto licence = Add(builder, "l/1", ConceptKind::kLicence), heat = Add(builder, "c/1", ConceptKind::kCondition);
  const auto task = Add(builder, "t/1", ConceptKind::kTask);
  for (const auto target : {cooking, food, licence, heat, task}) builder.AddRelation(cook, target, {Relevance::kEssential, 2, 500});
  for (const auto target : {serving, food, cooking}) builder.AddRelation(waiter, target, {Relevance::kImportant});
  builder.AddBroader(cooking, group);
  builder.AddBroader(serving, group);
  Promise(builder.AddMatch(cooking, MatchType::kReplacedBy, "s/2").ok() && builder.SetNotation(cook, "5120").ok(), "facts can be added");
  Promise(builder.AddText(cook, TextKind::kAlternative, "en", "Cook").ok() && builder.SetAbout("name@nl", "Klein").ok(), "texts can be added");
  builder.SetIsco(cook, 5120);
  builder.SetNlqf(cook, 20);
  builder.SetStatus(waiter, ConceptStatus::kHistoric);
  if (overlays) {
    Promise(builder.AddOverlay("Laag", "ik", "2026-01-01", "zo", "00").ok(), "an overlay can be added");
    Promise(builder.NoteChange(0, ChangeVerb::kAdded, ChangedThing::kRelation, "o/1", "s/1", "essential", "").ok(), "a change can be noted");
  }
  return builder.Build();
}

StatusOr<Taxonomy> Chain() {  // a hierarchy as deep as it is large
  TaxonomyBuilder builder;
  const auto worker = Add(builder, "o", ConceptKind::kOccupation, "Werker");
  auto below = Add(builder, "s", ConceptKind::kSkill);
  builder.AddRelation(worker, below, {});
  for (int i = 0; i < 20; ++i) {
    const auto above = Add(builder, detail::Cat("g", i), ConceptKind::kGroup);
    builder.AddBroader(below, above);
    below = above;
  }
  return builder.Build();
}

StatusOr<CourseCatalogue> SmallCourses() {
  CourseBuilder builder;
  const CourseBuilder::Facts facts{.type = CourseType::kDiploma, .sector = "g/1", .cost_min = 1, .cost_max = 2, .hours = 3, .weeks = 4, .form = 5,
                                   .nlqf = 20, .entry_nlqf = 10};
  const auto course = builder.Add("c/1", facts);
  const auto other = builder.Add("c/2", {});
  Promise(course.ok() && other.ok() && builder.AddText(*course, TextKind::kPreferred, "nl", "Een").ok() &&
              builder.AddTeaches(*course, "s/1", 2).ok() && builder.AddTeaches(*other, "s/2", 0).ok() && builder.AddRequires(*other, "s/1", 3).ok(),
          "courses can be added");
  Promise(builder.AddFact(*course, CourseFactKind::kPart, "c/2").ok() && builder.AddFact(*course, CourseFactKind::kOffered, "", 1, 2).ok() &&
              builder.AddFact(*other, CourseFactKind::kPlace, "Een").ok() && builder.AddFact(*other, CourseFactKind::kStart, "", 3).ok(),
          "facts can be added");
  return builder.Build();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return std::fputs("usage: fuzz_make_seeds FOLDER\n", stderr), 2;
  folder = argv[1];
  Write("snapshot_taxonomy/small", Small(false));
  Write("snapshot_taxonomy/overlays", Small(true));
  Write("snapshot_taxonomy/chain", Chain());
  Write("snapshot_taxonomy/empty", TaxonomyBuilder().Build());
  Write("snapshot_courses/small", SmallCourses());
  Write("snapshot_courses/empty", CourseBuilder().Build());
  // Kind, then edits: section, what to do, where, value.
  Write("snapshot_edits/nothing", std::string_view("\1", 1));
  Write("snapshot_edits/number", std::string_view("\1\13\4\2\0\xFF\xFF\xFF\xFF", 9));
  Write("snapshot_edits/byte", std::string_view("\1\11\3\1\0\7", 6));
  Write("snapshot_edits/longer", std::string_view("\1\15\0\2\14\1\4", 7));
  Write("snapshot_edits/shorter", std::string_view("\0\4\1\4", 4));
  Write("snapshot_edits/swap", std::string_view("\1\15\5\1\0\3\0\15\6\2\0\1\0", 13));
  Write("snapshot_edits/optional", std::string_view("\1\23\2\0\22\2\1", 7));
  Write("snapshot_edits/add", std::string_view("\1\12\7\3\0\x81\0\6\7\0\0\x7f", 12));
  // The C API: for each group of functions all calls after one another, with arguments that are all alike.
  for (int group = 0; group < 8; ++group) {
    for (int argument = 0; argument < 4; ++argument) {
      std::string program;
      for (int function = 0; function < 20; ++function) {
        program += static_cast<char>(function * 8 + group);
        program += '\0';
        program.append(16, static_cast<char>(argument));
      }
      Write(detail::Cat("capi/group-", group, "-", argument), program);
    }
  }
  // Of the functions about data the one beyond those: error, report, form, flags, a document with its length, how it is named, norms.
  for (const auto& [name, form, text] : {std::tuple("edudex", '\0', std::string_view("<program><programClassification><programId>1</programId></programClassification>"
                                                                                  "<programDescriptions><programName>n</programName></programDescriptions></program>")),
                                         std::tuple("oeapi", '\1', std::string_view(R"({"courseId": "1", "name": [{"language": "nl", "value": "n"}]})"))}) {
    std::string program{static_cast<char>(25 * 8 + 5), '\0', '\0', '\0', '\0', '\1', form, '\1', static_cast<char>(text.size()), '\0'};
    program.append(text).append("\1\1\0\1\0\0", 6);
    Write(detail::Cat("capi/feed-", name), program);
  }
  return 0;
}
