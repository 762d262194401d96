// policy.json: reading with every fault listed, and writing.
#include <algorithm>
#include <array>

#include "engine/canonical/fields.hpp"
#include "engine/core/currency.hpp"
#include "engine/core/limits.hpp"
#include "engine/monitoring/policy.hpp"

namespace financescr::monitoring {
namespace {

using canonical::Fields;
using canonical::Json;
using Names = std::vector<std::string_view>;

constexpr Micro kMaxLimit = Micro::from_int(kMaxAmountMajor);
constexpr std::string_view kAsWritten = "as_written";
constexpr std::string_view kAnyCurrency = "*";
constexpr std::int64_t kMaxLatenessDays = 180;
constexpr std::int64_t kMaxClockJumpDays = 4'000;
constexpr std::int32_t kMaxZoneMinutes = 14 * 60;

template <typename Enum>
Names names_of(std::size_t count) {
  Names names;
  for (std::size_t i = 0; i < count; ++i) names.push_back(to_string(static_cast<Enum>(i)));
  return names;
}
const Names& span_names() {
  static const Names names = names_of<Span>(kSpanCount);
  return names;
}
const Names& category_names() {
  static const Names names = names_of<Category>(kCategoryCount);
  return names;
}
const Names& rule_score_names() {
  static const Names names{"complement", "mean_plus_count"};
  return names;
}

bool is_share(Unit unit) { return unit == Unit::kShare; }

void read_score(Fields& fields, std::string_view key, Micro& out) {
  if (const auto value = fields.number(key, kMicroZero, kMicroOne)) out = *value;
}

void read_days(Fields& fields, std::string_view key, std::int64_t most, std::int32_t& out) {
  if (const auto value = fields.integer(key, 1, most)) out = static_cast<std::int32_t>(*value);
}

// "UTC", "as_written" or "+01:00".
void read_zone(Fields& fields, std::optional<std::int32_t>& out) {
  const auto text = fields.text("time_zone", limits::kMaxIdBytes);
  if (!text) return;
  if (*text == "UTC" || *text == kAsWritten) {
    out = *text == kAsWritten ? std::nullopt : std::optional<std::int32_t>(0);
    return;
  }
  const auto at = Timestamp::parse("2000-06-15T12:00:00" + *text);
  const auto at_utc = Timestamp::parse("2000-06-15T12:00:00Z");
  const std::int64_t minutes = at ? (at_utc->us - at->us) / (60 * Timestamp::kSecond) : 0;
  const bool is_zone =
      at && text->size() == 6 && minutes <= kMaxZoneMinutes && minutes >= -kMaxZoneMinutes;
  if (!is_zone) {
    fields.reject("time_zone", ErrorCode::kInvalid,
                  "must be \"UTC\", \"as_written\", or an offset from \"-14:00\" to \"+14:00\"");
    return;
  }
  out = static_cast<std::int32_t>(minutes);
}

std::string zone_text(const std::optional<std::int32_t>& minutes) {
  if (!minutes) return std::string(kAsWritten);
  if (*minutes == 0) return "UTC";
  const std::int32_t ahead = *minutes < 0 ? -*minutes : *minutes;
  std::string text = *minutes < 0 ? "-" : "+";
  for (const std::int32_t part : {ahead / 60, ahead % 60}) {
    if (text.size() > 1) text += ':';
    text += static_cast<char>('0' + part / 10);
    text += static_cast<char>('0' + part % 10);
  }
  return text;
}

void read_levels(Fields& fields, Levels& out) {
  read_score(fields, "medium", out.medium);
  read_score(fields, "high", out.high);
  out.critical = fields.number("critical", kMicroZero, kMicroOne);
  if (out.medium > out.high || (out.critical && out.high > *out.critical)) {
    fields.reject("high", ErrorCode::kInvalid, "must not be below medium or above critical");
  }
}

void read_screening(Fields& fields, NameScreening& out) {
  if (const auto on = fields.boolean("on")) out.is_on = *on;
  read_score(fields, "sanctions", out.sanctions);
  read_score(fields, "pep", out.pep);
  read_score(fields, "adverse_media", out.adverse_media);
  read_score(fields, "not_compared", out.not_compared);
}

// An amount for each currency: {"USD": 10000, "*": 5000}.
LimitTable read_limit(const Json& value, const std::string& pointer, Errors& errors) {
  LimitTable table;
  Fields fields(value, pointer, errors);
  const Json::Object* members = value.if_object();
  if (members == nullptr) return table;
  for (const auto& [code, ignored] : *members) {
    const auto amount = fields.number(code, kMicroZero, kMaxLimit);
    if (!amount) continue;
    if (code == kAnyCurrency) {
      table.any = amount;
      continue;
    }
    const auto currency = parse_currency(code);
    if (!currency || !decimals_of(*currency)) {
      fields.reject(code, ErrorCode::kInvalid, "is neither a currency of ISO 4217 nor \"*\"");
    } else if (amount->value % micro_per_minor(*currency) != 0) {
      fields.reject(code, ErrorCode::kInvalid, "has more decimals than the currency");
    } else {
      table.by_currency.emplace_back(*currency, *amount);
    }
  }
  return table;
}

// Structuring lies below the maximum of the same currency, or it is never seen.
void check_structuring(const Policy& policy, Errors& errors) {
  const auto check = [&](const std::optional<Micro>& from, const std::optional<Micro>& maximum,
                         std::string_view currency) {
    if (!from || !maximum || *from < *maximum) return;
    errors.push_back({ErrorCode::kInvalid, "must be below the maximum",
                      "/limits/structuring_from/" + std::string(currency)});
  };
  const LimitTable& from = policy.limits[place_of(Limit::kStructuringFrom)];
  const LimitTable& maximum = policy.limits[place_of(Limit::kMaximum)];
  check(from.any, maximum.any, kAnyCurrency);
  for (const auto& [currency, amount] : from.by_currency) {
    std::optional<Micro> most = maximum.any;
    for (const auto& [other, limit] : maximum.by_currency) {
      if (other == currency) most = limit;
    }
    check(amount, most, currency.text());
  }
}

void read_parameters(Fields& fields, const Rule& rule, Parameters& out) {
  for (std::size_t i = 0; i < rule.parameters.size(); ++i) {
    const ParameterSpec& spec = rule.parameters[i];
    if (spec.unit == Unit::kSpan || spec.unit == Unit::kChoice) {
      const auto choice = fields.choice(
          spec.name, spec.unit == Unit::kSpan ? span_names()
                                              : Names(spec.choices.begin(), spec.choices.end()));
      if (choice) out[i] = static_cast<std::int64_t>(*choice);
    } else if (is_share(spec.unit)) {
      if (const auto share = fields.number(spec.name, {spec.low}, {spec.high})) {
        out[i] = share->value;
      }
    } else if (const auto number = fields.integer(spec.name, spec.low, spec.high)) {
      out[i] = *number;
    }
  }
}

void read_channels(Fields& fields, std::vector<Instrument>& out) {
  static const Names names = names_of<Instrument>(kInstrumentCount);
  fields.for_each_text("channels", limits::kMaxIdBytes,
                       [&](std::size_t i, const std::string& text) {
                         const auto found = std::find(names.begin(), names.end(), text);
                         if (found == names.end()) {
                           fields.reject_at("channels", i, ErrorCode::kInvalid,
                                            "must be cash, transfer, card, cheque or mobile_money");
                         } else {
                           out.push_back(static_cast<Instrument>(found - names.begin()));
                         }
                       });
}

void read_currencies(Fields& fields, std::vector<Currency>& out) {
  fields.for_each_text("currencies", limits::kMaxIdBytes,
                       [&](std::size_t i, const std::string& text) {
                         if (const auto currency = parse_currency(text)) {
                           out.push_back(*currency);
                         } else {
                           fields.reject_at("currencies", i, ErrorCode::kInvalid,
                                            "must be three capital letters (ISO 4217)");
                         }
                       });
}

void read_rule(Fields& fields, const Rule& rule, RuleSettings& out) {
  if (const auto on = fields.boolean("on")) out.is_on = *on;
  if (const auto severity = fields.number("severity", kMicroZero, kMicroOne)) {
    out.severity = severity;
  }
  if (const auto category = fields.choice("category", category_names())) {
    out.category = static_cast<Category>(*category);
  }
  out.from = fields.date("from");
  out.until = fields.date("until");
  if (out.from && out.until && *out.until < *out.from) {
    fields.reject("until", ErrorCode::kInvalid, "must not be before from");
  }
  read_channels(fields, out.channels);
  read_currencies(fields, out.currencies);
  read_parameters(fields, rule, out.parameters);
}

Json limit_json(const LimitTable& table) {
  Json json = Json::object();
  if (table.any) json.set(kAnyCurrency, *table.any);
  for (const auto& [currency, amount] : table.by_currency) json.set(currency.text(), amount);
  return json;
}

Json parameter_json(const ParameterSpec& spec, std::int64_t value) {
  if (spec.unit == Unit::kSpan) return span_names()[static_cast<std::size_t>(value)];
  if (spec.unit == Unit::kChoice) return spec.choices[static_cast<std::size_t>(value)];
  if (is_share(spec.unit)) return Micro{value};
  return value;
}

Json rule_json(const Rule& rule, const RuleSettings& settings) {
  Json json = Json::object({{"on", settings.is_on}, {"category", to_string(settings.category)}});
  if (settings.severity) json.set("severity", *settings.severity);
  if (settings.from) json.set("from", settings.from->to_string());
  if (settings.until) json.set("until", settings.until->to_string());
  Json channels = Json::array();
  for (const Instrument channel : settings.channels) channels.push_back(to_string(channel));
  if (!settings.channels.empty()) json.set("channels", std::move(channels));
  Json currencies = Json::array();
  for (const Currency currency : settings.currencies) currencies.push_back(currency.text());
  if (!settings.currencies.empty()) json.set("currencies", std::move(currencies));
  for (std::size_t i = 0; i < rule.parameters.size(); ++i) {
    const ParameterSpec& spec = rule.parameters[i];
    json.set(spec.name, parameter_json(spec, settings.parameters[i]));
  }
  return json;
}

}  // namespace

std::optional<Policy> Policy::read(const Json& value, Errors& errors) {
  const std::size_t errors_before = errors.size();
  Fields fields(value, "", errors);
  if (errors.size() != errors_before) return std::nullopt;
  Policy out = builtin_policy();
  if (fields.find("version") != nullptr) {
    out.version = fields.required_text("version", limits::kMaxIdBytes);
  }
  read_zone(fields, out.zone_minutes);
  read_days(fields, "max_lateness_days", kMaxLatenessDays, out.max_lateness_days);
  read_days(fields, "max_clock_jump_days", kMaxClockJumpDays, out.max_clock_jump_days);
  if (const auto choice = fields.choice("rule_score", rule_score_names())) {
    out.rule_score = static_cast<RuleScore>(*choice);
  }
  read_score(fields, "alert_from", out.alert_from);
  fields.section("levels", [&](Fields& f) { read_levels(f, out.levels); });
  fields.section("screening", [&](Fields& f) { read_screening(f, out.screening); });
  if (fields.find("high_risk_countries") != nullptr) {
    out.high_risk_countries = fields.countries("high_risk_countries");
  }
  fields.section("limits", [&](Fields& section) {
    for (std::size_t i = 0; i < kLimitCount; ++i) {
      const std::string_view name = to_string(static_cast<Limit>(i));
      const Json* limit = section.find(name);
      if (limit != nullptr) out.limits[i] = read_limit(*limit, section.pointer_to(name), errors);
    }
  });
  fields.section("rules", [&](Fields& section) {
    for (std::size_t i = 0; i < kRuleCount; ++i) {
      const Rule& rule = rule_table()[i];
      section.section(rule.name, [&](Fields& f) { read_rule(f, rule, out.rules[i]); });
    }
  });
  fields.reject_unknown();
  check_structuring(out, errors);
  if (errors.size() != errors_before) return std::nullopt;
  return out;
}

Json Policy::to_json() const {
  Json limits_json = Json::object();
  for (std::size_t i = 0; i < kLimitCount; ++i) {
    limits_json.set(to_string(static_cast<Limit>(i)), limit_json(limits[i]));
  }
  Json rules_json = Json::object();
  for (std::size_t i = 0; i < kRuleCount; ++i) {
    rules_json.set(rule_table()[i].name, rule_json(rule_table()[i], rules[i]));
  }
  Json high_risk = Json::array();
  for (const Country country : high_risk_countries) high_risk.push_back(country.to_string());
  return Json::object({
      {"version", version},
      {"time_zone", zone_text(zone_minutes)},
      {"max_lateness_days", max_lateness_days},
      {"max_clock_jump_days", max_clock_jump_days},
      {"rule_score", rule_score_names()[static_cast<std::size_t>(rule_score)]},
      {"levels", Json::object({{"medium", levels.medium},
                               {"high", levels.high},
                               {"critical", levels.critical ? Json(*levels.critical) : Json()}})},
      {"alert_from", alert_from},
      {"screening", Json::object({{"on", screening.is_on},
                                  {"sanctions", screening.sanctions},
                                  {"pep", screening.pep},
                                  {"adverse_media", screening.adverse_media},
                                  {"not_compared", screening.not_compared}})},
      {"high_risk_countries", std::move(high_risk)},
      {"limits", std::move(limits_json)},
      {"rules", std::move(rules_json)},
  });
}

}  // namespace financescr::monitoring
