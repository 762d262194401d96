// The second pair of eyes on a case.
#pragma once

#include <string>

#include "functions/ports/store.hpp"

namespace financescr::cases {

// Whether `person` may decide on a case that waits for another one than its maker.
[[nodiscard]] ports::Stored<bool> is_other_person(ports::Store& store,
                                                  const ports::CaseRecord& record,
                                                  const std::string& person);

}  // namespace financescr::cases
