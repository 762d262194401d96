#include "engine/canonical/json_text.hpp"

#include "engine/canonical/json.hpp"

namespace financescr::canonical {

void JsonText::separate() {
  if (!is_first_) text_ += ',';
  is_first_ = false;
}

void JsonText::begin(char bracket) {
  separate();
  text_ += bracket;
  is_first_ = true;
}

void JsonText::end(char bracket) {
  text_ += bracket;
  is_first_ = false;
}

void JsonText::key(std::string_view key) {
  separate();
  append_string(text_, key);
  text_ += ':';
  is_first_ = true;
}

void JsonText::string(std::string_view value) {
  separate();
  append_string(text_, value);
}

void JsonText::number(Micro value) {
  separate();
  text_ += value.to_string();
}

void JsonText::boolean(bool value) {
  separate();
  text_ += value ? "true" : "false";
}

}  // namespace financescr::canonical
