// A request and a response as bytes: one line of JSON, a line feed, and the body as it is.
//
//   {"headers":[["content-type","application/json"]],"method":"POST","path":"/screen","query":""}
//   {"customer_id":"C_000049"}
#pragma once

#include <string>
#include <string_view>

#include "engine/core/result.hpp"
#include "functions/http/message.hpp"

namespace financescr::browser {

// Errors: all that is wrong with the first line, with its JSON pointer.
[[nodiscard]] tl::expected<http::Request, Errors> read_request(std::string_view message);

// A streamed body is collected.
[[nodiscard]] std::string write_response(http::Response response);

}  // namespace financescr::browser
