#include "native_server/pistache/transport.hpp"

#include <pistache/peer.h>
#include <pistache/tcp.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <deque>
#include <exception>
#include <map>
#include <system_error>
#include <utility>
#include <vector>

#include "native_server/pistache/connection.hpp"
#include "native_server/pistache/patience.hpp"

namespace financescr::pistache {
namespace {

namespace Polling = Pistache::Polling;

// Of one client, before the others are looked at: what it may send, and how many of its requests
// are dealt with on this thread.
constexpr int kReadsAtATime = 8;
constexpr std::size_t kRequestsATurn = 4;
// Of those clients that have more to be dealt with, before those that have not are looked at.
constexpr std::size_t kTurnsAtATime = 8;

using PeerPointer = std::shared_ptr<Pistache::Tcp::Peer>;

class ReactorTransport;

// The protocol side of a transport: bytes of a peer to its connection.
class Codec : public Pistache::Tcp::Handler {
  PROTOTYPE_OF(Pistache::Tcp::Handler, Codec)

 public:
  void onConnection(const PeerPointer& peer) override;
  void onInput(const char* buffer, std::size_t length, const PeerPointer& peer) override;

 private:
  [[nodiscard]] ReactorTransport& reactor_transport();
};

class ReactorTransport : public Pistache::Tcp::Transport {
 public:
  ReactorTransport(Core& core, Mailboxes& mailboxes)
      : ReactorTransport(core, mailboxes, std::make_shared<Codec>()) {}
  ~ReactorTransport() override {
    if (timer_ >= 0) ::close(timer_);
  }
  ReactorTransport(const ReactorTransport&) = delete;
  ReactorTransport& operator=(const ReactorTransport&) = delete;

  std::shared_ptr<Pistache::Aio::Handler> clone() const override {
    return std::make_shared<ReactorTransport>(core_, mailboxes_);
  }

  void registerPoller(Polling::Epoll& poller) override;
  void onReady(const Pistache::Aio::FdSet& ready) override;

  void add(const PeerPointer& peer);
  [[nodiscard]] Connection& connection(const PeerPointer& peer) {
    return *clients_.at(peer->fd()).connection;
  }

 private:
  struct Client {
    std::shared_ptr<Connection> connection;
    PeerPointer peer;
    bool waits_for_output = false;  // epoll was told so
    bool waits_for_turn = false;    // is in `turns_`
  };
  using Clients = std::map<int, Client>;

  ReactorTransport(Core& core, Mailboxes& mailboxes, std::shared_ptr<Codec> codec)
      : Transport(codec), core_(core), mailboxes_(mailboxes), codec_(std::move(codec)) {}

  // Each leaves the client as its connection wants it: watched for output, or removed.
  void read(Client& client);
  void wait_for_turn(Client& client);
  void take_turns();
  void settle(int fd);
  void answered();
  void tick();
  void close_all(bool abort);
  void take_new_clients(Polling::Tag tag);
  void make_room_to_tell();
  template <typename Step>
  void guarded(int fd, const Step& step);

  Core& core_;
  Mailboxes& mailboxes_;
  const std::shared_ptr<Codec> codec_;
  std::shared_ptr<Mailbox> mailbox_;
  bool running_ = false;
  int timer_ = -1;
  Clients clients_;  // by descriptor
  // More is there, or may be there to read, of these, but the others come first.
  std::deque<std::weak_ptr<Connection>> turns_;
  std::deque<std::weak_ptr<Connection>> told_;  // that there is no seat for them; the oldest first
  std::array<char, 64U << 10U> buffer_{};
};

ReactorTransport& Codec::reactor_transport() {
  return *static_cast<ReactorTransport*>(transport());
}

void Codec::onConnection(const PeerPointer& peer) { reactor_transport().add(peer); }

void Codec::onInput(const char* buffer, std::size_t length, const PeerPointer& peer) {
  reactor_transport().connection(peer).on_input({buffer, length});
}

void ReactorTransport::registerPoller(Polling::Epoll& poller) {
  Transport::registerPoller(poller);
  mailbox_ = mailboxes_.add();
  const Pistache::Flags<Polling::NotifyOn> input(Polling::NotifyOn::Read);
  poller.addFd(mailbox_->fd(), input, Polling::Tag(static_cast<std::uint64_t>(mailbox_->fd())));

  timer_ = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
  if (timer_ < 0) throw std::system_error(errno, std::generic_category(), "timerfd_create");
  const Timeouts& timeouts = core_.options.timeouts;
  const Timeouts::Duration shortest =
      std::min({timeouts.idle, timeouts.head, timeouts.body, timeouts.public_body, timeouts.write,
                timeouts.linger});
  const long interval_ms = std::clamp<long>(shortest.count() / 8, 5, 250);
  const timespec interval{0, interval_ms * 1'000'000};
  const itimerspec spec{interval, interval};
  timerfd_settime(timer_, 0, &spec, nullptr);
  poller.addFd(timer_, input, Polling::Tag(static_cast<std::uint64_t>(timer_)));
}

void ReactorTransport::add(const PeerPointer& peer) {
  auto seat = std::static_pointer_cast<Seat>(peer->getData(kSeat));
  const bool is_served = seat->is_served();
  auto connection = std::make_shared<Connection>(core_, mailbox_, peer->fd(), std::move(seat));
  if (!is_served) {
    make_room_to_tell();
    told_.push_back(connection);
  }
  clients_[peer->fd()] = Client{std::move(connection), peer};
}

// Those that have been there longest without a seat go, so that who comes now can still ask
// whether the server lives.
void ReactorTransport::make_room_to_tell() {
  while (!told_.empty()) {
    const auto oldest = told_.front().lock();
    if (oldest != nullptr && core_.door.told() <= core_.options.limits.told_connections) return;
    told_.pop_front();
    if (oldest == nullptr) continue;
    guarded(oldest->fd(), [](Client& client) { client.connection->on_broken(); });
  }
}

// A fault here, such as no memory, costs the one client and not the server.
template <typename Step>
void ReactorTransport::guarded(int fd, const Step& step) {
  const auto found = clients_.find(fd);
  if (found == clients_.end()) return;
  Client& client = found->second;
  try {
    const Patience none(false);
    client.connection->begin_turn(client.waits_for_turn ? 0 : kRequestsATurn);
    step(client);
    if (client.connection->waits_for_turn()) wait_for_turn(client);
  } catch (...) {
    client.connection->on_broken();
  }
  settle(fd);
}

void ReactorTransport::wait_for_turn(Client& client) {
  if (client.waits_for_turn) return;
  turns_.push_back(client.connection);
  client.waits_for_turn = true;
  mailbox_->wake();
}

void ReactorTransport::take_turns() {
  for (std::size_t turns = std::min(turns_.size(), kTurnsAtATime); turns > 0; --turns) {
    const auto connection = turns_.front().lock();
    turns_.pop_front();
    const auto found = connection ? clients_.find(connection->fd()) : clients_.end();
    if (found == clients_.end() || found->second.connection != connection) continue;
    found->second.waits_for_turn = false;
    guarded(connection->fd(), [&](Client& client) {
      connection->react();
      read(client);
    });
  }
  if (!turns_.empty()) mailbox_->wake();
}

void ReactorTransport::read(Client& client) {
  if (client.waits_for_turn) return;
  for (int reads = 0; client.connection->wants_input(); ++reads) {
    if (reads == kReadsAtATime) return wait_for_turn(client);
    const std::size_t most = std::min(buffer_.size(), client.connection->most_input());
    const ssize_t got = ::recv(client.peer->fd(), buffer_.data(), most, MSG_DONTWAIT);
    if (got > 0) {
      codec_->onInput(buffer_.data(), static_cast<std::size_t>(got), client.peer);
    } else if (got == 0) {
      return client.connection->on_end_of_input();
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      return;
    } else if (errno != EINTR) {
      return client.connection->on_broken();
    }
  }
}

void ReactorTransport::settle(int fd) {
  const auto found = clients_.find(fd);
  Client& client = found->second;
  if (client.connection->is_done()) {
    const PeerPointer peer = client.peer;
    clients_.erase(found);
    removePeer(peer);
    return;
  }
  if (client.connection->wants_output() && !client.waits_for_output) {
    using enum Polling::NotifyOn;
    reactor()->modifyFd(key(), fd, Read | Write | Shutdown, Polling::Mode::Edge);
    client.waits_for_output = true;
  }
}

void ReactorTransport::answered() {
  for (auto connection = mailbox_->take(); connection != nullptr;) {
    auto next = connection->take_next_answered();
    guarded(connection->fd(), [&](Client& client) {
      connection->on_answered();
      read(client);
    });
    connection = std::move(next);
  }
  take_turns();
  if (core_.stage >= Stage::kClosing) close_all(core_.stage == Stage::kAborting);
}

void ReactorTransport::close_all(bool abort) {
  for (auto at = clients_.begin(); at != clients_.end();) {
    const int fd = (at++)->first;
    clients_.at(fd).waits_for_turn = false;
    guarded(fd, [&](Client& client) {
      client.connection->react();
      read(client);  // a request that is already here is still answered
      client.connection->close(abort);
    });
  }
}

void ReactorTransport::tick() {
  std::uint64_t expirations = 0;
  [[maybe_unused]] const auto got = ::read(timer_, &expirations, sizeof expirations);
  const Clock::time_point now = Clock::now();
  for (auto at = clients_.begin(); at != clients_.end();) {
    const int fd = (at++)->first;
    guarded(fd, [&](Client& client) { client.connection->on_tick(now); });
  }
}

void ReactorTransport::onReady(const Pistache::Aio::FdSet& ready) {
  if (!std::exchange(running_, true)) {
    be_patient();
    ++core_.reactors;
  }
  for (const auto& entry : ready) {
    const int fd = static_cast<int>(entry.getTag().value());
    if (fd == mailbox_->fd()) {
      answered();
    } else if (fd == timer_) {
      tick();
    } else if (clients_.contains(fd)) {
      guarded(fd, [&](Client& client) {
        if (entry.isWritable()) client.connection->on_writable();
        read(client);
      });
    } else if (entry.isReadable() && !entry.isWritable()) {
      take_new_clients(entry.getTag());
    }
  }
}

// New connections, or an event of a client that is gone meanwhile, which Pistache then passes over.
// One entry at a time: after a new connection that entry could be taken for one of its own.
void ReactorTransport::take_new_clients(Polling::Tag tag) {
  Polling::Event event(tag);
  event.flags.setFlag(Polling::NotifyOn::Read);
  try {
    Transport::onReady(Pistache::Aio::FdSet({event}));
  } catch (const std::exception&) {
    // The system cannot watch one more descriptor; the idle time ends that connection.
  }
}

}  // namespace

std::shared_ptr<Mailbox> Mailboxes::add() {
  auto box = std::make_shared<Mailbox>();
  const std::lock_guard lock(mutex_);
  boxes_.push_back(box);
  return box;
}

void Mailboxes::wake_all() {
  const std::lock_guard lock(mutex_);
  for (const auto& box : boxes_) box->wake();
}

void Mailboxes::close_all() {
  const std::lock_guard lock(mutex_);
  for (const auto& box : boxes_) box->close();
}

std::shared_ptr<Pistache::Tcp::Transport> make_transport(Core& core, Mailboxes& mailboxes) {
  return std::make_shared<ReactorTransport>(core, mailboxes);
}

}  // namespace financescr::pistache
