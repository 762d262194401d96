// The agent over HTTP: a turn of a conversation, and what was said in it (specification 1.1, 1.2).
//
// A turn is one transaction: the conversation, three messages, what its tool stored, the audit
// rows. Turns of one conversation are put in order by its version; one that was overtaken is made
// again.
#pragma once

#include "functions/call/call.hpp"

namespace financescr::agent {

// POST /agent/chat: {"conversation_id","message","context"?}.
[[nodiscard]] http::Response chat(Call& call);
// GET /agent/conversations/{conversation_id}: its owner, or from compliance_officer on.
[[nodiscard]] http::Response conversation(Call& call);

}  // namespace financescr::agent
