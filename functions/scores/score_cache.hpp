// ScoreCache: the scores of the labelled rows of the pack that was asked about last. Screening them
// takes long; changing a threshold over them does not.
#pragma once

#include <memory>
#include <mutex>

#include "engine/evaluation/what_if_screening.hpp"
#include "functions/ports/pack_library.hpp"

namespace financescr::scores {

// Thread-safe. Does not keep a pack in memory.
class ScoreCache {
 public:
  using Scores = std::shared_ptr<const evaluation::ScreeningScores>;

  // Screens the rows unless that was done; whoever asks meanwhile waits for it.
  // Errors: those of evaluation::score_labelled; nothing of them is kept.
  [[nodiscard]] Result<Scores> of(const std::shared_ptr<const ports::LoadedPack>& pack,
                                  decision::Workspace& workspace);

 private:
  std::mutex mutex_;
  std::weak_ptr<const ports::LoadedPack> pack_;
  Scores scores_;
};

}  // namespace financescr::scores
