// The host with short time-outs and a handler that tests can steer by the request.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>

#include "native_server/pistache/server.hpp"
#include "tests/service/http/client.hpp"

namespace financescr::service_test {

// What every handler of a test server shares.
struct Probe {
  std::atomic<int> handled{0};
  std::atomic<int> waiting{0};  // handlers of /wait
  std::atomic<int> cut{0};
  std::atomic<std::size_t> streamed{0};  // bytes that a stream was asked for
  std::atomic<int> admitted{0};          // heads that were looked at
  std::atomic<int> refused{0};           // requests that the host refused by itself
  std::atomic<std::size_t> most_body_bytes{std::size_t{4} << 20U};

  void open_gate();
  void wait_at_gate();

 private:
  std::mutex mutex_;
  std::condition_variable opened_;
  bool open_ = false;
};

// 200 ms where the product waits for seconds.
[[nodiscard]] pistache::Options quick_options();

// Paths:
//   /echo          method, path, query and body, as text
//   /token/TEXT    TEXT, after `?ms=N` milliseconds
//   /wait          answers when the gate is opened
//   /bytes/N       N bytes;  /stream/N: the same in pieces of 1000;  /endless: without end
//   /shared        a body of 20 MB that all answers share
//   /alive         answered at once, on the reactor
//   /throw, /throw-42, /no-memory, /stream-throw, /bad-header, /empty (204)
// Header fields that say how a request is admitted:
//   X-Deny: STATUS (or "throw", "no-memory", "gate" to wait), X-Public: 1, X-Tree: 1, X-Principal:
//   NAME
class TestServer {
 public:
  explicit TestServer(pistache::Options options = quick_options());
  ~TestServer();

  [[nodiscard]] std::uint16_t port() const { return server.port(); }

  Probe probe;
  pistache::Server server;
};

// Waits until it is true, at most 10 s. Returns: whether it became so.
template <typename Condition>
[[nodiscard]] bool soon(const Condition& condition) {
  const auto until = std::chrono::steady_clock::now() + 10s;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > until) return false;
    std::this_thread::sleep_for(2ms);
  }
  return true;
}

// FINANCESCR_TEST_ALL=1: the long forms.
[[nodiscard]] bool tests_all();
// Whether freed memory is kept back to find faults, so that resident memory says nothing.
#if defined(__SANITIZE_ADDRESS__)
inline constexpr bool kKeepsFreedMemory = true;
#elif defined(__has_feature)
inline constexpr bool kKeepsFreedMemory = __has_feature(address_sanitizer);
#else
inline constexpr bool kKeepsFreedMemory = false;
#endif
// Resident memory of this process.
[[nodiscard]] std::size_t resident_bytes();

}  // namespace financescr::service_test
