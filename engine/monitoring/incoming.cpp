#include "engine/monitoring/incoming.hpp"

#include <utility>

#include "engine/canonical/fields.hpp"
#include "engine/core/limits.hpp"

namespace financescr::monitoring {
namespace {

using canonical::Json;

std::optional<Timestamp> read_instant(canonical::Fields& fields, std::string_view key) {
  const std::string text = fields.required_text(key, limits::kMaxIdBytes);
  const auto at = Timestamp::parse(text);
  if (at && at->us >= 0 && *at <= Event::kLatest) return at;
  if (!text.empty()) {
    fields.reject(key, ErrorCode::kInvalid,
                  "must be an instant of the years 1970 to 2100, such as "
                  "\"2026-11-22T02:55:01Z\" (RFC 3339)");
  }
  return std::nullopt;
}

std::optional<Label> read_label(const Json& json, Errors& errors, Pointers& ignored) {
  const std::size_t before = errors.size();
  canonical::Fields fields(json, "", errors);
  Label label;
  (void)fields.find("type");
  label.typology = fields.text("typology", limits::kMaxIdBytes).value_or("");
  label.difficulty = fields.text("difficulty", limits::kMaxIdBytes).value_or("");
  label.case_id = fields.text("case_id", limits::kMaxIdBytes).value_or("");
  label.event_id = fields.text("event_id", limits::kMaxIdBytes);
  label.account_id = fields.text("account_id", limits::kMaxIdBytes);
  if (label.event_id.has_value() == label.account_id.has_value()) {
    fields.reject("event_id", ErrorCode::kInvalid, "give either event_id or account_id");
  }
  label.is_fraud = fields.required_choice("label", {"legitimate", "fraud"}) == 1;
  const auto known_at = read_instant(fields, "known_at");
  if (errors.size() != before || !known_at) return std::nullopt;
  label.known_at = *known_at;
  ignored.append(fields.unknown());
  return label;
}

std::optional<Tick> read_tick(const Json& json, Errors& errors, Pointers& ignored) {
  const std::size_t before = errors.size();
  canonical::Fields fields(json, "", errors);
  Tick tick;
  tick.event_id = fields.required_text("event_id", limits::kMaxIdBytes);
  (void)fields.find("type");
  const auto at = read_instant(fields, "occurred_at");
  if (errors.size() != before || !at) return std::nullopt;
  tick.occurred_at = *at;
  ignored.append(fields.unknown());
  return tick;
}

}  // namespace

std::optional<Incoming> Incoming::read(const Json& json,
                                       const std::vector<canonical::RoundedNumber>& rounded,
                                       Errors& errors) {
  Incoming incoming;
  const Json* type = json.find("type");
  const std::string* name = type == nullptr ? nullptr : type->if_string();
  if (name != nullptr && *name == "tick") {
    auto tick = read_tick(json, errors, incoming.ignored);
    if (!tick) return std::nullopt;
    incoming.what = *std::move(tick);
    return incoming;
  }
  const bool is_label = name == nullptr ? json.find("label") != nullptr : *name == "label";
  if (is_label) {
    auto label = read_label(json, errors, incoming.ignored);
    if (!label) return std::nullopt;
    incoming.what = *std::move(label);
    return incoming;
  }
  auto event = Event::read(json, rounded, errors, incoming.ignored);
  if (!event) return std::nullopt;
  const auto received_at = std::exchange(event->received_at, std::nullopt);
  const std::int32_t offset_minutes = std::exchange(event->offset_minutes, 0);
  incoming.content = canonical::content_hash(event->to_json());
  event->received_at = received_at;
  event->offset_minutes = offset_minutes;
  incoming.what = *std::move(event);
  return incoming;
}

}  // namespace financescr::monitoring
