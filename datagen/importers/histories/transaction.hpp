// Transaction: what one row of a transaction history says, whatever the history's format.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "engine/monitoring/event.hpp"

namespace financescr::datagen::histories {

// Steps of simulators are counted from here: step 0 is this instant.
inline constexpr Timestamp kFirstStep{1'577'836'800 * Timestamp::kSecond};  // 2020-01-01T00:00:00Z

struct Transaction {
  monitoring::Event event;
  // The same money seen from the account that receives it. Its event_id and occurred_at are those
  // of `event`; they are set when the event is written.
  std::optional<monitoring::Event> received;
  std::optional<bool> is_fraud;
  std::string typology;  // of fraud; empty: the history does not say
};

// Gives `transaction` the event of the account that receives: `event` seen from the other side,
// without what is only known of the sender (device, address, place, agent). A transfer from an
// account to itself stays one event. Requires: a counterparty's account.
inline void add_received(Transaction& transaction, std::string client_id) {
  const monitoring::Event& sent = transaction.event;
  if (sent.counterparty_account_id == sent.account_id) return;
  monitoring::Event& received = transaction.received.emplace();
  received.account_id = sent.counterparty_account_id.value();
  received.client_id = std::move(client_id);
  received.counterparty_account_id = sent.account_id;
  received.type = sent.type;
  received.direction = monitoring::Direction::kIn;
  received.amount = sent.amount;
  received.instrument = sent.instrument;
}

}  // namespace financescr::datagen::histories
