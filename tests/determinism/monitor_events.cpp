#include "tests/determinism/monitor_events.hpp"

#include <string_view>

#include "engine/core/timestamp.hpp"
#include "tests/determinism/request_text.hpp"

namespace financescr::corpus {
namespace {

constexpr std::string_view kTypes[] = {
    "deposit",  "deposit",  "withdrawal",        "withdrawal",     "transfer",       "transfer",
    "transfer", "transfer", "loan_disbursement", "loan_repayment", "share_purchase", "charge",
    "fee",      "other"};
constexpr std::string_view kCurrencies[] = {"USD", "USD", "USD", "XAF", "EUR", "JPY", "ZZZ"};
constexpr std::string_view kInstruments[] = {"cash", "transfer", "card", "cheque", "mobile_money"};
constexpr std::string_view kActors[] = {"customer", "customer", "agent", "merchant"};
constexpr std::string_view kCountries[] = {"CM", "CM", "FR", "KP", "IR", "QQ"};
constexpr std::string_view kBadValues[] = {"-1",   "null",     "\"12\"", "1e300",  "[]",  "\"\"",
                                           "true", "0.123456", "{}",     "\"IN\"", "1e-9"};
constexpr std::int64_t kStart_us = 1'750'000'000'000'000;
constexpr std::int64_t kStep_us = 90'000'000;
constexpr std::int64_t kDays_of_lateness = 40;

std::string instant(std::uint64_t number, Draws& draws) {
  std::int64_t at_us = kStart_us + static_cast<std::int64_t>(number) * kStep_us;
  if (draws.percent(20)) at_us -= draws.between(0, 3'600) * Timestamp::kSecond;
  if (draws.percent(2)) {
    at_us -= draws.between(0, kDays_of_lateness * 86'400) * Timestamp::kSecond;
  }
  std::string text = Timestamp{at_us}.to_string();
  if (draws.percent(10)) text.replace(text.size() - 1, 1, "+05:30");
  return text;
}

std::string amount(Draws& draws) {
  if (draws.percent(15)) return std::to_string(draws.between(1, 30) * 1'000);
  if (draws.percent(15)) return std::to_string(draws.between(9'400, 10'100));
  if (draws.percent(30)) return std::to_string(draws.between(1, 600'000));
  return decimal(draws.between(1, 2'000'000), 2);
}

void add_parties(const Material& material, Members& event, Draws& draws) {
  const auto id = [&draws](const char* letter, std::uint64_t count) {
    return quoted(letter + std::to_string(draws.below(count)));
  };
  if (draws.percent(60)) event.emplace_back("counterparty_account_id", id("A", 60));
  if (draws.percent(15)) {
    const auto& rows = draws.percent(30) ? material.watchlist : material.customers;
    const auto& row = draws.pick(rows);
    const std::string name = text_of(row, draws.percent(50) ? "name" : "primary_name");
    if (!name.empty()) event.emplace_back("counterparty_name", quoted(name));
  }
  if (draws.percent(1)) event.emplace_back("counterparty_name", "\"\u4e2d\u00e9 \u0416\"");
  event.emplace_back("actor_type", quoted(draws.pick(kActors)));
  if (draws.percent(40)) event.emplace_back("agent_id", id("G", 5));
  if (draws.percent(20)) event.emplace_back("merchant_id", id("M", 4));
  if (draws.percent(60)) event.emplace_back("kyc_level", std::to_string(draws.between(0, 4)));
}

void add_place(Members& event, Draws& draws) {
  if (draws.percent(50)) event.emplace_back("direction", draws.percent(50) ? "\"IN\"" : "\"OUT\"");
  if (draws.percent(70)) event.emplace_back("instrument", quoted(draws.pick(kInstruments)));
  if (draws.percent(50)) {
    event.emplace_back("ip_address", quoted("10.0.0." + std::to_string(draws.below(300))));
  }
  if (draws.percent(40)) {
    event.emplace_back("device_id", quoted("D" + std::to_string(draws.below(30))));
  }
  if (draws.percent(60)) event.emplace_back("country_code", quoted(draws.pick(kCountries)));
  if (draws.percent(2)) event.emplace_back("shoe_size", "43.5");
}

}  // namespace

std::string monitor_event(const Material& material, std::uint64_t number, Draws& draws) {
  const std::string id = draws.percent(1) ? "E" + std::to_string(number / 2)  // perhaps a conflict
                                          : "E" + std::to_string(number);
  Members event = {{"event_id", quoted(id)}, {"occurred_at", quoted(instant(number, draws))}};
  if (draws.percent(2)) {
    event.emplace_back("type", "\"tick\"");
    return object_text(std::move(event), draws);
  }
  event.emplace_back("account_id", quoted("A" + std::to_string(draws.below(60))));
  const std::string client = draws.percent(20)
                                 ? text_of(draws.pick(material.customers), "customer_id")
                                 : "P" + std::to_string(draws.below(40));
  event.emplace_back("client_id", quoted(client));
  event.emplace_back("type", quoted(draws.pick(kTypes)));
  event.emplace_back("amount", amount(draws));
  event.emplace_back("currency", quoted(draws.pick(kCurrencies)));
  add_parties(material, event, draws);
  add_place(event, draws);
  if (draws.percent(2)) event[draws.below(event.size())].second = draws.pick(kBadValues);
  const std::string line = object_text(std::move(event), draws);
  return draws.percent(1) ? damaged_line(line, draws) : line;
}

}  // namespace financescr::corpus
