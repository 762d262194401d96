#include "native_server/pistache/acceptor.hpp"

#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <memory>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "native_server/pistache/connection.hpp"

namespace financescr::pistache {
namespace {

constexpr std::chrono::milliseconds kRest{50};  // when the system has nothing to give

// What of an answer lies in the system unsent; the rest stays here, counted and timed.
constexpr int kUnsentBytes = 128 << 10;

using Addresses = std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)>;

// The addresses of a host, those of IPv4 first.
Addresses resolve(const std::string& host, std::uint16_t port) {
  for (const int family : {AF_INET, AF_INET6}) {
    addrinfo hints{};
    hints.ai_family = family;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
    addrinfo* found = nullptr;
    if (::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found) == 0) {
      return {found, &::freeaddrinfo};
    }
  }
  throw std::runtime_error("there is no such address");
}

int open_spare() { return ::open("/dev/null", O_RDONLY | O_CLOEXEC); }

}  // namespace

Acceptor::Acceptor(const std::string& host, std::uint16_t port, int backlog) {
  const Addresses addresses = resolve(host, port);
  const addrinfo& address = *addresses;
  const int fd =
      ::socket(address.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, address.ai_protocol);
  if (fd < 0) throw std::system_error(errno, std::generic_category(), "socket");
  const int on = 1;
  ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  // Both are inherited by what is accepted.
  ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  ::setsockopt(fd, IPPROTO_TCP, TCP_NOTSENT_LOWAT, &kUnsentBytes, sizeof kUnsentBytes);
  if (::bind(fd, address.ai_addr, address.ai_addrlen) != 0 || ::listen(fd, backlog) != 0) {
    const int fault = errno;
    ::close(fd);
    throw std::runtime_error(std::generic_category().message(fault));
  }
  listening_ = fd;
  spare_ = open_spare();
}

Acceptor::~Acceptor() {
  stop();
  if (spare_ >= 0) ::close(spare_);
}

std::uint16_t Acceptor::port() const {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (::getsockname(listening_, reinterpret_cast<sockaddr*>(&address), &size) != 0) return 0;
  if (address.ss_family == AF_INET6) {
    return ntohs(reinterpret_cast<const sockaddr_in6*>(&address)->sin6_port);
  }
  return ntohs(reinterpret_cast<const sockaddr_in*>(&address)->sin_port);
}

void Acceptor::start(Welcome welcome) {
  welcome_ = std::move(welcome);
  thread_ = std::thread([this] { run(); });
}

void Acceptor::stop() {
  if (thread_.joinable()) {
    stopping_.wake();
    thread_.join();
  }
  if (listening_ >= 0) ::close(std::exchange(listening_, -1));
}

void Acceptor::run() {
  for (;;) {
    std::array<pollfd, 2> wait{pollfd{listening_, POLLIN, 0}, pollfd{stopping_.fd(), POLLIN, 0}};
    if (::poll(wait.data(), wait.size(), -1) < 0 && errno != EINTR) return;
    if (wait[1].revents != 0) return;
    if (wait[0].revents != 0) accept_all();
  }
}

void Acceptor::accept_all() {
  for (;;) {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    const int fd = ::accept4(listening_, reinterpret_cast<sockaddr*>(&address), &size,
                             SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd >= 0) {
      welcome_(fd, address);
    } else if (errno == EMFILE || errno == ENFILE) {
      return turn_away();
    } else if (errno == ENOBUFS || errno == ENOMEM) {
      std::this_thread::sleep_for(kRest);
      return;
    } else if (errno != EINTR && errno != ECONNABORTED) {
      return;
    }
  }
}

void Acceptor::turn_away() {
  if (spare_ >= 0) ::close(std::exchange(spare_, -1));
  const int fd = ::accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC);
  if (fd >= 0) ::close(fd);
  spare_ = open_spare();
  if (fd < 0 || spare_ < 0) std::this_thread::sleep_for(kRest);
}

}  // namespace financescr::pistache
