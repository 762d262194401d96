// What holds for a history of any format: order, ties, labels, and that a bad row costs only
// itself.
#include "datagen/importers/histories/import_history.hpp"

#include <doctest/doctest.h>

#include "tests/unit/importers/fixtures.hpp"
#include "tests/unit/importers/histories/imported.hpp"

namespace financescr::datagen::histories {
namespace {

using fixtures::first_line;
using Ids = std::vector<std::string>;

const std::string kHead = "TRANSACTION_ID,TX_DATETIME,CUSTOMER_ID,TERMINAL_ID,TX_AMOUNT,TX_FRAUD\n";

std::string payment(std::string_view id, std::string_view clock = "00:00:00",
                    std::string_view amount = "5") {
  return std::string(id) + ",2018-04-01 " + std::string(clock) + ",c,t," + std::string(amount) +
         ",0\n";
}

Ids ids_of(const Imported& result) {
  Ids ids;
  for (const auto& event : events_of(result)) ids.push_back(event.event_id);
  return ids;
}

TEST_CASE("histories: rows come in the order of time, ties in that of files and rows") {
  const std::string a = kHead + payment("a1", "00:00:05") + payment("a2") + payment("a3");
  const std::string b = kHead + payment("b1") + payment("b2", "00:00:04");
  const Imported result = imported("fraud-handbook", {{{"a.csv", a}, {"b.csv", b}}, {}});
  CHECK(ids_of(result) == Ids{"a2", "a3", "b1", "b2", "a1"});
  CHECK(lines_of(result.labels).size() == 5);
  CHECK(lines_of(result.labels)[4].find(R"("a1","known_at":"2018-04-08T00:00:05)") !=
        std::string::npos);
}

TEST_CASE("histories: rows without ids are called by their lines, also in a second file") {
  const std::string text =
      "step,type,amount,nameOrig,nameDest,isFraud\n2,CASH_IN,5,C,D,0\n\n"
      "1,CASH_IN,5,C,D,0\n";
  const Imported result = imported("paysim", {{{"a.csv", text}, {"b.csv", text}}, {}});
  CHECK(ids_of(result) == Ids{"tx-4", "tx-2-4", "tx-2", "tx-2-2"});
}

TEST_CASE("histories: labels are known as much later as is asked for") {
  HistoryOptions options;
  options.label_delay_us = 0;
  CHECK(imported("fraud-handbook", kHead + payment("1"), options).labels.find("2018-04-01T") !=
        std::string::npos);
  options.label_delay_us = 90LL * 365 * Timestamp::kDay;  // nobody will know it in time
  const Imported late = imported("fraud-handbook", kHead + payment("1"), options);
  CHECK(late.labels.empty());
  CHECK(late.report.count("labels not written", "known after the year 2100") == 1);
}

TEST_CASE("histories: a bad row costs only itself and is reported with its line") {
  const std::string text = kHead + payment("1") + payment("2", "25:00:00") +
                           payment("3", "00:00:00", "NaN") + payment("4", "00:00:00", "1e30") +
                           payment("5", "00:00:00", "-5") + payment("") + "6,7\n" +
                           payment(std::string(129, 'x')) + "7,2018-04-01 00:00:00,c,t,5,maybe\n" +
                           payment("\"two\nlines\"") + "\"x\"y,1\n" + payment("8");
  const Imported result = imported("fraud-handbook", text);
  CHECK(ids_of(result) == Ids{"1", "two\nlines", "8"});
  const ImportReport& report = result.report;
  CHECK(first_line(report, std::string(kTimeNotUnderstood)) == 3);
  CHECK(first_line(report, "amount not understood") == 4);
  CHECK(first_line(report, "amount above a thousand million") == 5);
  CHECK(first_line(report, std::string(kAmountBelowZero)) == 6);
  CHECK(first_line(report, "no id") == 7);
  CHECK(first_line(report, "wrong number of columns") == 8);
  CHECK(first_line(report, "id too long") == 9);
  CHECK(first_line(report, "label not understood") == 10);
  CHECK(first_line(report, "not a CSV record") == 13);
}

TEST_CASE("histories: of two rows with one id the earlier in time is taken") {
  const std::string a = kHead + payment("1", "00:00:05") + payment("2");
  const std::string b = kHead + payment("1", "00:00:04") + payment("3");
  const Imported result = imported("fraud-handbook", {{{"a.csv", a}, {"b.csv", b}}, {}});
  CHECK(ids_of(result) == Ids{"2", "3", "1"});
  CHECK(lines_of(result.labels).size() == 3);
  const auto& examples = result.report.findings.at("id twice").examples;
  REQUIRE(examples.size() == 1);
  CHECK(examples[0].file == "a.csv");
  CHECK(examples[0].line == 2);
}

TEST_CASE("histories: the id of a second event must fit as well") {
  const std::string head = "TX_ID,SENDER_ACCOUNT_ID,RECEIVER_ACCOUNT_ID,TX_AMOUNT,TIMESTAMP\n";
  const Imported result = imported(
      "amlsim", head + std::string(126, 'x') + ",a,b,5,1\n" + std::string(125, 'y') + ",a,b,5,1\n");
  CHECK(events_of(result).size() == 2);
  CHECK(first_line(result.report, "id too long") == 2);
}

TEST_CASE("histories: a byte of no text, another encoding and a mark at the start are read") {
  const std::string text = "\xEF\xBB\xBF" + kHead + payment(std::string("n\0l", 3)) +
                           payment("Jos\xE9") + "\r\n" + payment("\xEF\xBB\xBFz");
  const Imported result = imported("fraud-handbook", text);
  CHECK(ids_of(result) == Ids{std::string("n\0l", 3), "José", "\xEF\xBB\xBFz"});
  CHECK(first_line(result.report, "field not UTF-8, read as Windows-1252") == 3);
}

TEST_CASE("histories: what holds no row is refused") {
  struct Row {
    std::string text;
    const char* reason;
  };
  const Row rows[] = {{"", "tx.csv: is empty"},
                      {"\r\n\r\n", "tx.csv: is empty"},
                      {kHead, "holds no valid row"},
                      {kHead + payment("1", "25:00:00"), "line 2: time not understood"},
                      {"\"TRANSACTION_ID", "tx.csv: line 1"},
                      {std::string(5U << 20U, 'x'), "is longer than"},
                      {std::string(20'000, ','), "more than 10000 fields"}};
  for (const Row& row : rows) {
    const std::string reason = row.reason;
    CAPTURE(reason);
    const Imported refused = imported("fraud-handbook", row.text);
    CHECK(refused.error.detail.find(reason) != std::string::npos);
    CHECK(refused.events.empty());
  }
}

TEST_CASE("histories: what cannot be written ends the import") {
  const std::string text = kHead + payment("1");
  const HistoryFiles files{{{"a.csv", text}}, {}};
  const auto fine = [](std::string_view) -> Result<void> { return {}; };
  const auto full = [](std::string_view) -> Result<void> {
    return fail(ErrorCode::kUnavailable, "no space");
  };
  for (const HistorySinks& sinks : {HistorySinks{full, fine}, HistorySinks{fine, full}}) {
    const auto result = import_history(*find_history_format("fraud-handbook"), files, {}, sinks);
    REQUIRE_FALSE(result);
    CHECK(result.error().detail == "no space");
  }
}

}  // namespace
}  // namespace financescr::datagen::histories
