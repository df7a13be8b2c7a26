// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The part of the C API about one person: documents, lists with gates and figures, why not, questions, plans, what opens most. Translation only, as c_api.cpp.

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "guard.hpp"
#include "handles.hpp"
#include "overstap/advice.hpp"
#include "overstap/io.hpp"
#include "overstap/json.hpp"
#include "overstap/person.hpp"
#include "overstap/plan.hpp"
#include "overstap/questions.hpp"
#include "overstap/unlock.hpp"
#include "overstap/whatif.hpp"

using overstap::Status;
using overstap::StatusOr;
using overstap::c::AdviceJsonOf;
using overstap::c::Borrow;
using overstap::c::CheckCourses;
using overstap::c::CheckMatch;
using overstap::c::Clear;
using overstap::c::CopyText;
using overstap::c::Counted;
using overstap::c::Given;
using overstap::c::guard;
using overstap::c::HandOver;
using overstap::c::MadeIf;
using overstap::c::OutOfRange;
using overstap::c::ReadOptions;
using overstap::c::TextOf;

namespace {

StatusOr<overstap::AdviceOptions> Options(const ovs_engine& engine, const char* options, std::size_t length) {
  if (!options) return overstap::AdviceOptions();
  return overstap::ReadAdviceOptions({"options", std::string(TextOf(options, length))}, engine.taxonomy->view);
}

StatusOr<overstap::PersonDocument> ReadDocument(int32_t form, const overstap::JsonSource& source, const overstap::Taxonomy& taxonomy, const char* today) {
  if (form == OVS_PERSON_OVERSTAP) return overstap::ReadPerson(source, taxonomy);
  if (form != OVS_PERSON_VUM) return OutOfRange("form", form, 2);
  OVS_RETURN_IF_ERROR(Given({{today, "today"}}));
  return overstap::ReadVumPerson(source, taxonomy, today);
}

StatusOr<std::vector<overstap::Plan>> Plans(const ovs_engine& engine, const ovs_profile& profile, ovs_concept occupation, const ovs_plan_options& o,
                                            overstap::PlanOptions* options) {
  if (o.goal < 0 || o.goal > OVS_PLAN_ALL) return OutOfRange("goal", o.goal, OVS_PLAN_ALL + 1);
  options->money = o.money, options->weeks = o.weeks, options->hours = o.hours;
  if (o.reserved != 0) return Error(overstap::ErrorCode::kInvalidArgument, "reserved is not 0");
  options->least_fit_percent = o.least_fit_percent;
  if (o.ready_percent != 0) options->ready_percent = o.ready_percent;
  if (o.max_nodes != 0) options->max_nodes = o.max_nodes;
  if (o.held_count != 0) OVS_RETURN_IF_ERROR(Given({{o.held, "held"}}));
  options->held.assign(o.held, o.held + o.held_count);
  OVS_RETURN_IF_ERROR(CheckHeld(*engine.courses, *options));
  const auto person = AfterCourses(*engine.courses, profile.value, engine.taxonomy->view, options->held);
  OVS_ASSIGN_OR_RETURN(const auto explanation, overstap::Explain(engine.matcher, person, occupation));
  if (o.goal == OVS_PLAN_ALL) return overstap::PlansSideBySide(*engine.courses, person, explanation, *options);
  options->goal = static_cast<overstap::PlanGoal>(o.goal);
  OVS_ASSIGN_OR_RETURN(auto plan, overstap::PlanCourses(*engine.courses, person, explanation, *options));
  return std::vector{std::move(plan)};
}

}  // namespace

ovs_status ovs_plan_courses(const ovs_engine* engine, const ovs_profile* profile, ovs_concept occupation, const ovs_plan_options* options, const char* language,
                            ovs_report** out, ovs_error* error) noexcept {
  Clear(out);
  return guard(error, [&]() -> Status {
    OVS_RETURN_IF_ERROR(CheckCourses(engine, profile));
    OVS_RETURN_IF_ERROR(Given({{language, "language"}, {out, "out"}}));
    ovs_plan_options o = OVS_PLAN_OPTIONS_INIT;
    if (options) OVS_RETURN_IF_ERROR(ReadOptions(options, &o));
    overstap::PlanOptions wanted;
    OVS_ASSIGN_OR_RETURN(const auto plans, Plans(*engine, *profile, occupation, o, &wanted));
    *out = new ovs_report(overstap::PlansJson(engine->taxonomy->view, *engine->courses, occupation, wanted, plans, overstap::ParseLanguage(language)));
    return absl::OkStatus();
  });
}

ovs_status ovs_unlock(const ovs_engine* engine, const ovs_profile* profile, uint32_t ready_percent, uint32_t nearest, uint32_t limit, const char* language,
                      ovs_report** out, ovs_error* error) noexcept {
  Clear(out);
  return guard(error, [&]() -> Status {
    OVS_RETURN_IF_ERROR(CheckMatch(engine, profile));
    OVS_RETURN_IF_ERROR(Given({{language, "language"}, {out, "out"}}));
    overstap::UnlockOptions options;
    if (ready_percent != 0) options.ready_percent = ready_percent;
    if (nearest != 0) options.nearest = nearest == OVS_NO_LIMIT ? 0 : nearest;
    if (limit != 0) options.limit = limit;
    const auto* courses = engine->courses ? &*engine->courses : nullptr;
    OVS_ASSIGN_OR_RETURN(const auto list, overstap::WhatUnlocks(engine->matcher, profile->value, courses, options));
    *out = new ovs_report(overstap::UnlockJson(engine->matcher, profile->value, courses, options, list, overstap::ParseLanguage(language)));
    return absl::OkStatus();
  });
}

ovs_status ovs_profile_load_json(const ovs_taxonomy* taxonomy, int32_t form, const char* name, const void* data, size_t size, const char* today,
                                 ovs_profile** out, ovs_report** report, ovs_error* error) noexcept {
  Clear(out, report);
  return guard(error, [&]() -> Status {
    OVS_RETURN_IF_ERROR(Given({{taxonomy, "taxonomy"}, {name, "name"}, {data, "data"}, {out, "out"}}));
    const overstap::JsonSource source{name, std::string(static_cast<const char*>(data), size)};
    OVS_ASSIGN_OR_RETURN(auto document, ReadDocument(form, source, taxonomy->view, today));
    auto told = MadeIf(report, [&] { return overstap::ReportJson(document.report); });
    *out = new ovs_profile(taxonomy, std::move(document.profile));
    HandOver(report, std::move(told));
    return absl::OkStatus();
  });
}

ovs_status ovs_profile_to_json(const ovs_profile* profile, char* buffer, size_t capacity, size_t* length, ovs_error* error) noexcept {
  Clear(length);
  if (capacity > 0) Clear(buffer);
  return guard(error, [&]() -> Status {
    OVS_RETURN_IF_ERROR(Given({{profile, "profile"}, {length, "length"}}));
    if (capacity > 0) OVS_RETURN_IF_ERROR(Given({{buffer, "buffer"}}));
    return CopyText(overstap::PersonJson(profile->taxonomy->view, profile->value), buffer, capacity, length);
  });
}

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

ovs_status ovs_questions(const ovs_engine* engine, const ovs_profile* profile, uint32_t limit, const char* language, ovs_report** out, ovs_error* error) noexcept {
  Clear(out);
  return guard(error, [&]() -> Status {
    OVS_RETURN_IF_ERROR(CheckMatch(engine, profile));
    OVS_RETURN_IF_ERROR(Given({{language, "language"}, {out, "out"}}));
    OVS_ASSIGN_OR_RETURN(const auto list, overstap::Questions(engine->matcher, profile->value, {.limit = limit}));
    *out = new ovs_report(overstap::QuestionsJson(engine->matcher, profile->value, list, overstap::ParseLanguage(language)));
    return absl::OkStatus();
  });
}
