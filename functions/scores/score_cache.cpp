#include "functions/scores/score_cache.hpp"

#include <utility>

namespace financescr::scores {

Result<ScoreCache::Scores> ScoreCache::of(const std::shared_ptr<const ports::LoadedPack>& pack,
                                          decision::Workspace& workspace) {
  const std::lock_guard lock(mutex_);
  if (pack_.lock() == pack) return scores_;
  auto scores = evaluation::score_labelled(pack->engine, workspace);
  if (!scores) return tl::unexpected(scores.error());
  scores_ = std::make_shared<const evaluation::ScreeningScores>(std::move(*scores));
  pack_ = pack;
  return scores_;
}

}  // namespace financescr::scores
