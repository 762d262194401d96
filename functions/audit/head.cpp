#include "functions/audit/head.hpp"

#include <algorithm>
#include <limits>

#include "engine/canonical/fields.hpp"
#include "engine/core/limits.hpp"

namespace financescr::audit {

using canonical::Json;

std::string head_text(const ports::AuditHead& head) {
  return canonical::write(Json::object({{"at", head.at.to_string()},
                                        {"chain", head.chain},
                                        {"count", head.count},
                                        {"hash", head.hash}}));
}

std::optional<ports::AuditHead> sign_head(const ports::AuditRow& tail, Timestamp now,
                                          ports::Secrets& secrets) {
  ports::AuditHead head;
  head.chain = tail.chain;
  head.count = tail.seq;
  head.hash = tail.hash;
  head.at = now;
  auto public_key = secrets.public_key();
  auto signature = secrets.sign(head_text(head));
  if (!public_key || !signature) return std::nullopt;
  head.public_key = *std::move(public_key);
  head.signature = *std::move(signature);
  return head;
}

bool is_signed(const ports::AuditHead& head, const ports::Secrets& secrets) {
  if (!head.is_readable) return false;
  return secrets.verify(head.public_key, head_text(head), head.signature);
}

Json to_json(const ports::AuditHead& head) {
  return Json::object({{"at", head.at.to_string()},
                       {"chain", head.chain},
                       {"count", head.count},
                       {"hash", head.hash},
                       {"public_key", head.public_key},
                       {"signature", head.signature}});
}

tl::expected<ports::AuditHead, Errors> head_from_json(const Json& json) {
  Errors errors;
  canonical::Fields fields(json, "", errors);
  ports::AuditHead head;
  head.chain = fields.required_text("chain", limits::kMaxIdBytes);
  head.count = fields.required_integer("count", 1, std::numeric_limits<std::int64_t>::max());
  head.hash = fields.required_text("hash", 64);
  head.public_key = fields.required_text("public_key", 64);
  head.signature = fields.required_text("signature", 128);
  const std::string at = fields.required_text("at", 64);
  const auto instant = Timestamp::parse(at);
  if (!at.empty() && !instant) {
    fields.reject("at", ErrorCode::kInvalid, "must be an instant such as 2026-11-22T02:55:01Z");
  }
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  head.at = *instant;
  return head;
}

bool HeadSchedule::is_due(std::int64_t last_seq, std::int64_t elapsed_us) {
  if (!has_uncovered(last_seq)) {
    waiting_since_us_.reset();
    return false;
  }
  if (!waiting_since_us_) waiting_since_us_ = elapsed_us;
  return elapsed_us - *waiting_since_us_ >= kInterval_us || last_seq - covered_ >= kMaxRows;
}

void HeadSchedule::covered(std::int64_t seq) {
  covered_ = std::max(covered_, seq);
  waiting_since_us_.reset();
}

}  // namespace financescr::audit
