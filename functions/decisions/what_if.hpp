// POST /what-if: the labelled rows of the active pack, decided again under another policy. Nothing
// is stored, and no audit row is written.
#pragma once

#include "functions/call/call.hpp"

namespace financescr::decisions {

[[nodiscard]] http::Response what_if_screening(Call& call);
[[nodiscard]] http::Response what_if_credit(Call& call);

}  // namespace financescr::decisions
