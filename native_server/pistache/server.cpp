#include "native_server/pistache/server.hpp"

#include <pistache/peer.h>
#include <pistache/reactor.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "native_server/pistache/acceptor.hpp"
#include "native_server/pistache/core.hpp"
#include "native_server/pistache/patience.hpp"
#include "native_server/pistache/transport.hpp"

namespace financescr::pistache {
namespace {

constexpr Timeouts::Duration kGrace{100};

// Waits until `done` is true. Returns: whether it became so in time.
template <typename Done>
bool wait_for(Timeouts::Duration limit, const Done& done) {
  const auto until = std::chrono::steady_clock::now() + limit;
  while (!done()) {
    if (std::chrono::steady_clock::now() >= until) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return true;
}

}  // namespace

class Server::Impl {
 public:
  Impl(Options options, HandlerFactory factory)
      : core(std::move(options), std::move(factory)),
        acceptor(core.options.host, core.options.port, core.options.backlog),
        reactor(std::make_unique<Pistache::Aio::Reactor>()) {
    std::signal(SIGPIPE, SIG_IGN);
    wait_where_patient();
    reactor->init(Pistache::Aio::AsyncContext(core.options.reactors, "financescr-io"));
    const auto key = reactor->addHandler(make_transport(core, mailboxes));
    reactor->run();
    // Pistache loses a shutdown that comes before its threads run.
    while (core.reactors < core.options.reactors) {
      mailboxes.wake_all();
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    for (const auto& handler : reactor->handlers(key)) {
      transports.push_back(std::static_pointer_cast<Pistache::Tcp::Transport>(handler));
    }
    acceptor.start([this](int fd, const sockaddr_storage& address) { welcome(fd, address); });
  }

  ~Impl() {
    end();
    core.pool.stop();
  }

  bool stop() {
    const Timeouts& timeouts = core.options.timeouts;
    core.stage = Stage::kDraining;
    // Clients that ask all the time are told to leave, before those that do not are left.
    std::this_thread::sleep_for(std::min(timeouts.linger, kGrace));
    const bool finished = wait_for(timeouts.drain, [this] { return core.in_flight == 0; });
    core.stage = Stage::kClosing;
    mailboxes.wake_all();
    if (finished) {
      (void)wait_for(2 * timeouts.linger, [this] { return core.connections == 0; });
    }
    end();
    return finished;
  }

  Core core;
  Mailboxes mailboxes;
  Acceptor acceptor;
  std::unique_ptr<Pistache::Aio::Reactor> reactor;
  std::vector<std::shared_ptr<Pistache::Tcp::Transport>> transports;

 private:
  // On the acceptor's thread.
  void welcome(int fd, const sockaddr_storage& storage) {
    try {
      sockaddr_storage copy = storage;
      const auto address = Pistache::Address::fromUnix(reinterpret_cast<sockaddr*>(&copy));
      auto seat = core.door.enter(address.host());
      if (seat == nullptr) {
        ::close(std::exchange(fd, -1));
        return note_closed_door(address.host());
      }
      const auto peer = Pistache::Tcp::Peer::Create(fd, address);
      peer->putData(kSeat, std::move(seat));
      const Patience waits(true);  // Pistache may have handed the peer over when it finds no memory
      transports[next++ % transports.size()]->handleNewPeer(peer);
    } catch (...) {
      if (fd >= 0) ::close(fd);  // no memory; the client may come again
    }
  }

  void note_closed_door(const std::string& peer) {
    const auto now = std::chrono::steady_clock::now();
    if (!core.options.refused || now - noted < std::chrono::seconds(1)) return;
    noted = now;
    core.options.refused({0, "too_many_connections", peer});
  }

  void end() {
    if (reactor == nullptr) return;
    core.stage = Stage::kAborting;
    mailboxes.wake_all();
    (void)wait_for(core.options.timeouts.linger, [this] { return core.in_flight == 0; });
    acceptor.stop();
    reactor->shutdown();
    transports.clear();
    reactor.reset();
    mailboxes.close_all();
  }

  std::size_t next = 0;
  std::chrono::steady_clock::time_point noted;
};

Server::Server(Options options, HandlerFactory factory)
    : impl_(std::make_unique<Impl>(std::move(options), std::move(factory))) {}

Server::~Server() = default;

std::uint16_t Server::port() const { return impl_->acceptor.port(); }
std::size_t Server::in_flight() const { return impl_->core.in_flight; }
std::size_t Server::connections() const { return impl_->core.connections; }
bool Server::stop() { return impl_->stop(); }

}  // namespace financescr::pistache
