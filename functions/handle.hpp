// The only entry of functions: one request to one response, in two steps.
//
// admit() sees a request's head before its body is read: what is refused there costs the server no
// more than the head. handle() then does what was asked. Every host takes both steps.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "functions/auth/principal.hpp"
#include "functions/call/context.hpp"
#include "functions/http/message.hpp"
#include "functions/http/text.hpp"
#include "functions/http/trace.hpp"
#include "functions/routes.hpp"

namespace financescr {

// What admit() found out; handle() asks none of it again.
struct Admitted {
  const Route* route = nullptr;
  std::vector<std::string> parameters;  // of the path, decoded, in their order
  http::QueryParameters query;          // decoded
  auth::Principal principal;            // no id: a route that everybody may use
  std::string request_id;
  http::TraceParent trace;
  std::size_t most_body_bytes = 0;
  std::int64_t spent_us = 0;  // in admit()
};

// Path, method, Host of a demonstration, credentials, rate limits, role and scope, announced size
// and type of the body, query, in this order. Throws nothing but std::bad_alloc, where there is no
// memory even for a refusal.
// Errors: the whole answer, if it does not need the body; it is logged and counted.
[[nodiscard]] tl::expected<Admitted, http::Response> admit(const http::RequestHead& head,
                                                           Context& context);

// Decides, stores, answers. Requires: `admitted` is of this request's head. Throws as admit() does;
// a fault of ours is a 500 problem document that says nothing of the inside, a lack of memory a
// 503. Returns after everything that the answer claims is durable.
[[nodiscard]] http::Response handle(const http::Request& request, Admitted admitted,
                                    Context& context);

// Both steps, for a host that gets a request whole.
[[nodiscard]] http::Response handle(const http::Request& request, Context& context);

}  // namespace financescr
