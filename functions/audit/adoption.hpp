// Adoption: records that a build before wrote without digests are bound once, when a server first
// starts on the migrated store. A row says that it was done; after it, no record is adopted.
#pragma once

#include <functional>
#include <string>

#include "functions/audit/bound_rows.hpp"
#include "functions/ports/store.hpp"

namespace financescr::audit {

// What is said of the parts of the adoption, and of its end.
inline constexpr std::string_view kAdopting = "records_adopting";
inline constexpr std::string_view kAdopted = "records_adopted";

// Whether the log says that no record is to be adopted any more.
[[nodiscard]] ports::Stored<bool> is_adopted(BoundRows& rows);

// Binds what nothing binds, in transactions of 100 records, unless it was done before, or the store
// has stopped signing. `rows`: those of the store. Returns: how many records were bound.
[[nodiscard]] ports::Stored<std::int64_t> adopt_records(ports::Store& store, BoundRows& rows,
                                                        Timestamp now,
                                                        const std::string& request_id);

}  // namespace financescr::audit
