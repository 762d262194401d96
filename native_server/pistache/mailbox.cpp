#include "native_server/pistache/mailbox.hpp"

#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <system_error>
#include <utility>

#include "native_server/pistache/connection.hpp"

namespace financescr::pistache {

Mailbox::Mailbox() : fd_(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
  if (fd_ < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
}

Mailbox::~Mailbox() { ::close(fd_); }

void Mailbox::wake() const {
  const std::uint64_t one = 1;
  // It can only fail when the counter is full, and then the reactor is awake anyway.
  [[maybe_unused]] const auto written = ::write(fd_, &one, sizeof one);
}

void Mailbox::post(std::shared_ptr<Connection> answered) {
  {
    const std::lock_guard lock(mutex_);
    if (closed_) return;
    Connection* const last = answered.get();
    const bool is_first = first_ == nullptr;
    if (is_first) {
      first_ = std::move(answered);
    } else {
      last_->set_next_answered(std::move(answered));
    }
    last_ = last;
    if (!is_first) return;  // the first one has woken the reactor
  }
  wake();
}

std::shared_ptr<Connection> Mailbox::take() {
  std::uint64_t count = 0;
  [[maybe_unused]] const auto got = ::read(fd_, &count, sizeof count);
  const std::lock_guard lock(mutex_);
  return std::exchange(first_, nullptr);
}

void Mailbox::close() {
  std::shared_ptr<Connection> forgotten;
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    forgotten.swap(first_);
  }
  while (forgotten != nullptr) forgotten = forgotten->take_next_answered();
}

}  // namespace financescr::pistache
