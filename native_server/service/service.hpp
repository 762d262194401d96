// Service: the ports and settings of one server, and the handlers of its pool threads.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "functions/call/context.hpp"
#include "native_server/pistache/options.hpp"
#include "native_server/pistache/request_handler.hpp"
#include "native_server/service/json_log.hpp"
#include "native_server/service/system_ports.hpp"

namespace financescr::service {

// What a Service is made of besides what it makes itself. All of it must outlive the server.
struct ServiceParts {
  ports::PackLibrary& packs;
  ports::Store& store;
  ports::Clock& clock;
  ports::Entropy& entropy;
  ports::Secrets& secrets;
  ports::Log& log;
  const Settings& settings;
  const http::Pages* pages = nullptr;  // served beside the API, if there are any
};

class Service {
 public:
  Service(ServiceParts parts, http::RateLimit rate_limit)
      : parts_(parts), rate_limiter_(rate_limit) {}

  // Each handler has a workspace of its own. The service must outlive them.
  [[nodiscard]] pistache::HandlerFactory handlers();
  // Liveness without waiting, and a log line for every request that the host refuses by itself.
  void configure(pistache::Options& options);
  // On the pack that is active now. Requires: `workspace` is the calling thread's.
  [[nodiscard]] Context context(decision::Workspace& workspace);
  [[nodiscard]] metrics::Registry& metrics() { return metrics_; }

 private:
  class ThreadHandler;
  [[nodiscard]] http::Response answer_liveness(const http::Request& request);

  ServiceParts parts_;
  metrics::Registry metrics_;
  http::RateLimiter rate_limiter_;
  scores::ScoreCache scores_;
};

}  // namespace financescr::service
