// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// WriteTaxonomyJson: the mirror image of json_reader.cpp. What that reader would not take (an id with a blank in it, an NLQF level that does
// not exist) is refused here, so that no document is written that cannot be read back. One concept or course a line.

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "json_out.hpp"
#include "overstap/io.hpp"
#include "overstap/text.hpp"
#include "piece_stream.hpp"

namespace overstap {
namespace {

using detail::Cat;
using detail::Quoted;
using String = std::string_view;

Status Refuse(String what, String why) {
  return Error(ErrorCode::kMalformed, Cat(what, " ", why, ", which Overstap JSON does not take; correct it in the source and build again"));
}

/// `what` it is, such as "the match", and whose.
Status CheckWord(String word, String what, String of) {
  if (!word.empty() && !detail::FindBlankOrControl(word)) return absl::OkStatus();
  return Refuse(Cat(what, " ", Quoted(word), " of ", of), word.empty() ? "is empty" : "holds white space or an invisible character");
}
Status CheckNlqf(Nlqf level, String uri) {
  if (level == kNlqfUnknown || ParseNlqf(NlqfName(level))) return absl::OkStatus();
  return Refuse(Cat("the level of ", Quoted(uri)), Cat("is ", std::uint32_t{level}, " tenths of an NLQF level"));
}
/// "about", languages and texts.
Status CheckSnapshot(const Snapshot& snapshot) {
  for (std::size_t i = 0; i < snapshot.about_size(); ++i) OVS_RETURN_IF_ERROR(CheckWord(snapshot.about_key(i), "the key", "\"about\""));
  for (std::size_t i = 0; i < snapshot.language_count(); ++i) {
    if (!detail::IsLanguageTag(snapshot.Language(i))) return Refuse(Cat("the language ", Quoted(snapshot.Language(i))), "is no language tag");
  }
  for (std::uint32_t i = 0; i < snapshot.string_count(); ++i) {
    if (!detail::IsPlainText(snapshot.String(i))) return Refuse(Cat("the text ", Quoted(snapshot.String(i))), "holds a control character");
  }
  return absl::OkStatus();
}

bool SameAbout(const Snapshot& a, const Snapshot& b) {
  if (a.about_size() != b.about_size()) return false;
  for (std::size_t i = 0; i < a.about_size(); ++i) {
    if (a.about_key(i) != b.about_key(i) || a.about_value(i) != b.about_value(i)) return false;
  }
  return true;
}

class DocumentWriter {
 public:
  explicit DocumentWriter(const TextSink& sink) : json_(sink) {}

  Status Write(const Taxonomy& taxonomy, const CourseCatalogue* courses) {
    OVS_RETURN_IF_ERROR(Check(taxonomy));
    if (courses) OVS_RETURN_IF_ERROR(Check(*courses));
    json_.Open();
    json_.Put("overstap", std::uint32_t{1});
    PutAbout("about", taxonomy.snapshot());
    if (courses && !SameAbout(taxonomy.snapshot(), courses->snapshot())) PutAbout("courses_about", courses->snapshot());
    OpenLines("concepts");
    for (Concept c = 0; c < taxonomy.size() && json_.stream().status().ok(); ++c) PutConcept(taxonomy, c);
    CloseLines();
    if (courses) {
      OpenLines("courses");
      for (std::uint32_t i = 0; i < courses->size() && json_.stream().status().ok(); ++i) PutCourse(*courses, i);
      CloseLines();
    }
    json_.Close();
    json_.stream().Put('\n');
    return json_.stream().Finish();
  }

 private:
  // Everything that can be wrong is found before the first byte goes out.
  static Status Check(const Taxonomy& t) {
    OVS_RETURN_IF_ERROR(CheckSnapshot(t.snapshot()));
    for (Concept c = 0; c < t.size(); ++c) {
      OVS_RETURN_IF_ERROR(CheckWord(t.Uri(c), "the URI", "a concept"));
      OVS_RETURN_IF_ERROR(CheckNlqf(t.Nlqf(c), t.Uri(c)));
      for (const auto& match : t.Matches(c)) OVS_RETURN_IF_ERROR(CheckWord(t.snapshot().String(match.uri), "the match", t.Uri(c)));
    }
    return absl::OkStatus();
  }
  static Status Check(const CourseCatalogue& courses) {
    const auto& s = courses.snapshot();
    OVS_RETURN_IF_ERROR(CheckSnapshot(s));
    for (std::uint32_t i = 0; i < courses.size(); ++i) {
      const auto uri = courses.Uri(i);
      OVS_RETURN_IF_ERROR(CheckWord(uri, "the URI", "a course"));
      if (!courses.Sector(i).empty()) OVS_RETURN_IF_ERROR(CheckWord(courses.Sector(i), "the sector", uri));
      OVS_RETURN_IF_ERROR(CheckNlqf(courses[i].nlqf, uri));
      OVS_RETURN_IF_ERROR(CheckNlqf(courses[i].entry_nlqf, uri));
      for (const auto kind : {CourseFactKind::kPath, CourseFactKind::kPart}) {
        for (const auto& fact : courses.Facts(i, kind)) OVS_RETURN_IF_ERROR(CheckWord(courses.Text(fact), detail::Cat("what stands under ", Quoted(Name(kind))), uri));
      }
      for (const auto skills : {courses.Teaches(i), courses.Requires(i)}) {
        for (const auto& skill : skills) OVS_RETURN_IF_ERROR(CheckWord(s.String(skill.uri), "the skill", uri));
      }
    }
    return absl::OkStatus();
  }

  // A list with an entry a line.
  void OpenLines(String key) {
    json_.stream().BreakLine();
    json_.OpenList(key);
  }
  void CloseLines() {
    json_.stream().BreakLine();
    json_.CloseList();
  }
  void OpenLine() {
    json_.stream().BreakLine();
    json_.Open();
  }

  // "name@nl" belongs into an object as {"name": {"nl": ...}}, unless there is a plain "name", whose place that is: then it stays a key of
  // its own, which reads the same.
  void PutAbout(String key, const Snapshot& snapshot) {
    if (snapshot.about_size() == 0 && key == "about") return;
    std::map<String, String> plain;
    std::map<String, std::map<String, String>> by_language;
    for (std::size_t i = 0; i < snapshot.about_size(); ++i) plain.emplace(snapshot.about_key(i), snapshot.about_value(i));
    for (std::size_t i = 0; i < snapshot.about_size(); ++i) {
      const auto name = snapshot.about_key(i);
      const auto at = name.rfind('@');
      if (at == String::npos || at == 0 || !detail::IsLanguageTag(name.substr(at + 1)) || plain.contains(name.substr(0, at))) continue;
      by_language[name.substr(0, at)].emplace(name.substr(at + 1), snapshot.about_value(i));
    }
    json_.stream().BreakLine();
    json_.OpenObject(key);
    for (const auto& [name, texts] : by_language) {
      json_.OpenObject(name);
      for (const auto& [language, text] : texts) json_.Put(language, text), plain.erase(Cat(name, "@", language));
      json_.Close();
    }
    for (const auto& [name, text] : plain) json_.Put(name, text);
    json_.Close();
  }

  // Texts come by language, so one of a kind is {"nl": "text"}, and of what there can be several {"nl": ["text", ...]}.
  void PutTexts(const Snapshot& snapshot, std::uint32_t thing) {
    struct Row {
      String key;
      TextKind kind;
    };
    constexpr Row kRows[] = {{"label", TextKind::kPreferred},
                             {"alt", TextKind::kAlternative},
                             {"hidden", TextKind::kHidden},
                             {"specialisations", TextKind::kSpecialisation},
                             {"definition", TextKind::kDefinition}};
    const auto texts = snapshot.Texts(thing);
    for (const auto& row : kRows) {
      const bool one = row.kind == TextKind::kPreferred || row.kind == TextKind::kDefinition;
      bool open = false;
      for (std::size_t i = 0; i < texts.size();) {
        auto end = i;
        while (end < texts.size() && texts[end].language == texts[i].language && texts[end].kind == texts[i].kind) ++end;
        if (texts[i].kind == row.kind) {
          if (!std::exchange(open, true)) json_.OpenObject(row.key);
          const auto language = snapshot.Language(texts[i].language);
          if (one && end == i + 1) {
            json_.Put(language, snapshot.String(texts[i].string));
          } else {
            json_.OpenList(language);
            for (auto k = i; k < end; ++k) json_.Value(snapshot.String(texts[k].string));
            json_.CloseList();
          }
        }
        i = end;
      }
      if (open) json_.Close();
    }
  }

  void PutNlqf(String key, Nlqf level) {
    if (level == kNlqfUnknown) return;
    if (level % 10 == 0) json_.Put(key, std::uint32_t{level} / 10);
    else json_.Put(key, NlqfName(level));
  }

  void PutConcept(const Taxonomy& t, Concept c) {
    const auto& snapshot = t.snapshot();
    OpenLine();
    json_.Put("id", t.Uri(c));
    json_.Put("kind", Name(t.Kind(c)));
    PutTexts(snapshot, c);
    if (!t.Notation(c).empty()) json_.Put("notation", t.Notation(c));
    if (t.Status(c) != ConceptStatus::kCurrent) json_.Put("status", Name(t.Status(c)));
    if (!t.Broader(c).empty()) {
      json_.OpenList("broader");
      for (const auto broader : t.Broader(c)) json_.Value(t.Uri(broader));
      json_.CloseList();
    }
    if (!t.Matches(c).empty()) {
      json_.OpenList("match");
      for (const auto& match : t.Matches(c)) {
        json_.Open();
        json_.Put("type", Name(match.type));
        json_.Put("uri", snapshot.String(match.uri));
        json_.Close();
      }
      json_.CloseList();
    }
    if (t.Isco(c) != 0) json_.Put("isco", IscoDigits(t.Isco(c)));
    PutNlqf("nlqf", t.Nlqf(c));
    if (t.Regulated(c) != Regulated::kUnknown) json_.Put("regulated", t.Regulated(c) == Regulated::kYes);
    if (t.Mediation(c) != Mediation::kUnknown) json_.Put("mediation", t.Mediation(c) == Mediation::kSuitable);
    if (t.Interests(c) != 0) json_.Put("interests", InterestLetters(t.Interests(c)));
    if (t.JobZone(c) != 0) json_.Put("job_zone", std::uint32_t{t.JobZone(c)});
    PutRelations(t, c, "requires", kRequires, Name);
    PutRelations(t, c, "tasks", SetOf(ConceptKind::kTask), Name);
    PutRelations(t, c, "conditions", SetOf(ConceptKind::kCondition), Grade);
    json_.Close();
  }

  static constexpr KindSet kRequires = SetOf(ConceptKind::kSkill) | SetOf(ConceptKind::kKnowledge) | SetOf(ConceptKind::kLicence);
  static String Grade(Relevance relevance) {
    constexpr String kGrades[] = {"not", "barely", "optional", "reasonably", "strongly"};
    return kGrades[static_cast<std::size_t>(relevance)];
  }

  // The relations to these kinds, by relevance, strongest first.
  void PutRelations(const Taxonomy& t, Concept c, String key, KindSet kinds, String (*name)(Relevance)) {
    bool open = false;
    for (int r = kRelevances; r-- > 0;) {
      const auto relevance = static_cast<Relevance>(r);
      bool open_tier = false;
      for (const auto& relation : t.Relations(c)) {
        if (relation.relevance != relevance || !(kinds & SetOf(t.Kind(relation.target)))) continue;
        if (!std::exchange(open, true)) json_.OpenObject(key);
        if (!std::exchange(open_tier, true)) json_.OpenList(name(relevance));
        PutReference(t.Uri(relation.target), relation.level, relation.importance);
      }
      if (open_tier) json_.CloseList();
    }
    if (open) json_.Close();
  }
  void PutReference(String uri, Level level, Importance importance) {
    if (level == 0 && importance == 0) {
      json_.Value(uri);
      return;
    }
    json_.Open();
    json_.Put("id", uri);
    if (level != 0) json_.Put("level", std::uint32_t{level});
    if (importance != 0) json_.Put("importance", std::uint32_t{importance});
    json_.Close();
  }

  void PutSkills(const CourseCatalogue& courses, String key, std::span<const CourseSkill> skills) {
    if (skills.empty()) return;
    json_.OpenList(key);
    for (const auto& skill : skills) PutReference(courses.snapshot().String(skill.uri), skill.level, 0);
    json_.CloseList();
  }

  void PutCourse(const CourseCatalogue& courses, std::uint32_t i) {
    const auto& course = courses[i];
    OpenLine();
    json_.Put("id", courses.Uri(i));
    json_.Put("type", Name(course.type));
    PutTexts(courses.snapshot(), i);
    PutSkills(courses, "teaches", courses.Teaches(i));
    if (course.entry_nlqf != kNlqfUnknown || !courses.Requires(i).empty()) {
      json_.OpenObject("entry");
      PutNlqf("nlqf", course.entry_nlqf);
      PutSkills(courses, "requires", courses.Requires(i));
      json_.Close();
    }
    PutNlqf("nlqf", course.nlqf);
    if (course.hours != kUnknownAmount) json_.Put("hours", course.hours);
    if (course.weeks != 0xFFFF) json_.Put("weeks", std::uint32_t{course.weeks});
    if (course.cost_min != kUnknownAmount && course.cost_min == course.cost_max) {
      json_.Put("cost", course.cost_min);
    } else if (course.cost_min != kUnknownAmount) {
      json_.OpenObject("cost");
      json_.Put("min", course.cost_min);
      json_.Put("max", course.cost_max);
      json_.Close();
    }
    if (course.form != 0) {
      json_.OpenList("form");
      for (int bit = 0; bit < kCourseForms; ++bit) {
        if (course.form >> bit & 1) json_.Value(Name(static_cast<CourseForm>(1u << bit)));
      }
      json_.CloseList();
    }
    if (course.provider != ProviderType::kAny) json_.Put("provider", Name(course.provider));
    if (!courses.Sector(i).empty()) json_.Put("sector", courses.Sector(i));
    for (int kind = 0; kind < kCourseFactKinds; ++kind) PutFacts(courses, i, static_cast<CourseFactKind>(kind));
    json_.Close();
  }

  void PutFacts(const CourseCatalogue& courses, std::uint32_t i, CourseFactKind kind) {
    const auto facts = courses.Facts(i, kind);
    if (facts.empty()) return;
    const auto key = Name(kind);
    const auto put_days = [&](const CourseFact& fact) {
      if (fact.from != kNoDate) json_.Put("from", DateName(fact.from));
      if (fact.until != kNoDate) json_.Put("until", DateName(fact.until));
      json_.Close();
    };
    if (kind == CourseFactKind::kProvider || kind == CourseFactKind::kPage) {
      json_.Put(key, courses.Text(facts.front()));
    } else if (kind == CourseFactKind::kOffered) {
      json_.OpenObject(key);
      put_days(facts.front());
    } else {
      json_.OpenList(key);
      for (const auto& fact : facts) {
        const auto text = courses.Text(fact);
        if (kind == CourseFactKind::kPath && (fact.from != kNoDate || fact.until != kNoDate)) {
          json_.Open();
          json_.Put("id", text);
          put_days(fact);
        } else if (kind == CourseFactKind::kStart && !text.empty()) {
          json_.Open();
          json_.Put("date", DateName(fact.from));
          json_.Put("place", text);
          json_.Close();
        } else {
          json_.Value(kind == CourseFactKind::kStart ? DateName(fact.from) : text);
        }
      }
      json_.CloseList();
    }
  }

  detail::JsonOut<detail::PieceStream> json_;
};

}  // namespace

Status WriteTaxonomyJson(const Taxonomy& taxonomy, const CourseCatalogue* courses, const TextSink& sink) {
  return DocumentWriter(sink).Write(taxonomy, courses);
}

}  // namespace overstap
