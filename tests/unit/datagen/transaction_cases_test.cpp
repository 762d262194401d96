// Of the cases in a stream of transactions: what each difficulty keeps to, and the oracle's
// chances.
#include <doctest/doctest.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "datagen/transactions/shapes.hpp"
#include "datagen/transactions/transactions.hpp"
#include "engine/canonical/json.hpp"
#include "engine/pack/domain_source.hpp"

namespace financescr::datagen {
namespace {

using canonical::Json;
using monitoring::Direction;
using monitoring::EventType;
using monitoring::Limit;

constexpr std::int64_t kMinute = 60 * Timestamp::kSecond;

TransactionOptions options_of(std::int64_t clients, std::int64_t days,
                              std::optional<Difficulty> difficulty = {}) {
  return {.seed = 11,
          .client_count = clients,
          .day_count = days,
          .late_share = {},
          .difficulty = difficulty};
}

struct DrawnCase {
  Case planned;
  std::vector<Record> records;  // in the order of time
};

// All cases of a typology, with the population that they are of.
std::vector<DrawnCase> draw_all(Typology typology, Difficulty difficulty) {
  const TransactionOptions options = options_of(600, 150, difficulty);
  Population population(options);
  Schedule schedule = make_schedule(options, population);
  FreeClients free(options.seed, population.ordinary_count(), schedule.sleepers);
  std::vector<DrawnCase> all;
  for (std::size_t i = 0; i < schedule.cases.size(); ++i) {
    Case& planned = schedule.cases[i];
    if (planned.typology != typology) continue;
    DrawnCase drawn{planned, {}};
    CasePlan plan(options.seed, population, free, planned, static_cast<std::int32_t>(i),
                  drawn.records);
    draw_case(plan, typology);
    std::sort(drawn.records.begin(), drawn.records.end(), [](const Record& a, const Record& b) {
      return a.at_us != b.at_us ? a.at_us < b.at_us : a.amount_minor < b.amount_minor;
    });
    all.push_back(std::move(drawn));
  }
  REQUIRE(all.size() >= 6);
  return all;
}

std::int64_t hour_of(const Record& record) {
  return record.at_us % Timestamp::kDay / Timestamp::kHour;
}

TEST_CASE("cases: crude structuring lies in the policy's band, careful structuring just below it") {
  for (const DrawnCase& drawn : draw_all(Typology::kStructuring, Difficulty::kCrude)) {
    CHECK(drawn.records.size() >= 5);
    for (const Record& record : drawn.records) {
      CHECK(record.amount_minor >= limit_minor(Limit::kStructuringFrom, drawn.planned.coin));
      CHECK(record.amount_minor < limit_minor(Limit::kMaximum, drawn.planned.coin));
    }
  }
  for (const DrawnCase& drawn : draw_all(Typology::kStructuring, Difficulty::kCareful)) {
    for (const Record& record : drawn.records) {
      const std::int64_t from = limit_minor(Limit::kStructuringFrom, drawn.planned.coin);
      CHECK(record.amount_minor < from);
      CHECK(record.amount_minor >= from / 10 * 8);
    }
  }
}

TEST_CASE("cases: what is gathered comes from whom it was scattered to, and later") {
  for (const Difficulty difficulty :
       {Difficulty::kCrude, Difficulty::kMiddle, Difficulty::kCareful}) {
    for (const DrawnCase& drawn : draw_all(Typology::kScatterGather, difficulty)) {
      std::map<std::int32_t, std::int64_t> scattered;  // instants, by person
      std::size_t gathered = 0;
      for (const Record& record : drawn.records) {
        if (record.direction == Direction::kOut) {
          scattered.emplace(record.other, record.at_us);
          continue;
        }
        ++gathered;
        REQUIRE(scattered.contains(record.other));
        CHECK(record.at_us >= scattered.at(record.other) + 60 * kMinute);
      }
      const auto senders = static_cast<std::size_t>(set_for("scatter_gather", "senders"));
      CHECK(gathered >= 3);
      CHECK((difficulty != Difficulty::kCareful || gathered < senders));
      CHECK((difficulty != Difficulty::kCrude || gathered > senders));
    }
  }
}

TEST_CASE(
    "cases: a circle is closed, hop after hop, over more hops than the rule knows if careful") {
  const auto most_hops = static_cast<std::size_t>(set_for("transfer_cycle", "max_hops"));
  for (const Difficulty difficulty : {Difficulty::kCrude, Difficulty::kCareful}) {
    for (const DrawnCase& drawn : draw_all(Typology::kCircular, difficulty)) {
      std::vector<Record> sent;
      for (const Record& record : drawn.records) {
        if (record.direction == Direction::kOut) sent.push_back(record);
      }
      for (std::size_t i = 0; i < sent.size(); ++i) {
        CHECK(sent[i].other == sent[(i + 1) % sent.size()].client);
      }
      CHECK((sent.size() > most_hops) == (difficulty == Difficulty::kCareful));
    }
  }
}

TEST_CASE("cases: a careful mule waits longer than the rule looks, or keeps some of the money") {
  const std::int64_t within_us = set_for("pass_through", "minutes") * kMinute;
  for (const Difficulty difficulty : {Difficulty::kCrude, Difficulty::kCareful}) {
    for (const DrawnCase& drawn : draw_all(Typology::kMulePassThrough, difficulty)) {
      Record in;
      std::int64_t out_minor = 0;
      for (const Record& record : drawn.records) {
        if (record.direction == Direction::kIn) {
          in = record;
          out_minor = 0;
          continue;
        }
        out_minor += record.amount_minor;
        const bool is_within = record.at_us - in.at_us <= within_us;
        const bool is_passed_on = out_minor * 10 >= in.amount_minor * 9;
        if (difficulty == Difficulty::kCrude) CHECK(is_within);
        if (difficulty == Difficulty::kCareful) CHECK_FALSE((is_within && is_passed_on));
      }
    }
  }
}

TEST_CASE("cases: nights are nights, in the hours of the rule or just before them") {
  const std::int64_t from_hour = set_for("unusual_hours", "from_hour");
  const std::int64_t to_hour = set_for("unusual_hours", "to_hour");
  for (const Difficulty difficulty : {Difficulty::kCrude, Difficulty::kCareful}) {
    for (const DrawnCase& drawn : draw_all(Typology::kNight, difficulty)) {
      for (const Record& record : drawn.records) {
        const std::int64_t hour = hour_of(record);
        const bool is_in_rule = hour >= from_hour && hour <= to_hour;
        CHECK(is_in_rule == (difficulty == Difficulty::kCrude));
        CHECK(hour <= to_hour);
      }
    }
  }
}

TEST_CASE("cases: an account that wakes has slept for as long as its difficulty says") {
  const std::int64_t days = set_for("dormant_account_wakes", "days");
  for (const Difficulty difficulty : {Difficulty::kCrude, Difficulty::kCareful}) {
    const TransactionOptions options = options_of(600, 150, difficulty);
    Population population(options);
    const Schedule schedule = make_schedule(options, population);
    REQUIRE(!schedule.sleepers.empty());
    for (const auto& sleeper : schedule.sleepers) {
      const std::int64_t idle_days = sleeper.second.wake_day - sleeper.second.from_day;
      CHECK((idle_days > days) == (difficulty == Difficulty::kCrude));
    }
  }
}

TEST_CASE("cases: whether a case is a crime changes nothing that can be seen of it") {
  const TransactionOptions options = options_of(300, 60);
  const auto draw = [&options](bool is_fraud) {
    Population population(options);
    Schedule schedule = make_schedule(options, population);
    FreeClients free(options.seed, population.ordinary_count(), schedule.sleepers);
    std::vector<Record> records;
    std::int32_t number = 0;
    for (Case& planned : schedule.cases) {
      planned.is_fraud = is_fraud;
      CasePlan plan(options.seed, population, free, planned, number++, records);
      draw_case(plan, planned.typology);
    }
    return records;
  };
  const std::vector<Record> crimes = draw(true);
  const std::vector<Record> innocent = draw(false);
  REQUIRE(crimes.size() == innocent.size());
  for (std::size_t i = 0; i < crimes.size(); ++i) {
    CHECK(crimes[i].at_us == innocent[i].at_us);
    CHECK(crimes[i].amount_minor == innocent[i].amount_minor);
    CHECK(crimes[i].client == innocent[i].client);
    CHECK(crimes[i].other == innocent[i].other);
    CHECK(crimes[i].merchant == innocent[i].merchant);
  }
}

TEST_CASE("cases: a stream of some size has every typology at each difficulty, and look-alikes") {
  for (const std::int64_t clients : {400, 1'600}) {
    const TransactionOptions options = options_of(clients, 90);
    Population population(options);
    const Schedule schedule = make_schedule(options, population);
    std::set<std::string> crimes;
    std::set<std::string> look_alikes;
    for (const Case& planned : schedule.cases) {
      const std::string difficulty(to_string(planned.difficulty));
      if (planned.is_fraud) crimes.insert(planned.name() + ' ' + difficulty);
      if (!planned.is_fraud) look_alikes.insert(planned.name());
    }
    CHECK(crimes.size() == kTypologyCount * kDifficultyCount);
    CHECK(look_alikes.size() == kTypologyCount);
  }
}

std::vector<Json> rows_of(const std::string& bytes) {
  std::vector<Json> all;
  pack::for_each_line(bytes, [&all](std::size_t, std::string_view line) {
    auto json = canonical::parse(line);
    REQUIRE(json.has_value());
    all.push_back(*std::move(json));
  });
  return all;
}

struct Counted {
  std::size_t events = 0;
  std::size_t crimes = 0;  // events of crimes
  std::set<std::string> cases;
  double chances = 0.0;
};

Counted count_of(const TransactionOptions& options) {
  MemoryOutput output;
  REQUIRE(write_transactions(options, output).has_value());
  Counted counted;
  std::set<std::string> planted;
  std::set<std::string> weighed;
  for (const GeneratedFile& file : output.take()) {
    if (file.path == "events.jsonl") counted.events = static_cast<std::size_t>(file.row_count);
    if (file.path == "labels.jsonl") {
      for (const Json& row : rows_of(file.bytes)) {
        const Json* case_id = row.find("case_id");
        const Json* event_id = row.find("event_id");
        if (case_id == nullptr || event_id == nullptr) continue;
        counted.cases.insert(*case_id->if_string());
        planted.insert(*event_id->if_string());
        if (*row.find("label")->if_string() == "fraud") ++counted.crimes;
      }
    }
    if (file.path == "oracle.jsonl") {
      for (const Json& row : rows_of(file.bytes)) {
        weighed.insert(*row.find("event_id")->if_string());
        const double p = std::stod(canonical::write(*row.find("p")));
        CHECK(p > 0.0);
        CHECK(p <= 1.0);
        counted.chances += p;
      }
    }
  }
  CHECK(weighed == planted);
  return counted;
}

TEST_CASE(
    "cases: the oracle's chances add up to the crimes, which are few, in a stream of any size") {
  const Counted small = count_of(options_of(1'000, 60));
  const Counted large = count_of(options_of(2'000, 120));
  for (const Counted& counted : {small, large}) {
    const auto crimes = static_cast<double>(counted.crimes);
    CHECK(counted.chances == doctest::Approx(crimes).epsilon(.15));
    CHECK(crimes >= .005 * static_cast<double>(counted.events));
    CHECK(crimes <= .01 * static_cast<double>(counted.events));
  }
  CHECK(large.cases.size() > 3 * small.cases.size());
}

}  // namespace
}  // namespace financescr::datagen
