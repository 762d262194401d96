// Answers made in pieces.
#include <doctest/doctest.h>

#include <memory>
#include <thread>
#include <vector>

#include "tests/service/http/test_server.hpp"

namespace financescr::service_test {

TEST_CASE("a streamed answer is chunked, whole, and the connection goes on") {
  TestServer server;
  Client client(server.port());
  for (const std::size_t size : {0U, 1U, 1000U, 123'456U, 5'000'000U}) {
    client.send(get("/stream/" + std::to_string(size)));
    const Answer answer = client.read();
    CHECK(answer.whole);
    CHECK(answer.header("Transfer-Encoding") == "chunked");
    CHECK(answer.header("Content-Length").empty());
    CHECK(answer.body == std::string(size, 's'));
  }
}

TEST_CASE("an HTTP/1.0 client gets a streamed answer up to the end of the connection") {
  TestServer server;
  const Answer answer =
      ask(server.port(), "GET /stream/50000 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  CHECK(answer.header("Transfer-Encoding").empty());
  CHECK(answer.header("Connection") == "close");
  CHECK(answer.body == std::string(50'000, 's'));
}

TEST_CASE("a stream that fails is seen to be cut short") {
  TestServer server;
  Client client(server.port());
  client.send(get("/stream-throw"));
  const Answer answer = client.read();
  CHECK(answer.status == 200);
  CHECK_FALSE(answer.whole);
  CHECK(answer.body.find("secret") == std::string::npos);
  CHECK(ask(server.port(), get("/echo")).status == 200);
}

TEST_CASE("a stream is made no faster than it is read, and a reader that stops is cut") {
  pistache::Options options = quick_options();
  options.timeouts.bytes_per_second = 16U << 20U;
  TestServer server(options);
  Client client(server.port());
  client.shrink_buffer(4096);
  client.send(get("/endless"));
  REQUIRE(soon([&] { return server.probe.streamed > 0; }));
  std::this_thread::sleep_for(100ms);
  const std::size_t made = server.probe.streamed;
  std::this_thread::sleep_for(50ms);
  CHECK(server.probe.streamed == made);
  CHECK(made < (32U << 20U));  // what the system buffers
  CHECK(soon([&] { return server.probe.cut == 1; }));
  CHECK(soon([&] { return server.server.connections() == 0; }));
}

TEST_CASE("a client that leaves in the middle of a stream frees its thread") {
  pistache::Options options = quick_options();
  options.threads = 2;
  options.streams = 1;
  TestServer server(options);
  for (int i = 1; i <= 20; ++i) {
    Client client(server.port());
    client.send(get("/endless"));
    CHECK(client.read_some(1000) > 0);
    client.abort();
    REQUIRE(soon([&] { return server.probe.cut == i; }));
  }
  CHECK(ask(server.port(), get("/echo")).status == 200);
}

TEST_CASE("streams cannot take every thread") {
  pistache::Options options = quick_options();
  options.threads = 3;
  options.streams = 2;
  options.timeouts.write = 10s;
  TestServer server(options);
  std::vector<std::unique_ptr<Client>> readers;
  for (int i = 0; i < 2; ++i) {
    readers.push_back(std::make_unique<Client>(server.port()));
    readers.back()->shrink_buffer(4096);
    readers.back()->send(get("/endless"));
    CHECK(readers.back()->read_some(10) == 10);
  }
  const Answer refused = ask(server.port(), get("/endless"));
  CHECK(refused.status == 503);
  CHECK(refused.header("Retry-After") == "1");
  CHECK(ask(server.port(), get("/echo")).status == 200);
  for (const auto& reader : readers) reader->abort();
  CHECK(soon([&] { return server.probe.cut == 2; }));
}

}  // namespace financescr::service_test
