// Clients that ask for a lot at once: the others take turns with them.
#include <doctest/doctest.h>

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "tests/service/http/test_server.hpp"

namespace financescr::service_test {
namespace {

using Clients = std::vector<std::unique_ptr<Client>>;

std::string repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

std::string fields_of(const std::string& person) {
  return "Authorization: " + person + "\r\nX-Principal: " + person + "\r\n";
}

std::unique_ptr<Client> asking(std::uint16_t port, const std::string& request) {
  auto client = std::make_unique<Client>(port);
  client->send(request);
  return client;
}

pistache::Options patient_options() {
  pistache::Options options = quick_options();
  options.timeouts.idle = options.timeouts.head = options.timeouts.write = 10s;
  return options;
}

// A handler that nobody asks.
class Unasked : public pistache::RequestHandler {
 public:
  tl::expected<pistache::Admission, http::Response> admit(const http::RequestHead&) override {
    return pistache::Admission{};
  }
  http::Response handle(const http::Request&, const pistache::Admission&) override { return {}; }
  void finish(const http::Request&, const pistache::Exchange&) override {}
};

}  // namespace

TEST_CASE("what one client sends ahead is answered by turns with the others") {
  std::mutex gate;
  std::string order;
  std::atomic<int> asked = 0;
  pistache::Options options = patient_options();
  options.at_once = [&](const http::Request& request) -> std::optional<http::Response> {
    ++asked;
    const std::lock_guard lock(gate);
    order += request.path.back();
    return http::Response{};
  };
  Clients many;
  std::size_t others_turn = 0;
  {
    std::unique_lock closed(gate);
    pistache::Server server(options, [] { return std::make_unique<Unasked>(); });
    for (int i = 0; i < 3; ++i) many.push_back(asking(server.port(), repeated(get("/a"), 60)));
    REQUIRE(soon([&] { return asked == 1; }));
    Client other(server.port());
    other.send(get("/b"));
    std::this_thread::sleep_for(100ms);  // until the system has all of it
    closed.unlock();
    CHECK(other.read().status == 200);
    for (const auto& client : many) {
      for (int i = 0; i < 60; ++i) REQUIRE(client->read().status == 200);
    }
    others_turn = order.find('b');
  }
  CHECK(order.size() == 181);
  CHECK(others_turn < 60);
}

TEST_CASE("one connection asks whether the server lives so often, and a new one is answered") {
  TestServer server(patient_options());
  for (int round = 0; round < 3; ++round) {
    Client client(server.port());
    client.send(repeated(get("/alive"), 500));
    int alive = 0;
    Answer answer = client.read();
    for (; answer.status == 200; answer = client.read()) ++alive;
    CHECK(answer.status == 429);
    CHECK(answer.header("Connection") == "close");
    CHECK(alive >= 64);
    CHECK(alive < 200);
  }
  Client steady(server.port());
  for (int i = 0; i < 60; ++i) {
    steady.send(get("/alive"));
    REQUIRE(steady.read().status == 200);
  }
}

TEST_CASE("requests of other kinds that are sent ahead are all answered, in their order") {
  TestServer server(patient_options());
  Client client(server.port());
  std::string all;
  for (int i = 0; i < 300; ++i) {
    all += i % 10 == 0 ? get("/alive") : get("/token/" + std::to_string(i));
  }
  client.send(all);
  for (int i = 0; i < 300; ++i) {
    const Answer answer = client.read();
    REQUIRE(answer.body == (i % 10 == 0 ? "alive" : std::to_string(i)));
  }
}

TEST_CASE("requests of one principal leave half of the threads to others") {
  pistache::Options options = patient_options();
  options.threads = 4;
  for (const std::string& fields :
       {fields_of("ann"), std::string("X-Principal: ann\r\n"), std::string("X-Public: 1\r\n")}) {
    CAPTURE(fields);
    TestServer server(options);
    Clients waiting;
    for (int i = 0; i < 9; ++i) waiting.push_back(asking(server.port(), get("/wait", fields)));
    REQUIRE(soon([&] { return server.probe.waiting == 2; }));
    for (int i = 0; i < 20; ++i) {
      const Answer other = ask(server.port(), get("/token/bob", fields_of("bob")));
      REQUIRE(other.body == "bob");
      REQUIRE(ask(server.port(), get("/token/x")).body == "x");
    }
    CHECK(server.probe.waiting == 2);
    server.probe.open_gate();
    for (const auto& client : waiting) CHECK(client->read().body == "waited");
  }
}

TEST_CASE("those that wait for a thread take turns, however many requests each has") {
  pistache::Options options = patient_options();
  options.threads = 1;
  TestServer server(options);
  const auto first = asking(server.port(), get("/wait", fields_of("ann")));
  REQUIRE(soon([&] { return server.probe.waiting == 1; }));
  Clients many;
  for (int i = 0; i < 20; ++i) {
    many.push_back(asking(server.port(), get("/token/a?ms=20", fields_of("ann"))));
  }
  REQUIRE(soon([&] { return server.server.in_flight() == 21; }));
  const auto bob = asking(server.port(), get("/token/b", fields_of("bob")));
  REQUIRE(soon([&] { return server.server.in_flight() == 22; }));
  server.probe.open_gate();
  CHECK(bob->read().body == "b");
  CHECK(server.server.in_flight() > 10);
  for (const auto& client : many) CHECK(client->read().body == "a");
}

TEST_CASE("requests of one principal leave a part of the queue to others") {
  pistache::Options options = patient_options();
  options.threads = 2;
  options.queue = 8;
  TestServer server(options);
  Clients waiting;
  int refused = 0;
  for (int i = 0; i < 14; ++i) {
    waiting.push_back(asking(server.port(), get("/wait", fields_of("ann"))));
    if (!waiting.back()->is_quiet_for(30ms)) ++refused;
  }
  CHECK(refused >= 4);
  CHECK(waiting.back()->read().status == 503);
  CHECK(ask(server.port(), get("/token/b", fields_of("bob"))).body == "b");
  server.probe.open_gate();
}

TEST_CASE("streamed answers of one principal leave half of them to others") {
  TestServer server(patient_options());  // four streams
  Clients streaming;
  for (int i = 0; i < 2; ++i) {
    streaming.push_back(asking(server.port(), get("/endless", fields_of("ann"))));
    CHECK(streaming.back()->read_some(100) == 100);
  }
  const Answer refused = ask(server.port(), get("/endless", fields_of("ann")));
  CHECK(refused.status == 429);
  CHECK(refused.header("Retry-After") == "1");
  CHECK(refused.body.find("too_much_at_once") != std::string::npos);
  CHECK(ask(server.port(), get("/stream/5000", fields_of("bob"))).body.size() == 5000);
  streaming.clear();
  CHECK(soon(
      [&] { return ask(server.port(), get("/stream/5000", fields_of("ann"))).status == 200; }));
}

}  // namespace financescr::service_test
