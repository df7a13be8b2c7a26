// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The helpers of fuzz.hpp.

#include "fuzz.hpp"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <memory>
#include <tuple>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "io/json_tree.hpp"
#include "overstap/builder.hpp"
#include "overstap/explain.hpp"
#include "overstap/graph.hpp"
#include "overstap/io.hpp"
#include "overstap/match.hpp"
#include "overstap/model.hpp"
#include "overstap/profile.hpp"
#include "overstap/suggest.hpp"
#include "overstap/text.hpp"

namespace overstap::fuzz {
namespace fs = std::filesystem;

void Promise(bool holds, std::string_view what) {
  if (holds) return;
  std::fprintf(stderr, "broken promise: %.*s\n", static_cast<int>(what.size()), what.data());
  std::abort();
}

void Sound(const Status& status) {
  static const bool show = std::getenv("OVERSTAP_FUZZ_SHOW") != nullptr;  // for whoever writes a seed
  const auto message = detail::Std(status.message());
  if (show) std::fprintf(stderr, "  %s%.*s\n", status.ok() ? "fine" : "refused: ", static_cast<int>(message.size()), message.data());
  if (status.ok()) return;
  const auto code = CodeOf(status);
  Promise(code != ErrorCode::kOk, "a refusal has a code");
  if (code == ErrorCode::kInternal) std::fprintf(stderr, "%.*s\n", static_cast<int>(message.size()), message.data());
  Promise(code != ErrorCode::kInternal, "no input is a fault of the library");
  Promise(!message.empty(), "a refusal says why");
  Promise(message.size() < 8192, "a message is short");
  Promise(IsUtf8(message), "a message is UTF-8");
  Promise(std::none_of(message.begin(), message.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }),
          "a message is one line without control characters");
}

void IsJson(std::string_view text) { Promise(detail::JsonTree::Parse("written", text).ok(), "what is written as JSON is JSON"); }

std::vector<PackedFile> Unpack(std::string_view input) {
  constexpr std::string_view kMark = "=== ";
  std::vector<PackedFile> files;
  for (auto at = input.starts_with(kMark) ? 0 : input.find("\n=== "); at != std::string_view::npos;) {
    input.remove_prefix(at + (input[at] == '\n' ? 1 : 0) + kMark.size());
    const auto name_end = input.find('\n');
    auto name = input.substr(0, name_end);
    if (name.ends_with('\r')) name.remove_suffix(1);
    input.remove_prefix(name_end == std::string_view::npos ? input.size() : name_end + 1);
    at = input.starts_with(kMark) ? 0 : input.find("\n=== ");
    // The line end before the next mark belongs to the file.
    files.push_back({name, input.substr(0, at == std::string_view::npos ? at : input.starts_with(kMark) ? 0 : at + 1)});
  }
  return files;
}

MemoryFile::MemoryFile() : descriptor_(::memfd_create("overstap-fuzz", MFD_CLOEXEC)), path_("/proc/self/fd/" + std::to_string(descriptor_)) {
  Promise(descriptor_ >= 0, "there is a file in memory");
}
MemoryFile::~MemoryFile() { ::close(descriptor_); }

const std::string& MemoryFile::Write(std::string_view text) {
  Promise(::ftruncate(descriptor_, 0) == 0 && ::pwrite(descriptor_, text.data(), text.size(), 0) == static_cast<ssize_t>(text.size()),
          "a file in memory can be written");
  return path_;
}

Folder::Folder() : path_(fs::exists("/dev/shm") ? "/dev/shm/overstap-fuzz-XXXXXX" : fs::temp_directory_path() / "overstap-fuzz-XXXXXX") {
  Promise(::mkdtemp(path_.data()) != nullptr, "a folder can be made");
}
Folder::~Folder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

void Folder::Fill(std::span<const PackedFile> files, std::span<const std::string_view> allowed) {
  for (const auto& entry : fs::directory_iterator(path_)) fs::remove(entry.path());
  for (const auto& file : files) {
    if (std::find(allowed.begin(), allowed.end(), file.name) == allowed.end()) continue;
    std::ofstream(fs::path(path_) / file.name, std::ios::binary).write(file.text.data(), static_cast<std::streamsize>(file.text.size()));
  }
}

std::string TestFile(std::string_view name) {
  auto text = ReadFile(detail::Cat(OVERSTAP_TEST_DIR "/", name));
  Promise(text.ok(), detail::Cat(OVERSTAP_TEST_DIR "/", name, " can be read"));
  return *std::move(text);
}

const Taxonomy& Golden() {
  static const Taxonomy golden = [] {
    TaxonomyBuilder builder;
    Promise(ReadTaxonomyJson({"taxonomy.json", TestFile("golden/taxonomy.json")}, builder).ok(), "the golden taxonomy can be read");
    auto built = builder.Build();
    Promise(built.ok(), "the golden taxonomy can be built");
    return *std::move(built);
  }();
  return golden;
}

std::string Repaired(std::string_view snapshot) {
  std::string bytes(snapshot);
  bytes.resize(std::max(sizeof(detail::FileHeader), (bytes.size() + detail::kAlignment - 1) / detail::kAlignment * detail::kAlignment));
  detail::FileHeader header;
  std::memcpy(&header, bytes.data(), sizeof(header));
  std::memcpy(header.magic, detail::kMagic, sizeof(header.magic));
  header.format_version = detail::kFormatVersion;
  header.file_size = bytes.size();
  header.flags = 0;
  header.reserved = 0;
  const auto room = (bytes.size() - sizeof(header)) / sizeof(detail::SectionEntry);
  header.section_count = static_cast<std::uint32_t>(std::min<std::size_t>(header.section_count, room));
  std::uint64_t end = sizeof(header) + header.section_count * sizeof(detail::SectionEntry);
  for (std::uint32_t i = 0; i < header.section_count; ++i) {
    detail::SectionEntry entry;
    auto* at = bytes.data() + sizeof(header) + i * sizeof(entry);
    std::memcpy(&entry, at, sizeof(entry));
    // Sections follow one another; their sizes stay the input's, as far as they fit.
    entry.offset = (end + detail::kAlignment - 1) / detail::kAlignment * detail::kAlignment;
    if (entry.offset <= bytes.size()) {
      entry.size = std::min<std::uint64_t>(entry.size, bytes.size() - entry.offset);
      std::memset(bytes.data() + end, 0, entry.offset - end);
      entry.hash = XXH3_64bits(bytes.data() + entry.offset, entry.size);
      end = entry.offset + entry.size;
    }
    std::memcpy(at, &entry, sizeof(entry));
  }
  if (end < bytes.size()) {
    const auto padded = (end + detail::kAlignment - 1) / detail::kAlignment * detail::kAlignment;
    std::memset(bytes.data() + end, 0, padded - end);
    bytes.resize(padded);
    header.file_size = padded;
  }
  const auto hash = XXH3_128bits(bytes.data() + sizeof(header), header.section_count * sizeof(detail::SectionEntry));
  header.content_hash[0] = hash.low64, header.content_hash[1] = hash.high64;
  header.header_hash = XXH3_64bits(&header, offsetof(detail::FileHeader, header_hash));
  std::memcpy(bytes.data(), &header, sizeof(header));
  return bytes;
}

namespace {

std::uint64_t Touch(std::string_view text) {
  std::uint64_t sum = text.size();
  for (const char c : text) sum = sum * 31 + static_cast<unsigned char>(c);
  if (text.data() == nullptr) return sum;
  Promise(text.data()[text.size()] == '\0' && text.find('\0') == std::string_view::npos, "a string ends with its only NUL");
  return sum;
}

std::uint64_t WalkTexts(const Snapshot& s, std::uint32_t things) {
  std::uint64_t sum = Touch(s.Hash()) + Touch(s.About("edition")) + Touch(s.AboutIn("name", "nl"));
  for (std::uint32_t i = 0; i < s.string_count(); ++i) sum += Touch(s.String(i));
  for (std::size_t i = 0; i < s.language_count(); ++i) sum += Touch(s.Language(i));
  for (std::size_t i = 0; i < s.about_size(); ++i) sum += Touch(s.about_key(i)) + Touch(s.about_value(i));
  for (std::uint32_t i = 0; i < things; ++i) {
    sum += Touch(s.Label(i, "nl")) + Touch(s.FirstText(i, TextKind::kDefinition, "nl"));
    std::tuple<int, int, std::uint32_t> last(-1, 0, 0);
    for (const auto& text : s.Texts(i)) {
      const std::tuple now(text.language, static_cast<int>(text.kind), text.string);
      Promise(last < now, "texts are in order");
      last = now;
      sum += Touch(s.String(text.string)) + Touch(s.Language(text.language)) + Touch(Name(text.kind));
    }
  }
  return sum;
}

std::uint64_t Match(const Taxonomy& t) {
  auto model = MatchModel::Create(t, {.least_items = 1});
  Sound(model.status());
  if (!model.ok() || t.Concepts(ConceptKind::kOccupation).size() == 0) return 0;
  const Matcher matcher(std::make_shared<const MatchModel>(*std::move(model)));
  std::uint64_t sum = Touch(matcher.model().hash());
  ProfileBuilder builder(t);
  Promise(builder.AddOccupation(0).ok(), "an occupation makes a profile");
  const auto profile = builder.Build();
  const auto query = matcher.model().MakeQuery(profile);
  const auto same = matcher.model().QueryOf(0);
  Promise(query.frame == same.frame && query.items == same.items && query.terms.size() == same.terms.size(),
          "an occupation is the profile of one who did only that");
  const auto self = matcher.ScoreOf(query, 0);
  Promise(!self || *self == kScoreOne, "an occupation scores 1 for itself");
  for (const auto& match : matcher.Rank(profile, {.with_origins = true, .with_zero = true}).matches) {
    Promise(match.score <= kScoreOne && match.score >= -kScoreOne, "a score is in -1..1");
    Promise(matcher.ScoreOf(matcher.model().QueryOf(match.occupation), 0).value_or(match.score) == match.score, "a score is the same both ways");
    Promise(match.band == matcher.model().BandOf(match.score), "a match has the band of its score");
    const auto x = Explain(matcher, profile, match.occupation);
    Promise(x.ok() && x->score == match.score, "an explanation has the score of the ranking");
    Score total = 0;
    for (const auto& part : x->contributions) total += part.score;
    Promise(total == match.score, "contributions add up to the score");
    sum += x->gap.size() + x->matched.size();
  }
  return sum;
}

}  // namespace

std::uint64_t Walk(const Taxonomy& t) {
  const auto& s = t.snapshot();
  std::uint64_t sum = WalkTexts(s, t.size());
  for (Concept c = 0; c < t.size(); ++c) {
    sum += Touch(Name(t.Kind(c))) + Touch(t.Uri(c)) + Touch(t.Label(c, "nl")) + Touch(Name(t.Status(c)));
    sum += Touch(NlqfName(t.Nlqf(c))) + Touch(t.Notation(c)) + Touch(InterestLetters(t.Interests(c))) + t.JobZone(c) + t.Isco(c);
    sum += static_cast<std::uint64_t>(t.Regulated(c)) + static_cast<std::uint64_t>(t.Mediation(c));
    for (const auto& r : t.Relations(c)) {
      Promise(t.Kind(c) == ConceptKind::kOccupation && (kRequirable & SetOf(t.Kind(r.target))) != 0, "a relation stands between kinds that can have one");
      sum += Touch(Name(r.relevance)) + r.level + r.importance + Touch(t.Uri(r.target));
    }
    for (const auto parent : t.Broader(c)) {
      const auto children = t.Narrower(parent);
      Promise(std::count(children.begin(), children.end(), c) == 1, "a broader concept has it as narrower");
      sum += Touch(t.Uri(parent));
    }
    for (const auto child : t.Narrower(c)) {
      const auto parents = t.Broader(child);
      Promise(std::count(parents.begin(), parents.end(), c) == 1, "a narrower concept has it as broader");
      sum += Touch(t.Uri(child));
    }
    for (const auto& m : t.Matches(c)) sum += Touch(s.String(m.uri)) + Touch(Name(m.type));
    Promise(t.Find(t.Uri(c)) == c, "a concept is found by its URI");
    sum += t.ChangesOf(t.Uri(c)).size();
  }
  for (const auto& title : t.titles()) {
    Promise(!t.TitlesOf(s.String(title.folded)).empty(), "a title is found");
    sum += Touch(s.String(t.Texts(title.concept_id)[title.text].string));
  }
  for (const auto& o : t.Overlays()) {
    for (const auto string : {o.name, o.author, o.date, o.reason, o.base}) sum += Touch(s.String(string));
  }
  for (const auto& c : t.Changes()) {
    sum += Touch(s.String(c.subject)) + Touch(s.String(c.object)) + Touch(s.String(c.detail)) + Touch(s.String(c.reason));
    sum += Touch(s.String(t.Overlays()[c.overlay].name)) + static_cast<std::uint64_t>(c.verb) + static_cast<std::uint64_t>(c.thing);
    Promise(!t.ChangesOf(s.String(c.subject)).empty(), "a change is found by its subject");
  }
  sum += SearchTitles(t, "kok", 5).size() + ResolveTitle(t, "kook").choices.size();
  Promise(!FindCycle(BroaderGraph(t)), "the hierarchy has no circle");
  return sum + Match(t);
}

std::uint64_t Walk(const CourseCatalogue& c) {
  std::uint64_t sum = WalkTexts(c.snapshot(), c.size());
  for (std::uint32_t i = 0; i < c.size(); ++i) {
    sum += Touch(c.Uri(i)) + Touch(c.Label(i, "en")) + Touch(c.Sector(i)) + Touch(Name(c[i].type)) + Touch(Name(c[i].provider)) + MiddleCost(c[i]);
    sum += Touch(NlqfName(c[i].nlqf)) + Touch(NlqfName(c[i].entry_nlqf));
    for (const auto list : {c.Teaches(i), c.Requires(i)}) {
      for (const auto& skill : list) sum += Touch(c.snapshot().String(skill.uri)) + skill.level;
    }
    for (int kind = 0; kind < kCourseFactKinds; ++kind) {
      for (const auto& f : c.Facts(i, static_cast<CourseFactKind>(kind))) sum += Touch(c.Text(f)) + DateName(f.from).size() + DateName(f.until).size();
    }
    Promise(c.Find(c.Uri(i)) == i, "a course is found by its URI");
  }
  return sum + BoundCatalogue::Bind(c, Golden()).unknown_skills();
}

}  // namespace overstap::fuzz
