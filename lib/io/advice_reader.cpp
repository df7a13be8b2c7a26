// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Reads AdviceOptions from JSON: what an organisation wants done about gates, its second list, how much figures count.

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "io/json_document.hpp"
#include "overstap/advice.hpp"
#include "overstap/io.hpp"

namespace overstap {
namespace {

using detail::Cat;
using detail::Quoted;

class Reader : detail::JsonDocument {
 public:
  Reader(detail::JsonTree tree, const Taxonomy& taxonomy) : JsonDocument(std::move(tree)), taxonomy_(taxonomy) {}

  StatusOr<AdviceOptions> Read() {
    static constexpr std::string_view kKeys[] = {"$schema", "overstap_advice", "limit", "with_origins", "with_zero", "gates", "limits", "wider", "factors", "region"};
    constexpr Node root = detail::JsonTree::kRoot;
    OVS_RETURN_IF_ERROR(ReadRoot("overstap_advice", "set of advice options", kKeys));
    OVS_RETURN_IF_ERROR(Number(root, "limit", 1, 100'000, options_.rank.limit));
    OVS_RETURN_IF_ERROR(Flag(root, "with_origins", options_.rank.with_origins));
    OVS_RETURN_IF_ERROR(Flag(root, "with_zero", options_.rank.with_zero));
    OVS_RETURN_IF_ERROR(ReadGates(Get(root, "gates")));
    OVS_RETURN_IF_ERROR(ReadLimits(Get(root, "limits")));
    OVS_RETURN_IF_ERROR(ReadWider(Get(root, "wider")));
    OVS_RETURN_IF_ERROR(ReadFactors(Get(root, "factors")));
    if (const Node n = Get(root, "region"); n != kNone) {
      OVS_RETURN_IF_ERROR(CheckText(n, Quoted("region")));
      options_.factors.region = tree_.text(n);
    }
    OVS_RETURN_IF_ERROR(Positioned(root, Validate(options_, taxonomy_)));
    return std::move(options_);
  }

 private:
  Status Grade(Node object, std::string_view key, Relevance& value) {
    const Node n = Get(object, key);
    if (n == kNone) return {};
    OVS_ASSIGN_OR_RETURN(value, OneOf<Relevance>(n, {.count = kRelevances, .first = 1}, Quoted(key)));
    return {};
  }

  Status ReadGates(Node gates) {
    if (gates == kNone) return {};
    static constexpr std::string_view kKeys[] = {"regulated", "licence", "education", "condition", "mediation", "licence_from", "education_slack"};
    static_assert(std::size(kKeys) == kGates + 2);
    OVS_RETURN_IF_ERROR(ExpectObject(gates, kKeys, Quoted("gates")));
    for (int g = 0; g < kGates; ++g) {
      const auto name = Name(static_cast<Gate>(g));
      const Node n = Get(gates, name);
      if (n == kNone) continue;
      OVS_ASSIGN_OR_RETURN(options_.gates.For(static_cast<Gate>(g)),
                           OneOf<GateAction>(n, {.count = kGateActions}, Quoted(name)));
    }
    OVS_RETURN_IF_ERROR(Grade(gates, "licence_from", options_.gates.licence_from));
    return Number(gates, "education_slack", 0, 80, options_.gates.education_slack);
  }

  Status ReadLimits(Node limits) {
    if (limits == kNone) return {};
    OVS_RETURN_IF_ERROR(Expect(limits, Kind::kArray, Quoted("limits")));
    for (Node m = tree_.first(limits); m != kNone; m = tree_.next(m)) {
      static constexpr std::string_view kKeys[] = {"condition", "from"};
      OVS_RETURN_IF_ERROR(ExpectObject(m, kKeys, "a limit"));
      OVS_ASSIGN_OR_RETURN(const Node condition, Require(m, "condition", "a limit"));
      OVS_ASSIGN_OR_RETURN(const auto uri, Word(condition, Quoted("condition")));
      const auto found = taxonomy_.Find(uri);
      if (!found || taxonomy_.Kind(*found) != ConceptKind::kCondition) return Fail(condition, Cat(Quoted(uri), " is no work condition of this taxonomy; name one by its URI"));
      auto& limit = options_.gates.limits.emplace_back(ConditionLimit{*found});
      OVS_RETURN_IF_ERROR(Grade(m, "from", limit.from));
    }
    return {};
  }

  Status ReadWider(Node wider) {
    if (wider == kNone) return {};
    if (tree_.kind(wider) == Kind::kBoolean) {
      options_.with_wider = tree_.text(wider) == "true";
      return {};
    }
    static constexpr std::string_view kKeys[] = {"limit", "digits", "per_family", "loss"};
    OVS_RETURN_IF_ERROR(ExpectObject(wider, kKeys, Quoted("wider")));
    options_.with_wider = true;
    OVS_RETURN_IF_ERROR(Number(wider, "limit", 1, 100'000, options_.lists.wider));
    OVS_RETURN_IF_ERROR(Number(wider, "digits", 1, 4, options_.lists.digits));
    OVS_RETURN_IF_ERROR(Number(wider, "per_family", 1, 100'000, options_.lists.per_family));
    return Number(wider, "loss", 0, 1000, options_.lists.loss);
  }

  Status ReadFactors(Node factors) {
    if (factors == kNone) return {};
    std::array<std::string_view, kFactors> names;
    for (int f = 0; f < kFactors; ++f) names[static_cast<std::size_t>(f)] = Name(static_cast<Factor>(f));
    OVS_RETURN_IF_ERROR(ExpectObject(factors, names, Quoted("factors")));
    for (int f = 0; f < kFactors; ++f) {
      const auto name = names[static_cast<std::size_t>(f)];
      const Node n = Get(factors, name);
      if (n == kNone) continue;
      static constexpr std::string_view kKeys[] = {"weight", "worst", "best"};
      OVS_RETURN_IF_ERROR(ExpectObject(n, kKeys, Quoted(name)));
      auto& scale = options_.factors.For(static_cast<Factor>(f));
      OVS_RETURN_IF_ERROR(Number(n, "weight", 0, kMostFactorWeight, scale.weight));
      OVS_RETURN_IF_ERROR(ReadAmount(n, "worst", scale.worst));
      OVS_RETURN_IF_ERROR(ReadAmount(n, "best", scale.best));
    }
    return {};
  }
  Status ReadAmount(Node object, std::string_view key, Amount& value) {
    const Node n = Get(object, key);
    if (n == kNone) return {};
    const auto amount = tree_.kind(n) == Kind::kNumber ? ParseAmount(tree_.text(n)) : std::nullopt;
    if (!amount) return Unexpected(n, Quoted(key), "a number such as 2451.50, from 0 and below 10^12, without an exponent");
    value = *amount;
    return {};
  }

  const Taxonomy& taxonomy_;
  AdviceOptions options_;
};

}  // namespace

StatusOr<AdviceOptions> ReadAdviceOptions(const JsonSource& source, const Taxonomy& taxonomy) {
  OVS_ASSIGN_OR_RETURN(auto tree, detail::JsonTree::Parse(source.name, source.text));
  return Reader(std::move(tree), taxonomy).Read();
}

}  // namespace overstap
