#include "functions/call.hpp"

namespace financescr {

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
  http::Response response;
  response.status = status;
  response.headers.set("Content-Type", "application/json");
  response.body = canonical::write(body);
  return response;
}

http::Response Call::refuse(const http::Problem& problem) const {
  return http::to_response(problem, request_id);
}

http::Response Call::refuse(ports::StoreFault fault) const {
  return refuse(http::store_fault(fault));
}

}  // namespace financescr
