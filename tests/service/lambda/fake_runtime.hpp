// AWS Lambda's Runtime API on loopback, following a script: what each "next" is answered with, and
// what happens to each answer. It keeps all that it was sent.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "functions/http/message.hpp"

namespace financescr::lambda {

// The answer to one "next".
struct NextStep {
  std::string event;
  std::string request_id = "8476a536-e9f4-11e8-9739-2dfe598c3fcd";
  int status = 200;  // 0: the connection is closed without an answer
  std::chrono::milliseconds after{0};
  std::int64_t deadline_in_ms = 60'000;
  std::string trace_id;
};

struct Received {
  std::string path;
  http::Headers headers;
  std::string body;
};

class FakeRuntime {
 public:
  // After the last step, "next" sets `stop` and closes the connection.
  explicit FakeRuntime(std::vector<NextStep> steps);
  ~FakeRuntime();
  FakeRuntime(const FakeRuntime&) = delete;
  FakeRuntime& operator=(const FakeRuntime&) = delete;

  // The status that the next posts get, in turn; afterwards 202. 0: closed without an answer.
  void answer_posts_with(std::deque<int> statuses);

  [[nodiscard]] std::string address() const { return "127.0.0.1:" + std::to_string(port_); }
  [[nodiscard]] std::vector<Received> posts() const;
  // How many times "next" was asked.
  [[nodiscard]] int next_count() const { return next_count_; }
  [[nodiscard]] int connection_count() const { return connection_count_; }

  std::atomic<bool> stop{false};

 private:
  void accept_all();
  void serve(int socket);
  // Returns: whether the connection goes on.
  bool answer_next(int socket);
  bool answer_post(int socket, Received received);

  int listener_ = -1;
  int port_ = 0;
  std::atomic<int> next_count_{0};
  std::atomic<int> connection_count_{0};
  std::atomic<bool> done_{false};
  mutable std::mutex mutex_;
  std::deque<NextStep> steps_;
  std::deque<int> post_statuses_;
  std::vector<Received> posts_;
  std::thread thread_;
};

}  // namespace financescr::lambda
