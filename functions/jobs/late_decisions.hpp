// late_decisions: a decision that was made on one pack and committed when another had become the
// active one is missing from that change's view of the world: a request that was on its way, a line
// of a batch, a server that had not followed yet. The store lists it in its own commit
// (ports::NoteIfLate); here it is decided anew on the active pack, once, whichever server does it.
#pragma once

#include "functions/context.hpp"
#include "functions/ports/store.hpp"

namespace financescr::jobs {

// Takes up to some fifty off the list. Those for whom a person would now do something else are
// decided anew by "system:rescreen"; each leaves an audit row `late_decision`. Does nothing while
// this server is not on the active pack itself.
// Returns: whether any was taken. Errors: of the store; taking them again is safe.
[[nodiscard]] ports::Stored<bool> decide_late(Context& context);

}  // namespace financescr::jobs
