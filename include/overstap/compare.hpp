// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The arithmetic of comparing two vectors: from dot products of integer weights to a score in units, and the same taken
// apart into parts that add up to it exactly. Fixed point throughout, so the same on every machine. What the components
// mean is said in model.hpp.
//
// A vector has weights of 14 bits in five blocks (skills and knowledge are one), each block scaled to a length of at most
// 2^14. In a centred dimension d (skills, knowledge, tasks) the average occupation is taken out of it, in part: with m the
// average occupation's direction as an integer vector of length 2^16, what is compared is w - (A / 2^14) m, where A belongs
// to the vector. Its product with another one needs only three numbers beside the plain dot product:
//
//     deviation_d(q, r) = 2^28 dot_d(q, r) - 2^14 (A_q P_r + A_r P_q) + A_q A_r M       P = m . w,  M = m . m
//
// exactly, so that |deviation(q, r)| <= sqrt(deviation(q, q) deviation(r, r)) and a vector compared with itself gives 1.
// The cosine of a block is the sum of its deviations times both inverse lengths.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "absl/numeric/int128.h"
#include "overstap/detail/integer.hpp"
#include "overstap/params.hpp"

namespace overstap {

/// A set of dimensions, one bit each.
using DimensionSet = std::uint8_t;
constexpr DimensionSet SetOf(Dimension d) { return static_cast<DimensionSet>(1u << static_cast<unsigned>(d)); }

/// Dimensions that share a length: skills and knowledge, and every other one by itself.
inline constexpr std::size_t kBlocks = 5;
constexpr std::size_t BlockOf(Dimension d) { return d <= Dimension::kKnowledge ? 0 : static_cast<std::size_t>(d) - 1; }
constexpr DimensionSet DimensionsOf(std::size_t block) { return static_cast<DimensionSet>(block == 0 ? 3u : 1u << (block + 1)); }
/// Skills, knowledge and tasks; the other dimensions are compared as they are.
inline constexpr std::size_t kCentred = 3;

inline constexpr int kWeightBits = 14;  ///< length of a block
inline constexpr int kMeanBits = 16;    ///< length of the average occupation's direction

/// What a vector needs beside its weights to be compared.
struct Frame {
  DimensionSet mask = 0;                         ///< dimensions it has
  std::array<std::uint16_t, kCentred> share{};   ///< A: how much of the average is taken out, at most 2^14
  std::array<std::uint32_t, kCentred> overlap{}; ///< P, at most 2^30
  /// 2^56 / length by block; of the first block for skills alone, knowledge alone and both, by the set of them (1..3).
  /// 0 = too short to have a direction: nothing in it is out of the ordinary.
  std::array<std::uint32_t, 4> requirements{};
  std::array<std::uint32_t, kBlocks> other{};    ///< [0] is not used

  std::uint32_t Inverse(std::size_t block, DimensionSet both) const { return block == 0 ? requirements[both & 3u] : other[block]; }
  friend bool operator==(const Frame&, const Frame&) = default;
};

/// Dot products by block.
using Dots = std::array<std::uint32_t, kBlocks>;

/// How the blocks of two vectors add up to a score.
class Comparison {
 public:
  Comparison() = default;
  Comparison(const ModelParams& params, const std::array<std::uint64_t, kCentred>& squares) : missing_(params.missing), squares_(squares) {
    const auto& w = params.dimension_weight;
    weight_ = {w[0] != 0 ? w[0] : w[1], w[2], w[3], w[4], w[5]};
  }

  /// M of a centred dimension.
  std::uint64_t Squared(std::size_t d) const { return squares_[d]; }
  /// Weight of a block in the score.
  std::uint32_t Weight(std::size_t block) const { return weight_[block]; }
  /// The blocks that count for this pair, and what their weights add up to; 0 = no score.
  struct Blocks {
    std::uint32_t counts = 0;  ///< a bit each
    std::uint32_t weight = 0;
    bool Counts(std::size_t block) const { return (counts >> block & 1) != 0; }
  };
  Blocks BlocksOf(const Frame& q, const Frame& r) const {
    Blocks blocks;
    for (std::size_t b = 0; b < kBlocks; ++b) {
      const auto both = static_cast<DimensionSet>(q.mask & r.mask & DimensionsOf(b));
      if (both != 0 && q.Inverse(b, both) != 0 && r.Inverse(b, both) != 0) {
        blocks.counts |= 1u << b;
        blocks.weight += weight_[b];
      } else if (missing_ != MissingPolicy::kLeaveOut && q.Inverse(b, q.mask) != 0) {  // what the profile has no direction in it cannot miss
        if (missing_ == MissingPolicy::kRefuse) return {};
        blocks.weight += weight_[b];
      }
    }
    return blocks;
  }

  /// The part of a block's deviation that does not come from the dot product.
  std::int64_t Offset(std::size_t d, const Frame& q, const Frame& r) const {
    return static_cast<std::int64_t>(std::uint64_t{q.share[d]} * r.share[d] * squares_[d]) -
           static_cast<std::int64_t>((std::uint64_t{q.share[d]} * r.overlap[d] + std::uint64_t{r.share[d]} * q.overlap[d]) << kWeightBits);
  }
  /// What one feature adds to Offset(), given both sides' weights of it and the average's; the sum over all features is Offset().
  static std::int64_t OffsetPart(std::uint64_t share_q, std::uint64_t weight_q, std::uint64_t share_r, std::uint64_t weight_r, std::uint64_t mean) {
    return static_cast<std::int64_t>(share_q * share_r * mean * mean) -
           static_cast<std::int64_t>((share_q * weight_r + share_r * weight_q) * mean << kWeightBits);
  }
  static std::int64_t FromDot(std::uint64_t dot) { return static_cast<std::int64_t>(dot << (2 * kWeightBits)); }

  /// Deviation times both inverse lengths: 2^40 is a cosine of 1.
  static std::int64_t Cosine(std::int64_t deviation, std::uint32_t inverse_q, std::uint32_t inverse_r) {
    // About 2^112 at most, as a deviation is at most the product of both lengths.
    const auto product = absl::int128(deviation) * absl::int128(std::uint64_t{inverse_q} * inverse_r);
    return static_cast<std::int64_t>(product >> kCosineShift);
  }
  /// A sum of weight x cosine as a score, rounded to the nearest.
  static Score ToScore(std::int64_t sum, std::uint32_t weight) {
    const auto unit = std::int64_t{weight} << kUnitShift;
    const auto shifted = sum + unit / 2;
    return shifted >= 0 ? shifted / unit : -((unit - 1 - shifted) / unit);
  }

  /// The score of a pair from its dot products. O(1).
  Score Combine(const Frame& q, const Frame& r, const Dots& dots, const Blocks& blocks) const {
    std::int64_t sum = 0;
    for (std::size_t b = 0; b < kBlocks; ++b) {
      if (!blocks.Counts(b)) continue;
      const auto both = static_cast<DimensionSet>(q.mask & r.mask & DimensionsOf(b));
      auto deviation = FromDot(dots[b]);
      for (std::size_t d = 0; d < kCentred; ++d) {
        if ((both >> d & 1) != 0) deviation += Offset(d, q, r);
      }
      sum += weight_[b] * Cosine(deviation, q.Inverse(b, both), r.Inverse(b, both));
    }
    return ToScore(sum, blocks.weight);
  }

  /// Sets the inverse lengths of `frame`, whose other members are there, from the squared lengths of its weights by dimension.
  void SetLengths(const std::array<std::uint64_t, kDimensions>& squares, Frame& frame) const {
    const auto squared = [&](std::size_t d) {
      return static_cast<std::uint64_t>(FromDot(squares[d]) + (d < kCentred ? Offset(d, frame, frame) : 0));
    };
    const auto skills = squared(0), knowledge = squared(1);
    frame.requirements = {0, InverseOf(skills), InverseOf(knowledge), InverseOf(skills + knowledge)};
    for (std::size_t b = 1; b < kBlocks; ++b) frame.other[b] = InverseOf(squared(b + 1));
  }

 private:
  static constexpr int kCosineShift = 72;  // 2 x 56 - 40
  static constexpr int kUnitShift = 20;    // 2^40 / kScoreOne

  /// 2^56 / sqrt(squared); 0 for a length of up to a sixteenth of what the weights could have: too near to the average to tell apart.
  static std::uint32_t InverseOf(std::uint64_t squared) {
    const auto length = detail::SquareRoot(squared);
    return length <= std::uint64_t{1} << 24 ? 0 : static_cast<std::uint32_t>((std::uint64_t{1} << 56) / length);
  }

  MissingPolicy missing_ = MissingPolicy::kLeaveOut;
  std::array<std::uint32_t, kBlocks> weight_{};
  std::array<std::uint64_t, kCentred> squares_{};  // M
};

}  // namespace overstap
