// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The words of reasons.hpp, Dutch (B1) and English side by side, and the sentence made from an explanation.

#include "overstap/reasons.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "report/words.hpp"

namespace overstap {
namespace {

using detail::Pair;
using detail::Pick;

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
constexpr std::array<Pair, kGates> kGateWords = {
    {{"regulated by law", "door de wet beschermd"}, {"licence", "bewijs"}, {"education", "opleiding"}, {"work condition", "werkomstandigheid"}, {"no mediation", "geen bemiddeling"}}};
constexpr std::array<Pair, kFactors> kFactorWords = {{{"tightness", "krapte"}, {"wage", "loon"}, {"risk of automation", "kans op automatisering"}}};
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
constexpr std::array<Pair, kPersonNoteKinds> kNoteWords = {{{"not in this taxonomy", "niet in deze taxonomie"},
                                                             {"nothing that a person can have here", "niets wat iemand hier kan hebben"},
                                                             {"without the address of a concept", "zonder het adres van een begrip"},
                                                             {"date not understood; the job counts in full", "datum niet begrepen; het beroep telt volledig"},
                                                             {"level not understood", "niveau niet begrepen"},
                                                             {"no such licence in this taxonomy", "geen bewijs in deze taxonomie"},
                                                             {"not read", "niet gelezen"},
                                                             {"of an older version, not read", "van een oudere versie, niet gelezen"},
                                                             {"nothing follows from this document", "uit dit document volgt niets"}}};
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
std::string_view Word(Gate gate, Language language) { return Pick(kGateWords, gate, language); }
std::string_view Word(Factor factor, Language language) { return Pick(kFactorWords, factor, language); }
std::string_view Word(CourseType type, Language language) { return Pick(kCourseWords, type, language); }
std::string_view Word(CourseEntry entry, Language language) { return Pick(kEntryWords, entry, language); }
std::string_view Word(ItemOutcome outcome, Language language) { return Pick(kOutcomeWords, outcome, language); }
std::string_view Word(ItemReason reason, Language language) { return Pick(kItemReasonWords, reason, language); }

std::string_view Word(PersonNoteKind kind, Language language) { return Pick(kNoteWords, kind, language); }

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

std::string LevelWords(Nlqf level, Language language) {
  const bool dutch = language == Language::kDutch;
  if (level == kNlqfUnknown) return dutch ? "niveau onbekend" : "level unknown";
  if (level == *ParseNlqf("entry")) return dutch ? "instroomniveau" : "entry level";
  return detail::Cat(dutch ? "niveau " : "level ", NlqfName(level));
}

std::vector<std::string> GateLines(const Taxonomy& taxonomy, const Gates& gates, Language language) {
  const bool dutch = language == Language::kDutch;
  std::vector<std::string> lines;
  const auto state = [&](Gate gate) { return gates.For(gate); };
  const auto labels = [&](const std::vector<Concept>& concepts) { return JoinLabels(taxonomy, concepts, concepts.size(), language); };
  if (state(Gate::kRegulated) == GateState::kStands) lines.emplace_back(dutch ? "De wet bepaalt wie dit werk mag doen." : "The law says who may do this work.");

  if (state(Gate::kLicence) != GateState::kNotAsked) {
    std::vector<Concept> needed, unsure, asked;
    for (const auto& l : gates.licences) (!l.mandatory ? asked : l.unsure ? unsure : needed).push_back(l.licence);
    if (!needed.empty()) lines.push_back(detail::Cat(dutch ? "Voor dit werk is nodig: " : "Needed for this work: ", labels(needed), "."));
    if (!unsure.empty()) lines.push_back(detail::Cat(dutch ? "Nodig, en het is niet zeker dat u het hebt: " : "Needed, and not certain that you have it: ", labels(unsure), "."));
    if (!asked.empty()) lines.push_back(detail::Cat(dutch ? "Soms gevraagd: " : "Sometimes asked: ", labels(asked), "."));
  }

  const auto education = state(Gate::kEducation);
  if (education == GateState::kStands || (education == GateState::kUnknown && gates.nlqf_need != kNlqfUnknown)) {
    auto line = detail::Cat(dutch ? "Mensen in dit werk hebben meestal " : "People in this work usually have ", LevelWords(gates.nlqf_need, language));
    if (gates.nlqf_have == kNlqfUnknown) {
      detail::Append(line, dutch ? "; uw niveau is niet bekend." : "; your level is not known.");
    } else if (gates.nlqf_inferred) {
      detail::Append(line, dutch ? "; bij uw werk tot nu toe is dat " : "; for your work so far it is ", LevelWords(gates.nlqf_have, language), ".");
    } else {
      detail::Append(line, dutch ? "; u hebt " : "; you have ", LevelWords(gates.nlqf_have, language), ".");
    }
    lines.push_back(std::move(line));
  }

  std::vector<Concept> there, unknown;
  for (const auto& c : gates.conditions) (c.grade ? there : unknown).push_back(c.limit.condition);
  if (state(Gate::kCondition) != GateState::kNotAsked) {
    if (!there.empty()) lines.push_back(detail::Cat(dutch ? "U gaf aan dat dit niet kan, en het hoort bij dit werk: " : "You said you cannot have this, and the work has it: ", labels(there), "."));
    if (!unknown.empty()) lines.push_back(detail::Cat(dutch ? "Het is niet bekend of dit bij het werk hoort: " : "It is not known whether the work has this: ", labels(unknown), "."));
  }
  if (state(Gate::kMediation) == GateState::kStands) {
    lines.emplace_back(dutch ? "Bemiddelaars zoeken geen mensen voor dit werk." : "Employment services do not find people for this work.");
  }
  return lines;
}

std::vector<std::string> WhyNotLines(const Taxonomy& taxonomy, const WhyNot& why, Language language) {
  const bool dutch = language == Language::kDutch;
  const auto& x = why.explanation;
  std::vector<std::string> lines;
  const auto label = [&](Concept c) { return taxonomy.Label(c, Tag(language)); };
  if (why.place) {
    lines.push_back(dutch ? detail::Cat(label(x.occupation), " staat op plaats ", why.place->rank, " van ", why.place->of, ".")
                          : detail::Cat(label(x.occupation), " is number ", why.place->rank, " of ", why.place->of, "."));
  } else if (x.score) {
    lines.emplace_back(dutch ? "Dit is werk dat u al hebt gedaan. Het staat daarom niet in de lijst." : "You have done this work already, so it is not in the list.");
  } else {
    lines.emplace_back(dutch ? "Er zijn te weinig gegevens voor een plaats in de lijst." : "There is too little data for a place in the list.");
  }
  if (why.bar) {
    std::vector<std::pair<Score, Dimension>> more;
    for (std::size_t d = 0; d < kDimensions; ++d) {
      const auto difference = why.bar->dimensions[d].score - x.dimensions[d].score;
      if (difference > 0) more.emplace_back(-difference, static_cast<Dimension>(d));
    }
    std::sort(more.begin(), more.end());
    auto line = dutch ? detail::Cat("Op plaats ", why.shown, " staat ", label(why.bar->occupation), ".") : detail::Cat("Number ", why.shown, " is ", label(why.bar->occupation), ".");
    if (!more.empty()) {
      detail::Append(line, dutch ? " Dat lijkt meer op uw werk, vooral door: " : " It is more like your work, above all in: ", Word(more[0].second, language));
      if (more.size() > 1) detail::Append(line, dutch ? " en " : " and ", Word(more[1].second, language));
      line += '.';
    }
    lines.push_back(std::move(line));
  }
  std::vector<Concept> missing;
  for (const auto& r : x.gap) {
    if (!r.present && r.relevance == Relevance::kEssential) missing.push_back(r.concept_id);
  }
  if (!missing.empty()) {
    lines.push_back(detail::Cat(dutch ? "Onmisbaar voor dit werk, en niet bij u bekend: " : "Essential for this work, and not known of you: ", JoinLabels(taxonomy, missing, 5, language), "."));
  }
  for (auto& line : GateLines(taxonomy, why.gates, language)) lines.push_back(std::move(line));
  for (const auto& help : why.helps) {
    if (!why.place || help.place.rank >= why.place->rank) break;  // the best come first
    lines.push_back(dutch ? detail::Cat("Met \"", label(help.added), "\" erbij komt het op plaats ", help.place.rank, ".")
                          : detail::Cat("With \"", label(help.added), "\" it would be number ", help.place.rank, "."));
  }
  return lines;
}

std::string QuestionLine(const QuestionList& list, const Question& question, Language language) {
  const bool dutch = language == Language::kDutch, one = question.asked_by == 1, ranked = list.status == RankStatus::kOk;
  const std::string_view known = question.inferred ? (dutch ? "Afgeleid uit eerder werk, nog niet bevestigd" : "Inferred from past work, not confirmed yet")
                                                   : (dutch ? "Nog niet bekend" : "Not known yet");
  if (question.asked_by == 0) return detail::Cat(known, dutch ? "; geen van de " : "; none of the ", list.candidates, dutch ? " beste beroepen vraagt het." : " best matches asks it.");
  return detail::Cat(known, "; ", question.asked_by, dutch ? " van de " : " of the ", list.candidates,
                     dutch ? (ranked ? " beste beroepen " : " beroepen ") : (ranked ? " best matches " : " occupations "),
                     dutch ? (one ? "vraagt het." : "vragen het.") : (one ? "asks it." : "ask it."));
}

}  // namespace overstap
