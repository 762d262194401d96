#include "datagen/importers/histories/paysim.hpp"

#include <array>

#include "datagen/importers/text_scan.hpp"

namespace financescr::datagen::histories {
namespace {

using monitoring::Direction;
using monitoring::EventType;
using monitoring::Instrument;

// Who `nameDest` is to the account of `nameOrig`.
enum class PaySimParty : std::uint8_t { kAgent, kMerchant, kBank, kAccount };

struct PaySimType {
  std::string_view name;
  EventType type;
  Direction direction;
  Instrument instrument;
  PaySimParty party;
};
constexpr std::array<PaySimType, 5> kPaySimTypes = {{
    {"CASH_IN", EventType::kDeposit, Direction::kIn, Instrument::kCash, PaySimParty::kAgent},
    {"CASH_OUT", EventType::kWithdrawal, Direction::kOut, Instrument::kCash, PaySimParty::kAgent},
    {"DEBIT", EventType::kTransfer, Direction::kOut, Instrument::kTransfer, PaySimParty::kBank},
    {"PAYMENT", EventType::kOther, Direction::kOut, Instrument::kMobileMoney,
     PaySimParty::kMerchant},
    {"TRANSFER", EventType::kTransfer, Direction::kOut, Instrument::kMobileMoney,
     PaySimParty::kAccount},
}};

// "CASH_IN", also as "cash-in".
const PaySimType* find_type(std::string_view text) {
  std::string name(text);
  for (char& c : name) c = c == '-' || c == ' ' ? '_' : c;
  for (const PaySimType& type : kPaySimTypes) {
    if (equal_ignoring_case(type.name, name)) return &type;
  }
  return nullptr;
}

void add_party(Transaction& to, std::string name, PaySimParty party) {
  switch (party) {
    case PaySimParty::kAgent:
      to.event.agent_id = std::move(name);
      return;
    case PaySimParty::kMerchant:
      to.event.merchant_id = std::move(name);
      return;
    case PaySimParty::kBank:
      to.event.counterparty_account_id = std::move(name);
      return;
    case PaySimParty::kAccount:
      // A merchant keeps no account that the history could follow.
      if (name.front() == 'M') {
        to.event.merchant_id = std::move(name);
        return;
      }
      to.event.counterparty_account_id = name;
      add_received(to, name);
      return;
  }
}

}  // namespace

RowReader open_paysim(Header& header, const HistoryContext& context) {
  return [step = header.required({"step"}), type = header.required({"type", "action"}),
          amount = header.required({"amount"}), from = header.required({"nameOrig"}),
          into = header.required({"nameDest"}), fraud = header.required({"isFraud"}),
          currency = context.currency,
          hours = TimeFormat::parse("steps_of_hours").value()](Cells& cells, Transaction& to) {
    monitoring::Event& event = to.event;
    event.event_id = cells.id_of_line();
    event.occurred_at = cells.time(step, hours);
    event.account_id = cells.id(from);
    event.client_id = event.account_id;
    event.amount = cells.amount(amount, currency);
    to.is_fraud = cells.flag(fraud);
    const PaySimType* const kind = find_type(cells.text(type));
    if (kind == nullptr) cells.skip("type not known", std::string(cells.text(type)));
    std::string other = cells.id(into);
    if (!cells.ok()) return;
    event.type = kind->type;
    event.direction = kind->direction;
    event.instrument = kind->instrument;
    add_party(to, std::move(other), kind->party);
  };
}

}  // namespace financescr::datagen::histories
