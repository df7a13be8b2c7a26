// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Funding rules and a context of any bytes: the file "context" of the input, all others are rules. What is read is asked about the
// golden courses on some days: a certain answer stays when more is known, and amounts are within the cost.

#include "fuzz.hpp"
#include "overstap/funding.hpp"
#include "overstap/funding_report.hpp"
#include "overstap/io.hpp"

using namespace overstap;
using namespace overstap::fuzz;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto courses = LoadCourses(Bytes(TestFile("golden/v1/courses.ovs")));
  static const auto defaults = DefaultFundingRules();
  Promise(courses.ok() && defaults.ok(), "there is something to begin with");
  std::vector<JsonSource> sources;
  std::string context_text;
  for (const auto& file : Unpack(View(data, size))) {
    if (file.name == "context") context_text = file.text;
    else sources.push_back({detail::Cat("rules-", sources.size()), std::string(file.text)});
  }
  const auto read = ReadFundingRules(sources, sources.size() % 2 == 0 ? &*defaults : nullptr);
  Sound(read.status());
  const auto& rules = read.ok() ? *read : *defaults;
  const auto context = ReadFundingContext({"context", context_text}, rules);
  Sound(context.status());
  const auto known = context.ok() ? *context : FundingContext();
  std::vector<std::uint32_t> all;
  for (std::uint32_t i = 0; i < courses->size(); ++i) all.push_back(i);
  auto more = known;
  more.facts.resize(rules.facts().size(), Truth::kUnknown);
  for (std::size_t i = 0; i < more.facts.size(); ++i) {
    if (more.facts[i] == Truth::kUnknown) more.facts[i] = i % 2 == size % 2 ? Truth::kYes : Truth::kNo;
  }
  for (const Date day : {kFirstDate, Date{19722}, Date{20600}, kLastDate}) {  // 2023-12-31, 2026-05-27
    const FundingOptions options{.with_drafts = true, .together = day == 20600};
    const auto funding = EvaluateFunding(rules, *courses, all, known, day, options);
    const auto later = EvaluateFunding(rules, *courses, all, more, day, options);
    Promise(funding.ok() && later.ok(), "what was read can be used");
    for (std::size_t c = 0; c < all.size(); ++c) {
      const auto& course = (*courses)[all[c]];
      const auto& answer = funding->courses[c];
      Promise(answer.verdicts.size() == rules.rules().size(), "every rule answers");
      for (std::size_t r = 0; r < answer.verdicts.size(); ++r) {
        const auto& v = answer.verdicts[r];
        Promise(v.truth == Truth::kUnknown || later->courses[c].verdicts[r].truth == v.truth, "what is certain stays");
        Promise(v.points.empty() == (v.truth == Truth::kYes), "an answer says why");
        if (course.cost_max != kUnknownAmount) Promise(v.amount_least <= v.amount_most && v.amount_most <= course.cost_max, "an amount is within the cost");
        if (rules.rules()[r].status == FundingStatus::kClosed && rules.rules()[r].periods.back().until < day) Promise(v.truth == Truth::kNo, "what has ended is not offered");
      }
      for (const auto* net : {&answer.certain, &answer.possible}) {
        Promise(course.cost_max == kUnknownAmount ? net->most == kUnknownAmount : net->least <= net->most && net->most <= course.cost_max, "what is left is within the cost");
      }
    }
    IsJson(FundingJson(rules, *courses, *funding, options, day == 20600 ? Language::kDutch : Language::kEnglish));
  }
  return 0;
}
