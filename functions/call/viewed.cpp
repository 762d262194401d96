#include "functions/call/viewed.hpp"

#include <utility>

namespace financescr {

using canonical::Json;

namespace {

ports::AuditEvent event_of(const Call& call, std::string_view event, Json details) {
  ports::AuditEvent row;
  row.at = call.context.clock.now();
  row.event = event;
  row.actor = call.principal.id;
  row.request_id = call.request_id;
  row.details = std::move(details);
  return row;
}

}  // namespace

ports::AuditEvent case_viewed(const Call& call, const ports::CaseRecord& record) {
  auto row = event_of(call, "case_viewed", Json::object({{"version", record.version}}));
  row.decision_id = record.decision_id;
  row.case_id = record.case_id;
  return row;
}

ports::AuditEvent decision_viewed(const Call& call, const ports::DecisionRecord& record,
                                  std::string_view part) {
  auto row = event_of(call, "decision_viewed",
                      Json::object({{"part", part}, {"version", record.version}}));
  row.decision_id = record.decision_id;
  return row;
}

ports::AuditEvent listed(const Call& call, std::string_view event,
                         const std::vector<std::string>& ids) {
  return event_of(call, event, Json::object({{"ids", Json(Json::Array(ids.begin(), ids.end()))}}));
}

ports::AuditEvent pack_diff_viewed(const Call& call, const std::string& pack_id,
                                   const std::string& against) {
  return event_of(call, "pack_diff_viewed",
                  Json::object({{"pack_id", pack_id}, {"against", against}}));
}

ports::AuditEvent conversation_viewed(const Call& call, const std::string& conversation_id) {
  return event_of(call, "conversation_viewed",
                  Json::object({{"conversation_id", conversation_id}}));
}

}  // namespace financescr
