// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Byte layout of an Overstap snapshot (lib/io/FORMAT.md says the same in words). Not API.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

namespace overstap::detail {

static_assert(std::endian::native == std::endian::little, "snapshots are little-endian and used in place");

inline constexpr char kMagic[8] = {'O', 'V', 'E', 'R', 'S', 'T', 'A', 'P'};
inline constexpr std::uint32_t kFormatVersion = 1;
inline constexpr std::size_t kAlignment = 64;

enum class SnapshotKind : std::uint32_t { kTaxonomy = 1, kCourses = 2, kStore = 3 };

struct FileHeader {
  char magic[8];
  std::uint32_t format_version;
  SnapshotKind kind;
  std::uint64_t file_size;
  std::uint32_t section_count;
  std::uint32_t flags;            // 0 in version 1
  std::uint64_t content_hash[2];  // XXH3-128 of the section directory, which holds the sections' own hashes
  std::uint64_t reserved;         // 0
  std::uint64_t header_hash;      // XXH3-64 of the 56 bytes before it
};
static_assert(sizeof(FileHeader) == 64 && std::is_trivially_copyable_v<FileHeader>);

inline constexpr std::uint32_t kSectionOptional = 1;  // a reader that does not know the section may skip it

struct SectionEntry {
  std::uint32_t id;  // four ASCII characters
  std::uint32_t flags;
  std::uint64_t offset;  // from the start of the file, a multiple of kAlignment
  std::uint64_t size;    // bytes, without padding
  std::uint64_t hash;    // XXH3-64 of these bytes
};
static_assert(sizeof(SectionEntry) == 32);

constexpr std::uint32_t SectionId(const char (&name)[5]) {
  return static_cast<std::uint32_t>(static_cast<unsigned char>(name[0])) |
         static_cast<std::uint32_t>(static_cast<unsigned char>(name[1])) << 8 |
         static_cast<std::uint32_t>(static_cast<unsigned char>(name[2])) << 16 |
         static_cast<std::uint32_t>(static_cast<unsigned char>(name[3])) << 24;
}

// Sections of both kinds of snapshot.
inline constexpr std::uint32_t kAbout = SectionId("ABOU");          // AboutEntry[], by key
inline constexpr std::uint32_t kStringBegin = SectionId("STRB");    // u32[strings + 1] into kStringBytes
inline constexpr std::uint32_t kStringBytes = SectionId("STRD");    // UTF-8, every string followed by a NUL
inline constexpr std::uint32_t kLanguages = SectionId("LANG");      // u32 string[], ascending
inline constexpr std::uint32_t kTextBegin = SectionId("TXTB");      // u32[things + 1]
inline constexpr std::uint32_t kTexts = SectionId("TXTD");          // Text[]
// Taxonomy.
inline constexpr std::uint32_t kKindBegin = SectionId("KIND");      // u32[kConceptKinds + 1]
inline constexpr std::uint32_t kUri = SectionId("URIS");            // u32 string[concepts]
inline constexpr std::uint32_t kByUri = SectionId("URIX");          // u32 concept[concepts], ascending by URI
inline constexpr std::uint32_t kAttributes = SectionId("ATTR");     // Attributes[concepts]
inline constexpr std::uint32_t kRelationBegin = SectionId("RELB");  // u32[concepts + 1]
inline constexpr std::uint32_t kRelations = SectionId("RELD");      // Relation[]
inline constexpr std::uint32_t kBroaderBegin = SectionId("BROB");
inline constexpr std::uint32_t kBroader = SectionId("BROD");        // u32 concept[]
inline constexpr std::uint32_t kNarrowerBegin = SectionId("NARB");
inline constexpr std::uint32_t kNarrower = SectionId("NARD");       // u32 concept[], the transpose of kBroader
inline constexpr std::uint32_t kMatchBegin = SectionId("MATB");
inline constexpr std::uint32_t kMatches = SectionId("MATD");        // ExternalMatch[]
inline constexpr std::uint32_t kTitles = SectionId("TITL");         // TitleEntry[], by folded text
inline constexpr std::uint32_t kOverlays = SectionId("OVLY");       // Overlay[], in the order of application; optional
inline constexpr std::uint32_t kOverlayChanges = SectionId("OVLC"); // OverlayChange[], by subject; optional
// Course catalogue.
inline constexpr std::uint32_t kCourses = SectionId("COUR");        // CourseRecord[]
inline constexpr std::uint32_t kTeachBegin = SectionId("TEAB");
inline constexpr std::uint32_t kTeaches = SectionId("TEAD");        // CourseSkill[]
inline constexpr std::uint32_t kEntryBegin = SectionId("ENTB");
inline constexpr std::uint32_t kEntries = SectionId("ENTD");        // CourseSkill[]
inline constexpr std::uint32_t kFactBegin = SectionId("FACB");      // optional, with kFacts
inline constexpr std::uint32_t kFacts = SectionId("FACD");          // CourseFact[]; optional
// Store.
inline constexpr std::uint32_t kStore = SectionId("STOR");          // StoreRecord[1]
inline constexpr std::uint32_t kWeights = SectionId("WGHT");        // u32[features]
inline constexpr std::uint32_t kAnchorBegin = SectionId("ANCB");    // u32[anchors + 1]
inline constexpr std::uint32_t kAnchors = SectionId("ANCD");        // AnchorItem[]

struct StoreRecord {
  std::uint64_t snapshot;
  std::uint32_t side;
  std::uint32_t segments;
};
struct AnchorItem {
  std::uint32_t feature, level;
};

/// A section of segment `n` of a store: what it is and the number in three hexadecimal digits.
constexpr std::uint32_t SegmentSection(char what, std::uint32_t n) {
  constexpr char kDigits[] = "0123456789abcdef";
  return SectionId({what, kDigits[n >> 8 & 15], kDigits[n >> 4 & 15], kDigits[n & 15], '\0'});
}
inline constexpr std::uint32_t kMostSegments = 4096;
// What: arrays of store/segment.hpp and level_index.hpp.
inline constexpr char kSegmentIds = 'i', kSegmentAnchors = 'a', kSegmentTags = 't', kSegmentTagBegin = 'u', kSegmentTagRows = 'v', kSegmentFeatures = 'f',
                      kSegmentHighest = 'h', kSegmentRows = 'r', kSegmentLists = 's', kSegmentChunks = 'c', kSegmentMasks = 'm', kSegmentBoundLists = 'S',
                      kSegmentBoundChunks = 'C', kSegmentBoundMasks = 'M', kSegmentColumns = 'l', kSegmentKeyBegin = 'k', kSegmentShortKeys = 'x',
                      kSegmentLongKeys = 'X', kSegmentLive = 'w', kSegmentShortLists = 'p', kSegmentShortBoundLists = 'P';
inline constexpr std::string_view kSegmentSections = "iatuvfhrspcmSPCMlkxXw";

/// All of the above but those of segments.
inline constexpr std::uint32_t kKnownSections[] = {kAbout, kStringBegin, kStringBytes, kLanguages, kTextBegin, kTexts, kKindBegin, kUri,
                                                   kByUri, kAttributes, kRelationBegin, kRelations, kBroaderBegin, kBroader, kNarrowerBegin,
                                                   kNarrower, kMatchBegin, kMatches, kTitles, kOverlays, kOverlayChanges, kCourses, kTeachBegin, kTeaches, kEntryBegin, kEntries,
                                                   kFactBegin, kFacts, kStore, kWeights, kAnchorBegin, kAnchors};

}  // namespace overstap::detail
