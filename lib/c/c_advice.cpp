// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The part of the C API about advice: lists with gates and figures, why not. Translation only, as c_api.cpp.

#include <string>
#include <utility>

#include "guard.hpp"
#include "handles.hpp"
#include "overstap/advice.hpp"
#include "overstap/io.hpp"
#include "overstap/json.hpp"
#include "overstap/whatif.hpp"

using overstap::Status;
using overstap::StatusOr;
using overstap::c::AdviceJsonOf;
using overstap::c::Borrow;
using overstap::c::CheckMatch;
using overstap::c::Clear;
using overstap::c::Counted;
using overstap::c::Given;
using overstap::c::guard;
using overstap::c::TextOf;

namespace {

StatusOr<overstap::AdviceOptions> Options(const ovs_engine& engine, const char* options, std::size_t length) {
  if (!options) return overstap::AdviceOptions();
  return overstap::ReadAdviceOptions({"options", std::string(TextOf(options, length))}, engine.taxonomy->view);
}

}  // namespace

ovs_status ovs_figures_load_file(const char* path, const char* source, const char* date, ovs_figures** out, ovs_error* error) noexcept {
  Clear(out);
  return guard(error, [&]() -> Status {
    OVS_RETURN_IF_ERROR(Given({{path, "path"}, {out, "out"}}));
    OVS_ASSIGN_OR_RETURN(auto table, overstap::ReadLabourMarket(path, source ? source : "", date ? date : ""));
    *out = new ovs_figures(std::move(table));
    return absl::OkStatus();
  });
}

ovs_figures* ovs_figures_ref(ovs_figures* figures) noexcept { return Counted::Ref(figures); }
void ovs_figures_unref(ovs_figures* figures) noexcept { Counted::Unref(figures); }
const char* ovs_figures_source(const ovs_figures* figures) noexcept { return figures ? figures->table.source().c_str() : ""; }
const char* ovs_figures_date(const ovs_figures* figures) noexcept { return figures ? figures->table.date().c_str() : ""; }

ovs_status ovs_advise(const ovs_engine* engine, const ovs_profile* profile, const char* options, size_t length, const ovs_figures* figures,
                      const char* language, ovs_report** out, ovs_error* error) noexcept {
  Clear(out);
  return guard(error, [&]() -> Status {
    OVS_RETURN_IF_ERROR(CheckMatch(engine, profile));
    OVS_RETURN_IF_ERROR(Given({{language, "language"}, {out, "out"}}));
    OVS_ASSIGN_OR_RETURN(const auto wanted, Options(*engine, options, length));
    OVS_ASSIGN_OR_RETURN(auto json, AdviceJsonOf(*engine, *profile, wanted, figures ? &figures->table : nullptr, overstap::ParseLanguage(language)));
    *out = new ovs_report(std::move(json));
    return absl::OkStatus();
  });
}

ovs_status ovs_why_not(const ovs_engine* engine, const ovs_profile* profile, ovs_concept occupation, uint32_t shown, uint32_t limit, const char* options,
                       size_t length, const char* language, ovs_report** out, ovs_error* error) noexcept {
  Clear(out);
  return guard(error, [&]() -> Status {
    OVS_RETURN_IF_ERROR(CheckMatch(engine, profile));
    OVS_RETURN_IF_ERROR(Given({{language, "language"}, {out, "out"}}));
    OVS_ASSIGN_OR_RETURN(const auto wanted, Options(*engine, options, length));
    OVS_ASSIGN_OR_RETURN(const auto why, overstap::WhyNotOf(engine->matcher, profile->value, occupation, shown, limit, wanted.gates));
    *out = new ovs_report(overstap::WhyNotJson(engine->taxonomy->view, why, wanted.gates, overstap::ParseLanguage(language)));
    return absl::OkStatus();
  });
}
