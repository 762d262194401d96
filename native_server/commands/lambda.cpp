// financescr lambda: the service as an AWS Lambda function.
#include <signal.h>

#include <atomic>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "functions/handle.hpp"
#include "native_server/commands/command.hpp"
#include "native_server/commands/service_options.hpp"
#include "native_server/lambda/loop.hpp"

namespace financescr::commands {
namespace {

constexpr const char* kFooter =
    "For the command of a container image or the bootstrap of a custom runtime: Lambda sets\n"
    "AWS_LAMBDA_RUNTIME_API. Takes HTTP events of payload format 2.0 (API Gateway HTTP APIs,\n"
    "function URLs). docs/DEPLOYMENT.md says what is different from `serve`.";

std::atomic<bool> stop_asked{false};

void ask_to_stop(int) { stop_asked = true; }

// Processes of one function share a host name, but no log stream.
std::string instance_of_process() {
  const char* stream = std::getenv("AWS_LAMBDA_LOG_STREAM_NAME");
  std::string name = stream == nullptr ? "" : stream;
  for (char& c : name) {
    const bool is_plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (!is_plain) c = '-';
  }
  return name;
}

std::string joined(const std::vector<std::string>& faults) {
  std::string text;
  for (const std::string& fault : faults) text += (text.empty() ? "" : "; ") + fault;
  return text;
}

int run(service::ServiceOptions options) {
  const char* address = std::getenv("AWS_LAMBDA_RUNTIME_API");
  if (address == nullptr || *address == '\0') {
    fmt::print(stderr, "financescr: AWS_LAMBDA_RUNTIME_API is not set; this runs inside Lambda\n");
    return kUsage;
  }
  struct sigaction stopping{};
  stopping.sa_handler = ask_to_stop;
  sigaction(SIGTERM, &stopping, nullptr);
  lambda::RuntimeApiOptions api_options;
  api_options.address = address;
  lambda::RuntimeApi api(api_options, stop_asked);
  if (options.instance.empty()) options.instance = instance_of_process();
  const auto opened = service::OpenedService::open(std::move(options));
  if (!opened) {
    print_start_faults(opened.error());
    static_cast<void>(api.fail_start({"Runtime.StartFailed", joined(opened.error())}));
    return kBadInput;
  }
  service::OpenedService& service = **opened;
  decision::Workspace workspace;
  // Of the last request: a streamed answer is still made of it after the handler is done.
  std::optional<Context> context;
  const bool was_stopped = lambda::run_loop(
      api,
      [&](const http::Request& request) {
        context.emplace(service.service().context(workspace));
        return financescr::handle(request, *context);
      },
      {}, service.clock(), service.log());
  return was_stopped ? kOk : kSomeFailed;
}

}  // namespace

void add_lambda(Command app, Action& chosen) {
  auto command = app.add_subcommand("lambda", "Serve the engine as an AWS Lambda function");
  command.footer(kFooter);
  auto options = std::make_shared<service::ServiceOptions>();
  add_service_options(command, *options);
  command.callback([options, &chosen] { chosen = [options] { return run(*options); }; });
}

}  // namespace financescr::commands
