// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Opening and laying out snapshots (lib/io/FORMAT.md). Files are in file.cpp; what the sections mean is in taxonomy.cpp
// and courses.cpp.

#include "overstap/snapshot.hpp"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <deque>
#include <map>
#include <new>
#include <numeric>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "overstap/text.hpp"

namespace overstap {
namespace {

using detail::Cat;
using detail::FileHeader;
using detail::SectionEntry;

std::string SectionName(std::uint32_t id) {
  std::string name;
  for (int shift = 0; shift < 32; shift += 8) {
    const char c = static_cast<char>(id >> shift & 0xFF);
    name += (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : '?';
  }
  return name;
}

bool IsKnown(std::uint32_t id) {
  if (std::find(std::begin(detail::kKnownSections), std::end(detail::kKnownSections), id) != std::end(detail::kKnownSections)) return true;
  const auto digit = [&](int shift) {
    const char c = static_cast<char>(id >> shift & 0xFF);
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  };
  return detail::kSegmentSections.find(static_cast<char>(id & 0xFF)) != std::string_view::npos && digit(8) && digit(16) && digit(24);
}

std::string_view Called(detail::SnapshotKind kind) {
  switch (kind) {
    case detail::SnapshotKind::kTaxonomy: return "a taxonomy";
    case detail::SnapshotKind::kCourses: return "a course catalogue";
    case detail::SnapshotKind::kStore: return "a store of vacancies or persons";
  }
  return "of a kind that this library does not know";
}

Status Malformed(std::string_view what) {
  return Error(ErrorCode::kMalformed, Cat("snapshot: ", what, "; the file is no Overstap snapshot or was cut short, make it again"));
}

std::uint64_t Padded(std::uint64_t size) { return (size + detail::kAlignment - 1) / detail::kAlignment * detail::kAlignment; }

bool AllZero(std::span<const std::byte> bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](std::byte b) { return b == std::byte{0}; });
}

/// In blocks of a fixed size whose count fits a byte: of that compilers make vector instructions, of std::count() they do not.
/// Inlined below, behind so many early returns, gcc 12 would take it for cold and make none either.
[[gnu::noinline]] std::size_t CountZeros(std::span<const char> bytes) {
  constexpr std::size_t kBlock = 128;
  std::size_t zeros = 0;
  for (; bytes.size() >= kBlock; bytes = bytes.subspan(kBlock)) {
    const char* block = bytes.data();
    std::uint8_t in_block = 0;
    for (std::size_t i = 0; i < kBlock; ++i) in_block = static_cast<std::uint8_t>(in_block + (block[i] == '\0' ? 1 : 0));
    zeros += in_block;
  }
  return zeros + static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\0'));
}

}  // namespace

StatusOr<Snapshot> Snapshot::Open(Buffer buffer, detail::SnapshotKind kind) {
  const auto bytes = buffer.bytes;
  FileHeader header;
  if (bytes.size() < sizeof(header)) return Malformed(Cat("has ", bytes.size(), " bytes, fewer than a header"));
  if (reinterpret_cast<std::uintptr_t>(bytes.data()) % detail::kAlignment != 0) {
    return Error(ErrorCode::kInternal, "snapshot: the buffer is not aligned to 64 bytes");
  }
  std::memcpy(&header, bytes.data(), sizeof(header));
  if (std::memcmp(header.magic, detail::kMagic, sizeof(header.magic)) != 0) return Malformed("does not begin with OVERSTAP");
  if (header.format_version != detail::kFormatVersion) {
    return Error(ErrorCode::kFormatVersion, Cat("snapshot: format version ", header.format_version, ", this library reads version ",
                                                detail::kFormatVersion, "; use a newer library or make the file again"));
  }
  if (XXH3_64bits(bytes.data(), offsetof(FileHeader, header_hash)) != header.header_hash) {
    return Error(ErrorCode::kChecksum, "snapshot: the header is damaged; copy or make the file again");
  }
  if (header.flags != 0 || header.reserved != 0) return Malformed("sets flags that version 1 does not have");
  if (header.kind != kind) return Error(ErrorCode::kMalformed, Cat("snapshot: this is ", Called(header.kind), "; ", Called(kind), " is needed here"));
  if (header.file_size != bytes.size()) return Malformed(Cat("should have ", header.file_size, " bytes and has ", bytes.size()));
  if (header.section_count > (bytes.size() - sizeof(header)) / sizeof(SectionEntry)) return Malformed("directory is longer than the file");

  Snapshot s;
  s.buffer_ = std::move(buffer);
  s.directory_ = {reinterpret_cast<const SectionEntry*>(bytes.data() + sizeof(header)), header.section_count};
  const XXH128_hash_t hash = XXH3_128bits(s.directory_.data(), s.directory_.size_bytes());
  if (hash.low64 != header.content_hash[0] || hash.high64 != header.content_hash[1]) {
    return Error(ErrorCode::kChecksum, "snapshot: the section directory is damaged; copy or make the file again");
  }
  std::uint64_t end = Padded(sizeof(header) + s.directory_.size_bytes());
  std::uint64_t used = sizeof(header) + s.directory_.size_bytes();
  for (const auto& entry : s.directory_) {
    if (entry.offset != end || entry.offset > bytes.size() || entry.size > bytes.size() - entry.offset) {
      return Malformed(Cat("section ", SectionName(entry.id), " lies outside the file"));
    }
    if (!AllZero(bytes.subspan(used, entry.offset - used))) return Malformed("has data between sections");
    used = entry.offset + entry.size;
    end = Padded(used);
    if (XXH3_64bits(bytes.data() + entry.offset, entry.size) != entry.hash) {
      return Error(ErrorCode::kChecksum, Cat("snapshot: section ", SectionName(entry.id), " is damaged; copy or make the file again"));
    }
    if (!IsKnown(entry.id) && !(entry.flags & detail::kSectionOptional)) {
      return Error(ErrorCode::kFormatVersion, Cat("snapshot: section ", SectionName(entry.id), " is of a newer version and cannot be left out; use a newer library"));
    }
  }
  if (end != bytes.size() || !AllZero(bytes.subspan(used))) return Malformed("has data behind its last section");

  s.by_id_.resize(s.directory_.size());
  std::iota(s.by_id_.begin(), s.by_id_.end(), 0u);
  std::sort(s.by_id_.begin(), s.by_id_.end(), [&](std::uint32_t a, std::uint32_t b) { return s.directory_[a].id < s.directory_[b].id; });
  const auto twice = std::adjacent_find(s.by_id_.begin(), s.by_id_.end(), [&](std::uint32_t a, std::uint32_t b) { return s.directory_[a].id == s.directory_[b].id; });
  if (twice != s.by_id_.end()) return Malformed(Cat("has section ", SectionName(s.directory_[*twice].id), " twice"));

  std::span<const char> raw_strings;
  OVS_RETURN_IF_ERROR(s.Section(detail::kStringBegin, &s.string_begin_));
  OVS_RETURN_IF_ERROR(s.Section(detail::kStringBytes, &raw_strings));
  s.strings_ = raw_strings;
  if (s.string_begin_.empty()) return s.Damaged(detail::kStringBegin, "is empty");
  OVS_RETURN_IF_ERROR(s.CheckOffsets(detail::kStringBegin, s.string_begin_, s.string_begin_.size() - 1, s.strings_.size()));
  if (!IsUtf8({s.strings_.data(), s.strings_.size()})) return s.Damaged(detail::kStringBytes, "is not UTF-8");
  const auto strings = s.string_count();
  std::string_view before;
  for (std::size_t i = 0; i < strings; ++i) {
    const auto begin = s.string_begin_[i], stop = s.string_begin_[i + 1];
    if (begin == stop || s.strings_[stop - 1] != '\0') return s.Damaged(detail::kStringBytes, "has a string without an end");
    const auto text = s.String(static_cast<std::uint32_t>(i));
    if (i > 0 && before >= text) return s.Damaged(detail::kStringBytes, "is not in order");
    before = text;
  }
  // Every string ends with one, so a further one stands inside a string. One pass is cheaper than a search in each.
  if (CountZeros(s.strings_) != strings) return s.Damaged(detail::kStringBytes, "has a NUL inside a string");

  OVS_RETURN_IF_ERROR(s.Section(detail::kAbout, &s.about_));
  for (std::size_t i = 0; i < s.about_.size(); ++i) {
    if (s.about_[i].key >= strings || s.about_[i].value >= strings || (i > 0 && s.about_[i - 1].key >= s.about_[i].key)) {
      return s.Damaged(detail::kAbout, "names a string that is not there or is not in order");
    }
  }
  OVS_RETURN_IF_ERROR(s.Section(detail::kLanguages, &s.languages_));
  if (s.languages_.size() > 255) return s.Damaged(detail::kLanguages, "has more than 255 languages");
  for (std::size_t i = 0; i < s.languages_.size(); ++i) {
    if (s.languages_[i] >= strings || (i > 0 && s.languages_[i - 1] >= s.languages_[i])) {
      return s.Damaged(detail::kLanguages, "names a string that is not there or is not in order");
    }
  }
  OVS_RETURN_IF_ERROR(s.Section(detail::kTextBegin, &s.text_begin_));
  OVS_RETURN_IF_ERROR(s.Section(detail::kTexts, &s.texts_));
  for (const auto& text : s.texts_) {
    if (text.string >= strings || text.language >= s.languages_.size() || static_cast<int>(text.kind) >= kTextKinds || text.reserved != 0) {
      return s.Damaged(detail::kTexts, "names something that is not there");
    }
  }
  return s;
}

Status Snapshot::CheckTexts(std::size_t things) const {
  OVS_RETURN_IF_ERROR(CheckOffsets(detail::kTextBegin, text_begin_, things, texts_.size()));
  for (std::uint32_t i = 0; i < things; ++i) {
    const auto texts = Texts(i);
    for (std::size_t t = 1; t < texts.size(); ++t) {
      const auto key = [](const Text& x) { return std::uint64_t{x.language} << 40 | std::uint64_t{static_cast<std::uint8_t>(x.kind)} << 32 | x.string; };
      if (key(texts[t - 1]) >= key(texts[t])) return Damaged(detail::kTexts, "is not in order");
      if (texts[t].kind == TextKind::kPreferred && texts[t - 1].kind == TextKind::kPreferred && texts[t - 1].language == texts[t].language) {
        return Damaged(detail::kTexts, "has two preferred texts in one language");
      }
    }
  }
  return absl::OkStatus();
}

Status Snapshot::Damaged(std::uint32_t section, std::string_view what) const {
  return Error(ErrorCode::kMalformed, Cat("snapshot: section ", SectionName(section), " ", what, "; make the file again"));
}

Status Snapshot::CheckOffsets(std::uint32_t section, std::span<const std::uint32_t> begin, std::size_t rows, std::size_t entries) const {
  if (begin.size() != rows + 1) return Damaged(section, "has the wrong length");
  if (begin.front() != 0 || begin.back() != entries) return Damaged(section, "does not cover its entries");
  if (!std::is_sorted(begin.begin(), begin.end())) return Damaged(section, "is not in order");
  return absl::OkStatus();
}

const SectionEntry* Snapshot::FindSection(std::uint32_t id) const {
  const auto at = std::lower_bound(by_id_.begin(), by_id_.end(), id, [&](std::uint32_t i, std::uint32_t wanted) { return directory_[i].id < wanted; });
  return at != by_id_.end() && directory_[*at].id == id ? &directory_[*at] : nullptr;
}

Status Snapshot::RawSection(std::uint32_t id, std::size_t element, std::span<const std::byte>* out) const {
  const auto* entry = FindSection(id);
  if (entry == nullptr) return Malformed(Cat("section ", SectionName(id), " is missing"));
  if (entry->size % element != 0) return Damaged(id, "has half an entry");
  *out = buffer_.bytes.subspan(entry->offset, entry->size);
  return absl::OkStatus();
}

bool Snapshot::HasSection(std::uint32_t id) const { return FindSection(id) != nullptr; }

std::string Snapshot::Hash() const {
  FileHeader header;
  std::memcpy(&header, buffer_.bytes.data(), sizeof(header));
  return absl::StrCat(absl::Hex(header.content_hash[1], absl::kZeroPad16), absl::Hex(header.content_hash[0], absl::kZeroPad16));
}

std::string_view Snapshot::About(std::string_view key) const {
  const auto at = std::lower_bound(about_.begin(), about_.end(), key, [&](const AboutEntry& e, std::string_view k) { return String(e.key) < k; });
  return at != about_.end() && String(at->key) == key ? String(at->value) : std::string_view();
}

std::string_view Snapshot::AboutIn(std::string_view key, std::string_view language) const {
  for (const std::string_view tag : {language, std::string_view("en"), std::string_view("nl")}) {
    if (const auto value = About(Cat(key, "@", tag)); !value.empty()) return value;
  }
  if (const auto value = About(key); !value.empty()) return value;
  const auto prefix = Cat(key, "@");
  const auto at = std::lower_bound(about_.begin(), about_.end(), std::string_view(prefix), [&](const AboutEntry& e, std::string_view k) { return String(e.key) < k; });
  return at != about_.end() && String(at->key).starts_with(prefix) ? String(at->value) : std::string_view();
}

std::string_view Snapshot::FirstText(std::uint32_t i, TextKind kind, std::string_view language) const {
  for (const auto& text : Texts(i)) {
    if (text.kind == kind && Language(text.language) == language) return String(text.string);
  }
  return {};
}

std::string_view Snapshot::Label(std::uint32_t i, std::string_view language) const {
  for (const std::string_view tag : {language, std::string_view("en"), std::string_view("nl")}) {
    if (const auto text = FirstText(i, TextKind::kPreferred, tag); !text.empty()) return text;
  }
  for (const auto& text : Texts(i)) {
    if (text.kind == TextKind::kPreferred) return String(text.string);
  }
  return {};
}

namespace detail {

void SnapshotWriter::AddRaw(std::uint32_t id, std::vector<std::byte> bytes, std::uint32_t flags) {
  auto& item = items_.emplace_back(Item{id, flags, std::move(bytes), {}});
  item.bytes = item.own;
}

std::vector<std::byte> SnapshotWriter::Front(std::vector<SectionEntry>& directory) const {
  std::uint64_t end = Padded(sizeof(FileHeader) + items_.size() * sizeof(SectionEntry));
  std::vector<std::byte> front(end, std::byte{0});
  for (const auto& item : items_) {
    directory.push_back({item.id, item.flags, end, item.bytes.size(), XXH3_64bits(item.bytes.data(), item.bytes.size())});
    end = Padded(end + item.bytes.size());
  }
  const XXH128_hash_t hash = XXH3_128bits(directory.data(), directory.size() * sizeof(SectionEntry));
  FileHeader header{};
  std::memcpy(header.magic, kMagic, sizeof(kMagic));
  header.format_version = kFormatVersion;
  header.kind = kind_;
  header.file_size = end;
  header.section_count = static_cast<std::uint32_t>(items_.size());
  header.content_hash[0] = hash.low64;
  header.content_hash[1] = hash.high64;
  header.header_hash = XXH3_64bits(&header, offsetof(FileHeader, header_hash));
  std::memcpy(front.data(), &header, sizeof(header));
  if (!directory.empty()) std::memcpy(front.data() + sizeof(header), directory.data(), directory.size() * sizeof(SectionEntry));
  return front;
}

Status SnapshotWriter::Write(const std::function<Status(std::span<const std::byte>)>& sink) {
  constexpr std::byte kZeros[kAlignment] = {};
  std::vector<SectionEntry> directory;
  OVS_RETURN_IF_ERROR(sink(Front(directory)));
  for (const auto& item : items_) {
    OVS_RETURN_IF_ERROR(sink(item.bytes));
    OVS_RETURN_IF_ERROR(sink(std::span(kZeros).first(Padded(item.bytes.size()) - item.bytes.size())));
  }
  return absl::OkStatus();
}

Buffer SnapshotWriter::Finish() {
  std::vector<SectionEntry> directory;
  const auto front = Front(directory);
  const auto size = directory.empty() ? front.size() : Padded(directory.back().offset + directory.back().size);
  auto* data = static_cast<std::byte*>(::operator new(size, std::align_val_t(kAlignment)));
  std::shared_ptr<const void> owner(data, [](void* p) { ::operator delete(p, std::align_val_t(kAlignment)); });
  std::memset(data, 0, size);
  std::memcpy(data, front.data(), front.size());
  for (std::size_t i = 0; i < items_.size(); ++i) {
    if (!items_[i].bytes.empty()) std::memcpy(data + directory[i].offset, items_[i].bytes.data(), items_[i].bytes.size());
  }
  items_.clear();
  return {std::move(owner), {data, size}};
}

struct TextTable::State {
  std::deque<std::string> strings;  // stable addresses for the keys of `index`
  // Not Abseil's map: that of 20220623 crashes in its destructor after an allocation failed while it grew.
  std::unordered_map<std::string_view, std::uint32_t> index;
  std::map<std::string, std::string> about;  // interned last: a value that was replaced leaves nothing behind
  std::vector<Entry> entries;
  std::vector<std::uint32_t> begin;
};

TextTable::TextTable() : state_(std::make_unique<State>()) { Intern(""); }
TextTable::~TextTable() = default;

std::uint32_t TextTable::Intern(std::string_view text) {
  if (const auto at = state_->index.find(text); at != state_->index.end()) return at->second;
  const auto number = static_cast<std::uint32_t>(state_->strings.size());
  const auto& stored = state_->strings.emplace_back(text);
  state_->index.emplace(stored, number);
  return number;
}

std::string_view TextTable::Get(std::uint32_t provisional) const { return state_->strings[provisional]; }
const std::vector<TextTable::Entry>& TextTable::entries() const { return state_->entries; }
const std::vector<std::uint32_t>& TextTable::begin() const { return state_->begin; }

Status TextTable::SetAbout(std::string_view key, std::string_view value) {
  if (!IsPlainText(key) || !IsPlainText(value)) {
    return Error(ErrorCode::kMalformed, Cat("\"about\" ", Quoted(key), ": ", Quoted(value), " is not UTF-8 or holds a control character; correct it"));
  }
  state_->about.insert_or_assign(std::string(key), std::string(value));
  return absl::OkStatus();
}

Status TextTable::AddText(std::uint32_t thing, TextKind kind, std::string_view language, std::string_view text) {
  constexpr std::string_view kWhite = " \t\r\n";
  const auto first = text.find_first_not_of(kWhite);
  if (first == std::string_view::npos) return absl::OkStatus();
  text = text.substr(first, text.find_last_not_of(kWhite) - first + 1);
  if (!IsUtf8(text)) return Error(ErrorCode::kMalformed, "a text is not UTF-8; save the file as UTF-8");
  std::string clean;  // only when line ends need it
  if (text.find('\r') != std::string_view::npos) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] != '\r') clean += text[i];
      else if (i + 1 == text.size() || text[i + 1] != '\n') clean += '\n';
    }
    text = clean;
  }
  if (!IsPlainText(text)) return Error(ErrorCode::kMalformed, Cat("the text ", Quoted(text), " holds a control character; remove it"));
  if (!IsLanguageTag(language)) return Error(ErrorCode::kMalformed, Cat(Quoted(language), " is no language tag; use one such as nl or en"));
  std::string tag(language);
  std::transform(tag.begin(), tag.end(), tag.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  state_->entries.push_back({thing, Intern(tag), Intern(text), kind});
  return absl::OkStatus();
}

void TextTable::Arrange(std::span<const std::uint32_t> order) {
  auto& s = *state_;
  std::vector<std::uint32_t> new_thing(order.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) new_thing[order[i]] = i;
  for (auto& e : s.entries) e.thing = new_thing[e.thing];
  const auto key = [&](const Entry& e) { return std::tuple(e.thing, Get(e.language), e.kind, Get(e.string)); };
  const auto by_key = [&](const Entry& a, const Entry& b) { return key(a) < key(b); };
  std::sort(s.entries.begin(), s.entries.end(), by_key);
  // One preferred text a language: any other becomes an alternative.
  const auto preferred_twice = [](const Entry& a, const Entry& b) {
    return a.thing == b.thing && a.language == b.language && a.kind == TextKind::kPreferred && b.kind == TextKind::kPreferred;
  };
  for (std::size_t i = s.entries.size(); i-- > 1;) {
    if (preferred_twice(s.entries[i - 1], s.entries[i])) s.entries[i].kind = TextKind::kAlternative;
  }
  std::sort(s.entries.begin(), s.entries.end(), by_key);
  // A label is stated once, as the best kind it was given; a definition may repeat a label.
  std::vector<Entry> kept;
  std::unordered_map<std::uint32_t, TextKind> seen;  // strings of one thing and language, with the kind they were kept as last
  for (const auto& e : s.entries) {
    if (kept.empty() || kept.back().thing != e.thing || kept.back().language != e.language) seen = decltype(seen)();  // neither clear() nor = {}: they cost as much as the largest group each time
    const auto [at, fresh] = seen.try_emplace(e.string, e.kind);
    if (!fresh && (at->second == e.kind || e.kind != TextKind::kDefinition)) continue;
    at->second = e.kind;
    kept.push_back(e);
  }
  s.entries = std::move(kept);
  s.begin.assign(order.size() + 1, 0);
  for (const auto& e : s.entries) ++s.begin[e.thing + 1];
  std::partial_sum(s.begin.begin(), s.begin.end(), s.begin.begin());
}

Status TextTable::Seal(SnapshotWriter& out, std::vector<std::uint32_t>* renumber) {
  auto& s = *state_;
  for (const auto& [key, value] : s.about) Intern(key), Intern(value);
  std::uint64_t bytes = 0;
  for (const auto& text : s.strings) bytes += text.size() + 1;
  if (bytes > 0xFFFFFFFFull) return Error(ErrorCode::kLimit, "the texts together are larger than 4 GiB; leave definitions or languages out");

  std::vector<std::uint32_t> sorted(s.strings.size());
  std::iota(sorted.begin(), sorted.end(), 0u);
  std::sort(sorted.begin(), sorted.end(), [&](std::uint32_t a, std::uint32_t b) { return s.strings[a] < s.strings[b]; });
  renumber->resize(s.strings.size());
  std::vector<std::uint32_t> string_begin(1, 0);
  std::vector<char> arena;
  arena.reserve(bytes);
  for (std::uint32_t i = 0; i < sorted.size(); ++i) {
    (*renumber)[sorted[i]] = i;
    const auto& text = s.strings[sorted[i]];
    arena.insert(arena.end(), text.begin(), text.end());
    arena.push_back('\0');
    string_begin.push_back(static_cast<std::uint32_t>(arena.size()));
  }

  std::vector<std::array<std::uint32_t, 2>> about;
  for (const auto& [key, value] : s.about) about.push_back({(*renumber)[Intern(key)], (*renumber)[Intern(value)]});  // in order of keys

  std::vector<std::uint32_t> languages;
  for (const auto& e : s.entries) languages.push_back((*renumber)[e.language]);
  std::sort(languages.begin(), languages.end());
  languages.erase(std::unique(languages.begin(), languages.end()), languages.end());
  if (languages.size() > 255) return Error(ErrorCode::kLimit, "more than 255 languages");
  std::vector<Text> texts;
  for (const auto& e : s.entries) {
    const auto language = std::lower_bound(languages.begin(), languages.end(), (*renumber)[e.language]) - languages.begin();
    texts.push_back({(*renumber)[e.string], static_cast<std::uint8_t>(language), e.kind, 0});
  }

  out.Add(kAbout, about);
  out.Add(kStringBegin, string_begin);
  out.Add(kStringBytes, arena);
  out.Add(kLanguages, languages);
  out.Add(kTextBegin, s.begin);
  out.Add(kTexts, texts);
  return absl::OkStatus();
}

}  // namespace detail
}  // namespace overstap
