#include "native_server/lambda/runtime_api.hpp"

#include <curl/curl.h>

#include <charconv>
#include <thread>
#include <utility>

#include "engine/canonical/json.hpp"
#include "functions/http/text.hpp"

namespace financescr::lambda {
namespace {

using canonical::Json;

constexpr std::int64_t kConnectTimeoutMs = 1000;

// An answer of the service. Status 0: none came, and `fault` says why.
struct Reply {
  std::int64_t status = 0;
  http::Headers headers;
  std::string body;
  std::string fault;
  bool is_stopped = false;

  [[nodiscard]] bool is_success() const { return status >= 200 && status < 300; }
  [[nodiscard]] bool is_refusal() const { return status >= 400 && status < 500; }
};

// What curl's callbacks write to.
struct Receiver {
  Reply& reply;
  std::size_t max_bytes;
  const std::atomic<bool>& stop;
};

std::size_t take_body(char* bytes, std::size_t, std::size_t count, void* user) {
  auto& receiver = *static_cast<Receiver*>(user);
  if (receiver.reply.body.size() + count > receiver.max_bytes) return 0;
  receiver.reply.body.append(bytes, count);
  return count;
}

std::size_t take_header(char* bytes, std::size_t, std::size_t count, void* user) {
  auto& receiver = *static_cast<Receiver*>(user);
  std::string_view line(bytes, count);
  while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
  const std::size_t colon = line.find(':');
  if (colon != std::string_view::npos) {
    receiver.reply.headers.add(std::string(line.substr(0, colon)),
                               std::string(http::trim(line.substr(colon + 1))));
  }
  return count;
}

int abort_when_stopped(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<Receiver*>(user)->stop.load() ? 1 : 0;
}

std::string header_or_empty(const Reply& reply, std::string_view name) {
  return std::string(reply.headers.find(name).value_or(""));
}

std::string fault_of(const Reply& reply) {
  if (reply.status == 0) return "AWS Lambda's Runtime API: " + reply.fault;
  return "AWS Lambda's Runtime API answered " + std::to_string(reply.status);
}

std::string to_json(const RuntimeError& error) {
  return canonical::write(Json::object(
      {{"errorMessage", error.message}, {"errorType", error.type}, {"stackTrace", Json::array()}}));
}

}  // namespace

// One curl handle, so that the connection is kept.
class RuntimeApi::Connection {
 public:
  explicit Connection(const std::string& address)
      : base_("http://" + address + "/2018-06-01/runtime/"), curl_(curl_easy_init()) {}
  ~Connection() { curl_easy_cleanup(curl_); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  Reply get(const std::string& path, std::size_t max_bytes, const std::atomic<bool>& stop) {
    Reply reply;
    Receiver receiver{reply, max_bytes, stop};
    prepare(path, receiver);
    curl_easy_setopt(curl_, CURLOPT_HTTPGET, 1L);
    curl_easy_setopt(curl_, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl_, CURLOPT_XFERINFOFUNCTION, abort_when_stopped);
    curl_easy_setopt(curl_, CURLOPT_XFERINFODATA, &receiver);
    perform(reply);
    return reply;
  }

  Reply post(const std::string& path, std::string_view body, std::string_view error_type,
             std::chrono::milliseconds timeout, const std::atomic<bool>& stop) {
    Reply reply;
    Receiver receiver{reply, std::size_t{64} << 10U, stop};
    prepare(path, receiver);
    // Expect: would cost a round trip for every answer of more than a megabyte.
    curl_slist* fields = curl_slist_append(nullptr, "Expect:");
    fields = curl_slist_append(fields, "Content-Type: application/json");
    if (!error_type.empty()) {
      const std::string field = "Lambda-Runtime-Function-Error-Type: " + std::string(error_type);
      fields = curl_slist_append(fields, field.c_str());
    }
    curl_easy_setopt(curl_, CURLOPT_HTTPHEADER, fields);
    curl_easy_setopt(curl_, CURLOPT_POST, 1L);
    curl_easy_setopt(curl_, CURLOPT_POSTFIELDS, body.data());
    curl_easy_setopt(curl_, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
    curl_easy_setopt(curl_, CURLOPT_TIMEOUT_MS, timeout.count());
    perform(reply);
    curl_slist_free_all(fields);
    return reply;
  }

 private:
  void prepare(const std::string& path, Receiver& receiver) {
    curl_easy_reset(curl_);  // options only: the connection stays
    curl_easy_setopt(curl_, CURLOPT_URL, (base_ + path).c_str());
    curl_easy_setopt(curl_, CURLOPT_PROTOCOLS_STR, "http");
    curl_easy_setopt(curl_, CURLOPT_NOPROXY, "*");
    curl_easy_setopt(curl_, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl_, CURLOPT_TCP_NODELAY, 1L);
    curl_easy_setopt(curl_, CURLOPT_CONNECTTIMEOUT_MS, kConnectTimeoutMs);
    curl_easy_setopt(curl_, CURLOPT_TIMEOUT_MS, 0L);
    curl_easy_setopt(curl_, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(curl_, CURLOPT_WRITEDATA, &receiver);
    curl_easy_setopt(curl_, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(curl_, CURLOPT_HEADERDATA, &receiver);
  }

  void perform(Reply& reply) {
    const CURLcode code = curl_easy_perform(curl_);
    if (code == CURLE_OK) {
      curl_easy_getinfo(curl_, CURLINFO_RESPONSE_CODE, &reply.status);
      return;
    }
    reply.is_stopped = code == CURLE_ABORTED_BY_CALLBACK;
    reply.fault = curl_easy_strerror(code);
  }

  std::string base_;
  CURL* curl_;
};

RuntimeApi::RuntimeApi(RuntimeApiOptions options, const std::atomic<bool>& stop)
    : options_(std::move(options)),
      stop_(stop),
      connection_(std::make_unique<Connection>(options_.address)) {}

RuntimeApi::~RuntimeApi() = default;

bool RuntimeApi::pause_after(int attempt) const {
  if (attempt >= options_.attempts) return false;
  std::this_thread::sleep_for(options_.first_pause * (1 << (attempt - 1)));
  return true;
}

Result<std::optional<Invocation>> RuntimeApi::next() {
  for (int attempt = 1;; ++attempt) {
    if (stop_) return std::nullopt;
    Reply reply = connection_->get("invocation/next", options_.max_event_bytes, stop_);
    if (reply.is_stopped) return std::nullopt;
    if (reply.is_success()) {
      Invocation invocation;
      invocation.request_id = header_or_empty(reply, "Lambda-Runtime-Aws-Request-Id");
      invocation.trace_id = header_or_empty(reply, "Lambda-Runtime-Trace-Id");
      invocation.event = std::move(reply.body);
      const std::string deadline = header_or_empty(reply, "Lambda-Runtime-Deadline-Ms");
      std::int64_t deadline_ms = 0;
      std::from_chars(deadline.data(), deadline.data() + deadline.size(), deadline_ms);
      invocation.deadline.us = deadline_ms * 1000;
      if (!invocation.request_id.empty() && deadline_ms > 0) return invocation;
      return fail(ErrorCode::kMissing,
                  "AWS Lambda's Runtime API gave an event without request id or deadline");
    }
    if (reply.is_refusal() || !pause_after(attempt)) {
      return fail(ErrorCode::kUnsupported, fault_of(reply));
    }
  }
}

Posted RuntimeApi::respond(std::string_view request_id, std::string_view answer) {
  return post("invocation/" + std::string(request_id) + "/response", answer, {});
}

Posted RuntimeApi::fail_invocation(std::string_view request_id, const RuntimeError& error) {
  return post("invocation/" + std::string(request_id) + "/error", to_json(error), error.type);
}

Posted RuntimeApi::fail_start(const RuntimeError& error) {
  return post("init/error", to_json(error), error.type);
}

Posted RuntimeApi::post(const std::string& path, std::string_view body,
                        std::string_view error_type) {
  for (int attempt = 1;; ++attempt) {
    const Reply reply = connection_->post(path, body, error_type, options_.post_timeout, stop_);
    if (reply.is_success()) return Posted::kAccepted;
    if (reply.status == 413) return Posted::kTooLarge;
    if (reply.is_refusal()) return Posted::kRefused;
    if (!pause_after(attempt)) return Posted::kUnreachable;
  }
}

}  // namespace financescr::lambda
