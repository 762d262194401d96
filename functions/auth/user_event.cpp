#include "functions/auth/user_event.hpp"

namespace financescr::auth {

ports::AuditEvent user_event(std::string_view event, std::string_view actor,
                             std::string_view request_id, Timestamp at,
                             const canonical::Json& details) {
  ports::AuditEvent row;
  row.at = at;
  row.event = event;
  row.actor = actor;
  row.request_id = request_id;
  row.details = details;
  return row;
}

}  // namespace financescr::auth
