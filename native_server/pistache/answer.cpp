// What a pool thread does for a connection: ask the handler, send its answer.
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "functions/http/problem.hpp"
#include "native_server/pistache/connection.hpp"

namespace financescr::pistache {
namespace {

constexpr std::size_t kStreamBytes = 16U << 10U;       // sent together
constexpr std::chrono::milliseconds kStreamPause{50};  // but not kept longer than this

std::int64_t us_between(Clock::time_point from, Clock::time_point to) {
  return std::chrono::duration_cast<std::chrono::microseconds>(to - from).count();
}

http::Response internal_error() {
  return http::to_response({500, "internal", "A fault of this server; it is in its log"}, {});
}

}  // namespace

bool Connection::send_some(std::string_view& bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(fd_, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(sent));
      sent_bytes_ += sent;
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      return true;
    } else if (errno != EINTR) {
      return false;
    }
  }
  return true;
}

bool Connection::send_waiting(std::string_view bytes) {
  const auto& timeouts = core_.options.timeouts;
  for (;;) {
    if (!send_some(bytes)) return false;
    if (bytes.empty()) return true;
    const Clock::duration allowed =
        timeouts.write + at_rate(sent_bytes_, timeouts.bytes_per_second) - waited_;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(allowed).count();
    if (left <= 0) return false;
    pollfd wait{fd_, POLLOUT, 0};
    const Clock::time_point from = Clock::now();
    ::poll(&wait, 1, static_cast<int>(std::min<std::int64_t>(left, 60'000)));
    waited_ += Clock::now() - from;
  }
}

http::Response Connection::ask(RequestHandler& handler) const {
  try {
    return handler.handle(current_.request);
  } catch (...) {
    return internal_error();
  }
}

void Connection::send_whole(const http::Response& response, const Framing& framing) {
  append_head(unsent_, response, framing, http_date());
  if (!framing.head_only && may_have_body(response.status)) unsent_ += response.body;
  std::string_view rest = unsent_;
  broken_ = !send_some(rest);
  unsent_from_ = unsent_.size() - rest.size();
}

void Connection::send_stream(http::Response& response, const Framing& framing) {
  std::string out;
  append_head(out, response, framing, http_date());
  std::string piece;
  bool more = true;
  Clock::time_point last = Clock::now();
  while (more && !broken_) {
    piece.clear();
    try {
      more = response.stream->next(piece);
    } catch (...) {
      broken_ = true;  // without its last chunk the answer is seen to be cut short
      return;
    }
    if (framing.http_1_0) {
      out += piece;
    } else if (!piece.empty()) {
      append_chunk(out, piece);
    }
    if (!more && !framing.http_1_0) out += kLastChunk;
    const Clock::time_point now = Clock::now();
    const bool pauses = more && piece.empty() && response.stream->pause_us() > 0;
    if (more && !pauses && out.size() < kStreamBytes && now - last < kStreamPause) continue;
    broken_ = !send_waiting(out);
    out.clear();
    last = now;
    if (more && piece.empty() && !broken_) broken_ = !pause(response.stream->pause_us());
  }
}

// Returns: false if the client has gone meanwhile.
bool Connection::pause(std::int64_t us) const {
  if (us <= 0) return true;
  pollfd gone{fd_, 0, 0};
  ::poll(&gone, 1, static_cast<int>(std::min<std::int64_t>(us / 1000 + 1, 1000)));
  return (gone.revents & (POLLHUP | POLLERR)) == 0;
}

void Connection::answer(RequestHandler& handler, Clock::time_point queued) {
  const Clock::time_point started = Clock::now();
  sent_bytes_ = 0;
  waited_ = {};
  broken_ = false;
  unsent_.clear();
  http::Response response = ask(handler);
  Framing framing{current_.keep_alive && core_.stage == Stage::kServing, current_.http_1_0,
                  current_.request.method == http::Method::kHead};
  bool streams = response.stream != nullptr && !framing.head_only;
  if (streams && ++core_.streams > core_.options.streams) {
    --core_.streams;
    streams = false;
    response =
        http::to_response({503, "busy", "Too many streamed answers at a time; try again"}, {});
  }
  if (streams) {
    if (framing.http_1_0) framing.keep_alive = false;
    send_stream(response, framing);
    --core_.streams;
  } else {
    send_whole(response, framing);
  }
  response.stream.reset();
  keep_alive_ = framing.keep_alive;
  const Exchange exchange{response.status,
                          us_between(queued, started),
                          us_between(started, Clock::now()),
                          current_.bytes,
                          sent_bytes_ + static_cast<std::int64_t>(unsent_.size() - unsent_from_),
                          broken_};
  handler.finish(current_.request, exchange);
  mailbox_->post(shared_from_this());
}

}  // namespace financescr::pistache
