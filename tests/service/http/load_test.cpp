// Many clients at a time, some of which leave: every answer reaches the client that asked.
#include <doctest/doctest.h>

#include <atomic>
#include <memory>
#include <random>
#include <thread>
#include <vector>

#include "tests/service/http/test_server.hpp"

namespace financescr::service_test {
namespace {

struct Tally {
  std::atomic<int> right{0};
  std::atomic<int> wrong{0};
  std::atomic<int> unanswered{0};
  std::atomic<int> aborted{0};
};

// Asks with a token of its own, and leaves before the answer now and then.
void ask_and_leave(std::uint16_t port, int requests, unsigned seed, Tally& tally) {
  std::minstd_rand random(seed);
  std::unique_ptr<Client> client;
  for (int i = 0; i < requests; ++i) {
    if (client == nullptr) client = std::make_unique<Client>(port);
    const std::string token = std::to_string(seed) + "-" + std::to_string(i);
    client->send(get("/token/" + token + "?ms=" + std::to_string(random() % 3)));
    if (random() % 2 == 0) {
      if (random() % 2 == 0) client->abort();
      client.reset();
      ++tally.aborted;
      continue;
    }
    const Answer answer = client->read();
    if (answer.status == 0) {
      ++tally.unanswered;
    } else {
      ++(answer.status == 200 && answer.body == token ? tally.right : tally.wrong);
    }
  }
}

}  // namespace

TEST_CASE("no client gets another's answer while thousands leave before theirs") {
  pistache::Options options = quick_options();
  options.threads = 16;
  options.reactors = 2;
  options.timeouts.head = options.timeouts.idle = options.timeouts.linger = 20s;
  TestServer server(options);
  Tally tally;
  const int requests = tests_all() ? 20'000 : 1'000;
  std::vector<std::thread> clients;
  for (unsigned seed = 1; seed <= 12; ++seed) {
    clients.emplace_back([&, seed] { ask_and_leave(server.port(), requests, seed, tally); });
  }
  for (std::thread& client : clients) client.join();
  CHECK(tally.wrong == 0);
  CHECK(tally.unanswered == 0);
  CHECK(tally.right > 3 * requests);
  CHECK(tally.aborted > 3 * requests);
  CHECK(soon([&] { return server.server.connections() == 0; }));
  CHECK(server.server.in_flight() == 0);
}

TEST_CASE("a full queue is 503 with Retry-After, and the connection goes on") {
  pistache::Options options = quick_options();
  options.threads = 2;
  options.queue = 3;
  TestServer server(options);
  std::vector<std::unique_ptr<Client>> waiting;
  for (std::size_t i = 0; i < 5; ++i) {
    waiting.push_back(std::make_unique<Client>(server.port()));
    waiting.back()->send(get("/wait"));
    REQUIRE(soon([&] { return server.server.in_flight() == i + 1; }));
  }
  Client refused(server.port());
  refused.send(get("/echo"));
  const Answer answer = refused.read();
  CHECK(answer.status == 503);
  CHECK(answer.header("Retry-After") == "1");
  server.probe.open_gate();
  for (const auto& client : waiting) CHECK(client->read().body == "waited");
  refused.send(get("/echo"));
  CHECK(refused.read().status == 200);
}

TEST_CASE("more connections than the limit are told so and closed") {
  pistache::Options options = quick_options();
  options.limits.connections = 4;
  options.timeouts.idle = 5s;
  TestServer server(options);
  {
    std::vector<std::unique_ptr<Client>> clients;
    for (int i = 0; i < 4; ++i) {
      clients.push_back(std::make_unique<Client>(server.port()));
      clients.back()->send(get("/echo"));
      CHECK(clients.back()->read().status == 200);
    }
    Client refused(server.port());
    CHECK(refused.read().status == 503);
    CHECK(refused.is_closed_within(600ms));
    clients.front()->send(get("/echo"));
    CHECK(clients.front()->read().status == 200);
  }
  REQUIRE(soon([&] { return server.server.connections() == 0; }));
  CHECK(ask(server.port(), get("/echo")).status == 200);
}

TEST_CASE("memory stays flat over many requests and connections" *
          doctest::skip(kKeepsFreedMemory)) {
  TestServer server;
  const auto run = [&](int connections, int requests) {
    for (int i = 0; i < connections; ++i) {
      Client client(server.port());
      for (int n = 0; n < requests; ++n) {
        client.send(post("/echo", std::string(2000, 'x')));
        if (client.read().status != 200) return false;
      }
    }
    return true;
  };
  REQUIRE(run(200, 5));
  const std::size_t before = resident_bytes();
  REQUIRE(run(tests_all() ? 2'000 : 500, tests_all() ? 500 : 10));
  CHECK(resident_bytes() < before + (4U << 20U));
}

}  // namespace financescr::service_test
