// Answers that their clients do not take, and connections that nobody needs.
#include <doctest/doctest.h>
#include <sys/resource.h>

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "tests/service/http/test_server.hpp"

namespace financescr::service_test {
namespace {

using Clients = std::vector<std::unique_ptr<Client>>;

std::unique_ptr<Client> slow_reader(std::uint16_t port, const std::string& request) {
  auto client = std::make_unique<Client>(port);
  client->shrink_buffer(4096);
  client->send(request);
  return client;
}

// Seconds of processor time of this process.
double processor_s() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  return static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
         static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

}  // namespace

TEST_CASE("a body that answers share is held once, and arrives whole") {
  pistache::Options options = quick_options();
  options.timeouts.write = 10s;
  TestServer server(options);
  const Answer whole = ask(server.port(), get("/shared"));
  CHECK(whole.whole);
  CHECK(whole.body.size() == 20'000'000);
  CHECK(whole.body.find_first_not_of('b') == std::string::npos);
  const std::size_t before = resident_bytes();
  Clients readers;
  for (int i = 0; i < 40; ++i) readers.push_back(slow_reader(server.port(), get("/shared")));
  REQUIRE(soon([&] { return server.probe.handled == 41; }));
  if (!kKeepsFreedMemory) CHECK(resident_bytes() < before + (20U << 20U));
  CHECK(ask(server.port(), get("/echo")).status == 200);
}

TEST_CASE("answers that are not taken count, until they are cut") {
  pistache::Options options = quick_options();
  options.limits.memory_bytes = 16U << 20U;
  options.timeouts.write = 1s;
  TestServer server(options);
  Clients readers;
  for (int i = 0; i < 2; ++i) readers.push_back(slow_reader(server.port(), get("/bytes/9000000")));
  REQUIRE(soon([&] { return server.probe.handled == 2; }));
  const Answer busy = ask(server.port(), get("/echo"));
  CHECK(busy.status == 503);
  CHECK(busy.header("Retry-After") == "1");
  CHECK(ask(server.port(), get("/alive")).status == 200);
  REQUIRE(soon([&] { return server.server.connections() == 0; }));
  CHECK(ask(server.port(), get("/echo")).status == 200);
}

TEST_CASE("who does not take his answers is refused, and others are not") {
  pistache::Options options = quick_options();
  options.limits.memory_share_bytes = 16U << 20U;
  options.timeouts.write = 10s;
  TestServer server(options);
  const auto as = [](const char* name) { return "X-Principal: " + std::string(name) + "\r\n"; };
  Clients readers;
  for (int i = 0; i < 2; ++i) {
    readers.push_back(slow_reader(server.port(), get("/bytes/9000000", as("ann"))));
  }
  REQUIRE(soon([&] { return server.probe.handled == 2; }));
  CHECK(ask(server.port(), get("/echo", as("ann"))).status == 429);
  CHECK(ask(server.port(), get("/echo", as("bob"))).status == 200);
}

TEST_CASE("an answer that is taken steadily but slowly comes to an end") {
  pistache::Options options = quick_options();
  options.timeouts.bytes_per_second = 1000;
  options.timeouts.write_end = 500ms;
  TestServer server(options);
  auto reader = slow_reader(server.port(), get("/bytes/100000000"));
  std::atomic<bool> gone = false;
  std::thread dripping([&] {
    while (!gone && reader->read_some(2000) > 0) std::this_thread::sleep_for(10ms);
  });
  CHECK(soon([&] { return server.server.connections() == 0; }));
  gone = true;
  dripping.join();
}

TEST_CASE("liveness is answered while every handler and every place in the queue is taken") {
  pistache::Options options = quick_options();
  options.threads = 2;
  options.queue = 1;
  TestServer server(options);
  Clients waiting;
  for (std::size_t i = 0; i < 3; ++i) {
    waiting.push_back(std::make_unique<Client>(server.port()));
    waiting.back()->send(get("/wait"));
    REQUIRE(soon([&] { return server.server.in_flight() == i + 1; }));
  }
  CHECK(ask(server.port(), get("/echo")).status == 503);
  Client client(server.port());
  for (int i = 0; i < 3; ++i) {
    client.send(get("/alive"));
    CHECK(client.read().body == "alive");
  }
  server.probe.open_gate();
}

TEST_CASE("with every seat taken liveness is answered, others are told, and nothing spins") {
  pistache::Options options = quick_options();
  options.limits.connections = 20;
  options.limits.told_connections = 8;
  options.timeouts.idle = 20s;
  options.timeouts.linger = 2s;
  TestServer server(options);
  Clients idle;
  for (int i = 0; i < 100; ++i) idle.push_back(std::make_unique<Client>(server.port()));
  std::this_thread::sleep_for(50ms);
  REQUIRE(soon([&] { return server.server.connections() <= 28; }));
  const double from = processor_s();
  const auto until = std::chrono::steady_clock::now() + 500ms;
  while (std::chrono::steady_clock::now() < until) {
    const Answer alive = ask(server.port(), get("/alive"));
    CHECK(alive.status == 200);
    CHECK(alive.header("Connection") == "close");
    CHECK(ask(server.port(), get("/echo")).status == 503);
    std::this_thread::sleep_for(20ms);
  }
  CHECK(processor_s() - from < 0.4);
  idle.front()->send(get("/echo"));
  CHECK(idle.front()->read().status == 200);
  CHECK(server.server.connections() < 40);
}

TEST_CASE("a server without a descriptor left closes the door and does not spin") {
  TestServer server;
  Client before(server.port());
  before.send(get("/echo"));
  CHECK(before.read().status == 200);
  Clients clients;
  for (int i = 0; i < 30; ++i) clients.push_back(std::make_unique<Client>(server.port()));
  REQUIRE(soon([&] { return server.server.connections() == 31; }));
  // The newest has the lowest number that was free: below the limit there is none from here on.
  std::vector<int> sockets;
  for (int i = 0; i < 5; ++i) sockets.push_back(Client::open_socket());
  rlimit allowed{};
  getrlimit(RLIMIT_NOFILE, &allowed);
  rlimit none = allowed;
  none.rlim_cur = static_cast<rlim_t>(sockets.back()) + 1;
  setrlimit(RLIMIT_NOFILE, &none);
  const double from = processor_s();
  Clients late;
  for (const int socket : sockets) {
    late.push_back(std::make_unique<Client>(server.port(), socket));
    CHECK(late.back()->is_closed_within(2s));
  }
  std::this_thread::sleep_for(300ms);
  const double used_s = processor_s() - from;
  setrlimit(RLIMIT_NOFILE, &allowed);
  CHECK(used_s < 0.25);
  before.send(get("/echo"));
  CHECK(before.read().status == 200);
}

TEST_CASE("one peer cannot take every seat") {
  pistache::Options options = quick_options();
  options.limits.connections = 20;
  options.limits.peer_connections = 5;
  options.limits.is_shared_peer = [](std::string_view) { return false; };
  options.timeouts.idle = 20s;
  TestServer server(options);
  Clients many;
  for (int i = 0; i < 40; ++i) {
    many.push_back(std::make_unique<Client>(server.port(), "127.0.0.2"));
  }
  CHECK(many.back()->is_closed_within(1s));
  // The door counts before the reactors have taken in what it let through.
  for (int i = 0; i < 200 && server.server.connections() < 5; ++i)
    std::this_thread::sleep_for(10ms);
  CHECK(server.server.connections() == 5);
  CHECK(ask(server.port(), get("/echo")).status == 200);
  many.front()->send(get("/echo"));
  CHECK(many.front()->read().status == 200);
}

}  // namespace financescr::service_test
