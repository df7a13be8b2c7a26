// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Random funding rules, courses and contexts, and a slow, obvious reading of them: everything that is unknown is filled in, in every
// way, and a rule says "yes" when it holds for all of them and "no" when it holds for none.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "oracle/random_graph.hpp"
#include "overstap/funding.hpp"

namespace overstap::test {

inline std::string TextJson(const std::string& key, const std::string& text) { return "\"" + key + "\": {\"nl\": \"" + text + "\", \"en\": \"" + text + "\"}"; }
inline std::string FactJson(const std::string& name) { return "\"" + name + "\": {" + TextJson("ask", name + "?") + ", " + TextJson("yes", name) + ", " + TextJson("no", "not " + name) + "}"; }
/// What every rule must have, and the members given.
inline std::string RuleJson(const std::string& id, const std::string& more) {
  return "{\"id\": \"" + id + "\", " + TextJson("name", "Rule " + id) + ", " + TextJson("description", "About " + id) +
         ", \"sources\": [{\"title\": \"t\", \"says\": \"all\", \"read\": \"2026-11-29\", \"basis\": \"notes\"}]" + (more.empty() ? "" : ", ") + more + "}";
}
inline std::string RulesJson(const std::string& facts, const std::string& rules) { return "{\"overstap_funding\": 1, \"base\": \"r:\", \"facts\": {" + facts + "}, \"rules\": [" + rules + "]}"; }

inline constexpr Date kSomeDay = 20000;  ///< 2024-10-04

inline std::string List(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& word : words) out += (out.empty() ? "[\"" : ", \"") + word + "\"";
  return out + "]";
}

/// A rule with some of all conditions, near kSomeDay. Numbers are drawn in one order with every compiler.
inline std::string RandomRule(Random& random, const std::string& id, std::uint32_t rules) {
  std::vector<std::string> members;
  const auto add = [&](const std::string& key, const std::string& value) { members.push_back("\"" + key + "\": " + value); };
  const auto some = [&](std::vector<std::string> words, std::size_t most) {
    random.Shuffle(words);
    words.resize(1 + random.Below(static_cast<std::uint32_t>(most)));
    return List(words);
  };
  const bool budget = random.Chance(20), draft = random.Chance(15), closed = !draft && random.Chance(15);
  add("kind", budget ? "\"budget\"" : random.Chance(50) ? "\"grant\"" : "\"fund\"");
  if (budget) add("balance", "true");
  add("status", draft ? "\"draft\"" : closed ? "\"closed\"" : "\"in-force\"");
  add("applicant", random.Chance(50) ? "\"person\"" : "\"employer\"");
  if (random.Chance(25)) add("employment", some({"employed", "self-employed", "job-seeking"}, 2));
  if (random.Chance(25)) add("employer_size", some({"small", "medium", "large"}, 2));
  std::vector<std::string> facts = {"f0", "f1", "f2", "f3"};
  random.Shuffle(facts);
  std::string needs;
  while (!facts.empty() && random.Chance(45)) {
    std::string any;
    for (auto n = 1 + random.Below(2); n > 0 && !facts.empty(); --n) {
      const bool negated = random.Chance(30);
      any += (any.empty() ? "{\"fact\": \"" : ", {\"fact\": \"") + facts.back() + "\"" + (negated ? ", \"is\": false}" : "}");
      facts.pop_back();
    }
    needs += (needs.empty() ? "" : ", ") + (random.Chance(30) && any.find("}, {") == std::string::npos ? any : "{\"any\": [" + any + "]}");
  }
  if (!needs.empty()) add("needs", "[" + needs + "]");
  std::vector<std::string> course;
  const auto level = [](std::uint32_t n) { return n == 0 ? std::string("\"entry\"") : n == 5 ? std::string("\"4+\"") : std::to_string(n < 5 ? n : n - 1); };
  const auto levels = [&](std::uint32_t from, std::uint32_t from_count, std::uint32_t through, std::uint32_t through_count) {
    const auto first = from + random.Below(from_count);
    const auto last = through + random.Below(through_count);
    return "{\"from\": " + level(first) + ", \"through\": " + level(last) + "}";
  };
  if (random.Chance(20)) course.push_back("\"nlqf\": " + levels(0, 4, 3, 7));
  if (random.Chance(15)) course.push_back("\"types\": " + some({"diploma", "keuzedeel", "short-course"}, 3));
  if (random.Chance(20)) course.push_back("\"sectors\": " + some({"s0", "s1", "s2"}, 2));
  if (random.Chance(20)) course.push_back("\"quality\": " + some({"nrto", "cedeo", "ocw"}, 2));
  if (random.Chance(30)) course.push_back("\"paths\": " + (random.Chance(50) ? "\"any\"" : some({"p0", "p1", "p2"}, 2)));
  if (random.Chance(35)) {
    course.push_back("\"starts_within_weeks\": " + std::to_string(1 + random.Below(3)));
    if (random.Chance(30)) course.push_back("\"may_have_begun\": true");
  }
  if (!course.empty()) {
    std::string object;
    for (const auto& member : course) object += (object.empty() ? "{" : ", ") + member;
    add("course", object + "}");
  }
  const auto percent = [&] { return std::to_string(1 + random.Below(100)); };
  if (random.Chance(50)) {
    add("share", percent());
  } else if (random.Chance(85) || !draft) {  // two rows that meet every random cap, perhaps with a gap between them
    auto rows = "[{\"nlqf\": " + levels(0, 2, 3, 1);
    rows += ", \"percent\": " + percent();
    rows += "}, {\"nlqf\": " + levels(4, 2, 6, 4);
    rows += ", \"percent\": " + percent();
    add("share", rows + "}]");
  }
  if (random.Chance(50)) {
    const auto euros = 1 + random.Below(random.Chance(50) ? 40 : 900);
    add("maximum", "{\"euro\": " + std::to_string(euros) + ", \"per\": " + (random.Chance(50) ? "\"year\"}" : "\"course\"}"));
  }
  std::string periods;
  if (closed || (!draft && !budget) || random.Chance(60)) {
    auto day = kSomeDay - 12 + static_cast<Date>(random.Below(12));
    for (auto n = 1 + random.Below(3); n > 0; --n) {
      periods += (periods.empty() ? "{\"from\": \"" : ", {\"from\": \"") + DateName(day);
      day += static_cast<Date>(random.Below(8));
      const bool open = n == 1 && !closed && random.Chance(30);
      periods += open ? "\"}" : "\", \"until\": \"" + DateName(day) + "\"}";
      day += 1 + static_cast<Date>(random.Below(5));
    }
  }
  if (!periods.empty()) add("periods", "[" + periods + "]");
  std::vector<std::string> partners;
  for (std::uint32_t r = 0; r < rules; ++r) {
    if (const auto other = std::to_string(r); "r:" + other != id && other != id && random.Chance(60)) partners.push_back(other);
  }
  if (!partners.empty()) add("combine_with", List(partners));
  random.Shuffle(members);
  std::string more;
  for (const auto& member : members) more += (more.empty() ? "" : ", ") + member;
  return RuleJson(id, more);
}

inline FundingRules RandomRules(Random& random, std::uint32_t count) {
  std::string rules;
  for (std::uint32_t i = 0; i < count; ++i) rules += (i == 0 ? "" : ", ") + RandomRule(random, std::to_string(i), count);
  const JsonSource source{"random", RulesJson(FactJson("f0") + ", " + FactJson("f1") + ", " + FactJson("f2") + ", " + FactJson("f3"), rules)};
  auto read = ReadFundingRules({&source, 1});
  REQUIRE_MESSAGE(read.ok(), std::string(read.status().message()), "\n", source.text);
  return *std::move(read);
}

inline CourseCatalogue RandomCourses(Random& random, std::uint32_t count) {
  CourseBuilder builder;
  const Nlqf levels[] = {0, 0, 5, 10, 20, 30, 40, 45, 50, 80};
  const CourseType types[] = {CourseType::kDiploma, CourseType::kElective, CourseType::kShortCourse, CourseType::kLicence};
  const std::string sectors[] = {"", "r:s0", "r:s1", "r:other"};
  const auto near = [&](std::uint32_t days) { return kSomeDay - static_cast<Date>(days) / 3 + static_cast<Date>(random.Below(days)); };
  const auto span = [&](CourseBuilder::Node course, CourseFactKind kind, const std::string& text, std::uint32_t days) {
    const auto from = random.Chance(25) ? kNoDate : near(days);
    const auto until = (from == kNoDate && kind == CourseFactKind::kOffered) || random.Chance(60) ? (from == kNoDate ? near(days) : from + static_cast<Date>(random.Below(20))) : kNoDate;
    Need(builder.AddFact(course, kind, text, from, until));
  };
  for (std::uint32_t i = 0; i < count; ++i) {
    CourseBuilder::Facts facts;
    facts.nlqf = levels[random.Below(10)];
    facts.type = types[random.Below(4)];
    const auto sector = sectors[random.Below(4)];
    facts.sector = sector;
    if (random.Chance(85)) facts.cost_min = random.Below(random.Chance(20) ? 3 : 1000), facts.cost_max = facts.cost_min + random.Below(random.Chance(30) ? 1 : 900);
    const auto course = Need(builder.Add(Uri("course", i), facts));
    for (const char* mark : {"nrto", "cedeo", "other"}) {
      if (random.Chance(20)) Need(builder.AddFact(course, CourseFactKind::kQuality, mark));
    }
    for (const char* path : {"r:p0", "r:p1", "r:p3"}) {
      while (random.Chance(25)) span(course, CourseFactKind::kPath, path, 40);
    }
    while (random.Chance(30)) Need(builder.AddFact(course, CourseFactKind::kStart, "", near(40)));
    if (random.Chance(30)) span(course, CourseFactKind::kOffered, "", 40);
  }
  const std::string complete[] = {"", "paths", "quality", "quality paths"};
  if (const auto& words = complete[random.Below(4)]; !words.empty()) Need(builder.SetAbout("complete", words));
  return Need(builder.Build());
}

inline FundingContext RandomContext(Random& random, const FundingRules& rules) {
  FundingContext context;
  for (std::size_t i = 0; i < rules.facts().size() && random.Chance(90); ++i) context.facts.push_back(static_cast<Truth>(random.Below(3)));
  if (random.Chance(50)) context.employment = static_cast<std::uint8_t>(1 + random.Below(7));
  if (random.Chance(50)) context.employer_size = static_cast<std::uint8_t>(1u << random.Below(3));
  if (random.Chance(25)) context.start = kSomeDay - 8 + static_cast<Date>(random.Below(40));
  for (std::size_t i = 0; i < rules.rules().size() && random.Chance(85); ++i) {
    context.balances.push_back(random.Chance(35) ? kUnknownAmount : random.Chance(20) ? 0 : random.Below(600));
  }
  return context;
}

/// Everything known of one rule, course and person.
struct KnownCase {
  std::vector<bool> facts;
  std::uint8_t employment = 0, employer_size = 0;
  Nlqf level = 0;
  std::string sector;
  std::vector<std::string> marks;
  std::vector<std::pair<std::string, FundingPeriod>> paths;
  std::vector<Date> starts;  ///< days to choose from
  std::uint32_t balance = 0;
  bool in_period = false;
};

/// Percentage of the cost; 0 = the rule does not hold. `open_share` is what is taken where the rule does not say.
inline int PercentWhen(const FundingRule& rule, const CourseCatalogue& courses, std::uint32_t course, const KnownCase& k, Date day, int open_share) {
  if (!k.in_period) return 0;
  if (rule.from_balance && k.balance == 0) return 0;
  if (rule.employment != 0 && (rule.employment & k.employment) == 0) return 0;
  if (rule.employer_size != 0 && (rule.employer_size & k.employer_size) == 0) return 0;
  for (const auto& need : rule.needs) {
    bool met = false;
    for (const auto& wanted : need.any) met = met || k.facts[wanted.fact] == wanted.value;
    if (!met) return 0;
  }
  if (rule.types != 0 && (rule.types & 1 << static_cast<int>(courses[course].type)) == 0) return 0;
  if (rule.nlqf_from != 0 && (k.level < rule.nlqf_from || k.level > rule.nlqf_through)) return 0;
  const auto has = [](const std::vector<std::string>& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); };
  if (!rule.sectors.empty() && !has(rule.sectors, k.sector)) return 0;
  bool marked = rule.quality.empty();
  for (const auto& mark : k.marks) marked = marked || has(rule.quality, mark);
  if (!marked) return 0;
  bool begins = !rule.in_path && !rule.starts_within_weeks;
  for (const auto start : k.starts) {
    if (rule.starts_within_weeks && (start > day + 7 * *rule.starts_within_weeks || (start < day && !rule.may_have_begun))) continue;
    bool counts = !rule.in_path;
    for (const auto& [path, period] : k.paths) counts = counts || ((rule.paths.empty() || has(rule.paths, path)) && period.Holds(start));
    begins = begins || counts;
  }
  if (!begins) return 0;
  for (const auto& share : rule.shares) {
    if (share.from <= k.level && k.level <= share.through) return share.percent;
  }
  return rule.shares.empty() ? open_share : 0;
}

/// All cases that what is known allows, as far as this rule can tell them apart.
inline std::vector<KnownCase> CasesOf(const FundingRules& rules, std::uint32_t number, const CourseCatalogue& courses, std::uint32_t course, const FundingContext& context, Date day) {
  const auto& rule = rules.rules()[number];
  KnownCase first;
  first.facts.resize(rules.facts().size());
  first.level = courses[course].nlqf;
  first.sector = courses.Sector(course);
  for (const auto& mark : courses.Facts(course, CourseFactKind::kQuality)) first.marks.emplace_back(courses.Text(mark));
  for (const auto& path : courses.Facts(course, CourseFactKind::kPath)) first.paths.push_back({std::string(courses.Text(path)), {path.from, path.until}});
  std::vector<KnownCase> cases = {first};
  const auto fork = [&](const std::vector<std::function<void(KnownCase&)>>& ways) {
    std::vector<KnownCase> more;
    for (const auto& one : cases) {
      for (const auto& way : ways) {
        more.push_back(one);
        way(more.back());
      }
    }
    cases = std::move(more);
  };
  using Ways = std::vector<std::function<void(KnownCase&)>>;
  for (const auto& need : rule.needs) {
    for (const auto& wanted : need.any) {
      const auto f = wanted.fact;
      const auto known = f < context.facts.size() ? context.facts[f] : Truth::kUnknown;
      if (known == Truth::kUnknown) fork({[=](KnownCase& k) { k.facts[f] = false; }, [=](KnownCase& k) { k.facts[f] = true; }});
      else fork({[=](KnownCase& k) { k.facts[f] = known == Truth::kYes; }});
    }
  }
  if (rule.employment != 0) {
    Ways ways;
    for (std::uint8_t e = 1; e < 8; ++e) {
      if (context.employment == 0 || context.employment == e) ways.push_back([=](KnownCase& k) { k.employment = e; });
    }
    fork(ways);
  }
  if (rule.employer_size != 0) {
    Ways ways;
    for (const std::uint8_t e : {1, 2, 4}) {
      if (context.employer_size == 0 || context.employer_size == e) ways.push_back([=](KnownCase& k) { k.employer_size = e; });
    }
    fork(ways);
  }
  if (first.level == kNlqfUnknown) {
    Ways ways;
    for (const Nlqf level : {5, 10, 20, 30, 40, 45, 50, 60, 70, 80}) ways.push_back([=](KnownCase& k) { k.level = level; });
    fork(ways);
  }
  const auto complete = courses.snapshot().About("complete");
  if (!rule.sectors.empty() && first.sector.empty()) fork({[&](KnownCase& k) { k.sector = rule.sectors[0]; }, [](KnownCase& k) { k.sector = "elsewhere"; }});
  if (!rule.quality.empty() && complete.find("quality") == complete.npos) fork({[](KnownCase&) {}, [&](KnownCase& k) { k.marks.push_back(rule.quality[0]); }});
  if (rule.from_balance) {
    const auto known = number < context.balances.size() ? context.balances[number] : kUnknownAmount;
    if (known == kUnknownAmount) fork({[](KnownCase& k) { k.balance = 0; }, [](KnownCase& k) { k.balance = 1; }, [](KnownCase& k) { k.balance = 100000; }});
    else fork({[=](KnownCase& k) { k.balance = known; }});
  }
  bool in_period = rule.periods.empty() && rule.status != FundingStatus::kDraft;
  for (const auto& period : rule.periods) in_period = in_period || period.Holds(day);
  if (rule.periods.empty() && rule.status == FundingStatus::kDraft) fork({[](KnownCase& k) { k.in_period = false; }, [](KnownCase& k) { k.in_period = true; }});
  else fork({[=](KnownCase& k) { k.in_period = in_period; }});
  if (!rule.in_path && !rule.starts_within_weeks) return cases;
  bool stated = false;
  for (const auto& [path, period] : first.paths) stated = stated || rule.paths.empty() || std::find(rule.paths.begin(), rule.paths.end(), path) != rule.paths.end();
  if (rule.in_path && !stated && complete.find("paths") == complete.npos) {
    fork({[](KnownCase&) {}, [&](KnownCase& k) { k.paths.push_back({rule.paths.empty() ? "p" : rule.paths[0], {}}); }});
  }
  // Days that anything can hang on, and one beyond all of them.
  std::vector<Date> days = {day, day + 1000};
  if (rule.starts_within_weeks) days.push_back(day + 7 * *rule.starts_within_weeks), days.push_back(days.back() + 1);
  for (const auto& [path, period] : first.paths) {
    for (const auto d : {period.from, period.until}) {
      if (d != kNoDate) days.push_back(d - 1), days.push_back(d), days.push_back(d + 1);
    }
  }
  days.erase(std::remove_if(days.begin(), days.end(), [&](Date d) { return d < day; }), days.end());
  if (context.start != kNoDate) {
    fork({[&](KnownCase& k) { k.starts = {context.start}; }});
    return cases;
  }
  std::vector<Date> choice;
  bool any_start = false;
  for (const auto& start : courses.Facts(course, CourseFactKind::kStart)) {
    if (start.from < day) continue;
    any_start = true;
    if (courses.IsOffered(course, start.from)) choice.push_back(start.from);
  }
  const auto offered = courses.Facts(course, CourseFactKind::kOffered);
  if (!any_start && !offered.empty()) {
    if (offered[0].from > day) days.push_back(offered[0].from);
    for (const auto d : days) {
      if (offered[0].Holds(d)) choice.push_back(d);
    }
  }
  if (any_start || !offered.empty()) {
    fork({[&](KnownCase& k) { k.starts = choice; }});
  } else {
    Ways ways;
    for (const auto d : days) ways.push_back([=](KnownCase& k) { k.starts = {d}; });
    fork(ways);
  }
  return cases;
}

}  // namespace overstap::test
