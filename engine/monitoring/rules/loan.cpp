// Rules about what happens to a loan in the 48 hours after it was paid out.
#include <array>
#include <vector>

#include "engine/monitoring/rules/shared.hpp"

namespace financescr::monitoring::rules {
namespace {

constexpr std::int64_t kMostCount = 1'000;

bool is_out(const Entry& entry, EventType type) {
  return entry.type == type && entry.direction == Direction::kOut;
}

// What was done with the loan's currency since the loan, the event itself included and first.
template <typename Use>
void for_each_since(const Sight& sight, Use use) {
  const LoanInSight& loan = *sight.loan();
  if (sight.entry().amount_minor > 0 && !use(sight.entry())) return;
  sight.for_each(KeyKind::kAccount, loan.at_us, [&](const Entry& entry) {
    const bool is_since =
        entry.at_us > loan.at_us || (entry.at_us == loan.at_us && entry.seq > loan.seq);
    return !is_since || entry.currency != sight.entry().currency || use(entry);
  });
}

// All of the events that match, for pointing at; the event itself needs no pointing at.
template <typename Is>
void point_at_matching(const Sight& sight, SeenEvents& seen, Is is_one) {
  for_each_since(sight, [&](const Entry& entry) {
    return !is_one(entry) || entry.seq == sight.entry().seq || seen.add(entry.seq);
  });
  (void)seen.add(sight.loan()->seq);
}

constexpr ParameterSpec kRun[] = {{"share", Unit::kShare, 800'000, 0, Micro::kScale}};
constexpr FactSpec kRunFacts[] = {{"loan", Unit::kMoney}, {"transferred", Unit::kMoney}};
constexpr Micro kRunSeverity{900'000};

void look_run(const Sight& sight, RuleFacts& facts) {
  if (!sight.loan()) return;
  facts[0] = sight.loan()->amount_minor;
  for_each_since(sight, [&facts](const Entry& entry) {
    if (is_out(entry, EventType::kTransfer)) facts[1] = sum_of(facts[1], entry.amount_minor);
    return true;
  });
}

std::optional<Finding> judge_run(const Evidence& e) {
  const std::int64_t loan = e.facts[0];
  const Micro share{e.settings.parameters[0]};
  const bool is_over =
      static_cast<Int128>(e.facts[1]) * Micro::kScale > static_cast<Int128>(share.value) * loan;
  if (loan == 0 || !is_over) return std::nullopt;
  return Finding{money(e, e.facts[1]) + " of a loan of " + money(e, loan) +
                 " has been transferred away"};
}

void point_run(const Sight& sight, SeenEvents& seen) {
  point_at_matching(sight, seen,
                    [](const Entry& entry) { return is_out(entry, EventType::kTransfer); });
}

constexpr ParameterSpec kCashOut[] = {{"share", Unit::kShare, 800'000, 0, Micro::kScale},
                                      {"minutes", Unit::kMinutes, 30, 1, 2'880}};
constexpr FactSpec kCashOutFacts[] = {{"loan", Unit::kMoney}, {"largest", Unit::kMoney}};
constexpr Micro kCashOutSeverity{950'000};

bool is_soon(const Sight& sight, const Entry& entry) {
  return is_out(entry, EventType::kWithdrawal) &&
         entry.at_us <= sight.loan()->at_us + sight.parameter(1) * Timestamp::kMinute;
}

void look_cash_out(const Sight& sight, RuleFacts& facts) {
  if (!sight.loan()) return;
  facts[0] = sight.loan()->amount_minor;
  for_each_since(sight, [&](const Entry& entry) {
    if (is_soon(sight, entry)) facts[1] = std::max(facts[1], entry.amount_minor);
    return true;
  });
}

std::optional<Finding> judge_cash_out(const Evidence& e) {
  const std::int64_t loan = e.facts[0];
  if (loan == 0 || e.facts[1] == 0) return std::nullopt;
  if (!is_at_least(e.facts[1], {e.settings.parameters[0]}, loan)) return std::nullopt;
  return Finding{money(e, e.facts[1]) + " of a loan of " + money(e, loan) +
                 " was withdrawn within " + counted(e.settings.parameters[1], "minute")};
}

void point_cash_out(const Sight& sight, SeenEvents& seen) {
  point_at_matching(sight, seen, [&sight](const Entry& entry) { return is_soon(sight, entry); });
}

constexpr ParameterSpec kPieces[] = {{"count", Unit::kCount, 3, 1, kMostCount},
                                     {"share", Unit::kShare, 700'000, 0, Micro::kScale}};
constexpr FactSpec kPiecesFacts[] = {
    {"loan", Unit::kMoney}, {"count", Unit::kCount}, {"sum", Unit::kMoney}};
constexpr Micro kPiecesSeverity{750'000};

bool is_piece(const Sight& sight, const Entry& entry) {
  const auto below = sight.policy().limit(Limit::kLoanTransferBelow, sight.event().amount.currency);
  return below && is_out(entry, EventType::kTransfer) && entry.amount_minor < *below;
}

void look_pieces(const Sight& sight, RuleFacts& facts) {
  if (!sight.loan()) return;
  facts[0] = sight.loan()->amount_minor;
  for_each_since(sight, [&](const Entry& entry) {
    if (!is_piece(sight, entry)) return true;
    ++facts[1];
    facts[2] = sum_of(facts[2], entry.amount_minor);
    return true;
  });
}

std::optional<Finding> judge_pieces(const Evidence& e) {
  const std::int64_t loan = e.facts[0];
  if (loan == 0 || e.facts[1] < e.settings.parameters[0]) return std::nullopt;
  if (!is_at_least(e.facts[2], {e.settings.parameters[1]}, loan)) return std::nullopt;
  return Finding{money(e, e.facts[2]) + " of a loan of " + money(e, loan) +
                 " has been transferred in " + counted(e.facts[1], "small transfer")};
}

void point_pieces(const Sight& sight, SeenEvents& seen) {
  point_at_matching(sight, seen, [&sight](const Entry& entry) { return is_piece(sight, entry); });
}

constexpr ParameterSpec kDispersal[] = {{"counterparties", Unit::kCount, 5, 1, kMostCount}};
constexpr FactSpec kDispersalFacts[] = {{"loan", Unit::kMoney}, {"counterparties", Unit::kCount}};
constexpr Micro kDispersalSeverity{700'000};

void look_dispersal(const Sight& sight, RuleFacts& facts) {
  if (!sight.loan()) return;
  facts[0] = sight.loan()->amount_minor;
  std::vector<NameId> known;
  for_each_since(sight, [&](const Entry& entry) {
    const bool is_one = is_out(entry, EventType::kTransfer) && entry.counterparty != 0;
    if (is_one && std::find(known.begin(), known.end(), entry.counterparty) == known.end()) {
      known.push_back(entry.counterparty);
    }
    return static_cast<std::int64_t>(known.size()) < kMostCount;
  });
  facts[1] = static_cast<std::int64_t>(known.size());
}

std::optional<Finding> judge_dispersal(const Evidence& e) {
  if (e.facts[0] == 0 || e.facts[1] < e.settings.parameters[0]) return std::nullopt;
  return Finding{"a loan of " + money(e, e.facts[0]) + " has been transferred to " +
                 counted(e.facts[1], "counterparty")};
}

void point_dispersal(const Sight& sight, SeenEvents& seen) {
  point_at_matching(sight, seen, [](const Entry& entry) {
    return is_out(entry, EventType::kTransfer) && entry.counterparty != 0;
  });
}

constexpr Rule kRules[] = {
    {"loan_and_run", "LOAN_AND_RUN", Category::kLoan, kRunSeverity,
     "Most of a loan is transferred away at once.", kRun, kRunFacts, always, look_run, judge_run,
     point_run},
    {"immediate_cash_out", "IMMEDIATE_CASH_OUT", Category::kLoan, kCashOutSeverity,
     "Most of a loan is withdrawn within minutes.", kCashOut, kCashOutFacts, always, look_cash_out,
     judge_cash_out, point_cash_out},
    {"post_disbursement_structuring", "POST_DISBURSEMENT_STRUCTURING", Category::kLoan,
     kPiecesSeverity, "Most of a loan is transferred away in small pieces.", kPieces, kPiecesFacts,
     always, look_pieces, judge_pieces, point_pieces},
    {"cross_agent_dispersal", "CROSS_AGENT_DISPERSAL", Category::kLoan, kDispersalSeverity,
     "A loan is spread over many counterparties.", kDispersal, kDispersalFacts, always,
     look_dispersal, judge_dispersal, point_dispersal},
};

}  // namespace

std::span<const Rule> loan_rules() { return kRules; }

}  // namespace financescr::monitoring::rules
