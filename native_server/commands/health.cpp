// financescr health: asks a running server how it is, for container health checks.
#include <curl/curl.h>

#include <cstdlib>
#include <memory>
#include <string>

#include <fmt/format.h>

#include "native_server/commands/command.hpp"

namespace financescr::commands {
namespace {

struct Options {
  std::string url;
  bool is_readiness = false;
  double timeout_s = 2;
};

constexpr const char* kFooter =
    "Without URL: http://127.0.0.1:PORT/healthz, PORT from the environment, else 8000.\n"
    "Exit code 0 if the server answers 200, else 1 with the reason on standard error.";

std::string url_of(const Options& options) {
  if (!options.url.empty()) return options.url;
  const char* port = std::getenv("PORT");
  const std::string place = std::string("http://127.0.0.1:") + (port == nullptr ? "8000" : port);
  return place + (options.is_readiness ? "/readyz" : "/healthz");
}

std::size_t ignore_body(char*, std::size_t, std::size_t count, void*) { return count; }

int run(const Options& options) {
  const std::string url = url_of(options);
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(),
                                                                 &curl_easy_cleanup);
  curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl.get(), CURLOPT_NOPROXY, "*");
  curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, ignore_body);
  const auto timeout_ms = static_cast<std::int64_t>(options.timeout_s * 1000);
  curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT_MS, timeout_ms);
  const CURLcode code = curl_easy_perform(curl.get());
  if (code != CURLE_OK) {
    fmt::print(stderr, "financescr: {}: {}\n", url, curl_easy_strerror(code));
    return kSomeFailed;
  }
  std::int64_t status = 0;
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
  if (status == 200) return kOk;
  fmt::print(stderr, "financescr: {} answered {}\n", url, status);
  return kSomeFailed;
}

}  // namespace

void add_health(Command app, Action& chosen) {
  auto command = app.add_subcommand("health", "Ask a running server whether it is well");
  command.footer(kFooter);
  auto options = std::make_shared<Options>();
  command.add_option("url", options->url, "What to ask instead");
  command.add_flag("--ready", options->is_readiness, "Ask /readyz: is the store there as well?");
  command.add_option("--timeout", options->timeout_s, "Seconds to wait for the answer")
      .between(0.1, 60.0);
  command.callback([options, &chosen] { chosen = [options] { return run(*options); }; });
}

}  // namespace financescr::commands
