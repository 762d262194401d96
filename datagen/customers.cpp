#include "datagen/customers.hpp"

#include "datagen/law.hpp"
#include "datagen/python_json.hpp"

namespace financescr::datagen {
namespace {

std::optional<std::string> country_or_null(CountryIndex country) {
  if (country == kNoCountry) return std::nullopt;
  return std::string(country_code(country));
}

}  // namespace

std::string customer_id(std::int64_t index) { return numbered("C_", index + 1); }

Customer draw_customer(PythonRandom& rng, const NamePools& pools, double dob_present) {
  Customer customer;
  customer.region = draw_region(rng, law::kCustomerEu);
  customer.person = draw_person(rng, pools, customer.region);
  if (maybe(rng, dob_present)) {
    customer.dob_days = draw_day(rng, law::kCustomerFirstBirth, law::kCustomerLastBirth);
  }
  const CountryIndex nationality = draw_country_of(rng, customer.region);
  const CountryIndex residence =
      customer.region == Region::kEu ? draw_country_of(rng, Region::kEu) : draw_any_country(rng);
  if (maybe(rng, law::kCustomerId)) customer.id_number = draw_id_number(rng);
  if (maybe(rng, law::kCustomerCountryKept)) customer.nationality = nationality;
  if (maybe(rng, law::kCustomerCountryKept)) customer.residence = residence;
  return customer;
}

std::string customer_line(const NamePools& pools, std::string_view id_salt, std::int64_t index,
                          const Customer& customer) {
  std::optional<std::string> dob;
  if (customer.dob_days) dob = Date::from_days(*customer.dob_days).to_string();
  std::optional<std::string> id_hash;
  if (customer.id_number != 0) id_hash = hash_of_id(id_salt, customer.id_number);
  return PythonJsonRow()
      .text("customer_id", customer_id(index))
      .text("name", name_of(pools, customer.person))
      .text_or_null("dob", dob)
      .text_or_null("nationality", country_or_null(customer.nationality))
      .text_or_null("residence_country", country_or_null(customer.residence))
      .text_or_null("id_hash", id_hash)
      .text("region", to_string(customer.region))
      .line();
}

}  // namespace financescr::datagen
