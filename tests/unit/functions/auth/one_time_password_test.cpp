// Passwords that an administrator hands over.
#include "functions/auth/one_time_password.hpp"

#include <doctest/doctest.h>

#include <set>

#include "functions/auth/password_policy.hpp"
#include "functions/auth/token.hpp"
#include "tests/unit/functions/service.hpp"

namespace financescr::auth {
namespace {

TEST_CASE("one-time passwords pass the policy, for every name, and do not repeat") {
  samples::CountingEntropy entropy;
  std::set<std::string> seen;
  for (const char* name : {"ann", "a", "2", "-", ".", "z9"}) {
    for (int i = 0; i < 50; ++i) {
      const std::string password = one_time_password(name, entropy);
      CAPTURE(password);
      CHECK(password.size() == 20);
      CHECK_FALSE(password_fault(password, name));
      CHECK(seen.insert(password).second);
    }
  }
}

TEST_CASE("a one-time password ends after three days, an own one never") {
  ports::UserRecord user;
  const Timestamp now{1'000'000};
  CHECK_FALSE(is_expired(user, now));
  mark_one_time(user, "user:root", now);
  CHECK(user.must_change_password);
  CHECK(user.password_reset_by == "user:root");
  CHECK_FALSE(is_expired(user, Timestamp{now.us + 3 * Timestamp::kDay - 1}));
  CHECK(is_expired(user, Timestamp{now.us + 3 * Timestamp::kDay}));
  mark_own(user);
  CHECK_FALSE(is_expired(user, Timestamp{now.us + 300 * Timestamp::kDay}));
  CHECK_FALSE(user.must_change_password);
  CHECK(user.password_reset_by == "user:root");
}

TEST_CASE("a token of before a deactivation is none of after it") {
  ports::UserRecord user;
  user.password_hash = "$test$1";
  const std::string before = password_mark(user);
  user.deactivated_at = Timestamp{5};
  const std::string after = password_mark(user);
  CHECK(before != after);
  user.deactivated_at = Timestamp{6};
  CHECK(password_mark(user) != after);
}

}  // namespace
}  // namespace financescr::auth
