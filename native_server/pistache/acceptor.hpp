// Acceptor: listens, and hands on connections. Pistache's listener asks again and again without
// rest when the process has no descriptor left; this one closes the door instead.
#pragma once

#include <sys/socket.h>

#include <cstdint>
#include <functional>
#include <string>
#include <thread>

#include "native_server/pistache/mailbox.hpp"

namespace financescr::pistache {

class Acceptor {
 public:
  // Owns the descriptor. Called on the acceptor's thread; must not throw.
  using Welcome = std::function<void(int fd, const sockaddr_storage& address)>;

  // Listens. Throws std::exception if it cannot. `port` 0: any free one.
  Acceptor(const std::string& host, std::uint16_t port, int backlog);
  ~Acceptor();
  Acceptor(const Acceptor&) = delete;
  Acceptor& operator=(const Acceptor&) = delete;

  [[nodiscard]] std::uint16_t port() const;
  // Accepts from now on. Requires: called once.
  void start(Welcome welcome);
  // Accepts and listens no longer.
  void stop();

 private:
  void run();
  void accept_all();
  // Turns one away with the descriptor that was kept for it.
  void turn_away();

  int listening_ = -1;
  int spare_ = -1;  // for the case that there is no other
  Mailbox stopping_;
  Welcome welcome_;
  std::thread thread_;
};

}  // namespace financescr::pistache
