#include "datagen/importers/xml_reader.hpp"

#include <doctest/doctest.h>

#include "engine/core/limits.hpp"

namespace financescr::datagen {
namespace {

struct Seen {
  std::vector<XmlElement> records;
  std::vector<std::string> too_large;
  Result<void> status;
};

Seen read(std::string_view text, std::size_t chunk = 1U << 16U) {
  Seen seen;
  XmlRequest request;
  request.records = {"R"};
  request.chunk_bytes = chunk;
  request.use = [&](const XmlElement& record, std::size_t) { seen.records.push_back(record); };
  request.too_large = [&](std::string_view name, std::size_t line) {
    seen.too_large.push_back(std::string(name) + " " + std::to_string(line));
  };
  seen.status = read_xml(text, request);
  return seen;
}

TEST_CASE("xml: records come whole, with their lines, attributes and text") {
  const Seen seen = read(
      "<a:List xmlns:a='x'>\n<a:R id='1' a:k='v'>\n <Name> Tom &amp;\n  Co </Name><Name>B</Name>"
      "<![CDATA[<raw>]]></a:R>\n<Other><R/></Other></a:List>");
  REQUIRE(seen.status);
  REQUIRE(seen.records.size() == 2);
  const XmlElement& record = seen.records[0];
  CHECK(record.name == "R");
  CHECK(record.line == 2);
  CHECK(record.attribute("id") == "1");
  CHECK(record.attribute("k") == "v");
  CHECK(record.attribute("none").empty());
  CHECK(record.text == "<raw>");
  CHECK(record.child_text("Name") == "Tom & Co");
  CHECK(record.child("Name")->line == 3);
  CHECK(record.child("Nothing") == nullptr);
  CHECK(seen.records[1].line == 5);
}

TEST_CASE("xml: the size of the pieces makes no difference") {
  const std::string text = "<L><R>Größe <b>Ω</b> Maß</R>\r\n<R/></L>";
  for (const std::size_t chunk : {1U, 2U, 3U, 7U, 1000U}) {
    const Seen seen = read(text, chunk);
    REQUIRE(seen.status);
    REQUIRE(seen.records.size() == 2);
    CHECK(seen.records[0].text == "Größe Maß");
    CHECK(seen.records[0].child_text("b") == "Ω");
    CHECK(seen.records[1].line == 2);
  }
}

TEST_CASE("xml: a document type declaration is refused and no entity is expanded") {
  for (const std::string_view text :
       {"<!DOCTYPE L [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;\">]><L><R>&b;</R></L>",
        "<!DOCTYPE L SYSTEM \"file:///etc/passwd\"><L/>",
        "<!DOCTYPE L [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><L><R>&x;</R></L>"}) {
    const Seen seen = read(text);
    REQUIRE_FALSE(seen.status);
    CHECK(seen.status.error().code == ErrorCode::kUnsupported);
    CHECK(seen.records.empty());
  }
  CHECK_FALSE(read("<L><R>&unknown;</R></L>").status);
}

TEST_CASE("xml: elements nested too deep are refused") {
  std::string open = "<L>";
  std::string close = "</L>";
  for (std::size_t i = 1; i < limits::kMaxJsonDepth; ++i) {
    open += "<d>";
    close = "</d>" + close;
  }
  CHECK(read(open + close).status);
  const Seen deeper = read(open + "<d>" + "</d>" + close);
  REQUIRE_FALSE(deeper.status);
  CHECK(deeper.status.error().code == ErrorCode::kTooLarge);
}

TEST_CASE("xml: a record that is too large is passed over, and the next one is read") {
  const std::string big(limits::kMaxLineBytes + 1, 'x');
  const Seen seen = read("<L>\n<R><a>" + big + "</a></R><R>next</R></L>");
  REQUIRE(seen.status);
  CHECK(seen.too_large == std::vector<std::string>{"R 2"});
  REQUIRE(seen.records.size() == 1);
  CHECK(seen.records[0].text == "next");
}

TEST_CASE("xml: what is not well-formed is refused with its line") {
  for (const std::string_view text : {"", "<L>\n<R>", "<L>\n</M>", "<L>\n\x01</L>", "<L/>\n<L/>"}) {
    const Seen seen = read(text);
    REQUIRE_FALSE(seen.status);
    CHECK(seen.status.error().detail.find("line ") == 0);
  }
}

}  // namespace
}  // namespace financescr::datagen
