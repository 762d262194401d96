// Connection: one client, from its first byte to its last.
//
// At any time one thread has the socket's writing side: the reactor, or, while a request is in
// flight, the pool thread that has it. A header goes there first: is its body wanted? Only then is
// the body read. Nothing is read while a pool thread has a request, so that
// pipelined requests wait in the system's buffers and a client cannot send faster than it is
// answered. What is answered at once goes by turns: a few requests, then those of others. The
// descriptor is closed by the reactor only, and never while a request is in flight, so no answer
// can go to another client that got the same number.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "native_server/pistache/core.hpp"
#include "native_server/pistache/mailbox.hpp"
#include "native_server/pistache/outgoing.hpp"
#include "native_server/pistache/pace.hpp"
#include "native_server/pistache/request_reader.hpp"
#include "native_server/pistache/response_text.hpp"

namespace financescr::pistache {

using Clock = std::chrono::steady_clock;

// Why a request that would hold more is refused; nothing if there is room.
[[nodiscard]] std::optional<http::Problem> refusal_for(Budget::Room room);

class Connection : public Pool::Task, public std::enable_shared_from_this<Connection> {
 public:
  Connection(Core& core, std::shared_ptr<Mailbox> mailbox, int fd, std::shared_ptr<Seat> seat);
  ~Connection() override;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  [[nodiscard]] int fd() const { return fd_; }

  // All of these: on the reactor's thread.

  // Whether bytes should be read from the socket now.
  [[nodiscard]] bool wants_input() const {
    return phase_ == Phase::kLingering || (phase_ == Phase::kReading && !waits_for_turn());
  }
  // How many bytes at a time. What a client sends ahead is to wait in the system's buffers.
  [[nodiscard]] std::size_t most_input() const;
  // Whether a whole request, or header, is here that the connection has no more turn for.
  [[nodiscard]] bool waits_for_turn() const {
    return phase_ == Phase::kReading && (reader_.state() == RequestReader::State::kReady ||
                                         reader_.state() == RequestReader::State::kAsking);
  }
  // Until the next turn so many requests are dealt with on this thread.
  void begin_turn(std::size_t requests) { turn_ = requests; }
  // Deals with what is here.
  void react();
  // Whether on_writable() should be called when the socket takes more.
  [[nodiscard]] bool wants_output() const { return phase_ == Phase::kSending; }
  // Whether the socket can be closed. Never while a request is in flight.
  [[nodiscard]] bool is_done() const { return phase_ == Phase::kDone; }

  void on_input(std::string_view bytes);
  void on_end_of_input();
  void on_broken();
  void on_writable();
  // A pool thread is done: with the request in flight, or with its header.
  void on_answered();
  // Cuts what has taken too long.
  void on_tick(Clock::time_point now);
  // Closes if no request is in flight; with `abort`, makes the sending of an answer fail.
  void close(bool abort);

  // On a pool thread.
  void run(RequestHandler& handler, Pool::Turn& turn) override;

  // The mailbox's, of the one that was posted after this.
  void set_next_answered(std::shared_ptr<Connection> next) { next_answered_ = std::move(next); }
  [[nodiscard]] std::shared_ptr<Connection> take_next_answered() {
    return std::move(next_answered_);
  }

 private:
  enum class Phase : std::uint8_t {
    kReading,    // for the next request, or in it
    kAdmitting,  // a pool thread has the header; the body may not have come
    kAnswering,  // a pool thread has the request
    kSending,    // the client has not yet taken all of an answer
    kLingering,  // the last answer is sent; waits for the client to close
    kDone,
  };

  // Each leaves the request behind or hands it to a pool thread.
  void on_head();
  void on_request();
  bool answer_at_once();
  [[nodiscard]] bool may_answer_at_once();
  bool submit(Phase phase);
  // In whose line a request waits for a thread.
  [[nodiscard]] LaneName lane(const http::RequestHead& head) const;
  void on_admitted();
  void reply(const http::Problem& problem, bool keep_alive);
  void send_now(http::Response response, const Framing& framing);
  void set_reading_pace();
  [[nodiscard]] Holders holders(const http::RequestHead& head) const;
  // The problem, if there is no room for what the reader holds.
  [[nodiscard]] std::optional<http::Problem> no_room_for_input();
  void count_memory();
  void flush();
  void sent_all();
  void leave_flight();

  // On a pool thread.
  void consult(RequestHandler& handler);
  // Returns: whether it is done; otherwise it waits in another lane and is not to be touched.
  [[nodiscard]] bool answer(RequestHandler& handler, Pool::Turn& turn);
  // The answer that needs no handler, if there is one; otherwise `admission_` is set.
  [[nodiscard]] std::optional<http::Response> admit(RequestHandler& handler,
                                                    const http::RequestHead& head);
  [[nodiscard]] std::optional<http::Response> ask_for_room();
  [[nodiscard]] http::Response refuse(const http::Problem& problem) const;
  [[nodiscard]] http::Response ask(RequestHandler& handler) const;
  int send_answer(http::Response response, Framing framing);
  void send_whole(http::Response response, const Framing& framing);
  [[nodiscard]] bool pause(std::int64_t us) const;
  void send_stream(http::Response& response, const Framing& framing);
  [[nodiscard]] bool send_waiting(std::string_view bytes);
  // Returns false if the client is gone.
  [[nodiscard]] bool send_some(std::string_view& bytes);

  Core& core_;
  const std::shared_ptr<Mailbox> mailbox_;
  const int fd_;
  const std::shared_ptr<Seat> seat_;
  RequestReader reader_;
  Held held_;
  std::shared_ptr<Connection> next_answered_;

  Phase phase_ = Phase::kReading;
  RequestReader::State timed_ = RequestReader::State::kEmpty;  // what the pace is for
  Pace pace_;
  std::size_t turn_ = 0;  // requests that may still be dealt with
  std::int64_t at_once_left_;
  Clock::time_point at_once_since_;  // when one of these last came back

  // Of the request in flight; the pool thread's while it has it.
  ReadRequest current_;
  std::optional<Admission> admission_;  // what was said of its header
  bool in_flight_ = false;
  bool keep_alive_ = false;
  bool broken_ = false;
  Clock::time_point queued_;
  std::int64_t sent_bytes_ = 0;
  Clock::duration waited_{};  // for the client to take a streamed answer
  Outgoing outgoing_;
};

}  // namespace financescr::pistache
