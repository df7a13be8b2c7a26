// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Crosswalks: reading, turning, matches, and the translation of profiles. The translation is held against a slow one that
// goes through all links for every item, and against its promise: a round trip gains nothing. Versions: versions_test.cpp.

#include "overstap/crosswalk.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "oracle/files.hpp"
#include "oracle/random_graph.hpp"
#include "overstap/io.hpp"

using namespace overstap;
using namespace overstap::test;

namespace {

// --- the oracle ----------------------------------------------------------------------------------------------------

using Row = std::tuple<Concept, bool, ItemOutcome, ItemReason, MatchType, LinkSource, std::vector<Concept>>;
using Item = std::tuple<Concept, Relevance, Level, Evidence>;
struct Plain {
  std::vector<Row> rows;
  std::vector<Item> items;
  std::vector<Concept> origins;
  Nlqf nlqf = kNlqfUnknown;
  bool nlqf_inferred = false;
  bool operator==(const Plain&) const = default;
};
Plain PlainOf(const Profile& profile, const std::vector<Translated>& entries) {
  Plain plain;
  for (const auto& e : entries) plain.rows.emplace_back(e.source, e.origin, e.outcome, e.why, e.via, e.link, e.targets);
  for (const auto& i : profile.items()) plain.items.emplace_back(i.concept_id, i.strength, i.level, i.evidence);
  plain.origins.assign(profile.origins().begin(), profile.origins().end());
  plain.nlqf = profile.Nlqf(), plain.nlqf_inferred = profile.nlqf_inferred();
  return plain;
}

/// The rules of TranslateProfile(), each question answered by going through everything.
class Naive {
 public:
  Naive(const Taxonomy& from, const Profile& profile, const Taxonomy& to, const Crosswalk& crosswalk)
      : from_(from), to_(to), profile_(profile), crosswalk_(crosswalk) {}

  Plain Run() {
    Plain out;
    std::map<Concept, std::vector<ProfileItem>> given;
    std::set<Concept> origins;
    std::map<Concept, Translated> judged;
    for (const auto o : profile_.origins()) {
      auto entry = Judge(o);
      if ((Good(entry) || entry.why == ItemReason::kPartOfMerge) && StatesLess(o)) entry.outcome = ItemOutcome::kApproximated, entry.why = ItemReason::kStatedLess;
      entry.origin = true;
      for (const auto t : entry.targets) {
        if (Good(entry)) {
          origins.insert(t);
          out.nlqf = std::max(out.nlqf, to_.Nlqf(t));
        }
        for (const auto& r : to_.Relations(t)) {
          if (Asked(to_, r)) given[r.target].push_back({r.target, r.relevance, r.level, Evidence::kInferred});
        }
      }
      judged[o] = entry;
      out.rows.push_back(RowOf(entry));
    }
    for (const auto& item : profile_.items()) {
      auto entry = Judge(item.concept_id);
      if (item.evidence == Evidence::kInferred) {
        const Translated* best = nullptr;
        for (const auto o : profile_.origins()) {
          for (const auto& r : from_.Relations(o)) {
            if (Asked(from_, r) && r.target == item.concept_id && (best == nullptr || judged[o].outcome < best->outcome)) best = &judged[o];
          }
        }
        if (best == nullptr) {
          entry = {};
          entry.source = item.concept_id, entry.why = ItemReason::kInferredBefore;
        } else if (best->outcome != ItemOutcome::kLost) {
          entry = *best;
          entry.source = item.concept_id, entry.origin = false, entry.targets.clear(), entry.why = ItemReason::kOriginCarries;
          entry.outcome = Good(*best) ? ItemOutcome::kKept : ItemOutcome::kApproximated;
        }
      }
      for (const auto t : entry.targets) {
        auto there = item;
        there.concept_id = t;
        if (entry.outcome == ItemOutcome::kMerged) {
          for (const auto part : Component(item.concept_id).first) {
            const auto* other = profile_.Find(part);
            if (there.level == 0 || (other->level != 0 && other->level < there.level)) there.level = other->level;
            there.evidence = std::min(there.evidence, other->evidence);
          }
        }
        if (!Good(entry)) there.evidence = Evidence::kInferred;
        given[t].push_back(there);
      }
      out.rows.push_back(RowOf(entry));
    }
    for (const auto& [c, items] : given) {
      ProfileItem kept = items.front();
      for (const auto& i : items) kept.evidence = std::max(kept.evidence, i.evidence), kept.strength = std::max(kept.strength, i.strength);
      std::set<Level> levels;
      for (const auto& i : items) {
        if (i.evidence == kept.evidence) levels.insert(i.level);
      }
      kept.level = levels.contains(0) ? Level{0} : *levels.rbegin();
      out.items.emplace_back(c, kept.strength, kept.level, kept.evidence);
    }
    out.origins.assign(origins.begin(), origins.end());
    out.nlqf_inferred = out.nlqf != kNlqfUnknown;
    if (!profile_.nlqf_inferred() && profile_.Nlqf() != kNlqfUnknown) out.nlqf = profile_.Nlqf(), out.nlqf_inferred = false;
    return out;
  }

 private:
  static Row RowOf(const Translated& e) { return {e.source, e.origin, e.outcome, e.why, e.via, e.link, e.targets}; }
  static bool Good(const Translated& e) { return e.outcome == ItemOutcome::kKept || e.outcome == ItemOutcome::kSplit || e.outcome == ItemOutcome::kMerged; }
  static bool Asked(const Taxonomy& t, const Relation& r) { return t.Kind(r.target) != ConceptKind::kCondition && r.relevance != Relevance::kNotRelevant; }

  struct Found {
    Concept a, b;
    MatchType type;
    LinkSource source;
    bool comparable;
  };
  std::vector<Found> Links() const {
    std::vector<Found> found;
    for (const auto& link : crosswalk_.links()) {
      const auto a = from_.Find(link.from), b = to_.Find(link.to);
      if (!a || !b) continue;
      static const std::map<ConceptKind, int> kClasses = {{ConceptKind::kOccupation, 1}, {ConceptKind::kSkill, 2}, {ConceptKind::kKnowledge, 2}, {ConceptKind::kTask, 2}, {ConceptKind::kLicence, 3}};
      const auto x = kClasses.find(from_.Kind(*a)), y = kClasses.find(to_.Kind(*b));
      found.push_back({*a, *b, link.type, link.source, x != kClasses.end() && y != kClasses.end() && x->second == y->second});
    }
    return found;
  }
  /// Everything that exact links join to `a`, on both sides.
  std::pair<std::set<Concept>, std::set<Concept>> Component(Concept a) const {
    std::set<Concept> left = {a}, right;
    for (std::size_t size = 0; size != left.size() + right.size();) {
      size = left.size() + right.size();
      for (const auto& l : Links()) {
        if (l.comparable && l.type == MatchType::kExact && (left.contains(l.a) || right.contains(l.b))) left.insert(l.a), right.insert(l.b);
      }
    }
    return {left, right};
  }
  bool HasOutright(Concept a) const {
    const auto* item = profile_.Find(a);
    return profile_.HasOrigin(a) ? !StatesLess(a) : item != nullptr && item->evidence > Evidence::kInferred;
  }
  bool StatesLess(Concept o) const {
    for (const auto& r : from_.Relations(o)) {
      if (!Asked(from_, r)) continue;
      const auto* item = profile_.Find(r.target);
      if (item->evidence != Evidence::kInferred && item->level > 0 && (r.level > item->level || r.level == 0) && !Good(Judge(r.target))) return true;
    }
    return false;
  }
  Translated Judge(Concept a) const {
    Translated e;
    e.source = a;
    const std::pair<MatchType, ItemReason> order[] = {{MatchType::kExact, ItemReason::kNone}, {MatchType::kClose, ItemReason::kClose}, {MatchType::kBroad, ItemReason::kBroader},
                                                      {MatchType::kNarrow, ItemReason::kOnlyNarrower}, {MatchType::kRelated, ItemReason::kOnlyRelated}};
    bool other_kind = false;
    for (const auto& l : Links()) other_kind = other_kind || (l.a == a && !l.comparable);
    for (const auto& [type, why] : order) {
      std::set<Concept> targets;
      std::set<LinkSource> sources;
      for (const auto& l : Links()) {
        if (l.comparable && l.a == a && l.type == type) targets.insert(l.b), sources.insert(l.source);
      }
      if (targets.empty()) continue;
      e.via = type, e.link = *sources.begin(), e.why = why;
      e.targets.assign(targets.begin(), targets.end());
      if (type == MatchType::kExact) {
        const auto [left, right] = Component(a);
        if (left.size() > 1 && right.size() > 1) {
          e.outcome = ItemOutcome::kLost, e.why = ItemReason::kAmbiguous;
        } else if (left.size() > 1) {
          const bool all = std::all_of(left.begin(), left.end(), [&](Concept part) { return HasOutright(part); });
          e.outcome = all ? ItemOutcome::kMerged : ItemOutcome::kApproximated;
          e.why = all ? ItemReason::kNone : ItemReason::kPartOfMerge;
        } else {
          e.outcome = right.size() > 1 ? ItemOutcome::kSplit : ItemOutcome::kKept;
        }
      } else {
        e.outcome = type == MatchType::kClose || type == MatchType::kBroad ? ItemOutcome::kApproximated : ItemOutcome::kLost;
      }
      if (e.outcome == ItemOutcome::kLost) e.targets.clear();
      return e;
    }
    e.why = other_kind ? ItemReason::kOtherKind : ItemReason::kNoLink;
    return e;
  }

  const Taxonomy& from_;
  const Taxonomy& to_;
  const Profile& profile_;
  const Crosswalk& crosswalk_;
};

// --- random worlds -------------------------------------------------------------------------------------------------

constexpr GraphSize kTiny{4, 6, 3, 3, 1, 2, 2, 4, true};

/// A concept of `kTiny`, or now and then one that nobody knows.
std::string RandomUri(Random& random, const std::string& kind) {
  const std::map<std::string, std::uint32_t> counts = {{"occupation", kTiny.occupations}, {"skill", kTiny.skills},   {"knowledge", kTiny.knowledge}, {"task", kTiny.tasks},
                                                       {"condition", kTiny.conditions},   {"group", kTiny.groups}, {"licence", kTiny.licences}};
  return Uri(kind, random.Chance(4) ? 77 : random.Below(counts.at(kind)));
}
Crosswalk RandomCrosswalk(Random& random) {
  static constexpr const char* kKinds[] = {"occupation", "occupation", "skill", "skill", "skill", "knowledge", "task", "licence", "group", "condition"};
  std::vector<CrosswalkLink> links;
  for (auto n = random.Below(30); n > 0; --n) {
    const std::string kind = kKinds[random.Below(10)];
    const auto type = random.Chance(45) ? MatchType::kExact : static_cast<MatchType>(random.Below(kMatchTypes));
    const std::string other = random.Chance(85) ? kind : kKinds[random.Below(10)];
    links.push_back({RandomUri(random, kind), RandomUri(random, other), type, static_cast<LinkSource>(random.Below(5))});
  }
  return Crosswalk(links);
}
/// RandomProfile() and things inferred that no past occupation explains.
Profile RandomPerson(const Taxonomy& t, Random& random) {
  ProfileBuilder builder(t);
  const auto occupations = t.Concepts(ConceptKind::kOccupation);
  for (auto n = random.Below(4); n > 0; --n) Need(builder.AddOccupation(occupations.first + random.Below(occupations.size())));
  for (const auto kind : {ConceptKind::kSkill, ConceptKind::kKnowledge, ConceptKind::kTask, ConceptKind::kLicence}) {
    const auto range = t.Concepts(kind);
    for (auto n = random.Below(5); n > 0; --n)
      Need(builder.Add(range.first + random.Below(range.size()), static_cast<Level>(random.Below(5)), static_cast<Evidence>(random.Below(5))));
    for (auto n = random.Below(2); n > 0; --n)
      Need(builder.AddInferred(range.first + random.Below(range.size()), static_cast<Relevance>(1 + random.Below(4)), static_cast<Level>(random.Below(5))));
  }
  if (random.Chance(30)) builder.SetNlqf(static_cast<Nlqf>(10 * (1 + random.Below(7))));
  return builder.Build();
}

/// Nothing in `after` that was not in `before`, and nothing stronger.
void CheckNoGain(const Profile& before, const Profile& after) {
  for (const auto o : after.origins()) CHECK(before.HasOrigin(o));
  for (const auto& item : after.items()) {
    const auto* was = before.Find(item.concept_id);
    REQUIRE(was != nullptr);
    CHECK(item.evidence <= was->evidence);
    CHECK(item.strength <= was->strength);
    if (was->level != 0) CHECK((item.level != 0 && item.level <= was->level));
  }
  if (after.Nlqf() != kNlqfUnknown) {
    CHECK(after.Nlqf() <= before.Nlqf());
    CHECK(after.nlqf_inferred() == before.nlqf_inferred());
  }
}

// --- small worlds --------------------------------------------------------------------------------------------------

CrosswalkLink Exact(std::string from, std::string to) { return {std::move(from), std::move(to), MatchType::kExact, LinkSource::kFile}; }

/// What became of `uri`.
const Translated& EntryOf(const Translation& translation, const Taxonomy& from, std::string_view uri) {
  const auto c = At(from, uri);
  const auto at = std::find_if(translation.entries.begin(), translation.entries.end(), [&](const Translated& e) { return e.source == c; });
  REQUIRE(at != translation.entries.end());
  return *at;
}
std::vector<std::string> TargetsOf(const Translated& entry, const Taxonomy& to) {
  std::vector<std::string> uris;
  for (const auto t : entry.targets) uris.emplace_back(to.Uri(t));
  return uris;
}
using Uris = std::vector<std::string>;

void CheckRefused(std::string_view content, std::uint64_t line, std::string_view text) {
  const TemporaryFile file(content);
  const auto read = ReadCrosswalk(file.path);
  REQUIRE_FALSE(read.ok());
  const std::string message(read.status().message());
  INFO(message);
  CHECK(CodeOf(read.status()) == ErrorCode::kMalformed);
  CHECK(PositionOf(read.status()).line == line);
  CHECK(message.find(text) != std::string::npos);
}


}  // namespace

// --- links ---------------------------------------------------------------------------------------------------------

TEST_CASE("Crosswalk: links are sorted and each there once; what replaced a concept is exactly it") {
  const Crosswalk c({{"b", "y", MatchType::kBroad}, Exact("a", "x"), Exact("a", "x"), {"a", "z", MatchType::kReplacedBy}});
  REQUIRE(c.links().size() == 3);
  CHECK(c.links()[0] == Exact("a", "x"));
  CHECK(c.links()[1] == CrosswalkLink{"a", "z", MatchType::kExact, LinkSource::kReplacement});
  CHECK(c.links()[2] == CrosswalkLink{"b", "y", MatchType::kBroad, LinkSource::kFile});
  CHECK(Crosswalk().links().empty());
}

TEST_CASE("Crosswalk: reversed, broad is narrow and the rest as it was; twice reversed is the same") {
  std::vector<CrosswalkLink> links, turned;
  const std::pair<MatchType, MatchType> pairs[] = {{MatchType::kExact, MatchType::kExact}, {MatchType::kClose, MatchType::kClose}, {MatchType::kBroad, MatchType::kNarrow},
                                                   {MatchType::kNarrow, MatchType::kBroad}, {MatchType::kRelated, MatchType::kRelated}};
  for (const auto& [type, other] : pairs) {
    links.push_back({"a", "x", type, LinkSource::kMatch});
    turned.push_back({"x", "a", other, LinkSource::kMatch});
  }
  const Crosswalk c(links);
  CHECK(std::ranges::equal(c.Reversed().links(), Crosswalk(turned).links()));
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    Random random(seed);
    const auto r = RandomCrosswalk(random);
    CHECK(std::ranges::equal(r.Reversed().Reversed().links(), r.links()));
    CHECK(r.Reversed().links().size() == r.links().size());
  }
}

TEST_CASE("Crosswalk: two together hold the links of both, each once") {
  const Crosswalk a({Exact("a", "x"), Exact("b", "y")}), b({Exact("b", "y"), Exact("a", "y")});
  CHECK(std::ranges::equal(a.With(b).links(), Crosswalk({Exact("a", "x"), Exact("a", "y"), Exact("b", "y")}).links()));
  CHECK(std::ranges::equal(a.With(b).links(), b.With(a).links()));
  CHECK(std::ranges::equal(a.With({}).links(), a.links()));
}

TEST_CASE("Crosswalk: names are different and never empty") {
  std::set<std::string_view> names;
  for (int i = 0; i < 5; ++i) names.insert(Name(static_cast<LinkSource>(i)));
  CHECK(names.size() == 5);
  names.clear();
  for (int i = 0; i < kItemOutcomes; ++i) names.insert(Name(static_cast<ItemOutcome>(i)));
  CHECK(names.size() == kItemOutcomes);
  names.clear();
  for (int i = 0; i < kItemReasons; ++i) names.insert(Name(static_cast<ItemReason>(i)));
  CHECK(names.size() == kItemReasons);
  CHECK_FALSE(names.contains(""));
  CHECK_FALSE(names.contains("unknown"));
  CHECK(Name(ItemReason::kStatedLess) == "stated-less");
  CHECK(Name(LinkSource::kSameUri) == "same-uri");
  CHECK(Name(static_cast<ItemReason>(200)) == "unknown");
}

TEST_CASE("Crosswalk: the matches of both taxonomies count, those of the other side turned round") {
  Maker a, b;
  Need(a.builder.AddMatch(a("skill/a1"), MatchType::kBroad, "skill/b1"));
  Need(a.builder.AddMatch(a("skill/a1"), MatchType::kExact, "skill/nowhere"));
  Need(b.builder.AddMatch(b("skill/b1"), MatchType::kBroad, "skill/a2"));
  Need(b.builder.AddMatch(b("skill/b2"), MatchType::kReplacedBy, "skill/a2"));
  a("skill/a2");
  const auto from = a.Build(), to = b.Build();
  const auto c = Crosswalk::FromMatches(from, to);
  const Crosswalk expected({{"skill/a1", "skill/b1", MatchType::kBroad, LinkSource::kMatch}, {"skill/a2", "skill/b1", MatchType::kNarrow, LinkSource::kMatch},
                            {"skill/a2", "skill/b2", MatchType::kReplacedBy, LinkSource::kMatch}});
  CHECK(std::ranges::equal(c.links(), expected.links()));
}

TEST_CASE("Crosswalk: matches seen from the other side are the reverse") {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    Random random(seed);
    const auto make = [&] {
      auto calls = RandomCalls(random, kTiny);
      for (auto n = random.Below(20); n > 0; --n) {
        const auto from = Uri("skill", random.Below(kTiny.skills)), to = RandomUri(random, "skill");
        calls.push_back([=, type = static_cast<MatchType>(random.Below(kMatchTypes))](TaxonomyBuilder& b) { Need(b.AddMatch(NodeOf(b, from), type, to)); });
      }
      return BuildFrom(calls);
    };
    const auto a = make(), b = make();
    const auto there = Crosswalk::FromMatches(a, b), back = Crosswalk::FromMatches(b, a);
    CHECK(std::ranges::equal(there.Reversed().links(), back.links()));
    for (const auto& link : there.links()) CHECK((a.Find(link.from) && b.Find(link.to)));
  }
}

// --- files ---------------------------------------------------------------------------------------------------------

TEST_CASE("Crosswalk: a file with from, type, to") {
  const TemporaryFile file("\xEF\xBB\xBFnote,to,type,from\r\n\"a, b\",http://e/x,exact,http://e/a\r\n,,,\r\n\r\n,http://e/y, broad ,\"http://e/a\"\r\n,http://e/x,exact,http://e/a\r\n"
                           ",http://e/z,replaced-by,http://e/a");
  std::vector<std::string> notes;
  const auto c = Need(ReadCrosswalk(file.path, &notes));
  const Crosswalk expected({Exact("http://e/a", "http://e/x"), {"http://e/a", "http://e/y", MatchType::kBroad}, {"http://e/a", "http://e/z", MatchType::kReplacedBy}});
  CHECK(std::ranges::equal(c.links(), expected.links()));
  CHECK(notes == std::vector<std::string>{"1 rows say what another row says"});
}

TEST_CASE("Crosswalk: ESCO's official form, whose type reads from the second column to the first") {
  const TemporaryFile file(
      "\xEF\xBB\xBFMapping project name,A crosswalk,,,,,\r\nauthor,\"One, and\r\nanother\",,\r\n,,,,,,\r\n"
      "O*NET Id,O*NET Title,O*NET Description,ESCO or ISCO URI,ESCO or ISCO Title,ESCO or ISCO Description,Type of Match\r\n"
      "11-1031.00,Makers of laws,\"Make, and\r\nkeep.\",http://e/senator,senator,,broadMatch\r\n"
      "35-2013.00,Cooks in houses,,http://e/cook,cook,,narrowMatch\r\n"
      "35-2013.00,Cooks in houses,,http://e/chef,chef,,exactMatch\r\n"
      "35-2013.00,Cooks in houses,,http://e/baker,baker,,closeMatch\r\n"
      "35-2013.00,Cooks in houses,,http://e/isco/C5120,Cooks,,exactISCO\r\n");
  std::vector<std::string> notes;
  const auto c = Need(ReadCrosswalk(file.path, &notes));
  const std::string cooks = "https://www.onetonline.org/link/summary/35-2013.00";
  const Crosswalk expected({{"https://www.onetonline.org/link/summary/11-1031.00", "http://e/senator", MatchType::kNarrow},
                            {cooks, "http://e/cook", MatchType::kBroad}, {cooks, "http://e/baker", MatchType::kClose}, Exact(cooks, "http://e/chef")});
  CHECK(std::ranges::equal(c.links(), expected.links()));
  CHECK(notes == std::vector<std::string>{"1 rows that link an occupation to an ISCO group were left out"});
  CHECK(Need(ReadCrosswalk(file.path)).links().size() == 4);  // notes are not needed
}

TEST_CASE("Crosswalk: a file that cannot be meant is refused with its line") {
  CheckRefused("from,type,to\nhttp://e/a,exact,http://e/x\nhttp://e/a,exacty,http://e/x\n", 3, "the type of match is \"exacty\"; it must be exact, ");
  CheckRefused("from,type,to\nhttp://e/a,exact,\n", 2, "\"\" is no URI");
  CheckRefused("from,type,to\n\"http://e/\na\",exact,http://e/x\n", 2, "is no URI");
  CheckRefused("from,type,to\nhttp://e/\xFF,exact,http://e/x\n", 2, "is no URI");
  CheckRefused("from,type,to\na,exact\n", 2, "fields in the record: 2");
  CheckRefused("from,type,from,to\n", 1, "twice");
  CheckRefused("", 0, "none of its lines is the header; it must have the columns from, type, to");
  CheckRefused("from,type\na,exact\n", 0, "none of its lines is the header");
  CheckRefused("from;type;to\n", 0, "none of its lines is the header");
  CheckRefused("x,y\nfrom,type,to\na,\"b\n", 4, "quote");
  const std::string head = "a\nO*NET Id,ESCO or ISCO URI,Type of Match\n";
  CheckRefused(head + "11-1011.00,http://e/x,exact\n", 3, "it must be exactMatch, ");
  CheckRefused(head + "11-1011.0,http://e/x,exactMatch\n", 3, "the O*NET Id is \"11-1011.0\"");
  CheckRefused(head + "11-1011.00,x y,exactMatch\n", 3, "\"x y\" is no URI");
  CHECK(CodeOf(ReadCrosswalk("/nonexistent/x.csv").status()) == ErrorCode::kIo);
}

TEST_CASE("Crosswalk: a file cut at any byte or with any byte changed is read or refused, never worse") {
  const std::string whole =
      "name,x\n\nO*NET Id,ESCO or ISCO URI,ESCO or ISCO Title,Type of Match\r\n11-1031.00,http://e/senator,\"a \"\"b\"\"\nc\",broadMatch\r\n"
      "35-2013.00,http://e/isco/C1,,exactISCO\r\n";
  for (std::size_t i = 0; i < whole.size(); ++i) {
    for (const auto& content : {whole.substr(0, i), whole.substr(0, i) + '"' + whole.substr(i + 1), whole.substr(0, i) + '\xFF' + whole.substr(i + 1)}) {
      const TemporaryFile file(content);
      const auto read = ReadCrosswalk(file.path);
      CHECK((read.ok() ? read->links().size() <= 1 : CodeOf(read.status()) == ErrorCode::kMalformed));
    }
  }
}

// --- translation ---------------------------------------------------------------------------------------------------

TEST_CASE("Translation: an exact counterpart keeps level and evidence") {
  Maker a, b;
  a("skill/a"), a("knowledge/k"), b("skill/x"), b("task/y");
  const auto from = a.Build(), to = b.Build();
  ProfileBuilder builder(from);
  Need(builder.Add(At(from, "skill/a"), 3, Evidence::kDiploma));
  Need(builder.Add(At(from, "knowledge/k"), 0, Evidence::kEvc));
  builder.SetNlqf(40);
  const auto t = TranslateProfile(from, builder.Build(), to, Crosswalk({Exact("skill/a", "skill/x"), Exact("knowledge/k", "task/y"), {"skill/a", "task/y", MatchType::kClose}}));
  CHECK(t.Count(ItemOutcome::kKept) == 2);
  const auto* x = t.profile.Find(At(to, "skill/x"));
  REQUIRE(x);
  CHECK(std::tuple(x->level, x->evidence, x->strength) == std::tuple(3, Evidence::kDiploma, Relevance::kEssential));
  const auto* y = t.profile.Find(At(to, "task/y"));  // knowledge there is a task here: the crosswalk says it is the same
  REQUIRE(y);
  CHECK(std::tuple(y->level, y->evidence) == std::tuple(0, Evidence::kEvc));
  CHECK(t.profile.Nlqf() == 40);
  CHECK_FALSE(t.profile.nlqf_inferred());
}

TEST_CASE("Translation: a split takes all, a merge needs all") {
  Maker a, b;
  a("skill/s"), a("skill/m1"), a("skill/m2"), b("skill/s1"), b("skill/s2"), b("skill/m");
  const auto from = a.Build(), to = b.Build();
  const Crosswalk crosswalk({Exact("skill/s", "skill/s1"), Exact("skill/s", "skill/s2"), Exact("skill/m1", "skill/m"), Exact("skill/m2", "skill/m")});
  ProfileBuilder builder(from);
  Need(builder.Add(At(from, "skill/s"), 2, Evidence::kConfirmed));
  Need(builder.Add(At(from, "skill/m1"), 4, Evidence::kClaimed));
  SUBCASE("whole") {
    Need(builder.Add(At(from, "skill/m2"), 3, Evidence::kDiploma));
    const auto p = builder.Build();
    const auto t = TranslateProfile(from, p, to, crosswalk);
    CHECK(EntryOf(t, from, "skill/s").outcome == ItemOutcome::kSplit);
    CHECK(TargetsOf(EntryOf(t, from, "skill/s"), to) == Uris{"skill/s1", "skill/s2"});
    CHECK(t.Count(ItemOutcome::kMerged) == 2);
    const auto& m = *t.profile.Find(At(to, "skill/m"));
    CHECK(m.level == 3);  // the lowest level and the weakest evidence of the parts
    CHECK(m.evidence == Evidence::kClaimed);
    CHECK(t.profile.Find(At(to, "skill/s2"))->level == 2);
    const auto back = TranslateProfile(to, t.profile, from, crosswalk.Reversed());
    CheckNoGain(p, back.profile);
    CHECK(back.profile.items().size() == 3);
  }
  SUBCASE("a part that is not stated outright") {
    Need(builder.AddInferred(At(from, "skill/m2"), Relevance::kEssential, 4));
    const auto t = TranslateProfile(from, builder.Build(), to, crosswalk);
    const auto& e = EntryOf(t, from, "skill/m1");
    CHECK(e.outcome == ItemOutcome::kApproximated);
    CHECK(e.why == ItemReason::kPartOfMerge);
    const auto& m = *t.profile.Find(At(to, "skill/m"));
    CHECK(m.evidence == Evidence::kInferred);
    CHECK(m.level == 4);
    CHECK(EntryOf(t, from, "skill/m2").why == ItemReason::kInferredBefore);
  }
}

TEST_CASE("Translation: close before broader, all targets of the first; narrower, related, tangled and unknown are lost") {
  Maker a, b;
  for (const auto* uri : {"skill/close", "skill/broad", "skill/narrow", "skill/related", "skill/none", "skill/t1", "skill/t2", "licence/l", "skill/unknown"}) a(uri);
  for (const auto* uri : {"skill/x", "skill/y", "skill/z", "skill/w"}) b(uri);
  const auto from = a.Build(), to = b.Build();
  std::vector<CrosswalkLink> links = {{"skill/close", "skill/x", MatchType::kClose}, {"skill/close", "skill/y", MatchType::kClose}, {"skill/close", "skill/z", MatchType::kBroad},
                                      {"skill/broad", "skill/z", MatchType::kBroad}, {"skill/broad", "skill/x", MatchType::kNarrow},
                                      {"skill/narrow", "skill/x", MatchType::kNarrow}, {"skill/narrow", "skill/x", MatchType::kRelated},
                                      {"skill/related", "skill/x", MatchType::kRelated}, {"licence/l", "skill/x", MatchType::kExact},
                                      {"skill/unknown", "skill/nowhere", MatchType::kExact}};
  for (const auto* t : {"skill/t1", "skill/t2"}) {
    for (const auto* u : {"skill/y", "skill/w"}) links.push_back(Exact(t, u));
  }
  ProfileBuilder builder(from);
  for (Concept c = 0; c < from.size(); ++c) Need(builder.Add(c, 2, Evidence::kDiploma));
  const auto t = TranslateProfile(from, builder.Build(), to, Crosswalk(links));
  const auto check = [&](std::string_view uri, ItemOutcome outcome, ItemReason why, const Uris& targets) {
    const auto& e = EntryOf(t, from, uri);
    INFO(uri);
    CHECK(e.outcome == outcome);
    CHECK(e.why == why);
    CHECK(TargetsOf(e, to) == targets);
  };
  check("skill/close", ItemOutcome::kApproximated, ItemReason::kClose, {"skill/x", "skill/y"});
  check("skill/broad", ItemOutcome::kApproximated, ItemReason::kBroader, {"skill/z"});
  check("skill/narrow", ItemOutcome::kLost, ItemReason::kOnlyNarrower, {});
  check("skill/related", ItemOutcome::kLost, ItemReason::kOnlyRelated, {});
  check("skill/none", ItemOutcome::kLost, ItemReason::kNoLink, {});
  check("skill/unknown", ItemOutcome::kLost, ItemReason::kNoLink, {});
  check("skill/t1", ItemOutcome::kLost, ItemReason::kAmbiguous, {});
  check("licence/l", ItemOutcome::kLost, ItemReason::kOtherKind, {});
  CHECK(t.entries.size() == from.size());
  REQUIRE(t.profile.items().size() == 3);
  for (const auto& item : t.profile.items()) CHECK(std::tuple(item.level, item.evidence) == std::tuple(2, Evidence::kInferred));
}

TEST_CASE("Translation: a past occupation brings what its counterpart requires, and carries what was inferred from it") {
  Maker a, b;
  a.Requires("occupation/o", {"skill/1", "skill/2"});
  b.Requires("occupation/p", "skill/x", Relevance::kOptional, 2).Requires("occupation/p", "condition/c");
  b.Requires("occupation/p", "skill/not", Relevance::kNotRelevant);
  b("group/g"), b("skill/one");
  b.builder.SetNlqf(b("occupation/p"), 30);
  const auto from = a.Build(), to = b.Build();
  const auto person = ProfileOf(from, {"occupation/o"});
  const auto translate = [&](MatchType type, const char* target) {
    return TranslateProfile(from, person, to, Crosswalk({{"occupation/o", target, type}, Exact("skill/1", "skill/one")}));
  };
  const auto exact = translate(MatchType::kExact, "occupation/p");
  CHECK(exact.profile.HasOrigin(At(to, "occupation/p")));
  CHECK(exact.profile.Nlqf() == 30);
  CHECK(exact.profile.nlqf_inferred());
  REQUIRE(exact.profile.items().size() == 1);
  CHECK(exact.profile.items()[0].strength == Relevance::kOptional);
  CHECK(exact.entries.front().origin);
  CHECK(EntryOf(exact, from, "skill/1").why == ItemReason::kOriginCarries);
  CHECK(EntryOf(exact, from, "skill/1").outcome == ItemOutcome::kKept);
  CHECK(EntryOf(exact, from, "skill/1").targets.empty());

  const auto close = translate(MatchType::kClose, "occupation/p");
  CHECK(close.profile.origins().empty());
  CHECK(close.profile.Nlqf() == kNlqfUnknown);
  REQUIRE(close.profile.items().size() == 1);
  const auto& item = close.profile.items()[0];
  CHECK(std::tuple(item.concept_id, item.strength, item.level, item.evidence) == std::tuple(At(to, "skill/x"), Relevance::kOptional, 2, Evidence::kInferred));
  CHECK(EntryOf(close, from, "skill/2").outcome == ItemOutcome::kApproximated);

  for (const auto& lost : {translate(MatchType::kNarrow, "occupation/p"), translate(MatchType::kExact, "group/g")}) {
    // What was inferred from it is translated itself, and stays inferred.
    REQUIRE(lost.profile.items().size() == 1);
    CHECK(lost.profile.items()[0].concept_id == At(to, "skill/one"));
    CHECK(lost.profile.items()[0].evidence == Evidence::kInferred);
    CHECK(EntryOf(lost, from, "skill/1").outcome == ItemOutcome::kKept);
    CHECK(EntryOf(lost, from, "skill/2").why == ItemReason::kNoLink);
  }
  CHECK(EntryOf(translate(MatchType::kExact, "group/g"), from, "occupation/o").why == ItemReason::kOtherKind);
}

TEST_CASE("Translation: occupations split and merge like anything else") {
  Maker a, b;
  a.Requires("occupation/o", {"skill/1"});
  b.Requires("occupation/p1", {"skill/x"}).Requires("occupation/p2", {"skill/y"});
  const auto from = a.Build(), to = b.Build();
  const Crosswalk crosswalk({Exact("occupation/o", "occupation/p1"), Exact("occupation/o", "occupation/p2")});
  const auto person = ProfileOf(from, {"occupation/o"});
  const auto there = TranslateProfile(from, person, to, crosswalk);
  CHECK(there.profile.origins().size() == 2);
  const auto back = TranslateProfile(to, there.profile, from, crosswalk.Reversed());
  CHECK(back.Count(ItemOutcome::kMerged) == 2);
  CHECK(PlainOf(back.profile, {}) == PlainOf(person, {}));
  const auto part = TranslateProfile(to, ProfileOf(to, {"occupation/p1"}), from, crosswalk.Reversed());
  CHECK(part.profile.origins().empty());
  CHECK(part.profile.items().size() == 1);
  CHECK(part.entries.front().why == ItemReason::kPartOfMerge);
}

TEST_CASE("Translation: a past occupation does not wipe out the lower level that was stated") {
  Maker a, b;
  a.Requires("occupation/o", "skill/1", Relevance::kEssential, 3).Requires("occupation/o", "skill/2");
  b.Requires("occupation/p", "skill/x");
  b("skill/one");
  const auto from = a.Build(), to = b.Build();
  const Crosswalk jobs({Exact("occupation/o", "occupation/p")}), all = jobs.With(Crosswalk({Exact("skill/1", "skill/one")}));
  const auto translate = [&](Level level, const Crosswalk& crosswalk) {
    ProfileBuilder builder(from);
    Need(builder.AddOccupation(At(from, "occupation/o")));
    Need(builder.Add(At(from, "skill/1"), level));
    const auto person = builder.Build();
    const auto there = TranslateProfile(from, person, to, crosswalk);
    CheckNoGain(person, TranslateProfile(to, there.profile, from, crosswalk.Reversed()).profile);
    return there;
  };
  const auto less = translate(2, jobs);  // back, the job would say 3
  CHECK(less.entries.front().outcome == ItemOutcome::kApproximated);
  CHECK(less.entries.front().why == ItemReason::kStatedLess);
  CHECK(less.entries.front().via == MatchType::kExact);
  CHECK(less.profile.origins().empty());
  CHECK(less.profile.items().size() == 1);
  CHECK(translate(2, all).entries.front().outcome == ItemOutcome::kKept);
  CHECK(translate(3, jobs).entries.front().outcome == ItemOutcome::kKept);
  CHECK(translate(0, jobs).entries.front().outcome == ItemOutcome::kKept);
}

TEST_CASE("Translation: what is inferred from nobody knows what is not translated") {
  Maker a, b;
  a("skill/1"), b("skill/x");
  const auto from = a.Build(), to = b.Build();
  ProfileBuilder builder(from);
  Need(builder.AddInferred(At(from, "skill/1"), Relevance::kImportant, 2));
  const auto t = TranslateProfile(from, builder.Build(), to, Crosswalk({Exact("skill/1", "skill/x")}));
  CHECK(t.profile.items().empty());
  REQUIRE(t.entries.size() == 1);
  CHECK(t.entries[0].why == ItemReason::kInferredBefore);
}

TEST_CASE("Translation: an empty profile, an empty crosswalk") {
  const auto from = RandomTaxonomy(1, kTiny), to = RandomTaxonomy(2, kTiny);
  CHECK(TranslateProfile(from, Profile(), to, Crosswalk()).entries.empty());
  Random random(1);
  const auto person = RandomPerson(from, random);
  const auto t = TranslateProfile(from, person, to, Crosswalk());
  CHECK(t.profile.items().empty());
  CHECK(t.Count(ItemOutcome::kLost) == person.items().size() + person.origins().size());
}

TEST_CASE("Translation: the same as the slow one, and a round trip gains nothing") {
  std::map<ItemOutcome, int> outcomes;
  std::map<ItemReason, int> reasons;
  int came_back = 0, split_origins = 0, merged_origins = 0;
  for (std::uint64_t seed = 0; seed < 6000 / kSlow; ++seed) {
    Random random(seed);
    const auto a = BuildFrom(RandomCalls(random, kTiny)), b = BuildFrom(RandomCalls(random, kTiny));
    auto crosswalk = RandomCrosswalk(random);
    if (random.Chance(20)) crosswalk = crosswalk.With(crosswalk.Reversed());  // the two taxonomies know the same URIs
    for (int side = 0; side < 2; ++side) {
      const auto& from = side == 0 ? a : b;
      const auto& to = side == 0 ? b : a;
      const auto links = side == 0 ? crosswalk : crosswalk.Reversed();
      const auto person = RandomPerson(from, random);
      CAPTURE(seed);
      const auto there = TranslateProfile(from, person, to, links);
      REQUIRE(PlainOf(there.profile, there.entries) == Naive(from, person, to, links).Run());
      REQUIRE(there.entries.size() == person.origins().size() + person.items().size());
      const auto back = TranslateProfile(to, there.profile, from, links.Reversed());
      REQUIRE(PlainOf(back.profile, back.entries) == Naive(to, there.profile, from, links.Reversed()).Run());
      CheckNoGain(person, back.profile);
      for (const auto& e : there.entries) {
        ++outcomes[e.outcome], ++reasons[e.why];
        split_origins += e.origin && e.outcome == ItemOutcome::kSplit;
        merged_origins += e.origin && e.outcome == ItemOutcome::kMerged;
      }
      came_back += !back.profile.items().empty();
    }
  }
  // Every rule was met many times, or the comparison says little.
  for (int i = 0; i < kItemOutcomes; ++i) CHECK(outcomes[static_cast<ItemOutcome>(i)] > 200 / kSlow);
  for (int i = 0; i < kItemReasons; ++i) {
    CAPTURE(i);
    CHECK(reasons[static_cast<ItemReason>(i)] > 100 / kSlow);
  }
  CHECK(came_back > 1000 / kSlow);
  CHECK(split_origins > 100 / kSlow);
  CHECK(merged_origins > 50 / kSlow);
}

TEST_CASE("Translation: what is denied does not come back, and nothing is worth more") {
  int denied_there = 0, lost = 0, asked = 0, back_origins = 0;
  const auto heft = [](const ProfileItem& item) {
    constexpr int kUsual[] = {0, 300, 600, 600, 1000};
    return (item.importance != 0 ? item.importance : kUsual[static_cast<int>(item.strength)]) * item.worth;
  };
  for (std::uint64_t seed = 0; seed < 4000 / kSlow; ++seed) {
    Random random(seed);
    const auto from = BuildFrom(RandomCalls(random, kTiny)), to = BuildFrom(RandomCalls(random, kTiny));
    auto links = RandomCrosswalk(random);
    if (random.Chance(20)) links = links.With(links.Reversed());
    ProfileBuilder builder(from);
    const auto occupations = from.Concepts(ConceptKind::kOccupation);
    for (Concept o = occupations.first; o < occupations.last; ++o) {
      if (random.Chance(40)) Need(builder.AddOccupationOf(o, static_cast<Worth>(random.Below(kFullWorth + 1))));
    }
    for (const auto kind : {ConceptKind::kSkill, ConceptKind::kKnowledge, ConceptKind::kTask}) {
      const auto range = from.Concepts(kind);
      for (Concept c = range.first; c < range.last; ++c) {
        if (random.Chance(20)) Need(builder.Deny(c));
        else if (random.Chance(20)) Need(builder.Unsure(c));
        else if (random.Chance(20)) Need(builder.Add(c));
      }
    }
    const auto person = builder.Build();
    const auto there = TranslateProfile(from, person, to, links);
    const auto back = TranslateProfile(to, there.profile, from, links.Reversed()).profile;
    CAPTURE(seed);
    for (const auto& item : back.items()) {
      REQUIRE_FALSE(std::binary_search(person.denied().begin(), person.denied().end(), item.concept_id));
      const auto* before = person.Find(item.concept_id);
      REQUIRE(before != nullptr);
      REQUIRE(heft(item) <= heft(*before));
    }
    for (std::size_t i = 0; i < back.origins().size(); ++i) {
      const auto at = std::find(person.origins().begin(), person.origins().end(), back.origins()[i]);
      REQUIRE(at != person.origins().end());
      REQUIRE(back.origin_worths()[i] <= person.origin_worths()[static_cast<std::size_t>(at - person.origins().begin())]);
      ++back_origins;
    }
    for (const auto c : there.profile.denied()) REQUIRE(there.profile.Find(c) == nullptr);
    denied_there += static_cast<int>(there.profile.denied().size());
    lost += static_cast<int>(there.answers_lost);
    asked += static_cast<int>(person.denied().size() + person.unsure().size());
  }
  CHECK(denied_there > 500 / kSlow);
  CHECK(lost > 500 / kSlow);
  CHECK(lost < asked);
  CHECK(back_origins > 200 / kSlow);
}

TEST_CASE("Translation: every bipartite graph of exact links between three and three") {
  // 512 graphs, 8 x 8 profiles of stated skills or past occupations.
  for (const std::string kind : {"skill", "occupation"}) {
    Maker a, b;
    for (std::uint32_t i = 0; i < 3; ++i) {
      for (auto* make : {&a, &b}) {
        (*make)(Uri(kind, i));
        if (kind == "occupation") make->Requires(Uri(kind, i), Uri("skill", i));
      }
    }
    const auto from = a.Build(), to = b.Build();
    for (unsigned graph = 0; graph < 512; ++graph) {
      std::vector<CrosswalkLink> links;
      for (std::uint32_t i = 0; i < 9; ++i) {
        if (graph >> i & 1) links.push_back(Exact(Uri(kind, i / 3), Uri(kind, i % 3)));
      }
      const Crosswalk crosswalk(links);
      for (unsigned has = 0; has < 8; ++has) {
        ProfileBuilder builder(from);
        for (std::uint32_t i = 0; i < 3; ++i) {
          const auto c = At(from, Uri(kind, i));
          if (has >> i & 1) Need(kind == "skill" ? builder.Add(c, static_cast<Level>(i + 1)) : builder.AddOccupation(c));
        }
        const auto person = builder.Build();
        const auto there = TranslateProfile(from, person, to, crosswalk);
        REQUIRE(PlainOf(there.profile, there.entries) == Naive(from, person, to, crosswalk).Run());
        CheckNoGain(person, TranslateProfile(to, there.profile, from, crosswalk.Reversed()).profile);
      }
    }
  }
}

// --- real data -----------------------------------------------------------------------------------------------------

TEST_CASE("Crosswalk: the real one between ESCO 1.2.0 and O*NET 29.2") {
  const auto file = PublicData("transitions/crosswalk_esco_onet.csv");
  if (file.empty()) return;
  std::vector<std::string> notes;
  const auto crosswalk = Need(ReadCrosswalk(file, &notes));
  std::map<MatchType, int> types;
  for (const auto& link : crosswalk.links()) ++types[link.type];
  CHECK(types == std::map<MatchType, int>{{MatchType::kExact, 498}, {MatchType::kClose, 1432}, {MatchType::kBroad, 227}, {MatchType::kNarrow, 2053}});
  CHECK(notes == std::vector<std::string>{"43 rows that link an occupation to an ISCO group were left out"});

  const auto esco_folder = PublicData("esco-1.2.0"), onet_folder = PublicData("onet-29.2");
  if (esco_folder.empty() || onet_folder.empty()) return;
  TaxonomyBuilder esco_builder, onet_builder;
  Need(ReadEsco(esco_folder, esco_builder, nullptr));
  Need(ReadOnet(onet_folder, onet_builder, nullptr));
  const auto esco = Need(esco_builder.Build()), onet = Need(onet_builder.Build());
  const auto run = [](const Taxonomy& from, const Taxonomy& to, const Crosswalk& links) {
    std::map<std::string, int> counts;
    const auto range = from.Concepts(ConceptKind::kOccupation);
    const auto reversed = links.Reversed();
    for (auto o = range.first; o < range.last; ++o) {
      const auto person = ProfileOf(from, o);
      const auto there = TranslateProfile(from, person, to, links);
      const auto back = TranslateProfile(to, there.profile, from, reversed);
      CheckNoGain(person, back.profile);
      const auto& origin = there.entries.front();
      ++counts[origin.why == ItemReason::kNone ? std::string(Name(origin.outcome)) : detail::Cat(Name(origin.outcome), " ", Name(origin.why))];
      counts["back"] += back.profile.HasOrigin(o);
    }
    for (const auto& [name, count] : counts) MESSAGE(name << ": " << count);
    return counts;
  };
  MESSAGE("from ESCO to O*NET and back, each occupation by itself:");
  auto there = run(esco, onet, crosswalk.Reversed());
  CHECK(there["kept"] == 483);  // of 498 exact links, 15 lead to seven occupations of O*NET that are several of ESCO's
  CHECK(there["approximated part-of-merge"] == 15);
  CHECK(there["back"] == 483);
  MESSAGE("from O*NET to ESCO and back, each occupation by itself:");
  auto back = run(onet, esco, crosswalk);
  CHECK(back["kept"] == 483);
  CHECK(back["split"] == 7);
  CHECK(back["back"] == 490);
}
