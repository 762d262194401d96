// The vectors of the reference's rules (specification 2.3 and 2.9), each a story and what comes of
// it under the reference's policies.
#include <doctest/doctest.h>

#include "tests/unit/monitoring/story.hpp"

namespace financescr::monitoring {
namespace {

TEST_CASE("the reference's first version: amounts and hours") {
  check_rows("reference-mvp", {{"0 A d 9499.99", "", "0"},
                               {"0 A d 9500", "structuring=0.7", "0.75"},
                               {"0 A d 9999.99", "structuring=0.7", "0.75"},
                               {"0 A d 10000", "large_amount=0.5 round_number=0.3", "0.5"},
                               {"0 A d 15000", "large_amount=0.75 round_number=0.3", "0.625"},
                               {"0 A d 20000", "large_amount=1 round_number=0.3", "0.75"},
                               {"0 A d 1000", "round_number=0.3", "0.35"},
                               {"2025-06-14T02:30:00Z A d 500", "unusual_hours=0.4", "0.45"},
                               {"2025-06-14T05:30:00Z A d 500", "unusual_hours=0.4", "0.45"},
                               {"2025-06-14T06:00:00Z A d 500", "", "0"},
                               {"2025-06-14T01:59:00Z A d 500", "", "0"},
                               // The hour as it is written.
                               {"2025-06-14T03:00:00+05:00 A d 500", "unusual_hours=0.4", "0.45"},
                               {"2025-06-14T03:00:00Z A d 10000",
                                "large_amount=0.5 round_number=0.3 unusual_hours=0.4", "0.55"}});
}

TEST_CASE("the reference's first version: how often and how much") {
  check_rows("reference-mvp", {{"-30m A d 10 x=9; 0 A d 500", "", "0"},
                               {"-30m A d 10 x=10; 0 A d 500", "rapid_transactions=0.5", "0.55"},
                               {"-30m A d 10 x=11; 0 A d 500", "rapid_transactions=0.55", "0.6"},
                               {"-30m A d 10 x=12; 0 A d 500", "rapid_transactions=0.6", "0.65"},
                               {"-30m A d 10 x=19; 0 A d 500", "rapid_transactions=0.95", "1"},
                               {"-30m A d 10 x=20; 0 A d 500", "rapid_transactions=1", "1"},
                               {"-30m A d 29500; 0 A d 500", "high_velocity_volume=0.5", "0.55"},
                               {"-30m A d 29499; 0 A d 500", "", "0"},
                               {"-30m A d 59500; 0 A d 500", "high_velocity_volume=1", "1"},
                               {"-61m A d 59500; 0 A d 500", "", "0"}});
}

TEST_CASE("the reference's first version: addresses and counterparties") {
  check_rows("reference-mvp",
             {{"-2h A d 10 ip=10.0.0.1; 0 A d 500 ip=10.0.0.2", "new_ip_address=0.5", "0.55"},
              {"-2h A d 10 ip=10.0.0.1; 0 A d 500 ip=10.0.0.1", "", "0"},
              {"-2h A d 10; 0 A d 500 ip=10.0.0.2", "", "0"},
              {"-2h A t 10 to=B; 0 A t 500 to=B", "circular_transfer=0.7", "0.75"},
              {"-2h A t 10 to=C; 0 A t 500 to=B", "new_counterparty_transfer=0.4", "0.45"},
              {"0 A t 500 to=B", "", "0"},
              {"-2h A t 10 to=B x=2; 0 A t 500 to=B",
               "circular_transfer=0.7 rapid_pair_transfers=0.5", "0.7"},
              {"-2h A t 10 to=B x=5; 0 A t 500 to=B",
               "circular_transfer=0.7 rapid_pair_transfers=1", "0.95"}});
}

TEST_CASE("the reference's second version: its own constants and hours") {
  check_rows("reference-head", {{"0 A t 490000", "structuring=0.7 round_number=0.3", "0.6"},
                                {"0 A t 499999", "structuring=0.7", "0.75"},
                                {"0 A t 500000", "large_amount=0.5 round_number=0.3", "0.5"},
                                {"0 A t 750000", "large_amount=0.75 round_number=0.3", "0.625"},
                                {"-30m A d 10 x=19; 0 A d 500", "", "0"},
                                {"-30m A d 10 x=20; 0 A d 500", "rapid_transactions=0.5", "0.55"},
                                {"-30m A d 10 x=30; 0 A d 500", "rapid_transactions=0.75", "0.8"},
                                {"-30m A d 10 x=40; 0 A d 500", "rapid_transactions=1", "1"},
                                {"2025-06-14T01:00:00Z A d 500", "unusual_hours=0.4", "0.45"},
                                {"2025-06-14T04:59:00Z A d 500", "unusual_hours=0.4", "0.45"},
                                {"2025-06-14T05:00:00Z A d 500", "", "0"},
                                {"2025-06-14T00:59:00Z A d 500", "", "0"}});
}

TEST_CASE("the reference's second version: transfers") {
  check_rows(
      "reference-head",
      {{"-2h A t 600 to=B; 0 A t 750 to=B", "", "0"},
       {"-2h A t 601 to=B; 0 A t 750 to=B", "circular_transfer=0.7", "0.75"},
       {"-2h A w 700 to=B; 0 A d 750 to=B", "circular_transfer=0.7", "0.75"},
       {"-1h X t 441000 to=B; -1h Y t 441000 to=B; -1h Z t 441000 to=B; 0 A t 500 to=B",
        "cross_account_structuring=0.75", "0.8"},
       {"-1h X t 294000 to=B; -1h Y t 294000 to=B; -1h Z t 294000 to=B; 0 A t 500 to=B", "", "0"},
       {"-1h X t 441000 to=B x=2; -1h Y t 441000 to=B; 0 A t 500 to=B", "", "0"},
       // Of the account itself no sender is counted.
       {"-1h X t 441000 to=B; -1h Y t 441000 to=B; -1h A t 441000 to=B; 0 A t 500 to=B", "", "0"}});
}

TEST_CASE("the reference's rules about agents") {
  const std::string agent = " actor=agent agent=AG";
  const auto story = [&agent](std::string text) {
    for (std::size_t at = 0; (at = text.find('@', at)) != std::string::npos;) {
      text.replace(at, 1, agent);
    }
    return text;
  };
  std::vector<Told> rows = {
      {"-30m A d 495001@; -20m B d 495001@; -10m C d 495001@; -5m D d 495001@; 0 E d 495001@",
       "structuring=0.7 agent_structuring=0.85 agent_float_anomaly=0.6"},
      {"-30m A d 480000@; -20m B d 480000@; -10m C d 480000@; -5m D d 480000@; 0 E d 495001@",
       "structuring=0.7 agent_float_anomaly=0.6"},
      {"-30m A d 600000@; -20m B d 600000@; -10m C d 600000@; -5m D d 600000@; 0 E d 600000@",
       "large_amount=0.6 round_number=0.3 agent_float_anomaly=0.6"},
      {"-30m A d 495001; -20m B d 495001; -10m C d 495001; -5m D d 495001; 0 E d 495001",
       "structuring=0.7"},
      // Float: nearly all of it deposits.
      {"-3h W w 1000@; -2h A d 100000@ x=9; 0 B d 100000@",
       "round_number=0.3 agent_float_anomaly=0.6"},
      {"-2h A d 10000@ x=3; -2h A w 10000@ x=2; 0 B w 10000@", "round_number=0.3"},
      {"-2h A d 100@ x=3; 0 B d 100@", ""},
      // Accounts of new clients.
      {"-2h A1 d 10@ kyc=1; -2h A2 d 10@ kyc=1; -2h A3 d 10@ kyc=1; -2h A4 d 10@ kyc=1;"
       "-2h A5 d 10@ kyc=1; -2h A6 d 10@ kyc=1; -2h A7 d 10@ kyc=1; 0 A8 d 10@ kyc=1",
       "agent_account_farming=0.75"},
      {"-2h A1 d 10@ kyc=1; -2h A2 d 10@ kyc=1; -2h A3 d 10@ kyc=1; -2h A4 d 10@ kyc=1;"
       "-2h A5 d 10@ kyc=1; 0 A6 d 10@ kyc=1",
       ""},
      {"-2h A1 d 10@ kyc=3; -2h A2 d 10@ kyc=3; -2h A3 d 10@ kyc=3; -2h A4 d 10@ kyc=3;"
       "-2h A5 d 10@ kyc=3; -2h A6 d 10@ kyc=3; -2h A7 d 10@ kyc=3; 0 A8 d 10@ kyc=3",
       ""},
      // Collusion: the client's money through another agent.
      {"-20m Z w 500 agent=AGENT-002 to=CLIENT-X; 0 A d 500@ client=CLIENT-X",
       "agent_customer_collusion=0.8"},
      {"-20m A w 500 agent=AGENT-002 client=CLIENT-X; 0 A d 500@ client=CLIENT-X",
       "agent_customer_collusion=0.8"},
      {"-20m Z w 500 agent=AG to=CLIENT-X; 0 A d 500@ client=CLIENT-X", ""},
      {"-20m Z w 500 agent=AGENT-002; 0 A d 500@ client=CLIENT-X", ""},
      {"-61m Z w 500 agent=AGENT-002 to=CLIENT-X; 0 A d 500@ client=CLIENT-X", ""}};
  for (auto& row : rows) row.steps = story(row.steps);
  check_fired(*find_builtin_policy("reference-head"), rows);
}

TEST_CASE(
    "an agent's profile that fits suppresses the float rule, one that does not lets it fire") {
  const std::string steps =
      "-3h W w 1000 actor=agent agent=AG; 0 B d 90000 actor=agent agent=AG instrument=card";
  for (const auto& [typical, fires] : {std::pair{990'000, false}, std::pair{500'000, true}}) {
    Story story(*find_builtin_policy("reference-head"));
    story.profiles().set("AG", Micro{typical});
    CHECK((fired(story.tell(steps)).find("agent_float_anomaly") != std::string::npos) == fires);
  }
}

TEST_CASE("the reference's rules about merchants") {
  check_rows(
      "reference-head",
      {{"-3d M d 400000 actor=merchant x=12; 0 M d 400001 actor=merchant name=N instrument=card",
        "merchant_collection_account=0.75", "0.8"},
       {"-3d M d 400000 actor=merchant x=12; -2d M t 5000 to=K; "
        "0 M d 400001 actor=merchant name=N instrument=card",
        "", "0"},
       {"0 M d 100001 actor=merchant", "high_value_anonymous_payment=0.7", "0.75"},
       {"0 M d 100001 actor=merchant name=Somebody", "", "0"},
       {"0 M d 100001", "", "0"}});
}

TEST_CASE("the reference's rules about networks") {
  std::string deposits;
  for (int i = 0; i < 8; ++i) deposits += "-3d A d 1001 to=SENDER-" + std::to_string(i) + ";";
  std::string five;
  for (int i = 0; i < 5; ++i) five += "-3d A d 1001 to=SENDER-" + std::to_string(i) + ";";
  std::string sent;
  for (int i = 0; i < 5; ++i) sent += "-2d A t 1001 to=R-" + std::to_string(i) + ";";
  const std::vector<Told> rows = {{deposits + "0 A t 50001", "scatter_gather=0.85"},
                                  {deposits + "0 A d 50001", ""},
                                  {"0 A t 50001", ""},
                                  {five + sent + "0 A d 1001", "bipartite_layering=0.9"},
                                  {five + "0 A d 1001", ""},
                                  {"-20m A t 90001; -10m A t 95001; 0 A t 100001", "stacking=0.8"},
                                  {"-10m A t 1001; 0 A t 100001", ""},
                                  {"-20m A t 90001; -10m A t 95001; 0 A d 100001", ""},
                                  {"-40m A t 90001; -10m A t 95001; 0 A t 100001", ""}};
  check_fired(*find_builtin_policy("reference-head"), rows);
}

TEST_CASE("the reference's rules about loans") {
  const std::vector<Told> rows = {
      {"-2h A l 100000; 0 A t 85001", "loan_and_run=0.9"},
      {"-2h A l 100000; 0 A t 50001", ""},
      {"-2h A l 100000; 0 A t 80000", "round_number=0.3"},
      {"-15m A l 100000; 0 A w 82001", "immediate_cash_out=0.95"},
      {"-2h A l 100000; 0 A w 90001", ""},
      {"-10m A l 100000; 0 A w 50001", ""},
      {"-5h A l 100000; -4h A t 20001 to=B1; -3h A t 20001 to=B2; -2h A t 20001 to=B3;"
       "-1h A t 10001 to=B4; 0 A t 9001 to=B5",
       "new_counterparty_transfer=0.4 cross_agent_dispersal=0.7"},
      {"-5h A l 30000; -4h A t 7999; -3h A t 7999; 0 A t 7999",
       "post_disbursement_structuring=0.75"},
      {"-5h A l 20000; -3h A t 6001; 0 A t 8001", ""},
      {"-5h A l 100000; -4h A t 8001; -3h A t 8001; 0 A t 8001", ""},
      // Not after 48 hours.
      {"-49h A l 100000; 0 A t 85001", ""}};
  check_fired(*find_builtin_policy("reference-head"), rows);
}

TEST_CASE("the reference's reports of large cash are of a person, of one day and one direction") {
  const std::vector<Told> rows = {
      {"-2h A d 2500000 client=P agent=G1; 0 B d 2500000 client=P agent=G2",
       "large_amount=1 round_number=0.3 high_velocity_volume=0.833333 ctr_cash_in=0"},
      {"-2h A d 2500000 client=P; 0 B d 2400001 client=P",
       "large_amount=1 high_velocity_volume=0.8"},
      {"-2h A w 2500000 client=P; 0 B d 2500001 client=P",
       "large_amount=1 high_velocity_volume=0.833334"},
      {"-14h A d 2500000 client=P; 0 B d 2500001 client=P",
       "large_amount=1 high_velocity_volume=0.833334"}};
  check_fired(*find_builtin_policy("reference-head"), rows);
}

}  // namespace
}  // namespace financescr::monitoring
