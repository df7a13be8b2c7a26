// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The part of the C API about funding. Translation only, as c_api.cpp.

#include <span>
#include <string>
#include <utility>

#include "guard.hpp"
#include "handles.hpp"
#include "overstap/date.hpp"
#include "overstap/funding.hpp"
#include "overstap/funding_report.hpp"
#include "overstap/io.hpp"

using overstap::Error;
using overstap::ErrorCode;
using overstap::JsonSource;
using overstap::Status;
using overstap::StatusOr;
using overstap::c::Clear;
using overstap::c::Counted;
using overstap::c::Given;
using overstap::c::guard;
using overstap::c::TextOf;

namespace {

StatusOr<overstap::FundingRules> Read(const JsonSource& source, const ovs_funding* base) { return overstap::ReadFundingRules({&source, 1}, base ? &base->rules : nullptr); }

StatusOr<overstap::FundingOptions> Options(std::uint32_t flags) {
  if ((flags & ~(OVS_FUNDING_DRAFTS | OVS_FUNDING_TOGETHER)) != 0) return Error(ErrorCode::kInvalidArgument, "the flags hold one that this version of the library does not know");
  return overstap::FundingOptions{.with_drafts = (flags & OVS_FUNDING_DRAFTS) != 0, .together = (flags & OVS_FUNDING_TOGETHER) != 0};
}

}  // namespace

ovs_status ovs_funding_open_default(ovs_funding** out, ovs_error* error) noexcept {
  Clear(out);
  return guard(error, [&]() -> Status {
    OVS_RETURN_IF_ERROR(Given({{out, "out"}}));
    OVS_ASSIGN_OR_RETURN(auto rules, overstap::DefaultFundingRules());
    *out = new ovs_funding(std::move(rules));
    return absl::OkStatus();
  });
}

ovs_status ovs_funding_load_file(const char* path, const ovs_funding* base, ovs_funding** out, ovs_error* error) noexcept {
  Clear(out);
  return guard(error, [&]() -> Status {
    OVS_RETURN_IF_ERROR(Given({{path, "path"}, {out, "out"}}));
    OVS_ASSIGN_OR_RETURN(auto text, overstap::ReadFile(path));
    OVS_ASSIGN_OR_RETURN(auto rules, Read({path, std::move(text)}, base));
    *out = new ovs_funding(std::move(rules));
    return absl::OkStatus();
  });
}

ovs_status ovs_funding_load_json(const char* name, const void* data, size_t size, const ovs_funding* base, ovs_funding** out, ovs_error* error) noexcept {
  Clear(out);
  return guard(error, [&]() -> Status {
    OVS_RETURN_IF_ERROR(Given({{name, "name"}, {data, "data"}, {out, "out"}}));
    OVS_ASSIGN_OR_RETURN(auto rules, Read({name, std::string(static_cast<const char*>(data), size)}, base));
    *out = new ovs_funding(std::move(rules));
    return absl::OkStatus();
  });
}

ovs_funding* ovs_funding_ref(ovs_funding* funding) noexcept { return Counted::Ref(funding); }
void ovs_funding_unref(ovs_funding* funding) noexcept { Counted::Unref(funding); }

ovs_status ovs_course_funding(const ovs_funding* funding, const ovs_catalogue* catalogue, const ovs_course_id* courses, size_t count, const char* context,
                              size_t length, const char* date, uint32_t flags, const char* language, ovs_report** out, ovs_error* error) noexcept {
  Clear(out);
  return guard(error, [&]() -> Status {
    OVS_RETURN_IF_ERROR(Given({{funding, "funding"}, {catalogue, "catalogue"}, {date, "date"}, {language, "language"}, {out, "out"}}));
    if (count > 0) OVS_RETURN_IF_ERROR(Given({{courses, "courses"}}));
    OVS_ASSIGN_OR_RETURN(const auto options, Options(flags));
    const auto day = overstap::ParseDate(date);
    if (!day) return Error(ErrorCode::kInvalidArgument, overstap::detail::Cat("the date is ", overstap::detail::Quoted(date), "; it must be a day such as 2026-11-29"));
    overstap::FundingContext known;
    if (context) {
      OVS_ASSIGN_OR_RETURN(known, overstap::ReadFundingContext({"context", std::string(TextOf(context, length))}, funding->rules));
    }
    OVS_ASSIGN_OR_RETURN(const auto answer, overstap::EvaluateFunding(funding->rules, catalogue->view, std::span(courses, count), known, *day, options));
    *out = new ovs_report(overstap::FundingJson(funding->rules, catalogue->view, answer, options, overstap::ParseLanguage(language)));
    return absl::OkStatus();
  });
}
