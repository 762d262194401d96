// The route table: the slices of all resources, one after another. contract/openapi.yaml says the
// same to clients; tests hold the two together.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "functions/call/route.hpp"

namespace financescr {

// Of all resources.
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
