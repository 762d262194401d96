// Plan: what a transaction is to a database: its commands, its audit rows with the entries of the
// records it writes, and what can be known in the writing thread only.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "functions/audit/binding.hpp"
#include "functions/ports/stored.hpp"
#include "functions/ports/transaction.hpp"
#include "native_server/sql/connection.hpp"

namespace financescr::sql {

// A parameter that is the number of a row within the transaction, and is to become the one in the
// chain.
struct RowNumber {
  std::size_t command = 0;
  std::size_t parameter = 0;
};

// A statement of an erasure, or an adoption: which records it touches, only the database knows.
struct Touch {
  const ports::Shape* shape = nullptr;
  std::size_t at = 0;             // runs before this command of the plan
  Command before;                 // reads the records as they are (raw_select), and locks them
  std::optional<Command> change;  // changes them; nothing: they are adopted as they are
  std::optional<Command> left;    // answers a row if the change did not do what it should
};

struct Plan {
  std::vector<Command> commands;
  std::vector<RowNumber> row_numbers;
  std::vector<Touch> touches;  // in order of `at`
  std::vector<ports::AuditEvent> audit;
  bool erases = false;
  Activations activations = Activations::kUntouched;
};

// Reads the record of a key as its table holds it.
using ReadRecord =
    std::function<ports::Stored<std::optional<Row>>(const ports::Shape& shape, const Row& key)>;

struct PlanParts {
  std::string_view chain;
  std::string_view dialect;
  audit::Salts& salts;
  const ReadRecord& read;
};

// Errors: kUnavailable if no database takes it, an id that is no UUID being where there must be
// one; those of `read`.
[[nodiscard]] ports::Stored<Plan> plan_of(ports::Transaction transaction, const PlanParts& parts);

// Runs a touch in an open transaction: the records that it changed are bound anew. Returns: the
// commands that write their bindings. Errors: kRefused if the database did not change every record
// that was to be changed, as where a trigger, a rule or a damaged index is in the way.
[[nodiscard]] Answer<std::vector<Command>> run_touch(Connection& connection, const Touch& touch,
                                                     std::string_view dialect,
                                                     audit::Binder& binder);

}  // namespace financescr::sql
