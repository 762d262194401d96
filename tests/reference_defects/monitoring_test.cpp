// What the second reference does wrong in monitoring (specification 2.3, 2.4, 2.5, 2.9 and 2.17).
#include <doctest/doctest.h>

#include <string>

#include "engine/replay/monitor_lines.hpp"
#include "tests/unit/monitoring/story.hpp"
#include "tests/unit/replay/samples.hpp"

namespace financescr {
namespace {

using canonical::Json;
using monitoring::builtin_policy;
using monitoring::find_builtin_policy;
using monitoring::fired;
using monitoring::Story;

const monitoring::Policy& mvp() { return *find_builtin_policy("reference-mvp"); }

// A stream on a pack with two listed people, answered line by line.
class Answered {
 public:
  explicit Answered(const std::string& policy = "default") {
    replay::MonitorOptions options;
    options.builtin_policy = policy;
    options.keeps_bundles = true;
    lines_.emplace(engines_.monitoring(), options);
  }

  Json answer_to(const Json& event) {
    auto line = replay::MonitorLines::read(++count_, canonical::write(event));
    lines_->take(line);
    lines_->decide(line, workspace_);
    lines_->settle(line);
    bundle_ = line.result.bundle;
    return *canonical::parse(line.result.answer);
  }
  Json ask(const std::string& step) { return answer_to(Story::event_json(step, count_ + 1)); }

  const std::string& bundle() const { return bundle_; }
  const replay::EngineSet& engines() const { return engines_; }
  std::string save() { return lines_->monitor().save(); }

 private:
  replay::EngineSet engines_ = samples::whole_engine();
  std::optional<replay::MonitorLines> lines_;
  decision::Workspace workspace_;
  std::size_t count_ = 0;
  std::string bundle_;
};

std::string text_at(const Json& json, std::string_view key) {
  const Json* value = json.find(key);
  return value == nullptr || value->if_string() == nullptr ? "" : *value->if_string();
}

TEST_CASE("reference: a window holds the event itself, so a new address never fires") {
  CHECK(fired(Story(mvp()).tell("-1h A d 10 ip=10.0.0.1; 0 A d 10 ip=10.0.0.2")) ==
        "new_ip_address=0.5");
}

TEST_CASE("reference: an event counts itself among rapid ones, and twice in the volume") {
  CHECK(fired(Story(mvp()).tell("-5m A d 10 x=9; 0 A d 10")).empty());
  CHECK(fired(Story(mvp()).tell("-5m A d 15001; 0 A d 9001")).empty());  // 24,002 of 30,000
}

TEST_CASE("reference: windows are of the wall clock and have no end") {
  // An event of long ago sees what was before it, and nothing of what came later.
  Story story(mvp());
  CHECK(fired(story.tell("-2h A t 500 to=B; -1h A t 500 to=B")) == "circular_transfer=0.7");
  CHECK(fired(story.tell("-3h A t 500 to=B")).empty());
}

TEST_CASE("reference: a further weak rule lowers the score") {
  const auto strong = Story(builtin_policy()).tell("0 A d 20001");
  const auto with_weak = Story(builtin_policy()).tell("0 A d 20000");
  CHECK(fired(with_weak).find("round_number") != std::string::npos);
  CHECK(with_weak.rule_score >= strong.rule_score);
  // Its own policies keep the fault.
  CHECK(Story(mvp()).tell("0 A d 20000").rule_score < Story(mvp()).tell("0 A d 20001").rule_score);
}

TEST_CASE("reference: averaging hides a strong rule below the alert line") {
  Answered stream;
  CHECK(text_at(stream.ask("0 A d 9600"), "decision") == "ALERT");
}

TEST_CASE("reference: repeated rent of a similar amount is called circular") {
  CHECK(fired(Story(builtin_policy()).tell("-23h A t 801 to=LANDLORD; 0 A t 801 to=LANDLORD"))
            .empty());
}

TEST_CASE("reference: a transfer has no direction") {
  const auto circular = [](const std::string& steps) {
    return fired(Story(builtin_policy()).tell(steps)) == "circular_transfer=0.7";
  };
  CHECK(circular("-2h A t 801 dir=OUT to=B; 0 A t 801 dir=IN to=B"));
  CHECK_FALSE(circular("-2h A t 801 dir=OUT to=B; 0 A t 801 dir=OUT to=B"));
}

TEST_CASE("reference: most cash in XAF is a round number") {
  CHECK(fired(Story(builtin_policy()).tell("0 A d 25000 cur=XAF")).empty());
}

TEST_CASE("reference: amounts of all currencies are added and held against one limit") {
  CHECK(fired(Story(builtin_policy()).tell("0 A d 60000 cur=XAF")).empty());
  CHECK(fired(Story(builtin_policy()).tell("0 A w 60001 cur=USD")).find("large_amount=1") == 0);
  CHECK(fired(Story(builtin_policy())
                  .tell("-2h A d 9000 client=P cur=EUR; "
                        "-1h A d 2999999 client=P cur=XAF; "
                        "0 A d 1001 client=P"))
            .find("ctr_cash_in") == std::string::npos);
}

TEST_CASE("reference: money is a binary fraction") {
  // 0.1 + 0.2 and 9,999.7: 10,000.00 exactly, which is not over 10,000.
  const std::string before = "-3h A d 0.1 client=P; -2h A d 0.2 client=P;";
  CHECK(fired(Story(builtin_policy()).tell(before + "0 A d 9999.7 client=P")).find("ctr_cash_in") ==
        std::string::npos);
  CHECK(
      fired(Story(builtin_policy()).tell(before + "0 A d 9999.71 client=P")).find("ctr_cash_in") !=
      std::string::npos);
}

TEST_CASE("reference: split cash is not added up for a report") {
  CHECK(fired(Story(builtin_policy())
                  .tell("-3h A d 4001 client=P agent=G1; -2h B d 3001 client=P agent=G2;"
                        "0 C d 3001 client=P agent=G3"))
            .find("ctr_cash_in=0") != std::string::npos);
}

TEST_CASE("reference: a sanctions match of a low score makes no alert") {
  Answered stream;
  const Json answer = stream.ask("0 A t 5 name=Ivan-Petrov to=B");
  CHECK(text_at(answer, "decision") == "ALERT");
  CHECK(text_at(answer, "risk_level") == "critical");
  CHECK(*answer.find("rule_score") == Json(0));
  CHECK(canonical::write(*answer.find("reasons")) == R"(["SANCTIONS_MATCH"])");
}

TEST_CASE("reference: the client is screened by its number instead of its name") {
  Answered stream;
  CHECK(text_at(stream.ask("0 A d 5 client=C1"), "decision") == "ALERT");
  CHECK(text_at(stream.ask("0 A d 5 client=C2"), "decision") == "PASS");
  // A number that reads like a listed name is a number.
  CHECK(text_at(stream.ask("0 A d 5 client=Ivan-Petrov"), "decision") == "PASS");
}

TEST_CASE("reference: why is not said, or wrongly") {
  Answered stream;
  (void)stream.ask("-2h A t 500 to=B");
  (void)stream.ask("-1h A t 500 to=B");
  const Json answer = stream.ask("0 A t 500 to=B");
  const Json& rule = answer.find("rules")->if_array()->front();
  CHECK(text_at(rule, "rule") == "rapid_pair_transfers");
  CHECK(text_at(rule, "reason") ==
        "3 events between the account and B within 24 hours, this one included");
  CHECK(canonical::write(*rule.find("events")) == R"(["E2","E1"])");
}

TEST_CASE("reference: an event that is delivered again is analysed and alerted again") {
  Answered stream;
  const Json event = Story::event_json("0 A d 9600", 1);
  const Json first = stream.answer_to(event);
  const std::string state = stream.save();
  const Json again = stream.answer_to(event);
  CHECK(*again.find("duplicate") == Json(true));
  CHECK(text_at(again, "result_hash") == text_at(first, "result_hash"));
  CHECK(stream.save() == state);
}

TEST_CASE("reference: rules of agents and watches of loans are never called") {
  CHECK(fired(Story(builtin_policy())
                  .tell("-20m Z w 500 agent=G2 client=X; 0 A d 501 actor=agent agent=G1 client=X"))
            .find("agent_customer_collusion") != std::string::npos);
  CHECK(fired(Story(builtin_policy()).tell("-1h A l 5000; 0 A t 4501")).find("loan_and_run=0.9") !=
        std::string::npos);
}

TEST_CASE("reference: a loan is analysed without an end") {
  CHECK(fired(Story(builtin_policy()).tell("-3d A l 5000; 0 A t 4501")).empty());
}

TEST_CASE("reference: serving has other features than training") {
  // A decision's bundle replays without a store, and its features come from the same windows.
  Answered stream;
  (void)stream.ask("-1h A t 500 to=B");
  (void)stream.ask("0 A t 9600 to=B");
  const auto bundle = canonical::parse(stream.bundle());
  REQUIRE(bundle.has_value());
  CHECK_FALSE(samples::replayed(stream.engines(), *bundle).difference.has_value());
}

}  // namespace
}  // namespace financescr
