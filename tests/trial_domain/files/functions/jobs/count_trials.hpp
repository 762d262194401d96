// count_trials: how many trial checks there are, written into the job's state.
#pragma once

#include <string_view>

#include "functions/decisions/trial.hpp"
#include "functions/jobs/job_kind.hpp"

namespace financescr::jobs {

class CountTrials final : public JobKind {
 public:
  [[nodiscard]] std::string_view name() const override { return decisions::kCountTrials; }
  [[nodiscard]] ports::Stored<Progress> step(const ports::JobRecord& job,
                                             Context& context) override;
};

}  // namespace financescr::jobs
