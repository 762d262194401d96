// `backtest`: a history through policies, counted beside its labels.
#include <doctest/doctest.h>

#include <filesystem>
#include <sstream>
#include <string>

#include "tests/integration/program.hpp"

namespace financescr::cli {
namespace {

using canonical::Json;

// A generated history of some thousand events, late ones and ticks among them.
const std::string& history() {
  static const std::string folder = [] {
    std::string made = fresh_path("history");
    const Finished finished = run({"datagen", "transactions", "--out", made, "--seed", "7",
                                   "--clients", "120", "--days", "40", "--late-share", "0.05"});
    REQUIRE(finished.status == kOk);
    return made;
  }();
  return folder;
}

std::vector<std::string> arguments(std::vector<std::string> more = {}) {
  std::vector<std::string> all = {"backtest",
                                  "--pack",
                                  history(),
                                  "--events",
                                  history() + "/events.jsonl",
                                  "--labels",
                                  history() + "/labels.jsonl"};
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

Json report(std::vector<std::string> more = {}) {
  more.emplace_back("--json");
  const Finished finished = run(arguments(std::move(more)));
  CHECK(finished.status == kOk);
  return *canonical::parse(finished.out);
}

std::int64_t count_at(const Json& json, const std::string& pointer) {
  return *at(json, pointer).if_integer();
}

TEST_CASE("backtest: each decision is that of monitor, late events included") {
  const std::string impatient = fresh_path("impatient.json");
  write_text(impatient, R"({"version":"impatient","max_lateness_days":1})");
  for (const std::string& policy : {std::string("default"), std::string("reference-mvp"),
                                    std::string("reference-head"), impatient}) {
    CAPTURE(policy);
    const std::string rows_path = fresh_path("decisions.jsonl");
    REQUIRE(run(arguments({"--policy", policy, "--decisions", rows_path})).status == kOk);
    const auto rows = json_lines(read_text(rows_path));
    std::size_t compared = 0;
    std::size_t late = 0;
    for (const Json& line : json_lines(run({"monitor", "--pack", history(), "--policy", policy},
                                           read_text(history() + "/events.jsonl"))
                                           .out)) {
      const Json* type = line.find("type");
      if (type != nullptr && type->if_string() != nullptr && *type->if_string() == "tick") continue;
      REQUIRE(compared < rows.size());
      const Json& row = rows[compared++];
      CHECK(*row.find("event_id") == *line.find("event_id"));
      CHECK(*row.find("decision") == *line.find("decision"));
      CHECK(*row.find("risk_score") == *line.find("risk_score"));
      Json rules = Json::array();
      for (const Json& rule : *line.find("rules")->if_array()) rules.push_back(*rule.find("rule"));
      CHECK(*row.find("rules") == rules);
      const bool is_late =
          canonical::write(*line.find("reasons")).find("LATE_BEYOND_HORIZON") != std::string::npos;
      CHECK(*row.find("late") == Json(is_late));
      late += is_late ? 1 : 0;
    }
    CHECK(compared == rows.size());
    CHECK(compared > 3'000);
    CHECK((late > 0) == (policy == impatient));
  }
}

TEST_CASE("backtest: the same bytes with one thread and with four") {
  const auto whole = run(arguments({"--json", "--against", "reference-head"}));
  CHECK(whole.status == kOk);
  CHECK(run(arguments({"--json", "--against", "reference-head", "--threads", "4"})).out ==
        whole.out);
}

TEST_CASE("backtest: the figures are those of the decisions and labels, counted again") {
  const std::string rows_path = fresh_path("decisions.jsonl");
  const Json found = report({"--decisions", rows_path});
  std::int64_t alerts = 0;
  std::int64_t caught = 0;
  std::int64_t fraud = 0;
  for (const Json& row : json_lines(read_text(rows_path))) {
    const bool is_alert = text_at(row, "/decision") == "ALERT";
    const bool is_fraud = *row.find("is_fraud") == Json(true);
    alerts += is_alert ? 1 : 0;
    fraud += is_fraud ? 1 : 0;
    caught += is_alert && is_fraud ? 1 : 0;
  }
  CHECK(count_at(found, "/overall/alerts") == alerts);
  CHECK(count_at(found, "/overall/fraud") == fraud);
  CHECK(count_at(found, "/overall/confusion_matrix/tp") == caught);
  CHECK(fraud > 0);
  CHECK(at(found, "/overall/average_precision").is_number());
  CHECK(at(found, "/budgets/0.02/recall").is_number());
  CHECK(at(found, "/rules/structuring/precision").is_number());
  CHECK(text_at(found, "/unit") == "event");
}

TEST_CASE("backtest: a policy against itself changes nothing") {
  const Json found = report({"--policy", "default", "--against", "default"});
  CHECK(count_at(found, "/changes/only_first/events") == 0);
  CHECK(count_at(found, "/changes/only_second/events") == 0);
  CHECK(at(found, "/changes/events").if_array()->empty());
  CHECK(at(found, "/overall") == at(found, "/against/overall"));
}

TEST_CASE("backtest: a rule switched off takes away what it added, and nothing else") {
  const std::string policy = fresh_path("policy.json");
  write_text(policy, R"({"version":"draft","rules":{"structuring":{"on":false}}})");
  const Json found = report({"--policy", "default", "--against", policy});
  CHECK(count_at(found, "/changes/only_first/events") ==
        count_at(found, "/rules/structuring/adds/alerts"));
  CHECK(count_at(found, "/changes/only_first/fraud") ==
        count_at(found, "/rules/structuring/adds/fraud"));
  CHECK(count_at(found, "/changes/only_second/events") == 0);
  CHECK(at(found, "/changes/rules/only_first") ==
        Json::object({{"structuring", at(found, "/rules/structuring/fired")}}));
}

TEST_CASE("backtest: days before --from are part of the past and are not counted") {
  const Json whole = report();
  const Json later = report({"--from", "2025-01-20"});
  CHECK(text_at(later, "/input/first_day") == "2025-01-20");
  CHECK(count_at(later, "/input/counted") < count_at(whole, "/input/counted"));
  CHECK(count_at(later, "/input/events") == count_at(whole, "/input/events"));
  const auto alerts_of = [](const Json& days, const std::string& day) {
    for (const Json& row : *days.if_array()) {
      if (text_at(row, "/day") == day) return *at(row, "/alerts").if_integer();
    }
    return std::int64_t{-1};
  };
  CHECK(alerts_of(at(later, "/days"), "2025-01-25") == alerts_of(at(whole, "/days"), "2025-01-25"));
}

TEST_CASE("backtest: where accounts alone have labels, accounts are counted") {
  const std::string labels = fresh_path("accounts.jsonl");
  std::string lines;
  std::istringstream all(read_text(history() + "/labels.jsonl"));
  for (std::string line; std::getline(all, line);) {
    if (contains(line, "\"account_id\"")) lines += line + "\n";
  }
  REQUIRE(!lines.empty());
  write_text(labels, lines);
  const Finished finished = run({"backtest", "--pack", history(), "--events",
                                 history() + "/events.jsonl", "--labels", labels, "--json"});
  const Json found = *canonical::parse(finished.out);
  CHECK(text_at(found, "/unit") == "account");
  CHECK(count_at(found, "/overall/fraud") > 0);
  CHECK(count_at(found, "/overall/fraud") < count_at(found, "/overall/alerts"));
}

TEST_CASE("backtest: no ranking of generated events is better than the oracle's") {
  const Json found = report({"--oracle", history() + "/oracle.jsonl"});
  const auto ours = at(found, "/budgets/0.02/recall").number();
  const auto best = at(found, "/oracle/budgets/0.02/recall").number();
  CHECK(best > Micro{500'000});
  CHECK(ours < best);
  CHECK(at(found, "/overall/average_precision").number() <
        at(found, "/oracle/overall/average_precision").number());
  const std::string wrong = fresh_path("oracle.jsonl");
  write_text(wrong, "{\"event_id\":\"E1\",\"p\":2}\n");
  const Finished refused = run(arguments({"--oracle", wrong}));
  CHECK(refused.status == kBadInput);
  CHECK(contains(refused.err, wrong + ":1: /p: "));
}

TEST_CASE("backtest: labels of another history are noted, and a period without events is refused") {
  const std::string labels = fresh_path("labels.jsonl");
  write_text(labels, R"({"event_id":"other","label":"fraud","known_at":"2025-02-01T00:00:00Z"})"
                     "\n");
  const Finished noted = run({"backtest", "--pack", history(), "--events",
                              history() + "/events.jsonl", "--labels", labels, "--json"});
  CHECK(noted.status == kOk);
  CHECK(contains(noted.err, "1 of 1 labels of events name no event of this history"));
  CHECK(count_at(*canonical::parse(noted.out), "/labels/without_event") == 1);
  CHECK(count_at(report(), "/labels/without_event") == 0);
  const Finished empty = run(arguments({"--from", "2031-01-01"}));
  CHECK(empty.status == kBadInput);
  CHECK(contains(empty.err, "no event lies within --from and --until"));
}

TEST_CASE("backtest: a policy gains nothing by refusing an event") {
  // An event a month after the one before: a clock that may jump a day does not believe it.
  const std::string events = fresh_path("events.jsonl");
  const auto deposit = [](const char* id, const char* day) {
    return std::string(R"({"event_id":")") + id + R"(","occurred_at":")" + day +
           R"(T12:00:00Z","account_id":"A","client_id":"C","type":"deposit","amount":9700,)" +
           R"("currency":"USD"})" + "\n";
  };
  write_text(events, deposit("1", "2025-06-01") + deposit("2", "2025-07-01"));
  const std::string labels = fresh_path("labels.jsonl");
  write_text(labels, R"({"event_id":"2","label":"fraud","known_at":"2025-08-01T00:00:00Z"})"
                     "\n");
  const std::string strict = fresh_path("strict.json");
  write_text(strict, R"({"version":"strict","max_clock_jump_days":1})");
  const auto compare = [&](const std::string& first, const std::string& second) {
    const std::string rows = fresh_path("rows.jsonl");
    const Finished finished =
        run({"backtest", "--pack", history(), "--events", events, "--labels", labels, "--policy",
             first, "--against", second, "--decisions", rows, "--json"});
    CHECK(json_lines(read_text(rows)).size() == 2);
    return *canonical::parse(finished.out);
  };
  const Json kept = compare("default", strict);
  CHECK(count_at(kept, "/overall/confusion_matrix/tp") == 1);
  CHECK(count_at(kept, "/against/overall/confusion_matrix/tp") == 0);
  CHECK(count_at(kept, "/against/overall/fraud") == 1);
  CHECK(count_at(kept, "/against/policy/refused") == 1);
  CHECK(count_at(kept, "/changes/only_first/fraud") == 1);
  const Json turned = compare(strict, "default");
  CHECK(at(turned, "/overall") == at(kept, "/against/overall"));
  CHECK(at(turned, "/against/overall") == at(kept, "/overall"));
}

TEST_CASE("backtest, tune and import: no file that is read is written, and none twice") {
  const std::string events = fresh_path("events.jsonl");
  write_text(events, read_text(history() + "/events.jsonl"));
  const std::string beside = scratch() + "/./" + events.substr(events.rfind('/') + 1);
  const auto refused = [&](std::vector<std::string> arguments) {
    const Finished finished = run(std::move(arguments));
    return finished.status == kUsage && contains(finished.err, "name the same file") &&
           read_text(events) == read_text(history() + "/events.jsonl");
  };
  const std::vector<std::string> base = {"backtest", "--pack", history(), "--events", events};
  const auto with = [&](std::vector<std::string> more) {
    std::vector<std::string> all = base;
    all.insert(all.end(), more.begin(), more.end());
    return all;
  };
  CHECK(refused(with({"--html", beside})));
  CHECK(refused(with({"--decisions", events})));
  const std::string fresh = fresh_path("out");
  CHECK(refused(with(
      {"--html", fresh, "--decisions", scratch() + "/./" + fresh.substr(fresh.rfind('/') + 1)})));
  CHECK(refused({"tune", "monitoring", "--pack", history(), "--events", events, "--labels",
                 history() + "/labels.jsonl", "--out", beside}));
  CHECK(refused(
      {"import", "--format", "paysim", "--in", events, "--out", beside, "--labels", fresh}));
  CHECK(refused({"import", "--format", "paysim", "--in", history() + "/events.jsonl", "--out",
                 fresh, "--labels", fresh}));
}

TEST_CASE("backtest: faults name file and line, and a history without events is refused") {
  const std::string events = fresh_path("events.jsonl");
  write_text(events, R"({"event_id":"1","occurred_at":"2025-06-14T12:00:00Z","account_id":"A",)"
                     R"("client_id":"C","type":"deposit","amount":15000,"currency":"USD"})"
                     "\n{\"event_id\":\"2\"}\n");
  const Finished some = run({"backtest", "--pack", history(), "--events", events, "--json"});
  CHECK(some.status == kSomeFailed);
  CHECK(some.err.find(events + ":2: /occurred_at: ") != std::string::npos);
  CHECK(count_at(*canonical::parse(some.out), "/input/errors") == 1);
  const std::string labels = fresh_path("labels.jsonl");
  write_text(labels, "{\"event_id\":\"1\",\"label\":\"maybe\"}\n");
  const Finished bad =
      run({"backtest", "--pack", history(), "--events", events, "--labels", labels});
  CHECK(bad.status == kBadInput);
  CHECK(bad.out.empty());
  CHECK(bad.err.find(labels + ":1: /label: ") != std::string::npos);
  write_text(events, "");
  const Finished empty = run({"backtest", "--pack", history(), "--events", events});
  CHECK(empty.status == kBadInput);
  CHECK(empty.err.find("holds no event") != std::string::npos);
  CHECK(run({"backtest", "--pack", history(), "--events", history()}).err.find("is a folder") !=
        std::string::npos);
}

TEST_CASE(
    "tune monitoring: a policy is chosen on earlier days and written if it serves later ones") {
  const std::string pack = fresh_path("pack");
  std::filesystem::create_directories(pack);
  std::filesystem::copy(history() + "/monitoring", pack + "/monitoring",
                        std::filesystem::copy_options::recursive);
  const std::string draft = fresh_path("draft.json");
  const auto tune = [&](std::vector<std::string> more) {
    std::vector<std::string> all = {"tune",     "monitoring",
                                    "--pack",   pack,
                                    "--events", history() + "/events.jsonl",
                                    "--labels", history() + "/labels.jsonl",
                                    "--json"};
    all.insert(all.end(), more.begin(), more.end());
    return run(std::move(all));
  };
  const Finished first = tune({"--vary", "/rules/unusual_hours/on=true,false", "--out", draft});
  REQUIRE(first.status == kOk);
  CHECK(tune({"--vary", "/rules/unusual_hours/on=true,false", "--threads", "4"}).out == first.out);
  const Json found = *canonical::parse(first.out);
  CHECK(size_at(found, "/variants") == 2);
  const Json policy = *canonical::parse(read_text(draft));
  CHECK(at(policy, "/alert_from") == at(found, "/chosen/alert_from"));

  // The same counts as a backtest under the chosen policy has from the split on.
  const Json counted = report({"--policy", draft, "--from", text_at(found, "/split")});
  CHECK(at(counted, "/overall/confusion_matrix") == at(found, "/chosen/after/confusion_matrix"));

  const bool is_proposed = at(found, "/is_proposed") == Json(true);
  CHECK(tune({"--write"}).status == (is_proposed ? kOk : kSomeFailed));
  CHECK(run({"pack", "verify", pack}).status == kOk);
  const Finished wrong = tune({"--vary", "/limits/maximum/USD=abc"});
  CHECK(wrong.status == kUsage);
  CHECK(contains(wrong.err, "/limits/maximum/USD"));
}

}  // namespace
}  // namespace financescr::cli
