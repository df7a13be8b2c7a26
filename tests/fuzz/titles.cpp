// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Typed titles: folding, search and resolution in the golden taxonomy, and in one whose titles are the lines of the input but
// the first, which is the query.

#include <algorithm>

#include "fuzz.hpp"
#include "overstap/builder.hpp"
#include "overstap/text.hpp"

using namespace overstap;
using namespace overstap::fuzz;

namespace {

/// UTF-8 after the table of the Unicode Standard (3.9, "Well-Formed UTF-8 Byte Sequences"), the slow way.
bool IsUtf8Slowly(std::string_view text) {
  const auto at = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = at(i);
    const auto tail = [&](std::size_t k, unsigned low = 0x80, unsigned high = 0xBF) { return at(i + k) >= low && at(i + k) <= high; };
    if (lead <= 0x7F) {
      i += 1;
    } else if (lead >= 0xC2 && lead <= 0xDF && tail(1)) {
      i += 2;
    } else if (lead >= 0xE0 && lead <= 0xEF && tail(1, lead == 0xE0 ? 0xA0 : 0x80, lead == 0xED ? 0x9F : 0xBF) && tail(2)) {
      i += 3;
    } else if (lead >= 0xF0 && lead <= 0xF4 && tail(1, lead == 0xF0 ? 0x90 : 0x80, lead == 0xF4 ? 0x8F : 0xBF) && tail(2) && tail(3)) {
      i += 4;
    } else {
      return false;
    }
  }
  return true;
}

void Ask(const Taxonomy& taxonomy, std::string_view query) {
  const auto hits = SearchTitles(taxonomy, query, 5);
  Promise(hits.size() <= 5, "no more hits than asked for");
  for (std::size_t i = 0; i < hits.size(); ++i) {
    Promise(taxonomy.Concepts(ConceptKind::kOccupation).contains(hits[i].concept_id), "a title is an occupation's");
    Promise(i == 0 || hits[i - 1].match <= hits[i].match, "hits are in order");
    Promise(!Name(hits[i].match).empty(), "a match has a name");
  }
  const auto exact = SearchTitles(taxonomy, query, 5, true);
  Promise(exact.size() <= hits.size(), "exact hits are hits");
  for (std::size_t i = 0; i < exact.size(); ++i) {
    Promise(exact[i].concept_id == hits[i].concept_id && exact[i].match <= TitleMatch::kAlternative, "exact hits come first");
  }
  const auto meant = ResolveTitle(taxonomy, query);
  using Outcome = TitleResolution::Outcome;
  Promise((meant.outcome == Outcome::kFound) == (meant.concept_id != kNoConcept), "what is found is a concept");
  Promise(meant.outcome != Outcome::kAmbiguous || meant.choices.size() > 1, "one choice is not ambiguous");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto input = View(data, size);
  // From every place in a word of the machine, for it looks at several bytes at once.
  for (std::size_t i = 0; i < std::min<std::size_t>(input.size(), 40); ++i) {
    const auto part = input.substr(i, i == 0 ? input.size() : 200);
    Promise(IsUtf8(part) == IsUtf8Slowly(part), "IsUtf8 is the table of the Unicode Standard");
  }
  const auto line = input.find('\n');
  const auto query = input.substr(0, line);
  const auto folded = Fold(query);
  Promise(IsUtf8(folded), "what is folded is UTF-8");
  Promise(IsUtf8(query) || folded.empty(), "ill-formed text folds to nothing");
  Promise(folded.find("  ") == std::string::npos && !folded.starts_with(' ') && !folded.ends_with(' '), "single blanks between words");
  Ask(Golden(), query);

  TaxonomyBuilder builder;
  auto rest = line == std::string_view::npos ? std::string_view() : input.substr(line + 1);
  for (int i = 0; i < 64 && !rest.empty(); ++i) {
    const auto end = rest.find('\n');
    const auto node = builder.Mention(detail::Cat("urn:o/", i % 16));
    if (!builder.IsDeclared(node)) Promise(builder.Declare(node, ConceptKind::kOccupation).ok(), "a concept can be declared once");
    Sound(builder.AddText(node, static_cast<TextKind>(i / 16), "nl", rest.substr(0, end)));
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  }
  const auto taxonomy = builder.Build();
  Sound(taxonomy.status());
  Promise(taxonomy.ok(), "occupations with titles make a taxonomy");
  Ask(*taxonomy, query);
  for (const auto& title : taxonomy->titles()) {
    const auto text = taxonomy->snapshot().String(taxonomy->Texts(title.concept_id)[title.text].string);
    Promise(!SearchTitles(*taxonomy, text, 1, true).empty(), "every title is found by its own text");
  }
  return 0;
}
