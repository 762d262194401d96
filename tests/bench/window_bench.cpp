// How many events a second a history takes, on one thread, in worlds with short and with long
// timelines; in order, and with late events.
//   usage: window_bench [EVENTS]
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "engine/monitoring/history.hpp"
#include "tests/unit/monitoring/random_events.hpp"

namespace financescr::monitoring {
namespace {

// `accounts` accounts with an event every five hours each, three quarters as many clients, and an
// agent and a merchant for fifty accounts.
World world_of(std::size_t accounts, int late_percent) {
  World world;
  world.accounts = accounts;
  world.clients = accounts * 3 / 4;
  world.counterparties = accounts;
  world.agents = accounts / 50 + 1;
  world.merchants = accounts / 50 + 1;
  world.devices = accounts;
  world.step_us = 18'000'000'000 / static_cast<std::int64_t>(accounts);
  world.late_percent = late_percent;
  world.max_late_us = Timestamp::kDay;
  return world;
}

void measure(std::size_t accounts, int late_percent, std::size_t count) {
  RandomEvents source(world_of(accounts, late_percent), 1);
  std::vector<Event> events;
  for (std::size_t i = 0; i < count; ++i) events.push_back(source.next());
  History history({});
  std::size_t facts = 0;
  const auto start = std::chrono::steady_clock::now();
  for (const Event& event : events) {
    const auto past = history.observe(event);
    if (past) facts += past->facts[0].value()[0].count;
  }
  const std::chrono::duration<double> time = std::chrono::steady_clock::now() - start;
  std::printf("%8zu accounts  %2d %% late  %8.0f events/s  %8zu entries  (%zu)\n", accounts,
              late_percent, static_cast<double>(count) / time.count(), history.size(), facts);
}

}  // namespace
}  // namespace financescr::monitoring

int main(int argc, char** argv) {
  const std::size_t count = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 300'000;
  for (const std::size_t accounts : {100U, 2'000U, 50'000U}) {
    for (const int late_percent : {0, 5}) {
      financescr::monitoring::measure(accounts, late_percent, count);
    }
  }
}
