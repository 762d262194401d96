// OwnChain: the chain of the audit log that one store appends to, as far as this server itself
// knows it, and whether it still signs.
//
// The table is never asked where the chain ends and then believed. A server goes on after the row
// that it committed last; what stands behind that in the table is taken over if it carries a seal
// of a trusted key, as after a COMMIT whose answer was lost, or where a second process of the same
// key writes to the chain. So is the end of the chain when the store is opened. Anything else was
// not written by a server: the signing stops, for good, and says so. Deciding goes on.
#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "functions/audit/chain.hpp"
#include "functions/audit/seal.hpp"
#include "functions/ports/store.hpp"
#include "native_server/sql/connection.hpp"

namespace financescr::sql {

class OwnChain {
 public:
  // Called once with a word when the signing stops.
  using Stopped = std::function<void(std::string_view reason)>;

  OwnChain(std::string name, audit::SigningOptions signing, Stopped stopped)
      : name_(std::move(name)), signing_(std::move(signing)), stopped_(std::move(stopped)) {}

  // What follows is for the thread that writes.

  // Reads where the chain stands: the first time all that a start has to know, then what somebody
  // else may have written since.
  [[nodiscard]] Answer<void> read(Connection& connection);
  [[nodiscard]] const audit::ChainEnd& end() const { return end_; }
  // The events that must come before any other: what declares this chain and, once for a log of the
  // build before, those that stand there already.
  [[nodiscard]] const std::vector<ports::AuditEvent>& due() const { return due_; }
  [[nodiscard]] bool adopts() const { return adopts_; }
  // Seals the last audit row among these commands. Returns: the row; nothing if there is none.
  [[nodiscard]] std::optional<ports::AuditRow> seal(std::vector<Command>& commands) const;
  // Rows are durable, due() before them, and the chain stands at `end`. `last`: the last of them,
  // if there were any.
  void committed(audit::ChainEnd end, std::optional<ports::AuditRow> last);
  // Ends the signing, for a reason that is not in the chain itself.
  void stop(std::string_view reason);
  [[nodiscard]] bool seals() const { return signing_.secrets != nullptr && reason_.empty(); }

  // What follows is for any thread.

  [[nodiscard]] std::optional<ports::AuditRow> tail();
  [[nodiscard]] ports::Signing signing();
  // The head is in the store, as far as the database says; it must still be there at later looks.
  void expect_head(const ports::AuditHead& head);

 private:
  // The last row of the chain in the table, without its text; nothing if there is none.
  Answer<std::optional<ports::AuditRow>> read_last(Connection& connection);
  Answer<void> open(Connection& connection, const std::optional<ports::AuditRow>& last);
  // Whether the end of a chain without seals may be gone on from; sets whether it is to be
  // declared.
  Answer<bool> may_take_over(Connection& connection, const ports::AuditRow& last);
  // The newest head of the chain by a trusted key.
  Answer<std::optional<ports::AuditHead>> read_head(Connection& connection);
  Answer<bool> is_chained(Connection& connection, const std::optional<ports::AuditHead>& head,
                          const ports::AuditRow& last);
  Answer<bool> is_declared(Connection& connection, const ports::AuditRow& last);
  Answer<void> check_outside(Connection& connection);
  // Whether the log holds a declaration of any chain by anybody.
  Answer<bool> has_declarations(Connection& connection);
  // Prepares what declares this chain, and those that the build before has left.
  void declare_own();
  Answer<void> declare_others(Connection& connection);
  void compare(const std::optional<ports::AuditRow>& last);
  void take_over(const ports::AuditRow& row);
  // Whether the head that was written last is in the table.
  Answer<void> check_head(Connection& connection);

  const std::string name_;
  audit::SigningOptions signing_;
  const Stopped stopped_;
  bool is_open_ = false;
  audit::ChainEnd end_;  // as far as this server knows
  std::vector<ports::AuditEvent> due_;
  bool adopts_ = false;

  std::mutex mutex_;
  std::optional<ports::AuditRow> tail_;   // guarded by mutex_
  std::optional<ports::AuditHead> head_;  // guarded by mutex_
  std::string reason_;  // why the signing stopped; written under mutex_ by the writing thread
};

}  // namespace financescr::sql
