#include "functions/auth/token.hpp"

#include "engine/canonical/json.hpp"
#include "engine/canonical/members.hpp"
#include "engine/canonical/sha256.hpp"
#include "functions/http/base64url.hpp"
#include "functions/http/signing.hpp"

namespace financescr::auth {

using canonical::Json;

namespace {

constexpr std::string_view kIssuer = "financescr";
constexpr std::size_t kMaxTokenBytes = 4096;
constexpr std::int64_t kClockSkew_s = 60;  // between the servers of one store

std::int64_t seconds(Timestamp time) { return time.us / Timestamp::kSecond; }

std::optional<std::int64_t> integer_of(const Json& object, std::string_view key) {
  const Json* member = object.find(key);
  if (member == nullptr || member->if_integer() == nullptr) return std::nullopt;
  return *member->if_integer();
}

std::optional<Json> decode_json(std::string_view part) {
  const auto text = http::decode_base64url(part);
  if (!text) return std::nullopt;
  auto parsed = canonical::parse(*text);
  if (!parsed) return std::nullopt;
  return std::move(*parsed);
}

// The only header we accept: nothing in a token chooses how it is checked.
bool is_our_header(std::string_view part) {
  const auto header = decode_json(part);
  return header && *header == Json::object({{"alg", "HS256"}, {"typ", "JWT"}});
}

}  // namespace

std::string password_mark(const ports::UserRecord& user) {
  std::string text = "financescr password mark\n" + user.password_hash;
  if (user.deactivated_at) text += "\n" + user.deactivated_at->to_string();
  const auto digest = canonical::sha256(text);
  return canonical::hex(digest).substr(0, 16);
}

std::string make_token(const ports::UserRecord& user, Timestamp now, std::string_view key) {
  const Json header = Json::object({{"alg", "HS256"}, {"typ", "JWT"}});
  const Json claims = Json::object({{"aud", kIssuer},
                                    {"exp", seconds(now) + kTokenLife_s},
                                    {"iat", seconds(now)},
                                    {"iss", kIssuer},
                                    {"pwm", password_mark(user)},
                                    {"role", user.role},
                                    {"sub", user.user_id},
                                    {"username", user.username}});
  const std::string body =
      http::base64url(canonical::write(header)) + "." + http::base64url(canonical::write(claims));
  return body + "." + http::base64url(http::signature(key, body));
}

std::optional<Claims> read_token(std::string_view token, Timestamp now, std::string_view key) {
  const std::size_t first = token.find('.');
  const std::size_t second = token.find('.', first == std::string_view::npos ? first : first + 1);
  if (second == std::string_view::npos || token.size() > kMaxTokenBytes) return std::nullopt;
  const auto given = http::decode_base64url(token.substr(second + 1));
  if (!given || !http::signature_holds(key, token.substr(0, second), *given)) return std::nullopt;
  if (!is_our_header(token.substr(0, first))) return std::nullopt;
  const auto claims = decode_json(token.substr(first + 1, second - first - 1));
  if (!claims) return std::nullopt;
  const auto issued = integer_of(*claims, "iat");
  const auto expires = integer_of(*claims, "exp");
  auto user_id = find_text(*claims, "sub");
  auto mark = find_text(*claims, "pwm");
  if (!issued || !expires || !user_id || !mark) return std::nullopt;
  if (find_text(*claims, "iss") != kIssuer || find_text(*claims, "aud") != kIssuer)
    return std::nullopt;
  if (seconds(now) >= *expires || *issued > seconds(now) + kClockSkew_s) return std::nullopt;
  return Claims{std::move(*user_id), std::move(*mark)};
}

}  // namespace financescr::auth
