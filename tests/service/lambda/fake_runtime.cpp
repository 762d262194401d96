#include "tests/service/lambda/fake_runtime.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>

#include "functions/http/text.hpp"

namespace financescr::lambda {
namespace {

constexpr std::string_view kBase = "/2018-06-01/runtime/";

void send_all(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

std::string head(int status, std::size_t length) {
  return "HTTP/1.1 " + std::to_string(status) + " X\r\nContent-Length: " + std::to_string(length) +
         "\r\n";
}

// One request. Returns false when the peer left.
bool read_request(int socket, std::string& buffer, Received& received) {
  const auto fill = [&] {
    char bytes[16384];
    const auto count = ::recv(socket, bytes, sizeof bytes, 0);
    if (count > 0) buffer.append(bytes, static_cast<std::size_t>(count));
    return count > 0;
  };
  std::size_t end = 0;
  while ((end = buffer.find("\r\n\r\n")) == std::string::npos) {
    if (!fill()) return false;
  }
  std::size_t at = buffer.find("\r\n");
  const std::string line = buffer.substr(0, at);
  received.path = line.substr(0, line.rfind(' '));
  while (at < end) {
    const std::size_t next = buffer.find("\r\n", at + 2);
    const std::string field = buffer.substr(at + 2, next - at - 2);
    const std::size_t colon = field.find(':');
    received.headers.add(field.substr(0, colon), std::string(http::trim(field.substr(colon + 1))));
    at = next;
  }
  const std::string length(received.headers.find("Content-Length").value_or("0"));
  const auto size = static_cast<std::size_t>(std::atoll(length.c_str()));
  while (buffer.size() < end + 4 + size) {
    if (!fill()) return false;
  }
  received.body = buffer.substr(end + 4, size);
  buffer.erase(0, end + 4 + size);
  return true;
}

}  // namespace

FakeRuntime::FakeRuntime(std::vector<NextStep> steps) : steps_(steps.begin(), steps.end()) {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  if (::bind(listener_, generic, size) != 0 || ::listen(listener_, 8) != 0 ||
      ::getsockname(listener_, generic, &size) != 0) {
    throw std::runtime_error("no port on loopback");
  }
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { accept_all(); });
}

FakeRuntime::~FakeRuntime() {
  done_ = true;
  thread_.join();
  ::close(listener_);
}

void FakeRuntime::answer_posts_with(std::deque<int> statuses) {
  const std::lock_guard lock(mutex_);
  post_statuses_ = std::move(statuses);
}

std::vector<Received> FakeRuntime::posts() const {
  const std::lock_guard lock(mutex_);
  return posts_;
}

// One connection at a time: the loop under test has one.
void FakeRuntime::accept_all() {
  while (!done_) {
    pollfd waiting{listener_, POLLIN, 0};
    if (::poll(&waiting, 1, 20) <= 0) continue;
    const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    const timeval limit{10, 0};
    ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    ++connection_count_;
    serve(socket);
    ::close(socket);
  }
}

void FakeRuntime::serve(int socket) {
  std::string buffer;
  Received received;
  while (read_request(socket, buffer, received)) {
    if (received.path == "GET " + std::string(kBase) + "invocation/next") {
      if (!answer_next(socket)) return;
    } else if (received.path.starts_with("POST ")) {
      if (!answer_post(socket, std::move(received))) return;
    } else {
      send_all(socket, head(404, 0) + "\r\n");
    }
    received = {};
  }
}

bool FakeRuntime::answer_next(int socket) {
  ++next_count_;
  NextStep step;
  {
    const std::lock_guard lock(mutex_);
    if (steps_.empty()) {
      stop = true;
      return false;
    }
    step = steps_.front();
    steps_.pop_front();
  }
  std::this_thread::sleep_for(step.after);
  if (step.status == 0) return false;
  const auto now = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::system_clock::now().time_since_epoch());
  std::string text = head(step.status, step.event.size());
  text += "Lambda-Runtime-Aws-Request-Id: " + step.request_id + "\r\n";
  text += "Lambda-Runtime-Deadline-Ms: " + std::to_string(now.count() + step.deadline_in_ms);
  if (!step.trace_id.empty()) text += "\r\nLambda-Runtime-Trace-Id: " + step.trace_id;
  send_all(socket, text + "\r\n\r\n" + step.event);
  return true;
}

bool FakeRuntime::answer_post(int socket, Received received) {
  int status = 202;
  {
    const std::lock_guard lock(mutex_);
    posts_.push_back(std::move(received));
    if (!post_statuses_.empty()) {
      status = post_statuses_.front();
      post_statuses_.pop_front();
    }
  }
  if (status == 0) return false;
  send_all(socket, head(status, 2) + "Content-Type: application/json\r\n\r\n{}");
  return true;
}

}  // namespace financescr::lambda
