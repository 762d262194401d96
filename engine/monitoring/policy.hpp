// Policy: every number that turns what is known of an event into a decision. It is data with an
// owner; docs/MONITORING.md says why each built-in value is what it is.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/canonical/json.hpp"
#include "engine/core/country.hpp"
#include "engine/core/date.hpp"
#include "engine/core/result.hpp"
#include "engine/monitoring/event.hpp"
#include "engine/monitoring/rule.hpp"

namespace financescr::monitoring {

// Amounts of money that rules compare with.
enum class Limit : std::uint8_t {
  kMaximum,             // large_amount from here
  kStructuringFrom,     // just below the maximum from here
  kRoundUnit,           // multiples of it are round
  kCashReportOver,      // a day's cash is reported above it ...
  kCashReportFrom,      // ... or from it
  kAgentFloat,          // an agent's day that is worth a look
  kMerchantCollection,  // a merchant's week of takings above it
  kAnonymousPayment,    // a payment by nobody from here
  kDormantFrom,         // what wakes a dormant account
  kPassThroughFrom,     // money that only passes through
  kNetworkFrom,         // collected from many or spread to many
  kLoanTransferBelow,   // small transfers after a loan
};
inline constexpr std::size_t kLimitCount = 12;
[[nodiscard]] std::string_view to_string(Limit limit);

// An amount in major units for some currencies, and for all others if `any` is there.
struct LimitTable {
  std::optional<Micro> any;
  std::vector<std::pair<Currency, Micro>> by_currency;  // by code

  // In minor units. Returns nothing if the currency has none.
  [[nodiscard]] std::optional<std::int64_t> minor(Currency currency) const;
  bool operator==(const LimitTable&) const = default;
};

struct RuleSettings {
  bool is_on = true;
  std::optional<Micro> severity;  // instead of the rule's own
  Category category = Category::kAmount;
  std::optional<Date> from;          // not before this day of the event
  std::optional<Date> until;         // not after it
  std::vector<Instrument> channels;  // empty: all
  std::vector<Currency> currencies;  // empty: all
  Parameters parameters{};

  bool operator==(const RuleSettings&) const = default;
};

// How the severities of the rules that fired become one score.
enum class RuleScore : std::uint8_t {
  kComplement,     // 1 - (1 - a)(1 - b)...: never falls when a further rule fires
  kMeanPlusCount,  // the reference's: mean + min(0.05 x count, 0.20)
};

struct Levels {
  Micro medium{500'000};
  Micro high{800'000};
  std::optional<Micro> critical{Micro{900'000}};

  bool operator==(const Levels&) const = default;
};

// Names of clients and counterparties are compared with the watchlist of the pack, if it has one.
struct NameScreening {
  bool is_on = true;
  Micro sanctions{950'000};  // the score of a match, by its list
  Micro pep{600'000};
  Micro adverse_media{500'000};
  Micro not_compared{500'000};  // of a name that could not be compared

  bool operator==(const NameScreening&) const = default;
};

struct Policy {
  std::string version;
  // Of calendar days and hours, ahead of UTC; nothing: the hour as each event wrote it, days of
  // UTC.
  std::optional<std::int32_t> zone_minutes = 0;
  std::int32_t max_lateness_days = 30;
  std::int32_t max_clock_jump_days = 400;
  RuleScore rule_score = RuleScore::kComplement;
  Levels levels;
  Micro alert_from{500'000};
  NameScreening screening;
  std::vector<Country> high_risk_countries;
  std::array<LimitTable, kLimitCount> limits;
  std::array<RuleSettings, kRuleCount> rules;

  // Members that are absent have the value of the built-in policy "default".
  // Returns: nothing when at least one error was appended to `errors`.
  [[nodiscard]] static std::optional<Policy> read(const canonical::Json& value, Errors& errors);
  [[nodiscard]] canonical::Json to_json() const;
  bool operator==(const Policy&) const = default;

  [[nodiscard]] std::optional<std::int64_t> limit(Limit which, Currency currency) const {
    return limits[place_of(which)].minor(currency);
  }
  // The hour of the day of an event, 0 to 23.
  [[nodiscard]] std::int64_t hour_of(const Event& event) const;
};

// A policy that the engine brings: "default", "reference-mvp", "reference-head".
struct BuiltinPolicy {
  std::string_view name;
  Policy policy;
};
[[nodiscard]] std::span<const BuiltinPolicy> builtin_policies();
// Returns: nullptr if there is none of that name.
[[nodiscard]] const Policy* find_builtin_policy(std::string_view name);
// "default", of version "monitoring/v1".
[[nodiscard]] const Policy& builtin_policy();

}  // namespace financescr::monitoring
