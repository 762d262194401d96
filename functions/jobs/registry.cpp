// Every kind of job and every periodic task there is.
#include "functions/jobs/follow_activation.hpp"
#include "functions/jobs/forget_answers.hpp"
#include "functions/jobs/job_kind.hpp"
#include "functions/jobs/late_decisions.hpp"
#include "functions/jobs/periodic_task.hpp"
#include "functions/jobs/rescreen.hpp"

namespace financescr::jobs {

std::vector<std::unique_ptr<JobKind>> make_job_kinds() {
  std::vector<std::unique_ptr<JobKind>> kinds;
  kinds.push_back(std::make_unique<Rescreen>());
  return kinds;
}

std::vector<std::unique_ptr<PeriodicTask>> make_periodic_tasks() {
  std::vector<std::unique_ptr<PeriodicTask>> tasks;
  tasks.push_back(std::make_unique<FollowActivation>());
  tasks.push_back(std::make_unique<LateDecisions>());
  tasks.push_back(std::make_unique<ForgetAnswers>());
  return tasks;
}

}  // namespace financescr::jobs
