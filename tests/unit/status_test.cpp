// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// Error codes and positions as they travel in a Status.

#include "overstap/status.hpp"

#include <doctest/doctest.h>

using namespace overstap;

namespace {
constexpr ErrorCode kAll[] = {
    ErrorCode::kInvalidArgument, ErrorCode::kNotFound, ErrorCode::kBufferTooSmall, ErrorCode::kNoMemory, ErrorCode::kIo,
    ErrorCode::kCancelled,       ErrorCode::kLimit,    ErrorCode::kMalformed,      ErrorCode::kChecksum, ErrorCode::kFormatVersion,
    ErrorCode::kTooLittleData,   ErrorCode::kInternal};

Status Fails() { return Error(ErrorCode::kIo, "no"); }
StatusOr<int> Seven() { return 7; }
StatusOr<int> Nothing() { return Error(ErrorCode::kLimit, "too much"); }
StatusOr<int> Add(bool fail_first, bool fail_second) {
  OVS_RETURN_IF_ERROR(fail_first ? Fails() : Status());
  OVS_ASSIGN_OR_RETURN(const auto a, Seven());
  OVS_ASSIGN_OR_RETURN(const auto b, fail_second ? Nothing() : Seven());
  return a + b;
}
}  // namespace

TEST_CASE("Status: every code comes back out of the status it was put in") {
  for (const auto code : kAll) {
    const auto status = Error(code, "what, where, what to do");
    CHECK_FALSE(status.ok());
    CHECK(CodeOf(status) == code);
    CHECK(std::string(status.message()) == "what, where, what to do");
    CHECK(PositionOf(status).line == 0);
  }
  CHECK(CodeOf(Status()) == ErrorCode::kOk);
}

TEST_CASE("Status: numbers are pinned") {
  const int expected[] = {1, 2, 3, 10, 11, 12, 13, 20, 21, 22, 30, 99};
  for (std::size_t i = 0; i < std::size(kAll); ++i) CHECK(static_cast<int>(kAll[i]) == expected[i]);
}

TEST_CASE("Status: a position stands in the message and can be read back") {
  const auto status = ErrorAt(ErrorCode::kMalformed, "a.json", {812, 14, 90001}, "is wrong");
  CHECK(std::string(status.message()) == "a.json:812:14: is wrong");
  CHECK(CodeOf(status) == ErrorCode::kMalformed);
  const auto at = PositionOf(status);
  CHECK(at.line == 812);
  CHECK(at.column == 14);
  CHECK(at.byte == 90001);
  CHECK(std::string(ErrorAt(ErrorCode::kIo, "a.csv", {3, 0, 0}, "x").message()) == "a.csv:3: x");
  CHECK(std::string(ErrorAt(ErrorCode::kIo, "a.csv", {}, "x").message()) == "a.csv: x");
  const auto far = ErrorAt(ErrorCode::kIo, "b", {~std::uint64_t{0}, ~std::uint64_t{0}, ~std::uint64_t{0}}, "x");
  CHECK(PositionOf(far).byte == ~std::uint64_t{0});
}

TEST_CASE("Status: one made elsewhere gets the nearest code") {
  CHECK(CodeOf(absl::InvalidArgumentError("x")) == ErrorCode::kInvalidArgument);
  CHECK(CodeOf(absl::NotFoundError("x")) == ErrorCode::kNotFound);
  CHECK(CodeOf(absl::CancelledError("x")) == ErrorCode::kCancelled);
  CHECK(CodeOf(absl::ResourceExhaustedError("x")) == ErrorCode::kNoMemory);
  CHECK(CodeOf(absl::UnknownError("x")) == ErrorCode::kInternal);
}

TEST_CASE("Status: the macros return early with the status they met") {
  CHECK(*Add(false, false) == 14);
  CHECK(CodeOf(Add(true, false).status()) == ErrorCode::kIo);
  CHECK(CodeOf(Add(false, true).status()) == ErrorCode::kLimit);
}

TEST_CASE("Status: Cat takes all kinds of text and numbers") {
  const std::string s = "b";
  CHECK(detail::Cat("a", s, std::string_view("c"), 1, std::uint8_t{2}, -3) == "abc12-3");
}
