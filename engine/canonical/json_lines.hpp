// JSON lines: the shapes that a command line and a batch request share.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "engine/canonical/json.hpp"
#include "engine/canonical/object_text.hpp"
#include "engine/core/result.hpp"

namespace financescr::canonical {

// {"request_id","error":{"code","detail","pointer","line"}}; where there are several, with
// "errors", the first limits::kMaxListedFaults, and "error_count". Requires: `errors` is not empty.
// `id_key`: what the id is called.
[[nodiscard]] std::string error_line(std::size_t line, const Json& id, const Errors& errors,
                                     std::string_view id_key = "request_id");

// Adds "ignored_fields" to an answer if there are any, and "ignored_field_count" if not all of them
// are listed.
void add_ignored_fields(Json& answer, const Pointers& pointers);
void add_ignored_fields(ObjectText& answer, const Pointers& pointers);

// The request's id as it stands, null if it has none.
[[nodiscard]] Json request_id_of(const Json& request);

}  // namespace financescr::canonical
