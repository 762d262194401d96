#include "datagen/importers/histories/amlsim.hpp"

#include <string>
#include <utility>

namespace financescr::datagen::histories {
namespace {

// AMLSim counts days; its converter to other schemas writes dates.
struct AmlsimTimes {
  TimeFormat steps = TimeFormat::parse("steps_of_days").value();
  TimeFormat dates = TimeFormat::parse("YYYY-MM-DD").value();
  TimeFormat instants = TimeFormat::parse("rfc3339").value();

  [[nodiscard]] const TimeFormat& of(std::string_view text) const {
    if (text.find('-') == std::string_view::npos) return steps;
    return text.find(':') == std::string_view::npos ? dates : instants;
  }
};

struct AccountColumns {
  explicit AccountColumns(Header& header)
      : id(header.required({"nodeid", "ACCOUNT_ID", "acct_id"})),
        client(header.optional({"CUSTOMER_ID"})),
        country(header.optional({"COUNTRY"})),
        fraud(header.optional({"isFraud", "IS_FRAUD"})),
        fraud_step(header.optional({"fraudStep"})) {}

  Column id;
  Column client;
  Column country;
  Column fraud;
  Column fraud_step;
};

Account read_account(Cells& cells, const AccountColumns& columns, const AmlsimTimes& times) {
  Account account;
  account.account_id = cells.id(columns.id);
  account.client_id = cells.optional_id(columns.client).value_or(std::string());
  account.country = Country::parse(cells.text(columns.country));
  account.is_fraud = cells.flag(columns.fraud);
  const std::string_view step = cells.text(columns.fraud_step);
  // -1: there is none.
  if (!step.empty() && step.front() != '-') {
    account.fraud_at = cells.time(columns.fraud_step, times.steps);
  }
  return account;
}

}  // namespace

RowReader open_amlsim(Header& header, const HistoryContext& context) {
  return
      [sender = header.required({"sourceNodeId", "SENDER_ACCOUNT_ID", "orig_acct"}),
       receiver = header.required({"targetNodeId", "RECEIVER_ACCOUNT_ID", "bene_acct"}),
       amount = header.required({"value", "TX_AMOUNT", "base_amt"}),
       time = header.required({"time", "TIMESTAMP", "tran_timestamp"}),
       id = header.optional({"TX_ID", "tran_id"}), fraud = header.optional({"IS_FRAUD", "is_sar"}),
       alert = header.optional({"ALERT_ID", "alert_id"}), currency = context.currency,
       accounts = &context.accounts, times = AmlsimTimes()](Cells& cells, Transaction& to) {
        monitoring::Event& event = to.event;
        event.event_id = id.is_there() ? cells.id(id) : cells.id_of_line();
        event.occurred_at = cells.time(time, times.of(cells.text(time)));
        event.account_id = cells.id(sender);
        event.client_id = accounts->client_of(event.account_id);
        event.counterparty_account_id = cells.id(receiver);
        event.type = monitoring::EventType::kTransfer;
        event.direction = monitoring::Direction::kOut;
        event.amount = cells.amount(amount, currency);
        to.is_fraud = cells.flag(fraud);
        to.typology = accounts->typology_of(cells.text(alert));
        const Account* from = accounts->find(event.account_id);
        if (from != nullptr) event.country = from->country;
        add_received(to, accounts->client_of(*event.counterparty_account_id));
        if (!to.received) return;
        const Account* into = accounts->find(to.received->account_id);
        if (into != nullptr) to.received->country = into->country;
      };
}

Result<void> read_beside_amlsim(ImportSession& session, const ListFile& file,
                                AccountBook& accounts) {
  auto header = read_header(file, {});
  if (!header) return tl::unexpected(header.error());
  const Column alert = header->optional({"ALERT_ID"});
  const Column kind = header->optional({"ALERT_TYPE"});
  const bool has_alerts = alert.is_there() && kind.is_there();
  const AccountColumns columns(*header);
  if (!has_alerts && !header->missing().empty()) {
    return columns_missing(file.name, header->missing());
  }
  const AmlsimTimes times;
  bool is_header = true;
  for_each_csv_record(session, file, {}, [&](const CsvRecord& record) {
    if (std::exchange(is_header, false)) return;
    Cells cells(record, 0);
    if (has_alerts) {
      accounts.add_typology(cells.text(alert), cells.text(kind));
      return;
    }
    Account account = read_account(cells, columns, times);
    const std::string id = account.account_id;
    if (accounts.is_full()) cells.skip("more accounts than can be kept", id);
    if (cells.ok() && !accounts.add(std::move(account))) cells.skip("account twice", id);
    if (cells.ok()) return;
    session.skip_row(cells.skipped()->reason, cells.skipped()->detail);
  });
  return {};
}

}  // namespace financescr::datagen::histories
