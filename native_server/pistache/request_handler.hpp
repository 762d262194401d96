// RequestHandler: what a host asks for answers. One object a pool thread, so that it can hold what
// is the thread's.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "functions/http/message.hpp"

namespace financescr::pistache {

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
  // Anything thrown becomes a 500 that says nothing of the inside.
  [[nodiscard]] virtual http::Response handle(const http::Request& request) = 0;
  // Called once after each handle(), when the stream of its answer, if any, is no longer pulled.
  // Must not throw.
  virtual void finish(const http::Request& request, const Exchange& exchange) = 0;
};

// Called on each pool thread before its first request.
using HandlerFactory = std::function<std::unique_ptr<RequestHandler>()>;

}  // namespace financescr::pistache
