// Log: structured lines for operators. Never a name, an identity number or a message of a person.
#pragma once

#include <string_view>
#include <vector>

#include "engine/canonical/json.hpp"

namespace financescr::ports {

enum class LogLevel : std::uint8_t { kInfo, kWarning, kError };

class Log {
 public:
  virtual ~Log() = default;
  // Thread-safe. `event` is a fixed word ("request", "pack_loaded"); the host adds the time.
  virtual void write(LogLevel level, std::string_view event,
                     std::vector<canonical::Json::Member> fields) = 0;
};

}  // namespace financescr::ports
