// Reports of large cash (CTR): owed by law once a person's cash of a day passes an amount, and no
// suspicion by themselves.
#include <array>

#include "engine/monitoring/rules/shared.hpp"

namespace financescr::monitoring::rules {
namespace {

constexpr FactSpec kCashFacts[] = {{"sum", Unit::kMoney}};

bool is_cash(const Evidence& e) { return e.event.instrument == Instrument::kCash; }
bool is_cash_in(const Evidence& e) { return is_cash(e) && e.event.direction == Direction::kIn; }
bool is_cash_out(const Evidence& e) { return is_cash(e) && e.event.direction == Direction::kOut; }

void look_cash(const Sight& sight, RuleFacts& facts) {
  const WindowFacts& day = sight.window(KeyKind::kClient, Span::kDay);
  facts[0] = sight.entry().direction == Direction::kIn ? day.cash_in_minor : day.cash_out_minor;
}

std::optional<Finding> judge_cash(const Evidence& e) {
  const auto over = limit(e, Limit::kCashReportOver);
  const auto from = limit(e, Limit::kCashReportFrom);
  const std::int64_t total = sum_of(e.facts[0], e.event.amount.minor);
  const bool is_owed = (over && total > *over) || (from && total >= *from);
  if (!is_owed) return std::nullopt;
  return Finding{kMicroZero, "the client's cash " +
                                 std::string(e.event.direction == Direction::kIn ? "in" : "out") +
                                 " of the day comes to " + money(e, total) +
                                 ", this event included; a report is owed"};
}

void point_cash(const Sight& sight, SeenEvents& seen) {
  sight.for_each(KeyKind::kClient, sight.start_of(Span::kDay), [&](const Entry& entry) {
    const bool is_one = monitoring::is_cash(entry) && entry.direction == sight.entry().direction &&
                        entry.currency == sight.entry().currency;
    return !is_one || seen.add(entry.seq);
  });
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
