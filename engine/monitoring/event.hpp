// Event: one transaction as monitoring reads it, on any account of any system.
//
// In: a JSON object with the field names of docs/MONITORING.md. Out: a typed event, with warnings
// for what is odd but loses nothing. Never: a clock; what is late or too early the history says.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/canonical/json.hpp"
#include "engine/canonical/rounded_numbers.hpp"
#include "engine/core/country.hpp"
#include "engine/core/money.hpp"
#include "engine/core/result.hpp"
#include "engine/core/timestamp.hpp"

namespace financescr::monitoring {

enum class EventType : std::uint8_t {
  kDeposit,
  kWithdrawal,
  kTransfer,
  kLoanDisbursement,
  kLoanRepayment,
  kSharePurchase,
  kShareRedemption,
  kFixedDeposit,
  kRecurringDeposit,
  kCharge,
  kFee,
  kOther,
};
inline constexpr std::size_t kEventTypeCount = 12;
[[nodiscard]] std::string_view to_string(EventType type);

// Seen from the account.
enum class Direction : std::uint8_t { kIn, kOut };
[[nodiscard]] std::string_view to_string(Direction direction);

enum class Instrument : std::uint8_t { kCash, kTransfer, kCard, kCheque, kMobileMoney };
inline constexpr std::size_t kInstrumentCount = 5;
[[nodiscard]] std::string_view to_string(Instrument instrument);

enum class ActorType : std::uint8_t { kCustomer, kAgent, kMerchant };
[[nodiscard]] std::string_view to_string(ActorType actor);

// What is odd about an event that is decided all the same.
enum class Warning : std::uint8_t {
  kCountryUnknown,          // country_code is no code of ISO 3166-1; it is not used
  kCounterpartyUnexpected,  // of a type that has no counterparty
  kCurrencyUnknown,         // not in ISO 4217; taken to have two decimals
  kDirectionAssumed,        // the type does not say it: OUT
  kIpAddressUnreadable,     // neither IPv4 nor IPv6; it is not used
  kKycLevelUnknown,         // outside 1 to 4; it is not used
  kActorTypeUnknown,        // taken to be a customer
};
inline constexpr std::size_t kWarningCount = 7;
// "COUNTRY_UNKNOWN", ...
[[nodiscard]] std::string_view to_string(Warning warning);

struct Event {
  // The end of the year 2100: no event is later.
  static constexpr Timestamp kLatest{4'133'980'800 * Timestamp::kSecond - 1};

  std::string event_id;
  Timestamp occurred_at;
  std::int32_t offset_minutes = 0;  // of occurred_at as it was written, ahead of UTC
  std::optional<Timestamp> received_at;
  std::string account_id;
  std::string client_id;
  EventType type = EventType::kOther;
  Direction direction = Direction::kOut;
  Money amount;  // above 0, in the currency's own minor units
  std::optional<std::string> counterparty_account_id;
  std::optional<std::string> counterparty_name;
  std::optional<Instrument> instrument;
  std::optional<std::string> ip_address;
  std::optional<std::string> device_id;
  std::optional<Country> country;
  std::optional<std::string> user_agent;
  ActorType actor_type = ActorType::kCustomer;
  std::optional<std::string> agent_id;
  std::optional<std::string> branch_id;
  std::optional<std::string> merchant_id;
  std::optional<std::int32_t> kyc_level;  // 1 to 4
  std::optional<std::string> loan_id;
  std::vector<Warning> warnings;  // in the order of Warning

  // `rounded`: the numbers that parsing `json` has rounded. A direction that is not given is that
  // of the type; an instrument that is not given is cash for deposits and withdrawals, and a
  // transfer for transfers. Errors: all faults, at their pointers.
  [[nodiscard]] static std::optional<Event> read(
      const canonical::Json& json, const std::vector<canonical::RoundedNumber>& rounded,
      Errors& errors, Pointers& ignored);

  // With every field that was understood or derived: reading it again gives the same event, without
  // the warnings about what was not.
  [[nodiscard]] canonical::Json to_json() const;
};

// Largest amount, in major units: the data-quality limit of the reference.
inline constexpr std::int64_t kMaxAmountMajor = 1'000'000'000;

// "2026-11-22T03:55:01.000000+01:00". Requires: |offset| below a day.
[[nodiscard]] std::string as_written(Timestamp at, std::int32_t offset_minutes);
// How many decimals an amount in this currency is read and written with.
[[nodiscard]] int amount_decimals(Currency currency);
// What one minor unit is in millionths of a major unit.
[[nodiscard]] std::int64_t micro_per_minor(Currency currency);
// "1234.50" as a number.
[[nodiscard]] Micro major_units(Money amount);
// "1,234.50 USD", for people.
[[nodiscard]] std::string money_text(Money amount);

}  // namespace financescr::monitoring
