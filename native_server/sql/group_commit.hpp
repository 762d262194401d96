// GroupCommit: transactions that arrive together share one commit, and with it one sync of the
// disk, and each is still answered for itself.
//
// One thread per store writes. It takes what is waiting and runs all of it in one transaction. If
// a statement fails, it rolls back and runs the group again with a savepoint around each, so that
// one failure never fails its neighbours. Audit rows are numbered and hashed in the order in which
// their transactions are committed, and the last of them is sealed (own_chain.hpp). Nobody is
// answered before COMMIT is.
//
// Where a connection can be lost during COMMIT, every group also writes its number into the row of
// this instance in store_writers. The next connection of this instance, which can only be made
// once the lost one's transaction is over, compares: the number is there if and only if the group
// is.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "functions/audit/chain.hpp"
#include "functions/ports/store.hpp"
#include "native_server/sql/connection.hpp"
#include "native_server/sql/own_chain.hpp"
#include "native_server/sql/plan.hpp"

namespace financescr::sql {

struct CommitLimits {
  std::size_t queue = 1024;  // transactions that wait; one more is kBusy
  std::size_t group = 512;   // transactions under one commit
  // How long a group is tried again after its connection is lost. Not while the database is there
  // and does not answer (Pulse::is_lost).
  std::chrono::milliseconds patience{4000};
};

// Says to an operator what went wrong: a fixed word and a code of the database; never a value.
using Report = std::function<void(std::string_view event, std::string_view code)>;

class GroupCommit {
 public:
  // Requires: `driver` and `salts` outlive this.
  GroupCommit(Driver& driver, std::string instance, CommitLimits limits,
              audit::SigningOptions signing, Report report, audit::Salts& salts);
  // Writes what waits, then ends.
  ~GroupCommit();
  GroupCommit(const GroupCommit&) = delete;
  GroupCommit& operator=(const GroupCommit&) = delete;

  // Connects, so that a fault is known at the start.
  [[nodiscard]] Answer<void> start();

  // As Store::commit.
  [[nodiscard]] ports::Stored<void> commit(Plan plan);
  // One command as a transaction of its own.
  [[nodiscard]] ports::Stored<void> commit(Command command);

  // As Store::audit_tail, Store::signing and Store::check_audit_tail.
  [[nodiscard]] std::optional<ports::AuditRow> tail() { return chain_.tail(); }
  [[nodiscard]] ports::Signing signing() { return chain_.signing(); }
  [[nodiscard]] ports::Stored<void> check_tail();
  // The head is in the store: later looks see whether it still is.
  void expect_head(const ports::AuditHead& head) { chain_.expect_head(head); }
  // The database's check of itself found fault: the next look ends the signing.
  void found_damage() { damaged_ = true; }

 private:
  struct Pending {
    Plan plan;
    bool looks = false;          // has nothing to write; the table's end is compared with ours
    ports::Stored<void> result;  // of the writing thread until `done`
    std::mutex mutex;
    std::condition_variable answered;
    bool done = false;  // guarded by mutex
  };
  using Group = std::vector<std::shared_ptr<Pending>>;

  ports::Stored<void> enqueue(const std::shared_ptr<Pending>& pending);
  void run();
  Group take();
  void write(const Group& group);
  static void answer(const Group& group);
  static void answer(const Group& group, ports::StoreFault fault);
  // Answers the group and all that waits.
  void give_up(const Group& group);
  // Whether nobody is to wait for the database now.
  [[nodiscard]] bool is_hopeless() const;
  // Connects anew, at its leisure, while nobody waits.
  void revive();

  // The connection is in a state that nobody knows.
  void lose_connection();
  static void refuse_unanswered(const Group& group);
  [[nodiscard]] static bool is_answered(const Group& group);

  // One try of a group. Returns: false if it may be tried again.
  bool try_write_if_possible(const Group& group);
  bool try_write(const Group& group);
  [[nodiscard]] std::vector<Command> first_commands(const Group& group) const;
  // Both leave a transaction open, and in `end` where the chain then stands.
  Answer<void> write_together(const Group& group, audit::ChainEnd& end);
  Answer<void> write_apart(const Group& group, audit::ChainEnd& end);
  Answer<void> write_one(Pending& pending, audit::ChainEnd& end, std::vector<Command>& first);
  Answer<void> commit_group();

  // Ends the signing if the schema is not the one that the migrations make. `always`: also where
  // it was compared not long ago.
  void check_schema(bool always);
  bool is_of_newer_program();
  // Returns: true if the group that was on its way turns out to be committed.
  Answer<bool> connect();
  // What declares chains, before anything else of the group, with a seal of its own.
  void append_due(std::vector<Command>& commands, audit::ChainEnd& end);
  Answer<std::int64_t> read_batch();
  // Appends the commands of a transaction and its audit rows. One with touches runs what was
  // appended before, and then itself up to the last touch.
  Answer<void> append_commands_of(std::vector<Command>& commands, const Plan& plan,
                                  audit::ChainEnd& end);
  void append_audit_rows(std::vector<Command>& commands,
                         const std::vector<ports::AuditEvent>& events, audit::ChainEnd& end) const;
  Answer<std::vector<ports::AuditEvent>> run_touches(std::vector<Command>& commands,
                                                     const Plan& plan, std::int64_t end_seq);
  void append_mark(std::vector<Command>& commands) const;
  void report(std::string_view event, const Fault& fault) const;

  Driver& driver_;
  const std::string instance_;
  const CommitLimits limits_;
  const Report report_;
  audit::Salts& salts_;

  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<std::shared_ptr<Pending>> queue_;  // guarded by mutex_
  bool stopping_ = false;                       // guarded by mutex_
  std::atomic<bool> reviving_ = false;          // new transactions are refused at once
  std::atomic<bool> damaged_ = false;

  // Of the writing thread; of start() before it.
  std::unique_ptr<Connection> connection_;
  OwnChain chain_;
  std::optional<ports::AuditRow> last_;  // the last audit row of the group at hand
  std::int64_t batch_ = 0;               // number of the last group committed
  bool unsure_ = false;                  // the group at hand may have been committed as batch_ + 1
  int looks_ = 0;                        // since the schema was compared
  bool committing_ = false;              // COMMIT is on its way
  bool healthy_ = true;                  // the last group did not end for want of a connection

  std::thread thread_;
};

}  // namespace financescr::sql
