#include "engine/credit/request.hpp"

#include <utility>

#include "engine/canonical/fields.hpp"
#include "engine/decision/request_head.hpp"

namespace financescr::credit {

using canonical::Json;

ApplyRequest ApplyRequest::read(const Json& json, std::optional<Date> default_as_of, Errors& errors,
                                Pointers& ignored) {
  ApplyRequest request;
  canonical::Fields fields(json, "", errors);
  if (json.if_object() == nullptr) return request;
  auto head = decision::read_head(fields, default_as_of, "application_id", "application", errors);
  request.as_of = head.as_of;
  request.customer_ref = std::move(head.customer_ref);
  request.application_id = std::move(head.id);
  if (head.given != nullptr) {
    request.application =
        read_application(*head.given, "/application", ApplicationForm::kInline, errors, ignored);
  }
  ignored.append(fields.unknown());
  return request;
}

Json ApplyRequest::to_json() const {
  Json json = Json::object({{"as_of", as_of ? Json(as_of->to_string()) : Json()}});
  if (application_id) {
    json.set("application_id", *application_id);
  } else {
    json.set("application", credit::to_json(*application));
  }
  return json;
}

}  // namespace financescr::credit
