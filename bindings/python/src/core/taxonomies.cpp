// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Taxonomies, courses, profiles and figures.
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

using Ids = std::vector<ovs_concept>;

std::vector<const char*> Pointers(const std::vector<std::string>& texts) {
  std::vector<const char*> pointers;
  for (const std::string& text : texts) pointers.push_back(text.c_str());
  return pointers;
}

const char* OrNull(const std::optional<std::string>& text) { return text ? text->c_str() : nullptr; }

Taxonomy DefaultTaxonomy() {
  ovs_taxonomy* out = nullptr;
  Call([&](ovs_error* error) { return ovs_taxonomy_open_default(&out, error); });
  return {decltype(Taxonomy::handle)(out)};
}

Taxonomy LoadTaxonomy(const std::string& path) {
  ovs_taxonomy* out = nullptr;
  Call([&](ovs_error* error) { return ovs_taxonomy_load_file(path.c_str(), &out, error); });
  return {decltype(Taxonomy::handle)(out)};
}

Taxonomy TaxonomyFromBytes(const nb::bytes& data) {
  ovs_taxonomy* out = nullptr;
  Call([&](ovs_error* error) { return ovs_taxonomy_load_memory(data.c_str(), data.size(), &out, error); });
  return {decltype(Taxonomy::handle)(out)};
}

Taxonomy TaxonomyFromJson(const std::string& name, const nb::bytes& data) {
  ovs_taxonomy* out = nullptr;
  Call([&](ovs_error* error) { return ovs_taxonomy_load_json(name.c_str(), data.c_str(), data.size(), &out, error); });
  return {decltype(Taxonomy::handle)(out)};
}

std::tuple<Taxonomy, Catalogue, nb::str> Import(int format, const std::vector<std::string>& paths, const std::optional<std::string>& map) {
  ovs_taxonomy* taxonomy = nullptr;
  ovs_catalogue* courses = nullptr;
  ovs_report* report = nullptr;
  const auto names = Pointers(paths);
  Call([&](ovs_error* error) { return ovs_taxonomy_import(format, names.data(), names.size(), OrNull(map), &taxonomy, &courses, &report, error); });
  return {Taxonomy{decltype(Taxonomy::handle)(taxonomy)}, Catalogue{decltype(Catalogue::handle)(courses)}, ReportText(Report(report))};
}

std::tuple<Taxonomy, nb::str> Overlay(const Taxonomy& base, const std::vector<std::string>& paths) {
  ovs_taxonomy* out = nullptr;
  ovs_report* report = nullptr;
  const auto names = Pointers(paths);
  Call([&](ovs_error* error) { return ovs_taxonomy_overlay(base.handle.get(), names.data(), names.size(), &out, &report, error); });
  return {Taxonomy{decltype(Taxonomy::handle)(out)}, ReportText(Report(report))};
}

std::tuple<Ids, std::vector<int32_t>> Search(const Taxonomy& taxonomy, const std::string& query, size_t capacity) {
  Ids ids(capacity);
  std::vector<int32_t> matches(capacity);
  size_t count = 0;
  Call([&](ovs_error* error) {
    return ovs_taxonomy_search(taxonomy.handle.get(), query.data(), query.size(), capacity, ids.data(), matches.data(), &count, error);
  });
  ids.resize(count);
  matches.resize(count);
  return {std::move(ids), std::move(matches)};
}

ovs_concept Resolve(const Taxonomy& taxonomy, const std::string& title) {
  constexpr size_t kMostChoices = 64;
  ovs_concept choices[kMostChoices], out = OVS_NO_CONCEPT;
  size_t count = 0;
  ovs_error error = OVS_ERROR_INIT;
  const ovs_status status = ovs_taxonomy_resolve(taxonomy.handle.get(), title.data(), title.size(), &out, kMostChoices, choices, &count, &error);
  if (status == OVS_OK) return out;
  nb::list uris;
  for (size_t i = 0; i < count; ++i) uris.append(UriOf(taxonomy.handle.get(), choices[i]));
  Raise(error, uris);
}

nb::tuple Course(const Catalogue& catalogue, ovs_course_id id) {
  ovs_course course = OVS_COURSE_INIT;
  Call([&](ovs_error* error) { return ovs_catalogue_course(catalogue.handle.get(), id, &course, error); });
  return nb::make_tuple(course.type, course.form, course.provider, course.cost_min, course.cost_max, course.hours, course.weeks, course.nlqf,
                        course.entry_nlqf);
}

Profile CreateProfile(const Taxonomy& taxonomy, const Ids& occupations, const Ids& skills, const std::vector<uint8_t>& levels,
                      const std::vector<int32_t>& evidence, uint32_t nlqf) {
  if (levels.size() != skills.size() || evidence.size() != skills.size()) Raise(OVS_E_INVALID_ARGUMENT, "as many levels and evidence as skills");
  ovs_profile_options options = OVS_PROFILE_OPTIONS_INIT;
  options.nlqf = nlqf;
  ovs_profile* out = nullptr;
  Call([&](ovs_error* error) {
    return ovs_profile_create(taxonomy.handle.get(), occupations.data(), occupations.size(), skills.data(), levels.data(), evidence.data(),
                              skills.size(), &options, &out, error);
  });
  return {decltype(Profile::handle)(out)};
}

std::vector<std::tuple<ovs_concept, int, int>> ProfileItems(const Profile& profile) {
  std::vector<std::tuple<ovs_concept, int, int>> items;
  for (size_t i = 0; i < ovs_profile_size(profile.handle.get()); ++i) {
    ovs_concept id = OVS_NO_CONCEPT;
    uint8_t level = 0;
    int32_t evidence = 0;
    if (ovs_profile_item(profile.handle.get(), i, &id, &level, &evidence, nullptr) == OVS_OK) items.emplace_back(id, level, evidence);
  }
  return items;
}

std::tuple<Profile, nb::str> Translate(const Profile& profile, const Taxonomy& into, int by, const std::optional<std::string>& path,
                                       const std::string& language) {
  ovs_profile* out = nullptr;
  ovs_report* report = nullptr;
  Call([&](ovs_error* error) {
    return ovs_profile_translate(profile.handle.get(), into.handle.get(), by, OrNull(path), language.c_str(), &out, &report, error);
  });
  return {Profile{decltype(Profile::handle)(out)}, ReportText(Report(report))};
}

}  // namespace

void BindTaxonomies(nb::module_& module) {
  nb::class_<Taxonomy> taxonomy(module, "Taxonomy");
  nb::class_<Catalogue> catalogue(module, "Catalogue");
  nb::class_<Profile> profile(module, "Profile");
  nb::class_<Figures> figures(module, "Figures");

  taxonomy.def_static("open_default", DefaultTaxonomy)
      .def_static("load_file", LoadTaxonomy, nb::arg("path"))
      .def_static("load_memory", TaxonomyFromBytes, nb::arg("data"))
      .def_static("load_json", TaxonomyFromJson, nb::arg("name"), nb::arg("data"))
      .def_static("import_files", Import, nb::arg("format"), nb::arg("paths"), nb::arg("map").none())
      .def("overlay", Overlay, nb::arg("paths"))
      .def(
          "save",
          [](const Taxonomy& t, const std::string& path) {
            Call([&](ovs_error* error) { return ovs_taxonomy_save_file(t.handle.get(), path.c_str(), error); });
          },
          nb::arg("path"))
      .def(
          "export",
          [](const Taxonomy& t, const Catalogue* courses, int format, const std::string& path) {
            Call([&](ovs_error* error) {
              return ovs_taxonomy_export_file(t.handle.get(), courses == nullptr ? nullptr : courses->handle.get(), format, path.c_str(), error);
            });
          },
          nb::arg("courses").none(), nb::arg("format"), nb::arg("path"))
      .def(
          "info",
          [](const Taxonomy& t, const Catalogue* courses) {
            ovs_report* out = nullptr;
            Call([&](ovs_error* error) {
              return ovs_taxonomy_info(t.handle.get(), courses == nullptr ? nullptr : courses->handle.get(), &out, error);
            });
            return ReportText(Report(out));
          },
          nb::arg("courses").none())
      .def(
          "diff",
          [](const Taxonomy& before, const Taxonomy& after) {
            int32_t same = 0;
            ovs_report* out = nullptr;
            Call([&](ovs_error* error) { return ovs_taxonomy_diff(before.handle.get(), after.handle.get(), &same, &out, error); });
            return std::tuple<bool, nb::str>(same != 0, ReportText(Report(out)));
          },
          nb::arg("after"))
      .def_prop_ro("size", [](const Taxonomy& t) { return ovs_taxonomy_size(t.handle.get()); })
      .def_prop_ro("hash", [](const Taxonomy& t) { return ovs_taxonomy_hash(t.handle.get()); })
      .def(
          "about",
          [](const Taxonomy& t, const std::string& key) -> std::optional<nb::str> {
            size_t length = 0;
            const char* text = ovs_taxonomy_about(t.handle.get(), key.c_str(), &length);
            if (text == nullptr) return std::nullopt;
            return nb::str(text, length);
          },
          nb::arg("key"))
      .def(
          "concepts",
          [](const Taxonomy& t, int kind) {
            ovs_concept first = 0, last = 0;
            Call([&](ovs_error* error) { return ovs_taxonomy_concepts(t.handle.get(), kind, &first, &last, error); });
            return std::tuple<uint32_t, uint32_t>(first, last);
          },
          nb::arg("kind"))
      .def(
          "kind", [](const Taxonomy& t, ovs_concept id) { return ovs_taxonomy_kind(t.handle.get(), id); }, nb::arg("id"))
      .def(
          "uri", [](const Taxonomy& t, ovs_concept id) { return UriOf(t.handle.get(), id); }, nb::arg("id"), nb::sig("def uri(self, id: int) -> str"))
      .def(
          "label", [](const Taxonomy& t, ovs_concept id, const std::string& language) { return LabelOf(t.handle.get(), id, language.c_str()); },
          nb::arg("id"), nb::arg("language"), nb::sig("def label(self, id: int, language: str) -> str"))
      .def(
          "find",
          [](const Taxonomy& t, const std::string& uri) {
            ovs_concept out = OVS_NO_CONCEPT;
            ovs_error error = OVS_ERROR_INIT;
            if (ovs_taxonomy_find(t.handle.get(), uri.data(), uri.size(), &out, &error) != OVS_OK) Raise(error);
            return out;
          },
          nb::arg("uri"))
      .def(
          "isco", [](const Taxonomy& t, ovs_concept id) { return ovs_taxonomy_isco(t.handle.get(), id); }, nb::arg("id"))
      .def(
          "nlqf", [](const Taxonomy& t, ovs_concept id) { return ovs_taxonomy_nlqf(t.handle.get(), id); }, nb::arg("id"))
      .def(
          "status", [](const Taxonomy& t, ovs_concept id) { return ovs_taxonomy_concept_status(t.handle.get(), id); }, nb::arg("id"))
      .def("search", Search, nb::arg("query"), nb::arg("capacity"))
      .def("resolve", Resolve, nb::arg("title"));

  catalogue
      .def_static("open_default",
                  [] {
                    ovs_catalogue* out = nullptr;
                    Call([&](ovs_error* error) { return ovs_catalogue_open_default(&out, error); });
                    return Catalogue{decltype(Catalogue::handle)(out)};
                  })
      .def_static(
          "load_file",
          [](const std::string& path) {
            ovs_catalogue* out = nullptr;
            Call([&](ovs_error* error) { return ovs_catalogue_load_file(path.c_str(), &out, error); });
            return Catalogue{decltype(Catalogue::handle)(out)};
          },
          nb::arg("path"))
      .def_static(
          "load_json",
          [](const std::string& name, const nb::bytes& data) {
            ovs_catalogue* out = nullptr;
            Call([&](ovs_error* error) { return ovs_catalogue_load_json(name.c_str(), data.c_str(), data.size(), &out, error); });
            return Catalogue{decltype(Catalogue::handle)(out)};
          },
          nb::arg("name"), nb::arg("data"))
      .def(
          "save",
          [](const Catalogue& c, const std::string& path) {
            Call([&](ovs_error* error) { return ovs_catalogue_save_file(c.handle.get(), path.c_str(), error); });
          },
          nb::arg("path"))
      .def_prop_ro("size", [](const Catalogue& c) { return ovs_catalogue_size(c.handle.get()); })
      .def(
          "uri",
          [](const Catalogue& c, ovs_course_id id) -> std::optional<nb::str> {
            size_t length = 0;
            const char* text = ovs_catalogue_uri(c.handle.get(), id, &length);
            if (text == nullptr) return std::nullopt;
            return nb::str(text, length);
          },
          nb::arg("id"), nb::sig("def uri(self, id: int) -> str"))
      .def(
          "label",
          [](const Catalogue& c, ovs_course_id id, const std::string& language) -> std::optional<nb::str> {
            size_t length = 0;
            const char* text = ovs_catalogue_label(c.handle.get(), id, language.c_str(), &length);
            if (text == nullptr) return std::nullopt;
            return nb::str(text, length);
          },
          nb::arg("id"), nb::arg("language"), nb::sig("def label(self, id: int, language: str) -> str"))
      .def(
          "find",
          [](const Catalogue& c, const std::string& uri) {
            ovs_course_id out = OVS_NO_COURSE;
            ovs_error error = OVS_ERROR_INIT;
            if (ovs_catalogue_find(c.handle.get(), uri.data(), uri.size(), &out, &error) != OVS_OK) Raise(error);
            return out;
          },
          nb::arg("uri"))
      .def(
          "funding",
          [](const Catalogue& c, const std::vector<uint32_t>& courses, const std::optional<std::string>& context, const std::string& date,
             const std::optional<std::string>& rules, bool own_rules_only, uint32_t flags, const std::string& language) {
            FundingRules built_in, all;
            Call([&](ovs_error* error) -> ovs_status {
              ovs_funding* out = nullptr;
              if (const ovs_status status = ovs_funding_open_default(&out, error)) return status;
              built_in.reset(out);
              if (!rules) return OVS_OK;
              out = nullptr;
              if (const ovs_status status = ovs_funding_load_json("rules", rules->data(), rules->size(), own_rules_only ? nullptr : built_in.get(), &out, error)) return status;
              all.reset(out);
              return OVS_OK;
            });
            ovs_report* report = nullptr;
            Call([&](ovs_error* error) {
              return ovs_course_funding(all ? all.get() : built_in.get(), c.handle.get(), courses.data(), courses.size(), context ? context->data() : nullptr,
                                        context ? context->size() : 0, date.c_str(), flags, language.c_str(), &report, error);
            });
            return ReportText(Report(report));
          },
          nb::arg("courses"), nb::arg("context").none(), nb::arg("date"), nb::arg("rules").none(), nb::arg("own_rules_only"), nb::arg("flags"), nb::arg("language"))
      .def("course", Course, nb::arg("id"), nb::sig("def course(self, id: int) -> tuple[int, int, int, int, int, int, int, int, int]"));

  profile
      .def_static("create", CreateProfile, nb::arg("taxonomy"), nb::arg("occupations"), nb::arg("skills"), nb::arg("levels"), nb::arg("evidence"),
                  nb::arg("nlqf"))
      .def_prop_ro("size", [](const Profile& p) { return ovs_profile_size(p.handle.get()); })
      .def_prop_ro("nlqf", [](const Profile& p) { return ovs_profile_nlqf(p.handle.get()); })
      .def("items", ProfileItems)
      .def_static(
          "load_json",
          [](const Taxonomy& t, int form, const std::string& name, const nb::bytes& data, const std::optional<std::string>& today) {
            ovs_profile* out = nullptr;
            ovs_report* report = nullptr;
            Call([&](ovs_error* error) {
              return ovs_profile_load_json(t.handle.get(), form, name.c_str(), data.data(), data.size(), OrNull(today), &out, &report, error);
            });
            return std::tuple<Profile, nb::str>(Profile{decltype(Profile::handle)(out)}, ReportText(Report(report)));
          },
          nb::arg("taxonomy"), nb::arg("form"), nb::arg("name"), nb::arg("data"), nb::arg("today").none())
      .def("to_json",
           [](const Profile& p) {
             return Text([&](char* buffer, size_t capacity, size_t* length, ovs_error* e) {
               return ovs_profile_to_json(p.handle.get(), buffer, capacity, length, e);
             });
           })
      .def("translate", Translate, nb::arg("into"), nb::arg("by"), nb::arg("path").none(), nb::arg("language"));

  figures
      .def_static(
          "load_file",
          [](const std::string& path, const std::optional<std::string>& source, const std::optional<std::string>& date) {
            ovs_figures* out = nullptr;
            Call([&](ovs_error* error) { return ovs_figures_load_file(path.c_str(), OrNull(source), OrNull(date), &out, error); });
            return Figures{decltype(Figures::handle)(out)};
          },
          nb::arg("path"), nb::arg("source").none(), nb::arg("date").none())
      .def_prop_ro("source", [](const Figures& f) { return ovs_figures_source(f.handle.get()); })
      .def_prop_ro("date", [](const Figures& f) { return ovs_figures_date(f.handle.get()); });
}

}  // namespace overstap_python
