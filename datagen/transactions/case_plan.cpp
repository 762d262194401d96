#include "datagen/transactions/case_plan.hpp"

#include <algorithm>

#include "engine/monitoring/policy.hpp"

namespace financescr::datagen {
namespace {

using monitoring::Direction;
using monitoring::EventType;
using monitoring::Instrument;
using monitoring::Limit;

constexpr double kDollarCases = .4;
constexpr std::int64_t kFirstDay = 2;
// A case lasts nine days at most.
constexpr std::int64_t kDaysOfCase = 11;
constexpr std::int32_t kPeople = 1 << 28;

std::int64_t limit_minor(Limit limit, bool is_dollar) {
  return monitoring::builtin_policy().limit(limit, currency_of(is_dollar)).value_or(0);
}

}  // namespace

std::int32_t FreeClients::take(bool is_dollar) {
  std::int64_t& next = next_[is_dollar ? 1 : 0];
  for (;;) {
    const auto client = static_cast<std::int32_t>(order_.at(next++));
    if (Population::holds_dollars(client) == is_dollar) return client;
  }
}

CasePlan::CasePlan(const TransactionOptions& options, Population& population, FreeClients& free,
                   Cases& cases, std::int32_t number)
    : population_(population),
      free_(free),
      cases_(cases),
      number_(number),
      rng_(stream_of(options.seed, Section::kCases, static_cast<std::uint64_t>(number))),
      is_dollar_(maybe(rng_, kDollarCases)),
      first_day_(rng_.randint(kFirstDay, options.day_count - kDaysOfCase)) {}

std::int32_t CasePlan::take_client() {
  const std::int32_t client = free_.take(is_dollar_);
  this_case().clients.push_back(client);
  return client;
}

std::int32_t CasePlan::take_farmed(std::uint8_t country) {
  const std::int32_t client = population_.add_farmed(is_dollar_, country);
  this_case().clients.push_back(client);
  return client;
}

void CasePlan::let_sleep(std::int32_t client, std::int64_t from_day) {
  cases_.sleepers.emplace(client, from_day);
  const std::int64_t at_us = draw_time(rng_, from_day, 8, 18);
  const std::int64_t minor = draw_amount(rng_, Purpose::kCashOut, is_dollar_);
  cases_.records.push_back(population_.record(client, at_us, EventType::kWithdrawal,
                                              Direction::kOut, Instrument::kCash, minor));
}

std::uint8_t CasePlan::draw_country() {
  for (;;) {
    const auto client = static_cast<std::int32_t>(
        rng_.randbelow(static_cast<std::uint32_t>(population_.ordinary_count())));
    if (Population::holds_dollars(client) == is_dollar_) return population_.client(client).country;
  }
}

std::int32_t CasePlan::draw_person() { return static_cast<std::int32_t>(rng_.randbelow(kPeople)); }

std::int64_t CasePlan::share_of_maximum(double low, double high) {
  const auto maximum = static_cast<double>(limit_minor(Limit::kMaximum, is_dollar_));
  return rounded_amount(maximum * draw_between(rng_, low, high), Purpose::kCashIn, is_dollar_);
}

std::int64_t CasePlan::just_below_maximum() {
  const std::int64_t from = limit_minor(Limit::kStructuringFrom, is_dollar_);
  const std::int64_t maximum = limit_minor(Limit::kMaximum, is_dollar_);
  const double share = draw_between(rng_, 0.0, .9);
  return rounded_amount(static_cast<double>(from) + share * static_cast<double>(maximum - from),
                        Purpose::kCashIn, is_dollar_);
}

std::int64_t CasePlan::part_of(std::int64_t minor, double share) const {
  return rounded_amount(static_cast<double>(minor) * share, Purpose::kCashIn, is_dollar_);
}

std::int64_t CasePlan::minutes_after(std::int64_t at_us, std::int64_t low, std::int64_t high) {
  constexpr std::int64_t kSecondsInMinute = 60;
  return at_us + rng_.randint(low * kSecondsInMinute, high * kSecondsInMinute) * Timestamp::kSecond;
}

Record& CasePlan::add(Record record) {
  record.case_number = number_;
  last_us_ = std::max(last_us_, record.at_us);
  cases_.records.push_back(record);
  return cases_.records.back();
}

Record& CasePlan::cash_in(std::int32_t client, std::int64_t at_us, std::int64_t minor) {
  return add(population_.record(client, at_us, EventType::kDeposit, Direction::kIn,
                                Instrument::kCash, minor));
}

Record& CasePlan::cash_out(std::int32_t client, std::int64_t at_us, std::int64_t minor) {
  return add(population_.record(client, at_us, EventType::kWithdrawal, Direction::kOut,
                                Instrument::kCash, minor));
}

Record& CasePlan::receive(std::int32_t client, std::int64_t at_us, std::int64_t minor,
                          std::int32_t person) {
  Record record = population_.record(client, at_us, EventType::kTransfer, Direction::kIn,
                                     Instrument::kTransfer, minor);
  record.other_kind = OtherKind::kPerson;
  record.other = person;
  return add(record);
}

Record& CasePlan::send(std::int32_t client, std::int64_t at_us, std::int64_t minor,
                       std::int32_t person) {
  Record record = population_.record(client, at_us, EventType::kTransfer, Direction::kOut,
                                     Instrument::kTransfer, minor);
  record.other_kind = OtherKind::kPerson;
  record.other = person;
  record.device = population_.device_of(client);
  record.address = population_.address_of(client, first_day_ / kSliceDays);
  return add(record);
}

void CasePlan::move(std::int32_t from, std::int32_t to, std::int64_t at_us, std::int64_t minor) {
  Record& sent = send(from, at_us, minor, to);
  sent.other_kind = OtherKind::kClient;
  const std::int64_t arrives_us = at_us + rng_.randint(1, 5) * Timestamp::kSecond;
  Record& received = receive(to, arrives_us, minor, from);
  received.other_kind = OtherKind::kClient;
}

Record& CasePlan::pay_loan(std::int32_t client, std::int64_t at_us, std::int64_t minor) {
  Record& record = add(population_.record(client, at_us, EventType::kLoanDisbursement,
                                          Direction::kIn, Instrument::kTransfer, minor));
  record.loan = client;
  return record;
}

void CasePlan::finish() {
  this_case().known_at_us = last_us_ + rng_.randint(2 * 24, 30 * 24) * Timestamp::kHour;
}

}  // namespace financescr::datagen
