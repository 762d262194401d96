// Streams: how many streamed answers are on their way, in all and of one principal.
#pragma once

#include <cstddef>
#include <map>
#include <mutex>
#include <string>

#include "native_server/pistache/budget.hpp"

namespace financescr::pistache {

// Thread-safe.
class Streams {
 public:
  // One principal has at most half of them.
  explicit Streams(std::size_t most) : most_(most) {}

  // Empty: nobody's, who has no share. What is kFree is given back with end().
  [[nodiscard]] Budget::Room begin(const std::string& principal);
  void end(const std::string& principal);

 private:
  const std::size_t most_;
  std::mutex mutex_;
  std::size_t running_ = 0;
  std::map<std::string, std::size_t, std::less<>> by_principal_;
};

}  // namespace financescr::pistache
