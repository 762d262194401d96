#include "functions/call/call.hpp"

#include <utility>

#include "engine/canonical/reference.hpp"
#include "functions/ports/ids.hpp"

namespace financescr {

Result<std::optional<std::string>> request_id_in(const canonical::Json& body) {
  const canonical::Json* given = body.find("request_id");
  if (given == nullptr || given->is_null()) return std::nullopt;
  if (const std::int64_t* number = given->if_integer()) return std::to_string(*number);
  const std::string* text = given->if_string();
  if (text != nullptr && text->empty()) return std::nullopt;
  if (text != nullptr && canonical::is_reference(*text)) return *text;
  return fail(ErrorCode::kInvalid, std::string(canonical::kReferenceForm), "/request_id");
}

void Call::name(std::string id) {
  request_id = loggable_id(id, context.secrets.token_key());
  given_request_id = std::move(id);
}

void Call::adopt_request_id(const canonical::Json& body, Errors& errors) {
  auto given = request_id_in(body);
  if (!given) {
    errors.push_back(std::move(given.error()));
    return;
  }
  const auto header = request.headers.find("x-request-id");
  const bool is_named = header && canonical::is_reference(*header);
  if (*given && !is_named) name(**std::move(given));
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
  return http::to_response(problem, shown_request_id());
}

http::Response Call::refuse(ports::StoreFault fault) const {
  return refuse(http::store_fault(fault));
}

}  // namespace financescr
