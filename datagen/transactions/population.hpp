// Population: who there is in a stream of transactions, and what each is like.
//
// Clients are numbered from 0; the first are ordinary, and those whom an agent farms come after
// them. Which currency a client holds, who is a merchant and which agents there are follows from
// the number alone. No name is drawn here (rows.hpp).
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "datagen/transactions/options.hpp"
#include "datagen/transactions/record.hpp"
#include "datagen/transactions/regions.hpp"
#include "datagen/transactions/stream_random.hpp"
#include "engine/core/micro.hpp"

namespace financescr::datagen {

enum class Calling : std::uint8_t { kSalaried, kTrader, kDependent, kMerchant, kFarmed };

struct Client {
  Calling calling = Calling::kFarmed;
  Coin coin = Coin::kFranc;
  bool saves = false;
  bool has_loan = false;          // now and then
  bool is_paid_by_state = false;  // which names no account
  std::uint8_t home = 0;          // place in homes()
  std::int8_t kyc_level = 1;
  std::int8_t rent_day = 0;  // of the month; 0: pays no rent
  std::int64_t salary_minor = 0;
  std::int64_t rent_minor = 0;
  std::array<std::int32_t, 2> agents{};    // any, and one who takes and pays out alike
  std::array<std::int32_t, 3> contacts{};  // clients of the same currency
  std::array<std::int32_t, 4> shops{};     // merchants of the same currency
};

enum class AgentKind : std::uint8_t { kMixed, kCollects, kPays };

// Who is on the other side, with an account elsewhere: one of very many people, or a firm that
// sells dear things.
[[nodiscard]] std::int32_t draw_person(StreamRandom& rng);
[[nodiscard]] std::int32_t draw_dealer(StreamRandom& rng);

class Population {
 public:
  // Requires: valid options.
  explicit Population(const TransactionOptions& options);

  [[nodiscard]] std::int32_t ordinary_count() const { return ordinary_count_; }
  // Those who are farmed among them.
  [[nodiscard]] std::int32_t client_count() const {
    return static_cast<std::int32_t>(clients_.size());
  }
  [[nodiscard]] const Client& client(std::int32_t i) const {
    return clients_[static_cast<std::size_t>(i)];
  }
  // Returns: its number.
  std::int32_t add_farmed(Coin coin, std::uint8_t home);

  [[nodiscard]] std::int32_t agent_count() const { return agent_count_; }
  [[nodiscard]] static Coin agent_coin(std::int32_t agent);
  [[nodiscard]] static AgentKind agent_kind(std::int32_t agent);
  // The share of deposits in what it takes and pays out.
  [[nodiscard]] Micro agent_typical_float(std::int32_t agent) const;
  // One who takes and pays out alike.
  [[nodiscard]] std::int32_t draw_mixed_agent(StreamRandom& rng, Coin coin) const;

  // Of an ordinary client: of ten five hold francs, two dollars, two euros, one pounds.
  [[nodiscard]] static Coin coin_of(std::int32_t client);
  [[nodiscard]] const Home& home(std::int32_t client_number) const {
    return homes()[client(client_number).home];
  }

  // An event of the client, with its country.
  [[nodiscard]] Record record(std::int32_t client, std::int64_t at_us, monitoring::EventType type,
                              monitoring::Direction direction, monitoring::Instrument instrument,
                              std::int64_t amount_minor) const;
  // The client's own phone.
  [[nodiscard]] std::uint64_t device_of(std::int32_t client) const;
  // Where the client is online in a slice of days; it changes now and then.
  [[nodiscard]] std::uint64_t address_of(std::int32_t client, std::int64_t slice) const;
  // One of the people with an account elsewhere whom the client pays now and then.
  [[nodiscard]] std::int32_t person_of(std::int32_t client, std::int32_t which) const;
  // Some other place to be online.
  [[nodiscard]] std::uint64_t other_address(StreamRandom& rng) const;

 private:
  [[nodiscard]] Client draw_client(std::int32_t i) const;
  [[nodiscard]] std::int32_t draw_agent(StreamRandom& rng, Coin coin) const;

  std::uint64_t seed_;
  std::int32_t ordinary_count_;
  std::int32_t agent_count_;
  std::vector<Client> clients_;
};

}  // namespace financescr::datagen
