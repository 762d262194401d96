// FollowActivation: brings a server to the pack that the store says is the active one; approved on
// another server, or before this one started.
#pragma once

#include <cstdint>
#include <string>

#include "functions/jobs/periodic_task.hpp"

namespace financescr::jobs {

// Whether this server is on the pack that was approved last, or none was. Errors: of the store.
[[nodiscard]] ports::Stored<bool> is_followed(Context& context);

// One owner at a time.
class FollowActivation final : public PeriodicTask {
 public:
  // Returns: whether the active pack was changed. A pack that cannot be opened, or is not the one
  // that was approved, is logged and tried again later; the server goes on with the one it has.
  // Errors: of the store.
  [[nodiscard]] ports::Stored<bool> look(Context& context) override;

 private:
  bool follow(const ports::PackActivationRecord& wanted, Context& context);

  std::string failed_;                // the activation that could not be followed
  std::int64_t try_again_at_us_ = 0;  // of Clock::elapsed_us()
};

}  // namespace financescr::jobs
