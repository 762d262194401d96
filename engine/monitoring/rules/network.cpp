// Rules about many accounts at once: money that is gathered, spread, stacked or sent in a circle.
#include <array>

#include "engine/monitoring/rules/cycle.hpp"
#include "engine/monitoring/rules/shared.hpp"

namespace financescr::monitoring::rules {
namespace {

constexpr ParameterSpec kWeek{"window", Unit::kSpan, static_cast<std::int64_t>(Span::k7d)};

bool is_transfer_out(const Evidence& e) {
  return is_transfer(e) && e.event.direction == Direction::kOut;
}
// Fees and the like are no layer.
bool moves_money(const Evidence& e) {
  return e.event.type == EventType::kDeposit || e.event.type == EventType::kWithdrawal ||
         e.event.type == EventType::kTransfer;
}
bool is_transfer_with_counterparty(const Evidence& e) {
  return is_transfer(e) && e.event.counterparty_account_id;
}
bool comes_from_somebody(const Evidence& e) {
  return e.event.direction == Direction::kIn && e.event.counterparty_account_id;
}
bool goes_to_somebody(const Evidence& e) {
  return e.event.direction == Direction::kOut && e.event.counterparty_account_id;
}

// How many different values a window has with the event's own.
std::int64_t distinct_with_own(const Sight& sight, Span span, Attribute attribute) {
  const WindowFacts& window = sight.window(KeyKind::kAccount, span);
  const std::size_t i = place_of(attribute);
  const bool is_new = value_of(sight.entry(), attribute) != 0 && window.same[i] == 0;
  return window.distinct[i] + (is_new ? 1 : 0);
}

void point_at_counterparties(const Sight& sight, Span span, Attribute attribute, SeenEvents& seen) {
  sight.for_each(KeyKind::kAccount, sight.start_of(span), [&](const Entry& entry) {
    return value_of(entry, attribute) == 0 || seen.add(entry.seq);
  });
}

std::string within(const Evidence& e, std::size_t parameter) {
  return " within " + words_for(static_cast<Span>(e.settings.parameters[parameter]));
}

constexpr ParameterSpec kScatter[] = {{"senders", Unit::kCount, 8, 1, kMostCount}, kWeek};
constexpr FactSpec kScatterFacts[] = {{"senders", Unit::kCount}, {"sum", Unit::kMoney}};
constexpr Micro kScatterSeverity{850'000};

void look_scatter(const Sight& sight, RuleFacts& facts) {
  facts[0] = distinct_with_own(sight, sight.span(1), Attribute::kDepositSource);
  facts[1] = sight.window(KeyKind::kAccount, sight.span(1)).in_minor;
}

std::optional<Finding> judge_scatter(const Evidence& e) {
  if (e.facts[0] < e.settings.parameters[0]) return std::nullopt;
  // Where the policy says from which value networks count.
  const auto from = limit(e, Limit::kNetworkFrom);
  if (from && e.facts[1] < *from) return std::nullopt;
  return Finding{"a transfer out after deposits from " + counted(e.facts[0], "sender") +
                 within(e, 1)};
}

void point_scatter(const Sight& sight, SeenEvents& seen) {
  point_at_counterparties(sight, sight.span(1), Attribute::kDepositSource, seen);
}

constexpr ParameterSpec kLayering[] = {{"sources", Unit::kCount, 5, 1, kMostCount},
                                       kWeek,
                                       {"recipients", Unit::kCount, 5, 1, kMostCount}};
constexpr FactSpec kLayeringFacts[] = {{"sources", Unit::kCount}, {"recipients", Unit::kCount}};
constexpr Micro kLayeringSeverity{900'000};

void look_layering(const Sight& sight, RuleFacts& facts) {
  facts[0] = distinct_with_own(sight, sight.span(1), Attribute::kDepositSource);
  facts[1] = distinct_with_own(sight, sight.span(1), Attribute::kTransferRecipient);
}

std::optional<Finding> judge_layering(const Evidence& e) {
  const bool is_many =
      e.facts[0] >= e.settings.parameters[0] && e.facts[1] >= e.settings.parameters[2];
  if (!is_many) return std::nullopt;
  return Finding{"deposits from " + counted(e.facts[0], "source") + " and transfers to " +
                 counted(e.facts[1], "recipient") + within(e, 1)};
}

void point_layering(const Sight& sight, SeenEvents& seen) {
  point_at_counterparties(sight, sight.span(1), Attribute::kTransferRecipient, seen);
  point_at_counterparties(sight, sight.span(1), Attribute::kDepositSource, seen);
}

constexpr ParameterSpec kStack[] = {{"count", Unit::kCount, 3, 2, 100},
                                    {"minutes", Unit::kMinutes, 30, 1, 1'440},
                                    {"low", Unit::kShare, 800'000, 0, Micro::kScale},
                                    {"high", Unit::kShare, 1'200'000, 0, 10 * Micro::kScale}};
constexpr FactSpec kStackFacts[] = {{"count", Unit::kCount}};
constexpr Micro kStackSeverity{800'000};

// The transfers before the event, the latest first, as long as each is alike to the one after it.
template <typename Use>
void for_each_stacked(const Sight& sight, Use use) {
  std::int64_t after = sight.entry().amount_minor;
  const Micro low{sight.parameter(2)};
  const Micro high{sight.parameter(3)};
  sight.for_each(KeyKind::kAccount, sight.entry().at_us - sight.parameter(1) * Timestamp::kMinute,
                 [&](const Entry& entry) {
                   const bool is_other = entry.type != EventType::kTransfer ||
                                         entry.direction != sight.entry().direction ||
                                         entry.currency != sight.entry().currency;
                   if (is_other) return true;
                   const bool is_alike = is_at_least(after, low, entry.amount_minor) &&
                                         static_cast<Int128>(after) * Micro::kScale <=
                                             static_cast<Int128>(high.value) * entry.amount_minor;
                   after = entry.amount_minor;
                   return is_alike && use(entry);
                 });
}

void look_stack(const Sight& sight, RuleFacts& facts) {
  for_each_stacked(sight, [&facts](const Entry&) {
    ++facts[0];
    return true;
  });
}

std::optional<Finding> judge_stack(const Evidence& e) {
  const std::int64_t count = e.facts[0] + 1;
  if (count < e.settings.parameters[0]) return std::nullopt;
  return Finding{counted(count, "transfer") + " of similar amounts one after the other within " +
                 counted(e.settings.parameters[1], "minute") + ", this one included"};
}

void point_stack(const Sight& sight, SeenEvents& seen) {
  for_each_stacked(sight, [&seen](const Entry& entry) { return seen.add(entry.seq); });
}

constexpr ParameterSpec kMany[] = {{"counterparties", Unit::kCount, 10, 2, kMostCount}, kWeek};
constexpr FactSpec kManyFacts[] = {{"counterparties", Unit::kCount}, {"sum", Unit::kMoney}};
constexpr Micro kManySeverity{600'000};

void look_gathering(const Sight& sight, RuleFacts& facts) {
  facts[0] = distinct_with_own(sight, sight.span(1), Attribute::kSender);
  facts[1] = sight.window(KeyKind::kAccount, sight.span(1)).in_minor;
}

void look_spreading(const Sight& sight, RuleFacts& facts) {
  facts[0] = distinct_with_own(sight, sight.span(1), Attribute::kRecipient);
  facts[1] = sight.window(KeyKind::kAccount, sight.span(1)).out_minor;
}

std::optional<Finding> judge_many(const Evidence& e) {
  const auto from = limit(e, Limit::kNetworkFrom);
  const std::int64_t total = sum_of(e.facts[1], e.event.amount.minor);
  if (!from || total < *from || e.facts[0] < e.settings.parameters[0]) return std::nullopt;
  const bool is_in = e.event.direction == Direction::kIn;
  return Finding{counted(e.facts[0], "counterparty") + (is_in ? " paid in" : " were paid") +
                 within(e, 1) + ", among it " + money(e, total)};
}

void point_gathering(const Sight& sight, SeenEvents& seen) {
  point_at_counterparties(sight, sight.span(1), Attribute::kSender, seen);
}

void point_spreading(const Sight& sight, SeenEvents& seen) {
  point_at_counterparties(sight, sight.span(1), Attribute::kRecipient, seen);
}

constexpr ParameterSpec kCycle[] = {{"max_hops", Unit::kCount, 5, 3, 5},
                                    {"days", Unit::kDays, 7, 1, 180},
                                    {"tolerance", Unit::kShare, 500'000, 0, Micro::kScale}};
constexpr FactSpec kCycleFacts[] = {{"hops", Unit::kCount}};
constexpr Micro kCycleSeverity{800'000};

std::vector<std::uint64_t> cycle_of(const Sight& sight) {
  const std::int64_t amount = sight.entry().amount_minor;
  const Micro tolerance{sight.parameter(2)};
  return find_cycle(sight, {.max_hops = sight.parameter(0),
                            .from_us = sight.entry().at_us - sight.parameter(1) * Timestamp::kDay,
                            .least_minor = multiply_amount(amount, kMicroOne - tolerance),
                            .most_minor = multiply_amount(amount, kMicroOne + tolerance)});
}

void look_cycle(const Sight& sight, RuleFacts& facts) {
  const auto transfers = cycle_of(sight);
  if (!transfers.empty()) facts[0] = static_cast<std::int64_t>(transfers.size()) + 1;
}

std::optional<Finding> judge_cycle(const Evidence& e) {
  if (e.facts[0] == 0) return std::nullopt;
  return Finding{"a similar amount has come back over " + counted(e.facts[0], "transfer") +
                 ", this one included, to the account that it started from"};
}

void point_cycle(const Sight& sight, SeenEvents& seen) {
  for (const std::uint64_t seq : cycle_of(sight)) (void)seen.add(seq);
}

constexpr Rule kRules[] = {
    {"scatter_gather", "SCATTER_GATHER", Category::kNetwork, kScatterSeverity,
     "What many deposited is sent on.", kScatter, kScatterFacts, is_transfer_out, look_scatter,
     judge_scatter, point_scatter},
    {"bipartite_layering", "BIPARTITE_LAYERING", Category::kNetwork, kLayeringSeverity,
     "Many pay in and many are paid.", kLayering, kLayeringFacts, moves_money, look_layering,
     judge_layering, point_layering},
    {"stacking", "STACKING", Category::kNetwork, kStackSeverity,
     "Transfers of similar amounts, one right after the other.", kStack, kStackFacts, is_transfer,
     look_stack, judge_stack, point_stack},
    {"many_to_one", "MANY_TO_ONE", Category::kNetwork, kManySeverity,
     "Many pay one account, together a large amount.", kMany, kManyFacts, comes_from_somebody,
     look_gathering, judge_many, point_gathering},
    {"one_to_many", "ONE_TO_MANY", Category::kNetwork, kManySeverity,
     "One account pays many, together a large amount.", kMany, kManyFacts, goes_to_somebody,
     look_spreading, judge_many, point_spreading},
    {"transfer_cycle", "TRANSFER_CYCLE", Category::kNetwork, kCycleSeverity,
     "Money goes over other accounts back to where it started.", kCycle, kCycleFacts,
     is_transfer_with_counterparty, look_cycle, judge_cycle, point_cycle},
};

}  // namespace

std::span<const Rule> network_rules() { return kRules; }

}  // namespace financescr::monitoring::rules
