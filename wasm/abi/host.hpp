// Host: one pack, its engine and the handlers over a store in memory; what the C ABI exports.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engine/replay/monitor_lines.hpp"
#include "functions/call/context.hpp"
#include "functions/memory_store/memory_store.hpp"
#include "wasm/abi/browser_ports.hpp"

namespace financescr::browser {

// What a line is asked to become; the numbers are part of the C ABI.
enum class Task : std::uint32_t {
  kScreen = 0,
  kApply = 1,
  kMatch = 2,
  kReplay = 3,
  kScreenBundle = 4,  // answers the bundle instead of the decision
  kApplyBundle = 5,
  kMonitor = 6,  // a stream: what its lines say depends on those before
  kMonitorBundle = 7,
};
[[nodiscard]] std::optional<Task> task_of(std::uint32_t number);

class Host {
 public:
  // `owner` holds the bytes. Errors: all faults of the pack; kUnsupported where the arithmetic of
  // this machine is not the one that decisions are defined on.
  [[nodiscard]] static tl::expected<std::unique_ptr<Host>, Errors> open(
      std::string_view bytes, std::shared_ptr<const void> owner, ports::Clock& clock,
      ports::Entropy& entropy);
  Host(const Host&) = delete;
  Host& operator=(const Host&) = delete;

  // A message (message.hpp) to a message. Errors: those of read_request().
  [[nodiscard]] tl::expected<std::string, Errors> handle(std::string_view message);

  // JSON lines to JSON lines, each with a line feed; `first_line` numbers the first. Blank lines
  // are passed over but counted. Where events are monitored, line 1 begins a new past.
  [[nodiscard]] std::string lines(Task task, std::string_view text, std::size_t first_line);

  [[nodiscard]] const replay::EngineSet& engine() const { return pack_->engine; }

 private:
  Host(replay::EngineSet engine, ports::Clock& clock, ports::Entropy& entropy);
  [[nodiscard]] std::string line(Task task, std::size_t number, std::string_view text);
  [[nodiscard]] std::string monitored(Task task, replay::MonitorLines::Line line);

  ports::Clock& clock_;
  ports::Entropy& entropy_;
  std::shared_ptr<const ports::LoadedPack> pack_;
  SinglePackLibrary library_;
  memory_store::MemoryStore store_;
  PassingSecrets secrets_;
  WarningLog log_;
  metrics::Registry metrics_;
  http::RateLimiter rate_limiter_{http::RateLimit{}};
  scores::ScoreCache scores_;
  Settings settings_;
  std::unique_ptr<replay::MonitorLines> monitor_;
  decision::Workspace workspace_;
};

}  // namespace financescr::browser
