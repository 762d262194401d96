// JSON lines: the shapes that a command line and a batch request share.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/canonical/json.hpp"
#include "engine/canonical/object_text.hpp"
#include "engine/core/result.hpp"

namespace financescr::canonical {

// {"request_id","error":{"code","detail","pointer","line"}}, with "errors" where there are several.
[[nodiscard]] std::string error_line(std::size_t line, const Json& request_id,
                                     const Errors& errors);

// Adds "ignored_fields" to an answer if there are any.
void add_ignored_fields(Json& answer, const std::vector<std::string>& pointers);
void add_ignored_fields(ObjectText& answer, const std::vector<std::string>& pointers);

// The request's id as it stands, null if it has none.
[[nodiscard]] Json request_id_of(const Json& request);

}  // namespace financescr::canonical
