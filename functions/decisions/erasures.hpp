// POST /erasures: what identifies a person and was typed or decided about him goes; ids, outcomes,
// times and the audit chain stay. There is no way back.
#pragma once

#include "functions/call/call.hpp"

namespace financescr::decisions {

// {"subject_id" | "decision_ids" | "conversation_id", "reason"}. Asking again is harmless.
[[nodiscard]] http::Response erase(Call& call);

}  // namespace financescr::decisions
