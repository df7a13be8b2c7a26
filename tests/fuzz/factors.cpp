// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// A table of labour-market figures of any bytes, looked up for some occupations and used to re-rank them: score and adjustments add
// up, within their bounds. The first byte chooses the scales.

#include <initializer_list>

#include "fuzz.hpp"
#include "overstap/builder.hpp"
#include "overstap/demand.hpp"
#include "overstap/evaluate.hpp"
#include "overstap/factors.hpp"

using namespace overstap;
using namespace overstap::fuzz;

namespace {

/// Occupations "urn:o/0", "urn:o/5230" and so on, one without an ISCO code and one with leading zeros.
Taxonomy Occupations() {
  TaxonomyBuilder builder;
  for (const std::uint16_t isco : std::initializer_list<std::uint16_t>{0, 5230, 8322, 110}) {
    const auto node = builder.Mention(detail::Cat("urn:o/", isco));
    Promise(builder.Declare(node, ConceptKind::kOccupation).ok(), "a concept can be declared once");
    builder.SetIsco(node, isco);
  }
  auto taxonomy = builder.Build();
  Promise(taxonomy.ok(), "occupations make a taxonomy");
  return *std::move(taxonomy);
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static MemoryFile file;
  static const auto taxonomy = Occupations();
  Input input(View(data, size));
  const auto choice = input.Number();
  const auto path = file.Write(input.Rest());
  // The same bytes as judged transitions: another CSV form with occupations in it.
  const auto judgements = ReadJudgements(taxonomy, path);
  Sound(judgements.status());
  if (judgements.ok()) {
    Promise(judgements->rows().size() + judgements->rows_unknown <= judgements->rows_read, "every row is a judgement, unknown, or one that was there");
    for (const auto& row : judgements->rows()) Promise(row.grade >= 1 && row.grade <= kMaxGrade && row.from < taxonomy.size() && row.to < taxonomy.size(), "a judgement is in range");
  }
  // And as numbers of people or jobs.
  const auto numbers = ReadOccupationNumbers(path, taxonomy);
  Sound(numbers.status());
  if (numbers.ok()) {
    for (const auto& row : *numbers) Promise(row.occupation < taxonomy.size() && row.number <= 999'999'999, "a number is in range");
  }
  std::vector<std::string> notes;
  const bool with_source = (choice & 1) != 0;
  const auto table = ReadLabourMarket(path, with_source ? "a source" : "", with_source ? "2026" : "", &notes);
  Sound(table.status());
  if (!table.ok()) return 0;
  Promise(!table->source().empty() && !table->date().empty(), "figures have a source and a date");
  const auto occupations = taxonomy.Concepts(ConceptKind::kOccupation);
  std::vector<Match> matches;
  for (Concept c = occupations.first; c < occupations.last; ++c) {
    matches.emplace_back();
    matches.back().occupation = c, matches.back().score = kScoreOne - c;
  }
  FactorParams params;
  for (auto& scale : params.scale) scale = {static_cast<std::uint16_t>(choice % (kMostFactorWeight + 1)), (choice & 2) != 0 ? kAmountOne : 0, choice * 1000};
  if (!table->rows().empty()) params.region = table->rows()[choice % table->rows().size()].region;
  const auto adjusted = Rerank(taxonomy, matches, *table, params);
  Sound(adjusted.status());
  if (!adjusted.ok()) return 0;
  Promise(adjusted->size() == matches.size(), "nothing is lost or gained");
  for (const auto& a : *adjusted) {
    Score sum = a.match.score;
    for (std::size_t f = 0; f < kFactors; ++f) {
      const auto& [figure, score] = a.adjustments[f];
      Promise(figure || score == 0, "an absent figure moves nothing");
      Promise(!figure || table->rows()[figure->row].values[f] == figure->value, "a figure is that of its row");
      Promise(score <= MostAdjustment(params.scale[f]) && -score <= MostAdjustment(params.scale[f]), "an adjustment is bounded");
      sum += score;
    }
    Promise(sum == a.order, "score and adjustments add up");
  }
  for (const auto row : table->UnknownRows(taxonomy)) Promise(row < table->rows().size(), "an unknown row is a row");
  return 0;
}
