// Rules about an account and one other: money that comes back, strangers, pairs, many senders.
#include <vector>

#include "engine/monitoring/rules/shared.hpp"

namespace financescr::monitoring::rules {
namespace {

// What a circular transfer is taken to be.
enum class Reading : std::uint8_t {
  kSameCounterparty,  // the reference's first version: a second transfer to the same account
  kSimilarAmount,     // its second: of a similar amount, whatever the direction
  kComesBack,         // ours: the money comes back from where it went
};
constexpr std::string_view kReadings[] = {"same_counterparty", "similar_amount", "comes_back"};

constexpr ParameterSpec kCircular[] = {
    {"reading", Unit::kChoice, static_cast<std::int64_t>(Reading::kComesBack), 0, 0, kReadings},
    {"hours", Unit::kHours, 24, 1, 4'320},
    {"tolerance", Unit::kShare, 200'000, 0, Micro::kScale}};
constexpr FactSpec kCircularFacts[] = {{"matches", Unit::kCount}};
constexpr Micro kCircularSeverity{700'000};

bool has_counterparty(const Evidence& e) { return e.event.counterparty_account_id.has_value(); }

bool may_be_circular(const Evidence& e) {
  const auto reading = static_cast<Reading>(e.settings.parameters[0]);
  const EventType type = e.event.type;
  const bool is_deposit = type == EventType::kDeposit && reading != Reading::kSameCounterparty;
  const bool is_withdrawal = type == EventType::kWithdrawal && reading == Reading::kComesBack;
  return has_counterparty(e) && (type == EventType::kTransfer || is_deposit || is_withdrawal);
}

// Whether two amounts differ by less than the share `tolerance` of the second.
bool is_similar(std::int64_t a, std::int64_t b, Micro tolerance) {
  const std::int64_t apart = a > b ? a - b : b - a;
  return static_cast<Int128>(apart) * Micro::kScale < static_cast<Int128>(tolerance.value) * b;
}

bool is_circular(const Sight& sight, const Entry& earlier) {
  const Entry& now = sight.entry();
  if (earlier.counterparty != now.counterparty) return false;
  const auto reading = static_cast<Reading>(sight.parameter(0));
  if (reading == Reading::kSameCounterparty) return true;
  if (now.at_us - earlier.at_us >= sight.parameter(1) * Timestamp::kHour) return false;
  if (earlier.currency != now.currency) return false;
  if (!is_similar(earlier.amount_minor, now.amount_minor, {sight.parameter(2)})) return false;
  if (reading == Reading::kComesBack) return earlier.direction != now.direction;
  return earlier.type == EventType::kWithdrawal || earlier.type == EventType::kTransfer;
}

template <typename Use>
void for_each_circular(const Sight& sight, Use use) {
  sight.for_each(KeyKind::kAccount, sight.entry().at_us - sight.parameter(1) * Timestamp::kHour,
                 [&](const Entry& entry) { return !is_circular(sight, entry) || use(entry); });
}

void look_circular(const Sight& sight, RuleFacts& facts) {
  for_each_circular(sight, [&facts](const Entry&) {
    ++facts[0];
    return true;
  });
}

std::optional<Finding> judge_circular(const Evidence& e) {
  if (e.facts[0] == 0) return std::nullopt;
  const auto reading = static_cast<Reading>(e.settings.parameters[0]);
  std::string reason = counted(e.facts[0], "earlier event");
  reason += reading == Reading::kComesBack       ? " moved a similar amount the other way between "
            : reading == Reading::kSimilarAmount ? " moved a similar amount between "
                                                 : " went between ";
  reason += "the account and " + *e.event.counterparty_account_id + " within " +
            counted(e.settings.parameters[1], "hour");
  return Finding{std::move(reason)};
}

void point_circular(const Sight& sight, SeenEvents& seen) {
  for_each_circular(sight, [&seen](const Entry& entry) { return seen.add(entry.seq); });
}

constexpr ParameterSpec kStranger[] = {
    {"window", Unit::kSpan, static_cast<std::int64_t>(Span::k24h)}};
constexpr FactSpec kStrangerFacts[] = {{"known", Unit::kCount}, {"same", Unit::kCount}};
constexpr Micro kStrangerSeverity{400'000};

bool is_transfer_to_somebody(const Evidence& e) { return is_transfer(e) && has_counterparty(e); }

void look_stranger(const Sight& sight, RuleFacts& facts) {
  const WindowFacts& window = sight.window(KeyKind::kAccount, sight.span(0));
  facts[0] = window.distinct[place_of(Attribute::kCounterparty)];
  facts[1] = window.same[place_of(Attribute::kCounterparty)];
}

std::optional<Finding> judge_stranger(const Evidence& e) {
  if (e.facts[0] == 0 || e.facts[1] > 0) return std::nullopt;
  return Finding{*e.event.counterparty_account_id + " is new: the account had " +
                 counted(e.facts[0], "other counterparty") + " within " +
                 words_for(static_cast<Span>(e.settings.parameters[0]))};
}

void point_stranger(const Sight& sight, SeenEvents& seen) {
  sight.for_each(KeyKind::kAccount, sight.start_of(sight.span(0)), [&seen](const Entry& entry) {
    return entry.counterparty == 0 || seen.add(entry.seq);
  });
}

constexpr ParameterSpec kPair[] = {{"count", Unit::kCount, 3, 2, kMostCount},
                                   {"window", Unit::kSpan, static_cast<std::int64_t>(Span::k24h)}};
constexpr FactSpec kPairFacts[] = {{"count", Unit::kCount}};

void look_pair(const Sight& sight, RuleFacts& facts) {
  facts[0] =
      sight.window(KeyKind::kAccount, sight.span(1)).same[place_of(Attribute::kCounterparty)];
}

std::optional<Finding> judge_pair(const Evidence& e) {
  const std::int64_t count = e.facts[0] + 1;
  const std::int64_t least = e.settings.parameters[0];
  if (count < least) return std::nullopt;
  return Finding{counted(count, "event") + " between the account and " +
                     *e.event.counterparty_account_id + " within " +
                     words_for(static_cast<Span>(e.settings.parameters[1])) + ", this one included",
                 share_of(count, 2 * least)};
}

void point_pair(const Sight& sight, SeenEvents& seen) {
  sight.for_each(KeyKind::kAccount, sight.start_of(sight.span(1)), [&](const Entry& entry) {
    return entry.counterparty != sight.entry().counterparty || seen.add(entry.seq);
  });
}

constexpr ParameterSpec kCross[] = {
    {"senders", Unit::kCount, 3, 1, kMostCount},
    {"factor", Unit::kShare, 2 * Micro::kScale, 1, 1'000 * Micro::kScale},
    {"window", Unit::kSpan, static_cast<std::int64_t>(Span::k24h)},
    // Of the start of structuring: bills that many pay are smaller. 0: money in either direction.
    {"least_share", Unit::kShare, 250'000, 0, Micro::kScale}};
constexpr FactSpec kCrossFacts[] = {
    {"count", Unit::kCount}, {"others", Unit::kCount}, {"sum", Unit::kMoney}};
constexpr Micro kCrossSeverity{750'000};

bool may_be_structured(const Evidence& e) {
  const bool is_either_way = e.settings.parameters[3] == 0;
  return has_counterparty(e) && (is_either_way || e.event.direction == Direction::kOut);
}

// What went to the counterparty in pieces that are large enough, the latest first.
template <typename Use>
void for_each_piece(const Sight& sight, Use use) {
  const auto from = sight.policy().limit(Limit::kStructuringFrom, sight.event().amount.currency);
  if (!from) return;
  const std::int64_t least = multiply_amount(*from, {sight.parameter(3)});
  sight.for_each(KeyKind::kCounterparty, sight.start_of(sight.span(2)), [&](const Entry& entry) {
    const bool is_one = entry.currency == sight.entry().currency &&
                        (least == 0 || entry.direction == Direction::kOut) &&
                        entry.amount_minor >= least;
    return !is_one || use(entry);
  });
}

// Looks no further once there are enough senders and enough money.
void look_cross(const Sight& sight, RuleFacts& facts) {
  const auto from = sight.policy().limit(Limit::kStructuringFrom, sight.event().amount.currency);
  if (!from) return;
  const std::int64_t over = multiply_amount(*from, {sight.parameter(1)});
  std::vector<NameId> others;
  for_each_piece(sight, [&](const Entry& entry) {
    ++facts[0];
    facts[2] = sum_of(facts[2], entry.amount_minor);
    const bool is_known = std::find(others.begin(), others.end(), entry.account) != others.end();
    if (!is_known && entry.account != sight.entry().account) others.push_back(entry.account);
    facts[1] = static_cast<std::int64_t>(others.size());
    return facts[1] < sight.parameter(0) || facts[0] < sight.parameter(0) || facts[2] <= over;
  });
}

std::optional<Finding> judge_cross(const Evidence& e) {
  const auto from = limit(e, Limit::kStructuringFrom);
  const std::int64_t least = e.settings.parameters[0];
  if (!from || e.facts[0] < least || e.facts[1] < least) return std::nullopt;
  const std::int64_t over = multiply_amount(*from, {e.settings.parameters[1]});
  if (e.facts[2] <= over) return std::nullopt;
  return Finding{counted(e.facts[1], "other account") + " moved at least " + money(e, e.facts[2]) +
                 " with " + *e.event.counterparty_account_id + " within " +
                 words_for(static_cast<Span>(e.settings.parameters[2]))};
}

void point_cross(const Sight& sight, SeenEvents& seen) {
  for_each_piece(sight, [&seen](const Entry& entry) { return seen.add(entry.seq); });
}

constexpr Rule kRules[] = {
    {"circular_transfer", "CIRCULAR_TRANSFER", Category::kTransfer, kCircularSeverity,
     "Money comes back from where it went.", kCircular, kCircularFacts, may_be_circular,
     look_circular, judge_circular, point_circular},
    {"new_counterparty_transfer", "NEW_COUNTERPARTY_TRANSFER", Category::kTransfer,
     kStrangerSeverity, "A transfer to an account that is not known yet.", kStranger,
     kStrangerFacts, is_transfer_to_somebody, look_stranger, judge_stranger, point_stranger},
    {"rapid_pair_transfers", "RAPID_PAIR_TRANSFERS", Category::kTransfer, std::nullopt,
     "Many transfers between the same two accounts.", kPair, kPairFacts, is_transfer_to_somebody,
     look_pair, judge_pair, point_pair},
    {"cross_account_structuring", "CROSS_ACCOUNT_STRUCTURING", Category::kPattern, kCrossSeverity,
     "Several accounts move together to one counterparty what none moves alone.", kCross,
     kCrossFacts, may_be_structured, look_cross, judge_cross, point_cross},
};

}  // namespace

std::span<const Rule> transfer_rules() { return kRules; }

}  // namespace financescr::monitoring::rules
