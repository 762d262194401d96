// Idempotency-Key (IETF draft): a POST that decides can be sent again without deciding twice.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "functions/call/call.hpp"

namespace financescr {

// The header's key; nothing if there is none. A structured-field string, quotes optional.
// Errors: 400 unless it is 1 to 200 printable ASCII characters.
[[nodiscard]] tl::expected<std::optional<std::string>, http::Problem> idempotency_key(
    const Call& call);

// What a key stands for: HMAC-SHA-256 of method, path and body, in hexadecimal after "h1:". Its key
// is HMAC-SHA-256(token key, "financescr idempotency fingerprint/1"), so that whoever reads the
// store cannot find out a request by trying names. A new token key ends what was remembered: 422.
[[nodiscard]] std::string fingerprint_of(const Call& call, std::string_view body);

// How long an answer is remembered.
inline constexpr std::int64_t kIdempotencyLifetime_us = ports::kAnswerLifetime_us;

// Whether an answer is as good as forgotten, though the store may still have it.
[[nodiscard]] bool is_expired(const ports::IdempotencyRecord& record, Timestamp now);

// Adds an answer to the transaction whose answer it is, in the place of an expired one. A conflict
// of the transaction is then another request with the same key that was faster.
void remember_answer(ports::Transaction& transaction, ports::IdempotencyRecord record);

// The stored answer if it stands for the same request.
// Errors: 422 for another one; 410 where the answer has been erased.
[[nodiscard]] tl::expected<http::Response, http::Problem> answer_again(
    const ports::IdempotencyRecord& record, std::string_view fingerprint);

}  // namespace financescr
