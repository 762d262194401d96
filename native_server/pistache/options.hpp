// What an HTTP host listens on, how much it takes and how long it waits.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "functions/http/message.hpp"

namespace financescr::pistache {

// 127.0.0.0/8 and ::1, as a peer's address is written.
[[nodiscard]] bool is_loopback(std::string_view peer);

struct Limits {
  // Request line and header fields; also what extensions and the trailer add to a chunked body.
  std::size_t head_bytes = 32U << 10U;
  std::size_t header_fields = 100;
  // What requests of known people hold: body, the tree that is made of it, an answer that its
  // client has not taken. An eighth is kept for requests of at most Budget::kSmallBytes.
  std::size_t memory_bytes = 256U << 20U;
  std::size_t memory_share_bytes = 96U << 20U;  // of one peer, and of one principal
  // What is held before it is known who asks, and for those who need not say so.
  std::size_t door_bytes = 32U << 20U;
  std::size_t door_share_bytes = 8U << 20U;
  std::size_t connections = 8192;
  std::size_t peer_connections = 2048;  // of one peer
  std::size_t told_connections = 256;   // beyond `connections`, that are told so
  // Whether an address stands for many clients, as that of a proxy does. Those have no share.
  std::function<bool(std::string_view peer)> is_shared_peer = is_loopback;
};

// A client that sends a body or takes an answer must move `bytes_per_second` in each `body` or
// `write`, counted from the first byte on, and be done at the end of all.
struct Timeouts {
  using Duration = std::chrono::milliseconds;
  Duration idle{75'000};        // between requests
  Duration head{10'000};        // from the first byte of a request to the end of its header
  Duration body{10'000};        // one stretch of a body
  Duration body_end{300'000};   // all of it
  Duration public_body{5'000};  // all of it, where it is not known who asks
  Duration write{20'000};       // one stretch of an answer
  Duration write_end{600'000};  // all of it; of a streamed one, the time that is waited
  Duration linger{1'000};       // for a client to close after it was told to
  Duration drain{20'000};       // for requests in flight when the server stops
  std::size_t bytes_per_second = 16U << 10U;
};

// An answer that the host gave without asking a handler. Status 0: a connection that was closed
// unanswered, of which there is one a second at most.
struct Refusal {
  int status = 0;
  std::string_view code;  // of the problem document
  std::string_view peer;
};

struct Options {
  std::string host = "127.0.0.1";
  std::uint16_t port = 8000;  // 0: any free one
  std::size_t reactors = 1;   // threads that read and write sockets
  std::size_t threads = 64;   // threads that run handlers
  std::size_t queue = 1024;   // requests that wait for one of them
  std::size_t streams = 32;   // streamed answers at a time; fewer than `threads`
  int backlog = 1024;
  Limits limits;
  Timeouts timeouts;
  // May be empty. Thread-safe.
  std::function<void(const Refusal&)> refused;
  // May be empty. Answers that wait for nothing and nobody, such as that the process lives; called
  // on reactor threads, which must not wait.
  std::function<std::optional<http::Response>(const http::Request&)> at_once;
  // Whose request it is, from its header and the address of the connection: Request.peer. Called on
  // reactor threads; empty: the address of the connection.
  std::function<std::string(const http::Headers&, std::string_view peer)> client_of;
};

}  // namespace financescr::pistache
