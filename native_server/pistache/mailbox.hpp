// Mailbox: how pool threads tell a reactor which connections have been answered. Posting takes no
// memory, so that no answer is lost for want of it.
#pragma once

#include <memory>
#include <mutex>

namespace financescr::pistache {

class Connection;

class Mailbox {
 public:
  Mailbox();
  ~Mailbox();
  Mailbox(const Mailbox&) = delete;
  Mailbox& operator=(const Mailbox&) = delete;

  // An eventfd, readable while there is something to take.
  [[nodiscard]] int fd() const { return fd_; }

  // Thread-safe.
  void post(std::shared_ptr<Connection> answered);
  // Makes the reactor look around. Thread-safe.
  void wake() const;
  // The first of those that were posted; each leads to the next (Connection::take_next_answered).
  [[nodiscard]] std::shared_ptr<Connection> take();
  // Forgets what is in it and whatever is posted later.
  void close();

 private:
  int fd_;
  std::mutex mutex_;
  bool closed_ = false;
  std::shared_ptr<Connection> first_;
  Connection* last_ = nullptr;
};

}  // namespace financescr::pistache
