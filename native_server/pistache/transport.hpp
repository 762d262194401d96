// Transport: Pistache's reactor thread as we use it. Pistache accepts, distributes connections to
// reactor threads and waits on epoll; reading, writing, closing and time-outs are ours, because its
// own write queue, keyed by descriptor number, can send an answer to the wrong client.
#pragma once

#include <memory>

#include <pistache/transport.h>

#include "native_server/pistache/core.hpp"
#include "native_server/pistache/mailbox.hpp"

namespace financescr::pistache {

// Where a server finds the mailboxes of its reactors.
class Mailboxes {
 public:
  [[nodiscard]] std::shared_ptr<Mailbox> add();
  void wake_all();
  void close_all();

 private:
  std::mutex mutex_;
  std::vector<std::shared_ptr<Mailbox>> boxes_;
};

// The name under which a peer brings its seat.
inline constexpr const char* kSeat = "seat";

// A prototype, which Pistache clones once for each reactor thread.
// Requires: core and mailboxes outlive it and its clones.
[[nodiscard]] std::shared_ptr<Pistache::Tcp::Transport> make_transport(Core& core,
                                                                       Mailboxes& mailboxes);

}  // namespace financescr::pistache
