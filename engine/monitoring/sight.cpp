#include "engine/monitoring/sight.hpp"

namespace financescr::monitoring {

const WindowFacts& Sight::window(KeyKind kind, Span span) const {
  static const WindowFacts kNothing;
  const auto& facts = past_.facts[place_of(kind)];
  return facts ? (*facts)[place_of(span)] : kNothing;
}

}  // namespace financescr::monitoring
