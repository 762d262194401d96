// ApplyRequest: one question to the credit engine, as it is hashed and replayed.
#pragma once

#include <optional>
#include <string>

#include "engine/canonical/json.hpp"
#include "engine/core/date.hpp"
#include "engine/core/result.hpp"
#include "engine/credit/application.hpp"

namespace financescr::credit {

struct ApplyRequest {
  std::optional<Date> as_of;
  std::optional<std::string> application_id;  // either this ...
  std::optional<Application> application;     // ... or this
  std::optional<std::string> customer_ref;    // of the envelope: no part of what is hashed

  // The envelope's request_id is passed over.
  // Errors: all faults; both or neither of application_id and application.
  [[nodiscard]] static ApplyRequest read(const canonical::Json& json,
                                         std::optional<Date> default_as_of, Errors& errors,
                                         Pointers& ignored);
  [[nodiscard]] canonical::Json to_json() const;
};

}  // namespace financescr::credit
