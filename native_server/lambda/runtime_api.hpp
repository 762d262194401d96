// The client of AWS Lambda's Runtime API: one HTTP conversation with the service on this machine
// that hands out events and takes answers.
//
// Failed calls are tried again a few times, except those that the service refused. A call waits
// without limit only for the next event: the whole process may be frozen meanwhile.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engine/core/result.hpp"
#include "native_server/lambda/event.hpp"

namespace financescr::lambda {

struct RuntimeApiOptions {
  std::string address;  // AWS_LAMBDA_RUNTIME_API: "host:port"
  int attempts = 3;
  std::chrono::milliseconds first_pause{50};  // before the second attempt; then doubled
  std::chrono::milliseconds post_timeout{30'000};
  std::size_t max_event_bytes = std::size_t{16} << 20U;
};

// What became of an answer.
enum class Posted {
  kAccepted,
  kTooLarge,     // the service does not take that many bytes
  kRefused,      // the service no longer wants it: the invocation has timed out, or is answered
  kUnreachable,  // no attempt got an answer
};

// A fault in the words of the Runtime API.
struct RuntimeError {
  std::string type;  // "Category.Reason"
  std::string message;
};

class RuntimeApi {
 public:
  // Once `stop` is true, waiting for an event ends within about a second.
  RuntimeApi(RuntimeApiOptions options, const std::atomic<bool>& stop);
  ~RuntimeApi();
  RuntimeApi(const RuntimeApi&) = delete;
  RuntimeApi& operator=(const RuntimeApi&) = delete;

  // Returns: nothing once stopped.
  // Errors: what the service answered, or why it could not be reached, after all attempts.
  [[nodiscard]] Result<std::optional<Invocation>> next();

  [[nodiscard]] Posted respond(std::string_view request_id, std::string_view answer);
  [[nodiscard]] Posted fail_invocation(std::string_view request_id, const RuntimeError& error);
  // The process must exit after this.
  [[nodiscard]] Posted fail_start(const RuntimeError& error);

 private:
  class Connection;

  [[nodiscard]] Posted post(const std::string& path, std::string_view body,
                            std::string_view error_type);
  // Whether another attempt may be made, after a pause.
  [[nodiscard]] bool pause_after(int attempt) const;

  RuntimeApiOptions options_;
  const std::atomic<bool>& stop_;
  std::unique_ptr<Connection> connection_;
};

}  // namespace financescr::lambda
