// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// overstap._core: the C API as Python sees it, without comfort. The package's Python modules are what users call.
#include <cstring>

#include "handles.hpp"

namespace overstap_python {

void Raise(const ovs_error& error, const nb::object& choices) {
  // A long message is cut, perhaps amid a letter.
  const nb::object message = nb::steal(PyUnicode_DecodeUTF8(error.message, static_cast<Py_ssize_t>(std::strlen(error.message)), "replace"));
  // Looked up at need: no state to keep, and the import is a dictionary look-up by then.
  const nb::object exception =
      nb::module_::import_("overstap._errors")
          .attr("make_error")(static_cast<int>(error.code), ovs_status_name(error.code), message, error.line, error.byte_offset, choices);
  PyErr_SetObject(exception.type().ptr(), exception.ptr());
  throw nb::python_error();
}

void Raise(ovs_status code, const std::string& message) {
  ovs_error error = OVS_ERROR_INIT;
  error.code = code;
  std::strncpy(error.message, message.c_str(), sizeof(error.message) - 1);
  Raise(error);
}

nb::object UriOf(const ovs_taxonomy* taxonomy, ovs_concept id) {
  size_t length = 0;
  const char* text = ovs_taxonomy_uri(taxonomy, id, &length);
  return text == nullptr ? nb::none() : nb::object(nb::str(text, length));
}

nb::object LabelOf(const ovs_taxonomy* taxonomy, ovs_concept id, const char* language) {
  size_t length = 0;
  const char* text = ovs_taxonomy_label(taxonomy, id, language, &length);
  return text == nullptr ? nb::none() : nb::object(nb::str(text, length));
}

}  // namespace overstap_python

NB_MODULE(_core, module) {
  using namespace overstap_python;
  module.doc() = "The C API of Overstap. Private: use the classes of the package overstap.";
  module.attr("SCORE_ONE") = OVS_SCORE_ONE;
  module.attr("VERSION") = ovs_version_string();
  // At exit Python does not always take everything apart, as after an exception; users have no use for a list of what is left.
  nb::set_leak_warnings(false);
  module.def(
      "set_leak_warnings", [](bool on) { nb::set_leak_warnings(on); }, nb::arg("on"));
  module.def(
      "status_name", [](int status) { return ovs_status_name(status); }, nb::arg("status"));
  BindTaxonomies(module);
  BindMatching(module);
  BindArrow(module);
  BindRankMany(module);
  BindStores(module);
}
