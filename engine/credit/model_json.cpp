// model.json: reading with every fault listed, and writing.
#include "engine/canonical/fields.hpp"
#include "engine/core/limits.hpp"
#include "engine/credit/model.hpp"

namespace financescr::credit {
namespace {

using canonical::Fields;
using canonical::Json;

std::vector<std::string_view> family_names() {
  std::vector<std::string_view> names;
  for (const ReasonText& row : reason_table()) {
    if (row.model_family) names.push_back(row.name);
  }
  return names;
}

ReasonCode family_at(std::size_t index) {
  for (const ReasonText& row : reason_table()) {
    if (row.model_family && index-- == 0) return row.code;
  }
  return ReasonCode::kExcessiveObligations;
}

FeatureTerm read_term(const Json& value, const std::string& pointer, Errors& errors) {
  Fields fields(value, pointer, errors);
  FeatureTerm term;
  if (value.if_object() == nullptr) return term;
  term.weight = fields.required_number("weight", -kMaxWeight, kMaxWeight);
  term.reference = fields.required_number("reference", -kMaxReference, kMaxReference);
  term.reason = family_at(fields.required_choice("reason", family_names()));
  fields.reject_unknown();
  return term;
}

void read_terms(Fields& model, Errors& errors, Model& out) {
  const Json* features = model.find("features");
  if (features == nullptr) {
    model.reject("features", ErrorCode::kMissing, "is required");
    return;
  }
  const std::string pointer = model.pointer_to("features");
  Fields fields(*features, pointer, errors);
  if (features->if_object() == nullptr) return;
  for (std::size_t i = 0; i < kFeatureCount; ++i) {
    const std::string_view name = to_string(feature_at(i));
    if (const Json* term = fields.find(name)) {
      out.terms[i] = read_term(*term, fields.pointer_to(name), errors);
    } else {
      fields.reject(name, ErrorCode::kMissing, "is required; a feature not used has weight 0");
    }
  }
  fields.reject_unknown();
}

}  // namespace

std::optional<Model> Model::read(const Json& value, const std::string& pointer, Errors& errors) {
  const std::size_t errors_before = errors.size();
  Fields fields(value, pointer, errors);
  if (errors.size() != errors_before) return std::nullopt;
  Model out;
  out.name = fields.required_text("name", limits::kMaxIdBytes);
  out.version = fields.required_text("version", limits::kMaxIdBytes);
  out.intercept = fields.required_number("intercept", -kMaxWeight, kMaxWeight);
  out.pd_floor = fields.required_number("pd_floor", kMicroZero, kMicroOne);
  out.pd_ceiling = fields.required_number("pd_ceiling", kMicroZero, kMicroOne);
  if (out.pd_floor > out.pd_ceiling) {
    fields.reject("pd_floor", ErrorCode::kInvalid, "must not be above pd_ceiling");
  }
  read_terms(fields, errors, out);
  fields.reject_unknown();
  if (errors.size() != errors_before) return std::nullopt;
  return out;
}

Json Model::to_json() const {
  Json features = Json::object();
  for (std::size_t i = 0; i < kFeatureCount; ++i) {
    const FeatureTerm& term = terms[i];
    features.set(to_string(feature_at(i)), Json::object({
                                               {"weight", term.weight},
                                               {"reference", term.reference},
                                               {"reason", describe(term.reason).name},
                                           }));
  }
  return Json::object({
      {"name", name},
      {"version", version},
      {"intercept", intercept},
      {"pd_floor", pd_floor},
      {"pd_ceiling", pd_ceiling},
      {"features", std::move(features)},
  });
}

}  // namespace financescr::credit
