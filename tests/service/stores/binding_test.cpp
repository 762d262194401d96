// Records are bound to the audit log by whichever store keeps them.
#include <doctest/doctest.h>

#include <set>

#include "engine/canonical/members.hpp"
#include "functions/audit/adoption.hpp"
#include "functions/audit/binding.hpp"
#include "functions/audit/verify.hpp"
#include "functions/ports/columns.hpp"
#include "tests/service/stores/fixtures.hpp"

namespace financescr::stores {
namespace {

using namespace ports;  // NOLINT(google-build-using-namespace): the records, in every line
using canonical::Json;
using canonical::text_of;

class NoSecrets final : public Secrets {
 public:
  [[nodiscard]] std::string_view token_key() const override { return {}; }
  [[nodiscard]] std::string_view id_key() const override { return {}; }
  [[nodiscard]] std::optional<std::string> hash_password(std::string_view) override { return {}; }
  [[nodiscard]] bool check_password(std::string_view, std::string_view) override { return false; }
  [[nodiscard]] std::optional<std::string> public_key() const override { return {}; }
  [[nodiscard]] std::optional<std::string> sign(std::string_view) override { return {}; }
  [[nodiscard]] bool verify(std::string_view, std::string_view, std::string_view) const override {
    return false;
  }
};

// What a verification says of records, one line each. Whether rows are signed is not looked at.
std::vector<std::string> faults_of(Store& store, Timestamp now = at(100)) {
  audit::StoreSource source(store);
  audit::VerifyOptions options;
  options.records = &store;
  options.now = now;
  options.wants_seals = false;
  std::vector<std::string> faults;
  const auto result =
      audit::verify(source, NoSecrets(), options, [&](const audit::Finding& finding) {
        const std::string fault(audit::to_string(finding.fault));
        if (fault.starts_with("record") || fault.starts_with("decision")) {
          faults.push_back(fault + ": " + finding.detail);
          MESSAGE(faults.back());
        }
      });
  REQUIRE(result);
  CHECK(result->records_looked_up > 0);
  return faults;
}

// The entries of all rows of a record's id.
std::vector<Json> entries_of(Store& store, std::string_view table, std::string_view id) {
  std::vector<Json> found;
  for (const AuditRow& row : checked_chain(store)) {
    const auto text = canonical::parse(row.row);
    REQUIRE(text);
    const Json* entries = text->find("records");
    if (entries == nullptr) continue;
    for (const Json& entry : *entries->if_array()) {
      if (text_of(entry, "table") == table && text_of(entry, "id") == id) found.push_back(entry);
    }
  }
  return found;
}

Transaction with_event(std::vector<Write> writes, std::int64_t n) {
  AuditEvent event = decided(n);
  event.event = "test";
  event.decision_id.reset();
  return {std::move(writes), {event}};
}

TEST_CASE_TEMPLATE("every kind of record is bound by the row of its transaction", Place, Memory,
                   Sqlite, Postgres) {
  const Place place;
  const auto store = open(place.url());
  REQUIRE(store->commit(whole_decision(1)));
  REQUIRE(store->commit(
      with_event({Insert<ConversationRecord>{conversation(1)}, Insert<MessageRecord>{message(1, 1)},
                  Insert<UserRecord>{user(1)}, Insert<ApiKeyRecord>{api_key(1)},
                  Insert<PackActivationRecord>{activation(1)}, Insert<JobRecord>{job(1)}},
                 2)));
  const auto rows = checked_chain(*store);
  std::set<std::string> tables;
  for (const AuditRow& row : rows) {
    const auto text = canonical::parse(row.row);
    const Json* entries = text->find("records");
    if (entries == nullptr) continue;
    for (const Json& entry : *entries->if_array()) {
      tables.insert(text_of(entry, "table"));
      const Shape* shape = find_shape(text_of(entry, "table"));
      REQUIRE(shape != nullptr);
      const std::int64_t version = shape->table == "pack_activations" ? 2 : 1;
      CHECK(*entry.find("record_version") == Json(version));
      auto raw = store->raw_record(shape->table, text_of(entry, "id"));
      REQUIRE(raw);
      REQUIRE(*raw);
      REQUIRE(!shape->find_odd((*raw)->row));
      const auto& salt = std::get<std::string>((*raw)->row[shape->salt]);
      CHECK(salt.size() == 32);
      CHECK(audit::record_digest(*shape, (*raw)->row, salt, version) == text_of(entry, "digest"));
      CHECK((*raw)->row[shape->chain] == Value(row.chain));
      CHECK((*raw)->row[shape->seq] == Value(row.seq));
      // Neither what a person wrote nor what a caller chose is in the log.
      CHECK(row.row.find(salt) == std::string::npos);
      CHECK(row.row.find(answer(1).key) == std::string::npos);
    }
  }
  CHECK(tables.size() == bound_shapes().size());
  CHECK(faults_of(*store).empty());
}

TEST_CASE_TEMPLATE("a change states what was there before it", Place, Memory, Sqlite, Postgres) {
  const Place place;
  const auto store = open(place.url());
  REQUIRE(store->commit(whole_decision(1)));
  auto changed = **ports::find<ports::CaseRecord>(*store, id(2, 1));
  changed.status = ports::CaseStatus::kInReview;
  changed.version = 2;
  REQUIRE(store->commit(with_event({Update<CaseRecord>{changed}}, 2)));
  const auto entries = entries_of(*store, "cases", id(2, 1));
  REQUIRE(entries.size() == 2);
  CHECK(entries[0].find("previous") == nullptr);
  REQUIRE(entries[1].find("previous") != nullptr);
  CHECK(*entries[1].find("previous")->find("digests") ==
        Json(Json::Array{*entries[0].find("digest")}));
  CHECK(*entries[1].find("version") == Json(2));
  CHECK(faults_of(*store).empty());

  SUBCASE("a change of what somebody else has changed stays a conflict") {
    changed.version = 2;
    CHECK(store->commit(with_event({Update<CaseRecord>{changed}}, 3)).error() ==
          StoreFault::kConflict);
    CHECK(entries_of(*store, "cases", id(2, 1)).size() == 2);
  }
  SUBCASE("a caller's own binding is not taken") {
    changed.binding = {"salt", "chain", 77};
    changed.version = 3;
    REQUIRE(store->commit(with_event({Update<CaseRecord>{changed}}, 3)));
    CHECK(faults_of(*store).empty());
  }
  SUBCASE("two changes in one transaction are one entry") {
    auto first = changed;
    first.version = 3;
    auto second = changed;
    second.version = 4;
    second.status = ports::CaseStatus::kClosed;
    REQUIRE(store->commit(with_event({Update<CaseRecord>{first}, Update<CaseRecord>{second}}, 3)));
    CHECK(entries_of(*store, "cases", id(2, 1)).size() == 3);
    CHECK(faults_of(*store).empty());
  }
}

TEST_CASE_TEMPLATE("a transaction that is refused binds nothing, its neighbours are bound", Place,
                   Memory, Sqlite, Postgres) {
  const Place place;
  const auto store = open(place.url());
  REQUIRE(store->commit(whole_decision(1)));
  CHECK(store->commit(whole_decision(1)).error() == StoreFault::kConflict);
  REQUIRE(store->commit(whole_decision(2)));
  CHECK(entries_of(*store, "cases", id(2, 1)).size() == 1);
  CHECK(faults_of(*store).empty());
}

TEST_CASE_TEMPLATE("many records of one transaction stand in several rows", Place, Memory, Sqlite,
                   Postgres) {
  const Place place;
  const auto store = open(place.url());
  std::vector<Write> writes;
  for (std::int64_t n = 1; n <= 450; ++n) writes.emplace_back(Insert<UserRecord>{user(n)});
  REQUIRE(store->commit(with_event(std::move(writes), 1)));
  const auto rows = checked_chain(*store);
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].event == "test");
  CHECK(rows[2].event == "records");
  CHECK(rows[2].actor == rows[0].actor);
  CHECK(faults_of(*store).empty());
}

TEST_CASE_TEMPLATE("records without an event have a row of their own", Place, Memory, Sqlite,
                   Postgres) {
  const Place place;
  const auto store = open(place.url());
  REQUIRE(store->commit({{Insert<UserRecord>{user(1)}}, {}}));
  const auto rows = checked_chain(*store);
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].event == "records");
  CHECK(rows[0].actor == "system");
  CHECK(rows[0].at == user(1).created_at);
  CHECK(faults_of(*store).empty());
  REQUIRE(store->commit({{Insert<JobRecord>{job(1)}}, {}}));
  CHECK(checked_chain(*store).size() == 1);
}

TEST_CASE_TEMPLATE("an erasure binds what it changes anew, and takes the old salts away", Place,
                   Memory, Sqlite, Postgres) {
  const Place place;
  const auto store = open(place.url());
  REQUIRE(store->commit(whole_decision(1)));
  REQUIRE(store->commit(whole_decision(2)));
  auto talk = message(1, 1);
  talk.ref_case_id = id(2, 1);
  auto other = message(1, 2);
  other.ref_case_id = std::nullopt;
  other.ref_request_id = std::nullopt;
  REQUIRE(store->commit(with_event({Insert<ConversationRecord>{conversation(1)},
                                    Insert<MessageRecord>{talk}, Insert<MessageRecord>{other}},
                                   3)));
  const auto salt = ports::find<ports::CaseRecord>(*store, id(2, 1)).value()->binding.salt;
  const auto untouched = ports::find<ports::CaseRecord>(*store, id(2, 2)).value()->binding.salt;
  for (int times = 0; times < 2; ++times) {
    AuditEvent event = decided(1);
    event.event = "erasure";
    REQUIRE(store->commit({{EraseDecision{id(1, 1), at(50)}}, {event}}));
  }
  const auto erased = ports::find<ports::CaseRecord>(*store, id(2, 1)).value();
  CHECK(!erased->entity_name);
  CHECK(erased->binding.salt != salt);
  CHECK(ports::find<ports::CaseRecord>(*store, id(2, 2)).value()->binding.salt == untouched);
  for (const char* table : {"decisions", "cases"}) {
    const auto entries = entries_of(*store, table, id(table == std::string("cases") ? 2 : 1, 1));
    REQUIRE(entries.size() == 2);  // the second erasure changed nothing
    CHECK(entries[1].find("previous") != nullptr);
  }
  CHECK(entries_of(*store, "conversation_messages", talk.message_id).size() == 2);
  CHECK(entries_of(*store, "conversation_messages", other.message_id).size() == 1);
  CHECK(faults_of(*store).empty());

  SUBCASE("also a whole conversation") {
    REQUIRE(store->commit(with_event({EraseConversation{id(4, 1), at(60)}}, 4)));
    CHECK(entries_of(*store, "conversations", id(4, 1)).size() == 2);
    CHECK(entries_of(*store, "conversation_messages", other.message_id).size() == 2);
    CHECK(faults_of(*store).empty());
  }
  SUBCASE("also what the same transaction wrote") {
    Transaction both = whole_decision(3);
    both.writes.emplace_back(EraseDecision{id(1, 3), at(60)});
    REQUIRE(store->commit(std::move(both)));
    CHECK(!ports::find<ports::CaseRecord>(*store, id(2, 3)).value()->entity_name);
    CHECK(entries_of(*store, "cases", id(2, 3)).size() == 1);
    CHECK(faults_of(*store).empty());
  }
}

TEST_CASE_TEMPLATE("answers are missed until their time has come", Place, Memory, Sqlite,
                   Postgres) {
  const Place place;
  const auto store = open(place.url());
  REQUIRE(store->commit(whole_decision(1)));
  REQUIRE(store->commit({{forget_answers(at(1'000'000))}, {}}));
  const auto faults = faults_of(*store);
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].starts_with("record_missing: idempotency "));
  CHECK(faults_of(*store, {at(1).us + kAnswerLifetime_us + 1}).empty());
}

TEST_CASE_TEMPLATE("an empty store is adopted once, and says so", Place, Memory, Sqlite, Postgres) {
  const Place place;
  const auto store = open(place.url());
  REQUIRE(store->commit({{Insert<UserRecord>{user(1)}}, {}}));
  const NoSecrets secrets;
  audit::BoundRows bound(*store, {secrets, {}}, true);
  CHECK(audit::adopt_records(*store, bound, at(2), "r").value() == 0);
  const auto rows = checked_chain(*store);
  CHECK(rows.back().event == "records_adopted");
  CHECK(audit::adopt_records(*store, bound, at(3), "r").value() == 0);
  CHECK(checked_chain(*store).size() == rows.size());
}

TEST_CASE_TEMPLATE("a verification of records goes on where it stopped", Place, Memory, Sqlite,
                   Postgres) {
  const Place place;
  const auto store = open(place.url());
  for (std::int64_t n = 1; n <= 60; ++n) REQUIRE(store->commit(whole_decision(n)));
  audit::StoreSource source(*store);
  audit::VerifyOptions options;
  options.records = store.get();
  options.wants_seals = false;
  audit::VerifyProgress progress;
  std::int64_t looked_up = 0;
  int parts = 0;
  for (bool is_done = false; !is_done && parts < 100; ++parts) {
    const auto part =
        audit::verify(source, NoSecrets(), options, [](const audit::Finding&) {}, progress, 50);
    REQUIRE(part);
    looked_up += part->records_looked_up;
    is_done = !part->next;
    if (part->next) progress = *part->next;
  }
  CHECK(parts > 3);
  CHECK(parts < 100);
  CHECK(looked_up == 4 * 60);
}

}  // namespace
}  // namespace financescr::stores
