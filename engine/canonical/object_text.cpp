#include "engine/canonical/object_text.hpp"

#include <algorithm>
#include <utility>

namespace financescr::canonical {

namespace {

constexpr std::size_t kUsualBytes = 8'192;  // of a decision

}  // namespace

ObjectText::ObjectText(const Json& object) {
  const Json::Object& members = *object.if_object();
  members_.reserve(members.size());
  text_.reserve(kUsualBytes);
  text_ += '{';
  for (const auto& [key, value] : members) {
    if (!members_.empty()) text_ += ',';
    append_string(text_, key);
    text_ += ':';
    const std::size_t begin = text_.size();
    append(text_, value);
    members_.push_back({key, begin, text_.size() - begin});
  }
  text_ += '}';
}

void ObjectText::set(std::string_view key, const Json& value) { set_text(key, write(value)); }

void ObjectText::set_text(std::string_view key, std::string_view value) {
  const auto found =
      std::lower_bound(members_.begin(), members_.end(), key,
                       [](const Member& member, std::string_view k) { return member.key < k; });
  const auto index = static_cast<std::size_t>(found - members_.begin());
  if (found != members_.end() && found->key == key) {
    const std::size_t old_size = std::exchange(found->size, value.size());
    splice(found->begin, old_size, value, index + 1);
    return;
  }
  std::string piece;
  piece.reserve(key.size() + value.size() + 4);
  const bool last = found == members_.end();
  if (last && !members_.empty()) piece += ',';
  append_string(piece, key);
  piece += ':';
  const std::size_t before = piece.size();
  piece += value;
  if (!last) piece += ',';
  std::size_t place = 1;
  if (index > 0) {
    const Member& previous = members_[index - 1];
    place = previous.begin + previous.size + (last ? 0 : 1);
  }
  splice(place, 0, piece, index);
  members_.insert(members_.begin() + static_cast<std::ptrdiff_t>(index),
                  {std::string(key), place + before, value.size()});
}

void ObjectText::splice(std::size_t begin, std::size_t size, std::string_view piece,
                        std::size_t index) {
  text_.replace(begin, size, piece);
  for (std::size_t i = index; i < members_.size(); ++i) {
    members_[i].begin = members_[i].begin - size + piece.size();
  }
}

}  // namespace financescr::canonical
