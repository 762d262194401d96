// PeriodicTask: what a server looks after again and again, without a job that says so.
#pragma once

#include <memory>
#include <vector>

#include "functions/call/context.hpp"
#include "functions/ports/store.hpp"

namespace financescr::jobs {

// One owner at a time; those of several servers do not disturb each other.
class PeriodicTask {
 public:
  virtual ~PeriodicTask() = default;
  // Called about once a second, and at once while there is more. Returns: whether there is more.
  // Errors: of the store; the next call tries again.
  [[nodiscard]] virtual ports::Stored<bool> look(Context& context) = 0;
};

// All of them, in the order in which they look: first what puts the server on the active pack.
[[nodiscard]] std::vector<std::unique_ptr<PeriodicTask>> make_periodic_tasks();

}  // namespace financescr::jobs
