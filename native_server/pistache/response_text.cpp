#include "native_server/pistache/response_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <ctime>

#include "functions/http/problem.hpp"
#include "functions/http/text.hpp"

namespace financescr::pistache {
namespace {

std::string_view reason_of(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 202:
      return "Accepted";
    case 204:
      return "No Content";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 308:
      return "Permanent Redirect";
    default:
      return http::title_of(status);
  }
}

void append_number(std::string& out, std::size_t value, int base) {
  std::array<char, 20> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value, base).ptr;
  out.append(digits.data(), end);
}

bool is_of_host(std::string_view name) {
  constexpr std::array<std::string_view, 4> kNames = {"Connection", "Content-Length", "Date",
                                                      "Transfer-Encoding"};
  return std::any_of(kNames.begin(), kNames.end(), [name](std::string_view other) {
    return http::equal_ignoring_case(name, other);
  });
}

void append_field(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

bool may_have_body(int status) { return status >= 200 && status != 204 && status != 304; }

void append_head(std::string& out, const http::Response& response, const Framing& framing,
                 std::string_view date) {
  out += "HTTP/1.1 ";
  append_number(out, static_cast<std::size_t>(response.status), 10);
  out.append(" ").append(reason_of(response.status)).append("\r\n");
  append_field(out, "Date", date);
  for (const auto& [name, value] : response.headers.fields()) {
    if (is_of_host(name) || http::has_control(name) || http::has_control(value)) continue;
    append_field(out, name, value);
  }
  if (response.stream != nullptr && may_have_body(response.status)) {
    if (!framing.http_1_0) append_field(out, "Transfer-Encoding", "chunked");
  } else if (may_have_body(response.status)) {
    out += "Content-Length: ";
    append_number(out, response.held_body().size(), 10);
    out += "\r\n";
  }
  if (!framing.keep_alive) {
    append_field(out, "Connection", "close");
  } else if (framing.http_1_0) {
    append_field(out, "Connection", "keep-alive");
  }
  out += "\r\n";
}

void append_chunk(std::string& out, std::string_view piece) {
  append_number(out, piece.size(), 16);
  out.append("\r\n").append(piece).append("\r\n");
}

std::string_view http_date() {
  thread_local std::array<char, 32> text{};
  thread_local std::size_t length = 0;
  thread_local std::time_t made = -1;
  const std::time_t now = std::time(nullptr);
  if (now != made) {
    std::tm utc{};
    gmtime_r(&now, &utc);
    length = std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &utc);
    made = now;
  }
  return {text.data(), length};
}

}  // namespace financescr::pistache
