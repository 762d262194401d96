// ForgetAnswers: removes remembered answers of Idempotency-Keys when their time is over.
#pragma once

#include <cstdint>

#include "functions/jobs/periodic_task.hpp"

namespace financescr::jobs {

// One owner at a time; those of several servers do not disturb each other.
class ForgetAnswers final : public PeriodicTask {
 public:
  // About once an hour, removes what has expired, in steps that keep no other commit waiting for
  // long. Returns: whether there is more to do at once. Errors: of the store; tried again at the
  // next look.
  [[nodiscard]] ports::Stored<bool> look(Context& context) override;

 private:
  std::int64_t next_at_us_ = 0;  // of Clock::elapsed_us()
};

}  // namespace financescr::jobs
