#include "native_server/pistache/pool.hpp"

#include <system_error>
#include <utility>

namespace financescr::pistache {

bool Pool::submit(Job job) {
  const std::lock_guard lock(mutex_);
  const std::size_t free = idle_.size() + max_threads_ - workers_.size() + (waking_ ? 1 : 0);
  if (stopping_ || queue_.size() >= max_queue_ + free) return false;
  queue_.push_back(std::move(job));
  wake_one();
  if (!workers_.empty()) return true;
  queue_.pop_back();  // the system gives no thread at all
  return false;
}

void Pool::wake_one() {
  if (waking_ || queue_.empty()) return;
  if (idle_.empty()) return start_one();
  Worker* worker = idle_.back();
  idle_.pop_back();
  waking_ = true;
  worker->woken = true;
  worker->wake.notify_one();
}

void Pool::start_one() {
  if (workers_.size() >= max_threads_) return;
  auto worker = std::make_unique<Worker>();
  Worker* self = worker.get();
  workers_.push_back(std::move(worker));
  try {
    self->thread = std::thread([this, self] { run(*self); });
    self->woken = true;
    waking_ = true;
  } catch (const std::system_error&) {
    workers_.pop_back();  // those that run take the job
  }
}

Pool::Job Pool::next(Worker& self) {
  std::unique_lock lock(mutex_);
  for (;;) {
    if (std::exchange(self.woken, false)) waking_ = false;
    if (!queue_.empty()) {
      Job job = std::move(queue_.front());
      queue_.pop_front();
      wake_one();
      return job;
    }
    if (stopping_) return nullptr;
    idle_.push_back(&self);
    self.wake.wait(lock, [&] { return self.woken || stopping_; });
    if (!self.woken) std::erase(idle_, &self);
  }
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
