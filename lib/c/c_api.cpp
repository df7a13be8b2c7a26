// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The C API: translation between overstap.h and the C++ library, and nothing else. What a function means stands in the
// header; how failures cross stands in guard.hpp.

#include <algorithm>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "guard.hpp"
#include "handles.hpp"
#include "overstap/io.hpp"
#include "overstap/json.hpp"
#include "overstap/reasons.hpp"
#include "overstap/text.hpp"

using overstap::Error;
using overstap::ErrorCode;
using overstap::Explanation;
using overstap::RankOptions;
using overstap::RankResult;
using overstap::Requirement;
using overstap::Status;
using overstap::StatusOr;
using overstap::c::AdviceJsonOf;
using overstap::c::Argument;
using overstap::c::At;
using overstap::c::Borrow;
using overstap::c::CheckCourses;
using overstap::c::CheckMatch;
using overstap::c::Clear;
using overstap::c::CopyText;
using overstap::c::Counted;
using overstap::c::Given;
using overstap::c::guard;
using overstap::c::OutOfRange;
using overstap::c::Put;
using overstap::c::ReadOptions;
using overstap::c::TextOf;
using overstap::c::WriteStruct;
using overstap::detail::Cat;

namespace {

constexpr std::uint32_t kMostThreads = 256;

// --- shared by taxonomy and catalogue ------------------------------------------------------------------------------

/// Checks `needed` and `out`, and puts what `open` returns into a new handle.
template <typename Handle, typename Open>
ovs_status OpenInto(Handle** out, ovs_error* error, std::initializer_list<Argument> needed, const Open& open) noexcept {
  Clear(out);
  return guard(error, [&]() -> Status {
    OVS_RETURN_IF_ERROR(Given(needed));
    OVS_RETURN_IF_ERROR(Given({{out, "out"}}));
    OVS_ASSIGN_OR_RETURN(auto view, open());
    *out = new Handle(std::move(view));
    return absl::OkStatus();
  });
}

std::span<const std::byte> Bytes(const void* data, std::size_t size) { return {static_cast<const std::byte*>(data), size}; }

overstap::JsonSource Source(const char* name, const void* data, std::size_t size) {
  return {name, std::string(static_cast<const char*>(data), size)};
}

template <typename Handle>
ovs_status SaveTo(const Handle* handle, const char* subject, const char* path, ovs_error* error) noexcept {
  return guard(error, [&]() -> Status {
    OVS_RETURN_IF_ERROR(Given({{handle, subject}, {path, "path"}}));
    return overstap::SaveSnapshot(handle->view.snapshot(), path);
  });
}

template <typename Handle>
bool Has(const Handle* handle, std::uint32_t id) noexcept {
  return handle && id < handle->view.size();
}

template <typename Handle>
const char* UriOf(const Handle* handle, std::uint32_t id, std::size_t* length) noexcept {
  return Borrow(Has(handle, id) ? handle->view.Uri(id) : std::string_view(), length);
}

template <typename Handle>
const char* LabelOf(const Handle* handle, std::uint32_t id, const char* language, std::size_t* length) noexcept {
  return Borrow(Has(handle, id) && language ? handle->view.Label(id, language) : std::string_view(), length);
}

template <typename Handle>
ovs_status FindUri(const Handle* handle, const char* subject, const char* uri, std::size_t length, std::uint32_t* out, ovs_error* error) noexcept {
  Put(out, overstap::kNoConcept);
  return guard(error, [&]() -> Status {
    OVS_RETURN_IF_ERROR(Given({{handle, subject}, {uri, "uri"}, {out, "out"}}));
    const auto text = TextOf(uri, length);
    const auto found = handle->view.Find(text);
    if (!found) return Error(ErrorCode::kNotFound, Cat("the ", subject, " has nothing with the URI \"", text, "\""));
    *out = *found;
    return absl::OkStatus();
  });
}

// --- checks --------------------------------------------------------------------------------------------------------

Status CheckText(const char* language, const char* buffer, std::size_t capacity, const std::size_t* length) {
  OVS_RETURN_IF_ERROR(Given({{language, "language"}, {length, "length"}}));
  return capacity == 0 ? absl::OkStatus() : Given({{buffer, "buffer"}});
}

/// A function that copies out the text that `make` returns for a language.
template <typename Check, typename Make>
ovs_status TextOut(const char* language, char* buffer, std::size_t capacity, std::size_t* length, ovs_error* error, const Check& check,
                   const Make& make) noexcept {
  Clear(length);
  if (capacity > 0) Clear(buffer);
  return guard(error, [&]() -> Status {
    OVS_RETURN_IF_ERROR(check());
    OVS_RETURN_IF_ERROR(CheckText(language, buffer, capacity, length));
    OVS_ASSIGN_OR_RETURN(const std::string text, make(overstap::ParseLanguage(language)));
    return CopyText(text, buffer, capacity, length);
  });
}

// --- ranking -------------------------------------------------------------------------------------------------------

struct RankRequest {
  RankOptions options;
  unsigned threads = 1;
};

StatusOr<RankRequest> ReadRankOptions(const ovs_rank_options* given, std::size_t capacity) {
  ovs_rank_options o;
  OVS_RETURN_IF_ERROR(ReadOptions(given, &o));
  if (o.flags & ~(OVS_RANK_WITH_ORIGINS | OVS_RANK_WITH_ZERO)) return Error(ErrorCode::kInvalidArgument, Cat("unknown flags in ", o.flags));
  RankRequest request;
  const std::size_t limit = o.limit == 0 ? request.options.limit : o.limit;
  request.options.limit = static_cast<std::uint32_t>(std::clamp<std::size_t>(capacity, 1, limit));  // never 0, which is the default
  if (o.min_score > 0) request.options.least_score = o.min_score;
  request.options.with_origins = (o.flags & OVS_RANK_WITH_ORIGINS) != 0;
  request.options.with_zero = (o.flags & OVS_RANK_WITH_ZERO) != 0;
  request.threads = std::min(o.threads, kMostThreads);
  return request;
}

Status TooLittleData() {
  return Error(ErrorCode::kTooLittleData, "there are too few skills and knowledge areas for an honest score; add some");
}

/// Writes what fits; returns the number written.
std::size_t WriteMatches(const RankResult& result, std::size_t capacity, ovs_concept* occupations, std::int64_t* scores, double* readiness) {
  const auto count = std::min(capacity, result.matches.size());
  for (std::size_t i = 0; i < count; ++i) {
    const auto& match = result.matches[i];
    Put(At(occupations, i), match.occupation);
    Put(At(scores, i), match.score);
    Put(At(readiness, i), match.readiness.ratio());
  }
  return count;
}

// --- explaining and courses ----------------------------------------------------------------------------------------

const std::vector<Requirement>* ListOf(const ovs_explanation* explanation, std::int32_t list) noexcept {
  if (!explanation) return nullptr;
  switch (list) {
    case OVS_LIST_MATCHED: return &explanation->value.matched;
    case OVS_LIST_GAP: return &explanation->value.gap;
    case OVS_LIST_LICENCES: return &explanation->value.licences;
    default: return nullptr;
  }
}

/// `i` counted in a list that is named `what` in messages.
template <typename T>
Status CheckIndex(const std::vector<T>& list, std::size_t i, std::string_view what) {
  return i < list.size() ? absl::OkStatus() : OutOfRange(what, i, list.size());
}

StatusOr<overstap::Suggestions> Suggest(const ovs_engine& engine, const ovs_profile& profile, ovs_concept occupation, const ovs_course_options* given,
                                        std::size_t capacity) {
  ovs_course_options o;
  OVS_RETURN_IF_ERROR(ReadOptions(given, &o));
  if (o.flags & ~OVS_COURSES_IN_STEPS) return Error(ErrorCode::kInvalidArgument, Cat("unknown flags in ", o.flags));
  if (o.order < 0 || o.order >= overstap::kCourseOrders) return OutOfRange("order", o.order, overstap::kCourseOrders);
  overstap::SuggestOptions options;
  options.order = static_cast<overstap::CourseOrder>(o.order);
  options.in_steps = (o.flags & OVS_COURSES_IN_STEPS) != 0;
  const std::size_t limit = o.limit == 0 ? options.limit : o.limit;
  options.limit = static_cast<std::uint32_t>(std::clamp<std::size_t>(capacity, 1, limit));
  if (o.hour_value != 0) options.hour_value = o.hour_value;
  if (o.least_gain_percent > 100 || o.least_fit_percent > 100) return Error(ErrorCode::kInvalidArgument, "a percentage is above 100");
  options.least_gain_percent = o.least_gain_percent;
  options.least_fit_percent = o.least_fit_percent;
  OVS_ASSIGN_OR_RETURN(const auto explanation, overstap::Explain(engine.matcher, profile.value, occupation));
  return overstap::SuggestCourses(*engine.courses, profile.value, explanation, options);
}

}  // namespace

// --- The library ---------------------------------------------------------------------------------------------------

#define OVS_TEXT_OF_INNER(x) #x
#define OVS_TEXT_OF(x) OVS_TEXT_OF_INNER(x)

uint32_t ovs_version(void) noexcept {
  return std::uint32_t{OVS_VERSION_MAJOR} << 24 | std::uint32_t{OVS_VERSION_MINOR} << 16 | std::uint32_t{OVS_VERSION_PATCH};
}

const char* ovs_version_string(void) noexcept {
  return OVS_TEXT_OF(OVS_VERSION_MAJOR) "." OVS_TEXT_OF(OVS_VERSION_MINOR) "." OVS_TEXT_OF(OVS_VERSION_PATCH);
}

const char* ovs_status_name(ovs_status status) noexcept {
  switch (status) {
#define OVS_STATUS(name) \
  case name: return #name
    OVS_STATUS(OVS_OK);
    OVS_STATUS(OVS_E_INVALID_ARGUMENT);
    OVS_STATUS(OVS_E_NOT_FOUND);
    OVS_STATUS(OVS_E_BUFFER_TOO_SMALL);
    OVS_STATUS(OVS_E_AMBIGUOUS);
    OVS_STATUS(OVS_E_NO_MEMORY);
    OVS_STATUS(OVS_E_IO);
    OVS_STATUS(OVS_E_CANCELLED);
    OVS_STATUS(OVS_E_LIMIT);
    OVS_STATUS(OVS_E_MALFORMED);
    OVS_STATUS(OVS_E_CHECKSUM);
    OVS_STATUS(OVS_E_FORMAT_VERSION);
    OVS_STATUS(OVS_TOO_LITTLE_DATA);
    OVS_STATUS(OVS_E_INTERNAL);
#undef OVS_STATUS
    default: return "unknown status";
  }
}

// --- Taxonomy ------------------------------------------------------------------------------------------------------

ovs_status ovs_taxonomy_open_default(ovs_taxonomy** out, ovs_error* error) noexcept {
  return OpenInto(out, error, {}, [] { return overstap::StarterTaxonomy(); });
}

ovs_status ovs_taxonomy_load_file(const char* path, ovs_taxonomy** out, ovs_error* error) noexcept {
  return OpenInto(out, error, {{path, "path"}}, [&] { return overstap::LoadTaxonomy(std::string(path)); });
}

ovs_status ovs_taxonomy_load_memory(const void* data, size_t size, ovs_taxonomy** out, ovs_error* error) noexcept {
  return OpenInto(out, error, {{data, "data"}}, [&] { return overstap::LoadTaxonomy(Bytes(data, size)); });
}

ovs_status ovs_taxonomy_load_json(const char* name, const void* data, size_t size, ovs_taxonomy** out, ovs_error* error) noexcept {
  return OpenInto(out, error, {{name, "name"}, {data, "data"}}, [&]() -> StatusOr<overstap::Taxonomy> {
    overstap::TaxonomyBuilder builder;
    OVS_RETURN_IF_ERROR(overstap::ReadTaxonomyJson(Source(name, data, size), builder));
    return builder.Build();
  });
}

ovs_status ovs_taxonomy_save_file(const ovs_taxonomy* taxonomy, const char* path, ovs_error* error) noexcept {
  return SaveTo(taxonomy, "taxonomy", path, error);
}

ovs_taxonomy* ovs_taxonomy_ref(ovs_taxonomy* taxonomy) noexcept { return Counted::Ref(taxonomy); }
void ovs_taxonomy_unref(ovs_taxonomy* taxonomy) noexcept { Counted::Unref(taxonomy); }
uint32_t ovs_taxonomy_size(const ovs_taxonomy* taxonomy) noexcept { return taxonomy ? taxonomy->view.size() : 0; }

ovs_status ovs_taxonomy_concepts(const ovs_taxonomy* taxonomy, int32_t kind, ovs_concept* first, ovs_concept* last, ovs_error* error) noexcept {
  Clear(first, last);
  return guard(error, [&]() -> Status {
    OVS_RETURN_IF_ERROR(Given({{taxonomy, "taxonomy"}, {first, "first"}, {last, "last"}}));
    if (kind < 0 || kind >= overstap::kConceptKinds) return OutOfRange("kind", kind, overstap::kConceptKinds);
    const auto range = taxonomy->view.Concepts(static_cast<overstap::ConceptKind>(kind));
    *first = range.first;
    *last = range.last;
    return absl::OkStatus();
  });
}

int32_t ovs_taxonomy_kind(const ovs_taxonomy* taxonomy, ovs_concept id) noexcept {
  return Has(taxonomy, id) ? static_cast<std::int32_t>(taxonomy->view.Kind(id)) : std::int32_t{OVS_KIND_NONE};
}

const char* ovs_taxonomy_uri(const ovs_taxonomy* taxonomy, ovs_concept id, size_t* length) noexcept { return UriOf(taxonomy, id, length); }

const char* ovs_taxonomy_label(const ovs_taxonomy* taxonomy, ovs_concept id, const char* language, size_t* length) noexcept {
  return LabelOf(taxonomy, id, language, length);
}

ovs_status ovs_taxonomy_find(const ovs_taxonomy* taxonomy, const char* uri, size_t length, ovs_concept* out, ovs_error* error) noexcept {
  return FindUri(taxonomy, "taxonomy", uri, length, out, error);
}

const char* ovs_taxonomy_hash(const ovs_taxonomy* taxonomy) noexcept { return taxonomy ? taxonomy->hash.c_str() : nullptr; }

const char* ovs_taxonomy_about(const ovs_taxonomy* taxonomy, const char* key, size_t* length) noexcept {
  return Borrow(taxonomy && key ? taxonomy->view.snapshot().About(key) : std::string_view(), length);
}

uint32_t ovs_taxonomy_isco(const ovs_taxonomy* taxonomy, ovs_concept id) noexcept { return Has(taxonomy, id) ? taxonomy->view.Isco(id) : 0u; }
uint32_t ovs_taxonomy_nlqf(const ovs_taxonomy* taxonomy, ovs_concept id) noexcept { return Has(taxonomy, id) ? taxonomy->view.Nlqf(id) : 0u; }

ovs_status ovs_taxonomy_search(const ovs_taxonomy* taxonomy, const char* query, size_t query_length, size_t capacity, ovs_concept* ids, int32_t* matches,
                               size_t* count, ovs_error* error) noexcept {
  Clear(count);
  return guard(error, [&]() -> Status {
    OVS_RETURN_IF_ERROR(Given({{taxonomy, "taxonomy"}, {query, "query"}, {count, "count"}}));
    const auto hits = overstap::SearchTitles(taxonomy->view, TextOf(query, query_length), capacity);
    for (std::size_t i = 0; i < hits.size(); ++i) {
      Put(At(ids, i), hits[i].concept_id);
      Put(At(matches, i), hits[i].match);
    }
    *count = hits.size();
    return absl::OkStatus();
  });
}

ovs_status ovs_taxonomy_resolve(const ovs_taxonomy* taxonomy, const char* title, size_t title_length, ovs_concept* out, size_t capacity,
                                ovs_concept* choices, size_t* count, ovs_error* error) noexcept {
  Put(out, OVS_NO_CONCEPT);
  Clear(count);
  return guard(error, [&]() -> Status {
    OVS_RETURN_IF_ERROR(Given({{taxonomy, "taxonomy"}, {title, "title"}, {out, "out"}, {count, "count"}}));
    const auto text = TextOf(title, title_length);
    const auto found = overstap::ResolveTitle(taxonomy->view, text);
    using Outcome = overstap::TitleResolution::Outcome;
    if (found.outcome == Outcome::kFound) {
      *out = found.concept_id;
      return absl::OkStatus();
    }
    auto failure = found.outcome == Outcome::kAmbiguous
                       ? Error(ErrorCode::kAmbiguous, Cat("\"", text, "\" may mean ", found.choices.size(), " occupations; let the user choose"))
                       : Error(ErrorCode::kNotFound, Cat("no occupation is called \"", text, "\"; offer the nearest titles or ask for another word"));
    // Nothing can fail from here on, so the choices and the status come together.
    *count = std::min(capacity, found.choices.size());
    for (std::size_t i = 0; i < *count; ++i) Put(At(choices, i), found.choices[i].concept_id);
    return failure;
  });
}

// --- Course catalogue ----------------------------------------------------------------------------------------------

ovs_status ovs_catalogue_open_default(ovs_catalogue** out, ovs_error* error) noexcept {
  return OpenInto(out, error, {}, [] { return overstap::StarterCourses(); });
}

ovs_status ovs_catalogue_load_file(const char* path, ovs_catalogue** out, ovs_error* error) noexcept {
  return OpenInto(out, error, {{path, "path"}}, [&] { return overstap::LoadCourses(std::string(path)); });
}

ovs_status ovs_catalogue_load_memory(const void* data, size_t size, ovs_catalogue** out, ovs_error* error) noexcept {
  return OpenInto(out, error, {{data, "data"}}, [&] { return overstap::LoadCourses(Bytes(data, size)); });
}

ovs_status ovs_catalogue_load_json(const char* name, const void* data, size_t size, ovs_catalogue** out, ovs_error* error) noexcept {
  return OpenInto(out, error, {{name, "name"}, {data, "data"}}, [&]() -> StatusOr<overstap::CourseCatalogue> {
    overstap::CourseBuilder builder;
    OVS_RETURN_IF_ERROR(overstap::ReadCoursesJson(Source(name, data, size), builder));
    return builder.Build();
  });
}

ovs_status ovs_catalogue_save_file(const ovs_catalogue* catalogue, const char* path, ovs_error* error) noexcept {
  return SaveTo(catalogue, "catalogue", path, error);
}

ovs_catalogue* ovs_catalogue_ref(ovs_catalogue* catalogue) noexcept { return Counted::Ref(catalogue); }
void ovs_catalogue_unref(ovs_catalogue* catalogue) noexcept { Counted::Unref(catalogue); }
uint32_t ovs_catalogue_size(const ovs_catalogue* catalogue) noexcept { return catalogue ? catalogue->view.size() : 0; }

const char* ovs_catalogue_uri(const ovs_catalogue* catalogue, ovs_course_id course, size_t* length) noexcept { return UriOf(catalogue, course, length); }

const char* ovs_catalogue_label(const ovs_catalogue* catalogue, ovs_course_id course, const char* language, size_t* length) noexcept {
  return LabelOf(catalogue, course, language, length);
}

ovs_status ovs_catalogue_find(const ovs_catalogue* catalogue, const char* uri, size_t length, ovs_course_id* out, ovs_error* error) noexcept {
  return FindUri(catalogue, "catalogue", uri, length, out, error);
}

ovs_status ovs_catalogue_course(const ovs_catalogue* catalogue, ovs_course_id course, ovs_course* out, ovs_error* error) noexcept {
  return guard(error, [&]() -> Status {
    OVS_RETURN_IF_ERROR(Given({{out, "out"}}));
    OVS_RETURN_IF_ERROR(overstap::c::CheckStructSize(out->struct_size, overstap::c::kFirstSize<ovs_course>));
    WriteStruct(ovs_course{}, out);
    OVS_RETURN_IF_ERROR(Given({{catalogue, "catalogue"}}));
    if (!Has(catalogue, course)) return OutOfRange("course", course, catalogue->view.size());
    const auto& facts = catalogue->view[course];
    ovs_course value{};
    value.type = static_cast<std::int32_t>(facts.type);
    value.form = facts.form;
    value.provider = static_cast<std::int32_t>(facts.provider);
    value.cost_min = facts.cost_min;
    value.cost_max = facts.cost_max;
    value.hours = facts.hours;
    value.weeks = facts.weeks == 0xFFFF ? OVS_UNKNOWN_AMOUNT : facts.weeks;
    value.nlqf = facts.nlqf;
    value.entry_nlqf = facts.entry_nlqf;
    WriteStruct(value, out);
    return absl::OkStatus();
  });
}

// --- Profile -------------------------------------------------------------------------------------------------------

ovs_status ovs_profile_build(const ovs_taxonomy* taxonomy, const ovs_concept* skills, const uint8_t* levels, size_t n, ovs_profile** out,
                             ovs_error* error) noexcept {
  return ovs_profile_create(taxonomy, nullptr, 0, skills, levels, nullptr, n, nullptr, out, error);
}

ovs_status ovs_profile_from_occupations(const ovs_taxonomy* taxonomy, const ovs_concept* occupations, size_t n, ovs_profile** out,
                                        ovs_error* error) noexcept {
  return ovs_profile_create(taxonomy, occupations, n, nullptr, nullptr, nullptr, 0, nullptr, out, error);
}

ovs_status ovs_profile_create(const ovs_taxonomy* taxonomy, const ovs_concept* occupations, size_t n, const ovs_concept* skills, const uint8_t* levels,
                              const int32_t* evidence, size_t m, const ovs_profile_options* options, ovs_profile** out, ovs_error* error) noexcept {
  Clear(out);
  return guard(error, [&]() -> Status {
    OVS_RETURN_IF_ERROR(Given({{taxonomy, "taxonomy"}, {out, "out"}}));
    if (n > 0) OVS_RETURN_IF_ERROR(Given({{occupations, "occupations"}}));
    if (m > 0) OVS_RETURN_IF_ERROR(Given({{skills, "skills"}}));
    ovs_profile_options o;
    OVS_RETURN_IF_ERROR(ReadOptions(options, &o));
    const auto nlqf = static_cast<overstap::Nlqf>(o.nlqf);
    if (nlqf != o.nlqf || (nlqf != overstap::kNlqfUnknown && overstap::NlqfName(nlqf) == "unknown")) {
      return Error(ErrorCode::kInvalidArgument, Cat("nlqf ", o.nlqf, " is no level; use 5, 10, 20, 30, 40, 45, 50 ... 80, or 0 for unknown"));
    }
    overstap::ProfileBuilder builder(taxonomy->view);
    builder.SetNlqf(nlqf);
    for (std::size_t i = 0; i < n; ++i) OVS_RETURN_IF_ERROR(builder.AddOccupation(occupations[i]));
    for (std::size_t i = 0; i < m; ++i) {
      const std::int32_t how = evidence ? evidence[i] : std::int32_t{OVS_EVIDENCE_CLAIMED};
      if (how < OVS_EVIDENCE_INFERRED || how > OVS_EVIDENCE_DIPLOMA) return OutOfRange("evidence", how, OVS_EVIDENCE_DIPLOMA + 1);
      OVS_RETURN_IF_ERROR(builder.Add(skills[i], levels ? levels[i] : overstap::Level{0}, static_cast<overstap::Evidence>(how)));
    }
    *out = new ovs_profile(taxonomy, builder.Build());
    return absl::OkStatus();
  });
}

ovs_profile* ovs_profile_ref(ovs_profile* profile) noexcept { return Counted::Ref(profile); }
void ovs_profile_unref(ovs_profile* profile) noexcept { Counted::Unref(profile); }
size_t ovs_profile_size(const ovs_profile* profile) noexcept { return profile ? profile->value.items().size() : 0; }

ovs_status ovs_profile_item(const ovs_profile* profile, size_t i, ovs_concept* id, uint8_t* level, int32_t* evidence, ovs_error* error) noexcept {
  Put(id, OVS_NO_CONCEPT);
  Clear(level, evidence);
  return guard(error, [&]() -> Status {
    OVS_RETURN_IF_ERROR(Given({{profile, "profile"}, {id, "id"}}));
    const auto items = profile->value.items();
    if (i >= items.size()) return OutOfRange("item", i, items.size());
    *id = items[i].concept_id;
    Put(level, items[i].level);
    Put(evidence, items[i].evidence);
    return absl::OkStatus();
  });
}

uint32_t ovs_profile_nlqf(const ovs_profile* profile) noexcept { return profile ? profile->value.Nlqf() : 0u; }

// --- Engine --------------------------------------------------------------------------------------------------------

ovs_status ovs_engine_create(ovs_taxonomy* taxonomy, const ovs_catalogue* catalogue, ovs_engine** out, ovs_error* error) noexcept {
  return ovs_engine_create_with(taxonomy, catalogue, nullptr, 0, out, error);
}

ovs_status ovs_engine_create_with(ovs_taxonomy* taxonomy, const ovs_catalogue* catalogue, const char* parameters, size_t length, ovs_engine** out,
                                  ovs_error* error) noexcept {
  Clear(out);
  return guard(error, [&]() -> Status {
    OVS_RETURN_IF_ERROR(Given({{taxonomy, "taxonomy"}, {out, "out"}}));
    overstap::ModelParams params;
    if (parameters) {
      OVS_ASSIGN_OR_RETURN(params, overstap::ReadModelParams({"parameters", std::string(TextOf(parameters, length))}));
    }
    OVS_ASSIGN_OR_RETURN(auto model, overstap::MatchModel::Create(taxonomy->view, params));
    auto engine = std::make_unique<ovs_engine>(taxonomy, std::move(model));
    if (catalogue) engine->courses = overstap::BoundCatalogue::Bind(catalogue->view, taxonomy->view);
    *out = engine.release();
    return absl::OkStatus();
  });
}

ovs_engine* ovs_engine_ref(ovs_engine* engine) noexcept { return Counted::Ref(engine); }
void ovs_engine_unref(ovs_engine* engine) noexcept { Counted::Unref(engine); }
ovs_taxonomy* ovs_engine_taxonomy(const ovs_engine* engine) noexcept { return engine ? engine->taxonomy.get() : nullptr; }

const char* ovs_engine_model_hash(const ovs_engine* engine) noexcept { return engine ? engine->matcher.model().hash().c_str() : ""; }

int32_t ovs_engine_percentile(const ovs_engine* engine, int64_t score) noexcept {
  return engine && engine->matcher.model().calibrated() ? engine->matcher.model().Percentile(score) : -1;
}

int32_t ovs_engine_band(const ovs_engine* engine, int64_t score) noexcept {
  return static_cast<int32_t>(engine ? engine->matcher.model().BandOf(score) : overstap::Band::kUnknown);
}

uint32_t ovs_engine_unknown_course_skills(const ovs_engine* engine) noexcept {
  return engine && engine->courses ? engine->courses->unknown_skills() : 0;
}

// --- Ranking -------------------------------------------------------------------------------------------------------

ovs_status ovs_rank_transitions(const ovs_engine* engine, const ovs_profile* profile, const ovs_rank_options* options, size_t capacity,
                                ovs_concept* occupations, int64_t* scores, double* readiness, size_t* count, ovs_error* error) noexcept {
  Clear(count);
  return guard(error, [&]() -> Status {
    OVS_RETURN_IF_ERROR(CheckMatch(engine, profile));
    OVS_RETURN_IF_ERROR(Given({{count, "count"}}));
    OVS_ASSIGN_OR_RETURN(const auto request, ReadRankOptions(options, capacity));
    const auto result = engine->matcher.Rank(profile->value, request.options);
    if (result.status == overstap::RankStatus::kTooLittleData) return TooLittleData();
    *count = WriteMatches(result, capacity, occupations, scores, readiness);
    return absl::OkStatus();
  });
}

namespace {

StatusOr<std::vector<const overstap::Profile*>> CheckBatch(const ovs_engine* engine, const ovs_profile* const* profiles, std::size_t n,
                                                           const std::size_t* counts, std::size_t capacity) {
  OVS_RETURN_IF_ERROR(Given({{engine, "engine"}}));
  if (n > 0) OVS_RETURN_IF_ERROR(Given({{profiles, "profiles"}, {counts, "counts"}}));
  // The largest element of the arrays has 8 bytes.
  if (n > 0 && capacity > std::numeric_limits<std::size_t>::max() / 8 / n) return Error(ErrorCode::kLimit, "n x capacity is too large; rank in parts");
  std::vector<const overstap::Profile*> checked(n);
  for (std::size_t i = 0; i < n; ++i) {
    if (const auto status = CheckMatch(engine, profiles[i]); !status.ok()) {
      return Error(ErrorCode::kInvalidArgument, Cat("profile ", i, ": ", overstap::detail::Std(status.message())));
    }
    checked[i] = &profiles[i]->value;
  }
  return checked;
}

}  // namespace

ovs_status ovs_rank_transitions_batch(const ovs_engine* engine, const ovs_profile* const* profiles, size_t n, const ovs_rank_options* options,
                                      ovs_cancelled_fn cancelled, void* user, size_t capacity, ovs_concept* occupations, int64_t* scores,
                                      double* readiness, size_t* counts, ovs_status* statuses, ovs_error* error) noexcept {
  if (counts) std::fill_n(counts, n, std::size_t{0});
  const auto status = guard(error, [&]() -> Status {
    OVS_ASSIGN_OR_RETURN(const auto checked, CheckBatch(engine, profiles, n, counts, capacity));
    OVS_ASSIGN_OR_RETURN(const auto request, ReadRankOptions(options, capacity));
    std::function<bool()> stop;
    if (cancelled) stop = [&] { return cancelled(user) != 0; };
    std::vector<RankResult> results;
    if (!engine->matcher.RankBatch(checked, request.options, request.threads, &results, stop)) {
      return Error(ErrorCode::kCancelled, "the caller cancelled the ranking");
    }
    for (std::size_t i = 0; i < n; ++i) {
      counts[i] = WriteMatches(results[i], capacity, At(occupations, i * capacity), At(scores, i * capacity), At(readiness, i * capacity));
      Put(At(statuses, i), results[i].status == overstap::RankStatus::kOk ? OVS_OK : OVS_TOO_LITTLE_DATA);
    }
    return absl::OkStatus();
  });
  if (status != OVS_OK && statuses) std::fill_n(statuses, n, status);
  return status;
}

ovs_status ovs_rank_transitions_json(const ovs_engine* engine, const ovs_profile* profile, const char* language, const ovs_rank_options* options,
                                     char* buffer, size_t capacity, size_t* length, ovs_error* error) noexcept {
  return TextOut(
      language, buffer, capacity, length, error, [&] { return CheckMatch(engine, profile); },
      [&](overstap::Language in) -> StatusOr<std::string> {
        OVS_ASSIGN_OR_RETURN(const auto request, ReadRankOptions(options, std::numeric_limits<std::uint32_t>::max()));
        return AdviceJsonOf(*engine, *profile, {.rank = request.options}, nullptr, in);
      });
}

// --- Explanation ---------------------------------------------------------------------------------------------------

ovs_status ovs_explain_match(const ovs_engine* engine, const ovs_profile* profile, ovs_concept occupation, ovs_explanation** out,
                             ovs_error* error) noexcept {
  Clear(out);
  return guard(error, [&]() -> Status {
    OVS_RETURN_IF_ERROR(CheckMatch(engine, profile));
    OVS_RETURN_IF_ERROR(Given({{out, "out"}}));
    OVS_ASSIGN_OR_RETURN(auto explanation, overstap::Explain(engine->matcher, profile->value, occupation));
    *out = new ovs_explanation(engine->taxonomy.get(), std::move(explanation));
    return absl::OkStatus();
  });
}

ovs_explanation* ovs_explanation_ref(ovs_explanation* explanation) noexcept { return Counted::Ref(explanation); }
void ovs_explanation_unref(ovs_explanation* explanation) noexcept { Counted::Unref(explanation); }

ovs_status ovs_explanation_score(const ovs_explanation* explanation, int64_t* score, ovs_error* error) noexcept {
  Clear(score);
  return guard(error, [&]() -> Status {
    OVS_RETURN_IF_ERROR(Given({{explanation, "explanation"}, {score, "score"}}));
    if (!explanation->value.score) return TooLittleData();
    *score = *explanation->value.score;
    return absl::OkStatus();
  });
}

ovs_status ovs_explanation_readiness(const ovs_explanation* explanation, int32_t relevance, double* share, ovs_error* error) noexcept {
  Clear(share);
  return guard(error, [&]() -> Status {
    OVS_RETURN_IF_ERROR(Given({{explanation, "explanation"}, {share, "share"}}));
    if (relevance < OVS_RELEVANCE_ALL || relevance >= overstap::kRelevances) {
      return OutOfRange("relevance", relevance, overstap::kRelevances);
    }
    const auto& x = explanation->value;
    *share = (relevance == OVS_RELEVANCE_ALL ? x.readiness : x.readiness_by[static_cast<std::size_t>(relevance)]).ratio();
    return absl::OkStatus();
  });
}

size_t ovs_explanation_contribution_count(const ovs_explanation* explanation) noexcept { return explanation ? explanation->value.contributions.size() : 0; }

ovs_status ovs_explanation_contribution(const ovs_explanation* explanation, size_t i, ovs_concept* id, int32_t* dimension, int64_t* score,
                                        ovs_error* error) noexcept {
  Put(id, OVS_NO_CONCEPT);
  Clear(dimension, score);
  return guard(error, [&]() -> Status {
    OVS_RETURN_IF_ERROR(Given({{explanation, "explanation"}, {id, "id"}}));
    OVS_RETURN_IF_ERROR(CheckIndex(explanation->value.contributions, i, "contribution"));
    const auto& part = explanation->value.contributions[i];
    *id = part.concept_id;
    Put(dimension, part.dimension);
    Put(score, part.score);
    return absl::OkStatus();
  });
}

size_t ovs_explanation_requirement_count(const ovs_explanation* explanation, int32_t list) noexcept {
  const auto* requirements = ListOf(explanation, list);
  return requirements ? requirements->size() : 0;
}

ovs_status ovs_explanation_requirement(const ovs_explanation* explanation, int32_t list, size_t i, ovs_requirement* out, ovs_error* error) noexcept {
  return guard(error, [&]() -> Status {
    OVS_RETURN_IF_ERROR(Given({{out, "out"}}));
    OVS_RETURN_IF_ERROR(overstap::c::CheckStructSize(out->struct_size, overstap::c::kFirstSize<ovs_requirement>));
    ovs_requirement value{};
    value.concept_id = OVS_NO_CONCEPT;
    WriteStruct(value, out);
    OVS_RETURN_IF_ERROR(Given({{explanation, "explanation"}}));
    const auto* requirements = ListOf(explanation, list);
    if (!requirements) return OutOfRange("list", list, OVS_LIST_LICENCES + 1);
    OVS_RETURN_IF_ERROR(CheckIndex(*requirements, i, "requirement"));
    const auto& r = (*requirements)[i];
    value.concept_id = r.concept_id;
    value.relevance = static_cast<std::int32_t>(r.relevance);
    value.need = r.need;
    value.have = r.have;
    value.present = r.present ? 1 : 0;
    value.weight = r.weight;
    value.met = r.met;
    WriteStruct(value, out);
    return absl::OkStatus();
  });
}

size_t ovs_explanation_condition_count(const ovs_explanation* explanation) noexcept { return explanation ? explanation->value.conditions.size() : 0; }

ovs_status ovs_explanation_condition(const ovs_explanation* explanation, size_t i, ovs_concept* id, int32_t* relevance, ovs_error* error) noexcept {
  Put(id, OVS_NO_CONCEPT);
  Clear(relevance);
  return guard(error, [&]() -> Status {
    OVS_RETURN_IF_ERROR(Given({{explanation, "explanation"}, {id, "id"}}));
    OVS_RETURN_IF_ERROR(CheckIndex(explanation->value.conditions, i, "condition"));
    const auto& condition = explanation->value.conditions[i];
    *id = condition.target;
    Put(relevance, condition.relevance);
    return absl::OkStatus();
  });
}

namespace {

/// Text about an explanation, made by one of the C++ functions of this form.
ovs_status ExplanationText(const ovs_explanation* explanation, const char* language, char* buffer, std::size_t capacity, std::size_t* length,
                           ovs_error* error, std::string (*make)(const overstap::Taxonomy&, const Explanation&, overstap::Language)) noexcept {
  return TextOut(
      language, buffer, capacity, length, error, [&] { return Given({{explanation, "explanation"}}); },
      [&](overstap::Language in) -> StatusOr<std::string> { return make(explanation->taxonomy->view, explanation->value, in); });
}

}  // namespace

ovs_status ovs_explanation_reason(const ovs_explanation* explanation, const char* language, char* buffer, size_t capacity, size_t* length,
                                  ovs_error* error) noexcept {
  return ExplanationText(explanation, language, buffer, capacity, length, error, overstap::ReasonLine);
}

ovs_status ovs_explanation_to_json(const ovs_explanation* explanation, const char* language, char* buffer, size_t capacity, size_t* length,
                                   ovs_error* error) noexcept {
  return ExplanationText(explanation, language, buffer, capacity, length, error, overstap::ExplanationJson);
}

ovs_status ovs_explanation_gap_to_json(const ovs_explanation* explanation, const char* language, char* buffer, size_t capacity, size_t* length,
                                       ovs_error* error) noexcept {
  return ExplanationText(explanation, language, buffer, capacity, length, error, overstap::GapJson);
}

// --- Courses -------------------------------------------------------------------------------------------------------

ovs_status ovs_suggest_courses(const ovs_engine* engine, const ovs_profile* profile, ovs_concept occupation, const ovs_course_options* options,
                               size_t capacity, ovs_course_id* courses, double* gains, int32_t* entries, size_t* count, ovs_error* error) noexcept {
  Clear(count);
  return guard(error, [&]() -> Status {
    OVS_RETURN_IF_ERROR(CheckCourses(engine, profile));
    OVS_RETURN_IF_ERROR(Given({{count, "count"}}));
    OVS_ASSIGN_OR_RETURN(const auto suggestions, Suggest(*engine, *profile, occupation, options, capacity));
    *count = std::min(capacity, suggestions.courses.size());
    for (std::size_t i = 0; i < *count; ++i) {
      const auto& suggestion = suggestions.courses[i];
      Put(At(courses, i), suggestion.course);
      Put(At(gains, i), overstap::Share{suggestion.gain, suggestions.gap}.ratio());
      Put(At(entries, i), suggestion.entry);
    }
    return absl::OkStatus();
  });
}

ovs_status ovs_suggest_courses_json(const ovs_engine* engine, const ovs_profile* profile, ovs_concept occupation, const char* language,
                                    const ovs_course_options* options, char* buffer, size_t capacity, size_t* length, ovs_error* error) noexcept {
  return TextOut(
      language, buffer, capacity, length, error, [&] { return CheckCourses(engine, profile); },
      [&](overstap::Language in) -> StatusOr<std::string> {
        OVS_ASSIGN_OR_RETURN(const auto suggestions, Suggest(*engine, *profile, occupation, options, std::numeric_limits<std::uint32_t>::max()));
        return overstap::SuggestionsJson(engine->taxonomy->view, *engine->courses, occupation, suggestions, in);
      });
}
