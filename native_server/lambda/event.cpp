#include "native_server/lambda/event.hpp"

#include <algorithm>
#include <chrono>
#include <optional>
#include <thread>
#include <utility>

#include <simdjson.h>

#include "engine/canonical/json.hpp"
#include "functions/http/problem.hpp"
#include "functions/http/text.hpp"
#include "native_server/lambda/base64.hpp"

namespace financescr::lambda {
namespace {

namespace sj = simdjson;
using canonical::Json;

// Only what is asked for is read: the rest of an event is AWS's and may hold numbers of any size.
struct Event {
  std::string version;
  std::string path;
  std::string query;
  std::string method;
  std::string source_ip;
  std::string stage;
  std::string cookies;
  http::Headers headers;
  std::string body;
  bool is_base64 = false;
};

tl::unexpected<Error> malformed(std::string_view what) {
  return fail(ErrorCode::kMalformed, "the event is not valid JSON, or " + std::string(what));
}

// Null counts as absent, and leaves `out` as it was. Returns: whether it was a string or null.
bool read_text(sj::ondemand::value value, std::string& out) {
  std::string_view text;
  if (value.type().error() != sj::SUCCESS) return false;
  if (value.type().value_unsafe() == sj::ondemand::json_type::null) return !value.is_null().error();
  if (value.get_string().get(text) != sj::SUCCESS) return false;
  out = text;
  return true;
}

// Calls use(key, value) for every member. Returns false at the first thing that is no JSON object,
// or that `use` refuses.
template <typename Use>
bool for_each_member(sj::ondemand::value value, const Use& use) {
  sj::ondemand::object object;
  if (value.get_object().get(object) != sj::SUCCESS) return false;
  for (auto member : object) {
    sj::ondemand::field field;
    std::string_view key;
    if (std::move(member).get(field) != sj::SUCCESS) return false;
    if (field.unescaped_key().get(key) != sj::SUCCESS) return false;
    if (!use(key, field.value())) return false;
  }
  return true;
}

bool is_null(sj::ondemand::value& value) {
  const auto type = value.type();
  return type.error() == sj::SUCCESS && type.value_unsafe() == sj::ondemand::json_type::null;
}

bool read_headers(sj::ondemand::value value, http::Headers& headers) {
  if (is_null(value)) return true;
  return for_each_member(value, [&](std::string_view key, sj::ondemand::value member) {
    std::string name(key);
    std::string text;
    if (!read_text(member, text)) return false;
    headers.add(std::move(name), std::move(text));
    return true;
  });
}

bool read_cookies(sj::ondemand::value value, std::string& cookies) {
  if (is_null(value)) return true;
  sj::ondemand::array array;
  if (value.get_array().get(array) != sj::SUCCESS) return false;
  for (auto element : array) {
    sj::ondemand::value item;
    std::string cookie;
    if (element.get(item) != sj::SUCCESS || !read_text(item, cookie)) return false;
    if (!cookies.empty()) cookies += "; ";
    cookies += cookie;
  }
  return true;
}

bool read_context(sj::ondemand::value value, Event& event) {
  return for_each_member(value, [&](std::string_view key, sj::ondemand::value member) {
    if (key == "stage") return read_text(member, event.stage);
    if (key != "http") return true;
    return for_each_member(member, [&](std::string_view name, sj::ondemand::value inner) {
      if (name == "method") return read_text(inner, event.method);
      if (name == "sourceIp") return read_text(inner, event.source_ip);
      return true;
    });
  });
}

bool read_member(std::string_view key, sj::ondemand::value value, Event& event) {
  if (key == "version") return read_text(value, event.version);
  if (key == "rawPath") return read_text(value, event.path);
  if (key == "rawQueryString") return read_text(value, event.query);
  if (key == "headers") return read_headers(value, event.headers);
  if (key == "cookies") return read_cookies(value, event.cookies);
  if (key == "requestContext") return read_context(value, event);
  if (key == "body") return read_text(value, event.body);
  if (key == "isBase64Encoded") return value.get_bool().get(event.is_base64) == sj::SUCCESS;
  return true;
}

Result<Event> parse_event(std::string_view text) {
  const sj::padded_string padded(text);
  sj::ondemand::parser parser;
  sj::ondemand::document document;
  sj::ondemand::value root;
  if (parser.iterate(padded).get(document) != sj::SUCCESS ||
      document.get_value().get(root) != sj::SUCCESS) {
    return malformed("not an object");
  }
  Event event;
  std::string at;
  const bool good = for_each_member(root, [&](std::string_view key, sj::ondemand::value value) {
    at = key;
    return read_member(at, value, event);
  });
  if (!good) return malformed("\"" + at + "\" is not what payload format 2.0 says");
  return event;
}

bool is_path_character(char c) {
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) return true;
  return std::string_view("-._~!$&'()*+,;=:@/%").find(c) != std::string_view::npos;
}

std::string encoded_path(std::string_view path) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : path) {
    if (is_path_character(c)) {
      encoded.push_back(c);
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    encoded.append({'%', kHex[byte >> 4U], kHex[byte & 15U]});
  }
  return encoded.empty() ? "/" : encoded;
}

std::string_view without_stage(std::string_view path, std::string_view stage) {
  if (stage.empty() || stage == "$default" || !path.starts_with('/')) return path;
  const std::string_view rest = path.substr(1);
  if (!rest.starts_with(stage)) return path;
  const std::string_view after = rest.substr(stage.size());
  return after.empty() || after.front() == '/' ? after : path;
}

bool is_lower_hex(std::string_view text, std::size_t size) {
  return text.size() == size && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

// The value of "Name=value" in a list separated by semicolons.
std::string_view part_of(std::string_view list, std::string_view name) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(';'), list.size());
    const std::string_view part = http::trim(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
    if (part.starts_with(name) && part.substr(name.size()).starts_with('=')) {
      return part.substr(name.size() + 1);
    }
  }
  return {};
}

// W3C Trace Context from X-Ray's "Root=1-<8 digits>-<24 digits>;Parent=<16 digits>;Sampled=1".
std::optional<std::string> traceparent(std::string_view trace_id) {
  const std::string_view root = part_of(trace_id, "Root");
  const std::string_view parent = part_of(trace_id, "Parent");
  if (!root.starts_with("1-") || root.size() != 35 || root[10] != '-') return std::nullopt;
  const std::string_view seconds = root.substr(2, 8);
  const std::string_view unique = root.substr(11);
  if (!is_lower_hex(seconds, 8) || !is_lower_hex(unique, 24) || !is_lower_hex(parent, 16)) {
    return std::nullopt;
  }
  std::string text = "00-";
  text.append(seconds).append(unique).append("-").append(parent);
  return text + (part_of(trace_id, "Sampled") == "1" ? "-01" : "-00");
}

void add_unless_there(http::Headers& headers, std::string_view name, std::string value) {
  if (!headers.find(name)) headers.add(std::string(name), std::move(value));
}

http::Response too_large(const AnswerLimits& limits, std::string_view request_id) {
  return http::to_response({413, "answer_too_large",
                            "The answer is larger than the " + std::to_string(limits.max_bytes) +
                                " bytes that AWS Lambda carries; what was decided is stored, ask "
                                "for less at once"},
                           request_id);
}

http::Response out_of_time(std::string_view request_id) {
  return http::to_response({504, "deadline_exceeded",
                            "The answer was not finished when AWS Lambda's time for it was over; "
                            "what was decided is stored, ask for less at once"},
                           request_id);
}

// Puts the pieces of a stream into the body. Returns: the problem that ended it early, if any.
std::optional<http::Response> collect(http::Response& response, const AnswerLimits& limits,
                                      ports::Clock& clock, std::string_view request_id) {
  if (!response.stream) return std::nullopt;
  while (response.stream->next(response.body)) {
    if (response.body.size() > limits.max_bytes) return too_large(limits, request_id);
    if (clock.now() >= limits.deadline) return out_of_time(request_id);
    if (const auto us = response.stream->pause_us(); us > 0) {
      std::this_thread::sleep_for(std::chrono::microseconds(us));
    }
  }
  return std::nullopt;
}

bool is_utf8(std::string_view text) { return sj::validate_utf8(text.data(), text.size()); }

std::string lower_case(std::string name) {
  for (char& c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return name;
}

Json answer(const http::Response& response, bool with_body) {
  Json headers = Json::object();
  Json cookies = Json::array();
  for (const auto& [name, value] : response.headers.fields()) {
    if (!is_utf8(name) || !is_utf8(value)) continue;
    if (http::equal_ignoring_case(name, "Set-Cookie")) {
      cookies.push_back(value);
    } else {
      headers.set(lower_case(name), response.headers.joined(name).value_or(value));
    }
  }
  const std::string_view body = response.held_body();
  const bool is_text = is_utf8(body);
  Json json = Json::object({{"statusCode", response.status}, {"headers", std::move(headers)}});
  if (!cookies.if_array()->empty()) json.set("cookies", std::move(cookies));
  json.set("isBase64Encoded", !is_text);
  json.set("body", !with_body ? std::string() : is_text ? std::string(body) : base64_encode(body));
  return json;
}

}  // namespace

Result<http::Request> read_event(const Invocation& invocation) {
  auto event = parse_event(invocation.event);
  if (!event) return tl::unexpected<Error>(event.error());
  if (event->version != "2.0") {
    return fail(ErrorCode::kUnsupported,
                "only HTTP events of payload format 2.0 are understood (API Gateway HTTP APIs, "
                "function URLs)",
                "/version");
  }
  const auto method = http::parse_method(event->method);
  if (!method) {
    return fail(event->method.empty() ? ErrorCode::kMissing : ErrorCode::kUnsupported,
                "not a method that any route answers", "/requestContext/http/method");
  }
  http::Request request;
  request.method = *method;
  request.path = encoded_path(without_stage(event->path, event->stage));
  request.query = std::move(event->query);
  request.headers = std::move(event->headers);
  request.peer = std::move(event->source_ip);
  if (!event->cookies.empty()) request.headers.set("cookie", std::move(event->cookies));
  if (auto parent = traceparent(invocation.trace_id)) {
    add_unless_there(request.headers, "traceparent", std::move(*parent));
  }
  if (!event->is_base64) {
    request.body = std::move(event->body);
    return request;
  }
  auto bytes = base64_decode(event->body);
  if (!bytes) return fail(ErrorCode::kMalformed, "not Base64", "/body");
  request.body = std::move(*bytes);
  return request;
}

std::string write_answer(const http::Request& request, http::Response response,
                         const AnswerLimits& limits, ports::Clock& clock) {
  const std::string request_id(response.headers.find("x-request-id").value_or(""));
  const bool with_body = request.method != http::Method::kHead;
  if (auto instead = collect(response, limits, clock, request_id)) response = std::move(*instead);
  std::string text = canonical::write(answer(response, with_body));
  if (text.size() <= limits.max_bytes) return text;
  return canonical::write(answer(too_large(limits, request_id), with_body));
}

}  // namespace financescr::lambda
