// Compiles watchlist rows into the sections that watchlist.hpp views.
#pragma once

#include <string>
#include <vector>

#include "engine/canonical/content_hash.hpp"
#include "engine/pack/container.hpp"
#include "engine/pack/watchlist_row.hpp"

namespace financescr::pack {

class WatchlistBuilder {
 public:
  void add(WatchlistRow row) { rows_.push_back(std::move(row)); }
  // Sorts by id. Returns the ids that stand more than once.
  [[nodiscard]] std::vector<std::string> sort();
  // Feeds the canonical rows in order, each with a line feed, into a hash. Requires: sort().
  void hash_into(canonical::ContentHasher& hasher) const;
  // Requires: sort().
  void write(ContainerWriter& writer) const;
  [[nodiscard]] bool empty() const { return rows_.empty(); }

 private:
  std::vector<WatchlistRow> rows_;
};

}  // namespace financescr::pack
