#include "functions/ports/describe.hpp"

namespace financescr::ports {

bool from_value(std::string& out, Value value) {
  auto* text = std::get_if<std::string>(&value);
  if (text != nullptr) out = std::move(*text);
  return text != nullptr;
}

bool from_value(std::int64_t& out, const Value& value) {
  const auto* number = std::get_if<std::int64_t>(&value);
  if (number != nullptr) out = *number;
  return number != nullptr;
}

bool from_value(bool& out, const Value& value) {
  const auto* number = std::get_if<std::int64_t>(&value);
  if (number == nullptr || *number < 0 || *number > 1) return false;
  out = *number == 1;
  return true;
}

bool from_value(Micro& out, const Value& value) { return from_value(out.value, value); }

bool from_value(Timestamp& out, const Value& value) {
  const auto* text = std::get_if<std::string>(&value);
  const auto parsed = text == nullptr ? std::nullopt : Timestamp::parse(*text);
  if (!parsed || parsed->to_string() != *text) return false;
  out = *parsed;
  return true;
}

}  // namespace financescr::ports
