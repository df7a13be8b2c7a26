// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// What funding rules say of courses. A rule is an "and" of conditions that share no unknown, so the least of their answers is exact: what
// two conditions have in common (the day a course begins, its level) is asked in one place.

#include "overstap/funding.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "absl/strings/str_split.h"

namespace overstap {
namespace {

using detail::Cat;

template <typename E, std::size_t N>
std::string_view NameIn(const std::array<std::string_view, N>& names, E value) {
  const auto i = static_cast<std::size_t>(value);
  return i < N ? names[i] : std::string_view("unknown");
}
/// Of a single bit.
template <typename E, std::size_t N>
std::string_view BitNameIn(const std::array<std::string_view, N>& names, E value) {
  for (std::size_t i = 0; i < N; ++i) {
    if (static_cast<unsigned>(value) == 1u << i) return names[i];
  }
  return "unknown";
}

constexpr std::array<Nlqf, 10> kLevels = {5, 10, 20, 30, 40, 45, 50, 60, 70, 80};
constexpr Date kForever = std::numeric_limits<Date>::max();
constexpr std::uint64_t kNoEnd = std::numeric_limits<std::uint64_t>::max();

/// From the first through the last day; empty when they are the wrong way round.
struct Days {
  Date from = kFirstDate, until = kForever;
  bool empty() const { return from > until; }
  friend Days operator&(const Days& a, const Days& b) { return {std::max(a.from, b.from), std::min(a.until, b.until)}; }
};
Days DaysOf(const CourseFact& fact) { return {std::max(fact.from, kFirstDate), fact.until == kNoDate ? kForever : fact.until}; }

/// Answers are collected; what is unknown counts only while nothing is certain to be against it.
class Answer {
 public:
  void Add(Truth truth, const FundingPoint& point) {
    if (truth == Truth::kNo) no_.push_back(point);
    if (truth == Truth::kUnknown) unknown_.push_back(point);
  }
  Truth truth() const { return !no_.empty() ? Truth::kNo : !unknown_.empty() ? Truth::kUnknown : Truth::kYes; }
  std::vector<FundingPoint> Take() { return std::move(no_.empty() ? unknown_ : no_); }

 private:
  std::vector<FundingPoint> no_, unknown_;
};

/// One rule over all courses: what does not depend on the course is asked once.
class Asked {
 public:
  Asked(const FundingRules& rules, std::uint32_t number, const FundingContext& context, Date day) : number_(number), rule_(rules.rules()[number]), context_(context), day_(day) {
    AskPeriod();
    AskPerson();
    if (rule_.from_balance) {
      balance_ = number < context.balances.size() ? context.balances[number] : kUnknownAmount;
      common_.Add(balance_ == kUnknownAmount ? Truth::kUnknown : balance_ == 0 ? Truth::kNo : Truth::kYes, {FundingTopic::kBalance});
    }
  }

  const FundingRule& rule() const { return rule_; }

  FundingVerdict Of(const CourseCatalogue& catalogue, std::uint32_t course, bool paths_complete, bool quality_complete) const {
    Answer answer = common_;
    const auto& c = catalogue[course];
    if (rule_.types != 0) answer.Add((rule_.types >> static_cast<unsigned>(c.type) & 1) != 0 ? Truth::kYes : Truth::kNo, {FundingTopic::kType});
    AskLevel(c.nlqf, answer);
    if (!rule_.sectors.empty()) {
      const auto sector = catalogue.Sector(course);
      const bool is = std::find(rule_.sectors.begin(), rule_.sectors.end(), sector) != rule_.sectors.end();
      answer.Add(sector.empty() ? Truth::kUnknown : is ? Truth::kYes : Truth::kNo, {FundingTopic::kSector});
    }
    if (!rule_.quality.empty()) {
      const auto marks = catalogue.Facts(course, CourseFactKind::kQuality);
      const bool is = std::any_of(marks.begin(), marks.end(), [&](const CourseFact& mark) { return std::find(rule_.quality.begin(), rule_.quality.end(), catalogue.Text(mark)) != rule_.quality.end(); });
      answer.Add(is ? Truth::kYes : quality_complete ? Truth::kNo : Truth::kUnknown, {FundingTopic::kQuality});
    }
    AskStart(catalogue, course, paths_complete, answer);
    FundingVerdict verdict{number_, answer.truth(), answer.Take(), 0, 0, 0, 0, period_};
    if (verdict.truth == Truth::kNo) return verdict;
    SetPercent(c.nlqf, verdict);
    const bool priced = c.cost_max != kUnknownAmount;
    verdict.amount_least = priced ? Euros(Least(verdict, c.cost_min, kNoEnd)) : kUnknownAmount;
    verdict.amount_most = priced ? Euros(Most(verdict, c.cost_max, kNoEnd)) : kUnknownAmount;
    return verdict;
  }

  /// What all courses of a year share: at least and at most this much.
  std::pair<std::uint64_t, std::uint64_t> Shared() const {
    std::uint64_t least = rule_.per_year ? rule_.maximum : kNoEnd, most = least;
    if (rule_.from_balance) least = std::min<std::uint64_t>(least, balance_ == kUnknownAmount ? 0 : balance_), most = std::min<std::uint64_t>(most, balance_ == kUnknownAmount ? kNoEnd : balance_);
    return {least, most};
  }
  /// Cents for a course of this cost in euros, when so many euros of what is shared are left.
  std::uint64_t Least(const FundingVerdict& v, std::uint32_t cost, std::uint64_t left) const {
    return rule_.from_balance && balance_ == kUnknownAmount ? 0 : Amount(cost, v.percent_least, left);
  }
  std::uint64_t Most(const FundingVerdict& v, std::uint32_t cost, std::uint64_t left) const { return Amount(cost, v.percent_most, left); }
  static std::uint32_t Euros(std::uint64_t cents) { return static_cast<std::uint32_t>(cents / 100); }

 private:
  std::uint64_t Amount(std::uint32_t cost, std::uint8_t percent, std::uint64_t left) const {
    if (rule_.maximum != kUnknownAmount) left = std::min<std::uint64_t>(left, rule_.maximum);
    if (rule_.from_balance && balance_ != kUnknownAmount) left = std::min<std::uint64_t>(left, balance_);
    const auto cents = std::uint64_t{cost} * percent;
    return left <= cents / 100 ? left * 100 : cents;
  }

  void AskPeriod() {
    if (rule_.periods.empty()) {  // of a draft, nobody knows yet; a budget is there while there is something in it
      common_.Add(rule_.status == FundingStatus::kDraft ? Truth::kUnknown : Truth::kYes, {FundingTopic::kPeriod});
      return;
    }
    FundingPoint point{FundingTopic::kPeriod};
    for (const auto& period : rule_.periods) {
      if (period.Holds(day_)) {
        period_ = period;
        return;
      }
      if (period.from > day_) {
        point.date = period.from;
        break;
      }
      point.date = period.until;
    }
    common_.Add(Truth::kNo, point);
  }

  void AskPerson() {
    const auto among = [](std::uint8_t known, std::uint8_t wanted) { return known == 0 ? Truth::kUnknown : (known & wanted) != 0 ? Truth::kYes : Truth::kNo; };
    if (rule_.employment != 0) common_.Add(among(context_.employment, rule_.employment), {FundingTopic::kEmployment});
    if (rule_.employer_size != 0) common_.Add(among(context_.employer_size, rule_.employer_size), {FundingTopic::kEmployerSize});
    for (const auto& need : rule_.needs) {
      const auto is = [&](const FundingNeed::Wanted& wanted) {
        const auto known = wanted.fact < context_.facts.size() ? context_.facts[wanted.fact] : Truth::kUnknown;
        return known == Truth::kUnknown || wanted.value ? known : known == Truth::kYes ? Truth::kNo : Truth::kYes;
      };
      auto best = Truth::kNo;
      for (const auto& wanted : need.any) best = std::max(best, is(wanted));
      for (const auto& wanted : need.any) {
        if (best != Truth::kYes && is(wanted) == best) common_.Add(best, {FundingTopic::kFact, wanted.fact});
      }
    }
  }

  /// The share of a level that is let through; 0 = nothing.
  std::uint8_t PercentOf(Nlqf level) const {
    if (rule_.nlqf_from != 0 && (level < rule_.nlqf_from || level > rule_.nlqf_through)) return 0;
    for (const auto& share : rule_.shares) {
      if (share.from <= level && level <= share.through) return share.percent;
    }
    return rule_.shares.empty() ? 100 : 0;
  }
  void AskLevel(Nlqf level, Answer& answer) const {
    if (level != kNlqfUnknown) return answer.Add(PercentOf(level) != 0 ? Truth::kYes : Truth::kNo, {FundingTopic::kLevel});
    const bool all = std::all_of(kLevels.begin(), kLevels.end(), [&](Nlqf l) { return PercentOf(l) != 0; });
    answer.Add(all ? Truth::kYes : Truth::kUnknown, {FundingTopic::kLevel});  // the reader sees to it that some level is let through
  }
  void SetPercent(Nlqf level, FundingVerdict& verdict) const {
    if (rule_.shares.empty()) {
      verdict.percent_least = 0, verdict.percent_most = 100;
    } else if (level != kNlqfUnknown) {
      verdict.percent_least = verdict.percent_most = PercentOf(level);
    } else {
      verdict.percent_least = 100;
      for (const auto l : kLevels) {
        if (const auto percent = PercentOf(l); percent != 0) {
          verdict.percent_least = std::min(verdict.percent_least, percent);
          verdict.percent_most = std::max(verdict.percent_most, percent);
        }
      }
    }
  }

  /// Path and start together, as both hang on the day on which the course begins.
  void AskStart(const CourseCatalogue& catalogue, std::uint32_t course, bool paths_complete, Answer& answer) const {
    if (!rule_.in_path && !rule_.starts_within_weeks) return;
    const Days window{rule_.starts_within_weeks && !rule_.may_have_begun ? day_ : kFirstDate, rule_.starts_within_weeks ? day_ + 7 * *rule_.starts_within_weeks : kForever};
    std::vector<Days> in_path;
    bool stated = !rule_.in_path;  // whether it is known when it counts
    if (rule_.in_path) {
      for (const auto& path : catalogue.Facts(course, CourseFactKind::kPath)) {
        if (rule_.paths.empty() || std::find(rule_.paths.begin(), rule_.paths.end(), catalogue.Text(path)) != rule_.paths.end()) in_path.push_back(DaysOf(path));
      }
      stated = !in_path.empty() || paths_complete;
      if (in_path.empty() && paths_complete) answer.Add(Truth::kNo, {FundingTopic::kPath});
    } else {
      in_path.push_back({});
    }
    // The days to choose from.
    std::vector<Days> choice;
    bool known = true;
    const Days from_now{day_, kForever};
    if (context_.start != kNoDate) {
      choice.push_back({context_.start, context_.start});
    } else {
      const auto offered = catalogue.Facts(course, CourseFactKind::kOffered);
      const auto open = offered.empty() ? Days() : DaysOf(offered.front());
      for (const auto& start : catalogue.Facts(course, CourseFactKind::kStart)) {
        if (start.from >= day_) choice.push_back(Days{start.from, start.from} & open);
      }
      if (choice.empty() && !offered.empty()) choice.push_back(from_now & open);
      known = !choice.empty();
    }
    const auto meets = [&](const Days& a, const Days& b) { return !(a & b).empty(); };
    if (!known) {
      const bool possible = !stated || in_path.empty() || std::any_of(in_path.begin(), in_path.end(), [&](const Days& p) { return meets(from_now & window, p); });
      if (!stated) answer.Add(Truth::kUnknown, {FundingTopic::kPath});
      if (!possible) answer.Add(Truth::kNo, {FundingTopic::kPath, 0, Nearest(in_path)});
      else if (rule_.starts_within_weeks || (stated && !in_path.empty() && !CoversFrom(in_path, day_))) answer.Add(Truth::kUnknown, {FundingTopic::kStart});
      return;
    }
    Date first = kNoDate;
    bool in_window = false, both = false;
    for (const auto& days : choice) {
      if (!days.empty() && (first == kNoDate || days.from < first)) first = days.from;
      in_window |= meets(days, window);
      both |= std::any_of(in_path.begin(), in_path.end(), [&](const Days& p) { return meets(days & window, p); });
    }
    if (!in_window) answer.Add(Truth::kNo, {FundingTopic::kStart, 0, first});
    else if (!stated) answer.Add(Truth::kUnknown, {FundingTopic::kPath});
    else if (!both && !in_path.empty()) answer.Add(Truth::kNo, {FundingTopic::kPath, 0, Nearest(in_path)});
  }
  /// Of days of which none serves: the first to come, else the last that was.
  Date Nearest(std::span<const Days> list) const {
    Date next = kForever, last = kNoDate;
    for (const auto& days : list) {
      if (days.from > day_) next = std::min(next, days.from);
      if (days.until < day_) last = std::max(last, days.until);
    }
    return next != kForever ? next : last;
  }
  static bool CoversFrom(std::vector<Days> list, Date day) {
    std::sort(list.begin(), list.end(), [](const Days& a, const Days& b) { return a.from < b.from; });
    for (const auto& days : list) {
      if (days.from > day) return false;
      if (days.until == kForever) return true;
      day = std::max(day, days.until + 1);
    }
    return false;
  }

  std::uint32_t number_;
  const FundingRule& rule_;
  const FundingContext& context_;
  Date day_;
  Answer common_;
  FundingPeriod period_;
  std::uint32_t balance_ = kUnknownAmount;
};

/// What is left of what courses share, by rule.
struct Left {
  explicit Left(std::span<const Asked> asked) {
    for (const auto& a : asked) {
      const auto [low, high] = a.Shared();
      least.push_back(low), most.push_back(high);
    }
  }
  std::vector<std::uint64_t> least, most;
};

/// The best rule, or rules that go together, for one course. Sums are in cents and rounded once, so that what is left never falls when the
/// cost rises: then the ends of the range of costs give those of the range of what is left.
class Choice {
 public:
  /// `verdicts` and `asked` side by side; those of `verdicts` whose truth is at least `least_truth` may be used.
  Choice(std::span<const Asked> asked, std::span<const FundingVerdict> verdicts, const Course& course, Truth least_truth, const Left& left) : course_(course), certain_(least_truth == Truth::kYes) {
    for (std::size_t i = 0; i < verdicts.size(); ++i) {
      const auto& v = verdicts[i];
      if (v.truth < least_truth) continue;
      usable_.push_back({v.rule, i, asked[i].rule().combine_with,
                         {asked[i].Least(v, course.cost_min, left.least[i]), asked[i].Least(v, course.cost_max, left.least[i]), asked[i].Most(v, course.cost_min, left.most[i]),
                          asked[i].Most(v, course.cost_max, left.most[i])}});
    }
    for (std::size_t i = 0; i < usable_.size(); ++i) Try({i});
  }

  NetCost Net() const {
    NetCost net{{}, course_.cost_min - Asked::Euros(best_.cents[kMostAtMin]), course_.cost_max - Asked::Euros(best_.cents[kLeastAtMax])};
    for (const auto u : best_.members) net.rules.push_back(usable_[u].rule);
    return net;
  }
  /// Takes what it uses away.
  void Use(Left& left) const {
    for (const auto u : best_.members) {
      const auto& one = usable_[u];
      const auto take = [](std::uint64_t& from, std::uint64_t euros) {
        if (from != kNoEnd) from -= std::min(from, euros);
      };
      take(left.least[one.at], (one.cents[kMostAtMax] + 99) / 100);
      take(left.most[one.at], one.cents[kLeastAtMin] / 100);
    }
  }
  /// Cents, of the highest cost.
  std::uint64_t hope() const { return best_.cents[kMostAtMax]; }
  bool GivesMoreThan(const Choice& other) const {
    return std::pair(hope(), best_.cents[kMostAtMin]) > std::pair(other.hope(), other.best_.cents[kMostAtMin]);
  }

 private:
  enum { kLeastAtMin, kLeastAtMax, kMostAtMin, kMostAtMax };
  using Cents = std::array<std::uint64_t, 4>;
  struct Usable {
    std::uint32_t rule;
    std::size_t at;
    std::span<const std::uint32_t> combine_with;
    Cents cents;
  };
  struct Set {
    std::vector<std::size_t> members;
    Cents cents{};
  };

  /// This set, and all that it grows into by rules behind its last that go together with all of it.
  void Try(std::vector<std::size_t> members) {
    Set set{members, {}};
    for (std::size_t end = 0; end < set.cents.size(); ++end) {
      for (const auto u : members) set.cents[end] += usable_[u].cents[end];
      set.cents[end] = std::min(set.cents[end], std::uint64_t{100} * (end % 2 == 0 ? course_.cost_min : course_.cost_max));
    }
    if (Key(set) > Key(best_)) best_ = set;
    for (auto next = members.back() + 1; next < usable_.size(); ++next) {
      const auto& partners = usable_[next].combine_with;
      const bool fits = std::all_of(members.begin(), members.end(), [&](std::size_t u) { return std::binary_search(partners.begin(), partners.end(), usable_[u].rule); });
      if (!fits) continue;
      auto grown = members;
      grown.push_back(next);
      Try(std::move(grown));
    }
  }
  /// Greater is better; of equals the first found stays.
  Cents Key(const Set& s) const {
    if (certain_) return {s.cents[kLeastAtMax], s.cents[kLeastAtMin], s.cents[kMostAtMax], s.cents[kMostAtMin]};
    return {s.cents[kMostAtMax], s.cents[kMostAtMin], s.cents[kLeastAtMax], s.cents[kLeastAtMin]};
  }

  const Course& course_;
  bool certain_;
  std::vector<Usable> usable_;
  Set best_;
};

bool SaysComplete(const CourseCatalogue& catalogue, std::string_view what) {
  const auto words = catalogue.snapshot().About("complete");
  for (const auto word : absl::StrSplit(detail::Abs(words), ' ')) {
    if (detail::Std(word) == what) return true;
  }
  return false;
}

Status Validate(const FundingRules& rules, const CourseCatalogue& catalogue, std::span<const std::uint32_t> courses, const FundingContext& context, Date day) {
  const auto invalid = [](std::string what) { return Error(ErrorCode::kInvalidArgument, std::move(what)); };
  const auto is_day = [](Date d) { return d >= kFirstDate && d <= kLastDate; };
  if (!is_day(day)) return invalid("the day of the application is none; it must be in the years 1 to 9999");
  if (context.start != kNoDate && !is_day(context.start)) return invalid("the start in the context is no day of the years 1 to 9999");
  if (context.facts.size() > rules.facts().size() || context.balances.size() > rules.rules().size()) return invalid("the context has more facts or balances than these rules; make it for them");
  if (context.employment >= 1 << kEmployments) return invalid("the context has an employment that has no meaning");
  const auto size = context.employer_size;
  if (size != 0 && size != kSmallEmployer && size != kMediumEmployer && size != kLargeEmployer) return invalid("the context has an employer's size that has no meaning");
  for (const auto truth : context.facts) {
    if (truth > Truth::kYes) return invalid("the context has a fact that has no meaning");
  }
  for (const auto balance : context.balances) {
    if (balance != kUnknownAmount && balance > kMostCost) return invalid(Cat("the context has a balance of ", balance, " euro; it must be in 0..", kMostCost));
  }
  for (const auto course : courses) {
    if (course >= catalogue.size()) return invalid(Cat("course ", course, " is not there; there are ", catalogue.size(), ", numbered from 0"));
  }
  return absl::OkStatus();
}

}  // namespace

std::string_view Name(Truth truth) { return NameIn(std::array<std::string_view, 3>{"no", "unknown", "yes"}, truth); }
std::string_view Name(FundingKind kind) { return NameIn(std::array<std::string_view, kFundingKinds>{"grant", "fund", "budget"}, kind); }
std::string_view Name(FundingStatus status) { return NameIn(std::array<std::string_view, kFundingStatuses>{"in-force", "closed", "draft"}, status); }
std::string_view Name(Applicant applicant) { return NameIn(std::array<std::string_view, kApplicants>{"person", "employer"}, applicant); }
std::string_view Name(Employment employment) { return BitNameIn(std::array<std::string_view, kEmployments>{"employed", "self-employed", "job-seeking"}, employment); }
std::string_view Name(EmployerSize size) { return BitNameIn(std::array<std::string_view, kEmployerSizes>{"small", "medium", "large"}, size); }
std::string_view Name(SourceBasis basis) { return NameIn(std::array<std::string_view, kSourceBases>{"law", "government", "secondary", "notes", "invented"}, basis); }
std::string_view Name(FundingTopic topic) {
  return NameIn(std::array<std::string_view, kFundingTopics>{"period", "fact", "employment", "employer_size", "level", "type", "sector", "quality", "path", "start", "balance"}, topic);
}

StatusOr<Funding> EvaluateFunding(const FundingRules& rules, const CourseCatalogue& catalogue, std::span<const std::uint32_t> courses, const FundingContext& context, Date day,
                                  const FundingOptions& options) {
  OVS_RETURN_IF_ERROR(Validate(rules, catalogue, courses, context, day));
  Funding funding;
  funding.day = day;
  std::vector<Asked> asked;
  for (std::uint32_t r = 0; r < rules.rules().size(); ++r) {
    if (rules.rules()[r].status == FundingStatus::kDraft && !options.with_drafts) ++funding.drafts_left_out;
    else asked.emplace_back(rules, r, context, day);
  }
  const bool paths = SaysComplete(catalogue, "paths"), quality = SaysComplete(catalogue, "quality");
  const Left all(asked);
  Left left_certain = all, left_possible = all;
  std::uint64_t hope_certain = 0, hope_possible = 0;
  for (const auto course : courses) {
    auto& result = funding.courses.emplace_back();
    result.course = course;
    for (const auto& a : asked) result.verdicts.push_back(a.Of(catalogue, course, paths, quality));
    const auto& c = catalogue[course];
    if (c.cost_max == kUnknownAmount) {
      ++funding.total.unpriced;
      continue;
    }
    const Choice certain(asked, result.verdicts, c, Truth::kYes, left_certain);
    // Of what is possible, what is certain is the least: but of what this way has left.
    const Choice possible(asked, result.verdicts, c, Truth::kUnknown, left_possible), sure(asked, result.verdicts, c, Truth::kYes, left_possible);
    const auto& used = possible.GivesMoreThan(sure) ? possible : sure;
    result.certain = certain.Net();
    result.possible = used.Net();
    hope_certain += certain.hope(), hope_possible += used.hope();
    if (options.together) {
      certain.Use(left_certain);
      used.Use(left_possible);
    }
    auto& t = funding.total;
    t.cost_least += c.cost_min, t.cost_most += c.cost_max;
    t.certain_least += result.certain.least, t.certain_most += result.certain.most;
    t.possible_least += result.possible.least, t.possible_most += result.possible.most;
  }
  if (hope_possible < hope_certain) {  // taking turns is not always wise
    auto& t = funding.total;
    t.possible_least = t.certain_least, t.possible_most = t.certain_most;
    for (auto& course : funding.courses) course.possible = course.certain;
  }
  return funding;
}

}  // namespace overstap
