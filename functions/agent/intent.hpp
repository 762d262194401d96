// Intent: what a message asks for.
//
// A message is cut into words; a command is a pattern over all of its words, and never a word found
// somewhere in it: "Screen John Whyte" asks no why, and "Screen Michael Phelps" no help. What is no
// command is a name to screen.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace financescr::agent {

enum class Intent : std::uint8_t { kScreenSubject, kListCases, kOpenCase, kExplainLast, kHelp };

// "SCREEN_SUBJECT", "LIST_CASES", "OPEN_CASE", "EXPLAIN_LAST", "HELP".
[[nodiscard]] std::string_view to_string(Intent intent);

struct Asked {
  Intent intent = Intent::kHelp;
  // OPEN_CASE: the first UUID of the message, as it is written there; nothing if there is none.
  std::optional<std::string> case_id;
  // LIST_CASES: only those of who asks, only those that are late.
  bool only_mine = false;
  bool only_overdue = false;
  // SCREEN_SUBJECT: whom, as written; empty if the message does not say. Of a customer, the id.
  std::string subject;
  bool is_customer = false;
  // Not of the message: what the caller calls the subject.
  std::optional<std::string> customer_ref;
};

// Requires: valid UTF-8. Complexity: linear.
[[nodiscard]] Asked understand(std::string_view message);

// The first 8-4-4-4-12 hexadecimal UUID that stands as a word of its own.
[[nodiscard]] std::optional<std::string> find_uuid(std::string_view text);

}  // namespace financescr::agent
