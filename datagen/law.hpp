// The probabilities by which customers and listed persons are drawn, in one place: the generators
// draw by them and the oracle (oracle.hpp) computes with them.
#pragma once

#include <cstdint>

#include "engine/core/date.hpp"

namespace financescr::datagen::law {

// Customers.
inline constexpr double kCustomerEu = .55;
inline constexpr double kCustomerId = .35;
inline constexpr double kCustomerCountryKept = .98;  // each of nationality and residence
inline constexpr Date kCustomerFirstBirth{1955, 1, 1};
inline constexpr Date kCustomerLastBirth{2005, 12, 31};

// What the entry of a listed customer repeats of him.
inline constexpr double kLinkedNationality = .9;
inline constexpr double kLinkedResidence = .8;
inline constexpr double kLinkedId = .7;

// Listed persons who are no customers.
inline constexpr double kStrangerEu = .45;
inline constexpr double kStrangerNationality = .75;
inline constexpr double kStrangerResidence = .60;
inline constexpr double kStrangerId = .10;
inline constexpr Date kStrangerFirstBirth{1950, 1, 1};
inline constexpr Date kStrangerLastBirth{2006, 12, 31};

// v2: listed entries that are no customers and no persons.
inline constexpr double kStrangerOrganisation = .08;
inline constexpr double kStrangerVessel = .02;

// Identity numbers are "P" and seven digits.
inline constexpr std::int64_t kFirstIdNumber = 1'000'000;
inline constexpr std::int64_t kLastIdNumber = 9'999'999;

// A quarter of the smaller of the two counts is linked.
[[nodiscard]] constexpr std::int64_t linked_count(std::int64_t customers, std::int64_t entities) {
  return (customers < entities ? customers : entities) / 4;
}

}  // namespace financescr::datagen::law
