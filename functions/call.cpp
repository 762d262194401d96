#include "functions/call.hpp"

#include <algorithm>
#include <utility>

#include "engine/core/limits.hpp"

namespace financescr {

bool is_request_id(std::string_view text) {
  const auto allowed = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           std::string_view("._:-/").find(c) != std::string_view::npos;
  };
  return !text.empty() && text.size() <= limits::kMaxIdBytes &&
         std::all_of(text.begin(), text.end(), allowed);
}

void Call::adopt_request_id(const canonical::Json& body) {
  const auto header = request.headers.find("x-request-id");
  if (header && is_request_id(*header)) return;
  const canonical::Json* given = body.find("request_id");
  const std::string* text = given == nullptr ? nullptr : given->if_string();
  if (text != nullptr && is_request_id(*text)) request_id = *text;
}

std::optional<std::string_view> Call::query_value(std::string_view name) const {
  for (const auto& [key, value] : query) {
    if (key == name) return value;
  }
  return std::nullopt;
}

tl::expected<canonical::Json, http::Problem> Call::json() const {
  auto parsed = canonical::parse(request.body);
  if (!parsed) return tl::unexpected(http::unreadable_body(parsed.error()));
  if (parsed->if_object() == nullptr) {
    return tl::unexpected(http::rejected(
        {{ErrorCode::kInvalid, "The body must be a JSON object, not " + std::string(parsed->kind()),
          ""}}));
  }
  return std::move(*parsed);
}

http::Response Call::answer(int status, const canonical::Json& body) const {
  return answer_text(status, canonical::write(body));
}

http::Response Call::answer_text(int status, std::string body) const {
  http::Response response;
  response.status = status;
  response.headers.set("Content-Type", "application/json");
  response.body = std::move(body);
  return response;
}

http::Response Call::refuse(const http::Problem& problem) const {
  return http::to_response(problem, request_id);
}

http::Response Call::refuse(ports::StoreFault fault) const {
  return refuse(http::store_fault(fault));
}

}  // namespace financescr
