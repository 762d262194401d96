#include "engine/monitoring/event.hpp"

#include <algorithm>

#include "engine/canonical/fields.hpp"
#include "engine/core/currency.hpp"
#include "engine/core/limits.hpp"
#include "engine/monitoring/ip_address.hpp"

namespace financescr::monitoring {
namespace {

using canonical::Fields;
using canonical::Json;

constexpr std::array<std::string_view, kEventTypeCount> kTypes = {"deposit",
                                                                  "withdrawal",
                                                                  "transfer",
                                                                  "loan_disbursement",
                                                                  "loan_repayment",
                                                                  "share_purchase",
                                                                  "share_redemption",
                                                                  "fixed_deposit",
                                                                  "recurring_deposit",
                                                                  "charge",
                                                                  "fee",
                                                                  "other"};
constexpr std::array<std::string_view, 2> kDirections = {"IN", "OUT"};
constexpr std::array<std::string_view, kInstrumentCount> kInstruments = {"cash", "transfer", "card",
                                                                         "cheque", "mobile_money"};
constexpr std::array<std::string_view, 3> kActors = {"customer", "agent", "merchant"};
constexpr std::array<std::string_view, kWarningCount> kWarnings = {
    "COUNTRY_UNKNOWN",       "COUNTERPARTY_UNEXPECTED", "CURRENCY_UNKNOWN",  "DIRECTION_ASSUMED",
    "IP_ADDRESS_UNREADABLE", "KYC_LEVEL_UNKNOWN",       "ACTOR_TYPE_UNKNOWN"};

constexpr int kUsualDecimals = 2;
constexpr std::size_t kMostMembers = 22;  // of an event as JSON
constexpr std::int32_t kHighestKycLevel = 4;
constexpr std::size_t kMaxUserAgentBytes = 1'024;

// As Fields takes the names of a choice.
using Choices = std::vector<std::string_view>;
const Choices& type_names() {
  static const Choices names(kTypes.begin(), kTypes.end());
  return names;
}
const Choices& direction_names() {
  static const Choices names(kDirections.begin(), kDirections.end());
  return names;
}
const Choices& instrument_names() {
  static const Choices names(kInstruments.begin(), kInstruments.end());
  return names;
}

template <typename Enum>
constexpr std::size_t index_of(Enum value) {
  return static_cast<std::size_t>(value);
}

// The direction that a type says by itself.
std::optional<Direction> direction_of(EventType type) {
  switch (type) {
    case EventType::kDeposit:
    case EventType::kLoanDisbursement:
    case EventType::kShareRedemption:
      return Direction::kIn;
    case EventType::kWithdrawal:
    case EventType::kLoanRepayment:
    case EventType::kSharePurchase:
    case EventType::kFixedDeposit:
    case EventType::kRecurringDeposit:
    case EventType::kCharge:
    case EventType::kFee:
      return Direction::kOut;
    case EventType::kTransfer:
    case EventType::kOther:
      return std::nullopt;
  }
  return std::nullopt;
}

std::optional<Instrument> usual_instrument(EventType type) {
  switch (type) {
    case EventType::kDeposit:
    case EventType::kWithdrawal:
      return Instrument::kCash;
    case EventType::kTransfer:
      return Instrument::kTransfer;
    case EventType::kLoanDisbursement:
    case EventType::kLoanRepayment:
    case EventType::kSharePurchase:
    case EventType::kShareRedemption:
    case EventType::kFixedDeposit:
    case EventType::kRecurringDeposit:
    case EventType::kCharge:
    case EventType::kFee:
    case EventType::kOther:
      return std::nullopt;
  }
  return std::nullopt;
}

bool may_have_counterparty(EventType type) {
  return type == EventType::kTransfer || type == EventType::kLoanDisbursement ||
         type == EventType::kLoanRepayment;
}

std::int64_t power_of_ten(int exponent) {
  std::int64_t power = 1;
  for (int i = 0; i < exponent; ++i) power *= 10;
  return power;
}

// How far ahead of UTC an instant was written: "+01:00" is 60.
std::int32_t offset_of(std::string_view text) {
  if (text.size() < 6 || text.back() == 'Z') return 0;
  const std::string_view offset = text.substr(text.size() - 6);
  const auto digit = [&offset](std::size_t i) { return offset[i] - '0'; };
  const std::int32_t minutes = 60 * (10 * digit(1) + digit(2)) + 10 * digit(4) + digit(5);
  return offset[0] == '-' ? -minutes : minutes;
}

void append_two_digits(std::string& out, std::int32_t value) {
  out += static_cast<char>('0' + value / 10);
  out += static_cast<char>('0' + value % 10);
}

// Reads the members of one event.
class Reader {
 public:
  Reader(const Json& json, const std::vector<canonical::RoundedNumber>& rounded, Errors& errors)
      : fields_(json, "", errors), rounded_(rounded) {}

  Event read() {
    Event event;
    event.event_id = fields_.required_text("event_id", limits::kMaxIdBytes);
    read_times(event);
    event.account_id = fields_.required_text("account_id", limits::kMaxIdBytes);
    event.client_id = fields_.required_text("client_id", limits::kMaxIdBytes);
    event.type = static_cast<EventType>(fields_.required_choice("type", type_names()));
    read_direction(event);
    read_amount(event);
    read_parties(event);
    read_place(event);
    std::stable_sort(event.warnings.begin(), event.warnings.end());
    return event;
  }

  [[nodiscard]] Pointers unknown() const { return fields_.unknown(); }

 private:
  std::optional<std::string> id(std::string_view key) {
    auto text = fields_.text(key, limits::kMaxIdBytes);
    return text && text->empty() ? std::nullopt : text;
  }

  std::optional<Timestamp> instant(std::string_view key, std::int32_t* offset_minutes) {
    const auto text = fields_.text(key, limits::kMaxIdBytes);
    if (!text) return std::nullopt;
    const auto parsed = Timestamp::parse(*text);
    if (!parsed) {
      fields_.reject(key, ErrorCode::kInvalid,
                     "must be an instant such as \"2026-11-22T02:55:01Z\" (RFC 3339)");
      return std::nullopt;
    }
    if (parsed->us < 0 || *parsed > Event::kLatest) {
      fields_.reject(key, ErrorCode::kInvalid, "must lie in the years 1970 to 2100");
      return std::nullopt;
    }
    if (offset_minutes != nullptr) *offset_minutes = offset_of(*text);
    return parsed;
  }

  void read_times(Event& event) {
    const auto occurred_at = instant("occurred_at", &event.offset_minutes);
    if (occurred_at) event.occurred_at = *occurred_at;
    if (!occurred_at && fields_.find("occurred_at") == nullptr) {
      fields_.reject("occurred_at", ErrorCode::kMissing, "is required");
    }
    event.received_at = instant("received_at", nullptr);
  }

  void read_direction(Event& event) {
    const auto given = fields_.choice("direction", direction_names());
    const auto said = direction_of(event.type);
    if (given && said && *given != index_of(*said)) {
      fields_.reject("direction", ErrorCode::kInvalid,
                     "a " + std::string(to_string(event.type)) + " is always " +
                         std::string(to_string(*said)));
      return;
    }
    if (!given && !said) event.warnings.push_back(Warning::kDirectionAssumed);
    event.direction = given ? static_cast<Direction>(*given) : said.value_or(Direction::kOut);
  }

  void read_amount(Event& event) {
    const std::string code = fields_.required_text("currency", limits::kMaxIdBytes);
    const auto currency = parse_currency(code);
    if (!currency && !code.empty()) {
      fields_.reject("currency", ErrorCode::kInvalid, "must be three capital letters (ISO 4217)");
    }
    if (currency) event.amount.currency = *currency;
    if (currency && !decimals_of(*currency)) event.warnings.push_back(Warning::kCurrencyUnknown);
    if (fields_.find("amount") == nullptr) {
      fields_.reject("amount", ErrorCode::kMissing, "is required");
      return;
    }
    const auto major = fields_.number("amount", Micro{1}, Micro::from_int(kMaxAmountMajor));
    if (!major || !currency) return;
    const std::int64_t unit = micro_per_minor(*currency);
    const bool is_rounded = std::any_of(
        rounded_.begin(), rounded_.end(),
        [](const canonical::RoundedNumber& number) { return number.pointer == "/amount"; });
    if (is_rounded || major->value % unit != 0) {
      fields_.reject("amount", ErrorCode::kInvalid,
                     "has more decimals than " + code + ", which has " +
                         std::to_string(amount_decimals(*currency)));
      return;
    }
    event.amount.minor = major->value / unit;
  }

  void read_parties(Event& event) {
    event.counterparty_account_id = id("counterparty_account_id");
    event.counterparty_name = fields_.text("counterparty_name", limits::kMaxNameBytes);
    if (event.counterparty_account_id && !may_have_counterparty(event.type)) {
      event.warnings.push_back(Warning::kCounterpartyUnexpected);
    }
    const auto actor = fields_.text("actor_type", limits::kMaxIdBytes);
    const auto known = std::find(kActors.begin(), kActors.end(), actor.value_or("customer"));
    if (known != kActors.end()) {
      event.actor_type = static_cast<ActorType>(known - kActors.begin());
    } else {
      event.warnings.push_back(Warning::kActorTypeUnknown);
    }
    event.agent_id = id("agent_id");
    event.branch_id = id("branch_id");
    event.merchant_id = id("merchant_id");
    const auto level = fields_.integer("kyc_level", INT32_MIN, INT32_MAX);
    if (level && *level >= 1 && *level <= kHighestKycLevel) {
      event.kyc_level = static_cast<std::int32_t>(*level);
    } else if (level) {
      event.warnings.push_back(Warning::kKycLevelUnknown);
    }
    event.loan_id = id("loan_id");
  }

  void read_place(Event& event) {
    const auto instrument = fields_.choice("instrument", instrument_names());
    event.instrument =
        instrument ? static_cast<Instrument>(*instrument) : usual_instrument(event.type);
    event.ip_address = id("ip_address");
    if (event.ip_address && !is_ip_address(*event.ip_address)) {
      event.ip_address.reset();
      event.warnings.push_back(Warning::kIpAddressUnreadable);
    }
    event.device_id = id("device_id");
    const auto country = id("country_code");
    if (country) event.country = Country::parse(*country);
    if (country && !event.country) event.warnings.push_back(Warning::kCountryUnknown);
    event.user_agent = fields_.text("user_agent", kMaxUserAgentBytes);
  }

  Fields fields_;
  const std::vector<canonical::RoundedNumber>& rounded_;
};

}  // namespace

std::string_view to_string(EventType type) { return kTypes[index_of(type)]; }
std::string_view to_string(Direction direction) { return kDirections[index_of(direction)]; }
std::string_view to_string(Instrument instrument) { return kInstruments[index_of(instrument)]; }
std::string_view to_string(ActorType actor) { return kActors[index_of(actor)]; }
std::string_view to_string(Warning warning) { return kWarnings[index_of(warning)]; }

int amount_decimals(Currency currency) { return decimals_of(currency).value_or(kUsualDecimals); }

std::string as_written(Timestamp at, std::int32_t offset_minutes) {
  const std::int64_t ahead_us = offset_minutes * 60 * Timestamp::kSecond;
  std::string text = Timestamp{at.us + ahead_us}.to_string();
  if (offset_minutes == 0) return text;
  text.back() = offset_minutes < 0 ? '-' : '+';
  const std::int32_t minutes = offset_minutes < 0 ? -offset_minutes : offset_minutes;
  append_two_digits(text, minutes / 60);
  text += ':';
  append_two_digits(text, minutes % 60);
  return text;
}

std::int64_t micro_per_minor(Currency currency) {
  return Micro::kScale / power_of_ten(amount_decimals(currency));
}

Micro major_units(Money amount) { return {amount.minor * micro_per_minor(amount.currency)}; }

std::string money_text(Money amount) {
  const int decimals = amount_decimals(amount.currency);
  std::string digits = std::to_string(amount.minor < 0 ? -amount.minor : amount.minor);
  const auto least = static_cast<std::size_t>(decimals) + 1;
  if (digits.size() < least) digits.insert(0, least - digits.size(), '0');
  const std::size_t whole = digits.size() - static_cast<std::size_t>(decimals);
  std::string text = amount.minor < 0 ? "-" : "";
  for (std::size_t i = 0; i < whole; ++i) {
    if (i > 0 && (whole - i) % 3 == 0) text += ',';
    text += digits[i];
  }
  if (decimals > 0) text += '.' + digits.substr(whole);
  return text + ' ' + std::string(amount.currency.text());
}

std::optional<Event> Event::read(const Json& json,
                                 const std::vector<canonical::RoundedNumber>& rounded,
                                 Errors& errors, Pointers& ignored) {
  const std::size_t before = errors.size();
  Reader reader(json, rounded, errors);
  Event event = reader.read();
  if (errors.size() != before) return std::nullopt;
  ignored.append(reader.unknown());
  return event;
}

Json Event::to_json() const {
  std::vector<Json::Member> members;  // in the order of their keys
  members.reserve(kMostMembers);
  const auto add = [&members](std::string_view key, Json value) {
    members.emplace_back(key, std::move(value));
  };
  const auto add_if = [&add](std::string_view key, const std::optional<std::string>& text) {
    if (text) add(key, *text);
  };
  add("account_id", account_id);
  add("actor_type", to_string(actor_type));
  add_if("agent_id", agent_id);
  add("amount", major_units(amount));
  add_if("branch_id", branch_id);
  add("client_id", client_id);
  add_if("counterparty_account_id", counterparty_account_id);
  add_if("counterparty_name", counterparty_name);
  if (country) add("country_code", country->to_string());
  add("currency", amount.currency.text());
  add_if("device_id", device_id);
  add("direction", to_string(direction));
  add("event_id", event_id);
  if (instrument) add("instrument", to_string(*instrument));
  add_if("ip_address", ip_address);
  if (kyc_level) add("kyc_level", std::int64_t{*kyc_level});
  add_if("loan_id", loan_id);
  add_if("merchant_id", merchant_id);
  add("occurred_at", as_written(occurred_at, offset_minutes));
  if (received_at) add("received_at", received_at->to_string());
  add("type", to_string(type));
  add_if("user_agent", user_agent);
  return Json::object(std::move(members));
}

}  // namespace financescr::monitoring
