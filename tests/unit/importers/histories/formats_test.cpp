// Each published format: what its rows become.
#include <doctest/doctest.h>

#include "tests/unit/importers/fixtures.hpp"
#include "tests/unit/importers/histories/imported.hpp"

namespace financescr::datagen::histories {
namespace {

using fixtures::first_line;

TEST_CASE("fraud-handbook: a customer pays at a terminal, and every payment has a label") {
  const Imported result =
      imported("fraud-handbook",
               "\xEF\xBB\xBF,TRANSACTION_ID,TX_DATETIME,CUSTOMER_ID,TERMINAL_ID,"
               "TX_AMOUNT,TX_TIME_SECONDS,TX_TIME_DAYS,TX_FRAUD,"
               "TX_FRAUD_SCENARIO\r\n"
               "0,7,2018-04-01 00:02:10,4961,3412,81.51,130,0,1,2\r\n"
               "1,0,2018-04-01 00:00:31,596,3156,57.165,31,0,0,0\r\n"
               "2,8,2018-04-01 00:02:21,2,1365,0.00,141,0,0,0\r\n");
  CHECK(lines_of(result.events) ==
        std::vector<std::string>{
            R"({"account_id":"596","actor_type":"customer","amount":57.17,"client_id":"596",)"
            R"("currency":"USD","direction":"OUT","event_id":"0","instrument":"card",)"
            R"("merchant_id":"3156","occurred_at":"2018-04-01T00:00:31.000000Z","type":"other"})",
            R"({"account_id":"4961","actor_type":"customer","amount":81.51,"client_id":"4961",)"
            R"("currency":"USD","direction":"OUT","event_id":"7","instrument":"card",)"
            R"("merchant_id":"3412","occurred_at":"2018-04-01T00:02:10.000000Z","type":"other"})"});
  CHECK(lines_of(result.labels) ==
        std::vector<std::string>{
            R"({"event_id":"0","known_at":"2018-04-08T00:00:31.000000Z","label":"legitimate",)"
            R"("typology":"none"})",
            R"({"event_id":"7","known_at":"2018-04-08T00:02:10.000000Z","label":"fraud",)"
            R"("typology":"scenario_2"})"});
  CHECK(first_line(result.report, "amount of zero") == 4);
  CHECK(first_line(result.report, "amount rounded to the decimals of its currency") == 3);
}

TEST_CASE("amlsim: the sample of nodes, a transfer seen from both accounts") {
  const HistoryFiles files{
      {{"transactions.csv", "sourceNodeId,targetNodeId,value,time\n1,2,163.3,1\n2,2,5,3\n"}},
      {{"nodes.csv",
        "nodeid,isFraud,init_balance,fraudStep\n1,1,0,2\n2,0,0,-1\n3,0,0,-1\n"
        "4,1,0,-1\n1,0,0,-1\n"}}};
  const Imported result = imported("amlsim", files);
  const auto events = events_of(result);
  REQUIRE(events.size() == 3);
  CHECK(events[0].account_id == "1");
  CHECK(events[0].counterparty_account_id == "2");
  CHECK(events[0].direction == monitoring::Direction::kOut);
  CHECK(events[0].occurred_at.to_string() == "2020-01-02T00:00:00.000000Z");
  CHECK(events[1].event_id == "tx-2-in");
  CHECK(events[1].account_id == "2");
  CHECK(events[1].client_id == "2");
  CHECK(events[1].counterparty_account_id == "1");
  CHECK(events[1].direction == monitoring::Direction::kIn);
  CHECK(events[1].amount == events[0].amount);
  CHECK(events[2].event_id == "tx-3");  // to itself: one event
  CHECK(lines_of(result.labels) ==
        std::vector<std::string>{
            R"({"account_id":"1","known_at":"2020-01-10T00:00:00.000000Z","label":"fraud",)"
            R"("typology":"unknown"})",
            R"({"account_id":"2","known_at":"2020-01-11T00:00:00.000000Z","label":"legitimate",)"
            R"("typology":"none"})"});
  CHECK(result.report.finding_count("label of an account without a transaction") == 2);
  CHECK(first_line(result.report, "account twice") == 6);
}

TEST_CASE("amlsim: nobody knows of an account before its first event") {
  const HistoryFiles files{
      {{"transactions.csv", "sourceNodeId,targetNodeId,value,time\n1,2,163.3,9\n"}},
      {{"nodes.csv", "nodeid,isFraud,init_balance,fraudStep\n1,1,0,2\n"}}};
  CHECK(imported("amlsim", files).labels.find("2020-01-17T00:00") != std::string::npos);
}

TEST_CASE("amlsim: the simulator's own output, with customers and kinds of alerts") {
  const HistoryFiles files{
      {{"transactions.csv",
        "TX_ID,SENDER_ACCOUNT_ID,RECEIVER_ACCOUNT_ID,TX_TYPE,TX_AMOUNT,TIMESTAMP,IS_FRAUD,"
        "ALERT_ID\n11,a,b,TRANSFER,10.5,0,True,3\n12,b,c,TRANSFER,7,1,False,-1\n"}},
      {{"accounts.csv",
        "ACCOUNT_ID,CUSTOMER_ID,INIT_BALANCE,COUNTRY,ACCOUNT_TYPE,IS_FRAUD,TX_BEHAVIOR_ID\n"
        "a,C_1,1,US,I,true,1\nb,C_2,1,GB,I,false,1\n"},
       {"alerts.csv", "ALERT_ID,ALERT_TYPE,IS_FRAUD\n3,fan_in,True\n"}}};
  const Imported result = imported("amlsim", files);
  const auto events = events_of(result);
  REQUIRE(events.size() == 4);
  CHECK(events[0].client_id == "C_1");
  CHECK(events[0].country->to_string() == "US");
  CHECK(events[1].event_id == "11-in");
  CHECK(events[1].client_id == "C_2");
  CHECK(events[1].country->to_string() == "GB");
  CHECK(events[3].client_id == "c");  // not in accounts.csv
  const auto labels = lines_of(result.labels);
  REQUIRE(labels.size() == 6);
  CHECK(labels[0] == R"({"event_id":"11","known_at":"2020-01-08T00:00:00.000000Z",)"
                     R"("label":"fraud","typology":"fan_in"})");
  CHECK(result.report.count("labels of events", "fraud") == 2);
  CHECK(result.report.count("labels of accounts", "fraud") == 1);
}

TEST_CASE("paysim: cash and merchants have one event, transfers two") {
  const Imported result = imported(
      "paysim",
      "step,type,amount,nameOrig,oldbalanceOrg,newbalanceOrig,nameDest,oldbalanceDest,"
      "newbalanceDest,isFraud,isFlaggedFraud\n"
      "1,PAYMENT,9839.64,C1,1,1,M9,0,0,0,0\n1,CASH_IN,5,C1,1,1,C8,0,0,0,0\n"
      "1,CASH_OUT,6,C1,1,1,C8,0,0,1,0\n1,DEBIT,7,C1,1,1,C7,0,0,0,0\n"
      "2,TRANSFER,8,C1,1,1,C2,0,0,1,0\n2,TRANSFER,8,C1,1,1,M2,0,0,0,0\n2,LOAN,8,C1,1,1,C2,0,0,1,"
      "0\n");
  const auto events = events_of(result);
  REQUIRE(events.size() == 7);
  using monitoring::EventType;
  const EventType types[] = {EventType::kOther,    EventType::kDeposit,  EventType::kWithdrawal,
                             EventType::kTransfer, EventType::kTransfer, EventType::kTransfer,
                             EventType::kTransfer};
  for (std::size_t i = 0; i < events.size(); ++i) CHECK(events[i].type == types[i]);
  CHECK(events[0].merchant_id == "M9");
  CHECK(events[0].instrument == monitoring::Instrument::kMobileMoney);
  CHECK(events[1].agent_id == "C8");
  CHECK(events[1].direction == monitoring::Direction::kIn);
  CHECK(events[2].instrument == monitoring::Instrument::kCash);
  CHECK(events[3].counterparty_account_id == "C7");
  CHECK(events[4].occurred_at.to_string() == "2020-01-01T02:00:00.000000Z");
  CHECK(events[5].account_id == "C2");
  CHECK(events[5].event_id == events[4].event_id + "-in");
  CHECK(events[6].merchant_id == "M2");
  CHECK(lines_of(result.labels).size() == 7);
  CHECK(result.report.count("labels of events", "fraud") == 3);
  CHECK(first_line(result.report, "type not known") == 8);
}

constexpr std::string_view kIbmRows =
    "Timestamp,From Bank,Account,To Bank,Account,Amount Received,Receiving Currency,Amount Paid,"
    "Payment Currency,Payment Format,Is Laundering\n"
    "2022/09/01 00:20,010,8000EBD30,010,8000EBD30,3697.34,US Dollar,3697.34,US Dollar,"
    "Reinvestment,0\n"
    "2022/09/01 00:06,021174,800737690,012,80011F990,2848.96,Euro,3003.10,US Dollar,ACH,1\n"
    "2022/09/01 00:07,1,A,2,B,0.000092,Bitcoin,0.000092,Bitcoin,Bitcoin,0\n"
    "2022/09/01 00:08,1,A,2,B,5,Galleon,5,Euro,Wire,0\n";

TEST_CASE("ibm-aml: each side in its own currency, accounts by bank, typologies of patterns") {
  const HistoryFiles files{
      {{"HI-Small_Trans.csv", kIbmRows}},
      {{"HI-Small_Patterns.txt",
        "BEGIN LAUNDERING ATTEMPT - FAN-OUT:  Max 16-degree Fan-Out\n"
        "2022/09/01 00:06,021174,800737690,012,80011F990,2848.96,Euro,3003.10,US Dollar,ACH,1\n"
        "END LAUNDERING ATTEMPT - FAN-OUT\n\n"}}};
  const Imported result = imported("ibm-aml", files);
  const auto lines = lines_of(result.events);
  REQUIRE(lines.size() == 5);
  std::vector<monitoring::Event> events;
  for (const std::string& line : lines) {
    Errors errors;
    Pointers ignored;
    events.push_back(
        monitoring::Event::read(canonical::parse(line).value(), {}, errors, ignored).value());
  }
  CHECK(events[0].account_id == "021174-800737690");
  CHECK(monitoring::money_text(events[0].amount) == "3,003.10 USD");
  CHECK(events[1].account_id == "012-80011F990");
  CHECK(monitoring::money_text(events[1].amount) == "2,848.96 EUR");
  CHECK(monitoring::money_text(events[2].amount) == "0.09 MBT");
  CHECK(events[4].counterparty_account_id == "010-8000EBD30");
  CHECK(events[4].account_id == "010-8000EBD30");
  CHECK(lines_of(result.labels)[1].find(R"("label":"fraud","typology":"fan_out")") !=
        std::string::npos);
  CHECK(first_line(result.report, "currency not known") == 5);
}

TEST_CASE("ibm-aml: the second account may be called Account.1") {
  std::string text(kIbmRows);
  text.replace(text.find("To Bank,Account"), 15, "To Bank,Account.1");
  CHECK(imported("ibm-aml", text).events == imported("ibm-aml", kIbmRows).events);
}

TEST_CASE("histories: columns may stand in any order, and the missing ones are named") {
  const Imported a = imported("paysim",
                              "step,type,amount,nameOrig,nameDest,isFraud\n"
                              "1,CASH_IN,5,C1,C8,0\n");
  const Imported b = imported("paysim",
                              "isFraud,NAMEDEST,x,amount,type,nameOrig,\"step\"\n"
                              "0,C8,x,5,CASH_IN,C1,1\n");
  CHECK_FALSE(a.events.empty());
  CHECK(a.events == b.events);
  CHECK(imported("paysim", "step,type,nameOrig,nameDest\n").error.detail ==
        "tx.csv: line 1 lacks the columns amount, isFraud");
  CHECK(imported("amlsim", "targetNodeId,value,time\n").error.detail ==
        "tx.csv: line 1 lacks the column sourceNodeId or SENDER_ACCOUNT_ID or orig_acct");
}

}  // namespace
}  // namespace financescr::datagen::histories
