#include "native_server/service/service.hpp"

#include <algorithm>
#include <memory>
#include <new>
#include <optional>
#include <utility>
#include <vector>

#include "functions/handle.hpp"

namespace financescr::service {
namespace {

class NoLog final : public ports::Log {
 public:
  void write(ports::LogLevel, std::string_view, std::vector<canonical::Json::Member>) override {}
};

}  // namespace

// The context lives until the answer is sent, because a streamed answer is still made of it.
class Service::ThreadHandler final : public pistache::RequestHandler {
 public:
  explicit ThreadHandler(Service& service) : service_(service) {}

  tl::expected<pistache::Admission, http::Response> admit(const http::RequestHead& head) override {
    Context context = service_.context(workspace_);
    auto admitted = financescr::admit(head, context);
    if (!admitted) return tl::unexpected(std::move(admitted.error()));
    pistache::Admission admission;
    admission.most_body_bytes = admitted->most_body_bytes;
    admission.is_public = admitted->principal.id.empty();
    // In a demonstration everybody is the same person.
    if (admitted->principal.id != auth::kAnonymous)
      admission.principal = admitted->principal.limited_as();
    admission.becomes_tree = admitted->route->body == BodyKind::kJson;
    admission.state = std::make_shared<Admitted>(*std::move(admitted));
    return admission;
  }

  http::Response handle(const http::Request& request,
                        const pistache::Admission& admission) override {
    context_.emplace(service_.context(workspace_));
    return financescr::handle(request, std::move(*static_cast<Admitted*>(admission.state.get())),
                              *context_);
  }

  void finish(const http::Request& request, const pistache::Exchange& exchange) override {
    context_.reset();
    if (!exchange.cut) return;
    try {
      note_cut(request, exchange);
    } catch (const std::bad_alloc&) {
      // No memory for a line; the answer is gone anyway.
    }
  }

 private:
  void note_cut(const http::Request& request, const pistache::Exchange& exchange) {
    service_.metrics_.count("financescr_http_answers_cut_total", {});
    service_.parts_.log.write(ports::LogLevel::kWarning, "answer_cut",
                              {{"method", http::to_string(request.method)},
                               {"status", exchange.status},
                               {"bytes_out", exchange.bytes_out},
                               {"latency_us", exchange.handled_us}});
  }

  Service& service_;
  decision::Workspace workspace_;
  std::optional<Context> context_;
};

Context Service::context(decision::Workspace& workspace) {
  return Context{parts_.packs.active(), parts_.packs, parts_.store, parts_.clock,  parts_.entropy,
                 parts_.secrets,        parts_.log,   metrics_,     rate_limiter_, scores_,
                 parts_.settings,       workspace,    parts_.pages};
}

// Asks no store and writes no line: both may be waited for.
http::Response Service::answer_liveness(const http::Request& request) {
  decision::Workspace workspace;
  NoLog log;
  Context context{parts_.packs.active(), parts_.packs, parts_.store, parts_.clock,  parts_.entropy,
                  parts_.secrets,        log,          metrics_,     rate_limiter_, scores_,
                  parts_.settings,       workspace};
  return financescr::handle(request, context);
}

pistache::HandlerFactory Service::handlers() {
  return [this] { return std::make_unique<ThreadHandler>(*this); };
}

void Service::configure(pistache::Options& options) {
  options.at_once = [this](const http::Request& request) -> std::optional<http::Response> {
    if (!asks_liveness(request.method, request.path)) return std::nullopt;
    return answer_liveness(request);
  };
  options.client_of = [&settings = parts_.settings](const http::Headers& headers,
                                                    std::string_view peer) {
    return http::client_address(headers, peer, settings.trusted_proxies);
  };
  // A proxy speaks for many.
  options.limits.is_shared_peer = [&settings = parts_.settings](std::string_view peer) {
    if (pistache::is_loopback(peer)) return true;
    const auto address = http::parse_address(peer);
    const auto& trusted = settings.trusted_proxies;
    return address && std::any_of(trusted.begin(), trusted.end(),
                                  [&](const auto& proxy) { return proxy.holds(*address); });
  };
  options.refused = [this](const pistache::Refusal& refusal) {
    metrics_.count("financescr_http_refused_total", {{"code", refusal.code}});
    parts_.log.write(ports::LogLevel::kWarning, "refused",
                     {{"status", refusal.status}, {"code", refusal.code}, {"peer", refusal.peer}});
  };
}

}  // namespace financescr::service
