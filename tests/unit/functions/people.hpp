// Requests of people with roles, straight to the handlers: who may use a route at all is not what
// these tests are about.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "functions/ports/ids.hpp"
#include "functions/routes.hpp"
#include "tests/unit/functions/service.hpp"

namespace financescr::samples {

inline auth::Principal person(std::string_view name, auth::Role role) {
  auth::Principal principal;
  principal.id = "user:" + std::string(name);
  principal.name = std::string(name);
  principal.role = role;
  return principal;
}

inline const auth::Principal kAnn = person("ann", auth::Role::kAnalyst);
inline const auth::Principal kBob = person("bob", auth::Role::kAnalyst);
inline const auth::Principal kSue = person("sue", auth::Role::kSeniorAnalyst);
inline const auth::Principal kSid = person("sid", auth::Role::kSeniorAnalyst);
inline const auth::Principal kCleo = person("cleo", auth::Role::kComplianceOfficer);
inline const auth::Principal kCarl = person("carl", auth::Role::kComplianceOfficer);

// As handle() calls a handler, for a principal that it would have found out.
inline http::Response ask_as(Service& service, const auth::Principal& principal,
                             std::string_view method, std::string_view target,
                             std::string body = {},
                             const std::vector<http::Headers::Field>& headers = {},
                             decision::Workspace* workspace = nullptr) {
  http::Request request;
  request.method = http::parse_method(method).value();
  request.path = target.substr(0, target.find('?'));
  if (request.path.size() < target.size()) request.query = target.substr(request.path.size() + 1);
  for (const auto& [name, value] : headers) request.headers.set(name, value);
  request.body = std::move(body);
  Context context{service.packs.active(),
                  service.packs,
                  service.store,
                  service.clock,
                  service.entropy,
                  service.secrets,
                  service.log,
                  service.metrics,
                  service.rate_limiter,
                  service.scores,
                  service.settings,
                  workspace == nullptr ? service.workspace : *workspace};
  RouteMatch match = find_route(request.method, request.path);
  REQUIRE_MESSAGE(match.route != nullptr, target);
  Call call{request,
            context,
            *match.route,
            std::move(match.parameters),
            http::parse_query(request.query).value(),
            principal,
            make_id(service.clock, service.entropy),
            std::string(32, '0')};
  return match.route->handler(call);
}

inline std::string string_at(const canonical::Json& json, std::string_view path) {
  const canonical::Json value = at(json, path);
  REQUIRE_MESSAGE(value.if_string() != nullptr, path);
  return *value.if_string();
}

}  // namespace financescr::samples
