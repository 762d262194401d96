#include "native_server/pistache/pool.hpp"

#include <system_error>
#include <utility>

namespace financescr::pistache {

bool Pool::submit(Job job) {
  const std::lock_guard lock(mutex_);
  if (stopping_) return false;
  if (!idle_.empty()) {
    Worker* worker = idle_.back();
    idle_.pop_back();
    worker->job = std::move(job);
    worker->wake.notify_one();
    return true;
  }
  if (workers_.size() < max_threads_ && start_worker(job)) return true;
  if (workers_.empty() || queue_.size() >= max_queue_) return false;
  queue_.push_back(std::move(job));
  return true;
}

// Leaves `job` alone if the system gives no more threads.
bool Pool::start_worker(Job& job) {
  auto worker = std::make_unique<Worker>();
  worker->job = std::move(job);
  Worker* self = worker.get();
  workers_.push_back(std::move(worker));
  try {
    self->thread = std::thread([this, self] { run(*self); });
  } catch (const std::system_error&) {
    job = std::move(self->job);
    workers_.pop_back();
    return false;
  }
  return true;
}

Pool::Job Pool::next(Worker& self) {
  std::unique_lock lock(mutex_);
  if (self.job) return std::exchange(self.job, nullptr);
  if (!queue_.empty()) {
    Job job = std::move(queue_.front());
    queue_.pop_front();
    return job;
  }
  if (stopping_) return nullptr;
  idle_.push_back(&self);
  self.wake.wait(lock, [&] { return self.job != nullptr || stopping_; });
  return std::exchange(self.job, nullptr);
}

void Pool::run(Worker& self) {
  const std::unique_ptr<RequestHandler> handler = factory_();
  while (const Job job = next(self)) job(*handler);
}

void Pool::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    for (const auto& worker : workers_) worker->wake.notify_one();
  }
  for (const auto& worker : workers_) {
    if (worker->thread.joinable()) worker->thread.join();
  }
}

}  // namespace financescr::pistache
