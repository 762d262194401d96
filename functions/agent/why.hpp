// Why: questions about a decision, and whom they are about.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "functions/agent/words.hpp"

namespace financescr::agent {

// Whom or what a question why is about, as written: "CUST00017" of "why was CUST00017 flagged?";
// empty if it is about the last decision ("why was this flagged?"). Nothing: it is no such
// question. Requires: words of `message`, at least one.
[[nodiscard]] std::optional<std::string> read_why(std::string_view message,
                                                  const std::vector<Word>& words);

}  // namespace financescr::agent
