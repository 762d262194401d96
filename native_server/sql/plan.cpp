#include "native_server/sql/plan.hpp"

#include <utility>

#include "native_server/sql/bound_tables.hpp"
#include "native_server/sql/query_text.hpp"
#include "native_server/sql/statements.hpp"

namespace financescr::sql {

using ports::Shape;
using ports::Stored;
using ports::StoreFault;

namespace {

// The writes of a transaction one by one.
class Planner {
 public:
  explicit Planner(const PlanParts& parts, std::vector<ports::AuditEvent> audit) : parts_(parts) {
    plan_.audit = std::move(audit);
    binder_.emplace(parts.chain, 0, plan_.audit, parts.salts);
  }

  Stored<void> add(ports::InsertRow write);
  Stored<void> add(ports::UpdateRow write);
  Stored<void> add(ports::Remove write);
  Stored<void> add(const ports::EraseDecision& write);
  Stored<void> add(const ports::EraseConversation& write);
  Stored<void> add(const ports::AdoptRecords& write);
  Stored<void> add(const ports::NoteIfLate& write);

  [[nodiscard]] Plan take() { return std::move(plan_); }

 private:
  void add(Command command) { plan_.commands.push_back(std::move(command)); }
  void add_touch(const Erasure& erasure, std::vector<Value> parameters);
  // Notes the number of the row that the last command is to hold.
  void note_row_number(const Shape& shape) {
    plan_.row_numbers.push_back({plan_.commands.size() - 1, shape.seq});
  }

  const PlanParts& parts_;
  Plan plan_;
  std::optional<audit::Binder> binder_;
};

Stored<void> Planner::add(ports::InsertRow write) {
  const Shape& shape = *write.shape;
  if (!takes(shape, write.row)) return tl::unexpected(StoreFault::kUnavailable);
  if (shape.is_bound) binder_->bind(shape, write.row, std::nullopt);
  add(insert_command(shape, std::move(write.row)));
  if (shape.is_bound) note_row_number(shape);
  return {};
}

Stored<void> Planner::add(ports::UpdateRow write) {
  const Shape& shape = *write.shape;
  if (!takes(shape, write.row)) return tl::unexpected(StoreFault::kUnavailable);
  const std::int64_t version = std::get<std::int64_t>(write.row[shape.version.value()]);
  if (!shape.is_bound) {
    add(update_command(shape, std::move(write.row), version - 1, {}));
    return {};
  }
  Value salt;
  std::optional<audit::Previous> previous;
  if (const std::string* own = binder_->salt_of(shape, id_of(shape, write.row))) {
    salt = *own;
  } else {
    auto before = parts_.read(shape, key_of(shape, write.row));
    if (!before) return tl::unexpected(before.error());
    if (*before) {
      // What cannot be read is said to have been anything: verification then finds it.
      const bool is_readable = !shape.find_odd(**before);
      previous = audit::previous_of(shape, **before);
      if (previous && !is_readable) previous->digests.clear();
      salt = (**before)[shape.salt];
    }
  }
  binder_->bind(shape, write.row, previous);
  add(update_command(shape, std::move(write.row), version - 1, std::move(salt)));
  note_row_number(shape);
  return {};
}

Stored<void> Planner::add(ports::Remove write) {
  if (write.which.is_empty) return tl::unexpected(StoreFault::kUnavailable);
  const Statement& statement = remove_statement(write.which.form);
  add(Command{&statement, std::move(write.which.values), write.at_least});
  return {};
}

void Planner::add_touch(const Erasure& erasure, std::vector<Value> parameters) {
  Touch touch;
  touch.shape = erasure.shape;
  touch.at = plan_.commands.size();
  touch.before = {&erasure.before, {parameters.front()}};
  touch.change = Command{&erasure.change, std::move(parameters)};
  if (!erasure.takes_time) touch.change->parameters.resize(1);
  if (!erasure.left.text.empty()) touch.left = {&erasure.left, touch.before.parameters};
  plan_.touches.push_back(std::move(touch));
  plan_.erases = true;
}

Stored<void> Planner::add(const ports::EraseDecision& write) {
  if (!is_uuid(write.decision_id)) return {};
  for (const Erasure& erasure : decision_erasures(parts_.dialect)) {
    add_touch(erasure, {write.decision_id, write.at.to_string()});
  }
  return {};
}

Stored<void> Planner::add(const ports::EraseConversation& write) {
  if (!is_uuid(write.conversation_id)) return {};
  for (const Erasure& erasure : conversation_erasures(parts_.dialect)) {
    add_touch(erasure, {write.conversation_id, write.at.to_string()});
  }
  return {};
}

Stored<void> Planner::add(const ports::AdoptRecords& write) {
  const Shape* shape = ports::find_shape(write.table);
  if (shape == nullptr) return tl::unexpected(StoreFault::kUnavailable);
  for (const Row& key : write.keys) {
    Touch touch;
    touch.shape = shape;
    touch.at = plan_.commands.size();
    touch.before = {&bound_table(*shape, parts_.dialect).by_key_locked, key};
    plan_.touches.push_back(std::move(touch));
  }
  return {};
}

// The list of activations cannot change under it: Driver::hold_activations().
Stored<void> Planner::add(const ports::NoteIfLate& write) {
  static const Statement kStatement{
      "INSERT INTO late_decisions (decision_id, activation_id) "
      "SELECT $1, activation_id FROM pack_activations "
      "WHERE status = 'ACTIVE' AND screening_pack_hash <> $2 "
      "ON CONFLICT DO NOTHING"};
  if (!is_uuid(write.decision_id)) return tl::unexpected(StoreFault::kUnavailable);
  add(Command{&kStatement, {write.decision_id, write.screening_pack_hash}});
  return {};
}

// The record before a change that has the key of `after`.
const Row* find_before(const Shape& shape, const std::vector<Row>& before, const Row& after) {
  for (const Row& row : before) {
    if (key_of(shape, row) == key_of(shape, after)) return &row;
  }
  return nullptr;
}

// Rows that can be read, and how many there were. The others keep the binding that they have, so
// that verification finds them.
struct ReadRows {
  std::vector<Row> rows;
  std::size_t count = 0;
};

Answer<ReadRows> read_rows(Connection& connection, const Command& command, const Shape& shape,
                           std::string_view dialect) {
  auto answers = connection.query(command);
  if (!answers) return tl::unexpected(answers.error());
  ReadRows read{{}, answers->size()};
  for (Row& answer : *answers) {
    auto record = to_raw(shape, dialect, std::move(answer));
    if (!record) return tl::unexpected(Fault{FaultKind::kRefused, "no_table", 0});
    if (!shape.find_odd(record->row)) read.rows.push_back(std::move(record->row));
  }
  return read;
}

// Whether the change did what it should.
Answer<void> check_change(Connection& connection, const Touch& touch, std::size_t before,
                          std::size_t after) {
  const tl::unexpected<Fault> undone(Fault{FaultKind::kRefused, "not_erased", 0});
  if (after < before) return undone;
  if (!touch.left) return {};
  const auto left = connection.query(*touch.left);
  if (!left) return tl::unexpected(left.error());
  return left->empty() ? Answer<void>{} : undone;
}

}  // namespace

Stored<Plan> plan_of(ports::Transaction transaction, const PlanParts& parts) {
  const Activations activations = activations_in(transaction);
  Planner planner(parts, std::move(transaction.audit));
  for (ports::Write& write : transaction.writes) {
    const auto added =
        std::visit([&](auto&& one) { return planner.add(std::forward<decltype(one)>(one)); },
                   std::move(write));
    if (!added) return tl::unexpected(added.error());
  }
  Plan plan = planner.take();
  plan.activations = activations;
  return plan;
}

Answer<std::vector<Command>> run_touch(Connection& connection, const Touch& touch,
                                       std::string_view dialect, audit::Binder& binder) {
  const Shape& shape = *touch.shape;
  const auto before = read_rows(connection, touch.before, shape, dialect);
  if (!before) return tl::unexpected(before.error());
  std::vector<Command> commands;
  if (!touch.change) {
    for (Row row : before->rows) {
      if (!std::holds_alternative<std::monostate>(row[shape.chain])) continue;
      binder.bind(shape, row, std::nullopt);
      commands.push_back(bind_command(shape, dialect, row, true));
    }
    return commands;
  }
  const auto after = read_rows(connection, *touch.change, shape, dialect);
  if (!after) return tl::unexpected(after.error());
  if (auto done = check_change(connection, touch, before->count, after->count); !done) {
    return tl::unexpected(done.error());
  }
  for (Row row : after->rows) {
    const Row* was = find_before(shape, before->rows, row);
    if (was != nullptr && *was == row) continue;
    binder.bind(shape, row, was == nullptr ? std::nullopt : audit::previous_of(shape, *was));
    commands.push_back(bind_command(shape, dialect, row, false));
  }
  return commands;
}

}  // namespace financescr::sql
