#include "native_server/postgres/wire.hpp"

#include "engine/core/timestamp.hpp"

namespace financescr::postgres {
namespace {

constexpr std::string_view kEscape = "\xF3\xB0\x80\x80";  // U+F0000

}  // namespace

std::string encode_text(std::string_view text) {
  if (text.find('\0') == std::string_view::npos && text.find(kEscape) == std::string_view::npos) {
    return std::string(text);
  }
  std::string out;
  while (!text.empty()) {
    if (text.front() == '\0') {
      out.append(kEscape).push_back('0');
      text.remove_prefix(1);
    } else if (text.starts_with(kEscape)) {
      out.append(kEscape).push_back('1');
      text.remove_prefix(kEscape.size());
    } else {
      out.push_back(text.front());
      text.remove_prefix(1);
    }
  }
  return out;
}

std::string decode_text(std::string_view text) {
  std::string out;
  for (std::size_t at = text.find(kEscape); at != std::string_view::npos; at = text.find(kEscape)) {
    out.append(text.substr(0, at));
    text.remove_prefix(at + kEscape.size());
    if (text.starts_with('0')) {
      out.push_back('\0');
    } else {
      out.append(kEscape);
    }
    if (!text.empty()) text.remove_prefix(1);
  }
  return out.append(text);
}

std::string decode_time(std::string_view text) {
  const auto time =
      text.ends_with("+00") ? Timestamp::parse(std::string(text) + ":00") : std::nullopt;
  return time ? time->to_string() : std::string(text);
}

sql::FaultKind fault_kind(std::string_view sqlstate) {
  using sql::FaultKind;
  if (sqlstate == "23505" || sqlstate == "23503") return FaultKind::kConflict;
  // Serialization failure, deadlock, a lock that was waited for too long.
  if (sqlstate == "40001" || sqlstate == "40P01" || sqlstate == "55P03") return FaultKind::kRetry;
  const std::string_view group = sqlstate.substr(0, 2);
  // Bad values, other constraints, programs and syntax; P0: raised by a trigger.
  if (group == "22" || group == "23" || group == "42" || group == "P0") return FaultKind::kRefused;
  // No connection, or the server ends this one (57014: only this statement took too long).
  if (sqlstate.empty() || group == "08") return FaultKind::kLost;
  if (group == "57" && sqlstate != "57014") return FaultKind::kLost;
  return FaultKind::kUnavailable;
}

bool is_integer_type(unsigned type) { return type == 20 || type == 21 || type == 23; }

bool is_boolean_type(unsigned type) { return type == 16; }

bool is_time_type(unsigned type) { return type == 1184; }

}  // namespace financescr::postgres
