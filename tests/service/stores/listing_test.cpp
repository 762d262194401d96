// Filters, pages and the audit log, on every kind of store.
#include <doctest/doctest.h>

#include "tests/service/stores/fixtures.hpp"
#include "tests/service/stores/same.hpp"

namespace financescr::stores {
namespace {

using namespace ports;  // NOLINT(google-build-using-namespace): the records, in every line

void store_case(Store& store, const CaseRecord& row) {
  Transaction transaction;
  transaction.writes.emplace_back(Insert<CaseRecord>{row});
  REQUIRE(store.commit(transaction));
}

std::vector<std::string> ids(const Stored<std::vector<CaseRecord>>& rows) {
  REQUIRE(rows);
  std::vector<std::string> ids;
  for (const CaseRecord& row : *rows) ids.push_back(row.case_id);
  return ids;
}

TEST_CASE_TEMPLATE("filters of cases", Place, Memory, Sqlite, Postgres) {
  const Place place;
  const auto store = open(place.url());
  auto credit = review(2);
  credit.domain = "credit";
  credit.severity = "LOW";
  credit.priority = "P2";
  credit.status = ports::CaseStatus::kClosed;
  credit.assignee = "bea";
  credit.closed_at = at(10);
  store_case(*store, review(1));
  store_case(*store, credit);
  store_case(*store, review(3));
  const auto found = [&](const CaseFilter& filter) {
    return ids(ports::list(*store, ports::cases_query(filter, std::nullopt, 10)));
  };
  using Ids = std::vector<std::string>;
  CHECK(found({}) == Ids{id(2, 3), id(2, 2), id(2, 1)});
  CHECK(found({.status = ports::CaseStatus::kOpen}) == Ids{id(2, 3), id(2, 1)});
  CHECK(found({.domain = "credit"}) == Ids{id(2, 2)});
  CHECK(found({.severity = "HIGH"}) == Ids{id(2, 3), id(2, 1)});
  CHECK(found({.priority = "P2"}) == Ids{id(2, 2)});
  CHECK(found({.assignee = "bea"}) == Ids{id(2, 2)});
  CHECK(found({.subject_id = "C_3"}) == Ids{id(2, 3)});
  CHECK(found({.customer_ref = "crm:1"}) == Ids{id(2, 1)});
  CHECK(found({.customer_ref = "crm:"}).empty());
  CHECK(found({.request_id = id(3, 2)}) == Ids{id(2, 2)});
  CHECK(found({.customer_ref = "crm:1", .request_id = id(3, 2)}).empty());
  CHECK(found({.decision_id = id(1, 1)}) == Ids{id(2, 1)});
  CHECK(found({.created_from = at(2)}) == Ids{id(2, 3), id(2, 2)});
  CHECK(found({.created_until = at(2)}) == Ids{id(2, 1)});
  CHECK(found({.due_until = at(3603)}) == Ids{id(2, 1)});
  CHECK(found({.status = ports::CaseStatus::kOpen, .domain = "credit"}).empty());
}

TEST_CASE_TEMPLATE("pages of cases stay the same while cases are added", Place, Memory, Sqlite,
                   Postgres) {
  const Place place;
  const auto store = open(place.url());
  for (std::int64_t n = 1; n <= 10; ++n) {
    auto row = review(n);
    row.created_at = at(n / 3);  // several of one instant
    store_case(*store, row);
  }
  std::vector<std::string> seen;
  std::optional<PageStart> after;
  for (std::int64_t page = 0; page < 5; ++page) {
    const auto rows = ports::list(*store, ports::cases_query({}, after, 3));
    REQUIRE(rows);
    for (const CaseRecord& row : *rows) {
      seen.push_back(row.case_id);
      after = PageStart{row.created_at, row.case_id};
    }
    auto newer = review(100 + page);
    store_case(*store, newer);
  }
  std::vector<std::string> wanted;
  for (std::int64_t n = 10; n >= 1; --n) wanted.push_back(id(2, n));
  CHECK(seen == wanted);
}

std::vector<std::string> ids(const Stored<std::vector<DecisionRecord>>& rows) {
  REQUIRE(rows);
  std::vector<std::string> ids;
  for (const DecisionRecord& row : *rows) ids.push_back(row.decision_id);
  return ids;
}

void store_decision(Store& store, const DecisionRecord& row) {
  Transaction transaction;
  transaction.writes.emplace_back(Insert<DecisionRecord>{row});
  REQUIRE(store.commit(transaction));
}

TEST_CASE_TEMPLATE("filters of decisions, which come without their bundles", Place, Memory, Sqlite,
                   Postgres) {
  const Place place;
  const auto store = open(place.url());
  auto credit = decision(2);
  credit.kind = "credit";
  credit.outcome = "APPROVE";
  credit.principal = "bea";
  credit.pack_id = "seed43";
  credit.case_id.reset();
  credit.customer_ref.reset();
  store_decision(*store, decision(1));
  store_decision(*store, credit);
  store_decision(*store, decision(3));
  const auto found = [&](const DecisionFilter& filter) {
    return ids(ports::list(*store, ports::decisions_query(filter, std::nullopt, 10)));
  };
  using Ids = std::vector<std::string>;
  CHECK(found({}) == Ids{id(1, 3), id(1, 2), id(1, 1)});
  CHECK(found({.kind = "credit"}) == Ids{id(1, 2)});
  CHECK(found({.outcome = "REVIEW"}) == Ids{id(1, 3), id(1, 1)});
  CHECK(found({.subject_id = "C_3"}) == Ids{id(1, 3)});
  CHECK(found({.customer_ref = "crm:3"}) == Ids{id(1, 3)});
  CHECK(found({.customer_ref = "crm:2"}).empty());
  CHECK(found({.customer_ref = "' OR 1=1 --"}).empty());
  CHECK(found({.request_id = id(3, 1)}) == Ids{id(1, 1)});
  CHECK(found({.principal = "bea"}) == Ids{id(1, 2)});
  CHECK(found({.pack_id = "seed43"}) == Ids{id(1, 2)});
  CHECK(found({.has_case = true}) == Ids{id(1, 3), id(1, 1)});
  CHECK(found({.has_case = false}) == Ids{id(1, 2)});
  CHECK(found({.created_from = at(2)}) == Ids{id(1, 3), id(1, 2)});
  CHECK(found({.created_until = at(2)}) == Ids{id(1, 1)});
  CHECK(found({.outcome = "REVIEW", .created_from = at(2)}) == Ids{id(1, 3)});
  CHECK(found({.kind = "credit", .has_case = true}).empty());
  Transaction erasure;
  erasure.writes.emplace_back(EraseDecision{id(1, 3), at(9)});
  REQUIRE(store->commit(erasure));
  CHECK(found({.erased = true}) == Ids{id(1, 3)});
  CHECK(found({.erased = false}) == Ids{id(1, 2), id(1, 1)});
  auto listed = decision(1);
  listed.bundle.reset();
  listed.salt.reset();
  CHECK(same(ports::list(*store, ports::decisions_query({.subject_id = "C_1"}, std::nullopt, 10)),
             {listed}));
  CHECK(same(ports::find<ports::DecisionRecord>(*store, id(1, 1)), decision(1)));
}

TEST_CASE_TEMPLATE("pages of decisions stay the same while decisions are added", Place, Memory,
                   Sqlite, Postgres) {
  const Place place;
  const auto store = open(place.url());
  for (std::int64_t n = 1; n <= 10; ++n) {
    auto row = decision(n);
    row.created_at = at(n / 3);  // several of one instant
    store_decision(*store, row);
  }
  std::vector<std::string> seen;
  std::optional<PageStart> after;
  for (std::int64_t page = 0; page < 5; ++page) {
    const auto rows = ports::list(*store, ports::decisions_query({}, after, 3));
    REQUIRE(rows);
    for (const DecisionRecord& row : *rows) {
      seen.push_back(row.decision_id);
      after = PageStart{row.created_at, row.decision_id};
    }
    store_decision(*store, decision(100 + page));
  }
  std::vector<std::string> wanted;
  for (std::int64_t n = 10; n >= 1; --n) wanted.push_back(id(1, n));
  CHECK(seen == wanted);
}

TEST_CASE_TEMPLATE("ids of decisions come in pages", Place, Memory, Sqlite, Postgres) {
  const Place place;
  const auto store = open(place.url());
  for (const std::int64_t n : {3, 1, 2}) REQUIRE(store->commit(whole_decision(n)));
  using Ids = std::vector<std::string>;
  CHECK(store->raw_keys("decisions", "", 2).value() == Ids{id(1, 1), id(1, 2)});
  CHECK(store->raw_keys("decisions", id(1, 2), 2).value() == Ids{id(1, 3)});
  CHECK(store->raw_keys("decisions", id(1, 3), 2)->empty());
}

TEST_CASE_TEMPLATE("listings have an order", Place, Memory, Sqlite, Postgres) {
  const Place place;
  const auto store = open(place.url());
  auto done = job(2);
  done.status = ports::JobStatus::kDone;
  auto running = job(1);
  running.status = ports::JobStatus::kRunning;
  Transaction transaction;
  for (const std::int64_t n : {2, 1, 3}) {
    transaction.writes.emplace_back(Insert<UserRecord>{user(n)});
    transaction.writes.emplace_back(Insert<ApiKeyRecord>{api_key(n)});
    transaction.writes.emplace_back(Insert<PackActivationRecord>{activation(n)});
  }
  for (const auto& row : {job(3), done, running}) {
    transaction.writes.emplace_back(Insert<JobRecord>{row});
  }
  REQUIRE(store->commit(transaction));
  CHECK(same(ports::list(*store, ports::users_query()), {user(1), user(2), user(3)}));
  CHECK(same(ports::list(*store, ports::api_keys_query()), {api_key(1), api_key(2), api_key(3)}));
  CHECK(same(ports::list(*store, ports::pack_activations_query()),
             {activation(3), activation(2), activation(1)}));
  CHECK(same(ports::list(*store, ports::open_jobs_query()), {running, job(3)}));
}

TEST_CASE_TEMPLATE("audit rows are numbered and chained in the order of commits", Place, Memory,
                   Sqlite, Postgres) {
  const Place place;
  {
    const auto store = open(place.url());
    for (const std::int64_t n : {5, 2, 9}) REQUIRE(store->commit(whole_decision(n)));
    Transaction only_audit;
    only_audit.audit = {decided(1), decided(1)};
    REQUIRE(store->commit(only_audit));
    const auto rows = checked_chain(*store);
    REQUIRE(rows.size() == 5);
    CHECK(rows[0].decision_id == id(1, 5));
    CHECK(rows[2].decision_id == id(1, 9));
    CHECK(rows[0].row.find("\"bundle_digest\"") != std::string::npos);
    CHECK(same(store->audit_tail(), rows[4]));
    CHECK(store->audit_chains().value() == std::vector<std::string>{kInstance});
    CHECK(same(store->audit_rows(kInstance, 2, 2), {rows[1], rows[2]}));
    CHECK(store->audit_rows(kInstance, 6, 2)->empty());
    if (place.url() == "memory:") return;
  }
  const auto again = open(place.url());
  REQUIRE(again->commit(whole_decision(10)));
  CHECK(checked_chain(*again).size() == 6);
}

TEST_CASE_TEMPLATE("the audit log is searched, newest first, in pages", Place, Memory, Sqlite,
                   Postgres) {
  const Place place;
  const auto store = open(place.url());
  for (const std::int64_t n : {1, 2, 3, 4}) REQUIRE(store->commit(whole_decision(n)));
  auto login = decided(4);
  login.event = "login";
  login.actor = "bea";
  login.case_id.reset();
  Transaction transaction;
  transaction.audit = {login};
  REQUIRE(store->commit(transaction));
  const auto count = [&](const AuditFilter& filter) {
    return store->audit(filter, std::nullopt, 10)->size();
  };
  CHECK(count({}) == 5);
  CHECK(count({.event = "login"}) == 1);
  CHECK(count({.actor = "analyst"}) == 4);
  CHECK(count({.request_id = id(3, 4)}) == 2);
  CHECK(count({.decision_id = id(1, 2)}) == 1);
  CHECK(count({.case_id = id(2, 4)}) == 1);
  std::vector<std::int64_t> seen;
  std::optional<AuditPageStart> after;
  for (int page = 0; page < 4; ++page) {
    const auto rows = store->audit({}, after, 2).value();
    for (const AuditRow& row : rows) {
      seen.push_back(row.seq);
      after = AuditPageStart{row.at, row.chain, row.seq};
    }
  }
  CHECK(seen == std::vector<std::int64_t>{5, 4, 3, 2, 1});
}

TEST_CASE_TEMPLATE("signed heads are kept, once each", Place, Memory, Sqlite, Postgres) {
  const Place place;
  const auto store = open(place.url());
  const AuditHead head{kInstance, 12, std::string(64, 'a'), at(1), "key", "signature", true, {}};
  AuditHead later = head;
  later.count = 20;
  REQUIRE(store->add_audit_head(later));
  REQUIRE(store->add_audit_head(head));
  CHECK(!store->add_audit_head(head));
  CHECK(same(store->audit_heads(kInstance, 0, 10), {head, later}));
  CHECK(same(store->audit_heads(kInstance, 13, 10), {later}));
  CHECK(same(store->audit_heads(kInstance, 0, 1), {head}));
  CHECK(store->audit_heads("another", 0, 10)->empty());
  CHECK(store->audit_chains().value() == std::vector<std::string>{kInstance});
}

}  // namespace
}  // namespace financescr::stores
