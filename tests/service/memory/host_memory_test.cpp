// The HTTP host where there is no memory: a request or a connection is lost, and never the server.
#include <doctest/doctest.h>

#include <memory>
#include <new>
#include <set>
#include <string>
#include <vector>

#include "tests/service/http/test_server.hpp"
#include "tests/service/memory/failing_new.hpp"

namespace financescr::memory_test {
namespace {

using namespace service_test;  // NOLINT(google-build-using-namespace): the client, in every line

const std::vector<std::string>& requests() {
  static const std::string kBody = "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n";
  static const std::vector<std::string> kRequests = {
      get("/alive"),
      get("/echo", "X-Principal: a principal with a long name\r\nAuthorization: of its own\r\n"),
      get("/alive") + get("/token/x") + get("/alive"),
      kBody + "X-Tree: 1\r\n\r\n" + std::string(5000, ','),
      kBody + "X-Deny: 401\r\n\r\n",
      get("/stream/50000"),
      get("/bytes/300000"),
      get("/throw"),
      "no request\r\n\r\n",
  };
  return kRequests;
}

// The status of the first answer; 0: the connection just ended.
int first_status(std::uint16_t port, const std::string& request) {
  Client client(port);
  client.send(request);
  client.half_close();
  return client.read().status;
}

pistache::Options options_with_threads() {
  pistache::Options options = quick_options();
  options.threads = 3;
  options.limits.is_shared_peer = [](std::string_view) { return false; };
  return options;
}

}  // namespace

TEST_CASE("wherever one allocation fails, the server goes on and forgets nothing") {
  TestServer server(options_with_threads());
  const std::set<int> possible = {0, 200, 400, 401, 429, 500, 503};
  for (const std::string& request : requests()) {
    CAPTURE(request.substr(0, 60));
    bool reached_the_end = false;
    for (std::int64_t n = 0; n < 400 && !reached_the_end; ++n) {
      {
        const Refusing one(n);
        const int status = first_status(server.port(), request);
        if (!possible.contains(status)) FAIL_CHECK(status << " without allocation " << n);
        reached_the_end = !Refusing::has_refused();
      }
      REQUIRE(ask(server.port(), get("/token/good")).body == "good");
    }
    CHECK(reached_the_end);
  }
  CHECK(soon([&] { return server.server.connections() == 0; }));
  CHECK(server.server.in_flight() == 0);
}

TEST_CASE("while every few allocations fail, nothing ends, and afterwards all is as before") {
  for (const std::int64_t every : {2, 3, 5, 17, 101}) {
    CAPTURE(every);
    TestServer server(options_with_threads());
    {
      const Refusing many(0, every);
      for (int round = 0; round < 20; ++round) {
        for (const std::string& request : requests()) (void)first_status(server.port(), request);
      }
    }
    for (int i = 0; i < 20; ++i) REQUIRE(ask(server.port(), get("/token/good")).body == "good");
    CHECK(soon([&] { return server.server.connections() == 0; }));
    CHECK(server.server.in_flight() == 0);
  }
}

TEST_CASE("a handler without memory is 503 and may be asked again") {
  TestServer server;
  const Answer answer = ask(server.port(), get("/no-memory"));
  CHECK(answer.status == 503);
  CHECK(answer.header("Retry-After") == "1");
  CHECK(answer.body.find("\"busy\"") != std::string::npos);
  CHECK(ask(server.port(), get("/echo", "X-Deny: no-memory\r\n")).status == 503);
}

}  // namespace financescr::memory_test
