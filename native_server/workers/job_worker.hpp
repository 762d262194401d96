// JobWorker: a thread that looks after the periodic tasks and carries out the durable jobs of the
// store (functions/jobs has both lists).
//
// Jobs are taken step by step, each step one transaction, so the thread may die with the process at
// any moment. What cannot be done now, because the store is away or another
// server is at it, is tried again after a pause.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "functions/call/context.hpp"
#include "functions/jobs/job_kind.hpp"
#include "functions/jobs/periodic_task.hpp"

namespace financescr::workers {

class JobWorker {
 public:
  // Makes a context on the active pack. Called from the worker's thread.
  using ContextMaker = std::function<Context(decision::Workspace&)>;

  // Starts the thread. It looks for work every `pause_ms`, and at once while there is more.
  explicit JobWorker(ContextMaker make_context, int pause_ms = 1000);
  // Stops.
  ~JobWorker();
  JobWorker(const JobWorker&) = delete;
  JobWorker& operator=(const JobWorker&) = delete;

  // Ends the thread after the step that it is in. Several calls are as good as one.
  void stop();

 private:
  void run();
  // Returns: whether there is more to do at once.
  bool work_if_possible();
  bool work_once();
  bool take_steps(Context& context);
  [[nodiscard]] bool is_stopping();

  ContextMaker make_context_;
  int pause_ms_;
  decision::Workspace workspace_;
  std::vector<std::unique_ptr<jobs::PeriodicTask>> tasks_ = jobs::make_periodic_tasks();
  std::vector<std::unique_ptr<jobs::JobKind>> kinds_ = jobs::make_job_kinds();
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;  // guarded by mutex_
  std::thread thread_;     // last: it uses all of the above
};

}  // namespace financescr::workers
