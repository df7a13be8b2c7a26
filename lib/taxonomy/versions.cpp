// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The difference of two taxonomies. Everything is compared by URI and spelled text, as numbers of concepts, strings and
// languages mean nothing in another taxonomy. Successors are found by Crosswalk::BetweenVersions().

#include "overstap/versions.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <span>
#include <string_view>
#include <tuple>
#include <utility>

#include "overstap/crosswalk.hpp"

namespace overstap {
namespace {

/// Walks two sorted ranges together: `use` gets pointers to equal keys, or one of them and a null pointer.
template <typename T, typename Key, typename Use>
void Together(const std::vector<T>& before, const std::vector<T>& after, const Key& key, const Use& use) {
  auto a = before.begin();
  auto b = after.begin();
  while (a != before.end() || b != after.end()) {
    const bool only_a = b == after.end() || (a != before.end() && key(*a) < key(*b));
    const bool only_b = a == before.end() || (b != after.end() && key(*b) < key(*a));
    use(only_b ? nullptr : &*a, only_a ? nullptr : &*b);
    if (!only_b) ++a;
    if (!only_a) ++b;
  }
}

/// Named levels by name; another number, which a snapshot may hold, as it is.
std::string LevelName(Nlqf nlqf) {
  const auto name = NlqfName(nlqf);
  return nlqf == kNlqfUnknown ? std::string() : name == "unknown" ? std::to_string(nlqf) : std::string(name);
}
std::string_view YesNo(bool known, bool yes) { return !known ? "" : yes ? "true" : "false"; }

using Attributes = std::array<std::pair<std::string_view, std::string>, 9>;
Attributes AttributesOf(const Taxonomy& t, Concept c) {
  const auto regulated = t.Regulated(c);
  const auto mediation = t.Mediation(c);
  return {{{"kind", std::string(Name(t.Kind(c)))},
           {"status", std::string(Name(t.Status(c)))},
           {"notation", std::string(t.Notation(c))},
           {"isco", t.Isco(c) == 0 ? std::string() : IscoDigits(t.Isco(c))},
           {"nlqf", LevelName(t.Nlqf(c))},
           {"job_zone", t.JobZone(c) == 0 ? std::string() : std::to_string(t.JobZone(c))},
           {"regulated", std::string(YesNo(regulated != Regulated::kUnknown, regulated == Regulated::kYes))},
           {"mediation", std::string(YesNo(mediation != Mediation::kUnknown, mediation == Mediation::kSuitable))},
           {"interests", InterestLetters(t.Interests(c))}}};
}

class Differ {
 public:
  Differ(const Taxonomy& before, const Taxonomy& after) : before_(before), after_(after) {}

  TaxonomyDiff Run() {
    const auto same = [](const Entry& e) { return e.first; };
    Together(ByUri(before_), ByUri(after_), same, [&](const Entry* a, const Entry* b) {
      if (a == nullptr) diff_.added.push_back(ItemOf(after_, b->second));
      if (b == nullptr) diff_.removed.push_back(ItemOf(before_, a->second));
      if (a != nullptr && b != nullptr) Compare(a->first, a->second, b->second);
    });
    Replacements();
    return std::move(diff_);
  }

 private:
  using Entry = std::pair<std::string_view, Concept>;

  static std::vector<Entry> ByUri(const Taxonomy& t) {
    std::vector<Entry> entries;
    for (Concept c = 0; c < t.size(); ++c) entries.emplace_back(t.Uri(c), c);
    std::sort(entries.begin(), entries.end());
    return entries;
  }
  static TaxonomyDiff::Item ItemOf(const Taxonomy& t, Concept c) {
    auto label = t.snapshot().FirstText(c, TextKind::kPreferred, "nl");
    if (label.empty()) label = t.Label(c, "en");  // else any, else the URI
    return {std::string(t.Uri(c)), t.Kind(c), std::string(label)};
  }

  void Compare(std::string_view uri, Concept a, Concept b) {
    const auto whole = [](const auto& x) -> const auto& { return x; };
    const auto identity = std::string(uri);

    Together(Preferred(before_, a), Preferred(after_, b), [](const auto& text) { return text.first; }, [&](const auto* x, const auto* y) {
      if (x != nullptr && y != nullptr && x->second == y->second) return;
      diff_.relabelled.push_back({identity, std::string((x != nullptr ? x : y)->first), std::string(x != nullptr ? x->second : ""), std::string(y != nullptr ? y->second : "")});
    });
    Together(OtherTexts(before_, a), OtherTexts(after_, b), whole, [&](const auto* x, const auto* y) {
      diff_.other_texts_removed += y == nullptr;
      diff_.other_texts_added += x == nullptr;
    });
    Together(Matches(before_, a), Matches(after_, b), whole, [&](const auto* x, const auto* y) {
      diff_.matches_removed += y == nullptr;
      diff_.matches_added += x == nullptr;
    });
    const auto old_values = AttributesOf(before_, a), new_values = AttributesOf(after_, b);
    for (std::size_t i = 0; i < old_values.size(); ++i) {
      const auto& [name, value] = old_values[i];
      if (value != new_values[i].second) diff_.attributes.push_back({identity, std::string(name), value, new_values[i].second});
    }
    Together(Shared(before_, before_.Broader(a), after_, whole), Shared(after_, after_.Broader(b), before_, whole), [](const auto& x) { return x.first; },
             [&](const auto* x, const auto* y) {
               if (x == nullptr) diff_.broader_added.push_back({identity, std::string(y->first)});
               if (y == nullptr) diff_.broader_removed.push_back({identity, std::string(x->first)});
             });
    const auto target = [](const Relation& relation) { return relation.target; };
    Together(Shared(before_, before_.Relations(a), after_, target), Shared(after_, after_.Relations(b), before_, target), [](const auto& x) { return x.first; },
             [&](const auto* x, const auto* y) {
               if (x == nullptr) {
                 diff_.relations_added.push_back({identity, std::string(y->first)});
               } else if (y == nullptr) {
                 diff_.relations_removed.push_back({identity, std::string(x->first)});
               } else if (const Relation &old = x->second, &now = y->second;
                          std::tuple(old.relevance, old.level, old.importance) != std::tuple(now.relevance, now.level, now.importance)) {
                 diff_.relations_changed.push_back(
                     {identity, std::string(x->first), old.relevance, now.relevance, old.level, now.level, old.importance, now.importance});
               }
             });
  }

  static std::vector<std::pair<std::string_view, std::string_view>> Preferred(const Taxonomy& t, Concept c) {
    std::vector<std::pair<std::string_view, std::string_view>> texts;
    for (const auto& text : t.Texts(c)) {
      if (text.kind == TextKind::kPreferred) texts.emplace_back(t.snapshot().Language(text.language), t.snapshot().String(text.string));
    }
    std::sort(texts.begin(), texts.end());
    return texts;
  }
  static std::vector<std::tuple<std::string_view, TextKind, std::string_view>> OtherTexts(const Taxonomy& t, Concept c) {
    std::vector<std::tuple<std::string_view, TextKind, std::string_view>> texts;
    for (const auto& text : t.Texts(c)) {
      if (text.kind != TextKind::kPreferred) texts.emplace_back(t.snapshot().Language(text.language), text.kind, t.snapshot().String(text.string));
    }
    std::sort(texts.begin(), texts.end());
    return texts;
  }
  static std::vector<std::pair<MatchType, std::string_view>> Matches(const Taxonomy& t, Concept c) {
    std::vector<std::pair<MatchType, std::string_view>> matches;
    for (const auto& match : t.Matches(c)) matches.emplace_back(match.type, t.snapshot().String(match.uri));
    std::sort(matches.begin(), matches.end());
    return matches;
  }
  /// What `row` points at in `own` and `other` has too, by URI.
  template <typename T, typename Target>
  static std::vector<std::pair<std::string_view, T>> Shared(const Taxonomy& own, std::span<const T> row, const Taxonomy& other, const Target& target) {
    std::vector<std::pair<std::string_view, T>> shared;
    for (const auto& value : row) {
      const auto uri = own.Uri(target(value));
      if (other.Find(uri)) shared.emplace_back(uri, value);
    }
    std::sort(shared.begin(), shared.end(), [](const auto& x, const auto& y) { return x.first < y.first; });
    return shared;
  }

  void Replacements() {
    const auto crosswalk = Crosswalk::BetweenVersions(before_, after_);
    std::map<std::string, std::vector<std::string>> became, came_of;
    for (const auto& link : crosswalk.links()) {
      if (link.source != LinkSource::kReplacement) continue;
      const auto after = after_.Find(link.from);
      const bool news = !after || (before_.Status(*before_.Find(link.from)) == ConceptStatus::kCurrent && after_.Status(*after) != ConceptStatus::kCurrent);
      if (news) became[link.from].push_back(link.to);
    }
    for (auto& [from, to] : became) {
      if (to.size() > 1) {
        diff_.split.push_back({{from}, std::move(to)});
      } else {
        came_of[to.front()].push_back(from);
      }
    }
    for (auto& [to, from] : came_of) (from.size() > 1 ? diff_.merged : diff_.replaced).push_back({std::move(from), {to}});
    const auto by_before = [](const TaxonomyDiff::Replacement& a, const TaxonomyDiff::Replacement& b) { return a.before < b.before; };
    std::sort(diff_.replaced.begin(), diff_.replaced.end(), by_before);
    std::sort(diff_.merged.begin(), diff_.merged.end(), by_before);
  }

  const Taxonomy& before_;
  const Taxonomy& after_;
  TaxonomyDiff diff_;
};

}  // namespace

bool TaxonomyDiff::empty() const {
  return added.empty() && removed.empty() && relabelled.empty() && other_texts_added == 0 && other_texts_removed == 0 && attributes.empty() &&
         relations_added.empty() && relations_removed.empty() && relations_changed.empty() && broader_added.empty() && broader_removed.empty() &&
         matches_added == 0 && matches_removed == 0 && replaced.empty() && merged.empty() && split.empty();
}

TaxonomyDiff DiffTaxonomies(const Taxonomy& before, const Taxonomy& after) { return Differ(before, after).Run(); }

}  // namespace overstap
