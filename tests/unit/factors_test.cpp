// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Tables of labour-market figures: what is read and what is refused, which row counts for an occupation, and that re-ranking
// adds up, stays within its bounds and leaves the order alone when it should.

#include "overstap/factors.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "oracle/files.hpp"
#include "oracle/maker.hpp"
#include "oracle/random_policy.hpp"

using namespace overstap;
using namespace overstap::test;

namespace {

constexpr std::string_view kHead = "# source: Invented figures, for tests\n# date: 2026-Q2\n";

LabourMarket Read(std::string_view rows, std::vector<std::string>* notes = nullptr) {
  const TemporaryFile file(std::string(kHead) + std::string(rows));
  return Need(ReadLabourMarket(file.path, {}, {}, notes));
}

/// The message without the folder.
std::string Refusal(std::string_view text, std::string_view source = {}, std::string_view date = {}) {
  const TemporaryFile file(text);
  const auto table = ReadLabourMarket(file.path, source, date);
  REQUIRE_FALSE(table.ok());
  const auto message = std::string(table.status().message());
  REQUIRE(message.starts_with(file.folder.path + "/"));
  return message.substr(file.folder.path.size() + 1);
}

/// cashier 5230, clerk 4311, soldier 0310, unknown without a code.
Taxonomy Four() {
  Maker make;
  make.builder.SetIsco(make("occupation/cashier"), 5230);
  make.builder.SetIsco(make("occupation/clerk"), 4311);
  make.builder.SetIsco(make("occupation/soldier"), 310);
  make("occupation/unknown");
  return make.Build();
}

/// The figure in units, or -1 where there is none.
double Figure(const LabourMarket& table, const Taxonomy& t, std::string_view occupation, Factor factor, std::string_view region = {}) {
  const auto found = table.Find(t, At(t, occupation), factor, region);
  return found ? static_cast<double>(found->value) / kAmountOne : -1;
}

Match MatchOf(Concept occupation, Score score) {
  Match match;
  match.occupation = occupation, match.score = score;
  return match;
}

}  // namespace

TEST_CASE("Factors: a figure is digits and perhaps a point, to the millionth") {
  CHECK(ParseAmount("0") == 0);
  CHECK(ParseAmount("007") == 7 * kAmountOne);
  CHECK(ParseAmount("2451.5") == 2451'500'000);
  CHECK(ParseAmount("0.4735129") == 473'512);  // beyond the sixth decimal: dropped
  CHECK(ParseAmount("999999999999.999999") == 999'999'999'999'999'999);
  for (const auto* text : {"", ".", ".5", "5.", "-1", "+1", "1,5", "1e3", "1 000", " 1", "1.2.3", "nan", "1000000000000", "\xD9\xA1", "0x1"}) {
    CAPTURE(text);
    CHECK_FALSE(ParseAmount(text).has_value());
  }
}

TEST_CASE("Factors: source, date, rows and what is absent") {
  std::vector<std::string> notes;
  const auto table = Read("occupation,wage,remark,tightness\r\n\r\n52,2100.50,\"a, b\",\r\n ,,,\r\noccupation/clerk, 2800 ,,0\r\n", &notes);
  CHECK(table.source() == "Invented figures, for tests");
  CHECK(table.date() == "2026-Q2");
  REQUIRE(table.rows().size() == 2);
  CHECK(table.rows()[0].occupation == "52");
  CHECK(table.rows()[0].line == 5);
  CHECK(table.rows()[1].line == 7);
  REQUIRE(notes.size() == 1);
  CHECK(notes[0] == "column \"remark\" was left out");
  const auto t = Four();
  CHECK(Figure(table, t, "occupation/cashier", Factor::kWage) == 2100.5);
  CHECK(Figure(table, t, "occupation/cashier", Factor::kTightness) == -1);  // empty
  CHECK(Figure(table, t, "occupation/clerk", Factor::kTightness) == 0);     // zero is a figure
  CHECK(Figure(table, t, "occupation/clerk", Factor::kAutomationRisk) == -1);  // no such column
  CHECK(Figure(table, t, "occupation/soldier", Factor::kWage) == -1);
  CHECK(Figure(table, t, "occupation/unknown", Factor::kWage) == -1);
}

TEST_CASE("Factors: a byte order mark, other comments and comments in any order are taken") {
  const TemporaryFile file("\xEF\xBB\xBF# Made by hand.\n#date:2026\n#source : Us\n# about: nothing\noccupation,wage\n1,5\n");
  const auto table = Need(ReadLabourMarket(file.path));
  CHECK(table.source() == "Us");
  CHECK(table.date() == "2026");
  CHECK(table.rows()[0].line == 6);
}

TEST_CASE("Factors: what the caller says goes before what the file says") {
  const TemporaryFile file(std::string(kHead) + "occupation,wage\n1,5\n");
  const auto both = Need(ReadLabourMarket(file.path, "The caller", "2025-12-31"));
  CHECK(both.source() == "The caller");
  CHECK(both.date() == "2025-12-31");
  CHECK(Need(ReadLabourMarket(file.path, "The caller")).date() == "2026-Q2");
}

TEST_CASE("Factors: the URI goes before the code, a longer code before a shorter one, for each factor by itself") {
  const auto t = Four();
  const auto table = Read(
      "occupation,tightness,wage,automation_risk\n"
      "occupation/cashier,,1,\n"
      "5230,2,2,\n523,3,3,\n52,4,4,4\n5,5,5,5\n"
      "4311,,,\n4,6,6,6\n"
      "0,7,,\n03,,8,\n031,,,9\n3,10,10,10\n");
  CHECK(Figure(table, t, "occupation/cashier", Factor::kWage) == 1);
  CHECK(Figure(table, t, "occupation/cashier", Factor::kTightness) == 2);
  CHECK(Figure(table, t, "occupation/cashier", Factor::kAutomationRisk) == 4);
  CHECK(Figure(table, t, "occupation/clerk", Factor::kWage) == 6);
  // 0310 is no 3: leading zeros count.
  CHECK(Figure(table, t, "occupation/soldier", Factor::kTightness) == 7);
  CHECK(Figure(table, t, "occupation/soldier", Factor::kWage) == 8);
  CHECK(Figure(table, t, "occupation/soldier", Factor::kAutomationRisk) == 9);
  CHECK(Figure(table, t, "occupation/unknown", Factor::kWage) == -1);
  const auto found = table.Find(t, At(t, "occupation/soldier"), Factor::kWage);
  REQUIRE(found.has_value());
  CHECK(table.rows()[found->row].occupation == "03");  // which group it was measured for is told
}

TEST_CASE("Factors: of one group the row of the region goes first, and no other region counts") {
  const auto t = Four();
  const auto table = Read(
      "occupation,region,wage\n"
      "523,Noord,1\n523,,2\n5230,Zuid,3\n52,Noord,4\n4,Noord,5\n");
  CHECK(Figure(table, t, "occupation/cashier", Factor::kWage) == 2);
  CHECK(Figure(table, t, "occupation/cashier", Factor::kWage, "Noord") == 1);
  CHECK(Figure(table, t, "occupation/cashier", Factor::kWage, "Zuid") == 3);
  CHECK(Figure(table, t, "occupation/cashier", Factor::kWage, "West") == 2);
  CHECK(Figure(table, t, "occupation/clerk", Factor::kWage) == -1);
  CHECK(Figure(table, t, "occupation/clerk", Factor::kWage, "Noord") == 5);
}

TEST_CASE("Factors: looking up equals going through all rows") {
  int found_some = 0, by_region = 0;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    Random random(seed);
    const auto t = RandomTaxonomy(seed);
    const auto occupations = t.Concepts(ConceptKind::kOccupation);
    const char* const regions[] = {"", "Noord", "Zuid"};
    std::map<std::pair<std::string, std::string>, LabourMarketRow> rows;
    for (int i = 0; i < 60; ++i) {
      const Concept o = occupations.first + random.Below(occupations.size());
      LabourMarketRow row{random.Chance(30) ? std::string(t.Uri(o)) : IscoDigits(t.Isco(o)).substr(0, 1 + random.Below(4)), regions[random.Below(3)], {}, 0};
      for (auto& value : row.values) {
        if (random.Chance(60)) value = random.Below(1000);
      }
      rows[{row.occupation, row.region}] = row;
    }
    std::vector<LabourMarketRow> list;
    for (const auto& [key, row] : rows) list.push_back(row);
    random.Shuffle(list);
    const auto table = Need(LabourMarket::Create("a table", "us", "2026", list));
    for (Concept o = occupations.first; o < occupations.last; ++o) {
      for (const std::string region : regions) {
        for (std::size_t f = 0; f < kFactors; ++f) {
          const LabourMarketRow* best = nullptr;
          const auto rank = [&](const LabourMarketRow& row) {
            const auto code = IscoDigits(t.Isco(o));
            const int group = row.occupation == t.Uri(o) ? 5 : t.Isco(o) != 0 && code.starts_with(row.occupation) ? static_cast<int>(row.occupation.size()) : 0;
            if (group == 0 || !row.values[f] || (row.region != region && !row.region.empty())) return 0;
            return 2 * group + (row.region == region ? 1 : 0);
          };
          for (const auto& row : list) {
            if (rank(row) > (best == nullptr ? 0 : rank(*best))) best = &row;
          }
          const auto found = table.Find(t, o, static_cast<Factor>(f), region);
          REQUIRE(found.has_value() == (best != nullptr));
          if (best == nullptr) continue;
          CHECK(found->value == best->values[f]);
          CHECK(table.rows()[found->row].occupation == best->occupation);
          CHECK(table.rows()[found->row].region == best->region);
          ++found_some, by_region += !best->region.empty();
        }
      }
    }
  }
  CHECK(found_some > 3000);
  CHECK(by_region > 500);
}

TEST_CASE("Factors: rows for occupations that are not there are told") {
  const auto t = Four();
  const auto table = Read("occupation,wage\n52,1\noccupation/clerk,1\noccupation/gone,1\nhttps://example.org/x,1\n");
  std::vector<std::string> unknown;
  for (const auto row : table.UnknownRows(t)) unknown.push_back(table.rows()[row].occupation);
  CHECK(unknown == std::vector<std::string>{"https://example.org/x", "occupation/gone"});
}

TEST_CASE("Factors: what cannot be read is refused with file and line") {
  const std::string head(kHead);
  CHECK(Refusal("occupation,wage\n1,5\n") ==
        "file.csv: the table does not say whose figures these are; give a source, or begin the file with a line \"# source: ...\"");
  CHECK(Refusal("# source: us\noccupation,wage\n1,5\n") ==
        "file.csv: the table does not say of when these figures are; give a date, or begin the file with a line \"# date: ...\"");
  CHECK(Refusal("# source:\n# date: 2026\noccupation,wage\n1,5\n").starts_with("file.csv: the table does not say whose"));
  CHECK(Refusal("# source: us\n# dated: 2026\noccupation,wage\n1,5\n").starts_with("file.csv: the table does not say of when"));
  CHECK(Refusal("occupation,wage\n# source: us\n# date: 2026\n1,5\n").starts_with("file.csv:2: fields in the record: 1, in the header: 2"));
  CHECK(Refusal("occupation,wage\n1,5\n", "us", "2026-13") ==
        "file.csv: the date is \"2026-13\"; it must be a year, quarter, month or day, such as 2026, 2026-Q2, 2026-06 or 2026-06-30");
  CHECK(Refusal("occupation,wage\n1,5\n", "\xFF", "2026").starts_with("file.csv: the source is no UTF-8"));
  CHECK(Refusal("").find("none of its lines is the header; it must have the column occupation") != std::string::npos);
  CHECK(Refusal(head + "Occupation,wage\n1,5\n").find("none of its lines is the header") != std::string::npos);
  CHECK(Refusal(head + "occupation,Wage\n1,5\n") ==
        "file.csv: the header names none of the columns tightness, wage and automation_risk; it must name at least one");
  CHECK(Refusal(head + "occupation,wage,wage\n1,5,6\n") == "file.csv:3: column \"wage\" stands in the header twice; drop one");
  CHECK(Refusal(head + "occupation,wage\n1,\"2451,50\"\n") ==
        "file.csv:4: wage is \"2451,50\"; it must be digits with perhaps a decimal point, such as 2451.50, or empty when it is not known");
  CHECK(Refusal(head + "occupation,wage\n1,2451,50\n") ==
        "file.csv:4: fields in the record: 3, in the header: 2; put fields that hold a comma or a line end in quotes");
  CHECK(Refusal(head + "occupation,wage\n1,unknown\n").starts_with("file.csv:4: wage is \"unknown\""));
  for (const auto* occupation : {"52301", "5230.1", "5x", "a b", "\xC3"}) {
    CAPTURE(occupation);
    CHECK(Refusal(head + "occupation,wage\n1,1\n" + occupation + ",5\n").find("; it must be a URI, or an ISCO-08 code of 1 to 4 digits") != std::string::npos);
    CHECK(Refusal(head + "occupation,wage\n1,1\n" + occupation + ",5\n").starts_with("file.csv:5: the occupation is "));
  }
  CHECK(Refusal(head + "occupation,wage\n,5\n").starts_with("file.csv:4: the occupation is \"\""));
  CHECK(Refusal(head + "occupation,region,wage\n1,\"a\x01\",5\n").starts_with("file.csv:4: the region is no UTF-8 text"));
  CHECK(Refusal(head + "occupation,wage\n52,1\n51,1\n52,2\n") == "file.csv:6: \"52\" stands on line 4 too; keep one of the two");
  CHECK(Refusal(head + "occupation,region,wage\n52,Noord,1\n52,,1\n52,Noord,2\n") == "file.csv:6: \"52\" in \"Noord\" stands on line 4 too; keep one of the two");
  CHECK(Refusal(head + "occupation,wage\n52,\"1\n").find("the file ends within a quoted field") != std::string::npos);
  const auto gone = ReadLabourMarket("/nonexistent/table.csv", "us", "2026");
  CHECK(CodeOf(gone.status()) == ErrorCode::kIo);
  const TemporaryFile file(head + "occupation,wage\n1,x\n");
  CHECK(CodeOf(ReadLabourMarket(file.path).status()) == ErrorCode::kMalformed);
  CHECK(PositionOf(ReadLabourMarket(file.path).status()).line == 4);
}

TEST_CASE("Factors: dates are years, quarters, months and days that exist") {
  const auto taken = [](std::string_view date) { return LabourMarket::Create("t", "us", std::string(date), {}).ok(); };
  for (const auto* date : {"2026", "2026-Q1", "2026-Q4", "2026-01", "2026-12", "2026-06-30", "2024-02-29"}) CHECK_MESSAGE(taken(date), date);
  for (const auto* date : {"26", "2026-", "2026-Q0", "2026-Q5", "2026-q1", "2026-00", "2026-1", "2026-6-30", "2026-06-31", "2026-02-29", "2026-06-00", "2026/06/30",
                           "2026-06-30 ", "juni 2026", "2026-06-3x", "202\xD9\xA1", "2026-06-30T00:00"}) {
    CHECK_FALSE_MESSAGE(taken(date), date);
  }
}

TEST_CASE("Factors: a file cut off anywhere is read or refused") {
  const std::string whole = std::string(kHead) + "occupation,region,wage,tightness\n5230,\"Noord, Oost\",2100.50,1.2\noccupation/clerk,,,0.3\n";
  int read = 0, refused = 0;
  for (std::size_t size = 0; size <= whole.size(); ++size) {
    const TemporaryFile file(whole.substr(0, size));
    const auto table = ReadLabourMarket(file.path);
    (table.ok() ? read : refused) += 1;
    if (!table.ok()) CHECK(CodeOf(table.status()) == ErrorCode::kMalformed);
  }
  CHECK(read > 2);
  CHECK(refused > 100);
}

TEST_CASE("Factors: an adjustment is linear between worst and best, bounded, and turned round where less is better") {
  const FactorScale wage{100, 2000 * kAmountOne, 3000 * kAmountOne};
  const Score most = kScoreOne / 10;
  CHECK(MostAdjustment(wage) == most);
  CHECK(AdjustmentOf(wage, 2000 * kAmountOne) == -most);
  CHECK(AdjustmentOf(wage, 3000 * kAmountOne) == most);
  CHECK(AdjustmentOf(wage, 2500 * kAmountOne) == 0);
  CHECK(AdjustmentOf(wage, 2750 * kAmountOne) == most / 2);
  CHECK(AdjustmentOf(wage, 0) == -most);
  CHECK(AdjustmentOf(wage, 999'999'999'999'999'999) == most);
  const FactorScale risk{50, kAmountOne, 0};
  CHECK(AdjustmentOf(risk, 0) == kScoreOne / 20);
  CHECK(AdjustmentOf(risk, kAmountOne) == -(kScoreOne / 20));
  CHECK(AdjustmentOf(risk, kAmountOne / 2) == 0);
  CHECK(AdjustmentOf({0, 1, 2}, 2) == 0);
  // The widest scale there can be does not overflow.
  const Amount end = 999'999'999'999'999'999;
  CHECK(AdjustmentOf({100, 0, end}, end) == most);
  CHECK(AdjustmentOf({100, end, 0}, end) == -most);
  CHECK(AdjustmentOf({100, end, end - 1}, 0) == most);
  Random random(1);
  for (int i = 0; i < 2000; ++i) {
    const FactorScale scale{static_cast<std::uint16_t>(random.Below(101)), random.Below(5000), random.Below(5000)};
    const Amount value = random.Below(6000);
    if (scale.worst == scale.best) continue;
    const double at = std::clamp(static_cast<double>(value - scale.worst) / static_cast<double>(scale.best - scale.worst), 0.0, 1.0);
    const double expected = static_cast<double>(MostAdjustment(scale)) * (2 * at - 1);
    CHECK(std::abs(static_cast<double>(AdjustmentOf(scale, value)) - expected) <= 1.0);
    CHECK(std::abs(AdjustmentOf(scale, value)) <= MostAdjustment(scale));
    CHECK(AdjustmentOf({scale.weight, scale.best, scale.worst}, value) == -AdjustmentOf(scale, value));  // no bias in rounding
  }
}

TEST_CASE("Rerank: score and adjustments add up, and the order is that of the sums") {
  int moved = 0, absent = 0;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    Random random(seed);
    const auto matcher = MakeMatcher(RandomTaxonomy(seed, Medium()));
    const auto& t = matcher.taxonomy();
    const auto profile = RandomProfile(t, random);
    const auto table = RandomFigures(random);
    const auto params = RandomScales(random);
    const auto ranked = matcher.Rank(profile, {.limit = 40, .with_zero = true}).matches;
    const auto adjusted = Need(Rerank(t, ranked, table, params));
    REQUIRE(adjusted.size() == ranked.size());
    for (std::size_t i = 0; i < adjusted.size(); ++i) {
      const auto& a = adjusted[i];
      Score sum = a.match.score;
      for (std::size_t f = 0; f < kFactors; ++f) {
        const auto& adjustment = a.adjustments[f];
        const auto figure = table.Find(t, a.match.occupation, static_cast<Factor>(f));
        REQUIRE(adjustment.figure.has_value() == figure.has_value());
        CHECK(adjustment.score == (figure ? AdjustmentOf(params.scale[f], figure->value) : 0));
        CHECK(std::abs(adjustment.score) <= MostAdjustment(params.scale[f]));
        sum += adjustment.score;
        absent += !figure;
      }
      CHECK(a.order == sum);
      const auto before = std::find_if(ranked.begin(), ranked.end(), [&](const Match& m) { return m.occupation == a.match.occupation; });
      REQUIRE(before != ranked.end());
      CHECK(before->score == a.match.score);
      moved += static_cast<std::size_t>(before - ranked.begin()) != i;
      if (i > 0) {
        const auto& p = adjusted[i - 1];
        CHECK((p.order > a.order || (p.order == a.order && p.match.occupation < a.match.occupation)));
      }
    }
  }
  CHECK(moved > 500);
  CHECK(absent > 500);
}

TEST_CASE("Rerank: an absent figure moves nothing, and unlike a zero it is not considered") {
  const auto t = Four();
  const auto table = Read("occupation,tightness\n5230,0\n4311,2\n");
  FactorParams params;
  params.For(Factor::kTightness) = {100, 0, 2 * kAmountOne};
  const std::vector<Match> matches = {MatchOf(At(t, "occupation/cashier"), 1000), MatchOf(At(t, "occupation/soldier"), 900),
                                      MatchOf(At(t, "occupation/clerk"), 800)};
  const auto adjusted = Need(Rerank(t, matches, table, params));
  CHECK(t.Uri(adjusted[0].match.occupation) == "occupation/clerk");
  CHECK(t.Uri(adjusted[1].match.occupation) == "occupation/soldier");
  CHECK(t.Uri(adjusted[2].match.occupation) == "occupation/cashier");
  CHECK_FALSE(adjusted[1].adjustments[0].figure.has_value());
  CHECK(adjusted[1].order == 900);
  CHECK(adjusted[2].adjustments[0].figure->value == 0);
  CHECK(adjusted[2].order == 1000 - kScoreOne / 10);
}

TEST_CASE("Rerank: ties break by concept, however many and in whatever order they come") {
  const auto t = RandomTaxonomy(1, Medium());
  FactorParams params;
  params.For(Factor::kWage) = {100, 0, kAmountOne};
  std::vector<Match> matches;
  for (Concept c = 0; c < 40; ++c) matches.push_back(MatchOf(39 - c, 500));
  const auto adjusted = Need(Rerank(t, matches, LabourMarket(), params));
  for (Concept c = 0; c < 40; ++c) CHECK(adjusted[c].match.occupation == c);
}

TEST_CASE("Rerank: without weights nothing moves, demoted matches included, and the figures are told") {
  const auto t = Four();
  const auto table = Read("occupation,wage\n5230,1\n4311,2\n");
  const std::vector<Match> matches = {MatchOf(At(t, "occupation/clerk"), 10), MatchOf(At(t, "occupation/cashier"), 99)};
  const auto adjusted = Need(Rerank(t, matches, table, {}));
  REQUIRE(adjusted.size() == 2);
  CHECK(adjusted[0].match.score == 10);
  CHECK(adjusted[1].order == 99);
  CHECK(adjusted[1].adjustments[1].figure->value == kAmountOne);
  CHECK(adjusted[1].adjustments[1].score == 0);
  CHECK(Need(Rerank(t, {}, table, {})).empty());
}

TEST_CASE("Rerank: parameters out of range are refused, and say why") {
  const auto t = Four();
  const auto refused = [&](const FactorParams& params) {
    const auto result = Rerank(t, {}, LabourMarket(), params);
    REQUIRE_FALSE(result.ok());
    CHECK(CodeOf(result.status()) == ErrorCode::kInvalidArgument);
    return std::string(result.status().message());
  };
  FactorParams params;
  params.For(Factor::kWage) = {101, 0, 1};
  CHECK(refused(params) == "factors: the weight of wage is 101; it must be in 0..100 thousandths");
  params.For(Factor::kWage) = {10, 5, 5};
  CHECK(refused(params) == "factors: the scale of wage has the same worst and best; say which figures these are");
  params.For(Factor::kWage) = {10, -1, 5};
  CHECK(refused(params) == "factors: the scale of wage is out of range; it must be at least 0 and below 10^12");
  params.For(Factor::kWage) = {0, 0, 0};
  params.For(Factor::kAutomationRisk) = {0, 0, INT64_MAX};
  CHECK(refused(params) == "factors: the scale of automation_risk is out of range; it must be at least 0 and below 10^12");
}

TEST_CASE("Factors: rows made by a caller are checked like those of a file") {
  const auto made = [](std::string occupation, std::optional<Amount> wage, std::uint64_t line = 0) {
    return std::string(LabourMarket::Create("mine", "us", "2026", {{std::move(occupation), "", {std::nullopt, wage, std::nullopt}, line}}).status().message());
  };
  CHECK(made("52", -1) == "mine: wage is out of range; it must be at least 0 and below 10^12");
  CHECK(made("52", 1'000'000'000'000'000'000, 3) == "mine:3: wage is out of range; it must be at least 0 and below 10^12");
  CHECK(made("", {}).starts_with("mine: the occupation is \"\""));
  CHECK(made("52", {}).empty());
}
