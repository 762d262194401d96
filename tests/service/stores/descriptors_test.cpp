// What a descriptor promises of its table, on every kind of store: made over the descriptors of all
// records and of one that no program has.
#include <doctest/doctest.h>

#include <algorithm>
#include <functional>

#include "functions/ports/describe.hpp"
#include "tests/service/stores/fixtures.hpp"
#include "tests/service/stores/same.hpp"
#include "tests/service/stores/trial.hpp"

namespace financescr::stores {
namespace {

using namespace ports;  // NOLINT(google-build-using-namespace): the records, in every line

constexpr std::int64_t kRows = 7;

TrialRecord trial(std::int64_t n) {
  // In the order of their bytes; databases have others.
  static const char* const kTexts[] = {"", "B", "a b", "a-", "a_", "b", "\xC3\x84"};
  return {.trial_id = id(11, n),
          .created_at = at(n),
          .name = kTexts[n % kRows],
          .batch = "batch",
          .place = n,
          .kind = n % 2 == 0 ? TrialKind::kSmall : TrialKind::kLarge,
          .weight = {-n},
          .is_open = n % 2 == 0,
          .case_id = id(2, n),
          .ended_at = std::nullopt,
          .version = 1};
}

// A table with rows for it, numbered, and what must be there for them.
struct Sample {
  const Shape* shape;
  std::function<Row(std::int64_t n)> row;
  std::function<std::vector<Write>(std::int64_t n)> before = [](std::int64_t) {
    return std::vector<Write>{};
  };
};

template <typename Make>
Sample sample(Make make) {
  using Record = decltype(make(std::int64_t{1}));
  return {&shape_of<Record>(), [make](std::int64_t n) { return to_row(make(n)); }};
}

template <typename Make, typename Parent>
Sample sample(Make make, Parent parent) {
  Sample made = sample(make);
  made.before = [parent](std::int64_t n) {
    return std::vector<Write>{Insert<decltype(parent(n))>{parent(n)}};
  };
  return made;
}

std::vector<Sample> samples() {
  return {
      sample(decision),
      sample(review),
      sample([](std::int64_t n) { return event(n, 1); }, review),
      sample(conversation),
      sample([](std::int64_t n) { return message(n, 1); }, conversation),
      sample(user),
      sample(api_key),
      sample(answer),
      sample(activation),
      sample(job),
      sample([](std::int64_t n) { return LateDecisionRecord{id(1, n), id(8, n)}; }, decision),
      sample(trial, review),
  };
}

// An empty store that has a table of trials, too.
template <typename Place>
std::unique_ptr<Store> open_with_trials(const Place& place) {
  auto store = open(place.url());
  if (place.url() == "memory:") return store;
  const auto driver = stores::open_driver(place.url()).value();
  REQUIRE((*driver->open())->script(kTrialMigration));
  return store;
}

Stored<void> insert(Store& store, const Sample& sample, std::int64_t n, Row row) {
  Transaction transaction;
  transaction.writes = sample.before(n);
  transaction.writes.emplace_back(InsertRow{sample.shape, std::move(row)});
  return store.commit(std::move(transaction));
}

StoreFault fault_of(const Stored<void>& result) {
  REQUIRE_FALSE(result);
  return result.error();
}

// The row without what the store sets itself.
Row given(const Shape& shape, Row row) {
  for (std::size_t i = 0; i < row.size(); ++i) {
    const Role role = shape.columns[i].role;
    if (role == Role::kRecordId || role == Role::kRecordSalt || role == Role::kAuditChain ||
        role == Role::kAuditSeq) {
      row[i] = Value{};
    }
  }
  return row;
}

Query of(const Shape& shape) {
  Query query;
  query.form.shape = &shape;
  return query;
}

Query by_key(const Shape& shape, const Row& row) {
  Query query = of(shape);
  for (const std::size_t place : shape.key) query.where(place, Comparison::kEqual, row[place]);
  return query;
}

std::vector<Row> read(Store& store, const Query& query) {
  std::vector<Row> rows;
  REQUIRE(store.read(query, [&](Row row) {
    rows.push_back(std::move(row));
    return true;
  }));
  return rows;
}

std::vector<Row> rows_of(Store& store, const Query& query) {
  std::vector<Row> rows = read(store, query);
  for (Row& row : rows) row = given(*query.form.shape, std::move(row));
  return rows;
}

TEST_CASE_TEMPLATE("a row of every table comes back, whole or in part, and is stored once", Place,
                   Memory, Sqlite, Postgres) {
  const Place place;
  const auto store = open_with_trials(place);
  std::int64_t n = 0;
  for (const Sample& one : samples()) {
    const Shape& shape = *one.shape;
    CAPTURE(shape.table);
    n += 10;
    const Row row = one.row(n);
    CHECK(read(*store, by_key(shape, row)).empty());
    REQUIRE(insert(*store, one, n, row));
    CHECK(rows_of(*store, by_key(shape, row)) == std::vector<Row>{given(shape, row)});
    CHECK(fault_of(store->commit({{InsertRow{&shape, row}}, {}})) == StoreFault::kConflict);
    for (std::size_t i = 0; i < shape.columns.size(); ++i) {
      CAPTURE(shape.columns[i].name);
      Query part = by_key(shape, row);
      part.form.columns = ColumnSet{1} << i;
      const auto rows = read(*store, part);
      REQUIRE(rows.size() == 1);
      REQUIRE(rows[0].size() == 1);
      if (given(shape, row)[i] != Value{}) CHECK(rows[0][0] == row[i]);
    }
  }
}

TEST_CASE_TEMPLATE("what no two rows share, and what a row refers to", Place, Memory, Sqlite,
                   Postgres) {
  const Place place;
  const auto store = open_with_trials(place);
  std::int64_t n = 0;
  for (const Sample& one : samples()) {
    const Shape& shape = *one.shape;
    CAPTURE(shape.table);
    n += 10;
    for (const ReferenceShape& reference : shape.references) {
      Row lost = one.row(n);
      lost[reference.column] = id(99, 404);
      CHECK(fault_of(store->commit({{InsertRow{&shape, lost}}, {}})) == StoreFault::kConflict);
    }
    if (shape.unique.empty()) continue;
    REQUIRE(insert(*store, one, n, one.row(n)));
    for (const Places& unique : shape.unique) {
      Row second = one.row(n + 1);
      for (const std::size_t column : unique) second[column] = one.row(n)[column];
      CHECK(fault_of(insert(*store, one, n + 1, second)) == StoreFault::kConflict);
    }
    REQUIRE(insert(*store, one, n + 1, one.row(n + 1)));
    if (!shape.version) continue;
    for (const Places& unique : shape.unique) {
      Row second = one.row(n + 1);
      second[*shape.version] = std::int64_t{2};
      for (const std::size_t column : unique) second[column] = one.row(n)[column];
      CHECK(fault_of(store->commit({{UpdateRow{&shape, second}}, {}})) == StoreFault::kConflict);
    }
  }
}

TEST_CASE_TEMPLATE("an update is of one version, in every table that has one", Place, Memory,
                   Sqlite, Postgres) {
  const Place place;
  const auto store = open_with_trials(place);
  std::int64_t n = 0;
  for (const Sample& one : samples()) {
    const Shape& shape = *one.shape;
    if (!shape.version) continue;
    CAPTURE(shape.table);
    n += 10;
    Row row = one.row(n);
    REQUIRE(insert(*store, one, n, row));
    const auto update = [&](std::int64_t version) {
      row[*shape.version] = version;
      return store->commit({{UpdateRow{&shape, row}}, {}});
    };
    CHECK(fault_of(update(1)) == StoreFault::kConflict);
    CHECK(fault_of(update(3)) == StoreFault::kConflict);
    REQUIRE(update(2));
    CHECK(rows_of(*store, by_key(shape, row)) == std::vector<Row>{given(shape, row)});
    CHECK(fault_of(update(2)) == StoreFault::kConflict);
    Row absent = one.row(n + 1);
    absent[*shape.version] = std::int64_t{2};
    CHECK(fault_of(store->commit({{UpdateRow{&shape, absent}}, {}})) == StoreFault::kConflict);
  }
}

// All rows in the order of a query, read in pages of two.
std::vector<Row> in_pages(Store& store, std::size_t order, bool is_reversed, const Shape& shape) {
  std::vector<Row> rows;
  std::vector<Value> after;
  while (true) {
    Query query = of(shape);
    query.in_order(order, is_reversed).starting_after(after).at_most(2);
    const auto page = rows_of(store, query);
    rows.insert(rows.end(), page.begin(), page.end());
    if (page.size() < 2) return rows;
    after.clear();
    for (const std::size_t place : shape.orders[order].columns) {
      after.push_back(page.back()[place]);
    }
  }
}

TEST_CASE_TEMPLATE("every order of a table, in pages, from either end", Place, Memory, Sqlite,
                   Postgres) {
  for (const Sample& one : samples()) {
    const Place place;
    const auto store = open_with_trials(place);
    const Shape& shape = *one.shape;
    CAPTURE(shape.table);
    std::vector<Row> rows;
    for (const std::int64_t n : {3, 7, 1, 6, 2, 5, 4}) {
      Row row = one.row(n);
      for (std::size_t i = 0; i < row.size(); ++i) {
        // Several of one instant.
        if (shape.columns[i].name == "created_at") row[i] = to_value(at(n / 3));
      }
      REQUIRE(insert(*store, one, n, row));
      rows.push_back(given(shape, row));
    }
    for (std::size_t order = 0; order < shape.orders.size(); ++order) {
      for (const bool is_reversed : {false, true}) {
        CAPTURE(order);
        CAPTURE(is_reversed);
        Query query = of(shape);
        query.in_order(order, is_reversed);
        std::sort(rows.begin(), rows.end(),
                  [&](const Row& a, const Row& b) { return comes_before(query.form, a, b); });
        CHECK(rows_of(*store, query) == rows);
        CHECK(in_pages(*store, order, is_reversed, shape) == rows);
      }
    }
  }
}

TEST_CASE_TEMPLATE("no column takes NULL or a value that is none of its own", Place, Memory, Sqlite,
                   Postgres) {
  const Place place;
  const auto store = open_with_trials(place);
  std::int64_t n = 0;
  for (const Sample& one : samples()) {
    const Shape& shape = *one.shape;
    CAPTURE(shape.table);
    n += 10;
    const auto is_refused = [&](std::size_t column, Value value) {
      Row row = one.row(n);
      row[column] = std::move(value);
      const auto result = insert(*store, one, n, row);
      return !result && result.error() != StoreFault::kBusy;
    };
    for (std::size_t i = 0; i < shape.columns.size(); ++i) {
      const ColumnShape& column = shape.columns[i];
      CAPTURE(column.name);
      const bool is_of_store =
          given(shape, one.row(n))[i] == Value{} && column.role != Role::kPlain;
      if (is_of_store || column.role == Role::kRecordId) continue;
      const bool is_text = column.kind == Kind::kText || column.kind == Kind::kTime;
      if (!column.is_nullable) CHECK(is_refused(i, Value{}));
      CHECK(is_refused(i, Value{Foreign{}}));
      CHECK(is_refused(i, is_text ? Value{std::int64_t{1}} : Value{std::string("1")}));
      if (column.form == Form::kUuid) CHECK(is_refused(i, Value{std::string("no uuid")}));
    }
    CHECK(insert(*store, one, n, one.row(n)));
  }
}

// As somebody may have written it who is not this program.
TEST_CASE("a value that no record holds is unreadable, in every column") {
  for (const Sample& one : samples()) {
    const Shape& shape = *one.shape;
    CAPTURE(shape.table);
    for (std::size_t i = 0; i < shape.columns.size(); ++i) {
      const ColumnShape& column = shape.columns[i];
      if (column.role == Role::kElsewhere) continue;
      CAPTURE(column.name);
      const auto odd_with = [&](Value value) {
        Row row = one.row(1);
        row[i] = std::move(value);
        return shape.find_odd(row) == i;
      };
      CHECK(odd_with(Value{Foreign{}}));
      CHECK(odd_with(Value{}) != column.is_nullable);
      if (column.kind != Kind::kText) CHECK(odd_with(Value{std::string("1")}));
      if (column.kind == Kind::kText) CHECK(odd_with(Value{std::int64_t{1}}));
      if (column.kind == Kind::kFlag) CHECK(odd_with(Value{std::int64_t{2}}));
      if (column.form == Form::kUuid) CHECK(odd_with(Value{std::string("no uuid")}));
    }
  }
}

TEST_CASE_TEMPLATE("rows are removed by what they hold", Place, Memory, Sqlite, Postgres) {
  const Place place;
  const auto store = open_with_trials(place);
  for (std::int64_t n = 1; n <= kRows; ++n) {
    REQUIRE(store->commit({{Insert<CaseRecord>{review(n)}, Insert<TrialRecord>{trial(n)}}, {}}));
  }
  QueryOf<TrialRecord> small;
  small.equal<&TrialRecord::kind>(TrialKind::kSmall).before_if<&TrialRecord::created_at>(at(5));
  CHECK(fault_of(store->commit({{Remove{small, 3}}, {}})) == StoreFault::kConflict);
  CHECK(list(*store, trials_query())->size() == kRows);
  REQUIRE(store->commit({{Remove{small, 2}}, {}}));
  CHECK(list(*store, trials_query())->size() == kRows - 2);
  CHECK(store->commit({{Remove{small}}, {}}));
  CHECK(fault_of(store->commit({{Remove{small, 1}}, {}})) == StoreFault::kConflict);
  // Its place in the batch is free again.
  CHECK(store->commit({{Insert<TrialRecord>{trial(2)}}, {}}));
}

TEST_CASE_TEMPLATE("a resource is a struct, a descriptor and a migration", Place, Memory, Sqlite,
                   Postgres) {
  const Place place;
  const auto store = open_with_trials(place);
  REQUIRE(store->commit({{Insert<CaseRecord>{review(1)}, Insert<TrialRecord>{trial(1)}}, {}}));
  auto found = find<TrialRecord>(*store, id(11, 1));
  CHECK(same(found, trial(1)));
  // Its digest is in the audit log as that of any other record.
  CHECK((*found)->binding.chain == kInstance);
  TrialRecord changed = **found;
  changed.kind = TrialKind::kSmall;
  changed.ended_at = at(9);
  changed.case_id.reset();
  changed.version = 2;
  REQUIRE(store->commit({{Update<TrialRecord>{changed}}, {}}));
  CHECK(same(find<TrialRecord>(*store, id(11, 1)), changed));
  CHECK(same(list(*store, trials_query()), {changed}));
  QueryOf<TrialRecord> open_ones;
  open_ones.equal<&TrialRecord::is_open>(true);
  CHECK(list(*store, open_ones)->empty());
  QueryOf<TrialRecord> either;
  either.one_of<&TrialRecord::kind>({TrialKind::kSmall, TrialKind::kLarge});
  CHECK(list(*store, either)->size() == 1);
}

}  // namespace
}  // namespace financescr::stores
