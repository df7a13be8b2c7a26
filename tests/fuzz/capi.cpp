// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The C API end to end: the input is a program of calls, a byte that names the function and bytes for its arguments. Handles
// stand in slots, empty ones (NULL) among them; numbers are small or far out of range; arrays have exactly the capacity
// stated. A fault is what a sanitizer sees, an output that is not cleared on failure, and an error that is not filled in.

#include <array>
#include <cstring>

#include "fuzz.hpp"
#include "overstap/overstap.h"
#include "overstap/text.hpp"

using namespace overstap::fuzz;

namespace {

constexpr std::size_t kSlots = 4;

/// Handles of one kind, each with a reference of its own.
template <typename Handle, Handle* (*Ref)(Handle*), void (*Unref)(Handle*)>
class Slots {
 public:
  Slots() = default;
  Slots(const Slots&) = delete;
  Slots& operator=(const Slots&) = delete;
  ~Slots() {
    for (auto* handle : slots_) Unref(handle);
  }
  Handle* Get(Input& in) const { return slots_[in.Number() % kSlots]; }
  /// Takes over the reference.
  void Put(Input& in, Handle* handle) {
    auto& slot = slots_[in.Number() % kSlots];
    Unref(slot);
    slot = handle;
  }
  void Copy(Input& in) {
    auto* handle = Get(in);
    Promise(Ref(handle) == handle, "a reference is the handle itself");
    Put(in, handle);
  }

 private:
  std::array<Handle*, kSlots> slots_{};
};

/// What every run begins with, made once.
struct World {
  std::string json = TestFile("capi/small.json");
  std::string overlay = TestFile("golden/v1/overlays.ovs"), course_snapshot = TestFile("golden/v1/courses.ovs");
  ovs_taxonomy* taxonomy = nullptr;
  ovs_catalogue* catalogue = nullptr;
  ovs_engine* engine = nullptr;
  ovs_profile* profile = nullptr;
  ovs_funding* funding = nullptr;
  MemoryFile file;
  Folder folder;
  World() {
    ovs_concept first = 0, last = 0;
    Promise(ovs_taxonomy_load_json("small", json.data(), json.size(), &taxonomy, nullptr) == OVS_OK &&
                ovs_catalogue_load_json("small", json.data(), json.size(), &catalogue, nullptr) == OVS_OK &&
                ovs_engine_create(taxonomy, catalogue, &engine, nullptr) == OVS_OK &&
                ovs_taxonomy_concepts(taxonomy, OVS_KIND_OCCUPATION, &first, &last, nullptr) == OVS_OK &&
                ovs_profile_from_occupations(taxonomy, &first, 1, &profile, nullptr) == OVS_OK && ovs_funding_open_default(&funding, nullptr) == OVS_OK,
            "there is something to begin with");
    ovs_taxonomy* starter = nullptr;
    ovs_catalogue* courses = nullptr;
    Promise(ovs_taxonomy_open_default(&starter, nullptr) == OVS_OK && ovs_catalogue_open_default(&courses, nullptr) == OVS_OK,
            "the starter set opens");
    ovs_catalogue_unref(courses);
    ovs_taxonomy_unref(starter);
  }
  ~World() {
    ovs_funding_unref(funding);
    ovs_profile_unref(profile);
    ovs_engine_unref(engine);
    ovs_catalogue_unref(catalogue);
    ovs_taxonomy_unref(taxonomy);
  }
};

class Machine {
 public:
  Machine(World& world, std::string_view program) : world_(world), in_(program) {
    Input zero(std::string_view("\0\0\0\0", 4));
    taxonomies_.Put(zero, ovs_taxonomy_ref(world.taxonomy));
    catalogues_.Put(zero, ovs_catalogue_ref(world.catalogue));
    engines_.Put(zero, ovs_engine_ref(world.engine));
    profiles_.Put(zero, ovs_profile_ref(world.profile));
    ovs_store* store = nullptr;
    Promise(ovs_store_create(world.engine, OVS_STORE_VACANCIES, &store, nullptr) == OVS_OK, "a store can be made");
    stores_.Put(zero, store);
    funding_.Put(zero, ovs_funding_ref(world.funding));
  }
  void Run() {
    for (int calls = 0; calls < 64 && !in_.empty(); ++calls) Call();
  }

 private:
  // --- arguments ---------------------------------------------------------------------------------------------------
  /// Mostly small; now and then far out of range.
  std::uint32_t Id() {
    const auto n = in_.Number();
    return n < 250 ? n % 64 : n == 250 ? OVS_NO_CONCEPT : in_.Number(4);
  }
  std::int32_t Small() { return static_cast<std::int8_t>(in_.Number()); }
  std::size_t Index() { return in_.Number() < 250 ? in_.Number() % 16 : ~std::size_t{0} - in_.Number(); }
  std::size_t Capacity() { return in_.Number() % 24; }
  /// A text that ends with a NUL, kept until the next call; NULL for some.
  const char* Text() {
    const auto n = in_.Number();
    if (n == 255) return nullptr;
    static constexpr const char* kTexts[] = {"", "nl", "en", "kok", "Kok", "hulp", "urn:test:skill/koken", "urn:test:occupation/kok",
                                            "urn:test:course/kok", "edition", "name@nl"};
    if (n >= 200) return kTexts[(n - 200) % std::size(kTexts)];
    texts_.emplace_back(in_.Text(n % 40));
    return texts_.back().c_str();
  }
  /// The length of a text as a caller may state it.
  std::size_t Length(const char* text) {
    return text == nullptr || in_.Number() % 2 == 0 ? OVS_TERMINATED : std::strlen(text) / (1 + in_.Number() % 2);
  }
  std::vector<ovs_concept> Ids() {
    std::vector<ovs_concept> ids(Capacity());
    for (auto& id : ids) id = Id();
    return ids;
  }
  /// `array`, or NULL, as the call's byte says for its `i`-th array: calls must not depend on the order in which a compiler evaluates arguments.
  template <typename T>
  T* Maybe(std::vector<T>& array, int i) const {
    return (nulls_ >> i & 1) != 0 ? nullptr : array.data();
  }
  /// Options of any bytes in room for a larger version of the struct; NULL for some.
  template <typename Options>
  const Options* Any(const Options& defaults) {
    const auto form = in_.Number();
    if (form % 8 == 0) return nullptr;
    options_.assign(4096, 0);
    std::memcpy(options_.data(), &defaults, sizeof(defaults));
    for (auto n = form % 8; n > 1; --n) {
      const auto at = in_.Number() % (sizeof(Options) + 8);
      options_[at] = static_cast<unsigned char>(in_.Number());
    }
    return reinterpret_cast<const Options*>(options_.data());
  }
  ovs_error* Error() {
    error_ = OVS_ERROR_INIT;
    error_.code = -77;
    return in_.Number() % 4 == 3 ? nullptr : &error_;
  }

  // --- promises ----------------------------------------------------------------------------------------------------
  bool Ok(ovs_status status, const ovs_error* error) {
    Promise(status != OVS_E_INTERNAL && status != OVS_E_NO_MEMORY, "no call is a fault of the library");
    Promise(std::strcmp(ovs_status_name(status), "unknown status") != 0, "a status has a name");
    if (error != nullptr) {
      Promise(error->code == status, "the error has the code returned");
      const auto* end = static_cast<const char*>(std::memchr(error->message, 0, sizeof(error->message)));
      Promise(end != nullptr && (status == OVS_OK) == (end == error->message), "the error says why");
      Promise(overstap::IsUtf8({error->message, static_cast<std::size_t>(end - error->message)}), "the error is UTF-8");
    }
    return status == OVS_OK;
  }
  /// By pointer: the call that writes the handle may be an argument beside it.
  template <typename Handle, typename Into>
  void Made(ovs_status status, const ovs_error* error, Handle* const* made, Into& slots) {
    Promise(Ok(status, error) == (*made != nullptr), "there is a handle exactly on success");
    if (*made != nullptr) slots.Put(in_, *made);
  }
  void Counted(bool ok, std::size_t count, std::size_t capacity) {
    Promise(count <= capacity && (ok || count == 0), "no more is written than there is room for");
  }
  void Borrowed(const char* text, std::size_t length) {
    Promise(text == nullptr ? length == 0 : std::strlen(text) == length, "a text has the length told");
  }
  /// A function that copies text out, asked with any capacity and then with the right one.
  template <typename Ask>
  void TextOut(const Ask& ask) {
    std::vector<char> buffer(in_.Number() % 2 == 0 ? 0 : in_.Number(2));
    std::size_t length = 77;
    const auto* error = Error();
    auto* written_error = error == nullptr ? nullptr : &error_;
    const auto status = ask(buffer.empty() ? nullptr : buffer.data(), buffer.size(), &length, written_error);
    if (Ok(status, error)) Promise(length < buffer.size() && std::strlen(buffer.data()) == length, "the text fits");
    if (status != OVS_E_BUFFER_TOO_SMALL) return;
    Promise(length >= buffer.size() && (buffer.empty() || buffer[0] == '\0'), "what does not fit is empty");
    buffer.assign(length + 1, 'x');
    Promise(ask(buffer.data(), buffer.size(), &length, nullptr) == OVS_OK && length + 1 == buffer.size(), "it fits in what was asked for");
    Promise(overstap::IsUtf8({buffer.data(), length}) && buffer[length] == '\0', "the text is UTF-8");
  }

  void Call();
  void CallTaxonomy(std::uint32_t which);
  void CallCatalogue(std::uint32_t which);
  void CallProfile(std::uint32_t which);
  void CallEngine(std::uint32_t which);
  void CallExplanation(std::uint32_t which);
  void CallData(std::uint32_t which);
  void CallAdvice(std::uint32_t which);
  void CallStore();
  template <typename Ranker>
  void RankIn(const Ranker& rank);

  World& world_;
  Input in_;
  std::uint32_t nulls_ = 0;
  std::vector<std::string> texts_;
  std::vector<unsigned char> options_;
  ovs_error error_ = OVS_ERROR_INIT;
  Slots<ovs_taxonomy, ovs_taxonomy_ref, ovs_taxonomy_unref> taxonomies_;
  Slots<ovs_catalogue, ovs_catalogue_ref, ovs_catalogue_unref> catalogues_;
  Slots<ovs_profile, ovs_profile_ref, ovs_profile_unref> profiles_;
  Slots<ovs_engine, ovs_engine_ref, ovs_engine_unref> engines_;
  Slots<ovs_explanation, ovs_explanation_ref, ovs_explanation_unref> explanations_;
  Slots<ovs_figures, ovs_figures_ref, ovs_figures_unref> figures_;
  Slots<ovs_funding, ovs_funding_ref, ovs_funding_unref> funding_;
  Slots<ovs_store, ovs_store_ref, ovs_store_unref> stores_;
  Slots<ovs_store_reader, ovs_store_reader_ref, ovs_store_reader_unref> readers_;
  Slots<ovs_report, ovs_report_ref, ovs_report_unref> reports_;
};

void Machine::Call() {
  texts_.clear();
  texts_.reserve(8);  // so that their addresses stay
  const auto code = in_.Number();
  const auto nulls = in_.Number();
  nulls_ = nulls < 192 ? 0 : nulls;  // mostly none
  switch (code % 8) {
    case 0: return CallTaxonomy(code / 8);
    case 1: return CallCatalogue(code / 8);
    case 2: return CallProfile(code / 8);
    case 3: return CallEngine(code / 8);
    case 4: return CallExplanation(code / 8);
    case 5: return CallData(code / 8);
    case 6: return CallAdvice(code / 8);
    default:
      if (code / 8 >= 16) return CallStore();
      switch (code / 8 % 8) {
        case 0: return taxonomies_.Copy(in_);
        case 1: return catalogues_.Copy(in_);
        case 2: return profiles_.Copy(in_);
        case 3: return engines_.Copy(in_);
        case 4: return explanations_.Copy(in_);
        case 5: return figures_.Copy(in_);
        case 6: return in_.Number() % 2 == 0 ? reports_.Copy(in_) : funding_.Copy(in_);
        default:
          Promise(ovs_version() >> 24 == OVS_VERSION_MAJOR && ovs_version_string() != nullptr, "there is a version");
          return Promise(ovs_status_name(Small()) != nullptr, "a name is never NULL");
      }
  }
}

void Machine::CallTaxonomy(std::uint32_t which) {
  auto* t = taxonomies_.Get(in_);
  ovs_taxonomy* made = nullptr;
  std::size_t length = 0, count = 77;
  switch (which % 20) {
    case 0: {  // opening it checks all of it, every time: World does that once
      auto* e = Error();
      return Promise(!Ok(ovs_taxonomy_open_default(nullptr, e), e), "a handle needs a place");
    }
    case 1: {
      auto* e = Error();
      const auto& path = world_.file.Write(in_.Number() % 2 == 0 ? std::string_view(world_.overlay) : in_.Rest());
      const auto status = ovs_taxonomy_load_file(path.c_str(), &made, e);
      Ok(status, e);
      return ovs_taxonomy_unref(made);  // at once: the file is written again
    }
    case 2: {
      auto* e = Error();
      const std::string bytes = in_.Number() % 2 == 0 ? world_.overlay : Repaired(in_.Rest());
      return Made(ovs_taxonomy_load_memory(bytes.data(), bytes.size(), &made, e), e, &made, taxonomies_);
    }
    case 3: {
      auto* e = Error();
      const auto text = in_.Number() % 2 == 0 ? std::string_view(world_.json) : in_.Rest();
      return Made(ovs_taxonomy_load_json("fuzz", text.data(), text.size(), &made, e), e, &made, taxonomies_);
    }
    case 4: {
      auto* e = Error();
      const auto path = world_.folder.path() + "/t.ovs";
      if (Ok(ovs_taxonomy_save_file(t, path.c_str(), e), e)) {
        Promise(ovs_taxonomy_load_file(path.c_str(), &made, nullptr) == OVS_OK && std::strcmp(ovs_taxonomy_hash(made), ovs_taxonomy_hash(t)) == 0,
                "what is saved is loaded");
        ovs_taxonomy_unref(made);
      }
      return;
    }
    case 5: {
      const auto size = ovs_taxonomy_size(t);
      const auto kind = Small();
      ovs_concept first = 77, last = 77;
      auto* e = Error();
      Promise(Ok(ovs_taxonomy_concepts(t, kind, &first, &last, e), e) || (first == 0 && last == 0), "a range is cleared");
      Promise(first <= last && last <= size, "a range lies within");
      return;
    }
    case 6: {
      const auto id = Id();
      const auto kind = ovs_taxonomy_kind(t, id);
      Promise((kind == OVS_KIND_NONE) == (id >= ovs_taxonomy_size(t)), "a concept has a kind");
      Promise((ovs_taxonomy_concept_status(t, id) == -1) == (kind == OVS_KIND_NONE), "a concept has a status");
      Promise(ovs_taxonomy_isco(t, id) <= 9999 && ovs_taxonomy_nlqf(t, id) <= 80, "facts are in range");
      return;
    }
    case 7: {
      const auto* text = ovs_taxonomy_uri(t, Id(), &length);
      return Borrowed(text, length);
    }
    case 8: {
      const auto id = Id();
      const auto* text = ovs_taxonomy_label(t, id, Text(), &length);
      return Borrowed(text, length);
    }
    case 9: {
      const auto* uri = Text();
      ovs_concept id = 77;
      const auto size = Length(uri);
      auto* e = Error();
      const bool ok = Ok(ovs_taxonomy_find(t, uri, size, &id, e), e);
      return Promise(ok == (id != OVS_NO_CONCEPT), "what is found is a concept");
    }
    case 10: {
      const auto* text = ovs_taxonomy_hash(t);
      return Promise((text == nullptr) == (t == nullptr) && (text == nullptr || std::strlen(text) == 32), "a hash has 32 digits");
    }
    case 11: {
      const auto* text = ovs_taxonomy_about(t, Text(), &length);
      return Borrowed(text, text == nullptr ? 0 : length);
    }
    case 12:
    case 13: {
      const auto* query = Text();
      const auto size = Length(query);
      std::vector<ovs_concept> ids(Capacity());
      std::vector<std::int32_t> matches(ids.size());
      auto* e = Error();
      const bool ok = Ok(ovs_taxonomy_search(t, query, size, ids.size(), Maybe(ids, 0), Maybe(matches, 1), &count, e), e);
      return Counted(ok, count, ids.size());
    }
    case 14:
    case 15: {
      const auto* title = Text();
      const auto size = Length(title);
      std::vector<ovs_concept> choices(Capacity());
      ovs_concept id = 77;
      auto* e = Error();
      const auto status = ovs_taxonomy_resolve(t, title, size, &id, choices.size(), Maybe(choices, 0), &count, e);
      Promise(Ok(status, e) == (id != OVS_NO_CONCEPT), "what is resolved is a concept");
      return Counted(status == OVS_E_AMBIGUOUS || status == OVS_E_NOT_FOUND, count, choices.size());
    }
    default: return CallData(which);
  }
}

void Machine::CallCatalogue(std::uint32_t which) {
  auto* c = catalogues_.Get(in_);
  ovs_catalogue* made = nullptr;
  std::size_t length = 0;
  auto* e = Error();
  switch (which % 9) {
    case 0: return Promise(!Ok(ovs_catalogue_open_default(nullptr, e), e), "a handle needs a place");
    case 1: {
      const auto& path = world_.file.Write(in_.Number() % 2 == 0 ? std::string_view(world_.course_snapshot) : in_.Rest());
      Ok(ovs_catalogue_load_file(path.c_str(), &made, e), e);
      return ovs_catalogue_unref(made);
    }
    case 2: {
      const std::string bytes = in_.Number() % 2 == 0 ? world_.course_snapshot : Repaired(in_.Rest());
      return Made(ovs_catalogue_load_memory(bytes.data(), bytes.size(), &made, e), e, &made, catalogues_);
    }
    case 3: {
      const auto text = in_.Number() % 2 == 0 ? std::string_view(world_.json) : in_.Rest();
      return Made(ovs_catalogue_load_json("fuzz", text.data(), text.size(), &made, e), e, &made, catalogues_);
    }
    case 4: {
      Ok(ovs_catalogue_save_file(c, (world_.folder.path() + "/c.ovs").c_str(), e), e);
      return;
    }
    case 5: {
      const auto* text = ovs_catalogue_uri(c, Id(), &length);
      return Borrowed(text, length);
    }
    case 6: {
      const auto id = Id();
      const auto* text = ovs_catalogue_label(c, id, Text(), &length);
      return Borrowed(text, length);
    }
    case 7: {
      const auto* uri = Text();
      ovs_course_id id = 77;
      const auto size = Length(uri);
      const bool ok = Ok(ovs_catalogue_find(c, uri, size, &id, e), e);
      return Promise(ok == (id != OVS_NO_COURSE), "what is found is a course");
    }
    default: {
      ovs_course course = OVS_COURSE_INIT;
      course.struct_size = static_cast<std::uint32_t>(in_.Number() % 4 == 0 ? in_.Number(2) % sizeof(course) : sizeof(course));
      const auto id = Id();
      Promise(!Ok(ovs_catalogue_course(c, id, &course, e), e) || id < ovs_catalogue_size(c), "a course that is there has facts");
      return;
    }
  }
}

void Machine::CallProfile(std::uint32_t which) {
  auto* t = taxonomies_.Get(in_);
  auto* p = profiles_.Get(in_);
  ovs_profile* made = nullptr;
  switch (which % 10) {
    case 6: {
      ovs_report* report = nullptr;
      static constexpr const char* kPersons[] = {
          R"({"overstap_person":1,"jobs":[{"occupation":"urn:test:occupation/kok","months":6,"months_since":90}],"denied":["urn:test:skill/koken"]})",
          R"({"arbeidsmarktkwalificatie":{"competentiebeheersing":[{"codeCompetentie":"urn:test:skill/koken"}],"werkervaring":[{"beroep":{"codeBeroepsnaam":"urn:test:occupation/kok"}}]}})"};
      const auto choice = in_.Number();
      const std::string text = choice < 2 ? kPersons[choice] : std::string(in_.Text(in_.Number(2)));
      const auto form = static_cast<std::int32_t>(choice < 2 ? choice : in_.Number() % 3);
      const auto* name = Text();
      const char* today = in_.Number() % 4 == 0 ? Text() : "2026-11-27";
      auto** wanted = in_.Number() % 2 == 0 ? nullptr : &report;
      auto* e = Error();
      const auto status = ovs_profile_load_json(t, form, name, text.data(), text.size(), today, &made, wanted, e);
      Promise((status == OVS_OK && wanted != nullptr) == (report != nullptr), "what is wanted is made");
      if (report != nullptr) reports_.Put(in_, report);
      return Made(status, e, &made, profiles_);
    }
    case 7:
      return TextOut([&](char* buffer, std::size_t size, std::size_t* length, ovs_error* e) { return ovs_profile_to_json(p, buffer, size, length, e); });
    case 0: {
      auto ids = Ids();
      std::vector<std::uint8_t> levels(ids.size());
      for (auto& level : levels) level = static_cast<std::uint8_t>(in_.Number() % 6);
      auto* e = Error();
      return Made(ovs_profile_build(t, Maybe(ids, 0), Maybe(levels, 1), ids.size(), &made, e), e, &made, profiles_);
    }
    case 1: {
      auto ids = Ids();
      auto* e = Error();
      return Made(ovs_profile_from_occupations(t, Maybe(ids, 0), ids.size(), &made, e), e, &made, profiles_);
    }
    case 2: {
      auto occupations = Ids(), skills = Ids();
      std::vector<std::uint8_t> levels(skills.size());
      std::vector<std::int32_t> evidence(skills.size());
      for (std::size_t i = 0; i < skills.size(); ++i) {
        levels[i] = static_cast<std::uint8_t>(in_.Number() % 6);
        evidence[i] = static_cast<std::int32_t>(in_.Number() % 6);
      }
      const auto* options = Any<ovs_profile_options>(OVS_PROFILE_OPTIONS_INIT);
      auto* e = Error();
      const auto status = ovs_profile_create(t, Maybe(occupations, 0), occupations.size(), Maybe(skills, 1), Maybe(levels, 2), Maybe(evidence, 3),
                                             skills.size(), options, &made, e);
      return Made(status, e, &made, profiles_);
    }
    case 3: {
      ovs_concept id = 77;
      std::uint8_t level = 77;
      std::int32_t evidence = 77;
      const auto i = Index();
      auto* e = Error();
      const bool ok = Ok(ovs_profile_item(p, i, &id, &level, &evidence, e), e);
      return Promise(ok == (i < ovs_profile_size(p)) && (ok || id == OVS_NO_CONCEPT), "an item is there or not");
    }
    case 4: return Promise(p == nullptr || ovs_profile_nlqf(p) <= 80, "a level is a level");
    default: {
      auto* report = static_cast<ovs_report*>(nullptr);
      const auto by = static_cast<std::int32_t>(in_.Number() % 3);
      const char* path = in_.Number() % 2 == 0 ? nullptr : world_.file.Write(in_.Text(in_.Number() % 200)).c_str();
      const auto* language = Text();
      auto** wanted = in_.Number() % 2 == 0 ? nullptr : &report;
      auto* e = Error();
      const auto status = ovs_profile_translate(p, t, by, path, language, &made, wanted, e);
      Promise(status == OVS_OK || report == nullptr, "no report on failure");
      if (report != nullptr) reports_.Put(in_, report);
      return Made(status, e, &made, profiles_);
    }
  }
}

void Machine::CallEngine(std::uint32_t which) {
  auto* g = engines_.Get(in_);
  auto* p = profiles_.Get(in_);
  std::size_t count = 77;
  switch (which % 10) {
    case 0: {
      ovs_engine* made = nullptr;
      auto* t = taxonomies_.Get(in_);
      auto* c = catalogues_.Get(in_);
      auto* e = Error();
      if (in_.Number() % 2 == 0) return Made(ovs_engine_create(t, c, &made, e), e, &made, engines_);
      static constexpr const char* kParameters[] = {R"({"overstap_model":1,"dimensions":{"skills":0,"words":100},"least_items":0})",
                                                    R"({"overstap_model":1,"spread":2,"common":0,"missing":"refuse"})",
                                                    R"({"overstap_model":1,"relevance":{"essential":0},"bands":{"some":1,"good":1,"strong":1}})"};
      const auto choice = in_.Number();
      const char* parameters = choice < 3 ? kParameters[choice] : Text();
      return Made(ovs_engine_create_with(t, c, parameters, Length(parameters), &made, e), e, &made, engines_);
    }
    case 1: {
      auto* t = ovs_engine_taxonomy(g);
      Promise((t == nullptr) == (g == nullptr), "an engine has a taxonomy");
      ovs_engine_unknown_course_skills(g);
      Promise(std::strlen(ovs_engine_model_hash(g)) == (g == nullptr ? 0u : 32u), "an engine has a hash");
      const auto score = static_cast<std::int64_t>(in_.Number(4)) - OVS_SCORE_ONE;
      Promise((ovs_engine_percentile(g, score) < 0) == (ovs_engine_band(g, score) == OVS_BAND_UNKNOWN), "a percentile has a band");
      return taxonomies_.Put(in_, ovs_taxonomy_ref(t));
    }
    case 2: {
      std::vector<ovs_concept> ids(Capacity());
      std::vector<std::int64_t> scores(ids.size());
      std::vector<double> readiness(ids.size());
      const auto* options = Any<ovs_rank_options>(OVS_RANK_OPTIONS_INIT);
      auto* e = Error();
      const bool ok = Ok(ovs_rank_transitions(g, p, options, ids.size(), Maybe(ids, 0), Maybe(scores, 1), Maybe(readiness, 2), &count, e), e);
      return Counted(ok, count, ids.size());
    }
    case 3: {
      std::vector<const ovs_profile*> profiles;
      for (auto n = in_.Number() % 4; n > 0; --n) profiles.push_back(profiles_.Get(in_));
      const auto capacity = Capacity();
      std::vector<ovs_concept> ids(profiles.size() * capacity);
      std::vector<std::int64_t> scores(ids.size());
      std::vector<double> readiness(ids.size());
      std::vector<std::size_t> counts(profiles.size(), 77);
      std::vector<ovs_status> statuses(profiles.size(), 77);
      ovs_rank_options options = OVS_RANK_OPTIONS_INIT;
      options.threads = in_.Number() % 3;
      options.flags = in_.Number() % 5;
      const bool stop = in_.Number() % 4 == 0;
      const auto cancelled = [](void* user) { return *static_cast<const bool*>(user) ? 1 : 0; };
      auto* e = Error();
      const auto status = ovs_rank_transitions_batch(g, profiles.data(), profiles.size(), &options, cancelled, const_cast<bool*>(&stop), capacity,
                                                     Maybe(ids, 0), Maybe(scores, 1), Maybe(readiness, 2), counts.data(), Maybe(statuses, 3), e);
      const bool ok = Ok(status, e);
      for (const auto n : counts) Counted(ok, n, capacity);
      return;
    }
    case 4: {
      const auto* language = Text();
      const auto* options = Any<ovs_rank_options>(OVS_RANK_OPTIONS_INIT);
      return TextOut([&](char* buffer, std::size_t size, std::size_t* length, ovs_error* e) {
        return ovs_rank_transitions_json(g, p, language, options, buffer, size, length, e);
      });
    }
    case 5: {
      ovs_explanation* made = nullptr;
      const auto id = Id();
      auto* e = Error();
      return Made(ovs_explain_match(g, p, id, &made, e), e, &made, explanations_);
    }
    case 6: {
      std::vector<ovs_course_id> courses(Capacity());
      std::vector<double> gains(courses.size());
      std::vector<std::int32_t> entries(courses.size());
      const auto id = Id();
      const auto* options = Any<ovs_course_options>(OVS_COURSE_OPTIONS_INIT);
      auto* e = Error();
      const bool ok = Ok(ovs_suggest_courses(g, p, id, options, courses.size(), Maybe(courses, 0), Maybe(gains, 1), Maybe(entries, 2), &count, e), e);
      return Counted(ok, count, courses.size());
    }
    default: {
      const auto id = Id();
      const auto* language = Text();
      const auto* options = Any<ovs_course_options>(OVS_COURSE_OPTIONS_INIT);
      return TextOut([&](char* buffer, std::size_t size, std::size_t* length, ovs_error* e) {
        return ovs_suggest_courses_json(g, p, id, language, options, buffer, size, length, e);
      });
    }
  }
}

void Machine::CallExplanation(std::uint32_t which) {
  auto* x = explanations_.Get(in_);
  ovs_concept id = 77;
  switch (which % 9) {
    case 0: {
      std::int64_t score = 77;
      auto* e = Error();
      Promise(Ok(ovs_explanation_score(x, &score, e), e) ? score >= -OVS_SCORE_ONE && score <= OVS_SCORE_ONE : score == 0, "a score is in range");
      return;
    }
    case 1: {
      double share = 77;
      const auto relevance = Small();
      auto* e = Error();
      Promise(Ok(ovs_explanation_readiness(x, relevance, &share, e), e) ? share >= 0 && share <= 1 : share == 0, "a share is in range");
      return;
    }
    case 2: {
      const auto i = Index();
      std::int32_t dimension = 77;
      std::int64_t score = 77;
      auto* e = Error();
      const bool ok = Ok(ovs_explanation_contribution(x, i, &id, &dimension, &score, e), e);
      return Promise(ok == (i < ovs_explanation_contribution_count(x)), "a contribution is there or not");
    }
    case 3: {
      const auto list = static_cast<std::int32_t>(in_.Number() % 5) - 1;
      const auto i = Index();
      ovs_requirement requirement = OVS_REQUIREMENT_INIT;
      auto* e = Error();
      const bool ok = Ok(ovs_explanation_requirement(x, list, i, &requirement, e), e);
      return Promise(ok == (i < ovs_explanation_requirement_count(x, list)), "a requirement is there or not");
    }
    case 4: {
      const auto i = Index();
      std::int32_t relevance = 77;
      auto* e = Error();
      const bool ok = Ok(ovs_explanation_condition(x, i, &id, &relevance, e), e);
      return Promise(ok == (i < ovs_explanation_condition_count(x)), "a condition is there or not");
    }
    case 5: {
      const auto* language = Text();
      return TextOut([&](char* buffer, std::size_t size, std::size_t* length, ovs_error* e) {
        return ovs_explanation_reason(x, language, buffer, size, length, e);
      });
    }
    case 6: {
      const auto* language = Text();
      return TextOut([&](char* buffer, std::size_t size, std::size_t* length, ovs_error* e) {
        return ovs_explanation_to_json(x, language, buffer, size, length, e);
      });
    }
    case 7: {
      const auto* language = Text();
      return TextOut([&](char* buffer, std::size_t size, std::size_t* length, ovs_error* e) {
        return ovs_explanation_gap_to_json(x, language, buffer, size, length, e);
      });
    }
    default: {
      std::size_t length = 77;
      const auto* text = ovs_report_json(reports_.Get(in_), &length);
      Borrowed(text, length);
      if (text != nullptr) IsJson(text);
      return;
    }
  }
}

void Machine::CallAdvice(std::uint32_t which) {
  auto* g = engines_.Get(in_);
  auto* p = profiles_.Get(in_);
  static constexpr const char* kOptions[] = {
      R"({"overstap_advice":1,"limit":2,"wider":{"limit":3,"digits":1,"per_family":1,"loss":1000},"with_zero":true})",
      R"({"overstap_advice":1,"gates":{"licence":"hide","education":"demote","regulated":"hide","mediation":"demote"},"wider":true})",
      R"({"overstap_advice":1,"factors":{"wage":{"weight":100,"worst":0,"best":3000}},"region":"Noord"})"};
  switch (which % 10) {
    case 7: {
      ovs_report* made = nullptr;
      const ovs_profile* both[] = {p, profiles_.Get(in_)};
      const ovs_concept wanted[] = {Id(), Id()};
      const std::uint32_t numbers[] = {in_.Number(), in_.Number()};
      const auto relevance = static_cast<std::int32_t>(in_.Number() % 7) - 1, limit = static_cast<std::int32_t>(in_.Number() % 30);
      const auto* language = Text();
      auto* e = Error();
      return Made(ovs_demand(g, both, numbers, 2, wanted, numbers, 2, relevance, static_cast<std::uint32_t>(limit), language, &made, e), e, &made, reports_);
    }
    case 6: {
      ovs_report* made = nullptr;
      const auto id = Id();
      ovs_path_options options = OVS_PATH_OPTIONS_INIT;
      if (const auto* any = Any<ovs_path_options>(OVS_PATH_OPTIONS_INIT)) options = *any;
      options.max_nodes = options.max_nodes % 200 + 1, options.stones %= 4;  // how long it takes is up to the caller
      const auto* advice = kOptions[in_.Number() % std::size(kOptions)];
      const auto* language = Text();
      auto* e = Error();
      return Made(ovs_find_paths(g, p, id, &options, advice, OVS_TERMINATED, language, &made, e), e, &made, reports_);
    }
    case 8: {  // own rules, in a file or in memory, with those of a slot or without
      static constexpr std::string_view kRules =
          R"({"overstap_funding":1,"rules":[{"id":"r:a","name":{"nl":"a","en":"a"},"description":{"nl":"a","en":"a"},"kind":"budget","balance":true,"status":"in-force","applicant":"person","share":75,)"
          R"("sources":[{"title":"t","says":"all","read":"2026-11-29","basis":"notes"}]}]})";
      ovs_funding* made = nullptr;
      const auto* base = in_.Number() % 2 == 0 ? nullptr : funding_.Get(in_);
      const std::string text(in_.Number() % 2 == 0 ? kRules : in_.Text(in_.Number(2)));
      const auto how = in_.Number() % 3;
      auto* e = Error();
      if (how == 0) return Made(ovs_funding_open_default(&made, e), e, &made, funding_);
      if (how == 1) return Made(ovs_funding_load_json("rules", text.data(), text.size(), base, &made, e), e, &made, funding_);
      return Made(ovs_funding_load_file(world_.file.Write(text).c_str(), base, &made, e), e, &made, funding_);
    }
    case 9: {
      static constexpr const char* kContexts[] = {R"({"overstap_funding_context":1,"facts":{"employer_applies":true},"balances":{"urn:overstap:funding:leerrekening":500}})",
                                                  R"({"overstap_funding_context":1,"employment":["employed"],"employer_size":"small","start":"2026-06-08"})"};
      ovs_report* made = nullptr;
      const auto* rules = funding_.Get(in_);
      const auto* catalogue = catalogues_.Get(in_);
      const auto choice = in_.Number();
      const char* context = choice < 2 ? kContexts[choice] : choice < 128 ? nullptr : Text();
      const auto length = Length(context);
      const auto* date = in_.Number() % 4 != 0 ? "2026-06-01" : Text();
      const auto* language = Text();
      const ovs_course_id courses[] = {Id() % 4, Id(), 0};
      const auto count = in_.Number() % 4, flags = in_.Number() % 6;
      auto* e = Error();
      return Made(ovs_course_funding(rules, catalogue, count == 0 ? nullptr : courses, count, context, length, date, flags, language, &made, e), e, &made, reports_);
    }
    case 5: {
      ovs_report* made = nullptr;
      const auto percent = in_.Number() % 110, nearest = in_.Number() % 40, limit = in_.Number() % 20;
      const auto* language = Text();
      auto* e = Error();
      return Made(ovs_unlock(g, p, percent, nearest, limit, language, &made, e), e, &made, reports_);
    }
    case 4: {
      ovs_report* made = nullptr;
      const auto id = Id();
      ovs_plan_options options = OVS_PLAN_OPTIONS_INIT;
      if (const auto* any = Any<ovs_plan_options>(OVS_PLAN_OPTIONS_INIT)) options = *any;
      options.max_nodes %= 2000;  // how long it takes is up to the caller
      const ovs_course_id held[] = {Id(), Id()};
      options.held = held, options.held_count %= 3;
      const auto* language = Text();
      auto* e = Error();
      return Made(ovs_plan_courses(g, p, id, &options, language, &made, e), e, &made, reports_);
    }
    case 3: {
      ovs_report* made = nullptr;
      const auto limit = in_.Number() % 120;
      const auto* language = Text();
      auto* e = Error();
      return Made(ovs_questions(g, p, limit, language, &made, e), e, &made, reports_);
    }
    case 0: {
      ovs_figures* made = nullptr;
      const auto& path = world_.file.Write(in_.Number() % 2 == 0 ? std::string_view("occupation,wage\n5,2000\n51,2500.5\n") : std::string_view(in_.Text(in_.Number(2))));
      const auto* source = Text();
      const auto* date = Text();
      auto* e = Error();
      const auto status = ovs_figures_load_file(path.c_str(), source, date, &made, e);
      Promise((ovs_figures_source(made)[0] != '\0') == (status == OVS_OK) && (ovs_figures_date(made)[0] != '\0') == (status == OVS_OK), "figures have a source and a date");
      return Made(status, e, &made, figures_);
    }
    case 1: {
      ovs_report* made = nullptr;
      const auto choice = in_.Number();
      const char* options = choice < 3 ? kOptions[choice] : Text();
      const auto length = Length(options);
      const auto* language = Text();
      const auto* figures = in_.Number() % 2 == 0 ? nullptr : figures_.Get(in_);
      auto* e = Error();
      return Made(ovs_advise(g, p, options, length, figures, language, &made, e), e, &made, reports_);
    }
    default: {
      ovs_report* made = nullptr;
      const auto choice = in_.Number();
      const char* options = choice < 3 ? kOptions[choice] : Text();
      const auto length = Length(options);
      const auto* language = Text();
      const auto id = Id();
      const auto shown = in_.Number() % 5, limit = in_.Number() % 5;
      auto* e = Error();
      return Made(ovs_why_not(g, p, id, shown, limit, options, length, language, &made, e), e, &made, reports_);
    }
  }
}

/// Both sides are ranked alike.
template <typename Ranker>
void Machine::RankIn(const Ranker& rank) {
  const auto ids = Ids();
  std::vector<std::uint8_t> levels(ids.size());
  for (auto& level : levels) level = static_cast<std::uint8_t>(in_.Number() % 6);
  const auto capacity = Capacity();
  std::vector<std::uint64_t> found(capacity), met(capacity), needed(capacity);
  std::vector<std::int64_t> scores(capacity);
  ovs_store_options options = OVS_STORE_OPTIONS_INIT;
  options.limit = in_.Number() % 20;
  options.least_score = in_.Number() % 3 == 0 ? OVS_STORE_SCORE_ONE / 2 : Small();
  const std::size_t begin[] = {0, in_.Number() % 3, in_.Number() % 4};
  const std::uint32_t tags[] = {in_.Number() % 6, in_.Number() % 6, in_.Number()};
  options.group_begin = in_.Number() % 16 == 0 ? nullptr : begin, options.tags = in_.Number() % 16 == 0 ? nullptr : tags;
  options.group_count = in_.Number() % 3;
  std::size_t count = 77;
  auto* e = Error();
  const bool ok = Ok(rank(ids.empty() ? nullptr : ids.data(), in_.Number() % 4 == 0 ? nullptr : levels.data(), ids.size(), &options, capacity, Maybe(found, 0), Maybe(scores, 1),
                          Maybe(met, 2), Maybe(needed, 3), &count, e),
                     e);
  Counted(ok, count, capacity);
  for (std::size_t i = 0; i < count && Maybe(scores, 1) != nullptr; ++i) {
    Promise(scores[i] > 0 && scores[i] <= OVS_STORE_SCORE_ONE && (i == 0 || scores[i] <= scores[i - 1]), "scores are in range and order");
  }
  for (std::size_t i = 0; i < count && Maybe(met, 2) != nullptr && Maybe(needed, 3) != nullptr; ++i) Promise(met[i] > 0 && met[i] <= needed[i], "no more is met than needed");
}

void Machine::CallStore() {
  auto* store = stores_.Get(in_);
  auto* reader = readers_.Get(in_);
  auto* g = engines_.Get(in_);
  ovs_store* made = nullptr;
  switch (in_.Number() % 14) {
    case 0: {
      const auto side = static_cast<std::int32_t>(in_.Number() % 4) - 1;
      auto* e = Error();
      return Made(ovs_store_create(g, side, &made, e), e, &made, stores_);
    }
    case 1: {  // saved and opened again, or any bytes opened
      const auto path = in_.Number() % 4 == 0 ? world_.file.Write(in_.Text(in_.Number(2))) : world_.folder.path() + "/store.ovs";
      auto* e = Error();
      const auto saved = ovs_store_save_file(store, path.c_str(), e);
      Ok(saved, e);
      e = Error();
      Ok(ovs_store_load_file(g, path.c_str(), &made, e), e);
      return ovs_store_unref(made);  // at once: the file is written again
    }
    case 2: {
      const auto text = in_.Text(in_.Number(2));
      auto* e = Error();
      return Made(ovs_store_load_memory(g, text.data(), text.size(), &made, e), e, &made, stores_);
    }
    case 3:
    case 4:
    case 5: {
      const std::size_t n = in_.Number() % 6;
      std::vector<std::uint64_t> numbers(n), gone(in_.Number() % 4);
      std::vector<std::size_t> begin{0}, tag_begin{0};
      std::vector<ovs_concept> concepts;
      std::vector<std::uint8_t> levels;
      std::vector<std::uint32_t> tags;
      for (auto& number : numbers) {
        number = in_.Number() % 16;
        for (auto items = in_.Number() % 5; items > 0; --items) concepts.push_back(Id()), levels.push_back(static_cast<std::uint8_t>(in_.Number() % 6));
        begin.push_back(concepts.size());
        for (auto tagged = in_.Number() % 3; tagged > 0; --tagged) tags.push_back(in_.Number() % 6);
        tag_begin.push_back(tags.size());
      }
      for (auto& number : gone) number = in_.Number() % 16;
      ovs_store_change change = OVS_STORE_CHANGE_INIT;
      auto* e = Error();
      const bool ok = Ok(ovs_store_apply(store, Maybe(numbers, 0), n, Maybe(begin, 1), concepts.data(), Maybe(levels, 2), Maybe(tag_begin, 3), tags.data(), Maybe(gone, 4), gone.size(), &change, e), e);
      return Promise(ok ? change.snapshot > 0 && change.added + change.replaced == n && change.deleted <= gone.size() : change.snapshot == 0, "a change says what it did");
    }
    case 6: {
      std::int32_t more = 77;
      const auto most = in_.Number() % 32;
      auto* e = Error();
      return Promise(Ok(ovs_store_compact(store, most, &more, e), e) ? more == 0 || more == 1 : more == 0, "there is more to do or not");
    }
    case 7: {
      ovs_store_info info = OVS_STORE_INFO_INIT;
      auto* e = Error();
      return Promise(Ok(ovs_store_inspect(store, &info, e), e) ? info.documents <= info.rows : info.bytes == 0, "no more documents than rows");
    }
    case 8: {
      ovs_store_reader* fresh = nullptr;
      auto* e = Error();
      return Made(ovs_store_reader_create(store, &fresh, e), e, &fresh, readers_);
    }
    case 9: {
      std::uint64_t snapshot = 77;
      auto* e = Error();
      return Promise(Ok(ovs_store_reader_refresh(reader, &snapshot, e), e) || snapshot == 0, "a snapshot has a number");
    }
    case 10: return RankIn([&](auto... arguments) { return ovs_store_rank_vacancies(reader, arguments...); });
    case 11: return RankIn([&](auto... arguments) { return ovs_store_rank_persons(reader, arguments...); });
    case 12: {
      const std::size_t item_capacity = Capacity() % 6, tag_capacity = Capacity() % 4;
      std::vector<ovs_concept> concepts(item_capacity);
      std::vector<std::uint8_t> levels(item_capacity);
      std::vector<std::uint32_t> tags(tag_capacity);
      std::size_t items = 77, tagged = 77;
      const auto id = in_.Number() % 16;
      auto* e = Error();
      const auto status = ovs_store_reader_document(reader, id, item_capacity, Maybe(concepts, 0), Maybe(levels, 1), &items, tag_capacity, Maybe(tags, 2), &tagged, e);
      return Promise(Ok(status, e) || status == OVS_E_BUFFER_TOO_SMALL || (items == 0 && tagged == 0), "a document is there or not");
    }
    default: return in_.Number() % 2 == 0 ? stores_.Copy(in_) : readers_.Copy(in_);
  }
}

void Machine::CallData(std::uint32_t which) {
  auto* t = taxonomies_.Get(in_);
  auto* c = catalogues_.Get(in_);
  ovs_report* report = nullptr;
  ovs_taxonomy* made = nullptr;
  auto* e = Error();
  auto** wanted = in_.Number() % 2 == 0 ? nullptr : &report;
  if (which >= 25) {
    ovs_catalogue* courses = nullptr;
    const auto format = static_cast<std::int32_t>(in_.Number() % 3);
    const auto flags = in_.Number() % 4;
    const auto& path = world_.file.Write(in_.Text(in_.Number(2)));
    const char* const paths[] = {in_.Number() % 4 == 0 ? world_.folder.path().c_str() : path.c_str(), path.c_str()};
    const auto n = in_.Number() % 3;
    const ovs_catalogue* const norms[] = {c, catalogues_.Get(in_)};
    const auto norm_count = in_.Number() % 3;
    const auto status = ovs_catalogue_import(format, paths, n, t, norms, norm_count, flags, &courses, wanted, e);
    Promise((status == OVS_OK && wanted != nullptr) == (report != nullptr), "what is wanted is made");
    if (report != nullptr) reports_.Put(in_, report);
    return Made(status, e, &courses, catalogues_);
  }
  switch (which % 5) {
    case 0: {
      ovs_catalogue* courses = nullptr;
      auto** wanted_courses = in_.Number() % 2 == 0 ? nullptr : &courses;
      const auto format = static_cast<std::int32_t>(in_.Number() % 5);
      const bool mapped = in_.Number() % 8 == 0;
      const bool own = in_.Number() % 4 == 0;
      const auto& path = world_.file.Write(format == OVS_IMPORT_JSON && own ? std::string_view(world_.json) : in_.Text(in_.Number(2)));
      const char* const paths[] = {in_.Number() % 4 == 0 ? world_.folder.path().c_str() : path.c_str(), path.c_str()};
      const auto n = in_.Number() % 3;
      const auto status = ovs_taxonomy_import(format, paths, n, mapped ? path.c_str() : nullptr, &made, wanted_courses, wanted, e);
      Promise(status == OVS_OK || (courses == nullptr && report == nullptr), "nothing is made on failure");
      Promise(status != OVS_OK || ((wanted_courses == nullptr || courses != nullptr) && (wanted == nullptr || report != nullptr)),
              "what is wanted is made");
      if (courses != nullptr) catalogues_.Put(in_, courses);
      if (report != nullptr) reports_.Put(in_, report);
      return Made(status, e, &made, taxonomies_);
    }
    case 1: {
      const auto& path = world_.file.Write(in_.Text(in_.Number(2)));
      const char* const paths[] = {path.c_str(), path.c_str()};
      const auto n = in_.Number() % 3;
      const auto status = ovs_taxonomy_overlay(t, paths, n, &made, wanted, e);
      Promise((status == OVS_OK && wanted != nullptr) == (report != nullptr), "what is wanted is made");
      if (report != nullptr) reports_.Put(in_, report);
      return Made(status, e, &made, taxonomies_);
    }
    case 2: return Made(ovs_taxonomy_info(t, c, &report, e), e, &report, reports_);
    case 3: {
      std::int32_t same = 77;
      auto* after = taxonomies_.Get(in_);
      const auto status = ovs_taxonomy_diff(t, after, &same, wanted, e);
      Promise(Ok(status, e) ? same == 0 || same == 1 : same == 0, "the same or not");
      if (status == OVS_OK && t == after) Promise(same == 1, "a taxonomy is the same as itself");
      if (report != nullptr) reports_.Put(in_, report);
      return;
    }
    default: {
      const auto path = world_.folder.path() + "/export";
      const auto format = static_cast<std::int32_t>(in_.Number() % 3);
      const bool with_courses = in_.Number() % 2 != 0;
      Ok(ovs_taxonomy_export_file(t, with_courses ? c : nullptr, format, path.c_str(), e), e);
      return;
    }
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static World world;
  Machine(world, View(data, size)).Run();
  return 0;
}
