// ScreenRequest: one question to the screening engine, as it is hashed and replayed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/canonical/json.hpp"
#include "engine/core/date.hpp"
#include "engine/core/micro.hpp"
#include "engine/core/result.hpp"
#include "engine/screening/policy.hpp"
#include "engine/screening/subject.hpp"

namespace financescr::screening {

struct ScreenRequest {
  std::optional<Date> as_of;
  std::optional<std::string> customer_id;   // either this ...
  std::optional<Subject> subject;           // ... or this
  std::optional<std::int64_t> top_k;        // how many candidates are retrieved and returned
  std::optional<Micro> threshold;           // instead of the policy's, to review more
  std::optional<std::string> customer_ref;  // of the envelope: no part of what is hashed

  // Requires: `json` without the envelope's request_id, or with it: it is passed over.
  // Errors: all faults; both or neither of customer_id and subject; top_k outside 1 to 200.
  [[nodiscard]] static ScreenRequest read(const canonical::Json& json,
                                          std::optional<Date> default_as_of, Errors& errors,
                                          Pointers& ignored);
  [[nodiscard]] canonical::Json to_json() const;
};

// The fault of a request whose threshold is above the policy's: a request may have more reviewed
// than the policy does, never less.
[[nodiscard]] std::optional<Error> threshold_fault(const ScreenRequest& request,
                                                   const Policy& policy);

}  // namespace financescr::screening
