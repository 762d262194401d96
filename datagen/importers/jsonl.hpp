// A list of one JSON object per line, read through an ImportSession.
#pragma once

#include <functional>

#include "datagen/importers/import_session.hpp"
#include "engine/canonical/json.hpp"

namespace financescr::datagen {

// Calls `take` with the object of every line; blank lines are passed over. A line that is no JSON
// object, or longer than limits::kMaxLineBytes, is reported and costs only itself.
void for_each_json_line(ImportSession& session, const ListFile& file,
                        const std::function<void(const canonical::Json&)>& take);

}  // namespace financescr::datagen
