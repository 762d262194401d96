#include "datagen/watchlist.hpp"

#include <algorithm>
#include <utility>

#include "datagen/name_variants.hpp"
#include "datagen/python_json.hpp"

namespace financescr::datagen {
namespace {

constexpr Date kFirstBirth{1950, 1, 1};
constexpr Date kLastBirth{2006, 12, 31};

constexpr std::string_view kSources[] = {"OFAC", "EU", "UN", "HMT", "DEMO"};

void set_names(WatchlistEntity& entity, std::vector<std::string> variants) {
  entity.primary_name = std::move(variants.front());
  variants.erase(variants.begin());
  entity.aliases = std::move(variants);
}

std::string_view draw_list_type(PythonRandom& rng) {
  const double x = rng.random();
  if (x < .10) return "SANCTIONS";
  return x < .40 ? "PEP" : "ADVERSE_MEDIA";
}

// A value the customer does not have costs no draw.
std::vector<std::string> maybe_copy(PythonRandom& rng, const std::optional<std::string>& value,
                                    double probability) {
  if (value && maybe(rng, probability)) return {*value};
  return {};
}

WatchlistEntity draw_linked(PythonRandom& rng, const Customer& customer, double dob_present) {
  WatchlistEntity entity;
  set_names(entity, draw_name_variants(rng, customer.name));
  entity.dob = maybe_copy(rng, customer.dob, dob_present);
  entity.nationalities = maybe_copy(rng, customer.nationality, .9);
  entity.residence_countries = maybe_copy(rng, customer.residence_country, .8);
  entity.id_hashes = maybe_copy(rng, customer.id_hash, .7);
  entity.list_type = draw_list_type(rng);
  entity.source = pick(rng, kSources);
  return entity;
}

WatchlistEntity draw_stranger(PythonRandom& rng, double dob_present) {
  WatchlistEntity entity;
  const Region region = draw_region(rng, .45);
  const std::string name = draw_name(rng, region);
  set_names(entity, draw_name_variants(rng, name));
  if (maybe(rng, dob_present)) entity.dob = {draw_day(rng, kFirstBirth, kLastBirth)};
  if (maybe(rng, .75)) entity.nationalities.emplace_back(draw_country_of(rng, region));
  if (maybe(rng, .60)) entity.residence_countries.emplace_back(draw_any_country(rng));
  if (maybe(rng, .10)) entity.id_hashes = {draw_id_hash(rng)};
  entity.list_type = draw_list_type(rng);
  entity.source = pick(rng, kSources);
  return entity;
}

}  // namespace

std::int64_t linked_customer_count(std::int64_t customers, std::int64_t entities) {
  return std::min(customers, entities) / 4;
}

Watchlist draw_watchlist(PythonRandom& rng, const std::vector<Customer>& customers,
                         std::int64_t count, double dob_present) {
  Watchlist watchlist;
  watchlist.entities.reserve(static_cast<std::size_t>(count));
  const auto customer_count = static_cast<std::int64_t>(customers.size());
  const auto linked =
      rng.sample(static_cast<std::uint32_t>(customer_count),
                 static_cast<std::uint32_t>(linked_customer_count(customer_count, count)));
  std::int64_t number = 0;
  const auto add = [&](WatchlistEntity entity) {
    entity.entity_id = numbered("WL_", ++number);
    watchlist.entities.push_back(std::move(entity));
  };
  for (const std::uint32_t index : linked) {
    add(draw_linked(rng, customers[index], dob_present));
    watchlist.links.push_back({customers[index].customer_id, watchlist.entities.back().entity_id});
  }
  while (number < count) add(draw_stranger(rng, dob_present));
  return watchlist;
}

std::string watchlist_jsonl(const std::vector<WatchlistEntity>& entities) {
  std::string bytes;
  for (const WatchlistEntity& entity : entities) {
    bytes += PythonJsonRow()
                 .text("entity_id", entity.entity_id)
                 .text("list_type", entity.list_type)
                 .text("primary_name", entity.primary_name)
                 .texts("aliases", entity.aliases)
                 .texts("dob", entity.dob)
                 .texts("nationalities", entity.nationalities)
                 .texts("residence_countries", entity.residence_countries)
                 .texts("id_hashes", entity.id_hashes)
                 .text("source", entity.source)
                 .boolean("active", true)
                 .line();
  }
  return bytes;
}

}  // namespace financescr::datagen
