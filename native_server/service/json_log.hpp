// JsonLog: one JSON object a line on a descriptor, for whatever collects the logs of a service.
#pragma once

#include <mutex>
#include <optional>
#include <string_view>
#include <vector>

#include "functions/ports/clock.hpp"
#include "functions/ports/log.hpp"

namespace financescr::service {

// {"at","event","level", ...fields}. Lines of several threads never mix.
class JsonLog final : public ports::Log {
 public:
  // Writes what is at least as grave as `least`; nothing at all if there is none. The clock must
  // outlive the log.
  JsonLog(ports::Clock& clock, int fd, std::optional<ports::LogLevel> least)
      : clock_(clock), fd_(fd), least_(least) {}

  void write(ports::LogLevel level, std::string_view event,
             std::vector<canonical::Json::Member> fields) override;

 private:
  ports::Clock& clock_;
  const int fd_;
  const std::optional<ports::LogLevel> least_;
  std::mutex mutex_;
};

}  // namespace financescr::service
