#include "native_server/workers/job_worker.hpp"

#include <chrono>
#include <exception>
#include <utility>

#include "functions/ports/claim_jobs.hpp"

namespace financescr::workers {

JobWorker::JobWorker(ContextMaker make_context, int pause_ms)
    : make_context_(std::move(make_context)), pause_ms_(pause_ms), thread_([this] { run(); }) {}

JobWorker::~JobWorker() { stop(); }

void JobWorker::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

bool JobWorker::is_stopping() {
  const std::lock_guard lock(mutex_);
  return stopping_;
}

void JobWorker::run() {
  while (!is_stopping()) {
    if (work_if_possible()) continue;
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, std::chrono::milliseconds(pause_ms_), [this] { return stopping_; });
  }
}

bool JobWorker::work_if_possible() {
  try {
    return work_once();
  } catch (...) {
    return false;  // no memory even to say so; it is tried again after the pause
  }
}

bool JobWorker::work_once() {
  Context context = make_context_(workspace_);
  try {
    bool more = false;
    for (const auto& task : tasks_) {
      const auto found = task->look(context);
      if (!found) return false;
      more = *found || more;
    }
    return take_steps(context) || more;
  } catch (const std::exception& error) {
    context.log.write(ports::LogLevel::kError, "job_failed", {{"what", error.what()}});
    return false;
  }
}

bool JobWorker::take_steps(Context& context) {
  ports::Claim claim{.owner = context.settings.instance, .now = context.clock.now()};
  for (const auto& kind : kinds_) claim.kinds.push_back(kind->name());
  const auto open = ports::claim_jobs(context.store, claim);
  if (!open) return false;
  bool more = false;
  for (const auto& kind : kinds_) {
    bool is_idle = true;
    for (const ports::JobRecord& job : *open) {
      if (job.kind != kind->name() || is_stopping()) continue;
      is_idle = false;
      const auto progress = kind->step(job, context);
      if (!progress) return false;
      if (*progress == jobs::Progress::kElsewhere) continue;
      more = true;
      context.metrics.count("financescr_job_steps_total", {{"kind", job.kind}});
      if (*progress == jobs::Progress::kDone) {
        context.log.write(ports::LogLevel::kInfo, "job_ended",
                          {{"job_id", job.job_id}, {"kind", job.kind}});
      }
    }
    if (is_idle) kind->rest();
  }
  return more;
}

}  // namespace financescr::workers
