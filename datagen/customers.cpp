#include "datagen/customers.hpp"

#include "datagen/python_json.hpp"

namespace financescr::datagen {
namespace {

constexpr Date kFirstBirth{1955, 1, 1};
constexpr Date kLastBirth{2005, 12, 31};

Customer draw_customer(PythonRandom& rng, std::int64_t number, double dob_present) {
  Customer customer;
  customer.customer_id = numbered("C_", number);
  customer.region = draw_region(rng, .55);
  customer.name = draw_name(rng, customer.region);
  if (maybe(rng, dob_present)) customer.dob = draw_day(rng, kFirstBirth, kLastBirth);
  const std::string_view nationality = draw_country_of(rng, customer.region);
  const std::string_view residence =
      customer.region == Region::kEu ? draw_country_of(rng, Region::kEu) : draw_any_country(rng);
  if (maybe(rng, .35)) customer.id_hash = draw_id_hash(rng);
  if (maybe(rng, .98)) customer.nationality = nationality;
  if (maybe(rng, .98)) customer.residence_country = residence;
  return customer;
}

}  // namespace

std::vector<Customer> draw_customers(PythonRandom& rng, std::int64_t count, double dob_present) {
  std::vector<Customer> customers;
  customers.reserve(static_cast<std::size_t>(count));
  for (std::int64_t number = 1; number <= count; ++number) {
    customers.push_back(draw_customer(rng, number, dob_present));
  }
  return customers;
}

std::string customers_jsonl(const std::vector<Customer>& customers) {
  std::string bytes;
  for (const Customer& customer : customers) {
    bytes += PythonJsonRow()
                 .text("customer_id", customer.customer_id)
                 .text("name", customer.name)
                 .text_or_null("dob", customer.dob)
                 .text_or_null("nationality", customer.nationality)
                 .text_or_null("residence_country", customer.residence_country)
                 .text_or_null("id_hash", customer.id_hash)
                 .text("region", to_string(customer.region))
                 .line();
  }
  return bytes;
}

}  // namespace financescr::datagen
