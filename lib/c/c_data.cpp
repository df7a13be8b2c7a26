// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The part of the C API about data: import, overlays, versions, translation, export. Translation only, as c_api.cpp.

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "guard.hpp"
#include "handles.hpp"
#include "overstap/crosswalk.hpp"
#include "overstap/io.hpp"
#include "overstap/json.hpp"
#include "overstap/overlay.hpp"
#include "overstap/versions.hpp"

using overstap::CourseBuilder;
using overstap::Error;
using overstap::ErrorCode;
using overstap::JsonSource;
using overstap::Status;
using overstap::StatusOr;
using overstap::TaxonomyBuilder;
using overstap::c::Borrow;
using overstap::c::Clear;
using overstap::c::Counted;
using overstap::c::Given;
using overstap::c::guard;
using overstap::c::HandOver;
using overstap::c::Made;
using overstap::c::MadeIf;
using overstap::c::OutOfRange;
using overstap::c::Put;

namespace {

StatusOr<std::vector<std::string>> Paths(const char* const* paths, std::size_t count) {
  OVS_RETURN_IF_ERROR(Given({{paths, "paths"}}));
  if (count == 0) return Error(ErrorCode::kInvalidArgument, "no paths are given; name at least one file or folder");
  std::vector<std::string> names;
  for (std::size_t i = 0; i < count; ++i) {
    OVS_RETURN_IF_ERROR(Given({{paths[i], "paths[i]"}}));
    names.emplace_back(paths[i]);
  }
  return names;
}

StatusOr<JsonSource> Source(const std::string& path) {
  OVS_ASSIGN_OR_RETURN(auto text, overstap::ReadFile(path));
  return JsonSource{path, std::move(text)};
}

StatusOr<std::string> OnlyPath(const std::vector<std::string>& paths) {
  if (paths.size() == 1) return paths.front();
  return Error(ErrorCode::kInvalidArgument, "this form is one folder of files; name one path");
}

struct Imported {
  std::optional<overstap::Taxonomy> taxonomy;
  overstap::CourseCatalogue courses;
  std::string report;
};

/// Reads with `read(builder, courses, report)` and builds what was read.
template <typename Report, typename Read>
StatusOr<Imported> Import(const Read& read) {
  TaxonomyBuilder builder;
  CourseBuilder course_builder;
  Report report;
  OVS_RETURN_IF_ERROR(read(builder, course_builder, &report));
  overstap::BuildReport build;
  Imported imported;
  OVS_ASSIGN_OR_RETURN(imported.taxonomy, builder.Build(&build));
  OVS_ASSIGN_OR_RETURN(imported.courses, course_builder.Build());
  imported.report = overstap::ReportJson(report, build, *imported.taxonomy);
  return imported;
}

StatusOr<Imported> Import(std::int32_t format, const std::vector<std::string>& paths, const JsonSource* map) {
  if (map && format != OVS_IMPORT_COMPETENTNL) return Error(ErrorCode::kInvalidArgument, "only CompetentNL is read by a map; leave it NULL");
  switch (format) {
    case OVS_IMPORT_JSON:
      return Import<overstap::JsonReport>([&](auto& builder, auto& courses, auto* report) -> Status {
        for (const auto& path : paths) {
          OVS_ASSIGN_OR_RETURN(const auto source, Source(path));
          OVS_RETURN_IF_ERROR(overstap::ReadTaxonomyJson(source, builder));
          OVS_RETURN_IF_ERROR(overstap::ReadCoursesJson(source, courses));
          report->files.push_back(path);
        }
        return absl::OkStatus();
      });
    case OVS_IMPORT_COMPETENTNL:
      return Import<overstap::RdfReport>([&](auto& builder, auto& courses, auto* report) { return overstap::ReadCompetentNl(paths, map, builder, &courses, report); });
    case OVS_IMPORT_ESCO:
      return Import<overstap::EscoReport>([&](auto& builder, auto&, auto* report) -> Status {
        OVS_ASSIGN_OR_RETURN(const auto folder, OnlyPath(paths));
        return overstap::ReadEsco(folder, builder, report);
      });
    case OVS_IMPORT_ONET:
      return Import<overstap::OnetReport>([&](auto& builder, auto&, auto* report) -> Status {
        OVS_ASSIGN_OR_RETURN(const auto folder, OnlyPath(paths));
        return overstap::ReadOnet(folder, builder, report);
      });
    default: return OutOfRange("format", format, 4);
  }
}

}  // namespace

ovs_status ovs_taxonomy_import(int32_t format, const char* const* paths, size_t count, const char* map, ovs_taxonomy** out, ovs_catalogue** courses,
                               ovs_report** report, ovs_error* error) noexcept {
  Clear(out, courses, report);
  return guard(error, [&]() -> Status {
    OVS_RETURN_IF_ERROR(Given({{out, "out"}}));
    OVS_ASSIGN_OR_RETURN(const auto names, Paths(paths, count));
    std::optional<JsonSource> source;
    if (map) {
      OVS_ASSIGN_OR_RETURN(source, Source(map));
    }
    OVS_ASSIGN_OR_RETURN(auto imported, Import(format, names, source ? &*source : nullptr));
    auto made = MadeIf(out, [&] { return *std::move(imported.taxonomy); });
    auto made_courses = MadeIf(courses, [&] { return std::move(imported.courses); });
    auto made_report = MadeIf(report, [&] { return std::move(imported.report); });
    HandOver(out, std::move(made));
    HandOver(courses, std::move(made_courses));
    HandOver(report, std::move(made_report));
    return absl::OkStatus();
  });
}

ovs_status ovs_catalogue_import(int32_t format, const char* const* paths, size_t count, const ovs_taxonomy* taxonomy, const ovs_catalogue* const* norms,
                                size_t norm_count, uint32_t flags, ovs_catalogue** out, ovs_report** report, ovs_error* error) noexcept {
  Clear(out, report);
  return guard(error, [&]() -> Status {
    OVS_RETURN_IF_ERROR(Given({{out, "out"}}));
    if (format != OVS_FEED_EDUDEX && format != OVS_FEED_OEAPI) return OutOfRange("format", format, 2);
    if ((flags & ~std::uint32_t{OVS_FEED_KEEP_GOING}) != 0) return Error(ErrorCode::kInvalidArgument, "a flag that this version of the library does not know; leave it 0 or use a newer library");
    OVS_ASSIGN_OR_RETURN(const auto names, Paths(paths, count));
    overstap::CourseFeedOptions options;
    options.taxonomy = taxonomy ? &taxonomy->view : nullptr;
    options.keep_going = (flags & OVS_FEED_KEEP_GOING) != 0;
    if (norm_count != 0) OVS_RETURN_IF_ERROR(Given({{norms, "norms"}}));
    for (std::size_t i = 0; i < norm_count; ++i) {
      OVS_RETURN_IF_ERROR(Given({{norms[i], "norms[i]"}}));
      options.norms.push_back(&norms[i]->view);
    }
    CourseBuilder builder;
    overstap::CourseFeedReport told;
    OVS_RETURN_IF_ERROR(format == OVS_FEED_EDUDEX ? overstap::ReadEduDex(names, options, builder, &told) : overstap::ReadOeapi(names, options, builder, &told));
    OVS_ASSIGN_OR_RETURN(auto courses, builder.Build());
    auto made_report = MadeIf(report, [&] { return overstap::ReportJson(told, courses); });
    auto made = MadeIf(out, [&] { return std::move(courses); });
    HandOver(out, std::move(made));
    HandOver(report, std::move(made_report));
    return absl::OkStatus();
  });
}

ovs_status ovs_taxonomy_overlay(const ovs_taxonomy* base, const char* const* paths, size_t count, ovs_taxonomy** out, ovs_report** report,
                                ovs_error* error) noexcept {
  Clear(out, report);
  return guard(error, [&]() -> Status {
    OVS_RETURN_IF_ERROR(Given({{base, "base"}, {out, "out"}}));
    OVS_ASSIGN_OR_RETURN(const auto names, Paths(paths, count));
    std::vector<JsonSource> sources;
    for (const auto& name : names) {
      OVS_ASSIGN_OR_RETURN(sources.emplace_back(), Source(name));
    }
    overstap::OverlayReport told;
    OVS_ASSIGN_OR_RETURN(auto taxonomy, overstap::ApplyOverlays(base->view, sources, &told));
    auto made_report = MadeIf(report, [&] { return overstap::ReportJson(told, taxonomy); });
    auto made = MadeIf(out, [&] { return std::move(taxonomy); });
    HandOver(out, std::move(made));
    HandOver(report, std::move(made_report));
    return absl::OkStatus();
  });
}

ovs_status ovs_taxonomy_info(const ovs_taxonomy* taxonomy, const ovs_catalogue* catalogue, ovs_report** out, ovs_error* error) noexcept {
  Clear(out);
  return guard(error, [&]() -> Status {
    OVS_RETURN_IF_ERROR(Given({{taxonomy, "taxonomy"}, {out, "out"}}));
    *out = new ovs_report(overstap::TaxonomyInfoJson(taxonomy->view, catalogue ? &catalogue->view : nullptr));
    return absl::OkStatus();
  });
}

ovs_status ovs_taxonomy_diff(const ovs_taxonomy* before, const ovs_taxonomy* after, int32_t* same, ovs_report** out, ovs_error* error) noexcept {
  Clear(same);
  Clear(out);
  return guard(error, [&]() -> Status {
    OVS_RETURN_IF_ERROR(Given({{before, "before"}, {after, "after"}}));
    const auto diff = overstap::DiffTaxonomies(before->view, after->view);
    HandOver(out, MadeIf(out, [&] { return overstap::DiffJson(diff, before->view, after->view); }));
    Put(same, diff.empty() ? 1 : 0);
    return absl::OkStatus();
  });
}

ovs_status ovs_taxonomy_export_file(const ovs_taxonomy* taxonomy, const ovs_catalogue* catalogue, int32_t format, const char* path, ovs_error* error) noexcept {
  return guard(error, [&]() -> Status {
    OVS_RETURN_IF_ERROR(Given({{taxonomy, "taxonomy"}, {path, "path"}}));
    if (format != OVS_EXPORT_JSON && format != OVS_EXPORT_NTRIPLES) return OutOfRange("format", format, 2);
    if (format == OVS_EXPORT_NTRIPLES && catalogue) return Error(ErrorCode::kInvalidArgument, "courses cannot be written as N-Triples; leave the catalogue NULL");
    return overstap::SaveText(path, [&](const overstap::TextSink& sink) {
      return format == OVS_EXPORT_JSON ? overstap::WriteTaxonomyJson(taxonomy->view, catalogue ? &catalogue->view : nullptr, sink)
                                       : overstap::WriteTaxonomyNTriples(taxonomy->view, sink);
    });
  });
}

int32_t ovs_taxonomy_concept_status(const ovs_taxonomy* taxonomy, ovs_concept id) noexcept {
  return taxonomy && id < taxonomy->view.size() ? static_cast<int32_t>(taxonomy->view.Status(id)) : -1;
}

ovs_status ovs_profile_translate(const ovs_profile* profile, const ovs_taxonomy* into, int32_t by, const char* path, const char* lang, ovs_profile** out,
                                 ovs_report** report, ovs_error* error) noexcept {
  Clear(out, report);
  return guard(error, [&]() -> Status {
    OVS_RETURN_IF_ERROR(Given({{profile, "profile"}, {into, "into"}, {lang, "lang"}, {out, "out"}}));
    if (by != OVS_CROSSWALK_MATCHES && by != OVS_CROSSWALK_VERSIONS) return OutOfRange("by", by, 2);
    const auto& from = profile->taxonomy->view;
    const std::string file(path ? path : "");
    OVS_ASSIGN_OR_RETURN(const auto crosswalk, overstap::FindCrosswalk(from, into->view, by == OVS_CROSSWALK_VERSIONS, path ? &file : nullptr));
    auto translation = overstap::TranslateProfile(from, profile->value, into->view, crosswalk);
    auto made_report = MadeIf(report, [&] { return overstap::TranslationJson(translation, from, into->view, overstap::ParseLanguage(lang)); });
    *out = new ovs_profile(into, std::move(translation.profile));
    HandOver(report, std::move(made_report));
    return absl::OkStatus();
  });
}

const char* ovs_report_json(const ovs_report* report, size_t* length) noexcept {
  Put(length, std::size_t{0});
  return report ? Borrow(report->json, length) : nullptr;
}
ovs_report* ovs_report_ref(ovs_report* report) noexcept { return Counted::Ref(report); }
void ovs_report_unref(ovs_report* report) noexcept { Counted::Unref(report); }
