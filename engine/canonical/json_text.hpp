// JsonText: canonical JSON written straight, value after value, where a tree of it would be made
// only to be written.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "engine/core/micro.hpp"

namespace financescr::canonical {

// Requires: calls nest as JSON does; the keys of an object come in their order, each before its
// value.
class JsonText {
 public:
  void begin_object() { begin('{'); }
  void end_object() { end('}'); }
  void begin_array() { begin('['); }
  void end_array() { end(']'); }

  void key(std::string_view key);
  void string(std::string_view value);
  void number(Micro value);
  void boolean(bool value);

  void reserve(std::size_t bytes) { text_.reserve(bytes); }
  [[nodiscard]] std::string take() && { return std::move(text_); }

 private:
  void begin(char bracket);
  void end(char bracket);
  // The comma between two members or elements.
  void separate();

  std::string text_;
  bool is_first_ = true;  // no comma stands before what comes next
};

}  // namespace financescr::canonical
