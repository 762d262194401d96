#include "datagen/transactions/transactions.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "datagen/transactions/amounts.hpp"
#include "datagen/transactions/calendar.hpp"
#include "datagen/transactions/shapes.hpp"
#include "engine/canonical/json.hpp"
#include "engine/monitoring/incoming.hpp"
#include "engine/monitoring/policy.hpp"
#include "engine/pack/compile.hpp"
#include "engine/pack/domain_source.hpp"
#include "engine/replay/engine_set.hpp"
#include "engine/replay/monitor_lines.hpp"

namespace financescr::datagen {
namespace {

using canonical::Json;
using Files = std::map<std::string, std::string>;

constexpr const char* kEvents = "events.jsonl";
constexpr const char* kLabels = "labels.jsonl";
constexpr const char* kFolder = "monitoring/v1/";

Files generate(const TransactionOptions& options) {
  MemoryOutput output;
  REQUIRE(write_transactions(options, output).has_value());
  Files files;
  for (GeneratedFile& file : output.take()) files[file.path] = std::move(file.bytes);
  return files;
}

TransactionOptions small(std::uint64_t seed = 42, std::optional<double> late_share = {},
                         std::optional<Difficulty> difficulty = {}) {
  return {.seed = seed,
          .client_count = 100,
          .day_count = 20,
          .late_share = late_share,
          .difficulty = difficulty};
}

const Files& small_42() {
  static const Files files = generate(small());
  return files;
}

std::vector<std::string> lines_of(const std::string& bytes) {
  std::vector<std::string> lines;
  pack::for_each_line(bytes,
                      [&lines](std::size_t, std::string_view line) { lines.emplace_back(line); });
  return lines;
}

std::vector<Json> rows(const Files& files, const char* path) {
  std::vector<Json> all;
  for (const std::string& line : lines_of(files.at(path))) {
    auto json = canonical::parse(line);
    REQUIRE(json.has_value());
    all.push_back(*std::move(json));
  }
  return all;
}

std::string text(const Json& row, std::string_view key) {
  const Json* value = row.find(key);
  return value == nullptr ? "" : *value->if_string();
}

bool is_tick(const Json& row) { return text(row, "type") == "tick"; }

std::int64_t instant(const Json& row, std::string_view key) {
  const auto at = Timestamp::parse(text(row, key));
  REQUIRE(at.has_value());
  return at->us;
}

TEST_CASE("transactions: the same options give the same bytes, and another seed gives others") {
  CHECK(generate(small()) == small_42());
  const Files other = generate(small(43));
  CHECK(other.at(kEvents) != small_42().at(kEvents));
  CHECK(other.at(kLabels) != small_42().at(kLabels));
  CHECK(other.at(std::string(kFolder) + "agents.jsonl") !=
        small_42().at(std::string(kFolder) + "agents.jsonl"));
}

TEST_CASE("transactions: the bytes of a seed are these, on every machine") {
  const auto hash = [](const char* path) {
    return canonical::content_hash(std::string_view(small_42().at(path))).to_string();
  };
  CHECK(hash(kEvents) == "xxh3-128:63642b087160d4701ccfbb5c6aaab14b");
  CHECK(hash(kLabels) == "xxh3-128:838f5b14ca1a4afdefdc3a398c7c91aa");
}

TEST_CASE("transactions: every event is read without a fault, and its id is its own") {
  std::set<std::string> ids;
  std::set<std::string> currencies;
  std::size_t events = 0;
  for (const std::string& line : lines_of(small_42().at(kEvents))) {
    std::vector<canonical::RoundedNumber> rounded;
    const auto json = canonical::parse(line, rounded);
    REQUIRE(json.has_value());
    Errors errors;
    const auto incoming = monitoring::Incoming::read(*json, rounded, errors);
    CAPTURE(line);
    REQUIRE(incoming.has_value());
    CHECK(incoming->ignored.size() == 0);
    CHECK(rounded.empty());
    CHECK(ids.insert(text(*json, "event_id")).second);
    const auto* event = std::get_if<monitoring::Event>(&incoming->what);
    if (event == nullptr) continue;
    ++events;
    currencies.insert(std::string(event->amount.currency.text()));
    for (const monitoring::Warning warning : event->warnings) {
      CHECK(warning == monitoring::Warning::kCounterpartyUnexpected);
    }
  }
  CHECK(events > 100 * 20 / 2);
  CHECK(currencies == std::set<std::string>{"EUR", "GBP", "USD", "XAF"});
}

TEST_CASE("transactions: a client keeps to one currency, one account and one KYC level") {
  std::map<std::string, std::set<std::string>> seen;
  for (const Json& row : rows(small_42(), kEvents)) {
    if (is_tick(row)) continue;
    const std::string client = text(row, "client_id");
    seen[client + " currency"].insert(text(row, "currency"));
    seen[client + " account"].insert(text(row, "account_id"));
    seen[client + " level"].insert(canonical::write(Json::object({{"k", *row.find("kyc_level")}})));
  }
  for (const auto& known : seen) {
    CAPTURE(known.first);
    CHECK(known.second.size() == 1);
  }
}

TEST_CASE("transactions: events stand as they occur, with a tick at the end of each day") {
  std::int64_t before = 0;
  std::int64_t ticks = 0;
  for (const Json& row : rows(small_42(), kEvents)) {
    const std::int64_t at_us = instant(row, "occurred_at");
    CHECK(at_us >= before);
    CHECK(row.find("received_at") == nullptr);
    before = at_us;
    if (!is_tick(row)) continue;
    CHECK(at_us == start_of_day(++ticks));
  }
  CHECK(ticks == 20);
}

TEST_CASE("transactions: a share of them arrives late, by twenty days at most") {
  const auto share_of_late = [](double share) {
    std::int64_t before = 0;
    std::size_t late = 0;
    std::size_t events = 0;
    for (const Json& row : rows(generate(small(42, share)), kEvents)) {
      const std::int64_t at_us = instant(row, "occurred_at");
      const std::int64_t arrives_us = is_tick(row) ? at_us : instant(row, "received_at");
      CHECK(arrives_us >= before);
      before = arrives_us;
      if (is_tick(row)) continue;
      ++events;
      CHECK(arrives_us > at_us);
      CHECK(arrives_us <= at_us + kLatestArrival_days * Timestamp::kDay);
      if (arrives_us >= at_us + Timestamp::kHour) ++late;
    }
    return static_cast<double>(late) / static_cast<double>(events);
  };
  CHECK(share_of_late(0.0) == 0.0);
  CHECK(share_of_late(0.2) == doctest::Approx(0.2).epsilon(0.2));
  CHECK(share_of_late(1.0) == 1.0);
}

TEST_CASE("transactions: lateness changes the order of events and nothing of them") {
  const auto contents = [](const Files& files) {
    std::multiset<std::string> all;
    for (Json row : rows(files, kEvents)) {
      row.set("event_id", "");
      row.set("received_at", "");
      all.insert(canonical::write(row));
    }
    return all;
  };
  const Files late = generate(small(42, 0.3));
  CHECK(contents(late) == contents(small_42()));
  CHECK(rows(late, kLabels).size() == rows(small_42(), kLabels).size());
}

std::vector<std::string> typology_names() {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < kTypologyCount; ++i) {
    names.emplace_back(to_string(static_cast<Typology>(i)));
  }
  return names;
}

TEST_CASE("transactions: each typology is planted and labelled, and labels are of what there is") {
  for (const double share : {0.0, 0.5}) {
    const Files files = generate(small(7, share));
    std::map<std::string, std::int64_t> arrivals;  // of events
    std::set<std::string> accounts;
    for (const Json& row : rows(files, kEvents)) {
      if (is_tick(row)) continue;
      arrivals[text(row, "event_id")] = instant(row, "received_at");
      accounts.insert(text(row, "account_id"));
    }
    std::set<std::string> typologies_of_events;
    std::set<std::string> typologies_of_accounts;
    std::size_t innocent = 0;
    for (const Json& row : rows(files, kLabels)) {
      const std::string label = text(row, "label");
      const bool is_fraud = label == "fraud";
      CHECK((is_fraud || label == "legitimate"));
      const std::string typology = text(row, "typology");
      const bool is_look_alike = typology.starts_with("look_alike_");
      CHECK(is_fraud == (typology != "none" && !is_look_alike));
      CHECK(is_fraud == (row.find("difficulty") != nullptr));
      CHECK((is_fraud || is_look_alike || row.find("case_id") == nullptr));
      innocent += is_fraud ? 0 : 1;
      if (row.find("account_id") != nullptr) {
        CHECK(accounts.contains(text(row, "account_id")));
        typologies_of_accounts.insert(text(row, "typology"));
        continue;
      }
      typologies_of_events.insert(text(row, "typology"));
      const auto event = arrivals.find(text(row, "event_id"));
      REQUIRE(event != arrivals.end());
      CHECK(instant(row, "known_at") >= event->second + Timestamp::kDay);
    }
    CHECK(innocent > 0);
    for (const std::string& typology : typology_names()) {
      CAPTURE(typology);
      CHECK(typologies_of_events.contains(typology));
      CHECK(typologies_of_events.contains("look_alike_" + typology));
      CHECK(typologies_of_accounts.contains(typology));
    }
  }
}

struct Decided {
  std::size_t ordinary = 0;  // events of no case
  std::size_t ordinary_alerts = 0;
  std::set<std::string> caught;  // typologies with an alert on an event of a crime
};

// The stream by the pack that was written with it.
Decided decide(const Files& files) {
  pack::DomainSource source{Domain::kMonitoring, "monitoring/v1", {}};
  for (const auto& [path, bytes] : files) {
    if (path.starts_with(kFolder)) {
      source.files.push_back({path.substr(std::string_view(kFolder).size()), bytes});
    }
  }
  CHECK(source.files.size() == 3);
  const auto compiled = pack::compile({source});
  REQUIRE(compiled.has_value());
  const auto bytes = pack::copy_aligned(compiled->bytes);
  auto opened = pack::Pack::open(bytes.view, bytes.owner);
  REQUIRE(opened.has_value());
  const auto engine = replay::EngineSet::create(*std::move(opened));
  REQUIRE(engine.has_value());
  CHECK(engine->monitoring().policy() == monitoring::builtin_policy());

  std::map<std::string, std::string> typologies;
  for (const Json& row : rows(files, kLabels)) {
    if (row.find("case_id") != nullptr) typologies[text(row, "event_id")] = text(row, "typology");
  }
  replay::MonitorLines monitor(engine->monitoring(), {});
  decision::Workspace workspace;
  Decided decided;
  std::size_t number = 0;
  const auto answer_to = [&](const std::string& event) {
    auto line = replay::MonitorLines::read(++number, event);
    monitor.take(line);
    monitor.decide(line, workspace);
    monitor.settle(line);
    CAPTURE(event);
    CHECK_FALSE(line.result.failed);
    const auto answer = canonical::parse(line.result.answer);
    REQUIRE(answer.has_value());
    return *answer;
  };
  for (const std::string& event : lines_of(files.at(kEvents))) {
    const Json answer = answer_to(event);
    const bool is_alert = text(answer, "decision") == "ALERT";
    const auto planted = typologies.find(text(answer, "event_id"));
    if (planted == typologies.end()) {
      ++decided.ordinary;
      decided.ordinary_alerts += is_alert ? 1 : 0;
    } else if (is_alert && !planted->second.starts_with("look_alike_")) {
      decided.caught.insert(planted->second);
    }
  }
  for (const std::string& label : lines_of(files.at(kLabels))) {
    const Json answer = answer_to(label);
    CHECK(answer.find("ignored_fields") == nullptr);
  }
  return decided;
}

TEST_CASE("transactions: the pack finds each crude crime, few careful ones, and lets life pass") {
  const Decided crude = decide(generate(small(42, {}, Difficulty::kCrude)));
  CHECK(crude.ordinary_alerts * 100 < crude.ordinary * 3);
  CHECK(crude.caught.size() == kTypologyCount);
  const Decided careful = decide(generate(small(42, {}, Difficulty::kCareful)));
  CHECK(careful.ordinary_alerts * 100 < careful.ordinary * 3);
  CHECK(careful.caught.size() < kTypologyCount / 3);
}

TEST_CASE("transactions: life goes by countries, clocks, market days and seasons") {
  TransactionOptions options = small();
  options.day_count = 365;
  std::map<std::string, std::size_t> by_country;
  std::map<std::string, double> cards;           // by month
  std::map<std::int64_t, double> franc_cash_in;  // of Cameroon, by the day of the week
  std::size_t at_night = 0;
  std::size_t events = 0;
  for (const Json& row : rows(generate(options), kEvents)) {
    if (is_tick(row)) continue;
    ++events;
    ++by_country[text(row, "country_code")];
    const std::string at = text(row, "occurred_at");
    if (at.substr(11, 2) < "05") ++at_night;
    if (text(row, "instrument") == "card" && text(row, "type") == "other") {
      cards[at.substr(0, 7)] += 1.0;
    }
    const bool is_takings = text(row, "type") == "deposit" && text(row, "instrument") == "cash";
    if (is_takings && text(row, "country_code") == "CM") {
      const std::int64_t days = instant(row, "occurred_at") / Timestamp::kDay;
      franc_cash_in[weekday_of(Date::from_days(static_cast<std::int32_t>(days)))] += 1.0;
    }
  }
  for (const Home& home : homes()) {
    CAPTURE(home.code);
    CHECK(by_country[std::string(home.code)] > 0);
  }
  CHECK(at_night > 0);
  CHECK(at_night * 50 < events);
  CHECK(cards["2025-12"] > 1.2 * cards["2025-11"]);
  CHECK(cards["2025-01"] < cards["2025-11"]);
  const std::int64_t market_day = homes()[0].market_weekday;
  for (std::int64_t weekday = 0; weekday < 7; ++weekday) {
    if (weekday != market_day) CHECK(franc_cash_in[market_day] > 1.4 * franc_cash_in[weekday]);
  }
}

TEST_CASE("transactions: amounts of a purpose lie about its median, whole in their units") {
  StreamRandom rng(1);
  std::vector<std::int64_t> francs;
  for (int i = 0; i < 2'001; ++i) {
    const std::int64_t minor = draw_amount(rng, Purpose::kCashOut, Coin::kFranc);
    CHECK(minor > 0);
    CHECK(minor % 1'000 == 0);
    francs.push_back(minor);
  }
  std::sort(francs.begin(), francs.end());
  CHECK(francs[1'000] >= 18'000);
  CHECK(francs[1'000] <= 22'000);
  CHECK(rounded_amount(0.1, Purpose::kRent, Coin::kEuro) == 500);
}

TEST_CASE("transactions: what cannot be generated is refused by the name of its option") {
  const auto refusal = [](std::int64_t clients, std::int64_t days,
                          std::optional<double> late_share = {}) {
    MemoryOutput output;
    const auto written = write_transactions({.seed = 1,
                                             .client_count = clients,
                                             .day_count = days,
                                             .late_share = late_share,
                                             .difficulty = {}},
                                            output);
    CHECK(output.take().empty());
    return written ? std::string() : written.error().detail;
  };
  CHECK(refusal(99, 20) == "--clients must be from 100 to 1000000, got 99");
  CHECK(refusal(-1, 20) == "--clients must be from 100 to 1000000, got -1");
  CHECK(refusal(1'000'001, 20) == "--clients must be from 100 to 1000000, got 1000001");
  CHECK(refusal(100, 13) == "--days must be from 14 to 3650, got 13");
  CHECK(refusal(100, 3'651) == "--days must be from 14 to 3650, got 3651");
  CHECK(refusal(100, 14, -0.1) == "--late-share must be a number from 0 to 1");
  CHECK(refusal(100, 14, 1.1) == "--late-share must be a number from 0 to 1");
  CHECK(refusal(100, 14, std::nan("")) == "--late-share must be a number from 0 to 1");
}

TEST_CASE("transactions: the fewest clients and days that are allowed hold every typology") {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    const TransactionOptions options{.seed = seed,
                                     .client_count = kFewestClients,
                                     .day_count = kFewestDays,
                                     .late_share = {},
                                     .difficulty = {}};
    Population population(options);
    Schedule schedule = make_schedule(options, population);
    FreeClients free(seed, population.ordinary_count(), schedule.sleepers);
    std::set<std::string> names;
    std::int32_t number = 0;
    for (Case& planned : schedule.cases) {
      names.insert(planned.name());
      std::vector<Record> records;
      CasePlan plan(seed, population, free, planned, number++, records);
      draw_case(plan, planned.typology);
      const std::vector<std::int32_t>& clients = plan.clients();
      const std::set<std::int32_t> different(clients.begin(), clients.end());
      CHECK(different.size() == clients.size());
      for (const Record& record : records) {
        CHECK(record.at_us >= start_of_day(planned.first_day));
        CHECK(record.at_us < start_of_day(options.day_count));
        CHECK(record.amount_minor > 0);
      }
    }
    CHECK(names.size() == 2 * kTypologyCount);
  }
}

}  // namespace
}  // namespace financescr::datagen
