// Circles, scatter and gather, bipartite layers, stacks, pairs.
#include "datagen/transactions/shapes.hpp"

namespace financescr::datagen {

// Money goes over some accounts back to the first, a little less each time; or the members of a
// savings group pay each other the same round amount in turn.
void draw_circular(CasePlan& plan) {
  const std::int64_t most_hops = set_for("transfer_cycle", "max_hops");
  const std::int64_t hops = plan.count({3, 4}, {4, most_hops + 1}, {most_hops + 1, most_hops + 2});
  const Counts gap = plan.by(Counts{120, 360}, Counts{480, 1'440}, Counts{1'700, 2'100});
  std::vector<std::int32_t> circle;
  for (std::int64_t i = 0; i < hops; ++i) circle.push_back(plan.take_client());
  std::int64_t minor = plan.part_of_maximum(draw_between(plan.rng(), .4, .8));
  const std::int64_t unit = plan.round_amount(1);
  if (plan.is_guised()) minor = minor / unit * unit + (plan.is_careful() ? unit / 2 : 0);
  std::int64_t at_us = plan.at_day(0);
  for (std::size_t i = 0; i < circle.size(); ++i) {
    plan.move(circle[i], circle[(i + 1) % circle.size()], at_us, minor);
    const double fee = draw_between(plan.rng(), .01, .05);
    if (!plan.is_guised()) minor = plan.part_of(minor, 1.0 - fee);
    at_us = plan.minutes_after(at_us, gap);
  }
}

// One account pays many people, and each of them afterwards pays another one, which sends it on; or
// a firm pays wages, and the workers pay in to a society.
void draw_scatter_gather(CasePlan& plan) {
  const std::int32_t source = plan.take_client();
  const std::int32_t collector = plan.take_client();
  const std::int64_t senders = set_for("scatter_gather", "senders");
  const std::int64_t count = plan.count({senders + 3, senders + 6}, {senders - 1, senders + 1},
                                        {senders - 3, senders - 1});
  const bool is_deposited = maybe(plan.rng(), plan.by(1.0, .6, 1.0));
  const Counts gap = plan.by(Counts{60, 300}, Counts{300, 1'440}, Counts{1'440, 2'400});
  std::int64_t total = 0;
  std::int64_t last_us = 0;
  for (std::int64_t i = 0; i < count; ++i) {
    const std::int64_t minor = plan.part_of_maximum(plan.share({.24, .4}, {.22, .32}, {.12, .2}));
    const CasePlan::Party person = plan.draw_person();
    const std::int64_t sent_us = plan.at_day(plan.by(std::int64_t{0}, i % 2, i));
    plan.as_business(plan.send(source, sent_us, minor, person));
    const std::int64_t gathered_us = plan.minutes_after(sent_us, gap);
    const std::int64_t gathered = plan.part_of(minor, .97);
    plan.as_business(is_deposited ? plan.deposit(collector, gathered_us, gathered, person)
                                  : plan.receive(collector, gathered_us, gathered, person));
    total += gathered;
    last_us = std::max(last_us, gathered_us);
  }
  const std::int64_t pieces = plan.count({2, 3}, {2, 4}, {1, 2});
  for (std::int64_t i = 0; i < pieces; ++i) {
    last_us = plan.minutes_after(last_us, {90, 400});
    const std::int64_t minor = plan.part_of(total, .93 / static_cast<double>(pieces));
    plan.as_business(plan.send(collector, last_us, minor, plan.draw_party()));
  }
}

// Many pay in, and then many are paid; or a landlord has rents and craftsmen.
void draw_bipartite(CasePlan& plan) {
  const std::int32_t client = plan.take_client();
  const std::int64_t sources = set_for("bipartite_layering", "sources");
  const std::int64_t recipients = set_for("bipartite_layering", "recipients");
  const std::int64_t ins =
      plan.count({sources + 2, sources + 4}, {sources, sources + 1}, {sources - 2, sources - 1});
  const std::int64_t outs =
      plan.count({recipients + 2, recipients + 4}, {recipients, recipients + 1},
                 {recipients - 2, recipients - 1});
  std::int64_t total = 0;
  for (std::int64_t i = 0; i < ins; ++i) {
    const std::int64_t minor = plan.part_of_maximum(plan.share({.2, .4}, {.15, .35}, {.15, .3}));
    const std::int64_t at_us = plan.at_day(i % plan.by<std::int64_t>(2, 3, 4));
    plan.as_business(plan.deposit(client, at_us, minor, plan.draw_person()));
    total += minor;
  }
  const std::int64_t first_out = plan.by<std::int64_t>(2, 3, 4);
  for (std::int64_t i = 0; i < outs; ++i) {
    const std::int64_t at_us = plan.at_day(first_out + i % 3);
    const std::int64_t minor = plan.part_of(total, .92 / static_cast<double>(outs));
    plan.as_business(plan.send(client, at_us, minor, plan.draw_party()));
  }
}

// Similar transfers one right after the other, to people; or to firms, of whom bills are paid.
void draw_stacking(CasePlan& plan) {
  const std::int32_t client = plan.take_client();
  // Of three transfers the first is as long ago as the rule looks.
  const std::int64_t half = set_for("stacking", "minutes") / 2;
  const Counts gap = plan.by(Counts{1, 3}, Counts{half - 7, half - 2}, Counts{half + 1, half + 6});
  const std::int64_t count = plan.count({5, 7}, {4, 6}, {4, 6});
  const Shares alike = plan.by(Shares{.95, 1.05}, Shares{.85, 1.1}, Shares{.9, 1.1});
  const std::int64_t usual = plan.part_of_maximum(draw_between(plan.rng(), .12, .3));
  std::int64_t at_us = plan.at_day(0);
  for (std::int64_t i = 0; i < count; ++i) {
    const std::int64_t minor = plan.part_of(usual, draw_between(plan.rng(), alike.low, alike.high));
    plan.send(client, at_us, minor, plan.draw_party());
    at_us = plan.minutes_after(at_us, gap);
  }
}

// Transfers to one other within a day, again and again; or a supplier is paid by and by.
void draw_rapid_pairs(CasePlan& plan) {
  const std::int32_t client = plan.take_client();
  const CasePlan::Party party = plan.draw_party();
  const std::int64_t limit_count = set_for("rapid_pair_transfers", "count");
  const std::int64_t days = plan.count({1, 1}, {2, 3}, {3, 5});
  const std::int64_t a_day =
      plan.count({limit_count + 4, limit_count + 7}, {limit_count, limit_count + 1},
                 {limit_count - 1, limit_count - 1});
  const Counts gap = plan.by(Counts{5, 40}, Counts{60, 180}, Counts{120, 400});
  for (std::int64_t day = 0; day < days; ++day) {
    std::int64_t at_us = plan.at_day(2 * day, 7, 11);
    for (std::int64_t i = 0; i < a_day; ++i) {
      const std::int64_t minor = plan.part_of_maximum(draw_between(plan.rng(), .08, .3));
      plan.send(client, at_us, minor, party);
      at_us = plan.minutes_after(at_us, gap);
    }
  }
}

void draw_case(CasePlan& plan, Typology typology) {
  constexpr std::array<void (*)(CasePlan&), kTypologyCount> kShapes = {
      draw_structuring,       draw_circular,          draw_scatter_gather, draw_bipartite,
      draw_stacking,          draw_agent_structuring, draw_farming,        draw_collusion,
      draw_rapid_pairs,       draw_loan_and_run,      draw_night,          draw_new_counterparties,
      draw_mule_pass_through, draw_dormant_wake_up};
  kShapes[static_cast<std::size_t>(typology)](plan);
  plan.finish();
}

}  // namespace financescr::datagen
