#include "engine/screening/subject.hpp"

#include "engine/canonical/fields.hpp"
#include "engine/core/limits.hpp"

namespace financescr::screening {

using canonical::Json;

Subject Subject::read(const Json& json, const std::string& pointer, std::optional<Date> as_of,
                      Errors& errors, Pointers& ignored) {
  Subject subject;
  canonical::Fields fields(json, pointer, errors);
  if (json.if_object() == nullptr) return subject;
  subject.name = pack::read_name(fields, "name");
  if (const auto text = fields.text("dob", limits::kMaxIdBytes)) {
    subject.date_of_birth = PartialDate::parse(*text);
    if (!subject.date_of_birth) {
      fields.reject("dob", ErrorCode::kInvalid,
                    "must be a date of birth: YYYY-MM-DD, YYYY-MM or YYYY");
    } else if (as_of) {
      const PartialDate& dob = *subject.date_of_birth;
      const auto first_day = Date::from_ymd(dob.first_year, dob.month == 0 ? 1 : dob.month,
                                            dob.day == 0 ? 1 : dob.day);
      if (first_day && *first_day > *as_of) {
        fields.reject("dob", ErrorCode::kInvalid, "lies after " + as_of->to_string());
      }
    }
  }
  subject.nationality = fields.country("nationality");
  subject.residence_country = fields.country("residence_country");
  subject.id_hash = fields.text("id_hash", limits::kMaxIdBytes * 2).value_or("");
  subject.id_key_missing = fields.boolean("id_key_missing").value_or(false);
  if (fields.text("id_number", limits::kMaxIdBytes)) {
    fields.reject("id_number", ErrorCode::kUnsupported, "must be hashed before it comes here");
  }
  subject.entity_type = static_cast<pack::EntityType>(
      fields.choice("entity_type", pack::entity_type_names()).value_or(0));
  ignored.append(fields.unknown());
  return subject;
}

Subject Subject::of(const pack::CustomerRow& customer) {
  Subject subject;
  subject.name = customer.name;
  subject.date_of_birth = customer.date_of_birth;
  subject.nationality = customer.nationality;
  subject.residence_country = customer.residence_country;
  subject.id_hash = customer.id_hash;
  return subject;
}

Json Subject::to_json() const {
  Json json = Json::object({{"name", name}});
  if (date_of_birth) json.set("dob", date_of_birth->to_string());
  if (nationality) json.set("nationality", nationality->to_string());
  if (residence_country) json.set("residence_country", residence_country->to_string());
  if (!id_hash.empty()) json.set("id_hash", id_hash);
  if (id_key_missing) json.set("id_key_missing", true);
  if (entity_type != pack::EntityType::kUnknown) {
    json.set("entity_type", pack::to_string(entity_type));
  }
  return json;
}

std::vector<std::string> Subject::missing_fields() const {
  std::vector<std::string> missing;
  if (!date_of_birth) missing.emplace_back("dob");
  if (!nationality) missing.emplace_back("nationality");
  if (!residence_country) missing.emplace_back("residence_country");
  if (id_hash.empty()) missing.emplace_back("id_number");
  return missing;
}

}  // namespace financescr::screening
