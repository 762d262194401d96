// What a decision of the trial domain was asked: a limit and an amount.
#pragma once

#include <string>

#include "engine/core/micro.hpp"
#include "engine/core/timestamp.hpp"
#include "functions/ports/query.hpp"
#include "functions/ports/records/binding.hpp"

namespace financescr::ports {

struct TrialCheckRecord {
  std::string check_id;
  Timestamp created_at;
  std::string decision_id;
  std::string limit_id;
  Micro amount;
  Binding binding = {};
};

template <>
const Table<TrialCheckRecord>& table_of();

// The ids of all checks, oldest first.
[[nodiscard]] QueryOf<TrialCheckRecord> trial_checks_query();

}  // namespace financescr::ports
