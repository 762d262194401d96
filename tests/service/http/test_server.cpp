#include "tests/service/http/test_server.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <optional>
#include <stdexcept>
#include <thread>

namespace financescr::service_test {
namespace {

// `left` bytes in pieces of 1000.
class Pieces : public http::BodySource {
 public:
  Pieces(Probe& probe, std::size_t left, bool throws = false)
      : probe_(probe), left_(left), throws_(throws) {}

  bool next(std::string& piece) override {
    const std::size_t size = std::min<std::size_t>(left_, 1000);
    piece.append(size, 's');
    left_ -= size;
    probe_.streamed += size;
    if (throws_ && left_ == 0) throw std::runtime_error("a secret of the inside");
    return left_ > 0;
  }

 private:
  Probe& probe_;
  std::size_t left_;
  bool throws_;
};

std::size_t number_in(std::string_view text) {
  return static_cast<std::size_t>(std::strtoull(std::string(text).c_str(), nullptr, 10));
}

const std::string& shared_text() {
  static const std::string kText(20'000'000, 'b');
  return kText;
}

std::string_view field_of(const http::RequestHead& head, std::string_view name) {
  return head.headers.find(name).value_or("");
}

class Scripted : public pistache::RequestHandler {
 public:
  explicit Scripted(Probe& probe) : probe_(probe) {}

  tl::expected<pistache::Admission, http::Response> admit(const http::RequestHead& head) override {
    ++probe_.admitted;
    const std::string_view deny = field_of(head, "X-Deny");
    if (deny == "throw") throw std::runtime_error("a secret of the inside");
    if (deny == "no-memory") throw std::bad_alloc();
    if (deny == "gate") {
      probe_.wait_at_gate();
    } else if (!deny.empty()) {
      http::Response denied;
      denied.status = static_cast<int>(number_in(deny));
      return tl::unexpected(std::move(denied));
    }
    pistache::Admission admission;
    admission.most_body_bytes = probe_.most_body_bytes;
    admission.is_public = !field_of(head, "X-Public").empty();
    admission.becomes_tree = !field_of(head, "X-Tree").empty();
    admission.principal = field_of(head, "X-Principal");
    admission.state = std::make_shared<std::string>(head.path);
    return admission;
  }

  http::Response handle(const http::Request& request,
                        const pistache::Admission& admission) override {
    if (*static_cast<const std::string*>(admission.state.get()) != request.path) return {};
    http::Response response;
    const std::string_view path = request.path;
    if (path == "/echo") {
      response.body = std::string(http::to_string(request.method)) + " " + request.path + "?" +
                      request.query + " " + request.body;
    } else if (path.starts_with("/token/")) {
      if (request.query.starts_with("ms=")) {
        std::this_thread::sleep_for(std::chrono::milliseconds(number_in(request.query.substr(3))));
      }
      response.body = path.substr(7);
    } else if (path == "/wait") {
      probe_.wait_at_gate();
      response.body = "waited";
    } else if (path.starts_with("/bytes/")) {
      response.body.assign(number_in(path.substr(7)), 'b');
    } else if (path.starts_with("/stream/")) {
      response.stream = std::make_unique<Pieces>(probe_, number_in(path.substr(8)));
    } else if (path == "/shared") {
      response.shared.view = shared_text();
    } else if (path == "/endless") {
      response.stream = std::make_unique<Pieces>(probe_, ~std::size_t{0});
    } else {
      odd(path, response);
    }
    return response;
  }

  void finish(const http::Request&, const pistache::Exchange& exchange) override {
    ++probe_.handled;
    if (exchange.cut) ++probe_.cut;
  }

 private:
  void odd(std::string_view path, http::Response& response) {
    if (path == "/throw") throw std::runtime_error("a secret of the inside");
    if (path == "/throw-42") throw 42;
    if (path == "/no-memory") throw std::bad_alloc();
    if (path == "/stream-throw") {
      response.stream = std::make_unique<Pieces>(probe_, 100'000, true);
    } else if (path == "/bad-header") {
      response.headers.add("X-Split", "a\r\nX-Injected: b");
      response.headers.add("Content-Length", "3");
    } else if (path == "/empty") {
      response.status = 204;
    } else {
      response.status = 404;
    }
  }

  Probe& probe_;
};

}  // namespace

void Probe::open_gate() {
  const std::lock_guard lock(mutex_);
  open_ = true;
  opened_.notify_all();
}

void Probe::wait_at_gate() {
  std::unique_lock lock(mutex_);
  ++waiting;
  opened_.wait_for(lock, 20s, [this] { return open_; });
  --waiting;
}

pistache::Options quick_options() {
  pistache::Options options;
  options.port = 0;
  options.threads = 8;
  options.streams = 4;
  options.timeouts.head = 200ms;
  options.timeouts.body = 200ms;
  options.timeouts.public_body = 200ms;
  options.timeouts.write = 200ms;
  options.timeouts.idle = 400ms;
  options.timeouts.linger = 200ms;
  options.timeouts.drain = 5s;
  options.timeouts.bytes_per_second = 1U << 20U;
  return options;
}

namespace {

std::optional<http::Response> alive(const http::Request& request) {
  if (request.path != "/alive") return std::nullopt;
  http::Response response;
  response.body = "alive";
  return response;
}

pistache::Options with_callbacks(pistache::Options options, Probe& probe) {
  options.at_once = alive;
  options.refused = [&probe](const pistache::Refusal&) { ++probe.refused; };
  return options;
}

}  // namespace

TestServer::TestServer(pistache::Options options)
    : server(with_callbacks(std::move(options), probe),
             [this] { return std::make_unique<Scripted>(probe); }) {}

TestServer::~TestServer() { probe.open_gate(); }

bool tests_all() {
  const char* all = std::getenv("FINANCESCR_TEST_ALL");
  return all != nullptr && *all == '1';
}

std::size_t resident_bytes() {
  std::size_t pages = 0;
  std::size_t resident = 0;
  std::FILE* file = std::fopen("/proc/self/statm", "r");
  if (file == nullptr) return 0;
  if (std::fscanf(file, "%zu %zu", &pages, &resident) != 2) resident = 0;
  std::fclose(file);
  return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

}  // namespace financescr::service_test
