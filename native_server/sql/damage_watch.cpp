#include "native_server/sql/damage_watch.hpp"

#include <chrono>
#include <exception>
#include <utility>

namespace financescr::sql {
namespace {

constexpr std::chrono::hours kPause{1};
constexpr std::chrono::milliseconds kBetweenLooks{20};

}  // namespace

DamageWatch::DamageWatch(Driver& driver, Found found)
    : driver_(driver), found_(std::move(found)), thread_([this] { run(); }) {}

DamageWatch::~DamageWatch() {
  {
    std::unique_lock lock(mutex_);
    stopping_ = true;
    wake_.notify_all();
    // Again and again: the check may be about to begin.
    while (!ended_) {
      if (checking_) checking_->interrupt();
      wake_.wait_for(lock, kBetweenLooks);
    }
  }
  thread_.join();
}

std::optional<std::vector<std::string>> DamageWatch::last() {
  const std::lock_guard lock(mutex_);
  return last_;
}

void DamageWatch::run() {
  while (true) {
    check_if_possible();
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, kPause, [this] { return stopping_; });
    if (!stopping_) continue;
    ended_ = true;
    wake_.notify_all();
    return;
  }
}

void DamageWatch::check_if_possible() {
  try {
    check();
  } catch (const std::exception&) {
    // No memory; the next check makes up for it.
    const std::lock_guard lock(mutex_);
    checking_.reset();
  }
}

void DamageWatch::check() {
  auto opened = driver_.open();
  if (!opened) return;
  Connection& connection = **opened;
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return;
    checking_ = *std::move(opened);
  }
  const auto damage = connection.damage();
  {
    const std::lock_guard lock(mutex_);
    checking_.reset();
    if (damage) last_ = *damage;
  }
  if (damage && !damage->empty()) found_(*damage);
}

}  // namespace financescr::sql
