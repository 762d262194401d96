#include "native_server/pistache/pool.hpp"

#include <algorithm>
#include <exception>
#include <utility>

namespace financescr::pistache {

Pool::Pool(std::size_t threads, std::size_t queue, HandlerFactory factory)
    : max_threads_(threads), max_queue_(queue), factory_(std::move(factory)) {
  workers_.reserve(threads);
  idle_.reserve(threads);
}

bool Pool::submit(std::shared_ptr<Task> task, const LaneName& name) {
  const std::lock_guard lock(mutex_);
  const std::size_t free = idle_.size() + max_threads_ - workers_.size() + (waking_ ? 1 : 0);
  if (stopping_ || waiting_ >= max_queue_ + free) return false;
  if (workers_.empty()) start_one();
  if (workers_.empty()) return false;  // the system gives no thread at all
  try {
    Lane& lane = lane_of(name);
    if (is_full(lane)) {
      settle(lane);
      return false;
    }
    append(lane, std::move(task));
  } catch (const std::exception&) {
    return false;  // no memory for the lane
  }
  wake_one();
  return true;
}

Pool::Lane& Pool::lane_of(const LaneName& name) {
  const auto found = lanes_.find(name.name);
  if (found != lanes_.end()) return found->second;
  Lane lane;
  lane.name = name.name;
  lane.has_share = name.has_share;
  return lanes_.emplace(name.name, std::move(lane)).first->second;
}

bool Pool::may_run(const Lane& lane) const {
  return !lane.has_share || lane.running < std::max<std::size_t>(max_threads_ / 2, 1);
}

// A quarter of the queue stays free for the others.
bool Pool::is_full(const Lane& lane) const {
  return lane.has_share && lane.waiting >= std::max<std::size_t>(max_queue_ - max_queue_ / 4, 1);
}

void Pool::append(Lane& lane, std::shared_ptr<Task> task) {
  Task* const last = task.get();
  (lane.last == nullptr ? lane.first : lane.last->next_) = std::move(task);
  lane.last = last;
  ++lane.waiting;
  ++waiting_;
  settle(lane);
}

std::shared_ptr<Pool::Task> Pool::take(Lane& lane) {
  std::shared_ptr<Task> task = std::move(lane.first);
  lane.first = std::move(task->next_);
  if (lane.first == nullptr) lane.last = nullptr;
  --lane.waiting;
  --waiting_;
  return task;
}

void Pool::settle(Lane& lane) {
  if (lane.is_ready) return;
  if (lane.waiting > 0 && may_run(lane)) {
    lane.is_ready = true;
    lane.next = nullptr;
    (ring_last_ == nullptr ? ring_first_ : ring_last_->next) = &lane;
    ring_last_ = &lane;
  } else if (lane.waiting == 0 && lane.running == 0) {
    lanes_.erase(lanes_.find(lane.name));
  }
}

std::shared_ptr<Pool::Task> Pool::take_next(Turn& turn) {
  Lane& lane = *ring_first_;
  ring_first_ = lane.next;
  if (ring_first_ == nullptr) ring_last_ = nullptr;
  lane.is_ready = false;
  std::shared_ptr<Task> task = take(lane);
  ++lane.running;
  turn.lane_ = &lane;
  settle(lane);
  return task;
}

void Pool::leave(Lane& lane) {
  --lane.running;
  settle(lane);
}

Pool::Move Pool::Turn::move_to(const std::shared_ptr<Task>& task, const LaneName& name) {
  const std::lock_guard lock(pool_.mutex_);
  Lane* lane = nullptr;
  try {
    lane = &pool_.lane_of(name);
  } catch (const std::exception&) {
    return Move::kDone;  // no memory for the lane; it is at least done with soon
  }
  if (lane == lane_) return Move::kDone;
  if (pool_.is_full(*lane)) return Move::kFull;
  pool_.leave(*std::exchange(lane_, nullptr));
  pool_.wake_one();
  if (lane->waiting > 0 || !pool_.may_run(*lane)) {
    pool_.append(*lane, task);
    return Move::kWaits;
  }
  ++lane->running;
  lane_ = lane;
  return Move::kDone;
}

void Pool::wake_one() {
  if (waking_ || ring_first_ == nullptr) return;
  if (idle_.empty()) return start_one();
  Worker* worker = idle_.back();
  idle_.pop_back();
  waking_ = true;
  worker->woken = true;
  worker->wake.notify_one();
}

void Pool::start_one() {
  if (workers_.size() >= max_threads_) return;
  try {
    auto worker = std::make_unique<Worker>();
    worker->handler = factory_();
    worker->woken = true;
    Worker* const self = worker.get();
    worker->thread = std::thread([this, self] { run(*self); });
    workers_.push_back(std::move(worker));
    waking_ = true;
  } catch (const std::exception&) {
    // No thread, or no memory for one: those that run take the task.
  }
}

std::shared_ptr<Pool::Task> Pool::next(Worker& self, Turn& turn) {
  std::unique_lock lock(mutex_);
  if (turn.lane_ != nullptr) leave(*std::exchange(turn.lane_, nullptr));
  for (;;) {
    if (std::exchange(self.woken, false)) waking_ = false;
    if (ring_first_ != nullptr) {
      std::shared_ptr<Task> task = take_next(turn);
      wake_one();
      return task;
    }
    if (stopping_) return nullptr;
    idle_.push_back(&self);
    self.wake.wait(lock, [&] { return self.woken || stopping_; });
    if (!self.woken) std::erase(idle_, &self);
  }
}

void Pool::run(Worker& self) {
  Turn turn(*this);
  while (const std::shared_ptr<Task> task = next(self, turn)) task->run(*self.handler, turn);
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
