// Kept: what is made once for each key, a descriptor or the form of a query, and stays in its place
// as long as the program runs, as a Statement must.
#pragma once

#include <map>
#include <mutex>
#include <shared_mutex>
#include <utility>

namespace financescr::sql {

template <typename Key, typename Made>
class Kept {
 public:
  // What make() returned for this key at first.
  template <typename Make>
  const Made& find(const Key& key, Make make) {
    {
      const std::shared_lock lock(mutex_);
      const auto found = made_.find(key);
      if (found != made_.end()) return found->second;
    }
    Made made = make();
    const std::unique_lock lock(mutex_);
    return made_.try_emplace(key, std::move(made)).first->second;
  }

 private:
  std::shared_mutex mutex_;
  std::map<Key, Made> made_;  // guarded by mutex_
};

}  // namespace financescr::sql
