// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The words and sentences of funding_report.hpp.

#include <algorithm>
#include <array>
#include <vector>

#include "overstap/funding_report.hpp"
#include "report/words.hpp"

namespace overstap {
namespace {

using detail::Cat;
using detail::Pair;
using detail::Pick;

constexpr std::array<Pair, 12> kMonths = {{{"January", "januari"}, {"February", "februari"}, {"March", "maart"}, {"April", "april"}, {"May", "mei"}, {"June", "juni"}, {"July", "juli"},
                                           {"August", "augustus"}, {"September", "september"}, {"October", "oktober"}, {"November", "november"}, {"December", "december"}}};
constexpr std::array<Pair, 3> kTruthWords = {{{"no", "niet"}, {"unknown", "onbekend"}, {"possible", "mogelijk"}}};
constexpr std::array<Pair, kFundingStatuses> kStatusWords = {{{"in force", "geldig"}, {"closed", "gestopt"}, {"draft, not in force", "plan, nog niet geldig"}}};
constexpr std::array<Pair, kApplicants> kApplicantWords = {{{"You apply yourself.", "U vraagt dit zelf aan."}, {"The employer applies.", "De werkgever vraagt dit aan."}}};
constexpr std::array<Pair, kSourceBases> kBasisWords = {{{"official publication", "offici\u00eble publicatie"}, {"government", "overheid"}, {"secondary source", "bron uit de tweede hand"},
                                                         {"project notes, not checked", "notities van het project, niet nagekeken"}, {"invented", "verzonnen"}}};
constexpr std::array<Pair, kEmployments> kEmploymentWords = {{{"employees", "werknemers"}, {"self-employed people", "zelfstandigen"}, {"job seekers", "werkzoekenden"}}};
constexpr std::array<Pair, kEmployerSizes> kSizeWords = {{{"fewer than 50", "minder dan 50"}, {"50 to 249", "50 tot en met 249"}, {"250 or more", "250 of meer"}}};

std::string Join(const std::vector<std::string>& list, Language language) {
  std::string text;
  for (std::size_t i = 0; i < list.size(); ++i) detail::Append(text, i == 0 ? "" : i + 1 < list.size() ? ", " : language == Language::kDutch ? " of " : " or ", list[i]);
  return text;
}
template <std::size_t N>
std::string BitsText(unsigned bits, const std::array<Pair, N>& words, Language language) {
  std::vector<std::string> list;
  for (std::size_t i = 0; i < N; ++i) {
    if ((bits >> i & 1) != 0) list.emplace_back(words[i].In(language));
  }
  return Join(list, language);
}
std::string TypesText(unsigned types, Language language) {
  std::vector<std::string> list;
  for (int i = 0; i < kCourseTypes; ++i) {
    if ((types >> i & 1) != 0) list.emplace_back(Word(static_cast<CourseType>(i), language));
  }
  return Join(list, language);
}

std::string_view Say(Language language, std::string_view english, std::string_view dutch) { return language == Language::kDutch ? dutch : english; }

/// The lowest and the highest level that get something.
std::pair<Nlqf, Nlqf> LevelsOf(const FundingRule& rule) {
  std::pair<Nlqf, Nlqf> levels{rule.nlqf_from == 0 ? Nlqf{5} : rule.nlqf_from, rule.nlqf_from == 0 ? Nlqf{80} : rule.nlqf_through};
  if (rule.shares.empty()) return levels;
  levels.first = std::max(levels.first, rule.shares.front().from);
  levels.second = std::min(levels.second, rule.shares.back().through);
  return levels;
}

/// What was asked of a fact.
bool WantedOf(const FundingRule& rule, std::uint32_t fact) {
  for (const auto& need : rule.needs) {
    for (const auto& wanted : need.any) {
      if (wanted.fact == fact) return wanted.value;
    }
  }
  return true;
}

std::string Against(const FundingRules& rules, const FundingRule& rule, const FundingPoint& point, Date day, Language language) {
  const auto date = DayWords(point.date, language);
  const auto say = [&](std::string_view english, std::string_view dutch) { return std::string(Say(language, english, dutch)); };
  switch (point.topic) {
    case FundingTopic::kPeriod:
      if (point.date > day) return Cat(Say(language, "Not before ", "Pas vanaf "), date, ".");
      if (rule.status == FundingStatus::kClosed) return Cat(Say(language, "It has ended; the last day was ", "De regeling is gestopt; de laatste dag was "), date, ".");
      return Cat(Say(language, "Too late; the last day was ", "Te laat; de laatste dag was "), date, ".");
    case FundingTopic::kFact: {
      const auto& fact = rules.facts()[point.fact];
      return (WantedOf(rule, point.fact) ? fact.no : fact.yes).In(Tag(language));
    }
    case FundingTopic::kEmployment: return Cat(Say(language, "It is only for ", "Alleen voor "), BitsText(rule.employment, kEmploymentWords, language), ".");
    case FundingTopic::kEmployerSize:
      return Cat(Say(language, "It is only for employers with ", "Alleen voor werkgevers met "), BitsText(rule.employer_size, kSizeWords, language), Say(language, " employees.", " werknemers."));
    case FundingTopic::kLevel: {
      const auto [from, through] = LevelsOf(rule);
      return Cat(Say(language, "It is only for courses of ", "Alleen voor scholing op "), LevelWords(from, language),
                 from == through ? std::string() : Cat(Say(language, " up to and including ", " tot en met "), LevelWords(through, language)), Say(language, " (NLQF).", " (NLQF)."));
    }
    case FundingTopic::kType: return Cat(Say(language, "It is only for: ", "Alleen voor: "), TypesText(rule.types, language), ".");
    case FundingTopic::kSector: return say("It is not for the sector of this course.", "Niet voor de sector van deze opleiding.");
    case FundingTopic::kQuality: return Cat(Say(language, "The course has no mark that is asked: ", "De opleiding heeft geen keurmerk dat hiervoor nodig is: "), Join(rule.quality, language), ".");
    case FundingTopic::kPath:
      if (point.date == kNoDate) return say("The course is in no recognised ontwikkelpad that counts.", "De opleiding staat niet in een erkend ontwikkelpad dat meetelt.");
      return Cat(point.date > day ? Say(language, "The course counts from ", "De opleiding telt pas mee vanaf ") : Say(language, "The course counted until ", "De opleiding telde mee tot en met "), date, ".");
    case FundingTopic::kStart:
      if (point.date == kNoDate) return say("The course cannot be begun any more.", "De opleiding kan niet meer beginnen.");
      if (point.date < day) return Cat(Say(language, "The course begins on ", "De opleiding begint op "), date, Say(language, ", before the application.", ", v\u00f3\u00f3r de aanvraag."));
      return Cat(Say(language, "The course begins on ", "De opleiding begint op "), date,
                 rule.starts_within_weeks ? Cat(Say(language, "; it must begin within ", "; dat moet binnen "), *rule.starts_within_weeks,
                                                Say(language, " weeks of the application.", " weken na de aanvraag."))
                                          : std::string("."));
    case FundingTopic::kBalance: break;
  }
  return say("There is no money left in this budget.", "Er staat geen geld meer op dit budget.");
}

std::string ToFindOut(const FundingRules& rules, const FundingRule& rule, const FundingPoint& point, Language language) {
  const auto say = [&](std::string_view english, std::string_view dutch) { return std::string(Say(language, english, dutch)); };
  switch (point.topic) {
    case FundingTopic::kPeriod: return say("From when will it hold? That is not known yet.", "Vanaf wanneer geldt dit? Dat is nog niet bekend.");
    case FundingTopic::kFact: return rules.facts()[point.fact].ask.In(Tag(language));
    case FundingTopic::kEmployment: return say("Are you employed, self-employed, or looking for work?", "Werkt u in loondienst, als zelfstandige, of zoekt u werk?");
    case FundingTopic::kEmployerSize: return say("How many employees does the employer have?", "Hoeveel werknemers heeft de werkgever?");
    case FundingTopic::kLevel: return say("What is the NLQF level of the course?", "Welk NLQF-niveau heeft de opleiding?");
    case FundingTopic::kType: return say("What kind of course is it?", "Wat voor opleiding is het?");
    case FundingTopic::kSector: return say("For which sector is the course?", "Voor welke sector is de opleiding?");
    case FundingTopic::kQuality: return Cat(Say(language, "Does the course have one of these marks: ", "Heeft de opleiding een van deze keurmerken: "), Join(rule.quality, language), "?");
    case FundingTopic::kPath: return say("Is the course in a recognised ontwikkelpad, and from when?", "Staat de opleiding in een erkend ontwikkelpad, en vanaf wanneer?");
    case FundingTopic::kStart: return say("When does the course begin?", "Wanneer begint de opleiding?");
    case FundingTopic::kBalance: break;
  }
  return say("How many euros are there in this budget?", "Hoeveel euro staat er op dit budget?");
}

}  // namespace

std::string DayWords(Date day, Language language) {
  const auto iso = DateName(day);
  if (iso.empty()) return {};
  const auto number = [&](std::size_t at) { return (iso[at] - '0') * 10 + (iso[at + 1] - '0'); };
  const auto year = iso.substr(0, 4);
  return Cat(number(8), " ", kMonths[static_cast<std::size_t>(number(5) - 1)].In(language), " ", year);
}

std::string_view Word(Truth truth, Language language) { return Pick(kTruthWords, truth, language); }
std::string_view Word(FundingStatus status, Language language) { return Pick(kStatusWords, status, language); }
std::string_view Word(Applicant applicant, Language language) { return Pick(kApplicantWords, applicant, language); }
std::string_view Word(SourceBasis basis, Language language) { return Pick(kBasisWords, basis, language); }

std::string FundingLine(const FundingRules& rules, const FundingVerdict& verdict, const FundingPoint& point, Date day, Language language) {
  const auto& rule = rules.rules()[verdict.rule];
  return verdict.truth == Truth::kNo ? Against(rules, rule, point, day, language) : ToFindOut(rules, rule, point, language);
}

}  // namespace overstap
