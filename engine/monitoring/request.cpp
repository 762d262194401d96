#include "engine/monitoring/request.hpp"

#include <algorithm>

#include "engine/canonical/fields.hpp"
#include "engine/core/limits.hpp"
#include "engine/monitoring/sight.hpp"

namespace financescr::monitoring {
namespace {

using canonical::Fields;
using canonical::Json;

Json fact_json(const FactSpec& spec, std::int64_t value, Currency currency) {
  if (spec.unit == Unit::kMoney) return major_units({value, currency});
  if (spec.unit == Unit::kShare) return Micro{value};
  return value;
}

// The places of rules by their names, which is the order of keys.
const std::array<std::size_t, kRuleCount>& rules_by_name() {
  static const auto kPlaces = [] {
    std::array<std::size_t, kRuleCount> places{};
    for (std::size_t i = 0; i < kRuleCount; ++i) places[i] = i;
    std::stable_sort(places.begin(), places.end(), [](std::size_t a, std::size_t b) {
      return rule_table()[a].name < rule_table()[b].name;
    });
    return places;
  }();
  return kPlaces;
}

std::int64_t read_fact(Fields& fields, const FactSpec& spec, Currency currency) {
  constexpr Micro kMost{INT64_MAX};
  if (spec.unit == Unit::kMoney) {
    const std::int64_t unit = micro_per_minor(currency);
    const auto major = fields.number(spec.name, kMicroZero, kMost);
    if (major && major->value % unit != 0) {
      fields.reject(spec.name, ErrorCode::kInvalid, "has more decimals than the currency");
    }
    return major ? major->value / unit : 0;
  }
  if (spec.unit == Unit::kShare) {
    return fields.number(spec.name, kMicroZero, kMost).value_or(kMicroZero).value;
  }
  return fields.integer(spec.name, 0, INT64_MAX).value_or(0);
}

// Calls use(rule, value, pointer) for the members of an object whose names are rules'.
template <typename Use>
void for_each_rule(Fields& fields, std::string_view key, Errors& errors, Use use) {
  const Json* section = fields.find(key);
  if (section == nullptr) return;
  Fields rules(*section, fields.pointer_to(key), errors);
  if (section->if_object() == nullptr) return;
  for (std::size_t i = 0; i < kRuleCount; ++i) {
    const std::string_view name = rule_table()[i].name;
    const Json* value = rules.find(name);
    if (value != nullptr) use(i, *value, rules.pointer_to(name));
  }
  rules.reject_unknown();
}

void read_facts(Fields& fields, MonitorRequest& request, Errors& errors) {
  const Currency currency = request.event.amount.currency;
  for_each_rule(fields, "facts", errors,
                [&](std::size_t rule, const Json& value, const std::string& pointer) {
                  Fields facts(value, pointer, errors);
                  if (value.if_object() == nullptr) return;
                  const auto specs = rule_table()[rule].facts;
                  for (std::size_t i = 0; i < specs.size(); ++i) {
                    request.facts[rule][i] = read_fact(facts, specs[i], currency);
                  }
                  facts.reject_unknown();
                });
}

void read_seen(Fields& fields, MonitorRequest& request, Errors& errors) {
  for_each_rule(
      fields, "seen", errors, [&](std::size_t rule, const Json& value, const std::string& pointer) {
        const Json::Array* ids = value.if_array();
        if (ids == nullptr || ids->size() > SeenEvents::kMost) {
          errors.push_back(
              {ErrorCode::kInvalid,
               "must be an array of at most " + std::to_string(SeenEvents::kMost) + " event ids",
               pointer});
          return;
        }
        auto& seen = request.seen.emplace_back(rule, std::vector<std::string>()).second;
        for (std::size_t i = 0; i < ids->size(); ++i) {
          const std::string* id = (*ids)[i].if_string();
          if (id != nullptr && id->size() <= limits::kMaxIdBytes) {
            seen.push_back(*id);
          } else {
            errors.push_back({ErrorCode::kInvalid, "must be an event id",
                              canonical::pointer_append(pointer, i)});
          }
        }
      });
}

void read_cut(Fields& fields, MonitorRequest& request) {
  fields.for_each_text("cut", limits::kMaxIdBytes, [&](std::size_t i, const std::string& text) {
    const auto rule = find_rule(text);
    if (rule) {
      request.cut.push_back(*rule);
    } else {
      fields.reject_at("cut", i, ErrorCode::kInvalid, "is no rule");
    }
  });
  std::stable_sort(request.cut.begin(), request.cut.end());
}

// What was odd about the event when it came: its own text does not say it any more.
void read_warnings(Fields& fields, MonitorRequest& request) {
  if (fields.find("warnings") == nullptr) return;
  request.event.warnings.clear();
  fields.for_each_text("warnings", limits::kMaxIdBytes,
                       [&](std::size_t i, const std::string& text) {
                         for (std::size_t code = 0; code < kWarningCount; ++code) {
                           const auto warning = static_cast<Warning>(code);
                           if (to_string(warning) != text) continue;
                           request.event.warnings.push_back(warning);
                           return;
                         }
                         fields.reject_at("warnings", i, ErrorCode::kInvalid, "is no warning");
                       });
}

}  // namespace

std::optional<MonitorRequest> MonitorRequest::read(const Json& json, Errors& errors,
                                                   Pointers& ignored) {
  const std::size_t before = errors.size();
  Fields fields(json, "", errors);
  if (errors.size() != before) return std::nullopt;
  (void)fields.find("request_id");
  MonitorRequest request;
  const Json* given = fields.find("event");
  if (given == nullptr) {
    fields.reject("event", ErrorCode::kMissing, "is required");
    return std::nullopt;
  }
  Errors faults;
  Pointers unknown;
  auto event = Event::read(*given, {}, faults, unknown);
  for (Error& fault : faults) {
    fault.pointer.insert(0, "/event");
    errors.push_back(std::move(fault));
  }
  if (!event) return std::nullopt;
  request.event = *std::move(event);
  read_facts(fields, request, errors);
  read_seen(fields, request, errors);
  read_cut(fields, request);
  read_warnings(fields, request);
  request.is_late = fields.boolean("late").value_or(false);
  request.policy = fields.text("policy", limits::kMaxIdBytes);
  if (request.policy && find_builtin_policy(*request.policy) == nullptr) {
    std::string names;
    for (const BuiltinPolicy& builtin : builtin_policies()) {
      names.append(names.empty() ? "" : ", ").append(builtin.name);
    }
    fields.reject("policy", ErrorCode::kInvalid, "must be one of " + names);
  }
  ignored.append(fields.unknown());
  if (errors.size() != before) return std::nullopt;
  return request;
}

Json MonitorRequest::to_json() const {
  Json json = Json::object({{"event", event.to_json()}});
  std::vector<Json::Member> all;
  for (const std::size_t i : rules_by_name()) {
    if (facts[i] == RuleFacts{}) continue;
    const auto specs = rule_table()[i].facts;
    std::vector<Json::Member> members;
    for (std::size_t f = 0; f < specs.size(); ++f) {
      if (facts[i][f] == 0) continue;
      members.emplace_back(specs[f].name, fact_json(specs[f], facts[i][f], event.amount.currency));
    }
    all.emplace_back(rule_table()[i].name, Json::object(std::move(members)));
  }
  json.set("facts", Json::object(std::move(all)));
  if (is_late) json.set("late", true);
  if (!cut.empty()) {
    Json names = Json::array();
    for (const std::size_t rule : cut) names.push_back(rule_table()[rule].name);
    json.set("cut", std::move(names));
  }
  if (!seen.empty()) {
    Json by_rule = Json::object();
    for (const auto& [rule, ids] : seen) {
      Json list = Json::array();
      for (const std::string& id : ids) list.push_back(id);
      by_rule.set(rule_table()[rule].name, std::move(list));
    }
    json.set("seen", std::move(by_rule));
  }
  if (policy) json.set("policy", *policy);
  Json warnings = Json::array();
  for (const Warning warning : event.warnings) warnings.push_back(to_string(warning));
  if (!event.warnings.empty()) json.set("warnings", std::move(warnings));
  return json;
}

}  // namespace financescr::monitoring
