#include "engine/evaluation/folds.hpp"

#include <cstdint>

#include "engine/canonical/content_hash.hpp"

namespace financescr::evaluation {

std::size_t fold_of(std::string_view group) {
  const auto hash = canonical::content_hash(group);
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i) number = number << 8U | hash.bytes[i];
  return number % kFolds;
}

}  // namespace financescr::evaluation
