#include "engine/canonical/json_tree.hpp"

namespace financescr::canonical {

void JsonTree::begin(Json empty) { open_.push_back({std::move(empty), std::move(key_)}); }

void JsonTree::end() {
  Open ended = std::move(open_.back());
  open_.pop_back();
  key_ = std::move(ended.key);
  add(std::move(ended.value));
}

void JsonTree::add(Json value) {
  if (open_.empty()) {
    whole_ = std::move(value);
  } else if (Json& parent = open_.back().value; parent.if_object() != nullptr) {
    parent.set(key_, std::move(value));
  } else {
    parent.push_back(std::move(value));
  }
}

}  // namespace financescr::canonical
