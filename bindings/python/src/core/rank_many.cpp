// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// rank_many: persons in as Arrow batches, matches out as Arrow batches, one chunk in memory at a time. Runs without the GIL, and takes it to
// ask Python for the next batch, to look for signals and to tell how far it is.
#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>

#include "arrow.hpp"

namespace overstap_python {
namespace {

constexpr size_t kMostEntries = size_t{1} << 20;      // persons x matches in one chunk
constexpr size_t kMostUnknownUris = 1000;             // told by name; the rest is counted
constexpr std::chrono::milliseconds kSignalsEvery{50};
constexpr const char* kEvidence[] = {"inferred", "claimed", "confirmed", "evc", "diploma"};

/// A status of the C API, on its way through code without the GIL.
struct Failed {
  ovs_error error;
};

struct ColumnNames {
  std::optional<std::string> occupations, skills, levels, evidence, nlqf, id;
};

/// What an entry of a person's list means.
struct Meaning {
  enum Use : uint8_t { kUnknown, kUnusable, kOccupation, kSkill } use = kUnknown;
  ovs_concept id = OVS_NO_CONCEPT;
};

struct Counts {
  uint64_t persons = 0, ranked = 0, too_little_data = 0, no_match = 0, entries = 0, nulls = 0, unknown = 0, unusable = 0;
};

/// URI column of lists, with the meaning of every dictionary entry looked up once.
class UriLists {
 public:
  UriLists(const ArrowSchema& schema, const ArrowArray& array, const std::string& what)
      : shape_(schema, array, what), texts_(shape_.item_schema(), shape_.items(), what) {}
  const ListShape& shape() const { return shape_; }
  const TextColumn& texts() const { return texts_; }
  std::vector<std::optional<Meaning>>& cache() { return cache_; }

 private:
  ListShape shape_;
  TextColumn texts_;
  std::vector<std::optional<Meaning>> cache_;
};

struct IntegerLists {
  IntegerLists(const ArrowSchema& schema, const ArrowArray& array, const std::string& what)
      : shape(schema, array, what), numbers(shape.item_schema(), shape.items(), what) {}
  ListShape shape;
  IntegerColumn numbers;
};

struct EvidenceLists {
  EvidenceLists(const ArrowSchema& schema, const ArrowArray& array, const std::string& what) : shape(schema, array, what) {
    if (IntegerColumn::Reads(shape.item_schema()))
      numbers.emplace(shape.item_schema(), shape.items(), what);
    else
      texts.emplace(shape.item_schema(), shape.items(), what);
  }
  ListShape shape;
  std::optional<IntegerColumn> numbers;
  std::optional<TextColumn> texts;
};

/// The columns of the batch at hand.
struct BatchColumns {
  std::optional<UriLists> occupations, skills;
  std::optional<IntegerLists> levels;
  std::optional<EvidenceLists> evidence;
  std::optional<IntegerColumn> nlqf, id_number;
  std::optional<TextColumn> id_text;
  int64_t shift = 0;  // rows of a struct's children count from the struct's offset
};

enum class IdKind : uint8_t { kNone, kText, kSigned, kUnsigned };

class RankMany {
 public:
  RankMany(nb::object engine, nb::object source, ColumnNames names, uint32_t limit, uint32_t flags, int64_t min_score, uint32_t threads,
           uint32_t batch_size, nb::object progress, const std::optional<std::string>& language)
      : engine_object_(std::move(engine)),
        engine_(nb::cast<const Engine&>(engine_object_).handle.get()),
        taxonomy_(ovs_engine_taxonomy(engine_)),
        reader_(std::move(source)),
        names_(std::move(names)),
        progress_(std::move(progress)) {
    ovs_concept last = 0;
    ovs_taxonomy_concepts(taxonomy_, OVS_KIND_OCCUPATION, &first_occupation_, &last, nullptr);
    const size_t all = last - first_occupation_;
    capacity_ = std::max<size_t>(1, limit == 0 ? all : std::min<size_t>(limit, all));
    options_.limit = static_cast<uint32_t>(capacity_);
    options_.flags = flags;
    options_.min_score = min_score;
    options_.threads = threads;
    chunk_ = std::clamp<size_t>(kMostEntries / capacity_, 1, std::max<uint32_t>(batch_size, 1));
    FillMeanings();
    const auto dictionary = [&](const auto& text_of) {
      std::vector<std::optional<std::string_view>> texts;
      for (ovs_concept id = first_occupation_; id < last; ++id) {
        size_t length = 0;
        const char* text = text_of(id, &length);
        texts.emplace_back(std::string_view(text, length));
      }
      return std::make_shared<const OutColumn>(TextOut("", texts));
    };
    uris_ = dictionary([&](ovs_concept id, size_t* length) { return ovs_taxonomy_uri(taxonomy_, id, length); });
    if (language) labels_ = dictionary([&](ovs_concept id, size_t* length) { return ovs_taxonomy_label(taxonomy_, id, language->c_str(), length); });
    statuses_ = std::make_shared<const OutColumn>(TextOut("", {{"ok"}, {"too_little_data"}, {"no_match"}}));
    signals_seen_ = Clock::now();
  }

  /// The next chunk as columns; none at the end. Call without the GIL.
  std::optional<std::vector<OutColumn>> Fill() {
    if (busy_.exchange(true)) throw Unusable("these matches are being read by another thread; give each thread its own rank_many()");
    struct Done {
      std::atomic<bool>& busy;
      ~Done() { busy = false; }
    } done{busy_};
    if (failed_) throw Unusable("reading these matches failed before; call rank_many() again");
    failed_ = true;  // until it went well
    auto columns = FillChunk();
    failed_ = false;
    return columns;
  }

  /// Columns without rows, for the schema. It must know the type of the ids, so it may have to read the first batch.
  std::vector<OutColumn> Schema() {
    if (!at_batch_ && !ended_) NextBatch();
    return Columns(Chunk{});
  }

  /// Several streams may be asked for, as a consumer may look at the schema first; the first that reads rows has them all.
  bool Claim(const void* reader) { return (reader_id_ == nullptr ? reader_id_ = reader : reader_id_) == reader; }
  bool claimed() const { return reader_id_ != nullptr; }

  // Copies, as another thread may ask while this one works.
  Counts counts() const {
    const std::lock_guard lock(told_);
    return counts_;
  }
  std::unordered_map<std::string, uint64_t> unknown_uris() const {
    const std::lock_guard lock(told_);
    return unknown_uris_;
  }
  nb::object TakeError() { return std::exchange(error_, nb::none()); }
  void SetError(nb::object error) { error_ = std::move(error); }

 private:
  using Clock = std::chrono::steady_clock;

  struct Chunk {
    std::vector<uint64_t> row;
    std::vector<std::optional<std::string>> id_text;
    std::vector<int64_t> id_number;
    std::vector<bool> id_null;
    std::vector<uint32_t> rank, unused;
    std::vector<int32_t> occupation, status;
    std::vector<double> score, readiness;
    std::vector<int64_t> units;
    std::vector<bool> empty;  // a person without a match
  };

  void FillMeanings() {
    const uint32_t size = ovs_taxonomy_size(taxonomy_);
    meanings_.reserve(size);
    for (ovs_concept id = 0; id < size; ++id) {
      size_t length = 0;
      const char* uri = ovs_taxonomy_uri(taxonomy_, id, &length);
      Meaning meaning{Meaning::kUnusable, id};
      switch (ovs_taxonomy_kind(taxonomy_, id)) {
        case OVS_KIND_OCCUPATION: meaning.use = Meaning::kOccupation; break;
        case OVS_KIND_SKILL:
        case OVS_KIND_KNOWLEDGE:
        case OVS_KIND_TASK:
        case OVS_KIND_LICENCE: meaning.use = Meaning::kSkill; break;
        default: break;
      }
      meanings_.emplace(std::string_view(uri, length), meaning);
    }
  }

  /// The column a name stands for. A name given by the caller must be there; a default one need not.
  static std::pair<const ArrowSchema*, const ArrowArray*> Find(const ArrowSchema& schema, const ArrowArray& batch,
                                                               const std::optional<std::string>& name, const char* standard) {
    const std::string wanted = name.value_or(standard);
    for (int64_t i = 0; i < schema.n_children; ++i) {
      if (schema.children[i]->name != nullptr && wanted == schema.children[i]->name) return {schema.children[i], batch.children[i]};
    }
    if (name) {
      std::string there;
      for (int64_t i = 0; i < schema.n_children; ++i)
        there += (i == 0 ? "" : ", ") + std::string(schema.children[i]->name == nullptr ? "" : schema.children[i]->name);
      throw Unusable("persons: there is no column '" + wanted + "'; there are: " + there);
    }
    return {nullptr, nullptr};
  }

  bool NextBatch() {
    columns_ = BatchColumns{};
    at_batch_ = false;
    if (!reader_.Next()) {
      ended_ = true;
      return false;
    }
    const ArrowSchema& schema = reader_.schema();
    const ArrowArray& batch = reader_.batch();
    position_ = 0;
    CheckStruct(schema, batch, "persons");
    if (std::strcmp(schema.format, "+s") != 0) {
      columns_.occupations.emplace(schema, batch, "persons");
    } else {
      columns_.shift = batch.offset;
      const auto take = [&](auto& column, const std::optional<std::string>& name, const char* standard) {
        const auto [of, in] = Find(schema, batch, name, standard);
        if (of == nullptr) return;
        const std::string what = "column '" + name.value_or(standard) + "'";
        column.emplace(*of, *in, what);
        if (in->length - batch.length < batch.offset) throw Unusable(what + " is shorter than its batch; the program that made it has a fault");
      };
      take(columns_.occupations, names_.occupations, "occupations");
      take(columns_.skills, names_.skills, "skills");
      take(columns_.levels, names_.levels, "levels");
      take(columns_.evidence, names_.evidence, "evidence");
      take(columns_.nlqf, names_.nlqf, "nlqf");
      if (!columns_.occupations && !columns_.skills) {
        Find(schema, batch, "occupations", "");  // says which columns there are
      }
      if (const auto [of, in] = Find(schema, batch, names_.id, "id"); of != nullptr) {
        if (IntegerColumn::Reads(*of))
          take(columns_.id_number, names_.id, "id");
        else
          take(columns_.id_text, names_.id, "id");
      }
    }
    const IdKind kind = columns_.id_text                    ? IdKind::kText
                        : !columns_.id_number               ? IdKind::kNone
                        : columns_.id_number->unsigned_64() ? IdKind::kUnsigned
                                                            : IdKind::kSigned;
    if (id_kind_ && *id_kind_ != kind) throw Unusable("persons: the column of ids is not of one type in all batches; cast it");
    id_kind_ = kind;
    at_batch_ = true;
    return true;
  }

  Meaning Look(std::string_view uri) const {
    const auto found = meanings_.find(uri);
    return found == meanings_.end() ? Meaning{} : found->second;
  }

  /// One entry of a person; adds to unused_ what cannot be used.
  Meaning Entry(UriLists& lists, int64_t item) {
    ++counts_.entries;
    if (lists.texts().IsNull(item)) {
      ++counts_.nulls;
      ++unused_;
      return {};
    }
    Meaning meaning;
    if (const TextColumn* dictionary = lists.texts().dictionary(); dictionary != nullptr) {
      auto& cache = lists.cache();
      if (cache.empty()) cache.resize(static_cast<size_t>(dictionary->length()));
      auto& known = cache[static_cast<size_t>(lists.texts().Code(item))];
      if (!known) known = Look(lists.texts().At(item));
      meaning = *known;
    } else {
      meaning = Look(lists.texts().At(item));
    }
    if (meaning.use == Meaning::kUnknown) {
      ++counts_.unknown;
      ++unused_;
      const std::string uri(lists.texts().At(item));
      if (const auto found = unknown_uris_.find(uri); found != unknown_uris_.end())
        ++found->second;
      else if (unknown_uris_.size() < kMostUnknownUris)
        unknown_uris_.emplace(uri, 1);
    } else if (meaning.use == Meaning::kUnusable) {
      ++counts_.unusable;
      ++unused_;
    }
    return meaning;
  }

  [[noreturn]] void Bad(const std::string& what) const { throw Unusable("person " + std::to_string(counts_.persons) + " (from 0): " + what); }

  int32_t EvidenceAt(int64_t item) const {
    const EvidenceLists& lists = *columns_.evidence;
    if (lists.numbers) return lists.numbers->IsNull(item) ? OVS_EVIDENCE_CLAIMED : static_cast<int32_t>(lists.numbers->At(item));
    if (lists.texts->IsNull(item)) return OVS_EVIDENCE_CLAIMED;
    const std::string_view text = lists.texts->At(item);
    for (int32_t i = OVS_EVIDENCE_INFERRED; i <= OVS_EVIDENCE_DIPLOMA; ++i) {
      if (text == kEvidence[i]) return i;
    }
    Bad("evidence '" + std::string(text) + "' is none of inferred, claimed, confirmed, evc, diploma");
  }

  Profile OneProfile(int64_t row, bool null) {
    occupations_.clear();
    skills_.clear();
    levels_.clear();
    evidence_.clear();
    unused_ = 0;
    const auto add = [&](UriLists& lists, bool with_levels) {
      if (null || lists.shape().IsNull(row)) return;
      const auto [begin, end] = lists.shape().Range(row);
      int64_t level_at = -1, evidence_at = -1;
      if (with_levels && columns_.levels && !columns_.levels->shape.IsNull(row)) {
        const auto [from, to] = columns_.levels->shape.Range(row);
        if (to - from != end - begin)
          Bad(std::to_string(to - from) + " levels for " + std::to_string(end - begin) + " skills; there must be as many (null where unknown)");
        level_at = from;
      }
      if (with_levels && columns_.evidence && !columns_.evidence->shape.IsNull(row)) {
        const auto [from, to] = columns_.evidence->shape.Range(row);
        if (to - from != end - begin)
          Bad(std::to_string(to - from) + " evidence for " + std::to_string(end - begin) + " skills; there must be as many (null where unknown)");
        evidence_at = from;
      }
      for (int64_t item = begin; item < end; ++item) {
        const Meaning meaning = Entry(lists, item);
        if (meaning.use == Meaning::kOccupation) occupations_.push_back(meaning.id);
        if (meaning.use != Meaning::kSkill) continue;
        int64_t level = 0;
        if (level_at >= 0 && !columns_.levels->numbers.IsNull(level_at + item - begin)) level = columns_.levels->numbers.At(level_at + item - begin);
        if (level < 0 || level > 4) Bad("level " + std::to_string(level) + " is not 1 to 4, or 0 for unknown");
        skills_.push_back(meaning.id);
        levels_.push_back(static_cast<uint8_t>(level));
        evidence_.push_back(evidence_at < 0 ? static_cast<int32_t>(OVS_EVIDENCE_CLAIMED) : EvidenceAt(evidence_at + item - begin));
      }
    };
    if (columns_.occupations) add(*columns_.occupations, false);
    if (columns_.skills) add(*columns_.skills, true);
    ovs_profile_options options = OVS_PROFILE_OPTIONS_INIT;
    if (columns_.nlqf && !columns_.nlqf->IsNull(row)) {
      const int64_t nlqf = columns_.nlqf->At(row);
      if (nlqf < 0 || nlqf > 1000) Bad("nlqf " + std::to_string(nlqf) + " is not the level times ten, 5 to 80");
      options.nlqf = static_cast<uint32_t>(nlqf);
    }
    ovs_profile* out = nullptr;
    ovs_error error = OVS_ERROR_INIT;
    const ovs_status status = ovs_profile_create(taxonomy_, occupations_.data(), occupations_.size(), skills_.data(), levels_.data(),
                                                 evidence_.data(), skills_.size(), &options, &out, &error);
    if (status == OVS_E_INVALID_ARGUMENT) Bad(error.message);
    if (status != OVS_OK) throw Failed{error};
    return {decltype(Profile::handle)(out)};
  }

  static int Cancelled(void* user) {
    auto& self = *static_cast<RankMany*>(user);
    const auto now = Clock::now();
    if (now - self.signals_seen_ < kSignalsEvery) return 0;
    self.signals_seen_ = now;
    const nb::gil_scoped_acquire gil;
    if (PyErr_CheckSignals() == 0) return 0;
    const nb::python_error error;  // takes what was raised
    self.error_ = nb::borrow(error.value());
    return 1;
  }

  std::optional<std::vector<OutColumn>> FillChunk() {
    while (!at_batch_ || position_ >= reader_.batch().length) {
      if (ended_ || !NextBatch()) return std::nullopt;
    }
    const auto n = static_cast<size_t>(std::min<int64_t>(reader_.batch().length - position_, static_cast<int64_t>(chunk_)));
    std::vector<Profile> profiles(n);
    std::vector<const ovs_profile*> pointers(n);
    std::vector<uint32_t> unused(n);
    std::unique_lock lock(told_);
    const uint64_t first_person = counts_.persons;
    for (size_t i = 0; i < n; ++i) {
      profiles[i] = OneProfile(columns_.shift + position_ + static_cast<int64_t>(i), NullAt(reader_.batch(), position_ + static_cast<int64_t>(i)));
      pointers[i] = profiles[i].handle.get();
      unused[i] = unused_;
      ++counts_.persons;
    }
    lock.unlock();
    std::vector<ovs_concept> found(n * capacity_);
    std::vector<int64_t> units(n * capacity_);
    std::vector<double> readiness(n * capacity_);
    std::vector<size_t> counts(n);
    std::vector<ovs_status> statuses(n);
    ovs_error error = OVS_ERROR_INIT;
    const ovs_status status = ovs_rank_transitions_batch(engine_, pointers.data(), n, &options_, Cancelled, this, capacity_, found.data(),
                                                         units.data(), readiness.data(), counts.data(), statuses.data(), &error);
    if (status != OVS_OK) throw Failed{error};

    Chunk chunk;
    lock.lock();
    for (size_t i = 0; i < n; ++i) {
      const int64_t row = columns_.shift + position_ + static_cast<int64_t>(i);
      const size_t entries = std::max<size_t>(counts[i], 1);
      const int32_t told = counts[i] > 0 ? 0 : statuses[i] == OVS_TOO_LITTLE_DATA ? 1 : 2;
      ++(told == 0 ? counts_.ranked : told == 1 ? counts_.too_little_data : counts_.no_match);
      for (size_t j = 0; j < entries; ++j) {
        const size_t at = i * capacity_ + j;
        chunk.row.push_back(first_person + i);
        if (columns_.id_text) {
          const bool null = columns_.id_text->IsNull(row);
          chunk.id_text.push_back(null ? std::nullopt : std::optional<std::string>(columns_.id_text->At(row)));
        } else if (columns_.id_number) {
          chunk.id_null.push_back(columns_.id_number->IsNull(row));
          chunk.id_number.push_back(chunk.id_null.back() ? 0 : columns_.id_number->At(row));
        }
        chunk.empty.push_back(told != 0);
        chunk.rank.push_back(told == 0 ? static_cast<uint32_t>(j + 1) : 0);
        chunk.occupation.push_back(told == 0 ? static_cast<int32_t>(found[at] - first_occupation_) : 0);
        chunk.units.push_back(told == 0 ? units[at] : 0);
        chunk.score.push_back(told == 0 ? static_cast<double>(units[at]) / static_cast<double>(OVS_SCORE_ONE) : 0);
        chunk.readiness.push_back(told == 0 ? readiness[at] : 0);
        chunk.status.push_back(told);
        chunk.unused.push_back(unused[i]);
      }
    }
    lock.unlock();
    position_ += static_cast<int64_t>(n);
    if (!progress_.is_none()) {
      const nb::gil_scoped_acquire gil;
      progress_(n);
    }
    return Columns(std::move(chunk));
  }

  std::vector<OutColumn> Columns(Chunk chunk) const {
    std::vector<OutColumn> columns;
    columns.push_back(NumberOut("row", "L", std::move(chunk.row)));
    switch (id_kind_.value_or(IdKind::kNone)) {
      case IdKind::kText: {
        const std::vector<std::optional<std::string_view>> views(chunk.id_text.begin(), chunk.id_text.end());
        columns.push_back(TextOut("id", views));
        break;
      }
      case IdKind::kSigned:
      case IdKind::kUnsigned: {
        columns.push_back(NumberOut("id", *id_kind_ == IdKind::kSigned ? "l" : "L", std::move(chunk.id_number)));
        for (size_t i = 0; i < chunk.id_null.size(); ++i) columns.back().SetValid(static_cast<int64_t>(i), !chunk.id_null[i]);
        break;
      }
      case IdKind::kNone: break;
    }
    const auto or_null = [&](OutColumn column) {
      for (size_t i = 0; i < chunk.empty.size(); ++i) column.SetValid(static_cast<int64_t>(i), !chunk.empty[i]);
      columns.push_back(std::move(column));
    };
    const auto coded = [](const char* name, std::vector<int32_t> codes, const std::shared_ptr<const OutColumn>& dictionary) {
      OutColumn column = NumberOut(name, "i", std::move(codes));
      column.dictionary = dictionary;
      return column;
    };
    or_null(NumberOut("rank", "I", std::move(chunk.rank)));
    if (labels_) or_null(coded("label", chunk.occupation, labels_));
    or_null(coded("occupation", std::move(chunk.occupation), uris_));
    or_null(NumberOut("score", "g", std::move(chunk.score)));
    or_null(NumberOut("score_units", "l", std::move(chunk.units)));
    or_null(NumberOut("readiness", "g", std::move(chunk.readiness)));
    columns.push_back(coded("status", std::move(chunk.status), statuses_));
    columns.push_back(NumberOut("unused", "I", std::move(chunk.unused)));
    return columns;
  }

  nb::object engine_object_;
  const ovs_engine* engine_;
  const ovs_taxonomy* taxonomy_;
  BatchReader reader_;
  ColumnNames names_;
  nb::object progress_;
  nb::object error_ = nb::none();
  ovs_rank_options options_ = OVS_RANK_OPTIONS_INIT;
  size_t capacity_ = 1, chunk_ = 1;
  ovs_concept first_occupation_ = 0;
  std::unordered_map<std::string_view, Meaning> meanings_;
  std::shared_ptr<const OutColumn> uris_, labels_, statuses_;
  std::atomic<bool> busy_ = false;
  const void* reader_id_ = nullptr;
  bool failed_ = false, at_batch_ = false, ended_ = false;
  int64_t position_ = 0;
  BatchColumns columns_;
  std::optional<IdKind> id_kind_;
  mutable std::mutex told_;  // of the two below; never held while the GIL is asked for
  Counts counts_;
  std::unordered_map<std::string, uint64_t> unknown_uris_;
  Clock::time_point signals_seen_;
  // Of the person at hand.
  std::vector<ovs_concept> occupations_, skills_;
  std::vector<uint8_t> levels_;
  std::vector<int32_t> evidence_;
  uint32_t unused_ = 0;
};

/// Runs work without the GIL, and turns what it throws into a Python exception. Needs the GIL.
template <class Work>
auto WithoutGil(RankMany& many, Work work) {
  std::optional<Failed> failed;
  std::string unusable;
  try {
    const nb::gil_scoped_release release;
    return work();
  } catch (const Failed& error) {
    failed = error;
  } catch (const Unusable& error) {
    unusable = error.what();
  }
  if (!failed) Raise(OVS_E_INVALID_ARGUMENT, unusable);
  const nb::object signal = many.TakeError();  // KeyboardInterrupt, or what else a handler of signals raised
  if (signal.is_none()) Raise(failed->error);
  PyErr_SetObject(signal.type().ptr(), signal.ptr());
  throw nb::python_error();
}

// --- as an Arrow stream ---

struct Exported {
  nb::object object;  // keeps the RankMany
  RankMany* many;
  bool foreign;
  std::string error;
};

/// Runs under the GIL whoever calls, and leaves an exception for take_error(), as an Arrow stream can carry a text only.
template <class Body>
int Guarded(ArrowArrayStream* self, Body body) {
  auto& exported = *static_cast<Exported*>(self->private_data);
  const nb::gil_scoped_acquire gil;
  try {
    body(*exported.many);
    return 0;
  } catch (const nb::python_error& error) {
    const nb::object value = nb::borrow(error.value());
    exported.error = nb::str(value).c_str();
    if (exported.error.empty()) exported.error = nb::cast<std::string>(value.type().attr("__name__"));
    if (exported.foreign && PyErr_GivenExceptionMatches(value.ptr(), PyExc_KeyboardInterrupt) != 0) {
      PyErr_SetInterrupt();  // the consumer reports an error of its own; this makes Python raise KeyboardInterrupt after that
    }
    exported.many->SetError(value);
    return EIO;
  } catch (const std::exception& error) {
    exported.error = error.what();
    return EIO;
  }
}

int GetSchema(ArrowArrayStream* self, ArrowSchema* out) {
  *out = ArrowSchema{};
  return Guarded(self, [&](RankMany& many) { ExportSchema(WithoutGil(many, [&] { return many.Schema(); }), out); });
}

int GetNext(ArrowArrayStream* self, ArrowArray* out) {
  *out = ArrowArray{};
  return Guarded(self, [&](RankMany& many) {
    if (!many.Claim(self->private_data))
      Raise(OVS_E_INVALID_ARGUMENT, "these matches have been read already: call rank_many() again, or keep what to_arrow() gave");
    auto columns = WithoutGil(many, [&] { return many.Fill(); });
    if (!columns) return;
    const int64_t length = columns->front().length;
    ExportBatch(std::move(*columns), length, out);
  });
}

const char* LastError(ArrowArrayStream* self) { return static_cast<Exported*>(self->private_data)->error.c_str(); }

void ReleaseStream(ArrowArrayStream* self) {
  const nb::gil_scoped_acquire gil;
  delete static_cast<Exported*>(self->private_data);
  self->release = nullptr;
}

nb::capsule Stream(nb::object self, bool foreign) {
  auto* many = nb::inst_ptr<RankMany>(self);
  auto stream = std::make_unique<ArrowArrayStream>(ArrowArrayStream{GetSchema, GetNext, LastError, ReleaseStream, nullptr});
  stream->private_data = new Exported{std::move(self), many, foreign, {}};
  return StreamCapsule(std::move(stream));
}

// --- as Python lists ---

nb::list ToList(const OutColumn& column) {
  nb::list out;
  const auto* validity = column.validity.empty() ? nullptr : column.validity.data();
  const auto each = [&](auto value) {
    for (int64_t i = 0; i < column.length; ++i) {
      if (validity != nullptr && (validity[i >> 3] >> (i & 7) & 1) == 0)
        out.append(nb::none());
      else
        out.append(value(i));
    }
  };
  if (column.dictionary) {
    const nb::list texts = ToList(*column.dictionary);
    const auto* codes = static_cast<const int32_t*>(column.buffers[0]);
    each([&](int64_t i) { return nb::object(texts[static_cast<size_t>(codes[i])]); });
  } else if (column.format == "U") {
    const auto* offsets = static_cast<const int64_t*>(column.buffers[0]);
    const auto* bytes = static_cast<const char*>(column.buffers[1]);
    each([&](int64_t i) { return nb::str(bytes + offsets[i], static_cast<size_t>(offsets[i + 1] - offsets[i])); });
  } else if (column.format == "g") {
    each([&](int64_t i) { return static_cast<const double*>(column.buffers[0])[i]; });
  } else if (column.format == "I") {
    each([&](int64_t i) { return static_cast<const uint32_t*>(column.buffers[0])[i]; });
  } else if (column.format == "L") {
    each([&](int64_t i) { return static_cast<const uint64_t*>(column.buffers[0])[i]; });
  } else {
    each([&](int64_t i) { return static_cast<const int64_t*>(column.buffers[0])[i]; });
  }
  return out;
}

nb::dict ToDict(const std::vector<OutColumn>& columns) {
  nb::dict out;
  for (const OutColumn& column : columns) out[nb::str(column.name.c_str())] = ToList(column);
  return out;
}

}  // namespace

void BindRankMany(nb::module_& module) {
  nb::class_<RankMany>(module, "RankMany")
      .def(
          "__init__",
          [](RankMany* self, nb::object engine, nb::object source, std::optional<std::string> occupations, std::optional<std::string> skills,
             std::optional<std::string> levels, std::optional<std::string> evidence, std::optional<std::string> nlqf, std::optional<std::string> id,
             uint32_t limit, uint32_t flags, int64_t min_score, uint32_t threads, uint32_t batch_size, nb::object progress,
             const std::optional<std::string>& language) {
            new (self) RankMany(
                std::move(engine), std::move(source),
                ColumnNames{std::move(occupations), std::move(skills), std::move(levels), std::move(evidence), std::move(nlqf), std::move(id)}, limit,
                flags, min_score, threads, batch_size, std::move(progress), language);
          },
          nb::arg("engine"), nb::arg("source"), nb::arg("occupations").none(), nb::arg("skills").none(), nb::arg("levels").none(),
          nb::arg("evidence").none(), nb::arg("nlqf").none(), nb::arg("id").none(), nb::arg("limit"), nb::arg("flags"), nb::arg("min_score"),
          nb::arg("threads"), nb::arg("batch_size"), nb::arg("progress").none(), nb::arg("language").none(),
          nb::sig("def __init__(self, engine: Engine, source: object, occupations: str | None, skills: str | None, levels: str | None, "
                  "evidence: str | None, nlqf: str | None, id: str | None, limit: int, flags: int, min_score: int, threads: int, batch_size: int, "
                  "progress: collections.abc.Callable[[int], object] | None, language: str | None) -> None"))
      .def("stream", Stream, nb::arg("foreign"), nb::sig("def stream(self, foreign: bool) -> object"))
      .def_prop_ro("claimed", &RankMany::claimed)
      .def("take_error", &RankMany::TakeError, nb::sig("def take_error(self) -> BaseException | None"))
      .def(
          "columns", [](RankMany& many) { return ToDict(WithoutGil(many, [&] { return many.Schema(); })); },
          nb::sig("def columns(self) -> dict[str, list[typing.Any]]"))
      .def(
          "next",
          [](RankMany& many) -> nb::object {
            if (!many.Claim(&many)) Raise(OVS_E_INVALID_ARGUMENT, "these matches have been read already: call rank_many() again");
            const auto columns = WithoutGil(many, [&] { return many.Fill(); });
            return columns ? nb::object(ToDict(*columns)) : nb::none();
          },
          nb::sig("def next(self) -> dict[str, list[typing.Any]] | None"))
      .def(
          "counts",
          [](const RankMany& many) {
            const Counts c = many.counts();
            nb::dict out;
            out["persons"] = c.persons;
            out["ranked"] = c.ranked;
            out["too_little_data"] = c.too_little_data;
            out["no_match"] = c.no_match;
            out["entries"] = c.entries;
            out["unknown"] = c.unknown;
            out["unusable"] = c.unusable;
            out["nulls"] = c.nulls;
            return out;
          },
          nb::sig("def counts(self) -> dict[str, int]"))
      .def(
          "unknown_uris",
          [](const RankMany& many) {
            nb::dict out;
            const auto told = many.unknown_uris();
            for (const auto& [uri, count] : told) out[nb::str(uri.data(), uri.size())] = count;
            return out;
          },
          nb::sig("def unknown_uris(self) -> dict[str, int]"));
}

}  // namespace overstap_python
