// Clients that take their time: each is cut at its limit, and nobody else waits for them.
#include <doctest/doctest.h>

#include <memory>
#include <thread>
#include <vector>

#include "tests/service/http/test_server.hpp"

namespace financescr::service_test {

TEST_CASE("a header that drips in is answered 408 and cut") {
  TestServer server;
  Client slow(server.port());
  Client good(server.port());
  const std::string head = get("/echo", "X-Filler: " + std::string(1000, 'a') + "\r\n");
  bool cut = false;
  const auto from = std::chrono::steady_clock::now();
  for (std::size_t i = 0; i < 60 && !cut; ++i) {
    slow.send(head.substr(i, 1));
    good.send(get("/echo"));
    CHECK(good.read().status == 200);
    cut = !slow.is_quiet_for(20ms);
  }
  CHECK(cut);
  CHECK(std::chrono::steady_clock::now() - from < 600ms);
  CHECK(slow.read().status == 408);
  CHECK(slow.is_closed_within(600ms));
}

TEST_CASE("a body that drips in is answered 408 and cut") {
  TestServer server;
  Client slow(server.port());
  slow.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n");
  bool cut = false;
  for (int i = 0; i < 60 && !cut; ++i) {
    slow.send("x");
    cut = !slow.is_quiet_for(20ms);
  }
  CHECK(cut);
  CHECK(slow.read().status == 408);
}

TEST_CASE("a second request that drips in on a kept connection is cut as well") {
  TestServer server;
  Client slow(server.port());
  slow.send(get("/echo"));
  CHECK(slow.read().status == 200);
  slow.send("GET /ec");
  CHECK(slow.read().status == 408);
}

TEST_CASE("a large body that keeps coming is not cut") {
  pistache::Options options = quick_options();
  options.timeouts.bytes_per_second = 100'000;
  TestServer server(options);
  Client client(server.port());
  const std::string body(200'000, 'x');
  const std::string request = post("/echo", body);
  for (std::size_t at = 0; at < request.size(); at += 5000) {
    client.send(std::string_view(request).substr(at, 5000));
    std::this_thread::sleep_for(10ms);
  }
  CHECK(client.read().status == 200);
}

TEST_CASE("a connection without requests is closed, silently") {
  TestServer server;
  Client fresh(server.port());
  Client used(server.port());
  used.send(get("/echo"));
  CHECK(used.read().status == 200);
  CHECK(fresh.is_quiet_for(250ms));
  CHECK(fresh.is_closed_within(500ms));
  CHECK(used.is_closed_within(500ms));
}

TEST_CASE("a handler that takes longer than every time-out is waited for") {
  TestServer server;
  Client client(server.port());
  client.send(get("/token/patience?ms=1000"));
  const Answer answer = client.read();
  CHECK(answer.status == 200);
  CHECK(answer.body == "patience");
  client.send(get("/echo"));
  CHECK(client.read().status == 200);
}

TEST_CASE("half a request and an end of input costs nothing and answers nothing") {
  TestServer server;
  {
    Client client(server.port());
    client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf");
    client.half_close();
    CHECK(client.is_closed_within(150ms));
  }
  CHECK(server.probe.handled == 0);
  CHECK(soon([&] { return server.server.connections() == 0; }));
}

TEST_CASE("a client that does not take a large answer is cut") {
  pistache::Options options = quick_options();
  options.timeouts.bytes_per_second = 64U << 20U;
  TestServer server(options);
  Client reader(server.port());
  reader.shrink_buffer(4096);
  reader.send(get("/bytes/50000000"));
  std::this_thread::sleep_for(100ms);
  CHECK(server.server.in_flight() == 1);
  CHECK(soon([&] { return server.server.connections() == 0; }));
  CHECK(server.server.in_flight() == 0);
}

TEST_CASE("a client that takes an answer in drops is cut") {
  pistache::Options options = quick_options();
  options.timeouts.bytes_per_second = 64U << 20U;
  TestServer server(options);
  Client reader(server.port());
  reader.shrink_buffer(4096);
  reader.send(get("/bytes/200000000"));
  std::atomic<bool> gone = false;
  std::thread dripping([&] {
    while (!gone && reader.read_some(100) > 0) std::this_thread::sleep_for(20ms);
  });
  CHECK(soon([&] { return server.server.connections() == 0; }));
  gone = true;
  dripping.join();
}

TEST_CASE("ten thousand idle connections leave the others alone" * doctest::skip(!tests_all())) {
  pistache::Options options = quick_options();
  options.timeouts.idle = 60s;
  options.limits.connections = 20'000;
  TestServer server(options);
  std::vector<std::unique_ptr<Client>> idle;
  try {
    while (idle.size() < 10'000) idle.push_back(std::make_unique<Client>(server.port()));
  } catch (const std::exception&) {
    MESSAGE("the system gave " << idle.size() << " connections");
  }
  Client client(server.port());
  client.send(get("/echo"));
  CHECK(client.read().status == 200);
}

}  // namespace financescr::service_test
