// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Labour-market figures that a caller supplies (tightness, wage, risk of automation), with their source and date, and
// re-ranking by them in the open: every adjustment is listed, and score and adjustments add up to what a match is ordered by.
// The library has no figures of its own, makes none up, and asks for none: what a table does not state is "not considered".
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/numeric/int128.h"
#include "overstap/ids.hpp"
#include "overstap/match.hpp"
#include "overstap/status.hpp"
#include "overstap/taxonomy.hpp"

namespace overstap {

enum class Factor : std::uint8_t {
  kTightness = 0,       ///< vacancies against job seekers, as the source measures it
  kWage = 1,
  kAutomationRisk = 2,
};
inline constexpr int kFactors = 3;
/// "tightness", "wage", "automation_risk": the columns of a table too.
std::string_view Name(Factor factor);

/// A figure in millionths of the source's own unit, which the library does not know. 0 is a figure; "not stated" is std::nullopt.
using Amount = std::int64_t;
inline constexpr Amount kAmountOne = 1'000'000;
/// "2451.50": digits, perhaps a point and digits; below 10^12. Decimals beyond the sixth are dropped. Anything else (a sign, a comma,
/// an exponent, a unit) is nothing.
std::optional<Amount> ParseAmount(std::string_view text);

struct LabourMarketRow {
  std::string occupation;  ///< URI, or 1 to 4 digits of an ISCO-08 code
  std::string region;      ///< empty: not of one region
  std::array<std::optional<Amount>, kFactors> values;  ///< by Factor
  std::uint64_t line = 0;  ///< in the file it was read from; 0 = none
};

struct FactorValue {
  Amount value = 0;
  std::uint32_t row = 0;  ///< of LabourMarket::rows(): tells for which group and region it was measured
};

/// A table of figures. A value; const methods from any thread.
class LabourMarket {
 public:
  LabourMarket() = default;
  /// `name` stands in messages. Errors: kMalformed, with the row's line, for no source, a date that is none of 2026, 2026-Q2, 2026-06 and
  /// 2026-06-30, an occupation that is neither, a figure out of range, two rows for one occupation and region. O(rows log).
  static StatusOr<LabourMarket> Create(std::string_view name, std::string source, std::string date, std::vector<LabourMarketRow> rows);

  const std::string& source() const { return source_; }
  const std::string& date() const { return date_; }
  /// By occupation and region.
  std::span<const LabourMarketRow> rows() const { return rows_; }

  /// The figure for an occupation: of the row for its URI, else for its ISCO-08 code in 4, 3, 2 or 1 digits, whichever first states this
  /// factor; of each, the row for `region` before the one for no region. Nothing when no row states it; other regions never count.
  /// O(log rows).
  std::optional<FactorValue> Find(const Taxonomy& taxonomy, Concept occupation, Factor factor, std::string_view region = {}) const;

  /// Numbers of the rows whose URI is no occupation of `taxonomy`: they are of no use with it, so tell.
  std::vector<std::uint32_t> UnknownRows(const Taxonomy& taxonomy) const;

 private:
  std::string source_, date_;
  std::vector<LabourMarketRow> rows_;
};

/// Reads a CSV file with a header: the column occupation, at least one of tightness, wage and automation_risk, and perhaps region. An
/// empty field is "not stated". Source and date are those given here, else those of comments before the header, each on its own
/// line: "# source: Whose figures" and "# date: 2026-Q2" (a comment holds no quotation mark). Without both the table is refused.
/// Columns left out are told in `notes`. Errors: kIo; kMalformed with file and line, those of LabourMarket::Create() among it.
StatusOr<LabourMarket> ReadLabourMarket(const std::string& path, std::string_view source = {}, std::string_view date = {},
                                        std::vector<std::string>* notes = nullptr);

/// How a figure moves a match: `best` and what is beyond it adds weight / 1000 of kScoreOne, `worst` and beyond takes as much away, and in
/// between it is linear; so half-way does nothing, and neither does a figure that is not stated. best < worst says that less is better.
struct FactorScale {
  std::uint16_t weight = 0;  ///< 0..kMostFactorWeight; 0 = the figure is told and moves nothing
  Amount worst = 0, best = 0;
};
/// A tenth of the score, so that all factors together move a match by less than a third of what likeness can be.
inline constexpr std::uint16_t kMostFactorWeight = 100;

struct FactorParams {
  std::array<FactorScale, kFactors> scale;  ///< by Factor
  std::string region;
  FactorScale& For(Factor factor) { return scale[static_cast<std::size_t>(factor)]; }
};

/// Error: kInvalidArgument, naming the first number that is out of range, or a weight whose worst and best are the same.
Status Validate(const FactorParams& params);

/// What a figure adds: never more than +-MostAdjustment(scale), and 0 half-way. Rounded towards 0.
inline Score MostAdjustment(const FactorScale& scale) { return kScoreOne * scale.weight / 1000; }
inline Score AdjustmentOf(const FactorScale& scale, Amount value) {
  Amount span = scale.best - scale.worst, place = 2 * (value - scale.worst) - span;
  if (span == 0) return 0;
  if (span < 0) span = -span, place = -place;
  return static_cast<Score>(absl::int128(MostAdjustment(scale)) * std::clamp(place, -span, span) / span);
}

struct Adjustment {
  std::optional<FactorValue> figure;  ///< nothing: not considered, for the table does not state it
  Score score = 0;
};

struct AdjustedMatch {
  Match match;                                   ///< as it was, score and all
  std::array<Adjustment, kFactors> adjustments;  ///< by Factor
  Score order = 0;                               ///< match.score and all adjustments, exactly
};

/// Orders matches by score and adjustments, ties by concept; with all weights 0 their order stays. Only what is given is ordered: an
/// occupation that was cut off may belong here if its score is within twice the sum of MostAdjustment() of the last one's, so
/// give more matches than are shown. After gates, re-rank the demoted by themselves, or they rise again.
/// O(matches (log rows + log matches)). Errors: those of Validate().
StatusOr<std::vector<AdjustedMatch>> Rerank(const Taxonomy& taxonomy, std::span<const Match> matches, const LabourMarket& table, const FactorParams& params);

// --- definitions ---------------------------------------------------------------------------------------------------

inline StatusOr<std::vector<AdjustedMatch>> Rerank(const Taxonomy& taxonomy, std::span<const Match> matches, const LabourMarket& table,
                                                   const FactorParams& params) {
  OVS_RETURN_IF_ERROR(Validate(params));
  std::vector<AdjustedMatch> adjusted;
  adjusted.reserve(matches.size());
  for (const auto& match : matches) {
    auto& a = adjusted.emplace_back(AdjustedMatch{match, {}, match.score});
    for (std::size_t f = 0; f < kFactors; ++f) {
      a.adjustments[f].figure = table.Find(taxonomy, match.occupation, static_cast<Factor>(f), params.region);
      if (a.adjustments[f].figure) a.adjustments[f].score = AdjustmentOf(params.scale[f], a.adjustments[f].figure->value);
      a.order += a.adjustments[f].score;
    }
  }
  if (std::any_of(params.scale.begin(), params.scale.end(), [](const FactorScale& s) { return s.weight != 0; })) {
    std::sort(adjusted.begin(), adjusted.end(), [](const AdjustedMatch& a, const AdjustedMatch& b) {
      return a.order != b.order ? a.order > b.order : a.match.occupation < b.match.occupation;
    });
  }
  return adjusted;
}

}  // namespace overstap
