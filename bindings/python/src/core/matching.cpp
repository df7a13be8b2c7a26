// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The engine: ranking, explanation, courses, advice, and rows of the similarity matrix. Results are columns as lists; the
// package gives them names and types.
#include <algorithm>
#include <optional>
#include <tuple>
#include <vector>

#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/tuple.h>
#include <nanobind/stl/vector.h>

#include "handles.hpp"

namespace overstap_python {
namespace {

/// Every occupation there is: a capacity that no ranking exceeds.
size_t AllOccupations(const ovs_engine* engine) {
  ovs_concept first = 0, last = 0;
  ovs_taxonomy_concepts(ovs_engine_taxonomy(engine), OVS_KIND_OCCUPATION, &first, &last, nullptr);
  return last - first;
}

ovs_rank_options RankOptions(uint32_t limit, uint32_t flags, int64_t min_score, uint32_t threads = 1) {
  ovs_rank_options options = OVS_RANK_OPTIONS_INIT;
  options.limit = limit;
  options.flags = flags;
  options.min_score = min_score;
  options.threads = threads;
  return options;
}

Engine CreateEngine(const Taxonomy& taxonomy, const Catalogue* courses, const std::optional<std::string>& parameters) {
  ovs_engine* out = nullptr;
  Call([&](ovs_error* error) {
    return ovs_engine_create_with(taxonomy.handle.get(), courses == nullptr ? nullptr : courses->handle.get(),
                                  parameters ? parameters->data() : nullptr, parameters ? parameters->size() : 0, &out, error);
  });
  return {decltype(Engine::handle)(out)};
}

/// uris, labels, units, readiness, percentile (thousandths, -1 unknown), band.
nb::tuple Rank(const Engine& engine, const Profile& profile, uint32_t limit, uint32_t flags, int64_t min_score, const std::string& language) {
  const ovs_engine* handle = engine.handle.get();
  const size_t capacity = limit == 0 ? AllOccupations(handle) : std::min<size_t>(limit, AllOccupations(handle));
  const ovs_rank_options options = RankOptions(static_cast<uint32_t>(std::max<size_t>(capacity, 1)), flags, min_score);
  std::vector<ovs_concept> occupations(capacity);
  std::vector<int64_t> scores(capacity);
  std::vector<double> readiness(capacity);
  size_t count = 0;
  Call([&](ovs_error* error) {
    return ovs_rank_transitions(handle, profile.handle.get(), &options, capacity, occupations.data(), scores.data(), readiness.data(), &count, error);
  });
  nb::list uris, labels, units, ready, percentiles, bands;
  const ovs_taxonomy* taxonomy = ovs_engine_taxonomy(handle);
  for (size_t i = 0; i < count; ++i) {
    uris.append(UriOf(taxonomy, occupations[i]));
    labels.append(LabelOf(taxonomy, occupations[i], language.c_str()));
    units.append(scores[i]);
    ready.append(readiness[i]);
    percentiles.append(ovs_engine_percentile(handle, scores[i]));
    bands.append(ovs_engine_band(handle, scores[i]));
  }
  return nb::make_tuple(uris, labels, units, ready, percentiles, bands);
}

nb::tuple Requirements(const ovs_taxonomy* taxonomy, const ovs_explanation* explanation, int32_t list, const char* language) {
  nb::list uris, labels, kinds, relevances, needs, haves, present, weights, met;
  for (size_t i = 0; i < ovs_explanation_requirement_count(explanation, list); ++i) {
    ovs_requirement item = OVS_REQUIREMENT_INIT;
    if (ovs_explanation_requirement(explanation, list, i, &item, nullptr) != OVS_OK) continue;
    uris.append(UriOf(taxonomy, item.concept_id));
    labels.append(LabelOf(taxonomy, item.concept_id, language));
    kinds.append(ovs_taxonomy_kind(taxonomy, item.concept_id));
    relevances.append(item.relevance);
    needs.append(item.need);
    haves.append(item.have);
    present.append(item.present != 0);
    weights.append(item.weight);
    met.append(item.met);
  }
  return nb::make_tuple(uris, labels, kinds, relevances, needs, haves, present, weights, met);
}

/// units (None with too little data), readiness of all and by relevance, contributions, three lists of requirements, conditions, reason, and
/// two JSON texts.
nb::tuple Explain(const Engine& engine, const Profile& profile, ovs_concept occupation, const std::string& language) {
  ovs_explanation* out = nullptr;
  Call([&](ovs_error* error) { return ovs_explain_match(engine.handle.get(), profile.handle.get(), occupation, &out, error); });
  const Explanation owner(out);
  const ovs_taxonomy* taxonomy = ovs_engine_taxonomy(engine.handle.get());
  const char* lang = language.c_str();

  nb::object units = nb::none();
  int64_t score = 0;
  ovs_error error = OVS_ERROR_INIT;
  const ovs_status status = ovs_explanation_score(out, &score, &error);
  if (status == OVS_OK) {
    units = nb::int_(score);
  } else if (status != OVS_TOO_LITTLE_DATA) {
    Raise(error);
  }
  nb::list readiness;
  for (int32_t relevance = OVS_RELEVANCE_ALL; relevance <= OVS_RELEVANCE_ESSENTIAL; ++relevance) {
    double share = 0;
    if (ovs_explanation_readiness(out, relevance, &share, &error) != OVS_OK) Raise(error);
    readiness.append(share);
  }
  nb::list uris, labels, dimensions, parts;
  for (size_t i = 0; i < ovs_explanation_contribution_count(out); ++i) {
    ovs_concept id = OVS_NO_CONCEPT;
    int32_t dimension = 0;
    int64_t part = 0;
    if (ovs_explanation_contribution(out, i, &id, &dimension, &part, &error) != OVS_OK) Raise(error);
    uris.append(UriOf(taxonomy, id));
    labels.append(LabelOf(taxonomy, id, lang));
    dimensions.append(dimension);
    parts.append(part);
  }
  nb::list condition_uris, condition_labels, grades;
  for (size_t i = 0; i < ovs_explanation_condition_count(out); ++i) {
    ovs_concept id = OVS_NO_CONCEPT;
    int32_t relevance = 0;
    if (ovs_explanation_condition(out, i, &id, &relevance, &error) != OVS_OK) Raise(error);
    condition_uris.append(UriOf(taxonomy, id));
    condition_labels.append(LabelOf(taxonomy, id, lang));
    grades.append(relevance);
  }
  const auto text = [&](auto function) {
    return Text([&](char* buffer, size_t capacity, size_t* length, ovs_error* e) { return function(out, lang, buffer, capacity, length, e); });
  };
  return nb::make_tuple(units, readiness, nb::make_tuple(uris, labels, dimensions, parts), Requirements(taxonomy, out, OVS_LIST_MATCHED, lang),
                        Requirements(taxonomy, out, OVS_LIST_GAP, lang), Requirements(taxonomy, out, OVS_LIST_LICENCES, lang),
                        nb::make_tuple(condition_uris, condition_labels, grades), text(ovs_explanation_reason), text(ovs_explanation_to_json),
                        text(ovs_explanation_gap_to_json));
}

ovs_course_options CourseOptions(uint32_t limit, int32_t order, uint32_t flags, uint32_t hour_value, uint32_t least_gain, uint32_t least_fit) {
  ovs_course_options options = OVS_COURSE_OPTIONS_INIT;
  options.limit = limit;
  options.order = order;
  options.flags = flags;
  options.hour_value = hour_value;
  options.least_gain_percent = least_gain;
  options.least_fit_percent = least_fit;
  return options;
}

/// course numbers, gains, entries
std::tuple<std::vector<ovs_course_id>, std::vector<double>, std::vector<int32_t>> SuggestCourses(const Engine& engine, const Profile& profile,
                                                                                                 ovs_concept occupation, uint32_t limit,
                                                                                                 int32_t order, uint32_t flags, uint32_t hour_value,
                                                                                                 uint32_t least_gain, uint32_t least_fit) {
  const ovs_course_options options = CourseOptions(limit, order, flags, hour_value, least_gain, least_fit);
  std::vector<ovs_course_id> courses(limit);
  std::vector<double> gains(limit);
  std::vector<int32_t> entries(limit);
  size_t count = 0;
  Call([&](ovs_error* error) {
    return ovs_suggest_courses(engine.handle.get(), profile.handle.get(), occupation, &options, limit, courses.data(), gains.data(), entries.data(),
                               &count, error);
  });
  courses.resize(count);
  gains.resize(count);
  entries.resize(count);
  return {std::move(courses), std::move(gains), std::move(entries)};
}

/// Rows first..last - 1 of the matrix of occupations: counts, columns and units, as bytes of int64, uint32, int64. A column is the number of an
/// occupation among the occupations.
nb::tuple MatrixRows(const Engine& engine, uint32_t first, uint32_t last, uint32_t top, uint32_t flags, int64_t min_score, uint32_t threads) {
  const ovs_engine* handle = engine.handle.get();
  const ovs_taxonomy* taxonomy = ovs_engine_taxonomy(handle);
  const size_t capacity = top == 0 ? AllOccupations(handle) : std::min<size_t>(top, AllOccupations(handle));
  const size_t n = last - first;
  std::vector<ovs_concept> columns(n * capacity);
  std::vector<int64_t> units(n * capacity);
  std::vector<size_t> counts(n);
  const ovs_rank_options options = RankOptions(static_cast<uint32_t>(std::max<size_t>(capacity, 1)), flags, min_score, threads);
  Call([&](ovs_error* error) -> ovs_status {
    ovs_concept base = 0, end = 0;
    if (const ovs_status status = ovs_taxonomy_concepts(taxonomy, OVS_KIND_OCCUPATION, &base, &end, error)) return status;
    std::vector<Profile> profiles(n);
    std::vector<const ovs_profile*> pointers(n);
    for (size_t i = 0; i < n; ++i) {
      const ovs_concept origin = base + first + static_cast<ovs_concept>(i);
      ovs_profile* out = nullptr;
      if (const ovs_status status = ovs_profile_from_occupations(taxonomy, &origin, 1, &out, error)) return status;
      profiles[i].handle.reset(out);
      pointers[i] = out;
    }
    const ovs_status status = ovs_rank_transitions_batch(handle, pointers.data(), n, &options, nullptr, nullptr, capacity, columns.data(),
                                                         units.data(), nullptr, counts.data(), nullptr, error);
    if (status != OVS_OK) return status;
    size_t to = 0;
    for (size_t i = 0; i < n; ++i) {
      for (size_t j = 0; j < counts[i]; ++j, ++to) {
        columns[to] = columns[i * capacity + j] - base;
        units[to] = units[i * capacity + j];
      }
    }
    columns.resize(to);
    units.resize(to);
    return OVS_OK;
  });
  const std::vector<int64_t> wide(counts.begin(), counts.end());
  return nb::make_tuple(nb::bytes(wide.data(), wide.size() * sizeof(int64_t)), nb::bytes(columns.data(), columns.size() * sizeof(uint32_t)),
                        nb::bytes(units.data(), units.size() * sizeof(int64_t)));
}

}  // namespace

#define REQUIREMENTS "tuple[list[str], list[str], list[int], list[int], list[int], list[int], list[bool], list[int], list[int]]"

void BindMatching(nb::module_& module) {
  nb::class_<Engine>(module, "Engine")
      .def_static("create", CreateEngine, nb::arg("taxonomy"), nb::arg("courses").none(), nb::arg("parameters").none())
      .def_prop_ro("model_hash", [](const Engine& e) { return ovs_engine_model_hash(e.handle.get()); })
      .def(
          "percentile", [](const Engine& e, int64_t units) { return ovs_engine_percentile(e.handle.get(), units); }, nb::arg("units"))
      .def(
          "band", [](const Engine& e, int64_t units) { return ovs_engine_band(e.handle.get(), units); }, nb::arg("units"))
      .def_prop_ro("unknown_course_skills", [](const Engine& e) { return ovs_engine_unknown_course_skills(e.handle.get()); })
      .def("rank", Rank, nb::arg("profile"), nb::arg("limit"), nb::arg("flags"), nb::arg("min_score"), nb::arg("language"),
           nb::sig("def rank(self, profile: Profile, limit: int, flags: int, min_score: int, language: str) -> "
                   "tuple[list[str], list[str], list[int], list[float], list[int], list[int]]"))
      .def(
          "rank_json",
          [](const Engine& e, const Profile& p, const std::string& language, uint32_t limit, uint32_t flags, int64_t min_score) {
            const ovs_rank_options options = RankOptions(limit, flags, min_score);
            return Text([&](char* buffer, size_t capacity, size_t* length, ovs_error* error) {
              return ovs_rank_transitions_json(e.handle.get(), p.handle.get(), language.c_str(), &options, buffer, capacity, length, error);
            });
          },
          nb::arg("profile"), nb::arg("language"), nb::arg("limit"), nb::arg("flags"), nb::arg("min_score"))
      .def("explain", Explain, nb::arg("profile"), nb::arg("occupation"), nb::arg("language"),
           nb::sig("def explain(self, profile: Profile, occupation: int, language: str) -> tuple[int | None, list[float], "
                   "tuple[list[str | None], list[str | None], list[int], list[int]], " REQUIREMENTS ", " REQUIREMENTS ", " REQUIREMENTS ", "
                   "tuple[list[str], list[str], list[int]], str, str, str]"))
      .def("suggest_courses", SuggestCourses, nb::arg("profile"), nb::arg("occupation"), nb::arg("limit"), nb::arg("order"), nb::arg("flags"),
           nb::arg("hour_value"), nb::arg("least_gain"), nb::arg("least_fit"))
      .def(
          "suggest_courses_json",
          [](const Engine& e, const Profile& p, ovs_concept occupation, const std::string& language, uint32_t limit, int32_t order, uint32_t flags,
             uint32_t hour_value, uint32_t least_gain, uint32_t least_fit) {
            const ovs_course_options options = CourseOptions(limit, order, flags, hour_value, least_gain, least_fit);
            return Text([&](char* buffer, size_t capacity, size_t* length, ovs_error* error) {
              return ovs_suggest_courses_json(e.handle.get(), p.handle.get(), occupation, language.c_str(), &options, buffer, capacity, length,
                                              error);
            });
          },
          nb::arg("profile"), nb::arg("occupation"), nb::arg("language"), nb::arg("limit"), nb::arg("order"), nb::arg("flags"), nb::arg("hour_value"),
          nb::arg("least_gain"), nb::arg("least_fit"))
      .def(
          "advise",
          [](const Engine& e, const Profile& p, const std::optional<std::string>& options, const Figures* figures, const std::string& language) {
            ovs_report* out = nullptr;
            Call([&](ovs_error* error) {
              return ovs_advise(e.handle.get(), p.handle.get(), options ? options->data() : nullptr, options ? options->size() : 0,
                                figures == nullptr ? nullptr : figures->handle.get(), language.c_str(), &out, error);
            });
            return ReportText(Report(out));
          },
          nb::arg("profile"), nb::arg("options").none(), nb::arg("figures").none(), nb::arg("language"))
      .def(
          "why_not",
          [](const Engine& e, const Profile& p, ovs_concept occupation, uint32_t shown, uint32_t limit, const std::optional<std::string>& options,
             const std::string& language) {
            ovs_report* out = nullptr;
            Call([&](ovs_error* error) {
              return ovs_why_not(e.handle.get(), p.handle.get(), occupation, shown, limit, options ? options->data() : nullptr,
                                 options ? options->size() : 0, language.c_str(), &out, error);
            });
            return ReportText(Report(out));
          },
          nb::arg("profile"), nb::arg("occupation"), nb::arg("shown"), nb::arg("limit"), nb::arg("options").none(), nb::arg("language"))
      .def(
          "questions",
          [](const Engine& e, const Profile& p, uint32_t limit, const std::string& language) {
            ovs_report* out = nullptr;
            Call([&](ovs_error* error) { return ovs_questions(e.handle.get(), p.handle.get(), limit, language.c_str(), &out, error); });
            return ReportText(Report(out));
          },
          nb::arg("profile"), nb::arg("limit"), nb::arg("language"))
      .def(
          "plan_courses",
          [](const Engine& e, const Profile& p, uint32_t occupation, int32_t goal, uint32_t money, uint32_t weeks, uint32_t hours, uint32_t ready_percent,
             uint32_t least_fit_percent, uint64_t max_nodes, const std::vector<uint32_t>& held, const std::string& language) {
            ovs_plan_options options = OVS_PLAN_OPTIONS_INIT;
            options.held = held.data(), options.held_count = held.size();
            options.goal = goal, options.money = money, options.weeks = weeks, options.hours = hours;
            options.ready_percent = ready_percent, options.least_fit_percent = least_fit_percent, options.max_nodes = max_nodes;
            ovs_report* out = nullptr;
            Call([&](ovs_error* error) { return ovs_plan_courses(e.handle.get(), p.handle.get(), occupation, &options, language.c_str(), &out, error); });
            return ReportText(Report(out));
          },
          nb::arg("profile"), nb::arg("occupation"), nb::arg("goal"), nb::arg("money"), nb::arg("weeks"), nb::arg("hours"), nb::arg("ready_percent"),
          nb::arg("least_fit_percent"), nb::arg("max_nodes"), nb::arg("held"), nb::arg("language"))
      .def(
          "paths",
          [](const Engine& e, const Profile& p, uint32_t target, uint32_t moves, uint32_t money, uint32_t weeks, uint32_t ready_percent, uint32_t stay_weeks,
             uint32_t stones, uint32_t limit, const std::optional<std::string>& advice, const std::string& language) {
            ovs_path_options options = OVS_PATH_OPTIONS_INIT;
            options.moves = moves, options.money = money, options.weeks = weeks, options.ready_percent = ready_percent;
            options.stay_weeks = stay_weeks, options.stones = stones, options.limit = limit;
            ovs_report* out = nullptr;
            Call([&](ovs_error* error) {
              return ovs_find_paths(e.handle.get(), p.handle.get(), target, &options, advice ? advice->data() : nullptr, advice ? advice->size() : 0,
                                    language.c_str(), &out, error);
            });
            return ReportText(Report(out));
          },
          nb::arg("profile"), nb::arg("target"), nb::arg("moves"), nb::arg("money"), nb::arg("weeks"), nb::arg("ready_percent"), nb::arg("stay_weeks"),
          nb::arg("stones"), nb::arg("limit"), nb::arg("advice").none(), nb::arg("language"))
      .def(
          "demand",
          [](const Engine& e, const std::vector<const Profile*>& profiles, const std::vector<uint32_t>& people, const std::vector<uint32_t>& occupations,
             const std::vector<uint32_t>& jobs, int32_t relevance, uint32_t limit, const std::string& language) {
            std::vector<const ovs_profile*> handles;
            for (const auto* profile : profiles) handles.push_back(profile->handle.get());
            ovs_report* out = nullptr;
            Call([&](ovs_error* error) {
              return ovs_demand(e.handle.get(), handles.data(), people.data(), handles.size(), occupations.data(), jobs.data(), occupations.size(), relevance,
                                limit, language.c_str(), &out, error);
            });
            return ReportText(Report(out));
          },
          nb::arg("profiles"), nb::arg("people"), nb::arg("occupations"), nb::arg("jobs"), nb::arg("relevance"), nb::arg("limit"), nb::arg("language"))
      .def(
          "unlock",
          [](const Engine& e, const Profile& p, uint32_t ready_percent, uint32_t nearest, uint32_t limit, const std::string& language) {
            ovs_report* out = nullptr;
            Call([&](ovs_error* error) { return ovs_unlock(e.handle.get(), p.handle.get(), ready_percent, nearest, limit, language.c_str(), &out, error); });
            return ReportText(Report(out));
          },
          nb::arg("profile"), nb::arg("ready_percent"), nb::arg("nearest"), nb::arg("limit"), nb::arg("language"))
      .def("matrix_rows", MatrixRows, nb::arg("first"), nb::arg("last"), nb::arg("top"), nb::arg("flags"), nb::arg("min_score"), nb::arg("threads"),
           nb::sig("def matrix_rows(self, first: int, last: int, top: int, flags: int, min_score: int, threads: int) -> tuple[bytes, bytes, bytes]"));
}

}  // namespace overstap_python
