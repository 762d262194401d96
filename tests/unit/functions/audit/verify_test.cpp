// A log of 10,000 rows, changed in every way somebody with access to the database could change it,
// and searched for what was done.
#include "functions/audit/verify.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <map>

#include "engine/canonical/sha256.hpp"
#include "functions/audit/chain.hpp"
#include "functions/audit/head.hpp"

namespace financescr::audit {
namespace {

using ports::AuditHead;
using ports::AuditRow;

constexpr std::int64_t kRows = 10'000;
constexpr std::int64_t kRowsPerHead = 250;

// Signs by HMAC; its verify() knows the keys of all its like.
class Signer final : public ports::Secrets {
 public:
  explicit Signer(char name) : name_(64, name) {}
  std::string_view token_key() const override { return {}; }
  std::string_view id_key() const override { return {}; }
  std::optional<std::string> hash_password(std::string_view) override { return {}; }
  bool check_password(std::string_view, std::string_view) override { return false; }
  std::optional<std::string> public_key() const override { return name_; }
  std::optional<std::string> sign(std::string_view message) override {
    return canonical::hex(canonical::hmac_sha256(name_, message));
  }
  bool verify(std::string_view key, std::string_view message,
              std::string_view signature) const override {
    return canonical::hex(canonical::hmac_sha256(key, message)) == signature;
  }

 private:
  std::string name_;
};

struct Log : Source {
  std::vector<AuditRow> all_rows;
  std::vector<AuditHead> all_heads;

  ports::Stored<std::vector<std::string>> chains() override {
    std::vector<std::string> names;
    for (const auto& row : all_rows) names.push_back(row.chain);
    for (const auto& head : all_heads) names.push_back(head.chain);
    std::stable_sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
  }
  ports::Stored<std::vector<AuditHead>> heads(std::string_view chain, std::int64_t from,
                                              std::size_t limit) override {
    std::vector<AuditHead> found;
    for (const AuditHead& head : all_heads) {
      if (head.chain == chain && head.count >= from && found.size() < limit) found.push_back(head);
    }
    return found;
  }
  ports::Stored<std::vector<AuditRow>> rows(std::string_view chain, std::int64_t from,
                                            std::size_t limit) override {
    const auto first = std::find_if(all_rows.begin(), all_rows.end(), [&](const AuditRow& row) {
      return row.chain == chain && row.seq >= from;
    });
    std::vector<AuditRow> found;
    for (auto row = first; row != all_rows.end() && found.size() < limit; ++row) {
      if (row->chain == chain) found.push_back(*row);
    }
    return found;
  }
  ports::Stored<void> each_declaration(std::string_view chain, const UseRow& use) override {
    for (const AuditRow& row : all_rows) {
      if (row.event == "chain_declared" && row.request_id == chain && !use(row)) break;
    }
    return {};
  }
};

ports::AuditEvent event_of(std::int64_t n) {
  ports::AuditEvent event;
  event.at = Timestamp{1'800'000'000'000'000 + n * 1'000};
  event.event = n % 3 == 0 ? "login" : "case_comment";
  event.actor = "user:" + std::to_string(n % 7);
  event.request_id = "request-" + std::to_string(n);
  event.details = canonical::Json::object({{"n", n}});
  return event;
}

// Hashes the rows anew from index `from` on, as a forger would.
void rehash(Log& log, std::size_t from) {
  for (std::size_t i = from; i < log.all_rows.size(); ++i) {
    AuditRow& row = log.all_rows[i];
    row.hash = row_hash(i == 0 ? "" : log.all_rows[i - 1].hash, row.row).value();
  }
}

Log make_log(std::int64_t rows, const std::string& chain = "one") {
  Log log;
  Signer signer('a');
  ChainEnd end;
  for (std::int64_t n = 1; n <= rows; ++n) {
    log.all_rows.push_back(append(chain, end, event_of(n)));
    end = end_after(log.all_rows.back());
    if (n % kRowsPerHead == 0) {
      log.all_heads.push_back(*sign_head(log.all_rows.back(), log.all_rows.back().at, signer));
    }
  }
  return log;
}

struct Outcome {
  VerifyResult result;
  std::map<Fault, std::int64_t> faults;
  std::int64_t first_seq = 0;
};

Outcome check(Log& log, HeadSource* anchors = nullptr, VerifyProgress start = {},
              std::int64_t max_rows = INT64_MAX) {
  const Signer signer('a');
  VerifyOptions options;
  options.trusted_keys = {*signer.public_key()};
  options.anchors = anchors;
  options.wants_seals = false;  // seals_test.cpp is about them
  Outcome outcome;
  auto result = verify(
      log, signer, options,
      [&](const Finding& finding) {
        if (outcome.faults.empty()) outcome.first_seq = finding.seq;
        ++outcome.faults[finding.fault];
      },
      start, max_rows);
  REQUIRE(result);
  outcome.result = *std::move(result);
  return outcome;
}

// Indices of rows to manipulate: all of them, or a sample with the ends and both sides of a head.
std::vector<std::size_t> places() {
  std::vector<std::size_t> all;
  const bool every = std::getenv("FINANCESCR_TEST_ALL") != nullptr;
  for (std::size_t i = 0; i < kRows; ++i) {
    const bool is_edge = i < 2 || i >= kRows - 2 || i == 4'999 || i == 5'000;
    if (every || is_edge || i % 4'000 == 5) all.push_back(i);
  }
  return all;
}

TEST_CASE("the text of a row is canonical, whatever members the event has") {
  ports::AuditEvent event;
  event.event = "decision";
  event.actor = "user:\"\u00e9\"";
  event.details = canonical::Json::object({{"b", 1}, {"a", canonical::Json::array()}});
  const auto is_canonical = [&] {
    const std::string text = row_text("one", 7, event);
    const auto parsed = canonical::parse(text);
    REQUIRE(parsed);
    CHECK(canonical::write(*parsed) == text);
    CHECK(*parsed->find("seq") == canonical::Json(7));
  };
  is_canonical();
  event.decision_id = "d";
  event.case_id = "c";
  event.bundle_digest = "00";
  event.records = {canonical::Json::object({{"table", "cases"}, {"id", "x"}}),
                   canonical::Json::object({{"table", "users"}})};
  is_canonical();
}

TEST_CASE("an audit log that nobody touched is valid, and covered by its heads") {
  Log log = make_log(kRows + 17);
  const Outcome outcome = check(log);
  CHECK(outcome.result.findings == 0);
  REQUIRE(outcome.result.chains.size() == 1);
  const ChainReport& report = outcome.result.chains.front();
  CHECK(report.rows == kRows + 17);
  CHECK(report.heads == kRows / kRowsPerHead);
  CHECK(report.covered == kRows);
  CHECK(report.tail_rows() == 17);
  CHECK(report.last_hash == log.all_rows.back().hash);
}

TEST_CASE("every edit of a single row is found where it was made") {
  const Log untouched = make_log(kRows);
  for (const std::size_t i : places()) {
    CAPTURE(i);
    Log log = untouched;
    AuditRow& row = log.all_rows[i];
    row.row.replace(row.row.find("request-"), 8, "REQUEST-");
    const Outcome text = check(log);
    CHECK(text.faults.contains(Fault::kRowChanged));
    CHECK(text.first_seq == row.seq);

    row = untouched.all_rows[i];
    row.hash[7] = row.hash[7] == '0' ? '1' : '0';
    CHECK(check(log).first_seq == row.seq);

    row = untouched.all_rows[i];
    row.actor = "user:somebody else";
    const Outcome copy = check(log);
    CHECK(copy.faults == std::map<Fault, std::int64_t>{{Fault::kCopyChanged, 1}});
    CHECK(copy.first_seq == row.seq);
  }
}

TEST_CASE("every deletion and every swap of rows is found") {
  const Log untouched = make_log(kRows);
  for (const std::size_t i : places()) {
    CAPTURE(i);
    Log deleted = untouched;
    deleted.all_rows.erase(deleted.all_rows.begin() + static_cast<std::ptrdiff_t>(i));
    const Outcome gone = check(deleted);
    CHECK(gone.result.findings > 0);
    CHECK((gone.faults.contains(Fault::kRowMissing) || i == kRows - 1));
    CHECK((gone.faults.contains(Fault::kTruncated) || i != kRows - 1));

    if (i + 1 == kRows) continue;
    Log swapped = untouched;
    std::swap(swapped.all_rows[i].row, swapped.all_rows[i + 1].row);
    CHECK(check(swapped).faults.contains(Fault::kRowOutOfPlace));
  }
}

TEST_CASE("a forger who hashes everything anew is found by the next signed head") {
  const Log untouched = make_log(kRows);
  for (const std::size_t i : places()) {
    CAPTURE(i);
    Log edited = untouched;
    auto forged = event_of(static_cast<std::int64_t>(i) + 1);
    forged.actor = "user:nobody";
    edited.all_rows[i].row = row_text("one", edited.all_rows[i].seq, forged);
    edited.all_rows[i].actor = forged.actor;
    rehash(edited, i);
    const Outcome edit = check(edited);
    CHECK(edit.faults.contains(Fault::kHeadDiffers));
    CHECK(edit.result.chains.front().covered <= static_cast<std::int64_t>(i));

    if (i + 1 == kRows) continue;
    Log renumbered = untouched;
    renumbered.all_rows.erase(renumbered.all_rows.begin() + static_cast<std::ptrdiff_t>(i));
    for (std::size_t k = i; k < renumbered.all_rows.size(); ++k) {
      AuditRow& row = renumbered.all_rows[k];
      row.seq = static_cast<std::int64_t>(k) + 1;
      row.row = row_text("one", row.seq, event_of(row.seq + 1));
    }
    rehash(renumbered, i);
    CHECK(check(renumbered).result.findings > 0);
  }
}

TEST_CASE("rows and whole chains cut off are found by heads, in the store or outside it") {
  const Log untouched = make_log(2'000);
  Log anchors;
  anchors.all_heads = untouched.all_heads;
  for (const std::size_t left : {0U, 1U, 249U, 250U, 1'000U, 1'750U, 1'999U}) {
    CAPTURE(left);
    Log cut = untouched;
    cut.all_rows.resize(left);
    const Outcome by_heads = check(cut);
    CHECK(by_heads.faults == std::map<Fault, std::int64_t>{{Fault::kTruncated, 1}});
    std::erase_if(cut.all_heads, [&](const AuditHead& head) {
      return head.count > static_cast<std::int64_t>(left);
    });
    CHECK(check(cut).result.findings == 0);  // nothing in the store tells of it any more
    const Outcome by_anchors = check(cut, &anchors);
    CHECK(by_anchors.faults == std::map<Fault, std::int64_t>{{Fault::kTruncated, 1}});
  }
}

TEST_CASE("heads that are forged, foreign or older than the log are found") {
  const Log untouched = make_log(1'000);
  Log forged = untouched;
  forged.all_heads[1].signature[0] = forged.all_heads[1].signature[0] == '0' ? '1' : '0';
  CHECK(check(forged).faults == std::map<Fault, std::int64_t>{{Fault::kHeadForged, 1}});

  Signer stranger('b');
  Log foreign = untouched;
  foreign.all_heads[2] = *sign_head(foreign.all_rows[749], Timestamp{}, stranger);
  CHECK(check(foreign).faults == std::map<Fault, std::int64_t>{{Fault::kHeadUntrusted, 1}});

  Log rewritten = make_log(1'000);
  rewritten.all_rows[400].row = row_text("one", 401, event_of(9'999));
  rewritten.all_rows[400].request_id = "request-9999";
  rewritten.all_rows[400].at = event_of(9'999).at;
  rewritten.all_rows[400].actor = event_of(9'999).actor;
  rewritten.all_rows[400].event = event_of(9'999).event;
  rehash(rewritten, 400);
  for (AuditHead& head : rewritten.all_heads) {
    head =
        *sign_head(rewritten.all_rows[static_cast<std::size_t>(head.count) - 1], head.at, stranger);
  }
  CHECK(check(rewritten).faults == std::map<Fault, std::int64_t>{{Fault::kHeadUntrusted, 1}});
  Log anchors;
  anchors.all_heads = untouched.all_heads;
  CHECK(check(rewritten, &anchors).faults[Fault::kHeadDiffers] == 3);
}

// A log to which a server writes on while it is verified: after each of the first `writes` looks at
// it there are 3 more rows, and a head of the row that stands `lag` before the last.
struct LiveLog final : Log {
  int writes = 0;
  std::int64_t lag = 0;

  ports::Stored<std::vector<AuditHead>> heads(std::string_view chain, std::int64_t from,
                                              std::size_t limit) override {
    auto found = Log::heads(chain, from, limit);
    write();
    return found;
  }
  ports::Stored<std::vector<AuditRow>> rows(std::string_view chain, std::int64_t from,
                                            std::size_t limit) override {
    auto found = Log::rows(chain, from, limit);
    write();
    return found;
  }

 private:
  void write() {
    if (writes-- <= 0) return;
    for (int i = 0; i < 3; ++i) {
      const auto n = static_cast<std::int64_t>(all_rows.size()) + 1;
      all_rows.push_back(append("one", end_after(all_rows.back()), event_of(n)));
    }
    Signer signer('a');
    const AuditRow& covered = all_rows[all_rows.size() - 1 - static_cast<std::size_t>(lag)];
    if (!all_heads.empty() && all_heads.back().count >= covered.seq) return;
    all_heads.push_back(*sign_head(covered, covered.at, signer));
  }
};

LiveLog live_log(std::int64_t rows, int writes, std::int64_t lag) {
  LiveLog log;
  static_cast<Log&>(log) = make_log(rows);
  log.writes = writes;
  log.lag = lag;
  return log;
}

TEST_CASE("a log that grows while it is verified is valid, whenever its heads are signed") {
  for (const std::int64_t rows : {1, 249, 250, 999, 1'000, 1'001, 2'500}) {
    for (const std::int64_t lag : {0, 1, 2, 3, 4, 7, 20}) {
      for (int writes = 1; writes <= 12; ++writes) {
        CAPTURE(rows);
        CAPTURE(lag);
        CAPTURE(writes);
        if (lag >= rows) continue;
        LiveLog log = live_log(rows, writes, lag);
        const Outcome outcome = check(log);
        CHECK(outcome.faults.empty());
        CHECK(outcome.result.chains.front().rows >= rows);
      }
    }
  }
}

TEST_CASE("a growing log is verified to its end and covered by the heads that came meanwhile") {
  LiveLog log = live_log(2'000, 20, 0);
  Log anchors;
  anchors.all_heads = log.all_heads;
  const Outcome outcome = check(log, &anchors);
  CHECK(outcome.faults.empty());
  CHECK(log.all_rows.size() > 2'000);
  CHECK(outcome.result.chains.front().rows == static_cast<std::int64_t>(log.all_rows.size()));
  CHECK(outcome.result.chains.front().tail_rows() == 0);
}

TEST_CASE("in a growing log a late head of another hash, and a truncation, are still found") {
  for (const std::int64_t lag : {0, 5}) {
    LiveLog forged = live_log(1'500, 6, lag);
    AuditRow& row = forged.all_rows[1'499];
    row.row = row_text("one", 1'500, event_of(9'999));
    rehash(forged, 1'499);
    CHECK(check(forged).faults.contains(Fault::kHeadDiffers));

    LiveLog cut = live_log(1'500, 0, lag);
    cut.all_rows.resize(1'400);
    cut.writes = 4;
    CHECK(check(cut).faults == std::map<Fault, std::int64_t>{{Fault::kTruncated, 1}});
  }
}

TEST_CASE("a chain that only anchors know of, and one among several, are looked at") {
  Log log = make_log(500, "one");
  const Log two = make_log(300, "two");
  Log anchors;
  anchors.all_heads = two.all_heads;
  CHECK(check(log, &anchors).faults == std::map<Fault, std::int64_t>{{Fault::kTruncated, 1}});
  log.all_rows.insert(log.all_rows.end(), two.all_rows.begin(), two.all_rows.end());
  CHECK(check(log, &anchors).result.findings == 0);
  CHECK(check(log, &anchors).result.chains.size() == 2);
}

TEST_CASE("a verification in parts reads every row once and finds what the whole one finds") {
  Log log = make_log(7'300);
  log.all_rows[4'321].actor = "user:changed";
  std::int64_t rows = 0;
  std::int64_t findings = 0;
  VerifyProgress at;
  for (int part = 0; part < 100; ++part) {
    const Outcome outcome = check(log, nullptr, at, 1'500);
    rows += outcome.result.chains.front().rows;
    findings += outcome.result.findings;
    if (!outcome.result.next) break;
    at = *outcome.result.next;
  }
  CHECK(rows == 7'300);
  CHECK(findings == 1);
}

TEST_CASE("a head is due a second after its first row or after a thousand rows") {
  HeadSchedule schedule;
  CHECK_FALSE(schedule.is_due(0, 0));
  CHECK_FALSE(schedule.is_due(1, 500'000));
  CHECK_FALSE(schedule.is_due(5, 1'499'999));
  CHECK(schedule.is_due(5, 1'500'000));
  schedule.covered(5);
  CHECK_FALSE(schedule.is_due(5, 9'000'000));
  CHECK_FALSE(schedule.has_uncovered(5));
  CHECK_FALSE(schedule.is_due(1'004, 9'000'001));
  CHECK(schedule.is_due(1'005, 9'000'002));
}

}  // namespace
}  // namespace financescr::audit
