// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Reads a CompetentNL graph into builders, in two steps: keep the statements whose predicate the map knows, as numbers
// (a graph has no order, so nothing can be judged before the last file is read); then work out what each thing is and say
// it to the builder. What an unknown predicate or class, a loose end or a value of no form costs is that statement, and the
// report tells; what contradicts itself is an error. How statements are spelled is in the map, not here.

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <system_error>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "absl/strings/ascii.h"
#include "clean.hpp"
#include "folder.hpp"
#include "overstap/io.hpp"
#include "overstap/text.hpp"
#include "rdf.hpp"
#include "rdf_map.hpp"

namespace overstap {
namespace {

using detail::Cat;
using detail::Quoted;
using detail::RdfClass;
using detail::RdfMap;
using detail::RdfPredicate;
using detail::RdfRole;
using detail::RdfStatement;
using detail::RdfTerm;

constexpr std::uint32_t kNone = 0xFFFFFFFFu;
/// How many loose ends are shown in the notes.
constexpr std::size_t kExamples = 5;
/// A label node says a handful of things, and is one thing's. Many things that share one with many labels would be a product of
/// the two, so there is a limit to each and to the texts of all: four times the statements, and enough for any small graph.
constexpr std::size_t kMaxLabelNode = 1000, kManyLabels = 100000;

/// Terms as numbers; each is kept once. An IRI as it is, a blank node as "_:file:label", a literal as "\"language\"text":
/// no IRI begins so.
class Terms {
 public:
  using Term = std::uint32_t;

  StatusOr<Term> Intern(std::string_view key) {
    if ((entries_.size() + 1) * 2 > slots_.size()) Grow();
    const auto hash = static_cast<std::uint32_t>(XXH3_64bits(key.data(), key.size()));
    auto slot = Find(key, hash);
    if (*slot != kNone) return *slot;
    if (!IsUtf8(key)) return Error(ErrorCode::kMalformed, Cat(Quoted(key.substr(key.starts_with('"') ? key.find('"', 1) + 1 : 0)), " is not UTF-8; save the file as UTF-8"));
    if (entries_.size() >= kNone - 1) return Error(ErrorCode::kLimit, "more than four thousand million different terms");
    *slot = static_cast<Term>(entries_.size());
    entries_.push_back({Store(key), static_cast<std::uint32_t>(key.size()), hash});  // a key is far smaller than 4 GiB, see rdf.hpp
    return *slot;
  }
  std::size_t size() const { return entries_.size(); }
  std::string_view operator[](Term t) const { return {entries_[t].data, entries_[t].size}; }

  bool IsLiteral(Term t) const { return (*this)[t].starts_with('"'); }
  bool IsBlank(Term t) const { return (*this)[t].starts_with('_'); }
  bool IsIri(Term t) const { return !IsLiteral(t) && !IsBlank(t); }
  /// Of a literal; the whole of any other term.
  std::string_view Text(Term t) const { return IsLiteral(t) ? (*this)[t].substr((*this)[t].find('"', 1) + 1) : (*this)[t]; }
  std::string_view Language(Term t) const { return (*this)[t].substr(1, (*this)[t].find('"', 1) - 1); }

 private:
  struct Entry {
    const char* data;
    std::uint32_t size, hash;
  };
  static constexpr std::size_t kBlock = std::size_t{1} << 20;

  std::uint32_t* Find(std::string_view key, std::uint32_t hash) {
    for (std::size_t i = hash & (slots_.size() - 1);; i = (i + 1) & (slots_.size() - 1)) {
      if (slots_[i] == kNone) return &slots_[i];
      const auto& e = entries_[slots_[i]];
      if (e.hash == hash && std::string_view(e.data, e.size) == key) return &slots_[i];
    }
  }
  void Grow() {
    slots_.assign(std::max<std::size_t>(slots_.size() * 2, 1024), kNone);
    for (std::uint32_t t = 0; t < entries_.size(); ++t) {
      std::size_t i = entries_[t].hash & (slots_.size() - 1);
      while (slots_[i] != kNone) i = (i + 1) & (slots_.size() - 1);
      slots_[i] = t;
    }
  }
  const char* Store(std::string_view key) {
    if (key.size() > left_) {
      left_ = std::max(kBlock, key.size());
      blocks_.push_back(std::make_unique_for_overwrite<char[]>(left_));
      free_ = blocks_.back().get();
    }
    char* at = free_;
    if (!key.empty()) std::memcpy(at, key.data(), key.size());
    free_ += key.size(), left_ -= key.size();
    return at;
  }

  std::vector<Entry> entries_;
  std::vector<std::uint32_t> slots_;  // a power of two, at most half of it in use
  std::vector<std::unique_ptr<char[]>> blocks_;
  char* free_ = nullptr;
  std::size_t left_ = 0;
};
using Term = Terms::Term;

/// A statement that is kept.
struct Triple {
  Term subject, object;
  std::uint32_t line;
  std::uint16_t file, predicate;
};
static_assert(sizeof(Triple) == 16);

/// Statements left out for one reason, by predicate, with the first example in the order of bytes.
class LeftOut {
 public:
  void Add(const std::string& predicate, std::string_view example) {
    auto& row = rows_[predicate];
    if (row.count++ == 0 || example < row.example) row.example = std::string(example);
  }
  std::vector<NamedCount> Counts() const {
    std::vector<NamedCount> out;
    for (const auto& [name, row] : rows_) out.push_back({name, row.count});
    return out;
  }
  /// "what: PREDICATE 3 times, such as "x"; ..." as far as there is anything to tell.
  void Tell(std::string_view what, std::vector<std::string>& notes) const {
    if (rows_.empty()) return;
    std::string text = Cat(what, ": ");
    std::size_t shown = 0;
    for (const auto& [name, row] : rows_) {
      if (shown++ == kExamples) {
        detail::Append(text, "; and ", rows_.size() - kExamples, " more predicates");
        break;
      }
      detail::Append(text, shown == 1 ? "" : "; ", name, " ", row.count, row.count == 1 ? " time" : " times", ", such as ", Quoted(row.example));
    }
    notes.push_back(text + ".");
  }

 private:
  struct Row {
    std::uint64_t count = 0;
    std::string example;
  };
  std::map<std::string, Row> rows_;
};

class Importer {
 public:
  Importer(RdfMap map, TaxonomyBuilder& builder, CourseBuilder* courses) : map_(std::move(map)), builder_(builder), courses_(courses) {}

  Status Read(std::span<const std::string> paths) {
    OVS_RETURN_IF_ERROR(List(paths));
    for (const auto& path : report.files) OVS_RETURN_IF_ERROR(ReadFile(path));
    for (auto& [name, count] : unknown_predicates_) report.unknown_predicates.push_back({name, count});
    Sort();
    OVS_RETURN_IF_ERROR(Classify());
    OVS_RETURN_IF_ERROR(Declare());
    for (const auto& thing : things_) OVS_RETURN_IF_ERROR(thing.what->meaning == RdfClass::Meaning::kCourse ? Course(thing) : Concept(thing));
    SetIscoFromGroups();
    OVS_RETURN_IF_ERROR(About());
    Notes();
    return {};
  }

  RdfReport report;

 private:
  using Node = TaxonomyBuilder::Node;
  using Triples = std::span<const Triple>;
  /// A subject that is a concept or a course.
  struct Thing {
    Term term;
    const RdfClass* what;       // of the classes it was given, the one that says most
    const Triple* stated;       // as such
    Node node = kNone;          // of a concept
  };

  // --- step 1: what is in the files ---

  Status List(std::span<const std::string> paths) {
    if (paths.empty()) return Error(ErrorCode::kInvalidArgument, "no file to read; name files or folders of .nt, .ttl, .srj or .json");
    const auto refuse_packed = [](const std::string& path) {
      return Error(ErrorCode::kIo, Cat(path, ": is compressed, which is not read here; unpack it first (gunzip)"));
    };
    for (const auto& path : paths) {
      std::error_code error;
      if (!std::filesystem::is_directory(path, error)) {
        if (path.ends_with(".gz")) return refuse_packed(path);
        if (!detail::RdfFormatOf(path)) return Error(ErrorCode::kIo, Cat(path, ": is not known by its name; .nt, .ttl, .srj and .json are read (convert anything else to N-Triples)"));
        report.files.push_back(path);
        continue;
      }
      OVS_ASSIGN_OR_RETURN(const auto names, detail::NamesIn(path));
      for (const auto& name : names) {
        const auto full = (std::filesystem::path(path) / name).string();
        if (std::filesystem::is_directory(full, error) || !(detail::RdfFormatOf(name) || name.ends_with(".gz"))) {
          unused_.push_back(full);
        } else if (name.ends_with(".gz")) {
          if (detail::RdfFormatOf(name.substr(0, name.size() - 3))) return refuse_packed(full);  // it was surely meant to be read
          unused_.push_back(full);
        } else {
          report.files.push_back(full);
        }
      }
    }
    if (report.files.size() > 0xFFFF) return Error(ErrorCode::kLimit, "more than 65,535 files; join some of them");
    if (report.files.empty()) return Error(ErrorCode::kIo, Cat(paths.front(), ": holds no .nt, .ttl, .srj or .json file; point to CompetentNL's triples"));
    return {};
  }

  Status ReadFile(const std::string& path) {
    const auto file = static_cast<std::uint16_t>(sources_.size());
    sources_.push_back(builder_.AddSource(path));
    return detail::ReadRdf(path, *detail::RdfFormatOf(path), [&](const RdfStatement& s) -> Status {
      ++report.triples;
      auto fail = [&](const Status& status) { return ErrorAt(CodeOf(status), path, {s.line, 0, 0}, detail::Std(status.message())); };
      const auto known = map_.predicate_of.find(s.predicate);
      if (known == map_.predicate_of.end()) {
        if (s.predicate != unknown_key_ || unknown_at_ == nullptr) {
          if (!detail::IsUri(s.predicate)) return fail(Error(ErrorCode::kMalformed, Cat("the predicate ", Quoted(s.predicate), " is no IRI")));
          unknown_key_ = std::string(s.predicate);
          unknown_at_ = &unknown_predicates_[unknown_key_];
        }
        ++*unknown_at_;
        return {};
      }
      if (map_.predicates[known->second].role == RdfRole::kIgnored) return {};
      const auto intern = [&](const RdfTerm& term) {
        if (term.kind == RdfTerm::Kind::kIri) return terms_.Intern(term.text);
        if (term.kind == RdfTerm::Kind::kBlank) {
          key_ = Cat("_:", file, ":", term.text);  // blank nodes of two files are never the same
        } else {
          key_.assign("\"").append(term.language);
          for (char& c : key_) c = absl::ascii_tolower(static_cast<unsigned char>(c));
          key_.append("\"").append(term.text);
        }
        return terms_.Intern(key_);
      };
      const auto subject = intern(s.subject);
      if (!subject.ok()) return fail(subject.status());
      const auto object = intern(s.object);
      if (!object.ok()) return fail(object.status());
      triples_.push_back({*subject, *object, static_cast<std::uint32_t>(std::min<std::uint64_t>(s.line, kNone)), file, known->second});
      return {};
    });
  }

  // --- step 2: what it means ---

  /// By subject, each statement once, at its first place.
  void Sort() {
    const auto what = [](const Triple& t) { return std::tuple(t.subject, t.predicate, t.object); };
    std::sort(triples_.begin(), triples_.end(), [&](const Triple& a, const Triple& b) {
      return std::tuple_cat(what(a), std::tuple(a.file, a.line)) < std::tuple_cat(what(b), std::tuple(b.file, b.line));
    });
    const auto end = std::unique(triples_.begin(), triples_.end(), [&](const Triple& a, const Triple& b) { return what(a) == what(b); });
    report.triples_repeated = static_cast<std::uint64_t>(triples_.end() - end);
    triples_.erase(end, triples_.end());
    begin_.assign(terms_.size() + 1, 0);
    for (const auto& t : triples_) ++begin_[t.subject + 1];
    for (std::size_t i = 1; i < begin_.size(); ++i) begin_[i] += begin_[i - 1];
    thing_of_.assign(terms_.size(), kNone);
  }
  Triples Of(Term subject) const { return Triples(triples_).subspan(begin_[subject], begin_[subject + 1] - begin_[subject]); }
  const RdfPredicate& PredicateOf(const Triple& t) const { return map_.predicates[t.predicate]; }
  TaxonomyBuilder::Place PlaceOf(const Triple& t) const { return {sources_[t.file], t.line, 0}; }
  Status Fail(const Triple& t, ErrorCode code, std::string_view message) const { return ErrorAt(code, report.files[t.file], {t.line, 0, 0}, message); }
  /// Puts the place into what a builder said of a value.
  Status Placed(const Triple& t, const Status& status) const {
    return status.ok() ? status : Fail(t, CodeOf(status), Cat(PredicateOf(t).iri, ": ", detail::Std(status.message())));
  }

  /// Finds the things: subjects that have a class which the map has a meaning for.
  Status Classify() {
    std::map<std::string_view, std::uint64_t> unknown;
    for (std::size_t i = 0; i < triples_.size();) {
      const Term subject = triples_[i].subject;
      const RdfClass* what = nullptr;
      const Triple* stated = nullptr;
      bool known = false, unknown_class = false;
      for (const Triple& t : Of(subject)) {
        ++i;
        if (PredicateOf(t).role != RdfRole::kType) continue;
        const auto at = terms_.IsIri(t.object) ? map_.classes.find(std::string(terms_[t.object])) : map_.classes.end();
        if (at == map_.classes.end()) {
          unknown_class = true;
          if (terms_.IsIri(t.object) && detail::IsUri(terms_[t.object])) ++unknown[terms_[t.object]];
          continue;
        }
        known = true;
        const RdfClass& found = at->second;
        if (found.meaning == RdfClass::Meaning::kIgnored) continue;
        if (what != nullptr && (what->meaning != found.meaning || what->kind != found.kind || (what->course_type && found.course_type && what->course_type != found.course_type))) {
          return Fail(t, ErrorCode::kMalformed, Cat(Quoted(terms_[subject]), " cannot be both ", Quoted(terms_[stated->object]), " (", report.files[stated->file], ":", stated->line,
                                                    ") and ", Quoted(terms_[t.object]), "; drop one of the two"));
        }
        const auto weight = [](const RdfClass& c) { return (c.isco ? 4 : 0) + (c.course_type ? 2 : 0) + (c.otherwise ? 1 : 0); };
        if (what == nullptr || weight(found) > weight(*what)) what = &found, stated = &t;
      }
      if (!map_.scheme_prefix.empty() && terms_[subject].starts_with(map_.scheme_prefix)) schemes_.push_back(subject);
      if (what == nullptr) {
        // Of what is known to be of no use nobody expects anything; a blank node is a part of something else.
        if ((!known || unknown_class) && terms_.IsIri(subject)) {
          for (const Triple& t : Of(subject)) about_nothing_ += PredicateOf(t).role != RdfRole::kType;
        }
      } else if (terms_.IsBlank(subject)) {
        blank_.Add(std::string(terms_[stated->object]), Cat(report.files[stated->file], ":", stated->line));
      } else {
        thing_of_[subject] = static_cast<std::uint32_t>(things_.size());
        things_.push_back({subject, what, stated});
      }
    }
    for (const auto& [name, count] : unknown) report.unknown_classes.push_back({std::string(name), count});
    if (things_.empty() && schemes_.empty() && report.triples > 0) {
      std::string classes;
      for (std::size_t k = 0; k < std::min(kExamples, report.unknown_classes.size()); ++k) detail::Append(classes, k == 0 ? "" : ", ", report.unknown_classes[k].name);
      return Error(ErrorCode::kMalformed, Cat(report.files.front(), ": nothing in the ", report.triples, " statements read has a class that the map knows",
                                              classes.empty() ? "" : Cat(" (found ", classes, ")"), "; is it CompetentNL? Add its classes to the map otherwise"));
    }
    return {};
  }

  Status Declare() {
    std::uint64_t* const counts[] = {&report.occupations, &report.skills, &report.knowledge, &report.tasks, &report.conditions, &report.groups, &report.licences};
    for (Thing& thing : things_) {
      if (thing.what->meaning == RdfClass::Meaning::kCourse) {
        ++report.qualifications;
        continue;
      }
      const auto place = PlaceOf(*thing.stated);
      thing.node = builder_.Mention(terms_[thing.term], place);
      OVS_RETURN_IF_ERROR(builder_.Declare(thing.node, thing.what->kind, place));
      ++*counts[static_cast<std::size_t>(thing.what->kind)];
    }
    return {};
  }

  /// The concept that a term is, or nothing.
  const Thing* ConceptOf(Term t) const {
    if (thing_of_[t] == kNone) return nullptr;
    const Thing& thing = things_[thing_of_[t]];
    return thing.what->meaning == RdfClass::Meaning::kConcept ? &thing : nullptr;
  }

  Status Concept(const Thing& thing) {
    const Node node = thing.node;
    const auto triples = Of(thing.term);
    OVS_RETURN_IF_ERROR(AddTexts(builder_, node, triples));
    if (const auto status = StatusOfThing(triples)) builder_.SetStatus(node, *status);
    // Of what a concept has one of, the order of statements must not decide: yes goes before no, the lowest number and the
    // first notation in the order of bytes before others.
    std::string_view notation;
    auto regulated = Regulated::kUnknown;
    auto mediation = Mediation::kUnknown;
    std::uint8_t interests = 0;
    std::optional<Nlqf> nlqf;
    std::optional<std::uint16_t> isco;
    for (const Triple& t : triples) {
      const RdfPredicate& p = PredicateOf(t);
      const auto text = terms_.Text(t.object);
      switch (p.role) {
        case RdfRole::kIgnored: case RdfRole::kType: case RdfRole::kText: case RdfRole::kLiteralForm: case RdfRole::kStatus: case RdfRole::kWhole: break;
        case RdfRole::kNotation:
          if (!terms_.IsLiteral(t.object) || text.empty()) odd_.Add(p.iri, text);
          else if (notation.empty() || text < notation) notation = text;
          break;
        case RdfRole::kHasBroader: case RdfRole::kHasNarrower: {
          const Thing* other = ConceptOf(t.object);
          if (other == nullptr) {
            dangling_.Add(p.iri, text);
            break;
          }
          const bool up = p.role == RdfRole::kHasBroader;
          builder_.AddBroader(up ? node : other->node, up ? other->node : node, PlaceOf(t));
          narrower_.emplace_back(up ? t.object : thing.term, up ? thing.term : t.object);
          break;
        }
        case RdfRole::kRequires:
          if (const Thing* other = ConceptOf(t.object)) {
            builder_.AddRelation(node, other->node, {p.relevance}, PlaceOf(t));
            ++report.relations_read;
          } else {
            dangling_.Add(p.iri, text);
          }
          break;
        case RdfRole::kMatch: OVS_RETURN_IF_ERROR(AddMatch(node, t)); break;
        case RdfRole::kRegulated:
          if (const auto yes = Boolean(t)) regulated = std::max(regulated, *yes ? Regulated::kYes : Regulated::kNo);
          break;
        case RdfRole::kMediated: case RdfRole::kNotMediated:
          if (const auto yes = Boolean(t)) mediation = std::max(mediation, *yes == (p.role == RdfRole::kMediated) ? Mediation::kSuitable : Mediation::kNotSuitable);
          break;
        case RdfRole::kInterests:
          if (const auto found = terms_.IsLiteral(t.object) ? ParseInterests(text) : std::nullopt) interests = static_cast<std::uint8_t>(interests | *found);
          else odd_.Add(p.iri, text);
          break;
        case RdfRole::kNlqf:
          if (const auto level = Level(t)) nlqf = std::min(nlqf.value_or(*level), *level);
          break;
        case RdfRole::kIsco:
          if (const auto code = terms_.IsLiteral(t.object) ? IscoCode(text) : std::nullopt) isco = std::min(isco.value_or(*code), *code);
          else odd_.Add(p.iri, text);
          break;
        case RdfRole::kPrescribes: case RdfRole::kCode: inapplicable_.Add(p.iri, terms_[thing.term]); break;
      }
    }
    builder_.SetRegulated(node, regulated);
    builder_.SetMediation(node, mediation);
    builder_.SetInterests(node, interests);
    if (nlqf) builder_.SetNlqf(node, *nlqf);
    if (isco) {
      builder_.SetIsco(node, *isco);
      isco_stated_.push_back(thing.term);
    }
    if (!notation.empty()) {
      const auto at = std::find_if(triples.begin(), triples.end(), [&](const Triple& t) { return PredicateOf(t).role == RdfRole::kNotation; });
      OVS_RETURN_IF_ERROR(Placed(*at, builder_.SetNotation(node, detail::Clean(notation, replaced_))));
      if (thing.what->isco) {
        if (const auto code = IscoCode(notation)) isco_groups_.emplace_back(thing.term, *code);
        else odd_.Add(PredicateOf(*at).iri, notation);
      }
    }
    return {};
  }

  Status Course(const Thing& thing) {
    const auto triples = Of(thing.term);
    if (StatusOfThing(triples).value_or(ConceptStatus::kCurrent) != ConceptStatus::kCurrent) {
      ++courses_not_current_;
      return {};
    }
    CourseBuilder::Facts facts;
    std::optional<CourseType> by_code;
    for (const Triple& t : triples) {
      const RdfPredicate& p = PredicateOf(t);
      if (p.role == RdfRole::kNlqf) {
        if (const auto level = Level(t)) facts.nlqf = facts.nlqf == kNlqfUnknown ? *level : std::min(facts.nlqf, *level);
      }
      if (p.role == RdfRole::kCode && p.course_type) by_code = std::max(by_code.value_or(*p.course_type), *p.course_type);
    }
    facts.type = thing.what->course_type ? *thing.what->course_type : by_code ? *by_code : thing.what->otherwise.value_or(CourseType::kDiploma);
    if (courses_ == nullptr) return {};
    const auto added = courses_->Add(terms_[thing.term], facts);
    if (!added.ok()) return Placed(*thing.stated, added.status());
    OVS_RETURN_IF_ERROR(AddTexts(*courses_, *added, triples));
    for (const Triple& t : triples) {
      const RdfPredicate& p = PredicateOf(t);
      switch (p.role) {
        case RdfRole::kIgnored: case RdfRole::kType: case RdfRole::kText: case RdfRole::kLiteralForm: case RdfRole::kStatus: case RdfRole::kNlqf: case RdfRole::kWhole: break;
        case RdfRole::kCode:
          if (terms_.IsLiteral(t.object)) {
            const auto code = detail::Clean(detail::Std(absl::StripAsciiWhitespace(detail::Abs(terms_.Text(t.object)))), replaced_);
            OVS_RETURN_IF_ERROR(Placed(t, courses_->AddText(*added, TextKind::kHidden, map_.language, Cat(p.prefix, " ", code))));
            // By which a course of a feed finds the norm it leads to.
            if (!p.prefix.empty() && !code.empty()) OVS_RETURN_IF_ERROR(Placed(t, courses_->AddFact(*added, CourseFactKind::kCode, Cat(p.prefix, ":", code))));
          } else {
            odd_.Add(p.iri, terms_.Text(t.object));
          }
          break;
        case RdfRole::kPrescribes: {
          constexpr KindSet kTeachable = SetOf(ConceptKind::kSkill) | SetOf(ConceptKind::kKnowledge) | SetOf(ConceptKind::kLicence);
          const Thing* other = ConceptOf(t.object);
          if (other != nullptr && (SetOf(other->what->kind) & kTeachable)) {
            OVS_RETURN_IF_ERROR(Placed(t, courses_->AddTeaches(*added, terms_[t.object], 0)));
          } else {
            dangling_.Add(p.iri, terms_.Text(t.object));
          }
          break;
        }
        default: inapplicable_.Add(p.iri, terms_[thing.term]);
      }
    }
    return {};
  }

  /// The texts of a thing. Stated outright, held by a label node, or for want of better; a node whose label is no longer current
  /// still helps to find the thing.
  template <typename Builder>
  Status AddTexts(Builder& builder, typename Builder::Node thing, Triples triples) {
    enum Rank { kDirect, kHeld, kFallback };
    struct Found {
      const Triple* triple;
      Term text;
      TextKind kind;
      Rank rank;
    };
    std::vector<Found> found;
    for (const Triple& t : triples) {
      const RdfPredicate& p = PredicateOf(t);
      if (p.role != RdfRole::kText) continue;
      if (terms_.IsLiteral(t.object)) {
        found.push_back({&t, t.object, p.text, p.fallback ? kFallback : kDirect});
        continue;
      }
      if (Of(t.object).size() > kMaxLabelNode)
        return Fail(t, ErrorCode::kLimit, Cat("the label ", Quoted(terms_[t.object]), " is the subject of more than ", kMaxLabelNode, " statements; a label has one literal form"));
      bool any = false;
      const bool current = StatusOfThing(Of(t.object)).value_or(ConceptStatus::kCurrent) == ConceptStatus::kCurrent;
      for (const Triple& held : Of(t.object)) {
        if (PredicateOf(held).role != RdfRole::kLiteralForm || !terms_.IsLiteral(held.object)) continue;
        any = true;
        if (++labels_held_ > 4 * triples_.size() + kManyLabels)
          return Fail(t, ErrorCode::kLimit, "label nodes with many literal forms are shared by many things; give each thing labels of its own");
        found.push_back({&held, held.object, current ? p.text : TextKind::kHidden, p.fallback ? kFallback : kHeld});
      }
      if (!any) dangling_.Add(p.iri, terms_[t.object]);
      else report.labels_not_current += !current;
    }
    std::map<std::pair<TextKind, std::string_view>, Rank> best;  // few
    for (const auto& f : found) {
      const auto [at, fresh] = best.try_emplace({f.kind, terms_.Language(f.text)}, f.rank);
      if (!fresh) at->second = std::min(at->second, f.rank);
    }
    for (const auto& f : found) {
      auto kind = f.kind;
      const auto language = terms_.Language(f.text);
      if (f.rank > best[{kind, language}]) {
        if (f.rank == kFallback) continue;
        if (kind == TextKind::kPreferred) kind = TextKind::kAlternative;
      }
      OVS_RETURN_IF_ERROR(Placed(*f.triple, builder.AddText(thing, kind, language.empty() ? map_.language : language, detail::Clean(terms_.Text(f.text), replaced_))));
    }
    return {};
  }

  /// Of several the most current.
  std::optional<ConceptStatus> StatusOfThing(Triples triples) {
    std::optional<ConceptStatus> status;
    for (const Triple& t : triples) {
      if (PredicateOf(t).role != RdfRole::kStatus) continue;
      const auto at = map_.statuses.find(std::string(terms_.Text(t.object)));
      if (at == map_.statuses.end()) odd_.Add(PredicateOf(t).iri, terms_.Text(t.object));
      else status = std::min(status.value_or(at->second), at->second);
    }
    return status;
  }

  Status AddMatch(Node node, const Triple& t) {
    const RdfPredicate& p = PredicateOf(t);
    const auto text = terms_.Text(t.object);
    if (terms_.IsIri(t.object)) return Placed(t, builder_.AddMatch(node, p.match, text));
    if (terms_.IsBlank(t.object)) {
      dangling_.Add(p.iri, text);
      return {};
    }
    // A literal: the URI itself, or a code. What is neither has no address.
    const bool uri = text.find("://") != std::string_view::npos;
    const auto made = uri ? std::string(text) : Cat(p.prefix, text);
    if ((!uri && p.prefix.empty()) || !detail::IsUri(made)) {
      odd_.Add(p.iri, text);
      return {};
    }
    return Placed(t, builder_.AddMatch(node, p.match, made));
  }

  std::optional<bool> Boolean(const Triple& t) {
    const auto text = terms_.Text(t.object);
    if (terms_.IsLiteral(t.object)) {
      if (text == "true" || text == "1") return true;
      if (text == "false" || text == "0") return false;
    }
    odd_.Add(PredicateOf(t).iri, text);
    return std::nullopt;
  }
  std::optional<Nlqf> Level(const Triple& t) {
    const auto level = terms_.IsLiteral(t.object) ? ParseNlqf(terms_.Text(t.object)) : std::nullopt;
    if (!level) odd_.Add(PredicateOf(t).iri, terms_.Text(t.object));
    return level;
  }
  static std::optional<std::uint16_t> IscoCode(std::string_view text) {
    const auto code = ParseIsco(text);
    return code && *code != 0 ? code : std::nullopt;
  }

  /// Gives each occupation the code of the nearest unit group above it: down from all of them at once, a step at a time.
  void SetIscoFromGroups() {
    std::sort(narrower_.begin(), narrower_.end());
    std::vector<std::uint32_t> step(terms_.size(), 0);
    std::vector<std::uint16_t> code(terms_.size(), 0);
    std::vector<Term> now, next;
    for (const auto& [term, isco] : isco_groups_) now.push_back(term), step[term] = 1, code[term] = isco;
    for (std::uint32_t steps = 2; !now.empty(); ++steps, now.swap(next), next.clear()) {
      for (const Term above : now) {
        for (auto at = std::lower_bound(narrower_.begin(), narrower_.end(), std::pair(above, Term{0})); at != narrower_.end() && at->first == above; ++at) {
          const Term below = at->second;
          if (step[below] == 0) {
            step[below] = steps, code[below] = code[above];
            next.push_back(below);
          } else if (step[below] == steps && code[below] != code[above]) {
            code[below] = std::min(code[below], code[above]);
            ambiguous_.push_back(below);
          }
        }
      }
    }
    std::sort(ambiguous_.begin(), ambiguous_.end());
    ambiguous_.erase(std::unique(ambiguous_.begin(), ambiguous_.end()), ambiguous_.end());
    for (const Term term : isco_stated_) code[term] = 0;  // what is stated goes before what follows
    for (const Thing& thing : things_) {
      if (thing.node != kNone && thing.what->kind == ConceptKind::kOccupation && code[thing.term] != 0) builder_.SetIsco(thing.node, code[thing.term]);
    }
  }

  /// What the graph says of itself, which only our own export does in words that mean this; else what the map says.
  Status About() {
    std::map<std::string, std::string> about;
    for (const Term scheme : schemes_) {
      for (const Triple& t : Of(scheme)) {
        if (PredicateOf(t).role != RdfRole::kWhole) continue;
        const auto language = terms_.IsLiteral(t.object) ? terms_.Language(t.object) : std::string_view();
        auto value = detail::Clean(terms_.Text(t.object), replaced_);
        const auto [at, fresh] = about.try_emplace(language.empty() ? PredicateOf(t).prefix : Cat(PredicateOf(t).prefix, "@", language), value);
        if (!fresh) at->second = std::min(at->second, std::move(value));  // so that the order of statements does not decide
      }
    }
    if (about.empty()) about.insert(map_.about.begin(), map_.about.end());
    for (const auto& [key, value] : about) {
      OVS_RETURN_IF_ERROR(builder_.SetAbout(key, value));
      if (courses_ != nullptr) OVS_RETURN_IF_ERROR(courses_->SetAbout(key, value));
    }
    return {};
  }

  void Notes() {
    report.dangling = dangling_.Counts();
    auto& notes = report.notes;
    const auto note = [&](std::string_view text, std::uint64_t count) {
      if (count != 0) notes.push_back(Cat(text, ": ", count, "."));
    };
    dangling_.Tell("Statements left out, as they name what no file defines", notes);
    odd_.Tell("Values left out, as they are not of the form that is asked", notes);
    inapplicable_.Tell("Statements left out, as such a thing cannot have them", notes);
    blank_.Tell("Things left out, as they are blank nodes without an IRI", notes);
    note("Statements left out, as the map knows no class of what they are about", about_nothing_);
    note("Courses left out, as they are no longer current", courses_not_current_);
    note("Things in several ISCO unit groups, of which the lowest number was taken", ambiguous_.size());
    note("Control characters in texts replaced by blanks", replaced_);
    if (!unused_.empty()) {
      std::string list;
      for (const auto& path : unused_) detail::Append(list, list.empty() ? "" : ", ", path);
      notes.push_back(Cat("Not used: ", list, "."));
    }
  }

  const RdfMap map_;
  TaxonomyBuilder& builder_;
  CourseBuilder* const courses_;
  std::vector<std::uint32_t> sources_;  ///< number of each file in the builder
  std::vector<std::string> unused_;

  Terms terms_;
  std::vector<Triple> triples_;
  std::map<std::string, std::uint64_t> unknown_predicates_;
  std::string unknown_key_, key_;
  std::uint64_t* unknown_at_ = nullptr;

  std::vector<std::uint32_t> begin_;     ///< of the triples of a subject
  std::vector<std::uint32_t> thing_of_;  ///< by term
  std::vector<Thing> things_;
  std::vector<Term> schemes_;
  std::vector<std::pair<Term, Term>> narrower_;
  std::vector<std::pair<Term, std::uint16_t>> isco_groups_;
  std::vector<Term> isco_stated_, ambiguous_;
  LeftOut dangling_, odd_, inapplicable_, blank_;
  std::uint64_t labels_held_ = 0, about_nothing_ = 0, courses_not_current_ = 0, replaced_ = 0;
};

}  // namespace

Status ReadCompetentNl(std::span<const std::string> paths, const JsonSource* map, TaxonomyBuilder& builder, CourseBuilder* courses, RdfReport* report) {
  const JsonSource built_in{map == nullptr ? "taxonomy/maps/competentnl.json" : "", std::string(map == nullptr ? detail::kCompetentNlMap : "")};
  OVS_ASSIGN_OR_RETURN(auto parsed, detail::ParseRdfMap(map == nullptr ? built_in : *map));
  Importer importer(std::move(parsed), builder, courses);
  Status status = importer.Read(paths);
  if (report != nullptr) *report = std::move(importer.report);
  return status;
}

}  // namespace overstap
