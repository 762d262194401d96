// Tools: what the agent can do. A closed list: intent_update, screen_subject, list_cases, get_case,
// explain_last. They read the store and prepare what a turn writes; they commit nothing.
#pragma once

#include <optional>
#include <string>

#include "functions/agent/intent.hpp"
#include "functions/agent/trace.hpp"
#include "functions/call/call.hpp"

namespace financescr::agent {

// What a conversation remembers from turn to turn; ids only.
struct Memory {
  std::optional<std::string> decision_id;  // the last one it spoke of

  [[nodiscard]] static Memory read(std::string_view metadata);
  [[nodiscard]] std::string to_text() const;
};

// What carrying out a message comes to.
struct Done {
  std::string reply;
  std::optional<std::string> case_id;      // that the reply speaks of
  std::optional<std::string> decision_id;  // that the reply speaks of
  ports::Transaction transaction;          // to commit with the turn
  bool is_question = false;                // nothing of the turn is stored: it did nothing
};

// Appends a TOOL_CALL and a TOOL_RESULT for each tool that runs, or an ASK_USER.
// Errors: those of the store.
[[nodiscard]] ports::Stored<Done> carry_out(const Call& call, const Asked& asked,
                                            const Memory& memory, Trace& trace);

}  // namespace financescr::agent
