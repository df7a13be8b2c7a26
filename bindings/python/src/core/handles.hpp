// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Owners of the C API's handles, and the one way from a status to a Python exception. Everything here stands on overstap.h alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <nanobind/nanobind.h>

#include "overstap/overstap.h"

namespace overstap_python {

namespace nb = nanobind;

template <class T, void (*Unref)(T*) noexcept>
struct UnrefWith {
  void operator()(T* handle) const noexcept { Unref(handle); }
};
template <class T, void (*Unref)(T*) noexcept>
using Owner = std::unique_ptr<T, UnrefWith<T, Unref>>;

struct Taxonomy {
  Owner<ovs_taxonomy, ovs_taxonomy_unref> handle;
};
struct Catalogue {
  Owner<ovs_catalogue, ovs_catalogue_unref> handle;
};
struct Profile {
  Owner<ovs_profile, ovs_profile_unref> handle;
};
struct Engine {
  Owner<ovs_engine, ovs_engine_unref> handle;
};
struct Figures {
  Owner<ovs_figures, ovs_figures_unref> handle;
};
struct Store {
  Owner<ovs_store, ovs_store_unref> handle;
};
struct StoreReader {
  Owner<ovs_store_reader, ovs_store_reader_unref> handle;
};
using Explanation = Owner<ovs_explanation, ovs_explanation_unref>;
using Report = Owner<ovs_report, ovs_report_unref>;
using FundingRules = Owner<ovs_funding, ovs_funding_unref>;

/// Sets the exception that overstap._errors makes of a status, and throws. Needs the GIL.
[[noreturn]] void Raise(const ovs_error& error, const nb::object& choices = nb::none());
[[noreturn]] void Raise(ovs_status code, const std::string& message);

/// Runs a function of the C API without the GIL, and raises what it says: Call([&](ovs_error *error) { return ovs_...(..., error); }).
template <class Function>
void Call(Function&& function) {
  ovs_error error = OVS_ERROR_INIT;
  ovs_status status;
  {
    nb::gil_scoped_release release;
    status = function(&error);
  }
  if (status != OVS_OK) Raise(error);
}

/// The same for functions that copy text out: Text([&](char *buffer, size_t capacity, size_t *length, ovs_error *error) { ... }).
template <class Function>
nb::str Text(Function&& function) {
  std::string buffer(4096, '\0');
  size_t length = 0;
  ovs_error error = OVS_ERROR_INIT;
  ovs_status status;
  {
    nb::gil_scoped_release release;
    status = function(buffer.data(), buffer.size(), &length, &error);
    if (status == OVS_E_BUFFER_TOO_SMALL) {
      buffer.resize(length + 1);
      status = function(buffer.data(), buffer.size(), &length, &error);
    }
  }
  if (status != OVS_OK) Raise(error);
  return nb::str(buffer.data(), length);
}

inline nb::str ReportText(const Report& report) {
  size_t length = 0;
  const char* text = ovs_report_json(report.get(), &length);
  return nb::str(text, length);
}

/// The URI or label as str; None where there is none.
nb::object UriOf(const ovs_taxonomy* taxonomy, ovs_concept id);
nb::object LabelOf(const ovs_taxonomy* taxonomy, ovs_concept id, const char* language);

void BindTaxonomies(nb::module_& module);
void BindMatching(nb::module_& module);
void BindRankMany(nb::module_& module);
void BindArrow(nb::module_& module);
void BindStores(nb::module_& module);

}  // namespace overstap_python
