#include "functions/routes.hpp"

#include <vector>

#include "functions/accounts/routes.hpp"
#include "functions/agent/routes.hpp"
#include "functions/audit/routes.hpp"
#include "functions/cases/routes.hpp"
#include "functions/decisions/routes.hpp"
#include "functions/packs/routes.hpp"
#include "functions/service/routes.hpp"

namespace financescr {
namespace {

using http::Method;

// Takes the first segment of a path that starts with '/'.
std::string_view take_segment(std::string_view& path) {
  path.remove_prefix(1);
  const std::string_view segment = path.substr(0, path.find('/'));
  path.remove_prefix(segment.size());
  return segment;
}

// The decoded parameters if `path` is one of `pattern`.
std::optional<std::vector<std::string>> match(std::string_view pattern, std::string_view path) {
  std::vector<std::string> parameters;
  while (pattern.starts_with('/') && path.starts_with('/')) {
    const std::string_view expected = take_segment(pattern);
    const std::string_view given = take_segment(path);
    if (!expected.starts_with('{')) {
      if (expected != given) return std::nullopt;
      continue;
    }
    auto decoded = http::percent_decode(given);
    if (!decoded || decoded->empty()) return std::nullopt;
    parameters.push_back(std::move(*decoded));
  }
  if (!pattern.empty() || !path.empty()) return std::nullopt;
  return parameters;
}

}  // namespace

std::span<const Route> routes() {
  static const std::vector<Route> all = [] {
    std::vector<Route> joined;
    for (const auto slice : {service::routes(), decisions::routes(), accounts::routes(),
                             audit::routes(), cases::routes(), agent::routes(), packs::routes()}) {
      joined.insert(joined.end(), slice.begin(), slice.end());
    }
    return joined;
  }();
  return all;
}

bool asks_liveness(Method method, std::string_view path) {
  return (method == Method::kGet || method == Method::kHead) && path == service::kLivenessPath;
}

RouteMatch find_route(Method method, std::string_view path) {
  RouteMatch result;
  const Method wanted = method == Method::kHead ? Method::kGet : method;
  for (const Route& route : routes()) {
    auto parameters = match(route.path, path);
    if (!parameters) continue;
    if (!result.allowed_methods.empty()) result.allowed_methods += ", ";
    result.allowed_methods += http::to_string(route.method);
    if (route.method == Method::kGet) result.allowed_methods += ", HEAD";
    if (route.method != wanted || result.route != nullptr) continue;
    result.route = &route;
    result.parameters = std::move(*parameters);
  }
  if (!result.allowed_methods.empty()) result.allowed_methods += ", OPTIONS";
  return result;
}

}  // namespace financescr
