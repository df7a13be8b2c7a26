// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Overview: everything is counted in one walk over the concepts; the warnings are questions asked of each of them afterwards.

#include "overstap/overview.hpp"

#include <algorithm>
#include <initializer_list>
#include <numeric>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "overstap/model.hpp"
#include "overstap/text.hpp"

namespace overstap {

std::uint64_t TaxonomyOverview::Density::total() const { return std::accumulate(relations.begin() + 1, relations.end(), std::uint64_t{0}); }

double TaxonomyOverview::Density::share(std::uint64_t occupations) const {
  const double places = static_cast<double>(occupations) * static_cast<double>(targets_used);
  return places == 0 ? 0.0 : static_cast<double>(total()) / places;
}

namespace {

using Kind = ConceptKind;
using Kinds = std::initializer_list<Kind>;
constexpr Kinds kAllKinds = {Kind::kOccupation, Kind::kSkill, Kind::kKnowledge, Kind::kTask, Kind::kCondition, Kind::kGroup, Kind::kLicence};
constexpr Kinds kLabelled = {Kind::kOccupation, Kind::kSkill, Kind::kKnowledge, Kind::kTask, Kind::kCondition, Kind::kLicence};
constexpr Kinds kUsable = {Kind::kSkill, Kind::kKnowledge, Kind::kTask, Kind::kLicence};
constexpr Kinds kCompared = {Kind::kSkill, Kind::kKnowledge, Kind::kTask};
constexpr std::size_t kExamples = 5;
constexpr std::uint64_t kManyRelations = 500;

std::size_t Index(Kind kind) { return static_cast<std::size_t>(kind); }

class Overviewer {
 public:
  explicit Overviewer(const Taxonomy& taxonomy) : t_(taxonomy) {}

  TaxonomyOverview Make() && {
    Count();
    Warn();
    return std::move(o_);
  }

 private:
  /// What an occupation relates to, by kind, other than as not relevant.
  struct Own {
    std::array<std::uint64_t, kConceptKinds> relations{};
    std::uint64_t of(Kinds kinds) const {
      std::uint64_t sum = 0;
      for (const auto kind : kinds) sum += relations[Index(kind)];
      return sum;
    }
    std::uint64_t requirements() const { return of({Kind::kSkill, Kind::kKnowledge}); }
  };

  bool Current(Concept c) const { return t_.Status(c) == ConceptStatus::kCurrent; }
  bool Replaced(Concept c) const {
    const auto matches = t_.Matches(c);
    return std::any_of(matches.begin(), matches.end(), [](const ExternalMatch& m) { return m.type == MatchType::kReplacedBy; });
  }
  bool Idle(Concept c) const { return users_[c] == 0 && t_.Narrower(c).empty(); }

  void Count() {
    const auto& snapshot = t_.snapshot();
    const auto languages = snapshot.language_count();
    for (std::size_t l = 0; l < languages; ++l) o_.languages.push_back({std::string(snapshot.Language(l)), {}});
    users_.assign(t_.size(), 0);
    required_.assign(t_.size(), false);
    for (const auto kind : kAllKinds) {
      const auto range = t_.Concepts(kind);
      o_.concepts[Index(kind)] = range.size();
      for (auto& language : o_.languages) language.without_label[Index(kind)] = range.size();
      for (Concept c = range.first; c < range.last; ++c) {
        for (const auto& text : t_.Texts(c)) {
          ++o_.texts[static_cast<std::size_t>(text.kind)];
          if (text.kind == TextKind::kPreferred) --o_.languages[text.language].without_label[Index(kind)];  // at most one a language
        }
        for (const auto& match : t_.Matches(c)) ++o_.matches_by_type[static_cast<std::size_t>(match.type)];
      }
    }
    const auto occupations = t_.Concepts(Kind::kOccupation);
    own_.resize(occupations.size());
    for (Concept c = occupations.first; c < occupations.last; ++c) {
      ++o_.occupations_by_status[static_cast<std::size_t>(t_.Status(c))];
      auto& own = own_[c - occupations.first];
      for (const auto& r : t_.Relations(c)) {
        const auto kind = Index(t_.Kind(r.target));
        ++o_.density[kind].relations[static_cast<std::size_t>(r.relevance)];
        o_.with_level += r.level > 0;
        o_.with_importance += r.importance > 0;
        if (r.relevance == Relevance::kNotRelevant) continue;
        ++own.relations[kind];
        ++users_[r.target];
        if (Current(c)) required_[r.target] = true;
      }
      o_.requirements += own.requirements();
      o_.occupations_without_requirements += own.requirements() == 0;
      o_.occupations_without_skills += own.of({Kind::kSkill}) == 0;
      o_.occupations_without_isco += t_.Isco(c) == 0;
      o_.occupations_without_nlqf += t_.Nlqf(c) == kNlqfUnknown;
    }
    for (const auto kind : kAllKinds) {
      const auto range = t_.Concepts(kind);
      for (Concept c = range.first; c < range.last; ++c) o_.density[Index(kind)].targets_used += users_[c] > 0;
    }
    for (const auto kind : kUsable) {
      const auto range = t_.Concepts(kind);
      for (Concept c = range.first; c < range.last; ++c) o_.unused += Idle(c);
    }
    o_.relations = t_.relation_count();
    o_.broader = t_.broader_count();
    o_.matches = t_.match_count();
    o_.overlays = t_.Overlays().size();
    o_.changes = t_.Changes().size();
  }

  void WarnOfWhole(std::string_view code, bool holds) {
    if (holds) o_.warnings.push_back({code, std::nullopt, 1, {}});
  }
  /// `holds` is asked of each concept of the kinds.
  template <typename Holds>
  void WarnOf(std::string_view code, Kinds kinds, const Holds& holds) {
    for (const auto kind : kinds) {
      TaxonomyOverview::Warning warning{code, kind, 0, {}};
      const auto range = t_.Concepts(kind);
      for (Concept c = range.first; c < range.last; ++c) {
        if (!holds(c)) continue;
        if (++warning.count <= kExamples) warning.examples.emplace_back(t_.Uri(c));
      }
      if (warning.count > 0) o_.warnings.push_back(std::move(warning));
    }
  }
  template <typename Holds>
  void WarnOfCurrent(std::string_view code, Kinds kinds, const Holds& holds) {
    WarnOf(code, kinds, [&](Concept c) { return Current(c) && holds(c); });
  }

  void Warn() {
    const auto& about = t_.snapshot();
    const auto lacks = [&](std::string_view key) { return about.AboutIn(key, "nl").empty(); };
    WarnOfWhole("no-occupations", o_.occupations_by_status[static_cast<std::size_t>(ConceptStatus::kCurrent)] == 0);
    WarnOfWhole("no-name", lacks("name"));
    WarnOfWhole("no-licence", lacks("licence"));
    WarnOfWhole("no-source", lacks("source"));
    WarnOfWhole("no-date", lacks("date") && lacks("edition"));

    const auto occupations = o_.concepts[Index(Kind::kOccupation)];
    const auto own = [&](Concept c) -> const Own& { return own_[c - t_.Concepts(Kind::kOccupation).first]; };
    const auto of_occupations = [&](std::string_view code, const auto& holds) { WarnOfCurrent(code, {Kind::kOccupation}, holds); };
    of_occupations("no-requirements", [&](Concept c) { return own(c).requirements() == 0; });
    of_occupations("few-requirements", [&](Concept c) { return own(c).requirements() > 0 && own(c).requirements() < ModelParams().least_items; });
    of_occupations("no-skills", [&](Concept c) { return own(c).of({Kind::kSkill}) == 0 && own(c).requirements() > 0; });
    of_occupations("many-relations", [&](Concept c) { return own(c).of(kAllKinds) > kManyRelations; });
    of_occupations("no-isco", [&](Concept c) { return t_.Isco(c) == 0 && o_.occupations_without_isco < occupations; });
    of_occupations("no-nlqf", [&](Concept c) { return t_.Nlqf(c) == kNlqfUnknown && o_.occupations_without_nlqf < occupations; });
    of_occupations("regulated-no-licence", [&](Concept c) { return t_.Regulated(c) == Regulated::kYes && own(c).of({Kind::kLicence}) == 0; });

    const auto& snapshot = t_.snapshot();
    const auto shared = SharedLabels();
    WarnOfCurrent("no-label", kAllKinds, [&](Concept c) { return snapshot.Label(c, "nl").empty(); });
    WarnOfCurrent("no-label-nl", kAllKinds, [&](Concept c) {
      return snapshot.FirstText(c, TextKind::kPreferred, "nl").empty() && !snapshot.Label(c, "nl").empty();
    });
    WarnOfCurrent("same-label", kLabelled, [&](Concept c) { return shared[c]; });
    WarnOf("no-replacement", kAllKinds, [&](Concept c) { return !Current(c) && !Replaced(c); });
    WarnOfCurrent("replaced-but-current", kAllKinds, [&](Concept c) { return Replaced(c); });
    WarnOf("required-not-current", kAllKinds, [&](Concept c) { return !Current(c) && required_[c]; });
    WarnOfCurrent("unused", kUsable, [&](Concept c) { return Idle(c); });
    WarnOfCurrent("empty-group", {Kind::kGroup}, [&](Concept c) { return t_.Narrower(c).empty(); });
    for (const auto kind : kCompared) {
      const auto& density = o_.density[Index(kind)];
      const auto places = occupations * density.targets_used;
      const bool flat = occupations > 1 && density.targets_used > 1 && density.total() * 5 > places * 3;
      if (flat) WarnOf("flat", {kind}, [&](Concept c) { return users_[c] * 5 > occupations * 3; });
    }
  }

  /// By concept: whether another current one of its kind has the same preferred label in some language, as titles are compared.
  std::vector<bool> SharedLabels() const {
    struct Label {
      std::uint8_t language;
      std::string folded;
      Concept concept_id;
      auto Key() const { return std::tie(language, folded); }
    };
    std::vector<bool> shared(t_.size(), false);
    for (const auto kind : kLabelled) {
      std::vector<Label> labels;
      const auto range = t_.Concepts(kind);
      for (Concept c = range.first; c < range.last; ++c) {
        if (!Current(c)) continue;
        for (const auto& text : t_.Texts(c)) {
          if (text.kind != TextKind::kPreferred) continue;
          auto folded = Fold(t_.snapshot().String(text.string));
          if (!folded.empty()) labels.push_back({text.language, std::move(folded), c});
        }
      }
      std::sort(labels.begin(), labels.end(), [](const Label& a, const Label& b) { return a.Key() < b.Key(); });
      for (std::size_t i = 1; i < labels.size(); ++i) {
        if (labels[i - 1].Key() == labels[i].Key()) shared[labels[i - 1].concept_id] = shared[labels[i].concept_id] = true;
      }
    }
    return shared;
  }

  const Taxonomy& t_;
  TaxonomyOverview o_;
  std::vector<Own> own_;  ///< by occupation
  std::vector<std::uint64_t> users_;  ///< by concept: occupations that relate to it, other than as not relevant
  std::vector<bool> required_;        ///< by concept: one of them is current
};

}  // namespace

TaxonomyOverview Overview(const Taxonomy& taxonomy) { return Overviewer(taxonomy).Make(); }

}  // namespace overstap
