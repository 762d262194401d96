#include "functions/call/origin.hpp"

#include <algorithm>

#include "functions/http/text.hpp"

namespace financescr {
namespace {

// "localhost:8000" to "localhost", "[::1]:8000" to "[::1]".
std::string_view without_port(std::string_view authority) {
  const std::size_t colon = authority.rfind(':');
  const std::size_t bracket = authority.rfind(']');
  if (colon == std::string_view::npos) return authority;
  if (bracket != std::string_view::npos && colon < bracket) return authority;
  return authority.substr(0, colon);
}

bool is_loopback(std::string_view host) {
  return http::equal_ignoring_case(host, "localhost") || host == "127.0.0.1" || host == "[::1]";
}

}  // namespace

bool is_from_this_machine(const http::RequestHead& request) {
  const auto host = request.headers.find("host");
  if (!host || !is_loopback(without_port(*host))) return false;
  const auto origin = request.headers.find("origin");
  if (!origin) return true;
  const std::size_t scheme = origin->find("://");
  return scheme != std::string_view::npos && origin->substr(scheme + 3) == *host;
}

void add_cors(const http::RequestHead& request, const Settings& settings,
              std::string_view allowed_methods, http::Response& response) {
  if (settings.allowed_origins.empty()) return;
  response.headers.add("Vary", "Origin");
  const auto origin = request.headers.find("origin");
  if (!origin || std::find(settings.allowed_origins.begin(), settings.allowed_origins.end(),
                           *origin) == settings.allowed_origins.end()) {
    return;
  }
  response.headers.set("Access-Control-Allow-Origin", std::string(*origin));
  response.headers.set("Access-Control-Expose-Headers",
                       "ETag, Link, Retry-After, X-Request-Id, Idempotency-Replayed, traceparent");
  if (allowed_methods.empty()) return;
  response.headers.set("Access-Control-Allow-Methods", std::string(allowed_methods));
  response.headers.set("Access-Control-Allow-Headers",
                       "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, "
                       "X-Request-Id, traceparent, tracestate");
  response.headers.set("Access-Control-Max-Age", "600");
}

}  // namespace financescr
