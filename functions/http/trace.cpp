#include "functions/http/trace.hpp"

#include <algorithm>

#include "functions/http/text.hpp"
#include "functions/ports/ids.hpp"

namespace financescr::http {
namespace {

bool is_hex(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool is_id(std::string_view text) {
  return is_hex(text) && text.find_first_not_of('0') != std::string_view::npos;
}

}  // namespace

std::optional<TraceParent> TraceParent::parse(std::string_view text) {
  // version 2, trace 32, span 16, flags 2; later versions may append "-..."
  if (text.size() < 55 || text[2] != '-' || text[35] != '-' || text[52] != '-') {
    return std::nullopt;
  }
  const std::string_view version = text.substr(0, 2);
  if (!is_hex(version) || version == "ff" || !is_hex(text.substr(53, 2))) return std::nullopt;
  if (text.size() > 55 && (version == "00" || text[55] != '-')) return std::nullopt;
  const std::string_view trace = text.substr(3, 32);
  const std::string_view span = text.substr(36, 16);
  if (!is_id(trace) || !is_id(span)) return std::nullopt;
  const bool sampled = (text[54] - (text[54] >= 'a' ? 'a' - 10 : '0')) % 2 != 0;
  return TraceParent{std::string(trace), std::string(span), sampled};
}

std::string TraceParent::to_string() const {
  return "00-" + trace_id + "-" + span_id + (sampled ? "-01" : "-00");
}

TraceParent continue_trace(std::optional<std::string_view> header, ports::Entropy& entropy) {
  auto trace = header ? TraceParent::parse(trim(*header)) : std::nullopt;
  if (!trace) trace = TraceParent{random_hex(entropy, 16), "", false};
  trace->span_id = random_hex(entropy, 8);
  return *trace;
}

}  // namespace financescr::http
