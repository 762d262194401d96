// The format csv: what a map may say, and what becomes of rows by it.
#include "datagen/importers/histories/csv_map.hpp"

#include <doctest/doctest.h>

#include "tests/unit/importers/fixtures.hpp"
#include "tests/unit/importers/histories/imported.hpp"

namespace financescr::datagen::histories {
namespace {

using fixtures::first_line;
using fixtures::with;

const std::string kMap = R"({
  "delimiter": ";",
  "columns": {"event_id": "No", "account_id": "Konto", "client_id": "Kunde", "type": "Art",
              "occurred_at": ["Datum", "Uhrzeit"], "amount": "Betrag",
              "counterparty_account_id": "Gegenkonto", "currency": "Währung"},
  "constants": {"country_code": "DE"},
  "values": {"type": {"Bar": {"type": "withdrawal", "instrument": "cash"}, "*": "transfer"},
             "currency": {"Euro": "EUR"}},
  "time": {"formats": ["DD.MM.YYYY hh:mm", "YYYY-MM-DD hh:mm"], "offset": "+01:00"},
  "amount": {"decimal_mark": ",", "thousands_mark": ".", "sign": "negative_is_out"},
  "label": {"column": "Betrug", "fraud": ["ja"], "legitimate": ["nein"], "typology": "Muster"},
  "both_accounts": true
})";

const std::string kRows =
    "Kunde;Konto;Datum;Uhrzeit;Betrag;Art;Gegenkonto;Betrug;Muster;No;Währung\n"
    "K1;A1;02.01.2024;00:30;-1.234,50;SEPA;A2;ja;Fan-Out;1;Euro\n"
    "K1;A1;2024-01-03;12:00;-20;Bar;;nein;;2;Euro\n"
    "K1;A1;04.01.2024;12:00;7,5;SEPA;A9;offen;;3;Euro\n"
    "K1;A1;05.01.2024;12:00;7,5;Bar;;nein;;4;Euro\n"
    "K1;A1;05.01.2024;12:00;7,5;SEPA;A9;nein;;5;Dollar\n"
    "K1;A1;31.02.2024;12:00;7,5;SEPA;A9;nein;;6;Euro\n";

Imported imported_by(const std::string& map, const std::string& rows) {
  HistoryOptions options;
  Errors errors;
  auto read = CsvMap::read(canonical::parse(map).value(), errors);
  REQUIRE(read);
  options.map = *std::move(read);
  return imported("csv", rows, std::move(options));
}

TEST_CASE("csv: a map with everything in it") {
  const Imported result = imported_by(kMap, kRows);
  CHECK(result.error.detail == "");
  const auto events = events_of(result);
  REQUIRE(events.size() == 4);
  CHECK(lines_of(result.events)[0] ==
        R"({"account_id":"A1","actor_type":"customer","amount":1234.5,"client_id":"K1",)"
        R"("counterparty_account_id":"A2","country_code":"DE","currency":"EUR",)"
        R"("direction":"OUT","event_id":"1","instrument":"transfer",)"
        R"("occurred_at":"2024-01-01T23:30:00.000000Z","type":"transfer"})");
  CHECK(events[1].event_id == "1-in");
  CHECK(events[1].account_id == "A2");
  CHECK_FALSE(events[1].country);  // the place is the sender's
  CHECK(events[2].instrument == monitoring::Instrument::kCash);
  CHECK(events[3].direction == monitoring::Direction::kIn);  // of the row's own account: one event
  const auto labels = lines_of(result.labels);
  REQUIRE(labels.size() == 3);
  CHECK(labels[1] == R"({"event_id":"1-in","known_at":"2024-01-08T23:30:00.000000Z",)"
                     R"("label":"fraud","typology":"fan_out"})");
  CHECK(first_line(result.report, "label that the map does not have, not used") == 4);
  CHECK(first_line(result.report, "no event that can be monitored") == 5);  // comes in, withdrawn
  CHECK(first_line(result.report, "value that the map does not have") == 6);
  CHECK(first_line(result.report, std::string(kTimeNotUnderstood)) == 7);
}

TEST_CASE("csv: the least that a map says") {
  const Imported result = imported_by(
      R"({"columns":{"account_id":"a","occurred_at":"t","amount":"x"},
          "constants":{"type":"other","direction":"OUT"},"time":{"formats":["unix_seconds"]}})",
      "t,a,x\n1577836800,A,5\n1577836801,,5\n1577836802,A,-5\n");
  CHECK(lines_of(result.events) ==
        std::vector<std::string>{
            R"({"account_id":"A","actor_type":"customer","amount":5,"client_id":"A",)"
            R"("currency":"USD","direction":"OUT","event_id":"tx-2",)"
            R"("occurred_at":"2020-01-01T00:00:00.000000Z","type":"other"})"});
  CHECK(result.labels.empty());
  CHECK(first_line(result.report, "no event that can be monitored") == 3);
  CHECK(first_line(result.report, std::string(kAmountBelowZero)) == 4);
}

TEST_CASE("csv: a column of the map that the file lacks is named") {
  Errors errors;
  HistoryOptions options;
  options.map = CsvMap::read(canonical::parse(kMap).value(), errors).value();
  const auto refused = imported("csv", "Kunde;Konto;Datum;Uhrzeit;Art;Gegenkonto;No\n", options);
  CHECK(refused.error.detail == "tx.csv: line 1 lacks the columns Betrag, Währung, Betrug, Muster");
}

TEST_CASE("csv: what is wrong with a map is said with its pointer") {
  struct Row {
    const char* before;
    const char* after;
    const char* pointer;
  };
  for (const Row& row :
       {Row{R"("delimiter": ";")", R"("delimiter": "::")", "/delimiter"},
        Row{R"("delimiter": ";")", R"("delimiters": ";")", "/delimiters"},
        Row{R"("account_id": "Konto", )", "", "/columns/account_id"},
        Row{R"("amount": "Betrag",)", "", "/columns/amount"},
        Row{R"("amount": "Betrag")", R"("amount": 5)", "/columns/amount"},
        Row{R"(["Datum", "Uhrzeit"])", "[]", "/columns/occurred_at"},
        Row{R"(["Datum", "Uhrzeit"])", R"(["Datum", 5])", "/columns/occurred_at/1"},
        Row{R"("client_id": "Kunde")", R"("customer": "Kunde")", "/columns/customer"},
        Row{R"("country_code": "DE")", R"("type": "transfer")", "/constants/type"},
        Row{R"("country_code": "DE")", R"("instrument": "gold")", "/constants/instrument"},
        Row{R"("*": "transfer")", R"("*": "payment")", "/values/type/*"},
        Row{R"("instrument": "cash")", R"("instrument": "gold")", "/values/type/Bar/instrument"},
        Row{R"("instrument": "cash")", R"("amount": "5")", "/values/type/Bar/amount"},
        Row{R"("Euro": "EUR")", R"("Euro": "Euro")", "/values/currency/Euro"},
        Row{R"("currency": {"E)", R"("loan_id": {"E)", "/values/loan_id"},
        Row{R"("DD.MM.YYYY hh:mm")", R"("DD.MM hh:mm")", "/time/formats/0"},
        Row{R"("+01:00")", R"("CET")", "/time/offset"},
        Row{R"("thousands_mark": ".")", R"("thousands_mark": ",")", "/amount/thousands_mark"},
        Row{R"("negative_is_out")", R"("minus")", "/amount/sign"},
        Row{R"("fraud": ["ja"])", R"("fraud": [])", "/label/fraud"},
        Row{R"("column": "Betrug", )", "", "/label/column"},
        Row{R"("both_accounts": true)", R"("both_accounts": 1)", "/both_accounts"}}) {
    const std::string pointer = row.pointer;
    CAPTURE(pointer);
    Errors errors;
    const std::string map = with(kMap, row.before, row.after);
    REQUIRE(map != kMap);
    CHECK_FALSE(CsvMap::read(canonical::parse(map).value(), errors));
    REQUIRE(errors.size() == 1);
    CHECK(errors.front().pointer == pointer);
  }
}

}  // namespace
}  // namespace financescr::datagen::histories
