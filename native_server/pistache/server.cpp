#include "native_server/pistache/server.hpp"

#include <pistache/listener.h>

#include <algorithm>
#include <csignal>
#include <thread>

#include "native_server/pistache/core.hpp"
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
        listener(std::make_unique<Pistache::Tcp::Listener>(
            Pistache::Address(core.options.host, Pistache::Port(core.options.port)))) {
    std::signal(SIGPIPE, SIG_IGN);
    using TcpOptions = Pistache::Tcp::Options;
    const Pistache::Flags<TcpOptions> flags(TcpOptions::ReuseAddr | TcpOptions::NoDelay |
                                            TcpOptions::CloseOnExec);
    listener->init(core.options.reactors, flags, "financescr-io", core.options.backlog);
    listener->setTransportFactory([this] { return make_transport(core, mailboxes); });
    listener->bind();
    listener->runThreaded();
    // Pistache loses a shutdown that comes before its threads run.
    while (core.reactors < core.options.reactors) {
      mailboxes.wake_all();
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
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
  std::unique_ptr<Pistache::Tcp::Listener> listener;

 private:
  void end() {
    if (listener == nullptr) return;
    core.stage = Stage::kAborting;
    mailboxes.wake_all();
    (void)wait_for(core.options.timeouts.linger, [this] { return core.in_flight == 0; });
    listener->shutdown();
    listener.reset();
    mailboxes.close_all();
  }
};

Server::Server(Options options, HandlerFactory factory)
    : impl_(std::make_unique<Impl>(std::move(options), std::move(factory))) {}

Server::~Server() = default;

std::uint16_t Server::port() const { return impl_->listener->getPort(); }
std::size_t Server::in_flight() const { return impl_->core.in_flight; }
std::size_t Server::connections() const { return impl_->core.connections; }
bool Server::stop() { return impl_->stop(); }

}  // namespace financescr::pistache
