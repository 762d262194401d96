#include "engine/monitoring/features.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/numeric/elementary.hpp"

namespace financescr::monitoring {
namespace {

__extension__ using Wide = __int128;

constexpr std::array<std::string_view, 3> kSets = {"mvp", "head", "ours"};
constexpr std::int64_t kHoursPerDay = 24;
constexpr std::int64_t kDaysPerWeek = 7;
constexpr Micro kSmallestAverage = Micro::from_int(10'000);  // of the reference's second version
constexpr Micro kMostRatio = Micro::from_int(50);
constexpr Micro kUnknown{500'000};
constexpr Micro kMost{9'000'000'000'000'000'000};

// Saturates.
Micro micro_of(Wide value) {
  return value > kMost.value ? kMost : Micro{static_cast<std::int64_t>(value)};
}
Micro flag(bool is_so) { return is_so ? kMicroOne : kMicroZero; }
Micro count_of(std::int64_t count) { return Micro::from_int(count); }

// a / b, rounded half to even. Requires: b > 0.
Micro quotient(Micro a, Micro b) {
  const Wide n = static_cast<Wide>(a.value) * Micro::kScale;
  if (n / b.value >= kMost.value) return kMost;
  return {divide_half_even(n, b.value)};
}

Micro major(const Sight& s, std::int64_t minor) {
  return micro_of(static_cast<Wide>(minor) * micro_per_minor(s.event().amount.currency));
}
Micro amount(const Sight& s) { return major(s, s.event().amount.minor); }

template <Span kSpan, KeyKind kKind = KeyKind::kAccount>
const WindowFacts& window(const Sight& s) {
  return s.window(kKind, kSpan);
}
template <Span kSpan>
Micro count_in(const Sight& s) {
  return count_of(window<kSpan>(s).count);
}
template <Span kSpan>
Micro total_in(const Sight& s) {
  return major(s, window<kSpan>(s).sum_minor);
}
template <Span kSpan>
Micro largest_in(const Sight& s) {
  return major(s, window<kSpan>(s).max_minor);
}
template <Span kSpan>
Micro average_in(const Sight& s) {
  const WindowFacts& facts = window<kSpan>(s);
  if (facts.money_count == 0) return kMicroZero;
  return {divide_half_even(static_cast<Wide>(total_in<kSpan>(s).value), facts.money_count)};
}
template <Span kSpan, Attribute kAttribute, KeyKind kKind = KeyKind::kAccount>
Micro distinct_in(const Sight& s) {
  return count_of(window<kSpan, kKind>(s).distinct[place_of(kAttribute)]);
}
template <EventType kType>
Micro is_type(const Sight& s) {
  return flag(s.event().type == kType);
}

// Whose hours and days a feature is about.
enum class Zone : std::uint8_t { kAsWritten, kUtc, kPolicy };

template <Zone kZone>
std::int64_t local_us(const Sight& s) {
  const std::int32_t written = s.event().offset_minutes;
  const std::int32_t ahead = kZone == Zone::kUtc      ? 0
                             : kZone == Zone::kPolicy ? s.policy().zone_minutes.value_or(written)
                                                      : written;
  return s.event().occurred_at.us + ahead * Timestamp::kMinute;
}
std::int64_t remainder(std::int64_t value, std::int64_t unit) {
  return (value % unit + unit) % unit;
}

template <Zone kZone>
std::int64_t hour(const Sight& s) {
  return remainder(local_us<kZone>(s), Timestamp::kDay) / Timestamp::kHour;
}
// Monday is 0.
template <Zone kZone>
std::int64_t weekday(const Sight& s) {
  constexpr std::int64_t kThursday = 3;  // 1 January 1970
  const std::int64_t at_us = local_us<kZone>(s);
  const std::int64_t days = (at_us - remainder(at_us, Timestamp::kDay)) / Timestamp::kDay;
  return remainder(days + kThursday, kDaysPerWeek);
}

Micro ln_amount(const Sight& s) {
  return Micro::from_double(numeric::log(1.0 + amount(s).to_double()));
}
template <Zone kZone>
Micro hour_of_day(const Sight& s) {
  return count_of(hour<kZone>(s));
}
template <Zone kZone>
double hour_angle(const Sight& s) {
  constexpr double kTwoPi = 6.283185307179586;
  return kTwoPi * static_cast<double>(hour<kZone>(s)) / static_cast<double>(kHoursPerDay);
}
template <Zone kZone>
Micro hour_sin(const Sight& s) {
  return Micro::from_double(numeric::sin(hour_angle<kZone>(s)));
}
template <Zone kZone>
Micro hour_cos(const Sight& s) {
  return Micro::from_double(numeric::cos(hour_angle<kZone>(s)));
}
template <Zone kZone>
Micro day_of_week(const Sight& s) {
  return count_of(weekday<kZone>(s));
}
template <Zone kZone>
Micro is_weekend(const Sight& s) {
  return flag(weekday<kZone>(s) >= 5);
}
template <Zone kZone>
Micro is_night(const Sight& s) {
  return flag(hour<kZone>(s) >= 22 || hour<kZone>(s) <= 6);
}

template <std::int64_t kUnit>
Micro is_round(const Sight& s) {
  constexpr Micro kLeast = Micro::from_int(kUnit);
  return flag(amount(s) >= kLeast && amount(s).value % kLeast.value == 0);
}

Micro ratio_mvp(const Sight& s) {
  if (window<Span::k24h>(s).money_count == 0) return kMicroOne;
  return quotient(amount(s), std::max(average_in<Span::k24h>(s), kMicroOne));
}
template <Span kSpan>
Micro ratio_head(const Sight& s) {
  return std::min(quotient(amount(s), std::max(average_in<kSpan>(s), kSmallestAverage)),
                  kMostRatio);
}
Micro same_type_ratio(const Sight& s) {
  const WindowFacts& facts = window<Span::k24h>(s);
  if (facts.count == 0) return kMicroZero;
  std::int64_t same = facts.count_by_flow[place_of(s.event().type)];
  if (s.event().type == EventType::kTransfer) same += facts.count_by_flow[kTransferIn];
  return quotient(count_of(same), count_of(facts.count));
}
Micro is_new_ip(const Sight& s) {
  const bool is_known = window<Span::k24h>(s).same[place_of(Attribute::kIpAddress)] > 0;
  return flag(s.event().ip_address && !is_known);
}
Micro is_new_device(const Sight& s) {
  const WindowFacts& facts = window<Span::k24h>(s);
  if (!s.event().device_id || facts.count == 0) return kUnknown;
  return flag(facts.same[place_of(Attribute::kDevice)] == 0);
}
// The count of a day by the daily mean of a week.
Micro velocity_trend(const Sight& s) {
  const WindowFacts& week = window<Span::k7d>(s);
  if (week.count == 0) return kMicroZero;
  return quotient(count_of(kDaysPerWeek * window<Span::k24h>(s).count), count_of(week.count));
}
Micro receiver_diversity(const Sight& s) {
  const WindowFacts& facts = window<Span::k7d>(s);
  if (facts.count == 0) return kMicroZero;
  return quotient(count_of(facts.distinct[place_of(Attribute::kCounterparty)]),
                  count_of(facts.count));
}
Micro geo_distance(const Sight& s) {
  const std::uint16_t modal = window<Span::k7d>(s).modal_country;
  return flag(s.entry().country != 0 && modal != 0 && s.entry().country != modal);
}
Micro has_loan(const Sight& s) {
  return flag(window<Span::k7d>(s).count_by_flow[place_of(EventType::kLoanDisbursement)] > 0);
}
Micro is_agent(const Sight& s) { return flag(s.event().actor_type == ActorType::kAgent); }
Micro is_merchant(const Sight& s) { return flag(s.event().actor_type == ActorType::kMerchant); }
Micro kyc_level(const Sight& s) {
  constexpr std::int64_t kHighest = 4;
  if (!s.event().kyc_level) return kUnknown;
  return quotient(count_of(*s.event().kyc_level), count_of(kHighest));
}
Micro is_new_kyc(const Sight& s) { return flag(s.event().kyc_level == 1); }

// What the reference leaves out.
Micro is_in(const Sight& s) { return flag(s.event().direction == Direction::kIn); }
Micro is_cash_event(const Sight& s) { return flag(s.event().instrument == Instrument::kCash); }
template <Span kSpan>
Micro out_of_in(const Sight& s) {
  const WindowFacts& facts = window<kSpan>(s);
  if (facts.in_minor == 0) return kMicroZero;
  return std::min(quotient(major(s, facts.out_minor), major(s, facts.in_minor)), kMostRatio);
}
Micro is_known_counterparty(const Sight& s) {
  return flag(window<Span::k180d>(s).same[place_of(Attribute::kCounterparty)] > 0);
}
Micro days_idle(const Sight& s) {
  std::int64_t idle_us = kLongestSpan_us;
  s.for_each(KeyKind::kAccount, s.start_of(Span::k180d), [&](const Entry& entry) {
    idle_us = s.entry().at_us - entry.at_us;
    return false;
  });
  return {divide_half_even(static_cast<Wide>(idle_us) * Micro::kScale, Timestamp::kDay)};
}
Micro client_cash_today(const Sight& s) {
  const WindowFacts& day = window<Span::kDay, KeyKind::kClient>(s);
  const bool comes_in = brings_cash_in(s.entry());
  return major(s, comes_in ? day.cash_in_minor : day.cash_out_minor);
}
template <LabelledKind kKind>
Micro fraud_rate(const Sight& s) {
  const Event& event = s.event();
  const std::string* key = nullptr;
  if (kKind == LabelledKind::kClient) key = &event.client_id;
  if (kKind == LabelledKind::kCounterparty && event.counterparty_account_id) {
    key = &*event.counterparty_account_id;
  }
  if (kKind == LabelledKind::kMerchant && event.merchant_id) key = &*event.merchant_id;
  if (kKind == LabelledKind::kDevice && event.device_id) key = &*event.device_id;
  static const LabelRates kNothing;
  const LabelRates& labels = s.labels() == nullptr ? kNothing : *s.labels();
  return labels.rate(kKind, key == nullptr ? "" : *key, event.occurred_at.us);
}
Micro of_maximum(const Sight& s) {
  const auto maximum = s.policy().limit(Limit::kMaximum, s.event().amount.currency);
  if (!maximum || *maximum == 0) return kMicroZero;
  return std::min(quotient(amount(s), major(s, *maximum)), kMostRatio);
}

constexpr Feature kAmount{"amount", "The amount", amount};
constexpr Feature kLnAmount{"ln_1_plus_amount", "Its logarithm", ln_amount};
constexpr Feature kIsDeposit{"is_deposit", "A deposit", is_type<EventType::kDeposit>};
constexpr Feature kIsWithdrawal{"is_withdrawal", "A withdrawal", is_type<EventType::kWithdrawal>};
constexpr Feature kIsTransfer{"is_transfer", "A transfer", is_type<EventType::kTransfer>};
constexpr Feature kRoundHundred{"is_round_hundred", "A multiple of 100", is_round<100>};
constexpr Feature kRoundThousand{"is_round_thousand", "A multiple of 1,000", is_round<1'000>};
constexpr Feature kCount1h{"tx_count_1h", "Events of the account", count_in<Span::k1h>};
constexpr Feature kCount24h{"tx_count_24h", "Events of the account", count_in<Span::k24h>};
constexpr Feature kTotal1h{"total_amount_1h", "Their sum", total_in<Span::k1h>};
constexpr Feature kTotal24h{"total_amount_24h", "Their sum", total_in<Span::k24h>};
constexpr Feature kAverage24h{"avg_amount_24h", "Their mean", average_in<Span::k24h>};
constexpr Feature kLargest24h{"max_amount_24h", "The largest", largest_in<Span::k24h>};
constexpr Feature kCounterparties24h{"unique_counterparties_24h", "Different counterparties",
                                     distinct_in<Span::k24h, Attribute::kCounterparty>};
constexpr Feature kSameType{"same_type_ratio_24h", "The share of the same type", same_type_ratio};
constexpr Feature kNewIp{"is_new_ip_for_account", "An address not used in 24 hours", is_new_ip};
constexpr Feature kIps24h{"unique_ips_24h", "Different addresses",
                          distinct_in<Span::k24h, Attribute::kIpAddress>};

template <Zone kZone>
constexpr Feature kDayOfWeek{"day_of_week", "0 is Monday", day_of_week<kZone>};
template <Zone kZone>
constexpr Feature kIsWeekend{"is_weekend", "Saturday or Sunday", is_weekend<kZone>};
template <Zone kZone>
constexpr Feature kIsNight{"is_night", "From 22:00 to 6:59", is_night<kZone>};
template <Zone kZone>
constexpr Feature kHourSin{"hour_sin", "The hour on a circle", hour_sin<kZone>};
template <Zone kZone>
constexpr Feature kHourCos{"hour_cos", "The hour on a circle", hour_cos<kZone>};

constexpr Feature kMvp[] = {
    kAmount,
    kLnAmount,
    kIsDeposit,
    kIsWithdrawal,
    kIsTransfer,
    {"hour_of_day", "0 to 23", hour_of_day<Zone::kAsWritten>},
    kDayOfWeek<Zone::kAsWritten>,
    kIsWeekend<Zone::kAsWritten>,
    kIsNight<Zone::kAsWritten>,
    kRoundHundred,
    kRoundThousand,
    kCount1h,
    kCount24h,
    kTotal1h,
    kTotal24h,
    kAverage24h,
    kLargest24h,
    {"amount_vs_avg_ratio", "The amount by the mean of 24 hours", ratio_mvp},
    kCounterparties24h,
    kSameType,
    kNewIp,
    kIps24h,
};

constexpr Feature kHead[] = {
    kAmount,
    kLnAmount,
    kIsDeposit,
    kIsWithdrawal,
    kIsTransfer,
    kHourSin<Zone::kUtc>,
    kHourCos<Zone::kUtc>,
    kDayOfWeek<Zone::kUtc>,
    kIsWeekend<Zone::kUtc>,
    kIsNight<Zone::kUtc>,
    kRoundHundred,
    kRoundThousand,
    kCount1h,
    kCount24h,
    kTotal1h,
    kTotal24h,
    kAverage24h,
    kLargest24h,
    {"amount_vs_avg_ratio", "The amount by the mean of 24 hours, at least 10,000, at most 50",
     ratio_head<Span::k24h>},
    kCounterparties24h,
    kSameType,
    kNewIp,
    kIps24h,
    {"is_new_device", "A device not used in 24 hours; a half: not known", is_new_device},
    {"tx_count_7d", "Events of the account", count_in<Span::k7d>},
    {"total_amount_7d", "Their sum", total_in<Span::k7d>},
    {"avg_amount_7d", "Their mean", average_in<Span::k7d>},
    {"max_amount_7d", "The largest", largest_in<Span::k7d>},
    {"unique_counterparties_7d", "Different counterparties",
     distinct_in<Span::k7d, Attribute::kCounterparty>},
    {"amount_vs_7d_avg", "The amount by the mean of 7 days, at least 10,000, at most 50",
     ratio_head<Span::k7d>},
    {"tx_velocity_trend", "Events of 24 hours by the daily mean of 7 days", velocity_trend},
    {"receiver_diversity", "Different counterparties by events of 7 days", receiver_diversity},
    {"geo_distance", "Not the most frequent country of 7 days", geo_distance},
    {"has_loan_disbursement_7d", "A loan was paid out", has_loan},
    {"is_agent", "Made by an agent", is_agent},
    {"is_merchant", "Made by a merchant", is_merchant},
    {"kyc_level", "KYC level by 4; a half: not known", kyc_level},
    {"is_new_kyc", "KYC level 1", is_new_kyc},
};

constexpr Feature kFurther[] = {
    {"is_in", "Money comes in: a transfer has a direction", is_in},
    {"is_cash", "Cash leaves no trace of where it comes from", is_cash_event},
    {"amount_by_maximum", "Comparable between currencies", of_maximum},
    {"tx_count_30d", "What is usual for the account", count_in<Span::k30d>},
    {"avg_amount_30d", "What is usual for the account", average_in<Span::k30d>},
    {"max_amount_180d", "What is usual for the account", largest_in<Span::k180d>},
    {"days_since_last_event", "Dormant accounts that wake; 180: none is known", days_idle},
    {"out_by_in_24h", "Money that only passes through", out_of_in<Span::k24h>},
    {"out_by_in_30d", "Money that only passes through", out_of_in<Span::k30d>},
    {"is_known_counterparty_180d", "Trust between two accounts", is_known_counterparty},
    {"unique_senders_7d", "Money gathered from many", distinct_in<Span::k7d, Attribute::kSender>},
    {"unique_recipients_7d", "Money spread to many", distinct_in<Span::k7d, Attribute::kRecipient>},
    {"unique_countries_30d", "An account used from many places",
     distinct_in<Span::k30d, Attribute::kCountry>},
    {"client_cash_today", "Cash split over accounts and agents", client_cash_today},
    {"accounts_of_counterparty_7d", "How many accounts deal with the counterparty",
     distinct_in<Span::k7d, Attribute::kAccount, KeyKind::kCounterparty>},
    {"clients_of_device_30d", "A device that many clients share",
     distinct_in<Span::k30d, Attribute::kClient, KeyKind::kDevice>},
    {"new_clients_of_agent_24h", "An agent who farms accounts",
     distinct_in<Span::k24h, Attribute::kNewClient, KeyKind::kAgent>},
    {"fraud_rate_of_client", "What became known before the event",
     fraud_rate<LabelledKind::kClient>},
    {"fraud_rate_of_counterparty", "What became known before the event",
     fraud_rate<LabelledKind::kCounterparty>},
    {"fraud_rate_of_merchant", "What became known before the event",
     fraud_rate<LabelledKind::kMerchant>},
    {"fraud_rate_of_device", "What became known before the event",
     fraud_rate<LabelledKind::kDevice>},
    {"clients_of_merchant_7d", "How many clients a merchant has",
     distinct_in<Span::k7d, Attribute::kClient, KeyKind::kMerchant>},
};

std::vector<Feature> make_ours() {
  constexpr std::array kLocal = {kHourSin<Zone::kPolicy>, kHourCos<Zone::kPolicy>,
                                 kDayOfWeek<Zone::kPolicy>, kIsWeekend<Zone::kPolicy>,
                                 kIsNight<Zone::kPolicy>};
  std::vector<Feature> all(std::begin(kHead), std::end(kHead));
  for (Feature& feature : all) {
    for (const Feature& local : kLocal) {
      if (feature.name == local.name) feature = local;
    }
  }
  all.insert(all.end(), std::begin(kFurther), std::end(kFurther));
  return all;
}

}  // namespace

std::string_view to_string(FeatureSet set) { return kSets[place_of(set)]; }

std::optional<FeatureSet> feature_set_of(std::string_view name) {
  const auto* const found = std::find(kSets.begin(), kSets.end(), name);
  if (found == kSets.end()) return std::nullopt;
  return static_cast<FeatureSet>(found - kSets.begin());
}

std::span<const Feature> features_of(FeatureSet set) {
  static const std::vector<Feature> kOurs = make_ours();
  if (set == FeatureSet::kMvp) return kMvp;
  if (set == FeatureSet::kHead) return kHead;
  return kOurs;
}

std::vector<Micro> feature_values(FeatureSet set, const Sight& sight) {
  std::vector<Micro> values;
  for (const Feature& feature : features_of(set)) values.push_back(feature.value(sight));
  return values;
}

canonical::Json features_json(FeatureSet set, std::span<const Micro> values) {
  const auto features = features_of(set);
  std::vector<canonical::Json::Member> members;
  for (std::size_t i = 0; i < features.size(); ++i) {
    members.emplace_back(features[i].name, values[i]);
  }
  return canonical::Json::object(std::move(members));
}

}  // namespace financescr::monitoring
