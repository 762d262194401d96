#include "datagen/importers/histories/fraud_handbook.hpp"

#include "datagen/importers/histories/time_format.hpp"

namespace financescr::datagen::histories {

RowReader open_fraud_handbook(Header& header, const HistoryContext& context) {
  return
      [id = header.required({"TRANSACTION_ID"}), time = header.required({"TX_DATETIME"}),
       customer = header.required({"CUSTOMER_ID"}), terminal = header.required({"TERMINAL_ID"}),
       amount = header.required({"TX_AMOUNT"}), fraud = header.required({"TX_FRAUD"}),
       scenario = header.optional({"TX_FRAUD_SCENARIO"}), currency = context.currency,
       format = TimeFormat::parse("YYYY-MM-DD hh:mm:ssf").value()](Cells& cells, Transaction& to) {
        monitoring::Event& event = to.event;
        event.event_id = cells.id(id);
        event.occurred_at = cells.time(time, format);
        event.account_id = cells.id(customer);
        event.client_id = event.account_id;
        event.merchant_id = cells.id(terminal);
        event.type = monitoring::EventType::kOther;
        event.direction = monitoring::Direction::kOut;
        event.instrument = monitoring::Instrument::kCard;
        event.amount = cells.amount(amount, currency);
        to.is_fraud = cells.flag(fraud);
        const std::string_view kind = cells.text(scenario);
        if (!kind.empty() && kind != "0")
          to.typology = typology_text("scenario_" + std::string(kind));
      };
}

}  // namespace financescr::datagen::histories
