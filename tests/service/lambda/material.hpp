// What the tests of the Lambda host share: events, bodies made in pieces, a clock.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "engine/canonical/json.hpp"
#include "functions/http/message.hpp"
#include "functions/ports/clock.hpp"

namespace financescr::lambda {

// An event of payload format 2.0.
inline std::string http_event(const std::string& method, const std::string& path,
                              const std::string& body = "", bool is_base64 = false) {
  using canonical::Json;
  return canonical::write(Json::object(
      {{"version", "2.0"},
       {"rawPath", path},
       {"rawQueryString", ""},
       {"headers", Json::object({{"host", "abc.lambda-url.eu-central-1.on.aws"}})},
       {"requestContext",
        Json::object({{"http", Json::object({{"method", method}, {"sourceIp", "192.0.2.1"}})},
                      {"stage", "$default"}})},
       {"body", body},
       {"isBase64Encoded", is_base64}}));
}

class Pieces : public http::BodySource {
 public:
  explicit Pieces(std::vector<std::string> pieces) : pieces_(std::move(pieces)) {}
  [[nodiscard]] bool next(std::string& piece) override {
    if (at_ == pieces_.size()) return false;
    piece += pieces_[at_++];
    return true;
  }

 private:
  std::vector<std::string> pieces_;
  std::size_t at_ = 0;
};

class Endless : public http::BodySource {
 public:
  [[nodiscard]] bool next(std::string& piece) override {
    piece += "x";
    return true;
  }
};

// Stands still, or goes on by a step with each look.
class FixedClock : public ports::Clock {
 public:
  [[nodiscard]] Timestamp now() override { return {now_us_ += step_us}; }
  [[nodiscard]] std::int64_t elapsed_us() override { return now_us_; }
  std::int64_t step_us = 0;

 private:
  std::int64_t now_us_ = 0;
};

class WallClock : public ports::Clock {
 public:
  [[nodiscard]] Timestamp now() override {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::microseconds>(since).count()};
  }
  [[nodiscard]] std::int64_t elapsed_us() override { return now().us; }
};

}  // namespace financescr::lambda
