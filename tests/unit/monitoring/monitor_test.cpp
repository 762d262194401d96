#include "engine/monitoring/monitor.hpp"

#include <doctest/doctest.h>

#include "engine/pack/pack.hpp"
#include "tests/unit/core/random.hpp"
#include "tests/unit/monitoring/random_events.hpp"
#include "tests/unit/monitoring/story.hpp"

namespace financescr::monitoring {
namespace {

using canonical::Json;

Incoming incoming_of(const Json& json) {
  Errors errors;
  auto incoming = Incoming::read(json, {}, errors);
  REQUIRE(incoming.has_value());
  return *std::move(incoming);
}

Json tick_at(const std::string& instant) {
  return Json::object({{"event_id", "T"}, {"type", "tick"}, {"occurred_at", instant}});
}

Json answer_of_tick(Monitor& monitor, const std::string& instant) {
  auto step = monitor.take(incoming_of(tick_at(instant)));
  REQUIRE(step.has_value());
  return std::get<Answered>(*step).answer;
}

// What is asked of the decision, and a made-up answer remembered.
std::string told(Monitor& monitor, const Json& json) {
  auto step = monitor.take(incoming_of(json));
  if (!step) return step.error().detail;
  if (const auto* repeated = std::get_if<Repeated>(&*step)) {
    return "again " + repeated->answer.value_or("nothing");
  }
  const auto& to_decide = std::get<ToDecide>(*step);
  const std::string text = canonical::write(to_decide.request.to_json());
  monitor.answered(to_decide.seq, text);
  return text;
}

struct Stream {
  Policy policy = builtin_policy();
  Profiles profiles;
  Monitor monitor{policy, profiles, {}};
};

// Busy enough for rules to fire: few accounts, events minutes apart.
World busy_world() {
  return {.accounts = 12,
          .clients = 8,
          .counterparties = 12,
          .agents = 3,
          .merchants = 2,
          .devices = 4,
          .step_us = 900'000'000,
          .late_percent = 5,
          .max_late_us = 2 * Timestamp::kDay};
}

TEST_CASE("a monitor that was saved and loaded goes on as one that never stopped") {
  Stream whole;
  Stream parts;
  RandomEvents source(busy_world(), 3);
  testing::Random random(4);
  int stops = 0;
  std::size_t seen = 0;
  for (int i = 0; i < 4'000; ++i) {
    Json json = source.next_json();
    if (random.chance(2)) json = tick_at(Timestamp{source.now_us()}.to_string());
    const bool is_tick = json.find("amount") == nullptr;
    CAPTURE(i);
    if (is_tick) {
      const std::string instant = *json.find("occurred_at")->if_string();
      REQUIRE(answer_of_tick(whole.monitor, instant) == answer_of_tick(parts.monitor, instant));
    } else {
      const std::string expected = told(whole.monitor, json);
      if (expected.find("\"seen\"") != std::string::npos) ++seen;
      REQUIRE(told(parts.monitor, json) == expected);
    }
    if (random.below(300) != 0) continue;
    ++stops;
    const std::string bytes = parts.monitor.save();
    REQUIRE(bytes == whole.monitor.save());
    const auto aligned = pack::copy_aligned(bytes);
    Monitor loaded(parts.policy, parts.profiles, {});
    const auto done = loaded.load(aligned.view);
    REQUIRE_MESSAGE(done.has_value(), done.error().detail);
    REQUIRE(loaded.save() == bytes);
    REQUIRE(parts.monitor.load(aligned.view).has_value());
  }
  CHECK(stops > 5);
  CHECK(seen > 500);
}

TEST_CASE("a request is decided alike when it is read back from its own text") {
  Stream stream;
  RandomEvents source(busy_world(), 8);
  std::size_t alerts = 0;
  for (int i = 0; i < 1'500; ++i) {
    auto step = stream.monitor.take(incoming_of(source.next_json()));
    REQUIRE(step.has_value());
    const MonitorRequest& request = std::get<ToDecide>(*step).request;
    Errors errors;
    Pointers ignored;
    const Json json = request.to_json();
    const auto read = MonitorRequest::read(json, errors, ignored);
    REQUIRE_MESSAGE(read.has_value(), errors.front().pointer);
    REQUIRE(read->to_json() == json);
    const Outcome once = decide(request, stream.policy, {});
    const Outcome again = decide(*read, stream.policy, {});
    REQUIRE(to_json(once, request) == to_json(again, *read));
    if (once.decision == Decision::kAlert) ++alerts;
  }
  CHECK(alerts > 100);
}

TEST_CASE("an event that comes again gets its first answer and changes nothing") {
  Stream stream;
  const Json first = Story::event_json("0 A t 500 to=B", 1);
  const std::string answer = told(stream.monitor, first);
  (void)told(stream.monitor, Story::event_json("5m A t 600 to=C", 2));
  const std::string before = stream.monitor.save();
  CHECK(told(stream.monitor, first) == "again " + answer);
  Json redelivered = first;
  redelivered.set("received_at", "2025-06-14T13:00:00Z");
  CHECK(told(stream.monitor, redelivered) == "again " + answer);
  Json other = first;
  other.set("amount", 501);
  CHECK(told(stream.monitor, other) == "came before with other content");
  CHECK(stream.monitor.save() == before);
}

TEST_CASE("an event that comes again in another spelling of its time is the same") {
  Stream stream;
  Json event = Story::event_json("0 A t 500 to=B", 1);
  const std::string answer = told(stream.monitor, event);
  event.set("occurred_at", "2025-06-14T14:00:00+02:00");
  CHECK(told(stream.monitor, event) == "again " + answer);
}

TEST_CASE("once events say when they were received, nothing else moves the clock") {
  Stream stream;
  Json received = Story::event_json("0 A t 500 to=B", 1);
  received.set("received_at", "2025-06-14T12:00:00Z");
  (void)told(stream.monitor, received);
  (void)told(stream.monitor, Story::event_json("399d A t 500 to=B", 2));
  auto step = stream.monitor.take(incoming_of(Story::event_json("1h A t 500 to=B", 3)));
  REQUIRE(step.has_value());
  CHECK_FALSE(std::get<ToDecide>(*step).request.is_late);
}

TEST_CASE("a bad event changes nothing") {
  Stream stream;
  (void)told(stream.monitor, Story::event_json("0 A t 500 to=B", 1));
  const std::string before = stream.monitor.save();
  // Four hundred days ahead of all that was.
  CHECK(told(stream.monitor, Story::event_json("2026-09-01T00:00:00Z A t 500 to=B", 2)) ==
        "lies more than 400 days (max_clock_jump) after the latest event so far");
  CHECK_FALSE(stream.monitor.take(incoming_of(tick_at("2026-09-01T00:00:00Z"))).has_value());
  CHECK(stream.monitor.save() == before);
}

TEST_CASE("an event beyond max_lateness is decided, and says that its facts may be incomplete") {
  Stream stream;
  (void)told(stream.monitor, Story::event_json("0 A t 500 to=B", 1));
  auto step = stream.monitor.take(incoming_of(Story::event_json("-31d A t 500 to=B", 2)));
  REQUIRE(step.has_value());
  const auto& request = std::get<ToDecide>(*step).request;
  CHECK(decide(request, stream.policy, {}).reasons ==
        std::vector<ReasonCode>{ReasonCode::kLateBeyondHorizon});
}

std::string outcomes(const Json& answer) {
  std::string text;
  for (const Json& check : *answer.find("loan_watches")->if_array()) {
    if (!text.empty()) text += " ";
    text += *check.find("loan_event_id")->if_string() + ":" +
            std::to_string(*check.find("check_hours")->if_integer()) + "=" +
            *check.find("outcome")->if_string();
  }
  return text;
}

TEST_CASE("a loan is checked by ticks after 24 and 48 hours, and cleared") {
  Stream stream;
  (void)told(stream.monitor, Story::event_json("0 A l 100000", 1));
  (void)told(stream.monitor, Story::event_json("1h B l 100000", 2));
  CHECK(outcomes(answer_of_tick(stream.monitor, "2025-06-15T11:59:00Z")).empty());
  CHECK(outcomes(answer_of_tick(stream.monitor, "2025-06-15T12:00:00Z")) == "E1:24=clean");
  CHECK(outcomes(answer_of_tick(stream.monitor, "2025-06-16T12:30:00Z")) ==
        "E2:24=clean E1:48=cleared");
  CHECK(outcomes(answer_of_tick(stream.monitor, "2025-06-20T12:00:00Z")) == "E2:48=cleared");
}

TEST_CASE("a loan that was run away with fires once, and late events are found by ticks") {
  Stream stream;
  (void)told(stream.monitor, Story::event_json("0 A l 100000", 1));
  const std::string run = told(stream.monitor, Story::event_json("1h A t 90000 to=B", 2));
  CHECK(run.find("loan_and_run") != std::string::npos);
  const std::string after = told(stream.monitor, Story::event_json("2h A t 100 to=B", 3));
  CHECK(after.find("loan_and_run") == std::string::npos);
  CHECK(outcomes(answer_of_tick(stream.monitor, "2025-06-20T12:00:00Z")).empty());
}

Json label_of(const char* key, const char* id, const char* label, const char* known_at) {
  return Json::object({{key, id}, {"known_at", known_at}, {"label", label}, {"type", "label"}});
}

TEST_CASE("rates of fraud are of what was known before the event, and are saved") {
  Story story(builtin_policy());
  story.monitor().compute_features(FeatureSet::kOurs);
  const auto rate = [&story](const std::string& step, std::string_view name) {
    (void)story.tell(step);
    const auto features = features_of(FeatureSet::kOurs);
    for (std::size_t i = 0; i < features.size(); ++i) {
      if (features[i].name == name) return story.features()[i].to_string();
    }
    return std::string();
  };
  CHECK(rate("0 A t 5 to=B device=D", "fraud_rate_of_counterparty") == "0.01");
  CHECK(rate("1h X t 5 to=B device=E merchant=M", "fraud_rate_of_merchant") == "0.01");
  Monitor& monitor = story.monitor();
  const Json fraud = label_of("event_id", "E1", "fraud", "2025-06-15T00:00:00Z");
  REQUIRE(monitor.take(incoming_of(fraud)).has_value());
  REQUIRE(
      monitor.take(incoming_of(label_of("event_id", "E2", "legitimate", "2025-06-16T00:00:00Z")))
          .has_value());
  // (1 + 0.1) / (1 + 10), then with the second label (1 + 0.1) / (2 + 10).
  CHECK(rate("2025-06-15T00:00:00Z Y t 5 to=B", "fraud_rate_of_counterparty") == "0.01");
  CHECK(rate("2025-06-15T00:00:01Z Y t 5 to=B", "fraud_rate_of_counterparty") == "0.1");
  CHECK(rate("2025-06-17T00:00:00Z Y t 5 to=B", "fraud_rate_of_counterparty") == "0.091667");
  CHECK(rate("2025-06-17T00:00:00Z A t 5", "fraud_rate_of_client") == "0.1");
  CHECK(rate("2025-06-17T00:00:00Z Z t 5 device=D", "fraud_rate_of_device") == "0.1");
  CHECK(rate("2025-06-17T00:00:00Z Z t 5 merchant=M", "fraud_rate_of_merchant") == "0.009091");
  // The same again is a duplicate; another is a conflict; neither changes anything.
  const std::string before = monitor.save();
  CHECK(std::get<Answered>(*monitor.take(incoming_of(fraud))).answer.find("duplicate") != nullptr);
  CHECK(monitor.take(incoming_of(label_of("event_id", "E1", "legitimate", "2025-06-15T00:00:00Z")))
            .error()
            .code == ErrorCode::kConflict);
  CHECK(monitor.take(incoming_of(label_of("event_id", "E99", "fraud", "2025-06-15T00:00:00Z")))
            .error()
            .pointer == "/event_id");
  CHECK(monitor.take(incoming_of(label_of("account_id", "no", "fraud", "2025-06-15T00:00:00Z")))
            .error()
            .pointer == "/account_id");
  CHECK(monitor.save() == before);
  const Json of_account = label_of("account_id", "A", "fraud", "2025-06-18T00:00:00Z");
  REQUIRE(monitor.take(incoming_of(of_account)).has_value());
  CHECK(std::get<Answered>(*monitor.take(incoming_of(of_account))).answer.find("duplicate") !=
        nullptr);
  CHECK(rate("2025-06-19T00:00:00Z A t 5", "fraud_rate_of_client") == "0.175");
  const std::string state = monitor.save();
  const auto aligned = pack::copy_aligned(state);
  REQUIRE(monitor.load(aligned.view).has_value());
  CHECK(monitor.save() == state);
}

TEST_CASE("a state of another policy, a foreign file and a damaged one are refused") {
  Stream stream;
  RandomEvents source(busy_world(), 5);
  for (int i = 0; i < 200; ++i) (void)told(stream.monitor, source.next_json());
  (void)told(stream.monitor,
             Story::event_json(Timestamp{source.now_us()}.to_string() + " A l 1000", 900'000));
  const std::string bytes = stream.monitor.save();
  const auto refused = [](std::string_view state, const Policy& policy) {
    Profiles profiles;
    Monitor monitor(policy, profiles, {});
    const std::string before = monitor.save();
    const auto aligned = pack::copy_aligned(state);
    const auto done = monitor.load(aligned.view);
    CHECK(monitor.save() == before);
    return done ? ErrorCode{} : done.error().code;
  };
  Policy other = stream.policy;
  other.alert_from = Micro{400'000};
  CHECK(refused(bytes, other) == ErrorCode::kConflict);
  CHECK(refused(stream.monitor.history().save(), stream.policy) == ErrorCode::kCorrupt);
  testing::Random random(9);
  for (int i = 0; i < 200; ++i) {
    const auto length = static_cast<std::size_t>(random.below(bytes.size()));
    CHECK(refused(bytes.substr(0, length), stream.policy) == ErrorCode::kCorrupt);
    std::string changed = bytes;
    changed[length] = static_cast<char>(changed[length] ^ (1 << random.below(8)));
    const ErrorCode code = refused(changed, stream.policy);
    CHECK((code == ErrorCode::kCorrupt || code == ErrorCode::kUnsupported));
  }
}

TEST_CASE("events of other accounts, clients and counterparties change nothing of an event") {
  // The same events of one person, with and without those of others between them.
  RandomEvents mine(busy_world(), 21);
  RandomEvents others(busy_world(), 22);
  Stream alone;
  Stream among;
  for (int i = 0; i < 800; ++i) {
    Json own = mine.next_json();
    Json other = others.next_json();
    for (const char* key : {"account_id", "client_id", "counterparty_account_id", "agent_id",
                            "merchant_id", "device_id", "event_id"}) {
      const Json* value = other.find(key);
      if (value != nullptr) other.set(key, "other " + *value->if_string());
    }
    (void)told(among.monitor, other);
    REQUIRE(told(among.monitor, own) == told(alone.monitor, own));
  }
}

}  // namespace
}  // namespace financescr::monitoring
