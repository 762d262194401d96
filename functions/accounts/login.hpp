// Attempts at a password: how often, and what is noted of those that fail.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "functions/call/call.hpp"

namespace financescr::accounts {

// Of a name or a password that somebody types to log in; longer ones are refused unread.
inline constexpr std::size_t kMaxTypedBytes = 1024;

// One attempt at the password of a name, from the peer of a call. It counts as failed unless it is
// said that it was right.
class Attempt {
 public:
  Attempt(const Call& call, std::string name);

  // 429 with Retry-After if it may not be made now.
  [[nodiscard]] std::optional<http::Response> refused() const;
  void succeeded();
  // The store could not be asked: counts for nothing.
  [[nodiscard]] http::Response not_made(ports::StoreFault fault);

 private:
  const Call& call_;
  std::string name_;
  std::string peer_;
  std::optional<std::int64_t> wait_s_;
};

// Refuses an attempt that failed, and notes it in the log first: never what was typed.
[[nodiscard]] http::Response refuse_login(const Call& call,
                                          const std::optional<ports::UserRecord>& user,
                                          std::string_view why, const http::Problem& problem);

}  // namespace financescr::accounts
