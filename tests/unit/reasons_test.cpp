// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Words and sentences about results: all there in both languages, and nothing said that the explanation does not hold.

#include "overstap/reasons.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

#include "oracle/random_graph.hpp"
#include "overstap/text.hpp"

using namespace overstap;
using namespace overstap::test;

namespace {
/// Every value has a word of its own in either language.
template <typename E, typename ToWord>
void HasWords(int count, ToWord word) {
  for (const auto language : {Language::kDutch, Language::kEnglish}) {
    std::set<std::string_view> words;
    for (int i = 0; i < count; ++i) {
      const auto w = word(static_cast<E>(i), language);
      CHECK(w.size() > 1);
      CHECK(IsUtf8(w));
      CHECK(words.insert(w).second);
    }
  }
}
bool Holds(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }
}  // namespace

TEST_CASE("Reasons: Dutch is asked for in many ways, anything else is English") {
  for (const auto* tag : {"nl", "NL", "nl-NL", "nl-BE", "nl_NL", "nl_NL.UTF-8"}) CHECK(ParseLanguage(tag) == Language::kDutch);
  for (const auto* tag : {"", "n", "en", "de", "nld-x", "nb", "english"}) CHECK(ParseLanguage(tag) == Language::kEnglish);
  CHECK(Tag(Language::kDutch) == "nl");
  CHECK(Tag(Language::kEnglish) == "en");
}

TEST_CASE("Reasons: everything has a word in both languages") {
  HasWords<Relevance>(kRelevances, [](Relevance r, Language l) { return Word(r, l); });
  HasWords<Relevance>(kRelevances, [](Relevance r, Language l) { return ConditionWord(r, l); });
  HasWords<ConceptKind>(kConceptKinds, [](ConceptKind k, Language l) { return Word(k, l); });
  HasWords<Dimension>(kDimensions, [](Dimension d, Language l) { return Word(d, l); });
  HasWords<int>(kBands - 1, [](int i, Language l) { return Word(static_cast<Band>(i + 1), l); });
  CHECK(Word(Band::kUnknown, Language::kDutch).empty());  // nothing to say
  HasWords<CourseType>(kCourseTypes, [](CourseType c, Language l) { return Word(c, l); });
  HasWords<CourseEntry>(4, [](CourseEntry e, Language l) { return Word(e, l); });
  HasWords<int>(kCourseForms, [](int bit, Language l) { return Word(static_cast<CourseForm>(1u << bit), l); });
  CHECK(Word(Relevance::kEssential, Language::kDutch) == "onmisbaar");
  CHECK_FALSE(Word(static_cast<Relevance>(99), Language::kDutch).empty());
  CHECK_FALSE(Word(static_cast<CourseForm>(0), Language::kEnglish).empty());
}

TEST_CASE("Reasons: labels are joined with the number of those left out") {
  Maker make;
  for (const auto* uri : {"skill/a", "skill/b", "skill/c", "skill/d"})
    make.Text(uri, std::string("nl-") + uri[6]).Text(uri, std::string("en-") + uri[6], TextKind::kPreferred, "en");
  const auto t = make.Build();
  const std::vector<Concept> all{0, 1, 2, 3};
  const auto join = [&](std::size_t count, std::size_t most, Language language) {
    return JoinLabels(t, std::span(all).first(count), most, language);
  };
  CHECK(join(0, 3, Language::kDutch) == "");
  CHECK(join(1, 3, Language::kDutch) == "nl-a");
  CHECK(join(2, 3, Language::kDutch) == "nl-a en nl-b");
  CHECK(join(3, 3, Language::kDutch) == "nl-a, nl-b en nl-c");
  CHECK(join(3, 3, Language::kEnglish) == "en-a, en-b and en-c");
  CHECK(join(4, 2, Language::kDutch) == "nl-a, nl-b en nog 2");
  CHECK(join(4, 3, Language::kEnglish) == "en-a, en-b, en-c and 1 more");
}

TEST_CASE("Reasons: the line names the largest shared skills and counts the essential ones") {
  Maker make;
  make.Text("skill/1", "meten").Text("skill/2", "lassen").Text("skill/3", "boren").Text("group/g", "techniek");
  make.Requires("occupation/a", {"skill/1", "skill/2", "skill/3"}).Requires("occupation/b", {"skill/1", "skill/2", "skill/4"});
  make.Requires("occupation/c", {"skill/5", "skill/6", "skill/7"}).Requires("occupation/d", {"skill/8", "skill/9", "skill/10"});
  make.Broader("skill/1", "group/g").Broader("skill/5", "group/g");
  make.Requires("occupation/e", {"skill/1"});
  const auto matcher = MakeMatcher(make.Build());
  const auto& t = matcher.taxonomy();
  const auto line = [&](std::string_view from, std::string_view to, Language language) {
    return ReasonLine(t, Need(Explain(matcher, ProfileOf(t, {from}), At(t, to))), language);
  };
  const auto near = line("occupation/a", "occupation/b", Language::kDutch);
  CHECK(Holds(near, "meten"));
  CHECK(Holds(near, "lassen"));
  CHECK_FALSE(Holds(near, "boren"));
  CHECK(Holds(near, "2 van de 3"));
  CHECK(Holds(line("occupation/a", "occupation/b", Language::kEnglish), "2 of the 3"));
  CHECK(Holds(line("occupation/a", "occupation/a", Language::kEnglish), "all 3"));
  CHECK(Holds(line("occupation/a", "occupation/c", Language::kDutch), "techniek"));  // only the family is shared
  CHECK(Holds(line("occupation/a", "occupation/d", Language::kEnglish), "No skills are shared"));
  CHECK(Holds(line("occupation/a", "occupation/e", Language::kEnglish), "too little data"));
}

TEST_CASE("Reasons: what only one side has is never named as shared, even where it speaks for the pair") {
  // All ask skill 1, most of them fully. That a asks it a little and b not at all makes them alike.
  Maker make;
  make.Text("skill/1", "algemeen").Text("skill/2", "zeldzaam");
  for (std::uint32_t i = 0; i < 20; ++i) make.Requires(Uri("occupation", i), {"skill/1", Uri("skill/own", i), Uri("skill/also", i)});
  make.Requires("occupation/a", "skill/1", Relevance::kSomewhat).Requires("occupation/a", {"skill/2", "skill/3"});
  make.Requires("occupation/b", {"skill/2", "skill/4", "skill/5"});
  ModelParams params;
  params.own_level = 0;
  const auto matcher = MakeMatcher(make.Build(), params);
  const auto& t = matcher.taxonomy();
  const auto x = Need(Explain(matcher, ProfileOf(t, {"occupation/a"}), At(t, "occupation/b")));
  const auto skill = At(t, "skill/1");
  const auto common = std::find_if(x.contributions.begin(), x.contributions.end(), [&](const Contribution& c) { return c.concept_id == skill; });
  REQUIRE(common != x.contributions.end());
  CHECK(common->score > 0);
  CHECK((common->in_profile && !common->in_target));
  const auto line = ReasonLine(t, x, Language::kDutch);
  CHECK(Holds(line, "zeldzaam"));
  CHECK_FALSE(Holds(line, "algemeen"));
}

TEST_CASE("Reasons: every explanation of random graphs gets a sentence in UTF-8") {
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    Random random(seed);
    const auto matcher = MakeMatcher(RandomTaxonomy(seed));
    const auto profile = RandomProfile(matcher.taxonomy(), random);
    for (std::uint32_t o = 0; o < matcher.model().rows(); ++o) {
      for (const auto language : {Language::kDutch, Language::kEnglish}) {
        const auto line = ReasonLine(matcher.taxonomy(), Need(Explain(matcher, profile, o)), language);
        CHECK(IsUtf8(line));
        CHECK(line.size() > 10);
        CHECK(line.back() == '.');
      }
    }
  }
}

TEST_CASE("Reasons: what stands in the way is said in a sentence each") {
  Maker make;
  make.Text("occupation/a", "verpleger").Text("licence/b", "rijbewijs B").Text("licence/c", "VCA").Text("licence/d", "heftruck").Text("condition/n", "nachtwerk").Text("condition/m", "tillen");
  Gates gates;
  const auto t = make.Build();
  const auto lines = [&](Language language) { return GateLines(t, gates, language); };
  CHECK(lines(Language::kDutch).empty());
  gates.state = {GateState::kClear, GateState::kClear, GateState::kClear, GateState::kClear, GateState::kClear};
  CHECK(lines(Language::kDutch).empty());

  gates.state = {GateState::kStands, GateState::kStands, GateState::kStands, GateState::kStands, GateState::kStands};
  gates.licences = {{At(t, "licence/b"), Relevance::kEssential, true, false}, {At(t, "licence/c"), Relevance::kEssential, true, true}, {At(t, "licence/d"), Relevance::kImportant, false, false}};
  gates.conditions = {{{At(t, "condition/n"), Relevance::kSomewhat}, Relevance::kEssential}, {{At(t, "condition/m"), Relevance::kSomewhat}, std::nullopt}};
  gates.nlqf_have = 20, gates.nlqf_need = 40;
  CHECK(lines(Language::kDutch) == std::vector<std::string>{
                                       "De wet bepaalt wie dit werk mag doen.",
                                       "Voor dit werk is nodig: rijbewijs B.",
                                       "Nodig, en het is niet zeker dat u het hebt: VCA.",
                                       "Soms gevraagd: heftruck.",
                                       "Mensen in dit werk hebben meestal niveau 4; u hebt niveau 2.",
                                       "U gaf aan dat dit niet kan, en het hoort bij dit werk: nachtwerk.",
                                       "Het is niet bekend of dit bij het werk hoort: tillen.",
                                       "Bemiddelaars zoeken geen mensen voor dit werk.",
                                   });
  gates.nlqf_inferred = true;
  CHECK(lines(Language::kEnglish)[4] == "People in this work usually have level 4; for your work so far it is level 2.");
  gates.state[2] = GateState::kUnknown, gates.nlqf_have = kNlqfUnknown;
  CHECK(lines(Language::kEnglish)[4] == "People in this work usually have level 4; your level is not known.");
  gates.nlqf_need = kNlqfUnknown;  // nothing is known, so nothing is said
  CHECK(lines(Language::kEnglish).size() == 7);
  gates.state.fill(GateState::kNotAsked);
  CHECK(lines(Language::kEnglish).empty());
}
