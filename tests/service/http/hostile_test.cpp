// What no client should send, and what handlers should not do: each is answered properly, the
// connection is closed where its state is in doubt, and the server lives on.
#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <vector>

#include "tests/service/http/test_server.hpp"

namespace financescr::service_test {
namespace {

struct Refused {
  const char* what;
  int status;
  std::string request;
};

std::string with(std::string_view fields, std::string_view body = {}) {
  return "POST /echo HTTP/1.1\r\nHost: a\r\n" + std::string(fields) + "\r\n" + std::string(body);
}

const std::vector<Refused>& refused() {
  static const std::vector<Refused> kAll = {
      {"a length that is no number", 400, with("Content-Length: abc\r\n")},
      {"a length that begins as a number", 400, with("Content-Length: 5abc\r\n", "hello")},
      {"a negative length", 400, with("Content-Length: -1\r\n")},
      {"a length with a sign", 400, with("Content-Length: +5\r\n", "hello")},
      {"an empty length", 400, with("Content-Length:\r\n")},
      {"a list of lengths", 400, with("Content-Length: 5, 5\r\n", "hello")},
      {"two lengths", 400, with("Content-Length: 3\r\nContent-Length: 5\r\n", "hello")},
      {"the same length twice", 400, with("Content-Length: 5\r\nContent-Length: 5\r\n", "hello")},
      {"a length beyond 64 bits", 400, with("Content-Length: 99999999999999999999999\r\n")},
      {"length, then chunks", 400,
       with("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")},
      {"chunks, then length", 400,
       with("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n")},
      {"chunked twice", 400,
       with("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")},
      {"an encoding that is not chunked", 501, with("Transfer-Encoding: gzip\r\n")},
      {"an encoding before chunked", 501, with("Transfer-Encoding: gzip, chunked\r\n")},
      {"chunked spelt almost right", 501, with("Transfer-Encoding: xchunked\r\n")},
      {"chunks in HTTP/1.0", 400,
       "POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
      {"a negative chunk", 400, with("Transfer-Encoding: chunked\r\n", "-5\r\nhello\r\n")},
      {"a chunk whose size is no number", 400,
       with("Transfer-Encoding: chunked\r\n", "zz\r\n\r\n")},
      {"a chunk longer than it says", 400,
       with("Transfer-Encoding: chunked\r\n", "3\r\nhello\r\n0\r\n\r\n")},
      {"a chunk size beyond 64 bits", 400,
       with("Transfer-Encoding: chunked\r\n", "fffffffffffffffff\r\nx")},
      {"a huge chunk", 413, with("Transfer-Encoding: chunked\r\n", "ffffffff\r\nx")},
      {"a chunk line with a bare LF", 400,
       with("Transfer-Encoding: chunked\r\n", "5\nhello\n0\n\n")},
      {"no Host", 400, "GET /echo HTTP/1.1\r\n\r\n"},
      {"an empty Host", 400, "GET /echo HTTP/1.1\r\nHost:\r\n\r\n"},
      {"two Hosts", 400, "GET /echo HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"},
      {"a Host that is none", 400, "GET /echo HTTP/1.1\r\nHost: a/b\r\n\r\n"},
      {"lines that end in bare LF", 400, "GET /echo HTTP/1.1\nHost: a\n\n"},
      {"a bare LF in the header", 400, "GET /echo HTTP/1.1\r\nHost: a\nX-Y: b\r\n\r\n"},
      {"a header without a colon", 400, with("no colon here\r\n")},
      {"a space before the colon", 400, with("X-Y : a\r\n")},
      {"an empty header name", 400, with(": a\r\n")},
      {"a folded header line", 400, with("X-Y: a\r\n b\r\n")},
      {"a control character in a value", 400, with("X-Y: a\x01z\r\n")},
      {"a NUL in a value", 400, with(std::string("X-Y: a\0z\r\n", 10))},
      {"a CR in a value", 400, with("X-Y: a\rz\r\n")},
      {"no version", 400, "GET /echo\r\nHost: a\r\n\r\n"},
      {"a version that is none", 400, "GET /echo H\r\nHost: a\r\n\r\n"},
      {"HTTP/2.0", 505, "GET /echo HTTP/2.0\r\nHost: a\r\n\r\n"},
      {"HTTP/1.2", 505, "GET /echo HTTP/1.2\r\nHost: a\r\n\r\n"},
      {"a space in the target", 400, "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n"},
      {"a target that is no path", 400, "GET echo HTTP/1.1\r\nHost: a\r\n\r\n"},
      {"a fragment", 400, "GET /echo#x HTTP/1.1\r\nHost: a\r\n\r\n"},
      {"a method that is no word", 400, "G(T /echo HTTP/1.1\r\nHost: a\r\n\r\n"},
      {"an unknown method", 501, "BREW /echo HTTP/1.1\r\nHost: a\r\n\r\n"},
      {"CONNECT", 501, "CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n"},
      {"a TLS greeting", 400,
       std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 15)},
      {"a target without end", 414, "GET /" + std::string(40'000, 'a')},
      {"a header without end", 431, "GET / HTTP/1.1\r\nX: " + std::string(40'000, 'a')},
      {"a large header", 431, get("/echo", "X: " + std::string(33'000, 'a') + "\r\n")},
  };
  return kAll;
}

}  // namespace

TEST_CASE("a malformed request is refused, and nothing behind it is read as a request") {
  TestServer server;
  for (const Refused& one : refused()) {
    CAPTURE(one.what);
    const int handled = server.probe.handled;
    Client client(server.port());
    client.send(one.request);
    client.send(get("/echo"));
    const Answer answer = client.read();
    CHECK(answer.status == one.status);
    CHECK(answer.whole);
    CHECK(answer.header("Connection") == "close");
    CHECK(answer.header("Content-Type") == "application/problem+json");
    CHECK(answer.body.find("\"code\"") != std::string::npos);
    CHECK(client.is_closed_within(600ms));
    CHECK(server.probe.handled == handled);
  }
  CHECK(ask(server.port(), get("/echo")).status == 200);
}

TEST_CASE("too many header fields are refused, also in a trailer") {
  TestServer server;
  std::string fields;
  for (int i = 0; i < 99; ++i) fields += "X-" + std::to_string(i) + ": a\r\n";
  CHECK(ask(server.port(), get("/echo", fields)).status == 200);
  CHECK(ask(server.port(), get("/echo", fields + "X-More: a\r\n")).status == 431);
  CHECK(ask(server.port(),
            with("Transfer-Encoding: chunked\r\n", "0\r\n" + fields + "X-More: a\r\n\r\n"))
            .status == 431);
}

TEST_CASE("a chunk extension without end is refused before its end") {
  TestServer server;
  Client client(server.port());
  client.send(with("Transfer-Encoding: chunked\r\n", "5;" + std::string(40'000, 'a')));
  CHECK(client.read().status == 431);
}

TEST_CASE("chunk extensions are passed over up to what a header may have") {
  TestServer server;
  const auto chunked = [](const std::string& chunks) {
    return with("Transfer-Encoding: chunked\r\n", chunks);
  };
  for (const char* line : {"2;a", "2;a=b", "2 ;a=b", "2; a = b", "2;a=\"b;\\\"c\"", "02;a;b=c"}) {
    CAPTURE(line);
    CHECK(ask(server.port(), chunked(std::string(line) + "\r\nhi\r\n0;last\r\n\r\n")).body ==
          "POST /echo? hi");
  }
  const std::string long_one = "2;a=" + std::string(20'000, 'x') + "\r\nhi\r\n";
  CHECK(ask(server.port(), chunked(long_one + "0\r\n\r\n")).body == "POST /echo? hi");
  CHECK(ask(server.port(), chunked(long_one + long_one + "0\r\n\r\n")).status == 431);
  const std::string too_long = "2;a=" + std::string(33'000, 'x') + "\r\nhi\r\n0\r\n\r\n";
  CHECK(ask(server.port(), chunked(too_long)).status == 431);
  CHECK(ask(server.port(), chunked("2;a=\"\x01\"\r\nhi\r\n0\r\n\r\n")).status == 400);
}

TEST_CASE("fields of a trailer do not become fields of the request") {
  TestServer server;
  Client client(server.port());
  client.send(
      with("Transfer-Encoding: chunked\r\n", "2\r\nhi\r\n0\r\nHost: b\r\nX-Late: c\r\n\r\n") +
      get("/echo"));
  CHECK(client.read().body == "POST /echo? hi");
  CHECK(client.read().status == 200);
}

TEST_CASE("a path of thirty thousand slashes is a path like others") {
  TestServer server;
  CHECK(ask(server.port(), get(std::string(30'000, '/'))).status == 404);
  CHECK(ask(server.port(), get("/echo")).status == 200);
}

TEST_CASE("whatever a handler throws is a 500 that tells nothing of it") {
  TestServer server;
  Client client(server.port());
  for (const char* path : {"/throw", "/throw-42", "/throw"}) {
    client.send(get(path));
    const Answer answer = client.read();
    CHECK(answer.status == 500);
    CHECK(answer.header("Content-Type") == "application/problem+json");
    CHECK(answer.body.find("secret") == std::string::npos);
  }
  client.send(get("/echo"));
  CHECK(client.read().status == 200);
}

TEST_CASE("a header value of a handler cannot split the answer") {
  TestServer server;
  const Answer answer = ask(server.port(), get("/bad-header"));
  CHECK(answer.status == 200);
  CHECK(answer.header("X-Injected").empty());
  CHECK(answer.header("Content-Length") == "0");
}

TEST_CASE("an announced length costs no memory") {
  pistache::Options options = quick_options();
  options.timeouts.body = 5s;
  TestServer server(options);
  server.probe.most_body_bytes = ~std::size_t{0} / 2;
  const std::size_t before = resident_bytes();
  std::vector<std::unique_ptr<Client>> clients;
  for (int i = 0; i < 50; ++i) {
    clients.push_back(std::make_unique<Client>(server.port()));
    clients.back()->send(with("Content-Length: 20000000000\r\n", "x"));
  }
  REQUIRE(soon([&] { return server.server.connections() == 50; }));
  CHECK(ask(server.port(), get("/echo")).status == 200);
  CHECK(resident_bytes() < before + (16U << 20U));
}

TEST_CASE("the bodies of all connections together are limited") {
  pistache::Options options = quick_options();
  options.limits.memory_bytes = 8U << 20U;
  options.timeouts.body = 5s;
  TestServer server(options);
  // So much that, wherever packets end, each has got the room that it announced.
  const std::string body(1'500'000, 'x');
  {
    std::vector<std::unique_ptr<Client>> clients;
    int busy = 0;
    for (int i = 0; i < 6; ++i) {
      clients.push_back(std::make_unique<Client>(server.port()));
      clients.back()->send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2000000\r\n\r\n" +
                           body);
      if (!clients.back()->is_quiet_for(100ms)) ++busy;
    }
    CHECK(busy == 3);  // each holds 2 MB, and an eighth is kept for small requests
    CHECK(ask(server.port(), get("/echo")).status == 200);
  }
  REQUIRE(soon([&] { return server.server.connections() == 0; }));
  CHECK(ask(server.port(), post("/echo", body)).status == 200);
}

TEST_CASE("clients that send rubbish do not disturb one that does not") {
  TestServer server;
  Client good(server.port());
  for (int round = 0; round < 20; ++round) {
    for (const Refused& one : refused()) {
      Client bad(server.port());
      bad.send(one.request.substr(0, one.request.size() * static_cast<std::size_t>(round) / 20));
      if (round % 2 == 0) bad.abort();
    }
    good.send(get("/token/" + std::to_string(round)));
    CHECK(good.read().body == std::to_string(round));
  }
}

}  // namespace financescr::service_test
