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
#include <map>
#include <system_error>
#include <utility>
#include <vector>

#include "native_server/pistache/connection.hpp"

namespace financescr::pistache {
namespace {

namespace Polling = Pistache::Polling;

// What one client may send before the others are looked at.
constexpr int kReadsAtATime = 8;

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
  };
  using Clients = std::map<int, Client>;

  ReactorTransport(Core& core, Mailboxes& mailboxes, std::shared_ptr<Codec> codec)
      : Transport(codec), core_(core), mailboxes_(mailboxes), codec_(std::move(codec)) {}

  // Each leaves the client as its connection wants it: watched for output, or removed.
  void read(Client& client);
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
  // More may be there to read of these, but the others come first.
  std::vector<std::weak_ptr<Connection>> unread_;
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
  try {
    step(found->second);
  } catch (...) {
    found->second.connection->on_broken();
  }
  settle(fd);
}

void ReactorTransport::read(Client& client) {
  for (int reads = 0; client.connection->wants_input(); ++reads) {
    if (reads == kReadsAtATime) {
      unread_.push_back(client.connection);
      return mailbox_->wake();
    }
    const ssize_t got = ::recv(client.peer->fd(), buffer_.data(), buffer_.size(), MSG_DONTWAIT);
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
  for (const std::shared_ptr<Connection>& connection : mailbox_->take()) {
    guarded(connection->fd(), [&](Client& client) {
      connection->on_answered();
      read(client);
    });
  }
  for (const auto& unread : std::exchange(unread_, {})) {
    if (const auto connection = unread.lock()) {
      guarded(connection->fd(), [&](Client& client) { read(client); });
    }
  }
  if (core_.stage >= Stage::kClosing) close_all(core_.stage == Stage::kAborting);
}

void ReactorTransport::close_all(bool abort) {
  for (auto at = clients_.begin(); at != clients_.end();) {
    const int fd = (at++)->first;
    guarded(fd, [&](Client& client) {
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
  if (!std::exchange(running_, true)) ++core_.reactors;
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
  Transport::onReady(Pistache::Aio::FdSet({event}));
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
