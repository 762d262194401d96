// What every Store promises, tested on each of them.
#include <doctest/doctest.h>

#include "tests/service/stores/fixtures.hpp"
#include "tests/service/stores/same.hpp"

namespace financescr::stores {
namespace {

using namespace ports;  // NOLINT(google-build-using-namespace): the records, in every line

template <typename... Writes>
Transaction writes(Writes... one) {
  Transaction transaction;
  (transaction.writes.emplace_back(std::move(one)), ...);
  return transaction;
}

bool is_conflict(const Stored<void>& result) {
  return !result && result.error() == StoreFault::kConflict;
}

TEST_CASE_TEMPLATE("a record comes back as it was stored", Place, Memory, Sqlite, Postgres) {
  const Place place;
  const auto store = open(place.url());
  REQUIRE(store->commit(
      writes(Insert<DecisionRecord>{decision(1)}, Insert<CaseRecord>{review(1)},
             Insert<CaseEventRecord>{event(1, 1)}, Insert<CaseEventRecord>{event(1, 2)},
             Insert<ConversationRecord>{conversation(1)}, Insert<MessageRecord>{message(1, 1)},
             Insert<MessageRecord>{message(1, 2)}, Insert<UserRecord>{user(1)},
             Insert<UserRecord>{user(2)}, Insert<ApiKeyRecord>{api_key(1)},
             Insert<IdempotencyRecord>{answer(1)}, Insert<PackActivationRecord>{activation(1)},
             Insert<JobRecord>{job(1)})));
  CHECK(same(ports::find<ports::DecisionRecord>(*store, id(1, 1)), decision(1)));
  CHECK(same(ports::find<ports::CaseRecord>(*store, id(2, 1)), review(1)));
  CHECK(same(ports::list(*store, ports::case_events_query(id(2, 1))), {event(1, 1), event(1, 2)}));
  CHECK(same(ports::find<ports::ConversationRecord>(*store, id(4, 1)), conversation(1)));
  CHECK(same(ports::list(*store, ports::messages_query(id(4, 1))), {message(1, 1), message(1, 2)}));
  CHECK(same(ports::find<ports::UserRecord>(*store, id(6, 1)), user(1)));
  CHECK(same(ports::first(*store, ports::user_named_query("user2")), user(2)));
  CHECK(same(ports::list(*store, ports::users_query()), {user(1), user(2)}));
  CHECK(same(ports::find<ports::ApiKeyRecord>(*store, id(7, 1)), api_key(1)));
  CHECK(same(ports::list(*store, ports::api_keys_query()), {api_key(1)}));
  CHECK(same(ports::find<ports::IdempotencyRecord>(*store, "analyst", "key-1"), answer(1)));
  CHECK(same(ports::find<ports::PackActivationRecord>(*store, id(8, 1)), activation(1)));
  CHECK(same(ports::list(*store, ports::pack_activations_query()), {activation(1)}));
  CHECK(same(ports::find<ports::JobRecord>(*store, id(9, 1)), job(1)));
  CHECK(same(ports::list(*store, ports::open_jobs_query()), {job(1)}));
  CHECK(ports::texts(*store, ports::decisions_of_query("C_1")).value() ==
        std::vector<std::string>{id(1, 1)});
  CHECK(store->check());
}

TEST_CASE_TEMPLATE("what is not there is nothing, also under an id that is none", Place, Memory,
                   Sqlite, Postgres) {
  const Place place;
  const auto store = open(place.url());
  for (const std::string& key : {id(1, 404), std::string("no id"), std::string()}) {
    CHECK(!ports::find<ports::DecisionRecord>(*store, key).value());
    CHECK(!ports::find<ports::CaseRecord>(*store, key).value());
    CHECK(!ports::find<ports::ConversationRecord>(*store, key).value());
    CHECK(!ports::find<ports::UserRecord>(*store, key).value());
    CHECK(!ports::first(*store, ports::user_named_query(key)).value());
    CHECK(!ports::find<ports::ApiKeyRecord>(*store, key).value());
    CHECK(!ports::find<ports::JobRecord>(*store, key).value());
    CHECK(!ports::find<ports::PackActivationRecord>(*store, key).value());
    CHECK(!ports::find<ports::IdempotencyRecord>(*store, key, key).value());
    CHECK(ports::list(*store, ports::case_events_query(key))->empty());
    CHECK(ports::list(*store, ports::messages_query(key))->empty());
    CHECK(ports::texts(*store, ports::decisions_of_query(key))->empty());
    CHECK(ports::list(*store, ports::cases_query({.decision_id = key}, std::nullopt, 10))->empty());
    CHECK(store->audit_rows(key, 1, 10)->empty());
  }
  CHECK(store->audit_chains()->empty());
  CHECK(!store->audit_tail().value());
}

TEST_CASE_TEMPLATE("texts may hold any character", Place, Memory, Sqlite, Postgres) {
  const Place place;
  const auto store = open(place.url());
  using namespace std::string_literals;
  auto odd = message(1, 1);
  odd.content =
      "a\0b\xF3\xB0\x80\x80"
      "0\xF3\xB0\x80\x80 'quoted' \\ $1 \r\n \xE2\x80\xAE\xF0\x9F\x98\x80"s;
  odd.trace = "{\"t\":\"\\u0000 \\\\u0000\"}";
  auto name = review(1);
  name.entity_name = std::string(100'000, 'x');
  REQUIRE(store->commit(writes(Insert<ConversationRecord>{conversation(1)},
                               Insert<MessageRecord>{odd}, Insert<CaseRecord>{name})));
  CHECK(same(ports::list(*store, ports::messages_query(id(4, 1))), {odd}));
  CHECK(same(ports::find<ports::CaseRecord>(*store, id(2, 1)), name));
}

TEST_CASE_TEMPLATE("instants keep their microseconds", Place, Memory, Sqlite, Postgres) {
  const Place place;
  const auto store = open(place.url());
  const char* const texts[] = {"0001-01-01T00:00:00.000001Z", "1969-12-31T23:59:59.999999Z",
                               "2026-03-29T01:30:00.000000Z", "9999-12-31T23:59:59.999990Z"};
  for (std::int64_t n = 0; n < 4; ++n) {
    auto record = decision(n);
    record.created_at = *Timestamp::parse(texts[n]);
    REQUIRE(store->commit(writes(Insert<DecisionRecord>{record})));
    CHECK(ports::find<ports::DecisionRecord>(*store, record.decision_id)
              .value()
              ->created_at.to_string() == texts[n]);
  }
}

TEST_CASE_TEMPLATE("a key is stored once", Place, Memory, Sqlite, Postgres) {
  const Place place;
  const auto store = open(place.url());
  REQUIRE(store->commit(
      writes(Insert<DecisionRecord>{decision(1)}, Insert<CaseRecord>{review(1)},
             Insert<CaseEventRecord>{event(1, 1)}, Insert<ConversationRecord>{conversation(1)},
             Insert<MessageRecord>{message(1, 1)}, Insert<UserRecord>{user(1)},
             Insert<ApiKeyRecord>{api_key(1)}, Insert<IdempotencyRecord>{answer(1)},
             Insert<PackActivationRecord>{activation(1)}, Insert<JobRecord>{job(1)})));
  CHECK(is_conflict(store->commit(writes(Insert<DecisionRecord>{decision(1)}))));
  CHECK(is_conflict(store->commit(writes(Insert<CaseRecord>{review(1)}))));
  CHECK(is_conflict(store->commit(writes(Insert<CaseEventRecord>{event(1, 1)}))));
  CHECK(is_conflict(store->commit(writes(Insert<ConversationRecord>{conversation(1)}))));
  CHECK(is_conflict(store->commit(writes(Insert<MessageRecord>{message(1, 1)}))));
  CHECK(is_conflict(store->commit(writes(Insert<UserRecord>{user(1)}))));
  CHECK(is_conflict(store->commit(writes(Insert<ApiKeyRecord>{api_key(1)}))));
  CHECK(is_conflict(store->commit(writes(Insert<IdempotencyRecord>{answer(1)}))));
  CHECK(is_conflict(store->commit(writes(Insert<PackActivationRecord>{activation(1)}))));
  CHECK(is_conflict(store->commit(writes(Insert<JobRecord>{job(1)}))));
  auto same_seq = message(1, 1);
  same_seq.message_id = id(5, 77);
  CHECK(is_conflict(store->commit(writes(Insert<MessageRecord>{same_seq}))));
  auto same_id = message(1, 1);
  same_id.seq = 2;
  CHECK(is_conflict(store->commit(writes(Insert<MessageRecord>{same_id}))));
  auto same_name = user(3);
  same_name.username = user(1).username;
  CHECK(is_conflict(store->commit(writes(Insert<UserRecord>{same_name}))));
  CHECK(ports::list(*store, ports::users_query())->size() == 1);
}

TEST_CASE_TEMPLATE("what belongs to nothing is refused", Place, Memory, Sqlite, Postgres) {
  const Place place;
  const auto store = open(place.url());
  CHECK(is_conflict(store->commit(writes(Insert<CaseEventRecord>{event(1, 1)}))));
  CHECK(is_conflict(store->commit(writes(Insert<MessageRecord>{message(1, 1)}))));
}

TEST_CASE_TEMPLATE("an update replaces the version it was made from, and no other", Place, Memory,
                   Sqlite, Postgres) {
  const Place place;
  const auto store = open(place.url());
  REQUIRE(store->commit(writes(Insert<CaseRecord>{review(1)}, Insert<UserRecord>{user(1)},
                               Insert<UserRecord>{user(2)})));
  auto row = review(1);
  row.status = ports::CaseStatus::kInReview;
  row.assignee = "analyst";
  row.closed_at = at(99);
  row.version = 2;
  REQUIRE(store->commit(writes(Update<CaseRecord>{row})));
  CHECK(same(ports::find<ports::CaseRecord>(*store, id(2, 1)), row));
  CHECK(is_conflict(store->commit(writes(Update<CaseRecord>{row}))));
  row.version = 4;
  CHECK(is_conflict(store->commit(writes(Update<CaseRecord>{row}))));
  row.version = 3;
  row.assignee.reset();
  CHECK(store->commit(writes(Update<CaseRecord>{row})));
  auto absent = review(2);
  absent.version = 2;
  CHECK(is_conflict(store->commit(writes(Update<CaseRecord>{absent}))));
  auto renamed = user(2);
  renamed.version = 2;
  renamed.username = user(1).username;
  CHECK(is_conflict(store->commit(writes(Update<UserRecord>{renamed}))));
  renamed.username = "another";
  CHECK(store->commit(writes(Update<UserRecord>{renamed})));
  CHECK(!ports::first(*store, ports::user_named_query("user2")).value());
  CHECK(same(ports::first(*store, ports::user_named_query("another")), renamed));
}

TEST_CASE_TEMPLATE("a transaction is stored whole or not at all", Place, Memory, Sqlite, Postgres) {
  const Place place;
  const auto store = open(place.url());
  REQUIRE(store->commit(whole_decision(1)));
  auto broken = whole_decision(2);
  broken.writes.emplace_back(Insert<JobRecord>{job(1)});
  broken.writes.emplace_back(Insert<DecisionRecord>{decision(1)});
  CHECK(is_conflict(store->commit(broken)));
  CHECK(!ports::find<ports::DecisionRecord>(*store, id(1, 2)).value());
  CHECK(!ports::find<ports::CaseRecord>(*store, id(2, 2)).value());
  CHECK(ports::list(*store, ports::case_events_query(id(2, 2)))->empty());
  CHECK(!ports::find<ports::IdempotencyRecord>(*store, "analyst", "key-2").value());
  CHECK(!ports::find<ports::JobRecord>(*store, id(9, 1)).value());
  CHECK(checked_chain(*store).size() == 1);
  CHECK(store->commit(whole_decision(2)));
  CHECK(checked_chain(*store).size() == 2);
}

TEST_CASE_TEMPLATE("writes see those before them", Place, Memory, Sqlite, Postgres) {
  const Place place;
  const auto store = open(place.url());
  auto later = conversation(1);
  later.version = 2;
  later.updated_at = at(50);
  REQUIRE(store->commit(
      writes(Insert<ConversationRecord>{conversation(1)}, Update<ConversationRecord>{later})));
  CHECK(same(ports::find<ports::ConversationRecord>(*store, id(4, 1)), later));
}

TEST_CASE_TEMPLATE("erasing a decision leaves ids, outcomes and times", Place, Memory, Sqlite,
                   Postgres) {
  const Place place;
  const auto store = open(place.url());
  REQUIRE(store->commit(whole_decision(1)));
  REQUIRE(store->commit(whole_decision(2)));
  REQUIRE(store->commit(
      writes(Insert<ConversationRecord>{conversation(1)}, Insert<MessageRecord>{message(1, 1)},
             Insert<ConversationRecord>{conversation(2)}, Insert<MessageRecord>{message(2, 1)})));
  auto asked = message(3, 1);  // the question, which knows of no case
  asked.ref_request_id = decision(1).request_id;
  asked.ref_case_id.reset();
  REQUIRE(store->commit(
      writes(Insert<ConversationRecord>{conversation(3)}, Insert<MessageRecord>{asked})));
  REQUIRE(store->commit(writes(EraseDecision{id(1, 1), at(500)})));
  CHECK(ports::list(*store, ports::messages_query(id(4, 3))).value().at(0).content.empty());
  CHECK_FALSE(ports::list(*store, ports::messages_query(id(4, 2))).value().at(0).content.empty());
  auto gone = decision(1);
  gone.bundle.reset();
  gone.salt.reset();
  gone.customer_ref.reset();
  gone.erased_at = at(500);
  gone.version = 2;
  CHECK(same(ports::find<ports::DecisionRecord>(*store, id(1, 1)), gone));
  auto nameless = review(1);
  nameless.entity_name.reset();
  nameless.customer_ref.reset();
  nameless.version = 2;
  CHECK(same(ports::find<ports::CaseRecord>(*store, id(2, 1)), nameless));
  auto silent = event(1, 1);
  silent.text.reset();
  CHECK(same(ports::list(*store, ports::case_events_query(id(2, 1))), {silent}));
  auto empty = message(1, 1);
  empty.content.clear();
  empty.trace.reset();
  CHECK(same(ports::list(*store, ports::messages_query(id(4, 1))), {empty}));
  CHECK(ports::find<ports::IdempotencyRecord>(*store, "analyst", "key-1").value()->body.empty());
  CHECK(ports::texts(*store, ports::decisions_of_query("C_1"))->empty());
  SUBCASE("again, and of what is not there, is no conflict") {
    CHECK(store->commit(writes(EraseDecision{id(1, 1), at(600)})));
    CHECK(store->commit(writes(EraseDecision{id(1, 404), at(600)})));
    CHECK(store->commit(writes(EraseDecision{"no id", at(600)})));
    CHECK(same(ports::find<ports::DecisionRecord>(*store, id(1, 1)), gone));
    CHECK(same(ports::find<ports::CaseRecord>(*store, id(2, 1)), nameless));
  }
  SUBCASE("others stay") {
    CHECK(same(ports::find<ports::DecisionRecord>(*store, id(1, 2)), decision(2)));
    CHECK(same(ports::find<ports::CaseRecord>(*store, id(2, 2)), review(2)));
    CHECK(same(ports::list(*store, ports::messages_query(id(4, 2))), {message(2, 1)}));
    CHECK(same(ports::find<ports::IdempotencyRecord>(*store, "analyst", "key-2"), answer(2)));
  }
  SUBCASE("a change of the case that was read before is a conflict, and brings no name back") {
    auto stale = review(1);
    stale.version = 2;
    CHECK(is_conflict(store->commit(writes(Update<CaseRecord>{stale}))));
  }
  // Two decisions, and rows of the conversations' and the erasure's records.
  CHECK(checked_chain(*store).size() == 5);
}

TEST_CASE_TEMPLATE("a reference goes with an erasure where there was no name", Place, Memory,
                   Sqlite, Postgres) {
  const Place place;
  const auto store = open(place.url());
  auto nameless = review(1);
  nameless.entity_name.reset();
  REQUIRE(
      store->commit(writes(Insert<DecisionRecord>{decision(1)}, Insert<CaseRecord>{nameless},
                           Insert<DecisionRecord>{decision(2)}, Insert<CaseRecord>{review(2)})));
  REQUIRE(store->commit(writes(EraseDecision{id(1, 1), at(500)})));
  CHECK(ports::list(*store, ports::decisions_query({.customer_ref = "crm:1"}, std::nullopt, 9))
            ->empty());
  CHECK(
      ports::list(*store, ports::cases_query({.customer_ref = "crm:1"}, std::nullopt, 9))->empty());
  nameless.customer_ref.reset();
  nameless.version = 2;
  CHECK(same(ports::find<ports::CaseRecord>(*store, id(2, 1)), nameless));
  CHECK(same(ports::list(*store, ports::cases_query({.customer_ref = "crm:2"}, std::nullopt, 9)),
             {review(2)}));
}

TEST_CASE_TEMPLATE("remembered answers are forgotten by their age, or one of them", Place, Memory,
                   Sqlite, Postgres) {
  const Place place;
  const auto store = open(place.url());
  CHECK(!ports::first(*store, ports::oldest_answer_query()).value());
  REQUIRE(store->commit(writes(Insert<IdempotencyRecord>{answer(3)},
                               Insert<IdempotencyRecord>{answer(1)},
                               Insert<IdempotencyRecord>{answer(2)})));
  CHECK(ports::first(*store, ports::oldest_answer_query()).value()->created_at == at(1));
  SUBCASE("those before a moment") {
    REQUIRE(store->commit(writes(forget_answers(at(3)))));
    CHECK(!ports::find<ports::IdempotencyRecord>(*store, "analyst", "key-1").value());
    CHECK(!ports::find<ports::IdempotencyRecord>(*store, "analyst", "key-2").value());
    CHECK(same(ports::find<ports::IdempotencyRecord>(*store, "analyst", "key-3"), answer(3)));
    CHECK(ports::first(*store, ports::oldest_answer_query()).value()->created_at == at(3));
    CHECK(store->commit(writes(forget_answers(at(3)))));
  }
  SUBCASE("one key makes room for a new answer only if it is old enough") {
    auto newer = answer(1);
    newer.created_at = at(50);
    const auto replace = [&](std::int64_t before) {
      return store->commit(
          writes(forget_answer("analyst", "key-1", at(before)), Insert<IdempotencyRecord>{newer}));
    };
    CHECK(is_conflict(replace(1)));
    CHECK(same(ports::find<ports::IdempotencyRecord>(*store, "analyst", "key-1"), answer(1)));
    CHECK(replace(2));
    CHECK(same(ports::find<ports::IdempotencyRecord>(*store, "analyst", "key-1"), newer));
    CHECK(is_conflict(replace(2)));
    CHECK(store->commit(writes(forget_answer("somebody else", "key-2", at(100)))));
    CHECK(same(ports::find<ports::IdempotencyRecord>(*store, "analyst", "key-2"), answer(2)));
  }
  SUBCASE("not at all if the transaction is refused") {
    CHECK(is_conflict(
        store->commit(writes(forget_answers(at(3)), Insert<IdempotencyRecord>{answer(3)}))));
    CHECK(same(ports::find<ports::IdempotencyRecord>(*store, "analyst", "key-1"), answer(1)));
    CHECK(ports::first(*store, ports::oldest_answer_query()).value()->created_at == at(1));
  }
}

TEST_CASE_TEMPLATE("erasing a conversation empties its messages", Place, Memory, Sqlite, Postgres) {
  const Place place;
  const auto store = open(place.url());
  REQUIRE(store->commit(
      writes(Insert<ConversationRecord>{conversation(1)}, Insert<MessageRecord>{message(1, 1)},
             Insert<MessageRecord>{message(1, 2)}, Insert<ConversationRecord>{conversation(2)},
             Insert<MessageRecord>{message(2, 1)})));
  REQUIRE(store->commit(writes(EraseConversation{id(4, 1), at(700)},
                               EraseConversation{id(4, 404), at(700)},
                               EraseConversation{"no id", at(700)})));
  const auto emptied = ports::list(*store, ports::messages_query(id(4, 1))).value();
  CHECK(emptied.size() == 2);
  for (const auto& row : emptied) {
    CHECK(row.content.empty());
    CHECK(!row.trace);
  }
  CHECK(ports::find<ports::ConversationRecord>(*store, id(4, 1)).value()->updated_at == at(700));
  CHECK(ports::find<ports::ConversationRecord>(*store, id(4, 1)).value()->version == 2);
  CHECK(same(ports::list(*store, ports::messages_query(id(4, 2))), {message(2, 1)}));
}

TEST_CASE_TEMPLATE("erasing takes remembered answers with their fingerprints, and no others", Place,
                   Memory, Sqlite, Postgres) {
  const Place place;
  const auto store = open(place.url());
  const auto of_turn = [](std::int64_t n, std::int64_t talk, const std::string& owner) {
    auto record = answer(n);
    record.principal = owner;
    record.body = "{\"answer\":\"x\",\"conversation_id\":\"" + id(4, talk) + "\"}";
    record.decision_id.reset();
    return record;
  };
  REQUIRE(store->commit(writes(
      Insert<ConversationRecord>{conversation(1)}, Insert<ConversationRecord>{conversation(2)},
      Insert<IdempotencyRecord>{of_turn(1, 1, "analyst")},
      Insert<IdempotencyRecord>{of_turn(2, 2, "analyst")},
      Insert<IdempotencyRecord>{of_turn(3, 1, "somebody else")},
      Insert<DecisionRecord>{decision(4)}, Insert<IdempotencyRecord>{answer(4)})));
  REQUIRE(store->commit(
      writes(EraseConversation{id(4, 1), at(700)}, EraseDecision{id(1, 4), at(700)})));
  for (const char* key : {"key-1", "key-4"}) {
    CAPTURE(key);
    const auto erased = ports::find<ports::IdempotencyRecord>(*store, "analyst", key).value();
    REQUIRE(erased);
    CHECK(erased->body.empty());
    CHECK(erased->fingerprint.empty());
  }
  CHECK(same(ports::find<ports::IdempotencyRecord>(*store, "analyst", "key-2"),
             of_turn(2, 2, "analyst")));
  CHECK(same(ports::find<ports::IdempotencyRecord>(*store, "somebody else", "key-3"),
             of_turn(3, 1, "somebody else")));
}

}  // namespace
}  // namespace financescr::stores
