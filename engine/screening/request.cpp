#include "engine/screening/request.hpp"

#include "engine/canonical/fields.hpp"
#include "engine/canonical/reference.hpp"
#include "engine/core/limits.hpp"

namespace financescr::screening {

using canonical::Json;

ScreenRequest ScreenRequest::read(const Json& json, std::optional<Date> default_as_of,
                                  Errors& errors, Pointers& ignored) {
  ScreenRequest request;
  canonical::Fields fields(json, "", errors);
  if (json.if_object() == nullptr) return request;
  static_cast<void>(fields.find("request_id"));
  request.customer_ref = canonical::read_reference(fields, "customer_ref");
  request.as_of = fields.date("as_of");
  if (!request.as_of) request.as_of = default_as_of;
  request.customer_id = fields.text("customer_id", limits::kMaxIdBytes);
  if (request.customer_id && request.customer_id->empty()) request.customer_id.reset();
  const Json* subject = fields.find("subject");
  if (request.customer_id && subject != nullptr) {
    fields.reject("subject", ErrorCode::kConflict,
                  "customer_id and subject are both given; give one of them");
  } else if (subject != nullptr) {
    request.subject = Subject::read(*subject, "/subject", request.as_of, errors, ignored);
  } else if (!request.customer_id && errors.empty()) {
    errors.push_back({ErrorCode::kMissing, "Provide either customer_id or subject", ""});
  }
  if (const Json* options = fields.find("options")) {
    canonical::Fields choices(*options, "/options", errors);
    request.top_k = choices.integer("top_k", 1, limits::kMaxTopK);
    request.threshold = choices.number("threshold", kMicroZero, kMicroOne);
    ignored.append(choices.unknown());
  }
  ignored.append(fields.unknown());
  return request;
}

Json ScreenRequest::to_json() const {
  Json json = Json::object({{"as_of", as_of ? Json(as_of->to_string()) : Json()}});
  if (customer_id) json.set("customer_id", *customer_id);
  if (subject) json.set("subject", subject->to_json());
  if (top_k || threshold) {
    Json options = Json::object();
    if (top_k) options.set("top_k", *top_k);
    if (threshold) options.set("threshold", *threshold);
    json.set("options", std::move(options));
  }
  return json;
}

std::optional<Error> threshold_fault(const ScreenRequest& request, const Policy& policy) {
  if (!request.threshold || *request.threshold <= policy.threshold) return std::nullopt;
  return Error{ErrorCode::kInvalid,
               "must not be above the policy's threshold of " + policy.threshold.to_string() +
                   ", for it would clear what the policy reviews; a higher one is tried in what-if",
               "/options/threshold"};
}

}  // namespace financescr::screening
