// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// PieceStream: hands a document on to a TextSink in pieces of bounded size. It has what RapidJSON's Writer asks of a stream.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "overstap/io.hpp"
#include "overstap/status.hpp"

namespace overstap::detail {

class PieceStream {
 public:
  using Ch = char;
  static constexpr std::size_t kPiece = std::size_t{1} << 16;

  /// `sink` must outlive the stream.
  explicit PieceStream(const TextSink& sink) : sink_(sink) { piece_.reserve(kPiece); }

  void Put(char c) {
    if (line_ && c != ',') {
      line_ = false;
      Put('\n');
    }
    piece_ += c;
    if (piece_.size() == kPiece) Send();
  }
  void Append(std::string_view text) {
    while (!text.empty()) {
      const auto part = text.substr(0, kPiece - piece_.size());
      piece_ += part;
      text.remove_prefix(part.size());
      if (piece_.size() == kPiece) Send();
    }
  }
  /// The next character but a comma begins a line: one concept a line, however large the document, is what people can compare.
  void BreakLine() { line_ = true; }
  void Flush() {}
  /// The first error of the sink; nothing is handed on after it.
  const Status& status() const { return status_; }
  /// Hands on what is left.
  Status Finish() {
    Send();
    return status_;
  }

 private:
  void Send() {
    if (status_.ok() && !piece_.empty()) status_ = sink_(piece_);
    piece_.clear();
  }

  const TextSink& sink_;
  std::string piece_;
  Status status_;
  bool line_ = false;
};

}  // namespace overstap::detail
