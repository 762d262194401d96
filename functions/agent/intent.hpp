// Intent: what a message asks for.
//
// A message is cut into words; a command is a pattern over all of its words, and never a word found
// somewhere in it: "Screen John Whyte" asks no why, and "Screen Michael Phelps" no help. What is
// not understood to its last word is a question back, never a guess.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "functions/agent/said_subject.hpp"

namespace financescr::agent {

enum class Intent : std::uint8_t { kScreenSubject, kListCases, kOpenCase, kExplainLast, kHelp };

// "SCREEN_SUBJECT", "LIST_CASES", "OPEN_CASE", "EXPLAIN_LAST", "HELP".
[[nodiscard]] std::string_view to_string(Intent intent);

struct Asked {
  Intent intent = Intent::kHelp;
  // What to ask back, because the message was not understood; empty if it was.
  std::string question;
  // OPEN_CASE: the first UUID of the message, as it is written there.
  std::optional<std::string> case_id;
  // LIST_CASES: only those of who asks, only those that are late.
  bool only_mine = false;
  bool only_overdue = false;
  // SCREEN_SUBJECT: one of these.
  std::optional<SaidSubject> subject;
  std::optional<std::string> customer_id;
  // Not of the message: what the caller calls the subject.
  std::optional<std::string> customer_ref;
  // EXPLAIN_LAST: whom or what the question names, as written; empty for the last decision.
  std::string about;
};

// Requires: valid UTF-8. Complexity: linear.
[[nodiscard]] Asked understand(std::string_view message);

// The first 8-4-4-4-12 hexadecimal UUID that stands as a word of its own.
[[nodiscard]] std::optional<std::string> find_uuid(std::string_view text);

}  // namespace financescr::agent
