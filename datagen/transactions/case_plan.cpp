#include "datagen/transactions/case_plan.hpp"

namespace financescr::datagen {
namespace {

using monitoring::ActorType;
using monitoring::Direction;
using monitoring::EventType;
using monitoring::Instrument;
using monitoring::Limit;

constexpr std::int64_t kSecondsInMinute = 60;
constexpr std::int64_t kFirstMorningHour = 6;

}  // namespace

std::int64_t limit_minor(Limit limit, Coin coin) {
  return monitoring::builtin_policy().limit(limit, currency_of(coin)).value_or(0);
}

std::int64_t set_for(std::string_view rule, std::string_view parameter) {
  const auto place = monitoring::find_rule(rule);
  if (!place) return 0;
  const auto parameters = monitoring::rule_table()[*place].parameters;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (parameters[i].name == parameter) {
      return monitoring::builtin_policy().rules[*place].parameters[i];
    }
  }
  return 0;
}

std::int32_t FreeClients::take(Coin coin, std::int64_t day,
                               const std::vector<std::int32_t>& taken) {
  std::int64_t& next = next_[static_cast<std::size_t>(coin)];
  std::int32_t any = kNone;
  for (std::int64_t tries = 0; tries < count_; ++tries) {
    const auto client = static_cast<std::int32_t>(order_.at(next++ % count_));
    if (Population::coin_of(client) != coin) continue;
    if (std::find(taken.begin(), taken.end(), client) != taken.end()) continue;
    any = client;
    const auto asleep = sleepers_.find(client);
    const bool is_free = asleep == sleepers_.end() || !asleep->second.holds(start_of_day(day));
    if (is_free) return client;
  }
  return any;
}

CasePlan::CasePlan(std::uint64_t seed, const Population& population, FreeClients& free,
                   Case& planned, std::int32_t number, std::vector<Record>& out)
    : population_(population),
      free_(free),
      case_(planned),
      number_(number),
      rng_(stream_of(seed, Section::kCases, static_cast<std::uint64_t>(number))),
      out_(out) {}

std::int32_t CasePlan::take_client() {
  const std::int32_t client = free_.take(case_.coin, case_.first_day, clients_);
  clients_.push_back(client);
  return client;
}

std::int32_t CasePlan::own_client(std::int64_t n) {
  const std::int32_t client = case_.first_client + static_cast<std::int32_t>(n);
  clients_.push_back(client);
  return client;
}

std::int64_t CasePlan::at_day(std::int64_t day, std::int64_t from_hour, std::int64_t to_hour) {
  return draw_time(rng_, case_.first_day + day, from_hour, to_hour);
}

std::int64_t CasePlan::minutes_after(std::int64_t at_us, Counts minutes) {
  const std::int64_t later_s =
      rng_.randint(minutes.low * kSecondsInMinute, minutes.high * kSecondsInMinute);
  const std::int64_t later_us = at_us + later_s * Timestamp::kSecond;
  const std::int64_t hour = later_us % Timestamp::kDay / Timestamp::kHour;
  const bool is_at_night = hour < kFirstMorningHour;
  return is_at_night ? later_us + kFirstMorningHour * Timestamp::kHour : later_us;
}

std::int64_t CasePlan::part_of(std::int64_t minor, double share) const {
  const std::int64_t part =
      rounded_amount(static_cast<double>(minor) * share, Purpose::kCashIn, case_.coin);
  const bool is_round = part % limit_minor(Limit::kRoundUnit, case_.coin) == 0;
  return is_round ? part - rounded_amount(1.0, Purpose::kCashIn, case_.coin) : part;
}

std::int64_t CasePlan::draw_loan() {
  const auto maximum = static_cast<double>(limit_minor(Limit::kMaximum, case_.coin));
  return rounded_amount(maximum * draw_between(rng_, .5, .95), Purpose::kLoan, case_.coin);
}

std::int64_t CasePlan::round_amount(std::int64_t units) const {
  return units * limit_minor(Limit::kRoundUnit, case_.coin);
}

std::int64_t CasePlan::just_below_maximum() {
  const std::int64_t from = limit_minor(Limit::kStructuringFrom, case_.coin);
  const std::int64_t maximum = limit_minor(Limit::kMaximum, case_.coin);
  return from + part_of(maximum - from, draw_between(rng_, .05, .9));
}

std::int64_t CasePlan::just_below_structuring() {
  constexpr Shares kShares{.9, .998};
  return part_of(Limit::kStructuringFrom, draw_between(rng_, kShares.low, kShares.high));
}

CasePlan::Party CasePlan::draw_party() {
  if (case_.is_guised) return {OtherKind::kFirm, draw_dealer(rng_)};
  return draw_person();
}

Record& CasePlan::add(Record record) {
  record.case_number = number_;
  last_us_ = std::max(last_us_, record.at_us);
  out_.push_back(record);
  return out_.back();
}

Record& CasePlan::cash_in(std::int32_t client, std::int64_t at_us, std::int64_t minor) {
  return add(population_.record(client, at_us, EventType::kDeposit, Direction::kIn,
                                Instrument::kCash, minor));
}

Record& CasePlan::cash_out(std::int32_t client, std::int64_t at_us, std::int64_t minor) {
  const std::int64_t notes =
      rounded_amount(static_cast<double>(minor), Purpose::kCashOut, case_.coin);
  return add(population_.record(client, at_us, EventType::kWithdrawal, Direction::kOut,
                                Instrument::kCash, notes));
}

Record& CasePlan::receive(std::int32_t client, std::int64_t at_us, std::int64_t minor,
                          Party party) {
  Record record = population_.record(client, at_us, EventType::kTransfer, Direction::kIn,
                                     Instrument::kTransfer, minor);
  record.other_kind = party.kind;
  record.other = party.number;
  return add(record);
}

Record& CasePlan::deposit(std::int32_t client, std::int64_t at_us, std::int64_t minor,
                          Party party) {
  Record& record = receive(client, at_us, minor, party);
  record.type = EventType::kDeposit;
  record.instrument = Instrument::kCash;
  return record;
}

Record& CasePlan::send(std::int32_t client, std::int64_t at_us, std::int64_t minor, Party party) {
  Record record = population_.record(client, at_us, EventType::kTransfer, Direction::kOut,
                                     Instrument::kTransfer, minor);
  record.other_kind = party.kind;
  record.other = party.number;
  record.device = population_.device_of(client);
  const std::int64_t day = (at_us - start_of_day(0)) / Timestamp::kDay;
  record.address = population_.address_of(client, day / kSliceDays);
  return add(record);
}

void CasePlan::move(std::int32_t from, std::int32_t to, std::int64_t at_us, std::int64_t minor) {
  send(from, at_us, minor, {OtherKind::kClient, to});
  const std::int64_t arrives_us = at_us + rng_.randint(1, 5) * Timestamp::kSecond;
  receive(to, arrives_us, minor, {OtherKind::kClient, from});
}

Record& CasePlan::pay_loan(std::int32_t client, std::int64_t at_us, std::int64_t minor) {
  Record& record = add(population_.record(client, at_us, EventType::kLoanDisbursement,
                                          Direction::kIn, Instrument::kTransfer, minor));
  record.loan = client;
  return record;
}

Record& CasePlan::as_business(Record& record) const {
  if (!case_.is_guised) return record;
  if (record.actor != ActorType::kAgent) record.actor = ActorType::kMerchant;
  record.merchant = record.client;
  if (record.other_kind == OtherKind::kNobody) record.other_kind = OtherKind::kOwnShop;
  return record;
}

void CasePlan::serve(Record& record, std::int32_t agent) {
  record.agent = agent;
  record.actor = ActorType::kAgent;
}

void CasePlan::finish() {
  case_.known_at_us = last_us_ + rng_.randint(2 * 24, 30 * 24) * Timestamp::kHour;
}

}  // namespace financescr::datagen
