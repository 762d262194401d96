// What the audit log says of users: ids, roles and states; no name.
#pragma once

#include <string_view>

#include "engine/canonical/json.hpp"
#include "functions/ports/records.hpp"

namespace financescr::auth {

[[nodiscard]] ports::AuditEvent user_event(std::string_view event, std::string_view actor,
                                           std::string_view request_id, Timestamp at,
                                           const canonical::Json& details);

}  // namespace financescr::auth
