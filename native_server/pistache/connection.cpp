#include "native_server/pistache/connection.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <utility>

#include "functions/http/problem.hpp"

namespace financescr::pistache {
namespace {

using State = RequestReader::State;

// Before it is known that a body comes: what is behind one small request is not read with it.
constexpr std::size_t kInputBytes = 4U << 10U;
constexpr std::size_t kBodyInputBytes = 64U << 10U;

// Answers at once of one connection. More than one asks who wants to know whether the server lives.
constexpr std::int64_t kAtOnceBurst = 64;
constexpr std::chrono::milliseconds kAtOncePause{1000 / 32};

constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

const http::Problem kStopping{503, "stopping", "This server is stopping; ask another one"};
const http::Problem kBusy{503, "busy", "More requests wait than this server can take; try again"};
const http::Problem kNoSeat{503, "busy", "There are more connections than this server can take"};
const http::Problem kTooOften{429, "too_many_requests", "Too many requests on one connection"};
const http::Problem kTooSlow{408, "request_timeout", "The request did not come in time"};

// The peer that has a share of its own, or nobody.
std::string share_of(const Core& core, const std::string& peer) {
  return core.options.limits.is_shared_peer(peer) ? std::string() : peer;
}

}  // namespace

std::optional<http::Problem> refusal_for(Budget::Room room) {
  switch (room) {
    case Budget::Room::kFree:
      return std::nullopt;
    case Budget::Room::kShareUsed:
      return http::Problem{429, "too_much_at_once",
                           "Requests of yours hold all the memory that is theirs; finish them"};
    case Budget::Room::kUsed:
      break;
  }
  return http::Problem{503, "busy", "Requests hold all the memory there is for them; try again"};
}

Connection::Connection(Core& core, std::shared_ptr<Mailbox> mailbox, int fd,
                       std::shared_ptr<Seat> seat)
    : core_(core),
      mailbox_(std::move(mailbox)),
      fd_(fd),
      seat_(std::move(seat)),
      reader_(core.options.limits, seat_->peer(), core.options.client_of),
      held_(core.entrance, {share_of(core, seat_->peer()), {}}),
      at_once_left_(kAtOnceBurst),
      at_once_since_(Clock::now()) {
  const Timeouts& timeouts = core_.options.timeouts;
  pace_.start(Clock::now(), seat_->is_served() ? timeouts.idle : timeouts.linger);
  ++core_.connections;
}

Connection::~Connection() {
  leave_flight();
  --core_.connections;
}

// Whoever asks through an address that many share is known by its principal, or not at all.
Holders Connection::holders(const http::RequestHead& head) const {
  return {share_of(core_, head.peer), admission_ ? admission_->principal : std::string()};
}

std::size_t Connection::most_input() const {
  return reader_.state() == State::kBody ? kBodyInputBytes : kInputBytes;
}

void Connection::on_input(std::string_view bytes) {
  if (phase_ != Phase::kReading) return;  // lingering: nothing more is wanted of this client
  reader_.feed(bytes);
  if (reader_.state() != State::kFaulty) {
    if (const auto problem = no_room_for_input()) return reply(*problem, false);
  }
  react();
}

void Connection::on_end_of_input() {
  // Half a request will never be whole; there is nobody to tell.
  phase_ = Phase::kDone;
}

void Connection::on_broken() { phase_ = Phase::kDone; }

std::optional<http::Problem> Connection::no_room_for_input() {
  const bool becomes_tree = admission_ && admission_->becomes_tree;
  return refusal_for(held_.hold(reader_.held_bytes(becomes_tree)));
}

void Connection::count_memory() {
  held_.hold_anyway(reader_.held_bytes(false) + outgoing_.held_bytes());
}

void Connection::react() {
  while (phase_ == Phase::kReading) {
    if (reader_.take_continue()) {
      std::string_view rest = kContinue;
      if (!send_some(rest) || !rest.empty()) return on_broken();
    }
    if (waits_for_turn() && turn_ == 0) return;
    if (reader_.state() == State::kReady) {
      --turn_;
      on_request();
    } else if (reader_.state() == State::kAsking) {
      on_head();
    } else if (reader_.state() == State::kFaulty) {
      reply(reader_.fault(), false);
    } else {
      return set_reading_pace();
    }
  }
}

void Connection::set_reading_pace() {
  if (timed_ == reader_.state() || !seat_->is_served()) return;
  timed_ = reader_.state();
  const Timeouts& timeouts = core_.options.timeouts;
  const Clock::time_point now = Clock::now();
  if (timed_ != State::kBody) {
    pace_.start(now, timed_ == State::kHead ? timeouts.head : timeouts.idle);
  } else if (admission_ && admission_->is_public) {
    pace_.start(now, timeouts.public_body);
  } else {
    pace_.start(now, timeouts.body, timeouts.body_end, timeouts.bytes_per_second, reader_.bytes());
  }
}

void Connection::on_head() {
  if (core_.stage != Stage::kServing) return reply(kStopping, false);
  if (!seat_->is_served()) return reply(kNoSeat, false);
  if (!submit(Phase::kAdmitting)) reply(kBusy, false);
}

void Connection::on_request() {
  current_ = reader_.take();
  if (core_.stage != Stage::kServing) return reply(kStopping, false);
  if (answer_at_once()) return;
  if (!seat_->is_served()) return reply(kNoSeat, false);
  if (!submit(Phase::kAnswering)) reply(kBusy, current_.keep_alive);
}

bool Connection::answer_at_once() {
  if (!core_.options.at_once) return false;
  auto response = core_.options.at_once(current_.request);
  if (!response) return false;
  if (!may_answer_at_once()) {
    reply(kTooOften, false);
    return true;
  }
  send_now(*std::move(response), {current_.keep_alive && seat_->is_served(), current_.http_1_0,
                                  current_.request.method == http::Method::kHead});
  return true;
}

bool Connection::may_answer_at_once() {
  const auto back = (Clock::now() - at_once_since_) / kAtOncePause;
  at_once_since_ += back * kAtOncePause;
  at_once_left_ = std::min<std::int64_t>(kAtOnceBurst, at_once_left_ + back);
  if (at_once_left_ == 0) return false;
  --at_once_left_;
  return true;
}

// Hands the request, or its header, to a pool thread. Returns: whether one takes it.
bool Connection::submit(Phase phase) {
  const LaneName name = lane(phase == Phase::kAdmitting ? reader_.head() : current_.request);
  queued_ = Clock::now();
  phase_ = phase;
  in_flight_ = true;
  ++core_.in_flight;
  if (core_.pool.submit(shared_from_this(), name)) return true;
  phase_ = Phase::kReading;
  leave_flight();
  return false;
}

// Before it is known who asks, a credential stands for him. Strangers that come through one proxy
// are one.
LaneName Connection::lane(const http::RequestHead& head) const {
  const std::string peer = share_of(core_, head.peer);
  if (admission_) {
    if (!admission_->principal.empty()) return {"principal " + admission_->principal, true};
    if (admission_->is_public) return {"strangers " + peer, true};
    return {"peer " + peer, false};
  }
  const auto credential = head.headers.find("Authorization");
  if (!credential) return {"peer " + peer, !peer.empty()};
  return {"credential " + std::to_string(std::hash<std::string_view>()(*credential)) + peer, true};
}

void Connection::on_admitted() {
  leave_flight();
  phase_ = Phase::kReading;
  if (!admission_->is_public) {
    if (const auto problem = refusal_for(held_.move_to(core_.memory, holders(reader_.head())))) {
      return reply(*problem, false);
    }
  }
  reader_.allow(admission_->most_body_bytes);
  if (reader_.state() == State::kFaulty) return;
  if (const auto problem = no_room_for_input()) reply(*problem, false);
}

void Connection::reply(const http::Problem& problem, bool keep_alive) {
  if (core_.options.refused) core_.options.refused({problem.status, problem.code, seat_->peer()});
  const bool head_only = current_.request.method == http::Method::kHead;
  send_now(http::to_response(problem, {}), {keep_alive, current_.http_1_0, head_only});
}

void Connection::send_now(http::Response response, const Framing& framing) {
  keep_alive_ = framing.keep_alive;
  if (!keep_alive_) reader_.abandon();
  current_ = {};
  admission_.reset();
  sent_bytes_ = 0;
  std::string head;
  append_head(head, response, framing, http_date());
  if (framing.head_only || !may_have_body(response.status)) response = {};
  outgoing_.set(std::move(head), std::move(response));
  count_memory();
  phase_ = Phase::kSending;
  const Timeouts& timeouts = core_.options.timeouts;
  pace_.start(Clock::now(), timeouts.write, timeouts.write_end, timeouts.bytes_per_second, 0);
  flush();
}

void Connection::flush() {
  if (!outgoing_.send(fd_, sent_bytes_)) return on_broken();
  if (outgoing_.left() == 0) sent_all();
}

void Connection::sent_all() {
  outgoing_.clear();
  leave_flight();
  held_.move_anyway(core_.entrance, {share_of(core_, seat_->peer()), {}});
  count_memory();
  const Clock::time_point now = Clock::now();
  if (keep_alive_) {
    phase_ = Phase::kReading;
    timed_ = State::kEmpty;
    pace_.start(now, core_.options.timeouts.idle);
    return;
  }
  // Closing now, with input unread, could destroy the answer on its way (RFC 9112, 9.6).
  ::shutdown(fd_, SHUT_WR);
  phase_ = Phase::kLingering;
  pace_.start(now, core_.options.timeouts.linger);
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
  if (!broken_ && phase_ == Phase::kAdmitting && admission_) {
    on_admitted();
    return react();
  }
  current_ = {};
  if (broken_) return on_broken();
  admission_.reset();
  if (!keep_alive_) reader_.abandon();
  count_memory();
  phase_ = Phase::kSending;
  const Timeouts& timeouts = core_.options.timeouts;
  pace_.start(Clock::now(), timeouts.write, timeouts.write_end, timeouts.bytes_per_second,
              sent_bytes_);
  flush();
  react();
}

void Connection::on_tick(Clock::time_point now) {
  if (phase_ == Phase::kAdmitting || phase_ == Phase::kAnswering || waits_for_turn()) return;
  const std::int64_t moved = phase_ == Phase::kSending ? sent_bytes_ : reader_.bytes();
  if (!pace_.is_over(now, moved)) return;
  if (phase_ == Phase::kReading && !seat_->is_served()) return reply(kNoSeat, false);
  if (phase_ == Phase::kReading && reader_.state() != State::kEmpty) return reply(kTooSlow, false);
  if (phase_ == Phase::kSending) {
    const linger reset{1, 0};  // what the client never took is thrown away
    ::setsockopt(fd_, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
  }
  phase_ = Phase::kDone;
}

void Connection::close(bool abort) {
  if (phase_ == Phase::kReading) {
    ::shutdown(fd_, SHUT_WR);
    phase_ = Phase::kLingering;
    pace_.start(Clock::now(), core_.options.timeouts.linger);
  } else if (abort) {
    ::shutdown(fd_, SHUT_RDWR);
  }
}

}  // namespace financescr::pistache
