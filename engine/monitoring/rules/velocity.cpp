// Rules about how often, how much and from where an account moves money.
#include <vector>

#include "engine/monitoring/rules/shared.hpp"

namespace financescr::monitoring::rules {
namespace {

constexpr std::int64_t kMostFactor = 1'000 * Micro::kScale;

constexpr ParameterSpec kRapid[] = {{"count", Unit::kCount, 10, 1, kMostCount},
                                    {"window", Unit::kSpan, static_cast<std::int64_t>(Span::k1h)}};
constexpr FactSpec kRapidFacts[] = {{"count", Unit::kCount}};

void look_rapid(const Sight& sight, RuleFacts& facts) {
  facts[0] = sight.window(KeyKind::kAccount, sight.span(1)).count;
}

std::optional<Finding> judge_rapid(const Evidence& e) {
  const std::int64_t least = e.settings.parameters[0];
  const std::int64_t count = e.facts[0];
  if (count < least) return std::nullopt;
  return Finding{counted(count, "earlier event") + " on the account within " +
                     words_for(static_cast<Span>(e.settings.parameters[1])) +
                     "; the threshold is " + std::to_string(least),
                 share_of(count, 2 * least)};
}

void point_rapid(const Sight& sight, SeenEvents& seen) {
  point_at_window(sight, KeyKind::kAccount, sight.span(1), seen);
}

constexpr ParameterSpec kVolume[] = {{"factor", Unit::kShare, 3 * Micro::kScale, 1, kMostFactor},
                                     {"window", Unit::kSpan, static_cast<std::int64_t>(Span::k1h)}};
constexpr FactSpec kVolumeFacts[] = {{"sum", Unit::kMoney}};

void look_volume(const Sight& sight, RuleFacts& facts) {
  facts[0] = sight.window(KeyKind::kAccount, sight.span(1)).sum_minor;
}

std::optional<Finding> judge_volume(const Evidence& e) {
  const auto maximum = limit(e, Limit::kMaximum);
  if (!maximum) return std::nullopt;
  const std::int64_t least = multiply_amount(*maximum, {e.settings.parameters[0]});
  const std::int64_t total = sum_of(e.facts[0], e.event.amount.minor);
  if (total < least) return std::nullopt;
  return Finding{money(e, total) + " moved on the account within " +
                     words_for(static_cast<Span>(e.settings.parameters[1])) +
                     ", this event included; the threshold is " + money(e, least),
                 share_of(total, 2 * least)};
}

void point_volume(const Sight& sight, SeenEvents& seen) {
  point_at_money(sight, KeyKind::kAccount, sight.span(1), seen);
}

constexpr ParameterSpec kAddress[] = {
    {"window", Unit::kSpan, static_cast<std::int64_t>(Span::k24h)}};
constexpr FactSpec kAddressFacts[] = {{"known", Unit::kCount}, {"same", Unit::kCount}};
constexpr Micro kAddressSeverity{500'000};

bool has_address(const Evidence& e) { return e.event.ip_address.has_value(); }

void look_address(const Sight& sight, RuleFacts& facts) {
  const WindowFacts& window = sight.window(KeyKind::kAccount, sight.span(0));
  facts[0] = window.distinct[place_of(Attribute::kIpAddress)];
  facts[1] = window.same[place_of(Attribute::kIpAddress)];
}

std::optional<Finding> judge_address(const Evidence& e) {
  if (e.facts[0] == 0 || e.facts[1] > 0) return std::nullopt;
  return Finding{*e.event.ip_address + " is new: the account used " +
                 counted(e.facts[0], "other address") + " within " +
                 words_for(static_cast<Span>(e.settings.parameters[0]))};
}

void point_address(const Sight& sight, SeenEvents& seen) {
  sight.for_each(KeyKind::kAccount, sight.start_of(sight.span(0)), [&seen](const Entry& entry) {
    return entry.ip_address == 0 || seen.add(entry.seq);
  });
}

constexpr ParameterSpec kDormant[] = {{"days", Unit::kDays, 90, 1, 180}};
constexpr FactSpec kDormantFacts[] = {{"idle_days", Unit::kDays}};
constexpr Micro kDormantSeverity{600'000};

// What the bank itself books shows no life.
bool is_the_banks(const Entry& entry) {
  return entry.type == EventType::kCharge || entry.type == EventType::kFee;
}

void look_dormant(const Sight& sight, RuleFacts& facts) {
  sight.for_each(KeyKind::kAccount, sight.start_of(Span::k180d), [&](const Entry& entry) {
    if (is_the_banks(entry)) return true;
    facts[0] = (sight.entry().at_us - entry.at_us) / Timestamp::kDay;
    return false;
  });
}

std::optional<Finding> judge_dormant(const Evidence& e) {
  const auto from = limit(e, Limit::kDormantFrom);
  const bool wakes = e.facts[0] >= e.settings.parameters[0];
  if (!from || !wakes || e.event.amount.minor < *from) return std::nullopt;
  return Finding{"the account was dormant for " + counted(e.facts[0], "day") +
                 " before this event of " + money(e, e.event.amount.minor)};
}

void point_dormant(const Sight& sight, SeenEvents& seen) {
  sight.for_each(KeyKind::kAccount, sight.start_of(Span::k180d), [&seen](const Entry& entry) {
    if (is_the_banks(entry)) return true;
    (void)seen.add(entry.seq);
    return false;
  });
}

constexpr ParameterSpec kPass[] = {{"minutes", Unit::kMinutes, 60, 1, 1'440},
                                   {"share", Unit::kShare, 900'000, 1, Micro::kScale}};
constexpr FactSpec kPassFacts[] = {{"in", Unit::kMoney}, {"out", Unit::kMoney}};
constexpr Micro kPassSeverity{700'000};

bool goes_out(const Evidence& e) { return e.event.direction == Direction::kOut; }

template <typename Use>
void for_each_passing(const Sight& sight, Use use) {
  sight.for_each(
      KeyKind::kAccount, sight.entry().at_us - sight.parameter(0) * Timestamp::kMinute,
      [&](const Entry& entry) { return entry.currency != sight.entry().currency || use(entry); });
}

// What came in, and what went out after the first of it.
void look_pass(const Sight& sight, RuleFacts& facts) {
  std::int64_t out = 0;  // before it nothing that came in is known yet
  for_each_passing(sight, [&](const Entry& entry) {
    if (entry.direction == Direction::kOut) {
      out = sum_of(out, entry.amount_minor);
      return true;
    }
    facts[0] = sum_of(facts[0], entry.amount_minor);
    facts[1] = sum_of(facts[1], out);
    out = 0;
    return true;
  });
}

std::optional<Finding> judge_pass(const Evidence& e) {
  const auto from = limit(e, Limit::kPassThroughFrom);
  const std::int64_t in = e.facts[0];
  const std::int64_t out = sum_of(e.facts[1], e.event.amount.minor);
  const Micro share{e.settings.parameters[1]};
  // Much more going out than came in is something else.
  const bool is_same = is_at_least(out, share, in) && is_at_least(in, share, out);
  if (!from || in < *from || !is_same) return std::nullopt;
  return Finding{"of " + money(e, in) + " that came in within " +
                 counted(e.settings.parameters[0], "minute") + ", " + money(e, out) +
                 " has gone out again"};
}

void point_pass(const Sight& sight, SeenEvents& seen) {
  std::vector<std::uint64_t> out;  // before it nothing that came in is known yet
  for_each_passing(sight, [&](const Entry& entry) {
    out.push_back(entry.seq);
    if (entry.direction == Direction::kOut) return true;
    for (const std::uint64_t seq : out) (void)seen.add(seq);
    out.clear();
    return seen.seqs().size() < SeenEvents::kMost;
  });
}

constexpr ParameterSpec kSeries[] = {{"days", Unit::kDays, 7, 1, 180},
                                     {"count", Unit::kCount, 3, 2, kMostCount}};
constexpr FactSpec kSeriesFacts[] = {{"count", Unit::kCount}};
constexpr Micro kSeriesSeverity{750'000};

template <typename Use>
void for_each_just_below(const Sight& sight, Use use) {
  const auto range = just_below(sight.policy(), sight.event().amount.currency);
  if (!range) return;
  sight.for_each(KeyKind::kClient, sight.entry().at_us - sight.parameter(0) * Timestamp::kDay,
                 [&](const Entry& entry) {
                   const bool is_one = entry.currency == sight.entry().currency &&
                                       entry.direction == sight.entry().direction &&
                                       range->holds(entry.amount_minor);
                   return !is_one || use(entry);
                 });
}

void look_series(const Sight& sight, RuleFacts& facts) {
  for_each_just_below(sight, [&facts](const Entry&) {
    ++facts[0];
    return true;
  });
}

std::optional<Finding> judge_series(const Evidence& e) {
  const std::int64_t count = e.facts[0] + 1;
  if (count < e.settings.parameters[1]) return std::nullopt;
  return Finding{counted(count, "event") + " of the client within " +
                 counted(e.settings.parameters[0], "day") +
                 " lie just below the maximum, this one included"};
}

void point_series(const Sight& sight, SeenEvents& seen) {
  for_each_just_below(sight, [&seen](const Entry& entry) { return seen.add(entry.seq); });
}

constexpr Rule kRules[] = {
    {"rapid_transactions", "RAPID_TRANSACTIONS", Category::kVelocity, std::nullopt,
     "Many events on one account in a short time.", kRapid, kRapidFacts, always, look_rapid,
     judge_rapid, point_rapid},
    {"high_velocity_volume", "HIGH_VELOCITY_VOLUME", Category::kVelocity, std::nullopt,
     "Much money on one account in a short time.", kVolume, kVolumeFacts, always, look_volume,
     judge_volume, point_volume},
    {"new_ip_address", "NEW_IP_ADDRESS", Category::kGeographic, kAddressSeverity,
     "An address that the account has not used before.", kAddress, kAddressFacts, has_address,
     look_address, judge_address, point_address},
    {"dormant_account_wakes", "DORMANT_ACCOUNT_WAKES", Category::kPattern, kDormantSeverity,
     "An account that lay still moves a large amount.", kDormant, kDormantFacts, always,
     look_dormant, judge_dormant, point_dormant},
    {"pass_through", "PASS_THROUGH", Category::kPattern, kPassSeverity,
     "Money that comes in goes out again within minutes.", kPass, kPassFacts, goes_out, look_pass,
     judge_pass, point_pass},
    {"series_below_limit", "SERIES_BELOW_LIMIT", Category::kPattern, kSeriesSeverity,
     "Amounts just below the maximum, again and again over days.", kSeries, kSeriesFacts,
     lies_just_below, look_series, judge_series, point_series},
};

}  // namespace

std::span<const Rule> velocity_rules() { return kRules; }

}  // namespace financescr::monitoring::rules
