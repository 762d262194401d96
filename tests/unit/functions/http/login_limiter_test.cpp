// How often a password may be tried: who is slowed, by how much, and who never is.
#include "functions/http/login_limiter.hpp"

#include <doctest/doctest.h>

#include <string>

namespace financescr::http {
namespace {

constexpr std::int64_t kSecond = 1'000'000;

struct Clocked {
  LoginLimiter limiter;
  std::int64_t now_us = 1;

  // 0: the attempt was made, and is taken for a wrong one.
  std::int64_t wrong(const std::string& name, const std::string& peer) {
    return limiter.begin(name, peer, now_us).value_or(0);
  }
  std::int64_t right(const std::string& name, const std::string& peer) {
    const auto wait_s = limiter.begin(name, peer, now_us);
    if (!wait_s) limiter.succeeded(name, peer, now_us);
    return wait_s.value_or(0);
  }
  void pass_s(std::int64_t seconds) { now_us += seconds * kSecond; }
};

// Wrong passwords for a name, five from each of many peers.
void attack(Clocked& clocked, const std::string& name, int peers) {
  for (int i = 0; i < peers; ++i) {
    for (int k = 0; k < 5; ++k) (void)clocked.wrong(name, "evil" + std::to_string(i));
  }
}

TEST_CASE("waits of a name from one peer double from 15 seconds to 15 minutes") {
  Clocked clocked;
  for (int i = 0; i < 5; ++i) CHECK(clocked.wrong("ann", "p") == 0);
  for (const std::int64_t wait_s : {15, 30, 60, 120, 240, 480, 900, 900, 900}) {
    CHECK(clocked.wrong("ann", "p") == wait_s);
    clocked.pass_s(wait_s - 1);
    CHECK(clocked.wrong("ann", "p") == 1);  // asking meanwhile makes it no longer
    clocked.pass_s(1);
    CHECK(clocked.wrong("ann", "p") == 0);
  }
}

TEST_CASE("a right password, or an hour, forgets the wrong ones") {
  Clocked clocked;
  for (int i = 0; i < 4; ++i) (void)clocked.wrong("ann", "p");
  CHECK(clocked.right("ann", "p") == 0);
  for (int i = 0; i < 5; ++i) CHECK(clocked.wrong("ann", "p") == 0);
  CHECK(clocked.wrong("ann", "p") == 15);
  clocked.pass_s(3'601);
  for (int i = 0; i < 5; ++i) CHECK(clocked.wrong("ann", "p") == 0);
}

TEST_CASE("five wrong passwords from elsewhere: the owner logs in, from where he was and anew") {
  Clocked clocked;
  for (int i = 0; i < 50; ++i) (void)clocked.wrong("ann", "elsewhere");
  CHECK(clocked.right("ann", "home") == 0);
}

TEST_CASE("a name that many peers try slows strangers, and never a peer it logged in from") {
  Clocked clocked;
  CHECK(clocked.right("ann", "home") == 0);
  attack(clocked, "ann", 4);
  CHECK(clocked.wrong("ann", "stranger") == 5);
  CHECK(clocked.right("ann", "home") == 0);
  CHECK(clocked.right("bob", "stranger") == 0);
  attack(clocked, "ann", 400);
  CHECK(clocked.right("ann", "home") == 0);
  // The owner at a new place is slowed, not locked out: whoever waits is let in, whatever others
  // do.
  const std::int64_t wait_s = clocked.right("ann", "hotel");
  CHECK(wait_s == 5);
  for (int i = 0; i < 60; ++i) {
    attack(clocked, "ann", 10);
    clocked.pass_s(1);
  }
  CHECK(clocked.right("ann", "hotel") == 0);
  CHECK(clocked.right("ann", "hotel") == 0);
}

TEST_CASE("strangers' waits for a name under attack stay below a minute and end with the attack") {
  Clocked clocked;
  std::int64_t longest_s = 0;
  for (int i = 0; i < 2'000; ++i) {
    longest_s = std::max(longest_s, clocked.wrong("ann", "evil" + std::to_string(i)));
    clocked.pass_s(1);
    if (i > 100) (void)clocked.wrong("ann", "evil" + std::to_string(i - 70));
  }
  CHECK(longest_s == LoginLimiter::kLongestStrangerWait_s);
  clocked.pass_s(3'601);
  CHECK(clocked.wrong("ann", "new") == 0);
}

TEST_CASE("thirty attempts a minute from a peer, for all names together") {
  Clocked clocked;
  for (int i = 0; i < 30; ++i) CHECK(clocked.wrong("u" + std::to_string(i), "p") == 0);
  CHECK(clocked.wrong("another", "p") == 2);
  CHECK(clocked.wrong("another", "q") == 0);
  clocked.pass_s(2);
  CHECK(clocked.wrong("another", "p") == 0);
  CHECK(clocked.wrong("another", "p") > 0);
}

TEST_CASE("who guesses many names behind one address does not keep out who logged in from there") {
  Clocked clocked;
  CHECK(clocked.right("ann", "office") == 0);
  for (int i = 0; i < 100; ++i) (void)clocked.wrong("u" + std::to_string(i), "office");
  CHECK(clocked.right("ann", "office") == 0);
  CHECK(clocked.right("bob", "office") > 0);
}

TEST_CASE("an attempt that could not be decided counts for nothing") {
  Clocked clocked;
  for (int i = 0; i < 20; ++i) {
    CHECK(clocked.wrong("ann", "p") == 0);
    clocked.limiter.withdrawn("ann", "p");
    clocked.pass_s(3);
  }
  CHECK(clocked.right("ann", "p") == 0);
}

TEST_CASE("memory is bounded, and a flood of names does not forget whom it knows") {
  Clocked clocked;
  CHECK(clocked.right("ann", "home") == 0);
  for (int i = 0; i < 5; ++i) (void)clocked.wrong("ann", "evil");
  for (int i = 0; i < 12'000; ++i) {
    (void)clocked.wrong("n" + std::to_string(i), "p" + std::to_string(i));
    if (i % 5'000 == 0) clocked.now_us += 1;
    // The guesser keeps asking, so his wait is not what is unused the longest.
    if (i % 1'000 == 0) CHECK(clocked.wrong("ann", "evil") > 0);
  }
  CHECK(clocked.limiter.size() <= 4 * LoginLimiter::kMax + 1);
  CHECK(clocked.right("ann", "home") == 0);
  for (int i = 0; i < 100; ++i) (void)clocked.right("ann", "place" + std::to_string(i));
  CHECK(clocked.limiter.size() <= 4 * LoginLimiter::kMax + LoginLimiter::kMaxKnownPeers);
}

}  // namespace
}  // namespace financescr::http
