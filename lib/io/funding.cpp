// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Funding rules and contexts from JSON (taxonomy/schema/overstap-funding-1.schema.json). Facts of all documents are read before any rule,
// as a rule may ask a fact that another document defines; which rules go together is settled last.

#include "overstap/funding.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "io/json_document.hpp"

namespace overstap {
namespace {

using detail::Cat;
using detail::JsonLimits;
using detail::JsonTree;
using detail::Quoted;

constexpr JsonLimits kRuleLimits{.bytes = std::size_t{1} << 24, .depth = 32, .values = std::size_t{1} << 20};
/// Nothing of a context is quoted: it may be about a person.
constexpr JsonLimits kContextLimits{.bytes = std::size_t{1} << 20, .depth = 8, .values = std::size_t{1} << 14, .quote_keys = false};
constexpr detail::Among kAnyEmployment{.count = kEmployments, .bits = true}, kAnySize{.count = kEmployerSizes, .bits = true};
constexpr std::size_t kMostRules = 1000, kMostFacts = 1000, kMostPartners = 8, kMostWeeks = 520;

/// Words that no fact may be named after: what they ask is nobody's business here, and mostly forbidden to ask.
constexpr std::string_view kNobodysBusiness[] = {
    "sex", "gender", "geslacht", "man", "men", "woman", "women", "male", "female", "vrouw", "vrouwen", "origin", "herkomst", "afkomst", "ethnic", "ethnicity", "etniciteit", "race", "ras",
    "nationality", "nationaliteit", "religion", "religious", "religie", "geloof", "belief", "health", "healthy", "gezond", "gezondheid", "illness", "ill", "sick", "ziek", "ziekte",
    "disability", "disabled", "handicap", "pregnant", "pregnancy", "zwanger", "orientation", "geaardheid", "political", "politics", "politiek", "name", "naam", "bsn", "birth",
    "birthday", "geboorte", "geboortedatum"};

/// Lower-case words joined by "_".
bool IsFactName(std::string_view name) {
  if (name.empty() || name.size() > 64 || name.front() == '_' || name.back() == '_' || name.find("__") != name.npos) return false;
  return name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == name.npos;
}

/// What all documents say together. "Place" is where something was said, for messages about the second time.
struct Pool {
  struct Fact {
    FundingFact fact;
    std::string place;
  };
  struct Rule {
    FundingRule rule;
    std::string place;
    std::vector<std::string> partners;  ///< ids of combine_with
  };
  std::map<std::string, Fact, std::less<>> facts;
  std::map<std::string, Rule, std::less<>> rules;
};

template <typename Map, typename Key>
std::uint32_t NumberIn(const Map& map, const Key& key) {
  return static_cast<std::uint32_t>(std::distance(map.begin(), map.find(key)));
}

class RulesReader : detail::JsonDocument {
 public:
  RulesReader(JsonTree tree, Pool& pool) : JsonDocument(std::move(tree)), pool_(pool) {}

  Status ReadFacts() {
    static constexpr std::string_view kKeys[] = {"$schema", "overstap_funding", "base", "facts", "rules"};
    OVS_RETURN_IF_ERROR(ReadRoot("overstap_funding", "document of funding rules", kKeys));
    const Node facts = Get(JsonTree::kRoot, "facts");
    if (facts == kNone) return {};
    OVS_RETURN_IF_ERROR(Expect(facts, Kind::kObject, Quoted("facts")));
    for (Node n = tree_.first(facts); n != kNone; n = tree_.next(n)) OVS_RETURN_IF_ERROR(ReadFact(n));
    return {};
  }

  Status ReadRules() {
    const Node rules = Get(JsonTree::kRoot, "rules");
    if (rules == kNone) return {};
    OVS_RETURN_IF_ERROR(Expect(rules, Kind::kArray, Quoted("rules")));
    for (Node n = tree_.first(rules); n != kNone; n = tree_.next(n)) OVS_RETURN_IF_ERROR(ReadRule(n));
    return {};
  }

  /// After the rules of all documents.
  Status CheckPartners() {
    for (const auto& [node, id] : partners_) {
      if (!pool_.rules.contains(id)) return Fail(node, Cat("\"combine_with\" names ", Quoted(id), ", which is no rule; correct it, or read the document with that rule too"));
    }
    return {};
  }

 private:
  StatusOr<Date> Day(Node n, std::string_view what) {
    if (tree_.kind(n) == Kind::kString) {
      if (const auto day = ParseDate(tree_.text(n))) return *day;
    }
    return Unexpected(n, what, "a day as YYYY-MM-DD, such as \"2026-11-30\"");
  }
  /// A list of names as bits; not empty.
  template <typename E>
  StatusOr<std::uint16_t> Bits(Node list, int count, std::string_view what, bool bits = true) {
    OVS_RETURN_IF_ERROR(Expect(list, Kind::kArray, what));
    std::uint16_t set = 0;
    for (Node n = tree_.first(list); n != kNone; n = tree_.next(n)) {
      OVS_ASSIGN_OR_RETURN(const auto e, OneOf<E>(n, {.count = count, .bits = bits}, what));
      set = static_cast<std::uint16_t>(set | (bits ? static_cast<unsigned>(e) : 1u << static_cast<unsigned>(e)));
    }
    if (set == 0) return Fail(list, Cat(what, " is empty; fill it in or leave it out"));
    return set;
  }

  std::string Place(Node n) { return Cat(tree_.source(), ":", tree_.At(n).line); }

  /// Both languages, neither empty.
  StatusOr<FundingText> Text(Node n, std::string_view what) {
    static constexpr std::string_view kKeys[] = {"nl", "en"};
    OVS_RETURN_IF_ERROR(ExpectObject(n, kKeys, what));
    FundingText text;
    for (const auto key : kKeys) {
      OVS_ASSIGN_OR_RETURN(const Node m, Require(n, key, what));
      OVS_ASSIGN_OR_RETURN((key == "nl" ? text.nl : text.en), Line(m, what));
    }
    return text;
  }
  StatusOr<FundingText> RequireText(Node object, std::string_view key, std::string_view what) {
    OVS_ASSIGN_OR_RETURN(const Node n, Require(object, key, what));
    return Text(n, Quoted(key));
  }
  StatusOr<std::string> Line(Node n, std::string_view what) {
    OVS_RETURN_IF_ERROR(CheckText(n, what));
    if (tree_.text(n).find_first_not_of(" \t\r\n") == std::string_view::npos) return Fail(n, Cat(what, " is empty; fill it in or leave it out"));
    return std::string(tree_.text(n));
  }

  Status ReadFact(Node n) {
    const auto name = tree_.name(n);
    if (!IsFactName(name)) return FailKey(n, Cat("a fact is named ", Quoted(name), "; use at most 64 of a-z and 0-9, words joined by \"_\""));
    for (const auto word : absl::StrSplit(detail::Abs(name), '_')) {
      if (std::find(std::begin(kNobodysBusiness), std::end(kNobodysBusiness), detail::Std(word)) != std::end(kNobodysBusiness))
        return FailKey(n, Cat("a fact is named ", Quoted(name), ": no rule here may ask for sex, origin, belief, health or who somebody is; take it out"));
    }
    static constexpr std::string_view kKeys[] = {"ask", "yes", "no"};
    OVS_RETURN_IF_ERROR(ExpectObject(n, kKeys, "a fact"));
    Pool::Fact fact{{std::string(name), {}, {}, {}}, Place(n)};
    OVS_ASSIGN_OR_RETURN(fact.fact.ask, RequireText(n, "ask", "a fact"));
    OVS_ASSIGN_OR_RETURN(fact.fact.yes, RequireText(n, "yes", "a fact"));
    OVS_ASSIGN_OR_RETURN(fact.fact.no, RequireText(n, "no", "a fact"));
    if (const auto [at, first] = pool_.facts.try_emplace(std::string(name), std::move(fact)); !first)
      return FailKey(n, Cat("the fact ", Quoted(name), " is defined in ", at->second.place, " too; keep one of the two"));
    if (pool_.facts.size() > kMostFacts) return ErrorAt(ErrorCode::kLimit, tree_.source(), tree_.At(n), Cat("more than ", kMostFacts, " facts"));
    return {};
  }

  Status ReadRule(Node n) {
    static constexpr std::string_view kKeys[] = {"id", "name", "description", "kind", "status", "example", "applicant", "employment", "employer_size", "needs", "course",
                                                 "share", "maximum", "balance", "periods", "documents", "combine_with", "sources"};
    OVS_RETURN_IF_ERROR(ExpectObject(n, kKeys, "a rule"));
    OVS_ASSIGN_OR_RETURN(const Node id, Require(n, "id", "a rule"));
    Pool::Rule read{{}, Place(id), {}};
    auto& rule = read.rule;
    OVS_ASSIGN_OR_RETURN(rule.id, Id(id, "\"id\""));
    OVS_ASSIGN_OR_RETURN(rule.name, RequireText(n, "name", "a rule"));
    OVS_ASSIGN_OR_RETURN(rule.description, RequireText(n, "description", "a rule"));
    OVS_ASSIGN_OR_RETURN(const Node kind, Require(n, "kind", "a rule"));
    OVS_ASSIGN_OR_RETURN(rule.kind, OneOf<FundingKind>(kind, {.count = kFundingKinds}, "\"kind\""));
    OVS_ASSIGN_OR_RETURN(const Node status, Require(n, "status", "a rule"));
    OVS_ASSIGN_OR_RETURN(rule.status, OneOf<FundingStatus>(status, {.count = kFundingStatuses}, "\"status\""));
    OVS_ASSIGN_OR_RETURN(const Node applicant, Require(n, "applicant", "a rule"));
    OVS_ASSIGN_OR_RETURN(rule.applicant, OneOf<Applicant>(applicant, {.count = kApplicants}, "\"applicant\""));
    OVS_RETURN_IF_ERROR(Flag(n, "example", rule.example));
    OVS_RETURN_IF_ERROR(Flag(n, "balance", rule.from_balance));
    OVS_RETURN_IF_ERROR(ReadPerson(n, rule));
    if (const Node m = Get(n, "course"); m != kNone) OVS_RETURN_IF_ERROR(ReadCourse(m, rule));
    OVS_RETURN_IF_ERROR(ReadMoney(n, rule));
    OVS_RETURN_IF_ERROR(ReadPeriods(n, status, rule));
    OVS_RETURN_IF_ERROR(ForEach(n, "documents", [&](Node m) -> Status {
      OVS_ASSIGN_OR_RETURN(auto text, Text(m, "an entry of \"documents\""));
      rule.documents.push_back(std::move(text));
      return {};
    }));
    OVS_RETURN_IF_ERROR(ForEach(n, "combine_with", [&](Node m) -> Status {
      OVS_ASSIGN_OR_RETURN(auto other, Id(m, "an entry of \"combine_with\""));
      if (other == rule.id) return Fail(m, "a rule does not go together with itself; take it out");
      if (std::find(read.partners.begin(), read.partners.end(), other) != read.partners.end()) return Fail(m, Cat("\"combine_with\" names ", Quoted(other), " twice; take one out"));
      if (read.partners.size() == kMostPartners) return ErrorAt(ErrorCode::kLimit, tree_.source(), tree_.At(m), Cat("a rule goes together with more than ", kMostPartners, " others"));
      partners_.emplace_back(m, other);
      read.partners.push_back(std::move(other));
      return {};
    }));
    OVS_RETURN_IF_ERROR(ForEach(n, "sources", [&](Node m) { return ReadSource(m, rule); }));
    if (rule.sources.empty()) return Fail(n, "a rule has no \"sources\"; say where it comes from");
    if (rule.example) OVS_RETURN_IF_ERROR(CheckExample(Get(n, "name"), rule));
    const auto id_text = rule.id;
    if (const auto [at, first] = pool_.rules.try_emplace(id_text, std::move(read)); !first)
      return Fail(id, Cat("the rule ", Quoted(id_text), " is defined in ", at->second.place, " too; keep one of the two, or give this one an id of its own"));
    if (pool_.rules.size() > kMostRules) return ErrorAt(ErrorCode::kLimit, tree_.source(), tree_.At(n), Cat("more than ", kMostRules, " rules"));
    return {};
  }

  template <typename Use>
  Status ForEach(Node object, std::string_view key, const Use& use) {
    const Node list = Get(object, key);
    if (list == kNone) return {};
    OVS_RETURN_IF_ERROR(Expect(list, Kind::kArray, Quoted(key)));
    for (Node n = tree_.first(list); n != kNone; n = tree_.next(n)) OVS_RETURN_IF_ERROR(use(n));
    return {};
  }

  /// Who sees only the name must see that it is invented.
  Status CheckExample(Node name, const FundingRule& rule) {
    const bool said = absl::StrContains(absl::AsciiStrToLower(rule.name.nl), "voorbeeld") && absl::StrContains(absl::AsciiStrToLower(rule.name.en), "example");
    if (!said) return Fail(name, "the name of an example must say so: \"voorbeeld\" in Dutch, \"example\" in English");
    return {};
  }

  Status ReadPerson(Node n, FundingRule& rule) {
    const auto set = [&](std::string_view key, std::uint8_t& bits, const auto& read, int count) -> Status {
      const Node m = Get(n, key);
      if (m == kNone) return {};
      OVS_ASSIGN_OR_RETURN(const auto value, read(m));
      if (value + 1u == 1u << count) return Fail(m, Cat(Quoted(key), " names all there are, which is no condition; leave it out"));
      bits = static_cast<std::uint8_t>(value);
      return {};
    };
    OVS_RETURN_IF_ERROR(set("employment", rule.employment, [&](Node m) { return Bits<Employment>(m, kEmployments, "\"employment\""); }, kEmployments));
    OVS_RETURN_IF_ERROR(set("employer_size", rule.employer_size, [&](Node m) { return Bits<EmployerSize>(m, kEmployerSizes, "\"employer_size\""); }, kEmployerSizes));
    std::vector<std::uint32_t> asked;
    return ForEach(n, "needs", [&](Node m) -> Status {
      static constexpr std::string_view kKeys[] = {"any", "fact", "is"};
      OVS_RETURN_IF_ERROR(ExpectObject(m, kKeys, "a need"));
      auto& need = rule.needs.emplace_back();
      const Node any = Get(m, "any");
      if (any == kNone) return ReadWanted(m, need, asked);
      if (Get(m, "fact") != kNone || Get(m, "is") != kNone) return Fail(m, "a need has \"any\" beside \"fact\" or \"is\"; keep one of the two");
      OVS_RETURN_IF_ERROR(Expect(any, Kind::kArray, "\"any\""));
      for (Node w = tree_.first(any); w != kNone; w = tree_.next(w)) {
        static constexpr std::string_view kWanted[] = {"fact", "is"};
        OVS_RETURN_IF_ERROR(ExpectObject(w, kWanted, "an entry of \"any\""));
        OVS_RETURN_IF_ERROR(ReadWanted(w, need, asked));
      }
      if (need.any.empty()) return Fail(any, "\"any\" is empty; fill it in or leave it out");
      return {};
    });
  }
  Status ReadWanted(Node n, FundingNeed& need, std::vector<std::uint32_t>& asked) {
    OVS_ASSIGN_OR_RETURN(const Node name, Require(n, "fact", "a need"));
    OVS_ASSIGN_OR_RETURN(const auto word, Word(name, "\"fact\""));
    if (!pool_.facts.contains(word)) return Fail(name, Cat("the fact ", Quoted(word), " is not defined; add it to \"facts\" with the question to ask"));
    FundingNeed::Wanted wanted{NumberIn(pool_.facts, word), true};
    if (std::find(asked.begin(), asked.end(), wanted.fact) != asked.end())
      return Fail(name, Cat("the fact ", Quoted(word), " is asked twice in one rule; ask it once, or what the rule says of the unknown is not exact"));
    asked.push_back(wanted.fact);
    OVS_RETURN_IF_ERROR(Flag(n, "is", wanted.value));
    need.any.push_back(wanted);
    return {};
  }

  StatusOr<std::pair<Nlqf, Nlqf>> Levels(Node n) {
    static constexpr std::string_view kKeys[] = {"from", "through"};
    OVS_RETURN_IF_ERROR(ExpectObject(n, kKeys, "\"nlqf\""));
    std::pair<Nlqf, Nlqf> levels{5, 80};
    if (const Node m = Get(n, "from"); m != kNone) {
      OVS_ASSIGN_OR_RETURN(levels.first, ReadNlqf(m));
    }
    if (const Node m = Get(n, "through"); m != kNone) {
      OVS_ASSIGN_OR_RETURN(levels.second, ReadNlqf(m));
    }
    if (levels.first > levels.second) return Fail(n, "\"nlqf\": \"from\" is above \"through\"; swap them");
    return levels;
  }

  Status ReadCourse(Node n, FundingRule& rule) {
    static constexpr std::string_view kKeys[] = {"nlqf", "types", "sectors", "quality", "paths", "starts_within_weeks", "may_have_begun"};
    OVS_RETURN_IF_ERROR(ExpectObject(n, kKeys, Quoted("course")));
    if (const Node m = Get(n, "nlqf"); m != kNone) {
      OVS_ASSIGN_OR_RETURN(const auto levels, Levels(m));
      rule.nlqf_from = levels.first, rule.nlqf_through = levels.second;
    }
    if (const Node m = Get(n, "types"); m != kNone) {
      OVS_ASSIGN_OR_RETURN(rule.types, Bits<CourseType>(m, kCourseTypes, "\"types\"", false));
    }
    OVS_RETURN_IF_ERROR(Ids(n, "sectors", rule.sectors));
    OVS_RETURN_IF_ERROR(ForEach(n, "quality", [&](Node m) -> Status {
      OVS_ASSIGN_OR_RETURN(const auto mark, Word(m, "an entry of \"quality\""));
      rule.quality.emplace_back(mark);
      return {};
    }));
    if (const Node m = Get(n, "quality"); m != kNone && rule.quality.empty()) return Fail(m, "\"quality\" is empty; fill it in or leave it out");
    if (const Node m = Get(n, "paths"); m != kNone) {
      rule.in_path = true;
      if (tree_.kind(m) == Kind::kString && tree_.text(m) != "any") return Unexpected(m, "\"paths\"", "\"any\" or an array of ids");
      if (tree_.kind(m) != Kind::kString) OVS_RETURN_IF_ERROR(Ids(n, "paths", rule.paths));
    }
    if (const Node m = Get(n, "starts_within_weeks"); m != kNone) {
      OVS_ASSIGN_OR_RETURN(const auto weeks, Integer(m, 1, kMostWeeks, "\"starts_within_weeks\""));
      rule.starts_within_weeks = static_cast<std::uint16_t>(weeks);
    }
    OVS_RETURN_IF_ERROR(Flag(n, "may_have_begun", rule.may_have_begun));
    if (rule.may_have_begun && !rule.starts_within_weeks) return Fail(Get(n, "may_have_begun"), "\"may_have_begun\" says something only beside \"starts_within_weeks\"; take it out");
    return {};
  }
  Status Ids(Node object, std::string_view key, std::vector<std::string>& ids) {
    OVS_RETURN_IF_ERROR(ForEach(object, key, [&](Node m) -> Status {
      OVS_ASSIGN_OR_RETURN(auto id, Id(m, Cat("an entry of ", Quoted(key))));
      ids.push_back(std::move(id));
      return {};
    }));
    if (const Node m = Get(object, key); m != kNone && ids.empty()) return Fail(m, Cat(Quoted(key), " is empty; fill it in or leave it out"));
    return {};
  }

  Status ReadMoney(Node n, FundingRule& rule) {
    if (const Node m = Get(n, "share"); m != kNone) OVS_RETURN_IF_ERROR(ReadShare(m, rule));
    else if (rule.status != FundingStatus::kDraft) return Require(n, "share", "a rule that is no draft").status();
    if (const Node m = Get(n, "maximum"); m != kNone) {
      static constexpr std::string_view kKeys[] = {"euro", "per"};
      OVS_RETURN_IF_ERROR(ExpectObject(m, kKeys, Quoted("maximum")));
      OVS_ASSIGN_OR_RETURN(const Node euro, Require(m, "euro", "\"maximum\""));
      OVS_ASSIGN_OR_RETURN(const auto amount, Integer(euro, 1, kMostCost, "\"euro\""));
      rule.maximum = static_cast<std::uint32_t>(amount);
      OVS_ASSIGN_OR_RETURN(const Node per, Require(m, "per", "\"maximum\""));
      OVS_ASSIGN_OR_RETURN(rule.per_year, Choice(per, [](std::string_view name) { return name == "year" ? std::optional(true) : name == "course" ? std::optional(false) : std::nullopt; },
                                                 "course, year", "\"per\""));
    }
    if (rule.from_balance != (rule.kind == FundingKind::kBudget)) return Fail(n, "a rule of kind \"budget\" has \"balance\": true, and no other rule has");
    // A level must be left that gets something.
    if (rule.nlqf_from != 0 && !rule.shares.empty()) {
      const auto meets = [&](const FundingShare& share) { return share.from <= rule.nlqf_through && share.through >= rule.nlqf_from; };
      if (std::none_of(rule.shares.begin(), rule.shares.end(), meets)) return Fail(Get(n, "share"), "no level that \"course\" lets through has a share; put one of the two right");
    }
    return {};
  }
  Status ReadShare(Node n, FundingRule& rule) {
    if (tree_.kind(n) != Kind::kArray) {
      if (tree_.kind(n) != Kind::kNumber) return Unexpected(n, "\"share\"", "a percentage from 1 to 100, or an array of shares by \"nlqf\"");
      OVS_ASSIGN_OR_RETURN(const auto percent, Integer(n, 1, 100, "\"share\""));
      rule.shares.push_back({5, 80, static_cast<std::uint8_t>(percent)});
      return {};
    }
    for (Node m = tree_.first(n); m != kNone; m = tree_.next(m)) {
      static constexpr std::string_view kKeys[] = {"nlqf", "percent"};
      OVS_RETURN_IF_ERROR(ExpectObject(m, kKeys, "a share"));
      OVS_ASSIGN_OR_RETURN(const Node nlqf, Require(m, "nlqf", "a share"));
      OVS_ASSIGN_OR_RETURN(const auto levels, Levels(nlqf));
      OVS_ASSIGN_OR_RETURN(const Node percent, Require(m, "percent", "a share"));
      OVS_ASSIGN_OR_RETURN(const auto value, Integer(percent, 1, 100, "\"percent\""));
      for (const auto& other : rule.shares) {
        if (levels.first <= other.through && levels.second >= other.from)
          return Fail(nlqf, Cat("level ", NlqfName(std::max(levels.first, other.from)), " has two shares, ", other.percent, " and ", value, " percent; give it one"));
      }
      rule.shares.push_back({levels.first, levels.second, static_cast<std::uint8_t>(value)});
    }
    if (rule.shares.empty()) return Fail(n, "\"share\" is empty; fill it in, or leave it out of a draft");
    std::sort(rule.shares.begin(), rule.shares.end(), [](const FundingShare& a, const FundingShare& b) { return a.from < b.from; });
    return {};
  }

  Status ReadPeriods(Node n, Node status, FundingRule& rule) {
    std::vector<std::pair<FundingPeriod, Node>> periods;
    const auto read = [&](Node m) -> Status {
      static constexpr std::string_view kKeys[] = {"from", "until"};
      OVS_RETURN_IF_ERROR(ExpectObject(m, kKeys, "a period"));
      FundingPeriod period;
      OVS_ASSIGN_OR_RETURN(const Node from, Require(m, "from", "a period"));
      OVS_ASSIGN_OR_RETURN(period.from, Day(from, "\"from\""));
      if (const Node until = Get(m, "until"); until != kNone) {
        OVS_ASSIGN_OR_RETURN(period.until, Day(until, "\"until\""));
        if (period.until < period.from) return Fail(until, Cat("a period ends on ", DateName(period.until), ", before it begins on ", DateName(period.from), "; swap them"));
      }
      periods.emplace_back(period, m);
      return {};
    };
    OVS_RETURN_IF_ERROR(ForEach(n, "periods", read));
    std::sort(periods.begin(), periods.end(), [](const auto& a, const auto& b) { return std::pair(a.first.from, a.second) < std::pair(b.first.from, b.second); });
    for (std::size_t i = 0; i < periods.size(); ++i) {
      const auto& [period, node] = periods[i];
      if (i > 0 && (periods[i - 1].first.until == kNoDate || periods[i - 1].first.until >= period.from)) {
        const auto [before, after] = std::minmax(periods[i - 1].second, node);
        return Fail(after, Cat("a period overlaps the one on line ", tree_.At(before).line, "; a day must not be in two"));
      }
      if (rule.status == FundingStatus::kClosed && period.until == kNoDate) return Fail(node, "a closed rule has a period without \"until\"; say when it ended");
      rule.periods.push_back(period);
    }
    if (!rule.periods.empty()) return {};
    if (rule.status == FundingStatus::kClosed) return Fail(status, "a closed rule has no \"periods\"; say when it ended");
    if (rule.status == FundingStatus::kInForce && !rule.from_balance) return Fail(status, "a rule that is in force has no \"periods\"; say from when it holds, or call it a draft");
    return {};
  }

  Status ReadSource(Node n, FundingRule& rule) {
    static constexpr std::string_view kKeys[] = {"title", "url", "read", "basis", "says"};
    OVS_RETURN_IF_ERROR(ExpectObject(n, kKeys, "a source"));
    FundingSource source;
    for (const auto key : {std::string_view("title"), std::string_view("says")}) {
      OVS_ASSIGN_OR_RETURN(const Node m, Require(n, key, "a source"));
      OVS_ASSIGN_OR_RETURN((key == "title" ? source.title : source.says), Line(m, Quoted(key)));
    }
    if (const Node m = Get(n, "url"); m != kNone) {
      OVS_ASSIGN_OR_RETURN(const auto url, Word(m, "\"url\""));
      source.url = url;
    }
    OVS_ASSIGN_OR_RETURN(const Node read, Require(n, "read", "a source"));
    OVS_ASSIGN_OR_RETURN(source.read, Day(read, "\"read\""));
    OVS_ASSIGN_OR_RETURN(const Node basis, Require(n, "basis", "a source"));
    OVS_ASSIGN_OR_RETURN(source.basis, OneOf<SourceBasis>(basis, {.count = kSourceBases}, "\"basis\""));
    if ((source.basis == SourceBasis::kInvented) != rule.example) return Fail(basis, "sources of an example are \"invented\", and no others are");
    rule.sources.push_back(std::move(source));
    return {};
  }

  Pool& pool_;
  std::vector<std::pair<Node, std::string>> partners_;
};

class ContextReader : detail::JsonDocument {
 public:
  ContextReader(JsonTree tree, const FundingRules& rules) : JsonDocument(std::move(tree)), rules_(rules) {}

  StatusOr<FundingContext> Read() {
    static constexpr std::string_view kKeys[] = {"$schema", "overstap_funding_context", "employment", "employer_size", "start", "facts", "balances"};
    constexpr Node root = JsonTree::kRoot;
    OVS_RETURN_IF_ERROR(Must(root, Kind::kObject, "the document"));
    if (const Node n = Get(root, "overstap_funding_context"); n != kNone) OVS_RETURN_IF_ERROR(Must(n, Kind::kNumber, "\"overstap_funding_context\""));
    for (Node m = tree_.first(root); m != kNone; m = tree_.next(m)) {
      if (std::find(std::begin(kKeys), std::end(kKeys), tree_.name(m)) == std::end(kKeys)) return FailKey(m, Cat("an unknown key; known here: ", detail::Join(kKeys)));
    }
    OVS_RETURN_IF_ERROR(ReadRoot("overstap_funding_context", "funding context", kKeys));
    FundingContext context;
    context.facts.resize(rules_.facts().size(), Truth::kUnknown);
    context.balances.resize(rules_.rules().size(), kUnknownAmount);
    if (const Node list = Stated(root, "employment"); list != kNone) {
      OVS_RETURN_IF_ERROR(Must(list, Kind::kArray, "\"employment\""));
      for (Node n = tree_.first(list); n != kNone; n = tree_.next(n)) {
        const auto one = detail::Named<Employment>(Text(n), kAnyEmployment);
        if (!one) return Fail(n, Cat("\"employment\": expected one of ", detail::Choices<Employment>(kAnyEmployment)));
        context.employment = static_cast<std::uint8_t>(context.employment | *one);
      }
      if (context.employment == 0) return Fail(list, "\"employment\" is empty; fill it in or leave it out");
    }
    if (const Node n = Stated(root, "employer_size"); n != kNone) {
      const auto size = detail::Named<EmployerSize>(Text(n), kAnySize);
      if (!size) return Fail(n, Cat("\"employer_size\": expected one of ", detail::Choices<EmployerSize>(kAnySize)));
      context.employer_size = *size;
    }
    if (const Node n = Stated(root, "start"); n != kNone) {
      const auto day = ParseDate(Text(n));
      if (!day) return Fail(n, "\"start\": expected a day as YYYY-MM-DD");
      context.start = *day;
    }
    OVS_RETURN_IF_ERROR(ReadFacts(Stated(root, "facts"), context));
    OVS_RETURN_IF_ERROR(ReadBalances(Stated(root, "balances"), context));
    return context;
  }

 private:
  /// Not there, or null, which is unknown.
  Node Stated(Node object, std::string_view key) const {
    const Node n = Get(object, key);
    return n != kNone && tree_.kind(n) == Kind::kNull ? kNone : n;
  }
  /// As Expect(), without quoting what is there.
  Status Must(Node n, Kind kind, std::string_view what) { return tree_.kind(n) == kind ? absl::OkStatus() : Fail(n, Cat(what, ": expected ", Name(kind))); }
  /// Of a string; empty for anything else.
  std::string_view Text(Node n) const { return tree_.kind(n) == Kind::kString ? tree_.text(n) : std::string_view(); }
  Status ReadFacts(Node facts, FundingContext& context) {
    if (facts == kNone) return {};
    OVS_RETURN_IF_ERROR(Must(facts, Kind::kObject, "\"facts\""));
    for (Node n = tree_.first(facts); n != kNone; n = tree_.next(n)) {
      const auto fact = rules_.FindFact(tree_.name(n));
      if (!fact) return FailKey(n, "a fact that no rule asks; take it out, or correct its name");
      if (tree_.kind(n) == Kind::kNull) continue;
      if (tree_.kind(n) != Kind::kBoolean) return Fail(n, Cat(Quoted(rules_.facts()[*fact].name), ": expected true, false or null, which is unknown"));
      context.facts[*fact] = tree_.text(n) == "true" ? Truth::kYes : Truth::kNo;
    }
    return {};
  }
  Status ReadBalances(Node balances, FundingContext& context) {
    if (balances == kNone) return {};
    OVS_RETURN_IF_ERROR(Must(balances, Kind::kObject, "\"balances\""));
    for (Node n = tree_.first(balances); n != kNone; n = tree_.next(n)) {
      const auto rule = rules_.FindRule(tree_.name(n));
      if (!rule || !rules_.rules()[*rule].from_balance) return FailKey(n, "a balance for what is no rule of kind \"budget\"; take it out, or correct its id");
      if (tree_.kind(n) == Kind::kNull) continue;
      const auto euros = tree_.Integer(n);
      if (!euros || *euros < 0 || *euros > kMostCost) return Fail(n, Cat("a balance: expected whole euros from 0 to ", kMostCost, ", or null, which is unknown"));
      context.balances[*rule] = static_cast<std::uint32_t>(*euros);
    }
    return {};
  }

  const FundingRules& rules_;
};

}  // namespace

std::optional<std::uint32_t> FundingRules::FindRule(std::string_view id) const {
  const auto at = std::lower_bound(rules_.begin(), rules_.end(), id, [](const FundingRule& r, std::string_view i) { return r.id < i; });
  if (at == rules_.end() || at->id != id) return std::nullopt;
  return static_cast<std::uint32_t>(at - rules_.begin());
}

std::optional<std::uint32_t> FundingRules::FindFact(std::string_view name) const {
  const auto at = std::lower_bound(facts_.begin(), facts_.end(), name, [](const FundingFact& f, std::string_view n) { return f.name < n; });
  if (at == facts_.end() || at->name != name) return std::nullopt;
  return static_cast<std::uint32_t>(at - facts_.begin());
}

StatusOr<FundingRules> ReadFundingRules(std::span<const JsonSource> sources, const FundingRules* base) {
  constexpr std::string_view kBase = "the rules that these are added to";
  Pool pool;
  if (base != nullptr) {
    for (const auto& fact : base->facts()) pool.facts.emplace(fact.name, Pool::Fact{fact, std::string(kBase)});
  }
  std::vector<std::unique_ptr<RulesReader>> readers;
  for (const auto& source : sources) {
    OVS_ASSIGN_OR_RETURN(auto tree, JsonTree::Parse(source.name, source.text, kRuleLimits));
    readers.push_back(std::make_unique<RulesReader>(std::move(tree), pool));
    OVS_RETURN_IF_ERROR(readers.back()->ReadFacts());
  }
  if (base != nullptr) {
    for (const auto& rule : base->rules()) {
      Pool::Rule copy{rule, std::string(kBase), {}};
      for (auto& need : copy.rule.needs) {
        for (auto& wanted : need.any) wanted.fact = NumberIn(pool.facts, base->facts()[wanted.fact].name);
      }
      for (const auto partner : rule.combine_with) copy.partners.push_back(base->rules()[partner].id);
      pool.rules.emplace(rule.id, std::move(copy));
    }
  }
  for (auto& reader : readers) OVS_RETURN_IF_ERROR(reader->ReadRules());
  for (auto& reader : readers) OVS_RETURN_IF_ERROR(reader->CheckPartners());
  FundingRules rules;
  for (auto& [name, fact] : pool.facts) rules.facts_.push_back(std::move(fact.fact));
  for (auto& [id, entry] : pool.rules) {
    entry.rule.combine_with.clear();
    for (const auto& partner : entry.partners) {
      const auto& theirs = pool.rules.find(partner)->second.partners;
      if (std::find(theirs.begin(), theirs.end(), id) != theirs.end()) entry.rule.combine_with.push_back(NumberIn(pool.rules, partner));
    }
    std::sort(entry.rule.combine_with.begin(), entry.rule.combine_with.end());
  }
  for (auto& [id, entry] : pool.rules) rules.rules_.push_back(std::move(entry.rule));
  return rules;
}

StatusOr<FundingContext> ReadFundingContext(const JsonSource& source, const FundingRules& rules) {
  OVS_ASSIGN_OR_RETURN(auto tree, JsonTree::Parse(source.name, source.text, kContextLimits));
  return ContextReader(std::move(tree), rules).Read();
}

}  // namespace overstap
