#include "engine/canonical/members.hpp"

namespace financescr::canonical {

std::optional<std::string> find_text(const Json& object, std::string_view key) {
  const Json* found = object.find(key);
  const std::string* text = found == nullptr ? nullptr : found->if_string();
  return text == nullptr ? std::nullopt : std::optional(*text);
}

std::string text_of(const Json& object, std::string_view key) {
  return find_text(object, key).value_or(std::string());
}

Json nullable(const std::optional<std::string>& text) { return text ? Json(*text) : Json(); }

Json nullable(const std::optional<Timestamp>& time) {
  return time ? Json(time->to_string()) : Json();
}

}  // namespace financescr::canonical
