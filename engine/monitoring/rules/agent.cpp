// Rules about agents, who take and pay out cash for a bank, and about merchants.
#include <array>

#include "engine/monitoring/rules/shared.hpp"

namespace financescr::monitoring::rules {
namespace {

constexpr std::int64_t kMostMinutes = 1'440;

constexpr ParameterSpec kBand[] = {{"count", Unit::kCount, 5, 1, kMostCount},
                                   {"minutes", Unit::kMinutes, 60, 1, kMostMinutes}};
constexpr FactSpec kBandFacts[] = {{"count", Unit::kCount}};
constexpr Micro kBandSeverity{850'000};

bool is_agents_deposit_below_maximum(const Evidence& e) {
  return is_agent(e) && e.event.type == EventType::kDeposit && lies_just_below(e);
}

template <typename Use>
void for_each_in_band(const Sight& sight, Use use) {
  const auto range = just_below(sight.policy(), sight.event().amount.currency);
  if (!range) return;
  sight.for_each(KeyKind::kAgent, sight.entry().at_us - sight.parameter(1) * Timestamp::kMinute,
                 [&](const Entry& entry) {
                   const bool is_one = entry.type == EventType::kDeposit &&
                                       entry.currency == sight.entry().currency &&
                                       range->holds(entry.amount_minor);
                   return !is_one || use(entry);
                 });
}

void look_band(const Sight& sight, RuleFacts& facts) {
  for_each_in_band(sight, [&facts](const Entry&) {
    ++facts[0];
    return true;
  });
}

std::optional<Finding> judge_band(const Evidence& e) {
  const std::int64_t count = e.facts[0] + 1;
  if (count < e.settings.parameters[0]) return std::nullopt;
  return Finding{"the agent took " + counted(count, "deposit") + " just below the maximum within " +
                 counted(e.settings.parameters[1], "minute") + ", this one included"};
}

void point_band(const Sight& sight, SeenEvents& seen) {
  for_each_in_band(sight, [&seen](const Entry& entry) { return seen.add(entry.seq); });
}

constexpr ParameterSpec kFloat[] = {{"high", Unit::kShare, 950'000, 0, Micro::kScale},
                                    {"low", Unit::kShare, 50'000, 0, Micro::kScale},
                                    {"tolerance", Unit::kShare, 150'000, 0, Micro::kScale},
                                    {"window", Unit::kSpan, static_cast<std::int64_t>(Span::k24h)}};
constexpr FactSpec kFloatFacts[] = {
    {"deposits", Unit::kMoney}, {"withdrawals", Unit::kMoney}, {"typical", Unit::kShare}};
constexpr Micro kFloatSeverity{600'000};

bool moves_float(const Evidence& e) {
  return is_agent(e) &&
         (e.event.type == EventType::kDeposit || e.event.type == EventType::kWithdrawal);
}

// The third fact is the agent's typical share of deposits, 1 more than it is so that 0 is unknown.
void look_float(const Sight& sight, RuleFacts& facts) {
  const WindowFacts& window = sight.window(KeyKind::kAgent, sight.span(3));
  facts[0] = window.sum_by_flow_minor[place_of(EventType::kDeposit)];
  facts[1] = window.sum_by_flow_minor[place_of(EventType::kWithdrawal)];
  if (sight.typical_float()) facts[2] = sight.typical_float()->value + Micro::kScale;
}

std::optional<Finding> judge_float(const Evidence& e) {
  const auto least = limit(e, Limit::kAgentFloat);
  if (!least) return std::nullopt;
  std::int64_t deposits = e.facts[0];
  std::int64_t withdrawals = e.facts[1];
  std::int64_t& own = e.event.type == EventType::kDeposit ? deposits : withdrawals;
  own = sum_of(own, e.event.amount.minor);
  const std::int64_t total = sum_of(deposits, withdrawals);
  const Micro share = share_of(deposits, total);
  const auto& [high, low, tolerance, window] = e.settings.parameters;
  if (total < *least || (share.value <= high && share.value >= low)) return std::nullopt;
  if (e.facts[2] > 0) {
    const std::int64_t apart = share.value - (e.facts[2] - Micro::kScale);
    if ((apart < 0 ? -apart : apart) <= tolerance) return std::nullopt;
  }
  return Finding{percent(share) + " of the " + money(e, total) + " that the agent moved within " +
                 words_for(static_cast<Span>(window)) + " are deposits"};
}

void point_float(const Sight& sight, SeenEvents& seen) {
  point_at_money(sight, KeyKind::kAgent, sight.span(3), seen);
}

constexpr ParameterSpec kFarming[] = {
    {"clients", Unit::kCount, 8, 1, kMostCount},
    {"window", Unit::kSpan, static_cast<std::int64_t>(Span::k24h)}};
constexpr FactSpec kFarmingFacts[] = {{"clients", Unit::kCount}, {"same", Unit::kCount}};
constexpr Micro kFarmingSeverity{750'000};

bool is_agents_new_client(const Evidence& e) { return is_agent(e) && e.event.kyc_level == 1; }

void look_farming(const Sight& sight, RuleFacts& facts) {
  const WindowFacts& window = sight.window(KeyKind::kAgent, sight.span(1));
  facts[0] = window.distinct[place_of(Attribute::kNewClient)];
  facts[1] = window.same[place_of(Attribute::kNewClient)];
}

std::optional<Finding> judge_farming(const Evidence& e) {
  const std::int64_t clients = e.facts[0] + (e.facts[1] == 0 ? 1 : 0);
  if (clients < e.settings.parameters[0]) return std::nullopt;
  return Finding{"the agent served " + counted(clients, "client") + " of KYC level 1 within " +
                 words_for(static_cast<Span>(e.settings.parameters[1]))};
}

void point_farming(const Sight& sight, SeenEvents& seen) {
  sight.for_each(KeyKind::kAgent, sight.start_of(sight.span(1)), [&seen](const Entry& entry) {
    return !entry.is_new_client || seen.add(entry.seq);
  });
}

constexpr ParameterSpec kCollusion[] = {{"minutes", Unit::kMinutes, 60, 1, kMostMinutes}};
constexpr FactSpec kCollusionFacts[] = {{"withdrawals", Unit::kCount}};
constexpr Micro kCollusionSeverity{800'000};

bool is_agents_deposit(const Evidence& e) {
  return is_agent(e) && e.event.agent_id && e.event.type == EventType::kDeposit;
}

// Withdrawals of the client through another agent, as their client or as their counterparty.
template <typename Use>
void for_each_collusion(const Sight& sight, Use use) {
  const Entry& now = sight.entry();
  const std::int64_t from_us = now.at_us - sight.parameter(0) * Timestamp::kMinute;
  bool goes_on = true;
  const auto take = [&](const Entry& entry) {
    const bool is_one =
        entry.type == EventType::kWithdrawal && entry.agent != 0 && entry.agent != now.agent;
    goes_on = !is_one || use(entry);
    return goes_on;
  };
  sight.for_each(KeyKind::kClient, from_us, take);
  const auto take_others = [&](const Entry& entry) {
    return entry.client == now.client || take(entry);
  };
  if (goes_on) {
    sight.for_each(KeyKind::kCounterparty, now.client, from_us, now.at_us, take_others);
  }
  if (goes_on && now.account != now.client) {
    sight.for_each(KeyKind::kCounterparty, now.account, from_us, now.at_us, take_others);
  }
}

void look_collusion(const Sight& sight, RuleFacts& facts) {
  for_each_collusion(sight, [&facts](const Entry&) {
    ++facts[0];
    return true;
  });
}

std::optional<Finding> judge_collusion(const Evidence& e) {
  if (e.facts[0] == 0) return std::nullopt;
  return Finding{counted(e.facts[0], "withdrawal") +
                 " of the client through another agent, at most " +
                 counted(e.settings.parameters[0], "minute") + " before this deposit"};
}

void point_collusion(const Sight& sight, SeenEvents& seen) {
  for_each_collusion(sight, [&seen](const Entry& entry) { return seen.add(entry.seq); });
}

constexpr ParameterSpec kCollection[] = {
    {"window", Unit::kSpan, static_cast<std::int64_t>(Span::k7d)}};
constexpr FactSpec kCollectionFacts[] = {{"inflow", Unit::kMoney}, {"outgoing", Unit::kCount}};
constexpr Micro kCollectionSeverity{750'000};

bool comes_in_at_merchant(const Evidence& e) {
  return is_merchant(e) && e.event.direction == Direction::kIn;
}

void look_collection(const Sight& sight, RuleFacts& facts) {
  const WindowFacts& window = sight.window(KeyKind::kAccount, sight.span(0));
  facts[0] = window.in_minor;
  facts[1] = window.count_by_flow[place_of(EventType::kWithdrawal)] +
             window.count_by_flow[place_of(EventType::kTransfer)];
}

std::optional<Finding> judge_collection(const Evidence& e) {
  const auto most = limit(e, Limit::kMerchantCollection);
  const std::int64_t inflow = sum_of(e.facts[0], e.event.amount.minor);
  if (!most || inflow <= *most || e.facts[1] > 0) return std::nullopt;
  return Finding{money(e, inflow) + " came in within " +
                 words_for(static_cast<Span>(e.settings.parameters[0])) +
                 ", and nothing was transferred or withdrawn"};
}

void point_collection(const Sight& sight, SeenEvents& seen) {
  sight.for_each(KeyKind::kAccount, sight.start_of(sight.span(0)), [&](const Entry& entry) {
    const bool is_one =
        entry.direction == Direction::kIn && entry.currency == sight.entry().currency;
    return !is_one || seen.add(entry.seq);
  });
}

constexpr Rule kRules[] = {
    {"agent_structuring", "AGENT_STRUCTURING", Category::kAgent, kBandSeverity,
     "An agent takes many deposits just below the maximum.", kBand, kBandFacts,
     is_agents_deposit_below_maximum, look_band, judge_band, point_band},
    {"agent_float_anomaly", "AGENT_FLOAT_ANOMALY", Category::kAgent, kFloatSeverity,
     "An agent takes deposits or pays out only; a profile that says the agent always does, "
     "suppresses it.",
     kFloat, kFloatFacts, moves_float, look_float, judge_float, point_float},
    {"agent_account_farming", "AGENT_ACCOUNT_FARMING", Category::kAgent, kFarmingSeverity,
     "An agent serves many clients of the lowest KYC level.", kFarming, kFarmingFacts,
     is_agents_new_client, look_farming, judge_farming, point_farming},
    {"agent_customer_collusion", "AGENT_CUSTOMER_COLLUSION", Category::kAgent, kCollusionSeverity,
     "A client withdraws at one agent and pays in at another.", kCollusion, kCollusionFacts,
     is_agents_deposit, look_collusion, judge_collusion, point_collusion},
    {"merchant_collection_account", "MERCHANT_COLLECTION_ACCOUNT", Category::kMerchant,
     kCollectionSeverity, "A merchant's account collects and pays nothing.", kCollection,
     kCollectionFacts, comes_in_at_merchant, look_collection, judge_collection, point_collection},
};

}  // namespace

std::span<const Rule> agent_rules() { return kRules; }

}  // namespace financescr::monitoring::rules
