// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The words of reasons.hpp, Dutch (B1) and English side by side, and the sentence made from an explanation.

#include "overstap/reasons.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace overstap {
namespace {

struct Pair {
  std::string_view english, dutch;
  std::string_view In(Language language) const { return language == Language::kDutch ? dutch : english; }
};

template <typename E, std::size_t N>
std::string_view Pick(const std::array<Pair, N>& words, E value, Language language) {
  const auto i = static_cast<std::size_t>(value);
  return i < N ? words[i].In(language) : std::string_view("?");
}

constexpr std::array<Pair, kRelevances> kRelevanceWords = {{{"not relevant", "niet van belang"},
                                                           {"somewhat", "enigszins"},
                                                           {"optional", "aanvullend"},
                                                           {"important", "belangrijk"},
                                                           {"essential", "onmisbaar"}}};
constexpr std::array<Pair, kRelevances> kConditionWords = {
    {{"not", "niet"}, {"rarely", "weinig"}, {"sometimes", "soms"}, {"regularly", "geregeld"}, {"often", "vaak"}}};
constexpr std::array<Pair, kConceptKinds> kKindWords = {{{"occupation", "beroep"},
                                                         {"skill", "vaardigheid"},
                                                         {"knowledge", "kennis"},
                                                         {"task", "taak"},
                                                         {"work condition", "werkomstandigheid"},
                                                         {"group", "groep"},
                                                         {"licence or certificate", "bewijs of rijbewijs"}}};
constexpr std::array<Pair, kDimensions> kDimensionWords = {
    {{"skills", "vaardigheden"}, {"knowledge", "kennis"}, {"tasks", "taken"}, {"related skills", "verwante vaardigheden"},
     {"wording", "omschrijving"}, {"job family", "beroepsgroep"}}};
constexpr std::array<Pair, kBands> kBandWords = {
    {{"", ""}, {"weak match", "zwakke match"}, {"some likeness", "enige gelijkenis"}, {"good match", "goede match"}, {"strong match", "sterke match"}}};
constexpr std::array<Pair, kCourseTypes> kCourseWords = {{{"short course", "korte cursus"},
                                                          {"sector course", "branchecursus"},
                                                          {"licence", "opleiding voor een bewijs"},
                                                          {"language course", "taalcursus"},
                                                          {"practice statement", "praktijkverklaring"},
                                                          {"elective", "keuzedeel"},
                                                          {"vocational certificate", "mbo-certificaat"},
                                                          {"higher education module", "hbo-module"},
                                                          {"diploma", "diploma"},
                                                          {"associate degree", "associate degree"}}};
constexpr std::array<Pair, kCourseForms> kFormWords = {
    {{"daytime", "overdag"}, {"evening", "avond"}, {"weekend", "weekend"}, {"online", "online"}, {"blended", "deels online"}, {"work-based", "werkend leren"}}};
constexpr std::array<Pair, kItemOutcomes> kOutcomeWords = {
    {{"kept", "behouden"}, {"split", "gesplitst"}, {"merged", "samengevoegd"}, {"approximated", "benaderd"}, {"lost", "verloren"}}};
constexpr std::array<Pair, kItemReasons> kItemReasonWords = {{{"", ""},
                                                              {"nothing corresponds to it", "niets komt ermee overeen"},
                                                              {"only narrower concepts correspond to it", "alleen nauwere begrippen komen ermee overeen"},
                                                              {"only related concepts correspond to it", "alleen verwante begrippen komen ermee overeen"},
                                                              {"one of several parts of the other", "een van de delen van het andere"},
                                                              {"by a broader concept", "door een breder begrip"},
                                                              {"by a close concept", "door een begrip dat er dicht bij ligt"},
                                                              {"several correspond to several", "meer dan een komt overeen met meer dan een"},
                                                              {"comes with the past job", "hoort bij het eerdere beroep"},
                                                              {"inferred already, and not guessed a second time", "al afgeleid, en niet nog eens geraden"},
                                                              {"corresponds to something of another kind", "komt overeen met iets van een andere soort"},
                                                              {"it asks more than you stated", "het vraagt meer dan u hebt opgegeven"}}};
constexpr std::array<Pair, 4> kEntryWords = {{{"open to you", "toegankelijk"},
                                              {"entry level asked, yours is not known", "vraagt een niveau, dat van u is niet bekend"},
                                              {"asks a higher level of education", "vraagt een hoger opleidingsniveau"},
                                              {"asks something you do not have yet", "vraagt iets wat u nog niet hebt"}}};

}  // namespace

Language ParseLanguage(std::string_view tag) {
  const bool dutch = tag.size() >= 2 && (tag[0] == 'n' || tag[0] == 'N') && (tag[1] == 'l' || tag[1] == 'L') &&
                     (tag.size() == 2 || tag[2] == '-' || tag[2] == '_' || tag[2] == '.');
  return dutch ? Language::kDutch : Language::kEnglish;
}

std::string_view Tag(Language language) { return language == Language::kDutch ? "nl" : "en"; }
std::string_view Word(Relevance relevance, Language language) { return Pick(kRelevanceWords, relevance, language); }
std::string_view ConditionWord(Relevance relevance, Language language) { return Pick(kConditionWords, relevance, language); }
std::string_view Word(ConceptKind kind, Language language) { return Pick(kKindWords, kind, language); }
std::string_view Word(Dimension dimension, Language language) { return Pick(kDimensionWords, dimension, language); }
std::string_view Word(Band band, Language language) { return Pick(kBandWords, band, language); }
std::string_view Word(CourseType type, Language language) { return Pick(kCourseWords, type, language); }
std::string_view Word(CourseEntry entry, Language language) { return Pick(kEntryWords, entry, language); }
std::string_view Word(ItemOutcome outcome, Language language) { return Pick(kOutcomeWords, outcome, language); }
std::string_view Word(ItemReason reason, Language language) { return Pick(kItemReasonWords, reason, language); }

std::string_view Word(CourseForm form, Language language) {
  for (std::size_t i = 0; i < kFormWords.size(); ++i) {
    if (form == (1u << i)) return kFormWords[i].In(language);
  }
  return "?";
}

std::string JoinLabels(const Taxonomy& taxonomy, std::span<const Concept> concepts, std::size_t most, Language language) {
  std::string text;
  const auto shown = std::min(most, concepts.size());
  const bool dutch = language == Language::kDutch;
  for (std::size_t i = 0; i < shown; ++i) {
    if (i > 0) text += i + 1 < shown || concepts.size() > shown ? ", " : dutch ? " en " : " and ";
    text += taxonomy.Label(concepts[i], Tag(language));
  }
  if (concepts.size() > shown) detail::Append(text, dutch ? " en nog " : " and ", concepts.size() - shown, dutch ? "" : " more");
  return text;
}

std::string ReasonLine(const Taxonomy& taxonomy, const Explanation& x, Language language) {
  const bool dutch = language == Language::kDutch;
  if (!x.score) return dutch ? "Er zijn te weinig gegevens voor een score." : "There is too little data for a score.";
  // What is named is what earned the score; groups only when nothing is shared outright.
  std::vector<Concept> shared, families;
  for (const auto& c : x.contributions) {
    if (c.concept_id == kNoConcept || c.score <= 0 || !c.in_profile || !c.in_target) continue;
    (c.dimension == Dimension::kGroups ? families : shared).push_back(c.concept_id);
  }
  std::string text;
  if (!shared.empty()) {
    if (shared.size() > 3) shared.resize(3);
    detail::Append(text, dutch ? "U gebruikt al: " : "You already use: ", JoinLabels(taxonomy, shared, 3, language), ".");
  } else if (!families.empty()) {
    if (families.size() > 2) families.resize(2);
    detail::Append(text, dutch ? "Verwant werk: " : "Related work: ", JoinLabels(taxonomy, families, 2, language), ".");
  } else {
    text = dutch ? "Er zijn geen gedeelde vaardigheden." : "No skills are shared.";
  }
  const auto essential = [](const Requirement& r) { return r.relevance == Relevance::kEssential; };
  const auto met = std::count_if(x.matched.begin(), x.matched.end(), essential);
  const auto missing = std::count_if(x.gap.begin(), x.gap.end(), essential);
  if (met + missing > 0) {
    if (missing == 0) {
      detail::Append(text, dutch ? " U hebt alle " : " You have all ", met, dutch ? " onmisbare eisen." : " essential requirements.");
    } else {
      detail::Append(text, dutch ? " U hebt " : " You have ", met, dutch ? " van de " : " of the ", met + missing,
                     dutch ? " onmisbare eisen." : " essential requirements.");
    }
  }
  return text;
}

}  // namespace overstap
