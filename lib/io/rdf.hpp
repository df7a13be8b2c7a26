// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Streams the statements of an RDF file: N-Triples and Turtle through serd, SPARQL JSON results through JsonTree. It
// is strict about syntax and knows nothing of meaning. Not part of the API, not a writer, no store; datatypes are
// checked for syntax and not handed on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "overstap/status.hpp"

namespace overstap::detail {

/// A token (literal, IRI, name) larger than about this is no text but a quote that was never closed; likewise a line of N-Triples.
inline constexpr std::size_t kMaxRdfToken = std::size_t{16} << 20;
/// Brackets within brackets in Turtle. serd recurses, so there must be a limit that no stack is too small for.
inline constexpr std::size_t kMaxRdfDepth = 64;

enum class RdfFormat : std::uint8_t { kNTriples, kTurtle, kSparqlJson };
/// By the name's extension: .nt, .ttl, and .srj or .json; nothing for any other.
std::optional<RdfFormat> RdfFormatOf(std::string_view path);

struct RdfTerm {
  enum class Kind : std::uint8_t { kIri, kBlank, kLiteral };
  Kind kind = Kind::kIri;
  std::string_view text;      ///< the IRI in full; a label that is unique within the file; or the literal's text
  std::string_view language;  ///< of a literal, empty when it has none
};

/// Valid during the call only. Texts come as they are: UTF-8 is for the receiver to check.
struct RdfStatement {
  RdfTerm subject;             ///< no literal
  std::string_view predicate;  ///< an IRI in full
  RdfTerm object;
  std::uint64_t line;  ///< on which the statement's object ends (or begins, for a bracket); in JSON that of its row
};

/// Calls `use` for every statement of `path` in order, until it fails; that status is returned.
/// A byte order mark is taken. Memory: that of the largest token; the whole file for SPARQL JSON.
/// Errors: kIo; kLimit; kMalformed with the position for what is no such file, for a relative IRI without a base in the file,
/// and for a result that is no list of rows with s, p and o.
Status ReadRdf(const std::string& path, RdfFormat format, const std::function<Status(const RdfStatement&)>& use);

}  // namespace overstap::detail
