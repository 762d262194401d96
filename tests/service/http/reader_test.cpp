// The codec by itself: where the packets end must not matter.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "native_server/pistache/request_reader.hpp"

namespace financescr::service_test {
namespace {

using pistache::RequestReader;

// Everything that a reader makes of a text, as text.
std::string reading(const std::vector<std::string_view>& packets) {
  static const pistache::Limits kLimits;
  std::string out;
  {
    RequestReader reader(kLimits, "a peer");
    for (const std::string_view packet : packets) {
      if (reader.state() == RequestReader::State::kFaulty) break;
      reader.feed(packet);
      if (reader.state() == RequestReader::State::kAsking) reader.allow(4U << 20U);
      while (reader.state() == RequestReader::State::kReady) {
        const pistache::ReadRequest read = reader.take();
        out += std::string(http::to_string(read.request.method)) + " " + read.request.path + " " +
               read.request.body + " " + read.request.peer + (read.keep_alive ? " stay" : " close");
        for (const auto& [name, value] : read.request.headers.fields()) {
          out += " [" + name + "=" + value + "]";
        }
        out += "\n";
        if (reader.state() == RequestReader::State::kAsking) reader.allow(4U << 20U);
      }
    }
    if (reader.state() == RequestReader::State::kFaulty) out += reader.fault().code;
  }
  return out;
}

const std::vector<std::string>& texts() {
  static const std::vector<std::string> kTexts = {
      "GET /a?b HTTP/1.1\r\nHost: a\r\n\r\nHEAD / HTTP/1.0\r\n\r\n",
      "\r\nPOST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabcGET / HTTP/1.1\r\nHost: b\r\n"
      "Connection: close\r\n\r\n",
      "POST /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\n\r\n\r\r\n"
      "A\r\n0123456789\r\n0\r\nT: u\r\n\r\nGET / HTTP/1.1\r\nHost: b\r\n\r\n",
      "POST /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x "
      "HTTP/1.1\r\n"
      "Host: b\r\n\r\n",
      "POST /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabX0\r\n\r\n",
      "POST /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\nbad "
      "trailer\r\n"
      "\r\n",
      "GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\nHost: a\r\n\r\n",
      "GET / HTTP/3.7\r\nHost: a\r\n\r\n",
  };
  return kTexts;
}

}  // namespace

TEST_CASE("a text cut anywhere, once or twice or everywhere, is read as the whole") {
  for (const std::string& text : texts()) {
    CAPTURE(text);
    const std::string_view view = text;
    const std::string expected = reading({view});
    CHECK_FALSE(expected.empty());
    std::vector<std::string_view> bytes;
    for (std::size_t i = 0; i < view.size(); ++i) bytes.push_back(view.substr(i, 1));
    CHECK(reading(bytes) == expected);
    for (std::size_t i = 0; i <= view.size(); ++i) {
      for (std::size_t j = i; j <= view.size(); j += 7) {
        if (reading({view.substr(0, i), view.substr(i, j - i), view.substr(j)}) != expected) {
          FAIL_CHECK("cut at " << i << " and " << j);
        }
      }
    }
  }
}

TEST_CASE("100 Continue is wanted once, and not when the body is already there") {
  const pistache::Limits limits;
  RequestReader reader(limits, "");
  const std::string head =
      "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\nContent-Length: 2\r\n\r\n";
  reader.feed(head);
  CHECK(reader.state() == RequestReader::State::kAsking);
  CHECK_FALSE(reader.take_continue());  // nobody has said yet that the body is wanted
  reader.allow(2);
  CHECK(reader.take_continue());
  CHECK_FALSE(reader.take_continue());
  reader.feed("ab");
  CHECK(reader.take().request.body == "ab");
  reader.feed(head + "ab");
  CHECK_FALSE(reader.take_continue());
  CHECK(reader.take().request.body == "ab");
}

TEST_CASE("memory follows what came; a length is believed when a part of it is there") {
  const pistache::Limits limits;
  RequestReader reader(limits, "");
  reader.feed("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 60000000\r\n\r\n");
  reader.allow(64U << 20U);
  const std::string part(1U << 19U, ',');
  reader.feed(part);
  CHECK(reader.held_bytes(false) < 2 * part.size());
  CHECK(reader.held_bytes(true) > part.size() * RequestReader::kTreeBytes);
  reader.feed(part);
  reader.feed(part);
  CHECK(reader.held_bytes(false) > 60'000'000);
  CHECK(reader.held_bytes(false) < 61'000'000);
  reader.abandon();
  CHECK(reader.held_bytes(true) < 100);
}

TEST_CASE("a length beyond what is allowed is refused before the body") {
  const pistache::Limits limits;
  RequestReader reader(limits, "");
  reader.feed("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\n");
  reader.allow(10);
  REQUIRE(reader.state() == RequestReader::State::kFaulty);
  CHECK(reader.fault().status == 413);
}

}  // namespace financescr::service_test
