// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// TaxonomyBuilder collects concepts, texts and relations in any order from any number of sources and turns them into an
// immutable Taxonomy. It is the one place where references are resolved and contradictions found; readers (JSON, ESCO,
// ...) only translate their format into calls of this class. Not thread-safe; not an editor of an existing taxonomy.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "overstap/ids.hpp"
#include "overstap/status.hpp"
#include "overstap/taxonomy.hpp"

namespace overstap {

/// What Build() found worth telling; nothing here is an error.
struct BuildReport {
  std::uint64_t concepts = 0;
  std::uint64_t relations = 0;           ///< distinct (from, to) pairs in the taxonomy
  std::uint64_t relations_merged = 0;    ///< pairs stated more than once; the strongest relevance, level and importance were kept
  std::uint64_t relevance_conflicts = 0; ///< of these, pairs stated with different relevance
  std::vector<std::string> notes;        ///< one sentence each, in English
};

/// A place in a source added with TaxonomyBuilder::AddSource(); shown in errors of Build().
struct SourcePlace {
  std::uint32_t source = 0;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

class TaxonomyBuilder {
 public:
  /// Number of a concept while building; not a Concept.
  using Node = std::uint32_t;
  using Place = SourcePlace;

  TaxonomyBuilder();
  ~TaxonomyBuilder();
  TaxonomyBuilder(TaxonomyBuilder&&) noexcept;
  TaxonomyBuilder& operator=(TaxonomyBuilder&&) noexcept;

  /// Names a source (a file name) for messages; returns the number to put into Place::source. 0 is "no source".
  std::uint32_t AddSource(std::string_view name);
  /// A fact about the whole: "name@nl", "name@en", "edition", "date", "licence", "source", "notice@nl", ... The last value wins.
  /// Error: kMalformed for what is no UTF-8 or holds control characters, here and in the texts below.
  Status SetAbout(std::string_view key, std::string_view value);

  /// The node of `uri`, made on first mention. A node that is mentioned but never declared is an error of Build().
  Node Mention(std::string_view uri, Place place = {});
  /// Declares what `node` is. Declaring a node twice is an error that names both places.
  Status Declare(Node node, ConceptKind kind, Place place = {});
  bool IsDeclared(Node node) const;

  /// `text` must be UTF-8 without control characters other than tab and line feed; leading and trailing white space is dropped,
  /// an empty text ignored. Of several preferred texts in one language the first in byte order stays, the others become alternatives.
  /// `language` is a BCP 47 tag such as "nl", kept in lower case.
  Status AddText(Node node, TextKind kind, std::string_view language, std::string_view text);
  void AddBroader(Node node, Node broader, Place place = {});
  /// What an occupation asks: level 0..4, importance 0..1000 (see ids.hpp; larger values are cut).
  struct Strength {
    Relevance relevance = Relevance::kEssential;
    Level level = 0;
    Importance importance = 0;
  };
  /// Occupation -> skill, knowledge, task, condition or licence. A target whose kind is not in `kinds` is an error of Build().
  void AddRelation(Node from, Node to, Strength strength, Place place = {}, KindSet kinds = kRequirable);
  Status AddMatch(Node node, MatchType type, std::string_view uri);
  void SetStatus(Node node, ConceptStatus status);
  void SetRegulated(Node node, Regulated regulated);
  void SetMediation(Node node, Mediation mediation);
  /// Bits of Interest.
  void SetInterests(Node node, std::uint8_t interests);
  /// 0..5, larger values are cut.
  void SetJobZone(Node node, JobZone zone);
  void SetNlqf(Node node, Nlqf level);
  /// ISCO-08 unit group, 0..9999 ("0110" is 110); 0 = none.
  void SetIsco(Node node, std::uint16_t isco);
  Status SetNotation(Node node, std::string_view notation);

  /// Records that an overlay was applied; returns its number for NoteChange(). Error: kMalformed for what is no plain text, kLimit.
  StatusOr<std::uint16_t> AddOverlay(std::string_view name, std::string_view author, std::string_view date, std::string_view reason, std::string_view base_hash);
  /// Records one statement of an overlay; see OverlayChange. The statement itself is made with the calls above. Error: kMalformed.
  Status NoteChange(std::uint16_t overlay, ChangeVerb verb, ChangedThing thing, std::string_view subject, std::string_view object, std::string_view detail,
                    std::string_view reason);

  /// Checks everything and lays the taxonomy out. The same calls in any order give the same bytes. The builder is empty afterwards.
  /// Errors: kMalformed for a reference to something undeclared, a relation between kinds that cannot have one, a cycle in the
  /// hierarchy; kLimit when something does not fit 32-bit numbers. O(n log n).
  StatusOr<Taxonomy> Build(BuildReport* report = nullptr);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace overstap
