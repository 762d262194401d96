#include "functions/cases/second_eyes.hpp"

#include "functions/accounts/person.hpp"
#include "functions/cases/case_workflow.hpp"

namespace financescr::cases {

ports::Stored<bool> is_other_person(ports::Store& store, const ports::CaseRecord& record,
                                    const std::string& person) {
  if (!record.maker || record.status != ports::CaseStatus::kPendingApproval) return true;
  const auto reason = accounts::not_second_eyes(store, *record.maker, person);
  if (!reason) return tl::unexpected(reason.error());
  return !reason->has_value();
}

}  // namespace financescr::cases
