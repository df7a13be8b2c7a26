// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// A snapshot: one contiguous, aligned, immutable buffer cut into named sections, with the strings and texts that every
// kind of snapshot has. Taxonomy and CourseCatalogue are views over one. Opening checks every byte it relies on; there is
// no unchecked way in.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "overstap/detail/layout.hpp"
#include "overstap/ids.hpp"
#include "overstap/status.hpp"

namespace overstap {

/// Bytes and whoever keeps them alive. `bytes.data()` is aligned to 64.
struct Buffer {
  std::shared_ptr<const void> owner;  ///< may be null for static storage
  std::span<const std::byte> bytes;
};

/// A text of a concept or course. 8 bytes, as in the file.
struct Text {
  std::uint32_t string;   ///< number of the string
  std::uint8_t language;  ///< index into languages()
  TextKind kind;
  std::uint16_t reserved;
};

class Snapshot {
 public:
  Snapshot() = default;
  /// Checks header, directory, checksums, padding, strings (UTF-8) and texts. O(bytes).
  /// Errors: kMalformed, kChecksum, kFormatVersion.
  static StatusOr<Snapshot> Open(Buffer buffer, detail::SnapshotKind kind);

  std::span<const std::byte> bytes() const { return buffer_.bytes; }
  const Buffer& buffer() const { return buffer_; }
  /// 32 lower-case hex digits that name the content: equal content, equal hash.
  std::string Hash() const;
  /// Value of an "about" key such as "edition" or "name@nl"; empty when absent.
  std::string_view About(std::string_view key) const;
  std::size_t about_size() const { return about_.size(); }
  std::string_view about_key(std::size_t i) const { return String(about_[i].key); }
  std::string_view about_value(std::size_t i) const { return String(about_[i].value); }
  /// The "about" text in `language`, else in any language: About("name@nl"), About("name@en"), ...
  std::string_view AboutIn(std::string_view key, std::string_view language) const;

  /// String `i`; data() is NUL-terminated.
  std::string_view String(std::uint32_t i) const {
    return {strings_.data() + string_begin_[i], string_begin_[i + 1] - string_begin_[i] - 1};
  }
  std::size_t string_count() const { return string_begin_.size() - 1; }
  /// BCP 47 tags in ascending order.
  std::size_t language_count() const { return languages_.size(); }
  std::string_view Language(std::size_t i) const { return String(languages_[i]); }

  /// Texts of thing `i` (a concept or a course), by language, kind, text. A thing has at most one preferred text a language.
  std::span<const Text> Texts(std::uint32_t i) const {
    return texts_.subspan(text_begin_[i], text_begin_[i + 1] - text_begin_[i]);
  }
  /// Preferred text of thing `i` in `language`, else in English, Dutch, any; empty when it has none.
  std::string_view Label(std::uint32_t i, std::string_view language) const;
  /// First text of this kind in exactly this language; empty when there is none.
  std::string_view FirstText(std::uint32_t i, TextKind kind, std::string_view language) const;

  // For the views below.
  /// The section as T[]; an error when it is missing or its size is no multiple of sizeof(T).
  template <typename T>
  Status Section(std::uint32_t id, std::span<const T>* out) const {
    std::span<const std::byte> raw;
    OVS_RETURN_IF_ERROR(RawSection(id, sizeof(T), &raw));
    *out = {reinterpret_cast<const T*>(raw.data()), raw.size() / sizeof(T)};
    return absl::OkStatus();
  }
  /// The same for a section that may be missing: then empty.
  template <typename T>
  Status OptionalSection(std::uint32_t id, std::span<const T>* out) const {
    if (HasSection(id)) return Section(id, out);
    *out = {};
    return absl::OkStatus();
  }
  bool HasSection(std::uint32_t id) const;
  /// Checks that there are `things` texts lists.
  Status CheckTexts(std::size_t things) const;
  Status Damaged(std::uint32_t section, std::string_view what) const;
  /// `begin` must be u32[rows + 1], start at 0, never fall and end at `entries`.
  Status CheckOffsets(std::uint32_t section, std::span<const std::uint32_t> begin, std::size_t rows, std::size_t entries) const;

 private:
  struct AboutEntry {
    std::uint32_t key, value;
  };
  Status RawSection(std::uint32_t id, std::size_t element, std::span<const std::byte>* out) const;

  const detail::SectionEntry* FindSection(std::uint32_t id) const;

  Buffer buffer_;
  std::span<const detail::SectionEntry> directory_;
  std::vector<std::uint32_t> by_id_;  // positions in it
  std::span<const AboutEntry> about_;
  std::span<const std::uint32_t> string_begin_;
  std::span<const char> strings_;
  std::span<const std::uint32_t> languages_;
  std::span<const std::uint32_t> text_begin_;
  std::span<const Text> texts_;
};

namespace detail {

/// Lays sections out into the bytes of a snapshot: the same sections give the same bytes.
class SnapshotWriter {
 public:
  explicit SnapshotWriter(SnapshotKind kind) : kind_(kind) {}
  template <typename T>
  void Add(std::uint32_t id, const std::vector<T>& values, std::uint32_t flags = 0) {
    const auto raw = std::as_bytes(std::span<const T>(values));
    AddRaw(id, {raw.begin(), raw.end()}, flags);
  }
  void AddRaw(std::uint32_t id, std::vector<std::byte> bytes, std::uint32_t flags = 0);
  /// Bytes of somebody else, who keeps them until the writer is gone.
  void AddView(std::uint32_t id, std::span<const std::byte> bytes, std::uint32_t flags = 0) { items_.push_back({id, flags, {}, bytes}); }
  /// Sections stand in the order they were added.
  Buffer Finish();
  /// What Finish() would give, piece by piece. Errors: those of the sink.
  Status Write(const std::function<Status(std::span<const std::byte>)>& sink);

 private:
  struct Item {
    std::uint32_t id, flags;
    std::vector<std::byte> own;
    std::span<const std::byte> bytes;
  };
  /// Header and directory; in `directory` where the sections are to stand.
  std::vector<std::byte> Front(std::vector<SectionEntry>& directory) const;
  SnapshotKind kind_;
  std::vector<Item> items_;
};

/// The strings, languages and texts of a snapshot under construction. String numbers given out are provisional until
/// Seal(), which sorts the strings, so that bytes do not depend on the order of calls.
class TextTable {
 public:
  /// A text while building; string and language are provisional string numbers.
  struct Entry {
    std::uint32_t thing, language, string;
    TextKind kind;
  };

  TextTable();
  ~TextTable();
  std::uint32_t Intern(std::string_view text);
  std::string_view Get(std::uint32_t provisional) const;
  /// Error: kMalformed.
  Status SetAbout(std::string_view key, std::string_view value);
  /// Records a text of a thing, numbered by the caller. Error: kMalformed.
  Status AddText(std::uint32_t thing, TextKind kind, std::string_view language, std::string_view text);
  /// Renumbers things (new number i was order[i]), sorts their texts and drops what is stated twice. Call once, before Seal().
  void Arrange(std::span<const std::uint32_t> order);
  /// After Arrange(): all texts, by thing; those of thing i are entries()[begin()[i]..begin()[i + 1]).
  const std::vector<Entry>& entries() const;
  const std::vector<std::uint32_t>& begin() const;
  /// Adds the shared sections to `out`; final number of provisional string i is (*renumber)[i]. Error: kLimit.
  Status Seal(SnapshotWriter& out, std::vector<std::uint32_t>* renumber);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace detail
}  // namespace overstap
