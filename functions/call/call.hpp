// Call: one request on its way through a route, with all a handler needs.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/canonical/json.hpp"
#include "functions/auth/principal.hpp"
#include "functions/call/context.hpp"
#include "functions/http/message.hpp"
#include "functions/http/problem.hpp"
#include "functions/http/text.hpp"

namespace financescr {

struct Route;

struct Call {
  const http::Request& request;
  Context& context;
  const Route& route;
  std::vector<std::string> parameters;  // of the path, decoded, in their order
  http::QueryParameters query;          // decoded
  auth::Principal principal;
  // What the audit log calls this request: never a text that a caller made up (ids.hpp).
  std::string request_id;
  std::string trace_id;  // 32 hexadecimal digits
  // What the caller calls it; empty: nothing of his own.
  std::string given_request_id{};

  // What answers, decisions and cases call it.
  [[nodiscard]] const std::string& shown_request_id() const {
    return given_request_id.empty() ? request_id : given_request_id;
  }
  // Takes an id for this request.
  void name(std::string id);
  // Takes the body's "request_id" unless the header X-Request-Id named one.
  // Errors: those of request_id_in.
  void adopt_request_id(const canonical::Json& body, Errors& errors);
  // The first query parameter of that name.
  [[nodiscard]] std::optional<std::string_view> query_value(std::string_view name) const;
  // The body as JSON. Requires: the route's body is JSON.
  [[nodiscard]] tl::expected<canonical::Json, http::Problem> json() const;
  [[nodiscard]] http::Response answer(int status, const canonical::Json& body) const;
  // The same with a body that is written already.
  [[nodiscard]] http::Response answer_text(int status, std::string body) const;
  [[nodiscard]] http::Response refuse(const http::Problem& problem) const;
  [[nodiscard]] http::Response refuse(ports::StoreFault fault) const;
};

// The "request_id" of a request's body; a whole number as its digits. Absent, null or empty:
// nothing. Errors: kInvalid unless it is a reference (engine/canonical/reference.hpp).
[[nodiscard]] Result<std::optional<std::string>> request_id_in(const canonical::Json& body);

}  // namespace financescr
