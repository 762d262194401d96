#include "wasm/abi/message.hpp"

#include "engine/canonical/fields.hpp"

namespace financescr::browser {

using canonical::Json;

namespace {

constexpr std::size_t kMaxTargetBytes = 64U << 10U;  // of a path, a query or a header field

void read_headers(const Json* list, http::Headers& headers, Errors& errors) {
  if (list == nullptr) return;
  if (list->if_array() == nullptr) {
    errors.push_back({ErrorCode::kInvalid, "headers must be an array of pairs", "/headers"});
    return;
  }
  std::size_t index = 0;
  for (const Json& field : *list->if_array()) {
    const Json::Array* pair = field.if_array();
    const bool is_pair = pair != nullptr && pair->size() == 2 &&
                         (*pair)[0].if_string() != nullptr && (*pair)[1].if_string() != nullptr;
    if (is_pair) {
      headers.add(*(*pair)[0].if_string(), *(*pair)[1].if_string());
    } else {
      errors.push_back({ErrorCode::kInvalid, "A header must be a name and a value",
                        "/headers/" + std::to_string(index)});
    }
    ++index;
  }
}

}  // namespace

tl::expected<http::Request, Errors> read_request(std::string_view message) {
  const std::size_t end = message.find('\n');
  if (end == std::string_view::npos) {
    return tl::unexpected(
        Errors{{ErrorCode::kMalformed, "The message has no line feed after its first line", ""}});
  }
  const auto head = canonical::parse(message.substr(0, end));
  if (!head) return tl::unexpected(Errors{head.error()});
  Errors errors;
  canonical::Fields fields(*head, "", errors);
  const auto method = http::parse_method(fields.required_text("method", kMaxTargetBytes));
  http::Request request;
  request.path = fields.required_text("path", kMaxTargetBytes);
  request.query = fields.text("query", kMaxTargetBytes).value_or("");
  read_headers(fields.find("headers"), request.headers, errors);
  if (!method && errors.empty()) {
    errors.push_back({ErrorCode::kInvalid, "There is no such method", "/method"});
  }
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  request.method = *method;
  request.body = message.substr(end + 1);
  return request;
}

std::string write_response(http::Response response) {
  Json headers = Json::array();
  for (const auto& [name, value] : response.headers.fields()) {
    Json pair = Json::array();
    pair.push_back(name);
    pair.push_back(value);
    headers.push_back(std::move(pair));
  }
  std::string message = canonical::write(
      Json::object({{"headers", std::move(headers)}, {"status", response.status}}));
  message += '\n';
  message += response.held_body();
  while (response.stream != nullptr && response.stream->next(message)) {
  }
  return message;
}

}  // namespace financescr::browser
