#include "engine/credit/request.hpp"

#include "engine/canonical/fields.hpp"
#include "engine/canonical/reference.hpp"
#include "engine/core/limits.hpp"

namespace financescr::credit {

using canonical::Json;

ApplyRequest ApplyRequest::read(const Json& json, std::optional<Date> default_as_of, Errors& errors,
                                Pointers& ignored) {
  ApplyRequest request;
  canonical::Fields fields(json, "", errors);
  if (json.if_object() == nullptr) return request;
  static_cast<void>(fields.find("request_id"));
  request.customer_ref = canonical::read_reference(fields, "customer_ref");
  request.as_of = fields.date("as_of");
  if (!request.as_of) request.as_of = default_as_of;
  request.application_id = fields.text("application_id", limits::kMaxIdBytes);
  if (request.application_id && request.application_id->empty()) request.application_id.reset();
  const Json* inline_application = fields.find("application");
  if (request.application_id && inline_application != nullptr) {
    fields.reject("application", ErrorCode::kConflict,
                  "application_id and application are both given; give one of them");
  } else if (inline_application != nullptr) {
    request.application = read_application(*inline_application, "/application",
                                           ApplicationForm::kInline, errors, ignored);
  } else if (!request.application_id && errors.empty()) {
    errors.push_back({ErrorCode::kMissing, "Provide either application_id or application", ""});
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
