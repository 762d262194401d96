// A synthetic watchlist, a quarter of which are customers of the bank.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "datagen/customers.hpp"

namespace financescr::datagen {

struct WatchlistEntity {
  std::string entity_id;       // WL_000001 ...
  std::string_view list_type;  // SANCTIONS, PEP, ADVERSE_MEDIA
  std::string primary_name;
  std::vector<std::string> aliases;
  std::vector<std::string> dob;                  // "YYYY-MM-DD"
  std::vector<std::string> nationalities;        // ISO 3166-1 alpha-2
  std::vector<std::string> residence_countries;  // ISO 3166-1 alpha-2
  std::vector<std::string> id_hashes;
  std::string_view source;  // OFAC, EU, UN, HMT, DEMO
};

// A customer who is on the watchlist.
struct Link {
  std::string customer_id;
  std::string entity_id;
};

struct Watchlist {
  std::vector<WatchlistEntity> entities;
  std::vector<Link> links;  // in the order drawn; link i is entity i
};

// The number of customers that the watchlist lists: a quarter of the smaller count.
[[nodiscard]] std::int64_t linked_customer_count(std::int64_t customers, std::int64_t entities);

[[nodiscard]] Watchlist draw_watchlist(PythonRandom& rng, const std::vector<Customer>& customers,
                                       std::int64_t count, double dob_present);

[[nodiscard]] std::string watchlist_jsonl(const std::vector<WatchlistEntity>& entities);

}  // namespace financescr::datagen
