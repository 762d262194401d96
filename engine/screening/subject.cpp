#include "engine/screening/subject.hpp"

#include <algorithm>
#include <utility>

#include "engine/canonical/fields.hpp"
#include "engine/core/country_names.hpp"
#include "engine/core/limits.hpp"

namespace financescr::screening {

using canonical::Json;

namespace {

void take_birth(Subject& subject, const PartialDate& date) {
  if (const auto fault = birth_fault(date, BirthSource::kSubject, subject.as_of)) {
    subject.set_aside_birth = {date.to_string(), *fault};
  } else {
    subject.date_of_birth = date;
  }
}

// The code of a member that names no state, as it was written; else nothing.
std::string none_of(const Json& json, std::string_view key) {
  const Json* member = json.find(key);
  const std::string* text = member == nullptr ? nullptr : member->if_string();
  return text != nullptr && read_country(*text).is_none ? *text : std::string();
}

}  // namespace

Subject Subject::read(const Json& json, const std::string& pointer, std::optional<Date> as_of,
                      Errors& errors, Pointers& ignored) {
  Subject subject;
  subject.as_of = as_of;
  canonical::Fields fields(json, pointer, errors);
  if (json.if_object() == nullptr) return subject;
  subject.name = pack::read_name(fields, "name");
  if (const auto text = fields.text("dob", limits::kMaxIdBytes)) {
    const auto date = PartialDate::parse(*text);
    if (*text == kZeroDate) {
      subject.set_aside_birth = {std::string(kZeroDate), BirthFault::kPlaceholder};
    } else if (!date) {
      fields.reject("dob", ErrorCode::kInvalid, std::string(birth_text_fault(*text)));
    } else {
      take_birth(subject, *date);
    }
  }
  subject.nationality = fields.country("nationality");
  if (!subject.nationality) subject.set_aside_nationality = none_of(json, "nationality");
  subject.residence_country = fields.country("residence_country");
  if (!subject.residence_country) {
    subject.set_aside_residence = none_of(json, "residence_country");
  }
  const auto add_hash = [&subject](std::string hash) {
    auto& hashes = subject.id_hashes;
    if (hash.empty() || std::find(hashes.begin(), hashes.end(), hash) != hashes.end()) return;
    hashes.push_back(std::move(hash));
  };
  add_hash(fields.text("id_hash", limits::kMaxIdBytes * 2).value_or(""));
  for (auto& hash : fields.texts("id_hashes", limits::kMaxIdBytes * 2)) add_hash(std::move(hash));
  subject.id_key_missing = fields.boolean("id_key_missing").value_or(false);
  if (fields.text("id_number", limits::kMaxIdBytes)) {
    fields.reject("id_number", ErrorCode::kUnsupported, "must be hashed before it comes here");
  }
  subject.entity_type = static_cast<pack::EntityType>(
      fields.choice("entity_type", pack::entity_type_names()).value_or(0));
  ignored.append(fields.unknown());
  return subject;
}

Subject Subject::of(const pack::CustomerRow& customer, std::optional<Date> as_of) {
  Subject subject;
  subject.as_of = as_of;
  subject.name = customer.name;
  if (customer.date_of_birth) take_birth(subject, *customer.date_of_birth);
  subject.nationality = customer.nationality;
  subject.residence_country = customer.residence_country;
  if (!customer.id_hash.empty()) subject.id_hashes = {customer.id_hash};
  return subject;
}

Json Subject::to_json() const {
  Json json = Json::object({{"name", name}});
  if (date_of_birth) json.set("dob", date_of_birth->to_string());
  if (set_aside_birth) json.set("dob", set_aside_birth->text);
  if (nationality) json.set("nationality", nationality->to_string());
  if (residence_country) json.set("residence_country", residence_country->to_string());
  if (!set_aside_nationality.empty()) json.set("nationality", set_aside_nationality);
  if (!set_aside_residence.empty()) json.set("residence_country", set_aside_residence);
  if (id_hashes.size() == 1) json.set("id_hash", id_hashes.front());
  if (id_hashes.size() > 1) {
    Json::Array array;
    for (const auto& hash : id_hashes) array.emplace_back(hash);
    json.set("id_hashes", Json(std::move(array)));
  }
  if (id_key_missing) json.set("id_key_missing", true);
  if (entity_type != pack::EntityType::kUnknown) {
    json.set("entity_type", pack::to_string(entity_type));
  }
  return json;
}

void Subject::take_birth_in_name(const std::optional<PartialDate>& date) {
  const bool wanted = date && !date_of_birth;
  if (wanted && !birth_fault(*date, BirthSource::kSubject, as_of)) date_of_birth = date;
}

bool Subject::has_id_hash(std::string_view hash) const {
  return std::find(id_hashes.begin(), id_hashes.end(), hash) != id_hashes.end();
}

std::vector<std::string> Subject::missing_fields() const {
  std::vector<std::string> missing;
  if (!date_of_birth) missing.emplace_back("dob");
  if (!nationality) missing.emplace_back("nationality");
  if (!residence_country) missing.emplace_back("residence_country");
  if (id_hashes.empty()) missing.emplace_back("id_number");
  return missing;
}

}  // namespace financescr::screening
