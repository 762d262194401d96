#include "functions/ports/store.hpp"

#include <utility>

namespace financescr::ports {

Stored<std::vector<std::string>> texts(Records& store, Query query) {
  std::vector<std::string> texts;
  const auto read = store.read(std::move(query), [&texts](Row row) {
    if (auto* text = std::get_if<std::string>(&row.front())) texts.push_back(std::move(*text));
    return true;
  });
  if (!read) return tl::unexpected(read.error());
  return texts;
}

}  // namespace financescr::ports
