// What a pool thread does for a connection: ask the handler, send its answer.
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <new>
#include <utility>

#include "functions/http/problem.hpp"
#include "native_server/pistache/connection.hpp"

namespace financescr::pistache {
namespace {

constexpr std::size_t kUsualHead = 512;                // bytes
constexpr std::size_t kStreamBytes = 16U << 10U;       // sent together
constexpr std::chrono::milliseconds kStreamPause{50};  // but not kept longer than this

const http::Problem kQueueFull{503, "busy", "Too many requests of yours wait; try again"};

std::int64_t us_between(Clock::time_point from, Clock::time_point to) {
  return std::chrono::duration_cast<std::chrono::microseconds>(to - from).count();
}

http::Response internal_error() {
  return http::to_response({500, "internal", "A fault of this server; it is in its log"}, {});
}

http::Problem too_many_streams(Budget::Room room) {
  if (room == Budget::Room::kShareUsed) {
    return {429, "too_much_at_once", "Half of all streamed answers are yours; let one end"};
  }
  return {503, "busy", "Too many streamed answers at a time; try again"};
}

http::Response no_memory() {
  return http::to_response({503, "busy", "There is no memory for this request now; try again"}, {});
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
  for (;;) {
    if (!send_some(bytes)) return false;
    if (bytes.empty()) return true;
    // The pace of a stream counts the time that is spent here, and no other.
    const Clock::time_point waited(waited_);
    if (pace_.is_over(waited, sent_bytes_)) return false;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(pace_.deadline() - waited);
    pollfd wait{fd_, POLLOUT, 0};
    const Clock::time_point from = Clock::now();
    ::poll(&wait, 1, static_cast<int>(std::min<std::int64_t>(left.count(), 60'000)));
    waited_ += Clock::now() - from;
  }
}

std::optional<http::Response> Connection::admit(RequestHandler& handler,
                                                const http::RequestHead& head) {
  try {
    auto admitted = handler.admit(head);
    if (!admitted) return std::move(admitted.error());
    admission_ = std::move(*admitted);
    return std::nullopt;
  } catch (const std::bad_alloc&) {
    return no_memory();
  } catch (...) {
    return internal_error();
  }
}

void Connection::consult(RequestHandler& handler) {
  sent_bytes_ = 0;
  broken_ = false;
  if (auto instead = admit(handler, reader_.head())) {
    // The body is not read, so that nobody knows where a next request would begin.
    keep_alive_ = false;
    send_whole(*std::move(instead),
               {false, reader_.is_http_1_0(), reader_.head().method == http::Method::kHead});
  }
}

// Nothing, or the refusal of a request for which there is no memory.
std::optional<http::Response> Connection::ask_for_room() {
  if (admission_->is_public) return std::nullopt;
  auto problem = refusal_for(held_.move_to(core_.memory, holders(current_.request)));
  if (!problem && admission_->becomes_tree) {
    problem = refusal_for(held_.hold(held_.bytes() + current_.tree_bytes));
  }
  if (!problem) return std::nullopt;
  return refuse(*problem);
}

http::Response Connection::refuse(const http::Problem& problem) const {
  if (core_.options.refused) core_.options.refused({problem.status, problem.code, seat_->peer()});
  return http::to_response(problem, {});
}

http::Response Connection::ask(RequestHandler& handler) const {
  try {
    return handler.handle(current_.request, *admission_);
  } catch (const std::bad_alloc&) {
    return no_memory();
  } catch (...) {
    return internal_error();
  }
}

void Connection::send_whole(http::Response response, const Framing& framing) {
  std::string head;
  head.reserve(kUsualHead);
  append_head(head, response, framing, http_date());
  if (framing.head_only || !may_have_body(response.status)) response = {};
  outgoing_.set(std::move(head), std::move(response));
  broken_ = !outgoing_.send(fd_, sent_bytes_);
  if (outgoing_.left() > 0) held_.hold_anyway(held_.bytes() + outgoing_.held_bytes());
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

// Returns: the status that was sent.
int Connection::send_answer(http::Response response, Framing framing) {
  bool streams = response.stream != nullptr && !framing.head_only;
  const std::string principal = admission_ ? admission_->principal : std::string();
  if (streams) {
    const Budget::Room room = core_.streams.begin(principal);
    streams = room == Budget::Room::kFree;
    if (!streams) response = http::to_response(too_many_streams(room), {});
  }
  if (streams && framing.http_1_0) framing.keep_alive = false;
  keep_alive_ = framing.keep_alive;
  const int status = response.status;
  if (!streams) {
    response.stream.reset();
    send_whole(std::move(response), framing);
    return status;
  }
  const Timeouts& timeouts = core_.options.timeouts;
  pace_.start({}, timeouts.write, timeouts.write_end, timeouts.bytes_per_second, 0);
  try {
    send_stream(response, framing);
  } catch (...) {
    broken_ = true;  // no memory for a piece
  }
  core_.streams.end(principal);
  return status;
}

void Connection::run(RequestHandler& handler, Pool::Turn& turn) {
  try {
    if (phase_ == Phase::kAdmitting) {
      consult(handler);
    } else if (!answer(handler, turn)) {
      return;
    }
  } catch (...) {
    broken_ = true;  // no memory even for a refusal
  }
  mailbox_->post(shared_from_this());
}

bool Connection::answer(RequestHandler& handler, Pool::Turn& turn) {
  const Clock::time_point started = Clock::now();
  sent_bytes_ = 0;
  waited_ = {};
  broken_ = false;
  std::optional<http::Response> instead;
  if (!admission_) {
    instead = admit(handler, current_.request);
    if (!instead) instead = ask_for_room();
  }
  if (!instead) {
    const Pool::Move moved = turn.move_to(shared_from_this(), lane(current_.request));
    if (moved == Pool::Move::kWaits) return false;
    if (moved == Pool::Move::kFull) instead = refuse(kQueueFull);
  }
  const bool is_handled = !instead;
  http::Response response = is_handled ? ask(handler) : *std::move(instead);
  // After the handler: whoever waited for it while the server began to stop is told to leave.
  const Framing framing{current_.keep_alive && core_.stage == Stage::kServing, current_.http_1_0,
                        current_.request.method == http::Method::kHead};
  int status = 0;
  try {
    status = send_answer(std::move(response), framing);
  } catch (...) {
    broken_ = true;
  }
  if (is_handled) {
    const Exchange exchange{status,
                            us_between(queued_, started),
                            us_between(started, Clock::now()),
                            current_.bytes,
                            sent_bytes_ + static_cast<std::int64_t>(outgoing_.left()),
                            broken_};
    handler.finish(current_.request, exchange);
  }
  return true;
}

}  // namespace financescr::pistache
