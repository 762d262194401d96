#include "native_server/bench/list_engine.hpp"

#include <utility>

#include "engine/pack/compile.hpp"

namespace financescr::bench {

Result<replay::EngineSet> engine_over(const std::string& lines) {
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
  auto engine = replay::EngineSet::create(std::move(*opened));
  if (!engine) return fail(ErrorCode::kInvalid, engine.error().first.front().to_string());
  return std::move(*engine);
}

Result<replay::EngineSet> engine_over(const std::vector<pack::WatchlistRow>& rows) {
  std::string lines;
  for (const pack::WatchlistRow& row : rows) row.append_line(lines);
  return engine_over(lines);
}

}  // namespace financescr::bench
