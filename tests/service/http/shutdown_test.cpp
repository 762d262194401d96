// Stopping: what was begun is finished, what is new is refused, and it ends in time.
#include <doctest/doctest.h>

#include <memory>
#include <optional>
#include <thread>
#include <vector>

#include "tests/service/http/test_server.hpp"

namespace financescr::service_test {

TEST_CASE("requests in flight are answered, new ones get 503, then the server is gone") {
  TestServer server;
  const std::uint16_t port = server.port();
  std::vector<std::unique_ptr<Client>> waiting;
  for (int i = 0; i < 4; ++i) {
    waiting.push_back(std::make_unique<Client>(port));
    waiting.back()->send(get("/wait"));
  }
  Client idle(port);
  idle.send(get("/echo"));
  CHECK(idle.read().status == 200);
  REQUIRE(soon([&] { return server.probe.waiting == 4; }));

  std::optional<bool> finished;
  std::thread stopping([&] { finished = server.server.stop(); });
  std::this_thread::sleep_for(50ms);
  idle.send(get("/echo"));
  const Answer refused = idle.read();
  CHECK(refused.status == 503);
  CHECK(refused.header("Connection") == "close");
  CHECK(ask(port, get("/echo")).status == 503);

  server.probe.open_gate();
  for (const auto& client : waiting) {
    const Answer answer = client->read();
    CHECK(answer.status == 200);
    CHECK(answer.body == "waited");
    CHECK(answer.header("Connection") == "close");
    CHECK(client->is_closed_within(500ms));
  }
  stopping.join();
  CHECK(finished == true);
  CHECK_THROWS(Client(port));
}

TEST_CASE("a large answer that is half sent when the server stops arrives whole") {
  pistache::Options options = quick_options();
  options.timeouts.write = 5s;
  TestServer server(options);
  Client client(server.port());
  client.send(get("/bytes/20000000"));
  Client streamed(server.port());
  streamed.send(get("/stream/20000000"));
  REQUIRE(soon([&] { return server.server.in_flight() == 2; }));
  std::thread stopping([&] { CHECK(server.server.stop()); });
  CHECK(client.read().body.size() == 20'000'000);
  const Answer answer = streamed.read();
  CHECK(answer.whole);
  CHECK(answer.body.size() == 20'000'000);
  stopping.join();
}

TEST_CASE("a handler that does not end is not waited for longer than the limit") {
  pistache::Options options = quick_options();
  options.timeouts.drain = 200ms;
  TestServer server(options);
  Client client(server.port());
  client.send(get("/wait"));
  REQUIRE(soon([&] { return server.probe.waiting == 1; }));
  const auto from = std::chrono::steady_clock::now();
  CHECK_FALSE(server.server.stop());
  CHECK(std::chrono::steady_clock::now() - from < 2s);
  CHECK(client.read().status == 0);
}

TEST_CASE("idle connections do not hold up a stop") {
  pistache::Options options = quick_options();
  options.timeouts.idle = 60s;
  TestServer server(options);
  std::vector<std::unique_ptr<Client>> idle;
  for (int i = 0; i < 20; ++i) idle.push_back(std::make_unique<Client>(server.port()));
  REQUIRE(soon([&] { return server.server.connections() == 20; }));
  const auto from = std::chrono::steady_clock::now();
  CHECK(server.server.stop());
  CHECK(std::chrono::steady_clock::now() - from < 1s);
}

TEST_CASE("a server starts and stops many times, and clients under load lose no answer") {
  for (int round = 0; round < 20; ++round) {
    TestServer server;
    std::atomic<int> unanswered = 0;
    std::vector<std::thread> clients;
    for (int i = 0; i < 3; ++i) {
      clients.emplace_back([&, port = server.port()] {
        Client client(port);
        for (;;) {
          client.send(get("/token/a"));
          const Answer answer = client.read();
          if (answer.status != 200) {
            if (answer.status != 503) ++unanswered;
            return;
          }
          if (answer.header("Connection") == "close") return;
        }
      });
    }
    std::this_thread::sleep_for(10ms);
    CHECK(server.server.stop());
    for (std::thread& client : clients) client.join();
    CHECK(unanswered == 0);
  }
}

TEST_CASE("a port that is taken is an error that says so") {
  TestServer server;
  pistache::Options options = quick_options();
  options.port = server.port();
  CHECK_THROWS_AS(TestServer{options}, std::exception);
}

}  // namespace financescr::service_test
