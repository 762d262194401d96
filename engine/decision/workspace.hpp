// Workspace: what the engines of one thread keep between decisions, so that little is allocated
// anew. It holds no result: a decision is the same with a fresh one.
#pragma once

#include <memory>
#include <utility>
#include <vector>

namespace financescr::decision {

class Workspace {
 public:
  // The part of this type, made at its first use.
  template <typename Part>
  [[nodiscard]] Part& part() {
    for (const auto& [type, held] : parts_) {
      if (type == &kType<Part>) return *static_cast<Part*>(held.get());
    }
    return make<Part>();
  }

  // The same, made anew in this way. Requires: there is none of this type yet.
  template <typename Part, typename... Arguments>
  Part& make(Arguments&&... arguments) {
    auto made = std::make_shared<Part>(std::forward<Arguments>(arguments)...);
    parts_.emplace_back(&kType<Part>, made);
    return *made;
  }

 private:
  template <typename Part>
  static constexpr char kType = 0;  // its address stands for the type

  std::vector<std::pair<const char*, std::shared_ptr<void>>> parts_;
};

}  // namespace financescr::decision
