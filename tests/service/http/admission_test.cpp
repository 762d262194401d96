// Before a body: who is refused by its header sends none, and nobody waits for him.
#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "tests/service/http/test_server.hpp"

namespace financescr::service_test {
namespace {

using Clients = std::vector<std::unique_ptr<Client>>;

std::string head(std::string_view fields, std::size_t length) {
  return "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(length) + "\r\n" +
         std::string(fields) + "\r\n";
}

// Sends `sent` bytes of a body of `length`, and no more.
std::unique_ptr<Client> part_of_body(std::uint16_t port, std::string_view fields,
                                     std::size_t length, std::size_t sent) {
  auto client = std::make_unique<Client>(port);
  client->send(head(fields, length) + std::string(sent, 'x'));
  return client;
}

}  // namespace

TEST_CASE("a request that is refused by its header is answered before its body and closed") {
  TestServer server;
  for (const char* fields : {"X-Deny: 401\r\n", "X-Deny: 401\r\nExpect: 100-continue\r\n"}) {
    Client client(server.port());
    client.send(head(fields, 1'000'000));
    const Answer answer = client.read();
    CHECK(answer.status == 401);
    CHECK(answer.header("Connection") == "close");
    CHECK(client.is_closed_within(600ms));
  }
  CHECK(ask(server.port(), head("X-Deny: throw\r\n", 1'000'000)).status == 500);
  CHECK(server.probe.handled == 0);
  CHECK(server.probe.admitted == 3);
}

TEST_CASE("a refused request whose body is already there leaves the connection usable") {
  TestServer server;
  Client client(server.port());
  client.send(head("X-Deny: 403\r\n", 4) + "body" + get("/token/next"));
  CHECK(client.read().status == 403);
  CHECK(client.read().body == "next");
  CHECK(server.probe.admitted == 2);
}

TEST_CASE("every request is admitted once, however it comes") {
  TestServer server;
  Client client(server.port());
  client.send(post("/echo", "together"));
  CHECK(client.read().body == "POST /echo? together");
  client.send(head("", 4));
  std::this_thread::sleep_for(20ms);
  client.send("late");
  CHECK(client.read().body == "POST /echo? late");
  client.send(
      "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n");
  CHECK(client.read().body == "POST /echo? hi");
  client.send(get("/echo"));
  CHECK(client.read().status == 200);
  CHECK(server.probe.admitted == 4);
  CHECK(soon([&] { return server.probe.handled == 4; }));
}

TEST_CASE("while a header is looked at nothing of the body is read, and others are served") {
  TestServer server;
  Client client(server.port());
  client.send(head("X-Deny: gate\r\n", 3'000'000));
  REQUIRE(soon([&] { return server.probe.waiting == 1; }));
  std::thread sending([&] { client.send(std::string(3'000'000, 'x')); });
  CHECK(ask(server.port(), get("/token/other")).body == "other");
  server.probe.open_gate();
  sending.join();
  const Answer answer = client.read();
  CHECK(answer.status == 200);
  CHECK(answer.body.size() > 3'000'000);
}

TEST_CASE("the body of a request of nobody known comes at once or not at all") {
  pistache::Options options = quick_options();
  options.timeouts.body = 10s;
  TestServer server(options);
  auto slow = part_of_body(server.port(), "X-Public: 1\r\n", 1000, 10);
  Client dripping(server.port());
  dripping.send(head("X-Public: 1\r\n", 10'000));
  bool cut = false;
  for (int i = 0; i < 100 && !cut; ++i) {
    dripping.send(std::string(50, 'x'));
    cut = !dripping.is_quiet_for(10ms);
  }
  CHECK(cut);
  CHECK(dripping.read().status == 408);
  CHECK(slow->read().status == 408);
}

TEST_CASE("a body that came quickly up to its last byte gains no time by it") {
  pistache::Options options = quick_options();
  options.timeouts.bytes_per_second = 10'000;  // 4 MB would be worth 400 s
  TestServer server(options);
  auto client = part_of_body(server.port(), "", 4'000'000, 3'999'999);
  const auto from = std::chrono::steady_clock::now();
  CHECK(client->read().status == 408);
  CHECK(std::chrono::steady_clock::now() - from < 2s);
}

TEST_CASE("a body has an absolute end, however steadily it comes") {
  pistache::Options options = quick_options();
  options.timeouts.bytes_per_second = 1000;
  options.timeouts.body_end = 500ms;
  TestServer server(options);
  Client client(server.port());
  client.send(head("", 4'000'000));
  bool cut = false;
  for (int i = 0; i < 200 && !cut; ++i) {
    client.send(std::string(2000, 'x'));
    cut = !client.is_quiet_for(10ms);
  }
  CHECK(cut);
  CHECK(client.read().status == 408);
}

TEST_CASE("large bodies cannot take the memory that small requests need") {
  pistache::Options options = quick_options();
  options.limits.memory_bytes = 8U << 20U;
  options.timeouts.body = 10s;
  TestServer server(options);
  Clients uploads;
  int refused = 0;
  for (int i = 0; i < 12; ++i) {
    uploads.push_back(part_of_body(server.port(), "", 4'000'000, 3'999'999));
    if (!uploads.back()->is_quiet_for(100ms)) ++refused;
  }
  CHECK(refused >= 10);
  const std::string small(20'000, 's');
  for (int i = 0; i < 20; ++i) {
    CHECK(ask(server.port(), post("/echo", small)).body.size() > small.size());
  }
}

TEST_CASE("a principal has a share, and others the rest") {
  pistache::Options options = quick_options();
  options.limits.memory_bytes = 32U << 20U;
  options.limits.memory_share_bytes = 6U << 20U;
  options.timeouts.body = 10s;
  TestServer server(options);
  auto first = part_of_body(server.port(), "X-Principal: ann\r\n", 4'000'000, 3'999'999);
  CHECK(first->is_quiet_for(100ms));
  auto second = part_of_body(server.port(), "X-Principal: ann\r\n", 4'000'000, 3'999'999);
  const Answer refused = second->read();
  CHECK(refused.status == 429);
  CHECK(refused.header("Retry-After") == "1");
  auto other = part_of_body(server.port(), "X-Principal: bob\r\n", 4'000'000, 3'999'999);
  CHECK(other->is_quiet_for(100ms));
  first->send("x");
  CHECK(first->read().status == 200);
  auto again = part_of_body(server.port(), "X-Principal: ann\r\n", 4'000'000, 3'999'999);
  CHECK(again->is_quiet_for(100ms));
}

TEST_CASE("a peer that is no proxy has a share, whoever it says it is") {
  pistache::Options options = quick_options();
  options.limits.memory_share_bytes = 6U << 20U;
  options.limits.is_shared_peer = [](std::string_view peer) { return peer == "127.0.0.1"; };
  options.timeouts.body = 10s;
  TestServer server(options);
  const auto from = [&](const char* address, const char* name) {
    auto client = std::make_unique<Client>(server.port(), address);
    client->send(head("X-Principal: " + std::string(name) + "\r\n", 4'000'000) +
                 std::string(3'999'999, 'x'));
    return client;
  };
  auto first = from("127.0.0.2", "a");
  CHECK(first->is_quiet_for(100ms));
  CHECK(from("127.0.0.2", "b")->read().status == 429);
  auto elsewhere = from("127.0.0.3", "c");
  CHECK(elsewhere->is_quiet_for(100ms));
  auto proxied = from("127.0.0.1", "d");
  auto proxied_too = from("127.0.0.1", "e");
  CHECK(proxied->is_quiet_for(50ms));
  CHECK(proxied_too->is_quiet_for(50ms));
}

TEST_CASE("a client behind a proxy that says whose request it is has a share of its own") {
  pistache::Options options = quick_options();
  options.limits.memory_share_bytes = 6U << 20U;
  options.timeouts.body = 10s;
  options.client_of = [](const http::Headers& headers, std::string_view peer) {
    return std::string(headers.find("X-From").value_or(peer));
  };
  TestServer server(options);
  auto first = part_of_body(server.port(), "X-From: 192.0.2.1\r\n", 4'000'000, 3'999'999);
  CHECK(first->is_quiet_for(100ms));
  auto second = part_of_body(server.port(), "X-From: 192.0.2.1\r\n", 4'000'000, 3'999'999);
  CHECK(second->read().status == 429);
  auto other = part_of_body(server.port(), "X-From: 192.0.2.2\r\n", 4'000'000, 3'999'999);
  CHECK(other->is_quiet_for(100ms));
}

TEST_CASE("the tree that a body becomes is counted before it is made") {
  pistache::Options options = quick_options();
  options.limits.memory_bytes = 64U << 20U;
  options.timeouts.body = 10s;
  TestServer server(options);
  const std::string many(2'000'000, ',');
  const std::string one(2'000'000, 'x');
  Client client(server.port());
  client.send(head("X-Tree: 1\r\n", many.size()) + many);
  CHECK(client.read().status == 503);
  Client text(server.port());
  text.send(head("X-Tree: 1\r\n", one.size()) + one);
  CHECK(text.read().status == 200);
  Client lines(server.port());
  lines.send(head("", many.size()) + many);
  CHECK(lines.read().status == 200);
}

TEST_CASE("headers and bodies of nobody known are held in a budget of their own") {
  pistache::Options options = quick_options();
  options.limits.door_bytes = 1U << 20U;
  options.timeouts.head = options.timeouts.public_body = 10s;
  TestServer server(options);
  Clients strangers;
  for (int i = 0; i < 100; ++i) {
    strangers.push_back(std::make_unique<Client>(server.port()));
    strangers.back()->send("GET /echo HTTP/1.1\r\nHost: a\r\nX: " + std::string(20'000, 'x'));
  }
  REQUIRE(soon([&] { return server.probe.refused >= 30; }));
  CHECK(strangers.back()->read().status == 503);
  CHECK(ask(server.port(), get("/token/small")).body == "small");
}

}  // namespace financescr::service_test
