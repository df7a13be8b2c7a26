// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The JSON form of funding_report.hpp.

#include <string>
#include <string_view>

#include "io/json_out.hpp"
#include "overstap/funding_report.hpp"

namespace overstap {
namespace {

class Json : public detail::JsonText {
 public:
  void PutDay(Text key, Date day) {
    if (day == kNoDate) PutNull(key);
    else Put(key, DateName(day));
  }
  void PutEuros(Text key, std::uint32_t euros) {
    if (euros == kUnknownAmount) PutNull(key);
    else Put(key, euros);
  }
  void PutPeriod(const FundingPeriod& period) {
    PutDay("from", period.from);
    PutDay("until", period.until);
  }
  void PutNet(Text key, const FundingRules& rules, const NetCost& net) {
    OpenObject(key);
    OpenList("rules");
    for (const auto rule : net.rules) Value(rules.rules()[rule].id);
    CloseList();
    PutEuros("cost_min", net.least);
    PutEuros("cost_max", net.most);
    Close();
  }
};

void PutRule(Json& j, const FundingRule& rule, std::string_view tag) {
  j.Open();
  j.Put("id", rule.id);
  j.Put("name", rule.name.In(tag));
  j.Put("description", rule.description.In(tag));
  j.Put("kind", Name(rule.kind));
  j.Put("status", Name(rule.status));
  j.Put("example", rule.example);
  j.Put("applicant", Name(rule.applicant));
  j.PutEuros("maximum", rule.maximum);
  if (rule.maximum == kUnknownAmount) j.PutNull("maximum_per");
  else j.Put("maximum_per", rule.per_year ? "year" : "course");
  j.OpenList("periods");
  for (const auto& period : rule.periods) j.Open(), j.PutPeriod(period), j.Close();
  j.CloseList();
  j.OpenList("documents");
  for (const auto& document : rule.documents) j.Value(document.In(tag));
  j.CloseList();
  j.OpenList("sources");
  for (const auto& source : rule.sources) {
    j.Open();
    j.Put("title", source.title);
    if (source.url.empty()) j.PutNull("url");
    else j.Put("url", source.url);
    j.Put("basis", Name(source.basis));
    j.PutDay("read", source.read);
    j.Put("says", source.says);
    j.Close();
  }
  j.CloseList();
  j.Close();
}

void PutVerdict(Json& j, const FundingRules& rules, const FundingVerdict& v, Date day, Language language) {
  const auto& rule = rules.rules()[v.rule];
  j.Open();
  j.Put("rule", rule.id);
  j.Put("name", rule.name.In(Tag(language)));
  j.Put("verdict", Name(v.truth));
  j.OpenList("points");
  for (const auto& point : v.points) {
    j.Open();
    j.Put("topic", Name(point.topic));
    if (point.topic == FundingTopic::kFact) j.Put("fact", rules.facts()[point.fact].name);
    else j.PutNull("fact");
    j.PutDay("date", point.date);
    j.Put("text", FundingLine(rules, v, point, day, language));
    j.Close();
  }
  j.CloseList();
  j.Put("percent_min", std::uint32_t{v.percent_least});
  j.Put("percent_max", std::uint32_t{v.percent_most});
  j.PutEuros("amount_min", v.amount_least);
  j.PutEuros("amount_max", v.amount_most);
  j.OpenObject("period");
  j.PutPeriod(v.period);
  j.Close();
  j.Close();
}

}  // namespace

std::string FundingJson(const FundingRules& rules, const CourseCatalogue& catalogue, const Funding& funding, const FundingOptions& options, Language language) {
  Json j;
  j.Open();
  j.PutDay("date", funding.day);
  j.OpenList("rules");
  for (const auto& rule : rules.rules()) {
    if (rule.status != FundingStatus::kDraft || options.with_drafts) PutRule(j, rule, Tag(language));
  }
  j.CloseList();
  j.Put("drafts_left_out", funding.drafts_left_out);
  j.OpenList("courses");
  for (const auto& c : funding.courses) {
    j.Open();
    j.Put("uri", catalogue.Uri(c.course));
    j.Put("label", catalogue.Label(c.course, Tag(language)));
    j.PutEuros("cost_min", catalogue[c.course].cost_min);
    j.PutEuros("cost_max", catalogue[c.course].cost_max);
    j.OpenList("verdicts");
    for (const auto& verdict : c.verdicts) PutVerdict(j, rules, verdict, funding.day, language);
    j.CloseList();
    j.PutNet("certain", rules, c.certain);
    j.PutNet("possible", rules, c.possible);
    j.Close();
  }
  j.CloseList();
  if (options.together) {
    const auto& t = funding.total;
    j.OpenObject("total");
    j.Put("cost_min", t.cost_least), j.Put("cost_max", t.cost_most);
    j.Put("certain_min", t.certain_least), j.Put("certain_max", t.certain_most);
    j.Put("possible_min", t.possible_least), j.Put("possible_max", t.possible_most);
    j.Put("unpriced", t.unpriced);
    j.Close();
  } else {
    j.PutNull("total");
  }
  j.Close();
  return j.Finish();
}

}  // namespace overstap
