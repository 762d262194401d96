// The life of a case: what may happen to it in which status, and by when it must have happened.
#pragma once

#include <string_view>

#include "functions/ports/records.hpp"

namespace financescr::handlers {

// How long until a case of a priority is due, from its creation: P0 four hours, P1 one day, P2
// five days.
[[nodiscard]] std::int64_t due_in_us(std::string_view priority);

// The first step of a case's history. Sets status and due_at of the record.
[[nodiscard]] ports::CaseEventRecord open_case(ports::CaseRecord& record, std::string_view actor);

}  // namespace financescr::handlers
