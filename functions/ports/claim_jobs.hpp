// Leases of jobs: of several servers one is at a job, until it is done or the lease is over.
//
// A claim is an update like any other, so two servers that claim a job at once are told apart by
// its version, in every store, and the one that was slower goes on to the next job. Nothing is
// locked while a job is worked at, and a server that dies leaves nothing but a lease that ends.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "functions/ports/store.hpp"

namespace financescr::ports {

struct Claim {
  std::string owner;  // name of the server instance
  Timestamp now;
  std::int64_t lease_us = 30 * Timestamp::kSecond;
  std::size_t limit = 100;
  // What the owner can do; a job of another kind is left to who can. Empty: every kind.
  std::vector<std::string_view> kinds = {};
};

// Jobs that are QUEUED or RUNNING and that nobody else has a lease of, oldest first, each with a
// lease of the owner. A lease of its own is renewed once half of it is over; so a step of a job
// costs no second commit.
[[nodiscard]] Stored<std::vector<JobRecord>> claim_jobs(Records& store, const Claim& claim);

}  // namespace financescr::ports
