// A whole service in memory for the tests of handlers: a clock that stands still until it is moved,
// numbered randomness, the two-customer pack of the replay tests.
#pragma once

#include <doctest/doctest.h>

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/canonical/sha256.hpp"
#include "functions/handle.hpp"
#include "functions/memory_store/memory_store.hpp"
#include "tests/unit/replay/samples.hpp"

namespace financescr::samples {

#ifdef __EMSCRIPTEN__
inline constexpr bool kHasNoThreads = true;
#else
inline constexpr bool kHasNoThreads = false;
#endif

class FixedClock final : public ports::Clock {
 public:
  Timestamp now() override { return now_; }
  std::int64_t elapsed_us() override { return elapsed_us_; }
  void advance_us(std::int64_t us) {
    now_.us += us;
    elapsed_us_ += us;
  }

 private:
  Timestamp now_ = *Timestamp::parse("2026-11-22T03:00:00Z");
  std::int64_t elapsed_us_ = 1;
};

// Different at every call, the same in every run.
class CountingEntropy final : public ports::Entropy {
 public:
  void fill(std::span<std::uint8_t> bytes) override {
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      if (i % 32 == 0) block_ = canonical::sha256(std::to_string(count_++));
      bytes[i] = block_[i % 32];
    }
  }

 private:
  std::int64_t count_ = 0;
  canonical::Sha256Digest block_{};
};

// Passwords and signatures by HMAC: the rules around them are what the tests are about.
class TestSecrets final : public ports::Secrets {
 public:
  std::string_view token_key() const override { return "a token key of thirty-two bytes!"; }
  std::string_view id_key() const override { return id_key_; }
  std::optional<std::string> hash_password(std::string_view password) override {
    return "$test$" + mac("password", password);
  }
  bool check_password(std::string_view hash, std::string_view password) override {
    return hash == "$test$" + mac("password", password);
  }
  std::optional<std::string> public_key() const override { return std::string(64, 'a'); }
  std::optional<std::string> sign(std::string_view message) override {
    return mac("signature", message);
  }
  bool verify(std::string_view public_key, std::string_view message,
              std::string_view signature) const override {
    return public_key == std::string(64, 'a') && signature == mac("signature", message);
  }
  void set_id_key(std::string key) { id_key_ = std::move(key); }

 private:
  static std::string mac(std::string_view key, std::string_view message) {
    return canonical::hex(canonical::hmac_sha256(key, message));
  }
  std::string id_key_;
};

// Keeps the lines for the test to read.
class KeptLog final : public ports::Log {
 public:
  void write(ports::LogLevel, std::string_view event,
             std::vector<canonical::Json::Member> fields) override {
    canonical::Json line = canonical::Json::object(std::move(fields));
    line.set("event", event);
    text += canonical::write(line) + "\n";
  }
  std::string text;
};

// Packs by name, all of them given.
class GivenPacks final : public ports::PackLibrary {
 public:
  explicit GivenPacks(std::shared_ptr<const ports::LoadedPack> first) : active_(first) {
    add(std::move(first));
  }
  void add(std::shared_ptr<const ports::LoadedPack> pack) { packs_[pack->pack_id] = pack; }
  std::shared_ptr<const ports::LoadedPack> active() const override { return active_; }
  std::vector<ports::PackEntry> list() const override {
    std::vector<ports::PackEntry> entries;
    for (const auto& [id, pack] : packs_) entries.push_back({id, id == active_->pack_id});
    return entries;
  }
  tl::expected<std::shared_ptr<const ports::LoadedPack>, Errors> open(
      const std::string& pack_id) override {
    const auto found = packs_.find(pack_id);
    if (found == packs_.end()) {
      return tl::unexpected(Errors{{ErrorCode::kNotFound, "no pack " + pack_id, ""}});
    }
    return found->second;
  }
  void activate(std::shared_ptr<const ports::LoadedPack> pack) override {
    active_ = std::move(pack);
  }

 private:
  std::map<std::string, std::shared_ptr<const ports::LoadedPack>> packs_;
  std::shared_ptr<const ports::LoadedPack> active_;
};

// A service with its ports, of which a test may change any before it asks.
class Service {
 public:
  explicit Service(replay::EngineSet engine = whole_engine())
      : packs(std::make_shared<const ports::LoadedPack>(
            ports::LoadedPack{"first", std::move(engine)})) {
    settings.version = "0.0.0";
    settings.version_stamp = "financescr@test";
    settings.instance = "test";
    settings.demo = true;
  }

  http::Response handle(const http::Request& request) {
    Context context{packs.active(), packs,        store,  clock,    entropy,  secrets, log,
                    metrics,        rate_limiter, scores, settings, workspace};
    context.pages = pages;
    http::Response response = financescr::handle(request, context);
    response.body = std::string(response.held_body());
    response.shared = {};
    while (response.stream != nullptr && response.stream->next(response.body)) {
    }
    return response;
  }

  // "POST", "/screen?x=1", a body, and further header fields.
  http::Response ask(std::string_view method, std::string_view target, std::string body = {},
                     const std::vector<http::Headers::Field>& headers = {}) {
    http::Request request;
    request.method = http::parse_method(method).value();
    request.path = target.substr(0, target.find('?'));
    if (request.path.size() < target.size()) request.query = target.substr(request.path.size() + 1);
    request.headers.add("Host", "localhost:8000");
    for (const auto& [name, value] : headers) request.headers.set(name, value);
    request.body = std::move(body);
    request.peer = "127.0.0.1";
    return handle(request);
  }

  CountingEntropy entropy;
  FixedClock clock;
  TestSecrets secrets;
  KeptLog log;
  metrics::Registry metrics;
  http::RateLimiter rate_limiter{http::RateLimit{}};
  scores::ScoreCache scores;
  Settings settings;
  memory_store::MemoryStore store{"test"};
  GivenPacks packs;
  decision::Workspace workspace;
  const http::Pages* pages = nullptr;
};

// The body as JSON. Requires: it is.
inline canonical::Json body_of(const http::Response& response) { return parse(response.body); }

inline std::string header_of(const http::Response& response, std::string_view name) {
  return std::string(response.headers.find(name).value_or(""));
}

}  // namespace financescr::samples
