// Route: a path of the service, who may use it, and what answers.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "functions/call/call.hpp"

namespace financescr {

// What an API key's scopes name.
inline constexpr std::string_view kRouteGroups[] = {"health", "decide", "auth",     "users",
                                                    "keys",   "audit",  "erasures", "cases",
                                                    "agent",  "packs",  "pages"};

enum class BodyKind : std::uint8_t { kNone, kJson, kLines };

struct Route {
  http::Method method = http::Method::kGet;
  std::string_view path;            // "/cases/{case_id}"
  std::string_view operation_id;    // of the contract
  std::string_view group;           // one of kRouteGroups
  std::optional<auth::Role> least;  // nothing: public
  BodyKind body = BodyKind::kNone;
  http::Response (*handler)(Call&) = nullptr;
};

}  // namespace financescr
