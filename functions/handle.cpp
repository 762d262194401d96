#include "functions/handle.hpp"

#include <algorithm>
#include <exception>
#include <new>
#include <optional>
#include <utility>

#include "engine/canonical/reference.hpp"
#include "functions/call/authenticate.hpp"
#include "functions/call/origin.hpp"
#include "functions/ports/ids.hpp"

namespace financescr {
namespace {

using http::Problem;
using http::Request;
using http::RequestHead;
using http::Response;

bool is_json(std::string_view content_type) {
  const std::string_view type = http::trim(content_type.substr(0, content_type.find(';')));
  return http::equal_ignoring_case(type, "application/json") ||
         http::equal_ignoring_case(type, "application/problem+json");
}

std::size_t most_body_bytes(const Route& route, const Settings& settings) {
  const std::size_t few = std::min(settings.max_public_body_bytes, settings.max_body_bytes);
  if (!route.least || route.body == BodyKind::kNone) return few;
  return route.body == BodyKind::kLines ? settings.max_batch_bytes : settings.max_body_bytes;
}

Problem too_large(std::size_t most) {
  return {413, "too_large", "The body may have at most " + std::to_string(most) + " bytes"};
}

// Whether Content-Length names more than `most`. A text that is no number is the host's to refuse.
bool announces_more(const RequestHead& head, std::size_t most) {
  const auto length = head.headers.find("content-length");
  if (!length) return false;
  std::size_t announced = 0;
  for (const char digit : *length) {
    if (digit < '0' || digit > '9') return false;
    announced = announced * 10 + static_cast<std::size_t>(digit - '0');
    if (announced > most) return true;
  }
  return false;
}

// Routes that only a host with accounts can answer.
bool is_about_accounts(const Route& route) {
  return route.group == "auth" || route.group == "users" || route.group == "keys";
}

bool is_login(const Route& route) { return route.operation_id == "login"; }

Response pages_of(Call& call) { return call.context.pages->answer(call.request); }

// Pages beside the API; no part of its contract.
constexpr Route kPages{http::Method::kGet, "/app/{page}", "getPage", "pages", {},
                       BodyKind::kNone,    pages_of};

RouteMatch match_of(const RequestHead& head, const Context& context) {
  if (context.pages == nullptr || !context.pages->owns(head.path)) {
    return find_route(head.method, head.path);
  }
  const bool reads = head.method == http::Method::kGet || head.method == http::Method::kHead;
  return {reads ? &kPages : nullptr, {}, "GET, HEAD, OPTIONS"};
}

// One request on its way: what it is called, and everything that is asked of it before a handler
// sees it. The first half of the way and the second are two of these.
class Exchange {
 public:
  Exchange(const RequestHead& head, Context& context)
      : head_(head), context_(context), began_us_(context.clock.elapsed_us()) {
    request_.trace = http::continue_trace(head.headers.find("traceparent"), context.entropy);
    const auto given = head.headers.find("x-request-id");
    request_.request_id = given && canonical::is_reference(*given)
                              ? std::string(*given)
                              : make_id(context.clock, context.entropy);
  }
  Exchange(const RequestHead& head, Context& context, Admitted admitted)
      : head_(head),
        context_(context),
        began_us_(context.clock.elapsed_us()),
        request_(std::move(admitted)) {}

  tl::expected<Admitted, Response> admit() {
    std::optional<Response> answer = guarded([this] { return answer_to_head(); });
    if (answer) {
      finish(*answer);
      return tl::unexpected(*std::move(answer));
    }
    request_.spent_us = context_.clock.elapsed_us() - began_us_;
    return std::move(request_);
  }

  Response handle(const Request& request) {
    Response response = *guarded([&] { return std::optional<Response>(answer(request)); });
    finish(response);
    return response;
  }

 private:
  template <typename Step>
  std::optional<Response> guarded(const Step& step) {
    try {
      return step();
    } catch (const std::bad_alloc&) {
      return no_memory();
    } catch (const std::exception& error) {
      note_crash(error.what());
    } catch (...) {
      note_crash("not a standard exception");
    }
    return refuse({500, "internal_error", "The server failed to answer; the fault is logged"});
  }

  // Nothing is known of what was done, as with an answer that was lost. No line of its own: what
  // there is of memory goes into the answer.
  Response no_memory() const {
    return refuse({503, "busy", "There is no memory for this request now; try again"});
  }

  void note_crash(std::string_view what) {
    context_.log.write(ports::LogLevel::kError, "handler_failed",
                       {{"request_id", logged_id()}, {"what", what}});
  }

  // The id as the log may keep it.
  std::string logged_id() const {
    if (!logged_id_.empty()) return logged_id_;
    return loggable_id(request_.request_id, context_.secrets.token_key());
  }

  // The answer, if it needs no body; otherwise `request_` is whole.
  std::optional<Response> answer_to_head() {
    if (!http::is_utf8_path(head_.path)) {
      return refuse({400, "malformed_path", "The path is not UTF-8"});
    }
    RouteMatch match = match_of(head_, context_);
    if (match.allowed_methods.empty()) {
      return refuse({404, "no_such_path", "There is nothing at this path; /docs lists what is"});
    }
    if (context_.settings.demo && !is_from_this_machine(head_)) {
      return refuse({403, "not_this_machine",
                     "This demonstration answers requests to and from localhost only"});
    }
    if (head_.method == http::Method::kOptions) return preflight(match.allowed_methods);
    if (match.route == nullptr) {
      Response response =
          refuse({405, "method_not_allowed", "This path knows " + match.allowed_methods});
      response.headers.set("Allow", match.allowed_methods);
      return response;
    }
    request_.route = match.route;
    request_.parameters = std::move(match.parameters);
    if (!context_.settings.has_accounts && is_about_accounts(*match.route)) {
      return refuse({501, "unsupported", "This host keeps no accounts"});
    }
    if (auto refused = refuse_person(*match.route)) return refused;
    return refuse_form(*match.route);
  }

  // Who asks, if he may use the route and does not ask too often; else the answer to him.
  std::optional<Response> refuse_person(const Route& route) {
    if (route.least) {
      if (const auto wait_s = context_.rate_limiter.refused_too_often(peer(), began_us_)) {
        return slow_down(*wait_s, "Slow down and try again");
      }
      auto known = authenticate(head_, context_);
      if (!known) return deny(known.error());
      request_.principal = std::move(*known);
    }
    if (const auto wait_s = take_token(route)) {
      return slow_down(*wait_s, "Slow down and try again");
    }
    if (is_login(route)) {
      if (const auto wait_s = context_.rate_limiter.logins().peer_wait(peer(), began_us_)) {
        return slow_down(*wait_s, "Too many attempts to log in; wait");
      }
    }
    if (route.least && !auth::may_use(request_.principal, *route.least, route.group)) {
      return refuse({403, "forbidden",
                     "This needs the role " + std::string(auth::to_string(*route.least)) +
                         " or above, and a key whose scopes hold " + std::string(route.group)});
    }
    if (request_.principal.must_change_password && route.operation_id != "changePassword") {
      return refuse({403, "password_change_required",
                     "This is a one-time password: set your own first, with POST /auth/password"});
    }
    return std::nullopt;
  }

  // Liveness is free: who kills a server that does not say that it lives must always hear it.
  std::optional<std::int64_t> take_token(const Route& route) {
    http::RateLimiter& limiter = context_.rate_limiter;
    if (asks_liveness(route.method, route.path)) return std::nullopt;
    if (route.group == "health") return limiter.take_probe(peer(), began_us_);
    return limiter.take(route.least ? request_.principal.limited_as() : "peer:" + peer(),
                        began_us_);
  }

  // Who counts as one client for limits.
  std::string peer() const { return http::limited_as(head_.peer); }

  Response deny(const Denial& denial) const {
    if (denial.status != 401) return refuse({denial.status, "store_unavailable", denial.detail});
    context_.rate_limiter.take_refusal(peer(), began_us_);
    Response response = refuse({401, "unauthenticated", denial.detail});
    response.headers.set("WWW-Authenticate", "Bearer");
    return response;
  }

  Response slow_down(std::int64_t wait_s, std::string detail) const {
    Response response = refuse({429, "too_many_requests", std::move(detail)});
    response.headers.set("Retry-After", std::to_string(wait_s));
    return response;
  }

  // What is wrong with the query and with what is said of the body.
  std::optional<Response> refuse_form(const Route& route) {
    request_.most_body_bytes = most_body_bytes(route, context_.settings);
    if (announces_more(head_, request_.most_body_bytes)) {
      return refuse(too_large(request_.most_body_bytes));
    }
    const auto type = head_.headers.find("content-type");
    if (route.body == BodyKind::kJson && type && !is_json(*type)) {
      return refuse({415, "unsupported_media_type", "Send Content-Type: application/json"});
    }
    auto query = http::parse_query(head_.query);
    if (!query) return refuse({400, "malformed_query", "The query is not percent-encoded right"});
    request_.query = std::move(*query);
    return std::nullopt;
  }

  Response answer(const Request& request) {
    if (request.body.size() > request_.most_body_bytes) {
      return refuse(too_large(request_.most_body_bytes));
    }
    Call call{request,
              context_,
              *request_.route,
              std::move(request_.parameters),
              std::move(request_.query),
              request_.principal,
              logged_id(),
              request_.trace.trace_id,
              request_.request_id};
    Response response = request_.route->handler(call);
    request_.request_id = call.shown_request_id();
    logged_id_ = std::move(call.request_id);
    return response;
  }

  Response preflight(const std::string& allowed_methods) const {
    Response response;
    response.status = 204;
    response.headers.set("Allow", allowed_methods);
    add_cors(head_, context_.settings, allowed_methods, response);
    return response;
  }

  Response refuse(const Problem& problem) const {
    return http::to_response(problem, request_.request_id);
  }

  void finish(Response& response) {
    http::Headers& headers = response.headers;
    headers.set("X-Request-Id", request_.request_id);
    headers.set("traceparent", request_.trace.to_string());
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    if (!headers.find("cache-control")) headers.set("Cache-Control", "no-store");
    if (!headers.find("content-security-policy")) {
      headers.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    }
    if (head_.method != http::Method::kOptions) {
      add_cors(head_, context_.settings, {}, response);
    }
    if (head_.method == http::Method::kHead) response.stream.reset();
    note(response.status);
  }

  // The line and the counts of a request.
  void note(int status) {
    const std::string_view route = request_.route == nullptr ? "none" : request_.route->path;
    const std::int64_t latency_us = request_.spent_us + context_.clock.elapsed_us() - began_us_;
    const std::string code = std::to_string(status);
    context_.metrics.count(
        "financescr_http_requests_total",
        {{"method", http::to_string(head_.method)}, {"route", route}, {"status", code}});
    context_.metrics.observe_us("financescr_http_request_duration_seconds", {{"route", route}},
                                latency_us);
    context_.log.write(ports::LogLevel::kInfo, "request",
                       {{"request_id", logged_id()},
                        {"trace_id", request_.trace.trace_id},
                        {"method", http::to_string(head_.method)},
                        {"route", route},
                        {"status", status},
                        {"principal", request_.principal.id},
                        {"latency_us", latency_us}});
  }

  const RequestHead& head_;
  Context& context_;
  std::int64_t began_us_;
  Admitted request_;
  std::string logged_id_;  // once a handler has named the request
};

}  // namespace

tl::expected<Admitted, Response> admit(const RequestHead& head, Context& context) {
  return Exchange(head, context).admit();
}

Response handle(const Request& request, Admitted admitted, Context& context) {
  return Exchange(request, context, std::move(admitted)).handle(request);
}

Response handle(const Request& request, Context& context) {
  auto admitted = admit(request, context);
  if (!admitted) return std::move(admitted.error());
  return handle(request, *std::move(admitted), context);
}

}  // namespace financescr
