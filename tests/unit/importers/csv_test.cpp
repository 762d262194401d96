#include "datagen/importers/csv.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "datagen/importers/encoding.hpp"

namespace financescr::datagen {
namespace {

using Fields = std::vector<std::string>;

// All records, fields of each; a record that cannot be read appears as {"<error>", its text}.
std::vector<Fields> read_all(std::string_view text, CsvOptions options = {}) {
  CsvReader reader(text, options);
  CsvRecord record;
  std::vector<Fields> all;
  while (true) {
    const Result<bool> more = reader.next(record);
    if (more && !*more) return all;
    all.push_back(more ? record.fields : Fields{"<error>", more.error().detail});
  }
}

TEST_CASE("csv: well-formed text") {
  struct Row {
    const char* what;
    std::string_view text;
    std::vector<Fields> expected;
  };
  const Row rows[] = {
      {"nothing", "", {}},
      {"only line breaks", "\r\n\n\r\n", {}},
      {"one field", "a", {{"a"}}},
      {"no last line break", "a,b\nc,d", {{"a", "b"}, {"c", "d"}}},
      {"CRLF", "a,b\r\nc,d\r\n", {{"a", "b"}, {"c", "d"}}},
      {"empty fields", ",\n,,\n", {{"", ""}, {"", "", ""}}},
      {"blanks are kept", " a , b \n", {{" a ", " b "}}},
      {"empty lines are skipped", "a\n\n\nb\n", {{"a"}, {"b"}}},
      {"quoted separator", "\"a,b\",c\n", {{"a,b", "c"}}},
      {"doubled quotes", "\"say \"\"x\"\"\",\"\"\"\"\n", {{"say \"x\"", "\""}}},
      {"empty quoted field", "\"\",\"\"\n", {{"", ""}}},
      {"line break in quotes", "\"a\r\nb\",c\nd,e\n", {{"a\r\nb", "c"}, {"d", "e"}}},
      {"quote inside a plain field", "a \"b\" c,d\n", {{"a \"b\" c", "d"}}},
      {"carriage return alone is text", "a\rb,c\n", {{"a\rb", "c"}}},
      {"carriage return at the end", "a\r", {{"a\r"}}},
      {"DOS end of file", "a,b\r\n\x1A", {{"a", "b"}}},
      {"DOS end of file, then a line break", "a\r\n\x1A\r\n", {{"a"}}},
      {"0x1A elsewhere is text", "a\x1A,b\n", {{"a\x1A", "b"}}},
      {"byte order mark", "\xEF\xBB\xBF\"a\",b\n", {{"a", "b"}}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    CHECK(read_all(row.text) == row.expected);
  }
  CHECK(read_all("a;'b;c';d,e\n", {.separator = ';', .quote = '\''}) ==
        std::vector<Fields>{{"a", "b;c", "d,e"}});
}

TEST_CASE("csv: a bad record costs only itself") {
  const auto never_closed = read_all("a,b\nc,\"d\ne,f\ng,h\n");
  REQUIRE(never_closed.size() == 4);
  CHECK(never_closed[0] == Fields{"a", "b"});
  CHECK(never_closed[1] ==
        Fields{"<error>", "field 2 opens a quote on line 2 that is never closed"});
  CHECK(never_closed[2] == Fields{"e", "f"});
  CHECK(never_closed[3] == Fields{"g", "h"});

  const auto text_after = read_all("\"a\"b,c\nd\n");
  REQUIRE(text_after.size() == 2);
  CHECK(text_after[0] == Fields{"<error>", "field 1 has text after its closing quote"});
  CHECK(text_after[1] == Fields{"d"});

  CHECK(read_all("\"") ==
        std::vector<Fields>{{"<error>", "field 1 opens a quote on line 1 that is never closed"}});
}

TEST_CASE("csv: a record beyond the limit is refused") {
  const std::string text = "a," + std::string(5U << 20U, 'x') + "\nb,c\n";
  CsvReader reader(text);
  CsvRecord record;
  const Result<bool> first = reader.next(record);
  REQUIRE(!first);
  CHECK(first.error().code == ErrorCode::kTooLarge);
  REQUIRE(reader.next(record));
  CHECK(record.fields == Fields{"b", "c"});
}

TEST_CASE("csv: line numbers are where records start") {
  CsvReader reader("a\n\n\"b\nb\nb\"\nc\n\"d\ne\n");
  CsvRecord record;
  std::vector<std::size_t> lines;
  for (int i = 0; i < 10; ++i) {
    const Result<bool> more = reader.next(record);
    if (more && !*more) break;
    lines.push_back(record.line);
  }
  CHECK(lines == std::vector<std::size_t>{1, 3, 6, 7, 8});
}

TEST_CASE("encoding: UTF-8 is told from what is not") {
  for (const std::string_view good :
       {"", "plain", "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80", "\xED\x9F\xBF"}) {
    CAPTURE(good);
    CHECK(is_utf8(good));
  }
  for (const std::string_view bad :
       {"\x80", "\xE9", "a\xC3", "\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80",
        "\xF5\x80\x80\x80", "\xE2\x82", "\xC3\x28"}) {
    CHECK(!is_utf8(bad));
  }
  CHECK(windows_1252_to_utf8("Jos\xE9 \x93x\x94 \x80") == "José “x” €");
  CHECK(windows_1252_to_utf8("\x81") == "\xC2\x81");
}

}  // namespace
}  // namespace financescr::datagen
