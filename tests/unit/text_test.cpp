// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Titles as people type them: folding, exact look-up, near misses. Non-ASCII is written as escapes, so that the bytes are plain to see.

#include "overstap/text.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "oracle/random_graph.hpp"

using namespace overstap;
using namespace overstap::test;
using Outcome = TitleResolution::Outcome;

namespace {

Taxonomy Titles() {
  Maker make;
  make.Text("occupation/kok", "Kok")
      .Text("occupation/kok", "Cook", TextKind::kPreferred, "en")
      .Text("occupation/kok", "chef", TextKind::kAlternative);
  make.Text("occupation/bakker", "Bakker").Text("occupation/bakker", "broodbakker", TextKind::kHidden);
  make.Text("occupation/chef", "Chef werkplaats").Text("occupation/chef", "chef", TextKind::kAlternative);
  make.Text("occupation/kassa", "Kassi\xC3\xA8re (v/m)").Text("occupation/kassa", "kassamedewerker", TextKind::kAlternative);
  make.Text("occupation/verzorgende", "Verzorgende IG").Text("occupation/verzorgende", "verzorgende", TextKind::kAlternative);
  make.Text("occupation/verpleegkundige", "Verpleegkundige").Text("occupation/verpleegkundige", "verzorgende", TextKind::kAlternative);
  make.Text("occupation/zorg", "Verzorgende").Text("occupation/zorg", "Iemand die anderen verzorgt", TextKind::kDefinition);
  make.Text("occupation/cpp", "C++-ontwikkelaar").Text("occupation/csharp", "C#-ontwikkelaar").Text("occupation/c", "C-ontwikkelaar");
  make.Text("occupation/oud", "Heibaas").Text("occupation/nieuw", "heibaas", TextKind::kAlternative).Text("occupation/nieuw", "Funderingsspecialist");
  make.Text("occupation/dubbel1", "Monteur").Text("occupation/dubbel2", "Monteur");
  make.Text("occupation/vergeten", "Zaagmeester");
  make.builder.SetStatus(make("occupation/oud"), ConceptStatus::kArchived);
  make.builder.SetStatus(make("occupation/vergeten"), ConceptStatus::kHistoric);
  make.Text("skill/koken", "Koken");
  return make.Build();
}

std::vector<std::string> Uris(const Taxonomy& t, const std::vector<TitleHit>& hits) {
  std::vector<std::string> uris;
  for (const auto& h : hits) uris.emplace_back(t.Uri(h.concept_id));
  return uris;
}

}  // namespace

TEST_CASE("Text: IsUtf8 knows well-formed from ill-formed") {
  for (const auto* good : {"", "abc", "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80", "\xF4\x8F\xBF\xBF", "\xED\x9F\xBF", "\xEE\x80\x80"})
    CHECK(IsUtf8(good));
  for (const auto* bad : {"\x80", "\xC3", "\xC3(", "\xC0\x80", "\xC1\xBF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xED\xBF\xBF", "\xF0\x80\x80\x80",
                          "\xF4\x90\x80\x80", "\xF8\x88\x80\x80\x80", "\xFE", "\xFF", "abc\xE2\x82",
                          "\xE2\x82"
                          "a"}) {
    CHECK_FALSE(IsUtf8(bad));
    CHECK(Fold(bad).empty());
  }
  CHECK(IsUtf8(std::string_view("\0a", 2)));
}

TEST_CASE("Text: folding drops case and diacritics") {
  CHECK(Fold("Kassi\xC3\xA8re (v/m)") == "kassiere v m");
  CHECK(Fold("KASSIERE  v m") == "kassiere v m");
  CHECK(Fold("\xC3\x87\xC3\x89\xC3\x8B\xC3\x8F\xC3\x96\xC3\x9C") == "ceeiou");
  CHECK(Fold("Stra\xC3\x9F"
             "e") == "strasse");
  CHECK(Fold("\xCE\xA3\xCE\xAF\xCF\x83\xCF\x85\xCF\x86\xCE\xBF\xCF\x82") ==
        Fold("\xCF\x83\xCE\xB9\xCF\x83\xCF\x85\xCF\x86\xCE\xBF\xCF\x83"));  // Sisyphos: final sigma
}

TEST_CASE("Text: composed and decomposed letters fold alike") {
  CHECK(Fold("Caf\xC3\xA9") == "cafe");
  CHECK(Fold("Cafe\xCC\x81") == "cafe");
  CHECK(Fold("Co\xC3\xB6rdinator") == Fold("Coo\xCC\x88rdinator"));
}

TEST_CASE("Text: ligatures and other compatibility forms fold to their letters") {
  CHECK(Fold("\xC4\xB2sverkoper") == "ijsverkoper");   // U+0132
  CHECK(Fold("\xC4\xB3smaker") == "ijsmaker");         // U+0133
  CHECK(Fold("o\xEF\xAC\x83"
             "cier") == "officier");   // U+FB03 ffi
  CHECK(Fold("\xEF\xBC\xAB\xEF\xBD\x8F\xEF\xBD\x8B") == "kok");  // full width
  CHECK(Fold("m\xC2\xB2") == "m2");
  CHECK(Fold("niveau \xE2\x85\xA3") == "niveau iv");   // roman numeral four
}

TEST_CASE("Text: all punctuation, in ASCII or not, and all pictures are blanks") {
  const std::string expected = "kok chef";
  for (const auto* text : {"kok-chef",
                           "kok/chef",
                           " kok ,; chef. ",
                           "kok\tchef\n",
                           "(kok) [chef]",
                           "kok & chef",
                           "kok_chef",
                           "kok@chef",
                           "'kok' \"chef\"",
                           "kok\x01"
                           "chef",
                           "kok \xE2\x80\x93 chef",                  // en dash
                           "kok\xE2\x80\x94"
                           "chef",                 // em dash
                           "\xE2\x80\x9Ckok\xE2\x80\x9D \xE2\x80\x98"
                           "chef\xE2\x80\x99",  // curly quotes
                           "kok \xE2\x80\xA2 chef",                  // bullet
                           "kok\xE2\x80\xA6"
                           "chef",                 // ellipsis
                           "kok\xC2\xA0"
                           "chef",                     // no-break space
                           "\xC2\xBFkok? \xC2\xAB"
                           "chef\xC2\xBB",
                           "kok \xE2\x82\xAC chef",                  // euro
                           "kok \xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x8D\xB3 chef",        // woman cook, with a zero-width joiner
                           "\xF0\x9F\x98\x80kok\xF0\x9F\x98\x80"
                           "chef\xF0\x9F\x98\x80"}) {
    CAPTURE(text);
    CHECK(Fold(text) == expected);
  }
  CHECK(Fold("kok\xC2\xAD"
             "chef") == "kokchef");  // a soft hyphen is not there
  CHECK(Fold("\xF0\x9F\x98\x80") == "");
  CHECK(Fold("?!") == "");
  CHECK(Fold("") == "");
  CHECK(Fold(std::string_view("kok\0chef", 8)) == expected);
}

TEST_CASE("Text: plus and hash stay, other scripts stay") {
  CHECK(Fold("C++") == "c++");
  CHECK(Fold("C#") == "c#");
  CHECK(Fold("\xD0\x9F\xD0\xBE\xD0\xB2\xD0\xB0\xD1\x80") == "\xD0\xBF\xD0\xBE\xD0\xB2\xD0\xB0\xD1\x80");  // Cyrillic
  CHECK(Fold("\xE5\x8E\xA8\xE5\xB8\x88") == "\xE5\x8E\xA8\xE5\xB8\x88");                                // Chinese
  CHECK(Fold("\xD9\xA3\xD9\xA4") == "\xD9\xA3\xD9\xA4");                                                // Arabic digits
}

TEST_CASE("Text: folding twice is folding once, and always gives UTF-8") {
  Random random(5);
  for (int i = 0; i < 20000; ++i) {
    std::string text;
    for (auto n = random.Below(8); n > 0; --n) {
      auto c = random.Chance(50) ? random.Below(0x250) : random.Chance(90) ? random.Below(0x3000) : random.Below(0x110000);
      if (c >= 0xD800 && c < 0xE000) c = 'x';
      if (c < 0x80) {
        text += static_cast<char>(c);
      } else if (c < 0x800) {
        text += static_cast<char>(0xC0 | c >> 6), text += static_cast<char>(0x80 | (c & 63));
      } else if (c < 0x10000) {
        text += static_cast<char>(0xE0 | c >> 12), text += static_cast<char>(0x80 | (c >> 6 & 63)), text += static_cast<char>(0x80 | (c & 63));
      } else {
        text += static_cast<char>(0xF0 | c >> 18), text += static_cast<char>(0x80 | (c >> 12 & 63)), text += static_cast<char>(0x80 | (c >> 6 & 63)),
            text += static_cast<char>(0x80 | (c & 63));
      }
    }
    REQUIRE(IsUtf8(text));
    const auto folded = Fold(text);
    CHECK(IsUtf8(folded));
    CHECK(Fold(folded) == folded);
    CHECK(folded.find("  ") == std::string::npos);
    if (!folded.empty()) CHECK((folded.front() != ' ' && folded.back() != ' '));
  }
}

TEST_CASE("Text: what is no title is not folded") {
  CHECK(Fold(std::string((1u << 20) + 1, 'a')).empty());
  CHECK(Fold(std::string(1u << 20, 'a')).size() == 1u << 20);
}

TEST_CASE("Resolve: a URI, a preferred title, the only alternative title") {
  const auto t = Titles();
  for (const auto& [query, uri] :
       std::vector<std::pair<std::string, std::string>>{{"occupation/kok", "occupation/kok"},
                                                        {"Kok", "occupation/kok"},
                                                        {"  KOK ", "occupation/kok"},
                                                        {"cook", "occupation/kok"},
                                                        {"broodbakker", "occupation/bakker"},
                                                        {"kassiere v/m", "occupation/kassa"},
                                                        {"KASSIERE (V/M)", "occupation/kassa"},
                                                        {"c++ ontwikkelaar", "occupation/cpp"},
                                                        {"c# ontwikkelaar", "occupation/csharp"},
                                                        {"c ontwikkelaar", "occupation/c"},
                                                        {"verzorgende", "occupation/zorg"}}) {  // preferred beats two alternatives
    const auto r = ResolveTitle(t, query);
    CAPTURE(query);
    REQUIRE(r.outcome == Outcome::kFound);
    CHECK(t.Uri(r.concept_id) == uri);
    CHECK(r.choices.empty());
  }
}

TEST_CASE("Resolve: several are ambiguous, never a guess") {
  const auto t = Titles();
  const auto chef = ResolveTitle(t, "chef");
  CHECK(chef.outcome == Outcome::kAmbiguous);
  CHECK(chef.concept_id == kNoConcept);
  CHECK(Uris(t, chef.choices) == std::vector<std::string>{"occupation/chef", "occupation/kok"});
  const auto monteur = ResolveTitle(t, "monteur");
  CHECK(monteur.outcome == Outcome::kAmbiguous);
  CHECK(Uris(t, monteur.choices) == std::vector<std::string>{"occupation/dubbel1", "occupation/dubbel2"});
}

TEST_CASE("Resolve: an occupation that is no longer current gives way, but is found when it is the only one") {
  const auto t = Titles();
  const auto r = ResolveTitle(t, "heibaas");
  REQUIRE(r.outcome == Outcome::kFound);
  CHECK(t.Uri(r.concept_id) == "occupation/nieuw");
  const auto old = ResolveTitle(t, "zaagmeester");
  REQUIRE(old.outcome == Outcome::kFound);
  CHECK(t.Uri(old.concept_id) == "occupation/vergeten");
}

TEST_CASE("Resolve: what is not found comes with the nearest titles") {
  const auto t = Titles();
  const auto swapped = ResolveTitle(t, "kasisere v/m");  // two letters swapped
  REQUIRE(swapped.outcome == Outcome::kNotFound);
  REQUIRE_FALSE(swapped.choices.empty());
  CHECK(t.Uri(swapped.choices[0].concept_id) == "occupation/kassa");
  CHECK(swapped.choices[0].match == TitleMatch::kSpelling);
  CHECK(swapped.choices[0].distance == 1);
  for (const auto* nothing : {"", "?", "\xFF\xFE", "astronaut", "skill/koken", "Koken"}) {
    const auto r = ResolveTitle(t, nothing);
    CHECK(r.outcome == Outcome::kNotFound);
    CHECK(r.choices.empty());
  }
}

TEST_CASE("Search: kinds of match come in order, each occupation once") {
  const auto t = Titles();
  const auto hits = SearchTitles(t, "verzorgende", 10);
  CHECK(Uris(t, hits) == std::vector<std::string>{"occupation/zorg", "occupation/verpleegkundige", "occupation/verzorgende"});
  CHECK(hits[0].match == TitleMatch::kPreferred);
  CHECK(hits[1].match == TitleMatch::kAlternative);
  CHECK(hits[2].match == TitleMatch::kAlternative);  // and not a second time as a prefix
  CHECK(Uris(t, SearchTitles(t, "verz", 10)) == std::vector<std::string>{"occupation/verpleegkundige", "occupation/verzorgende", "occupation/zorg"});
  const auto words = SearchTitles(t, "werkplaats chef", 10);
  REQUIRE(words.size() == 1);
  CHECK(words[0].match == TitleMatch::kWords);
  CHECK(SearchTitles(t, "werkpl", 10).at(0).match == TitleMatch::kWords);
  CHECK(SearchTitles(t, "verzorgende", 1).size() == 1);
  CHECK(SearchTitles(t, "verzorgende", 0).empty());
  CHECK(SearchTitles(t, "verz", 10, true).empty());
  const auto text = hits[0].text;
  CHECK(t.snapshot().String(text.string) == "Verzorgende");
}

TEST_CASE("Search: definitions and other kinds of concepts are no titles") {
  const auto t = Titles();
  CHECK(SearchTitles(t, "iemand die anderen verzorgt", 10).empty());
  CHECK(SearchTitles(t, "koken", 10).empty());
}

TEST_CASE("Search: slips allowed grow with the length") {
  const auto t = Titles();
  CHECK(SearchTitles(t, "bak", 10).at(0).match == TitleMatch::kPrefix);
  CHECK(SearchTitles(t, "kik", 10).empty());                            // three letters: none
  CHECK(SearchTitles(t, "baker", 10).at(0).distance == 1);              // four to seven: one
  CHECK(SearchTitles(t, "bekir", 10).empty());
  CHECK(SearchTitles(t, "verpleegkindiga", 10).at(0).distance == 2);    // longer: two
  CHECK(SearchTitles(t, "verpleigkindiga", 10).empty());
}

TEST_CASE("Search: near misses are those of a plain edit distance") {
  // Optimal string alignment, the whole table.
  const auto distance = [](const std::string& a, const std::string& b) {
    std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
    for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
      for (std::size_t j = 1; j <= b.size(); ++j) {
        d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] != b[j - 1])});
        if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
      }
    }
    return d[a.size()][b.size()];
  };
  Random random(9);
  const auto word = [&](std::uint32_t least, std::uint32_t most) {
    std::string w;
    for (auto n = least + random.Below(most - least + 1); n > 0; --n) w += static_cast<char>('a' + random.Below(3));
    return w;
  };
  int near = 0;
  for (int round = 0; round < 300; ++round) {
    Maker make;
    std::vector<std::string> titles;
    const auto query = word(1, 11);
    for (std::uint32_t i = 0; i < 12; ++i) {
      auto title = query;  // changed in a few places
      for (auto n = random.Below(4); n > 0; --n) {
        const auto at = random.Below(static_cast<std::uint32_t>(title.size()));
        switch (random.Below(4)) {
          case 0: title[at] = static_cast<char>('a' + random.Below(3)); break;
          case 1: title.insert(at, 1, 'b'); break;
          case 2:
            if (title.size() > 1) title.erase(at, 1);
            break;
          default: std::swap(title[at], title[at / 2]);
        }
      }
      titles.push_back(title);
      make.Text(Uri("occupation", i), title);
    }
    const auto t = make.Build();
    const std::size_t slips = query.size() < 4 ? 0 : query.size() < 8 ? 1 : 2;
    const auto hits = SearchTitles(t, query, 100);
    for (std::uint32_t i = 0; i < 12; ++i) {
      const auto hit = std::find_if(hits.begin(), hits.end(), [&](const TitleHit& h) { return h.concept_id == i; });
      const auto d = distance(query, titles[i]);
      const bool prefix = titles[i].starts_with(query);
      CHECK((hit != hits.end()) == (prefix || d <= slips));
      if (hit == hits.end() || prefix) continue;
      CHECK(hit->match == TitleMatch::kSpelling);
      CHECK(hit->distance == d);
      ++near;
    }
    for (std::size_t i = 1; i < hits.size(); ++i)
      CHECK(std::tuple(hits[i - 1].match, hits[i - 1].distance) <= std::tuple(hits[i].match, hits[i].distance));
  }
  CHECK(near > 300);
}
