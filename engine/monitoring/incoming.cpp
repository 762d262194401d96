#include "engine/monitoring/incoming.hpp"

#include <utility>

#include "engine/canonical/fields.hpp"
#include "engine/core/limits.hpp"

namespace financescr::monitoring {
namespace {

using canonical::Json;

std::optional<Tick> read_tick(const Json& json, Errors& errors, Pointers& ignored) {
  const std::size_t before = errors.size();
  canonical::Fields fields(json, "", errors);
  Tick tick;
  tick.event_id = fields.required_text("event_id", limits::kMaxIdBytes);
  (void)fields.find("type");
  const std::string text = fields.required_text("occurred_at", limits::kMaxIdBytes);
  const auto at = Timestamp::parse(text);
  if (!text.empty() && (!at || at->us < 0 || *at > Event::kLatest)) {
    fields.reject("occurred_at", ErrorCode::kInvalid,
                  "must be an instant of the years 1970 to 2100, such as "
                  "\"2026-11-22T02:55:01Z\" (RFC 3339)");
  }
  if (errors.size() != before) return std::nullopt;
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
  auto event = Event::read(json, rounded, errors, incoming.ignored);
  if (!event) return std::nullopt;
  const auto received_at = std::exchange(event->received_at, std::nullopt);
  incoming.content = canonical::content_hash(event->to_json());
  event->received_at = received_at;
  incoming.what = *std::move(event);
  return incoming;
}

}  // namespace financescr::monitoring
