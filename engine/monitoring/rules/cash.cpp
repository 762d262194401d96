// Reports of large cash (CTR): owed by law once a person's cash of a day passes an amount, and no
// suspicion by themselves.
#include <array>

#include "engine/monitoring/rules/shared.hpp"

namespace financescr::monitoring::rules {
namespace {

constexpr FactSpec kCashFacts[] = {{"sum", Unit::kMoney}};

bool is_cash(const Evidence& e) { return e.event.instrument == Instrument::kCash; }
bool comes_in(const Evidence& e) { return brings_cash_in(e.event.type, e.event.direction); }
bool is_cash_in(const Evidence& e) { return is_cash(e) && comes_in(e); }
bool is_cash_out(const Evidence& e) { return is_cash(e) && !comes_in(e); }

// The day's cash in the event's direction that came before it, also what occurred later.
template <typename Use>
void for_each_of_day(const Sight& sight, Use use) {
  const std::int64_t start_us = sight.start_of(Span::kDay);
  sight.for_each(KeyKind::kClient, sight.key(KeyKind::kClient), start_us,
                 start_us + Timestamp::kDay - 1, [&](const Entry& entry) {
                   const bool is_one = monitoring::is_cash(entry) &&
                                       brings_cash_in(entry) == brings_cash_in(sight.entry()) &&
                                       entry.currency == sight.entry().currency;
                   return !is_one || use(entry);
                 });
}

void look_cash(const Sight& sight, RuleFacts& facts) {
  for_each_of_day(sight, [&facts](const Entry& entry) {
    facts[0] = sum_of(facts[0], entry.amount_minor);
    return true;
  });
}

std::optional<Finding> judge_cash(const Evidence& e) {
  const auto over = limit(e, Limit::kCashReportOver);
  const auto from = limit(e, Limit::kCashReportFrom);
  const std::int64_t total = sum_of(e.facts[0], e.event.amount.minor);
  const bool is_owed = (over && total > *over) || (from && total >= *from);
  if (!is_owed) return std::nullopt;
  return Finding{"the client's cash " + std::string(comes_in(e) ? "in" : "out") +
                 " of the day comes to " + money(e, total) +
                 ", this event included; a report is owed"};
}

void point_cash(const Sight& sight, SeenEvents& seen) {
  for_each_of_day(sight, [&seen](const Entry& entry) { return seen.add(entry.seq); });
}

constexpr Rule kRules[] = {
    {"ctr_cash_in",
     "CTR_CASH_IN",
     Category::kCashReport,
     kMicroZero,
     "A person pays in so much cash on one day that a report is owed.",
     {},
     kCashFacts,
     is_cash_in,
     look_cash,
     judge_cash,
     point_cash},
    {"ctr_cash_out",
     "CTR_CASH_OUT",
     Category::kCashReport,
     kMicroZero,
     "A person draws so much cash on one day that a report is owed.",
     {},
     kCashFacts,
     is_cash_out,
     look_cash,
     judge_cash,
     point_cash},
};

}  // namespace

std::span<const Rule> cash_rules() { return kRules; }

}  // namespace financescr::monitoring::rules
