// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Links between taxonomies, and the translation of a profile along them. The rules stand in crosswalk.hpp; reading files is
// crosswalk_reader.cpp's work.

#include "overstap/crosswalk.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <numeric>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "overstap/text.hpp"

namespace overstap {
namespace {

MatchType Turned(MatchType type) {
  if (type == MatchType::kBroad) return MatchType::kNarrow;
  if (type == MatchType::kNarrow) return MatchType::kBroad;
  return type;
}

std::string Owned(std::string_view text) { return std::string(text); }

}  // namespace

// --- links ---------------------------------------------------------------------------------------------------------

Crosswalk::Crosswalk(std::vector<CrosswalkLink> links) : links_(std::move(links)) {
  for (auto& link : links_) {
    if (link.type == MatchType::kReplacedBy) link.type = MatchType::kExact, link.source = LinkSource::kReplacement;
  }
  std::sort(links_.begin(), links_.end());
  links_.erase(std::unique(links_.begin(), links_.end()), links_.end());
  by_to_.resize(links_.size());
  std::iota(by_to_.begin(), by_to_.end(), std::size_t{0});
  std::stable_sort(by_to_.begin(), by_to_.end(), [&](std::size_t a, std::size_t b) { return links_[a].to < links_[b].to; });
}

std::span<const CrosswalkLink> Crosswalk::From(std::string_view uri) const {
  const auto first = std::partition_point(links_.begin(), links_.end(), [&](const CrosswalkLink& l) { return l.from < uri; });
  return {first, std::partition_point(first, links_.end(), [&](const CrosswalkLink& l) { return l.from == uri; })};
}

std::span<const std::size_t> Crosswalk::To(std::string_view uri) const {
  const auto first = std::partition_point(by_to_.begin(), by_to_.end(), [&](std::size_t i) { return links_[i].to < uri; });
  return {first, std::partition_point(first, by_to_.end(), [&](std::size_t i) { return links_[i].to == uri; })};
}

Crosswalk Crosswalk::Reversed() const {
  auto links = links_;
  for (auto& link : links) {
    std::swap(link.from, link.to);
    link.type = Turned(link.type);
  }
  return Crosswalk(std::move(links));
}

Crosswalk Crosswalk::With(const Crosswalk& other) const {
  auto links = links_;
  links.insert(links.end(), other.links_.begin(), other.links_.end());
  return Crosswalk(std::move(links));
}

Crosswalk Crosswalk::FromMatches(const Taxonomy& from, const Taxonomy& to) {
  std::vector<CrosswalkLink> links;
  const auto add = [&](const Taxonomy& own, const Taxonomy& other, bool turned) {
    for (Concept c = 0; c < own.size(); ++c) {
      for (const auto& match : own.Matches(c)) {
        const auto uri = own.snapshot().String(match.uri);
        if (!other.Find(uri)) continue;
        CrosswalkLink link{Owned(own.Uri(c)), Owned(uri), match.type, LinkSource::kMatch};
        if (turned) std::swap(link.from, link.to), link.type = Turned(link.type);
        links.push_back(std::move(link));
      }
    }
  };
  add(from, to, false);
  add(to, from, true);
  return Crosswalk(std::move(links));
}

// --- versions ------------------------------------------------------------------------------------------------------

namespace {

/// What took the place of a concept, as either of two versions of a taxonomy tells it.
class Successors {
 public:
  Successors(const Taxonomy& from, const Taxonomy& to) : from_(from), to_(to) {}

  /// The concepts of `to` at the ends of the chains that begin at `uri`, itself excepted; ascending. None for a chain that leads nowhere.
  std::vector<Concept> Of(std::string_view uri) const {
    constexpr std::size_t kMost = 256;
    std::set<std::string_view> seen = {uri};
    std::vector<std::string_view> open = {uri};
    std::set<Concept> ends;
    while (!open.empty()) {
      const auto at = open.back();
      open.pop_back();
      const auto next = Next(at);
      if (const auto here = to_.Find(at); here && at != uri) {
        const bool replaced = std::any_of(next.begin(), next.end(), [&](std::string_view n) { return to_.Find(n).has_value(); });
        if (to_.Status(*here) == ConceptStatus::kCurrent || !replaced) {
          ends.insert(*here);
          continue;
        }
      }
      for (const auto n : next) {
        if (!seen.insert(n).second) continue;
        if (seen.size() > kMost) return {};
        open.push_back(n);
      }
    }
    return {ends.begin(), ends.end()};
  }

 private:
  std::vector<std::string_view> Next(std::string_view uri) const {
    std::vector<std::string_view> next;
    for (const auto* taxonomy : {&to_, &from_}) {
      const auto c = taxonomy->Find(uri);
      if (!c) continue;
      for (const auto& match : taxonomy->Matches(*c)) {
        if (match.type == MatchType::kReplacedBy) next.push_back(taxonomy->snapshot().String(match.uri));
      }
    }
    return next;
  }

  const Taxonomy& from_;
  const Taxonomy& to_;
};

/// Kind, language and folded preferred label to the one concept that has them; kNoConcept where several have.
using Labels = std::map<std::tuple<ConceptKind, std::string_view, std::string>, Concept>;
Labels LabelsOf(const Taxonomy& taxonomy) {
  Labels labels;
  for (Concept c = 0; c < taxonomy.size(); ++c) {
    for (const auto& text : taxonomy.Texts(c)) {
      if (text.kind != TextKind::kPreferred) continue;
      auto folded = Fold(taxonomy.snapshot().String(text.string));
      if (folded.empty()) continue;
      const auto [at, added] = labels.try_emplace({taxonomy.Kind(c), taxonomy.snapshot().Language(text.language), std::move(folded)}, c);
      if (!added) at->second = kNoConcept;
    }
  }
  return labels;
}

}  // namespace

Crosswalk Crosswalk::BetweenVersions(const Taxonomy& from, const Taxonomy& to) {
  std::vector<CrosswalkLink> links;
  const auto link = [&](Concept a, Concept b, MatchType type, LinkSource source) {
    links.push_back({Owned(from.Uri(a)), Owned(to.Uri(b)), type, source});
  };
  const Successors successors(from, to);
  std::vector<bool> from_done(from.size()), itself(to.size()), to_done(to.size());
  std::vector<std::pair<Concept, std::vector<Concept>>> replaced;
  for (Concept c = 0; c < from.size(); ++c) {
    const auto here = to.Find(from.Uri(c));
    if (!here || to.Status(*here) != ConceptStatus::kCurrent) {
      if (auto ends = successors.Of(from.Uri(c)); !ends.empty()) {
        replaced.emplace_back(c, std::move(ends));
        from_done[c] = true;
        continue;
      }
    }
    if (!here) continue;
    link(c, *here, MatchType::kExact, LinkSource::kSameUri);
    from_done[c] = itself[*here] = to_done[*here] = true;
  }
  for (const auto& [c, ends] : replaced) {
    const bool stays = std::any_of(ends.begin(), ends.end(), [&](Concept end) { return itself[end]; });
    for (const auto end : ends) {
      link(c, end, stays ? MatchType::kClose : MatchType::kExact, LinkSource::kReplacement);
      to_done[end] = true;
    }
  }
  const auto undone = [](const std::vector<bool>& done) { return std::find(done.begin(), done.end(), false) != done.end(); };
  if (undone(from_done) && undone(to_done)) {
    // Two languages may say different things: then it is not one concept, and no link.
    std::set<std::pair<Concept, Concept>> pairs;
    const auto labels = LabelsOf(to);
    for (const auto& [key, c] : LabelsOf(from)) {
      const auto at = labels.find(key);
      if (c != kNoConcept && !from_done[c] && at != labels.end() && at->second != kNoConcept && !to_done[at->second]) pairs.emplace(c, at->second);
    }
    std::map<Concept, int> from_uses, to_uses;
    for (const auto& [a, b] : pairs) ++from_uses[a], ++to_uses[b];
    for (const auto& [a, b] : pairs) {
      if (from_uses[a] == 1 && to_uses[b] == 1) link(a, b, MatchType::kExact, LinkSource::kLabel);
    }
  }
  return Crosswalk(std::move(links));
}

// --- translation ---------------------------------------------------------------------------------------------------

namespace {

/// Taxonomies cut skills, knowledge and tasks differently; a licence is a fact of law, which no skill amounts to.
bool Comparable(ConceptKind a, ConceptKind b) {
  const auto ability = [](ConceptKind k) { return k == ConceptKind::kSkill || k == ConceptKind::kKnowledge || k == ConceptKind::kTask; };
  return ability(a) ? ability(b) : a == b && (a == ConceptKind::kOccupation || a == ConceptKind::kLicence);
}

bool IsExact(ItemOutcome outcome) { return outcome <= ItemOutcome::kMerged; }
bool IsStated(const ProfileItem& item) { return item.evidence != Evidence::kInferred; }

class Translator {
 public:
  Translator(const Taxonomy& from, const Profile& profile, const Taxonomy& to, const Crosswalk& crosswalk)
      : from_(from), to_(to), profile_(profile), crosswalk_(crosswalk), builder_(to) {}

  Translation Run() {
    // Items before origins, for an origin asks what became of them.
    for (const auto& item : profile_.items()) items_.push_back(Judge(item.concept_id));
    const auto lost = PlaceAnswers(profile_.denied(), [&](Concept c) { return builder_.Deny(c); }) +
                      PlaceAnswers(profile_.unsure(), [&](Concept c) { return builder_.Unsure(c); });
    for (const auto origin : profile_.origins()) origins_.push_back(JudgeOrigin(origin));
    std::vector<const Translated*> by(items_.size(), nullptr);  // the origin an item may be inferred from, the best placed one
    for (const auto& origin : origins_) {
      PlaceOrigin(origin);
      ForEachAsked(origin.source, [&](std::size_t i, const Relation&) {
        if (by[i] == nullptr || origin.outcome < by[i]->outcome) by[i] = &origin;
      });
    }
    auto entries = origins_;
    for (std::size_t i = 0; i < items_.size(); ++i) {
      const auto& item = profile_.items()[i];
      auto& entry = items_[i];
      if (!IsStated(item) && by[i] == nullptr) {
        entry = {item.concept_id, false, ItemOutcome::kLost, ItemReason::kInferredBefore, MatchType::kExact, LinkSource::kFile, {}};
      } else if (!IsStated(item) && by[i]->outcome != ItemOutcome::kLost) {
        const auto outcome = IsExact(by[i]->outcome) ? ItemOutcome::kKept : ItemOutcome::kApproximated;
        entry = {item.concept_id, false, outcome, ItemReason::kOriginCarries, by[i]->via, by[i]->link, {}};
      } else {
        PlaceItem(item, entry);
      }
      entries.push_back(std::move(entry));
    }
    if (!profile_.nlqf_inferred()) builder_.SetNlqf(profile_.Nlqf());
    return {builder_.Build(), std::move(entries), lost};
  }

 private:
  /// What is linked to `a`, by type and concept, each once and with the first source it was read from.
  struct Links {
    std::array<std::map<Concept, LinkSource>, kMatchTypes> of;
    bool other_kind = false;
    const std::map<Concept, LinkSource>& operator[](MatchType type) const { return of[static_cast<std::size_t>(type)]; }
  };
  Links LinksOf(Concept a) const {
    Links links;
    for (const auto& link : crosswalk_.From(from_.Uri(a))) {
      const auto b = to_.Find(link.to);
      if (!b) continue;
      if (Comparable(from_.Kind(a), to_.Kind(*b))) {
        links.of[static_cast<std::size_t>(link.type)].try_emplace(*b, link.source);
      } else {
        links.other_kind = true;
      }
    }
    return links;
  }
  /// What `b` is the exact counterpart of, ascending. Kept, as each of them asks.
  const std::set<Concept>& PartsOf(Concept b) {
    const auto [at, added] = parts_.try_emplace(b);
    if (!added) return at->second;
    for (const auto i : crosswalk_.To(to_.Uri(b))) {
      const auto& link = crosswalk_.links()[i];
      if (const auto a = from_.Find(link.from); a && link.type == MatchType::kExact && Comparable(from_.Kind(*a), to_.Kind(b))) at->second.insert(*a);
    }
    return at->second;
  }

  /// What becomes of a concept, whatever else is known of it.
  Translated Judge(Concept a) {
    Translated entry;
    entry.source = a;
    const auto links = LinksOf(a);
    const auto take = [&](MatchType type, ItemOutcome outcome, ItemReason why) {
      entry.outcome = outcome, entry.why = why, entry.via = type, entry.link = links[type].begin()->second;
      for (const auto& [b, source] : links[type]) {
        entry.link = std::min(entry.link, source);
        if (outcome != ItemOutcome::kLost) entry.targets.push_back(b);
      }
      return entry;
    };
    if (const auto& exact = links[MatchType::kExact]; !exact.empty()) {
      if (std::all_of(exact.begin(), exact.end(), [&](const auto& b) { return PartsOf(b.first).size() == 1; }))
        return take(MatchType::kExact, exact.size() == 1 ? ItemOutcome::kKept : ItemOutcome::kSplit, ItemReason::kNone);
      switch (exact.size() == 1 ? MergeInto(exact.begin()->first) : Merge::kTangle) {
        case Merge::kWhole: return take(MatchType::kExact, ItemOutcome::kMerged, ItemReason::kNone);
        case Merge::kPart: return take(MatchType::kExact, ItemOutcome::kApproximated, ItemReason::kPartOfMerge);
        case Merge::kTangle: return take(MatchType::kExact, ItemOutcome::kLost, ItemReason::kAmbiguous);
      }
    }
    constexpr std::tuple<MatchType, ItemOutcome, ItemReason> kRest[] = {{MatchType::kClose, ItemOutcome::kApproximated, ItemReason::kClose},
                                                                        {MatchType::kBroad, ItemOutcome::kApproximated, ItemReason::kBroader},
                                                                        {MatchType::kNarrow, ItemOutcome::kLost, ItemReason::kOnlyNarrower},
                                                                        {MatchType::kRelated, ItemOutcome::kLost, ItemReason::kOnlyRelated}};
    for (const auto& [type, outcome, why] : kRest) {
      if (!links[type].empty()) return take(type, outcome, why);
    }
    entry.why = links.other_kind ? ItemReason::kOtherKind : ItemReason::kNoLink;
    return entry;
  }

  enum class Merge { kTangle, kPart, kWhole };
  /// What the exact links to `b`, of which there are several, amount to. Kept, as each part asks.
  Merge MergeInto(Concept b) {
    const auto [at, added] = merges_.try_emplace(b, Merge::kWhole);
    if (!added) return at->second;
    for (const auto part : PartsOf(b)) {
      if (LinksOf(part)[MatchType::kExact].size() > 1) return at->second = Merge::kTangle;
      if (!IsWhole(part)) at->second = Merge::kPart;
    }
    return at->second;
  }
  /// The profile has it outright.
  bool IsWhole(Concept a) {
    if (from_.Kind(a) == ConceptKind::kOccupation) return profile_.HasOrigin(a) && !StatesLess(a);
    const auto* item = profile_.Find(a);
    return item != nullptr && IsStated(*item);
  }
  /// Calls `use` with the position of every item of the profile that `occupation` asks, and the relation.
  template <typename Use>
  void ForEachAsked(Concept occupation, const Use& use) const {
    for (const auto& relation : from_.Relations(occupation)) {
      if (relation.relevance == Relevance::kNotRelevant) continue;
      if (const auto* item = profile_.Find(relation.target)) use(static_cast<std::size_t>(item - profile_.items().data()), relation);
    }
  }
  /// Whether the profile states a lower level than `origin` asks (not stated is any level) of something that does not stay as it is, or
  /// denies what `origin` asks and the denial does not stay.
  bool StatesLess(Concept origin) {
    bool less = false;
    for (const auto& relation : from_.Relations(origin)) {
      less |= std::binary_search(profile_.denied().begin(), profile_.denied().end(), relation.target) && !Stays(relation.target, profile_.denied());
    }
    ForEachAsked(origin, [&](std::size_t i, const Relation& asked) {
      const auto& item = profile_.items()[i];
      less |= IsStated(item) && item.level != 0 && (asked.level == 0 || asked.level > item.level) && !IsExact(items_[i].outcome);
    });
    return less;
  }
  Translated JudgeOrigin(Concept origin) {
    auto entry = Judge(origin);
    entry.origin = true;
    if ((IsExact(entry.outcome) || entry.why == ItemReason::kPartOfMerge) && StatesLess(origin))
      entry.outcome = ItemOutcome::kApproximated, entry.why = ItemReason::kStatedLess;
    return entry;
  }

  // Judge() looked at the kinds of the targets, so the builder refuses nothing.
  void PlaceOrigin(const Translated& entry) {
    auto worth = WorthOf(entry.source);
    if (entry.outcome == ItemOutcome::kMerged) {
      for (const auto part : PartsOf(entry.targets.front())) worth = std::min(worth, WorthOf(part));
    }
    for (const auto target : entry.targets) (IsExact(entry.outcome) ? builder_.AddOccupationOf(target, worth) : builder_.AddRequirements(target, worth)).IgnoreError();
  }
  Worth WorthOf(Concept origin) const {
    const auto at = std::lower_bound(profile_.origins().begin(), profile_.origins().end(), origin) - profile_.origins().begin();
    return profile_.origin_worths()[static_cast<std::size_t>(at)];
  }
  /// Whether what was said of `c` can be said of its exact counterparts: of each of these, it was said of all it is a counterpart of.
  bool Stays(Concept c, std::span<const Concept> answered) {
    const auto links = LinksOf(c);
    const auto& exact = links[MatchType::kExact];
    return !exact.empty() && std::all_of(exact.begin(), exact.end(), [&](const auto& b) {
      const auto& parts = PartsOf(b.first);
      return std::all_of(parts.begin(), parts.end(), [&](Concept part) { return std::binary_search(answered.begin(), answered.end(), part); });
    });
  }
  /// Says what was said of `answered` where it stays, and tells of how many it does not.
  template <typename Say>
  std::uint32_t PlaceAnswers(std::span<const Concept> answered, const Say& say) {
    std::uint32_t lost = 0;
    for (const auto c : answered) {
      if (!Stays(c, answered)) {
        ++lost;
        continue;
      }
      const auto links = LinksOf(c);
      for (const auto& [target, source] : links[MatchType::kExact]) say(target).IgnoreError();
    }
    return lost;
  }
  void PlaceItem(const ProfileItem& item, const Translated& entry) {
    auto [level, evidence] = std::pair(item.level, item.evidence);
    if (entry.outcome == ItemOutcome::kMerged) {
      const auto& parts = PartsOf(entry.targets.front());
      if (*parts.begin() != item.concept_id) return;  // the first part does it for all
      for (const auto part : parts) {
        const auto& other = *profile_.Find(part);
        if (other.level != 0 && (level == 0 || other.level < level)) level = other.level;
        evidence = std::min(evidence, other.evidence);
      }
    }
    for (const auto target : entry.targets) {
      const bool outright = IsExact(entry.outcome) && IsStated(item);
      (outright ? builder_.Add(target, level, evidence) : builder_.AddInferred(target, item.strength, level, item.worth)).IgnoreError();
    }
  }

  const Taxonomy& from_;
  const Taxonomy& to_;
  const Profile& profile_;
  const Crosswalk& crosswalk_;
  ProfileBuilder builder_;
  std::unordered_map<Concept, std::set<Concept>> parts_;
  std::unordered_map<Concept, Merge> merges_;
  std::vector<Translated> items_, origins_;
};

}  // namespace

std::uint64_t Translation::Count(ItemOutcome outcome) const {
  return static_cast<std::uint64_t>(std::count_if(entries.begin(), entries.end(), [&](const Translated& e) { return e.outcome == outcome; }));
}

Translation TranslateProfile(const Taxonomy& from, const Profile& profile, const Taxonomy& to, const Crosswalk& crosswalk) {
  return Translator(from, profile, to, crosswalk).Run();
}

}  // namespace overstap
