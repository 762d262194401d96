#include "functions/ports/records.hpp"

namespace financescr::ports {

std::span<const Shape* const> bound_shapes() {
  static const Shape* const kShapes[] = {
      &shape_of<DecisionRecord>(),      &shape_of<CaseRecord>(),
      &shape_of<CaseEventRecord>(),     &shape_of<ConversationRecord>(),
      &shape_of<MessageRecord>(),       &shape_of<UserRecord>(),
      &shape_of<ApiKeyRecord>(),        &shape_of<IdempotencyRecord>(),
      &shape_of<PackActivationRecord>()};
  return kShapes;
}

}  // namespace financescr::ports
