#include "native_server/pistache/connection.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <utility>

#include "functions/http/problem.hpp"

namespace financescr::pistache {
namespace {

using State = RequestReader::State;

constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

const http::Problem kStopping{503, "stopping", "This server is stopping; ask another one"};
const http::Problem kBusy{503, "busy", "More requests wait than this server can take; try again"};

}  // namespace

std::chrono::microseconds at_rate(std::int64_t bytes, std::size_t bytes_per_second) {
  const auto rate = static_cast<std::int64_t>(std::max<std::size_t>(bytes_per_second, 1));
  return std::chrono::microseconds(bytes * 1'000 / rate * 1'000);
}

Connection::Connection(Core& core, std::shared_ptr<Mailbox> mailbox, int fd, std::string peer)
    : core_(core),
      mailbox_(std::move(mailbox)),
      fd_(fd),
      peer_(std::move(peer)),
      reader_(core.options.limits, core.held_bytes),
      since_(Clock::now()),
      deadline_(since_ + core.options.timeouts.idle) {
  ++core_.connections;
}

Connection::~Connection() {
  leave_flight();
  --core_.connections;
}

void Connection::on_input(std::string_view bytes) {
  if (phase_ != Phase::kReading) return;  // lingering: nothing more is wanted of this client
  reader_.feed(bytes);
  react();
}

void Connection::on_end_of_input() {
  // Half a request will never be whole; there is nobody to tell.
  phase_ = Phase::kDone;
}

void Connection::on_broken() { phase_ = Phase::kDone; }

void Connection::react() {
  while (phase_ == Phase::kReading) {
    if (reader_.take_continue()) {
      std::string_view rest = kContinue;
      if (!send_some(rest) || !rest.empty()) return on_broken();
    }
    if (reader_.state() == State::kReady) {
      dispatch();
    } else if (reader_.state() == State::kFaulty) {
      reply(reader_.fault(), false);
    } else {
      return set_reading_deadline();
    }
  }
}

void Connection::set_reading_deadline() {
  const auto& timeouts = core_.options.timeouts;
  if (timed_ != reader_.state()) {
    timed_ = reader_.state();
    since_ = Clock::now();
  }
  if (timed_ == State::kBody) {
    deadline_ = since_ + timeouts.body + at_rate(reader_.bytes(), timeouts.bytes_per_second);
  } else {
    deadline_ = since_ + (timed_ == State::kHead ? timeouts.head : timeouts.idle);
  }
}

void Connection::dispatch() {
  current_ = reader_.take();
  const auto& client_of = core_.options.client_of;
  current_.request.peer = client_of ? client_of(current_.request.headers, peer_) : peer_;
  if (core_.stage != Stage::kServing) return reply(kStopping, false);
  phase_ = Phase::kAnswering;
  in_flight_ = true;
  ++core_.in_flight;
  const auto job = [self = shared_from_this(), queued = Clock::now()](RequestHandler& handler) {
    self->answer(handler, queued);
  };
  if (core_.pool.submit(job)) return;
  leave_flight();
  reply(kBusy, current_.keep_alive);
}

void Connection::reply(const http::Problem& problem, bool keep_alive) {
  if (core_.options.refused) core_.options.refused({problem.status, problem.code, peer_});
  const http::Response response = http::to_response(problem, {});
  const bool head_only = current_.request.method == http::Method::kHead;
  keep_alive_ = keep_alive;
  unsent_.clear();
  unsent_from_ = 0;
  append_head(unsent_, response, {keep_alive, current_.http_1_0, head_only}, http_date());
  if (!head_only) unsent_ += response.body;
  current_ = {};
  phase_ = Phase::kSending;
  waited_ = {};
  sent_bytes_ = 0;
  since_ = Clock::now();
  deadline_ = since_ + core_.options.timeouts.write;
  flush();
}

void Connection::flush() {
  std::string_view rest = std::string_view(unsent_).substr(unsent_from_);
  if (!send_some(rest)) return on_broken();
  unsent_from_ = unsent_.size() - rest.size();
  if (rest.empty()) return sent_all();
  const auto& timeouts = core_.options.timeouts;
  deadline_ = since_ + timeouts.write + at_rate(sent_bytes_, timeouts.bytes_per_second);
}

void Connection::sent_all() {
  std::string().swap(unsent_);
  unsent_from_ = 0;
  leave_flight();
  since_ = Clock::now();
  if (keep_alive_) {
    phase_ = Phase::kReading;
    timed_ = State::kEmpty;
    deadline_ = since_ + core_.options.timeouts.idle;
    return;
  }
  // Closing now, with input unread, could destroy the answer on its way (RFC 9112, 9.6).
  ::shutdown(fd_, SHUT_WR);
  phase_ = Phase::kLingering;
  deadline_ = since_ + core_.options.timeouts.linger;
}

void Connection::leave_flight() {
  if (std::exchange(in_flight_, false)) --core_.in_flight;
}

void Connection::on_writable() {
  if (phase_ != Phase::kSending) return;
  flush();
  react();
}

void Connection::on_answered() {
  current_ = {};
  if (broken_) return on_broken();
  phase_ = Phase::kSending;
  since_ = Clock::now();
  flush();
  react();
}

void Connection::on_tick(Clock::time_point now) {
  if (phase_ == Phase::kAnswering || now < deadline_) return;
  if (phase_ == Phase::kReading && reader_.state() != State::kEmpty) {
    reply({408, "request_timeout", "The request did not come in time"}, false);
    return;
  }
  if (phase_ == Phase::kSending) {
    const linger reset{1, 0};  // what the client never took is thrown away
    ::setsockopt(fd_, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
  }
  phase_ = Phase::kDone;
}

void Connection::refuse() { reply(kBusy, false); }

void Connection::close(bool abort) {
  if (phase_ == Phase::kReading) {
    ::shutdown(fd_, SHUT_WR);
    phase_ = Phase::kLingering;
    deadline_ = Clock::now() + core_.options.timeouts.linger;
  } else if (abort) {
    ::shutdown(fd_, SHUT_RDWR);
  }
}

}  // namespace financescr::pistache
