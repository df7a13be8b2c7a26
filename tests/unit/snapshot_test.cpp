// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Snapshots: saved and loaded byte for byte, and nothing damaged gets in. Damage comes in two forms: as an accident (cut off, bits
// flipped: every one must be noticed) and as malice (changed and the checksums made right again: it must fail, or give a taxonomy all
// of which can be used. Run under ASan and UBSan.)

#include "overstap/snapshot.hpp"

#include <doctest/doctest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "oracle/files.hpp"
#include "oracle/random_graph.hpp"
#include "overstap/explain.hpp"
#include "overstap/graph.hpp"
#include "overstap/io.hpp"
#include "overstap/suggest.hpp"
#include "overstap/text.hpp"

using namespace overstap;
using namespace overstap::test;
namespace fs = std::filesystem;

namespace {

using Bytes = std::vector<std::byte>;

Bytes BytesOf(const Snapshot& s) { return {s.bytes().begin(), s.bytes().end()}; }

/// A little of everything, so that every section has entries.
Taxonomy Tiny() {
  Maker make;
  make.Requires("occupation/a", "skill/1", Relevance::kEssential, 2)
      .Requires("occupation/a", "skill/2")
      .Requires("occupation/a", "knowledge/1", Relevance::kSomewhat);
  make.Requires("occupation/b", "skill/1")
      .Requires("occupation/b", "skill/2")
      .Requires("occupation/b", "task/1")
      .Requires("occupation/b", "condition/1", Relevance::kNotRelevant);
  make.Requires("occupation/b", "licence/1").Requires("occupation/b", "knowledge/1");
  make.Broader("skill/1", "group/1").Broader("group/1", "group/2").Broader("skill/2", "group/2");
  make.Text("occupation/a", "Kok").Text("occupation/a", "Cook", TextKind::kPreferred, "en").Text("occupation/b", "kok", TextKind::kAlternative);
  make.Text("skill/1", "koken", TextKind::kDefinition);
  Need(make.builder.AddMatch(make("skill/1"), MatchType::kClose, "http://example.org/1"));
  Need(make.builder.SetNotation(make("occupation/a"), "1.2"));
  Need(make.builder.SetAbout("edition", "1"));
  make.builder.SetNlqf(make("occupation/a"), 20);
  return make.Build();
}

CourseCatalogue TinyCourses() {
  CourseBuilder builder;
  const auto a = Need(builder.Add("course/a", {.type = CourseType::kDiploma,
                                               .sector = "group/2",
                                               .cost_min = 1,
                                               .cost_max = 2,
                                               .hours = 3,
                                               .weeks = 4,
                                               .form = 5,
                                               .nlqf = 20,
                                               .entry_nlqf = 10}));
  const auto b = Need(builder.Add("course/b", {}));
  Need(builder.AddText(a, TextKind::kPreferred, "nl", "Een"));
  Need(builder.AddTeaches(a, "skill/1", 2));
  Need(builder.AddTeaches(a, "licence/1", 0));
  Need(builder.AddTeaches(b, "skill/2", 0));
  Need(builder.AddRequires(b, "skill/1", 3));
  Need(builder.AddFact(a, CourseFactKind::kPart, "course/b"));
  Need(builder.AddFact(a, CourseFactKind::kOffered, "", 10, 20));
  Need(builder.AddFact(b, CourseFactKind::kPlace, "Een"));
  return Need(builder.Build());
}

/// Makes all checksums right again, as far as header and directory still say where the sections are.
void Repair(Bytes& bytes) {
  detail::FileHeader header;
  if (bytes.size() < sizeof(header)) return;
  std::memcpy(&header, bytes.data(), sizeof(header));
  const auto room = (bytes.size() - sizeof(header)) / sizeof(detail::SectionEntry);
  const auto count = std::min<std::size_t>(header.section_count, room);
  for (std::size_t i = 0; i < count; ++i) {
    detail::SectionEntry entry;
    auto* at = bytes.data() + sizeof(header) + i * sizeof(entry);
    std::memcpy(&entry, at, sizeof(entry));
    if (entry.offset > bytes.size() || entry.size > bytes.size() - entry.offset) continue;
    entry.hash = XXH3_64bits(bytes.data() + entry.offset, entry.size);
    std::memcpy(at, &entry, sizeof(entry));
  }
  const auto hash = XXH3_128bits(bytes.data() + sizeof(header), count * sizeof(detail::SectionEntry));
  header.content_hash[0] = hash.low64, header.content_hash[1] = hash.high64;
  header.header_hash = XXH3_64bits(&header, offsetof(detail::FileHeader, header_hash));
  std::memcpy(bytes.data(), &header, sizeof(header));
}

std::uint64_t Touch(std::string_view text) {
  std::uint64_t sum = text.size();
  for (const char c : text) sum = sum * 31 + static_cast<unsigned char>(c);
  return text.data() == nullptr ? sum : sum + static_cast<unsigned char>(text.data()[text.size()]);  // the NUL behind it
}

std::uint64_t WalkTexts(const Snapshot& s, std::uint32_t things) {
  std::uint64_t sum = Touch(s.Hash()) + Touch(s.About("edition")) + Touch(s.AboutIn("name", "nl"));
  for (std::uint32_t i = 0; i < s.string_count(); ++i) sum += Touch(s.String(i));
  for (std::size_t i = 0; i < s.language_count(); ++i) sum += Touch(s.Language(i));
  for (std::size_t i = 0; i < s.about_size(); ++i) sum += Touch(s.about_key(i)) + Touch(s.about_value(i));
  for (std::uint32_t i = 0; i < things; ++i) {
    sum += Touch(s.Label(i, "nl")) + Touch(s.FirstText(i, TextKind::kDefinition, "nl"));
    for (const auto& text : s.Texts(i)) sum += Touch(s.String(text.string)) + Touch(s.Language(text.language)) + Touch(Name(text.kind));
  }
  return sum;
}

/// Uses every accessor, and everything built on them.
std::uint64_t Walk(const Taxonomy& t) {
  std::uint64_t sum = WalkTexts(t.snapshot(), t.size());
  for (Concept c = 0; c < t.size(); ++c) {
    sum += Touch(Name(t.Kind(c))) + Touch(t.Uri(c)) + Touch(t.Label(c, "nl")) + Touch(Name(t.Status(c))) + static_cast<std::uint64_t>(t.Regulated(c));
    sum += Touch(NlqfName(t.Nlqf(c))) + t.Isco(c) + Touch(t.Notation(c)) + t.Find(t.Uri(c)).value_or(0);
    for (const auto& r : t.Relations(c)) sum += Touch(Name(r.relevance)) + r.level + Touch(t.Uri(r.target));
    for (const auto parent : t.Broader(c)) sum += Touch(t.Uri(parent));
    for (const auto child : t.Narrower(c)) sum += Touch(t.Uri(child));
    for (const auto& m : t.Matches(c)) sum += Touch(t.snapshot().String(m.uri)) + Touch(Name(m.type));
    const auto found = t.Find(t.Uri(c));
    REQUIRE(found == c);
  }
  for (const auto& title : t.titles()) {
    sum += Touch(t.snapshot().String(title.folded)) + t.TitlesOf(t.snapshot().String(title.folded)).size();
    sum += Touch(t.snapshot().String(t.Texts(title.concept_id)[title.text].string));
  }
  sum += SearchTitles(t, "kok", 5).size() + ResolveTitle(t, "kook").choices.size() + (FindCycle(BroaderGraph(t)) ? 1u : 0u);
  ModelParams params;
  params.least_items = 1;
  const auto matcher = MakeMatcher(t, params);
  for (const auto o : {Concept{0}, Concept{1}}) {
    if (!t.Concepts(ConceptKind::kOccupation).contains(o)) continue;
    const auto profile = ProfileOf(t, o);
    for (const auto& m : matcher.Rank(profile, {.with_origins = true, .with_zero = true}).matches) {
      REQUIRE(m.score <= kScoreOne);
      sum += Need(Explain(matcher, profile, m.occupation)).contributions.size();
    }
  }
  return sum;
}

std::uint64_t Walk(const CourseCatalogue& c) {
  std::uint64_t sum = WalkTexts(c.snapshot(), c.size());
  for (std::uint32_t i = 0; i < c.size(); ++i) {
    sum += Touch(c.Uri(i)) + Touch(c.Label(i, "en")) + Touch(c.Sector(i)) + Touch(Name(c[i].type)) + Touch(Name(c[i].provider)) +
           Touch(NlqfName(c[i].nlqf)) + MiddleCost(c[i]);
    for (const auto list : {c.Teaches(i), c.Requires(i)}) {
      for (const auto& s : list) sum += Touch(c.snapshot().String(s.uri)) + s.level;
    }
    for (int kind = 0; kind < kCourseFactKinds; ++kind) {
      for (const auto& f : c.Facts(i, static_cast<CourseFactKind>(kind))) sum += Touch(c.Text(f)) + DateName(f.from).size() + DateName(f.until).size();
    }
    REQUIRE(c.Find(c.Uri(i)) == i);
  }
  static const Taxonomy taxonomy = Tiny();
  return sum + BoundCatalogue::Bind(c, taxonomy).unknown_skills();
}

StatusOr<Taxonomy> Load(const Bytes& bytes, const Taxonomy&) { return LoadTaxonomy(std::span<const std::byte>(bytes)); }
StatusOr<CourseCatalogue> Load(const Bytes& bytes, const CourseCatalogue&) { return LoadCourses(std::span<const std::byte>(bytes)); }

bool IsDamage(const Status& status) {
  const auto code = CodeOf(status);
  return code == ErrorCode::kMalformed || code == ErrorCode::kChecksum || code == ErrorCode::kFormatVersion;
}

template <typename View>
void EveryCutAndFlipIsNoticed(const View& view) {
  const auto whole = BytesOf(view.snapshot());
  std::size_t accepted = 0, wrong_code = 0;
  const auto check = [&](const Bytes& bytes) {
    const auto loaded = Load(bytes, view);
    if (loaded.ok())
      ++accepted;
    else
      wrong_code += !IsDamage(loaded.status());
  };
  for (std::size_t length = 0; length < whole.size(); ++length) check({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length)});
  for (std::size_t i = 0; i < whole.size(); ++i) {
    auto flipped = whole;
    for (int bit = 0; bit < 8; ++bit) {
      flipped[i] = whole[i] ^ static_cast<std::byte>(1u << bit);
      check(flipped);
    }
  }
  auto longer = whole;
  longer.push_back(std::byte{0});
  check(longer);
  longer.resize(whole.size() + 64);
  check(longer);
  CHECK(accepted == 0);
  CHECK(wrong_code == 0);
}

template <typename View>
void DamageWithRightChecksumsIsSafe(const View& view, std::uint64_t seed) {
  const auto whole = BytesOf(view.snapshot());
  std::size_t accepted = 0, refused = 0, wrong_code = 0, lost = 0;
  std::uint64_t sum = 0;
  const auto check = [&](Bytes bytes) {
    Repair(bytes);
    const auto loaded = Load(bytes, view);
    if (loaded.ok())
      ++accepted, sum += Walk(*loaded);
    else
      ++refused, wrong_code += !IsDamage(loaded.status());
    // What got in comes out the same.
    if (loaded.ok()) lost += BytesOf(loaded->snapshot()) != bytes;
  };
  Random random(seed);
  for (std::size_t i = 0; i < whole.size(); ++i) {
    for (const auto value :
         {std::byte{0}, std::byte{0xFF}, whole[i] ^ std::byte{1}, whole[i] ^ static_cast<std::byte>(1u << random.Below(8)), std::byte{0x01}}) {
      if (value == whole[i]) continue;
      auto changed = whole;
      changed[i] = value;
      check(changed);
    }
  }
  for (int round = 0; round < 30000; ++round) {  // several at once: words overwritten, swapped, copied
    auto changed = whole;
    for (auto n = 1 + random.Below(3); n > 0; --n) {
      const auto words = static_cast<std::uint32_t>(changed.size() / 4);
      const auto a = 4 * std::size_t{16 + random.Below(words - 16)}, b = 4 * std::size_t{16 + random.Below(words - 16)};
      switch (random.Below(4)) {
        case 0: std::memcpy(changed.data() + a, changed.data() + b, 4); break;
        case 1: std::swap_ranges(changed.data() + a, changed.data() + a + 4, changed.data() + b); break;
        case 2: changed[a] = static_cast<std::byte>(random.Below(16)); break;
        default: changed[b] = changed[b] ^ static_cast<std::byte>(1u << random.Below(8));
      }
    }
    check(changed);
  }
  for (std::size_t length = 64; length < whole.size(); length += 4) {  // cut off, with the size made right
    Bytes cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length));
    const std::uint64_t size = length;
    std::memcpy(cut.data() + offsetof(detail::FileHeader, file_size), &size, sizeof(size));
    check(cut);
  }
  MESSAGE(accepted, " accepted, ", refused, " refused, ", sum % 10);
  CHECK(accepted > 0);
  CHECK(refused > 1000);
  CHECK(wrong_code == 0);
  CHECK(lost == 0);
}

std::string Message(const Status& status) { return std::string(status.message()); }

}  // namespace

TEST_CASE("Snapshot: saved and loaded it is the same, byte for byte, from a file and from memory") {
  const TemporaryFolder folder;
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    const auto taxonomy = RandomTaxonomy(seed);
    Random random(seed);
    const auto courses = RandomCourses(random, GraphSize(), 20);
    const auto file = folder.path + "/t.ovs", course_file = folder.path + "/c.ovs";
    Need(SaveSnapshot(taxonomy.snapshot(), file));
    Need(SaveSnapshot(courses.snapshot(), course_file));
    const auto loaded = Need(LoadTaxonomy(file));
    CHECK(BytesOf(loaded.snapshot()) == BytesOf(taxonomy.snapshot()));
    CHECK(BytesOf(Need(LoadTaxonomy(taxonomy.snapshot().bytes())).snapshot()) == BytesOf(taxonomy.snapshot()));
    CHECK(BytesOf(Need(LoadCourses(course_file)).snapshot()) == BytesOf(courses.snapshot()));
    CHECK(loaded.snapshot().Hash() == taxonomy.snapshot().Hash());
    CHECK(loaded.snapshot().Hash().size() == 32);
    CHECK(Walk(loaded) == Walk(taxonomy));
  }
  CHECK(folder.files() == 2);
}

TEST_CASE("Snapshot: a mapped file outlives its name and its loader") {
  const TemporaryFolder folder;
  const auto file = folder.path + "/t.ovs";
  const auto taxonomy = Tiny();
  Need(SaveSnapshot(taxonomy.snapshot(), file));
  auto mapped = std::make_unique<Taxonomy>(Need(LoadTaxonomy(file)));
  const Taxonomy copy = *mapped;
  mapped.reset();
  fs::remove(file);
  CHECK(Walk(copy) == Walk(taxonomy));
}

TEST_CASE("Snapshot: equal content, equal hash; other content, other hash") {
  CHECK(Tiny().snapshot().Hash() == Tiny().snapshot().Hash());
  CHECK(Tiny().snapshot().Hash() != RandomTaxonomy(1).snapshot().Hash());
}

TEST_CASE("Snapshot: every cut and every flipped bit of a taxonomy is noticed") { EveryCutAndFlipIsNoticed(Tiny()); }
TEST_CASE("Snapshot: every cut and every flipped bit of a catalogue is noticed") { EveryCutAndFlipIsNoticed(TinyCourses()); }
TEST_CASE("Snapshot: a taxonomy damaged with right checksums is refused or safe to use") { DamageWithRightChecksumsIsSafe(Tiny(), 1); }
TEST_CASE("Snapshot: a catalogue damaged with right checksums is refused or safe to use") { DamageWithRightChecksumsIsSafe(TinyCourses(), 2); }

TEST_CASE("Snapshot: repairing the checksums of what is whole changes nothing") {
  const auto whole = BytesOf(Tiny().snapshot());
  auto repaired = whole;
  Repair(repaired);
  CHECK(repaired == whole);
}

TEST_CASE("Snapshot: the wrong kind is refused by name") {
  const auto taxonomy = BytesOf(Tiny().snapshot()), courses = BytesOf(TinyCourses().snapshot());
  const auto a = LoadTaxonomy(std::span<const std::byte>(courses)).status(), b = LoadCourses(std::span<const std::byte>(taxonomy)).status();
  CHECK(CodeOf(a) == ErrorCode::kMalformed);
  CHECK(CodeOf(b) == ErrorCode::kMalformed);
  CHECK(Message(a).find("course catalogue") != std::string::npos);
  CHECK(Message(b).find("course catalogue") != std::string::npos);
}

TEST_CASE("Snapshot: another format version is refused as such, before anything else is read") {
  for (const std::uint32_t version : {0u, 2u, 0xFFFFFFFFu}) {
    for (const bool repaired : {false, true}) {
      auto bytes = BytesOf(Tiny().snapshot());
      std::memcpy(bytes.data() + offsetof(detail::FileHeader, format_version), &version, sizeof(version));
      if (repaired) Repair(bytes);
      const auto status = LoadTaxonomy(std::span<const std::byte>(bytes)).status();
      CHECK(CodeOf(status) == ErrorCode::kFormatVersion);
      CHECK(Message(status).find("version " + std::to_string(version)) != std::string::npos);
    }
  }
}

TEST_CASE("Snapshot: damage is told from a file that is none") {
  auto bytes = BytesOf(Tiny().snapshot());
  bytes.back() ^= std::byte{1};  // in the last section or behind it
  CHECK(IsDamage(LoadTaxonomy(std::span<const std::byte>(bytes)).status()));
  bytes = BytesOf(Tiny().snapshot());
  detail::SectionEntry first;
  std::memcpy(&first, bytes.data() + sizeof(detail::FileHeader), sizeof(first));
  bytes[first.offset] ^= std::byte{1};
  CHECK(CodeOf(LoadTaxonomy(std::span<const std::byte>(bytes)).status()) == ErrorCode::kChecksum);
  const std::string text = "{\"overstap\": 1, \"concepts\": []}                                                        ";
  CHECK(CodeOf(LoadTaxonomy(std::as_bytes(std::span(text))).status()) == ErrorCode::kMalformed);
  CHECK(CodeOf(LoadTaxonomy(std::span<const std::byte>()).status()) == ErrorCode::kMalformed);
}

TEST_CASE("Snapshot: a buffer that is not aligned is refused") {
  const auto taxonomy = Tiny();
  const auto whole = taxonomy.snapshot().bytes();
  Bytes room(whole.size() + 128);
  const auto misfit = 64 - reinterpret_cast<std::uintptr_t>(room.data()) % 64 + 8;
  std::memcpy(room.data() + misfit, whole.data(), whole.size());
  CHECK(CodeOf(Taxonomy::FromBuffer({nullptr, {room.data() + misfit, whole.size()}}).status()) == ErrorCode::kInternal);
}

TEST_CASE("Snapshot: a section that is missing is an error that names it; an unknown one is ignored only when it says so") {
  const auto taxonomy = Tiny();
  const auto whole = BytesOf(taxonomy.snapshot());
  detail::FileHeader header;
  std::memcpy(&header, whole.data(), sizeof(header));
  const auto again = [&](std::uint32_t without, std::uint32_t extra = 0, std::uint32_t flags = 0) {
    detail::SnapshotWriter out(detail::SnapshotKind::kTaxonomy);
    for (std::uint32_t i = 0; i < header.section_count; ++i) {
      detail::SectionEntry entry;
      std::memcpy(&entry, whole.data() + sizeof(header) + i * sizeof(entry), sizeof(entry));
      if (entry.id != without)
        out.AddRaw(entry.id, {whole.begin() + static_cast<std::ptrdiff_t>(entry.offset),
                              whole.begin() + static_cast<std::ptrdiff_t>(entry.offset + entry.size)});
    }
    if (extra != 0) out.AddRaw(extra, Bytes(72, std::byte{7}), flags);
    return Taxonomy::FromBuffer(out.Finish());
  };
  CHECK(BytesOf(Need(again(0)).snapshot()) == whole);
  const auto news = detail::SectionId("NEWS");
  const auto larger = Need(again(0, news, detail::kSectionOptional));
  CHECK(larger.size() == taxonomy.size());
  CHECK(larger.snapshot().Hash() != taxonomy.snapshot().Hash());
  const auto needed = again(0, news).status();
  CHECK(CodeOf(needed) == ErrorCode::kFormatVersion);
  CHECK(Message(needed).find("NEWS") != std::string::npos);
  CHECK(CodeOf(again(0, detail::kUri).status()) == ErrorCode::kMalformed);  // twice
  for (const auto id :
       {detail::kAbout, detail::kStringBegin, detail::kStringBytes, detail::kLanguages, detail::kTextBegin, detail::kTexts, detail::kKindBegin,
        detail::kUri, detail::kByUri, detail::kAttributes, detail::kRelationBegin, detail::kRelations, detail::kBroaderBegin, detail::kBroader,
        detail::kNarrowerBegin, detail::kNarrower, detail::kMatchBegin, detail::kMatches, detail::kTitles}) {
    const auto status = again(id).status();
    CHECK(CodeOf(status) == ErrorCode::kMalformed);
    char name[5] = {};
    std::memcpy(name, &id, 4);
    CHECK(Message(status).find(name) != std::string::npos);
  }
}

TEST_CASE("Snapshot: files that cannot be read are named") {
  const TemporaryFolder folder;
  const auto none = LoadTaxonomy(folder.path + "/none.ovs").status();
  CHECK(CodeOf(none) == ErrorCode::kIo);
  CHECK(Message(none).find("none.ovs") != std::string::npos);
  CHECK(CodeOf(LoadTaxonomy(folder.path).status()) == ErrorCode::kIo);
  CHECK(CodeOf(LoadTaxonomy(std::string("a\0b", 3)).status()) == ErrorCode::kInvalidArgument);
  CHECK(CodeOf(LoadTaxonomy(std::string()).status()) == ErrorCode::kIo);
  std::ofstream(folder.path + "/empty.ovs").flush();
  CHECK(CodeOf(LoadTaxonomy(folder.path + "/empty.ovs").status()) == ErrorCode::kMalformed);
  REQUIRE(::mkfifo((folder.path + "/fifo").c_str(), 0600) == 0);
  CHECK(CodeOf(LoadCourses(folder.path + "/fifo").status()) == ErrorCode::kIo);  // and does not hang
  std::ofstream(folder.path + "/text.ovs") << "no snapshot at all, but long enough to hold a header of sixty-four bytes";
  const auto text = LoadTaxonomy(folder.path + "/text.ovs").status();
  CHECK(CodeOf(text) == ErrorCode::kMalformed);
  CHECK(Message(text).find("text.ovs") != std::string::npos);
}

TEST_CASE("Snapshot: saving replaces the old file, and keeps it whole when it cannot") {
  const TemporaryFolder folder;
  const auto file = folder.path + "/t.ovs";
  const auto old_one = RandomTaxonomy(1), new_one = RandomTaxonomy(2, Medium());
  Need(SaveSnapshot(old_one.snapshot(), file));
  const auto is_old = [&] { return BytesOf(Need(LoadTaxonomy(file)).snapshot()) == BytesOf(old_one.snapshot()); };
  CHECK(is_old());

  // A folder that may not be written. Root may write anywhere, so there the full disk below has to do.
  if (::geteuid() != 0) {
    ::chmod(folder.path.c_str(), 0500);
    CHECK(CodeOf(SaveSnapshot(new_one.snapshot(), file)) == ErrorCode::kIo);
    ::chmod(folder.path.c_str(), 0700);
    CHECK(is_old());
  }
  // A full disk, in the form of a limit on the size of files: the first part fits, the rest does not.
  struct rlimit before {};
  REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
  auto* const handler = std::signal(SIGXFSZ, SIG_IGN);
  auto limit = before;
  limit.rlim_cur = 4096;
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &limit) == 0);
  const auto full = SaveSnapshot(new_one.snapshot(), file);
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &before) == 0);
  std::signal(SIGXFSZ, handler);
  CHECK(CodeOf(full) == ErrorCode::kIo);
  CHECK(Message(full).find("t.ovs") != std::string::npos);
  CHECK(is_old());
  CHECK(folder.files() == 1);  // nothing half-written stays behind

  Need(SaveSnapshot(new_one.snapshot(), file));
  CHECK(BytesOf(Need(LoadTaxonomy(file)).snapshot()) == BytesOf(new_one.snapshot()));
  CHECK(folder.files() == 1);
}

TEST_CASE("Snapshot: saving where that is impossible is an error and leaves nothing behind") {
  const TemporaryFolder folder;
  const auto taxonomy = Tiny();
  CHECK(CodeOf(SaveSnapshot(taxonomy.snapshot(), folder.path + "/no/such/folder/t.ovs")) == ErrorCode::kIo);
  CHECK(CodeOf(SaveSnapshot(taxonomy.snapshot(), "")) == ErrorCode::kInvalidArgument);
  CHECK(CodeOf(SaveSnapshot(taxonomy.snapshot(), std::string("a\0b", 3))) == ErrorCode::kInvalidArgument);
  fs::create_directory(folder.path + "/folder");
  CHECK(CodeOf(SaveSnapshot(taxonomy.snapshot(), folder.path + "/folder")) == ErrorCode::kIo);
  CHECK(folder.files() == 1);
}

TEST_CASE("Snapshot: saving to a device writes to it and leaves it a device") {
  const TemporaryFolder folder;
  const auto link = folder.path + "/null";  // a link, so that a fault here costs no device
  fs::create_symlink("/dev/null", link);
  CHECK(SaveSnapshot(Tiny().snapshot(), link).ok());
  CHECK(fs::is_character_file(link));
  CHECK(fs::is_symlink(link));
}

TEST_CASE("Snapshot: a file is readable by others as far as the umask says") {
  const TemporaryFolder folder;
  const auto file = folder.path + "/t.ovs";
  Need(SaveSnapshot(Tiny().snapshot(), file));
  const auto mask = ::umask(0);
  ::umask(mask);
  CHECK(static_cast<mode_t>(fs::status(file).permissions()) == (0666 & ~mask));
}

TEST_CASE("Snapshot: ReadFile reads all of a file, up to a limit") {
  const TemporaryFolder folder;
  const auto file = folder.path + "/x.json";
  std::ofstream(file) << "12345";
  CHECK(Need(ReadFile(file)) == "12345");
  CHECK(Need(ReadFile(file, 5)) == "12345");
  CHECK(CodeOf(ReadFile(file, 4).status()) == ErrorCode::kLimit);
  CHECK(CodeOf(ReadFile(folder.path).status()) == ErrorCode::kIo);
  CHECK(CodeOf(ReadFile(folder.path + "/none").status()) == ErrorCode::kIo);
}
