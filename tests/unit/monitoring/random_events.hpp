// Events of a small world, in an order of ingestion in which some are simultaneous, some out of
// order and some late.
#pragma once

#include <string>

#include "engine/monitoring/event.hpp"
#include "tests/unit/core/random.hpp"

namespace financescr::monitoring {

struct World {
  std::size_t accounts = 40;
  std::size_t clients = 25;
  std::size_t counterparties = 30;
  std::size_t agents = 4;
  std::size_t merchants = 3;
  std::size_t devices = 20;
  std::int64_t step_us = 4 * 3'600'000'000;  // between two events, twice this at the most
  int late_percent = 5;
  std::int64_t max_late_us = 30 * Timestamp::kDay;
};

// `accounts` accounts with an event every five hours each, three quarters as many clients, and an
// agent and a merchant for fifty accounts; what is late is so by a day at most.
inline World bank_of(std::size_t accounts, int late_percent = 5) {
  World world;
  world.accounts = accounts;
  world.clients = accounts * 3 / 4;
  world.counterparties = accounts;
  world.agents = accounts / 50 + 1;
  world.merchants = accounts / 50 + 1;
  world.devices = accounts;
  world.step_us = 5 * Timestamp::kHour / static_cast<std::int64_t>(accounts);
  world.late_percent = late_percent;
  world.max_late_us = Timestamp::kDay;
  return world;
}

class RandomEvents {
 public:
  RandomEvents(const World& world, std::uint64_t seed) : world_(world), random_(seed) {}

  Event next() {
    Event event;
    event.event_id = "e" + std::to_string(++count_);
    if (!random_.chance(10)) now_us_ += random_.between(0, 2 * world_.step_us);
    event.occurred_at.us = now_us_;
    if (random_.chance(20)) event.occurred_at.us -= random_.between(0, world_.step_us);
    if (random_.chance(world_.late_percent))
      event.occurred_at.us -= random_.between(0, world_.max_late_us);
    event.account_id = name("A", world_.accounts);
    event.client_id = name("C", world_.clients);
    event.type = static_cast<EventType>(random_.below(kEventTypeCount));
    event.direction = static_cast<Direction>(random_.below(2));
    event.amount.currency.code =
        random_.chance(80) ? std::array{'X', 'A', 'F'} : std::array{'E', 'U', 'R'};
    event.amount.minor = random_.between(1, 1'000'000);
    // Account and counterparty may be the same account: as keys they are not.
    if (random_.chance(60)) event.counterparty_account_id = name("A", world_.counterparties);
    if (random_.chance(70)) event.instrument = static_cast<Instrument>(random_.below(5));
    if (random_.chance(50)) event.ip_address = name("10.0.0.", 12);
    if (random_.chance(50)) event.device_id = name("D", world_.devices);
    if (random_.chance(70)) event.country = Country::parse(random_.choice(countries_));
    if (random_.chance(40)) event.agent_id = name("G", world_.agents);
    if (random_.chance(20)) event.merchant_id = name("M", world_.merchants);
    if (random_.chance(60)) event.kyc_level = random_.between(1, 4);
    return event;
  }

  // The next event as a line has it: with a direction only where its type says none.
  canonical::Json next_json() {
    const Event event = next();
    canonical::Json json = event.to_json();
    const bool may_be_either =
        event.type == EventType::kTransfer || event.type == EventType::kOther;
    if (!may_be_either) json.set("direction", canonical::Json());
    return json;
  }

  [[nodiscard]] std::int64_t now_us() const { return now_us_; }

 private:
  std::string name(const char* letter, std::size_t count) {
    return letter + std::to_string(random_.below(count));
  }

  World world_;
  testing::Random random_;
  std::uint64_t count_ = 0;
  std::int64_t now_us_ = 1'750'000'000'000'000;
  std::vector<std::string> countries_{"CM", "NG", "GA", "FR"};
};

}  // namespace financescr::monitoring
