// financescr import of transaction histories: as files and folders, packed, hostile, and monitored.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "tests/integration/program.hpp"

namespace financescr::cli {
namespace {

namespace fs = std::filesystem;

const std::string kDayHead =
    "TRANSACTION_ID,TX_DATETIME,CUSTOMER_ID,TERMINAL_ID,TX_AMOUNT,TX_FRAUD\n";

struct HistoryOut {
  Finished finished;
  std::string events;
  std::string labels;
};

HistoryOut import_history(const std::string& format, const std::string& in,
                          std::vector<std::string> more = {}) {
  HistoryOut out;
  out.events = fresh_path("events.jsonl");
  out.labels = fresh_path("labels.jsonl");
  std::vector<std::string> arguments{"import", "--format", format,     "--in",    in,
                                     "--out",  out.events, "--labels", out.labels};
  arguments.insert(arguments.end(), more.begin(), more.end());
  out.finished = run(std::move(arguments));
  return out;
}

std::string file_with(const std::string& text, const std::string& name = "tx.csv") {
  const std::string path = fresh_path("history") + "/" + name;
  fs::create_directories(fs::path(path).parent_path());
  write_text(path, text);
  return path;
}

bool is_nothing_left(const HistoryOut& out) {
  const fs::path folder = fs::path(out.events).parent_path();
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().string();
    if (name.starts_with(out.events) || name.starts_with(out.labels)) return false;
    if (contains(name, "financescr-unpacked")) return false;
  }
  return true;
}

// As docs/IMPORTERS.md joins the two files for `monitor`.
std::string joined(const HistoryOut& out) {
  const std::string path = fresh_path("joined.jsonl");
  const std::string timed = R"~(sed -E 's/.*"(occurred_at|known_at)":"([^"]*)".*/\2\t&/' )~";
  const std::string script =
      file_with("LC_ALL=C sort -m -s -t \"$(printf '\\t')\" -k 1,1 <(" + timed + out.events +
                    ") <(" + timed + out.labels + ") | cut -f 2- > " + path + "\n",
                "join.sh");
  REQUIRE(std::system(("bash '" + script + "'").c_str()) == 0);
  return read_text(path);
}

TEST_CASE("import: --help names the histories beside the lists") {
  const Finished help = run({"import", "--help"});
  for (const char* format : {"amlsim", "paysim", "ibm-aml", "fraud-handbook", "csv"}) {
    CHECK(contains(help.out, "  " + std::string(format) + " "));
  }
  CHECK(contains(help.out, "--format fraud-handbook --in days --out events.jsonl --labels"));
}

TEST_CASE("import: a folder of days, some packed, is one history in the order of time") {
  const std::string folder = fresh_path("days");
  fs::create_directories(folder);
  write_text(folder + "/2018-04-02.csv", kDayHead + "2,2018-04-02 00:00:00,c,t,5.5,1\n");
  write_text(folder + "/2018-04-01.csv", kDayHead + "1,2018-04-01 00:00:00,c,t,5.5,0\n");
  write_text(folder + "/readme.txt", "no history");
  const HistoryOut plain = import_history("fraud-handbook", folder, {"--currency", "EUR"});
  CHECK(plain.finished.status == kOk);
  CHECK(contains(plain.finished.out, "(2 events)"));
  const auto events = json_lines(read_text(plain.events));
  REQUIRE(events.size() == 2);
  CHECK(text_at(events[0], "/event_id") == "1");
  CHECK(text_at(events[0], "/currency") == "EUR");
  REQUIRE(std::system(("gzip '" + folder + "/2018-04-01.csv'").c_str()) == 0);
  const HistoryOut packed = import_history("fraud-handbook", folder, {"--currency", "EUR"});
  CHECK(read_text(packed.events) == read_text(plain.events));
  CHECK(read_text(packed.labels) == read_text(plain.labels));
}

TEST_CASE("import: what was skipped is reported with file and line, the delay is as asked for") {
  const std::string file =
      file_with(kDayHead + "1,2018-04-01 00:00:00,c,t,5.5,0\n2,2018-02-30 00:00:00,c,t,5,0\n");
  const std::string report = fresh_path("report.json");
  const HistoryOut out =
      import_history("fraud-handbook", file, {"--report", report, "--label-delay-days", "30"});
  CHECK(out.finished.status == kOk);
  CHECK(contains(out.finished.err, file + " line 3: TX_DATETIME: 2018-02-30 00:00:00"));
  const auto json = canonical::parse(read_text(report)).value();
  CHECK(text_at(json, "/skipped_rows/0/examples/0/file") == file);
  CHECK(contains(read_text(out.labels), R"("known_at":"2018-05-01T00:00:00.000000Z")"));
  CHECK((fs::status(out.events).permissions() & fs::perms::others_read) == fs::perms::none);
}

TEST_CASE("import: flags of the other kind, and flags that are missing, are explained") {
  const std::string file = file_with(kDayHead + "1,2018-04-01 00:00:00,c,t,5.5,0\n");
  const std::string out = fresh_path("nothing.jsonl");
  const std::vector<std::string> history{"import", "--format", "fraud-handbook", "--in", file,
                                         "--out",  out};
  struct Row {
    std::vector<std::string> more;
    const char* reason;
  };
  for (const Row& row : {Row{{}, "it needs --labels"}, Row{{"--labels", out}, "the same file"},
                         Row{{"--labels", "l", "--id-key-id", "k"}, "--id-key-id is for lists"},
                         Row{{"--labels", "l", "--map", "m"}, "--map is for the format csv"},
                         Row{{"--labels", "l", "--currency", "eur"}, "three capital letters"},
                         Row{{"--labels", "l", "--label-delay-days", "-1"}, "-1"},
                         Row{{"--labels", "l", "--merge"}, "neither --format"}}) {
    std::vector<std::string> arguments = history;
    arguments.insert(arguments.end(), row.more.begin(), row.more.end());
    const Finished refused = run(arguments);
    const std::string reason = row.reason;
    CAPTURE(reason);
    CHECK(refused.status == kUsage);
    CHECK(contains(refused.err + refused.out, reason));
  }
  const Finished list =
      run({"import", "--format", "un-xml", "--in", file, "--out", out, "--labels", "l"});
  CHECK(list.status == kUsage);
  CHECK(contains(list.err, "are for histories, not lists"));
  const Finished merged = run({"import", "--merge", "--out", out, "paysim=" + file});
  CHECK(merged.status == kUsage);
  CHECK(contains(merged.err, "only lists are merged"));
  CHECK(contains(import_history("csv", file).finished.err, "csv needs --map FILE"));
  CHECK(contains(import_history("ibm-aml", file, {"--currency", "EUR"}).finished.err,
                 "names the currency of every row"));
  CHECK_FALSE(fs::exists(out));
}

TEST_CASE("import: a map is checked, and every fault is named with file and pointer") {
  const std::string map =
      file_with(R"({"columns":{"account_id":"a"},"delimeter":";"})", "map.json");
  const HistoryOut bad = import_history("csv", file_with("a\n1\n"), {"--map", map});
  CHECK(bad.finished.status == kBadInput);
  for (const char* pointer : {"/columns/amount: ", "/columns/occurred_at: ", "/columns/type: ",
                              "/time: ", "/delimeter: "}) {
    CHECK(contains(bad.finished.err, map + ": " + pointer));
  }
  CHECK(is_nothing_left(bad));
}

TEST_CASE("import: hostile histories are refused or skipped, and nothing is left behind") {
  const std::string row = "1,2018-04-01 00:00:00,c,t,5.5,0\n";
  const auto refused = [](const std::string& path, const char* reason) {
    const HistoryOut out = import_history("fraud-handbook", path);
    CHECK(out.finished.status == kBadInput);
    CHECK(contains(out.finished.err, path));
    CHECK(contains(out.finished.err, reason));
    CHECK(is_nothing_left(out));
  };
  refused(file_with(""), "is empty");
  refused(file_with(kDayHead), "holds no valid row");
  refused(file_with("a,b\n1,2\n"), "lacks the columns TRANSACTION_ID, TX_DATETIME");
  refused(fresh_path("nowhere.csv"), "cannot be opened");
  refused(fs::path(file_with("x", "x.txt")).parent_path().string(),
          "holds no file of transactions");
  const HistoryOut wide =
      import_history("fraud-handbook", file_with(kDayHead + std::string(100U << 20U, 'x') + "\n" +
                                                 "\"" + std::string(8U << 20U, '\n') + row));
  CHECK(wide.finished.status == kOk);
  CHECK(contains(wide.finished.err, "2 x not a CSV record"));
  CHECK(contains(wide.finished.out, "(1 events)"));
}

TEST_CASE("import: a packed history that is cut is refused") {
  const std::string file = file_with(kDayHead + "1,2018-04-01 00:00:00,c,t,5.5,0\n");
  REQUIRE(std::system(("gzip -k '" + file + "'").c_str()) == 0);
  const std::string whole = read_text(file + ".gz");
  write_text(file + ".gz", whole.substr(0, whole.size() - 1));
  const HistoryOut cut = import_history("fraud-handbook", file + ".gz");
  CHECK(cut.finished.status == kBadInput);
  CHECK(contains(cut.finished.err, "damaged or cut short"));
  CHECK(is_nothing_left(cut));
}

void check_monitored(const HistoryOut& out, std::size_t lines) {
  const Finished monitored =
      run({"monitor", "--pack", pack_root(), "--policy", "default"}, joined(out));
  CHECK(monitored.status == kOk);
  const auto answers = json_lines(monitored.out);
  CHECK(answers.size() == lines);
  for (const auto& answer : answers) {
    if (answer.find("error") != nullptr) FAIL_CHECK(canonical::write(answer));
  }
}

TEST_CASE("import: events and labels, joined by time, are monitored without an error") {
  std::string days = kDayHead;
  for (int day = 10; day < 30; ++day) {
    for (int i = 0; i < 5; ++i) {
      days += std::to_string(day * 10 + i) + ",2018-04-" + std::to_string(day) + " 0" +
              std::to_string(i) + ":00:00,c" + std::to_string(i % 3) + ",t" +
              std::to_string(i % 2) + "," + std::to_string(100 + i) + ".25," +
              (i == 4 ? "1" : "0") + "\n";
    }
  }
  check_monitored(import_history("fraud-handbook", file_with(days)), 200);
  check_monitored(
      import_history("paysim",
                     file_with("step,type,amount,nameOrig,nameDest,isFraud\n"
                               "1,PAYMENT,9839.64,C1,M9,0\n1,CASH_IN,5,C1,C8,0\n"
                               "2,TRANSFER,8,C1,C2,1\n3,CASH_OUT,8,C2,C9,1\n4,DEBIT,1,C2,C9,0\n")),
      12);
  check_monitored(
      import_history("ibm-aml", file_with("Timestamp,From Bank,Account,To Bank,Account,Amount "
                                          "Received,Receiving Currency,Amount Paid,Payment "
                                          "Currency,Payment Format,Is Laundering\n"
                                          "2022/09/01 00:06,1,A,2,B,8.96,Euro,3003.10,US "
                                          "Dollar,ACH,1\n2022/09/01 00:07,1,A,1,A,0.02,Bitcoin,"
                                          "0.02,Bitcoin,Bitcoin,0\n")),
      6);
}

TEST_CASE("import: the sample of AMLSim is monitored without an error" *
          doctest::test_suite("shared data")) {
  const std::string sample = std::string(FINANCESCR_SHARED_DATA) + "/aml/amlsim_20k";
  REQUIRE(fs::exists(sample));
  const HistoryOut out = import_history("amlsim", sample);
  CHECK(out.finished.status == kOk);
  CHECK(contains(out.finished.out, "(241101 events)"));
  CHECK(contains(out.finished.err, "20 x label of an account without a transaction"));
  check_monitored(out, 241'101 + 19'980);
}

}  // namespace
}  // namespace financescr::cli
