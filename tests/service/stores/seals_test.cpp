// What a store signs and what it does not, and what a look-up believes, on both databases.
#include <doctest/doctest.h>

#include <map>
#include <thread>

#include "functions/audit/bound_rows.hpp"
#include "functions/audit/chain.hpp"
#include "functions/audit/head.hpp"
#include "functions/audit/verify.hpp"
#include "native_server/sql/schema.hpp"
#include "tests/service/stores/fixtures.hpp"
#include "tests/service/stores/test_secrets.hpp"

namespace financescr::stores {
namespace {

using namespace ports;  // NOLINT(google-build-using-namespace): the records, in every line
using State = Signing::State;

template <typename Place>
struct Sealed {
  Place place;
  TestKey key;
  std::vector<std::string> stops;

  [[nodiscard]] std::unique_ptr<Store> open_sealed(bool may_adopt = false,
                                                   const std::string& instance = kInstance) {
    stores::OpenStoreOptions options;
    options.signing = signed_by(key, may_adopt);
    options.report = [this](std::string_view event, std::string_view what) {
      if (event == "audit_signing_stopped") stops.emplace_back(what);
    };
    return open(place.url(), std::move(options), instance);
  }

  // As who owns the database and has taken its guards away. Returns: whether it took it.
  bool run(const std::string& statement) {
    const auto driver = stores::open_driver(place.url()).value();
    auto connection = driver->open().value();
    return connection->script(statement).has_value();
  }
  void take_guards_away() {
    const bool is_sqlite = stores::open_driver(place.url()).value()->dialect() == "sqlite";
    REQUIRE(run(is_sqlite
                    ? "DROP TRIGGER audit_log_numbers_rows; DROP TRIGGER audit_log_loses_none;"
                      "DROP TRIGGER audit_log_keeps_rows"
                    : "ALTER TABLE audit_log DISABLE TRIGGER ALL;"
                      "ALTER TABLE audit_log DROP CONSTRAINT audit_log_numbers_rows"));
  }
  // What take_guards_away took.
  void put_guards_back() {
    const auto driver = stores::open_driver(place.url()).value();
    if (driver->dialect() != "sqlite") {
      REQUIRE(
          run("ALTER TABLE audit_log ENABLE TRIGGER ALL;"
              "ALTER TABLE audit_log ADD CONSTRAINT audit_log_numbers_rows CHECK "
              "(seq BETWEEN 1 AND 4611686018427387904 AND chain <> '') NOT VALID"));
      return;
    }
    for (const std::string& line : sql::expected_schema("sqlite")) {
      const bool is_guard = line.starts_with("trigger ") && line.find("of audit_log\t") < 100;
      if (is_guard) REQUIRE(run(line.substr(line.find('\t') + 1)));
    }
  }
  void insert(const AuditRow& row) {
    const auto quoted = [](const std::string& text) { return "'" + text + "'"; };
    REQUIRE(
        run("INSERT INTO audit_log (chain, seq, row_text, hash, occurred_at, event, actor, "
            "request_id, decision_id, case_id) VALUES (" +
            quoted(row.chain) + ", " + std::to_string(row.seq) + ", " + quoted(row.row) + ", " +
            quoted(row.hash) + ", " + quoted(row.at.to_string()) + ", " + quoted(row.event) + ", " +
            quoted(row.actor) + ", " + quoted(row.request_id) + ", " +
            quoted(row.decision_id.value_or("")) + ", " + quoted(row.case_id.value_or("")) + ")"));
  }

  std::map<audit::Fault, int> verify(Store& store) {
    std::map<audit::Fault, int> faults;
    audit::StoreSource source(store);
    audit::VerifyOptions options;
    options.trusted_keys = {*key.public_key()};
    options.records = nullptr;
    const auto result = audit::verify(source, key, options,
                                      [&](const audit::Finding& found) { ++faults[found.fault]; });
    REQUIRE(result);
    return faults;
  }
  audit::BoundPage search(Store& store, const AuditFilter& filter = {}) {
    audit::BoundRows rows(store, {key, {*key.public_key()}});
    return rows.search(filter, std::nullopt, 100).value();
  }
};

// The row that comes next in the chain as it stands in the table.
AuditRow forged(Store& store, std::int64_t n, const std::string& chain = kInstance) {
  const auto rows = store.audit_rows(chain, 1, 1000).value();
  audit::ChainEnd end;
  if (!rows.empty()) end = audit::end_after(rows.back());
  return audit::append(chain, end, decided(n));
}

TEST_CASE_TEMPLATE("every row is bound by the seal of its group, in a chain that is declared",
                   Place, Sqlite, Postgres) {
  Sealed<Place> self;
  const auto store = self.open_sealed();
  Transaction several;
  several.audit = {decided(1), decided(2), decided(3)};
  REQUIRE(store->commit(several));
  for (std::int64_t n = 4; n < 100; ++n) REQUIRE(store->commit(whole_decision(n)));
  const auto rows = checked_chain(*store);
  REQUIRE(rows.size() == 100);
  CHECK(rows[0].event == "chain_declared");
  CHECK(rows[0].seal);
  CHECK_FALSE(rows[1].seal);
  CHECK_FALSE(rows[2].seal);
  CHECK(rows[3].seal);
  CHECK(self.verify(*store).empty());
  const auto found = self.search(*store);
  CHECK(found.rows.size() == 100);
  CHECK(found.unverified == 0);
  CHECK_FALSE(found.next);
  // To another key these rows are nobody's.
  TestKey other('b');
  audit::BoundRows strange(*store, {other, {*other.public_key()}});
  const auto none = strange.search({}, std::nullopt, 100).value();
  CHECK(none.rows.empty());
  CHECK(none.unverified == 100);
  CHECK(store->signing().state == State::kOn);
  CHECK(store->audit_tail().value()->seq == 100);
}

TEST_CASE_TEMPLATE("a row that chains on and that the server did not write stops the signing",
                   Place, Sqlite, Postgres) {
  Sealed<Place> self;
  auto store = self.open_sealed();
  for (std::int64_t n = 1; n < 5; ++n) REQUIRE(store->commit(whole_decision(n)));
  self.insert(forged(*store, 77));
  SUBCASE("found when it is looked for") { REQUIRE(store->check_audit_tail()); }
  SUBCASE("found when its number is wanted") { REQUIRE(store->commit(whole_decision(5))); }
  SUBCASE("found after a restart") {
    store.reset();
    store = self.open_sealed();
  }
  SUBCASE("found after a restart that may take over what has no seals") {
    store.reset();
    store = self.open_sealed(true);
  }
  CHECK(store->signing().state == State::kStopped);
  CHECK(store->signing().reason == "foreign_row");
  CHECK(self.stops == std::vector<std::string>{"foreign_row"});
  REQUIRE(store->commit(whole_decision(6)));
  REQUIRE(store->commit(whole_decision(7)));
  CHECK(checked_chain(*store).size() >= 8);
  const auto rest = store->audit_rows(kInstance, 6, 100).value();
  for (const AuditRow& row : rest) CHECK_FALSE(row.seal);
  const auto tail = store->audit_tail().value();
  CHECK((!tail || tail->seq == 5));
  CHECK(self.search(*store).rows.size() == 5);
  CHECK(self.verify(*store) == std::map<audit::Fault, int>{{audit::Fault::kRowUnsealed, 1}});
  store.reset();
  CHECK(self.open_sealed()->signing().state == State::kStopped);
}

TEST_CASE_TEMPLATE("rows that were cut off, replaced or numbered below 1 are told", Place, Sqlite,
                   Postgres) {
  Sealed<Place> self;
  auto store = self.open_sealed();
  for (std::int64_t n = 1; n < 5; ++n) REQUIRE(store->commit(whole_decision(n)));
  AuditRow odd = forged(*store, 1);
  self.take_guards_away();
  SUBCASE("cut off") {
    REQUIRE(self.run("DELETE FROM audit_log WHERE seq = 5"));
    REQUIRE(store->check_audit_tail());
    CHECK(store->signing().reason == "rows_missing");
  }
  SUBCASE("replaced") {
    REQUIRE(self.run("UPDATE audit_log SET hash = '" + std::string(64, 'a') + "' WHERE seq = 5"));
    REQUIRE(store->check_audit_tail());
    CHECK(store->signing().reason == "row_changed");
  }
  SUBCASE("below 1, which is no end of the chain") {
    odd.seq = 0;
    self.insert(odd);
    odd.seq = -9;
    self.insert(odd);
    self.put_guards_back();
    REQUIRE(store->check_audit_tail());
    REQUIRE(store->commit(whole_decision(6)));
    CHECK(store->signing().state == State::kOn);
    CHECK(self.search(*store).unverified == 2);
    AuditFilter decision;
    decision.decision_id = id(1, 1);
    CHECK(self.search(*store, decision).rows.size() == 1);
    CHECK(self.verify(*store) == std::map<audit::Fault, int>{{audit::Fault::kRowOutOfPlace, 2}});
  }
  SUBCASE("above all, where no number follows") {
    odd.seq = std::numeric_limits<std::int64_t>::max();
    self.insert(odd);
    self.put_guards_back();
    store.reset();
    store = self.open_sealed();
    CHECK(store->signing().state == State::kOn);
    REQUIRE(store->commit(whole_decision(6)));
    CHECK(self.verify(*store) == std::map<audit::Fault, int>{{audit::Fault::kRowOutOfPlace, 1}});
  }
}

TEST_CASE_TEMPLATE("what the build before wrote is taken over once, and only then", Place, Sqlite,
                   Postgres) {
  Sealed<Place> self;
  {
    const auto old = open(self.place.url());
    const auto other = open(self.place.url(), {}, "other");
    for (std::int64_t n = 1; n < 5; ++n) REQUIRE(old->commit(whole_decision(n)));
    for (std::int64_t n = 5; n < 8; ++n) REQUIRE(other->commit(whole_decision(n)));
  }
  SUBCASE("at the first start: every chain") {
    auto store = self.open_sealed(true);
    CHECK(store->signing().state == State::kOn);
    CHECK(self.verify(*store).empty());
    CHECK(self.search(*store).rows.size() == 9);  // with two declarations
    REQUIRE(store->commit(whole_decision(20)));
    // A chain that comes later is nobody's.
    self.insert(forged(*store, 50, "later"));
    self.insert(forged(*store, 51, "other"));
    store.reset();
    store = self.open_sealed(true, "fresh");
    REQUIRE(store->commit(whole_decision(21)));
    CHECK(self.verify(*store) == std::map<audit::Fault, int>{{audit::Fault::kChainUndeclared, 1},
                                                             {audit::Fault::kRowUnsealed, 2}});
    CHECK(self.search(*store).unverified == 2);
    // Nor does a server of its name take it for its own.
    CHECK(self.open_sealed(true, "later")->signing().state == State::kStopped);
  }
  SUBCASE("not by a server that has declared its chain before") {
    const auto store = self.open_sealed(false);
    CHECK(store->signing().reason == "foreign_row");
    CHECK(self.verify(*store).size() == 2);
  }
  SUBCASE("by a server that has not, where a head covers all of it") {
    {
      const auto old = open(self.place.url());
      const AuditRow last = checked_chain(*old).back();
      REQUIRE(old->add_audit_head(*audit::sign_head(last, at(1), self.key)));
    }
    const auto store = self.open_sealed(false);
    CHECK(store->signing().state == State::kOn);
  }
  SUBCASE("not where its rows do not chain") {
    self.take_guards_away();
    REQUIRE(
        self.run("UPDATE audit_log SET row_text = '{}' WHERE seq = 2 AND chain = 'test-server'"));
    CHECK(self.open_sealed(true)->signing().reason == "foreign_row");
  }
}

TEST_CASE("two programs of one key write to one chain, as admin create twice at once") {
  Sealed<Sqlite> self;
  const auto first = self.open_sealed();
  const auto second = self.open_sealed();
  for (std::int64_t n = 1; n < 6; ++n) {
    REQUIRE(first->commit(whole_decision(2 * n)));
    REQUIRE(second->commit(whole_decision(2 * n + 1)));
  }
  CHECK(first->signing().state == State::kOn);
  CHECK(second->signing().state == State::kOn);
  CHECK(checked_chain(*first).size() == 11);
  CHECK(self.verify(*first).empty());
}

TEST_CASE_TEMPLATE("a seal of a key that is not trusted is no seal of ours", Place, Sqlite,
                   Postgres) {
  Sealed<Place> self;
  REQUIRE(self.open_sealed()->commit(whole_decision(1)));
  TestKey next('b');
  stores::OpenStoreOptions options;
  options.signing = signed_by(next);
  CHECK(open(self.place.url(), options)->signing().reason == "untrusted_seal");
  options.signing.trusted_keys = {*self.key.public_key()};
  const auto rotated = open(self.place.url(), options);
  CHECK(rotated->signing().state == State::kOn);
  REQUIRE(rotated->commit(whole_decision(2)));
  CHECK(checked_chain(*rotated).size() == 3);
}

TEST_CASE_TEMPLATE("a head or an anchor that the chain does not bear out stops the signing", Place,
                   Sqlite, Postgres) {
  Sealed<Place> self;
  REQUIRE(self.open_sealed()->commit(whole_decision(1)));
  stores::OpenStoreOptions options;
  options.signing = signed_by(self.key);
  AuditHead anchor{kInstance, 2, std::string(64, 'a'), at(1), "", "", true, {}};
  options.signing.anchor = anchor;
  CHECK(open(self.place.url(), options)->signing().reason == "head_differs");
  options.signing.anchor->count = 3;
  CHECK(open(self.place.url(), options)->signing().reason == "rows_missing");
}

TEST_CASE_TEMPLATE("the schema takes rows from 1 in chains with names, also beside forged ones",
                   Place, Sqlite, Postgres) {
  Sealed<Place> self;
  const auto driver = stores::open_driver(self.place.url()).value();
  const auto store = self.open_sealed();
  REQUIRE(store->commit(whole_decision(1)));
  const auto take = [&](const char* chain, const char* seq) {
    return self.run(std::string("INSERT INTO audit_log (chain, seq, row_text, hash, occurred_at, "
                                "event, actor, request_id) VALUES (") +
                    chain + ", " + seq + ", 't', 'h', '2026-01-01T00:00:00Z', 'e', 'a', 'r')");
  };
  CHECK(take("'x'", "1"));
  for (const char* seq : {"0", "-1", "9223372036854775807", "-9223372036854775808"}) {
    CHECK_FALSE(take("'x'", seq));
  }
  CHECK_FALSE(take("''", "1"));
  for (const char* count : {"0", "-5"}) {
    CHECK_FALSE(self.run(std::string("INSERT INTO audit_heads (chain, row_count, hash, signed_at, "
                                     "public_key, signature) VALUES ('x', ") +
                         count + ", 'h', '2026-01-01T00:00:00Z', 'k', 's')"));
  }
}

}  // namespace
}  // namespace financescr::stores
