// Loans that are gone at once, the night, strangers, money that passes through, accounts that wake.
#include "datagen/transactions/shapes.hpp"

namespace financescr::datagen {
namespace {

using monitoring::Limit;

// A part of the loan is sent away in equal pieces.
std::int64_t send_pieces(CasePlan& plan, std::int32_t client, std::int64_t after_us,
                         std::int64_t minor, std::int64_t pieces, Counts gap) {
  for (std::int64_t i = 0; i < pieces; ++i) {
    after_us = plan.minutes_after(after_us, gap);
    plan.send(client, after_us, plan.part_of(minor, 1.0 / static_cast<double>(pieces)),
              plan.draw_party());
  }
  return after_us;
}

// What came in is sent on.
void pass_on(CasePlan& plan, std::int32_t client, std::int64_t at_us, std::int64_t minor,
             std::int64_t pieces, Counts gap, double share) {
  plan.as_business(plan.receive(client, at_us, minor, plan.draw_party()));
  std::int64_t gone_us = plan.minutes_after(at_us, gap);
  for (std::int64_t i = 0; i < pieces; ++i) {
    const std::int64_t part = plan.part_of(minor, share / static_cast<double>(pieces));
    plan.as_business(plan.send(client, gone_us, part, plan.draw_party()));
    gone_us = plan.minutes_after(gone_us, {2, 6});
  }
}

}  // namespace

// A loan is withdrawn, sent away in one piece or in many; or a machine is bought with it.
void draw_loan_and_run(CasePlan& plan) {
  constexpr std::int64_t kMinutesInHour = 60;
  const std::int32_t client = plan.take_client();
  const std::int64_t loan = plan.draw_loan();
  const std::int64_t at_us = plan.at_day(0);
  plan.pay_loan(client, at_us, loan);
  const std::uint32_t way = plan.rng().randbelow(3);
  if (way == 0 && !plan.is_careful() && !plan.is_guised()) {
    const std::int64_t soon = set_for("immediate_cash_out", "minutes");
    const Counts gap = plan.by(Counts{4, soon - 8}, Counts{soon - 8, soon + 20}, Counts{1, 1});
    const double taken = plan.share({.9, .97}, {.82, .92}, {.7, .7});
    const std::int64_t taken_us = plan.minutes_after(at_us, gap);
    plan.cash_out(client, taken_us, plan.part_of(loan, taken));
    return;
  }
  const std::int64_t pieces =
      way == 1 ? plan.by<std::int64_t>(1, 2, 2) : plan.count({6, 7}, {3, 4}, {3, 4});
  const Counts gap = plan.by(Counts{20, 120}, Counts{60, 360}, Counts{120, 560});
  const double share = pieces > 2 ? plan.share({.88, .95}, {.71, .86}, {.58, .68})
                                  : plan.share({.9, .97}, {.78, .9}, {.62, .78});
  const std::int64_t last_us =
      send_pieces(plan, client, at_us, plan.part_of(loan, share), pieces, gap);
  if (!plan.is_careful()) return;
  // The rest once nobody watches the loan any more.
  constexpr std::int64_t kWatched = 48 * kMinutesInHour;
  const std::int64_t rest_us = plan.minutes_after(at_us, {kWatched + 30, kWatched + 600});
  plan.send(client, std::max(rest_us, last_us), plan.part_of(loan, .2), plan.draw_party());
}

// Transfers in the hours of the rule; in and before them; before them only. By the clocks of every
// region it is night.
void draw_night(CasePlan& plan) {
  const std::int32_t client = plan.take_client();
  const std::int64_t from_hour = set_for("unusual_hours", "from_hour");
  const std::int64_t count = plan.count({4, 6}, {4, 6}, {3, 5});
  for (std::int64_t i = 0; i < count; ++i) {
    const bool is_within = maybe(plan.rng(), plan.by(1.0, .7, .0));
    const std::int64_t night = plan.by(i / 3, i / 2, i);
    const std::int64_t at_us = is_within ? plan.at_day(night, from_hour, from_hour + 2)
                                         : plan.at_day(night, from_hour - 2, from_hour);
    const std::int64_t minor = plan.part_of_maximum(plan.share({.25, .7}, {.15, .5}, {.1, .3}));
    plan.send(client, at_us, minor, plan.draw_party());
  }
}

// Strangers are paid, all on one day and round amounts; some of them round; one in a day. Or a
// trader has new suppliers.
void draw_new_counterparties(CasePlan& plan) {
  constexpr Counts kDrift_minutes{24 * 60 + 20, 24 * 60 + 50};
  const std::int32_t client = plan.take_client();
  const std::int64_t count = plan.count({7, 10}, {5, 7}, {6, 8});
  const double round_share = plan.by(1.0, .55, .0);
  const Counts gap = plan.by(Counts{15, 60}, Counts{30, 120}, kDrift_minutes);
  std::int64_t at_us = plan.at_day(0, 7, 10);
  for (std::int64_t i = 0; i < count; ++i) {
    const std::int64_t units = plan.rng().randint(1, 3);
    const std::int64_t other = plan.part_of_maximum(draw_between(plan.rng(), .1, .35));
    const bool is_round = maybe(plan.rng(), round_share);
    const std::int64_t minor = is_round ? plan.round_amount(units) : other;
    plan.as_business(plan.send(client, at_us, minor, plan.draw_party()));
    at_us = plan.minutes_after(at_us, gap);
  }
}

// What comes in is gone within minutes; or an agent pays out what was sent home.
void draw_mule_pass_through(CasePlan& plan) {
  const std::int32_t client = plan.take_client();
  const std::int64_t within = set_for("pass_through", "minutes");
  const std::int64_t times = plan.count({2, 3}, {2, 3}, {2, 3});
  for (std::int64_t i = 0; i < times; ++i) {
    const std::int64_t at_us = plan.at_day(2 * i, 8, 15);
    const bool is_slow = maybe(plan.rng(), .5);
    const std::int64_t minor = plan.part_of_maximum(plan.share({.55, .95}, {.45, .8}, {.35, .8}));
    const std::int64_t pieces = plan.count({1, 2}, {1, 2}, {1, 2});
    const Counts careful = is_slow ? Counts{within + 2, within + 80} : Counts{20, within - 15};
    const Counts gap = plan.by(Counts{5, 25}, Counts{within - 30, within + 5}, careful);
    const double share =
        plan.share({.95, .99}, {.88, .96}, is_slow ? Shares{.93, .98} : Shares{.8, .88});
    pass_on(plan, client, at_us, minor, pieces, gap, share);
  }
}

// An account that lay still takes in money and sends it on; or somebody has worked elsewhere.
void draw_dormant_wake_up(CasePlan& plan) {
  const std::int32_t client = plan.own_client();
  const std::int64_t minor =
      plan.is_careful() ? plan.part_of(Limit::kDormantFrom, draw_between(plan.rng(), .7, .98))
                        : plan.part_of_maximum(plan.share({.6, .95}, {.5, .8}, {}));
  const std::int64_t at_us = plan.at_day(0, 8, 15);
  plan.receive(client, at_us, minor, plan.draw_party());
  const Counts gap{70, 240};
  std::int64_t gone_us = plan.minutes_after(at_us, gap);
  const std::int64_t pieces = plan.rng().randint(1, 3);
  for (std::int64_t i = 0; i < pieces; ++i) {
    const std::int64_t part = plan.part_of(minor, .95 / static_cast<double>(pieces));
    plan.send(client, gone_us, part, plan.draw_party());
    gone_us = plan.minutes_after(gone_us, gap);
  }
}

}  // namespace financescr::datagen
