// Oracle: the best score that any matcher can give a customer, computed from the law by which the
// generator drew customers and list.
//
// The score is the log of the posterior odds that the customer is on the list, given his row and
// the whole list (docs/DATAGEN.md derives it):
//
//   odds = pi / (1 - pi) * (1 / W) * sum over entries e of p(e | customer) / q(e)
//
// pi: share of customers that are linked; W: entries; p: how probable the generator makes the
// entry for this customer; q: how probable it makes it for nobody in particular. Only entries that
// bear the customer's name can have p > 0, so only they are looked at.
//
// Memory: one small record for each subject; entries are seen once and forgotten.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "datagen/name_reader.hpp"
#include "datagen/watchlist.hpp"

namespace financescr::datagen {

// Odds of nought and beyond are written as this, less or more.
inline constexpr double kOracleBound = 60.0;

struct OracleLaw {
  std::int64_t customer_count = 0;
  std::int64_t entity_count = 0;
  std::int64_t linked_count = 0;
  double customers_dob_present = 0.0;
  double watchlist_dob_present = 0.0;
  double stranger_is_person = 1.0;  // share of the entries that are no customers
};

class Oracle {
 public:
  // Requires: the pools outlive this.
  Oracle(const NamePools& pools, const OracleLaw& law);

  // Before the first see(). Returns: a handle, the same for the same customer index.
  std::size_t add(std::int64_t customer_index, const Customer& customer);

  // Every entry of the list, once, in any order.
  void see(const ListedEntity& entity);

  // Natural logarithm of the posterior odds, within +-kOracleBound.
  [[nodiscard]] double log_odds(std::size_t handle) const;

 private:
  static constexpr std::uint32_t kEnd = 0xFFFFFFFFU;
  using ByRegion = std::array<double, 2>;
  struct Subject {
    Customer customer;
    std::uint32_t next = kEnd;  // the next subject of the same name
    double sum = 0.0;
  };
  // Of the entry's set of names: how probable it is for a person of a region, and for the bearer
  // of each of its names that a subject has.
  struct Named {
    std::uint32_t first_subject;
    ByRegion given_name;
  };
  struct NameEvidence {
    ByRegion of_region{};
    std::vector<Named> named;
  };

  [[nodiscard]] bool names_a_subject(const ListedEntity& entity) const;
  [[nodiscard]] NameEvidence weigh_names(const ListedEntity& entity) const;
  [[nodiscard]] double for_customer(const ListedEntity& entity, const Customer& customer) const;
  [[nodiscard]] double for_nobody(const ListedEntity& entity, const ByRegion& names) const;

  const NamePools& pools_;
  OracleLaw law_;
  NameReader reader_;
  std::vector<Subject> subjects_;
  std::unordered_map<std::int64_t, std::uint32_t> handles_;       // looked up only
  std::unordered_map<std::string, std::uint32_t> first_by_name_;  // looked up only
};

}  // namespace financescr::datagen
