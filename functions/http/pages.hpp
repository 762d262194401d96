// Pages: files that a host serves beside the API, below one path.
#pragma once

#include <string_view>

#include "functions/http/message.hpp"

namespace financescr::http {

class Pages {
 public:
  virtual ~Pages() = default;
  // Whether a path is theirs to answer.
  [[nodiscard]] virtual bool owns(std::string_view path) const = 0;
  // The answer to a GET or HEAD. Requires: owns(head.path). Thread-safe.
  [[nodiscard]] virtual Response answer(const RequestHead& head) const = 0;
};

}  // namespace financescr::http
