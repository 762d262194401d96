#include "native_server/lambda/base64.hpp"

#include <doctest/doctest.h>

namespace financescr::lambda {
namespace {

TEST_CASE("the vectors of RFC 4648") {
  const std::pair<std::string, std::string> vectors[] = {{"", ""},
                                                         {"f", "Zg=="},
                                                         {"fo", "Zm8="},
                                                         {"foo", "Zm9v"},
                                                         {"foob", "Zm9vYg=="},
                                                         {"fooba", "Zm9vYmE="},
                                                         {"foobar", "Zm9vYmFy"}};
  for (const auto& [bytes, text] : vectors) {
    CHECK(base64_encode(bytes) == text);
    CHECK(base64_decode(text) == bytes);
  }
}

TEST_CASE("every byte survives") {
  std::string bytes;
  for (int i = 0; i < 3 * 256; ++i) bytes.push_back(static_cast<char>(i * 7));
  CHECK(base64_decode(base64_encode(bytes)) == bytes);
  CHECK(base64_encode("\xFB\xEF\xFF") == "++//");
}

TEST_CASE("what no encoder writes is refused") {
  for (const char* text : {"Zg", "Zg=", "Zg===", "Z===", "====", "Zh==", "Zm9=", "Zg==Zg==",
                           "Zm 9v", "Zm9v\n", "-_-_", "=Zm9", "Zm=v"}) {
    CAPTURE(text);
    CHECK(!base64_decode(text));
  }
}

}  // namespace
}  // namespace financescr::lambda
