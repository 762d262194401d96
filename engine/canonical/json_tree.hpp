// JsonTree: what JsonText writes, as a tree; for code that does either.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/canonical/json.hpp"

namespace financescr::canonical {

// Requires: as JsonText.
class JsonTree {
 public:
  void begin_object() { begin(Json::object()); }
  void end_object() { end(); }
  void begin_array() { begin(Json::array()); }
  void end_array() { end(); }

  void key(std::string_view key) { key_ = key; }
  void string(std::string_view value) { add(value); }
  void number(Micro value) { add(value); }
  void boolean(bool value) { add(value); }

  [[nodiscard]] Json take() && { return std::move(whole_); }

 private:
  struct Open {
    Json value;
    std::string key;  // its own, if it is a member
  };

  void begin(Json empty);
  void end();
  void add(Json value);

  std::vector<Open> open_;  // the innermost last
  std::string key_;         // of what comes next, if that is a member
  Json whole_;
};

}  // namespace financescr::canonical
