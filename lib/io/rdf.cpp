// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// The wrapper over serd, and what serd 0.30 leaves to its caller. It does not say where a statement stands, so it is fed line
// by line: N-Triples as one string a line, Turtle byte by byte from the line that is at hand. It recurses for nested
// brackets without limit, so these are counted: it states what a bracket is to its subject before it goes into it. It goes on
// after some errors, so the first one it reports ends the file. It misreads an escape right behind a quotation mark in a
// long text, so texts that may come from one are refused. Exceptions do not cross its C frames.

#include "rdf.hpp"

#include <serd/serd.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <exception>
#include <memory>
#include <system_error>
#include <unordered_map>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "json_document.hpp"
#include "overstap/io.hpp"

namespace overstap::detail {
namespace {

using Use = std::function<Status(const RdfStatement&)>;

/// The pieces of a file: lines with their end, cut where they are longer than a limit.
class Lines {
 public:
  Lines(const std::string& path, std::size_t limit) : path_(path), limit_(limit), file_(nullptr, &std::fclose) {}

  Status Open() {
    struct stat info {};
    if (::stat(path_.c_str(), &info) == 0 && !S_ISREG(info.st_mode)) return Error(ErrorCode::kIo, Cat(path_, ": is not a regular file; name a file"));
    file_.reset(std::fopen(path_.c_str(), "rb"));
    return file_ ? Status() : IoError();
  }
  /// The next piece; empty at the end of the file. Counts lines.
  StatusOr<std::string_view> Next() {
    if (piece_.ends_with('\n')) ++line_;
    piece_.clear();
    while (piece_.size() < limit_) {
      if (at_ == end_) {
        at_ = 0;
        end_ = std::fread(buffer_.data(), 1, buffer_.size(), file_.get());
        if (end_ == 0) {
          if (std::ferror(file_.get())) return IoError();
          break;
        }
      }
      const auto room = std::min(end_ - at_, limit_ - piece_.size());
      const auto* start = buffer_.data() + at_;
      const auto* found = static_cast<const char*>(std::memchr(start, '\n', room));
      const auto size = found ? static_cast<std::size_t>(found - start) + 1 : room;
      piece_.append(start, size);
      at_ += size;
      if (found) break;
    }
    if (const auto nul = piece_.find('\0'); nul != std::string::npos) {
      return ErrorAt(ErrorCode::kMalformed, path_, {line_, 0, 0}, "holds a NUL byte; is it a text file in UTF-8?");
    }
    return std::string_view(piece_);
  }
  std::uint64_t line() const { return line_; }

 private:
  Status IoError() const { return Error(ErrorCode::kIo, Cat(path_, ": cannot be read: ", std::generic_category().message(errno == 0 ? EIO : errno))); }

  const std::string& path_;
  const std::size_t limit_;
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_;
  std::array<char, 1 << 16> buffer_;
  std::size_t at_ = 0, end_ = 0;
  std::string piece_;
  std::uint64_t line_ = 1;
};

std::string_view Text(const SerdNode& node) { return {reinterpret_cast<const char*>(node.buf), node.n_bytes}; }
const std::uint8_t* Bytes(const std::string& text) { return reinterpret_cast<const std::uint8_t*>(text.c_str()); }

class SerdSession {
 public:
  SerdSession(const std::string& path, RdfFormat format, const Use& use)
      : path_(path), use_(use), turtle_(format == RdfFormat::kTurtle), lines_(path, turtle_ ? kTurtlePiece : kMaxRdfToken),
        reader_(serd_reader_new(turtle_ ? SERD_TURTLE : SERD_NTRIPLES, this, nullptr, &OnBase, &OnPrefix, &OnStatement, &OnEnd), &serd_reader_free) {}
  SerdSession(const SerdSession&) = delete;
  SerdSession& operator=(const SerdSession&) = delete;

  Status Read() {
    if (!reader_) throw std::bad_alloc();
    serd_reader_set_strict(reader_.get(), true);
    serd_reader_set_error_sink(reader_.get(), &OnError, this);
    OVS_RETURN_IF_ERROR(lines_.Open());
    OVS_RETURN_IF_ERROR(turtle_ ? Turtle() : NTriples());
    return {};
  }

 private:
  static constexpr std::size_t kTurtlePiece = 4096;
  static constexpr auto kNowhere = std::string_view::npos;
  static constexpr std::string_view kRest = "http://www.w3.org/1999/02/22-rdf-syntax-ns#rest", kNil = "http://www.w3.org/1999/02/22-rdf-syntax-ns#nil";

  Status NTriples() {
    for (bool first = true;; first = false) {
      OVS_ASSIGN_OR_RETURN(auto line, lines_.Next());
      if (line.empty()) return {};
      if (first && line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
      if (line.size() >= kMaxRdfToken) {
        return ErrorAt(ErrorCode::kLimit, path_, {lines_.line(), 0, 0}, "the line is longer than 16 MiB; in N-Triples each statement has a line of its own");
      }
      const auto begin = line.find_first_not_of(" \t\r\n");
      if (begin == std::string_view::npos || line[begin] == '#') continue;
      if (line[begin] != '<' && line[begin] != '_')  // serd would take some Turtle here
        return Malformed(begin + 1, "a statement of N-Triples begins with <iri> or _:label; is the file Turtle (.ttl)?");
      statements_ = 0;
      // The piece is followed by a NUL, as it is the whole of a std::string.
      OVS_RETURN_IF_ERROR(Outcome(serd_reader_read_string(reader_.get(), reinterpret_cast<const std::uint8_t*>(line.data()))));
    }
  }

  Status Turtle() {
    const auto status = serd_reader_read_source(reader_.get(), &OnByte, &OnStreamError, this, nullptr, 1);
    return Outcome(status);
  }

  /// What became of a call of serd.
  Status Outcome(SerdStatus status) {
    if (exception_) std::rethrow_exception(exception_);
    if (!failure_.ok()) return failure_;
    if (status > SERD_FAILURE) return Malformed(0, Cat("is no ", Format(), " (", reinterpret_cast<const char*>(serd_strerror(status)), ")"));
    return {};
  }
  std::string_view Format() const { return turtle_ ? "Turtle" : "N-Triples"; }
  Status Malformed(std::uint64_t column, std::string_view message) const {
    return ErrorAt(ErrorCode::kMalformed, path_, {lines_.line(), column, 0}, message);
  }

  /// Runs `work` in a callback of serd's; the first failure ends the file.
  template <typename Work>
  static SerdStatus Run(void* user, const Work& work) {
    auto& self = *static_cast<SerdSession*>(user);
    if (self.Ended()) return SERD_ERR_UNKNOWN;
    try {
      self.failure_ = work(self);
    } catch (...) {
      self.exception_ = std::current_exception();
    }
    return self.Ended() ? SERD_ERR_UNKNOWN : SERD_SUCCESS;
  }
  bool Ended() const { return exception_ || !failure_.ok(); }

  static SerdStatus OnBase(void* user, const SerdNode* uri) {
    return Run(user, [&](SerdSession& self) -> Status {
      OVS_ASSIGN_OR_RETURN(const auto iri, self.Iri(*uri, self.base_scratch_));
      self.base_ = std::string(iri);
      return {};
    });
  }
  static SerdStatus OnPrefix(void* user, const SerdNode* name, const SerdNode* uri) {
    return Run(user, [&](SerdSession& self) -> Status {
      OVS_ASSIGN_OR_RETURN(const auto iri, self.Iri(*uri, self.base_scratch_));
      self.prefixes_[std::string(Text(*name))] = std::string(iri);
      return {};
    });
  }
  static SerdStatus OnStatement(void* user, SerdStatementFlags flags, const SerdNode* graph, const SerdNode* subject, const SerdNode* predicate, const SerdNode* object,
                                const SerdNode* datatype, const SerdNode* language) {
    return Run(user, [&](SerdSession& self) {
      self.unused_ = 0;
      const bool list_ends = (flags & SERD_LIST_CONT) && Text(*predicate) == kRest && Text(*object) == kNil;  // serd's own, not one that is written out
      if (list_ends) self.Up();
      if ((flags & (SERD_ANON_O_BEGIN | SERD_LIST_O_BEGIN)) && ++self.depth_ > kMaxRdfDepth)
        return ErrorAt(ErrorCode::kLimit, self.path_, {self.lines_.line(), 0, 0}, Cat("brackets are nested more than ", kMaxRdfDepth, " deep; give the inner things names of their own"));
      if (graph != nullptr) return self.Malformed(0, "a named graph, which Turtle has none of; export the statements alone");
      return self.Statement(*subject, *predicate, *object, datatype, language);
    });
  }
  static SerdStatus OnEnd(void* user, const SerdNode*) {
    static_cast<SerdSession*>(user)->Up();
    return SERD_SUCCESS;
  }
  /// A bracket ends. One that is a subject was not counted, and is in no other.
  void Up() { depth_ -= depth_ > 0 ? 1 : 0; }
  static SerdStatus OnError(void* user, const SerdError* error) {
    return Run(user, [&](SerdSession& self) {
      std::array<char, 256> text;
      std::vsnprintf(text.data(), text.size(), error->fmt, *error->args);
      std::string message = text.data();
      for (char& c : message) {
        if (c < 0x20 || c > 0x7E) c = c == '\n' ? ' ' : '?';
      }
      absl::StripAsciiWhitespace(&message);
      // In N-Triples serd sees one line at a time; in Turtle the line at hand may be past the place.
      const std::uint64_t line = self.turtle_ ? error->line : self.lines_.line();
      return ErrorAt(ErrorCode::kMalformed, self.path_, {line, error->col, 0}, Cat("is no ", self.Format(), ": ", message));
    });
  }
  /// serd's idea of fread(), for one byte.
  static std::size_t OnByte(void* out, std::size_t, std::size_t, void* user) {
    auto& self = *static_cast<SerdSession*>(user);
    if (self.next_ == self.piece_.size()) {
      *static_cast<char*>(out) = 0;
      if (Run(user, [](SerdSession& s) { return s.NextPiece(); }) != SERD_SUCCESS || self.piece_.empty()) return 0;
    }
    *static_cast<char*>(out) = self.piece_[self.next_++];
    return 1;
  }
  static int OnStreamError(void* user) { return static_cast<SerdSession*>(user)->Ended() ? 1 : 0; }

  Status NextPiece() {
    next_ = 0;
    piece_ = {};
    OVS_ASSIGN_OR_RETURN(piece_, lines_.Next());
    if ((unused_ += piece_.size()) > kMaxRdfToken)
      return ErrorAt(ErrorCode::kLimit, path_, {lines_.line(), 0, 0}, "more than 16 MiB without a statement; is a quote left open?");
    return {};
  }

  Status Statement(const SerdNode& subject, const SerdNode& predicate, const SerdNode& object, const SerdNode* datatype, const SerdNode* language) {
    if (!turtle_ && ++statements_ > 1) return Malformed(0, "a second statement on the line; in N-Triples each has a line of its own");
    RdfStatement s;
    s.line = lines_.line();
    OVS_ASSIGN_OR_RETURN(s.subject, Term(subject, subject_));
    OVS_ASSIGN_OR_RETURN(s.predicate, Iri(predicate, predicate_));
    OVS_ASSIGN_OR_RETURN(s.object, Term(object, object_));
    if (turtle_ && s.object.kind == RdfTerm::Kind::kLiteral && (s.object.text.find("\"\\") != kNowhere || s.object.text.find("'\\") != kNowhere))
      return Malformed(0, "a quotation mark with a backslash behind it, which cannot be told from an escape that serd 0.30 misreads in long texts; "
                          "convert the file to N-Triples");
    if (datatype != nullptr) OVS_RETURN_IF_ERROR(Iri(*datatype, base_scratch_).status());
    if (language != nullptr) s.object.language = Text(*language);
    return use_(s);
  }
  /// `scratch` holds the text where serd's own does not do.
  StatusOr<RdfTerm> Term(const SerdNode& node, std::string& scratch) {
    if (node.type == SERD_LITERAL) return RdfTerm{RdfTerm::Kind::kLiteral, Text(node), {}};
    if (node.type == SERD_BLANK) return RdfTerm{RdfTerm::Kind::kBlank, Text(node), {}};
    OVS_ASSIGN_OR_RETURN(const auto iri, Iri(node, scratch));
    return RdfTerm{RdfTerm::Kind::kIri, iri, {}};
  }
  StatusOr<std::string_view> Iri(const SerdNode& node, std::string& scratch) {
    const auto text = Text(node);
    if (node.type == SERD_CURIE) {
      const auto colon = text.find(':');
      const auto at = prefixes_.find(std::string(text.substr(0, colon)));
      if (at == prefixes_.end()) return Malformed(0, Cat("the prefix of ", Quoted(text), " is not defined; add a line @prefix"));
      scratch.assign(at->second).append(text.substr(colon + 1));
      return std::string_view(scratch);
    }
    if (node.type != SERD_URI) return Malformed(0, Cat(Quoted(text), " stands where only an IRI can"));
    if (serd_uri_string_has_scheme(node.buf)) return text;
    if (base_.empty())
      return Malformed(0, Cat("the IRI ", Quoted(text), " is relative and the file has no @base to resolve it with; write it in full or add a line @base"));
    SerdURI base{};
    if (serd_uri_parse(Bytes(base_), &base) != SERD_SUCCESS) return Malformed(0, Cat("the base ", Quoted(base_), " is no IRI"));
    SerdNode full = serd_node_new_uri_from_string(node.buf, &base, nullptr);
    const std::unique_ptr<SerdNode, void (*)(SerdNode*)> owner(&full, &serd_node_free);
    scratch.assign(Text(full));
    return std::string_view(scratch);
  }

  const std::string& path_;
  const Use& use_;
  const bool turtle_;
  Lines lines_;
  std::unique_ptr<SerdReader, void (*)(SerdReader*)> reader_;
  std::string_view piece_;  ///< what serd is being fed with, and how far
  std::size_t next_ = 0;
  std::unordered_map<std::string, std::string> prefixes_;
  std::string base_, base_scratch_, subject_, predicate_, object_;
  std::size_t statements_ = 0;  ///< on the line
  std::size_t depth_ = 0;       ///< of brackets
  std::size_t unused_ = 0;      ///< bytes since the last statement
  Status failure_;
  std::exception_ptr exception_;
};

/// The rows of SPARQL results as statements.
class SparqlSession : JsonDocument {
 public:
  SparqlSession(JsonTree tree, const Use& use) : JsonDocument(std::move(tree)), use_(use) {}

  Status Read() {
    OVS_RETURN_IF_ERROR(Expect(JsonTree::kRoot, Kind::kObject, "the document"));
    const Node results = Get(JsonTree::kRoot, "results");
    const Node rows = results == kNone || tree_.kind(results) != Kind::kObject ? kNone : Get(results, "bindings");
    if (rows == kNone) return Fail(JsonTree::kRoot, "holds no \"results\" with \"bindings\"; it must be the answer to SELECT ?s ?p ?o in SPARQL's JSON");
    OVS_RETURN_IF_ERROR(Expect(rows, Kind::kArray, "\"bindings\""));
    OVS_RETURN_IF_ERROR(Variables());
    for (Node row = tree_.first(rows); row != kNone; row = tree_.next(row)) {
      OVS_RETURN_IF_ERROR(Expect(row, Kind::kObject, "a row"));
      RdfTerm terms[3];
      for (std::size_t i = 0; i < 3; ++i) {
        const Node value = Get(row, names_[i]);
        if (value == kNone) return Fail(row, Cat("the row has no value of ", Quoted(names_[i]), "; leave such rows out"));
        OVS_ASSIGN_OR_RETURN(terms[i], Term(value, scratch_[i]));
      }
      if (terms[0].kind == RdfTerm::Kind::kLiteral) return Fail(row, "the subject is a literal; only a uri or bnode can be one");
      if (terms[1].kind != RdfTerm::Kind::kIri) return Fail(row, "the predicate is no uri");
      OVS_RETURN_IF_ERROR(use_({terms[0], terms[1].text, terms[2], tree_.At(row).line}));
    }
    return {};
  }

 private:
  /// Shows the kind that was found, not the value: this is a service's answer, of which the value tells nobody anything.
  Status Expect(Node n, Kind kind, std::string_view what) {
    return tree_.kind(n) == kind ? Status() : Fail(n, Cat(what, ": expected ", Name(kind), ", found ", Name(tree_.kind(n))));
  }

  /// Which variables are subject, predicate and object.
  Status Variables() {
    const Node head = Get(JsonTree::kRoot, "head");
    const Node vars = head == kNone || tree_.kind(head) != Kind::kObject ? kNone : Get(head, "vars");
    if (vars == kNone || tree_.kind(vars) != Kind::kArray) return Fail(JsonTree::kRoot, "holds no \"head\" with \"vars\"; it must be the answer to SELECT ?s ?p ?o");
    static constexpr std::string_view kNames[3][2] = {{"s", "subject"}, {"p", "predicate"}, {"o", "object"}};
    std::string found;
    for (Node v = tree_.first(vars); v != kNone; v = tree_.next(v)) {
      OVS_RETURN_IF_ERROR(Expect(v, Kind::kString, "a variable"));
      const auto written = tree_.text(v);
      Append(found, found.empty() ? "" : ", ", Quoted(written));
      const auto bare = written.starts_with('?') ? written.substr(1) : written;
      for (std::size_t i = 0; i < 3; ++i) {
        if (std::find(kNames[i], kNames[i] + 2, bare) == kNames[i] + 2) continue;
        if (!names_[i].empty() && names_[i] != written) return Fail(v, Cat(Quoted(names_[i]), " and ", Quoted(written), " mean the same; drop one from the query"));
        names_[i] = std::string(written);
      }
    }
    for (const auto& name : names_) {
      if (name.empty()) return Fail(vars, Cat("the variables must be s, p and o (or subject, predicate, object), found ", found, "; ask SELECT ?s ?p ?o"));
    }
    return {};
  }

  StatusOr<RdfTerm> Term(Node n, std::string& scratch) {
    OVS_RETURN_IF_ERROR(Expect(n, Kind::kObject, "a value"));
    const Node type = Get(n, "type"), value = Get(n, "value");
    if (type == kNone || value == kNone || tree_.kind(type) != Kind::kString || tree_.kind(value) != Kind::kString)
      return Fail(n, "a value needs a \"type\" and a \"value\", both strings");
    const auto kind = tree_.text(type), text = tree_.text(value);
    if (kind == "bnode") return RdfTerm{RdfTerm::Kind::kBlank, text, {}};
    if (kind == "literal" || kind == "typed-literal") {
      const Node language = Get(n, "xml:lang");
      if (language == kNone) return RdfTerm{RdfTerm::Kind::kLiteral, text, {}};
      OVS_RETURN_IF_ERROR(Expect(language, Kind::kString, "\"xml:lang\""));
      return RdfTerm{RdfTerm::Kind::kLiteral, text, tree_.text(language)};
    }
    if (kind != "uri") return Fail(type, Cat("the type ", Quoted(kind), " is none of uri, bnode, literal and typed-literal"));
    scratch = std::string(text);
    if (!serd_uri_string_has_scheme(Bytes(scratch))) return Fail(value, Cat("the IRI ", Quoted(text), " is relative; write it in full"));
    return RdfTerm{RdfTerm::Kind::kIri, text, {}};
  }

  const Use& use_;
  std::string names_[3], scratch_[3];
};

}  // namespace

std::optional<RdfFormat> RdfFormatOf(std::string_view path) {
  const auto ends = [&](const char* extension) { return absl::EndsWithIgnoreCase(Abs(path), extension); };
  if (ends(".nt")) return RdfFormat::kNTriples;
  if (ends(".ttl")) return RdfFormat::kTurtle;
  if (ends(".srj") || ends(".json")) return RdfFormat::kSparqlJson;
  return std::nullopt;
}

Status ReadRdf(const std::string& path, RdfFormat format, const Use& use) {
  if (format != RdfFormat::kSparqlJson) return SerdSession(path, format, use).Read();
  OVS_ASSIGN_OR_RETURN(const auto text, ReadFile(path, JsonLimits().bytes));
  OVS_ASSIGN_OR_RETURN(auto tree, JsonTree::Parse(path, text));
  return SparqlSession(std::move(tree), use).Read();
}

}  // namespace overstap::detail
