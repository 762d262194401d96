#include "functions/handlers/case_workflow.hpp"

namespace financescr::handlers {

std::int64_t due_in_us(std::string_view priority) {
  constexpr std::int64_t kHour = 3600 * Timestamp::kSecond;
  if (priority == "P0") return 4 * kHour;
  return priority == "P1" ? Timestamp::kDay : 5 * Timestamp::kDay;
}

ports::CaseEventRecord open_case(ports::CaseRecord& record, std::string_view actor) {
  record.status = "OPEN";
  record.updated_at = record.created_at;
  record.due_at = Timestamp{record.created_at.us + due_in_us(record.priority)};
  return {.case_id = record.case_id,
          .seq = 1,
          .at = record.created_at,
          .actor = std::string(actor),
          .action = "created",
          .from_status = "",
          .to_status = record.status,
          .text = std::nullopt};
}

}  // namespace financescr::handlers
