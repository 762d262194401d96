// Structuring, an agent's structuring, farmed accounts, collusion of agents.
#include "datagen/transactions/shapes.hpp"

namespace financescr::datagen {
namespace {

// In the band below the maximum; about half of them in it; below the band.
std::int64_t draw_structured(CasePlan& plan) {
  const bool is_in_band = maybe(plan.rng(), plan.by(1.0, .5, .0));
  if (plan.is_careful()) return plan.just_below_structuring();
  return is_in_band ? plan.just_below_maximum()
                    : plan.part_of_maximum(draw_between(plan.rng(), .82, .94));
}

}  // namespace

// One client pays in, again and again; or a shop its takings.
void draw_structuring(CasePlan& plan) {
  const std::int32_t client = plan.take_client();
  const std::int64_t count = plan.count({5, 8}, {4, 6}, {4, 5});
  for (std::int64_t i = 0; i < count; ++i) {
    const std::int64_t day = plan.by(i / 2, i, 2 * i);
    const std::int64_t at_us = plan.at_day(day);
    plan.as_business(plan.cash_in(client, at_us, draw_structured(plan)));
  }
}

// The same at one agent by several clients; or the takings of a market day.
void draw_agent_structuring(CasePlan& plan) {
  const std::int32_t agent = plan.draw_agent();
  const std::int64_t count = plan.count({6, 8}, {5, 6}, {5, 6});
  const Counts gap = plan.by(Counts{3, 7}, Counts{8, 16}, Counts{16, 24});
  const std::int64_t client_count = plan.is_careful() ? count : 3;
  std::vector<std::int32_t> clients;
  for (std::int64_t i = 0; i < client_count; ++i) clients.push_back(plan.take_client());
  std::int64_t at_us = plan.at_day(0, 8, 15);
  if (plan.is_careful()) {
    // An agent who takes deposits alone would be noticed.
    const std::int64_t paid_us = plan.at_day(0, 6, 8);
    CasePlan::serve(plan.cash_out(clients[0], paid_us, plan.part_of_maximum(.45)), agent);
  }
  for (std::int64_t i = 0; i < count; ++i) {
    const std::int32_t client = clients[static_cast<std::size_t>(i) % clients.size()];
    Record& record = plan.cash_in(client, at_us, draw_structured(plan));
    CasePlan::serve(record, agent);
    plan.as_business(record);
    at_us = plan.minutes_after(at_us, gap);
  }
}

// An agent opens accounts, pays in a little, and takes out what comes in: for nobody, from the same
// phone; or for the growers whom a firm pays, each with a phone.
void draw_farming(CasePlan& plan) {
  const std::int32_t agent = plan.draw_agent();
  const std::int64_t count = plan.count({10, kFarmedPerCase}, {7, 9}, {4, 5});
  const std::int64_t first_minor = plan.part_of_maximum(draw_between(plan.rng(), .01, .05));
  const std::int64_t pay_minor = plan.part_of_maximum(draw_between(plan.rng(), .06, .2));
  const CasePlan::Party firm = plan.draw_party();
  std::uint64_t device = 0;
  for (std::int64_t i = 0; i < count; ++i) {
    const std::int32_t client = plan.own_client(i);
    if (device == 0 || (plan.is_careful() && i % 3 == 0)) {
      device = plan.population().device_of(client);
    }
    const std::uint64_t phone = plan.is_guised() ? plan.population().device_of(client) : device;
    const double change = plan.is_guised() ? 1.0 : draw_between(plan.rng(), .5, 1.6);
    Record& opening = plan.cash_in(client, plan.at_day(0), plan.part_of(first_minor, change));
    CasePlan::serve(opening, agent);
    opening.device = phone;
    const std::int64_t paid_minor = plan.part_of(pay_minor, change);
    const std::int64_t paid_us = plan.at_day(1);
    plan.receive(client, paid_us, paid_minor, plan.is_guised() ? firm : plan.draw_person());
    const std::int64_t taken_us = plan.at_day(2 + (plan.is_careful() ? i % 3 : 0));
    Record& taken = plan.cash_out(client, taken_us, plan.part_of(paid_minor, .95));
    CasePlan::serve(taken, agent);
    taken.device = phone;
  }
}

// A client withdraws at one agent and pays the same in at another, day after day; or a trader moves
// cash between two markets.
void draw_collusion(CasePlan& plan) {
  const std::int32_t client = plan.take_client();
  const std::int32_t first = plan.draw_agent();
  std::int32_t second = plan.draw_agent();
  while (second == first) second = plan.draw_agent();
  const std::int64_t limit_minutes = set_for("agent_customer_collusion", "minutes");
  const Counts gap = plan.by(Counts{8, 40}, Counts{limit_minutes - 22, limit_minutes + 12},
                             Counts{limit_minutes + 2, limit_minutes + 40});
  const std::int64_t count = plan.count({4, 6}, {3, 5}, {3, 5});
  for (std::int64_t day = 0; day < count; ++day) {
    const std::int64_t minor = plan.part_of_maximum(plan.share({.15, .45}, {.15, .45}, {.1, .25}));
    const std::int64_t at_us = plan.at_day(day);
    Record& out = plan.cash_out(client, at_us, minor);
    CasePlan::serve(out, first);
    plan.as_business(out);
    const std::int64_t back_us = plan.minutes_after(at_us, gap);
    Record& in = plan.cash_in(client, back_us, plan.part_of(minor, .98));
    CasePlan::serve(in, second);
    plan.as_business(in);
  }
}

}  // namespace financescr::datagen
