#include "native_server/host/service.hpp"

#include <optional>

#include "functions/handle.hpp"

namespace financescr::host {

// The context lives until the answer is sent, because a streamed answer is still made of it.
class Service::ThreadHandler final : public pistache::RequestHandler {
 public:
  explicit ThreadHandler(Service& service) : service_(service) {}

  http::Response handle(const http::Request& request) override {
    const StaticSite* site = service_.parts_.site;
    if (site != nullptr && StaticSite::owns(request.path)) return site->answer(request);
    context_.emplace(service_.context(workspace_));
    return financescr::handle(request, *context_);
  }

  void finish(const http::Request& request, const pistache::Exchange& exchange) override {
    context_.reset();
    if (!exchange.cut) return;
    service_.metrics_.count("financescr_http_answers_cut_total", {});
    service_.parts_.log.write(ports::LogLevel::kWarning, "answer_cut",
                              {{"method", http::to_string(request.method)},
                               {"status", exchange.status},
                               {"bytes_out", exchange.bytes_out},
                               {"latency_us", exchange.handled_us}});
  }

 private:
  Service& service_;
  screening::Workspace workspace_;
  std::optional<Context> context_;
};

Context Service::context(screening::Workspace& workspace) {
  return Context{parts_.packs.active(), parts_.packs,   parts_.store,    parts_.clock,
                 parts_.entropy,        parts_.secrets, parts_.log,      metrics_,
                 rate_limiter_,         scores_,        parts_.settings, workspace};
}

pistache::HandlerFactory Service::handlers() {
  return [this] { return std::make_unique<ThreadHandler>(*this); };
}

void Service::configure(pistache::Options& options) {
  options.limits.body_bytes = [&settings = parts_.settings](http::Method, std::string_view path) {
    return path == "/screen/batch" ? settings.max_batch_bytes : settings.max_body_bytes;
  };
  options.client_of = [&settings = parts_.settings](const http::Headers& headers,
                                                    std::string_view peer) {
    return http::client_address(headers, peer, settings.trusted_proxies);
  };
  options.refused = [this](const pistache::Refusal& refusal) {
    metrics_.count("financescr_http_refused_total", {{"code", refusal.code}});
    parts_.log.write(ports::LogLevel::kWarning, "refused",
                     {{"status", refusal.status}, {"code", refusal.code}, {"peer", refusal.peer}});
  };
}

}  // namespace financescr::host
