// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// ModelParams as JSON, in and out. Keys that are left out keep their defaults.

#include <array>
#include <concepts>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "io/json_document.hpp"
#include "io/json_out.hpp"
#include "overstap/io.hpp"
#include "overstap/json.hpp"
#include "overstap/params.hpp"

namespace overstap {
namespace {

using detail::Quoted;

/// Shows every member of `params` to `visit`: Number(key, value, most), Flag(key, value), Text(key, value), Choice(key, value, count), and
/// List(key, {name, ...}, values, most) for numbers under names. The one place that says what the form looks like.
template <typename Params, typename Visit>
Status ForMembers(Params& params, Visit& visit) {
  std::vector<std::pair<std::string_view, std::size_t>> relevances, dimensions;
  for (std::size_t r = 1; r < kRelevances; ++r) relevances.emplace_back(Name(static_cast<Relevance>(r)), r);
  for (std::size_t d = 0; d < kDimensions; ++d) dimensions.emplace_back(Name(static_cast<Dimension>(d)), d);
  OVS_RETURN_IF_ERROR(visit.List("relevance", relevances, params.relevance_weight, 1000));
  OVS_RETURN_IF_ERROR(visit.Flag("use_importance", params.use_importance));
  OVS_RETURN_IF_ERROR(visit.List("dimensions", dimensions, params.dimension_weight, 100));
  OVS_RETURN_IF_ERROR(visit.Number("spread", params.spread, 2));
  OVS_RETURN_IF_ERROR(visit.Number("common", params.common, 100));
  OVS_RETURN_IF_ERROR(visit.Number("own_level", params.own_level, 100));
  OVS_RETURN_IF_ERROR(visit.List("words", {{"preferred", 0}, {"other", 1}, {"definition", 2}}, params.word_weight, 100));
  OVS_RETURN_IF_ERROR(visit.Text("language", params.language));
  OVS_RETURN_IF_ERROR(visit.Choice("missing", params.missing, kMissingPolicies));
  OVS_RETURN_IF_ERROR(visit.Number("least_items", params.least_items, 1'000'000));
  return visit.List("bands", {{"some", 0}, {"good", 1}, {"strong", 2}}, params.bands, 1000);
}

using Names = std::vector<std::pair<std::string_view, std::size_t>>;

struct KeyList {
  std::vector<std::string_view> keys{"$schema", "overstap_model"};
  Status List(std::string_view key, const Names&, const auto&, int) { return Add(key); }
  Status Flag(std::string_view key, bool) { return Add(key); }
  Status Number(std::string_view key, std::uint32_t, int) { return Add(key); }
  Status Text(std::string_view key, const std::string&) { return Add(key); }
  Status Choice(std::string_view key, const auto&, int) { return Add(key); }
  Status Add(std::string_view key) {
    keys.push_back(key);
    return {};
  }
};

class Reader : detail::JsonDocument {
 public:
  explicit Reader(detail::JsonTree tree) : JsonDocument(std::move(tree)) {}

  StatusOr<ModelParams> Read() {
    ModelParams params;
    KeyList known;
    OVS_RETURN_IF_ERROR(ForMembers(params, known));
    OVS_RETURN_IF_ERROR(ReadRoot("overstap_model", "set of model parameters", known.keys));
    OVS_RETURN_IF_ERROR(ForMembers(params, *this));
    OVS_RETURN_IF_ERROR(Positioned(detail::JsonTree::kRoot, Validate(params)));
    return params;
  }

  template <typename Values>
  Status List(std::string_view key, const Names& names, Values& values, int most) {
    const Node object = Get(detail::JsonTree::kRoot, key);
    if (object == kNone) return {};
    std::vector<std::string_view> known;
    for (const auto& [name, i] : names) known.push_back(name);
    OVS_RETURN_IF_ERROR(ExpectObject(object, known, Quoted(key)));
    for (const auto& [name, i] : names) OVS_RETURN_IF_ERROR(JsonDocument::Number(object, name, 0, most, values[i]));
    return {};
  }
  template <std::unsigned_integral T>
  Status Number(std::string_view key, T& value, int most) { return JsonDocument::Number(detail::JsonTree::kRoot, key, 0, most, value); }
  Status Flag(std::string_view key, bool& value) { return JsonDocument::Flag(detail::JsonTree::kRoot, key, value); }
  Status Text(std::string_view key, std::string& value) {
    const Node n = Get(detail::JsonTree::kRoot, key);
    if (n == kNone) return {};
    OVS_ASSIGN_OR_RETURN(const auto word, Word(n, Quoted(key)));
    if (!detail::IsLanguageTag(word)) return Fail(n, detail::Cat(Quoted(word), " is no language tag; write one such as \"nl\""));
    value = word;
    return {};
  }
  template <typename E>
  Status Choice(std::string_view key, E& value, int count) {
    const Node n = Get(detail::JsonTree::kRoot, key);
    if (n == kNone) return {};
    OVS_ASSIGN_OR_RETURN(value, OneOf<E>(n, {.count = count}, Quoted(key)));
    return {};
  }
};

class Writer {
 public:
  std::string Write(const ModelParams& params) {
    json_.Open();
    json_.Put("overstap_model", std::uint32_t{1});
    ForMembers(params, *this).IgnoreError();
    json_.Close();
    return json_.Finish();
  }
  Status List(std::string_view key, const Names& names, const auto& values, int) {
    json_.OpenObject(key);
    for (const auto& [name, i] : names) json_.Put(name, std::uint32_t{values[i]});
    json_.Close();
    return {};
  }
  Status Number(std::string_view key, std::uint32_t value, int) { return Done([&] { json_.Put(key, value); }); }
  Status Flag(std::string_view key, bool value) { return Done([&] { json_.Put(key, value); }); }
  Status Text(std::string_view key, const std::string& value) { return Done([&] { json_.Put(key, std::string_view(value)); }); }
  Status Choice(std::string_view key, const auto& value, int) { return Done([&] { json_.Put(key, Name(value)); }); }

 private:
  static Status Done(const auto& put) {
    put();
    return {};
  }
  detail::JsonText json_;
};

}  // namespace

StatusOr<ModelParams> ReadModelParams(const JsonSource& source) {
  OVS_ASSIGN_OR_RETURN(auto tree, detail::JsonTree::Parse(source.name, source.text));
  return Reader(std::move(tree)).Read();
}

std::string ModelParamsJson(const ModelParams& params) { return Writer().Write(params); }

}  // namespace overstap
