#include "functions/call/idempotency.hpp"

#include <algorithm>
#include <utility>

#include "engine/canonical/sha256.hpp"

namespace financescr {
namespace {

constexpr std::size_t kMaxKeyBytes = 200;
constexpr std::string_view kKeyPurpose = "financescr idempotency fingerprint/1";
constexpr std::string_view kFormat = "h1:";

}  // namespace

tl::expected<std::optional<std::string>, http::Problem> idempotency_key(const Call& call) {
  const auto header = call.request.headers.find("idempotency-key");
  if (!header) return std::nullopt;
  std::string_view key = http::trim(*header);
  if (key.size() >= 2 && key.front() == '"' && key.back() == '"') {
    key = key.substr(1, key.size() - 2);
  }
  const bool printable =
      std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c <= '~' && c != '"'; });
  if (key.empty() || key.size() > kMaxKeyBytes || !printable) {
    return tl::unexpected(http::Problem{
        400, "bad_idempotency_key",
        "Idempotency-Key must be 1 to 200 printable ASCII characters without spaces and quotes"});
  }
  return std::string(key);
}

std::string fingerprint_of(const Call& call, std::string_view body) {
  const canonical::Sha256Digest digest =
      canonical::hmac_sha256(call.context.secrets.token_key(), kKeyPurpose);
  const std::string key(digest.begin(), digest.end());
  std::string text(to_string(call.request.method));
  text.append(" ").append(call.request.path).append("\n").append(body);
  return std::string(kFormat) + canonical::hex(canonical::hmac_sha256(key, text));
}

bool is_expired(const ports::IdempotencyRecord& record, Timestamp now) {
  return record.created_at.us < now.us - kIdempotencyLifetime_us;
}

void remember_answer(ports::Transaction& transaction, ports::IdempotencyRecord record) {
  const Timestamp before{record.created_at.us - kIdempotencyLifetime_us};
  transaction.writes.emplace_back(ports::forget_answer(record.principal, record.key, before));
  transaction.writes.emplace_back(ports::Insert<ports::IdempotencyRecord>{std::move(record)});
}

tl::expected<http::Response, http::Problem> answer_again(const ports::IdempotencyRecord& record,
                                                         std::string_view fingerprint) {
  if (record.body.empty()) {
    return tl::unexpected(http::Problem{
        410, "erased", "What this Idempotency-Key was answered with has been erased"});
  }
  if (record.fingerprint != fingerprint) {
    return tl::unexpected(http::Problem{422, "idempotency_key_reused",
                                        "This Idempotency-Key was used for another request"});
  }
  http::Response response;
  response.status = static_cast<int>(record.status);
  response.headers.set("Content-Type", record.content_type);
  response.headers.set("Idempotency-Replayed", "true");
  response.body = record.body;
  return response;
}

}  // namespace financescr
