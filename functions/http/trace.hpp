// W3C Trace Context: the traceparent header.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "functions/ports/entropy.hpp"

namespace financescr::http {

struct TraceParent {
  std::string trace_id;  // 32 hexadecimal digits
  std::string span_id;   // 16 hexadecimal digits
  bool sampled = false;

  // "00-TRACE-SPAN-FLAGS". Returns nothing if it is not such a header or an id is all zero.
  [[nodiscard]] static std::optional<TraceParent> parse(std::string_view text);
  [[nodiscard]] std::string to_string() const;
};

// The span of this server: in the caller's trace, or in a new one.
[[nodiscard]] TraceParent continue_trace(std::optional<std::string_view> header,
                                         ports::Entropy& entropy);

}  // namespace financescr::http
