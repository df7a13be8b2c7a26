// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Profile: what a person has, in concepts of one taxonomy. Skills, knowledge, tasks and licences with optional level and
// evidence, the occupations it was made from, and the level of education. It has no place for a name, a number, sex, date
// of birth, origin or health.
#pragma once

#include <algorithm>
#include <cstdint>
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

struct ProfileItem {
  Concept concept_id = kNoConcept;
  Relevance strength = Relevance::kEssential;  ///< how much it belongs to the person's work; kEssential for what is stated outright
  Level level = 0;                             ///< 0 = not stated
  Evidence evidence = Evidence::kClaimed;
  Importance importance = 0;                   ///< as the past occupation states it, instead of the strength; 0 = only the strength is known
};

class Profile {
 public:
  /// By concept, each once.
  std::span<const ProfileItem> items() const { return items_; }
  /// Occupations the profile was made from, ascending.
  std::span<const Concept> origins() const { return origins_; }
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

 private:
  friend class ProfileBuilder;
  std::vector<ProfileItem> items_;
  std::vector<Concept> origins_;
  overstap::Nlqf nlqf_ = kNlqfUnknown;
  bool nlqf_inferred_ = false;
};

/// Puts a profile together. When a concept comes in more than once, the stronger relevance is kept, and the level of the
/// stronger evidence (of equal evidence, the higher level).
class ProfileBuilder {
 public:
  explicit ProfileBuilder(const Taxonomy& taxonomy) : taxonomy_(taxonomy) {}
  /// Goes on from a profile of the same taxonomy.
  ProfileBuilder(const Taxonomy& taxonomy, const Profile& start)
      : taxonomy_(taxonomy), profile_(start), stated_nlqf_(start.nlqf_inferred() ? kNlqfUnknown : start.Nlqf()), usual_nlqf_(start.nlqf_inferred() ? start.Nlqf() : kNlqfUnknown) {}

  /// A past occupation: everything it requires, as inferred; its usual level of education when none is set. Error: kInvalidArgument.
  Status AddOccupation(Concept occupation) {
    OVS_RETURN_IF_ERROR(AddRequirements(occupation));
    profile_.origins_.push_back(occupation);
    usual_nlqf_ = std::max(usual_nlqf_, taxonomy_.Nlqf(occupation));
    return absl::OkStatus();
  }
  /// Everything an occupation requires, as inferred, though it is no occupation of the profile. Error: kInvalidArgument.
  Status AddRequirements(Concept occupation) {
    if (occupation >= taxonomy_.size() || taxonomy_.Kind(occupation) != ConceptKind::kOccupation) {
      return Error(ErrorCode::kInvalidArgument, detail::Cat("concept ", occupation, " is no occupation of this taxonomy"));
    }
    for (const auto& relation : taxonomy_.Relations(occupation)) {
      const auto kind = taxonomy_.Kind(relation.target);
      if (kind == ConceptKind::kCondition || relation.relevance == Relevance::kNotRelevant) continue;
      profile_.items_.push_back({relation.target, relation.relevance, relation.level, Evidence::kInferred, relation.importance});
    }
    return absl::OkStatus();
  }

  /// A skill, knowledge area, task or licence the person has. level 0..4. Error: kInvalidArgument.
  Status Add(Concept c, Level level = 0, Evidence evidence = Evidence::kClaimed) { return Put({c, Relevance::kEssential, level, evidence}); }
  /// The same, as something that is only inferred, but not from an occupation of the profile. strength: kSomewhat at least.
  Status AddInferred(Concept c, Relevance strength, Level level = 0) { return Put({c, strength, level, Evidence::kInferred}); }

  void SetNlqf(Nlqf level) { stated_nlqf_ = level; }

  /// The builder is empty afterwards. O(n log n).
  Profile Build() {
    auto& items = profile_.items_;
    std::stable_sort(items.begin(), items.end(), [](const ProfileItem& a, const ProfileItem& b) { return a.concept_id < b.concept_id; });
    std::vector<ProfileItem> merged;
    for (const auto& item : items) {
      if (merged.empty() || merged.back().concept_id != item.concept_id) {
        merged.push_back(item);
        continue;
      }
      auto& kept = merged.back();
      kept.strength = std::max(kept.strength, item.strength);
      kept.importance = kept.importance != 0 && item.importance != 0 ? std::max(kept.importance, item.importance) : Importance{0};
      if (item.evidence > kept.evidence) {
        kept.evidence = item.evidence;
        kept.level = item.level;
      } else if (item.evidence == kept.evidence) {
        // "Has it, level not stated" is met by any need, so it is the higher of the two.
        kept.level = kept.level == 0 || item.level == 0 ? Level{0} : std::max(kept.level, item.level);
      }
    }
    items = std::move(merged);
    std::sort(profile_.origins_.begin(), profile_.origins_.end());
    profile_.origins_.erase(std::unique(profile_.origins_.begin(), profile_.origins_.end()), profile_.origins_.end());
    profile_.nlqf_inferred_ = stated_nlqf_ == kNlqfUnknown && usual_nlqf_ != kNlqfUnknown;
    profile_.nlqf_ = stated_nlqf_ != kNlqfUnknown ? stated_nlqf_ : usual_nlqf_;
    stated_nlqf_ = usual_nlqf_ = kNlqfUnknown;
    return std::exchange(profile_, Profile());
  }

 private:
  Status Put(const ProfileItem& item) {
    const auto c = item.concept_id;
    if (c >= taxonomy_.size()) return Error(ErrorCode::kInvalidArgument, detail::Cat("concept ", c, " is not in this taxonomy"));
    const auto kind = taxonomy_.Kind(c);
    if (kind != ConceptKind::kSkill && kind != ConceptKind::kKnowledge && kind != ConceptKind::kTask && kind != ConceptKind::kLicence) {
      return Error(ErrorCode::kInvalidArgument,
                   detail::Cat(taxonomy_.Uri(c), " (", Name(kind), ") cannot be had by a person; give skills, knowledge, tasks or licences"));
    }
    if (item.level > kMaxLevel) return Error(ErrorCode::kInvalidArgument, detail::Cat("level ", item.level, " of ", taxonomy_.Uri(c), " is not in 0..4"));
    if (item.strength == Relevance::kNotRelevant) {
      return Error(ErrorCode::kInvalidArgument, detail::Cat(taxonomy_.Uri(c), " is \"not relevant\" to the person; leave it out"));
    }
    profile_.items_.push_back(item);
    return absl::OkStatus();
  }

  Taxonomy taxonomy_;
  Profile profile_;
  Nlqf stated_nlqf_ = kNlqfUnknown, usual_nlqf_ = kNlqfUnknown;
};

}  // namespace overstap
