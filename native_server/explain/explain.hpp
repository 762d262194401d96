// explain: one line that `screen`, `apply`, `monitor`, `match` or `replay` wrote, told to a person.
//
// In: the JSON of an answer, of a decision bundle, of a replay's result or of an error object. Out:
// a document with prose first and tables after it. A bundle and the answer it belongs to give the
// same document. Nothing is decided again: every number shown is in the line, and the sums of
// contributions are shown beside what the line says of them. Never: a clock, I/O, a pack.
#pragma once

#include <string>

#include "engine/canonical/json.hpp"
#include "engine/core/result.hpp"
#include "native_server/explain/document.hpp"
#include "native_server/explain/render.hpp"

namespace financescr::explain {

// Errors: kUnsupported for JSON that none of these commands writes and for a bundle of another
// version; kMissing or kInvalid, with a pointer, where a decision lacks what makes it one.
[[nodiscard]] Result<Document> explain(const canonical::Json& line);

// The same, rendered.
[[nodiscard]] Result<std::string> explain(const canonical::Json& line, const Style& style);

// One decision. Requires: an object. `request_id` may be null.
// Errors: as above, with pointers into `decision`.
[[nodiscard]] Result<Document> explain_screening(const canonical::Json& decision,
                                                 const canonical::Json& request_id);
[[nodiscard]] Result<Document> explain_credit(const canonical::Json& decision,
                                              const canonical::Json& request_id);
[[nodiscard]] Result<Document> explain_monitoring(const canonical::Json& decision,
                                                  const canonical::Json& request_id);
// What `monitor` answers to a tick. Requires: an object.
[[nodiscard]] Document explain_tick(const canonical::Json& line);

}  // namespace financescr::explain
