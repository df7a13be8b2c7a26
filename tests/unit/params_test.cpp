// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Parameters of the score as JSON: what is written is read again, what is left out keeps its default, what is wrong is refused
// with its place.

#include <string>

#include "doctest/doctest.h"
#include "overstap/io.hpp"
#include "overstap/json.hpp"
#include "overstap/params.hpp"

using namespace overstap;

namespace {

StatusOr<ModelParams> Read(const std::string& text) { return ReadModelParams({"p.json", text}); }

/// The members of a document with a version.
std::string With(const std::string& members) { return "{\"overstap_model\": 1" + (members.empty() ? "" : ",\n" + members) + "}"; }

std::string ErrorOf(const std::string& text) {
  const auto params = Read(text);
  return params.ok() ? "read" : std::string(params.status().message());
}

}  // namespace

TEST_CASE("Params: what is written is read again") {
  ModelParams params;
  CHECK(Read(ModelParamsJson(params)).value() == params);
  params.relevance_weight = {0, 1, 22, 333, 1000};
  params.use_importance = false;
  params.dimension_weight = {1, 20, 0, 100, 5, 6};
  params.spread = 2;
  params.common = 33;
  params.own_level = 0;
  params.word_weight = {3, 0, 100};
  params.language = "en-GB";
  params.missing = MissingPolicy::kRefuse;
  params.least_items = 12;
  params.bands = {1, 2, 1000};
  CHECK(Read(ModelParamsJson(params)).value() == params);
}

TEST_CASE("Params: what is left out keeps its default") {
  CHECK(Read(With("")).value() == ModelParams());
  const auto some = Read(With("\"dimensions\": {\"words\": 0}, \"bands\": {\"some\": 700}")).value();
  ModelParams expected;
  expected.dimension_weight[4] = 0;
  expected.bands[0] = 700;
  CHECK(some == expected);
}

TEST_CASE("Params: what is wrong is refused with its place") {
  CHECK(ErrorOf(With("\"spreed\": 1")).find("p.json:2:1: unknown key \"spreed\"") == 0);
  CHECK(ErrorOf(With("\"spread\": 3")).find("p.json:2:11: \"spread\": expected an integer from 0 to 2, found 3") == 0);
  CHECK(ErrorOf(With("\"spread\": 1.0")).find("p.json:2:11:") == 0);
  CHECK(ErrorOf(With("\"dimensions\": {\"title\": 1}")).find("unknown key \"title\" in \"dimensions\"; known here: skills, knowledge, tasks, groups, words, family") != std::string::npos);
  CHECK(ErrorOf(With("\"dimensions\": 4")).find("expected an object") != std::string::npos);
  CHECK(ErrorOf(With("\"relevance\": {\"essential\": 1001}")).find("0 to 1000") != std::string::npos);
  CHECK(ErrorOf(With("\"relevance\": {\"not_relevant\": 5}")).find("unknown key") != std::string::npos);
  CHECK(ErrorOf(With("\"missing\": \"zero\"")).find("one of leave_out, count_as_nothing, refuse") != std::string::npos);
  CHECK(ErrorOf(With("\"language\": \"n l\"")).find("p.json:2:13:") == 0);
  CHECK(ErrorOf(With("\"language\": \"-\"")).find("no language tag") != std::string::npos);
  CHECK(ErrorOf(With("\"use_importance\": 1")).find("\"use_importance\"") != std::string::npos);
  CHECK(ErrorOf(With("\"bands\": {\"some\": 995}")).find("a band is 950; it must be 995..1000") != std::string::npos);
  CHECK(ErrorOf(With("\"dimensions\": {\"skills\":0,\"knowledge\":0,\"tasks\":0,\"groups\":0,\"words\":0,\"family\":0}")).find("the sum of the dimension weights is 0") != std::string::npos);
  CHECK(ErrorOf("{}").find("no \"overstap_model\"") != std::string::npos);
  CHECK(CodeOf(Read("{\"overstap_model\": 2}").status()) == ErrorCode::kFormatVersion);
  CHECK(ErrorOf("[]") != "read");
  CHECK(ErrorOf("") != "read");
  CHECK(ErrorOf(With("\"spread\": 1, \"spread\": 1")) != "read");
}

TEST_CASE("Params: numbers out of range are named") {
  const auto refused = [](auto change) {
    ModelParams params;
    change(params);
    const auto status = Validate(params);
    return status.ok() ? std::string("valid") : std::string(status.message());
  };
  CHECK(refused([](ModelParams&) {}) == "valid");
  CHECK(refused([](ModelParams& p) { p.relevance_weight[1] = 1001; }).find("relevance weight is 1001") != std::string::npos);
  CHECK(refused([](ModelParams& p) { p.dimension_weight[5] = 101; }).find("dimension weight is 101") != std::string::npos);
  CHECK(refused([](ModelParams& p) { p.dimension_weight = {}; }).find("sum") != std::string::npos);
  CHECK(refused([](ModelParams& p) { p.word_weight[2] = 200; }).find("word weight is 200") != std::string::npos);
  CHECK(refused([](ModelParams& p) { p.spread = 3; }).find("spread is 3") != std::string::npos);
  CHECK(refused([](ModelParams& p) { p.common = 101; }).find("common is 101") != std::string::npos);
  CHECK(refused([](ModelParams& p) { p.own_level = 101; }).find("own_level is 101") != std::string::npos);
  CHECK(refused([](ModelParams& p) { p.missing = static_cast<MissingPolicy>(3); }).find("missing is 3") != std::string::npos);
  CHECK(refused([](ModelParams& p) { p.bands = {0, 1, 2}; }).find("band is 0") != std::string::npos);
  CHECK(refused([](ModelParams& p) { p.bands = {900, 800, 990}; }).find("band is 800") != std::string::npos);
  CHECK(refused([](ModelParams& p) { p.bands[2] = 1001; }).find("band is 1001") != std::string::npos);
}
