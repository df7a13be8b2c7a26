// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 Overstap contributors
//
// What the readers of course feeds share: amounts, days, periods, languages and places as feeds write them; and the XML under EDU-DEX.

#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <vector>

#include "io/course_feed.hpp"
#include "io/xml.hpp"

using namespace overstap;
using namespace overstap::detail;

TEST_CASE("Course feeds: numbers and money") {
  CHECK(Thousandths("0") == 0);
  CHECK(Thousandths("2.5") == 2500);
  CHECK(Thousandths("2,5") == 2500);
  CHECK(Thousandths("-1") == -1000);
  CHECK(Thousandths("+00012.34567") == 12345);
  CHECK(Thousandths("999999999999") == 999'999'999'999'000);
  for (const auto text : {"", "-", "x", "1x", " 1", "1.", ".5", "1.2.3", "1e3", "1234567890123", "\xE2\x82\xAC" "5"}) CHECK_MESSAGE(!Thousandths(text), text);
  CHECK(Cents("340.84") == 34084);
  CHECK(Cents("340,8") == 34080);
  CHECK(Cents("340") == 34000);
  CHECK(Cents("-5.00") == -500);
  for (const auto text : {"1.000", "1.000,00", "1 000", "EUR 5", "5,-"}) CHECK_MESSAGE(!Cents(text), text);
}

TEST_CASE("Course feeds: days and periods") {
  const auto day = ParseDate("2027-02-28");
  for (const auto text : {"2027-02-28", "2027-02-28T08:30:00+01:00", "2027-02-28Z", "2027-02-28+01:00", "2027-02-28 10:00"}) CHECK_MESSAGE(FeedDay(text) == day, text);
  for (const auto text : {"", "2027-02-29", "28-02-2027", "2027-02-28x", "2027-2-28", "0000-01-01"}) CHECK_MESSAGE(!FeedDay(text), text);
  const auto weeks = [](std::string_view text) {
    const auto period = IsoPeriod(text);
    REQUIRE_MESSAGE(period.has_value(), text);
    return period->Weeks();
  };
  CHECK(weeks("P1Y") == 52);
  CHECK(weeks("P12M") == 52);
  CHECK(weeks("P6M") == 26);
  CHECK(weeks("P1M") == 5);
  CHECK(weeks("P10W") == 10);
  CHECK(weeks("P7D") == 1);
  CHECK(weeks("P8D") == 2);
  CHECK(weeks("P1DT10H30M") == 1);
  CHECK(weeks("P1Y6M2W1D") == 81);
  CHECK(weeks("PT0S") == 0);
  CHECK(weeks("PT1.5S") == 1);
  CHECK(weeks("PT168H1M") == 2);
  CHECK(weeks("P99999Y") == 99999 * 52);
  for (const auto text : {"", "P", "PT", "P1", "1Y", "-P1Y", "P-1Y", "P1H", "P1M1Y", "P1Y1Y", "PT1H1H", "PT1M1H", "P1YT", "P1.5Y", "PT1.S", "PT1.5", "P100000D", "P1Y ", "p1y", "P1YT1H T"})
    CHECK_MESSAGE(!IsoPeriod(text), text);
}

TEST_CASE("Course feeds: languages, places, codes") {
  for (const auto tag : {"nl", "NL", "nl-NL", "nld", "dut"}) CHECK_MESSAGE(LanguageOf(tag) == "nl", tag);
  CHECK(LanguageOf("en-GB") == "en");
  CHECK(LanguageOf("pap") == "pap");
  for (const auto tag : {"", "n", "12", "nl_NL", "Nederlands spreken"}) CHECK_MESSAGE(LanguageOf(tag).empty(), tag);
  bool whole = false;
  const auto form = [&](std::string_view place) { return FormInPlace(place, &whole); };
  for (const auto place : {"Online", "ONLINE", "virtual classroom", "E-learning", "Live online via Teams", "volledig digitaal", "Op afstand (online)"}) CHECK_MESSAGE((form(place) == kOnline && whole), place);
  CHECK((form("Blended") == kBlended && whole));
  CHECK((form("online en blended") == (kOnline | kBlended) && whole));
  CHECK((form("Utrecht / online") == kOnline && !whole));
  for (const auto place : {"Utrecht", "Onlinestad", "", "Live", "Den Haag"}) CHECK_MESSAGE((form(place) == 0 && !whole), place);
  CHECK(UriPart("A 1/b\xC3\xAB~") == "A%201%2Fb%C3%AB~");
  CHECK(CreboCode(" 25655 ") == "crebo:25655");
  CHECK(CreboCode("k0123") == "keuzedeel:K0123");
  CHECK(CreboCode("C0012") == "certificaat:C0012");
  CHECK(CreboCode("K01") == "crebo:K01");
}

namespace {

std::string Names(std::string_view text, const XmlLimits& limits = {}, Status* status = nullptr, std::string* root = nullptr) {
  static constexpr std::string_view kRecords[] = {"r"};
  std::string out;
  const auto read = ReadXml("x.xml", text, kRecords, [&](const XmlTree& x) -> Status {
    const auto walk = [&](const auto& self, XmlTree::Node n) -> void {
      Append(out, out.empty() ? "" : " ", x.name(n), "@", x.At(n).line, ":", x.At(n).column, "=", x.text(n));
      for (auto child = x.first(n); child != XmlTree::kNone; child = x.next(child)) self(self, child);
    };
    walk(walk, XmlTree::kRoot);
    if (const auto a = x.Attribute(XmlTree::kRoot, "lang")) Append(out, " lang=", *a);
    return absl::OkStatus();
  }, root, limits);
  if (status != nullptr) *status = read;
  else REQUIRE_MESSAGE(read.ok(), std::string(detail::Std(read.message())));
  return out;
}
std::string Refusal(std::string_view text, ErrorCode code, const XmlLimits& limits = {}) {
  Status status;
  Names(text, limits, &status);
  CHECK(CodeOf(status) == code);
  return std::string(detail::Std(status.message()));
}

}  // namespace

TEST_CASE("XML: records, one at a time, with places") {
  std::string root;
  CHECK(Names("<?xml version='1.0'?>\n<!-- x --><list xmlns:p='urn:p'>\n <p:r xml:lang='nl'>a<b>c &amp; &#233;</b>d<![CDATA[<e>]]></p:r><q><r/></q><r>\n<r/> </r></list>", {}, nullptr, &root) ==
        "r@3:2=ad<e> b@3:22=c & \xC3\xA9 lang=nl r@3:68= r@3:76= r@4:1=");
  CHECK(root == "list");
  CHECK(Names("\xEF\xBB\xBF<r>\xC3\xA9<s/></r>") == "r@1:2=\xC3\xA9 s@1:6=");  // columns count characters, the byte order mark too
  CHECK(Names("<?xml version='1.0' encoding='ISO-8859-1'?><r>\xE9</r>") == "r@1:44=\xC3\xA9");
  CHECK(Names(std::string_view("\xFF\xFE<\0r\0/\0>\0", 10)) == "r@1:2=");
  CHECK(Names("<q/>").empty());
  Status status;
  static constexpr std::string_view kRecords[] = {"r"};
  int seen = 0;
  status = ReadXml("x.xml", "<l><r/><r/></l>", kRecords, [&](const XmlTree&) { return ++seen, Error(ErrorCode::kCancelled, "enough"); });
  CHECK((seen == 1 && CodeOf(status) == ErrorCode::kCancelled));
}

TEST_CASE("XML: what is refused, and where") {
  CHECK(Refusal("", ErrorCode::kMalformed).find("x.xml:1") == 0);
  CHECK(Refusal("<r>\n<b></r>", ErrorCode::kMalformed).find("x.xml:2:") == 0);
  CHECK(Refusal("<r>&nbsp;</r>", ErrorCode::kMalformed).find("undefined entity") != std::string::npos);
  CHECK(Refusal("<r a='1' a='2'/>", ErrorCode::kMalformed).find("duplicate attribute") != std::string::npos);
  CHECK(Refusal("<r>\xFF</r>", ErrorCode::kMalformed).find("x.xml:1:4") == 0);
  CHECK(Refusal("<?xml version='1.0' encoding='windows-1252'?><r/>", ErrorCode::kMalformed).find("UTF-8") != std::string::npos);
  // Entities that grow, files and addresses: no declaration gets that far.
  for (const auto doctype : {"<!DOCTYPE r [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;'>]>", "<!DOCTYPE r SYSTEM 'file:///etc/passwd'>",
                             "<!DOCTYPE r [<!ENTITY x SYSTEM 'http://127.0.0.1/'>]>", "<!DOCTYPE r [<!ENTITY % p SYSTEM 'file:///dev/zero'> %p;]>"}) {
    CHECK(Refusal(std::string(doctype) + "<r>&c;&x;</r>", ErrorCode::kMalformed).find("DOCTYPE") != std::string::npos);
  }
  std::string deep;
  for (int i = 0; i < 200'000; ++i) deep += "<r>";
  CHECK(Refusal(deep, ErrorCode::kLimit).find("nested") != std::string::npos);
  CHECK(Refusal("<r><a/><a/><a/></r>", ErrorCode::kLimit, {.nodes = 3}).find("more than 3 elements") != std::string::npos);
  CHECK(Names("<l><r><a/><a/></r><r><a/><a/></r></l>", {.nodes = 3}) == "r@1:4= a@1:7= a@1:11= r@1:19= a@1:22= a@1:26=");  // a limit for each
  CHECK(Refusal("<r>0123456789</r>", ErrorCode::kLimit, {.text = 10}).find("10 bytes") != std::string::npos);
  CHECK(Refusal("<r/>", ErrorCode::kLimit, {.bytes = 3}).find("limit of 3") != std::string::npos);
  CHECK(Refusal("<r a='0123456789'/>", ErrorCode::kLimit, {.text = 10}).find("text") != std::string::npos);
}

TEST_CASE("XML: a large document takes time by its size") {
  std::string text = "<l>";
  for (int i = 0; i < 20'000; ++i) text += "<r><name>Een naam</name><cost><amount>10</amount></cost></r>";
  text += "</l>";
  const auto begin = std::chrono::steady_clock::now();
  CHECK(Names(text).size() > 1'000'000);
  const std::string one = "<r>" + std::string(20'000'000, 'x') + "</r>";
  CHECK(Names(one).size() > 20'000'000);
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(20));
}
