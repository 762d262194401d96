// The route table: every path of the service, who may use it, and what answers.
// contract/openapi.yaml says the same to clients; tests hold the two together.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "functions/call.hpp"

namespace financescr {

enum class BodyKind : std::uint8_t { kNone, kJson, kLines };

struct Route {
  http::Method method = http::Method::kGet;
  std::string_view path;            // "/cases/{case_id}"
  std::string_view operation_id;    // of the contract
  std::string_view group;           // what an API key's scope names: "decide", "cases", ...
  std::optional<auth::Role> least;  // nothing: public
  BodyKind body = BodyKind::kNone;
  http::Response (*handler)(Call&) = nullptr;
};

[[nodiscard]] std::span<const Route> routes();

struct RouteMatch {
  const Route* route = nullptr;         // nullptr: no such path, or not with this method
  std::vector<std::string> parameters;  // decoded
  std::string allowed_methods;          // of the path, for Allow; empty: no such path
};

// Whether the server's life is asked about, which every host answers before all else.
[[nodiscard]] bool asks_liveness(http::Method method, std::string_view path);

// HEAD finds the route of GET. A path is compared segment by segment; "/cases/" is not "/cases".
[[nodiscard]] RouteMatch find_route(http::Method method, std::string_view path);

}  // namespace financescr
