#include "tests/service/http/client.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <stdexcept>

#include "functions/http/text.hpp"

namespace financescr::service_test {
namespace {

constexpr int kPatienceMs = 10'000;

bool is_readable(int fd, std::chrono::milliseconds limit) {
  pollfd wait{fd, POLLIN, 0};
  return ::poll(&wait, 1, static_cast<int>(limit.count())) > 0;
}

// A socket that has that address.
int socket_at(const char* address) {
  const int fd = Client::open_socket();
  sockaddr_in own{};
  own.sin_family = AF_INET;
  ::inet_pton(AF_INET, address, &own.sin_addr);
  if (::bind(fd, reinterpret_cast<const sockaddr*>(&own), sizeof own) != 0) {
    throw std::runtime_error("cannot bind");
  }
  return fd;
}

}  // namespace

int Client::open_socket() { return ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0); }

Client::Client(std::uint16_t port) : Client(port, open_socket()) {}

Client::Client(std::uint16_t port, const char* address) : Client(port, socket_at(address)) {}

Client::Client(std::uint16_t port, int socket) : fd_(socket) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int on = 1;
  ::setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  const timeval limit{kPatienceMs / 1000, 0};
  ::setsockopt(fd_, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  if (::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    throw std::runtime_error("cannot connect");
  }
}

Client::~Client() {
  if (fd_ >= 0) ::close(fd_);
}

bool Client::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

void Client::send_bytewise(std::string_view bytes) {
  for (const char& byte : bytes) {
    if (!send({&byte, 1})) return;
    ::usleep(100);
  }
}

void Client::shrink_buffer(int bytes) {
  ::setsockopt(fd_, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes);
}

bool Client::fill() {
  std::array<char, 1U << 16U> buffer{};
  if (!is_readable(fd_, std::chrono::milliseconds(kPatienceMs))) return false;
  const ssize_t got = ::recv(fd_, buffer.data(), buffer.size(), 0);
  if (got <= 0) return false;
  input_.append(buffer.data(), static_cast<std::size_t>(got));
  return true;
}

std::optional<std::string> Client::line() {
  std::size_t end = input_.find("\r\n");
  while (end == std::string::npos) {
    if (!fill()) return std::nullopt;
    end = input_.find("\r\n");
  }
  std::string text = input_.substr(0, end);
  input_.erase(0, end + 2);
  return text;
}

bool Client::exactly(std::size_t bytes, std::string& out) {
  while (input_.size() < bytes) {
    if (!fill()) return false;
  }
  out += input_.substr(0, bytes);
  input_.erase(0, bytes);
  return true;
}

void Client::read_chunks(Answer& answer) {
  for (;;) {
    const auto head = line();
    if (!head) return;
    std::size_t size = 0;
    std::from_chars(head->data(), head->data() + head->size(), size, 16);
    if (!exactly(size, answer.body) || line() != "") return;
    if (size == 0) {
      answer.whole = true;
      return;
    }
  }
}

Answer Client::read(bool head_only) {
  Answer answer;
  const auto status_line = line();
  if (!status_line || !status_line->starts_with("HTTP/1.1 ")) return answer;
  const int status = std::stoi(status_line->substr(9));
  for (auto field = line();; field = line()) {
    if (!field) return answer;
    if (field->empty()) break;
    const std::size_t colon = field->find(':');
    answer.headers.add(field->substr(0, colon),
                       std::string(http::trim(std::string_view(*field).substr(colon + 1))));
  }
  answer.status = status;
  const auto length = answer.headers.find("Content-Length");
  if (head_only || status < 200 || status == 204 || status == 304) {
    answer.whole = true;
  } else if (answer.headers.find("Transfer-Encoding")) {
    read_chunks(answer);
  } else if (length) {
    answer.whole = exactly(std::stoul(std::string(*length)), answer.body);
  } else {
    while (fill()) {
    }
    answer.body = std::exchange(input_, {});
    answer.whole = true;
  }
  return answer;
}

bool Client::is_closed_within(std::chrono::milliseconds limit) {
  const auto until = std::chrono::steady_clock::now() + limit;
  std::array<char, 1U << 16U> buffer{};
  for (;;) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
    if (left.count() <= 0 || !is_readable(fd_, left)) return false;
    if (::recv(fd_, buffer.data(), buffer.size(), 0) <= 0) return true;
  }
}

bool Client::is_quiet_for(std::chrono::milliseconds time) {
  return input_.empty() && !is_readable(fd_, time);
}

std::size_t Client::read_some(std::size_t bytes) {
  std::string buffer(bytes, '\0');
  if (!is_readable(fd_, std::chrono::milliseconds(kPatienceMs))) return 0;
  const ssize_t got = ::recv(fd_, buffer.data(), buffer.size(), 0);
  return got <= 0 ? 0 : static_cast<std::size_t>(got);
}

void Client::half_close() { ::shutdown(fd_, SHUT_WR); }

void Client::abort() {
  const linger reset{1, 0};
  ::setsockopt(fd_, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
  ::close(std::exchange(fd_, -1));
}

Answer ask(std::uint16_t port, std::string_view request) {
  Client client(port);
  client.send(request);
  return client.read();
}

std::string get(std::string_view path, std::string_view fields) {
  return "GET " + std::string(path) + " HTTP/1.1\r\nHost: localhost\r\n" + std::string(fields) +
         "\r\n";
}

std::string post(std::string_view path, std::string_view body) {
  return "POST " + std::string(path) +
         " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + std::string(body);
}

}  // namespace financescr::service_test
