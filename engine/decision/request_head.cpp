#include "engine/decision/request_head.hpp"

#include "engine/canonical/reference.hpp"
#include "engine/core/limits.hpp"

namespace financescr::decision {

RequestHead read_head(canonical::Fields& fields, std::optional<Date> default_as_of,
                      std::string_view id_key, std::string_view given_key, Errors& errors) {
  RequestHead head;
  static_cast<void>(fields.find("request_id"));
  head.customer_ref = canonical::read_reference(fields, "customer_ref");
  head.as_of = fields.date("as_of");
  if (!head.as_of) head.as_of = default_as_of;
  head.id = fields.text(id_key, limits::kMaxIdBytes);
  if (head.id && head.id->empty()) head.id.reset();
  head.given = fields.find(given_key);
  const std::string id_name(id_key);
  const std::string given_name(given_key);
  if (head.id && head.given != nullptr) {
    fields.reject(given_key, ErrorCode::kConflict,
                  id_name + " and " + given_name + " are both given; give one of them");
    head.given = nullptr;
  } else if (!head.id && head.given == nullptr && errors.empty()) {
    errors.push_back({ErrorCode::kMissing, "Provide either " + id_name + " or " + given_name, ""});
  }
  return head;
}

}  // namespace financescr::decision
