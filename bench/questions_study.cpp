// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// A study of questions.hpp: how fast the ranking of a profile from one title gets to that of the whole person as questions are
// answered. People are made up, seeded: each has a title, most of what that work asks, and part of what a second job asks that the title
// does not tell (--scene has other ones). The ranking of the person with everything stated outright is what the answers should lead to.
//
// Beside Questions() stand plain orders of the same things to ask, and other criteria over the same candidates and chances, computed the
// slow way. Occupations are split in two halves by a seeded shuffle: choices were made on the one (--tuning), the other is reported. That
// holds for the seed that is the default: with another one the halves are others, and either has some of the origins that choices were made on.
// Prints Markdown. Doubles are fine here: nothing of this goes into a result of the library.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <memory>
#include <numeric>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "overstap/overstap.hpp"

namespace {

using namespace overstap;

constexpr std::size_t kTop = 10;
constexpr std::array<std::size_t, 8> kAfter = {0, 1, 2, 3, 5, 8, 10, 15};
constexpr std::uint32_t kCandidates = 30, kNearest = 30, kRounds = 2000;

/// mt19937_64 is pinned by the standard; its distributions are not.
class Draws {
 public:
  explicit Draws(std::uint64_t seed) : engine_(seed) {}
  std::size_t Below(std::size_t n) { return static_cast<std::size_t>(engine_() % n); }
  bool Chance(double p) { return static_cast<double>(engine_() >> 11) * 0x1p-53 < p; }
  template <typename T>
  void Shuffle(std::vector<T>& values) {
    for (std::size_t i = values.size(); i > 1; --i) std::swap(values[i - 1], values[Below(i)]);
  }

 private:
  std::mt19937_64 engine_;
};

struct Scene {
  std::string name;
  double essential, optional;              ///< share of what the title's work asks that the person has
  double other_essential, other_optional;  ///< of what the second job asks; 0 = there is none
  std::uint32_t nearest;                   ///< it is one of so many best matches of the title
  std::size_t stated;                      ///< skills that are stated from the start, and no title at all; 0 = a title
};
const Scene kScenes[] = {{"second-job", .9, .4, .6, .3, kNearest, 0}, {"far-job", .9, .4, .6, .3, 100, 0}, {"no-second-job", .9, .4, 0, 0, kNearest, 0},
                         {"less-of-all", .7, .6, .4, .4, kNearest, 0}, {"eight-skills", .9, .4, .6, .3, kNearest, 8}};

struct Person {
  Profile start, whole;
  std::set<Concept> has;
  std::vector<Concept> goal;  ///< the first ten for `whole`
  std::uint64_t seed = 0;
};

std::vector<Concept> First(const Matcher& matcher, const Profile& profile, std::size_t count) {
  std::vector<Concept> out;
  for (const auto& m : matcher.Rank(profile, {.limit = static_cast<std::uint32_t>(count), .with_zero = true}).matches) out.push_back(m.occupation);
  return out;
}

bool IsAsked(const Taxonomy& t, const Relation& r) { return r.relevance != Relevance::kNotRelevant && MatchModel::IsRequirement(t.Kind(r.target)); }

/// Between the shares of optional (600 thousandths) and essential (1000), and on in the same line.
double Share(const Relation& r, double essential, double optional) {
  constexpr std::array<double, kRelevances> kWeights = {0, 300, 600, 600, 1000};
  const double weight = r.importance != 0 ? r.importance : kWeights[static_cast<std::size_t>(r.relevance)];
  return std::clamp(optional + (weight - 600) / 400 * (essential - optional), .02, .98);
}

std::unique_ptr<Person> Invent(const Matcher& matcher, Concept title, const Scene& scene, std::uint64_t seed) {
  const auto& t = matcher.taxonomy();
  Draws draws(seed);
  auto person = std::make_unique<Person>();
  person->seed = seed;
  ProfileBuilder told(t);
  if (!told.AddOccupation(title).ok()) return nullptr;
  person->start = told.Build();
  std::vector<Concept> own;
  for (const auto& r : t.Relations(title)) {
    if (IsAsked(t, r) && draws.Chance(Share(r, scene.essential, scene.optional))) own.push_back(r.target);
  }
  person->has.insert(own.begin(), own.end());
  if (const auto near = First(matcher, person->start, scene.nearest); scene.other_essential > 0 && !near.empty()) {
    for (const auto& r : t.Relations(near[draws.Below(near.size())])) {
      if (IsAsked(t, r) && draws.Chance(Share(r, scene.other_essential, scene.other_optional))) person->has.insert(r.target);
    }
  }
  if (scene.stated > 0) {
    if (own.size() < scene.stated) return nullptr;
    draws.Shuffle(own);
    ProfileBuilder stated(t);
    for (std::size_t i = 0; i < scene.stated; ++i) (void)stated.Add(own[i]);
    person->start = stated.Build();
  }
  ProfileBuilder all(t, person->start);
  for (const auto& item : person->start.items()) {
    if (MatchModel::IsRequirement(t.Kind(item.concept_id)) && !person->has.contains(item.concept_id)) (void)all.Deny(item.concept_id);
  }
  for (const auto c : person->has) (void)all.Add(c);
  person->whole = all.Build();
  person->goal = First(matcher, person->whole, kTop);
  if (person->goal.size() < kTop) return nullptr;
  return person;
}

// --- what to ask, in which order ------------------------------------------------------------------------------------------------------

/// Things to ask, as Questions() has them, with the scores of the candidates after either answer.
struct Pool {
  struct Entry {
    Question question;
    std::vector<double> yes, no;  ///< change of the candidates' scores
  };
  std::vector<Concept> candidates;
  std::vector<double> now;
  std::vector<Entry> entries;
};

Pool PoolOf(const Matcher& matcher, const Profile& profile) {
  const auto& t = matcher.taxonomy();
  Pool pool;
  pool.candidates = First(matcher, profile, kCandidates);
  std::map<Concept, std::pair<std::uint32_t, std::uint32_t>> asked;  // by how many, sum of chances
  for (const auto c : pool.candidates) {
    for (const auto& r : t.Relations(c)) {
      if (IsAsked(t, r)) ++asked[r.target].first, asked[r.target].second += ChanceOfYes(r.relevance, r.importance);
    }
  }
  for (const auto& item : profile.items()) {
    if (MatchModel::IsRequirement(t.Kind(item.concept_id))) asked.try_emplace(item.concept_id);
  }
  const auto scores = [&](const Profile& of) {
    std::vector<Score> all;
    matcher.model().ScoreAll(matcher.model().MakeQuery(of), all);
    std::vector<double> out;
    for (const auto c : pool.candidates) out.push_back(all[c] == MatchModel::kNoScore ? 0 : ToDouble(all[c]));
    return out;
  };
  pool.now = scores(profile);
  for (const auto& [c, by] : asked) {
    const auto* item = profile.Find(c);
    if (profile.IsAnswered(c) || (item == nullptr && by.first < 2)) continue;
    const auto chance = item != nullptr ? ChanceOfYes(item->strength, item->importance) : by.second * kUntold / (1000 * static_cast<std::uint32_t>(pool.candidates.size()));
    Pool::Entry entry{{c, item != nullptr, static_cast<std::uint16_t>(chance), by.first, 0}, {}, {}};
    ProfileBuilder with(t, profile), without(t, profile);
    (void)with.Add(c), (void)without.Deny(c);
    entry.yes = scores(with.Build());
    entry.no = item != nullptr ? scores(without.Build()) : pool.now;
    for (std::size_t i = 0; i < pool.now.size(); ++i) entry.yes[i] -= pool.now[i], entry.no[i] -= pool.now[i];
    pool.entries.push_back(std::move(entry));
  }
  return pool;
}

double Variance(const std::vector<double>& values) {
  double sum = 0, squares = 0;
  for (const auto x : values) sum += x, squares += x * x;
  const auto n = static_cast<double>(values.size());
  return squares / n - sum * sum / n / n;
}

/// The candidates' places when their scores change.
std::vector<std::size_t> Reordered(const Pool& pool, const std::vector<double>& change) {
  std::vector<std::size_t> order(pool.now.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return pool.now[a] + change[a] > pool.now[b] + change[b]; });
  return order;
}
double Swaps(const Pool& pool, const std::vector<double>& change) {
  const auto order = Reordered(pool, change);
  double swaps = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    for (std::size_t j = i + 1; j < order.size(); ++j) swaps += order[i] > order[j];
  }
  return swaps;
}
double Newcomers(const Pool& pool, const std::vector<double>& change) {
  const auto order = Reordered(pool, change);
  const auto end = order.begin() + static_cast<std::ptrdiff_t>(std::min(kTop, order.size()));
  return static_cast<double>(std::count_if(order.begin(), end, [](std::size_t i) { return i >= kTop; }));
}
double Entropy(double p) { return p <= 0 || p >= 1 ? 0 : -p * std::log2(p) - (1 - p) * std::log2(1 - p); }

/// The entries by what `value` gives, largest first.
std::vector<Concept> By(const Pool& pool, const std::function<double(const Pool::Entry&)>& value) {
  std::vector<std::pair<double, Concept>> keyed;
  for (const auto& e : pool.entries) keyed.emplace_back(-value(e), e.question.concept_id);
  std::sort(keyed.begin(), keyed.end());
  std::vector<Concept> out;
  for (const auto& [key, c] : keyed) out.push_back(c);
  return out;
}
template <typename Measure>
auto Expected(const Measure& measure) {
  return [measure](const Pool::Entry& e) { return e.question.chance / 1000.0 * measure(e.yes) + (1 - e.question.chance / 1000.0) * measure(e.no); };
}

/// Gain, and after each choice half of what points the same way is taken out of all others.
std::vector<Concept> Decorrelated(const Pool& pool, std::size_t count) {
  struct Left {
    Concept c;
    double gain, whole;
    std::vector<double> way;
  };
  const auto square = [](const std::vector<double>& v) { return std::inner_product(v.begin(), v.end(), v.begin(), 0.0); };
  std::vector<Left> left;
  const auto gain = Expected(Variance);
  for (const auto& e : pool.entries) {
    std::vector<double> way(e.yes.size());
    for (std::size_t i = 0; i < way.size(); ++i) way[i] = e.yes[i] - e.no[i];
    const double mean = std::accumulate(way.begin(), way.end(), 0.0) / static_cast<double>(way.size());
    for (auto& x : way) x -= mean;
    if (const double whole = square(way); whole > 0) left.push_back({e.question.concept_id, gain(e), whole, way});
  }
  std::vector<Concept> out;
  while (out.size() < count && !left.empty()) {
    const auto value = [&](const Left& l) { return l.gain * square(l.way) / l.whole; };
    const auto best = std::max_element(left.begin(), left.end(), [&](const Left& a, const Left& b) { return value(a) < value(b); });
    const auto chosen = *best;
    out.push_back(chosen.c);
    left.erase(best);
    const double length = square(chosen.way);
    for (auto& l : left) {
      const double along = length > 0 ? std::inner_product(l.way.begin(), l.way.end(), chosen.way.begin(), 0.0) / length : 0;
      for (std::size_t i = 0; i < l.way.size(); ++i) l.way[i] -= along / 2 * chosen.way[i];
    }
  }
  return out;
}

// --- what comes of it -----------------------------------------------------------------------------------------------------------------

double Overlap(const std::vector<Concept>& got, const std::vector<Concept>& goal) {
  return static_cast<double>(std::count_if(got.begin(), got.end(), [&](Concept c) { return std::find(goal.begin(), goal.end(), c) != goal.end(); })) / kTop;
}
/// Gain 10 for the first of the goal to 1 for the tenth.
double Ndcg(const std::vector<Concept>& got, const std::vector<Concept>& goal) {
  double sum = 0, best = 0;
  for (std::size_t i = 0; i < kTop; ++i) {
    const double discount = std::log2(static_cast<double>(i + 2));
    best += static_cast<double>(kTop - i) / discount;
    if (i >= got.size()) continue;
    const auto place = static_cast<std::size_t>(std::find(goal.begin(), goal.end(), got[i]) - goal.begin());
    sum += static_cast<double>(kTop - std::min(place, kTop)) / discount;
  }
  return sum / best;
}

struct Strategy {
  std::string name;
  std::vector<std::vector<double>> overlap{kAfter.size()}, ndcg{kAfter.size()};
  std::size_t asked = 0, inferred = 0, yes = 0;
};

/// Asks what `next` gives for the profile so far and how many questions there were, until it gives kNoConcept.
void Interview(const Matcher& matcher, const Person& person, const std::function<Concept(const Profile&, std::size_t)>& next, Strategy& strategy) {
  Profile profile = person.start;
  std::size_t asked = 0;
  bool more = true;
  for (std::size_t k = 0; k < kAfter.size(); ++k) {
    while (more && asked < kAfter[k]) {
      const auto c = next(profile, asked);
      if (!(more = c != kNoConcept)) break;
      const bool yes = person.has.contains(c);
      ProfileBuilder builder(matcher.taxonomy(), profile);
      (void)(yes ? builder.Add(c) : builder.Deny(c));
      profile = builder.Build();
      ++asked, ++strategy.asked, strategy.yes += yes, strategy.inferred += person.start.Find(c) != nullptr;
    }
    const auto got = First(matcher, profile, kTop);
    strategy.overlap[k].push_back(Overlap(got, person.goal));
    strategy.ndcg[k].push_back(Ndcg(got, person.goal));
  }
}

void Print(const std::vector<Strategy>& strategies, const char* what, std::vector<std::vector<double>> Strategy::*values, std::uint64_t seed) {
  std::printf("\n| %s after k questions |", what);
  for (const auto k : kAfter) std::printf(" %zu |", k);
  std::printf(" more than random at 15 |\n|---|");
  for (std::size_t i = 0; i <= kAfter.size(); ++i) std::printf("---|");
  std::printf("\n");
  const auto& random = *std::find_if(strategies.begin(), strategies.end(), [](const Strategy& s) { return s.name == "random"; });
  for (const auto& s : strategies) {
    std::printf("| %s |", s.name.c_str());
    for (const auto& at : s.*values) {
      const auto e = Bootstrap(at, kRounds, seed);
      std::printf(" %.3f (%.3f to %.3f) |", e.mean, e.low, e.high);
    }
    auto more = (s.*values).back();
    for (std::size_t i = 0; i < more.size(); ++i) more[i] -= (random.*values).back()[i];
    const auto e = Bootstrap(more, kRounds, seed);
    std::printf(" %+.3f (%+.3f to %+.3f) |\n", e.mean, e.low, e.high);
  }
}

int Study(const Taxonomy& taxonomy, const std::string& name, const Scene& scene, bool tuning, std::size_t origins, std::uint64_t seed, bool slow) {
  auto model = MatchModel::Create(taxonomy);
  if (!model.ok()) {
    std::fprintf(stderr, "%s\n", std::string(model.status().message()).c_str());
    return 1;
  }
  const Matcher matcher(std::make_shared<const MatchModel>(*std::move(model)));
  std::vector<Concept> half, all;
  for (Concept c = 0; c < matcher.model().rows(); ++c) {
    if (matcher.model().IsCandidate(c)) all.push_back(c);
  }
  Draws(seed).Shuffle(all);
  for (std::size_t i = tuning ? 0 : 1; i < all.size(); i += 2) half.push_back(all[i]);

  std::vector<Strategy> strategies;
  for (const char* s : {"Questions(), one at a time", "Questions(), five at a time", "Questions(), all at once", "random", "most common first",
                        "rarest first", "past work's, strongest first", "entropy of asks / does not ask"}) {
    strategies.emplace_back().name = s;
  }
  if (slow) {
    for (const char* s : {"gain without chances", "expected swaps", "expected newcomers in the first ten", "gain, overlap taken out"}) strategies.emplace_back().name = s;
  }
  std::size_t people = 0;
  for (std::size_t i = 0; i < half.size() && people < origins; ++i) {
    const auto person = Invent(matcher, half[i], scene, seed * 1'000'003 + half[i]);
    if (!person) continue;
    ++people;
    std::size_t at = 0;
    const auto ask = [&](std::size_t batch) {
      std::vector<Concept> queue;
      Interview(matcher, *person, [&](const Profile& profile, std::size_t k) {
        if (k % batch == 0) {
          queue.clear();
          const auto list = Questions(matcher, profile, {.limit = static_cast<std::uint32_t>(batch), .candidates = kCandidates});
          for (const auto& q : list->questions) queue.push_back(q.concept_id);
        }
        return k % batch < queue.size() ? queue[k % batch] : kNoConcept;
      }, strategies[at++]);
    };
    ask(1), ask(5), ask(15);
    const auto run = [&](const std::vector<Concept>& order) {
      Interview(matcher, *person, [&](const Profile&, std::size_t k) { return k < order.size() ? order[k] : kNoConcept; }, strategies[at++]);
    };
    const auto pool = PoolOf(matcher, person->start);
    Draws draws(person->seed + 1);
    std::map<Concept, double> lot;
    for (const auto& e : pool.entries) lot[e.question.concept_id] = static_cast<double>(draws.Below(1u << 30));
    const auto information = [&](const Pool::Entry& e) { return matcher.model().Information(e.question.concept_id); };
    run(By(pool, [&](const Pool::Entry& e) { return lot[e.question.concept_id]; }));
    run(By(pool, [&](const Pool::Entry& e) { return -static_cast<double>(information(e)); }));
    run(By(pool, information));
    run(By(pool, [](const Pool::Entry& e) { return e.question.inferred ? e.question.chance : -1; }));
    const auto n = static_cast<double>(pool.candidates.size());
    run(By(pool, [&](const Pool::Entry& e) { return Entropy(e.question.asked_by / n); }));
    if (slow) {
      run(By(pool, [](const Pool::Entry& e) { return Variance(e.yes) + Variance(e.no); }));
      run(By(pool, Expected([&](const std::vector<double>& change) { return Swaps(pool, change); })));
      // Most move nobody in or out; between these, the gain.
      run(By(pool, Expected([&](const std::vector<double>& change) { return Newcomers(pool, change) + Variance(change); })));
      run(Decorrelated(pool, kAfter.back()));
    }
  }
  if (people == 0) {
    std::fprintf(stderr, "no origin of %s has ten occupations to rank; take a larger taxonomy\n", name.c_str());
    return 1;
  }
  std::printf("%s, scene %s, %s half, %zu people, seed %llu, bootstrap of %u rounds\n", name.c_str(), scene.name.c_str(), tuning ? "tuning" : "held-out", people,
              static_cast<unsigned long long>(seed), kRounds);
  Print(strategies, "overlap@10", &Strategy::overlap, seed);
  Print(strategies, "nDCG@10", &Strategy::ndcg, seed);
  std::printf("\n| | questions | from past work | answered yes |\n|---|---|---|---|\n");
  for (const auto& s : strategies) {
    const auto asked = static_cast<double>(std::max<std::size_t>(1, s.asked));
    std::printf("| %s | %zu | %.2f | %.2f |\n", s.name.c_str(), s.asked, static_cast<double>(s.inferred) / asked, static_cast<double>(s.yes) / asked);
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::string file, scene = kScenes[0].name;
  std::size_t origins = 100;
  std::uint64_t seed = 7;
  bool tuning = false, slow = false, wrong = false;
  for (int i = 1; i < argc; ++i) {
    const std::string arg = argv[i];
    const auto value = [&] { return i + 1 < argc ? argv[++i] : (wrong = true, ""); };
    if (arg == "--taxonomy") file = value();
    else if (arg == "--scene") scene = value();
    else if (arg == "--origins") origins = std::strtoul(value(), nullptr, 10);
    else if (arg == "--seed") seed = std::strtoull(value(), nullptr, 10);
    else if (arg == "--tuning") tuning = true;
    else if (arg == "--all-criteria") slow = true;
    else wrong = true;
  }
  const auto* found = std::find_if(std::begin(kScenes), std::end(kScenes), [&](const Scene& s) { return s.name == scene; });
  if (wrong || found == std::end(kScenes) || origins == 0) {
    std::fprintf(stderr, "usage: %s [--taxonomy FILE] [--scene", argv[0]);
    for (const auto& s : kScenes) std::fprintf(stderr, " %s%s", &s == kScenes ? "" : "| ", s.name.c_str());
    std::fprintf(stderr, "] [--origins N] [--seed N] [--tuning] [--all-criteria]\n");
    return 2;
  }
  const auto taxonomy = file.empty() ? StarterTaxonomy() : LoadTaxonomy(file);
  if (!taxonomy.ok()) {
    std::fprintf(stderr, "%s\n", std::string(taxonomy.status().message()).c_str());
    return 1;
  }
  return Study(*taxonomy, file.empty() ? "starter" : file, *found, tuning, origins, seed, slow);
}
