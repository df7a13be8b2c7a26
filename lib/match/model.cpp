// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// How a MatchModel is made: which features an occupation or a profile has, how common each is, and the integer vectors of
// model.hpp from them.

#include "overstap/model.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>
#include <string_view>
#include <unordered_map>
#include <utility>

#define XXH_INLINE_ALL  // the library exports no symbols of it
#include <xxhash.h>

#include "absl/strings/str_cat.h"
#include "absl/numeric/int128.h"
#include "overstap/detail/integer.hpp"
#include "overstap/text.hpp"

namespace overstap {
namespace {

// A small file can describe a chain of groups so long that its pairs fill any memory. ESCO has 0.1 and 0.4 million.
constexpr std::size_t kMostAncestors = std::size_t{1} << 26;
constexpr std::size_t kMostEntries = std::size_t{1} << 28;
// One after the other for each number of digits: 0-9, 00-99, 000-999, 0000-9999.
constexpr std::array<std::uint32_t, 4> kIscoBegin = {0, 10, 110, 1110};
constexpr std::uint32_t kIscoFeatures = 11110;
constexpr std::size_t kGram = 4;
constexpr std::uint32_t kCalibrationOrigins = 128;
constexpr std::uint64_t kLeastPairs = 1000;


/// The four letters in a row of every word of `folded`, which has blanks between words and gets one at both ends of each; shorter words
/// whole, and none of one or two letters. A key is the letters' code points, 16 bits each.
template <typename Use>
void ForGrams(std::string_view folded, const Use& use) {
  std::vector<std::uint16_t> word{' '};
  const auto flush = [&] {
    if (word.size() > 3) {
      word.push_back(' ');
      for (std::size_t i = 0; i + kGram <= word.size(); ++i) {
        std::uint64_t key = 0;
        for (std::size_t k = 0; k < kGram; ++k) key = key << 16 | word[i + k];
        use(key);
      }
    }
    word.resize(1);
  };
  for (std::size_t i = 0; i < folded.size();) {
    const auto lead = static_cast<unsigned char>(folded[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    std::uint32_t code = length == 1 ? lead : lead & (0x7Fu >> length);
    for (std::size_t k = 1; k < length && i + k < folded.size(); ++k) code = code << 6 | (static_cast<unsigned char>(folded[i + k]) & 0x3Fu);
    i += length;
    if (code == ' ') {
      flush();
    } else {
      word.push_back(static_cast<std::uint16_t>(std::min<std::uint32_t>(code, 0xFFFF)));
    }
  }
  flush();
}

std::size_t CentredOf(ConceptKind kind) {
  return kind == ConceptKind::kSkill ? 0 : kind == ConceptKind::kKnowledge ? 1 : kind == ConceptKind::kTask ? 2 : kCentred;
}

bool IsDescribed(const Taxonomy& t, Concept row) { return t.Status(row) == ConceptStatus::kCurrent && !t.Relations(row).empty(); }

}  // namespace

/// Makes models, and queries with them.
class ModelMaker {
 public:
  explicit ModelMaker(Taxonomy taxonomy, const ModelParams& params) {
    m_.taxonomy_ = std::move(taxonomy);
    m_.params_ = params;
  }

  StatusOr<MatchModel> Make() && {
    OVS_RETURN_IF_ERROR(Validate(m_.params_));
    OVS_RETURN_IF_ERROR(FindAncestors());
    Count();
    FindMean();
    FindWords();
    FindFamilies();
    OVS_RETURN_IF_ERROR(MakeRows());
    Calibrate();
    m_.hash_ = Hash();
    return std::move(m_);
  }

  /// `past`: the profile whose past occupations are added, or null.
  static MatchModel::Query QueryOf(const MatchModel& m, std::span<const ProfileItem> items, const Profile* past) {
    MatchModel::Query query;
    std::vector<Component> components;
    for (const auto& item : items) {
      query.items += MatchModel::IsRequirement(m.taxonomy_.Kind(item.concept_id));
      Add(m, item.concept_id, std::uint64_t{WeightOf(m.params_, item.strength, item.importance)} * item.worth / kFullWorth, components);
    }
    SumGroups(m, components);
    std::vector<RowEntry> entries;
    query.frame = Finish(m, components, entries);
    if (past != nullptr) AddPast(m, *past, query.frame, entries);
    query.terms.reserve(entries.size());
    for (const auto& e : entries) query.terms.push_back({e.feature, e.weight, 0});
    return query;
  }

 private:
  /// A component before scaling.
  struct Component {
    std::uint32_t feature;
    std::uint64_t value;
    Dimension dimension;
  };
  using Components = std::vector<Component>;

  static bool On(const MatchModel& m, Dimension d) { return m.params_.dimension_weight[static_cast<std::size_t>(d)] != 0; }
  static std::span<const Concept> Ancestors(const MatchModel& m, Concept c) {
    return std::span(m.ancestors_).subspan(m.ancestor_begin_[c], m.ancestor_begin_[c + 1] - m.ancestor_begin_[c]);
  }
  static std::uint32_t WeightOf(const ModelParams& p, Relevance relevance, Importance importance) {
    if (relevance == Relevance::kNotRelevant) return 0;
    return p.use_importance && importance != 0 ? importance : p.relevance_weight[static_cast<std::size_t>(relevance)];
  }
  std::uint32_t WeightOf(const Relation& r) const { return WeightOf(m_.params_, r.relevance, r.importance); }
  std::uint32_t occupations() const { return m_.taxonomy_.Concepts(ConceptKind::kOccupation).size(); }
  /// What no occupation has says nothing about any of them.
  std::uint32_t InformationOf(std::uint64_t having) const {
    return having == 0 ? 0 : detail::Log2Fixed16(2 * m_.described_ + 2, 2 * having + 1);
  }

  /// Ancestors of every skill, knowledge area and occupation, each once; the hierarchy has no circles (checked on opening).
  Status FindAncestors() {
    const auto& t = m_.taxonomy_;
    m_.ancestor_begin_.assign(t.size() + std::size_t{1}, 0);
    std::vector<Concept> last_below(t.size(), kNoConcept);
    auto& ancestors = m_.ancestors_;
    for (Concept c = 0; c < t.size(); ++c) {
      if (MatchModel::IsRequirement(t.Kind(c)) || t.Kind(c) == ConceptKind::kOccupation) {
        const auto first = ancestors.size();
        const auto add = [&](Concept from) {
          for (const auto parent : t.Broader(from)) {
            if (std::exchange(last_below[parent], c) != c) ancestors.push_back(parent);
          }
        };
        add(c);
        for (auto i = first; i < ancestors.size(); ++i) add(ancestors[i]);
        if (ancestors.size() > kMostAncestors) {
          return Error(ErrorCode::kLimit, "the hierarchy is too deep: more than 2^26 pairs of a concept and one above it; shorten it");
        }
      }
      m_.ancestor_begin_[c + 1] = static_cast<std::uint32_t>(ancestors.size());
    }
    return {};
  }

  /// How common every concept and group is, and how evenly spread.
  void Count() {
    const auto& t = m_.taxonomy_;
    const std::uint32_t n = t.size();
    std::vector<std::uint32_t> having(std::size_t{2} * n, 0), last_row(std::size_t{2} * n, kNoConcept);
    std::vector<std::uint64_t> squares(n, 0);
    sums_.assign(n, 0);
    for (Concept row = 0; row < occupations(); ++row) {
      if (!IsDescribed(t, row)) continue;
      ++m_.described_;
      std::array<bool, kCentred> has{};
      const auto count = [&](std::uint32_t feature) {
        if (std::exchange(last_row[feature], row) != row) ++having[feature];
      };
      for (const auto& r : t.Relations(row)) {
        if (r.relevance == Relevance::kNotRelevant) continue;
        count(r.target);
        const std::uint64_t x = WeightOf(r);
        if (const auto d = CentredOf(t.Kind(r.target)); d < kCentred) has[d] = true;
        sums_[r.target] += x;
        squares[r.target] += x * x;
        if (!MatchModel::IsRequirement(t.Kind(r.target))) continue;
        for (const auto above : Ancestors(m_, r.target)) count(n + above);
      }
      for (std::size_t d = 0; d < kCentred; ++d) m_.having_dimension_[d] += has[d];
    }
    m_.information_.resize(having.size());
    for (std::size_t f = 0; f < having.size(); ++f) m_.information_[f] = InformationOf(having[f]);

    m_.scale_.assign(n, 0);
    const auto& w = m_.params_.dimension_weight;
    // A component of knowledge against one of skills: the square root of the ratio of their weights, in 1/1024.
    const std::uint64_t knowledge = w[0] != 0 && w[1] != 0 ? detail::SquareRoot((absl::uint128(w[1]) << 20) / w[0]) : 1024;
    for (Concept c = 0; c < n; ++c) {
      const auto d = CentredOf(t.Kind(c));
      if (squares[c] == 0 || d == kCentred) continue;
      // (N + 1)^2 times the variance, the one that asks nothing included: above 0 for all that is asked.
      const auto n1 = m_.having_dimension_[d] + 1;
      const auto spread = absl::uint128(n1) * squares[c] - absl::uint128(sums_[c]) * sums_[c];
      const auto root = detail::SquareRoot(std::min(spread, (absl::uint128(1) << 64) - 1) << 60);  // 2^30 spread^(1/2)
      std::uint64_t scale = std::uint64_t{1} << 16;
      if (m_.params_.spread == 1) scale = (detail::SquareRoot(absl::uint128(n1) << 30) << 20) / detail::SquareRoot(root);  // 2^20 / var^(1/4)
      if (m_.params_.spread == 2) scale = absl::Uint128Low64((absl::uint128(n1) << 52) / root);                           // 2^22 / var^(1/2)
      m_.scale_[c] = t.Kind(c) == ConceptKind::kKnowledge ? scale * knowledge >> 10 : scale;
    }
  }

  /// The average occupation, by centred dimension, as a direction of length 2^16.
  void FindMean() {
    const auto& t = m_.taxonomy_;
    std::array<absl::uint128, kCentred> squared{};
    for (Concept c = 0; c < t.size(); ++c) {
      const auto d = CentredOf(t.Kind(c));
      if (d == kCentred) continue;
      const auto value = absl::uint128(m_.scale_[c]) * sums_[c];
      squared[d] += value * value;
    }
    std::array<std::uint64_t, kCentred> of_direction{};
    for (std::size_t d = 0; d < kCentred; ++d) {
      m_.mean_length_[d] = detail::SquareRoot(squared[d]);
      if (absl::uint128(m_.mean_length_[d]) * m_.mean_length_[d] < squared[d]) ++m_.mean_length_[d];
    }
    m_.mean_.assign(t.size(), 0);
    for (Concept c = 0; c < t.size(); ++c) {
      const auto d = CentredOf(t.Kind(c));
      if (d == kCentred || m_.scale_[c] == 0) continue;
      m_.mean_[c] = static_cast<std::uint32_t>((absl::uint128(m_.scale_[c]) * sums_[c] << kMeanBits) / m_.mean_length_[d]);
      of_direction[d] += std::uint64_t{m_.mean_[c]} * m_.mean_[c];
    }
    m_.comparison_ = Comparison(m_.params_, of_direction);
  }

  /// Adds what having a concept means: its own component and a part of those of the groups above it.
  static void Add(const MatchModel& m, Concept c, std::uint64_t weight, Components& components) {
    const auto& t = m.taxonomy_;
    const auto kind = t.Kind(c);
    const auto d = CentredOf(kind);
    if (weight == 0 || d == kCentred) return;
    if (On(m, static_cast<Dimension>(d)) && m.scale_[c] != 0) {
      components.push_back({c, weight * m.scale_[c], static_cast<Dimension>(d)});
    }
    if (!MatchModel::IsRequirement(kind) || !On(m, Dimension::kGroups) || m.information_[c] == 0) return;
    for (const auto above : Ancestors(m, c)) components.push_back({t.size() + above, weight * m.information_[c], Dimension::kGroups});
  }

  /// Sums the parts that groups got, and weighs the groups by their own rarity. Leaves the components by feature.
  static void SumGroups(const MatchModel& m, Components& components) {
    std::sort(components.begin(), components.end(), [](const Component& a, const Component& b) { return a.feature < b.feature; });
    std::size_t kept = 0;
    for (std::size_t i = 0; i < components.size(); ++i) {
      if (kept > 0 && components[kept - 1].feature == components[i].feature) {
        components[kept - 1].value += components[i].value;
      } else {
        components[kept++] = components[i];
      }
    }
    components.resize(kept);
    for (auto& c : components) {
      if (c.dimension != Dimension::kGroups) continue;
      // Below 2^64 unless tens of thousands of skills stand under one group; then the largest there is, on every machine.
      const auto product = absl::uint128(c.value) * m.information_[c.feature];
      c.value = absl::Uint128High64(product) != 0 ? std::numeric_limits<std::uint64_t>::max() : absl::Uint128Low64(product);
    }
    std::erase_if(components, [](const Component& c) { return c.value == 0; });
  }

  /// Letters of titles and description, in m_.params_.language where there are any.
  void FindWords() {
    words_.resize(occupations());
    if (!On(m_, Dimension::kWords)) return;
    const auto& t = m_.taxonomy_;
    struct Gram {
      std::uint64_t key;
      std::uint32_t weight;
    };
    std::vector<Gram> own;
    std::unordered_map<std::uint64_t, std::uint32_t> number;           // of a key, in order of appearance
    std::vector<std::uint64_t> keys;                                   // by number
    std::vector<std::uint32_t> having;                                 // by number
    std::vector<std::vector<std::pair<std::uint32_t, std::uint32_t>>> rows(occupations());  // number and weight
    for (Concept row = 0; row < occupations(); ++row) {
      const auto texts = t.Texts(row);
      const auto language = [&](const Text& text) { return t.snapshot().Language(text.language); };
      const bool has = std::any_of(texts.begin(), texts.end(), [&](const Text& x) { return language(x) == m_.params_.language; });
      own.clear();
      for (const auto& text : texts) {
        if (text.kind == TextKind::kHidden || (has && language(text) != m_.params_.language)) continue;
        const auto weight = m_.params_.word_weight[text.kind == TextKind::kPreferred ? 0 : text.kind == TextKind::kDefinition ? 2 : 1];
        if (weight != 0) ForGrams(Fold(t.snapshot().String(text.string)), [&](std::uint64_t key) { own.push_back({key, weight}); });
      }
      // Each once, by its largest weight.
      std::sort(own.begin(), own.end(), [](const Gram& a, const Gram& b) { return a.key != b.key ? a.key < b.key : a.weight > b.weight; });
      own.erase(std::unique(own.begin(), own.end(), [](const Gram& a, const Gram& b) { return a.key == b.key; }), own.end());
      for (const auto& gram : own) {
        const auto [at, is_new] = number.try_emplace(gram.key, static_cast<std::uint32_t>(keys.size()));
        if (is_new) keys.push_back(gram.key), having.push_back(0);
        having[at->second] += IsDescribed(t, row);
        rows[row].emplace_back(at->second, gram.weight);
      }
    }
    // What one occupation only has says nothing about any two. Features are in the order of the keys, as the rows are.
    std::vector<std::uint32_t> order;
    for (std::uint32_t i = 0; i < keys.size(); ++i) {
      if (having[i] > 1) order.push_back(i);
    }
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return keys[a] < keys[b]; });
    std::vector<std::uint32_t> feature(keys.size(), 0);
    for (std::uint32_t i = 0; i < order.size(); ++i) feature[order[i]] = FirstWord() + i;
    features_ = FirstWord() + static_cast<std::uint32_t>(order.size());
    for (Concept row = 0; row < occupations(); ++row) {
      for (const auto& [i, weight] : rows[row]) {
        if (const std::uint64_t value = feature[i] == 0 ? 0 : std::uint64_t{weight} * InformationOf(having[i]); value != 0) {
          words_[row].push_back({feature[i], value, Dimension::kWords});
        }
      }
    }
  }

  /// ISCO-08 groups and what stands above the occupation.
  void FindFamilies() {
    families_.resize(occupations());
    if (!On(m_, Dimension::kFamily)) return;
    const auto& t = m_.taxonomy_;
    const std::uint32_t above_begin = 2 * t.size(), isco_begin = 3 * t.size();
    std::vector<std::uint32_t> having(t.size() + std::size_t{kIscoFeatures}, 0);
    for (Concept row = 0; row < occupations(); ++row) {
      auto& own = families_[row];
      for (const auto above : Ancestors(m_, row)) own.push_back({above_begin + above, 0, Dimension::kFamily});
      if (const std::uint32_t isco = t.Isco(row); isco != 0) {
        constexpr std::array<std::uint32_t, 4> kDrop = {1000, 100, 10, 1};
        for (std::size_t i = 0; i < kDrop.size(); ++i) own.push_back({isco_begin + kIscoBegin[i] + isco / kDrop[i], 0, Dimension::kFamily});
      }
      std::sort(own.begin(), own.end(), [](const Component& a, const Component& b) { return a.feature < b.feature; });
      if (!IsDescribed(t, row)) continue;
      for (const auto& c : own) ++having[c.feature - above_begin];
    }
    for (auto& own : families_) {
      for (auto& c : own) c.value = InformationOf(having[c.feature - above_begin]);
      std::erase_if(own, [](const Component& c) { return c.value == 0; });
    }
  }
  std::uint32_t FirstWord() const { return 3 * m_.taxonomy_.size() + kIscoFeatures; }

  Status MakeRows() {
    const auto& t = m_.taxonomy_;
    features_ = std::max(features_, FirstWord());
    m_.row_begin_.push_back(0);
    for (Concept row = 0; row < occupations(); ++row) {
      std::uint32_t items = 0;
      Components components;
      for (const auto& r : t.Relations(row)) {
        if (r.relevance == Relevance::kNotRelevant) continue;
        items += MatchModel::IsRequirement(t.Kind(r.target));
        Add(m_, r.target, WeightOf(r), components);
      }
      SumGroups(m_, components);
      components.insert(components.end(), families_[row].begin(), families_[row].end());
      components.insert(components.end(), words_[row].begin(), words_[row].end());
      m_.frames_.push_back(Finish(m_, components, m_.entries_));
      if (m_.entries_.size() > kMostEntries) return Error(ErrorCode::kLimit, "the model has more than 2^28 components; shorten the hierarchy or split the taxonomy");
      m_.row_begin_.push_back(static_cast<std::uint32_t>(m_.entries_.size()));
      m_.candidate_.push_back(t.Status(row) == ConceptStatus::kCurrent && items >= m_.params_.least_items && m_.frames_.back().mask != 0);
      m_.candidates_ += m_.candidate_.back();
    }
    m_.index_ = ColumnIndex(m_.row_begin_, m_.entries_, features_);
    return {};
  }

  /// Scales every block to a length of at most 2^14, appends the weights that are not 0 to `entries`, and says what a comparison
  /// needs beside them. `components` are by feature.
  static Frame Finish(const MatchModel& m, const Components& components, std::vector<RowEntry>& entries) {
    std::array<std::uint64_t, kBlocks> largest{}, length{};
    for (const auto& c : components) {
      auto& most = largest[BlockOf(c.dimension)];
      most = std::max(most, c.value);
    }
    // At most 40 bits, which leaves room for 2^48 squares in 128; only groups get there.
    std::array<int, kBlocks> down{};
    for (std::size_t b = 0; b < kBlocks; ++b) down[b] = std::max(0, static_cast<int>(std::bit_width(largest[b])) - 40);
    std::array<absl::uint128, kBlocks> squared{};
    for (const auto& c : components) {
      const auto b = BlockOf(c.dimension);
      const absl::uint128 value = c.value >> down[b];
      squared[b] += value * value;
    }
    for (std::size_t b = 0; b < kBlocks; ++b) {
      length[b] = detail::SquareRoot(squared[b]);
      if (absl::uint128(length[b]) * length[b] < squared[b]) ++length[b];  // up, so that weights come out short rather than long
    }

    Frame frame;
    std::array<std::uint64_t, kDimensions> squares{};
    for (const auto& c : components) {
      const auto b = BlockOf(c.dimension);
      const auto d = static_cast<std::size_t>(c.dimension);
      const std::uint64_t weight = ((c.value >> down[b]) << kWeightBits) / length[b];
      if (weight == 0) continue;
      entries.push_back({c.feature, static_cast<std::uint16_t>(weight), 0, static_cast<std::uint8_t>(d)});
      squares[d] += weight * weight;
      frame.mask |= SetOf(c.dimension);
      if (d < kCentred) frame.overlap[d] += static_cast<std::uint32_t>(weight * m.mean_[c.feature]);
    }
    const std::uint64_t common = m.params_.common, own = m.params_.own_level;
    for (std::size_t d = 0; d < kCentred; ++d) {
      if ((frame.mask >> d & 1) == 0) continue;
      // 2^14 of how long the average is beside this vector, and of how much of this vector lies along the average.
      const auto b = BlockOf(static_cast<Dimension>(d));
      const auto whole = absl::uint128(length[b]) << down[b];
      const auto flat = (absl::uint128(m.mean_length_[d]) << (2 * kWeightBits - kMeanBits)) / ((m.having_dimension_[d] + 1) * whole);
      const auto along = (absl::uint128(frame.overlap[d]) << kWeightBits) / std::max<std::uint64_t>(1, m.comparison_.Squared(d));
      const auto share = common * ((100 - own) * flat + own * along) / 10'000;
      frame.share[d] = static_cast<std::uint16_t>(std::min<absl::uint128>(share, 1u << kWeightBits));
    }
    m.comparison_.SetLengths(squares, frame);
    return frame;
  }

  /// Words and families of past occupations: of one as they are, of several the largest weight each by what the occupation is worth,
  /// scaled again.
  static void AddPast(const MatchModel& m, const Profile& profile, Frame& frame, std::vector<RowEntry>& entries) {
    Components merged;
    const auto origins = profile.origins();
    const auto is_past = [](const RowEntry& e) { return static_cast<Dimension>(e.dimension) >= Dimension::kWords; };
    for (std::size_t i = 0; i < origins.size(); ++i) {
      const std::uint64_t worth = origins.size() == 1 ? 1 : profile.origin_worths()[i];
      for (const auto& e : m.Row(origins[i])) {
        if (is_past(e) && worth != 0) merged.push_back({e.feature, e.weight * worth, static_cast<Dimension>(e.dimension)});
      }
    }
    std::sort(merged.begin(), merged.end(), [](const Component& a, const Component& b) { return a.feature != b.feature ? a.feature < b.feature : a.value > b.value; });
    merged.erase(std::unique(merged.begin(), merged.end(), [](const Component& a, const Component& b) { return a.feature == b.feature; }), merged.end());
    if (origins.size() != 1) {
      Merge(Finish(m, merged, entries), frame);
      return;
    }
    // Scaling again would round a second time, and a person of one occupation would not be exactly like it.
    for (const auto& c : merged) entries.push_back({c.feature, static_cast<std::uint16_t>(c.value), 0, static_cast<std::uint8_t>(c.dimension)});
    Merge(m.frames_[origins.front()], frame);
  }
  static void Merge(const Frame& past, Frame& frame) {
    for (const auto d : {Dimension::kWords, Dimension::kFamily}) {
      frame.mask |= static_cast<DimensionSet>(past.mask & SetOf(d));
      frame.other[BlockOf(d)] = past.other[BlockOf(d)];
    }
  }

  /// How random pairs score.
  void Calibrate() {
    std::vector<Concept> candidates;
    for (Concept row = 0; row < m_.rows(); ++row) {
      if (m_.IsCandidate(row)) candidates.push_back(row);
    }
    const auto n = candidates.size();
    const auto origins = std::min<std::size_t>(n, kCalibrationOrigins);
    // One bin for every 32 units from -1 to 1.
    constexpr int kBinBits = 5;
    std::vector<std::uint64_t> bins((2 * kScoreOne >> kBinBits) + 1, 0);
    std::uint64_t pairs = 0;
    std::int64_t sum = 0;
    std::vector<Score> scores;
    for (std::size_t i = 0; i < origins; ++i) {
      const auto origin = candidates[i * n / origins];
      m_.ScoreAll(m_.QueryOf(origin), scores);
      for (const auto other : candidates) {
        if (other == origin || scores[other] == MatchModel::kNoScore) continue;
        const auto score = std::clamp(scores[other], -kScoreOne, kScoreOne);
        ++bins[static_cast<std::size_t>((score + kScoreOne) >> kBinBits)];
        ++pairs;
        sum += score;
      }
    }
    if (pairs < kLeastPairs) return;
    m_.random_mean_ = ToDouble(sum) / static_cast<double>(pairs);
    std::uint64_t below = 0;
    std::size_t bin = 0;
    for (std::uint64_t k = 1; k <= 1000; ++k) {
      while (bin < bins.size() && below * 1000 < k * pairs) below += bins[bin++];
      m_.quantiles_.push_back((static_cast<Score>(bin) << kBinBits) - kScoreOne);
    }
  }

  std::string Hash() const {
    const auto& p = m_.params_;
    constexpr std::string_view kFormula = "overstap-model-2";  // a new name whenever the same numbers would give other scores
    std::string text = detail::Cat(kFormula, "\n", m_.taxonomy_.snapshot().Hash(), "\n", p.language, "\n");
    const auto add = [&](const auto& numbers) {
      for (const auto x : numbers) detail::Append(text, static_cast<std::uint64_t>(x), " ");
      text += '\n';
    };
    add(std::array<std::uint64_t, 6>{p.use_importance, p.spread, p.common, p.own_level, static_cast<std::uint64_t>(p.missing), p.least_items});
    add(p.relevance_weight);
    add(p.dimension_weight);
    add(p.word_weight);
    add(p.bands);
    const auto hash = XXH3_128bits(text.data(), text.size());
    return absl::StrCat(absl::Hex(hash.high64, absl::kZeroPad16), absl::Hex(hash.low64, absl::kZeroPad16));
  }

  MatchModel m_;
  std::vector<std::uint64_t> sums_;             // by concept: of the weights over all occupations
  std::vector<Components> words_, families_;    // by row
  std::uint32_t features_ = 0;
};

StatusOr<MatchModel> MatchModel::Create(Taxonomy taxonomy, const ModelParams& params) { return ModelMaker(std::move(taxonomy), params).Make(); }

MatchModel::Query MatchModel::MakeQuery(const Profile& profile) const { return ModelMaker::QueryOf(*this, profile.items(), &profile); }

MatchModel::Query MatchModel::QueryOf(std::span<const ProfileItem> items) const { return ModelMaker::QueryOf(*this, items, nullptr); }

MatchModel::Query MatchModel::QueryOf(Concept occupation) const {
  Query query;
  query.frame = frames_[occupation];
  for (const auto& e : Row(occupation)) query.terms.push_back({e.feature, e.weight, 0});
  for (const auto& r : taxonomy_.Relations(occupation)) query.items += IsRequirement(taxonomy_.Kind(r.target)) && r.relevance != Relevance::kNotRelevant;
  return query;
}

Dimension MatchModel::DimensionOf(std::uint32_t feature) const {
  const std::uint32_t n = taxonomy_.size();
  if (feature < n) return static_cast<Dimension>(CentredOf(taxonomy_.Kind(feature)));
  return feature < 2 * n ? Dimension::kGroups : feature < 3 * n + kIscoFeatures ? Dimension::kFamily : Dimension::kWords;
}

void MatchModel::ScoreAll(const Query& query, std::vector<Score>& scores) const {
  scores.assign(rows(), kNoScore);
  // Features of a block are together: skills and knowledge, tasks, groups, families, words.
  const std::uint32_t n = taxonomy_.size();
  const std::array<std::uint32_t, kBlocks> end = {taxonomy_.Concepts(ConceptKind::kTask).first, n, 2 * n, std::numeric_limits<std::uint32_t>::max(), 3 * n + kIscoFeatures};
  constexpr std::array<std::size_t, kBlocks> kOrder = {0, 1, 2, 4, 3};
  std::array<std::vector<std::uint32_t>, kBlocks> totals;
  auto from = query.terms.begin();
  for (const auto b : kOrder) {
    const auto to = std::find_if(from, query.terms.end(), [&](const QueryTerm& term) { return term.feature >= end[b]; });
    totals[b].assign(rows(), 0);
    index_.Accumulate(std::span(from, to), totals[b]);
    from = to;
  }
  for (std::uint32_t row = 0; row < rows(); ++row) {
    if (!IsCandidate(row)) continue;
    const auto blocks = comparison_.BlocksOf(query.frame, frames_[row]);
    if (blocks.weight == 0) continue;
    Dots dots;
    for (std::size_t b = 0; b < kBlocks; ++b) dots[b] = totals[b][row];
    scores[row] = comparison_.Combine(query.frame, frames_[row], dots, blocks);
  }
}

std::uint16_t MatchModel::Percentile(Score score) const {
  const auto at = std::upper_bound(quantiles_.begin(), quantiles_.end(), score);
  return static_cast<std::uint16_t>(at - quantiles_.begin());
}

Band MatchModel::BandOf(Score score) const {
  if (!calibrated()) return Band::kUnknown;
  const auto percentile = Percentile(score);
  const auto& from = params_.bands;
  return percentile >= from[2] ? Band::kStrong : percentile >= from[1] ? Band::kGood : percentile >= from[0] ? Band::kSome : Band::kNone;
}

Status Validate(const ModelParams& params) {
  const auto check = [](std::string_view name, std::uint64_t value, std::uint64_t least, std::uint64_t most) {
    if (value >= least && value <= most) return Status();
    return Error(ErrorCode::kInvalidArgument, detail::Cat(name, " is ", value, "; it must be ", least, "..", most));
  };
  for (const auto w : params.relevance_weight) OVS_RETURN_IF_ERROR(check("a relevance weight", w, 0, 1000));
  std::uint64_t sum = 0;
  for (const auto w : params.dimension_weight) {
    OVS_RETURN_IF_ERROR(check("a dimension weight", w, 0, 100));
    sum += w;
  }
  OVS_RETURN_IF_ERROR(check("the sum of the dimension weights", sum, 1, 600));
  for (const auto w : params.word_weight) OVS_RETURN_IF_ERROR(check("a word weight", w, 0, 100));
  OVS_RETURN_IF_ERROR(check("spread", params.spread, 0, 2));
  OVS_RETURN_IF_ERROR(check("common", params.common, 0, 100));
  OVS_RETURN_IF_ERROR(check("own_level", params.own_level, 0, 100));
  OVS_RETURN_IF_ERROR(check("missing", static_cast<std::uint64_t>(params.missing), 0, kMissingPolicies - 1));
  std::uint64_t before = 1;
  for (const auto b : params.bands) {
    OVS_RETURN_IF_ERROR(check("a band", b, before, 1000));
    before = b;
  }
  return {};
}

}  // namespace overstap
