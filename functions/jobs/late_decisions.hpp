// late_decisions: a decision that was made on one pack and committed when another had become the
// active one is missing from that change's view of the world: a request that was on its way, a line
// of a batch, a server that had not followed yet. The store lists it in its own commit
// (ports::NoteIfLate); here it is decided anew on the active pack, once, whichever server does it.
#pragma once

#include "functions/jobs/periodic_task.hpp"

namespace financescr::jobs {

class LateDecisions final : public PeriodicTask {
 public:
  // Takes up to some fifty off the list. Those for whom a person would now do something else are
  // decided anew by "system:rescreen"; each leaves an audit row `late_decision`. Does nothing while
  // this server is not on the active pack itself.
  // Returns: whether any was taken. Errors: of the store; taking them again is safe.
  [[nodiscard]] ports::Stored<bool> look(Context& context) override;
};

}  // namespace financescr::jobs
