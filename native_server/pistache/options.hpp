// What an HTTP host listens on, how much it takes and how long it waits.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "functions/http/message.hpp"

namespace financescr::pistache {

struct Limits {
  std::size_t head_bytes = 32U << 10U;  // request line and header fields
  std::size_t header_fields = 100;
  // Bytes of a body, by method and path. Called on reactor threads.
  std::function<std::size_t(http::Method, std::string_view path)> body_bytes =
      [](http::Method, std::string_view) { return std::size_t{4} << 20U; };
  // Of the request bodies of all connections together.
  std::size_t held_bytes = 256U << 20U;
  std::size_t connections = 8192;
};

// A client is also cut when it sends a body or takes an answer more slowly than
// `bytes_per_second` once the time is over.
struct Timeouts {
  using Duration = std::chrono::milliseconds;
  Duration idle{75'000};   // between requests
  Duration head{10'000};   // from the first byte of a request to the end of its header
  Duration body{20'000};   // from there to the end of its body
  Duration write{20'000};  // waiting for a client to take an answer
  Duration linger{1'000};  // for a client to close after it was told to
  Duration drain{20'000};  // for requests in flight when the server stops
  std::size_t bytes_per_second = 16U << 10U;
};

// An answer that the host gave without asking a handler.
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
  // Called on reactor threads; may be empty.
  std::function<void(const Refusal&)> refused;
  // Whose request it is, from its header and the address of the connection: Request.peer. Called on
  // reactor threads; empty: the address of the connection.
  std::function<std::string(const http::Headers&, std::string_view peer)> client_of;
};

}  // namespace financescr::pistache
