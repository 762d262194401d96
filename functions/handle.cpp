#include "functions/handle.hpp"

#include <exception>

#include "functions/auth/authenticate.hpp"
#include "functions/http/origin.hpp"
#include "functions/http/trace.hpp"
#include "functions/ids.hpp"
#include "functions/routes.hpp"

namespace financescr {
namespace {

using http::Problem;
using http::Request;
using http::Response;

bool is_json(std::string_view content_type) {
  const std::string_view type = http::trim(content_type.substr(0, content_type.find(';')));
  return http::equal_ignoring_case(type, "application/json") ||
         http::equal_ignoring_case(type, "application/problem+json");
}

// What is wrong with the body before anybody reads it.
std::optional<Problem> body_fault(const Request& request, const Route& route,
                                  const Settings& settings) {
  const std::size_t most =
      route.body == BodyKind::kLines ? settings.max_batch_bytes : settings.max_body_bytes;
  if (request.body.size() > most) {
    return Problem{413, "too_large",
                   "The body may have at most " + std::to_string(most) + " bytes"};
  }
  const auto type = request.headers.find("content-type");
  if (route.body == BodyKind::kJson && type && !is_json(*type)) {
    return Problem{415, "unsupported_media_type", "Send Content-Type: application/json"};
  }
  return std::nullopt;
}

// Routes that only a host with accounts can answer.
bool is_about_accounts(const Route& route) {
  return route.group == "auth" || route.group == "users" || route.group == "keys";
}

// One request on its way: what it is called, and everything that is asked of it before a handler
// sees it.
class Exchange {
 public:
  Exchange(const Request& request, Context& context)
      : request_(request),
        context_(context),
        began_us_(context.clock.elapsed_us()),
        trace_(http::continue_trace(request.headers.find("traceparent"), context.entropy)) {
    const auto given = request.headers.find("x-request-id");
    request_id_ = given && is_request_id(*given) ? std::string(*given)
                                                 : make_id(context.clock, context.entropy);
  }

  Response run() {
    Response response = guarded();
    finish(response);
    return response;
  }

 private:
  Response guarded() {
    try {
      return answer();
    } catch (const std::exception& error) {
      note_crash(error.what());
    } catch (...) {
      note_crash("not a standard exception");
    }
    return refuse({500, "internal_error", "The server failed to answer; the fault is logged"});
  }

  void note_crash(std::string_view what) {
    context_.log.write(ports::LogLevel::kError, "handler_failed",
                       {{"request_id", request_id_}, {"what", what}});
  }

  Response answer() {
    RouteMatch match = find_route(request_.method, request_.path);
    if (match.allowed_methods.empty()) {
      return refuse({404, "no_such_path", "There is nothing at this path; /docs lists what is"});
    }
    if (context_.settings.demo && !http::is_from_this_machine(request_)) {
      return refuse({403, "not_this_machine",
                     "This demonstration answers requests to and from localhost only"});
    }
    if (request_.method == http::Method::kOptions) return preflight(match.allowed_methods);
    if (match.route == nullptr) {
      Response response =
          refuse({405, "method_not_allowed", "This path knows " + match.allowed_methods});
      response.headers.set("Allow", match.allowed_methods);
      return response;
    }
    route_ = match.route;
    if (!context_.settings.has_accounts && is_about_accounts(*route_)) {
      return refuse({501, "unsupported", "This host keeps no accounts"});
    }
    auto principal = admitted(*match.route);
    if (!principal) return std::move(principal.error());
    if (auto fault = body_fault(request_, *route_, context_.settings)) return refuse(*fault);
    auto query = http::parse_query(request_.query);
    if (!query) return refuse({400, "malformed_query", "The query is not percent-encoded right"});
    Call call{request_,          context_,
              *route_,           std::move(match.parameters),
              std::move(*query), std::move(*principal),
              request_id_,       trace_.trace_id};
    Response response = route_->handler(call);
    request_id_ = call.request_id;
    return response;
  }

  // Who asks, if he may use the route and does not ask too often.
  tl::expected<auth::Principal, Response> admitted(const Route& route) {
    auth::Principal principal;
    if (route.least) {
      auto known = auth::authenticate(request_, context_);
      if (!known) return tl::unexpected(denied(known.error()));
      principal = std::move(*known);
      principal_ = principal.id;
    }
    const std::string bucket =
        principal_.empty() ? "peer:" + http::limited_as(request_.peer) : principal_;
    if (route.group != "health") {
      if (const auto wait_s = context_.rate_limiter.take(bucket, began_us_)) {
        Response response = refuse({429, "too_many_requests", "Slow down and try again"});
        response.headers.set("Retry-After", std::to_string(*wait_s));
        return tl::unexpected(std::move(response));
      }
    }
    if (route.least && !auth::may_use(principal, *route.least, route.group)) {
      return tl::unexpected(
          refuse({403, "forbidden",
                  "This needs the role " + std::string(auth::to_string(*route.least)) +
                      " or above, and a key whose scopes hold " + std::string(route.group)}));
    }
    if (principal.must_change_password && route.operation_id != "changePassword") {
      return tl::unexpected(
          refuse({403, "password_change_required",
                  "This is a one-time password: set your own first, with POST /auth/password"}));
    }
    return principal;
  }

  Response denied(const auth::Denial& denial) const {
    if (denial.status != 401) return refuse({denial.status, "store_unavailable", denial.detail});
    Response response = refuse({401, "unauthenticated", denial.detail});
    response.headers.set("WWW-Authenticate", "Bearer");
    return response;
  }

  Response preflight(const std::string& allowed_methods) const {
    Response response;
    response.status = 204;
    response.headers.set("Allow", allowed_methods);
    http::add_cors(request_, context_.settings, allowed_methods, response);
    return response;
  }

  Response refuse(const Problem& problem) const { return http::to_response(problem, request_id_); }

  void finish(Response& response) {
    http::Headers& headers = response.headers;
    headers.set("X-Request-Id", request_id_);
    headers.set("traceparent", trace_.to_string());
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    if (!headers.find("cache-control")) headers.set("Cache-Control", "no-store");
    if (!headers.find("content-security-policy")) {
      headers.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    }
    if (request_.method != http::Method::kOptions) {
      http::add_cors(request_, context_.settings, {}, response);
    }
    if (request_.method == http::Method::kHead) response.stream.reset();
    const std::string_view route = route_ == nullptr ? "none" : route_->path;
    const std::int64_t latency_us = context_.clock.elapsed_us() - began_us_;
    const std::string status = std::to_string(response.status);
    context_.metrics.count(
        "financescr_http_requests_total",
        {{"method", http::to_string(request_.method)}, {"route", route}, {"status", status}});
    context_.metrics.observe_us("financescr_http_request_duration_seconds", {{"route", route}},
                                latency_us);
    context_.log.write(ports::LogLevel::kInfo, "request",
                       {{"request_id", request_id_},
                        {"trace_id", trace_.trace_id},
                        {"method", http::to_string(request_.method)},
                        {"route", route},
                        {"status", response.status},
                        {"principal", principal_},
                        {"latency_us", latency_us}});
  }

  const Request& request_;
  Context& context_;
  std::int64_t began_us_;
  http::TraceParent trace_;
  std::string request_id_;
  std::string principal_;
  const Route* route_ = nullptr;
};

}  // namespace

Response handle(const Request& request, Context& context) {
  return Exchange(request, context).run();
}

}  // namespace financescr
