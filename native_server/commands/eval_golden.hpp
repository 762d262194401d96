// `financescr eval golden`: the accepted decisions of a pack root against those made now.
#pragma once

#include <string>

namespace financescr::commands {

// `path` is a pack root with golden/<version>. Returns an exit code: kSomeFailed if a decision
// changed.
[[nodiscard]] int eval_golden(const std::string& path, bool json);

}  // namespace financescr::commands
