// What a well-behaved client may do, and is answered.
#include <doctest/doctest.h>

#include <thread>

#include "tests/service/http/test_server.hpp"

namespace financescr::service_test {

TEST_CASE("a request is answered with its length, a date and a connection that stays") {
  TestServer server;
  Client client(server.port());
  for (int i = 0; i < 3; ++i) {
    client.send(get("/echo?a=b%20c"));
    const Answer answer = client.read();
    CHECK(answer.status == 200);
    CHECK(answer.body == "GET /echo?a=b%20c ");
    CHECK(answer.header("Content-Length") == std::to_string(answer.body.size()));
    CHECK(answer.header("Date").ends_with(" GMT"));
    CHECK(answer.header("Date").size() == 29);
    CHECK(answer.header("Connection").empty());
  }
}

TEST_CASE("HEAD has the length of GET's answer and no body") {
  TestServer server;
  Client client(server.port());
  client.send("HEAD /bytes/1234 HTTP/1.1\r\nHost: a\r\n\r\n");
  const Answer head = client.read(true);
  CHECK(head.status == 200);
  CHECK(head.header("Content-Length") == "1234");
  client.send("HEAD /stream/5000 HTTP/1.1\r\nHost: a\r\n\r\n");
  CHECK(client.read(true).status == 200);
  client.send(get("/echo"));
  CHECK(client.read().body == "GET /echo? ");
}

TEST_CASE("an answer without content has neither body nor length") {
  TestServer server;
  Client client(server.port());
  client.send(get("/empty") + get("/echo"));
  const Answer empty = client.read();
  CHECK(empty.status == 204);
  CHECK(empty.header("Content-Length").empty());
  CHECK(client.read().status == 200);
}

TEST_CASE("Connection: close and HTTP/1.0 end the connection after the answer") {
  TestServer server;
  for (const std::string& request :
       {get("/echo", "Connection: close\r\n"), std::string("GET /echo HTTP/1.0\r\n\r\n")}) {
    Client client(server.port());
    client.send(request);
    const Answer answer = client.read();
    CHECK(answer.status == 200);
    CHECK(answer.header("Connection") == "close");
    CHECK(client.is_closed_within(150ms));
  }
  Client client(server.port());
  client.send("GET /echo HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  CHECK(client.read().header("Connection") == "keep-alive");
  client.send("GET /echo HTTP/1.0\r\n\r\n");
  CHECK(client.read().status == 200);
}

TEST_CASE("three requests in one packet are answered in their order") {
  TestServer server;
  Client client(server.port());
  client.send(get("/token/first?ms=30") + post("/echo", "second") + get("/token/third"));
  CHECK(client.read().body == "first");
  CHECK(client.read().body == "POST /echo? second");
  CHECK(client.read().body == "third");
}

TEST_CASE("a thousand pipelined requests are answered in their order") {
  TestServer server;
  Client client(server.port());
  std::string all;
  for (int i = 0; i < 1000; ++i) all += get("/token/" + std::to_string(i));
  std::thread sender([&] { client.send(all); });
  bool in_order = true;
  for (int i = 0; i < 1000; ++i) in_order = in_order && client.read().body == std::to_string(i);
  sender.join();
  CHECK(in_order);
}

TEST_CASE("requests that come byte by byte are answered like others") {
  pistache::Options options = quick_options();
  options.timeouts.head = 5s;
  options.timeouts.body = 5s;
  TestServer server(options);
  Client client(server.port());
  client.send_bytewise(
      get("/echo") +
      "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
      "5;name=\"va;lue\"\r\nhello\r\n1\r\n \r\n5\r\nworld\r\n0\r\nX-Trailer: no\r\n\r\n" +
      post("/echo", "last"));
  CHECK(client.read().body == "GET /echo? ");
  CHECK(client.read().body == "POST /echo? hello world");
  CHECK(client.read().body == "POST /echo? last");
}

TEST_CASE("an empty chunked body is an empty body") {
  TestServer server;
  const std::string head = "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
  CHECK(ask(server.port(), head + "0\r\n\r\n").body == "POST /echo? ");
  Client client(server.port());
  client.send(head);
  client.send_bytewise("0\r\n\r\n");
  CHECK(client.read().body == "POST /echo? ");
}

TEST_CASE("100-continue is answered at once, and only where the body is wanted") {
  TestServer server;
  Client client(server.port());
  client.send(
      "POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
  CHECK(client.read().status == 100);
  client.send("body");
  CHECK(client.read().body == "POST /echo? body");

  client.send(
      "POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n"
      "Content-Length: 99999999\r\n\r\n");
  CHECK(client.read().status == 413);
  CHECK(client.is_closed_within(150ms));
  CHECK(ask(server.port(), get("/echo", "Expect: a miracle\r\n")).status == 417);
}

TEST_CASE("bodies of any size up to the limit arrive whole") {
  pistache::Options options = quick_options();
  options.timeouts.body = 5s;
  TestServer server(options);
  for (const std::size_t size : {1U, 4000U, 4096U, 65'536U, 1'000'000U, 4U << 20U}) {
    const std::string body(size, 'x');
    CHECK(ask(server.port(), post("/echo", body)).body == "POST /echo? " + body);
  }
  CHECK(ask(server.port(), post("/echo", std::string((4U << 20U) + 1, 'x'))).status == 413);
}

TEST_CASE("the handler says how long a body may be") {
  TestServer server;
  server.probe.most_body_bytes = 10;
  CHECK(ask(server.port(), post("/echo", "0123456789")).status == 200);
  Client late(server.port());
  late.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\n");
  CHECK(late.read().status == 413);
  const std::string chunked =
      "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n012345\r\n";
  CHECK(ask(server.port(), chunked + "4\r\n6789\r\n0\r\n\r\n").status == 200);
  CHECK(ask(server.port(), chunked + "5\r\n6789a\r\n0\r\n\r\n").status == 413);
}

TEST_CASE("large answers arrive whole, also to a client that reads them late") {
  TestServer server;
  Client client(server.port());
  client.send(get("/bytes/30000000") + get("/echo"));
  std::this_thread::sleep_for(50ms);
  const Answer answer = client.read();
  CHECK(answer.whole);
  CHECK(answer.body.size() == 30'000'000);
  CHECK(client.read().body == "GET /echo? ");
}

TEST_CASE("a client that only stops sending gets its answer") {
  TestServer server;
  Client client(server.port());
  client.send(get("/token/late?ms=50"));
  client.half_close();
  CHECK(client.read().body == "late");
  CHECK(client.is_closed_within(200ms));
}

TEST_CASE("an absolute target is its path; an empty line before a request is passed over") {
  TestServer server;
  CHECK(ask(server.port(), "GET http://a.example/echo?q HTTP/1.1\r\nHost: a\r\n\r\n").body ==
        "GET /echo?q ");
  CHECK(ask(server.port(), "\r\n\r\n" + get("/echo")).body == "GET /echo? ");
  CHECK(ask(server.port(), "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n").status == 404);
}

}  // namespace financescr::service_test
