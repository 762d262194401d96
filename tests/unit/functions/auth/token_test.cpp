#include "functions/auth/token.hpp"

#include <doctest/doctest.h>

#include "functions/auth/password_policy.hpp"
#include "functions/http/base64url.hpp"
#include "functions/http/signing.hpp"

namespace financescr::auth {
namespace {

constexpr std::string_view kKey = "a token key of thirty-two bytes!";

// Made by Python's hmac, hashlib and base64 for the user below.
constexpr std::string_view kVector =
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9."
    "eyJhdWQiOiJmaW5hbmNlc2NyIiwiZXhwIjoxNzk1MzE4MjAwLCJpYXQiOjE3OTUzMTY0MDAsImlzcyI6ImZpbmFuY2Vz"
    "Y3IiLCJwd20iOiI5NjJiOThiZTc1ZTQyZTIyIiwicm9sZSI6ImFuYWx5c3QiLCJzdWIiOiIwMDAwMDAwMC0wMDAwLTcw"
    "MDAtODAwMC0wMDAwMDAwMDAwMDEiLCJ1c2VybmFtZSI6ImFsaWNlIn0."
    "AAlqzK8IYB_yYM6c7fRtGRSRIGH6NroW73CcS60iapQ";

const Timestamp kNow = *Timestamp::parse("2026-11-22T03:00:00Z");

ports::UserRecord alice() {
  ports::UserRecord user;
  user.user_id = "00000000-0000-7000-8000-000000000001";
  user.username = "alice";
  user.role = "analyst";
  user.password_hash = "$test$hash";
  return user;
}

Timestamp after_s(std::int64_t seconds) {
  return Timestamp{kNow.us + seconds * Timestamp::kSecond};
}

// A token of any header and claims, signed right.
std::string signed_token(std::string_view header, std::string_view claims) {
  const std::string body = http::base64url(header) + "." + http::base64url(claims);
  return body + "." + http::base64url(http::signature(kKey, body));
}

constexpr std::string_view kHeader = R"({"alg":"HS256","typ":"JWT"})";

std::string claims_with(std::string_view members) {
  return R"({"aud":"financescr","iss":"financescr","pwm":"x","sub":"u",)" + std::string(members) +
         "}";
}

TEST_CASE("a token is the one that another implementation makes") {
  CHECK(make_token(alice(), kNow, kKey) == kVector);
  const auto claims = read_token(kVector, after_s(10), kKey);
  REQUIRE(claims);
  CHECK(claims->user_id == alice().user_id);
  CHECK(claims->password_mark == password_mark(alice()));
}

TEST_CASE("a token lives for half an hour, and not before it was issued") {
  CHECK(read_token(kVector, after_s(1'799), kKey));
  CHECK_FALSE(read_token(kVector, after_s(1'800), kKey));
  CHECK(read_token(kVector, after_s(-60), kKey));  // the clock of another server
  CHECK_FALSE(read_token(kVector, after_s(-61), kKey));
}

TEST_CASE("a token that was changed in any character is none") {
  for (std::size_t i = 0; i < kVector.size(); ++i) {
    for (const char other : {'A', 'b', '0', '.', '='}) {
      if (kVector[i] == other) continue;
      std::string changed(kVector);
      changed[i] = other;
      CAPTURE(changed);
      CHECK_FALSE(read_token(changed, kNow, kKey));
    }
    CHECK_FALSE(read_token(kVector.substr(0, i), kNow, kKey));
  }
  CHECK_FALSE(read_token(std::string(kVector) + "A", kNow, kKey));
  CHECK_FALSE(read_token(kVector, kNow, "another key of thirty-two bytes!!"));
  CHECK_FALSE(read_token(kVector, kNow, ""));
}

TEST_CASE("nothing in a token chooses how it is checked") {
  const std::string claims = claims_with(R"("iat":1795316400,"exp":1795318200)");
  CHECK(read_token(signed_token(kHeader, claims), kNow, kKey));
  for (const auto* header :
       {R"({"alg":"none","typ":"JWT"})", R"({"alg":"None"})", R"({"typ":"JWT"})",
        R"({"alg":"HS384","typ":"JWT"})", R"({"alg":"RS256","typ":"JWT"})",
        R"({"alg":"HS256","crit":["exp"],"typ":"JWT"})", R"({"alg":"hs256","typ":"JWT"})",
        R"({"alg":"HS256","jwk":{},"typ":"JWT"})", R"(["HS256"])", "not JSON"}) {
    CAPTURE(header);
    CHECK_FALSE(read_token(signed_token(header, claims), kNow, kKey));
    const std::string unsigned_token =
        http::base64url(header) + "." + http::base64url(claims) + ".";
    CHECK_FALSE(read_token(unsigned_token, kNow, kKey));
  }
}

TEST_CASE("a token without its claims, or with those of another service, is none") {
  for (const auto* members :
       {R"("iat":1795316400)", R"("exp":1795318200)", R"("iat":1795316400,"exp":"1795318200")",
        R"("iat":1795316400,"exp":1795318200.5)"}) {
    CAPTURE(members);
    CHECK_FALSE(read_token(signed_token(kHeader, claims_with(members)), kNow, kKey));
  }
  for (const auto* claims :
       {R"({"aud":"o","exp":1795318200,"iat":1795316400,"iss":"financescr","pwm":"x","sub":"u"})",
        R"({"aud":"financescr","exp":1795318200,"iat":1795316400,"iss":"x","pwm":"x","sub":"u"})",
        R"({"aud":"financescr","exp":1795318200,"iat":1795316400,"iss":"financescr","pwm":"x"})",
        R"({"aud":"financescr","exp":1795318200,"iat":1795316400,"iss":"financescr","sub":"u"})"}) {
    CAPTURE(claims);
    CHECK_FALSE(read_token(signed_token(kHeader, claims), kNow, kKey));
  }
}

TEST_CASE("a new password gives a new mark") {
  ports::UserRecord user = alice();
  user.password_hash += "x";
  CHECK(password_mark(user) != password_mark(alice()));
}

TEST_CASE("a password is long, not the username and not among those tried first") {
  for (const auto* good : {"a long enough passphrase", "Tr0ub4dor&3-xyz", "žluťoučký kůň"}) {
    CAPTURE(good);
    CHECK_FALSE(password_fault(good, "alice"));
  }
  for (const auto* bad : {"", "short", "elevenchars", "aaaaaaaaaaaaaaaa", "abababababab",
                          "password12345", "Password!!!!!", "123456789012", "alice-is-the-best",
                          "qwertyuiop123", "CHANGEME12345", "administrator1"}) {
    CAPTURE(bad);
    CHECK(password_fault(bad, "alice"));
  }
  CHECK(password_fault(std::string(257, 'x') + "abcdefg", "alice"));
}

}  // namespace
}  // namespace financescr::auth
