#include "datagen/transactions/rows.hpp"

#include <array>

#include "datagen/draws.hpp"
#include "datagen/python_json.hpp"
#include "datagen/transactions/amounts.hpp"
#include "datagen/transactions/calendar.hpp"
#include "datagen/transactions/random_streams.hpp"

namespace financescr::datagen {
namespace {

constexpr std::array<std::string_view, 16> kFirstWords = {
    "Sanaga", "Harbour", "Equator", "Mandara", "Palm",  "Blue River", "Ogooue", "Cedar",
    "Sahel",  "Lagoon",  "Summit",  "Ocean",   "Union", "Savanna",    "Delta",  "Pioneer"};
constexpr std::array<std::string_view, 12> kSecondWords = {
    "Trading",  "Holdings", "Logistics", "Foods",    "Estates",    "Motors",
    "Textiles", "Supplies", "Partners",  "Builders", "Stationers", "Works"};

std::string event_id(std::int64_t number) { return numbered("E", number, 9); }

std::string firm_name(std::int32_t firm) {
  const auto n = static_cast<std::size_t>(firm);
  return std::string(kFirstWords[n % kFirstWords.size()]) + ' ' +
         std::string(kSecondWords[n / kFirstWords.size() % kSecondWords.size()]) + ' ' +
         std::to_string(firm);
}

void append_hex(std::string& out, std::uint64_t value, int digits) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  for (int i = digits - 1; i >= 0; --i) {
    out += kDigits[(value >> (4U * static_cast<unsigned>(i))) & 15U];
  }
}

std::string device_id(std::uint64_t device) {
  std::string text = "D";
  append_hex(text, device >> 8U, 12);
  return text;
}

// Of ranges that belong to nobody: RFC 6598 (shared by the customers of a carrier) and RFC 3849.
std::string address_text(std::uint64_t address) {
  const auto byte = [address](unsigned shift) { return (address >> shift) & 0xFFU; };
  if (byte(56) < 32) {
    std::string text = "2001:db8:";
    append_hex(text, address >> 32U, 4);
    text += ':';
    append_hex(text, address >> 16U, 4);
    return text + "::1";
  }
  return "100." + std::to_string(64 + byte(40) % 64) + '.' + std::to_string(byte(32)) + '.' +
         std::to_string(1 + byte(24) % 254);
}

void add_amount(PythonJsonRow& row, std::int64_t minor, Coin coin) {
  row.number("amount", {minor, decimals_of(coin)});
  row.text("currency", currency_of(coin).text());
}

std::string label_line(PythonJsonRow& row, const Label& label) {
  row.text("label", label.is_fraud ? "fraud" : "legitimate").text("typology", label.typology);
  if (!label.difficulty.empty()) row.text("difficulty", label.difficulty);
  if (label.case_number != kNone) row.text("case_id", numbered("K", label.case_number + 1));
  return row.text("known_at", time_text(label.known_at_us)).line();
}

}  // namespace

Rows::Rows(const TransactionOptions& options, const Population& population)
    : population_(population), has_received_at_(options.late_share.has_value()) {
  const KeyedOrder order(key_of(options.seed, Section::kNames), population.client_count());
  numbers_.reserve(static_cast<std::size_t>(population.client_count()));
  for (std::int32_t i = 0; i < population.client_count(); ++i) {
    numbers_.push_back(static_cast<std::int32_t>(order.at(i)));
  }
}

std::string Rows::numbered_client(std::string_view prefix, std::int32_t client) const {
  return numbered(prefix, numbers_[static_cast<std::size_t>(client)] + 1);
}

std::string Rows::account_id(std::int32_t client) const { return numbered_client("A", client); }

std::string Rows::event(std::int64_t number, const Record& record) const {
  const Client& client = population_.client(record.client);
  PythonJsonRow row;
  row.text("event_id", event_id(number)).text("occurred_at", time_text(record.at_us));
  if (has_received_at_) row.text("received_at", time_text(record.arrives_us));
  row.text("account_id", account_id(record.client));
  row.text("client_id", numbered_client("C", record.client));
  row.text("type", to_string(record.type)).text("direction", to_string(record.direction));
  add_amount(row, record.amount_minor, client.coin);
  row.text("instrument", to_string(record.instrument));
  switch (record.other_kind) {
    case OtherKind::kNobody:
      break;
    case OtherKind::kClient:
      row.text("counterparty_account_id", account_id(record.other));
      break;
    case OtherKind::kPerson:
      row.text("counterparty_account_id", numbered("X", record.other, 9));
      break;
    case OtherKind::kFirm:
      row.text("counterparty_account_id", numbered("F", record.other, 7));
      row.text("counterparty_name", firm_name(record.other));
      break;
    case OtherKind::kPayer:
      row.text("counterparty_name", "Public Treasury");
      break;
    case OtherKind::kOwnShop:
      row.text("counterparty_name", "Shop " + numbered_client("M", record.merchant));
      break;
  }
  row.text("actor_type", to_string(record.actor));
  if (record.agent != kNone) row.text("agent_id", numbered("G", record.agent + 1, 4));
  if (record.merchant != kNone) row.text("merchant_id", numbered_client("M", record.merchant));
  if (record.loan != kNone) row.text("loan_id", numbered_client("L", record.loan));
  if (record.device != 0) row.text("device_id", device_id(record.device));
  if (record.address != 0) row.text("ip_address", address_text(record.address));
  row.text("country_code", homes()[record.home].code);
  return row.integer("kyc_level", client.kyc_level).line();
}

std::string Rows::tick(std::int64_t number, std::int64_t at_us) {
  PythonJsonRow row;
  row.text("event_id", numbered("T", number)).text("type", "tick");
  return row.text("occurred_at", time_text(at_us)).line();
}

std::string Rows::event_label(std::int64_t number, const Label& label) {
  PythonJsonRow row;
  row.text("event_id", event_id(number));
  return label_line(row, label);
}

std::string Rows::account_label(std::int32_t client, const Label& label) const {
  PythonJsonRow row;
  row.text("account_id", account_id(client));
  return label_line(row, label);
}

std::string Rows::chance(std::int64_t number, double p) {
  constexpr int kDecimals = 4;
  PythonJsonRow row;
  row.text("event_id", event_id(number)).number("p", PythonNumber::round(p, kDecimals));
  return row.line();
}

std::string Rows::agent(std::int32_t agent) const {
  constexpr std::int64_t kMicroPerPercent = Micro::kScale / 100;
  const std::int64_t percent = population_.agent_typical_float(agent).value / kMicroPerPercent;
  PythonJsonRow row;
  row.text("agent_id", numbered("G", agent + 1, 4));
  return row.number("typical_float_ratio", {percent, 2}).line();
}

}  // namespace financescr::datagen
