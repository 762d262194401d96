#include "functions/http/paging.hpp"

#include <doctest/doctest.h>

#include "functions/http/base64url.hpp"
#include "functions/http/signing.hpp"

namespace financescr::http {
namespace {

constexpr std::string_view kKey = "a key of thirty-two bytes or more";

auto read(const QueryParameters& query) { return read_page(query, "cases", 2, kKey); }

TEST_CASE("base64url carries every byte, and one text stands for one sequence of bytes") {
  std::string bytes;
  for (int i = 0; i < 256; ++i) {
    CHECK(decode_base64url(base64url(bytes)) == bytes);
    bytes.push_back(static_cast<char>(i));
  }
  CHECK(base64url("\xfb\xff") == "-_8");
  CHECK(base64url("foobar") == "Zm9vYmFy");
  for (const auto* bad : {"A", "-_8=", "-_9", "+/8", "Zm9v YmFy", "Zm9vYm\n"}) {
    CAPTURE(bad);
    CHECK_FALSE(decode_base64url(bad));
  }
}

TEST_CASE("nothing is signed by an empty key, and nothing but the signature is one") {
  CHECK(signature_holds(kKey, "text", signature(kKey, "text")));
  CHECK_FALSE(signature_holds(kKey, "texts", signature(kKey, "text")));
  CHECK_FALSE(signature_holds(kKey, "text", ""));
  CHECK_FALSE(signature_holds("", "text", ""));
  CHECK_FALSE(signature_holds("", "text", signature("", "text")));
}

TEST_CASE("a page is fifty rows from the start unless the client says otherwise") {
  const auto page = read({});
  REQUIRE(page);
  CHECK(page->limit == 50);
  CHECK_FALSE(page->after);
  CHECK(read({{"limit", "1"}})->limit == 1);
  CHECK(read({{"limit", "200"}})->limit == 200);
  for (const auto* bad : {"0", "201", "-1", "", "ten", "1e2", " 5", "5 ", "+5", "99999999999999"}) {
    CAPTURE(bad);
    const auto refused = read({{"limit", bad}});
    REQUIRE_FALSE(refused);
    CHECK(refused.error()[0].pointer == "/query/limit");
  }
}

TEST_CASE("a cursor leads to where it was made, and to nowhere once it is changed") {
  const Position position = {"2026-11-22T02:55:01.000000Z", "id with \"quotes\" and \xc3\xa9"};
  const std::string cursor = make_cursor("cases", position, kKey);
  const auto page = read({{"cursor", cursor}});
  REQUIRE(page);
  CHECK(page->after == position);
  for (std::size_t i = 0; i < cursor.size(); ++i) {
    for (const char other : {'A', 'z', '.', '='}) {
      if (cursor[i] == other) continue;
      std::string changed = cursor;
      changed[i] = other;
      CAPTURE(changed);
      CHECK_FALSE(read({{"cursor", changed}}));
    }
    CHECK_FALSE(read({{"cursor", cursor.substr(0, i)}}));
  }
}

TEST_CASE("a cursor of another listing, of another key or of another shape is refused") {
  const Position position = {"a", "b"};
  CHECK_FALSE(read({{"cursor", make_cursor("audit", position, kKey)}}));
  CHECK_FALSE(read({{"cursor", make_cursor("cases", position, "another key")}}));
  CHECK_FALSE(read({{"cursor", make_cursor("cases", {"a"}, kKey)}}));
  CHECK_FALSE(read_page({{"cursor", make_cursor("cases", position, "")}}, "cases", 2, ""));
  const auto refused = read({{"limit", "0"}, {"cursor", "x"}});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().size() == 2);
}

TEST_CASE("a page links to the next one with the same filters") {
  const auto last = page_response("/cases", {{"status", "OPEN"}}, {1, 2}, std::nullopt);
  CHECK(last.body == R"({"items":[1,2],"next_cursor":null})");
  CHECK_FALSE(last.headers.find("Link"));
  const auto page =
      page_response("/cases", {{"status", "O>P\r\n"}, {"cursor", "old"}}, {}, "new.cursor");
  CHECK(page.body == R"({"items":[],"next_cursor":"new.cursor"})");
  CHECK(page.headers.find("Link") == "</cases?status=O%3EP%0D%0A&cursor=new.cursor>; rel=\"next\"");
}

}  // namespace
}  // namespace financescr::http
