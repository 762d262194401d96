// How many events a second each part of monitoring takes, on one thread: reading lines, keeping the
// past with what rules note, the typed decision, the decision as hashed JSON; and bytes a live
// event.
//   usage: monitor_bench [EVENTS [ACCOUNTS]]
#include <malloc.h>

#include <algorithm>
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

std::vector<std::string> lines_of(std::size_t count, std::size_t accounts) {
  RandomEvents source(bank_of(accounts), 1);
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < count; ++i) lines.push_back(canonical::write(source.next_json()));
  return lines;
}

// The time that a part took in all batches.
struct Part {
  const char* what;
  std::chrono::duration<double> time{};

  template <typename Work>
  void run(const Work& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    time += std::chrono::steady_clock::now() - start;
  }
  void print(std::size_t count) const {
    std::printf("%-34s %9.0f a second\n", what, static_cast<double>(count) / time.count());
  }
};

constexpr std::size_t kBatchLines = 512;  // as the command has them

int run(std::size_t count, std::size_t accounts) {
  auto compiled = pack::compile({});
  if (!compiled) return EXIT_FAILURE;
  const auto bytes = pack::copy_aligned(compiled->bytes);
  auto engines = replay::EngineSet::create(*pack::Pack::open(bytes.view, bytes.owner));
  const Engine& engine = engines->monitoring();
  const std::vector<std::string> texts = lines_of(count, accounts);
  replay::MonitorLines lines(engine, {});
  decision::Workspace workspace;
  Part read{"lines read"};
  Part take{"the past kept, and facts noted"};
  Part decide_typed{"typed decisions"};
  Part decide_json{"decisions as hashed JSON"};
  Part settle{"answers kept"};
  std::size_t alerts = 0;
  std::size_t written_bytes = 0;
  const std::size_t before = mallinfo2().uordblks;
  for (std::size_t from = 0; from < count; from += kBatchLines) {
    std::vector<replay::MonitorLines::Line> batch(std::min(kBatchLines, count - from));
    const auto each = [&batch](const auto& work) {
      for (auto& line : batch) work(line);
    };
    read.run([&] {
      for (std::size_t i = 0; i < batch.size(); ++i) {
        batch[i] = replay::MonitorLines::read(from + i + 1, texts[from + i]);
      }
    });
    take.run([&] { each([&](auto& line) { lines.take(line); }); });
    decide_typed.run([&] {
      each([&](auto& line) {
        const auto* step = std::get_if<ToDecide>(&line.step);
        if (step == nullptr) return;
        const Outcome outcome = decide(step->request, engine.policy(), {});
        if (outcome.decision == Decision::kAlert) ++alerts;
      });
    });
    decide_json.run([&] { each([&](auto& line) { lines.decide(line, workspace); }); });
    settle.run([&] { each([&](auto& line) { lines.settle(line); }); });
    each([&](auto& line) { written_bytes += line.result.answer.size(); });
  }
  for (const Part* part : {&read, &take, &decide_typed, &decide_json, &settle}) part->print(count);
  std::printf(
      "%zu events of %zu accounts, %zu alerts, %zu entries of timelines, %zu bytes a line\n", count,
      accounts, alerts, lines.monitor().history().size(), written_bytes / count);
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
