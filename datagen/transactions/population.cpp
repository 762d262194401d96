#include "datagen/transactions/population.hpp"

#include <algorithm>

#include "datagen/transactions/amounts.hpp"
#include "datagen/transactions/random_streams.hpp"

namespace financescr::datagen {
namespace {

constexpr std::int32_t kClientsPerAgent = 25;
// So that of each currency some take and pay out alike.
constexpr std::int32_t kFewestAgents = 40;
// Of eighty clients four are merchants, one of each currency.
constexpr std::int32_t kMerchantEvery = 80;
constexpr std::array<std::int32_t, kCoinCount> kMerchants = {0, 6, 17, 29};

// Who holds what, by the last digit of the number.
constexpr std::array<Coin, 10> kCoins = {Coin::kFranc, Coin::kFranc,  Coin::kFranc,  Coin::kFranc,
                                         Coin::kFranc, Coin::kDollar, Coin::kDollar, Coin::kEuro,
                                         Coin::kEuro,  Coin::kPound};

constexpr double kSalaried = .58;
constexpr double kTrader = .86;  // cumulative: the rest depend on others
constexpr double kKycWeights[] = {.06, .44, .40, .10};
constexpr double kRents = .60;
constexpr double kSaves = .15;
constexpr double kHasLoan = .20;
constexpr double kPaidByState = .35;
constexpr std::int64_t kLastRentDay = 5;
constexpr std::uint32_t kPeople = 1U << 28U;     // with an account elsewhere
constexpr std::uint64_t kSlicesPerAddress = 24;  // on average

Coin coin_at(std::int32_t number) { return kCoins[static_cast<std::size_t>(number) % 10]; }

// The n-th agent of its currency.
std::int32_t place_of_agent(std::int32_t agent) {
  const auto of_ten = [agent](std::int32_t digits) {
    return std::count(kCoins.begin(), kCoins.begin() + digits, coin_at(agent));
  };
  return static_cast<std::int32_t>(agent / 10 * of_ten(10) + of_ten(agent % 10));
}

bool is_merchant_number(std::int32_t client) {
  return kMerchants[static_cast<std::size_t>(coin_at(client))] == client % kMerchantEvery;
}

std::int32_t draw_shop(StreamRandom& rng, std::int32_t client_count, Coin coin) {
  const std::int32_t first = kMerchants[static_cast<std::size_t>(coin)];
  const std::int32_t count = (client_count - first + kMerchantEvery - 1) / kMerchantEvery;
  return first + kMerchantEvery *
                     static_cast<std::int32_t>(rng.randbelow(static_cast<std::uint32_t>(count)));
}

Calling calling_of(std::int32_t client, double drawn) {
  if (is_merchant_number(client)) return Calling::kMerchant;
  if (drawn < kSalaried) return Calling::kSalaried;
  return drawn < kTrader ? Calling::kTrader : Calling::kDependent;
}

}  // namespace

std::int32_t draw_person(StreamRandom& rng) {
  return static_cast<std::int32_t>(rng.randbelow(kPeople));
}

std::int32_t draw_dealer(StreamRandom& rng) {
  constexpr std::int32_t kDealers = 900'000;
  constexpr std::uint32_t kDealerCount = 5'000;
  return kDealers + static_cast<std::int32_t>(rng.randbelow(kDealerCount));
}

Population::Population(const TransactionOptions& options)
    : seed_(options.seed),
      ordinary_count_(static_cast<std::int32_t>(options.client_count)),
      agent_count_(std::max(kFewestAgents, ordinary_count_ / kClientsPerAgent)) {
  clients_.reserve(static_cast<std::size_t>(ordinary_count_));
  for (std::int32_t i = 0; i < ordinary_count_; ++i) clients_.push_back(draw_client(i));
}

Client Population::draw_client(std::int32_t i) const {
  StreamRandom rng = stream_of(seed_, Section::kClients, static_cast<std::uint64_t>(i));
  Client client;
  client.coin = coin_of(i);
  client.calling = calling_of(i, rng.random());
  client.home = draw_home(rng, client.coin);
  client.kyc_level = static_cast<std::int8_t>(1 + rng.weighted(kKycWeights));
  client.salary_minor = draw_amount(rng, Purpose::kSalary, client.coin);
  client.rent_minor = draw_amount(rng, Purpose::kRent, client.coin);
  const auto rent_day = static_cast<std::int8_t>(rng.randint(1, kLastRentDay));
  if (maybe(rng, kRents)) client.rent_day = rent_day;
  client.saves = maybe(rng, kSaves);
  client.has_loan = maybe(rng, kHasLoan);
  client.is_paid_by_state = maybe(rng, kPaidByState);
  client.agents[0] = draw_agent(rng, client.coin);
  client.agents[1] = draw_mixed_agent(rng, client.coin);
  for (std::int32_t& contact : client.contacts) {
    do {
      contact =
          static_cast<std::int32_t>(rng.randbelow(static_cast<std::uint32_t>(ordinary_count_)));
    } while (contact == i || coin_of(contact) != client.coin);
  }
  for (std::int32_t& shop : client.shops) {
    shop = draw_shop(rng, ordinary_count_, client.coin);
  }
  return client;
}

std::int32_t Population::add_farmed(Coin coin, std::uint8_t home) {
  Client client;
  client.coin = coin;
  client.home = home;
  clients_.push_back(client);
  return client_count() - 1;
}

Coin Population::coin_of(std::int32_t client) { return coin_at(client); }

Coin Population::agent_coin(std::int32_t agent) { return coin_at(agent); }

AgentKind Population::agent_kind(std::int32_t agent) {
  constexpr std::int32_t kEvery = 8;
  const std::int32_t place = place_of_agent(agent) % kEvery;
  if (place == 1) return AgentKind::kCollects;
  return place == 2 ? AgentKind::kPays : AgentKind::kMixed;
}

Micro Population::agent_typical_float(std::int32_t agent) const {
  constexpr std::int64_t kMicroPerPercent = Micro::kScale / 100;
  StreamRandom rng = stream_of(seed_, Section::kAgents, static_cast<std::uint64_t>(agent));
  const std::int64_t near = rng.randint(0, 30);
  switch (agent_kind(agent)) {
    case AgentKind::kMixed:
      return {(35 + near) * kMicroPerPercent};
    case AgentKind::kCollects:
      return {(100 - near / 6) * kMicroPerPercent};
    case AgentKind::kPays:
      return {near / 6 * kMicroPerPercent};
  }
  return kMicroZero;
}

std::int32_t Population::draw_agent(StreamRandom& rng, Coin coin) const {
  for (;;) {
    const auto agent =
        static_cast<std::int32_t>(rng.randbelow(static_cast<std::uint32_t>(agent_count_)));
    if (agent_coin(agent) == coin) return agent;
  }
}

std::int32_t Population::draw_mixed_agent(StreamRandom& rng, Coin coin) const {
  for (;;) {
    const std::int32_t agent = draw_agent(rng, coin);
    if (agent_kind(agent) == AgentKind::kMixed) return agent;
  }
}

Record Population::record(std::int32_t client_number, std::int64_t at_us,
                          monitoring::EventType type, monitoring::Direction direction,
                          monitoring::Instrument instrument, std::int64_t amount_minor) const {
  Record record;
  record.at_us = at_us;
  record.amount_minor = amount_minor;
  record.client = client_number;
  record.home = client(client_number).home;
  record.type = type;
  record.direction = direction;
  record.instrument = instrument;
  return record;
}

std::uint64_t Population::device_of(std::int32_t client) const {
  return mixed(key_of(seed_, Section::kDevices), static_cast<std::uint64_t>(client)) | 1U;
}

std::uint64_t Population::address_of(std::int32_t client, std::int64_t slice) const {
  const std::uint64_t key =
      mixed(key_of(seed_, Section::kAddresses), static_cast<std::uint64_t>(client));
  const auto at = [key](std::int64_t n) { return mixed(key, static_cast<std::uint64_t>(n)); };
  while (slice > 0 && at(slice) % kSlicesPerAddress != 0) --slice;
  return at(std::max<std::int64_t>(slice, 0)) | 1U;
}

std::int32_t Population::person_of(std::int32_t client, std::int32_t which) const {
  const std::uint64_t key =
      mixed(key_of(seed_, Section::kPeople), static_cast<std::uint64_t>(client));
  return static_cast<std::int32_t>(mixed(key, static_cast<std::uint64_t>(which)) % kPeople);
}

std::uint64_t Population::other_address(StreamRandom& rng) const {
  return mixed(key_of(seed_, Section::kAddresses), std::uint64_t{rng.bits()} << 32U) | 1U;
}

}  // namespace financescr::datagen
