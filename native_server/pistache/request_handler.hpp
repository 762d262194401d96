// RequestHandler: what a host asks for answers. One object a pool thread, so that it can hold what
// is the thread's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include <tl/expected.hpp>

#include "functions/http/message.hpp"

namespace financescr::pistache {

// What a request may still send, and in whose name.
struct Admission {
  std::size_t most_body_bytes = std::size_t{4} << 20U;
  bool is_public = false;       // nobody known asks
  std::string principal;        // whose share of the memory is used; empty: nobody's
  bool becomes_tree = false;    // the body will be read whole into a tree of values
  std::shared_ptr<void> state;  // the handler's own; handle() gets it back
};

// How an answer went out.
struct Exchange {
  int status = 0;
  std::int64_t queued_us = 0;   // waiting for a thread
  std::int64_t handled_us = 0;  // in handle(), and in the stream if there was one
  std::int64_t bytes_in = 0;
  std::int64_t bytes_out = 0;
  bool cut = false;  // the client was gone, or too slow for a streamed answer
};

class RequestHandler {
 public:
  virtual ~RequestHandler() = default;
  // Called when a header is there and, unless it came with it, the body is not. Another thread's
  // handler may get the request.
  // Errors: the answer, if it does not need the body. It is no stream.
  [[nodiscard]] virtual tl::expected<Admission, http::Response> admit(
      const http::RequestHead& head) = 0;
  // Anything thrown here or by admit() becomes a 500 that says nothing of the inside.
  [[nodiscard]] virtual http::Response handle(const http::Request& request,
                                              const Admission& admission) = 0;
  // Called once after each handle(), when the stream of its answer, if any, is no longer pulled.
  // Must not throw.
  virtual void finish(const http::Request& request, const Exchange& exchange) = 0;
};

// Called on each pool thread before its first request.
using HandlerFactory = std::function<std::unique_ptr<RequestHandler>()>;

}  // namespace financescr::pistache
