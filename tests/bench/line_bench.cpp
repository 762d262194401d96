// line_bench: the native side of wasm_bench.sh.
//
//   line_bench requests PACK COUNT SEED >REQUESTS    the queries of `financescr bench`, as requests
//   line_bench decide PACK ROUNDS <REQUESTS          decides them one by one, as `screen` does
//
// `decide` goes once through all requests to warm up and then ROUNDS times, and prints JSON: how
// long opening took, what the process holds, and of each request the least time a round took for
// it, text to text. Requests of other programs for the processor only lengthen times.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <limits>
#include <string>
#include <vector>

#include "engine/pack/pack.hpp"
#include "engine/replay/engine_set.hpp"
#include "engine/replay/lines.hpp"
#include "native_server/bench_sets/queries.hpp"
#include "native_server/files/files.hpp"

namespace financescr {
namespace {

using canonical::Json;
using Clock = std::chrono::steady_clock;

constexpr std::int64_t kBytesPerKilobyte = 1024;

[[noreturn]] void stop(const std::string& why) {
  std::fprintf(stderr, "line_bench: %s\n", why.c_str());
  std::exit(EXIT_FAILURE);
}

std::int64_t nanoseconds(Clock::duration time) {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(time).count();
}

replay::EngineSet open(const std::string& path) {
  auto file = files::read_file(path);
  if (!file) stop(file.error().detail);
  auto pack = pack::Pack::open(file->view, file->owner);
  if (!pack) stop(pack.error().detail);
  auto engine = replay::EngineSet::create(*std::move(pack));
  if (!engine) stop(engine.error().first.front().to_string());
  return *std::move(engine);
}

void print_requests(const replay::EngineSet& engine, std::size_t count, std::uint64_t seed) {
  for (const auto& query :
       bench_sets::make_queries(engine.screening().rows()->watchlist, count, seed)) {
    const Json subject = Json::object({{"name", query.name}});
    std::cout << canonical::write(Json::object({{"subject", subject}})) << '\n';
  }
}

// What this process has in memory, and the most it ever had.
Json memory() {
  std::int64_t now_kb = 0;
  std::int64_t peak_kb = 0;
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;) {
    if (word == "VmRSS:") status >> now_kb;
    if (word == "VmHWM:") status >> peak_kb;
  }
  return Json::object({{"rss_bytes", now_kb * kBytesPerKilobyte},
                       {"peak_bytes", std::max(now_kb, peak_kb) * kBytesPerKilobyte}});
}

class Rounds {
 public:
  Rounds(const replay::EngineSet& engine, std::vector<std::string> lines)
      : engine_(engine),
        lines_(std::move(lines)),
        least_ns_(lines_.size(), std::numeric_limits<std::int64_t>::max()) {}

  void run() {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const auto start = Clock::now();
      const auto result = replay::decide_line(
          i + 1, lines_[i],
          [this](const Json& request) { return engine_.screening().decide(request, workspace_); },
          false);
      least_ns_[i] = std::min(least_ns_[i], nanoseconds(Clock::now() - start));
      if (result.failed) stop(result.answer);
    }
  }

  void forget() {
    std::fill(least_ns_.begin(), least_ns_.end(), std::numeric_limits<std::int64_t>::max());
  }
  [[nodiscard]] Json least_ns() const {
    Json times = Json::array();
    for (const std::int64_t time : least_ns_) times.push_back(time);
    return times;
  }

 private:
  const replay::EngineSet& engine_;
  std::vector<std::string> lines_;
  std::vector<std::int64_t> least_ns_;
  decision::Workspace workspace_;
};

void decide(const std::string& path, int round_count) {
  const auto start = Clock::now();
  const replay::EngineSet engine = open(path);
  const std::int64_t open_ns = nanoseconds(Clock::now() - start);
  std::vector<std::string> lines;
  for (std::string line; std::getline(std::cin, line);) lines.push_back(line);
  Rounds rounds(engine, std::move(lines));
  rounds.run();
  rounds.forget();
  for (int round = 0; round < round_count; ++round) rounds.run();
  Json report = memory();
  report.set("open_ns", open_ns);
  report.set("least_ns", rounds.least_ns());
  std::cout << canonical::write(report) << '\n';
}

int run(const std::vector<std::string>& arguments) {
  if (arguments.size() == 3 && arguments[0] == "decide") {
    decide(arguments[1], std::stoi(arguments[2]));
  } else if (arguments.size() == 4 && arguments[0] == "requests") {
    print_requests(open(arguments[1]), std::stoul(arguments[2]), std::stoull(arguments[3]));
  } else {
    stop("usage: line_bench requests PACK COUNT SEED | line_bench decide PACK ROUNDS");
  }
  return EXIT_SUCCESS;
}

}  // namespace
}  // namespace financescr

int main(int argc, char** argv) { return financescr::run({argv + 1, argv + argc}); }
