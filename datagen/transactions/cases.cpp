#include "datagen/transactions/cases.hpp"

#include <algorithm>
#include <array>

#include "datagen/transactions/case_plan.hpp"

namespace financescr::datagen {
namespace {

using monitoring::ActorType;
using monitoring::EventType;
using monitoring::Instrument;

constexpr std::int32_t kClientsPerCase = 50;

std::int64_t at_day(CasePlan& plan, std::int64_t day) {
  return draw_time(plan.rng(), plan.first_day() + day, 8, 18);
}

void serve(Record& record, std::int32_t agent) {
  record.agent = agent;
  record.actor = ActorType::kAgent;
}

// One client pays in just below the maximum, day after day.
void plant_structuring(CasePlan& plan) {
  const std::int32_t client = plan.take_client();
  const std::int64_t count = plan.rng().randint(4, 7);
  for (std::int64_t day = 0; day < count; ++day) {
    const std::int64_t at_us = at_day(plan, day);
    plan.cash_in(client, at_us, plan.just_below_maximum());
  }
}

// Several clients pay in at several agents, and send it on to one account.
void plant_smurfing(CasePlan& plan) {
  const std::int64_t count = plan.rng().randint(4, 6);
  const std::int32_t collector = plan.draw_person();
  for (std::int64_t i = 0; i < count; ++i) {
    const std::int32_t client = plan.take_client();
    for (std::int64_t day = 0; day < 2; ++day) {
      const std::int64_t minor = plan.share_of_maximum(.6, .93);
      const std::int64_t at_us = at_day(plan, day);
      const std::int32_t agent = plan.draw_agent();
      serve(plan.cash_in(client, at_us, minor), agent);
      plan.send(client, at_day(plan, 2), plan.part_of(minor, .96), collector);
    }
  }
}

// Many payments from one account within the hour.
void plant_burst(CasePlan& plan) {
  const std::int32_t client = plan.take_client();
  const std::int64_t count = plan.rng().randint(14, 20);
  std::int64_t at_us = at_day(plan, 0);
  for (std::int64_t i = 0; i < count; ++i) {
    at_us = plan.minutes_after(at_us, 1, 3);
    const std::int64_t minor = plan.share_of_maximum(.02, .08);
    plan.send(client, at_us, minor, plan.draw_person()).instrument = Instrument::kMobileMoney;
  }
}

// What comes in is gone within the hour.
void plant_pass_through(CasePlan& plan) {
  const std::int32_t client = plan.take_client();
  const std::int64_t minor = plan.share_of_maximum(.55, .95);
  std::int64_t at_us = at_day(plan, 0);
  plan.receive(client, at_us, minor, plan.draw_person());
  const std::int64_t pieces = plan.rng().randint(2, 3);
  for (std::int64_t i = 0; i < pieces; ++i) {
    at_us = plan.minutes_after(at_us, 5, 15);
    const std::int32_t person = plan.draw_person();
    plan.send(client, at_us, plan.part_of(minor, .95 / static_cast<double>(pieces)), person);
  }
}

// Money goes over three to five accounts back to the first.
void plant_circle(CasePlan& plan) {
  const std::int64_t count = plan.rng().randint(3, 5);
  std::vector<std::int32_t> circle;
  for (std::int64_t i = 0; i < count; ++i) circle.push_back(plan.take_client());
  std::int64_t minor = plan.share_of_maximum(.4, .8);
  std::int64_t at_us = at_day(plan, 0);
  for (std::size_t i = 0; i < circle.size(); ++i) {
    plan.move(circle[i], circle[(i + 1) % circle.size()], at_us, minor);
    minor = plan.part_of(minor, draw_between(plan.rng(), .96, .99));
    at_us = plan.minutes_after(at_us, 4 * 60, 20 * 60);
  }
}

// Many pay one account, as deposits or as transfers, and it pays many.
void plant_scatter_gather(CasePlan& plan) {
  const std::int32_t client = plan.take_client();
  const std::int64_t senders = plan.rng().randint(10, 13);
  const bool is_deposited = maybe(plan.rng(), .5);
  std::int64_t total = 0;
  for (std::int64_t i = 0; i < senders; ++i) {
    const std::int64_t at_us = at_day(plan, i % 4);
    const std::int64_t minor = plan.share_of_maximum(.18, .3);
    Record& record = plan.receive(client, at_us, minor, plan.draw_person());
    total += minor;
    if (!is_deposited) continue;
    record.type = EventType::kDeposit;
    record.instrument = Instrument::kCash;
  }
  const std::int64_t recipients = plan.rng().randint(5, 7);
  for (std::int64_t i = 0; i < recipients; ++i) {
    const std::int64_t at_us = at_day(plan, 4 + i % 2);
    const std::int32_t person = plan.draw_person();
    plan.send(client, at_us, plan.part_of(total, .9 / static_cast<double>(recipients)), person);
  }
}

// An account that lay still for months takes in money and sends it on.
void plant_sleeper(CasePlan& plan) {
  const std::int32_t client = plan.take_client();
  const std::int64_t last_day = plan.first_day() - plan.rng().randint(100, 150);
  plan.let_sleep(client, last_day);
  const std::int64_t minor = plan.share_of_maximum(.6, .95);
  const std::int64_t at_us = at_day(plan, 0);
  plan.receive(client, at_us, minor, plan.draw_person());
  const std::int64_t gone_us = plan.minutes_after(at_us, 70, 240);
  plan.send(client, gone_us, plan.part_of(minor, .95), plan.draw_person());
}

// A loan is gone as soon as it is paid out: at once in cash, or sent away in one piece, in small
// pieces, or to many.
void plant_loan_and_run(CasePlan& plan) {
  const std::int32_t client = plan.take_client();
  const std::int64_t loan = plan.share_of_maximum(.5, .95);
  std::int64_t at_us = at_day(plan, 0);
  plan.pay_loan(client, at_us, loan);
  const std::uint32_t way = plan.rng().randbelow(4);
  if (way == 0) {
    at_us = plan.minutes_after(at_us, 5, 25);
    plan.cash_out(client, at_us, plan.part_of(loan, .92));
    return;
  }
  constexpr std::array<std::int64_t, 4> kPieces = {1, 2, 4, 6};
  constexpr std::array<double, 4> kShares = {.0, .92, .78, .75};
  const std::int64_t pieces = kPieces[way];
  for (std::int64_t i = 0; i < pieces; ++i) {
    at_us = plan.minutes_after(at_us, 30, 300);
    const double share = kShares[way] / static_cast<double>(pieces);
    const std::int32_t person = plan.draw_person();
    plan.send(client, at_us, plan.part_of(loan, share), person);
  }
}

// A client withdraws at one agent and pays the same in at another, again and again.
void plant_collusion(CasePlan& plan) {
  const std::int32_t client = plan.take_client();
  const std::int32_t first = plan.draw_agent();
  std::int32_t second = plan.draw_agent();
  while (second == first) second = plan.draw_agent();
  const std::int64_t count = plan.rng().randint(3, 5);
  for (std::int64_t day = 0; day < count; ++day) {
    const std::int64_t minor = plan.share_of_maximum(.1, .4);
    const std::int64_t at_us = at_day(plan, day);
    serve(plan.cash_out(client, at_us, minor), first);
    const std::int64_t back_us = plan.minutes_after(at_us, 10, 50);
    serve(plan.cash_in(client, back_us, plan.part_of(minor, .98)), second);
  }
}

// An agent opens accounts for nobody, pays in a little, and takes out what comes in.
void plant_farm(CasePlan& plan) {
  const std::int32_t agent = plan.draw_agent();
  const std::uint8_t country = plan.draw_country();
  const std::int64_t count = plan.rng().randint(10, 14);
  std::uint64_t device = 0;  // one phone for all of them
  for (std::int64_t i = 0; i < count; ++i) {
    const std::int32_t client = plan.take_farmed(country);
    if (device == 0) device = plan.population().device_of(client);
    const std::int64_t opened_us = at_day(plan, 0);
    Record& opening = plan.cash_in(client, opened_us, plan.share_of_maximum(.01, .05));
    serve(opening, agent);
    opening.device = device;
    const std::int64_t minor = plan.share_of_maximum(.05, .2);
    const std::int64_t received_us = at_day(plan, 1);
    plan.receive(client, received_us, minor, plan.draw_person());
    const std::int64_t taken_us = at_day(plan, 2);
    Record& taken = plan.cash_out(client, taken_us, plan.part_of(minor, .95));
    serve(taken, agent);
    taken.device = device;
  }
}

constexpr std::array<std::string_view, 10> kTypologies = {
    "structuring",    "smurfing",      "rapid_burst",  "pass_through",    "circular_money",
    "scatter_gather", "dormant_wakes", "loan_and_run", "agent_collusion", "agent_farming"};

void plant(CasePlan& plan, std::size_t typology) {
  constexpr std::array<void (*)(CasePlan&), kTypologies.size()> kPlants = {
      plant_structuring,    plant_smurfing, plant_burst,        plant_pass_through, plant_circle,
      plant_scatter_gather, plant_sleeper,  plant_loan_and_run, plant_collusion,    plant_farm};
  kPlants[typology](plan);
  plan.finish();
}

}  // namespace

std::span<const std::string_view> typology_names() { return kTypologies; }

Cases plan_cases(const TransactionOptions& options, Population& population) {
  const std::int32_t clients = population.ordinary_count();
  const std::int32_t count =
      std::max(static_cast<std::int32_t>(kTypologies.size()), clients / kClientsPerCase);
  FreeClients free(options.seed, clients);
  Cases cases;
  for (std::int32_t i = 0; i < count; ++i) {
    const std::size_t typology = static_cast<std::size_t>(i) % kTypologies.size();
    cases.cases.push_back({kTypologies[typology], 0, {}});
    CasePlan plan(options, population, free, cases, i);
    plant(plan, typology);
  }
  std::stable_sort(cases.records.begin(), cases.records.end(),
                   [](const Record& a, const Record& b) { return a.at_us < b.at_us; });
  return cases;
}

}  // namespace financescr::datagen
