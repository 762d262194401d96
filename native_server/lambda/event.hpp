// What AWS Lambda's HTTP front doors (API Gateway HTTP APIs and function URLs, payload format 2.0)
// put into an event, as a Request, and what they expect of an answer.
//
// Pure: no clock, socket or environment.
#pragma once

#include <string>
#include <string_view>

#include "engine/core/result.hpp"
#include "functions/http/message.hpp"
#include "functions/ports/clock.hpp"

namespace financescr::lambda {

// One event, with what the runtime says about it in headers.
struct Invocation {
  std::string request_id;  // Lambda-Runtime-Aws-Request-Id
  Timestamp deadline;      // when Lambda ends this process if there is no answer
  std::string trace_id;    // X-Ray: "Root=1-67890abc-...;Parent=...;Sampled=1"; "" if there is none
  std::string event;       // JSON
};

// The path loses the name of a stage that is not "$default", and is percent-encoded where API
// Gateway decoded it. Cookies become one Cookie field. Where the client sent no traceparent, it is
// made from the X-Ray trace id.
// Errors: kMalformed (no JSON, no Base64), kUnsupported (another payload format, a method that no
// route knows), kMissing, kInvalid.
[[nodiscard]] Result<http::Request> read_event(const Invocation& invocation);

struct AnswerLimits {
  std::size_t max_bytes = std::size_t{6} << 20U;  // of the answer's JSON; AWS's limit
  Timestamp deadline;                             // no further piece of a stream is asked for
};

// The answer's JSON. A stream is collected here. Text goes as it is, other bytes as Base64; fields
// of one name are joined, except Set-Cookie. An answer that is too large becomes a problem document
// with status 413, one that is not finished at the deadline one with status 504.
[[nodiscard]] std::string write_answer(const http::Request& request, http::Response response,
                                       const AnswerLimits& limits, ports::Clock& clock);

}  // namespace financescr::lambda
