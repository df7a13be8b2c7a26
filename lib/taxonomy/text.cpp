// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Folding (utf8proc does Unicode) and title search over the sorted titles of a taxonomy.

#include "overstap/text.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <numeric>
#include <tuple>
#include <utility>

namespace overstap {

bool IsUtf8(std::string_view text) {
  const auto* at = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  auto left = static_cast<utf8proc_ssize_t>(text.size());
  while (left > 0) {
    if (*at < 0x80) {  // most bytes of most texts, so many at once
      const auto word = [&](int i) {
        std::uint64_t bytes;
        std::memcpy(&bytes, at + 8 * i, 8);
        return bytes;
      };
      while (left >= 32 && ((word(0) | word(1) | word(2) | word(3)) & 0x8080808080808080u) == 0) at += 32, left -= 32;
      while (left > 0 && *at < 0x80) ++at, --left;
      continue;
    }
    utf8proc_int32_t code_point;
    const auto used = utf8proc_iterate(at, left, &code_point);
    if (used <= 0) return false;
    at += used, left -= used;
  }
  return true;
}

bool detail::IsUri(std::string_view text) {
  return !text.empty() && IsUtf8(text) && std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7F; });
}

bool detail::IsPlainText(std::string_view text) {
  return IsUtf8(text) && std::none_of(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n') || c == 0x7F; });
}

bool detail::IsLanguageTag(std::string_view text) {
  std::size_t in_part = 0, parts = 0;
  if (text.empty() || text.size() > 35) return false;
  for (const char c : text) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (c == '-') {
      if (in_part < (parts == 0 ? 2u : 1u)) return false;
      in_part = 0;
      ++parts;
    } else if (!(letter || (parts > 0 && c >= '0' && c <= '9')) || ++in_part > 8) {
      return false;
    }
  }
  return in_part >= (parts == 0 ? 2u : 1u);
}

std::optional<char32_t> detail::FindBlankOrControl(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t c = size == 1 ? lead : lead & (0x7Fu >> size);
    for (std::size_t k = 1; k < size; ++k) c = c << 6 | (static_cast<unsigned char>(text[i + k]) & 0x3Fu);
    if (c <= 0x20 || (c >= 0x7F && c <= 0xA0) || c == 0x1680 || (c >= 0x2000 && c <= 0x200F) || (c >= 0x2028 && c <= 0x202F) ||
        (c >= 0x205F && c <= 0x2064) || c == 0x3000 || c == 0xFEFF) {
      return c;
    }
    i += size;
  }
  return std::nullopt;
}

std::string Fold(std::string_view text) {
  if (text.size() > (std::size_t{1} << 20)) return {};  // no title is a megabyte
  utf8proc_uint8_t* mapped = nullptr;
  const auto options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD |
                                                      UTF8PROC_STRIPMARK | UTF8PROC_IGNORE);
  const auto length = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                   static_cast<utf8proc_ssize_t>(text.size()), &mapped, options);
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(mapped, &std::free);
  if (length == UTF8PROC_ERROR_NOMEM) throw std::bad_alloc();
  if (length < 0) return {};
  std::string out;
  out.reserve(static_cast<std::size_t>(length));
  bool blank = false;
  for (utf8proc_ssize_t i = 0, used = 0; i < length; i += used) {
    utf8proc_int32_t c;
    used = utf8proc_iterate(mapped + i, length - i, &c);
    if (used <= 0) return {};  // cannot happen: utf8proc_map gives UTF-8
    bool keep = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '#';
    if (c >= 0x80) {  // letters and digits of other scripts, but not their punctuation, symbols and pictures
      const auto category = utf8proc_category(c);
      keep = (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) ||
             (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO);
    }
    if (!keep) {
      blank = true;
      continue;
    }
    if (blank && !out.empty()) out += ' ';
    blank = false;
    out.append(reinterpret_cast<const char*>(mapped + i), static_cast<std::size_t>(used));
  }
  return out;
}

std::string_view Name(TitleMatch match) {
  switch (match) {
    case TitleMatch::kPreferred: return "preferred";
    case TitleMatch::kAlternative: return "alternative";
    case TitleMatch::kPrefix: return "prefix";
    case TitleMatch::kWords: return "words";
    case TitleMatch::kSpelling: return "spelling";
  }
  return "unknown";
}

namespace {

/// Optimal string alignment distance (insert, delete, replace, swap neighbours), or limit + 1 as soon as it must be larger.
std::size_t EditDistance(std::string_view a, std::string_view b, std::size_t limit) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > limit) return limit + 1;
  std::vector<std::size_t> before, last(a.size() + 1), row(a.size() + 1);
  std::iota(last.begin(), last.end(), std::size_t{0});
  for (std::size_t j = 1; j <= b.size(); ++j) {
    row[0] = j;
    std::size_t least = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
      row[i] = std::min({row[i - 1] + 1, last[i] + 1, last[i - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[i] = std::min(row[i], before[i - 2] + 1);
      least = std::min(least, row[i]);
    }
    if (least > limit) return limit + 1;
    before = last;
    std::swap(last, row);
  }
  return last[a.size()];
}

std::vector<std::string_view> Words(std::string_view folded) {
  std::vector<std::string_view> words;
  while (!folded.empty()) {
    const auto blank = folded.find(' ');
    words.push_back(folded.substr(0, blank));
    folded.remove_prefix(blank == std::string_view::npos ? folded.size() : blank + 1);
  }
  return words;
}

/// Every word of the query begins a word of the title.
bool HoldsWords(std::string_view title, const std::vector<std::string_view>& words) {
  const auto title_words = Words(title);
  return std::all_of(words.begin(), words.end(), [&](std::string_view word) {
    return std::any_of(title_words.begin(), title_words.end(), [&](std::string_view t) { return t.starts_with(word); });
  });
}

struct Ranked {
  TitleHit hit;
  std::size_t length;
  auto Key() const { return std::tuple(hit.match, hit.distance, length, hit.concept_id); }
};

}  // namespace

std::vector<TitleHit> SearchTitles(const Taxonomy& taxonomy, std::string_view query, std::size_t limit, bool exact_only) {
  const std::string folded = Fold(query);
  std::vector<Ranked> found;
  const auto& snapshot = taxonomy.snapshot();
  const auto add = [&](const Taxonomy::Title& title, TitleMatch match, std::size_t distance) {
    const auto text = taxonomy.Texts(title.concept_id)[title.text];
    if (match == TitleMatch::kPreferred && text.kind != TextKind::kPreferred) match = TitleMatch::kAlternative;
    found.push_back({{title.concept_id, match, static_cast<std::uint8_t>(distance), text}, snapshot.String(title.folded).size()});
  };
  if (!folded.empty()) {
    for (const auto& title : taxonomy.TitlesOf(folded)) add(title, TitleMatch::kPreferred, 0);
    if (!exact_only) {
      const auto words = Words(folded);
      // A short word allows one slip, a longer one two: "kok" must not become "bak".
      const std::size_t slips = folded.size() < 4 ? 0 : folded.size() < 8 ? 1 : 2;
      for (const auto& title : taxonomy.titles()) {
        const auto text = snapshot.String(title.folded);
        if (text == folded) continue;
        if (text.starts_with(folded)) {
          add(title, TitleMatch::kPrefix, 0);
        } else if (HoldsWords(text, words)) {
          add(title, TitleMatch::kWords, 0);
        } else if (const auto distance = EditDistance(folded, text, slips); distance <= slips) {
          add(title, TitleMatch::kSpelling, distance);
        }
      }
    }
  }
  std::sort(found.begin(), found.end(), [](const Ranked& a, const Ranked& b) { return a.Key() < b.Key(); });
  std::vector<TitleHit> hits;
  for (const auto& ranked : found) {
    if (hits.size() == limit) break;
    const bool seen = std::any_of(hits.begin(), hits.end(), [&](const TitleHit& h) { return h.concept_id == ranked.hit.concept_id; });
    if (!seen) hits.push_back(ranked.hit);
  }
  return hits;
}

TitleResolution ResolveTitle(const Taxonomy& taxonomy, std::string_view query) {
  TitleResolution result;
  if (const auto found = taxonomy.Find(query); found && taxonomy.Kind(*found) == ConceptKind::kOccupation) {
    result.outcome = TitleResolution::Outcome::kFound;
    result.concept_id = *found;
    return result;
  }
  auto exact = SearchTitles(taxonomy, query, taxonomy.size(), true);
  // An occupation that no longer is current gives way to one that is.
  const auto current = [&](const TitleHit& h) { return taxonomy.Status(h.concept_id) == ConceptStatus::kCurrent; };
  if (std::any_of(exact.begin(), exact.end(), current)) std::erase_if(exact, [&](const TitleHit& h) { return !current(h); });
  const auto preferred = std::count_if(exact.begin(), exact.end(), [](const TitleHit& h) { return h.match == TitleMatch::kPreferred; });
  if (preferred == 1 || exact.size() == 1) {
    result.outcome = TitleResolution::Outcome::kFound;
    result.concept_id = exact.front().concept_id;
  } else if (!exact.empty()) {
    result.outcome = TitleResolution::Outcome::kAmbiguous;
    result.choices = std::move(exact);
  } else {
    result.choices = SearchTitles(taxonomy, query, 8);
  }
  return result;
}

}  // namespace overstap
