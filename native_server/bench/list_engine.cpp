#include "native_server/bench/list_engine.hpp"

#include <atomic>
#include <thread>
#include <utility>

#include "engine/pack/compile.hpp"
#include "native_server/host/progress.hpp"

namespace financescr::bench {

Result<replay::Engine> engine_over(const std::string& lines) {
  pack::DomainSource source;
  source.label = "bench";
  source.files.push_back({"watchlist.jsonl", lines});
  const auto compiled = pack::compile({source});
  if (!compiled) {
    return fail(ErrorCode::kInvalid, compiled.error().first.front().to_string());
  }
  auto copy = pack::copy_aligned(compiled->bytes);
  auto opened = pack::Pack::open(copy.view, copy.owner);
  if (!opened) return tl::unexpected(opened.error());
  auto engine = replay::Engine::create(std::move(*opened));
  if (!engine) return fail(ErrorCode::kInvalid, engine.error().first.front().to_string());
  return std::move(*engine);
}

Result<replay::Engine> engine_over(const std::vector<pack::WatchlistRow>& rows) {
  std::string lines;
  for (const pack::WatchlistRow& row : rows) row.append_line(lines);
  return engine_over(lines);
}

void for_each_index(std::string_view what, std::size_t count, std::size_t threads,
                    const std::function<void(std::size_t, screening::Workspace&)>& work) {
  host::Progress progress{std::string(what)};
  std::atomic<std::size_t> next{0};
  const auto run = [&](bool shows) {
    screening::Workspace workspace;
    for (std::size_t i = next++; i < count; i = next++) {
      work(i, workspace);
      if (shows) progress.update(i, count);
    }
  };
  std::vector<std::thread> pool;
  for (std::size_t t = 1; t < threads; ++t) pool.emplace_back(run, false);
  run(true);
  for (auto& thread : pool) thread.join();
}

}  // namespace financescr::bench
