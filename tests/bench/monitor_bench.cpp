// How many events a second each part of monitoring takes, on one thread: reading lines, keeping the
// past with what rules note, the typed decision, the decision as hashed JSON; and bytes a live
// event.
//   usage: monitor_bench [EVENTS [ACCOUNTS]]
#include <malloc.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "engine/monitoring/engine.hpp"
#include "engine/pack/compile.hpp"
#include "engine/replay/monitor_lines.hpp"
#include "tests/unit/monitoring/random_events.hpp"

namespace financescr::monitoring {
namespace {

World world_of(std::size_t accounts) {
  World world;
  world.accounts = accounts;
  world.clients = accounts * 3 / 4;
  world.counterparties = accounts;
  world.agents = accounts / 50 + 1;
  world.merchants = accounts / 50 + 1;
  world.devices = accounts;
  world.step_us = 18'000'000'000 / static_cast<std::int64_t>(accounts);
  world.max_late_us = Timestamp::kDay;
  return world;
}

std::vector<std::string> lines_of(std::size_t count, std::size_t accounts) {
  RandomEvents source(world_of(accounts), 1);
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < count; ++i) {
    const Event event = source.next();
    canonical::Json json = event.to_json();
    const bool may_be_either =
        event.type == EventType::kTransfer || event.type == EventType::kOther;
    if (!may_be_either) json.set("direction", canonical::Json());
    lines.push_back(canonical::write(json));
  }
  return lines;
}

class Stopwatch {
 public:
  explicit Stopwatch(const char* what, std::size_t count) : what_(what), count_(count) {}
  ~Stopwatch() {
    const std::chrono::duration<double> time = std::chrono::steady_clock::now() - start_;
    std::printf("%-44s %9.0f a second\n", what_, static_cast<double>(count_) / time.count());
  }

 private:
  const char* what_;
  std::size_t count_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

int run(std::size_t count, std::size_t accounts) {
  auto compiled = pack::compile({});
  if (!compiled) return EXIT_FAILURE;
  const auto bytes = pack::copy_aligned(compiled->bytes);
  auto engines = replay::EngineSet::create(*pack::Pack::open(bytes.view, bytes.owner));
  const Engine& engine = engines->monitoring();
  const std::vector<std::string> texts = lines_of(count, accounts);
  replay::MonitorLines lines(engine, {});
  std::vector<replay::MonitorLines::Line> all(count);
  {
    const Stopwatch time("lines read", count);
    for (std::size_t i = 0; i < count; ++i) all[i] = replay::MonitorLines::read(i + 1, texts[i]);
  }
  const std::size_t before = mallinfo2().uordblks;
  std::size_t requests = 0;
  {
    const Stopwatch time("the past kept, and facts noted", count);
    for (auto& line : all) lines.take(line);
  }
  std::size_t alerts = 0;
  {
    const Stopwatch time("typed decisions", count);
    for (auto& line : all) {
      const auto* step = std::get_if<ToDecide>(&line.step);
      if (step == nullptr) continue;
      ++requests;
      const Outcome outcome = decide(step->request, engine.policy(), {});
      if (outcome.decision == Decision::kAlert) ++alerts;
    }
  }
  decision::Workspace workspace;
  {
    const Stopwatch time("decisions as hashed JSON", count);
    for (auto& line : all) lines.decide(line, workspace);
  }
  {
    const Stopwatch time("answers kept and written", count);
    for (auto& line : all) lines.settle(line);
  }
  all.clear();
  std::printf("%zu events of %zu accounts, %zu decided, %zu alerts, %zu entries of timelines\n",
              count, accounts, requests, alerts, lines.monitor().history().size());
  std::printf("%.0f bytes a live event\n",
              static_cast<double>(mallinfo2().uordblks - before) / static_cast<double>(count));
  return EXIT_SUCCESS;
}

}  // namespace
}  // namespace financescr::monitoring

int main(int argc, char** argv) {
  const std::size_t count = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 200'000;
  const std::size_t accounts = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 20'000;
  return financescr::monitoring::run(count, accounts);
}
