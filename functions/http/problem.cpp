#include "functions/http/problem.hpp"

namespace financescr::http {

using canonical::Json;

std::string_view title_of(int status) {
  switch (status) {
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 410:
      return "Gone";
    case 412:
      return "Precondition Failed";
    case 413:
      return "Content Too Large";
    case 414:
      return "URI Too Long";
    case 415:
      return "Unsupported Media Type";
    case 417:
      return "Expectation Failed";
    case 422:
      return "Unprocessable Content";
    case 428:
      return "Precondition Required";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 501:
      return "Not Implemented";
    case 503:
      return "Service Unavailable";
    case 504:
      return "Gateway Timeout";
    case 505:
      return "HTTP Version Not Supported";
    default:
      return "Internal Server Error";
  }
}

Response to_response(const Problem& problem, std::string_view request_id) {
  Json document = Json::object({{"type", "urn:financescr:problem:" + problem.code},
                                {"title", title_of(problem.status)},
                                {"status", problem.status},
                                {"code", problem.code},
                                {"detail", problem.detail},
                                {"request_id", request_id}});
  if (!problem.errors.empty()) {
    Json errors = Json::array();
    for (const Error& error : problem.errors) {
      errors.push_back(Json::object(
          {{"code", to_string(error.code)}, {"detail", error.detail}, {"pointer", error.pointer}}));
    }
    document.set("errors", std::move(errors));
    document.set("error_count", static_cast<std::int64_t>(problem.errors.count()));
  }
  Response response;
  response.status = problem.status;
  response.headers.set("Content-Type", "application/problem+json");
  if (problem.status == 503 || problem.status == 429) response.headers.set("Retry-After", "1");
  response.body = canonical::write(document);
  return response;
}

Problem unreadable_body(const Error& error) {
  const bool too_large = error.code == ErrorCode::kTooLarge;
  return {too_large ? 413 : 400, too_large ? "too_large" : "malformed_body", error.detail, {error}};
}

Problem rejected(Errors errors) {
  int status = 422;
  std::string code = "invalid_request";
  for (const Error& error : errors) {
    if (error.code == ErrorCode::kNotFound) {
      status = 404;
      code = "not_found";
    } else if (error.code == ErrorCode::kUnsupported) {
      status = 501;
      code = "unsupported";
    } else {
      status = 422;
      code = "invalid_request";
      break;
    }
  }
  std::string detail = errors.front().detail;
  if (errors.count() > 1) detail += "; and " + std::to_string(errors.count() - 1) + " more";
  return {status, std::move(code), std::move(detail), std::move(errors)};
}

Problem not_found(std::string detail) { return {404, "not_found", std::move(detail)}; }

Problem store_fault(ports::StoreFault fault) {
  switch (fault) {
    case ports::StoreFault::kConflict:
      return {409, "conflict", "Somebody else changed this at the same time; read it again"};
    case ports::StoreFault::kBusy:
      return {503, "busy", "More requests wait than the store can take; try again"};
    case ports::StoreFault::kUnreadable:
      return {500, "unreadable_record",
              "A stored record cannot be read; financescr audit verify says which"};
    case ports::StoreFault::kUnavailable:
      break;
  }
  return {503, "store_unavailable", "The store cannot be reached or written to; try again"};
}

}  // namespace financescr::http
