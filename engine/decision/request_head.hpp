// What the requests of every domain begin with: the date decided for, what the caller calls the
// subject, and either the id of a row of the pack or what the request gives itself.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/canonical/fields.hpp"
#include "engine/core/date.hpp"
#include "engine/core/result.hpp"

namespace financescr::decision {

struct RequestHead {
  std::optional<Date> as_of;
  std::optional<std::string> customer_ref;  // of the envelope: no part of what is hashed
  std::optional<std::string> id;            // either this ...
  const canonical::Json* given = nullptr;   // ... or this; it lives as long as the request
};

// `id_key`, `given_key`: their members, such as "customer_id" and "subject". The envelope's
// request_id is passed over. Errors: a fault of a member; both or neither of the two.
[[nodiscard]] RequestHead read_head(canonical::Fields& fields, std::optional<Date> default_as_of,
                                    std::string_view id_key, std::string_view given_key,
                                    Errors& errors);

}  // namespace financescr::decision
