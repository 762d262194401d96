#include "datagen/transactions/transactions.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "datagen/transactions/amounts.hpp"
#include "datagen/transactions/calendar.hpp"
#include "datagen/transactions/life.hpp"
#include "datagen/transactions/random_streams.hpp"
#include "datagen/transactions/rows.hpp"
#include "datagen/transactions/shapes.hpp"
#include "engine/canonical/pretty.hpp"
#include "engine/monitoring/policy.hpp"
#include "engine/pack/manifest.hpp"

namespace financescr::datagen {
namespace {

constexpr std::string_view kNoTypology = "none";

// Whom somebody looks at who has done nothing.
constexpr double kLargeFrom = .7;  // of the maximum
constexpr double kLooksAtLarge = .3;
constexpr double kLooksAtAny = .002;
constexpr double kLooksAtClient = .005;
constexpr std::int64_t kLongestLook_days = 21;

constexpr std::int64_t kLongestDelivery_s = 20;  // of an event that is not late

std::array<std::int64_t, kCoinCount> large_amounts() {
  std::array<std::int64_t, kCoinCount> amounts{};
  for (std::size_t i = 0; i < kCoinCount; ++i) {
    const std::int64_t maximum = limit_minor(monitoring::Limit::kMaximum, static_cast<Coin>(i));
    amounts[i] = static_cast<std::int64_t>(kLargeFrom * static_cast<double>(maximum));
  }
  return amounts;
}

// What is known of an account: nothing, a crime, or that it is innocent, by typology from there on.
constexpr std::uint8_t kKnownFraud = 1;
constexpr std::uint8_t kFirstInnocent = 2;

bool arrives_before(const Record& a, const Record& b) {
  return a.arrives_us != b.arrives_us ? a.arrives_us < b.arrives_us : a.serial < b.serial;
}

class Stream {
 public:
  Stream(const TransactionOptions& options, Output& output)
      : options_(options),
        population_(options),
        schedule_(make_schedule(options, population_)),
        free_(options.seed, population_.ordinary_count(), schedule_.sleepers),
        life_(options.seed, population_, schedule_.sleepers),
        rows_(options, population_),
        large_minor_(large_amounts()),
        events_(output, "events.jsonl"),
        labels_(output, "labels.jsonl"),
        oracle_(output, "oracle.jsonl"),
        has_events_(static_cast<std::size_t>(population_.client_count())),
        known_(static_cast<std::size_t>(population_.client_count())) {}

  [[nodiscard]] const Population& population() const { return population_; }
  [[nodiscard]] const Rows& rows() const { return rows_; }

  Result<void> write() {
    const std::int64_t slices = (options_.day_count + kSliceDays - 1) / kSliceDays;
    for (std::int64_t slice = 0; slice < slices && is_writing(); ++slice) {
      draw(slice);
      emit_until(start_of_day(std::min((slice + 1) * kSliceDays, options_.day_count)));
    }
    emit_ticks(start_of_day(options_.day_count));
    emit_until(INT64_MAX);
    label_accounts();
    std::vector<WrittenFile> written;
    for (RowWriter* file : {&events_, &labels_, &oracle_}) {
      if (auto finished = file->finish(written); !finished) return finished;
    }
    return {};
  }

 private:
  [[nodiscard]] bool is_writing() const { return events_.ok() && labels_.ok() && oracle_.ok(); }

  // Everything that occurs in the slice, and when it arrives.
  void draw(std::int64_t slice) {
    const std::size_t first = pending_.size();
    for (std::int32_t i = 0; i < population_.ordinary_count(); ++i) {
      life_.draw(i, slice, options_.day_count, pending_);
    }
    draw_cases((slice + 1) * kSliceDays);
    const auto number = static_cast<std::uint64_t>(slice);
    StreamRandom lateness = stream_of(options_.seed, Section::kLateness, number);
    StreamRandom looks = stream_of(options_.seed, Section::kLooks, number);
    const std::int64_t last_us = start_of_day(options_.day_count);
    std::size_t kept = first;
    for (std::size_t i = first; i < pending_.size(); ++i) {
      Record& record = pending_[i];
      deliver(record, lateness);
      look_at(record, looks);
      record.serial = serial_++;
      if (record.at_us < last_us) pending_[kept++] = record;
    }
    pending_.resize(kept);
  }

  // Those that begin before the day.
  void draw_cases(std::int64_t end_day) {
    for (; next_case_ < schedule_.by_day.size(); ++next_case_) {
      const std::int32_t number = schedule_.by_day[next_case_];
      Case& planned = schedule_.cases[static_cast<std::size_t>(number)];
      if (planned.first_day >= end_day) return;
      CasePlan plan(options_.seed, population_, free_, planned, number, pending_);
      draw_case(plan, planned.typology);
      note_accounts(number, plan.clients());
    }
  }

  // An account with a crime is labelled at once, another at the end of the stream.
  void note_accounts(std::int32_t number, const std::vector<std::int32_t>& clients) {
    const Case& planned = schedule_.cases[static_cast<std::size_t>(number)];
    for (const std::int32_t client : clients) {
      std::uint8_t& known = known_[static_cast<std::size_t>(client)];
      if (known == kKnownFraud) continue;
      if (planned.is_fraud) {
        known = kKnownFraud;
        labels_.row(rows_.account_label(client, label_of(number)));
      } else {
        known = static_cast<std::uint8_t>(kFirstInnocent + static_cast<int>(planned.typology));
      }
    }
  }

  [[nodiscard]] Label label_of(std::int32_t number) const {
    const Case& planned = schedule_.cases[static_cast<std::size_t>(number)];
    Label label;
    label.case_number = number;
    label.is_fraud = planned.is_fraud;
    label.typology = planned.name();
    if (planned.is_fraud) label.difficulty = to_string(planned.difficulty);
    label.known_at_us = planned.known_at_us;
    return label;
  }

  // Draws the same whatever the share is, so that a larger one has the late events of a smaller.
  void deliver(Record& record, StreamRandom& rng) const {
    const double drawn = rng.random();
    const double part = rng.random();
    const std::int64_t delivery_s = rng.randint(1, kLongestDelivery_s);
    record.arrives_us = record.at_us;
    if (!options_.late_share) return;
    record.arrives_us += delivery_s * Timestamp::kSecond;
    if (drawn >= *options_.late_share) return;
    constexpr auto kLongest_s = static_cast<double>(kLatestArrival_days * 86'400 - 3'600);
    const auto later_s = static_cast<std::int64_t>(kLongest_s * part * part);
    record.arrives_us = record.at_us + Timestamp::kHour + later_s * Timestamp::kSecond;
  }

  void look_at(Record& record, StreamRandom& rng) const {
    const bool is_large =
        record.amount_minor >=
        large_minor_[static_cast<std::size_t>(population_.client(record.client).coin)];
    record.is_looked_at = maybe(rng, is_large ? kLooksAtLarge : kLooksAtAny);
  }

  void emit_until(std::int64_t end_us) {
    std::sort(pending_.begin(), pending_.end(), arrives_before);
    std::size_t done = 0;
    for (; done < pending_.size() && pending_[done].arrives_us < end_us; ++done) {
      emit_ticks(std::min(pending_[done].arrives_us, start_of_day(options_.day_count)));
      emit(pending_[done]);
    }
    pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(done));
  }

  // A tick at the midnight that a day ends with, up to and with the instant.
  void emit_ticks(std::int64_t until_us) {
    while (start_of_day(ticks_ + 1) <= until_us) {
      ++ticks_;
      events_.row(Rows::tick(ticks_, start_of_day(ticks_)));
    }
  }

  void emit(const Record& record) {
    ++event_count_;
    events_.row(rows_.event(event_count_, record));
    has_events_[static_cast<std::size_t>(record.client)] = true;
    const bool is_planted = record.case_number != kNone;
    if (!is_planted && !record.is_looked_at) return;
    // Nobody knows of an event before it is there.
    const std::int64_t earliest_us = record.arrives_us + Timestamp::kDay;
    if (!is_planted) {
      labels_.row(Rows::event_label(
          event_count_, innocent(std::string(kNoTypology), earliest_us + look_us(record.serial))));
      return;
    }
    const Case& planned = schedule_.cases[static_cast<std::size_t>(record.case_number)];
    Label label = label_of(record.case_number);
    label.known_at_us = std::max(label.known_at_us, earliest_us);
    labels_.row(Rows::event_label(event_count_, label));
    oracle_.row(Rows::chance(event_count_, schedule_.chances[pool_of(planned)]));
  }

  static Label innocent(std::string typology, std::int64_t known_at_us) {
    return {false, std::move(typology), {}, known_at_us, kNone};
  }

  [[nodiscard]] std::int64_t look_us(std::uint64_t number) const {
    const std::uint64_t hours = static_cast<std::uint64_t>(kLongestLook_days) * 24;
    const std::uint64_t drawn = mixed(key_of(options_.seed, Section::kLooks), ~number);
    return static_cast<std::int64_t>(drawn % hours) * Timestamp::kHour;
  }

  // Of the innocent.
  void label_accounts() {
    StreamRandom looks = stream_of(options_.seed, Section::kLooks, ~std::uint64_t{0});
    for (std::int32_t i = 0; i < population_.client_count(); ++i) {
      const auto place = static_cast<std::size_t>(i);
      const bool is_looked_at = maybe(looks, kLooksAtClient) && i < population_.ordinary_count();
      const std::uint8_t known = known_[place];
      const bool is_look_alike = known >= kFirstInnocent;
      if (known == kKnownFraud || !has_events_[place] || (!is_look_alike && !is_looked_at))
        continue;
      Case look_alike;
      look_alike.typology = static_cast<Typology>(is_look_alike ? known - kFirstInnocent : 0);
      const std::int64_t known_at_us = start_of_day(options_.day_count) + look_us(serial_ + place);
      labels_.row(rows_.account_label(
          i, innocent(is_look_alike ? look_alike.name() : std::string(kNoTypology), known_at_us)));
    }
  }

  const TransactionOptions& options_;
  Population population_;
  Schedule schedule_;
  FreeClients free_;
  Life life_;
  Rows rows_;
  std::array<std::int64_t, kCoinCount> large_minor_;
  RowWriter events_;
  RowWriter labels_;
  RowWriter oracle_;
  std::vector<bool> has_events_;
  std::vector<std::uint8_t> known_;  // of the account of a client
  std::vector<Record> pending_;      // what is drawn and has not arrived
  std::size_t next_case_ = 0;
  std::uint64_t serial_ = 0;
  std::int64_t event_count_ = 0;
  std::int64_t ticks_ = 0;
};

// The pack that the stream is monitored with.
Result<void> write_pack_files(const TransactionOptions& options, const Stream& stream,
                              Output& output) {
  std::vector<WrittenFile> written;
  RowWriter agents(output, "monitoring/v1/agents.jsonl");
  for (std::int32_t i = 0; i < stream.population().agent_count(); ++i) {
    agents.row(stream.rows().agent(i));
  }
  if (auto finished = agents.finish(written); !finished) return finished;
  const std::string policy = canonical::pretty(monitoring::builtin_policy().to_json());
  auto policy_written = write_whole(output, "monitoring/v1/policy.json", policy, 1, written);
  if (!policy_written) return policy_written;
  pack::Manifest manifest;
  manifest.as_of = date_of(options.day_count);
  manifest.synthetic = true;
  manifest.files = {{"agents.jsonl", written[0].hash}, {"policy.json", written[1].hash}};
  return write_whole(output, "monitoring/v1/manifest.json", canonical::pretty(manifest.to_json()),
                     1, written);
}

}  // namespace

Result<void> write_transactions(const TransactionOptions& options, Output& output) {
  if (auto valid = validate(options); !valid) return valid;
  Stream stream(options, output);
  if (auto written = write_pack_files(options, stream, output); !written) return written;
  return stream.write();
}

}  // namespace financescr::datagen
