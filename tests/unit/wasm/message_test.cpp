#include "wasm/abi/message.hpp"

#include <doctest/doctest.h>

namespace financescr::browser {
namespace {

std::string fault_of(std::string_view message) {
  const auto request = read_request(message);
  REQUIRE_FALSE(request.has_value());
  return request.error().front().pointer + ": " + request.error().front().detail;
}

TEST_CASE("a message is a line of JSON and the body's bytes as they are") {
  const auto request = read_request(
      R"({"headers":[["X-A","1"],["x-a","2"]],"method":"PUT","path":"/a%20b","query":"c=d"})"
      "\nbody\n\xff with any bytes\n");
  REQUIRE(request.has_value());
  CHECK(request->method == http::Method::kPut);
  CHECK(request->path == "/a%20b");
  CHECK(request->query == "c=d");
  CHECK(request->headers.joined("X-A") == "1, 2");
  CHECK(request->body == "body\n\xff with any bytes\n");
}

TEST_CASE("a bad first line is refused by the member that is wrong") {
  CHECK(fault_of("") == ": The message has no line feed after its first line");
  CHECK(fault_of("{}\n").starts_with("/method"));
  CHECK(fault_of("{\"method\":\"GET\"}\n").starts_with("/path"));
  CHECK(fault_of("{\"method\":\"FETCH\",\"path\":\"/\"}\n").starts_with("/method"));
  CHECK(fault_of("{\"headers\":{},\"method\":\"GET\",\"path\":\"/\"}\n").starts_with("/headers"));
  CHECK(fault_of("{\"headers\":[[\"a\",\"b\"],[\"c\"]],\"method\":\"GET\",\"path\":\"/\"}\n")
            .starts_with("/headers/1"));
  CHECK_FALSE(read_request("not json\n").has_value());
}

class Pieces final : public http::BodySource {
 public:
  bool next(std::string& piece) override {
    if (left_ == 0) return false;
    piece += std::to_string(left_--);
    return true;
  }

 private:
  int left_ = 3;
};

TEST_CASE("an answer is written likewise, a stream collected") {
  http::Response response;
  response.status = 201;
  response.headers.set("Content-Type", "text/plain");
  response.body = "body";
  CHECK(write_response(std::move(response)) ==
        "{\"headers\":[[\"Content-Type\",\"text/plain\"]],\"status\":201}\nbody");
  http::Response streamed;
  streamed.stream = std::make_unique<Pieces>();
  CHECK(write_response(std::move(streamed)) == "{\"headers\":[],\"status\":200}\n321");
}

}  // namespace
}  // namespace financescr::browser
