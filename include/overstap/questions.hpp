// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Questions: of all that a profile from job titles leaves open, the few skills whose confirmation is expected to change the
// ranking most. An adviser asks them, states the answers (ProfileBuilder's Add, Deny, Unsure) and may ask for the next ones.
// It chooses what to ask; it does not word a question, and it does not measure how well somebody can do something.
//
// The candidates are the best matches of the ranking as it is now. With s the scores they have now, s+ and s- those after a
// yes and after a no, and p the chance of a yes, a question is worth
//
//     gain = p V(s+ - s) + (1 - p) V(s- - s)         V the variance over the candidates: what moves all alike tells nothing
//
// Scores after an answer are those of the whole profile with that answer, so relevance, rarity and what is out of the ordinary are
// in them. A yes to what already counts in full moves nothing, and then only the unlikely no is worth anything: hence the few things
// that are typical of past work and nearly always there are seldom asked. If answers do not depend on each other and moves add up, which
// is nearly so, gain is what the expected squared error of the scores against each other falls by, and the questions with the largest
// gains are the best set of that number. Taking overlapping questions out (Gram-Schmidt on the moves), the entropy of asks / does not ask,
// expected swaps of pairs and expected newcomers among the first ten were measured beside it; bench/RESULTS.md has the figures.
//
// Chances of a yes are an assumption, and nobody has measured them on people. All of it is here:
// - what past work asks: by ChanceOfYes(), less where that work counts for less (ProfileItem::worth);
// - what it does not ask: people who have more than their titles say have it from work like that of the candidates. So kUntold of the
//   mean ChanceOfYes() over the candidates (0 where one does not ask it), each weighing 4 for every thing that it asks, past work does
//   not, and the person has stated, and 1/2 for every such thing that the person has not; less than a millionth of the largest of these
//   weights counts as nothing. So answers point to the next question.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "overstap/ids.hpp"
#include "overstap/match.hpp"
#include "overstap/profile.hpp"
#include "overstap/status.hpp"

namespace overstap {

/// How likely somebody who does work that asks something has it, in thousandths. A stated importance says it more finely.
constexpr std::uint32_t ChanceOfYes(Relevance relevance, Importance importance = 0) {
  constexpr std::array<std::uint16_t, kRelevances> kChances = {0, 200, 500, 500, 900};
  return importance != 0 ? std::clamp<std::uint32_t>(importance, 150, kMaxImportance) - 100 : kChances[static_cast<std::size_t>(relevance)];
}
/// Thousandths of that, for what is not known to belong to past work.
inline constexpr std::uint32_t kUntold = 750;

struct QuestionOptions {
  std::uint32_t limit = 15;       ///< most questions, up to 100; 0 = 15
  std::uint32_t candidates = 30;  ///< best matches that they are to tell apart, 2..1000; 0 = 30
  bool with_knowledge = true;     ///< ask for knowledge areas, too
};

struct Question {
  Concept concept_id = kNoConcept;  ///< a skill or a knowledge area that the person has said nothing about
  bool inferred = false;            ///< the profile has it, from past work; false: candidates ask it, and nothing is known
  std::uint16_t chance = 0;         ///< of a yes, thousandths
  std::uint32_t asked_by = 0;       ///< how many of the candidates ask it
  std::uint64_t gain = 0;           ///< as above, in squared units of score, rounded down; never 0
};

struct QuestionList {
  /// kTooLittleData: there is no ranking yet that could change. The candidates are then all occupations that can be ranked, `chance` is how
  /// many of them ask it, and `gain` the pairs of them that it tells apart: what half of them ask comes first.
  RankStatus status = RankStatus::kOk;
  std::uint32_t candidates = 0;      ///< how many there are; occupations that the profile was made from are none
  std::vector<Question> questions;   ///< best first: by gain, then by concept
};

/// What to ask next: things the profile infers, and things that two candidates at least ask, for one alone is told apart by nothing else
/// about it. What has no effect is left out, so the list may be short. All at once or, better, a few at a time.
/// O(Rank + things to ask x (items x depth + candidates x groups)): 5 to 10 ms on ESCO. Safe from any thread.
/// Error: kInvalidArgument for options out of range.
StatusOr<QuestionList> Questions(const Matcher& matcher, const Profile& profile, const QuestionOptions& options = {});

}  // namespace overstap
