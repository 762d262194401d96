// Connection: one client, from its first byte to its last.
//
// At any time one thread has the socket's writing side: the reactor, or, while a request is in
// flight, the pool thread that answers it. Nothing is read while a request is in flight, so that
// pipelined requests wait in the system's buffers and a client cannot send faster than it is
// answered. The descriptor is closed by the reactor only, and never while a request is in flight,
// so no answer can go to another client that got the same number.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "native_server/pistache/core.hpp"
#include "native_server/pistache/mailbox.hpp"
#include "native_server/pistache/request_reader.hpp"
#include "native_server/pistache/response_text.hpp"

namespace financescr::pistache {

using Clock = std::chrono::steady_clock;

// How long that many bytes may take.
[[nodiscard]] std::chrono::microseconds at_rate(std::int64_t bytes, std::size_t bytes_per_second);

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(Core& core, std::shared_ptr<Mailbox> mailbox, int fd, std::string peer);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  [[nodiscard]] int fd() const { return fd_; }

  // All of these: on the reactor's thread.

  // Whether bytes should be read from the socket now.
  [[nodiscard]] bool wants_input() const {
    return phase_ == Phase::kReading || phase_ == Phase::kLingering;
  }
  // Whether on_writable() should be called when the socket takes more.
  [[nodiscard]] bool wants_output() const { return phase_ == Phase::kSending; }
  // Whether the socket can be closed. Never while a request is in flight.
  [[nodiscard]] bool is_done() const { return phase_ == Phase::kDone; }

  void on_input(std::string_view bytes);
  void on_end_of_input();
  void on_broken();
  void on_writable();
  // A pool thread is done with the request in flight.
  void on_answered();
  // Cuts what has taken too long.
  void on_tick(Clock::time_point now);
  // Answers 503 and closes: more connections than the server takes.
  void refuse();
  // Closes if no request is in flight; with `abort`, makes the sending of an answer fail.
  void close(bool abort);

 private:
  enum class Phase : std::uint8_t {
    kReading,    // for the next request, or in it
    kAnswering,  // a pool thread has the request
    kSending,    // the client has not yet taken all of an answer
    kLingering,  // the last answer is sent; waits for the client to close
    kDone,
  };

  void react();
  void dispatch();
  void reply(const http::Problem& problem, bool keep_alive);
  void set_reading_deadline();
  void flush();
  void sent_all();
  void leave_flight();

  // On a pool thread.
  void answer(RequestHandler& handler, Clock::time_point queued);
  [[nodiscard]] http::Response ask(RequestHandler& handler) const;
  void send_whole(const http::Response& response, const Framing& framing);
  [[nodiscard]] bool pause(std::int64_t us) const;
  void send_stream(http::Response& response, const Framing& framing);
  [[nodiscard]] bool send_waiting(std::string_view bytes);
  // Returns false if the client is gone.
  [[nodiscard]] bool send_some(std::string_view& bytes);

  Core& core_;
  const std::shared_ptr<Mailbox> mailbox_;
  const int fd_;
  const std::string peer_;
  RequestReader reader_;

  Phase phase_ = Phase::kReading;
  RequestReader::State timed_ = RequestReader::State::kEmpty;  // what the deadline is for
  Clock::time_point since_;                                    // it began
  Clock::time_point deadline_;

  // Of the request in flight; the pool thread's while it has it.
  ReadRequest current_;
  bool in_flight_ = false;
  bool keep_alive_ = false;
  bool broken_ = false;
  std::int64_t sent_bytes_ = 0;
  Clock::duration waited_{};  // for the client to take a streamed answer
  std::string unsent_;
  std::size_t unsent_from_ = 0;
};

}  // namespace financescr::pistache
