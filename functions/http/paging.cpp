#include "functions/http/paging.hpp"

#include <charconv>

#include "functions/http/base64url.hpp"
#include "functions/http/signing.hpp"

namespace financescr::http {
namespace {

using canonical::Json;

std::string signed_text(std::string_view listing, std::string_view position) {
  return "financescr cursor\n" + std::string(listing) + "\n" + std::string(position);
}

std::optional<Position> read_cursor(std::string_view cursor, std::string_view listing,
                                    std::size_t parts, std::string_view key) {
  const std::size_t dot = cursor.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  const auto text = decode_base64url(cursor.substr(0, dot));
  const auto given = decode_base64url(cursor.substr(dot + 1));
  if (!text || !given || !signature_holds(key, signed_text(listing, *text), *given)) {
    return std::nullopt;
  }
  const auto parsed = canonical::parse(*text);
  const Json::Array* values = parsed ? parsed->if_array() : nullptr;
  if (values == nullptr || values->size() != parts) return std::nullopt;
  Position position;
  for (const Json& value : *values) {
    if (value.if_string() == nullptr) return std::nullopt;
    position.push_back(*value.if_string());
  }
  return position;
}

std::optional<std::size_t> read_limit(std::string_view text) {
  std::size_t limit = 0;
  const char* end = text.data() + text.size();
  const auto [stop, fault] = std::from_chars(text.data(), end, limit);
  if (fault != std::errc() || stop != end || limit < 1 || limit > kMaxPageLimit) {
    return std::nullopt;
  }
  return limit;
}

const std::string* find(const QueryParameters& query, std::string_view name) {
  for (const auto& [key, value] : query) {
    if (key == name) return &value;
  }
  return nullptr;
}

}  // namespace

std::string make_cursor(std::string_view listing, const Position& position, std::string_view key) {
  Json values = Json::array();
  for (const std::string& part : position) values.push_back(part);
  const std::string text = canonical::write(values);
  return base64url(text) + "." + base64url(signature(key, signed_text(listing, text)));
}

tl::expected<PageRequest, Errors> read_page(const QueryParameters& query, std::string_view listing,
                                            std::size_t parts, std::string_view key) {
  PageRequest page;
  Errors errors;
  if (const std::string* text = find(query, "limit")) {
    const auto limit = read_limit(*text);
    page.limit = limit.value_or(kDefaultPageLimit);
    if (!limit) {
      errors.push_back({ErrorCode::kInvalid,
                        "limit must be a whole number from 1 to " + std::to_string(kMaxPageLimit),
                        "/query/limit"});
    }
  }
  if (const std::string* cursor = find(query, "cursor")) {
    page.after = read_cursor(*cursor, listing, parts, key);
    if (!page.after) {
      errors.push_back({ErrorCode::kInvalid,
                        "cursor is not one that this listing gave: take next_cursor of a page",
                        "/query/cursor"});
    }
  }
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  return page;
}

Response page_response(std::string_view path, const QueryParameters& query,
                       canonical::Json::Array items, const std::optional<std::string>& next_cursor,
                       std::vector<Json::Member> more) {
  Response response;
  response.headers.set("Content-Type", "application/json");
  Json body = Json::object({{"items", Json(std::move(items))}, {"next_cursor", Json()}});
  for (auto& [name, value] : more) body.set(name, std::move(value));
  if (next_cursor) {
    body.set("next_cursor", *next_cursor);
    std::string link = "<" + std::string(path) + "?";
    for (const auto& [name, value] : query) {
      if (name == "cursor") continue;
      link += percent_encode(name) + "=" + percent_encode(value) + "&";
    }
    response.headers.set("Link", link + "cursor=" + *next_cursor + ">; rel=\"next\"");
  }
  response.body = canonical::write(body);
  return response;
}

}  // namespace financescr::http
