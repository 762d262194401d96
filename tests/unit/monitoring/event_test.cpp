#include "engine/monitoring/event.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "engine/core/currency.hpp"
#include "engine/monitoring/ip_address.hpp"

namespace financescr::monitoring {
namespace {

using canonical::Json;

// The members every event must have, and more.
std::string text_of(const std::string& more, const std::string& amount = "5000.00",
                    const std::string& currency = "USD", const std::string& type = "deposit") {
  return R"({"event_id":"E-1","occurred_at":"2025-06-15T14:30:00Z","account_id":"ACC-1",)"
         R"("client_id":"CLI-1","type":")" +
         type + R"(","amount":)" + amount + R"(,"currency":")" + currency + "\"" +
         (more.empty() ? "" : "," + more) + "}";
}

struct Reading {
  std::optional<Event> event;
  Errors errors;
  Pointers ignored;
};

Reading read(const std::string& text) {
  std::vector<canonical::RoundedNumber> rounded;
  const auto json = canonical::parse(text, rounded);
  REQUIRE_MESSAGE(json.has_value(), text);
  Reading reading;
  reading.event = Event::read(*json, rounded, reading.errors, reading.ignored);
  CHECK(reading.event.has_value() == reading.errors.empty());
  return reading;
}

Event event_of(const std::string& text) {
  auto reading = read(text);
  REQUIRE_MESSAGE(reading.event.has_value(), text);
  return *reading.event;
}

std::string fault_of(const std::string& text) {
  const auto reading = read(text);
  REQUIRE_MESSAGE(reading.errors.size() == 1, text);
  return reading.errors.front().pointer + " " + reading.errors.front().detail;
}

TEST_CASE("an event says who, when, what and how much") {
  const Event event = event_of(text_of(""));
  CHECK(event.event_id == "E-1");
  CHECK(event.occurred_at == *Timestamp::parse("2025-06-15T14:30:00Z"));
  CHECK(event.type == EventType::kDeposit);
  CHECK(event.direction == Direction::kIn);
  CHECK(event.instrument == Instrument::kCash);
  CHECK(event.amount == Money{500'000, {{'U', 'S', 'D'}}});
  CHECK(event.actor_type == ActorType::kCustomer);
  CHECK(event.warnings.empty());
}

TEST_CASE("an amount is read exactly, in the decimals of its currency") {
  struct Row {
    const char* amount;
    const char* currency;
    std::int64_t minor;  // 0: refused
  };
  for (const Row& row : {Row{"0.01", "USD", 1},
                         {"9499.99", "USD", 949'999},
                         {"90071992.54", "USD", 9'007'199'254},
                         {"1.001", "USD", 0},
                         {"0.0000001", "USD", 0},
                         {"1.0000001", "USD", 0},
                         {"1e3", "USD", 100'000},
                         {"5000000", "XAF", 5'000'000},
                         {"5000000.5", "XAF", 0},
                         {"1.001", "BHD", 1'001},
                         {"1.0001", "CLF", 10'001},
                         {"1.00", "ZZZ", 100},
                         {"1.001", "ZZZ", 0},
                         {"1000000000", "USD", 100'000'000'000},
                         {"1000000000.01", "USD", 0},
                         {"0", "USD", 0},
                         {"-5", "USD", 0},
                         {"\"5\"", "USD", 0}}) {
    CAPTURE(row.amount);
    CAPTURE(row.currency);
    const auto reading = read(text_of("", row.amount, row.currency));
    REQUIRE(reading.event.has_value() == (row.minor != 0));
    if (reading.event) {
      CHECK(reading.event->amount.minor == row.minor);
      CHECK(major_units(reading.event->amount) == *Micro::parse(row.amount));
    } else {
      CHECK(reading.errors.front().pointer == "/amount");
    }
  }
}

TEST_CASE("what is odd is a warning and loses nothing") {
  const std::pair<const char*, Warning> rows[] = {
      {R"("country_code":"XX")", Warning::kCountryUnknown},
      {R"("ip_address":"999.999.999.999")", Warning::kIpAddressUnreadable},
      {R"("counterparty_account_id":"ACC-9")", Warning::kCounterpartyUnexpected},
      {R"("actor_type":"robot")", Warning::kActorTypeUnknown},
      {R"("kyc_level":5)", Warning::kKycLevelUnknown},
      {R"("kyc_level":0)", Warning::kKycLevelUnknown},
  };
  for (const auto& row : rows) {
    CAPTURE(row.first);
    CHECK(event_of(text_of(row.first)).warnings == std::vector{row.second});
  }
  CHECK(event_of(text_of("", "1", "ZZZ")).warnings == std::vector{Warning::kCurrencyUnknown});
  CHECK(event_of(text_of("", "1", "USD", "transfer")).warnings ==
        std::vector{Warning::kDirectionAssumed});
  CHECK(event_of(text_of(R"("ip_address":"2001:db8::1")")).warnings.empty());
  CHECK(event_of(text_of(R"("counterparty_account_id":"ACC-9")")).counterparty_account_id ==
        "ACC-9");
}

TEST_CASE("a direction is given, or that of the type") {
  CHECK(event_of(text_of(R"("direction":"IN")", "1", "USD", "transfer")).direction ==
        Direction::kIn);
  CHECK(event_of(text_of("", "1", "USD", "loan_repayment")).direction == Direction::kOut);
  CHECK(fault_of(text_of(R"("direction":"OUT")")) == "/direction a deposit is always IN");
}

TEST_CASE("what cannot be understood is refused with its place") {
  CHECK(fault_of(text_of("", "1", "usd")) == "/currency must be three capital letters (ISO 4217)");
  CHECK(fault_of(text_of("", "1.234")) == "/amount has more decimals than USD, which has 2");
  CHECK(fault_of(text_of("", "1", "USD", "gift")).starts_with("/type "));
  CHECK(fault_of(text_of(R"("received_at":"yesterday")")).starts_with("/received_at must be"));
  CHECK(fault_of(text_of(R"("received_at":"2101-01-01T00:00:00Z")")) ==
        "/received_at must lie in the years 1970 to 2100");
  CHECK(fault_of(text_of(R"("instrument":"gold")")).starts_with("/instrument "));
  CHECK(fault_of(text_of(R"("kyc_level":"1")")).starts_with("/kyc_level "));
  const auto empty = read("{}");
  CHECK(empty.errors.size() == 7);  // each member that is required
}

TEST_CASE("every member that is no field is named, and decides nothing") {
  const auto reading = read(text_of(R"("note":"rent","Amount":7)"));
  REQUIRE(reading.event.has_value());
  CHECK(std::vector<std::string>(reading.ignored.begin(), reading.ignored.end()) ==
        std::vector<std::string>{"/Amount", "/note"});
}

TEST_CASE("an event that is written and read again is the same") {
  const std::string text = text_of(
      R"("received_at":"2025-06-15T14:30:01.5Z","direction":"OUT","instrument":"mobile_money",)"
      R"("counterparty_account_id":"ACC-2","counterparty_name":"Zoé","ip_address":"10.0.0.1",)"
      R"("device_id":"d","country_code":"cm","user_agent":"x","actor_type":"agent",)"
      R"("agent_id":"G","branch_id":"B","merchant_id":"M","kyc_level":4,"loan_id":"L")",
      "12.50", "EUR", "transfer");
  std::string offset = text;
  offset.replace(offset.find("14:30:00Z"), 9, "14:30:00-03:30");
  for (const std::string& given : {text, offset}) {
    const Event event = event_of(given);
    const Event again = event_of(canonical::write(event.to_json()));
    CHECK(again.to_json() == event.to_json());
    CHECK(again.occurred_at == event.occurred_at);
    CHECK(again.offset_minutes == event.offset_minutes);
    CHECK(again.amount == event.amount);
    CHECK(again.country == event.country);
  }
  CHECK(event_of(offset).offset_minutes == -210);
}

TEST_CASE("addresses of the internet are told from other texts") {
  for (const char* good :
       {"0.0.0.0", "255.255.255.255", "::", "::1", "1::", "2001:db8::1", "1:2:3:4:5:6:7:8",
        "1:2:3:4:5:6:1.2.3.4", "::ffff:10.0.0.1", "fe80::AbCd:1"}) {
    CAPTURE(good);
    CHECK(is_ip_address(good));
  }
  for (const char* bad : {"", "1.2.3", "1.2.3.4.5", "256.0.0.1", "01.2.3.4", "1.2.3.4 ", "1..2.3",
                          ":", ":::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3", "12345::",
                          "1:2:3:4:5:6:7::8", "g::", "1.2.3.4::", "::1.2.3.4:5", "1:", ":1"}) {
    CAPTURE(bad);
    CHECK_FALSE(is_ip_address(bad));
  }
}

TEST_CASE("the currencies of ISO 4217 have their decimals") {
  const auto decimals = [](const char* code) { return decimals_of(*parse_currency(code)); };
  CHECK(decimals("EUR") == 2);
  CHECK(decimals("XAF") == 0);
  CHECK(decimals("JPY") == 0);
  CHECK(decimals("KWD") == 3);
  CHECK(decimals("CLF") == 4);
  CHECK(decimals("XAU") == 2);
  CHECK_FALSE(decimals("ZZZ"));
  CHECK_FALSE(decimals("AAA"));
  CHECK_FALSE(parse_currency("EU"));
  CHECK_FALSE(parse_currency("eur"));
  const auto table = currency_table();
  CHECK(table.size() > 150);
  CHECK(std::is_sorted(table.begin(), table.end(), [](const auto& a, const auto& b) {
    return std::string_view(a.code) < std::string_view(b.code);
  }));
}

}  // namespace
}  // namespace financescr::monitoring
