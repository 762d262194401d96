// Server: an HTTP/1.1 server on Pistache's listener and reactor, with a codec, limits, time-outs
// and a pool of our own. docs/SERVICE.md says what it promises.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "native_server/pistache/options.hpp"
#include "native_server/pistache/request_handler.hpp"

namespace financescr::pistache {

class Server {
 public:
  // Listens and serves until it is stopped. Throws std::exception if it cannot listen.
  // In the whole process, from here on, SIGPIPE is ignored, and there is a new-handler
  // (patience.hpp).
  Server(Options options, HandlerFactory factory);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  [[nodiscard]] std::uint16_t port() const;
  // Requests whose answer is not yet handed to the system.
  [[nodiscard]] std::size_t in_flight() const;
  [[nodiscard]] std::size_t connections() const;

  // Requests in flight finish, and their answers are sent; new ones get 503 and a closed
  // connection; then the server is gone. Returns false if a request took longer than
  // Timeouts::drain: its client was cut, its handler may still run, and the destructor waits
  // for it.
  [[nodiscard]] bool stop();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace financescr::pistache
