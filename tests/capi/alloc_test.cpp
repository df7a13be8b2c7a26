// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Memory that runs out at the 1st, 2nd, ... nth allocation, for every function that allocates. Each run must give
// OVS_E_NO_MEMORY with cleared outputs, or the full result; nothing may crash, and (under AddressSanitizer) nothing may leak.
// C++, because it replaces operator new; what it calls is the C API.

#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <new>
#include <stdexcept>
#include <vector>

#include "check.h"

namespace {

/// Counts down to the allocation that fails; off when negative. Changed by one thread only while counting.
long allocations_left = -1;
std::atomic<long> allocations_seen = 0;
bool once_failed = false;

/// Whether this allocation is the one that fails.
bool Fails() {
  ++allocations_seen;
  if (allocations_left == 0) return once_failed = true;
  if (allocations_left > 0) --allocations_left;
  return false;
}

void* Allocate(std::size_t size, std::size_t alignment) {
  if (Fails()) throw std::bad_alloc();
  void* memory = nullptr;
  if (posix_memalign(&memory, alignment < sizeof(void*) ? sizeof(void*) : alignment, size == 0 ? 1 : size) != 0) throw std::bad_alloc();
  return memory;
}

}  // namespace

// RapidJSON allocates with malloc; the linker's --wrap sends the calls of everything that is linked statically here.
extern "C" {
void* __real_malloc(std::size_t size);
void* __real_realloc(void* memory, std::size_t size);
void* __wrap_malloc(std::size_t size);
void* __wrap_realloc(void* memory, std::size_t size);
void* __wrap_malloc(std::size_t size) { return Fails() ? nullptr : __real_malloc(size); }
void* __wrap_realloc(void* memory, std::size_t size) { return Fails() ? nullptr : __real_realloc(memory, size); }
}

// Every form that is used, because AddressSanitizer brings forms of its own that would not come down to the first two.
void* operator new(std::size_t size) { return Allocate(size, alignof(std::max_align_t)); }
void* operator new[](std::size_t size) { return Allocate(size, alignof(std::max_align_t)); }
void* operator new(std::size_t size, std::align_val_t alignment) { return Allocate(size, static_cast<std::size_t>(alignment)); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return Fails() ? nullptr : __real_malloc(size == 0 ? 1 : size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { std::free(memory); }

namespace {

/// Calls `call` with the nth allocation failing, for n = 0, 1, ... until it gets through. `call` says whether its outputs
/// are what the status promises.
void FailEach(const char* what, ovs_status expected, const std::function<bool(ovs_status*)>& call) {
  for (long n = 0;; ++n) {
    ovs_status status = -1;
    once_failed = false;
    allocations_left = n;
    const bool consistent = call(&status);
    allocations_left = -1;
    const bool right = consistent && (status == expected || (once_failed && status == OVS_E_NO_MEMORY));
    if (!right) std::printf("%s, allocation %ld: %s\n", what, n, ovs_status_name(status));
    CHECK(right);
    if (!once_failed) {
      CHECK(n > 0);
      return;
    }
  }
}

/// A function that makes a handle: on failure there is none.
template <typename Handle>
void FailEachOpen(const char* what, void (*unref)(Handle*), const std::function<ovs_status(Handle**)>& open) {
  FailEach(what, OVS_OK, [&](ovs_status* status) {
    auto* handle = reinterpret_cast<Handle*>(1);
    *status = open(&handle);
    const bool consistent = *status == OVS_OK ? handle != nullptr : handle == nullptr;
    if (*status == OVS_OK) unref(handle);
    return consistent;
  });
}

/// A function that copies text out: whole or not at all.
void FailEachText(const char* what, const std::function<ovs_status(char*, size_t, size_t*)>& make) {
  std::vector<char> expected(1 << 16), buffer(1 << 16);
  size_t need = 0;
  OK(make(expected.data(), expected.size(), &need));
  FailEach(what, OVS_OK, [&](ovs_status* status) {
    size_t length = 77;
    buffer[0] = 'x';
    *status = make(buffer.data(), buffer.size(), &length);
    return *status == OVS_OK ? length == need && std::strcmp(buffer.data(), expected.data()) == 0 : length == 0 && buffer[0] == '\0';
  });
}

void Opening(const small& s) {
  char path[] = "/tmp/overstap-alloc-XXXXXX";
  const int made = mkstemp(path);
  CHECK(made >= 0);
  OK(ovs_taxonomy_save_file(s.taxonomy, path, nullptr));
  size_t size = 0;
  char* bytes = read_all(path, &size);
  FailEachOpen<ovs_taxonomy>("taxonomy_load_file", ovs_taxonomy_unref, [&](ovs_taxonomy** out) { return ovs_taxonomy_load_file(path, out, nullptr); });
  FailEachOpen<ovs_taxonomy>("taxonomy_load_memory", ovs_taxonomy_unref,
                             [&](ovs_taxonomy** out) { return ovs_taxonomy_load_memory(bytes, size, out, nullptr); });
  FailEachOpen<ovs_taxonomy>("taxonomy_load_json", ovs_taxonomy_unref,
                             [&](ovs_taxonomy** out) { return ovs_taxonomy_load_json("a fairly long name.json", s.json, s.json_size, out, nullptr); });
  FailEachOpen<ovs_catalogue>("catalogue_load_json", ovs_catalogue_unref,
                              [&](ovs_catalogue** out) { return ovs_catalogue_load_json("a fairly long name.json", s.json, s.json_size, out, nullptr); });
  FailEachOpen<ovs_taxonomy>("taxonomy_open_default", ovs_taxonomy_unref, [](ovs_taxonomy** out) { return ovs_taxonomy_open_default(out, nullptr); });
  FailEachOpen<ovs_catalogue>("catalogue_open_default", ovs_catalogue_unref, [](ovs_catalogue** out) { return ovs_catalogue_open_default(out, nullptr); });
  FailEach("taxonomy_save_file", OVS_OK, [&](ovs_status* status) {
    *status = ovs_taxonomy_save_file(s.taxonomy, path, nullptr);
    ovs_taxonomy* again = nullptr;
    allocations_left = -1;
    OK(ovs_taxonomy_load_file(path, &again, nullptr));  // whole, whatever happened
    ovs_taxonomy_unref(again);
    return true;
  });
  std::free(bytes);
  std::remove(path);
  // A failure that has a position to tell: the text of the status is built under the same pressure.
  FailEach("malformed json", OVS_E_MALFORMED, [&](ovs_status* status) {
    ovs_taxonomy* out = nullptr;
    ovs_error error = OVS_ERROR_INIT;
    *status = ovs_taxonomy_load_json("broken.json", s.json, s.json_size / 2, &out, &error);
    return out == nullptr && error.code == *status && (*status == OVS_E_NO_MEMORY) == (error.line == 0);
  });
}

void LookingUp(const small& s) {
  FailEach("search", OVS_OK, [&](ovs_status* status) {
    ovs_concept ids[4];
    size_t count = 77;
    *status = ovs_taxonomy_search(s.taxonomy, "kasamedewerker", OVS_TERMINATED, 4, ids, nullptr, &count, nullptr);
    return count == (*status == OVS_OK ? 1u : 0u);
  });
  FailEach("resolve, ambiguous", OVS_E_AMBIGUOUS, [&](ovs_status* status) {
    ovs_concept id = 77, ids[4];
    size_t count = 77;
    *status = ovs_taxonomy_resolve(s.taxonomy, "hulp", OVS_TERMINATED, &id, 4, ids, &count, nullptr);
    return id == OVS_NO_CONCEPT && count == (*status == OVS_E_AMBIGUOUS ? 2u : 0u);
  });
  FailEach("resolve, not found", OVS_E_NOT_FOUND, [&](ovs_status* status) {
    ovs_concept id = 77, ids[4];
    size_t count = 77;
    *status = ovs_taxonomy_resolve(s.taxonomy, "kasamedewerker", OVS_TERMINATED, &id, 4, ids, &count, nullptr);
    return id == OVS_NO_CONCEPT && count == (*status == OVS_E_NOT_FOUND ? 1u : 0u);
  });
}

void Matching(const small& s) {
  FailEachOpen<ovs_profile>("profile_create", ovs_profile_unref, [&](ovs_profile** out) {
    const ovs_concept occupations[2] = {s.cook, s.shop}, skills[1] = {ovs_taxonomy_size(s.taxonomy) - 1};
    return ovs_profile_create(s.taxonomy, occupations, 2, skills, nullptr, nullptr, 1, nullptr, out, nullptr);
  });
  FailEachOpen<ovs_engine>("engine_create", ovs_engine_unref, [&](ovs_engine** out) { return ovs_engine_create(s.taxonomy, s.catalogue, out, nullptr); });
  FailEachOpen<ovs_engine>("engine_create_with", ovs_engine_unref, [&](ovs_engine** out) {
    const char* parameters = R"({"overstap_model": 1, "language": "nl-NL-long-enough-tag", "dimensions": {"words": 1}})";
    return ovs_engine_create_with(s.taxonomy, nullptr, parameters, OVS_TERMINATED, out, nullptr);
  });
  FailEachOpen<ovs_explanation>("explain_match", ovs_explanation_unref,
                                [&](ovs_explanation** out) { return ovs_explain_match(s.engine, s.profile, s.warehouse, out, nullptr); });
  FailEach("rank_transitions", OVS_OK, [&](ovs_status* status) {
    ovs_concept ids[4];
    size_t count = 77;
    *status = ovs_rank_transitions(s.engine, s.profile, nullptr, 4, ids, nullptr, nullptr, &count, nullptr);
    return *status == OVS_OK ? count == 2 && ids[0] == s.shop : count == 0;
  });
  FailEach("rank_transitions_batch", OVS_OK, [&](ovs_status* status) {
    const ovs_profile* profiles[3] = {s.profile, s.profile, s.profile};
    ovs_concept ids[12];
    size_t counts[3] = {77, 77, 77};
    ovs_status each[3];
    *status = ovs_rank_transitions_batch(s.engine, profiles, 3, nullptr, nullptr, nullptr, 4, ids, nullptr, nullptr, counts, each, nullptr);
    for (int i = 0; i < 3; ++i) {
      if (each[i] != *status || counts[i] != (*status == OVS_OK ? 2u : 0u)) return false;
    }
    return true;
  });
  FailEach("suggest_courses", OVS_OK, [&](ovs_status* status) {
    ovs_course_id courses[4];
    size_t count = 77;
    *status = ovs_suggest_courses(s.engine, s.profile, s.cook, nullptr, 4, courses, nullptr, nullptr, &count, nullptr);
    return count == (*status == OVS_OK ? 2u : 0u);
  });
}

void Texts(const small& s) {
  ovs_explanation* x = nullptr;
  OK(ovs_explain_match(s.engine, s.profile, s.warehouse, &x, nullptr));
  FailEachText("reason", [&](char* b, size_t n, size_t* length) { return ovs_explanation_reason(x, "nl", b, n, length, nullptr); });
  FailEachText("explanation_to_json", [&](char* b, size_t n, size_t* length) { return ovs_explanation_to_json(x, "nl", b, n, length, nullptr); });
  FailEachText("gap_to_json", [&](char* b, size_t n, size_t* length) { return ovs_explanation_gap_to_json(x, "nl", b, n, length, nullptr); });
  FailEachText("rank_json",
               [&](char* b, size_t n, size_t* length) { return ovs_rank_transitions_json(s.engine, s.profile, "nl", nullptr, b, n, length, nullptr); });
  FailEachText("courses_json",
               [&](char* b, size_t n, size_t* length) { return ovs_suggest_courses_json(s.engine, s.profile, s.cook, "nl", nullptr, b, n, length, nullptr); });
  ovs_explanation_unref(x);
}

void Documents(const small& s) {
  const char* text = R"({"overstap_person": 1, "jobs": [{"occupation": "urn:test:occupation/kok", "months": 6}], "denied": ["urn:test:skill/koken"]})";
  FailEach("profile_load_json", OVS_OK, [&](ovs_status* status) {
    auto* p = reinterpret_cast<ovs_profile*>(1);
    auto* r = reinterpret_cast<ovs_report*>(1);
    *status = ovs_profile_load_json(s.taxonomy, OVS_PERSON_OVERSTAP, "person.json", text, std::strlen(text), nullptr, &p, &r, nullptr);
    const bool ok = *status == OVS_OK;
    const bool consistent = (p != nullptr) == ok && (r != nullptr) == ok;
    if (ok) ovs_profile_unref(p), ovs_report_unref(r);
    return consistent;
  });
  FailEachText("profile_to_json", [&](char* b, size_t n, size_t* length) { return ovs_profile_to_json(s.profile, b, n, length, nullptr); });
}

void Advising(const small& s) {
  const char* options = R"({"overstap_advice": 1, "gates": {"licence": "demote"}, "wider": true, "factors": {"wage": {"weight": 9, "worst": 1, "best": 2}}})";
  char path[] = "/tmp/overstap-alloc-XXXXXX";
  const int made = mkstemp(path);
  CHECK(made >= 0);
  std::FILE* file = fdopen(made, "wb");
  std::fputs("# source: a source with a long name\n# date: 2026\noccupation,wage\n5,2000\n", file);
  std::fclose(file);
  FailEachOpen<ovs_figures>("figures_load_file", ovs_figures_unref, [&](ovs_figures** out) { return ovs_figures_load_file(path, nullptr, nullptr, out, nullptr); });
  ovs_figures* figures = nullptr;
  OK(ovs_figures_load_file(path, nullptr, nullptr, &figures, nullptr));
  std::remove(path);
  FailEachOpen<ovs_report>("advise", ovs_report_unref,
                           [&](ovs_report** out) { return ovs_advise(s.engine, s.profile, options, OVS_TERMINATED, figures, "nl", out, nullptr); });
  FailEachOpen<ovs_report>("why_not", ovs_report_unref,
                           [&](ovs_report** out) { return ovs_why_not(s.engine, s.profile, s.warehouse, 1, 5, options, OVS_TERMINATED, "nl", out, nullptr); });
  const ovs_profile* group[] = {s.profile};
  FailEachOpen<ovs_report>("find_paths", ovs_report_unref, [&](ovs_report** out) { return ovs_find_paths(s.engine, s.profile, s.cook, nullptr, nullptr, 0, "nl", out, nullptr); });
  FailEachOpen<ovs_report>("demand", ovs_report_unref, [&](ovs_report** out) { return ovs_demand(s.engine, group, nullptr, 1, &s.cook, nullptr, 1, 0, 0, "nl", out, nullptr); });
  FailEachOpen<ovs_report>("unlock", ovs_report_unref, [&](ovs_report** out) { return ovs_unlock(s.engine, s.profile, 0, 0, 0, "nl", out, nullptr); });
  FailEachOpen<ovs_report>("plan_courses", ovs_report_unref, [&](ovs_report** out) { return ovs_plan_courses(s.engine, s.profile, s.cook, nullptr, "nl", out, nullptr); });
  FailEachOpen<ovs_report>("questions", ovs_report_unref, [&](ovs_report** out) { return ovs_questions(s.engine, s.profile, 3, "nl", out, nullptr); });
  ovs_figures_unref(figures);
}

void Funding(const small& s) {
  const char* rules = R"({"overstap_funding": 1, "rules": [{"id": "urn:a:rule:with:a:long:id", "name": {"nl": "Een lange naam voor een regel", "en": "A long name for a rule"},
    "description": {"nl": "x", "en": "x"}, "kind": "budget", "balance": true, "status": "in-force", "applicant": "person", "share": 50,
    "sources": [{"title": "t", "says": "all", "read": "2026-11-29", "basis": "notes"}]}]})";
  char path[] = "/tmp/overstap-alloc-XXXXXX";
  const int made = mkstemp(path);
  CHECK(made >= 0);
  std::FILE* file = fdopen(made, "wb");
  std::fputs(rules, file);
  std::fclose(file);
  constexpr const char* kNone = R"({"overstap_funding": 1, "rules": []})";
  ovs_funding* base = nullptr;
  OK(ovs_funding_load_json("rules", rules, std::strlen(rules), nullptr, &base, nullptr));
  FailEachOpen<ovs_funding>("funding_open_default", ovs_funding_unref, [](ovs_funding** out) { return ovs_funding_open_default(out, nullptr); });
  FailEachOpen<ovs_funding>("funding_load_file", ovs_funding_unref, [&](ovs_funding** out) { return ovs_funding_load_file(path, nullptr, out, nullptr); });
  FailEachOpen<ovs_funding>("funding_load_json", ovs_funding_unref,
                            [&](ovs_funding** out) { return ovs_funding_load_json("rules", kNone, std::strlen(kNone), base, out, nullptr); });
  std::remove(path);
  FailEachOpen<ovs_report>("course_funding", ovs_report_unref, [&](ovs_report** out) {
    const ovs_course_id courses[2] = {0, 1};
    const char* context = R"({"overstap_funding_context": 1, "balances": {"urn:a:rule:with:a:long:id": 300}})";
    return ovs_course_funding(base, s.catalogue, courses, 2, context, OVS_TERMINATED, "2026-11-29", OVS_FUNDING_TOGETHER, "nl", out, nullptr);
  });
  ovs_funding_unref(base);
}

/// Stores: a change is whole or not there, and a reader that ran out of memory finds the same afterwards.
void Stores(const small& s) {
  ovs_concept first = 0, last = 0;
  OK(ovs_taxonomy_concepts(s.taxonomy, OVS_KIND_SKILL, &first, &last, nullptr));
  FailEachOpen<ovs_store>("store_create", ovs_store_unref, [&](ovs_store** out) { return ovs_store_create(s.engine, OVS_STORE_VACANCIES, out, nullptr); });
  ovs_store* store = nullptr;
  OK(ovs_store_create(s.engine, OVS_STORE_VACANCIES, &store, nullptr));
  const uint64_t ids[] = {1, 2, 3};
  const size_t begin[] = {0, 2, 3, 5};
  const ovs_concept concepts[] = {first, first + 1, first, first + 1, first + 2};
  const uint32_t tags[] = {5, 6, 5};
  const size_t tag_begin[] = {0, 1, 2, 3};
  uint64_t snapshot = 0;
  FailEach("store_apply", OVS_OK, [&](ovs_status* status) {
    ovs_store_change change = OVS_STORE_CHANGE_INIT;
    ovs_store_info info = OVS_STORE_INFO_INIT;
    *status = ovs_store_apply(store, ids, 3, begin, concepts, nullptr, tag_begin, tags, ids, 3, &change, nullptr);
    const auto wanted = *status == OVS_OK ? ++snapshot : 0;
    const long left = allocations_left;
    allocations_left = -1;
    const bool same = ovs_store_inspect(store, &info, nullptr) == OVS_OK && info.snapshot == snapshot && info.documents == (snapshot > 0 ? 3u : 0u);
    allocations_left = left;
    return change.snapshot == wanted && same;
  });
  ovs_store_reader* reader = nullptr;
  FailEachOpen<ovs_store_reader>("store_reader_create", ovs_store_reader_unref, [&](ovs_store_reader** out) { return ovs_store_reader_create(store, out, nullptr); });
  OK(ovs_store_reader_create(store, &reader, nullptr));
  const auto rank = [&](ovs_store_reader* by, size_t* count) {
    ovs_store_options options = OVS_STORE_OPTIONS_INIT;
    const size_t groups[] = {0, 1};
    options.group_begin = groups, options.group_count = 1, options.tags = tags;
    uint64_t found[3] = {0, 0, 0};
    const auto status = ovs_store_rank_vacancies(by, concepts + 3, nullptr, 2, &options, 3, found, nullptr, nullptr, nullptr, count, nullptr);
    return status == OVS_OK && (*count != 2 || found[0] != 3 || found[1] != 1) ? OVS_E_INTERNAL : status;
  };
  FailEach("store_rank_vacancies", OVS_OK, [&](ovs_status* status) {
    size_t count = 77;
    *status = rank(reader, &count);
    return *status == OVS_OK ? count == 2 : count == 0;
  });
  FailEach("store_reader_document", OVS_OK, [&](ovs_status* status) {
    size_t items = 77, count = 77;
    ovs_store_reader* fresh = nullptr;
    *status = ovs_store_reader_create(store, &fresh, nullptr);
    if (*status != OVS_OK) return fresh == nullptr;
    *status = ovs_store_reader_document(fresh, 3, 0, nullptr, nullptr, &items, 0, nullptr, &count, nullptr);
    ovs_store_reader_unref(fresh);
    return *status == OVS_OK ? items == 2 && count == 1 : items == 0 && count == 0;
  });
  FailEach("store_compact", OVS_OK, [&](ovs_status* status) {
    int32_t more = 77;
    const long left = allocations_left;
    allocations_left = -1;
    const uint64_t gone[] = {1, 2};  // so that there is something to do
    OK(ovs_store_apply(store, ids, 3, begin, concepts, nullptr, nullptr, nullptr, nullptr, 0, nullptr, nullptr));
    OK(ovs_store_apply(store, nullptr, 0, nullptr, nullptr, nullptr, nullptr, nullptr, gone, 2, nullptr, nullptr));
    allocations_left = left;
    *status = ovs_store_compact(store, 0, &more, nullptr);
    return more == 0;
  });
  char path[] = "/tmp/overstap-alloc-XXXXXX";
  CHECK(mkstemp(path) >= 0);
  FailEach("store_save_file", OVS_OK, [&](ovs_status* status) {
    *status = ovs_store_save_file(store, path, nullptr);
    return true;
  });
  size_t size = 0;
  char* bytes = read_all(path, &size);
  FailEachOpen<ovs_store>("store_load_file", ovs_store_unref, [&](ovs_store** out) { return ovs_store_load_file(s.engine, path, out, nullptr); });
  FailEachOpen<ovs_store>("store_load_memory", ovs_store_unref, [&](ovs_store** out) { return ovs_store_load_memory(s.engine, bytes, size, out, nullptr); });
  std::remove(path);
  std::free(bytes);
  ovs_store_reader_unref(reader);
  ovs_store_unref(store);
}

/// Data in other forms: everything or nothing, with all the handles a function can hand out.
void Exchanging(const small& s) {
  const char* source = OVERSTAP_CAPI_DIR "/small.json";
  FailEach("taxonomy_import", OVS_OK, [&](ovs_status* status) {
    auto* t = reinterpret_cast<ovs_taxonomy*>(1);
    auto* c = reinterpret_cast<ovs_catalogue*>(1);
    auto* r = reinterpret_cast<ovs_report*>(1);
    *status = ovs_taxonomy_import(OVS_IMPORT_JSON, &source, 1, nullptr, &t, &c, &r, nullptr);
    const bool ok = *status == OVS_OK;
    const bool consistent = (t != nullptr) == ok && (c != nullptr) == ok && (r != nullptr) == ok;
    if (ok) ovs_taxonomy_unref(t), ovs_catalogue_unref(c), ovs_report_unref(r);
    return consistent;
  });
  // Course feeds: expat's memory runs out as well.
  char feed_path[] = "/tmp/overstap-alloc-XXXXXX";
  const int feed_made = mkstemp(feed_path);
  CHECK(feed_made >= 0);
  std::FILE* feed = fdopen(feed_made, "wb");
  std::fputs("<list a='1'>text<program><programClassification><programId>a-fairly-long-id</programId><orgUnitId>a-fairly-long-school</orgUnitId><creboCode>25655</creboCode>"
             "<programDuration unit='week'>-3</programDuration></programClassification><programDescriptions><programName>A programme with a long name &amp; more</programName>"
             "</programDescriptions><programSchedule><programRun><startDate>2027-01-01</startDate><location><city>Utrecht</city></location><cost><amount>10</amount></cost></programRun>"
             "</programSchedule></program><program/></list>", feed);
  std::fclose(feed);
  const char* feeds = feed_path;
  const auto fail_each_feed = [&](const char* what, std::int32_t format) {
    FailEach(what, OVS_OK, [&](ovs_status* status) {
      auto* c = reinterpret_cast<ovs_catalogue*>(1);
      auto* r = reinterpret_cast<ovs_report*>(1);
      const ovs_catalogue* norms = s.catalogue;
      *status = ovs_catalogue_import(format, &feeds, 1, s.taxonomy, &norms, 1, OVS_FEED_KEEP_GOING, &c, &r, nullptr);
      const bool ok = *status == OVS_OK;
      const bool consistent = (c != nullptr) == ok && (r != nullptr) == ok;
      if (ok) ovs_catalogue_unref(c), ovs_report_unref(r);
      return consistent;
    });
  };
  fail_each_feed("catalogue_import, EDU-DEX", OVS_FEED_EDUDEX);
  feed = std::fopen(feed_path, "wb");
  std::fputs(R"([{"courseId": "123e4567-e89b-12d3-a456-426614174000", "name": [{"language": "nl-NL", "value": "A course with a long name"}], "fieldsOfStudy": "0732",)"
             R"( "primaryCode": {"codeType": "identifier", "code": "X"}, "learningOutcomes": ["a-learning-outcome-somewhere"]}, {"offeringId": "1", "course": )"
             R"("123e4567-e89b-12d3-a456-426614174000", "startDateTime": "2027-01-01T09:00:00Z", "priceInformation": [{"costType": "total_costs", "amount": "10"}]}])", feed);
  std::fclose(feed);
  fail_each_feed("catalogue_import, OEAPI", OVS_FEED_OEAPI);
  std::remove(feed_path);
  char path[] = "/tmp/overstap-alloc-XXXXXX.nt";
  const int made = mkstemps(path, 3);
  CHECK(made >= 0);
  FailEach("taxonomy_export_file", OVS_OK, [&](ovs_status* status) {
    *status = ovs_taxonomy_export_file(s.taxonomy, nullptr, OVS_EXPORT_NTRIPLES, path, nullptr);
    return true;
  });
  const char* triples = path;
  FailEachOpen<ovs_taxonomy>("taxonomy_import, triples", ovs_taxonomy_unref, [&](ovs_taxonomy** out) {
    return ovs_taxonomy_import(OVS_IMPORT_COMPETENTNL, &triples, 1, nullptr, out, nullptr, nullptr, nullptr);
  });
  std::FILE* file = std::fopen(path, "wb");
  std::fputs("{\"overstap_overlay\": 1, \"name\": \"n\", \"author\": \"a\", \"date\": \"2026-11-01\", \"reason\": \"r\","
             "\"change\": [{\"id\": \"urn:test:occupation/kok\", \"status\": \"historic\"}]}", file);
  std::fclose(file);
  FailEachOpen<ovs_taxonomy>("taxonomy_overlay", ovs_taxonomy_unref,
                             [&](ovs_taxonomy** out) { return ovs_taxonomy_overlay(s.taxonomy, &triples, 1, out, nullptr, nullptr); });
  std::remove(path);
  FailEachOpen<ovs_report>("taxonomy_info", ovs_report_unref, [&](ovs_report** out) { return ovs_taxonomy_info(s.taxonomy, s.catalogue, out, nullptr); });
  FailEachOpen<ovs_report>("taxonomy_diff", ovs_report_unref, [&](ovs_report** out) { return ovs_taxonomy_diff(s.taxonomy, s.taxonomy, nullptr, out, nullptr); });
  FailEachOpen<ovs_profile>("profile_translate", ovs_profile_unref, [&](ovs_profile** out) {
    return ovs_profile_translate(s.profile, s.taxonomy, OVS_CROSSWALK_VERSIONS, nullptr, "nl", out, nullptr, nullptr);
  });
}

/// The other thing that is thrown: a callback written in C++ that does not keep to its own rules.
void ThrowingCallback(const small& s) {
  const ovs_profile* profiles[2] = {s.profile, s.profile};
  size_t counts[2] = {77, 77};
  ovs_error error = OVS_ERROR_INIT;
  ovs_rank_options options = OVS_RANK_OPTIONS_INIT;
  const auto run = [&](ovs_cancelled_fn cancelled) {
    return ovs_rank_transitions_batch(s.engine, profiles, 2, &options, cancelled, nullptr, 4, nullptr, nullptr, nullptr, counts, nullptr, &error);
  };
  for (options.threads = 1; options.threads <= 3; ++options.threads) {
    CHECK(run([](void*) -> int { throw 5; }) == OVS_E_INTERNAL);
    CHECK(counts[0] == 0 && std::strstr(error.message, "callback"));
    CHECK(run([](void*) -> int { throw std::runtime_error("tired"); }) == OVS_E_INTERNAL);
    CHECK(std::strcmp(error.message, "tired") == 0);
  }
}

}  // namespace

int main() {
  small s = small_open();
  Opening(s);
  LookingUp(s);
  Matching(s);
  Texts(s);
  Documents(s);
  Advising(s);
  Funding(s);
  Stores(s);
  Exchanging(s);
  ThrowingCallback(s);
  small_close(&s);
  CHECK(allocations_seen > 0);
  return checks_done();
}
