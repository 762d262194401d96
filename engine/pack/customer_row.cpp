#include "engine/pack/customer_row.hpp"

#include "engine/canonical/fields.hpp"
#include "engine/core/birth.hpp"
#include "engine/core/limits.hpp"

namespace financescr::pack {

using canonical::Json;

CustomerRow CustomerRow::read(const Json& json, Errors& errors, Pointers& ignored) {
  CustomerRow row;
  canonical::Fields fields(json, "", errors);
  row.customer_id = fields.required_text("customer_id", limits::kMaxIdBytes);
  row.name = fields.required_text("name", limits::kMaxNameBytes);
  if (const auto text = fields.text("dob", limits::kMaxIdBytes)) {
    row.date_of_birth = PartialDate::parse(*text);
    if (!row.date_of_birth) {
      fields.reject("dob", ErrorCode::kInvalid, std::string(birth_text_fault(*text)));
    }
  }
  row.nationality = fields.country("nationality");
  row.residence_country = fields.country("residence_country");
  row.id_hash = fields.text("id_hash", limits::kMaxIdBytes * 2).value_or("");
  if (const auto region = fields.choice("region", {"EU", "ASIA"})) {
    row.region = *region == 0 ? "EU" : "ASIA";
  }
  ignored.append(fields.unknown());
  return row;
}

Json CustomerRow::to_json() const {
  const auto country = [](const std::optional<Country>& value) {
    return value ? Json(value->to_string()) : Json();
  };
  return Json::object({
      {"customer_id", customer_id},
      {"name", name},
      {"dob", date_of_birth ? Json(date_of_birth->to_string()) : Json()},
      {"nationality", country(nationality)},
      {"residence_country", country(residence_country)},
      {"id_hash", id_hash.empty() ? Json() : Json(id_hash)},
      {"region", region.empty() ? Json() : Json(region)},
  });
}

}  // namespace financescr::pack
