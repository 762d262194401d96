#include "native_server/service/json_log.hpp"

#include <unistd.h>

#include <cerrno>
#include <string>

namespace financescr::service {
namespace {

std::string_view name_of(ports::LogLevel level) {
  switch (level) {
    case ports::LogLevel::kInfo:
      return "info";
    case ports::LogLevel::kWarning:
      return "warning";
    case ports::LogLevel::kError:
      return "error";
  }
  return "";
}

}  // namespace

void JsonLog::write(ports::LogLevel level, std::string_view event,
                    std::vector<canonical::Json::Member> fields) {
  if (!least_ || level < *least_) return;
  fields.emplace_back("at", clock_.now().to_string());
  fields.emplace_back("event", event);
  fields.emplace_back("level", name_of(level));
  const std::string line = canonical::write(canonical::Json::object(std::move(fields))) + "\n";
  std::string_view rest = line;
  const std::lock_guard lock(mutex_);
  while (!rest.empty()) {
    const ssize_t written = ::write(fd_, rest.data(), rest.size());
    if (written > 0) {
      rest.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno != EINTR) {
      return;  // nowhere to say so
    }
  }
}

}  // namespace financescr::service
