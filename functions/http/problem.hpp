// Problem documents (RFC 9457): the one form of every error answer.
#pragma once

#include <string>
#include <string_view>

#include "engine/canonical/json.hpp"
#include "engine/core/result.hpp"
#include "functions/http/message.hpp"
#include "functions/ports/store.hpp"

namespace financescr::http {

struct Problem {
  int status = 500;
  std::string code;    // stable word for programs: "invalid_request", "not_found", ...
  std::string detail;  // one sentence for a person
  Errors errors = {};  // of single fields, with their pointers
};

// "Unprocessable Content" for 422, ...; RFC 9110's reason phrases.
[[nodiscard]] std::string_view title_of(int status);

[[nodiscard]] Response to_response(const Problem& problem, std::string_view request_id);

// A body that is not JSON, or too much of it.
[[nodiscard]] Problem unreadable_body(const Error& error);
// Faults of a request that was read: 404 for an unknown id, 501 for what this host or pack cannot
// do, else 422. Requires: errors is not empty.
[[nodiscard]] Problem rejected(Errors errors);
[[nodiscard]] Problem not_found(std::string detail);
// 503 for a store that is busy or away, 409 for a conflict.
[[nodiscard]] Problem store_fault(ports::StoreFault fault);

}  // namespace financescr::http
