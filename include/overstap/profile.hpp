// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Profile: what a person has, in concepts of one taxonomy. Skills, knowledge, tasks and licences with optional level and
// evidence, the occupations it was made from and how much of each still counts, what the person says not to have or not to be
// sure of, and the level of education. It has no place for a name, a number, sex, date of birth, origin or health.
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

#include "overstap/ids.hpp"
#include "overstap/status.hpp"
#include "overstap/taxonomy.hpp"

namespace overstap {

/// How it is known that a person has a skill, weakest first.
enum class Evidence : std::uint8_t {
  kInferred = 0,   ///< from a past occupation
  kClaimed = 1,    ///< the person says so
  kConfirmed = 2,  ///< an employer says so
  kEvc = 3,        ///< recognition of prior learning (EVC)
  kDiploma = 4,
};
std::string_view Name(Evidence evidence);

/// How much of something counts, in thousandths, 0..1000.
using Worth = std::uint16_t;
inline constexpr Worth kFullWorth = 1000;

/// How long somebody did a job, and how long ago it ended.
struct Experience {
  std::optional<std::uint16_t> months{};        ///< nothing = not stated
  std::optional<std::uint16_t> months_since{};  ///< since it ended; 0 = still in it, nothing = not stated
};

/// How much of what a past job asks still counts. Nobody has measured this on moves between Dutch occupations: it is a mild rule of
/// thumb, in which a short or long-ended job counts half at least. What is not stated counts in full.
struct ExperienceRules {
  std::uint16_t full_months = 24;   ///< from so long on, a job counts in full; a shorter one from `least_short` up, evenly
  Worth least_short = 500;
  std::uint16_t fresh_months = 36;  ///< until so long after its end a job counts in full, and from `old_months` on for `least_old`; evenly between
  std::uint16_t old_months = 180;
  Worth least_old = 500;
};

/// The product of both, in whole thousandths; for fresh_months <= old_months.
constexpr Worth WorthOf(const Experience& experience, const ExperienceRules& rules = {}) {
  std::uint32_t length = kFullWorth, freshness = kFullWorth;
  if (experience.months && *experience.months < rules.full_months) {
    length = rules.least_short + (kFullWorth - std::uint32_t{rules.least_short}) * *experience.months / rules.full_months;
  }
  if (experience.months_since && *experience.months_since > rules.fresh_months) {
    const std::uint32_t span = std::uint32_t{rules.old_months} - rules.fresh_months;
    const auto past = std::min<std::uint32_t>(span, *experience.months_since - rules.fresh_months);
    freshness = kFullWorth - (span == 0 ? kFullWorth - std::uint32_t{rules.least_old} : (kFullWorth - std::uint32_t{rules.least_old}) * past / span);
  }
  return static_cast<Worth>(length * freshness / kFullWorth);
}

struct ProfileItem {
  Concept concept_id = kNoConcept;
  Relevance strength = Relevance::kEssential;  ///< how much it belongs to the person's work; kEssential for what is stated outright
  Level level = 0;                             ///< 0 = not stated
  Evidence evidence = Evidence::kClaimed;
  Importance importance = 0;                   ///< as the past occupation states it, instead of the strength; 0 = only the strength is known
  Worth worth = kFullWorth;                    ///< of what strength or importance says; less for what is inferred from a short or old job
};

class Profile {
 public:
  /// By concept, each once.
  std::span<const ProfileItem> items() const { return items_; }
  /// Occupations the profile was made from, ascending.
  std::span<const Concept> origins() const { return origins_; }
  /// How much of each of them counts.
  std::span<const Worth> origin_worths() const { return origin_worths_; }
  /// What the person says not to have, ascending; none of it is an item, whatever past occupations ask.
  std::span<const Concept> denied() const { return denied_; }
  /// What the person is not sure of, ascending. That is not a no: what past occupations say about it stands, and nothing else is known.
  std::span<const Concept> unsure() const { return unsure_; }
  /// Level of education, 0 = unknown.
  overstap::Nlqf Nlqf() const { return nlqf_; }
  /// True when Nlqf() is only the usual level of a past occupation.
  bool nlqf_inferred() const { return nlqf_inferred_; }

  /// The item for a concept, or nullptr. O(log n).
  const ProfileItem* Find(Concept c) const {
    const auto at = std::lower_bound(items_.begin(), items_.end(), c, [](const ProfileItem& i, Concept x) { return i.concept_id < x; });
    return at != items_.end() && at->concept_id == c ? &*at : nullptr;
  }
  bool HasOrigin(Concept c) const { return std::binary_search(origins_.begin(), origins_.end(), c); }
  /// The person has said something about it: has it, has it not, is not sure. O(log n).
  bool IsAnswered(Concept c) const {
    const auto* item = Find(c);
    return (item != nullptr && item->evidence != Evidence::kInferred) || std::binary_search(denied_.begin(), denied_.end(), c) ||
           std::binary_search(unsure_.begin(), unsure_.end(), c);
  }

 private:
  friend class ProfileBuilder;
  std::vector<ProfileItem> items_;
  std::vector<Concept> origins_;
  std::vector<Worth> origin_worths_;
  std::vector<Concept> denied_, unsure_;
  overstap::Nlqf nlqf_ = kNlqfUnknown;
  bool nlqf_inferred_ = false;
};

/// Puts a profile together. Of what a person states about one concept the last word counts. When a concept comes in more than
/// once, the stronger relevance is kept (of jobs that count differently, the relevance that weighs most and what it is worth), and
/// the level of the stronger evidence (of equal evidence, the higher level).
class ProfileBuilder {
 public:
  explicit ProfileBuilder(const Taxonomy& taxonomy) : taxonomy_(taxonomy) {}
  /// Goes on from a profile of the same taxonomy. O(items + relations of origins).
  ProfileBuilder(const Taxonomy& taxonomy, const Profile& start) : taxonomy_(taxonomy), stated_nlqf_(start.nlqf_inferred() ? kNlqfUnknown : start.Nlqf()) {
    for (std::size_t i = 0; i < start.origins().size(); ++i) {
      const auto occupation = start.origins()[i];
      past_.push_back({occupation, start.origin_worths()[i]});
      usual_nlqf_ = std::max(usual_nlqf_, taxonomy_.Nlqf(occupation));
      // A yes or a no hides what the jobs tell; when it turns into "not sure", that must be known again.
      Require(occupation, start.origin_worths()[i], [&](Concept c) {
        const auto* item = start.Find(c);
        return item == nullptr || item->evidence != Evidence::kInferred;
      });
    }
    for (const auto c : start.denied()) said_.push_back({{.concept_id = c}, Answer::kNo});
    for (const auto c : start.unsure()) said_.push_back({{.concept_id = c}, Answer::kUnsure});
    for (const auto& item : start.items()) said_.push_back({item, Answer::kYes});
  }

  /// A past occupation: everything it requires, as inferred; its usual level of education when none is set. Error: kInvalidArgument.
  Status AddOccupation(Concept occupation) { return AddOccupationOf(occupation, kFullWorth); }
  /// The same, of which it is known how long it lasted or how long ago it ended.
  Status AddOccupation(Concept occupation, const Experience& experience) { return AddOccupationOf(occupation, WorthOf(experience)); }
  /// The same, when what it is worth is known and not why. worth: 0..1000.
  Status AddOccupationOf(Concept occupation, Worth worth) {
    OVS_RETURN_IF_ERROR(AddRequirements(occupation, worth));
    past_.push_back({occupation, worth});
    usual_nlqf_ = std::max(usual_nlqf_, taxonomy_.Nlqf(occupation));
    return absl::OkStatus();
  }
  /// Everything an occupation requires, as inferred, though it is no occupation of the profile. worth: 0..1000. Error: kInvalidArgument.
  Status AddRequirements(Concept occupation, Worth worth = kFullWorth) {
    if (occupation >= taxonomy_.size() || taxonomy_.Kind(occupation) != ConceptKind::kOccupation) {
      return Error(ErrorCode::kInvalidArgument, detail::Cat("concept ", occupation, " is no occupation of this taxonomy"));
    }
    if (worth > kFullWorth) return Error(ErrorCode::kInvalidArgument, detail::Cat("worth ", worth, " of ", taxonomy_.Uri(occupation), " is not in 0..1000"));
    Require(occupation, worth, [](Concept) { return true; });
    return absl::OkStatus();
  }

  /// A skill, knowledge area, task or licence the person has. level 0..4. Error: kInvalidArgument.
  Status Add(Concept c, Level level = 0, Evidence evidence = Evidence::kClaimed) { return Put({c, Relevance::kEssential, level, evidence}, Answer::kYes); }
  /// The same, as something that is only inferred, but not from an occupation of the profile. strength: kSomewhat at least; worth: 0..1000.
  Status AddInferred(Concept c, Relevance strength, Level level = 0, Worth worth = kFullWorth) {
    return Put({c, strength, level, Evidence::kInferred, 0, worth}, Answer::kYes);
  }
  /// That alone is inferred, instead of all that was inferred about the concept before: for what comes from another profile. importance and
  /// worth: 0..1000.
  Status SetInferred(Concept c, Relevance strength, Level level, Importance importance, Worth worth) {
    OVS_RETURN_IF_ERROR(Put({c, strength, level, Evidence::kInferred, importance, worth}, Answer::kYes));
    said_.back().alone = true;
    return absl::OkStatus();
  }
  /// The person does not have it, though a past occupation may ask it. Error: kInvalidArgument.
  Status Deny(Concept c) { return Put({.concept_id = c}, Answer::kNo); }
  /// The person cannot say: what past occupations tell stands. Error: kInvalidArgument.
  Status Unsure(Concept c) { return Put({.concept_id = c}, Answer::kUnsure); }

  void SetNlqf(Nlqf level) { stated_nlqf_ = level; }

  /// The builder is empty afterwards. O(n log n).
  Profile Build() {
    Profile profile;
    // By concept; within one as it was said.
    std::stable_sort(said_.begin(), said_.end(), [](const Said& a, const Said& b) { return a.item.concept_id < b.item.concept_id; });
    for (auto first = said_.begin(); first != said_.end();) {
      const auto c = first->item.concept_id;
      const auto last = std::find_if(first, said_.end(), [c](const Said& s) { return s.item.concept_id != c; });
      BuildItem(std::span(first, last), profile);
      first = last;
    }
    std::sort(past_.begin(), past_.end(), [](const Past& a, const Past& b) { return a.occupation != b.occupation ? a.occupation < b.occupation : a.worth > b.worth; });
    for (const auto& past : past_) {
      if (!profile.origins_.empty() && profile.origins_.back() == past.occupation) continue;
      profile.origins_.push_back(past.occupation);
      profile.origin_worths_.push_back(past.worth);
    }
    profile.nlqf_inferred_ = stated_nlqf_ == kNlqfUnknown && usual_nlqf_ != kNlqfUnknown;
    profile.nlqf_ = stated_nlqf_ != kNlqfUnknown ? stated_nlqf_ : usual_nlqf_;
    stated_nlqf_ = usual_nlqf_ = kNlqfUnknown;
    said_.clear();
    past_.clear();
    return profile;
  }

 private:
  enum class Answer : std::uint8_t { kYes, kNo, kUnsure };
  struct Said {
    ProfileItem item;
    Answer answer;
    bool alone = false;  ///< in place of what was inferred before
  };
  struct Past {
    Concept occupation;
    Worth worth;
  };

  /// What an item weighs with ModelParams' own relevance weights, before its worth.
  static Importance UsualWeight(const ProfileItem& item) {
    constexpr std::array<Importance, kRelevances> kUsual = {0, 300, 600, 600, 1000};
    return item.importance != 0 ? item.importance : kUsual[static_cast<std::size_t>(item.strength)];
  }
  static std::uint32_t Heft(const ProfileItem& item) { return std::uint32_t{UsualWeight(item)} * item.worth; }

  /// All that was said about one concept, in order, into at most one item or one answer.
  static void BuildItem(std::span<Said> said, Profile& profile) {
    const auto c = said.front().item.concept_id;
    const auto is_stated = [](const Said& s) { return s.answer == Answer::kYes && s.item.evidence != Evidence::kInferred; };
    std::size_t from = said.size();  // behind the last no or unsure
    while (from > 0 && said[from - 1].answer == Answer::kYes) --from;
    const bool answered = from > 0 && std::none_of(said.begin() + static_cast<std::ptrdiff_t>(from), said.end(), is_stated);
    if (answered && said[from - 1].answer == Answer::kNo) {
      profile.denied_.push_back(c);
      return;
    }
    if (answered) profile.unsure_.push_back(c);
    std::vector<ProfileItem> items;
    for (std::size_t i = 0; i < said.size(); ++i) {
      if (said[i].alone) std::erase_if(items, [](const ProfileItem& item) { return item.evidence == Evidence::kInferred; });
      if (said[i].answer == Answer::kYes && (i >= from || !is_stated(said[i]))) items.push_back(said[i].item);
    }
    if (items.empty()) return;
    // Whatever order jobs come in: those that count alike are one first, then the one that weighs most stays.
    std::stable_sort(items.begin(), items.end(), [](const ProfileItem& a, const ProfileItem& b) { return a.worth > b.worth; });
    ProfileItem kept = items.front(), run = kept;
    const auto finish = [&] {
      if (Heft(run) > Heft(kept) || run.worth == kept.worth) kept.strength = run.strength, kept.importance = run.importance, kept.worth = run.worth;
    };
    for (std::size_t i = 1; i < items.size(); ++i) {
      const auto& item = items[i];
      if (item.worth == run.worth) {
        // Where one job rates it and another does not: one job more must not make it count for less.
        if (run.importance != 0 || item.importance != 0) run.importance = std::max(UsualWeight(run), UsualWeight(item));
        run.strength = std::max(run.strength, item.strength);
      } else {
        finish();
        run = item;
      }
      if (item.evidence > kept.evidence) {
        kept.evidence = item.evidence;
        kept.level = item.level;
      } else if (item.evidence == kept.evidence) {
        // "Has it, level not stated" is met by any need, so it is the higher of the two.
        kept.level = kept.level == 0 || item.level == 0 ? Level{0} : std::max(kept.level, item.level);
      }
    }
    finish();
    if (kept.evidence != Evidence::kInferred) kept.strength = Relevance::kEssential, kept.importance = 0, kept.worth = kFullWorth;
    profile.items_.push_back(kept);
  }

  /// What an occupation requires of the concepts that are `wanted`.
  template <typename Wanted>
  void Require(Concept occupation, Worth worth, const Wanted& wanted) {
    for (const auto& relation : taxonomy_.Relations(occupation)) {
      const auto kind = taxonomy_.Kind(relation.target);
      if (kind == ConceptKind::kCondition || relation.relevance == Relevance::kNotRelevant || !wanted(relation.target)) continue;
      said_.push_back({{relation.target, relation.relevance, relation.level, Evidence::kInferred, relation.importance, worth}, Answer::kYes});
    }
  }

  Status Put(const ProfileItem& item, Answer answer) {
    const auto c = item.concept_id;
    if (c >= taxonomy_.size()) return Error(ErrorCode::kInvalidArgument, detail::Cat("concept ", c, " is not in this taxonomy"));
    const auto kind = taxonomy_.Kind(c);
    if (kind != ConceptKind::kSkill && kind != ConceptKind::kKnowledge && kind != ConceptKind::kTask && kind != ConceptKind::kLicence) {
      return Error(ErrorCode::kInvalidArgument,
                   detail::Cat(taxonomy_.Uri(c), " (", Name(kind), ") cannot be had by a person; give skills, knowledge, tasks or licences"));
    }
    if (item.level > kMaxLevel) return Error(ErrorCode::kInvalidArgument, detail::Cat("level ", item.level, " of ", taxonomy_.Uri(c), " is not in 0..4"));
    if (item.worth > kFullWorth) return Error(ErrorCode::kInvalidArgument, detail::Cat("worth ", item.worth, " of ", taxonomy_.Uri(c), " is not in 0..1000"));
    if (item.strength == Relevance::kNotRelevant) {
      return Error(ErrorCode::kInvalidArgument, detail::Cat(taxonomy_.Uri(c), " is \"not relevant\" to the person; leave it out"));
    }
    if (item.importance > kMaxImportance || item.worth > kFullWorth) {
      return Error(ErrorCode::kInvalidArgument, detail::Cat("importance ", item.importance, " or worth ", item.worth, " of ", taxonomy_.Uri(c), " is not in 0..1000"));
    }
    said_.push_back({item, answer});
    return absl::OkStatus();
  }

  Taxonomy taxonomy_;
  std::vector<Said> said_;
  std::vector<Past> past_;
  Nlqf stated_nlqf_ = kNlqfUnknown, usual_nlqf_ = kNlqfUnknown;
};

}  // namespace overstap
