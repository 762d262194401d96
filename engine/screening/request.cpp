#include "engine/screening/request.hpp"

#include <utility>

#include "engine/canonical/fields.hpp"
#include "engine/core/limits.hpp"
#include "engine/decision/request_head.hpp"

namespace financescr::screening {

using canonical::Json;

ScreenRequest ScreenRequest::read(const Json& json, std::optional<Date> default_as_of,
                                  Errors& errors, Pointers& ignored) {
  ScreenRequest request;
  canonical::Fields fields(json, "", errors);
  if (json.if_object() == nullptr) return request;
  auto head = decision::read_head(fields, default_as_of, "customer_id", "subject", errors);
  request.as_of = head.as_of;
  request.customer_ref = std::move(head.customer_ref);
  request.customer_id = std::move(head.id);
  if (head.given != nullptr) {
    request.subject = Subject::read(*head.given, "/subject", request.as_of, errors, ignored);
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
