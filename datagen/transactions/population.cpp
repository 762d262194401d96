#include "datagen/transactions/population.hpp"

#include <algorithm>

#include "datagen/transactions/amounts.hpp"
#include "datagen/transactions/random_streams.hpp"

namespace financescr::datagen {
namespace {

constexpr std::string_view kCountries[] = {"CM", "GA", "CG", "TD", "US", "EC", "SV"};
constexpr double kFrancWeights[] = {.60, .16, .14, .10};
constexpr double kDollarWeights[] = {.60, .25, .15};
constexpr std::size_t kFrancCountries = 4;

constexpr std::int32_t kClientsPerAgent = 25;
constexpr std::int32_t kFewestAgents = 10;
// Of forty clients two are merchants: one holds dollars, one francs.
constexpr std::int32_t kMerchantEvery = 40;
constexpr std::int32_t kFrancMerchant = 7;

constexpr double kSalaried = .58;
constexpr double kTrader = .86;  // cumulative: the rest depend on others
constexpr double kKycWeights[] = {.06, .44, .40, .10};
constexpr double kRents = .60;
constexpr double kSaves = .15;
constexpr double kHasLoan = .20;
constexpr double kPaidByState = .35;
constexpr std::int64_t kLastRentDay = 5;
constexpr std::uint64_t kSlicesPerAddress = 12;  // on average

// The n-th agent of its currency.
std::int32_t place_of_agent(std::int32_t agent) {
  const std::int32_t fives = agent / 5;
  return Population::agent_has_dollars(agent) ? 2 * fives + agent % 5 : 3 * fives + agent % 5 - 2;
}

bool is_merchant_number(std::int32_t client) {
  return client % kMerchantEvery == 0 || client % kMerchantEvery == kFrancMerchant;
}

std::int32_t draw_shop(PythonRandom& rng, std::int32_t client_count, bool is_dollar) {
  const std::int32_t first = is_dollar ? 0 : kFrancMerchant;
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

std::span<const std::string_view> country_codes() { return kCountries; }

Population::Population(const TransactionOptions& options)
    : seed_(options.seed),
      ordinary_count_(static_cast<std::int32_t>(options.client_count)),
      agent_count_(std::max(kFewestAgents, ordinary_count_ / kClientsPerAgent)) {
  clients_.reserve(static_cast<std::size_t>(ordinary_count_));
  for (std::int32_t i = 0; i < ordinary_count_; ++i) clients_.push_back(draw_client(i));
}

Client Population::draw_client(std::int32_t i) const {
  PythonRandom rng = stream_of(seed_, Section::kClients, static_cast<std::uint64_t>(i));
  Client client;
  client.is_dollar = holds_dollars(i);
  client.calling = calling_of(i, rng.random());
  client.country = static_cast<std::uint8_t>(
      client.is_dollar ? kFrancCountries + rng.choices_index(kDollarWeights)
                       : rng.choices_index(kFrancWeights));
  client.kyc_level = static_cast<std::int8_t>(1 + rng.choices_index(kKycWeights));
  client.salary_minor = draw_amount(rng, Purpose::kSalary, client.is_dollar);
  client.rent_minor = draw_amount(rng, Purpose::kRent, client.is_dollar);
  const auto rent_day = static_cast<std::int8_t>(rng.randint(1, kLastRentDay));
  if (maybe(rng, kRents)) client.rent_day = rent_day;
  client.saves = maybe(rng, kSaves);
  client.has_loan = maybe(rng, kHasLoan);
  client.is_paid_by_state = maybe(rng, kPaidByState);
  client.agents[0] = draw_agent(rng, client.is_dollar);
  client.agents[1] = draw_mixed_agent(rng, client.is_dollar);
  for (std::int32_t& contact : client.contacts) {
    do {
      contact =
          static_cast<std::int32_t>(rng.randbelow(static_cast<std::uint32_t>(ordinary_count_)));
    } while (contact == i || holds_dollars(contact) != client.is_dollar);
  }
  for (std::int32_t& shop : client.shops) {
    shop = draw_shop(rng, ordinary_count_, client.is_dollar);
  }
  return client;
}

std::int32_t Population::add_farmed(bool is_dollar, std::uint8_t country) {
  Client client;
  client.is_dollar = is_dollar;
  client.country = country;
  clients_.push_back(client);
  return client_count() - 1;
}

bool Population::agent_has_dollars(std::int32_t agent) { return agent % 5 < 2; }

AgentKind Population::agent_kind(std::int32_t agent) {
  constexpr std::int32_t kEvery = 8;
  const std::int32_t place = place_of_agent(agent) % kEvery;
  if (place == 1) return AgentKind::kCollects;
  return place == 2 ? AgentKind::kPays : AgentKind::kMixed;
}

Micro Population::agent_typical_float(std::int32_t agent) const {
  constexpr std::int64_t kMicroPerPercent = Micro::kScale / 100;
  PythonRandom rng = stream_of(seed_, Section::kAgents, static_cast<std::uint64_t>(agent));
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

std::int32_t Population::draw_agent(PythonRandom& rng, bool is_dollar) const {
  for (;;) {
    const auto agent =
        static_cast<std::int32_t>(rng.randbelow(static_cast<std::uint32_t>(agent_count_)));
    if (agent_has_dollars(agent) == is_dollar) return agent;
  }
}

std::int32_t Population::draw_mixed_agent(PythonRandom& rng, bool is_dollar) const {
  for (;;) {
    const std::int32_t agent = draw_agent(rng, is_dollar);
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
  record.country = client(client_number).country;
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

std::uint64_t Population::other_address(PythonRandom& rng) const {
  return mixed(key_of(seed_, Section::kAddresses), std::uint64_t{rng.getrandbits(32)} << 32U) | 1U;
}

}  // namespace financescr::datagen
