// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The generator. Who requires what is decided by scores: what a family is like, and noise. A capability that N occupations
// require goes to the N with the highest score, and of all pairs the highest scores are essential: so the marginals
// are exact, and members of a family are alike.

#include "generate/competentnl_graph.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <tuple>

namespace overstap::test {
namespace {

using Number = std::uint32_t;

#define CNLO "https://linkeddata.competentnl.nl/def/competentnl#"
#define CNLUWVO "https://linkeddata.competentnl.nl/uwv/def/competentnl_uwv#"
#define KSMO "https://data.s-bb.nl/ksm/ont/ksmo#"
#define SKOS "http://www.w3.org/2004/02/skos/core#"
#define SKOSXL "http://www.w3.org/2008/05/skos-xl#"
#define ESCO "http://data.europa.eu/esco/model#"
#define ID "https://linkeddata.competentnl.nl/id/"
#define UWV_ID "https://linkeddata.competentnl.nl/uwv/id/"
constexpr std::string_view kType = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
constexpr std::string_view kBoolean = "http://www.w3.org/2001/XMLSchema#boolean";

constexpr Number kAllOccupations = 3263;
constexpr Number kUpper = 6 + 19, kLeaves = 112;                                    // capabilities: 6, 19 and 112
constexpr std::array<Number, 4> kKnowledgeLayers = {11, 29, 80, 241};               // 361 in all; the first three after ISCED-F
constexpr Number kGraded = 14;                                                      // circumstances; one more is yes or no
// How many of the 3,263 occupations require a capability: that at the top, at each tenth of the 112 by rank, and at the bottom.
constexpr std::array<Number, 11> kDeciles = {3262, 3209, 3106, 3030, 2847, 2620, 2426, 2075, 1655, 1247, 304};
constexpr Number kCapabilityPairs = 268574, kKnowledgePairs = 316309 - kCapabilityPairs;

std::string Padded(Number n, int width) {
  auto text = std::to_string(n);
  if (text.size() < static_cast<std::size_t>(width)) text.insert(0, static_cast<std::size_t>(width) - text.size(), '0');
  return text;
}

/// An occupation and something it has, with a score; the highest first, then by number.
struct Pair {
  Number occupation, thing, score;
  bool operator<(const Pair& o) const { return std::tuple(~score, occupation, thing) < std::tuple(~o.score, o.occupation, o.thing); }
};

class Generator {
 public:
  Generator(const CompetentNlShape& shape, const std::function<void(std::string_view)>& sink)
      : seed_(shape.seed), thousandths_(static_cast<std::uint64_t>(std::llround(std::max(shape.scale, 0.001) * 1000))), esco_(shape.esco), sink_(sink) {
    occupations_ = Scaled(kAllOccupations);
    families_ = std::min(shape.families != 0 ? shape.families : std::max<Number>(1, occupations_ / 16), occupations_);
  }

  CompetentNlFacts Write() {
    Occupations();
    Capabilities();
    Knowledge();
    Requirements();
    Tasks();
    Circumstances();
    Groups();
    Norms();
    if (esco_) EscoSkills();
    sink_(buffer_);
    return std::move(facts_);
  }

 private:
  Number Scaled(Number n) const { return static_cast<Number>(std::max<std::uint64_t>(1, (n * thousandths_ + 500) / 1000)); }
  /// n of `whole`, as its share of `total`.
  static Number Share(Number n, Number whole, Number total) { return static_cast<Number>((std::uint64_t{n} * whole + total / 2) / total); }

  /// 16 even bits that depend on all of these and nothing else (splitmix64).
  Number Noise(Number what, Number a, Number b) const {
    std::uint64_t x = seed_ * 0x9E3779B97F4A7C15u + (std::uint64_t{what} << 56) + (std::uint64_t{a} << 28) + b;
    for (const std::uint64_t factor : {0xBF58476D1CE4E5B9u, 0x94D049BB133111EBu}) x = (x ^ (x >> 30)) * factor;
    return static_cast<Number>((x ^ (x >> 31)) >> 48);
  }
  Number Family(Number occupation) const { return static_cast<Number>(std::uint64_t{occupation} * families_ / occupations_); }
  /// How much a family has to do with a thing: two fifths of it are its sector's, which has eight families.
  Number Affinity(Number what, Number family, Number thing) const { return (2 * Noise(what + 100, family / 8, thing) + 3 * Noise(what, family, thing)) / 5; }

  /// Ten upper-case hex digits that are another's for no other number below 2^36.
  static std::string Hex(Number kind, Number i) {
    std::uint64_t x = ((std::uint64_t{kind} << 32 | i) * 0x5851F42D4Du) & 0xFFFFFFFFFFu;
    std::string out(10, '0');
    for (std::size_t k = 10; k-- > 0; x >>= 4) out[k] = "0123456789ABCDEF"[x & 15];
    return out;
  }
  static std::string OccupationUri(Number i) { return UWV_ID "occupation/" + Hex(1, i); }
  static std::string CapabilityUri(Number i) { return ID "humancapability/" + Hex(2, i); }
  static std::string KnowledgeUri(Number i) { return ID "knowledgearea/" + Hex(3, i); }
  static std::string TaskUri(Number i) { return UWV_ID "task/" + Hex(4, i); }
  static std::string CircumstanceUri(Number i) { return UWV_ID "circumstance/" + Hex(5, i); }
  static std::string ItemUri(Number level, Number i) { return UWV_ID "taxonomyitem/" + Hex(16 + level, i); }  // Hex holds 2^8 kinds
  /// The leaf capabilities and leaf knowledge areas in one row.
  static std::string RequirementUri(Number thing) { return thing < kLeaves ? CapabilityUri(kUpper + thing) : KnowledgeUri(kFirstLeaf + thing - kLeaves); }
  static constexpr Number kFirstLeaf = 11 + 29 + 80, kLeafKnowledge = 241;

  void Put(std::string_view subject, std::string_view predicate, std::string_view object) {
    const auto name = [&](std::string_view term) {
      if (term.starts_with("_:")) buffer_.append(term);
      else buffer_.append("<").append(term).append(">");
    };
    name(subject);
    buffer_.append(" ");
    name(predicate);
    buffer_.append(" ");
    if (object.starts_with('"')) buffer_.append(object);
    else name(object);
    buffer_.append(" .\n");
    ++facts_.triples;
    ++(predicate == kType ? facts_.by_class[std::string(object)] : facts_.by_predicate[std::string(predicate)]);
    if (buffer_.size() > (std::size_t{1} << 16)) {
      sink_(buffer_);
      buffer_.clear();
    }
  }
  void Text(std::string_view subject, std::string_view predicate, std::string_view text, std::string_view language = "nl") {
    text_.assign("\"").append(text).append("\"");
    if (!language.empty()) text_.append("@").append(language);
    Put(subject, predicate, text_);
  }
  void Truth(std::string_view subject, std::string_view predicate, bool value) {
    Put(subject, predicate, std::string(value ? "\"true\"^^<" : "\"false\"^^<") + std::string(kBoolean) + ">");
  }
  void Label(std::string_view subject, std::string_view predicate, std::string_view node, std::string_view text, std::string_view language = "nl", bool current = true) {
    Put(subject, predicate, node);
    Put(node, kType, CNLUWVO "DetailedLabel");
    Text(node, SKOSXL "literalForm", text, language);
    Put(node, CNLUWVO "hasContentStatus", current ? CNLUWVO "ContentStatus_Current" : CNLUWVO "ContentStatus_Archived");
    facts_.labels_not_current += !current;
  }

  void Occupations() {
    for (Number o = 0; o < occupations_; ++o) {
      const auto uri = OccupationUri(o), number = Padded(o + 1, 4);
      const Number family = Family(o);
      const bool current = o % 100 != 99;
      const auto title = "Beroep " + number + " van familie " + Padded(family + 1, 3);
      facts_.occupations.push_back({uri, family, current});
      Put(uri, kType, CNLO "Occupation");
      Put(uri, kType, CNLUWVO "Occupation");
      Text(uri, SKOS "prefLabel", title);
      Label(uri, SKOSXL "prefLabel", "_:p" + number, title);
      Text(uri, SKOS "definition", "Iemand die het verzonnen werk van beroep " + number + " doet.");
      Put(uri, CNLUWVO "hasContentStatus", current ? CNLUWVO "ContentStatus_Current" : CNLUWVO "ContentStatus_Historic");
      if (o % 3 == 0) Truth(uri, CNLUWVO "isRegulatedProfession", o % 15 == 0);
      if (o % 4 == 0) Truth(uri, CNLUWVO "isNotSuitableForMediation", o % 40 == 0);
      Put(uri, SKOS "inScheme", UWV_ID "register/" + Hex(6, 0));
      Put(uri, CNLUWVO "broadMatchTaxonomyItemKernberoep", ItemUri(0, Below(o, occupations_, kItems[0].count)));
      Put(uri, CNLUWVO "exactMatchTaxonomyItemESCOBeroep", "http://data.europa.eu/esco/occupation/verzonnen-" + number);
      if (o % 2 == 0) Text(uri, CNLUWVO "closeMatchTaxonomyItemONETBeroep", Padded(11 + o % 40, 2) + "-" + number + ".00", "");
    }
    const auto alternatives = Scaled(1567);
    for (Number i = 0; i < alternatives; ++i) {
      const auto uri = OccupationUri(static_cast<Number>(std::uint64_t{i} * 7 % occupations_));
      Label(uri, SKOSXL "altLabel", UWV_ID "label/" + Hex(7, i), "Andere naam " + Padded(i + 1, 4), i % 20 == 0 ? "en" : "nl", i % 50 != 0);
    }
    const auto specialisations = Scaled(21381);
    for (Number i = 0; i < specialisations; ++i) {
      const auto uri = OccupationUri(Below(i, specialisations, occupations_));
      Label(uri, CNLUWVO "specialization", UWV_ID "label/" + Hex(8, i), "Verbijzondering " + Padded(i + 1, 5), "nl", i % 70 != 0);
    }
  }

  void Capabilities() {
    constexpr std::string_view kLetters = "RIASEC";
    for (Number i = 0; i < kUpper + kLeaves; ++i) {
      const auto uri = CapabilityUri(i);
      const Number middle = i < 6 ? 0 : i < kUpper ? i - 6 : (i - kUpper) * 19 / kLeaves, top = i < 6 ? i : middle * 6 / 19;
      auto notation = Padded(100 + top, 3);
      if (i >= 6) notation += "." + Padded(middle + 1, 3);
      if (i >= kUpper) notation += "." + Padded(i - kUpper + 1, 3);
      Put(uri, kType, CNLO "HumanCapability");
      Text(uri, SKOS "prefLabel", "Vaardigheid " + Padded(i + 1, 3));
      Text(uri, SKOS "altLabel", "Kunnen " + Padded(i + 1, 3));
      Text(uri, SKOS "notation", notation, "");
      if (i >= kUpper) Put(uri, SKOS "broader", CapabilityUri(6 + middle));
      else if (i >= 6) Put(uri, SKOS "broader", CapabilityUri(top));
      if (i < kUpper) continue;
      Put(uri, CNLO "closeMatchESCO", "http://data.europa.eu/esco/skill/verzonnen-" + Padded(i, 3));
      // 221 letters: two each, and one for the last three.
      const Number first = Noise(1, i, 0) % 6;
      Text(uri, CNLO "hasRIASEC", kLetters.substr(first, 1), "");
      if (i < kUpper + kLeaves - 3) Text(uri, CNLO "hasRIASEC", kLetters.substr((first + 1 + Noise(1, i, 1) % 5) % 6, 1), "");
    }
  }

  void Knowledge() {
    Number begin = 0;
    for (std::size_t layer = 0; layer < kKnowledgeLayers.size(); ++layer) {
      for (Number k = 0; k < kKnowledgeLayers[layer]; ++k) {
        const Number i = begin + k;
        const auto uri = KnowledgeUri(i);
        Put(uri, kType, CNLO "KnowledgeArea");
        Text(uri, SKOS "prefLabel", "Kennis " + Padded(i + 1, 3));
        Text(uri, SKOS "notation", "200." + Padded(static_cast<Number>(layer), 2) + Padded(k, 3), "");
        if (layer > 0) Put(uri, SKOS "broader", KnowledgeUri(begin - kKnowledgeLayers[layer - 1] + Below(k, kKnowledgeLayers[layer], kKnowledgeLayers[layer - 1])));
        if (layer < 3) Text(uri, CNLO "linkedToISCEDF", Padded(k, 4), "");  // of which nobody knows what it is
      }
      begin += kKnowledgeLayers[layer];
    }
  }

  /// In how many occupations each leaf capability is, of all 3,263.
  static std::array<Number, kLeaves> Frequencies() {
    std::array<Number, kLeaves> out{};
    Number sum = 0;
    for (Number i = 0; i < kLeaves; ++i) {
      const Number at = i * 10, left = at / (kLeaves - 1), part = at % (kLeaves - 1);
      out[i] = part == 0 ? kDeciles[left] : kDeciles[left] - (kDeciles[left] - kDeciles[left + 1]) * part / (kLeaves - 1);
      sum += out[i];
    }
    // What straight lines between the points miss of the sum, evenly over the middle.
    for (Number i = 30; sum != kCapabilityPairs; i = i == 90 ? 30 : i + 1) {
      const bool less = sum > kCapabilityPairs;
      out[i] = less ? out[i] - 1 : out[i] + 1, sum = less ? sum - 1 : sum + 1;
    }
    return out;
  }

  void Requirements() {
    std::vector<Pair> pairs, candidates;
    const auto choose = [&](Number thing, Number count, Number pull) {
      candidates.clear();
      for (Number o = 0; o < occupations_; ++o) candidates.push_back({o, thing, pull * Affinity(2, Family(o), thing) + Noise(3, o, thing)});
      std::sort(candidates.begin(), candidates.end());
      for (Number k = 0; k < std::min(count, occupations_); ++k) {
        auto pair = candidates[k];
        pair.score = 3 * Affinity(2, Family(pair.occupation), thing) + 2 * Noise(4, pair.occupation, thing);
        pairs.push_back(pair);
      }
    };
    const auto frequencies = Frequencies();
    for (Number c = 0; c < kLeaves; ++c) choose(c, Share(frequencies[c], occupations_, kAllOccupations), 3);
    // Knowledge: after Zipf, with a head that half of all have.
    const Number wanted = Scaled(kKnowledgePairs);
    std::vector<Number> counts;
    for (Number k = 0; k < kLeafKnowledge; ++k) counts.push_back(static_cast<Number>(std::uint64_t{wanted} * 100000 / (338 * (k + 9)) / 1000));
    for (Number sum = std::accumulate(counts.begin(), counts.end(), Number{0}), k = 0; sum != wanted; k = (k + 1) % kLeafKnowledge) {
      if (sum < wanted) ++counts[k], ++sum;
      else if (counts[k] > 0) --counts[k], --sum;
    }
    for (Number k = 0; k < kLeafKnowledge; ++k) choose(kLeaves + k, counts[k], 9);

    std::sort(pairs.begin(), pairs.end());
    const auto all = static_cast<Number>(pairs.size());
    const Number essential = Share(80237, all, 316309), important = Share(153554, all, 316309);
    for (Number i = 0; i < all; ++i) {
      Put(OccupationUri(pairs[i].occupation), i < essential ? CNLO "requiresHATEssential" : i < essential + important ? CNLO "requiresHATImportant" : CNLO "requiresHATSomewhat",
          RequirementUri(pairs[i].thing));
    }
  }

  void Tasks() {
    const Number tasks = Scaled(4613);
    for (Number t = 0; t < tasks; ++t) {
      Put(TaskUri(t), kType, CNLUWVO "OccupationTask");
      Text(TaskUri(t), SKOS "prefLabel", "Taak " + Padded(t + 1, 4) + " uitvoeren", "");
    }
    // Each family has a pool of 40, neighbours share some; each occupation takes its part of it, and two from anywhere.
    const Number pool = std::min<Number>(40, tasks), wanted = Scaled(80853), each = wanted / occupations_, over = wanted % occupations_;
    std::vector<Pair> pairs;
    std::vector<std::pair<Number, Number>> chosen;
    for (Number o = 0; o < occupations_; ++o) {
      // More for one of two neighbours is less for the other.
      const Number spread = (o ^ 1) < occupations_ ? Noise(5, o / 2, 0) % 9 : 0;
      Number count = each + (o < over ? 1 : 0);
      count = o % 2 == 0 ? count + spread : count - std::min(count, spread);
      count = std::min(count, pool);
      const Number family = Family(o), first = static_cast<Number>(std::uint64_t{family} * tasks / families_);
      chosen.clear();
      for (Number k = 0; k < pool; ++k) chosen.emplace_back(Noise(6, o, k) + 3 * Noise(6, family + (1u << 20), k), (first + k) % tasks);
      std::sort(chosen.begin(), chosen.end());
      chosen.resize(count);
      const auto has = [&](Number t) { return std::any_of(chosen.begin(), chosen.end(), [&](const auto& c) { return c.second == t; }); };
      for (Number k = 0; k < std::min<Number>(2, count); ++k) {
        Number other = static_cast<Number>((std::uint64_t{Noise(7, o, k)} * tasks) >> 16);
        while (has(other)) other = (other + 1) % tasks;
        if (count < tasks) chosen[k].second = other;
      }
      for (const auto& [noise, t] : chosen) pairs.push_back({o, t, 3 * Affinity(8, family, t) + Noise(9, o, t)});
    }
    std::sort(pairs.begin(), pairs.end());
    const auto all = static_cast<Number>(pairs.size());
    const Number essential = Share(61195, all, 80853);
    for (Number i = 0; i < all; ++i) {
      Put(OccupationUri(pairs[i].occupation), i < essential ? CNLUWVO "isCharacterizedByOccupationTask_Essential" : CNLUWVO "isCharacterizedByOccupationTask_Optional",
          TaskUri(pairs[i].thing));
    }
  }

  void Circumstances() {
    for (Number w = 0; w <= kGraded; ++w) {
      Put(CircumstanceUri(w), kType, CNLUWVO "OccupationCircumstance");
      Text(CircumstanceUri(w), SKOS "prefLabel", "Omstandigheid " + Padded(w + 1, 2), "");
      Text(CircumstanceUri(w), SKOS "definition", "Wat er bij omstandigheid " + Padded(w + 1, 2) + " komt kijken.");
    }
    std::vector<Pair> pairs, asked;
    for (Number o = 0; o < occupations_; ++o) {
      for (Number w = 0; w <= kGraded; ++w) {
        const Pair pair{o, w, 3 * Affinity(10, Family(o), w) + Noise(11, o, w)};
        if (w == kGraded) asked.push_back(pair);
        else if (o != 0) pairs.push_back(pair);  // of one occupation nothing is known
      }
    }
    std::sort(pairs.begin(), pairs.end());
    std::sort(asked.begin(), asked.end());
    constexpr std::pair<std::string_view, Number> kGrades[] = {{CNLUWVO "isCharacterizedByOccupationCircumstance_StronglyRelevant", 7045},
                                                                {CNLUWVO "isCharacterizedByOccupationCircumstance_ReasonablyRelevant", 7045 + 16380},
                                                                {CNLUWVO "isCharacterizedByOccupationCircumstance_BarelyRelevant", 7045 + 16380 + 14873},
                                                                {CNLUWVO "isCharacterizedByOccupationCircumstance_NotRelevant", 45668}};
    const auto all = static_cast<Number>(pairs.size());
    std::size_t grade = 0;
    for (Number i = 0; i < all; ++i) {
      while (i >= Share(kGrades[grade].second, all, 45668)) ++grade;
      Put(OccupationUri(pairs[i].occupation), kGrades[grade].first, CircumstanceUri(pairs[i].thing));
    }
    const Number yes = Share(1127, occupations_, kAllOccupations), answered = Share(1127 + 2085, occupations_, kAllOccupations);
    for (Number i = 0; i < answered; ++i) {
      Put(OccupationUri(asked[i].occupation), i < yes ? CNLUWVO "isCharacterizedByOccupationCircumstance_Yes" : CNLUWVO "isCharacterizedByOccupationCircumstance_No",
          CircumstanceUri(kGraded));
    }
  }

  /// Where the i-th of `from` things stands among `to` when these are spread evenly.
  static Number Below(Number i, Number from, Number to) { return static_cast<Number>(std::uint64_t{i} * std::min(from, to) / from); }

  struct Item {
    std::string_view type;
    Number count;
    int digits;
    int up;  ///< the level above, or -1
    std::string_view link;
  };
  static constexpr Item kItems[] = {{CNLUWVO "TaxonomyItemKernberoep", 774, 0, 1, CNLUWVO "broadMatchTaxonomyItemISCOUnitGroup"},
                                    {CNLUWVO "TaxonomyItemISCOUnitGroup", 436, 4, 2, SKOS "broader"},
                                    {CNLUWVO "TaxonomyItemISCOMinorGroup", 130, 3, 3, SKOS "broader"},
                                    {CNLUWVO "TaxonomyItemISCOSubMajorGroup", 43, 2, 4, SKOS "broader"},
                                    {CNLUWVO "TaxonomyItemISCOMajorGroup", 10, 1, -1, {}},
                                    {CNLUWVO "TaxonomyItem4eLaagBRC", 300, 0, 6, CNLUWVO "broadMatchTaxonomyItemBRCBeroepsgroep"},
                                    {CNLUWVO "TaxonomyItemBRCBeroepsgroep", 114, 0, 7, SKOS "broader"},
                                    {CNLUWVO "TaxonomyItemBRCBeroepssegment", 41, 0, 8, SKOS "broader"},
                                    {CNLUWVO "TaxonomyItemBRCBeroepsklasse", 13, 0, -1, {}}};

  void Groups() {
    for (std::size_t level = 0; level < std::size(kItems); ++level) {
      const Item& item = kItems[level];
      const auto up = static_cast<std::size_t>(item.up);
      for (Number i = 0; i < item.count; ++i) {
        const auto uri = ItemUri(static_cast<Number>(level), i);
        Put(uri, kType, item.type);
        Text(uri, SKOS "prefLabel", "Groep " + std::to_string(level) + "." + Padded(i + 1, 3));
        if (item.digits == 4) Text(uri, SKOS "notation", Padded(1000 + i * 19, 4), "");
        if (item.up >= 0) Put(uri, item.link, ItemUri(static_cast<Number>(up), Below(i, item.count, kItems[up].count)));
        if (level == 0) Put(uri, CNLUWVO "relatedMatchTaxonomyItem4eLaagBRC", ItemUri(5, Below(i, item.count, kItems[5].count)));
      }
    }
  }

  void Norms() {
    const Number qualifications = Scaled(447), electives = Scaled(1292), certificates = Scaled(117), norms = qualifications + electives + certificates;
    const Number wanted = Scaled(20114), small = wanted - std::min(wanted, 24 * qualifications), others = electives + certificates;
    std::vector<std::pair<Number, Number>> best;
    for (Number n = 0; n < norms; ++n) {
      const auto uri = "https://data.s-bb.nl/ksm/verzonnen/" + Padded(n + 1, 5);
      const Number family = Below(n % occupations_, occupations_, families_);
      Put(uri, kType, CNLO "EducationalNorm");
      const bool qualification = n < qualifications, elective = !qualification && n < qualifications + electives;
      if (qualification) Put(uri, kType, KSMO "MboKwalificatie");
      if (elective) Put(uri, kType, KSMO "MboKeuzedeel");
      Text(uri, SKOS "prefLabel", "Opleiding " + Padded(n + 1, 4));
      Text(uri, SKOS "definition", "Verzonnen opleiding " + Padded(n + 1, 4) + ".");
      Text(uri, qualification ? KSMO "opleidingscode" : elective ? KSMO "keuzedeelcode" : KSMO "certificaatcode",
           (qualification ? "2" : elective ? "K" : "C") + Padded(n, 4), "");
      const Number k = n - std::min(n, qualifications);
      const Number count = qualification ? 24 : small / others + (k < small % others ? 1 : 0);
      best.clear();
      for (Number thing = 0; thing < kLeaves + kLeafKnowledge; ++thing) best.emplace_back(2 * Affinity(2, family, thing) + Noise(12, n, thing), thing);
      std::partial_sort(best.begin(), best.begin() + count, best.end(), std::greater<>());
      for (Number i = 0; i < count; ++i) Put(uri, CNLO "prescribesHATEssential", RequirementUri(best[i].second));
      if (qualification && n % 2 == 0) {
        Put(uri, CNLO "prescribesHATImportant", ID "languageproficiency/" + Hex(9, n % 20));
        ++facts_.language_targets;
      }
    }
    for (Number i = 0; i < 20; ++i) Put(ID "languageproficiency/" + Hex(9, i), kType, CNLO "LanguageProficiency");
  }

  void EscoSkills() {
    constexpr std::string_view kLanguages[] = {"ar", "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu",
                                               "is", "it", "lt", "lv", "mt", "nl", "no", "pl", "pt", "ro", "sk", "sl", "sv"};
    const Number skills = Scaled(14257);
    for (Number i = 0; i < skills; ++i) {
      const auto uri = "http://data.europa.eu/esco/skill/verzonnen-" + Padded(i, 5);
      Put(uri, kType, ESCO "Skill");
      for (std::size_t l = 0; l < std::size(kLanguages); ++l) {
        const auto text = "esco \xC3\xA9" + Padded(i + 1, 5) + " " + std::string(kLanguages[l]);
        Text(uri, SKOS "prefLabel", text, kLanguages[l]);
        for (std::size_t k = 0; k < (l < 6 ? 2u : 1u); ++k) Text(uri, SKOS "altLabel", text + " " + std::to_string(k), kLanguages[l]);
      }
    }
  }

  const std::uint64_t seed_, thousandths_;
  const bool esco_;
  const std::function<void(std::string_view)>& sink_;
  Number occupations_ = 0, families_ = 0;
  std::string buffer_, text_;
  CompetentNlFacts facts_;
};

}  // namespace

CompetentNlFacts WriteCompetentNlGraph(const CompetentNlShape& shape, const std::function<void(std::string_view)>& sink) {
  return Generator(shape, sink).Write();
}

}  // namespace overstap::test
