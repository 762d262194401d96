// A Response as HTTP/1.1 text: status line and header, chunks.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "functions/http/message.hpp"

namespace financescr::pistache {

// How the request wants to be answered.
struct Framing {
  bool keep_alive = false;
  bool http_1_0 = false;
  bool head_only = false;  // the request was HEAD
};

// Whether an answer of that status may have a body.
[[nodiscard]] bool may_have_body(int status);

// Appends the head of a response whose body is held (Content-Length), or streamed: then chunked, or
// up to the end of the connection for an HTTP/1.0 client. Fields that are the host's, and fields
// with control characters, are left out.
void append_head(std::string& out, const http::Response& response, const Framing& framing,
                 std::string_view date);

// Appends one chunk. Requires: piece is not empty, which would end the body.
void append_chunk(std::string& out, std::string_view piece);
inline constexpr std::string_view kLastChunk = "0\r\n\r\n";

// "Sun, 06 Nov 1994 08:49:37 GMT", now. Valid until this thread calls it again.
[[nodiscard]] std::string_view http_date();

}  // namespace financescr::pistache
