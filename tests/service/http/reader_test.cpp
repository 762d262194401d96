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
  std::atomic<std::size_t> held = 0;
  std::string out;
  {
    RequestReader reader(kLimits, held);
    for (const std::string_view packet : packets) {
      if (reader.state() == RequestReader::State::kFaulty) break;
      reader.feed(packet);
      while (reader.state() == RequestReader::State::kReady) {
        const pistache::ReadRequest read = reader.take();
        out += std::string(http::to_string(read.request.method)) + " " + read.request.path + " " +
               read.request.body + (read.keep_alive ? " stay" : " close");
        for (const auto& [name, value] : read.request.headers.fields()) {
          out += " [" + name + "=" + value + "]";
        }
        out += "\n";
      }
    }
    if (reader.state() == RequestReader::State::kFaulty) out += reader.fault().code;
  }
  CHECK(held == 0);
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
  std::atomic<std::size_t> held = 0;
  RequestReader reader(limits, held);
  const std::string head =
      "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\nContent-Length: 2\r\n\r\n";
  reader.feed(head);
  CHECK(reader.take_continue());
  CHECK_FALSE(reader.take_continue());
  reader.feed("ab");
  CHECK(reader.take().request.body == "ab");
  reader.feed(head + "ab");
  CHECK_FALSE(reader.take_continue());
  CHECK(reader.take().request.body == "ab");
}

}  // namespace financescr::service_test
