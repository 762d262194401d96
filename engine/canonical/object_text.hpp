// ObjectText: the canonical text of an object that takes further members, so that a large object
// is written once for its hash, its bundle and its answer.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/canonical/json.hpp"

namespace financescr::canonical {

class ObjectText {
 public:
  ObjectText() : text_("{}") {}
  // Requires: an object.
  explicit ObjectText(const Json& object);

  // Adds or replaces a member; the same text as Json::set and write() give.
  void set(std::string_view key, const Json& value);
  // The same with the value's canonical text.
  void set_text(std::string_view key, std::string_view value);

  [[nodiscard]] const std::string& text() const& { return text_; }
  [[nodiscard]] std::string text() && { return std::move(text_); }

 private:
  struct Member {
    std::string key;
    std::size_t begin;  // of its value in the text
    std::size_t size;
  };
  // Puts `piece` in the place of `size` bytes at `begin`; the members from `index` on move along.
  void splice(std::size_t begin, std::size_t size, std::string_view piece, std::size_t index);

  std::string text_;
  std::vector<Member> members_;  // in the order of their keys, which is that of the text
};

}  // namespace financescr::canonical
